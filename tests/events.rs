// SPDX-License-Identifier: MIT OR Apache-2.0
//! How completions get into the ring and out of it: in batches, after an overflow, from deferred work, from a polling
//! thread, and with an eventfd.

mod common;

use std::fs::File;
use std::io::Write;
use std::ptr::null_mut;
use std::time::{Duration, Instant};

use common::eventfd::Events;
use common::process::pipe;
use common::{kernel, ring, ring_or_skip, ring_with, skip_this, Ring};
use iouring_sys::*;

/// Submits requests that do nothing, with these data.
fn post(ring: &mut Ring, data: std::ops::Range<u64>) {
    let requests = (data.end - data.start) as i32;
    for data in data {
        ring.nop(data);
    }
    ring.submit(requests);
}

/// The data of all completions that are ready, which are given back.
fn drain(ring: &mut Ring) -> Vec<u64> {
    std::iter::from_fn(|| ring.peek()).map(|cqe| cqe.user_data).collect()
}

/// The data of the completions that one call finds, at most `room`. They stay where they are.
fn batch(ring: &mut Ring, room: u32) -> Vec<u64> {
    let mut cqes = [null_mut(); 64];
    // SAFETY: the ring is set up, and there is room for that many; what was found is not given back yet.
    unsafe {
        let found = io_uring_peek_batch_cqe(ring.ptr(), cqes.as_mut_ptr(), room.min(64));
        cqes[..found as usize].iter().map(|&cqe| (*cqe).user_data).collect()
    }
}

#[test]
fn a_batch_has_what_is_ready_in_order() {
    for flags in [0, IORING_SETUP_CQE32, IORING_SETUP_CQE_MIXED] {
        let Some(mut ring) = ring(4, flags) else { continue };
        assert_eq!(batch(&mut ring, 64), []);
        // Three at a time in a queue of eight: the batches start everywhere, and go over the end.
        for round in 0..16 {
            let data = round * 3..round * 3 + 3;
            post(&mut ring, data.clone());
            let expected: Vec<_> = data.collect();
            assert_eq!(batch(&mut ring, 0), []);
            assert_eq!(batch(&mut ring, 2), expected[..2]);
            assert_eq!(batch(&mut ring, 64), expected, "peeking takes nothing");
            // SAFETY: the ring is set up, and that many completions are ready.
            unsafe { io_uring_cq_advance(ring.ptr(), 3) };
            assert_eq!(batch(&mut ring, 64), []);
        }
    }
}

#[test]
fn completions_that_do_not_fit_come_later() {
    let mut ring = ring_or_skip!(2);
    if !kernel::has_features(IORING_FEAT_NODROP) {
        return skip_this("the kernel drops completions");
    }
    // SAFETY: the ring is set up; the call only reads numbers of it.
    let overflowed = |ring: &mut Ring| unsafe { io_uring_cq_has_overflow(ring.ptr()) };
    for round in 0..4 {
        for pair in 0..4 {
            post(&mut ring, pair * 2..pair * 2 + 2);
        }
        assert!(overflowed(&mut ring));
        assert_eq!(ring.ready(), 4);
        if round % 2 == 0 {
            // Peeking an empty ring brings them.
            assert_eq!(drain(&mut ring), [0, 1, 2, 3, 4, 5, 6, 7]);
        } else {
            assert_eq!(batch(&mut ring, 64), [0, 1, 2, 3]);
            // SAFETY: the ring is set up, and that many completions are ready.
            unsafe { io_uring_cq_advance(ring.ptr(), 4) };
            assert_eq!(ring.ready(), 0);
            // SAFETY: the ring is set up, and no memory but its own is named.
            assert_eq!(unsafe { io_uring_get_events(ring.ptr()) }, 0);
            assert_eq!(ring.ready(), 4);
            assert_eq!(batch(&mut ring, 64), [4, 5, 6, 7]);
            assert_eq!(drain(&mut ring), [4, 5, 6, 7]);
        }
        assert!(!overflowed(&mut ring));
    }
    // SAFETY: the ring is set up; the counter is the kernel's.
    assert_eq!(unsafe { (*ring.ptr()).cq.koverflow.read_volatile() }, 0, "nothing was lost");
}

#[test]
fn a_wait_brings_what_did_not_fit() {
    let mut ring = ring_or_skip!(2);
    if !kernel::has_features(IORING_FEAT_NODROP) {
        return skip_this("the kernel drops completions");
    }
    for pair in 0..3 {
        post(&mut ring, pair * 2..pair * 2 + 2);
    }
    assert_eq!([0; 6].map(|_| ring.wait().user_data), [0, 1, 2, 3, 4, 5]);
    assert!(ring.peek().is_none());
}

/// A ring with deferred work, with a request that has just become ready; the pipe that made it so.
fn deferred(flags: u32) -> Option<(Ring, File, File)> {
    let flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | flags;
    let mut ring = ring(4, flags)?;
    let (reader, mut writer) = pipe();
    ring.poll(&reader, 5);
    writer.write_all(&[1]).expect("the pipe has room");
    assert_eq!(ring.ready(), 0, "the work is put off");
    Some((ring, reader, writer))
}

#[test]
fn deferred_work_runs_when_events_are_asked_for() {
    let Some((mut ring, ..)) = deferred(0) else { return };
    ring.nop(6);
    // Submitting alone asks for no events.
    ring.submit(1);
    assert_eq!(drain_ready(&mut ring), [6]);
    // SAFETY: the ring is set up, and no memory but its own is named.
    assert_eq!(unsafe { io_uring_get_events(ring.ptr()) }, 0);
    assert_eq!(drain_ready(&mut ring), [5]);
}

/// What is ready without a system call.
fn drain_ready(ring: &mut Ring) -> Vec<u64> {
    (0..ring.ready()).map(|_| ring.wait().user_data).collect()
}

#[test]
fn submitting_can_ask_for_events_too() {
    let Some((mut ring, ..)) = deferred(0) else { return };
    ring.nop(6);
    // SAFETY: the ring is set up; its entries are NOPs, which name no memory.
    assert_eq!(unsafe { io_uring_submit_and_get_events(ring.ptr()) }, 1);
    let mut seen = drain_ready(&mut ring);
    seen.sort();
    assert_eq!(seen, [5, 6]);
    // With nothing to submit it still asks.
    // SAFETY: the ring is set up, and there is nothing to submit.
    assert_eq!(unsafe { io_uring_submit_and_get_events(ring.ptr()) }, 0);
}

#[test]
fn a_ring_that_tells_of_deferred_work_is_served_by_a_peek() {
    let Some((mut ring, ..)) = deferred(IORING_SETUP_TASKRUN_FLAG) else { return };
    // SAFETY: the ring is set up; the flags are the kernel's.
    let flags = unsafe { (*ring.ptr()).sq.kflags.read_volatile() };
    assert_eq!(flags & IORING_SQ_TASKRUN, IORING_SQ_TASKRUN);
    assert_eq!(batch(&mut ring, 8), [5]);
    assert_eq!(drain(&mut ring), [5]);
}

#[test]
fn only_the_issuer_may_enter() {
    let flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;
    let mut ring = ring_or_skip!(4, flags);
    let address = ring.ptr() as usize;
    let other = std::thread::spawn(move || {
        let (ring, mut cqe) = (address as *mut io_uring, null_mut());
        // SAFETY: the ring's own thread waits for this one, and leaves it alone meanwhile.
        unsafe { (io_uring_get_events(ring), io_uring_wait_cqe_nr(ring, &mut cqe, 1)) }
    });
    assert_eq!(other.join().expect("the other thread"), (-libc::EEXIST, -libc::EEXIST));
}

/// A ring whose polling thread soon sleeps: it has done something, since on a 32-bit processor, in the first minutes after
/// boot, one that has not stays awake. The kernel's clock of 32 bits starts shortly before it wraps around.
fn polled(entries: u32) -> Option<Ring> {
    let mut params = io_uring_params { flags: IORING_SETUP_SQPOLL, sq_thread_idle: 1, ..Default::default() };
    let mut ring = ring_with(entries, &mut params)?;
    ring.nop(0);
    // SAFETY: the ring is set up; its entry is a NOP, which may already have been taken when it is counted.
    assert!(unsafe { io_uring_submit(ring.ptr()) } >= 0);
    assert_eq!(ring.wait().user_data, 0);
    Some(ring)
}

#[test]
fn submitting_wakes_the_polling_thread() {
    let Some(mut ring) = polled(4) else { return };
    for round in 0..20 {
        let start = Instant::now();
        // SAFETY: the ring is set up; the flags are the kernel's.
        while unsafe { (*ring.ptr()).sq.kflags.read_volatile() } & IORING_SQ_NEED_WAKEUP == 0 {
            assert!(start.elapsed() < Duration::from_secs(30), "the thread does not sleep");
            std::thread::sleep(Duration::from_millis(1));
        }
        ring.nop(round);
        // SAFETY: the ring is set up. The thread may already have taken the entry when it is counted.
        assert!(unsafe { io_uring_submit(ring.ptr()) } >= 0);
        assert_eq!(ring.wait().user_data, round);
    }
}

#[test]
fn a_wait_submits_to_the_polling_thread() {
    let Some(mut ring) = polled(4) else { return };
    for round in 0..50 {
        ring.nop(round);
        // SAFETY: the ring is set up. The thread may already have taken the entry when it is counted.
        assert!(unsafe { io_uring_submit_and_wait(ring.ptr(), 1) } >= 0);
        assert_eq!(ring.ready(), 1);
        assert_eq!(ring.wait().user_data, round);
        if round % 10 == 0 {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

#[test]
fn sqring_wait_waits_for_room() {
    let Some(mut ring) = polled(2) else { return };
    let (mut next, mut early) = (0, 0);
    for _ in 0..500 {
        // SAFETY: the ring is set up; the call only reads numbers of it.
        while unsafe { io_uring_sq_space_left(ring.ptr()) } > 0 {
            ring.nop(next);
            next += 1;
        }
        // SAFETY: the ring is set up; its entries are NOPs, and nobody but this thread takes new ones.
        unsafe {
            assert!(io_uring_submit(ring.ptr()) >= 0);
            let waited = io_uring_sqring_wait(ring.ptr());
            assert!(waited >= 0, "{waited}");
            // The kernel ends the wait early where it has other work for the thread.
            while io_uring_sq_space_left(ring.ptr()) == 0 {
                early += 1;
                assert!(io_uring_sqring_wait(ring.ptr()) >= 0);
            }
        }
        while ring.peek().is_some() {}
    }
    assert!(early < 100, "of 500 waits, {early} were none");
}

#[test]
fn sqring_wait_has_nothing_to_wait_for_without_the_thread() {
    let mut ring = ring_or_skip!(2);
    ring.nop(1);
    ring.nop(2);
    // SAFETY: the ring is set up and full: no entry is handed out.
    unsafe {
        assert!(io_uring_get_sqe(ring.ptr()).is_null());
        assert_eq!(io_uring_sqring_wait(ring.ptr()), 0);
        assert_eq!(io_uring_sq_space_left(ring.ptr()), 0);
    }
    ring.submit(2);
}

#[test]
fn an_eventfd_can_be_switched_off_and_on() {
    let mut ring = ring_or_skip!(4);
    let events = Events::new();
    type Face = (fn(*mut io_uring) -> bool, fn(*mut io_uring, bool) -> i32);
    // SAFETY: the ring is set up, whenever one of these is called.
    let rust: Face = (
        |ring| unsafe { io_uring_cq_eventfd_enabled(ring) },
        |ring, enabled| unsafe { io_uring_cq_eventfd_toggle(ring, enabled) },
    );
    let c: Face = (
        |ring| unsafe { ffi::io_uring_cq_eventfd_enabled(ring) },
        |ring, enabled| unsafe { ffi::io_uring_cq_eventfd_toggle(ring, enabled) },
    );
    // SAFETY: the ring is set up; a descriptor is a number, which the kernel checks.
    assert_eq!(unsafe { io_uring_register_eventfd(ring.ptr(), events.fd()) }, 0);
    for (enabled, toggle) in [rust, c] {
        assert!(enabled(ring.ptr()));
        for on in [true, false, false, true, false, true] {
            assert_eq!(toggle(ring.ptr(), on), 0);
            assert_eq!(enabled(ring.ptr()), on);
            post(&mut ring, 0..1);
            assert_eq!(events.take(), u64::from(on));
            assert_eq!(drain(&mut ring), [0]);
        }
    }
    // A kernel before 5.8 has no flags that could say so.
    // SAFETY: the ring is set up; the library alone uses the pointer.
    unsafe { (*ring.ptr()).cq.kflags = null_mut() };
    for (enabled, toggle) in [rust, c] {
        assert!(enabled(ring.ptr()));
        assert_eq!(toggle(ring.ptr(), true), 0);
        assert_eq!(toggle(ring.ptr(), false), -libc::EOPNOTSUPP);
    }
}

#[test]
fn waits_need_not_count_as_waits_for_io() {
    let mut ring = ring_or_skip!(4);
    // SAFETY: the ring is set up; nobody else looks at its features.
    unsafe {
        if !kernel::has_features(IORING_FEAT_NO_IOWAIT) {
            assert_eq!(io_uring_set_iowait(ring.ptr(), false), -libc::EOPNOTSUPP);
            assert_eq!(io_uring_set_iowait(ring.ptr(), true), -libc::EOPNOTSUPP);
            // The flag that such a kernel does not know shows that each way to enter passes it on.
            (*ring.ptr()).features |= IORING_FEAT_NO_IOWAIT;
            assert_eq!(io_uring_set_iowait(ring.ptr(), false), 0);
            assert_eq!(io_uring_get_events(ring.ptr()), -libc::EINVAL);
            ring.nop(1);
            assert_eq!(io_uring_submit(ring.ptr()), -libc::EINVAL);
            assert_eq!(io_uring_set_iowait(ring.ptr(), true), 0);
            return ring.submit(1);
        }
        for enabled in [false, true, true, false, false] {
            assert_eq!(io_uring_set_iowait(ring.ptr(), enabled), 0);
            post(&mut ring, 0..2);
            assert_eq!([ring.wait().user_data, ring.wait().user_data], [0, 1]);
            assert_eq!(io_uring_get_events(ring.ptr()), 0);
        }
        (*ring.ptr()).features &= !IORING_FEAT_NO_IOWAIT;
        assert_eq!(io_uring_set_iowait(ring.ptr(), true), -libc::EOPNOTSUPP);
    }
}

#[test]
fn entering_a_closed_ring_is_an_error() {
    let mut ring = ring_or_skip!(4);
    let fd = ring.fd();
    // SAFETY: the ring is set up; only the number is changed, and put back.
    unsafe {
        (*ring.ptr()).enter_ring_fd = -1;
        ring.nop(1);
        let mut cqe = null_mut();
        assert_eq!(io_uring_submit(ring.ptr()), -libc::EBADF);
        assert_eq!(io_uring_submit_and_wait(ring.ptr(), 1), -libc::EBADF);
        assert_eq!(io_uring_get_events(ring.ptr()), -libc::EBADF);
        assert_eq!(io_uring_wait_cqe(ring.ptr(), &mut cqe), -libc::EBADF);
        assert!(cqe.is_null());
        (*ring.ptr()).enter_ring_fd = fd;
    }
    // The request is still there.
    ring.submit(1);
    assert_eq!(ring.wait().user_data, 1);
}
