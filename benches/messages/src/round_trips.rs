// SPDX-License-Identifier: MIT OR Apache-2.0
//! Round trips: every way in turn in each round, in both placements, blocking and busy polling.

use crate::contenders::{Kind, Way, WAYS};
use crate::game::{play, Length, Turn, Wait};
use crate::machine::{Machine, Placement};
use crate::options::Effort;
use crate::stats::Summary;
use std::io;
use std::time::Instant;

/// Where the threads run and how they wait.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Mode(pub Placement, pub Wait);

pub const BLOCK_ONE: Mode = Mode(Placement::One, Wait::Block);
pub const BLOCK_TWO: Mode = Mode(Placement::Two, Wait::Block);
pub const BUSY_ONE: Mode = Mode(Placement::One, Wait::PollAndYield);
pub const BUSY_TWO: Mode = Mode(Placement::Two, Wait::Poll);
pub const MODES: [Mode; 4] = [BLOCK_ONE, BLOCK_TWO, BUSY_ONE, BUSY_TWO];

/// What the others are compared with.
pub const YARDSTICK: Way = Way::EventfdRead(Kind::Plain);

impl Mode {
    pub fn name(self) -> String {
        let wait = match self.1 {
            Wait::Block => "blocking",
            Wait::Poll => "busy polling",
            Wait::PollAndYield => "busy polling with `sched_yield`",
        };
        format!("{}, {wait}", self.0.name())
    }
}

/// What was measured, or why nothing was.
pub type Cell = Result<Summary, String>;

/// A cell for each way and mode, in their orders.
pub struct RoundTrips(Vec<[Cell; MODES.len()]>);

impl RoundTrips {
    pub fn cell(&self, way: Way, mode: Mode) -> &Cell {
        let row = WAYS.iter().position(|known| *known == way).expect("each way is in the table");
        let column = MODES.iter().position(|known| *known == mode).expect("each mode is in the table");
        &self.0[row][column]
    }
}

/// The turns of one way in one mode, or why there are none.
type Turns = Result<Vec<Turn>, String>;

pub fn measure(machine: &Machine, effort: &Effort) -> io::Result<RoundTrips> {
    let mut modes = Vec::new();
    for mode in MODES {
        modes.push(WAYS.map(|way| missing(machine, way, mode).map_or(Ok(Vec::new()), Err)));
    }
    for round in 0..effort.rounds {
        let start = Instant::now();
        let mut played = 0;
        for (mode, turns) in MODES.into_iter().zip(&mut modes) {
            played += play_all(machine, mode, round, effort, turns)?;
        }
        let (round, time) = (round + 1, start.elapsed().as_secs_f64());
        eprintln!("round {round} of {}: round trips: {played} turns, {time:.1} s", effort.rounds);
    }
    let row = |way| std::array::from_fn(|mode| cell(&modes[mode], way));
    Ok(RoundTrips((0..WAYS.len()).map(row).collect()))
}

fn missing(machine: &Machine, way: Way, Mode(placement, wait): Mode) -> Option<String> {
    way.missing(wait != Wait::Block).or(machine.cpus(placement).err())
}

/// Gives each way a turn; each round begins with another one. Returns how many had one.
fn play_all(
    machine: &Machine,
    Mode(placement, wait): Mode,
    round: usize,
    effort: &Effort,
    turns: &mut [Turns],
) -> io::Result<usize> {
    let mut played = 0;
    for at in (0..WAYS.len()).map(|nr| (nr + round) % WAYS.len()) {
        if let (Ok(turns), Ok(cpus)) = (&mut turns[at], machine.cpus(placement)) {
            turns.push(play(WAYS[at], wait, cpus, Length::Time(effort.turn))?);
            played += 1;
        }
    }
    Ok(played)
}

fn cell(turns: &[Turns], way: usize) -> Cell {
    let compared = WAYS
        .iter()
        .zip(turns)
        .find(|(way, _)| **way == YARDSTICK)
        .and_then(|(_, turns)| turns.as_ref().ok().map(Vec::as_slice));
    turns[way].as_ref().map(|turns| Summary::of(turns, compared)).map_err(String::clone)
}
