// SPDX-License-Identifier: MIT OR Apache-2.0
//! Operations that send, with the data copied: whole and in pieces, to an address, with a descriptor beside it, from
//! buffers that the kernel chooses.

use std::fs::File;
use std::io::{Read, Write};
use std::net::UdpSocket;
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::net::UnixStream;
use std::ptr::null_mut;

use iouring_sys::*;

use crate::common::kernel::{has_features, sends_with};
use crate::common::process::pipe;
use crate::harness::on_both_faces;
use crate::net::{add_flags, address, buffer_of, choose_buffer, of, set_address, Buffers, ADDRESS_SIZE};

fn sockets() -> (UnixStream, UnixStream) {
    UnixStream::pair().expect("a pair of sockets")
}

/// Two sockets for datagrams, neither connected.
fn datagrams() -> (UdpSocket, UdpSocket) {
    let socket = || UdpSocket::bind("127.0.0.1:0").expect("a free port");
    (socket(), socket())
}

/// What has come, of one or more pieces.
fn received(mut socket: &UnixStream) -> String {
    let mut bytes = [0; 256];
    let length = socket.read(&mut bytes).expect("something came");
    String::from_utf8(bytes[..length].to_vec()).expect("text")
}

/// The datagram that has come, and who sent it.
fn datagram(socket: &UdpSocket) -> (String, u16) {
    let mut bytes = [0; 256];
    let (length, from) = socket.recv_from(&mut bytes).expect("a datagram");
    (String::from_utf8(bytes[..length].to_vec()).expect("text"), from.port())
}

#[test]
fn send_sends() {
    on_both_faces(&[IORING_OP_SEND], 0, |ops| {
        let (near, far) = sockets();
        let (fd, text) = (near.as_raw_fd(), b"0123456789".as_ptr().cast());
        assert_eq!(run!(ops, io_uring_prep_send(fd, text, 7, 0)), 7);
        assert_eq!(received(&far), "0123456");
        drop(far);
        assert_eq!(run!(ops, io_uring_prep_send(fd, text, 7, 0)), -libc::EPIPE, "and no signal");
        let (file, writer) = pipe();
        let refused = run!(ops, io_uring_prep_send(writer.as_raw_fd(), text, 7, 0));
        assert_eq!(refused, -libc::ENOTSOCK);
        drop(file);
        // A flag that needs no other peer to be seen.
        let (one, two) = datagrams();
        one.connect(two.local_addr().expect("its address")).expect("UDP connects");
        let fd = one.as_raw_fd();
        assert_eq!(run!(ops, io_uring_prep_send(fd, text, 7, libc::MSG_OOB)), -libc::EOPNOTSUPP);
        assert_eq!(run!(ops, io_uring_prep_send(fd, text, 3, 0)), 3);
        assert_eq!(datagram(&two).0, "012");
    });
}

#[test]
fn a_send_that_has_no_room_waits_or_says_so() {
    on_both_faces(&[IORING_OP_SEND], 0, |ops| {
        let (mut near, far) = sockets();
        near.set_nonblocking(true).expect("a flag");
        while near.write(&[0; 4096]).is_ok() {}
        near.set_nonblocking(false).expect("a flag");
        let (fd, text) = (near.as_raw_fd(), b"x".as_ptr().cast());
        assert_eq!(run!(ops, io_uring_prep_send(fd, text, 1, libc::MSG_DONTWAIT)), -libc::EAGAIN);
        fill!(ops, io_uring_prep_send(fd, text, 1, 0));
        ops.submit();
        ops.nothing_ready();
        let mut all = Vec::new();
        while all.last() != Some(&b'x') {
            let mut bytes = [0; 4096];
            let length = (&far).read(&mut bytes).expect("there is more");
            all.extend(&bytes[..length]);
        }
        assert_eq!(ops.wait().res, 1);
    });
}

#[test]
fn sendto_sends_to_an_address() {
    on_both_faces(&[IORING_OP_SEND, IORING_OP_SEND_ZC], 0, |ops| {
        // Addresses of sends came with zero-copy ones.
        let (one, two) = datagrams();
        let (fd, text) = (one.as_raw_fd(), b"datagram".as_ptr().cast());
        let (to, port) = (of(two.local_addr()), one.local_addr().expect("its address").port());
        assert_eq!(run!(ops, io_uring_prep_send(fd, text, 8, 0)), -libc::EDESTADDRREQ);
        assert_eq!(run!(ops, io_uring_prep_sendto(fd, text, 8, 0, address(&to), ADDRESS_SIZE)), 8);
        assert_eq!(datagram(&two), ("datagram".to_string(), port));
        let short = run!(ops, io_uring_prep_sendto(fd, text, 8, 0, address(&to), 4));
        assert_eq!(short, -libc::EINVAL, "its size arrives");
        let refused = run!(ops, io_uring_prep_sendto(fd, text, 8, libc::MSG_OOB, address(&to), ADDRESS_SIZE));
        assert_eq!(refused, -libc::EOPNOTSUPP, "the flags arrive");
    });
}

#[test]
fn send_set_addr_adds_an_address_to_a_send() {
    on_both_faces(&[IORING_OP_SEND, IORING_OP_SEND_ZC], 0, |ops| {
        let (one, two) = datagrams();
        let (text, to) = (b"datagram".as_ptr().cast(), of(two.local_addr()));
        for length in [5, 8] {
            let sqe = fill!(ops, io_uring_prep_send(one.as_raw_fd(), text, length, 0));
            set_address(ops, sqe, address(&to));
            assert_eq!(ops.result(), length as i32);
            assert_eq!(datagram(&two).0, &"datagram"[..length]);
        }
    });
}

/// A message of two pieces, and a descriptor beside it.
struct Message {
    parts: [iovec; 2],
    control: [u64; 3],
}

impl Message {
    /// The header that sends it; it points into the message.
    fn header(&mut self, fd: i32) -> msghdr {
        let text = [&b"two "[..], b"pieces"];
        self.parts = text.map(|part| iovec { iov_base: part.as_ptr() as *mut _, iov_len: part.len() });
        // SAFETY: numbers and pointers, of which 0 means nothing in particular.
        let mut header: msghdr = unsafe { std::mem::zeroed() };
        header.msg_iov = self.parts.as_mut_ptr();
        header.msg_iovlen = 2;
        header.msg_control = self.control.as_mut_ptr().cast();
        // SAFETY: the control message has room for its head and one descriptor.
        unsafe {
            header.msg_controllen = libc::CMSG_SPACE(4) as _;
            let head = libc::CMSG_FIRSTHDR(&header);
            (*head).cmsg_level = libc::SOL_SOCKET;
            (*head).cmsg_type = libc::SCM_RIGHTS;
            (*head).cmsg_len = libc::CMSG_LEN(4) as _;
            libc::CMSG_DATA(head).cast::<i32>().write_unaligned(fd);
        }
        header
    }
}

/// The descriptor that a control message brings.
fn descriptor_in(header: &msghdr) -> File {
    // SAFETY: the kernel has written the control message, and the descriptor in it is the test's.
    unsafe {
        let head = libc::CMSG_FIRSTHDR(header);
        assert!(!head.is_null(), "no control message");
        assert_eq!(((*head).cmsg_level, (*head).cmsg_type), (libc::SOL_SOCKET, libc::SCM_RIGHTS));
        File::from_raw_fd(libc::CMSG_DATA(head).cast::<i32>().read_unaligned())
    }
}

#[test]
fn sendmsg_and_recvmsg_pass_pieces_and_a_descriptor() {
    on_both_faces(&[IORING_OP_SENDMSG, IORING_OP_RECVMSG], 0, |ops| {
        let ((near, far), (mut reader, writer)) = (sockets(), pipe());
        let none = iovec { iov_base: null_mut(), iov_len: 0 };
        let mut message = Message { parts: [none; 2], control: [0; 3] };
        let header = message.header(writer.as_raw_fd());
        assert_eq!(run!(ops, io_uring_prep_sendmsg(near.as_raw_fd(), &header, 0)), 10);
        drop(writer);

        let (mut one, mut two, mut control) = ([0_u8; 7], [0_u8; 16], [0_u64; 3]);
        let mut parts =
            [&mut one[..], &mut two].map(|to| iovec { iov_base: to.as_mut_ptr().cast(), iov_len: to.len() });
        // SAFETY: numbers and pointers, of which 0 means nothing in particular.
        let mut to: msghdr = unsafe { std::mem::zeroed() };
        (to.msg_iov, to.msg_iovlen) = (parts.as_mut_ptr(), 2);
        (to.msg_control, to.msg_controllen) = (control.as_mut_ptr().cast(), 24);
        let (fd, flags) = (far.as_raw_fd(), libc::MSG_CMSG_CLOEXEC as u32);
        assert_eq!(run!(ops, io_uring_prep_recvmsg(fd, &mut to, flags)), 10);
        assert_eq!((&one, &two[..4]), (b"two pie", &b"ces\0"[..]));
        assert_eq!(to.msg_flags & libc::MSG_CTRUNC, 0);
        let mut passed = descriptor_in(&to);
        // SAFETY: asks for a number.
        let closes = unsafe { libc::fcntl(passed.as_raw_fd(), libc::F_GETFD) };
        assert_eq!(closes, libc::FD_CLOEXEC, "the flags arrive");
        passed.write_all(b"through").expect("the pipe has room");
        drop(passed);
        let mut text = String::new();
        reader.read_to_string(&mut text).expect("what was written");
        assert_eq!(text, "through", "the same pipe");
    });
}

#[test]
fn sendmsg_sends_to_an_address_and_takes_flags() {
    on_both_faces(&[IORING_OP_SENDMSG], 0, |ops| {
        let (one, two) = datagrams();
        let mut to = of(two.local_addr());
        let mut part = iovec { iov_base: b"datagram".as_ptr() as *mut _, iov_len: 8 };
        // SAFETY: numbers and pointers, of which 0 means nothing in particular.
        let mut header: msghdr = unsafe { std::mem::zeroed() };
        (header.msg_iov, header.msg_iovlen) = (&mut part, 1);
        let (fd, out_of_band) = (one.as_raw_fd(), libc::MSG_OOB as u32);
        assert_eq!(run!(ops, io_uring_prep_sendmsg(fd, &header, 0)), -libc::EDESTADDRREQ);
        (header.msg_name, header.msg_namelen) = ((&raw mut to).cast(), ADDRESS_SIZE);
        assert_eq!(run!(ops, io_uring_prep_sendmsg(fd, &header, 0)), 8);
        assert_eq!(datagram(&two).0, "datagram");
        assert_eq!(run!(ops, io_uring_prep_sendmsg(fd, &header, out_of_band)), -libc::EOPNOTSUPP);
    });
}

#[test]
fn a_bundle_sends_what_the_group_has() {
    on_both_faces(&[IORING_OP_SEND], 0, |ops| {
        if !has_features(IORING_FEAT_RECVSEND_BUNDLE) {
            return ops.skip_helpers(&["io_uring_prep_send_bundle"], "the kernel bundles no buffers");
        }
        let (near, far) = sockets();
        let fd = near.as_raw_fd();
        Buffers::with(ops, 0, &[b"one ", b"two ", b"six ", b"ten "], |ops, _| {
            let sqe = fill!(ops, io_uring_prep_send_bundle(fd, 8, 0));
            choose_buffer(ops, sqe);
            ops.submit();
            // The length is that of one bundle: what is left in the group is another.
            for (first, more) in [(0, IORING_CQE_F_MORE), (2, 0)] {
                let cqe = ops.wait();
                assert_eq!((cqe.res, buffer_of(&cqe), cqe.flags & IORING_CQE_F_MORE), (8, first, more));
            }
            assert_eq!(received(&far), "one two six ten ");
        });
        Buffers::with(ops, 0, &[b"all ", b"of ", b"it"], |ops, _| {
            let sqe = fill!(ops, io_uring_prep_send_bundle(fd, 0, 0));
            choose_buffer(ops, sqe);
            ops.submit();
            let cqe = ops.wait();
            assert_eq!((cqe.res, buffer_of(&cqe), cqe.flags & IORING_CQE_F_MORE), (9, 0, 0));
            assert_eq!(received(&far), "all of it");
            let sqe = fill!(ops, io_uring_prep_send_bundle(fd, 0, 0));
            choose_buffer(ops, sqe);
            assert_eq!(ops.result(), -libc::ENOBUFS, "none is left");
        });
    });
}

#[test]
fn send_takes_several_pieces() {
    on_both_faces(&[IORING_OP_SEND], 0, |ops| {
        if !sends_with(IORING_OP_SEND, IORING_SEND_VECTORIZED) {
            return ops.skip("IORING_SEND_VECTORIZED came with Linux 6.17");
        }
        let (near, far) = sockets();
        let parts = [&b"one "[..], b"and ", b"two"]
            .map(|part| iovec { iov_base: part.as_ptr() as *mut _, iov_len: part.len() });
        let sqe = fill!(ops, io_uring_prep_send(near.as_raw_fd(), parts.as_ptr().cast(), 3, 0));
        add_flags(sqe, IORING_SEND_VECTORIZED);
        assert_eq!(ops.result(), 11);
        assert_eq!(received(&far), "one and two");
    });
}
