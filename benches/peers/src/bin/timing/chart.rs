// SPDX-License-Identifier: MIT OR Apache-2.0
//! What was measured, as a chart: bars with the quartiles, one panel for each case.

use crate::cases::CASES;
use crate::contenders::{Contender, YARDSTICK};
use crate::table::{ratio, Ratio};
use crate::Samples;
use iouring_sys_driver::Result;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::path::Path;

const WIDTH: i32 = 960;
const COLUMNS: usize = 4;
/// Of a panel: its title, a bar with the space around it, and where bars begin and end.
const TITLE: i32 = 30;
const BAR: i32 = 17;
const LEFT: i32 = 104;
const RIGHT: i32 = 40;
/// What the longest bar is: a contender that takes more has one that reaches the edge.
const LONGEST: f64 = 1.6;
/// Its own background makes the chart readable on a light page and on a dark one.
const BACKGROUND: RGBColor = RGBColor(250, 250, 248);
const INK: RGBColor = RGBColor(34, 34, 34);
const OURS: RGBColor = RGBColor(196, 98, 16);
const OTHERS: RGBColor = RGBColor(120, 140, 165);

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;
type Drawn<'a> = std::result::Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

/// Writes the chart.
pub fn draw(path: &Path, contenders: &[Contender], samples: &Samples, about: &[String]) -> Result<()> {
    let mut text = String::new();
    picture(&mut text, contenders, samples, about).map_err(|error| error.to_string())?;
    // Nothing is transparent: the attribute is most of the text, and says what is so without it.
    std::fs::write(path, text.replace(" opacity=\"1\"", ""))
        .map_err(|error| format!("{}: {error}", path.display()))
}

fn picture<'a>(
    text: &'a mut String,
    contenders: &[Contender],
    samples: &Samples,
    about: &[String],
) -> Drawn<'a> {
    let panels: Vec<_> = (0..CASES.len()).map(|case| bars(contenders, samples, case)).collect();
    let height_of = |row: &[Vec<Bar>]| row.iter().map(Vec::len).max().unwrap_or(0) as i32 * BAR + TITLE;
    let height = panels.chunks(COLUMNS).map(height_of).sum::<i32>() + BAR * (about.len() as i32 + 3);
    let area = SVGBackend::with_string(text, (WIDTH as u32, height as u32)).into_drawing_area();
    let mut top = BAR;
    area.fill(&BACKGROUND)?;
    for (row, cases) in panels.chunks(COLUMNS).zip(CASES.chunks(COLUMNS)) {
        for (column, (bars, case)) in (0..).zip(row.iter().zip(cases)) {
            panel(&area, (column * WIDTH / COLUMNS as i32, top), case.title, bars)?;
        }
        top += height_of(row);
    }
    let caption =
        format!("Processor time, {YARDSTICK} = 1 (the line), with quartiles; less is better. Ours: orange.");
    for (line, y) in std::iter::once(&caption).chain(about).zip((top + BAR..).step_by(BAR as usize)) {
        write(&area, line, (8, y), HPos::Left, 9.0)?;
    }
    area.present()
}

struct Bar<'a> {
    title: &'a str,
    ours: bool,
    ratio: Ratio,
}

/// The bars of a case, in the order of the table.
fn bars<'a>(contenders: &'a [Contender], samples: &Samples, case: usize) -> Vec<Bar<'a>> {
    let all = contenders.iter().enumerate();
    let bars = all.filter_map(|(index, contender)| {
        let (title, ours) = (contender.title.as_str(), contender.is_ours());
        Some(Bar { title, ours, ratio: ratio(samples, index, case)? })
    });
    bars.collect()
}

fn panel<'a>(area: &Area<'a>, (x, y): (i32, i32), title: &str, bars: &[Bar]) -> Drawn<'a> {
    let room = WIDTH / COLUMNS as i32 - LEFT - RIGHT;
    let at = |ratio: f64| x + LEFT + (ratio.min(LONGEST) / LONGEST * f64::from(room)) as i32;
    write(area, title, (x + LEFT, y + 8), HPos::Left, 12.0)?;
    let top = y + TITLE - BAR / 2;
    for (bar, y) in bars.iter().zip((top..).step_by(BAR as usize)) {
        let middle = y + BAR / 2;
        let color = if bar.ours { OURS } else { OTHERS };
        write(area, &bar.title.replace('`', ""), (x + LEFT - 4, middle), HPos::Right, 9.0)?;
        area.draw(&Rectangle::new([(at(0.0), y + 2), (at(bar.ratio.median), y + BAR - 2)], color.filled()))?;
        let quartiles = [(at(bar.ratio.low), middle), (at(bar.ratio.high), middle)];
        area.draw(&PathElement::new(quartiles, INK))?;
        let number = format!("{:.2}", bar.ratio.median);
        write(area, &number, (at(bar.ratio.high.max(bar.ratio.median)) + 3, middle), HPos::Left, 8.0)?;
    }
    area.draw(&PathElement::new([(at(1.0), top), (at(1.0), top + bars.len() as i32 * BAR)], INK))
}

fn write<'a>(area: &Area<'a>, text: &str, at: (i32, i32), side: HPos, size: f64) -> Drawn<'a> {
    // plotters means another height by a font's size than SVG does.
    let style = ("sans-serif", size * 1.24).into_font().color(&INK).pos(Pos::new(side, VPos::Center));
    area.draw(&Text::new(text.to_string(), at, style))
}
