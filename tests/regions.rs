// SPDX-License-Identifier: MIT OR Apache-2.0
//! Memory that a ring shares with the kernel besides its queues, registered waits in it, and queues of another size.

mod common;

use std::ptr::null_mut;

use common::process::{alone, leaves_nothing, limit, page_size};
use common::{ring_or_skip, skip, skip_this, Ring};
use iouring_sys::*;

const DEFERRED: u32 = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;

/// Registers a region. Returns the result.
fn register(ring: &mut Ring, region: &mut io_uring_region_desc, flags: u64) -> i32 {
    let mut reg =
        io_uring_mem_region_reg { region_uptr: region as *mut _ as u64, flags, ..Default::default() };
    // SAFETY: the ring is set up, and the arguments are valid.
    unsafe { io_uring_register_region(ring.ptr(), &mut reg) }
}

#[test]
fn a_region_of_the_kernels_can_be_mapped() {
    let mut ring = ring_or_skip!(4);
    let size = page_size() as u64;
    let mut region = io_uring_region_desc { size, ..Default::default() };
    if register(&mut ring, &mut region, 0) == -libc::EINVAL {
        return skip_this("no regions");
    }
    // SAFETY: the mapping is new, of that size, and unmapped once.
    unsafe {
        let access = libc::PROT_READ | libc::PROT_WRITE;
        let offset = region.mmap_offset as libc::off_t;
        let memory = libc::mmap(null_mut(), size as usize, access, libc::MAP_SHARED, ring.fd(), offset);
        assert_ne!(memory, libc::MAP_FAILED);
        memory.cast::<u64>().write(7);
        assert_eq!(libc::munmap(memory, size as usize), 0);
    }
    let mut again = io_uring_region_desc { size, ..Default::default() };
    assert_eq!(register(&mut ring, &mut again, 0), -libc::EBUSY);
}

#[test]
fn bad_regions_are_refused() {
    let mut ring = ring_or_skip!(4);
    let size = page_size() as u64;
    let mut good = io_uring_region_desc { size, ..Default::default() };
    let mut odd = io_uring_region_desc { size: 100, ..Default::default() };
    assert_eq!(register(&mut ring, &mut odd, 0), -libc::EINVAL);
    // Waits are registered before the ring is enabled.
    assert_eq!(register(&mut ring, &mut good, IORING_MEM_REGION_REG_WAIT_ARG.into()), -libc::EINVAL);
    // SAFETY: the ring is set up; the kernel is to refuse the address.
    unsafe {
        assert_eq!(io_uring_register_region(ring.ptr(), null_mut()), -libc::EINVAL);
        let mut nowhere = io_uring_mem_region_reg { region_uptr: 8, ..Default::default() };
        let result = io_uring_register_region(ring.ptr(), &mut nowhere);
        if result == -libc::EINVAL {
            return skip_this("no regions");
        }
        assert_eq!(result, -libc::EFAULT);
    }
}

/// Whole pages for registered waits.
#[repr(C, align(65536))]
struct Waits([io_uring_reg_wait; 1024]);

#[test]
fn waits_are_registered_in_whole_pages() {
    let mut waits = Box::new(Waits([io_uring_reg_wait::default(); 1024]));
    let mut ring = ring_or_skip!(4, IORING_SETUP_R_DISABLED);
    let first = waits.0.as_mut_ptr();
    let register = |ring: &mut Ring, at: *mut io_uring_reg_wait, nr| {
        // SAFETY: the ring is set up, and ends before the waits, which the kernel may write to.
        unsafe { io_uring_register_wait_reg(ring.ptr(), at, nr) }
    };
    assert_eq!(register(&mut ring, first, 0), -libc::EINVAL);
    assert_eq!(register(&mut ring, first, -1), -libc::EINVAL);
    assert_eq!(register(&mut ring, first.wrapping_add(1), 4), -libc::EINVAL);
    let mut enabled = ring_or_skip!(4);
    assert_eq!(register(&mut enabled, first, 4), -libc::EINVAL);
    // More than one page of 4096 bytes.
    if register(&mut ring, first, 65) == -libc::EINVAL {
        return skip_this("no registered waits");
    }
    assert_eq!(register(&mut ring, first, 4), -libc::EBUSY);
    let ts = __kernel_timespec { tv_sec: 0, tv_nsec: 1_000_000 };
    waits.0[64] = io_uring_reg_wait { ts, flags: IORING_REG_WAIT_TS, ..Default::default() };
    let mut cqe = null_mut();
    // SAFETY: the ring is set up.
    unsafe {
        assert_eq!(io_uring_enable_rings(ring.ptr()), 0);
        assert_eq!(io_uring_submit_and_wait_reg(ring.ptr(), &mut cqe, 1, 64), -libc::ETIME);
    }
    drop(ring);
}

/// Resizes a ring. Returns the result.
fn resize(ring: &mut Ring, params: io_uring_params) -> i32 {
    let mut params = params;
    // SAFETY: the ring is set up, and the parameters are valid.
    unsafe { io_uring_resize_rings(ring.ptr(), &mut params) }
}

fn entries(sq_entries: u32) -> io_uring_params {
    io_uring_params { sq_entries, ..Default::default() }
}

/// Entries of both queues.
fn sizes(ring: &mut Ring) -> (u32, u32) {
    // SAFETY: the ring is set up.
    unsafe { ((*ring.ptr()).sq.ring_entries, (*ring.ptr()).cq.ring_entries) }
}

/// Takes entries for requests that do nothing, with these data.
fn fill(ring: &mut Ring, data: std::ops::Range<u64>) {
    for data in data {
        ring.nop(data);
    }
}

/// Takes the completions of such requests, in this order.
fn take(ring: &mut Ring, data: std::ops::Range<u64>) {
    for data in data {
        let cqe = ring.wait();
        assert_eq!((cqe.user_data, cqe.res), (data, 0));
    }
}

/// Submits what was taken, which must be that many, and has deferred work run.
fn submit(ring: &mut Ring, expected: i32) {
    // SAFETY: the ring is set up.
    assert_eq!(unsafe { io_uring_submit_and_get_events(ring.ptr()) }, expected);
}

/// A ring that can be resized, with its heads in the middle.
fn resizable(extra: u32) -> Option<Ring> {
    let Ok(mut ring) = Ring::try_new(8, DEFERRED | extra) else {
        skip_this("no deferred work");
        return None;
    };
    // Asked without the library; a kernel that knows the call looks at the address.
    // SAFETY: nothing is at that address, and nothing is read from it.
    let known = unsafe {
        syscall::io_uring_register(ring.fd() as u32, IORING_REGISTER_RESIZE_RINGS, 8 as *const _, 1)
    };
    if known == -libc::EINVAL {
        skip_this("rings keep their sizes");
        return None;
    }
    for data in 0..13 {
        fill(&mut ring, data..data + 1);
        submit(&mut ring, 1);
        take(&mut ring, data..data + 1);
    }
    Some(ring)
}

#[test]
fn resizing_loses_nothing() {
    for extra in [0, IORING_SETUP_SQE128, IORING_SETUP_CQE32, IORING_SETUP_SQE128 | IORING_SETUP_CQE32] {
        let Some(mut ring) = resizable(extra) else { return };
        // Five completions that nobody took, seven requests that nobody submitted.
        fill(&mut ring, 0..5);
        submit(&mut ring, 5);
        fill(&mut ring, 5..12);
        let larger = io_uring_params { flags: IORING_SETUP_CQSIZE, cq_entries: 256, ..entries(64) };
        assert_eq!(resize(&mut ring, larger), 0);
        assert_eq!(sizes(&mut ring), (64, 256));
        assert_eq!(ring.ready(), 5);
        fill(&mut ring, 12..60);
        submit(&mut ring, 55);
        take(&mut ring, 0..60);

        // Smaller again, with some of the completions.
        fill(&mut ring, 0..20);
        submit(&mut ring, 20);
        assert_eq!(resize(&mut ring, entries(4)), -libc::EOVERFLOW, "8 do not hold 20");
        assert_eq!((sizes(&mut ring), ring.ready()), ((64, 256), 20));
        take(&mut ring, 0..16);
        assert_eq!(resize(&mut ring, entries(3)), 0);
        assert_eq!((sizes(&mut ring), ring.ready()), ((4, 8), 4));
        take(&mut ring, 16..20);
        fill(&mut ring, 0..4);
        submit(&mut ring, 4);
        take(&mut ring, 0..4);
    }
}

#[test]
fn a_resize_that_is_refused_changes_nothing() {
    let Some(mut ring) = resizable(0) else { return };
    fill(&mut ring, 0..7);
    let refused = [
        (entries(4), -libc::EOVERFLOW),
        (entries(0), -libc::EINVAL),
        (entries(1 << 20), -libc::EINVAL),
        (io_uring_params { flags: IORING_SETUP_SQPOLL, ..entries(16) }, -libc::EINVAL),
    ];
    for (params, expected) in refused {
        assert_eq!(resize(&mut ring, params), expected, "{params:?}");
        assert_eq!(sizes(&mut ring), (8, 16));
    }
    submit(&mut ring, 7);
    take(&mut ring, 0..7);
}

#[test]
fn rings_that_cannot_be_resized_say_so() {
    let mut plain = ring_or_skip!(8);
    assert_eq!(resize(&mut plain, entries(16)), -libc::EINVAL);
    let Some(mut ring) = resizable(0) else { return };
    assert_eq!(resize(&mut ring, io_uring_params { flags: IORING_SETUP_CLAMP, ..entries(1 << 20) }), 0);
    assert_eq!(sizes(&mut ring), (32768, 65536));
    // SAFETY: the ring is set up.
    unsafe {
        assert_eq!(io_uring_register_ring_fd(ring.ptr()), 1);
        assert_eq!(resize(&mut ring, entries(8)), 0);
        assert_eq!(io_uring_close_ring_fd(ring.ptr()), 1);
    }
    assert_eq!(resize(&mut ring, entries(16)), -libc::EBADF);
    ring.nop(1);
    submit(&mut ring, 1);
    assert_eq!(ring.wait().user_data, 1);
    if let Ok(mut ring) = Ring::try_new(4, DEFERRED | IORING_SETUP_NO_MMAP) {
        assert_eq!(resize(&mut ring, entries(16)), -libc::EINVAL);
    }
}

#[test]
fn resizing_leaves_no_mappings() {
    alone("resizing_leaves_no_mappings", || {
        drop(ring_or_skip!(1));
        leaves_nothing("resizing", || {
            let Some(mut ring) = resizable(0) else { return };
            for round in 0..20 {
                assert_eq!(resize(&mut ring, entries(8 << (round % 5))), 0);
            }
        });
    });
}

#[test]
fn a_ring_whose_new_queues_cannot_be_mapped_still_ends() {
    alone("a_ring_whose_new_queues_cannot_be_mapped_still_ends", || {
        drop(ring_or_skip!(1));
        leaves_nothing("a resize without memory", || {
            let Some(mut ring) = resizable(0) else { return };
            let statm = std::fs::read_to_string("/proc/self/statm").expect("/proc is mounted");
            let pages: u64 = statm.split(' ').next().and_then(|pages| pages.parse().ok()).expect("pages");
            let old = limit(libc::RLIMIT_AS, ((pages + 64) * page_size() as u64) as libc::rlim_t);
            let result = resize(&mut ring, entries(32768));
            limit(libc::RLIMIT_AS, old);
            if result == 0 {
                skip("a_ring_whose_new_queues_cannot_be_mapped_still_ends", "the limit does not hold");
            } else {
                assert_eq!(result, -libc::ENOMEM);
            }
        });
    });
}
