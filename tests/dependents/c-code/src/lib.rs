// SPDX-License-Identifier: MIT OR Apache-2.0
//! Declarations of the C side, with the types of iouring-sys.

use iouring_sys::{io_uring, io_uring_sqe};

extern "C" {
    /// Size of a ring, as C sees it.
    pub fn rings_size() -> usize;
    /// Sets a ring up.
    pub fn rings_setup(ring: *mut io_uring, entries: u32) -> i32;
    /// Fills an entry.
    pub fn rings_prep_message(sqe: *mut io_uring_sqe, target: *const io_uring, len: u32, data: u64);
    /// Takes a completion.
    pub fn rings_take(ring: *mut io_uring, data: *mut u64) -> i32;
    /// Submits a request that does nothing.
    pub fn rings_nop(ring: *mut io_uring, data: u64) -> i32;
}
