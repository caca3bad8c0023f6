// SPDX-License-Identifier: MIT OR Apache-2.0
//! Debian's packages, unpacked into a folder of their own: nothing is installed. Foreign architectures and the release are
//! known to a private state of apt only, so that the machine's own stays as it is.

use crate::error::{at, error, output_of, Result};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const ARCHITECTURES: [&str; 6] = ["amd64", "arm64", "i386", "armhf", "s390x", "ppc64el"];

/// How old the index may be.
const INDEX_AGE: Duration = Duration::from_secs(3600);

/// How long to wait before each further try to fetch something.
const PAUSES: [Duration; 3] = [Duration::from_secs(30), Duration::from_secs(120), Duration::from_secs(240)];

const NETWORK: &str = "a network, and another try: an index that is being renewed fails for a while";
const DEBIAN: &str = "a machine with Debian's apt and dpkg";

/// A folder with apt's state and what was unpacked.
pub struct Packages {
    folder: PathBuf,
    /// Held while this process uses the folder.
    _lock: File,
}

impl Packages {
    /// Waits until no other process uses the folder.
    pub fn open(folder: &Path) -> Result<Packages> {
        fs::create_dir_all(folder).map_err(at(folder))?;
        let path = folder.join("lock");
        let lock = File::create(&path).map_err(at(&path))?;
        if lock.try_lock().is_err() {
            println!("    another run uses {}: waiting for it", folder.display());
            lock.lock().map_err(at(&path))?;
        }
        Ok(Packages { folder: folder.into(), _lock: lock })
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Unpacks something into a folder, once: what says which parts of it are there. Tries again what failed, since a
    /// network fails for a while now and then.
    fn once(&self, folder: &str, part: &str, unpack: impl Fn(&Path) -> Result<()>) -> Result<PathBuf> {
        let into = self.path(folder);
        let mark = into.join(format!(".has-{}", part.replace([':', '/'], "-")));
        if !mark.exists() {
            println!("    fetching {part} into {}", into.display());
            fs::create_dir_all(&into).map_err(at(&into))?;
            let mut pauses = PAUSES.iter();
            while let Err(why) = unpack(&into) {
                // The index may be too old by now.
                let _ = fs::remove_file(self.stamp());
                let Some(pause) = pauses.next() else { return Err(why) };
                println!("    {why}\n    another try in {} s", pause.as_secs());
                std::thread::sleep(*pause);
            }
            fs::write(&mark, "").map_err(at(&mark))?;
        }
        Ok(into)
    }

    /// Packages and those that they depend on, into a folder. Of the latter only those that have one of the texts in
    /// their name, and libraries that this machine has not.
    pub fn with_dependencies(&self, folder: &str, packages: &[&str], own: &[&str]) -> Result<PathBuf> {
        self.once(folder, packages[0], |into| {
            self.update()?;
            let nothing = self.path("apt/nothing");
            fs::write(&nothing, "").map_err(at(&nothing))?;
            let mut apt = self.apt("apt-get");
            apt.args(["--simulate", "--no-install-recommends", "-o"]);
            apt.arg(format!("Dir::State::status={}", nothing.display())).arg("install").args(packages);
            let said = output_of(&mut apt, NETWORK)?;
            let names = said.lines().filter_map(|line| line.strip_prefix("Inst ")?.split(' ').next());
            let wanted = |name: &&str| {
                own.iter().any(|text| name.contains(text)) || (name.starts_with("lib") && !is_installed(name))
            };
            let mut all: BTreeSet<_> = names.filter(wanted).collect();
            all.extend(packages);
            self.download(&all.into_iter().collect::<Vec<_>>(), &[], into)
        })
    }

    /// One package and nothing else, into a folder that may hold others.
    pub fn alone(&self, folder: &str, package: &str) -> Result<PathBuf> {
        self.once(folder, package, |into| {
            self.update()?;
            self.download(&[package], &[], into)
        })
    }

    /// The newest package of those whose names fit a regular expression, into a folder.
    pub fn newest(&self, folder: &str, regex: &str, architecture: &str, part: &[&str]) -> Result<PathBuf> {
        self.once(folder, "kernel", |into| {
            self.update()?;
            let mut search = self.apt("apt-cache");
            search.args(["search", "--names-only", regex]);
            let said = output_of(&mut search, DEBIAN)?;
            let names = said.lines().filter_map(|line| line.split(' ').next());
            let newest = names.max_by_key(|name| numbers(name)).ok_or_else(|| {
                error(format!("a package {regex}"), "Debian's index", "none of that name", NETWORK)
            })?;
            println!("    the newest is {newest}");
            self.download(&[&format!("{newest}:{architecture}")], part, into)
        })
    }

    /// A release of a package of PyPI, into a folder.
    pub fn pypi(&self, package: &str, version: &str) -> Result<PathBuf> {
        self.once(&format!("{package}-{version}"), package, |into| {
            let mut pip = Command::new("python3");
            pip.args([
                "-m",
                "pip",
                "install",
                "-q",
                "--disable-pip-version-check",
                "--root-user-action=ignore",
            ]);
            pip.arg("--target").arg(into).arg(format!("{package}=={version}"));
            output_of(&mut pip, "Debian's package python3-pip, and a network").map(drop)
        })
    }

    /// Downloads packages and unpacks them.
    fn download(&self, packages: &[&str], part: &[&str], into: &Path) -> Result<()> {
        let downloads = into.join("downloads");
        fs::create_dir_all(&downloads).map_err(at(&downloads))?;
        output_of(self.apt("apt-get").arg("download").args(packages).current_dir(&downloads), NETWORK)?;
        for entry in fs::read_dir(&downloads).map_err(at(&downloads))? {
            unpack(&entry.map_err(at(&downloads))?.path(), part, into)?;
        }
        fs::remove_dir_all(&downloads).map_err(at(&downloads))
    }

    /// Brings the private state up to date, if something is to be fetched and it is not new.
    fn update(&self) -> Result<()> {
        let stamp = self.stamp();
        let changed = fs::metadata(&stamp).and_then(|data| data.modified());
        if changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age < INDEX_AGE)) {
            return Ok(());
        }
        println!("    Debian's index of packages");
        let apt = self.path("apt");
        for folder in ["lists/partial", "archives/partial"] {
            fs::create_dir_all(apt.join(folder)).map_err(at(&apt))?;
        }
        fs::write(apt.join("sources.list"), sources()).map_err(at(&apt))?;
        fs::write(apt.join("apt.conf"), configuration(&apt)).map_err(at(&apt))?;
        // An index that is being renewed is no error, since the others may serve: a package that is not found is one.
        let _ = output_of(self.apt("apt-get").args(["update", "-q"]), NETWORK);
        fs::write(&stamp, "").map_err(at(&stamp))
    }

    /// Says by its age when the index was fetched.
    fn stamp(&self) -> PathBuf {
        self.path("apt/updated")
    }

    fn apt(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("APT_CONFIG", self.path("apt/apt.conf")).env("LC_ALL", "C").stdin(Stdio::null());
        command
    }
}

/// What the scripts of the gate take, too.
pub fn version(name: &str) -> &'static str {
    let versions = include_str!("../../../.ci/versions.sh").lines();
    let found = versions.filter_map(|line| line.strip_prefix(name)?.strip_prefix('=')).next();
    found.unwrap_or_else(|| panic!(".ci/versions.sh has no line {name}="))
}

/// The release of Debian that everything is from.
fn release() -> &'static str {
    version("debian")
}

/// A package as the release's later additions have it.
pub fn newer(package: &str) -> String {
    format!("{package}/{}-backports", release())
}

fn sources() -> String {
    let release = release();
    let keys = "[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]";
    let main = ["", "-updates", "-backports"]
        .map(|suite| format!("deb {keys} http://deb.debian.org/debian {release}{suite} main\n"));
    main.concat() + &format!("deb {keys} http://deb.debian.org/debian-security {release}-security main\n")
}

fn configuration(apt: &Path) -> String {
    let architectures = ARCHITECTURES.map(|name| format!("\"{name}\"; ")).concat();
    let apt = apt.display();
    format!(
        "APT::Architectures {{ {architectures}}};\nAPT::Sandbox::User \"root\";\nAcquire::Languages \"none\";\n\
         Acquire::IndexTargets::deb::DEP-11::DefaultEnabled \"false\";\nDir::State \"{apt}/\";\n\
         Dir::State::Lists \"{apt}/lists/\";\nDir::Cache \"{apt}/\";\nDir::Etc::SourceList \"{apt}/sources.list\";\n\
         Dir::Etc::SourceParts \"-\";\n"
    )
}

/// Unpacks a package, or the files of it that fit one of the patterns.
fn unpack(package: &Path, part: &[&str], into: &Path) -> Result<()> {
    if part.is_empty() {
        return output_of(Command::new("dpkg-deb").arg("-x").arg(package).arg(into), DEBIAN).map(drop);
    }
    let mut command = Command::new("dpkg-deb");
    let mut archive =
        command.arg("--fsys-tarfile").arg(package).stdout(Stdio::piped()).spawn().map_err(at(package))?;
    let archive_output = archive.stdout.take().expect("it was asked for");
    let mut tar = Command::new("tar");
    tar.args(["-x", "--wildcards", "-C"]).arg(into).args(part).stdin(archive_output);
    output_of(&mut tar, DEBIAN)?;
    archive.wait().map_err(at(package)).map(drop)
}

/// Whether this machine has a package.
fn is_installed(name: &str) -> bool {
    let mut dpkg = Command::new("dpkg-query");
    dpkg.args(["-W", "-f", "${db:Status-Abbrev}", name]).stderr(Stdio::null());
    dpkg.output().is_ok_and(|output| output.stdout.starts_with(b"ii"))
}

/// The numbers in a name: those of a newer version are greater.
fn numbers(name: &str) -> Vec<u64> {
    name.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn the_newest_is_no_matter_of_the_alphabet() {
        assert!(numbers("linux-image-6.1.0-100-s390x") > numbers("linux-image-6.1.0-50-s390x"));
        assert!(
            numbers("linux-image-6.12.43+deb12-cloud-amd64")
                > numbers("linux-image-6.12.9+deb12-cloud-amd64")
        );
    }
}
