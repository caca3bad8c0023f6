// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests that give advice about the use of files and memory.

use core::ptr::{self, addr_of_mut};

use libc::{c_int, c_void, off_t};

use crate::*;

/// Prepares a request that tells the kernel how part of a file is going to be used, as posix_fadvise(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [file or slot](crate::requests#slots).
/// - `offset`: first byte, 0 to 2^63 - 1.
/// - `len`: bytes, below 2^32; 0 for all up to the end.
/// - `advice`: what is going to happen: `POSIX_FADV_NORMAL`, `POSIX_FADV_SEQUENTIAL`, `POSIX_FADV_RANDOM`,
///   `POSIX_FADV_NOREUSE`, `POSIX_FADV_WILLNEED` or `POSIX_FADV_DONTNEED`.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EINVAL`: `advice` is unknown.
/// - `-ESPIPE`: `fd` is a pipe.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.6. Source:
/// [io_uring_prep_fadvise(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_fadvise.3.html),
/// [posix_fadvise(2)](https://man7.org/linux/man-pages/man2/posix_fadvise.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{fs::File, os::unix::io::AsRawFd};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let file = File::open("/proc/self/exe").unwrap();
/// io_uring_prep_fadvise(io_uring_get_sqe(ring), file.as_raw_fd(), 0, 0, libc::POSIX_FADV_WILLNEED);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_fadvise`](crate::ffi#io_uring_prep_fadvise).
#[doc(alias("IORING_OP_FADVISE", "fadvise", "posix_fadvise", "advise_file"))]
#[inline]
pub unsafe fn io_uring_prep_fadvise(sqe: *mut io_uring_sqe, fd: c_int, offset: u64, len: u32, advice: c_int) {
    // SAFETY: `fadvise_advice` is the union's member for this operation and the only store besides those of
    // the shared helper; a range of a file needs no pointer.
    unsafe {
        io_uring_prep_rw(IORING_OP_FADVISE as c_int, sqe, fd, ptr::null(), len, offset);
        addr_of_mut!((*sqe).__bindgen_anon_3.fadvise_advice).write(advice as u32);
    }
}

/// Prepares a request that tells the kernel how a range of memory is going to be used, as madvise(2) does.
///
/// It acts on the process that submits. The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `addr`: start of the range, at the start of a page.
/// - `length`: bytes, below 2^32.
/// - `advice`: the advice: `MADV_NORMAL`, `MADV_WILLNEED`, `MADV_DONTNEED` and the others of madvise(2).
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EINVAL`: `addr` is not at the start of a page, or `advice` is unknown or does not suit the memory.
/// - `-ENOMEM`: part of the range is not mapped.
/// - `-EBADF`: `advice` needs memory mapped from a file.
/// - `-EIO`, `-EAGAIN`: the kernel could not read the pages in, or lacks something for the moment.
/// - `-EPERM`: `advice` needs a privilege.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - The range is the caller's to give advice about: some kinds (`MADV_DONTNEED`, `MADV_FREE`, `MADV_REMOVE`)
///   drop its contents, which nothing may rely on from submission on.
///
/// Since Linux 5.6. Source:
/// [io_uring_prep_madvise(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_madvise.3.html),
/// [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
/// let page = libc::mmap(null_mut(), 4096, libc::PROT_READ | libc::PROT_WRITE, flags, -1, 0);
/// page.cast::<u8>().write(1);
/// io_uring_prep_madvise(io_uring_get_sqe(ring), page, 4096, libc::MADV_DONTNEED);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// assert_eq!(page.cast::<u8>().read(), 0); // dropped
/// # libc::munmap(page, 4096);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_madvise`](crate::ffi#io_uring_prep_madvise).
#[doc(alias("IORING_OP_MADVISE", "madvise", "advise_memory"))]
#[inline]
pub unsafe fn io_uring_prep_madvise(sqe: *mut io_uring_sqe, addr: *mut c_void, length: u32, advice: c_int) {
    // SAFETY: `addr` goes into the entry as a number, so that it may lie anywhere; `fadvise_advice` serves
    // both kinds of advice.
    unsafe {
        io_uring_prep_rw(IORING_OP_MADVISE as c_int, sqe, -1, addr, length, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.fadvise_advice).write(advice as u32);
    }
}

/// Prepares a request as [`io_uring_prep_fadvise`] does, for a range of any length.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`, `offset`, `advice`: as there.
/// - `len`: bytes, at least 0; 0 for all up to the end.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_fadvise`].
/// - `-EINVAL`: also if the kernel is older than 6.11 and `len` not 0.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 6.11. Source:
/// [io_uring_prep_fadvise64(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_fadvise64.3.html),
/// [posix_fadvise(2)](https://man7.org/linux/man-pages/man2/posix_fadvise.2.html).
///
/// C symbol: [`ffi::io_uring_prep_fadvise64`](crate::ffi#io_uring_prep_fadvise64).
#[doc(alias("IORING_OP_FADVISE", "fadvise64", "posix_fadvise"))]
#[inline]
pub unsafe fn io_uring_prep_fadvise64(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    offset: u64,
    len: off_t,
    advice: c_int,
) {
    // SAFETY: `addr` holds the length here, a number that no address stands behind; both members are plain
    // data of the entry.
    unsafe {
        io_uring_prep_rw(IORING_OP_FADVISE as c_int, sqe, fd, ptr::null(), 0, offset);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(len as u64);
        addr_of_mut!((*sqe).__bindgen_anon_3.fadvise_advice).write(advice as u32);
    }
}

/// Prepares a request as [`io_uring_prep_madvise`] does, for a range of any length.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `addr`, `advice`: as there.
/// - `length`: bytes, at least 0.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_madvise`].
/// - `-EINVAL`: also if the kernel is older than 6.11 and `length` not 0.
///
/// # Safety
/// - The duties of [`io_uring_prep_madvise`].
///
/// Since Linux 6.11. Source:
/// [io_uring_prep_madvise64(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_madvise64.3.html),
/// [madvise(2)](https://man7.org/linux/man-pages/man2/madvise.2.html).
///
/// C symbol: [`ffi::io_uring_prep_madvise64`](crate::ffi#io_uring_prep_madvise64).
#[doc(alias("IORING_OP_MADVISE", "madvise64", "madvise"))]
#[inline]
pub unsafe fn io_uring_prep_madvise64(
    sqe: *mut io_uring_sqe,
    addr: *mut c_void,
    length: off_t,
    advice: c_int,
) {
    // SAFETY: the range is not touched before the kernel acts: `addr` and `length` are stored, and
    // `fadvise_advice` with them.
    unsafe {
        io_uring_prep_rw(IORING_OP_MADVISE as c_int, sqe, -1, addr, 0, length as u64);
        addr_of_mut!((*sqe).__bindgen_anon_3.fadvise_advice).write(advice as u32);
    }
}
