// SPDX-License-Identifier: MIT OR Apache-2.0
//! Waiting when the kernel answers otherwise than usual: a wait that it ended early, entries that it did not take, calls
//! that failed. And which system calls a wait makes.

mod common;
#[path = "common/forms.rs"]
mod forms;
#[path = "common/intercept.rs"]
mod intercept;
#[path = "common/ways.rs"]
mod ways;

use std::ptr::null_mut;

use common::{ring_or_skip, Ring};
use forms::{Needs, FORMS, HANDS_OUT, LIMITED, SEVERAL, SUBMITS};
use intercept::Answer;
use iouring_sys::*;
use ways::{complete, or_return, queue, wait, ways, with_ring, Enter, Kernel, ERROR};

#[test]
fn a_wait_for_several_ends_when_the_kernel_ends_it() {
    drop(ring_or_skip!(4));
    for (way, ext_arg) in ways() {
        // The kernel answers so after a signal with a completion there. A second call would fail.
        let answer = |enter, call: &Enter, kernel: &Kernel| {
            if enter == 1 {
                kernel.takes(call.submits)
            } else {
                ERROR
            }
        };
        let run = with_ring(ext_arg, |ring| complete(ring, 7..8), answer, |ring| wait(way, ring, 4));
        let (result, calls) = or_return!(run);
        assert_eq!(result, (0, Some(7)), "{way}, EXT_ARG: {ext_arg}");
        assert_eq!((calls.len(), calls[0].waits_for), (1, 4), "{way}");
    }
}

#[test]
fn a_wait_for_several_that_fails_shows_what_is_there() {
    drop(ring_or_skip!(4));
    for (way, ext_arg) in ways() {
        let run = with_ring(
            ext_arg,
            |ring| complete(ring, 7..8),
            |_, _: &Enter, _: &Kernel| ERROR,
            |ring| wait(way, ring, 4),
        );
        let (result, calls) = or_return!(run);
        assert_eq!(result, (-libc::ENXIO, Some(7)), "{way}, EXT_ARG: {ext_arg}");
        assert_eq!(calls.len(), 1, "{way}");
    }
}

#[test]
fn a_wait_that_submitted_ends_when_the_kernel_ends_it() {
    drop(ring_or_skip!(4));
    for (way, ext_arg) in ways().filter(|(way, _)| way.does(SUBMITS)) {
        let answer = |enter, call: &Enter, kernel: &Kernel| {
            if enter == 1 {
                kernel.takes(call.submits)
            } else {
                ERROR
            }
        };
        let run = with_ring(
            ext_arg,
            |ring| complete(ring, 7..8),
            answer,
            |ring| {
                ring.nop(8);
                ring.nop(9);
                wait(way, ring, 4)
            },
        );
        let (result, calls) = or_return!(run);
        assert_eq!(result, (2, Some(7)), "{way}, EXT_ARG: {ext_arg}");
        assert_eq!(calls.len(), 1, "{way}");
    }
}

#[test]
fn a_wait_that_the_kernel_ends_without_a_completion_goes_on() {
    drop(ring_or_skip!(4));
    // It answers so when a timeout ends whose completion is skipped.
    for (way, ext_arg) in ways().filter(|(way, ext_arg)| !way.does(LIMITED) || !ext_arg) {
        let answer = |enter, call: &Enter, kernel: &Kernel| match enter {
            1..=100 => kernel.takes(call.submits),
            _ => Answer::Give(-i64::from(libc::EINTR)),
        };
        let run = with_ring(ext_arg, |_| (), answer, |ring| wait(way, ring, 1));
        let (result, calls) = or_return!(run);
        assert_eq!((result, calls.len()), ((-libc::EINTR, None), 101), "{way}, EXT_ARG: {ext_arg}");
    }
}

#[test]
fn polling_takes_as_many_calls_as_it_takes() {
    drop(ring_or_skip!(4));
    // The kernel stops polling when something else is to run, and nothing has completed: where a wait without polled I/O gives
    // up.
    let rounds = 6_000;
    let answer = |enter, _: &Enter, kernel: &Kernel| {
        if enter == rounds {
            kernel.post(7, 0, 0);
        }
        Answer::Give(0)
    };
    let prepare = |ring: &mut Ring| {
        // SAFETY: the ring is set up; the bit says that its I/O is polled.
        unsafe { (*ring.ptr()).int_flags |= 4 };
    };
    let (way, _) = ways().find(|(way, _)| !way.does(LIMITED)).expect("waits without a limit");
    let (result, calls) = or_return!(with_ring(true, prepare, answer, |ring| wait(way, ring, 1)));
    assert_eq!((result, calls.len()), ((0, Some(7)), rounds));
}

/// The first call does nothing; the others are made, but for those that would wait without submitting.
fn kept_once(enter: usize, call: &Enter) -> Answer {
    match (enter, call.submits) {
        (1, _) => Answer::Give(0),
        (_, 0) => ERROR,
        _ => Answer::Run,
    }
}

#[test]
fn what_a_caller_never_sees_ends_no_wait() {
    drop(ring_or_skip!(4));
    // Filler of a mixed queue; the end of a timeout that an earlier wait left on a kernel before 5.11.
    for (mixed, ext_arg) in [(true, true), (false, false)] {
        for way in ways().filter(|way| way.1 == ext_arg).map(|(way, _)| way) {
            let answer = |enter, call: &Enter, kernel: &Kernel| {
                match enter {
                    1..=20 if mixed => kernel.post(0, 0, IORING_CQE_F_SKIP),
                    1..=20 => kernel.post(LIBURING_UDATA_TIMEOUT, 0, 0),
                    _ => kernel.post(7, 0, 0),
                }
                kernel.takes(call.submits)
            };
            let prepare = |ring: &mut Ring| {
                if mixed {
                    // SAFETY: the ring is set up; nobody else looks at its flags.
                    unsafe { (*ring.ptr()).flags |= IORING_SETUP_CQE_MIXED };
                }
            };
            let (result, calls) = or_return!(with_ring(ext_arg, prepare, answer, |ring| wait(way, ring, 1)));
            assert_eq!((result, calls.len()), ((0, Some(7)), 21), "{way}, mixed: {mixed}");
        }
    }
}

#[test]
fn the_end_of_an_earlier_timeout_is_not_that_of_this_wait() {
    drop(ring_or_skip!(4));
    for (way, _) in ways().filter(|(way, ext_arg)| way.does(LIMITED) && !ext_arg) {
        let answer = |enter, call: &Enter, kernel: &Kernel| {
            if enter == 1 {
                // Our own timeout is the last entry, and not submitted yet.
                kernel.post(LIBURING_UDATA_TIMEOUT, -libc::ETIME, 0);
                return kernel.takes(1);
            }
            kernel.post(7, 0, 0);
            kernel.takes(call.submits)
        };
        let run = with_ring(
            false,
            |_| (),
            answer,
            |ring| {
                queue(ring, 1..3);
                wait(way, ring, 1)
            },
        );
        let (result, calls) = or_return!(run);
        let submitted = if way.does(SUBMITS) { 2 } else { 0 };
        assert_eq!((result, calls.len()), ((submitted, Some(7)), 2), "{way}");
    }
}

#[test]
fn entries_that_the_kernel_kept_are_submitted_again() {
    drop(ring_or_skip!(4));
    for (way, ext_arg) in ways().filter(|(way, _)| way.does(SUBMITS) && way.needs == Needs::Nothing) {
        let answer = |enter, call: &Enter, _: &Kernel| kept_once(enter, call);
        let run = with_ring(
            ext_arg,
            |_| (),
            answer,
            |ring| {
                queue(ring, 1..4);
                (wait(way, ring, 3), [0; 3].map(|_| ring.wait().user_data))
            },
        );
        let ((result, data), calls) = or_return!(run);
        assert_eq!(result, (3, Some(1)), "{way}, EXT_ARG: {ext_arg}");
        assert_eq!(data, [1, 2, 3]);
        assert_eq!(calls.len(), 2);
        assert_eq!(calls[0].submits, calls[1].submits);
    }
}

#[test]
fn get_cqe_submits_again_what_was_kept() {
    drop(ring_or_skip!(4));
    let answer = |enter, call: &Enter, _: &Kernel| kept_once(enter, call);
    let run = with_ring(
        true,
        |_| (),
        answer,
        |ring| {
            ring.nop(1);
            ring.nop(2);
            let mut cqe = null_mut();
            // SAFETY: the ring is set up; the entries are made visible as the function asks for.
            unsafe {
                let tail = (*ring.ptr()).sq.sqe_tail;
                (*ring.ptr()).sq.ktail.write(tail);
                (*ring.ptr()).sq.sqe_head = tail;
                __io_uring_get_cqe(ring.ptr(), &mut cqe, 2, 2, null_mut())
            }
        },
    );
    let (result, calls) = or_return!(run);
    assert_eq!(result, 2);
    assert_eq!(calls.iter().map(|call| call.submits).collect::<Vec<_>>(), [2, 2]);
}

#[test]
fn entries_that_the_kernel_dropped_are_not_submitted_again() {
    drop(ring_or_skip!(4));
    for (way, ext_arg) in ways().filter(|(way, ext_arg)| way.does(SUBMITS) && *ext_arg) {
        for dropped in 1..=3 {
            let answer = |enter, _: &Enter, kernel: &Kernel| {
                if enter == 1 {
                    kernel.consume(dropped);
                    return Answer::Give(0);
                }
                Answer::Give(-i64::from(libc::EINTR))
            };
            let run = with_ring(
                ext_arg,
                |_| (),
                answer,
                |ring| {
                    queue(ring, 1..4);
                    wait(way, ring, 1)
                },
            );
            let (result, calls) = or_return!(run);
            assert_eq!(result, (-libc::EINTR, None), "{way}, {dropped} dropped");
            let submits: Vec<u32> = calls.iter().map(|call| call.submits).collect();
            assert_eq!(submits, [3, 3 - dropped], "{way}");
        }
    }
}

#[test]
fn a_batch_that_was_cut_short_goes_on() {
    drop(ring_or_skip!(4));
    for (way, ext_arg) in ways().filter(|(way, ext_arg)| way.does(SUBMITS) && *ext_arg) {
        let answer =
            |enter, call: &Enter, kernel: &Kernel| kernel.takes(if enter == 1 { 1 } else { call.submits });
        let run = with_ring(
            ext_arg,
            |ring| complete(ring, 7..8),
            answer,
            |ring| {
                queue(ring, 1..4);
                wait(way, ring, 1)
            },
        );
        let (result, calls) = or_return!(run);
        assert_eq!(result, (3, Some(7)), "{way}");
        assert_eq!(calls.iter().map(|call| call.submits).collect::<Vec<_>>(), [3, 2], "{way}");
    }
}

#[test]
fn no_wait_spins_where_the_kernel_does_nothing() {
    drop(ring_or_skip!(4));
    for (way, ext_arg) in ways() {
        for ready in 0..=1 {
            let prepare = |ring: &mut Ring| {
                if ready == 1 {
                    complete(ring, 7..8)
                }
            };
            let run = with_ring(
                ext_arg,
                prepare,
                |_, _, _| Answer::Give(0),
                |ring| {
                    let queued = if way.does(SUBMITS) { 3 } else { 0 };
                    queue(ring, 0..queued);
                    let result = wait(way, ring, 2);
                    // SAFETY: the ring is set up; the call only reads numbers of it.
                    (result, unsafe { io_uring_sq_ready(ring.ptr()) } == queued as u32)
                },
            );
            let ((result, kept), calls) = or_return!(run);
            let name = format!("{way}, EXT_ARG: {ext_arg}, {ready} ready");
            let nothing =
                if way.does(LIMITED) && !way.does(SUBMITS) && ext_arg { -libc::ETIME } else { -libc::EAGAIN };
            assert_eq!(result, if ready == 1 { (0, Some(7)) } else { (nothing, None) }, "{name}");
            assert!(kept, "{name}");
            assert!(
                calls.len() < if way.does(SUBMITS) { 20 } else { 5_000 },
                "{name}: {} calls",
                calls.len()
            );
        }
    }
}

/// Ways that no system call is to be made for, since what they ask for is there.
#[test]
fn what_is_there_needs_no_system_call() {
    drop(ring_or_skip!(4));
    for (way, ext_arg) in ways() {
        let run = with_ring(
            ext_arg,
            |ring| complete(ring, 7..9),
            |_, _, _| ERROR,
            |ring| {
                // SAFETY: the ring is set up; the call only reads numbers of it.
                (wait(way, ring, 2), unsafe { io_uring_sq_ready(ring.ptr()) })
            },
        );
        let (result, calls) = or_return!(run);
        assert_eq!(result, ((0, Some(7)), 0), "{way}, EXT_ARG: {ext_arg}");
        assert_eq!(calls, [], "{way}, EXT_ARG: {ext_arg}");
    }
}

#[test]
fn an_empty_queue_is_looked_at_without_a_system_call() {
    drop(ring_or_skip!(4));
    for ext_arg in [true, false] {
        let run = with_ring(
            ext_arg,
            |_| (),
            |_, _, _| ERROR,
            |ring| {
                let mut cqe = std::ptr::NonNull::dangling().as_ptr();
                // SAFETY: the ring is set up, and there is room for one completion.
                unsafe {
                    assert_eq!(io_uring_peek_cqe(ring.ptr(), &mut cqe), -libc::EAGAIN);
                    assert!(cqe.is_null());
                    assert_eq!(ffi::io_uring_peek_cqe(ring.ptr(), &mut cqe), -libc::EAGAIN);
                    assert_eq!(io_uring_peek_batch_cqe(ring.ptr(), &mut cqe, 1), 0);
                    assert_eq!(io_uring_submit(ring.ptr()), 0);
                }
            },
        );
        assert_eq!(or_return!(run).1, [], "EXT_ARG: {ext_arg}");
    }
}

#[test]
fn what_the_kernel_holds_back_takes_one_system_call() {
    drop(ring_or_skip!(4));
    // What the kernel says, and what the library knows of a ring whose I/O is polled: a bit that all copies of it share.
    for (flag, int_flag) in [(IORING_SQ_CQ_OVERFLOW, 0), (IORING_SQ_TASKRUN, 0), (0, 4)] {
        let run = with_ring(
            true,
            |_| (),
            |_, _, _| Answer::Give(0),
            |ring| {
                let mut cqe = null_mut();
                // SAFETY: the ring is set up, and there is room for one completion. The flags are the kernel's, which does
                // nothing meanwhile.
                unsafe {
                    (*ring.ptr()).sq.kflags.write(flag);
                    (*ring.ptr()).int_flags |= int_flag;
                    assert_eq!(io_uring_peek_cqe(ring.ptr(), &mut cqe), -libc::EAGAIN);
                    assert_eq!(ffi::io_uring_peek_cqe(ring.ptr(), &mut cqe), -libc::EAGAIN);
                    assert_eq!(io_uring_peek_batch_cqe(ring.ptr(), &mut cqe, 1), 0);
                    assert_eq!(io_uring_submit(ring.ptr()), 0);
                    (*ring.ptr()).sq.kflags.write(0);
                }
            },
        );
        let looks = Enter { submits: 0, waits_for: 0, flags: IORING_ENTER_GETEVENTS };
        assert_eq!(or_return!(run).1, [looks; 4], "flags {flag}, {int_flag}");
    }
}

#[test]
fn nobody_waits_for_a_full_mixed_queue() {
    drop(ring_or_skip!(4));
    // Not those that are the system call itself.
    let ways: Vec<_> =
        FORMS.iter().filter(|form| form.does(SEVERAL) && form.does(SUBMITS | HANDS_OUT)).collect();
    for (flags, most) in [(IORING_SETUP_CQE_MIXED, 7), (0, 8)] {
        for way in &ways {
            let mut asked = Vec::new();
            for nr in [6, 7, 8, 9, 1000] {
                let interrupted = |_, _: &Enter, _: &Kernel| Answer::Give(-i64::from(libc::EINTR));
                // No kernel is needed that knows such rings: all that counts is what it would be asked.
                let prepare = |ring: &mut Ring| unsafe { (*ring.ptr()).flags |= flags };
                let run = with_ring(true, prepare, interrupted, |ring| wait(way, ring, nr));
                let (result, calls) = or_return!(run);
                assert_eq!((result, calls.len()), ((-libc::EINTR, None), 1), "{way}");
                // The kernel itself takes more for what the queue holds.
                asked.push(if flags == 0 { calls[0].waits_for.min(8) } else { calls[0].waits_for });
            }
            assert_eq!(asked, [6, 7, most, most, most], "{way}, flags {flags:#x}");
        }
    }
}

#[test]
fn a_failed_wait_leaves_no_timeout_of_the_librarys_behind() {
    drop(ring_or_skip!(4));
    for (way, _) in ways().filter(|(way, ext_arg)| way.does(LIMITED) && !ext_arg) {
        for error in [libc::EINTR, libc::EAGAIN, libc::EBUSY, libc::EBADR] {
            for (queued, taken) in [(0, 0), (2, 0), (2, 1)] {
                let answer = |enter, _: &Enter, kernel: &Kernel| match (enter, taken) {
                    (1, 1..) => kernel.takes(taken),
                    _ => Answer::Give(-i64::from(error)),
                };
                let run = with_ring(
                    false,
                    |_| (),
                    answer,
                    |ring| {
                        queue(ring, 0..queued);
                        let result = wait(way, ring, 1);
                        // SAFETY: the ring is set up; what the kernel sees is compared with what was taken.
                        let left = unsafe {
                            let sq = &(*ring.ptr()).sq;
                            [io_uring_sq_ready(ring.ptr()), sq.ktail.read().wrapping_sub(sq.khead.read())]
                        };
                        (result, left)
                    },
                );
                let ((result, left), calls) = or_return!(run);
                let name = format!("{way}, {queued} queued, {taken} taken, error {error}");
                let expected = if way.does(SUBMITS) && taken > 0 { taken as i32 } else { -error };
                assert_eq!(result, (expected, None), "{name}");
                assert_eq!(calls[0].submits, queued as u32 + 1, "{name}: the timeout was to be submitted");
                assert_eq!(left, [queued as u32 - taken; 2], "{name}");
            }
        }
    }
}

/// The library's timeout needs an entry of a queue that is full.
#[test]
fn a_full_queue_that_the_kernel_does_not_take_ends_the_wait() {
    drop(ring_or_skip!(4));
    let busy = -i64::from(libc::EBUSY);
    for (way, _) in ways().filter(|(way, ext_arg)| way.does(LIMITED) && !ext_arg) {
        for (answer, expected) in [(busy, -libc::EBUSY), (0, -libc::EAGAIN)] {
            let run = with_ring(
                false,
                |_| (),
                |_, _: &Enter, _: &Kernel| Answer::Give(answer),
                |ring| {
                    queue(ring, 0..4);
                    let result = wait(way, ring, 1);
                    // SAFETY: the ring is set up; the call only reads numbers of it.
                    (result, unsafe { io_uring_sq_ready(ring.ptr()) })
                },
            );
            let (result, calls) = or_return!(run);
            assert_eq!(result, ((expected, None), 4), "{way}: {answer}");
            assert_eq!((calls.len(), calls[0].submits), (1, 4), "{way}: {answer}");
        }
    }
}

#[test]
fn what_a_failed_wait_left_is_submitted_later() {
    drop(ring_or_skip!(4));
    for (way, _) in ways().filter(|(way, ext_arg)| way.does(LIMITED) && !ext_arg) {
        let answer = |enter, _: &Enter, _: &Kernel| {
            if enter == 1 {
                Answer::Give(-i64::from(libc::EINTR))
            } else {
                Answer::Run
            }
        };
        let run = with_ring(
            false,
            |_| (),
            answer,
            |ring| {
                ring.nop(1);
                ring.nop(2);
                assert_eq!(wait(way, ring, 1), (-libc::EINTR, None), "{way}");
                ring.nop(3);
                ring.submit(3);
                assert_eq!(ring.ready(), 3, "{way}: nothing of the library's");
                [0; 3].map(|_| ring.wait().user_data)
            },
        );
        assert_eq!(or_return!(run).0, [1, 2, 3], "{way}");
    }
}
