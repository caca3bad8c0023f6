// SPDX-License-Identifier: MIT OR Apache-2.0
//! The C library's system calls in assembler: where the kernel does not keep all vector registers, they are function
//! calls to the compiler, so that it keeps no vector there meanwhile.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

#[path = "common/c.rs"]
mod c;
mod common;

use common::report::report;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A processor whose system calls lose vectors.
struct Processor {
    name: &'static str,
    /// The instruction, and what calls a function.
    system_call: &'static str,
    call: &'static str,
    /// What a compiler is told for its vectors, and such a vector's type.
    vectors: &'static str,
    vector: &'static str,
    /// What a vector's reload looks like.
    reload: fn(&str) -> bool,
}

const PROCESSORS: [Processor; 2] = [
    Processor {
        name: "aarch64",
        system_call: "svc",
        call: "bl",
        vectors: "-march=armv8-a+sve",
        vector: "__SVInt32_t",
        reload: |line| line.starts_with("ld") && (line.contains("\tz") || line.contains("{ z")),
    },
    Processor {
        name: "riscv64",
        system_call: "ecall",
        call: "call",
        vectors: "-march=rv64gcv",
        vector: "__rvv_int32m1_t",
        reload: |line| line.starts_with("vl") && line.contains("\tv"),
    },
];

/// A program that has a vector before a system call and stores it afterwards.
const ACROSS: &str = "
    #include SYSTEM_CALL
    void across(VECTOR *vector, long nr);
    void across(VECTOR *vector, long nr)
    {
        VECTOR kept = *vector;
        __sys_call(nr, 1, 2, 3, 4, 5, 6);
        *vector = kept;
    }
";

/// Debian's gcc for a processor; where there is none, what it would show is skipped.
fn gcc_or_skip(processor: &Processor) -> Option<String> {
    let found = c::cross_gcc(processor.name);
    if found.is_none() {
        common::skip(&format!("system calls of {} by gcc", processor.name), "no such compiler");
    }
    found
}

/// Commands of the compilers for a processor. One clang is for all, but without any headers.
fn compilers(processor: &Processor) -> Vec<Command> {
    let mut commands: Vec<Command> = gcc_or_skip(processor).iter().map(Command::new).collect();
    match c::first_of(&["clang"]) {
        Some(program) => {
            commands.push(Command::new(program));
            commands.last_mut().expect("it is there").arg(format!("--target={}-linux-gnu", processor.name));
        }
        None => common::skip(&format!("system calls of {} by clang", processor.name), "no such compiler"),
    }
    commands
}

/// The instructions of each function in assembler text.
fn functions(assembler: &str) -> Vec<(String, Vec<String>)> {
    let mut functions: Vec<(String, Vec<String>)> = Vec::new();
    for line in assembler.lines() {
        match line.split_once(':') {
            Some((label, _)) if line.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                functions.push((label.into(), vec![]));
            }
            _ => {
                if let Some((_, instructions)) = functions.last_mut() {
                    instructions.push(line.trim().into());
                }
            }
        }
    }
    functions
}

/// Assembler text of a source.
fn assembler(compiler: &Command, arguments: &[&str], source: &Path) -> Result<String, String> {
    let mut command = Command::new(compiler.get_program());
    command.args(compiler.get_args()).args(arguments).args(["-S", "-o", "-"]).arg(source);
    let output = c::output(&mut command);
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(c::told(&command, &output)),
    }
}

#[test]
fn vectors_are_kept_across_system_calls() {
    let directory = c::scratch("c_system_calls_vectors");
    let (source, probe) = (directory.join("across.c"), directory.join("probe.c"));
    fs::write(&source, ACROSS).unwrap();
    fs::write(&probe, "VECTOR *probe;\n").unwrap();
    let mut checked = 0;
    for processor in &PROCESSORS {
        let header = c::in_package("vendor/liburing/src/arch").join(processor.name).join("syscall.h");
        let system_call = format!("-DSYSTEM_CALL=\"{}\"", header.display());
        let vector = format!("-DVECTOR={}", processor.vector);
        for compiler in compilers(processor) {
            let arguments = ["-Wall", "-Werror", processor.vectors, &vector, &system_call];
            if let Err(why) = assembler(&compiler, &arguments, &probe) {
                assert!(processor.name != "aarch64", "every compiler knows them: {why}");
                common::skip(&format!("vectors of {} by {compiler:?}", processor.name), "it knows none");
                continue;
            }
            for level in ["-O1", "-O2", "-O3", "-Os"] {
                let text = assembler(&compiler, &[&arguments[..], &[level]].concat(), &source).unwrap();
                let functions = functions(&text);
                let (_, across) =
                    functions.iter().find(|(name, _)| name == "across").expect("it is exported");
                let is_call =
                    |line: &String| line.starts_with(processor.call) && line.ends_with("\t__sys_call");
                let Some(call) = across.iter().position(is_call) else { panic!("no call:\n{text}") };
                let reloaded = across[call..].iter().any(|line| (processor.reload)(line));
                assert!(reloaded, "{compiler:?} {level} keeps the vector in its register:\n{text}");
                checked += 1;
            }
        }
    }
    report!("{checked} programs keep a vector across a system call");
}

#[test]
fn system_calls_are_in_one_function() {
    let headers = format!("-I{}", c::headers().display());
    for processor in &PROCESSORS {
        let Some(program) = gcc_or_skip(processor) else { continue };
        let mut calls = 0;
        for source in c::sources() {
            let text = assembler(&Command::new(&program), &["-std=gnu11", "-O2", &headers], &source).unwrap();
            for (name, instructions) in functions(&text) {
                let is_call = |line: &&String| line.split_whitespace().next() == Some(processor.system_call);
                let here = instructions.iter().filter(is_call).count();
                assert!(here == 0 || name == "__sys_call", "{}: {name}", source.display());
                calls += here;
            }
        }
        assert!(calls > 0, "{program} makes system calls");
        report!("{program}: {calls} system calls, all in __sys_call");
    }
}
