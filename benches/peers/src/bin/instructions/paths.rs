// SPDX-License-Identifier: MIT OR Apache-2.0
//! The table of the event loop's paths: ours beside liburing as others build it.

use crate::{calls, count_in, event_loop::CALLS, Cell};
use iouring_sys_peers::libraries::{self, Library, Program, OURS_GCC, UPSTREAM};

const EVENT_LOOP: Program = Program { name: "event_loop", sources: &["src/event_loop.c"] };

/// A path and what it may cost.
struct Path {
    name: &'static str,
    operation: &'static str,
    /// The function that is counted, and how many operations it does.
    function: &'static str,
    operations: u32,
    /// What is to be reached, in C with gcc and in Rust.
    goal: f64,
    /// More than the goal where it is not reached: the most that C with gcc and Rust may cost.
    held: Option<(f64, f64)>,
}

const fn path(name: &'static str, operation: &'static str, goal: f64) -> Path {
    Path { name, operation, function: name, operations: CALLS, goal, held: None }
}

/// A path whose function is the same for any number of completions that are ready.
const fn batch(name: &'static str, operation: &'static str, operations: u32, goal: f64) -> Path {
    Path { function: "peek_batch", operations, ..path(name, operation, goal) }
}

const PATHS: &[Path] = &[
    path("peek_empty", "peek_cqe, empty CQ", 18.0),
    batch("batch_empty", "peek_batch_cqe, empty", CALLS, 28.0),
    batch("batch_one", "peek_batch_cqe, 1 ready", CALLS, 45.0),
    batch("batch_256", "peek_batch_cqe of 256, per CQE", CALLS * 256, 6.0),
    path("peek_seen", "peek_cqe with one there, cqe_seen", 24.0),
    path("wait_seen", "wait_cqe with one there, cqe_seen", 24.0),
    path("get_events", "get_events", 19.0),
    path("submit_nothing", "submit, nothing queued", 32.0),
    path("nop_submit", "a NOP, submit, advance", 72.0),
    path("nop_submit_wait", "a NOP, submit_and_wait, advance", 66.0),
    path("nop_visit", "a NOP, submit_and_wait, iterator, advance", 98.0),
    path("nop_submit_timeout", "a NOP, submit_and_wait_timeout, advance", 170.0),
    path("nop_wait_timeout", "a NOP, submit, wait_cqe_timeout, seen", 160.0),
    path("iterate", "io_uring_for_each_cqe, per CQE", 6.0),
    // gcc makes neither a loop of its own for each kind of queue nor one of several CQEs at once, as Rust's compiler does.
    Path { held: Some((10.1, 6.0)), ..path("iterator", "io_uring_cqe_iter_next, per CQE", 6.0) },
];

/// Counts are whole numbers a call; what is before and after the loop comes on top, divided by the calls.
const OUTSIDE: f64 = 0.05;

/// Measures all paths, prints the table and the goals, and returns how many are missed.
pub fn compare() -> Result<usize, String> {
    let libraries = libraries::all(&EVENT_LOOP);
    println!("\nPaths of an event loop");
    for library in &libraries {
        println!("  {}: {}", library.title, library.about);
        if let Err(reason) = &library.program {
            println!("    not measured: {reason}");
        }
    }
    print!("{:<42}", "instructions");
    libraries.iter().for_each(|library| print!("{:>22}", library.title));
    println!("{:>22}{:>22}{:>10}", "C symbols (ffi)", "Rust inline", "to reach");
    let gcc = libraries.iter().position(|library| library.title == OURS_GCC);
    let mut missed = 0;
    let mut verdicts = Vec::new();
    for path in PATHS {
        let row = measure(path, &libraries)?;
        print!("{:<42}", path.operation);
        for cell in &row {
            match cell {
                Ok(count) => print!("{count:>22.2}"),
                Err(reason) => print!("{reason:>22}"),
            }
        }
        println!("{:>10}", path.goal);
        let faces = [("C, gcc", gcc.map(|at| &row[at])), ("Rust", row.last())];
        for (verdict, kept) in faces.map(|(face, cell)| judge(path, face, cell)) {
            missed += usize::from(!kept);
            verdicts.push(verdict);
        }
    }
    println!("\nGoals for the paths");
    verdicts.iter().for_each(|verdict| println!("  {verdict}"));
    Ok(missed + compare_calls(&libraries))
}

/// Compares the system calls of all paths with those of liburing, and returns how many are missed. What cannot be counted is.
fn compare_calls(libraries: &[Library]) -> usize {
    let find = |title| libraries.iter().find(|library| library.title == title).expect("it is always there");
    let count = |title, path| Ok(calls::count(calls::trace(find(title), &[path])?.lines()));
    let mut missed = Vec::new();
    for path in PATHS {
        let both: Result<_, String> =
            count(OURS_GCC, path.name).and_then(|ours| Ok((ours, count(UPSTREAM, path.name)?)));
        match both {
            Ok((ours, _)) if !ours.contains_key("io_uring_setup") => {
                missed.push(format!("strace saw no ring in {}: {ours:?}", path.name));
            }
            Ok((ours, upstream)) => {
                missed.extend(calls::more(&ours, &upstream).into_iter().map(|(call, ours, other)| {
                    format!("{}: {ours} times {call}, liburing {other} times", path.name)
                }))
            }
            Err(reason) => missed.push(reason),
        }
    }
    let found = if missed.is_empty() { "none more than" } else { "compared" };
    println!("\nSystem calls of {} paths: {found} with {UPSTREAM}", PATHS.len());
    missed.iter().for_each(|what| println!("  MISSED  {what}"));
    missed.len()
}

/// Counts a path with each library, then here with both faces of the crate.
fn measure(path: &Path, libraries: &[Library]) -> Result<Vec<Cell>, String> {
    let mut row = Vec::new();
    for library in libraries {
        let function = format!("path_{}", path.function);
        row.push(match &library.program {
            Ok(program) => count_in(program, &[path.name], &function, path.operations)?,
            Err(_) => Err("-".into()),
        });
    }
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    for face in ["symbols", "inline"] {
        let function = format!("{face}_path_{}", path.function);
        row.push(count_in(&this, &["--path", path.name, face], &function, path.operations)?);
    }
    Ok(row)
}

/// Says whether a face reaches the goal, or keeps to what is held instead. What has no number does not.
fn judge(path: &Path, face: &str, cell: Option<&Cell>) -> (String, bool) {
    let held = path.held.map(|(c, rust)| if face == "Rust" { rust } else { c });
    let measured = cell.and_then(|cell| cell.as_ref().ok().copied());
    let within = |limit: f64| measured.is_some_and(|measured| measured <= limit + OUTSIDE);
    let what = format!("{face}, {}: at most {}", path.operation, path.goal);
    match held {
        _ if within(path.goal) => (format!("reached {what}"), true),
        Some(held) if within(held) => (format!("held at {held}, not reached {what}"), true),
        _ => (format!("MISSED  {what}"), false),
    }
}
