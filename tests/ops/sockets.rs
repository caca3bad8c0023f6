// SPDX-License-Identifier: MIT OR Apache-2.0
//! Operations that make sockets, name them, connect them, and end what they send.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::ptr::null_mut;

use iouring_sys::*;

use crate::harness::{on_both_faces, Ops};
use crate::net::{address, empty_slots, local, of_c, taken_from_slot, ADDRESS_SIZE};

const STREAM: i32 = libc::SOCK_STREAM | libc::SOCK_CLOEXEC;
const ALLOC: u32 = IORING_FILE_INDEX_ALLOC;

/// A number that the kernel keeps for a socket.
fn option(fd: i32, name: i32) -> i32 {
    let (mut value, mut size) = (-1, 4);
    // SAFETY: there is room for the number and its size.
    let result = unsafe { libc::getsockopt(fd, libc::SOL_SOCKET, name, (&raw mut value).cast(), &mut size) };
    assert_eq!(result, 0);
    value
}

/// The socket that a request or the test itself has made.
fn owned(fd: i32) -> OwnedFd {
    assert!(fd >= 0, "{fd}");
    // SAFETY: the request has made the descriptor, and nobody else knows it.
    unsafe { OwnedFd::from_raw_fd(fd) }
}

/// A listener, and where it listens.
fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let at = listener.local_addr().expect("its address");
    (listener, at)
}

/// Sends through the other end of what was accepted, so that a test sees that it is the right socket.
fn greet(client: &mut TcpStream) {
    client.write_all(b"hello").expect("the connection has room");
}

/// Reads from a socket in a slot what its other end sent.
fn expect_greeting(ops: &mut Ops, slot: i32) {
    let mut bytes = [0_u8; 16];
    let sqe = fill!(ops, io_uring_prep_recv(slot, bytes.as_mut_ptr().cast(), 16, 0));
    ops.set_flags(sqe, IOSQE_FIXED_FILE);
    assert_eq!(ops.result(), 5);
    assert_eq!(&bytes[..5], b"hello");
}

#[test]
fn socket_makes_a_socket() {
    on_both_faces(&[IORING_OP_SOCKET], 0, |ops| {
        let stream = owned(run!(ops, io_uring_prep_socket(libc::AF_INET, STREAM, libc::IPPROTO_TCP, 0)));
        let fd = stream.as_raw_fd();
        assert_eq!(option(fd, libc::SO_DOMAIN), libc::AF_INET);
        assert_eq!(option(fd, libc::SO_TYPE), libc::SOCK_STREAM);
        assert_eq!(option(fd, libc::SO_PROTOCOL), libc::IPPROTO_TCP);
        // SAFETY: asks for a number.
        assert_eq!(unsafe { libc::fcntl(fd, libc::F_GETFD) }, libc::FD_CLOEXEC);
        let datagrams = libc::SOCK_DGRAM;
        let local = owned(run!(ops, io_uring_prep_socket(libc::AF_UNIX, datagrams, 0, 0)));
        assert_eq!(option(local.as_raw_fd(), libc::SO_DOMAIN), libc::AF_UNIX);
        // SAFETY: asks for a number.
        assert_eq!(unsafe { libc::fcntl(local.as_raw_fd(), libc::F_GETFD) }, 0);
        let refused = run!(ops, io_uring_prep_socket(libc::AF_UNIX, datagrams, 99, 0));
        assert_eq!(refused, -libc::EPROTONOSUPPORT, "the protocol arrives");
        let refused = run!(ops, io_uring_prep_socket(libc::AF_INET, STREAM, 0, 1));
        assert_eq!(refused, -libc::EINVAL, "the flags arrive: none is known");
    });
}

#[test]
fn socket_makes_sockets_in_slots() {
    on_both_faces(&[IORING_OP_SOCKET, IORING_OP_FIXED_FD_INSTALL], 0, |ops| {
        empty_slots(ops, 3);
        let (local, datagrams) = (libc::AF_UNIX, libc::SOCK_DGRAM);
        assert_eq!(run!(ops, io_uring_prep_socket_direct(libc::AF_INET, libc::SOCK_STREAM, 0, 2, 0)), 0);
        let stream = taken_from_slot(ops, 2);
        assert_eq!(option(stream.as_raw_fd(), libc::SO_TYPE), libc::SOCK_STREAM);
        assert_eq!(option(stream.as_raw_fd(), libc::SO_DOMAIN), libc::AF_INET);
        assert_eq!(run!(ops, io_uring_prep_socket_direct_alloc(local, datagrams, 0, 0)), 0, "the slot");
        assert_eq!(run!(ops, io_uring_prep_socket_direct(local, datagrams, 0, ALLOC, 0)), 1, "the slot");
        for slot in [0, 1] {
            let socket = taken_from_slot(ops, slot);
            assert_eq!(option(socket.as_raw_fd(), libc::SO_DOMAIN), local);
            assert_eq!(option(socket.as_raw_fd(), libc::SO_TYPE), datagrams);
        }
        assert_eq!(run!(ops, io_uring_prep_socket_direct_alloc(local, datagrams, 0, 0)), -libc::ENFILE);
        assert_eq!(run!(ops, io_uring_prep_socket_direct(local, datagrams, 0, 3, 0)), -libc::EINVAL);
        let refused = run!(ops, io_uring_prep_socket_direct(local, STREAM, 0, 1, 0));
        assert_eq!(refused, -libc::EINVAL, "a slot has no SOCK_CLOEXEC");
    });
}

/// As a kernel can that does not take sockets out of slots.
#[test]
fn a_socket_in_a_slot_connects() {
    on_both_faces(&[IORING_OP_SOCKET, IORING_OP_CONNECT], 0, |ops| {
        empty_slots(ops, 3);
        let (listener, _) = listener();
        let there = of_c(local(listener.as_raw_fd()));
        assert_eq!(run!(ops, io_uring_prep_socket_direct(libc::AF_INET, libc::SOCK_STREAM, 0, 2, 0)), 0);
        let alloc = run!(ops, io_uring_prep_socket_direct_alloc(libc::AF_INET, libc::SOCK_STREAM, 0, 0));
        assert_eq!(alloc, 0, "the slot");
        for slot in [2, 0] {
            let sqe = fill!(ops, io_uring_prep_connect(slot, address(&there), ADDRESS_SIZE));
            ops.set_flags(sqe, IOSQE_FIXED_FILE);
            assert_eq!(ops.result(), 0);
            greet(&mut listener.accept().expect("a connection").0);
            expect_greeting(ops, slot);
        }
    });
}

#[test]
fn bind_and_listen_make_a_listener() {
    on_both_faces(&[IORING_OP_SOCKET, IORING_OP_BIND, IORING_OP_LISTEN], 0, |ops| {
        let server = owned(run!(ops, io_uring_prep_socket(libc::AF_INET, STREAM, 0, 0)));
        let any = of_c("127.0.0.1:0".parse().expect("an address"));
        let (fd, size) = (server.as_raw_fd(), ADDRESS_SIZE);
        assert_eq!(run!(ops, io_uring_prep_bind(fd, address(&any), 3)), -libc::EINVAL, "its size arrives");
        assert_eq!(run!(ops, io_uring_prep_bind(fd, address(&any), size)), 0);
        let port = local(fd).port();
        assert_ne!(port, 0, "it is bound");
        assert_eq!(option(fd, libc::SO_ACCEPTCONN), 0);
        assert_eq!(run!(ops, io_uring_prep_listen(fd, 8)), 0);
        assert_eq!(option(fd, libc::SO_ACCEPTCONN), 1);
        TcpStream::connect(local(fd)).expect("somebody listens");
    });
}

#[test]
fn connect_and_accept_make_a_connection() {
    on_both_faces(&[IORING_OP_SOCKET, IORING_OP_CONNECT, IORING_OP_ACCEPT], 0, |ops| {
        let (server, _) = listener();
        let (fd, size) = (server.as_raw_fd(), ADDRESS_SIZE);
        let there = of_c(local(fd));
        let client = owned(run!(ops, io_uring_prep_socket(libc::AF_INET, STREAM, 0, 0)));
        assert_eq!(run!(ops, io_uring_prep_connect(client.as_raw_fd(), address(&there), size)), 0);
        let (mut from, mut room) = (of_c("0.0.0.0:0".parse().expect("an address")), size);
        let (at, flags) = ((&raw mut from).cast(), libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK);
        let accepted = owned(run!(ops, io_uring_prep_accept(fd, at, &mut room, flags)));
        assert_eq!(room, size);
        assert_eq!(u16::from_be(from.sin_port), local(client.as_raw_fd()).port());
        assert_eq!(u32::from_be(from.sin_addr.s_addr), 0x7f00_0001);
        // SAFETY: asks for numbers.
        unsafe {
            assert_eq!(libc::fcntl(accepted.as_raw_fd(), libc::F_GETFD), libc::FD_CLOEXEC);
            assert_ne!(libc::fcntl(accepted.as_raw_fd(), libc::F_GETFL) & libc::O_NONBLOCK, 0);
        }
        let (mut client, mut accepted) = (TcpStream::from(client), TcpStream::from(accepted));
        accepted.write_all(b"well met").expect("the connection has room");
        drop(accepted);
        let mut text = String::new();
        client.read_to_string(&mut text).expect("the whole of it");
        assert_eq!(text, "well met");
        drop(server);
        let late = owned(run!(ops, io_uring_prep_socket(libc::AF_INET, STREAM, 0, 0)));
        let refused = run!(ops, io_uring_prep_connect(late.as_raw_fd(), address(&there), size));
        assert_eq!(refused, -libc::ECONNREFUSED, "nobody listens");
    });
}

/// A backlog of 0 has room for one connection that nobody accepted; the next waits for its place.
#[test]
fn listen_sets_the_backlog() {
    on_both_faces(&[IORING_OP_LISTEN], 0, |ops| {
        for (backlog, room) in [(0, 1), (2, 3)] {
            // SAFETY: makes a socket.
            let server = owned(unsafe { libc::socket(libc::AF_UNIX, STREAM, 0) });
            let name = format!("iouring-sys-{}-{backlog}-{:?}", std::process::id(), ops.face);
            let (at, size) = abstract_name(&name);
            let (fd, to) = (server.as_raw_fd(), (&raw const at).cast());
            // SAFETY: the address is valid for reads.
            assert_eq!(unsafe { libc::bind(fd, to, size) }, 0);
            assert_eq!(run!(ops, io_uring_prep_listen(fd, backlog)), 0);
            let mut clients = Vec::new();
            let connected = (0..10).take_while(|_| {
                // SAFETY: makes a socket that does not wait.
                let client = owned(unsafe { libc::socket(libc::AF_UNIX, STREAM | libc::SOCK_NONBLOCK, 0) });
                // SAFETY: the address is valid for reads.
                let result = unsafe { libc::connect(client.as_raw_fd(), to, size) };
                clients.push(client);
                result == 0
            });
            assert_eq!(connected.count(), room);
        }
    });
}

/// The address of a local socket with a name that is in no directory.
fn abstract_name(name: &str) -> (libc::sockaddr_un, socklen_t) {
    // SAFETY: numbers, of which 0 means nothing in particular.
    let mut at: libc::sockaddr_un = unsafe { std::mem::zeroed() };
    at.sun_family = libc::AF_UNIX as u16;
    for (to, from) in at.sun_path[1..].iter_mut().zip(name.bytes()) {
        *to = from as _;
    }
    (at, (2 + 1 + name.len()) as socklen_t)
}

#[test]
fn accept_puts_connections_in_slots() {
    on_both_faces(&[IORING_OP_ACCEPT], 0, |ops| {
        empty_slots(ops, 3);
        let (listener, at) = listener();
        let fd = listener.as_raw_fd();
        for (index, slot) in [(2, 2), (ALLOC, 0), (ALLOC, 1)] {
            let mut client = TcpStream::connect(at).expect("a connection");
            let result = run!(ops, io_uring_prep_accept_direct(fd, null_mut(), null_mut(), 0, index));
            assert_eq!(result, if index == ALLOC { slot } else { 0 });
            greet(&mut client);
            expect_greeting(ops, slot);
        }
        let _client = TcpStream::connect(at).expect("a connection");
        let full = run!(ops, io_uring_prep_accept_direct(fd, null_mut(), null_mut(), 0, ALLOC));
        assert_eq!(full, -libc::ENFILE);
    });
}

#[test]
fn accept_can_refuse_to_wait() {
    on_both_faces(&[IORING_OP_BIND], 0, |ops| {
        // The flags of the entry that have no argument, known since 6.10; operations tell of 6.11.
        let (listener, at) = listener();
        let sqe = fill!(ops, io_uring_prep_accept(listener.as_raw_fd(), null_mut(), null_mut(), 0));
        // SAFETY: the entry is the ring's, and not yet submitted.
        unsafe { (*sqe).ioprio = IORING_ACCEPT_DONTWAIT as u16 };
        assert_eq!(ops.result(), -libc::EAGAIN);
        let mut client = TcpStream::connect(at).expect("a connection");
        let sqe = fill!(ops, io_uring_prep_accept(listener.as_raw_fd(), null_mut(), null_mut(), 0));
        // SAFETY: the entry is the ring's, and not yet submitted.
        unsafe { (*sqe).ioprio = IORING_ACCEPT_POLL_FIRST as u16 };
        let mut accepted = TcpStream::from(owned(ops.result()));
        greet(&mut client);
        let mut bytes = [0; 5];
        accepted.read_exact(&mut bytes).expect("the greeting");
        assert_eq!(&bytes, b"hello");
    });
}

#[test]
fn one_request_accepts_many() {
    on_both_faces(&[IORING_OP_SOCKET], 0, |ops| {
        // Since 5.19, as making sockets.
        let (listener, at) = listener();
        let flags = libc::SOCK_CLOEXEC;
        fill!(ops, io_uring_prep_multishot_accept(listener.as_raw_fd(), null_mut(), null_mut(), flags));
        ops.submit();
        ops.nothing_ready();
        let request = ops.last();
        for _ in 0..4 {
            let mut client = TcpStream::connect(at).expect("a connection");
            let cqe = ops.wait();
            assert_eq!((cqe.user_data, cqe.flags & IORING_CQE_F_MORE), (request, IORING_CQE_F_MORE));
            let accepted = owned(cqe.res);
            // SAFETY: asks for a number.
            assert_eq!(unsafe { libc::fcntl(accepted.as_raw_fd(), libc::F_GETFD) }, libc::FD_CLOEXEC);
            let mut accepted = TcpStream::from(accepted);
            greet(&mut client);
            let mut bytes = [0; 5];
            accepted.read_exact(&mut bytes).expect("the greeting");
            assert_eq!(&bytes, b"hello");
        }
        fill!(ops, io_uring_prep_cancel64(request, 0));
        ops.submit();
        let mut ends = [ops.wait(), ops.wait()].map(|cqe| (cqe.user_data, cqe.res, cqe.flags));
        ends.sort_unstable();
        assert_eq!(ends, [(request, -libc::ECANCELED, 0), (request + 1, 0, 0)]);
    });
}

#[test]
fn one_request_accepts_many_into_slots() {
    on_both_faces(&[IORING_OP_SOCKET], 0, |ops| {
        empty_slots(ops, 3);
        let (listener, at) = listener();
        let fd = listener.as_raw_fd();
        fill!(ops, io_uring_prep_multishot_accept_direct(fd, null_mut(), null_mut(), 0));
        ops.submit();
        let mut clients = Vec::new();
        for slot in 0..3 {
            clients.push(TcpStream::connect(at).expect("a connection"));
            let cqe = ops.wait();
            assert_eq!((cqe.res, cqe.flags & IORING_CQE_F_MORE), (slot, IORING_CQE_F_MORE), "the slot");
            greet(&mut clients[slot as usize]);
        }
        clients.push(TcpStream::connect(at).expect("a connection"));
        let cqe = ops.wait();
        assert_eq!((cqe.res, cqe.flags & IORING_CQE_F_MORE), (-libc::ENFILE, 0), "no slot is free");
        for slot in 0..3 {
            expect_greeting(ops, slot);
        }
    });
}

#[test]
fn shutdown_ends_one_direction() {
    on_both_faces(&[IORING_OP_SHUTDOWN], 0, |ops| {
        let (mut near, mut far) = std::os::unix::net::UnixStream::pair().expect("a pair of sockets");
        far.write_all(b"before").expect("there is room");
        assert_eq!(run!(ops, io_uring_prep_shutdown(near.as_raw_fd(), libc::SHUT_WR)), 0);
        let mut text = String::new();
        far.read_to_string(&mut text).expect("its end");
        assert_eq!(text, "", "no more comes");
        assert_eq!(near.write(b"x").expect_err("it has ended").kind(), std::io::ErrorKind::BrokenPipe);
        assert_eq!(near.read(&mut [0; 16]).expect("the other direction is open"), 6);
        assert_eq!(run!(ops, io_uring_prep_shutdown(near.as_raw_fd(), libc::SHUT_RD)), 0);
        assert_eq!(near.read(&mut [0; 16]).expect("its end"), 0);
        assert_eq!(run!(ops, io_uring_prep_shutdown(near.as_raw_fd(), 3)), -libc::EINVAL);
        let (file, _) = crate::common::process::pipe();
        assert_eq!(run!(ops, io_uring_prep_shutdown(file.as_raw_fd(), 0)), -libc::ENOTSOCK);
    });
}
