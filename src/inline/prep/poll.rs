// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for requests that wait until files are ready, and for epoll instances.

use super::io_uring_prep_rw;
use crate::{
    io_uring_sqe, IORING_OP_EPOLL_CTL, IORING_OP_EPOLL_WAIT, IORING_OP_POLL_ADD, IORING_OP_POLL_REMOVE,
    IORING_POLL_ADD_MULTI,
};
use core::ptr::{self, addr_of_mut};

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
fn __io_uring_prep_poll_mask(poll_mask: libc::c_uint) -> libc::c_uint {
    if cfg!(target_endian = "big") {
        poll_mask.rotate_left(16)
    } else {
        poll_mask
    }
}

/// Prepares a request that waits until a file is ready, once.
///
/// The completion's `res` is the mask of the events that happened; it may hold `POLLERR` and `POLLHUP`, which
/// are always waited for. A file that cannot be polled, such as one on a disk, is ready at once.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `poll_mask`: `POLL*` bits of poll(2) or `EPOLL*` bits of epoll_ctl(2); 16 bits before Linux 5.9
///   (`IORING_FEAT_POLL_32BITS`).
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-EINVAL`: `off`, `addr` or `buf_index` of the entry is not zero, `len` holds a flag other than
///   `IORING_POLL_ADD_MULTI`, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-ENOMEM`: no memory for waiting on the file.
/// - `-ECANCELED`: the request was removed or cancelled, or an earlier request of its chain failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.1. Source: io_uring_prep_poll_add(3), io_uring_enter(2).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// use std::{io::Write, mem::MaybeUninit, os::unix::io::AsRawFd, os::unix::net::UnixStream, ptr};
///
/// let (mut left, right) = UnixStream::pair().unwrap();
/// unsafe {
///     let mut ring: io_uring = MaybeUninit::zeroed().assume_init();
///     let ret = io_uring_queue_init(8, &mut ring, 0);
///     if ret < 0 {
///         eprintln!("no ring here: {ret}");
///         return;
///     }
///     io_uring_prep_poll_add(io_uring_get_sqe(&mut ring), right.as_raw_fd(), libc::POLLIN as u32);
///     assert_eq!(io_uring_submit(&mut ring), 1);
///     left.write_all(b"x").unwrap();
///
///     let mut cqe = ptr::null_mut();
///     assert_eq!(io_uring_wait_cqe(&mut ring, &mut cqe), 0);
///     assert_eq!((*cqe).res, i32::from(libc::POLLIN));
///     io_uring_cqe_seen(&mut ring, cqe);
///     io_uring_queue_exit(&mut ring);
/// }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_poll_add`](crate::ffi::io_uring_prep_poll_add).
#[inline]
pub unsafe fn io_uring_prep_poll_add(sqe: *mut io_uring_sqe, fd: libc::c_int, poll_mask: libc::c_uint) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_POLL_ADD as libc::c_int, sqe, fd, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.poll32_events).write(__io_uring_prep_poll_mask(poll_mask));
    }
}

/// Prepares a request that reports a file's readiness again and again.
///
/// Each time that an event of the mask happens a completion is posted, with the events in `res` and
/// `IORING_CQE_F_MORE` in its flags. A completion without that flag is the last: the request ended, and has
/// to be prepared anew. Reporting is edge-triggered: an event is reported when it happens, not for as long as
/// it lasts.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `poll_mask`: `POLL*` bits of poll(2) or `EPOLL*` bits of epoll_ctl(2).
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-EINVAL`: `IOSQE_CQE_SKIP_SUCCESS` is set, the kernel is older than 5.13, or a ring with
///   `IORING_SETUP_IOPOLL`.
/// - `-ENOMEM`: no memory for waiting on the file.
/// - `-ECANCELED`: the request was removed or cancelled, or an earlier request of its chain failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.13. Source: io_uring_prep_poll_multishot(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_poll_multishot`](crate::ffi::io_uring_prep_poll_multishot).
#[inline]
pub unsafe fn io_uring_prep_poll_multishot(sqe: *mut io_uring_sqe, fd: libc::c_int, poll_mask: libc::c_uint) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_poll_add(sqe, fd, poll_mask);
        addr_of_mut!((*sqe).len).write(IORING_POLL_ADD_MULTI);
    }
}

/// Prepares a request that removes a poll request.
///
/// The completion's `res` is 0 when the poll request was found; that one completes with `-ECANCELED`.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `user_data`: `user_data` of the poll request.
///
/// # Errors in the CQE
/// - `-ENOENT`: no poll request with this `user_data` is waiting.
/// - `-EALREADY`: the poll request is just completing.
/// - `-EINVAL`: `buf_index` or `file_index` of the entry is not zero, or a ring with `IORING_SETUP_IOPOLL`.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.1. Source: io_uring_prep_poll_remove(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_poll_remove`](crate::ffi::io_uring_prep_poll_remove).
#[inline]
pub unsafe fn io_uring_prep_poll_remove(sqe: *mut io_uring_sqe, user_data: u64) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_POLL_REMOVE as libc::c_int, sqe, -1, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(user_data);
    }
}

/// Prepares a request that changes the mask or the `user_data` of a waiting poll request.
///
/// The completion's `res` is 0 when the poll request was found and changed. If the poll request cannot wait
/// with the new mask it is ended, and its own completion tells why.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `old_user_data`: `user_data` of the poll request.
/// - `new_user_data`: its `user_data` from now on; 0 without `IORING_POLL_UPDATE_USER_DATA`.
/// - `poll_mask`: its mask from now on; 0 without `IORING_POLL_UPDATE_EVENTS`.
/// - `flags`: `IORING_POLL_UPDATE_EVENTS`, `IORING_POLL_UPDATE_USER_DATA` or both; `IORING_POLL_ADD_MULTI`
///   together with the first makes the poll request a multishot one.
///
/// # Errors in the CQE
/// - `-ENOENT`: no poll request with this `user_data` is waiting.
/// - `-EALREADY`: the poll request is just completing.
/// - `-EINVAL`: an unknown flag, `IORING_POLL_ADD_MULTI` alone, a new mask or new `user_data` without its
///   flag, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-ECANCELED`: waiting with the new mask failed, and the poll request ended.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.13. Source: io_uring_prep_poll_update(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_poll_update`](crate::ffi::io_uring_prep_poll_update).
#[inline]
pub unsafe fn io_uring_prep_poll_update(
    sqe: *mut io_uring_sqe,
    old_user_data: u64,
    new_user_data: u64,
    poll_mask: libc::c_uint,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_POLL_REMOVE as libc::c_int, sqe, -1, ptr::null(), flags, new_user_data);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(old_user_data);
        addr_of_mut!((*sqe).__bindgen_anon_3.poll32_events).write(__io_uring_prep_poll_mask(poll_mask));
    }
}

/// Prepares a request that waits for events of an epoll instance, once.
///
/// The completion's `res` is the number of events, 1 to `maxevents`. There is no time limit; link a timeout
/// to have one (`io_uring_prep_link_timeout`).
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the epoll instance; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `events`: room for the events.
/// - `maxevents`: number of events that fit, at least 1.
/// - `flags`: 0.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-EINVAL`: `fd` is no epoll instance, `maxevents` is not positive or absurdly large, `flags` is not 0,
///   the kernel is older than 6.15, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-EFAULT`: `events` cannot be written.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `events` has room for `maxevents` events and is used by nobody else until the request completes.
///
/// Since Linux 6.15. Source: io_uring_enter(2), epoll_wait(2).
///
/// C symbol: [`ffi::io_uring_prep_epoll_wait`](crate::ffi::io_uring_prep_epoll_wait).
#[inline]
pub unsafe fn io_uring_prep_epoll_wait(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    events: *mut libc::epoll_event,
    maxevents: libc::c_int,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_EPOLL_WAIT as libc::c_int,
            sqe,
            fd,
            events.cast(),
            maxevents as libc::c_uint,
            0,
        );
        addr_of_mut!((*sqe).__bindgen_anon_3.rw_flags).write(flags as libc::c_int);
    }
}

/// Prepares a request that adds, changes or removes a file of an epoll instance.
///
/// The completion's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `epfd`: the epoll instance, always an ordinary file descriptor.
/// - `fd`: the file, always an ordinary file descriptor.
/// - `op`: `EPOLL_CTL_ADD`, `EPOLL_CTL_MOD` or `EPOLL_CTL_DEL`.
/// - `ev`: the events to wait for and the data to report; null for `EPOLL_CTL_DEL`.
///
/// # Errors in the CQE
/// - `-EBADF`: `epfd` or `fd` is not open.
/// - `-EINVAL`: `epfd` is no epoll instance or the same as `fd`, an unknown `op`, or a ring with
///   `IORING_SETUP_IOPOLL`.
/// - `-EEXIST`: `EPOLL_CTL_ADD` of a file that is there already.
/// - `-ENOENT`: `EPOLL_CTL_MOD` or `EPOLL_CTL_DEL` of a file that is not there.
/// - `-EPERM`: the file cannot be waited for: one on a disk, for example.
/// - `-EFAULT`: `ev` cannot be read.
/// - `-ELOOP`: epoll instances would wait for each other.
/// - `-ENOSPC`, `-ENOMEM`: the limit of watches is reached, or no memory.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `ev` stays valid until the kernel has taken the entry: when the submitting call returns, or with
///   `IORING_SETUP_SQPOLL` when its thread has done so.
///
/// Since Linux 5.6. Source: io_uring_enter(2), epoll_ctl(2).
///
/// C symbol: [`ffi::io_uring_prep_epoll_ctl`](crate::ffi::io_uring_prep_epoll_ctl).
#[inline]
pub unsafe fn io_uring_prep_epoll_ctl(
    sqe: *mut io_uring_sqe,
    epfd: libc::c_int,
    fd: libc::c_int,
    op: libc::c_int,
    ev: *const libc::epoll_event,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_EPOLL_CTL as libc::c_int,
            sqe,
            epfd,
            ev.cast(),
            op as u32,
            (fd as u32).into(),
        );
    }
}
