// SPDX-License-Identifier: MIT OR Apache-2.0
//! The table of operations and helpers: which tests have carried each of them out, and which none has, and why.
//!
//! No test says itself what it covers. The other tests run once more in a process of their own, where the harness
//! records each completion: the operation as the byte in the submitted entry, the helper as the function that was
//! called, and the result that the kernel gave. That run must succeed, so that what is recorded was also looked at.
//! `cargo test --test ops table -- --nocapture` prints the table.
//!
//! What the kernel lacks needs a test too: one that is skipped for that reason. Where something else is missing, a test names
//! the helpers that it leaves undone; an operation is excused so if all of its helpers are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use iouring_sys::*;

use crate::common::{ring_or_skip, skip_this, RECORD};
use crate::harness::Face;

#[path = "../common/rows.rs"]
mod rows;

/// One of the tables in `tests/data`, which are in the repository but not in the package.
fn data(name: &str) -> Option<String> {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)).ok()
}

/// Has the other tests run.
fn record() -> Record {
    let name = format!("operations-{}.tsv", std::process::id());
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let output = Command::new(std::env::current_exe().expect("the path of this program"))
        .args(["--skip", "table::"])
        .env(RECORD, &path)
        .output()
        .expect("the program starts again");
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let _ = std::fs::remove_file(&path); // There is none if no test came as far as that.
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    Record { lines: text.lines().map(|line| line.split('\t').map(String::from).collect()).collect() }
}

/// Whether a request did what it was for: these operations have done it with an error.
fn succeeded(op: u32, result: i32) -> bool {
    let aim: &[i32] = match op {
        IORING_OP_TIMEOUT => &[libc::ETIME],
        IORING_OP_LINK_TIMEOUT => &[libc::ETIME, libc::ECANCELED],
        _ => &[],
    };
    result >= 0 || aim.iter().any(|error| result == -error)
}

/// What the other tests have carried out, and what not and why.
struct Record {
    lines: Vec<Vec<String>>,
}

impl Record {
    /// Why something was not done: lines of that kind which name it.
    fn why(&self, kind: &str, what: &str) -> BTreeSet<String> {
        let lines = self.lines.iter().filter(|line| line[0] == kind && line[1] == what);
        lines.map(|line| line[2].clone()).collect()
    }

    /// What was done with it, a helper or an operation, which a column of the lines names.
    fn entry(&self, name: &str, column: usize, what: &str) -> Entry {
        let done = |line: &&Vec<String>| {
            let number = |at: usize| line[at].parse::<i32>().expect("a number");
            line[0] == "run" && line[column] == what && succeeded(number(3) as u32, number(4))
        };
        let done: Vec<_> = self.lines.iter().filter(done).collect();
        let on = |face: Face| done.iter().any(|line| line[2] == format!("{face:?}"));
        let tests = done.iter().map(|line| line[5].clone()).collect();
        let done = on(Face::Rust) && on(Face::C);
        Entry { name: name.to_string(), tests, skips: self.why("skip", name), done }
    }
}

/// What the table says of an operation or a helper.
struct Entry {
    name: String,
    tests: BTreeSet<String>,
    skips: BTreeSet<String>,
    /// By both faces.
    done: bool,
}

impl Entry {
    fn is_covered(&self) -> bool {
        self.done || !self.skips.is_empty()
    }

    fn print(&self) {
        let list = |names: &BTreeSet<String>| {
            let some: Vec<&str> = names.iter().map(String::as_str).take(3).collect();
            let more = names.len() - some.len();
            some.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
        };
        println!("{} | {} | {}", self.name, list(&self.tests), list(&self.skips));
    }
}

/// The operation that a helper is of: the first byte of an entry that it has filled.
fn operation_of(helper: &str, vectors: &[rows::Row]) -> String {
    let vector = vectors.iter().find(|row| &row["function"] == helper);
    let vector = vector.unwrap_or_else(|| panic!("{helper} has no golden vector"));
    u8::from_str_radix(&vector["sqe"][..2], 16).expect("a hexadecimal byte").to_string()
}

#[test]
fn every_operation_and_every_helper_is_carried_out() {
    let tables = ["opcodes.tsv", "functions.tsv", "sqe_parity.tsv"].map(data);
    let [Some(opcodes), Some(functions), Some(vectors)] = &tables else {
        return skip_this("the tables are in the repository only");
    };
    let _ring = ring_or_skip!(8);
    let entries = entries(&record(), opcodes, functions, &rows::rows(vectors));
    println!("operation or helper | tests that succeeded | skipped because");
    entries.iter().for_each(Entry::print);
    let missing: Vec<_> =
        entries.iter().filter(|entry| !entry.is_covered()).map(|entry| &entry.name).collect();
    assert!(missing.is_empty(), "neither carried out on both faces nor skipped: {missing:?}");
}

/// Every operation, each with its helpers behind it.
fn entries(record: &Record, opcodes: &str, functions: &str, vectors: &[rows::Row]) -> Vec<Entry> {
    let mut helpers = BTreeMap::<String, Vec<Entry>>::new();
    for function in rows::rows(functions).iter().filter(|row| &row["kind"] == "inline") {
        let name = &function["name"];
        if name.contains("_prep_") {
            helpers.entry(operation_of(name, vectors)).or_default().push(record.entry(name, 1, name));
        }
    }
    let mut entries = Vec::new();
    for op in rows::rows(opcodes).iter().filter(|row| &row["group"] == "op") {
        let (name, number) = (&op["name"], &op["value"]);
        if name == "IORING_OP_LAST" {
            continue;
        }
        let (mut entry, lacks) = (record.entry(name, 3, number), record.why("lacks", number));
        let mut helpers = helpers.remove(number).unwrap_or_default();
        assert!(helpers.is_empty() || entry.skips.is_empty(), "a skip names {name}, not a helper of it");
        if !helpers.is_empty() && helpers.iter().all(|helper| !helper.done && helper.is_covered()) {
            entry.skips.extend(helpers.iter().flat_map(|helper| helper.skips.clone()));
        }
        for entry in helpers.iter_mut().chain([&mut entry]) {
            entry.skips.extend(lacks.clone());
        }
        entries.push(entry);
        entries.append(&mut helpers);
    }
    entries.extend(helpers.into_values().flatten());
    entries
}
