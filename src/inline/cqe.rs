// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a CQE carries, and iteration over the CQEs that are ready.

use libc::{c_uint, c_void};

use crate::*;

/// Reads a completion's `user_data` as the pointer that [`io_uring_sqe_set_data`] stored.
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
/// Since Linux 5.1. Source:
/// [io_uring_cqe_get_data(3)](https://man7.org/linux/man-pages/man3/io_uring_cqe_get_data.3.html).
///
/// C symbol: [`ffi::io_uring_cqe_get_data`](crate::ffi#io_uring_cqe_get_data).
#[inline]
pub unsafe fn io_uring_cqe_get_data(cqe: *const io_uring_cqe) -> *mut c_void {
    // SAFETY: the CQE was not given back, so that the kernel does not write it; the number is not followed as
    // a pointer.
    unsafe { (*cqe).user_data as usize as *mut c_void }
}

/// Reads a completion's `user_data` as the number that [`io_uring_sqe_set_data64`] stored.
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
/// Since Linux 5.1. Source:
/// [io_uring_cqe_get_data(3)](https://man7.org/linux/man-pages/man3/io_uring_cqe_get_data.3.html).
///
/// C symbol: [`ffi::io_uring_cqe_get_data64`](crate::ffi#io_uring_cqe_get_data64).
#[inline]
pub unsafe fn io_uring_cqe_get_data64(cqe: *const io_uring_cqe) -> u64 {
    // SAFETY: eight bytes of a CQE that is still the program's.
    unsafe { (*cqe).user_data }
}

/// Tells by how many bits a CQE index is shifted in a ring that was set up with the given flags.
///
/// # Parameters
/// - `flags`: `IORING_SETUP_*` bits; only [`IORING_SETUP_CQE32`] counts. In a ring with
///   [`IORING_SETUP_CQE_MIXED`] each CQE says by itself how large it is: see [`io_uring_cqe_nr`].
///
/// # Returns
/// 1 for CQEs of 32 bytes, 0 for CQEs of 16 bytes.
///
/// Since Linux 5.19 ([`IORING_SETUP_CQE32`]). Source:
/// [io_uring_setup(2)](https://man7.org/linux/man-pages/man2/io_uring_setup.2.html).
///
/// C symbol: [`ffi::io_uring_cqe_shift_from_flags`](crate::ffi#io_uring_cqe_shift_from_flags).
#[inline]
pub const fn io_uring_cqe_shift_from_flags(flags: c_uint) -> c_uint {
    (flags & IORING_SETUP_CQE32 != 0) as c_uint
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
/// - [The duties of every call on a ring](crate#safety).
///
/// Since Linux 5.19 ([`IORING_SETUP_CQE32`]). Source:
/// [io_uring_setup(2)](https://man7.org/linux/man-pages/man2/io_uring_setup.2.html).
///
/// C symbol: [`ffi::io_uring_cqe_shift`](crate::ffi#io_uring_cqe_shift).
#[inline]
pub unsafe fn io_uring_cqe_shift(ring: *const io_uring) -> c_uint {
    // SAFETY: `flags` is read, and whatever changes the structure has the ring for itself.
    unsafe { io_uring_cqe_shift_from_flags((*ring).flags) }
}

/// Tells how many entries of the completion queue a CQE of a ring with [`IORING_SETUP_CQE_MIXED`] takes.
///
/// That is what to advance the queue by once the CQE is handled. In a ring without that flag every CQE takes
/// one entry, whatever its flags say: do not ask this function there. It sees only the CQE, and
/// [`IORING_CQE_F_32`] may have been set by the sender of a message ([`io_uring_prep_msg_ring_cqe_flags`]).
///
/// # Parameters
/// - `cqe`: a CQE that a ring with [`IORING_SETUP_CQE_MIXED`] handed out.
///
/// # Returns
/// 2 for a CQE with [`IORING_CQE_F_32`], which has 32 bytes, else 1.
///
/// # Safety
/// - `cqe` points to a CQE that was not yet given back to the kernel.
///
/// Since Linux 6.18 ([`IORING_CQE_F_32`]). Source:
/// [io_uring_setup(2)](https://man7.org/linux/man-pages/man2/io_uring_setup.2.html).
///
/// C symbol: [`ffi::io_uring_cqe_nr`](crate::ffi#io_uring_cqe_nr).
#[inline]
pub unsafe fn io_uring_cqe_nr(cqe: *const io_uring_cqe) -> c_uint {
    // SAFETY: the size is in `flags`, which lie in the first 16 bytes of a CQE of either size.
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
/// The iterator, for [`io_uring_cqe_iter_next`].
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
///
/// Since Linux 5.1. Source:
/// [io_uring_for_each_cqe(3)](https://man7.org/linux/man-pages/man3/io_uring_for_each_cqe.3.html).
///
/// C symbol: [`ffi::io_uring_cqe_iter_init`](crate::ffi#io_uring_cqe_iter_init).
#[inline]
pub unsafe fn io_uring_cqe_iter_init(ring: *const io_uring) -> io_uring_cqe_iter {
    // SAFETY: the caller vouches for the ring; its pointers are valid while it is set up.
    unsafe {
        io_uring_cqe_iter {
            cqes: (*ring).cq.cqes,
            mask: (*ring).cq.ring_mask,
            // The other bits note a mixed ring for io_uring_cqe_iter_next, which does not see the ring.
            shift: io_uring_cqe_shift(ring) | (*ring).flags & IORING_SETUP_CQE_MIXED,
            head: (*ring).cq.khead.read(),
            // Acquire: pairs with the kernel's release of the tail after it filled the CQEs.
            tail: io_uring_smp_load_acquire((*ring).cq.ktail),
        }
    }
}

/// Takes the next completion of an iteration.
///
/// Nothing is given back to the kernel: call [`io_uring_cq_advance`] with the number of entries that were
/// visited afterwards, one for each CQE; in a ring with [`IORING_SETUP_CQE_MIXED`] the sum of
/// [`io_uring_cqe_nr`]. There, entries that only fill the end of the queue ([`IORING_CQE_F_SKIP`]) are
/// visited too, so that the sum is right. In a ring without that flag neither [`IORING_CQE_F_32`] nor
/// [`IORING_CQE_F_SKIP`] counts, which a message may carry.
///
/// Differs [from liburing](crate::differences#submitting-and-waiting).
///
/// # Parameters
/// - `iter`: the iterator; it moves on.
/// - `cqe`: receives the completion.
///
/// # Returns
/// True with a completion in `cqe`; false at the end, `cqe` is left alone then.
///
/// # Safety
/// - `iter` comes from [`io_uring_cqe_iter_init`], its ring is still set up, and the completions that it
///   covers were not given back to the kernel, nor was the ring resized ([`io_uring_resize_rings`]).
/// - `cqe` can be written.
///
/// Since Linux 5.1. Source:
/// [io_uring_for_each_cqe(3)](https://man7.org/linux/man-pages/man3/io_uring_for_each_cqe.3.html).
///
/// C symbol: [`ffi::io_uring_cqe_iter_next`](crate::ffi#io_uring_cqe_iter_next).
#[inline]
pub unsafe fn io_uring_cqe_iter_next(iter: *mut io_uring_cqe_iter, cqe: *mut *mut io_uring_cqe) -> bool {
    // SAFETY: the caller vouches for the iterator, which is its own memory, and for `cqe`; the masked
    // position lies inside the entries.
    unsafe {
        let it = &mut *iter;
        if it.head == it.tail {
            return false;
        }
        // The low five bits are the shift, as the processor takes it.
        let at = it.cqes.add((it.head & it.mask).wrapping_shl(it.shift) as usize);
        let nr = if it.shift & IORING_SETUP_CQE_MIXED != 0 { io_uring_cqe_nr(at) } else { 1 };
        it.head = it.head.wrapping_add(nr);
        cqe.write(at);
        true
    }
}

/// Visits each completion that is ready in a ring whose CQEs have 16 bytes, and returns how many there were.
///
/// # Safety
/// - As for [`io_uring_for_each_cqe`]; the ring has neither [`IORING_SETUP_CQE32`] nor
///   [`IORING_SETUP_CQE_MIXED`].
#[inline]
pub(crate) unsafe fn for_each_cqe_of_16_bytes(
    ring: *const io_uring,
    mut visit: impl FnMut(*mut io_uring_cqe),
) -> c_uint {
    // SAFETY: the caller vouches for the ring; a run ends at the end of the entries, or at the last that is
    // ready.
    unsafe {
        let iter = io_uring_cqe_iter_init(ring);
        let ready = iter.tail.wrapping_sub(iter.head);
        if ready == 0 {
            return 0;
        }
        let end = iter.cqes.add(iter.mask as usize + 1);
        let mut cqe = iter.cqes.add((iter.head & iter.mask) as usize);
        // One alone, which is common, needs none of what follows.
        visit(cqe);
        cqe = cqe.add(1);
        // They lie in at most two runs, up to the end of the queue and from its start: a pointer that
        // counts up needs neither mask nor shift for each.
        let mut left = ready - 1;
        while left != 0 {
            if cqe == end {
                cqe = iter.cqes;
            }
            let run = left.min(end.offset_from(cqe) as c_uint);
            left -= run;
            let last = cqe.add(run as usize);
            while cqe != last {
                visit(cqe);
                cqe = cqe.add(1);
            }
        }
        ready
    }
}

/// Visits each completion that is ready: the Rust form of the C macro. The queue is not advanced.
///
/// The kernel's tail is read once, before the first. Nothing is given back: afterwards call
/// [`io_uring_cq_advance`] with what this function returned, or with less if not all were handled. In a ring
/// with [`IORING_SETUP_CQE_MIXED`], entries that only fill the end of the queue ([`IORING_CQE_F_SKIP`]) are
/// visited too. [`batch::reap`](crate::batch::reap) gives back by itself. Neither
/// [ever enters the kernel](crate::guide::waiting#looks-that-never-enter-the-kernel).
///
/// Differs [from liburing](crate::differences#helpers).
///
/// # Parameters
/// - `ring`: the ring.
/// - `visit`: called with each completion, oldest first.
///
/// # Returns
/// The number of entries of the completion queue that were visited, 0 if none was ready; a 32-byte CQE in a
/// ring with [`IORING_SETUP_CQE_MIXED`] counts 2.
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
/// - `visit` consumes no completions of the ring, and does not resize it ([`io_uring_resize_rings`]).
///
/// Since Linux 5.1. Source:
/// [io_uring_for_each_cqe(3)](https://man7.org/linux/man-pages/man3/io_uring_for_each_cqe.3.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::mem::MaybeUninit;
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # // SAFETY: the ring is set up before it is used and ended after; one thread uses it.
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 {
/// #     eprintln!("no io_uring here");
/// #     return;
/// # }
/// for i in 0..4 {
///     let sqe = io_uring_get_sqe(ring);
///     io_uring_prep_nop(sqe);
///     io_uring_sqe_set_data64(sqe, i);
/// }
/// assert_eq!(io_uring_submit_and_wait(ring, 4), 4);
/// let mut sum = 0;
/// let seen = io_uring_for_each_cqe(ring, |cqe| sum += (*cqe).user_data);
/// assert_eq!((seen, sum), (4, 6));
/// assert_eq!(io_uring_cq_ready(ring), 4);
/// io_uring_cq_advance(ring, seen);
/// assert_eq!(io_uring_cq_ready(ring), 0);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
#[inline]
#[must_use = "the queue is not advanced: io_uring_cq_advance takes this number"]
pub unsafe fn io_uring_for_each_cqe(
    ring: *const io_uring,
    mut visit: impl FnMut(*mut io_uring_cqe),
) -> c_uint {
    // SAFETY: the iterator was made from the same ring just before, and nobody else consumes completions
    // meanwhile.
    unsafe {
        if (*ring).flags & (IORING_SETUP_CQE32 | IORING_SETUP_CQE_MIXED) == 0 {
            return for_each_cqe_of_16_bytes(ring, visit);
        }
        let mut iter = io_uring_cqe_iter_init(ring);
        let ready = iter.tail.wrapping_sub(iter.head);
        let mut cqe = core::ptr::null_mut();
        while io_uring_cqe_iter_next(&mut iter, &mut cqe) {
            visit(cqe);
        }
        ready
    }
}
