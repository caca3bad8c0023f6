// SPDX-License-Identifier: MIT OR Apache-2.0
//! The tables as they stand in the documentation.

use super::{Reasons, Results};
use crate::contenders::WAYS;
use crate::options::Effort;
use crate::round_trips::{Mode, BLOCK_ONE, BLOCK_TWO, BUSY_TWO, MODES};
use crate::stats::{Spread, Summary};
use crate::throughput::Table;
use std::fmt::Write;

/// A row of Markdown.
pub fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

fn head(titles: &[&str]) -> String {
    let titles: Vec<String> = titles.iter().map(|title| title.to_string()).collect();
    row(&titles) + "|---|" + &"--:|".repeat(titles.len() - 1) + "\n"
}

/// With three digits that mean something.
pub fn short(number: f64) -> String {
    let decimals = if number < 9.995 { 2 } else { usize::from(number < 99.95) };
    format!("{number:.decimals$}")
}

/// Beside the yardstick.
pub fn ratio(summary: &Summary) -> String {
    summary.ratio.map_or("-".into(), |ratio| format!("{:.2}", ratio.median))
}

/// The table of the guide: medians, and what they are beside the yardstick.
pub fn guide(results: &Results) -> String {
    let line = results.machine.line();
    let mut text =
        format!("Median round trips in µs, and beside them as parts of the second row. {line}.\n\n");
    text += &head(&[
        "way",
        "one processor",
        "ratio",
        "two processors",
        "ratio",
        "two, busy polling",
        "system calls",
    ]);
    let mut reasons = Reasons::default();
    for (way, calls) in WAYS.into_iter().zip(&results.calls) {
        let mut cells = vec![way.name()];
        for mode in [BLOCK_ONE, BLOCK_TWO] {
            let cell = results.trips.cell(way, mode);
            cells.push(reasons.cell(cell, |summary| short(summary.p50.median)));
            cells.push(reasons.cell(cell, ratio));
        }
        let polled = results.trips.cell(way, BUSY_TWO);
        cells.push(reasons.cell(polled, |summary| short(summary.p50.median)));
        cells.push(reasons.cell(calls, |calls| format!("{calls:.1}")));
        text += &row(&cells);
    }
    text + &reasons.line()
}

/// The first lines of a file of its own.
const TITLE: &str = "<!-- SPDX-License-Identifier: MIT OR Apache-2.0 -->\n\
    # Which way to wake another thread: all that was measured\n\n";

/// All that was measured.
pub fn tables(results: &Results, effort: &Effort) -> String {
    let mut text = String::from(TITLE) + &format!("{}, {} rounds.\n", results.machine.line(), effort.rounds);
    MODES.into_iter().for_each(|mode| text += &mode_table(results, mode));
    results.tables.iter().for_each(|table| text += &plain_table(table));
    text
}

fn mode_table(results: &Results, mode: Mode) -> String {
    let mut text = format!("\nRound trips, {}, µs:\n\n", mode.name());
    text += &head(&["way", "p50", "spread", "p99", "p99.9", "ratio", "spread", "processor time", "switches"]);
    let mut reasons = Reasons::default();
    for way in WAYS {
        let cell = results.trips.cell(way, mode);
        let mut column = |show: &dyn Fn(&Summary) -> String| reasons.cell(cell, show);
        text += &row(&[
            way.name(),
            column(&|summary| short(summary.p50.median)),
            column(&|summary| spread(&summary.p50)),
            column(&|summary| short(summary.p99)),
            column(&|summary| short(summary.p999)),
            column(&ratio),
            column(&|summary| summary.ratio.as_ref().map_or("-".into(), spread)),
            column(&|summary| short(summary.processor)),
            column(&|summary| format!("{:.1}", summary.switches)),
        ]);
    }
    text + &reasons.line()
}

fn spread(spread: &Spread) -> String {
    format!("{} to {}", short(spread.least), short(spread.greatest))
}

fn plain_table(table: &Table) -> String {
    let mut text = String::new();
    write!(text, "\n{}, {}:\n\n", table.title, table.unit).expect("a string takes all");
    let titles: Vec<&str> = [""].into_iter().chain(table.columns.iter().map(String::as_str)).collect();
    text += &head(&titles);
    let mut reasons = Reasons::default();
    for (title, numbers) in &table.rows {
        let cells = numbers.iter().map(|cell| reasons.cell(cell, with_spread));
        text += &row(&[title.clone()].into_iter().chain(cells).collect::<Vec<_>>());
    }
    text + &reasons.line()
}

fn with_spread(number: &Spread) -> String {
    if number.least == number.greatest {
        return short(number.median);
    }
    format!("{} ({})", short(number.median), spread(number))
}
