// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for requests about pipes: making them, and moving data through them.

use super::{__io_uring_set_target_fixed_file, io_uring_prep_rw};
use crate::{io_uring_sqe, IORING_FILE_INDEX_ALLOC, IORING_OP_PIPE, IORING_OP_SPLICE, IORING_OP_TEE};
use core::ptr::{self, addr_of_mut};

/// Prepares a request that moves data between two files, one of them a pipe, without copying it through the
/// process.
///
/// The CQE's `res` is the number of bytes moved; 0 when there is nothing more to take, or `nbytes` was 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd_in`: the file to take from. With `SPLICE_F_FD_IN_FIXED` in `splice_flags` a slot of the ring's file
///   table.
/// - `off_in`: where to take from, bytes from the start of the file, at least 0; -1 uses and moves the file
///   position. Must be -1 for a pipe.
/// - `fd_out`: the file to put to. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file table.
/// - `off_out`: where to put to, bytes from the start of the file, at least 0; -1 uses and moves the file
///   position. Must be -1 for a pipe.
/// - `nbytes`: bytes to move at most; any value.
/// - `splice_flags`: 0, or `SPLICE_F_MOVE`, `SPLICE_F_NONBLOCK`, `SPLICE_F_MORE`, `SPLICE_F_FD_IN_FIXED`.
///
/// # Errors in the CQE
/// - `-EBADF`: a file is not open, open the wrong way round, or an empty slot.
/// - `-EINVAL`: neither file is a pipe, both are the same pipe, `fd_out` is open with `O_APPEND`, a file
///   system cannot splice, or `splice_flags` has an unknown bit.
/// - `-ESPIPE`: an offset other than -1 for a pipe.
/// - `-EAGAIN`: `SPLICE_F_NONBLOCK` is set and the request would wait.
/// - `-EPIPE`: nobody reads the pipe any more.
/// - `-ENOMEM`: the kernel is out of memory.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.7. Source: io_uring_prep_splice(3), splice(2).
///
/// C symbol: [`ffi::io_uring_prep_splice`](crate::ffi::io_uring_prep_splice).
#[inline]
pub unsafe fn io_uring_prep_splice(
    sqe: *mut io_uring_sqe,
    fd_in: libc::c_int,
    off_in: i64,
    fd_out: libc::c_int,
    off_out: i64,
    nbytes: libc::c_uint,
    splice_flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_SPLICE as libc::c_int, sqe, fd_out, ptr::null(), nbytes, off_out as u64);
        addr_of_mut!((*sqe).__bindgen_anon_2.splice_off_in).write(off_in as u64);
        addr_of_mut!((*sqe).__bindgen_anon_3.splice_flags).write(splice_flags);
        addr_of_mut!((*sqe).__bindgen_anon_5.splice_fd_in).write(fd_in);
    }
}

/// Prepares a request that duplicates what is in one pipe into another and leaves it in the first.
///
/// The CQE's `res` is the number of bytes duplicated; 0 when every writer of `fd_in` is gone and it is
/// empty.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd_in`: the pipe to copy from. With `SPLICE_F_FD_IN_FIXED` in `splice_flags` a slot of the ring's file
///   table.
/// - `fd_out`: the pipe to copy to, another one. `IOSQE_FIXED_FILE` in the entry makes it a slot of the
///   ring's file table.
/// - `nbytes`: bytes to duplicate at most; any value.
/// - `splice_flags`: 0, or `SPLICE_F_NONBLOCK`, `SPLICE_F_FD_IN_FIXED` and the other `SPLICE_F_*`, which
///   have no effect here.
///
/// # Errors in the CQE
/// - `-EBADF`: a pipe is not open, open the wrong way round, or an empty slot.
/// - `-EINVAL`: one of them is no pipe, both are the same pipe, or `splice_flags` has an unknown bit.
/// - `-EAGAIN`: `SPLICE_F_NONBLOCK` is set and the request would wait.
/// - `-EPIPE`: nobody reads `fd_out` any more.
/// - `-ENOMEM`: the kernel is out of memory.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.8. Source: io_uring_prep_tee(3), tee(2).
///
/// C symbol: [`ffi::io_uring_prep_tee`](crate::ffi::io_uring_prep_tee).
#[inline]
pub unsafe fn io_uring_prep_tee(
    sqe: *mut io_uring_sqe,
    fd_in: libc::c_int,
    fd_out: libc::c_int,
    nbytes: libc::c_uint,
    splice_flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_TEE as libc::c_int, sqe, fd_out, ptr::null(), nbytes, 0);
        addr_of_mut!((*sqe).__bindgen_anon_2.splice_off_in).write(0);
        addr_of_mut!((*sqe).__bindgen_anon_3.splice_flags).write(splice_flags);
        addr_of_mut!((*sqe).__bindgen_anon_5.splice_fd_in).write(fd_in);
    }
}

/// Prepares a request that makes a pipe, as pipe2(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fds`: where the two descriptors go: the reading end first, then the writing end.
/// - `pipe_flags`: 0, or `O_CLOEXEC`, `O_DIRECT`, `O_NONBLOCK`, `O_NOTIFICATION_PIPE` as for pipe2(2).
///
/// # Errors in the CQE
/// - `-EFAULT`: `fds` is not writable memory.
/// - `-EINVAL`: `pipe_flags` has an unknown bit.
/// - `-EMFILE`, `-ENFILE`: the process or the system has as many files open as its limit allows.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `fds` stays valid for writes of two elements, and nothing else reads or writes it, until the request
///   completes.
///
/// Since Linux 6.16. Source: io_uring_prep_pipe(3), pipe2(2).
///
/// C symbol: [`ffi::io_uring_prep_pipe`](crate::ffi::io_uring_prep_pipe).
#[inline]
pub unsafe fn io_uring_prep_pipe(sqe: *mut io_uring_sqe, fds: *mut libc::c_int, pipe_flags: libc::c_int) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_PIPE as libc::c_int, sqe, 0, fds.cast(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.pipe_flags).write(pipe_flags as u32);
    }
}

/// Prepares a request that makes a pipe straight in two slots of the ring's file table.
///
/// The pipe's ends get no file descriptors: later requests name the slots as `fd`, with `IOSQE_FIXED_FILE`.
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fds`: where the numbers of the two slots go: the reading end first, then the writing end.
/// - `pipe_flags`: 0, or `O_CLOEXEC`, `O_DIRECT`, `O_NONBLOCK`, `O_NOTIFICATION_PIPE` as for pipe2(2);
///   without `O_CLOEXEC`, which a slot does not have.
/// - `file_index`: slot for the reading end, with the next one for the writing end; what they held is
///   closed, even where the request fails in the end. `IORING_FILE_INDEX_ALLOC` (or that - 1, as the entry
///   holds the number plus one) lets the kernel choose two free ones.
///
/// # Errors in the CQE
/// - `-EFAULT`: `fds` is not writable memory.
/// - `-ENXIO`: the ring has no file table.
/// - `-EINVAL`: a slot is not in the table, or `pipe_flags` has an unknown bit.
/// - `-ENFILE`: no two slots are free, where the kernel chooses, or there is no table; or the system has as
///   many files open as its limit allows.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `fds` stays valid for writes of two elements, and nothing else reads or writes it, until the request
///   completes.
///
/// Since Linux 6.16. Source: io_uring_prep_pipe_direct(3), pipe2(2).
///
/// C symbol: [`ffi::io_uring_prep_pipe_direct`](crate::ffi::io_uring_prep_pipe_direct).
#[inline]
pub unsafe fn io_uring_prep_pipe_direct(
    sqe: *mut io_uring_sqe,
    fds: *mut libc::c_int,
    pipe_flags: libc::c_int,
    file_index: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_pipe(sqe, fds, pipe_flags);
        // The entry holds the slot plus one, but IORING_FILE_INDEX_ALLOC as it is.
        let slot = if file_index == IORING_FILE_INDEX_ALLOC { file_index - 1 } else { file_index };
        __io_uring_set_target_fixed_file(sqe, slot);
    }
}
