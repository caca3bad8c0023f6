// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every kind of ring works from setup to exit, and leaves neither descriptors nor mappings.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

mod common;

use std::mem::zeroed;
use std::ptr::null_mut;
use std::time::{Duration, Instant};

use common::process::{alone, leaves_nothing};
use common::{has_or_skip, kernel, ring, ring_or_skip, ring_with, skip_this, use_ring, Ring};
use iouring_sys::*;

/// Sets up a ring of that kind where the kernel has it, uses it and ends it.
fn round_trip(
    kind: &str,
    entries: u32,
    params: io_uring_params,
    check: impl FnOnce(&mut Ring, &io_uring_params),
) {
    leaves_nothing(kind, || {
        let mut result = params;
        let Some(mut ring) = ring_with(entries, &mut result) else { return };
        // SAFETY: the ring is set up; a copy of its fields is taken, while no other thread has it.
        let (flags, features) = unsafe { ((*ring.ptr()).flags, (*ring.ptr()).features) };
        assert_eq!(flags & params.flags, params.flags, "{kind}");
        assert_eq!((flags, features), (result.flags, result.features), "{kind}");
        check(&mut ring, &result);
        use_ring(&mut ring);
    });
}

fn with_flags(flags: u32) -> io_uring_params {
    io_uring_params { flags, ..Default::default() }
}

#[test]
fn every_kind_of_ring_works() {
    alone("every_kind_of_ring_works", || {
        let kinds = [
            ("plain", 0),
            ("SQE128", IORING_SETUP_SQE128),
            ("CQE32", IORING_SETUP_CQE32),
            ("SQE128 and CQE32", IORING_SETUP_SQE128 | IORING_SETUP_CQE32),
            ("SQPOLL", IORING_SETUP_SQPOLL),
            ("IOPOLL", IORING_SETUP_IOPOLL),
            ("SQPOLL and IOPOLL", IORING_SETUP_SQPOLL | IORING_SETUP_IOPOLL),
            ("HYBRID_IOPOLL", IORING_SETUP_IOPOLL | IORING_SETUP_HYBRID_IOPOLL),
            ("COOP_TASKRUN", IORING_SETUP_COOP_TASKRUN),
            ("TASKRUN_FLAG", IORING_SETUP_COOP_TASKRUN | IORING_SETUP_TASKRUN_FLAG),
            ("SINGLE_ISSUER", IORING_SETUP_SINGLE_ISSUER),
            ("DEFER_TASKRUN", IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN),
            ("SUBMIT_ALL", IORING_SETUP_SUBMIT_ALL),
            ("NO_SQARRAY", IORING_SETUP_NO_SQARRAY),
            ("CQE_MIXED", IORING_SETUP_CQE_MIXED),
            ("SQE_MIXED", IORING_SETUP_SQE_MIXED),
            ("SQ_REWIND", IORING_SETUP_SQ_REWIND | IORING_SETUP_NO_SQARRAY),
        ];
        for (kind, flags) in kinds {
            for (entries, rounded) in [(1, 1), (8, 8), (33, 64)] {
                round_trip(kind, entries, with_flags(flags), |ring, params| {
                    // SAFETY: the ring is set up; both queues are copied, and the copies are only read.
                    let (sq, cq) = unsafe { ((*ring.ptr()).sq, (*ring.ptr()).cq) };
                    assert_eq!((params.sq_entries, params.cq_entries), (rounded, 2 * rounded), "{kind}");
                    assert_eq!((sq.ring_entries, sq.ring_mask), (rounded, rounded - 1), "{kind}");
                    assert_eq!((cq.ring_entries, cq.ring_mask), (2 * rounded, 2 * rounded - 1), "{kind}");
                    let size = if flags & IORING_SETUP_SQE128 != 0 { 128 } else { 64 };
                    assert_eq!(sq.sqes_sz, rounded * size, "{kind}");
                    assert_eq!(sq.array.is_null(), params.flags & IORING_SETUP_NO_SQARRAY != 0, "{kind}");
                });
            }
        }
    });
}

#[test]
fn the_library_saves_the_sq_array_where_the_kernel_can_do_without() {
    let mut ring = ring_or_skip!(4);
    let expected = kernel::has_setup(IORING_SETUP_NO_SQARRAY);
    // SAFETY: the ring is set up; a copy of its fields is taken, while no other thread has it.
    let (flags, array) = unsafe { ((*ring.ptr()).flags, (*ring.ptr()).sq.array) };
    assert_eq!(flags & IORING_SETUP_NO_SQARRAY != 0, expected);
    assert_eq!(array.is_null(), expected);
}

#[test]
fn cqsize_chooses_the_completion_entries() {
    alone("cqsize_chooses_the_completion_entries", || {
        for (wanted, rounded) in [(8, 8), (100, 128), (4096, 4096)] {
            let params =
                io_uring_params { flags: IORING_SETUP_CQSIZE, cq_entries: wanted, ..Default::default() };
            round_trip("CQSIZE", 8, params, |ring, params| {
                assert_eq!((params.sq_entries, params.cq_entries), (8, rounded));
                // SAFETY: the ring is set up; a field of it is copied, while no other thread has it.
                assert_eq!(unsafe { (*ring.ptr()).cq.ring_entries }, rounded);
            });
        }
    });
}

#[test]
fn clamp_cuts_to_the_largest_ring() {
    alone("clamp_cuts_to_the_largest_ring", || {
        round_trip("CLAMP", 1_000_000, with_flags(IORING_SETUP_CLAMP), |_, params| {
            assert_eq!((params.sq_entries, params.cq_entries), (32768, 65536));
        });
        let params = io_uring_params {
            flags: IORING_SETUP_CLAMP | IORING_SETUP_CQSIZE,
            cq_entries: 1_000_000,
            ..Default::default()
        };
        round_trip("CLAMP and CQSIZE", 4, params, |_, params| {
            assert_eq!((params.sq_entries, params.cq_entries), (4, 65536));
        });
    });
}

#[test]
fn sqpoll_parameters_reach_the_thread() {
    alone("sqpoll_parameters_reach_the_thread", || {
        // SAFETY: the set is plain memory, and valid for writes.
        let cpu = unsafe {
            let mut cpus: libc::cpu_set_t = zeroed();
            assert_eq!(libc::sched_getaffinity(0, size_of::<libc::cpu_set_t>(), &mut cpus), 0);
            (0..libc::CPU_SETSIZE as usize).rev().find(|&cpu| libc::CPU_ISSET(cpu, &cpus))
        };
        let cpu = cpu.expect("this process runs on some CPU") as u32;
        let params = io_uring_params {
            flags: IORING_SETUP_SQPOLL | IORING_SETUP_SQ_AFF,
            sq_thread_cpu: cpu,
            sq_thread_idle: 20,
            ..Default::default()
        };
        round_trip("SQ_AFF", 8, params, |ring, _| {
            // The thread names and binds itself once it runs.
            use_ring(ring);
            let expected = format!("Cpus_allowed_list:\t{cpu}");
            // None at all before 5.12, where it is a kernel thread outside of the process. One whose ring has just
            // ended may end while we look.
            for status in poll_threads().iter().flat_map(|task| std::fs::read_to_string(task.join("status")))
            {
                assert!(status.lines().any(|line| line == expected), "{status}");
            }
        });
    });
}

/// The folders in /proc of this process's polling threads.
fn poll_threads() -> Vec<std::path::PathBuf> {
    let tasks = std::fs::read_dir("/proc/self/task").expect("/proc is mounted");
    let named = |task: &std::path::PathBuf| {
        std::fs::read_to_string(task.join("comm")).is_ok_and(|name| name.starts_with("iou-sqp-"))
    };
    tasks.map(|task| task.expect("a thread").path()).filter(named).collect()
}

#[test]
fn attached_sqpoll_rings_share_a_thread() {
    alone("attached_sqpoll_rings_share_a_thread", || {
        leaves_nothing("ATTACH_WQ", || {
            let mut first = ring_or_skip!(4, IORING_SETUP_SQPOLL);
            // The thread names itself once it runs; that of the ring that the kernel was asked with may still be ending.
            // Before Linux 5.12, they are nobody's threads.
            let threads = usize::from(kernel::has_features(IORING_FEAT_NATIVE_WORKERS));
            let until_there_are = |ring: &mut Ring| {
                let start = Instant::now();
                while poll_threads().len() != threads {
                    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", poll_threads());
                    use_ring(ring);
                }
            };
            until_there_are(&mut first);
            let mut params = io_uring_params {
                flags: IORING_SETUP_SQPOLL | IORING_SETUP_ATTACH_WQ,
                wq_fd: first.fd() as u32,
                ..Default::default()
            };
            let mut second = Ring::with_params(4, &mut params).expect("a ring beside the first");
            use_ring(&mut second);
            until_there_are(&mut second);
            use_ring(&mut first);
            drop(first);
            use_ring(&mut second);
        });
    });
}

#[test]
fn a_disabled_ring_works_once_it_is_enabled() {
    let mut ring = ring_or_skip!(4, IORING_SETUP_R_DISABLED);
    ring.nop(1);
    // SAFETY: the ring is set up, and disabled first, so that its NOP waits.
    unsafe {
        assert_eq!(io_uring_submit(ring.ptr()), -libc::EBADFD);
        assert_eq!(io_uring_enable_rings(ring.ptr()), 0);
    }
    ring.submit(1);
    assert_eq!(ring.wait().user_data, 1);
    use_ring(&mut ring);
}

#[test]
fn submit_all_goes_on_after_a_bad_request() {
    for (flags, submitted) in [(0, 2), (IORING_SETUP_SUBMIT_ALL, 3)] {
        let mut ring = ring_or_skip!(4, flags);
        ring.nop(1);
        let bad = ring.nop(2);
        // SAFETY: the entry is ours to fill.
        unsafe { (*bad).opcode = 255 };
        ring.nop(3);
        ring.submit(submitted);
        let mut results: Vec<_> =
            std::iter::from_fn(|| ring.peek()).map(|cqe| (cqe.user_data, cqe.res)).collect();
        // Some kernels report failures before what succeeded.
        results.sort();
        let expected = [(1, 0), (2, -libc::EINVAL), (3, 0)];
        assert_eq!(results, expected[..submitted as usize]);
        // What was left is the start of the next batch.
        ring.submit(3 - submitted);
        assert_eq!(ring.ready(), 3 - submitted as u32);
    }
}

#[test]
fn peeking_polls_an_iopoll_ring() {
    let mut ring = ring_or_skip!(4, IORING_SETUP_IOPOLL);
    // An empty ring is empty, and that is no error of the ring.
    assert!(ring.peek().is_none());
    ring.nop(5);
    ring.submit(1);
    assert_eq!(ring.peek().map(|cqe| cqe.user_data), Some(5));
}

#[test]
fn exit_is_safe_whatever_was_registered() {
    alone("exit_is_safe_whatever_was_registered", || {
        drop(ring_or_skip!(4));
        if !has_or_skip(kernel::registers(IORING_REGISTER_RING_FDS), "rings are not registered") {
            return;
        }
        let closable = kernel::has_features(IORING_FEAT_REG_REG_RING);
        // More rings than the 16 slots of a task: a slot that is not freed is soon missed.
        for round in 0..40 {
            leaves_nothing("a registered ring", || {
                let mut ring = Ring::try_new(4, 0).expect("a ring");
                // SAFETY: the ring is set up, and no memory but its own is named.
                assert_eq!(unsafe { io_uring_register_ring_fd(ring.ptr()) }, 1, "round {round}");
                if round % 2 == 0 && closable {
                    // SAFETY: the ring is set up and registered.
                    assert_eq!(unsafe { io_uring_close_ring_fd(ring.ptr()) }, 1);
                    assert_eq!(ring.fd(), -1);
                }
                use_ring(&mut ring);
            });
        }
    });
}

#[test]
fn exit_leaves_a_ring_that_may_end_again() {
    alone("exit_leaves_a_ring_that_may_end_again", || {
        drop(ring_or_skip!(4));
        let mut ring = io_uring::default();
        leaves_nothing("exit", || {
            // SAFETY: the ring is set up once, and what the first exit leaves names nothing.
            unsafe {
                assert_eq!(io_uring_queue_init(4, &mut ring, 0), 0);
                io_uring_queue_exit(&mut ring);
                assert_eq!((ring.ring_fd, ring.enter_ring_fd), (-1, -1));
                assert!(ring.sq.sqes.is_null() && ring.sq.ring_ptr.is_null() && ring.cq.ring_ptr.is_null());
                io_uring_queue_exit(&mut ring);
            }
        });
    });
}

#[test]
fn mixed_completions_come_in_both_sizes() {
    let mut ring = ring_or_skip!(4, IORING_SETUP_CQE_MIXED);
    // Eight slots, and no multiple of three: sooner or later a large one does not fit before the end.
    for round in 0..20 {
        let large = ring.nop(1000 + round);
        // SAFETY: the entry is ours to fill.
        unsafe { (*large).__bindgen_anon_3.nop_flags = IORING_NOP_CQE32 };
        ring.nop(2000 + round);
        ring.submit(2);
        let first = ring.wait();
        assert_eq!((first.user_data, first.res, first.flags), (1000 + round, 0, IORING_CQE_F_32));
        let second = ring.wait();
        assert_eq!((second.user_data, second.res, second.flags), (2000 + round, 0, 0));
        let mut none = null_mut();
        // SAFETY: the ring is set up, and `none` is valid for writes.
        assert_eq!(unsafe { io_uring_peek_cqe(ring.ptr(), &mut none) }, -libc::EAGAIN);
        assert_eq!(ring.ready(), 0);
    }
}

#[test]
fn mixed_submissions_come_in_both_sizes() {
    let mut ring = ring_or_skip!(8, IORING_SETUP_SQE_MIXED);
    for round in 0..20 {
        ring.nop(1000 + round);
        // SAFETY: the ring is set up, and the entry ours to fill.
        unsafe {
            let large = io_uring_get_sqe128(ring.ptr());
            assert!(!large.is_null());
            io_uring_prep_nop128(large);
            io_uring_sqe_set_data64(large, 2000 + round);
            // The fillers before the end count too.
            assert!(io_uring_submit(ring.ptr()) >= 2);
        }
        assert_eq!((ring.wait().user_data, ring.wait().user_data), (1000 + round, 2000 + round));
        assert_eq!(ring.ready(), 0);
    }
}

#[test]
fn private_flags_of_a_ring_have_the_values_of_the_abi() {
    /// Of a ring of that kind, after `change`; nothing where there are no such rings.
    fn private(flags: u32, change: impl FnOnce(*mut io_uring)) -> Option<u8> {
        let mut ring = ring(4, flags)?;
        change(ring.ptr());
        // SAFETY: the ring is set up; a field of it is copied, while no other thread has it.
        Some(unsafe { (*ring.ptr()).int_flags })
    }

    drop(ring_or_skip!(4));
    let indices = kernel::has_features(IORING_FEAT_REG_REG_RING);
    // SAFETY: the rings are set up, and only this test looks at their features.
    let (register, register_for_enter, no_iowait) = unsafe {
        (
            |ring: *mut io_uring| assert_eq!(io_uring_register_ring_fd(ring), 1),
            |ring: *mut io_uring| {
                (*ring).features &= !IORING_FEAT_REG_REG_RING;
                assert_eq!(io_uring_register_ring_fd(ring), 1);
            },
            |ring: *mut io_uring| {
                (*ring).features |= IORING_FEAT_NO_IOWAIT;
                assert_eq!(io_uring_set_iowait(ring, false), 0);
            },
        )
    };
    let poll = IORING_SETUP_IOPOLL;
    let index_only = IORING_SETUP_NO_MMAP | IORING_SETUP_REGISTERED_FD_ONLY;
    let found = [
        ("plain", private(0, |_| ()), 0),
        ("polled", private(poll, |_| ()), 4),
        ("polled by a thread", private(poll | IORING_SETUP_SQPOLL, |_| ()), 0),
        ("waits are no waits for I/O", private(0, no_iowait), 128),
        ("without a descriptor", private(index_only, |_| ()), 1 + 16),
        ("registered", indices.then(|| private(0, register)).flatten(), 1 + 16),
        ("registered for io_uring_enter", indices.then(|| private(0, register_for_enter)).flatten(), 16),
    ];
    for (kind, flags, expected) in found {
        match flags {
            Some(flags) => assert_eq!(flags, expected, "{kind}"),
            None => skip_this(&format!("no such ring: {kind}")),
        }
    }
}

#[test]
fn the_same_parameters_set_up_again() {
    if !common::room_or_skip() {
        return;
    }
    const TEST: &str = "the_same_parameters_set_up_again";
    alone(TEST, || {
        drop(ring_or_skip!(4));
        let sized = IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP;
        let kinds = [
            ("plain", 0),
            ("CQSIZE and CLAMP", sized),
            ("SQPOLL", IORING_SETUP_SQPOLL),
            ("CQE32", IORING_SETUP_CQE32),
            ("NO_MMAP", IORING_SETUP_NO_MMAP),
            ("REGISTERED_FD_ONLY", IORING_SETUP_NO_MMAP | IORING_SETUP_REGISTERED_FD_ONLY),
        ];
        for (kind, flags) in kinds {
            let mut params = io_uring_params { flags, cq_entries: 100, ..Default::default() };
            let Some(first) = ring_with(8, &mut params) else { continue };
            let (reported, sizes) = (params.flags, (params.sq_entries, params.cq_entries));
            let cq_entries = if flags & sized != 0 { 128 } else { 16 };
            assert_eq!(sizes, (8, cq_entries), "{kind}");
            leaves_nothing(kind, || {
                for _ in 0..3 {
                    let mut again = Ring::with_params(8, &mut params).expect(kind);
                    assert_eq!((params.flags, (params.sq_entries, params.cq_entries)), (reported, sizes));
                    use_ring(&mut again);
                }
                if !kernel::has_no_mmap() {
                    return; // Which is said above.
                }
                // And in memory, whoever's it is; the flag for that stays.
                let mut before = params;
                for _ in 0..2 {
                    let mut ring = io_uring::default();
                    // SAFETY: the ring and the parameters are valid for writes.
                    let size = unsafe { io_uring_queue_init_mem(8, &mut ring, &mut params, null_mut(), 0) };
                    assert!(size > 0, "{kind}: {size}");
                    use_ring(&mut Ring::owning(ring));
                    assert_eq!(params.flags, reported | IORING_SETUP_NO_MMAP, "{kind}");
                }
                use_ring(&mut Ring::with_params(8, &mut params).expect(kind));
                use_ring(&mut Ring::with_params(8, &mut before).expect(kind));
            });
            drop(first);
        }
    });
}
