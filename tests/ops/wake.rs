// SPDX-License-Identifier: MIT OR Apache-2.0
//! Operations that wait for words of memory and for processes, and that wake who waits.

use std::io::Write;
use std::os::fd::AsRawFd;
use std::sync::atomic::{AtomicU32, Ordering};

use iouring_sys::*;

use crate::common::process::{alone, pipe};
use crate::harness::on_both_faces;

/// A word of 32 bits, of this process only.
const WORD: u32 = 2 | 128;
const ANY: u64 = u32::MAX as u64;

#[test]
fn futex_wait_waits_until_futex_wake_wakes() {
    on_both_faces(&[IORING_OP_FUTEX_WAIT, IORING_OP_FUTEX_WAKE], 0, |ops| {
        let word = Box::new(AtomicU32::new(5));
        let at = word.as_ptr().cast_const();
        assert_eq!(run!(ops, io_uring_prep_futex_wait(at, 6, ANY, WORD, 0)), -libc::EAGAIN, "it is 5");
        fill!(ops, io_uring_prep_futex_wait(at, 5, ANY, WORD, 0));
        ops.submit();
        let waits = ops.last();
        ops.nothing_ready();
        fill!(ops, io_uring_prep_futex_wake(at, 1, ANY, WORD, 0));
        ops.submit();
        assert_eq!(ops.sorted(), [(waits, 0), (waits + 1, 1)], "one was woken");
        assert_eq!(run!(ops, io_uring_prep_futex_wake(at, 1, ANY, WORD, 0)), 0, "nobody waits");
        for wrong in [(ANY, 1 << 20, 0), (0, WORD, 0), (ANY, WORD, 1)] {
            let (mask, futex, flags) = wrong;
            let wait = run!(ops, io_uring_prep_futex_wait(at, 5, mask, futex, flags));
            assert_eq!(wait, -libc::EINVAL, "{wrong:?}");
            let wake = run!(ops, io_uring_prep_futex_wake(at, 1, mask, futex, flags));
            assert_eq!(wake, -libc::EINVAL, "{wrong:?}");
        }
    });
}

#[test]
fn futex_wake_wakes_as_many_as_it_is_told_and_the_mask_has() {
    on_both_faces(&[IORING_OP_FUTEX_WAIT, IORING_OP_FUTEX_WAKE], 0, |ops| {
        let word = Box::new(AtomicU32::new(0));
        let at = word.as_ptr().cast_const();
        let first = ops.last() + 1;
        for mask in [0b001, 0b010, 0b110, 0b010] {
            fill!(ops, io_uring_prep_futex_wait(at, 0, mask, WORD, 0));
        }
        ops.submit();
        ops.nothing_ready();
        fill!(ops, io_uring_prep_futex_wake(at, 9, 0b100, WORD, 0));
        ops.submit();
        assert_eq!(ops.sorted(), [(first + 2, 0), (ops.last(), 1)], "the only one whose mask fits");
        fill!(ops, io_uring_prep_futex_wake(at, 1, 0b010, WORD, 0));
        ops.submit();
        assert_eq!(ops.sorted(), [(first + 1, 0), (ops.last(), 1)], "the first of two");
        fill!(ops, io_uring_prep_futex_wake(at, 9, ANY, WORD, 0));
        ops.submit();
        assert_eq!(ops.sorted(), [(first, 0), (first + 3, 0), (ops.last(), 2)]);
    });
}

#[test]
fn futex_wake_wakes_a_thread() {
    on_both_faces(&[IORING_OP_FUTEX_WAKE], 0, |ops| {
        let word = Box::new(AtomicU32::new(0));
        let at = word.as_ptr().cast_const();
        std::thread::scope(|scope| {
            let sleeper = scope.spawn(|| {
                let at = word.as_ptr();
                let private = libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG;
                while word.load(Ordering::Acquire) == 0 {
                    // SAFETY: the word outlives the call, which waits without a limit.
                    unsafe { libc::syscall(libc::SYS_futex, at, private, 0, 0, 0, 0) };
                }
            });
            // Whether it sleeps already or not: it must see the word, and be woken if it slept.
            word.store(1, Ordering::Release);
            let woken = run!(ops, io_uring_prep_futex_wake(at, 1, ANY, WORD, 0));
            assert!([0, 1].contains(&woken), "{woken}");
            sleeper.join().expect("it was woken");
        });
    });
}

#[test]
fn futex_waitv_waits_for_one_of_many() {
    on_both_faces(&[IORING_OP_FUTEX_WAITV, IORING_OP_FUTEX_WAKE], 0, |ops| {
        let words = Box::new([0; 3].map(AtomicU32::new));
        let waits: Vec<futex_waitv> = (0..3)
            .map(|i| futex_waitv {
                val: 0,
                uaddr: words[i].as_ptr() as u64,
                flags: WORD,
                ..Default::default()
            })
            .collect();
        for woken in [2, 0, 1] {
            fill!(ops, io_uring_prep_futex_waitv(waits.as_ptr(), 3, 0));
            ops.submit();
            let request = ops.last();
            ops.nothing_ready();
            fill!(ops, io_uring_prep_futex_wake(words[woken].as_ptr().cast_const(), 1, ANY, WORD, 0));
            ops.submit();
            assert_eq!(ops.sorted(), [(request, woken as i32), (request + 1, 1)], "the number of the word");
        }
        // Two of the three: nobody waits for the third.
        fill!(ops, io_uring_prep_futex_waitv(waits.as_ptr(), 2, 0));
        ops.submit();
        let request = ops.last();
        let third = words[2].as_ptr().cast_const();
        assert_eq!(run!(ops, io_uring_prep_futex_wake(third, 1, ANY, WORD, 0)), 0);
        fill!(ops, io_uring_prep_cancel64(request, 0));
        ops.submit();
        let [ended, cancel] = ops.sorted();
        assert_eq!((ended, cancel.0), ((request, -libc::ECANCELED), ops.last()));
        // The kernel counts these even where it is told to cancel one.
        assert!([0, 1].contains(&cancel.1), "{}", cancel.1);
        words[1].store(1, Ordering::Relaxed);
        assert_eq!(run!(ops, io_uring_prep_futex_waitv(waits.as_ptr(), 3, 0)), -libc::EAGAIN, "it is 1");
        assert_eq!(run!(ops, io_uring_prep_futex_waitv(waits.as_ptr(), 0, 0)), -libc::EINVAL);
        assert_eq!(run!(ops, io_uring_prep_futex_waitv(waits.as_ptr(), 3, 1)), -libc::EINVAL);
    });
}

/// Starts a process that ends with that status when the pipe is written to, or with its thread. It has all that is open here,
/// so that the pipe is not closed by closing it here: other tests would find theirs open, and these run alone.
fn child(status: i32) -> (i32, std::fs::File) {
    let (reader, writer) = pipe();
    let (from, to) = (reader.as_raw_fd(), writer.as_raw_fd());
    // SAFETY: the child does nothing but system calls.
    let pid = unsafe {
        let pid = libc::fork();
        if pid == 0 {
            libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
            libc::close(to);
            let mut byte = 0_u8;
            libc::read(from, (&raw mut byte).cast(), 1);
            libc::_exit(status);
        }
        pid
    };
    assert!(pid > 0);
    (pid, writer)
}

/// Nothing is known of a process yet.
fn nothing() -> siginfo_t {
    // SAFETY: numbers, of which 0 means nothing in particular.
    unsafe { std::mem::zeroed() }
}

/// What is known of a process: its number, the status or the signal that it ended with, and which of the two.
fn known(info: *const siginfo_t) -> (i32, i32, i32) {
    // SAFETY: the kernel has written to it, or it is as it was; it is about a child.
    unsafe {
        let info = info.read_volatile();
        (info.si_pid(), info.si_status(), info.si_code)
    }
}

#[test]
fn waitid_waits_for_a_process() {
    alone("wake::waitid_waits_for_a_process", || {
        on_both_faces(&[IORING_OP_WAITID], 0, |ops| {
            let ((pid, mut end), (other, mut other_end)) = (child(7), child(8));
            let mut info = nothing();
            let to = &raw mut info;
            let (id, exited) = (pid as id_t, libc::WEXITED);
            // One that has ended before, and is nobody that these requests wait for.
            other_end.write_all(b"x").expect("the child reads");
            let ended =
                run!(ops, io_uring_prep_waitid(libc::P_PID, other as id_t, to, exited | libc::WNOWAIT, 0));
            assert_eq!((ended, known(to)), (0, (other, 8, libc::CLD_EXITED)));
            info = nothing();
            let to = &raw mut info;
            let early = run!(ops, io_uring_prep_waitid(libc::P_PID, id, to, exited | libc::WNOHANG, 0));
            assert_eq!((early, known(to).0), (0, 0), "it has not ended");
            fill!(ops, io_uring_prep_waitid(libc::P_PID, id, to, exited | libc::WNOWAIT, 0));
            ops.submit();
            ops.nothing_ready();
            end.write_all(b"x").expect("the child reads");
            assert_eq!(ops.wait().res, 0);
            assert_eq!(known(to), (pid, 7, libc::CLD_EXITED));
            info = nothing();
            let to = &raw mut info;
            assert_eq!(run!(ops, io_uring_prep_waitid(libc::P_PID, id, to, exited, 0)), 0);
            assert_eq!(known(to), (pid, 7, libc::CLD_EXITED), "it was left waiting");
            let gone = run!(ops, io_uring_prep_waitid(libc::P_PID, id, to, exited, 0));
            assert_eq!(gone, -libc::ECHILD);
            assert_eq!(run!(ops, io_uring_prep_waitid(libc::P_PID, other as id_t, to, exited, 0)), 0);
            assert_eq!(known(to).0, other);
            let wrong = run!(ops, io_uring_prep_waitid(libc::P_PID, id, to, exited, 1));
            assert_eq!(wrong, -libc::EINVAL, "no flag is known");
            assert_eq!(run!(ops, io_uring_prep_waitid(libc::P_PID, id, to, 0, 0)), -libc::EINVAL);
        })
    });
}

#[test]
fn waitid_waits_for_a_signalled_process_by_its_descriptor() {
    alone("wake::waitid_waits_for_a_signalled_process_by_its_descriptor", || {
        on_both_faces(&[IORING_OP_WAITID], 0, |ops| {
            let (pid, _end) = child(0);
            // SAFETY: makes a descriptor of the child, which is not yet waited for.
            let fd = unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) } as i32;
            assert!(fd >= 0);
            let mut info = nothing();
            let to = &raw mut info;
            fill!(ops, io_uring_prep_waitid(libc::P_PIDFD, fd as id_t, to, libc::WEXITED, 0));
            ops.submit();
            ops.nothing_ready();
            // SAFETY: the child is not yet waited for, so that the number is its own.
            assert_eq!(unsafe { libc::kill(pid, libc::SIGKILL) }, 0);
            assert_eq!(ops.wait().res, 0);
            assert_eq!(known(to), (pid, libc::SIGKILL, libc::CLD_KILLED));
            // SAFETY: the descriptor is the test's.
            assert_eq!(unsafe { libc::close(fd) }, 0);
        })
    });
}

#[test]
fn waitid_can_be_cancelled() {
    alone("wake::waitid_can_be_cancelled", || {
        on_both_faces(&[IORING_OP_WAITID], 0, |ops| {
            let (pid, mut end) = child(3);
            let mut info = nothing();
            let to = &raw mut info;
            fill!(ops, io_uring_prep_waitid(libc::P_PID, pid as id_t, to, libc::WEXITED, 0));
            ops.submit();
            let request = ops.last();
            fill!(ops, io_uring_prep_cancel64(request, 0));
            ops.submit();
            let [ended, cancel] = ops.sorted();
            assert_eq!((ended, cancel.0), ((request, -libc::ECANCELED), ops.last()));
            assert!([0, 1].contains(&cancel.1), "{}", cancel.1);
            end.write_all(b"x").expect("the child reads");
            assert_eq!(run!(ops, io_uring_prep_waitid(libc::P_PID, pid as id_t, to, libc::WEXITED, 0)), 0);
            assert_eq!(known(to), (pid, 3, libc::CLD_EXITED), "the process was not waited for before");
        })
    });
}
