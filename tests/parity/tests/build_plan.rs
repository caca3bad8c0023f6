// SPDX-License-Identifier: MIT OR Apache-2.0
// The build script's decisions, as a table: no compiler, no libclang and no environment is asked.

#[path = "../../../src/build/plan.rs"]
mod plan;

use plan::{plan, Config, Error, Library};
use std::cell::Cell;
use std::collections::HashMap;
use std::ffi::OsString;

fn config() -> Config {
    Config {
        docs_rs: false,
        no_vendor: false,
        bindgen: true,
        libclang_path: None,
        target_os: "linux".into(),
        target: "aarch64-unknown-linux-musl".into(),
        host: "x86_64-unknown-linux-gnu".into(),
        out_dir: "out".into(),
        api_version: "2.15".into(),
        widths: None,
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

#[test]
fn every_combination_has_its_plan() {
    let libclangs = [
        ("present", Some(18), None),
        ("oldest", Some(11), None),
        ("too old", Some(10), Some("libclang 10 is older than 11: ")),
        ("absent", None, Some("no libclang could be loaded: ")),
    ];
    for (docs_rs, no_vendor, library) in [
        (false, false, Library::Vendored),
        (false, true, Library::System),
        (true, false, Library::DocsOnly),
        (true, true, Library::DocsOnly),
    ] {
        for bindgen in [true, false] {
            for (name, libclang, reason) in libclangs {
                let case =
                    format!("docs.rs {docs_rs}, no vendor {no_vendor}, bindgen {bindgen}, libclang {name}");
                let asked = Cell::new(false);
                let ask = || {
                    asked.set(true);
                    libclang
                };
                let plan = plan(&Config { docs_rs, no_vendor, bindgen, ..config() }, &ask).unwrap();
                assert_eq!(plan.library, library, "{case}");
                let wanted = bindgen && !docs_rs;
                assert_eq!(asked.get(), wanted, "{case}: libclang is loaded only where it is needed");
                assert_eq!(plan.generate, wanted && reason.is_none(), "{case}");
                match (plan.warning, reason.filter(|_| wanted)) {
                    (None, None) => {}
                    (Some(warning), Some(reason)) => {
                        assert!(warning.starts_with(reason), "{case}: {warning}")
                    }
                    (got, expected) => panic!("{case}: warning {got:?}, expected {expected:?}"),
                }
            }
        }
    }
}

#[test]
fn the_warning_is_short_and_says_what_its_reader_can_use() {
    for (path, in_it, not_in_it) in [
        (None, ["apt install", "dnf install"], "LIBCLANG_PATH"),
        (Some("/opt/llvm"), ["LIBCLANG_PATH is \"/opt/llvm\"", "nowhere else"], "install"),
    ] {
        let libclang_path = path.map(String::from);
        let plan = plan(&Config { libclang_path, ..config() }, &|| None).unwrap();
        let warning = plan.warning.unwrap();
        assert!(!warning.contains('\n') && warning.len() < 200, "{} bytes: {warning}", warning.len());
        assert!(warning.contains("nothing is lost"), "{warning}");
        assert!(in_it.iter().all(|part| warning.contains(part)) && !warning.contains(not_in_it), "{warning}");
    }
}

/// Android has a Linux kernel, so that "not Linux" would be wrong.
#[test]
fn a_target_without_io_uring_is_an_error() {
    for target_os in ["macos", "android"] {
        let error = plan(&Config { target_os: target_os.into(), ..config() }, &|| None).unwrap_err();
        assert!(error.looked_for.contains("Android, which keeps io_uring from apps"), "{error}");
        assert_eq!(error.found, format!("{target_os:?}"));
        assert!(error.place.contains("aarch64-unknown-linux-musl"), "{error}");
    }
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
    assert_eq!(read_config.host, "x86_64-unknown-linux-gnu");
    assert_eq!(read_config.out_dir, std::path::Path::new("/out"));
    assert_eq!(read_config.api_version, "2.15");
    assert!(!read(&[]).unwrap().bindgen);
    assert_eq!(read(&[("LIBCLANG_PATH", "/opt")]).unwrap().libclang_path.as_deref(), Some("/opt"));

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

#[test]
fn the_widths_of_c_are_those_of_the_libc_crate() {
    const OFF: (&str, &str) = ("RUST_LIBC_UNSTABLE_GNU_FILE_OFFSET_BITS", "64");
    const TIME: (&str, &str) = ("RUST_LIBC_UNSTABLE_GNU_TIME_BITS", "64");
    let widths = |env: &str, arch: &str, bits: &str, variables: &[(&str, &str)]| {
        let target = [
            ("CARGO_CFG_TARGET_ENV", env),
            ("CARGO_CFG_TARGET_ARCH", arch),
            ("CARGO_CFG_TARGET_POINTER_WIDTH", bits),
        ];
        read(&[&target, variables].concat()).unwrap().widths
    };
    for (variables, off_t, time_t) in [
        (&[][..], 32, 32),
        (&[OFF], 64, 32),
        (&[TIME], 64, 64),
        (&[("RUST_LIBC_UNSTABLE_GNU_FILE_OFFSET_BITS", "32")], 32, 32),
        (&[("RUST_LIBC_UNSTABLE_GNU_TIME_BITS", "32")], 32, 32),
        (&[("CARGO_CFG_LIBC_UNSTABLE_GNU_TIME_BITS", "64")], 64, 64),
        (&[("CARGO_CFG_LIBC_UNSTABLE_GNU_TIME_BITS", "32"), TIME], 32, 32),
        (&[("CARGO_CFG_LIBC_UNSTABLE_TIME64", "")], 64, 64),
    ] {
        for arch in ["x86", "arm", "powerpc"] {
            assert_eq!(widths("gnu", arch, "32", variables), Some((off_t, time_t)), "{variables:?}");
        }
        for (env, arch, bits) in [
            ("gnu", "x86_64", "64"),
            ("gnu", "x86_64", "32"),
            ("gnu", "riscv32", "32"),
            ("musl", "arm", "32"),
        ] {
            assert_eq!(widths(env, arch, bits, variables), None, "{env}, {arch}, {bits} bits: no choice");
        }
    }
}
