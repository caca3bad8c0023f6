// SPDX-License-Identifier: MIT OR Apache-2.0
//! The crate's C side as C and C++ callers see it: the headers compile without a warning in each of their languages, and
//! programs written for liburing compile, link and run with what dependents get.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

#[path = "common/c.rs"]
mod c;
mod common;

use common::report::report;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

const WARNINGS: [&str; 4] = ["-Wall", "-Wextra", "-Wshadow", "-Werror"];
/// Conversions are checked where the headers are C: C++ programs with such warnings include them with `-isystem`.
const C_WARNINGS: [&str; 2] = ["-Wconversion", "-Wsign-conversion"];

/// A compiler with one of the languages that the headers are in.
struct Compiler {
    program: &'static str,
    standard: &'static str,
}

impl Compiler {
    fn is_cpp(&self) -> bool {
        self.program.contains("++")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(self.program);
        command.arg(format!("-std={}", self.standard)).args(WARNINGS);
        if !self.is_cpp() {
            command.args(C_WARNINGS);
        }
        command.arg(format!("-I{}", c::headers().display()));
        command
    }

    /// Checks a source text.
    fn check(&self, text: &str) -> Result<(), String> {
        let mut command = self.command();
        command.args(["-fsyntax-only", "-x", if self.is_cpp() { "c++" } else { "c" }, "-"]);
        let mut child = command
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("the compiler reads");
        let output = child.wait_with_output().expect("the compiler ends");
        match output.status.success() {
            true => Ok(()),
            false => Err(format!("{command:?}\n{text}\n{}", String::from_utf8_lossy(&output.stderr))),
        }
    }
}

/// The compilers that are here, one of each kind, with each standard.
fn compilers(kinds: &[&[&'static str]], standards: &[&'static str]) -> Vec<Compiler> {
    let here = kinds.iter().filter_map(|kind| match c::first_of(kind) {
        Some(program) => Some(program),
        None => {
            common::skip(&format!("c_callers with {}", kind[0]), "no such compiler");
            None
        }
    });
    let with = |program| standards.iter().map(move |standard| Compiler { program, standard });
    here.flat_map(with).collect()
}

const C: [&[&str]; 2] = [&["gcc"], &["clang", "clang-14"]];
const CPP: [&[&str]; 2] = [&["g++"], &["clang++", "clang++-14"]];

/// Headers that share names with ours, or that show more or less of themselves by what was included before.
const SYSTEM: [&str; 20] = [
    "errno.h",
    "fcntl.h",
    "linux/falloc.h",
    "linux/futex.h",
    "linux/openat2.h",
    "linux/time_types.h",
    "linux/types.h",
    "netinet/in.h",
    "poll.h",
    "sched.h",
    "signal.h",
    "stdint.h",
    "stdio.h",
    "sys/epoll.h",
    "sys/mman.h",
    "sys/mount.h",
    "sys/socket.h",
    "sys/stat.h",
    "sys/wait.h",
    "time.h",
];

fn include(headers: &[&str]) -> String {
    headers.iter().map(|header| format!("#include <{header}>\n")).collect()
}

/// Source texts that include the headers in each way that programs do.
fn ways_to_include() -> Vec<String> {
    let root = c::headers();
    let files = c::files(&root);
    let names: Vec<&str> =
        files.iter().map(|file| file.strip_prefix(&root).unwrap().to_str().expect("ASCII names")).collect();
    let backwards: Vec<&str> = names.iter().rev().copied().collect();
    let mut ways: Vec<String> = names.iter().map(|name| include(&[name, name])).collect();
    ways.extend([
        include(&names),
        include(&backwards),
        include(&["liburing.h", "linux/io_uring.h"]),
        include(&["liburing.h", "linux/fs.h"]),
        include(&["linux/fs.h", "liburing.h"]),
        include(&SYSTEM) + &include(&["liburing.h"]),
        include(&["liburing.h"]) + &include(&SYSTEM),
        "#define _GNU_SOURCE\n".to_string() + &include(&["liburing.h"]),
    ]);
    ways.extend(SYSTEM.iter().map(|header| include(&[header, "liburing.h"])));
    // What a C++ compiler defines by itself.
    let gnu_source =
        |text: String| text.replace("#define _GNU_SOURCE", "#undef _GNU_SOURCE\n#define _GNU_SOURCE");
    ways.into_iter().map(gnu_source).collect()
}

#[test]
fn headers_compile_without_a_warning_in_every_language() {
    let mut compilers_here = compilers(&C, &["c11", "gnu11", "c17"]);
    compilers_here.extend(compilers(&CPP, &["c++17", "c++20"]));
    let ways = ways_to_include();
    // Two at a time: most of the time is the compilers' start.
    let failed = |compilers: &[Compiler]| -> Vec<String> {
        let checks = compilers.iter().flat_map(|compiler| ways.iter().map(|way| compiler.check(way)));
        checks.filter_map(Result::err).collect()
    };
    let (left, right) = compilers_here.split_at(compilers_here.len() / 2);
    let failures = thread::scope(|scope| {
        let other = scope.spawn(|| failed(right));
        let mut failures = failed(left);
        failures.extend(other.join().expect("no panic"));
        failures
    });
    assert!(failures.is_empty(), "{} failures, the first:\n{}", failures.len(), failures[0]);
    report!("headers: {} ways to include them, {} compilers and standards", ways.len(), compilers_here.len());
}

/// Compiles a program and links it to the archive; none if it cannot be run here.
fn build(compiler: &Compiler, source: &str, directory: &Path) -> Option<PathBuf> {
    let name = format!("{source} with {} as {}", compiler.program, compiler.standard);
    let Some(archive) = c::archive() else {
        common::skip(&name, "the installed liburing is linked, there is no archive");
        return None;
    };
    if let Some(why) = common::io_uring_missing() {
        common::skip(&name, &why);
        return None;
    }
    let flags = std::env::var("CFLAGS").unwrap_or_default();
    let program = directory.join(name.replace([' ', '.'], "_"));
    let mut command = compiler.command();
    command.args(["-O1", "-g", "-pthread"]).args(flags.split_whitespace());
    command.arg("-o").arg(&program).arg(c::in_package("tests/c_callers").join(source)).arg(archive);
    c::run(&mut command);
    Some(program)
}

/// The program of each compiler and standard.
fn programs(source: &str) -> Vec<PathBuf> {
    let compilers = match source.ends_with(".cpp") {
        true => compilers(&CPP, &["c++17", "c++20"]),
        false => compilers(&C, &["gnu11", "gnu17"]),
    };
    let directory = c::scratch(&format!("c_callers_{}", source.replace('.', "_")));
    compilers.iter().filter_map(|compiler| build(compiler, source, &directory)).collect()
}

/// Bytes that repeat only after a long time.
fn text(len: usize) -> Vec<u8> {
    (0..len).map(|at| (at * 31 % 251) as u8).collect()
}

#[test]
fn cat_prints_files() {
    for program in programs("cat.c") {
        let (small, large) = (program.with_extension("small"), program.with_extension("large"));
        fs::write(&small, text(5)).unwrap();
        fs::write(&large, text(100_001)).unwrap();
        let output = c::output(Command::new(&program).args([&small, &large, &small]));
        assert!(output.status.success(), "{output:?}");
        assert!(output.stdout == [text(5), text(100_001), text(5)].concat(), "{}", program.display());
    }
}

#[test]
fn cp_copies_files() {
    for program in programs("cp.c") {
        for len in [0, 1, 32 << 10, 1_000_001] {
            let (from, to) = (program.with_extension("from"), program.with_extension("to"));
            fs::write(&from, text(len)).unwrap();
            c::run(Command::new(&program).args([&from, &to]));
            assert!(fs::read(&to).unwrap() == text(len), "{}, {len} bytes", program.display());
        }
    }
}

#[test]
fn echo_server_answers_several_clients() {
    const CLIENTS: usize = 5;
    for program in programs("echo.c") {
        let mut server = Command::new(&program);
        let mut server = server.arg(CLIENTS.to_string()).stdout(Stdio::piped()).spawn().unwrap();
        let mut port = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut port).unwrap();
        let port: u16 = port.trim().parse().unwrap_or_else(|_| panic!("{}: {port:?}", program.display()));
        let clients = [(); CLIENTS].map(|()| thread::spawn(move || echoes(port)));
        for client in clients {
            client.join().expect("the client got its text back");
        }
        assert!(server.wait().unwrap().success(), "{}", program.display());
    }
}

/// A client that writes more than the server has buffers for, a part at a time.
fn echoes(port: u16) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    for round in 1..20 {
        let (sent, mut got) = (text(round * 137), vec![0; round * 137]);
        stream.write_all(&sent).unwrap();
        stream.read_exact(&mut got).unwrap();
        assert!(sent == got, "round {round}");
    }
    stream.shutdown(Shutdown::Write).unwrap();
    assert_eq!(stream.read(&mut [0]).unwrap(), 0);
}

#[test]
fn macros_work_in_c() {
    for program in programs("macros.c") {
        c::run(&mut Command::new(program));
    }
}

#[test]
fn macros_and_templates_work_in_cpp() {
    for program in programs("templates.cpp") {
        c::run(&mut Command::new(program));
    }
}
