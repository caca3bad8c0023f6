/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * IORING_REGISTER_QUERY: asking the kernel what its io_uring can do, with no ring at hand if need be.
 *
 * The caller chains headers; each names one question and the memory for its answer. The kernel goes through
 * the chain in one system call and answers each entry by itself.
 */
#ifndef LINUX_IO_URING_QUERY_H
#define LINUX_IO_URING_QUERY_H

#include "../compat.h"

/**
 * One question of an `IORING_REGISTER_QUERY` call, and the kernel's word on how the answering went.
 *
 * Filled by the caller, passed through `io_uring_register_query`; the kernel writes `size` and `result` back.
 * Since Linux 6.18. Source: kernel header linux/io_uring/query.h.
 */
struct io_uring_query_hdr {
	/**
	 * Address of the next `struct io_uring_query_hdr` of the chain; 0 ends the chain. Set by the caller.
	 */
	__u64 next_entry;
	/** Address of the memory for the answer: the struct that belongs to `query_op`. Set by the caller. */
	__u64 query_data;
	/** The question: an `IO_URING_QUERY_*` value. Set by the caller. */
	__u32 query_op;
	/**
	 * Bytes. The caller sets the room at `query_data`; the kernel replaces it with how many bytes it
	 * answered, which is less where the kernel is older than the caller's struct, and 0 where it failed.
	 */
	__u32 size;
	/**
	 * Written by the kernel: 0, or `-errno` for this entry (`-EOPNOTSUPP`: unknown `query_op`). The
	 * caller sets 0.
	 */
	__s32 result;
	/** Reserved, must be 0. */
	__u32 __resv[3];
};

/** What `query_op` can ask. */
enum {
	/**
	 * Which operations and flags the kernel knows. The answer is a `struct io_uring_query_opcode`. Since
	 * Linux 6.18. Source: kernel header linux/io_uring/query.h.
	 */
	IO_URING_QUERY_OPCODES = 0,
	/**
	 * What zero-copy receive can do. The answer is a `struct io_uring_query_zcrx`. Not in Linux 6.18.
	 * Source: kernel header linux/io_uring/query.h.
	 */
	IO_URING_QUERY_ZCRX,
	/**
	 * How large the header of the rings is. The answer is a `struct io_uring_query_scq`. Not in Linux
	 * 6.18. Source: kernel header linux/io_uring/query.h.
	 */
	IO_URING_QUERY_SCQ,
	/** Number of questions that these headers know; not a question itself. */
	__IO_URING_QUERY_MAX,
};

/**
 * Answer to `IO_URING_QUERY_OPCODES`. All fields are written by the kernel.
 *
 * Since Linux 6.18. Source: kernel header linux/io_uring/query.h.
 */
struct io_uring_query_opcode {
	/** Number of `IORING_OP_*` request operations: valid opcodes are below it. */
	__u32 nr_request_opcodes;
	/** Number of `IORING_REGISTER_*` operations: valid opcodes are below it. */
	__u32 nr_register_opcodes;
	/** All `IORING_FEAT_*` bits that the kernel reports. */
	__u64 feature_flags;
	/** All `IORING_SETUP_*` bits that the kernel knows. */
	__u64 ring_setup_flags;
	/** All `IORING_ENTER_*` bits that the kernel knows. */
	__u64 enter_flags;
	/** All `IOSQE_*` bits that the kernel knows. */
	__u64 sqe_flags;
	/**
	 * Number of `IO_URING_QUERY_*` questions that the kernel answers; 0 from a kernel that does not tell.
	 */
	__u32 nr_query_opcodes;
	/** Padding, 0. */
	__u32 __pad;
};

/**
 * Answer to `IO_URING_QUERY_ZCRX`. All fields are written by the kernel.
 *
 * Not in Linux 6.18. Source: kernel header linux/io_uring/query.h.
 */
struct io_uring_query_zcrx {
	/** All `enum zcrx_reg_flags` bits that registering a receive queue accepts. */
	__u64 register_flags;
	/** All `enum io_uring_zcrx_area_flags` bits that the kernel knows. */
	__u64 area_flags;
	/** Number of `enum zcrx_ctrl_op` operations that the kernel knows. */
	__u32 nr_ctrl_opcodes;
	/** All `enum zcrx_features` bits that the kernel has. */
	__u32 features;
	/** Bytes that the header of the refill ring takes, in front of its entries. */
	__u32 rq_hdr_size;
	/** Alignment in bytes that the header of the refill ring needs. */
	__u32 rq_hdr_alignment;
	/** Reserved, 0. */
	__u64 __resv2;
};

/**
 * Answer to `IO_URING_QUERY_SCQ`: the header that the submission and the completion ring share.
 *
 * For callers that lay out ring memory of their own (`IORING_SETUP_NO_MMAP`). All fields are written by the
 * kernel. Not in Linux 6.18. Source: kernel header linux/io_uring/query.h.
 */
struct io_uring_query_scq {
	/** Bytes that the header takes. */
	__u64 hdr_size;
	/** Alignment in bytes that the header needs. */
	__u64 hdr_alignment;
};

#endif
