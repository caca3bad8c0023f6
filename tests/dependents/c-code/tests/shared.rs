// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rings and entries that go back and forth between C and Rust.

use dependent_c_code::*;
use iouring_sys::*;
use std::ptr::null_mut;

#[test]
fn a_ring_has_one_size() {
    // SAFETY: takes nothing.
    assert_eq!(unsafe { rings_size() }, std::mem::size_of::<io_uring>());
}

#[test]
fn the_version_is_known_to_the_build_script() {
    // SAFETY: takes nothing.
    let library = unsafe { (io_uring_major_version(), io_uring_minor_version()) };
    assert_eq!(env!("LIBURING_VERSION"), format!("{}.{}", library.0, library.1));
}

#[test]
fn c_sets_up_and_rust_submits() {
    let (mut a, mut b) = (Box::new(io_uring::default()), Box::new(io_uring::default()));
    let mut data = 0;
    // SAFETY: both rings are set up before they are used, and ended once.
    unsafe {
        assert_eq!(rings_setup(&mut *a, 8), 0);
        assert_eq!(io_uring_queue_init(8, &mut *b, 0), 0);
        // Rust takes the entry, C fills it, Rust submits, C takes the completions.
        let sqe = io_uring_get_sqe(&mut *a);
        rings_prep_message(sqe, &*b, 42, 0xfeed);
        io_uring_sqe_set_data64(sqe, 7);
        assert_eq!(io_uring_submit(&mut *a), 1);
        assert_eq!((rings_take(&mut *a, &mut data), data), (0, 7));
        assert_eq!((rings_take(&mut *b, &mut data), data), (42, 0xfeed));
        // C submits on the ring that Rust set up, and Rust takes the completion.
        assert_eq!(rings_nop(&mut *b, 9), 1);
        let mut cqe = null_mut();
        assert_eq!(ffi::io_uring_wait_cqe(&mut *b, &mut cqe), 0);
        assert_eq!(((*cqe).res, (*cqe).user_data), (0, 9));
        io_uring_cqe_seen(&mut *b, cqe);
        io_uring_queue_exit(&mut *a);
        io_uring_queue_exit(&mut *b);
    }
}
