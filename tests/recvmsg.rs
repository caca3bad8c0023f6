// SPDX-License-Identifier: MIT OR Apache-2.0
//! Messages that a multishot recvmsg received: sender, control messages at odd addresses, payloads whole, cut and empty.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

mod common;

use std::mem::{size_of, zeroed};
use std::net::UdpSocket;
use std::os::fd::AsRawFd;
use std::ptr::null_mut;

use common::{has_or_skip, kernel, ring_or_skip, Ring};
use iouring_sys::*;
use libc::{c_int, c_void, cmsghdr, msghdr};

const GROUP: i32 = 3;
const ENTRIES: u32 = 4;
/// Bytes of a buffer: room for everything before the payload, and for a short one.
const SIZE: usize = 160;
/// Room for a `sockaddr_in6`, which leaves what follows it at an odd multiple of 4.
const NAMELEN: usize = size_of::<libc::sockaddr_in6>();
/// Room for two control messages with an integer each.
const CONTROLLEN: usize = 2 * (size_of::<cmsghdr>() + size_of::<usize>());
const HEADER: usize = size_of::<io_uring_recvmsg_out>();

/// The helpers of one face.
struct Face {
    name: &'static str,
    validate: unsafe fn(*mut c_void, c_int, *mut msghdr) -> *mut io_uring_recvmsg_out,
    sender: unsafe fn(*mut io_uring_recvmsg_out) -> *mut c_void,
    first: unsafe fn(*mut io_uring_recvmsg_out, *mut msghdr) -> *mut cmsghdr,
    next: unsafe fn(*mut io_uring_recvmsg_out, *mut msghdr, *mut cmsghdr) -> *mut cmsghdr,
    payload: unsafe fn(*mut io_uring_recvmsg_out, *mut msghdr) -> *mut c_void,
    length: unsafe fn(*mut io_uring_recvmsg_out, c_int, *mut msghdr) -> u32,
}

macro_rules! face {
    ($name:literal, $face:ident) => {{
        // SAFETY: each call passes on what its caller vouches for.
        unsafe {
            Face {
                name: $name,
                validate: |buf, len, msgh| $face::io_uring_recvmsg_validate(buf, len, msgh),
                sender: |out| $face::io_uring_recvmsg_name(out),
                first: |out, msgh| $face::io_uring_recvmsg_cmsg_firsthdr(out, msgh),
                next: |out, msgh, cmsg| $face::io_uring_recvmsg_cmsg_nexthdr(out, msgh, cmsg),
                payload: |out, msgh| $face::io_uring_recvmsg_payload(out, msgh),
                length: |out, len, msgh| $face::io_uring_recvmsg_payload_length(out, len, msgh),
            }
        }
    }};
}

use iouring_sys as root;

/// A socket that tells of each datagram its time to live and its type of service.
fn receiver() -> UdpSocket {
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a port");
    for option in [libc::IP_RECVTTL, libc::IP_RECVTOS] {
        let on: c_int = 1;
        // SAFETY: the value is an integer.
        let set = unsafe {
            let value = std::ptr::addr_of!(on).cast();
            libc::setsockopt(socket.as_raw_fd(), libc::IPPROTO_IP, option, value, size_of::<c_int>() as u32)
        };
        assert_eq!(set, 0);
    }
    socket
}

/// What a face finds in a buffer of the kernel's.
#[derive(Debug, PartialEq)]
struct Found {
    port: u16,
    /// Types of the control messages, and where they are.
    controls: Vec<(c_int, usize)>,
    payload: Vec<u8>,
    /// What the header tells: the payload's length, before it was cut if that was asked for, and `MSG_*` flags.
    told: (u32, c_int),
}

/// Reads a message with the helpers of a face.
///
/// # Safety
/// The buffer holds `res` bytes of a message that was received with `msgh`.
unsafe fn read(face: &Face, buffer: *mut c_void, res: i32, msgh: *mut msghdr) -> Found {
    // SAFETY: the caller's promise; control messages may lie anywhere, and are read as such.
    unsafe {
        let out = (face.validate)(buffer, res, msgh);
        assert_eq!(out.cast(), buffer, "{}: it is valid", face.name);
        let sender: libc::sockaddr_in = (face.sender)(out).cast::<libc::sockaddr_in>().read();
        let mut controls = Vec::new();
        let mut control = (face.first)(out, msgh);
        while !control.is_null() {
            controls.push((control.read_unaligned().cmsg_type, control as usize - buffer as usize));
            control = (face.next)(out, msgh, control);
        }
        let length = (face.length)(out, res, msgh) as usize;
        let payload = std::slice::from_raw_parts((face.payload)(out, msgh).cast::<u8>(), length);
        Found {
            port: u16::from_be(sender.sin_port),
            controls,
            payload: payload.to_vec(),
            told: ((*out).payloadlen, (*out).flags as c_int),
        }
    }
}

/// Puts the buffers into the group.
fn provide(br: *mut io_uring_buf_ring, memory: &mut [[u64; SIZE / 8]]) {
    for (id, buffer) in memory.iter_mut().enumerate() {
        // SAFETY: the ring has an entry for each buffer, and the buffers outlive it.
        unsafe {
            let mask = io_uring_buf_ring_mask(ENTRIES);
            io_uring_buf_ring_add(br, buffer.as_mut_ptr().cast(), SIZE as u32, id as u16, mask, id as i32);
        }
    }
    // SAFETY: as many buffers were added.
    unsafe { io_uring_buf_ring_advance(br, memory.len() as i32) };
}

/// Submits the request for messages, in buffers of the group.
fn ask(ring: &mut Ring, receiver: &UdpSocket, msgh: *mut msghdr, flags: c_int) {
    let sqe = ring.sqe();
    // SAFETY: the header and the buffers outlive the ring.
    unsafe {
        io_uring_prep_recvmsg_multishot(sqe, receiver.as_raw_fd(), msgh, flags as u32);
        io_uring_sqe_set_flags(sqe, IOSQE_BUFFER_SELECT);
        io_uring_sqe_set_buf_group(sqe, GROUP);
    }
    ring.submit(1);
}

#[test]
fn both_faces_read_what_the_kernel_received() {
    for flags in [0, libc::MSG_TRUNC] {
        receive_with(flags);
    }
}

/// What the header tells of a payload for which there is that much room.
fn told(sent: usize, room: usize, flags: c_int) -> (u32, c_int) {
    let length = if flags == libc::MSG_TRUNC { sent } else { sent.min(room) };
    (length as u32, if sent > room { libc::MSG_TRUNC } else { 0 })
}

/// Receives messages of several lengths, and holds what both faces find against what was sent.
fn receive_with(flags: c_int) {
    // They outlive the ring, and so the request.
    let mut memory = Box::new([[0u64; SIZE / 8]; ENTRIES as usize]);
    // SAFETY: all bits of a message header may be zero.
    let mut msgh: msghdr = unsafe { zeroed() };
    msgh.msg_namelen = NAMELEN as _;
    msgh.msg_controllen = CONTROLLEN as _;
    let (mut ring, mut error) = (ring_or_skip!(4), 0);
    // An operation of the same version.
    if !has_or_skip(kernel::supports(IORING_OP_SEND_ZC), "no multishot recvmsg before Linux 6.0") {
        return;
    }
    let mut br = null_mut();
    common::patiently(|| {
        // SAFETY: the ring is set up, and the error valid for writes.
        br = unsafe { io_uring_setup_buf_ring(ring.ptr(), ENTRIES, GROUP, 0, &mut error) };
        error
    });
    assert!(!br.is_null(), "{error}");
    provide(br, &mut *memory);
    let (receiver, sender) = (receiver(), UdpSocket::bind("127.0.0.1:0").expect("a port"));
    let to = receiver.local_addr().expect("an address");
    ask(&mut ring, &receiver, &mut msgh, flags);

    let room = SIZE - HEADER - NAMELEN - CONTROLLEN;
    let long: Vec<u8> = (0..=255).collect();
    // An empty datagram ends the request.
    for sent in [&b"hello"[..], &long[..room], &long, &[]] {
        sender.send_to(sent, to).expect("sent");
        let cqe = ring.wait();
        assert!(cqe.res >= 0, "{}", cqe.res);
        let id = (cqe.flags >> IORING_CQE_BUFFER_SHIFT) as usize;
        let first = HEADER + NAMELEN;
        assert_ne!(first % 8, 0, "the control messages are not aligned");
        let expected = Found {
            port: sender.local_addr().expect("an address").port(),
            controls: vec![
                (libc::IP_TTL, first),
                (libc::IP_TOS, first + size_of::<cmsghdr>() + size_of::<usize>()),
            ],
            payload: sent[..sent.len().min(room)].to_vec(),
            told: told(sent.len(), room, flags),
        };
        for face in [face!("Rust", root), face!("C", ffi)] {
            // SAFETY: the kernel filled the buffer, and gave up on it.
            let found = unsafe { read(&face, memory[id].as_mut_ptr().cast(), cqe.res, &mut msgh) };
            assert_eq!(found, expected, "{}", face.name);
        }
    }
    // SAFETY: nothing uses the buffers any more: there is none left.
    unsafe { io_uring_free_buf_ring(ring.ptr(), br, ENTRIES, GROUP) };
}
