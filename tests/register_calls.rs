// SPDX-License-Identifier: MIT OR Apache-2.0
//! Register calls that change how a ring waits, that cancel and that ask, and those whose kernels are still to
//! come.

mod common;

use std::os::fd::AsRawFd;
use std::ptr::null_mut;

use common::process::pipe;
use common::{has_or_skip, kernel, ring_or_skip, skip_this, Ring};
use iouring_sys::*;

#[test]
fn cancelling_waits_for_the_requests_to_end() {
    let mut ring = ring_or_skip!(8);
    let (reader, _writer) = pipe();
    let forever = __kernel_timespec { tv_sec: -1, tv_nsec: -1 };
    let usual = io_uring_sync_cancel_reg { addr: 4, timeout: forever, ..Default::default() };
    let cancel = |ring: &mut Ring, mut reg: io_uring_sync_cancel_reg| {
        // SAFETY: the ring is set up, and `reg` outlives the call.
        unsafe { io_uring_register_sync_cancel(ring.ptr(), &mut reg) }
    };
    if !has_or_skip(kernel::registers(IORING_REGISTER_SYNC_CANCEL), "no cancelling without a request") {
        return;
    }
    assert_eq!(cancel(&mut ring, usual), -libc::ENOENT);
    for _ in 0..3 {
        ring.poll(&reader, 4);
    }
    assert_eq!(cancel(&mut ring, usual), 0);
    let cqe = ring.wait();
    assert_eq!((cqe.user_data, cqe.res), (4, -libc::ECANCELED));
    let all = io_uring_sync_cancel_reg { flags: IORING_ASYNC_CANCEL_ALL, ..usual };
    assert_eq!(cancel(&mut ring, all), 2);
    assert_eq!([0; 2].map(|_| ring.wait().res), [-libc::ECANCELED; 2]);

    ring.poll(&reader, 5);
    let by_fd = io_uring_sync_cancel_reg { fd: reader.as_raw_fd(), flags: IORING_ASYNC_CANCEL_FD, ..usual };
    assert_eq!(cancel(&mut ring, by_fd), 0);
    assert_eq!(ring.wait().user_data, 5);

    let wrong = [
        (io_uring_sync_cancel_reg { fd: 9999, ..by_fd }, -libc::EBADF),
        (io_uring_sync_cancel_reg { flags: 1 << 20, ..usual }, -libc::EINVAL),
        (io_uring_sync_cancel_reg { pad: [0, 0, 0, 0, 0, 0, 1], ..usual }, -libc::EINVAL),
    ];
    for (reg, expected) in wrong {
        assert_eq!(cancel(&mut ring, reg), expected, "{reg:?}");
    }
    // SAFETY: the ring is set up; a null pointer is what the kernel is to refuse.
    assert_eq!(unsafe { io_uring_register_sync_cancel(ring.ptr(), null_mut()) }, -libc::EINVAL);
}

#[test]
fn busy_polling_reports_what_it_replaces() {
    let mut ring = ring_or_skip!(8);
    if !has_or_skip(kernel::registers(IORING_REGISTER_NAPI), "no busy polling") {
        return;
    }
    let usual = io_uring_napi { busy_poll_to: 50, prefer_busy_poll: 1, ..Default::default() };
    // SAFETY: the ring is set up; `napi` is valid for writes, as the kernel writes what it replaces.
    unsafe {
        let mut napi = usual;
        assert_eq!(io_uring_register_napi(ring.ptr(), &mut napi), 0);
        assert_eq!((napi.busy_poll_to, napi.prefer_busy_poll), (0, 0), "it was off");
        napi = io_uring_napi { busy_poll_to: 20, ..Default::default() };
        assert_eq!(io_uring_register_napi(ring.ptr(), &mut napi), 0);
        assert_eq!((napi.busy_poll_to, napi.prefer_busy_poll), (50, 1));
        assert_eq!(io_uring_unregister_napi(ring.ptr(), &mut napi), 0);
        assert_eq!((napi.busy_poll_to, napi.prefer_busy_poll), (20, 0));
        assert_eq!(io_uring_unregister_napi(ring.ptr(), null_mut()), 0);
        napi = usual;
        napi.__bindgen_anon_1.pad = [0, 1, 0];
        assert_eq!(io_uring_register_napi(ring.ptr(), &mut napi), -libc::EINVAL);
        assert_eq!(io_uring_register_napi(ring.ptr(), null_mut()), -libc::EINVAL);
    }
}

#[test]
fn waits_go_by_the_registered_clock() {
    let mut ring = ring_or_skip!(8);
    if !has_or_skip(kernel::registers(IORING_REGISTER_CLOCK), "waits have one clock") {
        return;
    }
    // SAFETY: the ring is set up; the clock is read during the call.
    unsafe {
        let choose = |ring: &mut Ring, id, resv| {
            let mut clock = io_uring_clock_register { clockid: id, __resv: [resv, 0, 0] };
            io_uring_register_clock(ring.ptr(), &mut clock)
        };
        for id in [libc::CLOCK_MONOTONIC, libc::CLOCK_BOOTTIME] {
            assert_eq!(choose(&mut ring, id as u32, 0), 0);
            let (mut cqe, mut ts) = (null_mut(), __kernel_timespec { tv_sec: 0, tv_nsec: 1_000_000 });
            assert_eq!(io_uring_wait_cqe_timeout(ring.ptr(), &mut cqe, &mut ts), -libc::ETIME);
        }
        assert_eq!(choose(&mut ring, libc::CLOCK_REALTIME as u32, 0), -libc::EINVAL);
        assert_eq!(choose(&mut ring, libc::CLOCK_MONOTONIC as u32, 1), -libc::EINVAL);
        assert_eq!(io_uring_register_clock(ring.ptr(), null_mut()), -libc::EINVAL);
    }
}

/// A question about operations, with the room for the answer.
fn question(answer: &mut io_uring_query_opcode) -> io_uring_query_hdr {
    io_uring_query_hdr {
        query_data: answer as *mut io_uring_query_opcode as u64,
        query_op: IO_URING_QUERY_OPCODES,
        size: size_of::<io_uring_query_opcode>() as u32,
        ..Default::default()
    }
}

#[test]
fn the_kernel_answers_questions_without_a_ring() {
    let mut ring = ring_or_skip!(2);
    if !has_or_skip(kernel::registers(IORING_REGISTER_QUERY), "the kernel answers no questions") {
        return;
    }
    let mut answer = io_uring_query_opcode::default();
    let mut last = io_uring_query_hdr { query_op: 9999, ..Default::default() };
    let mut first = io_uring_query_hdr { next_entry: &mut last as *mut _ as u64, ..question(&mut answer) };
    // SAFETY: the questions and the room for the answers are valid; the ring is set up, and the probe freed.
    unsafe {
        assert_eq!(io_uring_register_query(&mut first), 0);
        assert_eq!((first.result, last.result), (0, -libc::EOPNOTSUPP));
        assert!(first.size > 0 && first.size <= size_of::<io_uring_query_opcode>() as u32);
        assert_eq!(answer.feature_flags, u64::from(ring.features()));
        let probe = io_uring_get_probe_ring(ring.ptr());
        assert_eq!(answer.nr_request_opcodes, u32::from((*probe).last_op) + 1);
        io_uring_free_probe(probe);
        assert!(answer.nr_register_opcodes > IORING_REGISTER_QUERY);
        assert_eq!(io_uring_register_query(null_mut()), 0, "no questions");
        assert_eq!(io_uring_register_query(8 as *mut _), -libc::EFAULT);
    }
}

#[test]
fn zero_copy_receives_are_refused_or_unknown() {
    let mut ring = ring_or_skip!(4);
    let (mut queue, mut control) = (io_uring_zcrx_ifq_reg::default(), zcrx_ctrl::default());
    // SAFETY: the ring is set up, and the arguments are valid.
    let results = unsafe {
        [io_uring_register_ifq(ring.ptr(), &mut queue), io_uring_register_zcrx_ctrl(ring.ptr(), &mut control)]
    };
    // Plain rings have no such queue: a kernel that knows it tells so as well.
    for result in results {
        assert!([-libc::EINVAL, -libc::EPERM, -libc::ENXIO].contains(&result), "{result}");
    }
    skip_this("a working zero-copy receive needs a network card that can do it");
}

#[test]
fn an_empty_bpf_filter_is_refused() {
    let mut ring = ring_or_skip!(4);
    let mut filter = io_uring_bpf::default();
    // SAFETY: the ring is set up, and the filter valid.
    let results = unsafe {
        [
            io_uring_register_bpf_filter(ring.ptr(), &mut filter),
            io_uring_register_bpf_filter_task(&mut filter),
        ]
    };
    for result in results {
        assert!([-libc::EINVAL, -libc::EACCES, -libc::EPERM].contains(&result), "{result}");
    }
    // Nothing was filtered.
    ring.nop(1);
    ring.submit(1);
    assert_eq!(ring.wait().res, 0);
    skip_this("a working filter needs a kernel that knows it");
}
