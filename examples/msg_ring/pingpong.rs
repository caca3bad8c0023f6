// SPDX-License-Identifier: MIT OR Apache-2.0
//! Ping-pong between two pinned threads: with messages, and with eventfds that are read through the ring.

use crate::common::Ring;
use crate::player::Player;
use crate::system::{eventfd, pin, processors};
use std::sync::mpsc::channel;
use std::time::Duration;
use std::{io, process, thread};

/// Each way has so many turns of this length in each placement.
const TURNS: usize = 5;
const TURN: Duration = Duration::from_millis(40);

/// Measures both ways, in turn, and prints the table.
pub fn compare() -> io::Result<()> {
    let all = processors()?;
    println!("\nRound trips between two threads that wait on their rings, median in µs:");
    println!("  {:<20}{:>8}{:>10}{:>8}", "", "eventfd", "message", "ratio");
    let two = all.get(1).map(|second| [all[0], *second]);
    for (name, cpus) in [("on one processor", Some([all[0]; 2])), ("on two", two)] {
        let Some(cpus) = cpus else {
            println!("  {name:<20}{:>8}{:>10}{:>8}  there is but one", "-", "-", "-");
            continue;
        };
        let mut trips = [Vec::new(), Vec::new()];
        for _ in 0..TURNS {
            play(false, cpus, &mut trips[0])?;
            play(true, cpus, &mut trips[1])?;
        }
        let [eventfd, message] = trips.map(median);
        println!("  {name:<20}{eventfd:>8.1}{message:>10.1}{:>8.2}", message / eventfd);
    }
    println!(
        "To wake a thread that waits on its ring send it a message: it brings a payload, needs no descriptor\n\
         and no request that waits, and goes with what you submit anyway."
    );
    Ok(())
}

fn median(mut trips: Vec<Duration>) -> f64 {
    trips.sort_unstable();
    trips[trips.len() / 2].as_secs_f64() * 1e6
}

/// Lets two threads play, this one and another, each with a ring of its own.
fn play(messages: bool, cpus: [usize; 2], trips: &mut Vec<Duration>) -> io::Result<()> {
    let [left, right] = &[eventfd()?, eventfd()?];
    let ring = Ring::new(8, 0)?;
    let (target, (tell, hear)) = (ring.fd(), channel());
    let other = move || {
        pin(cpus[1])?;
        let ring = Ring::new(8, 0)?;
        tell.send(ring.fd()).map_err(io::Error::other)?;
        Player::new(ring, target, (!messages).then_some((right, left))).answer()
    };
    thread::scope(|scope| {
        scope.spawn(move || or_exit(other()));
        pin(cpus[0])?;
        let target = or_exit(hear.recv().map_err(io::Error::other));
        or_exit(Player::new(ring, target, (!messages).then_some((left, right))).serve(TURN, trips));
        Ok(())
    })
}

/// Ends the program if a player fails: the other one would wait for ever.
fn or_exit<T>(result: io::Result<T>) -> T {
    result.unwrap_or_else(|error| {
        eprintln!("Failed during the game: {error}");
        process::exit(1)
    })
}
