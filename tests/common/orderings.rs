// SPDX-License-Identifier: MIT OR Apache-2.0
// The memory orderings that the helpers and the library need, and what code has of them: a compiler's intermediate code
// or a processor's instructions.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

pub const ACQUIRE: &str = "load acquire";
pub const RELEASE: &str = "store release";
pub const FENCE: &str = "fence seq_cst";

/// What rustc is told to make a library as cargo makes it for release. In one unit no function of it is elsewhere.
pub const AS_RELEASED: [&str; 5] =
    ["--edition=2021", "--crate-type=lib", "-Copt-level=3", "-Ccodegen-units=1", "-Awarnings"];

/// A helper: its name, its parameters in Rust, and what it needs and no more.
pub struct Helper(pub &'static str, pub &'static str, pub &'static [&'static str]);

const RING: &str = "ring: *mut io_uring";

pub const HELPERS: [Helper; 17] = [
    Helper("io_uring_load_sq_head", RING, &[ACQUIRE]),
    Helper("io_uring_sq_ready", RING, &[ACQUIRE]),
    Helper("io_uring_sq_space_left", RING, &[ACQUIRE]),
    Helper("_io_uring_get_sqe", RING, &[ACQUIRE]),
    Helper("io_uring_get_sqe", RING, &[ACQUIRE]),
    Helper("io_uring_cqe_iter_init", RING, &[ACQUIRE]),
    Helper("io_uring_cq_advance", "ring: *mut io_uring, nr: u32", &[RELEASE]),
    Helper("io_uring_cqe_seen", "ring: *mut io_uring, cqe: *mut io_uring_cqe", &[RELEASE]),
    Helper("io_uring_cq_ready", RING, &[ACQUIRE]),
    Helper("io_uring_cq_has_overflow", RING, &[]),
    Helper("io_uring_cq_eventfd_enabled", RING, &[]),
    Helper("io_uring_cq_eventfd_toggle", "ring: *mut io_uring, enabled: bool", &[]),
    Helper(
        "__io_uring_peek_cqe",
        "ring: *mut io_uring, cqe: *mut *mut io_uring_cqe, nr: *mut u32",
        &[ACQUIRE, RELEASE],
    ),
    Helper("io_uring_peek_cqe", "ring: *mut io_uring, cqe: *mut *mut io_uring_cqe", &[ACQUIRE, RELEASE]),
    Helper("io_uring_wait_cqe", "ring: *mut io_uring, cqe: *mut *mut io_uring_cqe", &[ACQUIRE, RELEASE]),
    Helper("io_uring_buf_ring_advance", "ring: *mut io_uring_buf_ring, count: i32", &[RELEASE]),
    Helper(
        "io_uring_buf_ring_cq_advance",
        "ring: *mut io_uring, br: *mut io_uring_buf_ring, count: i32",
        &[RELEASE, RELEASE],
    ),
];

/// Functions of the library, and what they need among other things.
pub const LIBRARY: [(&str, &str, &[&str]); 5] = [
    ("queue.c", "io_uring_submit", &[RELEASE, FENCE]),
    ("queue.c", "io_uring_submit_and_wait", &[RELEASE, FENCE]),
    ("queue.c", "io_uring_submit_and_wait_timeout", &[RELEASE, FENCE, ACQUIRE]),
    ("queue.c", "io_uring_peek_batch_cqe", &[ACQUIRE]),
    ("resize.c", "io_uring_resize_rings", &[RELEASE]),
];

/// A function: its ordered accesses, relaxed ones left out, and the functions
/// that it calls.
#[derive(Default)]
pub struct Function {
    pub accesses: Vec<String>,
    pub calls: BTreeSet<String>,
}

/// What a function and all that it calls in the same module have.
pub fn reached(functions: &BTreeMap<String, Function>, name: &str) -> Vec<String> {
    let (mut seen, mut left, mut accesses) = (BTreeSet::new(), vec![name.to_string()], Vec::new());
    while let Some(name) = left.pop() {
        let Some(function) = functions.get(&name).filter(|_| seen.insert(name.clone())) else { continue };
        accesses.extend(function.accesses.iter().cloned());
        left.extend(function.calls.iter().cloned());
    }
    assert!(!seen.is_empty(), "{name} is there");
    accesses
}

/// The ordering that a function has less often than it needs it; some code has several copies of one.
pub fn lacks<'a>(accesses: &[String], needed: &[&'a str]) -> Option<&'a str> {
    needed.iter().copied().find(|&ordering| {
        let needs = needed.iter().filter(|&&other| other == ordering).count();
        accesses.iter().filter(|&access| access == ordering).count() < needs
    })
}

/// A Rust program with a function for each helper, of its name and an underscore, that calls it. Each has a number of its
/// own, so that the compiler makes one of no two.
pub fn calls() -> String {
    let mut text = String::from("#![no_std] extern crate iouring_sys; use core::hint::black_box;\n");
    text += "use iouring_sys::*; #[no_mangle] pub fn io_uring_smp_mb_() { iouring_sys::io_uring_smp_mb() }\n";
    for (number, Helper(name, parameters, _)) in HELPERS.iter().enumerate() {
        let names: Vec<_> =
            parameters.split(", ").filter_map(|parameter| parameter.split(':').next()).collect();
        let call = format!("iouring_sys::{name}({})", names.join(", "));
        let body = format!("black_box({number}); black_box({call});");
        writeln!(text, "#[no_mangle] pub unsafe fn {name}_({parameters}) {{ {body} }}")
            .expect("a string grows");
    }
    text
}
