// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every form of submitting, of waiting, of looking for completions and of waiting for room: each function that may enter
//! the kernel for a ring, on both faces where it has two. Tests that are about every form have them from here; the test
//! `lists_of_tests` of tests/parity tells which one is missing.
#![allow(dead_code)] // Each test that includes this file uses its own part.

use std::fmt;
use std::ptr::{from_mut, null_mut, NonNull};

use super::common::{has_or_skip, kernel, minute, Ring};
use iouring_sys::*;

/// It submits what is queued, and returns how many entries that were.
pub const SUBMITS: u32 = 1;
/// It waits for a completion.
pub const ONE: u32 = 2;
/// It waits for as many completions as it is told.
pub const SEVERAL: u32 = 4;
/// It hands the oldest completion out.
pub const HANDS_OUT: u32 = 8;
/// It takes a mask of signals.
pub const MASKED: u32 = 16;
/// It ends after a time.
pub const LIMITED: u32 = 32;
/// It returns how many completions it hands out, and no error.
pub const COUNTS: u32 = 64;
/// It waits for room in the submission queue, and for no completion.
pub const ROOM: u32 = 128;

/// What a form needs of the kernel that not every one has.
#[derive(Clone, Copy, PartialEq)]
pub enum Needs {
    Nothing,
    Extended,
    Minimum,
    Registered,
}

impl Needs {
    /// Whether the kernel has it; of registered waits, whether the ring has them. Where not, that is counted as skipped.
    pub fn are_met_or_skip(self, registered: bool) -> bool {
        match self {
            Needs::Nothing => true,
            Needs::Extended => {
                has_or_skip(kernel::has_features(IORING_FEAT_EXT_ARG), "waits have no timeouts of their own")
            }
            Needs::Minimum => has_or_skip(kernel::has_features(IORING_FEAT_MIN_TIMEOUT), "no minimal waits"),
            // Skipped by who set up the ring.
            Needs::Registered => registered,
        }
    }
}

/// What a form is called with; those that have no place for one of these do without.
pub struct Call {
    pub ring: *mut io_uring,
    pub cqe: *mut *mut io_uring_cqe,
    pub nr: u32,
    pub mask: *mut libc::sigset_t,
    pub limit: *mut __kernel_timespec,
    /// Microseconds, in a wait with a minimum.
    pub minimum: u32,
}

/// A form.
pub struct Form {
    name: &'static str,
    does: u32,
    pub needs: Needs,
    /// The tests pass a ring that is set up, and pointers that are valid until it returns.
    pub call: unsafe fn(&Call) -> i32,
}

/// A row of the table: a function by its face, what it is called with, what it does, and what it needs.
macro_rules! form {
    ($face:ident::$function:ident, |$c:ident| $($argument:expr),+; $does:expr) => {
        form!($face::$function, |$c| $($argument),+; $does; Nothing)
    };
    ($face:ident::$function:ident, |$c:ident| $($argument:expr),+; $does:expr; $needs:ident) => {
        Form {
            name: concat!(stringify!($face), "::", stringify!($function)),
            does: $does,
            needs: Needs::$needs,
            // SAFETY: who calls a form vouches for the ring and the pointers.
            call: |$c| unsafe { $face::$function($($argument),+) as i32 },
        }
    };
}

#[rustfmt::skip]
pub const FORMS: [Form; 28] = [
    form!(iouring_sys::io_uring_submit, |c| c.ring; SUBMITS),
    form!(iouring_sys::io_uring_submit_and_get_events, |c| c.ring; SUBMITS),
    form!(iouring_sys::io_uring_submit_and_wait, |c| c.ring, c.nr; SUBMITS | SEVERAL),
    form!(iouring_sys::io_uring_submit_and_wait_timeout, |c| c.ring, c.cqe, c.nr, null_mut(), c.mask;
        SUBMITS | SEVERAL | HANDS_OUT | MASKED),
    form!(iouring_sys::io_uring_submit_and_wait_timeout, |c| c.ring, c.cqe, c.nr, c.limit, c.mask;
        SUBMITS | SEVERAL | HANDS_OUT | MASKED | LIMITED),
    form!(iouring_sys::io_uring_submit_and_wait_min_timeout, |c| c.ring, c.cqe, c.nr, c.limit, c.minimum, c.mask;
        SUBMITS | SEVERAL | HANDS_OUT | MASKED | LIMITED; Minimum),
    // Limit and mask stand in the registered wait.
    form!(iouring_sys::io_uring_submit_and_wait_reg, |c| c.ring, c.cqe, c.nr, 0;
        SUBMITS | SEVERAL | HANDS_OUT | MASKED | LIMITED; Registered),
    form!(iouring_sys::io_uring_wait_cqe, |c| c.ring, c.cqe; ONE | HANDS_OUT),
    form!(ffi::io_uring_wait_cqe, |c| c.ring, c.cqe; ONE | HANDS_OUT),
    form!(iouring_sys::io_uring_wait_cqe_nr, |c| c.ring, c.cqe, c.nr; SEVERAL | HANDS_OUT),
    form!(ffi::io_uring_wait_cqe_nr, |c| c.ring, c.cqe, c.nr; SEVERAL | HANDS_OUT),
    form!(iouring_sys::io_uring_wait_cqe_timeout, |c| c.ring, c.cqe, null_mut(); ONE | HANDS_OUT),
    form!(iouring_sys::io_uring_wait_cqe_timeout, |c| c.ring, c.cqe, c.limit; ONE | HANDS_OUT | LIMITED),
    form!(iouring_sys::io_uring_wait_cqes, |c| c.ring, c.cqe, c.nr, null_mut(), c.mask; SEVERAL | HANDS_OUT | MASKED),
    form!(iouring_sys::io_uring_wait_cqes, |c| c.ring, c.cqe, c.nr, c.limit, c.mask;
        SEVERAL | HANDS_OUT | MASKED | LIMITED),
    form!(iouring_sys::io_uring_wait_cqes_min_timeout, |c| c.ring, c.cqe, c.nr, c.limit, c.minimum, c.mask;
        SEVERAL | HANDS_OUT | MASKED | LIMITED; Minimum),
    form!(iouring_sys::__io_uring_get_cqe, |c| c.ring, c.cqe, 0, c.nr, c.mask; SEVERAL | HANDS_OUT | MASKED),
    form!(iouring_sys::io_uring_enter, |c| (*c.ring).ring_fd as u32, 0, c.nr, IORING_ENTER_GETEVENTS, c.mask; SEVERAL | MASKED),
    form!(syscall::io_uring_enter, |c| (*c.ring).ring_fd as u32, 0, c.nr, IORING_ENTER_GETEVENTS, c.mask; SEVERAL | MASKED),
    form!(iouring_sys::io_uring_enter2, |c| (*c.ring).ring_fd as u32, 0, c.nr, EXTENDED, from_mut(&mut extended(c)).cast(), SIZE;
        SEVERAL | MASKED | LIMITED; Extended),
    form!(syscall::io_uring_enter2, |c| (*c.ring).ring_fd as u32, 0, c.nr, EXTENDED, from_mut(&mut extended(c)).cast(), SIZE;
        SEVERAL | MASKED | LIMITED; Extended),
    form!(iouring_sys::io_uring_get_events, |c| c.ring; 0),
    form!(iouring_sys::io_uring_peek_cqe, |c| c.ring, c.cqe; HANDS_OUT),
    form!(ffi::io_uring_peek_cqe, |c| c.ring, c.cqe; HANDS_OUT),
    form!(iouring_sys::io_uring_peek_batch_cqe, |c| c.ring, c.cqe, 1; HANDS_OUT | COUNTS),
    form!(iouring_sys::io_uring_sqring_wait, |c| c.ring; ROOM),
    form!(ffi::io_uring_sqring_wait, |c| c.ring; ROOM),
    form!(iouring_sys::__io_uring_sqring_wait, |c| c.ring; ROOM),
];

const EXTENDED: u32 = IORING_ENTER_GETEVENTS | IORING_ENTER_EXT_ARG;
const SIZE: usize = size_of::<io_uring_getevents_arg>();

/// Bytes of the kernel's signal sets, for calls that are made by hand.
pub const SET_SIZE: u32 = if cfg!(any(target_arch = "mips", target_arch = "mips64")) { 16 } else { 8 };

/// The argument of a wait that is made by hand.
fn extended(call: &Call) -> io_uring_getevents_arg {
    io_uring_getevents_arg {
        sigmask: call.mask as u64,
        sigmask_sz: SET_SIZE,
        ts: call.limit as u64,
        ..Default::default()
    }
}

impl Form {
    /// Whether it does one of these.
    pub const fn does(&self, any: u32) -> bool {
        self.does & any != 0
    }

    /// Whether it may return that where nothing has failed: 0, how much it submitted or handed out, or that a look found
    /// nothing.
    pub fn may_return(&self, result: i32) -> bool {
        let finds = self.does(SUBMITS) || self.does(ONE | SEVERAL) && self.does(HANDS_OUT);
        result == 0 || result > 0 && self.does(SUBMITS | COUNTS) || result == -libc::EAGAIN && !finds
    }

    /// Calls it, without a mask, for that many completions and a minute at most. Returns what it did, and the completion that
    /// it handed out, or null.
    ///
    /// # Safety
    /// The ring is set up, and this thread's.
    pub unsafe fn call(&self, ring: *mut io_uring, nr: u32) -> (i32, *mut io_uring_cqe) {
        let untouched = NonNull::dangling().as_ptr();
        let (mut cqe, mut limit) = (untouched, minute());
        let call = Call { ring, cqe: &mut cqe, nr, mask: null_mut(), limit: &mut limit, minimum: 1 };
        // SAFETY: the caller vouches for the ring; all else outlives the call.
        let result = unsafe { (self.call)(&call) };
        if cqe == untouched {
            assert!(
                !self.does(HANDS_OUT) || self.does(COUNTS) && result == 0,
                "{self} leaves the pointer alone"
            );
            cqe = null_mut();
        }
        (result, cqe)
    }

    /// The same, and looks for a completion where a form that succeeded hands none out: then the result is that of the look.
    ///
    /// # Safety
    /// The ring is set up, and this thread's.
    pub unsafe fn take(&self, ring: *mut io_uring, nr: u32) -> (i32, *mut io_uring_cqe) {
        // SAFETY: as the caller vouches.
        let (mut result, mut cqe) = unsafe { self.call(ring, nr) };
        if result >= 0 && !self.does(HANDS_OUT) {
            // SAFETY: as above, and the pointer can be written.
            result = unsafe { io_uring_peek_cqe(ring, &mut cqe) };
        }
        (result, cqe)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}{}", self.name, if self.does(LIMITED) { ", limited" } else { "" })
    }
}

/// Fills the queue of a ring with requests that do nothing, their data from 0 on, while its polling thread sleeps, which is
/// not woken. Returns how many they are.
pub fn fill_unseen(ring: &mut Ring) -> u32 {
    // SAFETY: the ring is set up; the flags and the tail are shared with the kernel, and accessed as such. The entries
    // name no memory.
    unsafe {
        let sq = &raw mut (*ring.ptr()).sq;
        while IO_URING_READ_ONCE((*sq).kflags) & IORING_SQ_NEED_WAKEUP == 0 {
            std::thread::yield_now();
        }
        for data in 0..(*sq).ring_entries {
            ring.nop(data.into());
        }
        io_uring_smp_store_release((*sq).ktail, (*sq).sqe_tail);
        (*sq).ring_entries
    }
}
