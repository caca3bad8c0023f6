// SPDX-License-Identifier: MIT OR Apache-2.0
//! Counts the instructions that an operation costs its caller, with iouring-sys and with its peers.
//!
//! The program runs itself under callgrind, once for each case and face, counting only inside of the measured
//! loop; so the numbers are the same on every run. Then strace counts system calls. `--check` makes it
//! fail when a goal is missed.

mod c_loops;
mod calls;
mod cases;
mod event_loop;
mod every_function;
mod io_uring_crate;
mod paths;
mod rust_loops;

use cases::{Case, CASES, FACES, NO_IO_URING};
use std::path::Path;
use std::process::{Command, ExitCode};

/// Exit code of a program in C whose library has not what is measured, as in event_loop.c.
const NO_SUCH_FUNCTION: i32 = 78;

/// Instructions for each operation, or why there is no number.
type Cell = Result<f64, String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments[..] {
        ["--case", case, face] => return cases::run(case, face),
        ["--path", path, face] => return event_loop::run(path, face),
        [] => compare(false),
        ["--check"] => compare(true),
        _ => Err("usage: instructions [--check]".into()),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("{error}");
        ExitCode::from(2)
    })
}

/// Measures everything, prints the table and the goals.
fn compare(check: bool) -> Result<ExitCode, String> {
    let version = Command::new("valgrind").arg("--version").output().map_err(|error| {
        format!(
            "valgrind cannot be run: {error}. Install it: `apt install valgrind` or `dnf install valgrind`"
        )
    })?;
    println!("{}", String::from_utf8_lossy(&version.stdout).trim());
    println!("{}\n{}\n", env!("COMPILER_GCC"), option_env!("COMPILER_CLANG").unwrap_or("no clang here"));
    print!("{:<16}", "instructions");
    FACES.iter().for_each(|face| print!("{:>16}", face.title));
    println!();
    let mut rows = Vec::new();
    for case in CASES {
        let row = FACES.iter().map(|face| count(case, face.name)).collect::<Result<Vec<Cell>, _>>()?;
        print!("{:<16}", case.name);
        row.iter().for_each(|cell| match cell {
            Ok(count) => print!("{count:>16.2}"),
            Err(reason) => print!("{reason:>16}"),
        });
        println!();
        rows.push(row);
    }
    let missed = judge(&rows) + paths::compare()? + every_function::compare();
    Ok(ExitCode::from(u8::from(check && missed > 0)))
}

/// Counts the instructions of one case on one face under callgrind. The outer error is a broken measurement.
fn count(case: &Case, face: &str) -> Result<Cell, String> {
    if cases::find_loop(case.name, face).is_none() {
        return Ok(Err("-".into()));
    }
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let function = format!("{face}_{}", case.name);
    count_in(&program, &["--case", case.name, face], &function, case.operations())
}

/// Counts the instructions of a function in a run of a program, and of what it calls.
fn count_in(program: &Path, arguments: &[&str], function: &str, operations: u32) -> Result<Cell, String> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(format!("--toggle-collect={function}"))
        .arg(program)
        .args(arguments)
        .output()
        .map_err(|error| error.to_string())?;
    let log = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => {}
        Some(code) if code == i32::from(NO_IO_URING) => return Ok(Err("no io_uring".into())),
        Some(NO_SUCH_FUNCTION) => return Ok(Err("-".into())),
        _ => return Err(format!("{function} failed:\n{log}")),
    }
    let total = log
        .lines()
        .find_map(|line| line.split_once("Collected : "))
        .map(|(_, total)| total.trim().parse::<u64>());
    match total {
        Some(Ok(total)) if total > 0 => Ok(Ok(total as f64 / f64::from(operations))),
        _ => Err(format!("callgrind counted nothing for {function}:\n{log}")),
    }
}

/// Prints the goals and returns how many of them are missed. A goal that could not be measured is missed.
fn judge(rows: &[Vec<Cell>]) -> usize {
    let cell = |case: &str, face: &str| {
        let row = CASES.iter().position(|known| known.name == case);
        let column = FACES.iter().position(|known| known.name == face);
        row.zip(column).and_then(|(row, column)| rows[row][column].as_ref().ok().copied())
    };
    let mut goals = vec![
        ("inline", "nop_fill", "at most 20".to_string(), Some(20.0)),
        ("inline", "nop_round", "at most 30".to_string(), Some(30.0)),
        ("inline", "msg_ring_fill", "at most gcc's".to_string(), cell("msg_ring_fill", "gcc")),
        ("batch", "nop_fill", "at most 14".to_string(), Some(14.0)),
        ("batch", "msg_ring_fill", "at most 16".to_string(), Some(16.0)),
        ("batch", "nop_round", "at most 23".to_string(), Some(23.0)),
    ];
    if cfg!(have_clang) {
        goals.push(("inline", "msg_ring_fill", "at most clang's".into(), cell("msg_ring_fill", "clang")));
    }
    println!("\nGoals for Rust");
    let mut missed = 0;
    for (face, case, goal, limit) in goals {
        let measured = cell(case, face);
        let reached = measured.zip(limit).is_some_and(|(measured, limit)| measured <= limit);
        missed += usize::from(!reached);
        println!("  {:<8}{face} {case}: {goal}", if reached { "reached" } else { "MISSED" });
    }
    missed
}
