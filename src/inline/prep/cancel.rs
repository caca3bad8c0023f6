// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for requests that cancel other requests.

use super::{io_uring_prep_rw, uring_ptr_to_u64};
use crate::{io_uring_sqe, IORING_ASYNC_CANCEL_FD, IORING_OP_ASYNC_CANCEL};
use core::ptr::{self, addr_of_mut};

/// Prepares a request that cancels requests of the same ring, found by their `user_data` or otherwise.
///
/// The completion's `res` is 0 when the request was found and cancelled; with `IORING_ASYNC_CANCEL_ALL` or
/// `IORING_ASYNC_CANCEL_ANY` it is the number of requests, which may be 0. What was cancelled has its own
/// completion, with `-ECANCELED` or `-EINTR`.
///
/// For matching by file or by operation set the entry afterwards: `fd` with `IORING_ASYNC_CANCEL_FD` (or call
/// `io_uring_prep_cancel_fd`), `len` to the `IORING_OP_*` number with `IORING_ASYNC_CANCEL_OP`.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `user_data`: `user_data` of the requests to cancel.
/// - `flags`: `IORING_ASYNC_CANCEL_*` bits, 0 for the first request with this `user_data`.
///   `IORING_ASYNC_CANCEL_ANY` matches all requests and excludes matching by file or operation.
///
/// # Errors in the CQE
/// - `-ENOENT`: nothing matched, perhaps as it completed before.
/// - `-EALREADY`: a match is too far advanced; it may complete normally or as interrupted.
/// - `-EBADF`: with `IORING_ASYNC_CANCEL_FD`: the file descriptor or slot is not in use.
/// - `-EINVAL`: an unknown flag, flags that exclude each other, `off` or `file_index` of the entry is not
///   zero, or a ring with `IORING_SETUP_IOPOLL`.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - Memory of the cancelled request stays valid until that request's own completion arrived.
///
/// Since Linux 5.5 (flags: 5.19 and later). Source: io_uring_prep_cancel64(3), io_uring_enter(2).
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
///     let hour = __kernel_timespec { tv_sec: 3600, tv_nsec: 0 };
///     let sqe = io_uring_get_sqe(&mut ring);
///     io_uring_prep_timeout(sqe, &hour, 0, 0);
///     io_uring_sqe_set_data64(sqe, 1);
///     let sqe = io_uring_get_sqe(&mut ring);
///     io_uring_prep_cancel64(sqe, 1, 0);
///     io_uring_sqe_set_data64(sqe, 2);
///     assert_eq!(io_uring_submit(&mut ring), 2);
///     for _ in 0..2 {
///         let mut cqe = ptr::null_mut();
///         assert_eq!(io_uring_wait_cqe(&mut ring, &mut cqe), 0);
///         assert_eq!((*cqe).res, if (*cqe).user_data == 1 { -libc::ECANCELED } else { 0 });
///         io_uring_cqe_seen(&mut ring, cqe);
///     }
///     io_uring_queue_exit(&mut ring);
/// }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_cancel64`](crate::ffi::io_uring_prep_cancel64).
#[inline]
pub unsafe fn io_uring_prep_cancel64(sqe: *mut io_uring_sqe, user_data: u64, flags: libc::c_int) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_ASYNC_CANCEL as libc::c_int, sqe, -1, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(user_data);
        addr_of_mut!((*sqe).__bindgen_anon_3.cancel_flags).write(flags as u32);
    }
}

/// Prepares a request that cancels requests of the same ring, found by a pointer in their `user_data`.
///
/// As `io_uring_prep_cancel64`, for programs that put pointers into `user_data` (`io_uring_sqe_set_data`).
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `user_data`: `user_data` of the requests to cancel; never followed.
/// - `flags`: `IORING_ASYNC_CANCEL_*` bits, 0 for the first request with this `user_data`.
///
/// # Errors in the CQE
/// - `-ENOENT`: nothing matched, perhaps as it completed before.
/// - `-EALREADY`: a match is too far advanced; it may complete normally or as interrupted.
/// - `-EBADF`: with `IORING_ASYNC_CANCEL_FD`: the file descriptor or slot is not in use.
/// - `-EINVAL`: an unknown flag, flags that exclude each other, `off` or `file_index` of the entry is not
///   zero, or a ring with `IORING_SETUP_IOPOLL`.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - Memory of the cancelled request stays valid until that request's own completion arrived.
///
/// Since Linux 5.5 (flags: 5.19 and later). Source: io_uring_prep_cancel(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_cancel`](crate::ffi::io_uring_prep_cancel).
#[inline]
pub unsafe fn io_uring_prep_cancel(
    sqe: *mut io_uring_sqe,
    user_data: *const libc::c_void,
    flags: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_cancel64(sqe, uring_ptr_to_u64(user_data), flags);
    }
}

/// Prepares a request that cancels requests of the same ring that use a file.
///
/// The completion's `res` is 0 when one request was found and cancelled; with `IORING_ASYNC_CANCEL_ALL` it is
/// the number of requests, which may be 0. What was cancelled has its own completion. The helper adds
/// `IORING_ASYNC_CANCEL_FD` to the flags.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file descriptor; with `IORING_ASYNC_CANCEL_FD_FIXED` an index in the registered files.
/// - `flags`: further `IORING_ASYNC_CANCEL_*` bits, without `IORING_ASYNC_CANCEL_ANY`; 0 for the first
///   request that uses the file.
///
/// # Errors in the CQE
/// - `-ENOENT`: nothing matched, perhaps as it completed before.
/// - `-EALREADY`: a match is too far advanced; it may complete normally or as interrupted.
/// - `-EBADF`: the file descriptor or slot is not in use.
/// - `-EINVAL`: an unknown flag, `IORING_ASYNC_CANCEL_ANY`, the kernel is older than 5.19, or a ring with
///   `IORING_SETUP_IOPOLL`.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - Memory of the cancelled request stays valid until that request's own completion arrived.
///
/// Since Linux 5.19. Source: io_uring_prep_cancel_fd(3).
///
/// C symbol: [`ffi::io_uring_prep_cancel_fd`](crate::ffi::io_uring_prep_cancel_fd).
#[inline]
pub unsafe fn io_uring_prep_cancel_fd(sqe: *mut io_uring_sqe, fd: libc::c_int, flags: libc::c_uint) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_ASYNC_CANCEL as libc::c_int, sqe, fd, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.cancel_flags).write(flags | IORING_ASYNC_CANCEL_FD);
    }
}
