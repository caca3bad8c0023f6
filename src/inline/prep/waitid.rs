// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests that wait for child processes.

use core::ptr::{self, addr_of_mut};

use libc::{c_int, c_uint, id_t, idtype_t, siginfo_t};

use crate::*;

/// Prepares a request that waits for a child process to change its state.
///
/// The CQE's `res` is 0, and `infop` tells what happened. With `WNOHANG` the request never waits: `si_pid`
/// stays 0 if nothing has happened.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `idtype`: `P_PID`, `P_PGID`, `P_PIDFD` or `P_ALL`: what `id` is.
/// - `id`: process, process group or pidfd.
/// - `infop`: where the news goes; null if it is not wanted.
/// - `options`: at least one of `WEXITED`, `WSTOPPED` and `WCONTINUED`, besides `WNOHANG` and `WNOWAIT`.
/// - `flags`: 0.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ECHILD`: there is no such child.
/// - `-EINVAL`: an unknown `idtype` or option, none of the three options, or `flags` is not 0.
/// - `-EBADF`: with `P_PIDFD`: `id` is no pidfd.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `infop`: *written until complete*.
///
/// Since Linux 6.7. Source:
/// [io_uring_prep_waitid(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_waitid.3.html),
/// [waitid(2)](https://man7.org/linux/man-pages/man2/waitid.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::process::Command;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_RECVSEND_BUNDLE == 0 { return eprintln!("not in this kernel"); }
/// let child = Command::new("true").spawn().unwrap();
/// let mut info: libc::siginfo_t = std::mem::zeroed();
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_waitid(sqe, libc::P_PID, child.id(), &mut info, libc::WEXITED, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// assert_eq!((info.si_code, info.si_status()), (libc::CLD_EXITED, 0));
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_waitid`](crate::ffi#io_uring_prep_waitid).
#[doc(alias("IORING_OP_WAITID", "waitid", "waitpid", "wait4"))]
#[inline]
pub unsafe fn io_uring_prep_waitid(
    sqe: *mut io_uring_sqe,
    idtype: idtype_t,
    id: id_t,
    infop: *mut siginfo_t,
    options: c_int,
    flags: c_uint,
) {
    // SAFETY: `infop` becomes the 64 bits of `off`; `waitid_flags` and, for the options, `file_index` are
    // numbers.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_WAITID as c_int,
            sqe,
            id as c_int,
            ptr::null(),
            idtype,
            uring_ptr_to_u64(infop.cast()),
        );
        addr_of_mut!((*sqe).__bindgen_anon_3.waitid_flags).write(flags);
        addr_of_mut!((*sqe).__bindgen_anon_5.file_index).write(options as u32);
    }
}
