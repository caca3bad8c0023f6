// SPDX-License-Identifier: MIT OR Apache-2.0
// Generates the C and the Rust side of the tests from the committed bindings, and compiles the C side against
// the vendored headers.

#[path = "build/signatures.rs"]
mod signatures;

use std::path::{Path, PathBuf};
use std::{env, fs};

const BINDINGS: &str = "../../src/bindings.rs";
const HEADERS: &str = "../../vendor/liburing/include";

/// The headers as the system's: gcc warns of extern inline functions that call static ones, which only
/// AS_SYMBOLS makes.
const SYSTEM_HEADERS: &str = "-isystem../../vendor/liburing/include";

/// Turns the inline helpers of the header into declarations of the library's symbols, with the body kept for
/// inlining.
const AS_SYMBOLS: &str = "extern inline __attribute__((gnu_inline))";

/// In front of the bindings when ctest expands them by itself, without the libc crate: ctest goes by the
/// names of types and does not collect enumerations.
const LIBC: &str = "
    mod libc {
        pub use core::ffi::*;
        pub enum cmsghdr {}
        pub enum cpu_set_t {}
        pub enum epoll_event {}
        pub enum id_t {}
        pub enum idtype_t {}
        pub enum iovec {}
        pub enum mode_t {}
        pub enum msghdr {}
        pub enum loff_t {}
        pub enum off_t {}
        pub enum open_how {}
        pub enum siginfo_t {}
        pub enum sigset_t {}
        pub enum sockaddr {}
        pub enum socklen_t {}
        pub enum statx {}
        pub enum statx_timestamp {}
    }
";

fn main() {
    for path in ["build.rs", "build", BINDINGS, HEADERS] {
        println!("cargo:rerun-if-changed={path}");
    }
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let bindings = fs::read_to_string(BINDINGS).expect("the committed bindings");
    compare_with_ctest(&bindings, &out_dir);
    compare_signatures(&bindings, &out_dir);
}

fn compare_with_ctest(bindings: &str, out_dir: &Path) {
    let standalone = out_dir.join("standalone.rs");
    fs::write(&standalone, format!("{LIBC}{bindings}")).expect("OUT_DIR can be written");
    let enumerations = enumerations(bindings);
    let mut ctest = ctest::TestGenerator::new();
    // The last has a kernel type of which liburing.h only needs the name.
    ctest.header("liburing.h").header("linux/futex.h");
    ctest.flag(SYSTEM_HEADERS).edition(2021);
    ctest.define("_GNU_SOURCE", None).define("IOURINGINLINE", Some(AS_SYMBOLS));
    // uint64_t is another type than the kernel's __u64 to the C compiler, though of the same layout.
    ctest.rename_type(|ty| match ty {
        "u64" => Some("__u64".into()),
        "i64" => Some("__s64".into()),
        _ => None,
    });
    ctest.alias_is_c_enum(move |name| enumerations.iter().any(|enumeration| enumeration == name));
    ctest.rename_struct_field(|_, field| Some(c_name(field.ident())));
    skip(&mut ctest);
    ctest::generate_test(&mut ctest, &standalone, "abi.rs").expect("the generated C compiles");
}

/// What ctest cannot check, and where it is checked instead.
fn skip(ctest: &mut ctest::TestGenerator) {
    // Unnamed types and members of C: they have no name by which the C side could ask for them.
    // tests/parity/tests/layout.rs has the offset and the size of each and of every field inside.
    ctest.skip_struct(|ty| is_unnamed(ty.ident()));
    ctest.skip_union(|ty| is_unnamed(ty.ident()));
    ctest.skip_struct_field(|_, field| is_unnamed(field.ident()));
}

fn is_unnamed(name: &str) -> bool {
    name.contains("__bindgen_")
}

/// bindgen appends an underscore to what is a keyword in Rust.
fn c_name(field: &str) -> String {
    if field == "type_" {
        "type".into()
    } else {
        field.into()
    }
}

/// The aliases by which bindgen renders named enumerations.
fn enumerations(bindings: &str) -> Vec<String> {
    let file = syn::parse_file(bindings).expect("Rust");
    let alias = |item| match item {
        syn::Item::Type(item) => Some(item.ident.to_string()),
        _ => None,
    };
    file.items.into_iter().filter_map(alias).collect()
}

fn compare_signatures(bindings: &str, out_dir: &Path) {
    let (c, count) = signatures::table(bindings);
    let file = out_dir.join("signatures.c");
    fs::write(&file, c).expect("OUT_DIR can be written");
    fs::write(out_dir.join("count.rs"), format!("const COUNT: usize = {count};\n"))
        .expect("OUT_DIR can be written");
    let mut cc = cc::Build::new();
    cc.file(file).flag(SYSTEM_HEADERS).define("_GNU_SOURCE", None).define("IOURINGINLINE", AS_SYMBOLS);
    cc.std("gnu11").warnings_into_errors(true).compile("signatures");
}
