// SPDX-License-Identifier: MIT OR Apache-2.0
//! The measured loops in Rust, once with the inline functions of the crate root and once with the C symbols
//! of `ffi`: the same as in loops.c.

/// What `batch::reap` does, with the C symbols.
mod c_symbols {
    use iouring_sys::{ffi, io_uring, io_uring_cqe};
    use std::ptr::null_mut;

    pub unsafe fn reap(ring: *mut io_uring, mut visit: impl FnMut(*mut io_uring_cqe)) {
        let mut cqe = null_mut();
        let mut seen = 0;
        // SAFETY: the caller vouches for the ring.
        unsafe {
            let mut iter = ffi::io_uring_cqe_iter_init(ring);
            while ffi::io_uring_cqe_iter_next(&mut iter, &mut cqe) {
                visit(cqe);
                seen += 1;
            }
            ffi::io_uring_cq_advance(ring, seen);
        }
    }
}

/// A function that fills the queue until there is no entry left.
macro_rules! fill {
    ($face:literal, $name:ident, |$sqe:ident, $fd:ident, $buf:ident, $n:ident| $prep:expr) => {
        #[export_name = concat!($face, "_", stringify!($name))]
        #[inline(never)]
        pub unsafe extern "C" fn $name(p: *mut c_void, $fd: c_int, $buf: *mut c_void, $n: c_uint) -> u64 {
            let ring: *mut io_uring = p.cast();
            // SAFETY: the caller vouches for the ring; it never submits, so that no pointer is followed.
            unsafe {
                loop {
                    let $sqe = io_uring_get_sqe(ring);
                    if $sqe.is_null() {
                        break;
                    }
                    $prep;
                    io_uring_sqe_set_data64($sqe, $buf as u64);
                }
            }
            0
        }
    };
}

macro_rules! loops {
    ($module:ident, $face:literal, $($api:ident)::+, $reap:path) => {
        pub mod $module {
            use $($api)::+::*;
            use iouring_sys::{io_uring, io_uring_buf_ring};
            use libc::{c_int, c_uint, c_void};
            use std::ptr::null_mut;

            fill!($face, nop_fill, |sqe, _fd, buf, _n| io_uring_prep_nop(sqe));
            fill!($face, msg_ring_fill, |sqe, fd, buf, n| io_uring_prep_msg_ring(sqe, fd, n, buf as u64, 0));
            fill!($face, read_fill, |sqe, fd, buf, n| io_uring_prep_read(sqe, fd, buf, n, 0));
            fill!($face, write_fill, |sqe, fd, buf, n| io_uring_prep_write(sqe, fd, buf, n, 0));
            fill!($face, recv_fill, |sqe, fd, buf, n| io_uring_prep_recv(sqe, fd, buf, n as usize, 0));
            fill!($face, send_zc_fill, |sqe, fd, buf, n| {
                io_uring_prep_send_zc(sqe, fd, buf, n as usize, 0, 0)
            });

            /// `n` NOPs, submitted and reaped 32 at a time. Returns the sum of their user data.
            #[export_name = concat!($face, "_nop_round")]
            #[inline(never)]
            pub unsafe extern "C" fn nop_round(
                p: *mut c_void,
                _fd: c_int,
                buf: *mut c_void,
                n: c_uint,
            ) -> u64 {
                let ring: *mut io_uring = p.cast();
                let mut sum = 0u64;
                // SAFETY: the caller vouches for the ring.
                unsafe {
                    for _ in 0..n / 32 {
                        for _ in 0..32 {
                            let sqe = io_uring_get_sqe(ring);
                            if sqe.is_null() {
                                return 0;
                            }
                            io_uring_prep_nop(sqe);
                            io_uring_sqe_set_data64(sqe, buf as u64);
                        }
                        if io_uring_submit_and_wait(ring, 32) != 32 {
                            return 0;
                        }
                        $reap(ring, |cqe| sum = sum.wrapping_add(io_uring_cqe_get_data64(cqe)));
                    }
                }
                sum
            }

            /// Peeks at `n` completions that are there, and gives back each. Returns the sum of their
            /// user data.
            #[export_name = concat!($face, "_peek_seen")]
            #[inline(never)]
            pub unsafe extern "C" fn peek_seen(
                p: *mut c_void,
                _fd: c_int,
                _buf: *mut c_void,
                n: c_uint,
            ) -> u64 {
                let ring: *mut io_uring = p.cast();
                let mut sum = 0u64;
                let mut cqe = null_mut();
                // SAFETY: the caller vouches for the ring.
                unsafe {
                    for _ in 0..n {
                        if io_uring_peek_cqe(ring, &mut cqe) != 0 {
                            return 0;
                        }
                        sum = sum.wrapping_add(io_uring_cqe_get_data64(cqe));
                        io_uring_cqe_seen(ring, cqe);
                    }
                }
                sum
            }

            /// Adds `n` buffers to a buffer ring of as many entries, and publishes each.
            #[export_name = concat!($face, "_buf_ring_add")]
            #[inline(never)]
            pub unsafe extern "C" fn buf_ring_add(
                p: *mut c_void,
                _fd: c_int,
                buf: *mut c_void,
                n: c_uint,
            ) -> u64 {
                let br: *mut io_uring_buf_ring = p.cast();
                // SAFETY: the caller vouches for the buffer ring.
                unsafe {
                    let mask = io_uring_buf_ring_mask(n);
                    for i in 0..n {
                        io_uring_buf_ring_add(br, buf, 64, i as u16, mask, 0);
                        io_uring_buf_ring_advance(br, 1);
                    }
                }
                0
            }
        }
    };
}

loops!(inline, "inline", iouring_sys, iouring_sys::batch::reap);
loops!(symbols, "symbols", iouring_sys::ffi, super::c_symbols::reap);

/// Whole batches: `batch::fill` and `batch::reap`.
pub mod whole_batches {
    use iouring_sys::*;
    use libc::{c_int, c_uint, c_void};

    /// A function that fills the whole queue at once.
    macro_rules! fill {
        ($name:ident, |$sqe:ident, $fd:ident, $buf:ident, $n:ident| $prep:expr) => {
            #[export_name = concat!("batch_", stringify!($name))]
            #[inline(never)]
            pub unsafe extern "C" fn $name(p: *mut c_void, $fd: c_int, $buf: *mut c_void, $n: c_uint) -> u64 {
                // SAFETY: the caller vouches for the ring; it never submits, so that no pointer is followed.
                unsafe {
                    batch::fill(p.cast(), c_uint::MAX, |$sqe| {
                        $prep;
                        io_uring_sqe_set_data64($sqe, $buf as u64);
                    });
                }
                0
            }
        };
    }

    fill!(nop_fill, |sqe, _fd, buf, _n| io_uring_prep_nop(sqe));
    fill!(msg_ring_fill, |sqe, fd, buf, n| io_uring_prep_msg_ring(sqe, fd, n, buf as u64, 0));
    fill!(read_fill, |sqe, fd, buf, n| io_uring_prep_read(sqe, fd, buf, n, 0));
    fill!(write_fill, |sqe, fd, buf, n| io_uring_prep_write(sqe, fd, buf, n, 0));
    fill!(recv_fill, |sqe, fd, buf, n| io_uring_prep_recv(sqe, fd, buf, n as usize, 0));
    fill!(send_zc_fill, |sqe, fd, buf, n| io_uring_prep_send_zc(sqe, fd, buf, n as usize, 0, 0));

    /// `n` NOPs, filled, submitted and reaped 32 at a time. Returns the sum of their user data.
    #[export_name = "batch_nop_round"]
    #[inline(never)]
    pub unsafe extern "C" fn nop_round(p: *mut c_void, _fd: c_int, buf: *mut c_void, n: c_uint) -> u64 {
        let mut sum = 0u64;
        // SAFETY: the caller vouches for the ring.
        unsafe {
            for _ in 0..n / 32 {
                let taken = batch::fill(p.cast(), 32, |sqe| {
                    io_uring_prep_nop(sqe);
                    io_uring_sqe_set_data64(sqe, buf as u64);
                });
                if taken != 32 || io_uring_submit_and_wait(p.cast(), 32) != 32 {
                    return 0;
                }
                batch::reap(p.cast(), |cqe| sum = sum.wrapping_add(io_uring_cqe_get_data64(cqe)));
            }
        }
        sum
    }
}
