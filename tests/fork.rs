// SPDX-License-Identifier: MIT OR Apache-2.0
//! Processes that fork while a ring is in use: what parent and child may do with it, and what becomes of its requests.

mod common;

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::ptr::null_mut;
use std::time::{Duration, Instant};

use common::process::{alone, leaves_nothing, pipe, Process};
use common::{has_or_skip, kernel, ring_or_skip, use_ring, Ring};
use iouring_sys::*;

const DEFERRED: u32 = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;
const KINDS: [u32; 4] = [0, IORING_SETUP_SQPOLL, IORING_SETUP_SINGLE_ISSUER, DEFERRED];

/// The next completion: `user_data` and result. It comes in good time.
fn next(ring: &mut Ring) -> (u64, i32) {
    let (mut cqe, mut limit) = (null_mut(), __kernel_timespec { tv_sec: 20, tv_nsec: 0 });
    // SAFETY: the ring is set up; the completion is read before it is given back.
    unsafe {
        assert_eq!(io_uring_wait_cqe_timeout(ring.ptr(), &mut cqe, &mut limit), 0, "no completion");
        let copy = ((*cqe).user_data, (*cqe).res);
        io_uring_cqe_seen(ring.ptr(), cqe);
        copy
    }
}

/// Requests that wait for a pipe: a poll (1), a read of one byte (2) and a poll that goes on (3).
fn wait_for(ring: &mut Ring, reader: &File, byte: &mut u8) {
    let fd = reader.as_raw_fd();
    let entries = [ring.sqe(), ring.sqe(), ring.sqe()];
    // SAFETY: the entries are ours to fill, and the byte outlives the read.
    unsafe {
        io_uring_prep_poll_add(entries[0], fd, libc::POLLIN as u32);
        io_uring_prep_read(entries[1], fd, (byte as *mut u8).cast(), 1, 0);
        io_uring_prep_poll_multishot(entries[2], fd, libc::POLLIN as u32);
        for (data, entry) in (1..).zip(entries) {
            io_uring_sqe_set_data64(entry, data);
        }
        assert!(io_uring_submit(ring.ptr()) >= 0);
        // A polling thread takes the entries some time after io_uring_submit has returned. The byte must not be written
        // before it has: the read would take it, and a poll that is armed when it is gone never completes.
        let start = Instant::now();
        while io_uring_sq_ready(ring.ptr()) > 0 {
            assert!(start.elapsed() < Duration::from_secs(30), "the thread does not take the entries");
            std::thread::yield_now();
        }
    }
}

/// They all complete, and the last of them goes on.
fn expect_all(ring: &mut Ring, writer: &mut File) {
    let mut all = Vec::new();
    writer.write_all(b"x").expect("there is room");
    while ![1, 2, 3].iter().all(|data| all.iter().any(|(seen, _)| seen == data)) {
        all.push(next(ring));
    }
    all.retain(|(data, _)| *data != 3);
    all.sort_unstable();
    assert_eq!(all, [(1, i32::from(libc::POLLIN)), (2, 1)], "each once");
}

#[test]
fn a_child_that_ends_its_copy_leaves_the_parent_its_ring() {
    alone("a_child_that_ends_its_copy_leaves_the_parent_its_ring", || {
        for flags in KINDS {
            let mut ring = ring_or_skip!(8, flags);
            let ((reader, mut writer), mut byte) = (pipe(), 0);
            wait_for(&mut ring, &reader, &mut byte);
            for ends_it in [true, false] {
                let copy = ring.ptr();
                let child = Process::fork(|| {
                    if ends_it {
                        // SAFETY: the child's own copy, which it does not use any more.
                        leaves_less(|| unsafe { io_uring_queue_exit(copy) });
                    }
                });
                child.succeeded();
            }
            expect_all(&mut ring, &mut writer);
            cancel_the_last(&mut ring);
            use_ring(&mut ring);
        }
    });
}

/// The mappings and the descriptor of a ring are gone afterwards.
fn leaves_less(end: impl FnOnce()) {
    let before = (common::process::descriptors(), common::process::shared_mappings().len());
    end();
    assert_eq!(common::process::descriptors(), before.0 - 1);
    assert!(common::process::shared_mappings().len() < before.1);
}

fn cancel_the_last(ring: &mut Ring) {
    let sqe = ring.sqe();
    // SAFETY: the entry is ours to fill.
    unsafe {
        io_uring_prep_cancel64(sqe, 3, 0);
        io_uring_sqe_set_data64(sqe, 4);
        assert!(io_uring_submit(ring.ptr()) >= 0);
    }
    let mut seen = Vec::new();
    while !(seen.contains(&(3, -libc::ECANCELED)) && seen.contains(&(4, 0))) {
        seen.push(next(ring));
    }
}

/// As a daemon does that forks once it is set up: the child goes on, and the parent leaves.
#[test]
fn a_child_goes_on_with_the_ring() {
    alone("a_child_goes_on_with_the_ring", || {
        let mut ring = ring_or_skip!(8);
        use_ring(&mut ring);
        Process::fork(|| use_ring(&mut ring)).succeeded();
    });
}

/// A ring with one issuer is not the child's, whatever it calls; the parent's copy stays as it was.
#[test]
fn a_child_is_another_issuer() {
    alone("a_child_is_another_issuer", || {
        for flags in [IORING_SETUP_SINGLE_ISSUER, DEFERRED] {
            let mut ring = ring_or_skip!(8, flags);
            let (reader, mut writer) = pipe();
            let mut byte = 0;
            wait_for(&mut ring, &reader, &mut byte);
            let copy = ring.ptr();
            // SAFETY: the child's copy of the ring is set up.
            let child = Process::fork(|| unsafe {
                assert_eq!(io_uring_register_personality(copy), -libc::EEXIST);
                assert_eq!(io_uring_enter(ring.fd() as u32, 1, 0, 0, null_mut()), -libc::EEXIST);
                if flags == DEFERRED {
                    assert_eq!(io_uring_get_events(copy), -libc::EEXIST);
                }
            });
            child.succeeded();
            expect_all(&mut ring, &mut writer);
        }
    });
}

/// What a task has registered is its own: a child has to use the descriptor.
#[test]
fn a_child_has_no_registered_rings() {
    alone("a_child_has_no_registered_rings", || {
        let mut ring = ring_or_skip!(8);
        if !has_or_skip(kernel::registers(IORING_REGISTER_RING_FDS), "rings are not registered") {
            return;
        }
        // SAFETY: the ring is set up, and no memory but its own is named.
        assert_eq!(unsafe { io_uring_register_ring_fd(ring.ptr()) }, 1);
        let copy = ring.ptr();
        // Where the call itself names the ring by its index, there is none; before, nothing was there to be taken away.
        let by_index = kernel::has_features(IORING_FEAT_REG_REG_RING);
        let refused = if by_index { -libc::EINVAL } else { 0 };
        // SAFETY: the child's copy of the ring is set up; the descriptor is the ring's in either process.
        let child = Process::fork(|| unsafe {
            assert_eq!(io_uring_get_events(copy), -libc::EINVAL, "it never used io_uring");
            assert_eq!(io_uring_unregister_ring_fd(copy), refused);
            (*copy).int_flags = 0;
            (*copy).enter_ring_fd = (*copy).ring_fd;
            assert_eq!(io_uring_get_events(copy), 0);
            assert!(io_uring_register_personality(copy) > 0);
        });
        child.succeeded();
        use_ring(&mut ring);
        // SAFETY: the ring is set up, and no memory but its own is named.
        assert_eq!(unsafe { io_uring_unregister_ring_fd(ring.ptr()) }, 1);
    });
}

/// A process that has ended does no more requests. Who shares the ring sees that they were cancelled, at the latest when
/// it would have been their turn.
#[test]
fn requests_of_a_process_that_ended_are_cancelled() {
    alone("requests_of_a_process_that_ended_are_cancelled", || {
        let mut ring = ring_or_skip!(8);
        let ((mut reader, mut writer), mut byte) = (pipe(), 0);
        Process::fork(|| wait_for(&mut ring, &reader, &mut byte)).succeeded();
        writer.write_all(b"x").expect("there is room");
        let mut all = [next(&mut ring), next(&mut ring), next(&mut ring)];
        all.sort_unstable();
        assert_eq!(all, [1, 2, 3].map(|data| (data, -libc::ECANCELED)));
        let mut left = [0];
        assert_eq!(reader.read(&mut left).expect("what was written"), 1, "nobody has read it");
    });
}

/// Rings that a child makes are its own, and end with it: nothing is left of them here.
#[test]
fn a_child_makes_rings_of_its_own() {
    alone("a_child_makes_rings_of_its_own", || {
        let mut ring = ring_or_skip!(8);
        leaves_nothing("children", || {
            for flags in KINDS {
                let child = Process::fork(|| use_ring(&mut ring_or_skip!(8, flags)));
                use_ring(&mut ring);
                child.succeeded();
            }
        });
    });
}
