// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests that wait in the ring for the other thread: reads of an eventfd, and waits on a futex.

use super::eventfd::{number, Eventfds};
use super::futex::Words;
use super::{starts, End, Kind, Start};
use crate::ring::Ring;
use iouring_sys as sys;
use std::io;
use std::os::fd::AsRawFd;
use std::sync::atomic::Ordering;

/// Flags of `futex2` and a mask, which the libc crate does not have on every processor.
const WORD_OF_32_BITS: u32 = 2;
const PRIVATE: u32 = 128;
const ANYBODY: u64 = u32::MAX as u64;

/// What the ring waits for.
trait Source {
    /// Queues the request that waits.
    fn wait(&mut self, ring: &mut Ring) -> io::Result<()>;

    /// Wakes the other side.
    fn wake(&mut self, number: u32) -> io::Result<()>;

    /// The number, from the result of the request that waited.
    fn number(&mut self, res: i32) -> io::Result<Option<u32>>;
}

/// A ring in which a request waits that is made anew after each number.
struct Waiting<S> {
    source: S,
    ring: Ring,
    waits: bool,
}

impl<S: Source> Waiting<S> {
    fn new(source: S, kind: Kind) -> io::Result<Self> {
        Ok(Self { source, ring: Ring::new(8, 0, kind.flags())?, waits: false })
    }

    /// Sees to it that a request waits, or is queued.
    fn wait(&mut self) -> io::Result<()> {
        if !self.waits {
            self.source.wait(&mut self.ring)?;
            self.waits = true;
        }
        Ok(())
    }

    fn number(&mut self, completion: sys::io_uring_cqe) -> io::Result<Option<u32>> {
        self.waits = false;
        self.source.number(completion.res)
    }
}

impl<S: Source> End for Waiting<S> {
    fn send(&mut self, number: u32) -> io::Result<()> {
        self.source.wake(number)
    }

    fn receive(&mut self) -> io::Result<u32> {
        loop {
            self.wait()?;
            let completion = self.ring.next()?;
            if let Some(number) = self.number(completion)? {
                return Ok(number);
            }
        }
    }

    fn poll(&mut self) -> io::Result<Option<u32>> {
        if !self.waits {
            self.wait()?;
            self.ring.submit()?;
        }
        match self.ring.peek()? {
            Some(completion) => self.number(completion),
            None => Ok(None),
        }
    }
}

/// Eventfds, and the memory into which a request reads the own one. The kernel has its address, so that only
/// a pointer leads there.
struct Counted {
    eventfds: Eventfds,
    count: *mut u64,
}

pub fn eventfds(kind: Kind) -> io::Result<[Start; 2]> {
    Ok(starts(Eventfds::pair(0)?, move |eventfds| {
        Waiting::new(Counted { eventfds, count: Box::into_raw(Box::default()) }, kind)
    }))
}

impl Source for Counted {
    fn wait(&mut self, ring: &mut Ring) -> io::Result<()> {
        let (own, count) = (self.eventfds.own.as_raw_fd(), self.count);
        // SAFETY: `queue` hands out a free entry; the memory is never given back.
        ring.queue(0, |sqe| unsafe { sys::io_uring_prep_read(sqe, own, count.cast(), 8, 0) })
    }

    fn wake(&mut self, number: u32) -> io::Result<()> {
        self.eventfds.send(number)
    }

    fn number(&mut self, res: i32) -> io::Result<Option<u32>> {
        match res {
            // SAFETY: the read has ended, so that the kernel does not write there.
            8 => number(unsafe { *self.count }).map(Some),
            _ => Err(io::Error::from_raw_os_error(-res)),
        }
    }
}

pub fn futexes(kind: Kind) -> [Start; 2] {
    starts(Words::pair(), move |words| Waiting::new(words, kind))
}

impl Source for Words {
    fn wait(&mut self, ring: &mut Ring) -> io::Result<()> {
        let (word, last) = (self.own(), self.last.into());
        // SAFETY: `queue` hands out a free entry; the word is never given back.
        ring.queue(0, |sqe| unsafe {
            sys::io_uring_prep_futex_wait(sqe, word, last, ANYBODY, WORD_OF_32_BITS | PRIVATE, 0)
        })
    }

    fn wake(&mut self, number: u32) -> io::Result<()> {
        self.store_and_wake(number)
    }

    fn number(&mut self, res: i32) -> io::Result<Option<u32>> {
        match res {
            // Woken, or the word has changed before.
            0 => Ok(self.changed(Ordering::Acquire)),
            _ if res == -libc::EAGAIN => Ok(self.changed(Ordering::Acquire)),
            _ => Err(io::Error::from_raw_os_error(-res)),
        }
    }
}
