// SPDX-License-Identifier: MIT OR Apache-2.0
// The submission queue: which entry is next, what is cleared in it, when there is none.

use iouring_sys::*;
use iouring_sys_parity::fake_ring::{setup, FakeRing, Setup};
use iouring_sys_parity::props;
use proptest::prelude::*;

use crate::{Face, Met, FACES};

pub const ENTRY: usize = 64;

/// The queue as a list of entries and two positions that only grow.
pub struct Model {
    flags: u32,
    entries: u64,
    pub head: u64,
    pub tail: u64,
    pub memory: Vec<u8>,
}

impl Model {
    pub fn new(setup: &Setup, ring: &FakeRing) -> Model {
        Model {
            flags: setup.flags,
            entries: setup.sq_entries.into(),
            head: setup.sq_head.into(),
            tail: u64::from(setup.sq_head) + u64::from(setup.sq_taken),
            memory: entries(ring),
        }
    }

    pub fn room(&self) -> u64 {
        self.entries.saturating_sub(self.tail - self.head)
    }

    /// Takes the next entry: its place in the memory, in steps of 64 bytes.
    pub fn take(&mut self) -> Option<u64> {
        if self.room() == 0 {
            return None;
        }
        let size = if self.flags & IORING_SETUP_SQE128 != 0 { 2 } else { 1 };
        let place = self.tail % self.entries * size;
        self.tail += 1;
        self.clear(place);
        Some(place)
    }

    /// Clears what no helper owns of the entry at a place.
    pub fn clear(&mut self, place: u64) {
        let entry = &mut self.memory[place as usize * ENTRY..][..ENTRY];
        // flags and ioprio; the operation's flags; from buf_index to the end.
        for cleared in [1..4, 28..32, 40..64] {
            entry[cleared].fill(0);
        }
    }

    pub fn take128(&mut self, met: &Met) -> Option<u64> {
        if self.flags & IORING_SETUP_SQE128 != 0 {
            return self.take();
        }
        let straddles = self.tail % self.entries == self.entries - 1;
        if self.flags & IORING_SETUP_SQE_MIXED == 0 || self.room() < if straddles { 3 } else { 2 } {
            return None;
        }
        if straddles {
            met.count("filler");
            let place = self.take()?;
            let entry = &mut self.memory[place as usize * ENTRY..][..ENTRY];
            // A NOP without a file and without a completion.
            entry.fill(0);
            entry[1] = IOSQE_CQE_SKIP_SUCCESS as u8;
            entry[4..8].fill(0xff);
        }
        let place = self.take();
        self.tail += 1;
        place
    }
}

/// All entries of a ring, in their memory.
pub fn entries(ring: &FakeRing) -> Vec<u8> {
    // SAFETY: the fake ring has 128 entries of 64 bytes, whatever its queue's size.
    unsafe { std::slice::from_raw_parts(ring.sqe(0).cast::<u8>(), 128 * ENTRY) }.to_vec()
}

/// What is done to the queue: a helper takes an entry, or the kernel consumes some.
#[derive(Debug, Clone, Copy)]
enum Step {
    Get,
    GetInline,
    Get128,
    KernelTakes(u32),
}

fn step() -> impl Strategy<Value = Step> {
    (0..8_u32, 1..=8_u32).prop_map(|(kind, nr)| match kind {
        0..=1 => Step::Get,
        2 => Step::GetInline,
        3..=5 => Step::Get128,
        _ => Step::KernelTakes(nr),
    })
}

fn compare(face: &Face, setup: &Setup, steps: &[Step], met: &Met) -> Result<(), TestCaseError> {
    let ring = FakeRing::new(setup);
    let mut model = Model::new(setup, &ring);
    for step in steps {
        let before = model.tail;
        let (taken, expected) = match step {
            Step::Get => ((face.io_uring_get_sqe)(ring.ptr()), model.take()),
            Step::GetInline => ((face._io_uring_get_sqe)(ring.ptr()), model.take()),
            Step::Get128 => ((face.io_uring_get_sqe128)(ring.ptr()), model.take128(met)),
            Step::KernelTakes(nr) => {
                ring.kernel_takes(*nr);
                model.head = model.tail.min(model.head + u64::from(*nr));
                (std::ptr::null_mut(), None)
            }
        };
        if before >> 32 != model.tail >> 32 {
            met.count("wrap");
        }
        if model.room() == 0 {
            met.count("full");
        }
        if model.tail - model.head > model.entries {
            met.count("more than full");
        }
        if model.head == model.tail {
            met.count("empty");
        }
        let expected = expected.map_or(std::ptr::null_mut(), |place| ring.sqe(place as u32));
        prop_assert_eq!(taken, expected, "{}: the entry from {:?}", face.language, step);
        prop_assert_eq!((face.io_uring_load_sq_head)(ring.ptr()), model.head as u32);
        prop_assert_eq!(u64::from((face.io_uring_sq_ready)(ring.ptr())), model.tail - model.head);
        prop_assert_eq!(u64::from((face.io_uring_sq_space_left)(ring.ptr())), model.room());
        prop_assert!(entries(&ring) == model.memory, "{}: the entries after {:?}", face.language, step);
    }
    Ok(())
}

#[test]
fn submission_queue() {
    let run = props::Run::new(10_000);
    let met = Met::default();
    run.check(&(setup(), prop::collection::vec(step(), 1..=24)), |(setup, steps)| {
        FACES.iter().try_for_each(|face| compare(face, &setup, &steps, &met))
    });
    met.report("submission queue", &run, &["empty", "filler", "full", "more than full", "wrap"]);
}
