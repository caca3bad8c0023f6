// SPDX-License-Identifier: MIT OR Apache-2.0
//! The programs that the build script built against the prefix of iouring-sys.

use iouring_sys as _;

/// By CMake.
pub const BY_CMAKE: &str = concat!(env!("OUT_DIR"), "/cmake/by-cmake");
/// By the C compiler, with the flags that pkg-config printed.
pub const BY_PKG_CONFIG: &str = concat!(env!("OUT_DIR"), "/by-pkg-config");
/// By the C compiler, with the flags that pkg-config printed for the library with the helpers as symbols.
pub const SYMBOLS_BY_PKG_CONFIG: &str = concat!(env!("OUT_DIR"), "/symbols-by-pkg-config");
