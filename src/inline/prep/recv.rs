// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests that receive on sockets.

use core::ptr::addr_of_mut;

use libc::{c_int, c_uint, c_void, msghdr};

use crate::*;

/// Prepares a receive on a socket with `recvmsg`: several buffers, the sender's address, control messages.
///
/// The CQE's `res` is the number of bytes received, 0 at the end of a stream. [`IORING_CQE_F_SOCK_NONEMPTY`]
/// in its flags says that the socket held more. Without data the request waits; `MSG_DONTWAIT` makes it fail
/// instead. `ioprio` of the entry may be set to [`IORING_RECVSEND_POLL_FIRST`] afterwards.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [socket or slot](crate::requests#slots).
/// - `msg`: what to receive into. With [`IOSQE_BUFFER_SELECT`] at most one [`iovec`], whose length is the
///   limit, and the data lands in a [buffer of a group](crate::requests#buffers-of-a-group).
/// - `flags`: `MSG_*` flags of recvmsg(2).
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_recv`].
/// - `-EINVAL`: also for more than one [`iovec`] with [`IOSQE_BUFFER_SELECT`].
/// - `-EMSGSIZE`: `msg_iovlen` is above 1024.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `msg`, its buffers, its `msg_name` and its `msg_control`: *written until complete*; into `msg` the
///   kernel writes the lengths and flags.
/// - The array of [`iovec`]: *read when taken*.
///
/// Since Linux 5.3. Source:
/// [io_uring_prep_recvmsg(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_recvmsg.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{net::UdpSocket, os::unix::io::AsRawFd};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let (here, there) = (UdpSocket::bind("127.0.0.1:0").unwrap(), UdpSocket::bind("127.0.0.1:0").unwrap());
/// there.send_to(b"datagram", here.local_addr().unwrap()).unwrap();
/// let mut buf = [0_u8; 64];
/// let mut from: libc::sockaddr_in = std::mem::zeroed();
/// let mut iovec = libc::iovec { iov_base: buf.as_mut_ptr().cast(), iov_len: buf.len() };
/// let mut msg: libc::msghdr = std::mem::zeroed();
/// msg.msg_name = std::ptr::addr_of_mut!(from).cast();
/// msg.msg_namelen = std::mem::size_of_val(&from) as u32;
/// msg.msg_iov = &mut iovec;
/// msg.msg_iovlen = 1;
/// io_uring_prep_recvmsg(io_uring_get_sqe(ring), here.as_raw_fd(), &mut msg, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 8);
/// io_uring_cqe_seen(ring, cqe);
/// assert_eq!(&buf[..8], b"datagram");
/// assert_eq!(u16::from_be(from.sin_port), there.local_addr().unwrap().port());
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_recvmsg`](crate::ffi#io_uring_prep_recvmsg).
#[doc(alias("IORING_OP_RECVMSG", "recvmsg", "receive_message"))]
#[inline]
pub unsafe fn io_uring_prep_recvmsg(sqe: *mut io_uring_sqe, fd: c_int, msg: *mut msghdr, flags: c_uint) {
    // SAFETY: `msg` is stored with a count of one, and neither it nor what it names is read; `msg_flags` is
    // the operation's member.
    unsafe {
        io_uring_prep_rw(IORING_OP_RECVMSG as c_int, sqe, fd, msg.cast(), 1, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.msg_flags).write(flags);
    }
}

/// Prepares a request that receives with `recvmsg` again and again, each time into a provided buffer.
///
/// Every CQE takes one [buffer of the group](crate::requests#buffers-of-a-group), which holds an
/// [`io_uring_recvmsg_out`], the address, the control messages and the payload, in the sizes that
/// `msg_namelen` and `msg_controllen` ask for; [`io_uring_recvmsg_validate`] and its companions read it. They
/// come for as long as [the request goes on](crate::requests#more-than-one-cqe).
///
/// The caller sets [`IOSQE_BUFFER_SELECT`] and the group ([`io_uring_sqe_set_buf_group`]) after this call.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [socket or slot](crate::requests#slots).
/// - `msg`: only `msg_namelen`, `msg_controllen` and `msg_iovlen` (0 or 1) count: the pointers for name and
///   control are not used.
/// - `flags`: `MSG_*` flags of recvmsg(2), without `MSG_WAITALL`.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_recv_multishot`].
/// - `-EINVAL`: also if `msg_iovlen` is above 1.
/// - `-EFAULT`: also if a buffer is too small for the header, the name and the control messages.
///
/// # Safety
/// - The duties of [`io_uring_prep_recv_multishot`].
/// - `msg`: *read when taken*. A copy is needed for reading the received messages.
///
/// Since Linux 6.0. Source:
/// [io_uring_prep_recvmsg_multishot(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_recvmsg_multishot.3.html),
/// [io_uring_recvmsg_out(3)](https://man7.org/linux/man-pages/man3/io_uring_recvmsg_out.3.html).
///
/// C symbol: [`ffi::io_uring_prep_recvmsg_multishot`](crate::ffi#io_uring_prep_recvmsg_multishot).
#[doc(alias("IORING_OP_RECVMSG", "multishot_recvmsg", "recvmsg", "IORING_RECV_MULTISHOT"))]
#[doc(alias("recvmsg multishot", "multishot recvmsg"))]
#[inline]
pub unsafe fn io_uring_prep_recvmsg_multishot(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    msg: *mut msghdr,
    flags: c_uint,
) {
    // SAFETY: `ioprio` may be read: it belongs to the entry, and an entry that the queue hands out is
    // initialized.
    unsafe {
        io_uring_prep_recvmsg(sqe, fd, msg, flags);
        (*sqe).ioprio |= IORING_RECV_MULTISHOT as u16;
    }
}

/// Prepares a receive on a socket.
///
/// The CQE's `res` is the number of bytes received, 0 at the end of a stream. [`IORING_CQE_F_SOCK_NONEMPTY`]
/// in its flags says that the socket held more. Without data the request waits; `MSG_DONTWAIT` makes it fail
/// instead. `ioprio` of the entry may be set to [`IORING_RECVSEND_POLL_FIRST`] afterwards.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `sockfd`: the [socket or slot](crate::requests#slots).
/// - `buf`: where the data goes. With [`IOSQE_BUFFER_SELECT`] it goes to a [buffer of a
///   group](crate::requests#buffers-of-a-group) instead, and `buf` is null.
/// - `len`: bytes at `buf`. Only the lower 32 bits count, and the kernel cuts it to just under 2 GiB.
/// - `flags`: `MSG_*` flags of recv(2).
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ENOTSOCK`: `sockfd` is no socket.
/// - `-EINVAL`: an unknown bit in `ioprio`, or `addr2` or `file_index` of the entry is not zero.
/// - `-EAGAIN`: `MSG_DONTWAIT` was given and there is no data.
/// - `-ENOTCONN`, `-ECONNRESET`, `-ECONNREFUSED`: as from recv(2).
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `buf` (`len` bytes): *written until complete*.
///
/// Since Linux 5.6. Source:
/// [io_uring_prep_recv(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_recv.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{io::Write, os::unix::{io::AsRawFd, net::UnixStream}};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let (mut left, right) = UnixStream::pair().unwrap();
/// left.write_all(b"over the ring").unwrap();
/// let mut buf = [0_u8; 64];
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_recv(sqe, right.as_raw_fd(), buf.as_mut_ptr().cast(), buf.len(), 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 13);
/// io_uring_cqe_seen(ring, cqe);
/// assert_eq!(&buf[..13], b"over the ring");
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_recv`](crate::ffi#io_uring_prep_recv).
#[doc(alias("IORING_OP_RECV", "recv", "receive", "read_socket"))]
#[inline]
pub unsafe fn io_uring_prep_recv(
    sqe: *mut io_uring_sqe,
    sockfd: c_int,
    buf: *mut c_void,
    len: usize,
    flags: c_int,
) {
    // SAFETY: the low 32 bits of `len` and the address of `buf` are stored; the kernel, not this helper,
    // writes to it. `msg_flags` is the operation's member.
    unsafe {
        io_uring_prep_rw(IORING_OP_RECV as c_int, sqe, sockfd, buf, len as u32, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.msg_flags).write(flags as u32);
    }
}

/// Prepares a request that receives again and again, each time into a provided buffer.
///
/// Every CQE takes one [buffer of the group](crate::requests#buffers-of-a-group), and its `res` is the number
/// of bytes in it. They come for as long as [the request goes on](crate::requests#more-than-one-cqe).
///
/// The caller sets [`IOSQE_BUFFER_SELECT`] and the group ([`io_uring_sqe_set_buf_group`]) after this call.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `sockfd`: the [socket or slot](crate::requests#slots).
/// - `buf`: null.
/// - `len`: 0. Current kernels take another value as the limit of one receive, older ones refuse it.
/// - `flags`: `MSG_*` flags of recv(2), without `MSG_WAITALL`.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_recv`].
/// - `-EINVAL`: also if [`IOSQE_BUFFER_SELECT`] is missing or `MSG_WAITALL` is set.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - The buffers of the group are [the kernel's](crate::requests#buffers-of-a-group).
///
/// Since Linux 6.0. Source:
/// [io_uring_prep_recv_multishot(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_recv_multishot.3.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{io::Write, os::unix::{io::AsRawFd, net::UnixStream}};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_REG_REG_RING == 0 { return eprintln!("not in this kernel"); }
/// // Group 0: four buffers in a ring of their own.
/// let (mut buffers, mut error) = ([[0_u8; 64]; 4], 0);
/// let group = io_uring_setup_buf_ring(ring, 4, 0, 0, &mut error);
/// assert!(!group.is_null(), "{error}");
/// for (i, buffer) in buffers.iter_mut().enumerate() {
///     let (at, mask) = (buffer.as_mut_ptr().cast(), io_uring_buf_ring_mask(4));
///     io_uring_buf_ring_add(group, at, 64, i as u16, mask, i as i32);
/// }
/// io_uring_buf_ring_advance(group, 4);
///
/// let (mut left, right) = UnixStream::pair().unwrap();
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_recv_multishot(sqe, right.as_raw_fd(), null_mut(), 0, 0);
/// io_uring_sqe_set_flags(sqe, IOSQE_BUFFER_SELECT);
/// io_uring_sqe_set_buf_group(sqe, 0);
/// assert_eq!(io_uring_submit(ring), 1);
/// for text in ["one", "three"] {
///     left.write_all(text.as_bytes()).unwrap();
///     let mut cqe = null_mut();
///     assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
///     let (len, flags) = ((*cqe).res as usize, (*cqe).flags);
///     io_uring_cqe_seen(ring, cqe);
///     assert_ne!(flags & IORING_CQE_F_MORE, 0, "it goes on");
///     let buffer = &buffers[(flags >> IORING_CQE_BUFFER_SHIFT) as usize];
///     assert_eq!(&buffer[..len], text.as_bytes());
/// }
/// # io_uring_free_buf_ring(ring, group, 4, 0);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_recv_multishot`](crate::ffi#io_uring_prep_recv_multishot).
#[doc(alias("IORING_OP_RECV", "multishot_recv", "recv", "IORING_RECV_MULTISHOT"))]
#[doc(alias("recv multishot", "multishot recv"))]
#[inline]
pub unsafe fn io_uring_prep_recv_multishot(
    sqe: *mut io_uring_sqe,
    sockfd: c_int,
    buf: *mut c_void,
    len: usize,
    flags: c_int,
) {
    // SAFETY: the bit joins those that `ioprio` holds already, zero in an entry fresh from the queue.
    unsafe {
        io_uring_prep_recv(sqe, sockfd, buf, len, flags);
        (*sqe).ioprio |= IORING_RECV_MULTISHOT as u16;
    }
}
