// SPDX-License-Identifier: MIT OR Apache-2.0
//! A program in C, once for each liburing: separate programs, since none can hold two libraries with the same
//! symbols.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A program in C.
pub struct Program {
    pub name: &'static str,
    /// Below this package.
    pub sources: &'static [&'static str],
}

/// A program with a C library.
pub struct Library {
    pub title: &'static str,
    /// The version, and who compiled what.
    pub about: String,
    /// The program, or why there is none.
    pub program: Result<PathBuf, String>,
}

/// The one that ours is compared with.
pub const UPSTREAM: &str = "liburing 2.15";
/// The one of which the goals are.
pub const OURS_GCC: &str = "C, gcc -O2";

/// The program with each of them, compiled now.
pub fn all(program: &Program) -> Vec<Library> {
    let mut found = vec![upstream(program), debian(program), ours(program, OURS_GCC, "gcc")];
    found.extend(option_env!("COMPILER_NAME_CLANG").map(|clang| ours(program, "C, clang -O2", clang)));
    found
}

/// The program with liburing 2.15 and with ours, for what older ones have not all of.
pub fn upstream_and_ours(program: &Program) -> [Library; 2] {
    [upstream(program), ours(program, OURS_GCC, "gcc")]
}

/// liburing 2.15, built by its registry package.
fn upstream(program: &Program) -> Library {
    let title = UPSTREAM;
    let program =
        build("upstream", "\"build-script-executed\"", "axboe-liburing", "out_dir").and_then(|out| {
            program.compile("upstream", "gcc", Some(&out.join("src/include")), &out.join("src/liburing.a"))
        });
    Library { title, about: "axboe-liburing 2.15.3, built as the package does".into(), program }
}

/// The distribution's library, if its package for developers is installed.
fn debian(program: &Program) -> Library {
    let ask = |question: &str| {
        let output = Command::new("pkg-config").args([question, "liburing"]).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_string())
    };
    let about = ask("--modversion").unwrap_or_else(|| "not installed".into());
    let program = ask("--variable=libdir").ok_or_else(|| "-".to_string()).and_then(|directory| {
        program.compile("installed", "gcc", None, &Path::new(&directory).join("liburing.a"))
    });
    Library { title: "liburing, installed", about, program }
}

fn ours(program: &Program, title: &'static str, compiler: &str) -> Library {
    let include = Path::new(env!("OUR_INCLUDE"));
    let library = include.with_file_name("lib").join("liburing.a");
    let about = "this repository's, the library as its crate builds it for release".into();
    Library { title, about, program: program.compile("ours", compiler, Some(include), &library) }
}

/// Builds the package in a folder of this one, and returns the path that cargo gives as `key` in a message of `reason`
/// about `package`.
fn build(folder: &str, reason: &str, package: &str, key: &str) -> Result<PathBuf, String> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join("Cargo.toml");
    let output = Command::new(option_env!("CARGO").unwrap_or("cargo"))
        .args(["build", "--release", "--locked", "--message-format=json", "--manifest-path"])
        .arg(manifest)
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("cannot be built:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    // One message a line; a build folder has no quotation mark in its name.
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter(|line| line.contains(reason) && line.contains(package))
        .find_map(|line| {
            line.split_once(&format!("\"{key}\":\""))?.1.split_once('"').map(|(path, _)| path.into())
        })
        .ok_or_else(|| format!("cargo does not say where {package} was built"))
}

/// Builds the package in a folder of this one, and returns its program.
pub fn program(folder: &str) -> Result<PathBuf, String> {
    build(folder, "\"compiler-artifact\"", "\"kind\":[\"bin\"]", "executable")
}

impl Program {
    /// Compiles it with a library's headers, and links it with the static library.
    fn compile(
        &self,
        name: &str,
        compiler: &str,
        include: Option<&Path>,
        library: &Path,
    ) -> Result<PathBuf, String> {
        let program = std::env::current_exe()
            .map_err(|error| error.to_string())?
            .with_file_name(format!("{}-{name}-{compiler}", self.name));
        let mut command = Command::new(compiler);
        command.args(["-std=gnu11", "-O2", "-D_GNU_SOURCE"]);
        if let Some(include) = include {
            command.arg("-I").arg(include);
        }
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let output = command
            .args(self.sources.iter().map(|source| here.join(source)))
            .arg(library)
            .arg("-o")
            .arg(&program)
            .output()
            .map_err(|error| format!("{compiler}: {error}"))?;
        if output.status.success() {
            return Ok(program);
        }
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
