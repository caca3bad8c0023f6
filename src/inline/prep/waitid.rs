// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helper for requests that wait for child processes.

use super::{io_uring_prep_rw, uring_ptr_to_u64};
use crate::{io_uring_sqe, IORING_OP_WAITID};
use core::ptr::{self, addr_of_mut};

/// Prepares a request that waits for a child process to change its state.
///
/// The completion's `res` is 0, and `infop` tells what happened. With `WNOHANG` the request never waits:
/// `si_pid` stays 0 if nothing has happened.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `idtype`: `P_PID`, `P_PGID`, `P_PIDFD` or `P_ALL`: what `id` is.
/// - `id`: process, process group or pidfd.
/// - `infop`: where the news goes; null if it is not wanted.
/// - `options`: at least one of `WEXITED`, `WSTOPPED` and `WCONTINUED`, besides `WNOHANG` and `WNOWAIT`.
/// - `flags`: 0.
///
/// # Errors in the CQE
/// - `-ECHILD`: there is no such child.
/// - `-EINVAL`: an unknown `idtype` or option, none of the three options, `flags` is not 0, the kernel is
///   older than 6.7, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-EBADF`: with `P_PIDFD`: `id` is no pidfd.
/// - `-EFAULT`: `infop` cannot be written.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `infop` stays valid and is used by nobody else until the request completes.
///
/// Since Linux 6.7. Source: io_uring_prep_waitid(3), waitid(2).
///
/// C symbol: [`ffi::io_uring_prep_waitid`](crate::ffi::io_uring_prep_waitid).
#[inline]
pub unsafe fn io_uring_prep_waitid(
    sqe: *mut io_uring_sqe,
    idtype: libc::idtype_t,
    id: libc::id_t,
    infop: *mut libc::siginfo_t,
    options: libc::c_int,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_WAITID as libc::c_int,
            sqe,
            id as libc::c_int,
            ptr::null(),
            idtype,
            uring_ptr_to_u64(infop.cast()),
        );
        addr_of_mut!((*sqe).__bindgen_anon_3.waitid_flags).write(flags);
        addr_of_mut!((*sqe).__bindgen_anon_5.file_index).write(options as u32);
    }
}
