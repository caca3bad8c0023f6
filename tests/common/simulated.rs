// SPDX-License-Identifier: MIT OR Apache-2.0
//! Kernels that this one is not, played by answers to system calls: [`simulate`] asks for an answer only
//! while the body says so, and [`set_up`] answers a set-up with a real ring whose parameters it changes.
#![allow(dead_code)] // Each test that includes this file uses its own part.

use super::intercept::{intercept, Answer, Call};
use iouring_sys::{io_uring_params, syscall};
use std::sync::atomic::{AtomicBool, Ordering};

/// Says when the kernel is to be played.
pub struct Switch(AtomicBool);

impl Switch {
    /// Runs `body` on the kernel that is played.
    pub fn on<T>(&self, body: impl FnOnce() -> T) -> T {
        self.0.store(true, Ordering::SeqCst);
        let result = body();
        self.0.store(false, Ordering::SeqCst);
        result
    }
}

/// Runs `body` in a thread of its own. `answer` is asked about the system calls that are made while the
/// switch is on. `None` where system calls cannot be intercepted: the test is skipped.
pub fn simulate<T: Send>(
    numbers: &[libc::c_long],
    mut answer: impl FnMut(&Call) -> Answer,
    body: impl FnOnce(&Switch) -> T + Send,
) -> Option<T> {
    let switch = Switch(AtomicBool::new(false));
    let asked = |call: &Call| if switch.0.load(Ordering::SeqCst) { answer(call) } else { Answer::Run };
    intercept(numbers, asked, || body(&switch))
}

/// The parameters that a thread in io_uring_setup has passed.
pub fn params(call: &Call) -> *mut io_uring_params {
    assert_eq!(call.number, libc::SYS_io_uring_setup);
    call.args[1] as *mut io_uring_params
}

/// Answers a set-up as a kernel that refuses these flags, and reports what `change` makes of this kernel's
/// report.
pub fn set_up(call: &Call, refused: u32, change: impl FnOnce(&mut io_uring_params)) -> Answer {
    // SAFETY: the thread waits for the answer, and has passed parameters that it can read and write.
    unsafe {
        let mut reported = *params(call);
        if reported.flags & refused != 0 {
            return Answer::Give(-i64::from(libc::EINVAL));
        }
        let fd = syscall::io_uring_setup(call.args[0] as u32, &mut reported);
        if fd >= 0 {
            change(&mut reported);
            *params(call) = reported;
        }
        Answer::Give(fd.into())
    }
}
