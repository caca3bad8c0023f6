// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests that do nothing.

use core::ptr;

use libc::c_int;

use crate::*;

/// Prepares a request that does nothing but complete.
///
/// The CQE's `res` is 0. With [`IORING_NOP_INJECT_RESULT`] in the entry's `nop_flags` (since Linux 6.10) it
/// is the entry's `len`. Useful for waking up a waiter of the same ring, as the end of a chain and for
/// measuring.
///
/// # Parameters
/// - `sqe`: the entry to fill.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EINVAL`: an unknown bit in `nop_flags` (checked since Linux 6.10), [`IORING_NOP_CQE32`] on a ring
///   without 32-byte CQEs, or a value in `ioprio`.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.1. Source:
/// [io_uring_prep_nop(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_nop.3.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_nop(sqe);
/// io_uring_sqe_set_data64(sqe, 42);
/// assert_eq!(io_uring_submit(ring), 1);
///
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!(((*cqe).user_data, (*cqe).res), (42, 0));
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_nop`](crate::ffi#io_uring_prep_nop).
#[doc(alias("IORING_OP_NOP", "no_operation", "wake_up"))]
#[inline]
pub unsafe fn io_uring_prep_nop(sqe: *mut io_uring_sqe) {
    // SAFETY: the five stores of the shared helper are all; every argument is a constant.
    unsafe {
        io_uring_prep_rw(IORING_OP_NOP as c_int, sqe, -1, ptr::null(), 0, 0);
    }
}

/// Prepares a request that does nothing but complete, in an entry of 128 bytes.
///
/// Only the first 64 bytes are written. The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill, from [`io_uring_get_sqe128`].
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EINVAL`: also if the ring has neither [`IORING_SETUP_SQE_MIXED`] nor [`IORING_SETUP_SQE128`].
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `sqe` has 128 bytes.
///
/// Since Linux 6.19. Source:
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// C symbol: [`ffi::io_uring_prep_nop128`](crate::ffi#io_uring_prep_nop128).
#[doc(alias("IORING_OP_NOP128", "nop_sqe128"))]
#[inline]
pub unsafe fn io_uring_prep_nop128(sqe: *mut io_uring_sqe) {
    // SAFETY: an entry of 128 bytes begins with the 64 that are written here; its second half is not touched.
    unsafe {
        io_uring_prep_rw(IORING_OP_NOP128 as c_int, sqe, -1, ptr::null(), 0, 0);
    }
}
