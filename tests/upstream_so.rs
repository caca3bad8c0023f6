// SPDX-License-Identifier: MIT OR Apache-2.0
//! The vendored sources as shared libraries in upstream's shape: every symbol in its version node, and a program that
//! was built for the installed liburing 2.3 does the same with `liburing.so.2` made of them.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

#[path = "common/c.rs"]
mod c;
mod common;
#[path = "common/tables.rs"]
mod tables;

use common::report::report;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One of the two shared libraries, by the columns of `exported.tsv`.
struct Shared {
    name: &'static str,
    exported: &'static str,
    node: &'static str,
}

const LIBURING: Shared = Shared { name: "liburing.so.2", exported: "elf_liburing", node: "map_node" };
const LIBURING_FFI: Shared =
    Shared { name: "liburing-ffi.so.2", exported: "elf_liburing_ffi", node: "ffi_node" };

impl Shared {
    /// The symbols of each version node, oldest node first.
    fn nodes(&self) -> BTreeMap<(u32, u32), Vec<String>> {
        let mut nodes: BTreeMap<_, Vec<String>> = BTreeMap::new();
        for row in tables::rows(tables::EXPORTED).iter().filter(|row| &row[self.exported] == "yes") {
            nodes.entry(version(&row[self.node])).or_default().push(row["symbol"].into());
        }
        nodes
    }

    /// What the dynamic symbol table has to be: `symbol@@node`.
    fn symbols(&self) -> Vec<String> {
        let of_node = |((major, minor), symbols): ((u32, u32), Vec<String>)| {
            symbols.into_iter().map(move |symbol| format!("{symbol}@@LIBURING_{major}.{minor}"))
        };
        self.nodes().into_iter().flat_map(of_node).collect()
    }

    /// The linker's version script: each node inherits the one before.
    fn version_script(&self) -> String {
        let (mut script, mut before) = (String::new(), String::new());
        for ((major, minor), symbols) in self.nodes() {
            let node = format!("LIBURING_{major}.{minor}");
            let local = if before.is_empty() { " local: *;" } else { "" };
            writeln!(script, "{node} {{ global: {};{local} }}{before};", symbols.join("; "))
                .expect("it grows");
            before = format!(" {node}");
        }
        script
    }

    /// Builds it from the vendored sources.
    fn build(&self, directory: &Path) -> PathBuf {
        let (library, script) = (directory.join(self.name), directory.join(format!("{}.map", self.name)));
        fs::write(&script, self.version_script()).expect("the version script is written");
        let mut cc = c::cc();
        cc.args(["-shared", "-fPIC", "-Wl,-z,defs", "-Wl,--no-undefined-version"])
            .arg(format!("-Wl,-soname,{}", self.name))
            .arg(format!("-Wl,--version-script={}", script.display()))
            .arg(format!("-I{}", c::headers().display()))
            .args(c::sources())
            .arg("-o")
            .arg(&library);
        c::run(&mut cc);
        library
    }
}

fn version(cell: &str) -> (u32, u32) {
    let (major, minor) = cell.split_once('.').unwrap_or_else(|| panic!("{cell:?} is no version"));
    (major.parse().expect("a number"), minor.parse().expect("a number"))
}

/// The functions that a library defines, as `symbol@@node`.
fn defined(library: &Path) -> Vec<String> {
    let listed =
        c::run(Command::new("nm").args(["--dynamic", "--defined-only", "--format=posix"]).arg(library));
    let symbol = |line: &str| {
        let mut words = line.split(' ');
        let (name, kind) = (words.next()?, words.next()?);
        // Nodes are absolute symbols.
        (kind != "A").then(|| name.to_string())
    };
    listed.lines().filter_map(symbol).collect()
}

#[test]
fn every_symbol_is_in_its_version_node() {
    for tool in ["nm", "readelf"] {
        if !c::exists(tool) {
            return common::skip("every_symbol_is_in_its_version_node", &format!("no {tool}"));
        }
    }
    let directory = c::scratch("upstream_so_nodes");
    for shared in [&LIBURING, &LIBURING_FFI] {
        let library = shared.build(&directory);
        let (expected, defined) = (shared.symbols(), defined(&library));
        tables::assert_same_names(
            shared.name,
            expected.iter().map(String::as_str),
            defined.iter().map(String::as_str),
        );
        let dynamic = c::run(Command::new("readelf").args(["--dynamic", "--wide"]).arg(&library));
        assert!(dynamic.contains(&format!("Library soname: [{}]", shared.name)), "{dynamic}");
        assert!(!dynamic.contains("TEXTREL"), "{dynamic}");
        report!("{}: {} symbols in {} nodes", shared.name, defined.len(), shared.nodes().len());
    }
}

#[test]
fn a_program_built_for_liburing_2_3_does_the_same_with_ours() {
    const NAME: &str = "a_program_built_for_liburing_2_3_does_the_same_with_ours";
    let upstream = match c::upstream() {
        Ok(flags) => flags,
        Err(why) => return common::skip(NAME, &why),
    };
    if let Some(why) = common::kernel::refused() {
        return common::skip(NAME, why);
    }
    // The program sets up many rings, the largest of megabytes, and prints it if one of them has no memory since those
    // before it have not given back theirs.
    if !common::kernel::has_room(64 << 20) {
        return common::skip(NAME, common::kernel::NO_MEMORY);
    }
    let directory = c::scratch("upstream_so");
    let library = LIBURING.build(&directory);
    fs::write(directory.join("symbols.inc"), symbols_of_2_3()).expect("the list is written");
    let program = directory.join("rings");
    let mut cc = c::cc();
    cc.arg(format!("-I{}", directory.display())).arg("-o").arg(&program);
    c::run(cc.arg(c::in_package("tests/upstream/rings.c")).args(upstream));

    // All symbols are bound at the start, so that a missing one is an error even if it is not called.
    let with = |directory: &str| {
        let mut command = Command::new(&program);
        command.env("LD_BIND_NOW", "1").env("LD_LIBRARY_PATH", directory);
        command
    };
    let ours = library.parent().and_then(Path::to_str).expect("a directory");
    let loaded = c::run(with(ours).env("LD_TRACE_LOADED_OBJECTS", "1"));
    assert!(loaded.contains(library.to_str().expect("a path")), "{loaded}");
    let (installed, ours) = (c::run(&mut with("")), c::run(&mut with(ours)));
    for (number, (installed, ours)) in installed.lines().zip(ours.lines()).enumerate() {
        assert_eq!(ours, installed, "line {}: ours, and the installed library's", number + 1);
    }
    assert_eq!(ours.len(), installed.len(), "what both print");
    report!("liburing.so.2: {} lines printed by a program built for 2.3 are the same", ours.lines().count());
}

/// The functions of 2.3's shared library, for `rings.c`.
fn symbols_of_2_3() -> String {
    let nodes = LIBURING.nodes().into_iter().filter(|(node, _)| *node <= (2, 3));
    nodes.flat_map(|(_, symbols)| symbols).map(|symbol| format!("SYMBOL({symbol})\n")).collect()
}
