// SPDX-License-Identifier: MIT OR Apache-2.0
//! The measured loops in C (loops.c), as each compiler builds them.

macro_rules! c_loops {
    ($module:ident, $face:literal) => {
        pub mod $module {
            use libc::{c_int, c_uint, c_void};

            c_loops!(@ $face, nop_fill, msg_ring_fill, read_fill, write_fill, recv_fill, send_zc_fill,
                     nop_round, peek_seen, buf_ring_add);
        }
    };
    (@ $face:literal, $($name:ident),*) => {
        extern "C" {
            $(
                #[link_name = concat!($face, "_", stringify!($name))]
                pub fn $name(p: *mut c_void, fd: c_int, buf: *mut c_void, n: c_uint) -> u64;
            )*
        }
    };
}

c_loops!(gcc, "gcc");
#[cfg(have_clang)]
c_loops!(clang, "clang");
