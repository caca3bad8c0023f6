// SPDX-License-Identifier: MIT OR Apache-2.0
//! What follows from the tables in `tests/data` and from the headers is what it should be; with `RENEW=1` it is made so.

#[path = "../../common/report.rs"]
mod report;

use iouring_sys_renew::{Renewal, COMMAND};
use report::report;
use std::path::Path;

/// So many lines of a stale file are shown.
const SHOWN: usize = 20;

#[test]
fn what_follows_from_tables_and_headers_is_fresh() {
    let write = match std::env::var("RENEW").as_deref() {
        Ok("1") => true,
        Ok("0") | Err(_) => false,
        Ok(other) => panic!("RENEW={other:?}: it is 1, 0 or unset"),
    };
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let renewal = Renewal::run(write, scratch).unwrap_or_else(|why| panic!("{why}"));
    for skipped in &renewal.skipped {
        report!("not looked at: {skipped}");
    }
    let mut told = String::new();
    for stale in &renewal.stale {
        told += &format!("{}:\n", stale.path);
        told.extend(stale.lines.iter().take(SHOWN).map(|line| format!("    {line}\n")));
        if stale.lines.len() > SHOWN {
            told += &format!("    and {} lines more\n", stale.lines.len() - SHOWN);
        }
    }
    match renewal.stale.len() {
        0 => report!("nothing is stale"),
        files if write => report!("{told}{files} files renewed"),
        files => panic!("{told}{files} files are stale. To renew them: {COMMAND}"),
    }
}
