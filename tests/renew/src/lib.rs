// SPDX-License-Identifier: MIT OR Apache-2.0
//! Renews what follows from the tables in `tests/data` and from the headers, in an order in which each file follows from
//! those before it. Everything is read at run time.

mod api;
mod bindings;
mod counts;
#[path = "../../parity/src/draws.rs"]
mod draws;
/// A part of the build script.
#[cfg(feature = "bindgen")]
#[path = "../../../src/build/bindings.rs"]
mod generator;
mod kernels;
mod layouts;
mod links;
mod lists;
mod looks;
mod members;
mod readme;
mod search;
#[allow(dead_code)] // tests/parity uses more of it, here and below.
#[path = "../../parity/src/sources.rs"]
mod sources;
#[allow(dead_code)]
#[path = "../../parity/src/surface.rs"]
mod surface;
mod symbols;
#[path = "../../common/tables.rs"]
mod tables;
mod tasks;
mod vectors;
mod writers;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The command that renews.
pub const COMMAND: &str = "RENEW=1 cargo test -p iouring-sys-renew --test renew";
/// Says in a renewed file where it comes from.
const RENEWED: &str = "renewed by `RENEW=1 cargo test -p iouring-sys-renew --test renew`";

/// The files that follow, as they should be.
pub struct Renewal {
    write: bool,
    /// What was not what it should be.
    pub stale: Vec<Stale>,
    /// What could not be looked at, and why.
    pub skipped: Vec<String>,
}

/// A file that is not what it should be, or was not.
pub struct Stale {
    pub path: String,
    /// The lines that go, after `-`, and those that come, after `+`.
    pub lines: Vec<String>,
}

impl Renewal {
    /// Looks at everything; with `write` it writes what differs. Temporary files go to `scratch`.
    ///
    /// An error is a reason why nothing was written.
    pub fn run(write: bool, scratch: &Path) -> Result<Renewal, String> {
        // The generator of bindings reads paths that are relative to the package, as a build script does.
        let root = sources::in_package("").canonicalize().expect("the crate's package");
        std::env::set_current_dir(root).expect("the crate's package is a folder");
        let mut renewal = Renewal { write, stale: Vec::new(), skipped: Vec::new() };
        bindings::renew(&mut renewal, scratch)?;
        symbols::renew(&mut renewal);
        kernels::renew(&mut renewal);
        tasks::renew(&mut renewal);
        search::renew(&mut renewal);
        lists::renew(&mut renewal);
        layouts::renew(&mut renewal);
        vectors::renew(&mut renewal, scratch);
        api::renew(&mut renewal);
        counts::renew(&mut renewal);
        readme::renew(&mut renewal);
        Ok(renewal)
    }

    /// Says what the file should hold.
    fn put(&mut self, path: &str, text: &str) {
        let before = fs::read_to_string(sources::in_package(path)).unwrap_or_default();
        if before == text {
            return;
        }
        self.stale.push(Stale { path: path.to_string(), lines: difference(&before, text) });
        if self.write {
            fs::write(sources::in_package(path), text).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }

    /// As `put`, where the part of the file up to the line `mark` is not renewed.
    fn put_below(&mut self, path: &str, mark: &str, text: &str) {
        let before = read(path);
        let (head, _) =
            before.split_once(mark).unwrap_or_else(|| panic!("{path}: the line {mark:?} is gone"));
        self.put(path, &format!("{head}{mark}\n{text}"));
    }
}

/// Reads a file of the crate's package.
fn read(path: &str) -> String {
    sources::read(&sources::in_package(path))
}

/// The lines that only one of both has, or where it starts if they have the same.
fn difference(before: &str, now: &str) -> Vec<String> {
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) = (before.lines().collect(), now.lines().collect());
    let gone = before.lines().filter(|line| !new.contains(line)).map(|line| format!("-{line}"));
    let come = now.lines().filter(|line| !old.contains(line)).map(|line| format!("+{line}"));
    let lines: Vec<String> = gone.chain(come).collect();
    match lines.is_empty() {
        true => vec!["the same lines in another order, or another end of the last one".to_string()],
        false => lines,
    }
}
