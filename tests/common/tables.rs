// SPDX-License-Identifier: MIT OR Apache-2.0
// Reads the tables of `tests/data`: tab-separated, one header line.
#![allow(dead_code)] // Each test that includes this file uses its own part.

use std::collections::BTreeSet;
use std::ops::Index;

pub const CONSTANTS: &str = include_str!("../data/constants.tsv");
pub const EXPORTED: &str = include_str!("../data/exported.tsv");
pub const FUNCTIONS: &str = include_str!("../data/functions.tsv");
pub const MACROS: &str = include_str!("../data/macros.tsv");
pub const SQE_PARITY: &str = include_str!("../data/sqe_parity.tsv");
pub const STRUCTS: &str = include_str!("../data/structs.tsv");

/// A line of a table, whose cells are indexed by the name of the column.
pub struct Row {
    header: &'static str,
    line: &'static str,
}

impl Index<&str> for Row {
    type Output = str;

    fn index(&self, column: &str) -> &str {
        let mut columns = self.header.split('\t');
        let at = columns.position(|name| name == column);
        let at = at.unwrap_or_else(|| panic!("no column {column} among {}", self.header));
        self.line.split('\t').nth(at).unwrap_or_else(|| panic!("no {column} in the row {}", self.line))
    }
}

/// The rows of one of the tables above.
pub fn rows(table: &'static str) -> Vec<Row> {
    let mut lines = table.lines();
    let header = lines.next().expect("a table starts with a header line");
    lines.map(|line| Row { header, line }).collect()
}

/// The functions of one `kind`: `extern` or `inline`.
pub fn functions(kind: &str) -> Vec<Row> {
    rows(FUNCTIONS).into_iter().filter(|row| &row["kind"] == kind).collect()
}

/// The parameters of a function, each as its C type and its name.
pub fn params(row: &Row) -> Vec<(String, String)> {
    let split = |param: &str| {
        let name = param.rfind(|c: char| !(c.is_alphanumeric() || c == '_')).expect("a type and a name") + 1;
        (param[..name].trim().to_string(), param[name..].to_string())
    };
    let params = &row["params"];
    params.split("; ").filter(|param| *param != "void").map(split).collect()
}

/// A number as the tables write it: decimal, or hexadecimal after `0x`.
pub fn number(cell: &str) -> i128 {
    let parsed = match cell.strip_prefix("0x") {
        Some(digits) => i128::from_str_radix(digits, 16),
        None => cell.parse(),
    };
    parsed.unwrap_or_else(|_| panic!("{cell:?} is no number"))
}

/// The columns with the offset, size and alignment of types on this target; none where the tables do not say.
pub fn layout_columns() -> Option<[&'static str; 3]> {
    if cfg!(target_pointer_width = "64") {
        Some(["offset", "size", "align"])
    } else if cfg!(target_arch = "x86") {
        Some(["offset_i386", "size_i386", "align_i386"])
    } else {
        None
    }
}

/// Fails with the names that only one side has.
pub fn assert_same_names<'a, A, B>(what: &str, table: A, list: B)
where
    A: IntoIterator<Item = &'a str>,
    B: IntoIterator<Item = &'a str>,
{
    let table: BTreeSet<&str> = table.into_iter().collect();
    let list: BTreeSet<&str> = list.into_iter().collect();
    let missing: Vec<_> = table.difference(&list).collect();
    let extra: Vec<_> = list.difference(&table).collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "{what}: only in the table: {missing:?}; not in the table: {extra:?}"
    );
}
