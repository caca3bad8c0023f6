// SPDX-License-Identifier: MIT OR Apache-2.0
//! Eventfds that are read by `read`: by it alone, or when a multishot request of the ring tells that they can be.

use super::{starts, End, Kind, Start};
use crate::ring::Ring;
use iouring_sys as sys;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::{AsRawFd, FromRawFd};

/// Of a pair of eventfds, the one that this side reads and the one that it writes.
pub struct Eventfds {
    pub own: File,
    other: File,
}

impl Eventfds {
    /// Both sides.
    pub fn pair(flags: i32) -> io::Result<[Eventfds; 2]> {
        let (left, right) = (eventfd(flags)?, eventfd(flags)?);
        let (also_left, also_right) = (left.try_clone()?, right.try_clone()?);
        Ok([Eventfds { own: left, other: right }, Eventfds { own: also_right, other: also_left }])
    }

    fn read(&mut self) -> io::Result<u32> {
        let mut count = [0; 8];
        self.own.read_exact(&mut count)?;
        number(u64::from_ne_bytes(count))
    }
}

/// The number that the count of an eventfd is.
pub fn number(count: u64) -> io::Result<u32> {
    u32::try_from(count).map_err(io::Error::other)
}

fn eventfd(flags: i32) -> io::Result<File> {
    // SAFETY: takes no memory.
    match unsafe { libc::eventfd(0, libc::EFD_CLOEXEC | flags) } {
        -1 => Err(io::Error::last_os_error()),
        // SAFETY: a new descriptor that nobody else owns.
        fd => Ok(unsafe { File::from_raw_fd(fd) }),
    }
}

/// Turns the error of a file that has nothing now into none.
pub fn if_any<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(None),
        result => result.map(Some),
    }
}

impl End for Eventfds {
    fn send(&mut self, number: u32) -> io::Result<()> {
        self.other.write_all(&u64::from(number).to_ne_bytes())
    }

    fn receive(&mut self) -> io::Result<u32> {
        self.read()
    }

    fn poll(&mut self) -> io::Result<Option<u32>> {
        if_any(self.read())
    }
}

pub fn ends(busy: bool) -> io::Result<[Start; 2]> {
    let flags = if busy { libc::EFD_NONBLOCK } else { 0 };
    Ok(starts(Eventfds::pair(flags)?, Ok))
}

/// Eventfds, and a ring that watches the one that this side reads.
struct Polled {
    eventfds: Eventfds,
    ring: Ring,
}

pub fn polled_ends(kind: Kind) -> io::Result<[Start; 2]> {
    Ok(starts(Eventfds::pair(libc::EFD_NONBLOCK)?, move |eventfds| {
        let mut polled = Polled { eventfds, ring: Ring::new(8, 0, kind.flags())? };
        polled.watch()?;
        Ok(polled)
    }))
}

impl Polled {
    fn watch(&mut self) -> io::Result<()> {
        let own = self.eventfds.own.as_raw_fd();
        // SAFETY: `queue` hands out a free entry; the request refers to no memory.
        self.ring.queue(0, |sqe| unsafe {
            sys::io_uring_prep_poll_multishot(sqe, own, libc::POLLIN as u32);
        })?;
        self.ring.submit()
    }

    /// The number, if there is one: the ring may tell twice of one write.
    fn number(&mut self, completion: sys::io_uring_cqe) -> io::Result<Option<u32>> {
        if completion.res < 0 {
            return Err(io::Error::from_raw_os_error(-completion.res));
        }
        if completion.flags & sys::IORING_CQE_F_MORE == 0 {
            self.watch()?;
        }
        if_any(self.eventfds.read())
    }
}

impl End for Polled {
    fn send(&mut self, number: u32) -> io::Result<()> {
        self.eventfds.send(number)
    }

    fn receive(&mut self) -> io::Result<u32> {
        loop {
            if let Some(number) = self.poll()? {
                return Ok(number);
            }
            self.ring.submit_and_wait()?;
        }
    }

    fn poll(&mut self) -> io::Result<Option<u32>> {
        match self.ring.peek()? {
            Some(completion) => self.number(completion),
            None => Ok(None),
        }
    }
}
