// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for timers and for time limits of linked requests.

use super::{io_uring_prep_rw, uring_ptr_to_u64};
use crate::{
    __kernel_timespec, io_uring_sqe, IORING_OP_LINK_TIMEOUT, IORING_OP_TIMEOUT, IORING_OP_TIMEOUT_REMOVE,
    IORING_TIMEOUT_UPDATE,
};
use core::ptr::{self, addr_of_mut};

/// Prepares a timer on the ring, which may also end after a number of completions.
///
/// The completion's `res` is `-ETIME` when the time is up, or 0 when `count` completions came first. A wait
/// for completions ends with it like with any other. `-ETIME` breaks a chain of linked requests unless
/// `IORING_TIMEOUT_ETIME_SUCCESS` is set; `res` is the same either way.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `ts`: seconds and nanoseconds, neither negative: the time from now, or with `IORING_TIMEOUT_ABS` the
///   moment.
/// - `count`: number of completions after which the timer ends early; 0 for a pure timer. With
///   `IORING_TIMEOUT_MULTISHOT` the number of times to fire, 0 for without end; all but the last carry
///   `IORING_CQE_F_MORE`.
/// - `flags`: `IORING_TIMEOUT_ABS`; one of `IORING_TIMEOUT_BOOTTIME` and `IORING_TIMEOUT_REALTIME`, the clock
///   being `CLOCK_MONOTONIC` without them; `IORING_TIMEOUT_ETIME_SUCCESS`; `IORING_TIMEOUT_MULTISHOT`, not
///   with `IORING_TIMEOUT_ABS`.
///
/// # Errors in the CQE
/// - `-ETIME`: the time is up: the usual result.
/// - `-EINVAL`: a negative time, an unknown flag, both clocks, `IORING_TIMEOUT_MULTISHOT` with
///   `IORING_TIMEOUT_ABS`, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-EFAULT`: `ts` cannot be read.
/// - `-ENOMEM`: no memory for the timer.
/// - `-ECANCELED`: the timer was removed or cancelled, or an earlier request of its chain failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `ts` stays valid until the kernel has taken the entry: when the submitting call returns, or with
///   `IORING_SETUP_SQPOLL` when its thread has done so. Before Linux 5.5 (`IORING_FEAT_SUBMIT_STABLE`) until
///   the request completes.
///
/// Since Linux 5.4. Source: io_uring_prep_timeout(3), io_uring_enter(2).
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
///     let ts = __kernel_timespec { tv_sec: 0, tv_nsec: 1_000_000 };
///     io_uring_prep_timeout(io_uring_get_sqe(&mut ring), &ts, 0, 0);
///     assert_eq!(io_uring_submit(&mut ring), 1);
///
///     let mut cqe = ptr::null_mut();
///     assert_eq!(io_uring_wait_cqe(&mut ring, &mut cqe), 0);
///     assert_eq!((*cqe).res, -libc::ETIME);
///     io_uring_cqe_seen(&mut ring, cqe);
///     io_uring_queue_exit(&mut ring);
/// }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_timeout`](crate::ffi::io_uring_prep_timeout).
#[inline]
pub unsafe fn io_uring_prep_timeout(
    sqe: *mut io_uring_sqe,
    ts: *const __kernel_timespec,
    count: libc::c_uint,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_TIMEOUT as libc::c_int, sqe, -1, ts.cast(), 1, count.into());
        addr_of_mut!((*sqe).__bindgen_anon_3.timeout_flags).write(flags);
    }
}

/// Prepares a request that removes a timer.
///
/// The completion's `res` is 0 when the timer was found; that one completes with `-ECANCELED`.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `user_data`: `user_data` of the timer's request.
/// - `flags`: 0.
///
/// # Errors in the CQE
/// - `-ENOENT`: no timer with this `user_data` is running.
/// - `-EALREADY`: the timer is just firing (`-EBUSY` on early kernels).
/// - `-EINVAL`: `flags` is not 0, `IOSQE_FIXED_FILE` is set, or a ring with `IORING_SETUP_IOPOLL`.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.5. Source: io_uring_prep_timeout_remove(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_timeout_remove`](crate::ffi::io_uring_prep_timeout_remove).
#[inline]
pub unsafe fn io_uring_prep_timeout_remove(sqe: *mut io_uring_sqe, user_data: u64, flags: libc::c_uint) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_TIMEOUT_REMOVE as libc::c_int, sqe, -1, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(user_data);
        addr_of_mut!((*sqe).__bindgen_anon_3.timeout_flags).write(flags);
    }
}

/// Prepares a request that sets a running timer to another time.
///
/// The completion's `res` is 0 when the timer was found and set. The helper adds `IORING_TIMEOUT_UPDATE` to
/// the flags.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `ts`: the new time, seconds and nanoseconds, neither negative.
/// - `user_data`: `user_data` of the timer's request.
/// - `flags`: 0 or `IORING_TIMEOUT_ABS`; `IORING_LINK_TIMEOUT_UPDATE` when the timer is that of a link
///   timeout. The timer keeps its clock.
///
/// # Errors in the CQE
/// - `-ENOENT`: no timer with this `user_data` is running.
/// - `-EALREADY`: the timer is just firing.
/// - `-EINVAL`: a negative time, another flag, a clock among them, the kernel is older than 5.11, or a ring
///   with `IORING_SETUP_IOPOLL`.
/// - `-EFAULT`: `ts` cannot be read.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `ts` stays valid until the kernel has taken the entry: when the submitting call returns, or with
///   `IORING_SETUP_SQPOLL` when its thread has done so.
///
/// Since Linux 5.11. Source: io_uring_prep_timeout_update(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_timeout_update`](crate::ffi::io_uring_prep_timeout_update).
#[inline]
pub unsafe fn io_uring_prep_timeout_update(
    sqe: *mut io_uring_sqe,
    ts: *const __kernel_timespec,
    user_data: u64,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_TIMEOUT_REMOVE as libc::c_int,
            sqe,
            -1,
            ptr::null(),
            0,
            uring_ptr_to_u64(ts.cast()),
        );
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(user_data);
        addr_of_mut!((*sqe).__bindgen_anon_3.timeout_flags).write(flags | IORING_TIMEOUT_UPDATE);
    }
}

/// Prepares a time limit for the request before it in the chain.
///
/// The entry before must carry `IOSQE_IO_LINK` or `IOSQE_IO_HARDLINK`. If the time is up first, that request
/// is cancelled (its `res` is then `-ECANCELED`, or `-EINTR` if it was interrupted), and the limit completes
/// with `-ETIME`. If that request completes first, the limit completes with `-ECANCELED`.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `ts`: seconds and nanoseconds, neither negative: the time from now, or with `IORING_TIMEOUT_ABS` the
///   moment.
/// - `flags`: `IORING_TIMEOUT_ABS`; one of `IORING_TIMEOUT_BOOTTIME` and `IORING_TIMEOUT_REALTIME`, the clock
///   being `CLOCK_MONOTONIC` without them; `IORING_TIMEOUT_ETIME_SUCCESS`.
///
/// # Errors in the CQE
/// - `-ETIME`: the time was up and the request was cancelled.
/// - `-ECANCELED`: the request completed in time, or an earlier request of the chain failed.
/// - `-ENOENT`, `-EALREADY`: the time was up, but the request could not be cancelled any more.
/// - `-EINVAL`: no request before it in the chain, or that is a link timeout itself; a negative time, an
///   unknown flag, both clocks, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-EFAULT`: `ts` cannot be read.
/// - `-ENOMEM`: no memory for the timer.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `ts` stays valid until the kernel has taken the entry: when the submitting call returns, or with
///   `IORING_SETUP_SQPOLL` when its thread has done so.
///
/// Since Linux 5.5. Source: io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_link_timeout`](crate::ffi::io_uring_prep_link_timeout).
#[inline]
pub unsafe fn io_uring_prep_link_timeout(
    sqe: *mut io_uring_sqe,
    ts: *const __kernel_timespec,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_LINK_TIMEOUT as libc::c_int, sqe, -1, ts.cast(), 1, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.timeout_flags).write(flags);
    }
}
