// SPDX-License-Identifier: MIT OR Apache-2.0
//! The instructions of the hot paths on aarch64, riscv64 and powerpc64le have the memory orderings that the protocol needs:
//! programs that run here, or under emulation here, cannot show that one is missing.
//!
//! `IOURING_SYS_FOREIGN_RUSTC` names a Rust with standard libraries for them, or with their source; without it, the installed
//! one may have some.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

#[path = "common/c.rs"]
mod c;
mod common;
#[path = "common/orderings.rs"]
mod orderings;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use common::report::report;
use orderings::*;

struct Processor {
    name: &'static str,
    rust: &'static str,
    /// The orderings that the instruction at this place gives.
    orders: fn(&[Instruction], usize) -> &'static [&'static str],
}

const PROCESSORS: [Processor; 3] = [
    Processor { name: "aarch64", rust: "aarch64-unknown-linux-gnu", orders: of_aarch64 },
    Processor { name: "riscv64", rust: "riscv64gc-unknown-linux-gnu", orders: of_riscv64 },
    Processor { name: "powerpc64le", rust: "powerpc64le-unknown-linux-gnu", orders: of_powerpc64le },
];

/// Its name, and its operands as they are written.
struct Instruction(String, String);

/// Loads and stores have orderings of their own.
fn of_aarch64(code: &[Instruction], at: usize) -> &'static [&'static str] {
    let Instruction(name, operands) = &code[at];
    match name.as_str() {
        load if load.starts_with("ldar") || load.starts_with("ldapr") => &[ACQUIRE],
        store if store.starts_with("stlr") => &[RELEASE],
        "dmb" if operands == "ish" || operands == "sy" => &[FENCE],
        _ => &[],
    }
}

/// Whether the next instruction behind this one that touches memory, or goes elsewhere, is a store.
fn before_a_store(
    code: &[Instruction],
    at: usize,
    stores: fn(&str) -> bool,
    other: fn(&str) -> bool,
) -> bool {
    let mut behind = code[at + 1..].iter().map(|instruction| instruction.0.as_str());
    behind.find(|name| stores(name) || other(name)).is_some_and(stores)
}

/// Fences name what comes before and after them. gcc makes full ones for loads with acquire and for stores of 16 bits with
/// release, too, so that those pass for any.
fn of_riscv64(code: &[Instruction], at: usize) -> &'static [&'static str] {
    let Instruction(name, operands) = &code[at];
    // Without operands it is full.
    let (before, after) = operands.split_once(',').unwrap_or(("rw", "rw"));
    let all = |accesses: &str| accesses.contains('r') && accesses.contains('w');
    let stores = |name: &str| name.starts_with("amo") || ["sb", "sh", "sw", "sd"].contains(&name);
    let other = |name: &str| name.starts_with(['l', 'b', 'j', 'r']) && name != "li";
    match (all(before), all(after)) {
        _ if name != "fence" => &[],
        (true, true) if before_a_store(code, at, stores, other) => &[ACQUIRE, RELEASE, FENCE],
        (true, true) => &[ACQUIRE, FENCE],
        (true, false) if after.contains('w') && before_a_store(code, at, stores, other) => &[RELEASE],
        (false, true) if before.contains('r') => &[ACQUIRE],
        _ => &[],
    }
}

/// A load with acquire ends in a branch on what was loaded and an `isync`.
fn of_powerpc64le(code: &[Instruction], at: usize) -> &'static [&'static str] {
    let stores = |name: &str| name.starts_with("st");
    let other = |name: &str| name.starts_with(['l', 'b']) && !["li", "lis", "lwsync"].contains(&name);
    match code[at].0.as_str() {
        "isync" if at > 0 && code[at - 1].0.starts_with("bne") => &[ACQUIRE],
        "lwsync" if before_a_store(code, at, stores, other) => &[RELEASE],
        "lwsync" => &[ACQUIRE],
        "sync" | "hwsync" => &[FENCE],
        _ => &[],
    }
}

/// The functions of an object file or an archive, with the orderings that their instructions give.
fn functions(processor: &Processor, object: &Path) -> BTreeMap<String, Function> {
    let mut objdump = Command::new(format!("{}-linux-gnu-objdump", processor.name));
    let text = c::run(objdump.args(["-d", "-r", "--no-show-raw-insn"]).arg(object));
    let (mut functions, mut code) = (BTreeMap::<String, Function>::new(), Vec::new());
    let mut current = String::new();
    let mut finish = |name: &str, function: Function, code: &mut Vec<Instruction>| {
        let orders = (0..code.len()).flat_map(|at| (processor.orders)(code, at));
        let accesses = orders.map(|order| order.to_string()).collect();
        functions.insert(name.to_string(), Function { accesses, ..function });
        code.clear();
    };
    let mut function = Function::default();
    for line in text.lines() {
        // `0000 <name>:` begins a function, unless it is one of the compiler's labels in it.
        let label = line.strip_suffix(">:").and_then(|line| Some(line.split_once(" <")?.1));
        if let Some(label) = label.filter(|label| !label.starts_with(".L")) {
            finish(&std::mem::replace(&mut current, label.into()), std::mem::take(&mut function), &mut code);
        } else if let Some((_, relocation)) = line.split_once(": R_") {
            let symbol = relocation.rsplit(['\t', ' ']).next().expect("a symbol");
            function.calls.insert(symbol.split(['+', '-']).next().expect("a name").into());
        } else if let Some((_, instruction)) = line.split_once(":\t") {
            let (name, operands) = instruction.split_once('\t').unwrap_or((instruction, ""));
            let target = operands.split_once('<').map(|(_, target)| target.split(['+', '>']).next());
            function.calls.extend(target.flatten().map(String::from));
            code.push(Instruction(name.trim().into(), operands.trim().into()));
        }
    }
    finish(&current, function, &mut code);
    functions
}

/// The functions of one of the library's sources, as it is compiled for programs.
fn of_c(processor: &Processor, gcc: &str, source: &str, arguments: &[&str]) -> BTreeMap<String, Function> {
    let test = std::thread::current().name().expect("a test").to_string();
    let object = c::scratch(&format!("disassembly_{test}")).join(source).with_extension("o");
    let mut gcc = Command::new(gcc);
    gcc.args(["-O2", "-std=gnu11", "-D_GNU_SOURCE", "-fPIC", "-fvisibility=hidden", "-c"]);
    // Cold parts stay beside their functions, so that calls of them have a name.
    gcc.arg("-fno-reorder-functions").args(arguments).arg("-I").arg(c::in_package("vendor/liburing/include"));
    c::run(gcc.arg("-o").arg(&object).arg(c::in_package("vendor/liburing/src").join(source)));
    functions(processor, &object)
}

/// What the hot paths in C lack, each a function and an ordering; none where there is no such compiler.
fn lacking_in_c(processor: &Processor, arguments: &[&str]) -> Option<Vec<(&'static str, &'static str)>> {
    let gcc = c::cross_gcc(processor.name)?;
    let sources = ["ffi.c", "queue.c", "resize.c"];
    let code = sources.map(|source| (source, of_c(processor, &gcc, source, arguments)));
    let code = BTreeMap::from(code);
    let helpers = HELPERS.map(|Helper(name, _, needed)| ("ffi.c", name, needed));
    let lacking = helpers
        .into_iter()
        .chain(LIBRARY)
        .filter_map(|(source, name, needed)| Some((name, lacks(&reached(&code[source], name), needed)?)));
    Some(lacking.collect())
}

#[test]
fn the_c_has_the_instructions_that_it_needs() {
    for processor in &PROCESSORS {
        match lacking_in_c(processor, &[]) {
            Some(lacking) => assert_eq!(lacking, [], "{}", processor.name),
            None => common::skip_this("no such compiler"),
        }
    }
}

/// Else the test before would show nothing.
#[test]
fn what_is_relaxed_in_c_is_noticed() {
    for processor in &PROCESSORS {
        for (order, ordering) in [("ACQUIRE", ACQUIRE), ("RELEASE", RELEASE), ("SEQ_CST", FENCE)] {
            let arguments = [format!("-U__ATOMIC_{order}"), format!("-D__ATOMIC_{order}=__ATOMIC_RELAXED")];
            let Some(lacking) = lacking_in_c(processor, &[&arguments[0], &arguments[1]]) else {
                common::skip_this("no such compiler");
                break;
            };
            // Of the library the one function that has each ordering for itself, on every processor.
            let helpers = HELPERS.iter().map(|Helper(name, _, needed)| (*name, *needed));
            let all = helpers.chain([(LIBRARY[0].1, LIBRARY[0].2)]);
            for (name, _) in all.filter(|(_, needed)| needed.contains(&ordering)) {
                let noticed = lacking.contains(&(name, ordering));
                assert!(noticed, "{name}, {}, {order}: {lacking:?}", processor.name);
            }
        }
    }
}

/// The Rust that compiles for other processors, and whether `core`, which is all that the crate needs of the standard
/// library, has to be compiled first; none where there is not even its source.
fn rustc(processor: &Processor) -> Option<(Command, bool)> {
    let program = ["IOURING_SYS_FOREIGN_RUSTC", "RUSTC"].iter().find_map(env::var_os);
    let mut rustc = Command::new(program.unwrap_or_else(|| "rustc".into()));
    rustc.args(["--target", processor.rust]);
    let has = |what, below| {
        let mut asks = Command::new(rustc.get_program());
        let folder = c::run(asks.args(rustc.get_args()).args(["--print", what]));
        Path::new(folder.trim()).join(below).exists()
    };
    // Only with the Rust that was named: what `core` is built with may have to be fetched.
    let named = env::var_os("IOURING_SYS_FOREIGN_RUSTC").is_some();
    let source = named && has("sysroot", "lib/rustlib/src/rust/library/core");
    let library = has("target-libdir", "");
    (library || source).then_some((rustc, !library))
}

/// The functions of the crate, and of a program that calls each helper.
fn of_rust(processor: &Processor) -> Option<BTreeMap<String, Function>> {
    let (mut rustc, from_source) = rustc(processor)?;
    let scratch = c::scratch(&format!("disassembly_rust_{}", processor.name));
    let mut cargo = Command::new(env!("CARGO"));
    // As on docs.rs no C is compiled, for which there need be no compiler.
    cargo.env("DOCS_RS", "1").env("RUSTC", rustc.get_program()).env("CARGO_TARGET_DIR", &scratch);
    cargo.args([
        "build",
        "-q",
        "--release",
        "--lib",
        "-p",
        "iouring-sys",
        "--no-default-features",
        "--target",
        processor.rust,
    ]);
    match from_source {
        true => cargo.env("RUSTC_BOOTSTRAP", "1").arg("-Zbuild-std=core"),
        false => cargo.arg("--offline"),
    };
    c::run(cargo.arg("--manifest-path").arg(c::in_package("Cargo.toml")));
    let built = scratch.join(processor.rust).join("release");
    let program = scratch.join("calls.rs");
    fs::write(&program, calls()).expect("the program is written");
    rustc.args(AS_RELEASED).args(["--emit=obj", "-L"]).arg(built.join("deps")).arg("--out-dir").arg(&scratch);
    let library = built.join("libiouring_sys.rlib");
    c::run(rustc.arg(format!("--extern=iouring_sys={}", library.display())).arg(program));
    let mut code = functions(processor, &scratch.join("calls.o"));
    // What is not inline is in the library alone.
    code.extend(functions(processor, &library));
    Some(code)
}

#[test]
fn the_rust_has_the_instructions_that_it_needs() {
    for processor in &PROCESSORS {
        if c::cross_gcc(processor.name).is_none() {
            common::skip_this("no such compiler");
            continue;
        }
        let Some(code) = of_rust(processor) else {
            common::skip_this(&format!("no standard library of Rust for {}", processor.name));
            continue;
        };
        for Helper(name, _, needed) in HELPERS {
            let accesses = reached(&code, &format!("{name}_"));
            assert_eq!(lacks(&accesses, needed), None, "{name}, {}: {accesses:?}", processor.name);
        }
        let accesses = reached(&code, "io_uring_smp_mb_");
        assert_eq!(lacks(&accesses, &[FENCE]), None, "{}: {accesses:?}", processor.name);
        report!("{} helpers in Rust have their instructions on {}", HELPERS.len(), processor.name);
    }
}
