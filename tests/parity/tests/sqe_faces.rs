// SPDX-License-Identifier: MIT OR Apache-2.0
//! Both faces of every helper that fills a submission queue entry, the C symbol and the Rust inline function: called
//! with the same random arguments on the same random memory, they leave the same memory.
//!
//! `PROPTEST_RNG_SEED` and `PROPTEST_CASES` mean what `src/props.rs` says.

#[path = "../../common/report.rs"]
mod report;

use iouring_sys::io_uring_sqe;
use iouring_sys_parity::props;
use proptest::prelude::*;
use report::report;

/// What the entry, and a second one behind it, held before: 128 bytes.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(C, align(64))]
struct Memory([u64; 16]);

/// One call: its memory, and the arguments that it takes one after the other.
struct Call {
    memory: Memory,
    arguments: [u64; 6],
    taken: usize,
}

impl Call {
    fn sqe(&mut self) -> *mut io_uring_sqe {
        self.memory.0.as_mut_ptr().cast()
    }

    fn next(&mut self) -> u64 {
        self.taken += 1;
        self.arguments[self.taken - 1]
    }
}

/// A helper, and the two ways to call it.
struct Helper {
    name: &'static str,
    c: fn(&mut Call),
    rust: fn(&mut Call),
}

/// The argument for a parameter of a kind that `lists/sqe_helpers.rs` explains, cut to the parameter's type.
macro_rules! argument {
    ($call:ident sqe) => {
        $call.sqe()
    };
    ($call:ident arg) => {
        $call.next() as _
    };
}

macro_rules! helpers {
    ($($name:ident($($kind:ident)*);)*) => {
        const HELPERS: &[Helper] = &[$(Helper {
            name: stringify!($name),
            // SAFETY: the entry is 128 bytes of the caller's, and no helper reads through another pointer.
            c: |call| unsafe { iouring_sys::ffi::$name($(argument!(call $kind)),*) },
            // SAFETY: as above.
            rust: |call| unsafe { iouring_sys::$name($(argument!(call $kind)),*) },
        }),*];
    };
}

include!("../lists/sqe_helpers.rs");

/// What a face leaves in memory.
fn outcome(face: fn(&mut Call), memory: Memory, arguments: [u64; 6]) -> Memory {
    let mut call = Call { memory, arguments, taken: 0 };
    face(&mut call);
    call.memory
}

#[test]
fn both_faces_of_each_helper_leave_the_same_memory() {
    let run = props::Run::new(10_000);
    let memory = prop::array::uniform16(any::<u64>()).prop_map(Memory);
    let arguments = prop::array::uniform6(props::number());
    run.check(&(memory, arguments), |(memory, arguments)| {
        for helper in HELPERS {
            let c = outcome(helper.c, memory, arguments);
            let rust = outcome(helper.rust, memory, arguments);
            prop_assert_eq!(c, rust, "{}: left is the C symbol, right the Rust function", helper.name);
        }
        Ok(())
    });
    let unchanged = unchanging();
    assert!(unchanged.is_empty(), "these helpers write nothing: {unchanged:?}");
    report!("{0}/{0} helpers, each with {run}", HELPERS.len());
}

/// The helpers that leave memory of one bits and memory of zero bits as it was: the comparison would say nothing.
fn unchanging() -> Vec<&'static str> {
    let same = |helper: &&Helper| {
        [0, u64::MAX].into_iter().all(|filler| {
            let memory = Memory([filler; 16]);
            outcome(helper.c, memory, [1; 6]) == memory
        })
    };
    HELPERS.iter().filter(same).map(|helper| helper.name).collect()
}
