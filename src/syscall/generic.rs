// SPDX-License-Identifier: MIT OR Apache-2.0
//! System calls through libc, for processors without an instruction of ours.

/// Enters the kernel with six arguments. Negative means `-errno`; the thread's `errno` is left as it was.
///
/// # Safety
/// - The arguments are what system call `nr` asks for.
pub(super) unsafe fn syscall6(nr: libc::c_long, args: [usize; 6]) -> isize {
    let [a, b, c, d, e, f] = args;
    // SAFETY: the caller vouches for the arguments. `errno` is this thread's own, always mapped, and nothing
    // else of the thread runs between saving and restoring it but signal handlers, which must restore it too.
    unsafe {
        let errno = libc::__errno_location();
        let saved = *errno;
        let result = libc::syscall(nr, a, b, c, d, e, f);
        if result != -1 {
            return result as isize;
        }
        let error = *errno;
        *errno = saved;
        -(error as isize)
    }
}
