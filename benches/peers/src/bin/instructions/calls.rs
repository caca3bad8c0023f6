// SPDX-License-Identifier: MIT OR Apache-2.0
//! System calls of a program, counted by strace: with ours it makes no more than with liburing.

use iouring_sys_peers::libraries::Library;
use std::collections::BTreeMap;
use std::process::Command;

/// How often each is called.
pub type Counts = BTreeMap<String, u32>;

/// What strace prints of a run of the library's program: every system call.
pub fn trace(library: &Library, arguments: &[&str]) -> Result<String, String> {
    let program = library.program.as_ref()?;
    let output = Command::new("strace")
        .args(["-f", "-qq", "-s", "200", "-e", "signal=none"])
        .arg(program)
        .args(arguments)
        .output()
        .map_err(|error| format!("strace cannot be run: {error}"))?;
    let log = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("{arguments:?} with {}: {}\n{log}", library.title, output.status));
    }
    Ok(log.into_owned())
}

/// The calls of these lines.
pub fn count<'a>(lines: impl Iterator<Item = &'a str>) -> Counts {
    let mut counts = Counts::new();
    for (call, _) in lines.filter_map(|line| line.split_once('(')) {
        *counts.entry(call.into()).or_default() += 1;
    }
    counts
}

/// Which calls ours makes more often, and how often with ours and with the other.
pub fn more(ours: &Counts, other: &Counts) -> Vec<(String, u32, u32)> {
    let both = ours.iter().map(|(call, ours)| (call.clone(), *ours, other.get(call).copied().unwrap_or(0)));
    both.filter(|(_, ours, other)| ours > other).collect()
}
