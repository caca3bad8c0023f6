// SPDX-License-Identifier: MIT OR Apache-2.0
#![doc = include_str!("docs/ffi.md")]
#![doc = include_str!("docs/style.md")]

// Pages of their own would double every function of the root in the documentation's lists and its search.
#[cfg(not(doc))]
pub use crate::bindings::{helpers::*, library::*};
