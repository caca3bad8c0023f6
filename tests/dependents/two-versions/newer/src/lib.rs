// SPDX-License-Identifier: MIT OR Apache-2.0
//! Nothing: only the manifest counts.
