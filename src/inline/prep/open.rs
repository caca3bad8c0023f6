// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for requests that open and close files.

use super::{__io_uring_set_target_fixed_file, io_uring_prep_rw, uring_ptr_to_u64};
use crate::{
    io_uring_sqe, open_how, IORING_FILE_INDEX_ALLOC, IORING_OP_CLOSE, IORING_OP_OPENAT, IORING_OP_OPENAT2,
};
use core::mem::size_of;
use core::ptr::{self, addr_of_mut};

/// Prepares a request that opens a file relative to a directory, as openat(2) does.
///
/// The CQE's `res` is the new file descriptor.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `dfd`: directory that a relative `path` starts from, or `AT_FDCWD` for the current one; never a slot of
///   the file table.
/// - `path`: the file's name, NUL-terminated, shorter than 4096 bytes.
/// - `flags`: an access mode (`O_RDONLY`, `O_WRONLY`, `O_RDWR`) and `O_*` bits as for open(2).
/// - `mode`: permission bits of a file that is created, 0 to 07777, less the umask; without effect unless
///   `O_CREAT` or `O_TMPFILE` is set.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of `path` does not exist, or it is empty.
/// - `-ENOTDIR`: a component of `path` that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched, or the file not opened this way.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: `path` or a component is too long.
/// - `-EBADF`: `dfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-EEXIST`: `O_CREAT` and `O_EXCL` are set, and the file exists.
/// - `-EISDIR`: a directory is opened for writing.
/// - `-EINVAL`: `flags` has values that do not go together.
/// - `-EROFS`, `-ETXTBSY`: the file may not be written.
/// - `-ENOSPC`, `-EDQUOT`: no space for a new file.
/// - `-EMFILE`, `-ENFILE`: the process or the system has as many files open as its limit allows.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
///   `io_uring_submit` returned).
///
/// Since Linux 5.6. Source: io_uring_prep_openat(3), openat(2).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// use std::{fs::File, io::Read, mem::MaybeUninit, os::unix::io::FromRawFd, ptr};
///
/// unsafe {
///     let mut ring = MaybeUninit::<io_uring>::zeroed().assume_init();
///     if io_uring_queue_init(8, &mut ring, 0) < 0 {
///         eprintln!("no ring can be had here");
///         return;
///     }
///     let sqe = io_uring_get_sqe(&mut ring);
///     let path = b"/dev/zero\0".as_ptr().cast();
///     io_uring_prep_openat(sqe, libc::AT_FDCWD, path, libc::O_RDONLY | libc::O_CLOEXEC, 0);
///     assert_eq!(io_uring_submit(&mut ring), 1);
///     let mut cqe = ptr::null_mut();
///     assert_eq!(io_uring_wait_cqe(&mut ring, &mut cqe), 0);
///     let fd = (*cqe).res;
///     assert!(fd >= 0, "the file cannot be opened: {fd}");
///     let mut buf = [1u8; 8];
///     File::from_raw_fd(fd).read_exact(&mut buf).unwrap();
///     assert_eq!(buf, [0; 8]);
///     io_uring_cqe_seen(&mut ring, cqe);
///     io_uring_queue_exit(&mut ring);
/// }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_openat`](crate::ffi::io_uring_prep_openat).
#[inline]
pub unsafe fn io_uring_prep_openat(
    sqe: *mut io_uring_sqe,
    dfd: libc::c_int,
    path: *const libc::c_char,
    flags: libc::c_int,
    mode: libc::mode_t,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_OPENAT as libc::c_int, sqe, dfd, path.cast(), mode, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.open_flags).write(flags as u32);
    }
}

/// Prepares a request that opens a file relative to a directory, straight into a slot of the ring's file
/// table.
///
/// The file gets no file descriptor: later requests name the slot as `fd`, with `IOSQE_FIXED_FILE`. The
/// CQE's `res` is 0, or the slot's number where the kernel chose it.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `dfd`: directory that a relative `path` starts from, or `AT_FDCWD` for the current one; never a slot of
///   the file table.
/// - `path`: the file's name, NUL-terminated, shorter than 4096 bytes.
/// - `flags`: an access mode (`O_RDONLY`, `O_WRONLY`, `O_RDWR`) and `O_*` bits as for open(2), without
///   `O_CLOEXEC`.
/// - `mode`: permission bits of a file that is created, 0 to 07777, less the umask; without effect unless
///   `O_CREAT` or `O_TMPFILE` is set.
/// - `file_index`: slot of the ring's file table to fill, 0 to its size - 1; what the slot held is closed.
///   `IORING_FILE_INDEX_ALLOC` lets the kernel choose a free one (since Linux 5.19).
///   `IORING_FILE_INDEX_ALLOC - 1` means the same, as the entry holds the number plus one.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of `path` does not exist, or it is empty.
/// - `-ENOTDIR`: a component of `path` that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched, or the file not opened this way.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: `path` or a component is too long.
/// - `-EBADF`: `dfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-EEXIST`: `O_CREAT` and `O_EXCL` are set, and the file exists.
/// - `-EISDIR`: a directory is opened for writing.
/// - `-EINVAL`: `flags` has values that do not go together, or `O_CLOEXEC`, which a slot does not have.
/// - `-EROFS`, `-ETXTBSY`: the file may not be written.
/// - `-ENOSPC`, `-EDQUOT`: no space for a new file.
/// - `-ENXIO`: the ring has no file table.
/// - `-EINVAL`: `file_index` is not in the table.
/// - `-ENFILE`: no slot is free, where the kernel chooses, or there is no table; or the system has as many
///   files open as its limit allows.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
///   `io_uring_submit` returned).
///
/// Since Linux 5.15. Source: io_uring_prep_openat_direct(3), openat(2).
///
/// C symbol: [`ffi::io_uring_prep_openat_direct`](crate::ffi::io_uring_prep_openat_direct).
#[inline]
pub unsafe fn io_uring_prep_openat_direct(
    sqe: *mut io_uring_sqe,
    dfd: libc::c_int,
    path: *const libc::c_char,
    flags: libc::c_int,
    mode: libc::mode_t,
    file_index: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_openat(sqe, dfd, path, flags, mode);
        // The entry holds the slot plus one, but IORING_FILE_INDEX_ALLOC as it is.
        let slot = if file_index == IORING_FILE_INDEX_ALLOC { file_index - 1 } else { file_index };
        __io_uring_set_target_fixed_file(sqe, slot);
    }
}

/// Prepares a request that opens a file, as open(2) does.
///
/// The CQE's `res` is the new file descriptor.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `path`: the file's name, NUL-terminated, shorter than 4096 bytes. A relative one starts from the
///   current directory.
/// - `flags`: an access mode (`O_RDONLY`, `O_WRONLY`, `O_RDWR`) and `O_*` bits as for open(2).
/// - `mode`: permission bits of a file that is created, 0 to 07777, less the umask; without effect unless
///   `O_CREAT` or `O_TMPFILE` is set.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of `path` does not exist, or it is empty.
/// - `-ENOTDIR`: a component of `path` that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched, or the file not opened this way.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: `path` or a component is too long.
/// - `-EBADF`: `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-EEXIST`: `O_CREAT` and `O_EXCL` are set, and the file exists.
/// - `-EISDIR`: a directory is opened for writing.
/// - `-EINVAL`: `flags` has values that do not go together.
/// - `-EROFS`, `-ETXTBSY`: the file may not be written.
/// - `-ENOSPC`, `-EDQUOT`: no space for a new file.
/// - `-EMFILE`, `-ENFILE`: the process or the system has as many files open as its limit allows.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
///   `io_uring_submit` returned).
///
/// Since Linux 5.6. Source: io_uring_prep_openat(3), open(2).
///
/// C symbol: [`ffi::io_uring_prep_open`](crate::ffi::io_uring_prep_open).
#[inline]
pub unsafe fn io_uring_prep_open(
    sqe: *mut io_uring_sqe,
    path: *const libc::c_char,
    flags: libc::c_int,
    mode: libc::mode_t,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_openat(sqe, libc::AT_FDCWD, path, flags, mode);
    }
}

/// Prepares a request that opens a file, straight into a slot of the ring's file table.
///
/// The file gets no file descriptor: later requests name the slot as `fd`, with `IOSQE_FIXED_FILE`. The
/// CQE's `res` is 0, or the slot's number where the kernel chose it.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `path`: the file's name, NUL-terminated, shorter than 4096 bytes. A relative one starts from the
///   current directory.
/// - `flags`: an access mode (`O_RDONLY`, `O_WRONLY`, `O_RDWR`) and `O_*` bits as for open(2), without
///   `O_CLOEXEC`.
/// - `mode`: permission bits of a file that is created, 0 to 07777, less the umask; without effect unless
///   `O_CREAT` or `O_TMPFILE` is set.
/// - `file_index`: slot of the ring's file table to fill, 0 to its size - 1; what the slot held is closed.
///   `IORING_FILE_INDEX_ALLOC` lets the kernel choose a free one (since Linux 5.19).
///   `IORING_FILE_INDEX_ALLOC - 1` means the same, as the entry holds the number plus one.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of `path` does not exist, or it is empty.
/// - `-ENOTDIR`: a component of `path` that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched, or the file not opened this way.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: `path` or a component is too long.
/// - `-EBADF`: `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-EEXIST`: `O_CREAT` and `O_EXCL` are set, and the file exists.
/// - `-EISDIR`: a directory is opened for writing.
/// - `-EINVAL`: `flags` has values that do not go together, or `O_CLOEXEC`, which a slot does not have.
/// - `-EROFS`, `-ETXTBSY`: the file may not be written.
/// - `-ENOSPC`, `-EDQUOT`: no space for a new file.
/// - `-ENXIO`: the ring has no file table.
/// - `-EINVAL`: `file_index` is not in the table.
/// - `-ENFILE`: no slot is free, where the kernel chooses, or there is no table; or the system has as many
///   files open as its limit allows.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
///   `io_uring_submit` returned).
///
/// Since Linux 5.15. Source: io_uring_prep_openat_direct(3), open(2).
///
/// C symbol: [`ffi::io_uring_prep_open_direct`](crate::ffi::io_uring_prep_open_direct).
#[inline]
pub unsafe fn io_uring_prep_open_direct(
    sqe: *mut io_uring_sqe,
    path: *const libc::c_char,
    flags: libc::c_int,
    mode: libc::mode_t,
    file_index: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_openat_direct(sqe, libc::AT_FDCWD, path, flags, mode, file_index);
    }
}

/// Prepares a request that closes a file descriptor, as close(2) does.
///
/// Requests that already use the file go on with it. The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file descriptor; never a slot of the file table, for which there is
///   `io_uring_prep_close_direct`.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open or is a ring, or `IOSQE_FIXED_FILE` is set.
/// - `-EINTR`, `-EIO`, `-ENOSPC`, `-EDQUOT`: data could not be written out. The descriptor is closed all the
///   same: do not close it again.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - Nothing uses `fd` as the owner of the file any more: once closed, the number may stand for another
///   file.
///
/// Since Linux 5.6. Source: io_uring_prep_close(3), close(2).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// use std::{fs::File, mem::MaybeUninit, os::unix::io::IntoRawFd, ptr};
///
/// // From here on nobody but the request closes it.
/// let fd = File::open("/dev/zero").unwrap().into_raw_fd();
/// unsafe {
///     let mut ring = MaybeUninit::<io_uring>::zeroed().assume_init();
///     if io_uring_queue_init(8, &mut ring, 0) < 0 {
///         eprintln!("no ring can be had here");
///         return;
///     }
///     let sqe = io_uring_get_sqe(&mut ring);
///     io_uring_prep_close(sqe, fd);
///     assert_eq!(io_uring_submit(&mut ring), 1);
///     let mut cqe = ptr::null_mut();
///     assert_eq!(io_uring_wait_cqe(&mut ring, &mut cqe), 0);
///     assert_eq!((*cqe).res, 0);
///     io_uring_cqe_seen(&mut ring, cqe);
///     io_uring_queue_exit(&mut ring);
/// }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_close`](crate::ffi::io_uring_prep_close).
#[inline]
pub unsafe fn io_uring_prep_close(sqe: *mut io_uring_sqe, fd: libc::c_int) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_CLOSE as libc::c_int, sqe, fd, ptr::null(), 0, 0);
    }
}

/// Prepares a request that empties a slot of the ring's file table and so closes its file.
///
/// Requests that already use the file go on with it. The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `file_index`: the slot, 0 to the table's size - 1. Never 4294967295 (`IORING_FILE_INDEX_ALLOC`): the
///   entry holds the number plus one, which would be 0, "no slot", and the request would close file
///   descriptor 0.
///
/// # Errors in the CQE
/// - `-ENXIO`: the ring has no file table.
/// - `-EINVAL`: `file_index` is not in the table.
/// - `-EBADF`: the slot is empty, or `IOSQE_FIXED_FILE` is set.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `file_index` is not 4294967295, unless file descriptor 0 is the caller's to close.
///
/// Since Linux 5.15. Source: io_uring_prep_close_direct(3), io_uring_enter(2).
///
/// C symbol: [`ffi::io_uring_prep_close_direct`](crate::ffi::io_uring_prep_close_direct).
#[inline]
pub unsafe fn io_uring_prep_close_direct(sqe: *mut io_uring_sqe, file_index: libc::c_uint) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_close(sqe, 0);
        __io_uring_set_target_fixed_file(sqe, file_index);
    }
}

/// Prepares a request that opens a file relative to a directory, with control over how its path is resolved,
/// as openat2(2) does.
///
/// The CQE's `res` is the new file descriptor.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `dfd`: directory that a relative `path` starts from, or `AT_FDCWD` for the current one; never a slot of
///   the file table.
/// - `path`: the file's name, NUL-terminated, shorter than 4096 bytes.
/// - `how`: flags, mode and the way that the path may be resolved; unused bits are zero.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of `path` does not exist, or it is empty.
/// - `-ENOTDIR`: a component of `path` that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched, or the file not opened this way.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: `path` or a component is too long.
/// - `-EBADF`: `dfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-EEXIST`: `O_CREAT` and `O_EXCL` are set, and the file exists.
/// - `-EISDIR`: a directory is opened for writing.
/// - `-EINVAL`: `how` has values that do not go together.
/// - `-EROFS`, `-ETXTBSY`: the file may not be written.
/// - `-ENOSPC`, `-EDQUOT`: no space for a new file.
/// - `-EMFILE`, `-ENFILE`: the process or the system has as many files open as its limit allows.
/// - `-EAGAIN`: the kernel could not make sure that the path stays within the `RESOLVE_*` limits; submit it
///   again.
/// - `-EXDEV`: the path leaves what `RESOLVE_*` allows.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `path` and `how` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
///   after `io_uring_submit` returned).
///
/// Since Linux 5.6. Source: io_uring_prep_openat2(3), openat2(2).
///
/// C symbol: [`ffi::io_uring_prep_openat2`](crate::ffi::io_uring_prep_openat2).
#[inline]
pub unsafe fn io_uring_prep_openat2(
    sqe: *mut io_uring_sqe,
    dfd: libc::c_int,
    path: *const libc::c_char,
    how: *const open_how,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_OPENAT2 as libc::c_int,
            sqe,
            dfd,
            path.cast(),
            size_of::<open_how>() as libc::c_uint,
            uring_ptr_to_u64(how.cast()),
        );
    }
}

/// Prepares a request that opens a file as `io_uring_prep_openat2` does, straight into a slot of the ring's
/// file table.
///
/// The file gets no file descriptor: later requests name the slot as `fd`, with `IOSQE_FIXED_FILE`. The
/// CQE's `res` is 0, or the slot's number where the kernel chose it.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `dfd`: directory that a relative `path` starts from, or `AT_FDCWD` for the current one; never a slot of
///   the file table.
/// - `path`: the file's name, NUL-terminated, shorter than 4096 bytes.
/// - `how`: flags, mode and the way that the path may be resolved; unused bits are zero; without
///   `O_CLOEXEC`.
/// - `file_index`: slot of the ring's file table to fill, 0 to its size - 1; what the slot held is closed.
///   `IORING_FILE_INDEX_ALLOC` lets the kernel choose a free one (since Linux 5.19).
///   `IORING_FILE_INDEX_ALLOC - 1` means the same, as the entry holds the number plus one.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of `path` does not exist, or it is empty.
/// - `-ENOTDIR`: a component of `path` that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched, or the file not opened this way.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: `path` or a component is too long.
/// - `-EBADF`: `dfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-EEXIST`: `O_CREAT` and `O_EXCL` are set, and the file exists.
/// - `-EISDIR`: a directory is opened for writing.
/// - `-EINVAL`: `how` has values that do not go together, or `O_CLOEXEC`, which a slot does not have.
/// - `-EROFS`, `-ETXTBSY`: the file may not be written.
/// - `-ENOSPC`, `-EDQUOT`: no space for a new file.
/// - `-ENXIO`: the ring has no file table.
/// - `-EINVAL`: `file_index` is not in the table.
/// - `-ENFILE`: no slot is free, where the kernel chooses, or there is no table; or the system has as many
///   files open as its limit allows.
/// - `-EAGAIN`: the kernel could not make sure that the path stays within the `RESOLVE_*` limits; submit it
///   again.
/// - `-EXDEV`: the path leaves what `RESOLVE_*` allows.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `path` and `how` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
///   after `io_uring_submit` returned).
///
/// Since Linux 5.15. Source: io_uring_prep_openat2_direct(3), openat2(2).
///
/// C symbol: [`ffi::io_uring_prep_openat2_direct`](crate::ffi::io_uring_prep_openat2_direct).
#[inline]
pub unsafe fn io_uring_prep_openat2_direct(
    sqe: *mut io_uring_sqe,
    dfd: libc::c_int,
    path: *const libc::c_char,
    how: *const open_how,
    file_index: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_openat2(sqe, dfd, path, how);
        // The entry holds the slot plus one, but IORING_FILE_INDEX_ALLOC as it is.
        let slot = if file_index == IORING_FILE_INDEX_ALLOC { file_index - 1 } else { file_index };
        __io_uring_set_target_fixed_file(sqe, slot);
    }
}
