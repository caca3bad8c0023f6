// SPDX-License-Identifier: MIT OR Apache-2.0
// The completion queue: what is handed out in which order, what is skipped, what is given back.

use std::collections::VecDeque;
use std::ptr::null_mut;

use iouring_sys::*;
use iouring_sys_parity::fake_ring::{cqe, setup, Cqe, FakeRing, Posted, Setup};
use iouring_sys_parity::props;
use proptest::prelude::*;

use crate::{Face, Met, FACES};

/// What is done to the queue.
#[derive(Debug, Clone, Copy)]
enum Step {
    KernelPosts(Cqe),
    /// Peeks, and gives the completion back.
    Peek,
    PeekOrEnter,
    Wait,
    /// Gives back that many completions, unseen.
    Advance(usize),
    Iterate,
    ForEach,
}

fn step(mixed: bool) -> impl Strategy<Value = Step> {
    (0..16_u32, 0..8_usize, cqe(mixed)).prop_map(|(kind, nr, cqe)| match kind {
        0..=8 => Step::KernelPosts(cqe),
        9..=10 => Step::Peek,
        11 => Step::PeekOrEnter,
        12 => Step::Wait,
        13 => Step::Advance(nr),
        14 => Step::Iterate,
        _ => Step::ForEach,
    })
}

/// The queue: what was posted and not given back.
struct Model {
    queue: VecDeque<Posted>,
    /// Whether the library's own timeouts post completions: kernels without the extended argument.
    own_timeouts: bool,
    /// Whether the flags of a completion tell its size.
    mixed: bool,
}

fn entries(completions: &VecDeque<Posted>) -> u32 {
    completions.iter().map(|completion| completion.nr).sum()
}

impl Model {
    /// What a peek returns, and the completion that it hands out.
    fn peek(&mut self, met: &Met) -> (i32, Option<Posted>) {
        while let Some(oldest) = self.queue.front().copied() {
            let timeout = self.own_timeouts && oldest.user_data == LIBURING_UDATA_TIMEOUT;
            let skip = self.mixed && oldest.flags & IORING_CQE_F_SKIP != 0;
            if !self.mixed && oldest.flags & (IORING_CQE_F_SKIP | IORING_CQE_F_32) != 0 {
                met.count("stray flags");
            }
            if !skip && !timeout {
                return (0, Some(oldest));
            }
            self.queue.pop_front();
            met.count(if skip { "skip" } else { "timeout" });
            if !skip && oldest.res < 0 {
                return (oldest.res, None);
            }
        }
        (0, None)
    }
}

/// One face, its ring, and the model.
struct Pair<'a> {
    face: &'a Face,
    ring: &'a FakeRing,
    model: Model,
    met: &'a Met,
}

impl Pair<'_> {
    fn read(&self, cqe: *mut io_uring_cqe) -> Posted {
        let nr = if self.model.mixed { (self.face.io_uring_cqe_nr)(cqe) } else { 1 };
        // SAFETY: the helpers return places in the ring, which the comparison of `at` holds them to.
        let copy = unsafe { cqe.read() };
        let at = (cqe as usize - self.ring.cqe(0) as usize) / size_of::<io_uring_cqe>();
        Posted { user_data: copy.user_data, res: copy.res, flags: copy.flags, at: at as u32, nr }
    }

    fn post(&mut self, cqe: &Cqe) {
        let posted = self.ring.kernel_posts(cqe);
        let kind = match posted.len() {
            0 => "full",
            1 => "posted",
            _ => "filler",
        };
        self.met.count(kind);
        self.model.queue.extend(posted);
    }

    /// One of the helpers that peek: their result, the completion, and how many entries are ready.
    fn peek(&mut self, step: Step) -> Result<(), TestCaseError> {
        let expected = self.model.peek(self.met);
        let mut cqe = null_mut();
        let mut available = entries(&self.model.queue);
        let result = match (step, expected.1) {
            // Those two would enter the kernel if none is ready.
            (Step::PeekOrEnter, Some(_)) => (self.face.io_uring_peek_cqe)(self.ring.ptr(), &mut cqe),
            (Step::Wait, Some(_)) => (self.face.io_uring_wait_cqe)(self.ring.ptr(), &mut cqe),
            _ => {
                available = u32::MAX;
                (self.face.__io_uring_peek_cqe)(self.ring.ptr(), &mut cqe, &mut available)
            }
        };
        let found = if cqe.is_null() { None } else { Some(self.read(cqe)) };
        prop_assert_eq!((result, found), expected);
        prop_assert_eq!(available, entries(&self.model.queue));
        (self.face.io_uring_cqe_seen)(self.ring.ptr(), cqe);
        if found.is_some() {
            self.model.queue.pop_front();
        }
        Ok(())
    }

    fn advance(&mut self, count: usize) {
        let count = count.min(self.model.queue.len());
        let given_back: VecDeque<Posted> = self.model.queue.drain(..count).collect();
        (self.face.io_uring_cq_advance)(self.ring.ptr(), entries(&given_back));
    }

    /// The iterator of C; it gives nothing back.
    fn iterate(&self) -> Result<(), TestCaseError> {
        let mut iter = (self.face.io_uring_cqe_iter_init)(self.ring.ptr());
        let mut visited = Vec::new();
        let mut cqe = null_mut();
        while (self.face.io_uring_cqe_iter_next)(&mut iter, &mut cqe) {
            visited.push(self.read(cqe));
            cqe = null_mut();
        }
        prop_assert!(cqe.is_null(), "the end of an iteration leaves the pointer alone");
        prop_assert!(!(self.face.io_uring_cqe_iter_next)(&mut iter, &mut cqe), "the end is the end");
        prop_assert_eq!(&self.model.queue, &visited);
        Ok(())
    }

    /// The Rust form of the C macro, which no C symbol exists of. It gives nothing back either.
    fn for_each(&self) -> Result<(), TestCaseError> {
        let mut visited = Vec::new();
        // SAFETY: the ring is whole, in plain memory; each completion is read while it is visited.
        let seen = unsafe { io_uring_for_each_cqe(self.ring.ptr(), |cqe| visited.push(self.read(cqe))) };
        prop_assert_eq!(seen, entries(&self.model.queue));
        prop_assert_eq!(&self.model.queue, &visited);
        Ok(())
    }

    fn take(&mut self, step: Step) -> Result<(), TestCaseError> {
        let tail = self.ring.cq_positions().1;
        match step {
            Step::KernelPosts(cqe) => self.post(&cqe),
            Step::Peek | Step::PeekOrEnter | Step::Wait => self.peek(step)?,
            Step::Advance(count) => self.advance(count),
            Step::Iterate => self.iterate()?,
            Step::ForEach => self.for_each()?,
        }
        let (new_head, new_tail) = self.ring.cq_positions();
        if new_tail < tail {
            self.met.count("wrap");
        }
        let ready = entries(&self.model.queue);
        prop_assert_eq!(new_tail.wrapping_sub(new_head), ready);
        prop_assert_eq!((self.face.io_uring_cq_ready)(self.ring.ptr()), ready);
        Ok(())
    }
}

fn compare(face: &Face, setup: &Setup, steps: &[Step], met: &Met) -> Result<(), TestCaseError> {
    let ring = FakeRing::new(setup);
    let model = Model {
        queue: VecDeque::new(),
        own_timeouts: setup.features & IORING_FEAT_EXT_ARG == 0,
        mixed: setup.flags & IORING_SETUP_CQE_MIXED != 0,
    };
    let mut pair = Pair { face, ring: &ring, model, met };
    for cqe in &setup.cqes {
        pair.post(cqe);
    }
    for step in steps {
        let language = face.language;
        pair.take(*step).map_err(|error| TestCaseError::fail(format!("{language}, {step:?}: {error}")))?;
    }
    Ok(())
}

#[test]
fn completion_queue() {
    let run = props::Run::new(10_000);
    let met = Met::default();
    let sequence = setup().prop_flat_map(|setup| {
        let mixed = setup.flags & IORING_SETUP_CQE_MIXED != 0;
        (Just(setup), prop::collection::vec(step(mixed), 1..=24))
    });
    run.check(&sequence, |(mut setup, steps)| {
        // What makes a peek that found nothing enter the kernel.
        setup.sq_flags = 0;
        FACES.iter().try_for_each(|face| compare(face, &setup, &steps, &met))
    });
    let all = ["filler", "full", "posted", "skip", "stray flags", "timeout", "wrap"];
    met.report("completion queue", &run, &all);
}
