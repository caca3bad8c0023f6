// SPDX-License-Identifier: MIT OR Apache-2.0
// Compiles the C side against the headers that iouring-sys names.

fn main() {
    println!("cargo:rerun-if-changed=src/nop.c");
    let include = std::env::var("DEP_URING_INCLUDE").expect("iouring-sys sets DEP_URING_INCLUDE");
    cc::Build::new().file("src/nop.c").include(include).warnings_into_errors(true).compile("nop");
}
