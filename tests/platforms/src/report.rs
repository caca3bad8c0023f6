// SPDX-License-Identifier: MIT OR Apache-2.0
//! The table at the end.

use crate::console::Console;
use std::collections::BTreeMap;

/// How many reasons of skips a row has, the most frequent ones.
const REASONS: usize = 2;

/// What came of a platform.
pub struct Row {
    pub name: &'static str,
    pub result: Result<Console, String>,
    /// Programs that should have run.
    pub programs: usize,
}

impl Row {
    pub fn is_good(&self) -> bool {
        self.result.as_ref().is_ok_and(|console| self.failures(console) == 0)
    }

    /// Tests that failed, and programs that did not run.
    fn failures(&self, console: &Console) -> u32 {
        let failed: u32 = console.programs.iter().map(|program| program.count_of_failures()).sum();
        failed + (self.programs - console.programs.len()) as u32 + u32::from(!console.done)
    }

    /// What failed, for the reader.
    pub fn failures_in_words(&self) -> String {
        let console = match &self.result {
            Ok(console) => console,
            Err(why) => return format!("{}: {why}\n", self.name),
        };
        let mut text = String::new();
        for program in console.programs.iter().filter(|program| !program.is_good()) {
            text += &format!("{}: {} ended with {}", self.name, program.name, program.ended);
            text += &format!("; failed: {}\n", program.failures.join(", "));
            program.tail.iter().for_each(|line| text += &format!("    | {line}\n"));
        }
        if !console.done {
            let last = console.programs.last().map_or("none", |program| &program.name);
            text += &format!("{}: it was not done; the last program was {last}\n", self.name);
        }
        text
    }

    /// What the table has of it.
    pub fn line(&self) -> String {
        let Ok(console) = &self.result else {
            return format!("| {} | | | | did not run | | |\n", self.name);
        };
        let machine = |n: usize| console.machine.get(n).map_or("?", |word| word);
        let passed: u32 = console.programs.iter().map(|program| program.passed).sum();
        let mut reasons: BTreeMap<&str, u32> = BTreeMap::new();
        console.skips.iter().for_each(|(_, why)| *reasons.entry(why).or_default() += 1);
        let mut reasons: Vec<_> = reasons.into_iter().collect();
        reasons.sort_by_key(|(why, count)| (std::cmp::Reverse(*count), *why));
        let reasons: Vec<_> =
            reasons.iter().take(REASONS).map(|(why, count)| format!("{why} ({count})")).collect();
        format!(
            "| {} | {} | {} | {passed} | {} | {} | {} |\n",
            self.name,
            machine(0),
            machine(2),
            self.failures(console),
            console.skips.len(),
            reasons.join("; ")
        )
    }
}

/// The table in Markdown.
pub fn table(rows: &[Row]) -> String {
    let head = "| platform | kernel | page | passed | failed | skipped | mostly because |\n|---|---|--:|--:|--:|--:|---|\n";
    rows.iter().fold(head.to_string(), |text, row| text + &row.line())
}
