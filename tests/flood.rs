// SPDX-License-Identifier: MIT OR Apache-2.0
//! A flood of messages: eight senders to one ring with a small completion queue, received in every form there is; each arrives
//! once, in its sender's order, and nothing grows. `IOURING_SYS_FLOOD` is the number of messages, 1,000,000 without it.

mod common;
#[path = "common/forms.rs"]
mod forms;
#[path = "common/messages.rs"]
mod messages;

use std::ptr::null_mut;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use common::process::{alone, leaves_nothing, page_size};
use common::{has_or_skip, kernel, minute, ring_with_params_and_waits, time_limit, Ring, Waits};
use forms::{Needs, FORMS, HANDS_OUT, ONE, ROOM, SEVERAL};
use iouring_sys::*;

const SENDERS: usize = 8;
/// The last ones send without a ring of their own where the kernel has that.
const WITHOUT_A_RING: std::ops::Range<usize> = 6..SENDERS;
/// Entries of the target's completion queue: far fewer than what is under way, so that it overflows.
const CQ_ENTRIES: u32 = 64;
/// How many messages of one sender may be under way.
const WINDOW: u64 = 48;
/// How many messages a sender submits at most at a time.
const BATCH: u64 = 16;

/// The kinds of ring that receive, and that send to it.
const KINDS: [(&str, u32); 3] = [
    ("plain", 0),
    ("DEFER_TASKRUN", IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_SINGLE_ISSUER),
    ("SQPOLL", IORING_SETUP_SQPOLL),
];

/// What `res` of a message has to be.
fn body(sender: usize, number: u64) -> u32 {
    (number as u32).wrapping_mul(0x9e37_79b1) ^ sender as u32
}

fn data(sender: usize, number: u64) -> u64 {
    (sender as u64) << 56 | number
}

/// What senders see of a receiver that has failed.
const FAILED: u64 = u64::MAX;

/// What has arrived.
struct Received<'a> {
    /// The number that each sender's next message has.
    next: [u64; SENDERS],
    /// The same, for the senders to see.
    shown: &'a [AtomicU64; SENDERS],
}

impl Received<'_> {
    fn take(&mut self, cqe: *mut io_uring_cqe) {
        // SAFETY: a completion that was not given back yet.
        let cqe = unsafe { &*cqe };
        let (sender, number) = ((cqe.user_data >> 56) as usize, cqe.user_data << 8 >> 8);
        assert!(sender < SENDERS, "a message of nobody: {:#x}", cqe.user_data);
        assert_eq!(number, self.next[sender], "sender {sender}: each message once, in order");
        assert_eq!((cqe.res as u32, cqe.flags), (body(sender, number), 0), "sender {sender}: contents");
        self.next[sender] += 1;
    }

    fn show(&self) {
        for (shown, next) in self.shown.iter().zip(self.next) {
            shown.store(next, Ordering::Release);
        }
    }

    fn total(&self) -> u64 {
        self.next.iter().sum()
    }
}

impl Drop for Received<'_> {
    /// Nobody takes what the senders still have: they end, too.
    fn drop(&mut self) {
        if thread::panicking() {
            self.shown.iter().for_each(|shown| shown.store(FAILED, Ordering::Release));
        }
    }
}

/// How many more messages a sender may have under way.
fn room(sent: u64, shown: &AtomicU64) -> u64 {
    let arrived = shown.load(Ordering::Acquire);
    assert_ne!(arrived, FAILED, "the receiver has failed");
    WINDOW - (sent - arrived)
}

/// A way to take what is ready, which may be nothing.
type Take = unsafe fn(*mut io_uring, &mut Received);

/// Every way to do so.
// SAFETY of all: the ring is set up and this thread's; completions are given back once they were taken.
const TAKES: [Take; 6] = [
    |ring, received| unsafe {
        let mut cqe = null_mut();
        while io_uring_peek_cqe(ring, &mut cqe) == 0 {
            received.take(cqe);
            io_uring_cqe_seen(ring, cqe);
        }
    },
    |ring, received| unsafe {
        let mut cqes = [null_mut(); 24];
        let nr = io_uring_peek_batch_cqe(ring, cqes.as_mut_ptr(), 24);
        cqes[..nr as usize].iter().for_each(|cqe| received.take(*cqe));
        io_uring_cq_advance(ring, nr);
    },
    |ring, received| unsafe {
        let nr = io_uring_for_each_cqe(ring, |cqe| received.take(cqe));
        io_uring_cq_advance(ring, nr);
    },
    |ring, received| unsafe {
        batch::reap(ring, |cqe| received.take(cqe));
    },
    |ring, received| unsafe {
        let mut cqes = batch::cqes(ring);
        cqes.by_ref().take(9).for_each(|cqe| received.take(cqe));
        io_uring_cq_advance(ring, cqes.passed());
    },
    |ring, received| unsafe {
        let (mut iter, mut cqe, mut nr) = (io_uring_cqe_iter_init(ring), null_mut(), 0);
        while io_uring_cqe_iter_next(&mut iter, &mut cqe) {
            received.take(cqe);
            nr += 1;
        }
        io_uring_cq_advance(ring, nr);
    },
];

/// Receives `each` messages of every sender: in each form that there is, and then in each of the ways.
fn receive_all(ring: &mut Ring, registered: bool, each: u64, shown: &[AtomicU64; SENDERS]) {
    let mut received = Received { next: [0; SENDERS], shown };
    let forms: Vec<_> = FORMS.iter().filter(|form| !form.does(ROOM)).collect();
    let forms: Vec<_> = forms.into_iter().filter(|form| form.needs.are_met_or_skip(registered)).collect();
    for (form, take) in forms.into_iter().cycle().zip(TAKES.iter().cycle()) {
        let missing = each * SENDERS as u64 - received.total();
        if missing == 0 {
            break;
        }
        // SAFETY: the ring is set up and this thread's; what is handed out is given back once it was taken.
        unsafe {
            // So many may be under way.
            let (result, cqe) = form.call(ring.ptr(), missing.min(8) as u32);
            // The kernel also ends the minimum when a message has just overflowed, which it then says nothing of.
            let over = form.needs == Needs::Minimum && result == -libc::ETIME && cqe.is_null();
            let fine = over || form.may_return(result);
            assert!(fine, "{form}: {result} after {} messages", received.total());
            if !cqe.is_null() {
                received.take(cqe);
                io_uring_cqe_seen(ring.ptr(), cqe);
            }
            let finds = form.does(ONE | SEVERAL) && form.does(HANDS_OUT);
            assert!(!cqe.is_null() || !finds || over, "{form} hands nothing out");
            take(ring.ptr(), &mut received);
        }
        received.show();
    }
    messages::expect_nothing(ring);
}

/// Sends `each` messages by requests.
fn send_by_requests(ring: &mut Ring, target: i32, sender: usize, each: u64, shown: &AtomicU64) {
    let mut sent = 0;
    while sent < each {
        let nr = room(sent, shown).min(BATCH).min(each - sent);
        if nr == 0 {
            thread::yield_now();
            continue;
        }
        for number in sent..sent + nr {
            let sqe = ring.sqe();
            // SAFETY: the entry is ours to fill until it is submitted.
            unsafe {
                io_uring_prep_msg_ring(sqe, target, body(sender, number), data(sender, number), 0);
                io_uring_sqe_set_data64(sqe, number);
            }
        }
        let mut done = 0;
        while done < nr {
            // SAFETY: the ring is set up and this thread's.
            unsafe {
                assert!(io_uring_submit_and_wait(ring.ptr(), 1) >= 0);
                done += u64::from(batch::reap(ring.ptr(), |cqe| {
                    assert_eq!((*cqe).res, 0, "sender {sender}, message {}", (*cqe).user_data);
                }));
            }
        }
        sent += nr;
    }
}

/// Sends `each` messages without a ring.
fn send_synchronously(target: i32, sender: usize, each: u64, shown: &AtomicU64) {
    for number in 0..each {
        while room(number, shown) == 0 {
            thread::yield_now();
        }
        let mut sqe = io_uring_sqe::default();
        // SAFETY: the entry is this function's own, and the call is over when it returns.
        let result = unsafe {
            io_uring_prep_msg_ring(&mut sqe, target, body(sender, number), data(sender, number), 0);
            io_uring_register_sync_msg(&mut sqe)
        };
        assert_eq!(result, 0, "sender {sender}, message {number}");
    }
}

/// A flood of `each` messages from every sender to a ring with setup `flags`, in rings of the same kind, or some of them
/// without a ring. False where there are no such rings, which is counted.
fn flood(flags: u32, each: u64, without_a_ring: bool) -> bool {
    let cq = IORING_SETUP_CQSIZE | flags;
    let mut params =
        io_uring_params { flags: cq, cq_entries: CQ_ENTRIES, sq_thread_idle: 1, ..Default::default() };
    let mut waits = Waits::new();
    waits.0[0] = io_uring_reg_wait { ts: minute(), flags: IORING_REG_WAIT_TS, ..Default::default() };
    let Some((mut target, registered)) = ring_with_params_and_waits(32, &mut params, &mut waits) else {
        return false;
    };
    let fd = target.fd();
    let shown: [AtomicU64; SENDERS] = std::array::from_fn(|_| AtomicU64::new(0));
    thread::scope(|scope| {
        for (sender, shown) in shown.iter().enumerate() {
            scope.spawn(move || {
                if without_a_ring && WITHOUT_A_RING.contains(&sender) {
                    return send_synchronously(fd, sender, each, shown);
                }
                let mut params = io_uring_params { flags, sq_thread_idle: 1, ..Default::default() };
                if flags & IORING_SETUP_SQPOLL != 0 {
                    // One thread of the kernel's for all of them.
                    params.flags |= IORING_SETUP_ATTACH_WQ;
                    params.wq_fd = fd as u32;
                }
                // Two batches: the kernel's thread posts completions before it counts their entries as taken.
                let mut ring =
                    Ring::with_params(2 * BATCH as u32, &mut params).expect("a ring like the target");
                send_by_requests(&mut ring, fd, sender, each, shown);
            });
        }
        receive_all(&mut target, registered, each, &shown);
    });
    true
}

/// Memory that this process has, in bytes.
fn resident_bytes() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").expect("/proc is mounted");
    let pages = statm.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok());
    pages.expect("a number of pages") * page_size()
}

#[test]
fn every_message_of_a_flood_arrives_once_and_in_order() {
    alone("every_message_of_a_flood_arrives_once_and_in_order", || {
        let rings = SENDERS + 1;
        let bytes = rings * kernel::bytes_of_ring(CQ_ENTRIES, &io_uring_params::default()) + page_size();
        if !has_or_skip(kernel::refused().is_none(), kernel::refused().unwrap_or_default())
            || !has_or_skip(kernel::has_room(bytes), kernel::NO_MEMORY)
            || !has_or_skip(kernel::has_descriptors(rings as libc::rlim_t), kernel::NO_DESCRIPTORS)
            || !messages::sends_or_skip()
        {
            return;
        }
        let asked = std::env::var(time_limit::FLOOD).map(|number| number.parse::<u64>().expect("a number"));
        let each = asked.unwrap_or(time_limit::USUAL_FLOOD) / (KINDS.len() * SENDERS) as u64;
        let without_a_ring = messages::sends_without_a_ring_or_skip();
        for (name, flags) in KINDS {
            // At first threads and their memory come into being, and an allocator may keep some later. What is lost with
            // each message is lost every time.
            if !flood(flags, each / 2, without_a_ring) {
                continue;
            }
            let grown = || {
                let before = resident_bytes();
                leaves_nothing(name, || assert!(flood(flags, each / 2, without_a_ring)));
                resident_bytes().saturating_sub(before)
            };
            let every_time: Vec<_> = (0..4).map(|_| grown()).take_while(|&bytes| bytes >= 4 << 20).collect();
            assert!(
                every_time.len() < 4,
                "{name}: {every_time:?} bytes more with every {} messages of each sender",
                each / 2
            );
        }
    });
}
