// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for requests that send on sockets.

use super::{io_uring_prep_rw, uring_ptr_to_u64};
use crate::{
    io_uring_sqe, IORING_OP_SEND, IORING_OP_SENDMSG, IORING_OP_SENDMSG_ZC, IORING_OP_SEND_ZC,
    IORING_RECVSEND_BUNDLE, IORING_RECVSEND_FIXED_BUF,
};
use core::ptr::{self, addr_of_mut};

/// Prepares a send on a socket with `sendmsg`: several buffers, an address, control messages.
///
/// The completion's `res` is the number of bytes sent, which may be fewer than asked for unless `MSG_WAITALL`
/// is given. The request never raises `SIGPIPE`: the kernel adds `MSG_NOSIGNAL`. `ioprio` of the entry may be
/// set to `IORING_RECVSEND_POLL_FIRST` afterwards.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `msg`: what to send, and where to.
/// - `flags`: `MSG_*` flags of sendmsg(2).
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: an unknown bit in `ioprio`, `addr2` or `file_index` is not zero, or a ring with
///   `IORING_SETUP_IOPOLL`.
/// - `-EFAULT`: `msg` or memory that it names cannot be read.
/// - `-EMSGSIZE`: the message is too long for the socket, or `msg_iovlen` is above 1024.
/// - `-EAGAIN`: `MSG_DONTWAIT` was given and the socket's buffer is full.
/// - `-EPIPE`, `-ECONNRESET`: the connection is shut down or was reset.
/// - `-EDESTADDRREQ`, `-ENOTCONN`: the socket has no peer and `msg` names none.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `msg`, its array of `iovec` and its `msg_name` stay valid until the kernel has taken the entry: when the
///   submitting call returns, or with `IORING_SETUP_SQPOLL` when its thread has done so. Before Linux 5.5
///   (`IORING_FEAT_SUBMIT_STABLE`) until the request completes.
/// - The data and `msg_control` stay valid and unchanged until the request completes.
///
/// Since Linux 5.3. Source: io_uring_prep_sendmsg(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_sendmsg`](crate::ffi::io_uring_prep_sendmsg).
#[inline]
pub unsafe fn io_uring_prep_sendmsg(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    msg: *const libc::msghdr,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_SENDMSG as libc::c_int, sqe, fd, msg.cast(), 1, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.msg_flags).write(flags);
    }
}

/// Prepares a send on a socket.
///
/// The completion's `res` is the number of bytes sent, which may be fewer than asked for unless `MSG_WAITALL`
/// is given. The request never raises `SIGPIPE`: the kernel adds `MSG_NOSIGNAL`. `ioprio` of the entry may be
/// set to `IORING_RECVSEND_POLL_FIRST` afterwards; `io_uring_prep_send_set_addr` gives it an address.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `sockfd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `buf`: the data. With `IOSQE_BUFFER_SELECT` it is taken from a provided buffer instead (since Linux
///   6.10).
/// - `len`: bytes at `buf`. Only the lower 32 bits count, and the kernel cuts it to just under 2 GiB.
/// - `flags`: `MSG_*` flags of send(2).
///
/// # Errors in the CQE
/// - `-EBADF`: `sockfd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `sockfd` is no socket.
/// - `-EINVAL`: an unknown bit in `ioprio`, the upper half of the entry's `file_index` is not zero, or a ring
///   with `IORING_SETUP_IOPOLL`.
/// - `-EFAULT`: `buf` cannot be read.
/// - `-EMSGSIZE`: the message is too long for the socket.
/// - `-EAGAIN`: `MSG_DONTWAIT` was given and the socket's buffer is full.
/// - `-EPIPE`, `-ECONNRESET`: the connection is shut down or was reset.
/// - `-EDESTADDRREQ`, `-ENOTCONN`: the socket has no peer.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `buf` points to `len` bytes that stay valid and unchanged until the request completes.
///
/// Since Linux 5.6. Source: io_uring_prep_send(3), io_uring_enter(2).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// use std::{io::Read, mem::MaybeUninit, os::unix::io::AsRawFd, os::unix::net::UnixStream, ptr};
///
/// let (left, mut right) = UnixStream::pair().unwrap();
/// let data = b"over the ring";
/// unsafe {
///     let mut ring: io_uring = MaybeUninit::zeroed().assume_init();
///     let ret = io_uring_queue_init(8, &mut ring, 0);
///     if ret < 0 {
///         eprintln!("no ring here: {ret}");
///         return;
///     }
///     let sqe = io_uring_get_sqe(&mut ring);
///     io_uring_prep_send(sqe, left.as_raw_fd(), data.as_ptr().cast(), data.len(), 0);
///     assert_eq!(io_uring_submit(&mut ring), 1);
///
///     let mut cqe = ptr::null_mut();
///     assert_eq!(io_uring_wait_cqe(&mut ring, &mut cqe), 0);
///     assert_eq!((*cqe).res, data.len() as i32);
///     io_uring_cqe_seen(&mut ring, cqe);
///     io_uring_queue_exit(&mut ring);
/// }
/// let mut got = [0; 13];
/// right.read_exact(&mut got).unwrap();
/// assert_eq!(&got, data);
/// ```
///
/// C symbol: [`ffi::io_uring_prep_send`](crate::ffi::io_uring_prep_send).
#[inline]
pub unsafe fn io_uring_prep_send(
    sqe: *mut io_uring_sqe,
    sockfd: libc::c_int,
    buf: *const libc::c_void,
    len: usize,
    flags: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_SEND as libc::c_int, sqe, sockfd, buf, len as u32, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.msg_flags).write(flags as u32);
    }
}

/// Prepares a send that takes as many provided buffers as are ready in one go.
///
/// The completion's `res` is the number of bytes sent; the upper half of its flags holds the number of the
/// first buffer, the following ones come after it in the order of the buffer ring. `IORING_CQE_F_MORE` says
/// that the request goes on and another completion follows.
///
/// The caller sets `IOSQE_BUFFER_SELECT` and the group (`io_uring_sqe_set_buf_group`) after this call; the
/// group must be a buffer ring.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `sockfd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `len`: limit in bytes, 0 for none. Only the lower 32 bits count.
/// - `flags`: `MSG_*` flags of send(2); the kernel adds `MSG_WAITALL`.
///
/// # Errors in the CQE
/// - `-EBADF`: `sockfd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `sockfd` is no socket.
/// - `-EINVAL`: the kernel is older than 6.10 (`IORING_FEAT_RECVSEND_BUNDLE`), the upper half of the entry's
///   `file_index` is not zero, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-ENOENT`: there is no such buffer group.
/// - `-ENOBUFS`: the buffer group is empty.
/// - `-EFAULT`: a buffer cannot be read, or `IOSQE_BUFFER_SELECT` is missing.
/// - `-EPIPE`, `-ECONNRESET`: the connection is shut down or was reset.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - The buffers of the group stay valid and unchanged until a completion hands them back.
///
/// Since Linux 6.10. Source: io_uring_prep_send(3), io_uring_prep_recv(3).
///
/// C symbol: [`ffi::io_uring_prep_send_bundle`](crate::ffi::io_uring_prep_send_bundle).
#[inline]
pub unsafe fn io_uring_prep_send_bundle(
    sqe: *mut io_uring_sqe,
    sockfd: libc::c_int,
    len: usize,
    flags: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_send(sqe, sockfd, ptr::null(), len, flags);
        (*sqe).ioprio |= IORING_RECVSEND_BUNDLE as u16;
    }
}

/// Adds the receiver's address to an entry that is already prepared for a send.
///
/// For entries of `io_uring_prep_send`, `io_uring_prep_send_zc` and `io_uring_prep_send_zc_fixed`; call it
/// after them. `sendmsg` has its address in the `struct msghdr`.
///
/// # Parameters
/// - `sqe`: the submission queue entry, prepared for the send.
/// - `dest_addr`: the address; null for none.
/// - `addr_len`: bytes at `dest_addr`, 0 to 128.
///
/// # Errors in the CQE
/// - `-EINVAL`: `addr_len` is above 128 or too small for the family.
/// - `-EFAULT`: `dest_addr` cannot be read.
/// - `-EISCONN`: the socket is a connected one that takes no address.
/// - `-EAFNOSUPPORT`: the address is of another family than the socket.
///
/// # Safety
/// - `sqe` is an entry that was prepared for a send and is not submitted yet.
/// - `dest_addr` points to `addr_len` bytes that stay valid until the kernel has taken the entry: when the
///   submitting call returns, or with `IORING_SETUP_SQPOLL` when its thread has done so.
///
/// Since Linux 6.0 (`io_uring_prep_send_zc`), 6.1 (`io_uring_prep_send`). Source: io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_send_set_addr`](crate::ffi::io_uring_prep_send_set_addr).
#[inline]
pub unsafe fn io_uring_prep_send_set_addr(
    sqe: *mut io_uring_sqe,
    dest_addr: *const libc::sockaddr,
    addr_len: u16,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        addr_of_mut!((*sqe).__bindgen_anon_1.addr2).write(uring_ptr_to_u64(dest_addr.cast()));
        addr_of_mut!((*sqe).__bindgen_anon_5.__bindgen_anon_1.addr_len).write(addr_len);
    }
}

/// Prepares a send on a socket to an address.
///
/// The completion's `res` is the number of bytes sent. As `io_uring_prep_send` with
/// `io_uring_prep_send_set_addr`.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `sockfd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `buf`: the data.
/// - `len`: bytes at `buf`. Only the lower 32 bits count, and the kernel cuts it to just under 2 GiB.
/// - `flags`: `MSG_*` flags of sendto(2).
/// - `addr`: the receiver's address; null for none.
/// - `addrlen`: bytes at `addr`, 0 to 128. Only the lower 16 bits count.
///
/// # Errors in the CQE
/// - `-EBADF`: `sockfd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `sockfd` is no socket.
/// - `-EINVAL`: an unknown bit in `ioprio`, `addrlen` is above 128 or too small for the family, or a ring
///   with `IORING_SETUP_IOPOLL`.
/// - `-EFAULT`: `buf` or `addr` cannot be read.
/// - `-EMSGSIZE`: the message is too long for the socket.
/// - `-EAGAIN`: `MSG_DONTWAIT` was given and the socket's buffer is full.
/// - `-EISCONN`: the socket is a connected one that takes no address.
/// - `-EAFNOSUPPORT`: the address is of another family than the socket.
/// - `-ENETUNREACH`, `-EHOSTUNREACH`: the receiver cannot be reached.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `buf` points to `len` bytes that stay valid and unchanged until the request completes.
/// - `addr` points to `addrlen` bytes that stay valid until the kernel has taken the entry: when the
///   submitting call returns, or with `IORING_SETUP_SQPOLL` when its thread has done so.
///
/// Since Linux 6.1. Source: io_uring_prep_send(3), sendto(2).
///
/// C symbol: [`ffi::io_uring_prep_sendto`](crate::ffi::io_uring_prep_sendto).
#[inline]
pub unsafe fn io_uring_prep_sendto(
    sqe: *mut io_uring_sqe,
    sockfd: libc::c_int,
    buf: *const libc::c_void,
    len: usize,
    flags: libc::c_int,
    addr: *const libc::sockaddr,
    addrlen: libc::socklen_t,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_send(sqe, sockfd, buf, len, flags);
        io_uring_prep_send_set_addr(sqe, addr, addrlen as u16);
    }
}

/// Prepares a send on a socket that avoids copying the data.
///
/// Usually two completions arrive: the first has the number of bytes sent in `res` and `IORING_CQE_F_MORE` in
/// its flags; the second, with `IORING_CQE_F_NOTIF`, says that the kernel no longer needs the data. Errors
/// may have both too: look at `IORING_CQE_F_MORE`, not at `res`, to know whether the second comes. The kernel
/// may copy all the same.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `sockfd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `buf`: the data.
/// - `len`: bytes at `buf`. Only the lower 32 bits count, and the kernel cuts it to just under 2 GiB.
/// - `flags`: `MSG_*` flags of send(2).
/// - `zc_flags`: `IORING_RECVSEND_POLL_FIRST`, and `IORING_SEND_ZC_REPORT_USAGE` for having
///   `IORING_NOTIF_USAGE_ZC_COPIED` in the second completion's `res` when the data was copied. Only the lower
///   16 bits count.
///
/// # Errors in the CQE
/// - `-EBADF`: `sockfd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `sockfd` is no socket.
/// - `-EINVAL`: an unknown bit in `zc_flags`, `IOSQE_CQE_SKIP_SUCCESS` is set, `addr3` of the entry is not
///   zero, the kernel is older than 6.0, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-EOPNOTSUPP`: the socket's protocol has no sends without copying: Unix sockets, for example.
/// - `-EFAULT`: `buf` cannot be read.
/// - `-ENOMEM`: no memory for the request.
/// - `-EMSGSIZE`: the message is too long for the socket.
/// - `-EAGAIN`: `MSG_DONTWAIT` was given and the socket's buffer is full.
/// - `-EPIPE`, `-ECONNRESET`: the connection is shut down or was reset.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `buf` points to `len` bytes that stay valid and unchanged until the completion with
///   `IORING_CQE_F_NOTIF`, or until the first one if that lacks `IORING_CQE_F_MORE`.
///
/// Since Linux 6.0. Source: io_uring_prep_send_zc(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_send_zc`](crate::ffi::io_uring_prep_send_zc).
#[inline]
pub unsafe fn io_uring_prep_send_zc(
    sqe: *mut io_uring_sqe,
    sockfd: libc::c_int,
    buf: *const libc::c_void,
    len: usize,
    flags: libc::c_int,
    zc_flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_SEND_ZC as libc::c_int, sqe, sockfd, buf, len as u32, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.msg_flags).write(flags as u32);
        addr_of_mut!((*sqe).ioprio).write(zc_flags as u16);
    }
}

/// Prepares a send from a registered buffer that avoids copying the data.
///
/// Completes like `io_uring_prep_send_zc`; the helper adds `IORING_RECVSEND_FIXED_BUF` to the flags.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `sockfd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `buf`: the data, inside of the registered buffer.
/// - `len`: bytes at `buf`. Only the lower 32 bits count, and the kernel cuts it to just under 2 GiB.
/// - `flags`: `MSG_*` flags of send(2).
/// - `zc_flags`: `IORING_RECVSEND_POLL_FIRST` and `IORING_SEND_ZC_REPORT_USAGE`. Only the lower 16 bits
///   count.
/// - `buf_index`: number of the registered buffer, 0 to 65535.
///
/// # Errors in the CQE
/// - `-EBADF`: `sockfd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `sockfd` is no socket.
/// - `-EFAULT`: there is no such registered buffer, or `buf` and `len` are not inside of it.
/// - `-EINVAL`: an unknown bit in `zc_flags`, `IOSQE_CQE_SKIP_SUCCESS` is set, `addr3` of the entry is not
///   zero, the kernel is older than 6.0, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-EOPNOTSUPP`: the socket's protocol has no sends without copying: Unix sockets, for example.
/// - `-ENOMEM`: no memory for the request.
/// - `-EPIPE`, `-ECONNRESET`: the connection is shut down or was reset.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - The data stays unchanged until the completion with `IORING_CQE_F_NOTIF`, or until the first one if that
///   lacks `IORING_CQE_F_MORE`.
///
/// Since Linux 6.0. Source: io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_send_zc_fixed`](crate::ffi::io_uring_prep_send_zc_fixed).
#[inline]
pub unsafe fn io_uring_prep_send_zc_fixed(
    sqe: *mut io_uring_sqe,
    sockfd: libc::c_int,
    buf: *const libc::c_void,
    len: usize,
    flags: libc::c_int,
    zc_flags: libc::c_uint,
    buf_index: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_send_zc(sqe, sockfd, buf, len, flags, zc_flags);
        (*sqe).ioprio |= IORING_RECVSEND_FIXED_BUF as u16;
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_index).write(buf_index as u16);
    }
}

/// Prepares a send with `sendmsg` that avoids copying the data.
///
/// Completes like `io_uring_prep_send_zc`, usually twice. `ioprio` of the entry may be set to the flags of
/// that helper's `zc_flags` afterwards.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `msg`: what to send, and where to.
/// - `flags`: `MSG_*` flags of sendmsg(2).
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: an unknown bit in `ioprio`, `IOSQE_CQE_SKIP_SUCCESS` is set, `addr2`, `file_index` or `addr3`
///   of the entry is not zero, the kernel is older than 6.1, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-EOPNOTSUPP`: the socket's protocol has no sends without copying: Unix sockets, for example.
/// - `-EFAULT`: `msg` or memory that it names cannot be read.
/// - `-EMSGSIZE`: the message is too long for the socket, or `msg_iovlen` is above 1024.
/// - `-ENOMEM`: no memory for the request.
/// - `-EPIPE`, `-ECONNRESET`: the connection is shut down or was reset.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `msg`, its array of `iovec` and its `msg_name` stay valid until the kernel has taken the entry: when the
///   submitting call returns, or with `IORING_SETUP_SQPOLL` when its thread has done so.
/// - `msg_control` stays valid and unchanged until the first completion.
/// - The data stays valid and unchanged until the completion with `IORING_CQE_F_NOTIF`, or until the first
///   one if that lacks `IORING_CQE_F_MORE`.
///
/// Since Linux 6.1. Source: io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_sendmsg_zc`](crate::ffi::io_uring_prep_sendmsg_zc).
#[inline]
pub unsafe fn io_uring_prep_sendmsg_zc(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    msg: *const libc::msghdr,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_sendmsg(sqe, fd, msg, flags);
        addr_of_mut!((*sqe).opcode).write(IORING_OP_SENDMSG_ZC as u8);
    }
}

/// Prepares a send with `sendmsg` from a registered buffer that avoids copying the data.
///
/// Completes like `io_uring_prep_send_zc`, usually twice; the helper adds `IORING_RECVSEND_FIXED_BUF` to
/// `ioprio`.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `msg`: what to send, and where to; its `iovec`s all lie inside of the registered buffer.
/// - `flags`: `MSG_*` flags of sendmsg(2).
/// - `buf_index`: number of the registered buffer, 0 to 65535.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EFAULT`: there is no such registered buffer, an `iovec` is not inside of it, or `msg` cannot be read.
/// - `-EINVAL`: `IOSQE_CQE_SKIP_SUCCESS` is set, `addr2`, `file_index` or `addr3` of the entry is not zero,
///   the kernel is older than 6.15, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-EOPNOTSUPP`: the socket's protocol has no sends without copying: Unix sockets, for example.
/// - `-ENOMEM`: no memory for the request.
/// - `-EPIPE`, `-ECONNRESET`: the connection is shut down or was reset.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `msg`, its array of `iovec` and its `msg_name` stay valid until the kernel has taken the entry: when the
///   submitting call returns, or with `IORING_SETUP_SQPOLL` when its thread has done so.
/// - `msg_control` stays valid and unchanged until the first completion.
/// - The data stays unchanged until the completion with `IORING_CQE_F_NOTIF`, or until the first one if that
///   lacks `IORING_CQE_F_MORE`.
///
/// Since Linux 6.15. Source: kernel header linux/io_uring.h.
///
/// C symbol: [`ffi::io_uring_prep_sendmsg_zc_fixed`](crate::ffi::io_uring_prep_sendmsg_zc_fixed).
#[inline]
pub unsafe fn io_uring_prep_sendmsg_zc_fixed(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    msg: *const libc::msghdr,
    flags: libc::c_uint,
    buf_index: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_sendmsg_zc(sqe, fd, msg, flags);
        (*sqe).ioprio |= IORING_RECVSEND_FIXED_BUF as u16;
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_index).write(buf_index as u16);
    }
}
