// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests that wait on futexes and wake up waiters.

use core::ptr::addr_of_mut;

use libc::{c_int, c_uint};

use crate::*;

/// Prepares a request that wakes up waiters on a futex.
///
/// The CQE's `res` is the number of waiters that were woken.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `futex`: address of the futex, a multiple of 4.
/// - `val`: largest number of waiters to wake; 0 wakes none.
/// - `mask`: wakes those whose mask has a bit in common, `FUTEX_BITSET_MATCH_ANY` for all. 32 bits, not 0.
/// - `futex_flags`: `FUTEX2_SIZE_U32` (2), with `FUTEX2_PRIVATE` (128) if only threads of this process use
///   the futex.
/// - `flags`: 0.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EINVAL`: `futex` is not a multiple of 4, `mask` is 0 or wider than 32 bits, a size other than 32 bits,
///   or `flags` is not 0.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `futex` stays mapped until the request completes; the kernel reads nothing there.
///
/// Since Linux 6.7. Source: [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html),
/// [futex(2)](https://man7.org/linux/man-pages/man2/futex.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::sync::atomic::AtomicU32;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_RECVSEND_BUNDLE == 0 { return eprintln!("not in this kernel"); }
/// let futex = AtomicU32::new(0);
/// let all = libc::FUTEX_BITSET_MATCH_ANY as u32 as u64;
/// io_uring_prep_futex_wake(io_uring_get_sqe(ring), futex.as_ptr(), 1, all, 2, 0); // 2: FUTEX2_SIZE_U32
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0); // nobody waits
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_futex_wake`](crate::ffi#io_uring_prep_futex_wake).
#[doc(alias("IORING_OP_FUTEX_WAKE", "wake_futex", "futex"))]
#[doc(alias("futex wake", "wake futex"))]
#[inline]
pub unsafe fn io_uring_prep_futex_wake(
    sqe: *mut io_uring_sqe,
    futex: *const u32,
    val: u64,
    mask: u64,
    futex_flags: u32,
    flags: c_uint,
) {
    // SAFETY: the futex is not read here: its address becomes `addr`, the number of waiters `off`, the mask
    // `addr3`.
    unsafe {
        io_uring_prep_rw(IORING_OP_FUTEX_WAKE as c_int, sqe, futex_flags as c_int, futex.cast(), 0, val);
        addr_of_mut!((*sqe).__bindgen_anon_3.futex_flags).write(flags);
        addr_of_mut!((*sqe).__bindgen_anon_6.__bindgen_anon_1.addr3).write(mask);
    }
}

/// Prepares a request that waits on a futex.
///
/// The wait starts only if the futex holds `val`. The CQE's `res` is 0 when it was woken up, by
/// [`io_uring_prep_futex_wake`] or by futex(2).
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `futex`: address of the futex, a multiple of 4.
/// - `val`: value that the futex is expected to hold, 32 bits.
/// - `mask`: is woken by wakers whose mask has a bit in common, `FUTEX_BITSET_MATCH_ANY` for all. 32 bits,
///   not 0.
/// - `futex_flags`, `flags`: as for [`io_uring_prep_futex_wake`].
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EAGAIN`: the futex held another value.
/// - `-EINVAL`: `futex` is not a multiple of 4, `val` or `mask` is wider than 32 bits, `mask` is 0, a size
///   other than 32 bits, or `flags` is not 0.
/// - `-ENOMEM`: no memory for the wait.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `futex` stays mapped until the request completes; other threads change it by atomic accesses only.
///
/// Since Linux 6.7. Source: [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html),
/// [futex(2)](https://man7.org/linux/man-pages/man2/futex.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::sync::atomic::{AtomicU32, Ordering};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_RECVSEND_BUNDLE == 0 { return eprintln!("not in this kernel"); }
/// const ALL: u64 = libc::FUTEX_BITSET_MATCH_ANY as u32 as u64;
/// const KIND: u32 = 2 | 128; // FUTEX2_SIZE_U32 | FUTEX2_PRIVATE
/// let futex = AtomicU32::new(0);
/// io_uring_prep_futex_wait(io_uring_get_sqe(ring), futex.as_ptr(), 0, ALL, KIND, 0);
/// assert_eq!(io_uring_submit(ring), 1);
///
/// // What another thread would do: change the value, then wake.
/// futex.store(1, Ordering::Release);
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_futex_wake(sqe, futex.as_ptr(), 1, ALL, KIND, 0);
/// io_uring_sqe_set_data64(sqe, 1);
/// assert_eq!(io_uring_submit_and_wait(ring, 2), 1);
/// batch::reap(ring, |cqe| match (*cqe).user_data {
///     1 => assert_eq!((*cqe).res, 1), // so many were woken
///     _ => assert_eq!((*cqe).res, 0),
/// });
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_futex_wait`](crate::ffi#io_uring_prep_futex_wait).
#[doc(alias("IORING_OP_FUTEX_WAIT", "wait_futex", "futex"))]
#[doc(alias("futex wait", "wait futex"))]
#[inline]
pub unsafe fn io_uring_prep_futex_wait(
    sqe: *mut io_uring_sqe,
    futex: *const u32,
    val: u64,
    mask: u64,
    futex_flags: u32,
    flags: c_uint,
) {
    // SAFETY: comparing the futex with `val` is the kernel's part, later; here `addr3` and `futex_flags` take
    // two numbers.
    unsafe {
        io_uring_prep_rw(IORING_OP_FUTEX_WAIT as c_int, sqe, futex_flags as c_int, futex.cast(), 0, val);
        addr_of_mut!((*sqe).__bindgen_anon_3.futex_flags).write(flags);
        addr_of_mut!((*sqe).__bindgen_anon_6.__bindgen_anon_1.addr3).write(mask);
    }
}

/// Prepares a request that waits on several futexes until one of them is woken up.
///
/// The wait starts only if each futex holds its value. The CQE's `res` is the position in the array of a
/// futex that was woken up.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `futex`: array of the futexes: address, value and flags of each.
/// - `nr_futex`: number of futexes in the array, 1 to 128.
/// - `flags`: 0.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EAGAIN`: a futex held another value.
/// - `-EINVAL`: `nr_futex` is out of range, a futex is described wrongly, or `flags` is not 0.
/// - `-ENOMEM`: no memory for the wait.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `futex` (`nr_futex` elements): *read when taken*.
/// - The futexes stay mapped until the request completes; other threads change them by atomic accesses only.
///
/// Since Linux 6.7. Source: [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html),
/// [futex(2)](https://man7.org/linux/man-pages/man2/futex.2.html).
///
/// C symbol: [`ffi::io_uring_prep_futex_waitv`](crate::ffi#io_uring_prep_futex_waitv).
#[doc(alias("IORING_OP_FUTEX_WAITV", "waitv_futex", "futex_waitv"))]
#[doc(alias("futex waitv", "waitv futex"))]
#[inline]
pub unsafe fn io_uring_prep_futex_waitv(
    sqe: *mut io_uring_sqe,
    futex: *const futex_waitv,
    nr_futex: u32,
    flags: c_uint,
) {
    // SAFETY: the array is passed on as an address and a count; `futex_flags` is the only member written
    // beside them.
    unsafe {
        io_uring_prep_rw(IORING_OP_FUTEX_WAITV as c_int, sqe, 0, futex.cast(), nr_futex, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.futex_flags).write(flags);
    }
}
