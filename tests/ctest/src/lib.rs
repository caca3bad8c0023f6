// SPDX-License-Identifier: MIT OR Apache-2.0
//! The committed bindings, as the tests of this package see them, with the library that they declare.
#![no_std]
#![allow(
    clippy::all,
    dead_code,
    improper_ctypes, // open_how is non-exhaustive in the libc crate.
    unused_imports,
    non_camel_case_types,
    non_snake_case,
    non_upper_case_globals
)]

extern crate iouring_sys; // Links the library.

#[path = "../../../src/bindings.rs"]
mod bindings;

pub use bindings::{helpers::*, library::*, *};
