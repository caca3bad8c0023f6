// SPDX-License-Identifier: MIT OR Apache-2.0
//! The one function of a shared library: a message between two rings of its own.

use iouring_sys::*;
use std::ptr::null_mut;

/// Sends `len` and `data` from one ring to another. Returns what arrived as `res`, 0 if `data` did not arrive, or
/// `-errno`.
#[no_mangle]
pub extern "C" fn dependent_message(len: u32, data: u64) -> i32 {
    let (mut from, mut to) = (io_uring::default(), io_uring::default());
    // SAFETY: the rings are set up before they are used and ended once; this thread uses them.
    unsafe {
        for ring in [&mut from, &mut to] {
            let error = io_uring_queue_init(4, ring, 0);
            if error < 0 {
                return error;
            }
        }
        ffi::io_uring_prep_msg_ring(io_uring_get_sqe(&mut from), to.ring_fd, len, data, 0);
        io_uring_submit(&mut from);
        let mut cqe = null_mut();
        let error = io_uring_wait_cqe(&mut to, &mut cqe);
        let res = match error {
            0 if (*cqe).user_data == data => (*cqe).res,
            error => error,
        };
        io_uring_queue_exit(&mut from);
        io_uring_queue_exit(&mut to);
        res
    }
}
