// SPDX-License-Identifier: MIT OR Apache-2.0
//! Set-up on machines that this one is not, an old kernel and one with huge pages: the library's sources with other constants.

#[path = "common/c.rs"]
mod c;
mod common;

use std::process::Command;

use common::{has_or_skip, kernel, ring_or_skip};

#[test]
fn other_machines_get_the_memory_that_they_need() {
    if !common::room_or_skip() {
        return;
    }
    drop(ring_or_skip!(1));
    let like_this = kernel::takes_scattered_pages();
    if !has_or_skip(like_this, "they are made from one with pages that may be anywhere")
        || !has_or_skip(kernel::has_room(16 << 20), kernel::NO_MEMORY)
    {
        return;
    }
    // The program has these two in it, with other constants.
    let mut sources = c::sources();
    sources.retain(|path| !path.ends_with("setup.c") && !path.ends_with("sizes.c"));
    let directory = c::scratch("other_machines");
    for machine in ["OLD_KERNEL", "HUGE_PAGES"] {
        let program = directory.join(machine);
        let mut cc = c::cc();
        cc.arg(format!("-D{machine}")).arg("-o").arg(&program);
        for headers in ["vendor/liburing/include", "vendor/liburing/src"] {
            cc.arg("-I").arg(c::in_package(headers));
        }
        c::run(cc.arg(c::in_package("tests/other_machines/memory.c")).args(&sources));
        c::run(&mut Command::new(program));
    }
}
