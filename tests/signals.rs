// SPDX-License-Identifier: MIT OR Apache-2.0
//! Signal masks of the functions that wait: what they let in ends the wait, what they keep out does not.

mod common;

use std::mem::zeroed;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use common::process::alone;
use common::{ring_or_skip, skip, Ring};
use iouring_sys::*;
use libc::sigset_t;

/// How often the handler ran.
static HANDLED: AtomicU32 = AtomicU32::new(0);

extern "C" fn handler(_signal: i32) {
    HANDLED.fetch_add(1, Ordering::SeqCst);
}

/// Has the alarm signal call the handler, without restarting what it interrupts.
fn install() {
    // SAFETY: the handler does what handlers may do.
    unsafe {
        let mut action: libc::sigaction = zeroed();
        action.sa_sigaction = handler as extern "C" fn(i32) as usize;
        assert_eq!(libc::sigaction(libc::SIGALRM, &action, null_mut()), 0);
    }
}

/// An empty set, or one with the alarm signal.
fn set(alarm: bool) -> sigset_t {
    // SAFETY: the set is plain memory, and valid for writes.
    unsafe {
        let mut set = zeroed();
        libc::sigemptyset(&mut set);
        if alarm {
            libc::sigaddset(&mut set, libc::SIGALRM);
        }
        set
    }
}

/// A way to wait for a completion with a mask, at most 40 ms where the way has a limit: where it needs a feature.
type Wait = fn(&mut Ring, *mut sigset_t) -> i32;

fn span() -> __kernel_timespec {
    __kernel_timespec { tv_sec: 0, tv_nsec: 40_000_000 }
}

/// All ways to wait, and the feature that each needs.
const WAYS: [(&str, u32, Wait); 8] = [
    ("wait_cqes without a time", 0, |ring, mask| {
        // SAFETY: the ring is set up, and the mask valid.
        unsafe { io_uring_wait_cqes(ring.ptr(), &mut null_mut(), 1, null_mut(), mask) }
    }),
    ("wait_cqes", IORING_FEAT_EXT_ARG, |ring, mask| {
        // SAFETY: as above.
        unsafe { io_uring_wait_cqes(ring.ptr(), &mut null_mut(), 1, &mut span(), mask) }
    }),
    ("wait_cqes_min_timeout", IORING_FEAT_MIN_TIMEOUT, |ring, mask| {
        // SAFETY: as above.
        unsafe { io_uring_wait_cqes_min_timeout(ring.ptr(), &mut null_mut(), 1, &mut span(), 100, mask) }
    }),
    ("submit_and_wait_timeout", IORING_FEAT_EXT_ARG, |ring, mask| {
        // SAFETY: as above.
        unsafe { io_uring_submit_and_wait_timeout(ring.ptr(), &mut null_mut(), 1, &mut span(), mask) }
    }),
    ("submit_and_wait_min_timeout", IORING_FEAT_MIN_TIMEOUT, |ring, mask| {
        // SAFETY: as above.
        unsafe {
            io_uring_submit_and_wait_min_timeout(ring.ptr(), &mut null_mut(), 1, &mut span(), 100, mask)
        }
    }),
    ("get_cqe", 0, |ring, mask| {
        // SAFETY: as above.
        unsafe { __io_uring_get_cqe(ring.ptr(), &mut null_mut(), 0, 1, mask) }
    }),
    ("enter", 0, |ring, mask| {
        // SAFETY: as above.
        unsafe { io_uring_enter(ring.fd() as u32, 0, 1, IORING_ENTER_GETEVENTS, mask) }
    }),
    ("enter2", IORING_FEAT_EXT_ARG, |ring, mask| {
        let mut ts = span();
        let mut arg = io_uring_getevents_arg {
            sigmask: mask as u64,
            sigmask_sz: 8,
            ts: &mut ts as *mut __kernel_timespec as u64,
            ..Default::default()
        };
        let flags = IORING_ENTER_GETEVENTS | IORING_ENTER_EXT_ARG;
        // SAFETY: as above; the argument lives as long as the call.
        unsafe {
            io_uring_enter2(
                ring.fd() as u32,
                0,
                1,
                flags,
                (&mut arg as *mut io_uring_getevents_arg).cast(),
                size_of_val(&arg),
            )
        }
    }),
];

/// The ways that this kernel offers. Its signal sets have 8 bytes nearly everywhere; where not, enter2's size is wrong.
fn ways(ring: &Ring) -> impl Iterator<Item = &'static (&'static str, u32, Wait)> {
    let features = ring.features();
    let usual = !cfg!(any(target_arch = "mips", target_arch = "mips64"));
    WAYS.iter().filter(move |(name, feature, _)| {
        let there = features & feature == *feature && (usual || *name != "enter2");
        if !there {
            skip("signals", &format!("no {name}"));
        }
        there
    })
}

#[test]
fn a_signal_that_the_mask_lets_in_ends_the_wait() {
    alone("a_signal_that_the_mask_lets_in_ends_the_wait", || {
        let mut ring = ring_or_skip!(4);
        install();
        // SAFETY: the set is valid.
        unsafe { assert_eq!(libc::pthread_sigmask(libc::SIG_BLOCK, &set(true), null_mut()), 0) };
        for (name, _, wait) in ways(&ring).collect::<Vec<_>>() {
            let before = HANDLED.load(Ordering::SeqCst);
            // SAFETY: the handler is there, and the signal blocked: it stays pending.
            unsafe { assert_eq!(libc::raise(libc::SIGALRM), 0) };
            assert_eq!(HANDLED.load(Ordering::SeqCst), before, "{name}: blocked outside of the wait");
            assert_eq!(wait(&mut ring, &mut set(false)), -libc::EINTR, "{name}");
            assert_eq!(HANDLED.load(Ordering::SeqCst), before + 1, "{name}");
        }
    });
}

#[test]
fn a_signal_that_the_mask_keeps_out_waits_for_the_end() {
    alone("a_signal_that_the_mask_keeps_out_waits_for_the_end", || {
        let mut ring = ring_or_skip!(4);
        install();
        for (name, feature, wait) in ways(&ring).collect::<Vec<_>>() {
            let limited = *feature != 0;
            // Until the thread that sends the signal was in time.
            loop {
                let before = HANDLED.load(Ordering::SeqCst);
                let start = Instant::now();
                let (result, sent) = under_alarms(Duration::from_millis(5), false, || {
                    if !limited {
                        // What ends a wait that has no limit of its own.
                        let (sqe, span) = (ring.sqe(), span());
                        // SAFETY: the time lives until the request is submitted.
                        unsafe { io_uring_prep_timeout(sqe, &span, 0, 0) };
                        ring.submit(1);
                    }
                    wait(&mut ring, &mut set(true))
                });
                assert_eq!(result, if limited { -libc::ETIME } else { 0 }, "{name}");
                assert!(start.elapsed() >= Duration::from_millis(40), "{name}: {:?}", start.elapsed());
                while ring.peek().is_some() {}
                // Once the wait is over, the mask is the old one.
                assert_eq!(HANDLED.load(Ordering::SeqCst) - before, u32::from(sent), "{name}");
                if sent {
                    break;
                }
            }
        }
    });
}

#[test]
fn without_a_mask_signals_end_the_wait() {
    alone("without_a_mask_signals_end_the_wait", || {
        let mut ring = ring_or_skip!(4);
        install();
        for (name, _, wait) in ways(&ring).collect::<Vec<_>>() {
            let before = HANDLED.load(Ordering::SeqCst);
            // More than one: the first may come before the wait began.
            let (result, _) = under_alarms(Duration::from_millis(5), true, || wait(&mut ring, null_mut()));
            assert_eq!(result, -libc::EINTR, "{name}");
            assert!(HANDLED.load(Ordering::SeqCst) > before, "{name}");
        }
    });
}

/// Sends this thread the alarm signal after some time, once or again and again, while `body` runs. Returns its result,
/// and whether there was a signal: none if it ended sooner.
fn under_alarms<T>(first: Duration, again: bool, body: impl FnOnce() -> T) -> (T, bool) {
    // SAFETY: asks for a name.
    let target = unsafe { libc::pthread_self() } as usize;
    let (over, sent) = (AtomicBool::new(false), AtomicBool::new(false));
    let result = std::thread::scope(|scope| {
        scope.spawn(|| loop {
            std::thread::sleep(first);
            if over.load(Ordering::SeqCst) {
                break;
            }
            // SAFETY: the thread waits for this one, so that it still exists.
            assert_eq!(unsafe { libc::pthread_kill(target as libc::pthread_t, libc::SIGALRM) }, 0);
            sent.store(true, Ordering::SeqCst);
            if !again {
                break;
            }
        });
        let result = body();
        over.store(true, Ordering::SeqCst);
        result
    });
    // A signal that came last is handled on the way out of the kernel.
    // SAFETY: needs nothing.
    unsafe { libc::sched_yield() };
    (result, sent.load(Ordering::SeqCst))
}
