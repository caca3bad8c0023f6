// SPDX-License-Identifier: MIT OR Apache-2.0
//! The C library as a shared one, with a fault or without.

use crate::table::Fault;
use crate::{programs, Result};
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The name under which the test programs look for it.
pub const SONAME: &str = "libfaulty.so";

const VENDOR: &str = "vendor/liburing";

/// A copy of the library's sources, those in Rust too, and what was compiled of the C.
pub struct Library {
    directory: PathBuf,
    /// The file with the fault, and what it is without.
    faulty: RefCell<Option<(PathBuf, String)>>,
}

impl Library {
    /// Compiles the library as it is, in a directory of its own.
    pub fn build(root: &Path, directory: &Path) -> Result<Library> {
        for part in [VENDOR, "src"] {
            programs::copy(&root.join(part), &directory.join(part))?;
        }
        let library = Library { directory: directory.into(), faulty: RefCell::new(None) };
        fs::create_dir_all(directory.join("objects"))
            .map_err(|error| format!("{}: {error}", directory.display()))?;
        library.compile(&library.sources()?)?;
        Ok(library)
    }

    /// Where the shared library is, and the sources: `vendor` and `src` below it.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Compiles it with that fault and no other.
    pub fn put_in(&self, fault: &Fault) -> Result<()> {
        let path = self.directory.join(&fault.file);
        let mut stale = Vec::new();
        if let Some((path, before)) = self.faulty.take() {
            write(&path, &before)?;
            stale.push(path);
        }
        let before = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        write(&path, &fault.applied(&before)?)?;
        stale.push(path.clone());
        self.faulty.replace(Some((path, before)));
        // Tests that compile the Rust themselves read it.
        stale.retain(|path| path.extension() != Some("rs".as_ref()));
        let is_source = |path: &PathBuf| path.extension() == Some("c".as_ref());
        self.compile(&if stale.iter().all(is_source) { stale } else { self.sources()? })
    }

    fn sources(&self) -> Result<Vec<PathBuf>> {
        let directory = self.directory.join(VENDOR).join("src");
        let entries =
            fs::read_dir(&directory).map_err(|error| format!("{}: {error}", directory.display()))?;
        let paths = entries.flatten().map(|entry| entry.path());
        // Assertions make no code.
        let code =
            |path: &PathBuf| path.extension() == Some("c".as_ref()) && !path.ends_with("layout_asserts.c");
        Ok(paths.filter(code).collect())
    }

    /// Compiles these sources, and links them with what was compiled before.
    fn compile(&self, sources: &[PathBuf]) -> Result<()> {
        let object = |source: &Path| {
            self.directory.join("objects").join(source.file_name().unwrap_or_default()).with_extension("o")
        };
        let children = sources.iter().map(|source| {
            let mut cc = cc();
            cc.args(["-c", "-O2", "-w", "-fPIC", "-std=gnu11", "-D_GNU_SOURCE", "-I"]);
            cc.arg(self.directory.join(VENDOR).join("include")).arg(source).arg("-o").arg(object(source));
            cc.spawn().map_err(|error| format!("{cc:?}: {error}"))
        });
        for child in children.collect::<Result<Vec<_>>>()? {
            let output = child.wait_with_output().map_err(|error| error.to_string())?;
            if !output.status.success() {
                return Err("it does not compile".into());
            }
        }
        // A running program may still have the old one mapped: it is replaced, not overwritten.
        let (new, library) = (self.directory.join("new.so"), self.directory.join(SONAME));
        let mut cc = cc();
        cc.args(["-shared", "-Wl,-Bsymbolic", &format!("-Wl,-soname,{SONAME}"), "-o"]).arg(&new);
        cc.args(self.sources()?.iter().map(|source| object(source)));
        if !cc.status().is_ok_and(|status| status.success()) {
            return Err(format!("{cc:?} fails"));
        }
        fs::rename(&new, &library).map_err(|error| format!("{}: {error}", library.display()))
    }
}

/// The C compiler.
fn cc() -> Command {
    Command::new(std::env::var_os("CC").unwrap_or_else(|| "cc".into()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
