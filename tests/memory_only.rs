// SPDX-License-Identifier: MIT OR Apache-2.0
//! The Rust functions that touch only memory: no system call, no C symbol, so that Miri can run the file
//! (`.ci/miri.sh`). Every piece of memory is an allocation of its own: what leaves one is found there.

use iouring_sys::*;
use std::mem::{size_of, zeroed};
use std::ptr::{addr_of_mut, null_mut};

/// Entries of both queues.
const ENTRIES: u32 = 4;

/// A ring whose parts are allocations of their own, of the size that they need and no more.
struct Ring {
    ring: *mut io_uring,
    /// SQ head, tail and flags; CQ head, tail and flags.
    words: [*mut u32; 6],
    array: *mut [u32],
    sqes: *mut [[u64; 8]],
    cqes: *mut [[u64; 2]],
}

impl Ring {
    /// Positions begin at `start`.
    fn new(flags: u32, start: u32) -> Ring {
        let double = |flag: u32| if flags & flag == 0 { ENTRIES } else { 2 * ENTRIES } as usize;
        let made = Ring {
            // SAFETY: all bits of a ring may be zero.
            ring: Box::into_raw(Box::new(unsafe { zeroed() })),
            words: [(); 6].map(|()| Box::into_raw(Box::new(start))),
            array: Box::into_raw((0..ENTRIES).collect()),
            sqes: Box::into_raw(vec![[u64::MAX; 8]; double(IORING_SETUP_SQE128)].into()),
            cqes: Box::into_raw(vec![[0; 2]; double(IORING_SETUP_CQE32)].into()),
        };
        let [sq_head, sq_tail, sq_flags, cq_head, cq_tail, cq_flags] = made.words;
        // SAFETY: the pointers are from the boxes above, and nobody else has them.
        unsafe {
            sq_flags.write(0);
            cq_flags.write(0);
            let ring = &mut *made.ring;
            (ring.flags, ring.features) = (flags, IORING_FEAT_EXT_ARG);
            (ring.ring_fd, ring.enter_ring_fd) = (-1, -1);
            (ring.sq.khead, ring.sq.ktail, ring.sq.kflags) = (sq_head, sq_tail, sq_flags);
            ring.sq.array = made.array.cast();
            ring.sq.sqes = made.sqes.cast();
            (ring.sq.sqe_head, ring.sq.sqe_tail) = (start, start);
            (ring.sq.ring_entries, ring.sq.ring_mask) = (ENTRIES, ENTRIES - 1);
            (ring.cq.khead, ring.cq.ktail, ring.cq.kflags) = (cq_head, cq_tail, cq_flags);
            ring.cq.cqes = made.cqes.cast();
            (ring.cq.ring_entries, ring.cq.ring_mask) = (ENTRIES, ENTRIES - 1);
        }
        made
    }

    /// Posts a completion, as the kernel does; one of two entries counts as two in a mixed ring.
    fn post(&self, user_data: u64, flags: u32) {
        let mixed = flags & IORING_CQE_F_32 != 0;
        // SAFETY: the ring's own memory; the masked position lies in it.
        unsafe {
            let tail = self.words[4];
            let at = (tail.read() & (ENTRIES - 1)) << io_uring_cqe_shift(self.ring);
            let cqe = (*self.ring).cq.cqes.add(at as usize);
            addr_of_mut!((*cqe).user_data).write(user_data);
            addr_of_mut!((*cqe).flags).write(flags);
            io_uring_smp_store_release(tail, tail.read().wrapping_add(1 + u32::from(mixed)));
        }
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        // SAFETY: each came from a box.
        unsafe {
            drop(Box::from_raw(self.ring));
            self.words.iter().for_each(|word| drop(Box::from_raw(*word)));
            drop((Box::from_raw(self.array), Box::from_raw(self.sqes), Box::from_raw(self.cqes)));
        }
    }
}

#[test]
fn every_entry_of_the_submission_queue_is_handed_out_once() {
    for (flags, step) in [(0, 1), (IORING_SETUP_SQE128, 2), (IORING_SETUP_SQPOLL, 1)] {
        let ring = Ring::new(flags, u32::MAX - 1);
        // SAFETY: the ring lives as long as the block.
        unsafe {
            assert_eq!(io_uring_sq_space_left(ring.ring), ENTRIES);
            let mut taken = Vec::new();
            loop {
                let sqe = io_uring_get_sqe(ring.ring);
                if sqe.is_null() {
                    break;
                }
                io_uring_prep_nop(sqe);
                io_uring_sqe_set_data64(sqe, taken.len() as u64);
                assert_eq!((*sqe).user_data, taken.len() as u64);
                taken.push(sqe);
            }
            let first = (*ring.ring).sq.sqes;
            let wanted: Vec<_> = [2, 3, 0, 1].iter().map(|at| first.add(at * step)).collect();
            assert_eq!(taken, wanted, "flags {flags:#x}");
            assert_eq!((io_uring_sq_ready(ring.ring), io_uring_sq_space_left(ring.ring)), (ENTRIES, 0));
            ring.words[0].write(ring.words[0].read().wrapping_add(2));
            let refilled = batch::fill(ring.ring, ENTRIES, |sqe| io_uring_prep_nop(sqe));
            assert_eq!(refilled, 2, "what the kernel took, flags {flags:#x}");
        }
    }
}

#[test]
fn entries_of_128_bytes_are_written_to_their_end() {
    for flags in [IORING_SETUP_SQE128, IORING_SETUP_SQE_MIXED] {
        let ring = Ring::new(flags, 1);
        // SAFETY: the ring lives as long as the block, and entries of both kinds have 128 bytes.
        unsafe {
            let sqe = io_uring_get_sqe128(ring.ring);
            io_uring_prep_nop128(sqe);
            sqe.cast::<[u64; 16]>().write([0x0123_4567_89ab_cdef; 16]);
            let words = ring.sqes.cast::<u64>();
            let written =
                (0..8 * ring.sqes.len()).filter(|at| words.add(*at).read() == 0x0123_4567_89ab_cdef);
            assert_eq!(written.count(), 16, "flags {flags:#x}");
        }
    }
}

/// What each form of reaping sees.
fn seen(ring: &Ring) -> [Vec<u64>; 3] {
    let mut seen = [Vec::new(), Vec::new(), Vec::new()];
    // SAFETY: the ring lives as long as it is borrowed; its own functions hand out the entries.
    unsafe {
        let ready = io_uring_for_each_cqe(ring.ring, |cqe| seen[0].push(io_uring_cqe_get_data64(cqe)));
        assert_eq!(ready, io_uring_cq_ready(ring.ring));
        let (mut iter, mut cqe) = (io_uring_cqe_iter_init(ring.ring), null_mut());
        while io_uring_cqe_iter_next(&mut iter, &mut cqe) {
            seen[1].push(io_uring_cqe_get_data64(cqe));
        }
        seen[2].extend(batch::cqes(ring.ring).map(|cqe| (*cqe).user_data));
    }
    seen
}

#[test]
fn completions_are_found_by_every_form_and_given_back() {
    for flags in [0, IORING_SETUP_CQE32, IORING_SETUP_CQE_MIXED] {
        let ring = Ring::new(flags, u32::MAX - 2);
        (0..4).for_each(|at| ring.post(10 + at, 0));
        assert_eq!(seen(&ring), [(); 3].map(|()| vec![10, 11, 12, 13]), "flags {flags:#x}");
        // SAFETY: the ring lives as long as the block; entries that were peeked are given back once.
        unsafe {
            let mut cqe = null_mut();
            let mut available = 0;
            assert_eq!(__io_uring_peek_cqe(ring.ring, &mut cqe, &mut available), 0);
            assert_eq!(((*cqe).user_data, available), (10, 4));
            io_uring_cqe_seen(ring.ring, cqe);
            assert_eq!(io_uring_peek_cqe(ring.ring, &mut cqe), 0);
            assert_eq!((*cqe).user_data, 11);
            io_uring_cq_advance(ring.ring, 1);
            assert_eq!((io_uring_wait_cqe(ring.ring, &mut cqe), io_uring_cq_ready(ring.ring)), (0, 2));
            let mut rest = Vec::new();
            assert_eq!(batch::reap(ring.ring, |cqe| rest.push((*cqe).user_data)), 2);
            assert_eq!(rest, [12, 13]);
            assert_eq!(io_uring_peek_cqe(ring.ring, &mut cqe), -libc::EAGAIN);
            assert_eq!(
                (io_uring_cq_has_overflow(ring.ring), io_uring_cq_eventfd_enabled(ring.ring)),
                (false, true)
            );
            assert_eq!(io_uring_cq_eventfd_toggle(ring.ring, false), 0);
            assert!(!io_uring_cq_eventfd_enabled(ring.ring));
        }
    }
}

#[test]
fn mixed_completions_have_their_sizes() {
    let ring = Ring::new(IORING_SETUP_CQE_MIXED, 0);
    ring.post(1, 0);
    ring.post(2, IORING_CQE_F_32);
    ring.post(3, IORING_CQE_F_SKIP);
    let [_, iterated, batch] = seen(&ring);
    assert_eq!((iterated, batch), (vec![1, 2, 3], vec![1, 2]), "with the filler, and without");
    let mut reaped = Vec::new();
    // SAFETY: the ring lives as long as the block.
    unsafe {
        let entries =
            batch::reap(ring.ring, |cqe| reaped.push((io_uring_cqe_get_data64(cqe), io_uring_cqe_nr(cqe))));
        assert_eq!((entries, io_uring_cq_ready(ring.ring)), (4, 0));
    }
    assert_eq!(reaped, [(1, 1), (2, 2)]);
}

#[test]
fn a_ring_of_buffers_is_filled_past_its_end() {
    let mut memory = vec![[0_u64; 2]; 4].into_boxed_slice();
    let mut data = [0_u8; 16];
    let br: *mut io_uring_buf_ring = memory.as_mut_ptr().cast();
    let ring = Ring::new(0, 0);
    ring.post(1, 0);
    // SAFETY: a ring of four buffers, each in memory that outlives it.
    unsafe {
        io_uring_buf_ring_init(br);
        let mask = io_uring_buf_ring_mask(4);
        for round in 0..3_u16 {
            for at in 0..2 {
                let bid = 2 * round + at;
                io_uring_buf_ring_add(br, data.as_mut_ptr().add(at.into()).cast(), 4, bid, mask, at.into());
            }
            io_uring_buf_ring_advance(br, 2);
        }
        io_uring_buf_ring_cq_advance(ring.ring, br, 1);
        assert_eq!((io_uring_cq_ready(ring.ring), (*br).__bindgen_anon_1.__bindgen_anon_1.tail), (0, 7));
        let buffers = br.cast::<io_uring_buf>();
        let bids: Vec<_> = (0..4).map(|at| (*buffers.add(at)).bid).collect();
        assert_eq!(bids, [4, 5, 2, 3]);
        assert_eq!((*buffers.add(1)).addr, data.as_ptr() as u64 + 1);
    }
}

/// A received message in an allocation that ends with it, name and payload of these sizes, with control
/// messages that claim these lengths.
fn received(name: usize, controls: &[usize], payload: usize) -> (Box<[u32]>, msghdr, usize) {
    let word = size_of::<usize>();
    let mut bytes = vec![0_u8; size_of::<io_uring_recvmsg_out>() + name];
    for len in controls {
        // SAFETY: all bits of a header may be zero, and it has no padding on machines of 64 bits.
        let mut header: libc::cmsghdr = unsafe { zeroed() };
        header.cmsg_len = *len as _;
        let mut message = vec![0_u8; (*len).clamp(size_of::<libc::cmsghdr>(), 64).next_multiple_of(word)];
        // SAFETY: the message is at least as long as a header.
        unsafe { message.as_mut_ptr().cast::<libc::cmsghdr>().write_unaligned(header) };
        bytes.extend(message);
    }
    // SAFETY: all bits of a header may be zero.
    let mut msgh: msghdr = unsafe { zeroed() };
    msgh.msg_namelen = name as u32;
    let control = bytes.len() - size_of::<io_uring_recvmsg_out>() - name;
    msgh.msg_controllen = control as _;
    bytes.resize(bytes.len() + payload, 0);
    let header = [name as u32, control as u32, payload as u32, 0];
    let mut buffer = vec![0_u32; bytes.len().div_ceil(4)];
    // SAFETY: the words have room for the bytes.
    unsafe { buffer.as_mut_ptr().cast::<u8>().copy_from(bytes.as_ptr(), bytes.len()) };
    buffer[..4].copy_from_slice(&header);
    (buffer.into(), msgh, bytes.len())
}

#[test]
fn received_messages_are_taken_apart_inside_their_buffer() {
    let header = size_of::<libc::cmsghdr>();
    let cases: [(usize, &[usize], usize, usize); 6] = [
        (16, &[header + 4, header + 8], 5, 2),
        (28, &[header], 0, 1),
        (3, &[header + 1, header], 7, 2),
        (0, &[usize::MAX, header], 1, 1),
        (0, &[0, header], 1, 1),
        (0, &[], 0, 0),
    ];
    for (name, controls, payload, found) in cases {
        let (mut buffer, mut msgh, len) = received(name, controls, payload);
        let start = buffer.as_mut_ptr();
        // SAFETY: the buffer and the header live as long as the block.
        unsafe {
            let out = io_uring_recvmsg_validate(start.cast(), len as i32, &mut msgh);
            assert_eq!(out.cast(), start);
            assert_eq!(io_uring_recvmsg_name(out).cast(), start.add(4));
            let mut cmsg = io_uring_recvmsg_cmsg_firsthdr(out, &mut msgh);
            let mut count = 0;
            while !cmsg.is_null() {
                count += 1;
                cmsg = io_uring_recvmsg_cmsg_nexthdr(out, &mut msgh, cmsg);
            }
            assert_eq!(count, found, "{controls:?}");
            let at = io_uring_recvmsg_payload(out, &mut msgh).cast::<u8>();
            let length = io_uring_recvmsg_payload_length(out, len as i32, &mut msgh) as usize;
            assert_eq!((length, at), (payload, start.cast::<u8>().add(len - payload)));
            // The last byte is there to be read.
            (0..length).for_each(|byte| assert_eq!(at.add(byte).read(), 0));
            let short = (len - payload) as i32 - 1;
            assert!(io_uring_recvmsg_validate(start.cast(), short, &mut msgh).is_null());
        }
    }
}

#[test]
fn a_probe_is_read_up_to_its_last_operation() {
    // The header, and three operations.
    let mut memory = vec![0_u64; 2 + 3].into_boxed_slice();
    let probe: *mut io_uring_probe = memory.as_mut_ptr().cast();
    // SAFETY: the memory has a header and three operations.
    unsafe {
        addr_of_mut!((*probe).last_op).write(2);
        addr_of_mut!((*probe).ops_len).write(3);
        let ops = addr_of_mut!((*probe).ops).cast::<io_uring_probe_op>();
        addr_of_mut!((*ops.add(2)).flags).write(IO_URING_OP_SUPPORTED as u16);
        let supported: Vec<_> =
            [-1, 0, 2, 3, 255, 256].iter().map(|op| io_uring_opcode_supported(probe, *op)).collect();
        assert_eq!(supported, [0, 0, 1, 0, 0, 0]);
    }
}

/// The kernel carries a pointer as a number, which strict provenance has no word for.
#[test]
fn a_pointer_travels_as_data() {
    let (ring, mut data) = (Ring::new(0, 0), 5_u8);
    // SAFETY: the ring and the data live as long as the block.
    unsafe {
        let sqe = io_uring_get_sqe(ring.ring);
        io_uring_sqe_set_data(sqe, addr_of_mut!(data).cast());
        ring.post((*sqe).user_data, 0);
        let mut cqe = null_mut();
        assert_eq!(io_uring_peek_cqe(ring.ring, &mut cqe), 0);
        io_uring_cqe_get_data(cqe).cast::<u8>().write(6);
    }
    assert_eq!(data, 6);
}
