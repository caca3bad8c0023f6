// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for requests that receive on sockets.

use super::io_uring_prep_rw;
use crate::{io_uring_sqe, IORING_OP_RECV, IORING_OP_RECVMSG, IORING_RECV_MULTISHOT};
use core::ptr::addr_of_mut;

/// Prepares a receive on a socket with `recvmsg`: several buffers, the sender's address, control messages.
///
/// The completion's `res` is the number of bytes received, 0 at the end of a stream.
/// `IORING_CQE_F_SOCK_NONEMPTY` in its flags says that the socket held more. Without data the request waits;
/// `MSG_DONTWAIT` makes it fail instead. `ioprio` of the entry may be set to `IORING_RECVSEND_POLL_FIRST`
/// afterwards.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `msg`: what to receive into. With `IOSQE_BUFFER_SELECT` at most one `iovec`, whose length is the limit,
///   and the data lands in a provided buffer.
/// - `flags`: `MSG_*` flags of recvmsg(2).
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: an unknown bit in `ioprio`, more than one `iovec` with `IOSQE_BUFFER_SELECT`, or a ring with
///   `IORING_SETUP_IOPOLL`.
/// - `-EFAULT`: `msg` or memory that it names cannot be accessed.
/// - `-EMSGSIZE`: `msg_iovlen` is above 1024.
/// - `-EAGAIN`: `MSG_DONTWAIT` was given and there is no data.
/// - `-ENOBUFS`: `IOSQE_BUFFER_SELECT` was set and the buffer group is missing or empty.
/// - `-ENOTCONN`, `-ECONNRESET`, `-ECONNREFUSED`: as from recvmsg(2).
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `msg`, its buffers, its `msg_name` and its `msg_control` stay valid and are used by nobody else until
///   the request completes: the kernel writes the lengths and flags back into `msg`.
/// - The array of `iovec` stays valid until the kernel has taken the entry: when the submitting call returns,
///   or with `IORING_SETUP_SQPOLL` when its thread has done so. Before Linux 5.5
///   (`IORING_FEAT_SUBMIT_STABLE`) until the request completes.
///
/// Since Linux 5.3. Source: io_uring_prep_recvmsg(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_recvmsg`](crate::ffi::io_uring_prep_recvmsg).
#[inline]
pub unsafe fn io_uring_prep_recvmsg(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    msg: *mut libc::msghdr,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_RECVMSG as libc::c_int, sqe, fd, msg.cast(), 1, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.msg_flags).write(flags);
    }
}

/// Prepares a request that receives with `recvmsg` again and again, each time into a provided buffer.
///
/// Every completion takes one buffer of the group: its number is in the upper half of the CQE's flags, and it
/// holds a `struct io_uring_recvmsg_out`, the address, the control messages and the payload, in the sizes
/// that `msg_namelen` and `msg_controllen` ask for; `io_uring_recvmsg_validate` and its companions read it.
/// The request goes on for as long as completions carry `IORING_CQE_F_MORE`; one without it is the last.
///
/// The caller sets `IOSQE_BUFFER_SELECT` and the group (`io_uring_sqe_set_buf_group`) after this call.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `msg`: only `msg_namelen`, `msg_controllen` and `msg_iovlen` (0 or 1) count: the pointers for name and
///   control are not used.
/// - `flags`: `MSG_*` flags of recvmsg(2), without `MSG_WAITALL`.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: `IOSQE_BUFFER_SELECT` is missing, `MSG_WAITALL` is set, `msg_iovlen` is above 1, the kernel
///   is older than 6.0, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-EFAULT`: `msg` cannot be read, or a buffer is too small for the header, the name and the control
///   messages.
/// - `-ENOBUFS`: the buffer group is missing, or it ran empty; add buffers and start anew.
/// - `-ENOTCONN`, `-ECONNRESET`, `-ECONNREFUSED`: as from recvmsg(2).
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `msg` stays valid until the kernel has taken the entry: when the submitting call returns, or with
///   `IORING_SETUP_SQPOLL` when its thread has done so. A copy is needed for reading the received messages.
/// - The buffers of the group belong to the kernel until a completion hands them out.
///
/// Since Linux 6.0. Source: io_uring_prep_recvmsg_multishot(3), io_uring_recvmsg_out(3).
///
/// C symbol: [`ffi::io_uring_prep_recvmsg_multishot`](crate::ffi::io_uring_prep_recvmsg_multishot).
#[inline]
pub unsafe fn io_uring_prep_recvmsg_multishot(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    msg: *mut libc::msghdr,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_recvmsg(sqe, fd, msg, flags);
        (*sqe).ioprio |= IORING_RECV_MULTISHOT as u16;
    }
}

/// Prepares a receive on a socket.
///
/// The completion's `res` is the number of bytes received, 0 at the end of a stream.
/// `IORING_CQE_F_SOCK_NONEMPTY` in its flags says that the socket held more. Without data the request waits;
/// `MSG_DONTWAIT` makes it fail instead. `ioprio` of the entry may be set to `IORING_RECVSEND_POLL_FIRST`
/// afterwards.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `sockfd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `buf`: where the data goes. With `IOSQE_BUFFER_SELECT` it goes to a provided buffer instead, and `buf`
///   is null.
/// - `len`: bytes at `buf`. Only the lower 32 bits count, and the kernel cuts it to just under 2 GiB.
/// - `flags`: `MSG_*` flags of recv(2).
///
/// # Errors in the CQE
/// - `-EBADF`: `sockfd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `sockfd` is no socket.
/// - `-EINVAL`: an unknown bit in `ioprio`, `addr2` or `file_index` of the entry is not zero, or a ring with
///   `IORING_SETUP_IOPOLL`.
/// - `-EFAULT`: `buf` cannot be written.
/// - `-EAGAIN`: `MSG_DONTWAIT` was given and there is no data.
/// - `-ENOBUFS`: `IOSQE_BUFFER_SELECT` was set and the buffer group is missing or empty.
/// - `-ENOTCONN`, `-ECONNRESET`, `-ECONNREFUSED`: as from recv(2).
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `buf` points to `len` bytes that stay valid and are used by nobody else until the request completes.
///
/// Since Linux 5.6. Source: io_uring_prep_recv(3), io_uring_enter(2).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// use std::{io::Write, mem::MaybeUninit, os::unix::io::AsRawFd, os::unix::net::UnixStream, ptr};
///
/// let (mut left, right) = UnixStream::pair().unwrap();
/// left.write_all(b"over the ring").unwrap();
/// let mut buf = [0u8; 64];
/// unsafe {
///     let mut ring: io_uring = MaybeUninit::zeroed().assume_init();
///     let ret = io_uring_queue_init(8, &mut ring, 0);
///     if ret < 0 {
///         eprintln!("no ring here: {ret}");
///         return;
///     }
///     let sqe = io_uring_get_sqe(&mut ring);
///     io_uring_prep_recv(sqe, right.as_raw_fd(), buf.as_mut_ptr().cast(), buf.len(), 0);
///     assert_eq!(io_uring_submit(&mut ring), 1);
///
///     let mut cqe = ptr::null_mut();
///     assert_eq!(io_uring_wait_cqe(&mut ring, &mut cqe), 0);
///     assert_eq!(&buf[..(*cqe).res as usize], b"over the ring");
///     io_uring_cqe_seen(&mut ring, cqe);
///     io_uring_queue_exit(&mut ring);
/// }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_recv`](crate::ffi::io_uring_prep_recv).
#[inline]
pub unsafe fn io_uring_prep_recv(
    sqe: *mut io_uring_sqe,
    sockfd: libc::c_int,
    buf: *mut libc::c_void,
    len: usize,
    flags: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_RECV as libc::c_int, sqe, sockfd, buf, len as u32, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.msg_flags).write(flags as u32);
    }
}

/// Prepares a request that receives again and again, each time into a provided buffer.
///
/// Every completion takes one buffer of the group: its number is in the upper half of the CQE's flags, `res`
/// is the number of bytes in it. The request goes on for as long as completions carry `IORING_CQE_F_MORE`;
/// one without it is the last.
///
/// The caller sets `IOSQE_BUFFER_SELECT` and the group (`io_uring_sqe_set_buf_group`) after this call.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `sockfd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `buf`: null.
/// - `len`: 0. Current kernels take another value as the limit of one receive, older ones refuse it.
/// - `flags`: `MSG_*` flags of recv(2), without `MSG_WAITALL`.
///
/// # Errors in the CQE
/// - `-EBADF`: `sockfd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `sockfd` is no socket.
/// - `-EINVAL`: `IOSQE_BUFFER_SELECT` is missing, `MSG_WAITALL` is set, the kernel is older than 6.0, or a
///   ring with `IORING_SETUP_IOPOLL`.
/// - `-ENOBUFS`: the buffer group is missing, or it ran empty; add buffers and start anew.
/// - `-ENOTCONN`, `-ECONNRESET`, `-ECONNREFUSED`: as from recv(2).
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - The buffers of the group belong to the kernel until a completion hands them out.
///
/// Since Linux 6.0. Source: io_uring_prep_recv_multishot(3).
///
/// C symbol: [`ffi::io_uring_prep_recv_multishot`](crate::ffi::io_uring_prep_recv_multishot).
#[inline]
pub unsafe fn io_uring_prep_recv_multishot(
    sqe: *mut io_uring_sqe,
    sockfd: libc::c_int,
    buf: *mut libc::c_void,
    len: usize,
    flags: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_recv(sqe, sockfd, buf, len, flags);
        (*sqe).ioprio |= IORING_RECV_MULTISHOT as u16;
    }
}
