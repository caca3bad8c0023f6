// SPDX-License-Identifier: MIT OR Apache-2.0
//! The public interface, each item with its signature, is the one that `tests/data/public-api.txt` records: a change of
//! it is seen in review, and decides what the next version is called.
//!
//! To renew the record: run this test and then the command that it prints.

#[path = "public_api/listing.rs"]
mod listing;
#[path = "common/report.rs"]
mod report;
#[path = "common/sources.rs"]
mod sources;
#[path = "completeness/surface.rs"]
mod surface;

use report::report;
use std::collections::BTreeSet;
use std::path::Path;

const RECORD: &str = "tests/data/public-api.txt";

#[test]
fn the_public_interface_is_the_recorded_one() {
    let lines = listing::lines();
    let now = lines.join("\n") + "\n";
    let recorded = std::fs::read_to_string(sources::in_package(RECORD)).unwrap_or_default();
    if now != recorded {
        let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join("public-api.txt");
        std::fs::write(&new, &now).expect("the target folder can be written");
        let (before, after): (BTreeSet<&str>, BTreeSet<&str>) =
            (recorded.lines().collect(), now.lines().collect());
        let removed = before.difference(&after).map(|line| format!("-{line}\n"));
        let added = after.difference(&before).map(|line| format!("+{line}\n"));
        panic!(
            "the public interface is not the recorded one:\n{}to renew the record: cp {} {RECORD}",
            removed.chain(added).collect::<String>(),
            new.display()
        );
    }
    report!("{} lines of public interface", lines.len());
}
