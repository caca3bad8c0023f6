// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every way to wait for completions, on a ring whose calls of io_uring_enter the test answers.

use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering};

use super::common::Ring;
use super::intercept::{intercept, Answer, Call};
use iouring_sys::*;

pub type Wait = unsafe fn(*mut io_uring, *mut *mut io_uring_cqe, u32) -> i32;

/// A way to wait for a number of completions.
pub struct Way {
    pub name: &'static str,
    pub wait: Wait,
    /// It submits, and returns how many.
    pub submits: bool,
    /// It has a time limit.
    pub limited: bool,
    /// It needs waits with extended arguments: Linux 5.11.
    pub extended: bool,
}

pub const fn way(name: &'static str, wait: Wait) -> Way {
    Way { name, wait, submits: false, limited: false, extended: false }
}

/// A limit that no test waits for.
pub fn minute() -> __kernel_timespec {
    __kernel_timespec { tv_sec: 60, tv_nsec: 0 }
}

// SAFETY of all ways: the tests pass a ring that is set up, and a pointer that can be written.
pub const WAYS: [Way; 10] = [
    way("wait_cqe_nr", |ring, cqe, nr| unsafe { io_uring_wait_cqe_nr(ring, cqe, nr) }),
    way("wait_cqe_nr, C", |ring, cqe, nr| unsafe { ffi::io_uring_wait_cqe_nr(ring, cqe, nr) }),
    way("get_cqe", |ring, cqe, nr| unsafe { __io_uring_get_cqe(ring, cqe, 0, nr, null_mut()) }),
    way("wait_cqes", |ring, cqe, nr| unsafe { io_uring_wait_cqes(ring, cqe, nr, null_mut(), null_mut()) }),
    Way {
        limited: true,
        ..way("wait_cqes, limited", |ring, cqe, nr| unsafe {
            io_uring_wait_cqes(ring, cqe, nr, &mut minute(), null_mut())
        })
    },
    Way {
        limited: true,
        extended: true,
        ..way("wait_cqes_min_timeout", |ring, cqe, nr| unsafe {
            io_uring_wait_cqes_min_timeout(ring, cqe, nr, &mut minute(), 1, null_mut())
        })
    },
    Way {
        submits: true,
        ..way("submit_and_wait_timeout", |ring, cqe, nr| unsafe {
            io_uring_submit_and_wait_timeout(ring, cqe, nr, null_mut(), null_mut())
        })
    },
    Way {
        submits: true,
        limited: true,
        ..way("submit_and_wait_timeout, limited", |ring, cqe, nr| unsafe {
            io_uring_submit_and_wait_timeout(ring, cqe, nr, &mut minute(), null_mut())
        })
    },
    Way {
        submits: true,
        limited: true,
        extended: true,
        ..way("submit_and_wait_min_timeout", |ring, cqe, nr| unsafe {
            io_uring_submit_and_wait_min_timeout(ring, cqe, nr, &mut minute(), 1, null_mut())
        })
    },
    Way {
        submits: true,
        limited: true,
        extended: true,
        ..way("submit_and_wait_reg", |ring, cqe, nr| unsafe {
            io_uring_submit_and_wait_reg(ring, cqe, nr, 0)
        })
    },
];

/// Every way as on a kernel of today, and those that a kernel before 5.11 offers as such a one.
pub fn ways() -> impl Iterator<Item = (&'static Way, bool)> {
    WAYS.iter().flat_map(|way| [(way, true), (way, false)]).filter(|(way, ext_arg)| *ext_arg || !way.extended)
}

/// A call of io_uring_enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enter {
    pub submits: u32,
    pub waits_for: u32,
    pub flags: u32,
}

/// The kernel's side of a ring whose thread is in io_uring_enter.
pub struct Kernel(*mut io_uring);

impl Kernel {
    /// Consumes entries, without doing what they ask for.
    pub fn consume(&self, entries: u32) {
        // SAFETY: the ring is set up, and its thread waits for the answer.
        unsafe { (*self.0).sq.khead.write((*self.0).sq.khead.read().wrapping_add(entries)) };
    }

    /// Posts a completion, for which there must be room.
    pub fn post(&self, user_data: u64, res: i32, flags: u32) {
        // SAFETY: as above; the masked position lies inside the queue.
        unsafe {
            let cq = &(*self.0).cq;
            let tail = cq.ktail.read();
            assert!(tail.wrapping_sub(cq.khead.read()) < cq.ring_entries, "the queue is full");
            let cqe = cq.cqes.add((tail & cq.ring_mask) as usize);
            (*cqe).user_data = user_data;
            (*cqe).res = res;
            (*cqe).flags = flags;
            cq.ktail.write(tail.wrapping_add(1));
        }
    }

    /// Consumes entries, and says so.
    pub fn takes(&self, entries: u32) -> Answer {
        self.consume(entries);
        Answer::Give(entries.into())
    }
}

/// Sets up a ring, has `prepare` do what is done to it undisturbed, and runs `body`, in which `answer` is asked about each
/// io_uring_enter: which one it is, from 1 on. Returns what the body did, and the calls. The library believes that the kernel
/// has extended arguments, and minimal waits, or has neither: calls that use them are better not let through.
pub fn with_ring<T: Send>(
    ext_arg: bool,
    prepare: impl FnOnce(&mut Ring) + Send,
    mut answer: impl FnMut(usize, &Enter, &Kernel) -> Answer,
    body: impl FnOnce(&mut Ring) -> T + Send,
) -> Option<(T, Vec<Enter>)> {
    let shared = AtomicPtr::<io_uring>::new(null_mut());
    let mut calls = Vec::new();
    let answer = |call: &Call| {
        let ring = shared.load(Ordering::SeqCst);
        if ring.is_null() {
            return Answer::Run;
        }
        let [_, submits, waits_for, flags, ..] = call.args.map(|arg| arg as u32);
        calls.push(Enter { submits, waits_for, flags });
        assert!(calls.len() < 10_000, "the wait spins");
        answer(calls.len(), &calls[calls.len() - 1], &Kernel(ring))
    };
    let in_thread = || {
        let mut ring = Ring::try_new(4, 0).expect("io_uring was there a moment ago");
        let extended = IORING_FEAT_EXT_ARG | IORING_FEAT_MIN_TIMEOUT;
        // SAFETY: the ring is set up; nobody else looks at its features.
        unsafe {
            let features = (*ring.ptr()).features;
            (*ring.ptr()).features = if ext_arg { features | extended } else { features & !extended };
        }
        prepare(&mut ring);
        shared.store(ring.ptr(), Ordering::SeqCst);
        let result = body(&mut ring);
        shared.store(null_mut(), Ordering::SeqCst);
        result
    };
    let result = intercept(&[libc::SYS_io_uring_enter], answer, in_thread)?;
    Some((result, calls))
}

/// Returns from the test where it cannot run.
macro_rules! or_return {
    ($run:expr) => {
        match $run {
            Some(run) => run,
            None => return,
        }
    };
}

pub(crate) use or_return;

pub const ERROR: Answer = Answer::Give(-(libc::ENXIO as i64));

/// Waits for `nr` completions: what it returned, and the data of the completion that it handed out.
pub fn wait(way: &Way, ring: &mut Ring, nr: u32) -> (i32, Option<u64>) {
    let mut cqe = std::ptr::NonNull::dangling().as_ptr();
    // SAFETY: the ring is set up; the CQE is not given back yet.
    unsafe {
        let result = (way.wait)(ring.ptr(), &mut cqe, nr);
        (result, if cqe.is_null() { None } else { Some((*cqe).user_data) })
    }
}

/// Queues requests that do nothing, with these data.
pub fn queue(ring: &mut Ring, data: std::ops::Range<u64>) {
    for data in data {
        ring.nop(data);
    }
}

/// Has requests with these data completed.
pub fn complete(ring: &mut Ring, data: std::ops::Range<u64>) {
    let requests = data.end - data.start;
    queue(ring, data);
    ring.submit(requests as i32);
}
