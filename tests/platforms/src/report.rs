// SPDX-License-Identifier: MIT OR Apache-2.0
//! The table at the end.

use crate::console::Console;
use std::collections::BTreeMap;

/// How many reasons of skips a row of the table has, the most frequent ones; below it are all.
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
        let reasons: Vec<_> =
            reasons(console).iter().take(REASONS).map(|(why, count)| format!("{why} ({count})")).collect();
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

/// The reasons why tests were skipped, and how many were for each, the most frequent ones first.
fn reasons(console: &Console) -> Vec<(&str, u32)> {
    let mut reasons: BTreeMap<&str, u32> = BTreeMap::new();
    console.skips.iter().for_each(|(_, why)| *reasons.entry(why).or_default() += 1);
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by_key(|(why, count)| (std::cmp::Reverse(*count), *why));
    reasons
}

/// What the column of skips is the sum of, for each platform; those that skip for the same reasons are told of together.
pub fn skips(rows: &[Row]) -> String {
    let mut names: BTreeMap<Vec<(&str, u32)>, Vec<&str>> = BTreeMap::new();
    for row in rows {
        if let Ok(console) = &row.result {
            names.entry(reasons(console)).or_default().push(row.name);
        }
    }
    let mut text = String::new();
    for (reasons, names) in names.iter().filter(|(reasons, _)| !reasons.is_empty()) {
        let sum: u32 = reasons.iter().map(|(_, count)| count).sum();
        text += &format!("\nskipped on {}: {sum}\n", names.join(", "));
        reasons.iter().for_each(|(why, count)| text += &format!("{count:5} {why}\n"));
    }
    text
}

/// The table in Markdown.
pub fn table(rows: &[Row]) -> String {
    let head = "| platform | kernel | page | passed | failed | skipped | mostly because |\n|---|---|--:|--:|--:|--:|---|\n";
    rows.iter().fold(head.to_string(), |text, row| text + &row.line())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A platform on which tests were skipped, as many for each reason.
    fn row(name: &'static str, skips: &[(&str, u32)]) -> Row {
        let mut console = Console::default();
        for &(why, count) in skips {
            console.skips.extend((0..count).map(|test| (format!("{why} {test}"), why.to_string())));
        }
        Row { name, result: Ok(console), programs: 0 }
    }

    #[test]
    fn all_reasons_are_told_and_are_the_sum() {
        let (many, few) = ([("rings", 4), ("memory", 5), ("waits", 1)], [("rings", 2)]);
        let rows = [row("new", &few), row("one", &many), row("none", &[]), row("two", &many)];
        assert!(rows[1].line().ends_with(" | 10 | memory (5); rings (4) |\n"), "{}", rows[1].line());
        let (few, many) = (
            "skipped on new: 2\n    2 rings",
            "skipped on one, two: 10\n    5 memory\n    4 rings\n    1 waits",
        );
        assert_eq!(skips(&rows), format!("\n{many}\n\n{few}\n"));
    }
}
