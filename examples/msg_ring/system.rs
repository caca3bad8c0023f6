// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a player needs of the system: a processor to stay on, an eventfd to be woken by.

use std::fs::File;
use std::os::fd::FromRawFd;
use std::{io, mem};

/// Where this process may run.
pub fn processors() -> io::Result<Vec<usize>> {
    // SAFETY: all bits zero is an empty set.
    let mut set: libc::cpu_set_t = unsafe { mem::zeroed() };
    // SAFETY: the set is memory of ours, of that size.
    if unsafe { libc::sched_getaffinity(0, mem::size_of_val(&set), &mut set) } < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the numbers are within the set.
    Ok((0..libc::CPU_SETSIZE as usize).filter(|cpu| unsafe { libc::CPU_ISSET(*cpu, &set) }).collect())
}

/// Keeps this thread on a processor.
pub fn pin(cpu: usize) -> io::Result<()> {
    // SAFETY: all bits zero is an empty set.
    let mut set: libc::cpu_set_t = unsafe { mem::zeroed() };
    // SAFETY: the number is one that the kernel gave for a set of this size.
    unsafe { libc::CPU_SET(cpu, &mut set) };
    // SAFETY: the set is memory of ours, of that size.
    match unsafe { libc::sched_setaffinity(0, mem::size_of_val(&set), &set) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// A new one, whose count is 0.
pub fn eventfd() -> io::Result<File> {
    // SAFETY: takes no memory.
    let fd = unsafe { libc::eventfd(0, libc::EFD_CLOEXEC) };
    if fd < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: a new descriptor that nobody else owns.
    Ok(unsafe { File::from_raw_fd(fd) })
}
