// SPDX-License-Identifier: MIT OR Apache-2.0
//! The completion queue: counting, waiting for completions, giving them back.

use core::ptr::null_mut;

use libc::{c_int, c_uint};

use super::barrier::{
    io_uring_smp_load_acquire, io_uring_smp_store_release, IO_URING_READ_ONCE, IO_URING_WRITE_ONCE,
};
use super::cqe::{io_uring_cqe_nr, io_uring_cqe_shift};
use crate::bindings::library::__io_uring_get_cqe;
use crate::{
    io_uring, io_uring_cqe, IORING_CQE_F_SKIP, IORING_CQ_EVENTFD_DISABLED, IORING_FEAT_EXT_ARG,
    IORING_SQ_CQ_OVERFLOW, LIBURING_UDATA_TIMEOUT,
};

/// Gives completions back to the kernel, which may then overwrite them.
///
/// # Parameters
/// - `ring`: the ring.
/// - `nr`: entries of the completion queue, 0 to what is ready; a 32-byte CQE in a ring with
///   `IORING_SETUP_CQE_MIXED` counts 2, see `io_uring_cqe_nr`.
///
/// # Safety
/// - `ring` points to a ring that was set up, and no other thread consumes its completions meanwhile.
/// - At least `nr` entries are ready, and none of them is read afterwards.
///
/// Since Linux 5.1. Source: io_uring_cq_advance(3).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// // SAFETY: the ring is set up before it is used and ended after; one thread uses it.
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 {
/// #     eprintln!("no io_uring here");
/// #     return;
/// # }
/// for _ in 0..4 {
///     io_uring_prep_nop(io_uring_get_sqe(ring));
/// }
/// assert_eq!(io_uring_submit_and_wait(ring, 4), 4);
/// let mut iter = io_uring_cqe_iter_init(ring);
/// let mut seen = 0;
/// let mut cqe = null_mut();
/// while io_uring_cqe_iter_next(&mut iter, &mut cqe) {
///     assert_eq!((*cqe).res, 0);
///     seen += io_uring_cqe_nr(cqe);
/// }
/// io_uring_cq_advance(ring, seen);
/// assert_eq!(io_uring_cq_ready(ring), 0);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_cq_advance`](crate::ffi::io_uring_cq_advance).
#[inline]
pub unsafe fn io_uring_cq_advance(ring: *mut io_uring, nr: c_uint) {
    if nr == 0 {
        return;
    }
    // SAFETY: the caller vouches for the ring; only its thread moves the head.
    unsafe {
        let head = (*ring).cq.khead;
        // Release: our reads of the CQEs come before the kernel, which acquires the head, may reuse them.
        io_uring_smp_store_release(head, head.read().wrapping_add(nr));
    }
}

/// Gives one completion back to the kernel. To be called for each CQE that `io_uring_wait_cqe`, `io_uring_peek_cqe` or
/// their kin handed out, once it was read; for many at once use `io_uring_cq_advance`.
///
/// # Parameters
/// - `ring`: the ring.
/// - `cqe`: the oldest completion that was not given back yet; null does nothing.
///
/// # Safety
/// - `ring` points to a ring that was set up, and no other thread consumes its completions meanwhile.
/// - `cqe` is null or the ring's CQE at its head; it is not read afterwards.
///
/// Since Linux 5.1. Source: io_uring_cqe_seen(3).
///
/// C symbol: [`ffi::io_uring_cqe_seen`](crate::ffi::io_uring_cqe_seen).
#[inline]
pub unsafe fn io_uring_cqe_seen(ring: *mut io_uring, cqe: *mut io_uring_cqe) {
    if cqe.is_null() {
        return;
    }
    // SAFETY: the caller vouches for the ring and its CQE.
    unsafe { io_uring_cq_advance(ring, io_uring_cqe_nr(cqe)) }
}

/// Counts the entries of the completion queue that are ready. The kernel is not entered; completions that did not fit into
/// the queue don't count.
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// 0 up to the number of entries of the completion queue; a 32-byte CQE in a ring with `IORING_SETUP_CQE_MIXED` counts 2.
///
/// # Safety
/// - `ring` points to a ring that was set up.
///
/// Since Linux 5.1. Source: io_uring_cq_ready(3).
///
/// C symbol: [`ffi::io_uring_cq_ready`](crate::ffi::io_uring_cq_ready).
#[inline]
pub unsafe fn io_uring_cq_ready(ring: *const io_uring) -> c_uint {
    // Acquire: pairs with the kernel's release of the tail after it filled the CQEs.
    // SAFETY: the caller vouches for the ring; its pointers are valid while it is set up.
    unsafe { io_uring_smp_load_acquire((*ring).cq.ktail).wrapping_sub((*ring).cq.khead.read()) }
}

/// Tells whether completions wait inside the kernel because the completion queue was full. None of them is lost:
/// `io_uring_get_events`, or any wait, moves them to the queue once there is room.
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// True if there are such completions.
///
/// # Safety
/// - `ring` points to a ring that was set up.
///
/// Since Linux 5.8 (`IORING_SQ_CQ_OVERFLOW`). Source: io_uring_cq_has_overflow(3).
///
/// C symbol: [`ffi::io_uring_cq_has_overflow`](crate::ffi::io_uring_cq_has_overflow).
#[inline]
pub unsafe fn io_uring_cq_has_overflow(ring: *const io_uring) -> bool {
    // SAFETY: the caller vouches for the ring; its pointers are valid while it is set up.
    unsafe { IO_URING_READ_ONCE((*ring).sq.kflags) & IORING_SQ_CQ_OVERFLOW != 0 }
}

/// Tells whether a registered eventfd is signalled for completions.
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// True unless `io_uring_cq_eventfd_toggle` switched it off. Kernels that cannot switch it off always signal.
///
/// # Safety
/// - `ring` points to a ring that was set up.
///
/// Since Linux 5.8. Source: io_uring_cq_eventfd_enabled(3).
///
/// C symbol: [`ffi::io_uring_cq_eventfd_enabled`](crate::ffi::io_uring_cq_eventfd_enabled).
#[inline]
pub unsafe fn io_uring_cq_eventfd_enabled(ring: *const io_uring) -> bool {
    // SAFETY: the caller vouches for the ring; the flags are where the pointer says, or it is null.
    unsafe {
        let kflags = (*ring).cq.kflags;
        kflags.is_null() || IO_URING_READ_ONCE(kflags) & IORING_CQ_EVENTFD_DISABLED == 0
    }
}

/// Switches the signalling of a registered eventfd on or off.
///
/// # Parameters
/// - `ring`: the ring.
/// - `enabled`: true to have it signalled for each completion, false to keep it quiet.
///
/// # Returns
/// 0, or `-errno`.
///
/// # Errors
/// - `-EOPNOTSUPP`: a kernel before 5.8, which always signals.
///
/// # Safety
/// - `ring` points to a ring that was set up; no other thread switches it at the same time.
///
/// Since Linux 5.8. Source: io_uring_cq_eventfd_toggle(3).
///
/// C symbol: [`ffi::io_uring_cq_eventfd_toggle`](crate::ffi::io_uring_cq_eventfd_toggle).
#[inline]
pub unsafe fn io_uring_cq_eventfd_toggle(ring: *mut io_uring, enabled: bool) -> c_int {
    // SAFETY: the caller vouches for the ring; only the program writes these flags, one thread at a time.
    unsafe {
        if enabled == io_uring_cq_eventfd_enabled(ring) {
            return 0;
        }
        let kflags = (*ring).cq.kflags;
        if kflags.is_null() {
            return -libc::EOPNOTSUPP;
        }
        let flags = IO_URING_READ_ONCE(kflags);
        let flags =
            if enabled { flags & !IORING_CQ_EVENTFD_DISABLED } else { flags | IORING_CQ_EVENTFD_DISABLED };
        // Relaxed: the kernel samples the flags when it posts; no other memory depends on them.
        IO_URING_WRITE_ONCE(kflags, flags);
        0
    }
}

/// Waits for a number of completions and hands out the oldest. Nothing is submitted.
///
/// # Parameters
/// - `ring`: the ring.
/// - `cqe_ptr`: receives the oldest completion, null on failure.
/// - `wait_nr`: how many completions must be ready, 0 up to the number of entries of the completion queue; 0 doesn't wait.
///
/// # Returns
/// 0 with a completion in `cqe_ptr`, or `-errno`.
///
/// # Errors
/// - `-EAGAIN`: `wait_nr` is 0 and none is ready.
/// - `-EINTR`: a signal arrived.
/// - the others of io_uring_enter(2).
///
/// # Safety
/// - `ring` points to a ring that was set up, and no other thread consumes its completions meanwhile.
/// - `cqe_ptr` can be written.
///
/// Since Linux 5.1. Source: io_uring_wait_cqe_nr(3).
///
/// C symbol: [`ffi::io_uring_wait_cqe_nr`](crate::ffi::io_uring_wait_cqe_nr).
#[inline]
pub unsafe fn io_uring_wait_cqe_nr(
    ring: *mut io_uring,
    cqe_ptr: *mut *mut io_uring_cqe,
    wait_nr: c_uint,
) -> c_int {
    // SAFETY: the caller vouches for the ring and for `cqe_ptr`.
    unsafe { __io_uring_get_cqe(ring, cqe_ptr, 0, wait_nr, null_mut()) }
}

/// Takes a completion off the queue that the caller never asked for: filler of a mixed queue, or the end of a timeout that
/// the library submitted itself, whose failure (`-ETIME`: time is up) is what the caller's wait returns.
///
/// Returns whether it did, and the failure or 0.
///
/// # Safety
/// - `cqe` is the CQE at the head of `ring`, a ring that was set up.
#[inline]
unsafe fn io_uring_skip_cqe(ring: *mut io_uring, cqe: *mut io_uring_cqe) -> (bool, c_int) {
    // SAFETY: the caller vouches for both.
    unsafe {
        let mut err = 0;
        if (*cqe).flags & IORING_CQE_F_SKIP == 0 {
            if (*ring).features & IORING_FEAT_EXT_ARG != 0 || (*cqe).user_data != LIBURING_UDATA_TIMEOUT {
                return (false, 0);
            }
            err = (*cqe).res.min(0);
        }
        io_uring_cq_advance(ring, io_uring_cqe_nr(cqe));
        (true, err)
    }
}

/// Hands out the oldest completion that is ready, without entering the kernel. Completions that are not the
/// caller's (those of the library's own timeouts, fillers of a mixed queue) are taken off the queue on the way.
///
/// # Parameters
/// - `ring`: the ring.
/// - `cqe_ptr`: receives the completion, or null if none is ready.
/// - `nr_available`: receives the number of entries that are ready, the one handed out included; may be null.
///
/// # Returns
/// 0, also if none is ready, or `-errno`.
///
/// # Errors
/// - `-ETIME`: a timeout of the library's own ended (kernels before 5.11); `cqe_ptr` is null then.
///
/// # Safety
/// - `ring` points to a ring that was set up, and no other thread consumes its completions meanwhile.
/// - `cqe_ptr` can be written, `nr_available` too unless it is null.
///
/// Since Linux 5.1. Source: io_uring_peek_cqe(3).
///
/// C symbol: [`ffi::__io_uring_peek_cqe`](crate::ffi::__io_uring_peek_cqe).
#[inline]
pub unsafe fn __io_uring_peek_cqe(
    ring: *mut io_uring,
    cqe_ptr: *mut *mut io_uring_cqe,
    nr_available: *mut c_uint,
) -> c_int {
    // SAFETY: the caller vouches for the ring and the out pointers; the masked position lies inside the entries.
    unsafe {
        let mut found = null_mut();
        let mut err = 0;
        let mut available;
        loop {
            let head = (*ring).cq.khead.read();
            // Acquire: pairs with the kernel's release of the tail after it filled the CQEs.
            available = io_uring_smp_load_acquire((*ring).cq.ktail).wrapping_sub(head);
            if available == 0 {
                break;
            }
            let at = (head & (*ring).cq.ring_mask) << io_uring_cqe_shift(ring);
            let cqe = (*ring).cq.cqes.add(at as usize);
            let (skipped, failure) = io_uring_skip_cqe(ring, cqe);
            if !skipped {
                found = cqe;
                break;
            }
            if failure != 0 {
                err = failure;
                available -= 1;
                break;
            }
        }
        cqe_ptr.write(found);
        if !nr_available.is_null() {
            nr_available.write(available);
        }
        err
    }
}

/// Hands out the oldest completion if one is ready; doesn't wait. The kernel is entered only where it holds
/// completions back: after an overflow, or with task work or polled I/O to be run.
///
/// # Parameters
/// - `ring`: the ring.
/// - `cqe_ptr`: receives the completion, null on failure.
///
/// # Returns
/// 0 with a completion in `cqe_ptr`, or `-errno`.
///
/// # Errors
/// - `-EAGAIN`: none is ready.
/// - the others of io_uring_enter(2).
///
/// # Safety
/// - `ring` points to a ring that was set up, and no other thread consumes its completions meanwhile.
/// - `cqe_ptr` can be written.
///
/// Since Linux 5.1. Source: io_uring_peek_cqe(3).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// // SAFETY: the ring is set up before it is used and ended after; one thread uses it.
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 {
/// #     eprintln!("no io_uring here");
/// #     return;
/// # }
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_peek_cqe(ring, &mut cqe), -11, "EAGAIN: nothing was submitted");
///
/// io_uring_prep_nop(io_uring_get_sqe(ring));
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// assert_eq!(io_uring_peek_cqe(ring, &mut cqe), 0);
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_peek_cqe`](crate::ffi::io_uring_peek_cqe).
#[inline]
pub unsafe fn io_uring_peek_cqe(ring: *mut io_uring, cqe_ptr: *mut *mut io_uring_cqe) -> c_int {
    // SAFETY: the caller vouches for the ring and for `cqe_ptr`, which the peek has written when it is read.
    unsafe {
        if __io_uring_peek_cqe(ring, cqe_ptr, null_mut()) == 0 && !cqe_ptr.read().is_null() {
            return 0;
        }
        io_uring_wait_cqe_nr(ring, cqe_ptr, 0)
    }
}

/// Hands out the oldest completion, and waits for it if none is ready.
///
/// # Parameters
/// - `ring`: the ring.
/// - `cqe_ptr`: receives the completion, null on failure.
///
/// # Returns
/// 0 with a completion in `cqe_ptr`, or `-errno`; it speaks of the wait, the request's own result is in the CQE.
///
/// # Errors
/// - `-EINTR`: a signal arrived.
/// - the others of io_uring_enter(2).
///
/// # Safety
/// - `ring` points to a ring that was set up, and no other thread consumes its completions meanwhile.
/// - `cqe_ptr` can be written.
///
/// Since Linux 5.1. Source: io_uring_wait_cqe(3).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// // SAFETY: the ring is set up before it is used and ended after; one thread uses it.
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 {
/// #     eprintln!("no io_uring here");
/// #     return;
/// # }
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_nop(sqe);
/// io_uring_sqe_set_data64(sqe, 7);
/// assert_eq!(io_uring_submit(ring), 1);
///
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!(((*cqe).user_data, (*cqe).res), (7, 0));
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_wait_cqe`](crate::ffi::io_uring_wait_cqe).
#[inline]
pub unsafe fn io_uring_wait_cqe(ring: *mut io_uring, cqe_ptr: *mut *mut io_uring_cqe) -> c_int {
    // SAFETY: the caller vouches for the ring and for `cqe_ptr`, which the peek has written when it is read.
    unsafe {
        if __io_uring_peek_cqe(ring, cqe_ptr, null_mut()) == 0 && !cqe_ptr.read().is_null() {
            return 0;
        }
        io_uring_wait_cqe_nr(ring, cqe_ptr, 1)
    }
}
