// SPDX-License-Identifier: MIT OR Apache-2.0
#![doc = include_str!("docs/guide/mod.md")]

// What the pages link to.
#[cfg(doc)]
use crate::*;

#[doc = include_str!("docs/guide/rings.md")]
#[doc = include_str!("docs/style.md")]
pub mod rings {}
#[doc = include_str!("docs/guide/conventions.md")]
#[doc = include_str!("docs/style.md")]
pub mod conventions {}
#[doc = include_str!("docs/guide/flags.md")]
#[doc = include_str!("docs/style.md")]
pub mod flags {}
#[doc = include_str!("docs/guide/waiting.md")]
#[doc = include_str!("docs/style.md")]
pub mod waiting {}
#[doc = include_str!("docs/guide/buffers.md")]
#[doc = include_str!("docs/style.md")]
pub mod buffers {}
#[doc = include_str!("docs/guide/messages.md")]
#[doc = include_str!("docs/style.md")]
pub mod messages {}
#[doc = include_str!("docs/guide/system_calls.md")]
#[doc = include_str!("docs/style.md")]
pub mod system_calls {}
#[doc = include_str!("docs/guide/permission.md")]
#[doc = include_str!("docs/style.md")]
pub mod permission {}
#[doc = include_str!("docs/guide/from_c.md")]
#[doc = include_str!("docs/style.md")]
pub mod from_c {}
#[doc = include_str!("docs/guide/from_io_uring.md")]
#[doc = include_str!("docs/style.md")]
pub mod from_io_uring {}
#[doc = include_str!("docs/guide/from_other_bindings.md")]
#[doc = include_str!("docs/style.md")]
pub mod from_other_bindings {}
