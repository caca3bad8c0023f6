// SPDX-License-Identifier: MIT OR Apache-2.0
//! What was measured, as Markdown, as JSON and as a chart.

mod chart;
mod goals;
mod json;
mod markdown;

use crate::machine::Machine;
use crate::options::Options;
use crate::round_trips::RoundTrips;
use crate::throughput::Table;
use std::error::Error;
use std::fs;

/// All that was measured.
pub struct Results {
    pub machine: Machine,
    pub trips: RoundTrips,
    /// System calls of each way.
    pub calls: Vec<Result<f64, String>>,
    pub tables: Vec<Table>,
}

impl Results {
    /// Prints and writes all. Returns how many goals are missed.
    pub fn report(&self, options: &Options) -> Result<usize, Box<dyn Error>> {
        let folder = &options.folder;
        fs::create_dir_all(folder)?;
        let (goals, missed) = goals::judge(self);
        let (guide, tables) = (markdown::guide(self), markdown::tables(self, &options.effort) + &goals);
        print!("{guide}\n{tables}");
        fs::write(folder.join("guide.md"), guide)?;
        fs::write(folder.join("tables.md"), tables)?;
        fs::write(folder.join("messages.json"), json::all(self, &options.effort))?;
        chart::draw(self, &folder.join("messages.svg"))?;
        eprintln!("guide.md, tables.md, messages.json and messages.svg are in {}", folder.display());
        Ok(missed)
    }
}

/// Collects each reason for which there is no number, once.
#[derive(Default)]
struct Reasons(Vec<String>);

impl Reasons {
    /// The cell of a table.
    fn cell<T>(&mut self, cell: &Result<T, String>, show: impl Fn(&T) -> String) -> String {
        match cell {
            Ok(number) => show(number),
            Err(reason) => {
                if !self.0.contains(reason) {
                    self.0.push(reason.clone());
                }
                "-".into()
            }
        }
    }

    /// A line that tells them.
    fn line(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        format!("\n`-`: {}.\n", self.0.join("; "))
    }
}
