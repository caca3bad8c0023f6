// SPDX-License-Identifier: MIT OR Apache-2.0
//! The crate has every function, constant and type of the tables in `tests/data`, with the table's values.

#[path = "../../common/report.rs"]
mod report;

use iouring_sys_parity::{tables, target_values};
use report::report;
use std::collections::BTreeSet;
use tables::{type_name, Row};

/// A function by the addresses that its two faces have, none where it was not linked.
struct Function {
    name: &'static str,
    root_and_symbol: Option<[*const (); 2]>,
}

/// A pointer to a function, of either ABI, as the tuple of its parameters and its result.
trait Signature {
    type Of;
    fn address(self) -> *const ();
}

macro_rules! signatures {
    ($(($($param:ident)*))*) => {
        $(
            impl<$($param,)* R> Signature for unsafe fn($($param),*) -> R {
                type Of = (($($param,)*), R);
                fn address(self) -> *const () {
                    self as *const ()
                }
            }
            impl<$($param,)* R> Signature for unsafe extern "C" fn($($param),*) -> R {
                type Of = (($($param,)*), R);
                fn address(self) -> *const () {
                    self as *const ()
                }
            }
        )*
    };
}
signatures! { () (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) }

/// The addresses of both faces. Compiles only if they have the same signature.
fn same_signature<F: Signature, G: Signature<Of = F::Of>>(root: F, symbol: G) -> Option<[*const (); 2]> {
    Some([root.address(), symbol.address()])
}

/// Makes a function that lists functions of the API, where the face at the crate's root is of type `$($root)*
/// fn`.
macro_rules! lister {
    ($list:ident: $($root:tt)*) => {
        lister! { @ ($) $list ($($root)*) }
    };
    (@ ($d:tt) $list:ident ($($root:tt)*)) => {
        macro_rules! $list {
            ($d($name:ident($d($any:tt)*);)*) => {
                fn $list() -> Vec<Function> {
                    vec![$d(Function {
                        name: stringify!($name),
                        root_and_symbol: same_signature(
                            iouring_sys::$name as $($root)* fn($d($any),*) -> _,
                            iouring_sys::ffi::$name as unsafe extern "C" fn($d($any),*) -> _,
                        ),
                    }),*]
                }
            };
        }
    };
}

/// As `lister!`, of functions that an installed liburing may lack: they are named but not linked.
#[cfg(iouring_sys_system)]
macro_rules! unlinked_lister {
    ($list:ident) => {
        unlinked_lister! { @ ($) $list }
    };
    (@ ($d:tt) $list:ident) => {
        macro_rules! $list {
            ($d($name:ident($d($any:tt)*);)*) => {
                fn $list() -> Vec<Function> {
                    vec![$d(Function { name: stringify!($name), root_and_symbol: None }),*]
                }
            };
        }
    };
}

lister! { library: unsafe extern "C" }
lister! { inline: unsafe }
#[cfg(not(iouring_sys_system))]
lister! { library_after_2_3: unsafe extern "C" }
#[cfg(not(iouring_sys_system))]
lister! { inline_after_2_3: unsafe }
#[cfg(iouring_sys_system)]
unlinked_lister! { library_after_2_3 }
#[cfg(iouring_sys_system)]
unlinked_lister! { inline_after_2_3 }

include!("../lists/functions.rs");

fn names<'a>(rows: impl IntoIterator<Item = &'a Row<'static>>) -> BTreeSet<&'a str> {
    rows.into_iter().map(|row| &row["name"]).collect()
}

fn names_of(functions: &[Function]) -> BTreeSet<&'static str> {
    functions.iter().map(|function| function.name).collect()
}

/// Whether the shared library of liburing 2.3 lacks a library function.
fn is_after_2_3(row: &Row) -> bool {
    let version = |cell: &str| {
        let (major, minor) = cell.split_once('.').expect("major.minor");
        (major.parse::<u32>().expect("a number"), minor.parse::<u32>().expect("a number"))
    };
    version(&row["since"]).max(version(&row["map_node"])) > (2, 3)
}

#[test]
fn every_function_is_there_with_both_faces() {
    let (of_library, of_header) = (tables::functions("extern"), tables::functions("inline"));
    let (newer, older): (Vec<&Row>, Vec<&Row>) = of_library.iter().partition(|row| is_after_2_3(row));
    tables::assert_same_names("library functions", names(older), names_of(&library()));
    tables::assert_same_names("library functions after 2.3", names(newer), names_of(&library_after_2_3()));
    let listed: Vec<Function> = inline().into_iter().chain(inline_after_2_3()).collect();
    tables::assert_same_names("inline functions", names(&of_header), names_of(&listed));

    let is_extern: BTreeSet<&str> = names(&of_library);
    let functions: Vec<Function> = library().into_iter().chain(library_after_2_3()).chain(listed).collect();
    let mut skipped = Vec::new();
    for function in &functions {
        match function.root_and_symbol {
            // One symbol, exported twice.
            Some([root, symbol]) if is_extern.contains(function.name) => {
                assert_eq!(root, symbol, "{}", function.name)
            }
            // A function written in Rust, and the one that the C compiler made.
            Some([root, symbol]) => assert_ne!(root, symbol, "{}", function.name),
            None => skipped.push(function.name),
        }
    }
    let expected = of_library.len() + of_header.len();
    assert_eq!(functions.len(), expected, "a function is listed twice");
    report!("{}/{expected} functions", functions.len() - skipped.len());
    if !skipped.is_empty() {
        report!(
            "{} functions not linked, as the installed liburing may lack them: {skipped:?}",
            skipped.len()
        );
    }
}

/// A constant by its value and its type.
struct Constant {
    name: &'static str,
    value: i128,
    size: usize,
    signed: bool,
}

macro_rules! constants {
    ($($name:ident,)*) => {
        fn constants() -> Vec<Constant> {
            vec![$(constant(stringify!($name), iouring_sys::$name)),*]
        }
    };
}

fn constant<T: Copy + TryFrom<i8> + Into<i128>>(name: &'static str, value: T) -> Constant {
    Constant { name, value: value.into(), size: size_of::<T>(), signed: T::try_from(-1).is_ok() }
}

include!("../lists/constants.rs");

/// The value, size and signedness that a row asks for.
///
/// A macro has the type of the C expression. An enumerator is an `int` in C wherever it fits one, but its
/// enumeration, and with it the variables and fields that hold it, is unsigned: in Rust it is a `c_uint`, as
/// bindgen makes it.
fn expected_constant(row: &Row) -> (i128, usize, bool) {
    let (size, signed) = match (&row["c_type"], &row["kind"]) {
        (_, kind) if kind.starts_with("enum") => (4, false),
        ("int", _) => (4, true),
        ("unsigned int", _) => (4, false),
        ("unsigned long long", _) => (8, false),
        (other, _) => panic!("no rule for {other}"),
    };
    (value_on_this_target(row), size, signed)
}

/// The value of a row. What differs by processor is asked of the C compiler; the table has it for x86_64.
fn value_on_this_target(row: &Row) -> i128 {
    let (name, of_table) = (&row["name"], tables::number(&row["value"]));
    let differs = ["__NR_Linux", "bit 29"].iter().any(|reason| row["note"].contains(reason));
    let in_c = target_values::value(name);
    assert_eq!(in_c.is_some(), differs, "{name}: its note and src/target_values.c");
    if let (Some(value), true) = (in_c, cfg!(all(target_arch = "x86_64", target_pointer_width = "64"))) {
        assert_eq!(value, of_table, "{name} in C");
    }
    in_c.unwrap_or(of_table)
}

#[test]
fn every_constant_has_its_value_and_type() {
    let rows = tables::rows(tables::CONSTANTS);
    let constants = constants();
    tables::assert_same_names("constants", names(&rows), constants.iter().map(|constant| constant.name));
    let mut wrong = Vec::new();
    for constant in &constants {
        let row =
            rows.iter().find(|row| &row["name"] == constant.name).expect("both sides have the same names");
        let actual = (constant.value, constant.size, constant.signed);
        let expected = expected_constant(row);
        if actual != expected {
            wrong.push(format!("{}: (value, size, signed) {actual:?}, not {expected:?}", constant.name));
        }
    }
    report!("{}/{} constants", constants.len() - wrong.len(), rows.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(constants.len(), rows.len(), "a constant is listed twice");
}

macro_rules! types {
    ($($name:ident,)*) => {
        fn types() -> Vec<(&'static str, usize, usize)> {
            vec![$((stringify!($name), size_of::<iouring_sys::$name>(), align_of::<iouring_sys::$name>())),*]
        }
    };
}

include!("../lists/types.rs");

#[test]
fn every_type_has_its_size_and_alignment() {
    let rows: Vec<Row> =
        tables::rows(tables::STRUCTS).into_iter().filter(|row| &row["field"] == "(total)").collect();
    let types = types();
    tables::assert_same_names("types", rows.iter().map(type_name), types.iter().map(|ty| ty.0));
    assert_eq!(types.len(), rows.len(), "a type is listed twice");
    let Some([_, size, align]) = tables::layout_columns() else {
        report!(
            "{}/{} types, sizes not checked: the table has none for this target",
            types.len(),
            rows.len()
        );
        return;
    };
    for (name, actual_size, actual_align) in &types {
        let row = rows.iter().find(|row| type_name(row) == *name).expect("both sides have the same names");
        let expected = (tables::number(&row[size]), tables::number(&row[align]));
        assert_eq!((*actual_size as i128, *actual_align as i128), expected, "size and alignment of {name}");
    }
    report!("{}/{} types", types.len(), rows.len());
}
