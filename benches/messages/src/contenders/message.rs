// SPDX-License-Identifier: MIT OR Apache-2.0
//! Messages from ring to ring, and from a thread to a ring.

use super::{crossed, starts, End, Kind, Start};
use crate::ring::{checked, Ring};
use iouring_sys as sys;
use std::io;
use std::os::fd::RawFd;

/// How a message is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Alone,
    WithWait,
    WithoutRing,
}

/// `user_data` of messages, and of the requests that send them.
const MESSAGE: u64 = 1;
const REQUEST: u64 = 2;

struct Messages {
    ring: Ring,
    other: RawFd,
    form: Form,
}

pub fn ends(kind: Kind, form: Form) -> [Start; 2] {
    starts(crossed(), move |(tell, hear)| {
        let ring = Ring::new(8, 0, kind.flags())?;
        let alone = |_| io::Error::other("the other thread has no ring");
        tell.send(ring.fd()).map_err(|_| io::Error::other("the other thread is gone"))?;
        Ok(Messages { ring, other: hear.recv().map_err(alone)?, form })
    })
}

impl Messages {
    fn queue(&mut self, number: u32) -> io::Result<()> {
        let other = self.other;
        self.ring.queue(REQUEST, |sqe| {
            // SAFETY: `queue` hands out a free entry. A request that succeeds posts nothing here.
            unsafe {
                sys::io_uring_prep_msg_ring(sqe, other, number, MESSAGE, 0);
                sys::io_uring_sqe_set_flags(sqe, sys::IOSQE_CQE_SKIP_SUCCESS);
            }
        })
    }
}

/// The number of a message. Anything else is a request that failed.
fn number(completion: sys::io_uring_cqe) -> io::Result<u32> {
    match completion.user_data {
        MESSAGE => Ok(completion.res as u32),
        _ => Err(io::Error::from_raw_os_error(-completion.res)),
    }
}

impl End for Messages {
    fn send(&mut self, number: u32) -> io::Result<()> {
        if self.form == Form::WithoutRing {
            let mut sqe = sys::io_uring_sqe::default();
            // SAFETY: the entry is memory of ours.
            unsafe { sys::io_uring_prep_msg_ring(&mut sqe, self.other, number, MESSAGE, 0) };
            // SAFETY: likewise.
            return checked(unsafe { sys::io_uring_register_sync_msg(&mut sqe) });
        }
        self.queue(number)?;
        self.ring.submit()
    }

    fn receive(&mut self) -> io::Result<u32> {
        match self.ring.peek()? {
            Some(completion) => number(completion),
            None => number(self.ring.next()?),
        }
    }

    fn poll(&mut self) -> io::Result<Option<u32>> {
        self.ring.peek()?.map(number).transpose()
    }

    fn exchange(&mut self, sent: u32) -> io::Result<u32> {
        if self.form != Form::WithWait {
            self.send(sent)?;
            return self.receive();
        }
        self.queue(sent)?;
        number(self.ring.next()?)
    }
}
