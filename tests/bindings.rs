// SPDX-License-Identifier: MIT OR Apache-2.0
// The committed bindings: documented, and of the version that the crate says. tests/parity compares them with the
// generated ones.

#[path = "common/tables.rs"]
mod tables;

const COMMITTED: &str = include_str!("../src/bindings.rs");

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
            // What is re-exported has the documentation of the crate that it is from.
            let own = !code.starts_with("pub use ");
            if own && (code.starts_with("pub ") || code.starts_with("pub(crate) ")) {
                items += 1;
                if !documented {
                    bare.push(format!("{number}: {code}"));
                }
            }
            documented = false;
        }
    }
    // Types and fields come on top.
    assert!(items > tables::constants_and_functions(), "only {items} items seen");
    assert!(bare.is_empty(), "{} of {items} items lack documentation:\n{}", bare.len(), bare.join("\n"));
}

#[test]
fn the_version_is_the_one_in_the_manifest() {
    let version = format!("{}.{}", iouring_sys::IO_URING_VERSION_MAJOR, iouring_sys::IO_URING_VERSION_MINOR);
    assert_eq!(env!("CARGO_PKG_VERSION").rsplit("liburing-").next(), Some(version.as_str()));
}
