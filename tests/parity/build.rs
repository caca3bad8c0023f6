// SPDX-License-Identifier: MIT OR Apache-2.0
//! Tells the tests what the crate's build script did (whether the installed liburing is linked, which may lack functions,
//! and where the bindings are that were generated), and compiles what the tests ask of the C headers.

use std::env;
use std::path::PathBuf;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/target_values.c");
    println!("cargo:rustc-check-cfg=cfg(iouring_sys_system)");
    let root =
        PathBuf::from(env::var_os("DEP_URING_ROOT").expect("the crate's build script tells its prefix"));
    if !root.join("lib/liburing.a").exists() {
        println!("cargo:rustc-cfg=iouring_sys_system");
    }
    let include = env::var_os("DEP_URING_INCLUDE").expect("the crate's build script tells its headers");
    cc::Build::new()
        .file("src/target_values.c")
        .include(include)
        .define("_GNU_SOURCE", None)
        .std("gnu11")
        .compile("parity_target_values");
    println!("cargo:rustc-env=GENERATED_BINDINGS={}", env::var("DEP_URING_BINDINGS").unwrap_or_default());
}
