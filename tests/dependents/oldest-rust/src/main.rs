// SPDX-License-Identifier: MIT OR Apache-2.0
//! A request that does nothing and a message to another ring, through the Rust helpers and through the C symbols.

use iouring_sys::*;
use std::ptr::null_mut;

/// Takes the next completion, which must be this one.
///
/// # Safety
/// The ring is set up.
unsafe fn expect(ring: *mut io_uring, res: i32, data: u64) {
    let mut cqe = null_mut();
    // SAFETY: the caller's promise; the completion is read before it is given back.
    unsafe {
        assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
        assert_eq!(((*cqe).res, (*cqe).user_data), (res, data));
        io_uring_cqe_seen(ring, cqe);
    }
}

fn main() {
    let (mut a, mut b) = (io_uring::default(), io_uring::default());
    // SAFETY: the rings are set up before they are used, and ended once.
    unsafe {
        for ring in [&mut a, &mut b] {
            assert_eq!(io_uring_queue_init(4, ring, 0), 0, "no ring");
        }
        io_uring_prep_nop(io_uring_get_sqe(&mut a));
        let sqe = ffi::io_uring_get_sqe(&mut a);
        ffi::io_uring_prep_msg_ring(sqe, b.ring_fd, 42, 0xfeed, 0);
        io_uring_sqe_set_data64(sqe, 7);
        assert_eq!(io_uring_submit_and_wait(&mut a, 2), 2);
        expect(&mut a, 0, 0);
        expect(&mut a, 0, 7);
        expect(&mut b, 42, 0xfeed);
        io_uring_queue_exit(&mut a);
        io_uring_queue_exit(&mut b);
    }
    println!("a request that does nothing, and a message");
}
