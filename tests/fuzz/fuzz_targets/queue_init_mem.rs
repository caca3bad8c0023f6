// SPDX-License-Identifier: MIT OR Apache-2.0
//! Set-up in memory of the caller's, of any size and with any parameters: it fails, or the ring works in it.
#![no_main]

use iouring_sys::*;
use libfuzzer_sys::fuzz_target;
use std::mem::zeroed;
use std::ptr::null_mut;

fuzz_target!(|data: &[u8]| {
    let Some((words, _)) = data.split_at_checked(20) else { return };
    let word = |at: usize| u32::from_ne_bytes(std::array::from_fn(|byte| words[4 * at + byte]));
    // SAFETY: all bits of parameters may be zero.
    let mut params: io_uring_params = unsafe { zeroed() };
    // Without a polling thread, whose start and end take long; the group of another ring is none of ours.
    params.flags = word(0) & !(IORING_SETUP_SQPOLL | IORING_SETUP_ATTACH_WQ);
    (params.cq_entries, params.features) = (word(1), word(2));
    let entries = word(3) >> (words[19] % 32);
    let size = u32::from_ne_bytes([words[16], words[17], words[18], 0]) as usize % (1 << 20);
    // Pages of its own, which no allocator gives to somebody else: the kernel may write to them after the ring has ended.
    // Beyond them is one that cannot be written. Pages are 4 KiB in general, and never larger than this.
    let pages = size.next_multiple_of(65536);
    // SAFETY: new memory, which outlives the ring; that is ended if it was set up.
    unsafe {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        let memory = libc::mmap(null_mut(), pages + 65536, libc::PROT_NONE, flags, -1, 0);
        assert_ne!(memory, libc::MAP_FAILED);
        if pages > 0 {
            assert_eq!(libc::mprotect(memory, pages, libc::PROT_READ | libc::PROT_WRITE), 0);
        }
        let mut ring: io_uring = zeroed();
        let used = io_uring_queue_init_mem(entries, &mut ring, &mut params, memory, size);
        if used >= 0 {
            assert!(used as usize <= size, "{used} of {size} bytes");
            let sqe = if ring.flags & IORING_SETUP_SQE128 == 0 {
                io_uring_get_sqe(&mut ring)
            } else {
                io_uring_get_sqe128(&mut ring)
            };
            io_uring_prep_nop(sqe);
            if ring.flags & (IORING_SETUP_R_DISABLED | IORING_SETUP_IOPOLL) == 0 {
                assert_eq!(io_uring_submit_and_wait(&mut ring, 1), 1);
                assert_eq!(io_uring_cq_ready(&ring), 1);
            }
            io_uring_queue_exit(&mut ring);
        }
        let end = std::slice::from_raw_parts(memory.cast::<u8>().add(size), pages - size);
        assert!(end.iter().all(|&byte| byte == 0), "written beyond {size} bytes");
        assert_eq!(libc::munmap(memory, pages + 65536), 0);
    }
});
