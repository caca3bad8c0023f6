// SPDX-License-Identifier: MIT OR Apache-2.0
//! A ring is resized again and again while other threads send to it and its own requests complete: nothing is lost, nothing
//! comes twice.

mod common;
#[path = "common/messages.rs"]
mod messages;

use std::thread;

use common::process::{alone, leaves_nothing};
use common::{has_or_skip, kernel, ring_or_skip, room_or_skip, Ring};
use iouring_sys::*;
use messages::*;

const DEFERRED: u32 = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;
const SENDERS: u64 = 3;
const MESSAGES: i32 = 4000;
/// The data of the ring's own requests begin here.
const OWN: u64 = 1 << 32;

/// Sends numbers that count up.
fn send_all(target: i32, sender: u64) {
    let mut ring = another_ring(8, 0);
    for number in 0..MESSAGES {
        assert_eq!(send_data(&mut ring, target, number, sender), 0);
    }
}

/// What has come, counted: the next number of each sender, and of the ring's own requests.
#[derive(Default)]
struct Seen {
    messages: [i32; SENDERS as usize],
    own: u64,
}

impl Seen {
    fn take(&mut self, cqe: io_uring_cqe) {
        if cqe.user_data >= OWN {
            assert_eq!((cqe.user_data - OWN, cqe.res), (self.own, 0), "the next of its own");
            self.own += 1;
        } else {
            let next = &mut self.messages[cqe.user_data as usize];
            assert_eq!(cqe.res, *next, "the next of sender {}", cqe.user_data);
            *next += 1;
        }
    }

    fn complete(&self, own: u64) -> bool {
        self.messages == [MESSAGES; SENDERS as usize] && self.own == own
    }
}

/// Resizes to one size after another while it receives. Returns how often the kernel did so.
fn receive_and_resize(ring: &mut Ring) -> u32 {
    let (mut seen, mut own, mut resized) = (Seen::default(), 0, 0);
    let sizes = [(8, 16), (32, 128), (16, 32), (64, 64), (4, 256), (32, 512)];
    for (sq_entries, cq_entries) in sizes.into_iter().cycle() {
        // One is submitted, another waits in the queue while the ring is resized.
        for _ in 0..2 {
            ring.nop(OWN + own);
            own += 1;
            if own % 2 == 1 {
                ring.submit(1);
            }
        }
        let mut params =
            io_uring_params { flags: IORING_SETUP_CQSIZE, sq_entries, cq_entries, ..Default::default() };
        // SAFETY: the ring is set up, and no entry or completion of it is kept.
        let result = unsafe { io_uring_resize_rings(ring.ptr(), &mut params) };
        // What waits may be more than the new size holds, and old queues count as locked memory for a while.
        assert!([0, -libc::EOVERFLOW, -libc::ENOMEM].contains(&result), "{result}");
        resized += u32::from(result == 0);
        ring.submit(1);
        seen.take(receive(ring));
        // Not all of it: the others are quick, and the next size is to come.
        for cqe in (0..40).map_while(|_| ring.peek()).collect::<Vec<_>>() {
            seen.take(cqe);
        }
        if seen.messages == [MESSAGES; SENDERS as usize] {
            break;
        }
    }
    while !seen.complete(own) {
        seen.take(receive(ring));
    }
    expect_nothing(ring);
    resized
}

#[test]
fn resizing_under_load_loses_nothing() {
    alone("resizing_under_load_loses_nothing", || {
        if !has_or_skip(kernel::registers(IORING_REGISTER_RESIZE_RINGS), "rings keep their sizes") {
            return;
        }
        // Where RLIMIT_MEMLOCK is below 1 MiB: the kernel gives back the memory of old queues a while after a resize, and
        // until then would refuse most sizes.
        if !room_or_skip() {
            return;
        }
        leaves_nothing("resizes", || {
            for flags in [DEFERRED, DEFERRED | IORING_SETUP_CQE32] {
                let mut ring = ring_or_skip!(8, flags);
                let target = ring.fd();
                thread::scope(|scope| {
                    for sender in 0..SENDERS {
                        scope.spawn(move || send_all(target, sender));
                    }
                    let resized = receive_and_resize(&mut ring);
                    assert!(resized > 10, "{resized}");
                });
            }
        });
    });
}
