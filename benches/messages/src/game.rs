// SPDX-License-Identifier: MIT OR Apache-2.0
//! Ping-pong: two threads, each on its processor, hand a number back and forth by one of the ways.

use crate::contenders::{End, Start, Way};
use crate::machine::{pin, Usage};
use std::time::{Duration, Instant};
use std::{hint, io, process, thread};

/// How a thread waits for a number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    Block,
    Poll,
    /// Polls, and lets the other thread run after each look.
    PollAndYield,
}

/// How long a turn is.
#[derive(Clone, Copy)]
pub enum Length {
    Time(Duration),
    Trips(u32),
}

/// What a turn shows.
#[derive(Default)]
pub struct Turn {
    /// Nanoseconds of each round trip.
    pub trips: Vec<u32>,
    /// What both threads used.
    pub usage: Usage,
}

/// After the last number.
const STOP: u32 = u32::MAX;

/// Trips at the beginning of a turn that do not count.
const WARM_UP: u32 = 20;

/// Has two threads play.
pub fn play(way: Way, wait: Wait, cpus: [usize; 2], length: Length) -> io::Result<Turn> {
    let [left, right] = way.ends(wait != Wait::Block)?;
    Ok(thread::scope(|scope| {
        let answering = scope.spawn(|| or_exit(way, answer(right, wait, cpus[1])));
        let serving = scope.spawn(|| or_exit(way, serve(left, wait, cpus[0], length)));
        let mut turn = serving.join().expect("the server does not panic");
        turn.usage.add(answering.join().expect("the other player does not panic"));
        turn
    }))
}

/// Ends the program if a player fails: the other one would wait for ever.
fn or_exit<T>(way: Way, result: io::Result<T>) -> T {
    result.unwrap_or_else(|error| {
        eprintln!("{}: {error}", way.name());
        process::exit(1)
    })
}

fn serve(start: Start, wait: Wait, cpu: usize, length: Length) -> io::Result<Turn> {
    pin(cpu)?;
    let mut end = start()?;
    for number in 1..=WARM_UP {
        trip(&mut *end, number, wait)?;
    }
    let mut turn = Turn::default();
    let before = Usage::of_this_thread();
    let start = Instant::now();
    let mut last = start;
    for number in WARM_UP + 1..STOP {
        let played = number - WARM_UP - 1;
        if !length.goes_on(played, last - start) {
            break;
        }
        trip(&mut *end, number, wait)?;
        let now = Instant::now();
        turn.trips.push((now - last).as_nanos().try_into().unwrap_or(u32::MAX));
        last = now;
    }
    turn.usage = Usage::of_this_thread().since(before);
    end.send(STOP)?;
    Ok(turn)
}

impl Length {
    fn goes_on(self, played: u32, passed: Duration) -> bool {
        match self {
            Length::Time(time) => passed < time,
            Length::Trips(trips) => played < trips,
        }
    }
}

/// Sends a number, and sees it come back.
fn trip(end: &mut dyn End, number: u32, wait: Wait) -> io::Result<()> {
    match exchange(end, number, wait)? {
        back if back == number => Ok(()),
        wrong => Err(io::Error::other(format!("{number} was sent and {wrong} came back"))),
    }
}

/// Sends back what it receives, and returns what that used after the warming up.
fn answer(start: Start, wait: Wait, cpu: usize) -> io::Result<Usage> {
    pin(cpu)?;
    let mut end = start()?;
    let mut before = Usage::default();
    let mut number = receive(&mut *end, wait)?;
    for expected in 1..STOP {
        if number == STOP {
            break;
        }
        if number != expected {
            return Err(io::Error::other(format!("{number} came instead of {expected}")));
        }
        if expected == WARM_UP {
            before = Usage::of_this_thread();
        }
        number = exchange(&mut *end, number, wait)?;
    }
    Ok(Usage::of_this_thread().since(before))
}

fn exchange(end: &mut dyn End, number: u32, wait: Wait) -> io::Result<u32> {
    if wait == Wait::Block {
        return end.exchange(number);
    }
    end.send(number)?;
    receive(end, wait)
}

fn receive(end: &mut dyn End, wait: Wait) -> io::Result<u32> {
    loop {
        match wait {
            Wait::Block => return end.receive(),
            Wait::Poll => hint::spin_loop(),
            Wait::PollAndYield => thread::yield_now(),
        }
        if let Some(number) = end.poll()? {
            return Ok(number);
        }
    }
}
