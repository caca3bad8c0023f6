// SPDX-License-Identifier: MIT OR Apache-2.0
//! The measured loops written with the `io-uring` crate, in the way that its documentation shows.

use io_uring::{opcode, types::Fd, IoUring};
use libc::{c_int, c_uint, c_void};

macro_rules! fill {
    ($name:ident, |$fd:ident, $buf:ident, $n:ident| $entry:expr) => {
        #[export_name = concat!("crate_", stringify!($name))]
        #[inline(never)]
        pub unsafe extern "C" fn $name(p: *mut c_void, $fd: c_int, $buf: *mut c_void, $n: c_uint) -> u64 {
            // SAFETY: the caller hands over a ring of this crate, and no other reference to it exists.
            let ring = unsafe { &mut *p.cast::<IoUring>() };
            let mut queue = ring.submission();
            loop {
                let entry = $entry.build().user_data($buf as u64);
                // SAFETY: the entries name no file that is open.
                if unsafe { queue.push(&entry) }.is_err() {
                    break;
                }
            }
            0
        }
    };
}

fill!(nop_fill, |_fd, buf, _n| opcode::Nop::new());
fill!(msg_ring_fill, |fd, buf, n| opcode::MsgRingData::new(Fd(fd), n as i32, buf as u64, None));
fill!(read_fill, |fd, buf, n| opcode::Read::new(Fd(fd), buf.cast(), n));
fill!(write_fill, |fd, buf, n| opcode::Write::new(Fd(fd), buf as *const u8, n));
fill!(recv_fill, |fd, buf, n| opcode::Recv::new(Fd(fd), buf.cast(), n));
fill!(send_zc_fill, |fd, buf, n| opcode::SendZc::new(Fd(fd), buf as *const u8, n));

#[export_name = "crate_nop_round"]
#[inline(never)]
pub unsafe extern "C" fn nop_round(p: *mut c_void, _fd: c_int, buf: *mut c_void, n: c_uint) -> u64 {
    // SAFETY: as for the fills.
    let ring = unsafe { &mut *p.cast::<IoUring>() };
    let mut sum = 0u64;
    for _ in 0..n / 32 {
        let mut queue = ring.submission();
        for _ in 0..32 {
            let entry = opcode::Nop::new().build().user_data(buf as u64);
            // SAFETY: a NOP refers to nothing.
            if unsafe { queue.push(&entry) }.is_err() {
                return 0;
            }
        }
        drop(queue);
        if !matches!(ring.submit_and_wait(32), Ok(32)) {
            return 0;
        }
        for cqe in ring.completion() {
            sum = sum.wrapping_add(cqe.user_data());
        }
    }
    sum
}

#[export_name = "crate_peek_seen"]
#[inline(never)]
pub unsafe extern "C" fn peek_seen(p: *mut c_void, _fd: c_int, _buf: *mut c_void, n: c_uint) -> u64 {
    // SAFETY: as for the fills.
    let ring = unsafe { &mut *p.cast::<IoUring>() };
    let mut sum = 0u64;
    for _ in 0..n {
        match ring.completion().next() {
            Some(cqe) => sum = sum.wrapping_add(cqe.user_data()),
            None => return 0,
        }
    }
    sum
}
