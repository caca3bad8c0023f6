// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests about pipes: making them, and moving data through them.

use core::ptr::{self, addr_of_mut};

use libc::{c_int, c_uint};

use crate::*;

/// Prepares a request that moves data between two files, one of them a pipe, without copying it through the
/// process.
///
/// The CQE's `res` is the number of bytes moved; 0 when there is nothing more to take, or `nbytes` was 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd_in`: the file to take from. With [`SPLICE_F_FD_IN_FIXED`] in `splice_flags` a
///   [slot](crate::requests#slots).
/// - `off_in`: where to take from, bytes from the start of the file, at least 0; -1 uses and moves the file
///   position. Must be -1 for a pipe.
/// - `fd_out`: the [file or slot](crate::requests#slots) to put to.
/// - `off_out`: where to put to, in the same terms.
/// - `nbytes`: bytes to move at most; any value.
/// - `splice_flags`: 0, or `SPLICE_F_MOVE`, `SPLICE_F_NONBLOCK`, `SPLICE_F_MORE`, [`SPLICE_F_FD_IN_FIXED`].
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EBADF`: also if a file is open the wrong way round.
/// - `-EINVAL`: neither file is a pipe, both are the same pipe, `fd_out` is open with `O_APPEND`, a file
///   system cannot splice, or `splice_flags` has an unknown bit.
/// - `-ESPIPE`: an offset other than -1 for a pipe.
/// - `-EAGAIN`: `SPLICE_F_NONBLOCK` is set and the request would wait.
/// - `-EPIPE`: nobody reads the pipe any more.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.7. Source:
/// [io_uring_prep_splice(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_splice.3.html),
/// [splice(2)](https://man7.org/linux/man-pages/man2/splice.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{fs::File, os::unix::io::{AsRawFd, FromRawFd}};
/// # let file = unsafe { File::from_raw_fd(libc::memfd_create(b"example\0".as_ptr().cast(), 0)) };
/// # use std::os::unix::fs::FileExt;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_EXT_ARG == 0 { return eprintln!("not in this kernel"); }
/// file.write_all_at(b"0123456789", 0).unwrap();
/// let mut pipe = [0; 2];
/// assert_eq!(libc::pipe2(pipe.as_mut_ptr(), libc::O_CLOEXEC), 0);
/// // Five bytes from offset 3 of the file into the pipe, which has no offset.
/// io_uring_prep_splice(io_uring_get_sqe(ring), file.as_raw_fd(), 3, pipe[1], -1, 5, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 5);
/// io_uring_cqe_seen(ring, cqe);
/// let mut buf = [0_u8; 8];
/// assert_eq!(libc::read(pipe[0], buf.as_mut_ptr().cast(), 8), 5);
/// assert_eq!(&buf[..5], b"34567");
/// # libc::close(pipe[0]);
/// # libc::close(pipe[1]);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_splice`](crate::ffi#io_uring_prep_splice).
#[doc(alias("IORING_OP_SPLICE", "splice", "sendfile", "copy_file_range"))]
#[inline]
pub unsafe fn io_uring_prep_splice(
    sqe: *mut io_uring_sqe,
    fd_in: c_int,
    off_in: i64,
    fd_out: c_int,
    off_out: i64,
    nbytes: c_uint,
    splice_flags: c_uint,
) {
    // SAFETY: two descriptors, two offsets and a length are numbers; `splice_off_in`, `splice_flags` and
    // `splice_fd_in` are in three unions.
    unsafe {
        io_uring_prep_rw(IORING_OP_SPLICE as c_int, sqe, fd_out, ptr::null(), nbytes, off_out as u64);
        addr_of_mut!((*sqe).__bindgen_anon_2.splice_off_in).write(off_in as u64);
        addr_of_mut!((*sqe).__bindgen_anon_3.splice_flags).write(splice_flags);
        addr_of_mut!((*sqe).__bindgen_anon_5.splice_fd_in).write(fd_in);
    }
}

/// Prepares a request that duplicates what is in one pipe into another and leaves it in the first.
///
/// The CQE's `res` is the number of bytes duplicated; 0 when every writer of `fd_in` is gone and it is empty.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd_in`: the pipe to copy from. With [`SPLICE_F_FD_IN_FIXED`] in `splice_flags` a
///   [slot](crate::requests#slots).
/// - `fd_out`: the pipe to copy to, another one: [file or slot](crate::requests#slots).
/// - `nbytes`: bytes to duplicate at most; any value.
/// - `splice_flags`: 0, or `SPLICE_F_NONBLOCK`, [`SPLICE_F_FD_IN_FIXED`] and the other `SPLICE_F_*`, which
///   have no effect here.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EBADF`: also if a pipe is open the wrong way round.
/// - `-EINVAL`: one of them is no pipe, both are the same pipe, or `splice_flags` has an unknown bit.
/// - `-EAGAIN`: `SPLICE_F_NONBLOCK` is set and the request would wait.
/// - `-EPIPE`: nobody reads `fd_out` any more.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.8. Source:
/// [io_uring_prep_tee(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_tee.3.html),
/// [tee(2)](https://man7.org/linux/man-pages/man2/tee.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_EXT_ARG == 0 { return eprintln!("not in this kernel"); }
/// let (mut from, mut to) = ([0; 2], [0; 2]);
/// assert_eq!(libc::pipe2(from.as_mut_ptr(), libc::O_CLOEXEC), 0);
/// assert_eq!(libc::pipe2(to.as_mut_ptr(), libc::O_CLOEXEC), 0);
/// assert_eq!(libc::write(from[1], b"both".as_ptr().cast(), 4), 4);
/// io_uring_prep_tee(io_uring_get_sqe(ring), from[0], to[1], 100, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 4);
/// io_uring_cqe_seen(ring, cqe);
/// for reader in [from[0], to[0]] {
///     let mut buf = [0_u8; 4];
///     assert_eq!(libc::read(reader, buf.as_mut_ptr().cast(), 4), 4);
///     assert_eq!(&buf, b"both");
/// }
/// # from.map(|fd| libc::close(fd));
/// # to.map(|fd| libc::close(fd));
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_tee`](crate::ffi#io_uring_prep_tee).
#[doc(alias("IORING_OP_TEE", "tee"))]
#[inline]
pub unsafe fn io_uring_prep_tee(
    sqe: *mut io_uring_sqe,
    fd_in: c_int,
    fd_out: c_int,
    nbytes: c_uint,
    splice_flags: c_uint,
) {
    // SAFETY: laid out like a splice without offsets: `splice_off_in` is zero, and each of the three members
    // lies in the entry.
    unsafe {
        io_uring_prep_rw(IORING_OP_TEE as c_int, sqe, fd_out, ptr::null(), nbytes, 0);
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
/// - `sqe`: the entry to fill.
/// - `fds`: where the two descriptors go: the reading end first, then the writing end.
/// - `pipe_flags`: 0, or `O_CLOEXEC`, `O_DIRECT`, `O_NONBLOCK`, `O_NOTIFICATION_PIPE` as for pipe2(2).
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EINVAL`: `pipe_flags` has an unknown bit.
/// - `-EMFILE`, `-ENFILE`: the process or the system has as many files open as its limit allows.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `fds` (two elements): *written until complete*.
///
/// Since Linux 6.16. Source:
/// [io_uring_prep_pipe(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_pipe.3.html),
/// [pipe2(2)](https://man7.org/linux/man-pages/man2/pipe2.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{fs::File, io::{Read, Write}, os::unix::io::FromRawFd};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # let probe = io_uring_get_probe_ring(ring);
/// # if probe.is_null() || io_uring_opcode_supported(probe, IORING_OP_PIPE as i32) == 0 {
/// #     return eprintln!("not in this kernel");
/// # }
/// # io_uring_free_probe(probe);
/// let mut fds = [-1; 2];
/// io_uring_prep_pipe(io_uring_get_sqe(ring), fds.as_mut_ptr(), libc::O_CLOEXEC);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// let [mut reader, mut writer] = fds.map(|fd| File::from_raw_fd(fd));
/// writer.write_all(b"through").unwrap();
/// let mut buf = [0; 7];
/// reader.read_exact(&mut buf).unwrap();
/// assert_eq!(&buf, b"through");
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_pipe`](crate::ffi#io_uring_prep_pipe).
#[doc(alias("IORING_OP_PIPE", "pipe", "pipe2"))]
#[inline]
pub unsafe fn io_uring_prep_pipe(sqe: *mut io_uring_sqe, fds: *mut c_int, pipe_flags: c_int) {
    // SAFETY: `fds` is stored in `addr` and written by the kernel only; `pipe_flags` is the operation's name
    // for the union of flags.
    unsafe {
        io_uring_prep_rw(IORING_OP_PIPE as c_int, sqe, 0, fds.cast(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.pipe_flags).write(pipe_flags as u32);
    }
}

/// Prepares a request that makes a pipe straight in two slots of the ring's file table.
///
/// As [`io_uring_prep_pipe`], with [slots instead of descriptors](crate::requests#new-files-in-slots). The
/// CQE's `res` is 0 also where the kernel chose the slots.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fds`: where the numbers of the two slots go: the reading end first, then the writing end.
/// - `pipe_flags`: as there, without `O_CLOEXEC`.
/// - `file_index`: slot for the reading end, with the next one for the writing end; what they held is closed,
///   even where the request fails in the end. [`IORING_FILE_INDEX_ALLOC`] (or that - 1, as the entry holds
///   the number plus one) lets the kernel choose two free ones.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_pipe`].
/// - [Those of a new file in a slot](crate::requests#new-files-in-slots), instead of `-EMFILE`.
///
/// # Safety
/// - The duties of [`io_uring_prep_pipe`].
///
/// Since Linux 6.16. Source:
/// [io_uring_prep_pipe_direct(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_pipe_direct.3.html),
/// [pipe2(2)](https://man7.org/linux/man-pages/man2/pipe2.2.html).
///
/// C symbol: [`ffi::io_uring_prep_pipe_direct`](crate::ffi#io_uring_prep_pipe_direct).
#[doc(alias("IORING_OP_PIPE", "direct_pipe", "pipe2"))]
#[doc(alias("pipe direct", "direct pipe"))]
#[inline]
pub unsafe fn io_uring_prep_pipe_direct(
    sqe: *mut io_uring_sqe,
    fds: *mut c_int,
    pipe_flags: c_int,
    file_index: c_uint,
) {
    // SAFETY: a pipe's entry has no other use for `file_index`, which takes the first of the two slots.
    unsafe {
        io_uring_prep_pipe(sqe, fds, pipe_flags);
        set_slot_or_alloc(sqe, file_index);
    }
}
