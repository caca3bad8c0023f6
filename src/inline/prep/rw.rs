// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests that read and write one buffer, and the helper that all others are built on.

use core::ptr::{self, addr_of_mut};

use libc::{c_int, c_uint, c_void};

use crate::*;

/// Fills the fields that most requests share: operation, file, address, length and offset.
///
/// The other helpers for requests are built on it; it serves for operations that have no helper of their own.
/// Fields that the helper does not name keep what they held, zero in an entry fresh from
/// [`io_uring_get_sqe`].
///
/// # Parameters
/// - `op`: the operation, one of `IORING_OP_*`; the low 8 bits are kept.
/// - `sqe`: the entry to fill.
/// - `fd`: what the operation takes as `fd`, mostly a [file or slot](crate::requests#slots).
/// - `addr`: what the operation takes as `addr`, mostly a pointer to a buffer or path; null where it takes
///   none.
/// - `len`: what the operation takes as `len`, mostly a size in bytes or a count.
/// - `offset`: what the operation takes as `off`, mostly a position in a file in bytes, or a second address.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - Those of the operation.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - What `addr` and `offset` point to stays valid for as long as the operation that `op` names asks for.
///
/// Since Linux 5.1. Source: [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// C symbol: [`ffi::io_uring_prep_rw`](crate::ffi#io_uring_prep_rw).
#[doc(alias("prepare", "fill_sqe"))]
#[inline]
pub unsafe fn io_uring_prep_rw(
    op: c_int,
    sqe: *mut io_uring_sqe,
    fd: c_int,
    addr: *const c_void,
    len: c_uint,
    offset: u64,
) {
    // SAFETY: `opcode`, `fd`, `off`, `addr` and `len` are members of the entry, and a union's member may be
    // written whichever was there before.
    unsafe {
        addr_of_mut!((*sqe).opcode).write(op as u8);
        addr_of_mut!((*sqe).fd).write(fd);
        addr_of_mut!((*sqe).__bindgen_anon_1.off).write(offset);
        addr_of_mut!((*sqe).__bindgen_anon_2.addr).write(uring_ptr_to_u64(addr));
        addr_of_mut!((*sqe).len).write(len);
    }
}

/// Prepares a request that reads from a file into a registered buffer.
///
/// It saves the kernel from looking up and pinning the memory's pages for each request. The CQE's `res` is
/// the number of bytes read, which may be fewer than asked for; 0 is the end of the file.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [file or slot](crate::requests#slots), open for reading.
/// - `buf`: where the data go: an address within the registered buffer, not necessarily its start.
/// - `nbytes`: bytes to read at most; `buf` to `buf + nbytes` lies within the registered buffer.
/// - `offset`: [where to read](crate::requests#reading-and-writing-files).
/// - `buf_index`: the [registered buffer](crate::requests#registered-buffers).
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - [Those of reading](crate::requests#reading-and-writing-files).
/// - `-EFAULT`: the ring has no buffer of that index, or `buf` to `buf + nbytes` is not within it.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - The buffer [stays registered](crate::requests#registered-buffers).
///
/// Since Linux 5.1. Source:
/// [io_uring_prep_read_fixed(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_read_fixed.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{fs::File, os::unix::io::AsRawFd};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let file = File::open("/dev/zero").unwrap();
/// let mut buf = vec![1_u8; 4096];
/// let iovec = libc::iovec { iov_base: buf.as_mut_ptr().cast(), iov_len: buf.len() };
/// assert_eq!(io_uring_register_buffers(ring, &iovec, 1), 0);
/// // 16 bytes, to the middle of buffer 0.
/// let (sqe, at) = (io_uring_get_sqe(ring), buf.as_mut_ptr().add(100).cast());
/// io_uring_prep_read_fixed(sqe, file.as_raw_fd(), at, 16, 0, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 16);
/// io_uring_cqe_seen(ring, cqe);
/// assert_eq!(io_uring_unregister_buffers(ring), 0);
/// assert_eq!(buf[99..117], [&[1][..], &[0; 16], &[1]].concat());
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_read_fixed`](crate::ffi#io_uring_prep_read_fixed).
#[doc(alias("IORING_OP_READ_FIXED", "fixed_read", "read", "pread", "registered_buffer"))]
#[doc(alias("read fixed", "fixed read"))]
#[inline]
pub unsafe fn io_uring_prep_read_fixed(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    buf: *mut c_void,
    nbytes: c_uint,
    offset: u64,
    buf_index: c_int,
) {
    // SAFETY: `buf_index` is 16 bits in a union that the shared helper leaves alone; that `buf` lies in the
    // registered buffer is the kernel's to check.
    unsafe {
        io_uring_prep_rw(IORING_OP_READ_FIXED as c_int, sqe, fd, buf, nbytes, offset);
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_index).write(buf_index as u16);
    }
}

/// Prepares a request that writes from a registered buffer to a file.
///
/// It saves the kernel from looking up and pinning the memory's pages for each request. The CQE's `res` is
/// the number of bytes written, which may be fewer than asked for.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [file or slot](crate::requests#slots), open for writing.
/// - `buf`: the data: an address within the registered buffer, not necessarily its start.
/// - `nbytes`: bytes to write at most; `buf` to `buf + nbytes` lies within the registered buffer.
/// - `offset`: [where to write](crate::requests#reading-and-writing-files).
/// - `buf_index`: the [registered buffer](crate::requests#registered-buffers).
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - [Those of writing](crate::requests#reading-and-writing-files).
/// - `-EFAULT`: the ring has no buffer of that index, or `buf` to `buf + nbytes` is not within it.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - The buffer [stays registered](crate::requests#registered-buffers).
///
/// Since Linux 5.1. Source:
/// [io_uring_prep_write_fixed(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_write_fixed.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{fs::File, os::unix::io::{AsRawFd, FromRawFd}};
/// # let file = unsafe { File::from_raw_fd(libc::memfd_create(b"example\0".as_ptr().cast(), 0)) };
/// # use std::os::unix::fs::FileExt;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let mut buf = *b"from a registered buffer";
/// let iovec = libc::iovec { iov_base: buf.as_mut_ptr().cast(), iov_len: buf.len() };
/// assert_eq!(io_uring_register_buffers(ring, &iovec, 1), 0);
/// let (sqe, at) = (io_uring_get_sqe(ring), buf.as_ptr().add(7).cast());
/// io_uring_prep_write_fixed(sqe, file.as_raw_fd(), at, 10, 0, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 10);
/// io_uring_cqe_seen(ring, cqe);
/// let mut written = [0; 10];
/// file.read_exact_at(&mut written, 0).unwrap();
/// assert_eq!(&written, b"registered");
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_write_fixed`](crate::ffi#io_uring_prep_write_fixed).
#[doc(alias("IORING_OP_WRITE_FIXED", "fixed_write", "write", "pwrite", "registered_buffer"))]
#[doc(alias("write fixed", "fixed write"))]
#[inline]
pub unsafe fn io_uring_prep_write_fixed(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    buf: *const c_void,
    nbytes: c_uint,
    offset: u64,
    buf_index: c_int,
) {
    // SAFETY: the data are not read here: `buf` and `buf_index` name them for the kernel.
    unsafe {
        io_uring_prep_rw(IORING_OP_WRITE_FIXED as c_int, sqe, fd, buf, nbytes, offset);
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_index).write(buf_index as u16);
    }
}

/// Prepares a request that reads from a file into a buffer, as pread(2) does.
///
/// The CQE's `res` is the number of bytes read, which may be fewer than asked for; 0 is the end of the file.
/// Per-request flags (`RWF_*`) go into the entry's `rw_flags` afterwards.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [file or slot](crate::requests#slots), open for reading.
/// - `buf`: where the data go. Null with [`IOSQE_BUFFER_SELECT`], which takes a [buffer of a
///   group](crate::requests#buffers-of-a-group).
/// - `nbytes`: bytes to transfer at most; any value, but the kernel moves no more than 0x7ffff000 in one
///   request.
/// - `offset`: [where to read](crate::requests#reading-and-writing-files).
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - [Those of reading](crate::requests#reading-and-writing-files).
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `buf` (`nbytes` bytes): *written until complete*.
///
/// Since Linux 5.6. Source:
/// [io_uring_prep_read(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_read.3.html),
/// [pread(2)](https://man7.org/linux/man-pages/man2/pread.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{fs::File, os::unix::io::AsRawFd};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let file = File::open("/dev/zero").unwrap();
/// let mut buf = [1_u8; 64];
/// io_uring_prep_read(io_uring_get_sqe(ring), file.as_raw_fd(), buf.as_mut_ptr().cast(), 64, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 64);
/// io_uring_cqe_seen(ring, cqe);
/// assert_eq!(buf, [0; 64]);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_read`](crate::ffi#io_uring_prep_read).
#[doc(alias("IORING_OP_READ", "read", "pread"))]
#[inline]
pub unsafe fn io_uring_prep_read(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    buf: *mut c_void,
    nbytes: c_uint,
    offset: u64,
) {
    // SAFETY: all five arguments are the shared helper's; that `buf` is writable matters to the kernel,
    // later.
    unsafe {
        io_uring_prep_rw(IORING_OP_READ as c_int, sqe, fd, buf, nbytes, offset);
    }
}

/// Prepares a request that reads again and again, each time into a buffer that the kernel takes from a group,
/// until it is cancelled or fails.
///
/// The helper sets the entry's flags to [`IOSQE_BUFFER_SELECT`]: add others afterwards. Every CQE takes one
/// [buffer of the group](crate::requests#buffers-of-a-group), and its `res` is the number of bytes read, 0 at
/// the end of the file. They come for as long as [the request goes on](crate::requests#more-than-one-cqe).
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [file or slot](crate::requests#slots) to read, which must be pollable: a pipe, a socket, a
///   terminal, not a regular file.
/// - `nbytes`: must be 0: the buffers' own size bounds each read.
/// - `offset`: 0 or -1 (all bits set) for files that cannot seek, otherwise as for [`io_uring_prep_read`].
/// - `buf_group`: the group of buffers, 0 to 65535; the upper 16 bits are dropped.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EBADFD`: the file cannot be polled.
/// - `-EBADF`: also if `fd` is not open for reading.
/// - `-EINVAL`: `nbytes` is not 0, or the file cannot be read.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - The buffers of the group are [the kernel's](crate::requests#buffers-of-a-group).
///
/// Since Linux 6.7. Source:
/// [io_uring_prep_read_multishot(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_read_multishot.3.html),
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
/// # if (*ring).features & IORING_FEAT_RECVSEND_BUNDLE == 0 { return eprintln!("not in this kernel"); }
/// let (mut buffer, mut error) = ([0_u8; 64], 0);
/// let group = io_uring_setup_buf_ring(ring, 1, 0, 0, &mut error);
/// assert!(!group.is_null(), "{error}");
/// io_uring_buf_ring_add(group, buffer.as_mut_ptr().cast(), 64, 0, io_uring_buf_ring_mask(1), 0);
/// io_uring_buf_ring_advance(group, 1);
///
/// let mut pipe = [0; 2];
/// assert_eq!(libc::pipe2(pipe.as_mut_ptr(), libc::O_CLOEXEC), 0);
/// assert_eq!(libc::write(pipe[1], b"text".as_ptr().cast(), 4), 4);
/// io_uring_prep_read_multishot(io_uring_get_sqe(ring), pipe[0], 0, 0, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 4);
/// assert_ne!((*cqe).flags & IORING_CQE_F_MORE, 0, "it goes on");
/// assert_eq!(&buffer[..4], b"text");
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_free_buf_ring(ring, group, 1, 0);
/// # pipe.map(|fd| libc::close(fd));
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_read_multishot`](crate::ffi#io_uring_prep_read_multishot).
#[doc(alias("IORING_OP_READ_MULTISHOT", "multishot_read", "read"))]
#[doc(alias("read multishot", "multishot read"))]
#[inline]
pub unsafe fn io_uring_prep_read_multishot(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    nbytes: c_uint,
    offset: u64,
    buf_group: c_int,
) {
    // SAFETY: there is no buffer to vouch for: `buf_group` names where the kernel finds one, and the entry's
    // `flags` are replaced, not read.
    unsafe {
        io_uring_prep_rw(IORING_OP_READ_MULTISHOT as c_int, sqe, fd, ptr::null(), nbytes, offset);
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_group).write(buf_group as u16);
        addr_of_mut!((*sqe).flags).write(IOSQE_BUFFER_SELECT as u8);
    }
}

/// Prepares a request that writes a buffer to a file, as pwrite(2) does.
///
/// The CQE's `res` is the number of bytes written, which may be fewer than asked for. Per-request flags
/// (`RWF_*`) go into the entry's `rw_flags` afterwards.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the [file or slot](crate::requests#slots), open for writing.
/// - `buf`: the data.
/// - `nbytes`: bytes to transfer at most; any value, but the kernel moves no more than 0x7ffff000 in one
///   request.
/// - `offset`: [where to write](crate::requests#reading-and-writing-files).
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - [Those of writing](crate::requests#reading-and-writing-files).
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `buf` (`nbytes` bytes): *read until complete*.
///
/// Since Linux 5.6. Source:
/// [io_uring_prep_write(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_write.3.html),
/// [pwrite(2)](https://man7.org/linux/man-pages/man2/pwrite.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{fs::File, os::unix::io::{AsRawFd, FromRawFd}};
/// # let file = unsafe { File::from_raw_fd(libc::memfd_create(b"example\0".as_ptr().cast(), 0)) };
/// # use std::os::unix::fs::FileExt;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// io_uring_prep_write(io_uring_get_sqe(ring), file.as_raw_fd(), b"hello".as_ptr().cast(), 5, 2);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 5);
/// io_uring_cqe_seen(ring, cqe);
/// let mut written = [1; 7];
/// file.read_exact_at(&mut written, 0).unwrap();
/// assert_eq!(&written, b"\0\0hello");
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_write`](crate::ffi#io_uring_prep_write).
#[doc(alias("IORING_OP_WRITE", "write", "pwrite"))]
#[inline]
pub unsafe fn io_uring_prep_write(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    buf: *const c_void,
    nbytes: c_uint,
    offset: u64,
) {
    // SAFETY: `buf` is stored as an address; nothing but the five shared fields is written.
    unsafe {
        io_uring_prep_rw(IORING_OP_WRITE as c_int, sqe, fd, buf, nbytes, offset);
    }
}
