// SPDX-License-Identifier: MIT OR Apache-2.0
//! The documentation of the Rust inline functions: complete, begun with the sentence that the C header has of the same
//! function; examples of these and of the library's functions, which run; and nothing in the tree is left to be written.

#[path = "../../common/report.rs"]
mod report;

use iouring_sys_parity::documentation::documentation;
use iouring_sys_parity::{sources, tables};
use report::report;
use std::collections::{BTreeMap, BTreeSet};

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

/// The words by which the search finds a function.
fn aliases(attributes: &[syn::Attribute]) -> Vec<String> {
    let lists = attributes.iter().filter(|attribute| attribute.path().is_ident("doc"));
    let lists = lists.filter_map(|attribute| match &attribute.meta {
        syn::Meta::List(list) => Some(list.tokens.to_string()),
        _ => None,
    });
    lists
        .flat_map(|list| list.split('"').skip(1).step_by(2).map(str::to_string).collect::<Vec<_>>())
        .collect()
}

/// The operation that a helper fills in, as its golden vectors have it; none where there is none, or its caller names it.
fn operation<'a>(rows: &[tables::Row<'a>], constants: &[tables::Row<'a>], name: &str) -> Option<String> {
    let bytes: BTreeSet<&str> =
        rows.iter().filter(|row| &row["function"] == name).map(|row| &row["sqe"][..2]).collect();
    let opcode = match Vec::from_iter(bytes)[..] {
        ["aa"] => return None,
        [opcode] => i128::from_str_radix(opcode, 16).expect("a byte"),
        _ => return None,
    };
    let mut operations = constants.iter().filter(|row| row["name"].starts_with("IORING_OP_"));
    let row = operations.find(|row| tables::number(&row["value"]) == opcode);
    Some(row.unwrap_or_else(|| panic!("{name}: no operation is {opcode}"))["name"].to_string())
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
fn examples_come_last() {
    let mut wrong = Vec::new();
    for path in sources::files_below(&sources::in_package("src")) {
        let mut after_examples = false;
        for (at, line) in sources::read(&path).lines().enumerate() {
            let comment = line.trim_start().strip_prefix("///").map(str::trim_start);
            after_examples = comment.is_some_and(|comment| after_examples || comment == "# Examples");
            if after_examples && comment.is_some_and(|comment| comment.starts_with("Since ")) {
                wrong.push(format!("{}:{}", path.display(), at + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "since when and from which source comes before the examples: {wrong:#?}");
}

#[test]
fn helpers_are_found_by_their_operation() {
    let (vectors, constants) = (tables::rows(tables::SQE_PARITY), tables::rows(tables::CONSTANTS));
    let mut named = 0;
    for function in sources::inline_functions() {
        let name = function.sig.ident.to_string();
        let Some(operation) = operation(&vectors, &constants, &name) else { continue };
        let aliases = aliases(&function.attrs);
        let operations: Vec<&String> =
            aliases.iter().filter(|alias| alias.starts_with("IORING_OP_")).collect();
        assert_eq!(operations, [&operation], "{name}: its aliases name the operation that it fills in");
        named += 1;
    }
    assert!(named > 90, "only {named} helpers seen");
    report!("{named} helpers are found by their operation");
}

#[test]
fn the_guide_to_set_up_flags_has_all() {
    let guide = sources::read(&sources::in_package("src/docs/guide/flags.md"));
    let constants = tables::rows(tables::CONSTANTS);
    let flags = constants.iter().map(|row| &row["name"]).filter(|name| name.starts_with("IORING_SETUP_"));
    let (mut seen, mut missing) = (0, Vec::new());
    for flag in flags {
        seen += 1;
        let in_table = format!("]({flag})");
        let in_text = format!("[`{flag}`]");
        if !guide.contains(&in_table) && !guide.contains(&in_text) {
            missing.push(flag);
        }
    }
    assert!(seen > 20 && missing.is_empty(), "of {seen} flags these are missing: {missing:?}");
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
