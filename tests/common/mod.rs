// SPDX-License-Identifier: MIT OR Apache-2.0
// What the tests share: rings that end by themselves, and skips that say why and are counted.
#![allow(dead_code, unused_macros, unused_imports)] // Each test that includes this file uses its own part.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

pub mod eventfd;
pub mod kernel;
pub mod process;
pub mod report;
pub mod request;
pub mod skips;
pub mod time_limit;
mod turns;

use std::os::fd::AsRawFd;
use std::ptr::null_mut;
use std::sync::atomic::Ordering::Relaxed;

use iouring_sys::*;
pub use skips::{skip, skip_this, RECORD};

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
        kernel::patiently(kernel::bytes_of_ring(entries, params), || {
            let mut ring = Box::new(io_uring::default());
            // SAFETY: the ring and the parameters are valid for writes.
            match unsafe { io_uring_queue_init_params(entries, &mut *ring, params) } {
                0 => Ok(Ring::counted(ring)),
                error => Err(error),
            }
        })
    }

    /// Takes over a ring that was set up.
    pub fn owning(ring: io_uring) -> Ring {
        Ring::counted(Box::new(ring))
    }

    fn counted(ring: Box<io_uring>) -> Ring {
        kernel::RINGS.fetch_add(1, Relaxed);
        Ring(ring)
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
        // SAFETY: the ring is set up, and `&mut self` keeps other threads off its queue.
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

    /// Submits a request that completes with `data` once there is something to read.
    pub fn poll(&mut self, reader: &impl AsRawFd, data: u64) {
        let sqe = self.sqe();
        // SAFETY: the entry is ours to fill until it is submitted; a poll names no memory.
        unsafe {
            io_uring_prep_poll_add(sqe, reader.as_raw_fd(), libc::POLLIN as u32);
            io_uring_sqe_set_data64(sqe, data);
        }
        self.submit(1);
    }

    /// How many completions are ready.
    pub fn ready(&mut self) -> u32 {
        // SAFETY: the ring is set up; two numbers of it are read.
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
}

impl Drop for Ring {
    fn drop(&mut self) {
        // SAFETY: the ring was set up and is not used afterwards.
        unsafe { io_uring_queue_exit(self.ptr()) }
        kernel::RINGS.fetch_sub(1, Relaxed);
    }
}

/// A ring of 8 entries set up by the kernel alone, without what the library adds, and mapped by the library with the
/// parameters as `change` leaves them.
pub fn mapped_ring(flags: u32, change: impl FnOnce(&mut io_uring_params)) -> Option<Ring> {
    let mut params = io_uring_params { flags, ..Default::default() };
    let mut ring = io_uring::default();
    if let Some(why) = kernel::no_ring(8, &params) {
        skip_this(&why);
        return None;
    }
    // SAFETY: the parameters and the ring are valid for writes; the descriptor is the one that was set up.
    unsafe {
        let fd = syscall::io_uring_setup(8, &mut params);
        assert!(fd >= 0, "{fd}");
        change(&mut params);
        assert_eq!(io_uring_queue_mmap(fd, &mut params, &mut ring), 0);
        assert_eq!((ring.ring_fd, ring.flags, ring.features), (fd, flags, params.features));
    }
    Some(Ring::owning(ring))
}

/// Lets requests that do nothing go round the ring a few times, in batches of all sizes.
pub fn use_ring(ring: &mut Ring) {
    // SAFETY: the ring is set up, and nobody changes these two afterwards.
    let (entries, flags) = unsafe { ((*ring.ptr()).sq.ring_entries.min(64), (*ring.ptr()).flags) };
    assert!(entries > 0, "the ring has no entries");
    let mut data = 0;
    for batch in (1..=entries).chain(1..=entries) {
        for i in 0..batch {
            // SAFETY: the ring is set up. A polling thread may give entries back later than their completions.
            while unsafe { io_uring_sq_space_left(ring.ptr()) } == 0 {
                // SAFETY: as above.
                assert!(unsafe { io_uring_sqring_wait(ring.ptr()) } >= 0);
            }
            ring.nop(data + u64::from(i));
        }
        // SAFETY: the ring is set up, and the entries are the NOPs from above, which name no memory.
        let submitted = unsafe { io_uring_submit(ring.ptr()) };
        // A polling thread may have taken more or less of them by then.
        let polled = flags & IORING_SETUP_SQPOLL != 0 && submitted >= 0;
        assert!(polled || submitted == batch as i32, "submitted {submitted} of {batch}");
        for _ in 0..batch {
            let cqe = ring.wait();
            assert_eq!((cqe.user_data, cqe.res, cqe.flags), (data, 0, 0));
            data += 1;
        }
        assert_eq!(ring.ready(), 0);
    }
}

/// Whole pages for registered waits.
#[repr(C, align(65536))]
pub struct Waits(pub [io_uring_reg_wait; 1024]);

impl Waits {
    /// Waits that say nothing yet.
    pub fn new() -> Box<Waits> {
        Box::new(Waits([io_uring_reg_wait::default(); 1024]))
    }
}

/// A ring with `entries` and setup `flags`. Where the kernel has no such ring, which it alone is asked, the test, or this
/// part of it, is skipped.
pub fn ring(entries: u32, flags: u32) -> Option<Ring> {
    ring_with(entries, &mut io_uring_params { flags, ..Default::default() })
}

/// The same with parameters of the caller's.
pub fn ring_with(entries: u32, params: &mut io_uring_params) -> Option<Ring> {
    if let Some(why) = kernel::no_ring(entries, params) {
        skip_this(&why);
        return None;
    }
    let ring = Ring::with_params(entries, params);
    Some(ring.unwrap_or_else(|error| panic!("the kernel sets up such a ring, the library says {error}")))
}

/// A ring with these flags whose polling thread, if it has one, soon sleeps; and whether 64 waits are registered with it,
/// which the kernel may not know. The memory of the waits outlives the ring.
pub fn ring_with_waits(flags: u32, waits: &mut Waits) -> Option<(Ring, bool)> {
    let mut params = io_uring_params { flags, sq_thread_idle: 1, ..Default::default() };
    ring_with_params_and_waits(8, &mut params, waits)
}

/// The same with entries and parameters of the caller's.
pub fn ring_with_params_and_waits(
    entries: u32,
    params: &mut io_uring_params,
    waits: &mut Waits,
) -> Option<(Ring, bool)> {
    // Waits are registered before the ring is enabled.
    params.flags |= IORING_SETUP_R_DISABLED;
    let mut ring = ring_with(entries, params)?;
    // SAFETY: the ring is set up, and ends before the waits.
    unsafe {
        let registered = has_or_skip(kernel::registers(IORING_REGISTER_MEM_REGION), "no registered waits");
        if registered {
            let register = || io_uring_register_wait_reg(ring.ptr(), waits.0.as_mut_ptr(), 64);
            assert_eq!(patiently(register), 0);
        }
        assert_eq!(io_uring_enable_rings(ring.ptr()), 0);
        Some((ring, registered))
    }
}

/// A span for the kernel.
pub const fn milliseconds(ms: i64) -> __kernel_timespec {
    __kernel_timespec { tv_sec: ms / 1000, tv_nsec: ms % 1000 * 1_000_000 }
}

/// A limit that no test waits for, however busy the machine is.
pub const fn minute() -> __kernel_timespec {
    milliseconds(60_000)
}

/// Skips the test, or this part of it, where the kernel lacks what it needs.
pub fn has_or_skip(has: bool, why: &str) -> bool {
    if !has {
        skip_this(why);
    }
    has
}

/// Skips a test that sets much up, at once or one after the other, where little memory may be locked.
pub fn room_or_skip() -> bool {
    has_or_skip(!kernel::is_scarce(), kernel::NO_MEMORY)
}

/// Sets something up that counts as locked memory, a few pages of it: once the kernel has given back that of rings that
/// ended. Returns what it returns at last.
pub fn patiently(mut setup: impl FnMut() -> i32) -> i32 {
    let pages = 2 * process::page_size();
    let result = kernel::patiently(pages, || match setup() {
        error if error < 0 => Err(error),
        result => Ok(result),
    });
    result.unwrap_or_else(|error| error)
}

/// A plain ring of that many entries, or a ring with setup flags; where it cannot be had, the test is skipped: the macro
/// returns from it.
macro_rules! ring_or_skip {
    ($entries:expr) => {
        ring_or_skip!($entries, 0)
    };
    ($entries:expr, $flags:expr) => {
        match $crate::common::ring($entries, $flags) {
            Some(ring) => ring,
            None => return,
        }
    };
}
pub(crate) use ring_or_skip;
