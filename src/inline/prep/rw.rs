// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for requests that read and write one buffer, and the helper that all others are built on.

use super::uring_ptr_to_u64;
use crate::{
    io_uring_sqe, IORING_OP_READ, IORING_OP_READ_FIXED, IORING_OP_READ_MULTISHOT, IORING_OP_WRITE,
    IORING_OP_WRITE_FIXED, IOSQE_BUFFER_SELECT,
};
use core::ptr::{self, addr_of_mut};

/// Fills the fields that most requests share: operation, file, address, length and offset.
///
/// The other helpers for requests are built on it; it serves for operations that have no helper of their
/// own. Fields that the helper does not name keep what they held, zero in an entry fresh from
/// `io_uring_get_sqe`.
///
/// # Parameters
/// - `op`: the operation, one of `IORING_OP_*`; the low 8 bits are kept.
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: what the operation takes as `fd`, mostly a file descriptor, or with `IOSQE_FIXED_FILE` in the
///   entry a slot of the ring's file table.
/// - `addr`: what the operation takes as `addr`, mostly a pointer to a buffer or path; null where it takes
///   none.
/// - `len`: what the operation takes as `len`, mostly a size in bytes or a count.
/// - `offset`: what the operation takes as `off`, mostly a position in a file in bytes, or a second address.
///
/// # Errors in the CQE
/// - `-EINVAL`: the kernel does not know `op`, or the operation refuses a field's value.
/// - `-EACCES`: the ring's restrictions forbid the operation.
/// - `-EBADF`: `fd` is not open, or an empty slot.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - What `addr` and `offset` point to stays valid for as long as the operation that `op` names asks for.
///
/// Since Linux 5.1. Source: io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_rw`](crate::ffi::io_uring_prep_rw).
#[inline]
pub unsafe fn io_uring_prep_rw(
    op: libc::c_int,
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    addr: *const libc::c_void,
    len: libc::c_uint,
    offset: u64,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        addr_of_mut!((*sqe).opcode).write(op as u8);
        addr_of_mut!((*sqe).fd).write(fd);
        addr_of_mut!((*sqe).__bindgen_anon_1.off).write(offset);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(uring_ptr_to_u64(addr));
        addr_of_mut!((*sqe).len).write(len);
    }
}

/// Prepares a request that reads from a file into a registered buffer.
///
/// It saves the kernel from looking up and pinning the memory's pages for each request. The CQE's `res` is
/// the number of bytes read, which may be fewer than asked for; 0 is the end of the file.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file to read, open for reading. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's
///   file table.
/// - `buf`: where the data go: an address within the registered buffer, not necessarily its start.
/// - `nbytes`: bytes to read at most; `buf` to `buf + nbytes` lies within the registered buffer.
/// - `offset`: where to read, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
///   moves the file position. Only 0 or -1 for files that cannot seek.
/// - `buf_index`: index into the buffers registered with `io_uring_register_buffers`, 0 to 65535; the upper
///   16 bits are dropped.
///
/// # Errors in the CQE
/// - `-EFAULT`: the ring has no buffer of that index, or `buf` to `buf + nbytes` is not within it.
/// - `-EBADF`: `fd` is not open, not open for reading, or an empty slot.
/// - `-EINVAL`: the file cannot be read, `offset` is negative and not -1, or `O_DIRECT` asks for another
///   alignment.
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
/// - The buffer stays registered until the request completes; the kernel then uses its pages, so that they
///   must not be put to other use before.
///
/// Since Linux 5.1. Source: io_uring_prep_read_fixed(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_read_fixed`](crate::ffi::io_uring_prep_read_fixed).
#[inline]
pub unsafe fn io_uring_prep_read_fixed(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    buf: *mut libc::c_void,
    nbytes: libc::c_uint,
    offset: u64,
    buf_index: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_READ_FIXED as libc::c_int, sqe, fd, buf, nbytes, offset);
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_index).write(buf_index as u16);
    }
}

/// Prepares a request that writes from a registered buffer to a file.
///
/// It saves the kernel from looking up and pinning the memory's pages for each request. The CQE's `res` is
/// the number of bytes written, which may be fewer than asked for.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file to write, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the
///   ring's file table.
/// - `buf`: the data: an address within the registered buffer, not necessarily its start.
/// - `nbytes`: bytes to write at most; `buf` to `buf + nbytes` lies within the registered buffer.
/// - `offset`: where to write, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
///   moves the file position. Only 0 or -1 for files that cannot seek. Files opened with `O_APPEND` are
///   always written at their end.
/// - `buf_index`: index into the buffers registered with `io_uring_register_buffers`, 0 to 65535; the upper
///   16 bits are dropped.
///
/// # Errors in the CQE
/// - `-EFAULT`: the ring has no buffer of that index, or `buf` to `buf + nbytes` is not within it.
/// - `-EBADF`: `fd` is not open, not open for writing, or an empty slot.
/// - `-EINVAL`: the file cannot be written, `offset` is negative and not -1, or `O_DIRECT` asks for another
///   alignment.
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
/// - The buffer stays registered until the request completes; the kernel then uses its pages, so that they
///   must not be put to other use before.
///
/// Since Linux 5.1. Source: io_uring_prep_write_fixed(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_write_fixed`](crate::ffi::io_uring_prep_write_fixed).
#[inline]
pub unsafe fn io_uring_prep_write_fixed(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    buf: *const libc::c_void,
    nbytes: libc::c_uint,
    offset: u64,
    buf_index: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_WRITE_FIXED as libc::c_int, sqe, fd, buf, nbytes, offset);
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_index).write(buf_index as u16);
    }
}

/// Prepares a request that reads from a file into a buffer, as pread(2) does.
///
/// The CQE's `res` is the number of bytes read, which may be fewer than asked for; 0 is the end of the file.
/// Per-request flags (`RWF_*`) go into the entry's `rw_flags` afterwards.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file to read, open for reading. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's
///   file table.
/// - `buf`: where the data go. Null with `IOSQE_BUFFER_SELECT` in the entry: the kernel takes a buffer from
///   the group in `buf_group`.
/// - `nbytes`: bytes to transfer at most; any value, but the kernel moves no more than 0x7ffff000 in one
///   request.
/// - `offset`: where to read, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
///   moves the file position. Only 0 or -1 for files that cannot seek.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, not open for reading, or an empty slot.
/// - `-EFAULT`: `buf` is not all writable memory of the process.
/// - `-EINVAL`: the file cannot be read, `offset` is negative and not -1, or `O_DIRECT` asks for another
///   alignment.
/// - `-EISDIR`: `fd` is a directory.
/// - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
///   ignores it).
/// - `-EAGAIN`: the read would block, and `O_NONBLOCK` forbids to wait.
/// - `-EIO`: the device failed.
/// - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
/// - `-ENOBUFS`: `IOSQE_BUFFER_SELECT` is set, and the group has no buffer left.
/// - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
///   `O_DIRECT`.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `buf` stays valid for writes of `nbytes` bytes, and nothing else reads or writes it, until the request
///   completes.
///
/// Since Linux 5.6. Source: io_uring_prep_read(3), pread(2).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// use std::{fs::File, mem::MaybeUninit, os::unix::io::AsRawFd, ptr};
///
/// let file = File::open("/dev/zero").unwrap();
/// let mut buf = [1u8; 64];
/// unsafe {
///     let mut ring = MaybeUninit::<io_uring>::zeroed().assume_init();
///     if io_uring_queue_init(8, &mut ring, 0) < 0 {
///         eprintln!("no ring can be had here");
///         return;
///     }
///     let sqe = io_uring_get_sqe(&mut ring);
///     io_uring_prep_read(sqe, file.as_raw_fd(), buf.as_mut_ptr().cast(), 64, 0);
///     assert_eq!(io_uring_submit(&mut ring), 1);
///     let mut cqe = ptr::null_mut();
///     assert_eq!(io_uring_wait_cqe(&mut ring, &mut cqe), 0);
///     assert_eq!((*cqe).res, 64);
///     io_uring_cqe_seen(&mut ring, cqe);
///     io_uring_queue_exit(&mut ring);
/// }
/// assert_eq!(buf, [0; 64]);
/// ```
///
/// C symbol: [`ffi::io_uring_prep_read`](crate::ffi::io_uring_prep_read).
#[inline]
pub unsafe fn io_uring_prep_read(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    buf: *mut libc::c_void,
    nbytes: libc::c_uint,
    offset: u64,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_READ as libc::c_int, sqe, fd, buf, nbytes, offset);
    }
}

/// Prepares a request that reads again and again, each time into a buffer that the kernel takes from a
/// group, until it is cancelled or fails.
///
/// The helper sets the entry's flags to `IOSQE_BUFFER_SELECT`: add others afterwards. Each CQE's `res` is a
/// number of bytes read, and the upper 16 bits of its `flags` name the buffer. A CQE without
/// `IORING_CQE_F_MORE` is the last one: an error, or 0 at the end of the file.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file to read, which must be pollable: a pipe, a socket, a terminal, not a regular file.
///   `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file table.
/// - `nbytes`: must be 0: the buffers' own size bounds each read.
/// - `offset`: 0 or -1 (all bits set) for files that cannot seek, otherwise as for `io_uring_prep_read`.
/// - `buf_group`: the group of buffers, 0 to 65535; the upper 16 bits are dropped.
///
/// # Errors in the CQE
/// - `-EBADFD`: the file cannot be polled.
/// - `-EBADF`: `fd` is not open, not open for reading, or an empty slot.
/// - `-EINVAL`: `nbytes` is not 0, or the file cannot be read.
/// - `-ENOBUFS`: the group does not exist or has no buffer left. Provide some and submit the request again.
/// - `-ECANCELED`: the request was cancelled.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - The buffers of the group stay valid for writes until they are taken out of it, or the ring is gone.
///
/// Since Linux 6.7. Source: io_uring_prep_read_multishot(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_read_multishot`](crate::ffi::io_uring_prep_read_multishot).
#[inline]
pub unsafe fn io_uring_prep_read_multishot(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    nbytes: libc::c_uint,
    offset: u64,
    buf_group: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_READ_MULTISHOT as libc::c_int, sqe, fd, ptr::null(), nbytes, offset);
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_group).write(buf_group as u16);
        addr_of_mut!((*sqe).flags).write(IOSQE_BUFFER_SELECT as u8);
    }
}

/// Prepares a request that writes a buffer to a file, as pwrite(2) does.
///
/// The CQE's `res` is the number of bytes written, which may be fewer than asked for. Per-request flags
/// (`RWF_*`) go into the entry's `rw_flags` afterwards.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file to write, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the
///   ring's file table.
/// - `buf`: the data.
/// - `nbytes`: bytes to transfer at most; any value, but the kernel moves no more than 0x7ffff000 in one
///   request.
/// - `offset`: where to write, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
///   moves the file position. Only 0 or -1 for files that cannot seek. Files opened with `O_APPEND` are
///   always written at their end.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, not open for writing, or an empty slot.
/// - `-EFAULT`: `buf` is not all readable memory of the process.
/// - `-EINVAL`: the file cannot be written, `offset` is negative and not -1, or `O_DIRECT` asks for another
///   alignment.
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
/// - `buf` stays valid for reads of `nbytes` bytes, and nobody changes it, until the request completes.
///
/// Since Linux 5.6. Source: io_uring_prep_write(3), pwrite(2).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// use std::{env, fs, mem::MaybeUninit, os::unix::io::AsRawFd, process, ptr};
///
/// let path = env::temp_dir().join(format!("prep_write-{}", process::id()));
/// let file = fs::File::create(&path).unwrap();
/// unsafe {
///     let mut ring = MaybeUninit::<io_uring>::zeroed().assume_init();
///     if io_uring_queue_init(8, &mut ring, 0) < 0 {
///         eprintln!("no ring can be had here");
///         return;
///     }
///     let sqe = io_uring_get_sqe(&mut ring);
///     io_uring_prep_write(sqe, file.as_raw_fd(), b"hello".as_ptr().cast(), 5, 2);
///     assert_eq!(io_uring_submit(&mut ring), 1);
///     let mut cqe = ptr::null_mut();
///     assert_eq!(io_uring_wait_cqe(&mut ring, &mut cqe), 0);
///     assert_eq!((*cqe).res, 5);
///     io_uring_cqe_seen(&mut ring, cqe);
///     io_uring_queue_exit(&mut ring);
/// }
/// assert_eq!(fs::read(&path).unwrap(), b"\0\0hello");
/// fs::remove_file(&path).unwrap();
/// ```
///
/// C symbol: [`ffi::io_uring_prep_write`](crate::ffi::io_uring_prep_write).
#[inline]
pub unsafe fn io_uring_prep_write(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    buf: *const libc::c_void,
    nbytes: libc::c_uint,
    offset: u64,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_WRITE as libc::c_int, sqe, fd, buf, nbytes, offset);
    }
}
