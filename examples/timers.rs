// SPDX-License-Identifier: MIT OR Apache-2.0
//! Timers on one thread, which waits for the next of them, and to which any other thread can add one: a message, sent
//! without a ring of its own, wakes the wait and says what is to be added.
//!
//! `cargo run --release --example timers`

mod common;

use common::{check, lacks, Ring};
use iouring_sys as sys;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::process::ExitCode;
use std::sync::mpsc::{channel, Receiver};
use std::time::{Duration, Instant};
use std::{io, ptr, thread};

/// The message that adds no timer, but ends the wait.
const STOP: u64 = u64::MAX;

fn main() -> ExitCode {
    common::exit(run())
}

fn run() -> io::Result<()> {
    let mut ring = Ring::new(8, 0)?;
    // SAFETY: the argument lies where nothing is. A kernel that knows the call finds that out, and does nothing.
    let asked = unsafe {
        let nowhere = ptr::without_provenance_mut(8);
        sys::syscall::io_uring_register(u32::MAX, sys::IORING_REGISTER_SEND_MSG_RING, nowhere, 1)
    };
    if asked == -libc::EINVAL {
        return Err(lacks("messages from threads without a ring", "6.13"));
    }
    let (target, (tell, hear)) = (ring.fd(), channel());
    let other = thread::spawn(move || add_one_and_stop(target, &hear));

    let mut timers = BinaryHeap::new();
    let add = |timers: &mut BinaryHeap<_>, name: u64, delay: u64| {
        println!("timer {name} is set to {delay} ms");
        timers.push(Reverse((Instant::now() + Duration::from_millis(delay), name)));
    };
    add(&mut timers, 1, 10);
    add(&mut timers, 2, 60_000);
    loop {
        let next = timers.peek().map(|Reverse((due, _))| due.saturating_duration_since(Instant::now()));
        match wait(&mut ring, next)? {
            Some(message) if message.user_data == STOP => break,
            Some(message) => add(&mut timers, message.user_data, message.res as u64),
            None => {
                let Some(&Reverse((due, name))) = timers.peek() else { continue };
                if due <= Instant::now() {
                    timers.pop();
                    println!("timer {name} is due");
                    if tell.send(()).is_err() {
                        break; // The other thread has failed.
                    }
                }
            }
        }
    }
    println!("the wait is over; timers that were not due: {}", timers.len());
    other.join().expect("the other thread does not panic")
}

/// Waits for a completion until the time is over, or a signal comes.
fn wait(ring: &mut Ring, limit: Option<Duration>) -> io::Result<Option<sys::io_uring_cqe>> {
    let mut limit = limit.map(|limit| sys::__kernel_timespec {
        tv_sec: limit.as_secs() as i64,
        tv_nsec: limit.subsec_nanos().into(),
    });
    let limit = limit.as_mut().map_or(ptr::null_mut(), ptr::from_mut);
    let mut cqe = ptr::null_mut();
    // SAFETY: the ring is set up, the time limit outlives the call; the completion is copied before it is given back.
    unsafe {
        match sys::io_uring_wait_cqe_timeout(ring.as_ptr(), &mut cqe, limit) {
            error if [-libc::ETIME, -libc::EINTR].contains(&error) => Ok(None),
            result => {
                check(result)?;
                let copy = *cqe;
                sys::io_uring_cqe_seen(ring.as_ptr(), cqe);
                Ok(Some(copy))
            }
        }
    }
}

/// What another thread does: when the first timer is due it sets one, and when that is due it ends the wait. Each message
/// comes while the other thread waits for the timer of a minute.
fn add_one_and_stop(target: i32, due: &Receiver<()>) -> io::Result<()> {
    for (name, delay) in [(3, 20), (STOP, 0)] {
        due.recv().expect("the other thread tells");
        let mut sqe = sys::io_uring_sqe::default();
        // SAFETY: the entry is valid, in memory of our own: no ring is needed. It arrives as `user_data` and `res`.
        check(unsafe {
            sys::io_uring_prep_msg_ring(&mut sqe, target, delay, name, 0);
            sys::io_uring_register_sync_msg(&mut sqe)
        })?;
    }
    Ok(())
}
