// SPDX-License-Identifier: MIT OR Apache-2.0
//! Commands to block devices, on a loop device that the test makes of a file, and what a command is that nobody knows.

use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind};
use std::net::UdpSocket;
use std::os::fd::AsRawFd;
use std::os::unix::fs::FileExt;
use std::time::Duration;

use iouring_sys::*;

use crate::common::kernel::takes_command;
use crate::harness::{on_both_faces, Dir, EXT4, TMPFS, XFS};

const SIZE: usize = 1 << 20;

/// Numbers of loop(4).
const LOOP_SET_FD: libc::Ioctl = 0x4C00;
const LOOP_CLR_FD: libc::Ioctl = 0x4C01;
const LOOP_CTL_GET_FREE: libc::Ioctl = 0x4C82;

/// A block device whose contents are a file's. It ends with its owner.
struct Loop(File);

/// Makes a free loop device one with the contents of a file; `errno` says why not.
fn bind(device: &File, contents: &File) -> bool {
    // SAFETY: the argument is a descriptor of ours.
    unsafe { libc::ioctl(device.as_raw_fd(), LOOP_SET_FD, contents.as_raw_fd()) == 0 }
}

impl Loop {
    /// None where this process may not make one, or the system has none.
    fn new(contents: &File) -> Option<Loop> {
        let control = OpenOptions::new().read(true).write(true).open("/dev/loop-control").ok()?;
        let mut failures = Vec::new();
        // Others may take the free one first, or be about to let it go.
        while failures.len() < 500 {
            // SAFETY: a call without memory, that answers with a number.
            let number = unsafe { libc::ioctl(control.as_raw_fd(), LOOP_CTL_GET_FREE) };
            match OpenOptions::new().read(true).write(true).open(format!("/dev/loop{number}")) {
                Ok(device) if bind(&device, contents) => return Some(Loop(device)),
                Ok(_) => failures.push(Error::last_os_error()),
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::PermissionDenied) => {
                    return None
                }
                Err(error) => failures.push(error),
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        panic!("no loop device is free: {failures:?}");
    }
}

impl Drop for Loop {
    fn drop(&mut self) {
        // SAFETY: a call without memory, on a device that is ours.
        let result = unsafe { libc::ioctl(self.0.as_raw_fd(), LOOP_CLR_FD) };
        assert!(result == 0 || std::thread::panicking());
    }
}

#[test]
fn a_discard_makes_a_hole() {
    let helper = "io_uring_prep_cmd_discard";
    on_both_faces(&[IORING_OP_URING_CMD], 0, |ops| {
        let dir = Dir::new();
        if !dir.is_on(&[EXT4, XFS, TMPFS]) {
            return ops.skip_helpers(&[helper], "the file system may be one without holes");
        }
        let contents = dir.file("contents", &vec![b'x'; SIZE]);
        let Some(device) = Loop::new(&contents) else {
            return ops.skip_helpers(&[helper], "no loop device: not root, or the kernel has none");
        };
        // One that is none.
        if !takes_command(&device.0, 0) {
            return ops.skip_helpers(&[helper], "block devices take commands since Linux 6.12");
        }
        let fd = device.0.as_raw_fd();
        let (start, length) = (SIZE as u64 / 4, SIZE as u64 / 2);
        assert_eq!(run!(ops, io_uring_prep_cmd_discard(fd, start, length)), 0);
        let mut bytes = vec![0; SIZE];
        contents.read_exact_at(&mut bytes, 0).expect("its contents");
        let quarters: Vec<(u8, u8)> = bytes
            .chunks(SIZE / 4)
            .map(|quarter| (*quarter.iter().min().expect("bytes"), *quarter.iter().max().expect("bytes")))
            .collect();
        assert_eq!(quarters, [(b'x', b'x'), (0, 0), (0, 0), (b'x', b'x')]);
        let end = SIZE as u64;
        assert_eq!(run!(ops, io_uring_prep_cmd_discard(fd, end, length)), -libc::EINVAL, "behind the end");
        assert_eq!(run!(ops, io_uring_prep_cmd_discard(fd, 1, length)), -libc::EINVAL, "no whole sectors");
    });
}

#[test]
fn zones_are_reset_where_there_are_zones() {
    let helper = "io_uring_prep_cmd_zone_reset_all";
    on_both_faces(&[IORING_OP_URING_CMD], 0, |ops| {
        let dir = Dir::new();
        let Some(device) = Loop::new(&dir.file("contents", &vec![b'x'; SIZE])) else {
            return ops.skip_helpers(&[helper], "no loop device: not root, or the kernel has none");
        };
        let result = run!(ops, io_uring_prep_cmd_zone_reset_all(device.0.as_raw_fd()));
        assert!([-libc::EINVAL, -libc::EOPNOTSUPP].contains(&result), "a device without zones: {result}");
        assert_eq!(std::fs::read(dir.path("contents")).expect("its contents"), vec![b'x'; SIZE]);
        ops.skip_helpers(&[helper], "no device with zones");
    });
}

#[test]
fn files_refuse_commands_that_they_do_not_know() {
    on_both_faces(&[IORING_OP_URING_CMD], 0, |ops| {
        let dir = Dir::new();
        let file = dir.file("file", b"");
        assert_eq!(run!(ops, io_uring_prep_uring_cmd(0, file.as_raw_fd())), -libc::EOPNOTSUPP);
        let (socket, _other) = std::os::unix::net::UnixStream::pair().expect("two sockets");
        let result = run!(ops, io_uring_prep_uring_cmd(0x7fff, socket.as_raw_fd()));
        assert_eq!(result, -libc::EOPNOTSUPP);
    });
}

/// A command that carries no more than its number.
#[test]
fn a_command_without_parameters_reaches_a_socket() {
    on_both_faces(&[IORING_OP_URING_CMD], 0, |ops| {
        let (socket, op) = (with_five_bytes(), IORING_OP_URING_CMD as i32);
        if !takes_command(&socket, SOCKET_URING_OP_SIOCINQ) {
            let helpers = ["io_uring_prep_uring_cmd", "__io_uring_prep_uring_cmd"];
            return ops.skip_helpers(&helpers, "sockets take commands since Linux 6.7");
        }
        let fd = socket.as_raw_fd();
        for (command, bytes) in WAITING {
            assert_eq!(run!(ops, io_uring_prep_uring_cmd(command as i32, fd)), bytes);
            // What it is made of takes the operation too.
            assert_eq!(run!(ops, __io_uring_prep_uring_cmd(op, command, fd)), bytes);
        }
    });
}

#[test]
fn a_large_command_reaches_a_socket() {
    on_both_faces(&[IORING_OP_URING_CMD128], IORING_SETUP_SQE128, |ops| {
        let socket = with_five_bytes();
        for (command, bytes) in WAITING {
            assert_eq!(run!(ops, io_uring_prep_uring_cmd128(command as i32, socket.as_raw_fd())), bytes);
        }
    });
}

/// What commands say of that socket: how much waits to be read, and how much to be sent.
const WAITING: [(u32, i32); 2] = [(SOCKET_URING_OP_SIOCINQ, 5), (SOCKET_URING_OP_SIOCOUTQ, 0)];

/// A socket that holds five bytes to be read.
fn with_five_bytes() -> UdpSocket {
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a socket");
    let address = socket.local_addr().expect("its address");
    assert_eq!(socket.send_to(b"five!", address).expect("the datagram is sent"), 5);
    socket
}
