// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every operation does its real work on the kernel, filled by the Rust function and by the C symbol.
//!
//! A module is a subject; its tests use the harness, which asks the kernel what it has and keeps a record of what they
//! have carried out. From that the module `table` tells what no test does.

#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

#[path = "../common/mod.rs"]
mod common;
#[macro_use]
mod harness;

mod block;
mod cancel;
mod connection;
mod files;
mod flags;
mod messages;
mod net;
mod nop;
mod open;
mod paths;
mod pipes;
mod polling;
mod recv;
mod rings;
mod rw;
mod send;
mod socket_commands;
mod sockets;
mod table;
mod timeouts;
mod wake;
mod xattrs;
mod zero_copy;
