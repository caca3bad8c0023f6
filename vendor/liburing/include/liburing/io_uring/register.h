/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Registration: io_uring_register(2), probing, restrictions, synchronous cancelling, workers, memory
 * regions.
 */
#ifndef LIBURING_IO_URING_REGISTER_H
#define LIBURING_IO_URING_REGISTER_H

/* Registration: io_uring_register(2) */

/** What io_uring_register(2) does: its `opcode` argument. Source: io_uring_register(2). */
enum io_uring_register_op {
	/**
	 * Registers buffers for the fixed operations: an array of `struct iovec`. `-EBUSY` if there are some
	 * already. Used by `io_uring_register_buffers`. Since Linux 5.1. Source: io_uring_register(2).
	 */
	IORING_REGISTER_BUFFERS = 0,
	/**
	 * Forgets all registered buffers. `-ENXIO` if there are none. Used by `io_uring_unregister_buffers`.
	 * Since Linux 5.1. Source: io_uring_register(2).
	 */
	IORING_UNREGISTER_BUFFERS = 1,
	/**
	 * Registers files for `IOSQE_FIXED_FILE`: an array of descriptors, -1 for an empty slot. `-EBUSY` if
	 * there are some already. Used by `io_uring_register_files`. Since Linux 5.1. Source:
	 * io_uring_register(2).
	 */
	IORING_REGISTER_FILES = 2,
	/**
	 * Forgets all registered files. `-ENXIO` if there are none. Used by `io_uring_unregister_files`.
	 * Since Linux 5.1. Source: io_uring_register(2).
	 */
	IORING_UNREGISTER_FILES = 3,
	/**
	 * Registers an eventfd(2) that is signalled when completions are posted. Used by
	 * `io_uring_register_eventfd`. Since Linux 5.2. Source: io_uring_register(2).
	 */
	IORING_REGISTER_EVENTFD = 4,
	/**
	 * Forgets the eventfd. `-ENXIO` if there is none. Used by `io_uring_unregister_eventfd`. Since Linux
	 * 5.2. Source: io_uring_register(2).
	 */
	IORING_UNREGISTER_EVENTFD = 5,
	/**
	 * Replaces registered files: a `struct io_uring_files_update`. Used by
	 * `io_uring_register_files_update`. Since Linux 5.5. Source: io_uring_register(2).
	 */
	IORING_REGISTER_FILES_UPDATE = 6,
	/**
	 * Registers an eventfd(2) that is signalled only for requests that did not complete while they were
	 * submitted. Used by `io_uring_register_eventfd_async`. Since Linux 5.6. Source:
	 * io_uring_register(2).
	 */
	IORING_REGISTER_EVENTFD_ASYNC = 7,
	/**
	 * Asks which operations the kernel supports: a `struct io_uring_probe`. Used by
	 * `io_uring_register_probe`. Since Linux 5.6. Source: io_uring_register(2).
	 */
	IORING_REGISTER_PROBE = 8,
	/**
	 * Registers the caller's credentials; the result is the id for `personality`. Used by
	 * `io_uring_register_personality`. Since Linux 5.6. Source: io_uring_register(2).
	 */
	IORING_REGISTER_PERSONALITY = 9,
	/**
	 * Forgets the credentials with the id in the argument count. Used by
	 * `io_uring_unregister_personality`. Since Linux 5.6. Source: io_uring_register(2).
	 */
	IORING_UNREGISTER_PERSONALITY = 10,
	/**
	 * Restricts what the ring may do from when it is enabled: an array of `struct io_uring_restriction`.
	 * `-EBADFD` if the ring is not disabled (`IORING_SETUP_R_DISABLED`). Used by
	 * `io_uring_register_restrictions`. Since Linux 5.10. Source: io_uring_register(2).
	 */
	IORING_REGISTER_RESTRICTIONS = 11,
	/**
	 * Enables a ring that `IORING_SETUP_R_DISABLED` left disabled. `-EBADFD` if it is not. Used by
	 * `io_uring_enable_rings`. Since Linux 5.10. Source: io_uring_register(2).
	 */
	IORING_REGISTER_ENABLE_RINGS = 12,
	/**
	 * Registers files with tags, or a table of empty slots: a `struct io_uring_rsrc_register`. Used by
	 * `io_uring_register_files_tags`, `io_uring_register_files_sparse`. Since Linux 5.13. Source:
	 * io_uring_register(2).
	 */
	IORING_REGISTER_FILES2 = 13,
	/**
	 * Replaces registered files and their tags: a `struct io_uring_rsrc_update2`. Used by
	 * `io_uring_register_files_update_tag`. Since Linux 5.13. Source: io_uring_register(2).
	 */
	IORING_REGISTER_FILES_UPDATE2 = 14,
	/**
	 * Registers buffers with tags, or a table of empty slots: a `struct io_uring_rsrc_register`. Used by
	 * `io_uring_register_buffers_tags`, `io_uring_register_buffers_sparse`. Since Linux 5.13. Source:
	 * io_uring_register(2).
	 */
	IORING_REGISTER_BUFFERS2 = 15,
	/**
	 * Replaces registered buffers and their tags: a `struct io_uring_rsrc_update2`. Used by
	 * `io_uring_register_buffers_update_tag`. Since Linux 5.13. Source: io_uring_register(2).
	 */
	IORING_REGISTER_BUFFERS_UPDATE = 16,
	/**
	 * Sets the CPUs that worker threads may run on: a CPU mask and its size in bytes. Used by
	 * `io_uring_register_iowq_aff`. Since Linux 5.14. Source: io_uring_register(2).
	 */
	IORING_REGISTER_IOWQ_AFF = 17,
	/**
	 * Lets worker threads run where the task may again. Used by `io_uring_unregister_iowq_aff`. Since
	 * Linux 5.14. Source: io_uring_register(2).
	 */
	IORING_UNREGISTER_IOWQ_AFF = 18,
	/**
	 * Sets how many worker threads there may be for each NUMA node: two `unsigned`, indexed by `enum
	 * io_wq_type`; 0 only asks. The former values come back. Used by
	 * `io_uring_register_iowq_max_workers`. Since Linux 5.15. Source: io_uring_register(2).
	 */
	IORING_REGISTER_IOWQ_MAX_WORKERS = 19,
	/**
	 * Registers ring descriptors with the calling task, 16 at most: an array of `struct
	 * io_uring_rsrc_update`. Used by `io_uring_register_ring_fd`. Since Linux 5.18. Source:
	 * io_uring_register(2).
	 */
	IORING_REGISTER_RING_FDS = 20,
	/**
	 * Forgets registered ring descriptors. Used by `io_uring_unregister_ring_fd`. Since Linux 5.18.
	 * Source: io_uring_register(2).
	 */
	IORING_UNREGISTER_RING_FDS = 21,
	/**
	 * Registers a ring of provided buffers: a `struct io_uring_buf_reg`. `-EEXIST` if the group is taken.
	 * Used by `io_uring_register_buf_ring`, `io_uring_setup_buf_ring`. Since Linux 5.19. Source:
	 * io_uring_register(2).
	 */
	IORING_REGISTER_PBUF_RING = 22,
	/**
	 * Forgets a ring of provided buffers. `-ENOENT` if there is none. Used by
	 * `io_uring_unregister_buf_ring`. Since Linux 5.19. Source: io_uring_register(2).
	 */
	IORING_UNREGISTER_PBUF_RING = 23,
	/**
	 * Cancels requests and waits until they are done: a `struct io_uring_sync_cancel_reg`. Used by
	 * `io_uring_register_sync_cancel`. Since Linux 6.0. Source: io_uring_register(2).
	 */
	IORING_REGISTER_SYNC_CANCEL = 24,
	/**
	 * Sets where `IORING_FILE_INDEX_ALLOC` may take slots: a `struct io_uring_file_index_range`. Used by
	 * `io_uring_register_file_alloc_range`. Since Linux 6.0. Source: io_uring_register(2).
	 */
	IORING_REGISTER_FILE_ALLOC_RANGE = 25,
	/**
	 * Tells how far the kernel has got in a buffer ring: a `struct io_uring_buf_status`. Used by
	 * `io_uring_buf_ring_head`. Since Linux 6.8. Source: io_uring_register(2).
	 */
	IORING_REGISTER_PBUF_STATUS = 26,
	/**
	 * Turns busy polling of network devices on: a `struct io_uring_napi`. Used by
	 * `io_uring_register_napi`. Since Linux 6.9. Source: io_uring_register(2).
	 */
	IORING_REGISTER_NAPI = 27,
	/**
	 * Turns busy polling of network devices off. Used by `io_uring_unregister_napi`. Since Linux 6.9.
	 * Source: io_uring_register(2).
	 */
	IORING_UNREGISTER_NAPI = 28,
	/**
	 * Sets the clock for timeouts of waits: a `struct io_uring_clock_register`. Used by
	 * `io_uring_register_clock`. Since Linux 6.12. Source: io_uring_register(2).
	 */
	IORING_REGISTER_CLOCK = 29,
	/**
	 * Copies registered buffers from another ring: a `struct io_uring_clone_buffers`. Used by
	 * `io_uring_clone_buffers`, `io_uring_clone_buffers_offset`. Since Linux 6.12. Source:
	 * io_uring_register(2).
	 */
	IORING_REGISTER_CLONE_BUFFERS = 30,
	/**
	 * Carries an `IORING_OP_MSG_RING` out at once, for a caller without a ring: a `struct io_uring_sqe`.
	 * The descriptor argument is -1. Used by `io_uring_register_sync_msg`. Since Linux 6.13. Source:
	 * io_uring_register(2).
	 */
	IORING_REGISTER_SEND_MSG_RING = 31,
	/**
	 * Registers a network receive queue for zero-copy receive: a `struct io_uring_zcrx_ifq_reg`. Used by
	 * `io_uring_register_ifq`. Since Linux 6.15. Source: io_uring_register(2).
	 */
	IORING_REGISTER_ZCRX_IFQ = 32,
	/**
	 * Gives the rings another size: a `struct io_uring_params`. Needs `IORING_SETUP_DEFER_TASKRUN`, else
	 * `-EINVAL`. Used by `io_uring_resize_rings`. Since Linux 6.13. Source: io_uring_register(2).
	 */
	IORING_REGISTER_RESIZE_RINGS = 33,
	/**
	 * Registers memory that the ring works with: a `struct io_uring_mem_region_reg`. Used by
	 * `io_uring_register_region`. Since Linux 6.13. Source: io_uring_register(2).
	 */
	IORING_REGISTER_MEM_REGION = 34,
	/**
	 * Asks what the kernel's io_uring can do: a chain of `struct io_uring_query_hdr`. The descriptor
	 * argument may be -1. Used by `io_uring_register_query`. Since Linux 6.18. Source: kernel header
	 * linux/io_uring.h.
	 */
	IORING_REGISTER_QUERY = 35,
	/**
	 * Controls a zero-copy receive queue: a `struct zcrx_ctrl`. Used by `io_uring_register_zcrx_ctrl`.
	 * Since Linux 6.19. Source: kernel header linux/io_uring.h.
	 */
	IORING_REGISTER_ZCRX_CTRL = 36,
	/**
	 * Registers a BPF program that judges requests: a `struct io_uring_bpf`. Used by
	 * `io_uring_register_bpf_filter`, `io_uring_register_bpf_filter_task`. Since Linux 7.0. Source:
	 * kernel header linux/io_uring.h.
	 */
	IORING_REGISTER_BPF_FILTER = 37,
	/** Number of registration operations that these headers know; not an operation itself. */
	IORING_REGISTER_LAST,

	/**
	 * To be or-ed into the opcode: the descriptor argument is the index of a registered ring. Needs
	 * `IORING_FEAT_REG_REG_RING`. Since Linux 6.3. Source: io_uring_setup(2).
	 */
	IORING_REGISTER_USE_REGISTERED_RING = 1U << 31,
};

/* Probing and restricting */

/**
 * In `flags` of `struct io_uring_probe_op`: the kernel supports the operation. Since Linux 5.6. Source:
 * io_uring_register(2).
 */
#define IO_URING_OP_SUPPORTED (1U << 0)

/**
 * What the kernel says about one operation. Written by the kernel. Since Linux 5.6. Source:
 * io_uring_register(2).
 */
struct io_uring_probe_op {
	/** The `IORING_OP_*` value; equal to the index in the array. */
	__u8 op;
	/** Reserved, 0. */
	__u8 resv;
	/** `IO_URING_OP_SUPPORTED` or 0. */
	__u16 flags;
	/** Reserved, 0. */
	__u32 resv2;
};

/**
 * What the kernel says about the operations: argument of `IORING_REGISTER_PROBE`.
 *
 * The caller passes it zeroed, with room for up to 256 entries behind it; the kernel writes it. Get one from
 * `io_uring_get_probe`. Since Linux 5.6. Source: io_uring_register(2).
 */
struct io_uring_probe {
	/** Highest `IORING_OP_*` value that the kernel knows. */
	__u8 last_op;
	/** Number of entries of `ops` that the kernel wrote. */
	__u8 ops_len;
	/** Reserved, must be 0. */
	__u16 resv;
	/** Reserved, must be 0. */
	__u32 resv2[3];
	/** One entry for each operation, in the memory behind the struct. */
	struct io_uring_probe_op ops[IO_URING_FLEX];
};

/**
 * What a `struct io_uring_restriction` allows or demands: values of its `opcode`. Source:
 * io_uring_register(2).
 */
enum io_uring_register_restriction_op {
	/**
	 * Allow the io_uring_register(2) operation in `register_op`. Since Linux 5.10. Source: kernel header
	 * linux/io_uring.h.
	 */
	IORING_RESTRICTION_REGISTER_OP = 0,
	/**
	 * Allow the request operation in `sqe_op`. Since Linux 5.10. Source: kernel header linux/io_uring.h.
	 */
	IORING_RESTRICTION_SQE_OP = 1,
	/**
	 * Allow the `IOSQE_*` bits in `sqe_flags`. Since Linux 5.10. Source: kernel header linux/io_uring.h.
	 */
	IORING_RESTRICTION_SQE_FLAGS_ALLOWED = 2,
	/**
	 * Demand the `IOSQE_*` bits in `sqe_flags` of every request. Since Linux 5.10. Source: kernel header
	 * linux/io_uring.h.
	 */
	IORING_RESTRICTION_SQE_FLAGS_REQUIRED = 3,
	/** Number of kinds of restrictions that these headers know; not a kind itself. */
	IORING_RESTRICTION_LAST,
};

/**
 * One entry of an allowlist: argument of `IORING_REGISTER_RESTRICTIONS`, as an array.
 *
 * What no entry allows gets `-EACCES`. Set by the caller. Since Linux 5.10. Source: io_uring_register(2).
 */
struct io_uring_restriction {
	/** `IORING_RESTRICTION_*`: what the entry is about. */
	__u16 opcode;
	/** What is allowed or demanded; which member counts depends on `opcode`. */
	union {
		/** `IORING_REGISTER_*` operation, with `IORING_RESTRICTION_REGISTER_OP`. */
		__u8 register_op;
		/** `IORING_OP_*` operation, with `IORING_RESTRICTION_SQE_OP`. */
		__u8 sqe_op;
		/**
		 * `IOSQE_*` bits, with `IORING_RESTRICTION_SQE_FLAGS_ALLOWED` or
		 * `IORING_RESTRICTION_SQE_FLAGS_REQUIRED`.
		 */
		__u8 sqe_flags;
	};
	/** Reserved, must be 0. */
	__u8 resv;
	/** Reserved, must be 0. */
	__u32 resv2[3];
};

/**
 * Restrictions for all rings that the calling task creates later: argument of `IORING_REGISTER_RESTRICTIONS`
 * where the descriptor argument is -1.
 *
 * Set by the caller. Not in Linux 6.18. Source: kernel header linux/io_uring.h.
 */
struct io_uring_task_restriction {
	/** Flags, none defined, must be 0. */
	__u16 flags;
	/** Number of entries of `restrictions`. */
	__u16 nr_res;
	/** Reserved, must be 0. */
	__u32 resv[3];
	/** The entries, in the memory behind the struct. */
	struct io_uring_restriction restrictions[IO_URING_FLEX];
};

/* Cancelling, waiting, workers */

/**
 * Which requests to cancel: argument of `IORING_REGISTER_SYNC_CANCEL`. Set by the caller. Since Linux 6.0.
 * Source: io_uring_register_sync_cancel(3).
 */
struct io_uring_sync_cancel_reg {
	/** `user_data` of the request, unless `flags` choose otherwise. */
	__u64 addr;
	/** Descriptor, or index of a registered file, with `IORING_ASYNC_CANCEL_FD`. */
	__s32 fd;
	/** `IORING_ASYNC_CANCEL_*` flags. */
	__u32 flags;
	/**
	 * How long to wait for the requests to end; -1 in both fields waits for ever. `-ETIME` when it is
	 * over.
	 */
	struct __kernel_timespec timeout;
	/** `IORING_OP_*` operation, with `IORING_ASYNC_CANCEL_OP`. Since Linux 6.6. */
	__u8 opcode;
	/** Reserved, must be 0. */
	__u8 pad[7];
	/** Reserved, must be 0. */
	__u64 pad2[3];
};

/**
 * Clock for timeouts of waits: argument of `IORING_REGISTER_CLOCK`. Set by the caller. Since Linux 6.12.
 * Source: io_uring_register(2).
 */
struct io_uring_clock_register {
	/** `CLOCK_MONOTONIC` or `CLOCK_BOOTTIME`; others give `-EINVAL`. */
	__u32 clockid;
	/** Reserved, must be 0. */
	__u32 __resv[3];
};

/** What `IORING_REGISTER_NAPI` does: `opcode` of `struct io_uring_napi`. Source: kernel header linux/io_uring.h. */
enum io_uring_napi_op {
	/**
	 * Turn busy polling on, with the kind of tracking that `op_param` names; what kernels before 6.13
	 * always do. Since Linux 6.13. Source: kernel header linux/io_uring.h.
	 */
	IO_URING_NAPI_REGISTER_OP = 0,
	/**
	 * Poll the device queue whose NAPI id is in `op_param` (`SO_INCOMING_NAPI_ID` of a socket tells it).
	 * `-EINVAL` unless tracking is static, or for a number that no id has; `-EEXIST` if it is polled
	 * already. Since Linux 6.13. Source: kernel header linux/io_uring.h.
	 */
	IO_URING_NAPI_STATIC_ADD_ID = 1,
	/**
	 * Poll that one no longer. `-ENOENT` if it is not polled. Since Linux 6.13. Source: kernel header
	 * linux/io_uring.h.
	 */
	IO_URING_NAPI_STATIC_DEL_ID = 2,
};

/**
 * Which device queues are polled: `op_param` of `struct io_uring_napi`, with `IO_URING_NAPI_REGISTER_OP`.
 * Source: kernel header linux/io_uring.h.
 */
enum io_uring_napi_tracking_strategy {
	/**
	 * Those of the sockets that requests use; what kernels before 6.13 always do. Since Linux 6.13.
	 * Source: kernel header linux/io_uring.h.
	 */
	IO_URING_NAPI_TRACKING_DYNAMIC = 0,
	/**
	 * Those that `IO_URING_NAPI_STATIC_ADD_ID` adds. Since Linux 6.13. Source: kernel header
	 * linux/io_uring.h.
	 */
	IO_URING_NAPI_TRACKING_STATIC = 1,
	/**
	 * None: what the kernel writes back where polling was off; `-EINVAL` if it is asked for. Since Linux
	 * 6.13. Source: kernel header linux/io_uring.h.
	 */
	IO_URING_NAPI_TRACKING_INACTIVE = 255,
};

/**
 * Busy polling of network devices: argument of `IORING_REGISTER_NAPI`, `IORING_UNREGISTER_NAPI`.
 *
 * Set by the caller; the kernel writes the former setting back. liburing names only padding where the kernel has
 * `opcode` and `op_param`: both spellings are here, one over the other in an unnamed union. In C and C++ they
 * read `napi.opcode` and `napi.pad`; in Rust `napi.__bindgen_anon_1.opcode`, `napi.__bindgen_anon_1.pad`,
 * `napi.__bindgen_anon_2.op_param` and `napi.__bindgen_anon_2.resv`, of which reading, not assigning, is `unsafe`.
 * What no field of the kernel covers must be 0. Since Linux 6.9. Source: io_uring_register(2).
 */
struct io_uring_napi {
	/** Microseconds that a wait polls the devices for before it sleeps. */
	__u32 busy_poll_to;
	/** 1: polling goes before interrupts, which stay off while it goes on; 0: it does not. */
	__u8 prefer_busy_poll;
	/** What to do, and two bytes that must be 0. */
	union {
		/** liburing's name for all three bytes: zero in every one is `IO_URING_NAPI_REGISTER_OP`. */
		__u8 pad[3];
		/** `enum io_uring_napi_op`: what to do. Must be 0 before Linux 6.13. */
		__u8 opcode;
	};
	/** What `opcode` works on, and four bytes that must be 0. */
	union {
		/** liburing's name for all eight bytes: zero is `IO_URING_NAPI_TRACKING_DYNAMIC`. */
		__u64 resv;
		/**
		 * `enum io_uring_napi_tracking_strategy`, or the NAPI id to add or to remove. The kernel writes
		 * the former strategy back. Must be 0 before Linux 6.13.
		 */
		__u32 op_param;
	};
};

/**
 * The two kinds of worker threads: indices of the array for `IORING_REGISTER_IOWQ_MAX_WORKERS`. Source:
 * io_uring_register(2).
 */
enum io_wq_type {
	/**
	 * Workers for what ends in bounded time: files and block devices. Since Linux 5.15. Source: kernel
	 * header linux/io_uring.h.
	 */
	IO_WQ_BOUND,
	/**
	 * Workers for what may take for ever: sockets, pipes and the like. Since Linux 5.15. Source: kernel
	 * header linux/io_uring.h.
	 */
	IO_WQ_UNBOUND,
};

/* Registered memory */

/** In `flags` of `struct io_uring_region_desc`. */
enum {
	/**
	 * The memory is the caller's, at `user_addr`; without it the kernel allocates, to be mapped at
	 * `mmap_offset`. Since Linux 6.13. Source: kernel header linux/io_uring.h.
	 */
	IORING_MEM_REGION_TYPE_USER = 1,
};

/** Memory that is shared with the kernel. Since Linux 6.13. Source: io_uring_register(2). */
struct io_uring_region_desc {
	/** With `IORING_MEM_REGION_TYPE_USER`: address of the memory, page-aligned. Otherwise set 0. */
	__u64 user_addr;
	/** Bytes, a multiple of the page size. Set by the caller. */
	__u64 size;
	/** `IORING_MEM_REGION_TYPE_USER` or 0. Set by the caller. */
	__u32 flags;
	/** Reserved for an id of the region; set 0. */
	__u32 id;
	/** Written by the kernel: offset for mmap(2) on the ring's descriptor. Set 0. */
	__u64 mmap_offset;
	/** Reserved, must be 0. */
	__u64 __resv[4];
};

/** In `flags` of `struct io_uring_mem_region_reg`. */
enum {
	/**
	 * The region holds `struct io_uring_reg_wait` arguments for `IORING_ENTER_EXT_ARG_REG`. The ring must
	 * still be disabled (`IORING_SETUP_R_DISABLED`), else `-EINVAL`. Since Linux 6.13. Source:
	 * io_uring_register(2).
	 */
	IORING_MEM_REGION_REG_WAIT_ARG = 1,
};

/**
 * Registers memory for the ring: argument of `IORING_REGISTER_MEM_REGION`. Set by the caller. Since Linux
 * 6.13. Source: io_uring_register(2).
 */
struct io_uring_mem_region_reg {
	/** Address of a `struct io_uring_region_desc`, which the kernel also writes back. */
	__u64 region_uptr;
	/** `IORING_MEM_REGION_REG_WAIT_ARG` or 0: what the region is for. */
	__u64 flags;
	/** Reserved, must be 0. */
	__u64 __resv[2];
};

#endif
