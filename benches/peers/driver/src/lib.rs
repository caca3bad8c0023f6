// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the contenders of the timing have in common: how they measure, and what they print.
//!
//! A contender does one piece of work and prints `NANOSECONDS ALLOCATIONS`: processor time of its thread, which a busy
//! machine distorts less than time that passes, and what the program allocated meanwhile.

use std::hint::black_box;
use std::process::ExitCode;

/// What can go wrong, for a person.
pub type Result<T> = std::result::Result<T, String>;

extern "C" {
    fn allocations() -> libc::c_ulong;
}

/// Allocations of this program so far, in C and in Rust.
fn allocated() -> u64 {
    // SAFETY: it reads a counter.
    unsafe { allocations() }
}

/// Processor time of this thread, in nanoseconds.
fn clock() -> u64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the clock exists on every Linux, and the result is written to `now`.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut now) };
    now.tv_sec as u64 * 1_000_000_000 + now.tv_nsec as u64
}

/// Does the work and prints what it took.
pub fn measure(work: impl FnOnce()) -> Result<()> {
    let before = allocated();
    black_box(Box::new(1));
    if allocated() == before {
        return Err("allocations are not counted here".into());
    }
    let (before, start) = (allocated(), clock());
    work();
    let (end, after) = (clock(), allocated());
    println!("{} {}", end - start, after - before);
    Ok(())
}

/// Entries of a ring for NOPs: the largest batch.
pub const ENTRIES: u32 = 128;

/// A ring for NOPs.
pub trait Nops {
    /// Prepares as many NOPs, submits them at once, waits for all, and returns the difference, of all bits, between
    /// the user data of each and the number that it had to have: they count up from `first`.
    fn round(&mut self, first: u64, batch: u32) -> u64;
}

/// NOPs in batches, each of which is checked.
pub fn nops(ring: &mut impl Nops, batch: u32, operations: u32) -> Result<()> {
    let rounds = |ring: &mut _, rounds: u32| {
        let mut difference = 0;
        for round in 0..rounds {
            difference |= Nops::round(ring, u64::from(round) * u64::from(batch), batch);
        }
        expect("the user data of NOPs, given and found, xor", difference as i64, 0);
    };
    rounds(ring, operations / batch / 8);
    measure(|| rounds(ring, operations / batch))
}

/// Ends the program if a call did something else than was asked. No error is handed on where it is measured: C does
/// not, and it would cost a little in each round.
#[inline(always)]
pub fn expect(what: &str, result: i64, expected: i64) {
    if result != expected {
        unexpected(what, result, expected);
    }
}

#[cold]
#[inline(never)]
fn unexpected(what: &str, result: i64, expected: i64) -> ! {
    eprintln!("{what}: {result} instead of {expected}");
    std::process::exit(1)
}

/// The main function of a program that can do nothing but NOPs: `PROGRAM nop BATCH OPERATIONS`.
pub fn main_of_nops<R: Nops>(ring: impl FnOnce() -> R) -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    finish(match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["nop", batch, operations] => {
            number(batch).and_then(|batch| nops(&mut ring(), batch, number(operations)?))
        }
        _ => Err("usage: PROGRAM nop BATCH OPERATIONS".into()),
    })
}

/// A number that was given as an argument.
pub fn number(argument: &str) -> Result<u32> {
    argument.parse().map_err(|error| format!("{argument}: {error}"))
}

/// Says what went wrong, if anything did.
pub fn finish(done: Result<()>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// NOPs with bindings that have liburing's functions under their names in C. `$for_each` is how a ring's completions are
/// visited, of which there are as many as it is told; it returns how many it visited.
#[macro_export]
macro_rules! nops_of_liburing {
    ($api:ident, $for_each:ident) => {
        struct Ring(Box<$api::io_uring>);

        impl Ring {
            fn new() -> Ring {
                // SAFETY: the ring is plain data for which zeros are a value; it does not move after it is set up.
                unsafe {
                    let mut ring = Box::new(std::mem::zeroed());
                    let ret = $api::io_uring_queue_init($crate::ENTRIES, &mut *ring, 0);
                    $crate::expect("io_uring_queue_init", ret.into(), 0);
                    Ring(ring)
                }
            }
        }

        impl $crate::Nops for Ring {
            #[inline(never)]
            fn round(&mut self, first: u64, batch: u32) -> u64 {
                let ring: *mut $api::io_uring = &mut *self.0;
                let (mut difference, mut next) = (0, first);
                // SAFETY: the ring is set up, one thread uses it, and it is as large as a batch.
                unsafe {
                    for i in 0..batch {
                        let sqe = $api::io_uring_get_sqe(ring);
                        $crate::expect("a full queue", sqe.is_null().into(), 0);
                        $api::io_uring_prep_nop(sqe);
                        $api::io_uring_sqe_set_data64(sqe, first + u64::from(i));
                    }
                    let submitted = $api::io_uring_submit_and_wait(ring, batch);
                    $crate::expect("io_uring_submit_and_wait", submitted.into(), batch.into());
                    let seen = $for_each(ring, batch, |cqe| {
                        difference |= $api::io_uring_cqe_get_data64(cqe) ^ next;
                        next += 1;
                    });
                    $crate::expect("completions", seen.into(), batch.into());
                    $api::io_uring_cq_advance(ring, seen);
                }
                difference
            }
        }
    };
}
