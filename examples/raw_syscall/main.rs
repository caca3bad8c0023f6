// SPDX-License-Identifier: MIT OR Apache-2.0
//! Sends a message between two rings with system calls alone: no liburing function, no C, no `errno`.
//!
//! `cargo run --release --example raw_syscall`

#[path = "../common/mod.rs"]
mod common;
mod mapping;

use common::{check, lacks, no_ring};
use iouring_sys::syscall::{io_uring_enter, io_uring_register, io_uring_setup};
use iouring_sys::{self as sys, io_uring_cqe, io_uring_params, io_uring_sqe};
use mapping::Mapping;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::process::ExitCode;
use std::sync::atomic::Ordering;
use std::{io, mem::size_of, ptr};

struct Ring {
    fd: OwnedFd,
    params: io_uring_params,
    /// Both rings: one mapping has them since Linux 5.4, which is before there were messages.
    rings: Mapping,
    sqes: Mapping,
}

impl Ring {
    fn new(entries: u32) -> io::Result<Self> {
        let mut params = io_uring_params::default();
        // SAFETY: the parameters are valid.
        let fd = check(unsafe { io_uring_setup(entries, &mut params) }).map_err(no_ring)?;
        // SAFETY: a new descriptor that nobody else owns.
        let fd = unsafe { OwnedFd::from_raw_fd(fd as i32) };
        let sq_len = params.sq_off.array as usize + params.sq_entries as usize * size_of::<u32>();
        let cq_len = params.cq_off.cqes as usize + params.cq_entries as usize * size_of::<io_uring_cqe>();
        let sqes_len = params.sq_entries as usize * size_of::<io_uring_sqe>();
        let rings = Mapping::new(&fd, sys::IORING_OFF_SQ_RING, sq_len.max(cq_len))?;
        let sqes = Mapping::new(&fd, sys::IORING_OFF_SQES, sqes_len)?;
        Ok(Self { fd, params, rings, sqes })
    }

    /// Whether the kernel has an operation. One that cannot be asked, before Linux 5.6, has none that came later.
    fn knows(&self, opcode: u32) -> bool {
        #[repr(C)]
        #[derive(Default)]
        struct Probe(sys::io_uring_probe, [sys::io_uring_probe_op; 32], [sys::io_uring_probe_op; 32]);
        let (fd, mut probe) = (self.fd.as_raw_fd() as u32, Probe::default());
        // SAFETY: the probe has room for so many operations.
        let asked = unsafe { io_uring_register(fd, sys::IORING_REGISTER_PROBE, (&raw mut probe).cast(), 64) };
        let known = |op: &sys::io_uring_probe_op| u32::from(op.flags) & sys::IO_URING_OP_SUPPORTED != 0;
        asked >= 0 && probe.1.iter().chain(&probe.2).nth(opcode as usize).is_some_and(known)
    }

    /// Submits one request. Only we write the tail. The queue has room: the kernel takes each entry before
    /// `io_uring_enter` returns.
    fn submit(&self, sqe: io_uring_sqe) -> io::Result<()> {
        let off = &self.params.sq_off;
        let shared_tail = self.rings.counter(off.tail);
        let tail = shared_tail.load(Ordering::Relaxed);
        let index = tail & self.rings.counter(off.ring_mask).load(Ordering::Relaxed);
        // SAFETY: the entry is ours until the tail says otherwise, and so is its place in the index array.
        unsafe {
            self.sqes.at::<io_uring_sqe>(0, index).write(sqe);
            self.rings.at::<u32>(off.array, index).write(index);
        }
        // The kernel's acquire load of the tail sees the entry complete.
        shared_tail.store(tail.wrapping_add(1), Ordering::Release);
        self.enter(1, 0, 0)
    }

    /// Waits for one completion and takes it off the queue. Only we write the head.
    fn wait(&self) -> io::Result<io_uring_cqe> {
        let off = &self.params.cq_off;
        let shared_head = self.rings.counter(off.head);
        let head = shared_head.load(Ordering::Relaxed);
        // Pairs with the kernel's release store of the tail, after it has written the completion.
        while self.rings.counter(off.tail).load(Ordering::Acquire) == head {
            self.enter(0, 1, sys::IORING_ENTER_GETEVENTS)?;
        }
        let index = head & self.rings.counter(off.ring_mask).load(Ordering::Relaxed);
        // SAFETY: the completion is ours until the head has moved past it.
        let cqe = unsafe { self.rings.at::<io_uring_cqe>(off.cqes, index).read() };
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

fn main() -> ExitCode {
    common::exit(run())
}

fn run() -> io::Result<()> {
    let (sender, receiver) = (Ring::new(4)?, Ring::new(4)?);
    if !sender.knows(sys::IORING_OP_MSG_RING) {
        return Err(lacks("IORING_OP_MSG_RING", "5.18"));
    }
    // `len` arrives as `res`, `off` as `user_data`; the sender's own `user_data` comes back to it.
    let mut sqe = io_uring_sqe {
        opcode: sys::IORING_OP_MSG_RING as u8,
        fd: receiver.fd.as_raw_fd(),
        ..Default::default()
    };
    (sqe.len, sqe.__bindgen_anon_1.off, sqe.user_data) = (42, 0xcafe, 1);
    sender.submit(sqe)?;
    let io_uring_cqe { user_data, res, .. } = sender.wait()?;
    println!("sender's completion:   user_data {user_data:#x}, res {res}");
    check(res)?;
    let io_uring_cqe { user_data, res, .. } = receiver.wait()?;
    println!("receiver's completion: user_data {user_data:#x}, res {res}");
    Ok(())
}
