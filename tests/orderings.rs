// SPDX-License-Identifier: MIT OR Apache-2.0
//! Memory orderings of both faces, as the compilers' intermediate code has them: the tests run on processors
//! that forgive a weaker one, and compilers may not.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

#[path = "common/c.rs"]
mod c;
mod common;
#[path = "common/orderings.rs"]
mod orderings;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use orderings::*;

/// What LLVM calls an access that orders nothing.
const RELAXED: &str = "monotonic";

/// The functions of a module, in LLVM's textual form.
fn functions(text: &str) -> BTreeMap<String, Function> {
    let mut functions = BTreeMap::new();
    let mut current = None;
    for line in text.lines() {
        let named =
            |line: &str| Some(line.split_once('@')?.1.split_once('(')?.0.trim_matches('"').to_string());
        let mut words = line.split([' ', ',']).filter(|word| !word.is_empty());
        if line.starts_with("define ") {
            current = named(line).map(|name| (name, Function::default()));
        } else if let (true, Some((alias, of))) = (line.starts_with('@'), line.split_once(" = ")) {
            // Of two functions that are the same, one is left.
            let calls = of
                .contains(" alias ")
                .then(|| of.rsplit_once('@'))
                .flatten()
                .map(|(_, name)| name.to_string());
            let function = Function { calls: calls.into_iter().collect(), ..Default::default() };
            functions.insert(alias.trim_start_matches('@').to_string(), function);
        } else if line == "}" {
            functions.extend(current.take());
        } else if let Some((_, function)) = &mut current {
            let orders = [RELAXED, "acquire", "release", "acq_rel", "seq_cst"];
            let order = words.clone().find(|word| orders.contains(word));
            let what = words.find(|word| ["load", "store", "fence", "atomicrmw", "call"].contains(word));
            match (what, order) {
                (Some("call"), _) => function.calls.extend(named(line)),
                (Some(what), Some(order)) => function.accesses.push(format!("{what} {order}")),
                _ => (),
            }
        }
    }
    functions
}

/// The intermediate code of one of the library's sources.
fn of_c(source: &str) -> BTreeMap<String, Function> {
    let source = c::in_package("vendor/liburing/src").join(source);
    let mut clang = Command::new("clang");
    clang.args(["-S", "-emit-llvm", "-O2", "-std=gnu11", "-D_GNU_SOURCE", "-o", "-", "-I"]);
    functions(&c::run(clang.arg(c::in_package("vendor/liburing/include")).arg(source)))
}

/// Fails unless each of the orderings is there as often as it is needed.
fn check(face: &str, name: &str, accesses: &[String], needed: &[&str], no_more: bool) {
    if let Some(ordering) = lacks(accesses, needed) {
        panic!("{name}, {face}: `{ordering}` is missing: {accesses:?}");
    }
    let mut ordered = accesses.iter().filter(|access| !access.ends_with(RELAXED));
    let other = ordered.find(|access| !needed.contains(&access.as_str()));
    assert!(!no_more || other.is_none(), "{name}, {face}: {other:?} costs time and orders nothing");
}

#[test]
fn the_c_has_the_orderings_that_it_needs() {
    if !c::exists("clang") {
        return common::skip_this("no clang to show its intermediate code");
    }
    let helpers = of_c("ffi.c");
    for Helper(name, _, needed) in HELPERS {
        check("C", name, &reached(&helpers, name), needed, true);
    }
    for (source, name, needed) in LIBRARY {
        check(source, name, &reached(&of_c(source), name), needed, false);
    }
    // Each place that looks at the polling thread's flags has its own.
    let queue = of_c("queue.c");
    let fences =
        queue.values().flat_map(|function| &function.accesses).filter(|access| *access == FENCE).count();
    assert!(fences >= 2, "where it only submits, and where it waits: {fences}");
}

/// Without a polling thread the kernel reads the tail in the program's own system call: a release there would order
/// nothing.
#[test]
fn only_a_polling_thread_is_told_with_release() {
    if !c::exists("clang") {
        return common::skip_this("no clang to show its intermediate code");
    }
    let submit = reached(&of_c("queue.c"), "io_uring_submit");
    let stores: Vec<&String> = submit.iter().filter(|access| access.starts_with("store")).collect();
    let count = |store: &str| stores.iter().filter(|other| **other == store).count();
    let relaxed = format!("store {RELAXED}");
    assert_eq!(
        (count(RELEASE), count(&relaxed), stores.len()),
        (1, 1, 2),
        "one store for each kind: {stores:?}"
    );
}

/// The crate of that name beside this test program.
fn beside(name: &str) -> PathBuf {
    let program = std::env::current_exe().expect("the path of this program");
    let files = c::files(program.parent().expect("a directory"));
    let is_crate = |path: &PathBuf| {
        let file = path.file_name().and_then(|file| file.to_str()).unwrap_or_default();
        file.starts_with(&format!("lib{name}-")) && file.ends_with(".rlib")
    };
    files.into_iter().find(is_crate).unwrap_or_else(|| panic!("{name} was built for this program"))
}

/// The intermediate code of a program that calls each helper.
fn of_rust(scratch: &Path) -> BTreeMap<String, Function> {
    let rustc = || {
        let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        rustc.args(AS_RELEASED).arg("--out-dir").arg(scratch);
        rustc.arg("-L").arg(beside("libc").parent().expect("a directory"));
        rustc
    };
    let libc = format!("--extern=libc={}", beside("libc").display());
    let mut library = rustc();
    library.args(["--crate-name=iouring_sys", "--emit=link,llvm-ir", &libc]).arg(c::in_package("src/lib.rs"));
    c::run(&mut library);
    fs::write(scratch.join("calls.rs"), calls()).expect("the program is written");
    let mut program = rustc();
    program.arg(format!("--extern=iouring_sys={}", scratch.join("libiouring_sys.rlib").display()));
    c::run(program.args(["--emit=llvm-ir", "--crate-name=calls"]).arg(scratch.join("calls.rs")));
    let code = |name| fs::read_to_string(scratch.join(name)).expect("the compiler wrote it");
    // What is not inline is in the library alone.
    functions(&(code("iouring_sys.ll") + &code("calls.ll")))
}

#[test]
fn the_rust_has_the_orderings_that_it_needs() {
    let functions = of_rust(&c::scratch("orderings"));
    for Helper(name, _, needed) in HELPERS {
        check("Rust", name, &reached(&functions, &format!("{name}_")), needed, true);
    }
    check("Rust", "io_uring_smp_mb", &reached(&functions, "io_uring_smp_mb_"), &[FENCE], true);
}
