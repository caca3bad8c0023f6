// SPDX-License-Identifier: MIT OR Apache-2.0
// Batches of the submission queue: the entries that `io_uring_get_sqe` and `io_uring_get_sqe128` would have
// returned, and only whole ones where a batch ends early.

use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};

use iouring_sys::*;
use iouring_sys_parity::fake_ring::{setup, FakeRing, Setup};
use iouring_sys_parity::props;
use proptest::prelude::*;

use crate::submission::{entries, Model, ENTRY};
use crate::Met;

/// Fills an entry of a batch, in a way that the models know.
fn prepare(sqe: *mut io_uring_sqe) {
    // SAFETY: the entry is in the fake ring's memory.
    unsafe { io_uring_sqe_set_data64(sqe, sqe as usize as u64) }
}

/// A batch, whole or with a panic in front of one of its entries; the model says where each entry is.
struct Batch<'a> {
    ring: &'a FakeRing,
    model: &'a mut Model,
    met: &'a Met,
    /// So many entries are filled before one panics.
    panics: usize,
    filled: usize,
}

impl<'a> Batch<'a> {
    fn new(ring: &'a FakeRing, model: &'a mut Model, met: &'a Met, panics: usize) -> Batch<'a> {
        Batch { ring, model, met, panics, filled: 0 }
    }

    /// What the model takes for the next entry: its place, and whether filling it panics.
    fn expected(&mut self, large: bool) -> Option<(u64, bool)> {
        let before = self.model.tail;
        let panics = self.filled == self.panics;
        let memory = panics.then(|| self.model.memory.clone());
        let place = if large { self.model.take128(self.met) } else { self.model.take() }?;
        self.filled += 1;
        if let Some(memory) = memory {
            // Neither taken nor filled, and no filler in front of it; but cleared.
            self.model.tail = before;
            self.model.memory = memory;
            self.model.clear(place);
            self.met.count("panic");
        } else {
            let user_data = self.ring.sqe(place as u32) as usize as u64;
            self.model.memory[place as usize * ENTRY..][32..40].copy_from_slice(&user_data.to_ne_bytes());
        }
        Some((place, panics))
    }

    /// One entry after the other.
    fn one_by_one(&mut self, large: &[bool]) -> Result<(), TestCaseError> {
        // SAFETY: the ring is set up, and nothing else takes entries until the batch ends.
        let mut sqes = unsafe { batch::sqes(self.ring.ptr()) };
        for &large in large {
            let expected = self.expected(large);
            let panics = expected.is_some_and(|(_, panics)| panics);
            let mut given = None;
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                let fill = |sqe| {
                    given = Some(sqe);
                    if panics {
                        resume_unwind(Box::new(()));
                    }
                    prepare(sqe);
                };
                // SAFETY: as above.
                unsafe {
                    if large {
                        sqes.fill128(fill)
                    } else {
                        sqes.fill(fill)
                    }
                }
            }));
            prop_assert_eq!(given, expected.map(|(place, _)| self.ring.sqe(place as u32)));
            prop_assert_eq!(outcome.ok(), if panics { None } else { Some(expected.is_some()) });
            if panics {
                break;
            }
        }
        Ok(())
    }

    /// Up to `nr` at once.
    fn at_once(&mut self, nr: u32) -> Result<(), TestCaseError> {
        let mut expected = Vec::new();
        while expected.len() < nr as usize && expected.last().is_none_or(|(_, panics)| !panics) {
            expected.extend(self.expected(false));
            if self.model.room() == 0 {
                break;
            }
        }
        let mut given = Vec::new();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let fill = |sqe| {
                given.push(sqe);
                if expected.get(given.len() - 1).is_some_and(|(_, panics)| *panics) {
                    resume_unwind(Box::new(()));
                }
                prepare(sqe);
            };
            // SAFETY: the ring is set up, and nothing else takes entries meanwhile.
            unsafe { batch::fill(self.ring.ptr(), nr, fill) }
        }));
        let places: Vec<_> = expected.iter().map(|(place, _)| self.ring.sqe(*place as u32)).collect();
        prop_assert_eq!(given, places);
        let panics = expected.last().is_some_and(|(_, panics)| *panics);
        prop_assert_eq!(outcome.ok(), if panics { None } else { Some(expected.len() as u32) });
        Ok(())
    }
}

/// What is done to the queue.
#[derive(Debug, Clone)]
enum Step {
    /// No batch: one entry.
    Get,
    /// A batch one by one, large entries among them, with a panic at that one.
    OneByOne(Vec<bool>, usize),
    /// A batch of up to that many, with a panic at that one.
    AtOnce(u32, usize),
    KernelTakes(u32),
}

fn step() -> impl Strategy<Value = Step> {
    let large = prop::collection::vec(any::<bool>(), 0..12);
    (0..8_u32, 0..=12_u32, large, 0..24_usize).prop_map(|(kind, nr, large, panics)| match kind {
        0 => Step::Get,
        1..=3 => Step::OneByOne(large, panics),
        4..=5 => Step::AtOnce(if nr == 12 { u32::MAX } else { nr }, panics),
        _ => Step::KernelTakes(nr),
    })
}

fn compare(setup: &Setup, steps: &[Step], met: &Met) -> Result<(), TestCaseError> {
    let ring = FakeRing::new(setup);
    let mut model = Model::new(setup, &ring);
    for step in steps {
        let before = model.tail;
        match step {
            Step::Get => {
                // SAFETY: the ring is whole, in plain memory; the entry is only compared with null.
                let sqe = unsafe { io_uring_get_sqe(ring.ptr()) };
                prop_assert_eq!(sqe.is_null(), model.take().is_none());
            }
            Step::OneByOne(large, panics) => Batch::new(&ring, &mut model, met, *panics).one_by_one(large)?,
            Step::AtOnce(nr, panics) => Batch::new(&ring, &mut model, met, *panics).at_once(*nr)?,
            Step::KernelTakes(nr) => {
                ring.kernel_takes(*nr);
                model.head = model.tail.min(model.head + u64::from(*nr));
            }
        }
        if before >> 32 != model.tail >> 32 {
            met.count("wrap");
        }
        if model.room() == 0 {
            met.count("full");
        }
        // SAFETY: the ring is set up; the call only reads numbers of it.
        let ready = unsafe { io_uring_sq_ready(ring.ptr()) };
        prop_assert_eq!(u64::from(ready), model.tail - model.head, "taken after {:?}", step);
        prop_assert!(entries(&ring) == model.memory, "the entries after {:?}", step);
    }
    Ok(())
}

#[test]
fn batches_of_submissions() {
    let run = props::Run::new(5_000);
    let met = Met::default();
    run.check(&(setup(), prop::collection::vec(step(), 1..=24)), |(setup, steps)| {
        compare(&setup, &steps, &met)
    });
    met.report("batches of submissions", &run, &["filler", "full", "panic", "wrap"]);
}
