// SPDX-License-Identifier: MIT OR Apache-2.0
// The rows of a table of `tests/data`: tab-separated, one header line.
#![allow(dead_code)] // Each test that includes this file uses its own part.

use std::ops::Index;

/// A line of a table, whose cells are indexed by the name of the column.
pub struct Row<'a> {
    header: &'a str,
    line: &'a str,
}

impl<'a> Row<'a> {
    /// The row as it stands in the table.
    pub fn line(&self) -> &'a str {
        self.line
    }
}

impl Index<&str> for Row<'_> {
    type Output = str;

    fn index(&self, column: &str) -> &str {
        let mut columns = self.header.split('\t');
        let at = columns.position(|name| name == column);
        let at = at.unwrap_or_else(|| panic!("no column {column} among {}", self.header));
        self.line.split('\t').nth(at).unwrap_or_else(|| panic!("no {column} in the row {}", self.line))
    }
}

/// The rows of a table.
pub fn rows(table: &str) -> Vec<Row<'_>> {
    let mut lines = table.lines();
    let header = lines.next().expect("a table starts with a header line");
    lines.map(|line| Row { header, line }).collect()
}
