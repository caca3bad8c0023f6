// SPDX-License-Identifier: MIT OR Apache-2.0
//! The crate's own tests on the installed liburing 2.3, each in a process of its own: those fail that differences.txt lists
//! with what that library does otherwise, and no others. A test that needs a newer function says which one.

use iouring_sys_installed::{cargo, libdir, package, run, work, Built};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

/// A test that takes longer hangs; one that is listed may be meant to.
const LIMIT: Duration = Duration::from_secs(300);
const LISTED_LIMIT: Duration = Duration::from_secs(30);
/// How the report of a missing function starts and goes on.
const MISSING: [&str; 2] = ["needs ", " of liburing since "];

#[test]
fn only_the_listed_tests_fail() {
    let stubs = stubs();
    let (not_run, listed): (BTreeMap<_, _>, BTreeMap<_, _>) =
        listed().into_iter().partition(|(_, reason)| reason.starts_with("not run:"));
    let (left_out, tests): (Vec<Test>, Vec<Test>) = tests(&build(&stubs)).into_iter().partition(|test| {
        [test.key(), format!("{} *", test.source.display())].iter().any(|key| not_run.contains_key(key))
    });
    let outcomes = run_all(&tests, &listed);
    let mut count = BTreeMap::<&str, usize>::new();
    let mut wrong = Vec::new();
    for (test, outcome) in &outcomes {
        *count.entry(outcome.name()).or_default() += 1;
        let name = test.key();
        match (outcome, listed.get(&name)) {
            (Outcome::Failed(how), None) => {
                wrong.push(format!("{name} fails ({how}):\n{}", test.end_of_log()))
            }
            (Outcome::Failed(_), Some(reason)) => println!("differs {name}: {reason}"),
            (_, Some(_)) => wrong.push(format!("{name} is listed, but does not fail")),
            (Outcome::Skipped(reason), None) => println!("skipped {name}: {reason}"),
            (_, None) => {}
        }
    }
    let known: BTreeSet<String> = outcomes.iter().map(|(test, _)| test.key()).collect();
    wrong.extend(
        listed
            .keys()
            .filter(|name| !known.contains(*name))
            .map(|name| format!("{name} is listed, but no test")),
    );
    let files: BTreeSet<&Path> = left_out.iter().map(|test| test.source.as_path()).collect();
    let stands_for_none =
        |key: &&String| !files.iter().any(|file| key.starts_with(&format!("{} ", file.display())));
    wrong.extend(not_run.keys().filter(stands_for_none).map(|name| format!("{name} is listed, but no test")));
    println!("{count:?} of {} tests on the installed library, {} not run", outcomes.len(), left_out.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count.get("passed").is_some_and(|count| *count > 100), "hardly a test ran");
}

/// Tests that fail, as `file test`, and why.
fn listed() -> BTreeMap<String, String> {
    let text = include_str!("../differences.txt");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let mut words = line.splitn(3, ' ');
            let mut word = || words.next().unwrap_or_else(|| panic!("file, test and reason: {line}"));
            (format!("{} {}", word(), word()), word().to_string())
        })
        .collect()
}

/// An archive that stands for each function that the installed library lacks: without it no test program would link. It
/// ends the test and says which function is missing.
fn stubs() -> PathBuf {
    let folder = work("stubs");
    let has = run(Command::new("nm").args(["-D", "--defined-only"]).arg(libdir().join("liburing.so")));
    let has: BTreeSet<&str> =
        has.lines().filter_map(|line| line.split(' ').nth(2)?.split('@').next()).collect();
    let table = fs::read_to_string(package().join("tests/data/functions.tsv")).unwrap();
    let mut rows = table.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let titles = rows.next().expect("a line of titles");
    let column = |title| titles.iter().position(|other| *other == title).expect("a column");
    let (name, kind, since) = (column("name"), column("kind"), column("map_node"));
    let [needs, of] = MISSING;
    let mut text = format!(
        "#include <string.h>\n#include <unistd.h>\n\
         #define MISSING(name, since) __attribute__((noreturn)) void name(void); void name(void) {{ \\\n\
         \tstatic const char text[] = \"{needs}\" #name \"{of}\" since \"\\n\"; \\\n\
         \t_exit(write(2, text, strlen(text)) < 0 ? 78 : 77); }}\n"
    );
    let missing: Vec<_> = rows.filter(|row| row[kind] == "extern" && !has.contains(row[name])).collect();
    assert!(!missing.is_empty() && !has.is_empty(), "liburing 2.3 lacks functions of newer ones");
    for row in &missing {
        text += &format!("MISSING({}, \"{}\")\n", row[name], row[since]);
    }
    println!("the installed library lacks {} functions", missing.len());
    let (source, object, archive) =
        (folder.join("stubs.c"), folder.join("stubs.o"), folder.join("libstubs.a"));
    fs::write(&source, text).unwrap();
    let _ = fs::remove_file(&archive);
    run(Command::new("gcc").args(["-Wall", "-Werror", "-O1", "-c", "-o"]).args([&object, &source]));
    run(Command::new("ar").arg("rcs").args([&archive, &object]));
    archive
}

/// Builds the crate's test programs.
fn build(stubs: &Path) -> Vec<(PathBuf, PathBuf)> {
    let version = run(Command::new("rustc").arg("-vV"));
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let packages = ["test", "-p", "iouring-sys", "-p", "iouring-sys-parity", "--no-default-features"];
    // With a target, build scripts are linked without the stubs.
    let arguments = [&packages[..], &["--lib", "--tests", "--no-run", "--target", host]].concat();
    let mut build = cargo(&arguments, &work("target"));
    build.env("LIBURING_NO_VENDOR", "1").env("RUSTFLAGS", format!("-Clink-arg={}", stubs.display()));
    let programs = Built::by(&mut build).well().programs();
    assert!(programs.len() > 20, "only {} test programs", programs.len());
    programs
}

struct Test {
    /// Of its program, below the crate's package.
    source: PathBuf,
    program: PathBuf,
    name: String,
    log: PathBuf,
}

fn tests(programs: &[(PathBuf, PathBuf)]) -> Vec<Test> {
    let (package, logs) = (package(), work("logs"));
    let mut tests = Vec::new();
    for (source, program) in programs {
        let source = source.strip_prefix(&package).expect("a source of the package").to_path_buf();
        let list = run(Command::new(program).args(["--list", "--format", "terse"]));
        for name in list.lines().filter_map(|line| line.strip_suffix(": test")) {
            let log = format!("{}.{name}", source.display()).replace(['/', ':'], "-");
            let (source, program, log) = (source.clone(), program.clone(), logs.join(log));
            tests.push(Test { source, program, name: name.into(), log });
        }
    }
    tests
}

enum Outcome {
    Passed,
    Ignored,
    Skipped(String),
    Failed(String),
}

impl Outcome {
    fn name(&self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Ignored => "ignored",
            Outcome::Skipped(_) => "skipped",
            Outcome::Failed(_) => "failed",
        }
    }
}

/// Runs them two at a time.
fn run_all<'a>(tests: &'a [Test], listed: &BTreeMap<String, String>) -> Vec<(&'a Test, Outcome)> {
    let waiting = Mutex::new(tests.iter());
    let outcomes = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| loop {
                let Some(test) = waiting.lock().unwrap().next() else { return };
                let limit = if listed.contains_key(&test.key()) { LISTED_LIMIT } else { LIMIT };
                let outcome = test.run(limit);
                outcomes.lock().unwrap().push((test, outcome));
            });
        }
    });
    outcomes.into_inner().unwrap()
}

impl Test {
    /// Its file and its name, as differences.txt has them.
    fn key(&self) -> String {
        format!("{} {}", self.source.display(), self.name)
    }

    fn run(&self, limit: Duration) -> Outcome {
        let log = File::create(&self.log).unwrap_or_else(|error| panic!("{}: {error}", self.log.display()));
        let mut command = Command::new(&self.program);
        command.args(["--exact", "--test-threads=1", "--nocapture", &self.name]).current_dir(package());
        command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        let ended = wait(&mut command, limit);
        let said = String::from_utf8_lossy(&fs::read(&self.log).unwrap()).into_owned();
        let [needs, of] = MISSING;
        // libtest has not ended its own line where --nocapture lets the stub write.
        let missing =
            said.lines().find_map(|line| Some(&line[line.find(needs).filter(|_| line.contains(of))?..]));
        match (missing, ended) {
            (Some(missing), _) => Outcome::Skipped(missing.into()),
            (None, Some(status)) if status.success() && said.contains("test result: ok. 1 passed") => {
                Outcome::Passed
            }
            (None, Some(status)) if status.success() && said.contains(" 1 ignored") => Outcome::Ignored,
            (None, Some(status)) => Outcome::Failed(status.to_string()),
            (None, None) => Outcome::Failed(format!("not done after {} s", limit.as_secs())),
        }
    }

    fn end_of_log(&self) -> String {
        let log = String::from_utf8_lossy(&fs::read(&self.log).unwrap()).into_owned();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(12)..].join("\n")
    }
}

/// How the command ended, if it did in time.
fn wait(command: &mut Command, limit: Duration) -> Option<ExitStatus> {
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a child") {
            return Some(status);
        }
        if start.elapsed() > limit {
            child.kill().expect("a child that runs");
            child.wait().expect("a child");
            return None;
        }
        thread::sleep(Duration::from_millis(10));
    }
}
