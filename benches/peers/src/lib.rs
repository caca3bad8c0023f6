// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the programs of this package share.

pub mod libraries;
