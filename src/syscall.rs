// SPDX-License-Identifier: MIT OR Apache-2.0
//! The raw system calls: straight to the kernel, without C and without `errno`.
//!
//! The functions have the names, parameters and results of their counterparts at the crate root, which the C
//! library provides. They suit callers that map and drive the rings themselves: nothing here keeps any state.
//! `examples/raw_syscall` is a whole program on this module and the crate's types.
//!
//! Every function returns a result of 0 or more, or `-errno`; the thread's `errno` is neither read nor
//! changed. On x86_64 the system call instruction is issued in place; on aarch64 and riscv64 by a function that
//! is never inlined, since the kernel drops vector registers there. Elsewhere, the x32 ABI of x86_64 included,
//! libc's `syscall` does it and `errno` is put back.
//!
//! ```
//! use iouring_sys::{io_uring_params, syscall};
//!
//! let mut params = io_uring_params::default();
//! // SAFETY: `params` is valid for reads and writes.
//! let fd = unsafe { syscall::io_uring_setup(8, &mut params) };
//! if fd < 0 {
//!     println!("no ring: {}", std::io::Error::from_raw_os_error(-fd));
//! } else {
//!     println!("a ring for {} requests is file descriptor {}", params.sq_entries, fd);
//!     // SAFETY: the descriptor is ours, and not used again.
//!     unsafe { libc::close(fd) };
//! }
//! ```

use crate::io_uring_params;
#[cfg(doc)]
use crate::*;
use libc::sigset_t;

// x32 (x86_64 with 32-bit pointers) and the ILP32 variant of aarch64 number or widen arguments in their own
// way, which libc knows.
#[cfg_attr(all(target_arch = "x86_64", target_pointer_width = "64"), path = "syscall/x86_64.rs")]
#[cfg_attr(all(target_arch = "aarch64", target_pointer_width = "64"), path = "syscall/aarch64.rs")]
#[cfg_attr(target_arch = "riscv64", path = "syscall/riscv64.rs")]
#[cfg_attr(
    not(any(
        all(target_arch = "x86_64", target_pointer_width = "64"),
        all(target_arch = "aarch64", target_pointer_width = "64"),
        target_arch = "riscv64"
    )),
    path = "syscall/generic.rs"
)]
mod arch;

/// Bytes of the kernel's signal set, which is smaller than libc's: one bit a signal, and mips has 128
/// signals.
const KERNEL_SIGSET_SIZE: usize = if cfg!(any(
    target_arch = "mips",
    target_arch = "mips64",
    target_arch = "mips32r6",
    target_arch = "mips64r6"
)) {
    16
} else {
    8
};

/// Creates a ring and returns its file descriptor, which is close-on-exec.
///
/// Nothing is mapped: the caller maps the rings and the submission queue entries by the offsets in `p`.
///
/// # Parameters
/// - `entries`: submission queue entries wanted, 1 to 32,768; rounded up to a power of two. More is refused,
///   or cut to the limit if `p.flags` has [`IORING_SETUP_CLAMP`].
/// - `p`: in: `flags` and the fields that the flags ask for, everything else zero. Out: sizes, features and
///   offsets.
///
/// # Returns
/// A file descriptor (an index among the registered descriptors with [`IORING_SETUP_REGISTERED_FD_ONLY`]), or
/// `-errno`.
///
/// # Errors
/// - `-EFAULT`: `p` is not readable and writable.
/// - `-EINVAL`: `entries` is out of range; a flag is unknown to this kernel or does not go with another one;
///   a reserved field is not zero; `cq_entries` or `sq_thread_cpu` is invalid.
/// - `-EPERM`: `kernel.io_uring_disabled` or a seccomp filter forbids rings to this process, or
///   [`IORING_SETUP_SQPOLL`] was asked for without privilege before Linux 5.13.
/// - `-ENOSYS`: the kernel is older than 5.1 or was built without `CONFIG_IO_URING`.
/// - `-ENOMEM`: no memory, or `RLIMIT_MEMLOCK` is used up, which counts rings before Linux 5.12 and since 6.14
///   (see [`io_uring_queue_init_params`]).
/// - `-EMFILE`, `-ENFILE`: the process or the system has no file descriptor left.
/// - `-ENXIO`: with [`IORING_SETUP_ATTACH_WQ`], `wq_fd` is not open.
/// - `-EINVAL`: with [`IORING_SETUP_ATTACH_WQ`], `wq_fd` is no ring; or [`IORING_SETUP_SQPOLL`] is set too,
///   and that ring has no polling thread to share.
///
/// # Safety
/// - `p` is valid for reads and writes.
/// - With [`IORING_SETUP_NO_MMAP`], the memory named in `p` is the ring's own, and is unmapped when the ring has been
///   closed: see [`io_uring_queue_init_mem`] for why it cannot be used again.
///
/// Since Linux 5.1. Source:
/// [io_uring_setup(2)](https://man7.org/linux/man-pages/man2/io_uring_setup.2.html).
#[inline]
pub unsafe fn io_uring_setup(entries: libc::c_uint, p: *mut io_uring_params) -> libc::c_int {
    let args = [entries as usize, p as usize, 0, 0, 0, 0];
    // SAFETY: these are the call's two arguments; the caller vouches for `p`.
    unsafe { arch::syscall6(libc::SYS_io_uring_setup, args) as libc::c_int }
}

/// Submits requests of a ring, waits for completions, or both.
///
/// # Parameters
/// - `fd`: the ring's file descriptor (its index with [`IORING_ENTER_REGISTERED_RING`]).
/// - `to_submit`: how many requests to take from the submission queue; 0 for none.
/// - `min_complete`: with [`IORING_ENTER_GETEVENTS`], how many completions must be in the completion queue
///   before the call returns.
/// - `flags`: `IORING_ENTER_*`, but not [`IORING_ENTER_EXT_ARG`], for which there is [`io_uring_enter2`].
/// - `sig`: the signal mask during the wait; null to keep the thread's.
///
/// # Returns
/// How many requests were taken, or `-errno`. The outcome of a request is in its completion, not here.
///
/// # Errors
/// - `-EAGAIN`: no memory for a request; reap completions and try again.
/// - `-EBADF`: `fd` is not open. `-EOPNOTSUPP`: `fd` is no ring.
/// - `-EBADFD`: the ring is not enabled yet ([`IORING_SETUP_R_DISABLED`]).
/// - `-EBADR`: a completion was lost for want of memory.
/// - `-EBUSY`: completions have overflowed, and the completion queue must be emptied first.
/// - `-EEXIST`: the ring has [`IORING_SETUP_SINGLE_ISSUER`], and another thread is its issuer.
/// - `-EFAULT`: `sig` is not readable.
/// - `-EINTR`: a signal arrived while the call waited.
/// - `-EINVAL`: a flag is unknown or needs another call or another kind of ring.
/// - `-ENXIO`: the ring is being torn down.
/// - `-EOWNERDEAD`: the thread of [`IORING_SETUP_SQPOLL`] is gone.
///
/// # Safety
/// - The submission queue holds `to_submit` valid entries, and what they point to stays valid for as long as
///   their operations use it.
/// - `sig` is null or valid for reads.
///
/// Since Linux 5.1. Source:
/// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html).
#[inline]
pub unsafe fn io_uring_enter(
    fd: libc::c_uint,
    to_submit: libc::c_uint,
    min_complete: libc::c_uint,
    flags: libc::c_uint,
    sig: *mut sigset_t,
) -> libc::c_int {
    // SAFETY: the caller vouches for the queue and for `sig`, of which the kernel reads its own, smaller
    // size.
    unsafe { io_uring_enter2(fd, to_submit, min_complete, flags, sig.cast(), KERNEL_SIGSET_SIZE) }
}

/// Does what [`io_uring_enter`] does, with an argument whose type the flags decide.
///
/// # Parameters
/// - `fd`, `to_submit`, `min_complete`: as for [`io_uring_enter`].
/// - `flags`: `IORING_ENTER_*`.
/// - `arg`: with [`IORING_ENTER_EXT_ARG`] an [`io_uring_getevents_arg`]; with [`IORING_ENTER_EXT_ARG_REG`] as
///   well, the byte offset of an [`io_uring_reg_wait`] in the registered wait region, as a pointer; without both a
///   signal mask, or null.
/// - `sz`: bytes at `arg`: the size of that type. For a signal mask the size of the kernel's set: 8, on mips
///   16.
///
/// # Returns
/// How many requests were taken, or `-errno`.
///
/// # Errors
/// - As for [`io_uring_enter`], and:
/// - `-ETIME`: the time limit in `arg` passed before `min_complete` completions arrived.
/// - `-EINVAL`: `sz` does not fit the type that the flags ask for.
/// - `-EFAULT`: `arg`, or a pointer in it, is not readable.
///
/// # Safety
/// - The submission queue holds `to_submit` valid entries, and what they point to stays valid for as long as
///   their operations use it.
/// - `arg` is null or of the type that `flags` ask for, and pointers in it are null or valid for reads.
///
/// Since Linux 5.1; [`IORING_ENTER_EXT_ARG`] since Linux 5.11. Source:
/// [io_uring_enter2(2)](https://man7.org/linux/man-pages/man2/io_uring_enter2.2.html).
#[inline]
pub unsafe fn io_uring_enter2(
    fd: libc::c_uint,
    to_submit: libc::c_uint,
    min_complete: libc::c_uint,
    flags: libc::c_uint,
    arg: *mut libc::c_void,
    sz: usize,
) -> libc::c_int {
    let args = [fd as usize, to_submit as usize, min_complete as usize, flags as usize, arg as usize, sz];
    // SAFETY: these are the call's six arguments; the caller vouches for the queue and for `arg`.
    unsafe { arch::syscall6(libc::SYS_io_uring_enter, args) as libc::c_int }
}

/// Registers something with a ring, or changes or asks something about it.
///
/// # Parameters
/// - `fd`: the ring's file descriptor; its index if `opcode` has [`IORING_REGISTER_USE_REGISTERED_RING`]; -1
///   for the few operations that need no ring.
/// - `opcode`: one of `IORING_REGISTER_*` and `IORING_UNREGISTER_*`.
/// - `arg`: what the operation reads or writes; null where it takes nothing.
/// - `nr_args`: how many elements `arg` points to, or what the operation says.
///
/// # Returns
/// 0, or more where the operation says so, or `-errno`.
///
/// # Errors
/// - `-EACCES`: the ring's restrictions do not allow the operation.
/// - `-EBADF`: `fd`, or a file descriptor to register, is not open. `-EOPNOTSUPP`: `fd` is no ring.
/// - `-EBADFD`: the operation needs a ring that is not enabled yet.
/// - `-EBUSY`: the ring has such a registration already.
/// - `-EEXIST`: the ring has [`IORING_SETUP_SINGLE_ISSUER`], and another thread is its issuer.
/// - `-EFAULT`: `arg`, or memory to register, is not accessible.
/// - `-EINVAL`: `opcode` is unknown to this kernel, or `arg` and `nr_args` are not what it takes.
/// - `-EMFILE`: more files than a table, or the process, may hold.
/// - `-ENOMEM`: no memory, or `RLIMIT_MEMLOCK` is used up.
/// - `-ENXIO`: nothing is registered that could be removed, or the ring is being torn down.
/// - `-EOPNOTSUPP`: memory to register belongs to a file.
///
/// # Safety
/// - `arg` is valid for what the operation reads and writes, and registered memory stays mapped until it is
///   unregistered and no request uses it.
///
/// Since Linux 5.1. Source:
/// [io_uring_register(2)](https://man7.org/linux/man-pages/man2/io_uring_register.2.html).
#[inline]
pub unsafe fn io_uring_register(
    fd: libc::c_uint,
    opcode: libc::c_uint,
    arg: *const libc::c_void,
    nr_args: libc::c_uint,
) -> libc::c_int {
    let args = [fd as usize, opcode as usize, arg as usize, nr_args as usize, 0, 0];
    // SAFETY: these are the call's four arguments; the caller vouches for `arg`.
    unsafe { arch::syscall6(libc::SYS_io_uring_register, args) as libc::c_int }
}
