// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the tests of this package share: builds of the crate by a cargo of their own, and what those said and chose.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crate's package.
pub fn package() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).canonicalize().expect("the crate's package")
}

/// A folder below the crate's target folder. Folders by which a path says `target_folder` are for cargo to write to.
pub fn work(name: &str) -> PathBuf {
    let folder = package().join("target/installed").join(name);
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    folder
}

/// A command of cargo for the crate, without the variables that turn its plan.
pub fn cargo(arguments: &[&str], target_dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(package()).args(arguments).args(["--locked", "--color=never"]);
    command.arg("--message-format=json-render-diagnostics").arg("--target-dir").arg(target_dir);
    for name in
        ["LIBURING_NO_VENDOR", "DOCS_RS", "LIBCLANG_PATH", "RUSTFLAGS", "CARGO_TARGET_DIR", "PKG_CONFIG_PATH"]
    {
        command.env_remove(name);
    }
    command
}

/// What came of a command of cargo.
pub struct Built {
    pub success: bool,
    /// What cargo said to a reader.
    pub said: String,
    /// What it said to programs, a line for each message.
    messages: String,
}

impl Built {
    pub fn by(command: &mut Command) -> Built {
        let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        Built {
            success: output.status.success(),
            said: String::from_utf8_lossy(&output.stderr).into_owned(),
            messages: String::from_utf8_lossy(&output.stdout).into_owned(),
        }
    }

    /// The same, which must have succeeded.
    pub fn well(self) -> Built {
        assert!(self.success, "{}", self.said);
        self
    }

    /// The crate's OUT_DIR.
    pub fn out_dir(&self) -> PathBuf {
        let ours = |line: &&str| line.contains("\"build-script-executed\"") && line.contains("#iouring-sys@");
        let message =
            self.messages.lines().find(ours).unwrap_or_else(|| panic!("no build script:\n{}", self.said));
        value(message, "out_dir").expect("a build script has one").into()
    }

    /// What the crate's build script told cargo.
    pub fn script_said(&self) -> String {
        let path = self.out_dir().with_file_name("output");
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Whether nothing was compiled.
    pub fn is_fresh(&self) -> bool {
        let mut artifacts =
            self.messages.lines().filter(|line| line.contains("\"compiler-artifact\"")).peekable();
        artifacts.peek().is_some() && artifacts.all(|line| line.contains("\"fresh\":true"))
    }

    /// The programs that were built, each with its source file.
    pub fn programs(&self) -> Vec<(PathBuf, PathBuf)> {
        let of_message = |line| Some((value(line, "src_path")?.into(), value(line, "executable")?.into()));
        self.messages.lines().filter_map(of_message).collect()
    }
}

/// The text that a message of cargo has under a name.
fn value(message: &str, name: &str) -> Option<String> {
    let (_, rest) = message.split_once(&format!("\"{name}\":\""))?;
    Some(rest.split_once('"')?.0.to_string())
}

/// Asserts that each of `parts` was said.
pub fn assert_says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "not said: {part}\n{text}");
    }
}

/// Runs a command, which must succeed, and returns what it printed.
pub fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{printed}\n{said}", output.status);
    printed
}

/// The folder of the installed liburing's libraries.
pub fn libdir() -> PathBuf {
    run(Command::new("pkg-config").args(["--variable=libdir", "liburing"])).trim().into()
}

/// The shared libraries that a program loads.
pub fn libraries_of(program: &Path) -> String {
    run(Command::new("ldd").arg(program))
}
