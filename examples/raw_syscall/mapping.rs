// SPDX-License-Identifier: MIT OR Apache-2.0
//! Memory of a ring, as `mmap` gives it.

use std::os::fd::{AsRawFd, OwnedFd};
use std::sync::atomic::AtomicU32;
use std::{io, mem::size_of, ptr};

/// Memory that this process shares with the kernel, unmapped on drop.
pub struct Mapping(*mut u8, usize);

impl Mapping {
    pub fn new(fd: &OwnedFd, offset: u64, len: usize) -> io::Result<Self> {
        const RW: i32 = libc::PROT_READ | libc::PROT_WRITE;
        let (fd, offset) = (fd.as_raw_fd(), offset as libc::off_t);
        // SAFETY: a new mapping, at an address that the kernel picks, touches no memory of ours.
        let at = unsafe { libc::mmap(ptr::null_mut(), len, RW, libc::MAP_SHARED, fd, offset) };
        if at == libc::MAP_FAILED {
            Err(io::Error::last_os_error())
        } else {
            Ok(Self(at.cast(), len))
        }
    }

    /// The `index`th `T` of the array that begins `offset` bytes into the mapping.
    pub fn at<T>(&self, offset: u32, index: u32) -> *mut T {
        let byte = offset as usize + index as usize * size_of::<T>();
        assert!(byte + size_of::<T>() <= self.1, "outside of the mapping");
        // SAFETY: just checked. The kernel aligns what it puts there.
        unsafe { self.0.add(byte).cast() }
    }

    /// A counter that both sides read and one side writes.
    pub fn counter(&self, offset: u32) -> &AtomicU32 {
        // SAFETY: within the mapping, which outlives the reference; both sides access it atomically.
        unsafe { &*self.at(offset, 0) }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: our own mapping; what was borrowed from it is gone.
        unsafe { libc::munmap(self.0.cast(), self.1) };
    }
}
