// SPDX-License-Identifier: MIT OR Apache-2.0
//! Operations on names: making, linking, renaming, removing and looking at what a directory has.

use std::ffi::CStr;
use std::os::fd::AsRawFd;
use std::os::unix::fs::{symlink, MetadataExt, PermissionsExt};

use iouring_sys::*;

use crate::harness::{on_both_faces, Dir, Ops};

#[test]
fn mkdirat_makes_a_directory() {
    on_both_faces(&[IORING_OP_MKDIRAT], 0, |ops| {
        let dir = Dir::new();
        let mode =
            |name| std::fs::metadata(dir.path(name)).expect("it is there").permissions().mode() & 0o777;
        assert_eq!(run!(ops, io_uring_prep_mkdirat(dir.fd(), c"made".as_ptr(), 0o700)), 0);
        assert!(dir.path("made").is_dir());
        assert_eq!(mode("made"), 0o700);
        assert_eq!(run!(ops, io_uring_prep_mkdirat(dir.fd(), c"made".as_ptr(), 0o700)), -libc::EEXIST);
        let other = dir.c_path("other");
        assert_eq!(run!(ops, io_uring_prep_mkdir(other.as_ptr(), 0o500)), 0);
        assert_eq!(mode("other"), 0o500);
    });
}

#[test]
fn linkat_gives_a_file_a_second_name() {
    on_both_faces(&[IORING_OP_LINKAT], 0, |ops| {
        let (dir, to) = (Dir::new(), Dir::new());
        let _file = dir.file("old", b"contents");
        let inode =
            |dir: &Dir, name| std::fs::symlink_metadata(dir.path(name)).expect("the name is there").ino();
        let link = |ops: &mut Ops, old: &CStr, new: &CStr, flags| {
            run!(ops, io_uring_prep_linkat(dir.fd(), old.as_ptr(), to.fd(), new.as_ptr(), flags))
        };
        assert_eq!(link(ops, c"old", c"new", 0), 0);
        assert_eq!(inode(&to, "new"), inode(&dir, "old"));
        assert_eq!(std::fs::metadata(dir.path("old")).expect("it is there").nlink(), 2);
        assert_eq!(link(ops, c"old", c"new", 0), -libc::EEXIST);
        // A symbolic link is linked itself, or what it leads to.
        symlink("old", dir.path("soft")).expect("a symbolic link");
        assert_eq!(link(ops, c"soft", c"itself", 0), 0);
        assert_eq!(inode(&to, "itself"), inode(&dir, "soft"));
        assert_eq!(link(ops, c"soft", c"followed", libc::AT_SYMLINK_FOLLOW), 0);
        assert_eq!(inode(&to, "followed"), inode(&dir, "old"));
        let (soft, third) = (dir.c_path("soft"), dir.c_path("third"));
        let follow = libc::AT_SYMLINK_FOLLOW;
        assert_eq!(run!(ops, io_uring_prep_link(soft.as_ptr(), third.as_ptr(), follow)), 0);
        assert_eq!(inode(&dir, "third"), inode(&dir, "old"));
    });
}

#[test]
fn symlinkat_makes_a_symbolic_link() {
    on_both_faces(&[IORING_OP_SYMLINKAT], 0, |ops| {
        let dir = Dir::new();
        let target = |name| std::fs::read_link(dir.path(name)).expect("a symbolic link");
        let (to, link) = (c"to/nothing", c"link");
        assert_eq!(run!(ops, io_uring_prep_symlinkat(to.as_ptr(), dir.fd(), link.as_ptr())), 0);
        assert_eq!(target("link").to_str(), Some("to/nothing"));
        let again = run!(ops, io_uring_prep_symlinkat(to.as_ptr(), dir.fd(), link.as_ptr()));
        assert_eq!(again, -libc::EEXIST);
        let other = dir.c_path("other");
        assert_eq!(run!(ops, io_uring_prep_symlink(c"elsewhere".as_ptr(), other.as_ptr())), 0);
        assert_eq!(target("other").to_str(), Some("elsewhere"));
    });
}

#[test]
fn renameat_gives_a_file_another_name() {
    on_both_faces(&[IORING_OP_RENAMEAT], 0, |ops| {
        let (dir, to) = (Dir::new(), Dir::new());
        for name in ["one", "two", "three"] {
            dir.file(name, name.as_bytes());
        }
        let contents = |dir: &Dir, name| std::fs::read_to_string(dir.path(name)).ok();
        let rename = |ops: &mut Ops, old: &CStr, new: &CStr, flags| {
            run!(ops, io_uring_prep_renameat(dir.fd(), old.as_ptr(), to.fd(), new.as_ptr(), flags))
        };
        assert_eq!(rename(ops, c"one", c"1", 0), 0);
        assert_eq!((contents(&dir, "one"), contents(&to, "1")), (None, Some("one".into())));
        assert_eq!(rename(ops, c"two", c"1", libc::RENAME_NOREPLACE), -libc::EEXIST);
        assert_eq!(rename(ops, c"two", c"1", libc::RENAME_EXCHANGE), 0);
        assert_eq!((contents(&dir, "two"), contents(&to, "1")), (Some("one".into()), Some("two".into())));
        assert_eq!(rename(ops, c"two", c"1", 0), 0, "what was there goes");
        assert_eq!((contents(&dir, "two"), contents(&to, "1")), (None, Some("one".into())));
        let (three, four) = (dir.c_path("three"), dir.c_path("four"));
        assert_eq!(run!(ops, io_uring_prep_rename(three.as_ptr(), four.as_ptr())), 0);
        assert_eq!((contents(&dir, "three"), contents(&dir, "four")), (None, Some("three".into())));
    });
}

#[test]
fn unlinkat_removes_a_name() {
    on_both_faces(&[IORING_OP_UNLINKAT], 0, |ops| {
        let dir = Dir::new();
        dir.file("file", b"");
        dir.file("other", b"");
        std::fs::create_dir(dir.path("folder")).expect("a directory");
        let unlink = |ops: &mut Ops, name: &CStr, flags| {
            run!(ops, io_uring_prep_unlinkat(dir.fd(), name.as_ptr(), flags))
        };
        assert_eq!(unlink(ops, c"file", libc::AT_REMOVEDIR), -libc::ENOTDIR);
        assert_eq!(unlink(ops, c"folder", 0), -libc::EISDIR);
        assert!(dir.path("file").exists() && dir.path("folder").exists());
        assert_eq!(unlink(ops, c"file", 0), 0);
        assert_eq!(unlink(ops, c"folder", libc::AT_REMOVEDIR), 0);
        assert!(!dir.path("file").exists() && !dir.path("folder").exists());
        assert_eq!(unlink(ops, c"file", 0), -libc::ENOENT);
        let other = dir.c_path("other");
        assert_eq!(run!(ops, io_uring_prep_unlink(other.as_ptr(), libc::AT_REMOVEDIR)), -libc::ENOTDIR);
        assert_eq!(run!(ops, io_uring_prep_unlink(other.as_ptr(), 0)), 0);
        assert!(!dir.path("other").exists());
    });
}

#[test]
fn statx_tells_what_a_name_leads_to() {
    on_both_faces(&[IORING_OP_STATX], 0, |ops| {
        let dir = Dir::new();
        let file = dir.file("file", b"seven b");
        symlink("file", dir.path("soft")).expect("a symbolic link");
        let look = |ops: &mut Ops, dfd, name: &CStr, flags, mask| {
            let mut found = std::mem::MaybeUninit::<statx>::zeroed();
            let to = found.as_mut_ptr();
            let result = run!(ops, io_uring_prep_statx(dfd, name.as_ptr(), flags, mask, to));
            // SAFETY: all of it is numbers, which are zero where the kernel wrote none.
            let found = unsafe { found.assume_init() };
            (result, found.stx_size, found.stx_ino, u32::from(found.stx_mode) & libc::S_IFMT, found.stx_mask)
        };
        // STATX_BASIC_STATS, which libc has not everywhere.
        let (basic, nofollow) = (0x7ff, libc::AT_SYMLINK_NOFOLLOW);
        let expected = std::fs::metadata(dir.path("file")).expect("it is there");
        let (result, size, inode, kind, mask) = look(ops, dir.fd(), c"soft", 0, basic);
        assert_eq!((result, size, inode, kind), (0, 7, expected.ino(), libc::S_IFREG));
        assert_eq!(mask & basic, basic);
        let (result, size, _, kind, _) = look(ops, dir.fd(), c"soft", nofollow, basic);
        assert_eq!((result, size, kind), (0, 4, libc::S_IFLNK));
        let (result, size, inode, ..) = look(ops, file.as_raw_fd(), c"", libc::AT_EMPTY_PATH, basic);
        assert_eq!((result, size, inode), (0, 7, expected.ino()));
        assert_eq!(look(ops, dir.fd(), c"none", 0, basic).0, -libc::ENOENT);
        let reserved = 0x8000_0000;
        assert_eq!(look(ops, dir.fd(), c"file", 0, basic | reserved).0, -libc::EINVAL, "the mask arrives");
    });
}
