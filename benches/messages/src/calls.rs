// SPDX-License-Identifier: MIT OR Apache-2.0
//! System calls of a round trip, counted by strace, under which the program runs itself.

use crate::contenders::{Way, WAYS};
use crate::game::{play, Length, Wait};
use crate::machine::{Machine, Placement};
use std::process::{Command, Stdio};
use std::{env, fs};

/// Tells the program to play one way so many times.
pub const PLAY: &str = "--play";

/// The trips of a short and of a long run; setting up costs both the same.
const TRIPS: [u32; 2] = [50, 250];

/// Plays the way with this number.
pub fn play_counted(machine: &Machine, way: &str, trips: &str) -> Result<(), String> {
    let number = |text: &str| text.parse::<u32>().map_err(|error| error.to_string());
    let way = *WAYS.get(number(way)? as usize).ok_or("no such way")?;
    let cpus = machine.cpus(Placement::One)?;
    play(way, Wait::Block, cpus, Length::Trips(number(trips)?)).map_err(|error| error.to_string())?;
    Ok(())
}

/// System calls of both threads for each round trip of each way, blocking on one processor.
pub fn count() -> Vec<Result<f64, String>> {
    eprintln!("system calls, counted by strace");
    let count = |(nr, way): (usize, &Way)| match way.missing(false) {
        Some(reason) => Err(reason),
        None => {
            let [short, long] = TRIPS.map(|trips| traced(nr, trips));
            Ok((long? - short?) / f64::from(TRIPS[1] - TRIPS[0]))
        }
    };
    WAYS.iter().enumerate().map(count).collect()
}

/// How many system calls a run makes.
fn traced(way: usize, trips: u32) -> Result<f64, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let log = env::temp_dir().join(format!("iouring-sys-messages.{}", std::process::id()));
    let run = Command::new("strace")
        .args(["-f", "-qq", "-e", "signal=none", "-o"])
        .arg(&log)
        .arg(program)
        .args([PLAY, &way.to_string(), &trips.to_string()])
        .stderr(Stdio::null())
        .status();
    let lines = fs::read_to_string(&log);
    // Where strace is not installed there is none.
    let _ = fs::remove_file(&log);
    match run {
        Err(error) => Err(format!("strace cannot be run: {error}")),
        Ok(status) if !status.success() => Err(format!("strace: {status}")),
        // A call that another thread interrupts has two lines.
        Ok(_) => Ok(lines
            .map_err(|error| error.to_string())?
            .lines()
            .filter(|line| line.contains('(') && !line.contains("<... "))
            .count() as f64),
    }
}
