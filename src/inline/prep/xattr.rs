// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for requests about extended attributes.

use super::{io_uring_prep_rw, uring_ptr_to_u64};
use crate::{io_uring_sqe, IORING_OP_FGETXATTR, IORING_OP_FSETXATTR, IORING_OP_GETXATTR, IORING_OP_SETXATTR};
use core::ptr::addr_of_mut;

/// Prepares a request that reads an extended attribute of a file by name, as getxattr(2) does.
///
/// The CQE's `res` is the size of the value in bytes.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `name`: the attribute's full name, such as `user.comment`, NUL-terminated, at most 255 bytes.
/// - `value`: where the value goes; may be null when `len` is 0.
/// - `path`: the file's name, NUL-terminated, shorter than 4096 bytes. Symbolic links are followed; a
///   relative name starts from the current directory.
/// - `len`: size of `value` in bytes; 0 to ask for the value's size alone. Over 65536 counts as 65536.
///
/// # Errors in the CQE
/// - `-ENODATA`: the file has no such attribute.
/// - `-EOPNOTSUPP`: the file system has no such attributes, or the name has no known prefix.
/// - `-ERANGE`: the name is empty or over 255 bytes, or the value is longer than `len`.
/// - `-EFAULT`: a pointer does not point to memory of the process.
/// - `-ENOENT`: a component of `path` does not exist, or it is empty.
/// - `-ENOTDIR`: a component of `path` that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: `path` or a component is too long.
/// - `-EBADF`: `IOSQE_FIXED_FILE` is set.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `name` and `path` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
///   after `io_uring_submit` returned).
/// - `value` stays valid for writes of `len` bytes, and nothing else reads or writes it, until the request
///   completes.
///
/// Since Linux 5.19. Source: io_uring_prep_getxattr(3), getxattr(2).
///
/// C symbol: [`ffi::io_uring_prep_getxattr`](crate::ffi::io_uring_prep_getxattr).
#[inline]
pub unsafe fn io_uring_prep_getxattr(
    sqe: *mut io_uring_sqe,
    name: *const libc::c_char,
    value: *mut libc::c_char,
    path: *const libc::c_char,
    len: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_GETXATTR as libc::c_int,
            sqe,
            0,
            name.cast(),
            len,
            uring_ptr_to_u64(value.cast()),
        );
        addr_of_mut!((*sqe).__bindgen_anon_6.__bindgen_anon_1.addr3).write(uring_ptr_to_u64(path.cast()));
        addr_of_mut!((*sqe).__bindgen_anon_3.xattr_flags).write(0);
    }
}

/// Prepares a request that sets an extended attribute of a file by name, as setxattr(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `name`: the attribute's full name, such as `user.comment`, NUL-terminated, at most 255 bytes.
/// - `value`: the value; may be null when `len` is 0.
/// - `path`: the file's name, NUL-terminated, shorter than 4096 bytes. Symbolic links are followed; a
///   relative name starts from the current directory.
/// - `flags`: 0 to create or replace, `XATTR_CREATE` to create only, `XATTR_REPLACE` to replace only.
/// - `len`: size of the value in bytes, 0 to 65536.
///
/// # Errors in the CQE
/// - `-ENODATA`: the file has no such attribute and `flags` is `XATTR_REPLACE`.
/// - `-EOPNOTSUPP`: the file system has no such attributes, or the name has no known prefix.
/// - `-ERANGE`: the name is empty or over 255 bytes.
/// - `-EFAULT`: a pointer does not point to memory of the process.
/// - `-EEXIST`: it has one, and `flags` is `XATTR_CREATE`.
/// - `-EINVAL`: `flags` has an unknown bit.
/// - `-E2BIG`: `len` is over 65536.
/// - `-EPERM`: the file is immutable, or the kind of attribute is not for this file or user.
/// - `-EROFS`: the file system is read-only.
/// - `-ENOSPC`, `-EDQUOT`: no space is left, or the quota of the user is used up.
/// - `-ENOENT`: a component of `path` does not exist, or it is empty.
/// - `-ENOTDIR`: a component of `path` that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: `path` or a component is too long.
/// - `-EBADF`: `IOSQE_FIXED_FILE` is set.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `name`, `value` (`len` bytes) and `path` stay valid until the kernel has taken the entry (with
///   `IORING_SETUP_SQPOLL` maybe after `io_uring_submit` returned).
///
/// Since Linux 5.19. Source: io_uring_prep_setxattr(3), setxattr(2).
///
/// C symbol: [`ffi::io_uring_prep_setxattr`](crate::ffi::io_uring_prep_setxattr).
#[inline]
pub unsafe fn io_uring_prep_setxattr(
    sqe: *mut io_uring_sqe,
    name: *const libc::c_char,
    value: *const libc::c_char,
    path: *const libc::c_char,
    flags: libc::c_int,
    len: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_SETXATTR as libc::c_int,
            sqe,
            0,
            name.cast(),
            len,
            uring_ptr_to_u64(value.cast()),
        );
        addr_of_mut!((*sqe).__bindgen_anon_6.__bindgen_anon_1.addr3).write(uring_ptr_to_u64(path.cast()));
        addr_of_mut!((*sqe).__bindgen_anon_3.xattr_flags).write(flags as u32);
    }
}

/// Prepares a request that reads an extended attribute of an open file, as fgetxattr(2) does.
///
/// The CQE's `res` is the size of the value in bytes.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file table.
/// - `name`: the attribute's full name, such as `user.comment`, NUL-terminated, at most 255 bytes.
/// - `value`: where the value goes; may be null when `len` is 0.
/// - `len`: size of `value` in bytes; 0 to ask for the value's size alone. Over 65536 counts as 65536.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or an empty slot.
/// - `-ENODATA`: the file has no such attribute.
/// - `-EOPNOTSUPP`: the file system has no such attributes, or the name has no known prefix.
/// - `-ERANGE`: the name is empty or over 255 bytes, or the value is longer than `len`.
/// - `-EFAULT`: a pointer does not point to memory of the process.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `name` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
///   `io_uring_submit` returned).
/// - `value` stays valid for writes of `len` bytes, and nothing else reads or writes it, until the request
///   completes.
///
/// Since Linux 5.19. Source: io_uring_prep_fgetxattr(3), fgetxattr(2).
///
/// C symbol: [`ffi::io_uring_prep_fgetxattr`](crate::ffi::io_uring_prep_fgetxattr).
#[inline]
pub unsafe fn io_uring_prep_fgetxattr(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    name: *const libc::c_char,
    value: *mut libc::c_char,
    len: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_FGETXATTR as libc::c_int,
            sqe,
            fd,
            name.cast(),
            len,
            uring_ptr_to_u64(value.cast()),
        );
        addr_of_mut!((*sqe).__bindgen_anon_3.xattr_flags).write(0);
    }
}

/// Prepares a request that sets an extended attribute of an open file, as fsetxattr(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `fd`: the file. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file table.
/// - `name`: the attribute's full name, such as `user.comment`, NUL-terminated, at most 255 bytes.
/// - `value`: the value; may be null when `len` is 0.
/// - `flags`: 0 to create or replace, `XATTR_CREATE` to create only, `XATTR_REPLACE` to replace only.
/// - `len`: size of the value in bytes, 0 to 65536.
///
/// # Errors in the CQE
/// - `-EBADF`: `fd` is not open, or an empty slot.
/// - `-ENODATA`: the file has no such attribute and `flags` is `XATTR_REPLACE`.
/// - `-EOPNOTSUPP`: the file system has no such attributes, or the name has no known prefix.
/// - `-ERANGE`: the name is empty or over 255 bytes.
/// - `-EFAULT`: a pointer does not point to memory of the process.
/// - `-EEXIST`: it has one, and `flags` is `XATTR_CREATE`.
/// - `-EINVAL`: `flags` has an unknown bit.
/// - `-E2BIG`: `len` is over 65536.
/// - `-EPERM`: the file is immutable, or the kind of attribute is not for this file or user.
/// - `-EROFS`: the file system is read-only.
/// - `-ENOSPC`, `-EDQUOT`: no space is left, or the quota of the user is used up.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `name` and `value` (`len` bytes) stay valid until the kernel has taken the entry (with
///   `IORING_SETUP_SQPOLL` maybe after `io_uring_submit` returned).
///
/// Since Linux 5.19. Source: io_uring_prep_fsetxattr(3), fsetxattr(2).
///
/// C symbol: [`ffi::io_uring_prep_fsetxattr`](crate::ffi::io_uring_prep_fsetxattr).
#[inline]
pub unsafe fn io_uring_prep_fsetxattr(
    sqe: *mut io_uring_sqe,
    fd: libc::c_int,
    name: *const libc::c_char,
    value: *const libc::c_char,
    flags: libc::c_int,
    len: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_FSETXATTR as libc::c_int,
            sqe,
            fd,
            name.cast(),
            len,
            uring_ptr_to_u64(value.cast()),
        );
        addr_of_mut!((*sqe).__bindgen_anon_3.xattr_flags).write(flags as u32);
    }
}
