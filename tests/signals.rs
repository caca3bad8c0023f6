// SPDX-License-Identifier: MIT OR Apache-2.0
//! Signals in every form of waiting, with a mask and without, on rings of several kinds: what is let in ends the wait, what
//! is kept out does not, and no completion is lost.

mod common;

use std::mem::zeroed;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::ptr::{null_mut, NonNull};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use common::process::{alone, limit_time};
use common::{has_or_skip, kernel, ring, ring_or_skip, ring_with, ring_with_waits, Ring, Waits};
use iouring_sys::*;
use libc::sigset_t;

/// How often the handler ran.
static HANDLED: AtomicU32 = AtomicU32::new(0);

extern "C" fn handler(_signal: i32) {
    HANDLED.fetch_add(1, Ordering::SeqCst);
}

/// Has the alarm signal call the handler, without restarting what it interrupts.
fn install() {
    // SAFETY: the handler does what handlers may do.
    unsafe {
        let mut action: libc::sigaction = zeroed();
        action.sa_sigaction = handler as extern "C" fn(i32) as usize;
        assert_eq!(libc::sigaction(libc::SIGALRM, &action, null_mut()), 0);
    }
}

/// An empty set, or one with the alarm signal.
fn set(alarm: bool) -> sigset_t {
    // SAFETY: the set is plain memory, and valid for writes.
    unsafe {
        let mut set = zeroed();
        libc::sigemptyset(&mut set);
        if alarm {
            libc::sigaddset(&mut set, libc::SIGALRM);
        }
        set
    }
}

/// Blocks the alarm signal in this thread, or lets it in.
fn block(alarm: bool) {
    let how = if alarm { libc::SIG_BLOCK } else { libc::SIG_UNBLOCK };
    // SAFETY: the set is valid.
    unsafe { assert_eq!(libc::pthread_sigmask(how, &set(true), null_mut()), 0) };
}

/// A limit that is waited for.
static SHORT: __kernel_timespec = __kernel_timespec { tv_sec: 0, tv_nsec: 20_000_000 };
/// A limit that no test waits for, however busy the machine is.
static LONG: __kernel_timespec = __kernel_timespec { tv_sec: 60, tv_nsec: 0 };

/// Bytes of the kernel's signal sets, for calls that are made by hand.
const SET_SIZE: u32 = if cfg!(any(target_arch = "mips", target_arch = "mips64")) { 16 } else { 8 };

/// The completion that is there while a wait is for two of them.
const READY: u64 = 7;

/// What a form of waiting is called with; those that have no place for one of these do without.
struct Call {
    ring: *mut io_uring,
    fd: u32,
    cqe: *mut *mut io_uring_cqe,
    nr: u32,
    mask: *mut sigset_t,
    limit: *mut __kernel_timespec,
    /// The limit in microseconds: no wait with a minimum ends sooner than the others.
    minimum: u32,
}

/// What a form needs of the kernel that not every one has.
#[derive(Clone, Copy, PartialEq)]
enum Needs {
    Nothing,
    Extended,
    Minimum,
    Registered,
}

/// A form of waiting.
#[derive(Clone, Copy)]
struct Form {
    name: &'static str,
    wait: unsafe fn(&Call) -> i32,
    needs: Needs,
    /// It waits for as many completions as it is told.
    several: bool,
    /// It takes a mask.
    masked: bool,
    /// It ends after the limit.
    limited: bool,
}

const fn form(name: &'static str, wait: unsafe fn(&Call) -> i32) -> Form {
    Form { name, wait, needs: Needs::Nothing, several: true, masked: true, limited: false }
}

const fn unmasked(name: &'static str, wait: unsafe fn(&Call) -> i32) -> Form {
    Form { masked: false, ..form(name, wait) }
}

const fn limited(name: &'static str, needs: Needs, wait: unsafe fn(&Call) -> i32) -> Form {
    Form { limited: true, needs, ..form(name, wait) }
}

// SAFETY of all forms: the tests pass a ring that is set up, and pointers that are valid until the call returns.
const FORMS: [Form; 18] = [
    Form { several: false, ..unmasked("wait_cqe", |c| unsafe { io_uring_wait_cqe(c.ring, c.cqe) }) },
    Form { several: false, ..unmasked("wait_cqe, C", |c| unsafe { ffi::io_uring_wait_cqe(c.ring, c.cqe) }) },
    unmasked("wait_cqe_nr", |c| unsafe { io_uring_wait_cqe_nr(c.ring, c.cqe, c.nr) }),
    unmasked("wait_cqe_nr, C", |c| unsafe { ffi::io_uring_wait_cqe_nr(c.ring, c.cqe, c.nr) }),
    Form {
        several: false,
        limited: true,
        ..unmasked("wait_cqe_timeout", |c| unsafe { io_uring_wait_cqe_timeout(c.ring, c.cqe, c.limit) })
    },
    form("get_cqe", |c| unsafe { __io_uring_get_cqe(c.ring, c.cqe, 0, c.nr, c.mask) }),
    form("wait_cqes", |c| unsafe { io_uring_wait_cqes(c.ring, c.cqe, c.nr, null_mut(), c.mask) }),
    limited("wait_cqes, limited", Needs::Nothing, |c| unsafe {
        io_uring_wait_cqes(c.ring, c.cqe, c.nr, c.limit, c.mask)
    }),
    limited("wait_cqes_min_timeout", Needs::Minimum, |c| unsafe {
        io_uring_wait_cqes_min_timeout(c.ring, c.cqe, c.nr, c.limit, c.minimum, c.mask)
    }),
    unmasked("submit_and_wait", |c| unsafe { io_uring_submit_and_wait(c.ring, c.nr) }),
    form("submit_and_wait_timeout", |c| unsafe {
        io_uring_submit_and_wait_timeout(c.ring, c.cqe, c.nr, null_mut(), c.mask)
    }),
    limited("submit_and_wait_timeout, limited", Needs::Nothing, |c| unsafe {
        io_uring_submit_and_wait_timeout(c.ring, c.cqe, c.nr, c.limit, c.mask)
    }),
    limited("submit_and_wait_min_timeout", Needs::Minimum, |c| unsafe {
        io_uring_submit_and_wait_min_timeout(c.ring, c.cqe, c.nr, c.limit, c.minimum, c.mask)
    }),
    // Limit and mask stand in the registered wait.
    limited("submit_and_wait_reg", Needs::Registered, |c| unsafe {
        io_uring_submit_and_wait_reg(c.ring, c.cqe, c.nr, 0)
    }),
    form("enter", |c| unsafe { io_uring_enter(c.fd, 0, c.nr, IORING_ENTER_GETEVENTS, c.mask) }),
    form("enter, no C", |c| unsafe {
        syscall::io_uring_enter(c.fd, 0, c.nr, IORING_ENTER_GETEVENTS, c.mask)
    }),
    limited("enter2", Needs::Extended, |c| unsafe {
        let mut arg = extended(c);
        io_uring_enter2(c.fd, 0, c.nr, EXTENDED, (&raw mut arg).cast(), size_of_val(&arg))
    }),
    limited("enter2, no C", Needs::Extended, |c| unsafe {
        let mut arg = extended(c);
        syscall::io_uring_enter2(c.fd, 0, c.nr, EXTENDED, (&raw mut arg).cast(), size_of_val(&arg))
    }),
];

const EXTENDED: u32 = IORING_ENTER_GETEVENTS | IORING_ENTER_EXT_ARG;

/// The argument of a wait that is made by hand.
fn extended(call: &Call) -> io_uring_getevents_arg {
    io_uring_getevents_arg {
        sigmask: call.mask as u64,
        sigmask_sz: SET_SIZE,
        ts: call.limit as u64,
        ..Default::default()
    }
}

/// A kind of ring, and whether the library may know that the kernel has waits with limits of their own.
struct Kind {
    name: &'static str,
    flags: u32,
    extended: bool,
}

const KINDS: [Kind; 4] = [
    Kind { name: "plain", flags: 0, extended: true },
    Kind { name: "plain, before 5.11", flags: 0, extended: false },
    Kind { name: "deferred", flags: IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN, extended: true },
    Kind { name: "polled", flags: IORING_SETUP_SQPOLL, extended: true },
];

/// A form of waiting, on a ring with one completion or with none.
struct Waiter {
    ring: Ring,
    form: Form,
    /// How many completions there are: one less than are waited for.
    ready: u32,
    /// The limit is a request of the library's.
    by_request: bool,
    what: String,
    // Outlives the ring.
    waits: Box<Waits>,
}

impl Waiter {
    /// Where the kernel has no such thing, that is counted as skipped.
    fn new(kind: &Kind, form: Form, ready: u32) -> Option<Waiter> {
        let mut waits = Waits::new();
        let (mut ring, registered) = ring_with_waits(kind.flags, &mut waits)?;
        if !kind.extended {
            // SAFETY: the ring is set up; the library takes the kernel for an older one.
            unsafe { (*ring.ptr()).features &= !(IORING_FEAT_EXT_ARG | IORING_FEAT_MIN_TIMEOUT) };
        }
        let has = match form.needs {
            Needs::Nothing => true,
            Needs::Extended => {
                has_or_skip(kernel::has_features(IORING_FEAT_EXT_ARG), "waits have no timeouts of their own")
            }
            Needs::Minimum => has_or_skip(kernel::has_features(IORING_FEAT_MIN_TIMEOUT), "no minimal waits"),
            Needs::Registered => registered,
        };
        let by_request =
            form.limited && form.needs == Needs::Nothing && ring.features() & IORING_FEAT_EXT_ARG == 0;
        let what = format!("{}, {}, {ready} ready", kind.name, form.name);
        let mut waiter = Waiter { ring, form, ready, by_request, what, waits };
        waiter.complete();
        has.then_some(waiter)
    }

    /// Has as many requests completed as there are to be, which is none or one.
    fn complete(&mut self) {
        if self.ready == 0 {
            return;
        }
        self.ring.nop(READY);
        self.submit();
        // SAFETY: the ring is set up. The completion stays where it is.
        assert_eq!(unsafe { io_uring_wait_cqe(self.ring.ptr(), &mut null_mut()) }, 0, "{}", self.what);
    }

    /// Submits what is queued; how much that was cannot be told where a thread takes it.
    fn submit(&mut self) {
        // SAFETY: the ring is set up, and the tests filled its entries.
        assert!(unsafe { io_uring_submit(self.ring.ptr()) } >= 0, "{}", self.what);
        // Forms that submit count what the thread has still to take.
        // SAFETY: the ring is set up; the call only reads numbers of it.
        while unsafe { io_uring_sq_ready(self.ring.ptr()) } > 0 {
            std::thread::yield_now();
        }
    }

    /// Waits for one completion more than there are. The one that is handed out, if the form does that, must be right.
    fn wait(&mut self, mut mask: Option<sigset_t>, limit: &__kernel_timespec) -> i32 {
        let untouched = NonNull::dangling().as_ptr();
        let (mut cqe, mut limit) = (untouched, *limit);
        let mask = mask.as_mut().map_or(null_mut(), |mask| mask as *mut sigset_t);
        self.waits.0[0] = io_uring_reg_wait {
            ts: limit,
            flags: IORING_REG_WAIT_TS,
            sigmask: mask as u64,
            sigmask_sz: SET_SIZE,
            ..Default::default()
        };
        let minimum = (limit.tv_sec * 1_000_000 + limit.tv_nsec / 1_000) as u32;
        let (fd, nr) = (self.ring.fd() as u32, self.ready + 1);
        let call = Call { ring: self.ring.ptr(), fd, cqe: &mut cqe, nr, mask, limit: &mut limit, minimum };
        // SAFETY: the ring is set up, and all that is named outlives the call.
        let result = unsafe { (self.form.wait)(&call) };
        if cqe != untouched && self.ready == 1 {
            assert!(!cqe.is_null(), "{}: {result}, without the completion", self.what);
            // SAFETY: the completion was not given back.
            assert_eq!(unsafe { (*cqe).user_data }, READY, "{}", self.what);
        }
        result
    }

    /// What a wait returns that a signal has ended: the signal is the reason where there is no completion.
    fn interrupted(&self) -> i32 {
        if self.ready == 0 {
            -libc::EINTR
        } else {
            0
        }
    }

    /// Takes the completions that there are: the one from before, once, and behind it these.
    fn has_kept(&mut self, more: &[u64]) {
        let found: Vec<_> = std::iter::from_fn(|| self.ring.peek()).map(|cqe| cqe.user_data).collect();
        assert_eq!(found, [&[READY][..self.ready as usize], more].concat(), "{}", self.what);
    }
}

/// Does the same for every form of waiting, on a ring of every kind, with one of two completions there and with nothing.
fn with_every_form(which: impl Fn(&Form) -> bool, mut body: impl FnMut(&mut Waiter)) {
    drop(ring_or_skip!(1));
    // A wait that no signal ends would never do so.
    limit_time();
    install();
    for kind in &KINDS {
        let known = |form: &&Form| kind.extended || form.needs == Needs::Nothing;
        for form in FORMS.iter().filter(known).filter(|form| which(form)) {
            for ready in 0..=u32::from(form.several) {
                if let Some(mut waiter) = Waiter::new(kind, *form, ready) {
                    body(&mut waiter);
                }
            }
        }
    }
}

fn handled() -> u32 {
    HANDLED.load(Ordering::SeqCst)
}

/// Sends this thread the signal, which it has blocked.
fn have_one_pending() {
    block(true);
    let before = handled();
    // SAFETY: the handler is there.
    unsafe { assert_eq!(libc::raise(libc::SIGALRM), 0) };
    assert_eq!(handled(), before, "it is blocked");
}

#[test]
fn a_signal_that_the_mask_lets_in_ends_the_wait() {
    alone("a_signal_that_the_mask_lets_in_ends_the_wait", || {
        with_every_form(
            |form| form.masked,
            |waiter| {
                let before = handled();
                have_one_pending();
                let by_request = waiter.by_request;
                let mut wait = || waiter.wait(Some(set(false)), &LONG);
                // The system call that submits the library's request says that it did, and nothing of the signal.
                let result = if by_request { under_alarms(true, wait).0 } else { wait() };
                let times = handled() - before;
                assert_eq!(result, waiter.interrupted(), "{}", waiter.what);
                assert!(times == 1 || times > 1 && by_request, "{}: {times} signals", waiter.what);
                block(false);
                waiter.has_kept(&[]);
            },
        );
    });
}

#[test]
fn without_a_mask_signals_end_the_wait() {
    alone("without_a_mask_signals_end_the_wait", || {
        with_every_form(
            |_| true,
            |waiter| {
                let before = handled();
                // More than one: the first may come before the wait began.
                let (result, _) = under_alarms(true, || waiter.wait(None, &LONG));
                assert_eq!(result, waiter.interrupted(), "{}", waiter.what);
                assert!(handled() > before, "{}", waiter.what);
                waiter.has_kept(&[]);
            },
        );
    });
}

/// A timer that can be read once the time is over.
fn timer(time: &__kernel_timespec) -> OwnedFd {
    let zero = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    let once = libc::timespec { tv_sec: time.tv_sec as _, tv_nsec: time.tv_nsec as _ };
    // SAFETY: asks for a descriptor, which is then ours; the time is valid.
    unsafe {
        let fd = libc::timerfd_create(libc::CLOCK_MONOTONIC, libc::TFD_CLOEXEC);
        assert!(fd >= 0, "timerfd_create");
        let timer = libc::itimerspec { it_interval: zero, it_value: once };
        assert_eq!(libc::timerfd_settime(fd, 0, &timer, null_mut()), 0);
        OwnedFd::from_raw_fd(fd)
    }
}

/// Waits to the end, which is that of a request where the form has no limit. Afterwards all is as before.
fn wait_to_the_end(waiter: &mut Waiter, mask: Option<sigset_t>) {
    const OVER: u64 = 8;
    let start = Instant::now();
    let mut more: &[u64] = &[];
    // Timeouts are no such requests: they end the wait before they complete.
    let timer = timer(&SHORT);
    if !waiter.form.limited {
        let sqe = waiter.ring.sqe();
        // SAFETY: the entry is ours to fill; a poll names no memory.
        unsafe {
            io_uring_prep_poll_add(sqe, timer.as_raw_fd(), libc::POLLIN as u32);
            io_uring_sqe_set_data64(sqe, OVER);
        }
        waiter.submit();
        more = &[OVER];
    }
    let result = waiter.wait(mask, &SHORT);
    let in_time = waiter.form.limited && waiter.ready == 0;
    assert_eq!(result, if in_time { -libc::ETIME } else { 0 }, "{}", waiter.what);
    assert!(start.elapsed() >= Duration::from_millis(20), "{}: {:?}", waiter.what, start.elapsed());
    waiter.has_kept(more);
    waiter.complete();
}

#[test]
fn a_signal_that_is_blocked_waits_for_the_end() {
    alone("a_signal_that_is_blocked_waits_for_the_end", || {
        with_every_form(
            |_| true,
            |waiter| {
                let before = handled();
                have_one_pending();
                wait_to_the_end(waiter, None);
                assert_eq!(handled(), before, "{}", waiter.what);
                block(false);
                assert_eq!(handled(), before + 1, "{}", waiter.what);
            },
        );
    });
}

#[test]
fn a_signal_that_the_mask_keeps_out_waits_for_the_end() {
    alone("a_signal_that_the_mask_keeps_out_waits_for_the_end", || {
        with_every_form(
            |form| form.masked,
            |waiter| {
                // Until the thread that sends the signal was in time.
                loop {
                    let before = handled();
                    let ((), sent) = under_alarms(false, || wait_to_the_end(waiter, Some(set(true))));
                    // Once the wait is over, the mask is the old one.
                    assert_eq!(handled() - before, u32::from(sent), "{}", waiter.what);
                    if sent {
                        break;
                    }
                }
            },
        );
    });
}

/// Looks for a completion without waiting for it.
type Look = unsafe fn(*mut io_uring, *mut *mut io_uring_cqe) -> i32;

/// What enters the kernel without waiting for anything: a signal may end it, and a completion comes once all the same.
#[test]
fn what_only_looks_loses_nothing_to_signals() {
    const DEFERRED: u32 = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;
    // SAFETY of all: the ring is set up, and the pointer can be written.
    const LOOKS: [(&str, u32, Look); 5] = [
        ("get_events", DEFERRED, |ring, cqe| unsafe {
            match io_uring_get_events(ring) {
                0.. => io_uring_peek_cqe(ring, cqe),
                error => error,
            }
        }),
        ("submit_and_get_events", DEFERRED, |ring, cqe| unsafe {
            match io_uring_submit_and_get_events(ring) {
                0.. => io_uring_peek_cqe(ring, cqe),
                error => error,
            }
        }),
        ("peek_cqe", IORING_SETUP_IOPOLL, |ring, cqe| unsafe { io_uring_peek_cqe(ring, cqe) }),
        ("peek_cqe, C", IORING_SETUP_IOPOLL, |ring, cqe| unsafe { ffi::io_uring_peek_cqe(ring, cqe) }),
        ("peek_batch_cqe", IORING_SETUP_IOPOLL, |ring, cqe| unsafe {
            if io_uring_peek_batch_cqe(ring, cqe, 1) == 1 {
                0
            } else {
                -libc::EAGAIN
            }
        }),
    ];
    alone("what_only_looks_loses_nothing_to_signals", || {
        limit_time();
        install();
        for (name, flags, look) in LOOKS {
            let Some(mut ring) = ring(4, flags) else { continue };
            // Polled I/O says that there was a signal.
            let may: &[i32] =
                if flags == DEFERRED { &[-libc::EAGAIN] } else { &[-libc::EAGAIN, -libc::EINTR] };
            let before = handled();
            let (found, _) = under_alarms(true, || find(&mut ring, look, may, || handled() < before + 3));
            assert_eq!(found, None, "{name}: nothing was submitted");
            let sqe = ring.nop(READY);
            if flags == DEFERRED {
                // SAFETY: the entry is ours. A worker's completion is work that is put off.
                unsafe { io_uring_sqe_set_flags(sqe, 1 << IOSQE_ASYNC_BIT) };
            }
            ring.submit(1);
            let (found, _) = under_alarms(true, || find(&mut ring, look, may, || true));
            assert_eq!(found, Some(READY), "{name}");
            assert_eq!(ring.ready(), 0, "{name}: it comes once");
        }
    });
}

/// Looks as long as it may for a completion, which it takes. Other results are those of a list.
fn find(ring: &mut Ring, look: Look, may: &[i32], more: impl Fn() -> bool) -> Option<u64> {
    while more() {
        let mut cqe = null_mut();
        // SAFETY: the ring is set up; the completion is read before it is given back.
        unsafe {
            match look(ring.ptr(), &mut cqe) {
                0 => {
                    let data = (*cqe).user_data;
                    io_uring_cqe_seen(ring.ptr(), cqe);
                    return Some(data);
                }
                error => assert!(may.contains(&error), "{error}"),
            }
        }
    }
    None
}

/// Waits until there is room in the queue.
type WaitForRoom = unsafe fn(*mut io_uring) -> i32;

/// The wait for room in a full queue, whose polling thread sleeps.
#[test]
fn a_signal_ends_the_wait_for_room() {
    // SAFETY of all: the ring is set up.
    const WAITS: [(&str, WaitForRoom); 3] = [
        ("sqring_wait", |ring| unsafe { io_uring_sqring_wait(ring) }),
        ("sqring_wait, C", |ring| unsafe { ffi::io_uring_sqring_wait(ring) }),
        ("sqring_wait, the library's part", |ring| unsafe { __io_uring_sqring_wait(ring) }),
    ];
    alone("a_signal_ends_the_wait_for_room", || {
        limit_time();
        install();
        let mut params =
            io_uring_params { flags: IORING_SETUP_SQPOLL, sq_thread_idle: 1, ..Default::default() };
        let Some(mut ring) = ring_with(4, &mut params) else { return };
        // On a 32-bit processor, in the first minutes after boot, a thread that has done nothing stays awake: the kernel's
        // clock of 32 bits starts shortly before it wraps around.
        ring.nop(0);
        // SAFETY: the ring is set up; its entry is a NOP, which may already have been taken when it is counted.
        assert!(unsafe { io_uring_submit(ring.ptr()) } >= 0);
        assert_eq!(ring.wait().user_data, 0);
        let mut early = 0;
        for (name, wait) in WAITS {
            loop {
                match fill_and_wait(&mut ring, wait, name) {
                    // The thread slept so soundly that it did not look at the queue once more.
                    (0, true) => break,
                    // The end of a ring that was closed before ends such a wait, too.
                    (0, false) => early += 1,
                    _ => (),
                }
                assert!(early < 10, "{name}: it does not wait");
            }
        }
    });
}

/// Fills the queue without waking the thread, waits for room, and has all of it completed. Returns how many entries had
/// been taken when the wait was over, and whether there was a signal.
fn fill_and_wait(ring: &mut Ring, wait: WaitForRoom, name: &str) -> (u32, bool) {
    let before = handled();
    // SAFETY: the ring is set up; the flags and the tail are shared with the kernel, and accessed as such. The entries
    // name no memory.
    let (result, taken) = unsafe {
        let sq = &raw mut (*ring.ptr()).sq;
        while IO_URING_READ_ONCE((*sq).kflags) & IORING_SQ_NEED_WAKEUP == 0 {
            std::thread::yield_now();
        }
        for data in 0..4 {
            ring.nop(data);
        }
        io_uring_smp_store_release((*sq).ktail, (*sq).sqe_tail);
        let (result, _) = under_alarms(true, || wait(ring.ptr()));
        (result, io_uring_sq_space_left(ring.ptr()))
    };
    assert_eq!(result, 0, "{name}");
    let signalled = handled() > before;
    // SAFETY: the ring is set up, and its entries are those from above.
    assert!(unsafe { io_uring_submit(ring.ptr()) } >= 0, "{name}");
    assert_eq!([0; 4].map(|_| ring.wait().user_data), [0, 1, 2, 3], "{name}");
    assert_eq!(ring.ready(), 0, "{name}");
    (taken, signalled)
}

/// Sends this thread the alarm signal after a few milliseconds, once or again and again, while `body` runs. Returns its
/// result, and whether there was a signal: none if it ended sooner.
fn under_alarms<T>(again: bool, body: impl FnOnce() -> T) -> (T, bool) {
    // SAFETY: asks for a name.
    let target = unsafe { libc::pthread_self() } as usize;
    let (over, sent) = (AtomicBool::new(false), AtomicBool::new(false));
    let result = std::thread::scope(|scope| {
        scope.spawn(|| loop {
            std::thread::sleep(Duration::from_millis(5));
            if over.load(Ordering::SeqCst) {
                break;
            }
            // SAFETY: the thread waits for this one, so that it still exists.
            assert_eq!(unsafe { libc::pthread_kill(target as libc::pthread_t, libc::SIGALRM) }, 0);
            sent.store(true, Ordering::SeqCst);
            if !again {
                break;
            }
        });
        let result = body();
        over.store(true, Ordering::SeqCst);
        result
    });
    // A signal that came last is handled on the way out of the kernel.
    // SAFETY: needs nothing.
    unsafe { libc::sched_yield() };
    (result, sent.load(Ordering::SeqCst))
}
