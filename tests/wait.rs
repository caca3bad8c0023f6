// SPDX-License-Identifier: MIT OR Apache-2.0
//! Waiting for completions: how many, how long, and what the functions that submit and wait return.

mod common;

use std::io::Write;
use std::os::fd::AsRawFd;
use std::ptr::null_mut;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use common::process::pipe;
use common::{ring_or_skip, skip, Ring};
use iouring_sys::*;

/// A span for the kernel.
fn milliseconds(ms: i64) -> __kernel_timespec {
    __kernel_timespec { tv_sec: ms / 1000, tv_nsec: ms % 1000 * 1_000_000 }
}

/// A plain ring as this kernel offers it (true), and one for which the library believes the kernel to be older than
/// 5.11, where the timeout of a wait is a request (false).
fn rings(test: &str) -> Vec<(bool, Ring)> {
    let mut rings = Vec::new();
    for ext_arg in [true, false] {
        let mut ring = match Ring::try_new(8, 0) {
            Ok(ring) => ring,
            Err(error) => {
                skip(test, &format!("no ring: {error}"));
                continue;
            }
        };
        if !ext_arg {
            // SAFETY: the ring is set up; nobody else looks at it.
            unsafe { (*ring.ptr()).features &= !(IORING_FEAT_EXT_ARG | IORING_FEAT_MIN_TIMEOUT) };
        } else if ring.features() & IORING_FEAT_EXT_ARG == 0 {
            skip(test, "waits have no timeouts of their own");
            continue;
        }
        rings.push((ext_arg, ring));
    }
    rings
}

/// Takes an entry for a request that completes with `-ETIME` after `ts`.
fn alarm(ring: &mut Ring, ts: &mut __kernel_timespec, data: u64) {
    let sqe = ring.sqe();
    // SAFETY: the callers keep the time until the request is submitted, which is when the kernel reads it.
    unsafe {
        io_uring_prep_timeout(sqe, ts, 0, 0);
        io_uring_sqe_set_data64(sqe, data);
    }
}

/// Takes an entry for a request that completes with `data` after some time: the thread that is returned sees to that.
/// It is no timeout because the kernel ends other waits with those.
fn later(ring: &mut Ring, ms: u64, data: u64) -> JoinHandle<()> {
    let (reader, mut writer) = pipe();
    let sqe = ring.sqe();
    // SAFETY: the entry is ours to fill.
    unsafe {
        io_uring_prep_poll_add(sqe, reader.as_raw_fd(), libc::POLLIN as u32);
        io_uring_sqe_set_data64(sqe, data);
    }
    ring.submit(1);
    std::thread::spawn(move || {
        let _reader = reader;
        std::thread::sleep(Duration::from_millis(ms));
        writer.write_all(&[0]).expect("the pipe has room");
    })
}

/// Runs a wait that must last at least `least`, and not for ever.
fn timed<T>(least: Duration, wait: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = wait();
    let took = start.elapsed();
    assert!(took >= least, "waited for {took:?} only");
    assert!(took < Duration::from_secs(30), "waited for {took:?}");
    result
}

#[test]
fn a_wait_without_completions_times_out() {
    for (ext_arg, mut ring) in rings("a_wait_without_completions_times_out") {
        for _ in 0..20 {
            let mut cqe = std::ptr::NonNull::dangling().as_ptr();
            // SAFETY: the ring is set up.
            let result = timed(Duration::from_millis(2), || unsafe {
                io_uring_wait_cqe_timeout(ring.ptr(), &mut cqe, &mut milliseconds(2))
            });
            assert_eq!(result, -libc::ETIME, "EXT_ARG: {ext_arg}");
            assert!(cqe.is_null());
            // The library's own request leaves nothing behind.
            assert_eq!(ring.ready(), 0);
            assert!(ring.peek().is_none());
        }
    }
}

#[test]
fn a_wait_ends_with_the_completion() {
    for (ext_arg, mut ring) in rings("a_wait_ends_with_the_completion") {
        for round in 0..20 {
            let (mut soon, mut late) = (milliseconds(2), milliseconds(60_000));
            alarm(&mut ring, &mut soon, round);
            ring.submit(1);
            let mut cqe = null_mut();
            // SAFETY: the ring is set up; the CQE is read before it is given back.
            unsafe {
                let wait = || io_uring_wait_cqe_timeout(ring.ptr(), &mut cqe, &mut late);
                assert_eq!(timed(Duration::ZERO, wait), 0, "EXT_ARG: {ext_arg}");
                assert_eq!(((*cqe).user_data, (*cqe).res), (round, -libc::ETIME));
                io_uring_cqe_seen(ring.ptr(), cqe);
            }
            // The completion of the library's own request is never seen, not even by later calls.
            assert!(ring.peek().is_none());
        }
    }
}

#[test]
fn a_completion_that_is_ready_needs_no_wait() {
    for (_, mut ring) in rings("a_completion_that_is_ready_needs_no_wait") {
        ring.nop(1);
        ring.submit(1);
        let mut cqe = null_mut();
        // SAFETY: the ring is set up; the CQE is read before it is given back.
        unsafe {
            assert_eq!(io_uring_wait_cqe_timeout(ring.ptr(), &mut cqe, &mut milliseconds(60_000)), 0);
            assert_eq!((*cqe).user_data, 1);
        }
    }
}

#[test]
fn wait_cqes_waits_for_several() {
    for (ext_arg, mut ring) in rings("wait_cqes_waits_for_several") {
        let mut cqe = null_mut();
        let (result, threads) = timed(Duration::from_millis(40), || {
            let threads = [(5, 0), (40, 1), (10, 2)].map(|(ms, data)| later(&mut ring, ms, data));
            let mut ts = milliseconds(60_000);
            // SAFETY: the ring is set up.
            (unsafe { io_uring_wait_cqes(ring.ptr(), &mut cqe, 3, &mut ts, null_mut()) }, threads)
        });
        assert_eq!(result, 0, "EXT_ARG: {ext_arg}");
        assert!(ring.ready() >= 3);
        let mut seen = [0; 3].map(|_| ring.wait().user_data);
        seen.sort();
        assert_eq!(seen, [0, 1, 2]);
        assert!(ring.peek().is_none());
        for thread in threads {
            thread.join().expect("written");
        }
    }
}

#[test]
fn wait_cqes_without_a_time_waits_as_long_as_it_takes() {
    for (_, mut ring) in rings("wait_cqes_without_a_time_waits_as_long_as_it_takes") {
        let (mut cqe, mut soon) = (null_mut(), milliseconds(5));
        let result = timed(Duration::from_millis(5), || {
            ring.nop(1);
            alarm(&mut ring, &mut soon, 2);
            ring.submit(2);
            // SAFETY: the ring is set up.
            unsafe { io_uring_wait_cqes(ring.ptr(), &mut cqe, 2, null_mut(), null_mut()) }
        });
        assert_eq!((result, ring.ready()), (0, 2));
    }
}

#[test]
fn fewer_completions_than_wanted_are_no_timeout() {
    for (ext_arg, mut ring) in rings("fewer_completions_than_wanted_are_no_timeout") {
        ring.nop(1);
        ring.submit(1);
        let mut cqe = null_mut();
        // SAFETY: the ring is set up; the CQE is read before it is given back.
        unsafe {
            let wait = || io_uring_wait_cqes(ring.ptr(), &mut cqe, 3, &mut milliseconds(5), null_mut());
            assert_eq!(timed(Duration::from_millis(5), wait), 0, "EXT_ARG: {ext_arg}");
            assert_eq!((*cqe).user_data, 1);
        }
        assert_eq!(ring.wait().user_data, 1);
        assert!(ring.peek().is_none());
    }
}

#[test]
fn nobody_waits_for_more_than_the_ring_holds() {
    let mut ring = ring_or_skip!(2);
    for data in 0..2 {
        ring.nop(data);
        ring.nop(data);
        ring.submit(2);
    }
    let mut cqe = null_mut();
    // SAFETY: the ring is set up.
    unsafe {
        assert_eq!(io_uring_wait_cqe_nr(ring.ptr(), &mut cqe, 1000), 0);
        assert_eq!(io_uring_wait_cqes(ring.ptr(), &mut cqe, u32::MAX, null_mut(), null_mut()), 0);
    }
    assert_eq!(ring.ready(), 4);
}

#[test]
fn a_bad_time_is_an_error_where_it_is_a_request() {
    for (ext_arg, mut ring) in rings("a_bad_time_is_an_error_where_it_is_a_request") {
        if ext_arg {
            continue;
        }
        let mut cqe = null_mut();
        let mut bad = __kernel_timespec { tv_sec: -1, tv_nsec: 0 };
        // SAFETY: the ring is set up.
        let result = unsafe { io_uring_wait_cqe_timeout(ring.ptr(), &mut cqe, &mut bad) };
        assert_eq!(result, -libc::EINVAL);
        assert!(ring.peek().is_none());
        ring.nop(1);
        ring.submit(1);
        assert_eq!(ring.wait().user_data, 1);
    }
}

#[test]
fn submit_and_wait_returns_what_was_submitted() {
    let mut ring = ring_or_skip!(8);
    for (requests, wait_nr) in [(0, 0), (1, 0), (1, 1), (5, 3), (8, 8)] {
        for data in 0..requests {
            ring.nop(data);
        }
        // SAFETY: the ring is set up.
        let submitted = unsafe { io_uring_submit_and_wait(ring.ptr(), wait_nr) };
        assert_eq!(submitted, requests as i32, "{requests} requests, waiting for {wait_nr}");
        assert!(ring.ready() >= wait_nr);
        while ring.peek().is_some() {}
    }
    // Nothing new, but something to wait for.
    let submitted = timed(Duration::from_millis(3), || {
        let mut soon = milliseconds(3);
        alarm(&mut ring, &mut soon, 7);
        ring.submit(1);
        // SAFETY: the ring is set up.
        unsafe { io_uring_submit_and_wait(ring.ptr(), 1) }
    });
    assert_eq!(submitted, 0);
    assert_eq!(ring.wait().user_data, 7);
}

#[test]
fn submit_and_wait_timeout_returns_what_was_submitted() {
    for (ext_arg, mut ring) in rings("submit_and_wait_timeout_returns_what_was_submitted") {
        let (mut cqe, mut late) = (null_mut(), milliseconds(60_000));
        let mut wait = |ring: &mut Ring, wait_nr, ms| {
            // SAFETY: the ring is set up.
            let result = unsafe {
                io_uring_submit_and_wait_timeout(
                    ring.ptr(),
                    &mut cqe,
                    wait_nr,
                    &mut milliseconds(ms),
                    null_mut(),
                )
            };
            (result, cqe)
        };
        ring.nop(1);
        ring.nop(2);
        let (result, cqe) = wait(&mut ring, 2, 60_000);
        assert_eq!(result, 2, "EXT_ARG: {ext_arg}");
        // SAFETY: the CQE is not given back yet.
        assert_eq!(unsafe { (*cqe).user_data }, 1);
        assert_eq!([ring.wait().user_data, ring.wait().user_data], [1, 2]);

        // What was submitted counts even where the time is over.
        alarm(&mut ring, &mut late, 3);
        let (result, cqe) = timed(Duration::from_millis(3), || wait(&mut ring, 1, 3));
        assert_eq!(result, 1, "EXT_ARG: {ext_arg}");
        assert!(cqe.is_null());
        let (result, cqe) = timed(Duration::from_millis(3), || wait(&mut ring, 1, 3));
        assert_eq!(result, -libc::ETIME, "EXT_ARG: {ext_arg}");
        assert!(cqe.is_null());
    }
}

#[test]
fn submit_and_wait_timeout_makes_room_for_its_own_request() {
    for (ext_arg, mut ring) in rings("submit_and_wait_timeout_makes_room_for_its_own_request") {
        for data in 0..8 {
            ring.nop(data);
        }
        let mut cqe = null_mut();
        // SAFETY: the ring is set up.
        let result = unsafe {
            io_uring_submit_and_wait_timeout(ring.ptr(), &mut cqe, 8, &mut milliseconds(60_000), null_mut())
        };
        assert_eq!(result, 8, "EXT_ARG: {ext_arg}");
        assert_eq!([0; 8].map(|_| ring.wait().user_data), [0, 1, 2, 3, 4, 5, 6, 7]);
        assert!(ring.peek().is_none());
    }
}

#[test]
fn min_timeouts_need_the_kernels_feature() {
    let mut ring = ring_or_skip!(8);
    // SAFETY: the ring is set up; nobody else looks at its features.
    unsafe {
        (*ring.ptr()).features &= !IORING_FEAT_MIN_TIMEOUT;
        let (mut cqe, mut ts) = (null_mut(), milliseconds(1));
        let waited = io_uring_wait_cqes_min_timeout(ring.ptr(), &mut cqe, 1, &mut ts, 5, null_mut());
        assert_eq!(waited, -libc::EINVAL);
        ring.nop(1);
        let submitted = io_uring_submit_and_wait_min_timeout(ring.ptr(), &mut cqe, 1, &mut ts, 5, null_mut());
        assert_eq!(submitted, -libc::EINVAL);
        // Nothing was submitted; a minimum of 0 asks for nothing that the kernel lacks.
        assert_eq!(io_uring_sq_ready(ring.ptr()), 1);
        let submitted = io_uring_submit_and_wait_min_timeout(ring.ptr(), &mut cqe, 1, &mut ts, 0, null_mut());
        assert_eq!(submitted, 1);
    }
}

/// A ring whose kernel knows minimal waits.
fn min_timeout_ring(test: &str) -> Option<Ring> {
    match Ring::try_new(8, 0) {
        Ok(ring) if ring.features() & IORING_FEAT_MIN_TIMEOUT != 0 => Some(ring),
        _ => {
            skip(test, "no minimal waits");
            None
        }
    }
}

#[test]
fn after_the_minimum_one_completion_is_enough() {
    let Some(mut ring) = min_timeout_ring("after_the_minimum_one_completion_is_enough") else { return };
    let mut cqe = null_mut();
    // SAFETY: the ring is set up; the CQE is read before it is given back.
    unsafe {
        ring.nop(1);
        ring.submit(1);
        let result = timed(Duration::from_millis(10), || {
            let mut ts = milliseconds(60_000);
            io_uring_wait_cqes_min_timeout(ring.ptr(), &mut cqe, 8, &mut ts, 10_000, null_mut())
        });
        assert_eq!(result, 0);
        assert_eq!((*cqe).user_data, 1);
        assert_eq!(ring.wait().user_data, 1);

        // Without one the wait goes on until the first, or until its end.
        let (result, thread) = timed(Duration::from_millis(40), || {
            let thread = later(&mut ring, 40, 2);
            let (wait_nr, mut ts) = (8, milliseconds(60_000));
            let submitted = io_uring_submit_and_wait_min_timeout(
                ring.ptr(),
                &mut cqe,
                wait_nr,
                &mut ts,
                1_000,
                null_mut(),
            );
            (submitted, thread)
        });
        assert_eq!(result, 0);
        assert_eq!(ring.wait().user_data, 2);
        thread.join().expect("written");
        let result = timed(Duration::from_millis(10), || {
            io_uring_wait_cqes_min_timeout(ring.ptr(), &mut cqe, 8, &mut milliseconds(10), 1_000, null_mut())
        });
        assert_eq!(result, -libc::ETIME);
        assert!(cqe.is_null());
    }
}

#[test]
fn a_minimum_alone_is_the_end_of_the_wait() {
    let Some(mut ring) = min_timeout_ring("a_minimum_alone_is_the_end_of_the_wait") else { return };
    let mut cqe = null_mut();
    let mut wait = |ring: &mut Ring| {
        // SAFETY: the ring is set up.
        timed(Duration::from_millis(2), || unsafe {
            io_uring_submit_and_wait_min_timeout(ring.ptr(), &mut cqe, 8, null_mut(), 2_000, null_mut())
        })
    };
    assert_eq!(wait(&mut ring), -libc::ETIME);
    ring.nop(1);
    assert_eq!(wait(&mut ring), 1);
    assert_eq!(ring.wait().user_data, 1);
}

/// Whole pages for registered waits.
#[repr(C, align(65536))]
struct Waits([io_uring_reg_wait; 1024]);

/// A ring with registered waits, the first of which ends after 5 ms; the waits outlive the ring.
fn registered_waits(test: &str) -> Option<(Ring, Box<Waits>)> {
    let mut waits = Box::new(Waits([io_uring_reg_wait::default(); 1024]));
    waits.0[0] = io_uring_reg_wait { ts: milliseconds(5), flags: IORING_REG_WAIT_TS, ..Default::default() };
    waits.0[63] = io_uring_reg_wait { ts: milliseconds(60_000), ..waits.0[0] };
    let mut ring = match Ring::try_new(8, IORING_SETUP_R_DISABLED) {
        Ok(ring) => ring,
        Err(error) => {
            skip(test, &format!("no ring: {error}"));
            return None;
        }
    };
    // SAFETY: the ring is set up, and ends before the waits.
    unsafe {
        if io_uring_register_wait_reg(ring.ptr(), waits.0.as_mut_ptr(), 64) == -libc::EINVAL {
            skip(test, "no registered waits");
            return None;
        }
        assert_eq!(io_uring_enable_rings(ring.ptr()), 0);
    }
    Some((ring, waits))
}

#[test]
fn a_registered_wait_tells_how_long() {
    let Some((mut ring, _waits)) = registered_waits("a_registered_wait_tells_how_long") else { return };
    let mut cqe = null_mut();
    let mut wait = |ring: &mut Ring, wait_nr, index| {
        // SAFETY: the ring is set up.
        unsafe { io_uring_submit_and_wait_reg(ring.ptr(), &mut cqe, wait_nr, index) }
    };
    assert_eq!(timed(Duration::from_millis(5), || wait(&mut ring, 1, 0)), -libc::ETIME);
    ring.nop(1);
    ring.nop(2);
    assert_eq!(timed(Duration::ZERO, || wait(&mut ring, 2, 63)), 2);
    assert_eq!([ring.wait().user_data, ring.wait().user_data], [1, 2]);
    ring.nop(3);
    assert_eq!(timed(Duration::from_millis(5), || wait(&mut ring, 2, 0)), 1);
    assert_eq!(ring.wait().user_data, 3);
    // Behind the last one and before the first one there is none.
    assert_eq!(wait(&mut ring, 1, 1 << 20), -libc::EFAULT);
    assert_eq!(wait(&mut ring, 1, -1), -libc::EFAULT);
    drop(ring);
}

#[test]
fn without_registered_waits_there_is_none_to_name() {
    let mut ring = ring_or_skip!(8);
    let mut cqe = null_mut();
    // SAFETY: the ring is set up; nobody else looks at its features.
    unsafe {
        let result = io_uring_submit_and_wait_reg(ring.ptr(), &mut cqe, 1, 0);
        assert!([-libc::EFAULT, -libc::EINVAL].contains(&result), "{result}");
        (*ring.ptr()).features &= !IORING_FEAT_EXT_ARG;
        assert_eq!(io_uring_submit_and_wait_reg(ring.ptr(), &mut cqe, 1, 0), -libc::EINVAL);
    }
}

#[test]
fn get_cqe_peeks_when_it_is_to_wait_for_nothing() {
    let mut ring = ring_or_skip!(8);
    let mut cqe = null_mut();
    // SAFETY: the ring is set up; the CQE is read before it is given back.
    unsafe {
        assert_eq!(__io_uring_get_cqe(ring.ptr(), &mut cqe, 0, 0, null_mut()), -libc::EAGAIN);
        assert!(cqe.is_null());
        assert_eq!(io_uring_peek_cqe(ring.ptr(), &mut cqe), -libc::EAGAIN);
        assert!(cqe.is_null());
        ring.nop(9);
        ring.submit(1);
        assert_eq!(__io_uring_get_cqe(ring.ptr(), &mut cqe, 0, 1, null_mut()), 0);
        assert_eq!((*cqe).user_data, 9);
    }
}
