// SPDX-License-Identifier: MIT OR Apache-2.0
// Reads the crate's own Rust sources.
#![allow(dead_code)] // Each test that includes this file uses its own part.

use std::fs;
use std::path::{Path, PathBuf};

/// A path below the package's root.
pub fn in_package(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn parse(path: &Path) -> syn::File {
    syn::parse_file(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file below a directory in order of name, build directories left out.
pub fn files_below(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable directory").path()).collect();
    paths.sort();
    let below = |path: PathBuf| match path.is_dir() {
        true if path.ends_with("target") => Vec::new(),
        true => files_below(&path),
        false => vec![path],
    };
    paths.into_iter().flat_map(below).collect()
}

/// The functions at the top level of every file below `src/inline`.
pub fn inline_functions() -> Vec<syn::ItemFn> {
    let files = files_below(&in_package("src/inline"));
    let items = files.iter().flat_map(|path| parse(path).items);
    let function = |item| match item {
        syn::Item::Fn(function) => Some(function),
        _ => None,
    };
    items.filter_map(function).collect()
}

/// The `extern "C"` functions that a module of the committed bindings declares: `library` or `helpers`.
pub fn foreign_functions(module: &str) -> Vec<syn::ForeignItemFn> {
    let mut functions = Vec::new();
    for item in parse(&in_package("src/bindings.rs")).items {
        let syn::Item::Mod(item) = item else { continue };
        if item.ident != module {
            continue;
        }
        for item in item.content.expect("a module with its contents").1 {
            let syn::Item::ForeignMod(block) = item else {
                continue;
            };
            functions.extend(block.items.into_iter().filter_map(|item| match item {
                syn::ForeignItem::Fn(function) => Some(function),
                _ => None,
            }));
        }
    }
    functions
}
