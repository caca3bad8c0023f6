// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a run has printed: which programs ran, how they ended, which tests failed, what was skipped. Around the lines of
//! the runner and of the tests may be any others.

use std::collections::BTreeSet;

/// How many of a program's last lines a failure shows.
const TAIL: usize = 25;

/// What came of a test program.
#[derive(Debug, Default, PartialEq)]
pub struct Outcome {
    pub name: String,
    /// As the runner says it: `exit-0`, `exit-101`, `signal-6`, `hang`, `stuck`; nothing while it runs.
    pub ended: String,
    pub seconds: String,
    pub passed: u32,
    pub failed: u32,
    /// Whether the harness has told how many there were.
    counted: bool,
    /// The names of tests that failed.
    pub failures: Vec<String>,
    /// The last lines that it printed.
    pub tail: Vec<String>,
}

/// What is known from the lines so far.
#[derive(Debug, Default)]
pub struct Console {
    /// Release of the kernel, processor, bytes of a page, number of processors.
    pub machine: Vec<String>,
    pub programs: Vec<Outcome>,
    /// Test and reason.
    pub skips: BTreeSet<(String, String)>,
    pub done: bool,
    in_failures: bool,
}

impl Outcome {
    /// Ended by itself, told how many tests there were, and none of them failed.
    pub fn is_good(&self) -> bool {
        self.ended == "exit-0" && self.counted && self.failed == 0
    }

    /// Tests that failed; a program that did not come to count them is one.
    pub fn count_of_failures(&self) -> u32 {
        if self.is_good() {
            0
        } else {
            self.failed.max(1)
        }
    }
}

impl Console {
    /// Takes the next line. Returns a line for the reader when a program has ended.
    pub fn take(&mut self, line: &str) -> Option<String> {
        let line = line.trim_end();
        let Some(said) = line.strip_prefix("@@ ") else {
            self.of_a_program(line);
            return None;
        };
        if let Some(skip) = said.strip_prefix("skip\t") {
            let mut words = skip.split('\t').skip(1);
            self.skips.insert((words.next()?.into(), words.next()?.into()));
            return None;
        }
        let words: Vec<_> = said.split(' ').collect();
        match words[..] {
            ["machine", ..] => self.machine = words[1..].iter().map(|word| word.to_string()).collect(),
            ["begin", name] => self.programs.push(Outcome { name: name.into(), ..Default::default() }),
            ["end", name, ended, seconds] => return self.ends(name, ended, seconds),
            ["done"] => self.done = true,
            _ => (),
        }
        None
    }

    fn ends(&mut self, name: &str, ended: &str, seconds: &str) -> Option<String> {
        self.in_failures = false;
        let program = self.programs.last_mut().filter(|program| program.name == name)?;
        (program.ended, program.seconds) = (ended.into(), seconds.into());
        let (good, counts) = (program.is_good(), (program.passed, program.count_of_failures()));
        let word = if good { "ok" } else { "FAILED" };
        Some(format!("{word:6} {name}: {} passed, {} failed, {ended}, {seconds} s", counts.0, counts.1))
    }

    /// A line that a test program has printed, or the kernel.
    fn of_a_program(&mut self, line: &str) {
        let Some(program) = self.programs.last_mut().filter(|program| program.ended.is_empty()) else {
            return;
        };
        if !line.is_empty() {
            program.tail.push(line.into());
            if program.tail.len() > TAIL {
                program.tail.remove(0);
            }
        }
        // The names stand at the end of a program's output, after what the tests have said; the last such list counts,
        // since a test may show what another program of tests has printed.
        match (line, line.strip_prefix("    ")) {
            ("failures:", _) => {
                program.failures.clear();
                self.in_failures = true;
            }
            (_, Some(name)) if self.in_failures && !name.contains(' ') => program.failures.push(name.into()),
            ("", _) => (),
            _ => self.in_failures = false,
        }
        if let Some(result) = line.strip_prefix("test result: ") {
            program.counted = true;
            program.passed = number_before(result, " passed");
            program.failed = number_before(result, " failed");
        }
    }
}

/// The number that stands in front of a word.
fn number_before(text: &str, word: &str) -> u32 {
    let before = text.split(word).next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Console {
        let mut console = Console::default();
        text.lines().for_each(|line| drop(console.take(line)));
        console
    }

    const PASSES: &str = "[    1.0] a kernel\r\n\n@@ machine 6.1.0-50-s390x s390x 4096 2\n@@ begin wait\n\nrunning 2 tests
test a ... ok\ntest b ... [    3.1] the kernel speaks\nok\n
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s\n\n@@ end wait exit-0 0.2
@@ skip\t1-2\twait::b\tno waits\n@@ skip\t1-2\twait::b\tno waits\n@@ done\n";

    #[test]
    fn a_run_without_a_failure() {
        let console = of(PASSES);
        assert_eq!(console.machine, ["6.1.0-50-s390x", "s390x", "4096", "2"]);
        assert!(console.done && console.programs[0].is_good());
        assert_eq!((console.programs[0].passed, console.programs[0].count_of_failures()), (2, 0));
        assert_eq!(console.skips, [("wait::b".into(), "no waits".into())].into());
    }

    #[test]
    fn tests_that_fail_have_names() {
        let console = of("@@ begin wait\ntest a ... FAILED\ntest b ... FAILED\n
failures:\n\n---- a stdout ----\nthread 'a' panicked\n    failures:\n\n\nfailures:\n    a\n    b::c\n
test result: FAILED. 7 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1s\n\n@@ end wait exit-101 1.1");
        let program = &console.programs[0];
        assert_eq!((program.passed, program.count_of_failures()), (7, 2));
        assert_eq!(program.failures, ["a", "b::c"]);
        assert!(!console.done);
    }

    #[test]
    fn what_ends_otherwise_is_a_failure() {
        for ended in ["signal-6", "hang", "stuck", "exit-0"] {
            let console =
                of(&format!("@@ begin wait\nrunning 2 tests\ntest a ... ok\n\n@@ end wait {ended} 1.1"));
            let program = &console.programs[0];
            assert_eq!((program.is_good(), program.count_of_failures()), (false, 1), "{ended}");
            assert_eq!(program.tail, ["running 2 tests", "test a ... ok"]);
        }
        // Its tests have passed, and then it did not end.
        let console = of(&PASSES.replace("exit-0", "hang"));
        assert_eq!(console.programs[0].count_of_failures(), 1);
    }
}
