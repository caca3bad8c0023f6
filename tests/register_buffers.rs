// SPDX-License-Identifier: MIT OR Apache-2.0
//! Registered buffers: tables with and without tags, empty ones, updates, and tables that rings share.

mod common;

use std::fs::File;
use std::io::Write;
use std::os::fd::AsRawFd;
use std::ptr::{null, null_mut};

use common::process::pipe;
use common::{has_or_skip, kernel, ring, ring_or_skip, skip_this, Ring};
use iouring_sys::*;
use libc::iovec;

/// Two buffers of a page each, and a pipe to fill them from.
struct Fixture {
    memory: Box<[[u8; 4096]; 2]>,
    reader: File,
    writer: File,
}

impl Fixture {
    fn new() -> Fixture {
        let (reader, writer) = pipe();
        Fixture { memory: Box::new([[0; 4096]; 2]), reader, writer }
    }

    /// Both buffers.
    fn iovecs(&mut self) -> [iovec; 2] {
        [0, 1].map(|at| iovec { iov_base: self.memory[at].as_mut_ptr().cast(), iov_len: 4096 })
    }

    /// Reads into a registered buffer of the ring, which is `at` in our memory. Returns the result.
    fn read(&mut self, ring: &mut Ring, at: usize, index: i32, text: &[u8]) -> i32 {
        self.memory[at].fill(0);
        self.writer.write_all(text).expect("the pipe has room");
        let sqe = ring.sqe();
        let buffer = self.memory[at].as_mut_ptr();
        // SAFETY: the buffer lives until the request has completed.
        unsafe {
            io_uring_prep_read_fixed(sqe, self.reader.as_raw_fd(), buffer.cast(), 100, 0, index);
            io_uring_sqe_set_data64(sqe, 5);
        }
        ring.submit(1);
        let cqe = ring.wait();
        assert_eq!(cqe.user_data, 5);
        if cqe.res < 0 {
            // What was not read is in the way of the next.
            let mut rest = vec![0; text.len()];
            std::io::Read::read_exact(&mut self.reader, &mut rest).expect("it is still there");
        } else {
            assert_eq!(&self.memory[at][..text.len()], text);
        }
        cqe.res
    }
}

/// The tags that a ring has reported, in order of their size.
fn tags(ring: &mut Ring) -> Vec<u64> {
    let mut tags: Vec<_> = std::iter::from_fn(|| ring.peek())
        .map(|cqe| {
            assert_eq!(cqe.res, 0, "tag {}", cqe.user_data);
            cqe.user_data
        })
        .collect();
    tags.sort();
    tags
}

/// Lets a table go. Its tags are reported since the kernel keeps them with each buffer (after 6.12), before not at all.
fn unregister(ring: &mut Ring, expected: &[u64]) {
    // SAFETY: the ring is set up, and no memory but its own is named.
    assert_eq!(unsafe { io_uring_unregister_buffers(ring.ptr()) }, 0);
    let tags = tags(ring);
    assert!(tags.is_empty() || tags == expected, "{tags:?} instead of {expected:?}");
}

#[test]
fn registered_buffers_are_read_into() {
    let (mut fixture, mut ring) = (Fixture::new(), ring_or_skip!(8));
    let buffers = fixture.iovecs();
    // SAFETY: the ring is set up; the buffers outlive their registration.
    unsafe {
        assert_eq!(io_uring_unregister_buffers(ring.ptr()), -libc::ENXIO);
        assert_eq!(io_uring_register_buffers(ring.ptr(), buffers.as_ptr(), 0), -libc::EINVAL);
        assert_eq!(io_uring_register_buffers(ring.ptr(), null(), 1), -libc::EFAULT);
        let many = vec![buffers[0]; 16385];
        assert_eq!(io_uring_register_buffers(ring.ptr(), many.as_ptr(), 16385), -libc::EINVAL);
        let nowhere = iovec { iov_base: 8 as *mut _, iov_len: 100 };
        assert_eq!(io_uring_register_buffers(ring.ptr(), &nowhere, 1), -libc::EFAULT);

        assert_eq!(common::patiently(|| io_uring_register_buffers(ring.ptr(), buffers.as_ptr(), 2)), 0);
        assert_eq!(io_uring_register_buffers(ring.ptr(), buffers.as_ptr(), 2), -libc::EBUSY);
        assert_eq!(fixture.read(&mut ring, 1, 1, b"hello"), 5);
        assert_eq!(fixture.read(&mut ring, 1, 0, b"other buffer"), -libc::EFAULT);
        assert_eq!(fixture.read(&mut ring, 1, 2, b"no buffer"), -libc::EFAULT);
        assert_eq!(io_uring_unregister_buffers(ring.ptr()), 0);
        assert_eq!(io_uring_unregister_buffers(ring.ptr()), -libc::ENXIO);
    }
}

#[test]
fn tags_tell_when_buffers_are_let_go() {
    let (mut fixture, mut ring) = (Fixture::new(), ring_or_skip!(8));
    let buffers = fixture.iovecs();
    if !kernel::has_features(IORING_FEAT_RSRC_TAGS) {
        return skip_this("no tags");
    }
    // SAFETY: the ring is set up; the buffers outlive their registration.
    unsafe {
        assert_eq!(
            common::patiently(|| io_uring_register_buffers_tags(
                ring.ptr(),
                buffers.as_ptr(),
                [71, 72].as_ptr(),
                2
            )),
            0
        );
        assert_eq!(fixture.read(&mut ring, 0, 0, b"tagged"), 6);
        unregister(&mut ring, &[71, 72]);
        // No tags, and a tag on what is not there.
        assert_eq!(
            common::patiently(|| io_uring_register_buffers_tags(ring.ptr(), buffers.as_ptr(), null(), 2)),
            0
        );
        assert_eq!(io_uring_unregister_buffers(ring.ptr()), 0);
        let empty = iovec { iov_base: null_mut(), iov_len: 0 };
        assert_eq!(io_uring_register_buffers_tags(ring.ptr(), &empty, &71, 1), -libc::EINVAL);
        assert!(ring.peek().is_none());
    }
}

#[test]
fn a_sparse_table_is_filled_by_updates() {
    let (mut fixture, mut ring) = (Fixture::new(), ring_or_skip!(8));
    let buffers = fixture.iovecs();
    // SAFETY: the ring is set up; the buffers outlive their registration.
    unsafe {
        let update = |ring: &mut Ring, off, buffers: &[iovec], tags: *const u64| {
            io_uring_register_buffers_update_tag(
                ring.ptr(),
                off,
                buffers.as_ptr(),
                tags,
                buffers.len() as u32,
            )
        };
        if !has_or_skip(kernel::has_sparse_tables(), "no sparse tables") {
            return;
        }
        assert_eq!(common::patiently(|| io_uring_register_buffers_sparse(ring.ptr(), 4)), 0);
        assert_eq!(io_uring_register_buffers_sparse(ring.ptr(), 4), -libc::EBUSY);
        assert_eq!(fixture.read(&mut ring, 0, 2, b"empty"), -libc::EFAULT);
        assert_eq!(update(&mut ring, 1, &buffers, [71, 72].as_ptr()), 2);
        assert_eq!(fixture.read(&mut ring, 1, 2, b"filled"), 6);
        // Over the end, over the end of the numbers.
        assert_eq!(update(&mut ring, 3, &buffers, null()), -libc::EINVAL);
        assert_eq!(update(&mut ring, u32::MAX, &buffers, null()), -libc::EOVERFLOW);

        let empty = iovec { iov_base: null_mut(), iov_len: 0 };
        assert_eq!(update(&mut ring, 1, &[empty], null()), 1);
        // Older kernels take a while.
        assert_eq!(ring.wait().user_data, 71);
        // The count tells how far it came.
        let nowhere = iovec { iov_base: 8 as *mut _, iov_len: 100 };
        assert_eq!(update(&mut ring, 0, &[buffers[0], nowhere], null()), 1);
        assert_eq!(update(&mut ring, 0, &[nowhere], null()), -libc::EFAULT);
        unregister(&mut ring, &[72]);
        assert_eq!(update(&mut ring, 0, &buffers, null()), -libc::ENXIO);
        assert_eq!(io_uring_register_buffers_sparse(ring.ptr(), 0), -libc::EINVAL);
    }
}

/// Two rings, the first with two registered buffers, if this kernel can copy tables of buffers.
fn rings_to_clone(fixture: &mut Fixture) -> Option<(Ring, Ring)> {
    let (mut source, mut target) = (ring(8, 0)?, ring(8, 0)?);
    if !has_or_skip(kernel::registers(IORING_REGISTER_CLONE_BUFFERS), "tables of buffers are not copied") {
        return None;
    }
    // SAFETY: the rings are set up; the buffers outlive their registration.
    unsafe {
        assert_eq!(
            common::patiently(|| io_uring_register_buffers(source.ptr(), fixture.iovecs().as_ptr(), 2)),
            0
        );
        assert_eq!(common::patiently(|| io_uring_clone_buffers(target.ptr(), source.ptr())), 0);
        assert_eq!(io_uring_unregister_buffers(target.ptr()), 0);
    }
    Some((source, target))
}

/// Whether parts of tables are copied, and what is there is replaced.
fn parts_or_skip() -> bool {
    has_or_skip(kernel::clones_parts(), "no parts of tables are copied")
}

#[test]
fn a_clone_outlives_the_original() {
    let mut fixture = Fixture::new();
    let Some((mut source, mut target)) = rings_to_clone(&mut fixture) else { return };
    // SAFETY: the rings are set up.
    unsafe {
        assert_eq!(__io_uring_clone_buffers(target.ptr(), source.ptr(), 1 << 3), -libc::EINVAL);
        assert_eq!(common::patiently(|| io_uring_clone_buffers(target.ptr(), source.ptr())), 0);
        assert_eq!(io_uring_clone_buffers(target.ptr(), source.ptr()), -libc::EBUSY);
        assert_eq!(io_uring_unregister_buffers(source.ptr()), 0);
        assert_eq!(fixture.read(&mut target, 0, 0, b"clone"), 5);
        let replace = IORING_REGISTER_DST_REPLACE;
        if !parts_or_skip() {
            return;
        }
        assert_eq!(__io_uring_clone_buffers(target.ptr(), source.ptr(), replace), -libc::ENXIO);
        assert_eq!(io_uring_unregister_buffers(target.ptr()), 0);
        assert_eq!(io_uring_clone_buffers(target.ptr(), source.ptr()), -libc::ENXIO);
    }
}

#[test]
fn a_part_of_a_table_can_be_cloned() {
    let mut fixture = Fixture::new();
    let Some((mut source, mut target)) = rings_to_clone(&mut fixture) else { return };
    // SAFETY: the rings are set up.
    unsafe {
        let mut clone = |target: &mut Ring, to, from, nr, flags| {
            io_uring_clone_buffers_offset(target.ptr(), source.ptr(), to, from, nr, flags)
        };
        let replace = IORING_REGISTER_DST_REPLACE;
        if !parts_or_skip() {
            return;
        }
        assert_eq!(clone(&mut target, 0, 0, 2, 0), 0);
        assert_eq!(clone(&mut target, 5, 1, 1, replace), 0);
        assert_eq!(fixture.read(&mut target, 1, 5, b"there"), 5);
        assert_eq!(fixture.read(&mut target, 0, 0, b"still there"), 11);
        assert_eq!(fixture.read(&mut target, 0, 3, b"nothing"), -libc::EFAULT);
        assert_eq!(clone(&mut target, 0, 1, 2, replace), -libc::EOVERFLOW);
        assert_eq!(clone(&mut target, 0, 9, 2, replace), -libc::EOVERFLOW);
        assert_eq!(clone(&mut target, 0, 0, 3, replace), -libc::EINVAL);
        assert_eq!(io_uring_unregister_buffers(target.ptr()), 0);
        let (target, source) = (target.ptr(), source.ptr());
        assert_eq!(common::patiently(|| __io_uring_clone_buffers_offset(target, source, 0, 1, 1, 0)), 0);
    }
    assert_eq!(fixture.read(&mut target, 1, 0, b"first"), 5);
}

#[test]
fn registered_rings_clone_too() {
    let mut fixture = Fixture::new();
    let Some((mut source, mut target)) = rings_to_clone(&mut fixture) else { return };
    // SAFETY: the rings are set up.
    unsafe {
        let by_index = IORING_REGISTER_SRC_REGISTERED;
        assert_eq!(io_uring_register_ring_fd(source.ptr()), 1);
        // Named by the index, by the descriptor, and by the index again.
        assert_eq!(common::patiently(|| io_uring_clone_buffers(target.ptr(), source.ptr())), 0);
        assert_eq!(io_uring_unregister_buffers(target.ptr()), 0);
        assert_eq!(common::patiently(|| __io_uring_clone_buffers(target.ptr(), source.ptr(), 0)), 0);
        assert_eq!(io_uring_unregister_buffers(target.ptr()), 0);
        assert_eq!(common::patiently(|| __io_uring_clone_buffers(target.ptr(), source.ptr(), by_index)), 0);
        assert_eq!(io_uring_unregister_buffers(target.ptr()), 0);

        // Only the index is left.
        assert_eq!(io_uring_close_ring_fd(source.ptr()), 1);
        assert_eq!(__io_uring_clone_buffers(target.ptr(), source.ptr(), 0), -libc::EBADF);
        assert_eq!(io_uring_register_ring_fd(target.ptr()), 1);
        assert_eq!(common::patiently(|| io_uring_clone_buffers(target.ptr(), source.ptr())), 0);
    }
    assert_eq!(fixture.read(&mut target, 0, 0, b"by index"), 8);
}

#[test]
fn a_source_without_an_index_is_cloned_by_its_descriptor() {
    let mut fixture = Fixture::new();
    let Some((mut source, mut target)) = rings_to_clone(&mut fixture) else { return };
    let by_index = IORING_REGISTER_SRC_REGISTERED;
    // SAFETY: the rings are set up.
    unsafe {
        assert_eq!(common::patiently(|| __io_uring_clone_buffers(target.ptr(), source.ptr(), by_index)), 0);
        assert_eq!(fixture.read(&mut target, 0, 0, b"no index"), 8);
        assert_eq!(io_uring_unregister_buffers(target.ptr()), 0);
        if !parts_or_skip() {
            return;
        }
        assert_eq!(
            common::patiently(|| __io_uring_clone_buffers_offset(
                target.ptr(),
                source.ptr(),
                0,
                1,
                1,
                by_index
            )),
            0
        );
        assert_eq!(fixture.read(&mut target, 1, 0, b"no index"), 8);
        assert_eq!(io_uring_unregister_buffers(target.ptr()), 0);

        // Once registered, and no longer.
        assert_eq!(io_uring_register_ring_fd(source.ptr()), 1);
        assert_eq!(io_uring_unregister_ring_fd(source.ptr()), 1);
        assert_eq!(common::patiently(|| __io_uring_clone_buffers(target.ptr(), source.ptr(), by_index)), 0);
    }
    assert_eq!(fixture.read(&mut target, 0, 0, b"no index"), 8);
}
