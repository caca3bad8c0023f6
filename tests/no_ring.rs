// SPDX-License-Identifier: MIT OR Apache-2.0
//! System calls where there is no ring, as in an emulator of a processor alone: their arguments arrive, and so do results
//! and errors.

use iouring_sys as sys;
use libc::{c_int, c_long, c_void};
use std::fs::{self, File};
use std::io;
use std::os::fd::{FromRawFd, IntoRawFd};
use std::os::unix::fs::FileExt;
use std::ptr::null_mut;

// That of riscv64 has no platform with rings, where tests/syscall.rs would run it.
#[cfg_attr(target_arch = "riscv64", path = "../src/syscall/riscv64.rs")]
#[cfg_attr(not(target_arch = "riscv64"), path = "../src/syscall/generic.rs")]
mod instruction;

/// A descriptor that is not open.
const CLOSED: u32 = 1 << 30;

/// A file in memory, of which /proc tells the name.
fn file(name: &str) -> File {
    let name = std::ffi::CString::new(name).expect("no NUL in it");
    // SAFETY: the name ends with a NUL.
    let fd = unsafe { libc::memfd_create(name.as_ptr(), 0) };
    assert!(fd >= 0, "{}", io::Error::last_os_error());
    // SAFETY: the descriptor was made just now.
    unsafe { File::from_raw_fd(fd) }
}

/// What the kernel, or what stands for it, answers to a call with a descriptor that is not open: `-EBADF`, or what it says
/// to all that ask for rings.
fn refusal(number: c_long) -> c_int {
    // SAFETY: there is nothing that the call could read or write.
    let result = unsafe { libc::syscall(number, c_long::from(CLOSED as c_int), 0, 0, 0, 0, 0) };
    assert_eq!(result, -1);
    -io::Error::last_os_error().raw_os_error().expect("an error of the system")
}

#[test]
fn both_faces_pass_the_kernels_error_on() {
    let (enter, register) = (refusal(libc::SYS_io_uring_enter), refusal(libc::SYS_io_uring_register));
    // SAFETY: as above.
    unsafe {
        assert_eq!(sys::syscall::io_uring_enter(CLOSED, 0, 0, 0, null_mut()), enter);
        assert_eq!(sys::io_uring_enter(CLOSED, 0, 0, 0, null_mut()), enter);
        assert_eq!(sys::syscall::io_uring_enter2(CLOSED, 0, 0, 0, null_mut(), 0), enter);
        assert_eq!(sys::io_uring_enter2(CLOSED, 0, 0, 0, null_mut(), 0), enter);
        let files = sys::IORING_UNREGISTER_FILES;
        assert_eq!(sys::syscall::io_uring_register(CLOSED, files, null_mut(), 0), register);
        assert_eq!(sys::io_uring_register(CLOSED, files, null_mut(), 0), register);
    }
}

/// The call that copies between files takes six arguments, and refuses the last one unless it is 0.
#[test]
fn six_arguments_arrive() {
    let (from, to) = (file("from"), file("to"));
    from.write_all_at(b"0123456789", 0).expect("there is memory");
    let (mut from_at, mut to_at) = (2_i64, 3_i64);
    let (from, to) = (from.into_raw_fd(), to.into_raw_fd());
    let mut copy = |flags| {
        let offsets: [*mut i64; 2] = [&mut from_at, &mut to_at];
        let args = [from as usize, offsets[0] as usize, to as usize, offsets[1] as usize, 5, flags];
        // SAFETY: the descriptors are open, and the offsets live as long as the call.
        unsafe { instruction::syscall6(libc::SYS_copy_file_range, args) }
    };
    assert_eq!((copy(1), copy(0)), (-libc::EINVAL as isize, 5));
    assert_eq!((from_at, to_at), (7, 8));
    // SAFETY: nobody else has these descriptors.
    let (_from, to) = unsafe { (File::from_raw_fd(from), File::from_raw_fd(to)) };
    let mut copied = [b'-'; 9];
    assert_eq!(to.read_at(&mut copied, 0).expect("it can be read"), 8);
    assert_eq!((&copied[..3], &copied[3..]), (&[0; 3][..], &b"23456-"[..]), "a hole comes first");
}

/// Where the parts of a ring begin, and a word in each.
const PARTS: [(u64, u32); 3] =
    [(sys::IORING_OFF_SQ_RING, 4), (sys::IORING_OFF_CQ_RING, 8), (sys::IORING_OFF_SQES, 0xabc)];

/// The mappings and the descriptors of this process in which a text occurs.
fn traces(text: &str) -> usize {
    let maps = fs::read_to_string("/proc/self/maps").expect("/proc is mounted");
    let fds = fs::read_dir("/proc/self/fd").expect("/proc is mounted").flatten();
    let links = fds.filter_map(|fd| fs::read_link(fd.path()).ok());
    let open = links.filter(|link| link.to_string_lossy().contains(text)).count();
    open + maps.lines().filter(|line| line.contains(text)).count()
}

/// The library maps the parts of a ring from any descriptor, by the call that takes an offset last.
#[test]
fn the_library_maps_a_file_and_lets_it_go() {
    const NAME: &str = "the-file-of-no-ring";
    let file = file(NAME);
    file.set_len(sys::IORING_OFF_SQES + (1 << 16)).expect("most of it is a hole");
    for (at, word) in PARTS {
        // As SQ entries, CQ entries and the first entry's operation, flags and so on.
        file.write_all_at(&word.to_ne_bytes(), at).expect("there is memory");
    }
    let mut params = sys::io_uring_params { sq_entries: 4, cq_entries: 8, ..Default::default() };
    (params.sq_off.array, params.cq_off.cqes) = (64, 64);
    let mut ring = sys::io_uring::default();
    let fd = file.try_clone().expect("there are descriptors").into_raw_fd();
    // SAFETY: the file has what the parameters say, and nobody else uses the descriptor.
    unsafe {
        assert_eq!(sys::io_uring_queue_mmap(fd, &mut params, &mut ring), 0);
        let mapped: [*mut c_void; 3] = [ring.sq.ring_ptr, ring.cq.ring_ptr, ring.sq.sqes.cast()];
        for ((at, word), start) in PARTS.into_iter().zip(mapped) {
            let start: *mut u32 = start.cast();
            assert_eq!(start.read(), word, "{at:#x}");
            // Shared, and not the process's own.
            start.add(1).write(!word);
            let mut seen = [0; 4];
            file.read_exact_at(&mut seen, at + 4).expect("it can be read");
            assert_eq!(u32::from_ne_bytes(seen), !word, "{at:#x}");
        }
        drop(file);
        assert_eq!(traces(NAME), 4, "three mappings and a descriptor");
        sys::io_uring_queue_exit(&mut ring);
    }
    assert_eq!(traces(NAME), 0);
}
