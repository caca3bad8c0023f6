// SPDX-License-Identifier: MIT OR Apache-2.0
// From tests/data/kernel_only.tsv, renewed by `RENEW=1 cargo test -p iouring-sys-renew --test renew`.

kernel_constants! {
    IORING_NOP_FILE,
    IORING_NOP_FIXED_FILE,
    IORING_NOP_FIXED_BUFFER,
    IORING_NOP_TW,
    IO_URING_NAPI_REGISTER_OP,
    IO_URING_NAPI_STATIC_ADD_ID,
    IO_URING_NAPI_STATIC_DEL_ID,
    IO_URING_NAPI_TRACKING_DYNAMIC,
    IO_URING_NAPI_TRACKING_STATIC,
    IO_URING_NAPI_TRACKING_INACTIVE,
}

// A type and a field of it, then the field's place in the Rust type.
kernel_fields! {
    io_uring_napi.opcode => __bindgen_anon_1.opcode;
    io_uring_napi.op_param => __bindgen_anon_2.op_param;
    io_uring_sqe.write_stream => __bindgen_anon_5.write_stream;
}
