// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rings of buffers that are filled in any order: each face stays inside, and both leave the same bytes.
#![no_main]

use iouring_sys::{ffi, *};
use libfuzzer_sys::fuzz_target;

/// Carries out the steps, four bytes each, on a ring that starts with its tail there.
macro_rules! filled {
    ($face:path, $entries:ident, $tail:ident, $steps:ident) => {{
        use $face as face;
        let mut memory = vec![[0_u64; 2]; $entries];
        let br: *mut io_uring_buf_ring = memory.as_mut_ptr().cast();
        // SAFETY: the memory has as many entries as the mask says, and nobody reads through the addresses.
        unsafe {
            face::io_uring_buf_ring_init(br);
            face::io_uring_buf_ring_advance(br, $tail);
            let mask = iouring_sys::io_uring_buf_ring_mask($entries as u32);
            for step in $steps.chunks_exact(4) {
                let (number, offset) = (u32::from(step[1]), i32::from(step[2] as i8));
                match step[0] % 3 {
                    0 => face::io_uring_buf_ring_advance(br, offset),
                    _ => face::io_uring_buf_ring_add(
                        br,
                        number as usize as *mut _,
                        !number,
                        step[3].into(),
                        mask,
                        offset,
                    ),
                }
            }
        }
        memory
    }};
}

fuzz_target!(|data: &[u8]| {
    let Some((shape, steps)) = data.split_at_checked(3) else { return };
    let entries = 1_usize << (shape[0] % 8);
    let tail = i32::from(u16::from_ne_bytes([shape[1], shape[2]]));
    assert_eq!(filled!(iouring_sys, entries, tail, steps), filled!(ffi, entries, tail, steps));
});
