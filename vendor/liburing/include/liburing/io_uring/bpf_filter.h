/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * IORING_REGISTER_BPF_FILTER: classic BPF programs that decide, request by request, what a ring may do.
 *
 * A filter belongs to one opcode. It sees a struct io_uring_bpf_ctx and returns 0 to refuse the request or
 * anything else to let it pass.
 */
#ifndef LINUX_IO_URING_BPF_FILTER_H
#define LINUX_IO_URING_BPF_FILTER_H

#include "../compat.h"

/**
 * What a filter program sees of a request. Written by the kernel, read by the program.
 *
 * The unnamed union holds the arguments of the request, in the form that belongs to its opcode; its first
 * `pdu_size` bytes count. Since Linux 7.0. Source: kernel header linux/io_uring/bpf_filter.h.
 */
struct io_uring_bpf_ctx {
	/** `user_data` of the SQE. */
	__u64 user_data;
	/** `IORING_OP_*` of the SQE. */
	__u8 opcode;
	/** `IOSQE_*` flags of the SQE. */
	__u8 sqe_flags;
	/** Bytes of the union that the kernel filled; 0 for an opcode that passes no arguments to filters. */
	__u8 pdu_size;
	/** Padding, 0. */
	__u8 pad[5];
	/** The arguments of the request: which member counts depends on the opcode. */
	union {
		/** Arguments of `IORING_OP_SOCKET`. */
		struct {
			/** Address family, `AF_*`. */
			__u32 family;
			/** Socket type, `SOCK_*`, with its flags. */
			__u32 type;
			/** Protocol number, 0 for the family's own choice. */
			__u32 protocol;
		} socket;
		/** Arguments of `IORING_OP_OPENAT` and `IORING_OP_OPENAT2`, as in `struct open_how`. */
		struct {
			/** `O_*` flags. */
			__u64 flags;
			/** Permission bits of a file that is created. */
			__u64 mode;
			/** `RESOLVE_*` flags; 0 for `IORING_OP_OPENAT`. */
			__u64 resolve;
		} open;
	};
};

/** Flags of `struct io_uring_bpf_filter`. */
enum {
	/**
	 * Refuse every opcode that has no filter of its own yet, so that the filters form an allowlist. Since
	 * Linux 7.0. Source: kernel header linux/io_uring/bpf_filter.h.
	 */
	IO_URING_BPF_FILTER_DENY_REST = (1U << 0),
	/**
	 * Refuse to register unless `pdu_size` is exactly the size that the kernel passes for the opcode.
	 * Without it, a program built for an argument block of another size may still be registered. Not in
	 * Linux 6.18. Source: kernel header linux/io_uring/bpf_filter.h.
	 */
	IO_URING_BPF_FILTER_SZ_STRICT = (1U << 1),
};

/**
 * A filter to register: the program and the opcode that it judges. Filled by the caller.
 *
 * Since Linux 7.0. Source: kernel header linux/io_uring/bpf_filter.h.
 */
struct io_uring_bpf_filter {
	/** `IORING_OP_*` whose requests the program judges. */
	__u32 opcode;
	/** `IO_URING_BPF_FILTER_*` flags. */
	__u32 flags;
	/** Number of instructions (`struct sock_filter`) at `filter_ptr`. */
	__u32 filter_len;
	/** Bytes of arguments that the program expects in the union of `struct io_uring_bpf_ctx`. */
	__u8 pdu_size;
	/** Reserved, must be 0. */
	__u8 resv[3];
	/** Address of the program: an array of `struct sock_filter` (classic BPF). */
	__u64 filter_ptr;
	/** Reserved, must be 0. */
	__u64 resv2[5];
};

/** Commands of `struct io_uring_bpf`. */
enum {
	/**
	 * Registers the filter in the member `filter`. Since Linux 7.0. Source: kernel header
	 * linux/io_uring/bpf_filter.h.
	 */
	IO_URING_BPF_CMD_FILTER = 1,
};

/**
 * Argument of `IORING_REGISTER_BPF_FILTER`. Filled by the caller.
 *
 * Used by `io_uring_register_bpf_filter` for one ring, and by `io_uring_register_bpf_filter_task` for all
 * rings that the calling task creates later. Since Linux 7.0. Source: kernel header
 * linux/io_uring/bpf_filter.h.
 */
struct io_uring_bpf {
	/** `IO_URING_BPF_CMD_*`: which member of the union counts. */
	__u16 cmd_type;
	/** Reserved for flags of the command, must be 0. */
	__u16 cmd_flags;
	/** Reserved, must be 0. */
	__u32 resv;
	/** The argument of the command. */
	union {
		/** For `IO_URING_BPF_CMD_FILTER`. */
		struct io_uring_bpf_filter filter;
	};
};

#endif
