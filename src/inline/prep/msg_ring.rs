// SPDX-License-Identifier: MIT OR Apache-2.0
//! Messages to other rings: completions and registered files.

use core::ptr::{self, addr_of_mut};

use libc::{c_int, c_uint};

use crate::*;

/// Prepares a request that posts a completion on another ring, with flags of the sender's choice.
///
/// The target ring gets a CQE with `user_data` = `data`, `res` = `len` and `flags` = `cqe_flags`. All else is
/// as with [`io_uring_prep_msg_ring`]; this helper adds [`IORING_MSG_RING_FLAGS_PASS`] to `flags`, which
/// kernels before 6.3 refuse.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`, `len`, `data`: as there.
/// - `flags`: 0; [`IORING_MSG_RING_CQE_SKIP`] is for file descriptors only.
/// - `cqe_flags`: 32 bits that arrive as `flags` of the target's CQE. The target's code takes
///   `IORING_CQE_F_*` bits for what the kernel means by them: leave those out, the upper 16 bits are free if
///   the target looks for no buffer number there. In a target with [`IORING_SETUP_CQE_MIXED`],
///   [`IORING_CQE_F_32`] makes a CQE of 32 bytes, the second half of it 0, and [`IORING_CQE_F_SKIP`] a CQE
///   that the helpers hide; in any other target both are bits like the rest, and the CQE takes one entry.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_msg_ring`].
///
/// # Safety
/// - The duties of [`io_uring_prep_msg_ring`].
/// - `cqe_flags` holds [`IORING_CQE_F_32`] only if the target has [`IORING_SETUP_CQE32`] or
///   [`IORING_SETUP_CQE_MIXED`]. Linux 6.18 writes 32 bytes into a queue of 16-byte CQEs too, and so over the
///   CQE beside it, which may be one that the target has not seen yet, or over what lies behind the queue.
/// - `cqe_flags`, like `data`, is something that the target's code can take.
///
/// Since Linux 6.3. Source: kernel header linux/io_uring.h, experiments on Linux 6.18.
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_REG_REG_RING == 0 { return eprintln!("not in this kernel"); }
/// # let mut target = MaybeUninit::<io_uring>::zeroed();
/// # let target = target.as_mut_ptr();
/// # assert_eq!(io_uring_queue_init(8, target, 0), 0);
/// let flags = 0xabcd << 16;
/// io_uring_prep_msg_ring_cqe_flags(io_uring_get_sqe(ring), (*target).ring_fd, 7, 0xfeed, 0, flags);
/// assert_eq!(io_uring_submit(ring), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(target, &mut cqe), 0);
/// assert_eq!(((*cqe).res, (*cqe).flags), (7, flags));
/// io_uring_cqe_seen(target, cqe);
/// # io_uring_queue_exit(target);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_msg_ring_cqe_flags`](crate::ffi#io_uring_prep_msg_ring_cqe_flags).
#[doc(alias("IORING_OP_MSG_RING", "cqe_flags_msg_ring", "message", "IORING_MSG_DATA"))]
#[doc(alias("msg ring cqe flags", "cqe flags msg ring"))]
#[inline]
pub unsafe fn io_uring_prep_msg_ring_cqe_flags(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    len: c_uint,
    data: u64,
    flags: c_uint,
    cqe_flags: c_uint,
) {
    // SAFETY: `file_index` carries the flags of the message, and `msg_ring_flags` says so: two members of
    // different unions.
    unsafe {
        io_uring_prep_rw(IORING_OP_MSG_RING as c_int, sqe, fd, ptr::null(), len, data);
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
/// The sender's own CQE has `res` 0 once the message is posted, or queued where this is said below.
/// [`IOSQE_CQE_SKIP_SUCCESS`] spares the sender that CQE; errors are still reported.
///
/// - Full target: a message that finds the target's CQ full is kept by the kernel, and the sender gets 0 all
///   the same. [`IORING_SQ_CQ_OVERFLOW`] is set in the target's SQ flags, and the messages follow in order
///   when the target has made room and enters the kernel for events. A message is lost only when the sender
///   gets an error.
/// - Target with [`IORING_SETUP_DEFER_TASKRUN`]: 0 means queued. The CQE appears when the target's task
///   enters the kernel for events, as the wait functions and [`io_uring_get_events`] do; merely looking at
///   the CQ shows nothing. With [`IORING_SETUP_TASKRUN_FLAG`] the target sees [`IORING_SQ_TASKRUN`] in its SQ
///   flags meanwhile.
/// - Target with [`IORING_SETUP_SINGLE_ISSUER`]: any task may send to it; the limit is on who submits to that
///   ring.
/// - Registered files: they cannot hold a ring, so a request with [`IOSQE_FIXED_FILE`] always fails, and an
///   index from [`io_uring_register_ring_fd`] is not taken for `fd`.
///
/// The [guide to messages](crate::guide::messages) has the whole family.
///
/// The helper adds no flag of its own. A thread without a ring sends with [`io_uring_register_sync_msg`]
/// (since Linux 6.13).
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: file descriptor of the target ring; it may be closed once the request is submitted, or, if the
///   request follows another one in a chain, once it has completed.
/// - `len`: 32 bits that arrive as `res` of the target's CQE; any value.
/// - `data`: 64 bits that arrive as `user_data` of the target's CQE; any value but
///   [`LIBURING_UDATA_TIMEOUT`], which the target's library may take for a time limit of its own.
/// - `flags`: 0. [`IORING_MSG_RING_FLAGS_PASS`] (since Linux 6.3) has the entry's `file_index` arrive as
///   flags of the CQE: use [`io_uring_prep_msg_ring_cqe_flags`] for that. [`IORING_MSG_RING_CQE_SKIP`] is for
///   file descriptors only.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EBADFD`: `fd` is no ring, or a ring that is still disabled ([`IORING_SETUP_R_DISABLED`]; checked since
///   Linux 6.1).
/// - `-EINVAL`: an unknown flag or [`IORING_MSG_RING_CQE_SKIP`] in `flags`; `ioprio`, `buf_index`,
///   `personality`, `addr3` or, without [`IORING_MSG_RING_FLAGS_PASS`], `file_index` of the entry is not
///   zero.
/// - `-EOVERFLOW`: the target's CQ is full and there is no memory to keep the message: it is lost.
/// - `-ENOMEM`: no memory for a message to a ring with [`IORING_SETUP_DEFER_TASKRUN`]: it is lost.
/// - `-ECANCELED`: nothing was sent.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `data` is something that the target's code can take: it does not see that a CQE is a message. Whoever
///   sends a pointer answers for its memory until the target has used it; between processes a pointer means
///   nothing.
///
/// Since Linux 5.18. Source:
/// [io_uring_prep_msg_ring(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_msg_ring.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html), experiments on Linux
/// 6.18.
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_REG_REG_RING == 0 { return eprintln!("not in this kernel"); }
/// # let mut target = MaybeUninit::<io_uring>::zeroed();
/// # let target = target.as_mut_ptr();
/// # assert_eq!(io_uring_queue_init(8, target, 0), 0);
/// io_uring_prep_msg_ring(io_uring_get_sqe(ring), (*target).ring_fd, 7, 0xfeed, 0);
/// assert_eq!(io_uring_submit(ring), 1);
///
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(target, &mut cqe), 0);
/// assert_eq!(((*cqe).user_data, (*cqe).res), (0xfeed, 7));
/// io_uring_cqe_seen(target, cqe);
/// // The sender has a CQE of its own.
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(target);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_msg_ring`](crate::ffi#io_uring_prep_msg_ring).
#[doc(alias("IORING_OP_MSG_RING", "ring_msg", "message", "wake_ring", "IORING_MSG_DATA"))]
#[doc(alias("msg ring", "ring msg"))]
#[inline]
pub unsafe fn io_uring_prep_msg_ring(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    len: c_uint,
    data: u64,
    flags: c_uint,
) {
    // SAFETY: both halves of the message are numbers, in `len` and `off`; the target is a descriptor, and no
    // pointer to it is needed.
    unsafe {
        io_uring_prep_rw(IORING_OP_MSG_RING as c_int, sqe, fd, ptr::null(), len, data);
        addr_of_mut!((*sqe).__bindgen_anon_3.msg_ring_flags).write(flags);
    }
}

/// Prepares a request that hands a registered file to another ring, into a slot of the sender's choice.
///
/// The file is taken from the file table of the sender's ring and stays there; the target's slot holds the
/// same open file afterwards, and a file that was in it is closed. The target gets a CQE with `user_data` =
/// `data`, `res` = 0 and `flags` = 0, unless [`IORING_MSG_RING_CQE_SKIP`] is given. The sender's own CQE has
/// `res` 0. What is said about full targets and about [`IORING_SETUP_SINGLE_ISSUER`] at
/// [`io_uring_prep_msg_ring`] holds here too. A target with [`IORING_SETUP_DEFER_TASKRUN`] has its own task
/// put the file into the slot, and the sender completes after that.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: file descriptor of the target ring, another one than the sender's.
/// - `source_fd`: slot of the file in the sender's file table.
/// - `target_fd`: slot in the target's file table, from 0. [`IORING_FILE_INDEX_ALLOC`], as an `int` -1, lets
///   the kernel choose: see [`io_uring_prep_msg_ring_fd_alloc`].
/// - `data`: as for [`io_uring_prep_msg_ring`].
/// - `flags`: 0, or [`IORING_MSG_RING_CQE_SKIP`] for passing the file without a CQE.
///   [`IORING_MSG_RING_FLAGS_PASS`] has no effect.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EBADFD`: `fd` is no ring, or a ring that is still disabled ([`IORING_SETUP_R_DISABLED`]; Linux 6.1
///   does not check that for files).
/// - `-EBADF`: `fd` is not open, or slot `source_fd` is empty or beyond the sender's table.
/// - `-EINVAL`: the target is the sender's own ring, slot `target_fd` is beyond the target's table, an
///   unknown flag; `ioprio`, `len`, `buf_index` or `personality` of the entry is not zero (Linux 6.1 does not
///   check `len`).
/// - `-ENXIO`: the target has no file table.
/// - `-EOVERFLOW`: the slot holds the file, but the target's CQ is full and there is no memory to keep the
///   CQE: send the news with another message.
/// - `-EOWNERDEAD`: the target has [`IORING_SETUP_DEFER_TASKRUN`] and its task has ended (Linux 6.1 passes
///   the file all the same).
/// - `-ECANCELED`: nothing was sent.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - No request of the target counts on the file that slot `target_fd` held before.
/// - `data` is something that the target's code can take: it does not see that a CQE is a message.
///
/// Since Linux 6.0. Source: kernel header linux/io_uring.h, experiments on Linux 6.18. Guide:
/// [slots](crate::guide::conventions#slots).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_REG_REG_RING == 0 { return eprintln!("not in this kernel"); }
/// # let mut target = MaybeUninit::<io_uring>::zeroed();
/// # let target = target.as_mut_ptr();
/// # assert_eq!(io_uring_queue_init(8, target, 0), 0);
/// let (reader, writer) = {
///     let mut ends = [0; 2];
///     assert_eq!(libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC), 0);
///     (ends[0], ends[1])
/// };
/// assert_eq!(io_uring_register_files(ring, [writer].as_ptr(), 1), 0); // slot 0
/// assert_eq!(io_uring_register_files_sparse(target, 4), 0);
/// io_uring_prep_msg_ring_fd(io_uring_get_sqe(ring), (*target).ring_fd, 0, 3, 0xfeed, 0);
/// assert_eq!(io_uring_submit(ring), 1);
///
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(target, &mut cqe), 0);
/// assert_eq!(((*cqe).user_data, (*cqe).res), (0xfeed, 0));
/// io_uring_cqe_seen(target, cqe);
/// // The target writes to the pipe by its slot 3.
/// let sqe = io_uring_get_sqe(target);
/// io_uring_prep_write(sqe, 3, b"x".as_ptr().cast(), 1, 0);
/// io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);
/// assert_eq!(io_uring_submit_and_wait(target, 1), 1);
/// let mut byte = 0_u8;
/// assert_eq!(libc::read(reader, std::ptr::addr_of_mut!(byte).cast(), 1), 1);
/// assert_eq!(byte, b'x');
/// # libc::close(reader);
/// # libc::close(writer);
/// # io_uring_queue_exit(target);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_msg_ring_fd`](crate::ffi#io_uring_prep_msg_ring_fd).
#[doc(alias("IORING_OP_MSG_RING", "fd_msg_ring", "send_fd", "pass_fd", "IORING_MSG_SEND_FD", "SCM_RIGHTS"))]
#[doc(alias("msg ring fd", "fd msg ring"))]
#[inline]
pub unsafe fn io_uring_prep_msg_ring_fd(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    source_fd: c_int,
    target_fd: c_int,
    data: u64,
    flags: c_uint,
) {
    // SAFETY: slots are numbers: the source goes into `addr3`, the target plus one into `file_index`; `addr`
    // holds the kind of message.
    unsafe {
        io_uring_prep_rw(IORING_OP_MSG_RING as c_int, sqe, fd, ptr::null(), 0, data);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(IORING_MSG_SEND_FD.into());
        addr_of_mut!((*sqe).__bindgen_anon_6.__bindgen_anon_1.addr3).write(source_fd as u64);
        set_slot_or_alloc(sqe, target_fd as c_uint);
        addr_of_mut!((*sqe).__bindgen_anon_3.msg_ring_flags).write(flags);
    }
}

/// Prepares a request that hands a registered file to another ring, into a slot that the kernel chooses.
///
/// The slot is the `res` of the target's CQE and also that of the sender's own, so with
/// [`IORING_MSG_RING_CQE_SKIP`] only the sender learns it. All else is as with [`io_uring_prep_msg_ring_fd`].
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`, `source_fd`, `data`, `flags`: as there.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_msg_ring_fd`].
/// - `-ENFILE`: instead of `-ENXIO`: no slot of the target is free, or it has no file table.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `data` is something that the target's code can take: it does not see that a CQE is a message.
///
/// Since Linux 6.0. Source: kernel header linux/io_uring.h, experiments on Linux 6.18.
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_REG_REG_RING == 0 { return eprintln!("not in this kernel"); }
/// # let mut target = MaybeUninit::<io_uring>::zeroed();
/// # let target = target.as_mut_ptr();
/// # assert_eq!(io_uring_queue_init(8, target, 0), 0);
/// assert_eq!(io_uring_register_files(ring, [1].as_ptr(), 1), 0); // slot 0: stdout
/// assert_eq!(io_uring_register_files_sparse(target, 2), 0); // two empty slots
/// io_uring_prep_msg_ring_fd_alloc(io_uring_get_sqe(ring), (*target).ring_fd, 0, 0xfeed, 0);
/// assert_eq!(io_uring_submit(ring), 1);
///
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(target, &mut cqe), 0);
/// assert_eq!((*cqe).user_data, 0xfeed);
/// assert!((0..2).contains(&(*cqe).res)); // the slot
/// io_uring_cqe_seen(target, cqe);
/// # io_uring_queue_exit(target);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_msg_ring_fd_alloc`](crate::ffi#io_uring_prep_msg_ring_fd_alloc).
#[doc(alias("IORING_OP_MSG_RING", "fd_alloc_msg_ring", "send_fd", "pass_fd", "IORING_MSG_SEND_FD"))]
#[doc(alias("msg ring fd alloc", "fd alloc msg ring"))]
#[inline]
pub unsafe fn io_uring_prep_msg_ring_fd_alloc(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    source_fd: c_int,
    data: u64,
    flags: c_uint,
) {
    // SAFETY: `IORING_FILE_INDEX_ALLOC` is a value of `target_fd` that the helper called knows; nothing is
    // added to its stores.
    unsafe {
        io_uring_prep_msg_ring_fd(sqe, fd, source_fd, IORING_FILE_INDEX_ALLOC as c_int, data, flags);
    }
}
