// SPDX-License-Identifier: MIT OR Apache-2.0
// Builds one program with CMake and with pkg-config, against the prefix that iouring-sys names.

use std::process::Command;

fn main() {
    let variable = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("no {name}"));
    for path in ["src/program.c", "CMakeLists.txt"] {
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

    let flags = run(command("pkg-config").args(["--cflags", "--libs", "liburing"]));
    let program = format!("{out_dir}/by-pkg-config");
    run(command("cc").args(["-o", &program, "src/program.c"]).args(flags.split_whitespace()));
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
