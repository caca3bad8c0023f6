// SPDX-License-Identifier: MIT OR Apache-2.0
//! NOPs by the bindings of axboe-liburing. What else the build of that package leaves, the programs in C take.

iouring_sys_driver::nops_of_liburing!(liburing_rs);

fn main() -> std::process::ExitCode {
    iouring_sys_driver::main_of_nops(Ring::new)
}
