// SPDX-License-Identifier: MIT OR Apache-2.0
//! Operations on the extended attributes of files.

use std::ffi::CStr;
use std::os::fd::AsRawFd;

use iouring_sys::*;

use crate::harness::{on_both_faces, Dir, Ops};

const NAME: &CStr = c"user.iouring";
const NO_ATTRIBUTES: &str = "the file system keeps no extended attributes";

/// Whether files in a directory can have attributes, asked without a ring.
fn kept(dir: &Dir) -> bool {
    let file = dir.file("asked", b"");
    // SAFETY: the strings end in zero, and the value is as long as is said.
    let result = unsafe { libc::fsetxattr(file.as_raw_fd(), NAME.as_ptr(), c"value".as_ptr().cast(), 5, 0) };
    result == 0
}

/// The attribute of a file as the system call has it.
fn attribute(path: &CStr) -> Option<Vec<u8>> {
    let mut value = vec![0_u8; 64];
    // SAFETY: the strings end in zero, and the value has room for as much as is said.
    let length =
        unsafe { libc::getxattr(path.as_ptr(), NAME.as_ptr(), value.as_mut_ptr().cast(), value.len()) };
    value.truncate(usize::try_from(length).ok()?);
    Some(value)
}

/// Reads the attribute into `room` bytes with a request that `fill` fills: the result and the bytes.
fn read(ops: &mut Ops, room: u32, fill: impl FnOnce(&mut Ops, *mut libc::c_char, u32)) -> (i32, Vec<u8>) {
    let mut value = vec![b'.'; 8];
    fill(ops, value.as_mut_ptr().cast(), room);
    (ops.result(), value)
}

#[test]
fn the_attributes_of_a_name_are_set_and_read() {
    on_both_faces(&[IORING_OP_SETXATTR, IORING_OP_GETXATTR], 0, |ops| {
        let dir = Dir::new();
        if !kept(&dir) {
            return ops.skip_helpers(&["io_uring_prep_setxattr", "io_uring_prep_getxattr"], NO_ATTRIBUTES);
        }
        dir.file("file", b"");
        let (path, name) = (dir.c_path("file"), NAME.as_ptr());
        let set = |ops: &mut Ops, value: &CStr, flags, length| {
            run!(ops, io_uring_prep_setxattr(name, value.as_ptr(), path.as_ptr(), flags, length))
        };
        assert_eq!(set(ops, c"first", libc::XATTR_REPLACE, 5), -libc::ENODATA);
        assert_eq!(set(ops, c"first", libc::XATTR_CREATE, 3), 0);
        assert_eq!(attribute(&path).as_deref(), Some(&b"fir"[..]));
        assert_eq!(set(ops, c"second", libc::XATTR_CREATE, 6), -libc::EEXIST);
        assert_eq!(set(ops, c"second", 0, 6), 0);
        assert_eq!(attribute(&path).as_deref(), Some(&b"second"[..]));
        let get = |ops: &mut Ops, name: &CStr, room| {
            read(ops, room, |ops, to, room| {
                fill!(ops, io_uring_prep_getxattr(name.as_ptr(), to, path.as_ptr(), room));
            })
        };
        assert_eq!(get(ops, NAME, 8), (6, b"second..".to_vec()));
        assert_eq!(get(ops, NAME, 0), (6, b"........".to_vec()), "only the length");
        assert_eq!(get(ops, NAME, 5).0, -libc::ERANGE);
        assert_eq!(get(ops, c"user.none", 8).0, -libc::ENODATA);
    });
}

#[test]
fn the_attributes_of_an_open_file_are_set_and_read() {
    on_both_faces(&[IORING_OP_FSETXATTR, IORING_OP_FGETXATTR], 0, |ops| {
        let dir = Dir::new();
        if !kept(&dir) {
            return ops.skip_helpers(&["io_uring_prep_fsetxattr", "io_uring_prep_fgetxattr"], NO_ATTRIBUTES);
        }
        let file = dir.file("file", b"");
        let (path, fd, name) = (dir.c_path("file"), file.as_raw_fd(), NAME.as_ptr());
        let set = |ops: &mut Ops, value: &CStr, flags, length| {
            run!(ops, io_uring_prep_fsetxattr(fd, name, value.as_ptr(), flags, length))
        };
        assert_eq!(set(ops, c"first", libc::XATTR_REPLACE, 5), -libc::ENODATA);
        assert_eq!(set(ops, c"first", libc::XATTR_CREATE, 3), 0);
        assert_eq!(attribute(&path).as_deref(), Some(&b"fir"[..]));
        assert_eq!(set(ops, c"second", libc::XATTR_REPLACE, 6), 0);
        assert_eq!(attribute(&path).as_deref(), Some(&b"second"[..]));
        let get = |ops: &mut Ops, name: &CStr, room| {
            read(ops, room, |ops, to, room| {
                fill!(ops, io_uring_prep_fgetxattr(fd, name.as_ptr(), to, room));
            })
        };
        assert_eq!(get(ops, NAME, 8), (6, b"second..".to_vec()));
        assert_eq!(get(ops, NAME, 5).0, -libc::ERANGE);
        assert_eq!(get(ops, c"user.none", 8).0, -libc::ENODATA);
    });
}
