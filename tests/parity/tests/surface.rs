// SPDX-License-Identifier: MIT OR Apache-2.0
//! As the sources have it, functions have the prototypes of the tables in `tests/data`, and nothing is public that is in no
//! table but the additions that this file lists.

#[path = "surface/prototypes.rs"]
mod prototypes;

use iouring_sys_parity::{sources, surface, tables};
use prototypes::Prototype;
use std::collections::{BTreeMap, BTreeSet};
use tables::{type_name, Row};

fn names<'a>(rows: impl IntoIterator<Item = &'a Row<'static>>) -> BTreeSet<&'a str> {
    rows.into_iter().map(|row| &row["name"]).collect()
}

/// Compares prototypes with the rows of one kind.
fn check_prototypes(kind: &str, written: &BTreeMap<String, Prototype>) {
    let rows = tables::functions(kind);
    tables::assert_same_names(kind, names(&rows), written.keys().map(String::as_str));
    for row in &rows {
        assert_eq!(written[&row["name"]], prototypes::of_row(row), "{}", &row["name"]);
    }
}

#[test]
fn prototypes_are_those_of_the_table() {
    check_prototypes("extern", &prototypes::of_bindings("library"));
    check_prototypes("inline", &prototypes::of_bindings("helpers"));
    check_prototypes("inline", &prototypes::of_inline_functions());
}

#[test]
fn every_symbol_that_liburing_exports_is_a_function_of_the_crate() {
    let functions = tables::rows(tables::FUNCTIONS);
    let functions = names(functions.iter().filter(|row| &row["kind"] != "local"));
    for row in tables::rows(tables::EXPORTED) {
        assert!(functions.contains(&row["symbol"]), "{}", &row["symbol"]);
    }
}

/// What is public and in no table, with the reason.
const ADDITIONS: &[(&str, &str)] = &[
    ("ffi", "the face of C symbols"),
    ("differences", "a page of documentation: what differs from liburing"),
    ("guide", "pages of documentation, and a module for each"),
    ("guide::buffers", "a page of documentation"),
    ("guide::conventions", "a page of documentation"),
    ("guide::flags", "a page of documentation"),
    ("guide::from_c", "a page of documentation"),
    ("guide::from_io_uring", "a page of documentation"),
    ("guide::from_other_bindings", "a page of documentation"),
    ("guide::messages", "a page of documentation"),
    ("guide::permission", "a page of documentation"),
    ("guide::rings", "a page of documentation"),
    ("guide::system_calls", "a page of documentation"),
    ("guide::waiting", "a page of documentation"),
    ("platforms", "a page of documentation: processors and kernels"),
    ("requests", "a page of documentation: what the prep helpers share"),
    ("syscall", "the face of raw system calls"),
    ("syscall::io_uring_setup", "a raw system call"),
    ("syscall::io_uring_enter", "a raw system call"),
    ("syscall::io_uring_enter2", "a raw system call"),
    ("syscall::io_uring_register", "a raw system call"),
    ("batch", "what liburing does not have: whole batches"),
    ("batch::fill", "entries of the submission queue filled together"),
    ("batch::sqes", "the same, one by one"),
    ("batch::Sqes", "those entries"),
    ("batch::reap", "completions visited and given back together"),
    ("batch::cqes", "an iterator that the caller vouches for"),
    ("batch::Cqes", "that iterator"),
    ("RingWord", "bounds the Rust forms of the C macros of barrier.h, which are generic in C too"),
    ("futex_waitv", "a kernel type of a parameter, which the libc crate lacks"),
];

/// The names that the tables and the list of additions allow.
fn allowed_items() -> BTreeSet<String> {
    let (functions, constants) = (tables::rows(tables::FUNCTIONS), tables::rows(tables::CONSTANTS));
    let functions = names(functions.iter().filter(|row| &row["kind"] != "local"));
    let mut allowed: BTreeSet<String> =
        functions.iter().flat_map(|name| [name.to_string(), format!("ffi::{name}")]).collect();
    allowed.extend(names(&constants).into_iter().map(str::to_string));
    // A named enumeration is the alias of an integer.
    let enumeration = |row: &Row| row["kind"].strip_prefix("enum ").map(str::to_string);
    allowed.extend(constants.iter().filter_map(enumeration).filter(|name| name != "(anonymous)"));
    allowed.extend(tables::rows(tables::STRUCTS).iter().map(|row| type_name(row).to_string()));
    allowed.extend(tables::rows(tables::MACROS).iter().map(|row| row["name"].to_string()));
    // Fields are no items.
    let kernel_only = tables::rows(tables::KERNEL_ONLY);
    allowed.extend(
        names(kernel_only.iter().filter(|row| &row["kind"] != "field")).into_iter().map(String::from),
    );
    // statx among them: without glibc it is this crate's.
    allowed.extend(surface::reexports());
    allowed.extend(ADDITIONS.iter().map(|(name, _)| name.to_string()));
    allowed
}

#[test]
fn nothing_else_is_public() {
    let items = surface::public_items();
    let allowed = allowed_items();
    // The name that bindgen gives an unnamed type of C starts with the name of the type around it.
    let is_unnamed = |item: &String| {
        let around = item.split("__bindgen_ty_").next().expect("a first part");
        around != item.as_str() && allowed.contains(around)
    };
    let extra: Vec<&String> =
        items.iter().filter(|item| !allowed.contains(*item) && !is_unnamed(item)).collect();
    assert!(extra.is_empty(), "public, but in no table and no documented addition: {extra:?}");
    let stale = ADDITIONS.iter().filter(|(name, _)| !items.contains(*name));
    assert_eq!(stale.count(), 0, "an addition is listed that the crate does not have");
    for name in names(
        &tables::rows(tables::FUNCTIONS)
            .into_iter()
            .filter(|row| &row["kind"] != "local")
            .collect::<Vec<_>>(),
    ) {
        assert!(
            items.contains(name) && items.contains(&format!("ffi::{name}")),
            "{name} is not on both faces"
        );
    }
}

#[test]
fn enumerations_have_the_kernels_names() {
    let public = surface::public_items();
    let rows = tables::rows(tables::KERNEL_ONLY);
    let enumerations: Vec<_> = rows.iter().filter(|row| &row["kind"] == "enum").collect();
    assert!(!enumerations.is_empty());
    for row in enumerations {
        assert!(public.contains(&row["name"]), "{}", &row["name"]);
    }
}
