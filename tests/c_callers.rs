// SPDX-License-Identifier: MIT OR Apache-2.0
//! The crate's C side as C and C++ programs see it: programs written for liburing compile, link and run with what
//! dependents get.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

#[path = "common/c.rs"]
mod c;
mod common;
#[path = "common/compilers.rs"]
mod compilers;

use compilers::{compilers, Compiler, C, CPP, MUSL};
use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::thread;

/// Compiles a program and links it to the archive; none if it cannot be run here.
fn build(compiler: &Compiler, source: &str, directory: &Path) -> Option<PathBuf> {
    let name = format!("{source} with {} as {}", compiler.program, compiler.standard);
    let Some(archive) = c::archive() else {
        common::skip(&name, "the installed liburing is linked, there is no archive");
        return None;
    };
    if let Some(why) = common::kernel::refused() {
        common::skip(&name, why);
        return None;
    }
    let program = directory.join(name.replace([' ', '.', '/'], "_"));
    let mut command = compiler.command();
    command.args(["-O1", "-g", "-pthread"]);
    command.arg("-o").arg(&program).arg(c::in_package("tests/c_callers").join(source));
    if compiler.is_musl() {
        // The archive is made for the C library of this test. Sanitizers, which CFLAGS may ask for, do not know musl.
        command.arg("-static").args(c::sources());
    } else {
        command.args(env::var("CFLAGS").unwrap_or_default().split_whitespace()).arg(archive);
    }
    c::run(&mut command);
    Some(program)
}

/// The compilers that variables name.
static CC: LazyLock<Option<String>> = LazyLock::new(|| env::var("CC").ok());
static CXX: LazyLock<Option<String>> = LazyLock::new(|| env::var("CXX").ok());

/// The compiler that is named, since others need not compile for where the archive is linked; without one those that are
/// here.
fn named_or(
    named: Option<&'static str>,
    kinds: &[&[&'static str]],
    standards: &[&'static str],
) -> Vec<Compiler> {
    match named {
        Some(program) => compilers(&[&[program]], standards),
        None => compilers(kinds, standards),
    }
}

/// The program of each compiler and standard.
fn programs(source: &str) -> Vec<PathBuf> {
    let mut compilers_here = match source.ends_with(".cpp") {
        true => named_or(CXX.as_deref(), &CPP, &["c++17", "c++20"]),
        false => named_or(CC.as_deref(), &C, &["gnu11", "gnu17"]),
    };
    if source.ends_with(".c") {
        compilers_here.extend(compilers(&MUSL, &["gnu11"]));
    }
    let directory = c::scratch(&format!("c_callers_{}", source.replace('.', "_")));
    compilers_here.iter().filter_map(|compiler| build(compiler, source, &directory)).collect()
}

/// To run a program that sets up rings: once those of the program before have given their memory back.
fn command(program: &Path) -> Command {
    common::kernel::settle();
    Command::new(program)
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
        let output = c::output(command(&program).args([&small, &large, &small]));
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
            c::run(command(&program).args([&from, &to]));
            assert!(fs::read(&to).unwrap() == text(len), "{}, {len} bytes", program.display());
        }
    }
}

#[test]
fn echo_server_answers_several_clients() {
    const CLIENTS: usize = 5;
    for program in programs("echo.c") {
        let mut server = command(&program);
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

/// liburing's names of the padding, and the kernel's of what it has there.
#[test]
fn both_spellings_of_napi_compile() {
    let text = "#include <liburing.h>
unsigned spellings(struct io_uring_napi *napi);
unsigned spellings(struct io_uring_napi *napi)
{
	napi->pad[0] = 0;
	napi->resv = 0;
	napi->opcode = IO_URING_NAPI_STATIC_ADD_ID;
	napi->op_param = IO_URING_NAPI_TRACKING_STATIC;
	return napi->pad[1] + (unsigned)napi->resv + (unsigned)sizeof(napi->pad) + (unsigned)sizeof(napi->resv);
}
";
    let initializer =
        "struct io_uring_napi napi = { .prefer_busy_poll = 1, .pad = { 0, 0, 0 }, .resv = 0 };\n";
    for compiler in compilers(&C, &["gnu11"]) {
        compiler.check(&format!("{text}{initializer}")).unwrap_or_else(|error| panic!("{error}"));
    }
    for compiler in compilers(&CPP, &["c++17", "c++20"]) {
        compiler.check(text).unwrap_or_else(|error| panic!("{error}"));
    }
}

/// An archive gives only the members that are needed: what defines these functions is not.
#[test]
fn programs_may_have_their_own_system_calls() {
    let directory = c::scratch("c_callers_own_calls");
    for compiler in named_or(CC.as_deref(), &C, &["gnu11"]) {
        if let Some(program) = build(&compiler, "own_calls.c", &directory) {
            c::run(&mut command(&program));
        }
    }
}

#[test]
fn macros_work_in_c() {
    for program in programs("macros.c") {
        c::run(&mut command(&program));
    }
}

#[test]
fn macros_and_templates_work_in_cpp() {
    for program in programs("templates.cpp") {
        c::run(&mut command(&program));
    }
}
