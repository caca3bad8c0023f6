// SPDX-License-Identifier: MIT OR Apache-2.0
//! Two threads on two processors send each other messages in turn, and hand plain memory over with them: each finds what the
//! other wrote before it sent. `IOURING_SYS_TURNS` is the number of messages, which are sent however long that takes; without
//! it there are 100,000, or as many as an emulated processor sends in its time.

mod common;
#[path = "common/messages.rs"]
mod messages;

use std::cell::UnsafeCell;
use std::ops::Range;
use std::sync::mpsc::{channel, Receiver, Sender};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use common::report::report;
use common::{time_limit, Ring};
use iouring_sys::*;
use messages::{receive, sends_or_skip};

/// Where the number is not given, how many are sent, how many of them however long it takes, and how long the others may.
const MOST: u64 = 100_000;
const LEAST: u64 = 500;
const LONG: Duration = Duration::from_secs(15);
/// How often a thread looks for a completion before it enters the kernel to wait for it.
const LOOKS: u32 = 300;
/// The last message, which ends both threads.
const LAST: u64 = 1 << 63;

/// Several cache lines, which belong to whom the last message was sent. No reference to them is made.
struct HandedOver(UnsafeCell<[u64; 64]>);

// SAFETY: only who has them reads and writes them; a message hands them over.
unsafe impl Sync for HandedOver {}

impl HandedOver {
    /// What is written with a message: each word differs from its neighbours and from what was there before.
    fn word(turn: u64, at: u64) -> u64 {
        (turn + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ at
    }

    /// Only for the thread that has them.
    fn write(&self, turn: u64) {
        for at in 0..64 {
            // SAFETY: the place is one of 64, and no other thread reads or writes it now.
            unsafe { self.0.get().cast::<u64>().add(at).write(Self::word(turn, at as u64)) };
        }
    }

    /// Only for the thread that has them.
    fn check(&self, turn: u64) {
        for at in 0..64 {
            // SAFETY: the place is one of 64, and no other thread writes it now.
            let found = unsafe { self.0.get().cast::<u64>().add(at).read() };
            assert_eq!(found, Self::word(turn, at as u64), "word {at}, handed over with message {turn}");
        }
    }
}

/// Keeps the calling thread on one processor; the first two of those it may run on are the two threads'.
fn pin(thread: usize) {
    // SAFETY: the set is valid for reads and writes; all zeros is an empty one.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        assert_eq!(libc::sched_getaffinity(0, size_of_val(&set), &mut set), 0);
        let mut allowed = (0..libc::CPU_SETSIZE as usize).filter(|&cpu| libc::CPU_ISSET(cpu, &set));
        // Where there is one alone, both have it.
        if let Some(cpu) = allowed.nth(thread) {
            let mut one: libc::cpu_set_t = std::mem::zeroed();
            libc::CPU_SET(cpu, &mut one);
            assert_eq!(libc::sched_setaffinity(0, size_of_val(&one), &one), 0);
        }
    }
}

/// The next message. What is there without a wait is taken without one, so that nothing but the library's own load orders
/// the reads behind it.
fn take(ring: &mut Ring) -> io_uring_cqe {
    for _ in 0..LOOKS {
        if let Some(cqe) = ring.peek() {
            return cqe;
        }
        std::hint::spin_loop();
    }
    receive(ring)
}

/// Sends a message, of which the sender hears only if it fails.
fn send(ring: &mut Ring, target: i32, turn: u64, number: u64) {
    // A polling thread may not have given the entry of the last message back.
    // SAFETY: the ring is set up and this thread's.
    while unsafe { io_uring_sq_space_left(ring.ptr()) } == 0 {
        // SAFETY: as above.
        assert!(unsafe { io_uring_sqring_wait(ring.ptr()) } >= 0);
    }
    let sqe = ring.sqe();
    // SAFETY: the ring is set up, and the entry ours to fill until it is submitted.
    let (polled, submitted) = unsafe {
        io_uring_prep_msg_ring(sqe, target, turn as u32, number, 0);
        io_uring_sqe_set_flags(sqe, IOSQE_CQE_SKIP_SUCCESS);
        (*sqe).user_data = messages::TAG;
        ((*ring.ptr()).flags & IORING_SETUP_SQPOLL != 0, io_uring_submit(ring.ptr()))
    };
    // A polling thread may already have taken it when it is counted.
    assert!(submitted == 1 || polled && submitted >= 0, "message {turn}: {submitted}");
}

/// One of the two threads: takes the messages of its turns and sends those after them. Returns how many there were of both,
/// and its ring, which has to be there until the other has sent its last.
fn play(thread: usize, mut ring: Ring, target: i32, memory: &HandedOver, turns: Range<u64>) -> (u64, Ring) {
    let start = Instant::now();
    for turn in 0.. {
        if turn % 2 == thread as u64 {
            let enough = turn + 1 >= turns.end || turn >= turns.start && start.elapsed() > LONG;
            memory.write(turn);
            send(&mut ring, target, turn, if enough { turn | LAST } else { turn });
            if enough {
                return (turn + 1, ring);
            }
        } else {
            let cqe = take(&mut ring);
            assert_eq!(cqe.user_data & !LAST, turn, "res {}", cqe.res);
            assert_eq!((cqe.res, cqe.flags), (turn as i32, 0), "message {turn}");
            memory.check(turn);
            if cqe.user_data & LAST != 0 {
                return (turn + 1, ring);
            }
        }
    }
    unreachable!("the turns do not end by themselves")
}

/// Sets a ring up on the thread that will use it, and lets both know the other's.
fn start(thread: usize, params: &io_uring_params, ours: &Sender<i32>, theirs: &Receiver<i32>) -> (Ring, i32) {
    pin(thread);
    let mut params = *params;
    let ring = Ring::with_params(4, &mut params).expect("a ring, as before");
    ours.send(ring.fd()).expect("the other thread waits");
    (ring, theirs.recv().expect("the other thread has a ring"))
}

fn in_turn(kind: &str, params: io_uring_params) {
    // One kind at a time: they would have the same two processors.
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(|failed| failed.into_inner());
    if common::ring_with(4, &mut { params }).is_none() || !sends_or_skip() {
        return;
    }
    let asked = std::env::var(time_limit::TURNS).map(|turns| turns.parse().expect("a number"));
    let turns = asked.map_or(LEAST..MOST, |turns| turns..turns);
    let memory = HandedOver(UnsafeCell::new([0; 64]));
    let ((to_first, from_second), (to_second, from_first)) = (channel(), channel());
    let played = thread::scope(|scope| {
        let ends = [(to_second, from_second), (to_first, from_first)].into_iter().enumerate();
        let threads: Vec<_> = ends
            .map(|(thread, (ours, theirs))| {
                let (memory, turns) = (&memory, turns.clone());
                scope.spawn(move || {
                    let (ring, target) = start(thread, &params, &ours, &theirs);
                    play(thread, ring, target, memory, turns)
                })
            })
            .collect();
        // Both, before one of the rings ends.
        let ended: Vec<_> = threads.into_iter().map(|thread| thread.join()).collect();
        ended.into_iter().map(|end| end.expect("both threads found what was sent").0).collect::<Vec<_>>()
    });
    assert_eq!(played[0], played[1]);
    assert!(played[0] >= turns.start, "{kind}: {played:?}");
    report!("{} messages in turn, {kind} rings", played[0]);
}

#[test]
fn memory_is_handed_over_with_messages_of_plain_rings() {
    in_turn("plain", io_uring_params::default());
}

#[test]
fn memory_is_handed_over_with_messages_of_rings_that_defer_work() {
    let flags = IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_SINGLE_ISSUER;
    in_turn("DEFER_TASKRUN", io_uring_params { flags, ..Default::default() });
}

/// The kernel's thread reads an entry without a system call of the sender's: its tail alone hands over both.
#[test]
fn memory_is_handed_over_with_messages_that_a_polling_thread_sends() {
    let flags = IORING_SETUP_SQPOLL;
    in_turn("SQPOLL", io_uring_params { flags, sq_thread_idle: 1, ..Default::default() });
}
