// SPDX-License-Identifier: MIT OR Apache-2.0
//! Runs a suite and reads what it prints: in a guest under emulation, or on the kernel that runs here.

use crate::console::Console;
use crate::error::{at, error, last_lines, Result};
use crate::fetch::{newer, Packages};
use crate::initramfs::{self, LIST};
use crate::programs::Suite;
use crate::table::Machine;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How long a test program may take, in seconds. One whose tests wait for what does not come ends itself before, and says so.
const SECONDS: u64 = 240;
const SECONDS_OF_TESTS: u64 = 200;
/// How long all of them may.
const LIMIT: u64 = 1500;
/// How much longer where a number of messages was asked for that takes an emulator long.
const LONGER: u64 = 3000;

/// The number of messages in turn, which is passed on.
const TURNS: &str = "IOURING_SYS_TURNS";

/// The variables that the tests see, beside those that the runner reads: less of what takes an emulator long.
fn environment() -> Vec<(&'static str, String)> {
    let mut variables = vec![
        ("IOURING_SYS_REQUIRE", "1".into()),
        ("IOURING_SYS_FLOOD", "100000".into()),
        ("IOURING_SYS_SECONDS", limit(SECONDS_OF_TESTS).to_string()),
        ("PROPTEST_CASES", "100".into()),
        ("RUST_BACKTRACE", "0".into()),
    ];
    variables.extend(std::env::var(TURNS).map(|turns| (TURNS, turns)));
    variables
}

/// A limit, in seconds.
fn limit(seconds: u64) -> u64 {
    seconds + if std::env::var_os(TURNS).is_some() { LONGER } else { 0 }
}

/// From bookworm-backports: Debian 12's own is version 7.2, which emulating x86_64 at times leaves other bits in the flags
/// register after CMPXCHG16B, with which Linux 6.12 allocates memory: a boot ended in a fault there, bits of RAX in the flags.
const EMULATORS: [&str; 7] = [
    "qemu-system-x86",
    "qemu-system-arm",
    "qemu-system-s390x",
    "qemu-system-ppc",
    "qemu-system-common",
    "qemu-system-data",
    "seabios",
];

/// A run that can start, and where what it prints is kept.
pub struct Run {
    command: Command,
    log: PathBuf,
}

impl Run {
    fn new(command: Command, name: &str, suite: &Suite) -> Run {
        Run { command, log: suite.scratch.with_file_name(format!("{name}.log")) }
    }

    /// Runs it to its end, and tells of each program that ends.
    pub fn run(self, tell: impl Fn(&str)) -> Result<Console> {
        read(self.command, &self.log, Duration::from_secs(limit(LIMIT)), tell)
    }
}

/// What runs the suite in a guest.
pub fn emulated(
    machine: &Machine,
    name: &str,
    suite: &Suite,
    root: &Path,
    packages: &Packages,
) -> Result<Run> {
    let kernel = packages.newest(machine.name, machine.kernel, machine.debian, &["./boot/vmlinu*"])?;
    let emulators = EMULATORS.map(newer);
    let qemu = packages.with_dependencies("qemu-system", &emulators.each_ref().map(String::as_str), &[])?;
    let archive = suite.scratch.with_file_name(format!("{name}.cpio.gz"));
    initramfs::pack(suite, root, &archive)?;
    let mut command = Command::new(qemu.join("usr/bin").join(machine.qemu));
    command.env("LD_LIBRARY_PATH", libraries(&qemu)?);
    command.args(machine.arguments).args(["-nographic", "-no-reboot", "-smp", "2", "-nic", "none"]);
    for data in ["usr/share/qemu", "usr/share/seabios"] {
        command.arg("-L").arg(qemu.join(data));
    }
    let variables: String = environment().iter().map(|(name, value)| format!(" {name}={value}")).collect();
    let kernel = image(&kernel)?;
    command.arg("-kernel").arg(kernel).arg("-initrd").arg(&archive).arg("-append").arg(format!(
        "console={} panic=-1 loglevel=4 LIST={LIST} SECONDS={} SKIPS={}{variables}",
        machine.console,
        limit(SECONDS),
        suite.skips().display()
    ));
    Ok(Run::new(command, name, suite))
}

/// The emulator of a processor alone.
pub fn emulator(processor: &str, packages: &Packages) -> Result<PathBuf> {
    let name = format!("qemu-{processor}");
    // The release's own lacks vector instructions of loongarch64 that every compiler uses.
    let folder = packages.alone("qemu-user", &newer("qemu-user"))?;
    Ok(folder.join("usr/bin").join(name))
}

/// What runs the suite on the kernel that runs here, started by that program if there is one.
pub fn here(name: &str, suite: &Suite, emulator: Option<PathBuf>) -> Result<Run> {
    let list = suite.scratch.join("list");
    fs::write(&list, suite.list()).map_err(at(&list))?;
    let _ = fs::remove_file(suite.skips());
    let mut command = Command::new(&suite.runner);
    command.arg(list).arg(limit(SECONDS).to_string()).args(emulator).env("SKIPS", suite.skips());
    // Cargo, which runs this, has left some for other programs.
    command.env_remove("LD_LIBRARY_PATH").env_remove("CARGO_MANIFEST_DIR").envs(environment());
    Ok(Run::new(command, name, suite))
}

/// Reads what a program prints, tells of each test program that ends, and ends it when its time is over.
fn read(mut command: Command, log: &Path, limit: Duration, tell: impl Fn(&str)) -> Result<Console> {
    let mut file = File::create(log).map_err(at(log))?;
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command.spawn().map_err(|why| {
        error(&program, "the folder of packages or of the build", why, "the folder removed, and another run")
    })?;
    let mut output = BufReader::new(child.stdout.take().expect("it was asked for"));
    let (to, lines) = mpsc::channel();
    std::thread::spawn(move || {
        let mut line = Vec::new();
        // Not every line is text.
        while output.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            if to.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                return;
            }
            line.clear();
        }
    });
    let (start, mut console, mut logged) = (Instant::now(), Console::default(), Ok(()));
    while let Ok(line) = lines.recv_timeout(limit.saturating_sub(start.elapsed())) {
        // What cannot be kept is no reason to leave the program alone.
        logged = logged.and(file.write_all(line.as_bytes()));
        if let Some(told) = console.take(&line) {
            tell(&told);
        }
    }
    let seconds = start.elapsed().as_secs();
    end(&mut child);
    logged.map_err(at(log))?;
    if !console.done {
        let said = fs::read_to_string(log).map_err(at(log))?;
        let (limit, said) = (limit.as_secs(), last_lines(&said, 30));
        tell(&format!("FAILED: not done after {seconds} of {limit} s; its last lines:\n{said}"));
    }
    Ok(console)
}

/// Ends a program, which has either closed its output or had its time; the runner ends what it has started.
fn end(child: &mut Child) {
    for signal in ["", "-TERM", "-KILL"] {
        if !signal.is_empty() {
            let _ = Command::new("kill").args([signal, &child.id().to_string()]).status();
        }
        for _ in 0..100 {
            if child.try_wait().is_ok_and(|status| status.is_some()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// The kernel among the unpacked files.
fn image(folder: &Path) -> Result<PathBuf> {
    let boot = folder.join("boot");
    let mut files = fs::read_dir(&boot).map_err(at(&boot))?.flatten().map(|entry| entry.path());
    files
        .next()
        .ok_or_else(|| error("a kernel", boot.display(), "nothing", "the folder removed, and another run"))
}

/// Where the emulator finds libraries: those that are not in folders of their own are below two.
fn libraries(qemu: &Path) -> Result<std::ffi::OsString> {
    let paths = ["usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu"].map(|path| qemu.join(path));
    std::env::join_paths(paths)
        .map_err(|why| error("a path without a colon", qemu.display(), why, "another folder"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toolchain;

    /// Programs of the shell, each with what the runner should say of how it ends.
    const PROGRAMS: [(&str, &str, &str); 4] = [
        ("good", "echo 'test result: ok. 3 passed; 0 failed; 0 ignored'", "exit-0"),
        (
            "fails",
            "printf 'failures:\\n    a\\n\\ntest result: FAILED. 3 passed; 1 failed;\\n'; exit 101",
            "exit-101",
        ),
        ("crashes", "echo last words; kill -SEGV $$", "signal-11"),
        ("hangs", "sleep 100 & sleep 100", "hang"),
    ];

    /// A folder with the runner, those programs and their list.
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("platforms-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a new folder");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("runner.c");
        toolchain::compile(Path::new("cc"), &source, &folder.join("runner")).expect("it compiles");
        let mut list = String::new();
        for (name, script, _) in PROGRAMS {
            let path = toolchain::executable(folder.join(name), script).expect("a new file");
            list += &format!("{name}\t{}\t{}\n", folder.display(), path.display());
        }
        fs::write(folder.join("list"), list).expect("a new file");
        folder
    }

    /// The runner, with so many seconds for each program and for all.
    fn run(folder: &Path, each: &str, all: u64) -> Console {
        let mut command = Command::new(folder.join("runner"));
        command.arg(folder.join("list")).arg(each);
        let console =
            read(command, &folder.join("log"), Duration::from_secs(all), |_| ()).expect("it starts");
        fs::remove_dir_all(folder).expect("the folder is ours");
        console
    }

    #[test]
    fn programs_that_fail_crash_and_hang_are_told_apart() {
        let console = run(&folder("each"), "1", 100);
        assert!(console.done);
        let told = |console: &Console| -> Vec<_> {
            console.programs.iter().map(|program| (program.name.clone(), program.ended.clone())).collect()
        };
        assert_eq!(told(&console), PROGRAMS.map(|(name, _, ended)| (name.into(), ended.into())));
        let failures: Vec<_> = console.programs.iter().map(|program| program.count_of_failures()).collect();
        assert_eq!(failures, [0, 1, 1, 1]);
        assert_eq!(console.programs[1].failures, ["a"]);
        assert_eq!(console.programs[2].tail, ["last words"]);
    }

    #[test]
    fn what_does_not_come_to_an_end_is_ended() {
        let console = run(&folder("all"), "100", 3);
        // The one that hangs would have had its time else, and the runner would be done.
        assert!(!console.done);
        assert!(console.programs.iter().all(|program| program.name != "hangs" || program.ended.is_empty()));
    }
}
