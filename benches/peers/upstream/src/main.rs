// SPDX-License-Identifier: MIT OR Apache-2.0
//! NOPs by the bindings of axboe-liburing. What else the build of that package leaves, the programs in C take.

use liburing_rs::{io_uring, io_uring_cqe};

iouring_sys_driver::nops_of_liburing!(liburing_rs, for_each);

/// With the package's form of the macro.
unsafe fn for_each(ring: *mut io_uring, _ready: u32, mut visit: impl FnMut(*mut io_uring_cqe)) -> u32 {
    let mut seen = 0;
    // SAFETY: the caller vouches for the ring.
    unsafe {
        liburing_rs::io_uring_for_each_cqe(ring, |cqe| {
            visit(cqe);
            seen += 1;
        })
    };
    seen
}

fn main() -> std::process::ExitCode {
    iouring_sys_driver::main_of_nops(Ring::new)
}
