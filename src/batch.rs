// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whole batches at once: an addition of this crate's, for which liburing has no function.
//!
//! | function | what it does |
//! |---|---|
//! | [`fill`] | takes up to a number of entries of the submission queue, and has each filled |
//! | [`sqes`] | the same one by one, for entries of two sizes, and where the end is not known beforehand |
//! | [`reap`] | visits every completion that is ready, and gives all of them back |
//! | [`cqes`] | the same as an iterator, from which the caller may break off; the caller gives back |
//!
//! The queue's head is read once for the whole batch, and entries that lie side by side are reached by
//! counting up a pointer. So a NOP with its `user_data` costs half of what it costs with
//! [`io_uring_get_sqe`], which has to leave the ring whole after every call. Both can be mixed, batch after
//! call after batch.
//!
//! [`reap`] and [`cqes`] show what the caller asked for, and nothing else: no entry that only fills the end
//! of a mixed queue, no end of a timeout that the library submitted itself on kernels before 5.11. Such
//! entries are given back with the others.
//!
//! ```
//! use iouring_sys::*;
//! # use std::mem::MaybeUninit;
//! # let mut ring = MaybeUninit::<io_uring>::zeroed();
//! # let ring = ring.as_mut_ptr();
//! # unsafe {
//! # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
//! let mut numbers = 0..;
//! let taken = batch::fill(ring, 100, |sqe| {
//!     io_uring_prep_nop(sqe);
//!     io_uring_sqe_set_data64(sqe, numbers.next().unwrap());
//! });
//! assert_eq!(taken, 8, "the queue has 8 entries: submit, and go on with the others");
//! assert_eq!(io_uring_submit_and_wait(ring, taken), 8);
//! let mut sum = 0;
//! assert_eq!(batch::reap(ring, |cqe| sum += (*cqe).user_data), 8);
//! assert_eq!(sum, 28);
//! # io_uring_queue_exit(ring);
//! # }
//! ```
#![doc = include_str!("docs/style.md")]

use core::iter::FusedIterator;
use core::ptr::null_mut;

use libc::c_uint;

use crate::inline::{for_each_cqe_of_16_bytes, prep_filler};
use crate::*;

/// Free entries of a submission queue, from [`sqes`].
///
/// The entries that were filled become part of the next submit when this value is dropped, whole entries
/// only: one whose closure panicked is not among them. If the value is forgotten ([`core::mem::forget`]) none
/// is taken.
#[derive(Debug)]
pub struct Sqes {
    ring: *mut io_uring,
    /// The entry that is filled next.
    next: *mut io_uring_sqe,
    /// Where the free entries end that lie side by side with it.
    end: *mut io_uring_sqe,
    /// The queue's tail once all of those are taken.
    tail: c_uint,
    /// How many entries are free behind those, from the start of the queue on.
    rest: c_uint,
    /// 1 where each entry has 128 bytes, else 0.
    shift: c_uint,
}

impl Sqes {
    /// The entries that are free, but no more than `limit`.
    ///
    /// # Safety
    /// - As for [`sqes`].
    #[inline]
    unsafe fn at_most(ring: *mut io_uring, limit: c_uint) -> Sqes {
        // SAFETY: the caller vouches for the ring. The masked position lies inside the entries, and the run
        // ends where they end, or before.
        unsafe {
            let free = (*ring).sq.ring_entries.saturating_sub(io_uring_sq_ready(ring)).min(limit);
            let shift = io_uring_sqe_shift(ring);
            let at = (*ring).sq.sqe_tail & (*ring).sq.ring_mask;
            let run = free.min((*ring).sq.ring_entries - at);
            let next = (*ring).sq.sqes.add((at as usize) << shift);
            Sqes {
                ring,
                next,
                end: next.add((run as usize) << shift),
                tail: (*ring).sq.sqe_tail.wrapping_add(run),
                rest: free - run,
                shift,
            }
        }
    }

    /// Free entries that lie side by side from `next` on.
    #[inline]
    fn run(&self) -> c_uint {
        // SAFETY: both point into the queue's entries, or right behind them.
        let distance = unsafe { self.end.offset_from(self.next) };
        distance as c_uint >> self.shift
    }

    /// Goes on at the start of the queue; what is left of the run counts as taken. Returns whether entries are
    /// free there.
    #[inline]
    fn go_on_at_the_start(&mut self) -> bool {
        if self.rest == 0 {
            return false;
        }
        // SAFETY: whoever made this value vouched for the ring; so many entries are free there.
        unsafe {
            self.next = (*self.ring).sq.sqes;
            self.end = self.next.add((self.rest as usize) << self.shift);
        }
        self.tail = self.tail.wrapping_add(self.rest);
        self.rest = 0;
        true
    }

    /// Takes the next free entry and has it filled: what [`io_uring_get_sqe`] would return.
    ///
    /// The fields that no prep helper owns are cleared (see [`io_uring_initialize_sqe`]), `user_data` is not.
    ///
    /// # Parameters
    /// - `prepare`: fills the entry with a prep helper, and gives it its `user_data`.
    ///
    /// # Returns
    /// True; false if no entry is free, `prepare` was not called then: drop this value and submit.
    ///
    /// # Safety
    /// - `prepare` fills the entry, and uses it no more afterwards; it does not take entries of the ring, nor
    ///   submit.
    ///
    /// Since Linux 5.1. Source: this crate.
    #[inline]
    pub unsafe fn fill(&mut self, prepare: impl FnOnce(*mut io_uring_sqe)) -> bool {
        if self.next == self.end && !self.go_on_at_the_start() {
            return false;
        }
        // SAFETY: `next` is a free entry, since it is not the end of them.
        unsafe {
            io_uring_initialize_sqe(self.next);
            prepare(self.next);
            // Not before, so that an entry whose closure panics is not taken.
            self.next = self.next.add(1 << self.shift);
        }
        true
    }

    /// Takes a free entry of 128 bytes and has it filled: what [`io_uring_get_sqe128`] would return.
    ///
    /// In a ring with [`IORING_SETUP_SQE_MIXED`] that is two neighbours. Where only the last entry of the
    /// queue comes next, it becomes a NOP that posts no completion, so that up to three entries are taken.
    ///
    /// # Parameters
    /// - `prepare`: as in [`fill`](Sqes::fill).
    ///
    /// # Returns
    /// True; false if there is no room for such an entry, or the ring has none, `prepare` was not called
    /// then.
    ///
    /// # Safety
    /// - As for [`fill`](Sqes::fill).
    ///
    /// Since Linux 5.19 ([`IORING_SETUP_SQE128`]), 6.19 ([`IORING_SETUP_SQE_MIXED`]). Source: this crate.
    #[inline]
    pub unsafe fn fill128(&mut self, prepare: impl FnOnce(*mut io_uring_sqe)) -> bool {
        // SAFETY: whoever made this value vouched for the ring. Two entries from `sqe` on are free; where
        // `next` is not `sqe` it is free too, and the last of the queue.
        unsafe {
            if self.shift != 0 {
                return self.fill(prepare);
            }
            let run = self.run();
            if (*self.ring).flags & IORING_SETUP_SQE_MIXED == 0 || run.max(self.rest) < 2 {
                return false;
            }
            let sqe = if run < 2 { (*self.ring).sq.sqes } else { self.next };
            io_uring_initialize_sqe(sqe);
            prepare(sqe);
            if run < 2 {
                if run != 0 {
                    prep_filler(self.next);
                }
                self.go_on_at_the_start();
            }
            self.next = self.next.add(2);
        }
        true
    }
}

impl Drop for Sqes {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: whoever made this value vouched for the ring; the tail is the program's own.
        unsafe { (*self.ring).sq.sqe_tail = self.tail.wrapping_sub(self.run()) }
    }
}

/// Begins a batch of entries of the submission queue, which are taken one by one.
///
/// The kernel's head is read once, here: what it consumes later is not part of the batch. The entries that
/// were filled belong to the next submit when the value is dropped.
///
/// # Parameters
/// - `ring`: the ring, of any kind.
///
/// # Returns
/// All entries that are free, none if the queue is full.
///
/// # Safety
/// - `ring` points to a ring that was set up, and stays so until the value is dropped. Until then, nobody
///   else takes entries of it, and nothing is submitted.
/// - The entries are not written any more once they were submitted.
///
/// Since Linux 5.1. Source: this crate.
///
/// # Examples
/// Requests of a list, as many as there is room for, and the rest after a submit:
/// ```
/// use iouring_sys::*;
/// # use std::mem::MaybeUninit;
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let mut waiting = (0..20).collect::<std::collections::VecDeque<u64>>();
/// let mut done = 0;
/// while !waiting.is_empty() {
///     let mut sqes = batch::sqes(ring);
///     while let Some(&number) = waiting.front() {
///         let filled = sqes.fill(|sqe| {
///             io_uring_prep_nop(sqe);
///             io_uring_sqe_set_data64(sqe, number);
///         });
///         if !filled {
///             break;
///         }
///         waiting.pop_front();
///     }
///     drop(sqes);
///     io_uring_submit_and_wait(ring, 1);
///     batch::reap(ring, |cqe| done += (*cqe).user_data);
/// }
/// assert_eq!(done, 190);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
#[inline]
#[must_use = "no entry is taken unless it is filled"]
pub unsafe fn sqes(ring: *mut io_uring) -> Sqes {
    // SAFETY: the caller vouches for the ring.
    unsafe { Sqes::at_most(ring, c_uint::MAX) }
}

/// Takes up to a number of free entries of the submission queue, and has each filled.
///
/// The kernel's head is read once. The entries are those that [`io_uring_get_sqe`] would return, cleared
/// likewise. If `prepare` panics, the entries that were filled before are taken, and the one at hand is not.
///
/// # Parameters
/// - `ring`: the ring, of any kind; with [`IORING_SETUP_SQE128`] the entries have 128 bytes, with
///   [`IORING_SETUP_SQE_MIXED`] 64.
/// - `nr`: how many entries are wanted, any number.
/// - `prepare`: called with each entry; fills it with a prep helper, and gives it its `user_data`.
///
/// # Returns
/// How many were taken: `nr`, or what was free if that is less.
///
/// # Safety
/// - `ring` points to a ring that was set up, and no other thread takes its entries meanwhile.
/// - `prepare` fills the entry, and does not take entries of the ring, nor submit.
/// - The entries are not written any more once they were submitted.
///
/// Since Linux 5.1. Source: this crate.
#[inline]
pub unsafe fn fill(ring: *mut io_uring, nr: c_uint, mut prepare: impl FnMut(*mut io_uring_sqe)) -> c_uint {
    // SAFETY: the caller vouches for the ring and for `prepare`.
    unsafe {
        let mut sqes = Sqes::at_most(ring, nr);
        let taken = sqes.run() + sqes.rest;
        while sqes.fill(&mut prepare) {}
        taken
    }
}

/// The completions that were ready when [`cqes`] was called, oldest first.
#[derive(Debug, Clone)]
pub struct Cqes {
    iter: io_uring_cqe_iter,
    /// Index of the first.
    start: c_uint,
    hides: Hides,
}

/// What a ring's queue may hold that the caller never asked for.
#[derive(Debug, Clone, Copy)]
struct Hides {
    fillers: bool,
    own_timeouts: bool,
}

impl Hides {
    /// # Safety
    /// - `ring` points to a ring that was set up.
    #[inline]
    unsafe fn of(ring: *const io_uring) -> Hides {
        // SAFETY: the caller vouches for the ring.
        unsafe {
            Hides {
                fillers: (*ring).flags & IORING_SETUP_CQE_MIXED != 0,
                own_timeouts: (*ring).features & IORING_FEAT_EXT_ARG == 0,
            }
        }
    }
}

impl Cqes {
    /// Counts the entries of the completion queue that were passed so far: for [`io_uring_cq_advance`].
    ///
    /// # Returns
    /// 0 up to the number of entries that were ready; a 32-byte CQE in a ring with [`IORING_SETUP_CQE_MIXED`]
    /// counts 2, and entries that were not shown count too.
    ///
    /// Since Linux 5.1. Source: this crate.
    #[inline]
    #[must_use]
    pub fn passed(&self) -> c_uint {
        self.iter.head.wrapping_sub(self.start)
    }
}

impl Iterator for Cqes {
    type Item = *mut io_uring_cqe;

    #[inline]
    fn next(&mut self) -> Option<*mut io_uring_cqe> {
        let mut cqe = null_mut();
        // SAFETY: an iterator is made by `cqes` alone, whose caller vouched that the ring and its completions
        // stay.
        unsafe {
            while io_uring_cqe_iter_next(&mut self.iter, &mut cqe) {
                let hidden = self.hides.fillers && (*cqe).flags & IORING_CQE_F_SKIP != 0
                    || self.hides.own_timeouts && (*cqe).user_data == LIBURING_UDATA_TIMEOUT;
                if !hidden {
                    return Some(cqe);
                }
            }
        }
        None
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.iter.tail.wrapping_sub(self.iter.head) as usize;
        (if self.hides.fillers || self.hides.own_timeouts { 0 } else { left }, Some(left))
    }
}

impl FusedIterator for Cqes {}

/// Iterates over the completions that are ready; nothing is given back to the kernel, and the kernel is
/// [never entered](crate::guide::waiting#looks-that-never-enter-the-kernel).
///
/// The kernel's tail is read once, here: completions that arrive later are not part of the iteration.
/// Afterwards call [`io_uring_cq_advance`] with [`Cqes::passed`]; after a break, the completion at hand is
/// among the passed.
///
/// # Parameters
/// - `ring`: the ring.
///
/// # Returns
/// The iterator.
///
/// # Safety
/// - `ring` points to a ring that was set up. As long as the iterator or a copy of it is used, the ring stays
///   set up, and none of its completions is given back.
///
/// Since Linux 5.1. Source: this crate.
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::mem::MaybeUninit;
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// for number in 0..4 {
///     let sqe = io_uring_get_sqe(ring);
///     io_uring_prep_nop(sqe);
///     io_uring_sqe_set_data64(sqe, number);
/// }
/// assert_eq!(io_uring_submit_and_wait(ring, 4), 4);
/// let mut cqes = batch::cqes(ring);
/// let third = cqes.nth(2).map(|cqe| (*cqe).user_data);
/// assert_eq!((third, cqes.passed()), (Some(2), 3));
/// io_uring_cq_advance(ring, cqes.passed());
/// assert_eq!(io_uring_cq_ready(ring), 1);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
#[inline]
pub unsafe fn cqes(ring: *const io_uring) -> Cqes {
    // SAFETY: the caller vouches for the ring.
    unsafe {
        let iter = io_uring_cqe_iter_init(ring);
        Cqes { iter, start: iter.head, hides: Hides::of(ring) }
    }
}

/// Visits each completion that is ready, and gives all of them back to the kernel. It
/// [never enters the kernel](crate::guide::waiting#looks-that-never-enter-the-kernel).
///
/// The kernel's tail is read once, before the first, and the head is moved once, after the last. If `visit`
/// panics nothing was given back, and the completions come again.
///
/// # Parameters
/// - `ring`: the ring.
/// - `visit`: called with each completion, oldest first.
///
/// # Returns
/// The number of entries of the completion queue that were given back, 0 if none was ready; a 32-byte CQE in
/// a ring with [`IORING_SETUP_CQE_MIXED`] counts 2, and entries that were not shown count too.
///
/// # Safety
/// - `ring` points to a ring that was set up, and no other thread consumes its completions meanwhile; nor
///   does `visit`.
/// - `visit` keeps no pointer to a completion.
///
/// Since Linux 5.1. Source: this crate.
#[inline]
pub unsafe fn reap(ring: *mut io_uring, visit: impl FnMut(*mut io_uring_cqe)) -> c_uint {
    // SAFETY: the caller vouches for the ring; the completions are given back when all were visited.
    unsafe {
        let of_16_bytes = (*ring).flags & (IORING_SETUP_CQE32 | IORING_SETUP_CQE_MIXED) == 0;
        let passed = if of_16_bytes && (*ring).features & IORING_FEAT_EXT_ARG != 0 {
            for_each_cqe_of_16_bytes(ring, visit)
        } else {
            let mut cqes = cqes(ring);
            cqes.by_ref().for_each(visit);
            cqes.passed()
        };
        io_uring_cq_advance(ring, passed);
        passed
    }
}
