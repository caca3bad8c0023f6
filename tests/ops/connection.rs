// SPDX-License-Identifier: MIT OR Apache-2.0
//! The whole life of a connection, by requests alone and in slots, for rings of every kind; receives of whole messages into
//! buffers that the kernel chooses.

use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::net::UnixDatagram;
use std::ptr::null_mut;

use iouring_sys::*;

use crate::harness::{on_both_faces, Ops};
use crate::net::{address, buffer_of, choose_buffer, empty_slots, local, of_c, Buffers, ADDRESS_SIZE};

/// The operations that it takes, the newest among them.
pub const NEEDS: [u32; 4] = [IORING_OP_SOCKET, IORING_OP_BIND, IORING_OP_LISTEN, IORING_OP_SEND_ZC];

/// Has a request done on a slot.
macro_rules! run_on_slot {
    ($ops:expr, $helper:ident($($arguments:tt)*)) => {{
        let sqe = fill!($ops, $helper($($arguments)*));
        $ops.set_flags(sqe, IOSQE_FIXED_FILE);
        $ops.result()
    }};
}

/// A socket that listens, made by requests.
fn listener(ops: &mut Ops) -> OwnedFd {
    let fd = run!(ops, io_uring_prep_socket(libc::AF_INET, libc::SOCK_STREAM | libc::SOCK_CLOEXEC, 0, 0));
    assert!(fd >= 0, "{fd}");
    // SAFETY: the request has made the descriptor, and nobody else knows it.
    let socket = unsafe { OwnedFd::from_raw_fd(fd) };
    let any = of_c("127.0.0.1:0".parse().expect("an address"));
    assert_eq!(run!(ops, io_uring_prep_bind(fd, address(&any), ADDRESS_SIZE)), 0);
    assert_eq!(run!(ops, io_uring_prep_listen(fd, 4)), 0);
    socket
}

/// Connects a slot to a listener and accepts it in another one, both of which the kernel chooses.
fn connect(ops: &mut Ops, server: i32) -> (i32, i32) {
    let there = of_c(local(server));
    let near = run!(ops, io_uring_prep_socket_direct_alloc(libc::AF_INET, libc::SOCK_STREAM, 0, 0));
    assert!(near >= 0, "{near}");
    fill!(ops, io_uring_prep_multishot_accept_direct(server, null_mut(), null_mut(), 0));
    ops.submit();
    let accept = ops.last();
    let sqe = fill!(ops, io_uring_prep_connect(near, address(&there), ADDRESS_SIZE));
    ops.set_flags(sqe, IOSQE_FIXED_FILE);
    ops.submit();
    let [accepted, connected] = ops.sorted();
    assert_eq!((accepted.0, connected), (accept, (accept + 1, 0)));
    assert!(accepted.1 >= 0 && accepted.1 != near, "{accepted:?}");
    fill!(ops, io_uring_prep_cancel64(accept, 0));
    ops.submit();
    assert_eq!(ops.sorted(), [(accept, -libc::ECANCELED), (ops.last(), 0)]);
    (near, accepted.1)
}

/// Makes a connection, sends through it, ends it, and sees that by the other side.
pub fn whole_life_of_a_connection(ops: &mut Ops) {
    empty_slots(ops, 4);
    let server = listener(ops);
    let (near, far) = connect(ops, server.as_raw_fd());
    Buffers::empty(ops, 0, 8, |ops, buffers| {
        let sqe = fill!(ops, io_uring_prep_recv_multishot(far, null_mut(), 0, 0));
        choose_buffer(ops, sqe);
        // All flags are set at once.
        ops.set_flags(sqe, IOSQE_FIXED_FILE | IOSQE_BUFFER_SELECT);
        ops.submit();
        let receive = ops.last();
        for text in ["some", "and some more"] {
            let (at, length) = (text.as_ptr().cast(), text.len());
            let sqe = fill!(ops, io_uring_prep_send(near, at, length, 0));
            ops.set_flags(sqe, IOSQE_FIXED_FILE);
            ops.submit();
            let mut both = [ops.wait(), ops.wait()];
            both.sort_unstable_by_key(|cqe| cqe.user_data);
            assert_eq!((both[0].user_data, both[0].res), (receive, length as i32));
            assert_eq!((both[1].user_data, both[1].res), (ops.last(), length as i32));
            assert_eq!(buffers.bytes(buffer_of(&both[0]), length), text.as_bytes());
        }
        let sqe = fill!(ops, io_uring_prep_shutdown(near, libc::SHUT_WR));
        ops.set_flags(sqe, IOSQE_FIXED_FILE);
        ops.submit();
        assert_eq!(ops.sorted(), [(receive, 0), (ops.last(), 0)], "the end of what comes");
    });
    let mut byte = 0_u8;
    fill!(ops, io_uring_prep_close_direct(far as u32));
    assert_eq!(ops.result(), 0);
    assert_eq!(run_on_slot!(ops, io_uring_prep_recv(near, (&raw mut byte).cast(), 1, 0)), 0, "the other end");
    assert_eq!(run!(ops, io_uring_prep_close_direct(near as u32)), 0);
    ops.nothing_ready();
}

/// The buffer that a message is received into is the kernel's choice too; the header names no memory, or how much of it.
#[test]
fn recvmsg_takes_a_buffer_of_the_group() {
    on_both_faces(&[IORING_OP_RECVMSG, IORING_OP_SOCKET], 0, |ops| {
        let (near, far) = UnixDatagram::pair().expect("a pair of sockets");
        Buffers::empty(ops, 0, 2, |ops, buffers| {
            let mut piece = iovec { iov_base: null_mut(), iov_len: 5 };
            // SAFETY: numbers and pointers, of which 0 means nothing in particular.
            let mut header: msghdr = unsafe { std::mem::zeroed() };
            for (pieces, id, expected) in [(0, 0, &b"a message"[..]), (1, 1, b"a mes")] {
                (header.msg_iov, header.msg_iovlen) = (&raw mut piece, pieces);
                assert_eq!(near.send(b"a message").expect("there is room"), 9);
                let sqe = fill!(ops, io_uring_prep_recvmsg(far.as_raw_fd(), &raw mut header, 0));
                choose_buffer(ops, sqe);
                ops.submit();
                let cqe = ops.wait();
                assert_eq!((cqe.res as usize, buffer_of(&cqe)), (expected.len(), id));
                assert_eq!(buffers.bytes(id, expected.len()), expected);
            }
        });
    });
}
