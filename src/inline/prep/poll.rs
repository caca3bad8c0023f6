// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests that wait until files are ready, and epoll instances.

use core::ptr::{self, addr_of_mut};

use libc::{c_int, c_uint, epoll_event};

use crate::*;

/// Gives a poll mask the form in which the kernel reads it: on big-endian machines its 16-bit halves change
/// places.
///
/// # Parameters
/// - `poll_mask`: `POLL*` or `EPOLL*` bits in the machine's order.
///
/// # Returns
/// The value for the entry's `poll32_events`.
///
/// Since Linux 5.9 (32-bit masks). Source: io_uring_enter(2).
#[inline]
fn __io_uring_prep_poll_mask(poll_mask: c_uint) -> c_uint {
    if cfg!(target_endian = "big") {
        poll_mask.rotate_left(16)
    } else {
        poll_mask
    }
}

/// Prepares a request that waits until a file is ready, once.
///
/// The CQE's `res` is the mask of the events that happened; it may hold `POLLERR` and `POLLHUP`, which are
/// always waited for. A file that cannot be polled, such as one on a disk, is ready at once.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [file or slot](crate::requests#slots).
/// - `poll_mask`: `POLL*` bits of poll(2) or `EPOLL*` bits of epoll_ctl(2); 16 bits before Linux 5.9
///   ([`IORING_FEAT_POLL_32BITS`]).
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EINVAL`: `off`, `addr` or `buf_index` of the entry is not zero, or `len` holds a flag other than
///   [`IORING_POLL_ADD_MULTI`].
/// - `-ENOMEM`: no memory for waiting on the file.
/// - `-ECANCELED`: also if the request was removed.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.1. Source:
/// [io_uring_prep_poll_add(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_poll_add.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{io::Write, os::unix::{io::AsRawFd, net::UnixStream}};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let (mut left, right) = UnixStream::pair().unwrap();
/// io_uring_prep_poll_add(io_uring_get_sqe(ring), right.as_raw_fd(), libc::POLLIN as u32);
/// assert_eq!(io_uring_submit(ring), 1);
/// left.write_all(b"x").unwrap();
///
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, i32::from(libc::POLLIN));
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_poll_add`](crate::ffi#io_uring_prep_poll_add).
#[doc(alias("IORING_OP_POLL_ADD", "add_poll", "poll", "POLLIN"))]
#[doc(alias("poll add", "add poll"))]
#[inline]
pub unsafe fn io_uring_prep_poll_add(sqe: *mut io_uring_sqe, fd: c_int, poll_mask: c_uint) {
    // SAFETY: the mask has `poll32_events` to itself, in the order of halves that the kernel expects.
    unsafe {
        io_uring_prep_rw(IORING_OP_POLL_ADD as c_int, sqe, fd, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.poll32_events).write(__io_uring_prep_poll_mask(poll_mask));
    }
}

/// Prepares a request that reports a file's readiness again and again.
///
/// Each time that an event of the mask happens a CQE is posted, with the events in `res`, for as long as [the
/// request goes on](crate::requests#more-than-one-cqe). Reporting is edge-triggered: an event is reported
/// when it happens, not for as long as it lasts.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [file or slot](crate::requests#slots).
/// - `poll_mask`: `POLL*` bits of poll(2) or `EPOLL*` bits of epoll_ctl(2).
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_poll_add`].
/// - `-EINVAL`: also if [`IOSQE_CQE_SKIP_SUCCESS`] is set.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.13. Source:
/// [io_uring_prep_poll_multishot(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_poll_multishot.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{io::Write, os::unix::{io::AsRawFd, net::UnixStream}};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_RSRC_TAGS == 0 { return eprintln!("not in this kernel"); }
/// let (mut left, right) = UnixStream::pair().unwrap();
/// io_uring_prep_poll_multishot(io_uring_get_sqe(ring), right.as_raw_fd(), libc::POLLIN as u32);
/// assert_eq!(io_uring_submit(ring), 1);
/// for _ in 0..2 {
///     left.write_all(b"x").unwrap();
///     let mut cqe = null_mut();
///     assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
///     assert_eq!((*cqe).res, i32::from(libc::POLLIN));
///     assert_ne!((*cqe).flags & IORING_CQE_F_MORE, 0, "it goes on");
///     io_uring_cqe_seen(ring, cqe);
/// }
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_poll_multishot`](crate::ffi#io_uring_prep_poll_multishot).
#[doc(alias("IORING_OP_POLL_ADD", "multishot_poll", "poll", "IORING_POLL_ADD_MULTI"))]
#[doc(alias("poll multishot", "multishot poll"))]
#[inline]
pub unsafe fn io_uring_prep_poll_multishot(sqe: *mut io_uring_sqe, fd: c_int, poll_mask: c_uint) {
    // SAFETY: a poll request reads no memory of the caller's, so that `len` is free for the flag.
    unsafe {
        io_uring_prep_poll_add(sqe, fd, poll_mask);
        addr_of_mut!((*sqe).len).write(IORING_POLL_ADD_MULTI);
    }
}

/// Prepares a request that removes a poll request.
///
/// The CQE's `res` is 0 when the poll request was found; that one completes with `-ECANCELED`.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `user_data`: `user_data` of the poll request.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ENOENT`: no poll request with this `user_data` is waiting.
/// - `-EALREADY`: the poll request is just completing.
/// - `-EINVAL`: `buf_index` or `file_index` of the entry is not zero.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.1. Source:
/// [io_uring_prep_poll_remove(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_poll_remove.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
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
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_poll_add(sqe, left.as_raw_fd(), libc::POLLIN as u32);
/// io_uring_sqe_set_data64(sqe, 1);
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_poll_remove(sqe, 1);
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
/// C symbol: [`ffi::io_uring_prep_poll_remove`](crate::ffi#io_uring_prep_poll_remove).
#[doc(alias("IORING_OP_POLL_REMOVE", "remove_poll", "cancel_poll"))]
#[doc(alias("poll remove", "remove poll"))]
#[inline]
pub unsafe fn io_uring_prep_poll_remove(sqe: *mut io_uring_sqe, user_data: u64) {
    // SAFETY: the number to look for goes into `addr`, after the shared helper has cleared it.
    unsafe {
        io_uring_prep_rw(IORING_OP_POLL_REMOVE as c_int, sqe, -1, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(user_data);
    }
}

/// Prepares a request that changes the mask or the `user_data` of a waiting poll request.
///
/// The CQE's `res` is 0 when the poll request was found and changed. If the poll request cannot wait with the
/// new mask it is ended, and its own CQE tells why.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `old_user_data`: `user_data` of the poll request.
/// - `new_user_data`: its `user_data` from now on; 0 without [`IORING_POLL_UPDATE_USER_DATA`].
/// - `poll_mask`: its mask from now on; 0 without [`IORING_POLL_UPDATE_EVENTS`].
/// - `flags`: [`IORING_POLL_UPDATE_EVENTS`], [`IORING_POLL_UPDATE_USER_DATA`] or both;
///   [`IORING_POLL_ADD_MULTI`] together with the first makes the poll request a multishot one.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_poll_remove`].
/// - `-EINVAL`: also for [`IORING_POLL_ADD_MULTI`] alone, and for a new mask or new `user_data` without its
///   flag.
/// - `-ECANCELED`: waiting with the new mask failed, and the poll request ended.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.13. Source:
/// [io_uring_prep_poll_update(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_poll_update.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// C symbol: [`ffi::io_uring_prep_poll_update`](crate::ffi#io_uring_prep_poll_update).
#[doc(alias(
    "IORING_OP_POLL_REMOVE",
    "update_poll",
    "IORING_POLL_UPDATE_EVENTS",
    "IORING_POLL_UPDATE_USER_DATA"
))]
#[doc(alias("poll update", "update poll"))]
#[inline]
pub unsafe fn io_uring_prep_poll_update(
    sqe: *mut io_uring_sqe,
    old_user_data: u64,
    new_user_data: u64,
    poll_mask: c_uint,
    flags: c_uint,
) {
    // SAFETY: the old number takes `addr`, the new one `off`, the mask `poll32_events`; none of them is an
    // address.
    unsafe {
        io_uring_prep_rw(IORING_OP_POLL_REMOVE as c_int, sqe, -1, ptr::null(), flags, new_user_data);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(old_user_data);
        addr_of_mut!((*sqe).__bindgen_anon_3.poll32_events).write(__io_uring_prep_poll_mask(poll_mask));
    }
}

/// Prepares a request that waits for events of an epoll instance, once.
///
/// The CQE's `res` is the number of events, 1 to `maxevents`. There is no time limit; link a timeout to have
/// one ([`io_uring_prep_link_timeout`]).
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the epoll instance: [file or slot](crate::requests#slots).
/// - `events`: room for the events.
/// - `maxevents`: number of events that fit, at least 1.
/// - `flags`: 0.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EINVAL`: `fd` is no epoll instance, `maxevents` is not positive or absurdly large, or `flags` is
///   not 0.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `events` (`maxevents` elements): *written until complete*.
///
/// Since Linux 6.15. Source:
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html),
/// [epoll_wait(2)](https://man7.org/linux/man-pages/man2/epoll_wait.2.html).
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
/// # if (*ring).features & IORING_FEAT_NO_IOWAIT == 0 { return eprintln!("not in this kernel"); }
/// let (left, _right) = UnixStream::pair().unwrap();
/// let epoll = libc::epoll_create1(libc::EPOLL_CLOEXEC);
/// let mut event = libc::epoll_event { events: libc::EPOLLOUT as u32, u64: 5 };
/// assert_eq!(libc::epoll_ctl(epoll, libc::EPOLL_CTL_ADD, left.as_raw_fd(), &mut event), 0);
/// let mut ready = [libc::epoll_event { events: 0, u64: 0 }; 4];
/// io_uring_prep_epoll_wait(io_uring_get_sqe(ring), epoll, ready.as_mut_ptr(), 4, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 1);
/// io_uring_cqe_seen(ring, cqe);
/// assert_eq!({ ready[0].u64 }, 5);
/// # libc::close(epoll);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_epoll_wait`](crate::ffi#io_uring_prep_epoll_wait).
#[doc(alias("IORING_OP_EPOLL_WAIT", "wait_epoll", "epoll_wait"))]
#[doc(alias("epoll wait", "wait epoll"))]
#[inline]
pub unsafe fn io_uring_prep_epoll_wait(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    events: *mut epoll_event,
    maxevents: c_int,
    flags: c_uint,
) {
    // SAFETY: the room for events is an address and a count here; `rw_flags`, which is the operation's too,
    // takes `flags` bit for bit.
    unsafe {
        io_uring_prep_rw(IORING_OP_EPOLL_WAIT as c_int, sqe, fd, events.cast(), maxevents as c_uint, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.rw_flags).write(flags as c_int);
    }
}

/// Prepares a request that adds, changes or removes a file of an epoll instance.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `epfd`: the epoll instance, always an ordinary file descriptor.
/// - `fd`: the file, always an ordinary file descriptor.
/// - `op`: `EPOLL_CTL_ADD`, `EPOLL_CTL_MOD` or `EPOLL_CTL_DEL`.
/// - `ev`: the events to wait for and the data to report; null for `EPOLL_CTL_DEL`.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EINVAL`: `epfd` is no epoll instance or the same as `fd`, or an unknown `op`.
/// - `-EEXIST`: `EPOLL_CTL_ADD` of a file that is there already.
/// - `-ENOENT`: `EPOLL_CTL_MOD` or `EPOLL_CTL_DEL` of a file that is not there.
/// - `-EPERM`: the file cannot be waited for: one on a disk, for example.
/// - `-ELOOP`: epoll instances would wait for each other.
/// - `-ENOSPC`: the limit of watches is reached.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `ev`: *read when taken*.
///
/// Since Linux 5.6. Source: [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html),
/// [epoll_ctl(2)](https://man7.org/linux/man-pages/man2/epoll_ctl.2.html).
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
/// let epoll = libc::epoll_create1(libc::EPOLL_CLOEXEC);
/// let event = libc::epoll_event { events: libc::EPOLLOUT as u32, u64: 5 };
/// io_uring_prep_epoll_ctl(io_uring_get_sqe(ring), epoll, left.as_raw_fd(), libc::EPOLL_CTL_ADD, &event);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// let mut ready = libc::epoll_event { events: 0, u64: 0 };
/// assert_eq!(libc::epoll_wait(epoll, &mut ready, 1, -1), 1);
/// assert_eq!({ ready.u64 }, 5);
/// # libc::close(epoll);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_epoll_ctl`](crate::ffi#io_uring_prep_epoll_ctl).
#[doc(alias("IORING_OP_EPOLL_CTL", "ctl_epoll", "epoll_ctl"))]
#[doc(alias("epoll ctl", "ctl epoll"))]
#[inline]
pub unsafe fn io_uring_prep_epoll_ctl(
    sqe: *mut io_uring_sqe,
    epfd: c_int,
    fd: c_int,
    op: c_int,
    ev: *const epoll_event,
) {
    // SAFETY: a call of the shared helper: `op` as the length, the second descriptor as the offset, `ev` as
    // an address.
    unsafe {
        io_uring_prep_rw(IORING_OP_EPOLL_CTL as c_int, sqe, epfd, ev.cast(), op as u32, (fd as u32).into());
    }
}
