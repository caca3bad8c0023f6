// SPDX-License-Identifier: MIT OR Apache-2.0
//! The numbers for other programs.

use super::Results;
use crate::contenders::{Way, WAYS};
use crate::options::Effort;
use crate::round_trips::MODES;
use crate::stats::{Spread, Summary};
use crate::throughput::Table;
use serde_json::{json, Value};

pub fn all(results: &Results, effort: &Effort) -> String {
    let machine = &results.machine;
    let ways = WAYS.into_iter().zip(&results.calls).map(|(way, calls)| way_value(results, way, calls));
    let value = json!({
        "date": machine.date,
        "processor": machine.processor,
        "processors": machine.processors,
        "kernel": machine.kernel,
        "rounds": effort.rounds,
        "round_trips": ways.collect::<Vec<_>>(),
        "tables": results.tables.iter().map(table).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn way_value(results: &Results, way: Way, calls: &Result<f64, String>) -> Value {
    let mode = |mode| (crate::round_trips::Mode::name(mode), cell(results.trips.cell(way, mode), summary));
    json!({
        "way": way.name().replace('`', ""),
        "calls": cell(calls, |calls| json!(calls)),
        "modes": MODES.map(mode).into_iter().collect::<serde_json::Map<String, Value>>(),
    })
}

/// A number, or why there is none.
fn cell<T>(cell: &Result<T, String>, value: impl Fn(&T) -> Value) -> Value {
    match cell {
        Ok(number) => value(number),
        Err(reason) => json!({ "missing": reason }),
    }
}

fn summary(summary: &Summary) -> Value {
    json!({
        "p50_us": spread(&summary.p50),
        "p99_us": summary.p99,
        "p99.9_us": summary.p999,
        "ratio": summary.ratio.as_ref().map(spread),
        "trips": summary.trips,
        "processor_us": summary.processor,
        "switches": summary.switches,
    })
}

fn spread(spread: &Spread) -> Value {
    json!({ "median": spread.median, "least": spread.least, "greatest": spread.greatest })
}

fn table(table: &Table) -> Value {
    let row = |(title, cells): &(String, Vec<Result<Spread, String>>)| {
        let cells: Vec<Value> = cells.iter().map(|number| cell(number, spread)).collect();
        json!({ "row": title.replace('`', ""), "cells": cells })
    };
    json!({
        "title": table.title,
        "unit": table.unit,
        "columns": table.columns,
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
    })
}
