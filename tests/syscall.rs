// SPDX-License-Identifier: MIT OR Apache-2.0
//! The system calls without anything around them: results, errors, and `errno`, which they leave alone.
//!
//! Each test runs with the processor's own instruction, with the variant for other processors, and with the C
//! library's functions of the same names.

mod common;
// What targets without an instruction of ours use, which would not be compiled here otherwise.
#[path = "../src/syscall/generic.rs"]
mod generic;

use common::kernel;
use iouring_sys::{self as sys, io_uring, io_uring_cqe, io_uring_params, io_uring_probe, io_uring_probe_op};
use libc::{c_int, c_uint, c_void, sigset_t};
use std::mem::{size_of, zeroed};
use std::ptr::{addr_of, null, null_mut};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// One implementation of the system calls.
struct Calls {
    name: &'static str,
    setup: fn(c_uint, *mut io_uring_params) -> c_int,
    enter: fn(c_uint, c_uint, c_uint, c_uint, *mut sigset_t) -> c_int,
    enter2: fn(c_uint, c_uint, c_uint, c_uint, *mut c_void, usize) -> c_int,
    register: fn(c_uint, c_uint, *const c_void, c_uint) -> c_int,
}

macro_rules! calls {
    ($name:literal, $module:path) => {{
        use $module as module;
        // SAFETY: the tests pass pointers that are valid, or that the kernel is to refuse.
        Calls {
            name: $name,
            setup: |entries, p| unsafe { module::io_uring_setup(entries, p) },
            enter: |fd, submit, wait, flags, sig| unsafe {
                module::io_uring_enter(fd, submit, wait, flags, sig)
            },
            enter2: |fd, submit, wait, flags, arg, sz| unsafe {
                module::io_uring_enter2(fd, submit, wait, flags, arg, sz)
            },
            register: |fd, opcode, arg, nr| unsafe { module::io_uring_register(fd, opcode, arg, nr) },
        }
    }};
}

/// The crate's functions of the same names, on top of the variant for other processors.
mod on_generic {
    use super::*;

    pub unsafe fn io_uring_setup(entries: c_uint, p: *mut io_uring_params) -> c_int {
        call(sys::__NR_io_uring_setup, [entries as usize, p as usize, 0, 0, 0, 0])
    }

    pub unsafe fn io_uring_enter(
        fd: c_uint,
        submit: c_uint,
        wait: c_uint,
        flags: c_uint,
        sig: *mut sigset_t,
    ) -> c_int {
        let sigset_size = if cfg!(any(target_arch = "mips", target_arch = "mips64")) { 16 } else { 8 };
        io_uring_enter2(fd, submit, wait, flags, sig.cast(), sigset_size)
    }

    pub unsafe fn io_uring_enter2(
        fd: c_uint,
        submit: c_uint,
        wait: c_uint,
        flags: c_uint,
        arg: *mut c_void,
        sz: usize,
    ) -> c_int {
        let args = [fd as usize, submit as usize, wait as usize, flags as usize, arg as usize, sz];
        call(sys::__NR_io_uring_enter, args)
    }

    pub unsafe fn io_uring_register(fd: c_uint, opcode: c_uint, arg: *const c_void, nr: c_uint) -> c_int {
        call(sys::__NR_io_uring_register, [fd as usize, opcode as usize, arg as usize, nr as usize, 0, 0])
    }

    fn call(nr: c_int, args: [usize; 6]) -> c_int {
        // SAFETY: as for the other implementations.
        unsafe { generic::syscall6(nr.into(), args) as c_int }
    }
}

const IMPLEMENTATIONS: [Calls; 3] =
    [calls!("raw", sys::syscall), calls!("generic", on_generic), calls!("library", sys)];

/// Runs a test with each implementation, if there can be rings here.
fn with_each(test: impl Fn(&Calls)) {
    kernel::settle();
    if let Some(why) = refused() {
        return common::skip_this(&why);
    }
    IMPLEMENTATIONS.iter().for_each(test);
}

/// Why there are no rings here, asked through the C library's way to make system calls.
fn refused() -> Option<String> {
    // SAFETY: the parameters are valid for reads and writes.
    let fd = unsafe { libc::syscall(libc::SYS_io_uring_setup, 1, &mut io_uring_params::default()) };
    if fd >= 0 {
        close(fd as c_int);
        return None;
    }
    let error = std::io::Error::last_os_error();
    Some(kernel::refused().unwrap_or_else(|| panic!("io_uring_setup: {error}")).into())
}

/// Sets a ring up, once the kernel has given back the locked memory of others that ended.
fn set_up(calls: &Calls, entries: u32, params: &mut io_uring_params) -> c_int {
    let bytes = kernel::bytes_of_ring(entries, params);
    let setup = || match (calls.setup)(entries, params) {
        fd if fd >= 0 => Ok(fd),
        error => Err(error),
    };
    kernel::patiently(bytes, setup).unwrap_or_else(|error| error)
}

fn close(fd: c_int) {
    // SAFETY: the descriptor is the test's own.
    assert_eq!(unsafe { libc::close(fd) }, 0);
}

/// A ring that was set up by the implementation under test, closed on drop. Its memory is not mapped.
struct Fd(c_int);

impl Fd {
    fn new(calls: &Calls, flags: c_uint) -> Self {
        let fd = set_up(calls, 4, &mut io_uring_params { flags, ..Default::default() });
        assert!(fd >= 0, "{}: io_uring_setup returned {fd}", calls.name);
        Self(fd)
    }

    fn number(&self) -> c_uint {
        self.0 as c_uint
    }
}

impl Drop for Fd {
    fn drop(&mut self) {
        close(self.0);
    }
}

/// A descriptor that is not open. Not -1: some registrations take that as "no ring needed".
const CLOSED: c_uint = 1 << 30;

#[test]
fn setup_fills_in_the_parameters() {
    with_each(|calls| {
        let mut params = io_uring_params::default();
        let fd = set_up(calls, 5, &mut params);
        assert!(fd >= 0, "{}: {fd}", calls.name);
        let fd = Fd(fd);
        assert_eq!((params.sq_entries, params.cq_entries), (8, 16), "{}", calls.name);
        assert_ne!(params.features, 0, "{}", calls.name);
        assert!(params.cq_off.cqes > 0 && params.sq_off.tail != params.cq_off.tail, "{}", calls.name);
        // SAFETY: only asks about the descriptor.
        let flags = unsafe { libc::fcntl(fd.0, libc::F_GETFD) };
        assert_eq!(flags, libc::FD_CLOEXEC, "{}", calls.name);
    });
}

#[test]
fn setup_refuses_bad_parameters() {
    with_each(|calls| {
        let refused = |entries, mut params: io_uring_params| (calls.setup)(entries, &mut params);
        let none = io_uring_params::default();
        assert_eq!(refused(0, none), -libc::EINVAL, "{}: no entries", calls.name);
        assert_eq!(refused(32_769, none), -libc::EINVAL, "{}: too many entries", calls.name);
        let unknown = io_uring_params { flags: 1 << 31, ..none };
        assert_eq!(refused(4, unknown), -libc::EINVAL, "{}: an unknown flag", calls.name);
        let reserved = io_uring_params { resv: [0, 0, 1], ..none };
        assert_eq!(refused(4, reserved), -libc::EINVAL, "{}: a reserved field", calls.name);
        let lone = io_uring_params { flags: sys::IORING_SETUP_SQ_AFF, ..none };
        assert_eq!(refused(4, lone), -libc::EINVAL, "{}: SQ_AFF without SQPOLL", calls.name);
        assert_eq!((calls.setup)(4, null_mut()), -libc::EFAULT, "{}: no parameters", calls.name);
    });
}

#[test]
fn setup_clamps_on_request() {
    if !common::has_or_skip(kernel::has_room(4 << 20), kernel::NO_MEMORY) {
        return;
    }
    with_each(|calls| {
        let mut params = io_uring_params { flags: sys::IORING_SETUP_CLAMP, ..Default::default() };
        let fd = set_up(calls, 32_769, &mut params);
        assert!(fd >= 0, "{}: {fd}", calls.name);
        let _fd = Fd(fd);
        assert_eq!((params.sq_entries, params.cq_entries), (32_768, 65_536), "{}", calls.name);
    });
}

#[test]
fn enter_refuses_what_is_no_ring() {
    with_each(|calls| {
        let enter = |fd, flags| (calls.enter)(fd, 0, 0, flags, null_mut());
        assert_eq!(enter(CLOSED, 0), -libc::EBADF, "{}: a closed descriptor", calls.name);
        assert_eq!(enter(2, 0), -libc::EOPNOTSUPP, "{}: standard error", calls.name);
        let ring = Fd::new(calls, 0);
        assert_eq!(enter(ring.number(), 0), 0, "{}: nothing to do", calls.name);
        assert_eq!(enter(ring.number(), 1 << 31), -libc::EINVAL, "{}: an unknown flag", calls.name);
        let disabled = Fd::new(calls, sys::IORING_SETUP_R_DISABLED);
        assert_eq!(enter(disabled.number(), 0), -libc::EBADFD, "{}: a disabled ring", calls.name);
    });
}

#[test]
fn register_answers_and_refuses() {
    with_each(|calls| {
        let ring = Fd::new(calls, 0);
        let register = |fd, opcode, arg: *const c_int, nr| (calls.register)(fd, opcode, arg.cast(), nr);
        let files: [c_int; 1] = [2];
        let register_files = || register(ring.number(), sys::IORING_REGISTER_FILES, files.as_ptr(), 1);
        let unregister_files = || register(ring.number(), sys::IORING_UNREGISTER_FILES, null(), 0);
        assert_eq!(unregister_files(), -libc::ENXIO, "{}: nothing to remove", calls.name);
        assert_eq!(register_files(), 0, "{}", calls.name);
        assert_eq!(register_files(), -libc::EBUSY, "{}: a second table", calls.name);
        assert_eq!(unregister_files(), 0, "{}", calls.name);

        let unknown = sys::IORING_REGISTER_LAST + 1000;
        assert_eq!(register(ring.number(), unknown, null(), 0), -libc::EINVAL, "{}: the opcode", calls.name);
        let files_of = |fd| register(fd, sys::IORING_REGISTER_FILES, files.as_ptr(), 1);
        assert_eq!(files_of(CLOSED), -libc::EBADF, "{}: a closed descriptor", calls.name);
        assert_eq!(files_of(2), -libc::EOPNOTSUPP, "{}: standard error", calls.name);
    });
}

#[test]
fn register_writes_to_its_argument() {
    #[repr(C)]
    struct Probe(io_uring_probe, [io_uring_probe_op; 256]);
    with_each(|calls| {
        let ring = Fd::new(calls, 0);
        // SAFETY: all bits zero is a valid value of these types.
        let mut probe: Probe = unsafe { zeroed() };
        let arg: *mut Probe = &mut probe;
        let result = (calls.register)(ring.number(), sys::IORING_REGISTER_PROBE, arg.cast(), 256);
        assert_eq!(result, 0, "{}", calls.name);
        assert_eq!(probe.1[0].flags, sys::IO_URING_OP_SUPPORTED as u16, "{}: NOP", calls.name);
        assert_eq!(probe.1[probe.0.last_op as usize].op, probe.0.last_op, "{}", calls.name);
    });
}

/// A ring whose memory is mapped, so that requests can be queued: set up by the implementation under test,
/// mapped and torn down by the library.
struct Ring(io_uring);

impl Ring {
    fn new(calls: &Calls) -> Self {
        let mut params = io_uring_params::default();
        let fd = set_up(calls, 8, &mut params);
        assert!(fd >= 0, "{}: {fd}", calls.name);
        // SAFETY: all bits zero is a valid `io_uring`, which the call fills.
        let mut ring: io_uring = unsafe { zeroed() };
        // SAFETY: descriptor and parameters belong together.
        assert_eq!(unsafe { sys::io_uring_queue_mmap(fd, &mut params, &mut ring) }, 0, "{}", calls.name);
        Self(ring)
    }

    fn fd(&self) -> c_uint {
        self.0.ring_fd as c_uint
    }

    /// Queues a request and shows it to the kernel.
    fn queue(&mut self, prepare: impl FnOnce(*mut sys::io_uring_sqe)) {
        // SAFETY: the ring is set up. Release: the kernel's acquire load of the tail sees the entry complete.
        unsafe {
            let sqe = sys::io_uring_get_sqe(&mut self.0);
            assert!(!sqe.is_null());
            prepare(sqe);
            let tail = &*self.0.sq.ktail.cast::<AtomicU32>();
            tail.store(self.0.sq.sqe_tail, Ordering::Release);
        }
    }

    /// Takes the next completion, which must be there already.
    fn completion(&mut self) -> (u64, i32) {
        let mut cqe: *mut io_uring_cqe = null_mut();
        // SAFETY: the ring is set up; the entry is ours until it is marked as seen.
        unsafe {
            assert_eq!(sys::io_uring_peek_cqe(&mut self.0, &mut cqe), 0);
            let seen = ((*cqe).user_data, (*cqe).res);
            sys::io_uring_cqe_seen(&mut self.0, cqe);
            seen
        }
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        // SAFETY: set up in `new`, and used no more.
        unsafe { sys::io_uring_queue_exit(&mut self.0) };
    }
}

#[test]
fn enter_sends_a_message() {
    with_each(|calls| {
        let (mut sender, mut receiver) = (Ring::new(calls), Ring::new(calls));
        let target = receiver.fd() as c_int;
        // SAFETY: `queue` hands out a free entry.
        sender.queue(|sqe| unsafe {
            sys::io_uring_prep_msg_ring(sqe, target, 0x1234_5678, 0xfeed_f00d_cafe, 0);
            sys::io_uring_sqe_set_data64(sqe, 1);
        });
        let submitted = (calls.enter)(sender.fd(), 1, 1, sys::IORING_ENTER_GETEVENTS, null_mut());
        assert_eq!(submitted, 1, "{}", calls.name);
        assert_eq!(sender.completion(), (1, 0), "{}: the sender", calls.name);
        assert_eq!(receiver.completion(), (0xfeed_f00d_cafe, 0x1234_5678), "{}: the receiver", calls.name);
    });
}

#[test]
fn enter_returns_how_many_were_taken() {
    with_each(|calls| {
        let mut ring = Ring::new(calls);
        for user_data in [1, 2, 3] {
            // SAFETY: `queue` hands out a free entry.
            ring.queue(|sqe| unsafe {
                sys::io_uring_prep_nop(sqe);
                sys::io_uring_sqe_set_data64(sqe, user_data);
            });
        }
        assert_eq!((calls.enter)(ring.fd(), 2, 0, 0, null_mut()), 2, "{}", calls.name);
        assert_eq!((calls.enter)(ring.fd(), 5, 0, 0, null_mut()), 1, "{}: one was left", calls.name);
        assert_eq!((calls.enter)(ring.fd(), 1, 0, 0, null_mut()), 0, "{}: none was left", calls.name);
        let completions: Vec<_> = (0..3).map(|_| ring.completion()).collect();
        assert_eq!(completions, [(1, 0), (2, 0), (3, 0)], "{}", calls.name);
    });
}

static SIGNALS: AtomicU32 = AtomicU32::new(0);

extern "C" fn count_signal(_: c_int) {
    SIGNALS.fetch_add(1, Ordering::Relaxed);
}

/// The thread blocks a signal that is pending. A wait with an empty mask must let it in, and block it again
/// after.
#[test]
fn enter_waits_with_the_signal_mask() {
    with_each(|calls| {
        let ring = Fd::new(calls, 0);
        // SAFETY: the handler does only what a handler may; all sets are valid; the signal goes to this
        // thread.
        unsafe {
            let mut action: libc::sigaction = zeroed();
            action.sa_sigaction = count_signal as extern "C" fn(c_int) as usize;
            assert_eq!(libc::sigaction(libc::SIGUSR1, &action, null_mut()), 0);
            let (mut usr1, mut empty, mut after): (sigset_t, sigset_t, sigset_t) =
                (zeroed(), zeroed(), zeroed());
            libc::sigemptyset(&mut empty);
            libc::sigemptyset(&mut usr1);
            libc::sigaddset(&mut usr1, libc::SIGUSR1);
            assert_eq!(libc::pthread_sigmask(libc::SIG_BLOCK, &usr1, null_mut()), 0);
            let before = SIGNALS.load(Ordering::Relaxed);
            assert_eq!(libc::pthread_kill(libc::pthread_self(), libc::SIGUSR1), 0);
            assert_eq!(SIGNALS.load(Ordering::Relaxed), before, "the signal is blocked");

            let result = (calls.enter)(ring.number(), 0, 1, sys::IORING_ENTER_GETEVENTS, &mut empty);
            assert_eq!(result, -libc::EINTR, "{}", calls.name);
            assert_eq!(SIGNALS.load(Ordering::Relaxed), before + 1, "{}", calls.name);
            assert_eq!(libc::pthread_sigmask(libc::SIG_SETMASK, null(), &mut after), 0);
            assert_eq!(libc::sigismember(&after, libc::SIGUSR1), 1, "{}", calls.name);
        }
        let wait = sys::IORING_ENTER_GETEVENTS;
        let unreadable = (usize::MAX - 0xfff) as *mut sigset_t; // the kernel's own addresses
        assert_eq!((calls.enter)(ring.number(), 0, 1, wait, unreadable), -libc::EFAULT, "{}", calls.name);
        let mut byte = 0u8;
        let too_small = (calls.enter2)(ring.number(), 0, 1, wait, argument(&mut byte), 1);
        assert_eq!(too_small, -libc::EINVAL, "{}", calls.name);
    });
}

/// The address of a value, as `io_uring_enter2` takes it.
fn argument<T>(place: &mut T) -> *mut c_void {
    (place as *mut T).cast()
}

#[test]
fn enter2_waits_until_the_time_limit() {
    with_each(|calls| {
        let ring = Fd::new(calls, 0);
        let limit = Duration::from_millis(20);
        let ts = sys::__kernel_timespec { tv_sec: 0, tv_nsec: limit.as_nanos() as _ };
        let mut arg = sys::io_uring_getevents_arg { ts: addr_of!(ts) as usize as u64, ..Default::default() };
        let flags = sys::IORING_ENTER_GETEVENTS | sys::IORING_ENTER_EXT_ARG;
        let size = size_of::<sys::io_uring_getevents_arg>();

        let start = Instant::now();
        let result = (calls.enter2)(ring.number(), 0, 1, flags, argument(&mut arg), size);
        assert_eq!(result, -libc::ETIME, "{}", calls.name);
        assert!(start.elapsed() >= limit, "{}: {:?}", calls.name, start.elapsed());

        let result = (calls.enter2)(ring.number(), 0, 1, flags, argument(&mut arg), size - 1);
        assert_eq!(result, -libc::EINVAL, "{}: a wrong size", calls.name);
        // The size of a signal set is the wrong one, too.
        let result = (calls.enter)(ring.number(), 0, 1, flags, null_mut());
        assert_eq!(result, -libc::EINVAL, "{}: enter with EXT_ARG", calls.name);
    });
}

#[test]
fn errno_is_left_alone() {
    const MARKER: c_int = 0x7e57;
    with_each(|calls| {
        // SAFETY: `errno` is this thread's own.
        let errno = unsafe { libc::__errno_location() };
        let check = |what: &str, fails: bool, call: &dyn Fn() -> c_int| {
            // SAFETY: as above.
            let (result, after) = unsafe {
                *errno = MARKER;
                let result = call();
                (result, *errno)
            };
            assert_eq!((result < 0, after), (fails, MARKER), "{}: {what} returned {result}", calls.name);
            result
        };
        let fd = check("setup", false, &|| (calls.setup)(4, &mut io_uring_params::default()));
        let ring = Fd(fd);
        check("setup", true, &|| (calls.setup)(0, &mut io_uring_params::default()));
        let enter = |fd| (calls.enter)(fd, 0, 0, 0, null_mut());
        check("enter", false, &|| enter(ring.number()));
        check("enter", true, &|| enter(CLOSED));
        let enter2 = |fd| (calls.enter2)(fd, 0, 0, 0, null_mut(), 0);
        check("enter2", false, &|| enter2(ring.number()));
        check("enter2", true, &|| enter2(CLOSED));
        let files: [c_int; 1] = [2];
        let register = |fd| (calls.register)(fd, sys::IORING_REGISTER_FILES, files.as_ptr().cast(), 1);
        check("register", false, &|| register(ring.number()));
        check("register", true, &|| register(CLOSED));
    });
}
