// SPDX-License-Identifier: MIT OR Apache-2.0
//! Registrations with pointers that lead nowhere and with counts of nothing and of everything: an error, never a crash.
//!
//! The test is a process of its own, and names each call before it makes it: a crash is a failure with a name.

mod common;

use std::ffi::c_void;
use std::ptr::{null, null_mut};

use common::process::{alone, leaves_nothing, page_size};
use common::{ring_or_skip, Ring};
use iouring_sys::*;

/// A registration of a pointer, a count or both.
type Call = fn(*mut io_uring, *mut c_void, u32) -> i32;

/// What a call looks at.
#[derive(Clone, Copy, PartialEq)]
enum Takes {
    Pointer,
    PointerAndCount,
    Count,
}

/// A row of the table: the library's function as a [`Call`].
macro_rules! call {
    ($name:ident, $takes:ident, |$ring:ident, $at:ident, $count:ident| $($argument:expr),*) => {{
        // SAFETY: the ring is set up. What the kernel makes of the other arguments is what the test asks: the library
        // itself looks at none of these pointers.
        let call: Call = |$ring, $at, $count| unsafe {
            let _ = ($ring, $at, $count);
            $name($($argument),*)
        };
        (stringify!($name), Takes::$takes, call)
    }};
}

/// Every registration that takes a pointer or a count, but for those that have tests of their own below; tests/parity tells
/// which one is missing.
#[rustfmt::skip]
fn calls() -> Vec<(&'static str, Takes, Call)> {
    vec![
        call!(io_uring_register_buffers, PointerAndCount, |r, p, n| r, p.cast(), n),
        call!(io_uring_register_buffers_tags, PointerAndCount, |r, p, n| r, p.cast(), p.cast(), n),
        call!(io_uring_register_buffers_update_tag, PointerAndCount, |r, p, n| r, 0, p.cast(), p.cast(), n),
        call!(io_uring_register_files, PointerAndCount, |r, p, n| r, p.cast(), n),
        call!(io_uring_register_files_tags, PointerAndCount, |r, p, n| r, p.cast(), p.cast(), n),
        call!(io_uring_register_files_update, PointerAndCount, |r, p, n| r, 0, p.cast(), n),
        call!(io_uring_register_files_update_tag, PointerAndCount, |r, p, n| r, 0, p.cast(), p.cast(), n),
        call!(io_uring_register_probe, PointerAndCount, |r, p, n| r, p.cast(), n),
        call!(io_uring_register_restrictions, PointerAndCount, |r, p, n| r, p.cast(), n),
        call!(io_uring_register_wait_reg, PointerAndCount, |r, p, n| r, p.cast(), n as i32),
        call!(io_uring_register_iowq_aff, PointerAndCount, |r, p, n| r, n as usize, p.cast()),
        call!(io_uring_register_iowq_max_workers, Pointer, |r, p, n| r, p.cast()),
        call!(io_uring_register_sync_cancel, Pointer, |r, p, n| r, p.cast()),
        call!(io_uring_register_sync_msg, Pointer, |r, p, n| p.cast()),
        call!(io_uring_register_napi, Pointer, |r, p, n| r, p.cast()),
        call!(io_uring_unregister_napi, Pointer, |r, p, n| r, p.cast()),
        call!(io_uring_register_ifq, Pointer, |r, p, n| r, p.cast()),
        call!(io_uring_register_zcrx_ctrl, Pointer, |r, p, n| r, p.cast()),
        call!(io_uring_register_clock, Pointer, |r, p, n| r, p.cast()),
        call!(io_uring_register_bpf_filter, Pointer, |r, p, n| r, p.cast()),
        call!(io_uring_register_bpf_filter_task, Pointer, |r, p, n| p.cast()),
        call!(io_uring_register_query, Pointer, |r, p, n| p.cast()),
        call!(io_uring_register_region, Pointer, |r, p, n| r, p.cast()),
        call!(io_uring_register_buf_ring, Pointer, |r, p, n| r, p.cast(), 0),
        call!(io_uring_register_buffers_sparse, Count, |r, p, n| r, n),
        call!(io_uring_register_files_sparse, Count, |r, p, n| r, n),
        call!(io_uring_register_file_alloc_range, Count, |r, p, n| r, n, n),
        call!(io_uring_clone_buffers_offset, Count, |r, p, n| r, r, n, n, n, n),
        call!(__io_uring_clone_buffers_offset, Count, |r, p, n| r, r, n, n, n, n),
        call!(__io_uring_clone_buffers, Count, |r, p, n| r, r, n),
        call!(io_uring_unregister_personality, Count, |r, p, n| r, n as i32),
        call!(io_uring_unregister_buf_ring, Count, |r, p, n| r, n as i32),
        call!(io_uring_register_eventfd, Count, |r, p, n| r, !n as i32),
        call!(io_uring_register_eventfd_async, Count, |r, p, n| r, !n as i32),
    ]
}

/// Memory that ends where the next page may not be touched.
struct Pages(*mut c_void, usize);

impl Pages {
    /// A page with these rights, and one with none.
    fn new(access: i32) -> Pages {
        let (size, flags) = (page_size(), libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
        // SAFETY: new memory of the test's own.
        unsafe {
            let pages = libc::mmap(null_mut(), 2 * size, libc::PROT_NONE, flags, -1, 0);
            assert_ne!(pages, libc::MAP_FAILED);
            assert_eq!(libc::mprotect(pages, size, access), 0);
            Pages(pages, size)
        }
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // SAFETY: nothing uses them any more.
        assert_eq!(unsafe { libc::munmap(self.0, 2 * self.1) }, 0);
    }
}

/// Where there is nothing, or not enough: by name.
fn bad_pointers(readable: &Pages, forbidden: &Pages) -> Vec<(&'static str, *mut c_void)> {
    let last = readable.0.cast::<u8>().wrapping_add(readable.1 - 1);
    let tail = usize::MAX - 4095;
    vec![
        ("null", null_mut()),
        ("a small number", 8 as *mut _),
        ("a small odd number", 13 as *mut _),
        ("memory that may not be touched", forbidden.0),
        ("the last byte before it", last.cast()),
        ("memory of the kernel's", tail as *mut _),
        ("the last byte of all", usize::MAX as *mut _),
    ]
}

/// What the kernel takes for no pointer at all, which is no error here: tables of empty slots, no questions, and nobody who
/// wants to know what was polled.
fn may_be_null(name: &str) -> bool {
    [
        "io_uring_register_buffers_tags",
        "io_uring_register_files_tags",
        "io_uring_register_query",
        "io_uring_unregister_napi",
    ]
    .contains(&name)
}

/// Does something with a new ring of each kind that registrations distinguish, which works as usual afterwards.
fn with_rings(test: impl Fn(*mut io_uring)) {
    let deferred = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;
    for flags in [0, IORING_SETUP_R_DISABLED, deferred] {
        let Some(mut ring) = common::ring(4, flags) else { continue };
        test(ring.ptr());
        // SAFETY: the ring is set up, and no memory but its own is named.
        assert!(flags & IORING_SETUP_R_DISABLED == 0 || unsafe { io_uring_enable_rings(ring.ptr()) } == 0);
        common::use_ring(&mut ring);
    }
}

/// An error's number, and no more than that.
fn is_error(result: i32) -> bool {
    (-4095..0).contains(&result)
}

#[test]
fn pointers_that_lead_nowhere_are_an_error() {
    alone("pointers_that_lead_nowhere_are_an_error", || {
        drop(ring_or_skip!(4));
        let (readable, forbidden) = (Pages::new(libc::PROT_READ), Pages::new(libc::PROT_NONE));
        let rows = calls().into_iter().filter(|(_, takes, _)| *takes != Takes::Count);
        leaves_nothing("registrations", || {
            for (name, takes, call) in rows {
                let counts = if takes == Takes::Pointer { &[1][..] } else { &[2, 99, i32::MAX as u32] };
                with_rings(|ring| {
                    for (place, at) in bad_pointers(&readable, &forbidden) {
                        for &count in counts {
                            println!("{name}: {place}, {count}");
                            let result = call(ring, at, count);
                            assert!(is_error(result) || at.is_null() && may_be_null(name), "{result}");
                        }
                    }
                });
            }
        });
    });
}

#[test]
fn counts_of_nothing_and_of_everything_are_an_error() {
    alone("counts_of_nothing_and_of_everything_are_an_error", || {
        drop(ring_or_skip!(4));
        // Zeros: a count that is cut would find good arguments there.
        let zeros = Pages::new(libc::PROT_READ | libc::PROT_WRITE);
        let rows = calls().into_iter().filter(|(_, takes, _)| *takes != Takes::Pointer);
        // A probe of no operations is one, and so is a range of no slots, and a ring that may do nothing at all.
        let some_take_none = [
            "io_uring_register_probe",
            "io_uring_register_file_alloc_range",
            "io_uring_register_restrictions",
        ];
        leaves_nothing("registrations", || {
            for (name, _, call) in rows {
                with_rings(|ring| {
                    for count in [u32::MAX, 1 << 31, u32::MAX - 1, 0] {
                        println!("{name}: {count}");
                        if count == 0 && some_take_none.contains(&name) {
                            continue;
                        }
                        let result = call(ring, zeros.0, count);
                        assert!(is_error(result), "{result}");
                    }
                });
            }
        });
    });
}

/// The only count of nothing that changes a ring: no rule allows anything.
#[test]
fn no_restrictions_at_all_forbid_everything() {
    let mut ring = ring_or_skip!(4, IORING_SETUP_R_DISABLED);
    let ptr = ring.ptr();
    // SAFETY: the ring is set up, and no rule is looked at.
    unsafe {
        let mut rule = io_uring_restriction::default();
        assert_eq!(io_uring_register_restrictions(ptr, &mut rule, 0), 0);
        assert_eq!(io_uring_enable_rings(ptr), 0);
        assert_eq!(io_uring_register_personality(ptr), -libc::EACCES);
    }
    ring.nop(1);
    ring.submit(1);
    assert_eq!(ring.wait().res, -libc::EACCES);
}

/// What the library itself looks at: no pointer at all is refused by it.
#[test]
fn what_the_library_looks_at_may_not_be_null() {
    alone("what_the_library_looks_at_may_not_be_null", || {
        let mut ring = ring_or_skip!(4);
        let ptr = ring.ptr();
        // SAFETY: the ring is set up, and null is what the functions are asked about.
        unsafe {
            assert_eq!(io_uring_register_buf_ring(ptr, null_mut(), 0), -libc::EINVAL);
            assert_eq!(io_uring_register_buf_ring(ptr, null_mut(), IOU_PBUF_RING_MMAP), -libc::EINVAL);
            assert_eq!(io_uring_buf_ring_head(ptr, 1, null_mut()), -libc::EINVAL);
            assert_eq!(io_uring_resize_rings(ptr, null_mut()), -libc::EINVAL);
            assert!(is_error(io_uring_free_buf_ring(ptr, null_mut(), u32::MAX, 1)), "there is no such group");
            let mut error = 0;
            for entries in [0, u32::MAX, 1 << 31] {
                assert!(io_uring_setup_buf_ring(ptr, entries, 1, 0, &mut error).is_null());
                assert_eq!(error, -libc::EINVAL, "{entries}");
            }
        }
        common::use_ring(&mut ring);
    });
}

/// Every number of an operation, with every pointer and count, by the system call of each face. Which of them the kernel
/// takes is its own affair; each returns, with a number that is none or an error's.
#[test]
fn the_system_call_takes_anything() {
    alone("the_system_call_takes_anything", || {
        drop(ring_or_skip!(4));
        let (readable, forbidden) = (Pages::new(libc::PROT_READ), Pages::new(libc::PROT_NONE));
        for operation in (0..64).chain([1 << 30, IORING_REGISTER_USE_REGISTERED_RING, u32::MAX]) {
            let ring = Ring::try_new(4, 0).expect("there was one before");
            for (place, at) in bad_pointers(&readable, &forbidden) {
                println!("operation {operation}: {place}");
                for count in [0, 1, 2, i32::MAX as u32, u32::MAX] {
                    for fd in [ring.fd(), -1, 9999] {
                        // SAFETY: no call among these uses the caller's memory after it has returned.
                        let results = unsafe {
                            [
                                io_uring_register(fd as u32, operation, at, count),
                                syscall::io_uring_register(fd as u32, operation, at, count),
                            ]
                        };
                        for result in results {
                            assert!(result >= -4095, "{result}");
                        }
                        assert!(fd != 9999 || results.into_iter().all(is_error), "{results:?}");
                    }
                }
            }
        }
    });
}

/// Questions that lead to themselves come to an end.
#[test]
fn a_question_may_follow_itself() {
    alone("a_question_may_follow_itself", || {
        let mut answer = io_uring_query_opcode::default();
        let mut question = io_uring_query_hdr {
            query_data: &raw mut answer as u64,
            query_op: IO_URING_QUERY_OPCODES,
            size: size_of::<io_uring_query_opcode>() as u32,
            ..Default::default()
        };
        // SAFETY: asks without a question, which kernels answer that have questions.
        let knows = unsafe { syscall::io_uring_register(u32::MAX, IORING_REGISTER_QUERY, null(), 0) };
        if knows != 0 {
            return common::skip_this("the kernel answers no questions");
        }
        let itself = &raw mut question;
        // SAFETY: the question is valid, and asks again and again.
        unsafe {
            (*itself).next_entry = itself as u64;
            assert!(is_error(io_uring_register_query(itself)));
        }
    });
}
