// SPDX-License-Identifier: MIT OR Apache-2.0
// Compiles the C side against the headers that iouring-sys names.

fn main() {
    let variable = |name| std::env::var(name).unwrap_or_else(|_| panic!("iouring-sys sets {name}"));
    println!("cargo:rerun-if-changed=src/rings.c");
    println!("cargo:rustc-env=LIBURING_VERSION={}", variable("DEP_URING_VERSION"));
    let mut cc = cc::Build::new();
    cc.file("src/rings.c").include(variable("DEP_URING_INCLUDE"));
    cc.std("gnu11").warnings_into_errors(true).compile("rings");
}
