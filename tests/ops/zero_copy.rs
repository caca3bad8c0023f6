// SPDX-License-Identifier: MIT OR Apache-2.0
//! Operations that send and receive without copying: a completion for the bytes, another when the memory is free.

use std::net::UdpSocket;
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;

use iouring_sys::*;

use crate::common::has_or_skip;
use crate::common::kernel::{sends_with, supports};
use crate::harness::{lacks, on_both_faces, Ops};
use crate::net::{add_flags, address, of, ADDRESS_SIZE};

/// Two sockets for datagrams, the first connected to the second.
fn sockets() -> (UdpSocket, UdpSocket) {
    let socket = || UdpSocket::bind("127.0.0.1:0").expect("a free port");
    let (near, far) = (socket(), socket());
    near.connect(far.local_addr().expect("its address")).expect("UDP connects");
    (near, far)
}

fn received(socket: &UdpSocket) -> String {
    let mut bytes = [0; 64];
    let length = socket.recv(&mut bytes).expect("a datagram");
    String::from_utf8(bytes[..length].to_vec()).expect("text")
}

/// Submits what was filled last: it sends `length` bytes, then tells that the memory is free, with this result.
fn sends(ops: &mut Ops, length: i32, notice: i32) {
    ops.submit();
    let (sent, free) = (ops.wait(), ops.wait());
    let more = sent.flags & (IORING_CQE_F_MORE | IORING_CQE_F_NOTIF);
    assert_eq!((sent.user_data, sent.res, more), (ops.last(), length, IORING_CQE_F_MORE));
    assert_eq!((free.user_data, free.res, free.flags), (ops.last(), notice, IORING_CQE_F_NOTIF));
    ops.nothing_ready();
}

/// Submits what was filled last, which the kernel refuses. Where it had set aside a notice by then, that comes too.
fn refused(ops: &mut Ops, error: i32) {
    ops.submit();
    let cqe = ops.wait();
    assert_eq!((cqe.user_data, cqe.res), (ops.last(), error));
    if cqe.flags & IORING_CQE_F_MORE != 0 {
        assert_eq!(ops.wait().flags, IORING_CQE_F_NOTIF);
    }
    ops.nothing_ready();
}

/// What a notice says where it was asked for: what goes to this machine is copied after all.
const COPIED: i32 = IORING_NOTIF_USAGE_ZC_COPIED as i32;

/// The flag that asks for it, on kernels that have it.
fn report() -> (u32, i32) {
    let has = sends_with(IORING_OP_SEND_ZC, IORING_SEND_ZC_REPORT_USAGE);
    match has_or_skip(has, "notices do not tell what was copied before Linux 6.2") {
        true => (IORING_SEND_ZC_REPORT_USAGE, COPIED),
        false => (0, 0),
    }
}

#[test]
fn send_zc_sends_and_gives_the_memory_back() {
    on_both_faces(&[IORING_OP_SEND_ZC], 0, |ops| {
        let (near, far) = sockets();
        let (fd, text) = (near.as_raw_fd(), b"0123456789".as_ptr().cast());
        let (flag, notice) = report();
        for (zc_flags, notice) in [(0, 0), (flag, notice)] {
            fill!(ops, io_uring_prep_send_zc(fd, text, 7, 0, zc_flags));
            sends(ops, 7, notice);
            assert_eq!(received(&far), "0123456");
        }
        fill!(ops, io_uring_prep_send_zc(fd, text, 7, 0, 1 << 15));
        refused(ops, -libc::EINVAL);
        fill!(ops, io_uring_prep_send_zc(fd, text, 7, libc::MSG_OOB, 0));
        sends(ops, -libc::EOPNOTSUPP, 0);
        let (local, _peer) = UnixStream::pair().expect("a pair of sockets");
        fill!(ops, io_uring_prep_send_zc(local.as_raw_fd(), text, 7, 0, 0));
        refused(ops, -libc::EOPNOTSUPP);
    });
}

/// Registers two buffers, and is the second.
fn registered(ops: &mut Ops, memory: &mut [[u8; 4096]; 2]) -> *mut u8 {
    memory[1][..10].copy_from_slice(b"registered");
    let buffers =
        memory.each_mut().map(|buffer| iovec { iov_base: buffer.as_mut_ptr().cast(), iov_len: 4096 });
    // SAFETY: the ring is set up, and the memory outlives it.
    let register = || unsafe { io_uring_register_buffers(ops.ring.ptr(), buffers.as_ptr(), 2) };
    assert_eq!(crate::common::patiently(register), 0);
    buffers[1].iov_base.cast()
}

#[test]
fn send_zc_fixed_sends_a_registered_buffer() {
    let mut memory = Box::new([[0_u8; 4096]; 2]);
    on_both_faces(&[IORING_OP_SEND_ZC], 0, |ops| {
        let (near, far) = sockets();
        // Before buffers take the memory that may be locked.
        let (flag, notice) = report();
        let (fd, text) = (near.as_raw_fd(), registered(ops, &mut memory).cast_const().cast());
        for (zc_flags, notice) in [(0, 0), (flag, notice)] {
            fill!(ops, io_uring_prep_send_zc_fixed(fd, text, 8, 0, zc_flags, 1));
            sends(ops, 8, notice);
            assert_eq!(received(&far), "register");
        }
        // Not in that buffer; no such buffer.
        for index in [0, 2] {
            fill!(ops, io_uring_prep_send_zc_fixed(fd, text, 8, 0, 0, index));
            refused(ops, -libc::EFAULT);
        }
    });
}

/// A message of those pieces to that address.
fn message(pieces: &mut [iovec], to: &mut libc::sockaddr_in) -> msghdr {
    // SAFETY: numbers and pointers, of which 0 means nothing in particular.
    let mut header: msghdr = unsafe { std::mem::zeroed() };
    (header.msg_iov, header.msg_iovlen) = (pieces.as_mut_ptr(), pieces.len() as _);
    (header.msg_name, header.msg_namelen) = ((to as *mut libc::sockaddr_in).cast(), ADDRESS_SIZE);
    header
}

#[test]
fn sendmsg_zc_sends_pieces_to_an_address() {
    on_both_faces(&[IORING_OP_SENDMSG_ZC], 0, |ops| {
        let near = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let (far, other) = sockets();
        let (mut to, fd) = (of(far.local_addr()), near.as_raw_fd());
        let mut pieces = [&b"two "[..], b"pieces"]
            .map(|piece| iovec { iov_base: piece.as_ptr() as *mut _, iov_len: piece.len() });
        let header = message(&mut pieces, &mut to);
        // The datagram is for one that listens to nobody else, so that it learns the sender.
        far.connect(near.local_addr().expect("its address")).expect("UDP connects");
        drop(other);
        let (flag, notice) = report();
        for (zc_flags, notice) in [(0, 0), (flag, notice)] {
            let sqe = fill!(ops, io_uring_prep_sendmsg_zc(fd, &header, 0));
            add_flags(sqe, zc_flags);
            sends(ops, 10, notice);
            assert_eq!(received(&far), "two pieces");
        }
        fill!(ops, io_uring_prep_sendmsg_zc(fd, &header, libc::MSG_OOB as u32));
        sends(ops, -libc::EOPNOTSUPP, 0);
    });
}

#[test]
fn sendmsg_zc_fixed_sends_pieces_of_a_registered_buffer() {
    let mut memory = Box::new([[0_u8; 4096]; 2]);
    on_both_faces(&[IORING_OP_SENDMSG_ZC], 0, |ops| {
        // Of the same version as these sends.
        if !supports(IORING_OP_WRITEV_FIXED) {
            return ops.skip_helpers(&["io_uring_prep_sendmsg_zc_fixed"], &lacks(IORING_OP_WRITEV_FIXED));
        }
        let (near, far) = sockets();
        let (mut to, fd) = (of(far.local_addr()), near.as_raw_fd());
        let text = registered(ops, &mut memory);
        // SAFETY: the second piece begins within the buffer.
        let mut pieces = [(text, 3), (unsafe { text.add(8) }, 2)]
            .map(|(at, length)| iovec { iov_base: at.cast(), iov_len: length });
        let header = message(&mut pieces, &mut to);
        fill!(ops, io_uring_prep_sendmsg_zc_fixed(fd, &header, 0, 1));
        sends(ops, 5, 0);
        assert_eq!(received(&far), "reged");
        for index in [0, 2] {
            fill!(ops, io_uring_prep_sendmsg_zc_fixed(fd, &header, 0, index));
            refused(ops, -libc::EFAULT);
        }
    });
}

#[test]
fn send_zc_sends_to_an_address_that_is_added() {
    on_both_faces(&[IORING_OP_SEND_ZC], 0, |ops| {
        let near = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let (far, _) = sockets();
        far.connect(near.local_addr().expect("its address")).expect("UDP connects");
        let (to, fd) = (of(far.local_addr()), near.as_raw_fd());
        let text = b"datagram".as_ptr().cast();
        let sqe = fill!(ops, io_uring_prep_send_zc(fd, text, 8, 0, 0));
        crate::net::set_address(ops, sqe, address(&to));
        sends(ops, 8, 0);
        assert_eq!(received(&far), "datagram");
    });
}

/// No helper fills it, as in C. Without a queue of a network card the kernel refuses it; with one is for machines that
/// have such a card.
#[test]
fn recv_zc_needs_a_queue_of_a_network_card() {
    let flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_CQE32;
    on_both_faces(&[IORING_OP_RECV_ZC], flags, |ops| {
        let (near, _far) = sockets();
        for (fd, ioprio) in [(near.as_raw_fd(), IORING_RECV_MULTISHOT), (near.as_raw_fd(), 0)] {
            let sqe = fill!(ops, io_uring_prep_rw(IORING_OP_RECV_ZC as i32; fd, std::ptr::null_mut(), 0, 0));
            add_flags(sqe, ioprio);
            assert_eq!(ops.result(), -libc::EINVAL);
        }
        ops.skip_helpers(
            &["IORING_OP_RECV_ZC"],
            "a working zero-copy receive needs a network card that can do it",
        );
    });
}
