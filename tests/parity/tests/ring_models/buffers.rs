// SPDX-License-Identifier: MIT OR Apache-2.0
// Buffer rings: where a buffer goes, and what is published.

use iouring_sys::*;
use iouring_sys_parity::fake_ring::{setup, FakeRing, Setup};
use iouring_sys_parity::props;
use proptest::prelude::*;

use crate::{Face, Met, FACES};

#[derive(Debug, Clone, Copy)]
enum Step {
    Add {
        addr: usize,
        len: u32,
        bid: u16,
        offset: i32,
    },
    Advance(i32),
    /// Also gives back that many completions.
    AdvanceBoth {
        completions: u32,
        buffers: i32,
    },
    AdvanceSame(u32),
    Init,
}

fn step() -> impl Strategy<Value = Step> {
    let number = props::number;
    (0..12_u32, number(), number(), number()).prop_map(|(kind, a, b, c)| match kind {
        0..=5 => Step::Add { addr: a as usize, len: b as u32, bid: (b >> 32) as u16, offset: c as i32 },
        6..=7 => Step::Advance(a as i32),
        8..=9 => Step::AdvanceBoth { completions: b as u32 % 8, buffers: a as i32 },
        10 => Step::AdvanceSame(b as u32 % 8),
        _ => Step::Init,
    })
}

/// An entry: address, length, id.
type Buffer = (u64, u32, u16);

/// All entries that the memory has room for, more than the ring has; and the ring's tail.
fn read(ring: &FakeRing) -> (Vec<Buffer>, u16) {
    let entries = ring.buf_ring().cast::<io_uring_buf>();
    let entry = |at| {
        // SAFETY: the fake ring has room for 64 entries.
        let entry = unsafe { entries.add(at).read() };
        (entry.addr, entry.len, entry.bid)
    };
    // SAFETY: as above.
    let tail = unsafe { (*entries).resv };
    ((0..64).map(entry).collect(), tail)
}

fn compare(face: &Face, setup: &Setup, steps: &[Step], met: &Met) -> Result<(), TestCaseError> {
    let ring = FakeRing::new(setup);
    for cqe in &setup.cqes {
        ring.kernel_posts(cqe);
    }
    let mask = (face.io_uring_buf_ring_mask)(setup.buf_entries);
    prop_assert_eq!(mask as u32, setup.buf_entries - 1);
    let (mut buffers, mut tail) = read(&ring);
    prop_assert_eq!(tail, setup.buf_tail);
    for step in steps {
        let br = ring.buf_ring();
        let mut head = ring.cq_positions().0;
        let mut published: i64 = 0;
        match *step {
            Step::Add { addr, len, bid, offset } => {
                (face.io_uring_buf_ring_add)(br, addr as *mut _, len, bid, mask, offset);
                let at = (i64::from(tail) + i64::from(offset)).rem_euclid(setup.buf_entries.into());
                buffers[at as usize] = (addr as u64, len, bid);
            }
            Step::Advance(count) => {
                (face.io_uring_buf_ring_advance)(br, count);
                published = count.into();
            }
            Step::AdvanceBoth { completions, buffers } => {
                let entries = ring.entries_of(completions);
                (face.__io_uring_buf_ring_cq_advance)(ring.ptr(), br, entries as i32, buffers);
                head = head.wrapping_add(entries);
                published = buffers.into();
            }
            Step::AdvanceSame(completions) => {
                let entries = ring.entries_of(completions);
                (face.io_uring_buf_ring_cq_advance)(ring.ptr(), br, entries as i32);
                head = head.wrapping_add(entries);
                published = entries.into();
            }
            Step::Init => {
                (face.io_uring_buf_ring_init)(br);
                tail = 0;
            }
        }
        let new_tail = (i64::from(tail) + published).rem_euclid(1 << 16) as u16;
        if i64::from(new_tail) != i64::from(tail) + published {
            met.count("wrap");
        }
        tail = new_tail;
        prop_assert_eq!(&read(&ring), &(buffers.clone(), tail), "{}: after {:?}", face.language, step);
        prop_assert_eq!(ring.cq_positions().0, head, "{}: after {:?}", face.language, step);
    }
    Ok(())
}

#[test]
fn buffer_rings() {
    let run = props::Run::new(5_000);
    let met = Met::default();
    run.check(&(setup(), prop::collection::vec(step(), 1..=24)), |(setup, steps)| {
        FACES.iter().try_for_each(|face| compare(face, &setup, &steps, &met))
    });
    met.report("buffer rings", &run, &["wrap"]);
}
