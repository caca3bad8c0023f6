// SPDX-License-Identifier: MIT OR Apache-2.0
//! Both faces of every ring helper, the C symbol and the Rust inline function: the same calls on the same ring return
//! the same and leave the same memory, as do waits on two real rings with the same requests.
//!
//! `PROPTEST_RNG_SEED` and `PROPTEST_CASES` mean what `src/props.rs` says. The `recvmsg` helpers, which need no
//! ring, are in `ring_models.rs`: both faces against the same model.

#[path = "../../common/mod.rs"]
mod common;
#[path = "ring_faces/real.rs"]
mod real;

use std::cell::RefCell;

use common::report::report;
use iouring_sys::{io_uring_cqe_iter, IORING_SETUP_CQE_MIXED};
use iouring_sys_parity::fake_ring::{self, Cqe, FakeRing, Setup};
use iouring_sys_parity::{props, tables};
use proptest::prelude::*;

/// What a helper returned, as a number; pointers are compared as they are, since both faces work on the same memory.
trait Outcome {
    fn keep(self, ring: &FakeRing) -> u64;
}

impl Outcome for () {
    fn keep(self, _: &FakeRing) -> u64 {
        0
    }
}

macro_rules! numbers {
    ($($ty:ty)*) => {
        $(impl Outcome for $ty {
            fn keep(self, _: &FakeRing) -> u64 {
                self as u64
            }
        })*
    };
}
numbers!(bool i32 u32 u64);

impl<T> Outcome for *mut T {
    fn keep(self, _: &FakeRing) -> u64 {
        self as usize as u64
    }
}

impl Outcome for io_uring_cqe_iter {
    /// The iterator becomes part of the memory, for the next step.
    fn keep(self, ring: &FakeRing) -> u64 {
        // SAFETY: the memory is the ring's own.
        unsafe { (*ring.memory()).iter = self }
        0
    }
}

/// A helper's name, and a call of it with arguments made of two numbers.
type Function = (&'static str, fn(&FakeRing, u64, u64) -> u64);

macro_rules! calls {
    (($m:ident, $a:ident, $b:ident) $($name:ident($($argument:expr),*);)*) => {
        #[allow(unused_variables)] // Few helpers need both numbers.
        pub const FUNCTIONS: &[Function] = &[$((
            stringify!($name),
            // SAFETY: the ring's memory is all there, and its kernel does nothing meanwhile.
            #[allow(unused_unsafe)] // Some only compute.
            |$m: &FakeRing, $a: u64, $b: u64| unsafe { $name($($argument),*) }.keep($m),
        )),*];
    };
}

mod c {
    use super::{FakeRing, Function, Outcome};
    use iouring_sys::ffi::*;
    use std::ptr::addr_of_mut;
    include!("../lists/ring_calls.rs");
}

mod rust {
    use super::{FakeRing, Function, Outcome};
    use iouring_sys::*;
    use std::ptr::addr_of_mut;
    include!("../lists/ring_calls.rs");
}

#[derive(Debug, Clone)]
enum Step {
    /// A call of the function with this index.
    Call(usize, u64, u64),
    KernelTakes(u32),
    KernelPosts(Cqe),
}

/// A step: the kernel's as often as those of eight functions together.
fn step(mixed: bool) -> impl Strategy<Value = Step> {
    let functions = c::FUNCTIONS.len();
    let number = props::number;
    (0..functions + 8, number(), number(), fake_ring::cqe(mixed)).prop_map(move |(at, a, b, cqe)| {
        match at.checked_sub(functions) {
            None => Step::Call(at, a, b),
            Some(0..=1) => Step::KernelTakes(a as u32 % 8),
            Some(_) => Step::KernelPosts(cqe),
        }
    })
}

fn sequence() -> impl Strategy<Value = (Setup, Vec<Step>)> {
    fake_ring::setup().prop_flat_map(|setup| {
        let mixed = setup.flags & IORING_SETUP_CQE_MIXED != 0;
        (Just(setup), prop::collection::vec(step(mixed), 1..=24))
    })
}

/// Takes the steps through one face, and returns what each gave.
fn outcomes(face: &[Function], ring: &FakeRing, steps: &[Step]) -> Vec<u64> {
    let taken = steps.iter().map(|step| match step {
        Step::Call(function, a, b) => face[*function].1(ring, *a, *b),
        Step::KernelTakes(nr) => {
            ring.kernel_takes(*nr);
            0
        }
        Step::KernelPosts(cqe) => ring.kernel_posts(cqe).len() as u64,
    });
    taken.collect()
}

#[test]
fn both_faces_of_each_ring_helper_do_the_same() {
    let run = props::Run::new(10_000);
    let calls = RefCell::new(vec![0_u32; c::FUNCTIONS.len()]);
    run.check(&sequence(), |(setup, steps)| {
        let ring = FakeRing::new(&setup);
        for cqe in &setup.cqes {
            ring.kernel_posts(cqe);
        }
        let before = ring.save();
        let c = (outcomes(c::FUNCTIONS, &ring, &steps), ring.save());
        ring.restore(&before);
        let rust = (outcomes(rust::FUNCTIONS, &ring, &steps), ring.save());
        prop_assert_eq!(c.0, rust.0, "what the steps gave: left from C, right from Rust");
        let first_difference = || c.1.iter().zip(&rust.1).position(|(c, rust)| c != rust);
        prop_assert!(c.1 == rust.1, "the memory differs, first at byte {:?}", first_difference());
        for step in &steps {
            if let Step::Call(function, ..) = step {
                calls.borrow_mut()[*function] += 1;
            }
        }
        Ok(())
    });
    let calls = calls.into_inner();
    let called = calls.iter().filter(|calls| **calls > 0).count();
    report!(
        "{called}/{} ring helpers, {} calls through each face: {run}",
        calls.len(),
        calls.iter().sum::<u32>()
    );
    assert!(called == calls.len() || run.cases() < 1000, "some helpers were not called: {calls:?}");
}

#[test]
fn every_inline_function_is_compared_by_one_of_the_tests() {
    macro_rules! helpers {
        ($($name:ident($($kind:ident)*);)*) => {
            [$(stringify!($name)),*]
        };
    }
    let inline = tables::functions("inline");
    let helpers = include!("../lists/sqe_helpers.rs");
    let recvmsg = [
        "io_uring_recvmsg_cmsg_firsthdr",
        "io_uring_recvmsg_cmsg_nexthdr",
        "io_uring_recvmsg_name",
        "io_uring_recvmsg_payload",
        "io_uring_recvmsg_payload_length",
        "io_uring_recvmsg_validate",
    ];
    let compared = helpers.into_iter().chain(c::FUNCTIONS.iter().map(|(name, _)| *name)).chain(recvmsg);
    tables::assert_same_names("inline functions", inline.iter().map(|row| &row["name"]), compared);
    report!("{0}/{0} inline functions have both faces compared", inline.len());
}
