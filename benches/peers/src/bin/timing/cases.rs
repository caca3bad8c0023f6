// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is timed.

/// The work of a case.
#[derive(Clone, Copy, PartialEq)]
pub enum Work {
    /// NOPs in batches.
    Nops(u32),
    /// Random reads of 4 KiB at depth 32, by the name that contenders know.
    Reads(&'static str),
    /// TCP echoes.
    Echoes,
}

pub struct Case {
    pub title: &'static str,
    pub work: Work,
    pub operations: u32,
}

const fn nops(title: &'static str, batch: u32, operations: u32) -> Case {
    Case { title, work: Work::Nops(batch), operations }
}

/// A sample takes about 10 ms on a fast processor: many short ones, in turn, meet the same noise.
pub const CASES: &[Case] = &[
    nops("NOP alone", 1, 40_000),
    nops("8 NOPs", 8, 100_000),
    nops("32 NOPs", 32, 150_000),
    nops("128 NOPs", 128, 150_000),
    Case { title: "read", work: Work::Reads("read"), operations: 12_000 },
    Case { title: "read, registered", work: Work::Reads("read_fixed"), operations: 12_000 },
    Case { title: "TCP echo", work: Work::Echoes, operations: CONNECTIONS * 100 },
];

/// Connections that a server of echoes has.
pub const CONNECTIONS: u32 = 32;
