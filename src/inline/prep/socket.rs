// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests that make sockets, connect them and shut them down.

use core::ptr::{self, addr_of_mut};

use libc::{c_int, c_uint, sockaddr, socklen_t};

use crate::*;

/// Prepares a request that connects a socket.
///
/// The CQE's `res` is 0 once the connection stands.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [socket or slot](crate::requests#slots).
/// - `addr`: the peer's address.
/// - `addrlen`: bytes at `addr`, 0 to 128.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: `addrlen` is out of range or too small for the family, or `rw_flags`, `buf_index` or
///   `file_index` of the entry is not zero.
/// - `-ECONNREFUSED`: nobody listens there.
/// - `-ENETUNREACH`, `-EHOSTUNREACH`, `-ETIMEDOUT`: the peer cannot be reached.
/// - `-EISCONN`: the socket is connected already.
/// - `-EAFNOSUPPORT`: the address is of another family than the socket.
/// - `-EADDRNOTAVAIL`: no local port is free.
/// - `-ENOENT`, `-EACCES`: as from connect(2) for Unix sockets.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `addr` (`addrlen` bytes): *read when taken*.
///
/// Since Linux 5.5. Source:
/// [io_uring_prep_connect(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_connect.3.html),
/// [connect(2)](https://man7.org/linux/man-pages/man2/connect.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{net::TcpListener, ptr::addr_of};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
/// let fd = libc::socket(libc::AF_INET, libc::SOCK_STREAM | libc::SOCK_CLOEXEC, 0);
/// let mut addr: libc::sockaddr_in = std::mem::zeroed();
/// addr.sin_family = libc::AF_INET as u16;
/// addr.sin_port = listener.local_addr().unwrap().port().to_be();
/// addr.sin_addr.s_addr = libc::INADDR_LOOPBACK.to_be();
/// let len = std::mem::size_of_val(&addr) as u32;
/// io_uring_prep_connect(io_uring_get_sqe(ring), fd, addr_of!(addr).cast(), len);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// # libc::close(fd);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_connect`](crate::ffi#io_uring_prep_connect).
#[doc(alias("IORING_OP_CONNECT", "connect"))]
#[inline]
pub unsafe fn io_uring_prep_connect(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    addr: *const sockaddr,
    addrlen: socklen_t,
) {
    // SAFETY: the address is stored and its length, as the offset, with it; the peer is the kernel's to look
    // up.
    unsafe {
        io_uring_prep_rw(IORING_OP_CONNECT as c_int, sqe, fd, addr.cast(), 0, addrlen.into());
    }
}

/// Prepares a request that gives a socket its local address.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [socket or slot](crate::requests#slots).
/// - `addr`: the address.
/// - `addrlen`: bytes at `addr`, 0 to 128.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: the socket has an address already, or `addrlen` is out of range or too small for the family.
/// - `-EADDRINUSE`: the address is taken.
/// - `-EADDRNOTAVAIL`: the address is not one of this machine.
/// - `-EAFNOSUPPORT`: the address is of another family than the socket.
/// - `-EACCES`: a privileged port, or a directory that must not be written.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `addr` (`addrlen` bytes): *read when taken*.
///
/// Since Linux 6.11. Source:
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html),
/// [bind(2)](https://man7.org/linux/man-pages/man2/bind.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::ptr::addr_of;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_MIN_TIMEOUT == 0 { return eprintln!("not in this kernel"); }
/// let fd = libc::socket(libc::AF_INET, libc::SOCK_STREAM | libc::SOCK_CLOEXEC, 0);
/// let mut addr: libc::sockaddr_in = std::mem::zeroed();
/// addr.sin_family = libc::AF_INET as u16; // with port 0: any free one
/// addr.sin_addr.s_addr = libc::INADDR_LOOPBACK.to_be();
/// let len = std::mem::size_of_val(&addr) as u32;
/// io_uring_prep_bind(io_uring_get_sqe(ring), fd, addr_of!(addr).cast(), len);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// # libc::close(fd);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_bind`](crate::ffi#io_uring_prep_bind).
#[doc(alias("IORING_OP_BIND", "bind"))]
#[inline]
pub unsafe fn io_uring_prep_bind(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    addr: *const sockaddr,
    addrlen: socklen_t,
) {
    // SAFETY: laid out like a connect: an address in `addr`, its length in `off`, and no flags to write.
    unsafe {
        io_uring_prep_rw(IORING_OP_BIND as c_int, sqe, fd, addr.cast(), 0, addrlen.into());
    }
}

/// Prepares a request that makes a socket accept connections.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [socket or slot](crate::requests#slots).
/// - `backlog`: number of connections that may wait to be accepted. The kernel cuts it to
///   `/proc/sys/net/core/somaxconn`; a negative number counts as the largest.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: the socket is in a state that cannot listen, a connected one for example.
/// - `-EOPNOTSUPP`: the type of socket does not listen.
/// - `-EADDRINUSE`: another socket listens on the port.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 6.11. Source:
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html),
/// [listen(2)](https://man7.org/linux/man-pages/man2/listen.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{net::{TcpListener, TcpStream}, os::unix::io::FromRawFd};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_MIN_TIMEOUT == 0 { return eprintln!("not in this kernel"); }
/// // A socket without an address gets a free port when it begins to listen.
/// let fd = libc::socket(libc::AF_INET, libc::SOCK_STREAM | libc::SOCK_CLOEXEC, 0);
/// io_uring_prep_listen(io_uring_get_sqe(ring), fd, 16);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// let port = TcpListener::from_raw_fd(fd).local_addr().unwrap().port();
/// assert_ne!(port, 0);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_listen`](crate::ffi#io_uring_prep_listen).
#[doc(alias("IORING_OP_LISTEN", "listen"))]
#[inline]
pub unsafe fn io_uring_prep_listen(sqe: *mut io_uring_sqe, fd: c_int, backlog: c_int) {
    // SAFETY: the backlog is a number in `len`, its bits unchanged; the request has neither memory nor flags.
    unsafe {
        io_uring_prep_rw(IORING_OP_LISTEN as c_int, sqe, fd, ptr::null(), backlog as c_uint, 0);
    }
}

/// Prepares a request that shuts down one or both directions of a connection.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [socket or slot](crate::requests#slots).
/// - `how`: `SHUT_RD`, `SHUT_WR` or `SHUT_RDWR`.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: another value of `how`, or `off`, `addr`, `rw_flags`, `buf_index` or `file_index` of the
///   entry is not zero.
/// - `-ENOTCONN`: the socket is not connected.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.11. Source:
/// [io_uring_prep_shutdown(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_shutdown.3.html),
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
/// # if (*ring).features & IORING_FEAT_RSRC_TAGS == 0 { return eprintln!("not in this kernel"); }
/// let (left, mut right) = UnixStream::pair().unwrap();
/// io_uring_prep_shutdown(io_uring_get_sqe(ring), left.as_raw_fd(), libc::SHUT_WR);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// assert_eq!(right.read(&mut [0; 8]).unwrap(), 0); // the end of the stream
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_shutdown`](crate::ffi#io_uring_prep_shutdown).
#[doc(alias("IORING_OP_SHUTDOWN", "shutdown"))]
#[inline]
pub unsafe fn io_uring_prep_shutdown(sqe: *mut io_uring_sqe, fd: c_int, how: c_int) {
    // SAFETY: `how` is stored in `len`, and the operation takes nothing else.
    unsafe {
        io_uring_prep_rw(IORING_OP_SHUTDOWN as c_int, sqe, fd, ptr::null(), how as u32, 0);
    }
}

/// Prepares a request that creates a socket.
///
/// The CQE's `res` is the new file descriptor.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `domain`: `AF_*` family of socket(2).
/// - `type`: `SOCK_*` type, with `SOCK_CLOEXEC` and `SOCK_NONBLOCK` where wanted.
/// - `protocol`: protocol of the family, 0 for the usual one.
/// - `flags`: 0.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EINVAL`: `flags` is not 0, or an unknown type.
/// - `-EAFNOSUPPORT`: an unknown family.
/// - `-EPROTONOSUPPORT`, `-ESOCKTNOSUPPORT`: the family has no such protocol or type.
/// - `-EMFILE`, `-ENFILE`: no more file descriptors for the process or the system.
/// - `-EACCES`, `-EPERM`: sockets of this kind need a privilege.
/// - `-ENOBUFS`: no memory, as `-ENOMEM`.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.19. Source:
/// [io_uring_prep_socket(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_socket.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{net::UdpSocket, os::unix::io::FromRawFd};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_REG_REG_RING == 0 { return eprintln!("not in this kernel"); }
/// let kind = libc::SOCK_DGRAM | libc::SOCK_CLOEXEC;
/// io_uring_prep_socket(io_uring_get_sqe(ring), libc::AF_INET, kind, 0, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert!((*cqe).res >= 0);
/// let socket = UdpSocket::from_raw_fd((*cqe).res);
/// io_uring_cqe_seen(ring, cqe);
/// assert!(socket.local_addr().is_ok());
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_socket`](crate::ffi#io_uring_prep_socket).
#[doc(alias("IORING_OP_SOCKET", "socket"))]
#[inline]
pub unsafe fn io_uring_prep_socket(
    sqe: *mut io_uring_sqe,
    domain: c_int,
    type_: c_int,
    protocol: c_int,
    flags: c_uint,
) {
    // SAFETY: family, type and protocol are numbers in the places of descriptor, offset and length;
    // `rw_flags` takes `flags`.
    unsafe {
        io_uring_prep_rw(IORING_OP_SOCKET as c_int, sqe, domain, ptr::null(), protocol as u32, type_ as u64);
        addr_of_mut!((*sqe).__bindgen_anon_3.rw_flags).write(flags as c_int);
    }
}

/// Prepares a request that creates a socket in the registered files.
///
/// As [`io_uring_prep_socket`], with a [slot instead of a descriptor](crate::requests#new-files-in-slots).
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `domain`, `protocol`, `flags`: as there.
/// - `type`: `SOCK_*` type, with `SOCK_NONBLOCK` where wanted; `SOCK_CLOEXEC` means nothing here and is
///   refused.
/// - `file_index`: the [slot to fill](crate::requests#new-files-in-slots).
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_socket`].
/// - [Those of a new file in a slot](crate::requests#new-files-in-slots), instead of `-EMFILE`.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.19. Source:
/// [io_uring_prep_socket_direct(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_socket_direct.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// C symbol: [`ffi::io_uring_prep_socket_direct`](crate::ffi#io_uring_prep_socket_direct).
#[doc(alias("IORING_OP_SOCKET", "direct_socket", "socket"))]
#[doc(alias("socket direct", "direct socket"))]
#[inline]
pub unsafe fn io_uring_prep_socket_direct(
    sqe: *mut io_uring_sqe,
    domain: c_int,
    type_: c_int,
    protocol: c_int,
    file_index: c_uint,
    flags: c_uint,
) {
    // SAFETY: a socket's entry is complete but for `file_index`, which takes the slot.
    unsafe {
        io_uring_prep_socket(sqe, domain, type_, protocol, flags);
        set_slot_or_alloc(sqe, file_index);
    }
}

/// Prepares a request that creates a socket in the registered files, in a slot that the kernel chooses.
///
/// The CQE's `res` is the slot. As [`io_uring_prep_socket_direct`] with [`IORING_FILE_INDEX_ALLOC`].
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `domain`, `type`, `protocol`, `flags`: as there.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_socket_direct`].
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.19. Source:
/// [io_uring_prep_socket_direct_alloc(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_socket_direct_alloc.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_REG_REG_RING == 0 { return eprintln!("not in this kernel"); }
/// assert_eq!(io_uring_register_files_sparse(ring, 2), 0); // two empty slots
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_socket_direct_alloc(sqe, libc::AF_INET, libc::SOCK_STREAM, 0, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0); // the slot
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_socket_direct_alloc`](crate::ffi#io_uring_prep_socket_direct_alloc).
#[doc(alias("IORING_OP_SOCKET", "alloc_direct_socket", "socket"))]
#[doc(alias("socket direct alloc", "alloc direct socket"))]
#[inline]
pub unsafe fn io_uring_prep_socket_direct_alloc(
    sqe: *mut io_uring_sqe,
    domain: c_int,
    type_: c_int,
    protocol: c_int,
    flags: c_uint,
) {
    // SAFETY: the slot is none in particular: `file_index` holds `IORING_FILE_INDEX_ALLOC`, one more than
    // what is passed.
    unsafe {
        io_uring_prep_socket(sqe, domain, type_, protocol, flags);
        __io_uring_set_target_fixed_file(sqe, IORING_FILE_INDEX_ALLOC - 1);
    }
}
