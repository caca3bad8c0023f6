// SPDX-License-Identifier: MIT OR Apache-2.0
//! What registrations change, seen from outside: where workers run and how many there are, waits in memory of the kernel's.

mod common;

use std::fs::File;
use std::os::fd::AsRawFd;
use std::ptr::null_mut;
use std::time::{Duration, Instant};

use common::process::{alone, page_size, pipe};
use common::{has_or_skip, kernel, ring_or_skip, skip_this, Ring};
use iouring_sys::*;

/// What the kernel says of each worker of this process.
fn workers() -> Vec<String> {
    let tasks = std::fs::read_dir("/proc/self/task").expect("/proc is mounted");
    // One may end meanwhile.
    let status = |task: std::io::Result<std::fs::DirEntry>| {
        std::fs::read_to_string(task.ok()?.path().join("status")).ok()
    };
    tasks.filter_map(status).filter(|status| status.starts_with("Name:\tiou-wrk-")).collect()
}

/// On which processors a worker may run, as the kernel writes it.
fn processors(status: &str) -> &str {
    let line = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:\t"));
    line.expect("the kernel says it")
}

/// Waits until there are workers of which this is so, but not forever.
fn until(what: &str, mut so: impl FnMut(&[String]) -> bool) {
    let start = Instant::now();
    while !so(&workers()) {
        assert!(start.elapsed() < Duration::from_secs(30), "{what}: {:#?}", workers());
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// A request that keeps a worker busy until something comes through the pipe.
fn splice(ring: &mut Ring, from: &File, to: &File) {
    let sqe = ring.sqe();
    // SAFETY: the entry is ours to fill.
    unsafe {
        io_uring_prep_splice(sqe, from.as_raw_fd(), -1, to.as_raw_fd(), -1, 1, 0);
        io_uring_sqe_set_flags(sqe, IOSQE_ASYNC);
    }
}

/// Whether workers can be told what these tests tell them. They are threads of this process that can be looked at since Linux
/// 5.12, which no kernel says; what they are told is newer.
fn workers_are_told() -> bool {
    let told =
        [IORING_REGISTER_IOWQ_AFF, IORING_REGISTER_IOWQ_MAX_WORKERS].into_iter().all(kernel::registers);
    has_or_skip(told, "workers are told where to run and how many to be since Linux 5.15")
}

#[test]
fn workers_run_where_they_are_bound() {
    alone("workers_run_where_they_are_bound", || {
        let mut ring = ring_or_skip!(8);
        if !workers_are_told() {
            return;
        }
        let size = size_of::<libc::cpu_set_t>();
        // SAFETY: sets are plain memory; the ring is set up.
        unsafe {
            let mut all: libc::cpu_set_t = std::mem::zeroed();
            assert_eq!(libc::sched_getaffinity(0, size, &mut all), 0);
            let mut allowed = (0..libc::CPU_SETSIZE as usize).filter(|&cpu| libc::CPU_ISSET(cpu, &all));
            let (Some(_), Some(second)) = (allowed.next(), allowed.next()) else {
                return skip_this("there is one processor");
            };
            let mut one: libc::cpu_set_t = std::mem::zeroed();
            libc::CPU_SET(second, &mut one);
            assert_eq!(io_uring_register_iowq_aff(ring.ptr(), size, &one), 0);
            let ((reader, mut writer), (_end, into)) = (pipe(), pipe());
            splice(&mut ring, &reader, &into);
            ring.submit(1);
            until("bound to one", |workers| {
                !workers.is_empty() && workers.iter().all(|status| processors(status) == second.to_string())
            });
            assert_eq!(io_uring_unregister_iowq_aff(ring.ptr()), 0);
            // New ones, that is: the other is busy.
            splice(&mut ring, &reader, &into);
            ring.submit(1);
            until("bound to none", |workers| {
                workers.iter().any(|status| processors(status) != second.to_string())
            });
            std::io::Write::write_all(&mut writer, b"xy").expect("there is room");
            assert_eq!([0; 2].map(|_| ring.wait().res), [1, 1]);
        }
    });
}

#[test]
fn there_are_no_more_workers_than_allowed() {
    alone("there_are_no_more_workers_than_allowed", || {
        drop(ring_or_skip!(1));
        if !workers_are_told() {
            return;
        }
        if !common::has_or_skip(common::kernel::has_descriptors(26), common::kernel::NO_DESCRIPTORS) {
            return;
        }
        let pipes: Vec<_> = (0..6).map(|_| (pipe(), pipe())).collect();
        // Three kinds of requests: the limit is that of workers that may wait for anything, as these.
        for limit in [2, 4] {
            let mut ring = ring_or_skip!(8);
            let mut numbers = [0, limit];
            // SAFETY: the ring is set up, and the numbers are valid.
            let result = unsafe { io_uring_register_iowq_max_workers(ring.ptr(), numbers.as_mut_ptr()) };
            assert_eq!(result, 0);
            // The kernel starts a worker for a request that comes when none is idle. Those that come while one has been
            // woken and does not run yet wait for a worker to end, unless another request comes.
            let (mut next, mut used) = (pipes.iter().cycle(), Vec::new());
            until("as many as may be", |workers| {
                let all = workers.len() >= limit as usize && used.len() >= pipes.len();
                if !all {
                    let ((reader, writer), (_, into)) = next.next().expect("they go round");
                    splice(&mut ring, reader, into);
                    ring.submit(1);
                    used.push(writer);
                }
                all
            });
            assert_eq!(workers().len(), limit as usize, "{:#?}", workers());
            for mut writer in used.iter().copied() {
                std::io::Write::write_all(&mut writer, b"x").expect("there is room");
            }
            for _ in &used {
                assert!(workers().len() <= limit as usize, "{:#?}", workers());
                assert_eq!(ring.wait().res, 1);
            }
        }
    });
}

/// Waits in memory that the kernel made, instead of the caller's.
struct Region {
    waits: *mut io_uring_reg_wait,
    size: usize,
}

impl Region {
    /// Registers a page of the kernel's for the waits of a ring, and maps it.
    fn new(ring: &mut Ring) -> Region {
        let size = page_size();
        let mut region = io_uring_region_desc { size: size as u64, ..Default::default() };
        let mut reg = io_uring_mem_region_reg {
            region_uptr: &raw mut region as u64,
            flags: IORING_MEM_REGION_REG_WAIT_ARG.into(),
            ..Default::default()
        };
        // SAFETY: the ring is set up, and the region valid; the mapping is new.
        unsafe {
            assert_eq!(io_uring_register_region(ring.ptr(), &mut reg), 0);
            let access = libc::PROT_READ | libc::PROT_WRITE;
            let offset = region.mmap_offset as libc::off_t;
            let waits = libc::mmap(null_mut(), size, access, libc::MAP_SHARED, ring.fd(), offset);
            assert_ne!(waits, libc::MAP_FAILED);
            Region { waits: waits.cast(), size }
        }
    }

    fn set(&self, index: usize, wait: io_uring_reg_wait) {
        assert!((index + 1) * size_of::<io_uring_reg_wait>() <= self.size);
        // SAFETY: it is within the page, which the kernel reads only while somebody waits.
        unsafe { self.waits.add(index).write(wait) };
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        // SAFETY: the mapping is this region's, and nobody waits.
        assert_eq!(unsafe { libc::munmap(self.waits.cast(), self.size) }, 0);
    }
}

extern "C" fn nothing(_: i32) {}

/// A signal for this thread that has come, and is kept out.
fn pending_signal() {
    // SAFETY: the handler does nothing, and the sets are valid.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = nothing as *const () as usize;
        assert_eq!(libc::sigaction(libc::SIGUSR1, &action, null_mut()), 0);
        let mut set: sigset_t = std::mem::zeroed();
        libc::sigaddset(&mut set, libc::SIGUSR1);
        assert_eq!(libc::pthread_sigmask(libc::SIG_BLOCK, &set, null_mut()), 0);
        assert_eq!(libc::pthread_kill(libc::pthread_self(), libc::SIGUSR1), 0);
    }
}

#[test]
fn a_region_of_the_kernels_holds_registered_waits() {
    alone("a_region_of_the_kernels_holds_registered_waits", || {
        let mut ring = ring_or_skip!(8, IORING_SETUP_R_DISABLED);
        if !has_or_skip(kernel::registers(IORING_REGISTER_MEM_REGION), "no registered waits") {
            return;
        }
        let region = Region::new(&mut ring);
        let ts = |tv_sec, tv_nsec| __kernel_timespec { tv_sec, tv_nsec };
        let limited = io_uring_reg_wait { flags: IORING_REG_WAIT_TS, ..Default::default() };
        let empty = 0_u64;
        region.set(0, io_uring_reg_wait { ts: ts(0, 3_000_000), ..limited });
        region.set(1, io_uring_reg_wait { ts: ts(3600, 0), min_wait_usec: 3000, ..limited });
        let mask = (&raw const empty as u64, 8);
        region.set(2, io_uring_reg_wait { ts: ts(3600, 0), sigmask: mask.0, sigmask_sz: mask.1, ..limited });
        region.set(3, io_uring_reg_wait { ts: ts(3600, 0), flags: 1 << 9, ..limited });
        let mut cqe = null_mut();
        // SAFETY: the ring is set up, and the region and the mask outlive the waits.
        unsafe {
            assert_eq!(io_uring_enable_rings(ring.ptr()), 0);
            assert_eq!(io_uring_submit_and_wait_reg(ring.ptr(), &mut cqe, 1, 0), -libc::ETIME);
            ring.nop(7);
            assert_eq!(
                io_uring_submit_and_wait_reg(ring.ptr(), &mut cqe, 2, 1),
                1,
                "one is enough after a while"
            );
            assert_eq!(ring.wait().user_data, 7);
            assert_eq!(io_uring_submit_and_wait_reg(ring.ptr(), &mut cqe, 1, 3), -libc::EINVAL);
            let beyond = (region.size / size_of::<io_uring_reg_wait>()) as i32;
            assert_eq!(io_uring_submit_and_wait_reg(ring.ptr(), &mut cqe, 1, beyond), -libc::EFAULT);
            pending_signal();
            assert_eq!(io_uring_submit_and_wait_reg(ring.ptr(), &mut cqe, 1, 2), -libc::EINTR, "let in");
        }
    });
}
