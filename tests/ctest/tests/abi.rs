// SPDX-License-Identifier: MIT OR Apache-2.0
//! What ctest generates: sizes, alignments, offsets, signedness, values passed back and forth, constants, and
//! that a function's name means the same function in C and in Rust.
#![allow(clippy::all, improper_ctypes, unused)]

use iouring_sys_ctest::*;

include!(concat!(env!("OUT_DIR"), "/abi.rs"));
