// SPDX-License-Identifier: MIT OR Apache-2.0
//! The programs run, and header and library are those of the crate, whatever else is installed.

use std::process::Command;

fn prints_the_versions(program: &str) {
    let output = Command::new(program).output().expect("the program starts");
    assert!(output.status.success(), "{program}: {}", output.status);
    let version = format!("{}.{}", iouring_sys::IO_URING_VERSION_MAJOR, iouring_sys::IO_URING_VERSION_MINOR);
    assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{version} {version}\n"));
}

#[test]
fn by_cmake() {
    prints_the_versions(dependent_cmake_pkgconfig::BY_CMAKE);
}

#[test]
fn by_pkg_config() {
    prints_the_versions(dependent_cmake_pkgconfig::BY_PKG_CONFIG);
}

#[test]
fn helpers_are_symbols_of_liburing_ffi() {
    let status =
        Command::new(dependent_cmake_pkgconfig::SYMBOLS_BY_PKG_CONFIG).status().expect("the program starts");
    assert!(status.success(), "{status}");
}
