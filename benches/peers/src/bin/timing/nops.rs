// SPDX-License-Identifier: MIT OR Apache-2.0
//! NOPs in Rust: the crate root's functions, whole batches, and the crates without C. The same as in timing.c.

use iouring_sys as sys;
use iouring_sys_driver::{expect, Nops, Result, ENTRIES};

/// A ring of iouring-sys, which stays where it is set up.
struct Ring(Box<sys::io_uring>);

impl Ring {
    fn new() -> Ring {
        let mut ring = Box::<sys::io_uring>::default();
        // SAFETY: the memory is a ring's.
        let ret = unsafe { sys::io_uring_queue_init(ENTRIES, &mut *ring, 0) };
        expect("io_uring_queue_init", ret.into(), 0);
        Ring(ring)
    }

    fn get(&mut self) -> *mut sys::io_uring {
        &mut *self.0
    }
}

/// The functions that C programs have, in the order in which they call them.
pub struct Inline(Ring);

impl Inline {
    pub fn new() -> Inline {
        Inline(Ring::new())
    }
}

impl Nops for Inline {
    #[inline(never)]
    fn round(&mut self, first: u64, batch: u32) -> u64 {
        let ring = self.0.get();
        let (mut difference, mut next) = (0, first);
        // SAFETY: the ring is set up, one thread uses it, and it is as large as a batch.
        unsafe {
            for i in 0..batch {
                let sqe = sys::io_uring_get_sqe(ring);
                expect("a full queue", sqe.is_null().into(), 0);
                sys::io_uring_prep_nop(sqe);
                sys::io_uring_sqe_set_data64(sqe, first + u64::from(i));
            }
            let submitted = sys::io_uring_submit_and_wait(ring, batch);
            expect("io_uring_submit_and_wait", submitted.into(), batch.into());
            let seen = sys::io_uring_for_each_cqe(ring, |cqe| {
                difference |= sys::io_uring_cqe_get_data64(cqe) ^ next;
                next += 1;
            });
            expect("io_uring_for_each_cqe", seen.into(), batch.into());
            sys::io_uring_cq_advance(ring, seen);
        }
        difference
    }
}

/// `iouring_sys::batch`.
pub struct Batch(Ring);

impl Batch {
    pub fn new() -> Batch {
        Batch(Ring::new())
    }
}

impl Nops for Batch {
    #[inline(never)]
    fn round(&mut self, first: u64, batch: u32) -> u64 {
        let ring = self.0.get();
        let (mut difference, mut given, mut next) = (0, first, first);
        // SAFETY: as above.
        unsafe {
            let taken = sys::batch::fill(ring, batch, |sqe| {
                sys::io_uring_prep_nop(sqe);
                sys::io_uring_sqe_set_data64(sqe, given);
                given += 1;
            });
            expect("batch::fill", taken.into(), batch.into());
            let submitted = sys::io_uring_submit_and_wait(ring, batch);
            expect("io_uring_submit_and_wait", submitted.into(), batch.into());
            let seen = sys::batch::reap(ring, |cqe| {
                difference |= sys::io_uring_cqe_get_data64(cqe) ^ next;
                next += 1;
            });
            expect("batch::reap", seen.into(), batch.into());
        }
        difference
    }
}

/// The `io-uring` crate.
pub struct IoUring(io_uring::IoUring);

impl IoUring {
    pub fn new() -> Result<IoUring> {
        io_uring::IoUring::new(ENTRIES).map(IoUring).map_err(|error| error.to_string())
    }
}

impl Nops for IoUring {
    #[inline(never)]
    fn round(&mut self, first: u64, batch: u32) -> u64 {
        let (mut difference, mut next) = (0, first);
        let mut queue = self.0.submission();
        for i in 0..batch {
            let entry = io_uring::opcode::Nop::new().build().user_data(first + u64::from(i));
            // SAFETY: a NOP refers to nothing.
            let pushed = unsafe { queue.push(&entry) };
            expect("a full queue", pushed.is_err().into(), 0);
        }
        drop(queue);
        let submitted = self.0.submit_and_wait(batch as usize);
        expect("submit_and_wait", submitted.map_or(-1, |number| number as i64), batch.into());
        for cqe in self.0.completion() {
            difference |= cqe.user_data() ^ next;
            next += 1;
        }
        expect("completion", (next - first) as i64, batch.into());
        difference
    }
}
