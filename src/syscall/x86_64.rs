// SPDX-License-Identifier: MIT OR Apache-2.0
//! The system call instruction of x86_64 with 64-bit pointers.

/// Enters the kernel with six arguments. The result is the kernel's own: negative means `-errno`.
///
/// # Safety
/// - The arguments are what system call `nr` asks for.
#[inline]
pub(super) unsafe fn syscall6(nr: libc::c_long, args: [usize; 6]) -> isize {
    let result: isize;
    // SAFETY: the caller vouches for the arguments. `syscall` itself overwrites rcx and r11; the kernel gives
    // back every other register, the flags and the vector registers as they were, and uses its own stack.
    unsafe {
        core::arch::asm!(
            "syscall",
            inlateout("rax") nr as isize => result,
            in("rdi") args[0],
            in("rsi") args[1],
            in("rdx") args[2],
            in("r10") args[3],
            in("r8") args[4],
            in("r9") args[5],
            lateout("rcx") _,
            lateout("r11") _,
            options(nostack, preserves_flags),
        );
    }
    result
}
