// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for requests about the ring's file table and provided buffers.

use super::io_uring_prep_rw;
use crate::{
    io_uring_sqe, IORING_OP_FILES_UPDATE, IORING_OP_FIXED_FD_INSTALL, IORING_OP_PROVIDE_BUFFERS,
    IORING_OP_REMOVE_BUFFERS, IOSQE_FIXED_FILE,
};
use core::ptr::{self, addr_of_mut};

/// Prepares a request that puts files into consecutive slots of the ring's file table, or empties slots.
///
/// The CQE's `res` is the number of slots done. When one fails after some were done, `res` is the number
/// done so far and the error is lost.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fds`: one value per slot: a file descriptor to put in, -1 to empty the slot,
///   `IORING_REGISTER_FILES_SKIP` to leave it alone.
/// - `nr_fds`: number of elements of `fds`, at least 1.
/// - `offset`: the first slot, 0 to the table's size - 1. `IORING_FILE_INDEX_ALLOC` (-1): the kernel puts
///   each file into a free slot and writes the slot's number over the descriptor in `fds` (since Linux 6.0).
///
/// # Errors in the CQE
/// - `-ENXIO`: the ring has no file table.
/// - `-EINVAL`: the slots are not all in the table, or `nr_fds` is 0.
/// - `-EFAULT`: `fds` is not all readable memory, or, where slots are chosen, not writable.
/// - `-EBADF`: an element is not an open file, or is a ring.
/// - `-EOVERFLOW`: `offset + nr_fds` does not fit into 32 bits.
/// - `-ENFILE`: no slot is free, where the kernel chooses.
/// - `-ENOMEM`: the kernel is out of memory.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `fds` stays valid, for writes too where the kernel chooses slots, until the request completes: a
///   linked, drained or `IOSQE_ASYNC` request reads it only when it runs.
///
/// Since Linux 5.6. Source: io_uring_prep_files_update(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_files_update`](crate::ffi::io_uring_prep_files_update).
#[inline]
pub unsafe fn io_uring_prep_files_update(
    sqe: *mut io_uring_sqe,
    fds: *mut libc::c_int,
    nr_fds: libc::c_uint,
    offset: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_FILES_UPDATE as libc::c_int, sqe, -1, fds.cast(), nr_fds, offset as u64);
    }
}

/// Prepares a request that gives the kernel buffers, of which requests with `IOSQE_BUFFER_SELECT` take one
/// when they have data.
///
/// A buffer that has been used must be provided anew. Buffer rings (`io_uring_setup_buf_ring`) do the same
/// at less cost. The CQE's `res` is 0 or more on success.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `addr`: the first buffer; the others follow it without gaps.
/// - `len`: size of each buffer in bytes, at least 1.
/// - `nr`: number of buffers, 1 to 65536.
/// - `bgid`: the group they join, 0 to 65535; the upper 16 bits are dropped. It is made if it does not
///   exist.
/// - `bid`: number of the first buffer, 0 to 65535, with `bid + nr` at most 65536; the others count up from
///   it.
///
/// # Errors in the CQE
/// - `-E2BIG`: `nr` is 0, negative or over 65536, or `bid` is out of range.
/// - `-EINVAL`: `bid + nr` is over 65536, `len` is 0, or the group is a buffer ring.
/// - `-EFAULT`: the buffers are not all in the process's address range.
/// - `-EOVERFLOW`: `len * nr`, or the address where they end, does not fit.
/// - `-ENOMEM`: the kernel is out of memory.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - The buffers stay valid for writes, and nothing else uses them, until the kernel hands them out in a
///   CQE, they are removed with `io_uring_prep_remove_buffers`, or the ring is gone.
///
/// Since Linux 5.7. Source: io_uring_prep_provide_buffers(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_provide_buffers`](crate::ffi::io_uring_prep_provide_buffers).
#[inline]
pub unsafe fn io_uring_prep_provide_buffers(
    sqe: *mut io_uring_sqe,
    addr: *mut libc::c_void,
    len: libc::c_int,
    nr: libc::c_int,
    bgid: libc::c_int,
    bid: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_PROVIDE_BUFFERS as libc::c_int,
            sqe,
            nr,
            addr,
            len as libc::c_uint,
            bid as u64,
        );
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_group).write(bgid as u16);
    }
}

/// Prepares a request that takes buffers back that were provided with `io_uring_prep_provide_buffers`.
///
/// The CQE's `res` is the number of buffers taken back, which may be fewer than `nr`.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `nr`: number of buffers to take back at most, 1 to 65536.
/// - `bgid`: their group, 0 to 65535; the upper 16 bits are dropped.
///
/// # Errors in the CQE
/// - `-EINVAL`: `nr` is 0, negative or over 65536, or the group is a buffer ring.
/// - `-ENOENT`: no such group.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.7. Source: io_uring_prep_remove_buffers(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_remove_buffers`](crate::ffi::io_uring_prep_remove_buffers).
#[inline]
pub unsafe fn io_uring_prep_remove_buffers(sqe: *mut io_uring_sqe, nr: libc::c_int, bgid: libc::c_int) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_REMOVE_BUFFERS as libc::c_int, sqe, nr, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_group).write(bgid as u16);
    }
}

/// Prepares a request that makes an ordinary file descriptor for a file of the ring's file table.
///
/// The slot stays as it is. The helper sets the entry's flags to `IOSQE_FIXED_FILE`: add others afterwards.
/// The CQE's `res` is the new descriptor.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: slot of the file table, 0 to its size - 1.
/// - `flags`: 0 for a descriptor with `O_CLOEXEC`, `IORING_FIXED_FD_NO_CLOEXEC` for one without.
///
/// # Errors in the CQE
/// - `-EBADF`: the slot is empty or not in the table, or the entry's flags lack `IOSQE_FIXED_FILE`.
/// - `-EINVAL`: `flags` has an unknown bit, or another field of the entry is not zero.
/// - `-EPERM`: the entry names a personality.
/// - `-EMFILE`: the process has as many descriptors as its limit allows.
/// - `-ENOMEM`: the kernel is out of memory.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 6.8. Source: io_uring_prep_fixed_fd_install(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_fixed_fd_install`](crate::ffi::io_uring_prep_fixed_fd_install).
#[inline]
pub unsafe fn io_uring_prep_fixed_fd_install(sqe: *mut io_uring_sqe, fd: libc::c_int, flags: libc::c_uint) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_FIXED_FD_INSTALL as libc::c_int, sqe, fd, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).flags).write(IOSQE_FIXED_FILE as u8);
        addr_of_mut!((*sqe).__bindgen_anon_3.install_fd_flags).write(flags);
    }
}
