// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the tests of sockets share: addresses as C has them, empty slots, and buffers that are chosen from.

use std::net::{SocketAddr, SocketAddrV4};
use std::os::fd::{FromRawFd, OwnedFd};
use std::ptr::null_mut;

use iouring_sys::*;

use crate::common::patiently;
use crate::harness::{Face, Ops};

/// Bytes of an address.
pub const ADDRESS_SIZE: socklen_t = size_of::<libc::sockaddr_in>() as socklen_t;

/// An address as C has it.
pub fn of_c(address: SocketAddrV4) -> libc::sockaddr_in {
    libc::sockaddr_in {
        sin_family: libc::AF_INET as u16,
        sin_port: address.port().to_be(),
        sin_addr: libc::in_addr { s_addr: u32::from_ne_bytes(address.ip().octets()) },
        sin_zero: [0; 8],
    }
}

/// The address of a socket on this machine, as C has it.
pub fn of(socket: std::io::Result<SocketAddr>) -> libc::sockaddr_in {
    match socket {
        Ok(SocketAddr::V4(address)) => of_c(address),
        other => panic!("no address of the old kind: {other:?}"),
    }
}

/// The pointer to an address that C takes.
pub fn address(of: &libc::sockaddr_in) -> *const sockaddr {
    (of as *const libc::sockaddr_in).cast()
}

/// Where a socket is bound.
pub fn local(fd: i32) -> SocketAddrV4 {
    let (mut at, mut size) = (of_c(SocketAddrV4::new([0; 4].into(), 0)), ADDRESS_SIZE);
    // SAFETY: there is room for the address and its size.
    assert_eq!(unsafe { libc::getsockname(fd, (&raw mut at).cast(), &mut size) }, 0);
    SocketAddrV4::new(at.sin_addr.s_addr.to_ne_bytes().into(), u16::from_be(at.sin_port))
}

/// Gives the ring empty slots.
pub fn empty_slots(ops: &mut Ops, number: usize) {
    // SAFETY: the ring is set up, and the descriptors are as many as is said.
    let result = unsafe { io_uring_register_files(ops.ring.ptr(), vec![-1; number].as_ptr(), number as u32) };
    assert_eq!(result, 0);
}

/// A descriptor of the file that is in a slot.
pub fn taken_from_slot(ops: &mut Ops, slot: i32) -> OwnedFd {
    let sqe = ops.ring.sqe();
    // SAFETY: the entry is the ring's; the new descriptor is nobody else's.
    unsafe {
        io_uring_prep_fixed_fd_install(sqe, slot, 0);
        ops.ring.submit(1);
        let fd = ops.ring.wait().res;
        assert!(fd >= 0, "slot {slot}: {fd}");
        OwnedFd::from_raw_fd(fd)
    }
}

/// The number of the group that the buffers are in.
pub const GROUP: i32 = 7;
/// Bytes of a buffer.
pub const SIZE: usize = 64;
/// How many there are at most.
const ENTRIES: u16 = 8;

/// Buffers that requests choose from.
pub struct Buffers {
    br: *mut io_uring_buf_ring,
    memory: Box<[[u8; SIZE]; ENTRIES as usize]>,
}

impl Buffers {
    /// Provides a buffer with each of these contents, numbered from 0, does the test, and ends the group. The flags are
    /// `IOU_PBUF_RING_*`.
    pub fn with(ops: &mut Ops, flags: u32, contents: &[&[u8]], test: impl FnOnce(&mut Ops, &Buffers)) {
        let (mut br, ring) = (null_mut(), ops.ring.ptr());
        let error = patiently(|| {
            let mut error = 0;
            // SAFETY: the ring is set up; the error is valid for writes.
            br = unsafe { io_uring_setup_buf_ring(ring, ENTRIES.into(), GROUP, flags, &mut error) };
            error
        });
        assert_eq!(error, 0, "buffers");
        let mut buffers = Buffers { br, memory: Box::new([[b'.'; SIZE]; ENTRIES as usize]) };
        for (id, text) in contents.iter().enumerate() {
            buffers.memory[id][..text.len()].copy_from_slice(text);
            buffers.provide(id, text.len());
        }
        test(ops, &buffers);
        // SAFETY: the requests that chose from the buffers have completed.
        assert_eq!(unsafe { io_uring_free_buf_ring(ops.ring.ptr(), br, ENTRIES.into(), GROUP) }, 0);
    }

    /// Provides as many empty buffers.
    pub fn empty(ops: &mut Ops, flags: u32, number: usize, test: impl FnOnce(&mut Ops, &Buffers)) {
        Buffers::with(ops, flags, &vec![&[b'.'; SIZE][..]; number], test);
    }

    /// Puts a buffer into the ring.
    fn provide(&self, id: usize, length: usize) {
        // SAFETY: the memory lives as long as the buffer ring, which has room for each of its buffers.
        unsafe {
            let (address, mask) = (self.memory[id].as_ptr(), io_uring_buf_ring_mask(ENTRIES.into()));
            io_uring_buf_ring_add(self.br, address as *mut _, length as u32, id as u16, mask, 0);
            io_uring_buf_ring_advance(self.br, 1);
        }
    }

    /// Where a buffer is.
    pub fn address(&self, id: usize) -> *const u8 {
        self.memory[id].as_ptr()
    }

    /// What is in the buffers from this one on.
    pub fn bytes(&self, id: usize, length: usize) -> Vec<u8> {
        assert!(id * SIZE + length <= SIZE * usize::from(ENTRIES));
        // SAFETY: that much memory follows; the kernel has written to it where a completion was seen, so that it is
        // looked at through a pointer and not kept.
        (0..length).map(|at| unsafe { self.address(id).add(at).read_volatile() }).collect()
    }
}

/// The number of the buffer that a completion names.
pub fn buffer_of(cqe: &io_uring_cqe) -> usize {
    assert_ne!(cqe.flags & IORING_CQE_F_BUFFER, 0, "no buffer: {} with flags {:#x}", cqe.res, cqe.flags);
    (cqe.flags >> IORING_CQE_BUFFER_SHIFT) as usize
}

/// Makes an entry choose a buffer of the group.
pub fn choose_buffer(ops: &Ops, sqe: *mut io_uring_sqe) {
    ops.set_flags(sqe, IOSQE_BUFFER_SELECT);
    // SAFETY: the entry is the ring's, and not yet submitted.
    unsafe {
        match ops.face {
            Face::Rust => io_uring_sqe_set_buf_group(sqe, GROUP),
            Face::C => ffi::io_uring_sqe_set_buf_group(sqe, GROUP),
        }
    }
}

/// Adds flags of the operation's own, which no argument has.
pub fn add_flags(sqe: *mut io_uring_sqe, flags: u32) {
    // SAFETY: the entry is the ring's, and not yet submitted.
    unsafe { (*sqe).ioprio |= flags as u16 };
}

/// Adds the address of a datagram to an entry that sends.
pub fn set_address(ops: &mut Ops, sqe: *mut io_uring_sqe, to: *const sockaddr) {
    let size = ADDRESS_SIZE as u16;
    // SAFETY: the entry is the ring's, and not yet submitted.
    unsafe {
        match ops.face {
            Face::Rust => io_uring_prep_send_set_addr(sqe, to, size),
            Face::C => ffi::io_uring_prep_send_set_addr(sqe, to, size),
        }
    }
    ops.filled("io_uring_prep_send_set_addr", sqe);
}
