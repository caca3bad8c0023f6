// SPDX-License-Identifier: MIT OR Apache-2.0
//! Set-up on kernels that this one is not: what the library makes of an old kernel's reports, how it maps
//! rings, and how much memory it says that they take.

mod common;
#[path = "common/intercept.rs"]
mod intercept;
#[path = "common/simulated.rs"]
mod simulated;

use common::process::page_size;
use common::{has_or_skip, kernel, ring, ring_or_skip, skip_this, use_ring, Ring};
use intercept::Answer;
use iouring_sys::*;
use simulated::{set_up, simulate};
use std::ptr::null_mut;

fn sized(flags: u32, cq_entries: u32) -> io_uring_params {
    io_uring_params { flags, cq_entries, ..Default::default() }
}

#[test]
fn a_kernel_before_5_6_tells_no_operations() {
    drop(ring_or_skip!(1));
    let refuses = |_: &_| Answer::Give(-i64::from(libc::EINVAL));
    simulate(&[libc::SYS_io_uring_register], refuses, |old| {
        let mut ring = Ring::try_new(1, 0).expect("another ring");
        // SAFETY: the ring is set up; there is no probe to free.
        let probes = old.on(|| unsafe { [io_uring_get_probe(), io_uring_get_probe_ring(ring.ptr())] });
        assert_eq!(probes, [null_mut(); 2]);
    });
}

#[test]
fn a_kernel_before_5_8_has_no_flags_in_the_completion_ring() {
    drop(ring_or_skip!(1));
    let before_5_8 = |call: &_| set_up(call, 0, |params| params.cq_off.flags = 0);
    simulate(&[libc::SYS_io_uring_setup], before_5_8, |old| {
        let mut ring = old.on(|| Ring::try_new(4, 0)).expect("io_uring was there a moment ago");
        // SAFETY: the ring is set up; both faces know that a null pointer stands for no flags.
        unsafe {
            assert!((*ring.ptr()).cq.kflags.is_null());
            assert!(io_uring_cq_eventfd_enabled(ring.ptr()) && ffi::io_uring_cq_eventfd_enabled(ring.ptr()));
            assert_eq!(io_uring_cq_eventfd_toggle(ring.ptr(), true), 0, "they are always signalled");
            assert_eq!(ffi::io_uring_cq_eventfd_toggle(ring.ptr(), true), 0);
            assert_eq!(io_uring_cq_eventfd_toggle(ring.ptr(), false), -libc::EOPNOTSUPP);
            assert_eq!(ffi::io_uring_cq_eventfd_toggle(ring.ptr(), false), -libc::EOPNOTSUPP);
        }
        use_ring(&mut ring);
    });
}

/// The flags of a ring with an SQ array, once its array was looked at and used.
fn with_array(mut ring: Ring) -> u32 {
    // SAFETY: the ring is set up; an array has as many elements as there are entries.
    let (array, flags) = unsafe {
        let sq = &(*ring.ptr()).sq;
        assert!(!sq.array.is_null());
        (std::slice::from_raw_parts(sq.array, sq.ring_entries as usize).to_vec(), (*ring.ptr()).flags)
    };
    assert_eq!(array, (0..array.len() as u32).collect::<Vec<_>>(), "entry i is at index i");
    use_ring(&mut ring);
    flags
}

#[test]
fn without_no_sqarray_the_array_is_filled() {
    if !common::room_or_skip() {
        return;
    }
    drop(ring_or_skip!(1));
    let scattered = has_or_skip(kernel::takes_scattered_pages(), "the kernel takes no scattered pages");
    let before_6_6 = |call: &_| set_up(call, IORING_SETUP_NO_SQARRAY, |_| ());
    simulate(&[libc::SYS_io_uring_setup], before_6_6, |old| {
        for entries in [1, 8, 64] {
            let ring = old.on(|| Ring::try_new(entries, 0)).expect("a ring with an array");
            assert_eq!(with_array(ring), 0);
            let refused = old.on(|| Ring::try_new(entries, IORING_SETUP_NO_SQARRAY)).err();
            assert_eq!(refused, Some(-libc::EINVAL), "what the caller asks for is not left out");
            if !scattered {
                continue;
            }
            let ring = old.on(|| Ring::try_new(entries, IORING_SETUP_NO_MMAP)).expect("a ring with an array");
            assert_eq!(with_array(ring), IORING_SETUP_NO_MMAP);
            in_memory_with_array(old, entries);
        }
    });
}

/// Sets up a ring with an array in memory of the caller's, which has to have room for it.
fn in_memory_with_array(old: &simulated::Switch, entries: u32) {
    // SAFETY: asks for numbers.
    let needed = unsafe { io_uring_memory_size(entries, 0) } as usize;
    let memory = kernel::Memory::new(needed);
    let mut ring = io_uring::default();
    let mut params = io_uring_params::default();
    // SAFETY: the ring, the parameters and the memory are valid for writes; the memory outlives the ring.
    let mut init = |size| unsafe { io_uring_queue_init_mem(entries, &mut ring, &mut params, memory.0, size) };
    assert_eq!(old.on(|| init(needed - 1)), -libc::ENOMEM);
    assert_eq!(common::patiently(|| old.on(|| init(needed))), needed as i32);
    assert_eq!(params.flags, IORING_SETUP_NO_MMAP);
    assert_eq!(with_array(Ring::owning(ring)), IORING_SETUP_NO_MMAP);
}

#[test]
fn every_pointer_is_where_the_kernel_says() {
    drop(ring_or_skip!(1));
    for flags in [0, IORING_SETUP_SQE128 | IORING_SETUP_CQE32, IORING_SETUP_NO_SQARRAY] {
        let mut params = sized(flags, 0);
        let mut ring = io_uring::default();
        // SAFETY: the parameters and the ring are valid for writes; a descriptor that is not mapped is ours.
        unsafe {
            let fd = syscall::io_uring_setup(8, &mut params);
            if fd < 0 {
                skip_this("the kernel refuses such a ring");
                continue;
            }
            assert_eq!(io_uring_queue_mmap(fd, &mut params, &mut ring), 0);
        }
        let at = |pointer: *const u32, start: *const libc::c_void| (pointer as usize - start as usize) as u32;
        let (sq, sq_off, cq, cq_off) = (&ring.sq, &params.sq_off, &ring.cq, &params.cq_off);
        let of_sq = [sq.khead, sq.ktail, sq.kring_mask, sq.kring_entries, sq.kflags, sq.kdropped];
        assert_eq!(
            of_sq.map(|pointer| at(pointer, sq.ring_ptr)),
            [sq_off.head, sq_off.tail, sq_off.ring_mask, sq_off.ring_entries, sq_off.flags, sq_off.dropped]
        );
        let of_cq =
            [cq.khead, cq.ktail, cq.kring_mask, cq.kring_entries, cq.kflags, cq.koverflow, cq.cqes.cast()];
        assert_eq!(
            of_cq.map(|pointer| at(pointer, cq.ring_ptr)),
            [
                cq_off.head,
                cq_off.tail,
                cq_off.ring_mask,
                cq_off.ring_entries,
                cq_off.flags,
                cq_off.overflow,
                cq_off.cqes
            ]
        );
        match flags & IORING_SETUP_NO_SQARRAY {
            0 => assert_eq!(at(sq.array, sq.ring_ptr), sq_off.array),
            _ => assert!(sq.array.is_null()),
        }
        assert_eq!((sq.ring_entries, sq.ring_mask, cq.ring_entries, cq.ring_mask), (8, 7, 16, 15));
        assert_eq!((ring.features, ring.flags), (params.features, flags));
        drop(Ring::owning(ring));
    }
}

/// A call of mmap: bytes, flags, offset.
type Mapping = (u64, i32, u64);

/// What `body` maps, on a kernel that refuses these flags and has these features.
fn mapped(refused: u32, features: u32, body: impl FnOnce() + Send) -> Option<Vec<Mapping>> {
    let mut mappings = Vec::with_capacity(64);
    let note = |call: &intercept::Call| {
        if call.number == libc::SYS_io_uring_setup {
            return set_up(call, refused, |params| params.features &= features);
        }
        let [_, bytes, access, flags, _, offset] = call.of_mmap();
        assert_eq!(access as i32, libc::PROT_READ | libc::PROT_WRITE);
        mappings.push((bytes, flags as i32, offset));
        Answer::Run
    };
    simulate(&[libc::SYS_io_uring_setup, intercept::MMAP.0], note, |kernel| kernel.on(body))?;
    Some(mappings)
}

#[test]
fn rings_are_mapped_with_their_pages() {
    if !common::room_or_skip() {
        return;
    }
    drop(ring_or_skip!(1));
    const OF_A_RING: i32 = libc::MAP_SHARED | libc::MAP_POPULATE;
    let large = IORING_SETUP_SQE128 | IORING_SETUP_CQE32;
    for (refused, flags) in [0, IORING_SETUP_NO_SQARRAY]
        .into_iter()
        .flat_map(|refused| [0, IORING_SETUP_SQE128, IORING_SETUP_CQE32, large].map(|flags| (refused, flags)))
    {
        let given = sized(flags | IORING_SETUP_CQSIZE, 1024);
        let mut params = io_uring_params { flags: given.flags | IORING_SETUP_NO_SQARRAY & !refused, ..given };
        // SAFETY: the parameters are valid for writes; the descriptor is ours to close.
        unsafe {
            let fd = syscall::io_uring_setup(64, &mut params);
            if fd < 0 {
                skip_this("the kernel refuses such a ring");
                continue;
            }
            libc::close(fd);
        }
        let sqes = 64 * if flags & IORING_SETUP_SQE128 == 0 { 64 } else { 128 };
        let cqes = 1024 * if flags & IORING_SETUP_CQE32 == 0 { 16 } else { 32 };
        let (sq, cq) = (u64::from(params.sq_off.array) + 64 * 4, u64::from(params.cq_off.cqes) + cqes);
        let set_up = || {
            let mut params = given;
            drop(Ring::with_params(64, &mut params).expect("a ring"));
        };
        let Some(one) = mapped(refused, u32::MAX, set_up) else { return };
        let sqes = (sqes, OF_A_RING, IORING_OFF_SQES);
        assert_eq!(one, [(sq.max(cq), OF_A_RING, IORING_OFF_SQ_RING), sqes], "flags {flags}");
        let Some(two) = mapped(refused, !IORING_FEAT_SINGLE_MMAP, set_up) else { return };
        assert_eq!(
            two,
            [(sq, OF_A_RING, IORING_OFF_SQ_RING), (cq, OF_A_RING, IORING_OFF_CQ_RING), sqes],
            "flags {flags}, refused {refused}"
        );
    }
}

#[test]
fn memory_of_the_librarys_is_mapped_with_its_pages() {
    if !common::room_or_skip() {
        return;
    }
    drop(ring_or_skip!(1));
    if !has_or_skip(kernel::has_no_mmap(), "the kernel has no rings in memory of the caller's") {
        return;
    }
    let anonymous = libc::MAP_SHARED | libc::MAP_ANONYMOUS | libc::MAP_POPULATE;
    let set_up = || drop(Ring::try_new(4, IORING_SETUP_NO_MMAP).expect("a ring"));
    let Some(mappings) = mapped(0, u32::MAX, set_up) else { return };
    assert_eq!(mappings, [(2 * page_size() as u64, anonymous, 0)]);
    // Where one page is not enough, huge ones are tried first: 2 MiB is 21 in the bits of their size.
    let large = || drop(Ring::try_new(8192, IORING_SETUP_NO_MMAP));
    let Some(mappings) = mapped(0, u32::MAX, large) else { return };
    assert_eq!(mappings[0], (2 << 20, anonymous | libc::MAP_HUGETLB | 21 << 26, 0));
}

#[test]
fn rings_of_buffers_are_mapped_with_their_pages() {
    if !common::room_or_skip() {
        return;
    }
    drop(ring_or_skip!(1));
    let set_up = |flags| {
        move || {
            let mut ring = Ring::try_new(4, 0).expect("a ring");
            let mut error = 0;
            // SAFETY: the ring is set up, and the error valid for writes.
            unsafe {
                let group = io_uring_setup_buf_ring(ring.ptr(), 512, 3, flags, &mut error);
                if !group.is_null() {
                    assert_eq!(io_uring_free_buf_ring(ring.ptr(), group, 512, 3), 0);
                }
            }
        }
    };
    let Some(of_the_programs) = mapped(0, u32::MAX, set_up(0)) else { return };
    let private = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
    assert_eq!(of_the_programs[2..], [(512 * 16, private, 0)]);
    if !has_or_skip(kernel::has_buffer_rings(IOU_PBUF_RING_MMAP), "no buffer rings with flags 1") {
        return;
    }
    let Some(of_the_kernels) = mapped(0, u32::MAX, set_up(IOU_PBUF_RING_MMAP)) else { return };
    let offset = IORING_OFF_PBUF_RING | 3 << IORING_OFF_PBUF_SHIFT;
    assert_eq!(of_the_kernels[2..], [(512 * 16, libc::MAP_SHARED | libc::MAP_POPULATE, offset)]);
}

/// Bytes of the memory of a ring, or the error.
fn memory_size(entries: u32, flags: u32, cq_entries: u32) -> isize {
    // SAFETY: the parameters are valid.
    unsafe { io_uring_memory_size_params(entries, &mut sized(flags, cq_entries)) }
}

#[test]
fn the_largest_queues_have_their_sizes() {
    let (page, most, custom) = (page_size() as isize, 32768, IORING_SETUP_CQSIZE);
    // Heads, tails and flags take a page of their own, since all else fills whole ones.
    let sqes = most * 64;
    let rings = |cqes: isize, array: isize| cqes * 16 + array * 4 + page;
    assert_eq!(memory_size(32768, 0, 0), sqes + rings(65536, most));
    assert_eq!(memory_size(32768, custom, 65536), sqes + rings(65536, most));
    assert_eq!(memory_size(32768, custom, 32769), sqes + rings(65536, most));
    assert_eq!(memory_size(32768, custom, 32768), sqes + rings(most, most));
    assert_eq!(memory_size(32768, IORING_SETUP_NO_SQARRAY, 0), sqes + rings(65536, 0));
    assert_eq!(
        memory_size(32768, IORING_SETUP_SQE128 | IORING_SETUP_CQE32, 0),
        2 * sqes + rings(131_072, most)
    );
    let invalid = -libc::EINVAL as isize;
    assert_eq!(memory_size(32768, custom, 65537), invalid);
    assert_eq!(memory_size(32769, 0, 0), invalid);
    assert_eq!(memory_size(32768, custom, 16384), invalid, "less than the submission queue");
    let clamp = IORING_SETUP_CLAMP;
    assert_eq!(memory_size(u32::MAX, clamp, 0), sqes + rings(65536, most));
    assert_eq!(memory_size(u32::MAX, clamp | custom, u32::MAX), sqes + rings(65536, most));
}

#[test]
fn a_kernel_before_5_12_counts_powers_of_two() {
    drop(ring_or_skip!(1));
    let page = page_size() as isize;
    let before_5_12 = |call: &_| set_up(call, 0, |params| params.features &= !IORING_FEAT_NATIVE_WORKERS);
    simulate(&[libc::SYS_io_uring_setup], before_5_12, |old| {
        // SAFETY: asks for numbers.
        let size = |entries, flags| old.on(|| unsafe { io_uring_mlock_size(entries, flags) });
        // Pages of so many entries, and of rings: 3 and 9 of them count as 4 and 16.
        let pages = |sqe_pages, flags| size((sqe_pages * page / 64) as u32, flags) / page;
        assert_eq!(pages(4, 0), 4 + 4);
        assert_eq!(pages(4, IORING_SETUP_CQE32), 4 + 8);
        assert_eq!(pages(16, IORING_SETUP_NO_SQARRAY), 16 + 16);
        assert_eq!(size(8, 0), 2 * page);
        assert_eq!(size(0, 0), -libc::EINVAL as isize);
    });
    // A kernel that refuses even the smallest ring is one that counts.
    let refuses = |_: &_| Answer::Give(-i64::from(libc::ENOMEM));
    simulate(&[libc::SYS_io_uring_setup], refuses, |old| {
        // SAFETY: asks for a number.
        assert_eq!(old.on(|| unsafe { io_uring_mlock_size(8, 0) }), 2 * page);
    });
}

#[test]
fn peeking_enters_where_nobody_else_polls() {
    drop(ring_or_skip!(1));
    for (flags, enters) in [(0, 0), (IORING_SETUP_IOPOLL, 3), (IORING_SETUP_IOPOLL | IORING_SETUP_SQPOLL, 0)]
    {
        let mut calls = Vec::new();
        let note = |call: &intercept::Call| {
            calls.push((call.args[1], call.args[2], call.args[3] as u32));
            Answer::Give(0)
        };
        let run = simulate(&[libc::SYS_io_uring_enter], note, |kernel| {
            let Some(mut ring) = ring(4, flags) else { return };
            let mut cqe = null_mut();
            // SAFETY: the ring is set up, and there is room for one completion.
            kernel.on(|| unsafe {
                assert_eq!(io_uring_peek_cqe(ring.ptr(), &mut cqe), -libc::EAGAIN);
                assert_eq!(ffi::io_uring_peek_cqe(ring.ptr(), &mut cqe), -libc::EAGAIN);
                assert_eq!(io_uring_peek_batch_cqe(ring.ptr(), &mut cqe, 1), 0);
            });
        });
        if run.is_some() {
            assert_eq!(calls, vec![(0, 0, IORING_ENTER_GETEVENTS); enters], "flags {flags:#x}");
        }
    }
}
