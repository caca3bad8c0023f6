/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Setting up a ring: io_uring_setup(2), its flags, and the features of the kernel.
 */
#ifndef LIBURING_IO_URING_SETUP_H
#define LIBURING_IO_URING_SETUP_H

/* Setting up a ring: io_uring_setup(2) */

/**
 * Offsets into the mapped submission ring at which its fields lie. Part of `struct io_uring_params`.
 *
 * All offsets are bytes from the start of the mapping (`IORING_OFF_SQ_RING`) and are written by the kernel;
 * only `user_addr` is the caller's. Source: io_uring_setup(2).
 */
struct io_sqring_offsets {
	/**
	 * Offset of the head (`__u32`): the index of the next entry that the kernel takes. The kernel
	 * advances it.
	 */
	__u32 head;
	/**
	 * Offset of the tail (`__u32`): the index behind the last entry that the caller published. The caller
	 * advances it, with release semantics.
	 */
	__u32 tail;
	/** Offset of the mask (`__u32`): number of entries minus 1; `index & mask` is the slot. */
	__u32 ring_mask;
	/** Offset of the number of entries (`__u32`), a power of two. */
	__u32 ring_entries;
	/** Offset of the ring's flags (`__u32`): `IORING_SQ_*` bits that the kernel sets. */
	__u32 flags;
	/**
	 * Offset of the counter (`__u32`) of entries that the kernel threw away because their index was out
	 * of range.
	 */
	__u32 dropped;
	/**
	 * Offset of the array of `__u32` that maps slots to indices of SQEs; 0 with
	 * `IORING_SETUP_NO_SQARRAY`.
	 */
	__u32 array;
	/** Reserved, 0. */
	__u32 resv1;
	/**
	 * With `IORING_SETUP_NO_MMAP`: address of the caller's memory for the SQEs, page-aligned. Otherwise
	 * set 0. Since Linux 6.5.
	 */
	__u64 user_addr;
};

/**
 * Offsets into the mapped completion ring at which its fields lie. Part of `struct io_uring_params`.
 *
 * All offsets are bytes from the start of the mapping (`IORING_OFF_CQ_RING`, the same memory as the
 * submission ring's with `IORING_FEAT_SINGLE_MMAP`) and are written by the kernel; only `user_addr` is the
 * caller's. Source: io_uring_setup(2).
 */
struct io_cqring_offsets {
	/**
	 * Offset of the head (`__u32`): the index of the next CQE to reap. The caller advances it, with
	 * release semantics, once it has read the CQE.
	 */
	__u32 head;
	/**
	 * Offset of the tail (`__u32`): the index behind the last CQE. The kernel advances it; load it with
	 * acquire.
	 */
	__u32 tail;
	/** Offset of the mask (`__u32`): number of entries minus 1; `index & mask` is the slot. */
	__u32 ring_mask;
	/** Offset of the number of entries (`__u32`), a power of two. */
	__u32 ring_entries;
	/**
	 * Offset of the counter (`__u32`) of completions that were lost: no room in the ring, and no memory
	 * to keep them.
	 */
	__u32 overflow;
	/** Offset of the array of CQEs. */
	__u32 cqes;
	/**
	 * Offset of the ring's flags (`__u32`): `IORING_CQ_*` bits that the caller sets. 0 before Linux 5.8.
	 */
	__u32 flags;
	/** Reserved, 0. */
	__u32 resv1;
	/**
	 * With `IORING_SETUP_NO_MMAP`: address of the caller's memory for both rings, page-aligned. Otherwise
	 * set 0. Since Linux 6.5.
	 */
	__u64 user_addr;
};

/**
 * What a ring is to be, and what it became: argument of `io_uring_setup` and `io_uring_queue_init_params`.
 *
 * The caller zeroes it and sets `flags` and the fields that those flags name; the kernel writes the rest
 * back. Source: io_uring_setup(2).
 */
struct io_uring_params {
	/** Written by the kernel: number of submission entries, a power of two. */
	__u32 sq_entries;
	/**
	 * Set by the caller with `IORING_SETUP_CQSIZE`: wanted number of completion entries. Written by the
	 * kernel: the number that there is, a power of two (without the flag twice `sq_entries`).
	 */
	__u32 cq_entries;
	/** Set by the caller: `IORING_SETUP_*` bits. */
	__u32 flags;
	/** With `IORING_SETUP_SQ_AFF`: number of the CPU that the polling thread is bound to. */
	__u32 sq_thread_cpu;
	/**
	 * With `IORING_SETUP_SQPOLL`: milliseconds without work after which the polling thread sleeps; 0 is
	 * one second.
	 */
	__u32 sq_thread_idle;
	/** Written by the kernel: `IORING_FEAT_*` bits. */
	__u32 features;
	/** With `IORING_SETUP_ATTACH_WQ`: file descriptor of the ring to share with. */
	__u32 wq_fd;
	/** Reserved, must be 0. */
	__u32 resv[3];
	/** Where the fields of the submission ring are. */
	struct io_sqring_offsets sq_off;
	/** Where the fields of the completion ring are. */
	struct io_cqring_offsets cq_off;
};

/* Setup flags: io_uring_params.flags */

/**
 * Completions are found by polling the device instead of waiting for its interrupt: less latency, more CPU
 * time.
 *
 * Works for reads, writes and commands on files opened with `O_DIRECT` whose driver can be polled; other
 * files get `-EOPNOTSUPP` and other operations `-EINVAL` in the CQE. The kernel looks for completions only
 * inside io_uring_enter(2) with `IORING_ENTER_GETEVENTS`, or in the thread of `IORING_SETUP_SQPOLL`.
 *
 * Since Linux 5.1. Source: kernel header linux/io_uring.h.
 */
#define IORING_SETUP_IOPOLL (1U << 0)

/**
 * A kernel thread watches the submission ring, so that submitting needs no system call while the thread is
 * awake.
 *
 * After `sq_thread_idle` milliseconds without work the thread sleeps and sets `IORING_SQ_NEED_WAKEUP`; then
 * io_uring_enter(2) with `IORING_ENTER_SQ_WAKEUP` is due (`io_uring_submit` does that). Before Linux 5.11 it
 * needed root and registered files (`IORING_FEAT_SQPOLL_NONFIXED`), and `CAP_SYS_NICE` up to 5.12: `-EPERM`.
 * `-EINVAL` together with `IORING_SETUP_COOP_TASKRUN`, `IORING_SETUP_TASKRUN_FLAG` or
 * `IORING_SETUP_DEFER_TASKRUN`.
 *
 * Since Linux 5.1. Source: kernel header linux/io_uring.h.
 */
#define IORING_SETUP_SQPOLL (1U << 1)

/**
 * Binds the polling thread of `IORING_SETUP_SQPOLL` to the CPU in `sq_thread_cpu`.
 *
 * `-EINVAL` without `IORING_SETUP_SQPOLL`, or if that CPU is not online or not allowed to the caller.
 *
 * Since Linux 5.1. Source: kernel header linux/io_uring.h.
 */
#define IORING_SETUP_SQ_AFF (1U << 2)

/**
 * The completion ring gets `cq_entries` entries, rounded up to a power of two, instead of twice the
 * submission ring.
 *
 * `-EINVAL` if `cq_entries` is 0, less than the entries of the submission ring, or over 65,536 without
 * `IORING_SETUP_CLAMP`.
 *
 * Since Linux 5.5. Source: kernel header linux/io_uring.h.
 */
#define IORING_SETUP_CQSIZE (1U << 3)

/**
 * Sizes over the maximum are cut down to it instead of refused with `-EINVAL`.
 *
 * The maxima are 32,768 submission entries and 65,536 completion entries.
 *
 * Since Linux 5.6. Source: kernel header linux/io_uring.h.
 */
#define IORING_SETUP_CLAMP (1U << 4)

/**
 * Shares the kernel's worker back end with the ring whose descriptor is in `wq_fd`.
 *
 * With `IORING_SETUP_SQPOLL` on both rings they share one polling thread. Since Linux 5.12 other workers
 * belong to the submitting task anyway. `-ENXIO` if `wq_fd` is not open; `-EINVAL` if it is no ring, or if
 * `IORING_SETUP_SQPOLL` is set and that ring has no polling thread.
 *
 * Since Linux 5.6. Source: kernel header linux/io_uring.h.
 */
#define IORING_SETUP_ATTACH_WQ (1U << 5)

/**
 * The ring starts disabled: restrictions can be registered, nothing can be submitted.
 *
 * io_uring_enter(2) answers `-EBADFD` until `io_uring_enable_rings` (`IORING_REGISTER_ENABLE_RINGS`). The
 * task that enables the ring becomes the submitter that `IORING_SETUP_SINGLE_ISSUER` speaks of.
 *
 * Since Linux 5.10. Source: io_uring_setup(2).
 */
#define IORING_SETUP_R_DISABLED (1U << 6)

/**
 * Submission goes on behind a request that fails while it is being submitted.
 *
 * Without the flag the batch ends there and io_uring_enter(2) returns a smaller count. The failed request has
 * its CQE in both cases.
 *
 * Since Linux 5.18. Source: io_uring_setup(2).
 */
#define IORING_SETUP_SUBMIT_ALL (1U << 7)

/**
 * Completions no longer interrupt the task in user space: their work runs at the task's next entry to the
 * kernel.
 *
 * Saves inter-processor interrupts and lets completions gather. Right where the task that submits also waits;
 * a task that only watches the ring in memory needs `IORING_SETUP_TASKRUN_FLAG` besides. `-EINVAL` with
 * `IORING_SETUP_SQPOLL`.
 *
 * Since Linux 5.19. Source: io_uring_setup(2).
 */
#define IORING_SETUP_COOP_TASKRUN (1U << 8)

/**
 * The kernel sets `IORING_SQ_TASKRUN` in the submission ring's flags while completion work waits for the
 * task.
 *
 * Lets `io_uring_peek_cqe` and the like know that entering the kernel will bring completions. Needs
 * `IORING_SETUP_COOP_TASKRUN` or `IORING_SETUP_DEFER_TASKRUN`, else `-EINVAL`; `-EINVAL` with
 * `IORING_SETUP_SQPOLL`.
 *
 * Since Linux 5.19. Source: io_uring_setup(2).
 */
#define IORING_SETUP_TASKRUN_FLAG (1U << 9)

/**
 * Every SQE has 128 bytes instead of 64, with 80 bytes of command data in `cmd`.
 *
 * For passthrough commands (`IORING_OP_URING_CMD`, for example NVMe). `-EINVAL` together with
 * `IORING_SETUP_SQE_MIXED`, which spends the room only where it is needed.
 *
 * Since Linux 5.19. Source: io_uring_setup(2).
 */
#define IORING_SETUP_SQE128 (1U << 10)

/**
 * Every CQE has 32 bytes instead of 16, with two more results in `big_cqe`.
 *
 * For passthrough commands, zero-copy receive and time stamps. `-EINVAL` together with
 * `IORING_SETUP_CQE_MIXED`, which spends the room only where it is needed.
 *
 * Since Linux 5.19. Source: io_uring_setup(2).
 */
#define IORING_SETUP_CQE32 (1U << 11)

/**
 * Promises that one task alone submits to the ring, which spares the kernel locking.
 *
 * It is the task that created the ring, or that enabled it with `IORING_SETUP_R_DISABLED`. The kernel holds
 * the caller to it: other tasks get `-EEXIST` from io_uring_enter(2). With `IORING_SETUP_SQPOLL` the polling
 * thread is that task, so everyone may call.
 *
 * Since Linux 6.0. Source: io_uring_setup(2).
 */
#define IORING_SETUP_SINGLE_ISSUER (1U << 12)

/**
 * Completion work is put off until the submitter itself asks for events.
 *
 * It runs in io_uring_enter(2) with `IORING_ENTER_GETEVENTS` and nowhere else, so that completions arrive in
 * batches and at a time of the caller's choosing; who never asks never gets any. Needs
 * `IORING_SETUP_SINGLE_ISSUER`, else `-EINVAL`; `-EINVAL` with `IORING_SETUP_SQPOLL`. Waiting from another
 * task gives `-EEXIST`.
 *
 * Since Linux 6.1. Source: io_uring_setup(2).
 */
#define IORING_SETUP_DEFER_TASKRUN (1U << 13)

/**
 * The caller brings the memory of the rings, so that there is nothing to mmap.
 *
 * `sq_off.user_addr` is the memory for the SQEs and `cq_off.user_addr` that for both rings, each page-aligned
 * and physically contiguous (a huge page serves; several pages do on later kernels).
 * `io_uring_queue_init_mem` does the layout. `-EFAULT` or `-EINVAL` if the memory does not do.
 *
 * Since Linux 6.5. Source: io_uring_setup(2).
 */
#define IORING_SETUP_NO_MMAP (1U << 14)

/**
 * The ring gets no file descriptor: io_uring_setup(2) returns an index into the task's registered rings.
 *
 * Use the index with `IORING_ENTER_REGISTERED_RING` and `IORING_REGISTER_USE_REGISTERED_RING`. Needs
 * `IORING_SETUP_NO_MMAP`, as there is no descriptor to map, else `-EINVAL`.
 *
 * Since Linux 6.5. Source: io_uring_setup(2).
 */
#define IORING_SETUP_REGISTERED_FD_ONLY (1U << 15)

/**
 * The submission ring has no array of indices: slot i always holds SQE i, taken in order.
 *
 * Saves memory and a load for each request. liburing sets it where the kernel knows it, and `sq_off.array` is
 * 0 then.
 *
 * Since Linux 6.6. Source: io_uring_setup(2).
 */
#define IORING_SETUP_NO_SQARRAY (1U << 16)

/**
 * With `IORING_SETUP_IOPOLL`: the kernel sleeps for a part of the usual completion time before it polls.
 *
 * Costs much less CPU time for a little more latency. `-EINVAL` without `IORING_SETUP_IOPOLL`.
 *
 * Since Linux 6.13. Source: kernel header linux/io_uring.h.
 */
#define IORING_SETUP_HYBRID_IOPOLL (1U << 17)

/**
 * CQEs of 16 and of 32 bytes share the completion ring; those of 32 bytes carry `IORING_CQE_F_32`.
 *
 * A large CQE takes two slots. Where one slot is left before the end of the ring, a filler with
 * `IORING_CQE_F_SKIP` takes it. `-EINVAL` together with `IORING_SETUP_CQE32`; `-EOVERFLOW` where
 * `IORING_SETUP_CQSIZE` asks for one entry.
 *
 * Keep the ring from overflowing: Linux 6.18 damages it then. And never have the kernel wait for as many
 * completions as it has slots: where a large CQE does not fit into the last slot, Linux 6.18 cannot even be
 * stopped by SIGKILL. The functions of this library wait for one less at most; io_uring_enter(2) does not.
 *
 * Since Linux 6.18. Source: io_uring_setup(2).
 */
#define IORING_SETUP_CQE_MIXED (1U << 18)

/**
 * SQEs of 64 and of 128 bytes share the submission ring; the opcode tells which one it is.
 *
 * `IORING_OP_NOP128` and `IORING_OP_URING_CMD128` take two neighbouring slots that must not wrap around the
 * end of the ring; `io_uring_get_sqe128` sees to that. `-EINVAL` together with `IORING_SETUP_SQE128`.
 *
 * Since Linux 6.19. Source: kernel header linux/io_uring.h.
 */
#define IORING_SETUP_SQE_MIXED (1U << 19)

/**
 * Each io_uring_enter(2) takes its SQEs from slot 0 on, and the ring's head and tail are not used.
 *
 * Keeps the same few cache lines in use. Everything prepared must be submitted by the next call. Needs
 * `IORING_SETUP_NO_SQARRAY` and excludes `IORING_SETUP_SQPOLL`, else `-EINVAL`.
 *
 * Since Linux 7.0. Source: io_uring_setup(2).
 */
#define IORING_SETUP_SQ_REWIND (1U << 20)

/* Features of the kernel: io_uring_params.features */

/**
 * Both rings lie in one mapping (`IORING_OFF_SQ_RING`), so that two mmap(2) calls do instead of three.
 *
 * The mapping must be as large as the larger of the two rings asks for.
 *
 * Since Linux 5.4. Source: io_uring_setup(2).
 */
#define IORING_FEAT_SINGLE_MMAP (1U << 0)

/**
 * Completions that find the ring full are kept inside the kernel and delivered once there is room.
 *
 * Meanwhile `IORING_SQ_CQ_OVERFLOW` is set, and submitting may give `-EBUSY`: reap first. Only where the
 * kernel finds no memory to keep a completion it is lost: the overflow counter grows and, since Linux 5.19,
 * waiting gives `-EBADR`.
 *
 * Since Linux 5.5. Source: io_uring_setup(2).
 */
#define IORING_FEAT_NODROP (1U << 1)

/**
 * What an SQE points to may be reused as soon as the kernel has taken the SQE.
 *
 * Holds for what describes the request (an iovec array, a time span, a path), never for the data buffers,
 * which are in use until the CQE. Without the feature all of it must stay until the CQE.
 *
 * Since Linux 5.5. Source: io_uring_setup(2).
 */
#define IORING_FEAT_SUBMIT_STABLE (1U << 2)

/**
 * Reads and writes at offset -1 use the file's own position and advance it, as read(2) does.
 *
 * Several such requests in flight on one file fall upon the position in no certain order.
 *
 * Since Linux 5.6. Source: io_uring_setup(2).
 */
#define IORING_FEAT_RW_CUR_POS (1U << 3)

/**
 * Requests run with the credentials of the task that submits them, also when a worker carries them out.
 *
 * Without the feature they run with those of the task that created the ring. A `personality` in the SQE
 * overrides both.
 *
 * Since Linux 5.6. Source: io_uring_setup(2).
 */
#define IORING_FEAT_CUR_PERSONALITY (1U << 4)

/**
 * A request on a file that is not ready waits through an internal poll instead of blocking a worker thread.
 *
 * Makes many pending receives or accepts cheap.
 *
 * Since Linux 5.7. Source: io_uring_setup(2).
 */
#define IORING_FEAT_FAST_POLL (1U << 5)

/**
 * `IORING_OP_POLL_ADD` takes 32 bits of events (`poll32_events`), such as `EPOLLEXCLUSIVE`; otherwise only
 * 16. Since Linux 5.9. Source: io_uring_setup(2).
 */
#define IORING_FEAT_POLL_32BITS (1U << 6)

/**
 * `IORING_SETUP_SQPOLL` works with ordinary file descriptors; otherwise every file must be a registered one.
 * Since Linux 5.11. Source: io_uring_setup(2).
 */
#define IORING_FEAT_SQPOLL_NONFIXED (1U << 7)

/**
 * io_uring_enter(2) knows `IORING_ENTER_EXT_ARG`: a wait can have a timeout without a timeout request.
 *
 * liburing uses it in `io_uring_wait_cqes` and its relatives; without it they submit an `IORING_OP_TIMEOUT`.
 *
 * Since Linux 5.11. Source: io_uring_setup(2).
 */
#define IORING_FEAT_EXT_ARG (1U << 8)

/**
 * Workers are threads of the submitting process instead of kernel threads that borrow its identity.
 *
 * So they count and behave like any thread of the process: limits, credentials, `/proc`.
 *
 * Since Linux 5.12. Source: io_uring_setup(2).
 */
#define IORING_FEAT_NATIVE_WORKERS (1U << 9)

/**
 * Registered files and buffers can be replaced in place and can carry tags that announce when they are free.
 *
 * See `IORING_REGISTER_BUFFERS2`, `IORING_REGISTER_BUFFERS_UPDATE` and their counterparts for files.
 *
 * Since Linux 5.13. Source: io_uring_setup(2).
 */
#define IORING_FEAT_RSRC_TAGS (1U << 10)

/**
 * `IOSQE_CQE_SKIP_SUCCESS` is supported: a request may leave no CQE when it succeeds. Since Linux 5.17.
 * Source: io_uring_setup(2).
 */
#define IORING_FEAT_CQE_SKIP (1U << 11)

/**
 * The file of a linked request is looked up when the request starts, not when it is submitted.
 *
 * So a chain can open a file into a registered slot and use that slot in the next link.
 *
 * Since Linux 5.17. Source: io_uring_setup(2).
 */
#define IORING_FEAT_LINKED_FILE (1U << 12)

/**
 * io_uring_register(2) accepts a registered ring: `IORING_REGISTER_USE_REGISTERED_RING`. Since Linux 6.3.
 * Source: io_uring_setup(2).
 */
#define IORING_FEAT_REG_REG_RING (1U << 13)

/**
 * Sends and receives support bundles: `IORING_RECVSEND_BUNDLE`. Since Linux 6.10. Source: kernel header
 * linux/io_uring.h.
 */
#define IORING_FEAT_RECVSEND_BUNDLE (1U << 14)

/**
 * Waits can have a minimum time: `min_wait_usec` of `struct io_uring_getevents_arg` and `struct
 * io_uring_reg_wait`.
 *
 * Used by `io_uring_submit_and_wait_min_timeout` and `io_uring_wait_cqes_min_timeout`.
 *
 * Since Linux 6.12. Source: io_uring_submit_and_wait_min_timeout(3).
 */
#define IORING_FEAT_MIN_TIMEOUT (1U << 15)

/**
 * Reads and writes can carry attributes such as protection information: `attr_ptr`, `attr_type_mask`. Since
 * Linux 6.14. Source: kernel header linux/io_uring.h.
 */
#define IORING_FEAT_RW_ATTR (1U << 16)

/**
 * `IORING_ENTER_NO_IOWAIT` is supported; `io_uring_set_iowait` depends on it. Since Linux 6.15. Source:
 * io_uring_set_iowait(3).
 */
#define IORING_FEAT_NO_IOWAIT (1U << 17)

#endif
