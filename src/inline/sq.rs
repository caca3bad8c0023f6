// SPDX-License-Identifier: MIT OR Apache-2.0
//! The submission queue: taking entries and counting them.

use core::ptr::{addr_of, addr_of_mut, null_mut};

use libc::{c_int, c_uint};

use super::barrier::{io_uring_smp_load_acquire, IO_URING_READ_ONCE, IO_URING_WRITE_ONCE};
use crate::*;

/// Reads how far the kernel has consumed the submission queue.
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// The head index; it runs on beyond the size of the queue and wraps at 2^32.
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
///
/// Since Linux 5.1. Source: [io_uring(7)](https://man7.org/linux/man-pages/man7/io_uring.7.html).
///
/// C symbol: [`ffi::io_uring_load_sq_head`](crate::ffi#io_uring_load_sq_head).
#[inline]
pub unsafe fn io_uring_load_sq_head(ring: *const io_uring) -> c_uint {
    // SAFETY: the caller vouches for the ring; its head pointer is valid while it is set up.
    unsafe {
        if (*ring).flags & IORING_SETUP_SQPOLL != 0 {
            // Acquire: pairs with the kernel thread's release after it copied the entries, so that we do not
            // write into one that it still reads.
            io_uring_smp_load_acquire((*ring).sq.khead)
        } else {
            // The head moves only inside our own io_uring_enter.
            (*ring).sq.khead.read()
        }
    }
}

/// Counts the requests that were taken with [`io_uring_get_sqe`] and that the kernel has not consumed yet.
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// 0 up to the number of entries of the submission queue: requests not submitted yet; with
/// [`IORING_SETUP_SQPOLL`] also those that the kernel thread has not taken yet.
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
///
/// Since Linux 5.1. Source:
/// [io_uring_sq_ready(3)](https://man7.org/linux/man-pages/man3/io_uring_sq_ready.3.html).
///
/// C symbol: [`ffi::io_uring_sq_ready`](crate::ffi#io_uring_sq_ready).
#[inline]
pub unsafe fn io_uring_sq_ready(ring: *const io_uring) -> c_uint {
    // SAFETY: the tail is the library's own, in the structure that the caller vouches for; the head is read
    // with the same duties.
    unsafe { (*ring).sq.sqe_tail.wrapping_sub(io_uring_load_sq_head(ring)) }
}

/// Counts the entries of the submission queue that are free: how often [`io_uring_get_sqe`] will succeed.
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// 0 (the queue is full) up to the number of entries of the submission queue.
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
///
/// Since Linux 5.1. Source:
/// [io_uring_sq_space_left(3)](https://man7.org/linux/man-pages/man3/io_uring_sq_space_left.3.html).
///
/// C symbol: [`ffi::io_uring_sq_space_left`](crate::ffi#io_uring_sq_space_left).
#[inline]
pub unsafe fn io_uring_sq_space_left(ring: *const io_uring) -> c_uint {
    // SAFETY: `ring_entries` is a field of the structure; a resize, which writes it, excludes this call.
    unsafe { (*ring).sq.ring_entries.saturating_sub(io_uring_sq_ready(ring)) }
}

/// Tells by how many bits an SQE index is shifted in a ring that was set up with the given flags.
///
/// # Parameters
/// - `flags`: `IORING_SETUP_*` bits; only [`IORING_SETUP_SQE128`] counts. In a ring with
///   [`IORING_SETUP_SQE_MIXED`] a 128-byte SQE takes two entries: see [`io_uring_get_sqe128`].
///
/// # Returns
/// 1 for SQEs of 128 bytes, 0 for SQEs of 64 bytes.
///
/// Since Linux 5.19 ([`IORING_SETUP_SQE128`]). Source:
/// [io_uring_setup(2)](https://man7.org/linux/man-pages/man2/io_uring_setup.2.html).
///
/// C symbol: [`ffi::io_uring_sqe_shift_from_flags`](crate::ffi#io_uring_sqe_shift_from_flags).
#[inline]
pub const fn io_uring_sqe_shift_from_flags(flags: c_uint) -> c_uint {
    (flags & IORING_SETUP_SQE128 != 0) as c_uint
}

/// Tells by how many bits an SQE index is shifted in a ring.
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// 1 for SQEs of 128 bytes, 0 for SQEs of 64 bytes.
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
///
/// Since Linux 5.19 ([`IORING_SETUP_SQE128`]). Source:
/// [io_uring_setup(2)](https://man7.org/linux/man-pages/man2/io_uring_setup.2.html).
///
/// C symbol: [`ffi::io_uring_sqe_shift`](crate::ffi#io_uring_sqe_shift).
#[inline]
pub unsafe fn io_uring_sqe_shift(ring: *const io_uring) -> c_uint {
    // SAFETY: one read of `flags`; a call that changes the structure excludes this one.
    unsafe { io_uring_sqe_shift_from_flags((*ring).flags) }
}

/// Waits until the kernel thread of a ring with [`IORING_SETUP_SQPOLL`] has made room in a full submission
/// queue.
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// 0 at once if there is room or the ring has no kernel thread; else what the wait returned: 0 once there is
/// room or a signal arrived, or `-errno`. What there is room for tells [`io_uring_sq_space_left`].
///
/// # Errors
/// - `-EINVAL`: the kernel does not know this wait.
/// - `-EOWNERDEAD`: the kernel thread is gone.
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
///
/// Since Linux 5.10 ([`IORING_ENTER_SQ_WAIT`]). Source:
/// [io_uring_sqring_wait(3)](https://man7.org/linux/man-pages/man3/io_uring_sqring_wait.3.html).
///
/// C symbol: [`ffi::io_uring_sqring_wait`](crate::ffi#io_uring_sqring_wait).
#[inline]
pub unsafe fn io_uring_sqring_wait(ring: *mut io_uring) -> c_int {
    // SAFETY: looking at the flags and the space asks no more of the ring than the library's call does.
    unsafe {
        if (*ring).flags & IORING_SETUP_SQPOLL == 0 || io_uring_sq_space_left(ring) != 0 {
            return 0;
        }
        __io_uring_sqring_wait(ring)
    }
}

/// Setup flags with which taking an entry is not the common case: a head that moves by itself, an index that
/// is shifted. A mixed ring needs neither; its bit lies above the lower 16, which lets the test have one
/// 32-bit memory operand.
const UNCOMMON: c_uint = IORING_SETUP_SQPOLL | IORING_SETUP_SQE128 | IORING_SETUP_SQE_MIXED;

/// Tells the compiler that the branch it is called in is rarely taken, so that the other one falls through.
#[cold]
#[inline(always)]
fn cold_path() {}

/// Takes the next entry of a ring with a kernel thread or with 128-byte entries: the uncommon half of
/// [`_io_uring_get_sqe`].
///
/// # Safety
/// - As for [`_io_uring_get_sqe`].
#[inline(always)]
unsafe fn get_sqe_uncommon(ring: *mut io_uring) -> *mut io_uring_sqe {
    // SAFETY: the caller vouches for the ring; the masked position, shifted, lies inside the entries.
    unsafe {
        // Volatile, so that the common path need not keep the flags in a register for this one: there, the
        // test is then one instruction with a memory operand.
        let flags = addr_of!((*ring).flags).read_volatile();
        let head = if flags & IORING_SETUP_SQPOLL != 0 {
            // Acquire: as in io_uring_load_sq_head.
            io_uring_smp_load_acquire((*ring).sq.khead)
        } else {
            (*ring).sq.khead.read()
        };
        let tail = (*ring).sq.sqe_tail;
        if tail.wrapping_sub(head) >= (*ring).sq.ring_entries {
            return null_mut();
        }
        let at = (tail & (*ring).sq.ring_mask) << io_uring_sqe_shift_from_flags(flags);
        addr_of_mut!((*ring).sq.sqe_tail).write(tail.wrapping_add(1));
        (*ring).sq.sqes.add(at as usize)
    }
}

/// Does what [`io_uring_get_sqe`] does: the same function under the name that is inline in every build.
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// The entry, or null if the submission queue is full.
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
///
/// Since Linux 5.1. Source:
/// [io_uring_get_sqe(3)](https://man7.org/linux/man-pages/man3/io_uring_get_sqe.3.html).
///
/// C symbol: [`ffi::_io_uring_get_sqe`](crate::ffi#_io_uring_get_sqe).
#[inline]
pub unsafe fn _io_uring_get_sqe(ring: *mut io_uring) -> *mut io_uring_sqe {
    // One test of the flags decides for the common ring, whose head is ours alone to read and whose index
    // needs no shift; the queue is full when the tail is `ring_entries` or more ahead of the head. On x86_64,
    // with a NOP and its user_data behind it, that is 12 instructions for the ring and 6 stores for the entry:
    //     testl $mask, flags; jne | mov tail; mov khead; mov; sub (khead); cmp entries; jae | incl tail
    //     and mask; shl 6; add sqes | movups, mov, mov, movups, mov, mov
    // since the stores that clear the entry merge with those of the prep helper that follows, and the tail is
    // read again in one piece, which the addition then does by itself.
    //
    // SAFETY: the masked position lies inside the entries, and the tail is this thread's alone, as the caller
    // vouches.
    unsafe {
        let sqe = if (*ring).flags & UNCOMMON != 0 {
            cold_path();
            let sqe = get_sqe_uncommon(ring);
            if sqe.is_null() {
                return sqe;
            }
            sqe
        } else {
            let tail = (*ring).sq.sqe_tail;
            if tail.wrapping_sub((*ring).sq.khead.read()) >= (*ring).sq.ring_entries {
                return null_mut();
            }
            let taken = addr_of_mut!((*ring).sq.sqe_tail);
            IO_URING_WRITE_ONCE(taken, IO_URING_READ_ONCE(taken).wrapping_add(1));
            (*ring).sq.sqes.add((tail & (*ring).sq.ring_mask) as usize)
        };
        io_uring_initialize_sqe(sqe);
        sqe
    }
}

/// Takes the next free entry of the submission queue. Fill it with a prep helper, give it its `user_data`,
/// and submit it with [`io_uring_submit`].
///
/// The fields that no prep helper owns are cleared (see [`io_uring_initialize_sqe`]), `user_data` is not. An
/// entry that was taken is part of the next submit, filled or not.
///
/// Differs [from liburing](crate::differences#submitting-and-waiting).
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// The entry, or [null](crate::guide::conventions#null) if the submission queue is full: submit first then (with [`IORING_SETUP_SQPOLL`],
/// [`io_uring_sqring_wait`]).
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
/// - The entry is not written any more once it was submitted.
///
/// Since Linux 5.1. Source:
/// [io_uring_get_sqe(3)](https://man7.org/linux/man-pages/man3/io_uring_get_sqe.3.html).
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
/// assert!(!sqe.is_null(), "the queue is empty, so there is an entry");
/// io_uring_prep_nop(sqe);
/// io_uring_sqe_set_data64(sqe, 7);
/// assert_eq!(io_uring_submit(ring), 1);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_get_sqe`](crate::ffi#io_uring_get_sqe).
#[inline]
pub unsafe fn io_uring_get_sqe(ring: *mut io_uring) -> *mut io_uring_sqe {
    // SAFETY: the same function under its other name, duty for duty.
    unsafe { _io_uring_get_sqe(ring) }
}

/// Makes an entry of a mixed queue a NOP that posts no completion, since no 128-byte entry begins there.
///
/// # Safety
/// - `sqe` points to an entry that the kernel does not own.
#[inline]
pub(crate) unsafe fn prep_filler(sqe: *mut io_uring_sqe) {
    // SAFETY: the entry is whole and the caller's: four helpers and fields of it in turn.
    unsafe {
        io_uring_initialize_sqe(sqe);
        io_uring_prep_nop(sqe);
        addr_of_mut!((*sqe).flags).write(IOSQE_CQE_SKIP_SUCCESS as u8);
        addr_of_mut!((*sqe).user_data).write(0);
    }
}

/// Takes a 128-byte entry of the submission queue: any entry of a ring with [`IORING_SETUP_SQE128`]; in a
/// ring with [`IORING_SETUP_SQE_MIXED`] two neighbouring entries.
///
/// Two neighbours cannot straddle the end of the queue. Where only its last entry comes next, that entry
/// becomes a NOP that posts no completion, so that up to three entries are taken.
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// The entry; or null if the submission queue has no room for it, or the ring has no 128-byte entries.
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
/// - The entry is not written any more once it was submitted.
///
/// Since Linux 5.19 ([`IORING_SETUP_SQE128`]), 6.19 ([`IORING_SETUP_SQE_MIXED`]). Source:
/// [io_uring_setup(2)](https://man7.org/linux/man-pages/man2/io_uring_setup.2.html).
///
/// C symbol: [`ffi::io_uring_get_sqe128`](crate::ffi#io_uring_get_sqe128).
#[inline]
pub unsafe fn io_uring_get_sqe128(ring: *mut io_uring) -> *mut io_uring_sqe {
    // SAFETY: the caller vouches for the ring; the space for all entries is checked before the first is
    // taken.
    unsafe {
        if (*ring).flags & IORING_SETUP_SQE128 != 0 {
            return io_uring_get_sqe(ring);
        }
        let at_end = (*ring).sq.sqe_tail & (*ring).sq.ring_mask == (*ring).sq.ring_mask;
        if (*ring).flags & IORING_SETUP_SQE_MIXED == 0
            || io_uring_sq_space_left(ring) < 2 + c_uint::from(at_end)
        {
            return null_mut();
        }
        if at_end {
            prep_filler(_io_uring_get_sqe(ring));
        }
        let sqe = _io_uring_get_sqe(ring);
        // The second half of the entry is taken with the first.
        addr_of_mut!((*ring).sq.sqe_tail).write((*ring).sq.sqe_tail.wrapping_add(1));
        sqe
    }
}
