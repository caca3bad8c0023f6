// SPDX-License-Identifier: MIT OR Apache-2.0
//! A polling thread played in C, under ThreadSanitizer: entries, completions and buffers pass between it and
//! the library without a data race.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

#[path = "common/c.rs"]
mod c;
mod common;

use common::report::report;
use common::{skip_this, time_limit};
use std::path::Path;
use std::process::Command;

/// Compiles a program with ThreadSanitizer.
fn clang(source: &Path, program: &Path) -> Command {
    let mut clang = Command::new("clang");
    clang.args(["-g", "-O1", "-fsanitize=thread", "-std=gnu11", "-Wall", "-Wextra", "-pthread"]);
    for headers in ["vendor/liburing/include", "vendor/liburing/src"] {
        clang.arg("-I").arg(c::in_package(headers));
    }
    clang.arg(source).arg("-o").arg(program);
    clang
}

#[test]
fn nothing_races_with_a_polling_thread() {
    let directory = c::scratch("simulated_thread");
    let (nothing, program) = (directory.join("nothing"), directory.join("thread"));
    std::fs::write(nothing.with_extension("c"), "int main(void) { return 0; }\n").expect("it is written");
    if !c::exists("clang") || !c::output(&mut clang(&nothing.with_extension("c"), &nothing)).status.success()
    {
        return skip_this("no clang with ThreadSanitizer");
    }
    if !c::output(&mut Command::new(&nothing)).status.success() {
        return skip_this("ThreadSanitizer does not run here");
    }
    c::run(&mut clang(&c::in_package("tests/simulated_thread/thread.c"), &program));
    time_limit::start();
    // The program ends with the first race.
    let mut thread = Command::new(&program);
    report!("{}", c::run(thread.env("TSAN_OPTIONS", "halt_on_error=1:exitcode=66")).trim());
}
