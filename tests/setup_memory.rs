// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where the memory of a ring is: the kernel's, the library's or the caller's, in one mapping or two, after a fork.
#![allow(clippy::incompatible_msrv)] // Tests are built with a current Rust.

mod common;

use std::ptr::null_mut;

use common::process::{alone, descriptors, leaves_nothing, page_size, shared_mappings};
use common::{ring_or_skip, skip, Ring};
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

/// Sends a few batches of requests that do nothing round the ring.
fn use_ring(ring: &mut Ring) {
    for batch in 0..10 {
        for i in 0..4 {
            ring.nop(batch * 4 + i);
        }
        ring.submit(4);
        for i in 0..4 {
            assert_eq!(ring.wait().user_data, batch * 4 + i);
        }
    }
    assert_eq!(ring.ready(), 0);
}

/// Whether the kernel has IORING_SETUP_NO_MMAP, asked without the library; two pages suffice for the smallest ring.
fn kernel_has_no_mmap(test: &str) -> bool {
    let memory = Memory::map(2 * page_size(), 0).expect("two pages");
    let mut params = io_uring_params { flags: IORING_SETUP_NO_MMAP, ..Default::default() };
    params.sq_off.user_addr = memory.0 as u64;
    params.cq_off.user_addr = memory.0 as u64 + page_size() as u64;
    // SAFETY: the memory outlives the ring, whose descriptor is ours to close.
    let fd = unsafe { syscall::io_uring_setup(1, &mut params) };
    if fd < 0 {
        skip(test, "the kernel refuses NO_MMAP");
        return false;
    }
    // SAFETY: the descriptor is ours.
    assert_eq!(unsafe { libc::close(fd) }, 0);
    true
}

/// What a setup with NO_MMAP may answer where it needs more than one page: until 6.10 they had to be contiguous.
fn contiguous_only(result: i32) -> bool {
    result == -libc::EINVAL
}

/// A ring in `memory`. The number is what the setup returned.
fn ring_in(memory: &Memory, entries: u32, params: &mut io_uring_params) -> (i32, Option<Ring>) {
    let mut ring = io_uring::default();
    // SAFETY: the ring and the parameters are valid for writes; the callers keep the memory until the ring has ended.
    let result = unsafe { io_uring_queue_init_mem(entries, &mut ring, params, memory.0, memory.1) };
    (result, (result >= 0).then(|| Ring::owning(ring)))
}

#[test]
fn rings_live_in_memory_of_the_callers() {
    alone("rings_live_in_memory_of_the_callers", || {
        drop(ring_or_skip!(1));
        if !kernel_has_no_mmap("rings_live_in_memory_of_the_callers") {
            return;
        }
        let kinds =
            [0, IORING_SETUP_SQE128, IORING_SETUP_CQE32, IORING_SETUP_NO_SQARRAY, IORING_SETUP_NO_MMAP];
        for (entries, flags) in [4, 16, 64].into_iter().flat_map(|entries| kinds.map(|kind| (entries, kind)))
        {
            let mut params = io_uring_params { flags, ..Default::default() };
            // SAFETY: the parameters are valid.
            let needed = unsafe { io_uring_memory_size_params(entries, &mut params) } as usize;
            let memory = Memory::map(needed + page_size(), 0).expect("memory");
            leaves_nothing("memory of the caller's", || {
                let (result, ring) = ring_in(&memory, entries, &mut params);
                if contiguous_only(result) && needed > 2 * page_size() {
                    return skip(
                        "rings_live_in_memory_of_the_callers",
                        "the kernel takes no scattered pages",
                    );
                }
                assert_eq!(result as usize, needed, "{entries} entries, flags {flags:#x}");
                let mut ring = ring.expect("a ring");
                let mapped = shared_mappings();
                assert!(!mapped.iter().any(|line| line.contains(RING)), "{mapped:?}");
                // SAFETY: the ring is set up.
                unsafe {
                    let (sq, cq) = ((*ring.ptr()).sq, (*ring.ptr()).cq);
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
        if !kernel_has_no_mmap("dontfork_keeps_memory_of_the_callers_from_children") {
            return;
        }
        let memory = Memory::map(2 * page_size(), 0).expect("memory");
        let (result, ring) = ring_in(&memory, 4, &mut io_uring_params::default());
        assert_eq!(result as usize, 2 * page_size());
        assert_eq!(mappings_in_child(""), 1, "without it a child has them");
        // SAFETY: the ring is set up.
        assert_eq!(unsafe { io_uring_ring_dontfork(ring.expect("a ring").ptr()) }, 0);
        assert_eq!(mappings_in_child(""), 0);
    });
}

#[test]
fn rings_live_in_huge_pages_of_the_callers() {
    alone("rings_live_in_huge_pages_of_the_callers", || {
        drop(ring_or_skip!(1));
        if !kernel_has_no_mmap("rings_live_in_huge_pages_of_the_callers") {
            return;
        }
        let Some(memory) = Memory::map(2 << 20, MAP_HUGETLB) else {
            return skip("rings_live_in_huge_pages_of_the_callers", "no huge pages are reserved");
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
        if !kernel_has_no_mmap("the_library_brings_memory_for_no_mmap") {
            return;
        }
        for entries in [4, 16, 1024] {
            leaves_nothing("the library's memory", || match Ring::try_new(entries, IORING_SETUP_NO_MMAP) {
                Ok(mut ring) => {
                    // SAFETY: the ring is set up.
                    assert_eq!(unsafe { io_uring_ring_dontfork(ring.ptr()) }, 0);
                    use_ring(&mut ring);
                }
                Err(error) => {
                    assert!(contiguous_only(error) && entries > 16, "{entries} entries: {error}");
                    skip("the_library_brings_memory_for_no_mmap", "no huge pages, and no scattered ones");
                }
            });
        }
    });
}

#[test]
fn a_ring_can_do_without_a_descriptor() {
    alone("a_ring_can_do_without_a_descriptor", || {
        drop(ring_or_skip!(1));
        if !kernel_has_no_mmap("a_ring_can_do_without_a_descriptor") {
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
                assert!(ring.supports(IORING_OP_NOP), "register calls work too");
                // SAFETY: the ring is set up.
                unsafe {
                    assert_eq!(io_uring_register_ring_fd(ring.ptr()), -libc::EEXIST);
                    assert_eq!(io_uring_close_ring_fd(ring.ptr()), -libc::EBADF);
                }
            });
        }
    });
}

/// A ring set up by the kernel alone, without what the library adds, and mapped by the library.
fn mapped_ring(test: &str, flags: u32, change: impl FnOnce(&mut io_uring_params)) -> Option<Ring> {
    let mut params = io_uring_params { flags, ..Default::default() };
    let mut ring = io_uring::default();
    // SAFETY: the parameters and the ring are valid for writes.
    unsafe {
        let fd = syscall::io_uring_setup(8, &mut params);
        if fd < 0 {
            skip(test, &format!("no ring with flags {flags:#x}"));
            return None;
        }
        change(&mut params);
        assert_eq!(io_uring_queue_mmap(fd, &mut params, &mut ring), 0);
        assert_eq!((ring.ring_fd, ring.flags, ring.features), (fd, flags, params.features));
    }
    Some(Ring::owning(ring))
}

#[test]
fn rings_that_the_caller_set_up_have_their_sq_array() {
    alone("rings_that_the_caller_set_up_have_their_sq_array", || {
        for flags in [0, IORING_SETUP_SQE128, IORING_SETUP_CQE32] {
            leaves_nothing("queue_mmap", || {
                let test = "rings_that_the_caller_set_up_have_their_sq_array";
                let Some(mut ring) = mapped_ring(test, flags, |_| ()) else { return };
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
                let test = "kernels_with_two_ring_mappings_are_served";
                let Some(mut ring) =
                    mapped_ring(test, flags, |params| params.features &= !IORING_FEAT_SINGLE_MMAP)
                else {
                    return;
                };
                // SAFETY: the ring is set up.
                let (sq, cq) = unsafe { ((*ring.ptr()).sq, (*ring.ptr()).cq) };
                assert_ne!(sq.ring_ptr, cq.ring_ptr);
                assert!(shared_mappings().len() > before);
                use_ring(&mut ring);
                // SAFETY: the ring is set up.
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
        // SAFETY: the ring is set up.
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
    let mut rings = 0;
    let kinds = [0, IORING_SETUP_SQE128, IORING_SETUP_CQE32, IORING_SETUP_SQE128 | IORING_SETUP_CQE32];
    for flags in kinds {
        for entries in [1, 5, 64, 1000, 32768] {
            let Ok(mut ring) = Ring::try_new(entries, flags) else { continue };
            rings += 1;
            // SAFETY: the ring is set up.
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
    if rings == 0 {
        skip("memory_size_covers_what_a_ring_takes", "no rings");
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
    // 4096 more CQEs are 64 KiB more, and SQEs of twice the size 4 KiB.
    assert_eq!(size(64, IORING_SETUP_CQSIZE, 8192) - size(64, IORING_SETUP_CQSIZE, 4096), 4096 * 16);
    assert_eq!(size(64, IORING_SETUP_SQE128, 0) - size(64, 0, 0), in_pages(64 * 64));
    // The array has 4 bytes for each entry, and may do with what the CQEs leave of a page.
    let array = size(32768, 0, 0) - size(32768, IORING_SETUP_NO_SQARRAY, 0);
    assert_eq!(array, in_pages(4 * 32768));
    assert_eq!(size(1 << 20, IORING_SETUP_CLAMP, 0), size(32768, 0, 0));
    assert_eq!(size(33, 0, 0), size(64, 0, 0));
}

#[test]
fn mlock_size_is_nothing_where_the_kernel_does_not_count_it() {
    let mut ring = ring_or_skip!(1);
    let free = ring.features() & IORING_FEAT_NATIVE_WORKERS != 0;
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
