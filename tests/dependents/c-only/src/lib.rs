// SPDX-License-Identifier: MIT OR Apache-2.0
//! The declaration of the C side, which alone calls liburing.

// Rust links a crate that is named; this one would not be, and the C side would lack liburing.
use iouring_sys as _;

extern "C" {
    /// What a request that does nothing completed with, or `-errno`.
    pub fn only_c_nop() -> i32;
}
