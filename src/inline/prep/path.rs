// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests about files by name: attributes, removing, renaming, directories, links.

use core::ptr::addr_of_mut;

use libc::{c_char, c_int, c_uint, mode_t};

use crate::*;

/// Prepares a request that asks for a file's size, times, owner and other attributes, as statx(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `dfd`, `path`: the file, as a [path name](crate::requests#path-names). An empty one with `AT_EMPTY_PATH`
///   asks about `dfd` itself.
/// - `flags`: 0, or `AT_EMPTY_PATH`, `AT_NO_AUTOMOUNT`, `AT_SYMLINK_NOFOLLOW`, `AT_STATX_SYNC_TYPE` bits.
/// - `mask`: `STATX_*` bits: what is asked for; `STATX_BASIC_STATS` for what stat(2) tells.
/// - `statxbuf`: where the answer goes; its `stx_mask` says what it contains.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - [Those of a path name](crate::requests#path-names).
/// - `-EINVAL`: `flags` has an unknown bit, or `mask` the reserved one.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `path`: *read when taken*; before Linux 5.18 *read until complete*.
/// - `statxbuf`: *written until complete*.
///
/// Since Linux 5.6. Source:
/// [io_uring_prep_statx(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_statx.3.html),
/// [statx(2)](https://man7.org/linux/man-pages/man2/statx.2.html).
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
/// file.set_len(7).unwrap();
/// // The libc crate's `statx` with glibc, this crate's own elsewhere: zero is a value of both.
/// let mut info: statx = MaybeUninit::zeroed().assume_init();
/// let (sqe, path) = (io_uring_get_sqe(ring), b"\0".as_ptr().cast());
/// io_uring_prep_statx(sqe, file.as_raw_fd(), path, libc::AT_EMPTY_PATH, libc::STATX_SIZE, &mut info);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// assert_eq!(info.stx_size, 7);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_statx`](crate::ffi#io_uring_prep_statx).
#[doc(alias("IORING_OP_STATX", "statx", "stat", "fstat"))]
#[inline]
pub unsafe fn io_uring_prep_statx(
    sqe: *mut io_uring_sqe,
    dfd: c_int,
    path: *const c_char,
    flags: c_int,
    mask: c_uint,
    statxbuf: *mut statx,
) {
    // SAFETY: `statxbuf` is an address to the entry, in the place of `off`; the kernel fills what it points
    // to, later.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_STATX as c_int,
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
/// - `sqe`: the entry to fill.
/// - `dfd`, `path`: the [path name](crate::requests#path-names) to remove.
/// - `flags`: 0 to remove a file, `AT_REMOVEDIR` to remove an empty directory.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - [Those of changing a directory](crate::requests#path-names).
/// - `-EISDIR`: a directory, without `AT_REMOVEDIR`.
/// - `-ENOTEMPTY`, `-EBUSY`: the directory is not empty or in use.
/// - `-EPERM`: the file is immutable, or its directory's sticky bit forbids it.
/// - `-EINVAL`: `flags` has an unknown bit.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `path`: *read when taken*.
///
/// Since Linux 5.11. Source:
/// [io_uring_prep_unlinkat(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_unlinkat.3.html),
/// [unlinkat(2)](https://man7.org/linux/man-pages/man2/unlinkat.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_RSRC_TAGS == 0 { return eprintln!("not in this kernel"); }
/// # let dir = std::env::temp_dir().join(format!("prep_unlinkat-{}", std::process::id()));
/// # std::fs::create_dir(&dir).unwrap();
/// # let dfd = std::os::unix::io::IntoRawFd::into_raw_fd(std::fs::File::open(&dir).unwrap());
/// std::fs::write(dir.join("old"), b"").unwrap();
/// io_uring_prep_unlinkat(io_uring_get_sqe(ring), dfd, b"old\0".as_ptr().cast(), 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// assert!(!dir.join("old").exists());
/// # std::fs::remove_dir_all(&dir).unwrap();
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_unlinkat`](crate::ffi#io_uring_prep_unlinkat).
#[doc(alias("IORING_OP_UNLINKAT", "unlinkat", "rmdir", "remove"))]
#[inline]
pub unsafe fn io_uring_prep_unlinkat(sqe: *mut io_uring_sqe, dfd: c_int, path: *const c_char, flags: c_int) {
    // SAFETY: the flags fit `unlink_flags`, the 32-bit member of the union; `path` is not followed.
    unsafe {
        io_uring_prep_rw(IORING_OP_UNLINKAT as c_int, sqe, dfd, path.cast(), 0, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.unlink_flags).write(flags as u32);
    }
}

/// Prepares a request that removes a file's name or an empty directory, as [`io_uring_prep_unlinkat`] from
/// the current directory.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `path`, `flags`: as there.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_unlinkat`].
///
/// # Safety
/// - The duties of [`io_uring_prep_unlinkat`].
///
/// Since Linux 5.11. Source:
/// [io_uring_prep_unlink(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_unlink.3.html),
/// [unlink(2)](https://man7.org/linux/man-pages/man2/unlink.2.html).
///
/// C symbol: [`ffi::io_uring_prep_unlink`](crate::ffi#io_uring_prep_unlink).
#[doc(alias("IORING_OP_UNLINKAT", "unlink", "rmdir", "remove"))]
#[inline]
pub unsafe fn io_uring_prep_unlink(sqe: *mut io_uring_sqe, path: *const c_char, flags: c_int) {
    // SAFETY: the current directory is a constant, and the caller's duties for `path` are those that
    // `io_uring_prep_unlinkat` has.
    unsafe {
        io_uring_prep_unlinkat(sqe, libc::AT_FDCWD, path, flags);
    }
}

/// Prepares a request that renames a file or moves it to another directory, as renameat2(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `olddfd`, `oldpath`: the present [path name](crate::requests#path-names).
/// - `newdfd`, `newpath`: the new path name. What it named before is replaced.
/// - `flags`: 0, `RENAME_NOREPLACE`, `RENAME_EXCHANGE` or `RENAME_WHITEOUT`.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - [Those of changing a directory](crate::requests#path-names).
/// - `-EEXIST`, `-ENOTEMPTY`: `newpath` is a directory that is not empty, or exists although
///   `RENAME_NOREPLACE` is set.
/// - `-EISDIR`: `newpath` is a directory and `oldpath` none.
/// - `-EXDEV`: the two are on different file systems.
/// - `-EINVAL`: `flags` has an unknown bit or a combination that the file system cannot do, or a directory
///   would move into itself.
/// - `-EBUSY`, `-EPERM`: a file is in use, immutable, or its directory's sticky bit forbids it.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `oldpath` and `newpath`: *read when taken*.
///
/// Since Linux 5.11. Source:
/// [io_uring_prep_renameat(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_renameat.3.html),
/// [renameat2(2)](https://man7.org/linux/man-pages/man2/renameat2.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_RSRC_TAGS == 0 { return eprintln!("not in this kernel"); }
/// # let dir = std::env::temp_dir().join(format!("prep_renameat-{}", std::process::id()));
/// # std::fs::create_dir(&dir).unwrap();
/// # let dfd = std::os::unix::io::IntoRawFd::into_raw_fd(std::fs::File::open(&dir).unwrap());
/// std::fs::write(dir.join("old"), b"text").unwrap();
/// let (old, new) = (b"old\0".as_ptr().cast(), b"new\0".as_ptr().cast());
/// io_uring_prep_renameat(io_uring_get_sqe(ring), dfd, old, dfd, new, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// assert_eq!(std::fs::read(dir.join("new")).unwrap(), b"text");
/// # std::fs::remove_dir_all(&dir).unwrap();
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_renameat`](crate::ffi#io_uring_prep_renameat).
#[doc(alias("IORING_OP_RENAMEAT", "renameat", "renameat2", "move_file"))]
#[inline]
pub unsafe fn io_uring_prep_renameat(
    sqe: *mut io_uring_sqe,
    olddfd: c_int,
    oldpath: *const c_char,
    newdfd: c_int,
    newpath: *const c_char,
    flags: c_uint,
) {
    // SAFETY: of the two paths one is stored in `addr` and one in `off`; `newdfd` is the bits that `len`
    // holds.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_RENAMEAT as c_int,
            sqe,
            olddfd,
            oldpath.cast(),
            newdfd as c_uint,
            uring_ptr_to_u64(newpath.cast()),
        );
        addr_of_mut!((*sqe).__bindgen_anon_3.rename_flags).write(flags);
    }
}

/// Prepares a request that renames a file or moves it to another directory, as [`io_uring_prep_renameat`]
/// from the current directory without flags.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `oldpath`, `newpath`: as there.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_renameat`].
///
/// # Safety
/// - The duties of [`io_uring_prep_renameat`].
///
/// Since Linux 5.11. Source:
/// [io_uring_prep_rename(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_rename.3.html),
/// [rename(2)](https://man7.org/linux/man-pages/man2/rename.2.html).
///
/// C symbol: [`ffi::io_uring_prep_rename`](crate::ffi#io_uring_prep_rename).
#[doc(alias("IORING_OP_RENAMEAT", "rename", "move_file"))]
#[inline]
pub unsafe fn io_uring_prep_rename(sqe: *mut io_uring_sqe, oldpath: *const c_char, newpath: *const c_char) {
    // SAFETY: `AT_FDCWD` twice, and no flags: nothing that the caller has not vouched for.
    unsafe {
        io_uring_prep_renameat(sqe, libc::AT_FDCWD, oldpath, libc::AT_FDCWD, newpath, 0);
    }
}

/// Prepares a request that makes a directory, relative to another, as mkdirat(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `dfd`, `path`: the directory's [path name](crate::requests#path-names).
/// - `mode`: permission bits of the new directory, 0 to 01777, less the umask.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - [Those of changing a directory](crate::requests#path-names).
/// - `-EEXIST`: `path` exists already.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `path`: *read when taken*.
///
/// Since Linux 5.15. Source:
/// [io_uring_prep_mkdirat(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_mkdirat.3.html),
/// [mkdirat(2)](https://man7.org/linux/man-pages/man2/mkdirat.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_CQE_SKIP == 0 { return eprintln!("not in this kernel"); }
/// # let dir = std::env::temp_dir().join(format!("prep_mkdirat-{}", std::process::id()));
/// # std::fs::create_dir(&dir).unwrap();
/// # let dfd = std::os::unix::io::IntoRawFd::into_raw_fd(std::fs::File::open(&dir).unwrap());
/// io_uring_prep_mkdirat(io_uring_get_sqe(ring), dfd, b"new\0".as_ptr().cast(), 0o755);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// assert!(dir.join("new").is_dir());
/// # std::fs::remove_dir_all(&dir).unwrap();
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_mkdirat`](crate::ffi#io_uring_prep_mkdirat).
#[doc(alias("IORING_OP_MKDIRAT", "mkdirat", "make_directory"))]
#[inline]
pub unsafe fn io_uring_prep_mkdirat(sqe: *mut io_uring_sqe, dfd: c_int, path: *const c_char, mode: mode_t) {
    // SAFETY: `mode` goes where others have a length: the operation has no member of its own to be written.
    unsafe {
        io_uring_prep_rw(IORING_OP_MKDIRAT as c_int, sqe, dfd, path.cast(), mode, 0);
    }
}

/// Prepares a request that makes a directory, as [`io_uring_prep_mkdirat`] from the current directory.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `path`, `mode`: as there.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_mkdirat`].
///
/// # Safety
/// - The duties of [`io_uring_prep_mkdirat`].
///
/// Since Linux 5.15. Source:
/// [io_uring_prep_mkdir(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_mkdir.3.html),
/// [mkdir(2)](https://man7.org/linux/man-pages/man2/mkdir.2.html).
///
/// C symbol: [`ffi::io_uring_prep_mkdir`](crate::ffi#io_uring_prep_mkdir).
#[doc(alias("IORING_OP_MKDIRAT", "mkdir", "make_directory"))]
#[inline]
pub unsafe fn io_uring_prep_mkdir(sqe: *mut io_uring_sqe, path: *const c_char, mode: mode_t) {
    // SAFETY: `path` is handed on with the directory that relative names start from anyhow.
    unsafe {
        io_uring_prep_mkdirat(sqe, libc::AT_FDCWD, path, mode);
    }
}

/// Prepares a request that makes a symbolic link, relative to a directory, as symlinkat(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `target`: what the link says, NUL-terminated, not empty, shorter than 4096 bytes; it need not exist.
/// - `newdirfd`, `linkpath`: the link's own [path name](crate::requests#path-names).
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - [Those of changing a directory](crate::requests#path-names).
/// - `-ENOENT`: also if `target` is empty.
/// - `-EEXIST`: `linkpath` exists already.
/// - `-EPERM`: the file system has no symbolic links.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `target` and `linkpath`: *read when taken*.
///
/// Since Linux 5.15. Source:
/// [io_uring_prep_symlinkat(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_symlinkat.3.html),
/// [symlinkat(2)](https://man7.org/linux/man-pages/man2/symlinkat.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_CQE_SKIP == 0 { return eprintln!("not in this kernel"); }
/// # let dir = std::env::temp_dir().join(format!("prep_symlinkat-{}", std::process::id()));
/// # std::fs::create_dir(&dir).unwrap();
/// # let dfd = std::os::unix::io::IntoRawFd::into_raw_fd(std::fs::File::open(&dir).unwrap());
/// let (target, link) = (b"/dev/null\0".as_ptr().cast(), b"link\0".as_ptr().cast());
/// io_uring_prep_symlinkat(io_uring_get_sqe(ring), target, dfd, link);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// assert_eq!(std::fs::read_link(dir.join("link")).unwrap().to_str(), Some("/dev/null"));
/// # std::fs::remove_dir_all(&dir).unwrap();
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_symlinkat`](crate::ffi#io_uring_prep_symlinkat).
#[doc(alias("IORING_OP_SYMLINKAT", "symlinkat", "symbolic_link"))]
#[inline]
pub unsafe fn io_uring_prep_symlinkat(
    sqe: *mut io_uring_sqe,
    target: *const c_char,
    newdirfd: c_int,
    linkpath: *const c_char,
) {
    // SAFETY: two addresses and a descriptor, all taken by the shared helper: `linkpath` as its offset.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_SYMLINKAT as c_int,
            sqe,
            newdirfd,
            target.cast(),
            0,
            uring_ptr_to_u64(linkpath.cast()),
        );
    }
}

/// Prepares a request that makes a symbolic link, as [`io_uring_prep_symlinkat`] from the current directory.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `target`, `linkpath`: as there.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_symlinkat`].
///
/// # Safety
/// - The duties of [`io_uring_prep_symlinkat`].
///
/// Since Linux 5.15. Source:
/// [io_uring_prep_symlink(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_symlink.3.html),
/// [symlink(2)](https://man7.org/linux/man-pages/man2/symlink.2.html).
///
/// C symbol: [`ffi::io_uring_prep_symlink`](crate::ffi#io_uring_prep_symlink).
#[doc(alias("IORING_OP_SYMLINKAT", "symlink", "symbolic_link"))]
#[inline]
pub unsafe fn io_uring_prep_symlink(sqe: *mut io_uring_sqe, target: *const c_char, linkpath: *const c_char) {
    // SAFETY: neither string is read here or there; the directory is a constant.
    unsafe {
        io_uring_prep_symlinkat(sqe, target, libc::AT_FDCWD, linkpath);
    }
}

/// Prepares a request that gives a file another name, relative to directories, as linkat(2) does.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `olddfd`, `oldpath`: the present [path name](crate::requests#path-names).
/// - `newdfd`, `newpath`: the other path name.
/// - `flags`: 0, or `AT_SYMLINK_FOLLOW` to link what a symbolic link `oldpath` points to, `AT_EMPTY_PATH` to
///   link `olddfd` itself, with an empty `oldpath`.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - [Those of changing a directory](crate::requests#path-names).
/// - `-EEXIST`: `newpath` exists already.
/// - `-EXDEV`: the two are on different file systems.
/// - `-EPERM`: `oldpath` is a directory, immutable, or may not be linked by this user.
/// - `-EINVAL`: `flags` has an unknown bit.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `oldpath` and `newpath`: *read when taken*.
///
/// Since Linux 5.15. Source:
/// [io_uring_prep_linkat(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_linkat.3.html),
/// [linkat(2)](https://man7.org/linux/man-pages/man2/linkat.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_CQE_SKIP == 0 { return eprintln!("not in this kernel"); }
/// # let dir = std::env::temp_dir().join(format!("prep_linkat-{}", std::process::id()));
/// # std::fs::create_dir(&dir).unwrap();
/// # let dfd = std::os::unix::io::IntoRawFd::into_raw_fd(std::fs::File::open(&dir).unwrap());
/// std::fs::write(dir.join("first"), b"text").unwrap();
/// let (first, second) = (b"first\0".as_ptr().cast(), b"second\0".as_ptr().cast());
/// io_uring_prep_linkat(io_uring_get_sqe(ring), dfd, first, dfd, second, 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// assert_eq!(std::fs::read(dir.join("second")).unwrap(), b"text");
/// # std::fs::remove_dir_all(&dir).unwrap();
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_linkat`](crate::ffi#io_uring_prep_linkat).
#[doc(alias("IORING_OP_LINKAT", "linkat", "hard_link"))]
#[inline]
pub unsafe fn io_uring_prep_linkat(
    sqe: *mut io_uring_sqe,
    olddfd: c_int,
    oldpath: *const c_char,
    newdfd: c_int,
    newpath: *const c_char,
    flags: c_int,
) {
    // SAFETY: laid out as a renaming is, with `hardlink_flags` for the flags; neither path is followed.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_LINKAT as c_int,
            sqe,
            olddfd,
            oldpath.cast(),
            newdfd as c_uint,
            uring_ptr_to_u64(newpath.cast()),
        );
        addr_of_mut!((*sqe).__bindgen_anon_3.hardlink_flags).write(flags as u32);
    }
}

/// Prepares a request that gives a file another name, as [`io_uring_prep_linkat`] from the current directory.
///
/// The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `oldpath`, `newpath`: as there.
/// - `flags`: 0, or `AT_SYMLINK_FOLLOW`, as there.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_linkat`].
///
/// # Safety
/// - The duties of [`io_uring_prep_linkat`].
///
/// Since Linux 5.15. Source:
/// [io_uring_prep_link(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_link.3.html),
/// [link(2)](https://man7.org/linux/man-pages/man2/link.2.html).
///
/// C symbol: [`ffi::io_uring_prep_link`](crate::ffi#io_uring_prep_link).
#[doc(alias("IORING_OP_LINKAT", "link", "hard_link"))]
#[inline]
pub unsafe fn io_uring_prep_link(
    sqe: *mut io_uring_sqe,
    oldpath: *const c_char,
    newpath: *const c_char,
    flags: c_int,
) {
    // SAFETY: both names are relative to the current directory; `flags` is handed on as it is.
    unsafe {
        io_uring_prep_linkat(sqe, libc::AT_FDCWD, oldpath, libc::AT_FDCWD, newpath, flags);
    }
}
