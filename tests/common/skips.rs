// SPDX-License-Identifier: MIT OR Apache-2.0
// Tests, and parts of tests, that cannot run here: they say why and are counted, and where everything should be there,
// only those of a table may be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::kernel::{has_descriptors, has_room, is_scarce};
use super::process::{kernel, limits, run};

/// Names the file that tests write down in what they carry out, where they run once more for the sake of that.
pub const RECORD: &str = "IOURING_SYS_OPERATIONS";

/// The skips that are expected: test, kernel from and to, condition, reason.
const EXPECTED: &str = include_str!("../data/skips.tsv");

/// Counts a test, or a part of one, that cannot run here, and says why. With `IOURING_SYS_REQUIRE=1`, it is a failure if
/// the table does not have it.
pub fn skip(test: &str, why: &str) {
    static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let required = std::env::var("IOURING_SYS_REQUIRE").as_deref() == Ok("1");
    let name = format!("{}::{test}", program());
    // The first of each reason is enough for a user; the last of all test programs tells how many there were.
    if SAID.lock().expect("no test panics with it").insert(why.to_string()) || required {
        let line = format!("skipped {name}: {why}\n");
        std::io::stderr().write_all(line.as_bytes()).expect("standard error is open");
    }
    if required && !is_expected(EXPECTED, &name, why, kernel(), holds) {
        panic!("{name} is skipped: {why}. tests/data/skips.tsv does not have that for this kernel");
    }
    if std::env::var_os(RECORD).is_some() {
        return; // It is counted in the other run.
    }
    // The list outlives the test program. Where it cannot be written, nobody counts.
    let line = format!("{}\t{name}\t{why}\n", these());
    let file = OpenOptions::new().create(true).append(true).open(list());
    let _ = file.and_then(|mut file| file.write_all(line.as_bytes()));
}

/// Counts the test that is running as one that cannot run here, and says why.
pub fn skip_this(why: &str) {
    skip(std::thread::current().name().unwrap_or("?"), why);
}

/// Where skips are listed.
pub fn list() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("skipped.txt")
}

/// What the lines of this run begin with: programs for several processors may belong to one run, each in its folder.
fn these() -> String {
    let program = std::env::current_exe().expect("the path of this program");
    format!("{} {}", run(), program.parent().expect("a folder").display())
}

/// How many tests were skipped so far in this run and why, in a line, or why that is not known; nothing if none was.
pub fn summary() -> Option<String> {
    let path = list();
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        Err(error) => return Some(format!("what was skipped is not known: {}: {error}", path.display())),
    };
    if let Err(error) = OpenOptions::new().append(true).open(&path) {
        return Some(format!("what was skipped is not counted: {}: {error}", path.display()));
    }
    let (sum, count, main) = counted(&text, &these())?;
    let which = format!("{sum} tests or parts of tests were skipped, {count} of them because: {main}");
    Some(format!("{which} (all: {})", path.display()))
}

/// How many lines of a list begin so, how many of them have the most frequent reason, and which that is.
pub fn counted<'a>(list: &'a str, these: &str) -> Option<(u32, u32, &'a str)> {
    let mut reasons = BTreeMap::<&str, u32>::new();
    let skips =
        list.lines().filter_map(|line| line.strip_prefix(these)?.strip_prefix('\t')?.split_once('\t'));
    for (_, why) in skips {
        *reasons.entry(why).or_default() += 1;
    }
    let (main, count) = reasons.iter().max_by_key(|(_, count)| **count)?;
    Some((reasons.values().sum(), *count, main))
}

/// The name of this test program, without what cargo appends to it.
fn program() -> String {
    let path = std::env::current_exe().expect("the path of this program");
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_string();
    name.rsplit_once('-').map_or(name.clone(), |(name, _)| name.into())
}

/// Whether a table of skips has one, on a kernel of that version. A reason may go on after what the table has of it; `*`
/// is every test.
pub fn is_expected(
    table: &str,
    name: &str,
    why: &str,
    kernel: [u32; 3],
    holds: impl Fn(&str) -> bool,
) -> bool {
    let version = |text: &str, none: [u32; 2]| match text.split_once('.') {
        Some((major, minor)) => [major, minor].map(|digits| digits.parse().expect("a version")),
        None => none,
    };
    table.lines().skip(1).any(|line| {
        let row: Vec<_> = line.split('\t').collect();
        let [test, from, to, condition, reason] = row[..] else { panic!("no row of five: {line}") };
        let now = [kernel[0], kernel[1]];
        (test == "*" || test == name)
            && (version(from, [0; 2])..=version(to, [u32::MAX; 2])).contains(&now)
            && why.starts_with(reason)
            && (condition.is_empty() || holds(condition))
    })
}

/// Whether a condition of the table holds here.
fn holds(condition: &str) -> bool {
    match condition {
        "locked memory" => !has_room(64 << 20),
        "descriptors" => !has_descriptors(250),
        // SAFETY: asks for a number.
        "not root" => unsafe { libc::geteuid() != 0 },
        "32-bit ARM" => cfg!(target_arch = "arm"),
        "32 bits" => usize::BITS < 64,
        "no huge pages" => {
            let memory = std::fs::read_to_string("/proc/meminfo").expect("/proc is mounted");
            !memory.lines().any(|line| line.starts_with("HugePages_Free:") && !line.ends_with(" 0"))
        }
        // What cargo builds beside this test: all of them or none.
        "no examples" => {
            let program = std::env::current_exe().expect("the path of this program");
            let folder = program.parent().and_then(Path::parent).expect("a folder for each profile");
            std::fs::read_dir(folder.join("examples")).map_or(0, Iterator::count) == 0
        }
        // The test asks the machine itself, not the library.
        "machine" => true,
        other => panic!("tests/data/skips.tsv: no condition {other}"),
    }
}

/// Where little may be locked or open at once, tests run one after the other: together they would take it from each
/// other. The harness reads its variable after this.
extern "C" fn one_at_a_time() {
    let few = limits(libc::RLIMIT_NOFILE).0 < 64 || is_scarce();
    if few && std::env::var_os("RUST_TEST_THREADS").is_none() {
        std::env::set_var("RUST_TEST_THREADS", "1");
    }
}
#[used]
#[link_section = ".init_array"]
static AT_START: extern "C" fn() = one_at_a_time;
