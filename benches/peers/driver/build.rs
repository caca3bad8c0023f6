// SPDX-License-Identifier: MIT OR Apache-2.0
//! Compiles what counts allocations.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/allocations.c");
    cc::Build::new().file("src/allocations.c").std("gnu11").warnings(true).compile("allocations");
}
