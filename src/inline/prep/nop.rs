// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for requests that do nothing.

use super::io_uring_prep_rw;
use crate::{io_uring_sqe, IORING_OP_NOP, IORING_OP_NOP128};
use core::ptr;

/// Prepares a request that does nothing but complete.
///
/// The completion's `res` is 0. With `IORING_NOP_INJECT_RESULT` in the entry's `nop_flags` (since Linux 6.10)
/// it is the entry's `len`. Useful for waking up a waiter of the same ring, as the end of a chain and for
/// measuring.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
///
/// # Errors in the CQE
/// - `-EINVAL`: an unknown bit in `nop_flags` (checked since Linux 6.10), `IORING_NOP_CQE32` on a ring
///   without 32-byte CQEs, or a value in `ioprio`.
/// - `-ECANCELED`: an earlier request of its chain failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.1. Source: io_uring_prep_nop(3).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// use std::{mem::MaybeUninit, ptr};
///
/// unsafe {
///     let mut ring: io_uring = MaybeUninit::zeroed().assume_init();
///     let ret = io_uring_queue_init(8, &mut ring, 0);
///     if ret < 0 {
///         eprintln!("no ring here: {ret}");
///         return;
///     }
///     let sqe = io_uring_get_sqe(&mut ring);
///     io_uring_prep_nop(sqe);
///     io_uring_sqe_set_data64(sqe, 42);
///     assert_eq!(io_uring_submit(&mut ring), 1);
///
///     let mut cqe = ptr::null_mut();
///     assert_eq!(io_uring_wait_cqe(&mut ring, &mut cqe), 0);
///     assert_eq!(((*cqe).user_data, (*cqe).res), (42, 0));
///     io_uring_cqe_seen(&mut ring, cqe);
///     io_uring_queue_exit(&mut ring);
/// }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_nop`](crate::ffi::io_uring_prep_nop).
#[inline]
pub unsafe fn io_uring_prep_nop(sqe: *mut io_uring_sqe) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_NOP as libc::c_int, sqe, -1, ptr::null(), 0, 0);
    }
}

/// Prepares a request that does nothing but complete, in an entry of 128 bytes.
///
/// Only the first 64 bytes are written. The completion's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe128`.
///
/// # Errors in the CQE
/// - `-EINVAL`: the kernel is older than 6.19, or the ring has neither `IORING_SETUP_SQE_MIXED` nor
///   `IORING_SETUP_SQE128`.
/// - `-ECANCELED`: an earlier request of its chain failed.
///
/// # Safety
/// - `sqe` points to an entry of 128 bytes of the caller's ring that the kernel does not own yet.
///
/// Since Linux 6.19. Source: io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_nop128`](crate::ffi::io_uring_prep_nop128).
#[inline]
pub unsafe fn io_uring_prep_nop128(sqe: *mut io_uring_sqe) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_NOP128 as libc::c_int, sqe, -1, ptr::null(), 0, 0);
    }
}
