// SPDX-License-Identifier: MIT OR Apache-2.0
//! io_uring_enter that fails at any of its calls: in every form of submitting and of waiting, on every kind
//! of ring, nothing is lost, comes twice or is miscounted.

mod common;
#[path = "common/forms.rs"]
mod forms;
#[path = "common/intercept.rs"]
mod intercept;
#[path = "common/simulated.rs"]
mod simulated;

use common::{minute, ring_or_skip, ring_with_waits, Ring, Waits};
use forms::{fill_unseen, Form, Needs, COUNTS, FORMS, ROOM, SUBMITS};
use intercept::Answer;
use iouring_sys::*;
use simulated::{simulate, Switch};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Requests of a run, and of a batch.
const REQUESTS: usize = 12;
const BATCH: usize = 4;

/// Which call fails, and how.
struct Failure {
    at: AtomicUsize,
    error: AtomicUsize,
    calls: AtomicUsize,
    made: AtomicUsize,
}

impl Failure {
    fn new() -> Failure {
        let [at, error, calls, made] = [0; 4].map(AtomicUsize::new);
        Failure { at, error, calls, made }
    }

    /// The call of that number, counted from now on, fails with this error.
    fn is_to_come(&self, at: usize, error: i32) {
        for (cell, value) in
            [(&self.calls, 0), (&self.made, 0), (&self.error, error as usize), (&self.at, at)]
        {
            cell.store(value, Ordering::SeqCst);
        }
    }

    /// What a system call is answered.
    fn answer(&self) -> Answer {
        let call = 1 + self.calls.fetch_add(1, Ordering::SeqCst);
        if call != self.at.load(Ordering::SeqCst) {
            return Answer::Run;
        }
        self.made.fetch_add(1, Ordering::SeqCst);
        Answer::Give(-(self.error.load(Ordering::SeqCst) as i64))
    }

    /// Does something with a form on the kernel that fails: a failure is told, and without one there is success.
    fn is_told<T>(
        &self,
        kernel: &Switch,
        form: &Form,
        what: &str,
        act: impl FnOnce() -> (i32, T),
    ) -> (i32, T) {
        let counts = || [&self.calls, &self.made].map(|cell| cell.load(Ordering::SeqCst));
        let [calls_before, made_before] = counts();
        let (result, other) = kernel.on(act);
        let [calls, made] = counts();
        let error = -(self.error.load(Ordering::SeqCst) as i32);
        // What was submitted before is told instead.
        let told = result == error || form.does(COUNTS) && result == 0 || form.does(SUBMITS) && result > 0;
        // Work for the thread may come between an answer and its end, and the kernel then asks again.
        let may_be = match (made - made_before, calls - calls_before) {
            (0, _) => form.may_return(result),
            (_, 1) => told,
            _ => told || form.may_return(result),
        };
        assert!(may_be, "{what}: {form} returns {result}");
        (result, other)
    }
}

const ERRORS: [i32; 4] = [libc::EINTR, libc::EAGAIN, libc::EBUSY, libc::ENOMEM];

/// One run: a form of submitting, one of taking completions, and a failure.
struct Run<'a> {
    ring: &'a mut Ring,
    kernel: &'a Switch,
    failure: &'a Failure,
    submit: &'a Form,
    take: &'a Form,
    submitted: usize,
    /// How often each request completed.
    completed: [u8; REQUESTS],
    what: &'a str,
}

/// [`Form::call`] or [`Form::take`].
type Called = unsafe fn(&Form, *mut io_uring, u32) -> (i32, *mut io_uring_cqe);

impl Run<'_> {
    /// Calls a form: what it returned, and the completion that it found.
    fn call(&mut self, form: &Form, call: Called, nr: u32) -> (i32, *mut io_uring_cqe) {
        // SAFETY: the ring is set up, and this thread's.
        self.failure.is_told(self.kernel, form, self.what, || unsafe { call(form, self.ring.ptr(), nr) })
    }

    /// Submits until nothing is left, each time with a wait for so many.
    fn submit(&mut self, nr: u32) {
        let (start, form) = (Instant::now(), self.submit);
        // SAFETY: the ring is set up; the call only reads numbers of it.
        while unsafe { io_uring_sq_ready(self.ring.ptr()) } > 0 {
            // The completion is looked at by who collects it.
            let (result, _) = self.call(form, Form::call, nr);
            self.submitted += result.max(0) as usize;
            assert!(start.elapsed() < Duration::from_secs(60), "{}: nothing is submitted", self.what);
        }
    }

    /// Collects until all requests below `number` have completed.
    fn collect(&mut self, number: usize) {
        let (start, form) = (Instant::now(), self.take);
        loop {
            let missing = number - self.completed.iter().map(|&times| usize::from(times)).sum::<usize>();
            if missing == 0 {
                return;
            }
            let (_, cqe) = self.call(form, Form::take, missing as u32);
            assert!(start.elapsed() < Duration::from_secs(60), "{}: lost: {:?}", self.what, self.completed);
            if cqe.is_null() {
                continue;
            }
            // SAFETY: the completion is the oldest, and read before it is given back.
            unsafe {
                self.completed[(*cqe).user_data as usize] += 1;
                assert_eq!((*cqe).res, 0, "{}", self.what);
                io_uring_cqe_seen(self.ring.ptr(), cqe);
            }
        }
    }

    fn go(&mut self) {
        // Submits with a wait for nothing, for one and for all.
        for (batch, nr) in [0, 1, BATCH as u32].into_iter().enumerate() {
            for number in batch * BATCH..(batch + 1) * BATCH {
                let sqe = self.ring.nop(number as u64);
                // Some complete at once, and some later.
                if number % 3 == 0 {
                    // SAFETY: the entry is ours.
                    unsafe { io_uring_sqe_set_flags(sqe, 1 << IOSQE_ASYNC_BIT) };
                }
            }
            self.submit(nr);
            self.collect((batch + 1) * BATCH);
        }
        assert_eq!(self.completed, [1; REQUESTS], "{}", self.what);
        // SAFETY: the ring is set up; a field of it is copied, while no other thread has it.
        let polled = unsafe { (*self.ring.ptr()).flags } & IORING_SETUP_SQPOLL != 0;
        // What a thread submits it may have taken before it was counted, or be told of twice.
        assert!(polled || self.submitted == REQUESTS, "{}: {} were submitted", self.what, self.submitted);
    }
}

/// Every form on a ring with these flags, whose calls fail one after the other.
fn every_form_on(flags: u32, ext_arg: bool) {
    let failure = &Failure::new();
    let mut waits = Waits::new();
    waits.0[0] = io_uring_reg_wait { ts: minute(), flags: IORING_REG_WAIT_TS, ..Default::default() };
    simulate(
        &[libc::SYS_io_uring_enter],
        |_| failure.answer(),
        |kernel| {
            let Some((mut ring, registered)) = ring_with_waits(flags, &mut waits) else { return };
            if !ext_arg {
                // SAFETY: the ring is set up; the library takes the kernel for one before 5.11.
                unsafe { (*ring.ptr()).features &= !(IORING_FEAT_EXT_ARG | IORING_FEAT_MIN_TIMEOUT) };
            }
            let forms = FORMS.iter().filter(|form| !form.does(ROOM));
            let known = forms.filter(|form| match ext_arg {
                true => form.needs.are_met_or_skip(registered),
                false => form.needs == Needs::Nothing,
            });
            let (submits, takes): (Vec<&Form>, Vec<&Form>) = known.partition(|form| form.does(SUBMITS));
            // There are more forms of taking: each of submitting comes with several.
            for (take, submit) in takes.into_iter().zip(submits.into_iter().cycle()) {
                for (error, at) in ERRORS.into_iter().flat_map(|error| (1..=5).map(move |at| (error, at))) {
                    failure.is_to_come(at, error);
                    let what = &format!("{submit}, {take}, EXT_ARG: {ext_arg}, call {at}: {error}");
                    let ring = &mut ring;
                    Run { ring, kernel, failure, submit, take, submitted: 0, completed: [0; REQUESTS], what }
                        .go();
                }
            }
        },
    );
}

#[test]
fn a_plain_ring_loses_nothing() {
    drop(ring_or_skip!(1));
    every_form_on(0, true);
}

#[test]
fn a_ring_of_an_old_kernel_loses_nothing() {
    drop(ring_or_skip!(1));
    every_form_on(0, false);
}

#[test]
fn a_ring_with_deferred_work_loses_nothing() {
    drop(ring_or_skip!(1));
    // With the flag by which a peek sees that there is such work.
    let flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_TASKRUN_FLAG;
    every_form_on(flags, true);
    every_form_on(flags, false);
}

#[test]
fn a_ring_with_a_polling_thread_loses_nothing() {
    drop(ring_or_skip!(1));
    every_form_on(IORING_SETUP_SQPOLL, true);
    every_form_on(IORING_SETUP_SQPOLL, false);
}

/// The wait for room in a full queue: a failure is told, and changes nothing.
#[test]
fn a_full_queue_loses_nothing() {
    drop(ring_or_skip!(1));
    let failure = &Failure::new();
    let mut waits = Waits::new();
    simulate(
        &[libc::SYS_io_uring_enter],
        |_| failure.answer(),
        |kernel| {
            let Some((mut ring, _)) = ring_with_waits(IORING_SETUP_SQPOLL, &mut waits) else { return };
            // On a 32-bit processor, in the first minutes after boot, a thread that has done nothing stays awake: the kernel's
            // clock of 32 bits starts shortly before it wraps around.
            ring.nop(0);
            // SAFETY: the ring is set up; its entry is a NOP, which may already have been taken when it is counted.
            assert!(unsafe { io_uring_submit(ring.ptr()) } >= 0);
            ring.wait();
            let rooms = FORMS.iter().filter(|form| form.does(ROOM));
            for (form, error) in rooms.flat_map(|form| ERRORS.map(|error| (form, error))) {
                // Until the thread slept so soundly that it did not look at the queue once more.
                let mut failed = false;
                while !failed {
                    let filled = fill_unseen(&mut ring);
                    failure.is_to_come(1, error);
                    // SAFETY: the ring is set up, and this thread's.
                    let wait = || unsafe { form.call(ring.ptr(), 0) };
                    failed = failure.is_told(kernel, form, "a full queue", wait).0 == -error;
                    // SAFETY: the ring is set up, and its entries are NOPs.
                    assert!(unsafe { io_uring_submit(ring.ptr()) } >= 0, "{form}");
                    (0..filled).for_each(|data| assert_eq!(ring.wait().user_data, data.into(), "{form}"));
                    assert_eq!(ring.ready(), 0, "{form}");
                }
            }
        },
    );
}
