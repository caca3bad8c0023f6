// SPDX-License-Identifier: MIT OR Apache-2.0
//! A ring that is torn down on drop, and what the contenders do with it.

use iouring_sys as sys;
use std::os::fd::RawFd;
use std::{io, ptr};

pub struct Ring(Box<sys::io_uring>);

impl Ring {
    /// A ring with queues of these sizes; 0 completions are as many as the kernel gives.
    pub fn new(entries: u32, completions: u32, flags: u32) -> io::Result<Ring> {
        let sized = if completions > 0 { sys::IORING_SETUP_CQSIZE } else { 0 };
        let mut params =
            sys::io_uring_params { flags: flags | sized, cq_entries: completions, ..Default::default() };
        let mut ring = Box::<sys::io_uring>::default();
        // SAFETY: ring and parameters are memory of ours that can be written.
        checked(unsafe { sys::io_uring_queue_init_params(entries, &mut *ring, &mut params) })?;
        Ok(Ring(ring))
    }

    pub fn fd(&self) -> RawFd {
        self.0.ring_fd
    }

    /// Queues a request that `prepare` fills in.
    pub fn queue(&mut self, user_data: u64, prepare: impl FnOnce(*mut sys::io_uring_sqe)) -> io::Result<()> {
        // SAFETY: the ring is set up, and `&mut self` keeps other threads off it.
        let sqe = unsafe { sys::io_uring_get_sqe(&mut *self.0) };
        if sqe.is_null() {
            return Err(io::Error::other("the submission queue is full"));
        }
        prepare(sqe);
        // SAFETY: the entry is ours until it is submitted.
        unsafe { sys::io_uring_sqe_set_data64(sqe, user_data) };
        Ok(())
    }

    /// Queues up to `count` messages to another ring, numbered from `first`. Returns how many.
    pub fn queue_messages(&mut self, target: RawFd, data: u64, first: u32, count: u32) -> u32 {
        let mut numbers = first..;
        // SAFETY: as for `queue`; a message refers to no memory.
        unsafe {
            sys::batch::fill(&mut *self.0, count, |sqe| {
                sys::io_uring_prep_msg_ring(sqe, target, numbers.start, data, 0);
                sys::io_uring_sqe_set_flags(sqe, sys::IOSQE_CQE_SKIP_SUCCESS);
                numbers.start += 1;
            })
        }
    }

    /// Submits what is queued.
    pub fn submit(&mut self) -> io::Result<()> {
        // SAFETY: the ring is set up; whoever queued answers for what the entries point to.
        checked(unsafe { sys::io_uring_submit(&mut *self.0) })
    }

    /// Submits what is queued and waits until there is a completion, in one system call.
    pub fn submit_and_wait(&mut self) -> io::Result<()> {
        // SAFETY: as for `submit`.
        checked(unsafe { sys::io_uring_submit_and_wait(&mut *self.0, 1) })
    }

    /// Takes a completion that is there.
    pub fn peek(&mut self) -> io::Result<Option<sys::io_uring_cqe>> {
        let mut cqe = ptr::null_mut();
        // SAFETY: the ring is set up.
        match unsafe { sys::io_uring_peek_cqe(&mut *self.0, &mut cqe) } {
            result if result == -libc::EAGAIN => return Ok(None),
            result => checked(result)?,
        }
        // SAFETY: the completion is ours until it is marked as seen.
        unsafe {
            let completion = *cqe;
            sys::io_uring_cqe_seen(&mut *self.0, cqe);
            Ok(Some(completion))
        }
    }

    /// Submits what is queued, and takes the next completion.
    pub fn next(&mut self) -> io::Result<sys::io_uring_cqe> {
        loop {
            self.submit_and_wait()?;
            if let Some(completion) = self.peek()? {
                return Ok(completion);
            }
        }
    }

    /// Shows each completion that is there to `visit`: its `user_data` and `res`.
    pub fn reap(&mut self, mut visit: impl FnMut(u64, i32)) {
        // SAFETY: the ring is set up, and no pointer to a completion is kept.
        unsafe { sys::batch::reap(&mut *self.0, |cqe| visit((*cqe).user_data, (*cqe).res)) };
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        // SAFETY: it was set up and is used no more.
        unsafe { sys::io_uring_queue_exit(&mut *self.0) }
    }
}

/// Turns the `-errno` of liburing into an error.
pub fn checked(result: i32) -> io::Result<()> {
    match result {
        0.. => Ok(()),
        _ => Err(io::Error::from_raw_os_error(-result)),
    }
}
