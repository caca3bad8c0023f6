// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every function as the C compiler built it, as real symbols: the liburing library's own functions and the
//! functions that C declares `static inline`, with the signatures of the crate root.
//!
//! For callers that want C to be the only implementation. The Rust functions at the crate root compile into
//! their caller and are the faster choice elsewhere.

pub use crate::bindings::{helpers::*, library::*};
