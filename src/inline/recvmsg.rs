// SPDX-License-Identifier: MIT OR Apache-2.0
//! Messages in the buffers that a multishot recvmsg filled: header, name, control data, payload.

// Lengths are size_t with glibc and 32 bits with musl.
#![allow(clippy::unnecessary_cast)]

use core::mem::size_of;
use core::ptr::null_mut;

use libc::{c_int, c_uint, c_void, cmsghdr, msghdr};

use crate::*;

/// Rounds the length of a control message up to where the next one begins: to the alignment of `size_t`, as
/// C's macro.
const fn cmsg_align(len: usize) -> usize {
    len.wrapping_add(size_of::<usize>() - 1) & !(size_of::<usize>() - 1)
}

/// Bytes of a buffer behind its header and the room for the name and the control data; none where they do not
/// fit.
///
/// # Safety
/// - `msgh` is valid for reads.
#[inline]
unsafe fn rest(buf_len: c_int, msgh: *const msghdr) -> Option<c_uint> {
    // SAFETY: the caller vouches for `msgh`.
    let (namelen, controllen) = unsafe { ((*msgh).msg_namelen, (*msgh).msg_controllen as usize) };
    // Subtracting never wraps, as a sum of lengths that the caller chose might.
    let room = c_uint::try_from(buf_len).ok()?.checked_sub(size_of::<io_uring_recvmsg_out>() as c_uint)?;
    room.checked_sub(namelen)?.checked_sub(c_uint::try_from(controllen).ok()?)
}

/// Length of the control data that is really in the buffer, whatever the header claims.
///
/// # Safety
/// - Both pointers are valid for reads.
#[inline]
unsafe fn controllen(o: *const io_uring_recvmsg_out, msgh: *const msghdr) -> usize {
    // SAFETY: both headers can be read: the message's lies in a buffer that was validated, the other is the
    // caller's.
    unsafe { ((*o).controllen as usize).min((*msgh).msg_controllen as usize) }
}

/// Checks that a buffer which a multishot recvmsg filled is long enough for its header, the name and the
/// control data.
///
/// # Parameters
/// - `buf`: the buffer that the completion names.
/// - `buf_len`: the completion's `res`, bytes; a negative one is an error and never valid.
/// - `msgh`: the message header that the request was prepared with: `msg_namelen` and `msg_controllen` say
///   how much room the name and the control data take.
///
/// # Returns
/// The header at the start of the buffer, or null if the buffer is too short.
///
/// # Safety
/// - `msgh` points to a message header. `buf` holds `buf_len` bytes and is aligned to 4 bytes.
///
/// Since Linux 6.0 ([`IORING_RECV_MULTISHOT`]). Source:
/// [io_uring_recvmsg_out(3)](https://man7.org/linux/man-pages/man3/io_uring_recvmsg_out.3.html).
///
/// C symbol: [`ffi::io_uring_recvmsg_validate`](crate::ffi#io_uring_recvmsg_validate).
#[inline]
pub unsafe fn io_uring_recvmsg_validate(
    buf: *mut c_void,
    buf_len: c_int,
    msgh: *mut msghdr,
) -> *mut io_uring_recvmsg_out {
    // SAFETY: the caller vouches for `msgh`.
    match unsafe { rest(buf_len, msgh) } {
        Some(_) => buf.cast(),
        None => null_mut(),
    }
}

/// Finds the name (the sender's address) in a received message: `namelen` bytes are filled, or as many as the
/// request had room for.
///
/// # Parameters
/// - `o`: the header, from [`io_uring_recvmsg_validate`].
///
/// # Returns
/// Where the name is: right behind the header.
///
/// # Safety
/// - `o` came from [`io_uring_recvmsg_validate`], not null.
///
/// Since Linux 6.0 ([`IORING_RECV_MULTISHOT`]). Source:
/// [io_uring_recvmsg_out(3)](https://man7.org/linux/man-pages/man3/io_uring_recvmsg_out.3.html).
///
/// C symbol: [`ffi::io_uring_recvmsg_name`](crate::ffi#io_uring_recvmsg_name).
#[inline]
pub unsafe fn io_uring_recvmsg_name(o: *mut io_uring_recvmsg_out) -> *mut c_void {
    // SAFETY: the buffer is longer than its header: it was validated.
    unsafe { o.add(1).cast() }
}

/// Finds the first control message in a received message.
///
/// It lies where the room for the name ends, at any address: read it with `read_unaligned`, or give the
/// request a `msg_namelen` that is a multiple of 8. 28, the size of a `sockaddr_in6`, is none; 32 is the
/// next.
///
/// Its `cmsg_len` is not looked at. The kernel's are right; in a buffer that others can write to, check that
/// it is at least the size of the header and ends within the control data.
///
/// # Parameters
/// - `o`: the header, from [`io_uring_recvmsg_validate`].
/// - `msgh`: the message header that the request was prepared with.
///
/// # Returns
/// The control message, or null if there is none.
///
/// # Safety
/// - `o` came from [`io_uring_recvmsg_validate`] with the same `msgh`, not null.
///
/// Since Linux 6.0 ([`IORING_RECV_MULTISHOT`]). Source:
/// [io_uring_recvmsg_out(3)](https://man7.org/linux/man-pages/man3/io_uring_recvmsg_out.3.html).
///
/// C symbol: [`ffi::io_uring_recvmsg_cmsg_firsthdr`](crate::ffi#io_uring_recvmsg_cmsg_firsthdr).
#[inline]
pub unsafe fn io_uring_recvmsg_cmsg_firsthdr(
    o: *mut io_uring_recvmsg_out,
    msgh: *mut msghdr,
) -> *mut cmsghdr {
    // SAFETY: the buffer was validated: it has room for the name and the control data.
    unsafe {
        if controllen(o, msgh) < size_of::<cmsghdr>() {
            return null_mut();
        }
        io_uring_recvmsg_name(o).cast::<u8>().add((*msgh).msg_namelen as usize).cast()
    }
}

/// Finds the control message behind another one in a received message.
///
/// It may lie at any address, as the first one: see [`io_uring_recvmsg_cmsg_firsthdr`].
///
/// # Parameters
/// - `o`: the header, from [`io_uring_recvmsg_validate`].
/// - `msgh`: the message header that the request was prepared with.
/// - `cmsg`: a control message of this message.
///
/// # Returns
/// The next control message; null if there is none, or if its length or that of `cmsg` cannot be right.
///
/// # Safety
/// - `o` came from [`io_uring_recvmsg_validate`] with the same `msgh`, not null.
/// - `cmsg` came from [`io_uring_recvmsg_cmsg_firsthdr`] or this function, not null.
///
/// Since Linux 6.0 ([`IORING_RECV_MULTISHOT`]). Source:
/// [io_uring_recvmsg_out(3)](https://man7.org/linux/man-pages/man3/io_uring_recvmsg_out.3.html).
///
/// C symbol: [`ffi::io_uring_recvmsg_cmsg_nexthdr`](crate::ffi#io_uring_recvmsg_cmsg_nexthdr).
#[inline]
pub unsafe fn io_uring_recvmsg_cmsg_nexthdr(
    o: *mut io_uring_recvmsg_out,
    msgh: *mut msghdr,
    cmsg: *mut cmsghdr,
) -> *mut cmsghdr {
    // SAFETY: the buffer was validated and `cmsg` lies in its control data. Lengths are compared before they
    // are rounded up or added: a wild one must not wrap. Reads are unaligned, as the name may have any
    // length.
    unsafe {
        let first = io_uring_recvmsg_name(o) as usize + (*msgh).msg_namelen as usize;
        let left = controllen(o, msgh).wrapping_sub((cmsg as usize).wrapping_sub(first));
        let len = cmsg_len(cmsg);
        if len < size_of::<cmsghdr>() || len > left || cmsg_align(len) > left {
            return null_mut();
        }
        let left = left - cmsg_align(len);
        let next = cmsg.cast::<u8>().add(cmsg_align(len)).cast::<cmsghdr>();
        if left < size_of::<cmsghdr>() || cmsg_len(next) > left {
            return null_mut();
        }
        next
    }
}

/// Reads the length of a control message, which may lie at any address.
///
/// # Safety
/// - `cmsg` points to a control message header inside a buffer.
#[inline]
unsafe fn cmsg_len(cmsg: *const cmsghdr) -> usize {
    // SAFETY: `cmsg` lies in a buffer, at any address: hence the read that needs no alignment.
    unsafe { core::ptr::addr_of!((*cmsg).cmsg_len).read_unaligned() as usize }
}

/// Finds the payload in a received message: behind the room for the name and the control data.
///
/// # Parameters
/// - `o`: the header, from [`io_uring_recvmsg_validate`].
/// - `msgh`: the message header that the request was prepared with.
///
/// # Returns
/// Where the payload begins; [`io_uring_recvmsg_payload_length`] tells how much of it there is.
///
/// # Safety
/// - `o` came from [`io_uring_recvmsg_validate`] with the same `msgh`, not null.
///
/// Since Linux 6.0 ([`IORING_RECV_MULTISHOT`]). Source:
/// [io_uring_recvmsg_out(3)](https://man7.org/linux/man-pages/man3/io_uring_recvmsg_out.3.html).
///
/// C symbol: [`ffi::io_uring_recvmsg_payload`](crate::ffi#io_uring_recvmsg_payload).
#[inline]
pub unsafe fn io_uring_recvmsg_payload(o: *mut io_uring_recvmsg_out, msgh: *mut msghdr) -> *mut c_void {
    // SAFETY: the buffer was validated: it has room for the name and the control data.
    unsafe {
        let name = io_uring_recvmsg_name(o).cast::<u8>();
        name.add((*msgh).msg_namelen as usize).add((*msgh).msg_controllen as usize).cast()
    }
}

/// Computes how many bytes of payload a received message has in its buffer. The header's `payloadlen` is more
/// where the payload was cut and the request had `MSG_TRUNC` in its flags.
///
/// Differs [from liburing](crate::differences#helpers).
///
/// # Parameters
/// - `o`: the header, from [`io_uring_recvmsg_validate`]; not looked at.
/// - `buf_len`: the completion's `res`, bytes.
/// - `msgh`: the message header that the request was prepared with.
///
/// # Returns
/// The length in bytes: 0 where the buffer ends before its payload would begin, and for a negative `buf_len`.
///
/// # Safety
/// - `msgh` points to a message header.
///
/// Since Linux 6.0 ([`IORING_RECV_MULTISHOT`]). Source:
/// [io_uring_recvmsg_out(3)](https://man7.org/linux/man-pages/man3/io_uring_recvmsg_out.3.html).
///
/// C symbol: [`ffi::io_uring_recvmsg_payload_length`](crate::ffi#io_uring_recvmsg_payload_length).
#[inline]
pub unsafe fn io_uring_recvmsg_payload_length(
    o: *mut io_uring_recvmsg_out,
    buf_len: c_int,
    msgh: *mut msghdr,
) -> c_uint {
    let _ = o;
    // SAFETY: only `msgh` is looked at, and it points to a message header.
    unsafe { rest(buf_len, msgh) }.unwrap_or(0)
}
