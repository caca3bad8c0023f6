// SPDX-License-Identifier: MIT OR Apache-2.0
//! Times NOPs, reads and an echo server, with iouring-sys and with its peers.
//!
//! Each contender is a program or a run of this one, on the one processor that all are pinned to. In each round every
//! contender does each piece of work in turn; what counts is how its processor time relates to that of the same work
//! in C in the same round. `--check` fails if something of ours allocates memory meanwhile, was not measured, or takes
//! more in Rust than is held.

mod cases;
mod chart;
mod contenders;
mod echo;
mod machine;
mod nops;
mod reads;
mod rustix_ring;
mod table;

use cases::CASES;
use contenders::{Contender, Sample};
use iouring_sys_driver::{finish, number, Result};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Of each contender and case: a sample for each round, if it does that work.
pub type Samples = Vec<Vec<Vec<Sample>>>;

struct Options {
    rounds: u32,
    check: bool,
    chart: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let ["--contend", face, work @ ..] = &arguments[..] {
        return finish(contenders::work(face, work));
    }
    match options(&arguments).and_then(|options| compare(&options)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn options(arguments: &[&str]) -> Result<Options> {
    let mut options = Options { rounds: 41, check: false, chart: None };
    let mut rest = arguments;
    loop {
        rest = match rest {
            [] => return Ok(options),
            ["--check", rest @ ..] => {
                options.check = true;
                rest
            }
            ["--rounds", rounds, rest @ ..] => {
                options.rounds = number(rounds)?.max(1);
                rest
            }
            ["--chart", path, rest @ ..] => {
                options.chart = Some(path.into());
                rest
            }
            _ => return Err("usage: timing [--check] [--rounds NUMBER] [--chart FILE.svg]".into()),
        };
    }
}

/// Measures everything, prints the table and writes the chart.
fn compare(options: &Options) -> Result<ExitCode> {
    eprintln!("building the contenders");
    let contenders = contenders::all();
    let file = std::env::current_exe().map_err(|error| error.to_string())?.with_file_name("timing-file");
    reads::make_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let processor = machine::pin()?;
    let samples = rounds(&contenders, options.rounds, &file);
    // What is left of it hurts nobody.
    let _ = std::fs::remove_file(&file);
    let samples = samples?;
    let about = machine::about(options.rounds, processor);
    println!("{}", table::markdown(&contenders, &samples, &about));
    if let Some(path) = &options.chart {
        chart::draw(path, &contenders, &samples, &about)?;
    }
    let failing = table::judge(&contenders, &samples);
    Ok(ExitCode::from(u8::from(options.check && failing > 0)))
}

fn rounds(contenders: &[Contender], rounds: u32, file: &Path) -> Result<Samples> {
    let mut samples: Samples =
        contenders.iter().map(|_| CASES.iter().map(|_| Vec::new()).collect()).collect();
    for round in 0..rounds {
        for (index, case) in CASES.iter().enumerate() {
            eprint!("\rround {} of {rounds}: {:<20}", round + 1, case.title);
            // Another one begins in each round: what changes while they take turns hits each alike.
            for turn in 0..contenders.len() {
                let turn = (turn + round as usize) % contenders.len();
                if let Some(sample) = contenders[turn].run(case, file) {
                    let told = |error| format!("\n{}, {}: {error}", contenders[turn].title, case.title);
                    samples[turn][index].push(sample.map_err(told)?);
                }
            }
        }
    }
    eprintln!();
    Ok(samples)
}
