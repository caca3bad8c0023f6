// SPDX-License-Identifier: MIT OR Apache-2.0
//! The machine: what it is, which processors the threads are put on, and what a thread has used of them.

use std::time::Duration;
use std::{fs, io, mem};

/// Where the two threads of a game run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    One,
    Two,
}

pub const PLACEMENTS: [Placement; 2] = [Placement::One, Placement::Two];

impl Placement {
    pub fn name(self) -> &'static str {
        ["one processor", "two processors"][self as usize]
    }
}

pub struct Machine {
    pub processor: String,
    pub kernel: String,
    pub date: String,
    /// How many processors this process may run on.
    pub processors: usize,
    pair: Vec<usize>,
}

impl Machine {
    pub fn look() -> io::Result<Machine> {
        let allowed = allowed()?;
        let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
        let about = read("/proc/cpuinfo");
        let model = about.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
        let processor = model.map_or(std::env::consts::ARCH, |(_, name)| name.trim()).replace("(R)", "");
        let release = read("/proc/sys/kernel/osrelease");
        let kernel = release.trim().split('-').next().unwrap_or_default().to_string();
        let pair = pair(&allowed);
        Ok(Machine { processor, kernel, date: today(), processors: allowed.len(), pair })
    }

    /// The processors of a placement, or why there are none.
    pub fn cpus(&self, placement: Placement) -> Result<[usize; 2], String> {
        match (placement, &self.pair[..]) {
            (Placement::One, [first, ..]) => Ok([*first; 2]),
            (Placement::Two, [first, second]) => Ok([*first, *second]),
            _ => Err("this process may run on one processor only".into()),
        }
    }

    /// One line for a person, who reads the numbers below it.
    pub fn line(&self) -> String {
        let Machine { processor, kernel, date, processors, pair } = self;
        let pinned: Vec<String> = pair.iter().map(usize::to_string).collect();
        let pinned = pinned.join(" and ");
        format!("{date}: {processor}, pinned to {pinned} of {processors} processors, Linux {kernel}")
    }
}

/// Where this process may run.
fn allowed() -> io::Result<Vec<usize>> {
    // SAFETY: all bits zero is an empty set.
    let mut set: libc::cpu_set_t = unsafe { mem::zeroed() };
    // SAFETY: the set is memory of ours, of that size.
    if unsafe { libc::sched_getaffinity(0, mem::size_of_val(&set), &mut set) } < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the numbers are within the set.
    Ok((0..libc::CPU_SETSIZE as usize).filter(|cpu| unsafe { libc::CPU_ISSET(*cpu, &set) }).collect())
}

/// The first processor, and the first that shares no core with it, or else the second.
fn pair(allowed: &[usize]) -> Vec<usize> {
    let core = |cpu: &usize| {
        fs::read_to_string(format!("/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list")).ok()
    };
    let first = allowed.first();
    let others = || allowed.iter().skip(1);
    let apart = others().find(|cpu| first.is_some_and(|first| core(cpu) != core(first)));
    first.into_iter().chain(apart.or(others().next())).copied().collect()
}

/// Keeps this thread on a processor.
pub fn pin(cpu: usize) -> io::Result<()> {
    // SAFETY: all bits zero is an empty set.
    let mut set: libc::cpu_set_t = unsafe { mem::zeroed() };
    // SAFETY: the number is one that the kernel gave for a set of this size.
    unsafe { libc::CPU_SET(cpu, &mut set) };
    // SAFETY: the set is memory of ours, of that size.
    match unsafe { libc::sched_setaffinity(0, mem::size_of_val(&set), &set) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// What a thread has used so far.
#[derive(Clone, Copy, Default)]
pub struct Usage {
    pub processor: Duration,
    /// How often it gave the processor away, to wait or because it had to.
    pub switches: u64,
}

impl Usage {
    pub fn of_this_thread() -> Usage {
        // SAFETY: all bits zero is a valid value of both types.
        let (mut usage, mut time): (libc::rusage, libc::timespec) = unsafe { mem::zeroed() };
        // SAFETY: memory of ours; the calls cannot fail with these arguments.
        unsafe {
            libc::getrusage(libc::RUSAGE_THREAD, &mut usage);
            libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time);
        }
        let processor = Duration::new(time.tv_sec as u64, time.tv_nsec as u32);
        Usage { processor, switches: (usage.ru_nvcsw + usage.ru_nivcsw) as u64 }
    }

    pub fn since(self, earlier: Usage) -> Usage {
        Usage { processor: self.processor - earlier.processor, switches: self.switches - earlier.switches }
    }

    pub fn add(&mut self, other: Usage) {
        self.processor += other.processor;
        self.switches += other.switches;
    }
}

/// The date, as 2026-11-27.
fn today() -> String {
    // SAFETY: all bits zero is a valid `tm`.
    let mut day: libc::tm = unsafe { mem::zeroed() };
    // SAFETY: takes no memory.
    let now = unsafe { libc::time(std::ptr::null_mut()) };
    // SAFETY: both are memory of ours.
    unsafe { libc::gmtime_r(&now, &mut day) };
    format!("{}-{:02}-{:02}", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday)
}
