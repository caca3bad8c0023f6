// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the tests of this package share: the tables of the API, the crate's sources, rings in plain memory, random cases.

pub mod documentation;
pub mod draws;
pub mod fake_ring;
pub mod props;
pub mod signatures;
pub mod sources;
pub mod surface;
#[path = "../../common/tables.rs"]
pub mod tables;
pub mod target_values;
#[allow(dead_code)] // Nobody here starts processes.
#[path = "../../common/time_limit.rs"]
mod time_limit;
