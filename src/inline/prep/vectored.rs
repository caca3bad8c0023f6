// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for requests that read and write several buffers at once.

use super::io_uring_prep_rw;
use crate::{io_uring_sqe, IORING_OP_READV, IORING_OP_READV_FIXED, IORING_OP_WRITEV, IORING_OP_WRITEV_FIXED};
use core::ptr::addr_of_mut;

/// Prepares a request that reads from a file into several buffers, as preadv(2) does.
///
/// The CQE's `res` is the number of bytes read, which may be fewer than asked for; 0 is the end of the file.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file to read, open for reading. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's
///   file table.
/// - `iovecs`: the buffers, filled in order. With `IOSQE_BUFFER_SELECT` in the entry exactly one element,
///   whose length bounds the read.
/// - `nr_vecs`: number of elements in `iovecs`, 0 to 1024.
/// - `offset`: where to read, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
///   moves the file position. Only 0 or -1 for files that cannot seek.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, not open for reading, or an empty slot.
/// - `-EFAULT`: `iovecs` or a buffer is not all writable memory of the process.
/// - `-EINVAL`: the file cannot be read, `offset` is negative and not -1, or `O_DIRECT` asks for another
///   alignment, or `nr_vecs` is over 1024.
/// - `-EISDIR`: `fd` is a directory.
/// - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
///   ignores it).
/// - `-EAGAIN`: the read would block, and `O_NONBLOCK` forbids to wait.
/// - `-EIO`: the device failed.
/// - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
/// - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
///   `O_DIRECT`.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - The array `iovecs` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
///   after `io_uring_submit` returned); before Linux 5.5 until the request completes.
/// - The buffers that it names stay valid for writes, and nothing else reads or writes them, until the
///   request completes.
///
/// Since Linux 5.1. Source: io_uring_prep_readv(3), preadv2(2).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// use std::{fs::File, mem::MaybeUninit, os::unix::io::AsRawFd, ptr};
///
/// let file = File::open("/dev/zero").unwrap();
/// let (mut head, mut body) = ([1u8; 16], [1u8; 64]);
/// let iovecs = [
///     libc::iovec { iov_base: head.as_mut_ptr().cast(), iov_len: 16 },
///     libc::iovec { iov_base: body.as_mut_ptr().cast(), iov_len: 64 },
/// ];
/// unsafe {
///     let mut ring = MaybeUninit::<io_uring>::zeroed().assume_init();
///     if io_uring_queue_init(8, &mut ring, 0) < 0 {
///         eprintln!("no ring can be had here");
///         return;
///     }
///     let sqe = io_uring_get_sqe(&mut ring);
///     io_uring_prep_readv(sqe, file.as_raw_fd(), iovecs.as_ptr(), 2, 0);
///     assert_eq!(io_uring_submit(&mut ring), 1);
///     let mut cqe = ptr::null_mut();
///     assert_eq!(io_uring_wait_cqe(&mut ring, &mut cqe), 0);
///     assert_eq!((*cqe).res, 80);
///     io_uring_cqe_seen(&mut ring, cqe);
///     io_uring_queue_exit(&mut ring);
/// }
/// assert_eq!((head, body), ([0; 16], [0; 64]));
/// ```
///
/// C symbol: [`ffi::io_uring_prep_readv`](crate::ffi::io_uring_prep_readv).
#[inline]
pub unsafe fn io_uring_prep_readv(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    iovecs: *const libc::iovec,
    nr_vecs: libc::c_uint,
    offset: u64,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_READV as libc::c_int, sqe, fd, iovecs.cast(), nr_vecs, offset);
    }
}

/// Prepares a request that reads from a file into several buffers, with flags, as preadv2(2) does.
///
/// The CQE's `res` is the number of bytes read, which may be fewer than asked for; 0 is the end of the file.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file to read, open for reading. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's
///   file table.
/// - `iovecs`: the buffers, filled in order. With `IOSQE_BUFFER_SELECT` in the entry exactly one element,
///   whose length bounds the read.
/// - `nr_vecs`: number of elements in `iovecs`, 0 to 1024.
/// - `offset`: where to read, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
///   moves the file position. Only 0 or -1 for files that cannot seek.
/// - `flags`: 0, or `RWF_*` bits as for preadv2(2): `RWF_HIPRI`, `RWF_NOWAIT`, `RWF_DSYNC`, `RWF_SYNC`,
///   `RWF_APPEND` and what newer kernels add.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, not open for reading, or an empty slot.
/// - `-EFAULT`: `iovecs` or a buffer is not all writable memory of the process.
/// - `-EINVAL`: the file cannot be read, `offset` is negative and not -1, or `O_DIRECT` asks for another
///   alignment, or `nr_vecs` is over 1024.
/// - `-EISDIR`: `fd` is a directory.
/// - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
///   ignores it).
/// - `-EAGAIN`: the read would block, and `O_NONBLOCK` or `RWF_NOWAIT` forbids to wait.
/// - `-EIO`: the device failed.
/// - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
/// - `-EOPNOTSUPP`: a bit of `flags` is unknown, or the file does not support it.
/// - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
///   `O_DIRECT`.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - The array `iovecs` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
///   after `io_uring_submit` returned); before Linux 5.5 until the request completes.
/// - The buffers that it names stay valid for writes, and nothing else reads or writes them, until the
///   request completes.
///
/// Since Linux 5.1. Source: io_uring_prep_readv2(3), preadv2(2).
///
/// C symbol: [`ffi::io_uring_prep_readv2`](crate::ffi::io_uring_prep_readv2).
#[inline]
pub unsafe fn io_uring_prep_readv2(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    iovecs: *const libc::iovec,
    nr_vecs: libc::c_uint,
    offset: u64,
    flags: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
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
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file to read, open for reading. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's
///   file table.
/// - `iovecs`: the pieces of the registered buffer, filled in order. Each lies within it, and none is empty.
/// - `nr_vecs`: number of elements in `iovecs`, 0 to 1024.
/// - `offset`: where to read, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
///   moves the file position. Only 0 or -1 for files that cannot seek.
/// - `flags`: 0, or `RWF_*` bits as for preadv2(2): `RWF_HIPRI`, `RWF_NOWAIT`, `RWF_DSYNC`, `RWF_SYNC`,
///   `RWF_APPEND` and what newer kernels add.
/// - `buf_index`: index into the buffers registered with `io_uring_register_buffers`, 0 to 65535; the upper
///   16 bits are dropped.
///
/// # Errors in the CQE
/// - `-EFAULT`: the ring has no buffer of that index, or a piece is not within it.
/// - `-EFAULT`: `iovecs` is not readable memory, or a piece is empty.
/// - `-EBADF`: `fd` is not open, not open for reading, or an empty slot.
/// - `-EINVAL`: the file cannot be read, `offset` is negative and not -1, or `O_DIRECT` asks for another
///   alignment, or `nr_vecs` is over 1024.
/// - `-EISDIR`: `fd` is a directory.
/// - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
///   ignores it).
/// - `-EAGAIN`: the read would block, and `O_NONBLOCK` or `RWF_NOWAIT` forbids to wait.
/// - `-EIO`: the device failed.
/// - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
/// - `-EOPNOTSUPP`: a bit of `flags` is unknown, or the file does not support it.
/// - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
///   `O_DIRECT`.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - The array `iovecs` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
///   after `io_uring_submit` returned).
/// - The buffer stays registered until the request completes; the kernel then uses its pages, so that they
///   must not be put to other use before.
///
/// Since Linux 6.15. Source: io_uring_prep_readv(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_readv_fixed`](crate::ffi::io_uring_prep_readv_fixed).
#[inline]
pub unsafe fn io_uring_prep_readv_fixed(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    iovecs: *const libc::iovec,
    nr_vecs: libc::c_uint,
    offset: u64,
    flags: libc::c_int,
    buf_index: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
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
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file to write, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the
///   ring's file table.
/// - `iovecs`: the buffers, written in order.
/// - `nr_vecs`: number of elements in `iovecs`, 0 to 1024.
/// - `offset`: where to write, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
///   moves the file position. Only 0 or -1 for files that cannot seek. Files opened with `O_APPEND` are
///   always written at their end.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, not open for writing, or an empty slot.
/// - `-EFAULT`: `iovecs` or a buffer is not all readable memory of the process.
/// - `-EINVAL`: the file cannot be written, `offset` is negative and not -1, or `O_DIRECT` asks for another
///   alignment, or `nr_vecs` is over 1024.
/// - `-EFBIG`: the file would grow beyond what the file system or the process's limit allows.
/// - `-ENOSPC`, `-EDQUOT`: no space is left, or the quota of the user is used up.
/// - `-EPIPE`: nobody reads the pipe or socket any more; the thread that submits may get `SIGPIPE` too.
/// - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
///   ignores it).
/// - `-EAGAIN`: the write would block, and `O_NONBLOCK` forbids to wait.
/// - `-EIO`: the device failed.
/// - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
/// - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
///   `O_DIRECT`.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - The array `iovecs` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
///   after `io_uring_submit` returned); before Linux 5.5 until the request completes.
/// - The buffers that it names stay valid for reads, and nobody changes them, until the request completes.
///
/// Since Linux 5.1. Source: io_uring_prep_writev(3), pwritev2(2).
///
/// C symbol: [`ffi::io_uring_prep_writev`](crate::ffi::io_uring_prep_writev).
#[inline]
pub unsafe fn io_uring_prep_writev(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    iovecs: *const libc::iovec,
    nr_vecs: libc::c_uint,
    offset: u64,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_WRITEV as libc::c_int, sqe, fd, iovecs.cast(), nr_vecs, offset);
    }
}

/// Prepares a request that writes several buffers to a file, with flags, as pwritev2(2) does.
///
/// The CQE's `res` is the number of bytes written, which may be fewer than asked for.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file to write, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the
///   ring's file table.
/// - `iovecs`: the buffers, written in order.
/// - `nr_vecs`: number of elements in `iovecs`, 0 to 1024.
/// - `offset`: where to write, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
///   moves the file position. Only 0 or -1 for files that cannot seek. Files opened with `O_APPEND` are
///   always written at their end.
/// - `flags`: 0, or `RWF_*` bits as for preadv2(2): `RWF_HIPRI`, `RWF_NOWAIT`, `RWF_DSYNC`, `RWF_SYNC`,
///   `RWF_APPEND` and what newer kernels add.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, not open for writing, or an empty slot.
/// - `-EFAULT`: `iovecs` or a buffer is not all readable memory of the process.
/// - `-EINVAL`: the file cannot be written, `offset` is negative and not -1, or `O_DIRECT` asks for another
///   alignment, or `nr_vecs` is over 1024.
/// - `-EFBIG`: the file would grow beyond what the file system or the process's limit allows.
/// - `-ENOSPC`, `-EDQUOT`: no space is left, or the quota of the user is used up.
/// - `-EPIPE`: nobody reads the pipe or socket any more; the thread that submits may get `SIGPIPE` too.
/// - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
///   ignores it).
/// - `-EAGAIN`: the write would block, and `O_NONBLOCK` or `RWF_NOWAIT` forbids to wait.
/// - `-EIO`: the device failed.
/// - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
/// - `-EOPNOTSUPP`: a bit of `flags` is unknown, or the file does not support it.
/// - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
///   `O_DIRECT`.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - The array `iovecs` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
///   after `io_uring_submit` returned); before Linux 5.5 until the request completes.
/// - The buffers that it names stay valid for reads, and nobody changes them, until the request completes.
///
/// Since Linux 5.1. Source: io_uring_prep_writev2(3), pwritev2(2).
///
/// C symbol: [`ffi::io_uring_prep_writev2`](crate::ffi::io_uring_prep_writev2).
#[inline]
pub unsafe fn io_uring_prep_writev2(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    iovecs: *const libc::iovec,
    nr_vecs: libc::c_uint,
    offset: u64,
    flags: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
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
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file to write, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the
///   ring's file table.
/// - `iovecs`: the pieces of the registered buffer, written in order. Each lies within it, and none is
///   empty.
/// - `nr_vecs`: number of elements in `iovecs`, 0 to 1024.
/// - `offset`: where to write, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
///   moves the file position. Only 0 or -1 for files that cannot seek. Files opened with `O_APPEND` are
///   always written at their end.
/// - `flags`: 0, or `RWF_*` bits as for preadv2(2): `RWF_HIPRI`, `RWF_NOWAIT`, `RWF_DSYNC`, `RWF_SYNC`,
///   `RWF_APPEND` and what newer kernels add.
/// - `buf_index`: index into the buffers registered with `io_uring_register_buffers`, 0 to 65535; the upper
///   16 bits are dropped.
///
/// # Errors in the CQE
/// - `-EFAULT`: the ring has no buffer of that index, or a piece is not within it.
/// - `-EFAULT`: `iovecs` is not readable memory, or a piece is empty.
/// - `-EBADF`: `fd` is not open, not open for writing, or an empty slot.
/// - `-EINVAL`: the file cannot be written, `offset` is negative and not -1, or `O_DIRECT` asks for another
///   alignment, or `nr_vecs` is over 1024.
/// - `-EFBIG`: the file would grow beyond what the file system or the process's limit allows.
/// - `-ENOSPC`, `-EDQUOT`: no space is left, or the quota of the user is used up.
/// - `-EPIPE`: nobody reads the pipe or socket any more; the thread that submits may get `SIGPIPE` too.
/// - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
///   ignores it).
/// - `-EAGAIN`: the write would block, and `O_NONBLOCK` or `RWF_NOWAIT` forbids to wait.
/// - `-EIO`: the device failed.
/// - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
/// - `-EOPNOTSUPP`: a bit of `flags` is unknown, or the file does not support it.
/// - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
///   `O_DIRECT`.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - The array `iovecs` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
///   after `io_uring_submit` returned).
/// - The buffer stays registered until the request completes; the kernel then uses its pages, so that they
///   must not be put to other use before.
///
/// Since Linux 6.15. Source: io_uring_prep_writev(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_writev_fixed`](crate::ffi::io_uring_prep_writev_fixed).
#[inline]
pub unsafe fn io_uring_prep_writev_fixed(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    iovecs: *const libc::iovec,
    nr_vecs: libc::c_uint,
    offset: u64,
    flags: libc::c_int,
    buf_index: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_writev2(sqe, fd, iovecs, nr_vecs, offset, flags);
        addr_of_mut!((*sqe).opcode).write(IORING_OP_WRITEV_FIXED as u8);
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_index).write(buf_index as u16);
    }
}
