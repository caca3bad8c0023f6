// SPDX-License-Identifier: MIT OR Apache-2.0
// Size and alignment of every type, asserted at compile time. `tests/parity/tests/layout.rs` checks the fields.

use core::mem::{align_of, size_of};

/// Asserts the layout of types that share an alignment.
macro_rules! layout {
    (align $align:expr; $($name:ident $size:literal,)*) => {
        $(
            const _: () = assert!(size_of::<crate::$name>() == $size, concat!("size of ", stringify!($name)));
            const _: () = assert!(align_of::<crate::$name>() == $align, concat!("align of ", stringify!($name)));
        )*
    };
}

// Kernel types that are in no table of liburing's.
layout! {
    align align_of::<u64>();
    statx 256,
    statx_timestamp 16,
    futex_waitv 24,
}

// The build script knows how wide the C symbols take it, on the targets that leave a choice.
#[cfg(any(iouring_sys_off_t = "32", iouring_sys_off_t = "64"))]
const _: () = assert!(
    size_of::<libc::off_t>() == if cfg!(iouring_sys_off_t = "64") { 8 } else { 4 },
    "libc::off_t is not as wide as RUST_LIBC_UNSTABLE_GNU_FILE_OFFSET_BITS and RUST_LIBC_UNSTABLE_GNU_TIME_BITS say: \
     libc was built before they changed (`cargo clean -p libc`), or this release of it does not follow them (unset them)"
);

// From here on from tests/data/structs.tsv, renewed by `RENEW=1 cargo test -p iouring-sys-renew --test renew`.

// The largest member has 64 bits: aligned as Rust and C align such integers on the target.
layout! {
    align align_of::<u64>();
    io_uring_sqe 64,
    io_uring_attr_pi 32,
    io_uring_cqe 16,
    io_sqring_offsets 40,
    io_cqring_offsets 40,
    io_uring_params 120,
    io_uring_region_desc 64,
    io_uring_mem_region_reg 32,
    io_uring_buf 16,
    io_uring_buf_ring 16,
    io_uring_buf_reg 40,
    io_uring_napi 16,
    io_uring_reg_wait 64,
    io_uring_getevents_arg 24,
    io_uring_sync_cancel_reg 64,
    io_uring_file_index_range 16,
    io_timespec 16,
    io_uring_zcrx_rqe 16,
    io_uring_zcrx_cqe 16,
    io_uring_zcrx_offsets 32,
    io_uring_zcrx_area_reg 48,
    io_uring_zcrx_ifq_reg 96,
    zcrx_ctrl_flush_rq 48,
    zcrx_ctrl 72,
    io_uring_query_hdr 40,
    io_uring_query_opcode 48,
    io_uring_query_zcrx 40,
    io_uring_query_scq 16,
    io_uring_bpf_ctx 40,
    io_uring_bpf_filter 64,
    io_uring_bpf 72,
    __kernel_timespec 16,
}

// The kernel declares their 64-bit members `__aligned_u64`: 8-aligned on every target.
layout! {
    align 8;
    io_uring_files_update 16,
    io_uring_rsrc_register 32,
    io_uring_rsrc_update 16,
    io_uring_rsrc_update2 32,
}

// No member has more than 32 bits.
layout! {
    align 4;
    io_uring_probe_op 8,
    io_uring_probe 16,
    io_uring_restriction 16,
    io_uring_task_restriction 16,
    io_uring_clock_register 16,
    io_uring_clone_buffers 32,
    io_uring_buf_status 40,
    io_uring_recvmsg_out 16,
    zcrx_ctrl_export 48,
}

// Pointers and sizes, but no 64-bit integers: the width of a pointer decides alone.
#[cfg(target_pointer_width = "64")]
layout! {
    align 8;
    io_uring_sq 104,
    io_uring_cq 88,
    io_uring 216,
    io_uring_zcrx_rq 40,
    io_uring_cqe_iter 24,
}
#[cfg(target_pointer_width = "32")]
layout! {
    align 4;
    io_uring_sq 64,
    io_uring_cq 52,
    io_uring 140,
    io_uring_zcrx_rq 24,
    io_uring_cqe_iter 20,
}
