// SPDX-License-Identifier: MIT OR Apache-2.0
//! The table of operations and helpers: which tests have carried each of them out, and which none has, and why.
//!
//! No test says itself what it covers. The other tests run once more in a process of their own, where the harness
//! records each completion: the operation as the byte in the submitted entry, the helper as the function that was
//! called, and the result that the kernel gave. That run must succeed, so that what is recorded was also looked at.
//! `cargo test --test ops table -- --nocapture` prints the table.
//!
//! What the kernel lacks needs a test too: one that is skipped for that reason.

use std::collections::BTreeSet;
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

/// What the other tests have carried out, a line each.
fn record() -> Vec<String> {
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
    text.lines().map(String::from).collect()
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

/// What the table says of an operation or a helper.
struct Entry {
    name: String,
    tests: BTreeSet<String>,
    skips: BTreeSet<String>,
    covered: bool,
}

impl Entry {
    /// Gathers what the record has of it: `is_of` tells which requests are, and `keys` are what skips call it.
    fn new(name: &str, keys: &[&str], record: &[String], is_of: impl Fn(&[&str]) -> bool) -> Entry {
        let lines: Vec<Vec<&str>> = record.iter().map(|line| line.split('\t').collect()).collect();
        let done = |line: &&Vec<&str>| {
            let number = |at: usize| line[at].parse::<i32>().expect("a number");
            line[0] == "run" && is_of(line) && succeeded(number(3) as u32, number(4))
        };
        let done: Vec<_> = lines.iter().filter(done).collect();
        let skips = lines.iter().filter(|line| line[0] == "skip" && keys.contains(&line[1]));
        let skips: BTreeSet<String> = skips.map(|line| line[2].to_string()).collect();
        let on = |face: Face| done.iter().any(|line| line[2] == format!("{face:?}"));
        let covered = on(Face::Rust) && on(Face::C) || !skips.is_empty();
        let tests = done.iter().map(|line| line[5].to_string()).collect();
        Entry { name: name.to_string(), tests, skips, covered }
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
    let (record, vectors) = (record(), rows::rows(vectors));
    let mut entries = Vec::new();
    for op in rows::rows(opcodes).iter().filter(|row| &row["group"] == "op") {
        let (name, number) = (&op["name"], &op["value"]);
        if name != "IORING_OP_LAST" {
            entries.push(Entry::new(name, &[number], &record, |line| line[3] == number));
        }
    }
    for function in rows::rows(functions).iter().filter(|row| &row["kind"] == "inline") {
        let name = &function["name"];
        if name.contains("_prep_") {
            let keys = [name, &operation_of(name, &vectors)];
            entries.push(Entry::new(name, &keys, &record, |line| line[1] == name));
        }
    }
    println!("operation or helper | tests that succeeded | skipped because");
    entries.iter().for_each(Entry::print);
    let missing: Vec<_> = entries.iter().filter(|entry| !entry.covered).map(|entry| &entry.name).collect();
    assert!(missing.is_empty(), "neither carried out on both faces nor skipped: {missing:?}");
}
