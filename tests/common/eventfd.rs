// SPDX-License-Identifier: MIT OR Apache-2.0
// An eventfd, and how often it was signalled.

use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

/// An eventfd that nobody waits for.
pub struct Events(OwnedFd);

impl Events {
    pub fn new() -> Events {
        // SAFETY: the descriptor is new, and ours.
        unsafe {
            let fd = libc::eventfd(0, libc::EFD_NONBLOCK);
            assert!(fd >= 0, "an eventfd");
            Events(OwnedFd::from_raw_fd(fd))
        }
    }

    pub fn fd(&self) -> i32 {
        self.0.as_raw_fd()
    }

    /// Signals it once more.
    pub fn signal(&self) {
        let once = 1u64;
        // SAFETY: the number is valid for reads.
        let written = unsafe { libc::write(self.fd(), (&once as *const u64).cast(), 8) };
        assert_eq!(written, 8);
    }

    /// How often it was signalled since the last look.
    pub fn take(&self) -> u64 {
        let mut count = 0u64;
        // SAFETY: the counter is valid for writes.
        let read = unsafe { libc::read(self.fd(), (&mut count as *mut u64).cast(), 8) };
        if read == 8 {
            count
        } else {
            0
        }
    }
}
