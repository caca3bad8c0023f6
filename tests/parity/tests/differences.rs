// SPDX-License-Identifier: MIT OR Apache-2.0
//! The page of differences from liburing: every entry names tests that are there and run, and the functions that an
//! entry is about lead to its section.

#[path = "../../common/report.rs"]
mod report;

use iouring_sys_parity::documentation::documentation;
use iouring_sys_parity::sources;
use report::report;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const SHOWN: &str = "Shown by ";

/// An entry of the page.
struct Entry {
    /// The last part of the link to its section.
    anchor: String,
    /// What differs, between the first asterisks.
    title: String,
    text: String,
}

/// The entries, and the sections' anchors as rustdoc makes them.
fn entries() -> (Vec<Entry>, BTreeSet<String>) {
    let page = sources::read(&sources::in_package("src/docs/differences.md"));
    let (mut entries, mut anchors) = (Vec::<Entry>::new(), BTreeSet::new());
    let mut anchor = String::new();
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("# ") {
            anchor = heading.to_lowercase().replace(' ', "-");
            anchors.insert(anchor.clone());
        } else if let Some(text) = line.strip_prefix("- ") {
            entries.push(Entry { anchor: anchor.clone(), title: String::new(), text: text.into() });
        } else if let Some(text) = line.strip_prefix("  ") {
            let entry = entries.last_mut().expect("an entry that goes on");
            entry.text += " ";
            entry.text += text;
        } else {
            assert!(anchor.is_empty() || line.is_empty(), "no entry, no heading: {line}");
        }
    }
    for entry in &mut entries {
        let title = entry.text.strip_prefix("**").and_then(|text| text.split_once("**"));
        entry.title = title.unwrap_or_else(|| panic!("no title: {}", entry.text)).0.into();
    }
    (entries, anchors)
}

/// What stands between backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The tests of a file that run unless they are asked not to.
fn tests_of(path: &Path) -> BTreeSet<String> {
    let functions = sources::parse(path).items.into_iter().filter_map(|item| match item {
        syn::Item::Fn(function) => Some(function),
        _ => None,
    });
    let has = |function: &syn::ItemFn, name| function.attrs.iter().any(|attr| attr.path().is_ident(name));
    let tests = functions.filter(|function| has(function, "test") && !has(function, "ignore"));
    tests.map(|function| function.sig.ident.to_string()).collect()
}

#[test]
fn every_difference_names_tests_that_show_it() {
    let (entries, _) = entries();
    let mut files = BTreeMap::new();
    let mut named = 0;
    for Entry { title, text, .. } in &entries {
        let (_, tests) = text.rsplit_once(SHOWN).unwrap_or_else(|| panic!("{title}: no test"));
        assert!(quoted(tests).next().is_some(), "{title}: no test");
        for name in quoted(tests) {
            let (file, test) = name.split_once("::").unwrap_or_else(|| panic!("{title}: {name}"));
            let tests = files.entry(file).or_insert_with(|| tests_of(&sources::in_package(file)));
            assert!(tests.contains(test), "{title}: {file} has no test {test}");
            named += 1;
        }
    }
    report!("{} differences from liburing, shown by {named} tests", entries.len());
    assert!(!entries.is_empty());
}

/// The documentation of each function: those of the library and the inline ones.
fn documented_functions() -> BTreeMap<String, String> {
    let library = sources::foreign_functions("library");
    let library =
        library.iter().map(|function| (function.sig.ident.to_string(), documentation(&function.attrs)));
    let inline = sources::inline_functions();
    let inline =
        inline.iter().map(|function| (function.sig.ident.to_string(), documentation(&function.attrs)));
    library.chain(inline).collect()
}

#[test]
fn functions_lead_to_their_differences() {
    let functions = documented_functions();
    let (entries, anchors) = entries();
    let mut missing = Vec::new();
    let mut expected = BTreeSet::new();
    for Entry { anchor, title, .. } in &entries {
        for name in quoted(title).filter(|name| functions.contains_key(*name)) {
            expected.insert((name, anchor.clone()));
            if !functions[name].contains(&format!("](crate::differences#{anchor})")) {
                missing.push(format!("{name} -> {anchor}"));
            }
        }
    }
    assert!(missing.is_empty(), "no link from: {missing:#?}");
    for (name, text) in &functions {
        for link in text.split("](crate::differences#").skip(1) {
            let anchor = link.split(')').next().expect("a first part");
            assert!(anchors.contains(anchor), "{name}: no section {anchor}");
            assert!(
                expected.contains(&(name.as_str(), anchor.into())),
                "{name}: no entry in {anchor} is about it"
            );
        }
    }
    report!("{} functions lead to their differences", expected.len());
}

#[test]
fn every_test_that_a_page_names_is_there() {
    let pages = sources::files_below(&sources::in_package("src/docs"));
    let mut named = 0;
    for page in pages {
        let text = sources::read(&page);
        let tests =
            quoted(&text).filter(|name| name.starts_with("tests/")).filter_map(|name| name.split_once("::"));
        for (file, test) in tests {
            let known = tests_of(&sources::in_package(file));
            assert!(known.contains(test), "{}: {file} has no test {test}", page.display());
            named += 1;
        }
    }
    assert!(named > 0, "no test is named");
}
