// SPDX-License-Identifier: MIT OR Apache-2.0
//! The same work on rings of every kind: a polling thread, entries and completions of other sizes, deferred work, and
//! completions that are polled for.

use std::fs::{File, OpenOptions};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};

use iouring_sys::*;

use crate::common::process::page_size;
use crate::connection;
use crate::harness::{on_both_faces, Dir, Ops, EXT4, XFS};

/// Makes a file, fills it, looks at it, reads it, and removes it, by requests alone.
fn whole_life_of_a_file(ops: &mut Ops) {
    let dir = Dir::new();
    let (fd, name) = (dir.fd(), c"file".as_ptr());
    let flags = libc::O_RDWR | libc::O_CREAT | libc::O_EXCL | libc::O_CLOEXEC;
    let file = run!(ops, io_uring_prep_openat(fd, name, flags, 0o600));
    assert!(file >= 0, "{file}");
    for round in 0..10 {
        let offset = 10 * round;
        assert_eq!(run!(ops, io_uring_prep_write(file, c"0123456789".as_ptr().cast(), 10, offset)), 10);
    }
    let mut found = std::mem::MaybeUninit::<statx>::zeroed();
    let to = found.as_mut_ptr();
    let size = 0x200; // STATX_SIZE, which libc has not everywhere.
    assert_eq!(run!(ops, io_uring_prep_statx(fd, name, 0, size, to)), 0);
    // SAFETY: all of it is numbers, which are zero where the kernel wrote none.
    assert_eq!(unsafe { found.assume_init() }.stx_size, 100);
    let mut bytes = *b"........";
    assert_eq!(run!(ops, io_uring_prep_read(file, bytes.as_mut_ptr().cast(), 8, 95)), 5);
    assert_eq!(&bytes, b"56789...");
    assert_eq!(run!(ops, io_uring_prep_fsync(file, 0)), 0);
    assert_eq!(run!(ops, io_uring_prep_close(file)), 0);
    assert_eq!(run!(ops, io_uring_prep_unlinkat(fd, name, 0)), 0);
    assert!(!dir.path("file").exists());
    ops.nothing_ready();
}

/// A test of the same work for each kind of ring.
macro_rules! kinds {
    ($($name:ident: $flags:expr;)*) => {$(
        #[test]
        fn $name() {
            on_both_faces(&[IORING_OP_UNLINKAT], $flags, whole_life_of_a_file);
            on_both_faces(&connection::NEEDS, $flags, connection::whole_life_of_a_connection);
        }
    )*};
}

kinds! {
    a_polling_thread_takes_the_requests: IORING_SETUP_SQPOLL;
    entries_have_128_bytes: IORING_SETUP_SQE128;
    completions_have_32_bytes: IORING_SETUP_CQE32;
    both_are_large: IORING_SETUP_SQE128 | IORING_SETUP_CQE32;
    both_are_large_for_a_polling_thread: IORING_SETUP_SQE128 | IORING_SETUP_CQE32 | IORING_SETUP_SQPOLL;
    completions_have_either_size: IORING_SETUP_CQE_MIXED;
    entries_have_either_size: IORING_SETUP_SQE_MIXED;
    work_is_deferred: IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;
    work_is_done_in_the_next_call: IORING_SETUP_COOP_TASKRUN | IORING_SETUP_TASKRUN_FLAG;
    entries_are_taken_in_order: IORING_SETUP_NO_SQARRAY;
}

/// A page of memory for direct input and output.
fn aligned(memory: &mut Vec<u8>, value: u8) -> *mut u8 {
    let page = page_size();
    memory.clear();
    memory.resize(2 * page, value);
    let start = memory.as_ptr().align_offset(page);
    memory[start..].as_mut_ptr()
}

/// Whether the device that a file is on has queues that are polled; a partition's are those of the whole disk.
fn polled(file: &File) -> bool {
    let device = file.metadata().expect("its device").dev();
    let device = format!("/sys/dev/block/{}:{}", libc::major(device), libc::minor(device));
    let tells = |folder: &str| std::fs::read_to_string(format!("{device}/{folder}queue/io_poll"));
    tells("").or_else(|_| tells("../")).is_ok_and(|polls| polls.trim() == "1")
}

#[test]
fn completions_are_polled_for() {
    on_both_faces(&[IORING_OP_READ, IORING_OP_WRITE], IORING_SETUP_IOPOLL, |ops| {
        let (dir, page) = (Dir::new(), page_size());
        if !dir.is_on(&[EXT4, XFS]) {
            return ops.skip("completions are polled for on ext4 and XFS");
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true).custom_flags(libc::O_DIRECT);
        let file = options.open(dir.path("file")).expect("direct input and output");
        file.set_len(page as u64).expect("a hole");
        let (fd, mut memory) = (file.as_raw_fd(), Vec::new());
        // Into a hole, which works without queues that are polled too.
        let from = aligned(&mut memory, b'x');
        assert_eq!(run!(ops, io_uring_prep_write(fd, from.cast(), page as u32, 0)), page as i32);
        assert_eq!(std::fs::read(dir.path("file")).expect("its contents"), vec![b'x'; page]);
        assert_eq!(
            run!(ops, io_uring_prep_fsync(fd, 0)),
            -libc::EINVAL,
            "that has no completion to poll for"
        );
        if !polled(&file) {
            return ops.skip("no device here has queues that are polled");
        }
        let to = aligned(&mut memory, b'.');
        assert_eq!(run!(ops, io_uring_prep_read(fd, to.cast(), page as u32, 0)), page as i32);
        assert_eq!(memory.iter().filter(|&&byte| byte == b'x').count(), page);
    });
}
