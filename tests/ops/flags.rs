// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the flags of an entry change: order, links, workers, slots, credentials, quiet successes; and restrictions that
//! refuse each of them.

use std::io::Write;
use std::os::fd::AsRawFd;

use iouring_sys::*;

use crate::common::process::pipe;
use crate::common::{has_or_skip, Ring};
use crate::harness::{on_both_faces, Dir, Ops};

/// A request of `flags` that succeeds at once.
fn nop(ops: &mut Ops, flags: u32) -> u64 {
    let sqe = fill!(ops, io_uring_prep_nop());
    ops.set_flags(sqe, flags);
    ops.last()
}

/// A request of `flags` that fails at once.
fn failing(ops: &mut Ops, flags: u32) -> u64 {
    let sqe = fill!(ops, io_uring_prep_close(i32::MAX));
    ops.set_flags(sqe, flags);
    ops.last()
}

/// The results of that many requests, by the order in which they were filled.
fn results(ops: &mut Ops, requests: usize) -> Vec<i32> {
    ops.submit();
    let mut results: Vec<(u64, i32)> = (0..requests)
        .map(|_| {
            let cqe = ops.wait();
            (cqe.user_data, cqe.res)
        })
        .collect();
    ops.nothing_ready();
    results.sort_unstable();
    results.into_iter().map(|(_, result)| result).collect()
}

#[test]
fn linked_requests_run_one_after_the_other() {
    on_both_faces(&[IORING_OP_WRITE, IORING_OP_READ], 0, |ops| {
        let dir = Dir::new();
        let file = dir.file("file", b"");
        let (fd, mut bytes) = (file.as_raw_fd(), *b"......");
        // Each needs what the one before has done, though a worker does the first.
        let sqe = fill!(ops, io_uring_prep_write(fd, c"one".as_ptr().cast(), 3, 0));
        ops.set_flags(sqe, IOSQE_IO_LINK | IOSQE_ASYNC);
        let sqe = fill!(ops, io_uring_prep_write(fd, c"two".as_ptr().cast(), 3, u64::MAX));
        ops.set_flags(sqe, IOSQE_IO_LINK | IOSQE_ASYNC);
        fill!(ops, io_uring_prep_read(fd, bytes.as_mut_ptr().cast(), 6, 0));
        ops.submit();
        let order: Vec<_> = (0..3).map(|_| ops.wait()).map(|cqe| (cqe.user_data, cqe.res)).collect();
        assert_eq!(order, [(1, 3), (2, 3), (3, 3)]);
        assert_eq!(&bytes, b"two...", "the last one found what both had written");
    });
}

#[test]
fn a_failure_ends_links_but_not_hard_links() {
    on_both_faces(&[IORING_OP_CLOSE], 0, |ops| {
        let (link, hard, failed, cancelled) =
            (IOSQE_IO_LINK, IOSQE_IO_HARDLINK, -libc::EBADF, -libc::ECANCELED);
        nop(ops, link);
        failing(ops, link);
        nop(ops, link);
        nop(ops, 0);
        nop(ops, 0);
        assert_eq!(results(ops, 5), [0, failed, cancelled, cancelled, 0], "the fifth is not linked");
        nop(ops, hard);
        failing(ops, hard);
        nop(ops, hard);
        nop(ops, 0);
        assert_eq!(results(ops, 4), [0, failed, 0, 0]);
    });
}

#[test]
fn a_drained_request_waits_for_those_before_it() {
    on_both_faces(&[IORING_OP_READ], 0, |ops| {
        let (reader, mut writer) = pipe();
        let mut byte = [0_u8; 1];
        fill!(ops, io_uring_prep_read(reader.as_raw_fd(), byte.as_mut_ptr().cast(), 1, 0));
        let read = ops.last();
        let first = nop(ops, 0);
        let drained = nop(ops, IOSQE_IO_DRAIN);
        let behind = nop(ops, 0);
        ops.submit();
        assert_eq!(ops.wait().user_data, first, "nothing holds it up");
        ops.nothing_ready();
        writer.write_all(b"x").expect("there is room in the pipe");
        assert_eq!((ops.wait().user_data, byte), (read, *b"x"));
        // What comes later waits too, and may overtake it then: before Linux 6.2 it did.
        assert_eq!(ops.sorted(), [(drained, 0), (behind, 0)]);
    });
}

/// How many workers do requests of this thread: their name has its number.
fn workers() -> usize {
    // SAFETY: asks for a number.
    let name = format!("iou-wrk-{}\n", unsafe { libc::syscall(libc::SYS_gettid) });
    let tasks = std::fs::read_dir("/proc/self/task").expect("/proc is mounted");
    let comm = |task: std::io::Result<std::fs::DirEntry>| std::fs::read(task.ok()?.path().join("comm")).ok();
    tasks.filter_map(comm).filter(|comm| *comm == name.as_bytes()).count()
}

/// Whether the file system can read what is in the page cache without waiting; else the kernel may leave that to a worker.
fn reads_at_once(file: &std::fs::File) -> bool {
    let mut byte = 0_u8;
    let piece = libc::iovec { iov_base: std::ptr::addr_of_mut!(byte).cast(), iov_len: 1 };
    let nowait = libc::RWF_NOWAIT;
    // SAFETY: the piece names a byte that is valid for writes; the offset, in two words, is 0.
    unsafe {
        libc::syscall(libc::SYS_preadv2, file.as_raw_fd(), &piece, 1_usize, 0_usize, 0_usize, nowait) == 1
    }
}

/// Reads a file at once and by a worker. The thread is new, as idle workers live on for seconds.
fn reads_with_and_without_a_worker(ops: &mut Ops) {
    let dir = Dir::new();
    let (file, mut bytes) = (dir.file("file", b"contents"), [0_u8; 8]);
    let at_once = has_or_skip(reads_at_once(&file), "the file system has no reads that do not wait");
    for (flags, expected) in [(0, 0), (IOSQE_ASYNC, 1)] {
        if flags == 0 && !at_once {
            continue;
        }
        let sqe = fill!(ops, io_uring_prep_read(file.as_raw_fd(), bytes.as_mut_ptr().cast(), 8, 0));
        ops.set_flags(sqe, flags);
        assert_eq!((ops.result(), &std::mem::take(&mut bytes)), (8, b"contents"));
        assert_eq!(workers(), expected, "with flags {flags}, of a file in the page cache");
    }
}

#[test]
fn a_worker_does_what_is_asynchronous() {
    on_both_faces(&[IORING_OP_READ], 0, |ops| {
        // Before, they are nobody's threads.
        if !crate::common::kernel::has_features(IORING_FEAT_NATIVE_WORKERS) {
            return ops.skip("workers can be seen since Linux 5.12");
        }
        let face = ops.face;
        let reads = move || {
            let ring = Ring::try_new(4, 0).expect("there is another one");
            reads_with_and_without_a_worker(&mut Ops::new(ring, face));
        };
        let name = std::thread::current().name().map(String::from);
        let thread = std::thread::Builder::new().name(name.expect("that of the test")).spawn(reads);
        thread.expect("a thread").join().expect("it finds what it should");
    });
}

#[test]
fn a_fixed_file_is_that_of_the_slot() {
    on_both_faces(&[IORING_OP_READ], 0, |ops| {
        let dir = Dir::new();
        let (file, mut bytes) = (dir.file("file", b"contents"), *b"........");
        // SAFETY: the ring is set up, and the descriptors are as many as is said.
        let result = unsafe { io_uring_register_files(ops.ring.ptr(), [-1, file.as_raw_fd()].as_ptr(), 2) };
        assert_eq!(result, 0);
        let sqe = fill!(ops, io_uring_prep_read(1, bytes.as_mut_ptr().cast(), 8, 0));
        ops.set_flags(sqe, IOSQE_FIXED_FILE);
        assert_eq!((ops.result(), &bytes), (8, b"contents"));
    });
}

#[test]
fn successes_can_be_quiet() {
    on_both_faces(&[IORING_OP_CLOSE], 0, |ops| {
        if !crate::common::kernel::has_features(IORING_FEAT_CQE_SKIP) {
            return ops.skip("successes have completions before Linux 5.17");
        }
        nop(ops, IOSQE_CQE_SKIP_SUCCESS);
        let failed = failing(ops, IOSQE_CQE_SKIP_SUCCESS);
        let loud = nop(ops, 0);
        ops.submit();
        let completions = [(); 2].map(|()| ops.wait()).map(|cqe| (cqe.user_data, cqe.res));
        assert_eq!(completions, [(failed, -libc::EBADF), (loud, 0)]);
        ops.nothing_ready();
    });
}

/// Registers the credentials of an ordinary user, as which nobody but this thread runs meanwhile.
fn ordinary_user(ops: &mut Ops) -> Option<i32> {
    let keep = libc::uid_t::MAX;
    // SAFETY: numbers, for calls that change only the calling thread, as those of libc would not.
    unsafe {
        if libc::geteuid() != 0 || libc::syscall(libc::SYS_setresuid, keep, 65534, keep) != 0 {
            return None;
        }
        let id = io_uring_register_personality(ops.ring.ptr());
        assert_eq!(libc::syscall(libc::SYS_setresuid, keep, 0, keep), 0);
        Some(id)
    }
}

#[test]
fn a_request_runs_with_the_credentials_it_names() {
    on_both_faces(&[IORING_OP_OPENAT], 0, |ops| {
        let Some(id) = ordinary_user(ops) else {
            return ops.skip("only root can become somebody else");
        };
        assert!(id > 0, "{id}");
        let dir = Dir::new();
        let _file = dir.file("file", b"");
        let path = dir.path("file");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        std::fs::set_permissions(path, mode).expect("the file is ours");
        let open = |ops: &mut Ops, personality| {
            let sqe = fill!(ops, io_uring_prep_openat(dir.fd(), c"file".as_ptr(), libc::O_RDONLY, 0));
            // SAFETY: the entry is the ring's, and not yet submitted.
            unsafe { (*sqe).personality = personality };
            let result = ops.result();
            // SAFETY: the descriptor, if it is one, is new and nobody else's.
            unsafe { libc::close(result) };
            result
        };
        assert!(open(ops, 0) >= 0);
        assert_eq!(open(ops, id as u16), -libc::EACCES);
        assert_eq!(open(ops, id as u16 + 1), -libc::EINVAL, "nobody has registered that");
    });
}

/// Restricts the ring, which is disabled, by rules: their kinds and the number that each has. Then enables it.
fn restrict(ops: &mut Ops, rules: &[(u32, u32)]) {
    let rule = |&(kind, number): &(u32, u32)| {
        let mut rule = io_uring_restriction { opcode: kind as u16, ..Default::default() };
        // The three members of the union are one byte.
        rule.__bindgen_anon_1.sqe_op = number as u8;
        rule
    };
    let mut rules: Vec<_> = rules.iter().map(rule).collect();
    // SAFETY: the ring is set up, and the rules are as many as is said.
    unsafe {
        let number = rules.len() as u32;
        assert_eq!(io_uring_register_restrictions(ops.ring.ptr(), rules.as_mut_ptr(), number), 0);
        assert_eq!(io_uring_enable_rings(ops.ring.ptr()), 0);
    }
}

#[test]
fn restrictions_refuse_operations() {
    on_both_faces(&[IORING_OP_OPENAT], IORING_SETUP_R_DISABLED, |ops| {
        restrict(ops, &[(IORING_RESTRICTION_SQE_OP, IORING_OP_OPENAT)]);
        let dir = Dir::new();
        let _file = dir.file("file", b"");
        let fd = run!(ops, io_uring_prep_openat(dir.fd(), c"file".as_ptr(), libc::O_RDONLY, 0));
        assert!(fd >= 0, "{fd}");
        assert_eq!(run!(ops, io_uring_prep_close(fd)), -libc::EACCES);
        assert_eq!(run!(ops, io_uring_prep_unlinkat(dir.fd(), c"file".as_ptr(), 0)), -libc::EACCES);
        assert!(dir.path("file").exists());
        // SAFETY: the descriptor is open still, and nobody else's.
        assert_eq!(unsafe { libc::close(fd) }, 0);
        // SAFETY: the ring is set up, and no memory but its own is named.
        assert_eq!(unsafe { io_uring_register_personality(ops.ring.ptr()) }, -libc::EACCES);
    });
}

#[test]
fn restrictions_refuse_and_demand_flags() {
    on_both_faces(&[IORING_OP_OPENAT], IORING_SETUP_R_DISABLED, |ops| {
        let allowed = IOSQE_IO_LINK | IOSQE_ASYNC;
        restrict(
            ops,
            &[
                (IORING_RESTRICTION_SQE_OP, IORING_OP_NOP),
                (IORING_RESTRICTION_SQE_FLAGS_ALLOWED, allowed),
                (IORING_RESTRICTION_SQE_FLAGS_REQUIRED, IOSQE_ASYNC),
            ],
        );
        let expected = [
            (IOSQE_ASYNC, 0),
            (0, -libc::EACCES),
            (IOSQE_IO_DRAIN | IOSQE_ASYNC, -libc::EACCES),
            (IOSQE_IO_HARDLINK | IOSQE_ASYNC, -libc::EACCES),
        ];
        for (flags, result) in expected {
            nop(ops, flags);
            assert_eq!(ops.result(), result, "{flags:#x}");
        }
        nop(ops, allowed);
        nop(ops, IOSQE_ASYNC);
        assert_eq!(results(ops, 2), [0, 0]);
    });
}

#[test]
fn restrictions_refuse_registrations() {
    on_both_faces(&[IORING_OP_OPENAT], IORING_SETUP_R_DISABLED, |ops| {
        restrict(ops, &[(IORING_RESTRICTION_REGISTER_OP, IORING_REGISTER_FILES)]);
        // SAFETY: the ring is set up, and the descriptor is one.
        unsafe {
            assert_eq!(io_uring_register_files(ops.ring.ptr(), &-1, 1), 0);
            assert_eq!(io_uring_unregister_files(ops.ring.ptr()), -libc::EACCES);
            assert_eq!(io_uring_register_personality(ops.ring.ptr()), -libc::EACCES);
        }
        nop(ops, 0);
        assert_eq!(ops.result(), -libc::EACCES, "no operation is allowed");
    });
}
