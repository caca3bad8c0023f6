// SPDX-License-Identifier: MIT OR Apache-2.0
//! The pages of the crate's documentation, built once and read as text.

pub mod search;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every page of the crate by its path below the crate's own folder, such as `ffi/index.html`.
pub struct Pages(pub BTreeMap<String, String>);

impl Pages {
    /// Builds them in `target`, with the committed bindings.
    pub fn build(target: &Path) -> Pages {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut doc = Command::new(env!("CARGO"));
        doc.args(["doc", "-p", "iouring-sys", "--no-deps", "--no-default-features", "--locked"]);
        doc.arg("--target-dir").arg(target).current_dir(root);
        // A page of an item that is gone would be read, too.
        let _ = fs::remove_dir_all(target.join("doc"));
        assert!(doc.status().expect("cargo runs").success(), "{doc:?} failed");
        let folder = target.join("doc/iouring_sys");
        let relative = |path: &PathBuf| {
            let path = path.strip_prefix(&folder).expect("it is below the folder");
            path.to_str().expect("names of pages are UTF-8").to_string()
        };
        let text = |path: &PathBuf| fs::read_to_string(path).expect("a page is text");
        Pages(html_below(&folder).iter().map(|path| (relative(path), text(path))).collect())
    }

    /// The names of the items that have a page: `io_uring_sqe`, `batch::reap`, `ffi`.
    pub fn items(&self) -> BTreeSet<String> {
        self.0.keys().filter_map(|path| item_of(path)).collect()
    }
}

/// The item that a page is about, as one names it from the root.
pub fn item_of(path: &str) -> Option<String> {
    let (modules, file) = path.rsplit_once('/').unwrap_or(("", path));
    let own = match file.strip_suffix(".html")?.split_once('.') {
        Some((_kind, name)) => name,
        None if file == "index.html" => "",
        // `all.html` and the like.
        None => return None,
    };
    let parts: Vec<&str> = modules.split('/').chain([own]).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("::"))
}

fn html_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    let below = |path: PathBuf| match path.is_dir() {
        true => html_below(&path),
        false => Vec::from_iter(path.extension().is_some_and(|end| end == "html").then_some(path)),
    };
    paths.flat_map(below).collect()
}

/// What stands between `start` and the next `end`, each time.
pub fn between<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(start).skip(1).filter_map(move |rest| rest.split_once(end)).map(|(inside, _)| inside)
}

/// The text without everything from `start` to the next `end`.
pub fn without(text: &str, start: &str, end: &str) -> String {
    let mut parts = text.split(start);
    let mut kept = parts.next().unwrap_or_default().to_string();
    kept.extend(parts.filter_map(|part| part.split_once(end)).map(|(_, after)| after));
    kept
}
