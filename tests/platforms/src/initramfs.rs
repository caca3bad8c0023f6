// SPDX-License-Identifier: MIT OR Apache-2.0
//! The file system of a guest: an archive that the kernel unpacks into its memory.

use crate::error::{at, Result};
use crate::programs::Suite;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where a guest finds the list of its programs.
pub const LIST: &str = "/list";

const DIRECTORY: u32 = 0o040755;
const EXECUTABLE: u32 = 0o100755;
const CONSOLE: u32 = 0o020600;

/// Parts of the repository that tests read, or whose times they do: those of all that examples are made of.
const READ_BY_TESTS: [&str; 8] =
    ["Cargo.toml", "README.md", "build.rs", "examples", "src", "tests", "vendor", "wrapper.h"];

/// The format `newc` of cpio.
struct Archive<W: Write> {
    to: W,
    there: BTreeSet<PathBuf>,
    entries: u32,
}

/// Packs the runner as the first process, the test programs and what they read, at the paths that they have here.
pub fn pack(suite: &Suite, root: &Path, path: &Path) -> Result<()> {
    let file = File::create(path).map_err(at(path))?;
    let mut gzip =
        Command::new("gzip").arg("-1").stdin(Stdio::piped()).stdout(file).spawn().map_err(at(path))?;
    let to = gzip.stdin.take().expect("it was asked for");
    write(suite, root, to).map_err(at(path))?;
    gzip.wait().map_err(at(path)).map(drop)
}

fn write(suite: &Suite, root: &Path, to: impl Write) -> std::io::Result<()> {
    let mut archive = Archive { to, there: BTreeSet::new(), entries: 0 };
    archive.entry(Path::new("/init"), EXECUTABLE, &fs::read(&suite.runner)?)?;
    archive.entry(Path::new("/dev/console"), CONSOLE, &[])?;
    archive.entry(Path::new(LIST), EXECUTABLE, suite.list().as_bytes())?;
    archive.directories(&suite.scratch.join("-"))?;
    for path in suite.programs.iter().map(|program| &program.path).chain(&suite.examples) {
        archive.entry(path, EXECUTABLE, &fs::read(path)?)?;
    }
    for path in &suite.examples {
        // What cargo says of its sources, which a test reads.
        let path = path.with_extension("d");
        archive.entry(&path, EXECUTABLE, &fs::read(&path)?)?;
    }
    for part in READ_BY_TESTS {
        archive.tree(&root.join(part))?;
    }
    archive.put("TRAILER!!!", 0, &[])
}

impl<W: Write> Archive<W> {
    /// A file or a folder with all below it.
    fn tree(&mut self, path: &Path) -> std::io::Result<()> {
        if !path.is_dir() {
            return self.entry(path, EXECUTABLE, &fs::read(path)?);
        }
        for entry in fs::read_dir(path)? {
            let path = entry?.path();
            if path.file_name() != Some("target".as_ref()) {
                self.tree(&path)?;
            }
        }
        Ok(())
    }

    /// A file, and the folders that it is in.
    fn entry(&mut self, path: &Path, mode: u32, contents: &[u8]) -> std::io::Result<()> {
        self.directories(path)?;
        self.put(&relative(path), mode, contents)
    }

    /// The folders above a path, unless they are there.
    fn directories(&mut self, path: &Path) -> std::io::Result<()> {
        let mut above: Vec<_> = path.ancestors().skip(1).filter(|path| path.parent().is_some()).collect();
        above.reverse();
        for folder in above {
            if self.there.insert(folder.into()) {
                self.put(&relative(folder), DIRECTORY, &[])?;
            }
        }
        Ok(())
    }

    fn put(&mut self, name: &str, mode: u32, contents: &[u8]) -> std::io::Result<()> {
        self.entries += 1;
        // The device of the console is 5:1.
        let (major, minor) = if mode == CONSOLE { (5, 1) } else { (0, 0) };
        let links = if mode == DIRECTORY { 2 } else { 1 };
        let (size, length) = (contents.len() as u32, name.len() as u32 + 1);
        let fields = [self.entries, mode, 0, 0, links, 0, size, 0, 0, major, minor, length, 0];
        let header: String = fields.iter().map(|field| format!("{field:08x}")).collect();
        write!(self.to, "070701{header}{name}\0")?;
        self.to.write_all(&[0; 3][..(4 - (110 + length as usize) % 4) % 4])?;
        self.to.write_all(contents)?;
        self.to.write_all(&[0; 3][..(4 - contents.len() % 4) % 4])
    }
}

/// As an archive has it.
fn relative(path: &Path) -> String {
    path.to_string_lossy().trim_start_matches('/').to_string()
}
