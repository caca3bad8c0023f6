// SPDX-License-Identifier: MIT OR Apache-2.0
// Builds one program with CMake and with pkg-config, and one that wants the helpers as symbols, against the prefix that
// iouring-sys names.

use std::process::Command;

fn main() {
    let variable = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("no {name}"));
    for path in ["src/program.c", "src/symbols.c", "CMakeLists.txt"] {
        println!("cargo:rerun-if-changed={path}");
    }
    let (out_dir, root) = (variable("OUT_DIR"), variable("DEP_URING_ROOT"));
    let search_path = format!("{root}/lib/pkgconfig");
    let command = |name: &str| {
        let mut command = Command::new(name);
        command.env("PKG_CONFIG_PATH", &search_path);
        command
    };
    let build = format!("{out_dir}/cmake");
    run(command("cmake").args(["-S", ".", "-B", &build]));
    run(command("cmake").args(["--build", &build]));

    for (library, source, program) in [
        ("liburing", "src/program.c", "by-pkg-config"),
        ("liburing-ffi", "src/symbols.c", "symbols-by-pkg-config"),
    ] {
        let flags = run(command("pkg-config").args(["--cflags", "--libs", library]));
        let program = format!("{out_dir}/{program}");
        run(command("cc").args(["-o", &program, source]).args(flags.split_whitespace()));
    }
}

/// Runs a command, which must succeed, and returns what it printed.
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{command:?}: {}\n{printed}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    printed
}
