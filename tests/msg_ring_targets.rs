// SPDX-License-Identifier: MIT OR Apache-2.0
//! Messages to rings of every kind, in other threads and in other processes, and many at once.

mod common;
#[path = "common/messages.rs"]
mod messages;

use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use common::process::{alone, Process};
use common::{has_or_skip, kernel, ring, ring_or_skip, skip_this, Ring};
use iouring_sys::*;
use messages::*;

const DEFERRED: u32 = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;

const KINDS: [(&str, u32); 14] = [
    ("plain", 0),
    ("SQE128", IORING_SETUP_SQE128),
    ("CQE32", IORING_SETUP_CQE32),
    ("SQE128 and CQE32", IORING_SETUP_SQE128 | IORING_SETUP_CQE32),
    ("CQE_MIXED", IORING_SETUP_CQE_MIXED),
    ("SQE_MIXED", IORING_SETUP_SQE_MIXED),
    ("SQPOLL", IORING_SETUP_SQPOLL),
    ("IOPOLL", IORING_SETUP_IOPOLL),
    ("SQPOLL and IOPOLL", IORING_SETUP_SQPOLL | IORING_SETUP_IOPOLL),
    ("COOP_TASKRUN", IORING_SETUP_COOP_TASKRUN),
    ("TASKRUN_FLAG", IORING_SETUP_COOP_TASKRUN | IORING_SETUP_TASKRUN_FLAG),
    ("SINGLE_ISSUER", IORING_SETUP_SINGLE_ISSUER),
    ("DEFER_TASKRUN", DEFERRED),
    ("SUBMIT_ALL", IORING_SETUP_SUBMIT_ALL),
];

/// A ring of each kind that the kernel has.
fn rings_of_all_kinds() -> Vec<(&'static str, Ring)> {
    // Of the two sets of a test.
    if !has_or_skip(kernel::has_descriptors(2 * KINDS.len() as libc::rlim_t), kernel::NO_DESCRIPTORS)
        || !has_or_skip(kernel::has_room(1 << 19), kernel::NO_MEMORY)
    {
        return Vec::new();
    }
    KINDS.into_iter().filter_map(|(kind, flags)| Some((kind, ring(16, flags)?))).collect()
}

/// More messages than the queues have places, so that every place is used.
#[test]
fn rings_of_every_kind_send_to_rings_of_every_kind() {
    let _ = pair_or_skip!();
    let (mut senders, mut targets) = (rings_of_all_kinds(), rings_of_all_kinds());
    for (from, sender) in &mut senders {
        for (to, target) in &mut targets {
            let fd = target.fd();
            for i in 0..40 {
                let data = (0xfeed << 40) + i as u64;
                assert_eq!(send_data(sender, fd, -i, data), 0, "message {i}, {from} to {to}");
                let cqe = receive(target);
                let message = (cqe.res, cqe.user_data, cqe.flags);
                assert_eq!(message, (-i, data, 0), "message {i}, {from} to {to}");
            }
            assert_eq!((sender.ready(), target.ready()), (0, 0), "{from} to {to}");
        }
    }
}

#[test]
fn rings_of_every_kind_get_messages_of_threads_without_a_ring() {
    let _ = pair_or_skip!();
    if !messages::sends_without_a_ring_or_skip() {
        return;
    }
    for (kind, mut target) in rings_of_all_kinds() {
        let mut sqe = io_uring_sqe::default();
        // SAFETY: the entry is valid for reads and writes.
        let result = unsafe {
            io_uring_prep_msg_ring(&mut sqe, target.fd(), 5, 6, 0);
            io_uring_register_sync_msg(&mut sqe)
        };
        assert_eq!(result, 0, "{kind}");
        expect(&mut target, 5, 6, 0);
    }
}

/// Sends from a thread with a ring of its own and returns the `res` of the sender's completion.
fn send_from_a_thread(target: i32, len: i32, data: u64) -> i32 {
    let sender = thread::spawn(move || send_data(&mut Ring::try_new(8, 0).unwrap(), target, len, data));
    sender.join().unwrap()
}

#[test]
fn a_message_comes_from_another_thread() {
    let (_, mut target) = pair_or_skip!();
    assert_eq!(send_from_a_thread(target.fd(), -7, 8), 0);
    expect(&mut target, -7, 8, 0);
}

/// The one issuer is the thread that set the ring up; senders do not submit to it.
#[test]
fn a_target_with_a_single_issuer_takes_messages_of_any_thread() {
    let (_, mut target) = pair_or_skip!(IORING_SETUP_SINGLE_ISSUER);
    for i in 0..3 {
        assert_eq!(send_from_a_thread(target.fd(), i, 8), 0);
        expect(&mut target, i, 8, 0);
    }
}

#[test]
fn a_sender_with_a_single_issuer_refuses_other_threads() {
    let (_, mut target) = pair_or_skip!();
    let mut sender = ring_or_skip!(8, IORING_SETUP_SINGLE_ISSUER);
    let sqe = sender.sqe();
    // SAFETY: the entry is ours to fill.
    unsafe { io_uring_prep_msg_ring(sqe, target.fd(), 1, 2, 0) };
    let elsewhere = &mut sender;
    let result = thread::scope(|scope| {
        // SAFETY: the ring is set up, and only this thread uses it now.
        scope.spawn(move || unsafe { io_uring_submit(elsewhere.ptr()) }).join().unwrap()
    });
    assert_eq!(result, -libc::EEXIST);
    expect_nothing(&mut target);
    // The message is still queued, and the right thread can send it.
    sender.submit(1);
    expect(&mut target, 1, 2, 0);
    assert_eq!(receive(&mut sender).res, 0);
}

/// Waits until a thread of this process sleeps in the kernel.
fn wait_until_asleep(task: i32) {
    let start = Instant::now();
    loop {
        let stat = std::fs::read_to_string(format!("/proc/self/task/{task}/stat")).expect("/proc is mounted");
        // The state follows the name, which is in parentheses.
        if stat.rsplit(") ").next().is_some_and(|state| state.starts_with('S')) {
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "the thread never waits: {stat}");
        thread::sleep(Duration::from_millis(1));
    }
}

/// Sends to a thread with a ring of that kind that is blocked in `io_uring_wait_cqe`.
fn wake_a_waiting_thread(flags: u32) {
    let (mut sender, _) = pair_or_skip!(flags);
    static WAITS: [AtomicI32; 2] = [AtomicI32::new(0), AtomicI32::new(0)];
    let task = &WAITS[usize::from(flags != 0)];
    let (fd_out, fd_in) = channel();
    let (result_out, result_in) = channel();
    let waiter = thread::spawn(move || {
        let mut target = Ring::try_new(8, flags).unwrap();
        fd_out.send(target.fd()).unwrap();
        // SAFETY: always succeeds. Release: the store comes after all that could have put this thread to sleep.
        task.store(unsafe { libc::gettid() }, Ordering::Release);
        let cqe = target.wait();
        result_out.send((cqe.res, cqe.user_data)).unwrap();
    });
    let target = fd_in.recv().unwrap();
    while task.load(Ordering::Acquire) == 0 {
        thread::yield_now();
    }
    wait_until_asleep(task.load(Ordering::Acquire));
    assert!(result_in.try_recv().is_err(), "nothing was sent yet");
    assert_eq!(send_data(&mut sender, target, 5, 6), 0);
    assert_eq!(result_in.recv_timeout(Duration::from_secs(20)), Ok((5, 6)));
    waiter.join().unwrap();
}

#[test]
fn a_message_wakes_a_thread_that_waits() {
    wake_a_waiting_thread(0);
}

#[test]
fn a_message_wakes_a_thread_that_waits_with_deferred_work() {
    wake_a_waiting_thread(DEFERRED);
}

#[test]
fn a_thread_finds_a_message_that_was_sent_before_it_waits() {
    let (mut sender, _) = pair_or_skip!();
    let (fd_out, fd_in) = channel();
    let (go_out, go_in) = channel();
    let waiter = thread::spawn(move || {
        let mut target = Ring::try_new(8, 0).unwrap();
        fd_out.send(target.fd()).unwrap();
        go_in.recv().unwrap();
        expect(&mut target, 5, 6, 0);
    });
    assert_eq!(send_data(&mut sender, fd_in.recv().unwrap(), 5, 6), 0);
    go_out.send(()).unwrap();
    waiter.join().unwrap();
}

/// Without looking away from the memory of the ring, that is.
#[test]
fn a_target_with_deferred_work_sees_nothing_until_it_asks() {
    let (_, mut target) = pair_or_skip!(DEFERRED | IORING_SETUP_TASKRUN_FLAG);
    // SAFETY: the ring is set up; the kernel writes the flags, atomically.
    let work_waits = |target: &mut Ring| unsafe {
        let flags = (*(*target.ptr()).sq.kflags.cast::<AtomicI32>()).load(Ordering::Acquire);
        flags as u32 & IORING_SQ_TASKRUN != 0
    };
    assert!(!work_waits(&mut target));
    assert_eq!(send_from_a_thread(target.fd(), 5, 6), 0);
    if target.ready() == 1 {
        linux_6_3_or_skip!("posts at once");
    }
    assert_eq!(target.ready(), 0);
    assert!(work_waits(&mut target));
    get_events(&mut target);
    assert_eq!(target.ready(), 1);
    assert!(!work_waits(&mut target));
    expect(&mut target, 5, 6, 0);
}

#[test]
fn many_messages_to_a_target_with_deferred_work_keep_their_order() {
    let (mut sender, mut target) = pair_or_skip!(DEFERRED);
    for i in 0..100 {
        assert_eq!(send_data(&mut sender, target.fd(), i, 7), 0);
    }
    for i in 0..100 {
        expect(&mut target, i, 7, 0);
    }
    expect_nothing(&mut target);
}

/// What poll(2) says about a descriptor that may become readable.
fn readable(fd: i32, milliseconds: i32) -> bool {
    let mut polled = libc::pollfd { fd, events: libc::POLLIN, revents: 0 };
    // SAFETY: one descriptor to poll, valid for reads and writes.
    unsafe { libc::poll(&mut polled, 1, milliseconds) == 1 && polled.revents & libc::POLLIN != 0 }
}

#[test]
fn a_message_fires_the_eventfd_of_the_target() {
    for flags in [0, DEFERRED] {
        let (_, mut target) = pair_or_skip!(flags);
        // SAFETY: creates a descriptor.
        let eventfd = unsafe { libc::eventfd(0, libc::EFD_CLOEXEC) };
        // SAFETY: the ring is set up; a descriptor is a number, which the kernel checks.
        assert_eq!(unsafe { io_uring_register_eventfd(target.ptr(), eventfd) }, 0);
        assert!(!readable(eventfd, 0));
        assert_eq!(send_from_a_thread(target.fd(), 5, 6), 0);
        assert!(readable(eventfd, 20_000), "ring flags {flags:#x}");
        let mut count = 0u64;
        // SAFETY: reads 8 bytes into as many; the descriptor is ours.
        unsafe {
            assert_eq!(libc::read(eventfd, (&mut count as *mut u64).cast(), 8), 8);
            libc::close(eventfd);
        }
        assert!(count > 0);
        expect(&mut target, 5, 6, 0);
    }
}

#[test]
fn a_message_makes_the_descriptor_of_the_target_readable() {
    let (mut sender, mut target) = pair_or_skip!();
    assert!(!readable(target.fd(), 0));
    assert_eq!(send_data(&mut sender, target.fd(), 5, 6), 0);
    assert!(readable(target.fd(), 20_000));
    expect(&mut target, 5, 6, 0);
    assert!(!readable(target.fd(), 0));
}

/// Submits a message behind a read from an empty pipe, closes the target's descriptor, and lets the read go on.
fn close_while_linked(sender: &mut Ring, fd: i32) -> i32 {
    let (pipe, mut byte) = (Pipe::new(), 0u8);
    let (read, message) = (sender.sqe(), sender.sqe());
    // SAFETY: the entries are ours to fill, and the byte outlives the read.
    unsafe {
        io_uring_prep_read(read, pipe.0[0], (&mut byte as *mut u8).cast(), 1, u64::MAX);
        io_uring_sqe_set_flags(read, IOSQE_IO_LINK);
        io_uring_prep_msg_ring(message, fd, 5, 6, 0);
        sender.submit(2);
        libc::close(fd);
    }
    pipe.write(b"x");
    assert_eq!(receive(sender).res, 1, "the read");
    receive(sender).res
}

/// It depends on the kernel when it looks up the descriptors of linked requests. The sender learns what came of it.
#[test]
fn a_linked_message_to_a_descriptor_closed_meanwhile_arrives_or_is_ebadf() {
    alone("a_linked_message_to_a_descriptor_closed_meanwhile_arrives_or_is_ebadf", || {
        let (mut sender, mut target) = pair_or_skip!();
        // SAFETY: makes a descriptor.
        let fd = unsafe { libc::dup(target.fd()) };
        match close_while_linked(&mut sender, fd) {
            0 => expect(&mut target, 5, 6, 0),
            error => assert_eq!(error, -libc::EBADF),
        }
        expect_nothing(&mut target);
    });
}

#[test]
fn a_target_closed_after_the_send_does_no_harm() {
    let (mut sender, target) = pair_or_skip!();
    let sqe = sender.sqe();
    // SAFETY: the entry is ours to fill.
    unsafe { io_uring_prep_msg_ring(sqe, target.fd(), 5, 6, 0) };
    sender.submit(1);
    drop(target);
    assert_eq!(receive(&mut sender).res, 0);
}

#[test]
fn a_child_process_sends_to_a_ring_it_inherited() {
    alone("a_child_process_sends_to_a_ring_it_inherited", || {
        let (_, mut target) = pair_or_skip!();
        let fd = target.fd();
        let child = Process::fork(|| {
            let mut own = Ring::try_new(8, 0).unwrap();
            for i in 0..5 {
                assert_eq!(send_data(&mut own, fd, i, 0xc0ffee), 0);
            }
        });
        for i in 0..5 {
            expect(&mut target, i, 0xc0ffee, 0);
        }
        child.succeeded();
        expect_nothing(&mut target);
    });
}

#[test]
fn a_parent_process_sends_to_a_ring_that_its_child_waits_on() {
    alone("a_parent_process_sends_to_a_ring_that_its_child_waits_on", || {
        let (mut sender, mut target) = pair_or_skip!();
        let fd = target.fd();
        let child = Process::fork(|| {
            for i in 0..5 {
                expect(&mut target, i, 0xc0ffee, 0);
            }
        });
        for i in 0..5 {
            assert_eq!(send_data(&mut sender, fd, i, 0xc0ffee), 0);
        }
        child.succeeded();
    });
}

/// Takes a descriptor of another process, as a debugger may.
fn take_descriptor(pid: libc::pid_t, fd: i32) -> std::io::Result<i32> {
    let check = |result: libc::c_long| match result {
        -1 => Err(std::io::Error::last_os_error()),
        fd => Ok(fd as i32),
    };
    // SAFETY: system calls that only make descriptors; the one for the process is ours to close.
    unsafe {
        let process = check(libc::syscall(libc::SYS_pidfd_open, pid, 0))?;
        let taken = check(libc::syscall(libc::SYS_pidfd_getfd, process, fd, 0));
        libc::close(process);
        taken
    }
}

#[test]
fn a_process_sends_to_a_ring_that_another_one_set_up() {
    alone("a_process_sends_to_a_ring_that_another_one_set_up", || {
        let (mut sender, _) = pair_or_skip!();
        let (fd_pipe, go_pipe) = (Pipe::new(), Pipe::new());
        let child = Process::fork(|| {
            let mut target = Ring::try_new(8, 0).unwrap();
            fd_pipe.write(&target.fd().to_ne_bytes());
            let mut go = [0];
            go_pipe.read(&mut go);
            if go == *b"y" {
                expect(&mut target, -5, 0xc0ffee, 0);
            }
        });
        let mut fd = [0; 4];
        fd_pipe.read(&mut fd);
        match take_descriptor(child.id(), i32::from_ne_bytes(fd)) {
            Ok(fd) => {
                assert_eq!(send_data(&mut sender, fd, -5, 0xc0ffee), 0);
                go_pipe.write(b"y");
            }
            Err(error) => {
                skip_this(&format!("no descriptor of another process: {error}"));
                go_pipe.write(b"n");
            }
        }
        child.succeeded();
    });
}

const SENDERS: u64 = 4;
const MESSAGES: u32 = 10_000;

/// Sends messages that count up, with as many on their way as its queue has places.
fn send_many(target: i32, sender: u64) {
    let mut ring = Ring::try_new(64, 0).unwrap();
    for batch in 0..MESSAGES.div_ceil(64) {
        let numbers = batch * 64..MESSAGES.min(batch * 64 + 64);
        for i in numbers.clone() {
            let sqe = ring.sqe();
            // SAFETY: the entry is ours to fill.
            unsafe {
                io_uring_prep_msg_ring(sqe, target, i, sender, 0);
                io_uring_sqe_set_data64(sqe, i.into());
            }
        }
        ring.submit(numbers.len() as i32);
        for i in numbers {
            let cqe = receive(&mut ring);
            assert_eq!((cqe.user_data, cqe.res), (i.into(), 0), "sender {sender}");
        }
    }
}

/// Several threads send to one ring of that kind as fast as they can; all arrives, in each one's order.
fn flood(flags: u32) {
    let (_, _) = pair_or_skip!();
    let mut target = ring_or_skip!(64, flags);
    let fd = target.fd();
    let mut next = [0; SENDERS as usize];
    thread::scope(|scope| {
        for sender in 0..SENDERS {
            scope.spawn(move || send_many(fd, sender));
        }
        for _ in 0..SENDERS * u64::from(MESSAGES) {
            let cqe = receive(&mut target);
            let expected = &mut next[cqe.user_data as usize];
            assert_eq!(cqe.res, *expected, "sender {}", cqe.user_data);
            *expected += 1;
        }
    });
    assert_eq!(next, [MESSAGES as i32; SENDERS as usize]);
    expect_nothing(&mut target);
}

#[test]
fn a_flood_of_messages_arrives_whole_and_in_order() {
    flood(0);
}

#[test]
fn a_flood_of_messages_to_a_ring_with_deferred_work_arrives_whole_and_in_order() {
    flood(DEFERRED);
}
