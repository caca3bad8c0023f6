// SPDX-License-Identifier: MIT OR Apache-2.0
// Reads the tables of `tests/data`: tab-separated, one header line.
#![allow(dead_code)] // Each test that includes this file uses its own part.

#[path = "rows.rs"]
mod rows;

use std::collections::BTreeSet;

pub use rows::{rows, Row};

pub const CONSTANTS: &str = include_str!("../data/constants.tsv");
pub const EXPORTED: &str = include_str!("../data/exported.tsv");
pub const FUNCTIONS: &str = include_str!("../data/functions.tsv");
pub const KERNEL_ONLY: &str = include_str!("../data/kernel_only.tsv");
pub const MACROS: &str = include_str!("../data/macros.tsv");
pub const OPCODES: &str = include_str!("../data/opcodes.tsv");
pub const SQE_PARITY: &str = include_str!("../data/sqe_parity.tsv");
pub const STRUCTS: &str = include_str!("../data/structs.tsv");

/// The functions of one `kind`: `extern` or `inline`.
pub fn functions(kind: &str) -> Vec<Row<'static>> {
    rows(FUNCTIONS).into_iter().filter(|row| &row["kind"] == kind).collect()
}

/// How many constants and functions of both kinds there are: an item each.
pub fn constants_and_functions() -> usize {
    rows(CONSTANTS).len() + functions("extern").len() + functions("inline").len()
}

/// The parameters of a function, each as its C type and its name.
pub fn params(row: &Row) -> Vec<(String, String)> {
    let split = |param: &str| {
        let name = param.rfind(|c: char| !(c.is_alphanumeric() || c == '_')).expect("a type and a name") + 1;
        (param[..name].trim().to_string(), param[name..].to_string())
    };
    let params = &row["params"];
    assert!(!params.contains(','), "the parameters of {} are to be parted by \"; \"", &row["name"]);
    params.split("; ").filter(|param| *param != "void").map(split).collect()
}

/// The type that a row of `structs.tsv` is about.
pub fn type_name<'a>(row: &'a Row) -> &'a str {
    row["struct"].strip_prefix("struct ").expect("every type is a struct")
}

/// A field that only the kernel's header has: its type, its own name, and the row.
pub struct KernelField<'r, 'a> {
    pub ty: &'r str,
    pub name: &'r str,
    pub row: &'r Row<'a>,
}

/// The fields among the rows of what only the kernel's header has.
pub fn kernel_fields<'r, 'a>(rows: &'r [Row<'a>]) -> Vec<KernelField<'r, 'a>> {
    let fields = rows.iter().filter(|row| &row["kind"] == "field");
    let parts = |row: &'r Row<'a>| {
        let (ty, name) = row["name"].split_once('.').expect("a type and a field");
        KernelField { ty, name, row }
    };
    fields.map(parts).collect()
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
