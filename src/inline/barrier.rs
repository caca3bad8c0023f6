// SPDX-License-Identifier: MIT OR Apache-2.0
//! Access to memory that is shared with the kernel: the Rust face of `liburing/barrier.h`.
//!
//! One side publishes an index with a release store, the other reads it with an acquire load; whatever was
//! written before the store is then visible after the load. What is only sampled is read relaxed.

use core::sync::atomic::{fence, AtomicU16, AtomicU32, Ordering};

mod sealed {
    /// Keeps [`RingWord`](super::RingWord) to the sizes that ring memory has.
    pub trait Sealed {}
}

/// An integer that the kernel and the program share in ring memory: `u32` (indices and flags of the queues)
/// or `u16` (the tail of a buffer ring).
pub trait RingWord: sealed::Sealed + Copy {
    /// Loads from `p` in one piece.
    ///
    /// # Safety
    /// - `p` is aligned and valid for atomic reads; `order` is one that a load may have.
    #[doc(hidden)]
    unsafe fn load(p: *const Self, order: Ordering) -> Self;

    /// Stores at `p` in one piece.
    ///
    /// # Safety
    /// - `p` is aligned and valid for atomic writes; `order` is one that a store may have.
    #[doc(hidden)]
    unsafe fn store(p: *mut Self, value: Self, order: Ordering);
}

macro_rules! ring_word {
    ($($word:ty => $atomic:ty),*) => {$(
        impl sealed::Sealed for $word {}

        impl RingWord for $word {
            #[inline(always)]
            unsafe fn load(p: *const Self, order: Ordering) -> Self {
                // SAFETY: the caller vouches for `p`; the atomic has the integer's layout, and a reference to
                // an atomic allows for writes by others.
                unsafe { (*p.cast::<$atomic>()).load(order) }
            }

            #[inline(always)]
            unsafe fn store(p: *mut Self, value: Self, order: Ordering) {
                // SAFETY: as for `load`.
                unsafe { (*p.cast::<$atomic>()).store(value, order) }
            }
        }
    )*};
}

ring_word!(u16 => AtomicU16, u32 => AtomicU32);

/// Stores `val` at `var` in one piece, in no particular order.
///
/// The Rust form of the C macro, which takes the place itself; here it is a pointer to it.
///
/// # Safety
/// - `var` is aligned and can be written; others access it atomically only.
///
/// Source: liburing/barrier.h.
#[allow(non_snake_case)]
#[inline(always)]
pub unsafe fn IO_URING_WRITE_ONCE<T: RingWord>(var: *mut T, val: T) {
    // SAFETY: `var` is aligned and writable, and all others access it atomically, as this store does.
    unsafe { T::store(var, val, Ordering::Relaxed) }
}

/// Loads from `var` in one piece, in no particular order.
///
/// The Rust form of the C macro, which takes the place itself; here it is a pointer to it.
///
/// # Returns
/// The value that was there.
///
/// # Safety
/// - `var` is aligned and can be read; others access it atomically only.
///
/// Source: liburing/barrier.h.
#[allow(non_snake_case)]
#[inline(always)]
pub unsafe fn IO_URING_READ_ONCE<T: RingWord>(var: *const T) -> T {
    // SAFETY: an atomic load of an aligned word, which others may write atomically meanwhile.
    unsafe { T::load(var, Ordering::Relaxed) }
}

/// Stores `v` at `p`: whatever was written before is visible to the side that loads it with acquire.
///
/// # Safety
/// - `p` is aligned and can be written; others access it atomically only.
///
/// Source: liburing/barrier.h.
#[inline(always)]
pub unsafe fn io_uring_smp_store_release<T: RingWord>(p: *mut T, v: T) {
    // SAFETY: `p` is aligned and writable; a store may have the release order.
    unsafe { T::store(p, v, Ordering::Release) }
}

/// Loads from `p`: whatever the storing side wrote before its release store is visible afterwards.
///
/// # Returns
/// The value that was there.
///
/// # Safety
/// - `p` is aligned and can be read; others access it atomically only.
///
/// Source: liburing/barrier.h.
#[inline(always)]
pub unsafe fn io_uring_smp_load_acquire<T: RingWord>(p: *const T) -> T {
    // SAFETY: `p` is aligned and readable; acquire is an order that a load may have.
    unsafe { T::load(p, Ordering::Acquire) }
}

/// Full fence: no load or store moves across it, in either direction.
///
/// Source: liburing/barrier.h.
#[inline(always)]
pub fn io_uring_smp_mb() {
    fence(Ordering::SeqCst);
}
