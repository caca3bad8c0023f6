// SPDX-License-Identifier: MIT OR Apache-2.0
//! Messages to rings that come to an end: the thread that owns the target is gone, the target is closed with messages on
//! their way or in it, and so is the sender.

mod common;
#[path = "common/messages.rs"]
mod messages;

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use common::process::{alone, leaves_nothing};
use common::{ring_or_skip, Ring};
use iouring_sys::*;
use messages::*;

const DEFERRED: u32 = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;

/// A ring that a thread has set up which is gone by now.
fn orphan(flags: u32) -> Option<Ring> {
    let owner = thread::spawn(move || {
        let ring = Ring::try_new(8, flags);
        // SAFETY: asks for a number.
        (ring, unsafe { libc::gettid() })
    });
    let (ring, task) = owner.join().expect("the thread of the owner");
    // Joined is not yet gone.
    while Path::new(&format!("/proc/self/task/{task}")).exists() {
        thread::sleep(Duration::from_millis(1));
    }
    ring.ok()
}

#[test]
fn a_ring_outlives_the_thread_that_made_it() {
    for flags in [0, IORING_SETUP_SQPOLL, IORING_SETUP_COOP_TASKRUN] {
        let (mut sender, _) = pair_or_skip!();
        let Some(mut target) = orphan(flags) else { continue };
        for i in 0..20 {
            assert_eq!(send_data(&mut sender, target.fd(), i, 7), 0);
            expect(&mut target, i, 7, 0);
        }
    }
}

/// Nobody can receive any more. The sender learns so, or is told that the message is on its way; it does not wait.
#[test]
fn a_ring_whose_only_issuer_is_gone_keeps_no_sender_waiting() {
    alone("a_ring_whose_only_issuer_is_gone_keeps_no_sender_waiting", || {
        let (mut sender, _) = pair_or_skip!();
        leaves_nothing("the target", || {
            let Some(target) = orphan(DEFERRED) else { return };
            for i in 0..100 {
                let result = send_data(&mut sender, target.fd(), i, 7);
                assert!([0, -libc::EOWNERDEAD].contains(&result), "{result}");
            }
        });
        let (_, mut other) = pair_or_skip!();
        assert_eq!(send_data(&mut sender, other.fd(), 1, 2), 0);
        expect(&mut other, 1, 2, 0);
    });
}

/// Puts messages that a worker of the kernel's sends into the queue, so that they are on their way for a while.
fn queue_messages(sender: &mut Ring, target: i32, number: u64) {
    for data in 0..number {
        let sqe = sender.sqe();
        // SAFETY: the entry is ours to fill.
        unsafe {
            io_uring_prep_msg_ring(sqe, target, 5, data, 0);
            io_uring_sqe_set_flags(sqe, IOSQE_ASYNC);
            io_uring_sqe_set_data64(sqe, data);
        }
    }
    // SAFETY: the ring is set up, and its entries are filled.
    assert!(unsafe { io_uring_submit(sender.ptr()) } >= 0);
}

/// Each message has one completion at its sender, whatever came of it.
fn all_complete(sender: &mut Ring, number: u64) {
    let mut seen: Vec<u64> = (0..number)
        .map(|_| {
            let cqe = receive(sender);
            let known = [0, -libc::EBADF, -libc::EBADFD, -libc::ECANCELED, -libc::EOWNERDEAD];
            assert!(known.contains(&cqe.res), "{}", cqe.res);
            cqe.user_data
        })
        .collect();
    seen.sort_unstable();
    assert_eq!(seen, (0..number).collect::<Vec<_>>());
    expect_nothing(sender);
}

#[test]
fn a_target_is_closed_with_messages_on_their_way() {
    alone("a_target_is_closed_with_messages_on_their_way", || {
        for flags in [0, IORING_SETUP_SQPOLL, DEFERRED] {
            let (mut sender, _) = pair_or_skip!();
            leaves_nothing("targets", || {
                for _ in 0..20 {
                    let target = ring_or_skip!(8, flags);
                    queue_messages(&mut sender, target.fd(), 32);
                    drop(target);
                    all_complete(&mut sender, 32);
                }
            });
        }
    });
}

/// More than the ring holds, so that the kernel keeps some of them; nobody has looked at any.
#[test]
fn a_target_is_closed_with_messages_in_it() {
    alone("a_target_is_closed_with_messages_in_it", || {
        for flags in [0, IORING_SETUP_SQPOLL, DEFERRED] {
            let (mut sender, _) = pair_or_skip!();
            leaves_nothing("targets", || {
                for _ in 0..5 {
                    let target = ring_or_skip!(8, flags);
                    for i in 0..200 {
                        assert_eq!(send_data(&mut sender, target.fd(), i, 1), 0);
                    }
                }
            });
        }
    });
}

/// A message behind a request that never completes is not sent when its ring is closed; those before it were.
#[test]
fn a_sender_is_closed_with_messages_in_it() {
    alone("a_sender_is_closed_with_messages_in_it", || {
        for flags in [0, IORING_SETUP_SQPOLL, DEFERRED] {
            let (_, mut target) = pair_or_skip!();
            let mut sender = ring_or_skip!(32, flags);
            assert_eq!(send_data(&mut sender, target.fd(), 1, 2), 0);
            let (pipe, entries) = (Pipe::new(), [sender.sqe(), sender.sqe()]);
            // SAFETY: the entries are ours to fill.
            unsafe {
                io_uring_prep_poll_add(entries[0], pipe.0[0], libc::POLLIN as u32);
                io_uring_sqe_set_flags(entries[0], IOSQE_IO_LINK);
                io_uring_prep_msg_ring(entries[1], target.fd(), 3, 4, 0);
                assert!(io_uring_submit(sender.ptr()) >= 0);
            }
            drop(sender);
            pipe.write(b"x");
            expect(&mut target, 1, 2, 0);
            expect_nothing(&mut target);
        }
    });
}

/// Sends until the descriptor leads nowhere any more, and counts what was sent.
fn send_until_closed(target: i32, ready: &Barrier, sent: &AtomicU32, closed: &AtomicBool) {
    let mut sender = another_ring(8, 0);
    // None makes its ring later than the target ends: it would take the number of its descriptor.
    ready.wait();
    loop {
        let was_closed = closed.load(Ordering::Acquire);
        let result = send_data(&mut sender, target, 5, 6);
        if result == -libc::EBADF {
            break;
        }
        assert!(result == 0 && !was_closed || result == -libc::EOWNERDEAD, "{result}, closed: {was_closed}");
        sent.fetch_add(1, Ordering::Relaxed);
    }
}

/// The thread that owns the target receives some messages, closes the ring and ends, while others go on to send.
#[test]
fn senders_go_on_while_the_target_ends() {
    alone("senders_go_on_while_the_target_ends", || {
        for flags in [0, IORING_SETUP_SQPOLL, DEFERRED] {
            drop(pair_or_skip!(flags));
            let (sent, closed) = (AtomicU32::new(0), AtomicBool::new(false));
            let ready = Barrier::new(3);
            let (fd_out, fd_in) = std::sync::mpsc::channel();
            thread::scope(|scope| {
                let (sent, closed, ready) = (&sent, &closed, &ready);
                scope.spawn(move || {
                    let mut target = another_ring(8, flags);
                    fd_out.send(target.fd()).expect("the other thread waits");
                    for _ in 0..500 {
                        let cqe = receive(&mut target);
                        assert_eq!((cqe.res, cqe.user_data), (5, 6));
                    }
                    drop(target);
                    closed.store(true, Ordering::Release);
                });
                let target = fd_in.recv().expect("the descriptor");
                for _ in 0..3 {
                    scope.spawn(move || send_until_closed(target, ready, sent, closed));
                }
            });
            assert!(sent.load(Ordering::Relaxed) >= 500);
        }
    });
}
