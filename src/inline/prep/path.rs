// SPDX-License-Identifier: MIT OR Apache-2.0
// Inline helpers for requests about files by name: attributes, removing, renaming, directories, links.

use super::{io_uring_prep_rw, uring_ptr_to_u64};
use crate::{
    io_uring_sqe, statx, IORING_OP_LINKAT, IORING_OP_MKDIRAT, IORING_OP_RENAMEAT, IORING_OP_STATX,
    IORING_OP_SYMLINKAT, IORING_OP_UNLINKAT,
};
use core::ptr::addr_of_mut;

/// Prepares a request that asks for a file's size, times, owner and other attributes, as statx(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `dfd`: directory that a relative `path` starts from, or `AT_FDCWD` for the current one; never a slot of
///   the file table.
/// - `path`: the file's name, NUL-terminated, shorter than 4096 bytes. An empty one with `AT_EMPTY_PATH`
///   asks about `dfd` itself.
/// - `flags`: 0, or `AT_EMPTY_PATH`, `AT_NO_AUTOMOUNT`, `AT_SYMLINK_NOFOLLOW`, `AT_STATX_SYNC_TYPE` bits.
/// - `mask`: `STATX_*` bits: what is asked for; `STATX_BASIC_STATS` for what stat(2) tells.
/// - `statxbuf`: where the answer goes; its `stx_mask` says what it contains.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of `path` does not exist, or it is empty.
/// - `-ENOTDIR`: a component of `path` that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: `path` or a component is too long.
/// - `-EBADF`: `dfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-EFAULT`: `statxbuf` is not writable memory.
/// - `-EINVAL`: `flags` has an unknown bit, or `mask` the reserved one.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
///   `io_uring_submit` returned); before Linux 5.18 until the request completes.
/// - `statxbuf` stays valid for writes, and nothing else reads or writes it, until the request completes.
///
/// Since Linux 5.6. Source: io_uring_prep_statx(3), statx(2).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// use std::{env, ffi::CString, fs, mem::MaybeUninit, process, ptr};
///
/// let path = env::temp_dir().join(format!("prep_statx-{}", process::id()));
/// fs::write(&path, b"seven B").unwrap();
/// let name = CString::new(path.to_str().unwrap()).unwrap();
/// let mut info = iouring_sys::statx::default();
/// unsafe {
///     let mut ring = MaybeUninit::<io_uring>::zeroed().assume_init();
///     if io_uring_queue_init(8, &mut ring, 0) < 0 {
///         eprintln!("no ring can be had here");
///         return;
///     }
///     let sqe = io_uring_get_sqe(&mut ring);
///     io_uring_prep_statx(sqe, libc::AT_FDCWD, name.as_ptr(), 0, libc::STATX_SIZE, &mut info);
///     assert_eq!(io_uring_submit(&mut ring), 1);
///     let mut cqe = ptr::null_mut();
///     assert_eq!(io_uring_wait_cqe(&mut ring, &mut cqe), 0);
///     assert_eq!((*cqe).res, 0);
///     io_uring_cqe_seen(&mut ring, cqe);
///     io_uring_queue_exit(&mut ring);
/// }
/// assert_eq!(info.stx_size, 7);
/// fs::remove_file(&path).unwrap();
/// ```
///
/// C symbol: [`ffi::io_uring_prep_statx`](crate::ffi::io_uring_prep_statx).
#[inline]
pub unsafe fn io_uring_prep_statx(
    sqe: *mut io_uring_sqe,
    dfd: libc::c_int,
    path: *const libc::c_char,
    flags: libc::c_int,
    mask: libc::c_uint,
    statxbuf: *mut statx,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_STATX as libc::c_int,
            sqe,
            dfd,
            path.cast(),
            mask,
            uring_ptr_to_u64(statxbuf.cast()),
        );
        addr_of_mut!((*sqe).__bindgen_anon_3.statx_flags).write(flags as u32);
    }
}

/// Prepares a request that removes a file's name or an empty directory, relative to a directory, as
/// unlinkat(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `dfd`: directory that a relative `path` starts from, or `AT_FDCWD` for the current one; never a slot of
///   the file table.
/// - `path`: the file's name, NUL-terminated, shorter than 4096 bytes.
/// - `flags`: 0 to remove a file, `AT_REMOVEDIR` to remove an empty directory.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of `path` does not exist, or it is empty.
/// - `-ENOTDIR`: a component of `path` that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched or written.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: `path` or a component is too long.
/// - `-EBADF`: `dfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-EISDIR`: a directory, without `AT_REMOVEDIR`.
/// - `-ENOTEMPTY`, `-EBUSY`: the directory is not empty or in use.
/// - `-EPERM`: the file is immutable, or its directory's sticky bit forbids it.
/// - `-EINVAL`: `flags` has an unknown bit.
/// - `-EROFS`: the file system is read-only.
/// - `-EIO`: the device failed.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
///   `io_uring_submit` returned).
///
/// Since Linux 5.11. Source: io_uring_prep_unlinkat(3), unlinkat(2).
///
/// C symbol: [`ffi::io_uring_prep_unlinkat`](crate::ffi::io_uring_prep_unlinkat).
#[inline]
pub unsafe fn io_uring_prep_unlinkat(
    sqe: *mut io_uring_sqe,
    dfd: libc::c_int,
    path: *const libc::c_char,
    flags: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_UNLINKAT as libc::c_int, sqe, dfd, path.cast(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.unlink_flags).write(flags as u32);
    }
}

/// Prepares a request that removes a file's name or an empty directory, as `io_uring_prep_unlinkat` from the
/// current directory.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `path`: the file's name, NUL-terminated, shorter than 4096 bytes.
/// - `flags`: 0 to remove a file, `AT_REMOVEDIR` to remove an empty directory.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of `path` does not exist, or it is empty.
/// - `-ENOTDIR`: a component of `path` that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched or written.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: `path` or a component is too long.
/// - `-EBADF`: `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-EISDIR`: a directory, without `AT_REMOVEDIR`.
/// - `-ENOTEMPTY`, `-EBUSY`: the directory is not empty or in use.
/// - `-EPERM`: the file is immutable, or its directory's sticky bit forbids it.
/// - `-EINVAL`: `flags` has an unknown bit.
/// - `-EROFS`: the file system is read-only.
/// - `-EIO`: the device failed.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
///   `io_uring_submit` returned).
///
/// Since Linux 5.11. Source: io_uring_prep_unlink(3), unlink(2).
///
/// C symbol: [`ffi::io_uring_prep_unlink`](crate::ffi::io_uring_prep_unlink).
#[inline]
pub unsafe fn io_uring_prep_unlink(sqe: *mut io_uring_sqe, path: *const libc::c_char, flags: libc::c_int) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_unlinkat(sqe, libc::AT_FDCWD, path, flags);
    }
}

/// Prepares a request that renames a file or moves it to another directory, as renameat2(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `olddfd`: directory that a relative `oldpath` starts from, or `AT_FDCWD` for the current one; never a
///   slot of the file table.
/// - `oldpath`: the present name, NUL-terminated, shorter than 4096 bytes.
/// - `newdfd`: the same for `newpath`.
/// - `newpath`: the new name, NUL-terminated, shorter than 4096 bytes. What it named before is replaced.
/// - `flags`: 0, `RENAME_NOREPLACE`, `RENAME_EXCHANGE` or `RENAME_WHITEOUT`.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of a path does not exist, or it is empty.
/// - `-ENOTDIR`: a component of a path that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched or written.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: a path or a component is too long.
/// - `-EBADF`: `olddfd` or `newdfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-EEXIST`, `-ENOTEMPTY`: `newpath` is a directory that is not empty, or exists although
///   `RENAME_NOREPLACE` is set.
/// - `-EISDIR`: `newpath` is a directory and `oldpath` none.
/// - `-EXDEV`: the two are on different file systems.
/// - `-EINVAL`: `flags` has an unknown bit or a combination that the file system cannot do, or a directory
///   would move into itself.
/// - `-EBUSY`, `-EPERM`: a file is in use, immutable, or its directory's sticky bit forbids it.
/// - `-ENOSPC`, `-EDQUOT`: no space for the new name.
/// - `-EROFS`: the file system is read-only.
/// - `-EIO`: the device failed.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `oldpath` and `newpath` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL`
///   maybe after `io_uring_submit` returned).
///
/// Since Linux 5.11. Source: io_uring_prep_renameat(3), renameat2(2).
///
/// C symbol: [`ffi::io_uring_prep_renameat`](crate::ffi::io_uring_prep_renameat).
#[inline]
pub unsafe fn io_uring_prep_renameat(
    sqe: *mut io_uring_sqe,
    olddfd: libc::c_int,
    oldpath: *const libc::c_char,
    newdfd: libc::c_int,
    newpath: *const libc::c_char,
    flags: libc::c_uint,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_RENAMEAT as libc::c_int,
            sqe,
            olddfd,
            oldpath.cast(),
            newdfd as libc::c_uint,
            uring_ptr_to_u64(newpath.cast()),
        );
        addr_of_mut!((*sqe).__bindgen_anon_3.rename_flags).write(flags);
    }
}

/// Prepares a request that renames a file or moves it to another directory, as `io_uring_prep_renameat` from
/// the current directory without flags.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `oldpath`: the present name, NUL-terminated, shorter than 4096 bytes.
/// - `newpath`: the new name, NUL-terminated, shorter than 4096 bytes. What it named before is replaced.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of a path does not exist, or it is empty.
/// - `-ENOTDIR`: a component of a path that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched or written.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: a path or a component is too long.
/// - `-EBADF`: `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-EEXIST`, `-ENOTEMPTY`: `newpath` is a directory that is not empty.
/// - `-EISDIR`: `newpath` is a directory and `oldpath` none.
/// - `-EXDEV`: the two are on different file systems.
/// - `-EINVAL`: a directory would move into itself.
/// - `-EBUSY`, `-EPERM`: a file is in use, immutable, or its directory's sticky bit forbids it.
/// - `-ENOSPC`, `-EDQUOT`: no space for the new name.
/// - `-EROFS`: the file system is read-only.
/// - `-EIO`: the device failed.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `oldpath` and `newpath` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL`
///   maybe after `io_uring_submit` returned).
///
/// Since Linux 5.11. Source: io_uring_prep_rename(3), rename(2).
///
/// C symbol: [`ffi::io_uring_prep_rename`](crate::ffi::io_uring_prep_rename).
#[inline]
pub unsafe fn io_uring_prep_rename(
    sqe: *mut io_uring_sqe,
    oldpath: *const libc::c_char,
    newpath: *const libc::c_char,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_renameat(sqe, libc::AT_FDCWD, oldpath, libc::AT_FDCWD, newpath, 0);
    }
}

/// Prepares a request that makes a directory, relative to another, as mkdirat(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `dfd`: directory that a relative `path` starts from, or `AT_FDCWD` for the current one; never a slot of
///   the file table.
/// - `path`: the directory's name, NUL-terminated, shorter than 4096 bytes.
/// - `mode`: permission bits of the new directory, 0 to 01777, less the umask.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of `path` does not exist, or it is empty.
/// - `-ENOTDIR`: a component of `path` that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched or written.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: `path` or a component is too long.
/// - `-EBADF`: `dfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-EEXIST`: `path` exists already.
/// - `-ENOSPC`, `-EDQUOT`, `-EMLINK`: no space for the new name, or too many links.
/// - `-EROFS`: the file system is read-only.
/// - `-EIO`: the device failed.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
///   `io_uring_submit` returned).
///
/// Since Linux 5.15. Source: io_uring_prep_mkdirat(3), mkdirat(2).
///
/// C symbol: [`ffi::io_uring_prep_mkdirat`](crate::ffi::io_uring_prep_mkdirat).
#[inline]
pub unsafe fn io_uring_prep_mkdirat(
    sqe: *mut io_uring_sqe,
    dfd: libc::c_int,
    path: *const libc::c_char,
    mode: libc::mode_t,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_MKDIRAT as libc::c_int, sqe, dfd, path.cast(), mode, 0);
    }
}

/// Prepares a request that makes a directory, as `io_uring_prep_mkdirat` from the current directory.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `path`: the directory's name, NUL-terminated, shorter than 4096 bytes.
/// - `mode`: permission bits of the new directory, 0 to 01777, less the umask.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of `path` does not exist, or it is empty.
/// - `-ENOTDIR`: a component of `path` that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched or written.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: `path` or a component is too long.
/// - `-EBADF`: `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-EEXIST`: `path` exists already.
/// - `-ENOSPC`, `-EDQUOT`, `-EMLINK`: no space for the new name, or too many links.
/// - `-EROFS`: the file system is read-only.
/// - `-EIO`: the device failed.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
///   `io_uring_submit` returned).
///
/// Since Linux 5.15. Source: io_uring_prep_mkdir(3), mkdir(2).
///
/// C symbol: [`ffi::io_uring_prep_mkdir`](crate::ffi::io_uring_prep_mkdir).
#[inline]
pub unsafe fn io_uring_prep_mkdir(sqe: *mut io_uring_sqe, path: *const libc::c_char, mode: libc::mode_t) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_mkdirat(sqe, libc::AT_FDCWD, path, mode);
    }
}

/// Prepares a request that makes a symbolic link, relative to a directory, as symlinkat(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `target`: what the link says, NUL-terminated, not empty, shorter than 4096 bytes; it need not exist.
/// - `newdirfd`: directory that a relative `linkpath` starts from, or `AT_FDCWD` for the current one; never
///   a slot of the file table.
/// - `linkpath`: the link's name, NUL-terminated, shorter than 4096 bytes.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of `linkpath` does not exist, or it is empty.
/// - `-ENOTDIR`: a component of `linkpath` that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched or written.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: `linkpath` or a component is too long.
/// - `-EBADF`: `newdirfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-ENOENT`: `target` is empty.
/// - `-EEXIST`: `linkpath` exists already.
/// - `-ENOSPC`, `-EDQUOT`, `-EMLINK`: no space for the new name, or too many links.
/// - `-EPERM`: the file system has no symbolic links.
/// - `-EROFS`: the file system is read-only.
/// - `-EIO`: the device failed.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `target` and `linkpath` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL`
///   maybe after `io_uring_submit` returned).
///
/// Since Linux 5.15. Source: io_uring_prep_symlinkat(3), symlinkat(2).
///
/// C symbol: [`ffi::io_uring_prep_symlinkat`](crate::ffi::io_uring_prep_symlinkat).
#[inline]
pub unsafe fn io_uring_prep_symlinkat(
    sqe: *mut io_uring_sqe,
    target: *const libc::c_char,
    newdirfd: libc::c_int,
    linkpath: *const libc::c_char,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_SYMLINKAT as libc::c_int,
            sqe,
            newdirfd,
            target.cast(),
            0,
            uring_ptr_to_u64(linkpath.cast()),
        );
    }
}

/// Prepares a request that makes a symbolic link, as `io_uring_prep_symlinkat` from the current directory.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `target`: what the link says, NUL-terminated, not empty, shorter than 4096 bytes; it need not exist.
/// - `linkpath`: the link's name, NUL-terminated, shorter than 4096 bytes.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of `linkpath` does not exist, or it is empty.
/// - `-ENOTDIR`: a component of `linkpath` that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched or written.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: `linkpath` or a component is too long.
/// - `-EBADF`: `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-ENOENT`: `target` is empty.
/// - `-EEXIST`: `linkpath` exists already.
/// - `-ENOSPC`, `-EDQUOT`, `-EMLINK`: no space for the new name, or too many links.
/// - `-EPERM`: the file system has no symbolic links.
/// - `-EROFS`: the file system is read-only.
/// - `-EIO`: the device failed.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `target` and `linkpath` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL`
///   maybe after `io_uring_submit` returned).
///
/// Since Linux 5.15. Source: io_uring_prep_symlink(3), symlink(2).
///
/// C symbol: [`ffi::io_uring_prep_symlink`](crate::ffi::io_uring_prep_symlink).
#[inline]
pub unsafe fn io_uring_prep_symlink(
    sqe: *mut io_uring_sqe,
    target: *const libc::c_char,
    linkpath: *const libc::c_char,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_symlinkat(sqe, target, libc::AT_FDCWD, linkpath);
    }
}

/// Prepares a request that gives a file another name, relative to directories, as linkat(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `olddfd`: directory that a relative `oldpath` starts from, or `AT_FDCWD` for the current one; never a
///   slot of the file table.
/// - `oldpath`: the present name, NUL-terminated, shorter than 4096 bytes.
/// - `newdfd`: the same for `newpath`.
/// - `newpath`: the new name, NUL-terminated, shorter than 4096 bytes.
/// - `flags`: 0, or `AT_SYMLINK_FOLLOW` to link what a symbolic link `oldpath` points to, `AT_EMPTY_PATH` to
///   link `olddfd` itself, with an empty `oldpath`.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of a path does not exist, or it is empty.
/// - `-ENOTDIR`: a component of a path that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched or written.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: a path or a component is too long.
/// - `-EBADF`: `olddfd` or `newdfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-EEXIST`: `newpath` exists already.
/// - `-ENOSPC`, `-EDQUOT`, `-EMLINK`: no space for the new name, or too many links.
/// - `-EXDEV`: the two are on different file systems.
/// - `-EPERM`: `oldpath` is a directory, immutable, or may not be linked by this user.
/// - `-EINVAL`: `flags` has an unknown bit.
/// - `-EROFS`: the file system is read-only.
/// - `-EIO`: the device failed.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `oldpath` and `newpath` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL`
///   maybe after `io_uring_submit` returned).
///
/// Since Linux 5.15. Source: io_uring_prep_linkat(3), linkat(2).
///
/// C symbol: [`ffi::io_uring_prep_linkat`](crate::ffi::io_uring_prep_linkat).
#[inline]
pub unsafe fn io_uring_prep_linkat(
    sqe: *mut io_uring_sqe,
    olddfd: libc::c_int,
    oldpath: *const libc::c_char,
    newdfd: libc::c_int,
    newpath: *const libc::c_char,
    flags: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_LINKAT as libc::c_int,
            sqe,
            olddfd,
            oldpath.cast(),
            newdfd as libc::c_uint,
            uring_ptr_to_u64(newpath.cast()),
        );
        addr_of_mut!((*sqe).__bindgen_anon_3.hardlink_flags).write(flags as u32);
    }
}

/// Prepares a request that gives a file another name, as `io_uring_prep_linkat` from the current directory.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
/// - `oldpath`: the present name, NUL-terminated, shorter than 4096 bytes.
/// - `newpath`: the new name, NUL-terminated, shorter than 4096 bytes.
/// - `flags`: 0, or `AT_SYMLINK_FOLLOW` to link what a symbolic link `oldpath` points to.
///
/// # Errors in the CQE
/// - `-ENOENT`: a component of a path does not exist, or it is empty.
/// - `-ENOTDIR`: a component of a path that must be a directory is none.
/// - `-EACCES`: a directory on the way may not be searched or written.
/// - `-ELOOP`: too many symbolic links.
/// - `-ENAMETOOLONG`: a path or a component is too long.
/// - `-EBADF`: `IOSQE_FIXED_FILE` is set.
/// - `-EFAULT`: a pointer does not point to readable memory.
/// - `-EEXIST`: `newpath` exists already.
/// - `-ENOSPC`, `-EDQUOT`, `-EMLINK`: no space for the new name, or too many links.
/// - `-EXDEV`: the two are on different file systems.
/// - `-EPERM`: `oldpath` is a directory, immutable, or may not be linked by this user.
/// - `-EINVAL`: `flags` has an unknown bit.
/// - `-EROFS`: the file system is read-only.
/// - `-EIO`: the device failed.
/// - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
///
/// # Safety
/// - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
/// - `oldpath` and `newpath` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL`
///   maybe after `io_uring_submit` returned).
///
/// Since Linux 5.15. Source: io_uring_prep_link(3), link(2).
///
/// C symbol: [`ffi::io_uring_prep_link`](crate::ffi::io_uring_prep_link).
#[inline]
pub unsafe fn io_uring_prep_link(
    sqe: *mut io_uring_sqe,
    oldpath: *const libc::c_char,
    newpath: *const libc::c_char,
    flags: libc::c_int,
) {
    // SAFETY: the caller hands over an entry that is its own to write; no pointer is followed.
    unsafe {
        io_uring_prep_linkat(sqe, libc::AT_FDCWD, oldpath, libc::AT_FDCWD, newpath, flags);
    }
}
