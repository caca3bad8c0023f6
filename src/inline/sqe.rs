// SPDX-License-Identifier: MIT OR Apache-2.0
//! Fields of an SQE that belong to no operation: `user_data`, flags, buffer group.

use core::ptr::addr_of_mut;

use libc::{c_int, c_uint, c_void};

use crate::*;

/// Stores a pointer in a request; its completion carries it as `user_data`.
///
/// Neither [`io_uring_get_sqe`] nor the prep helpers set `user_data`: without this call, or
/// [`io_uring_sqe_set_data64`], it is what the entry's last user left there.
///
/// # Parameters
/// - `sqe`: the entry of the request.
/// - `data`: any pointer; it is never followed.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.1. Source:
/// [io_uring_sqe_set_data(3)](https://man7.org/linux/man-pages/man3/io_uring_sqe_set_data.3.html).
///
/// C symbol: [`ffi::io_uring_sqe_set_data`](crate::ffi#io_uring_sqe_set_data).
#[inline]
pub unsafe fn io_uring_sqe_set_data(sqe: *mut io_uring_sqe, data: *mut c_void) {
    // SAFETY: the pointer becomes a number in `user_data`, which nothing but the completion reads.
    unsafe { addr_of_mut!((*sqe).user_data).write(data as usize as u64) }
}

/// Stores a number in a request; its completion carries it as `user_data`.
///
/// # Parameters
/// - `sqe`: the entry of the request.
/// - `data`: any value; keep off [`LIBURING_UDATA_TIMEOUT`] (all bits set), which the library's own requests
///   carry on kernels before 5.11.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.1. Source:
/// [io_uring_sqe_set_data(3)](https://man7.org/linux/man-pages/man3/io_uring_sqe_set_data.3.html).
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
/// for number in [1, 2] {
///     let sqe = io_uring_get_sqe(ring);
///     io_uring_prep_nop(sqe);
///     io_uring_sqe_set_data64(sqe, number);
/// }
/// assert_eq!(io_uring_submit_and_wait(ring, 2), 2);
/// let mut numbers = vec![];
/// batch::reap(ring, |cqe| numbers.push(io_uring_cqe_get_data64(cqe)));
/// numbers.sort();
/// assert_eq!(numbers, [1, 2]);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_sqe_set_data64`](crate::ffi#io_uring_sqe_set_data64).
#[inline]
pub unsafe fn io_uring_sqe_set_data64(sqe: *mut io_uring_sqe, data: u64) {
    // SAFETY: `user_data` is a plain field of the entry, and the kernel has not taken that.
    unsafe { addr_of_mut!((*sqe).user_data).write(data) }
}

/// Replaces the flags of a request: those set before are gone.
///
/// # Parameters
/// - `sqe`: the entry of the request.
/// - `flags`: `IOSQE_*` bits; the low 8 bits are kept.
///
/// # Errors in the CQE
/// - `-EINVAL`: a bit that the kernel or the operation does not know.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.1; each flag says its own kernel. Source:
/// [io_uring_sqe_set_flags(3)](https://man7.org/linux/man-pages/man3/io_uring_sqe_set_flags.3.html).
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
/// // Two requests, the second of which starts when the first is done.
/// let first = io_uring_get_sqe(ring);
/// io_uring_prep_nop(first);
/// io_uring_sqe_set_data64(first, 1);
/// io_uring_sqe_set_flags(first, IOSQE_IO_LINK);
/// let second = io_uring_get_sqe(ring);
/// io_uring_prep_nop(second);
/// io_uring_sqe_set_data64(second, 2);
/// assert_eq!(io_uring_submit_and_wait(ring, 2), 2);
/// let mut order = vec![];
/// batch::reap(ring, |cqe| order.push((*cqe).user_data));
/// assert_eq!(order, [1, 2]);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_sqe_set_flags`](crate::ffi#io_uring_sqe_set_flags).
#[inline]
pub unsafe fn io_uring_sqe_set_flags(sqe: *mut io_uring_sqe, flags: c_uint) {
    // SAFETY: one byte of an entry that is still the caller's; the flags before are not read.
    unsafe { addr_of_mut!((*sqe).flags).write(flags as u8) }
}

/// Names the group of buffers that a request with [`IOSQE_BUFFER_SELECT`] takes its buffer from.
///
/// # Parameters
/// - `sqe`: the entry of the request.
/// - `bgid`: the group, 0 to 65535; the low 16 bits are kept.
///
/// # Errors in the CQE
/// - `-ENOBUFS`: the group has no buffer left, or there is no such group.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.7 ([`IOSQE_BUFFER_SELECT`]). Source:
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// C symbol: [`ffi::io_uring_sqe_set_buf_group`](crate::ffi#io_uring_sqe_set_buf_group).
#[inline]
pub unsafe fn io_uring_sqe_set_buf_group(sqe: *mut io_uring_sqe, bgid: c_int) {
    // SAFETY: `buf_group` is the union's member for this use, 16 bits in the middle of the entry.
    unsafe { addr_of_mut!((*sqe).__bindgen_anon_4.buf_group).write(bgid as u16) }
}

/// Clears the fields of an entry that the prep helpers leave alone: `flags`, `ioprio`, the operation's flags,
/// `buf_index`, `personality`, `file_index`, and the last 16 of the first 64 bytes. [`io_uring_get_sqe`] does
/// it for each entry.
///
/// # Parameters
/// - `sqe`: the entry.
///
/// # Safety
/// - `sqe` points to an entry that the kernel does not own.
///
/// Since Linux 5.1. Source: kernel header linux/io_uring.h.
///
/// C symbol: [`ffi::io_uring_initialize_sqe`](crate::ffi#io_uring_initialize_sqe).
#[inline]
pub unsafe fn io_uring_initialize_sqe(sqe: *mut io_uring_sqe) {
    // SAFETY: each store is to a field of the first 64 bytes, which every entry has; no field is read.
    unsafe {
        addr_of_mut!((*sqe).flags).write(0);
        addr_of_mut!((*sqe).ioprio).write(0);
        addr_of_mut!((*sqe).__bindgen_anon_3.rw_flags).write(0);
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_index).write(0);
        addr_of_mut!((*sqe).personality).write(0);
        addr_of_mut!((*sqe).__bindgen_anon_5.file_index).write(0);
        addr_of_mut!((*sqe).__bindgen_anon_6.__bindgen_anon_1.addr3).write(0);
        addr_of_mut!((*sqe).__bindgen_anon_6.__bindgen_anon_1.__pad2).write([0]);
    }
}
