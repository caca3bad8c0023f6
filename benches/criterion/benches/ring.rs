// SPDX-License-Identifier: MIT OR Apache-2.0
//! Round trips of NOPs and messages, and of an eventfd beside them. What counts are the ratios at the end,
//! which are taken inside one run.

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput};
use iouring_sys_criterion::{eventfd, signal, wait, Ring};
use std::io;
use std::time::Instant;

/// A group of benchmarks that are compared with the first of them.
struct Comparison<'a> {
    group: BenchmarkGroup<'a, WallTime>,
    name: &'static str,
    /// Title and best time of an operation, in seconds.
    results: Vec<(&'static str, f64)>,
}

impl<'a> Comparison<'a> {
    fn new(criterion: &'a mut Criterion, name: &'static str) -> Comparison<'a> {
        Comparison { group: criterion.benchmark_group(name), name, results: Vec::new() }
    }

    /// Measures a call that does `operations` of what the group is about.
    fn measure(&mut self, title: &'static str, operations: u32, mut call: impl FnMut()) {
        let mut best = f64::INFINITY;
        self.group.throughput(Throughput::Elements(operations.into()));
        self.group.bench_function(title, |bencher| {
            bencher.iter_custom(|calls| {
                let start = Instant::now();
                (0..calls).for_each(|_| call());
                let passed = start.elapsed();
                best = best.min(passed.as_secs_f64() / calls as f64 / f64::from(operations));
                passed
            })
        });
        self.results.push((title, best));
    }

    /// Ends the group. Returns lines with the ratios; those of benchmarks that a filter left out are missing.
    fn finish(self) -> Vec<String> {
        self.group.finish();
        let base = self.results.first().map_or(f64::INFINITY, |(_, base)| *base);
        let measured = self.results.iter().filter(|(_, best)| best.is_finite() && base.is_finite());
        measured.map(|(title, best)| format!("{:<18}{title:<32}{:>8.2}", self.name, best / base)).collect()
    }
}

fn nops(criterion: &mut Criterion) -> io::Result<Vec<String>> {
    let mut ring = Ring::new()?;
    let mut comparison = Comparison::new(criterion, "nop");
    comparison.measure("one at a time", 1, || ring.nops(1));
    comparison.measure("32 at a time", 32, || ring.nops(32));
    Ok(comparison.finish())
}

fn one_thread(criterion: &mut Criterion) -> io::Result<Vec<String>> {
    let event = eventfd()?;
    let (mut ring, mut other) = (Ring::new()?, Ring::new()?);
    let mut comparison = Comparison::new(criterion, "in one thread");
    comparison.measure("eventfd", 1, || {
        signal(&event);
        wait(&event);
    });
    let own = ring.fd();
    comparison.measure("message to the same ring", 1, || assert_eq!(ring.call(own, 7), 7));
    comparison.measure("message from ring to ring", 1, || {
        ring.send(other.fd(), 7);
        assert_eq!(other.receive(), 7);
    });
    Ok(comparison.finish())
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let groups = [nops, one_thread];
    let lines: io::Result<Vec<_>> = groups.iter().map(|group| group(&mut criterion)).collect();
    match lines {
        Ok(lines) => {
            println!("\nTime of an operation, as a multiple of the first of its group");
            lines.concat().iter().for_each(|line| println!("{line}"));
            criterion.final_summary();
        }
        Err(error) => {
            eprintln!("nothing can be measured here: {error}");
            std::process::exit(1);
        }
    }
}
