// SPDX-License-Identifier: MIT OR Apache-2.0
//! Commands to sockets: what waits in their queues, their options, their names, and when a packet was sent.

use std::io::Write;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::ptr::null_mut;
use std::time::{Duration, SystemTime};

use iouring_sys::*;

use crate::common::kernel::takes_command;
use crate::harness::{on_both_faces, Ops};
use crate::net::{of_c, ADDRESS_SIZE};

const IN: i32 = SOCKET_URING_OP_SIOCINQ as i32;
const OUT: i32 = SOCKET_URING_OP_SIOCOUTQ as i32;
const GET: i32 = SOCKET_URING_OP_GETSOCKOPT as i32;
const SET: i32 = SOCKET_URING_OP_SETSOCKOPT as i32;

/// Whether sockets take a command.
fn has_command(command: u32) -> bool {
    takes_command(&UdpSocket::bind("127.0.0.1:0").expect("a free port"), command)
}

/// Does the test with each face where the kernel passes commands to sockets.
fn on_sockets(flags: u32, mut test: impl FnMut(&mut Ops)) {
    on_both_faces(&[IORING_OP_URING_CMD], flags, |ops| match has_command(SOCKET_URING_OP_GETSOCKOPT) {
        true => test(ops),
        false => {
            let helpers = ["io_uring_prep_cmd_sock", "io_uring_prep_cmd_getsockname"];
            ops.skip_helpers(&helpers, "sockets take commands since Linux 6.7");
        }
    });
}

#[test]
fn a_socket_tells_what_waits_in_its_queues() {
    on_sockets(0, |ops| {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let mut near = TcpStream::connect(listener.local_addr().expect("its address")).expect("a connection");
        let far = listener.accept().expect("a connection").0;
        let fds = (near.as_raw_fd(), far.as_raw_fd());
        assert_eq!(run!(ops, io_uring_prep_cmd_sock(IN, fds.1, 0, 0, null_mut(), 0)), 0);
        near.write_all(b"12345").expect("there is room");
        assert_eq!(run!(ops, io_uring_prep_cmd_sock(IN, fds.1, 0, 0, null_mut(), 0)), 5);
        assert_eq!(run!(ops, io_uring_prep_cmd_sock(IN, fds.0, 0, 0, null_mut(), 0)), 0);
        // So much that it does not fit the other side's queue.
        near.set_nonblocking(true).expect("a flag");
        while near.write(&[0; 65536]).is_ok() {}
        let waiting = run!(ops, io_uring_prep_cmd_sock(OUT, fds.0, 0, 0, null_mut(), 0));
        assert!(waiting > 0, "{waiting}");
        assert_eq!(run!(ops, io_uring_prep_cmd_sock(OUT, fds.1, 0, 0, null_mut(), 0)), 0);
        let (file, _writer) = crate::common::process::pipe();
        let refused = run!(ops, io_uring_prep_cmd_sock(IN, file.as_raw_fd(), 0, 0, null_mut(), 0));
        assert_eq!(refused, -libc::EOPNOTSUPP, "a pipe takes no commands");
        let refused = run!(ops, io_uring_prep_cmd_sock(99, fds.0, 0, 0, null_mut(), 0));
        assert_eq!(refused, -libc::EOPNOTSUPP, "no such command");
    });
}

#[test]
fn options_of_a_socket_are_set_and_told() {
    on_sockets(0, |ops| {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let fd = socket.as_raw_fd();
        let mut value = 1_i32;
        let at = (&raw mut value).cast::<libc::c_void>();
        let level = libc::SOL_SOCKET;
        assert!(!socket.broadcast().expect("an option"));
        assert_eq!(run!(ops, io_uring_prep_cmd_sock(SET, fd, level, libc::SO_BROADCAST, at, 4)), 0);
        assert!(socket.broadcast().expect("an option"));
        assert_eq!(run!(ops, io_uring_prep_cmd_sock(SET, fd, libc::IPPROTO_IP, libc::IP_TTL, at, 4)), 0);
        assert_eq!(socket.ttl().expect("an option"), 1, "the level arrives");
        value = 99;
        assert_eq!(run!(ops, io_uring_prep_cmd_sock(GET, fd, level, libc::SO_BROADCAST, at, 4)), 4);
        assert_eq!(value, 1);
        assert_eq!(run!(ops, io_uring_prep_cmd_sock(GET, fd, level, libc::SO_TYPE, at, 4)), 4);
        assert_eq!(value, libc::SOCK_DGRAM);
        value = -1;
        assert_eq!(run!(ops, io_uring_prep_cmd_sock(GET, fd, level, libc::SO_TYPE, at, 1)), 1);
        assert_eq!(value.to_ne_bytes()[3], 0xff, "no more than there is room for");
        let refused = run!(ops, io_uring_prep_cmd_sock(SET, fd, level, libc::SO_BROADCAST, at, 3));
        assert_eq!(refused, -libc::EINVAL, "its size arrives");
        let refused = run!(ops, io_uring_prep_cmd_sock(GET, fd, level, 9999, at, 4));
        assert_eq!(refused, -libc::ENOPROTOOPT);
    });
}

#[test]
fn a_socket_tells_its_name_and_its_peer() {
    on_sockets(0, |ops| {
        if !has_command(SOCKET_URING_OP_GETSOCKNAME) {
            let why = "sockets tell their names since Linux 6.19";
            return ops.skip_helpers(&["io_uring_prep_cmd_getsockname"], why);
        }
        let (one, two) = (UdpSocket::bind("127.0.0.1:0"), UdpSocket::bind("127.0.0.1:0"));
        let (one, two) = (one.expect("a free port"), two.expect("a free port"));
        one.connect(two.local_addr().expect("its address")).expect("UDP connects");
        let expected = [&one, &two].map(|socket| socket.local_addr().expect("its address").port());
        for (peer, port) in [(0, expected[0]), (1, expected[1])] {
            let (mut name, mut size) = (of_c("0.0.0.0:0".parse().expect("an address")), ADDRESS_SIZE);
            let at = (&raw mut name).cast();
            let result = run!(ops, io_uring_prep_cmd_getsockname(one.as_raw_fd(), at, &mut size, peer));
            assert_eq!((result, size, u16::from_be(name.sin_port)), (0, ADDRESS_SIZE, port));
        }
    });
}

/// What asks a socket for the times at which its packets were handed to the device.
const TIMES: libc::c_uint = libc::SOF_TIMESTAMPING_TX_SOFTWARE
    | libc::SOF_TIMESTAMPING_SOFTWARE
    | libc::SOF_TIMESTAMPING_OPT_ID
    | libc::SOF_TIMESTAMPING_OPT_TSONLY;

/// The times come as completions of 32 bytes.
#[test]
fn a_socket_tells_when_packets_were_sent() {
    on_sockets(IORING_SETUP_CQE32, |ops| {
        if !has_command(SOCKET_URING_OP_TX_TIMESTAMP) {
            return ops.skip("times of sent packets are told since Linux 6.17");
        }
        let (one, two) = (UdpSocket::bind("127.0.0.1:0"), UdpSocket::bind("127.0.0.1:0"));
        let (one, two) = (one.expect("a free port"), two.expect("a free port"));
        let (fd, command) = (one.as_raw_fd(), SOCKET_URING_OP_TX_TIMESTAMP as i32);
        let mut value = TIMES;
        let (level, option) = (libc::SOL_SOCKET, libc::SO_TIMESTAMPING);
        let at = (&raw mut value).cast();
        assert_eq!(run!(ops, io_uring_prep_cmd_sock(SET, fd, level, option, at, 4)), 0);
        let before = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
        for _ in 0..2 {
            one.send_to(b"timed", two.local_addr().expect("its address")).expect("it is sent");
        }
        fill!(ops, io_uring_prep_cmd_sock(command, fd, 0, 0, null_mut(), 0));
        ops.submit();
        for packet in 0..2 {
            let mut cqe = null_mut();
            // SAFETY: the ring is set up; its completions are 32 bytes, of which the second half is the time.
            let (head, time) = unsafe {
                assert_eq!(io_uring_wait_cqe(ops.ring.ptr(), &mut cqe), 0);
                let time = (*cqe).big_cqe.as_ptr().cast::<io_timespec>().read();
                let head = ((*cqe).res, (*cqe).flags);
                io_uring_cqe_seen(ops.ring.ptr(), cqe);
                (head, time)
            };
            assert_eq!(head.0, packet, "the number of the packet");
            assert_eq!(head.1 & (IORING_CQE_F_MORE | IORING_CQE_F_TSTAMP_HW), IORING_CQE_F_MORE);
            assert_eq!(head.1 >> IORING_TIMESTAMP_TYPE_SHIFT, 0, "the time of sending");
            // The clock of the kernel's ticks may be a little behind.
            let time = Duration::new(time.tv_sec, time.tv_nsec as u32) + Duration::from_secs(1);
            assert!(time >= before && time < before + Duration::from_secs(60), "{time:?} after {before:?}");
        }
        let request = ops.last();
        fill!(ops, io_uring_prep_cancel64(request, 0));
        ops.submit();
        assert_eq!(ops.sorted(), [(request, -libc::ECANCELED), (request + 1, 0)]);
    });
}

#[test]
fn a_socket_in_a_slot_takes_commands() {
    on_sockets(0, |ops| {
        let (mut near, far) = UnixStream::pair().expect("a pair of sockets");
        near.write_all(b"123").expect("there is room");
        let fds = [-1, far.as_raw_fd()];
        // SAFETY: the ring is set up, and the descriptors are as many as is said.
        assert_eq!(unsafe { io_uring_register_files(ops.ring.ptr(), fds.as_ptr(), 2) }, 0);
        let mut value = 0_i32;
        let (level, at) = (libc::SOL_SOCKET, (&raw mut value).cast());
        let sqe = fill!(ops, io_uring_prep_cmd_sock(GET, 1, level, libc::SO_DOMAIN, at, 4));
        ops.set_flags(sqe, IOSQE_FIXED_FILE);
        assert_eq!((ops.result(), value), (4, libc::AF_UNIX));
    });
}
