// SPDX-License-Identifier: MIT OR Apache-2.0
//! Operations that wait for files to be ready: one at a time, again and again, and sets of them.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::net::UnixStream;

use iouring_sys::*;

use crate::common::process::{kernel, pipe};
use crate::harness::on_both_faces;

const IN: u32 = libc::POLLIN as u32;
const OUT: u32 = libc::POLLOUT as u32;

#[test]
fn poll_add_waits_for_what_it_is_told() {
    on_both_faces(&[IORING_OP_POLL_ADD], 0, |ops| {
        let (near, mut far) = UnixStream::pair().expect("a pair of sockets");
        let fd = near.as_raw_fd();
        assert_eq!(run!(ops, io_uring_prep_poll_add(fd, IN | OUT)), OUT as i32, "it can be written to");
        fill!(ops, io_uring_prep_poll_add(fd, IN));
        ops.submit();
        ops.nothing_ready();
        far.write_all(b"x").expect("there is room");
        let cqe = ops.wait();
        assert_eq!((cqe.user_data, cqe.res, cqe.flags), (ops.last(), IN as i32, 0));
        far.write_all(b"y").expect("there is room");
        ops.nothing_ready();
        // A bit of the upper half of 16.
        fill!(ops, io_uring_prep_poll_add(fd, libc::POLLRDHUP as u32));
        ops.submit();
        ops.nothing_ready();
        far.shutdown(std::net::Shutdown::Write).expect("it ends");
        assert_eq!(ops.wait().res, i32::from(libc::POLLRDHUP));
        assert_eq!(run!(ops, io_uring_prep_poll_add(1 << 30, IN)), -libc::EBADF);
    });
}

#[test]
fn poll_multishot_tells_each_time() {
    on_both_faces(&[IORING_OP_POLL_ADD, IORING_OP_MKDIRAT], 0, |ops| {
        // Polls that go on are of 5.13, and operations tell of 5.15.
        let (mut reader, mut writer) = pipe();
        fill!(ops, io_uring_prep_poll_multishot(reader.as_raw_fd(), IN));
        ops.submit();
        let request = ops.last();
        for _ in 0..3 {
            ops.nothing_ready();
            writer.write_all(b"x").expect("there is room");
            let cqe = ops.wait();
            assert_eq!((cqe.user_data, cqe.res, cqe.flags), (request, IN as i32, IORING_CQE_F_MORE));
            assert_eq!(reader.read(&mut [0; 4]).expect("what was written"), 1);
        }
        fill!(ops, io_uring_prep_poll_remove(request));
        ops.submit();
        assert_eq!(ops.sorted(), [(request, -libc::ECANCELED), (request + 1, 0)]);
        writer.write_all(b"x").expect("there is room");
        ops.nothing_ready();
    });
}

/// The flags of the operation are in `len`. The header names one that asks for levels, which Linux 6.18 refuses.
#[test]
fn poll_add_refuses_flags_that_it_does_not_know() {
    on_both_faces(&[IORING_OP_POLL_ADD, IORING_OP_SEND_ZC], 0, |ops| {
        let (reader, mut writer) = pipe();
        writer.write_all(b"x").expect("there is room");
        for flags in [IORING_POLL_UPDATE_EVENTS, IORING_POLL_ADD_LEVEL, 1 << 4] {
            let sqe = fill!(ops, io_uring_prep_poll_add(reader.as_raw_fd(), IN));
            // SAFETY: the entry is the ring's, and not yet submitted.
            unsafe { (*sqe).len |= flags };
            let result = ops.result();
            let other_kernel = flags == IORING_POLL_ADD_LEVEL && kernel()[..2] != [6, 18];
            assert!(result == -libc::EINVAL || other_kernel, "{result} for {flags:#x}");
        }
    });
}

#[test]
fn poll_remove_ends_a_poll() {
    on_both_faces(&[IORING_OP_POLL_REMOVE], 0, |ops| {
        let (reader, mut writer) = pipe();
        fill!(ops, io_uring_prep_poll_add(reader.as_raw_fd(), IN));
        ops.submit();
        let request = ops.last();
        assert_eq!(run!(ops, io_uring_prep_poll_remove(request + 7)), -libc::ENOENT, "another number");
        fill!(ops, io_uring_prep_poll_remove(request));
        ops.submit();
        assert_eq!(ops.sorted(), [(request, -libc::ECANCELED), (ops.last(), 0)]);
        writer.write_all(b"x").expect("there is room");
        ops.nothing_ready();
        // Numbers have 64 bits.
        let far = u64::MAX - 5;
        let other = pipe();
        let sqe = fill!(ops, io_uring_prep_poll_add(other.0.as_raw_fd(), IN));
        // SAFETY: the entry is the ring's, and not yet submitted.
        unsafe { (*sqe).user_data = far };
        fill!(ops, io_uring_prep_poll_remove(far));
        ops.submit();
        assert_eq!(ops.sorted::<2>()[0], (ops.last(), 0));
    });
}

#[test]
fn poll_update_changes_what_is_waited_for() {
    on_both_faces(&[IORING_OP_POLL_REMOVE, IORING_OP_MKDIRAT], 0, |ops| {
        let (near, mut far) = UnixStream::pair().expect("a pair of sockets");
        let fd = near.as_raw_fd();
        let (events, data) = (IORING_POLL_UPDATE_EVENTS, IORING_POLL_UPDATE_USER_DATA);
        fill!(ops, io_uring_prep_poll_add(fd, libc::POLLPRI as u32));
        ops.submit();
        let request = ops.last();
        // Another number, the same events.
        assert_eq!(run!(ops, io_uring_prep_poll_update(request, 1000, 0, data)), 0);
        assert_eq!(run!(ops, io_uring_prep_poll_update(request, 1001, 0, data)), -libc::ENOENT);
        // Other events, the same number.
        assert_eq!(run!(ops, io_uring_prep_poll_update(1000, 0, IN, events)), 0);
        ops.nothing_ready();
        far.write_all(b"x").expect("there is room");
        let cqe = ops.wait();
        assert_eq!((cqe.user_data, cqe.res, cqe.flags), (1000, IN as i32, 0));
        // Both, of a poll that goes on as long as it is told to.
        fill!(ops, io_uring_prep_poll_multishot(fd, libc::POLLPRI as u32));
        ops.submit();
        let request = ops.last();
        let flags = events | data | IORING_POLL_ADD_MULTI;
        fill!(ops, io_uring_prep_poll_update(request, 2000, OUT, flags));
        ops.submit();
        let mut both = [ops.wait(), ops.wait()].map(|cqe| (cqe.user_data, cqe.res, cqe.flags));
        both.sort_unstable();
        let update = (ops.last(), 0, 0);
        assert_eq!(both, [update, (2000, OUT as i32, IORING_CQE_F_MORE)], "it can be written to at once");
        for (number, mask, flags) in [(1, 0, events), (0, IN, data), (0, 0, 1 << 9)] {
            let wrong = run!(ops, io_uring_prep_poll_update(2000, number, mask, flags));
            assert_eq!(wrong, -libc::EINVAL, "what the flags do not name must be 0");
        }
    });
}

/// A set of files to wait for.
fn epoll() -> OwnedFd {
    // SAFETY: makes a descriptor, which is nobody else's.
    unsafe {
        let fd = libc::epoll_create1(libc::EPOLL_CLOEXEC);
        assert!(fd >= 0);
        OwnedFd::from_raw_fd(fd)
    }
}

/// What the set has, looked at with a system call: events and data.
fn ready(set: &OwnedFd) -> Vec<(u32, u64)> {
    let mut events = [epoll_event { events: 0, u64: 0 }; 4];
    // SAFETY: there is room for four events.
    let count = unsafe { libc::epoll_wait(set.as_raw_fd(), events.as_mut_ptr(), 4, 0) };
    events[..count as usize].iter().map(|event| (event.events, event.u64)).collect()
}

#[test]
fn epoll_ctl_changes_a_set() {
    on_both_faces(&[IORING_OP_EPOLL_CTL], 0, |ops| {
        let (set, (near, mut far)) = (epoll(), UnixStream::pair().expect("a pair of sockets"));
        let (epfd, fd) = (set.as_raw_fd(), near.as_raw_fd());
        let mut event = epoll_event { events: IN, u64: 0x1234_5678_9abc };
        assert_eq!(run!(ops, io_uring_prep_epoll_ctl(epfd, fd, libc::EPOLL_CTL_ADD, &event)), 0);
        assert_eq!(ready(&set), []);
        far.write_all(b"x").expect("there is room");
        assert_eq!(ready(&set), [(IN, 0x1234_5678_9abc)]);
        assert_eq!(run!(ops, io_uring_prep_epoll_ctl(epfd, fd, libc::EPOLL_CTL_ADD, &event)), -libc::EEXIST);
        event = epoll_event { events: OUT, u64: 7 };
        assert_eq!(run!(ops, io_uring_prep_epoll_ctl(epfd, fd, libc::EPOLL_CTL_MOD, &event)), 0);
        assert_eq!(ready(&set), [(OUT, 7)]);
        let none = std::ptr::null();
        assert_eq!(run!(ops, io_uring_prep_epoll_ctl(epfd, fd, libc::EPOLL_CTL_DEL, none)), 0);
        assert_eq!(ready(&set), []);
        assert_eq!(run!(ops, io_uring_prep_epoll_ctl(epfd, fd, libc::EPOLL_CTL_DEL, none)), -libc::ENOENT);
        assert_eq!(run!(ops, io_uring_prep_epoll_ctl(fd, epfd, libc::EPOLL_CTL_ADD, &event)), -libc::EINVAL);
    });
}

#[test]
fn epoll_wait_waits_for_a_set() {
    on_both_faces(&[IORING_OP_EPOLL_WAIT], 0, |ops| {
        let (set, mut pipes) = (epoll(), [pipe(), pipe(), pipe()]);
        for (number, (reader, _)) in pipes.iter().enumerate() {
            let mut event = epoll_event { events: IN, u64: number as u64 };
            let (epfd, fd) = (set.as_raw_fd(), reader.as_raw_fd());
            // SAFETY: the event is valid for reads.
            assert_eq!(unsafe { libc::epoll_ctl(epfd, libc::EPOLL_CTL_ADD, fd, &mut event) }, 0);
        }
        let mut events = [epoll_event { events: 0, u64: 99 }; 4];
        let (epfd, at) = (set.as_raw_fd(), events.as_mut_ptr());
        fill!(ops, io_uring_prep_epoll_wait(epfd, at, 4, 0));
        ops.submit();
        ops.nothing_ready();
        let write = |pipe: &mut (File, File)| pipe.1.write_all(b"x").expect("there is room");
        write(&mut pipes[1]);
        assert_eq!(ops.wait().res, 1);
        // SAFETY: the kernel has written to them, and the request has completed.
        let seen = unsafe { [at.read_volatile(), at.add(1).read_volatile()] };
        assert_eq!(seen.map(|event| ({ event.events }, { event.u64 })), [(IN, 1), (0, 99)]);
        write(&mut pipes[0]);
        write(&mut pipes[2]);
        assert_eq!(run!(ops, io_uring_prep_epoll_wait(epfd, at, 2, 0)), 2, "no more than there is room for");
        assert_eq!(run!(ops, io_uring_prep_epoll_wait(epfd, at, 4, 0)), 3);
        assert_eq!(run!(ops, io_uring_prep_epoll_wait(epfd, at, 0, 0)), -libc::EINVAL);
        assert_eq!(run!(ops, io_uring_prep_epoll_wait(epfd, at, 4, 1)), -libc::EINVAL, "no flag is known");
        let no_set = pipes[0].0.as_raw_fd();
        assert_eq!(run!(ops, io_uring_prep_epoll_wait(no_set, at, 4, 0)), -libc::EINVAL);
    });
}
