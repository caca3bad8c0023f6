// SPDX-License-Identifier: MIT OR Apache-2.0
// Cargo wants a build script beside `links`.

fn main() {}
