// SPDX-License-Identifier: MIT OR Apache-2.0
//! What this library does otherwise than liburing, on purpose, where no other file shows it; the page `differences` of the
//! documentation lists it all.

mod common;
#[path = "common/forms.rs"]
mod forms;
#[path = "common/intercept.rs"]
mod intercept;

use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::time::{Duration, Instant};

use common::{minute, ring_or_skip, Ring};
use forms::{Form, FORMS, HANDS_OUT, SUBMITS};
use intercept::{intercept, Answer};
use iouring_sys::*;

/// The forms that submit and name the completion that they waited for, as far as the kernel has them and they need no
/// memory of their own.
fn waits() -> impl Iterator<Item = &'static Form> {
    let waits = FORMS.iter().filter(|form| form.does(SUBMITS) && form.does(HANDS_OUT));
    waits.filter(|form| form.needs.are_met_or_skip(false))
}

/// Data and results of all that is ready, in order of the data.
fn take_all(ring: &mut Ring) -> Vec<(u64, i32)> {
    let mut all: Vec<_> = std::iter::from_fn(|| ring.peek()).map(|cqe| (cqe.user_data, cqe.res)).collect();
    all.sort();
    all
}

/// Queues a request that the kernel refuses, between two that it does not.
fn queue_a_bad_one(ring: &mut Ring) {
    ring.nop(1);
    let bad = ring.nop(2);
    // SAFETY: the entry is ours to fill.
    unsafe { (*bad).opcode = 255 };
    ring.nop(3);
}

#[test]
fn what_was_submitted_is_returned_where_completions_are_there() {
    let mut ring = ring_or_skip!(8);
    for form in waits() {
        for queued in 1..=3 {
            ring.nop(0);
            ring.submit(1);
            assert_eq!(ring.ready(), 1, "there before the wait");
            (1..=queued).for_each(|data| {
                ring.nop(data);
            });
            // SAFETY: the ring is set up; the CQE is not given back yet.
            unsafe {
                let (result, cqe) = form.call(ring.ptr(), 1);
                assert_eq!((result, (*cqe).user_data), (queued as i32, 0), "{form}");
            }
            assert_eq!(take_all(&mut ring), (0..=queued).map(|data| (data, 0)).collect::<Vec<_>>());
        }
    }
}

#[test]
fn waits_go_on_behind_a_refused_request() {
    let mut ring = ring_or_skip!(8);
    let all = [(1, 0), (2, -libc::EINVAL), (3, 0)];
    for form in waits() {
        queue_a_bad_one(&mut ring);
        // SAFETY: the ring is set up; the bad entry is a number that the kernel refuses.
        let (result, cqe) = unsafe { form.call(ring.ptr(), 1) };
        assert_eq!((result, cqe.is_null()), (3, false), "{form}");
        assert_eq!(take_all(&mut ring), all, "{form}");
    }
    let one_call: [fn(&mut Ring) -> i32; 2] = [
        // SAFETY: the ring is set up; the bad entry is a number that the kernel refuses.
        |ring| unsafe { io_uring_submit(ring.ptr()) },
        // SAFETY: as above.
        |ring| unsafe { io_uring_submit_and_wait(ring.ptr(), 1) },
    ];
    for submit in one_call {
        queue_a_bad_one(&mut ring);
        assert_eq!(submit(&mut ring), 2);
        assert_eq!(take_all(&mut ring), all[..2]);
        ring.submit(1);
        assert_eq!(take_all(&mut ring), all[2..], "what was left is submitted by the next call");
    }
}

#[test]
fn a_timeout_of_the_librarys_is_counted_in_the_queue_only() {
    let mut ring = ring_or_skip!(8);
    // SAFETY: the ring is set up; nobody else looks at its features.
    unsafe { (*ring.ptr()).features &= !(IORING_FEAT_EXT_ARG | IORING_FEAT_MIN_TIMEOUT) };
    for round in 0..5 {
        for data in 0..4 {
            ring.nop(data);
        }
        let mut cqe = null_mut();
        // SAFETY: the ring is set up; the CQE is not given back before it was read.
        unsafe {
            let result = io_uring_wait_cqes(ring.ptr(), &mut cqe, 4, &mut minute(), null_mut());
            assert_eq!((result, (*cqe).user_data), (0, 0), "round {round}");
            assert_eq!(io_uring_sq_ready(ring.ptr()), 0);
        }
        // It ends with the fourth completion, or a moment later.
        let start = Instant::now();
        while ring.ready() < 5 {
            assert!(start.elapsed() < Duration::from_secs(60), "its completion is in the queue");
            // SAFETY: the ring is set up, and no memory but its own is named.
            assert!(unsafe { io_uring_get_events(ring.ptr()) } >= 0);
        }
        assert_eq!(take_all(&mut ring), [(0, 0), (1, 0), (2, 0), (3, 0)], "and is not shown");
        assert_eq!(ring.ready(), 0);
    }
}

/// Runs `body` with a ring whose submissions are answered as by a kernel that knows `IORING_SETUP_SQ_REWIND`: it takes two
/// entries at most from the start of the queue. Returns the data of the entries that each call was to submit.
fn with_rewound_ring(body: impl FnOnce(&mut Ring) + Send) -> Option<Vec<Vec<u64>>> {
    let entries = AtomicPtr::<io_uring_sqe>::new(null_mut());
    let mut calls = Vec::new();
    let answer = |call: &intercept::Call| {
        let sqes = entries.load(Ordering::SeqCst);
        // SAFETY: the ring has that many entries, and its thread waits for the answer.
        calls.push(
            (0..call.args[1] as usize).map(|at| unsafe { (*sqes.add(at)).user_data }).collect::<Vec<_>>(),
        );
        Answer::Give(call.args[1].min(2) as i64)
    };
    intercept(&[libc::SYS_io_uring_enter], answer, || {
        let mut ring = Ring::try_new(8, 0).expect("io_uring was there a moment ago");
        // SAFETY: the ring is set up; only the library and this test look at its flags.
        unsafe {
            (*ring.ptr()).flags |= IORING_SETUP_SQ_REWIND;
            entries.store((*ring.ptr()).sq.sqes, Ordering::SeqCst);
        }
        body(&mut ring);
    })?;
    Some(calls)
}

#[test]
fn a_rewound_queue_keeps_what_was_not_taken() {
    drop(ring_or_skip!(8));
    let kept = with_rewound_ring(|ring| {
        (1..=5).for_each(|data| {
            ring.nop(data);
        });
        ring.submit(2);
        // SAFETY: the ring is set up; the call only reads numbers of it.
        assert_eq!(unsafe { io_uring_sq_ready(ring.ptr()) }, 3);
        ring.nop(6);
        ring.submit(2);
        ring.submit(2);
        ring.submit(0);
    });
    let filled_anew = with_rewound_ring(|ring| {
        (1..=3).for_each(|data| {
            ring.nop(data);
        });
        ring.submit(2);
        // As the page says: nothing is kept.
        // SAFETY: the ring is set up, and its entries are ours.
        unsafe { (*ring.ptr()).sq.sqe_tail = 0 };
        ring.nop(3);
        ring.submit(1);
    });
    let (Some(kept), Some(filled_anew)) = (kept, filled_anew) else { return };
    assert_eq!(kept, [vec![1, 2, 3, 4, 5], vec![3, 4, 5, 6], vec![5, 6]]);
    assert_eq!(filled_anew, [vec![1, 2, 3], vec![3]]);
}

#[test]
fn an_iterator_without_the_mixed_bit_counts_entries() {
    let mut ring = ring_or_skip!(4, IORING_SETUP_CQE_MIXED);
    let large = ring.nop(1);
    // SAFETY: the entry is ours to fill.
    unsafe { (*large).__bindgen_anon_3.nop_flags = IORING_NOP_CQE32 };
    ring.nop(2);
    ring.submit(2);
    assert_eq!(ring.ready(), 3, "entries");
    type Next = unsafe fn(*mut io_uring_cqe_iter, *mut *mut io_uring_cqe) -> bool;
    let faces: [(&str, io_uring_cqe_iter, Next); 2] = [
        // SAFETY: the ring is set up, and keeps its completions.
        ("C", unsafe { ffi::io_uring_cqe_iter_init(ring.ptr()) }, |iter, cqe| unsafe {
            ffi::io_uring_cqe_iter_next(iter, cqe)
        }),
        // SAFETY: as above.
        ("Rust", unsafe { io_uring_cqe_iter_init(ring.ptr()) }, io_uring_cqe_iter_next),
    ];
    for (face, begun, next) in faces {
        let of_another_copy = io_uring_cqe_iter { shift: 0, ..begun };
        let visits = [begun, of_another_copy].map(|mut iter| {
            let mut cqe = null_mut();
            // SAFETY: as above; an iteration past its end is stopped.
            (0..10).take_while(|_| unsafe { next(&mut iter, &mut cqe) }).count()
        });
        assert_eq!(visits, [2, 3], "{face}");
    }
}
