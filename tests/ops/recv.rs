// SPDX-License-Identifier: MIT OR Apache-2.0
//! Operations that receive: into one buffer, into those that the kernel chooses, many times for one request.

use std::io::Write;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::ptr::null_mut;

use iouring_sys::*;

use crate::common::kernel::{has_buffer_rings, has_features};
use crate::common::process::pipe;
use crate::harness::{on_both_faces, Ops};
use crate::net::{add_flags, buffer_of, choose_buffer, Buffers, SIZE};

fn sockets() -> (UnixStream, UnixStream) {
    UnixStream::pair().expect("a pair of sockets")
}

/// Two ends of a connection.
fn connection() -> (TcpStream, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let near = TcpStream::connect(listener.local_addr().expect("its address")).expect("a connection");
    near.set_nodelay(true).expect("a flag");
    (near, listener.accept().expect("a connection").0)
}

#[test]
fn recv_receives() {
    on_both_faces(&[IORING_OP_RECV], 0, |ops| {
        let (mut near, far) = sockets();
        let mut bytes = [b'.'; 16];
        let (fd, to) = (far.as_raw_fd(), bytes.as_mut_ptr().cast());
        assert_eq!(run!(ops, io_uring_prep_recv(fd, to, 16, libc::MSG_DONTWAIT)), -libc::EAGAIN);
        near.write_all(b"0123456789").expect("there is room");
        assert_eq!(run!(ops, io_uring_prep_recv(fd, to, 4, libc::MSG_PEEK)), 4);
        assert_eq!(&bytes[..5], b"0123.");
        assert_eq!(run!(ops, io_uring_prep_recv(fd, to, 8, 0)), 8);
        assert_eq!(&bytes[..9], b"01234567.", "what was peeked at is still there");
        // Waits for more than is there, until it comes.
        fill!(ops, io_uring_prep_recv(fd, to, 5, libc::MSG_WAITALL));
        ops.submit();
        ops.nothing_ready();
        near.write_all(b"ABCDE").expect("there is room");
        assert_eq!(ops.wait().res, 5);
        assert_eq!(&bytes[..6], b"89ABC5");
        drop(near);
        assert_eq!(run!(ops, io_uring_prep_recv(fd, to, 16, 0)), 2);
        assert_eq!(run!(ops, io_uring_prep_recv(fd, to, 16, 0)), 0, "the other end is closed");
        let (file, _writer) = pipe();
        assert_eq!(run!(ops, io_uring_prep_recv(file.as_raw_fd(), to, 16, 0)), -libc::ENOTSOCK);
    });
}

#[test]
fn recv_tells_that_more_is_there() {
    on_both_faces(&[IORING_OP_RECV, IORING_OP_SOCKET], 0, |ops| {
        let (mut near, far) = connection();
        near.write_all(b"01234567").expect("there is room");
        let mut bytes = [0_u8; 16];
        let (fd, to) = (far.as_raw_fd(), bytes.as_mut_ptr().cast());
        for (length, more) in [(3, IORING_CQE_F_SOCK_NONEMPTY), (5, 0)] {
            let sqe = fill!(ops, io_uring_prep_recv(fd, to, length, 0));
            add_flags(sqe, IORING_RECVSEND_POLL_FIRST);
            ops.submit();
            let cqe = ops.wait();
            assert_eq!((cqe.res, cqe.flags), (length as i32, more));
        }
    });
}

#[test]
fn recv_takes_a_buffer_of_the_group() {
    on_both_faces(&[IORING_OP_RECV, IORING_OP_SOCKET], 0, |ops| {
        let (mut near, far) = sockets();
        Buffers::empty(ops, 0, 2, |ops, buffers| {
            for (id, text) in [(0, "first"), (1, "2nd")] {
                near.write_all(text.as_bytes()).expect("there is room");
                let sqe = fill!(ops, io_uring_prep_recv(far.as_raw_fd(), null_mut(), 0, 0));
                choose_buffer(ops, sqe);
                ops.submit();
                let cqe = ops.wait();
                assert_eq!((cqe.res, buffer_of(&cqe)), (text.len() as i32, id));
                assert_eq!(buffers.bytes(id, text.len()), text.as_bytes());
            }
            near.write_all(b"x").expect("there is room");
            let sqe = fill!(ops, io_uring_prep_recv(far.as_raw_fd(), null_mut(), 0, 0));
            choose_buffer(ops, sqe);
            assert_eq!(ops.result(), -libc::ENOBUFS);
        });
    });
}

#[test]
fn one_recv_receives_until_the_end() {
    // Of the same version as the receives.
    on_both_faces(&[IORING_OP_RECV, IORING_OP_SEND_ZC], 0, |ops| {
        let (mut near, far) = sockets();
        Buffers::empty(ops, 0, 4, |ops, buffers| {
            let sqe = fill!(ops, io_uring_prep_recv_multishot(far.as_raw_fd(), null_mut(), 0, 0));
            choose_buffer(ops, sqe);
            ops.submit();
            ops.nothing_ready();
            for (id, text) in ["one", "two", "three"].into_iter().enumerate() {
                near.write_all(text.as_bytes()).expect("there is room");
                let cqe = ops.wait();
                assert_eq!((cqe.user_data, cqe.res, buffer_of(&cqe)), (ops.last(), text.len() as i32, id));
                assert_ne!(cqe.flags & IORING_CQE_F_MORE, 0);
                assert_eq!(buffers.bytes(id, text.len()), text.as_bytes());
            }
            drop(near);
            let cqe = ops.wait();
            assert_eq!((cqe.res, cqe.flags & IORING_CQE_F_MORE), (0, 0));
            ops.nothing_ready();
        });
    });
}

#[test]
fn one_recv_ends_when_no_buffer_is_left() {
    on_both_faces(&[IORING_OP_RECV, IORING_OP_SEND_ZC], 0, |ops| {
        let (mut near, far) = sockets();
        Buffers::empty(ops, 0, 1, |ops, _| {
            near.write_all(&[b'x'; SIZE + 1]).expect("there is room");
            let sqe = fill!(ops, io_uring_prep_recv_multishot(far.as_raw_fd(), null_mut(), 0, 0));
            choose_buffer(ops, sqe);
            ops.submit();
            let cqe = ops.wait();
            assert_eq!((cqe.res, cqe.flags & IORING_CQE_F_MORE), (SIZE as i32, IORING_CQE_F_MORE));
            let cqe = ops.wait();
            assert_eq!((cqe.res, cqe.flags & IORING_CQE_F_MORE), (-libc::ENOBUFS, 0));
            let refused = run!(ops, io_uring_prep_recv_multishot(far.as_raw_fd(), null_mut(), 0, 0));
            assert_eq!(refused, -libc::EINVAL, "it needs buffers to choose from");
        });
    });
}

#[test]
fn a_bundle_receives_into_several_buffers() {
    on_both_faces(&[IORING_OP_RECV], 0, |ops| {
        if !has_features(IORING_FEAT_RECVSEND_BUNDLE) {
            return ops.skip("the kernel bundles no buffers");
        }
        let text: Vec<u8> = (0..3 * SIZE as u8).collect();
        for multishot in [false, true] {
            let (mut near, far) = connection();
            near.write_all(&text).expect("there is room");
            Buffers::empty(ops, 0, 8, |ops, buffers| {
                let (mut all, mut first, mut asked) = (Vec::new(), 0, false);
                while all.len() < text.len() {
                    if !asked {
                        ask_for_a_bundle(ops, far.as_raw_fd(), multishot);
                    }
                    let cqe = ops.wait();
                    assert_eq!(buffer_of(&cqe), first, "the first one of the bundle");
                    assert!(cqe.res as usize > SIZE || !all.is_empty(), "more than one buffer: {}", cqe.res);
                    all.extend(buffers.bytes(first, cqe.res as usize));
                    first += (cqe.res as usize).div_ceil(SIZE);
                    asked = cqe.flags & IORING_CQE_F_MORE != 0;
                    assert_eq!(asked, multishot);
                }
                assert_eq!(all, text);
                if multishot {
                    drop(near);
                    assert_eq!(ops.wait().res, 0);
                }
            });
        }
    });
}

fn ask_for_a_bundle(ops: &mut Ops, fd: i32, multishot: bool) {
    let sqe = if multishot {
        fill!(ops, io_uring_prep_recv_multishot(fd, null_mut(), 0, 0))
    } else {
        fill!(ops, io_uring_prep_recv(fd, null_mut(), 0, 0))
    };
    add_flags(sqe, IORING_RECVSEND_BUNDLE);
    choose_buffer(ops, sqe);
    ops.submit();
}

#[test]
fn a_buffer_is_used_up_in_parts() {
    on_both_faces(&[IORING_OP_RECV, IORING_OP_SEND_ZC], 0, |ops| {
        if !has_buffer_rings(IOU_PBUF_RING_INC) {
            return ops.skip("IOU_PBUF_RING_INC came with Linux 6.12");
        }
        let (mut near, far) = sockets();
        Buffers::empty(ops, IOU_PBUF_RING_INC, 2, |ops, buffers| {
            let sqe = fill!(ops, io_uring_prep_recv_multishot(far.as_raw_fd(), null_mut(), 0, 0));
            choose_buffer(ops, sqe);
            ops.submit();
            let mut before = 0;
            for text in ["a part", "and another"] {
                near.write_all(text.as_bytes()).expect("there is room");
                let cqe = ops.wait();
                assert_eq!((cqe.res, buffer_of(&cqe)), (text.len() as i32, 0));
                assert_ne!(cqe.flags & IORING_CQE_F_BUF_MORE, 0, "the rest of it is still to be used");
                before += text.len();
            }
            assert_eq!(buffers.bytes(0, before), b"a partand another");
            near.write_all(&vec![b'x'; SIZE - before]).expect("there is room");
            let cqe = ops.wait();
            assert_eq!((buffer_of(&cqe), cqe.flags & IORING_CQE_F_BUF_MORE), (0, 0), "it is used up");
            near.write_all(b"next").expect("there is room");
            let cqe = ops.wait();
            assert_eq!((cqe.res, buffer_of(&cqe)), (4, 1));
            drop(near);
            assert_eq!(ops.wait().res, 0);
        });
    });
}

/// The sender's port, the text of the message in a buffer, and how long it was before it was cut.
fn message(buffers: &Buffers, cqe: &io_uring_cqe, header: &mut msghdr) -> (u16, Vec<u8>, u32) {
    let mut bytes = buffers.bytes(buffer_of(cqe), cqe.res as usize);
    // SAFETY: the bytes are as long as is said, and the header is that of the request.
    unsafe {
        let out = io_uring_recvmsg_validate(bytes.as_mut_ptr().cast(), cqe.res, header);
        assert!(!out.is_null(), "no whole message");
        let out_head = out.read_unaligned();
        let name = io_uring_recvmsg_name(out).cast::<libc::sockaddr_in>().read_unaligned();
        let length = io_uring_recvmsg_payload_length(out, cqe.res, header) as usize;
        let payload = io_uring_recvmsg_payload(out, header).cast::<u8>();
        let text = std::slice::from_raw_parts(payload, length).to_vec();
        (u16::from_be(name.sin_port), text, out_head.payloadlen)
    }
}

#[test]
fn one_recvmsg_receives_many_datagrams() {
    on_both_faces(&[IORING_OP_RECVMSG, IORING_OP_SEND_ZC], 0, |ops| {
        let socket = || UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let (near, far, other) = (socket(), socket(), socket());
        let to = far.local_addr().expect("its address");
        // SAFETY: numbers and pointers, of which 0 means nothing in particular.
        let mut header: msghdr = unsafe { std::mem::zeroed() };
        header.msg_namelen = 16;
        Buffers::empty(ops, 0, 4, |ops, buffers| {
            let (fd, truncated) = (far.as_raw_fd(), libc::MSG_TRUNC as u32);
            let sqe = fill!(ops, io_uring_prep_recvmsg_multishot(fd, &mut header, truncated));
            choose_buffer(ops, sqe);
            ops.submit();
            // The head of the message and the name of its sender take 32 bytes.
            for (from, text, room) in [(&near, &[b'1'; 10][..], 10), (&other, &[b'2'; 40], SIZE - 32)] {
                from.send_to(text, to).expect("it is sent");
                let cqe = ops.wait();
                assert_ne!(cqe.flags & IORING_CQE_F_MORE, 0);
                let port = from.local_addr().expect("its address").port();
                let expected = (port, text[..room].to_vec(), text.len() as u32);
                assert_eq!(message(buffers, &cqe, &mut header), expected);
            }
            end(ops);
        });
    });
}

/// Cancels the request that was filled last.
fn end(ops: &mut Ops) {
    let request = ops.last();
    fill!(ops, io_uring_prep_cancel64(request, 0));
    ops.submit();
    assert_eq!(ops.sorted(), [(request, -libc::ECANCELED), (request + 1, 0)]);
}
