// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for requests about an open file's durability, space and size.

use super::io_uring_prep_rw;
use crate::{
    io_uring_sqe, IORING_OP_FALLOCATE, IORING_OP_FSYNC, IORING_OP_FTRUNCATE, IORING_OP_SYNC_FILE_RANGE,
};
use core::ptr::{self, addr_of_mut};

/// Prepares a request that makes a file's data durable on its device, as fsync(2) does.
///
/// Requests run in no order: it covers a write only if that has completed, or is linked before it
/// (`IOSQE_IO_LINK`). For part of a file set `off` and `len` of the entry, in bytes, afterwards. The CQE's
/// `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file table.
/// - `fsync_flags`: 0, or `IORING_FSYNC_DATASYNC` to leave out metadata that reading the data does not need,
///   as fdatasync(2) does.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or an empty slot.
/// - `-EINVAL`: the file cannot be made durable (a pipe, a socket), or `fsync_flags` has an unknown bit.
/// - `-EIO`: a write to the device failed, now or since the last sync.
/// - `-ENOSPC`, `-EDQUOT`: space ran out while data were written out.
/// - `-EROFS`: the file system is read-only.
/// - `-ECANCELED`: the request that it was linked to failed.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.1. Source: io_uring_prep_fsync(3), fsync(2).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// use std::{env, fs, io::Write, mem::MaybeUninit, os::unix::io::AsRawFd, process, ptr};
///
/// let path = env::temp_dir().join(format!("prep_fsync-{}", process::id()));
/// let mut file = fs::File::create(&path).unwrap();
/// file.write_all(b"to be kept").unwrap();
/// unsafe {
///     let mut ring = MaybeUninit::<io_uring>::zeroed().assume_init();
///     if io_uring_queue_init(8, &mut ring, 0) < 0 {
///         eprintln!("no ring can be had here");
///         return;
///     }
///     let sqe = io_uring_get_sqe(&mut ring);
///     io_uring_prep_fsync(sqe, file.as_raw_fd(), IORING_FSYNC_DATASYNC);
///     assert_eq!(io_uring_submit(&mut ring), 1);
///     let mut cqe = ptr::null_mut();
///     assert_eq!(io_uring_wait_cqe(&mut ring, &mut cqe), 0);
///     assert_eq!((*cqe).res, 0);
///     io_uring_cqe_seen(&mut ring, cqe);
///     io_uring_queue_exit(&mut ring);
/// }
/// fs::remove_file(&path).unwrap();
/// ```
///
/// C symbol: [`ffi::io_uring_prep_fsync`](crate::ffi::io_uring_prep_fsync).
#[inline]
pub unsafe fn io_uring_prep_fsync(sqe: *mut io_uring_sqe, fd: libc::c_int, fsync_flags: libc::c_uint) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_FSYNC as libc::c_int, sqe, fd, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.fsync_flags).write(fsync_flags);
    }
}

/// Prepares a request that reserves, frees or shifts the space of part of a file, as fallocate(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file
///   table.
/// - `mode`: 0 to reserve space, or `FALLOC_FL_*` bits: `FALLOC_FL_KEEP_SIZE`, `FALLOC_FL_PUNCH_HOLE`,
///   `FALLOC_FL_ZERO_RANGE` …
/// - `offset`: first byte, 0 to 2^63 - 1.
/// - `len`: bytes, 1 to 2^63 - 1.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, not open for writing, or an empty slot.
/// - `-EINVAL`: `len` is 0 or a value is negative as a signed number, or the bits of `mode` do not go
///   together.
/// - `-EOPNOTSUPP`: `mode` has an unknown bit, or asks for what the file system cannot do.
/// - `-EFBIG`: the range ends beyond the largest file size.
/// - `-ENOSPC`, `-EDQUOT`: no space is left, or the quota of the user is used up.
/// - `-ENODEV`: `fd` is neither a regular file nor a block device.
/// - `-ESPIPE`: `fd` is a pipe.
/// - `-EPERM`: the file is immutable, append-only or sealed.
/// - `-ETXTBSY`: the file is swap space.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.6. Source: io_uring_prep_fallocate(3), fallocate(2).
///
/// C symbol: [`ffi::io_uring_prep_fallocate`](crate::ffi::io_uring_prep_fallocate).
#[inline]
pub unsafe fn io_uring_prep_fallocate(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    mode: libc::c_int,
    offset: u64,
    len: u64,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_FALLOCATE as libc::c_int,
            sqe,
            fd,
            ptr::null(),
            mode as libc::c_uint,
            offset,
        );
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(len);
    }
}

/// Prepares a request that starts or awaits the write-out of part of a file, as sync_file_range(2) does.
///
/// It writes no metadata and flushes no device cache, so it does not make data durable: that is
/// `io_uring_prep_fsync`. The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file table.
/// - `len`: bytes to write out; 0 for all up to the end.
/// - `offset`: first byte, 0 to 2^63 - 1.
/// - `flags`: `SYNC_FILE_RANGE_WAIT_BEFORE`, `SYNC_FILE_RANGE_WRITE`, `SYNC_FILE_RANGE_WAIT_AFTER`, any of
///   them.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or an empty slot.
/// - `-EINVAL`: `flags` has an unknown bit, or the range ends beyond 2^63 - 1.
/// - `-ESPIPE`: `fd` is not a regular file, block device, directory or symbolic link.
/// - `-EIO`: the device failed.
/// - `-ENOSPC`: space ran out while data were written out.
/// - `-ENOMEM`: the kernel is out of memory.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.2. Source: io_uring_prep_sync_file_range(3), sync_file_range(2).
///
/// C symbol: [`ffi::io_uring_prep_sync_file_range`](crate::ffi::io_uring_prep_sync_file_range).
#[inline]
pub unsafe fn io_uring_prep_sync_file_range(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    len: libc::c_uint,
    offset: u64,
    flags: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_SYNC_FILE_RANGE as libc::c_int, sqe, fd, ptr::null(), len, offset);
        addr_of_mut!((*sqe).__bindgen_anon_3.sync_range_flags).write(flags as u32);
    }
}

/// Prepares a request that sets the size of an open file, as ftruncate(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file, a regular one, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the
///   ring's file table.
/// - `len`: the new size in bytes, at least 0. What lies beyond is dropped; what is added reads as zeros.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or an empty slot.
/// - `-EINVAL`: `len` is negative, `fd` is no regular file or not open for writing, or another field of the
///   entry is not zero.
/// - `-EFBIG`: `len` is over the largest file size or the process's limit.
/// - `-EPERM`: the file is append-only or sealed.
/// - `-EIO`: the device failed.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 6.9. Source: io_uring_prep_ftruncate(3), ftruncate(2).
///
/// C symbol: [`ffi::io_uring_prep_ftruncate`](crate::ffi::io_uring_prep_ftruncate).
#[inline]
pub unsafe fn io_uring_prep_ftruncate(sqe: *mut io_uring_sqe, fd: libc::c_int, len: libc::off64_t) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_FTRUNCATE as libc::c_int, sqe, fd, ptr::null(), 0, len as u64);
    }
}
