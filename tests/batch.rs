// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whole batches, on the kernel: entries of the submission queue filled together, completions visited
//! together, as in C and by `batch`, and completions whose flags a message's sender chose.

mod common;
#[path = "common/messages.rs"]
mod messages;

use std::panic::{catch_unwind, AssertUnwindSafe};
use std::ptr::null_mut;
use std::time::{Duration, Instant};

use common::{ring, ring_or_skip, Ring};
use iouring_sys::*;
use messages::*;

/// Completes that many NOPs; their data counts from 0.
fn complete(ring: &mut Ring, nr: u32) {
    for data in 0..nr {
        ring.nop(data.into());
    }
    // SAFETY: the ring is set up; its entries are NOPs, which name no memory.
    assert_eq!(unsafe { io_uring_submit_and_wait(ring.ptr(), nr) }, nr as i32);
}

/// Completes a NOP with a CQE of 32 bytes.
fn complete_large(ring: &mut Ring, data: u64) {
    let sqe = ring.nop(data);
    // SAFETY: the entry is ours to fill until it is submitted.
    unsafe { (*sqe).__bindgen_anon_3.nop_flags = IORING_NOP_CQE32 };
    ring.submit(1);
}

/// What an iteration finds, through both faces, which must agree. Nothing is given back.
fn iterated(ring: &mut Ring) -> Vec<u64> {
    let (mut c, mut rust) = (Vec::new(), Vec::new());
    let mut cqe = null_mut();
    // SAFETY: the ring is set up, and keeps its completions. An iteration past its end is stopped.
    unsafe {
        let mut iter = ffi::io_uring_cqe_iter_init(ring.ptr());
        while c.len() < 100 && ffi::io_uring_cqe_iter_next(&mut iter, &mut cqe) {
            c.push((*cqe).user_data);
        }
        let mut iter = io_uring_cqe_iter_init(ring.ptr());
        while rust.len() < 100 && io_uring_cqe_iter_next(&mut iter, &mut cqe) {
            rust.push((*cqe).user_data);
        }
    }
    assert_eq!(c, rust, "C and Rust");
    c
}

/// What a visit of all finds, and how many entries it counts. Nothing is given back.
fn visited(ring: &mut Ring) -> (Vec<u64>, u32) {
    let mut data = Vec::new();
    // SAFETY: the ring is set up; the closure copies a number and gives nothing back.
    let seen = unsafe { io_uring_for_each_cqe(ring.ptr(), |cqe| data.push((*cqe).user_data)) };
    (data, seen)
}

/// What reaping finds, and how many entries it gives back.
fn reaped(ring: &mut Ring) -> (Vec<u64>, u32) {
    let mut data = Vec::new();
    // SAFETY: the ring is set up, and no pointer is kept.
    let given_back = unsafe { batch::reap(ring.ptr(), |cqe| data.push((*cqe).user_data)) };
    (data, given_back)
}

#[test]
fn for_each_cqe_leaves_the_head_to_the_caller_as_in_c() {
    let mut ring = ring_or_skip!(8);
    complete(&mut ring, 5);
    assert_eq!(visited(&mut ring), (vec![0, 1, 2, 3, 4], 5));
    assert_eq!(ring.ready(), 5, "nothing was given back");
    assert_eq!(visited(&mut ring), (vec![0, 1, 2, 3, 4], 5), "and so they come again");
    // SAFETY: five are ready.
    unsafe { io_uring_cq_advance(ring.ptr(), 2) };
    assert_eq!(visited(&mut ring), (vec![2, 3, 4], 3));
}

/// A loop of C that counts what it sees, and advances by that.
#[test]
fn ported_code_advances_once_and_invents_no_completion() {
    let mut ring = ring_or_skip!(8);
    for _ in 0..3 {
        complete(&mut ring, 8);
        let mut seen = 0;
        // SAFETY: the ring is set up, and those that were seen are given back.
        unsafe {
            let nr = io_uring_for_each_cqe(ring.ptr(), |_| seen += 1);
            assert_eq!((nr, seen), (8, 8));
            io_uring_cq_advance(ring.ptr(), seen);
        }
        assert_eq!(ring.ready(), 0);
        assert!(ring.peek().is_none());
    }
}

#[test]
fn reap_visits_and_gives_back() {
    let mut ring = ring_or_skip!(8);
    for _ in 0..3 {
        complete(&mut ring, 5);
        assert_eq!(reaped(&mut ring), (vec![0, 1, 2, 3, 4], 5));
        assert_eq!(ring.ready(), 0);
        assert_eq!(reaped(&mut ring), (vec![], 0));
    }
}

#[test]
fn reap_gives_nothing_back_if_a_visit_panics() {
    let mut ring = ring_or_skip!(8);
    complete(&mut ring, 5);
    // SAFETY: the ring is set up, and no pointer is kept.
    let panics = catch_unwind(AssertUnwindSafe(|| unsafe {
        batch::reap(ring.ptr(), |cqe| assert_ne!((*cqe).user_data, 3, "the panic that the test wants"))
    }));
    assert!(panics.is_err());
    assert_eq!(ring.ready(), 5);
    assert_eq!(reaped(&mut ring), (vec![0, 1, 2, 3, 4], 5));
}

#[test]
fn what_the_iterator_passed_is_given_back_after_a_break() {
    let mut ring = ring_or_skip!(8);
    complete(&mut ring, 5);
    // SAFETY: the ring is set up, and keeps the completions until the iterator was used.
    unsafe {
        let mut cqes = batch::cqes(ring.ptr());
        assert!(cqes.any(|cqe| (*cqe).user_data == 2));
        assert_eq!(cqes.passed(), 3);
        io_uring_cq_advance(ring.ptr(), cqes.passed());
    }
    assert_eq!(reaped(&mut ring), (vec![3, 4], 2));
}

#[test]
fn a_large_completion_of_a_mixed_ring_counts_two() {
    let mut ring = ring_or_skip!(8, IORING_SETUP_CQE_MIXED);
    // SAFETY: the ring is set up; the CQ of 16 holds all of it.
    let entries = unsafe { (*ring.ptr()).cq.ring_entries };
    assert_eq!(entries, 16);
    complete(&mut ring, 1);
    complete_large(&mut ring, 100);
    complete(&mut ring, 1);
    assert_eq!(iterated(&mut ring), [0, 100, 0]);
    assert_eq!(visited(&mut ring), (vec![0, 100, 0], 4));
    assert_eq!(reaped(&mut ring), (vec![0, 100, 0], 4));
    assert_eq!(ring.ready(), 0);
}

#[test]
fn filler_is_counted_by_all_and_shown_as_in_c() {
    let mut ring = ring_or_skip!(8, IORING_SETUP_CQE_MIXED);
    for nr in [8, 7] {
        complete(&mut ring, nr);
        assert_eq!(reaped(&mut ring).1, nr);
    }
    // Place 15 of 16 is next: filler, and the large completion at the start.
    complete_large(&mut ring, 100);
    assert_eq!(iterated(&mut ring), [0, 100]);
    assert_eq!(visited(&mut ring), (vec![0, 100], 3));
    assert_eq!(reaped(&mut ring), (vec![100], 3));
    assert_eq!(ring.ready(), 0);
}

/// Linux 6.18 overwrites the entry beside the first message's, which the next message fills again.
#[test]
fn a_message_with_flags_of_mixed_queues_is_one_completion_in_other_rings() {
    for (flags, name) in [(0, "16 bytes"), (IORING_SETUP_CQE32, "32 bytes")] {
        let (mut sender, mut target) = pair_or_skip!(flags);
        linux_6_3_or_skip!("passes no flags");
        let stray = [IORING_CQE_F_32, IORING_CQE_F_SKIP, IORING_CQE_F_32 | IORING_CQE_F_SKIP, 0];
        for (data, cqe_flags) in (1..).zip(stray) {
            let fd = target.fd();
            // SAFETY: the entry is ours to fill; the target is this test's own ring, and has room for all.
            let res = send(&mut sender, |sqe| unsafe {
                io_uring_prep_msg_ring_cqe_flags(sqe, fd, 0, data, 0, cqe_flags)
            });
            assert_eq!(res, 0, "{name}");
        }
        assert_eq!(target.ready(), 4, "{name}");
        assert_eq!(iterated(&mut target), [1, 2, 3, 4], "{name}");
        assert_eq!(visited(&mut target), (vec![1, 2, 3, 4], 4), "{name}");
        // SAFETY: the ring is set up, and keeps the completions meanwhile.
        let flags: Vec<u32> = unsafe { batch::cqes(target.ptr()).map(|cqe| (*cqe).flags).collect() };
        assert_eq!(flags, stray, "{name}");
        assert_eq!(reaped(&mut target), (vec![1, 2, 3, 4], 4), "{name}");
        assert_eq!(target.ready(), 0, "{name}");
    }
}

// ---- Submissions ----------------------------------------------------------------------------------------

/// A batch of up to `nr` NOPs, whose data counts on from `next`. Returns how many were taken.
fn fill(ring: &mut Ring, nr: u32, next: &mut u64) -> u32 {
    // SAFETY: the ring is set up, and a NOP refers to nothing.
    unsafe {
        batch::fill(ring.ptr(), nr, |sqe| {
            io_uring_prep_nop(sqe);
            io_uring_sqe_set_data64(sqe, *next);
            *next += 1;
        })
    }
}

/// Submits batches of every size, with single entries between them, and looks for each completion.
fn use_batches(ring: &mut Ring, kind: &str) {
    let (mut next, mut expected) = (0, 0);
    for round in 0..40 {
        let (nr, single) = (round % 11, round % 3 == 0);
        if single {
            ring.nop(next);
            next += 1;
        }
        let free = 8 - u32::from(single);
        assert_eq!(fill(ring, nr, &mut next), nr.min(free), "{kind}: taken in round {round}");
        while expected < next {
            let (mut limit, mut cqe) = (__kernel_timespec { tv_sec: 20, tv_nsec: 0 }, null_mut());
            // SAFETY: the ring is set up, and so are the time and the place for a completion.
            let submitted =
                unsafe { io_uring_submit_and_wait_timeout(ring.ptr(), &mut cqe, 1, &mut limit, null_mut()) };
            assert!(submitted >= 0, "{kind}: {submitted}");
            let visit = |cqe: *mut io_uring_cqe| {
                // SAFETY: the completion is there until the visit is over.
                assert_eq!(unsafe { ((*cqe).user_data, (*cqe).res) }, (expected, 0), "{kind}");
                expected += 1;
            };
            // SAFETY: the ring is set up, and no pointer is kept.
            unsafe { batch::reap(ring.ptr(), visit) };
        }
        // The kernel's thread may post a completion before it counts the entry as taken.
        let start = Instant::now();
        // SAFETY: the ring is set up; the call only reads numbers of it.
        while unsafe { io_uring_sq_ready(ring.ptr()) } != 0 {
            assert!(start.elapsed() < Duration::from_secs(20), "{kind}: entries are left");
            std::thread::yield_now();
        }
    }
    assert!(ring.peek().is_none(), "{kind}: no completion but those");
}

#[test]
fn batches_are_submitted_by_every_kind_of_ring() {
    let kinds = [
        ("plain", 0),
        ("SQE128", IORING_SETUP_SQE128),
        ("SQE128 and CQE32", IORING_SETUP_SQE128 | IORING_SETUP_CQE32),
        ("SQE_MIXED", IORING_SETUP_SQE_MIXED),
        ("CQE_MIXED", IORING_SETUP_CQE_MIXED),
        ("SQPOLL", IORING_SETUP_SQPOLL),
        ("SQPOLL and SQE128", IORING_SETUP_SQPOLL | IORING_SETUP_SQE128),
        ("DEFER_TASKRUN", IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN),
        ("NO_SQARRAY", IORING_SETUP_NO_SQARRAY),
        ("SQ_REWIND", IORING_SETUP_SQ_REWIND | IORING_SETUP_NO_SQARRAY),
    ];
    for (kind, flags) in kinds {
        if let Some(mut ring) = ring(8, flags) {
            use_batches(&mut ring, kind);
        }
    }
}

/// As older kernels have it, and as a caller may set it up.
#[test]
fn batches_are_submitted_through_an_sq_array() {
    drop(ring_or_skip!(8));
    let mut params = io_uring_params::default();
    let mut ring = io_uring::default();
    // SAFETY: ring and parameters are valid for writes; the descriptor is the ring's when it was mapped.
    unsafe {
        let fd = io_uring_setup(8, &mut params);
        assert!(fd >= 0, "{fd}");
        assert_eq!(io_uring_queue_mmap(fd, &mut params, &mut ring), 0);
    }
    assert!(!ring.sq.array.is_null());
    use_batches(&mut Ring::owning(ring), "with an SQ array");
}

#[test]
fn a_full_queue_gives_no_entry_and_no_null() {
    let mut ring = ring_or_skip!(8);
    let mut next = 0;
    assert_eq!(fill(&mut ring, 100, &mut next), 8, "all that are free");
    assert_eq!(fill(&mut ring, 100, &mut next), 0);
    // SAFETY: the ring is set up, and the closure, which would panic, is never called.
    unsafe {
        assert!(!batch::sqes(ring.ptr()).fill(|_| panic!("there is none")));
        assert_eq!(io_uring_sq_ready(ring.ptr()), 8);
    }
    ring.submit(8);
    assert_eq!(reaped(&mut ring), ((0..8).collect(), 8));
}

#[test]
fn a_batch_that_ends_half_way_leaves_whole_entries_only() {
    let mut ring = ring_or_skip!(8);
    // SAFETY: the ring is set up, and a NOP refers to nothing.
    let panics = catch_unwind(AssertUnwindSafe(|| unsafe {
        let mut next = 0;
        batch::fill(ring.ptr(), 8, |sqe| {
            (*sqe).opcode = u8::MAX; // Half an entry.
            assert_ne!(next, 3, "the panic that the test wants");
            io_uring_prep_nop(sqe);
            io_uring_sqe_set_data64(sqe, next);
            next += 1;
        })
    }));
    assert!(panics.is_err());
    ring.submit(3);
    assert_eq!(reaped(&mut ring), (vec![0, 1, 2], 3));

    // SAFETY: as above.
    unsafe {
        let mut sqes = batch::sqes(ring.ptr());
        for data in 10..12 {
            assert!(sqes.fill(|sqe| {
                io_uring_prep_nop(sqe);
                io_uring_sqe_set_data64(sqe, data);
            }));
        }
        drop(sqes);
    }
    ring.submit(2);
    // SAFETY: the ring is set up; each completion is copied before the next is asked for.
    let results: Vec<(u64, i32)> =
        unsafe { batch::cqes(ring.ptr()).map(|cqe| ((*cqe).user_data, (*cqe).res)).collect() };
    assert_eq!(results, [(10, 0), (11, 0)]);
}

#[test]
fn large_entries_are_filled_where_the_ring_has_them() {
    let mut small = ring_or_skip!(8);
    // SAFETY: the ring is set up; no entry is handed out.
    assert!(!unsafe { batch::sqes(small.ptr()).fill128(|_| panic!("there is none")) });
    for flags in [IORING_SETUP_SQE128, IORING_SETUP_SQE_MIXED] {
        let Some(mut ring) = ring(8, flags) else { continue };
        let mixed = flags == IORING_SETUP_SQE_MIXED;
        for round in 0..10 {
            // SAFETY: the ring is set up, and a NOP refers to nothing.
            unsafe {
                let mut sqes = batch::sqes(ring.ptr());
                assert!(sqes.fill128(|sqe| {
                    io_uring_prep_nop(sqe);
                    (*sqe).opcode = if mixed { IORING_OP_NOP128 as u8 } else { (*sqe).opcode };
                    io_uring_sqe_set_data64(sqe, round);
                }));
                drop(sqes);
                assert!(io_uring_submit(ring.ptr()) >= 1);
            }
            let cqe = ring.wait();
            assert_eq!((cqe.user_data, cqe.res), (round, 0));
        }
        assert!(ring.peek().is_none());
    }
}
