// SPDX-License-Identifier: MIT OR Apache-2.0
//! Signals in every form of waiting, with a mask and without, on rings of several kinds: what is let in ends the wait, what
//! is kept out does not, and no completion is lost.

mod common;
#[path = "common/forms.rs"]
mod forms;

use std::mem::zeroed;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::ptr::{null_mut, NonNull};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use common::process::alone;
use common::{milliseconds, minute, ring, ring_or_skip, ring_with, ring_with_waits, Ring, Waits};
use forms::{fill_unseen, Call, Form, Needs, FORMS, LIMITED, MASKED, ONE, ROOM, SET_SIZE, SEVERAL};
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
static SHORT: __kernel_timespec = milliseconds(20);

/// The completion that is there while a wait is for two of them.
const READY: u64 = 7;

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
    form: &'static Form,
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
    fn new(kind: &Kind, form: &'static Form, ready: u32) -> Option<Waiter> {
        let mut waits = Waits::new();
        let (mut ring, registered) = ring_with_waits(kind.flags, &mut waits)?;
        if !kind.extended {
            // SAFETY: the ring is set up; the library takes the kernel for an older one.
            unsafe { (*ring.ptr()).features &= !(IORING_FEAT_EXT_ARG | IORING_FEAT_MIN_TIMEOUT) };
        }
        let has = form.needs.are_met_or_skip(registered);
        let by_request =
            form.does(LIMITED) && form.needs == Needs::Nothing && ring.features() & IORING_FEAT_EXT_ARG == 0;
        let what = format!("{}, {form}, {ready} ready", kind.name);
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
        let (ring, nr) = (self.ring.ptr(), self.ready + 1);
        let call = Call { ring, cqe: &mut cqe, nr, mask, limit: &mut limit, minimum };
        // SAFETY: the ring is set up, and all that is named outlives the call.
        let result = unsafe { (self.form.call)(&call) };
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
    install();
    for kind in &KINDS {
        let known = |form: &&Form| kind.extended || form.needs == Needs::Nothing;
        let waits = FORMS.iter().filter(|form| form.does(ONE | SEVERAL));
        for form in waits.filter(known).filter(|form| which(form)) {
            for ready in 0..=u32::from(form.does(SEVERAL)) {
                if let Some(mut waiter) = Waiter::new(kind, form, ready) {
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
            |form| form.does(MASKED),
            |waiter| {
                let before = handled();
                have_one_pending();
                let by_request = waiter.by_request;
                let mut wait = || waiter.wait(Some(set(false)), &minute());
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
                let (result, _) = under_alarms(true, || waiter.wait(None, &minute()));
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
    if !waiter.form.does(LIMITED) {
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
    let in_time = waiter.form.does(LIMITED) && waiter.ready == 0;
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
            |form| form.does(MASKED),
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

/// What enters the kernel without waiting for anything: a signal may end it, and a completion comes once all the same.
#[test]
fn what_only_looks_loses_nothing_to_signals() {
    const DEFERRED: u32 = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_TASKRUN_FLAG;
    alone("what_only_looks_loses_nothing_to_signals", || {
        install();
        for flags in [DEFERRED, IORING_SETUP_IOPOLL] {
            for look in FORMS.iter().filter(|form| !form.does(ONE | SEVERAL | ROOM)) {
                let Some(mut ring) = ring(4, flags) else { continue };
                let before = handled();
                let polled = flags == IORING_SETUP_IOPOLL;
                let (found, _) =
                    under_alarms(true, || find(&mut ring, look, polled, || handled() < before + 3));
                assert_eq!(found, None, "{look}: nothing was submitted");
                let sqe = ring.nop(READY);
                if !polled {
                    // SAFETY: the entry is ours. A worker's completion is work that is put off.
                    unsafe { io_uring_sqe_set_flags(sqe, 1 << IOSQE_ASYNC_BIT) };
                }
                ring.submit(1);
                let (found, _) = under_alarms(true, || find(&mut ring, look, polled, || true));
                assert_eq!(found, Some(READY), "{look}");
                assert_eq!(ring.ready(), 0, "{look}: it comes once");
            }
        }
    });
}

/// Looks as long as it may for a completion, which it takes. Polled I/O may say that there was a signal.
fn find(ring: &mut Ring, look: &Form, polled: bool, more: impl Fn() -> bool) -> Option<u64> {
    while more() {
        // SAFETY: the ring is set up; the completion is read before it is given back.
        unsafe {
            let (result, cqe) = look.take(ring.ptr(), 1);
            let nothing = result == -libc::EAGAIN || result == -libc::EINTR && polled;
            assert!(result >= 0 || nothing, "{look}: {result}");
            if !cqe.is_null() {
                let data = (*cqe).user_data;
                io_uring_cqe_seen(ring.ptr(), cqe);
                return Some(data);
            }
        }
    }
    None
}

/// The wait for room in a full queue, whose polling thread sleeps.
#[test]
fn a_signal_ends_the_wait_for_room() {
    alone("a_signal_ends_the_wait_for_room", || {
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
        for form in FORMS.iter().filter(|form| form.does(ROOM)) {
            loop {
                match fill_and_wait(&mut ring, form) {
                    // The thread slept so soundly that it did not look at the queue once more.
                    (0, true) => break,
                    // The end of a ring that was closed before ends such a wait, too.
                    (0, false) => early += 1,
                    _ => (),
                }
                assert!(early < 10, "{form}: it does not wait");
            }
        }
    });
}

/// Fills the queue without waking the thread, waits for room, and has all of it completed. Returns how many entries had
/// been taken when the wait was over, and whether there was a signal.
fn fill_and_wait(ring: &mut Ring, form: &Form) -> (u32, bool) {
    let before = handled();
    let filled = fill_unseen(ring);
    // SAFETY: the ring is set up, and this thread's.
    let ((result, _), _) = under_alarms(true, || unsafe { form.call(ring.ptr(), 0) });
    // SAFETY: the ring is set up; the call only reads numbers of it.
    let taken = unsafe { io_uring_sq_space_left(ring.ptr()) };
    assert_eq!(result, 0, "{form}");
    let signalled = handled() > before;
    // SAFETY: the ring is set up, and its entries are those from above.
    assert!(unsafe { io_uring_submit(ring.ptr()) } >= 0, "{form}");
    (0..filled).for_each(|data| assert_eq!(ring.wait().user_data, data.into(), "{form}"));
    assert_eq!(ring.ready(), 0, "{form}");
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
