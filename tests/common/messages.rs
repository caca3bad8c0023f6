// SPDX-License-Identifier: MIT OR Apache-2.0
// What the tests of messages between rings share: pairs of rings, sending, and receiving within a time limit.
#![allow(dead_code, unused_macros, unused_imports)] // Each test that includes this file uses its own part.

use std::ptr::null_mut;

use super::common::{has_or_skip, kernel, Ring};
use iouring_sys::*;

/// The sender's own `user_data`, which no message carries.
pub const TAG: u64 = 0x7a67_7a67_7a67;

// SAFETY: a ring is a descriptor and memory, neither bound to the thread that set them up. The kernel refuses other
// threads where a ring has one owner.
unsafe impl Send for Ring {}

/// A plain ring that sends and a ring with setup flags that receives; where they cannot be had, the test is skipped:
/// the macro returns from it.
macro_rules! pair_or_skip {
    () => {
        pair_or_skip!(0)
    };
    ($flags:expr) => {{
        let sender = crate::common::ring_or_skip!(32);
        if !crate::messages::sends_or_skip() {
            return;
        }
        (sender, crate::common::ring_or_skip!(8, $flags))
    }};
}
pub(crate) use pair_or_skip;

/// Whether the kernel sends messages.
pub fn sends_or_skip() -> bool {
    has_or_skip(kernel::supports(IORING_OP_MSG_RING), "the kernel has no IORING_OP_MSG_RING")
}

/// Whether the kernel sends messages without a ring.
pub fn sends_without_a_ring_or_skip() -> bool {
    let has = kernel::registers(IORING_REGISTER_SEND_MSG_RING);
    has_or_skip(has, "a kernel before 6.13 sends nothing without a ring")
}

/// Skips the test where messages cannot bring flags. The macro returns from the test.
macro_rules! linux_6_3_or_skip {
    ($what:literal) => {
        if !crate::common::kernel::passes_flags() {
            return crate::common::skip_this(concat!("a kernel before 6.3 ", $what));
        }
    };
}
pub(crate) use linux_6_3_or_skip;

/// A ring beside those that a test had.
pub fn another_ring(entries: u32, flags: u32) -> Ring {
    Ring::try_new(entries, flags).expect("another ring")
}

/// Submits one request and returns the `res` of its completion.
pub fn send(sender: &mut Ring, prepare: impl FnOnce(*mut io_uring_sqe)) -> i32 {
    let sqe = sender.sqe();
    prepare(sqe);
    // SAFETY: the entry is ours to fill until it is submitted.
    unsafe { io_uring_sqe_set_data64(sqe, TAG) };
    // SAFETY: the sender is set up; what its entry names is the caller's to keep until it completes.
    let (polled, submitted) =
        unsafe { ((*sender.ptr()).flags & IORING_SETUP_SQPOLL != 0, io_uring_submit(sender.ptr())) };
    // The kernel's thread may post a completion before it counts the entry as taken, which then counts twice; or have
    // taken it before it is counted.
    assert!(submitted == 1 || polled && submitted >= 0, "submitted {submitted}");
    let cqe = receive(sender);
    assert_eq!((cqe.user_data, cqe.flags), (TAG, 0), "the sender's completion");
    cqe.res
}

/// Sends 32 + 64 bits and returns the `res` of the sender's completion.
pub fn send_data(sender: &mut Ring, target: i32, len: i32, data: u64) -> i32 {
    // SAFETY: the entry is ours to fill.
    send(sender, |sqe| unsafe { io_uring_prep_msg_ring(sqe, target, len as u32, data, 0) })
}

/// Waits for a completion, but not forever, and takes it.
pub fn receive(ring: &mut Ring) -> io_uring_cqe {
    let mut cqe = null_mut();
    let mut limit = __kernel_timespec { tv_sec: 20, tv_nsec: 0 };
    // SAFETY: the ring is set up; the CQE is copied before it is given back.
    unsafe {
        assert_eq!(io_uring_wait_cqe_timeout(ring.ptr(), &mut cqe, &mut limit), 0, "no completion came");
        let copy = *cqe;
        io_uring_cqe_seen(ring.ptr(), cqe);
        copy
    }
}

/// Receives a message and compares all of it.
pub fn expect(target: &mut Ring, res: i32, data: u64, flags: u32) {
    let cqe = receive(target);
    assert_eq!((cqe.res, cqe.user_data, cqe.flags), (res, data, flags), "the message: res, user_data, flags");
}

/// Lets the kernel post what waits for the owner of the ring.
pub fn get_events(ring: &mut Ring) {
    // SAFETY: the ring is set up, and no memory but its own is named.
    let result = unsafe { io_uring_get_events(ring.ptr()) };
    assert!(result >= 0, "io_uring_get_events: {result}");
}

/// No completion is there, and the kernel keeps none back.
pub fn expect_nothing(ring: &mut Ring) {
    assert_eq!(ring.ready(), 0, "nothing was to arrive");
    get_events(ring);
    assert_eq!(ring.ready(), 0, "nothing was to arrive");
}

/// A pipe's descriptors, the end for reading first, closed on drop.
pub struct Pipe(pub [i32; 2]);

impl Pipe {
    pub fn new() -> Pipe {
        let mut fds = [0; 2];
        // SAFETY: the array is valid for writes.
        assert_eq!(unsafe { libc::pipe2(fds.as_mut_ptr(), libc::O_CLOEXEC) }, 0);
        Pipe(fds)
    }

    /// Writes `bytes`, few enough to fit.
    pub fn write(&self, bytes: &[u8]) {
        // SAFETY: the bytes are valid for reads.
        let written = unsafe { libc::write(self.0[1], bytes.as_ptr().cast(), bytes.len()) };
        assert_eq!(written, bytes.len() as isize);
    }

    /// Waits for as many bytes, which one write must have written.
    pub fn read(&self, bytes: &mut [u8]) {
        // SAFETY: the bytes are valid for writes.
        let read = unsafe { libc::read(self.0[0], bytes.as_mut_ptr().cast(), bytes.len()) };
        assert_eq!(read, bytes.len() as isize);
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        // SAFETY: the descriptors are this pipe's own.
        unsafe {
            libc::close(self.0[0]);
            libc::close(self.0[1]);
        }
    }
}
