// SPDX-License-Identifier: MIT OR Apache-2.0
//! System calls of a path's program, counted by strace: with ours it makes no more than with liburing.

use iouring_sys_peers::libraries::Library;
use std::collections::BTreeMap;
use std::process::Command;

/// The calls that libraries make for a ring.
const CALLS: &str = "io_uring_setup,io_uring_enter,io_uring_register,mmap,munmap";

/// How often each is called.
type Counts = BTreeMap<String, u32>;

/// What of these calls a path makes more with ours than with the other library, in words.
pub fn more(path: &str, other: &Library, ours: &Library) -> Result<Vec<String>, String> {
    let [other, ours] = [count(path, other)?, count(path, ours)?];
    if !ours.contains_key("io_uring_setup") {
        return Err(format!("strace saw no ring in {path}: {ours:?}"));
    }
    let mut more = Vec::new();
    for (call, count) in ours {
        let before = other.get(&call).copied().unwrap_or(0);
        if count > before {
            more.push(format!("{path}: {count} times {call}, liburing {before} times"));
        }
    }
    Ok(more)
}

fn count(path: &str, library: &Library) -> Result<Counts, String> {
    let program = library.program.as_ref()?;
    let output = Command::new("strace")
        .args(["-f", "-qq", "-e", "signal=none", "-e", &format!("trace={CALLS}")])
        .arg(program)
        .arg(path)
        .output()
        .map_err(|error| format!("strace cannot be run: {error}"))?;
    let log = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("{path} with {}: {}\n{log}", library.title, output.status));
    }
    let mut counts = Counts::new();
    for call in log.lines().filter_map(|line| line.split_once('(')).map(|(call, _)| call) {
        *counts.entry(call.into()).or_default() += 1;
    }
    Ok(counts)
}
