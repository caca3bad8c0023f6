// SPDX-License-Identifier: MIT OR Apache-2.0
// What the tests share: rings that end by themselves, and skips that say why and are counted.
#![allow(dead_code, unused_macros, unused_imports)] // Each test that includes this file uses its own part.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

pub mod eventfd;
pub mod process;
pub mod report;

use std::fs::OpenOptions;
use std::io::Write;
use std::mem::MaybeUninit;
use std::ptr::null_mut;

use iouring_sys::*;

/// A ring that lives on the heap and ends with its owner.
pub struct Ring(Box<io_uring>);

impl Ring {
    /// Sets up a ring with `entries` and setup `flags`, or tells the `-errno`.
    pub fn try_new(entries: u32, flags: u32) -> Result<Ring, i32> {
        let mut params = io_uring_params { flags, ..Default::default() };
        Ring::with_params(entries, &mut params)
    }

    /// Sets up a ring with parameters of the caller's, or tells the `-errno`.
    pub fn with_params(entries: u32, params: &mut io_uring_params) -> Result<Ring, i32> {
        let mut ring = Box::new(io_uring::default());
        // SAFETY: the ring and the parameters are valid for writes.
        match unsafe { io_uring_queue_init_params(entries, &mut *ring, params) } {
            0 => Ok(Ring(ring)),
            error => Err(error),
        }
    }

    /// Takes over a ring that was set up.
    pub fn owning(ring: io_uring) -> Ring {
        Ring(Box::new(ring))
    }

    /// The ring, for the C-shaped functions.
    pub fn ptr(&mut self) -> *mut io_uring {
        &mut *self.0
    }

    /// The ring's descriptor.
    pub fn fd(&self) -> i32 {
        self.0.ring_fd
    }

    /// The kernel's `IORING_FEAT_*` bits.
    pub fn features(&self) -> u32 {
        self.0.features
    }

    /// The next entry, which must be there.
    pub fn sqe(&mut self) -> *mut io_uring_sqe {
        // SAFETY: the ring is set up.
        let sqe = unsafe { io_uring_get_sqe(self.ptr()) };
        assert!(!sqe.is_null(), "the submission queue is full");
        sqe
    }

    /// The next entry, filled with a request that does nothing but complete with `data`.
    pub fn nop(&mut self, data: u64) -> *mut io_uring_sqe {
        let sqe = self.sqe();
        // SAFETY: the entry is ours to fill until it is submitted.
        unsafe {
            io_uring_prep_nop(sqe);
            io_uring_sqe_set_data64(sqe, data);
        }
        sqe
    }

    /// How many completions are ready.
    pub fn ready(&mut self) -> u32 {
        // SAFETY: the ring is set up.
        unsafe { io_uring_cq_ready(self.ptr()) }
    }

    /// Submits what was taken; the number must be `expected`.
    pub fn submit(&mut self, expected: i32) {
        // SAFETY: the ring is set up, and the tests filled its entries.
        assert_eq!(unsafe { io_uring_submit(self.ptr()) }, expected, "submitted");
    }

    /// Waits for a completion, gives it back to the kernel, and returns its copy.
    pub fn wait(&mut self) -> io_uring_cqe {
        let mut cqe = null_mut();
        // SAFETY: the ring is set up; the CQE is copied before it is given back.
        unsafe {
            assert_eq!(io_uring_wait_cqe(self.ptr(), &mut cqe), 0, "wait");
            let copy = *cqe;
            io_uring_cqe_seen(self.ptr(), cqe);
            copy
        }
    }

    /// Takes a completion if one is ready.
    pub fn peek(&mut self) -> Option<io_uring_cqe> {
        let mut cqe = null_mut();
        // SAFETY: the ring is set up; the CQE is copied before it is given back.
        unsafe {
            match io_uring_peek_cqe(self.ptr(), &mut cqe) {
                0 => {
                    let copy = *cqe;
                    io_uring_cqe_seen(self.ptr(), cqe);
                    Some(copy)
                }
                error => {
                    assert_eq!(error, -libc::EAGAIN, "peek");
                    None
                }
            }
        }
    }

    /// Whether the kernel knows an operation.
    pub fn supports(&mut self, op: u32) -> bool {
        // SAFETY: the ring is set up; the probe is freed once it was read.
        unsafe {
            let probe = io_uring_get_probe_ring(self.ptr());
            assert!(!probe.is_null(), "probe");
            let supported = io_uring_opcode_supported(probe, op as i32) != 0;
            io_uring_free_probe(probe);
            supported
        }
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        // SAFETY: the ring was set up and is not used afterwards.
        unsafe { io_uring_queue_exit(self.ptr()) }
    }
}

/// Why no plain ring can be had here, if none can.
pub fn io_uring_missing() -> Option<String> {
    let mut ring = MaybeUninit::<io_uring>::zeroed();
    // SAFETY: the ring is valid for writes, and ended if it was set up.
    unsafe {
        match io_uring_queue_init(1, ring.as_mut_ptr(), 0) {
            0 => {
                io_uring_queue_exit(ring.as_mut_ptr());
                None
            }
            error => Some(format!("io_uring: {}", std::io::Error::from_raw_os_error(-error))),
        }
    }
}

/// Counts a test, or a part of one, that cannot run here, and says why. With `IOURING_SYS_REQUIRE=1`, want of io_uring
/// itself is a failure.
pub fn skip(test: &str, why: &str) {
    let required = std::env::var("IOURING_SYS_REQUIRE").as_deref() == Ok("1");
    if let (true, Some(missing)) = (required, io_uring_missing()) {
        panic!("{test}: {missing}, and IOURING_SYS_REQUIRE=1 asks for it");
    }
    let line = format!("skipped {test}: {why}\n");
    std::io::stderr().write_all(line.as_bytes()).expect("standard error is open");
    // The list outlives the test program, so that whoever runs all of them can count.
    let list = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("skipped.txt");
    let file = OpenOptions::new().create(true).append(true).open(list);
    file.and_then(|mut file| file.write_all(line.as_bytes())).expect("the list of skips can be written");
}

/// Counts the test that is running as one that cannot run here, and says why.
pub fn skip_this(why: &str) {
    skip(std::thread::current().name().unwrap_or("?"), why);
}

/// A plain ring of that many entries, or a ring with setup flags; where it cannot be had, the test is skipped: the macro
/// returns from it.
macro_rules! ring_or_skip {
    ($entries:expr) => {
        ring_or_skip!($entries, 0)
    };
    ($entries:expr, $flags:expr) => {
        match $crate::common::Ring::try_new($entries, $flags) {
            Ok(ring) => ring,
            Err(error) => {
                let why = std::io::Error::from_raw_os_error(-error);
                return $crate::common::skip_this(&format!("no ring with {}: {why}", stringify!($flags)));
            }
        }
    };
}
pub(crate) use ring_or_skip;
