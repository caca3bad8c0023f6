// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where the memory of a ring is: the kernel's, the library's or the caller's, in one mapping or two, after a fork.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

mod common;

use std::ptr::null_mut;

use common::kernel::{self, has_setup, patiently};
use common::process::{alone, descriptors, leaves_nothing, page_size, shared_mappings};
use common::{has_or_skip, mapped_ring, ring, ring_or_skip, skip_this, use_ring, Ring};
use iouring_sys::*;
use libc::{c_void, MAP_ANONYMOUS, MAP_FAILED, MAP_HUGETLB, MAP_SHARED, PROT_READ, PROT_WRITE};

/// Memory of the caller's, unmapped with its owner.
struct Memory(*mut c_void, usize);

impl Memory {
    fn map(size: usize, flags: i32) -> Option<Memory> {
        // SAFETY: asks for new memory.
        let ptr = unsafe {
            libc::mmap(null_mut(), size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | flags, -1, 0)
        };
        (ptr != MAP_FAILED).then(|| Memory(ptr, size))
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: the memory is a mapping of that size, and nobody's afterwards.
        assert_eq!(unsafe { libc::munmap(self.0, self.1) }, 0);
    }
}

/// Whether there is anything to test here.
fn no_mmap_or_skip() -> bool {
    has_or_skip(kernel::has_no_mmap(), "the kernel has no rings in memory of the caller's")
}

/// Whether that much memory can be the library's or the caller's: the kernel locks it.
fn room_or_skip(bytes: usize) -> bool {
    has_or_skip(kernel::has_room(bytes), kernel::NO_MEMORY)
}

/// Whether a setup with NO_MMAP failed because the kernel is older than 6.10, and wants a queue's pages side by side.
fn contiguous_only(result: i32) -> bool {
    result == -libc::EINVAL && !kernel::takes_scattered_pages()
}

/// What a call returns, with `-errno` as an error.
fn as_result(mut call: impl FnMut() -> i32) -> impl FnMut() -> Result<i32, i32> {
    move || match call() {
        size if size >= 0 => Ok(size),
        error => Err(error),
    }
}

/// A ring in `memory`. The number is what the setup returned.
fn ring_in(memory: &Memory, entries: u32, params: &mut io_uring_params) -> (i32, Option<Ring>) {
    let mut ring = io_uring::default();
    // SAFETY: the ring and the parameters are valid for writes; the callers keep the memory until the ring has ended.
    let init = || unsafe { io_uring_queue_init_mem(entries, &mut ring, params, memory.0, memory.1) };
    let result = patiently(memory.1, as_result(init));
    (result.unwrap_or_else(|error| error), result.is_ok().then(|| Ring::owning(ring)))
}

/// What a ring takes of memory here: the SQ array is not among it where the kernel can do without.
fn needed(entries: u32, flags: u32) -> usize {
    let flags = flags | if has_setup(IORING_SETUP_NO_SQARRAY) { IORING_SETUP_NO_SQARRAY } else { 0 };
    // SAFETY: plain numbers.
    let size = unsafe { io_uring_memory_size(entries, flags) };
    assert!(size > 0, "{size}");
    size as usize
}

#[test]
fn rings_take_only_what_they_need_of_the_callers_memory() {
    const TEST: &str = "rings_take_only_what_they_need_of_the_callers_memory";
    alone(TEST, || {
        drop(ring_or_skip!(1));
        if !no_mmap_or_skip() {
            return;
        }
        if !room_or_skip(2 << 20) || !has_or_skip(kernel::has_descriptors(20), kernel::NO_DESCRIPTORS) {
            return;
        }
        // 1024 entries, and 2048 completions behind what is less than a page; with pages of 4 KiB 20 rings, or 19.
        let array = if has_setup(IORING_SETUP_NO_SQARRAY) { 0 } else { 4 * 1024 };
        let each = in_pages(64 * 1024) + in_pages(64 + 16 * 2048 + array);
        let count = (2 << 20) / each;
        let memory = Memory::map(2 << 20, 0).expect("memory");
        leaves_nothing("rings side by side", || {
            let mut rings = Vec::new();
            let mut used = 0;
            loop {
                let (mut ring, mut params) = (io_uring::default(), io_uring_params::default());
                // SAFETY: the ring and the parameters are valid for writes; the memory outlives the rings.
                let init = || unsafe {
                    let rest = memory.0.cast::<u8>().add(used).cast();
                    io_uring_queue_init_mem(1000, &mut ring, &mut params, rest, memory.1 - used)
                };
                // Only the last must find no room.
                let result = match rings.len() < count {
                    true => patiently(memory.1, as_result(init)),
                    false => as_result(init)(),
                };
                let size = result.unwrap_or_else(|error| error);
                if size < 0 {
                    if contiguous_only(size) {
                        return skip_this("the kernel takes no scattered pages");
                    }
                    assert_eq!(size, -libc::ENOMEM);
                    break;
                }
                rings.push(Ring::owning(ring));
                assert_eq!(size as usize, each, "bytes of a ring of 1,000 entries");
                used += size as usize;
            }
            assert_eq!(rings.len(), count, "rings in 2 MiB");
            // None of them writes to its neighbour.
            rings.iter_mut().for_each(use_ring);
            rings.iter_mut().rev().for_each(use_ring);
        });
    });
}

#[test]
fn without_memory_of_the_callers_the_library_brings_some() {
    const TEST: &str = "without_memory_of_the_callers_the_library_brings_some";
    alone(TEST, || {
        drop(ring_or_skip!(1));
        if !no_mmap_or_skip() {
            return;
        }
        for (entries, flags) in [(4, 0), (1000, 0), (1000, IORING_SETUP_CQE32), (16_384, IORING_SETUP_CQE32)]
        {
            if !room_or_skip(needed(entries, flags)) {
                return;
            }
            leaves_nothing("the library's memory", || {
                let mut params = io_uring_params { flags, ..Default::default() };
                let mut ring = io_uring::default();
                // SAFETY: the ring and the parameters are valid for writes; the size of no memory does not matter.
                let init =
                    || unsafe { io_uring_queue_init_mem(entries, &mut ring, &mut params, null_mut(), 0) };
                let size = patiently(needed(entries, flags), as_result(init)).unwrap_or_else(|error| error);
                if contiguous_only(size) && entries > 16 {
                    return skip_this("no huge pages, and no scattered ones");
                }
                assert_eq!(size as usize, needed(entries, flags), "{entries} entries, flags {flags:#x}");
                assert_eq!(ring.int_flags, 0, "the library's to unmap");
                assert_eq!(params.flags & (flags | IORING_SETUP_NO_MMAP), flags | IORING_SETUP_NO_MMAP);
                let mut ring = Ring::owning(ring);
                use_ring(&mut ring);
                // SAFETY: the ring is set up, and no memory but its own is named.
                assert_eq!(unsafe { io_uring_ring_dontfork(ring.ptr()) }, 0);
            });
        }
    });
}

#[test]
fn rings_in_huge_pages_do_not_straddle_two() {
    const TEST: &str = "rings_in_huge_pages_do_not_straddle_two";
    alone(TEST, || {
        drop(ring_or_skip!(1));
        if !no_mmap_or_skip() {
            return;
        }
        if Memory::map(4 << 20, MAP_HUGETLB).is_none() {
            return skip_this("no huge pages are reserved");
        }
        leaves_nothing("huge pages", || {
            let mut ring = Ring::try_new(16_384, IORING_SETUP_NO_MMAP | IORING_SETUP_CQE32).expect("a ring");
            // SAFETY: the ring is set up; two pointers are copied as numbers, and not followed.
            let (sqes, rings) =
                unsafe { ((*ring.ptr()).sq.sqes as usize, (*ring.ptr()).sq.ring_ptr as usize) };
            // 1 MiB of SQEs; 1 MiB of CQEs, and a little in front of them.
            for (start, size) in [(sqes, 1 << 20), (rings, (1 << 20) + 64)] {
                assert_eq!(start >> 21, (start + size - 1) >> 21, "{start:#x}");
            }
            use_ring(&mut ring);
        });
    });
}

#[test]
fn rings_live_in_memory_of_the_callers() {
    alone("rings_live_in_memory_of_the_callers", || {
        drop(ring_or_skip!(1));
        if !no_mmap_or_skip() {
            return;
        }
        let kinds =
            [0, IORING_SETUP_SQE128, IORING_SETUP_CQE32, IORING_SETUP_NO_SQARRAY, IORING_SETUP_NO_MMAP];
        for (entries, flags) in [4, 16, 64].into_iter().flat_map(|entries| kinds.map(|kind| (entries, kind)))
        {
            let mut params = io_uring_params { flags, ..Default::default() };
            let needed = needed(entries, flags);
            if !room_or_skip(needed) {
                return;
            }
            let memory = Memory::map(needed + page_size(), 0).expect("memory");
            leaves_nothing("memory of the caller's", || {
                let (result, ring) = ring_in(&memory, entries, &mut params);
                if contiguous_only(result) && needed > 2 * page_size() {
                    return skip_this("the kernel takes no scattered pages");
                }
                assert_eq!(result as usize, needed, "{entries} entries, flags {flags:#x}");
                let mut ring = ring.expect("a ring");
                let mapped = shared_mappings();
                assert!(!mapped.iter().any(|line| line.contains(RING)), "{mapped:?}");
                // SAFETY: the ring is set up; copies of its fields are compared, and no pointer is followed.
                unsafe {
                    let (sq, cq) = ((*ring.ptr()).sq, (*ring.ptr()).cq);
                    assert_eq!((*ring.ptr()).int_flags, 2, "not the library's to unmap");
                    let inside = memory.0 as usize..memory.0 as usize + needed;
                    assert!(inside.contains(&(sq.sqes as usize)) && inside.contains(&(cq.cqes as usize)));
                }
                use_ring(&mut ring);
                drop(ring);
                // Whoever brought the memory still has it.
                // SAFETY: the memory is mapped, and no ring's any more.
                unsafe { std::slice::from_raw_parts_mut(memory.0.cast::<u8>(), memory.1).fill(1) };
            });
        }
    });
}

#[test]
fn dontfork_keeps_memory_of_the_callers_from_children() {
    alone("dontfork_keeps_memory_of_the_callers_from_children", || {
        drop(ring_or_skip!(1));
        if !no_mmap_or_skip() {
            return;
        }
        let memory = Memory::map(2 * page_size(), 0).expect("memory");
        let (result, ring) = ring_in(&memory, 4, &mut io_uring_params::default());
        assert_eq!(result as usize, 2 * page_size());
        assert_eq!(mappings_in_child(""), 1, "without it a child has them");
        // SAFETY: the ring is set up, and no memory but its own is named.
        assert_eq!(unsafe { io_uring_ring_dontfork(ring.expect("a ring").ptr()) }, 0);
        assert_eq!(mappings_in_child(""), 0);
    });
}

#[test]
fn rings_live_in_huge_pages_of_the_callers() {
    alone("rings_live_in_huge_pages_of_the_callers", || {
        drop(ring_or_skip!(1));
        if !no_mmap_or_skip() {
            return;
        }
        let Some(memory) = Memory::map(2 << 20, MAP_HUGETLB) else {
            return skip_this("no huge pages are reserved");
        };
        leaves_nothing("huge pages", || {
            let (result, ring) = ring_in(&memory, 1024, &mut io_uring_params::default());
            assert!(result as usize > 2 * page_size() && result <= 2 << 20, "{result}");
            use_ring(&mut ring.expect("a ring"));
        });
    });
}

#[test]
fn the_library_brings_memory_for_no_mmap() {
    alone("the_library_brings_memory_for_no_mmap", || {
        drop(ring_or_skip!(1));
        if !no_mmap_or_skip() {
            return;
        }
        for entries in [4, 16, 1024] {
            if !room_or_skip(needed(entries, 0)) {
                return;
            }
            leaves_nothing("the library's memory", || match Ring::try_new(entries, IORING_SETUP_NO_MMAP) {
                Ok(mut ring) => {
                    // SAFETY: the ring is set up, and no memory but its own is named.
                    assert_eq!(unsafe { io_uring_ring_dontfork(ring.ptr()) }, 0);
                    use_ring(&mut ring);
                }
                Err(error) => {
                    assert!(contiguous_only(error) && entries > 16, "{entries} entries: {error}");
                    skip_this("no huge pages, and no scattered ones");
                }
            });
        }
    });
}

#[test]
fn a_ring_can_do_without_a_descriptor() {
    alone("a_ring_can_do_without_a_descriptor", || {
        drop(ring_or_skip!(1));
        if !no_mmap_or_skip() {
            return;
        }
        // More than the slots of a task: each must be free again when its ring has ended.
        for _ in 0..40 {
            leaves_nothing("REGISTERED_FD_ONLY", || {
                let flags = IORING_SETUP_NO_MMAP | IORING_SETUP_REGISTERED_FD_ONLY;
                let fds = descriptors();
                let mut ring = Ring::try_new(4, flags).expect("a ring");
                assert_eq!(descriptors(), fds);
                assert_eq!(ring.fd(), -1);
                use_ring(&mut ring);
                // SAFETY: the ring is set up; these calls take nothing but the ring.
                unsafe {
                    assert!(io_uring_register_personality(ring.ptr()) > 0, "register calls work too");
                    assert_eq!(io_uring_register_ring_fd(ring.ptr()), -libc::EEXIST);
                    assert_eq!(io_uring_close_ring_fd(ring.ptr()), -libc::EBADF);
                }
            });
        }
    });
}

#[test]
fn rings_that_the_caller_set_up_have_their_sq_array() {
    alone("rings_that_the_caller_set_up_have_their_sq_array", || {
        for flags in [0, IORING_SETUP_SQE128, IORING_SETUP_CQE32] {
            leaves_nothing("queue_mmap", || {
                let Some(mut ring) = mapped_ring(flags, |_| ()) else { return };
                // SAFETY: the ring is set up; its array has as many indices as it has entries.
                let indices = unsafe { std::slice::from_raw_parts((*ring.ptr()).sq.array, 8) }.to_vec();
                assert_eq!(indices, [0, 1, 2, 3, 4, 5, 6, 7]);
                use_ring(&mut ring);
            });
        }
    });
}

#[test]
fn kernels_with_two_ring_mappings_are_served() {
    alone("kernels_with_two_ring_mappings_are_served", || {
        for flags in [0, IORING_SETUP_CQE32] {
            leaves_nothing("two mappings", || {
                let before = shared_mappings().len();
                let two = |params: &mut io_uring_params| params.features &= !IORING_FEAT_SINGLE_MMAP;
                let Some(mut ring) = mapped_ring(flags, two) else { return };
                // SAFETY: the ring is set up; a copy of its fields is taken, while no other thread has it.
                let (sq, cq) = unsafe { ((*ring.ptr()).sq, (*ring.ptr()).cq) };
                assert_ne!(sq.ring_ptr, cq.ring_ptr);
                assert!(shared_mappings().len() > before);
                use_ring(&mut ring);
                // SAFETY: the ring is set up, and no memory but its own is named.
                assert_eq!(unsafe { io_uring_ring_dontfork(ring.ptr()) }, 0);
                assert_eq!(mappings_in_child(RING), 0);
                use_ring(&mut ring);
            });
        }
    });
}

/// What the mappings of a ring's descriptor are called.
const RING: &str = "[io_uring]";

/// How many shared mappings of that name a child has.
fn mappings_in_child(of: &str) -> i32 {
    // SAFETY: the other thread of this process only waits for the test, and holds no lock that the child needs.
    unsafe {
        let child = libc::fork();
        assert!(child >= 0, "fork");
        if child == 0 {
            let rings = shared_mappings().iter().filter(|line| line.contains(of)).count();
            libc::_exit(rings as i32);
        }
        let mut status = 0;
        assert_eq!(libc::waitpid(child, &mut status, 0), child);
        assert!(libc::WIFEXITED(status), "the child ended by itself");
        libc::WEXITSTATUS(status)
    }
}

#[test]
fn dontfork_keeps_the_ring_from_children() {
    alone("dontfork_keeps_the_ring_from_children", || {
        let mut ring = ring_or_skip!(8);
        assert!(mappings_in_child(RING) > 0, "without it a child has them");
        // SAFETY: the ring is set up, and no memory but its own is named.
        assert_eq!(unsafe { io_uring_ring_dontfork(ring.ptr()) }, 0);
        assert_eq!(mappings_in_child(RING), 0);
        use_ring(&mut ring);
    });
}

/// A size in whole pages.
fn in_pages(size: usize) -> usize {
    size.next_multiple_of(page_size())
}

#[test]
fn memory_size_covers_what_a_ring_takes() {
    if !common::room_or_skip() {
        return;
    }
    let kinds = [0, IORING_SETUP_SQE128, IORING_SETUP_CQE32, IORING_SETUP_SQE128 | IORING_SETUP_CQE32];
    for flags in kinds {
        for entries in [1, 5, 64, 1000, 32768] {
            let Some(mut ring) = ring(entries, flags) else { continue };
            // SAFETY: the ring is set up; sizes are copied from it.
            let (size, taken, indices) = unsafe {
                let sq = (*ring.ptr()).sq;
                let taken = in_pages(sq.sqes_sz as usize) + in_pages(sq.ring_sz);
                (io_uring_memory_size(entries, flags), taken, 4 * sq.ring_entries as usize)
            };
            let most = taken + in_pages(indices) + page_size();
            assert!(
                (taken..=most).contains(&(size as usize)),
                "{entries}, {flags:#x}: {size}, taken {taken}"
            );
        }
    }
}

#[test]
fn memory_size_follows_the_parameters() {
    let size = |entries, flags, cq_entries| {
        let mut params = io_uring_params { flags, cq_entries, ..Default::default() };
        // SAFETY: the parameters are valid.
        unsafe { io_uring_memory_size_params(entries, &mut params) as usize }
    };
    // SAFETY: plain numbers.
    let by_flags = unsafe { io_uring_memory_size(64, IORING_SETUP_CQE32) as usize };
    assert_eq!(size(64, IORING_SETUP_CQE32, 0), by_flags);
    // Whole pages more of CQEs, 4 or 8, and one more of SQEs of twice the size.
    let page = page_size();
    let cqes = |count: usize| size(64, IORING_SETUP_CQSIZE, count as u32);
    assert_eq!(cqes(page) - cqes(page / 2), page / 2 * 16);
    let entries = (page / 64) as u32;
    assert_eq!(size(entries, IORING_SETUP_SQE128, 0) - size(entries, 0, 0), page);
    // The array has 4 bytes for each entry, and may do with what the CQEs leave of a page.
    let array = size(32768, 0, 0) - size(32768, IORING_SETUP_NO_SQARRAY, 0);
    assert_eq!(array, in_pages(4 * 32768));
    assert_eq!(size(1 << 20, IORING_SETUP_CLAMP, 0), size(32768, 0, 0));
    assert_eq!(size(33, 0, 0), size(64, 0, 0));
}

#[test]
fn mlock_size_is_nothing_where_the_kernel_does_not_count_it() {
    if !common::room_or_skip() {
        return;
    }
    let mut ring = ring_or_skip!(1);
    let free = kernel::has_features(IORING_FEAT_NATIVE_WORKERS);
    for (entries, flags) in [(1, 0), (64, IORING_SETUP_SQE128), (32768, 0)] {
        let mut params = io_uring_params { flags, ..Default::default() };
        // SAFETY: the parameters are valid.
        let (size, same, memory) = unsafe {
            let size = io_uring_mlock_size(entries, flags);
            (size, io_uring_mlock_size_params(entries, &mut params), io_uring_memory_size(entries, flags))
        };
        assert_eq!(size, same);
        // An older kernel charges powers of two of pages: at least the memory, less than twice.
        let expected = if free { 0..=0 } else { memory..=2 * memory };
        assert!(expected.contains(&size), "{entries} entries: {size}");
    }
    use_single(&mut ring);
}

/// One request: asking about sizes does not disturb a ring.
fn use_single(ring: &mut Ring) {
    ring.nop(3);
    ring.submit(1);
    assert_eq!(ring.wait().user_data, 3);
}
