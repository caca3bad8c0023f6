// SPDX-License-Identifier: MIT OR Apache-2.0
//! Sends a message between two rings with system calls alone: no liburing function, no C, no `errno`.

use iouring_sys::syscall::{io_uring_enter, io_uring_setup};
use iouring_sys::{self as sys, io_uring_cqe, io_uring_params, io_uring_sqe};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{io, mem::size_of, ptr};

/// Turns the `-errno` of a raw system call into an error.
fn check(result: i32) -> io::Result<i32> {
    if result < 0 {
        Err(io::Error::from_raw_os_error(-result))
    } else {
        Ok(result)
    }
}

/// Memory that this process shares with the kernel, unmapped on drop.
struct Mapping(*mut u8, usize);

impl Mapping {
    fn new(fd: &OwnedFd, offset: u64, len: usize) -> io::Result<Self> {
        const RW: i32 = libc::PROT_READ | libc::PROT_WRITE;
        let (fd, offset) = (fd.as_raw_fd(), offset as libc::off_t);
        // SAFETY: a new mapping, at an address that the kernel picks, touches no memory of ours.
        let at = unsafe { libc::mmap(ptr::null_mut(), len, RW, libc::MAP_SHARED, fd, offset) };
        match at {
            libc::MAP_FAILED => Err(io::Error::last_os_error()),
            at => Ok(Self(at.cast(), len)),
        }
    }

    /// The `index`th `T` of the array that begins `offset` bytes into the mapping.
    fn at<T>(&self, offset: u32, index: u32) -> *mut T {
        let byte = offset as usize + index as usize * size_of::<T>();
        assert!(byte + size_of::<T>() <= self.1, "outside of the mapping");
        // SAFETY: just checked. The kernel aligns what it puts there.
        unsafe { self.0.add(byte).cast() }
    }

    /// A counter that both sides read and one side writes.
    fn counter(&self, offset: u32) -> &AtomicU32 {
        // SAFETY: within the mapping, which outlives the reference; both sides access it atomically.
        unsafe { &*self.at(offset, 0) }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: our own mapping; what was borrowed from it is gone.
        unsafe { libc::munmap(self.0.cast(), self.1) };
    }
}

struct Ring {
    fd: OwnedFd,
    params: io_uring_params,
    sq: Mapping,
    cq: Option<Mapping>,
    sqes: Mapping,
}

impl Ring {
    fn new(entries: u32) -> io::Result<Self> {
        // Since Linux 6.6 the index array between submission ring and entries can be left out.
        let flags = sys::IORING_SETUP_NO_SQARRAY;
        let mut params = io_uring_params { flags, ..Default::default() };
        // SAFETY: `params` is valid.
        let mut fd = unsafe { io_uring_setup(entries, &mut params) };
        if fd == -libc::EINVAL {
            params = io_uring_params::default();
            // SAFETY: as above.
            fd = unsafe { io_uring_setup(entries, &mut params) };
        }
        // SAFETY: a new descriptor that nobody else owns.
        let fd = unsafe { OwnedFd::from_raw_fd(check(fd)?) };
        let sq_len = params.sq_off.array as usize + params.sq_entries as usize * size_of::<u32>();
        let cq_len = params.cq_off.cqes as usize + params.cq_entries as usize * size_of::<io_uring_cqe>();
        let sqes_len = params.sq_entries as usize * size_of::<io_uring_sqe>();
        let sqes = Mapping::new(&fd, sys::IORING_OFF_SQES, sqes_len)?;
        // Since Linux 5.4 one mapping serves both rings.
        let (sq, cq) = if params.features & sys::IORING_FEAT_SINGLE_MMAP != 0 {
            let len = sq_len.max(cq_len);
            (Mapping::new(&fd, sys::IORING_OFF_SQ_RING, len)?, None)
        } else {
            let cq = Mapping::new(&fd, sys::IORING_OFF_CQ_RING, cq_len)?;
            (Mapping::new(&fd, sys::IORING_OFF_SQ_RING, sq_len)?, Some(cq))
        };
        Ok(Self { fd, params, sq, cq, sqes })
    }

    /// Submits one request. Only we write the tail. The queue has room: the kernel takes each entry before
    /// `io_uring_enter` returns.
    fn submit(&self, sqe: io_uring_sqe) -> io::Result<()> {
        let off = &self.params.sq_off;
        let shared_tail = self.sq.counter(off.tail);
        let tail = shared_tail.load(Ordering::Relaxed);
        let index = tail & self.sq.counter(off.ring_mask).load(Ordering::Relaxed);
        // SAFETY: the entry is ours until the tail says otherwise.
        unsafe { self.sqes.at::<io_uring_sqe>(0, index).write(sqe) };
        if self.params.flags & sys::IORING_SETUP_NO_SQARRAY == 0 {
            // SAFETY: as above, for the slot of the index array.
            unsafe { self.sq.at::<u32>(off.array, index).write(index) };
        }
        // The kernel's acquire load of the tail sees the entry complete.
        shared_tail.store(tail.wrapping_add(1), Ordering::Release);
        self.enter(1, 0, 0)
    }

    /// Waits for one completion and takes it off the queue. Only we write the head.
    fn wait(&self) -> io::Result<io_uring_cqe> {
        let (off, cq) = (&self.params.cq_off, self.cq.as_ref().unwrap_or(&self.sq));
        let shared_head = cq.counter(off.head);
        let head = shared_head.load(Ordering::Relaxed);
        // Pairs with the kernel's release store of the tail, after it has written the completion.
        while cq.counter(off.tail).load(Ordering::Acquire) == head {
            self.enter(0, 1, sys::IORING_ENTER_GETEVENTS)?;
        }
        let index = head & cq.counter(off.ring_mask).load(Ordering::Relaxed);
        // SAFETY: the completion is ours until the head has moved past it.
        let cqe = unsafe { cq.at::<io_uring_cqe>(off.cqes, index).read() };
        // The kernel uses the slot again only after its acquire load has seen the new head.
        shared_head.store(head.wrapping_add(1), Ordering::Release);
        Ok(cqe)
    }

    fn enter(&self, to_submit: u32, min_complete: u32, flags: u32) -> io::Result<()> {
        let fd = self.fd.as_raw_fd() as u32;
        // SAFETY: what was queued is valid, and points to no memory; there is no signal mask.
        check(unsafe { io_uring_enter(fd, to_submit, min_complete, flags, ptr::null_mut()) }).map(drop)
    }
}

fn main() -> io::Result<()> {
    let (sender, receiver) = (Ring::new(4)?, Ring::new(4)?);
    let target = receiver.fd.as_raw_fd();
    println!("rings: the sender is fd {}, the receiver fd {target}", sender.fd.as_raw_fd());
    let mut sqe = io_uring_sqe {
        opcode: sys::IORING_OP_MSG_RING as u8,
        fd: target,
        len: 42,      // arrives as `res`
        user_data: 1, // comes back to the sender
        ..Default::default()
    };
    sqe.__bindgen_anon_1.off = 0xcafe; // arrives as `user_data`
    sender.submit(sqe)?;
    let io_uring_cqe { user_data, res, .. } = sender.wait()?;
    println!("sender's completion:   user_data {user_data:#x}, res {res}");
    check(res)?;
    let io_uring_cqe { user_data, res, .. } = receiver.wait()?;
    println!("receiver's completion: user_data {user_data:#x}, res {res}");
    Ok(())
}
