// SPDX-License-Identifier: MIT OR Apache-2.0
//! When cargo runs the build script again, and that the build leaves the package as it was: a copy of the crate is
//! built several times by a cargo of its own.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn the_build_script_runs_again_when_and_only_when_its_files_change() {
    let package = copy_of_the_package();
    let before = contents(&package);

    let first = build(&package);
    assert!(ran_build_script(&first), "{first}");
    assert_eq!(
        changed(&before, &contents(&package)),
        Vec::<PathBuf>::new(),
        "the build wrote into the package"
    );

    let second = build(&package);
    assert!(second.contains("Fresh iouring-sys "), "{second}");
    assert!(!second.contains("Running `"), "{second}");

    append(&package.join("README.md"), "\n");
    assert!(!ran_build_script(&build(&package)), "README.md is no part of the build");

    for file in ["vendor/liburing/include/liburing/barrier.h", "vendor/liburing/src/ffi.c", "wrapper.h"] {
        append(&package.join(file), "\n/* changed */\n");
        let again = build(&package);
        assert!(ran_build_script(&again), "{file} changed and the build script did not run:\n{again}");
    }
}

#[test]
fn a_wrong_switch_stops_the_build_and_is_quoted() {
    let package = copy_of_the_package();
    let output = cargo(&package).env("LIBURING_NO_VENDOR", "yes").output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(text.contains("the environment variable LIBURING_NO_VENDOR"), "{text}");
    assert!(text.contains("\"yes\""), "{text}");
}

#[test]
fn the_installed_library_takes_the_place_of_the_vendored_one() {
    if Command::new("pkg-config").arg("--version").output().is_err() {
        return common::skip_this("no pkg-config here");
    }
    let package = copy_of_the_package();
    build(&package);
    assert_eq!(vendored_archives(&package), 2, "beside the objects and in the prefix for dependents");

    let said = build_with_installed(&package, "2.2").unwrap_err();
    for part in
        ["looked for: liburing 2.3 or newer", "version '2.2'", "PKG_CONFIG_PATH", "LIBURING_NO_VENDOR"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    // Cargo keeps OUT_DIR: an archive of the first build would still be found by `-luring`, and first.
    build_with_installed(&package, "2.3").unwrap();
    assert_eq!(vendored_archives(&package), 0);
}

/// Builds where pkg-config knows a liburing of `version` only. A library crate is not linked: none has to be there.
fn build_with_installed(package: &Path, version: &str) -> Result<(), String> {
    let pc = format!("Name: liburing\nVersion: {version}\nDescription: for a test\nLibs: -luring\n");
    let dir = package.with_extension("pkgconfig");
    fs::create_dir_all(&dir).unwrap();
    fs::write(dir.join("liburing.pc"), pc).unwrap();
    let mut cargo = cargo(package);
    let output = cargo.env("LIBURING_NO_VENDOR", "1").env("PKG_CONFIG_LIBDIR", dir).output().unwrap();
    if output.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}

fn vendored_archives(package: &Path) -> usize {
    contents(&package.with_extension("target")).keys().filter(|path| path.ends_with("liburing.a")).count()
}

/// A copy without what git and cargo keep beside the package's files, under a target folder so that it finds the same
/// cargo configuration.
fn copy_of_the_package() -> PathBuf {
    let thread = std::thread::current();
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(thread.name().unwrap());
    if copy.exists() {
        fs::remove_dir_all(&copy).unwrap();
    }
    copy_dir(Path::new(env!("CARGO_MANIFEST_DIR")), &copy);
    copy
}

fn copy_dir(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        let hidden = name.to_string_lossy().starts_with('.');
        // Not what cargo built, nor the copy itself: who makes the target folder before cargo does gets no tag in it.
        if path.is_dir() && !hidden && !path.join("CACHEDIR.TAG").exists() && !to.starts_with(&path) {
            copy_dir(&path, &to.join(name));
        } else if path.is_file() && !hidden {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

/// A `cargo build` of its own for `package`: without features and without a network.
fn cargo(package: &Path) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(package)
        .args(["build", "--lib", "--verbose", "--offline", "--no-default-features", "--color=never"])
        .arg("--target-dir")
        .arg(package.with_extension("target"))
        .env_remove("LIBURING_NO_VENDOR")
        .env_remove("DOCS_RS");
    cargo
}

/// Builds and returns what cargo says.
fn build(package: &Path) -> String {
    let output = cargo(package).output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{text}");
    text
}

fn ran_build_script(said: &str) -> bool {
    said.lines().any(|line| {
        line.contains("Running `") && line.contains("iouring-sys") && line.ends_with("build-script-build`")
    })
}

fn append(file: &Path, text: &str) {
    let old = fs::read_to_string(file).unwrap();
    fs::write(file, old + text).unwrap();
}

/// Every file under `dir`.
fn contents(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.append(&mut contents(&path));
        } else {
            files.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    files
}

/// The files that are not the same in both.
fn changed(before: &BTreeMap<PathBuf, Vec<u8>>, after: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<PathBuf> {
    let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
    names.filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}
