// SPDX-License-Identifier: MIT OR Apache-2.0
//! The examples, run: each prints what the README says that it does, or says what is missing where it cannot.

mod common;

use common::{has_or_skip, kernel, room_or_skip, skip_this};
use iouring_sys::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

const README: &str = include_str!("../README.md");
/// What is before the name of an example in the README, with what it prints in the lines below.
const COMMAND: &str = "$ cargo run --release --example ";
/// What stands for anything there: on a line of its own for lines, else for a part of the line.
const ANYTHING: char = '…';
/// Far more than any takes.
const LIMIT: Duration = Duration::from_secs(60);

/// One test for each example: its name, whether this kernel has what it needs, and since which release kernels have that.
macro_rules! examples {
    ($($name:ident: $has:expr, $since:literal;)*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];
        $(
            #[test]
            fn $name() {
                prints_what_the_readme_says(stringify!($name), || $has, $since);
            }
        )*
    };
}
examples! {
    batch: kernel::supports(IORING_OP_READ), "5.6";
    copy: kernel::links(), "5.3";
    echo: kernel::supports(IORING_OP_SEND_ZC), "6.0";
    futex_wait: kernel::supports(IORING_OP_FUTEX_WAIT), "6.7";
    msg_ring: kernel::supports(IORING_OP_MSG_RING), "5.18";
    raw_syscall: kernel::supports(IORING_OP_MSG_RING), "5.18";
    statx_tree: kernel::supports(IORING_OP_STATX), "5.6";
    timers: kernel::registers(IORING_REGISTER_SEND_MSG_RING), "6.13";
    workers: kernel::supports(IORING_OP_SENDMSG_ZC), "6.1";
}

fn prints_what_the_readme_says(name: &str, has: impl FnOnce() -> bool, since: &str) {
    let program = program(name);
    if !has_or_skip(program.exists(), "an example is not built: cargo build --examples") || !room_or_skip() {
        return;
    }
    assert_is_fresh(&program);
    let output = run(&program);
    let printed = String::from_utf8(output.stdout).expect("examples print text");
    let said = String::from_utf8(output.stderr).expect("examples say text");
    let missing = match kernel::refused() {
        Some(_) => Some("o ring could be created: E".to_string()),
        None if has() => None,
        // No probe tells whether requests are linked, and the example does not say that the kernel is too old.
        None if name == "copy" => return skip_this("requests cannot be linked before Linux 5.3"),
        None => Some(format!("came with Linux {since}.")),
    };
    if let Some(missing) = missing {
        assert!(
            !output.status.success() && said.contains(&missing),
            "{}, not {missing}: {said}",
            output.status
        );
        return;
    }
    assert!(output.status.success() && said.is_empty(), "{name}: {}\n{said}", output.status);
    let listed = &listed()[name];
    let lines: Vec<&str> = printed.lines().collect();
    assert!(are_like(&lines, listed), "{name} prints\n{printed}and the README says\n{}", listed.join("\n"));
}

/// Where cargo puts an example that it builds with this test.
fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the path of this program");
    test.parent().and_then(Path::parent).expect("a folder for each profile").join("examples").join(name)
}

/// `cargo test` builds the examples; with `--test` or `--all-targets` it does not, and could run old ones. Beside each program
/// cargo tells what it was made of: one of which nobody tells may be of anything.
fn assert_is_fresh(program: &Path) {
    let list = fs::read_to_string(program.with_extension("d")).unwrap_or_default().replace("\\ ", "\0");
    let sources = list.split_whitespace().skip(1).map(|path| newest(Path::new(&path.replace('\0', " "))));
    // None if one is gone: what it was is not known then.
    let sources: Option<Vec<SystemTime>> = sources.collect();
    let newest_source = sources.and_then(|times| times.into_iter().max());
    let is_fresh = newest_source.is_some_and(|newest_source| newest(program) >= Some(newest_source));
    assert!(is_fresh, "{} may be older than its sources: cargo build --examples", program.display());
}

/// When a file was changed, or the newest of a folder; nothing if there is none.
fn newest(path: &Path) -> Option<SystemTime> {
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().filter_map(|entry| newest(&entry.path())).max(),
        Err(_) => fs::metadata(path).and_then(|data| data.modified()).ok(),
    }
}

/// Runs a program to its end.
fn run(program: &Path) -> Output {
    let mut command = Command::new(program);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the example starts");
    let start = Instant::now();
    // It prints less than a pipe has room for.
    while child.try_wait().expect("it is a child").is_none() {
        if start.elapsed() > LIMIT {
            child.kill().expect("it is a child");
            panic!("{} does not end", program.display());
        }
        sleep(Duration::from_millis(2));
    }
    child.wait_with_output().expect("it has ended")
}

/// What the README says that each example prints.
fn listed() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut listed = BTreeMap::new();
    for block in README.split("```text\n").skip(1) {
        let (block, _) = block.split_once("```").expect("a block has an end");
        let mut name = None;
        for line in block.lines() {
            match (line.strip_prefix(COMMAND), name) {
                (Some(new), _) => {
                    name = Some(new);
                    assert_eq!(listed.insert(new, Vec::new()), None, "{new} is there twice");
                }
                (None, Some(name)) => listed.get_mut(name).expect("it was put there").push(line),
                (None, None) => {}
            }
        }
    }
    listed
}

/// Whether lines are what the README has.
fn are_like(lines: &[&str], listed: &[&str]) -> bool {
    match (listed, lines) {
        ([], _) => lines.is_empty(),
        ([first, rest @ ..], _) if *first == ANYTHING.to_string() => {
            (0..=lines.len()).any(|skipped| are_like(&lines[skipped..], rest))
        }
        ([first, rest @ ..], [line, others @ ..]) => is_like(line, first) && are_like(others, rest),
        (_, []) => false,
    }
}

fn is_like(line: &str, listed: &str) -> bool {
    let Some((start, rest)) = listed.split_once(ANYTHING) else { return line == listed };
    let Some(line) = line.strip_prefix(start) else { return false };
    (0..=line.len()).any(|at| line.is_char_boundary(at) && is_like(&line[at..], rest))
}

#[test]
fn the_readme_lists_every_example() {
    let names: BTreeSet<&str> = NAMES.iter().copied().collect();
    assert_eq!(listed().into_keys().collect::<BTreeSet<_>>(), names, "in the README");
    for name in &names {
        assert!(README.contains(&format!("\n| `{name}` | ")), "{name} has no line in the README's table");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a name").path());
    let targets = entries.filter(|path| path.is_file() || path.join("main.rs").exists());
    let targets: Vec<PathBuf> = targets.collect();
    let found = targets.iter().map(|path| path.file_stem().and_then(|name| name.to_str()).expect("a name"));
    assert_eq!(found.collect::<BTreeSet<_>>(), names, "in the folder");
}

#[test]
fn lines_are_compared() {
    for (line, listed, alike) in [
        ("a b", "a b", true),
        ("a b", "a c", false),
        ("a 1 c", "a … c", true),
        ("a c", "a … d", false),
        ("a 1, 2", "a …, …", true),
        ("ab", "a", false),
        ("b 1", "a …", false),
    ] {
        assert_eq!(is_like(line, listed), alike, "{line}, {listed}");
    }
    assert!(are_like(&["a", "b", "c"], &["a", "…", "c"]));
    assert!(are_like(&["a", "c"], &["a", "…", "c"]));
    assert!(!are_like(&["a", "b"], &["a"]));
    assert!(!are_like(&["a"], &["a", "b"]));
    assert!(!are_like(&["a", "b"], &["…", "c"]));
}
