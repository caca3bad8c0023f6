// SPDX-License-Identifier: MIT OR Apache-2.0
//! Never compiled: the two dependencies exclude each other.
