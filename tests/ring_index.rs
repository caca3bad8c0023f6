// SPDX-License-Identifier: MIT OR Apache-2.0
//! Indices that wrap around, worked out by hand: queues whose heads and tails pass the largest number, full and empty
//! queues, large and mixed entries. `model.rs` has the same with random rings.

mod common;
#[path = "common/fake_ring.rs"]
mod fake_ring;
#[path = "common/props.rs"]
mod props;

use std::ptr::{addr_of, null_mut};

use fake_ring::{Cqe, FakeRing, Setup};
use iouring_sys::*;

/// Where the queues start: shortly before the largest number.
const START: u32 = u32::MAX - 2;

/// Queues of four and eight entries, empty, that soon wrap around.
fn ring(flags: u32) -> FakeRing {
    FakeRing::new(&Setup {
        flags,
        features: IORING_FEAT_EXT_ARG,
        sq_entries: 4,
        sq_head: START,
        sq_taken: 0,
        sq_flags: 0,
        cq_entries: 8,
        cq_head: START,
        cq_flags: Some(0),
        cqes: Vec::new(),
        buf_entries: 4,
        buf_tail: u16::MAX,
        noise: 1,
    })
}

/// Has the kernel post a completion, which must fit.
fn post(ring: &FakeRing, user_data: u64, big: bool) {
    assert!(!ring.kernel_posts(&Cqe { user_data, res: 0, flags: 0, big }).is_empty());
}

/// What the iterator finds.
fn iterated(ring: &FakeRing) -> Vec<u64> {
    // SAFETY: the ring is set up, and the completions stay in it.
    unsafe { io_uring_cqe_iter_init(ring.ptr()).map(|cqe| (*cqe).user_data).collect() }
}

/// What a peek at many finds.
fn batch(ring: &FakeRing, room: usize) -> Vec<u64> {
    let mut cqes = vec![null_mut(); room];
    // SAFETY: the ring is set up, there is room for that many, and the completions stay in it.
    unsafe {
        let found = io_uring_peek_batch_cqe(ring.ptr(), cqes.as_mut_ptr(), room as u32);
        cqes[..found as usize].iter().map(|&cqe| (*cqe).user_data).collect()
    }
}

#[test]
fn entries_are_taken_across_the_largest_number() {
    for (flags, stride) in [(0, 1), (IORING_SETUP_SQE128, 2)] {
        let ring = ring(flags);
        // SAFETY: the ring is set up.
        unsafe {
            // START ends in ...01: the second of four entries.
            for at in [1, 2, 3, 0] {
                assert_eq!(io_uring_get_sqe(ring.ptr()), ring.sqe(at * stride));
            }
            assert_eq!((*ring.ptr()).sq.sqe_tail, 1, "beyond the largest number");
            assert!(io_uring_get_sqe(ring.ptr()).is_null(), "full");
            assert_eq!((io_uring_sq_ready(ring.ptr()), io_uring_sq_space_left(ring.ptr())), (4, 0));
            ring.kernel_takes(3);
            assert_eq!((io_uring_sq_ready(ring.ptr()), io_uring_sq_space_left(ring.ptr())), (1, 3));
            assert_eq!(io_uring_get_sqe(ring.ptr()), ring.sqe(stride));
        }
    }
}

#[test]
fn completions_are_seen_across_the_largest_number() {
    for flags in [0, IORING_SETUP_CQE32] {
        let ring = ring(flags);
        assert_eq!(iterated(&ring), []);
        assert_eq!(batch(&ring, 8), [], "an empty queue");
        (0..8).for_each(|data| post(&ring, data, false));
        assert_eq!(ring.cq_positions(), (START, START.wrapping_add(8)));
        // SAFETY: the ring is set up; completions are looked at before they are given back.
        unsafe {
            assert_eq!(io_uring_cq_ready(ring.ptr()), 8, "full");
            assert_eq!(iterated(&ring), [0, 1, 2, 3, 4, 5, 6, 7]);
            assert_eq!(batch(&ring, 8), [0, 1, 2, 3, 4, 5, 6, 7]);
            assert_eq!(batch(&ring, 5), [0, 1, 2, 3, 4]);
            let mut cqe = null_mut();
            for data in 0..4 {
                assert_eq!(io_uring_peek_cqe(ring.ptr(), &mut cqe), 0);
                assert_eq!((*cqe).user_data, data);
                io_uring_cqe_seen(ring.ptr(), cqe);
            }
            assert_eq!(ring.cq_positions().0, 1, "beyond the largest number");
            let mut seen = Vec::new();
            assert_eq!(io_uring_for_each_cqe(ring.ptr(), |cqe| seen.push((*cqe).user_data)), 4);
            assert_eq!(seen, [4, 5, 6, 7]);
            assert_eq!(io_uring_cq_ready(ring.ptr()), 0);
        }
    }
}

#[test]
fn large_completions_take_two_places_and_never_straddle_the_end() {
    let ring = ring(IORING_SETUP_CQE_MIXED);
    // START is place 5 of 8: 5 and 6 for the first, filler at 7, 0 and 1 for the second, 2 for the third.
    post(&ring, 1, true);
    post(&ring, 2, true);
    post(&ring, 3, false);
    // SAFETY: the ring is set up; completions are looked at before they are given back.
    unsafe {
        assert_eq!(io_uring_cq_ready(ring.ptr()), 6);
        assert_eq!(batch(&ring, 8), [1], "the run ends at what the caller is not to see");
        let mut seen = Vec::new();
        let mut cqe = null_mut();
        while io_uring_cq_ready(ring.ptr()) > 0 {
            assert_eq!(io_uring_peek_cqe(ring.ptr(), &mut cqe), 0);
            seen.push(((*cqe).user_data, cqe == ring.cqe([5, 0, 2][seen.len()])));
            io_uring_cqe_seen(ring.ptr(), cqe);
        }
        assert_eq!(seen, [(1, true), (2, true), (3, true)]);
        assert_eq!(ring.cq_positions().0, START.wrapping_add(6));
    }
}

#[test]
fn a_batch_goes_on_behind_the_filler() {
    let ring = ring(IORING_SETUP_CQE_MIXED);
    post(&ring, 1, true);
    post(&ring, 2, true);
    post(&ring, 3, false);
    // SAFETY: the ring is set up; the first, of two places, is given back.
    unsafe { io_uring_cq_advance(ring.ptr(), 2) };
    assert_eq!(batch(&ring, 8), [2, 3]);
}

#[test]
fn large_submissions_never_straddle_the_end() {
    let ring = ring(IORING_SETUP_SQE_MIXED);
    // SAFETY: the ring is set up, and its entries are ours.
    unsafe {
        // Place 1 of 4: two places fit, and are one entry.
        assert_eq!(io_uring_get_sqe128(ring.ptr()), ring.sqe(1));
        assert_eq!(io_uring_sq_ready(ring.ptr()), 2);
        ring.kernel_takes(2);
        // Place 3 is the last one: it becomes a request that does nothing and tells nobody.
        assert_eq!(io_uring_get_sqe128(ring.ptr()), ring.sqe(0));
        assert_eq!(io_uring_sq_ready(ring.ptr()), 3);
        let filler = ring.sqe(3);
        assert_eq!(u32::from((*filler).opcode), IORING_OP_NOP);
        assert_eq!(u32::from((*filler).flags), IOSQE_CQE_SKIP_SUCCESS);
        assert_eq!((*filler).fd, -1);
        // One place is left, which is too little; nothing is taken.
        assert!(io_uring_get_sqe128(ring.ptr()).is_null());
        assert_eq!(io_uring_sq_ready(ring.ptr()), 3);
        assert_eq!(io_uring_get_sqe(ring.ptr()), ring.sqe(2));
    }
}

#[test]
fn the_filler_needs_room_too() {
    let ring = ring(IORING_SETUP_SQE_MIXED);
    // SAFETY: the ring is set up.
    unsafe {
        io_uring_get_sqe(ring.ptr());
        io_uring_get_sqe(ring.ptr());
        // Places 3 and 0 are free: two, but not side by side.
        assert!(io_uring_get_sqe128(ring.ptr()).is_null());
        assert_eq!(io_uring_sq_ready(ring.ptr()), 2);
    }
}

#[test]
fn rings_of_one_size_have_large_entries_or_none() {
    let (small, large) = (ring(0), ring(IORING_SETUP_SQE128));
    // SAFETY: the rings are set up.
    unsafe {
        assert!(io_uring_get_sqe128(small.ptr()).is_null());
        assert_eq!(io_uring_sq_ready(small.ptr()), 0);
        assert_eq!(io_uring_get_sqe128(large.ptr()), large.sqe(2));
        assert_eq!(io_uring_sq_ready(large.ptr()), 1);
    }
}

#[test]
fn buffer_rings_count_across_the_largest_number() {
    let ring = ring(0);
    let (br, mask) = (ring.buf_ring(), ring.buf_mask());
    // SAFETY: the buffer ring has four entries, and is the ring's own memory.
    unsafe {
        let bufs = addr_of!((*br).__bindgen_anon_1.bufs).cast::<io_uring_buf>();
        for (offset, place) in [(0, 3), (1, 0), (2, 1)] {
            io_uring_buf_ring_add(br, null_mut(), 10 + offset as u32, 20, mask, offset);
            assert_eq!((*bufs.add(place)).len, 10 + offset as u32);
        }
        assert_eq!((*br).__bindgen_anon_1.__bindgen_anon_1.tail, u16::MAX, "not published yet");
        io_uring_buf_ring_advance(br, 3);
        assert_eq!((*br).__bindgen_anon_1.__bindgen_anon_1.tail, 2);
    }
}
