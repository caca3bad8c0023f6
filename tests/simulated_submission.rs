// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a submission or a wait asks of the kernel, and what it makes of the answers, on rings of kinds that
//! this kernel need not have: rewound queues, a polling thread that is awake or asleep, waits that are none
//! for I/O, an old kernel's timeouts.

mod common;
#[path = "common/intercept.rs"]
mod intercept;
#[path = "common/simulated.rs"]
mod simulated;

use common::{minute, ring, ring_or_skip, Ring};
use intercept::{Answer, Call};
use iouring_sys::*;
use simulated::{simulate, Switch};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering};

/// A call of io_uring_enter: entries to submit, completions to wait for, flags.
type Enter = (u32, u32, u32);

/// Runs `body` with a ring that was set up with these flags, on a kernel that answers each io_uring_enter as
/// `answer` says. Returns the calls.
fn with_ring(
    flags: u32,
    mut answer: impl FnMut(usize, &Call) -> Answer,
    body: impl FnOnce(&Switch, &mut Ring) + Send,
) -> Option<Vec<Enter>> {
    let mut calls = Vec::new();
    let note = |call: &Call| {
        calls.push((call.args[1] as u32, call.args[2] as u32, call.args[3] as u32));
        answer(calls.len(), call)
    };
    simulate(&[libc::SYS_io_uring_enter], note, |kernel| {
        if let Some(mut ring) = ring(8, flags) {
            body(kernel, &mut ring);
        }
    })?;
    Some(calls)
}

/// Queues requests that do nothing, with these data.
fn queue(ring: &mut Ring, data: &[u64]) {
    for data in data {
        ring.nop(*data);
    }
}

fn errno(error: i32) -> Answer {
    Answer::Give(-i64::from(error))
}

/// The data of the first entries, and of their second halves where they have some.
fn data(ring: &mut Ring, entries: usize) -> Vec<(u64, u64)> {
    // SAFETY: the ring is set up and has so many entries, with second halves or without.
    unsafe {
        let sq = &(*ring.ptr()).sq;
        let shift = io_uring_sqe_shift(ring.ptr());
        let half = |at: usize| (*sq.sqes.add(at)).user_data;
        (0..entries).map(|entry| (half(entry << shift), half((entry << shift) + shift as usize))).collect()
    }
}

#[test]
fn what_a_rewound_queue_keeps_moves_to_its_start() {
    drop(ring_or_skip!(1));
    for flags in [0, IORING_SETUP_SQE128] {
        // Two of five entries, none, an error; then the rest.
        let answer = |enter: usize, _: &Call| match enter {
            1 => Answer::Give(2),
            2 => Answer::Give(0),
            3 => errno(libc::EINTR),
            _ => Answer::Give(3),
        };
        let calls = with_ring(flags, answer, |kernel, ring| {
            // SAFETY: the ring is set up; the kernel, which knows no such queue, is never asked.
            unsafe { (*ring.ptr()).flags |= IORING_SETUP_SQ_REWIND };
            for number in 0..5 {
                let sqe = ring.nop(number);
                if flags != 0 {
                    // SAFETY: the entry has a second half.
                    unsafe { (*sqe.add(1)).user_data = 100 + number };
                }
            }
            let of = |numbers: std::ops::Range<u64>| {
                numbers.map(|n| (n, if flags == 0 { n } else { 100 + n })).collect::<Vec<_>>()
            };
            // SAFETY: the ring is set up, and the kernel that it calls is simulated: no memory is named.
            let mut submit = || unsafe {
                let result = kernel.on(|| io_uring_submit(ring.ptr()));
                (result, (*ring.ptr()).sq.sqe_tail)
            };
            assert_eq!(submit(), (2, 3), "submitted, and left");
            assert_eq!(submit(), (0, 3));
            assert_eq!(submit(), (-libc::EINTR, 3));
            assert_eq!(data(ring, 3), of(2..5), "flags {flags:#x}");
            // SAFETY: as above.
            unsafe {
                assert_eq!(kernel.on(|| io_uring_submit(ring.ptr())), 3);
                assert_eq!((*ring.ptr()).sq.sqe_tail, 0);
                assert_eq!((*ring.ptr()).sq.ktail.read(), 0, "there is no tail");
                assert_eq!(kernel.on(|| io_uring_submit(ring.ptr())), 0, "an empty queue needs no call");
            }
        });
        let Some(calls) = calls else { return };
        let submitted: Vec<u32> = calls.iter().map(|call| call.0).collect();
        assert_eq!(submitted, [5, 3, 3, 3], "flags {flags:#x}");
    }
}

#[test]
fn a_wait_rewinds_the_queue_too() {
    drop(ring_or_skip!(1));
    let answer = |enter: usize, _: &Call| match enter {
        1 => Answer::Give(1),
        _ => errno(libc::EINTR),
    };
    let calls = with_ring(0, answer, |kernel, ring| {
        // SAFETY: the ring is set up; the kernel, which knows no such queue, is never asked.
        unsafe {
            (*ring.ptr()).flags |= IORING_SETUP_SQ_REWIND;
            queue(ring, &[0, 1, 2]);
            let mut cqe = null_mut();
            let wait = || io_uring_submit_and_wait_timeout(ring.ptr(), &mut cqe, 1, null_mut(), null_mut());
            assert_eq!(kernel.on(wait), 1);
            assert_eq!((*ring.ptr()).sq.sqe_tail, 2);
        }
        assert_eq!(data(ring, 2), [(1, 1), (2, 2)]);
    });
    let Some(calls) = calls else { return };
    assert_eq!(calls.iter().map(|call| call.0).collect::<Vec<_>>(), [3, 2]);
}

#[test]
fn waits_say_that_they_are_none_for_io() {
    drop(ring_or_skip!(1));
    let calls = with_ring(
        0,
        |_, _| errno(libc::EINTR),
        |kernel, ring| {
            // SAFETY: the ring is set up; each call is answered without being made.
            unsafe {
                (*ring.ptr()).features &= !IORING_FEAT_NO_IOWAIT;
                assert_eq!(io_uring_set_iowait(ring.ptr(), false), -libc::EOPNOTSUPP);
                (*ring.ptr()).features |= IORING_FEAT_NO_IOWAIT;
                for enabled in [true, false, true] {
                    assert_eq!(io_uring_set_iowait(ring.ptr(), enabled), 0);
                    let mut cqe = null_mut();
                    kernel.on(|| {
                        assert_eq!(io_uring_submit_and_wait(ring.ptr(), 1), -libc::EINTR);
                        assert_eq!(io_uring_wait_cqe(ring.ptr(), &mut cqe), -libc::EINTR);
                        let wait = io_uring_wait_cqe_timeout(
                            ring.ptr(),
                            &mut cqe,
                            &mut __kernel_timespec::default(),
                        );
                        assert_eq!(wait, -libc::EINTR);
                        assert_eq!(io_uring_get_events(ring.ptr()), -libc::EINTR);
                    });
                }
            }
        },
    );
    let Some(calls) = calls else { return };
    let quiet: Vec<bool> = calls.iter().map(|call| call.2 & IORING_ENTER_NO_IOWAIT != 0).collect();
    assert_eq!(quiet, [[false; 4], [true; 4], [false; 4]].concat());
}

#[test]
fn a_thread_that_is_awake_is_not_woken() {
    drop(ring_or_skip!(1));
    // The thread is played: the ring has none.
    let calls = with_ring(
        0,
        |_, call| Answer::Give(call.args[1] as i64),
        |kernel, ring| {
            // SAFETY: the ring is set up. The flags are the kernel's, which does nothing meanwhile.
            unsafe {
                (*ring.ptr()).flags |= IORING_SETUP_SQPOLL;
                ring.nop(1);
                assert_eq!(kernel.on(|| io_uring_submit(ring.ptr())), 1);
                assert_eq!((*ring.ptr()).sq.ktail.read(), 1, "it sees the entry by itself");
                (*ring.ptr()).sq.kflags.write(IORING_SQ_NEED_WAKEUP);
                assert_eq!(kernel.on(|| io_uring_submit(ring.ptr())), 1);
                (*ring.ptr()).sq.khead.write(1);
                assert_eq!(kernel.on(|| io_uring_submit(ring.ptr())), 0, "there is nothing to wake it for");
                (*ring.ptr()).sq.kflags.write(0);
            }
        },
    );
    let Some(calls) = calls else { return };
    assert_eq!(calls, [(1, 0, IORING_ENTER_SQ_WAKEUP)]);
}

#[test]
fn the_wait_for_room_says_so() {
    drop(ring_or_skip!(1));
    let calls = with_ring(
        0,
        |_, _| Answer::Give(0),
        |kernel, ring| {
            let wait = |ring: &mut Ring| {
                // SAFETY: the ring is set up; waiting for room changes nothing of it.
                kernel.on(|| unsafe {
                    assert_eq!(io_uring_sqring_wait(ring.ptr()), 0);
                    assert_eq!(ffi::io_uring_sqring_wait(ring.ptr()), 0);
                });
            };
            queue(ring, &[0; 8]);
            // Without a thread that makes room, and where there is room, there is nothing to wait for.
            wait(ring);
            // SAFETY: as above; the thread is played, and the head is its own.
            unsafe { (*ring.ptr()).flags |= IORING_SETUP_SQPOLL };
            wait(ring);
            unsafe { (*ring.ptr()).sq.khead.write(1) };
            wait(ring);
        },
    );
    let Some(calls) = calls else { return };
    assert_eq!(calls, [(0, 0, IORING_ENTER_SQ_WAIT); 2]);
}

#[test]
fn a_batch_shows_no_timeout_of_the_librarys() {
    let mut ring = ring_or_skip!(8);
    const OURS: u64 = LIBURING_UDATA_TIMEOUT;
    let numbers = [OURS, 1, 2, OURS, OURS, 3, OURS];
    queue(&mut ring, &numbers);
    ring.submit(7);
    let mut cqes = [null_mut(); 8];
    let mut batch = |ring: &mut Ring| {
        // SAFETY: the ring is set up, and there is room for so many completions, which are read before they
        // are given back.
        unsafe {
            let count = io_uring_peek_batch_cqe(ring.ptr(), cqes.as_mut_ptr(), 8);
            let numbers = cqes[..count as usize].iter().map(|cqe| (**cqe).user_data).collect::<Vec<_>>();
            io_uring_cq_advance(ring.ptr(), count);
            numbers
        }
    };
    // SAFETY: the ring is set up; one feature less is an older kernel's ring, which the library knows.
    unsafe { (*ring.ptr()).features &= !IORING_FEAT_EXT_ARG };
    assert_eq!(batch(&mut ring), [1, 2]);
    assert_eq!(batch(&mut ring), [3]);
    assert_eq!((batch(&mut ring), ring.ready()), (vec![], 0));
    // Where there are none of the library's, the number is any other.
    // SAFETY: as above.
    unsafe { (*ring.ptr()).features |= IORING_FEAT_EXT_ARG };
    queue(&mut ring, &numbers);
    ring.submit(7);
    assert_eq!(batch(&mut ring), numbers);
}

#[test]
fn the_timeout_of_an_old_kernel_counts_completions() {
    drop(ring_or_skip!(1));
    for nr in [1, 3] {
        let calls = with_ring(
            0,
            |_, _| errno(libc::EINTR),
            |kernel, ring| {
                let mut ts = minute();
                let mut cqe = null_mut();
                // SAFETY: the ring is set up; the entry that the call took back is still there to be read.
                unsafe {
                    (*ring.ptr()).features &= !IORING_FEAT_EXT_ARG;
                    let wait = || io_uring_wait_cqes(ring.ptr(), &mut cqe, nr, &mut ts, null_mut());
                    assert_eq!(kernel.on(wait), -libc::EINTR);
                    let sqe = &*(*ring.ptr()).sq.sqes;
                    assert_eq!(
                        (sqe.opcode.into(), sqe.user_data),
                        (IORING_OP_TIMEOUT, LIBURING_UDATA_TIMEOUT)
                    );
                    assert_eq!(
                        (sqe.__bindgen_anon_1.off, sqe.len),
                        (nr.into(), 1),
                        "as many as are waited for"
                    );
                    assert_eq!(sqe.__bindgen_anon_2.addr, &ts as *const __kernel_timespec as u64);
                    assert_eq!(sqe.__bindgen_anon_3.timeout_flags, 0);
                }
            },
        );
        let Some(calls) = calls else { return };
        assert_eq!(calls, [(1, nr, IORING_ENTER_GETEVENTS)]);
    }
}

#[test]
fn a_polling_thread_keeps_the_timeout_of_an_old_kernel() {
    drop(ring_or_skip!(1));
    // The thread is played: it sleeps, and is not woken.
    let calls = with_ring(
        0,
        |_, _| errno(libc::EINTR),
        |kernel, ring| {
            let (mut ts, mut cqe) = (__kernel_timespec { tv_sec: 60, tv_nsec: 0 }, null_mut());
            // SAFETY: the ring is set up; nobody takes its entries, so that `ts` is never read.
            unsafe {
                (*ring.ptr()).flags |= IORING_SETUP_SQPOLL;
                (*ring.ptr()).features &= !IORING_FEAT_EXT_ARG;
                (*ring.ptr()).sq.kflags.write(IORING_SQ_NEED_WAKEUP);
                let wait = || io_uring_wait_cqe_timeout(ring.ptr(), &mut cqe, &mut ts);
                assert_eq!(kernel.on(wait), -libc::EINTR);
                assert_eq!(io_uring_sq_ready(ring.ptr()), 1, "the thread may be reading it");
                assert_eq!((*(*ring.ptr()).sq.sqes).user_data, LIBURING_UDATA_TIMEOUT);
            }
        },
    );
    let Some(calls) = calls else { return };
    assert_eq!(calls, [(1, 1, IORING_ENTER_SQ_WAKEUP | IORING_ENTER_GETEVENTS)]);
}

#[test]
fn the_failure_of_an_old_kernels_timeout_comes_without_a_completion() {
    let mut ring = ring_or_skip!(8);
    type Peek = unsafe fn(*mut io_uring, *mut *mut io_uring_cqe, *mut u32) -> i32;
    // SAFETY of both: the ring is set up, and the pointers can be written.
    let faces: [Peek; 2] = [
        |ring, cqe, nr| unsafe { __io_uring_peek_cqe(ring, cqe, nr) },
        |ring, cqe, nr| unsafe { ffi::__io_uring_peek_cqe(ring, cqe, nr) },
    ];
    for peek in faces {
        let sqe = ring.sqe();
        // SAFETY: the entry is ours; there is no such file.
        unsafe {
            io_uring_prep_close(sqe, i32::MAX);
            io_uring_sqe_set_data64(sqe, LIBURING_UDATA_TIMEOUT);
        }
        ring.nop(1);
        ring.submit(2);
        // SAFETY: the ring is set up; the completion is read before it is given back.
        unsafe {
            (*ring.ptr()).features &= !IORING_FEAT_EXT_ARG;
            let (mut cqe, mut nr) = (std::ptr::NonNull::dangling().as_ptr(), 0);
            assert_eq!(peek(ring.ptr(), &mut cqe, &mut nr), -libc::EBADF, "taken off, and told");
            assert_eq!((cqe.is_null(), nr), (true, 1));
            assert_eq!(peek(ring.ptr(), &mut cqe, &mut nr), 0);
            assert_eq!(((*cqe).user_data, nr), (1, 1));
            (*ring.ptr()).features |= IORING_FEAT_EXT_ARG;
            io_uring_cq_advance(ring.ptr(), 1);
        }
    }
}

#[test]
fn a_wait_that_filler_ended_goes_on() {
    drop(ring_or_skip!(1));
    let shared = AtomicPtr::<io_uring>::new(null_mut());
    let answer = |enter: usize, _: &Call| {
        if enter > 1 {
            return errno(libc::EINTR);
        }
        let ring = shared.load(Ordering::SeqCst);
        // SAFETY: the ring is set up, and its thread waits for the answer: the tail is this kernel's to move.
        unsafe {
            let tail = (*ring).cq.ktail.read();
            (*(*ring).cq.cqes.add((tail & (*ring).cq.ring_mask) as usize)).flags = IORING_CQE_F_SKIP;
            (*ring).cq.ktail.write(tail + 1);
        }
        Answer::Give(0)
    };
    let calls = with_ring(0, answer, |kernel, ring| {
        shared.store(ring.ptr(), Ordering::SeqCst);
        let (mut cqe, mut ts) = (null_mut(), minute());
        // SAFETY: the ring is set up; the kernel, which need not know mixed queues, is never asked.
        unsafe {
            (*ring.ptr()).flags |= IORING_SETUP_CQE_MIXED;
            let wait = || io_uring_wait_cqe_timeout(ring.ptr(), &mut cqe, &mut ts);
            assert_eq!(kernel.on(wait), -libc::EINTR, "the time was not up");
        }
        assert_eq!(ring.ready(), 0, "the filler is taken off");
    });
    let Some(calls) = calls else { return };
    assert_eq!(calls, [(0, 1, IORING_ENTER_GETEVENTS | IORING_ENTER_EXT_ARG); 2]);
}
