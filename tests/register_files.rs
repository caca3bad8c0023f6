// SPDX-License-Identifier: MIT OR Apache-2.0
//! Registered files: tables with and without tags, empty ones, updates, ranges that the kernel chooses from, limits.

mod common;

use std::fs::File;
use std::io::Write;
use std::os::fd::AsRawFd;
use std::ptr::null;

use common::process::{alone, limits, pipe};
use common::{has_or_skip, kernel, ring_or_skip, skip_this, Ring};
use iouring_sys::*;

/// Reads from a file of the table after `text` was written to its other end. Returns the result.
fn read(ring: &mut Ring, index: i32, writer: &mut File, text: &[u8]) -> i32 {
    writer.write_all(text).expect("the pipe has room");
    let mut buffer = [0u8; 100];
    let sqe = ring.sqe();
    // SAFETY: the buffer lives until the request has completed.
    unsafe {
        io_uring_prep_read(sqe, index, buffer.as_mut_ptr().cast(), 100, 0);
        io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);
    }
    ring.submit(1);
    let cqe = ring.wait();
    if cqe.res > 0 {
        assert_eq!(&buffer[..cqe.res as usize], text);
    }
    cqe.res
}

/// Opens /dev/null into a slot of the kernel's choice. Returns the result.
fn open_somewhere(ring: &mut Ring) -> i32 {
    let sqe = ring.sqe();
    let path = c"/dev/null".as_ptr();
    // SAFETY: the path lives for ever.
    unsafe {
        io_uring_prep_openat_direct(sqe, libc::AT_FDCWD, path, libc::O_RDONLY, 0, IORING_FILE_INDEX_ALLOC)
    };
    ring.submit(1);
    ring.wait().res
}

/// Whether there are tables without files.
fn sparse_or_skip() -> bool {
    has_or_skip(kernel::has_sparse_tables(), "no sparse tables")
}

/// A tag that the ring reports.
fn tag(ring: &mut Ring) -> u64 {
    let cqe = ring.wait();
    assert_eq!(cqe.res, 0, "tag {}", cqe.user_data);
    assert!(ring.peek().is_none());
    cqe.user_data
}

#[test]
fn registered_files_are_read_from() {
    let mut ring = ring_or_skip!(8);
    let (reader, mut writer) = pipe();
    let files = [reader.as_raw_fd(), -1, writer.as_raw_fd()];
    // SAFETY: the ring is set up; a table has as many descriptors as is said, or the kernel is to refuse it.
    unsafe {
        assert_eq!(io_uring_unregister_files(ring.ptr()), -libc::ENXIO);
        assert_eq!(io_uring_register_files(ring.ptr(), files.as_ptr(), 0), -libc::EINVAL);
        assert_eq!(io_uring_register_files(ring.ptr(), null(), 1), -libc::EFAULT);
        assert_eq!(io_uring_register_files(ring.ptr(), &9999, 1), -libc::EBADF);
        let itself = ring.fd();
        assert_eq!(io_uring_register_files(ring.ptr(), &itself, 1), -libc::EBADF);

        assert_eq!(io_uring_register_files(ring.ptr(), files.as_ptr(), 3), 0);
        assert_eq!(io_uring_register_files(ring.ptr(), files.as_ptr(), 3), -libc::EBUSY);
        // The table has its own reference.
        drop(reader);
        assert_eq!(read(&mut ring, 0, &mut writer, b"hello"), 5);
        assert_eq!(read(&mut ring, 1, &mut writer, b"stays"), -libc::EBADF);
        assert_eq!(read(&mut ring, 3, &mut writer, b""), -libc::EBADF);
        assert_eq!(io_uring_unregister_files(ring.ptr()), 0);
        assert_eq!(io_uring_unregister_files(ring.ptr()), -libc::ENXIO);
    }
}

#[test]
fn updates_put_files_into_slots() {
    let mut ring = ring_or_skip!(8);
    let (reader, mut writer) = pipe();
    let fd = reader.as_raw_fd();
    // SAFETY: the ring is set up; the length that goes with the descriptors is their slice's.
    unsafe {
        let update = |ring: &mut Ring, off, files: &[i32]| {
            io_uring_register_files_update(ring.ptr(), off, files.as_ptr(), files.len() as u32)
        };
        assert_eq!(update(&mut ring, 0, &[fd]), -libc::ENXIO);
        assert_eq!(io_uring_register_files(ring.ptr(), [-1; 3].as_ptr(), 3), 0);
        assert_eq!(update(&mut ring, 1, &[fd]), 1);
        assert_eq!(read(&mut ring, 1, &mut writer, b"first"), 5);
        assert_eq!(update(&mut ring, 0, &[fd, -1, fd]), 3);
        assert_eq!(read(&mut ring, 2, &mut writer, b"last"), 4);
        // What is skipped stays.
        assert_eq!(update(&mut ring, 0, &[IORING_REGISTER_FILES_SKIP, fd, -1]), 3);
        assert_eq!(read(&mut ring, 0, &mut writer, b"skipped"), 7);
        assert_eq!(read(&mut ring, 1, &mut writer, b"again"), 5);

        assert_eq!(update(&mut ring, 0, &[]), -libc::EINVAL);
        assert_eq!(update(&mut ring, 1, &[fd; 3]), -libc::EINVAL);
        assert_eq!(update(&mut ring, u32::MAX, &[fd; 2]), -libc::EOVERFLOW);
        assert_eq!(update(&mut ring, 0, &[9999]), -libc::EBADF);
        // The count tells how far it came.
        assert_eq!(update(&mut ring, 0, &[fd, 9999, fd]), 1);
        assert_eq!(io_uring_unregister_files(ring.ptr()), 0);
    }
}

#[test]
fn tags_tell_when_files_are_let_go() {
    let mut ring = ring_or_skip!(8);
    if !kernel::has_features(IORING_FEAT_RSRC_TAGS) {
        return skip_this("no tags");
    }
    let (reader, mut writer) = pipe();
    let files = [reader.as_raw_fd(); 2];
    // SAFETY: the ring is set up; there are two files and two tags, as is said.
    unsafe {
        assert_eq!(io_uring_register_files_tags(ring.ptr(), files.as_ptr(), [81, 0].as_ptr(), 2), 0);
        assert_eq!(read(&mut ring, 0, &mut writer, b"tagged"), 6);
        assert_eq!(io_uring_unregister_files(ring.ptr()), 0);
        // Reported since the kernel keeps tags with each file (after 6.12), before not at all.
        assert_eq!(ring.peek().map_or(81, |cqe| cqe.user_data), 81);

        assert_eq!(io_uring_register_files_tags(ring.ptr(), files.as_ptr(), null(), 2), 0);
        let update = |ring: &mut Ring, file: i32, tag| {
            let tags = [tag];
            let tags = if tag == 0 { null() } else { tags.as_ptr() };
            io_uring_register_files_update_tag(ring.ptr(), 1, &file, tags, 1)
        };
        assert_eq!(update(&mut ring, files[0], 82), 1);
        assert!(ring.peek().is_none(), "what it replaced had no tag");
        assert_eq!(update(&mut ring, files[0], 83), 1);
        assert_eq!(tag(&mut ring), 82);
        assert_eq!(update(&mut ring, -1, 84), -libc::EINVAL);
        assert_eq!(update(&mut ring, -1, 0), 1);
        assert_eq!(tag(&mut ring), 83);
        assert_eq!(io_uring_unregister_files(ring.ptr()), 0);
        assert!(ring.peek().is_none());
    }
}

#[test]
fn the_kernel_chooses_slots_from_a_range() {
    let mut ring = ring_or_skip!(8);
    // SAFETY: the ring is set up; a range is two numbers.
    unsafe {
        let range = |ring: &mut Ring, off, len| io_uring_register_file_alloc_range(ring.ptr(), off, len);
        assert_eq!(range(&mut ring, 0, 1), -libc::EINVAL);
        if !sparse_or_skip() {
            return;
        }
        assert_eq!(io_uring_register_files_sparse(ring.ptr(), 4), 0);
        assert_eq!(io_uring_register_files_sparse(ring.ptr(), 4), -libc::EBUSY);
        if !has_or_skip(kernel::registers(IORING_REGISTER_FILE_ALLOC_RANGE), "no ranges") {
            return;
        }
        assert_eq!(range(&mut ring, 1, 2), 0);
        assert_eq!([0; 3].map(|_| open_somewhere(&mut ring)), [1, 2, -libc::ENFILE]);
        assert_eq!(range(&mut ring, 3, 1), 0);
        assert_eq!(open_somewhere(&mut ring), 3);
        assert_eq!(range(&mut ring, 0, 0), 0);
        assert_eq!(open_somewhere(&mut ring), -libc::ENFILE);
        assert_eq!(range(&mut ring, 1, 4), -libc::EINVAL);
        assert_eq!(range(&mut ring, u32::MAX, 2), -libc::EOVERFLOW);
        assert_eq!(io_uring_unregister_files(ring.ptr()), 0);
        assert_eq!(range(&mut ring, 0, 1), -libc::EINVAL);
    }
}

#[test]
fn sizes_of_sparse_tables_have_limits() {
    let mut ring = ring_or_skip!(8);
    // SAFETY: the ring is set up; a table of empty slots needs no descriptors of the test's.
    unsafe {
        if !sparse_or_skip() {
            return;
        }
        assert_eq!(io_uring_register_files_sparse(ring.ptr(), 1), 0);
        assert_eq!(io_uring_unregister_files(ring.ptr()), 0);
        assert_eq!(io_uring_register_files_sparse(ring.ptr(), 0), -libc::EINVAL);
        assert_eq!(io_uring_register_files_sparse(ring.ptr(), (1 << 20) + 1), -libc::EMFILE);
    }
}

/// Sets the limits of descriptors.
fn set_limits(soft: libc::rlim_t, hard: libc::rlim_t) {
    let limits = libc::rlimit { rlim_cur: soft, rlim_max: hard };
    // SAFETY: the limits are valid.
    assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &limits) }, 0);
}

/// The soft limit of descriptors.
fn soft_limit() -> libc::rlim_t {
    limits(libc::RLIMIT_NOFILE).0
}

#[test]
fn the_soft_limit_of_descriptors_is_raised_for_a_table() {
    alone("the_soft_limit_of_descriptors_is_raised_for_a_table", || {
        let mut ring = ring_or_skip!(8);
        if limits(libc::RLIMIT_NOFILE).1 < 1000 {
            return skip_this(kernel::NO_DESCRIPTORS);
        }
        set_limits(64, 1000);
        let files = [0; 200];
        // SAFETY: the ring is set up; errno is this thread's own.
        unsafe {
            *libc::__errno_location() = 77;
            assert_eq!(io_uring_register_files(ring.ptr(), files.as_ptr(), 200), 0);
            assert_eq!(*libc::__errno_location(), 77);
            assert_eq!(soft_limit(), 264);
            assert_eq!(io_uring_unregister_files(ring.ptr()), 0);

            set_limits(64, 1000);
            if kernel::has_features(IORING_FEAT_RSRC_TAGS) {
                assert_eq!(io_uring_register_files_tags(ring.ptr(), files.as_ptr(), null(), 200), 0);
                assert_eq!(soft_limit(), 264);
                assert_eq!(io_uring_unregister_files(ring.ptr()), 0);
            }
            set_limits(64, 1000);
            if !sparse_or_skip() {
                return;
            }
            let sparse = io_uring_register_files_sparse(ring.ptr(), 1000);
            assert_eq!((sparse, soft_limit()), (0, 1000), "up to the hard limit");
            assert_eq!(io_uring_unregister_files(ring.ptr()), 0);
            set_limits(64, 1000);
            assert_eq!(io_uring_register_files_sparse(ring.ptr(), 1001), -libc::EMFILE);
            assert_eq!(soft_limit(), 64, "what cannot help is not tried");
            assert_eq!(io_uring_register_files_sparse(ring.ptr(), 64), 0);
            assert_eq!(soft_limit(), 64, "what is not needed is not done");
        }
    });
}
