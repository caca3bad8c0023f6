// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests about the ring's file table and provided buffers.

use core::ptr::{self, addr_of_mut};

use libc::{c_int, c_uint, c_void};

use crate::*;

/// Prepares a request that puts files into consecutive slots of the ring's file table, or empties slots.
///
/// The CQE's `res` is the number of slots done. When one fails after some were done, `res` is the number done
/// so far and the error is lost.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fds`: one value per slot: a file descriptor to put in, -1 to empty the slot,
///   [`IORING_REGISTER_FILES_SKIP`] to leave it alone.
/// - `nr_fds`: number of elements of `fds`, at least 1.
/// - `offset`: the first slot, 0 to the table's size - 1. [`IORING_FILE_INDEX_ALLOC`] (-1): the kernel puts
///   each file into a free slot and writes the slot's number over the descriptor in `fds` (since Linux 6.0).
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ENXIO`: the ring has no file table.
/// - `-EINVAL`: the slots are not all in the table, or `nr_fds` is 0.
/// - `-EBADF`: an element is not an open file, or is a ring.
/// - `-EOVERFLOW`: `offset + nr_fds` does not fit into 32 bits.
/// - `-ENFILE`: no slot is free, where the kernel chooses.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `fds` (`nr_fds` elements): *read until complete*, and *written until complete* where the kernel chooses
///   slots: a linked, drained or [`IOSQE_ASYNC`] request reads it only when it runs.
///
/// Since Linux 5.6. Source:
/// [io_uring_prep_files_update(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_files_update.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{fs::File, os::unix::io::{AsRawFd, FromRawFd}};
/// # let file = unsafe { File::from_raw_fd(libc::memfd_create(b"example\0".as_ptr().cast(), 0)) };
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// assert_eq!(io_uring_register_files(ring, [-1, -1].as_ptr(), 2), 0); // two empty slots
/// let mut fds = [file.as_raw_fd()];
/// io_uring_prep_files_update(io_uring_get_sqe(ring), fds.as_mut_ptr(), 1, 1);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 1); // slot 1 is filled
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_files_update`](crate::ffi#io_uring_prep_files_update).
#[doc(alias("IORING_OP_FILES_UPDATE", "update_files", "register_files", "IORING_REGISTER_FILES_UPDATE"))]
#[doc(alias("files update", "update files"))]
#[inline]
pub unsafe fn io_uring_prep_files_update(
    sqe: *mut io_uring_sqe,
    fds: *mut c_int,
    nr_fds: c_uint,
    offset: c_int,
) {
    // SAFETY: `fds` stays an address until the request runs; the offset is a slot, sign-extended so that -1
    // arrives as all bits set.
    unsafe {
        io_uring_prep_rw(IORING_OP_FILES_UPDATE as c_int, sqe, -1, fds.cast(), nr_fds, offset as u64);
    }
}

/// Prepares a request that gives the kernel buffers, of which requests with [`IOSQE_BUFFER_SELECT`] take one
/// when they have data.
///
/// A buffer that has been used must be provided anew. Buffer rings ([`io_uring_setup_buf_ring`]) do the same
/// at less cost. The CQE's `res` is 0 or more on success.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `addr`: the first buffer; the others follow it without gaps.
/// - `len`: size of each buffer in bytes, at least 1.
/// - `nr`: number of buffers, 1 to 65536.
/// - `bgid`: the group they join, 0 to 65535; the upper 16 bits are dropped. It is made if it does not exist.
/// - `bid`: number of the first buffer, 0 to 65535, with `bid + nr` at most 65536; the others count up from
///   it.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-E2BIG`: `nr` is 0, negative or over 65536, or `bid` is out of range.
/// - `-EINVAL`: `bid + nr` is over 65536, `len` is 0, or the group is a buffer ring.
/// - `-EFAULT`: the buffers are not all in the process's address range.
/// - `-EOVERFLOW`: `len * nr`, or the address where they end, does not fit.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - The buffers are [the kernel's](crate::requests#buffers-of-a-group), until a CQE hands them out, they are
///   removed with [`io_uring_prep_remove_buffers`], or the ring is gone.
///
/// Since Linux 5.7. Source:
/// [io_uring_prep_provide_buffers(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_provide_buffers.3.html),
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
/// # if (*ring).features & IORING_FEAT_EXT_ARG == 0 { return eprintln!("not in this kernel"); }
/// let mut buffers = [[0_u8; 64]; 4];
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_provide_buffers(sqe, buffers.as_mut_ptr().cast(), 64, 4, 0, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// batch::reap(ring, |cqe| assert!((*cqe).res >= 0));
///
/// let (mut left, right) = UnixStream::pair().unwrap();
/// left.write_all(b"x").unwrap();
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_recv(sqe, right.as_raw_fd(), null_mut(), 64, 0);
/// io_uring_sqe_set_flags(sqe, IOSQE_BUFFER_SELECT);
/// io_uring_sqe_set_buf_group(sqe, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 1);
/// assert_eq!(buffers[((*cqe).flags >> IORING_CQE_BUFFER_SHIFT) as usize][0], b'x');
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_provide_buffers`](crate::ffi#io_uring_prep_provide_buffers).
#[doc(alias("IORING_OP_PROVIDE_BUFFERS", "buffers_provide", "buffer_select", "IOSQE_BUFFER_SELECT"))]
#[doc(alias("provide buffers", "buffers provide"))]
#[inline]
pub unsafe fn io_uring_prep_provide_buffers(
    sqe: *mut io_uring_sqe,
    addr: *mut c_void,
    len: c_int,
    nr: c_int,
    bgid: c_int,
    bid: c_int,
) {
    // SAFETY: `nr` takes the place of a descriptor and `bid` that of the offset; the buffers are not touched,
    // and `buf_group` has 16 bits of its own.
    unsafe {
        io_uring_prep_rw(IORING_OP_PROVIDE_BUFFERS as c_int, sqe, nr, addr, len as c_uint, bid as u64);
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_group).write(bgid as u16);
    }
}

/// Prepares a request that takes buffers back that were provided with [`io_uring_prep_provide_buffers`].
///
/// The CQE's `res` is the number of buffers taken back, which may be fewer than `nr`.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `nr`: number of buffers to take back at most, 1 to 65536.
/// - `bgid`: their group, 0 to 65535; the upper 16 bits are dropped.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EINVAL`: `nr` is 0, negative or over 65536, or the group is a buffer ring.
/// - `-ENOENT`: no such group.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 5.7. Source:
/// [io_uring_prep_remove_buffers(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_remove_buffers.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// C symbol: [`ffi::io_uring_prep_remove_buffers`](crate::ffi#io_uring_prep_remove_buffers).
#[doc(alias("IORING_OP_REMOVE_BUFFERS", "buffers_remove"))]
#[doc(alias("remove buffers", "buffers remove"))]
#[inline]
pub unsafe fn io_uring_prep_remove_buffers(sqe: *mut io_uring_sqe, nr: c_int, bgid: c_int) {
    // SAFETY: a number and a group's 16 bits: the request names no memory.
    unsafe {
        io_uring_prep_rw(IORING_OP_REMOVE_BUFFERS as c_int, sqe, nr, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_4.buf_group).write(bgid as u16);
    }
}

/// Prepares a request that makes an ordinary file descriptor for a file of the ring's file table.
///
/// The slot stays as it is. The helper sets the entry's flags to [`IOSQE_FIXED_FILE`]: add others afterwards.
/// The CQE's `res` is the new descriptor.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: slot of the file table, 0 to its size - 1.
/// - `flags`: 0 for a descriptor with `O_CLOEXEC`, [`IORING_FIXED_FD_NO_CLOEXEC`] for one without.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EBADF`: also if the entry's flags lack [`IOSQE_FIXED_FILE`].
/// - `-EINVAL`: `flags` has an unknown bit.
/// - `-EPERM`: the entry names a personality.
/// - `-EMFILE`: the process has as many descriptors as its limit allows.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
///
/// Since Linux 6.8. Source:
/// [io_uring_prep_fixed_fd_install(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_fixed_fd_install.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{fs::File, os::unix::io::FromRawFd};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_RECVSEND_BUNDLE == 0 { return eprintln!("not in this kernel"); }
/// assert_eq!(io_uring_register_files(ring, [1].as_ptr(), 1), 0); // slot 0: stdout
/// io_uring_prep_fixed_fd_install(io_uring_get_sqe(ring), 0, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert!((*cqe).res >= 0);
/// let _stdout = File::from_raw_fd((*cqe).res);
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_fixed_fd_install`](crate::ffi#io_uring_prep_fixed_fd_install).
#[doc(alias("IORING_OP_FIXED_FD_INSTALL", "install_fixed_fd", "slot_to_fd"))]
#[doc(alias("fixed fd install", "install fixed fd"))]
#[inline]
pub unsafe fn io_uring_prep_fixed_fd_install(sqe: *mut io_uring_sqe, fd: c_int, flags: c_uint) {
    // SAFETY: `flags` of the entry are replaced, 8 bits beside the opcode; `install_fd_flags` is the
    // operation's own member.
    unsafe {
        io_uring_prep_rw(IORING_OP_FIXED_FD_INSTALL as c_int, sqe, fd, ptr::null(), 0, 0);
        addr_of_mut!((*sqe).flags).write(IOSQE_FIXED_FILE as u8);
        addr_of_mut!((*sqe).__bindgen_anon_3.install_fd_flags).write(flags);
    }
}
