/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Submission queue entries and the flags that apply to every request.
 */
#ifndef LIBURING_IO_URING_SQE_H
#define LIBURING_IO_URING_SQE_H

/* Submission queue entries */

/**
 * A submission queue entry (SQE): one request. 64 bytes, or 128 with `IORING_SETUP_SQE128` or a 128-byte
 * opcode.
 *
 * Get one from `io_uring_get_sqe`, fill it with an `io_uring_prep_*` helper, then add `user_data` and
 * `flags`. All fields are set by the caller; the kernel only reads them, between the publication of the tail
 * and the return of the submitting call. Fields that share memory are members of unnamed unions: which one
 * counts depends on `opcode`. Source: io_uring_enter(2).
 */
struct io_uring_sqe {
	/** What to do: an `IORING_OP_*` value. Filled by every `io_uring_prep_*` helper. */
	__u8 opcode;
	/**
	 * `IOSQE_*` bits: how to treat the request. Cleared by `io_uring_get_sqe`, set by
	 * `io_uring_sqe_set_flags`; a few helpers set bits that their request needs, for example
	 * `io_uring_prep_read_multishot`.
	 */
	__u8 flags;
	/**
	 * Priority of a read or write (as for ioprio_set(2); 0 is the task's own), or flags of the operation:
	 * `IORING_RECVSEND_*` and its kin for sends and receives, `IORING_ACCEPT_*` for accepts. Cleared by
	 * `io_uring_get_sqe`; set by `io_uring_prep_multishot_accept`, `io_uring_prep_recv_multishot`,
	 * `io_uring_prep_send_bundle`, `io_uring_prep_send_zc` and their variants.
	 */
	__u16 ioprio;
	/**
	 * Descriptor to work on; with `IOSQE_FIXED_FILE` the index of a registered file. Filled by every
	 * helper: -1 where there is none. A few operations keep something else here: a count of buffers
	 * (`io_uring_prep_provide_buffers`), an id (`io_uring_prep_waitid`), the futex's flags
	 * (`io_uring_prep_futex_wait`).
	 */
	__s32 fd;
	/** 64 bits that are an offset, a second address or the code of a command. Filled by every helper. */
	union {
		/**
		 * Offset in the file, bytes; -1 is the file's own position. Filled by `io_uring_prep_read`,
		 * `io_uring_prep_write` and the like. Also the length of an address (`io_uring_prep_connect`,
		 * `io_uring_prep_bind`), the count of a timeout, the data of a ring message.
		 */
		__u64 off;
		/**
		 * Second address. Filled by `io_uring_prep_accept`, `io_uring_prep_renameat`,
		 * `io_uring_prep_linkat`, `io_uring_prep_symlinkat`, `io_uring_prep_statx`,
		 * `io_uring_prep_openat2`, `io_uring_prep_waitid`, `io_uring_prep_getxattr` and others; the
		 * new time span in `io_uring_prep_timeout_update`.
		 */
		__u64 addr2;
		/** Code of a command, for `IORING_OP_URING_CMD` and `IORING_OP_URING_CMD128`. */
		struct {
			/**
			 * What the driver or protocol behind `fd` shall do: its own code, or
			 * `SOCKET_URING_OP_*`. Filled by `io_uring_prep_uring_cmd`,
			 * `io_uring_prep_uring_cmd128`, `io_uring_prep_cmd_sock` and the like.
			 */
			__u32 cmd_op;
			/** Padding, must be 0. */
			__u32 __pad1;
		};
	};
	/**
	 * 64 bits that are an address, an offset or the coordinates of a socket option. Filled by every
	 * helper.
	 */
	union {
		/**
		 * Address of the buffer, of the iovec array, of the path or of another argument; for
		 * `io_uring_prep_cancel64` and `io_uring_prep_poll_remove` the `user_data` of the request
		 * meant; for `io_uring_prep_msg_ring` an `IORING_MSG_*` command.
		 */
		__u64 addr;
		/**
		 * Offset to read from in `splice_fd_in`, bytes; -1 for a pipe. Filled by
		 * `io_uring_prep_splice`.
		 */
		__u64 splice_off_in;
		/** Which socket option, for `SOCKET_URING_OP_GETSOCKOPT` and `SOCKET_URING_OP_SETSOCKOPT`. */
		struct {
			/** Protocol level, such as `SOL_SOCKET`. Filled by `io_uring_prep_cmd_sock`. */
			__u32 level;
			/**
			 * Number of the option, such as `SO_REUSEADDR`. Filled by `io_uring_prep_cmd_sock`.
			 */
			__u32 optname;
		};
	};
	/**
	 * Length of the buffer in bytes, or number of iovecs; filled by every helper. Operations without a
	 * buffer keep something else here: a file mode (`io_uring_prep_openat`), poll flags
	 * (`io_uring_prep_poll_update`), the `res` for the other ring (`io_uring_prep_msg_ring`).
	 */
	__u32 len;
	/**
	 * Flags of the operation: 32 bits whose meaning depends on `opcode`. Most helpers set them, to 0
	 * where they take no flags.
	 */
	union {
		/**
		 * `RWF_*` flags of preadv2(2). Filled by `io_uring_prep_readv2`, `io_uring_prep_writev2`,
		 * `io_uring_prep_readv_fixed`, `io_uring_prep_writev_fixed`; 0 from the other read and write
		 * helpers.
		 */
		__kernel_rwf_t rw_flags;
		/** `IORING_FSYNC_DATASYNC` or 0. Filled by `io_uring_prep_fsync`. */
		__u32 fsync_flags;
		/** `POLL*` events, 16 bits: all that kernels without `IORING_FEAT_POLL_32BITS` take. */
		__u16 poll_events;
		/**
		 * `POLL*` or `EPOLL*` events, 32 bits, with the 16-bit halves swapped on big-endian machines.
		 * Filled by `io_uring_prep_poll_add`, `io_uring_prep_poll_multishot`,
		 * `io_uring_prep_poll_update`.
		 */
		__u32 poll32_events;
		/** `SYNC_FILE_RANGE_*` flags. Filled by `io_uring_prep_sync_file_range`. */
		__u32 sync_range_flags;
		/**
		 * `MSG_*` flags. Filled by `io_uring_prep_send`, `io_uring_prep_recv`,
		 * `io_uring_prep_sendmsg`, `io_uring_prep_recvmsg` and their variants.
		 */
		__u32 msg_flags;
		/**
		 * `IORING_TIMEOUT_*` flags. Filled by `io_uring_prep_timeout`,
		 * `io_uring_prep_timeout_update`, `io_uring_prep_timeout_remove`,
		 * `io_uring_prep_link_timeout`.
		 */
		__u32 timeout_flags;
		/**
		 * `SOCK_NONBLOCK`, `SOCK_CLOEXEC` or 0. Filled by `io_uring_prep_accept` and its variants.
		 */
		__u32 accept_flags;
		/**
		 * `IORING_ASYNC_CANCEL_*` flags. Filled by `io_uring_prep_cancel64`, `io_uring_prep_cancel`,
		 * `io_uring_prep_cancel_fd`.
		 */
		__u32 cancel_flags;
		/**
		 * `O_*` flags. Filled by `io_uring_prep_openat`, `io_uring_prep_open` and their direct
		 * variants.
		 */
		__u32 open_flags;
		/** `AT_*` flags. Filled by `io_uring_prep_statx`. */
		__u32 statx_flags;
		/**
		 * `POSIX_FADV_*` or `MADV_*` value. Filled by `io_uring_prep_fadvise`,
		 * `io_uring_prep_madvise` and their 64-bit variants.
		 */
		__u32 fadvise_advice;
		/** `SPLICE_F_*` flags. Filled by `io_uring_prep_splice`, `io_uring_prep_tee`. */
		__u32 splice_flags;
		/** `RENAME_*` flags. Filled by `io_uring_prep_renameat`, `io_uring_prep_rename`. */
		__u32 rename_flags;
		/** `AT_REMOVEDIR` or 0. Filled by `io_uring_prep_unlinkat`, `io_uring_prep_unlink`. */
		__u32 unlink_flags;
		/**
		 * `AT_EMPTY_PATH`, `AT_SYMLINK_FOLLOW` or 0. Filled by `io_uring_prep_linkat`,
		 * `io_uring_prep_link`.
		 */
		__u32 hardlink_flags;
		/**
		 * `XATTR_CREATE`, `XATTR_REPLACE` or 0. Filled by `io_uring_prep_setxattr`,
		 * `io_uring_prep_fsetxattr`.
		 */
		__u32 xattr_flags;
		/** `IORING_MSG_RING_*` flags. Filled by `io_uring_prep_msg_ring` and its variants. */
		__u32 msg_ring_flags;
		/** `IORING_URING_CMD_*` flags. The command helpers leave 0 here: set it after them. */
		__u32 uring_cmd_flags;
		/**
		 * Flags of the request, none defined, must be 0; the options of waitid(2) are in
		 * `file_index`. Filled by `io_uring_prep_waitid`.
		 */
		__u32 waitid_flags;
		/**
		 * Flags of the request, none defined, must be 0; the `FUTEX2_*` flags are in `fd`. Filled by
		 * `io_uring_prep_futex_wait`, `io_uring_prep_futex_wake`, `io_uring_prep_futex_waitv`.
		 */
		__u32 futex_flags;
		/** `IORING_FIXED_FD_NO_CLOEXEC` or 0. Filled by `io_uring_prep_fixed_fd_install`. */
		__u32 install_fd_flags;
		/**
		 * `IORING_NOP_*` flags. 0 from `io_uring_prep_nop`, `io_uring_prep_nop128`: set it after
		 * them.
		 */
		__u32 nop_flags;
		/**
		 * `O_CLOEXEC`, `O_NONBLOCK` and the other flags of pipe2(2). Filled by `io_uring_prep_pipe`,
		 * `io_uring_prep_pipe_direct`.
		 */
		__u32 pipe_flags;
	};
	/**
	 * Any 64 bits; they come back in the CQE. Filled by `io_uring_sqe_set_data`,
	 * `io_uring_sqe_set_data64`; the `io_uring_prep_*` helpers leave it alone.
	 */
	__u64 user_data;
	/**
	 * Which registered buffer, or which group of provided buffers. Packed, as in the kernel's definition:
	 * a union of this type alone has alignment 1. In an entry, 40 bytes from its start, it is aligned as
	 * its members are, and is written as any other field.
	 */
	union {
		/**
		 * Index of a registered buffer. Filled by `io_uring_prep_read_fixed`,
		 * `io_uring_prep_write_fixed`, `io_uring_prep_readv_fixed`, `io_uring_prep_writev_fixed`,
		 * `io_uring_prep_send_zc_fixed`, `io_uring_prep_sendmsg_zc_fixed`. Cleared by
		 * `io_uring_get_sqe`.
		 */
		__u16 buf_index;
		/**
		 * Id of the group that a buffer is taken from, with `IOSQE_BUFFER_SELECT`. Filled by
		 * `io_uring_sqe_set_buf_group`, `io_uring_prep_read_multishot`,
		 * `io_uring_prep_provide_buffers`, `io_uring_prep_remove_buffers`.
		 */
		__u16 buf_group;
	} __attribute__((packed));
	/**
	 * Id of registered credentials to run with, from `io_uring_register_personality`; 0 for the
	 * submitter's own. Cleared by `io_uring_get_sqe`; no helper fills it.
	 */
	__u16 personality;
	/**
	 * 32 bits that are a second descriptor, a slot in the file table or a length. Cleared by
	 * `io_uring_get_sqe`.
	 */
	union {
		/**
		 * Descriptor to read from; with `SPLICE_F_FD_IN_FIXED` the index of a registered file. Filled
		 * by `io_uring_prep_splice`, `io_uring_prep_tee`.
		 */
		__s32 splice_fd_in;
		/**
		 * Slot of the registered files for the new file: index plus 1, or `IORING_FILE_INDEX_ALLOC`;
		 * 0 asks for an ordinary descriptor. Filled by the `_direct` helpers,
		 * `io_uring_prep_msg_ring_fd`; it holds CQE flags in `io_uring_prep_msg_ring_cqe_flags` and
		 * options in `io_uring_prep_waitid`.
		 */
		__u32 file_index;
		/**
		 * Id of the zero-copy receive queue, `zcrx_id` of its registration. For `IORING_OP_RECV_ZC`;
		 * no helper fills it.
		 */
		__u32 zcrx_ifq_idx;
		/**
		 * Length of the option's value in bytes. Filled by `io_uring_prep_cmd_sock`; in
		 * `io_uring_prep_cmd_getsockname` it is 1 for the peer's name and 0 for the socket's own.
		 */
		__u32 optlen;
		/** Length of the destination address of a send. */
		struct {
			/**
			 * Bytes at `addr2`. Filled by `io_uring_prep_send_set_addr`, `io_uring_prep_sendto`.
			 */
			__u16 addr_len;
			/** Padding, must be 0. */
			__u16 __pad3[1];
		};
		/**
		 * Which of a block device's write streams a direct write goes to, so that data that will be
		 * deleted together lies together; 0 for none. `-EINVAL` in the CQE if the device has not that
		 * many; files that are none do not look at it. No helper fills it. Since Linux 6.16. Source:
		 * kernel header linux/io_uring.h.
		 */
		__u8 write_stream;
	};
	/**
	 * The last 16 bytes: a third address, attributes, the value of a socket option, or the data of a
	 * command.
	 */
	union {
		/** Third address, and padding behind it. */
		struct {
			/**
			 * Third address or value: the path of `io_uring_prep_getxattr` and
			 * `io_uring_prep_setxattr`, the mask of `io_uring_prep_futex_wait` and
			 * `io_uring_prep_futex_wake`, the index of the file that `io_uring_prep_msg_ring_fd`
			 * sends. Cleared by `io_uring_get_sqe`.
			 */
			__u64 addr3;
			/** Padding, must be 0. */
			__u64 __pad2[1];
		};
		/** Attributes of a read or write. No helper fills them. Since Linux 6.14. */
		struct {
			/**
			 * Address of the attribute, for `IORING_RW_ATTR_FLAG_PI` a `struct io_uring_attr_pi`.
			 */
			__u64 attr_ptr;
			/** Which attributes are at `attr_ptr`: `IORING_RW_ATTR_FLAG_*` bits; 0 for none. */
			__u64 attr_type_mask;
		};
		/**
		 * Address of the option's value. Filled by `io_uring_prep_cmd_sock`; the address of the
		 * length in `io_uring_prep_cmd_getsockname`.
		 */
		__u64 optval;
		/**
		 * Data of a command, in the format of the driver behind `fd`: 16 bytes in an SQE of 64, 80
		 * bytes in one of 128. For `IORING_OP_URING_CMD` and `IORING_OP_URING_CMD128`; no helper
		 * fills it.
		 */
		__u8 cmd[IO_URING_FLEX];
	};
};

/**
 * In `file_index`: the kernel shall choose a free slot of the registered files; the CQE's `res` is its index.
 * Used by the `_direct` helpers and `io_uring_prep_msg_ring_fd_alloc`. Since Linux 5.19. Source: kernel
 * header linux/io_uring.h.
 */
#define IORING_FILE_INDEX_ALLOC 0xffffffffU

/* Bit numbers and bits of io_uring_sqe.flags */

/**
 * Numbers of the bits in the `flags` of an SQE; the `IOSQE_*` macros are the bits themselves. Source: kernel
 * header linux/io_uring.h.
 */
enum io_uring_sqe_flags_bit {
	/** Bit number of `IOSQE_FIXED_FILE`. */
	IOSQE_FIXED_FILE_BIT = 0,
	/** Bit number of `IOSQE_IO_DRAIN`. */
	IOSQE_IO_DRAIN_BIT,
	/** Bit number of `IOSQE_IO_LINK`. */
	IOSQE_IO_LINK_BIT,
	/** Bit number of `IOSQE_IO_HARDLINK`. */
	IOSQE_IO_HARDLINK_BIT,
	/** Bit number of `IOSQE_ASYNC`. */
	IOSQE_ASYNC_BIT,
	/** Bit number of `IOSQE_BUFFER_SELECT`. */
	IOSQE_BUFFER_SELECT_BIT,
	/** Bit number of `IOSQE_CQE_SKIP_SUCCESS`. */
	IOSQE_CQE_SKIP_SUCCESS_BIT,
};

/**
 * `fd` is an index into the registered files (`io_uring_register_files`), not a descriptor. Saves the lookup
 * and the reference counting of the file. An index without a file gives `-EBADF` in the CQE. Since Linux 5.1.
 * Source: io_uring_enter(2).
 */
#define IOSQE_FIXED_FILE (1U << IOSQE_FIXED_FILE_BIT)

/**
 * The request starts only when all requests before it have completed, and none behind it starts before it
 * has. `-EOPNOTSUPP` in the CQE once any request of the ring has used `IOSQE_CQE_SKIP_SUCCESS`. Since Linux
 * 5.2. Source: io_uring_enter(2).
 */
#define IOSQE_IO_DRAIN (1U << IOSQE_IO_DRAIN_BIT)

/**
 * Chains the next SQE behind this request: it starts once this one has succeeded. If this one fails, or
 * transfers less than asked for, the rest of the chain completes with `-ECANCELED`. The last link does not
 * carry the flag; a chain does not reach beyond one submission. Since Linux 5.3. Source: io_uring_enter(2).
 */
#define IOSQE_IO_LINK (1U << IOSQE_IO_LINK_BIT)

/**
 * Like `IOSQE_IO_LINK`, but the chain goes on whatever the result of this request. It still breaks where a
 * request cannot be submitted at all. Since Linux 5.5. Source: io_uring_enter(2).
 */
#define IOSQE_IO_HARDLINK (1U << IOSQE_IO_HARDLINK_BIT)

/**
 * A worker thread carries the request out from the start, with no attempt at doing it without blocking first.
 * Good for what is known to block; costs a thread switch otherwise. Since Linux 5.6. Source:
 * io_uring_enter(2).
 */
#define IOSQE_ASYNC (1U << IOSQE_ASYNC_BIT)

/**
 * The kernel takes a buffer from the group in `buf_group` when the data is there; `addr` is not used. The CQE
 * names the buffer (`IORING_CQE_F_BUFFER`). `-ENOBUFS` in the CQE if the group is empty. Since Linux 5.7.
 * Source: io_uring_enter(2).
 */
#define IOSQE_BUFFER_SELECT (1U << IOSQE_BUFFER_SELECT_BIT)

/**
 * No CQE if the request succeeds; a failure still has one. Needs `IORING_FEAT_CQE_SKIP`. From then on the
 * ring answers `IOSQE_IO_DRAIN` with `-EOPNOTSUPP`. Since Linux 5.17. Source: io_uring_enter(2).
 */
#define IOSQE_CQE_SKIP_SUCCESS (1U << IOSQE_CQE_SKIP_SUCCESS_BIT)

#endif
