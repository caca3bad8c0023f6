// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the kernel's own header has and liburing's lacks is there beside the rest, as `tests/data/kernel_only.tsv` has it.

use iouring_sys_parity::tables;
use std::mem::offset_of;
use tables::{number, Row};

macro_rules! kernel_constants {
    ($($name:ident,)*) => {
        /// The constants by name and value.
        fn constants() -> Vec<(String, i128)> {
            vec![$((stringify!($name).to_string(), iouring_sys::$name.into())),*]
        }
    };
}

macro_rules! kernel_fields {
    ($($ty:ident.$field:ident => $($path:ident).+;)*) => {
        /// The fields by name, offset and size.
        fn fields() -> Vec<(String, i128, i128)> {
            vec![$({
                let value = iouring_sys::$ty::default();
                // SAFETY: every bit pattern is a number.
                let size = unsafe { size_of_val(&value.$($path).+) };
                let offset = offset_of!(iouring_sys::$ty, $($path).+);
                (concat!(stringify!($ty), ".", stringify!($field)).to_string(), offset as i128, size as i128)
            }),*]
        }
    };
}

include!("../lists/kernel_only.rs");

fn rows(kind: &str) -> Vec<Row<'static>> {
    tables::rows(tables::KERNEL_ONLY).into_iter().filter(|row| &row["kind"] == kind).collect()
}

#[test]
fn constants_have_the_kernels_values() {
    let name_and_value = |row: &Row| (row["name"].to_string(), number(&row["value_or_offset"]));
    let expected: Vec<_> = rows("constant").iter().map(name_and_value).collect();
    assert!(!expected.is_empty());
    assert_eq!(constants(), expected);
}

#[test]
fn fields_lie_where_the_kernels_do() {
    let place = |row: &Row| (row["name"].to_string(), number(&row["value_or_offset"]), number(&row["size"]));
    let expected: Vec<_> = rows("field").iter().map(place).collect();
    assert!(!expected.is_empty());
    assert_eq!(fields(), expected);
}

/// A constant of both tables, or a field of both, would have two meanings.
#[test]
fn nothing_is_liburings_too() {
    let constants = tables::rows(tables::CONSTANTS);
    let fields = tables::rows(tables::STRUCTS);
    for row in tables::rows(tables::KERNEL_ONLY) {
        let name = &row["name"];
        let is_field =
            |field: &Row| name == format!("{}.{}", &field["struct"]["struct ".len()..], &field["field"]);
        assert!(!constants.iter().any(|constant| &constant["name"] == name), "{name}");
        assert!(!fields.iter().any(is_field), "{name}");
    }
}
