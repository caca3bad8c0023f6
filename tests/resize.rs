// SPDX-License-Identifier: MIT OR Apache-2.0
//! Queues of another size for a ring in use: what waits in them, what the parameters say afterwards.

mod common;

use common::kernel::{self, Bare};
use common::process::{alone, in_address_space, leaves_nothing};
use common::{has_or_skip, mapped_ring, ring, ring_or_skip, Ring};
use iouring_sys::*;

const DEFERRED: u32 = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;

/// Resizes a ring. Returns the result.
fn resize_now(ring: &mut Ring, params: io_uring_params) -> i32 {
    let mut params = params;
    // SAFETY: the ring is set up, and the parameters are valid.
    unsafe { io_uring_resize_rings(ring.ptr(), &mut params) }
}

/// Resizes a ring, once old queues have given back the memory that it needs.
fn resize(ring: &mut Ring, params: io_uring_params) -> i32 {
    common::patiently(|| resize_now(ring, params))
}

fn entries(sq_entries: u32) -> io_uring_params {
    io_uring_params { sq_entries, ..Default::default() }
}

/// Entries of both queues.
fn sizes(ring: &mut Ring) -> (u32, u32) {
    // SAFETY: the ring is set up; a copy of its fields is taken, while no other thread has it.
    unsafe { ((*ring.ptr()).sq.ring_entries, (*ring.ptr()).cq.ring_entries) }
}

/// Takes entries for requests that do nothing, with these data.
fn fill(ring: &mut Ring, data: std::ops::Range<u64>) {
    for data in data {
        ring.nop(data);
    }
}

/// Takes the completions of such requests, in this order.
fn take(ring: &mut Ring, data: std::ops::Range<u64>) {
    for data in data {
        let cqe = ring.wait();
        assert_eq!((cqe.user_data, cqe.res), (data, 0));
    }
}

/// Submits what was taken, which must be that many, and has deferred work run.
fn submit(ring: &mut Ring, expected: i32) {
    // SAFETY: the ring is set up, and whoever filled its entries vouched for them.
    assert_eq!(unsafe { io_uring_submit_and_get_events(ring.ptr()) }, expected);
}

/// A ring of 8 entries as the library sets it up.
fn set_up(extra: u32) -> Option<Ring> {
    ring(8, DEFERRED | extra)
}

/// One as the kernel alone sets it up: with an SQ array, which the library does without where it can.
fn set_up_with_array(extra: u32) -> Option<Ring> {
    let mut ring = mapped_ring(DEFERRED | extra, |_| ())?;
    // SAFETY: the ring is set up, and the pointer is only looked at.
    assert!(unsafe { !(*ring.ptr()).sq.array.is_null() });
    Some(ring)
}

/// A ring that can be resized, with its heads in the middle.
fn resizable(ring: Option<Ring>) -> Option<Ring> {
    let mut ring = ring?;
    if !has_or_skip(kernel::registers(IORING_REGISTER_RESIZE_RINGS), "rings keep their sizes") {
        return None;
    }
    for data in 0..13 {
        fill(&mut ring, data..data + 1);
        submit(&mut ring, 1);
        take(&mut ring, data..data + 1);
    }
    Some(ring)
}

#[test]
fn resizing_loses_nothing() {
    if !common::room_or_skip() {
        return;
    }
    for extra in [0, IORING_SETUP_SQE128, IORING_SETUP_CQE32, IORING_SETUP_SQE128 | IORING_SETUP_CQE32] {
        for ring in [set_up(extra), set_up_with_array(extra)] {
            let Some(mut ring) = resizable(ring) else { return };
            // Five completions that nobody took, seven requests that nobody submitted.
            fill(&mut ring, 0..5);
            submit(&mut ring, 5);
            fill(&mut ring, 5..12);
            let larger = io_uring_params { flags: IORING_SETUP_CQSIZE, cq_entries: 256, ..entries(64) };
            assert_eq!(resize(&mut ring, larger), 0);
            assert_eq!(sizes(&mut ring), (64, 256));
            assert_eq!(ring.ready(), 5);
            fill(&mut ring, 12..60);
            submit(&mut ring, 55);
            take(&mut ring, 0..60);

            // Smaller again, with some of the completions.
            fill(&mut ring, 0..20);
            submit(&mut ring, 20);
            assert_eq!(resize(&mut ring, entries(4)), -libc::EOVERFLOW, "8 do not hold 20");
            assert_eq!((sizes(&mut ring), ring.ready()), ((64, 256), 20));
            take(&mut ring, 0..16);
            assert_eq!(resize(&mut ring, entries(3)), 0);
            assert_eq!((sizes(&mut ring), ring.ready()), ((4, 8), 4));
            take(&mut ring, 16..20);
            fill(&mut ring, 0..4);
            submit(&mut ring, 4);
            take(&mut ring, 0..4);
        }
    }
}

#[test]
fn a_resize_that_is_refused_changes_nothing() {
    let Some(mut ring) = resizable(set_up(0)) else { return };
    fill(&mut ring, 0..7);
    let refused = [
        (entries(4), -libc::EOVERFLOW),
        (entries(0), -libc::EINVAL),
        (entries(1 << 20), -libc::EINVAL),
        (io_uring_params { flags: IORING_SETUP_SQPOLL, ..entries(16) }, -libc::EINVAL),
    ];
    for (params, expected) in refused {
        assert_eq!(resize(&mut ring, params), expected, "{params:?}");
        assert_eq!(sizes(&mut ring), (8, 16));
    }
    submit(&mut ring, 7);
    take(&mut ring, 0..7);
}

#[test]
fn rings_that_cannot_be_resized_say_so() {
    let mut plain = ring_or_skip!(8);
    assert_eq!(resize(&mut plain, entries(16)), -libc::EINVAL);
    let Some(mut ring) = resizable(set_up(0)) else { return };
    if !has_or_skip(kernel::has_room(8 << 20), kernel::NO_MEMORY) {
        return;
    }
    assert_eq!(resize(&mut ring, io_uring_params { flags: IORING_SETUP_CLAMP, ..entries(1 << 20) }), 0);
    assert_eq!(sizes(&mut ring), (32768, 65536));
    // SAFETY: the ring is set up, and nothing is in its queues that could move.
    unsafe {
        assert_eq!(io_uring_register_ring_fd(ring.ptr()), 1);
        assert_eq!(resize(&mut ring, entries(8)), 0);
        assert_eq!(io_uring_close_ring_fd(ring.ptr()), 1);
    }
    assert_eq!(resize(&mut ring, entries(16)), -libc::EBADF);
    ring.nop(1);
    submit(&mut ring, 1);
    assert_eq!(ring.wait().user_data, 1);
    if let Some(mut ring) = common::ring(4, DEFERRED | IORING_SETUP_NO_MMAP) {
        assert_eq!(resize(&mut ring, entries(16)), -libc::EINVAL);
    }
    // An SQ array that is elsewhere than expected would not be found again.
    let Some(mut ring) = resizable(set_up_with_array(0)) else { return };
    // SAFETY: the ring is set up, and not submitted to while its array is said to be elsewhere.
    unsafe {
        let sq = std::ptr::addr_of_mut!((*ring.ptr()).sq);
        (*sq).array = (*sq).array.add(1);
        assert_eq!(resize(&mut ring, entries(16)), -libc::EOPNOTSUPP);
        (*sq).array = (*sq).array.sub(1);
    }
    assert_eq!(resize(&mut ring, entries(16)), 0);
}

#[test]
fn resizing_leaves_no_mappings() {
    if !common::room_or_skip() {
        return;
    }
    alone("resizing_leaves_no_mappings", || {
        drop(ring_or_skip!(1));
        leaves_nothing("resizing", || {
            let Some(mut ring) = resizable(set_up(0)) else { return };
            for round in 0..20 {
                assert_eq!(resize(&mut ring, entries(8 << (round % 5))), 0);
            }
        });
    });
}

#[test]
fn a_ring_whose_new_queues_cannot_be_mapped_still_ends() {
    alone("a_ring_whose_new_queues_cannot_be_mapped_still_ends", || {
        drop(ring_or_skip!(1));
        if !has_or_skip(kernel::has_room(8 << 20), kernel::NO_MEMORY) {
            return;
        }
        leaves_nothing("a resize without memory", || {
            let Some(mut ring) = resizable(set_up(0)) else { return };
            let result = in_address_space(64, || resize_now(&mut ring, entries(32768)));
            assert_eq!(result, -libc::ENOMEM);
        });
    });
}

/// Where the SQ array of a ring with these sizes is, asked of the kernel alone.
fn array_offset(flags: u32, sq_entries: u32, cq_entries: u32) -> u32 {
    let flags = DEFERRED | IORING_SETUP_CQSIZE | flags;
    let params = io_uring_params { flags, cq_entries, ..Default::default() };
    let bytes = kernel::bytes_of_ring(sq_entries, &params);
    kernel::patiently(bytes, || Bare::new(sq_entries, &params)).expect("a ring").1.sq_off.array
}

#[test]
fn the_same_parameters_resize_again() {
    for ring in [set_up(0), set_up_with_array(0)] {
        let Some(mut ring) = resizable(ring) else { return };
        let mut params = io_uring_params { flags: IORING_SETUP_CQSIZE, cq_entries: 64, ..entries(20) };
        for (sq_entries, expected) in [(20, (32, 64)), (20, (32, 64)), (64, (64, 128)), (3, (4, 8))] {
            params.sq_entries = sq_entries;
            // SAFETY: the ring is set up, and the parameters are valid.
            assert_eq!(unsafe { io_uring_resize_rings(ring.ptr(), &mut params) }, 0);
            assert_eq!(params.flags, 0);
            assert_eq!((params.sq_entries, params.cq_entries), expected);
            assert_eq!(sizes(&mut ring), expected);
            fill(&mut ring, 0..3);
            submit(&mut ring, 3);
            take(&mut ring, 0..3);
        }
    }
}

#[test]
fn offsets_after_a_resize_are_those_of_the_new_queues() {
    if !common::room_or_skip() {
        return;
    }
    for extra in [0, IORING_SETUP_CQE32, IORING_SETUP_SQE128, IORING_SETUP_CQE_MIXED] {
        let Some(mut ring) = resizable(set_up_with_array(extra)) else { continue };
        // What the caller leaves in the offsets does not matter.
        let mut params = io_uring_params::default();
        params.sq_off.array = 1 << 30;
        for (sq_entries, cq_entries) in [(1, 2), (2, 2), (2, 4), (4, 8), (64, 128), (8, 1024)] {
            params.flags = IORING_SETUP_CQSIZE;
            (params.sq_entries, params.cq_entries) = (sq_entries, cq_entries);
            // SAFETY: the ring is set up, and the parameters are valid; its memory lies as they say.
            unsafe {
                assert_eq!(io_uring_resize_rings(ring.ptr(), &mut params), 0);
                let (sq, cq) = ((*ring.ptr()).sq, (*ring.ptr()).cq);
                let offset = |field: *mut u32| field as usize - sq.ring_ptr as usize;
                assert_eq!(params.sq_off.array, array_offset(extra, sq_entries, cq_entries));
                assert_eq!(offset(sq.array), params.sq_off.array as usize);
                assert_eq!(offset(sq.ktail), params.sq_off.tail as usize);
                assert_eq!(offset(cq.ktail), params.cq_off.tail as usize);
                assert_eq!(offset(cq.cqes.cast()), params.cq_off.cqes as usize);
            }
            fill(&mut ring, 0..1);
            submit(&mut ring, 1);
            take(&mut ring, 0..1);
        }
    }
}

#[test]
fn parameters_are_usable_after_a_resize_that_failed() {
    if !common::room_or_skip() {
        return;
    }
    for ring in [set_up(0), set_up_with_array(0)] {
        let Some(mut ring) = resizable(ring) else { return };
        fill(&mut ring, 0..7);
        let mut params = entries(16);
        let mut resize = |ring: &mut Ring, flags, sq_entries| {
            (params.flags, params.sq_entries) = (flags, sq_entries);
            let before = params;
            // SAFETY: the ring is set up, and the parameters are valid.
            let result = unsafe { io_uring_resize_rings(ring.ptr(), &mut params) };
            assert_eq!(params.flags, 0);
            let (now, then) = (&params.sq_off, &before.sq_off);
            assert!(result == 0 || (now.tail, now.array) == (then.tail, then.array), "as they were");
            assert!(result == 0 || params.sq_entries == before.sq_entries, "as they were");
            result
        };
        for _ in 0..2 {
            assert_eq!(resize(&mut ring, 0, 4), -libc::EOVERFLOW, "4 do not hold 7");
            assert_eq!(resize(&mut ring, IORING_SETUP_SQPOLL, 16), -libc::EINVAL);
            assert_eq!(resize(&mut ring, 0, 0), -libc::EINVAL);
            assert_eq!(resize(&mut ring, 0, 16), 0);
        }
        submit(&mut ring, 7);
        take(&mut ring, 0..7);
    }
    // What the library refuses itself.
    let Some(mut ring) = common::ring(4, DEFERRED | IORING_SETUP_NO_MMAP) else { return };
    let mut params = io_uring_params { flags: IORING_SETUP_CLAMP, ..entries(16) };
    // SAFETY: the ring is set up, and the parameters are valid.
    assert_eq!(unsafe { io_uring_resize_rings(ring.ptr(), &mut params) }, -libc::EINVAL);
    assert_eq!(params.flags, 0);
}
