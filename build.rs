// SPDX-License-Identifier: MIT OR Apache-2.0
// Builds or finds liburing and generates the bindings, in three steps: read the environment once, decide, do.
// src/build/plan.rs has the first two.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[cfg(feature = "bindgen")]
#[path = "src/build/bindings.rs"]
mod bindings;
#[path = "src/build/plan.rs"]
mod plan;

use plan::{plan, Config, Error, Library, Plan};

/// The units of the vendored library, relative to the package: build scripts run there, and paths without the machine's
/// folders make the same archive everywhere.
const UNITS: [&str; 3] = ["vendor/liburing/library.c", "vendor/liburing/src/syscall.c", HELPERS];
/// The one with the inline helpers as symbols.
const HELPERS: &str = "vendor/liburing/src/ffi.c";
const HEADERS: &str = "vendor/liburing/include";
/// The oldest installed liburing that may be linked.
const OLDEST_LIBURING: &str = "2.3";

/// What runs this script again. One such line switches off cargo's own scan, so that all of the package has to be named.
const WATCHED: &str = "changed=build.rs changed=src/build changed=wrapper.h changed=vendor \
                       env-changed=DOCS_RS env-changed=LIBURING_NO_VENDOR env-changed=LIBCLANG_PATH \
                       env-changed=LLVM_CONFIG_PATH env-changed=RUST_LIBC_UNSTABLE_GNU_FILE_OFFSET_BITS \
                       env-changed=RUST_LIBC_UNSTABLE_GNU_TIME_BITS";

/// Without bindgen there is no libclang, and so no plan that generates.
#[cfg(not(feature = "bindgen"))]
mod bindings {
    pub fn load_libclang() -> Option<u32> {
        None
    }
    pub fn generate(_: &str, _: &[std::path::PathBuf], _: &std::path::Path) -> Result<String, String> {
        Err("built without bindgen".into())
    }
}

fn main() {
    for watched in WATCHED.split(' ') {
        println!("cargo:rerun-if-{watched}");
    }
    let config = Config::read(&|name| env::var_os(name));
    let done = config.and_then(|config| carry_out(&plan(&config, &bindings::load_libclang)?, &config));
    if let Err(error) = done {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn carry_out(plan: &Plan, config: &Config) -> Result<(), Error> {
    println!("cargo:rustc-check-cfg=cfg(iouring_sys_system, iouring_sys_generated)");
    println!("cargo:rustc-check-cfg=cfg(iouring_sys_off_t, values(\"32\", \"64\"))");
    match plan.library {
        Library::Vendored => {
            let archive = compile("uring", &UNITS, config)?;
            install(config, &config.api_version, ["-L${libdir} -luring"; 2], &[archive])?;
        }
        Library::System => {
            // Before pkg-config's lines: an archive has to stand in front of the library that it calls.
            let helpers = compile("iouring_sys_helpers", &[HELPERS], config)?;
            let found = find_installed(config)?;
            println!("cargo:rustc-cfg=iouring_sys_system");
            let paths = found.link_paths.iter().map(|path| format!("-L{} ", path.display()));
            let libs: String = paths.chain(found.libs.iter().map(|name| format!("-l{name} "))).collect();
            // The helpers' one object calls functions that an older library lacks; those that nobody needs go.
            let with_helpers = format!("-L${{libdir}} -liouring_sys_helpers -Wl,--gc-sections {libs}");
            install(config, &found.version, [&libs, &with_helpers], &[helpers])?;
        }
        Library::DocsOnly => install(config, &config.api_version, ["-luring"; 2], &[])?,
    }
    if plan.generate {
        let text = bindings::generate(HEADERS, &files_under(Path::new(HEADERS))?, &config.out_dir);
        let text = text.map_err(|found| Error {
            looked_for: "Rust bindings for wrapper.h".into(),
            place: "bindgen, with the libclang that was found".into(),
            found,
            fix: "turn off the feature `bindgen`, or name another libclang's folder in LIBCLANG_PATH".into(),
        })?;
        let path = config.out_dir.join("bindings.rs");
        write(&path, text.as_bytes())?;
        println!("cargo:rustc-cfg=iouring_sys_generated");
        println!("cargo:bindings={}", path.display());
    }
    if let Some(warning) = &plan.warning {
        println!("cargo:warning={warning}");
        // It changes when a library is installed. A path that is not there would run this script in every build.
        if Path::new("/etc/ld.so.cache").exists() {
            println!("cargo:rerun-if-changed=/etc/ld.so.cache");
        }
    }
    Ok(())
}

/// Compiles `units` into the static library `name`, has cargo link it, and returns the archive's path.
fn compile(name: &str, units: &[&str], config: &Config) -> Result<PathBuf, Error> {
    // An archive that another plan left here would be linked instead of the installed library.
    let objects = config.out_dir.join("objects");
    let _ = fs::remove_dir_all(&objects);
    let mut cc = cc::Build::new();
    cc.files(units).include(HEADERS).std("gnu11").define("_GNU_SOURCE", None).flag("-fvisibility=hidden");
    cc.warnings(true).extra_warnings(true).out_dir(&objects);
    if let Some((off_t, time_t)) = config.widths {
        cc.define("LIBURING_OFF_T_BITS", &*off_t.to_string());
        cc.define("LIBURING_TIME_T_BITS", &*time_t.to_string());
        println!("cargo:rustc-cfg=iouring_sys_off_t=\"{off_t}\"");
    }
    cc.try_compile(name).map_err(|error| Error {
        looked_for: format!("a C compiler that compiles vendor/liburing for {}", config.target),
        place: format!("the variables CC_{} and CC, then the PATH", config.target.replace('-', "_")),
        found: error.to_string(),
        fix: "`apt install gcc` or `dnf install gcc`, or name one in CC; what it printed is above".into(),
    })?;
    Ok(objects.join(format!("lib{name}.a")))
}

/// Finds the installed liburing; pkg-config's crate has cargo link it.
fn find_installed(config: &Config) -> Result<pkg_config::Library, Error> {
    let suffix = config.target.replace('-', "_");
    let cross = format!(
        "\nthe build is for another machine: set PKG_CONFIG_ALLOW_CROSS=1 and either PKG_CONFIG_SYSROOT_DIR_{suffix} \
         or PKG_CONFIG_PATH_{suffix}, or PKG_CONFIG_{suffix} to a pkg-config for it"
    );
    pkg_config::Config::new().atleast_version(OLDEST_LIBURING).probe("liburing").map_err(|error| Error {
        looked_for: format!("liburing {OLDEST_LIBURING} or newer, since LIBURING_NO_VENDOR=1"),
        place: "pkg-config's search path".into(),
        found: error.to_string(),
        fix: format!(
            "install it (`apt install liburing-dev`, `dnf install liburing-devel`), name the folder of its \
             liburing.pc in PKG_CONFIG_PATH, or unset LIBURING_NO_VENDOR to compile the vendored library{}",
            if config.host == config.target { "" } else { &cross }
        ),
    })
}

/// Lays out `OUT_DIR/root` for dependents that compile C, and tells them of it. It means the same on every plan: our
/// headers, what this build compiled, a liburing.pc that names the library that is linked, and a liburing-ffi.pc for
/// who wants the inline helpers as symbols, too.
fn install(config: &Config, version: &str, libs: [&str; 2], archives: &[PathBuf]) -> Result<(), Error> {
    let root = config.out_dir.join("root");
    let _ = fs::remove_dir_all(&root);
    for header in files_under(Path::new(HEADERS))? {
        let name = header.strip_prefix(HEADERS).unwrap_or(&header);
        write(&root.join("include").join(name), &at(&header, fs::read(&header))?)?;
    }
    for archive in archives {
        let name = archive.file_name().unwrap_or_default();
        write(&root.join("lib").join(name), &at(archive, fs::read(archive))?)?;
    }
    for (name, libs) in [("liburing", libs[0]), ("liburing-ffi", libs[1])] {
        let pc = format!(
            "prefix=${{pcfiledir}}/../..\nlibdir=${{prefix}}/lib\nincludedir=${{prefix}}/include\n\n\
             Name: {name}\nDescription: io_uring library\nVersion: {version}\nLibs: {libs}\n\
             Cflags: -I${{includedir}}\n"
        );
        write(&root.join(format!("lib/pkgconfig/{name}.pc")), pc.as_bytes())?;
    }
    println!("cargo:root={}", root.display());
    println!("cargo:include={}", root.join("include").display());
    println!("cargo:version={version}");
    Ok(())
}

/// Every file under `dir`, sorted. If two headers define a macro of one name, the later one's comment is in the bindings: so
/// it is the same one everywhere.
fn files_under(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for entry in at(dir, fs::read_dir(dir))? {
        let path = at(dir, entry)?.path();
        if path.is_dir() {
            files.append(&mut files_under(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Writes `path` and makes the folders above it.
fn write(path: &Path, contents: &[u8]) -> Result<(), Error> {
    at(path, path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, contents)))
}

/// What came of using `path`, with an error that names it.
fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, Error> {
    result.map_err(|error| Error {
        looked_for: "a whole package to read and an OUT_DIR to write".into(),
        place: path.display().to_string(),
        found: error.to_string(),
        fix: "unpack the package anew, or give the build a target folder that it may write to".into(),
    })
}
