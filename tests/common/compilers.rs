// SPDX-License-Identifier: MIT OR Apache-2.0
// The C and C++ compilers that are here, with the languages that the headers are in.
#![allow(dead_code)] // Each test that includes this file uses its own part.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use super::{c, common};

const WARNINGS: [&str; 4] = ["-Wall", "-Wextra", "-Wshadow", "-Werror"];
/// Conversions are checked where the headers are C: C++ programs with such warnings include them with `-isystem`.
const C_WARNINGS: [&str; 2] = ["-Wconversion", "-Wsign-conversion"];

pub const C: [&[&str]; 2] = [&["gcc"], &["clang"]];
pub const CPP: [&[&str]; 2] = [&["g++"], &["clang++"]];
/// The compiler of Debian's musl-tools: it sees musl's headers and no others, not even the kernel's.
pub const MUSL: [&[&str]; 1] = [&["musl-gcc"]];

/// A compiler with one of the languages that the headers are in.
#[derive(Clone, Copy, Debug)]
pub struct Compiler {
    pub program: &'static str,
    pub standard: &'static str,
}

impl Compiler {
    pub fn is_cpp(&self) -> bool {
        self.program.contains("++")
    }

    pub fn is_musl(&self) -> bool {
        MUSL[0].contains(&self.program)
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(self.program);
        command.arg(format!("-std={}", self.standard)).args(WARNINGS);
        if !self.is_cpp() {
            command.args(C_WARNINGS);
        }
        command.arg(format!("-I{}", c::headers().display()));
        command
    }

    /// Compiles a source text with more arguments; the error says what was compiled.
    pub fn compile(&self, text: &str, arguments: &[&str]) -> Result<Output, String> {
        let mut command = self.command();
        command.args(arguments).args(["-x", if self.is_cpp() { "c++" } else { "c" }, "-"]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("the compiler reads");
        let output = child.wait_with_output().expect("the compiler ends");
        match output.status.success() {
            true => Ok(output),
            false => Err(format!("{command:?}\n{text}\n{}", String::from_utf8_lossy(&output.stderr))),
        }
    }

    /// Checks a source text.
    pub fn check(&self, text: &str) -> Result<(), String> {
        self.compile(text, &["-fsyntax-only"]).map(drop)
    }
}

/// The compilers that are here, one of each kind, with each standard.
pub fn compilers(kinds: &[&[&'static str]], standards: &[&'static str]) -> Vec<Compiler> {
    let here = kinds.iter().filter_map(|kind| match c::first_of(kind) {
        Some(program) => Some(program),
        None => {
            common::skip(&format!("C and C++ with {}", kind[0]), "no such compiler");
            None
        }
    });
    let with = |program| standards.iter().map(move |standard| Compiler { program, standard });
    here.flat_map(with).collect()
}
