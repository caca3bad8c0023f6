// SPDX-License-Identifier: MIT OR Apache-2.0
//! Set-up that fails at any of its system calls leaves neither descriptors nor mappings, nor does what
//! succeeded and ended; all mappings count, private ones too.

mod common;
#[path = "common/intercept.rs"]
mod intercept;

use common::process::{alone, leaves_no_mapping, page_size};
use common::{has_or_skip, ring_or_skip};
use intercept::{intercept, Answer, Call, MMAP};
use iouring_sys::*;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// The system calls that can fail, and the one that is looked at.
const CALLS: [libc::c_long; 4] =
    [libc::SYS_io_uring_setup, MMAP.0, libc::SYS_io_uring_register, libc::SYS_munmap];

/// Bytes of the memory that the caller brings.
const MEMORY: usize = 1 << 20;

/// A way to set a ring up.
struct Form {
    name: &'static str,
    /// It needs rings in memory that is mapped before.
    in_memory: bool,
    /// The kernel is to have no `IORING_SETUP_NO_SQARRAY`.
    old: bool,
    /// Does without some of what fails, or returns another error for it.
    copes: bool,
    /// Sets the ring up, with memory to do it in; 0 or more, or `-errno`.
    set_up: fn(&mut io_uring, *mut libc::c_void) -> isize,
}

const fn form(name: &'static str, set_up: fn(&mut io_uring, *mut libc::c_void) -> isize) -> Form {
    Form { name, in_memory: false, old: false, copes: false, set_up }
}

/// Maps a ring whose descriptor is the caller's, on a kernel that has these features.
fn map(ring: &mut io_uring, features: u32) -> isize {
    let mut params = io_uring_params::default();
    // SAFETY: the parameters and the ring are valid for writes; the descriptor of a ring that is not mapped
    // is ours.
    unsafe {
        let fd = syscall::io_uring_setup(64, &mut params);
        if fd < 0 {
            return fd as isize;
        }
        params.features &= features;
        let result = io_uring_queue_mmap(fd, &mut params, ring);
        if result < 0 {
            assert_eq!(libc::close(fd), 0, "the descriptor stays the caller's");
        }
        result as isize
    }
}

fn init(ring: &mut io_uring, entries: u32, flags: u32) -> isize {
    // SAFETY: the ring is valid for writes.
    unsafe { io_uring_queue_init(entries, ring, flags) as isize }
}

fn init_mem(ring: &mut io_uring, memory: *mut libc::c_void) -> isize {
    let mut params = io_uring_params::default();
    // SAFETY: the ring and the parameters are valid for writes, and so is the memory, which outlives the
    // ring.
    unsafe { io_uring_queue_init_mem(64, ring, &mut params, memory, MEMORY) as isize }
}

/// Every form of set-up, and what sets up a ring for a while.
const FORMS: [Form; 12] = [
    form("queue_init", |ring, _| init(ring, 64, 0)),
    form("queue_init, large entries", |ring, _| init(ring, 64, IORING_SETUP_SQE128 | IORING_SETUP_CQE32)),
    Form { old: true, ..form("queue_init, with an SQ array", |ring, _| init(ring, 64, 0)) },
    form("queue_mmap", |ring, _| map(ring, u32::MAX)),
    form("queue_mmap, two mappings", |ring, _| map(ring, !IORING_FEAT_SINGLE_MMAP)),
    Form { in_memory: true, ..form("queue_init, NO_MMAP", |ring, _| init(ring, 8, IORING_SETUP_NO_MMAP)) },
    Form {
        in_memory: true,
        copes: true,
        ..form("queue_init, NO_MMAP, more than a page", |ring, _| init(ring, 512, IORING_SETUP_NO_MMAP))
    },
    Form {
        in_memory: true,
        old: true,
        copes: true,
        ..form("queue_init, NO_MMAP, with an SQ array", |ring, _| init(ring, 8, IORING_SETUP_NO_MMAP))
    },
    Form {
        in_memory: true,
        ..form("queue_init, without a descriptor", |ring, _| {
            init(ring, 8, IORING_SETUP_NO_MMAP | IORING_SETUP_REGISTERED_FD_ONLY)
        })
    },
    Form { in_memory: true, ..form("queue_init_mem", init_mem) },
    Form { in_memory: true, old: true, copes: true, ..form("queue_init_mem, with an SQ array", init_mem) },
    Form {
        copes: true,
        ..form("mlock_size, get_probe", |_, _| {
            // SAFETY: the probe is freed once, or null.
            unsafe {
                io_uring_free_probe(io_uring_get_probe());
                io_uring_mlock_size(8, 0)
            }
        })
    },
];

/// What the kernel is to do: counts calls while it is armed, and has one of them fail.
struct Kernel {
    armed: AtomicBool,
    old: AtomicBool,
    calls: AtomicUsize,
    /// Which of them fails, from 1 on; and with which error.
    fails: AtomicUsize,
    error: AtomicUsize,
    /// The addresses of what was unmapped since something was mapped.
    unmapped: Mutex<Vec<u64>>,
    /// The same was unmapped twice, or what was never mapped: another thread may have something there by then.
    unmapped_wrongly: AtomicBool,
}

impl Kernel {
    const fn new() -> Kernel {
        Kernel {
            armed: AtomicBool::new(false),
            old: AtomicBool::new(false),
            calls: AtomicUsize::new(0),
            fails: AtomicUsize::new(0),
            error: AtomicUsize::new(0),
            unmapped: Mutex::new(Vec::new()),
            unmapped_wrongly: AtomicBool::new(false),
        }
    }

    fn answer(&self, call: &Call) -> Answer {
        if !self.armed.load(Ordering::SeqCst) {
            return Answer::Run;
        }
        if call.number == libc::SYS_munmap {
            let mut unmapped = self.unmapped.lock().expect("nobody panics with it");
            let again = call.args[0] == 0 || unmapped.contains(&call.args[0]);
            self.unmapped_wrongly.fetch_or(again, Ordering::SeqCst);
            unmapped.push(call.args[0]);
            return Answer::Run;
        }
        if call.number == MMAP.0 {
            // It may be where something was before.
            self.unmapped.lock().expect("nobody panics with it").clear();
        }
        let number = 1 + self.calls.fetch_add(1, Ordering::SeqCst);
        if number == self.fails.load(Ordering::SeqCst) {
            return Answer::Give(-(self.error.load(Ordering::SeqCst) as i64));
        }
        if call.number == libc::SYS_io_uring_setup && self.old.load(Ordering::SeqCst) {
            // SAFETY: the thread that waits for the answer passed valid parameters.
            let flags = unsafe { (*(call.args[1] as *const io_uring_params)).flags };
            if flags & IORING_SETUP_NO_SQARRAY != 0 {
                return Answer::Give(-i64::from(libc::EINVAL));
            }
        }
        Answer::Run
    }

    /// Runs `body`; the call of that number fails with that error, none if it is 0. Returns the number of
    /// calls, too.
    fn during<T>(&self, old: bool, fails: usize, error: i32, body: impl FnOnce() -> T) -> (T, usize) {
        self.old.store(old, Ordering::SeqCst);
        self.calls.store(0, Ordering::SeqCst);
        self.fails.store(fails, Ordering::SeqCst);
        self.error.store(error as usize, Ordering::SeqCst);
        self.armed.store(true, Ordering::SeqCst);
        let result = body();
        self.armed.store(false, Ordering::SeqCst);
        (result, self.calls.load(Ordering::SeqCst))
    }
}

/// Runs `body` in a process of its own, in which the kernel does as it is told.
fn with_kernel(test: &str, body: impl FnOnce(&Kernel) + Send) {
    alone(test, || {
        drop(ring_or_skip!(1));
        let kernel = Kernel::new();
        intercept(&CALLS, |call| kernel.answer(call), || body(&kernel));
    });
}

/// The forms that this kernel can have.
fn forms() -> impl Iterator<Item = &'static Form> {
    let scattered = common::kernel::takes_scattered_pages();
    has_or_skip(scattered, "the kernel takes no scattered pages");
    FORMS.iter().filter(move |form| scattered || !form.in_memory)
}

/// Memory of the caller's.
fn memory() -> *mut libc::c_void {
    let (access, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_SHARED | libc::MAP_ANONYMOUS);
    // SAFETY: new memory, wherever there is room.
    let memory = unsafe { libc::mmap(null_mut(), MEMORY, access, flags, -1, 0) };
    assert_ne!(memory, libc::MAP_FAILED);
    memory
}

/// Sets a ring up and ends it. Returns what the set-up did, and how many calls it took.
fn round(
    kernel: &Kernel,
    form: &Form,
    memory: *mut libc::c_void,
    fails: usize,
    error: i32,
) -> (isize, usize) {
    let mut ring = io_uring { ring_fd: -1, enter_ring_fd: -1, ..Default::default() };
    let start = Instant::now();
    let (result, calls) = loop {
        let (result, calls) = kernel.during(form.old, fails, error, || (form.set_up)(&mut ring, memory));
        // Rings of other tests, and of this one that ended, may be charged to the same user.
        let charged = result == -libc::ENOMEM as isize && error != libc::ENOMEM;
        if !charged || start.elapsed() > Duration::from_secs(20) {
            break (result, calls);
        }
    };
    if result < 0 {
        let left = (ring.ring_fd, ring.enter_ring_fd, ring.sq.ring_ptr.is_null(), ring.cq.ring_ptr.is_null());
        assert_eq!(left, (-1, -1, true, true), "{}: descriptors and memory of what failed", form.name);
    }
    // SAFETY: the ring is set up, or was left as one that has nothing to end.
    kernel.during(false, 0, 0, || unsafe { io_uring_queue_exit(&mut ring) });
    assert!(!kernel.unmapped_wrongly.load(Ordering::SeqCst), "{}: unmapped once, and if at all", form.name);
    (result, calls)
}

#[test]
fn setups_that_succeed_leave_nothing() {
    if !common::room_or_skip() {
        return;
    }
    with_kernel("setups_that_succeed_leave_nothing", |kernel| {
        let memory = memory();
        for form in forms() {
            leaves_no_mapping(form.name, || {
                let (result, calls) = round(kernel, form, memory, 0, 0);
                assert!(result >= 0, "{}: {result}", form.name);
                assert!(calls > 0, "{}: nothing was intercepted", form.name);
            });
        }
    });
}

#[test]
fn setups_that_fail_leave_nothing() {
    if !common::room_or_skip() {
        return;
    }
    with_kernel("setups_that_fail_leave_nothing", |kernel| {
        let memory = memory();
        for form in forms() {
            let (_, calls) = round(kernel, form, memory, 0, 0);
            for (fails, error) in (1..=calls)
                .flat_map(|n| [libc::ENOMEM, libc::EMFILE, libc::EPERM, libc::EINVAL].map(|e| (n, e)))
            {
                let what = format!("{}, call {fails} of {calls} fails with {error}", form.name);
                leaves_no_mapping(&what, || {
                    let (result, _) = round(kernel, form, memory, fails, error);
                    // That one may just mean that a flag is not known.
                    let copes = form.copes || error == libc::EINVAL;
                    assert!(result == -error as isize || copes, "{what}: {result}");
                });
            }
        }
    });
}

#[test]
fn rings_of_buffers_leave_nothing() {
    if !common::room_or_skip() {
        return;
    }
    with_kernel("rings_of_buffers_leave_nothing", |kernel| {
        let mut ring = common::Ring::try_new(4, 0).expect("io_uring was there a moment ago");
        for flags in [0, IOU_PBUF_RING_MMAP] {
            // A few pages, so that a mapping that is left in part is seen.
            let entries = (4 * page_size() / 16) as u32;
            let mut set_up = |fails, error| {
                let mut err = 0;
                // SAFETY: the ring is set up, and the error valid for writes.
                let set_up = || unsafe { io_uring_setup_buf_ring(ring.ptr(), entries, 1, flags, &mut err) };
                let (group, calls) = kernel.during(false, fails, error, set_up);
                if group.is_null() {
                    return (err, calls);
                }
                // SAFETY: the group is there; what the kernel keeps stays mapped, so that it can be freed
                // again.
                unsafe {
                    let mut free = || io_uring_free_buf_ring(ring.ptr(), group, entries, 1);
                    assert_eq!(kernel.during(false, 1, libc::EBUSY, &mut free).0, -libc::EBUSY);
                    io_uring_buf_ring_init(group);
                    assert_eq!(free(), 0);
                }
                (err, calls)
            };
            let has = common::kernel::has_buffer_rings(flags);
            if !has_or_skip(has, &format!("no buffer rings with flags {flags}")) {
                continue;
            }
            let (error, calls) = set_up(0, 0);
            assert_eq!((error, calls), (0, 2));
            leaves_no_mapping("a ring of buffers", || assert_eq!(set_up(0, 0), (0, 2)));
            for fails in 1..=calls {
                leaves_no_mapping(&format!("a ring of buffers, call {fails} fails"), || {
                    assert_eq!(set_up(fails, libc::ENOMEM).0, -libc::ENOMEM, "flags {flags}, call {fails}");
                    assert_eq!(set_up(0, 0), (0, 2), "the number is free again");
                });
            }
        }
    });
}

/// Bytes that the program has from the allocator.
#[cfg(target_env = "gnu")]
fn allocated() -> usize {
    // SAFETY: asks for numbers.
    unsafe { libc::mallinfo2().uordblks }
}

#[test]
#[cfg(target_env = "gnu")]
fn a_probe_that_fails_leaves_no_memory() {
    alone("a_probe_that_fails_leaves_no_memory", || {
        let mut nothing = io_uring { ring_fd: -1, enter_ring_fd: -1, ..Default::default() };
        // SAFETY: the kernel is asked about a descriptor that is none.
        let mut probe = || unsafe { io_uring_get_probe_ring(&mut nothing) };
        assert!(probe().is_null());
        let before = allocated();
        for _ in 0..100 {
            assert!(probe().is_null());
        }
        // A hundred probes are 200,000 bytes; the thread that waits for the test may have taken a few.
        assert!(allocated() < before + 10_000, "{} bytes, {before} before", allocated());
    });
}
