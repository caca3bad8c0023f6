// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests about an open file's durability, space and size.

use core::ptr::{self, addr_of_mut};

use libc::{c_int, c_uint, loff_t};

use crate::*;

/// Prepares a request that makes a file's data durable on its device, as fsync(2) does.
///
/// Requests run in no order: it covers a write only if that has completed, or is linked before it
/// ([`IOSQE_IO_LINK`]). For part of a file set `off` and `len` of the entry, in bytes, afterwards. The CQE's
/// `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [file or slot](crate::requests#slots).
/// - `fsync_flags`: 0, or [`IORING_FSYNC_DATASYNC`] to leave out metadata that reading the data does not
///   need, as fdatasync(2) does.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EINVAL`: the file cannot be made durable (a pipe, a socket), or `fsync_flags` has an unknown bit.
/// - `-EIO`: a write to the device failed, now or since the last sync.
/// - `-ENOSPC`, `-EDQUOT`: space ran out while data were written out.
/// - `-EROFS`: the file system is read-only.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.1. Source:
/// [io_uring_prep_fsync(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_fsync.3.html),
/// [fsync(2)](https://man7.org/linux/man-pages/man2/fsync.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{fs::File, os::unix::io::{AsRawFd, FromRawFd}};
/// # let file = unsafe { File::from_raw_fd(libc::memfd_create(b"example\0".as_ptr().cast(), 0)) };
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// // The write, and linked to it the fsync: it starts once the write is done.
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_write(sqe, file.as_raw_fd(), b"to be kept".as_ptr().cast(), 10, 0);
/// io_uring_sqe_set_flags(sqe, IOSQE_IO_LINK);
/// io_uring_prep_fsync(io_uring_get_sqe(ring), file.as_raw_fd(), IORING_FSYNC_DATASYNC);
/// assert_eq!(io_uring_submit_and_wait(ring, 2), 2);
/// let mut results = vec![];
/// batch::reap(ring, |cqe| results.push((*cqe).res));
/// assert_eq!(results, [10, 0]);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_fsync`](crate::ffi#io_uring_prep_fsync).
#[doc(alias("IORING_OP_FSYNC", "fsync", "fdatasync", "sync_file"))]
#[inline]
pub unsafe fn io_uring_prep_fsync(sqe: *mut io_uring_sqe, fd: c_int, fsync_flags: c_uint) {
    // SAFETY: besides the shared fields, which are all zero but `fd`, it writes the union of flags under the
    // name `fsync_flags`.
    unsafe {
        io_uring_prep_rw(IORING_OP_FSYNC as c_int, sqe, fd, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.fsync_flags).write(fsync_flags);
    }
}

/// Prepares a request that reserves, frees or shifts the space of part of a file, as fallocate(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [file or slot](crate::requests#slots), open for writing.
/// - `mode`: 0 to reserve space, or `FALLOC_FL_*` bits: `FALLOC_FL_KEEP_SIZE`, `FALLOC_FL_PUNCH_HOLE`,
///   `FALLOC_FL_ZERO_RANGE` …
/// - `offset`: first byte, 0 to 2^63 - 1.
/// - `len`: bytes, 1 to 2^63 - 1.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EBADF`: also if `fd` is not open for writing.
/// - `-EINVAL`: `len` is 0 or a value is negative as a signed number, or the bits of `mode` do not go
///   together.
/// - `-EOPNOTSUPP`: `mode` has an unknown bit, or asks for what the file system cannot do.
/// - `-EFBIG`: the range ends beyond the largest file size.
/// - `-ENOSPC`, `-EDQUOT`: no space is left, or the quota of the user is used up.
/// - `-ENODEV`: `fd` is neither a regular file nor a block device.
/// - `-ESPIPE`: `fd` is a pipe.
/// - `-EPERM`: the file is immutable, append-only or sealed.
/// - `-ETXTBSY`: the file is swap space.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.6. Source:
/// [io_uring_prep_fallocate(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_fallocate.3.html),
/// [fallocate(2)](https://man7.org/linux/man-pages/man2/fallocate.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{fs::File, os::unix::io::{AsRawFd, FromRawFd}};
/// # let file = unsafe { File::from_raw_fd(libc::memfd_create(b"example\0".as_ptr().cast(), 0)) };
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// io_uring_prep_fallocate(io_uring_get_sqe(ring), file.as_raw_fd(), 0, 0, 8192);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// assert_eq!(file.metadata().unwrap().len(), 8192);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_fallocate`](crate::ffi#io_uring_prep_fallocate).
#[doc(alias("IORING_OP_FALLOCATE", "fallocate", "allocate_file"))]
#[inline]
pub unsafe fn io_uring_prep_fallocate(sqe: *mut io_uring_sqe, fd: c_int, mode: c_int, offset: u64, len: u64) {
    // SAFETY: `len` stands for `mode` in this operation and `addr` for the length, so that all five arguments
    // are stored by value.
    unsafe {
        io_uring_prep_rw(IORING_OP_FALLOCATE as c_int, sqe, fd, ptr::null(), mode as c_uint, offset);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(len);
    }
}

/// Prepares a request that starts or awaits the write-out of part of a file, as sync_file_range(2) does.
///
/// It writes no metadata and flushes no device cache, so it does not make data durable: that is
/// [`io_uring_prep_fsync`]. The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [file or slot](crate::requests#slots).
/// - `len`: bytes to write out; 0 for all up to the end.
/// - `offset`: first byte, 0 to 2^63 - 1.
/// - `flags`: `SYNC_FILE_RANGE_WAIT_BEFORE`, `SYNC_FILE_RANGE_WRITE`, `SYNC_FILE_RANGE_WAIT_AFTER`, any of
///   them.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EINVAL`: `flags` has an unknown bit, or the range ends beyond 2^63 - 1.
/// - `-ESPIPE`: `fd` is not a regular file, block device, directory or symbolic link.
/// - `-EIO`: the device failed.
/// - `-ENOSPC`: space ran out while data were written out.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.2. Source:
/// [io_uring_prep_sync_file_range(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_sync_file_range.3.html),
/// [sync_file_range(2)](https://man7.org/linux/man-pages/man2/sync_file_range.2.html).
///
/// C symbol: [`ffi::io_uring_prep_sync_file_range`](crate::ffi#io_uring_prep_sync_file_range).
#[doc(alias("IORING_OP_SYNC_FILE_RANGE", "sync_file_range", "range_sync"))]
#[doc(alias = "sync file range")]
#[inline]
pub unsafe fn io_uring_prep_sync_file_range(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    len: c_uint,
    offset: u64,
    flags: c_int,
) {
    // SAFETY: the range is two numbers, and `sync_range_flags` the operation's name for the union of flags.
    unsafe {
        io_uring_prep_rw(IORING_OP_SYNC_FILE_RANGE as c_int, sqe, fd, ptr::null(), len, offset);
        addr_of_mut!((*sqe).__bindgen_anon_3.sync_range_flags).write(flags as u32);
    }
}

/// Prepares a request that sets the size of an open file, as ftruncate(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [file or slot](crate::requests#slots), a regular file, open for writing.
/// - `len`: the new size in bytes, at least 0. What lies beyond is dropped; what is added reads as zeros.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EINVAL`: `len` is negative, or `fd` is no regular file or not open for writing.
/// - `-EFBIG`: `len` is over the largest file size or the process's limit.
/// - `-EPERM`: the file is append-only or sealed.
/// - `-EIO`: the device failed.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 6.9. Source:
/// [io_uring_prep_ftruncate(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_ftruncate.3.html),
/// [ftruncate(2)](https://man7.org/linux/man-pages/man2/ftruncate.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{fs::File, os::unix::io::{AsRawFd, FromRawFd}};
/// # let file = unsafe { File::from_raw_fd(libc::memfd_create(b"example\0".as_ptr().cast(), 0)) };
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_RECVSEND_BUNDLE == 0 { return eprintln!("not in this kernel"); }
/// io_uring_prep_ftruncate(io_uring_get_sqe(ring), file.as_raw_fd(), 100);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// assert_eq!(file.metadata().unwrap().len(), 100);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_ftruncate`](crate::ffi#io_uring_prep_ftruncate).
#[doc(alias("IORING_OP_FTRUNCATE", "ftruncate", "truncate"))]
#[inline]
pub unsafe fn io_uring_prep_ftruncate(sqe: *mut io_uring_sqe, fd: c_int, len: loff_t) {
    // SAFETY: the size travels in `off`, which the shared helper writes; no field of the operation's own is
    // left.
    unsafe {
        io_uring_prep_rw(IORING_OP_FTRUNCATE as c_int, sqe, fd, ptr::null(), 0, len as u64);
    }
}
