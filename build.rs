// SPDX-License-Identifier: MIT OR Apache-2.0
// Builds or finds liburing and generates the bindings, in three steps: read the environment once, decide, do.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The vendored library, relative to the package: build scripts run there, and paths without the machine's
/// folders make the same archive everywhere.
const SOURCES: &str = "vendor/liburing/src";
const HEADERS: &str = "vendor/liburing/include";
/// The oldest installed liburing that may be linked.
const OLDEST_LIBURING: &str = "2.3";
/// The oldest libclang whose bindings were compared with the committed ones.
const OLDEST_LIBCLANG: u32 = 11;

#[cfg(all(feature = "bindgen", not(test)))]
#[path = "src/build/bindings.rs"]
mod bindings;
/// Without bindgen there is no libclang, and so no plan that generates. Tests of the plan need no bindgen.
#[cfg(not(all(feature = "bindgen", not(test))))]
mod bindings {
    pub fn load_libclang() -> Result<u32, String> {
        Err("built without bindgen".into())
    }
    pub fn generate(_out_dir: &std::path::Path) -> Result<String, super::Error> {
        unreachable!("a plan that generates without bindgen")
    }
}

fn main() {
    if let Err(error) = build() {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn build() -> Result<(), Error> {
    // One such line switches off cargo's own scan of the package, so that all of it has to be named.
    for path in ["build.rs", "src/build", "wrapper.h", "vendor"] {
        println!("cargo:rerun-if-changed={path}");
    }
    let config = Config::read(&|name| env::var_os(name))?;
    let plan = plan(&config)?;
    carry_out(&plan, &config)
}

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
        writeln!(f, "iouring-sys cannot be built.")?;
        for (part, text) in [
            ("looked for", &self.looked_for),
            ("where", &self.place),
            ("found", &self.found),
            ("to fix it", &self.fix),
        ] {
            writeln!(f, "  {:<11} {}", format!("{part}:"), text.trim().replace('\n', "\n              "))?;
        }
        Ok(())
    }
}

// ---- Read -----------------------------------------------------------------------------------------------

/// Everything that the environment says, read once.
#[derive(Debug)]
pub struct Config {
    /// `DOCS_RS`, set by docs.rs: only documentation is built.
    pub docs_rs: bool,
    /// `LIBURING_NO_VENDOR`: link the installed liburing.
    pub no_vendor: bool,
    /// The feature `bindgen`.
    pub bindgen: bool,
    /// The major version of the libclang that can be loaded, or why there is none.
    pub libclang: Result<u32, String>,
    pub target_os: String,
    pub target: String,
    pub host: String,
    pub out_dir: PathBuf,
    /// Version of the liburing API that the crate follows.
    pub api_version: String,
}

impl Config {
    /// Reads through `variable`, which is the environment except in tests.
    pub fn read(variable: &dyn Fn(&str) -> Option<OsString>) -> Result<Config, Error> {
        let docs_rs = read_switch("DOCS_RS", variable)?;
        let no_vendor = read_switch("LIBURING_NO_VENDOR", variable)?;
        let bindgen = variable("CARGO_FEATURE_BINDGEN").is_some();
        let libclang = if bindgen && !docs_rs {
            // Where the search for libclang looks first: a new value can turn the plan.
            println!("cargo:rerun-if-env-changed=LIBCLANG_PATH");
            println!("cargo:rerun-if-env-changed=LLVM_CONFIG_PATH");
            bindings::load_libclang()
        } else {
            Err("not looked for".into())
        };
        let version = read_from_cargo("CARGO_PKG_VERSION", variable)?;
        Ok(Config {
            docs_rs,
            no_vendor,
            bindgen,
            libclang,
            target_os: read_from_cargo("CARGO_CFG_TARGET_OS", variable)?,
            target: read_from_cargo("TARGET", variable)?,
            host: read_from_cargo("HOST", variable)?,
            out_dir: read_from_cargo("OUT_DIR", variable)?.into(),
            api_version: version.rsplit("liburing-").next().unwrap_or_default().into(),
        })
    }
}

/// Reads one of the user's variables: unset or `0` is no, `1` is yes, and nothing else has a meaning.
fn read_switch(name: &str, variable: &dyn Fn(&str) -> Option<OsString>) -> Result<bool, Error> {
    println!("cargo:rerun-if-env-changed={name}");
    let value = match variable(name) {
        None => return Ok(false),
        Some(value) => value.to_string_lossy().into_owned(),
    };
    match value.as_str() {
        "0" => Ok(false),
        "1" => Ok(true),
        _ => Err(Error {
            looked_for: "0 or 1".into(),
            place: format!("the environment variable {name}"),
            found: format!("{value:?}"),
            fix: format!("{name}=1 for yes; {name}=0 or `unset {name}` for no"),
        }),
    }
}

/// Reads a variable that cargo sets for every build script.
fn read_from_cargo(name: &str, variable: &dyn Fn(&str) -> Option<OsString>) -> Result<String, Error> {
    variable(name).and_then(|value| value.into_string().ok()).ok_or_else(|| Error {
        looked_for: format!("{name}, which cargo sets for build scripts"),
        place: "the environment".into(),
        found: "no such variable, or one that is not UTF-8".into(),
        fix: "build with cargo, in a folder whose path is UTF-8".into(),
    })
}

// ---- Decide ---------------------------------------------------------------------------------------------

/// What the build does.
#[derive(Debug, PartialEq, Eq)]
pub struct Plan {
    pub library: Library,
    pub bindings: Bindings,
}

/// Which liburing is linked.
#[derive(Debug, PartialEq, Eq)]
pub enum Library {
    /// The one in `vendor`, compiled by this build.
    Vendored,
    /// The installed one, found by pkg-config.
    System,
    /// None: nothing will be linked.
    DocsOnly,
}

/// Which bindings are compiled.
#[derive(Debug, PartialEq, Eq)]
pub enum Bindings {
    /// Those that bindgen generates now.
    Generate,
    /// `src/bindings.rs`, with a warning if that is not what was asked for.
    Committed { warning: Option<String> },
}

/// Decides from `config` alone.
pub fn plan(config: &Config) -> Result<Plan, Error> {
    if config.target_os != "linux" {
        return Err(Error {
            looked_for: "a Linux target: io_uring is an interface of the Linux kernel".into(),
            place: format!("CARGO_CFG_TARGET_OS, for the target {}", config.target),
            found: format!("{:?}", config.target_os),
            fix: "build with --target for a Linux target, or make the dependency a \
                  [target.'cfg(target_os = \"linux\")'.dependencies]"
                .into(),
        });
    }
    let library = match (config.docs_rs, config.no_vendor) {
        (true, _) => Library::DocsOnly,
        (false, true) => Library::System,
        (false, false) => Library::Vendored,
    };
    let bindings = match &config.libclang {
        _ if config.docs_rs || !config.bindgen => Bindings::Committed { warning: None },
        Ok(version) if *version >= OLDEST_LIBCLANG => Bindings::Generate,
        Ok(version) => committed_because(&format!("libclang {version} is too old")),
        Err(reason) => committed_because(&format!("libclang could not be loaded: {reason}")),
    };
    Ok(Plan { library, bindings })
}

/// The committed bindings where generated ones were asked for. A warning is one line.
fn committed_because(reason: &str) -> Bindings {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    Bindings::Committed {
        warning: Some(format!(
            "the committed bindings are used, because {reason}. To generate them get libclang {OLDEST_LIBCLANG} or \
             newer (`apt install libclang-dev`, `dnf install clang-devel` or `pip install libclang`) and, if it is \
             not found, set LIBCLANG_PATH to its folder; to stop asking for it turn off the feature `bindgen`"
        )),
    }
}

// ---- Do -------------------------------------------------------------------------------------------------

fn carry_out(plan: &Plan, config: &Config) -> Result<(), Error> {
    println!("cargo:rustc-check-cfg=cfg(iouring_sys_system)");
    println!("cargo:rustc-check-cfg=cfg(iouring_sys_generated)");
    match plan.library {
        Library::Vendored => {
            let archive = compile("uring", &sources()?, config)?;
            install(config, &config.api_version, "-L${libdir} -luring", Some(&archive))?;
        }
        Library::System => {
            // Before pkg-config's lines: an archive has to stand in front of the library that it calls.
            compile("iouring_sys_helpers", &[PathBuf::from(SOURCES).join("ffi.c")], config)?;
            let found = find_installed(config)?;
            println!("cargo:rustc-cfg=iouring_sys_system");
            install(config, &found.version, &linker_flags(&found), None)?;
        }
        Library::DocsOnly => install(config, &config.api_version, "-luring", None)?,
    }
    match &plan.bindings {
        Bindings::Generate => {
            let text = bindings::generate(&config.out_dir)?;
            write(&config.out_dir.join("bindings.rs"), text.as_bytes())?;
            println!("cargo:rustc-cfg=iouring_sys_generated");
        }
        Bindings::Committed { warning: Some(warning) } => println!("cargo:warning={warning}"),
        Bindings::Committed { warning: None } => {}
    }
    Ok(())
}

/// The vendored C files, sorted: the order decides the bytes of the archive.
fn sources() -> Result<Vec<PathBuf>, Error> {
    let mut sources = files_under(Path::new(SOURCES))?;
    sources.retain(|file| file.extension().map_or(false, |extension| extension == "c"));
    Ok(sources)
}

/// Compiles `sources` into the static library `name`, has cargo link it, and returns the archive's path.
fn compile(name: &str, sources: &[PathBuf], config: &Config) -> Result<PathBuf, Error> {
    // An archive that another plan left here would be linked instead of the installed library.
    let objects = emptied(config.out_dir.join("objects"))?;
    cc::Build::new()
        .files(sources)
        .include(HEADERS)
        .std("gnu11")
        .define("_GNU_SOURCE", None)
        .flag("-fvisibility=hidden")
        .warnings(true)
        .extra_warnings(true)
        .out_dir(&objects)
        .try_compile(name)
        .map_err(|error| Error {
            looked_for: format!("a C compiler that compiles {SOURCES} for {}", config.target),
            place: format!("the variables CC_{} and CC, then the PATH", config.target.replace('-', "_")),
            found: error.to_string(),
            fix: "install gcc or clang (`apt install gcc`, `dnf install gcc`), or name one for the target in CC; \
                  what the compiler printed is above"
                .into(),
        })?;
    Ok(objects.join(format!("lib{name}.a")))
}

/// Finds the installed liburing; pkg-config's crate has cargo link it.
fn find_installed(config: &Config) -> Result<pkg_config::Library, Error> {
    pkg_config::Config::new().atleast_version(OLDEST_LIBURING).probe("liburing").map_err(|error| {
        let mut fix = String::from(
            "install it (`apt install liburing-dev`, `dnf install liburing-devel`), name the folder of its \
             liburing.pc in PKG_CONFIG_PATH, or unset LIBURING_NO_VENDOR to compile the vendored library",
        );
        if config.host != config.target {
            let suffix = config.target.replace('-', "_");
            fix.push_str(&format!(
                "\nthe build is for another machine: set PKG_CONFIG_ALLOW_CROSS=1 and either \
                 PKG_CONFIG_SYSROOT_DIR_{suffix} or PKG_CONFIG_PATH_{suffix}, or PKG_CONFIG_{suffix} to a pkg-config for it"
            ));
        }
        Error {
            looked_for: format!("liburing {OLDEST_LIBURING} or newer, since LIBURING_NO_VENDOR=1"),
            place: "pkg-config's search path".into(),
            found: error.to_string(),
            fix,
        }
    })
}

/// How a C linker is told to link the installed liburing.
fn linker_flags(found: &pkg_config::Library) -> String {
    let paths = found.link_paths.iter().map(|path| format!("-L{}", path.display()));
    let libraries = found.libs.iter().map(|library| format!("-l{library}"));
    paths.chain(libraries).collect::<Vec<_>>().join(" ")
}

/// Lays out `OUT_DIR/root` for dependents that compile C, and tells them of it. It means the same on every plan:
/// our headers, and a liburing.pc that names them and the library that is linked (`lib/liburing.a` beside it if
/// this build compiled it).
fn install(config: &Config, version: &str, libs: &str, archive: Option<&Path>) -> Result<(), Error> {
    let root = emptied(config.out_dir.join("root"))?;
    for header in files_under(Path::new(HEADERS))? {
        let name = header.strip_prefix(HEADERS).unwrap_or(&header);
        write(&root.join("include").join(name), &read(&header)?)?;
    }
    if let Some(archive) = archive {
        write(&root.join("lib/liburing.a"), &read(archive)?)?;
    }
    let pc = format!(
        "prefix=${{pcfiledir}}/../..\nlibdir=${{prefix}}/lib\nincludedir=${{prefix}}/include\n\n\
         Name: liburing\nDescription: io_uring library\nVersion: {version}\nLibs: {libs}\nCflags: -I${{includedir}}\n"
    );
    write(&root.join("lib/pkgconfig/liburing.pc"), pc.as_bytes())?;
    println!("cargo:root={}", root.display());
    println!("cargo:include={}", root.join("include").display());
    println!("cargo:version={version}");
    Ok(())
}

// ---- Files ----------------------------------------------------------------------------------------------

/// Every file under `dir`, sorted.
fn files_under(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let mut dirs = vec![dir.to_path_buf()];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(&dir).map_err(|error| failed_file(&dir, &error))? {
            let path = entry.map_err(|error| failed_file(&dir, &error))?.path();
            if path.is_dir() {
                dirs.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Removes what an earlier build left in `dir`.
fn emptied(dir: PathBuf) -> Result<PathBuf, Error> {
    match fs::remove_dir_all(&dir) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed_file(&dir, &error)),
        _ => Ok(dir),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|error| failed_file(path, &error))
}

/// Writes `path` and makes the folders above it.
fn write(path: &Path, contents: &[u8]) -> Result<(), Error> {
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, contents))
        .map_err(|error| failed_file(path, &error))
}

fn failed_file(path: &Path, error: &io::Error) -> Error {
    Error {
        looked_for: "a whole package to read and an OUT_DIR to write".into(),
        place: path.display().to_string(),
        found: error.to_string(),
        fix: "unpack the package anew, or give the build a target folder that it may write to".into(),
    }
}
