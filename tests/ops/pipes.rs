// SPDX-License-Identifier: MIT OR Apache-2.0
//! Operations that make pipes and move data through them, and buffers that reads choose from.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{AsRawFd, FromRawFd};

use iouring_sys::*;

use crate::common::process::pipe;
use crate::harness::{on_both_faces, Dir, Ops};

const GROUP: i32 = 7;

/// What is in a pipe, which holds no more than the room here.
fn taken(mut reader: &File) -> String {
    let mut bytes = [0; 64];
    let length = reader.read(&mut bytes).expect("there is something in the pipe");
    String::from_utf8(bytes[..length].to_vec()).expect("text")
}

/// Registers files in slots.
fn register(ops: &mut Ops, files: &[i32]) {
    // SAFETY: the ring is set up, and the descriptors are as many as is said.
    let result = unsafe { io_uring_register_files(ops.ring.ptr(), files.as_ptr(), files.len() as u32) };
    assert_eq!(result, 0);
}

#[test]
fn splice_moves_data_from_a_file_into_a_pipe_and_back() {
    on_both_faces(&[IORING_OP_SPLICE], 0, |ops| {
        let dir = Dir::new();
        let (from, to) = (dir.file("from", b"0123456789"), dir.file("to", b"----------"));
        let (reader, writer) = pipe();
        let (from, to, into, out) =
            (from.as_raw_fd(), to.as_raw_fd(), writer.as_raw_fd(), reader.as_raw_fd());
        assert_eq!(run!(ops, io_uring_prep_splice(from, 3, into, -1, 5, 0)), 5);
        assert_eq!(run!(ops, io_uring_prep_splice(out, -1, to, 2, 4, libc::SPLICE_F_MOVE)), 4);
        assert_eq!(std::fs::read(dir.path("to")).expect("its contents"), b"--3456----");
        assert_eq!(taken(&reader), "7", "one byte was not asked for");
        // A slot instead of a descriptor, and the file's own position instead of an offset.
        register(ops, &[-1, from]);
        assert_eq!(run!(ops, io_uring_prep_splice(1, -1, into, -1, 2, SPLICE_F_FD_IN_FIXED)), 2);
        assert_eq!(run!(ops, io_uring_prep_splice(1, -1, into, -1, 2, SPLICE_F_FD_IN_FIXED)), 2);
        assert_eq!(taken(&reader), "0123");
        let refused = run!(ops, io_uring_prep_splice(0, -1, into, -1, 2, SPLICE_F_FD_IN_FIXED));
        assert_eq!(refused, -libc::EBADF, "an empty slot");
        assert_eq!(run!(ops, io_uring_prep_splice(from, 0, to, 0, 5, 0)), -libc::EINVAL, "no pipe");
        assert_eq!(run!(ops, io_uring_prep_splice(from, 0, into, 0, 5, 0)), -libc::ESPIPE);
    });
}

#[test]
fn tee_copies_what_stays_in_the_pipe() {
    on_both_faces(&[IORING_OP_TEE], 0, |ops| {
        let ((first, mut into), (second, other)) = (pipe(), pipe());
        into.write_all(b"01234567").expect("there is room in the pipe");
        let (from, to) = (first.as_raw_fd(), other.as_raw_fd());
        assert_eq!(run!(ops, io_uring_prep_tee(from, to, 5, 0)), 5);
        assert_eq!(taken(&second), "01234");
        register(ops, &[-1, from]);
        assert_eq!(run!(ops, io_uring_prep_tee(1, to, 3, SPLICE_F_FD_IN_FIXED)), 3);
        assert_eq!((taken(&second), taken(&first)), ("012".into(), "01234567".into()));
        let nonblock = libc::SPLICE_F_NONBLOCK;
        assert_eq!(run!(ops, io_uring_prep_tee(from, to, 3, nonblock)), -libc::EAGAIN, "the pipe is empty");
    });
}

#[test]
fn pipe_makes_two_descriptors() {
    on_both_faces(&[IORING_OP_PIPE], 0, |ops| {
        let mut fds = [-1; 2];
        assert_eq!(run!(ops, io_uring_prep_pipe(fds.as_mut_ptr(), libc::O_CLOEXEC | libc::O_NONBLOCK)), 0);
        // SAFETY: the descriptors are new and nobody else's.
        let [mut reader, mut writer] = fds.map(|fd| unsafe { File::from_raw_fd(fd) });
        writer.write_all(b"through").expect("the second end takes data");
        assert_eq!(taken(&reader), "through");
        let empty = reader.read(&mut [0]).expect_err("the pipe is empty");
        assert_eq!(empty.kind(), std::io::ErrorKind::WouldBlock);
        // SAFETY: asks for a number.
        assert_eq!(fds.map(|fd| unsafe { libc::fcntl(fd, libc::F_GETFD) }), [libc::FD_CLOEXEC; 2]);
        assert_eq!(run!(ops, io_uring_prep_pipe(fds.as_mut_ptr(), libc::O_APPEND)), -libc::EINVAL);
    });
}

#[test]
fn pipe_fills_two_slots() {
    on_both_faces(&[IORING_OP_PIPE], 0, |ops| {
        register(ops, &[-1; 5]);
        let through = |ops: &mut Ops, reader: u32, writer: u32| {
            let mut bytes = *b".......";
            let sqe = fill!(ops, io_uring_prep_write(writer as i32, c"through".as_ptr().cast(), 7, 0));
            ops.set_flags(sqe, IOSQE_FIXED_FILE);
            assert_eq!(ops.result(), 7);
            let sqe = fill!(ops, io_uring_prep_read(reader as i32, bytes.as_mut_ptr().cast(), 7, 0));
            ops.set_flags(sqe, IOSQE_FIXED_FILE);
            assert_eq!((ops.result(), &bytes), (7, b"through"));
        };
        let mut fds = [-1; 2];
        assert_eq!(run!(ops, io_uring_prep_pipe_direct(fds.as_mut_ptr(), libc::O_NONBLOCK, 2)), 0);
        // The flags of a file in a slot can be asked for where it is a descriptor too.
        let installed = run!(ops, io_uring_prep_fixed_fd_install(3, 0));
        assert!(installed >= 0, "{installed}");
        // SAFETY: the descriptor is new and nobody else's.
        let installed = unsafe { File::from_raw_fd(installed) };
        // SAFETY: asks for a number.
        let flags = unsafe { libc::fcntl(installed.as_raw_fd(), libc::F_GETFL) };
        assert_eq!(flags & libc::O_NONBLOCK, libc::O_NONBLOCK);
        through(ops, 2, 3);
        assert_eq!(run!(ops, io_uring_prep_pipe_direct(fds.as_mut_ptr(), 0, IORING_FILE_INDEX_ALLOC)), 0);
        let mut chosen = fds;
        chosen.sort_unstable();
        assert!([[0, 1], [0, 4], [1, 4]].contains(&chosen), "{fds:?} are the slots that were free");
        through(ops, fds[0] as u32, fds[1] as u32);
        let refused = run!(ops, io_uring_prep_pipe_direct(fds.as_mut_ptr(), 0, 5));
        assert!(refused < 0, "there is no such slot: {refused}");
    });
}

/// Lends the kernel buffers of `length` bytes, with numbers from `first` on.
fn provide(ops: &mut Ops, memory: &mut [u8], length: usize, first: i32) -> i32 {
    let number = (memory.len() / length) as i32;
    run!(ops, io_uring_prep_provide_buffers(memory.as_mut_ptr().cast(), length as i32, number, GROUP, first))
}

/// Reads up to `length` bytes from the start of a file into a buffer that the kernel chooses: the result, and which.
fn read_chosen(ops: &mut Ops, file: &File, length: u32) -> (i32, Option<u32>) {
    let sqe = fill!(ops, io_uring_prep_read(file.as_raw_fd(), std::ptr::null_mut(), length, 0));
    ops.set_flags(sqe, IOSQE_BUFFER_SELECT);
    // SAFETY: the entry is the ring's, and not yet submitted.
    unsafe {
        match ops.face {
            crate::harness::Face::Rust => io_uring_sqe_set_buf_group(sqe, GROUP),
            crate::harness::Face::C => ffi::io_uring_sqe_set_buf_group(sqe, GROUP),
        }
    }
    ops.submit();
    let cqe = ops.wait();
    (cqe.res, (cqe.flags & IORING_CQE_F_BUFFER != 0).then_some(cqe.flags >> IORING_CQE_BUFFER_SHIFT))
}

#[test]
fn provided_buffers_are_chosen_from_and_taken_back() {
    on_both_faces(&[IORING_OP_PROVIDE_BUFFERS, IORING_OP_REMOVE_BUFFERS], 0, |ops| {
        let dir = Dir::new();
        let file = dir.file("file", b"0123456789");
        let mut memory = [b'.'; 24];
        assert_eq!(read_chosen(ops, &file, 4), (-libc::ENOBUFS, None));
        assert!(provide(ops, &mut memory, 8, 40) >= 0);
        let mut chosen = Vec::new();
        for _ in 0..2 {
            let (result, buffer) = read_chosen(ops, &file, 8);
            assert_eq!(result, 8);
            chosen.push(buffer.expect("a buffer was chosen"));
        }
        // They are lent in order, from where and with the numbers that were said.
        assert_eq!(chosen, [40, 41]);
        assert_eq!(&memory, b"0123456701234567........");
        assert_eq!(run!(ops, io_uring_prep_remove_buffers(5, GROUP)), 1, "one was left");
        assert_eq!(read_chosen(ops, &file, 4), (-libc::ENOBUFS, None));
        assert!(provide(ops, &mut memory, 8, 0) >= 0);
        assert_eq!(run!(ops, io_uring_prep_remove_buffers(2, GROUP)), 2, "as many as are asked for");
        assert_eq!(read_chosen(ops, &file, 3), (3, Some(2)));
        // Of the first 64 groups, older kernels make all when they make one.
        assert_eq!(run!(ops, io_uring_prep_remove_buffers(1, GROUP + 64)), -libc::ENOENT);
    });
}

#[test]
fn read_multishot_reads_again_and_again() {
    on_both_faces(&[IORING_OP_READ_MULTISHOT, IORING_OP_PROVIDE_BUFFERS], 0, |ops| {
        let (reader, mut writer) = pipe();
        let mut memory = [b'.'; 24];
        assert!(provide(ops, &mut memory, 8, 20) >= 0);
        fill!(ops, io_uring_prep_read_multishot(reader.as_raw_fd(), 0, 0, GROUP));
        let request = ops.last();
        ops.submit();
        ops.nothing_ready();
        for (number, text) in [b"one", b"two"].into_iter().enumerate() {
            writer.write_all(text).expect("there is room in the pipe");
            let cqe = ops.wait();
            let buffer = 20 + number as u32;
            let flags = IORING_CQE_F_BUFFER | IORING_CQE_F_MORE | buffer << IORING_CQE_BUFFER_SHIFT;
            assert_eq!((cqe.user_data, cqe.res, cqe.flags), (request, 3, flags));
        }
        assert_eq!(&memory, b"one.....two.............");
        // The end of the file ends the request.
        drop(writer);
        let cqe = ops.wait();
        assert_eq!((cqe.user_data, cqe.res, cqe.flags & IORING_CQE_F_MORE), (request, 0, 0));
        let file = Dir::new().file("file", b"regular");
        let refused = run!(ops, io_uring_prep_read_multishot(file.as_raw_fd(), 0, 0, GROUP));
        assert_eq!(refused, -libc::EBADFD, "nothing to wait for");
        let refused = run!(ops, io_uring_prep_read_multishot(reader.as_raw_fd(), 4, 0, GROUP));
        assert_eq!(refused, -libc::EINVAL, "the buffers say how much");
    });
}
