// SPDX-License-Identifier: MIT OR Apache-2.0
// From tests/data/structs.tsv, renewed by `RENEW=1 cargo test -p iouring-sys-renew --test renew`.

// A field's cells `field` and `via`, then its place in the Rust type.
fields! {
    io_uring_sq {
        "khead" "" => khead;
        "ktail" "" => ktail;
        "kring_mask" "" => kring_mask;
        "kring_entries" "" => kring_entries;
        "kflags" "" => kflags;
        "kdropped" "" => kdropped;
        "array" "" => array;
        "sqes" "" => sqes;
        "sqe_head" "" => sqe_head;
        "sqe_tail" "" => sqe_tail;
        "ring_sz" "" => ring_sz;
        "ring_ptr" "" => ring_ptr;
        "ring_mask" "" => ring_mask;
        "ring_entries" "" => ring_entries;
        "sqes_sz" "" => sqes_sz;
        "pad" "" => pad;
    }
    io_uring_cq {
        "khead" "" => khead;
        "ktail" "" => ktail;
        "kring_mask" "" => kring_mask;
        "kring_entries" "" => kring_entries;
        "kflags" "" => kflags;
        "koverflow" "" => koverflow;
        "cqes" "" => cqes;
        "ring_sz" "" => ring_sz;
        "ring_ptr" "" => ring_ptr;
        "ring_mask" "" => ring_mask;
        "ring_entries" "" => ring_entries;
        "pad" "" => pad;
    }
    io_uring {
        "sq" "" => sq;
        "cq" "" => cq;
        "flags" "" => flags;
        "ring_fd" "" => ring_fd;
        "features" "" => features;
        "enter_ring_fd" "" => enter_ring_fd;
        "int_flags" "" => int_flags;
        "pad" "" => pad;
        "pad2" "" => pad2;
    }
    io_uring_zcrx_rq {
        "khead" "" => khead;
        "ktail" "" => ktail;
        "rq_tail" "" => rq_tail;
        "ring_entries" "" => ring_entries;
        "rqes" "" => rqes;
        "ring_ptr" "" => ring_ptr;
    }
    io_uring_cqe_iter {
        "cqes" "" => cqes;
        "mask" "" => mask;
        "shift" "" => shift;
        "head" "" => head;
        "tail" "" => tail;
    }
    io_uring_sqe {
        "opcode" "" => opcode;
        "flags" "" => flags;
        "ioprio" "" => ioprio;
        "fd" "" => fd;
        "(union1)" "" => __bindgen_anon_1;
        "off" "union1" => __bindgen_anon_1.off;
        "addr2" "union1" => __bindgen_anon_1.addr2;
        "(union1.struct1)" "union1" => __bindgen_anon_1.__bindgen_anon_1;
        "cmd_op" "union1.struct1" => __bindgen_anon_1.__bindgen_anon_1.cmd_op;
        "__pad1" "union1.struct1" => __bindgen_anon_1.__bindgen_anon_1.__pad1;
        "(union2)" "" => __bindgen_anon_2;
        "addr" "union2" => __bindgen_anon_2.addr;
        "splice_off_in" "union2" => __bindgen_anon_2.splice_off_in;
        "(union2.struct1)" "union2" => __bindgen_anon_2.__bindgen_anon_1;
        "level" "union2.struct1" => __bindgen_anon_2.__bindgen_anon_1.level;
        "optname" "union2.struct1" => __bindgen_anon_2.__bindgen_anon_1.optname;
        "len" "" => len;
        "(union3)" "" => __bindgen_anon_3;
        "rw_flags" "union3" => __bindgen_anon_3.rw_flags;
        "fsync_flags" "union3" => __bindgen_anon_3.fsync_flags;
        "poll_events" "union3" => __bindgen_anon_3.poll_events;
        "poll32_events" "union3" => __bindgen_anon_3.poll32_events;
        "sync_range_flags" "union3" => __bindgen_anon_3.sync_range_flags;
        "msg_flags" "union3" => __bindgen_anon_3.msg_flags;
        "timeout_flags" "union3" => __bindgen_anon_3.timeout_flags;
        "accept_flags" "union3" => __bindgen_anon_3.accept_flags;
        "cancel_flags" "union3" => __bindgen_anon_3.cancel_flags;
        "open_flags" "union3" => __bindgen_anon_3.open_flags;
        "statx_flags" "union3" => __bindgen_anon_3.statx_flags;
        "fadvise_advice" "union3" => __bindgen_anon_3.fadvise_advice;
        "splice_flags" "union3" => __bindgen_anon_3.splice_flags;
        "rename_flags" "union3" => __bindgen_anon_3.rename_flags;
        "unlink_flags" "union3" => __bindgen_anon_3.unlink_flags;
        "hardlink_flags" "union3" => __bindgen_anon_3.hardlink_flags;
        "xattr_flags" "union3" => __bindgen_anon_3.xattr_flags;
        "msg_ring_flags" "union3" => __bindgen_anon_3.msg_ring_flags;
        "uring_cmd_flags" "union3" => __bindgen_anon_3.uring_cmd_flags;
        "waitid_flags" "union3" => __bindgen_anon_3.waitid_flags;
        "futex_flags" "union3" => __bindgen_anon_3.futex_flags;
        "install_fd_flags" "union3" => __bindgen_anon_3.install_fd_flags;
        "nop_flags" "union3" => __bindgen_anon_3.nop_flags;
        "pipe_flags" "union3" => __bindgen_anon_3.pipe_flags;
        "user_data" "" => user_data;
        "(union4)" "" => __bindgen_anon_4;
        "buf_index" "union4" => __bindgen_anon_4.buf_index;
        "buf_group" "union4" => __bindgen_anon_4.buf_group;
        "personality" "" => personality;
        "(union5)" "" => __bindgen_anon_5;
        "splice_fd_in" "union5" => __bindgen_anon_5.splice_fd_in;
        "file_index" "union5" => __bindgen_anon_5.file_index;
        "zcrx_ifq_idx" "union5" => __bindgen_anon_5.zcrx_ifq_idx;
        "optlen" "union5" => __bindgen_anon_5.optlen;
        "(union5.struct1)" "union5" => __bindgen_anon_5.__bindgen_anon_1;
        "addr_len" "union5.struct1" => __bindgen_anon_5.__bindgen_anon_1.addr_len;
        "__pad3" "union5.struct1" => __bindgen_anon_5.__bindgen_anon_1.__pad3;
        "(union6)" "" => __bindgen_anon_6;
        "(union6.struct1)" "union6" => __bindgen_anon_6.__bindgen_anon_1;
        "addr3" "union6.struct1" => __bindgen_anon_6.__bindgen_anon_1.addr3;
        "__pad2" "union6.struct1" => __bindgen_anon_6.__bindgen_anon_1.__pad2;
        "(union6.struct2)" "union6" => __bindgen_anon_6.__bindgen_anon_2;
        "attr_ptr" "union6.struct2" => __bindgen_anon_6.__bindgen_anon_2.attr_ptr;
        "attr_type_mask" "union6.struct2" => __bindgen_anon_6.__bindgen_anon_2.attr_type_mask;
        "optval" "union6" => __bindgen_anon_6.optval;
        "cmd" "union6" => __bindgen_anon_6.cmd;
    }
    io_uring_attr_pi {
        "flags" "" => flags;
        "app_tag" "" => app_tag;
        "len" "" => len;
        "addr" "" => addr;
        "seed" "" => seed;
        "rsvd" "" => rsvd;
    }
    io_uring_cqe {
        "user_data" "" => user_data;
        "res" "" => res;
        "flags" "" => flags;
        "big_cqe" "" => big_cqe;
    }
    io_sqring_offsets {
        "head" "" => head;
        "tail" "" => tail;
        "ring_mask" "" => ring_mask;
        "ring_entries" "" => ring_entries;
        "flags" "" => flags;
        "dropped" "" => dropped;
        "array" "" => array;
        "resv1" "" => resv1;
        "user_addr" "" => user_addr;
    }
    io_cqring_offsets {
        "head" "" => head;
        "tail" "" => tail;
        "ring_mask" "" => ring_mask;
        "ring_entries" "" => ring_entries;
        "overflow" "" => overflow;
        "cqes" "" => cqes;
        "flags" "" => flags;
        "resv1" "" => resv1;
        "user_addr" "" => user_addr;
    }
    io_uring_params {
        "sq_entries" "" => sq_entries;
        "cq_entries" "" => cq_entries;
        "flags" "" => flags;
        "sq_thread_cpu" "" => sq_thread_cpu;
        "sq_thread_idle" "" => sq_thread_idle;
        "features" "" => features;
        "wq_fd" "" => wq_fd;
        "resv" "" => resv;
        "sq_off" "" => sq_off;
        "cq_off" "" => cq_off;
    }
    io_uring_files_update {
        "offset" "" => offset;
        "resv" "" => resv;
        "fds" "" => fds;
    }
    io_uring_region_desc {
        "user_addr" "" => user_addr;
        "size" "" => size;
        "flags" "" => flags;
        "id" "" => id;
        "mmap_offset" "" => mmap_offset;
        "__resv" "" => __resv;
    }
    io_uring_mem_region_reg {
        "region_uptr" "" => region_uptr;
        "flags" "" => flags;
        "__resv" "" => __resv;
    }
    io_uring_rsrc_register {
        "nr" "" => nr;
        "flags" "" => flags;
        "resv2" "" => resv2;
        "data" "" => data;
        "tags" "" => tags;
    }
    io_uring_rsrc_update {
        "offset" "" => offset;
        "resv" "" => resv;
        "data" "" => data;
    }
    io_uring_rsrc_update2 {
        "offset" "" => offset;
        "resv" "" => resv;
        "data" "" => data;
        "tags" "" => tags;
        "nr" "" => nr;
        "resv2" "" => resv2;
    }
    io_uring_probe_op {
        "op" "" => op;
        "resv" "" => resv;
        "flags" "" => flags;
        "resv2" "" => resv2;
    }
    io_uring_probe {
        "last_op" "" => last_op;
        "ops_len" "" => ops_len;
        "resv" "" => resv;
        "resv2" "" => resv2;
        "ops" "" => ops;
    }
    io_uring_restriction {
        "opcode" "" => opcode;
        "(union1)" "" => __bindgen_anon_1;
        "register_op" "union1" => __bindgen_anon_1.register_op;
        "sqe_op" "union1" => __bindgen_anon_1.sqe_op;
        "sqe_flags" "union1" => __bindgen_anon_1.sqe_flags;
        "resv" "" => resv;
        "resv2" "" => resv2;
    }
    io_uring_task_restriction {
        "flags" "" => flags;
        "nr_res" "" => nr_res;
        "resv" "" => resv;
        "restrictions" "" => restrictions;
    }
    io_uring_clock_register {
        "clockid" "" => clockid;
        "__resv" "" => __resv;
    }
    io_uring_clone_buffers {
        "src_fd" "" => src_fd;
        "flags" "" => flags;
        "src_off" "" => src_off;
        "dst_off" "" => dst_off;
        "nr" "" => nr;
        "pad" "" => pad;
    }
    io_uring_buf {
        "addr" "" => addr;
        "len" "" => len;
        "bid" "" => bid;
        "resv" "" => resv;
    }
    io_uring_buf_ring {
        "(union1)" "" => __bindgen_anon_1;
        "(union1.struct1)" "union1" => __bindgen_anon_1.__bindgen_anon_1;
        "resv1" "union1.struct1" => __bindgen_anon_1.__bindgen_anon_1.resv1;
        "resv2" "union1.struct1" => __bindgen_anon_1.__bindgen_anon_1.resv2;
        "resv3" "union1.struct1" => __bindgen_anon_1.__bindgen_anon_1.resv3;
        "tail" "union1.struct1" => __bindgen_anon_1.__bindgen_anon_1.tail;
        "bufs" "union1" => __bindgen_anon_1.bufs;
    }
    io_uring_buf_reg {
        "ring_addr" "" => ring_addr;
        "ring_entries" "" => ring_entries;
        "bgid" "" => bgid;
        "flags" "" => flags;
        "min_left" "" => min_left;
        "resv" "" => resv;
    }
    io_uring_buf_status {
        "buf_group" "" => buf_group;
        "head" "" => head;
        "resv" "" => resv;
    }
    io_uring_napi {
        "busy_poll_to" "" => busy_poll_to;
        "prefer_busy_poll" "" => prefer_busy_poll;
        "pad" "" => __bindgen_anon_1.pad;
        "resv" "" => __bindgen_anon_2.resv;
    }
    io_uring_reg_wait {
        "ts" "" => ts;
        "min_wait_usec" "" => min_wait_usec;
        "flags" "" => flags;
        "sigmask" "" => sigmask;
        "sigmask_sz" "" => sigmask_sz;
        "pad" "" => pad;
        "pad2" "" => pad2;
    }
    io_uring_getevents_arg {
        "sigmask" "" => sigmask;
        "sigmask_sz" "" => sigmask_sz;
        "min_wait_usec" "" => min_wait_usec;
        "ts" "" => ts;
    }
    io_uring_sync_cancel_reg {
        "addr" "" => addr;
        "fd" "" => fd;
        "flags" "" => flags;
        "timeout" "" => timeout;
        "opcode" "" => opcode;
        "pad" "" => pad;
        "pad2" "" => pad2;
    }
    io_uring_file_index_range {
        "off" "" => off;
        "len" "" => len;
        "resv" "" => resv;
    }
    io_uring_recvmsg_out {
        "namelen" "" => namelen;
        "controllen" "" => controllen;
        "payloadlen" "" => payloadlen;
        "flags" "" => flags;
    }
    io_timespec {
        "tv_sec" "" => tv_sec;
        "tv_nsec" "" => tv_nsec;
    }
    io_uring_zcrx_rqe {
        "off" "" => off;
        "len" "" => len;
        "__pad" "" => __pad;
    }
    io_uring_zcrx_cqe {
        "off" "" => off;
        "__pad" "" => __pad;
    }
    io_uring_zcrx_offsets {
        "head" "" => head;
        "tail" "" => tail;
        "rqes" "" => rqes;
        "__resv2" "" => __resv2;
        "__resv" "" => __resv;
    }
    io_uring_zcrx_area_reg {
        "addr" "" => addr;
        "len" "" => len;
        "rq_area_token" "" => rq_area_token;
        "flags" "" => flags;
        "dmabuf_fd" "" => dmabuf_fd;
        "__resv2" "" => __resv2;
    }
    io_uring_zcrx_ifq_reg {
        "if_idx" "" => if_idx;
        "if_rxq" "" => if_rxq;
        "rq_entries" "" => rq_entries;
        "flags" "" => flags;
        "area_ptr" "" => area_ptr;
        "region_ptr" "" => region_ptr;
        "offsets" "" => offsets;
        "zcrx_id" "" => zcrx_id;
        "rx_buf_len" "" => rx_buf_len;
        "__resv" "" => __resv;
    }
    zcrx_ctrl_flush_rq {
        "__resv" "" => __resv;
    }
    zcrx_ctrl_export {
        "zcrx_fd" "" => zcrx_fd;
        "__resv1" "" => __resv1;
    }
    zcrx_ctrl {
        "zcrx_id" "" => zcrx_id;
        "op" "" => op;
        "__resv" "" => __resv;
        "(union1)" "" => __bindgen_anon_1;
        "zc_export" "union1" => __bindgen_anon_1.zc_export;
        "zc_flush" "union1" => __bindgen_anon_1.zc_flush;
    }
    io_uring_query_hdr {
        "next_entry" "" => next_entry;
        "query_data" "" => query_data;
        "query_op" "" => query_op;
        "size" "" => size;
        "result" "" => result;
        "__resv" "" => __resv;
    }
    io_uring_query_opcode {
        "nr_request_opcodes" "" => nr_request_opcodes;
        "nr_register_opcodes" "" => nr_register_opcodes;
        "feature_flags" "" => feature_flags;
        "ring_setup_flags" "" => ring_setup_flags;
        "enter_flags" "" => enter_flags;
        "sqe_flags" "" => sqe_flags;
        "nr_query_opcodes" "" => nr_query_opcodes;
        "__pad" "" => __pad;
    }
    io_uring_query_zcrx {
        "register_flags" "" => register_flags;
        "area_flags" "" => area_flags;
        "nr_ctrl_opcodes" "" => nr_ctrl_opcodes;
        "features" "" => features;
        "rq_hdr_size" "" => rq_hdr_size;
        "rq_hdr_alignment" "" => rq_hdr_alignment;
        "__resv2" "" => __resv2;
    }
    io_uring_query_scq {
        "hdr_size" "" => hdr_size;
        "hdr_alignment" "" => hdr_alignment;
    }
    io_uring_bpf_ctx {
        "user_data" "" => user_data;
        "opcode" "" => opcode;
        "sqe_flags" "" => sqe_flags;
        "pdu_size" "" => pdu_size;
        "pad" "" => pad;
        "(union1)" "" => __bindgen_anon_1;
        "socket" "union1" => __bindgen_anon_1.socket;
        "socket.family" "" => __bindgen_anon_1.socket.family;
        "socket.type" "" => __bindgen_anon_1.socket.type_;
        "socket.protocol" "" => __bindgen_anon_1.socket.protocol;
        "open" "union1" => __bindgen_anon_1.open;
        "open.flags" "" => __bindgen_anon_1.open.flags;
        "open.mode" "" => __bindgen_anon_1.open.mode;
        "open.resolve" "" => __bindgen_anon_1.open.resolve;
    }
    io_uring_bpf_filter {
        "opcode" "" => opcode;
        "flags" "" => flags;
        "filter_len" "" => filter_len;
        "pdu_size" "" => pdu_size;
        "resv" "" => resv;
        "filter_ptr" "" => filter_ptr;
        "resv2" "" => resv2;
    }
    io_uring_bpf {
        "cmd_type" "" => cmd_type;
        "cmd_flags" "" => cmd_flags;
        "resv" "" => resv;
        "(union1)" "" => __bindgen_anon_1;
        "filter" "union1" => __bindgen_anon_1.filter;
    }
    __kernel_timespec {
        "tv_sec" "" => tv_sec;
        "tv_nsec" "" => tv_nsec;
    }
    open_how {
        "flags" "" => flags;
        "mode" "" => mode;
        "resolve" "" => resolve;
    }
}
