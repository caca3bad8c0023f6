// SPDX-License-Identifier: MIT OR Apache-2.0
//! Both faces of the ring helpers against models in plain Rust, which count without ever wrapping around and look
//! at slices instead of pointers.
//!
//! `PROPTEST_RNG_SEED` and `PROPTEST_CASES` mean what `src/props.rs` says.

#[path = "ring_models/batches.rs"]
mod batches;
#[path = "ring_models/buffers.rs"]
mod buffers;
#[path = "ring_models/completion.rs"]
mod completion;
#[path = "ring_models/recvmsg.rs"]
mod recvmsg;
#[path = "../../common/report.rs"]
mod report;
#[path = "ring_models/submission.rs"]
mod submission;

use iouring_sys::*;
use iouring_sys_parity::props;
use libc::{c_void, cmsghdr, msghdr};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Makes the two faces from a list of functions.
macro_rules! faces {
    ($($name:ident($($param:ident: $ty:ty),*) $(-> $ret:ty)?;)*) => {
        /// The functions that the models are held against.
        struct Face {
            language: &'static str,
            $($name: fn($($ty),*) $(-> $ret)?,)*
        }

        #[allow(unused_unsafe)] // Some only compute.
        const FACES: [Face; 2] = [
            Face {
                language: "C",
                // SAFETY: each test passes rings and buffers that live as long as it does.
                $($name: |$($param),*| unsafe { iouring_sys::ffi::$name($($param),*) },)*
            },
            Face {
                language: "Rust",
                // SAFETY: as above.
                $($name: |$($param),*| unsafe { iouring_sys::$name($($param),*) },)*
            },
        ];
    };
}

faces! {
    io_uring_load_sq_head(ring: *const io_uring) -> u32;
    io_uring_sq_ready(ring: *const io_uring) -> u32;
    io_uring_sq_space_left(ring: *const io_uring) -> u32;
    io_uring_get_sqe(ring: *mut io_uring) -> *mut io_uring_sqe;
    _io_uring_get_sqe(ring: *mut io_uring) -> *mut io_uring_sqe;
    io_uring_get_sqe128(ring: *mut io_uring) -> *mut io_uring_sqe;
    io_uring_cq_ready(ring: *const io_uring) -> u32;
    io_uring_cq_advance(ring: *mut io_uring, nr: u32);
    io_uring_cqe_seen(ring: *mut io_uring, cqe: *mut io_uring_cqe);
    io_uring_cqe_nr(cqe: *const io_uring_cqe) -> u32;
    io_uring_cqe_iter_init(ring: *const io_uring) -> io_uring_cqe_iter;
    io_uring_cqe_iter_next(iter: *mut io_uring_cqe_iter, cqe: *mut *mut io_uring_cqe) -> bool;
    __io_uring_peek_cqe(ring: *mut io_uring, cqe: *mut *mut io_uring_cqe, nr: *mut u32) -> i32;
    io_uring_peek_cqe(ring: *mut io_uring, cqe: *mut *mut io_uring_cqe) -> i32;
    io_uring_wait_cqe(ring: *mut io_uring, cqe: *mut *mut io_uring_cqe) -> i32;
    io_uring_buf_ring_mask(entries: u32) -> i32;
    io_uring_buf_ring_init(br: *mut io_uring_buf_ring);
    io_uring_buf_ring_add(br: *mut io_uring_buf_ring, addr: *mut c_void, len: u32, bid: u16, mask: i32, offset: i32);
    io_uring_buf_ring_advance(br: *mut io_uring_buf_ring, count: i32);
    io_uring_buf_ring_cq_advance(ring: *mut io_uring, br: *mut io_uring_buf_ring, count: i32);
    __io_uring_buf_ring_cq_advance(ring: *mut io_uring, br: *mut io_uring_buf_ring, cqes: i32, buffers: i32);
    io_uring_recvmsg_validate(buf: *mut c_void, len: i32, msgh: *mut msghdr) -> *mut io_uring_recvmsg_out;
    io_uring_recvmsg_name(o: *mut io_uring_recvmsg_out) -> *mut c_void;
    io_uring_recvmsg_cmsg_firsthdr(o: *mut io_uring_recvmsg_out, msgh: *mut msghdr) -> *mut cmsghdr;
    io_uring_recvmsg_cmsg_nexthdr(o: *mut io_uring_recvmsg_out, msgh: *mut msghdr, cmsg: *mut cmsghdr) -> *mut cmsghdr;
    io_uring_recvmsg_payload(o: *mut io_uring_recvmsg_out, msgh: *mut msghdr) -> *mut c_void;
    io_uring_recvmsg_payload_length(o: *mut io_uring_recvmsg_out, len: i32, msgh: *mut msghdr) -> u32;
}

/// How often the cases of a run met what the run is for.
#[derive(Default)]
struct Met(RefCell<BTreeMap<&'static str, u32>>);

impl Met {
    fn count(&self, what: &'static str) {
        *self.0.borrow_mut().entry(what).or_default() += 1;
    }

    /// Prints the counts; fails if a run of many cases never met one of `all`.
    fn report(self, subject: &str, run: &props::Run, all: &[&str]) {
        let met = self.0.into_inner();
        report::report!("{subject}: {run}; {met:?}");
        if run.cases() >= 1000 {
            let missing: Vec<_> = all.iter().filter(|what| !met.contains_key(**what)).collect();
            assert!(missing.is_empty(), "{subject}: no case met {missing:?}");
        }
    }
}
