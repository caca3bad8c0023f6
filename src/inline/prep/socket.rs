// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for requests that make sockets, connect them and take connections.

use super::{__io_uring_set_target_fixed_file, io_uring_prep_rw, uring_ptr_to_u64};
use crate::{
    io_uring_sqe, IORING_ACCEPT_MULTISHOT, IORING_FILE_INDEX_ALLOC, IORING_OP_ACCEPT, IORING_OP_BIND,
    IORING_OP_CONNECT, IORING_OP_LISTEN, IORING_OP_SHUTDOWN, IORING_OP_SOCKET,
};
use core::ptr::{self, addr_of_mut};

/// Prepares a request that takes one connection off a listening socket.
///
/// The completion's `res` is the new file descriptor. Without a connection the request waits; `ioprio` of the
/// entry may be set afterwards to `IORING_ACCEPT_DONTWAIT`, so that it fails instead, or to
/// `IORING_ACCEPT_POLL_FIRST`.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the listening socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `addr`: where the peer's address goes; null if it is not wanted.
/// - `addrlen`: in: bytes of room at `addr`, out: bytes of the address; null if `addr` is.
/// - `flags`: `SOCK_CLOEXEC` and `SOCK_NONBLOCK`, for the new descriptor.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: the socket does not listen, an unknown flag, `len` or `buf_index` of the entry is not zero,
///   or a ring with `IORING_SETUP_IOPOLL`.
/// - `-EAGAIN`: `IORING_ACCEPT_DONTWAIT` was given and no connection is there.
/// - `-EMFILE`, `-ENFILE`: no more file descriptors for the process or the system.
/// - `-ECONNABORTED`: the peer gave up before.
/// - `-EFAULT`: `addr` or `addrlen` cannot be written.
/// - `-EOPNOTSUPP`: not a socket of a type that listens.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `addr` and `addrlen` stay valid and are used by nobody else until the request completes.
///
/// Since Linux 5.5. Source: io_uring_prep_accept(3), accept4(2).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// use std::net::{TcpListener, TcpStream};
/// use std::os::unix::io::{AsRawFd, FromRawFd};
/// use std::{mem::MaybeUninit, ptr};
///
/// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
/// unsafe {
///     let mut ring: io_uring = MaybeUninit::zeroed().assume_init();
///     let ret = io_uring_queue_init(8, &mut ring, 0);
///     if ret < 0 {
///         eprintln!("no ring here: {ret}");
///         return;
///     }
///     let sqe = io_uring_get_sqe(&mut ring);
///     io_uring_prep_accept(sqe, listener.as_raw_fd(), ptr::null_mut(), ptr::null_mut(), libc::SOCK_CLOEXEC);
///     assert_eq!(io_uring_submit(&mut ring), 1);
///     let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
///
///     let mut cqe = ptr::null_mut();
///     assert_eq!(io_uring_wait_cqe(&mut ring, &mut cqe), 0);
///     assert!((*cqe).res >= 0);
///     let server = TcpStream::from_raw_fd((*cqe).res);
///     assert_eq!(server.peer_addr().unwrap(), client.local_addr().unwrap());
///     io_uring_cqe_seen(&mut ring, cqe);
///     io_uring_queue_exit(&mut ring);
/// }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_accept`](crate::ffi::io_uring_prep_accept).
#[inline]
pub unsafe fn io_uring_prep_accept(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    addr: *mut libc::sockaddr,
    addrlen: *mut libc::socklen_t,
    flags: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_ACCEPT as libc::c_int,
            sqe,
            fd,
            addr.cast(),
            0,
            uring_ptr_to_u64(addrlen.cast()),
        );
        addr_of_mut!((*sqe).__bindgen_anon_3.accept_flags).write(flags as u32);
    }
}

/// Prepares a request that takes one connection off a listening socket and puts it into the registered files.
///
/// No file descriptor is made; later requests name the slot with `IOSQE_FIXED_FILE`. The completion's `res`
/// is 0, or with `IORING_FILE_INDEX_ALLOC` the slot that was chosen. A file that was in the slot is closed.
/// Kernels before 5.15 do not look at the slot and return an ordinary descriptor.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the listening socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `addr`: where the peer's address goes; null if it is not wanted.
/// - `addrlen`: in: bytes of room at `addr`, out: bytes of the address; null if `addr` is.
/// - `flags`: 0 or `SOCK_NONBLOCK`; `SOCK_CLOEXEC` means nothing here and is refused.
/// - `file_index`: slot in the registered files, from 0, or `IORING_FILE_INDEX_ALLOC` for one that the kernel
///   chooses.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: the socket does not listen, an unknown flag or `SOCK_CLOEXEC`, the slot is beyond the table,
///   or a ring with `IORING_SETUP_IOPOLL`.
/// - `-ENXIO`: the ring has no registered files.
/// - `-ENFILE`: with `IORING_FILE_INDEX_ALLOC`: no slot is free, or there is no table.
/// - `-ECONNABORTED`: the peer gave up before.
/// - `-EFAULT`: `addr` or `addrlen` cannot be written.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `addr` and `addrlen` stay valid and are used by nobody else until the request completes.
///
/// Since Linux 5.15 (`IORING_FILE_INDEX_ALLOC`: 5.19). Source: io_uring_prep_accept_direct(3).
///
/// C symbol: [`ffi::io_uring_prep_accept_direct`](crate::ffi::io_uring_prep_accept_direct).
#[inline]
pub unsafe fn io_uring_prep_accept_direct(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    addr: *mut libc::sockaddr,
    addrlen: *mut libc::socklen_t,
    flags: libc::c_int,
    file_index: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_accept(sqe, fd, addr, addrlen, flags);
        // The entry holds the slot plus one, but IORING_FILE_INDEX_ALLOC as it is.
        let slot = if file_index == IORING_FILE_INDEX_ALLOC { file_index - 1 } else { file_index };
        __io_uring_set_target_fixed_file(sqe, slot);
    }
}

/// Prepares a request that takes every connection off a listening socket, with a completion for each.
///
/// Each completion's `res` is a new file descriptor. `IORING_CQE_F_MORE` in its flags says that the request
/// goes on; a completion without it is the last.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the listening socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `addr`: where the peer's address goes: one place for all connections, overwritten by each; usually null.
/// - `addrlen`: in: bytes of room at `addr`, out: bytes of the address; null if `addr` is.
/// - `flags`: `SOCK_CLOEXEC` and `SOCK_NONBLOCK`, for the new descriptors.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: the socket does not listen, an unknown flag, the kernel is older than 5.19, or a ring with
///   `IORING_SETUP_IOPOLL`.
/// - `-EMFILE`, `-ENFILE`: no more file descriptors for the process or the system.
/// - `-ECONNABORTED`: the peer gave up before.
/// - `-EFAULT`: `addr` or `addrlen` cannot be written.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `addr` and `addrlen` stay valid until the last completion; when another connection may come in, what is
///   there may change at any time.
///
/// Since Linux 5.19. Source: io_uring_prep_multishot_accept(3).
///
/// C symbol: [`ffi::io_uring_prep_multishot_accept`](crate::ffi::io_uring_prep_multishot_accept).
#[inline]
pub unsafe fn io_uring_prep_multishot_accept(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    addr: *mut libc::sockaddr,
    addrlen: *mut libc::socklen_t,
    flags: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_accept(sqe, fd, addr, addrlen, flags);
        (*sqe).ioprio |= IORING_ACCEPT_MULTISHOT as u16;
    }
}

/// Prepares a request that puts every connection of a listening socket into the registered files.
///
/// Each completion's `res` is the slot that the kernel chose for the connection. `IORING_CQE_F_MORE` in its
/// flags says that the request goes on; a completion without it is the last.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the listening socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `addr`: where the peer's address goes: one place for all connections, overwritten by each; usually null.
/// - `addrlen`: in: bytes of room at `addr`, out: bytes of the address; null if `addr` is.
/// - `flags`: 0 or `SOCK_NONBLOCK`; `SOCK_CLOEXEC` means nothing here and is refused.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: the socket does not listen, an unknown flag or `SOCK_CLOEXEC`, the kernel is older than 5.19,
///   or a ring with `IORING_SETUP_IOPOLL`.
/// - `-ENFILE`: no slot is free, or the ring has no registered files.
/// - `-ECONNABORTED`: the peer gave up before.
/// - `-EFAULT`: `addr` or `addrlen` cannot be written.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `addr` and `addrlen` stay valid until the last completion; when another connection may come in, what is
///   there may change at any time.
///
/// Since Linux 5.19. Source: io_uring_prep_multishot_accept_direct(3).
///
/// C symbol: [`ffi::io_uring_prep_multishot_accept_direct`](crate::ffi::io_uring_prep_multishot_accept_direct).
#[inline]
pub unsafe fn io_uring_prep_multishot_accept_direct(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    addr: *mut libc::sockaddr,
    addrlen: *mut libc::socklen_t,
    flags: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_multishot_accept(sqe, fd, addr, addrlen, flags);
        __io_uring_set_target_fixed_file(sqe, IORING_FILE_INDEX_ALLOC - 1);
    }
}

/// Prepares a request that connects a socket.
///
/// The completion's `res` is 0 once the connection stands.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `addr`: the peer's address.
/// - `addrlen`: bytes at `addr`, 0 to 128.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: `addrlen` is out of range or too small for the family, `rw_flags`, `buf_index` or
///   `file_index` of the entry is not zero, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-EFAULT`: `addr` cannot be read.
/// - `-ECONNREFUSED`: nobody listens there.
/// - `-ENETUNREACH`, `-EHOSTUNREACH`, `-ETIMEDOUT`: the peer cannot be reached.
/// - `-EISCONN`: the socket is connected already.
/// - `-EAFNOSUPPORT`: the address is of another family than the socket.
/// - `-EADDRNOTAVAIL`: no local port is free.
/// - `-ENOENT`, `-EACCES`: as from connect(2) for Unix sockets.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `addr` points to `addrlen` bytes that stay valid until the kernel has taken the entry: when the
///   submitting call returns, or with `IORING_SETUP_SQPOLL` when its thread has done so.
///
/// Since Linux 5.5. Source: io_uring_prep_connect(3), connect(2).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// use std::{mem::MaybeUninit, net::TcpListener, ptr};
///
/// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
/// unsafe {
///     let mut ring: io_uring = MaybeUninit::zeroed().assume_init();
///     let ret = io_uring_queue_init(8, &mut ring, 0);
///     if ret < 0 {
///         eprintln!("no ring here: {ret}");
///         return;
///     }
///     let fd = libc::socket(libc::AF_INET, libc::SOCK_STREAM | libc::SOCK_CLOEXEC, 0);
///     let mut addr: libc::sockaddr_in = MaybeUninit::zeroed().assume_init();
///     let len = std::mem::size_of_val(&addr) as libc::socklen_t;
///     addr.sin_family = libc::AF_INET as libc::sa_family_t;
///     addr.sin_port = listener.local_addr().unwrap().port().to_be();
///     addr.sin_addr.s_addr = libc::INADDR_LOOPBACK.to_be();
///     io_uring_prep_connect(io_uring_get_sqe(&mut ring), fd, ptr::addr_of!(addr).cast(), len);
///     assert_eq!(io_uring_submit(&mut ring), 1);
///     let mut cqe = ptr::null_mut();
///     assert_eq!(io_uring_wait_cqe(&mut ring, &mut cqe), 0);
///     assert_eq!((*cqe).res, 0);
///     io_uring_cqe_seen(&mut ring, cqe);
///     io_uring_queue_exit(&mut ring);
///     libc::close(fd);
/// }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_connect`](crate::ffi::io_uring_prep_connect).
#[inline]
pub unsafe fn io_uring_prep_connect(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    addr: *const libc::sockaddr,
    addrlen: libc::socklen_t,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_CONNECT as libc::c_int, sqe, fd, addr.cast(), 0, addrlen.into());
    }
}

/// Prepares a request that gives a socket its local address.
///
/// The completion's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `addr`: the address.
/// - `addrlen`: bytes at `addr`, 0 to 128.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: the socket has an address already, `addrlen` is out of range or too small for the family, the
///   kernel is older than 6.11, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-EFAULT`: `addr` cannot be read.
/// - `-EADDRINUSE`: the address is taken.
/// - `-EADDRNOTAVAIL`: the address is not one of this machine.
/// - `-EAFNOSUPPORT`: the address is of another family than the socket.
/// - `-EACCES`: a privileged port, or a directory that must not be written.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `addr` points to `addrlen` bytes that stay valid until the kernel has taken the entry: when the
///   submitting call returns, or with `IORING_SETUP_SQPOLL` when its thread has done so.
///
/// Since Linux 6.11. Source: io_uring_enter(2), bind(2).
///
/// C symbol: [`ffi::io_uring_prep_bind`](crate::ffi::io_uring_prep_bind).
#[inline]
pub unsafe fn io_uring_prep_bind(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    addr: *const libc::sockaddr,
    addrlen: libc::socklen_t,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_BIND as libc::c_int, sqe, fd, addr.cast(), 0, addrlen.into());
    }
}

/// Prepares a request that makes a socket accept connections.
///
/// The completion's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `backlog`: number of connections that may wait to be accepted. The kernel cuts it to
///   `/proc/sys/net/core/somaxconn`; a negative number counts as the largest.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: the socket is in a state that cannot listen, a connected one for example, the kernel is older
///   than 6.11, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-EOPNOTSUPP`: the type of socket does not listen.
/// - `-EADDRINUSE`: another socket listens on the port.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 6.11. Source: io_uring_enter(2), listen(2).
///
/// C symbol: [`ffi::io_uring_prep_listen`](crate::ffi::io_uring_prep_listen).
#[inline]
pub unsafe fn io_uring_prep_listen(sqe: *mut io_uring_sqe, fd: libc::c_int, backlog: libc::c_int) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_LISTEN as libc::c_int, sqe, fd, ptr::null(), backlog as libc::c_uint, 0);
    }
}

/// Prepares a request that shuts down one or both directions of a connection.
///
/// The completion's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `how`: `SHUT_RD`, `SHUT_WR` or `SHUT_RDWR`.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: another value of `how`, `off`, `addr`, `rw_flags`, `buf_index` or `file_index` of the entry
///   is not zero, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-ENOTCONN`: the socket is not connected.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.11. Source: io_uring_prep_shutdown(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_shutdown`](crate::ffi::io_uring_prep_shutdown).
#[inline]
pub unsafe fn io_uring_prep_shutdown(sqe: *mut io_uring_sqe, fd: libc::c_int, how: libc::c_int) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_SHUTDOWN as libc::c_int, sqe, fd, ptr::null(), how as u32, 0);
    }
}

/// Prepares a request that creates a socket.
///
/// The completion's `res` is the new file descriptor.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `domain`: `AF_*` family of socket(2).
/// - `type`: `SOCK_*` type, with `SOCK_CLOEXEC` and `SOCK_NONBLOCK` where wanted.
/// - `protocol`: protocol of the family, 0 for the usual one.
/// - `flags`: 0.
///
/// # Errors in the CQE
/// - `-EINVAL`: `flags` is not 0, an unknown type, the kernel is older than 5.19, or a ring with
///   `IORING_SETUP_IOPOLL`.
/// - `-EAFNOSUPPORT`: an unknown family.
/// - `-EPROTONOSUPPORT`, `-ESOCKTNOSUPPORT`: the family has no such protocol or type.
/// - `-EMFILE`, `-ENFILE`: no more file descriptors for the process or the system.
/// - `-EACCES`, `-EPERM`: sockets of this kind need a privilege.
/// - `-ENOBUFS`, `-ENOMEM`: no memory.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.19. Source: io_uring_prep_socket(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_socket`](crate::ffi::io_uring_prep_socket).
#[inline]
pub unsafe fn io_uring_prep_socket(
    sqe: *mut io_uring_sqe,
    domain: libc::c_int,
    type_: libc::c_int,
    protocol: libc::c_int,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_SOCKET as libc::c_int,
            sqe,
            domain,
            ptr::null(),
            protocol as u32,
            type_ as u64,
        );
        addr_of_mut!((*sqe).__bindgen_anon_3.rw_flags).write(flags as libc::c_int);
    }
}

/// Prepares a request that creates a socket in the registered files.
///
/// No file descriptor is made; later requests name the slot with `IOSQE_FIXED_FILE`. The completion's `res`
/// is 0, or with `IORING_FILE_INDEX_ALLOC` the slot that was chosen. A file that was in the slot is closed.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `domain`: `AF_*` family of socket(2).
/// - `type`: `SOCK_*` type, with `SOCK_NONBLOCK` where wanted; `SOCK_CLOEXEC` means nothing here and is
///   refused.
/// - `protocol`: protocol of the family, 0 for the usual one.
/// - `file_index`: slot in the registered files, from 0, or `IORING_FILE_INDEX_ALLOC` for one that the kernel
///   chooses.
/// - `flags`: 0.
///
/// # Errors in the CQE
/// - `-EINVAL`: `flags` is not 0, an unknown type or `SOCK_CLOEXEC`, the slot is beyond the table, the kernel
///   is older than 5.19, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-ENXIO`: the ring has no registered files.
/// - `-ENFILE`: with `IORING_FILE_INDEX_ALLOC`: no slot is free, or there is no table.
/// - `-EAFNOSUPPORT`: an unknown family.
/// - `-EPROTONOSUPPORT`, `-ESOCKTNOSUPPORT`: the family has no such protocol or type.
/// - `-EACCES`, `-EPERM`: sockets of this kind need a privilege.
/// - `-ENOBUFS`, `-ENOMEM`: no memory.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.19. Source: io_uring_prep_socket_direct(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_socket_direct`](crate::ffi::io_uring_prep_socket_direct).
#[inline]
pub unsafe fn io_uring_prep_socket_direct(
    sqe: *mut io_uring_sqe,
    domain: libc::c_int,
    type_: libc::c_int,
    protocol: libc::c_int,
    file_index: libc::c_uint,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_socket(sqe, domain, type_, protocol, flags);
        // The entry holds the slot plus one, but IORING_FILE_INDEX_ALLOC as it is.
        let slot = if file_index == IORING_FILE_INDEX_ALLOC { file_index - 1 } else { file_index };
        __io_uring_set_target_fixed_file(sqe, slot);
    }
}

/// Prepares a request that creates a socket in the registered files, in a slot that the kernel chooses.
///
/// The completion's `res` is the slot. As `io_uring_prep_socket_direct` with `IORING_FILE_INDEX_ALLOC`.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `domain`: `AF_*` family of socket(2).
/// - `type`: `SOCK_*` type, with `SOCK_NONBLOCK` where wanted; `SOCK_CLOEXEC` means nothing here and is
///   refused.
/// - `protocol`: protocol of the family, 0 for the usual one.
/// - `flags`: 0.
///
/// # Errors in the CQE
/// - `-ENFILE`: no slot is free, or the ring has no registered files.
/// - `-EINVAL`: `flags` is not 0, an unknown type or `SOCK_CLOEXEC`, the kernel is older than 5.19, or a ring
///   with `IORING_SETUP_IOPOLL`.
/// - `-EAFNOSUPPORT`: an unknown family.
/// - `-EPROTONOSUPPORT`, `-ESOCKTNOSUPPORT`: the family has no such protocol or type.
/// - `-EACCES`, `-EPERM`: sockets of this kind need a privilege.
/// - `-ENOBUFS`, `-ENOMEM`: no memory.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
///
/// Since Linux 5.19. Source: io_uring_prep_socket_direct_alloc(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_socket_direct_alloc`](crate::ffi::io_uring_prep_socket_direct_alloc).
#[inline]
pub unsafe fn io_uring_prep_socket_direct_alloc(
    sqe: *mut io_uring_sqe,
    domain: libc::c_int,
    type_: libc::c_int,
    protocol: libc::c_int,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_socket(sqe, domain, type_, protocol, flags);
        __io_uring_set_target_fixed_file(sqe, IORING_FILE_INDEX_ALLOC - 1);
    }
}
