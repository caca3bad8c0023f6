// SPDX-License-Identifier: MIT OR Apache-2.0
//! The test programs: built once, run for each fault, ended where they hang.

use crate::library::{Library, SONAME};
use crate::switches::CHOICE;
use crate::table::Fault;
use crate::Result;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

/// How long the tests of a program may take without a fault, and with one at least: there it is many times what they took
/// without. They end themselves then.
const LIMIT: Duration = Duration::from_secs(120);
const LIMIT_OF_A_FAULT: Duration = Duration::from_secs(20);
/// How much longer a program may take that does not: no fault should make it.
const GRACE: Duration = Duration::from_secs(20);

/// What a program says that ends when its time is over.
const OVER: &str = ": not done in ";

/// Parts of the package that are not copied: what they hold is built of the rest, or has nothing to do with
/// it.
const LEFT_OUT: [&str; 5] = [".git", "target", "benches", "faults", "platforms"];

pub struct Programs {
    tree: PathBuf,
    /// The executable of each program, and the directory that it runs in.
    executables: BTreeMap<String, (PathBuf, PathBuf)>,
    /// How long each may take with a fault.
    limits: BTreeMap<String, Duration>,
}

/// What a test program said of a fault.
pub enum Verdict {
    Passed,
    /// Which tests failed, or how the program ended.
    Failed(String),
    /// It had to be ended.
    Hung,
}

/// Copies what changed. What is no longer there stays behind: none of it is named.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    let wrong = |error: std::io::Error| format!("{}: {error}", from.display());
    if from.is_dir() {
        fs::create_dir_all(to).map_err(wrong)?;
        for entry in fs::read_dir(from).map_err(wrong)? {
            let name = entry.map_err(wrong)?.file_name();
            if !LEFT_OUT.contains(&name.to_str().unwrap_or_default()) {
                copy(&from.join(&name), &to.join(&name))?;
            }
        }
        return Ok(());
    }
    let contents = fs::read(from).map_err(wrong)?;
    if fs::read(to).ok().as_ref() != Some(&contents) {
        fs::write(to, contents).map_err(wrong)?;
    }
    Ok(())
}

/// A copy of the package for its test programs.
pub fn copy_package(root: &Path, scratch: &Path) -> Result<PathBuf> {
    let tree = scratch.join("tree");
    copy(root, &tree)?;
    Ok(tree)
}

/// The linker that puts the shared library in front of everything: what it defines is taken from no archive
/// then.
fn linker(scratch: &Path, library: &Path) -> Result<PathBuf> {
    let path = scratch.join("linker");
    let library = library.join(SONAME);
    let script = format!("#!/bin/sh\nexec cc -Wl,--no-as-needed '{}' \"$@\"\n", library.display());
    fs::write(&path, script)
        .and_then(|()| fs::set_permissions(&path, fs::Permissions::from_mode(0o755)))
        .map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(path)
}

impl Programs {
    /// Builds the programs that the faults name.
    pub fn build(tree: &Path, scratch: &Path, library: &Path, faults: &[Fault]) -> Result<Programs> {
        let names: BTreeSet<&str> = faults.iter().flat_map(Fault::programs).collect();
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["test", "--no-run", "--locked", "--no-default-features", "--color=never"]);
        cargo.args(["-p", "iouring-sys", "-p", "iouring-sys-parity", "--target", &host()?]);
        for name in &names {
            cargo.args(["--test", name]);
        }
        cargo.current_dir(tree).env("CARGO_TARGET_DIR", scratch.join("target"));
        cargo.env("RUSTFLAGS", format!("-Clinker={}", linker(scratch, library)?.display()));
        let output = cargo.output().map_err(|error| format!("{cargo:?}: {error}"))?;
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(format!("{said}the test programs cannot be built"));
        }
        let executables: BTreeMap<_, _> = said.lines().filter_map(|line| executable(line, tree)).collect();
        if let Some(missing) = names.iter().find(|name| !executables.contains_key(**name)) {
            return Err(format!("{said}no test program {missing}"));
        }
        Ok(Programs { tree: tree.into(), executables, limits: BTreeMap::new() })
    }

    /// All the tests that rows name are there, and pass on the library as it is: so it is the faults that
    /// they find.
    pub fn check_without_fault(&mut self, library: &Library, faults: &[Fault]) -> Result<()> {
        let mut tests: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (fault, program) in
            faults.iter().flat_map(|fault| fault.programs().into_iter().map(move |p| (fault, p)))
        {
            let named = fault.tests_of(program);
            tests.entry(program).or_default().extend(if named.is_empty() { vec![""] } else { named });
        }
        for (program, tests) in tests {
            let named: Vec<&str> = if tests.contains("") { vec![] } else { tests.into_iter().collect() };
            let begun = Instant::now();
            let (status, said) = self.start(program, &named, library, 0, LIMIT)?;
            let status = status.ok_or_else(|| format!("{said}{program} hangs without a fault"))?;
            let ran = format!("running {} test", named.len());
            if !status.success() || (!named.is_empty() && !said.contains(&ran)) {
                return Err(format!("{said}{program} fails without a fault, or lacks one of {named:?}"));
            }
            self.limits.insert(program.into(), LIMIT_OF_A_FAULT.max(5 * begun.elapsed()));
        }
        Ok(())
    }

    /// Runs tests of a program on a library, with a fault.
    pub fn run(&self, program: &str, tests: &[&str], library: &Library, fault: &Fault) -> Result<Verdict> {
        let number = if fault.in_c() { 0 } else { fault.number };
        Ok(match self.start(program, tests, library, number, self.limits[program])? {
            (None, _) => Verdict::Hung,
            (Some(status), _) if status.success() => Verdict::Passed,
            (Some(status), said) => {
                let failed: Vec<_> =
                    said.lines().filter_map(|line| line.strip_suffix(" ... FAILED")).collect();
                // A test in a process of its own says it twice.
                let failed: BTreeSet<_> =
                    failed.iter().map(|line| line.trim_start_matches("test ")).collect();
                let failed: Vec<_> = failed.into_iter().collect();
                Verdict::Failed(match failed[..] {
                    [] if said.contains(OVER) => "what is waited for does not come".into(),
                    [] => status.to_string(),
                    _ => failed.join(", "),
                })
            }
        })
    }

    /// Runs a program until it ends or its time is long over. Returns how it ended, and what it printed.
    fn start(
        &self,
        program: &str,
        tests: &[&str],
        library: &Library,
        fault: usize,
        limit: Duration,
    ) -> Result<(Option<ExitStatus>, String)> {
        let (executable, package) = &self.executables[program];
        let log = library.directory().join("log");
        let wrong = |error: std::io::Error| format!("{program}: {error}");
        let file = File::create(&log).map_err(wrong)?;
        let mut command = Command::new(executable);
        command.args(tests).arg("--exact").current_dir(package).process_group(0);
        command.env("LD_LIBRARY_PATH", library.directory()).env(CHOICE, fault.to_string());
        // Random cases are the same for every run, and few: a fault that only one in thousands shows needs a
        // test of its own.
        command.env("PROPTEST_RNG_SEED", "1").env("PROPTEST_CASES", "1000");
        // For tests that compile the sources themselves.
        command.env("IOURING_SYS_SOURCES", library.directory());
        command
            .env("RUST_BACKTRACE", "0")
            .env("IOURING_SYS_REQUIRE", "1")
            .env("IOURING_SYS_SECONDS", limit.as_secs().to_string())
            .env("CARGO_MANIFEST_DIR", &self.tree);
        command.stdout(file.try_clone().map_err(wrong)?).stderr(file);
        let status = wait(command.spawn().map_err(wrong)?, limit + GRACE).map_err(wrong)?;
        Ok((status, String::from_utf8_lossy(&fs::read(&log).map_err(wrong)?).into_owned()))
    }
}

/// Waits for a program until its time is over; it is ended then, with all that it started.
fn wait(mut child: Child, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() > limit {
            Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).status()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// From cargo's `Executable tests/wait.rs (path)`: name of the program, its path, and the package's
/// directory.
fn executable(line: &str, tree: &Path) -> Option<(String, (PathBuf, PathBuf))> {
    let (source, path) = line.trim().strip_prefix("Executable ")?.strip_suffix(')')?.split_once(" (")?;
    let path = tree.join(path);
    let name = path.file_name()?.to_str()?.rsplit_once('-')?.0.to_string();
    let package =
        if tree.join("tests/parity").join(source).exists() { tree.join("tests/parity") } else { tree.into() };
    Some((name, (path, package)))
}

/// The machine that this is.
fn host() -> Result<String> {
    let output = Command::new("rustc").arg("-vV").output().map_err(|error| format!("rustc: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(String::from).ok_or_else(|| format!("rustc -vV: {said}"))
}
