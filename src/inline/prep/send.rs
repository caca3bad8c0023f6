// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests that send on sockets.

use core::ptr::{self, addr_of_mut};

use libc::{c_int, c_uint, c_void, msghdr, sockaddr, socklen_t};

use crate::*;

/// Prepares a send on a socket with `sendmsg`: several buffers, an address, control messages.
///
/// The CQE's `res` is the number of bytes sent, which may be fewer than asked for unless `MSG_WAITALL` is
/// given. The request never raises `SIGPIPE`: the kernel adds `MSG_NOSIGNAL`. `ioprio` of the entry may be
/// set to [`IORING_RECVSEND_POLL_FIRST`] afterwards.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [socket or slot](crate::requests#slots).
/// - `msg`: what to send, and where to.
/// - `flags`: `MSG_*` flags of sendmsg(2).
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_send`].
/// - `-EINVAL`: also if `addr2` or `file_index` of the entry is not zero.
/// - `-EMSGSIZE`: also if `msg_iovlen` is above 1024.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `msg`, its array of [`iovec`] and its `msg_name`: *read when taken*.
/// - The data and `msg_control`: *read until complete*.
///
/// Since Linux 5.3. Source:
/// [io_uring_prep_sendmsg(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_sendmsg.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{io::Read, os::unix::{io::AsRawFd, net::UnixStream}};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let (left, mut right) = UnixStream::pair().unwrap();
/// let iovecs = [&b"two "[..], b"parts"].map(|part| libc::iovec {
///     iov_base: part.as_ptr().cast_mut().cast(),
///     iov_len: part.len(),
/// });
/// let mut msg: libc::msghdr = std::mem::zeroed();
/// msg.msg_iov = iovecs.as_ptr().cast_mut();
/// msg.msg_iovlen = 2;
/// io_uring_prep_sendmsg(io_uring_get_sqe(ring), left.as_raw_fd(), &msg, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 9);
/// io_uring_cqe_seen(ring, cqe);
/// let mut got = [0; 9];
/// right.read_exact(&mut got).unwrap();
/// assert_eq!(&got, b"two parts");
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_sendmsg`](crate::ffi#io_uring_prep_sendmsg).
#[doc(alias("IORING_OP_SENDMSG", "sendmsg", "send_message"))]
#[inline]
pub unsafe fn io_uring_prep_sendmsg(sqe: *mut io_uring_sqe, fd: c_int, msg: *const msghdr, flags: c_uint) {
    // SAFETY: the message is not looked into: the address of `msg`, a count of one, and the bits of
    // `msg_flags` are stored.
    unsafe {
        io_uring_prep_rw(IORING_OP_SENDMSG as c_int, sqe, fd, msg.cast(), 1, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.msg_flags).write(flags);
    }
}

/// Prepares a send on a socket.
///
/// The CQE's `res` is the number of bytes sent, which may be fewer than asked for unless `MSG_WAITALL` is
/// given. The request never raises `SIGPIPE`: the kernel adds `MSG_NOSIGNAL`. `ioprio` of the entry may be
/// set to [`IORING_RECVSEND_POLL_FIRST`] afterwards; [`io_uring_prep_send_set_addr`] gives it an address.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `sockfd`: the [socket or slot](crate::requests#slots).
/// - `buf`: the data. With [`IOSQE_BUFFER_SELECT`] it is taken from a [buffer of a
///   group](crate::requests#buffers-of-a-group) instead (since Linux 6.10).
/// - `len`: bytes at `buf`. Only the lower 32 bits count, and the kernel cuts it to just under 2 GiB.
/// - `flags`: `MSG_*` flags of send(2).
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ENOTSOCK`: `sockfd` is no socket.
/// - `-EINVAL`: an unknown bit in `ioprio`, or the upper half of the entry's `file_index` is not zero.
/// - `-EMSGSIZE`: the message is too long for the socket.
/// - `-EAGAIN`: `MSG_DONTWAIT` was given and the socket's buffer is full.
/// - `-EPIPE`, `-ECONNRESET`: the connection is shut down or was reset.
/// - `-EDESTADDRREQ`, `-ENOTCONN`: the socket has no peer, and the request names none.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `buf` (`len` bytes): *read until complete*.
///
/// Since Linux 5.6. Source:
/// [io_uring_prep_send(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_send.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{io::Read, os::unix::{io::AsRawFd, net::UnixStream}};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let (left, mut right) = UnixStream::pair().unwrap();
/// let data = b"over the ring";
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_send(sqe, left.as_raw_fd(), data.as_ptr().cast(), data.len(), 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, data.len() as i32);
/// io_uring_cqe_seen(ring, cqe);
/// let mut got = [0; 13];
/// right.read_exact(&mut got).unwrap();
/// assert_eq!(&got, data);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_send`](crate::ffi#io_uring_prep_send).
#[doc(alias("IORING_OP_SEND", "send", "write_socket"))]
#[inline]
pub unsafe fn io_uring_prep_send(
    sqe: *mut io_uring_sqe,
    sockfd: c_int,
    buf: *const c_void,
    len: usize,
    flags: c_int,
) {
    // SAFETY: the data stay where they are; of `len` the low 32 bits go into the entry, and `flags` into
    // `msg_flags`.
    unsafe {
        io_uring_prep_rw(IORING_OP_SEND as c_int, sqe, sockfd, buf, len as u32, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.msg_flags).write(flags as u32);
    }
}

/// Prepares a send that takes as many provided buffers as are ready in one go.
///
/// The CQE's `res` is the number of bytes sent; the upper half of its flags holds the number of the first
/// buffer, the following ones come after it in the order of the buffer ring. More CQEs may follow, for as
/// long as [the request goes on](crate::requests#more-than-one-cqe).
///
/// The caller sets [`IOSQE_BUFFER_SELECT`] and the group ([`io_uring_sqe_set_buf_group`]) after this call;
/// the group must be a buffer ring.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `sockfd`: the [socket or slot](crate::requests#slots).
/// - `len`: limit in bytes for each CQE, 0 for none; the request goes on where more buffers are ready. Only the lower
///   32 bits count.
/// - `flags`: `MSG_*` flags of send(2); the kernel adds `MSG_WAITALL`.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_send`].
/// - `-EINVAL`: also without [`IORING_FEAT_RECVSEND_BUNDLE`]: the kernel is older than 6.10.
/// - `-ENOENT`: there is no such buffer group.
/// - `-ENOBUFS`: the buffer group is empty.
/// - `-EFAULT`: also if [`IOSQE_BUFFER_SELECT`] is missing.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - The buffers of the group stay valid and unchanged until a CQE hands them back.
///
/// Since Linux 6.10. Source:
/// [io_uring_prep_send(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_send.3.html),
/// [io_uring_prep_recv(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_recv.3.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{io::Read, os::unix::{io::AsRawFd, net::UnixStream}};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_RECVSEND_BUNDLE == 0 { return eprintln!("not in this kernel"); }
/// let (parts, mut error) = ([*b"one ", *b"send"], 0);
/// let group = io_uring_setup_buf_ring(ring, 2, 0, 0, &mut error);
/// assert!(!group.is_null(), "{error}");
/// for (i, part) in parts.iter().enumerate() {
///     let (at, mask) = (part.as_ptr().cast_mut().cast(), io_uring_buf_ring_mask(2));
///     io_uring_buf_ring_add(group, at, 4, i as u16, mask, i as i32);
/// }
/// io_uring_buf_ring_advance(group, 2);
///
/// let (left, mut right) = UnixStream::pair().unwrap();
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_send_bundle(sqe, left.as_raw_fd(), 0, 0);
/// io_uring_sqe_set_flags(sqe, IOSQE_BUFFER_SELECT);
/// io_uring_sqe_set_buf_group(sqe, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 8);
/// io_uring_cqe_seen(ring, cqe);
/// let mut got = [0; 8];
/// right.read_exact(&mut got).unwrap();
/// assert_eq!(&got, b"one send");
/// # io_uring_free_buf_ring(ring, group, 2, 0);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_send_bundle`](crate::ffi#io_uring_prep_send_bundle).
#[doc(alias("IORING_OP_SEND", "bundle_send", "send", "IORING_RECVSEND_BUNDLE"))]
#[doc(alias("send bundle", "bundle send"))]
#[inline]
pub unsafe fn io_uring_prep_send_bundle(sqe: *mut io_uring_sqe, sockfd: c_int, len: usize, flags: c_int) {
    // SAFETY: without a buffer of the caller's no memory is named; the bit is added to `ioprio`, which the
    // entry holds initialized.
    unsafe {
        io_uring_prep_send(sqe, sockfd, ptr::null(), len, flags);
        (*sqe).ioprio |= IORING_RECVSEND_BUNDLE as u16;
    }
}

/// Adds the receiver's address to an entry that is already prepared for a send.
///
/// For entries of [`io_uring_prep_send`], [`io_uring_prep_send_zc`] and [`io_uring_prep_send_zc_fixed`]; call
/// it after them. `sendmsg` has its address in the [`struct msghdr`](crate::msghdr).
///
/// # Parameters
/// - `sqe`: the entry, prepared for the send.
/// - `dest_addr`: the address; null for none.
/// - `addr_len`: bytes at `dest_addr`, 0 to 128.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EINVAL`: `addr_len` is above 128 or too small for the family.
/// - `-EISCONN`: the socket is a connected one that takes no address.
/// - `-EAFNOSUPPORT`: the address is of another family than the socket.
/// - `-ENETUNREACH`, `-EHOSTUNREACH`: the receiver cannot be reached.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `sqe` was prepared for a send.
/// - `dest_addr` (`addr_len` bytes): *read when taken*.
///
/// Since Linux 6.0 ([`io_uring_prep_send_zc`]), 6.1 ([`io_uring_prep_send`]). Source:
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// C symbol: [`ffi::io_uring_prep_send_set_addr`](crate::ffi#io_uring_prep_send_set_addr).
#[doc(alias("set_addr_send", "sendto"))]
#[doc(alias("send set addr", "set addr send"))]
#[inline]
pub unsafe fn io_uring_prep_send_set_addr(sqe: *mut io_uring_sqe, dest_addr: *const sockaddr, addr_len: u16) {
    // SAFETY: `addr2` and `addr_len` are the two members that a send leaves for an address, which is stored
    // and not read.
    unsafe {
        addr_of_mut!((*sqe).__bindgen_anon_1.addr2).write(uring_ptr_to_u64(dest_addr.cast()));
        addr_of_mut!((*sqe).__bindgen_anon_5.__bindgen_anon_1.addr_len).write(addr_len);
    }
}

/// Prepares a send on a socket to an address.
///
/// As [`io_uring_prep_send`] with [`io_uring_prep_send_set_addr`].
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `sockfd`, `buf`, `len`: as for [`io_uring_prep_send`].
/// - `flags`: `MSG_*` flags of sendto(2).
/// - `addr`: the receiver's address; null for none.
/// - `addrlen`: bytes at `addr`, 0 to 128. Only the lower 16 bits count.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_send`].
/// - Those of [`io_uring_prep_send_set_addr`].
///
/// # Safety
/// - The duties of [`io_uring_prep_send`].
/// - `addr` (`addrlen` bytes): *read when taken*.
///
/// Since Linux 6.1. Source:
/// [io_uring_prep_send(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_send.3.html),
/// [sendto(2)](https://man7.org/linux/man-pages/man2/sendto.2.html).
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
/// # if (*ring).features & IORING_FEAT_REG_REG_RING == 0 { return eprintln!("not in this kernel"); }
/// let (here, there) = (UdpSocket::bind("127.0.0.1:0").unwrap(), UdpSocket::bind("127.0.0.1:0").unwrap());
/// let mut addr: libc::sockaddr_in = std::mem::zeroed();
/// addr.sin_family = libc::AF_INET as u16;
/// addr.sin_port = there.local_addr().unwrap().port().to_be();
/// addr.sin_addr.s_addr = libc::INADDR_LOOPBACK.to_be();
/// let (sqe, data) = (io_uring_get_sqe(ring), b"datagram".as_ptr().cast());
/// io_uring_prep_sendto(sqe, here.as_raw_fd(), data, 8, 0, std::ptr::addr_of!(addr).cast(), 16);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 8);
/// io_uring_cqe_seen(ring, cqe);
/// let mut got = [0; 64];
/// assert_eq!(there.recv_from(&mut got).unwrap(), (8, here.local_addr().unwrap()));
/// assert_eq!(&got[..8], b"datagram");
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_sendto`](crate::ffi#io_uring_prep_sendto).
#[doc(alias("IORING_OP_SEND", "sendto", "send_to"))]
#[inline]
pub unsafe fn io_uring_prep_sendto(
    sqe: *mut io_uring_sqe,
    sockfd: c_int,
    buf: *const c_void,
    len: usize,
    flags: c_int,
    addr: *const sockaddr,
    addrlen: socklen_t,
) {
    // SAFETY: one entry filled twice, first with the data and then with the address; the two write different
    // fields.
    unsafe {
        io_uring_prep_send(sqe, sockfd, buf, len, flags);
        io_uring_prep_send_set_addr(sqe, addr, addrlen as u16);
    }
}

/// Prepares a send on a socket that avoids copying the data.
///
/// Usually two CQEs arrive: the first has the number of bytes sent in `res` and [`IORING_CQE_F_MORE`] in its
/// flags; the second, with [`IORING_CQE_F_NOTIF`], says that the kernel no longer needs the data. Errors may
/// have both too: look at [`IORING_CQE_F_MORE`], not at `res`, to know whether the second comes. The kernel
/// may copy all the same.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `sockfd`, `buf`, `len`, `flags`: as for [`io_uring_prep_send`].
/// - `zc_flags`: [`IORING_RECVSEND_POLL_FIRST`], and [`IORING_SEND_ZC_REPORT_USAGE`] for having
///   [`IORING_NOTIF_USAGE_ZC_COPIED`] in the second CQE's `res` when the data was copied. Only the lower 16
///   bits count.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_send`].
/// - `-EINVAL`: also for an unknown bit in `zc_flags`, with [`IOSQE_CQE_SKIP_SUCCESS`], and if `addr3` of the
///   entry is not zero.
/// - `-EOPNOTSUPP`: the socket's protocol has no sends without copying: Unix sockets, for example.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `buf` (`len` bytes): *read until complete*, which is at the CQE with [`IORING_CQE_F_NOTIF`], or at the
///   first one if that lacks [`IORING_CQE_F_MORE`].
///
/// Since Linux 6.0. Source:
/// [io_uring_prep_send_zc(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_send_zc.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{io::Read, net::{TcpListener, TcpStream}, os::unix::io::AsRawFd};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_REG_REG_RING == 0 { return eprintln!("not in this kernel"); }
/// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
/// let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
/// let data = b"not copied, maybe";
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_send_zc(sqe, client.as_raw_fd(), data.as_ptr().cast(), data.len(), 0, 0);
/// assert_eq!(io_uring_submit(ring), 1);
///
/// let (mut cqe, mut more) = (null_mut(), true);
/// while more {
///     assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
///     match (*cqe).flags & IORING_CQE_F_NOTIF {
///         0 => assert_eq!((*cqe).res, data.len() as i32),
///         _ => println!("the kernel no longer needs the data"),
///     }
///     more = (*cqe).flags & IORING_CQE_F_MORE != 0;
///     io_uring_cqe_seen(ring, cqe);
/// }
/// let mut got = [0; 17];
/// listener.accept().unwrap().0.read_exact(&mut got).unwrap();
/// assert_eq!(&got, data);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_send_zc`](crate::ffi#io_uring_prep_send_zc).
#[doc(alias("IORING_OP_SEND_ZC", "zc_send", "zero_copy_send", "MSG_ZEROCOPY"))]
#[doc(alias("send zc", "zc send"))]
#[inline]
pub unsafe fn io_uring_prep_send_zc(
    sqe: *mut io_uring_sqe,
    sockfd: c_int,
    buf: *const c_void,
    len: usize,
    flags: c_int,
    zc_flags: c_uint,
) {
    // SAFETY: `ioprio` takes the low 16 bits of `zc_flags`, beside `flags` in its own member; the data are
    // only pointed to.
    unsafe {
        io_uring_prep_rw(IORING_OP_SEND_ZC as c_int, sqe, sockfd, buf, len as u32, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.msg_flags).write(flags as u32);
        addr_of_mut!((*sqe).ioprio).write(zc_flags as u16);
    }
}

/// Prepares a send from a registered buffer that avoids copying the data.
///
/// Completes like [`io_uring_prep_send_zc`]; the helper adds [`IORING_RECVSEND_FIXED_BUF`] to the flags.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `sockfd`, `len`, `flags`, `zc_flags`: as there.
/// - `buf`: the data, inside of the registered buffer.
/// - `buf_index`: the [registered buffer](crate::requests#registered-buffers).
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_send_zc`].
/// - `-EFAULT`: there is no such registered buffer, or `buf` and `len` are not inside of it.
///
/// # Safety
/// - The duties of [`io_uring_prep_send_zc`].
/// - The buffer [stays registered](crate::requests#registered-buffers).
///
/// Since Linux 6.0. Source: [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// C symbol: [`ffi::io_uring_prep_send_zc_fixed`](crate::ffi#io_uring_prep_send_zc_fixed).
#[doc(alias("IORING_OP_SEND_ZC", "fixed_send_zc", "zero_copy_send", "registered_buffer"))]
#[doc(alias("send zc fixed", "fixed send zc"))]
#[inline]
pub unsafe fn io_uring_prep_send_zc_fixed(
    sqe: *mut io_uring_sqe,
    sockfd: c_int,
    buf: *const c_void,
    len: usize,
    flags: c_int,
    zc_flags: c_uint,
    buf_index: c_uint,
) {
    // SAFETY: the helper called wrote `ioprio` just before, so that reading it for one more bit reads what is
    // known; `buf_index` is 16 bits wide.
    unsafe {
        io_uring_prep_send_zc(sqe, sockfd, buf, len, flags, zc_flags);
        (*sqe).ioprio |= IORING_RECVSEND_FIXED_BUF as u16;
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_index).write(buf_index as u16);
    }
}

/// Prepares a send with `sendmsg` that avoids copying the data.
///
/// Completes like [`io_uring_prep_send_zc`], usually twice. `ioprio` of the entry may be set to the flags of
/// that helper's `zc_flags` afterwards.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`, `msg`, `flags`: as for [`io_uring_prep_sendmsg`].
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_sendmsg`].
/// - `-EINVAL`: also with [`IOSQE_CQE_SKIP_SUCCESS`], and if `addr3` of the entry is not zero.
/// - `-EOPNOTSUPP`: the socket's protocol has no sends without copying: Unix sockets, for example.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `msg`, its array of [`iovec`] and its `msg_name`: *read when taken*.
/// - `msg_control` stays valid and unchanged until the first CQE.
/// - The data: as for [`io_uring_prep_send_zc`].
///
/// Since Linux 6.1. Source: [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// C symbol: [`ffi::io_uring_prep_sendmsg_zc`](crate::ffi#io_uring_prep_sendmsg_zc).
#[doc(alias("IORING_OP_SENDMSG_ZC", "zc_sendmsg", "zero_copy_sendmsg", "MSG_ZEROCOPY"))]
#[doc(alias("sendmsg zc", "zc sendmsg"))]
#[inline]
pub unsafe fn io_uring_prep_sendmsg_zc(sqe: *mut io_uring_sqe, fd: c_int, msg: *const msghdr, flags: c_uint) {
    // SAFETY: the opcode is replaced, one byte at the start of an entry that is laid out as for `sendmsg` in
    // all else.
    unsafe {
        io_uring_prep_sendmsg(sqe, fd, msg, flags);
        addr_of_mut!((*sqe).opcode).write(IORING_OP_SENDMSG_ZC as u8);
    }
}

/// Prepares a send with `sendmsg` from a registered buffer that avoids copying the data.
///
/// Completes like [`io_uring_prep_send_zc`], usually twice; the helper adds [`IORING_RECVSEND_FIXED_BUF`] to
/// `ioprio`.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`, `flags`: as for [`io_uring_prep_sendmsg`].
/// - `msg`: what to send, and where to; its [`iovec`]s all lie inside of the registered buffer.
/// - `buf_index`: the [registered buffer](crate::requests#registered-buffers).
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_sendmsg_zc`].
/// - `-EFAULT`: there is no such registered buffer, or an [`iovec`] is not inside of it.
///
/// # Safety
/// - The duties of [`io_uring_prep_sendmsg_zc`].
/// - The buffer [stays registered](crate::requests#registered-buffers).
///
/// Since Linux 6.15. Source: kernel header linux/io_uring.h.
///
/// C symbol: [`ffi::io_uring_prep_sendmsg_zc_fixed`](crate::ffi#io_uring_prep_sendmsg_zc_fixed).
#[doc(alias("IORING_OP_SENDMSG_ZC", "fixed_sendmsg_zc", "zero_copy_sendmsg", "registered_buffer"))]
#[doc(alias("sendmsg zc fixed", "fixed sendmsg zc"))]
#[inline]
pub unsafe fn io_uring_prep_sendmsg_zc_fixed(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    msg: *const msghdr,
    flags: c_uint,
    buf_index: c_uint,
) {
    // SAFETY: one bit joins `ioprio`, which the entry holds initialized, and `buf_index` has a union of its
    // own.
    unsafe {
        io_uring_prep_sendmsg_zc(sqe, fd, msg, flags);
        (*sqe).ioprio |= IORING_RECVSEND_FIXED_BUF as u16;
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_index).write(buf_index as u16);
    }
}
