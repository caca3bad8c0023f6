// SPDX-License-Identifier: MIT OR Apache-2.0
//! What else is done to an open file or to memory: sizes, space, writing back, and advice.

use std::fs::File;
use std::os::fd::AsRawFd;
use std::os::unix::fs::{FileExt, MetadataExt};

use iouring_sys::*;

use crate::common::kernel::advises_on_long_ranges;
use crate::common::process::page_size;
use crate::common::skip_this;
use crate::harness::{on_both_faces, Dir, Ops, RAMFS, TMPFS};

const LONG_ADVICE: &str = "advice takes 64-bit lengths since Linux 6.11";

/// More than 32 bits can tell, and whole pages.
const FAR: u64 = 5 << 32;

#[test]
fn ftruncate_sets_the_size() {
    on_both_faces(&[IORING_OP_FTRUNCATE], 0, |ops| {
        let dir = Dir::new();
        let file = dir.file("file", b"0123456789");
        let fd = file.as_raw_fd();
        let size = || file.metadata().expect("its size").len();
        assert_eq!(run!(ops, io_uring_prep_ftruncate(fd, 4)), 0);
        assert_eq!(std::fs::read(dir.path("file")).expect("its contents"), b"0123");
        assert_eq!(run!(ops, io_uring_prep_ftruncate(fd, FAR as i64 + 1)), 0);
        assert_eq!(size(), FAR + 1);
        assert_eq!(run!(ops, io_uring_prep_ftruncate(fd, -1)), -libc::EINVAL);
        assert_eq!(size(), FAR + 1);
    });
}

#[test]
fn fallocate_makes_room_and_holes() {
    on_both_faces(&[IORING_OP_FALLOCATE], 0, |ops| {
        let (dir, page) = (Dir::new(), page_size() as u64);
        let file = dir.file("file", &vec![b'x'; 4 * page as usize]);
        let fd = file.as_raw_fd();
        let held = || file.metadata().expect("its size and space");
        // SAFETY: a call with numbers: whether the file system does it at all.
        if unsafe { libc::fallocate(fd, libc::FALLOC_FL_KEEP_SIZE, 0, 1) } != 0 {
            return ops.skip_helpers(&["io_uring_prep_fallocate"], "the file system has no fallocate");
        }
        assert_eq!(run!(ops, io_uring_prep_fallocate(fd, 0, FAR, page)), 0);
        assert_eq!(held().len(), FAR + page);
        let blocks = held().blocks();
        let keep = libc::FALLOC_FL_KEEP_SIZE;
        assert_eq!(run!(ops, io_uring_prep_fallocate(fd, keep, 4 * page, 64 * page)), 0);
        assert_eq!((held().len(), held().blocks() >= blocks + 64 * page / 512), (FAR + page, true));
        let hole = keep | libc::FALLOC_FL_PUNCH_HOLE;
        assert_eq!(run!(ops, io_uring_prep_fallocate(fd, hole, page, 2 * page)), 0);
        let mut bytes = vec![0; 4 * page as usize];
        file.read_exact_at(&mut bytes, 0).expect("its contents");
        let zero = |at: usize| bytes[at * page as usize..][..page as usize].iter().all(|&byte| byte == 0);
        assert_eq!([0, 1, 2, 3].map(zero), [false, true, true, false]);
        assert_eq!(run!(ops, io_uring_prep_fallocate(fd, 0, 0, 0)), -libc::EINVAL);
    });
}

/// What the page cache has of pages from `first` on, by the system call that tells: pages, and dirty ones.
fn cached(file: &File, first: u64, pages: u64) -> Option<(u64, u64)> {
    const SYS_CACHESTAT: libc::c_long = 451;
    let range = [first, pages].map(|number| number * page_size() as u64);
    let mut counts = [0_u64; 5];
    // SAFETY: the call reads the two numbers of the range and writes the five that it counts.
    let result =
        unsafe { libc::syscall(SYS_CACHESTAT, file.as_raw_fd(), range.as_ptr(), counts.as_mut_ptr(), 0) };
    (result == 0).then_some((counts[0], counts[1]))
}

/// Writes pages of a file one by one: what is written in one piece the kernel may treat as one large page.
fn write_pages(file: &File, first: u64, pages: u64) {
    for page in first..first + pages {
        file.write_all_at(&vec![b'x'; page_size()], page * page_size() as u64).expect("it can be written");
    }
}

/// Eight pages of a file are written and then a request is done, which must leave these pages dirty: first and number.
/// The kernel may write dirty pages back whenever it wants, for which there are some more attempts. Where nobody tells of dirty
/// pages, the helper is left undone.
fn writes_back(ops: &mut Ops, helper: &str, left: (u64, u64), request: impl Fn(&mut Ops, i32)) {
    let mut seen = Vec::new();
    for _ in 0..20 {
        let dir = Dir::new();
        let file = dir.file("file", b"");
        write_pages(&file, 0, 8);
        if cached(&file, 0, 8) != Some((8, 8)) {
            continue;
        }
        request(ops, file.as_raw_fd());
        let dirty = |first, pages| cached(&file, first, pages).expect("it was told before").1;
        seen.push((dirty(0, 8), dirty(left.0, left.1)));
        if seen.ends_with(&[(left.1, left.1)]) {
            return;
        }
    }
    if seen.is_empty() {
        return ops.skip_helpers(&[helper], "neither kernel nor file system tell which pages are dirty");
    }
    panic!("dirty pages in all, and of those that should be left ({left:?}): {seen:?}");
}

#[test]
fn fsync_writes_a_file_back() {
    on_both_faces(&[IORING_OP_FSYNC], 0, |ops| {
        writes_back(ops, "io_uring_prep_fsync", (0, 0), |ops, fd| {
            assert_eq!(run!(ops, io_uring_prep_fsync(fd, 0)), 0)
        });
        let data = IORING_FSYNC_DATASYNC;
        writes_back(ops, "io_uring_prep_fsync", (0, 0), |ops, fd| {
            assert_eq!(run!(ops, io_uring_prep_fsync(fd, data)), 0)
        });
        let (reader, _writer) = crate::common::process::pipe();
        assert_eq!(run!(ops, io_uring_prep_fsync(reader.as_raw_fd(), 0)), -libc::EINVAL);
        let dir = Dir::new();
        let file = dir.file("file", b"");
        assert_eq!(run!(ops, io_uring_prep_fsync(file.as_raw_fd(), 1 << 7)), -libc::EINVAL, "flags arrive");
    });
}

#[test]
fn sync_file_range_writes_a_part_back() {
    let helper = "io_uring_prep_sync_file_range";
    on_both_faces(&[IORING_OP_SYNC_FILE_RANGE], 0, |ops| {
        let page = page_size() as u32;
        let flags = (libc::SYNC_FILE_RANGE_WRITE | libc::SYNC_FILE_RANGE_WAIT_AFTER) as i32;
        writes_back(ops, helper, (0, 3), |ops, fd| {
            let result = run!(ops, io_uring_prep_sync_file_range(fd, 5 * page, u64::from(3 * page), flags));
            assert_eq!(result, 0);
        });
        writes_back(ops, helper, (5, 3), |ops, fd| {
            assert_eq!(run!(ops, io_uring_prep_sync_file_range(fd, 5 * page, 0, flags)), 0);
        });
        let dir = Dir::new();
        let file = dir.file("file", b"");
        let refused = run!(ops, io_uring_prep_sync_file_range(file.as_raw_fd(), 0, 0, 1 << 7));
        assert_eq!(refused, -libc::EINVAL, "flags arrive");
    });
}

/// Why pages are not dropped from the cache.
const NO_CACHE: &str = "neither kernel nor file system tell which pages are in a cache";

/// A file with four clean pages in the page cache, from page `first` on; none where that cannot be seen, and where the
/// pages are nowhere else, so that the cache keeps them.
fn clean(dir: &Dir, first: u64) -> Option<File> {
    if dir.is_on(&[TMPFS, RAMFS]) {
        return None;
    }
    let file = dir.file("file", b"");
    write_pages(&file, first, 4);
    file.sync_all().expect("it can be written back");
    (cached(&file, first, 4) == Some((4, 0))).then_some(file)
}

#[test]
fn fadvise_drops_pages_from_the_cache() {
    on_both_faces(&[IORING_OP_FADVISE], 0, |ops| {
        let (dir, page) = (Dir::new(), page_size() as u64);
        let Some(file) = clean(&dir, 0) else {
            return ops.skip_helpers(&["io_uring_prep_fadvise", "io_uring_prep_fadvise64"], NO_CACHE);
        };
        let (fd, unneeded) = (file.as_raw_fd(), libc::POSIX_FADV_DONTNEED);
        assert_eq!(run!(ops, io_uring_prep_fadvise(fd, page, 2 * page as u32, unneeded)), 0);
        let pages = [0, 1, 2, 3].map(|at| cached(&file, at, 1).expect("it was told before").0);
        assert_eq!(pages, [1, 0, 0, 1]);
        let unneeded = run!(ops, io_uring_prep_fadvise64(fd, 3 * page, page as libc::off_t, unneeded));
        assert_eq!((unneeded, cached(&file, 0, 1), cached(&file, 3, 1)), (0, Some((1, 0)), Some((0, 0))));
        assert_eq!(run!(ops, io_uring_prep_fadvise(fd, 0, 0, 99)), -libc::EINVAL);
        assert_eq!(run!(ops, io_uring_prep_fadvise64(fd, 0, 0, 99)), -libc::EINVAL);
    });
}

#[test]
fn fadvise64_takes_long_ranges() {
    if size_of::<libc::off_t>() < 8 {
        return skip_this("lengths have 32 bits");
    }
    on_both_faces(&[IORING_OP_FADVISE], 0, |ops| {
        if !advises_on_long_ranges() {
            return ops.skip_helpers(&["io_uring_prep_fadvise64"], LONG_ADVICE);
        }
        let (dir, far) = (Dir::new(), FAR / page_size() as u64);
        let Some(file) = clean(&dir, far) else {
            return ops.skip(NO_CACHE);
        };
        let (fd, unneeded) = (file.as_raw_fd(), libc::POSIX_FADV_DONTNEED);
        let length = FAR as libc::off_t + 2 * page_size() as libc::off_t;
        assert_eq!(run!(ops, io_uring_prep_fadvise64(fd, 0, length, unneeded)), 0);
        let pages = [0, 1, 2, 3].map(|at| cached(&file, far + at, 1).expect("it was told before").0);
        assert_eq!(pages, [0, 0, 1, 1]);
    });
}

/// Private memory of the process's own that is full of x.
struct Mapping(*mut u8, usize);

impl Mapping {
    fn new(length: usize) -> Mapping {
        let (access, kind) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
        // SAFETY: new memory, wherever the kernel puts it.
        let start =
            unsafe { libc::mmap(std::ptr::null_mut(), length, access, kind | libc::MAP_NORESERVE, -1, 0) };
        assert_ne!(start, libc::MAP_FAILED);
        Mapping(start.cast(), length)
    }

    /// The first byte of a page, which is changed to `new` afterwards.
    fn replace(&self, page: usize, new: u8) -> u8 {
        assert!(page * page_size() < self.1);
        // SAFETY: the page is in the mapping, and no request is in flight when the tests look.
        unsafe { self.0.add(page * page_size()).replace(new) }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: the memory is ours, and nobody uses it any more.
        assert_eq!(unsafe { libc::munmap(self.0.cast(), self.1) }, 0);
    }
}

#[test]
fn madvise_gives_memory_back() {
    on_both_faces(&[IORING_OP_MADVISE], 0, |ops| {
        let page = page_size();
        let memory = Mapping::new(4 * page);
        let fill = || [0, 1, 2, 3].map(|at| memory.replace(at, b'x'));
        let second = memory.0.wrapping_add(page).cast();
        let unneeded = libc::MADV_DONTNEED;
        fill();
        assert_eq!(run!(ops, io_uring_prep_madvise(second, 2 * page as u32, unneeded)), 0);
        assert_eq!(fill(), [b'x', 0, 0, b'x'], "pages that were given back are zero again");
        assert_eq!(run!(ops, io_uring_prep_madvise(second, page as u32, 99)), -libc::EINVAL);
    });
}

#[test]
fn madvise64_takes_long_ranges() {
    on_both_faces(&[IORING_OP_MADVISE], 0, |ops| {
        if !advises_on_long_ranges() {
            return ops.skip_helpers(&["io_uring_prep_madvise64"], LONG_ADVICE);
        }
        let far = if cfg!(target_pointer_width = "64") { FAR as usize } else { 8 * page_size() };
        let memory = Mapping::new(far + page_size());
        let (start, last, length) = (memory.0.cast(), far / page_size(), memory.1 as libc::off_t);
        let unneeded = libc::MADV_DONTNEED;
        memory.replace(last, b'x');
        assert_eq!(run!(ops, io_uring_prep_madvise64(start, far as libc::off_t, unneeded)), 0);
        assert_eq!(memory.replace(last, b'x'), b'x', "behind the range");
        assert_eq!(run!(ops, io_uring_prep_madvise64(start, length, unneeded)), 0);
        assert_eq!(memory.replace(last, 0), 0);
        assert_eq!(run!(ops, io_uring_prep_madvise64(start, length, 99)), -libc::EINVAL);
    });
}
