// SPDX-License-Identifier: MIT OR Apache-2.0
//! NOPs by the bindings of uring-sys2 and its liburing.

use iouring_sys_driver::ENTRIES;
use uring_sys2::{io_uring, io_uring_cqe};

iouring_sys_driver::nops_of_liburing!(uring_sys2, for_each);

/// The package has no form of the macro.
unsafe fn for_each(ring: *mut io_uring, ready: u32, visit: impl FnMut(*mut io_uring_cqe)) -> u32 {
    let mut cqes = [std::ptr::null_mut(); ENTRIES as usize];
    // SAFETY: the caller vouches for the ring; the array has room for as many as are ready.
    let found = unsafe { uring_sys2::io_uring_peek_batch_cqe(ring, cqes.as_mut_ptr(), ready) };
    cqes.into_iter().take(found as usize).for_each(visit);
    found
}

fn main() -> std::process::ExitCode {
    iouring_sys_driver::main_of_nops(Ring::new)
}
