// SPDX-License-Identifier: MIT OR Apache-2.0
//! The headers as C and C++ compilers see them: they compile without a warning in every language and order, with any
//! choice of extensions and on systems that have less; they bring what programs expect, and objects export nothing.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

#[path = "common/c.rs"]
mod c;
mod common;
#[path = "common/compilers.rs"]
mod compilers;

use common::report::report;
use compilers::{compilers, Compiler, C, CPP, MUSL};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::thread;

const C_STANDARDS: [&str; 8] = ["c99", "c11", "c17", "c2x", "gnu99", "gnu11", "gnu17", "gnu2x"];
const CPP_STANDARDS: [&str; 5] = ["c++11", "c++14", "c++17", "c++20", "c++2b"];

/// Headers that share names with ours, or that show more or less of themselves by what was included before.
const SYSTEM: [&str; 24] = [
    "errno.h",
    "fcntl.h",
    "limits.h",
    "linux/falloc.h",
    "linux/fs.h",
    "linux/futex.h",
    "linux/openat2.h",
    "linux/time_types.h",
    "linux/types.h",
    "netinet/in.h",
    "poll.h",
    "sched.h",
    "signal.h",
    "stdint.h",
    "stdio.h",
    "sys/epoll.h",
    "sys/ioctl.h",
    "sys/mman.h",
    "sys/mount.h",
    "sys/socket.h",
    "sys/stat.h",
    "sys/uio.h",
    "sys/wait.h",
    "time.h",
];

/// The headers that a program may include; all others are parts of these.
const ENTRIES: [&str; 7] = [
    "liburing.h",
    "liburing/barrier.h",
    "liburing/compat.h",
    "liburing/io_uring.h",
    "liburing/io_uring/bpf_filter.h",
    "liburing/io_uring/query.h",
    "liburing/io_uring_version.h",
];

/// What shows everything that the C library has; C++ compilers say it by themselves.
const EVERYTHING: &str = "#undef _GNU_SOURCE\n#define _GNU_SOURCE\n";

fn include(headers: &[&str]) -> String {
    headers.iter().map(|header| format!("#include <{header}>\n")).collect()
}

/// Source texts that include the headers in each order that programs do.
fn ways_to_include() -> Vec<String> {
    let backwards: Vec<&str> = ENTRIES.iter().rev().copied().collect();
    let mut ways: Vec<String> = ENTRIES.iter().map(|name| include(&[name, name])).collect();
    ways.extend([
        include(&ENTRIES),
        include(&backwards),
        include(&["liburing.h", "linux/io_uring.h"]),
        include(&SYSTEM) + &include(&["liburing.h"]),
        include(&["liburing.h"]) + &include(&SYSTEM),
    ]);
    ways.extend(SYSTEM.iter().map(|header| include(&[header, "liburing.h"])));
    ways
}

/// Fails if a compiler refuses a text that it should take.
fn all_compile(compilers: &[Compiler], texts: &[String]) {
    // Two at a time: most of the time is the compilers' start.
    let failed = |compilers: &[Compiler]| -> Vec<String> {
        let checks = compilers.iter().flat_map(|compiler| texts.iter().map(|text| compiler.check(text)));
        checks.filter_map(Result::err).collect()
    };
    let (left, right) = compilers.split_at(compilers.len() / 2);
    let failures = thread::scope(|scope| {
        let other = scope.spawn(|| failed(right));
        let mut failures = failed(left);
        failures.extend(other.join().expect("no panic"));
        failures
    });
    assert!(failures.is_empty(), "{} failures, the first:\n{}", failures.len(), failures[0]);
    report!("headers: {} texts, {} compilers and standards", texts.len(), compilers.len());
}

#[test]
fn headers_compile_in_every_order() {
    // The one that shows least by itself.
    let mut compilers_here = compilers(&C, &["c99"]);
    compilers_here.extend(compilers(&CPP, &["c++17"]));
    let mut ways = ways_to_include();
    ways.push(EVERYTHING.to_string() + &include(&["liburing.h"]));
    all_compile(&compilers_here, &ways);
}

#[test]
fn headers_compile_in_every_standard() {
    let mut compilers_here = compilers(&C, &C_STANDARDS);
    compilers_here.extend(compilers(&CPP, &CPP_STANDARDS));
    let whole = include(&["liburing.h"]);
    all_compile(&compilers_here, &[EVERYTHING.to_string() + &whole, include(&SYSTEM) + &whole, whole]);
}

/// musl has none of the kernel's headers; the orders are those of musl's own.
#[test]
fn headers_compile_with_musl() {
    let system: Vec<&str> = SYSTEM.iter().copied().filter(|name| !name.starts_with("linux/")).collect();
    let mut ways: Vec<String> = ENTRIES.iter().map(|name| include(&[name])).collect();
    ways.extend(system.iter().map(|header| include(&[header, "liburing.h"])));
    ways.push(include(&["liburing.h"]) + &include(&system));
    ways.extend(ways.clone().into_iter().map(|way| EVERYTHING.to_string() + &way));
    all_compile(&compilers(&MUSL, &["c11", "gnu11"]), &ways);
    all_compile(&compilers(&MUSL, &C_STANDARDS), &[include(&["liburing.h"])]);
}

/// What programs written for liburing use without including its header themselves.
const EXPECTED: &str = "
    int expected(struct sock_filter *filter, struct sock_fprog *program);
    int expected(struct sock_filter *filter, struct sock_fprog *program)
    {
        static ATOMIC_INT counter;
        char path[PATH_MAX];

        path[0] = (char)(sizeof(filter->jt) + RENAME_NOREPLACE + sizeof(program->len));
        counter++;
        return path[0] + (int)__swab32(1) + (int)BLKGETSIZE64 + counter;
    }
    unsigned long long computed(__u8 a, __u16 b, __u32 c, __u64 d, __s32 e, __s64 f);
    unsigned long long computed(__u8 a, __u16 b, __u32 c, __u64 d, __s32 e, __s64 f)
    {
        return a + b + c + d + (unsigned int)e + (unsigned long long)f + _IO('x', 1);
    }
";

#[test]
fn programs_find_what_they_expect() {
    for compiler in [compilers(&C, &C_STANDARDS), compilers(&CPP, &CPP_STANDARDS)].concat() {
        let atomic = if compiler.is_cpp() { "std::atomic_int" } else { "atomic_int" };
        let text = include(&["liburing.h"]) + EXPECTED;
        compiler.check(&text.replace("ATOMIC_INT", atomic)).unwrap();
    }
    for compiler in compilers(&MUSL, &C_STANDARDS) {
        let computed = EXPECTED.find("unsigned long long").expect("the part that needs no kernel header");
        let text = include(&["liburing.h"]) + "static atomic_int counter;\nint *address(void);\n";
        let text = text + "int *address(void) { return (int *)&counter; }\n" + &EXPECTED[computed..];
        compiler.check(&text).unwrap();
    }
}

/// `strerror_r` returns a message to those who ask for extensions, and a number to all others.
#[test]
fn programs_choose_their_extensions() {
    let plain = include(&["liburing.h"])
        + "#ifdef _GNU_SOURCE\n#error \"defined by the headers\"\n#endif\n\
           int (*function)(int, char *, size_t) = strerror_r;\n";
    let everything = EVERYTHING.to_string()
        + &include(&["liburing.h", "string.h"])
        + "char *(*function)(int, char *, size_t) = strerror_r;\n\
           cpu_set_t *cpus; struct statx *status = &(struct statx){ 0 }; loff_t offset;\n";
    for compiler in compilers(&C, &["gnu99", "gnu11", "gnu17", "gnu2x"]) {
        compiler.check(&plain).unwrap();
        compiler.check(&everything).unwrap();
    }
    // C's own library has no such function: POSIX is an extension there.
    let posix = "#define _POSIX_C_SOURCE 200809L\n".to_string() + &plain;
    let standard_c = [compilers(&C, &["c99", "c11", "c17", "c2x"]), compilers(&MUSL, &["c11"])].concat();
    all_compile(&standard_c, &[posix]);
}

/// A use of each function that has a parameter whose type may be hidden.
const HIDEABLE: [&str; 3] = ["io_uring_register_iowq_aff", "io_uring_prep_ftruncate", "io_uring_prep_waitid"];

/// A text that takes the address of a function.
fn address_of(function: &str) -> String {
    let address =
        "typedef void any(void);\nany *address(void);\nany *address(void) { return (any *)FUNCTION; }\n";
    include(&["liburing.h"]) + &address.replace("FUNCTION", function)
}

#[test]
fn functions_are_declared_where_their_types_are() {
    for function in HIDEABLE {
        let text = address_of(function);
        // On glibc every type is there, one way or the other.
        let glibc: Vec<Compiler> = compilers(&C, &["c99", "gnu17"])
            .into_iter()
            .filter(|compiler| {
                compiler.check("#include <features.h>\n#ifndef __GLIBC__\n#error\n#endif").is_ok()
            })
            .collect();
        all_compile(&glibc, std::slice::from_ref(&text));
        for compiler in compilers(&MUSL, &["c11", "gnu11"]) {
            compiler.check(&(EVERYTHING.to_string() + &text)).unwrap();
            let shown = compiler.standard == "gnu11" && function == "io_uring_prep_waitid";
            let result = compiler.check(&text);
            assert_eq!(result.is_ok(), shown, "{compiler:?}, {function}: {result:?}");
        }
    }
    // The signal set of the waits is never hidden.
    let waits = ["io_uring_wait_cqes", "io_uring_submit_and_wait_timeout", "io_uring_enter"];
    all_compile(&compilers(&MUSL, &["c99", "gnu11"]), &waits.map(address_of));
}

// ---- Older systems --------------------------------------------------------------------------------------

/// How `<sys/mount.h>` names its constants: as an enumeration, so that a macro of that name is in its way.
const MOUNT: &str = "#ifndef _SYS_MOUNT_H\n#define _SYS_MOUNT_H 1\nenum { MS_RDONLY = 1,\n\
    #define MS_RDONLY MS_RDONLY\n};\nATTRIBUTES\n#endif\n";
/// Declared twice it is an error.
const ATTRIBUTES: &str =
    "struct mount_attr { unsigned long long flags; };\n#define MOUNT_ATTR_SIZE_VER0 32\n";
/// `<linux/mount.h>`, and, before Linux 5.0, `<linux/fs.h>` itself.
const KERNEL_MOUNT: &str = "#ifndef _LINUX_MOUNT_H\n#define _LINUX_MOUNT_H\n#define MS_RDONLY 1\n\
    struct mount_attr { unsigned long long flags; };\n#endif\n";
const KERNEL_FS: &str = "#ifndef _LINUX_FS_H\n#define _LINUX_FS_H\n#define BLKGETSIZE64 1\nMOUNT\n#endif\n";

/// The search path of the system's headers, with those of `<linux/...>` replaced by links to all but mount.h.
fn without_linux_mount_h(compiler: &Compiler, directory: &Path) -> Vec<String> {
    let report = compiler.compile("", &["-E", "-v"]).expect("an empty text");
    let report = String::from_utf8_lossy(&report.stderr).into_owned();
    let list = report.split("search starts here:\n").last().expect("a list of folders");
    let folders = list.lines().map_while(|line| line.strip_prefix(' ')).map(str::trim);
    let mut arguments = vec!["-nostdinc".to_string()];
    for (at, folder) in folders.enumerate() {
        let mut folder = Path::new(folder).to_path_buf();
        if folder.join("linux/mount.h").exists() {
            let copy = directory.join(at.to_string());
            fs::create_dir_all(copy.join("linux")).unwrap();
            for entry in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
                if !entry.ends_with("linux") {
                    symlink(&entry, copy.join(entry.file_name().unwrap())).unwrap();
                }
            }
            for entry in fs::read_dir(folder.join("linux")).unwrap().map(|entry| entry.unwrap().path()) {
                if !entry.ends_with("mount.h") {
                    symlink(&entry, copy.join("linux").join(entry.file_name().unwrap())).unwrap();
                }
            }
            folder = copy;
        }
        arguments.extend(["-isystem".into(), folder.display().to_string()]);
    }
    arguments
}

/// The orders in which a program includes `<sys/mount.h>` on a system whose C library claims to be glibc 2.`minor`,
/// with headers of that system's in front of the others.
fn mounts_compile_on(system: &str, minor: u32, headers: &[(&str, String)]) {
    for compiler in [compilers(&C, &["gnu11"]), compilers(&CPP, &["c++17"])].concat() {
        let directory = c::scratch(&format!("c_headers_{}_{}", system.replace(' ', "_"), compiler.program));
        for (name, text) in headers {
            let file = directory.join("first").join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let mut arguments = vec!["-fsyntax-only".to_string()];
        arguments.extend(["-isystem".into(), directory.join("first").display().to_string()]);
        if !headers.iter().any(|(name, _)| *name == "linux/mount.h") {
            arguments.extend(without_linux_mount_h(&compiler, &directory));
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let claim =
            format!("#include <features.h>\n#undef __GLIBC_MINOR__\n#define __GLIBC_MINOR__ {minor}\n");
        for order in [["sys/mount.h", "liburing.h"], ["liburing.h", "sys/mount.h"]] {
            let text =
                claim.clone() + &include(&order) + "unsigned long mounts = MS_RDONLY + BLKGETSIZE64;\n";
            compiler.compile(&text, &arguments).unwrap_or_else(|error| panic!("{system}: {error}"));
        }
        // Before or after, <linux/fs.h> is the kernel's.
        let text = claim + &include(&["linux/fs.h", "liburing.h"]);
        compiler.compile(&text, &arguments).unwrap_or_else(|error| panic!("{system}: {error}"));
    }
}

#[test]
fn sys_mount_h_goes_with_the_headers_of_older_systems() {
    let mount = |attributes: &str| ("sys/mount.h", MOUNT.replace("ATTRIBUTES", attributes));
    let kernel = |text: &str| ("linux/fs.h", KERNEL_FS.replace("MOUNT", text));
    let parts = [kernel("#include <linux/mount.h>"), ("linux/mount.h", KERNEL_MOUNT.to_string())];
    mounts_compile_on("glibc 2.36", 36, &[&[mount(ATTRIBUTES)], &parts[..]].concat());
    mounts_compile_on("glibc 2.35", 35, &[&[mount("")], &parts[..]].concat());
    mounts_compile_on("Linux 4.18", 28, &[mount(""), kernel("#define MS_RDONLY 1")]);
}

// ---- Symbols --------------------------------------------------------------------------------------------

/// A program's part that calls helpers and library functions, and instantiates templates.
const CALLER: &str = "
    int caller(struct io_uring *ring);
    int caller(struct io_uring *ring)
    {
        struct io_uring_sqe *sqe = io_uring_get_sqe(ring);
        struct io_uring_cqe *cqe;

        io_uring_prep_poll_add(sqe, 0, 1);
        io_uring_prep_msg_ring(sqe, 0, 1, 2, 3);
        io_uring_smp_mb();
        io_uring_smp_store_release(ring->sq.ktail, IO_URING_READ_ONCE(*ring->sq.khead));
        return io_uring_submit(ring) + io_uring_wait_cqe(ring, &cqe);
    }
";

/// The symbols that `nm` lists with `options`, of the headers' functions.
fn symbols(options: &[&str], file: &Path) -> Vec<String> {
    let list = c::run(Command::new("nm").args(options).arg(file));
    assert!(list.contains("caller"), "{}: nm sees the program's own function\n{list}", file.display());
    let ours = |line: &&str| line.to_lowercase().contains("io_uring") && !line.contains("caller");
    list.lines().filter(ours).map(String::from).collect()
}

#[test]
fn objects_and_shared_libraries_export_nothing() {
    let directory = c::scratch("c_headers_symbols");
    let text = include(&["liburing.h"]) + CALLER;
    let compilers_here = [compilers(&C, &["gnu11"]), compilers(&CPP, &CPP_STANDARDS)].concat();
    for compiler in &compilers_here {
        for level in ["-O0", "-O2"] {
            let name = format!("{}_{}{level}", compiler.program, compiler.standard);
            let (object, library) = (directory.join(name.clone() + ".o"), directory.join(name + ".so"));
            let to = |file: &Path, what: &str| {
                let arguments = [level, "-fPIC", what, "-o", file.to_str().expect("UTF-8")];
                compiler.compile(&text, &arguments).unwrap();
            };
            to(&object, "-c");
            to(&library, "-shared");
            let exported = symbols(&["-D", "--defined-only"], &library);
            assert!(exported.is_empty(), "{} exports {exported:?}", library.display());
            let external = symbols(&["--extern-only", "--defined-only"], &object);
            let inline = ["c++20", "c++2b"].contains(&compiler.standard);
            if !inline {
                assert!(external.is_empty(), "{} exports {external:?}", object.display());
            } else if level == "-O0" {
                let weak = external.iter().filter(|line| line.contains(" W ")).count();
                assert!(weak == external.len() && weak > 5, "{}: {external:?}", object.display());
            }
        }
    }
    report!("{} compilers and standards export nothing", compilers_here.len());
}

/// Why they are not `static` from C++20 on.
#[test]
fn modules_export_the_helpers() {
    let text = "module;\n".to_string()
        + &include(&["liburing.h"])
        + "export module uring;\n\
           export using ::io_uring_prep_nop;\n\
           export using ::io_uring_smp_load_acquire;\n\
           export inline unsigned ready(io_uring *ring) { return io_uring_cq_ready(ring); }\n";
    // gcc 12 takes more than the language allows.
    for compiler in compilers(&CPP[1..], &["c++20", "c++2b"]) {
        let output = c::scratch("c_headers_module").join(compiler.standard);
        let arguments = ["--precompile", "-Wno-unused-command-line-argument", "-o", output.to_str().unwrap()];
        let mut module = compiler.command();
        let file = output.with_extension("cppm");
        fs::write(&file, &text).unwrap();
        c::run(module.args(arguments).arg(&file));
    }
}
