// SPDX-License-Identifier: MIT OR Apache-2.0
// A request that is made by system calls and the memory of a ring alone. What the kernel says of it has not passed the library:
// so it can be asked for what no probe tells.

use std::ptr::null_mut;
use std::sync::atomic::{AtomicU32, Ordering};

use iouring_sys::*;

use super::kernel::{Bare, Memory};

/// A request in a ring of its own, and where the kernel puts its completion.
pub struct Request(Bare, Memory);

impl Request {
    /// Submits an entry. What it names has to be there until the ring has ended.
    pub fn submit(entry: io_uring_sqe) -> Request {
        let ring = Bare::plain();
        let (sq, cq) = (ring.1.sq_off, ring.1.cq_off);
        // Of one entry: the kernel may have made more.
        let completions = ring.map(cq.cqes as usize + size_of::<io_uring_cqe>(), IORING_OFF_CQ_RING);
        let queue = ring.map(sq.array as usize + size_of::<u32>(), IORING_OFF_SQ_RING);
        let entries = ring.map(size_of::<io_uring_sqe>(), IORING_OFF_SQES);
        // SAFETY: the kernel has the tail, the array and the first entry there, and reads them when the tail says so.
        let submitted = unsafe {
            entries.0.cast::<io_uring_sqe>().write(entry);
            queue.0.byte_add(sq.array as usize).cast::<u32>().write(0);
            (*queue.0.byte_add(sq.tail as usize).cast::<AtomicU32>()).store(1, Ordering::Release);
            syscall::io_uring_enter(ring.0 as u32, 1, 0, 0, null_mut())
        };
        assert_eq!(submitted, 1, "a ring of one entry takes it");
        Request(ring, completions)
    }

    /// Its result, which is waited for.
    pub fn result(self) -> i32 {
        let Request(ring, completions) = self;
        // SAFETY: the kernel has written the first completion by then, and writes no other there.
        unsafe {
            let waited = syscall::io_uring_enter(ring.0 as u32, 0, 1, IORING_ENTER_GETEVENTS, null_mut());
            assert_eq!(waited, 0, "a request completes");
            (*completions.0.byte_add(ring.1.cq_off.cqes as usize).cast::<io_uring_cqe>()).res
        }
    }
}
