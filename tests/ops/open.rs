// SPDX-License-Identifier: MIT OR Apache-2.0
//! Operations that open and close files, as descriptors and in slots of the ring, and that move files between the two.

use std::fs::File;
use std::io::Read;
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::fs::PermissionsExt;

use iouring_sys::*;

use crate::harness::{on_both_faces, Dir, Ops};
use crate::net::empty_slots;

const ALLOC: u32 = IORING_FILE_INDEX_ALLOC;

/// What the file in a slot holds, or why it cannot be read.
fn in_slot(ops: &mut Ops, slot: u32) -> Result<String, i32> {
    let mut bytes = [0_u8; 32];
    let sqe = fill!(ops, io_uring_prep_read(slot as i32, bytes.as_mut_ptr().cast(), 32, 0));
    ops.set_flags(sqe, IOSQE_FIXED_FILE);
    match ops.result() {
        length @ 0.. => Ok(String::from_utf8(bytes[..length as usize].to_vec()).expect("text")),
        error => Err(error),
    }
}

/// A new descriptor's file.
fn owned(fd: i32) -> File {
    assert!(fd >= 0, "{fd}");
    // SAFETY: the request has made the descriptor for the test, which nobody else knows.
    unsafe { File::from_raw_fd(fd) }
}

fn contents(mut file: File) -> String {
    let mut text = String::new();
    file.read_to_string(&mut text).expect("the file can be read");
    text
}

/// The flags of a descriptor: `FD_CLOEXEC` or none; a negative number where it is not open.
fn descriptor_flags(fd: i32) -> i32 {
    // SAFETY: asks for a number.
    unsafe { libc::fcntl(fd, libc::F_GETFD) }
}

#[test]
fn openat_opens_and_makes_files() {
    on_both_faces(&[IORING_OP_OPENAT], 0, |ops| {
        let dir = Dir::new();
        dir.file("file", b"what it holds");
        let (fd, name) = (dir.fd(), c"file".as_ptr());
        let opened = owned(run!(ops, io_uring_prep_openat(fd, name, libc::O_RDONLY | libc::O_CLOEXEC, 0)));
        assert_eq!(descriptor_flags(opened.as_raw_fd()), libc::FD_CLOEXEC);
        assert_eq!(contents(opened), "what it holds");
        let create = libc::O_WRONLY | libc::O_CREAT | libc::O_EXCL;
        assert_eq!(run!(ops, io_uring_prep_openat(fd, name, create, 0o600)), -libc::EEXIST);
        let made = owned(run!(ops, io_uring_prep_openat(fd, c"made".as_ptr(), create, 0o600)));
        assert_eq!(made.metadata().expect("its mode").permissions().mode() & 0o777, 0o600);
        let (path, other) = (dir.c_path("file"), dir.c_path("other"));
        assert_eq!(
            contents(owned(run!(ops, io_uring_prep_open(path.as_ptr(), libc::O_RDONLY, 0)))),
            "what it holds"
        );
        let made = owned(run!(ops, io_uring_prep_open(other.as_ptr(), create, 0o400)));
        assert_eq!(made.metadata().expect("its mode").permissions().mode() & 0o777, 0o400);
    });
}

#[test]
fn openat_opens_into_slots() {
    on_both_faces(&[IORING_OP_OPENAT], 0, |ops| {
        let dir = Dir::new();
        dir.file("one", b"1");
        dir.file("two", b"2");
        empty_slots(ops, 3);
        let (fd, one, two) = (dir.fd(), c"one".as_ptr(), dir.c_path("two"));
        let two = two.as_ptr();
        assert_eq!(run!(ops, io_uring_prep_openat_direct(fd, one, libc::O_RDONLY, 0, 2)), 0);
        assert_eq!(in_slot(ops, 2).as_deref(), Ok("1"));
        assert_eq!(in_slot(ops, 1), Err(-libc::EBADF), "no other slot is filled");
        assert_eq!(run!(ops, io_uring_prep_open_direct(two, libc::O_RDONLY, 0, 2)), 0);
        assert_eq!(in_slot(ops, 2).as_deref(), Ok("2"), "what was in the slot goes");
        // Files are made as by the other helpers.
        let (create, mode) = (libc::O_WRONLY | libc::O_CREAT | libc::O_EXCL, |name| {
            std::fs::metadata(dir.path(name)).expect("it was made").permissions().mode() & 0o777
        });
        let other = dir.c_path("other");
        assert_eq!(run!(ops, io_uring_prep_openat_direct(fd, c"made".as_ptr(), create, 0o600, 2)), 0);
        assert_eq!(run!(ops, io_uring_prep_open_direct(other.as_ptr(), create, 0o400, 2)), 0);
        assert_eq!((mode("made"), mode("other")), (0o600, 0o400));
        // Where the kernel chooses the slot, the result is its number.
        assert_eq!(run!(ops, io_uring_prep_openat_direct(fd, one, libc::O_RDONLY, 0, ALLOC)), 0);
        assert_eq!(run!(ops, io_uring_prep_open_direct(two, libc::O_RDONLY, 0, ALLOC)), 1);
        assert_eq!((in_slot(ops, 0).as_deref(), in_slot(ops, 1).as_deref()), (Ok("1"), Ok("2")));
        assert_eq!(
            run!(ops, io_uring_prep_open_direct(two, libc::O_RDONLY, 0, ALLOC)),
            -libc::ENFILE,
            "none is free"
        );
        assert_eq!(run!(ops, io_uring_prep_openat_direct(fd, one, libc::O_RDONLY, 0, 3)), -libc::EINVAL);
    });
}

#[test]
fn openat2_opens_as_it_is_told() {
    on_both_faces(&[IORING_OP_OPENAT2], 0, |ops| {
        let dir = Dir::new();
        dir.file("file", b"what it holds");
        std::os::unix::fs::symlink("file", dir.path("soft")).expect("a symbolic link");
        empty_slots(ops, 2);
        // SAFETY: numbers, of which 0 means nothing in particular.
        let mut how: libc::open_how = unsafe { std::mem::zeroed() };
        how.flags = libc::O_RDONLY as u64;
        let (fd, soft) = (dir.fd(), c"soft".as_ptr());
        assert_eq!(contents(owned(run!(ops, io_uring_prep_openat2(fd, soft, &how)))), "what it holds");
        assert_eq!(run!(ops, io_uring_prep_openat2_direct(fd, soft, &how, 1)), 0);
        assert_eq!(in_slot(ops, 1).as_deref(), Ok("what it holds"));
        assert_eq!(run!(ops, io_uring_prep_openat2_direct(fd, soft, &how, ALLOC)), 0);
        assert_eq!(in_slot(ops, 0).as_deref(), Ok("what it holds"));
        how.resolve = libc::RESOLVE_NO_SYMLINKS;
        assert_eq!(run!(ops, io_uring_prep_openat2(fd, soft, &how)), -libc::ELOOP);
        assert_eq!(run!(ops, io_uring_prep_openat2_direct(fd, soft, &how, 1)), -libc::ELOOP);
        how.mode = 0o600;
        assert_eq!(
            run!(ops, io_uring_prep_openat2(fd, soft, &how)),
            -libc::EINVAL,
            "a mode with nothing to make"
        );
    });
}

#[test]
fn close_closes_a_descriptor() {
    on_both_faces(&[IORING_OP_CLOSE], 0, |ops| {
        // The last reader's end tells the writer that it is gone: the number of the descriptor may be another's by then.
        let (reader, writer) = crate::common::process::pipe();
        let fd = std::os::fd::IntoRawFd::into_raw_fd(reader);
        assert_eq!(run!(ops, io_uring_prep_close(fd)), 0);
        let error = std::io::Write::write(&mut &writer, b"x").expect_err("nobody reads");
        assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe);
        assert_eq!(run!(ops, io_uring_prep_close(i32::MAX)), -libc::EBADF);
        assert_eq!(
            run!(ops, io_uring_prep_close(ops.ring.fd())),
            -libc::EBADF,
            "a ring does not close itself"
        );
    });
}

#[test]
fn close_direct_empties_a_slot() {
    on_both_faces(&[IORING_OP_CLOSE, IORING_OP_OPENAT], 0, |ops| {
        let dir = Dir::new();
        dir.file("file", b"1");
        empty_slots(ops, 3);
        for _ in 0..2 {
            let result =
                run!(ops, io_uring_prep_openat_direct(dir.fd(), c"file".as_ptr(), libc::O_RDONLY, 0, ALLOC));
            assert!(result >= 0, "{result}");
        }
        assert_eq!(run!(ops, io_uring_prep_close_direct(1)), 0);
        assert_eq!((in_slot(ops, 0).as_deref(), in_slot(ops, 1)), (Ok("1"), Err(-libc::EBADF)));
        assert_eq!(run!(ops, io_uring_prep_close_direct(1)), -libc::EBADF, "it is empty");
        assert_eq!(run!(ops, io_uring_prep_close_direct(0)), 0);
        assert_eq!(in_slot(ops, 0), Err(-libc::EBADF));
        assert_eq!(run!(ops, io_uring_prep_close_direct(3)), -libc::EINVAL, "there is no such slot");
    });
}

#[test]
fn files_update_fills_slots() {
    on_both_faces(&[IORING_OP_FILES_UPDATE], 0, |ops| {
        let dir = Dir::new();
        let (one, two) = (dir.file("one", b"1"), dir.file("two", b"2"));
        empty_slots(ops, 4);
        let mut fds = [one.as_raw_fd(), two.as_raw_fd()];
        assert_eq!(run!(ops, io_uring_prep_files_update(fds.as_mut_ptr(), 2, 1)), 2);
        let held: Vec<_> = (0..4).map(|slot| in_slot(ops, slot)).collect();
        let empty = Err(-libc::EBADF);
        assert_eq!(held, [empty.clone(), Ok("1".into()), Ok("2".into()), empty]);
        let mut changed = [-1, IORING_REGISTER_FILES_SKIP];
        assert_eq!(run!(ops, io_uring_prep_files_update(changed.as_mut_ptr(), 2, 1)), 2);
        assert_eq!((in_slot(ops, 1), in_slot(ops, 2).as_deref()), (Err(-libc::EBADF), Ok("2")));
        assert_eq!(run!(ops, io_uring_prep_files_update(fds.as_mut_ptr(), 2, 3)), -libc::EINVAL);
    });
}

#[test]
fn files_update_chooses_slots() {
    // The kernel chooses since the Linux version that has IORING_OP_SEND_ZC.
    on_both_faces(&[IORING_OP_FILES_UPDATE, IORING_OP_SEND_ZC], 0, |ops| {
        let dir = Dir::new();
        let (one, two) = (dir.file("one", b"1"), dir.file("two", b"2"));
        empty_slots(ops, 2);
        let mut fds = [one.as_raw_fd(), two.as_raw_fd(), one.as_raw_fd()];
        let any = ALLOC as i32;
        assert_eq!(run!(ops, io_uring_prep_files_update(fds.as_mut_ptr(), 3, any)), 2, "two were free");
        assert_eq!(fds[..2], [0, 1], "the slots are told");
        assert_eq!((in_slot(ops, 0).as_deref(), in_slot(ops, 1).as_deref()), (Ok("1"), Ok("2")));
    });
}

#[test]
fn fixed_fd_install_makes_a_descriptor_of_a_slot() {
    on_both_faces(&[IORING_OP_FIXED_FD_INSTALL], 0, |ops| {
        let dir = Dir::new();
        let file = dir.file("file", b"what it holds");
        // SAFETY: the ring is set up, and the descriptors are as many as is said.
        let result = unsafe { io_uring_register_files(ops.ring.ptr(), [-1, file.as_raw_fd()].as_ptr(), 2) };
        assert_eq!(result, 0);
        let installed = owned(run!(ops, io_uring_prep_fixed_fd_install(1, 0)));
        assert_eq!(descriptor_flags(installed.as_raw_fd()), libc::FD_CLOEXEC);
        assert_eq!(contents(installed), "what it holds");
        let no_cloexec = IORING_FIXED_FD_NO_CLOEXEC;
        let installed = owned(run!(ops, io_uring_prep_fixed_fd_install(1, no_cloexec)));
        assert_eq!(descriptor_flags(installed.as_raw_fd()), 0);
        assert_eq!(run!(ops, io_uring_prep_fixed_fd_install(0, 0)), -libc::EBADF, "an empty slot");
        assert_eq!(run!(ops, io_uring_prep_fixed_fd_install(1, 1 << 7)), -libc::EINVAL);
    });
}
