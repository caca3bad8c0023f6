/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The layout of every struct of the API, checked when the library is compiled: size, and offset and size of each
 * field that has a name.
 *
 * Pointers decide on the layout of the structs that the library and the inline helpers share. The others are
 * shared with the kernel and must be the same everywhere.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "liburing.h"

#define LIBURING_SIZE(type, size) _Static_assert(sizeof(type) == (size), "size of " #type)
#define LIBURING_FIELD(type, field, offset, size)                                                                \
	_Static_assert(offsetof(type, field) == (offset), "offset of " #field " in " #type);                          \
	_Static_assert(sizeof(((type *)0)->field) == (size), "size of " #field " in " #type)

/* From here on from tests/data/structs.tsv, renewed by `RENEW=1 cargo test -p iouring-sys-renew --test renew`. */

/* Shared with the kernel */

LIBURING_SIZE(struct io_uring_sqe, 64);
LIBURING_FIELD(struct io_uring_sqe, opcode, 0, 1);
LIBURING_FIELD(struct io_uring_sqe, flags, 1, 1);
LIBURING_FIELD(struct io_uring_sqe, ioprio, 2, 2);
LIBURING_FIELD(struct io_uring_sqe, fd, 4, 4);
LIBURING_FIELD(struct io_uring_sqe, off, 8, 8);
LIBURING_FIELD(struct io_uring_sqe, addr2, 8, 8);
LIBURING_FIELD(struct io_uring_sqe, cmd_op, 8, 4);
LIBURING_FIELD(struct io_uring_sqe, __pad1, 12, 4);
LIBURING_FIELD(struct io_uring_sqe, addr, 16, 8);
LIBURING_FIELD(struct io_uring_sqe, splice_off_in, 16, 8);
LIBURING_FIELD(struct io_uring_sqe, level, 16, 4);
LIBURING_FIELD(struct io_uring_sqe, optname, 20, 4);
LIBURING_FIELD(struct io_uring_sqe, len, 24, 4);
LIBURING_FIELD(struct io_uring_sqe, rw_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, fsync_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, poll_events, 28, 2);
LIBURING_FIELD(struct io_uring_sqe, poll32_events, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, sync_range_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, msg_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, timeout_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, accept_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, cancel_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, open_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, statx_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, fadvise_advice, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, splice_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, rename_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, unlink_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, hardlink_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, xattr_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, msg_ring_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, uring_cmd_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, waitid_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, futex_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, install_fd_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, nop_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, pipe_flags, 28, 4);
LIBURING_FIELD(struct io_uring_sqe, user_data, 32, 8);
LIBURING_FIELD(struct io_uring_sqe, buf_index, 40, 2);
LIBURING_FIELD(struct io_uring_sqe, buf_group, 40, 2);
LIBURING_FIELD(struct io_uring_sqe, personality, 42, 2);
LIBURING_FIELD(struct io_uring_sqe, splice_fd_in, 44, 4);
LIBURING_FIELD(struct io_uring_sqe, file_index, 44, 4);
LIBURING_FIELD(struct io_uring_sqe, zcrx_ifq_idx, 44, 4);
LIBURING_FIELD(struct io_uring_sqe, optlen, 44, 4);
LIBURING_FIELD(struct io_uring_sqe, addr_len, 44, 2);
LIBURING_FIELD(struct io_uring_sqe, __pad3, 46, 2);
LIBURING_FIELD(struct io_uring_sqe, addr3, 48, 8);
LIBURING_FIELD(struct io_uring_sqe, __pad2, 56, 8);
LIBURING_FIELD(struct io_uring_sqe, attr_ptr, 48, 8);
LIBURING_FIELD(struct io_uring_sqe, attr_type_mask, 56, 8);
LIBURING_FIELD(struct io_uring_sqe, optval, 48, 8);
LIBURING_FIELD(struct io_uring_sqe, cmd, 48, 0);

LIBURING_SIZE(struct io_uring_attr_pi, 32);
LIBURING_FIELD(struct io_uring_attr_pi, flags, 0, 2);
LIBURING_FIELD(struct io_uring_attr_pi, app_tag, 2, 2);
LIBURING_FIELD(struct io_uring_attr_pi, len, 4, 4);
LIBURING_FIELD(struct io_uring_attr_pi, addr, 8, 8);
LIBURING_FIELD(struct io_uring_attr_pi, seed, 16, 8);
LIBURING_FIELD(struct io_uring_attr_pi, rsvd, 24, 8);

LIBURING_SIZE(struct io_uring_cqe, 16);
LIBURING_FIELD(struct io_uring_cqe, user_data, 0, 8);
LIBURING_FIELD(struct io_uring_cqe, res, 8, 4);
LIBURING_FIELD(struct io_uring_cqe, flags, 12, 4);
LIBURING_FIELD(struct io_uring_cqe, big_cqe, 16, 0);

LIBURING_SIZE(struct io_sqring_offsets, 40);
LIBURING_FIELD(struct io_sqring_offsets, head, 0, 4);
LIBURING_FIELD(struct io_sqring_offsets, tail, 4, 4);
LIBURING_FIELD(struct io_sqring_offsets, ring_mask, 8, 4);
LIBURING_FIELD(struct io_sqring_offsets, ring_entries, 12, 4);
LIBURING_FIELD(struct io_sqring_offsets, flags, 16, 4);
LIBURING_FIELD(struct io_sqring_offsets, dropped, 20, 4);
LIBURING_FIELD(struct io_sqring_offsets, array, 24, 4);
LIBURING_FIELD(struct io_sqring_offsets, resv1, 28, 4);
LIBURING_FIELD(struct io_sqring_offsets, user_addr, 32, 8);

LIBURING_SIZE(struct io_cqring_offsets, 40);
LIBURING_FIELD(struct io_cqring_offsets, head, 0, 4);
LIBURING_FIELD(struct io_cqring_offsets, tail, 4, 4);
LIBURING_FIELD(struct io_cqring_offsets, ring_mask, 8, 4);
LIBURING_FIELD(struct io_cqring_offsets, ring_entries, 12, 4);
LIBURING_FIELD(struct io_cqring_offsets, overflow, 16, 4);
LIBURING_FIELD(struct io_cqring_offsets, cqes, 20, 4);
LIBURING_FIELD(struct io_cqring_offsets, flags, 24, 4);
LIBURING_FIELD(struct io_cqring_offsets, resv1, 28, 4);
LIBURING_FIELD(struct io_cqring_offsets, user_addr, 32, 8);

LIBURING_SIZE(struct io_uring_params, 120);
LIBURING_FIELD(struct io_uring_params, sq_entries, 0, 4);
LIBURING_FIELD(struct io_uring_params, cq_entries, 4, 4);
LIBURING_FIELD(struct io_uring_params, flags, 8, 4);
LIBURING_FIELD(struct io_uring_params, sq_thread_cpu, 12, 4);
LIBURING_FIELD(struct io_uring_params, sq_thread_idle, 16, 4);
LIBURING_FIELD(struct io_uring_params, features, 20, 4);
LIBURING_FIELD(struct io_uring_params, wq_fd, 24, 4);
LIBURING_FIELD(struct io_uring_params, resv, 28, 12);
LIBURING_FIELD(struct io_uring_params, sq_off, 40, 40);
LIBURING_FIELD(struct io_uring_params, cq_off, 80, 40);

LIBURING_SIZE(struct io_uring_files_update, 16);
LIBURING_FIELD(struct io_uring_files_update, offset, 0, 4);
LIBURING_FIELD(struct io_uring_files_update, resv, 4, 4);
LIBURING_FIELD(struct io_uring_files_update, fds, 8, 8);

LIBURING_SIZE(struct io_uring_region_desc, 64);
LIBURING_FIELD(struct io_uring_region_desc, user_addr, 0, 8);
LIBURING_FIELD(struct io_uring_region_desc, size, 8, 8);
LIBURING_FIELD(struct io_uring_region_desc, flags, 16, 4);
LIBURING_FIELD(struct io_uring_region_desc, id, 20, 4);
LIBURING_FIELD(struct io_uring_region_desc, mmap_offset, 24, 8);
LIBURING_FIELD(struct io_uring_region_desc, __resv, 32, 32);

LIBURING_SIZE(struct io_uring_mem_region_reg, 32);
LIBURING_FIELD(struct io_uring_mem_region_reg, region_uptr, 0, 8);
LIBURING_FIELD(struct io_uring_mem_region_reg, flags, 8, 8);
LIBURING_FIELD(struct io_uring_mem_region_reg, __resv, 16, 16);

LIBURING_SIZE(struct io_uring_rsrc_register, 32);
LIBURING_FIELD(struct io_uring_rsrc_register, nr, 0, 4);
LIBURING_FIELD(struct io_uring_rsrc_register, flags, 4, 4);
LIBURING_FIELD(struct io_uring_rsrc_register, resv2, 8, 8);
LIBURING_FIELD(struct io_uring_rsrc_register, data, 16, 8);
LIBURING_FIELD(struct io_uring_rsrc_register, tags, 24, 8);

LIBURING_SIZE(struct io_uring_rsrc_update, 16);
LIBURING_FIELD(struct io_uring_rsrc_update, offset, 0, 4);
LIBURING_FIELD(struct io_uring_rsrc_update, resv, 4, 4);
LIBURING_FIELD(struct io_uring_rsrc_update, data, 8, 8);

LIBURING_SIZE(struct io_uring_rsrc_update2, 32);
LIBURING_FIELD(struct io_uring_rsrc_update2, offset, 0, 4);
LIBURING_FIELD(struct io_uring_rsrc_update2, resv, 4, 4);
LIBURING_FIELD(struct io_uring_rsrc_update2, data, 8, 8);
LIBURING_FIELD(struct io_uring_rsrc_update2, tags, 16, 8);
LIBURING_FIELD(struct io_uring_rsrc_update2, nr, 24, 4);
LIBURING_FIELD(struct io_uring_rsrc_update2, resv2, 28, 4);

LIBURING_SIZE(struct io_uring_probe_op, 8);
LIBURING_FIELD(struct io_uring_probe_op, op, 0, 1);
LIBURING_FIELD(struct io_uring_probe_op, resv, 1, 1);
LIBURING_FIELD(struct io_uring_probe_op, flags, 2, 2);
LIBURING_FIELD(struct io_uring_probe_op, resv2, 4, 4);

LIBURING_SIZE(struct io_uring_probe, 16);
LIBURING_FIELD(struct io_uring_probe, last_op, 0, 1);
LIBURING_FIELD(struct io_uring_probe, ops_len, 1, 1);
LIBURING_FIELD(struct io_uring_probe, resv, 2, 2);
LIBURING_FIELD(struct io_uring_probe, resv2, 4, 12);
LIBURING_FIELD(struct io_uring_probe, ops, 16, 0);

LIBURING_SIZE(struct io_uring_restriction, 16);
LIBURING_FIELD(struct io_uring_restriction, opcode, 0, 2);
LIBURING_FIELD(struct io_uring_restriction, register_op, 2, 1);
LIBURING_FIELD(struct io_uring_restriction, sqe_op, 2, 1);
LIBURING_FIELD(struct io_uring_restriction, sqe_flags, 2, 1);
LIBURING_FIELD(struct io_uring_restriction, resv, 3, 1);
LIBURING_FIELD(struct io_uring_restriction, resv2, 4, 12);

LIBURING_SIZE(struct io_uring_task_restriction, 16);
LIBURING_FIELD(struct io_uring_task_restriction, flags, 0, 2);
LIBURING_FIELD(struct io_uring_task_restriction, nr_res, 2, 2);
LIBURING_FIELD(struct io_uring_task_restriction, resv, 4, 12);
LIBURING_FIELD(struct io_uring_task_restriction, restrictions, 16, 0);

LIBURING_SIZE(struct io_uring_clock_register, 16);
LIBURING_FIELD(struct io_uring_clock_register, clockid, 0, 4);
LIBURING_FIELD(struct io_uring_clock_register, __resv, 4, 12);

LIBURING_SIZE(struct io_uring_clone_buffers, 32);
LIBURING_FIELD(struct io_uring_clone_buffers, src_fd, 0, 4);
LIBURING_FIELD(struct io_uring_clone_buffers, flags, 4, 4);
LIBURING_FIELD(struct io_uring_clone_buffers, src_off, 8, 4);
LIBURING_FIELD(struct io_uring_clone_buffers, dst_off, 12, 4);
LIBURING_FIELD(struct io_uring_clone_buffers, nr, 16, 4);
LIBURING_FIELD(struct io_uring_clone_buffers, pad, 20, 12);

LIBURING_SIZE(struct io_uring_buf, 16);
LIBURING_FIELD(struct io_uring_buf, addr, 0, 8);
LIBURING_FIELD(struct io_uring_buf, len, 8, 4);
LIBURING_FIELD(struct io_uring_buf, bid, 12, 2);
LIBURING_FIELD(struct io_uring_buf, resv, 14, 2);

LIBURING_SIZE(struct io_uring_buf_ring, 16);
LIBURING_FIELD(struct io_uring_buf_ring, resv1, 0, 8);
LIBURING_FIELD(struct io_uring_buf_ring, resv2, 8, 4);
LIBURING_FIELD(struct io_uring_buf_ring, resv3, 12, 2);
LIBURING_FIELD(struct io_uring_buf_ring, tail, 14, 2);
LIBURING_FIELD(struct io_uring_buf_ring, bufs, 0, 0);

LIBURING_SIZE(struct io_uring_buf_reg, 40);
LIBURING_FIELD(struct io_uring_buf_reg, ring_addr, 0, 8);
LIBURING_FIELD(struct io_uring_buf_reg, ring_entries, 8, 4);
LIBURING_FIELD(struct io_uring_buf_reg, bgid, 12, 2);
LIBURING_FIELD(struct io_uring_buf_reg, flags, 14, 2);
LIBURING_FIELD(struct io_uring_buf_reg, min_left, 16, 4);
LIBURING_FIELD(struct io_uring_buf_reg, resv, 20, 20);

LIBURING_SIZE(struct io_uring_buf_status, 40);
LIBURING_FIELD(struct io_uring_buf_status, buf_group, 0, 4);
LIBURING_FIELD(struct io_uring_buf_status, head, 4, 4);
LIBURING_FIELD(struct io_uring_buf_status, resv, 8, 32);

LIBURING_SIZE(struct io_uring_napi, 16);
LIBURING_FIELD(struct io_uring_napi, busy_poll_to, 0, 4);
LIBURING_FIELD(struct io_uring_napi, prefer_busy_poll, 4, 1);
LIBURING_FIELD(struct io_uring_napi, pad, 5, 3);
LIBURING_FIELD(struct io_uring_napi, resv, 8, 8);

LIBURING_SIZE(struct io_uring_reg_wait, 64);
LIBURING_FIELD(struct io_uring_reg_wait, ts, 0, 16);
LIBURING_FIELD(struct io_uring_reg_wait, min_wait_usec, 16, 4);
LIBURING_FIELD(struct io_uring_reg_wait, flags, 20, 4);
LIBURING_FIELD(struct io_uring_reg_wait, sigmask, 24, 8);
LIBURING_FIELD(struct io_uring_reg_wait, sigmask_sz, 32, 4);
LIBURING_FIELD(struct io_uring_reg_wait, pad, 36, 12);
LIBURING_FIELD(struct io_uring_reg_wait, pad2, 48, 16);

LIBURING_SIZE(struct io_uring_getevents_arg, 24);
LIBURING_FIELD(struct io_uring_getevents_arg, sigmask, 0, 8);
LIBURING_FIELD(struct io_uring_getevents_arg, sigmask_sz, 8, 4);
LIBURING_FIELD(struct io_uring_getevents_arg, min_wait_usec, 12, 4);
LIBURING_FIELD(struct io_uring_getevents_arg, ts, 16, 8);

LIBURING_SIZE(struct io_uring_sync_cancel_reg, 64);
LIBURING_FIELD(struct io_uring_sync_cancel_reg, addr, 0, 8);
LIBURING_FIELD(struct io_uring_sync_cancel_reg, fd, 8, 4);
LIBURING_FIELD(struct io_uring_sync_cancel_reg, flags, 12, 4);
LIBURING_FIELD(struct io_uring_sync_cancel_reg, timeout, 16, 16);
LIBURING_FIELD(struct io_uring_sync_cancel_reg, opcode, 32, 1);
LIBURING_FIELD(struct io_uring_sync_cancel_reg, pad, 33, 7);
LIBURING_FIELD(struct io_uring_sync_cancel_reg, pad2, 40, 24);

LIBURING_SIZE(struct io_uring_file_index_range, 16);
LIBURING_FIELD(struct io_uring_file_index_range, off, 0, 4);
LIBURING_FIELD(struct io_uring_file_index_range, len, 4, 4);
LIBURING_FIELD(struct io_uring_file_index_range, resv, 8, 8);

LIBURING_SIZE(struct io_uring_recvmsg_out, 16);
LIBURING_FIELD(struct io_uring_recvmsg_out, namelen, 0, 4);
LIBURING_FIELD(struct io_uring_recvmsg_out, controllen, 4, 4);
LIBURING_FIELD(struct io_uring_recvmsg_out, payloadlen, 8, 4);
LIBURING_FIELD(struct io_uring_recvmsg_out, flags, 12, 4);

LIBURING_SIZE(struct io_timespec, 16);
LIBURING_FIELD(struct io_timespec, tv_sec, 0, 8);
LIBURING_FIELD(struct io_timespec, tv_nsec, 8, 8);

LIBURING_SIZE(struct io_uring_zcrx_rqe, 16);
LIBURING_FIELD(struct io_uring_zcrx_rqe, off, 0, 8);
LIBURING_FIELD(struct io_uring_zcrx_rqe, len, 8, 4);
LIBURING_FIELD(struct io_uring_zcrx_rqe, __pad, 12, 4);

LIBURING_SIZE(struct io_uring_zcrx_cqe, 16);
LIBURING_FIELD(struct io_uring_zcrx_cqe, off, 0, 8);
LIBURING_FIELD(struct io_uring_zcrx_cqe, __pad, 8, 8);

LIBURING_SIZE(struct io_uring_zcrx_offsets, 32);
LIBURING_FIELD(struct io_uring_zcrx_offsets, head, 0, 4);
LIBURING_FIELD(struct io_uring_zcrx_offsets, tail, 4, 4);
LIBURING_FIELD(struct io_uring_zcrx_offsets, rqes, 8, 4);
LIBURING_FIELD(struct io_uring_zcrx_offsets, __resv2, 12, 4);
LIBURING_FIELD(struct io_uring_zcrx_offsets, __resv, 16, 16);

LIBURING_SIZE(struct io_uring_zcrx_area_reg, 48);
LIBURING_FIELD(struct io_uring_zcrx_area_reg, addr, 0, 8);
LIBURING_FIELD(struct io_uring_zcrx_area_reg, len, 8, 8);
LIBURING_FIELD(struct io_uring_zcrx_area_reg, rq_area_token, 16, 8);
LIBURING_FIELD(struct io_uring_zcrx_area_reg, flags, 24, 4);
LIBURING_FIELD(struct io_uring_zcrx_area_reg, dmabuf_fd, 28, 4);
LIBURING_FIELD(struct io_uring_zcrx_area_reg, __resv2, 32, 16);

LIBURING_SIZE(struct io_uring_zcrx_ifq_reg, 96);
LIBURING_FIELD(struct io_uring_zcrx_ifq_reg, if_idx, 0, 4);
LIBURING_FIELD(struct io_uring_zcrx_ifq_reg, if_rxq, 4, 4);
LIBURING_FIELD(struct io_uring_zcrx_ifq_reg, rq_entries, 8, 4);
LIBURING_FIELD(struct io_uring_zcrx_ifq_reg, flags, 12, 4);
LIBURING_FIELD(struct io_uring_zcrx_ifq_reg, area_ptr, 16, 8);
LIBURING_FIELD(struct io_uring_zcrx_ifq_reg, region_ptr, 24, 8);
LIBURING_FIELD(struct io_uring_zcrx_ifq_reg, offsets, 32, 32);
LIBURING_FIELD(struct io_uring_zcrx_ifq_reg, zcrx_id, 64, 4);
LIBURING_FIELD(struct io_uring_zcrx_ifq_reg, rx_buf_len, 68, 4);
LIBURING_FIELD(struct io_uring_zcrx_ifq_reg, __resv, 72, 24);

LIBURING_SIZE(struct zcrx_ctrl_flush_rq, 48);
LIBURING_FIELD(struct zcrx_ctrl_flush_rq, __resv, 0, 48);

LIBURING_SIZE(struct zcrx_ctrl_export, 48);
LIBURING_FIELD(struct zcrx_ctrl_export, zcrx_fd, 0, 4);
LIBURING_FIELD(struct zcrx_ctrl_export, __resv1, 4, 44);

LIBURING_SIZE(struct zcrx_ctrl, 72);
LIBURING_FIELD(struct zcrx_ctrl, zcrx_id, 0, 4);
LIBURING_FIELD(struct zcrx_ctrl, op, 4, 4);
LIBURING_FIELD(struct zcrx_ctrl, __resv, 8, 16);
LIBURING_FIELD(struct zcrx_ctrl, zc_export, 24, 48);
LIBURING_FIELD(struct zcrx_ctrl, zc_flush, 24, 48);

LIBURING_SIZE(struct io_uring_query_hdr, 40);
LIBURING_FIELD(struct io_uring_query_hdr, next_entry, 0, 8);
LIBURING_FIELD(struct io_uring_query_hdr, query_data, 8, 8);
LIBURING_FIELD(struct io_uring_query_hdr, query_op, 16, 4);
LIBURING_FIELD(struct io_uring_query_hdr, size, 20, 4);
LIBURING_FIELD(struct io_uring_query_hdr, result, 24, 4);
LIBURING_FIELD(struct io_uring_query_hdr, __resv, 28, 12);

LIBURING_SIZE(struct io_uring_query_opcode, 48);
LIBURING_FIELD(struct io_uring_query_opcode, nr_request_opcodes, 0, 4);
LIBURING_FIELD(struct io_uring_query_opcode, nr_register_opcodes, 4, 4);
LIBURING_FIELD(struct io_uring_query_opcode, feature_flags, 8, 8);
LIBURING_FIELD(struct io_uring_query_opcode, ring_setup_flags, 16, 8);
LIBURING_FIELD(struct io_uring_query_opcode, enter_flags, 24, 8);
LIBURING_FIELD(struct io_uring_query_opcode, sqe_flags, 32, 8);
LIBURING_FIELD(struct io_uring_query_opcode, nr_query_opcodes, 40, 4);
LIBURING_FIELD(struct io_uring_query_opcode, __pad, 44, 4);

LIBURING_SIZE(struct io_uring_query_zcrx, 40);
LIBURING_FIELD(struct io_uring_query_zcrx, register_flags, 0, 8);
LIBURING_FIELD(struct io_uring_query_zcrx, area_flags, 8, 8);
LIBURING_FIELD(struct io_uring_query_zcrx, nr_ctrl_opcodes, 16, 4);
LIBURING_FIELD(struct io_uring_query_zcrx, features, 20, 4);
LIBURING_FIELD(struct io_uring_query_zcrx, rq_hdr_size, 24, 4);
LIBURING_FIELD(struct io_uring_query_zcrx, rq_hdr_alignment, 28, 4);
LIBURING_FIELD(struct io_uring_query_zcrx, __resv2, 32, 8);

LIBURING_SIZE(struct io_uring_query_scq, 16);
LIBURING_FIELD(struct io_uring_query_scq, hdr_size, 0, 8);
LIBURING_FIELD(struct io_uring_query_scq, hdr_alignment, 8, 8);

LIBURING_SIZE(struct io_uring_bpf_ctx, 40);
LIBURING_FIELD(struct io_uring_bpf_ctx, user_data, 0, 8);
LIBURING_FIELD(struct io_uring_bpf_ctx, opcode, 8, 1);
LIBURING_FIELD(struct io_uring_bpf_ctx, sqe_flags, 9, 1);
LIBURING_FIELD(struct io_uring_bpf_ctx, pdu_size, 10, 1);
LIBURING_FIELD(struct io_uring_bpf_ctx, pad, 11, 5);
LIBURING_FIELD(struct io_uring_bpf_ctx, socket, 16, 12);
LIBURING_FIELD(struct io_uring_bpf_ctx, socket.family, 16, 4);
LIBURING_FIELD(struct io_uring_bpf_ctx, socket.type, 20, 4);
LIBURING_FIELD(struct io_uring_bpf_ctx, socket.protocol, 24, 4);
LIBURING_FIELD(struct io_uring_bpf_ctx, open, 16, 24);
LIBURING_FIELD(struct io_uring_bpf_ctx, open.flags, 16, 8);
LIBURING_FIELD(struct io_uring_bpf_ctx, open.mode, 24, 8);
LIBURING_FIELD(struct io_uring_bpf_ctx, open.resolve, 32, 8);

LIBURING_SIZE(struct io_uring_bpf_filter, 64);
LIBURING_FIELD(struct io_uring_bpf_filter, opcode, 0, 4);
LIBURING_FIELD(struct io_uring_bpf_filter, flags, 4, 4);
LIBURING_FIELD(struct io_uring_bpf_filter, filter_len, 8, 4);
LIBURING_FIELD(struct io_uring_bpf_filter, pdu_size, 12, 1);
LIBURING_FIELD(struct io_uring_bpf_filter, resv, 13, 3);
LIBURING_FIELD(struct io_uring_bpf_filter, filter_ptr, 16, 8);
LIBURING_FIELD(struct io_uring_bpf_filter, resv2, 24, 40);

LIBURING_SIZE(struct io_uring_bpf, 72);
LIBURING_FIELD(struct io_uring_bpf, cmd_type, 0, 2);
LIBURING_FIELD(struct io_uring_bpf, cmd_flags, 2, 2);
LIBURING_FIELD(struct io_uring_bpf, resv, 4, 4);
LIBURING_FIELD(struct io_uring_bpf, filter, 8, 64);

LIBURING_SIZE(struct __kernel_timespec, 16);
LIBURING_FIELD(struct __kernel_timespec, tv_sec, 0, 8);
LIBURING_FIELD(struct __kernel_timespec, tv_nsec, 8, 8);

LIBURING_SIZE(struct open_how, 24);
LIBURING_FIELD(struct open_how, flags, 0, 8);
LIBURING_FIELD(struct open_how, mode, 8, 8);
LIBURING_FIELD(struct open_how, resolve, 16, 8);

/* Shared between the library and the inline helpers */

#if __SIZEOF_POINTER__ == 8

LIBURING_SIZE(struct io_uring_sq, 104);
LIBURING_FIELD(struct io_uring_sq, khead, 0, 8);
LIBURING_FIELD(struct io_uring_sq, ktail, 8, 8);
LIBURING_FIELD(struct io_uring_sq, kring_mask, 16, 8);
LIBURING_FIELD(struct io_uring_sq, kring_entries, 24, 8);
LIBURING_FIELD(struct io_uring_sq, kflags, 32, 8);
LIBURING_FIELD(struct io_uring_sq, kdropped, 40, 8);
LIBURING_FIELD(struct io_uring_sq, array, 48, 8);
LIBURING_FIELD(struct io_uring_sq, sqes, 56, 8);
LIBURING_FIELD(struct io_uring_sq, sqe_head, 64, 4);
LIBURING_FIELD(struct io_uring_sq, sqe_tail, 68, 4);
LIBURING_FIELD(struct io_uring_sq, ring_sz, 72, 8);
LIBURING_FIELD(struct io_uring_sq, ring_ptr, 80, 8);
LIBURING_FIELD(struct io_uring_sq, ring_mask, 88, 4);
LIBURING_FIELD(struct io_uring_sq, ring_entries, 92, 4);
LIBURING_FIELD(struct io_uring_sq, sqes_sz, 96, 4);
LIBURING_FIELD(struct io_uring_sq, pad, 100, 4);

LIBURING_SIZE(struct io_uring_cq, 88);
LIBURING_FIELD(struct io_uring_cq, khead, 0, 8);
LIBURING_FIELD(struct io_uring_cq, ktail, 8, 8);
LIBURING_FIELD(struct io_uring_cq, kring_mask, 16, 8);
LIBURING_FIELD(struct io_uring_cq, kring_entries, 24, 8);
LIBURING_FIELD(struct io_uring_cq, kflags, 32, 8);
LIBURING_FIELD(struct io_uring_cq, koverflow, 40, 8);
LIBURING_FIELD(struct io_uring_cq, cqes, 48, 8);
LIBURING_FIELD(struct io_uring_cq, ring_sz, 56, 8);
LIBURING_FIELD(struct io_uring_cq, ring_ptr, 64, 8);
LIBURING_FIELD(struct io_uring_cq, ring_mask, 72, 4);
LIBURING_FIELD(struct io_uring_cq, ring_entries, 76, 4);
LIBURING_FIELD(struct io_uring_cq, pad, 80, 8);

LIBURING_SIZE(struct io_uring, 216);
LIBURING_FIELD(struct io_uring, sq, 0, 104);
LIBURING_FIELD(struct io_uring, cq, 104, 88);
LIBURING_FIELD(struct io_uring, flags, 192, 4);
LIBURING_FIELD(struct io_uring, ring_fd, 196, 4);
LIBURING_FIELD(struct io_uring, features, 200, 4);
LIBURING_FIELD(struct io_uring, enter_ring_fd, 204, 4);
LIBURING_FIELD(struct io_uring, int_flags, 208, 1);
LIBURING_FIELD(struct io_uring, pad, 209, 3);
LIBURING_FIELD(struct io_uring, pad2, 212, 4);

LIBURING_SIZE(struct io_uring_zcrx_rq, 40);
LIBURING_FIELD(struct io_uring_zcrx_rq, khead, 0, 8);
LIBURING_FIELD(struct io_uring_zcrx_rq, ktail, 8, 8);
LIBURING_FIELD(struct io_uring_zcrx_rq, rq_tail, 16, 4);
LIBURING_FIELD(struct io_uring_zcrx_rq, ring_entries, 20, 4);
LIBURING_FIELD(struct io_uring_zcrx_rq, rqes, 24, 8);
LIBURING_FIELD(struct io_uring_zcrx_rq, ring_ptr, 32, 8);

LIBURING_SIZE(struct io_uring_cqe_iter, 24);
LIBURING_FIELD(struct io_uring_cqe_iter, cqes, 0, 8);
LIBURING_FIELD(struct io_uring_cqe_iter, mask, 8, 4);
LIBURING_FIELD(struct io_uring_cqe_iter, shift, 12, 4);
LIBURING_FIELD(struct io_uring_cqe_iter, head, 16, 4);
LIBURING_FIELD(struct io_uring_cqe_iter, tail, 20, 4);

#elif defined(__i386__)

LIBURING_SIZE(struct io_uring_sq, 64);
LIBURING_FIELD(struct io_uring_sq, khead, 0, 4);
LIBURING_FIELD(struct io_uring_sq, ktail, 4, 4);
LIBURING_FIELD(struct io_uring_sq, kring_mask, 8, 4);
LIBURING_FIELD(struct io_uring_sq, kring_entries, 12, 4);
LIBURING_FIELD(struct io_uring_sq, kflags, 16, 4);
LIBURING_FIELD(struct io_uring_sq, kdropped, 20, 4);
LIBURING_FIELD(struct io_uring_sq, array, 24, 4);
LIBURING_FIELD(struct io_uring_sq, sqes, 28, 4);
LIBURING_FIELD(struct io_uring_sq, sqe_head, 32, 4);
LIBURING_FIELD(struct io_uring_sq, sqe_tail, 36, 4);
LIBURING_FIELD(struct io_uring_sq, ring_sz, 40, 4);
LIBURING_FIELD(struct io_uring_sq, ring_ptr, 44, 4);
LIBURING_FIELD(struct io_uring_sq, ring_mask, 48, 4);
LIBURING_FIELD(struct io_uring_sq, ring_entries, 52, 4);
LIBURING_FIELD(struct io_uring_sq, sqes_sz, 56, 4);
LIBURING_FIELD(struct io_uring_sq, pad, 60, 4);

LIBURING_SIZE(struct io_uring_cq, 52);
LIBURING_FIELD(struct io_uring_cq, khead, 0, 4);
LIBURING_FIELD(struct io_uring_cq, ktail, 4, 4);
LIBURING_FIELD(struct io_uring_cq, kring_mask, 8, 4);
LIBURING_FIELD(struct io_uring_cq, kring_entries, 12, 4);
LIBURING_FIELD(struct io_uring_cq, kflags, 16, 4);
LIBURING_FIELD(struct io_uring_cq, koverflow, 20, 4);
LIBURING_FIELD(struct io_uring_cq, cqes, 24, 4);
LIBURING_FIELD(struct io_uring_cq, ring_sz, 28, 4);
LIBURING_FIELD(struct io_uring_cq, ring_ptr, 32, 4);
LIBURING_FIELD(struct io_uring_cq, ring_mask, 36, 4);
LIBURING_FIELD(struct io_uring_cq, ring_entries, 40, 4);
LIBURING_FIELD(struct io_uring_cq, pad, 44, 8);

LIBURING_SIZE(struct io_uring, 140);
LIBURING_FIELD(struct io_uring, sq, 0, 64);
LIBURING_FIELD(struct io_uring, cq, 64, 52);
LIBURING_FIELD(struct io_uring, flags, 116, 4);
LIBURING_FIELD(struct io_uring, ring_fd, 120, 4);
LIBURING_FIELD(struct io_uring, features, 124, 4);
LIBURING_FIELD(struct io_uring, enter_ring_fd, 128, 4);
LIBURING_FIELD(struct io_uring, int_flags, 132, 1);
LIBURING_FIELD(struct io_uring, pad, 133, 3);
LIBURING_FIELD(struct io_uring, pad2, 136, 4);

LIBURING_SIZE(struct io_uring_zcrx_rq, 24);
LIBURING_FIELD(struct io_uring_zcrx_rq, khead, 0, 4);
LIBURING_FIELD(struct io_uring_zcrx_rq, ktail, 4, 4);
LIBURING_FIELD(struct io_uring_zcrx_rq, rq_tail, 8, 4);
LIBURING_FIELD(struct io_uring_zcrx_rq, ring_entries, 12, 4);
LIBURING_FIELD(struct io_uring_zcrx_rq, rqes, 16, 4);
LIBURING_FIELD(struct io_uring_zcrx_rq, ring_ptr, 20, 4);

LIBURING_SIZE(struct io_uring_cqe_iter, 20);
LIBURING_FIELD(struct io_uring_cqe_iter, cqes, 0, 4);
LIBURING_FIELD(struct io_uring_cqe_iter, mask, 4, 4);
LIBURING_FIELD(struct io_uring_cqe_iter, shift, 8, 4);
LIBURING_FIELD(struct io_uring_cqe_iter, head, 12, 4);
LIBURING_FIELD(struct io_uring_cqe_iter, tail, 16, 4);

#endif

/* The fields that only the kernel's header has, from tests/data/kernel_only.tsv */

LIBURING_FIELD(struct io_uring_napi, opcode, 5, 1);
LIBURING_FIELD(struct io_uring_napi, op_param, 8, 4);
LIBURING_FIELD(struct io_uring_sqe, write_stream, 44, 1);
