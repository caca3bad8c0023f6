// SPDX-License-Identifier: MIT OR Apache-2.0
//! Compilers for a target: Debian's Rust, driven by the cargo that runs here, and Debian's cross gcc.

use crate::error::{at, output_of, Result};
use crate::fetch::{version, Packages};
use crate::table::{Cc, Std, Target};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

const AGAIN: &str = "the folder of packages removed, to fetch the compiler again";

/// The architecture that build scripts run on.
const HOST: &str = "amd64";

pub struct Toolchain {
    rust: PathBuf,
    /// Compiler and archiver of the target.
    pub cc: PathBuf,
    ar: PathBuf,
    target: &'static Target,
}

impl Toolchain {
    /// Fetches what is missing.
    pub fn of(target: &'static Target, packages: &Packages) -> Result<Toolchain> {
        let rust =
            packages.with_dependencies("rust", &["rustc-web", "rust-web-src"], &["rust", "libllvm"])?;
        let foreign = if let Std::Debian(architecture) = target.std { architecture } else { HOST };
        for architecture in [HOST, foreign] {
            packages.alone("rust", &format!("libstd-rust-web-dev:{architecture}"))?;
        }
        let (cc, ar) = match target.cc {
            Cc::Here => ("cc".into(), "ar".into()),
            Cc::Gcc(name, architecture) => gcc(name, architecture, packages)?,
            Cc::Zig(name) => zig(name, packages)?,
        };
        Ok(Toolchain { rust, cc, ar, target })
    }

    /// Cargo, told to compile for the target. What the caller's environment says of other builds is none of its business.
    pub fn cargo(&self, root: &Path, build: &Path) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        for name in ["LIBURING_NO_VENDOR", "DOCS_RS", "RUSTFLAGS", "CFLAGS", "CC", "AR", "RUSTC_WRAPPER"] {
            cargo.env_remove(name);
        }
        let variable = self.target.rust.replace('-', "_");
        cargo.env(format!("CC_{variable}"), &self.cc).env(format!("AR_{variable}"), &self.ar);
        let variable = format!("CARGO_TARGET_{}", variable.to_uppercase());
        cargo.env(format!("{variable}_LINKER"), &self.cc);
        let mut flags = "-Ctarget-feature=+crt-static".to_string();
        if let Cc::Zig(_) = self.target.cc {
            flags += " -Clink-self-contained=no";
        }
        cargo.env(format!("{variable}_RUSTFLAGS"), flags);
        if let Std::Source = self.target.std {
            cargo.env("RUSTC_BOOTSTRAP", "1").arg("-Zbuild-std=std,panic_unwind,test");
        }
        // Small programs: a guest has them in its memory.
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_PROFILE_DEV_STRIP", "symbols");
        let libraries = ["usr/lib/x86_64-linux-gnu", "usr/lib"].map(|path| self.rust.join(path));
        cargo.env("LD_LIBRARY_PATH", std::env::join_paths(libraries).expect("no colon in it"));
        cargo.env("RUSTC", self.rust.join("usr/bin/rustc"));
        cargo.env("CARGO_TARGET_DIR", build).current_dir(root);
        cargo.args(["--color=never"]);
        cargo
    }
}

/// Compiles a program of one file, static.
pub fn compile(cc: &Path, source: &Path, program: &Path) -> Result<()> {
    let mut cc = Command::new(cc);
    cc.args(["-static", "-O1", "-Wall", "-Wextra", "-Werror", "-o"]).arg(program).arg(source);
    output_of(&mut cc, AGAIN).map(drop)
}

/// Wrappers of a cross compiler and its archiver: they run without being installed.
fn gcc(name: &str, architecture: &str, packages: &Packages) -> Result<(PathBuf, PathBuf)> {
    let libc = format!("libc6-dev-{architecture}-cross");
    let own = [name, &format!("{architecture}-cross"), "cross-base"];
    let folder = format!("gcc-{architecture}");
    let tools = packages.with_dependencies(&folder, &[&format!("gcc-{name}"), &libc], &own)?;
    let wrapper = |tool: &str| {
        let usr = tools.join("usr");
        let usr = usr.display();
        let script = format!(
            "export LD_LIBRARY_PATH='{usr}/lib/x86_64-linux-gnu' PATH='{usr}/bin':\"$PATH\"\n\
             exec '{usr}/bin/{name}-{tool}' \"$@\"\n"
        );
        executable(tools.join(tool), &script)
    };
    Ok((wrapper("gcc")?, wrapper("ar")?))
}

/// The same of zig, which wants its own name of the target, has a libunwind in place of gcc's, starts programs by itself,
/// and checks for undefined behaviour what is not optimized.
fn zig(name: &str, packages: &Packages) -> Result<(PathBuf, PathBuf)> {
    let folder = packages.pypi("ziglang", version("ziglang"))?;
    let zig = format!("'{}'", folder.join("ziglang/zig").display());
    let cache = format!(
        "export ZIG_GLOBAL_CACHE_DIR='{0}' ZIG_LOCAL_CACHE_DIR='{0}'\n",
        folder.join("cache").display()
    );
    let script = format!(
        "{cache}for argument; do\n\
         \tshift\n\
         \tcase $argument in\n\
         \t--target=* | -m64 | -march=* | -lgcc | *crt1.o | *crti.o | *crtn.o | *crtbegin*.o | *crtend*.o) ;;\n\
         \t-lgcc_s | -lgcc_eh) set -- \"$@\" -lunwind ;;\n\
         \t*) set -- \"$@\" \"$argument\" ;;\n\
         \tesac\n\
         done\n\
         exec {zig} cc -target {name} -fno-sanitize=undefined \"$@\"\n"
    );
    let cc = executable(folder.join(format!("cc-{name}")), &script)?;
    Ok((cc, executable(folder.join("ar"), &format!("{cache}exec {zig} ar \"$@\"\n"))?))
}

/// A script of the shell.
pub fn executable(path: PathBuf, script: &str) -> Result<PathBuf> {
    fs::write(&path, format!("#!/bin/sh\n{script}")).map_err(at(&path))?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).map_err(at(&path))?;
    Ok(path)
}
