// SPDX-License-Identifier: MIT OR Apache-2.0
//! Completion queues with any contents, in allocations of their exact size: each face stays inside, both see the same
//! completions, and the batches of Rust do, too.
#![no_main]

use iouring_sys::{ffi, *};
use libfuzzer_sys::fuzz_target;
use std::mem::zeroed;
use std::ptr::null_mut;

/// Where the completions are that a face visits, as entries of 16 bytes from the first, and how many each takes.
macro_rules! visited {
    ($face:path, $ring:ident) => {{
        use $face as face;
        let (ring, mut cqe, mut visited) = (&mut $ring as *mut io_uring, null_mut(), Vec::new());
        // SAFETY: the ring's pointers lead to memory that outlives it.
        unsafe {
            let first = (*ring).cq.cqes;
            let mut iter = face::io_uring_cqe_iter_init(ring);
            while face::io_uring_cqe_iter_next(&mut iter, &mut cqe) {
                visited.push((cqe.offset_from(first), face::io_uring_cqe_nr(cqe), (*cqe).user_data));
            }
            let mut ready = 0;
            let result = face::__io_uring_peek_cqe(ring, &mut cqe, &mut ready);
            let at = if cqe.is_null() { -1 } else { cqe.offset_from(first) };
            visited.push((at, ready, i64::from(result) as u64));
            visited.push((0, face::io_uring_cq_ready(ring), (*ring).cq.khead.read().into()));
        }
        visited
    }};
}

fuzz_target!(|data: &[u8]| {
    let Some((shape, bytes)) = data.split_at_checked(8) else { return };
    let size = [0, IORING_SETUP_CQE32, IORING_SETUP_CQE_MIXED][usize::from(shape[0] % 3)];
    let entries = 1_u32 << (shape[1] % 6);
    let words = 2 * entries as usize * (1 + usize::from(size == IORING_SETUP_CQE32));
    let mut cqes = vec![0_u64; words];
    for (word, bytes) in cqes.iter_mut().zip(bytes.chunks_exact(8)) {
        *word = u64::from_ne_bytes(std::array::from_fn(|at| bytes[at]));
    }
    let start = u32::from_ne_bytes(std::array::from_fn(|at| shape[4 + at]));
    // Half of them on a kernel before 5.11, whose timeouts of the library's own are skipped: they move the head.
    let features = if shape[3] & 1 == 0 { IORING_FEAT_EXT_ARG } else { 0 };
    // Where each takes as many entries, also a tail that no kernel writes, farther from the head than there are entries.
    let most = if shape[3] & 2 != 0 && size != IORING_SETUP_CQE_MIXED { u32::MAX } else { entries };
    let (mut head, mut tail) = (start, start.wrapping_add(u32::from(shape[2]) % most.saturating_add(1)));
    // A kernel lets no completion of two entries straddle the end, nor reach beyond the tail.
    let mut at = head;
    while size == IORING_SETUP_CQE_MIXED && at != tail {
        let flags = &mut cqes[2 * (at & (entries - 1)) as usize + 1];
        let big = *flags >> 32 & u64::from(IORING_CQE_F_32) != 0;
        if big && (at & (entries - 1) == entries - 1 || at.wrapping_add(1) == tail) {
            *flags &= !(u64::from(IORING_CQE_F_32) << 32);
        }
        at = at.wrapping_add(1 + u32::from(*flags >> 32 & u64::from(IORING_CQE_F_32) != 0));
    }
    // SAFETY: all bits of a ring may be zero.
    let mut ring: io_uring = unsafe { zeroed() };
    (ring.flags, ring.features, ring.ring_fd, ring.enter_ring_fd) = (size, features, -1, -1);
    (ring.cq.ring_entries, ring.cq.ring_mask) = (entries, entries - 1);
    (ring.cq.khead, ring.cq.ktail, ring.cq.cqes) = (&mut head, &mut tail, cqes.as_mut_ptr().cast());
    let rust = visited!(iouring_sys, ring);
    // SAFETY: the word is the head, which the Rust face may have moved.
    unsafe { ring.cq.khead.write(start) };
    assert_eq!(rust, visited!(ffi, ring));
    // SAFETY: as above; the ring outlives the batch.
    unsafe {
        ring.cq.khead.write(start);
        // Batches leave out fillers, and before 5.11 timeouts of the library's own.
        let skip = |cqe: *mut io_uring_cqe| {
            size == IORING_SETUP_CQE_MIXED && (*cqe).flags & IORING_CQE_F_SKIP != 0
                || features == 0 && (*cqe).user_data == LIBURING_UDATA_TIMEOUT
        };
        let mut kept = Vec::new();
        let taken = batch::reap(&mut ring, |cqe| kept.push(cqe.offset_from(ring.cq.cqes)));
        let wanted: Vec<_> = rust[..rust.len() - 2].iter().map(|(at, ..)| *at).collect();
        let wanted: Vec<_> = wanted.into_iter().filter(|at| !skip(ring.cq.cqes.offset(*at))).collect();
        assert_eq!((kept, taken), (wanted, ring.cq.ktail.read().wrapping_sub(start)));
    }
});
