// SPDX-License-Identifier: MIT OR Apache-2.0
//! Cancelling requests: by their data, their file, their slot, their operation, one of them or all.

use std::ffi::c_void;
use std::fs::File;
use std::os::fd::AsRawFd;

use iouring_sys::*;

use crate::common::process::pipe;
use crate::harness::{on_both_faces, Ops};
use crate::timeouts::FOREVER;

const ALL: u32 = IORING_ASYNC_CANCEL_ALL;

/// Pipes that nothing comes through.
struct Pipes([(File, File); 2]);

impl Pipes {
    fn new() -> Pipes {
        Pipes([pipe(), pipe()])
    }

    fn fd(&self, number: usize) -> i32 {
        self.0[number].0.as_raw_fd()
    }
}

/// A request that waits for a file until it is cancelled.
fn poll(ops: &mut Ops, fd: i32, data: u64, flags: u32) {
    let sqe = fill!(ops, io_uring_prep_poll_add(fd, libc::POLLIN as u32));
    ops.set_flags(sqe, flags);
    // SAFETY: the entry is the ring's, and not yet submitted.
    unsafe { (*sqe).user_data = data };
    ops.submit();
}

/// Submits what was filled last, which cancels those requests: its result is how many, or 0 where it is for one.
fn cancels(ops: &mut Ops, result: i32, data: &[u64]) {
    ops.submit();
    let (mut seen, mut results) = (Vec::new(), Vec::new());
    for _ in 0..=data.len() {
        let cqe = ops.wait();
        if cqe.user_data == ops.last() {
            results.push(cqe.res);
        } else {
            assert_eq!(cqe.res, -libc::ECANCELED);
            seen.push(cqe.user_data);
        }
    }
    seen.sort_unstable();
    assert_eq!((seen, results), (data.to_vec(), vec![result]));
    ops.nothing_ready();
}

#[test]
fn requests_are_cancelled_by_their_data() {
    on_both_faces(&[IORING_OP_ASYNC_CANCEL], 0, |ops| {
        let pipes = Pipes::new();
        let (low, high) = (1 << 20, u64::MAX - 9);
        for data in [low, high, high] {
            poll(ops, pipes.fd(0), data, 0);
        }
        assert_eq!(run!(ops, io_uring_prep_cancel64(low + 1, 0)), -libc::ENOENT);
        fill!(ops, io_uring_prep_cancel64(high, 0));
        cancels(ops, 0, &[high]);
        // As a pointer, which is the way C programs have it.
        fill!(ops, io_uring_prep_cancel(low as *const c_void, 0));
        cancels(ops, 0, &[low]);
        fill!(ops, io_uring_prep_cancel64(high, 0));
        cancels(ops, 0, &[high]);
        assert_eq!(run!(ops, io_uring_prep_cancel64(high, 0)), -libc::ENOENT);
        assert_eq!(run!(ops, io_uring_prep_cancel64(high, 1 << 30)), -libc::EINVAL, "no such flag");
        assert_eq!(run!(ops, io_uring_prep_cancel(low as *const c_void, 1 << 30)), -libc::EINVAL);
    });
}

/// More flags are of 5.19, as making sockets is.
const NEEDS: [u32; 2] = [IORING_OP_ASYNC_CANCEL, IORING_OP_SOCKET];

#[test]
fn all_with_the_same_data_are_cancelled() {
    on_both_faces(&NEEDS, 0, |ops| {
        let pipes = Pipes::new();
        for data in [1000, 1001, 1000, 1000] {
            poll(ops, pipes.fd(0), data, 0);
        }
        fill!(ops, io_uring_prep_cancel64(1000, ALL as i32));
        cancels(ops, 3, &[1000, 1000, 1000]);
        assert_eq!(run!(ops, io_uring_prep_cancel64(1000, ALL as i32)), 0, "none is left, which is no error");
        poll(ops, pipes.fd(0), 1001, 0);
        fill!(ops, io_uring_prep_cancel(1001 as *const c_void, ALL as i32));
        cancels(ops, 2, &[1001, 1001]);
    });
}

#[test]
fn requests_are_cancelled_by_their_file() {
    on_both_faces(&NEEDS, 0, |ops| {
        let pipes = Pipes::new();
        for (pipe, data) in [(0, 1000), (1, 1001), (1, 1002), (0, 1003)] {
            poll(ops, pipes.fd(pipe), data, 0);
        }
        fill!(ops, io_uring_prep_cancel_fd(pipes.fd(1), 0));
        ops.submit();
        let both: [(u64, i32); 2] = ops.sorted();
        assert_eq!(both[0], (ops.last(), 0));
        assert!([1001, 1002].contains(&both[1].0) && both[1].1 == -libc::ECANCELED, "{both:?}");
        fill!(ops, io_uring_prep_cancel_fd(pipes.fd(1), 0));
        cancels(ops, 0, &[2003 - both[1].0]);
        fill!(ops, io_uring_prep_cancel_fd(pipes.fd(0), ALL));
        cancels(ops, 2, &[1000, 1003]);
        assert_eq!(run!(ops, io_uring_prep_cancel_fd(1 << 30, 0)), -libc::EBADF);
    });
}

#[test]
fn requests_are_cancelled_by_their_slot() {
    on_both_faces(&[IORING_OP_ASYNC_CANCEL, IORING_OP_SEND_ZC], 0, |ops| {
        let pipes = Pipes::new();
        let fds = [-1, pipes.fd(0), pipes.fd(1)];
        // SAFETY: the ring is set up, and the descriptors are as many as is said.
        assert_eq!(unsafe { io_uring_register_files(ops.ring.ptr(), fds.as_ptr(), 3) }, 0);
        for (slot, data) in [(1, 1000), (2, 1001), (2, 1002)] {
            poll(ops, slot, data, IOSQE_FIXED_FILE);
        }
        let fixed = IORING_ASYNC_CANCEL_FD_FIXED;
        assert_eq!(run!(ops, io_uring_prep_cancel_fd(0, fixed)), -libc::EBADF, "the slot is empty");
        fill!(ops, io_uring_prep_cancel_fd(2, fixed | ALL));
        cancels(ops, 2, &[1001, 1002]);
        fill!(ops, io_uring_prep_cancel_fd(1, fixed));
        cancels(ops, 0, &[1000]);
    });
}

#[test]
fn any_request_is_cancelled() {
    on_both_faces(&NEEDS, 0, |ops| {
        let pipes = Pipes::new();
        let any = IORING_ASYNC_CANCEL_ANY as i32;
        poll(ops, pipes.fd(0), 1000, 0);
        fill!(ops, io_uring_prep_cancel64(0, any));
        cancels(ops, 1, &[1000]);
        for data in [1000, 1001, 1002] {
            poll(ops, pipes.fd((data % 2) as usize), data, 0);
        }
        let sqe = fill!(ops, io_uring_prep_timeout(&FOREVER, 0, 0));
        // SAFETY: the entry is the ring's, and not yet submitted.
        unsafe { (*sqe).user_data = 1003 };
        fill!(ops, io_uring_prep_cancel64(0, any));
        cancels(ops, 4, &[1000, 1001, 1002, 1003]);
    });
}

/// The operation stands in the entry's `len`, for which the helpers have no argument.
#[test]
fn requests_are_cancelled_by_their_operation_and_data() {
    on_both_faces(&[IORING_OP_ASYNC_CANCEL, IORING_OP_WAITID], 0, |ops| {
        // Of 6.6; operations tell of 6.7.
        let pipes = Pipes::new();
        let (by_op, by_data) = (IORING_ASYNC_CANCEL_OP, IORING_ASYNC_CANCEL_USERDATA);
        for data in [1000, 1001, 1002] {
            poll(ops, pipes.fd(0), data, 0);
        }
        for data in [2000, 1000] {
            let sqe = fill!(ops, io_uring_prep_timeout(&FOREVER, 0, 0));
            // SAFETY: the entry is the ring's, and not yet submitted.
            unsafe { (*sqe).user_data = data };
        }
        ops.submit();
        // Both must fit: the timeout with the same data stays.
        let sqe = fill!(ops, io_uring_prep_cancel64(1000, (by_op | by_data | ALL) as i32));
        // SAFETY: the entry is the ring's, and not yet submitted.
        unsafe { (*sqe).len = IORING_OP_POLL_ADD };
        cancels(ops, 1, &[1000]);
        let sqe = fill!(ops, io_uring_prep_cancel64(0, (by_op | ALL) as i32));
        // SAFETY: the entry is the ring's, and not yet submitted.
        unsafe { (*sqe).len = IORING_OP_POLL_ADD };
        cancels(ops, 2, &[1001, 1002]);
        fill!(ops, io_uring_prep_cancel64(0, IORING_ASYNC_CANCEL_ANY as i32));
        cancels(ops, 2, &[1000, 2000]);
    });
}
