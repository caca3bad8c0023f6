// SPDX-License-Identifier: MIT OR Apache-2.0
//! The headers against the installed liburing 2.3: the helpers that both have leave the same bytes in the submission
//! queue entry, for random arguments on random memory.
//!
//! `PROPTEST_RNG_SEED=<seed>` repeats a run, `PROPTEST_CASES=<number>` asks for more or fewer cases a helper.
//! Skipped where `pkg-config` does not find liburing 2.3.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

#[path = "common/c.rs"]
mod c;
mod common;
#[path = "common/tables.rs"]
mod tables;

use common::report::report;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::hash::{BuildHasher, Hasher};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tables::Row;

const ENTRY: &str = "struct io_uring_sqe *";
/// Helpers that change a field of an entry that a prep helper filled.
const SETTERS: [&str; 5] = [
    "io_uring_sqe_set_data",
    "io_uring_sqe_set_data64",
    "io_uring_sqe_set_flags",
    "__io_uring_set_target_fixed_file",
    "io_uring_prep_send_set_addr",
];

/// Helpers whose `file_index` may be `IORING_FILE_INDEX_ALLOC` since 2.4 only: 2.3 adds 1 to it, which gives 0, no slot
/// at all. `sqe.c` never draws that one number for them; the golden vectors have it.
const NO_ALLOC: [&str; 4] = [
    "io_uring_prep_accept_direct",
    "io_uring_prep_openat_direct",
    "io_uring_prep_openat2_direct",
    "io_uring_prep_socket_direct",
];

#[test]
fn helpers_leave_the_same_bytes_in_the_entry_as_liburing_2_3() {
    let upstream = match c::upstream() {
        Ok(flags) => flags,
        Err(why) => return common::skip("helpers_leave_the_same_bytes_in_the_entry_as_liburing_2_3", &why),
    };
    let helpers = helpers_of_both();
    let directory = c::scratch("upstream");
    fs::write(directory.join("helpers.inc"), list(&helpers)).expect("the list is written");
    let ours = compile(&directory, "ours", &[format!("-I{}", c::headers().display())]);
    let theirs = compile(&directory, "theirs", &upstream);

    let seed = number_from("PROPTEST_RNG_SEED")
        .unwrap_or_else(|| std::hash::RandomState::new().build_hasher().finish());
    let cases = number_from("PROPTEST_CASES").unwrap_or(100_000);
    report!("upstream: {} helpers, {cases} cases each, seed {seed}", helpers.len());
    if let Some((helper, case)) = first_difference(&[&ours, &theirs], seed, cases, helpers.len()) {
        let show = |program: &Path| {
            let arguments = [seed, case, helper as u64].map(|number| number.to_string());
            c::run(Command::new(program).args(arguments))
        };
        panic!(
            "{}, case {case}\nours:\n{}liburing 2.3:\n{}to repeat: PROPTEST_RNG_SEED={seed}",
            &helpers[helper]["name"],
            show(&ours),
            show(&theirs)
        );
    }
}

/// The helpers with an entry among their parameters that 2.3 has too.
fn helpers_of_both() -> Vec<Row<'static>> {
    let in_2_3 = |since: &str| {
        let (major, minor) = since.split_once('.').expect("a version");
        (major.parse::<u32>().unwrap(), minor.parse::<u32>().unwrap()) <= (2, 3)
    };
    let helpers = tables::rows(tables::FUNCTIONS).into_iter().filter(|row| {
        let fills = tables::params(row).iter().any(|(c_type, _)| c_type == ENTRY);
        &row["kind"] != "extern" && fills && in_2_3(&row["since"])
    });
    helpers.collect()
}

/// The calls, for `sqe.c`: a line a helper, with the arguments `a[0]`, `a[1]` and so on.
fn list(helpers: &[Row]) -> String {
    let mut list = String::new();
    for row in helpers {
        let slot = NO_ALLOC.contains(&&row["name"]);
        let mut at = 0;
        let arguments = tables::params(row).into_iter().map(|(c_type, name)| {
            if c_type == ENTRY {
                return "sqe".to_string();
            }
            at += 1;
            match c_type.ends_with('*') {
                true => format!("({c_type})(uintptr_t)a[{}]", at - 1),
                false if slot && name == "file_index" => format!("slot(a[{}])", at - 1),
                false => format!("({c_type})a[{}]", at - 1),
            }
        });
        let arguments: Vec<String> = arguments.collect();
        let fills = u8::from(!SETTERS.contains(&&row["name"]));
        writeln!(list, "HELPER({fills}, {}, {})", &row["name"], arguments.join(", "))
            .expect("a string grows");
    }
    list
}

/// Compiles `sqe.c`. Warnings are off: the parameter types of 2.3 are not always those of the table. Where `off_t` has two
/// widths it is the wide one: a few helpers of 2.3 take it where the table has 64 bits.
fn compile(directory: &Path, name: &str, flags: &[String]) -> PathBuf {
    let program = directory.join(name);
    let mut cc = c::cc();
    cc.args(["-w", "-D_FILE_OFFSET_BITS=64"])
        .arg(format!("-I{}", directory.display()))
        .arg("-o")
        .arg(&program);
    c::run(cc.arg(c::in_package("tests/upstream/sqe.c")).args(flags));
    program
}

fn number_from(variable: &str) -> Option<u64> {
    let value = env::var(variable).ok()?;
    Some(value.parse().unwrap_or_else(|error| panic!("{variable}={value}: {error}")))
}

/// Runs both programs side by side; returns the number of the first helper, and its case, after which the entries are
/// not the same.
fn first_difference(programs: &[&Path; 2], seed: u64, cases: u64, helpers: usize) -> Option<(usize, u64)> {
    let mut children = programs.map(|program| {
        let mut command = Command::new(program);
        command.args([seed, cases].map(|number| number.to_string()));
        command.stdout(Stdio::piped()).spawn().expect("the program starts")
    });
    let mut pipes = children.each_mut().map(|child| BufReader::new(child.stdout.take().expect("a pipe")));
    let mut entries = [vec![0; 64 * cases as usize], vec![0; 64 * cases as usize]];
    for helper in 0..helpers {
        for (pipe, entries) in pipes.iter_mut().zip(&mut entries) {
            pipe.read_exact(entries).expect("the entries of every case");
        }
        if entries[0] != entries[1] {
            let mut pairs = entries[0].chunks(64).zip(entries[1].chunks(64));
            let case = pairs.position(|(ours, theirs)| ours != theirs).expect("they differ somewhere");
            children.iter_mut().for_each(stop);
            return Some((helper, case as u64));
        }
    }
    for (mut pipe, mut child) in pipes.into_iter().zip(children) {
        assert_eq!(pipe.read(&mut [0]).expect("the pipe is readable"), 0, "there is more than every case");
        assert!(child.wait().expect("the program was started").success());
    }
    None
}

/// Ends a program whose output is not wanted any more.
fn stop(child: &mut Child) {
    child.kill().expect("our own child");
    child.wait().expect("our own child");
}
