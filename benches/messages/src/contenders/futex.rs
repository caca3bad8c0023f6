// SPDX-License-Identifier: MIT OR Apache-2.0
//! Words of memory that both threads share, and futexes to wait until one changes.

use super::{starts, End, Start};
use std::io;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicU32, Ordering};

/// The word that this side reads, the one that it writes, and the last number read.
pub struct Words {
    own: &'static AtomicU32,
    other: &'static AtomicU32,
    pub last: u32,
}

/// A word with a cache line of its own.
#[repr(align(128))]
struct Word(AtomicU32);

impl Words {
    /// Both sides.
    pub fn pair() -> [Words; 2] {
        // A request that waits has the address, for which nobody answers but who never gives the memory back.
        let word = || &Box::leak(Box::new(Word(AtomicU32::new(0)))).0;
        let (left, right) = (word(), word());
        let words = |own, other| Words { own, other, last: 0 };
        [words(left, right), words(right, left)]
    }

    pub fn own(&self) -> *const u32 {
        self.own.as_ptr()
    }

    /// The next number, if the word has changed.
    pub fn changed(&mut self, order: Ordering) -> Option<u32> {
        let number = self.own.load(order);
        let changed = number != self.last;
        self.last = number;
        changed.then_some(number)
    }

    pub fn store_and_wake(&self, number: u32) -> io::Result<()> {
        self.other.store(number, Ordering::Release);
        futex(self.other, libc::FUTEX_WAKE, 1)
    }
}

fn futex(word: &AtomicU32, operation: i32, value: u32) -> io::Result<()> {
    let operation = operation | libc::FUTEX_PRIVATE_FLAG;
    let forever = null_mut::<libc::timespec>();
    // SAFETY: the word is valid, and shared with the kernel as an atomic.
    match unsafe { libc::syscall(libc::SYS_futex, word.as_ptr(), operation, value, forever) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

impl End for Words {
    fn send(&mut self, number: u32) -> io::Result<()> {
        self.store_and_wake(number)
    }

    fn receive(&mut self) -> io::Result<u32> {
        loop {
            if let Some(number) = self.changed(Ordering::Acquire) {
                return Ok(number);
            }
            match futex(self.own, libc::FUTEX_WAIT, self.last) {
                Err(error) if error.raw_os_error() != Some(libc::EAGAIN) => return Err(error),
                _ => {}
            }
        }
    }

    fn poll(&mut self) -> io::Result<Option<u32>> {
        Ok(self.changed(Ordering::Acquire))
    }
}

pub fn ends() -> [Start; 2] {
    starts(Words::pair(), Ok)
}
