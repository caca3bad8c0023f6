// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for requests that give advice about the use of files and memory.

use super::io_uring_prep_rw;
use crate::{io_uring_sqe, IORING_OP_FADVISE, IORING_OP_MADVISE};
use core::ptr::{self, addr_of_mut};

/// Prepares a request that tells the kernel how part of a file is going to be used, as posix_fadvise(2)
/// does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file table.
/// - `offset`: first byte, 0 to 2^63 - 1.
/// - `len`: bytes, below 2^32; 0 for all up to the end.
/// - `advice`: what is going to happen: `POSIX_FADV_NORMAL`, `POSIX_FADV_SEQUENTIAL`, `POSIX_FADV_RANDOM`,
///   `POSIX_FADV_NOREUSE`, `POSIX_FADV_WILLNEED` or `POSIX_FADV_DONTNEED`.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or an empty slot.
/// - `-EINVAL`: `advice` is unknown.
/// - `-ESPIPE`: `fd` is a pipe.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.6. Source: io_uring_prep_fadvise(3), posix_fadvise(2).
///
/// C symbol: [`ffi::io_uring_prep_fadvise`](crate::ffi::io_uring_prep_fadvise).
#[inline]
pub unsafe fn io_uring_prep_fadvise(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    offset: u64,
    len: u32,
    advice: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_FADVISE as libc::c_int, sqe, fd, ptr::null(), len, offset);
        addr_of_mut!((*sqe).__bindgen_anon_3.fadvise_advice).write(advice as u32);
    }
}

/// Prepares a request that tells the kernel how a range of memory is going to be used, as madvise(2) does.
///
/// It acts on the process that submits. The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `addr`: start of the range, at the start of a page.
/// - `length`: bytes, below 2^32.
/// - `advice`: the advice: `MADV_NORMAL`, `MADV_WILLNEED`, `MADV_DONTNEED` and the others of madvise(2).
///
/// # Errors in the CQE
/// - `-EINVAL`: `addr` is not at the start of a page, or `advice` is unknown or does not suit the memory.
/// - `-ENOMEM`: part of the range is not mapped.
/// - `-EBADF`: `advice` needs memory mapped from a file.
/// - `-EIO`, `-EAGAIN`: the kernel could not read the pages in, or lacks something for the moment.
/// - `-EPERM`: `advice` needs a privilege.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - The range is the caller's to give advice about: some kinds (`MADV_DONTNEED`, `MADV_FREE`,
///   `MADV_REMOVE`) drop its contents, which nothing may rely on from submission on.
///
/// Since Linux 5.6. Source: io_uring_prep_madvise(3), madvise(2).
///
/// C symbol: [`ffi::io_uring_prep_madvise`](crate::ffi::io_uring_prep_madvise).
#[inline]
pub unsafe fn io_uring_prep_madvise(
    sqe: *mut io_uring_sqe,
    addr: *mut libc::c_void,
    length: u32,
    advice: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_MADVISE as libc::c_int, sqe, -1, addr, length, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.fadvise_advice).write(advice as u32);
    }
}

/// Prepares a request as `io_uring_prep_fadvise` does, for a range of any length.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file table.
/// - `offset`: first byte, 0 to 2^63 - 1.
/// - `len`: bytes, at least 0; 0 for all up to the end.
/// - `advice`: what is going to happen: `POSIX_FADV_NORMAL`, `POSIX_FADV_SEQUENTIAL`, `POSIX_FADV_RANDOM`,
///   `POSIX_FADV_NOREUSE`, `POSIX_FADV_WILLNEED` or `POSIX_FADV_DONTNEED`.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or an empty slot.
/// - `-EINVAL`: `advice` is unknown, or the kernel is older than 6.11 and `len` not 0.
/// - `-ESPIPE`: `fd` is a pipe.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 6.11. Source: io_uring_prep_fadvise64(3), posix_fadvise(2).
///
/// C symbol: [`ffi::io_uring_prep_fadvise64`](crate::ffi::io_uring_prep_fadvise64).
#[inline]
pub unsafe fn io_uring_prep_fadvise64(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    offset: u64,
    len: libc::off_t,
    advice: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_FADVISE as libc::c_int, sqe, fd, ptr::null(), 0, offset);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(len as u64);
        addr_of_mut!((*sqe).__bindgen_anon_3.fadvise_advice).write(advice as u32);
    }
}

/// Prepares a request as `io_uring_prep_madvise` does, for a range of any length.
///
/// It acts on the process that submits. The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `addr`: start of the range, at the start of a page.
/// - `length`: bytes, at least 0.
/// - `advice`: the advice: `MADV_NORMAL`, `MADV_WILLNEED`, `MADV_DONTNEED` and the others of madvise(2).
///
/// # Errors in the CQE
/// - `-EINVAL`: `addr` is not at the start of a page, or `advice` is unknown or does not suit the memory, or
///   the kernel is older than 6.11 and `length` not 0.
/// - `-ENOMEM`: part of the range is not mapped.
/// - `-EBADF`: `advice` needs memory mapped from a file.
/// - `-EIO`, `-EAGAIN`: the kernel could not read the pages in, or lacks something for the moment.
/// - `-EPERM`: `advice` needs a privilege.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - The range is the caller's to give advice about: some kinds (`MADV_DONTNEED`, `MADV_FREE`,
///   `MADV_REMOVE`) drop its contents, which nothing may rely on from submission on.
///
/// Since Linux 6.11. Source: io_uring_prep_madvise64(3), madvise(2).
///
/// C symbol: [`ffi::io_uring_prep_madvise64`](crate::ffi::io_uring_prep_madvise64).
#[inline]
pub unsafe fn io_uring_prep_madvise64(
    sqe: *mut io_uring_sqe,
    addr: *mut libc::c_void,
    length: libc::off_t,
    advice: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_MADVISE as libc::c_int, sqe, -1, addr, 0, length as u64);
        addr_of_mut!((*sqe).__bindgen_anon_3.fadvise_advice).write(advice as u32);
    }
}
