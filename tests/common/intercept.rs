// SPDX-License-Identifier: MIT OR Apache-2.0
//! System calls that a test answers in the kernel's place: faults, other kernels, and what a call was made with.
//!
//! [`intercept`] runs a body in a thread of its own. Each of the system calls that are named is first put to a closure,
//! which runs in the thread of the test: it lets the call through ([`Answer::Run`]), or says what the call is to return
//! without having been made ([`Answer::Give`]: a value, or `-errno`). All other system calls, and those of other threads, are
//! not touched. The closure shares the process: where an answer goes with a change of a ring's memory, it makes that change.
//!
//! ```ignore
//! let mut enters = 0;
//! let result = intercept(&[libc::SYS_io_uring_enter], |call| {
//!     enters += 1;
//!     // The first call is interrupted; args[1] is how many entries it was to submit.
//!     if enters == 1 && call.args[1] > 0 { Answer::Give(-i64::from(libc::EINTR)) } else { Answer::Run }
//! }, || { /* set up a ring here, and use it */ });
//! let Some(result) = result else { return }; // Skipped, and counted as such.
//! ```
//!
//! A signal or work for the task that arrives before the answer makes the kernel ask again: it gets the same answer, and the
//! closure is asked once. A kernel that does not ask again is asked about that first, and the test is skipped there. The means is
//! seccomp's user notification (Linux 5.5, no privileges).
#![allow(dead_code)] // Each test that includes this file uses its own part.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

use super::common::eventfd::Events;
use super::common::kernel::refused;
use super::common::request::Request;
use super::common::skip_this;
use iouring_sys::{io_uring_sqe, IORING_OP_POLL_ADD};
use libc::{c_int, c_long, c_short, c_ulong, c_void};
use std::io::Error;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, OnceLock};
use std::time::{Duration, Instant};

/// The system call that maps memory, and the bytes that its offset counts: 32-bit registers cannot hold every offset.
#[cfg(target_pointer_width = "64")]
pub const MMAP: (libc::c_long, u64) = (libc::SYS_mmap, 1);
#[cfg(target_pointer_width = "32")]
pub const MMAP: (libc::c_long, u64) = (libc::SYS_mmap2, 4096);

/// A system call that is about to be made.
pub struct Call {
    pub number: c_long,
    pub args: [u64; 6],
}

impl Call {
    /// The arguments of a call that maps memory, its offset in bytes.
    pub fn of_mmap(&self) -> [u64; 6] {
        // There the call has one argument, where the six are.
        #[cfg(target_arch = "s390x")]
        // SAFETY: it is a call of this process, whose thread waits for the answer.
        let args = unsafe { std::ptr::read(self.args[0] as *const [u64; 6]) };
        #[cfg(not(target_arch = "s390x"))]
        let args = self.args;
        let [address, bytes, access, flags, file, offset] = args;
        [address, bytes, access, flags, file, offset * MMAP.1]
    }
}

pub enum Answer {
    /// The call is made.
    Run,
    /// The call is not made, and returns this.
    Give(i64),
}

const SECCOMP_SET_MODE_FILTER: c_int = 1;
const SECCOMP_GET_NOTIF_SIZES: c_int = 3;
const SECCOMP_FILTER_FLAG_NEW_LISTENER: c_int = 1 << 3;
const SECCOMP_RET_USER_NOTIF: u32 = 0x7fc0_0000;
const SECCOMP_RET_ALLOW: u32 = 0x7fff_0000;
const SECCOMP_USER_NOTIF_FLAG_CONTINUE: u32 = 1;

/// What the kernel asks: `struct seccomp_notif`, with room for what later kernels add.
#[repr(C)]
#[derive(Default)]
struct Question {
    id: u64,
    pid: u32,
    flags: u32,
    number: c_int,
    arch: u32,
    instruction: u64,
    args: [u64; 6],
    later: [u64; 16],
}

/// What it is told: `struct seccomp_notif_resp`.
#[repr(C)]
#[derive(Default)]
struct Reply {
    id: u64,
    value: i64,
    error: i32,
    flags: u32,
    later: [u64; 16],
}

/// The number of one of seccomp's two-way ioctls, whose argument has `size` bytes in every kernel. Those are numbered alike
/// on all processors.
const fn ioctl(number: c_ulong, size: c_ulong) -> c_ulong {
    3 << 30 | size << 16 | (b'!' as c_ulong) << 8 | number
}
const RECEIVE: c_ulong = ioctl(0, 80);
const SEND: c_ulong = ioctl(1, 24);

/// Runs `body` in a thread of its own, and has `answer` asked about each of its system calls that is one of `numbers`.
/// Returns what `body` does; its panics are passed on. `None` where the kernel offers no such thing, or loses calls: the test
/// is skipped.
pub fn intercept<T: Send>(
    numbers: &[c_long],
    mut answer: impl FnMut(&Call) -> Answer,
    body: impl FnOnce() -> T + Send,
) -> Option<T> {
    static LOSES: OnceLock<bool> = OnceLock::new();
    if *LOSES.get_or_init(loses_calls) {
        skip_this("the kernel loses calls that are put to a test");
        return None;
    }
    supervise(numbers, |listener, over| serve(listener, over, &mut answer), body)
        .map_err(|error| skip_this(&format!("system calls cannot be intercepted: {error}")))
        .ok()
}

/// Whether the kernel loses a call that work for its thread interrupts while the answer is awaited: it does not ask again, nor
/// is the call made, which returns its first argument. 32-bit ARM does so (seen with Linux 6.1). Work that completes requests or
/// ends a ring may come at any time, so that no answer is then to be relied on.
fn loses_calls() -> bool {
    let event = Events::new();
    // It belongs to no process that is asked about: the call is not made.
    let first = c_int::MAX;
    let interrupt = |listener, over: &AtomicBool| {
        let mut answer = |_: &Call| {
            event.signal();
            // Until the kernel asks again, or the call is over. Old kernels do not interrupt it.
            let start = Instant::now();
            while events(listener, 1) == 0
                && !over.load(Ordering::SeqCst)
                && start.elapsed() < Duration::from_secs(1)
            {}
            Answer::Give(0)
        };
        serve(listener, over, &mut answer);
    };
    let returned = supervise(&[libc::SYS_getsid], interrupt, || {
        if refused().is_some() {
            return 0;
        }
        let mut poll =
            io_uring_sqe { opcode: IORING_OP_POLL_ADD as u8, fd: event.fd(), ..Default::default() };
        poll.__bindgen_anon_3.poll_events = libc::POLLIN as u16;
        // Its completion is the work that comes in between.
        let _poll = Request::submit(poll);
        // SAFETY: at most asks for a number.
        unsafe { libc::syscall(libc::SYS_getsid, first) }
    });
    returned.is_ok_and(|value| value == c_long::from(first))
}

/// Runs `body` in a thread of its own, and meanwhile `server` in this one, with the descriptor on which the kernel asks about
/// those system calls, and what becomes true when `body` is over.
fn supervise<T: Send>(
    numbers: &[c_long],
    server: impl FnOnce(c_int, &AtomicBool),
    body: impl FnOnce() -> T + Send,
) -> Result<T, Error> {
    let over = AtomicBool::new(false);
    // Not a channel: it allocates, and nobody answers yet if an allocator then makes one of the calls.
    let (handed, told) = (Mutex::new(None), Condvar::new());
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let listener = listen(numbers);
            let listening = listener.is_ok();
            *handed.lock().unwrap() = Some(listener);
            told.notify_one();
            // Also where the body panics.
            let _over = Over(&over);
            listening.then(body)
        });
        let listener = told.wait_while(handed.lock().unwrap(), |listener| listener.is_none()).unwrap().take();
        let listener = listener.expect("the thread tells in any case");
        // Closed at the end, and where the server panics: what is unanswered then fails, and the body ends.
        let served = listener.map(|listener| server(listener.as_raw_fd(), &over));
        let result = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        served.map(|()| result.expect("the body ran"))
    })
}

/// Tells the supervisor that the body is over, whichever way it ended.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Has the kernel ask about those system calls of this thread. Returns the descriptor on which it does.
fn listen(numbers: &[c_long]) -> Result<OwnedFd, Error> {
    let mut sizes = [0_u16; 3];
    let instruction = |code: u32, jt, jf, k| libc::sock_filter { code: code as u16, jt, jf, k };
    // The number of the call is the first word that the filter sees.
    let mut filter = vec![instruction(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, 0, 0, 0)];
    for (at, number) in numbers.iter().enumerate() {
        // To the last instruction, beyond the other numbers and the one that allows.
        let onward = u8::try_from(numbers.len() - at).expect("few system calls");
        filter.push(instruction(libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K, onward, 0, *number as u32));
    }
    filter.push(instruction(libc::BPF_RET | libc::BPF_K, 0, 0, SECCOMP_RET_ALLOW));
    filter.push(instruction(libc::BPF_RET | libc::BPF_K, 0, 0, SECCOMP_RET_USER_NOTIF));
    let program = libc::sock_fprog { len: filter.len() as u16, filter: filter.as_mut_ptr() };
    // SAFETY: the sizes have room for three numbers; the program lives as long as the call that reads it.
    let listener = unsafe {
        if libc::syscall(libc::SYS_seccomp, SECCOMP_GET_NOTIF_SIZES, 0, sizes.as_mut_ptr()) != 0
            || libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0
        {
            return Err(Error::last_os_error());
        }
        libc::syscall(
            libc::SYS_seccomp,
            SECCOMP_SET_MODE_FILTER,
            SECCOMP_FILTER_FLAG_NEW_LISTENER,
            &program as *const libc::sock_fprog,
        )
    };
    let fits = usize::from(sizes[0]) <= size_of::<Question>() && usize::from(sizes[1]) <= size_of::<Reply>();
    assert!(fits, "the kernel's structs have grown: {sizes:?}");
    if listener < 0 {
        return Err(Error::last_os_error());
    }
    // SAFETY: the call made the descriptor, and nobody else has it.
    Ok(unsafe { OwnedFd::from_raw_fd(listener as c_int) })
}

/// Passes the kernel's questions on until the body is over.
fn serve(listener: c_int, over: &AtomicBool, answer: &mut impl FnMut(&Call) -> Answer) {
    // The question whose answer came too late, and that answer.
    let mut late: Option<(Question, Reply)> = None;
    loop {
        // Older kernels do not tell that nobody is left who could ask.
        let events = events(listener, 10);
        if events & libc::POLLIN == 0 {
            if events != 0 || over.load(Ordering::SeqCst) {
                return;
            }
            continue;
        }
        let mut question = Question::default();
        if !control(listener, RECEIVE, (&mut question as *mut Question).cast()) {
            continue;
        }
        let same = |(before, _): &(Question, Reply)| {
            (before.pid, before.number, before.args) == (question.pid, question.number, question.args)
        };
        let mut reply = match late.take().filter(same) {
            Some((_, reply)) => Reply { id: question.id, ..reply },
            None => reply_to(&question, answer),
        };
        if !control(listener, SEND, (&mut reply as *mut Reply).cast()) {
            late = Some((question, reply));
        }
    }
}

/// What is there on the listener within so many milliseconds: a question, or that nobody is left who could ask; 0 if nothing is.
fn events(listener: c_int, milliseconds: c_int) -> c_short {
    let mut poll = libc::pollfd { fd: listener, events: libc::POLLIN, revents: 0 };
    // SAFETY: one entry, which outlives the call.
    unsafe { libc::poll(&mut poll, 1, milliseconds) };
    poll.revents
}

/// What the closure makes of a question.
fn reply_to(question: &Question, answer: &mut impl FnMut(&Call) -> Answer) -> Reply {
    let mut reply = Reply { id: question.id, ..Default::default() };
    match answer(&Call { number: c_long::from(question.number), args: question.args }) {
        Answer::Run => reply.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE,
        Answer::Give(value) if value < 0 => reply.error = value as i32,
        Answer::Give(value) => reply.value = value,
    }
    reply
}

/// Makes an ioctl of the listener's, which may find that the call in question was interrupted: false then.
fn control(listener: c_int, request: c_ulong, argument: *mut c_void) -> bool {
    // SAFETY: the two requests have arguments of the types above, which have room for what the kernel reads and writes.
    if unsafe { libc::ioctl(listener, request as _, argument) } == 0 {
        return true;
    }
    let error = Error::last_os_error();
    let interrupted = [libc::ENOENT, libc::EINTR].map(Some).contains(&error.raw_os_error());
    assert!(interrupted, "the kernel does not take answers for system calls: {error}");
    false
}
