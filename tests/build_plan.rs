// SPDX-License-Identifier: MIT OR Apache-2.0
// The build script's decisions, as a table: no compiler, no libclang and no environment is asked.

#[allow(dead_code)]
#[path = "../build.rs"]
mod build_script;

use build_script::{plan, Bindings, Config, Error, Library, Plan};
use std::collections::HashMap;
use std::ffi::OsString;

fn config() -> Config {
    Config {
        docs_rs: false,
        no_vendor: false,
        bindgen: true,
        libclang: Ok(18),
        target_os: "linux".into(),
        target: "aarch64-unknown-linux-musl".into(),
        host: "x86_64-unknown-linux-gnu".into(),
        out_dir: "out".into(),
        api_version: "2.15".into(),
    }
}

/// Reads a configuration from what cargo sets and `extra`.
fn read(extra: &[(&str, &str)]) -> Result<Config, Error> {
    let mut variables: HashMap<&str, &str> = HashMap::from([
        ("CARGO_PKG_VERSION", "0.1.0+liburing-2.15"),
        ("CARGO_CFG_TARGET_OS", "linux"),
        ("TARGET", "x86_64-unknown-linux-gnu"),
        ("HOST", "x86_64-unknown-linux-gnu"),
        ("OUT_DIR", "/out"),
    ]);
    variables.extend(extra.iter().copied());
    Config::read(&|name| variables.get(name).map(OsString::from))
}

fn warning_of(plan: &Plan) -> Option<&str> {
    match &plan.bindings {
        Bindings::Committed { warning } => warning.as_deref(),
        Bindings::Generate => None,
    }
}

#[test]
fn every_combination_has_its_plan() {
    let libclangs = [
        ("present", Ok(18), None),
        ("oldest", Ok(11), None),
        ("too old", Ok(10), Some("libclang 10 is too old")),
        ("absent", Err("no file\nfound".to_string()), Some("libclang could not be loaded: no file found.")),
    ];
    for (docs_rs, no_vendor, library) in [
        (false, false, Library::Vendored),
        (false, true, Library::System),
        (true, false, Library::DocsOnly),
        (true, true, Library::DocsOnly),
    ] {
        for bindgen in [true, false] {
            for (name, libclang, reason) in libclangs.clone() {
                let case =
                    format!("docs.rs {docs_rs}, no vendor {no_vendor}, bindgen {bindgen}, libclang {name}");
                let plan = plan(&Config { docs_rs, no_vendor, bindgen, libclang, ..config() }).unwrap();
                assert_eq!(plan.library, library, "{case}");
                let asked_for = bindgen && !docs_rs;
                assert_eq!(plan.bindings == Bindings::Generate, asked_for && reason.is_none(), "{case}");
                match (warning_of(&plan), reason.filter(|_| asked_for)) {
                    (None, None) => {}
                    (Some(warning), Some(reason)) => assert!(warning.contains(reason), "{case}: {warning}"),
                    (got, expected) => panic!("{case}: warning {got:?}, expected {expected:?}"),
                }
            }
        }
    }
}

#[test]
fn the_warning_is_one_line_and_says_how_to_get_libclang() {
    let plan = plan(&Config { libclang: Err("a\n  b".into()), ..config() }).unwrap();
    let warning = warning_of(&plan).unwrap();
    assert!(!warning.contains('\n'));
    for part in ["a b", "apt install", "dnf install", "pip install", "LIBCLANG_PATH", "feature `bindgen`"] {
        assert!(warning.contains(part), "{part}: {warning}");
    }
}

#[test]
fn a_target_without_io_uring_is_an_error() {
    let error = plan(&Config { target_os: "macos".into(), ..config() }).unwrap_err();
    assert!(error.found.contains("macos"), "{error}");
    assert!(error.place.contains("aarch64-unknown-linux-musl"), "{error}");
}

#[test]
fn switches_are_unset_0_or_1() {
    assert!(!read(&[]).unwrap().no_vendor);
    for (value, expected) in [("0", false), ("1", true)] {
        assert_eq!(read(&[("LIBURING_NO_VENDOR", value)]).unwrap().no_vendor, expected);
        assert_eq!(read(&[("DOCS_RS", value)]).unwrap().docs_rs, expected);
    }
    for name in ["LIBURING_NO_VENDOR", "DOCS_RS"] {
        for value in ["yes", "true", "", "01", " 1", "2"] {
            let error = read(&[(name, value)]).unwrap_err();
            assert_eq!(error.found, format!("{value:?}"));
            assert!(error.place.contains(name) && error.fix.contains(name), "{error}");
        }
    }
}

#[test]
fn cargos_variables_are_read() {
    let read_config =
        read(&[("CARGO_FEATURE_BINDGEN", "1"), ("TARGET", "riscv64gc-unknown-linux-gnu")]).unwrap();
    assert!(read_config.bindgen);
    assert_eq!(read_config.target, "riscv64gc-unknown-linux-gnu");
    assert_eq!(read_config.api_version, "2.15");
    assert!(!read(&[]).unwrap().bindgen);

    let error = Config::read(&|_| None).unwrap_err();
    assert!(error.looked_for.contains("CARGO_PKG_VERSION"), "{error}");
}

#[test]
fn an_error_shows_its_four_parts() {
    let error = read(&[("LIBURING_NO_VENDOR", "yes")]).unwrap_err();
    let expected = "iouring-sys cannot be built.\n  \
                    looked for: 0 or 1\n  \
                    where:      the environment variable LIBURING_NO_VENDOR\n  \
                    found:      \"yes\"\n  \
                    to fix it:  LIBURING_NO_VENDOR=1 for yes; LIBURING_NO_VENDOR=0 or `unset LIBURING_NO_VENDOR` for no\n";
    assert_eq!(error.to_string(), expected);
}
