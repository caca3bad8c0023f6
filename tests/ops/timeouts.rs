// SPDX-License-Identifier: MIT OR Apache-2.0
//! Timeouts: how long, by which clock, how often, for how many completions, and for the request before it.

use std::os::fd::AsRawFd;
use std::time::{Duration, Instant};

use iouring_sys::*;

use crate::common::milliseconds;
use crate::common::process::pipe;
use crate::harness::{on_both_faces, Ops};

const NEEDS: [u32; 2] = [IORING_OP_TIMEOUT, IORING_OP_TIMEOUT_REMOVE];
pub const FOREVER: __kernel_timespec = milliseconds(3_600_000);

/// The time of a clock, so much later.
fn at(clock: libc::clockid_t, later: Duration) -> __kernel_timespec {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the time is valid for writes.
    assert_eq!(unsafe { libc::clock_gettime(clock, &mut now) }, 0);
    let then = Duration::new(now.tv_sec as u64, now.tv_nsec as u32) + later;
    __kernel_timespec { tv_sec: then.as_secs() as i64, tv_nsec: then.subsec_nanos().into() }
}

#[test]
fn a_timeout_ends_when_its_time_has_passed() {
    on_both_faces(&NEEDS, 0, |ops| {
        let (start, time) = (Instant::now(), milliseconds(30));
        assert_eq!(run!(ops, io_uring_prep_timeout(&time, 0, 0)), -libc::ETIME);
        assert!(start.elapsed() >= Duration::from_millis(30));
        let wrong = __kernel_timespec { tv_sec: -1, tv_nsec: 0 };
        assert_eq!(run!(ops, io_uring_prep_timeout(&wrong, 0, 0)), -libc::EINVAL);
        assert_eq!(run!(ops, io_uring_prep_timeout(&time, 0, 1 << 30)), -libc::EINVAL, "no such flag");
    });
}

#[test]
fn a_timeout_ends_when_others_have_completed() {
    on_both_faces(&NEEDS, 0, |ops| {
        fill!(ops, io_uring_prep_timeout(&FOREVER, 2, 0));
        ops.submit();
        let request = ops.last();
        assert_eq!(run!(ops, io_uring_prep_nop()), 0);
        ops.nothing_ready();
        fill!(ops, io_uring_prep_nop());
        ops.submit();
        assert_eq!(ops.sorted(), [(request, 0), (ops.last(), 0)]);
    });
}

/// Clocks that start at the boot of the machine may show the same; the one of the day never does.
#[test]
fn a_timeout_goes_by_the_clock_it_names() {
    on_both_faces(&[IORING_OP_TIMEOUT, IORING_OP_MKDIRAT], 0, |ops| {
        // Clocks are of 5.15, as the second operation is.
        let (boot, real) = (IORING_TIMEOUT_BOOTTIME, IORING_TIMEOUT_REALTIME);
        let clocks = [(0, libc::CLOCK_MONOTONIC), (boot, libc::CLOCK_BOOTTIME), (real, libc::CLOCK_REALTIME)];
        for (flag, clock) in clocks {
            let (start, time) = (Instant::now(), at(clock, Duration::from_millis(20)));
            assert_eq!(run!(ops, io_uring_prep_timeout(&time, 0, flag | IORING_TIMEOUT_ABS)), -libc::ETIME);
            assert!(start.elapsed() >= Duration::from_millis(19), "clock {clock}");
            let past = __kernel_timespec { tv_sec: 1, tv_nsec: 0 };
            assert_eq!(run!(ops, io_uring_prep_timeout(&past, 0, flag | IORING_TIMEOUT_ABS)), -libc::ETIME);
            let time = milliseconds(20);
            assert_eq!(run!(ops, io_uring_prep_timeout(&time, 0, flag)), -libc::ETIME);
        }
        assert_eq!(run!(ops, io_uring_prep_timeout(&FOREVER, 0, boot | real)), -libc::EINVAL, "one clock");
    });
}

#[test]
fn a_timeout_repeats() {
    on_both_faces(&[IORING_OP_TIMEOUT, IORING_OP_WAITID], 0, |ops| {
        // Repeating is of 6.4; operations tell of 6.7.
        let time = milliseconds(5);
        let start = Instant::now();
        fill!(ops, io_uring_prep_timeout(&time, 3, IORING_TIMEOUT_MULTISHOT));
        ops.submit();
        for more in [IORING_CQE_F_MORE, IORING_CQE_F_MORE, 0] {
            let cqe = ops.wait();
            assert_eq!((cqe.user_data, cqe.res, cqe.flags), (ops.last(), -libc::ETIME, more));
        }
        assert!(start.elapsed() >= Duration::from_millis(15));
        ops.nothing_ready();
        // Without a number, until it is removed.
        fill!(ops, io_uring_prep_timeout(&time, 0, IORING_TIMEOUT_MULTISHOT));
        ops.submit();
        let request = ops.last();
        for _ in 0..5 {
            assert_eq!(ops.wait().flags, IORING_CQE_F_MORE);
        }
        fill!(ops, io_uring_prep_timeout_remove(request, 0));
        ops.submit();
        let ends = std::iter::repeat_with(|| ops.wait()).filter(|cqe| cqe.flags & IORING_CQE_F_MORE == 0);
        let mut ends: Vec<_> = ends.take(2).map(|cqe| (cqe.user_data, cqe.res)).collect();
        ends.sort_unstable();
        assert_eq!(ends, [(request, -libc::ECANCELED), (request + 1, 0)]);
    });
}

#[test]
fn a_timeout_is_removed() {
    on_both_faces(&NEEDS, 0, |ops| {
        fill!(ops, io_uring_prep_timeout(&FOREVER, 0, 0));
        ops.submit();
        let request = ops.last();
        assert_eq!(run!(ops, io_uring_prep_timeout_remove(request + 9, 0)), -libc::ENOENT);
        assert_eq!(run!(ops, io_uring_prep_timeout_remove(request, 1)), -libc::EINVAL, "no such flag");
        fill!(ops, io_uring_prep_timeout_remove(request, 0));
        ops.submit();
        assert_eq!(ops.sorted(), [(request, -libc::ECANCELED), (ops.last(), 0)]);
    });
}

#[test]
fn a_timeout_is_given_another_time() {
    on_both_faces(&[IORING_OP_TIMEOUT, IORING_OP_MKDIRAT], 0, |ops| {
        let soon = milliseconds(10);
        let then = at(libc::CLOCK_MONOTONIC, Duration::from_millis(10));
        for (time, flags) in [(&soon, 0), (&then, IORING_TIMEOUT_ABS)] {
            fill!(ops, io_uring_prep_timeout(&FOREVER, 0, 0));
            ops.submit();
            let request = ops.last();
            fill!(ops, io_uring_prep_timeout_update(time, request, flags));
            ops.submit();
            assert_eq!(ops.sorted(), [(request, -libc::ETIME), (request + 1, 0)]);
        }
        let missing = run!(ops, io_uring_prep_timeout_update(&soon, 999, 0));
        assert_eq!(missing, -libc::ENOENT);
    });
}

/// A read of an empty pipe, with a limit of that time.
fn limited_read(ops: &mut Ops, from: i32, byte: *mut u8, limit: &__kernel_timespec, flags: u32) {
    let sqe = fill!(ops, io_uring_prep_read(from, byte.cast(), 1, 0));
    ops.set_flags(sqe, IOSQE_IO_LINK);
    fill!(ops, io_uring_prep_link_timeout(limit, flags));
    ops.submit();
}

#[test]
fn a_link_timeout_limits_the_request_before_it() {
    on_both_faces(&[IORING_OP_LINK_TIMEOUT], 0, |ops| {
        let (reader, mut writer) = pipe();
        let (mut byte, soon) = (0_u8, milliseconds(10));
        let (from, to) = (reader.as_raw_fd(), &raw mut byte);
        let then = at(libc::CLOCK_MONOTONIC, Duration::from_millis(10));
        for (time, flags) in [(&soon, 0), (&then, IORING_TIMEOUT_ABS)] {
            limited_read(ops, from, to, time, flags);
            assert_eq!(ops.sorted(), [(ops.last() - 1, -libc::ECANCELED), (ops.last(), -libc::ETIME)]);
        }
        limited_read(ops, from, to, &FOREVER, 0);
        ops.nothing_ready();
        std::io::Write::write_all(&mut writer, b"x").expect("there is room");
        assert_eq!(ops.sorted(), [(ops.last() - 1, 1), (ops.last(), -libc::ECANCELED)]);
        // On its own it limits nothing.
        assert_eq!(run!(ops, io_uring_prep_link_timeout(&soon, 0)), -libc::EINVAL);
    });
}

#[test]
fn a_link_timeout_is_given_another_time() {
    on_both_faces(&[IORING_OP_LINK_TIMEOUT, IORING_OP_MKDIRAT], 0, |ops| {
        let (reader, _writer) = pipe();
        let (mut byte, soon) = (0_u8, milliseconds(10));
        limited_read(ops, reader.as_raw_fd(), &raw mut byte, &FOREVER, 0);
        let limit = ops.last();
        let plain = run!(ops, io_uring_prep_timeout_update(&soon, limit, 0));
        assert_eq!(plain, -libc::ENOENT, "it is no plain timeout");
        fill!(ops, io_uring_prep_timeout_update(&soon, limit, IORING_LINK_TIMEOUT_UPDATE));
        ops.submit();
        assert_eq!(ops.sorted(), [(limit - 1, -libc::ECANCELED), (limit, -libc::ETIME), (ops.last(), 0)]);
    });
}

#[test]
fn a_timeout_may_pass_for_a_success() {
    on_both_faces(&[IORING_OP_TIMEOUT, IORING_OP_MSG_RING], 0, |ops| {
        // Of 5.16; operations tell of 5.18.
        let time = milliseconds(5);
        for (flags, next) in [(0, -libc::ECANCELED), (IORING_TIMEOUT_ETIME_SUCCESS, 0)] {
            let sqe = fill!(ops, io_uring_prep_timeout(&time, 0, flags));
            ops.set_flags(sqe, IOSQE_IO_LINK);
            fill!(ops, io_uring_prep_nop());
            ops.submit();
            assert_eq!(ops.sorted(), [(ops.last() - 1, -libc::ETIME), (ops.last(), next)]);
        }
    });
}
