// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for messages to other rings: completions and registered files.

use super::{__io_uring_set_target_fixed_file, io_uring_prep_rw};
use crate::{
    io_uring_sqe, IORING_FILE_INDEX_ALLOC, IORING_MSG_RING_FLAGS_PASS, IORING_MSG_SEND_FD, IORING_OP_MSG_RING,
};
use core::ptr::{self, addr_of_mut};

/// Prepares a request that posts a completion on another ring, with flags of the sender's choice.
///
/// The target ring gets a CQE with `user_data` = `data`, `res` = `len` and `flags` = `cqe_flags`. All else is
/// as with `io_uring_prep_msg_ring`; this helper adds `IORING_MSG_RING_FLAGS_PASS` to `flags`, which kernels
/// before 6.3 refuse.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: file descriptor of the target ring, never a registered file.
/// - `len`: 32 bits that arrive as `res` of the target's CQE; any value.
/// - `data`: 64 bits that arrive as `user_data` of the target's CQE; any value but `LIBURING_UDATA_TIMEOUT`,
///   which the target's library may take for a time limit of its own.
/// - `flags`: 0; `IORING_MSG_RING_CQE_SKIP` is for file descriptors only.
/// - `cqe_flags`: 32 bits that arrive as `flags` of the target's CQE. The target takes `IORING_CQE_F_*` bits
///   for what the kernel means by them: leave those out, the upper 16 bits are free if the target looks for
///   no buffer number there.
///
/// # Errors in the CQE
/// - `-EBADFD`: `fd` is no ring, or a ring that is still disabled (`IORING_SETUP_R_DISABLED`).
/// - `-EBADF`: `fd` is not open, or `IOSQE_FIXED_FILE` is set and the slot is empty.
/// - `-EINVAL`: the kernel is older than 6.3, an unknown flag or `IORING_MSG_RING_CQE_SKIP` in `flags`;
///   `ioprio`, `buf_index`, `personality` or `addr3` of the entry is not zero.
/// - `-EOPNOTSUPP`: `IOSQE_BUFFER_SELECT` is set.
/// - `-EOVERFLOW`: the target's CQ is full and there is no memory to keep the message: it is lost.
/// - `-ENOMEM`: no memory for a message to a ring with `IORING_SETUP_DEFER_TASKRUN`: it is lost.
/// - `-ECANCELED`: an earlier request of its chain failed; nothing was sent.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `cqe_flags` does not hold `IORING_CQE_F_32`, unless all CQEs of the target have 32 bytes: Linux 6.18
///   then overwrites the CQE beside it.
/// - `data` and `cqe_flags` are something that the target's code can take: it does not see that a CQE is a
///   message.
///
/// Since Linux 6.3. Source: kernel header linux/io_uring.h, experiments on Linux 6.18.
///
/// C symbol: [`ffi::io_uring_prep_msg_ring_cqe_flags`](crate::ffi::io_uring_prep_msg_ring_cqe_flags).
#[inline]
pub unsafe fn io_uring_prep_msg_ring_cqe_flags(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    len: libc::c_uint,
    data: u64,
    flags: libc::c_uint,
    cqe_flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_MSG_RING as libc::c_int, sqe, fd, ptr::null(), len, data);
        addr_of_mut!((*sqe).__bindgen_anon_3.msg_ring_flags).write(flags | IORING_MSG_RING_FLAGS_PASS);
        addr_of_mut!((*sqe).__bindgen_anon_5.file_index).write(cqe_flags);
    }
}

/// Prepares a request that posts a completion on another ring.
///
/// The target ring gets a CQE with `user_data` = `data`, `res` = `len` and `flags` = 0: 96 bits of the
/// sender's choice, for waking up whoever waits for the target's completions or for passing work on. The
/// target may be any ring that the process has a file descriptor of, the sender's own too.
///
/// The sender's own completion has `res` 0 once the message is posted, or queued where this is said below.
/// `IOSQE_CQE_SKIP_SUCCESS` spares the sender that completion; errors are still reported.
///
/// - Full target: a message that finds the target's CQ full is kept by the kernel, and the sender gets 0 all
///   the same. `IORING_SQ_CQ_OVERFLOW` is set in the target's SQ flags, and the messages follow in order when
///   the target has made room and enters the kernel for events. A message is lost only when the sender gets
///   an error.
/// - Target with `IORING_SETUP_DEFER_TASKRUN`: 0 means queued. The CQE appears when the target's task enters
///   the kernel for events, as the wait functions and `io_uring_get_events` do; merely looking at the CQ
///   shows nothing. With `IORING_SETUP_TASKRUN_FLAG` the target sees `IORING_SQ_TASKRUN` in its SQ flags
///   meanwhile.
/// - Target with `IORING_SETUP_SINGLE_ISSUER`: any task may send to it; the limit is on who submits to that
///   ring.
/// - Registered files: they cannot hold a ring, so a request with `IOSQE_FIXED_FILE` always fails, and an
///   index from `io_uring_register_ring_fd` is not taken for `fd`.
///
/// The helper adds no flag of its own. A thread without a ring sends with `io_uring_register_sync_msg` (since
/// Linux 6.13).
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: file descriptor of the target ring; it may be closed once the request is submitted, or, if the
///   request follows another one in a chain, once it has completed.
/// - `len`: 32 bits that arrive as `res` of the target's CQE; any value.
/// - `data`: 64 bits that arrive as `user_data` of the target's CQE; any value but `LIBURING_UDATA_TIMEOUT`,
///   which the target's library may take for a time limit of its own.
/// - `flags`: 0. `IORING_MSG_RING_FLAGS_PASS` (since Linux 6.3) has the entry's `file_index` arrive as flags
///   of the CQE: use `io_uring_prep_msg_ring_cqe_flags` for that. `IORING_MSG_RING_CQE_SKIP` is for file
///   descriptors only.
///
/// # Errors in the CQE
/// - `-EBADFD`: `fd` is no ring, or a ring that is still disabled (`IORING_SETUP_R_DISABLED`; checked since
///   Linux 6.1).
/// - `-EBADF`: `fd` is not open, or `IOSQE_FIXED_FILE` is set and the slot is empty.
/// - `-EINVAL`: the kernel is older than 5.18; an unknown flag or `IORING_MSG_RING_CQE_SKIP` in `flags`;
///   `ioprio`, `buf_index`, `personality`, `addr3` or, without `IORING_MSG_RING_FLAGS_PASS`, `file_index` of
///   the entry is not zero.
/// - `-EOPNOTSUPP`: `IOSQE_BUFFER_SELECT` is set.
/// - `-EOVERFLOW`: the target's CQ is full and there is no memory to keep the message: it is lost.
/// - `-ENOMEM`: no memory for a message to a ring with `IORING_SETUP_DEFER_TASKRUN`: it is lost.
/// - `-ECANCELED`: an earlier request of its chain failed; nothing was sent.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `data` is something that the target's code can take: it does not see that a CQE is a message. Whoever
///   sends a pointer answers for its memory until the target has used it; between processes a pointer means
///   nothing.
///
/// Since Linux 5.18. Source: io_uring_prep_msg_ring(3), io_uring_enter(2), experiments on Linux 6.18.
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
///     let mut target: io_uring = MaybeUninit::zeroed().assume_init();
///     assert_eq!(io_uring_queue_init(8, &mut target, 0), 0);
///     io_uring_prep_msg_ring(io_uring_get_sqe(&mut ring), target.ring_fd, 7, 0xfeed, 0);
///     assert_eq!(io_uring_submit(&mut ring), 1);
///
///     let mut cqe = ptr::null_mut();
///     assert_eq!(io_uring_wait_cqe(&mut target, &mut cqe), 0);
///     assert_eq!(((*cqe).user_data, (*cqe).res), (0xfeed, 7));
///     io_uring_cqe_seen(&mut target, cqe);
///     assert_eq!(io_uring_wait_cqe(&mut ring, &mut cqe), 0);
///     assert_eq!((*cqe).res, 0);
///     io_uring_cqe_seen(&mut ring, cqe);
///     io_uring_queue_exit(&mut target);
///     io_uring_queue_exit(&mut ring);
/// }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_msg_ring`](crate::ffi::io_uring_prep_msg_ring).
#[inline]
pub unsafe fn io_uring_prep_msg_ring(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    len: libc::c_uint,
    data: u64,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_MSG_RING as libc::c_int, sqe, fd, ptr::null(), len, data);
        addr_of_mut!((*sqe).__bindgen_anon_3.msg_ring_flags).write(flags);
    }
}

/// Prepares a request that hands a registered file to another ring, into a slot of the sender's choice.
///
/// The file is taken from the registered files of the sender's ring and stays there; the target's slot holds
/// the same open file afterwards, and a file that was in it is closed. The target gets a CQE with `user_data`
/// = `data`, `res` = 0 and `flags` = 0, unless `IORING_MSG_RING_CQE_SKIP` is given. The sender's own
/// completion has `res` 0. What is said about full targets and about `IORING_SETUP_SINGLE_ISSUER` at
/// `io_uring_prep_msg_ring` holds here too. A target with `IORING_SETUP_DEFER_TASKRUN` has its own task put
/// the file into the slot, and the sender completes after that.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: file descriptor of the target ring, another one than the sender's.
/// - `source_fd`: slot of the file in the sender's registered files.
/// - `target_fd`: slot in the target's registered files, from 0. `IORING_FILE_INDEX_ALLOC`, as an `int` -1,
///   lets the kernel choose: see `io_uring_prep_msg_ring_fd_alloc`.
/// - `data`: 64 bits that arrive as `user_data` of the target's CQE; any value but `LIBURING_UDATA_TIMEOUT`,
///   which the target's library may take for a time limit of its own.
/// - `flags`: 0, or `IORING_MSG_RING_CQE_SKIP` for passing the file without a CQE.
///   `IORING_MSG_RING_FLAGS_PASS` has no effect.
///
/// # Errors in the CQE
/// - `-EBADFD`: `fd` is no ring, or a ring that is still disabled (`IORING_SETUP_R_DISABLED`; Linux 6.1 does
///   not check that for files).
/// - `-EBADF`: `fd` is not open, or slot `source_fd` is empty or beyond the sender's table.
/// - `-EINVAL`: the target is the sender's own ring, slot `target_fd` is beyond the target's table, an
///   unknown flag, the kernel is older than 6.0; `ioprio`, `len`, `buf_index` or `personality` of the entry
///   is not zero (Linux 6.1 does not check `len`).
/// - `-ENXIO`: the target has no registered files.
/// - `-EOVERFLOW`: the slot holds the file, but the target's CQ is full and there is no memory to keep the
///   CQE: send the news with another message.
/// - `-EOWNERDEAD`: the target has `IORING_SETUP_DEFER_TASKRUN` and its task has ended (Linux 6.1 passes the
///   file all the same).
/// - `-EOPNOTSUPP`: `IOSQE_BUFFER_SELECT` is set.
/// - `-ECANCELED`: an earlier request of its chain failed; nothing was sent.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - No request of the target counts on the file that slot `target_fd` held before.
/// - `data` is something that the target's code can take: it does not see that a CQE is a message.
///
/// Since Linux 6.0. Source: kernel header linux/io_uring.h, experiments on Linux 6.18.
///
/// C symbol: [`ffi::io_uring_prep_msg_ring_fd`](crate::ffi::io_uring_prep_msg_ring_fd).
#[inline]
pub unsafe fn io_uring_prep_msg_ring_fd(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    source_fd: libc::c_int,
    target_fd: libc::c_int,
    data: u64,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_MSG_RING as libc::c_int, sqe, fd, ptr::null(), 0, data);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(IORING_MSG_SEND_FD.into());
        addr_of_mut!((*sqe).__bindgen_anon_6.__bindgen_anon_1.addr3).write(source_fd as u64);
        let target_fd = target_fd as libc::c_uint;
        // The entry holds the slot plus one, but IORING_FILE_INDEX_ALLOC as it is.
        let slot = if target_fd == IORING_FILE_INDEX_ALLOC { target_fd - 1 } else { target_fd };
        __io_uring_set_target_fixed_file(sqe, slot);
        addr_of_mut!((*sqe).__bindgen_anon_3.msg_ring_flags).write(flags);
    }
}

/// Prepares a request that hands a registered file to another ring, into a slot that the kernel chooses.
///
/// The slot is the `res` of the target's CQE and also that of the sender's own completion, so with
/// `IORING_MSG_RING_CQE_SKIP` only the sender learns it. All else is as with `io_uring_prep_msg_ring_fd`.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: file descriptor of the target ring, another one than the sender's.
/// - `source_fd`: slot of the file in the sender's registered files.
/// - `data`: 64 bits that arrive as `user_data` of the target's CQE; any value but `LIBURING_UDATA_TIMEOUT`,
///   which the target's library may take for a time limit of its own.
/// - `flags`: 0, or `IORING_MSG_RING_CQE_SKIP` for passing the file without a CQE.
///   `IORING_MSG_RING_FLAGS_PASS` has no effect.
///
/// # Errors in the CQE
/// - `-ENFILE`: no slot of the target is free, or the target has no registered files.
/// - `-EBADFD`: `fd` is no ring, or a ring that is still disabled (`IORING_SETUP_R_DISABLED`; Linux 6.1 does
///   not check that for files).
/// - `-EBADF`: `fd` is not open, or slot `source_fd` is empty or beyond the sender's table.
/// - `-EINVAL`: the target is the sender's own ring, an unknown flag, the kernel is older than 6.0; `ioprio`,
///   `len`, `buf_index` or `personality` of the entry is not zero (Linux 6.1 does not check `len`).
/// - `-EOVERFLOW`: a slot holds the file, but the target's CQ is full and there is no memory to keep the CQE:
///   send the news with another message.
/// - `-EOWNERDEAD`: the target has `IORING_SETUP_DEFER_TASKRUN` and its task has ended (Linux 6.1 passes the
///   file all the same).
/// - `-EOPNOTSUPP`: `IOSQE_BUFFER_SELECT` is set.
/// - `-ECANCELED`: an earlier request of its chain failed; nothing was sent.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `data` is something that the target's code can take: it does not see that a CQE is a message.
///
/// Since Linux 6.0. Source: kernel header linux/io_uring.h, experiments on Linux 6.18.
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
///     let mut target: io_uring = MaybeUninit::zeroed().assume_init();
///     assert_eq!(io_uring_queue_init(8, &mut target, 0), 0);
///     assert_eq!(io_uring_register_files(&mut ring, [1].as_ptr(), 1), 0); // slot 0: stdout
///     assert_eq!(io_uring_register_files(&mut target, [-1, -1].as_ptr(), 2), 0); // two empty slots
///     io_uring_prep_msg_ring_fd_alloc(io_uring_get_sqe(&mut ring), target.ring_fd, 0, 0xfeed, 0);
///     assert_eq!(io_uring_submit(&mut ring), 1);
///
///     let mut cqe = ptr::null_mut();
///     assert_eq!(io_uring_wait_cqe(&mut target, &mut cqe), 0);
///     assert_eq!((*cqe).user_data, 0xfeed);
///     assert!((0..2).contains(&(*cqe).res)); // the slot
///     io_uring_cqe_seen(&mut target, cqe);
///     io_uring_queue_exit(&mut target);
///     io_uring_queue_exit(&mut ring);
/// }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_msg_ring_fd_alloc`](crate::ffi::io_uring_prep_msg_ring_fd_alloc).
#[inline]
pub unsafe fn io_uring_prep_msg_ring_fd_alloc(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    source_fd: libc::c_int,
    data: u64,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_msg_ring_fd(sqe, fd, source_fd, IORING_FILE_INDEX_ALLOC as libc::c_int, data, flags);
    }
}
