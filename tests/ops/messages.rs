// SPDX-License-Identifier: MIT OR Apache-2.0
//! Messages to another ring, and files handed to it; `tests/msg_ring.rs` and its kin look at them more closely.

use std::os::fd::AsRawFd;

use iouring_sys::*;

use crate::common::kernel::passes_flags;
use crate::common::Ring;
use crate::harness::{on_both_faces, Dir};

/// What has arrived at a ring.
fn arrived(ring: &mut Ring) -> (u64, i32, u32) {
    let cqe = ring.wait();
    assert!(ring.peek().is_none());
    (cqe.user_data, cqe.res, cqe.flags)
}

#[test]
fn a_message_arrives_as_a_completion() {
    on_both_faces(&[IORING_OP_MSG_RING], 0, |ops| {
        let mut target = Ring::try_new(8, 0).expect("there is another one");
        assert_eq!(run!(ops, io_uring_prep_msg_ring(target.fd(), 0x1234_5678, u64::MAX - 1, 0)), 0);
        assert_eq!(arrived(&mut target), (u64::MAX - 1, 0x1234_5678, 0));
    });
}

#[test]
fn a_message_carries_flags() {
    on_both_faces(&[IORING_OP_MSG_RING], 0, |ops| {
        if !passes_flags() {
            return ops
                .skip_helpers(&["io_uring_prep_msg_ring_cqe_flags"], "flags are passed since Linux 6.3");
        }
        let mut target = Ring::try_new(8, 0).expect("there is another one");
        assert_eq!(run!(ops, io_uring_prep_msg_ring_cqe_flags(target.fd(), 7, 8, 0, 0x0102_0300)), 0);
        assert_eq!(arrived(&mut target), (8, 7, 0x0102_0300));
    });
}

/// Gives a ring slots with these files.
fn register(ring: &mut Ring, files: &[i32]) {
    // SAFETY: the ring is set up, and the descriptors are as many as is said.
    let result = unsafe { io_uring_register_files(ring.ptr(), files.as_ptr(), files.len() as u32) };
    assert_eq!(result, 0);
}

/// The file in a slot of a ring.
fn in_slot(ring: &mut Ring, slot: i32) -> [u8; 8] {
    let mut bytes = *b"........";
    let sqe = ring.sqe();
    // SAFETY: the entry is ours, and the bytes are there until the completion.
    unsafe {
        io_uring_prep_read(sqe, slot, bytes.as_mut_ptr().cast(), 8, 0);
        io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);
    }
    ring.submit(1);
    assert_eq!(ring.wait().res, 8);
    bytes
}

#[test]
fn a_file_arrives_in_a_slot() {
    // Files are passed since the Linux version that has IORING_OP_SEND_ZC.
    on_both_faces(&[IORING_OP_MSG_RING, IORING_OP_SEND_ZC], 0, |ops| {
        let dir = Dir::new();
        let file = dir.file("file", b"contents");
        let mut target = Ring::try_new(8, 0).expect("there is another one");
        register(&mut ops.ring, &[-1, file.as_raw_fd()]);
        register(&mut target, &[-1; 4]);
        assert_eq!(run!(ops, io_uring_prep_msg_ring_fd(target.fd(), 1, 2, 40, 0)), 0);
        assert_eq!(arrived(&mut target), (40, 0, 0));
        assert_eq!(&in_slot(&mut target, 2), b"contents");
        let quiet = IORING_MSG_RING_CQE_SKIP;
        assert_eq!(run!(ops, io_uring_prep_msg_ring_fd(target.fd(), 1, 0, 41, quiet)), 0);
        assert!(target.peek().is_none());
        assert_eq!(&in_slot(&mut target, 0), b"contents");
        let slot = run!(ops, io_uring_prep_msg_ring_fd_alloc(target.fd(), 1, 42, 0));
        assert!(slot == 1 || slot == 3, "{slot} is a slot that was free");
        assert_eq!(arrived(&mut target), (42, slot, 0));
        assert_eq!(&in_slot(&mut target, slot), b"contents");
        assert!(run!(ops, io_uring_prep_msg_ring_fd_alloc(target.fd(), 1, 43, quiet)) >= 0);
        assert!(target.peek().is_none());
    });
}
