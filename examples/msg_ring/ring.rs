// SPDX-License-Identifier: MIT OR Apache-2.0
//! A ring that is torn down on drop, and what the example does with it.

use iouring_sys as sys;
use std::os::fd::RawFd;
use std::{io, mem, ptr};

/// What a completion queue entry says.
#[derive(Clone, Copy)]
pub struct Completion {
    pub user_data: u64,
    pub res: i32,
    pub flags: u32,
}

pub struct Ring(sys::io_uring);

impl Ring {
    pub fn new(entries: u32, flags: u32) -> io::Result<Self> {
        // SAFETY: all bits zero is a valid `io_uring`, which the call fills.
        let mut raw: sys::io_uring = unsafe { mem::zeroed() };
        // SAFETY: `raw` is valid for writes.
        check(unsafe { sys::io_uring_queue_init(entries, &mut raw, flags) })?;
        Ok(Self(raw))
    }

    pub fn fd(&self) -> RawFd {
        self.0.ring_fd
    }

    fn raw(&mut self) -> *mut sys::io_uring {
        &mut self.0
    }

    /// Whether the kernel has an opcode.
    pub fn knows(&mut self, opcode: sys::io_uring_op) -> bool {
        // SAFETY: the ring is set up. The probe is null on kernels before 5.6.
        let probe = unsafe { sys::io_uring_get_probe_ring(self.raw()) };
        if probe.is_null() {
            return false;
        }
        // SAFETY: the probe is valid until it is freed, and freed once.
        unsafe {
            let known = sys::io_uring_opcode_supported(probe, opcode as i32) != 0;
            sys::io_uring_free_probe(probe);
            known
        }
    }

    /// Gives the ring a table of files; -1 is a free slot.
    pub fn register_files(&mut self, files: &[RawFd]) -> io::Result<()> {
        // SAFETY: the ring is set up. The kernel reads the descriptors during the call.
        let result = unsafe { sys::io_uring_register_files(self.raw(), files.as_ptr(), files.len() as u32) };
        check(result).map(drop)
    }

    /// Queues the request that `prepare` fills in.
    pub fn queue(&mut self, user_data: u64, prepare: impl FnOnce(*mut sys::io_uring_sqe)) -> io::Result<()> {
        // SAFETY: the ring is set up.
        let sqe = unsafe { sys::io_uring_get_sqe(self.raw()) };
        if sqe.is_null() {
            return Err(io::Error::new(io::ErrorKind::WouldBlock, "the submission queue is full"));
        }
        prepare(sqe);
        // SAFETY: the entry is ours until it is submitted.
        unsafe { sys::io_uring_sqe_set_data64(sqe, user_data) };
        Ok(())
    }

    /// Submits what is queued.
    pub fn submit(&mut self) -> io::Result<()> {
        // SAFETY: the ring is set up.
        check(unsafe { sys::io_uring_submit(self.raw()) }).map(drop)
    }

    /// Submits what is queued and waits for a completion, with one system call.
    pub fn submit_and_wait(&mut self) -> io::Result<Completion> {
        // SAFETY: the ring is set up.
        check(unsafe { sys::io_uring_submit_and_wait(self.raw(), 1) })?;
        self.wait()
    }

    /// Takes the next completion off the queue; waits if there is none.
    pub fn wait(&mut self) -> io::Result<Completion> {
        let mut cqe = ptr::null_mut();
        // SAFETY: the ring is set up. The entry is ours until it is marked as seen.
        unsafe {
            check(sys::io_uring_wait_cqe(self.raw(), &mut cqe))?;
            let completion = Completion { user_data: (*cqe).user_data, res: (*cqe).res, flags: (*cqe).flags };
            sys::io_uring_cqe_seen(self.raw(), cqe);
            Ok(completion)
        }
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        // SAFETY: set up in `new`, and used no more.
        unsafe { sys::io_uring_queue_exit(self.raw()) };
    }
}

/// Turns the `-errno` of liburing into an error.
pub fn check(result: i32) -> io::Result<i32> {
    if result < 0 {
        Err(io::Error::from_raw_os_error(-result))
    } else {
        Ok(result)
    }
}
