// SPDX-License-Identifier: MIT OR Apache-2.0
//! The table of faults, and the lines of the sources that its rows mean.

use crate::Result;
use std::fmt;
use std::fs;
use std::ops::Range;
use std::path::Path;

/// A row: one line of a source, and what is there instead.
pub struct Fault {
    /// Its place in the table, from 1 on.
    pub number: usize,
    /// The row as it stands there.
    pub row: String,
    /// Path of the source, below the package's root.
    pub file: String,
    /// The function that the line is in; `-` where it is outside of all, or the file has it once.
    pub function: String,
    find: String,
    replace: String,
    /// `program`, or `program::test`.
    pub tests: Vec<String>,
    /// Why no test can notice.
    pub survives: Option<String>,
}

/// Reads the table, whose rows must all fit the sources.
pub fn read(root: &Path) -> Result<Vec<Fault>> {
    let path = root.join("tests/faults/faults.tsv");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1);
    let faults: Vec<Fault> =
        rows.enumerate().map(|(at, row)| Fault::parse(at + 1, row)).collect::<Result<_>>()?;
    for fault in &faults {
        fault.applied(
            &fs::read_to_string(root.join(&fault.file)).map_err(|error| format!("{fault}: {error}"))?,
        )?;
    }
    Ok(faults)
}

impl Fault {
    fn parse(number: usize, row: &str) -> Result<Fault> {
        let cells: Vec<&str> = row.split('\t').collect();
        let [file, function, find, replace, tests, survives] = cells[..] else {
            return Err(format!("{} cells, not 6: {row}", cells.len()));
        };
        Ok(Fault {
            number,
            row: row.into(),
            file: file.into(),
            function: function.into(),
            find: find.into(),
            replace: replace.into(),
            tests: tests.split(' ').map(String::from).collect(),
            survives: (!survives.is_empty()).then(|| survives.into()),
        })
    }

    /// Whether it is in the C library.
    pub fn in_c(&self) -> bool {
        self.file.starts_with("vendor/")
    }

    /// The programs that its tests are in, each once.
    pub fn programs(&self) -> Vec<&str> {
        let mut programs: Vec<&str> = Vec::new();
        for test in &self.tests {
            let program = test.split("::").next().unwrap_or(test);
            if !programs.contains(&program) {
                programs.push(program);
            }
        }
        programs
    }

    /// Its tests in that program; none if that is all of them.
    pub fn tests_of(&self, program: &str) -> Vec<&str> {
        let of_program = |test: &'_ String| -> bool { test.split("::").next() == Some(program) };
        let of_program = self.tests.iter().filter(|test| of_program(test));
        of_program.filter_map(|test| test.split_once("::")).map(|(_, test)| test).collect()
    }

    /// The source with the fault in it, if the line is there exactly once.
    pub fn applied(&self, source: &str) -> Result<String> {
        let mut lines: Vec<&str> = source.lines().collect();
        let within = match self.function.as_str() {
            "-" => 0..lines.len(),
            name => function(&lines, name).ok_or_else(|| format!("stale row, no function {name}: {self}"))?,
        };
        // `text#2`: the second of two or more.
        let (find, nth) = match self.find.rsplit_once('#').map(|(find, nth)| (find, nth.parse())) {
            Some((find, Ok(nth))) => (find, Some(nth)),
            _ => (self.find.as_str(), None::<usize>),
        };
        let at: Vec<usize> = within.filter(|at| lines[*at].trim() == find).collect();
        let at = match (nth, &at[..]) {
            (None, [at]) => *at,
            (Some(nth), [_, _, ..]) if (1..=at.len()).contains(&nth) => at[nth - 1],
            _ => return Err(format!("stale row, the line is there {} times: {self}", at.len())),
        };
        // What an `if` stands before becomes an empty statement.
        let statement = self.in_c() && self.replace.is_empty() && find.ends_with(';');
        lines[at] = if statement { ";" } else { &self.replace };
        Ok(lines.join("\n") + "\n")
    }
}

/// The lines of a function, from the one with its name to its closing brace.
pub fn function(lines: &[&str], name: &str) -> Option<Range<usize>> {
    let named = |line: &str| {
        let before = line.split(['(', '<']).next().unwrap_or("");
        let word = before.rsplit([' ', '*']).next();
        line.starts_with(|first: char| !first.is_whitespace() && !"/*#".contains(first))
            && !line.ends_with(';')
            && (word == Some(name) || before != line && word_before_parenthesis(line) == Some(name))
    };
    let start = lines.iter().position(|line| named(line))?;
    let length = lines[start..].iter().position(|line| *line == "}")?;
    Some(start..start + length + 1)
}

/// In `static void *name(int a)`, and in `static __attribute__((cold)) int name(int a)`, the name.
fn word_before_parenthesis(line: &str) -> Option<&str> {
    let line = line.rsplit_once("))").map_or(line, |(_, rest)| rest);
    line.split(['(', '<']).next()?.rsplit([' ', '*']).next()
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let replace = if self.replace.is_empty() { "nothing" } else { &self.replace };
        write!(f, "{}, {}: `{}` becomes `{replace}`", self.file, self.function, self.find)
    }
}
