// SPDX-License-Identifier: MIT OR Apache-2.0
//! Runs the suite on other processors and kernels.
//!
//!     cargo run --manifest-path tests/platforms/Cargo.toml [-- --list | --only PLATFORM | --test PROGRAM ...]
//!
//! With `IOURING_SYS_TURNS`, `tests/msg_ring_turns.rs` sends that many messages, however long it takes.
//!
//! Kernels, emulators and compilers come from Debian, zig, for musl, from PyPI, into `target/platforms/packages` or the folder
//! that `IOURING_SYS_PLATFORMS_CACHE` names; remove it to get newer ones. Nothing is installed.

mod console;
mod error;
mod fetch;
mod guest;
mod initramfs;
mod programs;
mod report;
mod table;
mod toolchain;

use error::{at, error, Result};
use fetch::Packages;
use report::Row;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Instant;
use table::{Place, Platform, NOT_ELSEWHERE, PLATFORMS};
use toolchain::Toolchain;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(Chosen { platforms, tests }) = chosen(&arguments)? else {
        PLATFORMS.iter().for_each(|platform| println!("{}", platform.name));
        return Ok(true);
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize().map_err(at(&root))?;
    let build = root.join("target/platforms");
    let cache = std::env::var_os("IOURING_SYS_PLATFORMS_CACHE");
    let packages = Packages::open(&cache.map_or(build.join("packages"), PathBuf::from))?;
    for (names, why) in NOT_ELSEWHERE {
        println!("left out, since they {why}: {}", names.join(" "));
    }
    let start = Instant::now();
    let rows = std::thread::scope(|scope| {
        // One is built while another one runs.
        let (to, ready) = mpsc::sync_channel(0);
        scope.spawn(move || {
            for platform in platforms {
                let run = prepare(platform, &tests, &root, &build.join("build"), &packages);
                if to.send((platform.name, run)).is_err() {
                    return;
                }
            }
        });
        ready.iter().map(|(name, run)| row(name, run)).collect::<Vec<_>>()
    });
    println!("\n{}{}\n{} s", report::table(&rows), report::skips(&rows), start.elapsed().as_secs());
    Ok(rows.iter().all(Row::is_good))
}

/// Fetches and builds what a platform needs: a run of so many programs.
fn prepare(
    platform: &'static Platform,
    tests: &[String],
    root: &Path,
    build: &Path,
    packages: &Packages,
) -> Result<(guest::Run, usize)> {
    let (name, start) = (platform.name, Instant::now());
    println!("{name}: fetching");
    let toolchain = Toolchain::of(platform.target, packages)?;
    println!("{name}: building for {} ({} s)", platform.target.rust, start.elapsed().as_secs());
    let suite = programs::build(&toolchain, platform, tests, root, build)?;
    let count = suite.programs.len();
    println!("{name}: built {count} test programs ({} s)", start.elapsed().as_secs());
    let run = match platform.place {
        Place::Here => guest::here(name, &suite, None),
        Place::Guest(machine) => guest::emulated(machine, name, &suite, root, packages),
        Place::Processor(of) => guest::here(name, &suite, Some(guest::emulator(of, packages)?)),
    };
    Ok((run?, count))
}

/// Runs what was prepared.
fn row(name: &'static str, run: Result<(guest::Run, usize)>) -> Row {
    let start = Instant::now();
    let (result, programs) = match run {
        Ok((run, programs)) => {
            println!("{name}: running");
            (run.run(|line| println!("{name}: {line}")), programs)
        }
        Err(why) => (Err(why), 0),
    };
    let row = Row { name, result, programs };
    println!("{name}: over ({} s)\n{}{}", start.elapsed().as_secs(), row.failures_in_words(), row.line());
    row
}

/// What the command line asks for.
struct Chosen {
    platforms: Vec<&'static Platform>,
    /// The names of test programs; none of them stands for all.
    tests: Vec<String>,
}

/// Everything, unless the command line names something; nothing, if it asks for the list.
fn chosen(arguments: &[String]) -> Result<Option<Chosen>> {
    let usage = |found: &str| {
        let names = PLATFORMS.iter().map(|platform| platform.name).collect::<Vec<_>>().join(" ");
        let help = format!("a test program, or one of: {names}");
        error("--list, or --only and a platform, or --test and a program", "the command line", found, &help)
    };
    if arguments == ["--list"] {
        return Ok(None);
    }
    let mut chosen = Chosen { platforms: Vec::new(), tests: Vec::new() };
    for pair in arguments.chunks(2) {
        match pair {
            [option, name] if option == "--only" => {
                let platform = PLATFORMS.iter().find(|platform| platform.name == *name);
                chosen.platforms.push(platform.ok_or_else(|| usage(name))?);
            }
            [option, name] if option == "--test" => chosen.tests.push(name.clone()),
            other => return Err(usage(&other.join(" "))),
        }
    }
    if chosen.platforms.is_empty() {
        chosen.platforms.extend(PLATFORMS.iter());
    }
    Ok(Some(chosen))
}
