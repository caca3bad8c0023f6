// SPDX-License-Identifier: MIT OR Apache-2.0
//! Many rings in a process: a number that goes from ring to ring, and the memory that rings take.

use crate::contenders::Kind;
use crate::machine::pin;
use crate::one_way::or_exit;
use crate::ring::Ring;
use std::os::fd::RawFd;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::Barrier;
use std::time::Instant;
use std::{fs, io, thread};

/// The rings of a circle, each with a thread of its own.
struct Circle {
    kind: Kind,
    fds: Vec<AtomicI32>,
    ready: Barrier,
    hops: u32,
}

/// Passes a number round so many rings, whose threads are on the processors in turn. Returns microseconds for
/// each hop.
pub fn hop(kind: Kind, rings: usize, cpus: [usize; 2], hops: u32) -> f64 {
    let fds = (0..rings).map(|_| AtomicI32::new(-1)).collect();
    let circle = Circle { kind, fds, ready: Barrier::new(rings), hops };
    thread::scope(|scope| {
        let run = |at| {
            let circle = &circle;
            move || or_exit(pin(cpus[at % 2]).and_then(|()| circle.take_part(at)))
        };
        (1..rings).for_each(|at| drop(scope.spawn(run(at))));
        scope.spawn(run(0)).join().expect("the first thread does not panic")
    })
}

impl Circle {
    /// Hands on each number plus one, until the last. Ring `n` gets `n`, `n` plus the number of rings, and so on.
    fn take_part(&self, at: usize) -> io::Result<f64> {
        let rings = self.fds.len();
        let mut ring = Ring::new(8, 0, self.kind.flags())?;
        self.fds[at].store(ring.fd(), Ordering::Release);
        self.ready.wait();
        let next: RawFd = self.fds[(at + 1) % rings].load(Ordering::Acquire);
        let last = self.hops + rings as u32;
        let start = Instant::now();
        let mut expected = at as u32;
        if at == 0 {
            ring.queue_messages(next, 0, 1, 1);
            expected = rings as u32;
        }
        loop {
            let number = ring.next()?.res as u32;
            if number != expected {
                return Err(io::Error::other(format!("{number} came to ring {at} instead of {expected}")));
            }
            if number < last {
                ring.queue_messages(next, 0, number + 1, 1);
            }
            if number > self.hops {
                ring.submit()?;
                return Ok(start.elapsed().as_secs_f64() * 1e6 / f64::from(number));
            }
            expected += rings as u32;
        }
    }
}

/// What a ring takes: bytes that it shares with the process.
pub fn memory(completions: u32, rings: usize) -> io::Result<usize> {
    let before = mapped()?;
    let all = (0..rings).map(|_| Ring::new(8, completions, 0)).collect::<io::Result<Vec<Ring>>>()?;
    Ok((mapped()? - before) / all.len())
}

/// Bytes of this process that are memory of rings.
fn mapped() -> io::Result<usize> {
    let maps = fs::read_to_string("/proc/self/maps")?;
    let of_rings = maps.lines().filter(|line| line.contains("[io_uring]"));
    let addresses = of_rings.filter_map(|line| line.split_once(' ')?.0.split_once('-'));
    let number = |text| usize::from_str_radix(text, 16).map_err(io::Error::other);
    addresses.map(|(start, end)| Ok(number(end)? - number(start)?)).sum()
}
