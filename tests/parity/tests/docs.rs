// SPDX-License-Identifier: MIT OR Apache-2.0
//! The documentation of the Rust inline functions: complete, begun with the sentence that the C header has of the same
//! function; examples of these and of the library's functions, which run; and nothing in the tree is left to be written.

#[path = "../../common/report.rs"]
mod report;

use iouring_sys_parity::documentation::documentation;
use iouring_sys_parity::{sources, tables};
use report::report;
use std::collections::BTreeMap;

/// At least so many inline functions and functions of the library have an example on their own page, which runs and calls them.
/// Those of `batch` and `syscall` and those of the guides are not counted.
const EXAMPLES: usize = 80;

/// The text with one space wherever there is white space: lines may be filled otherwise in C and in Rust.
fn filled(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Up to the first full stop that ends a sentence, without what makes a word a link.
fn first_sentence(text: &str) -> String {
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let words = filled(paragraph).replace("[`", "`").replace("`]", "`");
    match words.split_once(". ") {
        Some((sentence, _)) => sentence.to_string(),
        None => words.trim_end_matches('.').to_string(),
    }
}

/// What is wrong with the documentation of an inline function, given the comment of the C header.
fn faults(function: &syn::ItemFn, in_c: &str) -> Vec<String> {
    let name = function.sig.ident.to_string();
    let in_rust = documentation(&function.attrs);
    let mut faults = Vec::new();
    let has_line = |start: &str| in_rust.lines().any(|line| line.trim_start().starts_with(start));
    if function.sig.unsafety.is_some() && !has_line("# Safety") {
        faults.push(format!("{name}: no section on safety"));
    }
    // Where the kernel's version is not established, a comment tells its source only.
    if !["Since Linux", "Since liburing", "Source:"].into_iter().any(has_line) {
        faults.push(format!("{name}: neither since when nor from which source"));
    }
    let link = format!("C symbol: [`ffi::{name}`](crate::ffi#{name}).");
    if !filled(&in_rust).ends_with(&link) {
        faults.push(format!("{name}: does not end with {link:?}"));
    }
    if in_c.lines().count() > 3 {
        faults.push(format!("{name}: more than three lines in the C header"));
    }
    if first_sentence(in_c) != first_sentence(&in_rust) {
        faults.push(format!(
            "{name}: C says {:?}, Rust {:?}",
            first_sentence(in_c),
            first_sentence(&in_rust)
        ));
    }
    faults
}

/// Whether the documentation of a function has an example that `cargo test` runs, and that calls the function.
fn has_example(name: &str, text: &str) -> bool {
    let Some((_, example)) = text.split_once("# Examples\n") else {
        return false;
    };
    let runs = example.lines().any(|line| matches!(line.trim(), "```" | "```rust"));
    let kept_from_running = ["```ignore", "```no_run", "```text", "```compile_fail"];
    runs && example.contains(&format!("{name}("))
        && !kept_from_running.iter().any(|fence| example.contains(fence))
}

fn by_name<T>(items: Vec<T>, name: fn(&T) -> &syn::Ident) -> BTreeMap<String, T> {
    items.into_iter().map(|item| (name(&item).to_string(), item)).collect()
}

/// The comment in front of each inline helper of the C headers, without what makes it a comment.
fn comments_in_c() -> BTreeMap<String, String> {
    let mut comments = BTreeMap::new();
    for path in sources::files_below(&sources::in_package("vendor/liburing/include")) {
        for part in sources::read(&path).split("/**").skip(1) {
            let (comment, code) = part.split_once("*/\n").expect("a comment ends");
            let Some(declaration) = code.strip_prefix("IOURINGINLINE ") else { continue };
            let before = declaration.split('(').next().expect("a function has parameters");
            let name = before.rsplit([' ', '*', '\t', '\n']).next().expect("a function has a name");
            let lines = comment.trim().lines().map(|line| line.trim_start().trim_start_matches('*').trim());
            comments.insert(name.to_string(), lines.collect::<Vec<_>>().join("\n"));
        }
    }
    comments
}

#[test]
fn inline_functions_are_documented() {
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
    report!("{}/{} inline functions documented", rows.len(), rows.len());
}

#[test]
fn examples_run() {
    let functions = sources::inline_functions();
    let inline =
        functions.iter().map(|function| (function.sig.ident.to_string(), documentation(&function.attrs)));
    let library = sources::foreign_functions("library");
    let library =
        library.iter().map(|function| (function.sig.ident.to_string(), documentation(&function.attrs)));
    let with_heading = inline.chain(library).filter(|(_, text)| text.contains("# Examples"));
    let (good, bad): (Vec<_>, Vec<_>) = with_heading.partition(|(name, text)| has_example(name, text));
    let bad: Vec<String> = bad.into_iter().map(|(name, _)| name).collect();
    assert!(bad.is_empty(), "examples that do not run, or do not call the function: {bad:?}");
    report!("{} inline functions and functions of the library with an example", good.len());
    assert!(good.len() >= EXAMPLES, "only {} examples, not {EXAMPLES}", good.len());
}

#[test]
fn nothing_is_left_to_be_written() {
    let mark = concat!("TO", "DO");
    let mut found = Vec::new();
    for directory in ["src", "vendor", "tests", "examples"] {
        for path in sources::files_below(&sources::in_package(directory)) {
            // Inputs of the fuzz targets are no text.
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let lines = text.lines().enumerate().filter(|(_, line)| line.contains(mark));
            found.extend(lines.map(|(at, _)| format!("{}:{}", path.display(), at + 1)));
        }
    }
    assert!(found.is_empty(), "{mark} in {} places, the first of them {:?}", found.len(), found.first());
}
