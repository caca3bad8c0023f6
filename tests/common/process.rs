// SPDX-License-Identifier: MIT OR Apache-2.0
// Tests that need a process of their own, and what a process must not lose: descriptors and mappings.

use std::env;
use std::io::Write;
use std::process::Command;

/// Names the one test that this process was started for.
const ALONE: &str = "IOURING_SYS_TEST_ALONE";

/// Runs `body` in a process of its own: this test program, started again for the one test of that name.
pub fn alone(test: &str, body: impl FnOnce()) {
    if env::var_os(ALONE).is_some_and(|name| name == test) {
        return body();
    }
    let output = Command::new(env::current_exe().expect("the path of this program"))
        .args([test, "--exact", "--test-threads=1", "--nocapture"])
        .env(ALONE, test)
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

/// Sets the soft limit of a resource and returns what it was.
pub fn limit(resource: libc::__rlimit_resource_t, soft: u64) -> u64 {
    let mut limits = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the limits are valid for reads and writes.
    unsafe {
        assert_eq!(libc::getrlimit(resource, &mut limits), 0);
        let old = limits.rlim_cur;
        limits.rlim_cur = soft as libc::rlim_t;
        assert_eq!(libc::setrlimit(resource, &limits), 0);
        old.into()
    }
}
