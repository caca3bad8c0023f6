// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where it is measured, and with what.

use iouring_sys_driver::Result;
use std::process::Command;

/// Lock file of this package: the versions of the crates.
const LOCK: &str = include_str!("../../../Cargo.lock");
const UPSTREAM_LOCK: &str = include_str!("../../../upstream/Cargo.lock");
const URING_SYS2_LOCK: &str = include_str!("../../../uring_sys2/Cargo.lock");

/// Pins this program, and what it starts, to the last of the processors that it may use. Returns which.
pub fn pin() -> Result<usize> {
    // SAFETY: a set of processors is plain bits, whose size is given.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        let size = std::mem::size_of_val(&set);
        if libc::sched_getaffinity(0, size, &mut set) != 0 {
            return Err(std::io::Error::last_os_error().to_string());
        }
        let last = (0..libc::CPU_SETSIZE as usize).rev().find(|number| libc::CPU_ISSET(*number, &set));
        let last = last.ok_or("there is no processor")?;
        libc::CPU_ZERO(&mut set);
        libc::CPU_SET(last, &mut set);
        if libc::sched_setaffinity(0, size, &set) != 0 {
            return Err(std::io::Error::last_os_error().to_string());
        }
        Ok(last)
    }
}

/// What the reader has to know of a run: where it was, and with what.
pub fn about(rounds: u32, processor: usize) -> [String; 2] {
    let version = |lock: &str, name: &str| {
        let entry = lock.split("[[package]]").find(|entry| entry.contains(&format!("name = \"{name}\"\n")));
        let version = entry.and_then(|entry| entry.split("version = \"").nth(1)?.split('"').next());
        format!("{name} {}", version.unwrap_or("?"))
    };
    let compiler =
        |name: &str, line: &str| format!("{name} {}", line.split_whitespace().last().unwrap_or("?"));
    let place = [
        printed("date", &["-u", "+%F"]),
        model(),
        format!("processor {processor}"),
        // What a distribution adds to the kernel's version says nothing to others.
        format!("Linux {}", printed("uname", &["-r"]).split('-').next().unwrap_or("?")),
        format!("{rounds} rounds"),
    ];
    let mut versions: Vec<String> = vec![
        printed("rustc", &["--version"]).split(" (").next().unwrap_or_default().into(),
        compiler("gcc", env!("COMPILER_GCC")),
    ];
    versions.extend(option_env!("COMPILER_CLANG").map(|line| compiler("clang", line)));
    versions.extend([
        version(LOCK, "io-uring"),
        version(LOCK, "rustix"),
        version(UPSTREAM_LOCK, "axboe-liburing"),
        version(URING_SYS2_LOCK, "uring-sys2"),
    ]);
    [place.join(", "), versions.join(", ")]
}

/// The processor's name, and how many there are.
fn model() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let names: Vec<&str> = text.lines().filter(|line| line.starts_with("model name")).collect();
    let name = names.first().and_then(|line| line.split(": ").nth(1)).unwrap_or("a processor without a name");
    format!("{name} ({} cores)", names.len().max(1))
}

fn printed(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    output.map_or_else(
        |_| format!("{program} unknown"),
        |output| String::from_utf8_lossy(&output.stdout).trim().into(),
    )
}
