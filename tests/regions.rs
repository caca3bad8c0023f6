// SPDX-License-Identifier: MIT OR Apache-2.0
//! Memory that a ring shares with the kernel besides its queues, and registered waits in it.

mod common;

use std::ptr::null_mut;

use common::process::page_size;
use common::{has_or_skip, kernel, ring_or_skip, Ring, Waits};
use iouring_sys::*;

/// Whether there is anything to test.
fn regions_or_skip() -> bool {
    has_or_skip(kernel::registers(IORING_REGISTER_MEM_REGION), "no regions")
}

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
    if !regions_or_skip() {
        return;
    }
    let size = page_size() as u64;
    let mut region = io_uring_region_desc { size, ..Default::default() };
    assert_eq!(register(&mut ring, &mut region, 0), 0);
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
        if regions_or_skip() {
            assert_eq!(io_uring_register_region(ring.ptr(), &mut nowhere), -libc::EFAULT);
        }
    }
}

#[test]
fn waits_are_registered_in_whole_pages() {
    let mut waits = Waits::new();
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
    if !regions_or_skip() {
        return;
    }
    // More than one page of 4096 bytes.
    assert_eq!(register(&mut ring, first, 65), 0);
    assert_eq!(register(&mut ring, first, 4), -libc::EBUSY);
    let ts = __kernel_timespec { tv_sec: 0, tv_nsec: 1_000_000 };
    waits.0[64] = io_uring_reg_wait { ts, flags: IORING_REG_WAIT_TS, ..Default::default() };
    let mut cqe = null_mut();
    // SAFETY: the ring is set up; `cqe` is valid for writes, and the waits outlive the ring.
    unsafe {
        assert_eq!(io_uring_enable_rings(ring.ptr()), 0);
        assert_eq!(io_uring_submit_and_wait_reg(ring.ptr(), &mut cqe, 1, 64), -libc::ETIME);
    }
    drop(ring);
}
