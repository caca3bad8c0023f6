// SPDX-License-Identifier: MIT OR Apache-2.0
//! How many tests of the package and of its members were skipped in this run and why: the last program that can skip any.

#[path = "../../common/mod.rs"]
mod common;

use common::report::report;

#[test]
fn the_skips_of_this_run_are_counted() {
    if let Some(line) = common::skips::summary() {
        report!("{line}");
    }
}
