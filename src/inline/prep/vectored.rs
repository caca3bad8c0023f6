// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests that read and write several buffers at once.

use core::ptr::addr_of_mut;

use libc::{c_int, c_uint, iovec};

use crate::*;

/// Prepares a request that reads from a file into several buffers, as preadv(2) does.
///
/// The CQE's `res` is the number of bytes read, which may be fewer than asked for; 0 is the end of the file.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [file or slot](crate::requests#slots), open for reading.
/// - `iovecs`: the buffers, filled in order. With [`IOSQE_BUFFER_SELECT`] in the entry exactly one element,
///   whose length bounds the read.
/// - `nr_vecs`: number of elements in `iovecs`, 0 to 1024.
/// - `offset`: [where to read](crate::requests#reading-and-writing-files).
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - [Those of reading](crate::requests#reading-and-writing-files).
/// - `-EINVAL`: also if `nr_vecs` is over 1024.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - The array `iovecs`: *read when taken*.
/// - The buffers that it names: *written until complete*.
///
/// Since Linux 5.1. Source:
/// [io_uring_prep_readv(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_readv.3.html),
/// [preadv2(2)](https://man7.org/linux/man-pages/man2/preadv2.2.html).
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
/// let file = File::open("/dev/zero").unwrap();
/// let (mut head, mut body) = ([1_u8; 16], [1_u8; 64]);
/// let iovecs = [
///     libc::iovec { iov_base: head.as_mut_ptr().cast(), iov_len: 16 },
///     libc::iovec { iov_base: body.as_mut_ptr().cast(), iov_len: 64 },
/// ];
/// io_uring_prep_readv(io_uring_get_sqe(ring), file.as_raw_fd(), iovecs.as_ptr(), 2, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 80);
/// io_uring_cqe_seen(ring, cqe);
/// assert_eq!((head, body), ([0; 16], [0; 64]));
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_readv`](crate::ffi#io_uring_prep_readv).
#[doc(alias("IORING_OP_READV", "readv", "preadv", "scatter"))]
#[inline]
pub unsafe fn io_uring_prep_readv(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    iovecs: *const iovec,
    nr_vecs: c_uint,
    offset: u64,
) {
    // SAFETY: the array is an address and a count; the shared helper stores both and reads no element.
    unsafe {
        io_uring_prep_rw(IORING_OP_READV as c_int, sqe, fd, iovecs.cast(), nr_vecs, offset);
    }
}

/// Prepares a request that reads from a file into several buffers, with flags, as preadv2(2) does.
///
/// The CQE's `res` is the number of bytes read, which may be fewer than asked for; 0 is the end of the file.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`, `iovecs`, `nr_vecs`, `offset`: as for [`io_uring_prep_readv`].
/// - `flags`: 0, or [`RWF_*` bits](crate::requests#reading-and-writing-files).
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_readv`].
///
/// # Safety
/// - The duties of [`io_uring_prep_readv`].
///
/// Since Linux 5.1. Source:
/// [io_uring_prep_readv2(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_readv2.3.html),
/// [preadv2(2)](https://man7.org/linux/man-pages/man2/preadv2.2.html).
///
/// C symbol: [`ffi::io_uring_prep_readv2`](crate::ffi#io_uring_prep_readv2).
#[doc(alias("IORING_OP_READV", "readv2", "preadv2"))]
#[inline]
pub unsafe fn io_uring_prep_readv2(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    iovecs: *const iovec,
    nr_vecs: c_uint,
    offset: u64,
    flags: c_int,
) {
    // SAFETY: `rw_flags` is signed in the entry too, and zero until now; the array is `io_uring_prep_readv`'s
    // to store.
    unsafe {
        io_uring_prep_readv(sqe, fd, iovecs, nr_vecs, offset);
        addr_of_mut!((*sqe).__bindgen_anon_3.rw_flags).write(flags);
    }
}

/// Prepares a request that reads from a file into several pieces of one registered buffer.
///
/// The CQE's `res` is the number of bytes read, which may be fewer than asked for; 0 is the end of the file.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`, `nr_vecs`, `offset`, `flags`: as for [`io_uring_prep_readv2`].
/// - `iovecs`: the pieces of the registered buffer, filled in order. Each lies within it, and none is empty.
/// - `buf_index`: the [registered buffer](crate::requests#registered-buffers).
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_readv`].
/// - `-EFAULT`: also if the ring has no buffer of that index, or a piece is empty or not within it.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - The array `iovecs`: *read when taken*.
/// - The buffer [stays registered](crate::requests#registered-buffers).
///
/// Since Linux 6.15. Source:
/// [io_uring_prep_readv(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_readv.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// C symbol: [`ffi::io_uring_prep_readv_fixed`](crate::ffi#io_uring_prep_readv_fixed).
#[doc(alias("IORING_OP_READV_FIXED", "fixed_readv", "readv", "registered_buffer"))]
#[doc(alias("readv fixed", "fixed readv"))]
#[inline]
pub unsafe fn io_uring_prep_readv_fixed(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    iovecs: *const iovec,
    nr_vecs: c_uint,
    offset: u64,
    flags: c_int,
    buf_index: c_int,
) {
    // SAFETY: a vectored read's entry becomes the operation for registered buffers by its `opcode` and
    // `buf_index`.
    unsafe {
        io_uring_prep_readv2(sqe, fd, iovecs, nr_vecs, offset, flags);
        addr_of_mut!((*sqe).opcode).write(IORING_OP_READV_FIXED as u8);
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_index).write(buf_index as u16);
    }
}

/// Prepares a request that writes several buffers to a file, as pwritev(2) does.
///
/// The CQE's `res` is the number of bytes written, which may be fewer than asked for.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [file or slot](crate::requests#slots), open for writing.
/// - `iovecs`: the buffers, written in order.
/// - `nr_vecs`: number of elements in `iovecs`, 0 to 1024.
/// - `offset`: [where to write](crate::requests#reading-and-writing-files).
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - [Those of writing](crate::requests#reading-and-writing-files).
/// - `-EINVAL`: also if `nr_vecs` is over 1024.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - The array `iovecs`: *read when taken*.
/// - The buffers that it names: *read until complete*.
///
/// Since Linux 5.1. Source:
/// [io_uring_prep_writev(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_writev.3.html),
/// [pwritev2(2)](https://man7.org/linux/man-pages/man2/pwritev2.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{fs::File, os::unix::io::{AsRawFd, FromRawFd}};
/// # let file = unsafe { File::from_raw_fd(libc::memfd_create(b"example\0".as_ptr().cast(), 0)) };
/// # use std::os::unix::fs::FileExt;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let iovecs = [&b"two "[..], b"parts"].map(|part| libc::iovec {
///     iov_base: part.as_ptr().cast_mut().cast(),
///     iov_len: part.len(),
/// });
/// io_uring_prep_writev(io_uring_get_sqe(ring), file.as_raw_fd(), iovecs.as_ptr(), 2, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 9);
/// io_uring_cqe_seen(ring, cqe);
/// let mut written = [0; 9];
/// file.read_exact_at(&mut written, 0).unwrap();
/// assert_eq!(&written, b"two parts");
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_writev`](crate::ffi#io_uring_prep_writev).
#[doc(alias("IORING_OP_WRITEV", "writev", "pwritev", "gather"))]
#[inline]
pub unsafe fn io_uring_prep_writev(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    iovecs: *const iovec,
    nr_vecs: c_uint,
    offset: u64,
) {
    // SAFETY: neither the array nor the buffers are read here; what the entry gets are an address, a count
    // and an offset.
    unsafe {
        io_uring_prep_rw(IORING_OP_WRITEV as c_int, sqe, fd, iovecs.cast(), nr_vecs, offset);
    }
}

/// Prepares a request that writes several buffers to a file, with flags, as pwritev2(2) does.
///
/// The CQE's `res` is the number of bytes written, which may be fewer than asked for.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`, `iovecs`, `nr_vecs`, `offset`: as for [`io_uring_prep_writev`].
/// - `flags`: 0, or [`RWF_*` bits](crate::requests#reading-and-writing-files).
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_writev`].
///
/// # Safety
/// - The duties of [`io_uring_prep_writev`].
///
/// Since Linux 5.1. Source:
/// [io_uring_prep_writev2(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_writev2.3.html),
/// [pwritev2(2)](https://man7.org/linux/man-pages/man2/pwritev2.2.html).
///
/// C symbol: [`ffi::io_uring_prep_writev2`](crate::ffi#io_uring_prep_writev2).
#[doc(alias("IORING_OP_WRITEV", "writev2", "pwritev2"))]
#[inline]
pub unsafe fn io_uring_prep_writev2(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    iovecs: *const iovec,
    nr_vecs: c_uint,
    offset: u64,
    flags: c_int,
) {
    // SAFETY: the flags are stored on top of a complete entry, in `rw_flags`, which `io_uring_prep_writev`
    // does not write.
    unsafe {
        io_uring_prep_writev(sqe, fd, iovecs, nr_vecs, offset);
        addr_of_mut!((*sqe).__bindgen_anon_3.rw_flags).write(flags);
    }
}

/// Prepares a request that writes several pieces of one registered buffer to a file.
///
/// The CQE's `res` is the number of bytes written, which may be fewer than asked for.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`, `nr_vecs`, `offset`, `flags`: as for [`io_uring_prep_writev2`].
/// - `iovecs`: the pieces of the registered buffer, written in order. Each lies within it, and none is empty.
/// - `buf_index`: the [registered buffer](crate::requests#registered-buffers).
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_writev`].
/// - `-EFAULT`: also if the ring has no buffer of that index, or a piece is empty or not within it.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - The array `iovecs`: *read when taken*.
/// - The buffer [stays registered](crate::requests#registered-buffers).
///
/// Since Linux 6.15. Source:
/// [io_uring_prep_writev(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_writev.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// C symbol: [`ffi::io_uring_prep_writev_fixed`](crate::ffi#io_uring_prep_writev_fixed).
#[doc(alias("IORING_OP_WRITEV_FIXED", "fixed_writev", "writev", "registered_buffer"))]
#[doc(alias("writev fixed", "fixed writev"))]
#[inline]
pub unsafe fn io_uring_prep_writev_fixed(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    iovecs: *const iovec,
    nr_vecs: c_uint,
    offset: u64,
    flags: c_int,
    buf_index: c_int,
) {
    // SAFETY: `opcode` and `buf_index` are replaced in an entry that is prepared in full; the pieces are the
    // kernel's to check.
    unsafe {
        io_uring_prep_writev2(sqe, fd, iovecs, nr_vecs, offset, flags);
        addr_of_mut!((*sqe).opcode).write(IORING_OP_WRITEV_FIXED as u8);
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_index).write(buf_index as u16);
    }
}
