// SPDX-License-Identifier: MIT OR Apache-2.0
//! The medians of the round trips as bars, on a scale of powers of ten.

use super::markdown::short;
use super::Results;
use crate::contenders::WAYS;
use crate::round_trips::{Mode, BLOCK_ONE, BLOCK_TWO, BUSY_TWO};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::error::Error;
use std::path::Path;

const BARS: [(Mode, RGBColor); 3] = [
    (BLOCK_ONE, RGBColor(31, 119, 180)),
    (BLOCK_TWO, RGBColor(214, 96, 40)),
    (BUSY_TWO, RGBColor(90, 160, 90)),
];

/// In pixels: the width, the part of it that names have, the height of a bar, of a group of bars, and of what
/// is above and below them.
const WIDTH: i32 = 900;
const NAMES: i32 = 330;
const BAR: i32 = 9;
const GROUP: i32 = 34;
const TOP: i32 = 70;

/// The least that is drawn, in microseconds, and how many pixels ten times as much has.
const LEAST: f64 = 0.1;
const DECADE: f64 = 150.0;

pub fn draw(results: &Results, path: &Path) -> Result<(), Box<dyn Error>> {
    let height = TOP + GROUP * WAYS.len() as i32 + 10;
    let root = SVGBackend::new(path, (WIDTH as u32, height as u32)).into_drawing_area();
    root.fill(&WHITE)?;
    let text = |size: i32| ("sans-serif", size).into_font().color(&BLACK);
    root.draw_text(
        "Round trips between two threads, median, µs, on a logarithmic scale",
        &text(17),
        (10, 10),
    )?;
    root.draw_text(&results.machine.line(), &text(11), (10, 32))?;
    for (nr, (mode, color)) in BARS.into_iter().enumerate() {
        let left = 10 + 270 * nr as i32;
        root.draw(&Rectangle::new([(left, 51), (left + BAR, 51 + BAR)], color.filled()))?;
        root.draw_text(&mode.name(), &text(12), (left + 15, 50))?;
    }
    let right = text(12).pos(Pos::new(HPos::Right, VPos::Center));
    let beside = text(10).pos(Pos::new(HPos::Left, VPos::Center));
    for (nr, way) in WAYS.into_iter().enumerate() {
        let top = TOP + GROUP * nr as i32;
        root.draw_text(&way.name().replace('`', ""), &right, (NAMES - 8, top + GROUP / 2))?;
        for (bar, (mode, color)) in BARS.into_iter().enumerate() {
            let Ok(summary) = results.trips.cell(way, mode) else { continue };
            let (top, median) = (top + 3 + BAR * bar as i32, summary.p50.median);
            let end = NAMES + ((median / LEAST).log10().max(0.0) * DECADE) as i32;
            root.draw(&Rectangle::new([(NAMES, top), (end, top + BAR - 1)], color.filled()))?;
            root.draw_text(&short(median), &beside, (end + 4, top + BAR / 2))?;
        }
    }
    root.present()?;
    Ok(())
}
