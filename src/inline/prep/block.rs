// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for commands to block devices.

use super::io_uring_prep_rw;
use crate::{io_uring_sqe, BLOCK_URING_CMD_DISCARD, BLOCK_URING_CMD_ZONE_RESET_ALL, IORING_OP_URING_CMD};
use core::ptr::{self, addr_of_mut};

/// Prepares a request that tells a block device that a range holds nothing of use any more, as the
/// `BLKDISCARD` ioctl does.
///
/// It races with reads and writes of the range that are under way. The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the block device, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's
///   file table.
/// - `offset`: first byte, a multiple of the device's logical block size.
/// - `nbytes`: bytes, at least 1, a multiple of the same.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, not open for writing, or an empty slot.
/// - `-EOPNOTSUPP`: `fd` is no file that takes commands, or the device cannot discard.
/// - `-EINVAL`: the range is empty, not aligned or not within the device, or another field of the entry is
///   not zero; a kernel before 6.12.
/// - `-EPERM`: the device is read-only.
/// - `-EIO`: the device failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - The range holds nothing that anybody needs: reading it afterwards may give anything.
///
/// Since Linux 6.12. Source: io_uring_prep_cmd_discard(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_cmd_discard`](crate::ffi::io_uring_prep_cmd_discard).
#[inline]
pub unsafe fn io_uring_prep_cmd_discard(sqe: *mut io_uring_sqe, fd: libc::c_int, offset: u64, nbytes: u64) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_URING_CMD as libc::c_int, sqe, fd, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_1.__bindgen_anon_1.cmd_op).write(BLOCK_URING_CMD_DISCARD);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(offset);
        addr_of_mut!((*sqe).__bindgen_anon_6.__bindgen_anon_1.addr3).write(nbytes);
    }
}

/// Prepares a request that resets the write pointers of all zones of a zoned block device, so that each zone
/// is empty.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the block device, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's
///   file table.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, not open for writing, or an empty slot.
/// - `-EOPNOTSUPP`: `fd` is no file that takes commands.
/// - `-EINVAL`: the kernel does not know the command.
/// - `-EIO`: the device failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - The device holds nothing that anybody needs: all of it is lost.
///
/// Source: kernel header linux/blkdev.h.
///
/// C symbol: [`ffi::io_uring_prep_cmd_zone_reset_all`](crate::ffi::io_uring_prep_cmd_zone_reset_all).
#[inline]
pub unsafe fn io_uring_prep_cmd_zone_reset_all(sqe: *mut io_uring_sqe, fd: libc::c_int) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_URING_CMD as libc::c_int, sqe, fd, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_1.__bindgen_anon_1.cmd_op).write(BLOCK_URING_CMD_ZONE_RESET_ALL);
    }
}
