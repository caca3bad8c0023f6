// SPDX-License-Identifier: MIT OR Apache-2.0
//! A message from one ring to another, through the crate root and through the C symbols.

use iouring_sys::{io_uring, io_uring_cqe, io_uring_params};
use std::ptr::null_mut;

/// Makes a module that sends through one face of the crate.
macro_rules! face {
    ($(#[$doc:meta])* $name:ident: $($path:ident)::+) => {
        $(#[$doc])*
        pub mod $name {
            use super::*;
            use $($path)::+ as uring;

            /// Sets up a ring of 8 entries.
            ///
            /// # Errors
            /// The `-errno`.
            pub fn ring() -> Result<Box<io_uring>, i32> {
                let mut ring = Box::new(io_uring::default());
                let mut params = io_uring_params::default();
                // SAFETY: the ring and the parameters are valid for writes.
                match unsafe { uring::io_uring_queue_init_params(8, &mut *ring, &mut params) } {
                    0 => Ok(ring),
                    error => Err(error),
                }
            }

            /// Submits a request that does nothing and returns its completion.
            ///
            /// # Safety
            /// The ring is set up and has no other request under way.
            pub unsafe fn nop(ring: &mut io_uring, data: u64) -> io_uring_cqe {
                // SAFETY: the caller's promise; an empty queue has an entry.
                unsafe {
                    let sqe = uring::io_uring_get_sqe(ring);
                    uring::io_uring_prep_nop(sqe);
                    uring::io_uring_sqe_set_data64(sqe, data);
                    assert_eq!(uring::io_uring_submit(ring), 1);
                    take(ring)
                }
            }

            /// Posts a completion on `to` and returns it.
            ///
            /// # Safety
            /// As for `nop`, of both rings.
            pub unsafe fn message(from: &mut io_uring, to: &mut io_uring, len: u32, data: u64) -> io_uring_cqe {
                // SAFETY: as above.
                unsafe {
                    let sqe = uring::io_uring_get_sqe(from);
                    uring::io_uring_prep_msg_ring(sqe, to.ring_fd, len, data, 0);
                    assert_eq!(uring::io_uring_submit_and_wait(from, 1), 1);
                    assert_eq!(take(from).res, 0);
                    take(to)
                }
            }

            /// Ends a ring.
            ///
            /// # Safety
            /// The ring is set up and not used afterwards.
            pub unsafe fn end(ring: &mut io_uring) {
                // SAFETY: the caller's promise.
                unsafe { uring::io_uring_queue_exit(ring) }
            }

            /// Waits for a completion and gives it back.
            unsafe fn take(ring: &mut io_uring) -> io_uring_cqe {
                let mut cqe = null_mut();
                // SAFETY: the ring is set up; the completion is copied first.
                unsafe {
                    assert_eq!(uring::io_uring_wait_cqe(ring, &mut cqe), 0);
                    let copy = *cqe;
                    uring::io_uring_cqe_seen(ring, cqe);
                    copy
                }
            }
        }
    };
}

face! {
    /// Through the crate root: the inline helpers are Rust.
    root: iouring_sys
}
face! {
    /// Through the C symbols.
    symbols: iouring_sys::ffi
}
