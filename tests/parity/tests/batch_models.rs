// SPDX-License-Identifier: MIT OR Apache-2.0
//! What visits many completions at once, against a model in plain Rust that counts without ever wrapping
//! around: the iteration of C in both faces, and what `batch` has beside it. In rings without mixed CQEs some
//! completions carry the flags of mixed ones, as a message may.
//!
//! `PROPTEST_RNG_SEED` and `PROPTEST_CASES` mean what `src/props.rs` says.

#[path = "../../common/report.rs"]
mod report;

use std::cell::Cell;
use std::collections::VecDeque;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::ptr::null_mut;

use iouring_sys::*;
use iouring_sys_parity::fake_ring::{cqe, setup, Cqe, FakeRing, Posted, Setup};
use iouring_sys_parity::props;
use proptest::prelude::*;
use report::report;

#[derive(Debug, Clone, Copy)]
enum Step {
    KernelPosts(Cqe),
    /// Gives back that many completions, unseen.
    Advance(usize),
    IterateInC,
    IterateInRust,
    ForEach,
    /// Takes that many from the iterator, and gives back what it passed.
    Cqes(usize),
    Reap,
    /// Panics at that completion.
    ReapHalf(usize),
}

fn step(mixed: bool) -> impl Strategy<Value = Step> {
    (0..20_u32, 0..8_usize, cqe(mixed)).prop_map(|(kind, nr, cqe)| match kind {
        0..=10 => Step::KernelPosts(cqe),
        11 => Step::Advance(nr),
        12 => Step::IterateInC,
        13 => Step::IterateInRust,
        14 => Step::ForEach,
        15..=16 => Step::Cqes(nr),
        17..=18 => Step::Reap,
        _ => Step::ReapHalf(nr),
    })
}

/// The queue as a list of what was posted and not given back, and the ring.
struct Pair {
    ring: FakeRing,
    queue: VecDeque<Posted>,
    mixed: bool,
    own_timeouts: bool,
}

fn entries<'a>(completions: impl IntoIterator<Item = &'a Posted>) -> u32 {
    completions.into_iter().map(|completion| completion.nr).sum()
}

impl Pair {
    fn new(setup: &Setup) -> Pair {
        let mut pair = Pair {
            ring: FakeRing::new(setup),
            queue: VecDeque::new(),
            mixed: setup.flags & IORING_SETUP_CQE_MIXED != 0,
            own_timeouts: setup.features & IORING_FEAT_EXT_ARG == 0,
        };
        setup.cqes.iter().for_each(|cqe| pair.queue.extend(pair.ring.kernel_posts(cqe)));
        pair
    }

    fn read(&self, cqe: *mut io_uring_cqe) -> Posted {
        // SAFETY: what is tested hands out places in the ring, which the comparison of `at` holds it to.
        let copy = unsafe { cqe.read() };
        let at = (cqe as usize - self.ring.cqe(0) as usize) / size_of::<io_uring_cqe>();
        let nr = if self.mixed && copy.flags & IORING_CQE_F_32 != 0 { 2 } else { 1 };
        Posted { user_data: copy.user_data, res: copy.res, flags: copy.flags, at: at as u32, nr }
    }

    /// Adds a completion to those that were visited. A visit past the end, which would go on for ever,
    /// panics.
    fn visit(&self, visited: &mut Vec<Posted>, cqe: *mut io_uring_cqe) {
        assert!(visited.len() < self.queue.len(), "visited more than there are");
        visited.push(self.read(cqe));
    }

    /// Whether `batch` shows a completion.
    fn shown(&self, completion: &Posted) -> bool {
        !(self.mixed && completion.flags & IORING_CQE_F_SKIP != 0
            || self.own_timeouts && completion.user_data == LIBURING_UDATA_TIMEOUT)
    }

    fn all_shown(&self) -> Vec<Posted> {
        self.queue.iter().copied().filter(|completion| self.shown(completion)).collect()
    }

    fn advance(&mut self, count: usize) {
        let given_back: Vec<Posted> = self.queue.drain(..count.min(self.queue.len())).collect();
        // SAFETY: the ring is set up, and holds those completions.
        unsafe { io_uring_cq_advance(self.ring.ptr(), entries(&given_back)) }
    }

    /// What an iterator's functions find; the two faces have the same signatures.
    fn iterated(
        &self,
        init: unsafe fn(*const io_uring) -> io_uring_cqe_iter,
        next: unsafe fn(*mut io_uring_cqe_iter, *mut *mut io_uring_cqe) -> bool,
    ) -> Vec<Posted> {
        let mut cqe = null_mut();
        let mut found = Vec::new();
        // SAFETY: the ring is set up, and keeps its completions.
        unsafe {
            let mut iter = init(self.ring.ptr());
            // One more than there are is enough to tell; an iteration past its end would go on for ever.
            while found.len() <= self.queue.len() && next(&mut iter, &mut cqe) {
                found.push(self.read(cqe));
            }
        }
        found
    }

    fn for_each(&self) -> Result<(), TestCaseError> {
        let mut visited = Vec::new();
        // SAFETY: the ring is set up, and keeps its completions.
        let nr = unsafe { io_uring_for_each_cqe(self.ring.ptr(), |cqe| self.visit(&mut visited, cqe)) };
        prop_assert_eq!(nr, entries(&self.queue));
        prop_assert_eq!(&self.queue, &visited);
        Ok(())
    }

    /// The iterator: all of it, and then the first `take`, of which what it passed is given back.
    fn cqes(&mut self, take: usize) -> Result<(), TestCaseError> {
        // SAFETY: the ring is set up, and keeps its completions until the iterator was used.
        let mut cqes = unsafe { batch::cqes(self.ring.ptr()) };
        let shown = self.all_shown();
        let (least, most) = cqes.size_hint();
        prop_assert!(least <= shown.len() && Some(shown.len()) <= most, "{least} {most:?}");
        let mut all = cqes.clone();
        let found: Vec<Posted> = all.by_ref().take(shown.len() + 1).map(|cqe| self.read(cqe)).collect();
        prop_assert_eq!(&found, &shown);
        prop_assert_eq!(all.passed(), entries(&self.queue));
        prop_assert!(all.next().is_none(), "the end is the end");
        prop_assert_eq!(cqes.passed(), 0);

        let found: Vec<Posted> = cqes.by_ref().take(take).map(|cqe| self.read(cqe)).collect();
        prop_assert_eq!(&found[..], &shown[..take.min(shown.len())]);
        let passed = match found.last() {
            _ if take > shown.len() => self.queue.len(),
            None => 0,
            Some(last) => {
                1 + self.queue.iter().position(|completion| completion == last).expect("it is there")
            }
        };
        prop_assert_eq!(cqes.passed(), entries(self.queue.range(..passed)));
        self.advance(passed);
        Ok(())
    }

    fn reap(&mut self) -> Result<(), TestCaseError> {
        let head = self.ring.cq_positions().0;
        let mut visited = Vec::new();
        let mut moved = false;
        let visit = |cqe| {
            self.visit(&mut visited, cqe);
            moved |= self.ring.cq_positions().0 != head;
        };
        // SAFETY: the ring is set up, and nothing is kept.
        let given_back = unsafe { batch::reap(self.ring.ptr(), visit) };
        prop_assert!(!moved, "the head moved before the last visit was over");
        prop_assert_eq!(given_back, entries(&self.queue));
        prop_assert_eq!(visited, self.all_shown());
        self.queue.clear();
        Ok(())
    }

    fn reap_half(&mut self, at: usize) -> Result<(), TestCaseError> {
        let mut visited = 0;
        let panics = catch_unwind(AssertUnwindSafe(|| {
            let visit = |_| {
                if visited == at {
                    std::panic::resume_unwind(Box::new(()));
                }
                visited += 1;
            };
            // SAFETY: the ring is set up, and nothing is kept.
            unsafe { batch::reap(self.ring.ptr(), visit) }
        }));
        let shown = self.all_shown().len();
        prop_assert_eq!(visited, at.min(shown));
        prop_assert_eq!(panics.is_err(), at < shown);
        if panics.is_ok() {
            self.queue.clear();
        }
        Ok(())
    }

    fn take(&mut self, step: Step) -> Result<(), TestCaseError> {
        match step {
            Step::KernelPosts(cqe) => self.queue.extend(self.ring.kernel_posts(&cqe)),
            Step::Advance(count) => self.advance(count),
            Step::IterateInC => {
                // SAFETY: whoever calls them vouches for the arguments, here as with the Rust functions.
                let found = self.iterated(
                    |ring| unsafe { ffi::io_uring_cqe_iter_init(ring) },
                    |iter, cqe| unsafe { ffi::io_uring_cqe_iter_next(iter, cqe) },
                );
                prop_assert_eq!(&self.queue, &found);
            }
            Step::IterateInRust => {
                prop_assert_eq!(&self.queue, &self.iterated(io_uring_cqe_iter_init, io_uring_cqe_iter_next));
            }
            Step::ForEach => self.for_each()?,
            Step::Cqes(take) => self.cqes(take)?,
            Step::Reap => self.reap()?,
            Step::ReapHalf(at) => self.reap_half(at)?,
        }
        // SAFETY: the ring is set up; the call only reads numbers of it.
        let ready = unsafe { io_uring_cq_ready(self.ring.ptr()) };
        prop_assert_eq!(ready, entries(&self.queue));
        Ok(())
    }
}

/// How many steps met what the run is for.
#[derive(Default)]
struct Met {
    stray_flags: Cell<u32>,
    wrapped: Cell<u32>,
    hidden: Cell<u32>,
}

impl Met {
    fn count(&self, pair: &Pair) {
        let more = |counter: &Cell<u32>, met: bool| counter.set(counter.get() + u32::from(met));
        let flags = IORING_CQE_F_32 | IORING_CQE_F_SKIP;
        more(&self.stray_flags, !pair.mixed && pair.queue.iter().any(|cqe| cqe.flags & flags != 0));
        let (head, tail) = pair.ring.cq_positions();
        more(&self.wrapped, tail < head);
        more(&self.hidden, pair.all_shown().len() < pair.queue.len());
    }
}

#[test]
fn many_completions_at_once() {
    let run = props::Run::new(10_000);
    let met = Met::default();
    let sequence = setup().prop_flat_map(|setup| {
        let mixed = setup.flags & IORING_SETUP_CQE_MIXED != 0;
        (Just(setup), prop::collection::vec(step(mixed), 1..=24))
    });
    run.check(&sequence, |(setup, steps)| {
        let mut pair = Pair::new(&setup);
        for step in steps {
            met.count(&pair);
            pair.take(step).map_err(|error| TestCaseError::fail(format!("{step:?}: {error}")))?;
        }
        Ok(())
    });
    let counts = [met.stray_flags, met.wrapped, met.hidden].map(Cell::into_inner);
    report!("many completions: {run}; steps with stray flags, wrapped, with hidden ones: {counts:?}");
    assert!(run.cases() < 1000 || counts.iter().all(|met| *met > 100));
}
