// SPDX-License-Identifier: MIT OR Apache-2.0
//! Compiles the loops in C, once with gcc and once with clang if there is one.

use std::env;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/loops.c");
    println!("cargo:rustc-check-cfg=cfg(have_clang)");
    // Where our headers are; the library lies beside them.
    let include = env::var("DEP_URING_INCLUDE").expect("iouring-sys tells where its headers are");
    println!("cargo:rustc-env=OUR_INCLUDE={include}");
    compile("gcc", "gcc");
    let clang = (11..30).rev().map(|version| format!("clang-{version}"));
    if let Some(clang) = std::iter::once("clang".into()).chain(clang).find(|name| runs(name)) {
        compile("clang", &clang);
        println!("cargo:rustc-cfg=have_clang");
        println!("cargo:rustc-env=COMPILER_NAME_CLANG={clang}");
    }
}

/// Compiles the loops as `<face>_<loop>` with the optimization that C libraries are shipped with.
fn compile(face: &str, compiler: &str) {
    let include = env::var_os("DEP_URING_INCLUDE").expect("iouring-sys tells where its headers are");
    cc::Build::new()
        .compiler(compiler)
        .file("src/loops.c")
        .include(include)
        .define("FACE", face)
        .define("_GNU_SOURCE", None)
        .std("gnu11")
        .opt_level(2)
        .debug(false)
        .extra_warnings(true)
        .compile(&format!("loops_{face}"));
    println!("cargo:rustc-env=COMPILER_{}={}", face.to_uppercase(), version(compiler));
}

fn runs(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// First line of what the compiler says of itself.
fn version(compiler: &str) -> String {
    let output = Command::new(compiler).arg("--version").output().expect("it has just compiled");
    String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().into()
}
