// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the running kernel has.

use iouring_sys as sys;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::ptr;

/// What a contender needs of the kernel.
#[derive(Clone, Copy)]
pub enum Need {
    /// Rings with these flags.
    Setup(u32, &'static str),
    Operation(sys::io_uring_op, &'static str),
    /// Messages from threads without a ring.
    SyncMessage,
}

impl Need {
    /// Why it is not there, if it is not.
    pub fn missing(self) -> Option<String> {
        if let Err(error) = bare_ring(0) {
            return Some(format!("no ring: {error}"));
        }
        match self {
            Need::Setup(flags, since) => bare_ring(flags).err().map(|error| match error.raw_os_error() {
                Some(libc::EINVAL) => format!("no ring of this kind before Linux {since}"),
                _ => format!("no ring: {error}"),
            }),
            Need::Operation(op, since) => match knows(op) {
                Ok(true) => None,
                Ok(false) => Some(format!("no operation {op} before Linux {since}")),
                Err(error) => Some(format!("the operations cannot be asked for: {error}")),
            },
            Need::SyncMessage => {
                let (none, call) = (-1i32 as u32, sys::IORING_REGISTER_SEND_MSG_RING);
                // SAFETY: nothing is at that address, which who knows the call finds out.
                match -unsafe { sys::syscall::io_uring_register(none, call, 8 as *mut _, 1) } {
                    libc::EFAULT => None,
                    libc::EINVAL => Some("no such call before Linux 6.13".into()),
                    error => {
                        Some(format!("the call cannot be tried: {}", io::Error::from_raw_os_error(error)))
                    }
                }
            }
        }
    }
}

/// A ring that is not mapped.
fn bare_ring(flags: u32) -> io::Result<OwnedFd> {
    let mut params = sys::io_uring_params { flags, ..Default::default() };
    // SAFETY: the parameters are memory of ours.
    match unsafe { sys::syscall::io_uring_setup(1, &mut params) } {
        // SAFETY: a new descriptor that nobody else owns.
        fd @ 0.. => Ok(unsafe { OwnedFd::from_raw_fd(fd) }),
        error => Err(io::Error::from_raw_os_error(-error)),
    }
}

/// Whether the kernel knows an operation. Before Linux 5.6 it cannot be asked, which is `EINVAL`.
fn knows(op: sys::io_uring_op) -> io::Result<bool> {
    #[repr(C)]
    struct Answer(sys::io_uring_probe, [sys::io_uring_probe_op; 256]);
    let ring = bare_ring(0)?;
    // SAFETY: zeros are what the kernel wants, and a valid value.
    let mut answer: Answer = unsafe { std::mem::zeroed() };
    let (fd, probe) = (ring.as_raw_fd() as u32, ptr::addr_of_mut!(answer));
    // SAFETY: there is room for so many operations.
    match -unsafe { sys::syscall::io_uring_register(fd, sys::IORING_REGISTER_PROBE, probe.cast(), 256) } {
        // SAFETY: the kernel has filled it.
        0 => Ok(unsafe { sys::io_uring_opcode_supported(&answer.0, op as i32) } != 0),
        libc::EINVAL => Ok(false),
        error => Err(io::Error::from_raw_os_error(error)),
    }
}
