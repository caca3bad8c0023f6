// SPDX-License-Identifier: MIT OR Apache-2.0
// Tests that need a process of their own, and what a process has: descriptors, mappings, limits, pipes.

use std::env;
use std::fs::File;
use std::io::Write;
use std::os::fd::FromRawFd;
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

/// Bytes of a page.
pub fn page_size() -> usize {
    // SAFETY: asks for a number.
    unsafe { libc::sysconf(libc::_SC_PAGESIZE) as usize }
}

#[cfg(target_env = "gnu")]
type Resource = libc::__rlimit_resource_t;
#[cfg(not(target_env = "gnu"))]
type Resource = libc::c_int;

/// Sets the soft limit of a resource and returns what it was.
pub fn limit(resource: Resource, soft: libc::rlim_t) -> libc::rlim_t {
    let mut limits = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the limits are valid for reads and writes.
    unsafe {
        assert_eq!(libc::getrlimit(resource, &mut limits), 0);
        let old = limits.rlim_cur;
        limits.rlim_cur = soft;
        assert_eq!(libc::setrlimit(resource, &limits), 0);
        old
    }
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
