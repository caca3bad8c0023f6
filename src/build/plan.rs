// SPDX-License-Identifier: MIT OR Apache-2.0
// A part of build.rs, not of the crate: what the environment says, what the build does because of it, and how it says
// that it cannot. Nothing here has a side effect: tests/parity/tests/build_plan.rs has all of it as a table.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::PathBuf;

/// The oldest libclang whose bindings were compared with the committed ones.
const OLDEST_LIBCLANG: u32 = 11;

/// Why the build cannot go on, in the four parts that a reader needs.
#[derive(Debug)]
pub struct Error {
    pub looked_for: String,
    pub place: String,
    pub found: String,
    pub fix: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let indented = |text: &str| text.trim().replace('\n', "\n              ");
        writeln!(f, "iouring-sys cannot be built.\n  looked for: {}", indented(&self.looked_for))?;
        writeln!(f, "  where:      {}\n  found:      {}", indented(&self.place), indented(&self.found))?;
        writeln!(f, "  to fix it:  {}", indented(&self.fix))
    }
}

/// Everything that the environment says, read once.
#[derive(Debug)]
pub struct Config {
    /// `DOCS_RS`, set by docs.rs: only documentation is built.
    pub docs_rs: bool,
    /// `LIBURING_NO_VENDOR`: link the installed liburing.
    pub no_vendor: bool,
    /// The feature `bindgen`.
    pub bindgen: bool,
    /// `LIBCLANG_PATH`: where alone libclang is looked for.
    pub libclang_path: Option<String>,
    pub target_os: String,
    pub target: String,
    pub host: String,
    pub out_dir: PathBuf,
    /// Version of the liburing API that the crate follows.
    pub api_version: String,
    /// Bits of `off_t` and `time_t` that the libc crate has chosen, where C programs can choose.
    pub widths: Option<(u32, u32)>,
}

impl Config {
    /// Reads through `variable`, which is the environment except in tests.
    pub fn read(variable: &dyn Fn(&str) -> Option<OsString>) -> Result<Config, Error> {
        let from_cargo = |name: &str| {
            variable(name).and_then(|value| value.into_string().ok()).ok_or_else(|| Error {
                looked_for: format!("{name}, which cargo sets for build scripts"),
                place: "the environment".into(),
                found: "no such variable, or one that is not UTF-8".into(),
                fix: "build with cargo, in a folder whose path is UTF-8".into(),
            })
        };
        let version = from_cargo("CARGO_PKG_VERSION")?;
        Ok(Config {
            docs_rs: read_switch("DOCS_RS", variable)?,
            no_vendor: read_switch("LIBURING_NO_VENDOR", variable)?,
            bindgen: variable("CARGO_FEATURE_BINDGEN").is_some(),
            libclang_path: variable("LIBCLANG_PATH").map(|path| path.to_string_lossy().into_owned()),
            target_os: from_cargo("CARGO_CFG_TARGET_OS")?,
            target: from_cargo("TARGET")?,
            host: from_cargo("HOST")?,
            out_dir: from_cargo("OUT_DIR")?.into(),
            api_version: version.rsplit("liburing-").next().unwrap_or_default().into(),
            widths: read_widths(variable),
        })
    }
}

/// Reads what the build script of the libc crate reads. glibc has two widths of these types for 32-bit processors, but
/// for those that are younger than the wide ones.
fn read_widths(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<(u32, u32)> {
    let is = |name: &str, value: &str| variable(name).as_deref() == Some(OsStr::new(value));
    let young = ["aarch64", "riscv32", "x86_64"].iter().any(|name| is("CARGO_CFG_TARGET_ARCH", name));
    if young || !is("CARGO_CFG_TARGET_ENV", "gnu") || !is("CARGO_CFG_TARGET_POINTER_WIDTH", "32") {
        return None;
    }
    // Newer releases of libc have cfgs for what was a variable.
    let cfg = variable("CARGO_CFG_LIBC_UNSTABLE_GNU_TIME_BITS");
    let bits = cfg.or(variable("RUST_LIBC_UNSTABLE_GNU_TIME_BITS"));
    let time = bits == Some("64".into()) || variable("CARGO_CFG_LIBC_UNSTABLE_TIME64").is_some();
    let off = time || is("RUST_LIBC_UNSTABLE_GNU_FILE_OFFSET_BITS", "64");
    let bits = |wide| if wide { 64 } else { 32 };
    Some((bits(off), bits(time)))
}

/// Reads one of the user's variables: unset or `0` is no, `1` is yes, and nothing else has a meaning.
fn read_switch(name: &str, variable: &dyn Fn(&str) -> Option<OsString>) -> Result<bool, Error> {
    let value = variable(name).unwrap_or_else(|| "0".into());
    match &*value.to_string_lossy() {
        "0" => Ok(false),
        "1" => Ok(true),
        other => Err(Error {
            looked_for: "0 or 1".into(),
            place: format!("the environment variable {name}"),
            found: format!("{other:?}"),
            fix: format!("{name}=1 for yes; {name}=0 or `unset {name}` for no"),
        }),
    }
}

/// What the build does.
#[derive(Debug, PartialEq, Eq)]
pub struct Plan {
    pub library: Library,
    /// Whether bindgen generates the bindings now; else `src/bindings.rs` has them.
    pub generate: bool,
    /// Why generated bindings are asked for and not to be had.
    pub warning: Option<String>,
}

/// Which liburing is linked: ours, compiled by this build; the installed one; none, for documentation alone.
#[derive(Debug, PartialEq, Eq)]
pub enum Library {
    Vendored,
    System,
    DocsOnly,
}

/// Decides from `config` and, where generated bindings are wanted, from what `libclang` tells: the major version of the
/// one that can be loaded.
pub fn plan(config: &Config, libclang: &dyn Fn() -> Option<u32>) -> Result<Plan, Error> {
    if config.target_os != "linux" {
        return Err(Error {
            looked_for: "a Linux target other than Android, which keeps io_uring from apps".into(),
            place: format!("CARGO_CFG_TARGET_OS, for the target {}", config.target),
            found: format!("{:?}", config.target_os),
            fix: "make it one of [target.'cfg(target_os = \"linux\")'.dependencies], or build for such a target".into(),
        });
    }
    let library = match (config.docs_rs, config.no_vendor) {
        (true, _) => Library::DocsOnly,
        (false, true) => Library::System,
        (false, false) => Library::Vendored,
    };
    let asked = config.bindgen && !config.docs_rs;
    let reason = match asked.then(libclang) {
        Some(None) => "no libclang could be loaded".into(),
        Some(Some(version)) if version < OLDEST_LIBCLANG => {
            format!("libclang {version} is older than {OLDEST_LIBCLANG}")
        }
        _ => return Ok(Plan { library, generate: asked, warning: None }),
    };
    let remedy = match &config.libclang_path {
        Some(path) => format!("LIBCLANG_PATH is {path:?}, and libclang is looked for nowhere else"),
        None => "to generate them `apt install libclang-dev` or `dnf install clang-devel`".into(),
    };
    let warning = "the committed bindings are used, which have the same contents, so nothing is lost";
    Ok(Plan { library, generate: false, warning: Some(format!("{reason}: {warning} ({remedy})")) })
}
