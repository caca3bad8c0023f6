// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for commands to drivers, file systems and sockets.

use super::{io_uring_prep_rw, uring_ptr_to_u64};
use crate::{io_uring_sqe, IORING_OP_URING_CMD, IORING_OP_URING_CMD128, SOCKET_URING_OP_GETSOCKNAME};
use core::ptr::{self, addr_of_mut};

/// Prepares a command to the driver or file system behind a file, with the operation as a parameter.
///
/// `io_uring_prep_uring_cmd` and `io_uring_prep_uring_cmd128` are the two uses. The command's own data goes
/// into the entry's `cmd` afterwards, and `uring_cmd_flags` stays as it is.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, of the size that `op` needs.
/// - `op`: `IORING_OP_URING_CMD` or `IORING_OP_URING_CMD128`.
/// - `cmd_op`: number of the command; the file's owner defines it.
/// - `fd`: the file; with `IOSQE_FIXED_FILE` its slot in the registered files.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-EOPNOTSUPP`: the file knows no commands, or not this one.
/// - `-EINVAL`: an unknown bit in `uring_cmd_flags`, or as the command defines it.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - Whatever memory the command names stays valid for as long as the command's definition says.
///
/// Since Linux 5.19. Source: io_uring_enter(2).
///
/// C symbol: [`ffi::__io_uring_prep_uring_cmd`](crate::ffi::__io_uring_prep_uring_cmd).
#[inline]
pub unsafe fn __io_uring_prep_uring_cmd(
    sqe: *mut io_uring_sqe,
    op: libc::c_int,
    cmd_op: u32,
    fd: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(op, sqe, fd, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_1.__bindgen_anon_1.cmd_op).write(cmd_op);
        addr_of_mut!((*sqe).__bindgen_anon_1.__bindgen_anon_1.__pad1).write(0);
    }
}

/// Prepares a command to the driver or file system behind a file.
///
/// The command's own data goes into the entry's `cmd` afterwards: 16 bytes, or 80 on a ring with
/// `IORING_SETUP_SQE128`. What the completion holds is the command's business.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `cmd_op`: number of the command; the file's owner defines it.
/// - `fd`: the file; with `IOSQE_FIXED_FILE` its slot in the registered files.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-EOPNOTSUPP`: the file knows no commands, or not this one.
/// - `-EINVAL`: an unknown bit in `uring_cmd_flags`, the kernel is older than 5.19, or as the command defines
///   it.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - Whatever memory the command names stays valid for as long as the command's definition says.
///
/// Since Linux 5.19. Source: io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_uring_cmd`](crate::ffi::io_uring_prep_uring_cmd).
#[inline]
pub unsafe fn io_uring_prep_uring_cmd(sqe: *mut io_uring_sqe, cmd_op: libc::c_int, fd: libc::c_int) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        __io_uring_prep_uring_cmd(sqe, IORING_OP_URING_CMD as libc::c_int, cmd_op as u32, fd);
    }
}

/// Prepares a command to the driver or file system behind a file, in an entry of 128 bytes.
///
/// The command's own data, up to 80 bytes, goes into the entry's `cmd` afterwards. Of the entry only the
/// first 64 bytes are written. What the completion holds is the command's business.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe128`.
/// - `cmd_op`: number of the command; the file's owner defines it.
/// - `fd`: the file; with `IOSQE_FIXED_FILE` its slot in the registered files.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-EOPNOTSUPP`: the file knows no commands, or not this one.
/// - `-EINVAL`: the kernel is older than 6.19, the ring has neither `IORING_SETUP_SQE_MIXED` nor
///   `IORING_SETUP_SQE128`, an unknown bit in `uring_cmd_flags`, or as the command defines it.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of 128 bytes of the caller's ring that the kernel does not own yet.
/// - Whatever memory the command names stays valid for as long as the command's definition says.
///
/// Since Linux 6.19. Source: io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_uring_cmd128`](crate::ffi::io_uring_prep_uring_cmd128).
#[inline]
pub unsafe fn io_uring_prep_uring_cmd128(sqe: *mut io_uring_sqe, cmd_op: libc::c_int, fd: libc::c_int) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        __io_uring_prep_uring_cmd(sqe, IORING_OP_URING_CMD128 as libc::c_int, cmd_op as u32, fd);
    }
}

/// Prepares a command to a socket: reading and setting options, and the sizes of its queues.
///
/// By `cmd_op` the completion's `res` is: `SOCKET_URING_OP_SIOCINQ` the bytes that can be read,
/// `SOCKET_URING_OP_SIOCOUTQ` the bytes that are not sent yet, `SOCKET_URING_OP_GETSOCKOPT` the length of the
/// value, `SOCKET_URING_OP_SETSOCKOPT` 0. `SOCKET_URING_OP_TX_TIMESTAMP` posts a completion of 32 bytes for
/// every transmit timestamp.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `cmd_op`: one of `SOCKET_URING_OP_*`.
/// - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `level`: level of the option; `SOL_SOCKET` is the only one that `SOCKET_URING_OP_GETSOCKOPT` reads. 0
///   where the command has no option.
/// - `optname`: number of the option; 0 where the command has none.
/// - `optval`: the option's value, or room for it; null where the command has none.
/// - `optlen`: bytes at `optval`; 0 where the command has no option.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-EOPNOTSUPP`: `fd` is no socket, its protocol or the kernel does not know the command, `level` cannot
///   be read, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-ENOPROTOOPT`: an unknown option.
/// - `-EINVAL`: a value or length that the option does not take, the kernel is older than 5.19, or
///   `SOCKET_URING_OP_TX_TIMESTAMP` without 32-byte CQEs.
/// - `-EFAULT`: `optval` cannot be accessed.
/// - `-EPERM`, `-EACCES`: the option needs a privilege.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `optval` points to `optlen` bytes that stay valid until the request completes, and are used by nobody
///   else if the option is read.
///
/// Since Linux 6.7 (`SOCKET_URING_OP_TX_TIMESTAMP`: 6.17). Source: io_uring_prep_cmd_sock(3).
///
/// C symbol: [`ffi::io_uring_prep_cmd_sock`](crate::ffi::io_uring_prep_cmd_sock).
#[inline]
pub unsafe fn io_uring_prep_cmd_sock(
    sqe: *mut io_uring_sqe,
    cmd_op: libc::c_int,
    fd: libc::c_int,
    level: libc::c_int,
    optname: libc::c_int,
    optval: *mut libc::c_void,
    optlen: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
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
/// The completion's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
/// - `sockaddr`: where the address goes.
/// - `sockaddr_len`: in: bytes of room at `sockaddr`, out: bytes of the address, more than the room if it was
///   cut.
/// - `peer`: 0 for the local address, 1 for the peer's.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
/// - `-EOPNOTSUPP`: `fd` is no socket, the kernel is older than 6.19, or a ring with `IORING_SETUP_IOPOLL`.
/// - `-EINVAL`: another value of `peer`, or a negative room.
/// - `-ENOTCONN`: `peer` is 1 and the socket is not connected.
/// - `-EFAULT`: `sockaddr` or `sockaddr_len` cannot be accessed.
/// - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
///   failed.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `sockaddr_len` and the room at `sockaddr` stay valid and are used by nobody else until the request
///   completes.
///
/// Since Linux 6.19. Source: io_uring_prep_cmd_sock(3).
///
/// C symbol: [`ffi::io_uring_prep_cmd_getsockname`](crate::ffi::io_uring_prep_cmd_getsockname).
#[inline]
pub unsafe fn io_uring_prep_cmd_getsockname(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    sockaddr: *mut libc::sockaddr,
    sockaddr_len: *mut libc::socklen_t,
    peer: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_uring_cmd(sqe, SOCKET_URING_OP_GETSOCKNAME as libc::c_int, fd);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(uring_ptr_to_u64(sockaddr.cast()));
        addr_of_mut!((*sqe).__bindgen_anon_6.__bindgen_anon_1.addr3)
            .write(uring_ptr_to_u64(sockaddr_len.cast()));
        addr_of_mut!((*sqe).__bindgen_anon_5.optlen).write(peer as u32);
    }
}
