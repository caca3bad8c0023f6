// SPDX-License-Identifier: MIT OR Apache-2.0
//! Reads and writes of files: one piece and several, registered buffers, flags, and the file's own position.

use std::fs::File;
use std::io::Seek;
use std::os::fd::AsRawFd;

use iouring_sys::*;
use libc::iovec;

use crate::harness::{on_both_faces, Dir, Ops};

/// The offset that stands for the file's own position.
const POSITION: u64 = u64::MAX;

/// Flags of reads and writes that no kernel has.
const UNKNOWN: i32 = 1 << 30;

fn contents(dir: &Dir) -> String {
    std::fs::read_to_string(dir.path("file")).expect("the file can be read")
}

/// Pieces of memory, for the vectored operations.
fn pieces<const N: usize>(memory: &mut [u8], lengths: [usize; N]) -> [iovec; N] {
    let mut rest = memory;
    lengths.map(|length| {
        let (piece, behind) = std::mem::take(&mut rest).split_at_mut(length);
        rest = behind;
        iovec { iov_base: piece.as_mut_ptr().cast(), iov_len: length }
    })
}

/// Registers a second buffer, of that memory, behind an empty one.
fn register(ops: &mut Ops, memory: &mut [u8]) {
    let empty = iovec { iov_base: std::ptr::null_mut(), iov_len: 0 };
    let buffers = [empty, iovec { iov_base: memory.as_mut_ptr().cast(), iov_len: memory.len() }];
    // SAFETY: the ring is set up; the memory outlives the requests that use it.
    assert_eq!(unsafe { io_uring_register_buffers(ops.ring.ptr(), buffers.as_ptr(), 2) }, 0);
}

fn position(mut file: &File) -> u64 {
    file.stream_position().expect("a file has a position")
}

#[test]
fn read_and_write_one_piece() {
    on_both_faces(&[IORING_OP_READ, IORING_OP_WRITE], 0, |ops| {
        let dir = Dir::new();
        let file = dir.file("file", b"0123456789");
        let (fd, mut memory) = (file.as_raw_fd(), *b"........");
        let to = memory.as_mut_ptr().cast();
        assert_eq!(run!(ops, io_uring_prep_read(fd, to, 4, 3)), 4);
        assert_eq!(&memory, b"3456....");
        assert_eq!(run!(ops, io_uring_prep_read(fd, to, 8, POSITION)), 8);
        assert_eq!((&memory, position(&file)), (b"01234567", 8));
        assert_eq!(run!(ops, io_uring_prep_read(fd, to, 8, 8)), 2, "as much as there is");
        assert_eq!(run!(ops, io_uring_prep_read(fd, to, 8, 10)), 0);
        assert_eq!(run!(ops, io_uring_prep_write(fd, c"abc".as_ptr().cast(), 3, 5)), 3);
        assert_eq!(contents(&dir), "01234abc89");
        assert_eq!(run!(ops, io_uring_prep_write(fd, c"xyz".as_ptr().cast(), 3, POSITION)), 3);
        assert_eq!((contents(&dir).as_str(), position(&file)), ("01234abcxyz", 11));
    });
}

#[test]
fn readv_fills_pieces() {
    on_both_faces(&[IORING_OP_READV], 0, |ops| {
        let dir = Dir::new();
        let file = dir.file("file", b"0123456789");
        let (fd, mut memory) = (file.as_raw_fd(), *b"........");
        let [first, _, third] = pieces(&mut memory, [2, 1, 3]);
        let to = [first, third];
        assert_eq!(run!(ops, io_uring_prep_readv(fd, to.as_ptr(), 2, 4)), 5);
        assert_eq!(&memory, b"45.678..");
        assert_eq!(run!(ops, io_uring_prep_readv(fd, to.as_ptr(), 1, 0)), 2, "as many as is said");
        assert_eq!(run!(ops, io_uring_prep_readv2(fd, to.as_ptr(), 2, POSITION, libc::RWF_DSYNC)), 5);
        assert_eq!((&memory, position(&file)), (b"01.234..", 5));
        let refused = run!(ops, io_uring_prep_readv2(fd, to.as_ptr(), 2, 0, UNKNOWN));
        assert_eq!(refused, -libc::EOPNOTSUPP, "the flags arrive");
    });
}

#[test]
fn writev_takes_pieces() {
    on_both_faces(&[IORING_OP_WRITEV], 0, |ops| {
        let dir = Dir::new();
        let file = dir.file("file", b"0123456789");
        let (fd, mut memory) = (file.as_raw_fd(), *b"abcdefgh");
        let [first, _, third] = pieces(&mut memory, [2, 1, 3]);
        let from = [first, third];
        assert_eq!(run!(ops, io_uring_prep_writev(fd, from.as_ptr(), 2, 4)), 5);
        assert_eq!(contents(&dir), "0123abdef9");
        assert_eq!(run!(ops, io_uring_prep_writev2(fd, from.as_ptr(), 1, 1, libc::RWF_APPEND)), 2);
        assert_eq!(contents(&dir), "0123abdef9ab", "the flag counts, the offset does not");
        assert_eq!(run!(ops, io_uring_prep_writev2(fd, from.as_ptr(), 2, POSITION, libc::RWF_DSYNC)), 5);
        assert_eq!((contents(&dir).as_str(), position(&file)), ("abdefbdef9ab", 5));
    });
}

#[test]
fn read_fixed_fills_a_registered_buffer() {
    on_both_faces(&[IORING_OP_READ_FIXED], 0, |ops| {
        let dir = Dir::new();
        let file = dir.file("file", b"0123456789");
        let (fd, mut memory) = (file.as_raw_fd(), *b"........");
        register(ops, &mut memory);
        let to = memory.as_mut_ptr();
        let second = to.wrapping_add(2).cast();
        assert_eq!(run!(ops, io_uring_prep_read_fixed(fd, second, 5, 4, 1)), 5);
        assert_eq!(&memory, b"..45678.");
        assert_eq!(run!(ops, io_uring_prep_read_fixed(fd, second, 5, 4, 0)), -libc::EFAULT, "another buffer");
        assert_eq!(run!(ops, io_uring_prep_read_fixed(fd, second, 7, 4, 1)), -libc::EFAULT, "behind its end");
        assert_eq!(run!(ops, io_uring_prep_read_fixed(fd, to.cast(), 8, POSITION, 1)), 8);
        assert_eq!((&memory, position(&file)), (b"01234567", 8));
    });
}

#[test]
fn write_fixed_takes_a_registered_buffer() {
    on_both_faces(&[IORING_OP_WRITE_FIXED], 0, |ops| {
        let dir = Dir::new();
        let file = dir.file("file", b"0123456789");
        let (fd, mut memory) = (file.as_raw_fd(), *b"abcdefgh");
        register(ops, &mut memory);
        let second = memory.as_mut_ptr().wrapping_add(2).cast_const().cast();
        assert_eq!(run!(ops, io_uring_prep_write_fixed(fd, second, 3, 4, 1)), 3);
        assert_eq!(contents(&dir), "0123cde789");
        assert_eq!(
            run!(ops, io_uring_prep_write_fixed(fd, second, 3, 4, 0)),
            -libc::EFAULT,
            "another buffer"
        );
        assert_eq!(run!(ops, io_uring_prep_write_fixed(fd, second, 3, 4, 2)), -libc::EFAULT, "there is none");
    });
}

#[test]
fn readv_fixed_fills_pieces_of_a_registered_buffer() {
    on_both_faces(&[IORING_OP_READV_FIXED], 0, |ops| {
        let dir = Dir::new();
        let file = dir.file("file", b"0123456789");
        let (fd, mut memory) = (file.as_raw_fd(), *b"........");
        register(ops, &mut memory);
        let [first, _, third] = pieces(&mut memory, [2, 1, 3]);
        let to = [first, third];
        let to = to.as_ptr();
        assert_eq!(run!(ops, io_uring_prep_readv_fixed(fd, to, 2, 4, 0, 1)), 5);
        assert_eq!(&memory, b"45.678..");
        assert_eq!(run!(ops, io_uring_prep_readv_fixed(fd, to, 2, 4, 0, 0)), -libc::EFAULT, "another buffer");
        let refused = run!(ops, io_uring_prep_readv_fixed(fd, to, 2, 4, UNKNOWN, 1));
        assert_eq!(refused, -libc::EOPNOTSUPP, "the flags arrive");
    });
}

#[test]
fn writev_fixed_takes_pieces_of_a_registered_buffer() {
    on_both_faces(&[IORING_OP_WRITEV_FIXED], 0, |ops| {
        let dir = Dir::new();
        let file = dir.file("file", b"0123456789");
        let (fd, mut memory) = (file.as_raw_fd(), *b"abcdefgh");
        register(ops, &mut memory);
        let [first, _, third] = pieces(&mut memory, [2, 1, 3]);
        let from = [first, third];
        let from = from.as_ptr();
        assert_eq!(run!(ops, io_uring_prep_writev_fixed(fd, from, 2, 4, 0, 1)), 5);
        assert_eq!(contents(&dir), "0123abdef9");
        assert_eq!(run!(ops, io_uring_prep_writev_fixed(fd, from, 1, 1, libc::RWF_APPEND, 1)), 2);
        assert_eq!(contents(&dir), "0123abdef9ab", "the flag counts, the offset does not");
        assert_eq!(
            run!(ops, io_uring_prep_writev_fixed(fd, from, 2, 4, 0, 0)),
            -libc::EFAULT,
            "another buffer"
        );
    });
}
