// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rings of buffers that receives choose from: memory of the caller's and of the kernel's, whole buffers and parts.

mod common;

use std::io::Write;
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::ptr::null_mut;

use common::{has_or_skip, kernel, ring_or_skip, Ring};
use iouring_sys::*;

const GROUP: i32 = 7;
const ENTRIES: u32 = 4;
/// Bytes of a buffer.
const SIZE: usize = 64;

/// Sets up a buffer ring, or tells the error.
fn setup(ring: &mut Ring, entries: u32, group: i32, flags: u32) -> Result<*mut io_uring_buf_ring, i32> {
    let mut error = 99;
    // SAFETY: the ring is set up, and the error valid for writes.
    let br = unsafe { io_uring_setup_buf_ring(ring.ptr(), entries, group, flags, &mut error) };
    assert_eq!(br.is_null(), error != 0, "{error}");
    if br.is_null() {
        Err(error)
    } else {
        Ok(br)
    }
}

/// Whether there are buffer rings with these flags.
fn rings_or_skip(flags: u32) -> bool {
    has_or_skip(kernel::has_buffer_rings(flags), &format!("no buffer rings with flags {flags}"))
}

/// Receives `text` into a buffer of the group. Returns the completion.
fn receive(ring: &mut Ring, text: &[u8]) -> io_uring_cqe {
    let (mut near, far) = UnixStream::pair().expect("a pair of sockets");
    near.write_all(text).expect("the socket has room");
    let sqe = ring.sqe();
    // SAFETY: the kernel chooses the buffer.
    unsafe {
        io_uring_prep_recv(sqe, far.as_raw_fd(), null_mut(), 0, 0);
        io_uring_sqe_set_flags(sqe, IOSQE_BUFFER_SELECT);
        io_uring_sqe_set_buf_group(sqe, GROUP);
    }
    ring.submit(1);
    let mut cqe = null_mut();
    // SAFETY: the ring is set up; the completion stays in the ring for the caller to give back.
    unsafe {
        assert_eq!(io_uring_wait_cqe(ring.ptr(), &mut cqe), 0);
        *cqe
    }
}

/// Puts one buffer with each of these ids into the ring; buffer `id` is at its place in the memory.
fn fill(br: *mut io_uring_buf_ring, memory: &mut [[u8; SIZE]], ids: std::ops::Range<u16>) {
    let count = ids.len() as i32;
    // SAFETY: the buffer ring has that many entries, and the memory outlives it.
    unsafe {
        let mask = io_uring_buf_ring_mask(ENTRIES);
        for (offset, id) in ids.enumerate() {
            let buffer = memory[id as usize].as_mut_ptr().cast();
            io_uring_buf_ring_add(br, buffer, SIZE as u32, id, mask, offset as i32);
        }
        io_uring_buf_ring_advance(br, count);
    }
}

/// How many buffers are left, where the kernel tells.
fn available(ring: &mut Ring, br: *mut io_uring_buf_ring) -> Option<i32> {
    // SAFETY: both rings are set up.
    let left = unsafe { io_uring_buf_ring_available(ring.ptr(), br, GROUP as u16) };
    if !kernel::registers(IORING_REGISTER_PBUF_STATUS) {
        assert_eq!(left, -libc::EINVAL);
        return None;
    }
    assert!(left >= 0, "{left}");
    Some(left)
}

/// Goes round the ring a few times, with all of its buffers in use.
fn go_round(ring: &mut Ring, br: *mut io_uring_buf_ring) {
    let mut memory = Box::new([[0u8; SIZE]; ENTRIES as usize]);
    let tells = available(ring, br).is_some();
    assert!(!tells || available(ring, br) == Some(0));
    fill(br, &mut *memory, 0..ENTRIES as u16);
    assert!(!tells || available(ring, br) == Some(ENTRIES as i32));
    for round in 0..3 * ENTRIES {
        let text = format!("message {round}");
        let cqe = receive(ring, text.as_bytes());
        assert_eq!(cqe.res, text.len() as i32);
        assert_eq!(cqe.flags & IORING_CQE_F_BUFFER, IORING_CQE_F_BUFFER);
        let id = (cqe.flags >> IORING_CQE_BUFFER_SHIFT) as u16;
        assert_eq!(u32::from(id), round % ENTRIES);
        assert_eq!(&memory[id as usize][..text.len()], text.as_bytes());
        assert!(!tells || available(ring, br) == Some(ENTRIES as i32 - 1));
        // SAFETY: both rings are set up, and the buffer's contents were looked at.
        unsafe {
            let mask = io_uring_buf_ring_mask(ENTRIES);
            io_uring_buf_ring_add(br, memory[id as usize].as_mut_ptr().cast(), SIZE as u32, id, mask, 0);
            io_uring_buf_ring_cq_advance(ring.ptr(), br, 1);
        }
        assert_eq!(ring.ready(), 0);
    }
    let mut head = 0;
    if tells {
        // SAFETY: the ring is set up, and the head valid for writes.
        assert_eq!(unsafe { io_uring_buf_ring_head(ring.ptr(), GROUP, &mut head) }, 0);
        assert_eq!(u32::from(head), 3 * ENTRIES);
    }
}

#[test]
fn buffer_rings_of_both_kinds_go_round() {
    for flags in [0, IOU_PBUF_RING_MMAP] {
        let mut ring = ring_or_skip!(8);
        if !rings_or_skip(flags) {
            continue;
        }
        let br = setup(&mut ring, ENTRIES, GROUP, flags).expect("a buffer ring");
        assert_eq!(setup(&mut ring, ENTRIES, GROUP, flags), Err(-libc::EEXIST));
        go_round(&mut ring, br);
        // SAFETY: the ring is set up; nothing uses the buffer ring afterwards.
        unsafe {
            assert_eq!(io_uring_free_buf_ring(ring.ptr(), br, ENTRIES, GROUP), 0);
            assert!(absent(io_uring_unregister_buf_ring(ring.ptr(), GROUP)));
        }
        assert_eq!(receive(&mut ring, b"nowhere to go").res, -libc::ENOBUFS);
    }
}

/// What the kernel says of a group that is not there; before 6.8 that depends on its number.
fn absent(result: i32) -> bool {
    [-libc::ENOENT, -libc::EINVAL].contains(&result)
}

/// A page of the caller's.
#[repr(C, align(65536))]
struct Page([u64; 8192]);

#[test]
fn memory_of_the_callers_can_be_a_buffer_ring() {
    let mut ring = ring_or_skip!(8);
    if !rings_or_skip(0) {
        return;
    }
    let mut page = Box::new(Page([0; 8192]));
    let br: *mut io_uring_buf_ring = page.0.as_mut_ptr().cast();
    let usual = io_uring_buf_reg {
        ring_addr: br as u64,
        ring_entries: ENTRIES,
        bgid: GROUP as u16,
        ..Default::default()
    };
    // SAFETY: the ring is set up; the page outlives the registration.
    unsafe {
        let register = |ring: &mut Ring, mut reg: io_uring_buf_reg, flags| {
            io_uring_register_buf_ring(ring.ptr(), &mut reg, flags)
        };
        assert_eq!(register(&mut ring, usual, 0), 0);
        assert_eq!(register(&mut ring, usual, 0), -libc::EEXIST);
        io_uring_buf_ring_init(br);
        go_round(&mut ring, br);
        assert_eq!(io_uring_unregister_buf_ring(ring.ptr(), GROUP), 0);
        assert!(absent(io_uring_unregister_buf_ring(ring.ptr(), GROUP)));

        for entries in [0, 7, 65536] {
            let odd = io_uring_buf_reg { ring_entries: entries, ..usual };
            assert_eq!(register(&mut ring, odd, 0), -libc::EINVAL, "{entries} entries");
        }
        let crooked = io_uring_buf_reg { ring_addr: br as u64 + 16, ..usual };
        assert_eq!(register(&mut ring, crooked, 0), -libc::EINVAL);
        let nowhere = io_uring_buf_reg { ring_addr: 1 << 20 << 10, ..usual };
        assert_eq!(register(&mut ring, nowhere, 0), -libc::EFAULT);
        assert_eq!(register(&mut ring, usual, 1 << 6), -libc::EINVAL);
    }
}

#[test]
fn registering_again_takes_the_flags_of_that_call() {
    let mut ring = ring_or_skip!(8);
    if !rings_or_skip(IOU_PBUF_RING_MMAP) {
        return;
    }
    let mut page = Box::new(Page([0; 8192]));
    let br: *mut io_uring_buf_ring = page.0.as_mut_ptr().cast();
    let mut reg = io_uring_buf_reg { ring_entries: ENTRIES, bgid: GROUP as u16, ..Default::default() };
    // SAFETY: the ring is set up; the page outlives the registration.
    unsafe {
        let mut register = |ring: &mut Ring, address: u64, flags| {
            reg.ring_addr = address;
            let before = reg;
            let result = io_uring_register_buf_ring(ring.ptr(), &mut reg, flags);
            assert_eq!((reg.flags, reg.ring_addr), (before.flags, before.ring_addr));
            result
        };
        assert_eq!(register(&mut ring, 0, IOU_PBUF_RING_MMAP), 0);
        assert_eq!(io_uring_unregister_buf_ring(ring.ptr(), GROUP), 0);
        // With the flag of the call before, the kernel would not take memory of ours.
        assert_eq!(register(&mut ring, br as u64, 0), 0);
        assert_eq!(io_uring_unregister_buf_ring(ring.ptr(), GROUP), 0);
        // A flag that does not fit into the structure is not dropped.
        assert_eq!(register(&mut ring, br as u64, 1 << 16), -libc::EINVAL);
        assert_eq!(register(&mut ring, br as u64, 0), 0);
        io_uring_buf_ring_init(br);
        go_round(&mut ring, br);
    }
}

#[test]
fn setups_that_fail_say_why() {
    let mut ring = ring_or_skip!(8);
    for flags in [0, IOU_PBUF_RING_MMAP] {
        // Of the last, 32 bits hold the size of four entries only.
        for entries in [0, 15, 65536, 1 << 31, u32::MAX, (1 << 28) + 4] {
            assert_eq!(setup(&mut ring, entries, GROUP, flags), Err(-libc::EINVAL), "{entries} entries");
        }
        for unknown in [1 << 6, 1 << 16, 1 << 31] {
            assert_eq!(setup(&mut ring, ENTRIES, GROUP, flags | unknown), Err(-libc::EINVAL));
        }
    }
    // The number of the group is part of the offset that the kernel's memory is mapped at.
    for group in [2048, 65535] {
        assert_eq!(setup(&mut ring, ENTRIES, group, IOU_PBUF_RING_MMAP), Err(-libc::EINVAL));
        // SAFETY: the ring is set up, and no memory but its own is named.
        assert!(absent(unsafe { io_uring_unregister_buf_ring(ring.ptr(), group) }));
    }
}

#[test]
fn large_rings_and_large_numbers_of_groups_work() {
    let mut ring = ring_or_skip!(8);
    for (group, flags) in [(65535, 0), (2047, IOU_PBUF_RING_MMAP)] {
        if !rings_or_skip(flags) {
            continue;
        }
        if !has_or_skip(kernel::has_room(1 << 20), kernel::NO_MEMORY) {
            return;
        }
        let br = setup(&mut ring, 32768, group, flags).expect("a buffer ring");
        // SAFETY: both rings are set up; the last entry is inside, and nothing uses them afterwards.
        unsafe {
            io_uring_buf_ring_add(br, null_mut(), 1, 1, io_uring_buf_ring_mask(32768), 32767);
            assert_eq!(io_uring_free_buf_ring(ring.ptr(), br, 32768, group), 0);
        }
    }
}

#[test]
fn a_ring_that_is_not_there_is_not_freed() {
    let mut ring = ring_or_skip!(8);
    if !rings_or_skip(0) {
        return;
    }
    let br = setup(&mut ring, ENTRIES, GROUP, 0).expect("a buffer ring");
    // SAFETY: both rings are set up; the memory is looked at while the ring is still there.
    unsafe {
        assert!(absent(io_uring_free_buf_ring(ring.ptr(), br, ENTRIES, GROUP + 1)));
        let mut head = 99;
        let other = io_uring_buf_ring_head(ring.ptr(), GROUP + 1, &mut head);
        assert!(absent(other), "{other}");
        assert_eq!(head, 99);
        // The memory is still mapped.
        assert_eq!((*br).__bindgen_anon_1.__bindgen_anon_1.tail, 0);
        assert_eq!(io_uring_free_buf_ring(ring.ptr(), br, ENTRIES, GROUP), 0);
    }
}

#[test]
fn a_buffer_can_be_used_up_bit_by_bit() {
    if !common::room_or_skip() {
        return;
    }
    for flags in [0, IOU_PBUF_RING_MMAP] {
        let mut ring = ring_or_skip!(8);
        if !rings_or_skip(flags | IOU_PBUF_RING_INC) {
            continue;
        }
        let br = setup(&mut ring, ENTRIES, GROUP, flags | IOU_PBUF_RING_INC).expect("a buffer ring");
        let mut memory = Box::new([[0u8; SIZE]; 2]);
        fill(br, &mut *memory, 0..2);
        // 64 bytes: twice 24 leave room, the next 16 are all that is left.
        let mut start = 0;
        for (length, more) in [(24, true), (24, true), (16, false)] {
            let cqe = receive(&mut ring, &[length; 16][..].repeat(2)[..length as usize]);
            assert_eq!(cqe.res, i32::from(length));
            assert_eq!(cqe.flags >> IORING_CQE_BUFFER_SHIFT, 0, "the same buffer");
            assert_eq!(cqe.flags & IORING_CQE_F_BUF_MORE != 0, more);
            assert!(memory[0][start..start + length as usize].iter().all(|&byte| byte == length));
            start += length as usize;
            // SAFETY: the ring is set up, and one completion is ready.
            unsafe { io_uring_cq_advance(ring.ptr(), 1) };
            assert_eq!(available(&mut ring, br), Some(if more { 2 } else { 1 }));
        }
        assert_eq!(receive(&mut ring, b"next").flags >> IORING_CQE_BUFFER_SHIFT, 1);
        // SAFETY: both rings are set up; nothing uses the buffer ring afterwards.
        unsafe { assert_eq!(io_uring_free_buf_ring(ring.ptr(), br, ENTRIES, GROUP), 0) };
    }
}

#[test]
fn a_buffer_is_used_up_when_less_than_the_minimum_is_left() {
    drop(ring_or_skip!(8));
    // Stable releases brought it, so that a later version may lack it.
    if !has_or_skip(kernel::has_min_left(), "the kernel has no min_left") {
        return;
    }
    // 64 bytes, 40 of them received: 24 are left.
    for (min_left, more) in [(0, true), (24, true), (25, false)] {
        let mut ring = ring_or_skip!(8);
        let br = setup(&mut ring, ENTRIES, GROUP, IOU_PBUF_RING_INC).expect("since Linux 6.12");
        let mut reg = io_uring_buf_reg {
            ring_addr: br as u64,
            ring_entries: ENTRIES,
            bgid: GROUP as u16,
            flags: IOU_PBUF_RING_INC as u16,
            min_left,
            ..Default::default()
        };
        // SAFETY: the ring is set up, and the buffer ring's memory stays.
        unsafe {
            assert_eq!(io_uring_unregister_buf_ring(ring.ptr(), GROUP), 0);
            assert_eq!(io_uring_register_buf_ring(ring.ptr(), &mut reg, 0), 0);
        }
        let mut memory = Box::new([[0u8; SIZE]; 2]);
        fill(br, &mut *memory, 0..2);
        let cqe = receive(&mut ring, &[1; 40]);
        assert_eq!(cqe.res, 40);
        assert_eq!(cqe.flags & IORING_CQE_F_BUF_MORE != 0, more, "min_left {min_left}");
        // SAFETY: both rings are set up; nothing uses the buffer ring afterwards.
        unsafe { assert_eq!(io_uring_free_buf_ring(ring.ptr(), br, ENTRIES, GROUP), 0) };
    }
}

#[test]
fn a_ring_without_a_descriptor_cannot_map_the_kernels_memory() {
    let mut ring = ring_or_skip!(8);
    if !has_or_skip(kernel::has_features(IORING_FEAT_REG_REG_RING), "rings keep their descriptors") {
        return;
    }
    // SAFETY: the ring is set up; a call that fails leaves no buffers behind that could end too early.
    unsafe {
        assert_eq!(io_uring_register_ring_fd(ring.ptr()), 1);
        assert_eq!(io_uring_close_ring_fd(ring.ptr()), 1);
        assert_eq!(setup(&mut ring, ENTRIES, GROUP, IOU_PBUF_RING_MMAP), Err(-libc::EBADF));
        assert!(absent(io_uring_unregister_buf_ring(ring.ptr(), GROUP)), "nothing is left");
    }
    let br = setup(&mut ring, ENTRIES, GROUP, 0).expect("memory of its own");
    go_round(&mut ring, br);
}
