// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is tested where: targets, machines, and the platforms that are made of them.

/// What programs are built for.
pub struct Target {
    /// Rust's name.
    pub rust: &'static str,
    pub std: Std,
    pub cc: Cc,
}

/// Where Rust's standard library is from.
pub enum Std {
    /// The package of that architecture.
    Debian(&'static str),
    /// Its source, which cargo compiles.
    Source,
}

/// The C compiler.
pub enum Cc {
    /// The machine's own.
    Here,
    /// Debian's, by what its name begins with, and the architecture of its C library.
    Gcc(&'static str, &'static str),
    /// PyPI's zig, which brings musl, for its name of a target.
    Zig(&'static str),
}

/// What programs run on under emulation.
pub struct Machine {
    /// The folder of its kernel.
    pub name: &'static str,
    /// The newest kernel package whose name fits is taken, of that architecture.
    pub kernel: &'static str,
    pub debian: &'static str,
    /// The emulator and its arguments.
    pub qemu: &'static str,
    pub arguments: &'static [&'static str],
    pub console: &'static str,
}

/// A row of the table: programs and where they run.
pub struct Platform {
    pub name: &'static str,
    pub target: &'static Target,
    pub place: Place,
}

pub enum Place {
    /// On the kernel that runs here.
    Here,
    Guest(&'static Machine),
    /// Started by an emulator of the processor alone, whose kernel is the one that runs here, and which knows no rings:
    /// only what needs none is built and run.
    Processor(&'static str),
}

const fn gnu(rust: &'static str, debian: &'static str, gcc: &'static str) -> Target {
    Target { rust, std: Std::Debian(debian), cc: Cc::Gcc(gcc, debian) }
}
const fn gnu_from_source(rust: &'static str, debian: &'static str, gcc: &'static str) -> Target {
    Target { rust, std: Std::Source, cc: Cc::Gcc(gcc, debian) }
}
const fn musl(rust: &'static str, zig: &'static str) -> Target {
    Target { rust, std: Std::Source, cc: Cc::Zig(zig) }
}

const X86_64: Target = Target { rust: "x86_64-unknown-linux-gnu", std: Std::Debian("amd64"), cc: Cc::Here };
const I686: Target = gnu("i686-unknown-linux-gnu", "i386", "i686-linux-gnu");
const AARCH64: Target = gnu("aarch64-unknown-linux-gnu", "arm64", "aarch64-linux-gnu");
const S390X: Target = gnu("s390x-unknown-linux-gnu", "s390x", "s390x-linux-gnu");
const ARMV7: Target = gnu("armv7-unknown-linux-gnueabihf", "armhf", "arm-linux-gnueabihf");
const PPC64LE: Target = gnu("powerpc64le-unknown-linux-gnu", "ppc64el", "powerpc64le-linux-gnu");
// Debian's static C library of it is for programs below a megabyte.
const RISCV64: Target = musl("riscv64gc-unknown-linux-musl", "riscv64-linux-musl");
const MIPS64EL: Target =
    gnu_from_source("mips64el-unknown-linux-gnuabi64", "mips64el", "mips64el-linux-gnuabi64");
const POWERPC64: Target = gnu_from_source("powerpc64-unknown-linux-gnu", "ppc64", "powerpc64-linux-gnu");
const SPARC64: Target = gnu_from_source("sparc64-unknown-linux-gnu", "sparc64", "sparc64-linux-gnu");
const LOONGARCH64: Target = musl("loongarch64-unknown-linux-musl", "loongarch64-linux-musl");
const X86_64_MUSL: Target = musl("x86_64-unknown-linux-musl", "x86_64-linux-musl");
const AARCH64_MUSL: Target = musl("aarch64-unknown-linux-musl", "aarch64-linux-musl");

const PC_6_1: Machine = Machine {
    name: "kernel-6.1-amd64",
    kernel: r"^linux-image-6\.1\.[0-9.]+-[0-9]+-cloud-amd64$",
    debian: "amd64",
    qemu: "qemu-system-x86_64",
    arguments: &["-m", "1024"],
    console: "ttyS0",
};
const PC_6_12: Machine =
    Machine { name: "kernel-6.12-amd64", kernel: r"^linux-image-6\.12\.[0-9.+a-z]+-cloud-amd64$", ..PC_6_1 };
const ARM64_6_1: Machine = Machine {
    name: "kernel-6.1-arm64",
    kernel: r"^linux-image-6\.1\.[0-9.]+-[0-9]+-cloud-arm64$",
    debian: "arm64",
    qemu: "qemu-system-aarch64",
    arguments: &["-m", "1024", "-M", "virt", "-cpu", "cortex-a72"],
    console: "ttyAMA0",
};
const ARM64_6_12_16K: Machine = Machine {
    name: "kernel-6.12-arm64-16k",
    kernel: r"^linux-image-6\.12\.[0-9.+a-z]+-arm64-16k$",
    // Pointers are not signed by the algorithm that takes an emulator long.
    arguments: &["-m", "1024", "-M", "virt", "-cpu", "max,pauth-impdef=on"],
    ..ARM64_6_1
};
const S390X_6_1: Machine = Machine {
    name: "kernel-6.1-s390x",
    kernel: r"^linux-image-6\.1\.[0-9.]+-[0-9]+-s390x$",
    debian: "s390x",
    qemu: "qemu-system-s390x",
    arguments: &["-m", "1024", "-M", "s390-ccw-virtio"],
    console: "ttyS0",
};
const ARMV7_6_1: Machine = Machine {
    name: "kernel-6.1-armhf",
    kernel: r"^linux-image-6\.1\.[0-9.]+-[0-9]+-armmp$",
    debian: "armhf",
    qemu: "qemu-system-arm",
    // With high memory, this kernel fails on buffer rings in memory of the caller's.
    arguments: &["-m", "512", "-M", "virt", "-cpu", "cortex-a15"],
    console: "ttyAMA0",
};
const PPC64LE_6_1: Machine = Machine {
    name: "kernel-6.1-ppc64el",
    kernel: r"^linux-image-6\.1\.[0-9.]+-[0-9]+-powerpc64le$",
    debian: "ppc64el",
    qemu: "qemu-system-ppc64",
    arguments: &["-m", "1024", "-M", "pseries", "-cpu", "power9"],
    console: "hvc0",
};

/// The names say processor, C library unless it is glibc, kernel unless it is the one that runs here, and what else is
/// special.
pub const PLATFORMS: [Platform; 18] = [
    Platform { name: "x86_64", target: &X86_64, place: Place::Here },
    Platform { name: "x86_64-6.12", target: &X86_64, place: Place::Guest(&PC_6_12) },
    Platform { name: "x86_64-6.1", target: &X86_64, place: Place::Guest(&PC_6_1) },
    Platform { name: "x86_64-musl", target: &X86_64_MUSL, place: Place::Here },
    Platform { name: "x86_64-musl-6.1", target: &X86_64_MUSL, place: Place::Guest(&PC_6_1) },
    Platform { name: "i686", target: &I686, place: Place::Here },
    Platform { name: "i686-6.1", target: &I686, place: Place::Guest(&PC_6_1) },
    Platform { name: "aarch64-6.12-16k", target: &AARCH64, place: Place::Guest(&ARM64_6_12_16K) },
    Platform { name: "aarch64-6.1", target: &AARCH64, place: Place::Guest(&ARM64_6_1) },
    Platform { name: "aarch64-musl-6.1", target: &AARCH64_MUSL, place: Place::Guest(&ARM64_6_1) },
    Platform { name: "s390x-6.1", target: &S390X, place: Place::Guest(&S390X_6_1) },
    Platform { name: "armv7-6.1", target: &ARMV7, place: Place::Guest(&ARMV7_6_1) },
    Platform { name: "ppc64le-6.1", target: &PPC64LE, place: Place::Guest(&PPC64LE_6_1) },
    Platform { name: "riscv64-musl", target: &RISCV64, place: Place::Processor("riscv64") },
    Platform { name: "loongarch64-musl", target: &LOONGARCH64, place: Place::Processor("loongarch64") },
    Platform { name: "mips64el", target: &MIPS64EL, place: Place::Processor("mips64el") },
    Platform { name: "powerpc64", target: &POWERPC64, place: Place::Processor("ppc64") },
    Platform { name: "sparc64", target: &SPARC64, place: Place::Processor("sparc64") },
];

/// Test programs that need no ring.
pub const WITHOUT_RINGS: [&str; 8] = [
    "memory_only",
    "no_ring",
    "off_t",
    "parity-completeness",
    "parity-kernel_only",
    "parity-layout",
    "parity-sqe_faces",
    "parity-sqe_vectors",
];

/// Test programs that run on the machine that builds them, and why.
pub const NOT_ELSEWHERE: [(&[&str], &str); 2] = [
    (
        &[
            "c_callers",
            "c_headers",
            "c_system_calls",
            "disassembly",
            "orderings",
            "other_machines",
            "rebuild",
            "simulated_thread",
            "upstream",
            "upstream_so",
        ],
        "run a compiler",
    ),
    (
        &[
            "parity-bindings",
            "parity-build_plan",
            "parity-differences",
            "parity-docs",
            "parity-lists_of_tests",
            "parity-rust_types",
            "parity-sentences",
            "parity-skips",
            "parity-surface",
        ],
        "read sources or compare tables, which are the same everywhere",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// The test programs of both packages by name, each with its source: `NAME.rs` and the modules below `NAME`, or a folder
    /// with `main.rs`.
    fn programs() -> Vec<(String, String)> {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut all = Vec::new();
        for (folder, prefix) in [(tests.clone(), ""), (tests.join("parity/tests"), "parity-")] {
            for path in entries(&folder) {
                let (file, modules) = (path.with_extension("rs"), path.with_extension(""));
                let is_program = if path.is_dir() { path.join("main.rs").exists() } else { path == file };
                if is_program {
                    let name = path.file_stem().expect("a name").to_string_lossy();
                    let mut source = fs::read_to_string(&file).unwrap_or_default();
                    add_sources(&modules, &mut source);
                    all.push((format!("{prefix}{name}"), source));
                }
            }
        }
        all
    }

    fn entries(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("it is there");
        entries.map(|entry| entry.expect("it can be read").path()).collect()
    }

    /// Adds the sources in a folder, if it is there, and below.
    fn add_sources(folder: &Path, source: &mut String) {
        for path in if folder.is_dir() { entries(folder) } else { Vec::new() } {
            if path.extension().is_some_and(|extension| extension == "rs") {
                source.push_str(&fs::read_to_string(&path).expect("it is text"));
            }
            add_sources(&path, source);
        }
    }

    /// The rows of a page of the documentation say in this order where platforms are.
    #[test]
    fn the_page_on_platforms_has_all_of_them() {
        let page = include_str!("../../../src/docs/platforms.md");
        let (_, table) = page.split_once("| runs | platforms |\n|---|---|\n").expect("a table");
        let rows = table.lines().take_while(|line| line.starts_with('|'));
        let written: Vec<Vec<&str>> = rows.map(|row| row.split('`').skip(1).step_by(2).collect()).collect();
        let names = |is_there: fn(&Place) -> bool| -> Vec<&str> {
            PLATFORMS
                .iter()
                .filter(|platform| is_there(&platform.place))
                .map(|platform| platform.name)
                .collect()
        };
        let expected = [
            names(|place| matches!(place, Place::Here)),
            names(|place| matches!(place, Place::Guest(_))),
            names(|place| matches!(place, Place::Processor(_))),
        ];
        assert_eq!(written, expected);
    }

    #[test]
    fn what_runs_a_compiler_is_left_out() {
        let (left_out, _) = NOT_ELSEWHERE[0];
        let programs = programs();
        let compiles: Vec<_> = programs.iter().filter(|(_, source)| source.contains("common/c.rs")).collect();
        assert!(!compiles.is_empty());
        for (name, _) in compiles {
            assert!(left_out.contains(&name.as_str()), "{name} includes tests/common/c.rs");
        }
    }

    #[test]
    fn what_the_lists_name_is_there() {
        let programs: BTreeSet<_> = programs().into_iter().map(|(name, _)| name).collect();
        for name in NOT_ELSEWHERE.iter().flat_map(|(names, _)| *names).chain(&WITHOUT_RINGS) {
            assert!(programs.contains(*name), "there is no program {name}");
        }
    }
}
