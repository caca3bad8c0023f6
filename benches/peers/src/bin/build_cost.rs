// SPDX-License-Identifier: MIT OR Apache-2.0
//! Compares what it costs to build iouring-sys with what its peers cost.
//!
//! Each is the only dependency of a throw-away package, which is built into an empty target folder. All are
//! built in turn, three times over, and the best of each counts: ratios inside one run are what matters. The
//! limits hold for processor time, of cargo and all it starts, which a busy machine hardly distorts; the time
//! that passed is shown beside it. `--check` makes the program fail when a limit is exceeded.
//!
//! What is measured is what a user pays: packages of a registry are never compiled incrementally, so that ours, which
//! is here from a folder, is not either.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};
use std::time::{Duration, Instant};
use std::{env, fs};

const REPETITIONS: usize = 3;
/// What a build may cost: with features off as a multiple of `io-uring`, with bindgen of `uring-sys2` and of
/// `axboe-liburing`.
const OFF_LIMIT: f64 = 2.0;
const BINDGEN_LIMITS: [(usize, f64); 2] = [(URING_SYS2, 0.85), (AXBOE, 1.0)];
/// What it is to cost with bindgen of `uring-sys2`. The limit leaves room for other machines.
const BINDGEN_GOAL: f64 = 0.75;

/// A package that is built.
struct Peer {
    title: &'static str,
    /// Its line below `[dependencies]`, where `{path}` is the folder of iouring-sys.
    dependency: &'static str,
}

const OURS: usize = 0;
const IO_URING: usize = 1;
const OURS_BINDGEN: usize = 2;
const URING_SYS2: usize = 3;
const AXBOE: usize = 4;
const PEERS: [Peer; 5] = [
    Peer {
        title: "iouring-sys, features off",
        dependency: "iouring-sys = { path = '{path}', default-features = false }",
    },
    Peer { title: "io-uring", dependency: "io-uring = '0.7'" },
    Peer {
        title: "iouring-sys, bindgen",
        dependency: "iouring-sys = { path = '{path}', default-features = false, features = ['bindgen'] }",
    },
    Peer { title: "uring-sys2", dependency: "uring-sys2 = '0.13'" },
    Peer { title: "axboe-liburing", dependency: "axboe-liburing = '2.15'" },
];

/// What was measured of a peer.
struct Cost {
    processor: Duration,
    passed: Duration,
    /// Packages that were compiled, without the throw-away one and without the peer.
    dependencies: usize,
    /// Compilers and build scripts that run when it is built again with nothing changed.
    rerun: usize,
}

/// A cost, or why the peer cannot be built here.
type Outcome = Result<Cost, String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let check = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => false,
        ["--check"] => true,
        _ => {
            eprintln!("usage: build_cost [--check]");
            return ExitCode::from(2);
        }
    };
    let root = env::temp_dir().join(format!("iouring-sys-build-cost-{}", std::process::id()));
    let outcomes = measure(&root);
    let _ = fs::remove_dir_all(&root);
    match outcomes {
        Ok(outcomes) => {
            print_table(&outcomes);
            ExitCode::from(u8::from(judge(&outcomes) > 0 && check))
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

// ---- Measuring ------------------------------------------------------------------------------------------

/// Builds all packages below `root`. The error is one of the measurement, not of a peer.
fn measure(root: &Path) -> Result<Vec<Outcome>, std::io::Error> {
    let packages = PEERS.iter().enumerate().map(|(index, peer)| create(&root.join(index.to_string()), peer));
    let packages: Vec<PathBuf> = packages.collect::<Result<_, _>>()?;
    let mut outcomes: Vec<Option<Outcome>> = PEERS.iter().map(|_| None).collect();
    for round in 1..=REPETITIONS {
        for ((package, outcome), peer) in packages.iter().zip(&mut outcomes).zip(&PEERS) {
            eprintln!("round {round} of {REPETITIONS}: {}", peer.title);
            if matches!(outcome, Some(Err(_))) {
                continue;
            }
            let next = build(package)?;
            *outcome = Some(match (outcome.take(), next) {
                (Some(Ok(before)), Ok(next)) => Ok(Cost {
                    processor: before.processor.min(next.processor),
                    passed: before.passed.min(next.passed),
                    ..next
                }),
                (_, next) => next,
            });
        }
    }
    Ok(outcomes.into_iter().flatten().collect())
}

/// Writes the throw-away package that depends on `peer`.
fn create(package: &Path, peer: &Peer) -> Result<PathBuf, std::io::Error> {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    let manifest = format!(
        "[package]\nname = 'throw-away'\nversion = '0.0.0'\nedition = '2021'\n\
         [workspace]\n[dependencies]\n{}\n",
        peer.dependency.replace("{path}", &ours.to_string_lossy())
    );
    fs::create_dir_all(package.join("src"))?;
    fs::write(package.join("Cargo.toml"), manifest)?;
    fs::write(package.join("src/lib.rs"), "")?;
    cargo(package, &["fetch"])?;
    Ok(package.to_path_buf())
}

/// Builds `package` from nothing, and once more.
fn build(package: &Path) -> Result<Outcome, std::io::Error> {
    if let Err(error) = fs::remove_dir_all(package.join("target")) {
        if error.kind() != std::io::ErrorKind::NotFound {
            return Err(error);
        }
    }
    let (start, used) = (Instant::now(), processor_time());
    let output = cargo(package, &["build", "--offline", "--jobs", "2"])?;
    let (passed, processor) = (start.elapsed(), processor_time() - used);
    if !output.status.success() {
        return Ok(Err(reason(&output)));
    }
    let compiled = count(&output, &["Compiling"]);
    let again = cargo(package, &["build", "--offline", "--jobs", "2", "--verbose"])?;
    Ok(Ok(Cost {
        processor,
        passed,
        dependencies: compiled.saturating_sub(2),
        rerun: count(&again, &["Compiling", "Running", "Dirty"]),
    }))
}

/// Processor time of all processes that this one started and that have ended, theirs included.
fn processor_time() -> Duration {
    // SAFETY: the structure is plain numbers, and getrusage fills it.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_CHILDREN, &mut usage);
        usage
    };
    let duration = |time: libc::timeval| Duration::new(time.tv_sec as u64, time.tv_usec as u32 * 1000);
    duration(usage.ru_utime) + duration(usage.ru_stime)
}

/// Runs cargo in `package` as if nobody had set anything for the build around it.
fn cargo(package: &Path, arguments: &[&str]) -> Result<Output, std::io::Error> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for variable in ["RUSTFLAGS", "RUSTC_WRAPPER", "CARGO_ENCODED_RUSTFLAGS", "LIBURING_NO_VENDOR"] {
        command.env_remove(variable);
    }
    command.env("CARGO_TARGET_DIR", package.join("target")).env("CARGO_INCREMENTAL", "0");
    command.args(arguments).current_dir(package).output()
}

/// Lines of cargo's that begin with one of `verbs`.
fn count(output: &Output, verbs: &[&str]) -> usize {
    let log = String::from_utf8_lossy(&output.stderr);
    log.lines()
        .filter(|line| line.split_whitespace().next().is_some_and(|verb| verbs.contains(&verb)))
        .count()
}

/// The first line that says what went wrong.
fn reason(output: &Output) -> String {
    let log = String::from_utf8_lossy(&output.stderr);
    let line = log.lines().find(|line| line.starts_with("error")).or_else(|| log.lines().next());
    line.unwrap_or("no message").chars().take(80).collect()
}

// ---- Reporting ------------------------------------------------------------------------------------------

/// How many times the `time` of the peer `other` that of `index` is.
fn ratio(outcomes: &[Outcome], time: fn(&Cost) -> Duration, index: usize, other: usize) -> Option<f64> {
    let seconds = |index: usize| outcomes[index].as_ref().ok().map(|cost| time(cost).as_secs_f64());
    seconds(index).zip(seconds(other)).map(|(one, other)| one / other)
}

fn print_table(outcomes: &[Outcome]) {
    println!("{:<40}{:^41}{:^34}", "", "processor time", "time that passed");
    println!(
        "{:<28}{:>12}{:>19}{:>9}{:>14}{:>11}{:>8}{:>14}   no-op rebuild",
        "cold build", "dependencies", "", "/io-uring", "/uring-sys2", "", "/io-uring", "/uring-sys2"
    );
    for (index, (peer, outcome)) in PEERS.iter().zip(outcomes).enumerate() {
        let shown = |time, other| {
            ratio(outcomes, time, index, other).map_or("-".into(), |ratio| format!("{ratio:.2}"))
        };
        match outcome {
            Ok(cost) => println!(
                "{:<28}{:>12}{:>17.1} s{:>9}{:>14}{:>9.1} s{:>8}{:>14}   {}",
                peer.title,
                cost.dependencies,
                cost.processor.as_secs_f64(),
                shown(|cost| cost.processor, IO_URING),
                shown(|cost| cost.processor, URING_SYS2),
                cost.passed.as_secs_f64(),
                shown(|cost| cost.passed, IO_URING),
                shown(|cost| cost.passed, URING_SYS2),
                if cost.rerun == 0 { "runs nothing".into() } else { format!("runs {}", cost.rerun) },
            ),
            Err(reason) => println!("{:<28}cannot be built here: {reason}", peer.title),
        }
    }
}

/// Prints the limits and returns how many are exceeded. One that could not be measured is exceeded.
fn judge(outcomes: &[Outcome]) -> usize {
    let measured = |index, other| ratio(outcomes, |cost| cost.processor, index, other);
    let within = |index, limit, other| measured(index, other).is_some_and(|ratio| ratio <= limit);
    let ours = |test: fn(&Cost) -> bool| {
        [OURS, OURS_BINDGEN].iter().all(|index| outcomes[*index].as_ref().is_ok_and(test))
    };
    let few = outcomes[OURS].as_ref().is_ok_and(|cost| cost.dependencies <= 5);
    let mut limits = vec![
        (format!("features off: at most {OFF_LIMIT:.2} times io-uring"), within(OURS, OFF_LIMIT, IO_URING)),
        ("features off: at most 5 dependencies".into(), few),
        ("built again: runs nothing".into(), ours(|cost| cost.rerun == 0)),
    ];
    for (other, limit) in BINDGEN_LIMITS {
        let text = format!("bindgen: at most {limit:.2} times {}", PEERS[other].title);
        limits.push((text, within(OURS_BINDGEN, limit, other)));
    }
    println!("\nLimits");
    for (limit, kept) in &limits {
        println!("  {:<10}{limit}", if *kept { "kept" } else { "EXCEEDED" });
    }
    let goal = if within(OURS_BINDGEN, BINDGEN_GOAL, URING_SYS2) { "reached" } else { "missed" };
    println!("  {goal:<10}the goal, bindgen: at most {BINDGEN_GOAL:.2} times {}", PEERS[URING_SYS2].title);
    limits.iter().filter(|(_, kept)| !kept).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many limits are exceeded where builds take as many seconds, or cannot be built.
    fn exceeded(seconds: [Option<f64>; PEERS.len()]) -> usize {
        let outcome = |seconds: Option<f64>| -> Outcome {
            let time = Duration::from_secs_f64(seconds.ok_or("no make here")?);
            Ok(Cost { processor: time, passed: time, dependencies: 5, rerun: 0 })
        };
        judge(&seconds.map(outcome))
    }

    #[test]
    fn a_limit_that_could_not_be_measured_is_exceeded() {
        let costs = [Some(2.0), Some(1.0), Some(8.0), Some(10.0), Some(8.0)];
        assert_eq!(exceeded(costs), 0);
        // Without ours: its limit or both of them, and that a second build runs nothing; without the first, its dependencies.
        for (without, expected) in [(OURS, 3), (IO_URING, 1), (OURS_BINDGEN, 3), (URING_SYS2, 1), (AXBOE, 1)]
        {
            let mut costs = costs;
            costs[without] = None;
            assert_eq!(exceeded(costs), expected, "without {}", PEERS[without].title);
        }
    }

    #[test]
    fn costs_beyond_the_limits_are_exceeded() {
        assert_eq!(exceeded([Some(2.1), Some(1.0), Some(8.0), Some(10.0), Some(8.0)]), 1);
        assert_eq!(exceeded([Some(2.0), Some(1.0), Some(8.6), Some(10.0), Some(8.0)]), 2);
    }
}
