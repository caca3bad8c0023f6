// SPDX-License-Identifier: MIT OR Apache-2.0
//! Ping-pong between two threads: through rings of two kinds, and through a pair of eventfds to compare with.

use crate::ring::{check, Ring};
use iouring_sys as sys;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{FromRawFd, RawFd};
use std::sync::mpsc::{channel, Receiver, Sender};
use std::time::{Duration, Instant};
use std::{process, thread};

/// How often each of the three has its turn, and how long a turn is: a second each.
const TURNS: u32 = 20;
const TURN: Duration = Duration::from_millis(50);

const BALL: u64 = 1;
const STOP: u64 = 2;
/// `user_data` of a player's own requests, to tell their completions from messages.
const REQUEST: u64 = u64::MAX;

/// Measures all three and prints the table.
pub fn compare() -> io::Result<()> {
    let deferred = sys::IORING_SETUP_SINGLE_ISSUER | sys::IORING_SETUP_DEFER_TASKRUN;
    let (mut eventfds, mut plain, mut defer) = (Score::default(), Score::default(), Score::default());
    // Many short turns, so that what else the machine does, and where the scheduler puts the threads, evens
    // out.
    for _ in 0..TURNS {
        play_eventfds(&mut eventfds)?;
        play_rings(0, &mut plain)?;
        match play_rings(deferred, &mut defer) {
            Err(error) if error.raw_os_error() == Some(libc::EINVAL) => {} // older than Linux 6.1
            result => result?,
        }
    }
    println!("\nPing-pong between two threads, {} s each, round trips in µs:", (TURNS * TURN).as_secs());
    println!("  {:<36}{:>11}{:>9}{:>9}{:>9}", "", "messages/s", "p50", "p99", "ratio");
    let base = eventfds.messages_per_second();
    eventfds.print("eventfds, blocking read and write", base);
    plain.print("rings without flags", base);
    defer.print("rings SINGLE_ISSUER|DEFER_TASKRUN", base);
    println!("Much depends on whether both threads run on one processor, which `taskset -c 0` can enforce.");
    Ok(())
}

fn play_eventfds(score: &mut Score) -> io::Result<()> {
    let (ping, pong) = (eventfd()?, eventfd()?);
    let (ping, pong) = (&ping, &pong);
    let end = |own, other| Ok(Eventfds { own, other });
    play(|| end(ping, pong), || end(pong, ping), score)
}

fn play_rings(flags: u32, score: &mut Score) -> io::Result<()> {
    let (to_pong, at_pong) = channel();
    let (to_ping, at_ping) = channel();
    let ping = || RingEnd::new(flags, to_pong, at_ping);
    let pong = || RingEnd::new(flags, to_ping, at_pong);
    play(ping, pong, score)
}

/// One player's side of the connection.
trait End {
    /// Hands a value over without waiting for an answer.
    fn send(&mut self, value: u64) -> io::Result<()>;
    /// Waits for a value.
    fn receive(&mut self) -> io::Result<u64>;
    /// Does the one, then the other.
    fn exchange(&mut self, value: u64) -> io::Result<u64> {
        self.send(value)?;
        self.receive()
    }
}

/// Lets two threads play, each with an end that it makes itself: a single issuer is the thread that sets up.
fn play<E: End>(
    ping: impl FnOnce() -> io::Result<E>,
    pong: impl FnOnce() -> io::Result<E> + Send,
    score: &mut Score,
) -> io::Result<()> {
    thread::scope(|scope| {
        let other = scope.spawn(|| pong().map(|mut end| or_exit(answer(&mut end))));
        let served = ping().map(|mut end| or_exit(serve(&mut end, score)));
        other.join().expect("the other player does not panic").and(served)
    })
}

/// Ends the program if a player fails during the game: the other one would wait for ever.
fn or_exit<T>(result: io::Result<T>) -> T {
    result.unwrap_or_else(|error| {
        eprintln!("Failed during the game: {error}");
        process::exit(1)
    })
}

fn answer(end: &mut impl End) -> io::Result<()> {
    let mut value = end.receive()?;
    while value != STOP {
        value = end.exchange(value)?;
    }
    Ok(())
}

fn serve(end: &mut impl End, score: &mut Score) -> io::Result<()> {
    let start = Instant::now();
    let mut last = start;
    while last - start < TURN {
        end.exchange(BALL)?;
        let now = Instant::now();
        score.trips.push(now - last);
        last = now;
    }
    score.span += last - start;
    end.send(STOP)
}

/// The times of all round trips.
#[derive(Default)]
struct Score {
    trips: Vec<Duration>,
    span: Duration,
}

impl Score {
    /// A round trip is two messages.
    fn messages_per_second(&self) -> f64 {
        2.0 * self.trips.len() as f64 / self.span.as_secs_f64()
    }

    fn print(&mut self, what: &str, base: f64) {
        if self.trips.is_empty() {
            println!("  {what:<36} not on this kernel");
            return;
        }
        self.trips.sort_unstable();
        let last = self.trips.len() - 1;
        let [p50, p99] = [50, 99].map(|percent| self.trips[last * percent / 100].as_secs_f64() * 1e6);
        let rate = self.messages_per_second();
        let ratio = rate / base;
        println!("  {what:<36}{rate:>11.0}{p50:>9.1}{p99:>9.1}{ratio:>8.2}x");
    }
}

/// A ring, and the file descriptor of the other player's.
struct RingEnd {
    own: Ring,
    other: RawFd,
}

impl RingEnd {
    fn new(flags: u32, tell: Sender<RawFd>, hear: Receiver<RawFd>) -> io::Result<Self> {
        let own = Ring::new(8, flags)?;
        let heard = tell.send(own.fd()).ok().and_then(|()| hear.recv().ok());
        let alone = || io::Error::new(io::ErrorKind::NotConnected, "the other thread has no ring");
        let other = heard.ok_or_else(alone)?;
        Ok(Self { own, other })
    }

    fn queue(&mut self, value: u64) -> io::Result<()> {
        let other = self.other;
        self.own.queue(REQUEST, |sqe| {
            // SAFETY: `queue` hands out a free entry. A request that succeeds posts nothing here, so that
            // what arrives next is the answer.
            unsafe {
                sys::io_uring_prep_msg_ring(sqe, other, 0, value, 0);
                sys::io_uring_sqe_set_flags(sqe, sys::IOSQE_CQE_SKIP_SUCCESS);
            }
        })
    }
}

impl End for RingEnd {
    fn send(&mut self, value: u64) -> io::Result<()> {
        self.queue(value)?;
        self.own.submit()
    }

    fn receive(&mut self) -> io::Result<u64> {
        let completion = self.own.submit_and_wait()?;
        if completion.user_data == REQUEST {
            check(completion.res)?;
        }
        Ok(completion.user_data)
    }

    fn exchange(&mut self, value: u64) -> io::Result<u64> {
        self.queue(value)?;
        self.receive() // one system call for both
    }
}

/// Two eventfds, of which each player reads one and writes the other.
struct Eventfds<'a> {
    own: &'a File,
    other: &'a File,
}

impl End for Eventfds<'_> {
    fn send(&mut self, value: u64) -> io::Result<()> {
        self.other.write_all(&value.to_ne_bytes())
    }

    fn receive(&mut self) -> io::Result<u64> {
        let mut value = [0; 8];
        self.own.read_exact(&mut value)?;
        Ok(u64::from_ne_bytes(value))
    }
}

fn eventfd() -> io::Result<File> {
    // SAFETY: takes no memory.
    let fd = unsafe { libc::eventfd(0, libc::EFD_CLOEXEC) };
    if fd < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: a new descriptor that nobody else owns.
    Ok(unsafe { File::from_raw_fd(fd) })
}
