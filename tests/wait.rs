// SPDX-License-Identifier: MIT OR Apache-2.0
//! Waiting for completions: how many, how long, and what the functions that submit and wait return.

mod common;

use std::io::Write;
use std::ptr::null_mut;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use common::process::pipe;
use common::{has_or_skip, kernel, milliseconds, minute, ring, ring_or_skip, ring_with_waits, Ring, Waits};
use iouring_sys::*;

/// A plain ring as this kernel offers it (true), and one for which the library believes the kernel to be older than
/// 5.11, where the timeout of a wait is a request (false).
fn rings() -> Vec<(bool, Ring)> {
    let mut rings = Vec::new();
    for ext_arg in [true, false] {
        let Some(mut ring) = ring(8, 0) else { return rings };
        if !ext_arg {
            // SAFETY: the ring is set up; nobody else looks at it.
            unsafe { (*ring.ptr()).features &= !(IORING_FEAT_EXT_ARG | IORING_FEAT_MIN_TIMEOUT) };
        } else if !has_or_skip(
            kernel::has_features(IORING_FEAT_EXT_ARG),
            "waits have no timeouts of their own",
        ) {
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
    ring.poll(&reader, data);
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
    for (ext_arg, mut ring) in rings() {
        for _ in 0..20 {
            let mut cqe = std::ptr::NonNull::dangling().as_ptr();
            // SAFETY: the ring is set up; `cqe` and the limit live until the call returns.
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
    for (ext_arg, mut ring) in rings() {
        for round in 0..20 {
            let (mut soon, mut late) = (milliseconds(2), minute());
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
    for (_, mut ring) in rings() {
        ring.nop(1);
        ring.submit(1);
        let mut cqe = null_mut();
        // SAFETY: the ring is set up; the CQE is read before it is given back.
        unsafe {
            assert_eq!(io_uring_wait_cqe_timeout(ring.ptr(), &mut cqe, &mut minute()), 0);
            assert_eq!((*cqe).user_data, 1);
        }
    }
}

#[test]
fn wait_cqes_waits_for_several() {
    for (ext_arg, mut ring) in rings() {
        let mut cqe = null_mut();
        let (result, threads) = timed(Duration::from_millis(40), || {
            let threads = [(5, 0), (40, 1), (10, 2)].map(|(ms, data)| later(&mut ring, ms, data));
            let mut ts = minute();
            // SAFETY: the ring is set up; `cqe` and `ts` outlive the wait, and there is no signal mask.
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
    for (_, mut ring) in rings() {
        let (mut cqe, mut soon) = (null_mut(), milliseconds(5));
        let result = timed(Duration::from_millis(5), || {
            ring.nop(1);
            alarm(&mut ring, &mut soon, 2);
            ring.submit(2);
            // SAFETY: the ring is set up; `cqe` outlives the wait, which has neither limit nor signal mask.
            unsafe { io_uring_wait_cqes(ring.ptr(), &mut cqe, 2, null_mut(), null_mut()) }
        });
        assert_eq!((result, ring.ready()), (0, 2));
    }
}

#[test]
fn the_end_of_an_earlier_timeout_ends_no_other_wait() {
    for (ext_arg, mut ring) in rings() {
        complete(&mut ring, 1);
        let mut cqe = null_mut();
        // SAFETY: the ring is set up; the CQEs are read before they are given back.
        unsafe {
            let wait = || io_uring_wait_cqes(ring.ptr(), &mut cqe, 3, &mut milliseconds(5), null_mut());
            assert_eq!(timed(Duration::from_millis(5), wait), 0, "EXT_ARG: {ext_arg}");
            io_uring_cqe_seen(ring.ptr(), cqe);
            // What comes next in the queue, on a kernel before 5.11, is that the time was over.
            let wait = || io_uring_wait_cqe_timeout(ring.ptr(), &mut cqe, &mut milliseconds(20));
            assert_eq!(timed(Duration::from_millis(20), wait), -libc::ETIME, "EXT_ARG: {ext_arg}");
            assert_eq!(io_uring_sq_ready(ring.ptr()), 0);
            complete(&mut ring, 2);
            assert_eq!(io_uring_wait_cqe_timeout(ring.ptr(), &mut cqe, &mut minute()), 0);
            assert_eq!((*cqe).user_data, 2);
        }
    }
}

/// Has a request with that data completed.
fn complete(ring: &mut Ring, data: u64) {
    ring.nop(data);
    ring.submit(1);
}

#[test]
fn a_wait_ends_where_nothing_is_left_to_poll() {
    let waits: [fn(*mut io_uring, *mut *mut io_uring_cqe) -> i32; 5] = [
        // SAFETY: the ring is set up, here and below.
        |ring, cqe| unsafe { io_uring_wait_cqe_nr(ring, cqe, 2) },
        |ring, cqe| unsafe { ffi::io_uring_wait_cqe_nr(ring, cqe, 2) },
        |ring, cqe| unsafe { __io_uring_get_cqe(ring, cqe, 0, 2, null_mut()) },
        |ring, cqe| unsafe { io_uring_wait_cqes(ring, cqe, 2, null_mut(), null_mut()) },
        |ring, cqe| unsafe { io_uring_submit_and_wait_timeout(ring, cqe, 2, null_mut(), null_mut()) },
    ];
    for (at, wait) in waits.into_iter().enumerate() {
        drop(ring_or_skip!(4, IORING_SETUP_IOPOLL));
        let (sender, receiver) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let mut ring = Ring::try_new(4, IORING_SETUP_IOPOLL).expect("there was one a moment ago");
            complete(&mut ring, 1);
            let mut cqe = null_mut();
            let result = wait(ring.ptr(), &mut cqe);
            // SAFETY: the CQE was not given back.
            sender.send((result, unsafe { (*cqe).user_data })).expect("the test waits for it");
        });
        // A wait that spins does so until the end of the process.
        let waited = receiver.recv_timeout(Duration::from_secs(30));
        assert_eq!(waited, Ok((0, 1)), "wait {at}");
        thread.join().expect("ended");
    }
}

#[test]
fn fewer_completions_than_wanted_are_no_timeout() {
    for (ext_arg, mut ring) in rings() {
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
    // SAFETY: the ring is set up, and `cqe` is valid for writes; larger numbers than the queue holds are cut.
    unsafe {
        assert_eq!(io_uring_wait_cqe_nr(ring.ptr(), &mut cqe, 1000), 0);
        assert_eq!(io_uring_wait_cqes(ring.ptr(), &mut cqe, u32::MAX, null_mut(), null_mut()), 0);
    }
    assert_eq!(ring.ready(), 4);
}

#[test]
fn a_bad_time_is_an_error_where_it_is_a_request() {
    for (ext_arg, mut ring) in rings() {
        if ext_arg {
            continue;
        }
        let mut cqe = null_mut();
        let mut bad = __kernel_timespec { tv_sec: -1, tv_nsec: 0 };
        // SAFETY: the ring is set up; the limit is valid to read, if not as a time.
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
        // SAFETY: the ring is set up, and only counted: no completion is looked at.
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
        // SAFETY: the ring is set up; nothing is submitted, and the completion stays where it is.
        unsafe { io_uring_submit_and_wait(ring.ptr(), 1) }
    });
    assert_eq!(submitted, 0);
    assert_eq!(ring.wait().user_data, 7);
}

#[test]
fn submit_and_wait_timeout_returns_what_was_submitted() {
    for (ext_arg, mut ring) in rings() {
        let (mut cqe, mut late) = (null_mut(), minute());
        let mut wait = |ring: &mut Ring, wait_nr, ms| {
            // SAFETY: the ring is set up; `cqe` and the limit live until the call returns.
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
    for (ext_arg, mut ring) in rings() {
        for data in 0..8 {
            ring.nop(data);
        }
        let mut cqe = null_mut();
        // SAFETY: the ring is set up; a limit of a minute is made for this call and lives as long.
        let result =
            unsafe { io_uring_submit_and_wait_timeout(ring.ptr(), &mut cqe, 8, &mut minute(), null_mut()) };
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
fn min_timeout_ring() -> Option<Ring> {
    let ring = ring(8, 0)?;
    has_or_skip(kernel::has_features(IORING_FEAT_MIN_TIMEOUT), "no minimal waits").then_some(ring)
}

#[test]
fn after_the_minimum_one_completion_is_enough() {
    let Some(mut ring) = min_timeout_ring() else { return };
    let mut cqe = null_mut();
    // SAFETY: the ring is set up; the CQE is read before it is given back.
    unsafe {
        ring.nop(1);
        ring.submit(1);
        let result = timed(Duration::from_millis(10), || {
            let mut ts = minute();
            io_uring_wait_cqes_min_timeout(ring.ptr(), &mut cqe, 8, &mut ts, 10_000, null_mut())
        });
        assert_eq!(result, 0);
        assert_eq!((*cqe).user_data, 1);
        assert_eq!(ring.wait().user_data, 1);

        // Without one the wait goes on until the first, or until its end.
        let (result, thread) = timed(Duration::from_millis(40), || {
            let thread = later(&mut ring, 40, 2);
            let (wait_nr, mut ts) = (8, minute());
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
    let Some(mut ring) = min_timeout_ring() else { return };
    let mut cqe = null_mut();
    let mut wait = |ring: &mut Ring| {
        // SAFETY: the ring is set up; `cqe` is valid for writes, and the limits are numbers.
        timed(Duration::from_millis(2), || unsafe {
            io_uring_submit_and_wait_min_timeout(ring.ptr(), &mut cqe, 8, null_mut(), 2_000, null_mut())
        })
    };
    assert_eq!(wait(&mut ring), -libc::ETIME);
    ring.nop(1);
    assert_eq!(wait(&mut ring), 1);
    assert_eq!(ring.wait().user_data, 1);
}

/// A ring with registered waits, the first of which ends after 5 ms; the waits outlive the ring.
fn registered_waits() -> Option<(Ring, Box<Waits>)> {
    let mut waits = Waits::new();
    waits.0[0] = io_uring_reg_wait { ts: milliseconds(5), flags: IORING_REG_WAIT_TS, ..Default::default() };
    waits.0[63] = io_uring_reg_wait { ts: minute(), ..waits.0[0] };
    let (ring, registered) = ring_with_waits(0, &mut waits)?;
    registered.then_some((ring, waits))
}

#[test]
fn a_registered_wait_tells_how_long() {
    let Some((mut ring, _waits)) = registered_waits() else { return };
    let mut cqe = null_mut();
    let mut wait = |ring: &mut Ring, wait_nr, index| {
        // SAFETY: the ring is set up; the kernel checks the index of the registered wait.
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
