// SPDX-License-Identifier: MIT OR Apache-2.0
// The constants whose value depends on the target, which the bindings, one file for all targets, cannot hold.
#![allow(non_upper_case_globals)]

use libc::{c_int, c_uint};

/// Number of the [`io_uring_setup`](crate::syscall::io_uring_setup) system call on this target. Since Linux 5.1. Source:
/// [io_uring_setup(2)](https://man7.org/linux/man-pages/man2/io_uring_setup.2.html).
pub const __NR_io_uring_setup: c_int = libc::SYS_io_uring_setup as c_int;
/// Number of the [`io_uring_enter`](crate::syscall::io_uring_enter) system call on this target. Since Linux 5.1. Source:
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
pub const __NR_io_uring_enter: c_int = libc::SYS_io_uring_enter as c_int;
/// Number of the [`io_uring_register`](crate::syscall::io_uring_register) system call on this target. Since Linux 5.1. Source:
/// [io_uring_register(2)](https://man7.org/linux/man-pages/man2/io_uring_register.2.html).
pub const __NR_io_uring_register: c_int = libc::SYS_io_uring_register as c_int;

/// The direction bits of an `ioctl` number that moves no data: 1 in a field of three bits on these targets (and
/// on alpha, which Rust does not know), 0 on all others.
const IOC_NONE: c_uint = if cfg!(any(
    target_arch = "mips",
    target_arch = "mips32r6",
    target_arch = "mips64",
    target_arch = "mips64r6",
    target_arch = "powerpc",
    target_arch = "powerpc64",
    target_arch = "sparc",
    target_arch = "sparc64"
)) {
    1 << 29
} else {
    0
};

/// `cmd_op` that discards a range of a block device. Since Linux 6.12. Source:
/// [io_uring_prep_cmd_discard(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_cmd_discard.3.html).
pub const BLOCK_URING_CMD_DISCARD: c_uint = IOC_NONE | 0x12 << 8;
/// `cmd_op` that resets the write pointers of all zones of a zoned block device. Source: kernel header linux/blkdev.h.
pub const BLOCK_URING_CMD_ZONE_RESET_ALL: c_uint = IOC_NONE | 0x12 << 8 | 1;
