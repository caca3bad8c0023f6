// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a CQE carries, and iteration over the CQEs that are ready.

use libc::{c_uint, c_void};

use super::barrier::io_uring_smp_load_acquire;
use super::cq::io_uring_cq_advance;
use crate::{
    io_uring, io_uring_cqe, io_uring_cqe_iter, IORING_CQE_F_32, IORING_CQE_F_SKIP, IORING_SETUP_CQE32,
    IORING_SETUP_CQE_MIXED,
};

/// Reads a completion's `user_data` as the pointer that `io_uring_sqe_set_data` stored.
///
/// # Parameters
/// - `cqe`: the completion.
///
/// # Returns
/// The pointer, cut to the size of one.
///
/// # Safety
/// - `cqe` points to a CQE that was not yet given back to the kernel.
///
/// Since Linux 5.1. Source: io_uring_cqe_get_data(3).
///
/// C symbol: [`ffi::io_uring_cqe_get_data`](crate::ffi::io_uring_cqe_get_data).
#[inline]
pub unsafe fn io_uring_cqe_get_data(cqe: *const io_uring_cqe) -> *mut c_void {
    // SAFETY: the caller vouches for `cqe`.
    unsafe { (*cqe).user_data as usize as *mut c_void }
}

/// Reads a completion's `user_data` as the number that `io_uring_sqe_set_data64` stored.
///
/// # Parameters
/// - `cqe`: the completion.
///
/// # Returns
/// All 64 bits.
///
/// # Safety
/// - `cqe` points to a CQE that was not yet given back to the kernel.
///
/// Since Linux 5.1. Source: io_uring_cqe_get_data(3).
///
/// C symbol: [`ffi::io_uring_cqe_get_data64`](crate::ffi::io_uring_cqe_get_data64).
#[inline]
pub unsafe fn io_uring_cqe_get_data64(cqe: *const io_uring_cqe) -> u64 {
    // SAFETY: the caller vouches for `cqe`.
    unsafe { (*cqe).user_data }
}

/// Tells by how many bits a CQE index is shifted in a ring that was set up with the given flags.
///
/// # Parameters
/// - `flags`: `IORING_SETUP_*` bits; only `IORING_SETUP_CQE32` counts. In a ring with `IORING_SETUP_CQE_MIXED` each
///   CQE says by itself how large it is: see `io_uring_cqe_nr`.
///
/// # Returns
/// 1 for CQEs of 32 bytes, 0 for CQEs of 16 bytes.
///
/// # Safety
/// - No duties: it only computes.
///
/// Since Linux 5.19 (`IORING_SETUP_CQE32`). Source: io_uring_setup(2).
///
/// C symbol: [`ffi::io_uring_cqe_shift_from_flags`](crate::ffi::io_uring_cqe_shift_from_flags).
#[inline]
pub unsafe fn io_uring_cqe_shift_from_flags(flags: c_uint) -> c_uint {
    c_uint::from(flags & IORING_SETUP_CQE32 != 0)
}

/// Tells by how many bits a CQE index is shifted in a ring.
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// 1 for CQEs of 32 bytes, 0 for CQEs of 16 bytes.
///
/// # Safety
/// - `ring` points to a ring that was set up.
///
/// Since Linux 5.19 (`IORING_SETUP_CQE32`). Source: io_uring_setup(2).
///
/// C symbol: [`ffi::io_uring_cqe_shift`](crate::ffi::io_uring_cqe_shift).
#[inline]
pub unsafe fn io_uring_cqe_shift(ring: *const io_uring) -> c_uint {
    // SAFETY: the caller vouches for the ring.
    unsafe { io_uring_cqe_shift_from_flags((*ring).flags) }
}

/// Tells how many entries of the completion queue a CQE takes: what to advance the queue by once it is handled.
///
/// # Parameters
/// - `cqe`: a CQE that the ring handed out.
///
/// # Returns
/// 2 for a 32-byte CQE in a ring with `IORING_SETUP_CQE_MIXED`, else 1.
///
/// # Safety
/// - `cqe` points to a CQE that was not yet given back to the kernel.
///
/// Since Linux 6.18 (`IORING_CQE_F_32`). Source: io_uring_setup(2).
///
/// C symbol: [`ffi::io_uring_cqe_nr`](crate::ffi::io_uring_cqe_nr).
#[inline]
pub unsafe fn io_uring_cqe_nr(cqe: *const io_uring_cqe) -> c_uint {
    // SAFETY: the caller vouches for `cqe`.
    unsafe { 1 + c_uint::from((*cqe).flags & IORING_CQE_F_32 != 0) }
}

/// Begins an iteration over the completions that are ready now.
///
/// The kernel's tail is read once, here: completions that arrive later are not part of the iteration.
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// The iterator, for `io_uring_cqe_iter_next`.
///
/// # Safety
/// - `ring` points to a ring that was set up, and no other thread consumes its completions meanwhile.
///
/// Since Linux 5.1. Source: io_uring_for_each_cqe(3).
///
/// C symbol: [`ffi::io_uring_cqe_iter_init`](crate::ffi::io_uring_cqe_iter_init).
#[inline]
pub unsafe fn io_uring_cqe_iter_init(ring: *const io_uring) -> io_uring_cqe_iter {
    // SAFETY: the caller vouches for the ring; its pointers are valid while it is set up.
    unsafe {
        io_uring_cqe_iter {
            cqes: (*ring).cq.cqes,
            mask: (*ring).cq.ring_mask,
            shift: io_uring_cqe_shift(ring),
            head: (*ring).cq.khead.read(),
            // Acquire: pairs with the kernel's release of the tail after it filled the CQEs.
            tail: io_uring_smp_load_acquire((*ring).cq.ktail),
        }
    }
}

/// Takes the next completion of an iteration.
///
/// Nothing is given back to the kernel: add up `io_uring_cqe_nr` of what was visited, and call `io_uring_cq_advance`
/// with the sum afterwards. In a ring with `IORING_SETUP_CQE_MIXED`, entries that only fill the end of the queue
/// (`IORING_CQE_F_SKIP`) are visited too, so that the sum is right.
///
/// # Parameters
/// - `iter`: the iterator; it moves on.
/// - `cqe`: receives the completion.
///
/// # Returns
/// True with a completion in `cqe`; false at the end, `cqe` is left alone then.
///
/// # Safety
/// - `iter` comes from `io_uring_cqe_iter_init`, its ring is still set up, and the completions that it
///   covers were not given back to the kernel.
/// - `cqe` can be written.
///
/// Since Linux 5.1. Source: io_uring_for_each_cqe(3).
///
/// C symbol: [`ffi::io_uring_cqe_iter_next`](crate::ffi::io_uring_cqe_iter_next).
#[inline]
pub unsafe fn io_uring_cqe_iter_next(iter: *mut io_uring_cqe_iter, cqe: *mut *mut io_uring_cqe) -> bool {
    // SAFETY: the caller vouches for the iterator, which is its own memory, and for `cqe`; the masked position lies
    // inside the entries.
    unsafe {
        let it = &mut *iter;
        if it.head == it.tail {
            return false;
        }
        let at = it.cqes.add(((it.head & it.mask) << it.shift) as usize);
        it.head = it.head.wrapping_add(io_uring_cqe_nr(at));
        cqe.write(at);
        true
    }
}

/// Visits the completions as [`io_uring_cqe_iter_next`] does; nothing is given back to the kernel.
///
/// An iterator from [`io_uring_cqe_iter_init`] is used up before the ring ends and before its completions are given back:
/// who made it vouched for that.
impl Iterator for io_uring_cqe_iter {
    type Item = *mut io_uring_cqe;

    #[inline]
    fn next(&mut self) -> Option<*mut io_uring_cqe> {
        let mut cqe = core::ptr::null_mut();
        // SAFETY: an iterator is made by io_uring_cqe_iter_init, whose caller vouched for the ring; one that
        // was made from zero has head and tail equal and is at its end.
        unsafe { io_uring_cqe_iter_next(self, &mut cqe) }.then_some(cqe)
    }
}

/// Visits each completion that is ready and gives all of them back to the kernel: the Rust form of the C macro.
///
/// The kernel's tail is read once, before the first, and the head is moved once, after the last. Where the C macro leaves the
/// advance to the caller, this function does it; entries that only fill the end of a mixed queue are not visited. If `visit`
/// panics nothing was given back, and the completions come again.
///
/// # Parameters
/// - `ring`: the ring.
/// - `visit`: called with each completion, oldest first.
///
/// # Returns
/// The number of entries that were given back, 0 if none was ready.
///
/// # Safety
/// - `ring` points to a ring that was set up, and no other thread consumes its completions meanwhile; nor does `visit`.
/// - `visit` keeps no pointer to a completion.
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::mem::MaybeUninit;
/// let mut ring = MaybeUninit::<io_uring>::zeroed();
/// let ring = ring.as_mut_ptr();
/// // SAFETY: the ring is set up before it is used and ended after; one thread uses it.
/// unsafe {
///     if io_uring_queue_init(8, ring, 0) < 0 {
///         eprintln!("no io_uring here");
///         return;
///     }
///     for i in 0..4 {
///         let sqe = io_uring_get_sqe(ring);
///         io_uring_prep_nop(sqe);
///         io_uring_sqe_set_data64(sqe, i);
///     }
///     assert_eq!(io_uring_submit_and_wait(ring, 4), 4);
///     let mut sum = 0;
///     let seen = io_uring_for_each_cqe(ring, |cqe| sum += (*cqe).user_data);
///     assert_eq!((seen, sum), (4, 6));
///     io_uring_queue_exit(ring);
/// }
/// ```
///
/// Since Linux 5.1. Source: io_uring_for_each_cqe(3).
#[inline]
pub unsafe fn io_uring_for_each_cqe(ring: *mut io_uring, mut visit: impl FnMut(*mut io_uring_cqe)) -> c_uint {
    // SAFETY: the caller vouches for the ring; positions are masked, and the runs end inside the entries.
    unsafe {
        let mut iter = io_uring_cqe_iter_init(ring);
        let ready = iter.tail.wrapping_sub(iter.head);
        if (*ring).flags & (IORING_SETUP_CQE32 | IORING_SETUP_CQE_MIXED) != 0 {
            for cqe in iter {
                if (*cqe).flags & IORING_CQE_F_SKIP == 0 {
                    visit(cqe);
                }
            }
        } else {
            // CQEs of one size lie in at most two runs, up to the end of the queue and from its start: a
            // pointer that counts up needs neither mask nor shift for each.
            while iter.head != iter.tail {
                let at = iter.head & iter.mask;
                let run = iter.tail.wrapping_sub(iter.head).min(iter.mask - at + 1);
                let mut cqe = iter.cqes.add(at as usize);
                let end = cqe.add(run as usize);
                while cqe != end {
                    visit(cqe);
                    cqe = cqe.add(1);
                }
                iter.head = iter.head.wrapping_add(run);
            }
        }
        io_uring_cq_advance(ring, ready);
        ready
    }
}
