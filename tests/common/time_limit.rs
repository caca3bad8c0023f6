// SPDX-License-Identifier: MIT OR Apache-2.0
// The time that a test program has: a fault that has a test wait for what never comes ends the program, and nobody waits
// with it.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::mpsc::channel;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// The seconds that a program has. Who runs it and would end it later says so, and so learns from the program what went on.
pub const SECONDS: &str = "IOURING_SYS_SECONDS";
/// How many messages tests send, where that is said: in a flood, and in turn.
pub const FLOOD: &str = "IOURING_SYS_FLOOD";
pub const TURNS: &str = "IOURING_SYS_TURNS";
/// How many random cases they try.
const CASES: &str = "PROPTEST_CASES";

/// What a flood has without being asked for another.
pub const USUAL_FLOOD: u64 = 1_000_000;
/// Far more seconds than any program takes, on a busy machine too.
const ENOUGH: u64 = 600;

/// Has the time of this program run, from the first call on: when a test sets up a ring, tries random cases, or starts another
/// program that may wait.
pub fn start() {
    end();
}

/// When the time is over, and the program ends; `None` where what was asked for may take any time.
pub fn end() -> Option<Instant> {
    static END: OnceLock<Option<Instant>> = OnceLock::new();
    *END.get_or_init(|| {
        let time = Duration::from_secs(seconds()?);
        let (started, starts) = channel();
        // It holds no lock while it waits: the program may fork.
        std::thread::spawn(move || {
            let _ = started.send(());
            std::thread::sleep(time);
            end_all(time);
        });
        // A thread needs memory to start, of which a test may soon leave none.
        let _ = starts.recv();
        Some(Instant::now() + time)
    })
}

fn seconds() -> Option<u64> {
    let number = |name| Some(std::env::var(name).ok()?.parse::<u64>().expect("a number"));
    match (number(SECONDS), number(TURNS).or_else(|| number(CASES)), number(FLOOD)) {
        (Some(seconds), ..) => Some(seconds),
        (_, Some(_), _) => None,
        (.., flood) => Some(ENOUGH * flood.map_or(1, |messages| messages.div_ceil(USUAL_FLOOD).max(1))),
    }
}

/// The seconds for a process that this one starts for a test: it ends before this one does, and says more.
pub fn of_child() -> Option<u64> {
    let left = end()?.saturating_duration_since(Instant::now());
    Some(left.as_secs() * 9 / 10)
}

/// Ends this process and those that it has started, and says why.
fn end_all(time: Duration) -> ! {
    let read = |path: std::path::PathBuf| std::fs::read_to_string(path).unwrap_or_default();
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten().map(|task| task.path());
    // The kernel keeps 15 letters of a thread's name, which is the test's.
    let (names, children): (BTreeSet<_>, Vec<_>) =
        tasks.map(|task| (read(task.join("comm")).trim().to_string(), read(task.join("children")))).unzip();
    let text = format!(
        "{}: not done in {time:?}, and ended: a test waits for what does not come, or the machine is very slow, and \
         {SECONDS} should be more. Threads, and the tests whose names begin so: {}\n",
        std::env::args().next().unwrap_or_default(),
        Vec::from_iter(names).join(", ")
    );
    // Not what the test program would keep until the end of a test.
    let _ = std::io::stderr().write_all(text.as_bytes());
    for child in children.iter().flat_map(|all| all.split_whitespace()).filter_map(|pid| pid.parse().ok()) {
        // SAFETY: a signal to a process that is this one's until it has waited for it.
        unsafe { libc::kill(child, libc::SIGKILL) };
    }
    std::process::abort();
}
