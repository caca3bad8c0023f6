// SPDX-License-Identifier: MIT OR Apache-2.0
//! Commands to block devices.

use core::ptr::{self, addr_of_mut};

use libc::c_int;

use crate::*;

/// Prepares a request that tells a block device that a range holds nothing of use any more, as the
/// `BLKDISCARD` ioctl does.
///
/// It races with reads and writes of the range that are under way. The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the block device, open for writing: [file or slot](crate::requests#slots).
/// - `offset`: first byte, a multiple of the device's logical block size.
/// - `nbytes`: bytes, at least 1, a multiple of the same.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EBADF`: also if `fd` is not open for writing.
/// - `-EOPNOTSUPP`: `fd` is no file that takes commands, or the device cannot discard.
/// - `-EINVAL`: the range is empty, not aligned or not within the device.
/// - `-EPERM`: the device is read-only.
/// - `-EIO`: the device failed.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - The range holds nothing that anybody needs: reading it afterwards may give anything.
///
/// Since Linux 6.12. Source:
/// [io_uring_prep_cmd_discard(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_cmd_discard.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// C symbol: [`ffi::io_uring_prep_cmd_discard`](crate::ffi#io_uring_prep_cmd_discard).
#[doc(alias("IORING_OP_URING_CMD", "BLOCK_URING_CMD_DISCARD", "discard_cmd", "discard", "BLKDISCARD"))]
#[doc(alias("cmd discard", "discard cmd"))]
#[inline]
pub unsafe fn io_uring_prep_cmd_discard(sqe: *mut io_uring_sqe, fd: c_int, offset: u64, nbytes: u64) {
    // SAFETY: `cmd_op`, `addr` and `addr3` lie in three different unions of the entry; offset and length are
    // numbers.
    unsafe {
        io_uring_prep_rw(IORING_OP_URING_CMD as c_int, sqe, fd, ptr::null(), 0, 0);
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
/// Differs [from liburing](crate::differences#additions).
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the block device, open for writing: [file or slot](crate::requests#slots).
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EBADF`: also if `fd` is not open for writing.
/// - `-EOPNOTSUPP`: `fd` is no file that takes commands.
/// - `-EIO`: the device failed.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - The device holds nothing that anybody needs: all of it is lost.
///
/// Source: kernel header linux/blkdev.h.
///
/// C symbol: [`ffi::io_uring_prep_cmd_zone_reset_all`](crate::ffi#io_uring_prep_cmd_zone_reset_all).
#[doc(alias(
    "IORING_OP_URING_CMD",
    "BLOCK_URING_CMD_ZONE_RESET_ALL",
    "zone_reset_all",
    "reset_all_zones",
    "BLKRESETZONE"
))]
#[doc(alias = "cmd zone reset all")]
#[inline]
pub unsafe fn io_uring_prep_cmd_zone_reset_all(sqe: *mut io_uring_sqe, fd: c_int) {
    // SAFETY: the command has no operands: `cmd_op` is all that it adds to the entry.
    unsafe {
        io_uring_prep_rw(IORING_OP_URING_CMD as c_int, sqe, fd, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_1.__bindgen_anon_1.cmd_op).write(BLOCK_URING_CMD_ZONE_RESET_ALL);
    }
}
