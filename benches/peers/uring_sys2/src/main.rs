// SPDX-License-Identifier: MIT OR Apache-2.0
//! NOPs by the bindings of uring-sys2 and its liburing.

iouring_sys_driver::nops_of_liburing!(uring_sys2);

fn main() -> std::process::ExitCode {
    iouring_sys_driver::main_of_nops(Ring::new)
}
