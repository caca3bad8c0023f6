// SPDX-License-Identifier: MIT OR Apache-2.0
//! Indices that wrap around, worked out by hand: queues whose heads and tails pass the largest number, full and empty
//! queues, large and mixed entries. `ring_models.rs` has the same with random rings.

#[path = "../../common/mod.rs"]
mod common;

use std::ptr::{addr_of, null_mut};

use iouring_sys::*;
use iouring_sys_parity::fake_ring::{Cqe, FakeRing, Setup};

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

/// Both faces of what takes an entry or a completion, and of what counts them.
struct Face {
    get_sqe: fn(*mut io_uring) -> *mut io_uring_sqe,
    get_sqe_inline: fn(*mut io_uring) -> *mut io_uring_sqe,
    get_sqe128: fn(*mut io_uring) -> *mut io_uring_sqe,
    space_left: fn(*mut io_uring) -> u32,
    sqring_wait: fn(*mut io_uring) -> i32,
    peek: fn(*mut io_uring, *mut *mut io_uring_cqe) -> i32,
    peek_and_count: fn(*mut io_uring, *mut *mut io_uring_cqe, *mut u32) -> i32,
    wait: fn(*mut io_uring, *mut *mut io_uring_cqe) -> i32,
    seen: fn(*mut io_uring, *mut io_uring_cqe),
}

macro_rules! face {
    ($($path:ident)::+) => {
        Face {
            // SAFETY: the tests pass rings that are set up, and pointers that can be written; here and below.
            get_sqe: |ring| unsafe { $($path)::+::io_uring_get_sqe(ring) },
            get_sqe_inline: |ring| unsafe { $($path)::+::_io_uring_get_sqe(ring) },
            get_sqe128: |ring| unsafe { $($path)::+::io_uring_get_sqe128(ring) },
            space_left: |ring| unsafe { $($path)::+::io_uring_sq_space_left(ring) },
            sqring_wait: |ring| unsafe { $($path)::+::io_uring_sqring_wait(ring) },
            peek: |ring, cqe| unsafe { $($path)::+::io_uring_peek_cqe(ring, cqe) },
            peek_and_count: |ring, cqe, nr| unsafe { $($path)::+::__io_uring_peek_cqe(ring, cqe, nr) },
            wait: |ring, cqe| unsafe { $($path)::+::io_uring_wait_cqe(ring, cqe) },
            seen: |ring, cqe| unsafe { $($path)::+::io_uring_cqe_seen(ring, cqe) },
        }
    };
}
const FACES: [Face; 2] = [face!(iouring_sys), face!(iouring_sys::ffi)];

/// Has the kernel post a completion, which must fit.
fn post(ring: &FakeRing, user_data: u64, big: bool) {
    assert!(!ring.kernel_posts(&Cqe { user_data, res: 0, flags: 0, big }).is_empty());
}

/// What the iterator finds.
fn iterated(ring: &FakeRing) -> Vec<u64> {
    // SAFETY: the ring is set up, and the completions stay in it.
    unsafe { batch::cqes(ring.ptr()).map(|cqe| (*cqe).user_data).collect() }
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
        // SAFETY: the ring is whole, in plain memory; the entries are compared by their places.
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
fn a_queue_that_holds_more_than_it_has_room_for_is_full() {
    let flags = [0, IORING_SETUP_SQE128, IORING_SETUP_SQE_MIXED, IORING_SETUP_SQPOLL];
    for flags in flags.into_iter().chain([IORING_SETUP_SQPOLL | IORING_SETUP_SQE128]) {
        for (taken, room) in
            [(2, 2), (3, 1), (4, 0), (5, 0), (6, 0), (1000, 0), (u32::MAX - 1, 0), (u32::MAX, 0)]
        {
            for face in FACES {
                let ring = ring(flags);
                // SAFETY: the ring is set up; a field of it is copied, while no other thread has it.
                let tail = unsafe { &mut (*ring.ptr()).sq.sqe_tail };
                *tail = tail.wrapping_add(taken);
                let before = *tail;
                let name = format!("flags {flags:#x}, {taken} taken");
                assert_eq!((face.space_left)(ring.ptr()), room, "{name}");
                if room == 0 {
                    assert!((face.get_sqe)(ring.ptr()).is_null(), "{name}");
                    assert!((face.get_sqe_inline)(ring.ptr()).is_null(), "{name}");
                    assert!((face.get_sqe128)(ring.ptr()).is_null(), "{name}");
                    // There is something to wait for, in a ring that is no file.
                    let waited = if flags & IORING_SETUP_SQPOLL != 0 { -libc::EBADF } else { 0 };
                    assert_eq!((face.sqring_wait)(ring.ptr()), waited, "{name}");
                    assert_eq!(*tail, before, "{name}");
                } else {
                    assert!(!(face.get_sqe)(ring.ptr()).is_null(), "{name}");
                    assert_eq!(*tail, before.wrapping_add(1), "{name}");
                }
            }
        }
    }
}

#[test]
fn flags_of_mixed_completions_say_nothing_in_other_rings() {
    // A message carries them as its sender likes.
    let flags = [IORING_CQE_F_32, IORING_CQE_F_SKIP, IORING_CQE_F_32 | IORING_CQE_F_SKIP];
    for (face, size) in FACES.iter().flat_map(|face| [0, IORING_SETUP_CQE32].map(|size| (face, size))) {
        let ring = ring(size);
        let post = |data: u64| {
            let flags = flags[data as usize % 3];
            let posted = ring.kernel_posts(&Cqe { user_data: data, res: 0, flags, big: false });
            assert_eq!(posted.len(), 1, "the queue has room");
        };
        (0..8).for_each(post);
        assert_eq!(batch(&ring, 8), [0, 1, 2, 3, 4, 5, 6, 7]);
        for data in 0..8 {
            let (mut cqe, mut nr) = (null_mut(), 0);
            let ready = 8 - data as u32;
            assert_eq!(((face.peek_and_count)(ring.ptr(), &mut cqe, &mut nr), nr), (0, ready));
            let peek = if data % 2 == 0 { face.peek } else { face.wait };
            assert_eq!(peek(ring.ptr(), &mut cqe), 0);
            // SAFETY: the completion was not given back yet.
            assert_eq!(unsafe { ((*cqe).user_data, (*cqe).flags) }, (data, flags[data as usize % 3]));
            (face.seen)(ring.ptr(), cqe);
            // SAFETY: the ring is set up; the call only reads numbers of it.
            assert_eq!(unsafe { io_uring_cq_ready(ring.ptr()) }, ready - 1);
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
            assert_eq!(batch::reap(ring.ptr(), |cqe| seen.push((*cqe).user_data)), 4);
            assert_eq!(seen, [4, 5, 6, 7, 4, 5, 6, 7]);
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
fn a_batch_goes_on_behind_the_librarys_own_timeout() {
    let ring = ring(0);
    // SAFETY: the ring is set up, as by a kernel before 5.11.
    unsafe { (*ring.ptr()).features &= !IORING_FEAT_EXT_ARG };
    [1, LIBURING_UDATA_TIMEOUT, 3, 4].into_iter().for_each(|data| post(&ring, data, false));
    assert_eq!(batch(&ring, 8), [1], "the run ends at what the caller is not to see");
    // SAFETY: the ring is set up, and its oldest completion was looked at.
    unsafe { io_uring_cq_advance(ring.ptr(), 1) };
    assert_eq!(batch(&ring, 8), [3, 4]);
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
    // SAFETY: the ring is whole, in plain memory; entries are taken and not written.
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

/// What a batch took, as places, from a queue of four entries that begins at place 1.
fn filled(ring: &FakeRing, nr: u32) -> Vec<u32> {
    let mut places = Vec::new();
    // SAFETY: the ring is set up, and the entries are its own memory.
    let taken = unsafe {
        batch::fill(ring.ptr(), nr, |sqe| {
            places.push((0..8).find(|&at| sqe == ring.sqe(at)).expect("an entry of the ring"));
        })
    };
    assert_eq!(taken as usize, places.len());
    places
}

#[test]
fn a_batch_crosses_the_end_and_the_largest_number() {
    for (flags, stride) in [(0, 1), (IORING_SETUP_SQE128, 2), (IORING_SETUP_SQE_MIXED, 1)] {
        let ring = ring(flags | IORING_SETUP_SQPOLL);
        assert_eq!(filled(&ring, 0), []);
        assert_eq!(filled(&ring, u32::MAX), [1, 2, 3, 0].map(|place| place * stride));
        // SAFETY: the ring is whole, in plain memory, and full: no entry is handed out.
        unsafe {
            assert_eq!((*ring.ptr()).sq.sqe_tail, 1, "beyond the largest number");
            assert!(io_uring_get_sqe(ring.ptr()).is_null(), "full");
        }
        assert_eq!(filled(&ring, 1), [], "full");
        ring.kernel_takes(3);
        assert_eq!(filled(&ring, 2), [1, 2].map(|place| place * stride));
        assert_eq!(filled(&ring, 2), [3].map(|place| place * stride));
    }
}

/// A tail that is further ahead than the queue is long.
#[test]
fn a_batch_of_a_queue_that_is_more_than_full_is_empty() {
    let ring = ring(0);
    for taken in [4, 5, 6] {
        // SAFETY: the ring is set up; the tail is the program's own.
        unsafe { (*ring.ptr()).sq.sqe_tail = START.wrapping_add(taken) };
        assert_eq!(filled(&ring, 1), []);
        // SAFETY: as above.
        unsafe {
            assert!(!batch::sqes(ring.ptr()).fill(|_| panic!("there is none")));
            assert_eq!((*ring.ptr()).sq.sqe_tail, START.wrapping_add(taken), "the tail stays");
        }
    }
}

#[test]
fn large_entries_of_a_batch_never_straddle_the_end() {
    let ring = ring(IORING_SETUP_SQE_MIXED);
    let mut taken = Vec::new();
    // SAFETY: the ring is set up, and its entries are ours.
    unsafe {
        // Place 1 of 4 for a small one, 2 and 3 for a large one; one place is left, too little for another.
        let mut sqes = batch::sqes(ring.ptr());
        assert!(sqes.fill(|sqe| taken.push(sqe)));
        assert!(sqes.fill128(|sqe| taken.push(sqe)));
        assert!(!sqes.fill128(|_| panic!("there is none")));
        assert_eq!(io_uring_sq_ready(ring.ptr()), 0, "nothing is taken before the batch ends");
        drop(sqes);
        assert_eq!((taken, io_uring_sq_ready(ring.ptr())), (vec![ring.sqe(1), ring.sqe(2)], 3));
        ring.kernel_takes(3);

        // Place 0 to 2, so that only place 3 comes before the end: filler.
        for _ in 0..3 {
            io_uring_get_sqe(ring.ptr());
        }
        ring.kernel_takes(3);
        let mut sqes = batch::sqes(ring.ptr());
        assert!(sqes.fill128(|sqe| assert_eq!(sqe, ring.sqe(0))));
        assert!(sqes.fill(|sqe| assert_eq!(sqe, ring.sqe(2))));
        assert!(!sqes.fill(|_| panic!("there is none")));
        drop(sqes);
        assert_eq!(io_uring_sq_ready(ring.ptr()), 4);
        let filler = ring.sqe(3);
        assert_eq!(u32::from((*filler).opcode), IORING_OP_NOP);
        assert_eq!(u32::from((*filler).flags), IOSQE_CQE_SKIP_SUCCESS);
        assert_eq!(((*filler).fd, (*filler).user_data), (-1, 0));
    }
}

#[test]
fn a_batch_that_is_forgotten_takes_nothing() {
    let ring = ring(0);
    // SAFETY: the ring is set up, and its entries are ours.
    unsafe {
        let mut sqes = batch::sqes(ring.ptr());
        assert!(sqes.fill(|sqe| io_uring_prep_nop(sqe)));
        std::mem::forget(sqes);
        assert_eq!(io_uring_sq_ready(ring.ptr()), 0);
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
