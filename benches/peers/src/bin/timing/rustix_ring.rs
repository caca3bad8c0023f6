// SPDX-License-Identifier: MIT OR Apache-2.0
//! NOPs by rustix, which has the system calls and the structures, and leaves the queues to its caller: this is the least
//! that such a caller can do, for a ring that has nothing special.

use iouring_sys_driver::{expect, Nops, Result, ENTRIES};
use rustix::fd::OwnedFd;
use rustix::io_uring::{
    io_cqring_offsets, io_sqring_offsets, io_uring_cqe, io_uring_enter, io_uring_params, io_uring_setup,
    io_uring_sqe, io_uring_user_data, IoringEnterFlags, IoringFeatureFlags, IoringOp, IORING_OFF_SQES,
    IORING_OFF_SQ_RING,
};
use rustix::mm::{mmap, MapFlags, ProtFlags};
use std::mem::size_of;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicU32, Ordering};

/// One side of a ring, with the indices that this program moves.
struct Queue<Entry> {
    head: *const AtomicU32,
    tail: *const AtomicU32,
    mask: u32,
    entries: *mut Entry,
}

/// It lives as long as the program: nothing is unmapped.
pub struct Rustix {
    fd: OwnedFd,
    sq: Queue<io_uring_sqe>,
    cq: Queue<io_uring_cqe>,
}

impl Rustix {
    pub fn new() -> Result<Rustix> {
        let mut params = io_uring_params::default();
        // SAFETY: the parameters ask for an ordinary ring.
        let fd = unsafe { io_uring_setup(ENTRIES, &mut params) }.map_err(|error| error.to_string())?;
        if !params.features.contains(IoringFeatureFlags::SINGLE_MMAP) {
            return Err("the kernel maps the two queues apart".into());
        }
        let (sq_off, cq_off) = (params.sq_off, params.cq_off);
        let sq_size = sq_off.array as usize + params.sq_entries as usize * size_of::<u32>();
        let cq_size = cq_off.cqes as usize + params.cq_entries as usize * size_of::<io_uring_cqe>();
        let rings = map(&fd, sq_size.max(cq_size), IORING_OFF_SQ_RING)?;
        let sqes = map(&fd, params.sq_entries as usize * size_of::<io_uring_sqe>(), IORING_OFF_SQES)?;
        // SAFETY: the offsets are the kernel's, inside of what it has mapped; entry `i` always has index `i`.
        unsafe {
            let array: *mut u32 = rings.add(sq_off.array as usize).cast();
            (0..params.sq_entries).for_each(|i| array.add(i as usize).write(i));
            let (sq, cq) = (submissions(rings, &sq_off, sqes), completions(rings, &cq_off));
            Ok(Rustix { fd, sq, cq })
        }
    }
}

/// Maps a part of a ring.
fn map(fd: &OwnedFd, size: usize, offset: u64) -> Result<*mut u8> {
    let (access, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::SHARED | MapFlags::POPULATE);
    // SAFETY: the kernel chooses where.
    let mapped = unsafe { mmap(null_mut(), size, access, flags, fd, offset) };
    mapped.map(|start| start.cast()).map_err(|error| error.to_string())
}

/// # Safety
/// The offsets are those of a ring that is mapped at `rings`, its entries at `sqes`.
unsafe fn submissions(rings: *mut u8, offsets: &io_sqring_offsets, sqes: *mut u8) -> Queue<io_uring_sqe> {
    // SAFETY: the caller vouches for them.
    unsafe {
        Queue {
            head: rings.add(offsets.head as usize).cast(),
            tail: rings.add(offsets.tail as usize).cast(),
            mask: rings.add(offsets.ring_mask as usize).cast::<u32>().read(),
            entries: sqes.cast(),
        }
    }
}

/// # Safety
/// The offsets are those of a ring that is mapped at `rings`.
unsafe fn completions(rings: *mut u8, offsets: &io_cqring_offsets) -> Queue<io_uring_cqe> {
    // SAFETY: the caller vouches for them.
    unsafe {
        Queue {
            head: rings.add(offsets.head as usize).cast(),
            tail: rings.add(offsets.tail as usize).cast(),
            mask: rings.add(offsets.ring_mask as usize).cast::<u32>().read(),
            entries: rings.add(offsets.cqes as usize).cast(),
        }
    }
}

impl Nops for Rustix {
    #[inline(never)]
    fn round(&mut self, first: u64, batch: u32) -> u64 {
        let (mut difference, mut next) = (0, first);
        // SAFETY: the queues are mapped, entries are inside of them by their mask, and this thread alone uses them. The
        // kernel writes entries of completions only behind the tail that it published.
        unsafe {
            let tail = (*self.sq.tail).load(Ordering::Relaxed);
            let free = ENTRIES - tail.wrapping_sub((*self.sq.head).load(Ordering::Acquire));
            expect("a full queue", (free < batch).into(), 0);
            for i in 0..batch {
                let sqe = self.sq.entries.add((tail.wrapping_add(i) & self.sq.mask) as usize);
                sqe.write_bytes(0, 1);
                (*sqe).opcode = IoringOp::Nop;
                (*sqe).user_data = io_uring_user_data::from_u64(first + u64::from(i));
            }
            (*self.sq.tail).store(tail.wrapping_add(batch), Ordering::Release);
            let submitted = io_uring_enter(&self.fd, batch, batch, IoringEnterFlags::GETEVENTS);
            expect("io_uring_enter", submitted.map_or(-1, i64::from), batch.into());
            let head = (*self.cq.head).load(Ordering::Relaxed);
            let ready = (*self.cq.tail).load(Ordering::Acquire).wrapping_sub(head);
            expect("the queue of completions", ready.into(), batch.into());
            for i in 0..ready {
                let cqe = self.cq.entries.add((head.wrapping_add(i) & self.cq.mask) as usize);
                difference |= (*cqe).user_data.u64_() ^ next;
                next += 1;
            }
            (*self.cq.head).store(head.wrapping_add(ready), Ordering::Release);
        }
        difference
    }
}
