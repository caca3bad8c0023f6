// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the examples share: a ring that ends with its owner, results as Rust has them, and words for what is missing.
#![allow(dead_code)] // Each example that includes this file uses its own part.

pub mod explain;

use iouring_sys as sys;
use std::process::ExitCode;
use std::{io, mem, ptr};

/// Ends an example; says why it failed, if it did.
pub fn exit(result: io::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Failed: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Turns the `-errno` of liburing into an error.
pub fn check(result: i32) -> io::Result<u32> {
    u32::try_from(result).map_err(|_| io::Error::from_raw_os_error(-result))
}

/// The error of an example that needs more than this kernel has.
pub fn lacks(what: &str, since: &str) -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, explain::lacks(what, since))
}

/// The error of an example that gets no ring.
pub fn no_ring(error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("no ring could be created: {}", explain::no_ring(&error)))
}

/// A ring that ends with its owner.
pub struct Ring(sys::io_uring);

impl Ring {
    /// Sets one up, or says why there is none.
    pub fn new(entries: u32, flags: u32) -> io::Result<Ring> {
        // SAFETY: all bits zero is a valid `io_uring`, which the next call fills.
        let mut raw: sys::io_uring = unsafe { mem::zeroed() };
        // SAFETY: `raw` is valid for writes.
        check(unsafe { sys::io_uring_queue_init(entries, &mut raw, flags) }).map_err(no_ring)?;
        Ok(Ring(raw))
    }

    /// The ring, for the functions of liburing.
    pub fn as_ptr(&mut self) -> *mut sys::io_uring {
        &mut self.0
    }

    /// Its descriptor, to which messages are sent.
    pub fn fd(&self) -> i32 {
        self.0.ring_fd
    }

    /// Fails where the kernel does not know an operation, which is there `since` a release.
    pub fn needs(&mut self, operation: sys::io_uring_op, name: &str, since: &str) -> io::Result<()> {
        // SAFETY: the ring is set up. The probe is null before Linux 5.6, is valid until it is freed, and is freed once.
        let known = unsafe {
            let probe = sys::io_uring_get_probe_ring(self.as_ptr());
            let known = !probe.is_null() && sys::io_uring_opcode_supported(probe, operation as i32) != 0;
            sys::io_uring_free_probe(probe);
            known
        };
        known.then_some(()).ok_or_else(|| lacks(name, since))
    }

    /// Fills the next entry. If there is none, what was filled before is submitted first.
    pub fn request(&mut self, data: u64, prepare: impl FnOnce(*mut sys::io_uring_sqe)) -> io::Result<()> {
        // SAFETY: the ring is set up, and `&mut self` keeps other threads off its submission queue.
        let mut sqe = unsafe { sys::io_uring_get_sqe(self.as_ptr()) };
        if sqe.is_null() {
            // SAFETY: as above; whoever filled the entries answers for what they point to.
            sqe = unsafe {
                check(sys::io_uring_submit(self.as_ptr()))?;
                sys::io_uring_get_sqe(self.as_ptr())
            };
        }
        if sqe.is_null() {
            return Err(io::Error::new(io::ErrorKind::WouldBlock, "the submission queue is full"));
        }
        prepare(sqe);
        // SAFETY: the entry is ours until it is submitted.
        unsafe { sys::io_uring_sqe_set_data64(sqe, data) };
        Ok(())
    }

    /// Takes the next completion. If there is none, one system call submits what was filled and waits for one.
    pub fn completion(&mut self) -> io::Result<sys::io_uring_cqe> {
        loop {
            let mut cqe = ptr::null_mut();
            // SAFETY: the ring is set up; the completion is copied before it is given back.
            unsafe {
                if sys::io_uring_peek_cqe(self.as_ptr(), &mut cqe) == 0 {
                    let copy = *cqe;
                    sys::io_uring_cqe_seen(self.as_ptr(), cqe);
                    return Ok(copy);
                }
            }
            // SAFETY: the ring is set up; whoever filled its entries answers for what they point to.
            match check(unsafe { sys::io_uring_submit_and_wait(self.as_ptr(), 1) }) {
                Err(error) if error.kind() != io::ErrorKind::Interrupted => return Err(error),
                _ => {}
            }
        }
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        // SAFETY: it was set up, and is used no more.
        unsafe { sys::io_uring_queue_exit(&mut self.0) }
    }
}
