// SPDX-License-Identifier: MIT OR Apache-2.0
//! The signatures of all functions, which ctest does not look at: the C compiler has compared the type of
//! each function in the header with the C type that its Rust declaration means.

use iouring_sys_ctest as _; // Links the library.
use std::ffi::{c_char, c_int, CStr};
use std::io::Write;

/// A row of the table that build.rs generates.
#[repr(C)]
struct Signature {
    name: *const c_char,
    compatible: c_int,
}

extern "C" {
    static signatures: [Signature; COUNT];
}

include!(concat!(env!("OUT_DIR"), "/count.rs"));

#[test]
fn every_function_has_the_same_signature_in_rust_and_in_c() {
    // SAFETY: the table is constant, and the names are string literals of C.
    let table = unsafe { &signatures };
    let differing = table.iter().filter(|signature| signature.compatible == 0);
    let names: Vec<&CStr> = differing.map(|signature| unsafe { CStr::from_ptr(signature.name) }).collect();
    // Written to the stream itself, so that it is seen when the test passes.
    let line = format!("{}/{COUNT} signatures\n", COUNT - names.len());
    std::io::stderr().write_all(line.as_bytes()).expect("standard error is open");
    assert!(names.is_empty(), "the header has other signatures: {names:?}");
}
