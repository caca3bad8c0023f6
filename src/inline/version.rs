// SPDX-License-Identifier: MIT OR Apache-2.0
//! The version check of the headers, at compile time.

use libc::c_int;

use crate::*;

/// Tells whether a version of the liburing API is newer than the one that this crate follows: the Rust form
/// of the C macro, usable in constants. [`io_uring_check_version`](crate::io_uring_check_version) asks the
/// library that was linked.
///
/// # Parameters
/// - `major`, `minor`: the version asked for, such as 2 and 15.
///
/// # Returns
/// True if it is newer, that is: if what it brought may be missing here.
///
/// Source: [io_uring_check_version(3)](https://man7.org/linux/man-pages/man3/io_uring_check_version.3.html).
#[allow(non_snake_case)]
#[inline]
pub const fn IO_URING_CHECK_VERSION(major: c_int, minor: c_int) -> bool {
    major > IO_URING_VERSION_MAJOR || (major == IO_URING_VERSION_MAJOR && minor > IO_URING_VERSION_MINOR)
}
