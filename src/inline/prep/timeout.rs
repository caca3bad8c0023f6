// SPDX-License-Identifier: MIT OR Apache-2.0
//! Timers, and time limits of linked requests.

use core::ptr::{self, addr_of_mut};

use libc::{c_int, c_uint};

use crate::*;

/// Prepares a timer on the ring, which may also end after a number of completions.
///
/// The CQE's `res` is `-ETIME` when the time is up, or 0 when `count` completions came first. A wait for
/// completions ends with it like with any other. `-ETIME` breaks a chain of linked requests unless
/// [`IORING_TIMEOUT_ETIME_SUCCESS`] is set; `res` is the same either way.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `ts`: seconds and nanoseconds, neither negative: the time from now, or with [`IORING_TIMEOUT_ABS`] the
///   moment.
/// - `count`: number of completions after which the timer ends early; 0 for a pure timer. With
///   [`IORING_TIMEOUT_MULTISHOT`] the number of times to fire, 0 for without end; all but the last carry
///   [`IORING_CQE_F_MORE`].
/// - `flags`: [`IORING_TIMEOUT_ABS`]; one of [`IORING_TIMEOUT_BOOTTIME`] and [`IORING_TIMEOUT_REALTIME`], the
///   clock being `CLOCK_MONOTONIC` without them; [`IORING_TIMEOUT_ETIME_SUCCESS`];
///   [`IORING_TIMEOUT_MULTISHOT`], not with [`IORING_TIMEOUT_ABS`].
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ETIME`: the time is up: the usual result.
/// - `-EINVAL`: a negative time, an unknown flag, both clocks, or [`IORING_TIMEOUT_MULTISHOT`] with
///   [`IORING_TIMEOUT_ABS`].
/// - `-ECANCELED`: also if the timer was removed.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `ts`: *read when taken*.
///
/// Since Linux 5.4. Source:
/// [io_uring_prep_timeout(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_timeout.3.html),
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
/// let ts = __kernel_timespec { tv_sec: 0, tv_nsec: 1_000_000 };
/// io_uring_prep_timeout(io_uring_get_sqe(ring), &ts, 0, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, -libc::ETIME);
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_timeout`](crate::ffi#io_uring_prep_timeout).
#[doc(alias("IORING_OP_TIMEOUT", "timer", "timerfd", "sleep", "IORING_TIMEOUT_MULTISHOT"))]
#[inline]
pub unsafe fn io_uring_prep_timeout(
    sqe: *mut io_uring_sqe,
    ts: *const __kernel_timespec,
    count: c_uint,
    flags: c_uint,
) {
    // SAFETY: `ts` is stored as the address of one element and `count` as the offset; `timeout_flags` is the
    // operation's own member.
    unsafe {
        io_uring_prep_rw(IORING_OP_TIMEOUT as c_int, sqe, -1, ts.cast(), 1, count.into());
        addr_of_mut!((*sqe).__bindgen_anon_3.timeout_flags).write(flags);
    }
}

/// Prepares a request that removes a timer.
///
/// The CQE's `res` is 0 when the timer was found; that one completes with `-ECANCELED`.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `user_data`: `user_data` of the timer's request.
/// - `flags`: 0.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ENOENT`: no timer with this `user_data` is running.
/// - `-EALREADY`: the timer is just firing (`-EBUSY` on early kernels).
/// - `-EINVAL`: `flags` is not 0, or [`IOSQE_FIXED_FILE`] is set.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.5. Source:
/// [io_uring_prep_timeout_remove(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_timeout_remove.3.html),
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
/// io_uring_prep_timeout_remove(sqe, 1, 0);
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
/// C symbol: [`ffi::io_uring_prep_timeout_remove`](crate::ffi#io_uring_prep_timeout_remove).
#[doc(alias("IORING_OP_TIMEOUT_REMOVE", "remove_timeout", "cancel_timer"))]
#[doc(alias("timeout remove", "remove timeout"))]
#[inline]
pub unsafe fn io_uring_prep_timeout_remove(sqe: *mut io_uring_sqe, user_data: u64, flags: c_uint) {
    // SAFETY: the timer is found by a number, which `addr` takes after the shared helper; `flags` go into the
    // member named for them.
    unsafe {
        io_uring_prep_rw(IORING_OP_TIMEOUT_REMOVE as c_int, sqe, -1, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(user_data);
        addr_of_mut!((*sqe).__bindgen_anon_3.timeout_flags).write(flags);
    }
}

/// Prepares a request that sets a running timer to another time.
///
/// The CQE's `res` is 0 when the timer was found and set. The helper adds [`IORING_TIMEOUT_UPDATE`] to the
/// flags.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `ts`: the new time, seconds and nanoseconds, neither negative.
/// - `user_data`: `user_data` of the timer's request.
/// - `flags`: 0 or [`IORING_TIMEOUT_ABS`]; [`IORING_LINK_TIMEOUT_UPDATE`] when the timer is that of a link
///   timeout. The timer keeps its clock.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_timeout_remove`].
/// - `-EINVAL`: also for a negative time, another flag, a clock among them.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `ts`: *read when taken*.
///
/// Since Linux 5.11. Source:
/// [io_uring_prep_timeout_update(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_timeout_update.3.html),
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
/// # if (*ring).features & IORING_FEAT_RSRC_TAGS == 0 { return eprintln!("not in this kernel"); }
/// let mut ts = __kernel_timespec { tv_sec: 3600, tv_nsec: 0 };
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_timeout(sqe, &ts, 0, 0);
/// io_uring_sqe_set_data64(sqe, 1);
/// assert_eq!(io_uring_submit(ring), 1);
///
/// ts = __kernel_timespec { tv_sec: 0, tv_nsec: 1_000_000 };
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_timeout_update(sqe, &ts, 1, 0);
/// io_uring_sqe_set_data64(sqe, 2);
/// assert_eq!(io_uring_submit_and_wait(ring, 2), 1);
/// batch::reap(ring, |cqe| match (*cqe).user_data {
///     1 => assert_eq!((*cqe).res, -libc::ETIME),
///     _ => assert_eq!((*cqe).res, 0),
/// });
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_timeout_update`](crate::ffi#io_uring_prep_timeout_update).
#[doc(alias(
    "IORING_OP_TIMEOUT_REMOVE",
    "update_timeout",
    "IORING_TIMEOUT_UPDATE",
    "IORING_LINK_TIMEOUT_UPDATE"
))]
#[doc(alias("timeout update", "update timeout"))]
#[inline]
pub unsafe fn io_uring_prep_timeout_update(
    sqe: *mut io_uring_sqe,
    ts: *const __kernel_timespec,
    user_data: u64,
    flags: c_uint,
) {
    // SAFETY: the new time is an address in `off`, the timer a number in `addr`; neither is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_TIMEOUT_REMOVE as c_int,
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
/// The entry before must carry [`IOSQE_IO_LINK`] or [`IOSQE_IO_HARDLINK`]. If the time is up first, that
/// request is cancelled (its `res` is then `-ECANCELED`, or `-EINTR` if it was interrupted), and the limit
/// completes with `-ETIME`. If that request completes first, the limit completes with `-ECANCELED`.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `ts`: seconds and nanoseconds, neither negative: the time from now, or with [`IORING_TIMEOUT_ABS`] the
///   moment.
/// - `flags`: as for [`io_uring_prep_timeout`], without [`IORING_TIMEOUT_MULTISHOT`].
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ETIME`: the time was up and the request was cancelled.
/// - `-ECANCELED`: the request completed in time, or an earlier request of the chain failed.
/// - `-ENOENT`, `-EALREADY`: the time was up, but the request could not be cancelled any more.
/// - `-EINVAL`: no request before it in the chain, or that is a link timeout itself; a negative time, an
///   unknown flag, or both clocks.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `ts`: *read when taken*.
///
/// Since Linux 5.5. Source: [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
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
/// let (left, _right) = UnixStream::pair().unwrap();
/// let mut buf = [0_u8; 8];
/// // A receive that has no data to wait for …
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_recv(sqe, left.as_raw_fd(), buf.as_mut_ptr().cast(), 8, 0);
/// io_uring_sqe_set_flags(sqe, IOSQE_IO_LINK);
/// io_uring_sqe_set_data64(sqe, 1);
/// // … for a millisecond at most.
/// let ts = __kernel_timespec { tv_sec: 0, tv_nsec: 1_000_000 };
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_link_timeout(sqe, &ts, 0);
/// io_uring_sqe_set_data64(sqe, 2);
/// assert_eq!(io_uring_submit_and_wait(ring, 2), 2);
/// batch::reap(ring, |cqe| match (*cqe).user_data {
///     1 => assert_eq!((*cqe).res, -libc::ECANCELED),
///     _ => assert_eq!((*cqe).res, -libc::ETIME),
/// });
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_link_timeout`](crate::ffi#io_uring_prep_link_timeout).
#[doc(alias("IORING_OP_LINK_TIMEOUT", "timeout_link", "time_limit", "IOSQE_IO_LINK"))]
#[doc(alias("link timeout", "timeout link"))]
#[inline]
pub unsafe fn io_uring_prep_link_timeout(
    sqe: *mut io_uring_sqe,
    ts: *const __kernel_timespec,
    flags: c_uint,
) {
    // SAFETY: the entry before this one is not touched: the chain is its flag. Here `ts` is stored, and
    // `timeout_flags`.
    unsafe {
        io_uring_prep_rw(IORING_OP_LINK_TIMEOUT as c_int, sqe, -1, ts.cast(), 1, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.timeout_flags).write(flags);
    }
}
