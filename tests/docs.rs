// SPDX-License-Identifier: MIT OR Apache-2.0
//! The documentation of the Rust inline functions says what the C header says of the same function, and
//! nothing in the tree is left to be written.

#[path = "common/report.rs"]
mod report;
#[path = "common/sources.rs"]
mod sources;
#[path = "common/tables.rs"]
mod tables;

use report::report;
use std::collections::BTreeMap;

/// At least so many inline functions have an example that runs.
const EXAMPLES: usize = 20;

/// The text of an item's `///` lines.
fn documentation(attributes: &[syn::Attribute]) -> String {
    let mut text = String::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("doc")) {
        if let syn::Meta::NameValue(syn::MetaNameValue { value: syn::Expr::Lit(value), .. }) = &attribute.meta
        {
            if let syn::Lit::Str(line) = &value.lit {
                text += line.value().trim_end();
                text += "\n";
            }
        }
    }
    text
}

/// The text with one space wherever there is white space: lines may be filled otherwise in C and in Rust.
fn filled(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with the documentation of an inline function, given the comment of the C header.
fn faults(function: &syn::ItemFn, in_c: &str) -> Vec<String> {
    let name = function.sig.ident.to_string();
    let in_rust = documentation(&function.attrs);
    let mut faults = Vec::new();
    let has_line = |start: &str| in_c.lines().any(|line| line.trim_start().starts_with(start));
    if function.sig.unsafety.is_some() && !has_line("# Safety") {
        faults.push(format!("{name}: no section on safety"));
    }
    // Where the kernel's version is not established, a comment tells its source only.
    if !["Since Linux", "Since liburing", "Source:"].into_iter().any(has_line) {
        faults.push(format!("{name}: neither since when nor from which source"));
    }
    let link = format!("C symbol: [`ffi::{name}`](crate::ffi::{name}).");
    let Some(rest) = filled(&in_rust).strip_prefix(&filled(in_c)).map(str::to_string) else {
        faults.push(format!("{name}: does not start with the comment of the C header"));
        return faults;
    };
    match rest.strip_suffix(&link).map(str::trim) {
        None => faults.push(format!("{name}: does not end with {link:?}")),
        Some("") => {}
        Some(added) if added.starts_with("# Examples") => {}
        Some(_) => faults.push(format!("{name}: more than examples between the comment and the link")),
    }
    faults
}

/// Whether an item has an example that `cargo test` runs, and that calls the function.
fn has_example(function: &syn::ItemFn) -> bool {
    let text = documentation(&function.attrs);
    let Some((_, example)) = text.split_once("# Examples\n") else {
        return false;
    };
    let runs = example.lines().any(|line| matches!(line.trim(), "```" | "```rust"));
    let kept_from_running = ["```ignore", "```no_run", "```text", "```compile_fail"];
    runs && example.contains(&format!("{}(", function.sig.ident))
        && !kept_from_running.iter().any(|fence| example.contains(fence))
}

fn by_name<T>(items: Vec<T>, name: fn(&T) -> &syn::Ident) -> BTreeMap<String, T> {
    items.into_iter().map(|item| (name(&item).to_string(), item)).collect()
}

/// The comment in front of each inline helper of the C header, without what makes it a comment.
fn comments_in_c() -> BTreeMap<String, String> {
    let header = sources::read(&sources::in_package("vendor/liburing/include/liburing.h"));
    let mut comments = BTreeMap::new();
    for part in header.split("/**\n").skip(1) {
        let (comment, code) = part.split_once(" */\n").expect("a comment ends");
        let Some(declaration) = code.strip_prefix("IOURINGINLINE ") else { continue };
        let before = declaration.split('(').next().expect("a function has parameters");
        let name = before.rsplit([' ', '*', '\t', '\n']).next().expect("a function has a name");
        let lines = comment.lines().map(|line| line.trim_start().trim_start_matches('*').trim());
        comments.insert(name.to_string(), lines.collect::<Vec<_>>().join("\n"));
    }
    comments
}

#[test]
fn inline_functions_are_documented_as_in_c() {
    let in_c = comments_in_c();
    let in_rust = by_name(sources::inline_functions(), |function| &function.sig.ident);
    let mut wrong = Vec::new();
    let rows = tables::functions("inline");
    for row in &rows {
        match (in_rust.get(&row["name"]), in_c.get(&row["name"])) {
            (Some(function), Some(comment)) => wrong.extend(faults(function, comment)),
            _ => wrong.push(format!("{}: not on both faces", &row["name"])),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    report!("{}/{} inline functions documented as in C", rows.len(), rows.len());
}

#[test]
fn examples_run() {
    let functions = sources::inline_functions();
    let with_heading =
        functions.iter().filter(|function| documentation(&function.attrs).contains("# Examples"));
    let (good, bad): (Vec<_>, Vec<_>) = with_heading.partition(|function| has_example(function));
    let bad: Vec<String> = bad.iter().map(|function| function.sig.ident.to_string()).collect();
    assert!(bad.is_empty(), "examples that do not run, or do not call the function: {bad:?}");
    report!("{} inline functions with an example", good.len());
    assert!(good.len() >= EXAMPLES, "only {} examples, not {EXAMPLES}", good.len());
}

#[test]
fn nothing_is_left_to_be_written() {
    let mark = concat!("TO", "DO");
    let mut found = Vec::new();
    for directory in ["src", "vendor", "tests", "examples"] {
        for path in sources::files_below(&sources::in_package(directory)) {
            let text = sources::read(&path);
            let lines = text.lines().enumerate().filter(|(_, line)| line.contains(mark));
            found.extend(lines.map(|(at, _)| format!("{}:{}", path.display(), at + 1)));
        }
    }
    assert!(found.is_empty(), "{mark} in {} places, the first of them {:?}", found.len(), found.first());
}
