// SPDX-License-Identifier: MIT OR Apache-2.0
//! The types of the libc crate: where it has one, the functions take that one, on both faces and without a cast.

mod common;

use std::ffi::CString;
use std::mem::MaybeUninit;
use std::{fs, ptr};

use common::{ring_or_skip, Ring};

/// A file of seven bytes that goes with its owner.
struct SevenBytes(CString);

impl SevenBytes {
    fn new(name: &str) -> SevenBytes {
        let path = format!("{}/{name}-{}", env!("CARGO_TARGET_TMPDIR"), std::process::id());
        fs::write(&path, b"seven B").expect("the target folder can be written");
        SevenBytes(CString::new(path).expect("no NUL in the path"))
    }
}

impl Drop for SevenBytes {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.0.to_str().expect("the path was UTF-8"));
    }
}

/// Submits the entry that was prepared, and returns the result of its completion.
fn result_of(ring: &mut Ring) -> i32 {
    let mut cqe = ptr::null_mut();
    // SAFETY: the ring is set up, and the CQE is read before it is given back.
    unsafe {
        assert_eq!(iouring_sys::io_uring_submit(ring.ptr()), 1);
        assert_eq!(iouring_sys::io_uring_wait_cqe(ring.ptr(), &mut cqe), 0);
        let res = (*cqe).res;
        iouring_sys::io_uring_cqe_seen(ring.ptr(), cqe);
        res
    }
}

#[cfg(target_env = "gnu")]
#[test]
fn a_statx_of_the_libc_crate_is_taken() {
    let mut ring = ring_or_skip!(2);
    let file = SevenBytes::new("statx");
    for prepare in [prepare_statx, prepare_statx_by_symbol] {
        // SAFETY: all zero is a value of this struct.
        let mut info: libc::statx = unsafe { MaybeUninit::zeroed().assume_init() };
        prepare(&mut ring, &file, &mut info);
        assert_eq!(result_of(&mut ring), 0);
        assert_eq!(info.stx_size, 7);
        let time: iouring_sys::statx_timestamp = info.stx_mtime;
        assert!(time.tv_sec > 0);
    }
}

#[cfg(target_env = "gnu")]
fn prepare_statx(ring: &mut Ring, file: &SevenBytes, info: &mut libc::statx) {
    // SAFETY: the caller waits for the completion while file and result are alive.
    unsafe {
        iouring_sys::io_uring_prep_statx(ring.sqe(), -1, file.0.as_ptr(), 0, libc::STATX_BASIC_STATS, info)
    }
}

#[cfg(target_env = "gnu")]
fn prepare_statx_by_symbol(ring: &mut Ring, file: &SevenBytes, info: &mut libc::statx) {
    let sqe = ring.sqe();
    // SAFETY: as above.
    unsafe {
        iouring_sys::ffi::io_uring_prep_statx(sqe, -1, file.0.as_ptr(), 0, libc::STATX_BASIC_STATS, info)
    }
}

/// The libc crate has none for some of these targets, or keeps fields of it private: the crate's own has `Default`.
#[cfg(not(target_env = "gnu"))]
#[test]
fn statx_is_the_crates_own_without_glibc() {
    let info = iouring_sys::statx::default();
    assert_eq!((info.stx_mtime.tv_nsec, info.stx_dio_offset_align), (0, 0));
}

#[test]
fn an_open_how_of_the_libc_crate_is_taken() {
    let mut ring = ring_or_skip!(2);
    let file = SevenBytes::new("open_how");
    // SAFETY: all zero is a value of this struct, which grows at its end.
    let mut how: iouring_sys::open_how = unsafe { MaybeUninit::<libc::open_how>::zeroed().assume_init() };
    how.flags = libc::O_CLOEXEC as u64;
    let sqe = ring.sqe();
    // SAFETY: the entry is submitted and has completed before `how` and `file` go.
    unsafe { iouring_sys::io_uring_prep_openat2(sqe, -1, file.0.as_ptr(), &how) };
    let by_root = result_of(&mut ring);
    let sqe = ring.sqe();
    // SAFETY: as above.
    unsafe { iouring_sys::ffi::io_uring_prep_openat2(sqe, -1, file.0.as_ptr(), &how) };
    let by_symbol = result_of(&mut ring);
    assert!(by_root >= 0 && by_symbol >= 0, "{by_root} {by_symbol}");
    for fd in [by_root, by_symbol] {
        // SAFETY: the descriptor was just opened for this test.
        unsafe { libc::close(fd) };
    }
}

/// The struct is packed on its own, but no entry of a queue has it at an odd address: it is written as any other field.
#[test]
fn the_packed_union_of_an_entry_is_aligned_in_it() {
    use iouring_sys::io_uring_sqe;
    let entry = io_uring_sqe::default();
    assert_eq!(align_of_val(&entry.__bindgen_anon_4), 1);
    assert_eq!(std::mem::offset_of!(io_uring_sqe, __bindgen_anon_4) % align_of::<u16>(), 0);
    assert_eq!(align_of::<io_uring_sqe>() % align_of::<u16>(), 0);
}

const MASK: i32 = iouring_sys::io_uring_buf_ring_mask(8);
const SQE_SHIFT: u32 = iouring_sys::io_uring_sqe_shift_from_flags(iouring_sys::IORING_SETUP_SQE128);
const CQE_SHIFT: u32 = iouring_sys::io_uring_cqe_shift_from_flags(iouring_sys::IORING_SETUP_CQE32);

#[test]
fn what_only_computes_is_safe_const_and_the_same_on_both_faces() {
    assert_eq!((MASK, SQE_SHIFT, CQE_SHIFT), (7, 1, 1));
    for number in (0..32).map(|bit| 1 << bit).chain([0, u32::MAX]) {
        // SAFETY: these C functions take numbers only.
        let by_symbol = unsafe {
            (
                iouring_sys::ffi::io_uring_buf_ring_mask(number),
                iouring_sys::ffi::io_uring_sqe_shift_from_flags(number),
                iouring_sys::ffi::io_uring_cqe_shift_from_flags(number),
            )
        };
        let by_root = (
            iouring_sys::io_uring_buf_ring_mask(number),
            iouring_sys::io_uring_sqe_shift_from_flags(number),
            iouring_sys::io_uring_cqe_shift_from_flags(number),
        );
        assert_eq!(by_root, by_symbol, "{number:#x}");
    }
}
