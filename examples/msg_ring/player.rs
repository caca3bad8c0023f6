// SPDX-License-Identifier: MIT OR Apache-2.0
//! One of two players, who sends messages, or writes eventfds that the other one reads through the ring.

use crate::common::{check, Ring};
use iouring_sys as sys;
use std::cell::UnsafeCell;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsRawFd, RawFd};
use std::time::{Duration, Instant};

const BALL: u64 = 1;
const STOP: u64 = 2;
/// `user_data` of a player's own requests, to tell their completions from messages.
const REQUEST: u64 = u64::MAX;

/// Has a ring, and sends to that of the other one, or through eventfds: one to read, one to write.
pub struct Player<'a> {
    ring: Ring,
    target: RawFd,
    eventfds: Option<(&'a File, &'a File)>,
    /// What the ring reads from the eventfd.
    count: Box<UnsafeCell<u64>>,
}

impl<'a> Player<'a> {
    pub fn new(ring: Ring, target: RawFd, eventfds: Option<(&'a File, &'a File)>) -> Self {
        Self { ring, target, eventfds, count: Box::default() }
    }

    /// Hands a value over. A message waits for the system call that submits.
    fn send(&mut self, value: u64) -> io::Result<()> {
        if let Some((_, mut other)) = self.eventfds {
            return other.write_all(&value.to_ne_bytes());
        }
        let target = self.target;
        self.ring.request(REQUEST, |sqe| {
            // SAFETY: `request` hands out a free entry. A request that succeeds posts nothing here.
            unsafe {
                sys::io_uring_prep_msg_ring(sqe, target, 0, value, 0);
                sys::io_uring_sqe_set_flags(sqe, sys::IOSQE_CQE_SKIP_SUCCESS);
            }
        })
    }

    fn receive(&mut self) -> io::Result<u64> {
        let count = self.count.get();
        if let Some((own, _)) = self.eventfds {
            // SAFETY: `request` hands out a free entry; the count outlives the request, which is waited for.
            self.ring.request(REQUEST, |sqe| unsafe {
                sys::io_uring_prep_read(sqe, own.as_raw_fd(), count.cast(), 8, 0);
            })?;
        }
        let completion = self.ring.completion()?;
        if completion.user_data != REQUEST {
            return Ok(completion.user_data);
        }
        check(completion.res)?;
        // SAFETY: the read has ended, so that the kernel does not write there.
        Ok(unsafe { *count })
    }

    /// Sends back what it receives.
    pub fn answer(mut self) -> io::Result<()> {
        while self.receive()? == BALL {
            self.send(BALL)?;
        }
        Ok(())
    }

    /// Plays for a while and notes how long each round trip took.
    pub fn serve(mut self, time: Duration, trips: &mut Vec<Duration>) -> io::Result<()> {
        let start = Instant::now();
        let mut last = start;
        while last - start < time {
            self.send(BALL)?;
            self.receive()?;
            let now = Instant::now();
            trips.push(now - last);
            last = now;
        }
        self.send(STOP)?;
        // SAFETY: the ring is set up; a message refers to no memory.
        check(unsafe { sys::io_uring_submit(self.ring.as_ptr()) }).map(drop)
    }
}
