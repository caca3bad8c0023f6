// SPDX-License-Identifier: MIT OR Apache-2.0
// Tests that need a process of their own, and what a process has: descriptors, mappings, limits, pipes.

use std::env;
use std::fs::File;
use std::io::Write;
use std::os::fd::FromRawFd;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::process::Command;

use super::time_limit;

/// Tells a test program that was started by another which run of the tests it belongs to.
const RUN: &str = "IOURING_SYS_RUN";

/// Which run of the tests this is: all test programs of one have been started by the same process.
pub fn run() -> String {
    env::var(RUN).unwrap_or_else(|_| {
        let parent = std::os::unix::process::parent_id();
        let stat = std::fs::read_to_string(format!("/proc/{parent}/stat")).unwrap_or_default();
        // The 22nd word is when it was started; the second, in parentheses, may contain spaces.
        let start = stat.rsplit(')').next().and_then(|rest| rest.split(' ').nth(20)).unwrap_or("0");
        format!("{parent}-{start}")
    })
}

/// Names the one test that this process was started for.
const ALONE: &str = "IOURING_SYS_TEST_ALONE";

/// Runs `body` in a process of its own: this test program, started again for the one test of that name.
pub fn alone(test: &str, body: impl FnOnce()) {
    if env::var_os(ALONE).is_some_and(|name| name == test) {
        time_limit::start();
        return body();
    }
    super::kernel::settle();
    let seconds = time_limit::of_child().map(|seconds| (time_limit::SECONDS, seconds.to_string()));
    let output = Command::new(env::current_exe().expect("the path of this program"))
        .args([test, "--exact", "--test-threads=1", "--nocapture"])
        .env(ALONE, test)
        .env(RUN, run())
        .envs(seconds)
        .output()
        .expect("the program starts again");
    // What it skipped, among other things.
    std::io::stderr().write_all(&output.stderr).expect("standard error is open");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && printed.contains("1 passed"),
        "{test} alone: {}\n{printed}",
        output.status
    );
}

/// How many descriptors this process has.
pub fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").expect("/proc is mounted").count()
}

/// The shared mappings of this process: those of rings, and memory that the library maps for rings.
pub fn shared_mappings() -> Vec<String> {
    let maps = std::fs::read_to_string("/proc/self/maps").expect("/proc is mounted");
    let shared = |line: &&str| line.split(' ').nth(1).is_some_and(|access| access.ends_with('s'));
    maps.lines().filter(shared).map(String::from).collect()
}

/// Runs `body`, which must leave as many descriptors and shared mappings as there were. Only for a process in
/// which nothing else goes on.
pub fn leaves_nothing<T>(what: &str, body: impl FnOnce() -> T) -> T {
    let (fds, mappings) = (descriptors(), shared_mappings());
    let result = body();
    assert_eq!(descriptors(), fds, "{what}: descriptors");
    assert_eq!(shared_mappings(), mappings, "{what}: mappings");
    result
}

/// All mappings of this process but the heap and the stack: where they are, and what may be done there.
fn all_mappings() -> String {
    let maps = std::fs::read_to_string("/proc/self/maps").expect("/proc is mounted");
    let lines = maps.lines().filter(|line| !line.ends_with(" [heap]") && !line.ends_with(" [stack]"));
    lines.fold(String::new(), |all, line| all + line + "\n")
}

/// Runs `body` until it leaves as many descriptors as there were and exactly the mappings, private ones too. What is left
/// only the first few times is the allocator's. Only for a process in which nothing else goes on.
pub fn leaves_no_mapping(what: &str, mut body: impl FnMut()) {
    const TIMES: usize = 5;
    let fds = descriptors();
    for time in 1..=TIMES {
        let before = all_mappings();
        body();
        assert_eq!(descriptors(), fds, "{what}: descriptors");
        let after = all_mappings();
        if after == before {
            return;
        }
        assert!(time < TIMES, "{what}: mappings before:\n{before}and after:\n{after}");
    }
}

/// Bytes of a page.
pub fn page_size() -> usize {
    // SAFETY: asks for a number.
    unsafe { libc::sysconf(libc::_SC_PAGESIZE) as usize }
}

#[cfg(target_env = "gnu")]
type Resource = libc::__rlimit_resource_t;
#[cfg(not(target_env = "gnu"))]
type Resource = libc::c_int;

/// The soft and the hard limit of a resource.
pub fn limits(resource: Resource) -> (libc::rlim_t, libc::rlim_t) {
    let mut limits = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the limits are valid for writes.
    assert_eq!(unsafe { libc::getrlimit(resource, &mut limits) }, 0);
    (limits.rlim_cur, limits.rlim_max)
}

/// Sets the soft limit of a resource and returns what it was.
pub fn limit(resource: Resource, soft: libc::rlim_t) -> libc::rlim_t {
    let (old, hard) = limits(resource);
    let limits = libc::rlimit { rlim_cur: soft, rlim_max: hard };
    // SAFETY: the limits are valid.
    assert_eq!(unsafe { libc::setrlimit(resource, &limits) }, 0);
    old
}

/// Runs something while the address space may grow by that many pages and no more.
pub fn in_address_space<T>(more: u64, run: impl FnOnce() -> T) -> T {
    let statm = std::fs::read_to_string("/proc/self/statm").expect("/proc is mounted");
    let used: u64 = statm.split(' ').next().and_then(|pages| pages.parse().ok()).expect("a number of pages");
    let old = limit(libc::RLIMIT_AS, ((used + more) * page_size() as u64) as libc::rlim_t);
    let result = run();
    limit(libc::RLIMIT_AS, old);
    result
}

/// A pipe: the end to read from and the end to write to.
pub fn pipe() -> (File, File) {
    let mut ends = [0; 2];
    // SAFETY: there is room for two descriptors, which are ours.
    unsafe {
        assert_eq!(libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC), 0);
        (File::from_raw_fd(ends[0]), File::from_raw_fd(ends[1]))
    }
}

/// The version of the running kernel: 6.18.44 is `[6, 18, 44]`.
pub fn kernel() -> [u32; 3] {
    let release = std::fs::read_to_string("/proc/sys/kernel/osrelease").expect("/proc is mounted");
    let numbers = release.split(|c: char| !c.is_ascii_digit()).map(|digits| digits.parse().unwrap_or(0));
    let mut version = numbers.chain([0; 3]);
    [(); 3].map(|()| version.next().expect("three more were appended"))
}

/// Another process: what it was forked for decides how it ends.
pub struct Process(libc::pid_t);

impl Process {
    /// Only for a program without other threads, but that of its time limit.
    pub fn fork(body: impl FnOnce()) -> Process {
        // SAFETY: no other thread can hold a lock now: that of the time limit sleeps.
        match unsafe { libc::fork() } {
            0 => {
                let failed = catch_unwind(AssertUnwindSafe(body)).is_err();
                // SAFETY: ends this process, without what the other one has to do at its end.
                unsafe { libc::_exit(failed.into()) }
            }
            pid => {
                assert!(pid > 0, "fork");
                Process(pid)
            }
        }
    }

    pub fn id(&self) -> libc::pid_t {
        self.0
    }

    pub fn succeeded(self) {
        let mut status = 0;
        // SAFETY: the status is valid for writes.
        assert_eq!(unsafe { libc::waitpid(self.0, &mut status, 0) }, self.0);
        assert_eq!(status, 0, "the other process failed");
    }
}
