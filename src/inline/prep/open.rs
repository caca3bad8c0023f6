// SPDX-License-Identifier: MIT OR Apache-2.0
//! Requests that open and close files.

use core::mem::size_of;
use core::ptr::{self, addr_of_mut};

use libc::{c_char, c_int, c_uint, mode_t};

use crate::*;

/// Prepares a request that opens a file relative to a directory, as openat(2) does.
///
/// The CQE's `res` is the new file descriptor.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `dfd`, `path`: the file, as a [path name](crate::requests#path-names).
/// - `flags`: an access mode (`O_RDONLY`, `O_WRONLY`, `O_RDWR`) and `O_*` bits as for open(2).
/// - `mode`: permission bits of a file that is created, 0 to 07777, less the umask; without effect unless
///   `O_CREAT` or `O_TMPFILE` is set.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - [Those of a path name](crate::requests#path-names).
/// - `-EACCES`: also if the file may not be opened this way.
/// - `-EEXIST`: `O_CREAT` and `O_EXCL` are set, and the file exists.
/// - `-EISDIR`: a directory is opened for writing.
/// - `-EINVAL`: `flags` has values that do not go together.
/// - `-EROFS`, `-ETXTBSY`: the file may not be written.
/// - `-ENOSPC`, `-EDQUOT`: no space for a new file.
/// - `-EMFILE`, `-ENFILE`: the process or the system has as many files open as its limit allows.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `path`: *read when taken*.
///
/// Since Linux 5.6. Source:
/// [io_uring_prep_openat(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_openat.3.html),
/// [openat(2)](https://man7.org/linux/man-pages/man2/openat.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{fs::File, io::Read, os::unix::io::FromRawFd};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// let (path, flags) = (b"/dev/zero\0".as_ptr().cast(), libc::O_RDONLY | libc::O_CLOEXEC);
/// io_uring_prep_openat(io_uring_get_sqe(ring), libc::AT_FDCWD, path, flags, 0);
/// assert_eq!(io_uring_submit(ring), 1);
///
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// let fd = (*cqe).res;
/// io_uring_cqe_seen(ring, cqe);
/// assert!(fd >= 0, "the file cannot be opened: {fd}");
/// let mut buf = [1_u8; 8];
/// File::from_raw_fd(fd).read_exact(&mut buf).unwrap();
/// assert_eq!(buf, [0; 8]);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_openat`](crate::ffi#io_uring_prep_openat).
#[doc(alias("IORING_OP_OPENAT", "openat", "open_at"))]
#[inline]
pub unsafe fn io_uring_prep_openat(
    sqe: *mut io_uring_sqe,
    dfd: c_int,
    path: *const c_char,
    flags: c_int,
    mode: mode_t,
) {
    // SAFETY: `path` is stored in `addr`, not read; `mode` takes the place of `len`, and `open_flags` is the
    // operation's own member.
    unsafe {
        io_uring_prep_rw(IORING_OP_OPENAT as c_int, sqe, dfd, path.cast(), mode, 0);
        addr_of_mut!((*sqe).__bindgen_anon_3.open_flags).write(flags as u32);
    }
}

/// Prepares a request that opens a file relative to a directory, straight into a slot of the ring's file
/// table.
///
/// As [`io_uring_prep_openat`], with a [slot instead of a descriptor](crate::requests#new-files-in-slots).
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `dfd`, `path`, `flags`, `mode`: as there, without `O_CLOEXEC`.
/// - `file_index`: the [slot to fill](crate::requests#new-files-in-slots).
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_openat`].
/// - [Those of a new file in a slot](crate::requests#new-files-in-slots), instead of `-EMFILE`.
///
/// # Safety
/// - The duties of [`io_uring_prep_openat`].
///
/// Since Linux 5.15. Source:
/// [io_uring_prep_openat_direct(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_openat_direct.3.html),
/// [openat(2)](https://man7.org/linux/man-pages/man2/openat.2.html).
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
/// assert_eq!(io_uring_register_files(ring, [-1, -1].as_ptr(), 2), 0); // two empty slots
/// let path = b"/dev/zero\0".as_ptr().cast();
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_openat_direct(sqe, libc::AT_FDCWD, path, libc::O_RDONLY, 0, 1);
/// io_uring_sqe_set_flags(sqe, IOSQE_IO_LINK);
///
/// // Linked to it, a read of slot 1.
/// let mut buf = [1_u8; 8];
/// let sqe = io_uring_get_sqe(ring);
/// io_uring_prep_read(sqe, 1, buf.as_mut_ptr().cast(), 8, 0);
/// io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);
/// assert_eq!(io_uring_submit_and_wait(ring, 2), 2);
/// let mut results = vec![];
/// batch::reap(ring, |cqe| results.push((*cqe).res));
/// assert_eq!(results, [0, 8]);
/// assert_eq!(buf, [0; 8]);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_openat_direct`](crate::ffi#io_uring_prep_openat_direct).
#[doc(alias("IORING_OP_OPENAT", "direct_openat", "openat", "fixed_file_open"))]
#[doc(alias("openat direct", "direct openat"))]
#[inline]
pub unsafe fn io_uring_prep_openat_direct(
    sqe: *mut io_uring_sqe,
    dfd: c_int,
    path: *const c_char,
    flags: c_int,
    mode: mode_t,
    file_index: c_uint,
) {
    // SAFETY: the entry is the one that `io_uring_prep_openat` has just filled, and the slot's number goes
    // into `file_index`, which that leaves zero.
    unsafe {
        io_uring_prep_openat(sqe, dfd, path, flags, mode);
        set_slot_or_alloc(sqe, file_index);
    }
}

/// Prepares a request that opens a file, as open(2) does.
///
/// As [`io_uring_prep_openat`] from the current directory.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `path`, `flags`, `mode`: as there.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_openat`].
///
/// # Safety
/// - The duties of [`io_uring_prep_openat`].
///
/// Since Linux 5.6. Source:
/// [io_uring_prep_openat(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_openat.3.html),
/// [open(2)](https://man7.org/linux/man-pages/man2/open.2.html).
///
/// C symbol: [`ffi::io_uring_prep_open`](crate::ffi#io_uring_prep_open).
#[doc(alias("IORING_OP_OPENAT", "open"))]
#[inline]
pub unsafe fn io_uring_prep_open(sqe: *mut io_uring_sqe, path: *const c_char, flags: c_int, mode: mode_t) {
    // SAFETY: `AT_FDCWD` stands for a directory that needs no descriptor; all else is handed on.
    unsafe {
        io_uring_prep_openat(sqe, libc::AT_FDCWD, path, flags, mode);
    }
}

/// Prepares a request that opens a file, straight into a slot of the ring's file table.
///
/// As [`io_uring_prep_openat_direct`] from the current directory.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `path`, `flags`, `mode`, `file_index`: as there.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_openat_direct`].
///
/// # Safety
/// - The duties of [`io_uring_prep_openat`].
///
/// Since Linux 5.15. Source:
/// [io_uring_prep_openat_direct(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_openat_direct.3.html),
/// [open(2)](https://man7.org/linux/man-pages/man2/open.2.html).
///
/// C symbol: [`ffi::io_uring_prep_open_direct`](crate::ffi#io_uring_prep_open_direct).
#[doc(alias("IORING_OP_OPENAT", "direct_open", "open"))]
#[doc(alias("open direct", "direct open"))]
#[inline]
pub unsafe fn io_uring_prep_open_direct(
    sqe: *mut io_uring_sqe,
    path: *const c_char,
    flags: c_int,
    mode: mode_t,
    file_index: c_uint,
) {
    // SAFETY: the same entry and the same `path`, relative to the current directory; the slot is the other
    // helper's to store.
    unsafe {
        io_uring_prep_openat_direct(sqe, libc::AT_FDCWD, path, flags, mode, file_index);
    }
}

/// Prepares a request that closes a file descriptor, as close(2) does.
///
/// Requests that already use the file go on with it. The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `fd`: the file descriptor; never a slot of the file table, for which there is
///   [`io_uring_prep_close_direct`].
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-EBADF`: `fd` is not open or is a ring, or [`IOSQE_FIXED_FILE`] is set.
/// - `-EINTR`, `-EIO`, `-ENOSPC`, `-EDQUOT`: data could not be written out. The descriptor is closed all the
///   same: do not close it again.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - Nothing uses `fd` as the owner of the file any more: once closed, the number may stand for another file.
///
/// Since Linux 5.6. Source:
/// [io_uring_prep_close(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_close.3.html),
/// [close(2)](https://man7.org/linux/man-pages/man2/close.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{fs::File, os::unix::io::IntoRawFd};
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// // From here on nobody but the request closes it.
/// let fd = File::open("/dev/zero").unwrap().into_raw_fd();
/// io_uring_prep_close(io_uring_get_sqe(ring), fd);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_close`](crate::ffi#io_uring_prep_close).
#[doc(alias("IORING_OP_CLOSE", "close"))]
#[inline]
pub unsafe fn io_uring_prep_close(sqe: *mut io_uring_sqe, fd: c_int) {
    // SAFETY: only the entry is written; what closing means for the descriptor's users begins when it is
    // submitted.
    unsafe {
        io_uring_prep_rw(IORING_OP_CLOSE as c_int, sqe, fd, ptr::null(), 0, 0);
    }
}

/// Prepares a request that empties a slot of the ring's file table and so closes its file.
///
/// Requests that already use the file go on with it. The CQE's `res` is 0.
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `file_index`: the slot, 0 to the table's size - 1. Never 4294967295 ([`IORING_FILE_INDEX_ALLOC`]): the
///   entry holds the number plus one, which would be 0, "no slot", and the request would close file
///   descriptor 0.
///
/// # Errors in the CQE
/// - [Those of every request](crate#errors-that-every-request-can-get).
/// - `-ENXIO`: the ring has no file table.
/// - `-EINVAL`: `file_index` is not in the table.
/// - `-EBADF`: the slot is empty, or [`IOSQE_FIXED_FILE`] is set.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `file_index` is not 4294967295, unless file descriptor 0 is the caller's to close.
///
/// Since Linux 5.15. Source:
/// [io_uring_prep_close_direct(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_close_direct.3.html),
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html). Guide:
/// [slots](crate::guide::conventions#slots).
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
/// assert_eq!(io_uring_register_files(ring, [1].as_ptr(), 1), 0); // slot 0: stdout
/// io_uring_prep_close_direct(io_uring_get_sqe(ring), 0);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, 0);
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_close_direct`](crate::ffi#io_uring_prep_close_direct).
#[doc(alias("IORING_OP_CLOSE", "direct_close", "close"))]
#[doc(alias("close direct", "direct close"))]
#[inline]
pub unsafe fn io_uring_prep_close_direct(sqe: *mut io_uring_sqe, file_index: c_uint) {
    // SAFETY: `file_index` gets the slot plus one, wrapping for the value that the caller must not pass.
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
/// - `sqe`: the entry to fill.
/// - `dfd`, `path`: the file, as a [path name](crate::requests#path-names).
/// - `how`: flags, mode and the way that the path may be resolved; unused bits are zero. It is the libc
///   crate's and non-exhaustive there: start from [`zeroed`](core::mem::zeroed) and assign the fields.
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_openat`].
/// - `-EINVAL`: also if `how` has values that do not go together.
/// - `-EAGAIN`: the kernel could not make sure that the path stays within the `RESOLVE_*` limits; submit it
///   again.
/// - `-EXDEV`: the path leaves what `RESOLVE_*` allows.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
/// - `path` and `how`: *read when taken*.
///
/// Since Linux 5.6. Source:
/// [io_uring_prep_openat2(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_openat2.3.html),
/// [openat2(2)](https://man7.org/linux/man-pages/man2/openat2.2.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 { return eprintln!("no io_uring here"); }
/// # if (*ring).features & IORING_FEAT_EXT_ARG == 0 { return eprintln!("not in this kernel"); }
/// let mut how: libc::open_how = std::mem::zeroed();
/// how.flags = (libc::O_RDONLY | libc::O_CLOEXEC) as u64;
/// how.resolve = libc::RESOLVE_NO_SYMLINKS;
/// let path = b"/proc/self/exe\0".as_ptr().cast(); // a symbolic link
/// io_uring_prep_openat2(io_uring_get_sqe(ring), libc::AT_FDCWD, path, &how);
/// assert_eq!(io_uring_submit_and_wait(ring, 1), 1);
/// let mut cqe = null_mut();
/// assert_eq!(io_uring_wait_cqe(ring, &mut cqe), 0);
/// assert_eq!((*cqe).res, -libc::ELOOP);
/// io_uring_cqe_seen(ring, cqe);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_prep_openat2`](crate::ffi#io_uring_prep_openat2).
#[doc(alias("IORING_OP_OPENAT2", "openat2"))]
#[inline]
pub unsafe fn io_uring_prep_openat2(
    sqe: *mut io_uring_sqe,
    dfd: c_int,
    path: *const c_char,
    how: *const open_how,
) {
    // SAFETY: two addresses are stored, `path` in `addr` and `how` in `off`; only the size of `open_how` is
    // looked up, and that from its type.
    unsafe {
        io_uring_prep_rw(
            IORING_OP_OPENAT2 as c_int,
            sqe,
            dfd,
            path.cast(),
            size_of::<open_how>() as c_uint,
            uring_ptr_to_u64(how.cast()),
        );
    }
}

/// Prepares a request that opens a file as [`io_uring_prep_openat2`] does, straight into a slot of the ring's
/// file table.
///
/// The file has a [slot instead of a descriptor](crate::requests#new-files-in-slots).
///
/// # Parameters
/// - `sqe`: the entry to fill.
/// - `dfd`, `path`, `how`: as there, without `O_CLOEXEC`.
/// - `file_index`: the [slot to fill](crate::requests#new-files-in-slots).
///
/// # Errors in the CQE
/// - Those of [`io_uring_prep_openat2`].
/// - [Those of a new file in a slot](crate::requests#new-files-in-slots), instead of `-EMFILE`.
///
/// # Safety
/// - The duties of [`io_uring_prep_openat2`].
///
/// Since Linux 5.15. Source:
/// [io_uring_prep_openat2_direct(3)](https://man7.org/linux/man-pages/man3/io_uring_prep_openat2_direct.3.html),
/// [openat2(2)](https://man7.org/linux/man-pages/man2/openat2.2.html).
///
/// C symbol: [`ffi::io_uring_prep_openat2_direct`](crate::ffi#io_uring_prep_openat2_direct).
#[doc(alias("IORING_OP_OPENAT2", "direct_openat2", "openat2"))]
#[doc(alias("openat2 direct", "direct openat2"))]
#[inline]
pub unsafe fn io_uring_prep_openat2_direct(
    sqe: *mut io_uring_sqe,
    dfd: c_int,
    path: *const c_char,
    how: *const open_how,
    file_index: c_uint,
) {
    // SAFETY: the slot is added to an entry that holds `path` and `how` already; `file_index` is free in this
    // operation.
    unsafe {
        io_uring_prep_openat2(sqe, dfd, path, how);
        set_slot_or_alloc(sqe, file_index);
    }
}
