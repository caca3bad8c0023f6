// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests about extended attributes.

use core::ptr::addr_of_mut;

use libc::{c_char, c_int, c_uint};

use crate::*;

/// Prepares a request that reads an extended attribute of a file by name, as getxattr(2) does.
///
/// The CQE's `res` is the size of the value in bytes.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `name`, `value`, `len`: as for [`io_uring_prep_fgetxattr`].
/// - `path`: the file, as a [path name](crate::requests#path-names). Symbolic links are followed.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_fgetxattr`].
/// - [Those of a path name](crate::requests#path-names).
///
/// # Safety
/// - The duties of [`io_uring_prep_fgetxattr`].
/// - `path`: *read when taken*.
///
/// Since Linux 5.19. Source:
/// [io_uring_prep_getxattr(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_getxattr.3.html),
/// [getxattr(2)](https://man7.org/linux/man-pages/man2/getxattr.2.html).
///
/// C symbol: [`ffi::io_uring_prep_getxattr`](crate::ffi#io_uring_prep_getxattr).
#[doc(alias("IORING_OP_GETXATTR", "getxattr", "extended_attribute"))]
#[inline]
pub unsafe fn io_uring_prep_getxattr(
    sqe: *mut io_uring_sqe,
    name: *const c_char,
    value: *mut c_char,
    path: *const c_char,
    len: c_uint,
) {
    // SAFETY: three addresses are stored, `name`, `value` and `path`, each in a union of its own;
    // `xattr_flags` must be zero for a read.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_GETXATTR as c_int,
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
/// - `sqe`: the entry to fill.
/// - `name`, `value`, `flags`, `len`: as for [`io_uring_prep_fsetxattr`].
/// - `path`: the file, as a [path name](crate::requests#path-names). Symbolic links are followed.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_fsetxattr`].
/// - [Those of a path name](crate::requests#path-names).
///
/// # Safety
/// - The duties of [`io_uring_prep_fsetxattr`].
/// - `path`: *read when taken*.
///
/// Since Linux 5.19. Source:
/// [io_uring_prep_setxattr(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_setxattr.3.html),
/// [setxattr(2)](https://man7.org/linux/man-pages/man2/setxattr.2.html).
///
/// C symbol: [`ffi::io_uring_prep_setxattr`](crate::ffi#io_uring_prep_setxattr).
#[doc(alias("IORING_OP_SETXATTR", "setxattr", "extended_attribute"))]
#[inline]
pub unsafe fn io_uring_prep_setxattr(
    sqe: *mut io_uring_sqe,
    name: *const c_char,
    value: *const c_char,
    path: *const c_char,
    flags: c_int,
    len: c_uint,
) {
    // SAFETY: of the three strings only the addresses are taken: `addr`, `off` and `addr3` hold them.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_SETXATTR as c_int,
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
/// - `sqe`: the entry to fill.
/// - `fd`: the [file or slot](crate::requests#slots).
/// - `name`: the attribute's full name, such as `user.comment`, NUL-terminated, at most 255 bytes.
/// - `value`: where the value goes; may be null when `len` is 0.
/// - `len`: size of `value` in bytes; 0 to ask for the value's size alone. Over 65536 counts as 65536.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ENODATA`: the file has no such attribute.
/// - `-EOPNOTSUPP`: the file system has no such attributes, or the name has no known prefix.
/// - `-ERANGE`: the name is empty or over 255 bytes, or the value is longer than `len`.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `name`: *read when taken*.
/// - `value` (`len` bytes): *written until complete*.
///
/// Since Linux 5.19. Source:
/// [io_uring_prep_fgetxattr(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_fgetxattr.3.html),
/// [fgetxattr(2)](https://man7.org/linux/man-pages/man2/fgetxattr.2.html).
///
/// C symbol: [`ffi::io_uring_prep_fgetxattr`](crate::ffi#io_uring_prep_fgetxattr).
#[doc(alias("IORING_OP_FGETXATTR", "fgetxattr", "extended_attribute"))]
#[inline]
pub unsafe fn io_uring_prep_fgetxattr(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    name: *const c_char,
    value: *mut c_char,
    len: c_uint,
) {
    // SAFETY: the file is a descriptor, so that `addr3` stays as it is; `value` is the kernel's to fill.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_FGETXATTR as c_int,
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
/// - `sqe`: the entry to fill.
/// - `fd`: the [file or slot](crate::requests#slots).
/// - `name`: the attribute's full name, such as `user.comment`, NUL-terminated, at most 255 bytes.
/// - `value`: the value; may be null when `len` is 0.
/// - `flags`: 0 to create or replace, `XATTR_CREATE` to create only, `XATTR_REPLACE` to replace only.
/// - `len`: size of the value in bytes, 0 to 65536.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ENODATA`: the file has no such attribute and `flags` is `XATTR_REPLACE`.
/// - `-EOPNOTSUPP`: the file system has no such attributes, or the name has no known prefix.
/// - `-ERANGE`: the name is empty or over 255 bytes.
/// - `-EEXIST`: it has one, and `flags` is `XATTR_CREATE`.
/// - `-EINVAL`: `flags` has an unknown bit.
/// - `-E2BIG`: `len` is over 65536.
/// - `-EPERM`: the file is immutable, or the kind of attribute is not for this file or user.
/// - `-EROFS`: the file system is read-only.
/// - `-ENOSPC`, `-EDQUOT`: no space is left, or the quota of the user is used up.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `name` and `value` (`len` bytes): *read when taken*.
///
/// Since Linux 5.19. Source:
/// [io_uring_prep_fsetxattr(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_fsetxattr.3.html),
/// [fsetxattr(2)](https://man7.org/linux/man-pages/man2/fsetxattr.2.html).
///
/// C symbol: [`ffi::io_uring_prep_fsetxattr`](crate::ffi#io_uring_prep_fsetxattr).
#[doc(alias("IORING_OP_FSETXATTR", "fsetxattr", "extended_attribute"))]
#[inline]
pub unsafe fn io_uring_prep_fsetxattr(
    sqe: *mut io_uring_sqe,
    fd: c_int,
    name: *const c_char,
    value: *const c_char,
    flags: c_int,
    len: c_uint,
) {
    // SAFETY: `value` is read when the kernel takes the entry, not here; `xattr_flags` takes the bits of
    // `flags`.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_FSETXATTR as c_int,
            sqe,
            fd,
            name.cast(),
            len,
            uring_ptr_to_u64(value.cast()),
        );
        addr_of_mut!((*sqe).__bindgen_anon_3.xattr_flags).write(flags as u32);
    }
}
