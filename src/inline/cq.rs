// SPDX-License-Identifier: MIT OR Apache-2.0
//! The completion queue: counting, waiting for completions, giving them back.

use core::ptr::{addr_of, null_mut};

use libc::{c_int, c_uint};

use super::barrier::{
    io_uring_smp_load_acquire, io_uring_smp_store_release, IO_URING_READ_ONCE, IO_URING_WRITE_ONCE,
};
use crate::*;

/// Gives completions back to the kernel, which may then overwrite them.
///
/// # Parameters
/// - `ring`: the ring.
/// - `nr`: entries of the completion queue, 0 to what is ready; a 32-byte CQE in a ring with
///   [`IORING_SETUP_CQE_MIXED`] counts 2, see [`io_uring_cqe_nr`].
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
/// - At least `nr` entries are ready, and none of them is read afterwards.
///
/// Since Linux 5.1. Source:
/// [io_uring_cq_advance(3)](https://man7.org/linux/man-pages/man3/io_uring_cq_advance.3.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # // SAFETY: the ring is set up before it is used and ended after; one thread uses it.
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
///     seen += 1;
/// }
/// io_uring_cq_advance(ring, seen);
/// assert_eq!(io_uring_cq_ready(ring), 0);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_cq_advance`](crate::ffi#io_uring_cq_advance).
#[inline]
pub unsafe fn io_uring_cq_advance(ring: *mut io_uring, nr: c_uint) {
    if nr == 0 {
        return;
    }
    // SAFETY: the caller vouches for the ring; only its thread moves the head.
    unsafe {
        let head = (*ring).cq.khead;
        // Release: our reads of the CQEs come before the kernel, which acquires the head, may reuse them.
        // Read in one piece, it makes the addition one instruction with a memory operand, where there is such
        // a thing.
        io_uring_smp_store_release(head, IO_URING_READ_ONCE(head).wrapping_add(nr));
    }
}

/// Tells how many entries a CQE takes. Its flags count only in a mixed queue: anywhere else they may be what
/// another program put into a message.
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
/// - `cqe` points to a completion of the ring that was not yet given back.
#[inline(always)]
unsafe fn cqe_entries(ring: *const io_uring, cqe: *const io_uring_cqe) -> c_uint {
    // SAFETY: the caller vouches for the ring, and for the CQE, which the kernel leaves alone until it is
    // given back.
    unsafe {
        // Volatile, so that the peek before it need not keep the flags in a register: both tests are then
        // instructions with a memory operand.
        let mixed = addr_of!((*ring).flags).read_volatile() & IORING_SETUP_CQE_MIXED != 0;
        1 + c_uint::from(mixed && (*cqe).flags & IORING_CQE_F_32 != 0)
    }
}

/// Gives one completion back to the kernel. To be called for each CQE that [`io_uring_wait_cqe`],
/// [`io_uring_peek_cqe`] or their kin handed out, once it was read; for many at once use
/// [`io_uring_cq_advance`].
///
/// Differs [from liburing](crate::differences#submitting-and-waiting).
///
/// # Parameters
/// - `ring`: the ring.
/// - `cqe`: the oldest completion that was not given back yet; null does nothing.
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
/// - `cqe` is null or the ring's CQE at its head; it is not read afterwards.
///
/// Since Linux 5.1. Source:
/// [io_uring_cqe_seen(3)](https://man7.org/linux/man-pages/man3/io_uring_cqe_seen.3.html).
///
/// C symbol: [`ffi::io_uring_cqe_seen`](crate::ffi#io_uring_cqe_seen).
#[inline]
pub unsafe fn io_uring_cqe_seen(ring: *mut io_uring, cqe: *mut io_uring_cqe) {
    if cqe.is_null() {
        return;
    }
    // SAFETY: the CQE is not null, and the caller has read it; what it takes is counted before it is given
    // back.
    unsafe { io_uring_cq_advance(ring, cqe_entries(ring, cqe)) }
}

/// Counts the entries of the completion queue that are ready. The kernel is not entered; completions that did
/// not fit into the queue do not count.
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// 0 up to the number of entries of the completion queue; a 32-byte CQE in a ring with
/// [`IORING_SETUP_CQE_MIXED`] counts 2.
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
///
/// Since Linux 5.1. Source:
/// [io_uring_cq_ready(3)](https://man7.org/linux/man-pages/man3/io_uring_cq_ready.3.html).
///
/// C symbol: [`ffi::io_uring_cq_ready`](crate::ffi#io_uring_cq_ready).
#[inline]
pub unsafe fn io_uring_cq_ready(ring: *const io_uring) -> c_uint {
    // Acquire: pairs with the kernel's release of the tail after it filled the CQEs.
    // SAFETY: both indices lie in memory that is mapped while the ring is set up; the head is this side's to
    // read as it likes.
    unsafe { io_uring_smp_load_acquire((*ring).cq.ktail).wrapping_sub((*ring).cq.khead.read()) }
}

/// Tells whether completions wait inside the kernel because the completion queue was full. None of them is
/// lost: [`io_uring_get_events`], or any wait, moves them to the queue once there is room.
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// True if there are such completions.
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
///
/// Since Linux 5.8 ([`IORING_SQ_CQ_OVERFLOW`]). Source:
/// [io_uring_cq_has_overflow(3)](https://man7.org/linux/man-pages/man3/io_uring_cq_has_overflow.3.html).
///
/// C symbol: [`ffi::io_uring_cq_has_overflow`](crate::ffi#io_uring_cq_has_overflow).
#[inline]
pub unsafe fn io_uring_cq_has_overflow(ring: *const io_uring) -> bool {
    // SAFETY: `sq.kflags` points into the mapped ring, is aligned, and is read in one piece.
    unsafe { IO_URING_READ_ONCE((*ring).sq.kflags) & IORING_SQ_CQ_OVERFLOW != 0 }
}

/// Tells whether a registered eventfd is signalled for completions.
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// True unless [`io_uring_cq_eventfd_toggle`] switched it off. Kernels that cannot switch it off always
/// signal.
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
///
/// Since Linux 5.8. Source:
/// [io_uring_cq_eventfd_enabled(3)](https://man7.org/linux/man-pages/man3/io_uring_cq_eventfd_enabled.3.html).
///
/// C symbol: [`ffi::io_uring_cq_eventfd_enabled`](crate::ffi#io_uring_cq_eventfd_enabled).
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
/// - [The duties of every call on a ring](crate#safety).
/// - No other thread switches it at the same time.
///
/// Since Linux 5.8. Source:
/// [io_uring_cq_eventfd_toggle(3)](https://man7.org/linux/man-pages/man3/io_uring_cq_eventfd_toggle.3.html).
///
/// C symbol: [`ffi::io_uring_cq_eventfd_toggle`](crate::ffi#io_uring_cq_eventfd_toggle).
#[inline]
pub unsafe fn io_uring_cq_eventfd_toggle(ring: *mut io_uring, enabled: bool) -> c_int {
    // SAFETY: the caller vouches for the ring; only the program writes these flags, one thread at a time.
    unsafe {
        let kflags = (*ring).cq.kflags;
        // A kernel that cannot be told to be quiet signals always.
        if kflags.is_null() {
            return if enabled { 0 } else { -libc::EOPNOTSUPP };
        }
        let others = IO_URING_READ_ONCE(kflags) & !IORING_CQ_EVENTFD_DISABLED;
        let flags = if enabled { others } else { others | IORING_CQ_EVENTFD_DISABLED };
        // Relaxed: the kernel samples the flags when it posts; no other memory depends on them.
        IO_URING_WRITE_ONCE(kflags, flags);
        0
    }
}

/// Waits for a number of completions and hands out the oldest. Nothing is submitted.
///
/// The wait ends with fewer when the kernel ends it: after a signal, or where nothing is left to poll
/// ([`IORING_SETUP_IOPOLL`]). [`io_uring_cq_ready`] tells how many there are.
///
/// # Parameters
/// - `ring`: the ring.
/// - `cqe_ptr`: receives the oldest completion, null if none is ready.
/// - `wait_nr`: how many completions to wait for, those that are ready included; 0 does not wait. More than
///   the completion queue has entries counts as so many, in a ring with [`IORING_SETUP_CQE_MIXED`] as one
///   fewer.
///
/// # Returns
/// 0 with a completion in `cqe_ptr`, or `-errno`.
///
/// # Errors
/// - `-EAGAIN`: `wait_nr` is 0 and none is ready.
/// - `-EINTR`: a signal arrived, and none is ready.
/// - the others of io_uring_enter(2).
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
/// - `cqe_ptr` can be written.
///
/// Since Linux 5.1. Source:
/// [io_uring_wait_cqe_nr(3)](https://man7.org/linux/man-pages/man3/io_uring_wait_cqe_nr.3.html).
///
/// C symbol: [`ffi::io_uring_wait_cqe_nr`](crate::ffi#io_uring_wait_cqe_nr).
#[inline]
pub unsafe fn io_uring_wait_cqe_nr(
    ring: *mut io_uring,
    cqe_ptr: *mut *mut io_uring_cqe,
    wait_nr: c_uint,
) -> c_int {
    // SAFETY: null for the signal mask leaves the thread's alone; all else is passed on under the same
    // duties.
    unsafe { __io_uring_get_cqe(ring, cqe_ptr, 0, wait_nr, null_mut()) }
}

/// Tells whether there may be completions that only io_uring_enter brings into the queue.
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
#[inline(always)]
unsafe fn cq_needs_enter(ring: *const io_uring) -> bool {
    /// Bit of `int_flags`, the same in every copy of the library: polled I/O completes while somebody is in
    /// there.
    const POLLED: u8 = 4;
    // SAFETY: `int_flags` is the structure's own, and `sq.kflags` points into memory that stays mapped with
    // it.
    unsafe {
        // Two tests are fewer instructions than one of both joined.
        (*ring).int_flags & POLLED != 0
            || IO_URING_READ_ONCE((*ring).sq.kflags) & (IORING_SQ_CQ_OVERFLOW | IORING_SQ_TASKRUN) != 0
    }
}

/// Tells whether the queue may hold completions that the caller is not to see.
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
#[inline(always)]
unsafe fn cq_hides(ring: *const io_uring) -> bool {
    // SAFETY: two fields that the set-up wrote, in a structure that the caller vouches for.
    unsafe { (*ring).flags & IORING_SETUP_CQE_MIXED != 0 || (*ring).features & IORING_FEAT_EXT_ARG == 0 }
}

/// Takes a completion off the queue that the caller never asked for: filler of a mixed queue, or the end of a
/// timeout that the library submitted itself, whose failure (`-ETIME`: time is up) is what the caller's wait
/// returns.
///
/// Returns whether it did, and the failure or 0.
///
/// # Safety
/// - `cqe` is the CQE at the head of `ring`, a ring that was set up.
#[inline]
unsafe fn io_uring_skip_cqe(ring: *mut io_uring, cqe: *mut io_uring_cqe) -> (bool, c_int) {
    // SAFETY: the caller vouches for both.
    unsafe {
        let mixed = (*ring).flags & IORING_SETUP_CQE_MIXED != 0;
        let mut err = 0;
        if !mixed || (*cqe).flags & IORING_CQE_F_SKIP == 0 {
            if (*ring).features & IORING_FEAT_EXT_ARG != 0 || (*cqe).user_data != LIBURING_UDATA_TIMEOUT {
                return (false, 0);
            }
            err = (*cqe).res.min(0);
        }
        io_uring_cq_advance(ring, cqe_entries(ring, cqe));
        (true, err)
    }
}

/// Hands out the oldest completion that is ready, without entering the kernel. Completions that are not the
/// caller's (those of the library's own timeouts, fillers of a mixed queue) are taken off the queue on the
/// way.
///
/// Differs [from liburing](crate::differences#submitting-and-waiting).
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
/// - [The duties of every call on a ring](crate#safety).
/// - `cqe_ptr` can be written, `nr_available` too unless it is null.
///
/// Since Linux 5.1. Source:
/// [io_uring_peek_cqe(3)](https://man7.org/linux/man-pages/man3/io_uring_peek_cqe.3.html).
///
/// C symbol: [`ffi::__io_uring_peek_cqe`](crate::ffi#__io_uring_peek_cqe).
#[inline]
pub unsafe fn __io_uring_peek_cqe(
    ring: *mut io_uring,
    cqe_ptr: *mut *mut io_uring_cqe,
    nr_available: *mut c_uint,
) -> c_int {
    // SAFETY: the caller vouches for the ring and the out pointers; the masked position lies inside the
    // entries.
    unsafe {
        let hides = cq_hides(ring);
        let mut err = 0;
        let (found, available) = loop {
            let head = (*ring).cq.khead.read();
            // Acquire: pairs with the kernel's release of the tail after it filled the CQEs.
            let available = io_uring_smp_load_acquire((*ring).cq.ktail).wrapping_sub(head);
            if available == 0 || err != 0 {
                break (null_mut(), available);
            }
            let at = (head & (*ring).cq.ring_mask) << io_uring_cqe_shift(ring);
            let cqe = (*ring).cq.cqes.add(at as usize);
            if !hides {
                break (cqe, available);
            }
            let (skipped, failure) = io_uring_skip_cqe(ring, cqe);
            if !skipped {
                break (cqe, available);
            }
            err = failure;
        };
        cqe_ptr.write(found);
        if !nr_available.is_null() {
            nr_available.write(available);
        }
        err
    }
}

/// Hands out the oldest completion, of whatever kind the queue is; where there is none, waits for `wait_nr`.
///
/// # Safety
/// - As for [`io_uring_peek_cqe`].
#[cold]
unsafe fn next_cqe_uncommon(ring: *mut io_uring, cqe_ptr: *mut *mut io_uring_cqe, wait_nr: c_uint) -> c_int {
    // SAFETY: the caller vouches for the ring and for `cqe_ptr`, which the peek has written when it is read.
    unsafe {
        if __io_uring_peek_cqe(ring, cqe_ptr, null_mut()) == 0 && !cqe_ptr.read().is_null() {
            return 0;
        }
        io_uring_wait_cqe_nr(ring, cqe_ptr, wait_nr)
    }
}

/// Hands out the oldest completion; where there is none, waits for `wait_nr`, 0 or 1.
///
/// # Safety
/// - As for [`io_uring_peek_cqe`].
#[inline(always)]
unsafe fn next_cqe(ring: *mut io_uring, cqe_ptr: *mut *mut io_uring_cqe, wait_nr: c_uint) -> c_int {
    // SAFETY: the position of the head is masked, and so inside the entries; `cqe_ptr` is written, not read.
    unsafe {
        // Acquire: as in `__io_uring_peek_cqe`. The head comes second, so that the compiler need not read it
        // again later.
        let tail = io_uring_smp_load_acquire((*ring).cq.ktail);
        let head = (*ring).cq.khead.read();
        if tail == head {
            if wait_nr != 0 || cq_needs_enter(ring) {
                return io_uring_wait_cqe_nr(ring, cqe_ptr, wait_nr);
            }
            cqe_ptr.write(null_mut());
            return -libc::EAGAIN;
        }
        let small = (*ring).flags & (IORING_SETUP_CQE32 | IORING_SETUP_CQE_MIXED) == 0;
        if small && (*ring).features & IORING_FEAT_EXT_ARG != 0 {
            cqe_ptr.write((*ring).cq.cqes.add((head & (*ring).cq.ring_mask) as usize));
            return 0;
        }
        next_cqe_uncommon(ring, cqe_ptr, wait_nr)
    }
}

/// Hands out the oldest completion if one is ready; does not wait. The kernel is entered only where it holds
/// completions back: after an overflow, or with task work or polled I/O to be run.
///
/// Differs [from liburing](crate::differences#submitting-and-waiting).
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
/// - [The duties of every call on a ring](crate#safety).
/// - `cqe_ptr` can be written.
///
/// Since Linux 5.1. Source:
/// [io_uring_peek_cqe(3)](https://man7.org/linux/man-pages/man3/io_uring_peek_cqe.3.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # // SAFETY: the ring is set up before it is used and ended after; one thread uses it.
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
/// C symbol: [`ffi::io_uring_peek_cqe`](crate::ffi#io_uring_peek_cqe).
#[inline]
pub unsafe fn io_uring_peek_cqe(ring: *mut io_uring, cqe_ptr: *mut *mut io_uring_cqe) -> c_int {
    // SAFETY: waiting for 0 changes nothing about who may write `cqe_ptr` or consume completions.
    unsafe { next_cqe(ring, cqe_ptr, 0) }
}

/// Hands out the oldest completion, and waits for it if none is ready.
///
/// Differs [from liburing](crate::differences#submitting-and-waiting).
///
/// # Parameters
/// - `ring`: the ring.
/// - `cqe_ptr`: receives the completion, null on failure.
///
/// # Returns
/// 0 with a completion in `cqe_ptr`, or `-errno`; it speaks of the wait, the request's own result is in the
/// CQE.
///
/// # Errors
/// - `-EINTR`: a signal arrived, and there is none.
/// - the others of io_uring_enter(2).
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
/// - `cqe_ptr` can be written.
///
/// Since Linux 5.1. Source:
/// [io_uring_wait_cqe(3)](https://man7.org/linux/man-pages/man3/io_uring_wait_cqe.3.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # // SAFETY: the ring is set up before it is used and ended after; one thread uses it.
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
/// C symbol: [`ffi::io_uring_wait_cqe`](crate::ffi#io_uring_wait_cqe).
#[inline]
pub unsafe fn io_uring_wait_cqe(ring: *mut io_uring, cqe_ptr: *mut *mut io_uring_cqe) -> c_int {
    // SAFETY: this thread alone consumes completions, so the one that it waits for is still there when it is
    // handed out.
    unsafe { next_cqe(ring, cqe_ptr, 1) }
}
