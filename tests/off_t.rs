// SPDX-License-Identifier: MIT OR Apache-2.0
//! The C symbols that take an `off_t` take it as wide as the libc crate has it, whatever the C compiler was told: 32-bit
//! glibc has two widths.
#![allow(clippy::unnecessary_cast)] // It has 64 bits here, and 32 elsewhere.

use iouring_sys::{ffi, io_uring_prep_fadvise64, io_uring_prep_madvise64, io_uring_sqe};
use std::slice;

/// The bytes of the entry that a function leaves.
fn prepared(prepare: impl Fn(*mut io_uring_sqe)) -> Vec<u8> {
    let mut sqe = io_uring_sqe::default();
    prepare(&mut sqe);
    // SAFETY: an entry is plain data without padding, and is not changed while its bytes are copied.
    unsafe { slice::from_raw_parts((&sqe as *const io_uring_sqe).cast::<u8>(), 64) }.to_vec()
}

/// The libc crate follows the variables that `.ci/cross.sh` sets: had they no meaning any more, all of its runs would be of
/// one width.
#[cfg(all(target_env = "gnu", target_pointer_width = "32"))]
#[test]
fn the_widths_are_those_that_the_variables_ask_for() {
    let off_t = option_env!("RUST_LIBC_UNSTABLE_GNU_FILE_OFFSET_BITS");
    let time_t = option_env!("RUST_LIBC_UNSTABLE_GNU_TIME_BITS");
    if time_t == Some("64") {
        assert_eq!(8 * size_of::<libc::time_t>(), 64, "time_t");
    }
    // A wide time_t comes with a wide off_t alone.
    if [off_t, time_t].contains(&Some("64")) {
        assert_eq!(8 * size_of::<libc::off_t>(), 64, "off_t");
    }
}

#[test]
fn both_faces_take_an_off_t_of_the_same_width() {
    let lengths = [0, 1, 4096, libc::off_t::MAX, libc::off_t::MAX - 0x1234_5678, -1, libc::off_t::MIN];
    for length in lengths {
        for advice in [0, 4, i32::MAX, -1] {
            let addr = 0x1234_5000 as *mut libc::c_void;
            // SAFETY: the entry is valid for writes, and nothing is submitted.
            let fadvise = unsafe {
                [
                    prepared(|sqe| io_uring_prep_fadvise64(sqe, 3, 1 << 40, length, advice)),
                    prepared(|sqe| ffi::io_uring_prep_fadvise64(sqe, 3, 1 << 40, length, advice)),
                ]
            };
            assert_eq!(fadvise[0], fadvise[1], "fadvise64, {length}, {advice}");
            // SAFETY: as above; the address is only stored.
            let madvise = unsafe {
                [
                    prepared(|sqe| io_uring_prep_madvise64(sqe, addr, length, advice)),
                    prepared(|sqe| ffi::io_uring_prep_madvise64(sqe, addr, length, advice)),
                ]
            };
            assert_eq!(madvise[0], madvise[1], "madvise64, {length}, {advice}");
            // Where the length and the advice lie, so that equally wrong entries do not pass.
            for (entry, at) in [(&fadvise[0], 16), (&madvise[0], 8)] {
                assert_eq!(entry[at..at + 8], (length as i64).to_ne_bytes(), "{length}");
                assert_eq!(entry[28..32], advice.to_ne_bytes(), "{advice}");
            }
        }
    }
}
