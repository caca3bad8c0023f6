// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests that take connections off listening sockets.

use core::ptr::addr_of_mut;

use libc::{c_int, c_uint, sockaddr, socklen_t};

use crate::*;

/// Prepares a request that takes one connection off a listening socket.
///
/// The CQE's `res` is the new file descriptor. Without a connection the request waits; `ioprio` of the entry
/// may be set afterwards to [`IORING_ACCEPT_DONTWAIT`], so that it fails instead, or to
/// [`IORING_ACCEPT_POLL_FIRST`].
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the listening [socket or slot](crate::requests#slots).
/// - `addr`: where the peer's address goes; null if it is not wanted.
/// - `addrlen`: in: bytes of room at `addr`, out: bytes of the address; null if `addr` is.
/// - `flags`: `SOCK_CLOEXEC` and `SOCK_NONBLOCK`, for the new descriptor.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ENOTSOCK`: `fd` is no socket.
/// - `-EINVAL`: the socket does not listen, an unknown flag, or `len` or `buf_index` of the entry is not
///   zero.
/// - `-EAGAIN`: [`IORING_ACCEPT_DONTWAIT`] was given and no connection is there.
/// - `-EMFILE`, `-ENFILE`: no more file descriptors for the process or the system.
/// - `-ECONNABORTED`: the peer gave up before.
/// - `-EOPNOTSUPP`: not a socket of a type that listens.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `addr` and `addrlen`: *written until complete*.
///
/// Since Linux 5.5. Source:
/// [io_uring_prep_accept(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_accept.3.html),
/// [accept4(2)](https://man7.org/linux/man-pages/man2/accept4.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{net::{TcpListener, TcpStream}, os::unix::io::{AsRawFd, FromRawFd}};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_accept(sqe, listener.as_raw_fd(), null_mut(), null_mut(), libc::SOCK_CLOEXEC);
/// assert_eq!(io_uring_submit(ring), 1);
/// let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
///
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert!((*cqe).res >= 0);
/// let server = TcpStream::from_raw_fd((*cqe).res);
/// assert_eq!(server.peer_addr().unwrap(), client.local_addr().unwrap());
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_accept`](crate::ffi#io_uring_prep_accept).
#[doc(alias("IORING_OP_ACCEPT", "accept", "accept4"))]
#[inline]
pub unsafe fn io_uring_prep_accept(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    addr: *mut sockaddr,
    addrlen: *mut socklen_t,
    flags: c_int,
) {
    // SAFETY: the peer's address will be written by the kernel: `addr` and `addrlen` are stored as the two
    // addresses of the entry.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_ACCEPT as c_int,
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
/// As [`io_uring_prep_accept`], with a [slot instead of a descriptor](crate::requests#new-files-in-slots).
/// Kernels before 5.15 do not look at the slot and return an ordinary descriptor.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`, `addr`, `addrlen`: as there.
/// - `flags`: 0 or `SOCK_NONBLOCK`; `SOCK_CLOEXEC` means nothing here and is refused.
/// - `file_index`: the [slot to fill](crate::requests#new-files-in-slots).
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_accept`].
/// - [Those of a new file in a slot](crate::requests#new-files-in-slots), instead of `-EMFILE`.
///
/// # Safety
/// - The duties of [`io_uring_prep_accept`].
///
/// Since Linux 5.15 ([`IORING_FILE_INDEX_ALLOC`]: 5.19). Source:
/// [io_uring_prep_accept_direct(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_accept_direct.3.html).
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
/// # if (*ring).features & IORING_FEAT_CQE_SKIP == 0 { return eprintln!("not in this kernel"); }
/// assert_eq!(io_uring_register_files(ring, [-1].as_ptr(), 1), 0); // one empty slot
/// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
/// let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_accept_direct(sqe, listener.as_raw_fd(), null_mut(), null_mut(), 0, 0);
/// io_uring_sqe_set_flags(sqe, IOSQE_IO_LINK);
/// // Linked to it, a send to slot 0.
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_send(sqe, 0, b"welcome".as_ptr().cast(), 7, 0);
/// io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);
/// assert_eq!(io_uring_submit_and_wait(ring, 2), 2);
/// let mut results = vec![];
/// batch::reap(ring, |cqe| results.push((*cqe).res));
/// assert_eq!(results, [0, 7]);
/// let mut got = [0; 7];
/// client.read_exact(&mut got).unwrap();
/// assert_eq!(&got, b"welcome");
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_accept_direct`](crate::ffi#io_uring_prep_accept_direct).
#[doc(alias("IORING_OP_ACCEPT", "direct_accept", "accept"))]
#[doc(alias("accept direct", "direct accept"))]
#[inline]
pub unsafe fn io_uring_prep_accept_direct(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    addr: *mut sockaddr,
    addrlen: *mut socklen_t,
    flags: c_int,
    file_index: c_uint,
) {
    // SAFETY: the slot's number is stored in an entry that is an accept's already, where `file_index` is
    // still zero.
    unsafe {
        io_uring_prep_accept(sqe, fd, addr, addrlen, flags);
        set_slot_or_alloc(sqe, file_index);
    }
}

/// Prepares a request that takes every connection off a listening socket, with a completion for each.
///
/// Each CQE's `res` is a new file descriptor, for as long as [the request goes
/// on](crate::requests#more-than-one-cqe).
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the listening [socket or slot](crate::requests#slots).
/// - `addr`: where the peer's address goes: one place for all connections, overwritten by each; usually null.
/// - `addrlen`: in: bytes of room at `addr`, out: bytes of the address; null if `addr` is.
/// - `flags`: `SOCK_CLOEXEC` and `SOCK_NONBLOCK`, for the new descriptors.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_accept`].
///
/// # Safety
/// - The duties of [`io_uring_prep_accept`].
/// - Complete it is with the last CQE: while another connection may come in, what is at `addr` and `addrlen`
///   may change at any time.
///
/// Since Linux 5.19. Source:
/// [io_uring_prep_multishot_accept(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_multishot_accept.3.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{net::{TcpListener, TcpStream}, os::unix::io::{AsRawFd, FromRawFd}};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_REG_REG_RING == 0 { return eprintln!("not in this kernel"); }
/// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_multishot_accept(sqe, listener.as_raw_fd(), null_mut(), null_mut(), libc::SOCK_CLOEXEC);
/// assert_eq!(io_uring_submit(ring), 1);
/// for _ in 0..2 {
///     let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
///     let mut cqe = null_mut();
///     assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
///     assert!((*cqe).res >= 0);
///     let server = TcpStream::from_raw_fd((*cqe).res);
///     assert_eq!(server.peer_addr().unwrap(), client.local_addr().unwrap());
///     assert_ne!((*cqe).flags & IORING_CQE_F_MORE, 0, "it goes on");
///     io_uring_cqe_seen(ring, cqe);
/// }
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_multishot_accept`](crate::ffi#io_uring_prep_multishot_accept).
#[doc(alias("IORING_OP_ACCEPT", "accept_multishot", "accept", "IORING_ACCEPT_MULTISHOT"))]
#[doc(alias("multishot accept", "accept multishot"))]
#[inline]
pub unsafe fn io_uring_prep_multishot_accept(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    addr: *mut sockaddr,
    addrlen: *mut socklen_t,
    flags: c_int,
) {
    // SAFETY: `ioprio` gains a bit; it belongs to the entry and holds zero or what the caller put there.
    unsafe {
        io_uring_prep_accept(sqe, fd, addr, addrlen, flags);
        (*sqe).ioprio |= IORING_ACCEPT_MULTISHOT as u16;
    }
}

/// Prepares a request that puts every connection of a listening socket into the registered files.
///
/// Each CQE's `res` is the [slot](crate::requests#new-files-in-slots) that the kernel chose for the
/// connection, for as long as [the request goes on](crate::requests#more-than-one-cqe).
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`, `addr`, `addrlen`: as for [`io_uring_prep_multishot_accept`].
/// - `flags`: 0 or `SOCK_NONBLOCK`; `SOCK_CLOEXEC` means nothing here and is refused.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_accept_direct`].
///
/// # Safety
/// - The duties of [`io_uring_prep_multishot_accept`].
///
/// Since Linux 5.19. Source:
/// [io_uring_prep_multishot_accept_direct(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_multishot_accept_direct.3.html).
///
/// C symbol: [`ffi::io_uring_prep_multishot_accept_direct`](crate::ffi#io_uring_prep_multishot_accept_direct).
#[doc(alias("IORING_OP_ACCEPT", "accept_multishot_direct", "direct_multishot_accept", "accept"))]
#[doc(alias("multishot accept direct", "accept multishot direct", "direct multishot accept"))]
#[inline]
pub unsafe fn io_uring_prep_multishot_accept_direct(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    addr: *mut sockaddr,
    addrlen: *mut socklen_t,
    flags: c_int,
) {
    // SAFETY: `IORING_FILE_INDEX_ALLOC` is what `file_index` comes to hold: the value less one, plus one.
    unsafe {
        io_uring_prep_multishot_accept(sqe, fd, addr, addrlen, flags);
        __io_uring_set_target_fixed_file(sqe, IORING_FILE_INDEX_ALLOC - 1);
    }
}
