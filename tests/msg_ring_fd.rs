// SPDX-License-Identifier: MIT OR Apache-2.0
//! `io_uring_prep_msg_ring_fd` and `io_uring_prep_msg_ring_fd_alloc`: registered files handed to another ring.

mod common;
#[path = "common/messages.rs"]
mod messages;

use std::fs::File;
use std::io::Write;
use std::os::fd::{AsRawFd, FromRawFd};
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

use common::{has_or_skip, kernel, ring_or_skip, skip_this, Ring};
use iouring_sys::*;
use messages::*;

/// Two rings, of which the first has a registered file and the second `slots` empty slots; or the test is skipped where
/// rings pass no files: the macro returns from it.
macro_rules! passing_pair_or_skip {
    ($slots:expr) => {
        passing_pair_or_skip!($slots, 0)
    };
    ($slots:expr, $flags:expr) => {{
        let (mut sender, mut target) = pair_or_skip!($flags);
        // Of the same Linux version as the passing of files.
        if !has_or_skip(kernel::supports(IORING_OP_SEND_ZC), "a kernel before 6.0 passes no files") {
            return;
        }
        register(&mut sender, &[file_with(CONTENTS).as_raw_fd()]);
        if $slots > 0 {
            register(&mut target, &[-1; $slots]);
        }
        (sender, target)
    }};
}

const CONTENTS: &[u8] = b"what the passed file holds";

/// A file in memory, with these contents.
fn file_with(contents: &[u8]) -> File {
    // SAFETY: the name is a string that ends in 0; the descriptor is new and nobody else's.
    let mut file = unsafe {
        let fd = libc::memfd_create(b"passed\0".as_ptr().cast(), libc::MFD_CLOEXEC);
        assert!(fd >= 0);
        File::from_raw_fd(fd)
    };
    file.write_all(contents).unwrap();
    file
}

fn register(ring: &mut Ring, files: &[i32]) {
    // SAFETY: the ring is set up, the descriptors are readable.
    let result = unsafe { io_uring_register_files(ring.ptr(), files.as_ptr(), files.len() as u32) };
    assert_eq!(result, 0, "io_uring_register_files");
}

fn unregister(ring: &mut Ring) {
    // SAFETY: the ring is set up, and no memory but its own is named.
    assert_eq!(unsafe { io_uring_unregister_files(ring.ptr()) }, 0);
}

/// Passes a file into a slot of the caller's choice.
fn pass(sender: &mut Ring, target: i32, source: i32, slot: i32, data: u64, flags: u32) -> i32 {
    // SAFETY: the entry is ours to fill; the tests use no slot that they overwrite.
    send(sender, |sqe| unsafe { io_uring_prep_msg_ring_fd(sqe, target, source, slot, data, flags) })
}

/// Passes a file into a slot that the kernel chooses.
fn pass_alloc(sender: &mut Ring, target: i32, source: i32, data: u64, flags: u32) -> i32 {
    // SAFETY: the entry is ours to fill.
    send(sender, |sqe| unsafe { io_uring_prep_msg_ring_fd_alloc(sqe, target, source, data, flags) })
}

/// Reads the beginning of a registered file.
fn read_slot(ring: &mut Ring, slot: i32) -> Result<Vec<u8>, i32> {
    let mut bytes = vec![0; 100];
    // SAFETY: the entry is ours to fill; the bytes outlive the request, which is waited for.
    let result = send(ring, |sqe| unsafe {
        io_uring_prep_read(sqe, slot, bytes.as_mut_ptr().cast(), 100, 0);
        io_uring_sqe_set_flags(sqe, IOSQE_FIXED_FILE);
    });
    if result < 0 {
        return Err(result);
    }
    bytes.truncate(result as usize);
    Ok(bytes)
}

#[track_caller]
fn expect_contents(ring: &mut Ring, slot: i32, contents: &[u8]) {
    assert_eq!(read_slot(ring, slot), Ok(contents.to_vec()), "the file in slot {slot}");
}

#[test]
fn a_file_goes_to_the_chosen_slot() {
    let (mut sender, mut target) = passing_pair_or_skip!(4);
    for slot in [2, 0, 3] {
        assert_eq!(read_slot(&mut target, slot), Err(-libc::EBADF), "the slot is empty before");
        assert_eq!(pass(&mut sender, target.fd(), 0, slot, u64::MAX - 5, 0), 0);
        expect(&mut target, 0, u64::MAX - 5, 0);
        expect_contents(&mut target, slot, CONTENTS);
    }
    assert_eq!(read_slot(&mut target, 1), Err(-libc::EBADF), "no other slot is filled");
    expect_contents(&mut sender, 0, CONTENTS);
}

#[test]
fn a_file_goes_to_an_allocated_slot_that_both_sides_learn() {
    let (mut sender, mut target) = passing_pair_or_skip!(3);
    let mut slots = Vec::new();
    for data in 0..3 {
        let slot = pass_alloc(&mut sender, target.fd(), 0, data, 0);
        expect(&mut target, slot, data, 0);
        expect_contents(&mut target, slot, CONTENTS);
        slots.push(slot);
    }
    slots.sort_unstable();
    assert_eq!(slots, [0, 1, 2]);
}

#[test]
fn the_chosen_slot_index_alloc_means_any_slot() {
    let (mut sender, mut target) = passing_pair_or_skip!(1);
    let alloc = IORING_FILE_INDEX_ALLOC as i32;
    assert_eq!(pass(&mut sender, target.fd(), 0, alloc, 8, 0), 0);
    expect(&mut target, 0, 8, 0);
    expect_contents(&mut target, 0, CONTENTS);
    assert_eq!(pass(&mut sender, target.fd(), 0, alloc, 8, 0), -libc::ENFILE);
}

#[test]
fn the_passed_file_outlives_the_sender() {
    let (mut sender, mut target) = passing_pair_or_skip!(3);
    assert_eq!(pass(&mut sender, target.fd(), 0, 0, 1, 0), 0);
    // SAFETY: the ring is set up, the descriptor readable.
    assert_eq!(unsafe { io_uring_register_files_update(sender.ptr(), 0, [-1].as_ptr(), 1) }, 1);
    assert_eq!(read_slot(&mut sender, 0), Err(-libc::EBADF), "the sender's slot is empty");
    expect(&mut target, 0, 1, 0);
    expect_contents(&mut target, 0, CONTENTS);
    unregister(&mut sender);
    expect_contents(&mut target, 0, CONTENTS);
    drop(sender);
    expect_contents(&mut target, 0, CONTENTS);
}

#[test]
fn each_slot_of_the_sender_is_another_file() {
    let (mut sender, mut target) = passing_pair_or_skip!(2);
    unregister(&mut sender);
    let (one, other) = (file_with(b"one"), file_with(b"other"));
    register(&mut sender, &[-1, one.as_raw_fd(), other.as_raw_fd()]);
    assert_eq!(pass(&mut sender, target.fd(), 2, 0, 0, 0), 0);
    assert_eq!(pass(&mut sender, target.fd(), 1, 1, 0, 0), 0);
    expect(&mut target, 0, 0, 0);
    expect(&mut target, 0, 0, 0);
    expect_contents(&mut target, 0, b"other");
    expect_contents(&mut target, 1, b"one");
}

/// The end for writing of a pipe is in the slot and nowhere else; the end for reading learns that it was closed.
#[test]
fn a_passed_file_replaces_and_closes_the_one_in_the_slot() {
    let (mut sender, mut target) = passing_pair_or_skip!(0);
    let mut pipe = Pipe::new();
    register(&mut target, &[pipe.0[1]]);
    // SAFETY: the descriptor is ours; a negative one is ignored when the pipe is dropped.
    assert_eq!(unsafe { libc::close(pipe.0[1]) }, 0);
    pipe.0[1] = -1;
    let hung_up = |milliseconds| {
        let mut polled = libc::pollfd { fd: pipe.0[0], events: libc::POLLIN, revents: 0 };
        // SAFETY: one descriptor to poll, valid for reads and writes.
        unsafe { libc::poll(&mut polled, 1, milliseconds) == 1 && polled.revents & libc::POLLHUP != 0 }
    };
    assert!(!hung_up(0));
    assert_eq!(pass(&mut sender, target.fd(), 0, 0, 1, 0), 0);
    expect(&mut target, 0, 1, 0);
    expect_contents(&mut target, 0, CONTENTS);
    assert!(hung_up(10_000), "the replaced file is closed");
}

#[test]
fn cqe_skip_passes_the_file_without_a_completion_at_the_target() {
    let (mut sender, mut target) = passing_pair_or_skip!(2);
    assert_eq!(pass(&mut sender, target.fd(), 0, 1, 1, IORING_MSG_RING_CQE_SKIP), 0);
    expect_nothing(&mut target);
    expect_contents(&mut target, 1, CONTENTS);
    assert_eq!(pass_alloc(&mut sender, target.fd(), 0, 1, IORING_MSG_RING_CQE_SKIP), 0, "the free slot");
    expect_nothing(&mut target);
    expect_contents(&mut target, 0, CONTENTS);
}

#[test]
fn flags_pass_has_no_effect_on_files() {
    let (mut sender, mut target) = passing_pair_or_skip!(2);
    let result = pass(&mut sender, target.fd(), 0, 1, 7, IORING_MSG_RING_FLAGS_PASS);
    if result == -libc::EINVAL {
        linux_6_3_or_skip!("has no IORING_MSG_RING_FLAGS_PASS");
    }
    assert_eq!(result, 0);
    expect(&mut target, 0, 7, 0);
    expect_contents(&mut target, 1, CONTENTS);
}

#[test]
fn a_file_from_the_ring_to_itself_is_einval() {
    let (mut sender, _) = passing_pair_or_skip!(1);
    let itself = sender.fd();
    assert_eq!(pass(&mut sender, itself, 0, 0, 1, 0), -libc::EINVAL);
    assert_eq!(pass_alloc(&mut sender, itself, 0, 1, 0), -libc::EINVAL);
    expect_nothing(&mut sender);
}

#[test]
fn unknown_flags_for_a_file_are_einval() {
    let (mut sender, mut target) = passing_pair_or_skip!(1);
    assert_eq!(pass(&mut sender, target.fd(), 0, 0, 1, 1 << 31), -libc::EINVAL);
    assert_eq!(pass_alloc(&mut sender, target.fd(), 0, 1, 1 << 31), -libc::EINVAL);
    expect_nothing(&mut target);
    assert_eq!(read_slot(&mut target, 0), Err(-libc::EBADF), "no file came");
}

#[test]
fn a_len_with_a_file_is_einval() {
    let (mut sender, mut target) = passing_pair_or_skip!(1);
    // SAFETY: the entry is ours to fill.
    let result = send(&mut sender, |sqe| unsafe {
        io_uring_prep_msg_ring_fd(sqe, target.fd(), 0, 0, 1, 0);
        (*sqe).len = 1;
    });
    if result == 0 && !kernel::has_features(IORING_FEAT_MIN_TIMEOUT) {
        return skip_this("a kernel before 6.12 that ignores it");
    }
    assert_eq!(result, -libc::EINVAL);
    expect_nothing(&mut target);
}

#[test]
fn a_target_without_a_table_is_enxio_or_for_an_allocated_slot_enfile() {
    let (mut sender, mut target) = passing_pair_or_skip!(0);
    assert_eq!(pass(&mut sender, target.fd(), 0, 0, 1, 0), -libc::ENXIO);
    assert_eq!(pass_alloc(&mut sender, target.fd(), 0, 1, 0), -libc::ENFILE);
    expect_nothing(&mut target);
}

#[test]
fn a_slot_beyond_the_table_of_the_target_is_einval() {
    let (mut sender, mut target) = passing_pair_or_skip!(2);
    for slot in [2, 1000, i32::MAX] {
        assert_eq!(pass(&mut sender, target.fd(), 0, slot, 1, 0), -libc::EINVAL, "{slot}");
    }
    expect_nothing(&mut target);
}

#[test]
fn a_target_without_a_free_slot_is_enfile() {
    let (mut sender, mut target) = passing_pair_or_skip!(1);
    assert_eq!(pass_alloc(&mut sender, target.fd(), 0, 1, 0), 0);
    expect(&mut target, 0, 1, 0);
    assert_eq!(pass_alloc(&mut sender, target.fd(), 0, 1, 0), -libc::ENFILE);
    expect_nothing(&mut target);
    expect_contents(&mut target, 0, CONTENTS);
}

#[test]
fn an_empty_slot_of_the_sender_is_ebadf() {
    let (mut sender, mut target) = passing_pair_or_skip!(1);
    unregister(&mut sender);
    assert_eq!(pass(&mut sender, target.fd(), 0, 0, 1, 0), -libc::EBADF, "no table at all");
    register(&mut sender, &[-1, -1]);
    for source in [0, 1, 2, 1000, -1] {
        assert_eq!(pass(&mut sender, target.fd(), source, 0, 1, 0), -libc::EBADF, "{source}");
        assert_eq!(pass_alloc(&mut sender, target.fd(), source, 1, 0), -libc::EBADF, "{source}");
    }
    expect_nothing(&mut target);
}

#[test]
fn a_file_to_what_is_no_ring_or_no_open_descriptor_is_refused() {
    let (mut sender, _) = passing_pair_or_skip!(0);
    let pipe = Pipe::new();
    assert_eq!(pass(&mut sender, pipe.0[0], 0, 0, 1, 0), -libc::EBADFD);
    assert_eq!(pass_alloc(&mut sender, pipe.0[1], 0, 1, 0), -libc::EBADFD);
    assert_eq!(pass(&mut sender, 1 << 30, 0, 0, 1, 0), -libc::EBADF);
}

#[test]
fn a_file_to_a_disabled_ring_is_ebadfd() {
    let (mut sender, target) = passing_pair_or_skip!(1, IORING_SETUP_R_DISABLED);
    let result = pass(&mut sender, target.fd(), 0, 0, 1, 0);
    if result == 0 {
        linux_6_3_or_skip!("passes files to disabled rings");
    }
    assert_eq!(result, -libc::EBADFD);
}

#[test]
fn the_news_of_a_file_waits_when_the_target_is_full() {
    let (mut sender, mut target) = passing_pair_or_skip!(1);
    for i in 0..16 {
        assert_eq!(send_data(&mut sender, target.fd(), i, 0), 0);
    }
    assert_eq!(pass(&mut sender, target.fd(), 0, 0, 99, 0), 0);
    // SAFETY: the ring is set up; the call only reads numbers of it.
    assert!(unsafe { io_uring_cq_has_overflow(target.ptr()) });
    for i in 0..16 {
        expect(&mut target, i, 0, 0);
    }
    expect(&mut target, 0, 99, 0);
    expect_contents(&mut target, 0, CONTENTS);
}

const DEFERRED: u32 = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;

/// The ring's own task must install the file. Here it waits for that.
#[test]
fn a_waiting_thread_with_deferred_work_gets_the_file() {
    let (mut sender, _) = passing_pair_or_skip!(0, DEFERRED);
    let (fd_out, fd_in) = channel();
    let receiver = std::thread::spawn(move || {
        let mut target = Ring::try_new(8, DEFERRED).unwrap();
        register(&mut target, &[-1, -1]);
        fd_out.send(target.fd()).unwrap();
        expect(&mut target, 0, 5, 0);
        expect(&mut target, 0, 6, 0);
        expect_contents(&mut target, 1, CONTENTS);
        expect_contents(&mut target, 0, CONTENTS);
    });
    let target = fd_in.recv().unwrap();
    assert_eq!(pass(&mut sender, target, 0, 1, 5, 0), 0);
    assert_eq!(pass_alloc(&mut sender, target, 0, 6, 0), 0);
    receiver.join().unwrap();
}

#[test]
fn a_file_to_a_ring_with_deferred_work_whose_thread_has_ended_is_eownerdead() {
    let (mut sender, _) = passing_pair_or_skip!(0, DEFERRED);
    let owner = std::thread::spawn(|| {
        let mut target = Ring::try_new(8, DEFERRED).unwrap();
        register(&mut target, &[-1]);
        // SAFETY: always succeeds.
        (target, unsafe { libc::gettid() })
    });
    let (target, task) = owner.join().unwrap();
    // Joined is not yet gone.
    while Path::new(&format!("/proc/self/task/{task}")).exists() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let result = pass(&mut sender, target.fd(), 0, 0, 5, 0);
    if result == 0 {
        linux_6_3_or_skip!("has the sender install the file");
    }
    assert_eq!(result, -libc::EOWNERDEAD);
}

/// With the helpers that the C compiler built.
#[test]
fn the_c_functions_pass_files() {
    let (mut sender, mut target) = passing_pair_or_skip!(2);
    // SAFETY: the entries are ours to fill.
    let chosen =
        send(&mut sender, |sqe| unsafe { ffi::io_uring_prep_msg_ring_fd(sqe, target.fd(), 0, 1, 5, 0) });
    assert_eq!(chosen, 0);
    expect(&mut target, 0, 5, 0);
    expect_contents(&mut target, 1, CONTENTS);
    // SAFETY: the entries are ours to fill.
    let allocated =
        send(&mut sender, |sqe| unsafe { ffi::io_uring_prep_msg_ring_fd_alloc(sqe, target.fd(), 0, 6, 0) });
    assert_eq!(allocated, 0);
    expect(&mut target, 0, 6, 0);
    expect_contents(&mut target, 0, CONTENTS);
}

/// Written field by field, without the helper.
#[test]
fn an_entry_filled_by_hand_passes_a_file() {
    let (mut sender, mut target) = passing_pair_or_skip!(4);
    let result = send(&mut sender, |sqe| {
        let mut message =
            io_uring_sqe { opcode: IORING_OP_MSG_RING as u8, fd: target.fd(), ..Default::default() };
        message.__bindgen_anon_1.off = 5;
        message.__bindgen_anon_2.addr = IORING_MSG_SEND_FD.into();
        message.__bindgen_anon_5.file_index = 3 + 1;
        // SAFETY: the entry is ours to fill.
        unsafe { sqe.write(message) };
    });
    assert_eq!(result, 0);
    expect(&mut target, 0, 5, 0);
    expect_contents(&mut target, 3, CONTENTS);
}
