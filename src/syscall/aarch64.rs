// SPDX-License-Identifier: MIT OR Apache-2.0
//! The system call instruction of aarch64.

/// Enters the kernel with six arguments. The result is the kernel's own: negative means `-errno`.
///
/// Never inlined: a system call loses the SVE state (predicates, and vectors beyond 128 bits), and a function
/// call is what tells the compiler that it is gone.
///
/// # Safety
/// - The arguments are what system call `nr` asks for.
#[inline(never)]
pub(super) unsafe fn syscall6(nr: libc::c_long, args: [usize; 6]) -> isize {
    let result: isize;
    // SAFETY: the caller vouches for the arguments. The kernel changes x0 alone of the general registers,
    // gives back the flags as they were, and uses its own stack.
    unsafe {
        core::arch::asm!(
            "svc 0",
            in("x8") nr,
            inlateout("x0") args[0] as isize => result,
            in("x1") args[1],
            in("x2") args[2],
            in("x3") args[3],
            in("x4") args[4],
            in("x5") args[5],
            options(nostack, preserves_flags),
        );
    }
    result
}
