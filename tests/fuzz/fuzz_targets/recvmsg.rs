// SPDX-License-Identifier: MIT OR Apache-2.0
//! Messages of a multishot recvmsg, in buffers that end with their last byte: each face stays inside, and both find
//! the same.
#![no_main]

use iouring_sys::{ffi, *};
use libfuzzer_sys::fuzz_target;
use std::mem::zeroed;

/// Room for the name, room for the control data, and the result's distance from the buffer's length, a byte each.
const SHAPE: usize = 3;

/// Where everything is that a face finds, as distances from the buffer's start.
macro_rules! found {
    ($face:path, $buffer:ident, $len:ident, $msgh:ident) => {{
        use $face as face;
        let (start, msgh) = ($buffer.as_mut_ptr(), &mut $msgh as *mut msghdr);
        let mut found = Vec::new();
        // SAFETY: the buffer has `len` bytes and is aligned; what is handed on was found in it.
        unsafe {
            let out = face::io_uring_recvmsg_validate(start.cast(), $len, msgh);
            if !out.is_null() {
                found.push(face::io_uring_recvmsg_name(out) as usize - start as usize);
                found.push(face::io_uring_recvmsg_payload(out, msgh) as usize - start as usize);
                found.push(face::io_uring_recvmsg_payload_length(out, $len, msgh) as usize);
                let mut cmsg = face::io_uring_recvmsg_cmsg_firsthdr(out, msgh);
                while !cmsg.is_null() {
                    found.push(cmsg as usize - start as usize);
                    let _all_there = cmsg.read_unaligned();
                    cmsg = face::io_uring_recvmsg_cmsg_nexthdr(out, msgh, cmsg);
                }
            }
        }
        found
    }};
}

fuzz_target!(|data: &[u8]| {
    let Some((shape, bytes)) = data.split_at_checked(SHAPE) else { return };
    // Whole words, so that the allocation is aligned and ends where the message does.
    let mut buffer: Vec<u32> =
        bytes.chunks_exact(4).map(|word| u32::from_ne_bytes([word[0], word[1], word[2], word[3]])).collect();
    let len = (4 * buffer.len()) as i32 - i32::from(shape[2] % 8);
    // SAFETY: all bits of a header may be zero.
    let mut msgh: msghdr = unsafe { zeroed() };
    (msgh.msg_namelen, msgh.msg_controllen) = (shape[0].into(), shape[1].into());
    let rust = found!(iouring_sys, buffer, len, msgh);
    let c = found!(ffi, buffer, len, msgh);
    assert_eq!(rust, c);
    if let [name, payload, length, ..] = rust[..] {
        assert!(name == 16 && payload + length == len as usize, "{rust:?} of {len}");
    }
});
