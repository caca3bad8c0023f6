// SPDX-License-Identifier: MIT OR Apache-2.0
//! Probes with any contents, in allocations that end with the operations that they claim to have.
#![no_main]

use iouring_sys::{ffi, *};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut words: Vec<u64> =
        data.chunks_exact(8).map(|bytes| u64::from_ne_bytes(std::array::from_fn(|at| bytes[at]))).collect();
    if words.len() < 3 {
        return;
    }
    let operations = (words.len() - 2).min(255);
    words.truncate(2 + operations);
    words.shrink_to_fit();
    let probe: *mut io_uring_probe = words.as_mut_ptr().cast();
    // SAFETY: the memory has a header and the operations that it says there are; the last that the kernel knows may be any.
    unsafe {
        (*probe).ops_len = operations as u8;
        for op in (-2..260).chain([i32::MIN, i32::MAX]) {
            let supported = io_uring_opcode_supported(probe, op);
            assert_eq!(supported, ffi::io_uring_opcode_supported(probe, op), "{op}");
            assert!(supported == 0 || (0..operations as i32).contains(&op), "{op} of {operations}");
        }
    }
});
