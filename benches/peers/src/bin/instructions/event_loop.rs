// SPDX-License-Identifier: MIT OR Apache-2.0
//! The paths of an event loop in Rust, with the inline functions of the crate root and with the C symbols of
//! `ffi`: the same as in event_loop.c.

use crate::cases::NO_IO_URING;
use iouring_sys as sys;
use std::process::ExitCode;

/// Calls of a path, or completions that it reaps.
pub const CALLS: u32 = 4096;
/// Completions that a whole batch has.
const BATCH: u32 = 256;
/// What completions carry.
const DATA: u32 = 0x5aa5;

type Run = unsafe extern "C" fn(*mut sys::io_uring, u32) -> u32;

/// Each completion that is ready, with the C symbols of the iterator.
mod c_symbols {
    use iouring_sys::{ffi, io_uring, io_uring_cqe};

    pub unsafe fn for_each(ring: *mut io_uring, mut visit: impl FnMut(*mut io_uring_cqe)) -> u32 {
        let mut cqe = std::ptr::null_mut();
        // SAFETY: the caller vouches for the ring, and nobody else consumes completions.
        unsafe {
            let mut iter = ffi::io_uring_cqe_iter_init(ring);
            let ready = iter.tail.wrapping_sub(iter.head);
            while ffi::io_uring_cqe_iter_next(&mut iter, &mut cqe) {
                visit(cqe);
            }
            ready
        }
    }
}

/// A path: calls `n` times, or reaps as many, and returns a sum that says whether it did.
macro_rules! path {
    ($face:literal, $name:ident, |$ring:ident, $n:ident| $body:expr) => {
        #[export_name = concat!($face, "_path_", stringify!($name))]
        #[inline(never)]
        unsafe extern "C" fn $name($ring: *mut io_uring, $n: u32) -> u32 {
            // SAFETY: the caller vouches for the ring, which one thread uses; NOPs refer to nothing.
            unsafe { $body }
        }
    };
}

/// The paths with their names.
macro_rules! table {
    ($($path:ident)*) => { [$((stringify!($path), $path as Run)),*] };
}

macro_rules! paths {
    ($module:ident, $face:literal, $($api:ident)::+, $for_each:path) => {
        pub mod $module {
            use super::{Run, BATCH};
            use $($api)::+::*;
            use iouring_sys::{__kernel_timespec, io_uring, io_uring_cqe};
            use std::ptr::null_mut;

            /// The sum of what `one` returns in `n` calls.
            #[inline(always)]
            fn sum(n: u32, mut one: impl FnMut() -> u32) -> u32 {
                let mut sum = 0u32;
                for _ in 0..n {
                    sum = sum.wrapping_add(one());
                }
                sum
            }

            #[inline(always)]
            unsafe fn prepare(ring: *mut io_uring) {
                // SAFETY: the caller vouches for the ring.
                unsafe {
                    let sqe = io_uring_get_sqe(ring);
                    if !sqe.is_null() {
                        io_uring_prep_nop(sqe);
                    }
                }
            }

            const TIMEOUT: __kernel_timespec = __kernel_timespec { tv_sec: 10, tv_nsec: 0 };

            path!($face, peek_empty, |ring, n| {
                let mut cqe = null_mut();
                sum(n, || io_uring_peek_cqe(ring, &mut cqe) as u32)
            });
            path!($face, peek_batch, |ring, n| {
                let mut cqes = [null_mut::<io_uring_cqe>(); BATCH as usize];
                sum(n, || io_uring_peek_batch_cqe(ring, cqes.as_mut_ptr(), BATCH))
            });
            path!($face, peek_seen, |ring, n| {
                let mut cqe = null_mut();
                sum(n, || {
                    if io_uring_peek_cqe(ring, &mut cqe) != 0 {
                        return 0;
                    }
                    let data = io_uring_cqe_get_data64(cqe) as u32;
                    io_uring_cqe_seen(ring, cqe);
                    data
                })
            });
            path!($face, wait_seen, |ring, n| {
                let mut cqe = null_mut();
                sum(n, || {
                    if io_uring_wait_cqe(ring, &mut cqe) != 0 {
                        return 0;
                    }
                    let data = io_uring_cqe_get_data64(cqe) as u32;
                    io_uring_cqe_seen(ring, cqe);
                    data
                })
            });
            path!($face, get_events, |ring, n| sum(n, || io_uring_get_events(ring) as u32));
            path!($face, submit_nothing, |ring, n| sum(n, || io_uring_submit(ring) as u32));
            path!($face, nop_submit, |ring, n| sum(n, || {
                prepare(ring);
                let done = io_uring_submit(ring);
                io_uring_cq_advance(ring, 1);
                done as u32
            }));
            path!($face, nop_submit_wait, |ring, n| sum(n, || {
                prepare(ring);
                let done = io_uring_submit_and_wait(ring, 1);
                io_uring_cq_advance(ring, 1);
                done as u32
            }));
            path!($face, nop_visit, |ring, n| {
                let mut done = 0u32;
                for _ in 0..n {
                    prepare(ring);
                    io_uring_submit_and_wait(ring, 1);
                    let visit = |cqe: *mut io_uring_cqe| done = done.wrapping_add(1 + (*cqe).res as u32);
                    io_uring_cq_advance(ring, $for_each(ring, visit));
                }
                done
            });
            path!($face, nop_submit_timeout, |ring, n| {
                let (mut ts, mut cqe) = (TIMEOUT, null_mut());
                sum(n, || {
                    prepare(ring);
                    let done = io_uring_submit_and_wait_timeout(ring, &mut cqe, 1, &mut ts, null_mut());
                    io_uring_cq_advance(ring, 1);
                    done as u32
                })
            });
            path!($face, nop_wait_timeout, |ring, n| {
                let (mut ts, mut cqe) = (TIMEOUT, null_mut());
                sum(n, || {
                    prepare(ring);
                    if io_uring_submit(ring) != 1 || io_uring_wait_cqe_timeout(ring, &mut cqe, &mut ts) != 0 {
                        return 0;
                    }
                    io_uring_cqe_seen(ring, cqe);
                    1
                })
            });
            path!($face, iterate, |ring, n| {
                let mut sum = 0u32;
                for _ in 0..n / BATCH {
                    let visit = |cqe: *mut io_uring_cqe| sum = sum.wrapping_add((*cqe).user_data as u32);
                    let _ = $for_each(ring, visit);
                }
                sum
            });

            path!($face, iterator, |ring, n| {
                let (mut sum, mut cqe) = (0u32, null_mut());
                for _ in 0..n / BATCH {
                    let mut iter = io_uring_cqe_iter_init(ring);
                    while io_uring_cqe_iter_next(&mut iter, &mut cqe) {
                        sum = sum.wrapping_add(io_uring_cqe_get_data64(cqe) as u32);
                    }
                }
                sum
            });

            pub fn find(name: &str) -> Option<Run> {
                table!(peek_empty peek_batch peek_seen wait_seen get_events submit_nothing nop_submit
                    nop_submit_wait nop_visit nop_submit_timeout nop_wait_timeout iterate iterator)
                .into_iter()
                .find_map(|(known, run)| (known == name).then_some(run))
            }
        }
    };
}

paths!(inline, "inline", iouring_sys, iouring_sys::io_uring_for_each_cqe);
paths!(symbols, "symbols", iouring_sys::ffi, super::c_symbols::for_each);

/// Runs a path here, on a ring with as many completions as it finds, and checks what it returned.
pub fn run(name: &str, face: &str) -> ExitCode {
    let (function, ready, expected) = match name {
        "batch_empty" => ("peek_batch", 0, 0),
        "batch_one" => ("peek_batch", 1, CALLS),
        "batch_256" => ("peek_batch", BATCH, BATCH * CALLS),
        "peek_seen" | "wait_seen" => (name, CALLS, DATA * CALLS),
        "iterate" | "iterator" => (name, BATCH, DATA * CALLS),
        "peek_empty" => (name, 0, (-libc::EAGAIN * CALLS as i32) as u32),
        "get_events" | "submit_nothing" => (name, 0, 0),
        _ => (name, 0, CALLS),
    };
    let found = if face == "inline" { inline::find(function) } else { symbols::find(function) };
    let Some(path) = found else {
        eprintln!("there is no path {name}");
        return ExitCode::from(2);
    };
    let mut ring = Box::<sys::io_uring>::default();
    // SAFETY: the ring is set up before it is used, and ended after; one thread uses it.
    unsafe {
        match sys::io_uring_queue_init(CALLS, &mut *ring, 0) {
            0 => {}
            error if [-libc::ENOSYS, -libc::EPERM].contains(&error) => return ExitCode::from(NO_IO_URING),
            _ => return ExitCode::FAILURE,
        }
        for _ in 0..ready {
            let sqe = sys::io_uring_get_sqe(&mut *ring);
            sys::io_uring_prep_nop(sqe);
            sys::io_uring_sqe_set_data64(sqe, DATA.into());
        }
        let submitted = sys::io_uring_submit(&mut *ring);
        let result = path(&mut *ring, CALLS);
        sys::io_uring_queue_exit(&mut *ring);
        if (submitted, result) == (ready as i32, expected) {
            return ExitCode::SUCCESS;
        }
        eprintln!("{name} of {face}: submitted {submitted} of {ready}, returned {result}");
        ExitCode::FAILURE
    }
}
