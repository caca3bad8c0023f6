// SPDX-License-Identifier: MIT OR Apache-2.0
//! Who does the work: programs in C with each liburing, this program's own loops, and programs of nested packages.

use crate::cases::{Case, Work, CONNECTIONS};
use crate::{echo, nops, reads, rustix_ring};
use iouring_sys_driver::{number, Result};
use iouring_sys_peers::libraries::{self, Library, Program};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const TIMING: Program = Program { name: "timing", sources: &["src/timing.c", "driver/src/allocations.c"] };

/// The one that all ratios are of.
pub const YARDSTICK: &str = "C, inlined";

/// Where a contender is from, which says what it can do and what is asked of it.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// All of the work, without an allocation.
    Ours,
    /// All of the work.
    Liburing,
    NopsOnly,
    /// Ours, and NOPs only: whole batches.
    OurNopsOnly,
    /// The system calls that are there without io_uring.
    NoRing,
}

pub struct Contender {
    pub title: String,
    pub kind: Kind,
    /// The program, or why there is none.
    pub program: Result<PathBuf>,
    /// What it is told before the work.
    pub arguments: Vec<&'static str>,
}

/// What a contender took for a case: nanoseconds for an operation, allocations in all.
pub struct Sample {
    pub nanoseconds: f64,
    pub allocations: u64,
}

impl Contender {
    pub fn is_ours(&self) -> bool {
        matches!(self.kind, Kind::Ours | Kind::OurNopsOnly)
    }

    /// Does the work of a case, if the contender can.
    pub fn run(&self, case: &Case, file: &Path) -> Option<Result<Sample>> {
        let (program, operations) = (self.program.as_ref().ok()?, case.operations.to_string());
        let nothing_else = matches!(self.kind, Kind::NopsOnly | Kind::OurNopsOnly);
        let mut command = Command::new(program);
        command.args(&self.arguments).stdout(Stdio::piped());
        match (case.work, self.kind) {
            (Work::Nops(_), Kind::NoRing) => return None,
            (Work::Nops(batch), _) => command.args(["nop", &batch.to_string(), &operations]),
            _ if nothing_else => return None,
            (Work::Reads(_), Kind::NoRing) => command.arg("pread").arg(file).arg(&operations),
            (Work::Reads(work), _) => command.arg(work).arg(file).arg(&operations),
            (Work::Echoes, Kind::NoRing) => command.args(["epoll", &CONNECTIONS.to_string()]),
            (Work::Echoes, _) => command.args(["echo", &CONNECTIONS.to_string()]),
        };
        Some(command.spawn().map_err(|error| error.to_string()).and_then(|child| finish(child, case)))
    }
}

/// Reads what a contender prints, as the client of one that serves.
fn finish(mut child: Child, case: &Case) -> Result<Sample> {
    let mut output = BufReader::new(child.stdout.take().expect("it is a pipe"));
    let mut text = String::new();
    if case.work == Work::Echoes {
        output.read_line(&mut text).map_err(|error| error.to_string())?;
        let port = number(text.trim())? as u16;
        text.clear();
        // A server that fails ends, and so does the call.
        let called = echo::call(port, CONNECTIONS, case.operations / CONNECTIONS);
        called.map_err(|error| error.to_string())?;
    }
    output.read_to_string(&mut text).map_err(|error| error.to_string())?;
    let status = child.wait().map_err(|error| error.to_string())?;
    let numbers: Vec<u64> = text.split_whitespace().flat_map(str::parse).collect();
    match (status.success(), &numbers[..]) {
        (true, [nanoseconds, allocations]) => Ok(Sample {
            nanoseconds: *nanoseconds as f64 / f64::from(case.operations),
            allocations: *allocations,
        }),
        _ => Err(format!("{status}, and it printed {text:?}")),
    }
}

/// All of them, built now.
pub fn all() -> Vec<Contender> {
    let mut found: Vec<Contender> = libraries::all(&TIMING).into_iter().map(in_c).collect();
    let ours = found.iter().find(|one| one.title == YARDSTICK).map(|one| one.program.clone());
    for (title, face, kind) in [
        ("Rust", "inline", Kind::Ours),
        ("Rust, `batch`", "batch", Kind::OurNopsOnly),
        ("`io-uring`", "io-uring", Kind::NopsOnly),
        ("`rustix`", "rustix", Kind::NopsOnly),
    ] {
        let program = std::env::current_exe().map_err(|error| error.to_string());
        found.push(Contender { title: title.into(), kind, program, arguments: vec!["--contend", face] });
    }
    for (title, folder) in [("`axboe-liburing`", "upstream"), ("`uring-sys2`", "uring_sys2")] {
        let program = libraries::program(folder);
        found.push(Contender { title: title.into(), kind: Kind::NopsOnly, program, arguments: vec![] });
    }
    let (title, program) = ("`pread`, `epoll`".into(), ours.expect("C is compiled with our library"));
    found.push(Contender { title, kind: Kind::NoRing, program, arguments: vec![] });
    for contender in &found {
        if let Err(error) = &contender.program {
            eprintln!("{} is not there: {error}", contender.title);
        }
    }
    found.sort_by_key(|contender| contender.title != YARDSTICK);
    found
}

fn in_c(library: Library) -> Contender {
    let (title, kind) = match library.title {
        libraries::OURS_GCC => (YARDSTICK.into(), Kind::Ours),
        "liburing, installed" => (format!("liburing {}", library.about), Kind::Liburing),
        title if title.starts_with("C,") => (title.replace(" -O2", ""), Kind::Ours),
        title => (title.into(), Kind::Liburing),
    };
    Contender { title, kind, program: library.program, arguments: vec![] }
}

/// The work of a contender that is this program.
pub fn work(face: &str, arguments: &[&str]) -> Result<()> {
    use iouring_sys_driver::nops as time;
    match (face, arguments) {
        (_, ["nop", batch, operations]) => {
            let (batch, operations) = (number(batch)?, number(operations)?);
            match face {
                "inline" => time(&mut nops::Inline::new(), batch, operations),
                "batch" => time(&mut nops::Batch::new(), batch, operations),
                "io-uring" => time(&mut nops::IoUring::new()?, batch, operations),
                "rustix" => time(&mut rustix_ring::Rustix::new()?, batch, operations),
                _ => Err(format!("there is no {face}")),
            }
        }
        ("inline", [work @ ("read" | "read_fixed"), file, operations]) => {
            reads::run(file, number(operations)?, *work == "read_fixed")
        }
        ("inline", ["echo", connections]) => echo::serve(number(connections)?),
        _ => Err(format!("{face} cannot do {arguments:?}")),
    }
}
