// SPDX-License-Identifier: MIT OR Apache-2.0
// Reads the crate's own Rust sources.

use std::fs;
use std::path::{Path, PathBuf};

/// A path below the root of the crate's package.
pub fn in_package(path: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(path)
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
    foreign_functions_in(&parse(&in_package("src/bindings.rs")), module).cloned().collect()
}

/// As `foreign_functions`, of bindings that were read already.
pub fn foreign_functions_in<'a>(
    bindings: &'a syn::File,
    module: &'a str,
) -> impl Iterator<Item = &'a syn::ForeignItemFn> {
    let contents = bindings.items.iter().filter_map(move |item| match item {
        syn::Item::Mod(item) if item.ident == module => item.content.as_ref(),
        _ => None,
    });
    let blocks = contents.flat_map(|(_, items)| items).filter_map(|item| match item {
        syn::Item::ForeignMod(block) => Some(block),
        _ => None,
    });
    blocks.flat_map(|block| &block.items).filter_map(|item| match item {
        syn::ForeignItem::Fn(function) => Some(function),
        _ => None,
    })
}
