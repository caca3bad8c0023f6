// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests that cancel other requests.

use core::ptr::{self, addr_of_mut};

use libc::{c_int, c_uint, c_void};

use crate::*;

/// Prepares a request that cancels requests of the same ring, found by their `user_data` or otherwise.
///
/// The CQE's `res` is 0 when the request was found and cancelled (1 for one that waits for a futex or a
/// process); with [`IORING_ASYNC_CANCEL_ALL`] or [`IORING_ASYNC_CANCEL_ANY`] it is the number of requests,
/// which may be 0. What was cancelled has its own CQE, with `-ECANCELED` or `-EINTR`.
///
/// For matching by file or by operation set the entry afterwards: `fd` with [`IORING_ASYNC_CANCEL_FD`] (or
/// call [`io_uring_prep_cancel_fd`]), `len` to the `IORING_OP_*` number with [`IORING_ASYNC_CANCEL_OP`].
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `user_data`: `user_data` of the requests to cancel.
/// - `flags`: `IORING_ASYNC_CANCEL_*` bits, 0 for the first request with this `user_data`.
///   [`IORING_ASYNC_CANCEL_ANY`] matches all requests and excludes matching by file or operation.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ENOENT`: nothing matched, perhaps as it completed before.
/// - `-EALREADY`: a match is too far advanced; it may complete normally or as interrupted.
/// - `-EBADF`: with [`IORING_ASYNC_CANCEL_FD`]: the file descriptor or slot is not in use.
/// - `-EINVAL`: also for flags that exclude each other, and if `off` or `file_index` of the entry is not
///   zero.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - Cancelling ends no duty: memory of the cancelled request stays valid until that request's own completion
///   arrived.
///
/// Since Linux 5.5 (flags: 5.19 and later). Source:
/// [io_uring_prep_cancel64(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_cancel64.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let hour = __kernel_timespec { tv_sec: 3600, tv_nsec: 0 };
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_timeout(sqe, &hour, 0, 0);
/// io_uring_sqe_set_data64(sqe, 1);
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_cancel64(sqe, 1, 0);
/// io_uring_sqe_set_data64(sqe, 2);
/// assert_eq!(io_uring_submit_and_wait(ring, 2), 2);
/// batch::reap(ring, |cqe| match (*cqe).user_data {
///     1 => assert_eq!((*cqe).res, -libc::ECANCELED),
///     _ => assert_eq!((*cqe).res, 0),
/// });
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_cancel64`](crate::ffi#io_uring_prep_cancel64).
#[doc(alias("IORING_OP_ASYNC_CANCEL", "async_cancel", "cancel", "cancel_user_data"))]
#[inline]
pub unsafe fn io_uring_prep_cancel64(sqe: *mut io_uring_sqe, user_data: u64, flags: c_int) {
    // SAFETY: `addr` holds the `user_data` to look for, a number; the flags have a union's member of their
    // own name, `cancel_flags`.
    unsafe {
        io_uring_prep_rw(IORING_OP_ASYNC_CANCEL as c_int, sqe, -1, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(user_data);
        addr_of_mut!((*sqe).__bindgen_anon_3.cancel_flags).write(flags as u32);
    }
}

/// Prepares a request that cancels requests of the same ring, found by a pointer in their `user_data`.
///
/// As [`io_uring_prep_cancel64`], for programs that put pointers into `user_data`
/// ([`io_uring_sqe_set_data`]).
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `user_data`: `user_data` of the requests to cancel; never followed.
/// - `flags`: as there.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_cancel64`].
///
/// # Safety
/// - The duties of [`io_uring_prep_cancel64`].
///
/// Since Linux 5.5 (flags: 5.19 and later). Source:
/// [io_uring_prep_cancel(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_cancel.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// C symbol: [`ffi::io_uring_prep_cancel`](crate::ffi#io_uring_prep_cancel).
#[doc(alias("IORING_OP_ASYNC_CANCEL", "async_cancel", "cancel_pointer"))]
#[inline]
pub unsafe fn io_uring_prep_cancel(sqe: *mut io_uring_sqe, user_data: *const c_void, flags: c_int) {
    // SAFETY: the pointer is turned into the number that `io_uring_prep_cancel64` looks for; what it points
    // to plays no part.
    unsafe {
        io_uring_prep_cancel64(sqe, uring_ptr_to_u64(user_data), flags);
    }
}

/// Prepares a request that cancels requests of the same ring that use a file.
///
/// The CQE's `res` is 0 when one request was found and cancelled; with [`IORING_ASYNC_CANCEL_ALL`] it is the
/// number of requests, which may be 0. What was cancelled has its own CQE. The helper adds
/// [`IORING_ASYNC_CANCEL_FD`] to the flags.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the file descriptor; with [`IORING_ASYNC_CANCEL_FD_FIXED`] a slot of the ring's file table.
/// - `flags`: further `IORING_ASYNC_CANCEL_*` bits, without [`IORING_ASYNC_CANCEL_ANY`]; 0 for the first
///   request that uses the file.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_cancel64`].
/// - `-EINVAL`: also with [`IORING_ASYNC_CANCEL_ANY`].
///
/// # Safety
/// - The duties of [`io_uring_prep_cancel64`].
///
/// Since Linux 5.19. Source:
/// [io_uring_prep_cancel_fd(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_cancel_fd.3.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::os::unix::{io::AsRawFd, net::UnixStream};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_REG_REG_RING == 0 { return eprintln!("not in this kernel"); }
/// let (left, _right) = UnixStream::pair().unwrap();
/// for data in [1, 2] {
///     let sqe = io_uring_get_sqe(ring);
///     io_uring_prep_poll_add(sqe, left.as_raw_fd(), libc::POLLIN as u32);
///     io_uring_sqe_set_data64(sqe, data);
/// }
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_cancel_fd(sqe, left.as_raw_fd(), IORING_ASYNC_CANCEL_ALL);
/// io_uring_sqe_set_data64(sqe, 3);
/// assert_eq!(io_uring_submit_and_wait(ring, 3), 3);
/// batch::reap(ring, |cqe| match (*cqe).user_data {
///     3 => assert_eq!((*cqe).res, 2), // so many were cancelled
///     _ => assert_eq!((*cqe).res, -libc::ECANCELED),
/// });
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_cancel_fd`](crate::ffi#io_uring_prep_cancel_fd).
#[doc(alias("IORING_OP_ASYNC_CANCEL", "async_cancel", "fd_cancel", "cancel_file"))]
#[doc(alias("cancel fd", "fd cancel"))]
#[inline]
pub unsafe fn io_uring_prep_cancel_fd(sqe: *mut io_uring_sqe, fd: c_int, flags: c_uint) {
    // SAFETY: a match by file needs `fd`, which the shared helper stores, and the bit in `cancel_flags`.
    unsafe {
        io_uring_prep_rw(IORING_OP_ASYNC_CANCEL as c_int, sqe, fd, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.cancel_flags).write(flags | IORING_ASYNC_CANCEL_FD);
    }
}
