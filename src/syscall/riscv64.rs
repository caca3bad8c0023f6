// SPDX-License-Identifier: MIT OR Apache-2.0
//! The system call instruction of riscv64.

/// Enters the kernel with six arguments. The result is the kernel's own: negative means `-errno`.
///
/// Never inlined: a system call loses the whole vector state, and a function call is what tells the compiler
/// that it is gone.
///
/// # Safety
/// - The arguments are what system call `nr` asks for.
#[inline(never)]
pub(super) unsafe fn syscall6(nr: libc::c_long, args: [usize; 6]) -> isize {
    let result: isize;
    // SAFETY: the caller vouches for the arguments. The kernel changes a0 alone of the general registers and
    // uses its own stack. `vl` and `vtype` count as flags here, so `preserves_flags` would be a lie.
    unsafe {
        core::arch::asm!(
            "ecall",
            in("a7") nr,
            inlateout("a0") args[0] as isize => result,
            in("a1") args[1],
            in("a2") args[2],
            in("a3") args[3],
            in("a4") args[4],
            in("a5") args[5],
            options(nostack),
        );
    }
    result
}
