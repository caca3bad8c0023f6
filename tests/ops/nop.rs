// SPDX-License-Identifier: MIT OR Apache-2.0
//! The operations that do nothing, in entries and completions of every size.

use iouring_sys::*;

use crate::harness::on_both_faces;

#[test]
fn a_nop_completes() {
    for flags in [0, IORING_SETUP_SQE128, IORING_SETUP_CQE32, IORING_SETUP_SQPOLL] {
        on_both_faces(&[IORING_OP_NOP], flags, |ops| {
            for _ in 0..40 {
                assert_eq!(run!(ops, io_uring_prep_nop()), 0);
            }
            ops.nothing_ready();
        });
    }
}

#[test]
fn a_nop_takes_the_place_of_two_entries() {
    on_both_faces(&[IORING_OP_NOP128], IORING_SETUP_SQE128, |ops| {
        assert_eq!(run!(ops, io_uring_prep_nop128()), 0);
    });
}

/// The helper that the others are made of.
#[test]
fn a_request_is_filled_by_hand() {
    on_both_faces(&[IORING_OP_READ], 0, |ops| {
        let zeros = std::fs::File::open("/dev/zero").expect("a file");
        let mut bytes = [1_u8; 8];
        let (fd, to) = (std::os::fd::AsRawFd::as_raw_fd(&zeros), bytes.as_mut_ptr().cast());
        assert_eq!(run!(ops, io_uring_prep_rw(IORING_OP_READ as i32; fd, to, 5, 0)), 5);
        assert_eq!(bytes, [0, 0, 0, 0, 0, 1, 1, 1]);
    });
}
