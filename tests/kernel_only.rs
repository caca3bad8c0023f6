// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the kernel's own header has and liburing's lacks: flags of the operation that does nothing, and busy polling of
//! devices that are named.

mod common;

use std::os::fd::AsRawFd;
use std::ptr::null_mut;

use common::{has_or_skip, kernel, ring_or_skip, Ring};
use iouring_sys::*;

/// The result of a request that does nothing but what its flags say.
fn nop(ring: &mut Ring, flags: u32, fd: i32, buffer: u16) -> i32 {
    let sqe = ring.nop(1);
    // SAFETY: the entry is ours until it is submitted.
    unsafe {
        (*sqe).__bindgen_anon_3.nop_flags = flags;
        (*sqe).fd = fd;
        (*sqe).__bindgen_anon_4.buf_index = buffer;
    }
    ring.submit(1);
    ring.wait().res
}

#[test]
fn a_nop_looks_up_what_its_flags_name() {
    let mut ring = ring_or_skip!(8);
    if !has_or_skip(
        kernel::looks_up_with(0),
        "flags that look files and buffers up are there since Linux 6.13",
    ) {
        return;
    }
    let fixed = IORING_NOP_FILE | IORING_NOP_FIXED_FILE;
    assert_eq!(nop(&mut ring, IORING_NOP_FILE, -1, 0), -libc::EBADF);
    assert_eq!(nop(&mut ring, fixed, 0, 0), -libc::EBADF, "no file is registered");
    assert_eq!(nop(&mut ring, IORING_NOP_FIXED_BUFFER, -1, 0), -libc::EFAULT, "no buffer is registered");
    let file = std::fs::File::open("/dev/null").expect("a file");
    let (fd, mut memory) = (file.as_raw_fd(), [0_u8; 4096]);
    let buffer = libc::iovec { iov_base: memory.as_mut_ptr().cast(), iov_len: memory.len() };
    // SAFETY: the ring is set up, and the memory outlives it.
    unsafe {
        assert_eq!(io_uring_register_files(ring.ptr(), [fd, -1].as_ptr(), 2), 0);
        assert_eq!(io_uring_register_buffers(ring.ptr(), &buffer, 1), 0);
    }
    assert_eq!(nop(&mut ring, IORING_NOP_FILE, fd, 0), 0);
    assert_eq!(nop(&mut ring, fixed, 0, 0), 0);
    assert_eq!(nop(&mut ring, fixed, 1, 0), -libc::EBADF, "an empty slot");
    assert_eq!(nop(&mut ring, IORING_NOP_FIXED_FILE, 1, 0), 0, "nothing is looked up");
    assert_eq!(nop(&mut ring, IORING_NOP_FIXED_BUFFER, -1, 0), 0);
    assert_eq!(nop(&mut ring, IORING_NOP_FIXED_BUFFER, -1, 1), -libc::EFAULT);
}

#[test]
fn a_nop_can_complete_from_task_work() {
    let mut ring = ring_or_skip!(8, IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN);
    if !has_or_skip(
        kernel::looks_up_with(IORING_NOP_TW),
        "task work of an operation that does nothing is there since Linux 6.17",
    ) {
        return;
    }
    for (flags, at_once) in [(0, 1), (IORING_NOP_TW, 0)] {
        let sqe = ring.nop(1);
        // SAFETY: the entry is ours until it is submitted; the ring is set up.
        unsafe {
            (*sqe).__bindgen_anon_3.nop_flags = flags;
            ring.submit(1);
            assert_eq!(ring.ready(), at_once, "{flags}");
            assert!(io_uring_get_events(ring.ptr()) >= 0);
        }
        assert_eq!(ring.ready(), 1);
        assert_eq!(ring.wait().res, 0);
    }
}

/// Carries one of the operations on the polled devices out, and returns its result and the former kind of tracking.
fn napi(ring: &mut Ring, operation: u32, parameter: u32) -> (i32, u32) {
    let mut napi = io_uring_napi { busy_poll_to: 50, ..Default::default() };
    napi.__bindgen_anon_1.opcode = operation as u8;
    napi.__bindgen_anon_2.op_param = parameter;
    // SAFETY: the ring is set up, and every bit pattern is a number.
    unsafe { (io_uring_register_napi(ring.ptr(), &mut napi), napi.__bindgen_anon_2.op_param) }
}

#[test]
fn busy_polling_follows_devices_or_takes_named_ones() {
    let mut ring = ring_or_skip!(8);
    if !has_or_skip(kernel::polls_named_devices(), "named devices are there since Linux 6.13") {
        return;
    }
    let (dynamic, fixed) = (IO_URING_NAPI_TRACKING_DYNAMIC, IO_URING_NAPI_TRACKING_STATIC);
    let (register, add, delete) =
        (IO_URING_NAPI_REGISTER_OP, IO_URING_NAPI_STATIC_ADD_ID, IO_URING_NAPI_STATIC_DEL_ID);
    // More than there are CPUs, whose numbers are no ids.
    let id = 1 << 20;
    assert_eq!(napi(&mut ring, register, dynamic).0, 0);
    // The kind of tracking that was is written back where the call succeeds.
    assert_eq!(napi(&mut ring, add, id).0, -libc::EINVAL, "devices are followed");
    assert_eq!(napi(&mut ring, register, fixed), (0, dynamic));
    assert_eq!(napi(&mut ring, register, IO_URING_NAPI_TRACKING_INACTIVE).0, -libc::EINVAL);
    assert_eq!(napi(&mut ring, add, 0).0, -libc::EINVAL, "no id");
    assert_eq!(napi(&mut ring, delete, id).0, -libc::ENOENT);
    assert_eq!(napi(&mut ring, add, id), (0, fixed));
    assert_eq!(napi(&mut ring, add, id).0, -libc::EEXIST);
    assert_eq!(napi(&mut ring, delete, id), (0, fixed));
    assert_eq!(napi(&mut ring, delete + 1, id).0, -libc::EINVAL, "no operation");
    // SAFETY: the ring is set up; with null nothing is written back.
    assert_eq!(unsafe { io_uring_unregister_napi(ring.ptr(), null_mut()) }, 0);
    assert_eq!(napi(&mut ring, register, dynamic), (0, IO_URING_NAPI_TRACKING_INACTIVE));
}

/// liburing's names and the kernel's are the same bytes.
#[test]
fn both_spellings_of_napi_are_the_same_bytes() {
    let mut napi = io_uring_napi::default();
    napi.__bindgen_anon_1.opcode = IO_URING_NAPI_STATIC_DEL_ID as u8;
    napi.__bindgen_anon_2.op_param = 0x0102_0304;
    // SAFETY: every bit pattern is a number.
    unsafe {
        assert_eq!(napi.__bindgen_anon_1.pad, [2, 0, 0]);
        assert_eq!(napi.__bindgen_anon_2.resv.to_ne_bytes()[..4], 0x0102_0304_u32.to_ne_bytes());
        assert_eq!(napi.__bindgen_anon_2.resv.to_ne_bytes()[4..], [0; 4]);
    }
}
