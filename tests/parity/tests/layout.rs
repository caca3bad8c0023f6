// SPDX-License-Identifier: MIT OR Apache-2.0
//! Offset and size of every field of every type, against `tests/data/structs.tsv`. `src/layout.rs` asserts
//! the sizes of the types themselves at compile time.

#[path = "../../common/report.rs"]
mod report;

use iouring_sys_parity::tables;
use report::report;
use std::mem::{offset_of, MaybeUninit};

/// A field of a type of the crate, named as in the table.
struct Field {
    ty: &'static str,
    field: &'static str,
    via: &'static str,
    offset: usize,
    size: usize,
}

impl Field {
    fn key(&self) -> String {
        key(self.ty, self.field, self.via)
    }
}

fn key(ty: &str, field: &str, via: &str) -> String {
    format!("{ty}: {field} via {via:?}")
}

fn size_behind<T>(_: *const T) -> usize {
    size_of::<T>()
}

macro_rules! fields {
    ($($ty:ident { $($field:literal $via:literal => $($path:ident).+;)* })*) => {
        fn fields() -> Vec<Field> {
            let mut fields = Vec::new();
            $(
                let value = MaybeUninit::<iouring_sys::$ty>::zeroed();
                let value = value.as_ptr();
                $(
                    // SAFETY: the place is inside `value`; its address is taken and nothing is read.
                    let place = unsafe { &raw const (*value).$($path).+ };
                    fields.push(Field {
                        ty: stringify!($ty),
                        field: $field,
                        via: $via,
                        offset: offset_of!(iouring_sys::$ty, $($path).+),
                        size: size_behind(place),
                    });
                )*
            )*
            fields
        }
    };
}

include!("../lists/fields.rs");

#[test]
fn fields_are_where_the_table_says() {
    let Some([offset, size, _]) = tables::layout_columns() else {
        report!(
            "skipped: the table has no numbers for this target, whose ABI is neither 64-bit nor that of i386"
        );
        return;
    };
    let rows: Vec<_> =
        tables::rows(tables::STRUCTS).into_iter().filter(|row| &row["field"] != "(total)").collect();
    let keys: Vec<String> =
        rows.iter().map(|row| key(tables::type_name(row), &row["field"], &row["via"])).collect();
    let fields = fields();
    let listed: Vec<String> = fields.iter().map(Field::key).collect();
    tables::assert_same_names("fields", keys.iter().map(String::as_str), listed.iter().map(String::as_str));
    let mut wrong = Vec::new();
    for field in &fields {
        let at = keys.iter().position(|key| *key == field.key()).expect("both sides have the same names");
        let expected = (tables::number(&rows[at][offset]), tables::number(&rows[at][size]));
        let actual = (field.offset as i128, field.size as i128);
        if actual != expected {
            wrong.push(format!("{}: (offset, size) {actual:?}, not {expected:?}", field.key()));
        }
    }
    report!("{}/{} fields", fields.len() - wrong.len(), rows.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(fields.len(), rows.len(), "a field is listed twice");
}
