// SPDX-License-Identifier: MIT OR Apache-2.0
//! Puts faults into the library, one at a time, and runs the tests that should notice.
//!
//! The test programs are built once, from a copy of the package: linked with the C library as a shared one,
//! so that each fault in the C takes one compilation and no other link; and with every fault in the Rust
//! compiled in beside the code that it replaces, to be chosen by the environment. A fault that no test
//! notices fails the run unless its row says why, and so does a row that fits the sources no more, or whose
//! fault is noticed though it says otherwise.

mod library;
mod programs;
mod switches;
mod table;

use library::Library;
use programs::{Programs, Verdict};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex;
use std::time::Instant;
use table::Fault;

/// What is wrong with the run itself, in words.
type Result<T> = std::result::Result<T, String>;

/// What came of a row.
enum Outcome {
    Found(String),
    Survives,
    /// The row fits the sources no more, or a program that it names is wrong.
    Wrong(String),
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool> {
    let start = Instant::now();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize().map_err(|error| format!("{}: {error}", root.display()))?;
    let scratch = root.join("target/faults");
    let faults = chosen(table::read(&root)?);
    let tree = programs::copy_package(&root, &scratch)?;
    switches::put_in(&tree, &faults)?;
    let whole = Library::build(&root, &scratch.join("whole"))?;
    let mut programs = Programs::build(&tree, &scratch, whole.directory(), &faults)?;
    programs.check_without_fault(&whole, &faults)?;
    println!("test programs are built and pass: {} s", start.elapsed().as_secs());

    let trial = Trial { faults, programs, next: AtomicUsize::new(0), failures: Mutex::new(Vec::new()) };
    std::thread::scope(|scope| {
        let workers = 0..std::thread::available_parallelism().map_or(1, usize::from);
        let directories = workers.map(|n| scratch.join(format!("worker{n}")));
        let work = |directory: PathBuf| {
            let (trial, root) = (&trial, &root);
            scope.spawn(move || trial.work(&Library::build(root, &directory)?))
        };
        let all: Vec<_> = directories.map(work).collect();
        all.into_iter().try_for_each(|worker| worker.join().expect("no worker panics"))
    })?;

    let (all, failures) = (trial.faults.len(), trial.failures.into_inner().expect("no worker panicked"));
    let listed = trial.faults.iter().filter(|fault| fault.survives.is_some()).count();
    let seconds = start.elapsed().as_secs();
    println!("{all} faults, {listed} of them known to survive, {} failures, {seconds} s", failures.len());
    failures.iter().for_each(|line| println!("    {line}"));
    Ok(failures.is_empty())
}

/// What the workers share.
struct Trial {
    faults: Vec<Fault>,
    programs: Programs,
    /// Index of the next fault.
    next: AtomicUsize,
    /// Lines of the rows that are not as they should be.
    failures: Mutex<Vec<String>>,
}

impl Trial {
    /// Tries one fault after the other, in a library of this worker's.
    fn work(&self, library: &Library) -> Result<()> {
        while let Some(fault) = self.faults.get(self.next.fetch_add(1, Ordering::SeqCst)) {
            let begun = Instant::now();
            let (as_it_should, word, why) = match (self.outcome(fault, library), &fault.survives) {
                (Outcome::Found(how), None) => (true, "found", how),
                (Outcome::Survives, Some(reason)) => (true, "survives", reason.clone()),
                (Outcome::Survives, None) => (false, "SURVIVES", fault.tests.join(", ")),
                (Outcome::Found(how), Some(_)) => (false, "FOUND, but listed as one that survives", how),
                (Outcome::Wrong(why), _) => (false, "WRONG", why),
            };
            let line = format!("{word:9} {fault}: {why} ({:.1} s)", begun.elapsed().as_secs_f32());
            println!("{line}");
            if !as_it_should {
                self.failures.lock().expect("no worker panicked").push(line);
            }
        }
        Ok(())
    }

    /// Puts a fault in, and runs the tests that should notice.
    fn outcome(&self, fault: &Fault, library: &Library) -> Outcome {
        if let Err(why) = library.put_in(fault) {
            return Outcome::Wrong(why);
        }
        for program in fault.programs() {
            match self.programs.run(program, &fault.tests_of(program), library, fault) {
                Err(why) => return Outcome::Wrong(why),
                Ok(Verdict::Passed) => (),
                Ok(Verdict::Failed(which)) => return Outcome::Found(format!("{program}: {which}")),
                Ok(Verdict::Hung) => {
                    return Outcome::Wrong(format!("{program} hangs, and should end by itself"))
                }
            }
        }
        Outcome::Survives
    }
}

/// The rows that the command line asks for; all, if it says nothing.
fn chosen(mut faults: Vec<Fault>) -> Vec<Fault> {
    let texts: Vec<String> = std::env::args().skip(1).collect();
    faults.retain(|fault| texts.is_empty() || texts.iter().any(|text| fault.row.contains(text)));
    faults
}
