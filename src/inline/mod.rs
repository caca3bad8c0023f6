// SPDX-License-Identifier: MIT OR Apache-2.0
//! The helpers that liburing defines inline, as Rust functions: they compile into the caller, as they do in
//! C.
//!
//! Each does to the ring's memory, byte for byte, what the C symbol of the same name in [`ffi`](crate::ffi)
//! does. A submodule a subject; every function is re-exported at the crate root.

mod barrier;
mod buf_ring;
mod cq;
mod cqe;
mod prep;
mod probe;
mod recvmsg;
mod sq;
mod sqe;
mod version;

pub use self::{
    barrier::*, buf_ring::*, cq::*, cqe::*, prep::*, probe::*, recvmsg::*, sq::*, sqe::*, version::*,
};
#[cfg(doc)]
include!("search.rs");
