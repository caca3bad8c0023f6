// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which way to wake another thread: messages between rings beside eventfds, futexes, pipes and channels.
//!
//! Every way has a turn in each round, with both threads on one processor and on two, blocking and busy polling.
//! Each number that a thread receives is checked; a wrong one ends the program. `--quick` is a short form,
//! `--check` makes the program fail when a goal is missed.

mod calls;
mod contenders;
mod game;
mod kernel;
mod machine;
mod many_rings;
mod one_way;
mod options;
mod report;
mod ring;
mod round_trips;
mod stats;
mod throughput;

use machine::Machine;
use options::Options;
use report::Results;
use std::env;
use std::error::Error;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    run(&arguments).unwrap_or_else(|error| {
        eprintln!("{error}");
        ExitCode::from(2)
    })
}

fn run(arguments: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    let machine = Machine::look()?;
    if let [play, way, trips] = arguments {
        if play == calls::PLAY {
            calls::play_counted(&machine, way, trips)?;
            return Ok(ExitCode::SUCCESS);
        }
    }
    let options = Options::of(arguments.iter().cloned())?;
    eprintln!("{}", machine.line());
    let trips = round_trips::measure(&machine, &options.effort)?;
    let tables = throughput::measure(&machine, &options.effort);
    let results = Results { calls: calls::count(), machine, trips, tables };
    let missed = results.report(&options)?;
    Ok(ExitCode::from(u8::from(options.check && missed > 0)))
}
