// SPDX-License-Identifier: MIT OR Apache-2.0
// The committed bindings: fresh, documented, and of the version that the crate says.
//
// To renew them after a header changed: run this test and then the command that it prints.

mod common;

use std::path::Path;

const COMMITTED: &str = include_str!("../src/bindings.rs");

#[test]
fn committed_bindings_are_what_bindgen_generates() {
    if !cfg!(iouring_sys_generated) {
        return common::skip_this("this build generated no bindings (feature `bindgen` off, or no libclang)");
    }
    let path = Path::new(env!("OUT_DIR")).join("bindings.rs");
    let generated = std::fs::read_to_string(&path).unwrap();
    if let Some((line, (old, new))) = first_difference(COMMITTED, &generated) {
        panic!(
            "src/bindings.rs is stale, from line {line} on:\n  committed: {old}\n  generated: {new}\n\
             Renew it: cp {} src/bindings.rs",
            path.display()
        );
    }
    assert_eq!(COMMITTED.len(), generated.len(), "same lines, different line ends");
}

fn first_difference<'a>(old: &'a str, new: &'a str) -> Option<(usize, (&'a str, &'a str))> {
    let ends = |text: &'a str| text.lines().chain(std::iter::repeat("(end)"));
    let longest = old.lines().count().max(new.lines().count());
    (1..=longest).zip(ends(old).zip(ends(new))).find(|(_, (old, new))| old != new)
}

/// rustc's `missing_docs` sees only what is public; the helpers' C symbols and what is left to write it does not see.
#[test]
fn every_item_is_documented() {
    let mut documented = false;
    let mut items = 0;
    let mut bare = Vec::new();
    for (number, line) in (1..).zip(COMMITTED.lines()) {
        let code = line.trim_start();
        if code.starts_with("///") {
            documented = true;
        } else if !code.starts_with("#[") {
            if code.starts_with("pub ") || code.starts_with("pub(crate) ") {
                items += 1;
                if !documented {
                    bare.push(format!("{number}: {code}"));
                }
            }
            documented = false;
        }
    }
    // 275 constants and 232 functions alone; types and fields come on top.
    assert!(items > 507, "only {items} items seen");
    assert!(bare.is_empty(), "{} of {items} items lack documentation:\n{}", bare.len(), bare.join("\n"));
}

#[test]
fn the_version_is_the_one_in_the_manifest() {
    let version = format!("{}.{}", iouring_sys::IO_URING_VERSION_MAJOR, iouring_sys::IO_URING_VERSION_MINOR);
    assert_eq!(env!("CARGO_PKG_VERSION").rsplit("liburing-").next(), Some(version.as_str()));
}
