// SPDX-License-Identifier: MIT OR Apache-2.0
// Compiles and runs C programs. `CFLAGS` is honoured, as it is by the build script: so sanitizers reach all of the C.
#![allow(dead_code)] // Each test that includes this file uses its own part.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Names the directory where tests/faults has the library's sources, with a fault.
const FAULTY: &str = "IOURING_SYS_SOURCES";

/// The headers of the vendored library, as dependents get them.
pub fn headers() -> PathBuf {
    match env::var_os(FAULTY) {
        Some(_) => in_package("vendor/liburing/include"),
        None => Path::new(env!("OUT_DIR")).join("root/include"),
    }
}

/// The vendored library, as dependents get it; none where the installed one is linked.
pub fn archive() -> Option<PathBuf> {
    let archive = Path::new(env!("OUT_DIR")).join("root/lib/liburing.a");
    archive.exists().then_some(archive)
}

/// The sources of the vendored library.
pub fn sources() -> Vec<PathBuf> {
    let mut sources = files(&in_package("vendor/liburing/src"));
    sources.retain(|path| path.extension().is_some_and(|extension| extension == "c"));
    sources
}

/// A path below the package's root.
pub fn in_package(path: &str) -> PathBuf {
    let of_the_library = path.starts_with("vendor") || path.starts_with("src");
    if let (true, Some(faulty)) = (of_the_library, env::var_os(FAULTY)) {
        return Path::new(&faulty).join(path);
    }
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files in a directory and below, sorted.
pub fn files(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.expect("a readable directory").path();
        match path.is_dir() {
            true => found.append(&mut files(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}

/// An empty directory of that name for what a test makes, and of this process: the same test may run twice at once. What
/// earlier processes left is removed.
pub fn scratch(name: &str) -> PathBuf {
    let all = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (prefix, process) = (format!("{name}-"), std::process::id());
    for entry in fs::read_dir(all).expect("the target directory can be read").flatten() {
        let file_name = entry.file_name();
        let number = file_name.to_str().and_then(|name| name.strip_prefix(&prefix)?.parse::<u32>().ok());
        if number.is_some_and(|other| other == process || !Path::new(&format!("/proc/{other}")).exists()) {
            let _ = fs::remove_dir_all(entry.path()); // Another process may be removing it, too.
        }
    }
    let directory = all.join(format!("{prefix}{process}"));
    fs::create_dir(&directory).expect("the target directory is writable");
    directory
}

/// Whether a program can be run.
pub fn exists(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The first of several programs that can be run.
pub fn first_of(programs: &[&'static str]) -> Option<&'static str> {
    programs.iter().copied().find(|program| exists(program))
}

/// Debian's gcc for another processor, with its C library beside it.
pub fn cross_gcc(processor: &str) -> Option<String> {
    let names = ["", "-12", "-13", "-14", "-15"].map(|version| format!("{processor}-linux-gnu-gcc{version}"));
    names.into_iter().find(|program| exists(program))
}

/// A C compiler's command with `CFLAGS`. Diagnostics do not quote lines of the headers.
pub fn cc() -> Command {
    let mut command = Command::new(env::var_os("CC").unwrap_or_else(|| "cc".into()));
    command.args(["-std=gnu11", "-O1", "-g", "-fno-diagnostics-show-caret"]);
    let flags = env::var("CFLAGS").unwrap_or_default();
    command.args(flags.split_whitespace());
    command
}

/// Runs a command that must succeed; returns what it printed.
pub fn run(command: &mut Command) -> String {
    let output = output(command);
    assert!(output.status.success(), "{}", told(command, &output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Runs a command to its end.
pub fn output(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// What a command was and what it said, for a failure.
pub fn told(command: &Command, output: &Output) -> String {
    format!(
        "{command:?}: {}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Compiler and linker flags of the installed liburing 2.3, which `pkg-config` finds; or why there is none.
pub fn upstream() -> Result<Vec<String>, String> {
    let pkg_config = |arguments: &[&str]| {
        let output = Command::new("pkg-config").args(arguments).output();
        let output = output.map_err(|error| format!("pkg-config: {error}"))?;
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).trim().to_string()),
            false => Err(String::from_utf8_lossy(&output.stderr).trim().replace('\n', " ")),
        }
    };
    let version = pkg_config(&["--modversion", "liburing"])?;
    if version != "2.3" {
        return Err(format!("the installed liburing is {version}, compared is 2.3"));
    }
    let flags = pkg_config(&["--cflags", "--libs", "liburing"])?;
    Ok(flags.split_whitespace().map(String::from).collect())
}
