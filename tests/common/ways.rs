// SPDX-License-Identifier: MIT OR Apache-2.0
//! The forms of waiting for completions, on a ring whose calls of io_uring_enter the test answers.

use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering};

use super::common::Ring;
use super::forms::{Form, Needs, FORMS, HANDS_OUT, SEVERAL};
use super::intercept::{intercept, Answer, Call};
use iouring_sys::*;

/// The forms that wait for several completions and hand the oldest out, each as on a kernel of today, and those that a kernel
/// before 5.11 offers as such a one.
pub fn ways() -> impl Iterator<Item = (&'static Form, bool)> {
    let several = FORMS.iter().filter(|form| form.does(SEVERAL) && form.does(HANDS_OUT));
    several
        .flat_map(|form| [(form, true), (form, false)])
        .filter(|(form, ext_arg)| *ext_arg || form.needs == Needs::Nothing)
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
pub fn wait(form: &Form, ring: &mut Ring, nr: u32) -> (i32, Option<u64>) {
    // SAFETY: the ring is set up; the CQE is not given back yet.
    unsafe {
        let (result, cqe) = form.call(ring.ptr(), nr);
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
