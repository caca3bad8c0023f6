// SPDX-License-Identifier: MIT OR Apache-2.0
// Waiting and peeking on two real rings with the same requests, each ring through one face.

use std::ptr::null_mut;

use iouring_sys::*;
use iouring_sys_parity::props;
use proptest::prelude::*;

use crate::common::report::report;
use crate::common::{ring_or_skip, Ring};

/// What a face does with its ring.
struct Face {
    wait: fn(*mut io_uring, *mut *mut io_uring_cqe) -> i32,
    peek: fn(*mut io_uring, *mut *mut io_uring_cqe) -> i32,
    seen: fn(*mut io_uring, *mut io_uring_cqe),
    nop: fn(*mut io_uring) -> *mut io_uring_sqe,
}

macro_rules! face {
    ($($path:ident)::+) => {
        Face {
            // SAFETY: the rings are set up, and one thread uses them; here and below.
            wait: |ring, cqe| unsafe { $($path)::+::io_uring_wait_cqe(ring, cqe) },
            peek: |ring, cqe| unsafe { $($path)::+::io_uring_peek_cqe(ring, cqe) },
            seen: |ring, cqe| unsafe { $($path)::+::io_uring_cqe_seen(ring, cqe) },
            nop: |ring| unsafe {
                let sqe = $($path)::+::io_uring_get_sqe(ring);
                if !sqe.is_null() {
                    $($path)::+::io_uring_prep_nop(sqe);
                }
                sqe
            },
        }
    };
}

/// What one call saw: its result, and the completion with its place in the ring.
type Seen = (i32, Option<(usize, u64, i32, u32)>);

/// Requests with that `user_data`, each with whether it asks for a completion of 32 bytes; waits for the first `waits` and
/// peeks until there are no more.
fn run(face: &Face, ring: &mut Ring, requests: &[(u64, bool)], waits: usize) -> Vec<Seen> {
    for (user_data, big) in requests {
        let sqe = (face.nop)(ring.ptr());
        assert!(!sqe.is_null(), "the submission queue is full");
        // SAFETY: the entry was taken and is not submitted yet.
        unsafe {
            (*sqe).user_data = *user_data;
            (*sqe).__bindgen_anon_3.nop_flags = if *big { IORING_NOP_CQE32 } else { 0 };
        }
    }
    ring.submit(requests.len() as i32);
    let mut seen = Vec::new();
    loop {
        let next = if seen.len() < waits { face.wait } else { face.peek };
        let mut cqe = null_mut();
        let result = next(ring.ptr(), &mut cqe);
        if cqe.is_null() {
            seen.push((result, None));
            return seen;
        }
        // SAFETY: the completion was not given back yet.
        let copy = unsafe { *cqe };
        // SAFETY: the ring is set up; a field of it is copied, while no other thread has it.
        let at = cqe as usize - unsafe { (*ring.ptr()).cq.cqes } as usize;
        seen.push((result, Some((at, copy.user_data, copy.res, copy.flags))));
        (face.seen)(ring.ptr(), cqe);
    }
}

/// Sequences of batches on two rings that live as long as the test, so that their queues wrap around. With `mixed`, some
/// requests ask for large completions; where all are large, a kernel before 6.18 refuses to be asked.
fn compare(what: &str, mut left: Ring, mut right: Ring, mixed: bool) {
    let c = face!(iouring_sys::ffi);
    let rust = face!(iouring_sys);
    let runs = props::Run::new(500);
    let number = props::number().prop_map(|number| number.min(LIBURING_UDATA_TIMEOUT - 1));
    let requests = prop::collection::vec((number, any::<bool>()), 0..=8);
    let rings = std::cell::RefCell::new((&mut left, &mut right));
    let completions = std::cell::Cell::new(0);
    runs.check(&(requests, 0..=8_usize), |(mut requests, waits)| {
        for (_, bit) in &mut requests {
            *bit &= mixed;
        }
        let (left, right) = &mut *rings.borrow_mut();
        let waits = waits.min(requests.len());
        let seen = run(&c, left, &requests, waits);
        prop_assert_eq!(&seen, &run(&rust, right, &requests, waits), "left is C, right is Rust");
        let expected: Vec<u64> = requests.iter().map(|request| request.0).collect();
        let found: Vec<u64> = seen.iter().filter_map(|seen| seen.1).map(|cqe| cqe.1).collect();
        prop_assert_eq!(found, expected);
        prop_assert_eq!(seen.last(), Some(&(-libc::EAGAIN, None)));
        completions.set(completions.get() + seen.len() - 1);
        Ok(())
    });
    report!("{} completions of two real rings, {what}: {runs}", completions.get());
}

#[test]
fn waits_on_real_rings_are_the_same() {
    let (left, right) = (ring_or_skip!(8), ring_or_skip!(8));
    compare("16-byte CQEs", left, right, false);
}

#[test]
fn waits_on_real_rings_with_large_completions_are_the_same() {
    let (left, right) = (ring_or_skip!(8, IORING_SETUP_CQE32), ring_or_skip!(8, IORING_SETUP_CQE32));
    compare("32-byte CQEs", left, right, false);
}

#[test]
fn waits_on_real_rings_with_mixed_completions_are_the_same() {
    let (left, right) = (ring_or_skip!(8, IORING_SETUP_CQE_MIXED), ring_or_skip!(8, IORING_SETUP_CQE_MIXED));
    compare("mixed CQEs", left, right, true);
}
