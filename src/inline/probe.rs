// SPDX-License-Identifier: MIT OR Apache-2.0
//! Asking what the running kernel supports.

use core::ptr::addr_of;

use libc::c_int;

use crate::*;

/// Tells whether the running kernel supports an operation.
///
/// Differs [from liburing](crate::differences#helpers).
///
/// # Parameters
/// - `p`: what [`io_uring_get_probe`] or [`io_uring_get_probe_ring`] returned, or [`io_uring_register_probe`]
///   filled.
/// - `op`: the operation, one of `IORING_OP_*`; a number that the kernel does not know, a negative one too,
///   is unsupported. So is one for which the probe had no room.
///
/// # Returns
/// 1 if the operation is supported, 0 if not.
///
/// # Safety
/// - `p` points to a probe with at least `ops_len` operations behind it.
///
/// Since Linux 5.6 (probing). Source:
/// [io_uring_opcode_supported(3)](https://man7.org/linux/man-pages/man3/io_uring_opcode_supported.3.html).
///
/// C symbol: [`ffi::io_uring_opcode_supported`](crate::ffi#io_uring_opcode_supported).
#[inline]
pub unsafe fn io_uring_opcode_supported(p: *const io_uring_probe, op: c_int) -> c_int {
    // SAFETY: the caller vouches for `p` and for the operations behind it; `op` is checked against their
    // number.
    unsafe {
        if op < 0 || op > c_int::from((*p).last_op) || op >= c_int::from((*p).ops_len) {
            return 0;
        }
        let ops = addr_of!((*p).ops).cast::<io_uring_probe_op>();
        c_int::from(u32::from((*ops.add(op as usize)).flags) & IO_URING_OP_SUPPORTED != 0)
    }
}
