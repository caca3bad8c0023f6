// SPDX-License-Identifier: MIT OR Apache-2.0
// A part of build.rs, not of the crate: turns wrapper.h into Rust, the same on every machine and for every target, so
// that the result can be committed. It is meant for the compiler; what makes it one for readers is in tests/renew.

use bindgen::callbacks::{IntKind, ParseCallbacks};
use bindgen::{Builder, CodegenConfig, Formatter, RustEdition, RustTarget};
use regex::{Captures, Regex, Replacer};
use std::collections::HashMap;
use std::env;
use std::fs;
use std::panic;
use std::path::{Path, PathBuf};

/// Types of wrapper.h that the libc crate defines: everywhere, and with glibc only.
const LIBC_TYPES: &str = "cmsghdr|cpu_set_t|epoll_event|id_t|idtype_t|iovec|loff_t|mode_t|msghdr|off_t|\
                          open_how|siginfo_t|sigset_t|sockaddr|socklen_t";
const GNU_TYPES: &str = "statx|statx_timestamp";
/// Types of wrapper.h that the libc crate has not: ours.
const OWN_TYPES: &str = "__kernel_timespec|futex_waitv";
/// Names that must not be in the bindings: those whose value depends on the target (src/target_constants.rs
/// has them), and those that only serve the headers.
const LEFT_OUT: &str = "__NR_.*|BLOCK_URING_CMD_.*|LIBURING_NR_BASE|IO_URING_FLEX|.*_H|LIBURING_HAVE_DATA64|\
                        (IO_URING_)?CHECK_VERSION|liburing_.*";
/// What bindgen has no option for, as what to look for in its output and what to put there.
const CHANGES: [(&str, &str); 6] = [
    // The constants of unnamed enumerations have a type of their own, and not an alias with a number.
    (r#"(#\s*\[\s*doc\s*=\s*"(?:[^"\\]|\\.)*"\s*\]\s*)?pub\s+type\s+_bindgen_ty_[^;]*;"#, ""),
    (r":\s*_bindgen_ty_\w+", ": libc::c_uint"),
    // Flexible members, which are as long as `IO_URING_FLEX` in wrapper.h.
    (r";\s*31usize\s*\]", "; 0usize]"),
    // The kernel aligns their `__aligned_u64` to 8 bytes where Rust aligns u64 to 4, too.
    (r"pub\s+struct\s+io_uring_(files_update|rsrc_register|rsrc_update2?)\b", "#[repr(align(8))] $0"),
    (r"pub\s+struct\s+statx(_timestamp)?\b", "#[cfg(not(target_env = \"gnu\"))] $0"),
    (
        r"pub\s+\w+\s*:\s*\w+__bindgen_ty_\w+\s*,",
        "#[doc = \" Its type has no name in C; the type's documentation says what it holds.\"] $0",
    ),
];

/// Has bindgen load libclang, and returns its major version.
pub fn load_libclang() -> Option<u32> {
    // bindgen has no other way to ask than one that panics, and its report is not for this build's reader.
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let version = panic::catch_unwind(bindgen::clang_version);
    panic::set_hook(hook);
    version.ok()?.parsed.map(|(major, _)| major)
}

/// Generates the bindings of wrapper.h, which includes `headers` from the folder `include`. Temporary files go to
/// `out_dir`.
pub fn generate(include: &str, headers: &[PathBuf], out_dir: &Path) -> Result<String, String> {
    // wrapper.h needs nothing of the machine, and arguments meant for other headers could change the result.
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("BINDGEN_EXTRA_CLANG_ARGS") {
            env::remove_var(name);
        }
    }
    let run = |config, files: &str, arguments: &[&str]| {
        let pass = pass(include, out_dir, config).allowlist_file(format!("{include}/{files}"));
        let bindings = pass.clang_args(arguments).generate().map_err(|error| error.to_string())?;
        Ok::<_, String>(bindings.to_string())
    };
    let types = run(CodegenConfig::TYPES | CodegenConfig::VARS, ".*", &[])?;
    let types = CHANGES.iter().fold(types, |text, (old, new)| replace(&text, old, *new));
    let functions = run(CodegenConfig::FUNCTIONS, "liburing/library/.*", &[])?;
    // bindgen sees the helpers where they are not `static inline`. The Rust functions' comments say the rest of theirs.
    let reference = "#[doc = \"\n The C symbol of [`crate::$1`]: parameters, results and errors are described there.\n\n \
                     # Safety\n - The duties of [`crate::$1`].\"] $0";
    let helpers = run(CodegenConfig::FUNCTIONS, r"liburing/(prep/)?\w+\.h", &["-DIOURINGINLINE="])?;
    let helpers = replace(&helpers, r"pub\s+fn\s+(\w+)", reference);
    Ok(format!(
        "pub use libc::{{{}}};\n#[cfg(target_env = \"gnu\")]\npub use libc::{{{}}};\n{}\n\
         /// The functions of the liburing library.\npub(crate) mod library {{\nuse super::*;\n{functions}\n}}\n\
         /// The C symbols of the inline helpers.\npub(crate) mod helpers {{\nuse super::*;\n{helpers}\n}}\n",
        LIBC_TYPES.replace('|', ", "),
        GNU_TYPES.replace('|', ", "),
        with_comments_of_macros(&types, headers)?,
    ))
}

/// The options of every pass; `config` says what it generates.
fn pass(include: &str, out_dir: &Path, config: CodegenConfig) -> Builder {
    let minimum = RustTarget::stable(63, 0).expect("a version that bindgen knows");
    let pass = Builder::default().rust_target(minimum).rust_edition(RustEdition::Edition2021).use_core();
    let pass = pass.header("wrapper.h").detect_include_paths(false);
    let pass = pass.clang_args(["-nostdinc", "--target=x86_64-unknown-linux-gnu", "-I", include]);
    // Newer ones refuse what wrapper.h forgot to declare; let the older ones do so, too.
    let pass = pass.clang_arg("-Werror=implicit-function-declaration");
    // Without it bindgen silently drops macros that name enumerators.
    let pass = pass.clang_macro_fallback().clang_macro_fallback_build_dir(out_dir);
    let pass = pass.with_codegen_config(config).allowlist_recursively(false);
    let pass = pass.allowlist_type(OWN_TYPES).allowlist_type(GNU_TYPES);
    let pass = pass.blocklist_item(LEFT_OUT).blocklist_type(LIBC_TYPES).ctypes_prefix("libc");
    let pass = pass.prepend_enum_name(false).derive_default(true).impl_debug(true);
    // It parses all that is generated once more, and types are in no such block.
    let pass = pass.merge_extern_blocks(config == CodegenConfig::FUNCTIONS);
    // src/layout.rs has the layouts, for every pointer width.
    let pass = pass.layout_tests(false).disable_header_comment();
    pass.parse_callbacks(Box::new(Callbacks)).formatter(Formatter::None)
}

#[derive(Debug)]
struct Callbacks;

impl ParseCallbacks for Callbacks {
    /// Constants that have another type in C than the smallest that holds them.
    fn int_macro(&self, name: &str, _value: i64) -> Option<IntKind> {
        match name {
            "IORING_ZCRX_AREA_MASK" | "LIBURING_UDATA_TIMEOUT" => Some(IntKind::U64),
            _ if name.ends_with("_SHIFT") || name.starts_with("IO_URING_VERSION_") => Some(IntKind::I32),
            _ if name.starts_with("IORING_OFF_") => Some(IntKind::U64),
            _ => None,
        }
    }
}

/// Adds the comment in front of each macro, which bindgen does not see.
fn with_comments_of_macros(bindings: &str, headers: &[PathBuf]) -> Result<String, String> {
    let mut comments = HashMap::new();
    for path in headers {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        // Not with patterns: a build script is not optimized, and they took a fifth of its time.
        for (comment, after) in text.split("/**").filter_map(|part| part.split_once("*/")) {
            if let Some(name) = after.trim_start().strip_prefix("#define ") {
                let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
                let lines = comment.lines().map(|line| line.trim_start().strip_prefix('*').unwrap_or(line));
                let comment = lines.collect::<Vec<_>>().join("\n");
                comments.insert(name[..end].to_string(), comment.trim_matches('\n').trim_end().to_string());
            }
        }
    }
    Ok(replace(bindings, r"pub\s+const\s+(\w+)", |found: &Captures<'_>| match comments.get(&found[1]) {
        Some(comment) => format!("#[doc = {comment:?}] {}", &found[0]),
        None => found[0].into(),
    }))
}

/// Replaces in bindgen's output, whatever spaces stand there between tokens.
fn replace(text: &str, old: &str, new: impl Replacer) -> String {
    Regex::new(old).expect("a pattern").replace_all(text, new).into_owned()
}
