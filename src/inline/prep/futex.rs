// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for requests that wait on futexes and wake up waiters.

use super::io_uring_prep_rw;
use crate::{futex_waitv, io_uring_sqe, IORING_OP_FUTEX_WAIT, IORING_OP_FUTEX_WAITV, IORING_OP_FUTEX_WAKE};
use core::ptr::addr_of_mut;

/// Prepares a request that wakes up waiters on a futex.
///
/// The completion's `res` is the number of waiters that were woken.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `futex`: address of the futex, a multiple of 4.
/// - `val`: largest number of waiters to wake; 0 wakes none.
/// - `mask`: wakes those whose mask has a bit in common, `FUTEX_BITSET_MATCH_ANY` for all. 32 bits, not 0.
/// - `futex_flags`: `FUTEX2_SIZE_U32`, with `FUTEX2_PRIVATE` if only threads of this process use the futex.
/// - `flags`: 0.
///
/// # Errors in the CQE
/// - `-EINVAL`: `futex` is not a multiple of 4, `mask` is 0 or wider than 32 bits, a size other than 32 bits,
///   `flags` is not 0, the kernel is older than 6.7, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-EFAULT`: `futex` cannot be accessed.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `futex` stays mapped until the request completes; the kernel reads nothing there.
///
/// Since Linux 6.7. Source: io_uring_enter(2), futex(2).
///
/// C symbol: [`ffi::io_uring_prep_futex_wake`](crate::ffi::io_uring_prep_futex_wake).
#[inline]
pub unsafe fn io_uring_prep_futex_wake(
    sqe: *mut io_uring_sqe,
    futex: *const u32,
    val: u64,
    mask: u64,
    futex_flags: u32,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_FUTEX_WAKE as libc::c_int,
            sqe,
            futex_flags as libc::c_int,
            futex.cast(),
            0,
            val,
        );
        addr_of_mut!((*sqe).__bindgen_anon_3.futex_flags).write(flags);
        addr_of_mut!((*sqe).__bindgen_anon_6.__bindgen_anon_1.addr3).write(mask);
    }
}

/// Prepares a request that waits on a futex.
///
/// The wait starts only if the futex holds `val`. The completion's `res` is 0 when it was woken up, by
/// `io_uring_prep_futex_wake` or by futex(2).
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `futex`: address of the futex, a multiple of 4.
/// - `val`: value that the futex is expected to hold, 32 bits.
/// - `mask`: is woken by wakers whose mask has a bit in common, `FUTEX_BITSET_MATCH_ANY` for all. 32 bits,
///   not 0.
/// - `futex_flags`: `FUTEX2_SIZE_U32`, with `FUTEX2_PRIVATE` if only threads of this process use the futex.
/// - `flags`: 0.
///
/// # Errors in the CQE
/// - `-EAGAIN`: the futex held another value.
/// - `-EINVAL`: `futex` is not a multiple of 4, `val` or `mask` is wider than 32 bits, `mask` is 0, a size
///   other than 32 bits, `flags` is not 0, the kernel is older than 6.7, or a ring with
///   `IORING_SETUP_IOPOLL`.
/// - `-EFAULT`: `futex` cannot be read.
/// - `-ENOMEM`: no memory for the wait.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `futex` stays mapped until the request completes; other threads change it by atomic accesses only.
///
/// Since Linux 6.7. Source: io_uring_enter(2), futex(2).
///
/// C symbol: [`ffi::io_uring_prep_futex_wait`](crate::ffi::io_uring_prep_futex_wait).
#[inline]
pub unsafe fn io_uring_prep_futex_wait(
    sqe: *mut io_uring_sqe,
    futex: *const u32,
    val: u64,
    mask: u64,
    futex_flags: u32,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_FUTEX_WAIT as libc::c_int,
            sqe,
            futex_flags as libc::c_int,
            futex.cast(),
            0,
            val,
        );
        addr_of_mut!((*sqe).__bindgen_anon_3.futex_flags).write(flags);
        addr_of_mut!((*sqe).__bindgen_anon_6.__bindgen_anon_1.addr3).write(mask);
    }
}

/// Prepares a request that waits on several futexes until one of them is woken up.
///
/// The wait starts only if each futex holds its value. The completion's `res` is the position in the array of
/// a futex that was woken up.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `futex`: array of the futexes: address, value and flags of each.
/// - `nr_futex`: number of futexes in the array, 1 to 128.
/// - `flags`: 0.
///
/// # Errors in the CQE
/// - `-EAGAIN`: a futex held another value.
/// - `-EINVAL`: `nr_futex` is out of range, a futex is described wrongly, `flags` is not 0, the kernel is
///   older than 6.7, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-EFAULT`: the array or a futex cannot be read.
/// - `-ENOMEM`: no memory for the wait.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `futex` points to `nr_futex` elements that stay valid until the kernel has taken the entry: when the
///   submitting call returns, or with `IORING_SETUP_SQPOLL` when its thread has done so.
/// - The futexes stay mapped until the request completes; other threads change them by atomic accesses only.
///
/// Since Linux 6.7. Source: io_uring_enter(2), futex(2).
///
/// C symbol: [`ffi::io_uring_prep_futex_waitv`](crate::ffi::io_uring_prep_futex_waitv).
#[inline]
pub unsafe fn io_uring_prep_futex_waitv(
    sqe: *mut io_uring_sqe,
    futex: *const futex_waitv,
    nr_futex: u32,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_FUTEX_WAITV as libc::c_int, sqe, 0, futex.cast(), nr_futex, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.futex_flags).write(flags);
    }
}
