// SPDX-License-Identifier: MIT OR Apache-2.0
//! Each setting and what it chooses: which liburing is found and linked, which bindings are compiled. Every build is a real
//! one, and every program runs.

use iouring_sys_installed::{assert_says, cargo, libdir, libraries_of, package, run, work, Built};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

const LIBRARY: [&str; 5] = ["build", "-p", "iouring-sys", "--lib", "--no-default-features"];
const MUSL: &str = "x86_64-unknown-linux-musl";

#[test]
fn without_a_liburing_the_error_has_its_four_parts() {
    let build = &mut cargo(&LIBRARY, &work("target"));
    let built = Built::by(build.env("LIBURING_NO_VENDOR", "1").env("PKG_CONFIG_LIBDIR", work("empty")));
    assert!(!built.success);
    let parts = [
        "looked for: liburing 2.3 or newer",
        "where:      pkg-config's search path",
        "found:      ",
        "to fix it:  install it",
    ];
    assert_says(&built.said, &parts);
    assert!(!built.said.contains("PKG_CONFIG_ALLOW_CROSS=1 and"), "it is no cross build: {}", built.said);
}

/// A prefix of its own with a copy of the installed libraries, and a file for pkg-config that says another version.
fn private_prefix(name: &str) -> PathBuf {
    let lib = work(name).join("lib");
    let _ = fs::remove_dir_all(&lib);
    fs::create_dir_all(lib.join("pkgconfig")).unwrap();
    fs::copy(libdir().join("liburing.a"), lib.join("liburing.a")).unwrap();
    fs::copy(libdir().join("liburing.so"), lib.join("liburing.so.2")).unwrap();
    symlink("liburing.so.2", lib.join("liburing.so")).unwrap();
    let pc = format!(
        "Name: liburing\nDescription: io_uring library\nVersion: 2.3.99\nLibs: -L{} -luring\nCflags:\n",
        lib.display()
    );
    fs::write(lib.join("pkgconfig/liburing.pc"), pc).unwrap();
    lib
}

#[test]
fn pkg_config_path_names_another_liburing() {
    let lib = private_prefix("private");
    let search = format!("rustc-link-search=native={}", lib.display());
    let mut build = cargo(&LIBRARY, &work("target"));
    build.env("LIBURING_NO_VENDOR", "1").env("PKG_CONFIG_PATH", lib.join("pkgconfig"));
    let said = Built::by(&mut build).well().script_said();
    assert_says(&said, &[&search, "cargo:version=2.3.99", "rustc-link-lib=uring"]);
}

/// The crate for a target that is not the host. The build script runs; no more of it has to be there.
fn cross(variables: &[(&str, &Path)]) -> Built {
    let arguments =
        ["check", "-p", "iouring-sys", "--keep-going", "--lib", "--no-default-features", "--target", MUSL];
    let mut check = cargo(&arguments, &work("target-cross"));
    check.env("CC_x86_64_unknown_linux_musl", "gcc").env("LIBURING_NO_VENDOR", "1");
    Built::by(check.envs(variables.iter().copied()))
}

#[test]
fn for_another_target_pkg_config_has_variables_of_its_own() {
    let refused = cross(&[]);
    assert!(!refused.success);
    let names = [
        "PKG_CONFIG_ALLOW_CROSS=1",
        "PKG_CONFIG_SYSROOT_DIR_x86_64_unknown_linux_musl",
        "PKG_CONFIG_PATH_x86_64_unknown_linux_musl",
    ];
    assert_says(&refused.said, &names);

    let lib = private_prefix("private-cross");
    let search = format!("rustc-link-search=native={}", lib.display());
    let found = cross(&[("PKG_CONFIG_ALLOW_CROSS", Path::new("1")), (names[2], &lib.join("pkgconfig"))])
        .script_said();
    assert_says(&found, &[&search, "cargo:version=2.3.99"]);
}

/// pkg-config's crate links statically what is not under /usr.
#[test]
fn two_variables_link_the_archive() {
    let lib = private_prefix("private-static");
    for variable in ["LIBURING_STATIC", "PKG_CONFIG_ALL_STATIC"] {
        let mut build =
            cargo(&["build", "--no-default-features", "--example", "msg_ring"], &work("target-static"));
        build.env(variable, "1").env("LIBURING_NO_VENDOR", "1").env("PKG_CONFIG_PATH", lib.join("pkgconfig"));
        let built = Built::by(&mut build).well();
        assert_says(&built.script_said(), &["rustc-link-lib=static=uring"]);
        let program = program_of(&built);
        assert!(!libraries_of(&program).contains("liburing"), "{variable}: a shared library is loaded");
        run(&mut Command::new(program));
    }
}

fn program_of(built: &Built) -> PathBuf {
    built.programs().pop().expect("one program was built").1
}

#[test]
fn every_combination_builds_what_it_says_and_runs() {
    for libclang in [true, false] {
        for bindgen in [true, false] {
            for system in [true, false] {
                combination(libclang, bindgen, system);
            }
        }
    }
}

fn combination(libclang: bool, bindgen: bool, system: bool) {
    let case = format!("libclang {libclang}, bindgen {bindgen}, installed library {system}");
    let build = || {
        let features: &[&str] = if bindgen { &[] } else { &["--no-default-features"] };
        let mut build = cargo(&[&["build", "--example", "msg_ring"], features].concat(), &work("target"));
        if !libclang {
            build.env("LIBCLANG_PATH", "/nonexistent");
        }
        if system {
            build.env("LIBURING_NO_VENDOR", "1");
        }
        Built::by(&mut build).well()
    };
    let built = build();
    let (warns, generates) = (bindgen && !libclang, bindgen && libclang);
    let script_said = built.script_said();
    assert_eq!(
        built.said.matches("the committed bindings are used").count(),
        warns.into(),
        "{case}: {}",
        built.said
    );
    assert_eq!(script_said.contains("cargo:rustc-cfg=iouring_sys_generated\n"), generates, "{case}");
    assert_eq!(script_said.contains("cargo:rustc-cfg=iouring_sys_system\n"), system, "{case}");
    // So that a libclang that is installed later is found by the next build.
    let watches = script_said.contains("cargo:rerun-if-changed=/etc/ld.so.cache\n");
    assert_eq!(watches, warns && Path::new("/etc/ld.so.cache").exists(), "{case}");
    assert!(build().is_fresh(), "{case}: the same build again compiles");

    let program = program_of(&built);
    assert_eq!(libraries_of(&program).contains("liburing.so.2"), system, "{case}");
    run(&mut Command::new(program));
}

/// The prefix for C programs, where the installed library is linked: the helpers are symbols of an archive beside it.
#[test]
fn liburing_ffi_has_the_helpers_that_the_installed_library_lacks() {
    let mut build = cargo(&LIBRARY, &work("target"));
    let root = Built::by(build.env("LIBURING_NO_VENDOR", "1")).well().out_dir().join("root");
    let mut flags = Command::new("pkg-config");
    flags.args(["--cflags", "--libs", "liburing-ffi"]).env("PKG_CONFIG_PATH", root.join("lib/pkgconfig"));
    let flags = run(&mut flags);
    let program = work("programs").join("symbols");
    let source = package().join("tests/dependents/cmake-pkgconfig/src/symbols.c");
    run(Command::new("cc").arg("-o").arg(&program).arg(source).args(flags.split_whitespace()));
    assert!(libraries_of(&program).contains("liburing.so.2"));
    run(&mut Command::new(program));
}

/// The folders of other libclangs than the one that is found by itself stand in a variable, with colons between them.
#[test]
fn every_libclang_generates_the_committed_bindings() {
    let folders = std::env::var("LIBCLANGS").expect("LIBCLANGS names folders with a libclang");
    let mut count = 0;
    for folder in folders.split(':') {
        let arguments = ["test", "-p", "iouring-sys-parity", "--features", "bindgen", "--test", "bindings"];
        let built =
            Built::by(cargo(&arguments, &work("target-libclang")).env("LIBCLANG_PATH", folder)).well();
        assert_says(&built.said, &["items of the generated bindings are as committed"]);
        assert!(!built.said.contains("the committed bindings are used"), "{folder}: {}", built.said);
        count += 1;
    }
    assert!(count > 1, "one libclang is compared with nothing");
}
