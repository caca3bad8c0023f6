// SPDX-License-Identifier: MIT OR Apache-2.0
//! What can be asked: the operations that the kernel knows, and the version of the library.

mod common;

use std::ptr::{addr_of, null_mut};

use common::ring_or_skip;
use iouring_sys::*;

/// What both faces say of an operation.
///
/// # Safety
/// The probe is valid.
unsafe fn supports(probe: *const io_uring_probe, op: i32) -> i32 {
    // SAFETY: the caller's promise.
    let (rust, c) =
        unsafe { (io_uring_opcode_supported(probe, op), ffi::io_uring_opcode_supported(probe, op)) };
    assert_eq!(rust, c, "operation {op}");
    rust
}

/// The operations of a probe that the kernel marks as supported.
///
/// # Safety
/// The probe is valid.
unsafe fn supported(probe: *const io_uring_probe) -> Vec<i32> {
    // SAFETY: the caller's promise.
    (0..256).filter(|&op| unsafe { supports(probe, op) } != 0).collect()
}

#[test]
fn a_probe_lists_the_operations_of_the_kernel() {
    let mut ring = ring_or_skip!(2);
    // SAFETY: the ring is set up; the probes are freed once.
    unsafe {
        let probe = io_uring_get_probe();
        let of_ring = io_uring_get_probe_ring(ring.ptr());
        assert!(!probe.is_null() && !of_ring.is_null());
        assert!((*probe).last_op as u32 >= IORING_OP_POLL_ADD);
        assert_eq!((*probe).ops_len, (*probe).last_op + 1);
        let ops = supported(probe);
        assert_eq!(ops, supported(of_ring));
        assert!(ops.contains(&(IORING_OP_NOP as i32)) && ops.contains(&(IORING_OP_READ as i32)));
        for (op, entry) in
            (0..(*probe).ops_len).map(|op| (op, addr_of!((*probe).ops).cast::<io_uring_probe_op>()))
        {
            assert_eq!((*entry.add(op.into())).op, op);
        }
        io_uring_free_probe(probe);
        io_uring_free_probe(of_ring);
    }
}

#[test]
fn operations_outside_of_a_probe_are_not_supported() {
    let mut ring = ring_or_skip!(2);
    // SAFETY: the ring is set up; the probe is freed once.
    unsafe {
        let probe = io_uring_get_probe_ring(ring.ptr());
        let last = i32::from((*probe).last_op);
        for op in [-1, i32::MIN, last + 1, 255, 256, i32::MAX] {
            assert_eq!(supports(probe, op), 0, "operation {op}");
        }
        io_uring_free_probe(probe);
    }
}

#[test]
fn operations_beyond_the_room_of_a_probe_are_not_looked_at() {
    let mut ring = ring_or_skip!(2);
    // Behind a probe of eight operations lies what would pass for operations that are supported.
    let mut room = [0u64; 2 + 256];
    let probe: *mut io_uring_probe = room.as_mut_ptr().cast();
    // SAFETY: the ring is set up; there is room for every operation, more than the probe is told.
    unsafe {
        assert_eq!(io_uring_register_probe(ring.ptr(), probe, 8), 0);
        assert_eq!((*probe).ops_len, 8);
        assert!((*probe).last_op > 8);
        room[2 + 8..].fill(u64::MAX);
        let expected: Vec<i32> = (0..8).collect();
        assert_eq!(supported(probe), expected);
        for op in [8, 40, i32::from((*probe).last_op), 255, 256, i32::MAX] {
            assert_eq!(supports(probe, op), 0, "operation {op}");
        }
    }
}

#[test]
fn what_the_probe_does_not_list_the_kernel_refuses() {
    let mut ring = ring_or_skip!(2);
    // SAFETY: the ring is set up; the probe is freed once, and an unknown operation has no parameters.
    unsafe {
        let probe = io_uring_get_probe_ring(ring.ptr());
        let unknown = (*probe).last_op + 1;
        io_uring_free_probe(probe);
        (*ring.nop(1)).opcode = unknown;
        ring.submit(1);
        assert_eq!(ring.wait().res, -libc::EINVAL);
    }
}

#[test]
fn a_probe_has_the_room_that_is_asked_for() {
    let mut ring = ring_or_skip!(2);
    let mut room = [0u64; 64];
    let probe: *mut io_uring_probe = room.as_mut_ptr().cast();
    // SAFETY: the ring is set up; the room is enough for three operations, and those are aligned like the probe.
    unsafe {
        assert_eq!(io_uring_register_probe(ring.ptr(), probe, 3), 0);
        assert_eq!((*probe).ops_len, 3);
        assert_eq!(supported(probe).first(), Some(&0));
        // It must come as zeros, must not be larger than there are opcodes, and must be there.
        assert_eq!(io_uring_register_probe(ring.ptr(), probe, 3), -libc::EINVAL);
        room.fill(0);
        assert_eq!(io_uring_register_probe(ring.ptr(), probe, 257), -libc::EINVAL);
        assert_eq!(io_uring_register_probe(ring.ptr(), null_mut(), 3), -libc::EINVAL);
    }
}

#[test]
fn freeing_no_probe_is_harmless() {
    // SAFETY: null is no probe; errno is this thread's own.
    unsafe {
        *libc::__errno_location() = 77;
        io_uring_free_probe(null_mut());
        assert_eq!(*libc::__errno_location(), 77);
    }
}

#[test]
fn the_library_has_the_version_of_the_headers() {
    // SAFETY: plain numbers.
    unsafe {
        assert_eq!(io_uring_major_version(), IO_URING_VERSION_MAJOR);
        assert_eq!(io_uring_minor_version(), IO_URING_VERSION_MINOR);
    }
}

#[test]
fn version_checks_tell_whether_a_newer_one_is_asked_for() {
    let (major, minor) = (IO_URING_VERSION_MAJOR, IO_URING_VERSION_MINOR);
    let cases = [
        (major, minor, false),
        (major, minor - 1, false),
        (major, minor + 1, true),
        (major - 1, minor + 1, false),
        (major + 1, 0, true),
    ];
    for (major, minor, newer) in cases {
        // SAFETY: plain numbers.
        assert_eq!(unsafe { io_uring_check_version(major, minor) }, newer, "{major}.{minor}");
        assert_eq!(IO_URING_CHECK_VERSION(major, minor), newer, "{major}.{minor}");
    }
}
