// SPDX-License-Identifier: MIT OR Apache-2.0
//! io_uring_enter that fails at any of its calls: in every form of submitting and of waiting, on every kind
//! of ring, nothing is lost, comes twice or is miscounted.

mod common;
#[path = "common/intercept.rs"]
mod intercept;
#[path = "common/simulated.rs"]
mod simulated;

use common::{ring_or_skip, ring_with_waits, Ring, Waits};
use intercept::Answer;
use iouring_sys::*;
use simulated::{simulate, Switch};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Requests of a run, and of a batch.
const REQUESTS: usize = 12;
const BATCH: usize = 4;

/// Submits what is queued, and may wait for a number of completions: how many were submitted, or `-errno`.
type Submit = unsafe fn(*mut io_uring, *mut *mut io_uring_cqe, u32) -> i32;
/// Waits for a number of completions: 0 or more, or `-errno`.
type Wait = unsafe fn(*mut io_uring, *mut *mut io_uring_cqe, u32) -> i32;

/// A limit that no test waits for.
fn minute() -> __kernel_timespec {
    __kernel_timespec { tv_sec: 60, tv_nsec: 0 }
}

// SAFETY of all forms: the tests pass a ring that is set up, and a pointer that can be written.
const SUBMITS: [(&str, Submit); 8] = [
    ("submit", |ring, _, _| unsafe { io_uring_submit(ring) }),
    ("submit_and_wait", |ring, _, nr| unsafe { io_uring_submit_and_wait(ring, nr) }),
    ("submit_and_wait for none", |ring, _, _| unsafe { io_uring_submit_and_wait(ring, 0) }),
    ("submit_and_get_events", |ring, _, _| unsafe { io_uring_submit_and_get_events(ring) }),
    ("submit_and_wait_timeout", |ring, cqe, nr| unsafe {
        io_uring_submit_and_wait_timeout(ring, cqe, nr, null_mut(), null_mut())
    }),
    ("submit_and_wait_timeout, limited", |ring, cqe, nr| unsafe {
        io_uring_submit_and_wait_timeout(ring, cqe, nr, &mut minute(), null_mut())
    }),
    ("submit_and_wait_min_timeout", |ring, cqe, nr| unsafe {
        match (*ring).features & IORING_FEAT_MIN_TIMEOUT {
            0 => io_uring_submit(ring),
            _ => io_uring_submit_and_wait_min_timeout(ring, cqe, nr, &mut minute(), 1, null_mut()),
        }
    }),
    // The last one, for want of which the others remain.
    ("submit_and_wait_reg", |ring, cqe, nr| unsafe { io_uring_submit_and_wait_reg(ring, cqe, nr, 0) }),
];

const WAITS: [(&str, Wait); 7] = [
    ("wait_cqe", |ring, cqe, _| unsafe { io_uring_wait_cqe(ring, cqe) }),
    ("wait_cqe, C", |ring, cqe, _| unsafe { ffi::io_uring_wait_cqe(ring, cqe) }),
    ("wait_cqe_nr", |ring, cqe, nr| unsafe { io_uring_wait_cqe_nr(ring, cqe, nr) }),
    ("wait_cqes, limited", |ring, cqe, nr| unsafe {
        io_uring_wait_cqes(ring, cqe, nr, &mut minute(), null_mut())
    }),
    ("wait_cqe_timeout", |ring, cqe, _| unsafe { io_uring_wait_cqe_timeout(ring, cqe, &mut minute()) }),
    ("peek_cqe", |ring, cqe, _| unsafe { io_uring_peek_cqe(ring, cqe) }),
    ("get_events and peek_batch_cqe", |ring, cqe, _| unsafe {
        let result = io_uring_get_events(ring);
        match result {
            0.. if io_uring_peek_batch_cqe(ring, cqe, 1) == 0 => -libc::EAGAIN,
            _ => result,
        }
    }),
];

/// Which call fails, and how.
struct Failure {
    at: AtomicUsize,
    error: AtomicUsize,
    calls: AtomicUsize,
    made: AtomicUsize,
}

/// One run: a form of submitting, one of waiting, and a failure.
struct Run<'a> {
    ring: &'a mut Ring,
    kernel: &'a Switch,
    submit: Submit,
    wait: Wait,
    error: i32,
    /// Calls that returned the failure.
    failures: usize,
    submitted: usize,
    /// How often each request completed.
    completed: [u8; REQUESTS],
}

impl Run<'_> {
    /// Whether a result is none of the failure's, which is counted otherwise.
    fn succeeded(&mut self, result: i32, peeks: bool) -> bool {
        if result >= 0 {
            return true;
        }
        if result == -self.error {
            self.failures += 1;
        } else {
            assert!(peeks && result == -libc::EAGAIN, "{result}, and not -{}", self.error);
        }
        false
    }

    /// Submits until nothing is left.
    fn submit(&mut self) {
        let mut cqe = null_mut();
        let start = Instant::now();
        // SAFETY: the ring is set up; the call only reads numbers of it.
        while unsafe { io_uring_sq_ready(self.ring.ptr()) } > 0 {
            // SAFETY: as above; the completion is looked at by who collects it.
            let result = self.kernel.on(|| unsafe { (self.submit)(self.ring.ptr(), &mut cqe, 1) });
            if self.succeeded(result, false) {
                self.submitted += result as usize;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "nothing is submitted");
        }
    }

    /// Collects until all requests below `number` have completed.
    fn collect(&mut self, number: usize) {
        let start = Instant::now();
        while self.completed[..number].iter().map(|&times| usize::from(times)).sum::<usize>() < number {
            let mut cqe = null_mut();
            // SAFETY: the ring is set up, and `cqe` outlives the call.
            let result = self.kernel.on(|| unsafe { (self.wait)(self.ring.ptr(), &mut cqe, 1) });
            assert!(start.elapsed() < Duration::from_secs(60), "a completion is lost: {:?}", self.completed);
            if !self.succeeded(result, true) {
                continue;
            }
            // SAFETY: the completion is the oldest, and read before it is given back.
            unsafe {
                self.completed[(*cqe).user_data as usize] += 1;
                assert_eq!((*cqe).res, 0);
                io_uring_cqe_seen(self.ring.ptr(), cqe);
            }
        }
    }

    fn go(&mut self) {
        for number in 0..REQUESTS {
            let sqe = self.ring.nop(number as u64);
            // Some complete at once, and some later.
            if number % 3 == 0 {
                // SAFETY: the entry is ours.
                unsafe { io_uring_sqe_set_flags(sqe, 1 << IOSQE_ASYNC_BIT) };
            }
            if (number + 1) % BATCH == 0 {
                self.submit();
                self.collect(number + 1);
            }
        }
    }
}

/// Every form on a ring with these flags, whose calls fail one after the other.
fn every_form_on(flags: u32, ext_arg: bool) {
    let failure = Failure {
        at: AtomicUsize::new(0),
        error: AtomicUsize::new(0),
        calls: AtomicUsize::new(0),
        made: AtomicUsize::new(0),
    };
    let answer = |_: &intercept::Call| {
        let call = 1 + failure.calls.fetch_add(1, Ordering::SeqCst);
        if call != failure.at.load(Ordering::SeqCst) {
            return Answer::Run;
        }
        failure.made.fetch_add(1, Ordering::SeqCst);
        Answer::Give(-(failure.error.load(Ordering::SeqCst) as i64))
    };
    let mut waits = Waits::new();
    waits.0[0] = io_uring_reg_wait { ts: minute(), flags: IORING_REG_WAIT_TS, ..Default::default() };
    simulate(&[libc::SYS_io_uring_enter], answer, |kernel| {
        let Some((mut ring, registered)) = ring_with_waits(flags, &mut waits) else { return };
        if !ext_arg {
            // SAFETY: the ring is set up; the library takes the kernel for one before 5.11.
            unsafe { (*ring.ptr()).features &= !(IORING_FEAT_EXT_ARG | IORING_FEAT_MIN_TIMEOUT) };
        }
        let submits = if ext_arg && registered { SUBMITS.len() } else { SUBMITS.len() - 1 };
        // Each form of submitting with three of waiting, and so the other way round.
        for (at, wait) in (0..submits).flat_map(|at| [0, 1, 3].map(|more| (at, (at + more) % WAITS.len()))) {
            for (error, fails) in [libc::EINTR, libc::EAGAIN, libc::EBUSY, libc::ENOMEM]
                .into_iter()
                .flat_map(|error| (1..=5).map(move |fails| (error, fails)))
            {
                failure.calls.store(0, Ordering::SeqCst);
                failure.made.store(0, Ordering::SeqCst);
                failure.error.store(error as usize, Ordering::SeqCst);
                failure.at.store(fails, Ordering::SeqCst);
                let (submit, wait) = (SUBMITS[at], WAITS[wait]);
                let what = format!("{}, {}, EXT_ARG: {ext_arg}, call {fails}: {error}", submit.0, wait.0);
                one_run(&mut ring, kernel, submit.1, wait.1, error, &failure, &what);
            }
        }
    });
}

fn one_run(
    ring: &mut Ring,
    kernel: &Switch,
    submit: Submit,
    wait: Wait,
    error: i32,
    failure: &Failure,
    what: &str,
) {
    // SAFETY: the ring is set up; a field of it is copied, while no other thread has it.
    let polled = unsafe { (*ring.ptr()).flags } & IORING_SETUP_SQPOLL != 0;
    let mut run =
        Run { ring, kernel, submit, wait, error, failures: 0, submitted: 0, completed: [0; REQUESTS] };
    run.go();
    assert_eq!(run.completed, [1; REQUESTS], "{what}");
    // What a thread submits it may have taken before it was counted, or be told of twice.
    assert!(polled || run.submitted == REQUESTS, "{what}: {} were submitted", run.submitted);
    // A peek that says that there is nothing looks like this error, and a wait may end with what is there.
    let made = failure.made.load(Ordering::SeqCst);
    assert!(run.failures <= made || error == libc::EAGAIN, "{what}: {} failures", run.failures);
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
