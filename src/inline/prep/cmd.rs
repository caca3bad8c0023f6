// SPDX-License-Identifier: MIT OR Apache-2.0
//! Commands to drivers, file systems and sockets.

use core::ptr::{self, addr_of_mut};

use libc::{c_int, c_void, sockaddr, socklen_t};

use crate::*;

/// Prepares a command to the driver or file system behind a file, with the operation as a parameter.
///
/// [`io_uring_prep_uring_cmd`] and [`io_uring_prep_uring_cmd128`] are the two uses. The command's own data
/// goes into the entry's `cmd` afterwards, and `uring_cmd_flags` stays as it is.
///
/// # Parameters
/// - `sqe`: the entry to fill, of the size that `op` needs.
/// - `op`: [`IORING_OP_URING_CMD`] or [`IORING_OP_URING_CMD128`].
/// - `cmd_op`: number of the command; the file's owner defines it.
/// - `fd`: the [file or slot](crate::requests#slots).
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EOPNOTSUPP`: the file knows no commands, or not this one.
/// - `-EINVAL`: an unknown bit in `uring_cmd_flags`, or as the command defines it.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - Whatever memory the command names stays valid for as long as the command's definition says.
///
/// Since Linux 5.19. Source:
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// C symbol: [`ffi::__io_uring_prep_uring_cmd`](crate::ffi#__io_uring_prep_uring_cmd).
#[doc(alias = "uring_cmd")]
#[doc(alias = "uring cmd")]
#[inline]
pub unsafe fn __io_uring_prep_uring_cmd(sqe: *mut io_uring_sqe, op: c_int, cmd_op: u32, fd: c_int) {
    // SAFETY: `cmd_op` and `__pad1` are the two halves of the 64 bits that other operations use as `off`;
    // `cmd`, which follows the entry's 48th byte, is left alone.
    unsafe {
        io_uring_prep_rw(op, sqe, fd, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_1.__bindgen_anon_1.cmd_op).write(cmd_op);
        addr_of_mut!((*sqe).__bindgen_anon_1.__bindgen_anon_1.__pad1).write(0);
    }
}

/// Prepares a command to the driver or file system behind a file.
///
/// The command's own data goes into the entry's `cmd` afterwards: 16 bytes, or 80 on a ring with
/// [`IORING_SETUP_SQE128`]. What the CQE holds is the command's business.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `cmd_op`: number of the command; the file's owner defines it.
/// - `fd`: the [file or slot](crate::requests#slots).
///
/// # Errors in the CQE
/// - Those of [`__io_uring_prep_uring_cmd`].
///
/// # Safety
/// - The duties of [`__io_uring_prep_uring_cmd`].
///
/// Since Linux 5.19. Source:
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// C symbol: [`ffi::io_uring_prep_uring_cmd`](crate::ffi#io_uring_prep_uring_cmd).
#[doc(alias("IORING_OP_URING_CMD", "cmd_uring", "ioctl"))]
#[doc(alias("uring cmd", "cmd uring"))]
#[inline]
pub unsafe fn io_uring_prep_uring_cmd(sqe: *mut io_uring_sqe, cmd_op: c_int, fd: c_int) {
    // SAFETY: the operation of the 64-byte entry, and `cmd_op` bit for bit: the duties are those of the
    // helper called.
    unsafe {
        __io_uring_prep_uring_cmd(sqe, IORING_OP_URING_CMD as c_int, cmd_op as u32, fd);
    }
}

/// Prepares a command to the driver or file system behind a file, in an entry of 128 bytes.
///
/// The command's own data, up to 80 bytes, goes into the entry's `cmd` afterwards. Of the entry only the
/// first 64 bytes are written. What the CQE holds is the command's business.
///
/// # Parameters
/// - `sqe`: the entry to fill, from [`io_uring_get_sqe128`].
/// - `cmd_op`: number of the command; the file's owner defines it.
/// - `fd`: the [file or slot](crate::requests#slots).
///
/// # Errors in the CQE
/// - Those of [`__io_uring_prep_uring_cmd`].
/// - `-EINVAL`: also if the ring has neither [`IORING_SETUP_SQE_MIXED`] nor [`IORING_SETUP_SQE128`].
///
/// # Safety
/// - The duties of [`__io_uring_prep_uring_cmd`].
/// - `sqe` has 128 bytes.
///
/// Since Linux 6.19. Source:
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// C symbol: [`ffi::io_uring_prep_uring_cmd128`](crate::ffi#io_uring_prep_uring_cmd128).
#[doc(alias("IORING_OP_URING_CMD128", "cmd128_uring"))]
#[doc(alias("uring cmd128", "cmd128 uring"))]
#[inline]
pub unsafe fn io_uring_prep_uring_cmd128(sqe: *mut io_uring_sqe, cmd_op: c_int, fd: c_int) {
    // SAFETY: only the first 64 bytes are written, which an entry of either size has.
    unsafe {
        __io_uring_prep_uring_cmd(sqe, IORING_OP_URING_CMD128 as c_int, cmd_op as u32, fd);
    }
}

/// Prepares a command to a socket: reading and setting options, and the sizes of its queues.
///
/// By `cmd_op` the CQE's `res` is: [`SOCKET_URING_OP_SIOCINQ`] the bytes that can be read,
/// [`SOCKET_URING_OP_SIOCOUTQ`] the bytes that are not sent yet, [`SOCKET_URING_OP_GETSOCKOPT`] the length of
/// the value, [`SOCKET_URING_OP_SETSOCKOPT`] 0. [`SOCKET_URING_OP_TX_TIMESTAMP`] posts a completion of 32
/// bytes for every transmit timestamp.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `cmd_op`: one of `SOCKET_URING_OP_*`.
/// - `fd`: the [socket or slot](crate::requests#slots).
/// - `level`: level of the option; `SOL_SOCKET` is the only one that [`SOCKET_URING_OP_GETSOCKOPT`] reads. 0
///   where the command has no option.
/// - `optname`: number of the option; 0 where the command has none.
/// - `optval`: the option's value, or room for it; null where the command has none.
/// - `optlen`: bytes at `optval`; 0 where the command has no option.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EOPNOTSUPP`: `fd` is no socket, its protocol or the kernel does not know the command, `level` cannot
///   be read, or the ring is set up with [`IORING_SETUP_IOPOLL`].
/// - `-ENOPROTOOPT`: an unknown option.
/// - `-EINVAL`: a value or length that the option does not take, or [`SOCKET_URING_OP_TX_TIMESTAMP`] without
///   32-byte CQEs.
/// - `-EPERM`, `-EACCES`: the option needs a privilege.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `optval` (`optlen` bytes): *read until complete*, or *written until complete* if the option is read.
///
/// Since Linux 6.7 ([`SOCKET_URING_OP_TX_TIMESTAMP`]: 6.17). Source:
/// [io_uring_prep_cmd_sock(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_cmd_sock.3.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{io::Write, net::{TcpListener, TcpStream}, os::unix::io::AsRawFd};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_RECVSEND_BUNDLE == 0 { return eprintln!("not in this kernel"); }
/// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
/// let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
/// let (server, _) = listener.accept().unwrap();
/// client.write_all(b"seven B").unwrap();
/// # libc::poll(&mut libc::pollfd { fd: server.as_raw_fd(), events: libc::POLLIN, revents: 0 }, 1, -1);
/// let (sqe, op) = (io_uring_get_sqe(ring), SOCKET_URING_OP_SIOCINQ as i32);
/// io_uring_prep_cmd_sock(sqe, op, server.as_raw_fd(), 0, 0, null_mut(), 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 7); // bytes that can be read
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_cmd_sock`](crate::ffi#io_uring_prep_cmd_sock).
#[doc(alias(
    "IORING_OP_URING_CMD",
    "SOCKET_URING_OP_GETSOCKOPT",
    "SOCKET_URING_OP_SETSOCKOPT",
    "sock_cmd",
    "getsockopt",
    "setsockopt"
))]
#[doc(alias("cmd sock", "sock cmd"))]
#[inline]
pub unsafe fn io_uring_prep_cmd_sock(
    sqe: *mut io_uring_sqe,
    cmd_op: c_int,
    fd: c_int,
    level: c_int,
    optname: c_int,
    optval: *mut c_void,
    optlen: c_int,
) {
    // SAFETY: `level` and `optname` share the place of `addr`, `optlen` that of `file_index`, `optval` that
    // of `addr3`: four stores that do not overlap; the value is not looked at.
    unsafe {
        io_uring_prep_uring_cmd(sqe, cmd_op, fd);
        addr_of_mut!((*sqe).__bindgen_anon_2.__bindgen_anon_1.level).write(level as u32);
        addr_of_mut!((*sqe).__bindgen_anon_2.__bindgen_anon_1.optname).write(optname as u32);
        addr_of_mut!((*sqe).__bindgen_anon_5.optlen).write(optlen as u32);
        addr_of_mut!((*sqe).__bindgen_anon_6.optval).write(uring_ptr_to_u64(optval));
    }
}

/// Prepares a request that reads the local or the peer's address of a socket.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [socket or slot](crate::requests#slots).
/// - `sockaddr`: where the address goes.
/// - `sockaddr_len`: in: bytes of room at `sockaddr`, out: bytes of the address, more than the room if it was
///   cut.
/// - `peer`: 0 for the local address, 1 for the peer's.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EOPNOTSUPP`: `fd` is no socket, the kernel is older than 6.19, or the ring is set up with
///   [`IORING_SETUP_IOPOLL`].
/// - `-EINVAL`: another value of `peer`, or a negative room.
/// - `-ENOTCONN`: `peer` is 1 and the socket is not connected.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `sockaddr_len` and the room at `sockaddr`: *written until complete*.
///
/// Since Linux 6.19. Source:
/// [io_uring_prep_cmd_sock(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_cmd_sock.3.html).
///
/// C symbol: [`ffi::io_uring_prep_cmd_getsockname`](crate::ffi#io_uring_prep_cmd_getsockname).
#[doc(alias(
    "IORING_OP_URING_CMD",
    "SOCKET_URING_OP_GETSOCKNAME",
    "getsockname_cmd",
    "getsockname",
    "getpeername"
))]
#[doc(alias("cmd getsockname", "getsockname cmd"))]
#[inline]
pub unsafe fn io_uring_prep_cmd_getsockname(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    sockaddr: *mut sockaddr,
    sockaddr_len: *mut socklen_t,
    peer: c_int,
) {
    // SAFETY: both addresses are stored as numbers, in `addr` and `addr3`; `optlen` holds the choice between
    // local and peer.
    unsafe {
        io_uring_prep_uring_cmd(sqe, SOCKET_URING_OP_GETSOCKNAME as c_int, fd);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(uring_ptr_to_u64(sockaddr.cast()));
        addr_of_mut!((*sqe).__bindgen_anon_6.__bindgen_anon_1.addr3)
            .write(uring_ptr_to_u64(sockaddr_len.cast()));
        addr_of_mut!((*sqe).__bindgen_anon_5.optlen).write(peer as u32);
    }
}
