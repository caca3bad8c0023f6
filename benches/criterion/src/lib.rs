// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is measured: a ring that sends NOPs and messages, and an eventfd.

use iouring_sys as sys;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{FromRawFd, RawFd};

/// A ring of 64 entries, used by the thread that made it.
pub struct Ring(Box<sys::io_uring>);

impl Ring {
    pub fn new() -> io::Result<Ring> {
        let mut ring = Box::<sys::io_uring>::default();
        // SAFETY: the ring is memory of ours that lives as long as it is used.
        checked(unsafe { sys::io_uring_queue_init(64, &mut *ring, 0) })?;
        Ok(Ring(ring))
    }

    pub fn fd(&self) -> RawFd {
        self.0.ring_fd
    }

    /// Submits `count` NOPs, waits for them and reaps them.
    pub fn nops(&mut self, count: u32) {
        for _ in 0..count {
            // SAFETY: the queue is empty between the calls, and a NOP refers to nothing.
            unsafe { sys::io_uring_prep_nop(self.entry()) }
        }
        assert_eq!(self.submit(count), count, "NOPs submitted");
        self.reap(count);
    }

    /// Queues a message to the ring `target`. It completes silently.
    fn queue_message(&mut self, target: RawFd, data: u64) {
        let sqe = self.entry();
        // SAFETY: the entry is free.
        unsafe {
            sys::io_uring_prep_msg_ring(sqe, target, 0, data, 0);
            sys::io_uring_sqe_set_flags(sqe, sys::IOSQE_CQE_SKIP_SUCCESS);
        }
    }

    /// Sends a message and does not wait.
    pub fn send(&mut self, target: RawFd, data: u64) {
        self.queue_message(target, data);
        assert_eq!(self.submit(0), 1, "messages submitted");
    }

    /// Sends a message, and waits for one to this ring, in one system call. Returns its data.
    pub fn call(&mut self, target: RawFd, data: u64) -> u64 {
        self.queue_message(target, data);
        assert_eq!(self.submit(1), 1, "messages submitted");
        self.receive()
    }

    /// Waits for a message and returns its data.
    pub fn receive(&mut self) -> u64 {
        // SAFETY: one thread uses the ring.
        while unsafe { sys::io_uring_cq_ready(&*self.0) } == 0 {
            self.submit(1);
        }
        self.reap(1)
    }

    fn entry(&mut self) -> *mut sys::io_uring_sqe {
        // SAFETY: one thread uses the ring.
        let sqe = unsafe { sys::io_uring_get_sqe(&mut *self.0) };
        assert!(!sqe.is_null(), "the queue is full");
        sqe
    }

    fn submit(&mut self, wait: u32) -> u32 {
        // SAFETY: one thread uses the ring; what it queued refers to no memory.
        checked(unsafe { sys::io_uring_submit_and_wait(&mut *self.0, wait) })
            .expect("the kernel takes requests")
    }

    /// Takes `count` completions off the queue. Returns the user data of the last.
    fn reap(&mut self, count: u32) -> u64 {
        let mut data = 0;
        // SAFETY: one thread uses the ring, and no pointer to a completion is kept.
        let seen = unsafe {
            sys::batch::reap(&mut *self.0, |cqe| {
                assert!((*cqe).res >= 0, "a request failed: {}", (*cqe).res);
                data = (*cqe).user_data;
            })
        };
        assert_eq!(seen, count, "completions");
        data
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        // SAFETY: it was set up and is used no more.
        unsafe { sys::io_uring_queue_exit(&mut *self.0) }
    }
}

fn checked(result: i32) -> io::Result<u32> {
    u32::try_from(result).map_err(|_| io::Error::from_raw_os_error(-result))
}

/// An eventfd: the peer that messages are compared with.
pub fn eventfd() -> io::Result<File> {
    // SAFETY: it takes numbers only.
    match unsafe { libc::eventfd(0, libc::EFD_CLOEXEC) } {
        -1 => Err(io::Error::last_os_error()),
        // SAFETY: the descriptor is new, so that nobody else owns it.
        fd => Ok(unsafe { File::from_raw_fd(fd) }),
    }
}

/// Adds one to an eventfd.
pub fn signal(mut eventfd: &File) {
    eventfd.write_all(&1u64.to_ne_bytes()).expect("an eventfd takes a number");
}

/// Waits until an eventfd is not 0, and resets it.
pub fn wait(mut eventfd: &File) {
    eventfd.read_exact(&mut [0; 8]).expect("an eventfd gives a number");
}
