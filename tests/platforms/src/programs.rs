// SPDX-License-Identifier: MIT OR Apache-2.0
//! The test programs of the suite, built for a target.

use crate::error::{at, error, output_of, Result};
use crate::table::{Place, Platform, NOT_ELSEWHERE, WITHOUT_RINGS};
use crate::toolchain::{self, Toolchain};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// What the names of the inner package's programs begin with: both packages may have programs of the same name.
const INNER: &str = "parity-";

/// A test program: its name, its path, and the folder of its package, in which it runs.
pub struct Program {
    pub name: String,
    pub path: PathBuf,
    pub folder: PathBuf,
}

/// What runs on a platform: the programs, and the runner that starts them.
pub struct Suite {
    pub runner: PathBuf,
    pub programs: Vec<Program>,
    /// Other programs, which those start.
    pub examples: Vec<PathBuf>,
    /// Where the programs find their scratch folder, by the path that was compiled into them.
    pub scratch: PathBuf,
}

/// Builds the suite for a platform, or those of its programs that are named.
pub fn build(
    toolchain: &Toolchain,
    platform: &Platform,
    named: &[String],
    root: &Path,
    build: &Path,
) -> Result<Suite> {
    let target = platform.target.rust;
    let of_cargo = |arguments: &[&str]| {
        let mut cargo = toolchain.cargo(root, build);
        cargo.args(arguments).args([
            "--target",
            target,
            "--no-default-features",
            "--message-format=json-render-diagnostics",
        ]);
        // proptest says that it needs a newer Rust than Debian's, and builds with it.
        cargo.args(["--quiet", "--locked", "--ignore-rust-version", "-p", "iouring-sys"]);
        output_of(&mut cargo, "what the compiler says; `cargo test --no-run` here")
    };
    let only = only(platform, named);
    let runs = |name: &str| only.is_empty() || only.contains(&name);
    let mut tests = vec!["test", "--no-run", "-p", "iouring-sys-parity"];
    match only.is_empty() {
        true => tests.extend(["--lib", "--tests"]),
        false => tests.extend(only.iter().flat_map(|name| ["--test", in_package(name)])),
    }
    let said = of_cargo(&tests)?;
    let mut programs: Vec<_> = said.lines().filter_map(|line| program(line, true)).collect();
    programs.retain(|program| !NOT_ELSEWHERE.iter().any(|(names, _)| names.contains(&&*program.name)));
    // Not those of the same name in the other package.
    programs.retain(|program| runs(&program.name));
    let examples = if runs("examples") { of_cargo(&["build", "--examples"])? } else { String::new() };
    let examples = examples.lines().filter_map(|line| program(line, false)).map(|example| example.path);
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    if programs.is_empty() {
        let wanted = format!("test programs {}", named.join(" "));
        return Err(error(wanted, "cargo's messages", said, "a name that a run without --test shows"));
    }
    let scratch = build.join(target).join("tmp");
    fs::create_dir_all(&scratch).map_err(at(&scratch))?;
    let runner = build.join(target).join(format!("runner-{}", platform.name));
    let compiler = match platform.place {
        // It is this machine's, and starts the emulator.
        Place::Processor(_) => Path::new("cc"),
        _ => &toolchain.cc,
    };
    toolchain::compile(compiler, &root.join("tests/platforms/runner.c"), &runner)?;
    Ok(Suite { runner, programs, examples: examples.collect(), scratch })
}

/// The programs that run on a platform; none of them stands for all.
fn only<'a>(platform: &Platform, named: &'a [String]) -> Vec<&'a str> {
    match platform.place {
        _ if !named.is_empty() => named.iter().map(String::as_str).collect(),
        Place::Processor(_) => WITHOUT_RINGS.to_vec(),
        _ => Vec::new(),
    }
}

/// The name that a test program has in its package.
fn in_package(name: &str) -> &str {
    name.strip_prefix(INNER).unwrap_or(name)
}

impl Suite {
    /// What the runner reads.
    pub fn list(&self) -> String {
        let line = |program: &Program| {
            format!("{}\t{}\t{}\n", program.name, program.folder.display(), program.path.display())
        };
        self.programs.iter().map(line).collect()
    }

    /// Where the programs list what they skip.
    pub fn skips(&self) -> PathBuf {
        self.scratch.join("skipped.txt")
    }
}

/// The program that one of cargo's messages is about, if it is one of tests or if it is none.
fn program(message: &str, of_tests: bool) -> Option<Program> {
    let message: Value = serde_json::from_str(message).ok()?;
    let path = PathBuf::from(message.get("executable")?.as_str()?);
    let manifest = PathBuf::from(message.get("manifest_path")?.as_str()?);
    let target = message.get("target")?;
    let name = target.get("name")?.as_str()?;
    let package = manifest.parent()?;
    let inner = package.file_name()? == "parity";
    let name = if inner { format!("{INNER}{name}") } else { name.to_string() };
    let is_of_tests = message.get("profile")?.get("test")?.as_bool()?;
    (is_of_tests == of_tests).then(|| Program { name, path, folder: package.into() })
}
