/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The kernel interface of io_uring: what user space and the kernel exchange, byte for byte.
 *
 * Contents, in this order: setting a ring up; the memory of a ring; submission queue entries with the opcodes
 * and the flags of each kind of request; completion queue entries; entering the kernel; registration, subject
 * by subject; zero-copy receive; socket commands. A constant stands beside the struct whose field takes it.
 *
 * Who writes: "set by the caller" means user space, before the system call; "written by the kernel" means
 * that what the caller put there is overwritten. Reserved fields must be 0, or the kernel answers -EINVAL: start
 * every struct from zero.
 *
 * The comments are Markdown: they become the documentation of the Rust bindings.
 */
#ifndef LINUX_IO_URING_H
#define LINUX_IO_URING_H

#include "compat.h"

/*
 * Length of the arrays that stand at the end of a struct without room of their own: what follows the struct
 * in memory belongs to them. None here, as the size of the struct must not count them. The generator of the Rust
 * bindings sets 1, because it has no zero-length array that is Copy, and cuts the 1 back to 0 afterwards.
 */
#ifndef IO_URING_FLEX
#define IO_URING_FLEX 0
#endif

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
 * belong to the submitting task anyway. `-ENXIO` if `wq_fd` is not open, `-EINVAL` if it is no ring.
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

/* The memory of a ring: offsets for mmap(2) on the ring's descriptor, and the flags that live in the rings */

/** Offset at which mmap(2) finds the submission ring. Since Linux 5.1. Source: io_uring_setup(2). */
#define IORING_OFF_SQ_RING 0ULL

/**
 * Offset at which mmap(2) finds the completion ring, where it is not in one mapping with the submission ring
 * (`IORING_FEAT_SINGLE_MMAP`). Since Linux 5.1. Source: io_uring_setup(2).
 */
#define IORING_OFF_CQ_RING 0x8000000ULL

/** Offset at which mmap(2) finds the array of SQEs. Since Linux 5.1. Source: io_uring_setup(2). */
#define IORING_OFF_SQES 0x10000000ULL

/**
 * Offset at which mmap(2) finds a buffer ring that the kernel allocated (`IOU_PBUF_RING_MMAP`); the group id
 * shifted left by `IORING_OFF_PBUF_SHIFT` is added. Since Linux 6.4. Source: kernel header linux/io_uring.h.
 */
#define IORING_OFF_PBUF_RING 0x80000000ULL

/**
 * Number of bits by which a buffer group id is shifted in the mmap(2) offset of its ring. Since Linux 6.4.
 * Source: kernel header linux/io_uring.h.
 */
#define IORING_OFF_PBUF_SHIFT 16

/**
 * Bits of an mmap(2) offset that tell which of the areas is meant. Since Linux 6.4. Source: kernel header
 * linux/io_uring.h.
 */
#define IORING_OFF_MMAP_MASK 0xf8000000ULL

/**
 * In the submission ring's flags, set by the kernel: the polling thread of `IORING_SETUP_SQPOLL` sleeps. Wake
 * it with `IORING_ENTER_SQ_WAKEUP`. A full fence between publishing the tail and reading the flag is needed.
 * Since Linux 5.1. Source: kernel header linux/io_uring.h.
 */
#define IORING_SQ_NEED_WAKEUP (1U << 0)

/**
 * In the submission ring's flags, set by the kernel: completions wait inside the kernel because the ring is
 * full. Reap, then enter the kernel with `IORING_ENTER_GETEVENTS` to get them. `io_uring_cq_has_overflow`
 * reads it. Since Linux 5.8. Source: kernel header linux/io_uring.h.
 */
#define IORING_SQ_CQ_OVERFLOW (1U << 1)

/**
 * In the submission ring's flags, set by the kernel with `IORING_SETUP_TASKRUN_FLAG`: completion work waits
 * for the task to enter the kernel. Since Linux 5.19. Source: io_uring_setup(2).
 */
#define IORING_SQ_TASKRUN (1U << 2)

/**
 * In the completion ring's flags, set by the caller: the registered eventfd is not signalled while it is set.
 * `io_uring_cq_eventfd_toggle` sets and clears it. Since Linux 5.8. Source: io_uring_register(2).
 */
#define IORING_CQ_EVENTFD_DISABLED (1U << 0)

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
	 * Which registered buffer, or which group of provided buffers. On its own it would be aligned to 2
	 * bytes; it is packed in the kernel's definition and thus here.
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

/* Operations: io_uring_sqe.opcode */

/**
 * What a request does: values of `opcode`. `io_uring_opcode_supported` tells which of them the running kernel
 * has.
 *
 * Where a system call is named, `res` of the CQE is what that call returns, with `-errno` for an error.
 * Source: io_uring_enter(2).
 */
enum io_uring_op {
	/**
	 * Does nothing and completes with 0. Prepared by `io_uring_prep_nop`; takes `IORING_NOP_*` flags.
	 * Since Linux 5.1. Source: kernel header linux/io_uring.h.
	 */
	IORING_OP_NOP = 0,
	/**
	 * Reads into several buffers, like preadv2(2). Prepared by `io_uring_prep_readv`,
	 * `io_uring_prep_readv2`. Since Linux 5.1. Source: kernel header linux/io_uring.h.
	 */
	IORING_OP_READV,
	/**
	 * Writes from several buffers, like pwritev2(2). Prepared by `io_uring_prep_writev`,
	 * `io_uring_prep_writev2`. Since Linux 5.1. Source: kernel header linux/io_uring.h.
	 */
	IORING_OP_WRITEV,
	/**
	 * Flushes a file to storage, like fsync(2); not ordered after earlier writes unless linked or
	 * drained. Prepared by `io_uring_prep_fsync`. Since Linux 5.1. Source: kernel header
	 * linux/io_uring.h.
	 */
	IORING_OP_FSYNC,
	/**
	 * Reads into a registered buffer. Prepared by `io_uring_prep_read_fixed`. Since Linux 5.1. Source:
	 * kernel header linux/io_uring.h.
	 */
	IORING_OP_READ_FIXED,
	/**
	 * Writes from a registered buffer. Prepared by `io_uring_prep_write_fixed`. Since Linux 5.1. Source:
	 * kernel header linux/io_uring.h.
	 */
	IORING_OP_WRITE_FIXED,
	/**
	 * Waits until a file is ready, like poll(2): once or, with `IORING_POLL_ADD_MULTI`, again and again;
	 * `res` is the mask of events. Prepared by `io_uring_prep_poll_add`, `io_uring_prep_poll_multishot`.
	 * Since Linux 5.1. Source: kernel header linux/io_uring.h.
	 */
	IORING_OP_POLL_ADD,
	/**
	 * Removes or, with `IORING_POLL_UPDATE_*`, changes a pending poll request, found by its `user_data`.
	 * `-ENOENT` if there is none, `-EALREADY` if it is completing. Prepared by
	 * `io_uring_prep_poll_remove`, `io_uring_prep_poll_update`. Since Linux 5.1. Source: kernel header
	 * linux/io_uring.h.
	 */
	IORING_OP_POLL_REMOVE,
	/**
	 * Flushes a part of a file, like sync_file_range(2). Prepared by `io_uring_prep_sync_file_range`.
	 * Since Linux 5.2. Source: io_uring_enter(2).
	 */
	IORING_OP_SYNC_FILE_RANGE,
	/**
	 * Sends a message, like sendmsg(2). Prepared by `io_uring_prep_sendmsg`. Since Linux 5.3. Source:
	 * io_uring_enter(2).
	 */
	IORING_OP_SENDMSG,
	/**
	 * Receives a message, like recvmsg(2). Prepared by `io_uring_prep_recvmsg`,
	 * `io_uring_prep_recvmsg_multishot`. Since Linux 5.3. Source: io_uring_enter(2).
	 */
	IORING_OP_RECVMSG,
	/**
	 * Completes when a time has passed (`-ETIME`) or a number of other completions has been posted (0).
	 * Prepared by `io_uring_prep_timeout`. Since Linux 5.4. Source: io_uring_enter(2).
	 */
	IORING_OP_TIMEOUT,
	/**
	 * Removes or, with `IORING_TIMEOUT_UPDATE`, changes a pending timeout, found by its `user_data`.
	 * `-ENOENT` if there is none. Prepared by `io_uring_prep_timeout_remove`,
	 * `io_uring_prep_timeout_update`. Since Linux 5.5. Source: io_uring_enter(2).
	 */
	IORING_OP_TIMEOUT_REMOVE,
	/**
	 * Accepts a connection, like accept4(2): once or, with `IORING_ACCEPT_MULTISHOT`, again and again.
	 * Prepared by `io_uring_prep_accept`, `io_uring_prep_multishot_accept` and their direct variants.
	 * Since Linux 5.5. Source: io_uring_enter(2).
	 */
	IORING_OP_ACCEPT,
	/**
	 * Cancels pending requests that match. 0 or, with `IORING_ASYNC_CANCEL_ALL`, their number; `-ENOENT`
	 * if there is none, `-EALREADY` if it is running already. Prepared by `io_uring_prep_cancel`,
	 * `io_uring_prep_cancel64`, `io_uring_prep_cancel_fd`. Since Linux 5.5. Source: io_uring_enter(2).
	 */
	IORING_OP_ASYNC_CANCEL,
	/**
	 * Cancels the request before it in the chain if that takes longer than a time: `-ETIME` if it did,
	 * `-ECANCELED` if the request completed first. Prepared by `io_uring_prep_link_timeout`. Since Linux
	 * 5.5. Source: io_uring_enter(2).
	 */
	IORING_OP_LINK_TIMEOUT,
	/**
	 * Connects a socket, like connect(2). Prepared by `io_uring_prep_connect`. Since Linux 5.5. Source:
	 * io_uring_enter(2).
	 */
	IORING_OP_CONNECT,
	/**
	 * Allocates, punches or zeroes a range of a file, like fallocate(2). Prepared by
	 * `io_uring_prep_fallocate`. Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_FALLOCATE,
	/**
	 * Opens a file, like openat(2), into a descriptor or a registered slot. Prepared by
	 * `io_uring_prep_openat`, `io_uring_prep_open` and their direct variants. Since Linux 5.6. Source:
	 * io_uring_enter(2).
	 */
	IORING_OP_OPENAT,
	/**
	 * Closes a descriptor, like close(2), or empties a registered slot. Prepared by
	 * `io_uring_prep_close`, `io_uring_prep_close_direct`. Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_CLOSE,
	/**
	 * Replaces registered files, like `IORING_REGISTER_FILES_UPDATE`. Prepared by
	 * `io_uring_prep_files_update`. Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_FILES_UPDATE,
	/**
	 * Tells about a file, like statx(2). Prepared by `io_uring_prep_statx`. Since Linux 5.6. Source:
	 * io_uring_enter(2).
	 */
	IORING_OP_STATX,
	/**
	 * Reads into one buffer, like pread(2), or read(2) at offset -1. Prepared by `io_uring_prep_read`.
	 * Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_READ,
	/**
	 * Writes from one buffer, like pwrite(2), or write(2) at offset -1. Prepared by
	 * `io_uring_prep_write`. Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_WRITE,
	/**
	 * Announces how a file will be used, like posix_fadvise(2). Prepared by `io_uring_prep_fadvise`,
	 * `io_uring_prep_fadvise64`. Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_FADVISE,
	/**
	 * Announces how memory will be used, like madvise(2). Prepared by `io_uring_prep_madvise`,
	 * `io_uring_prep_madvise64`. Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_MADVISE,
	/**
	 * Sends data, like send(2) and sendto(2). Prepared by `io_uring_prep_send`, `io_uring_prep_sendto`,
	 * `io_uring_prep_send_bundle`. Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_SEND,
	/**
	 * Receives data, like recv(2). Prepared by `io_uring_prep_recv`, `io_uring_prep_recv_multishot`.
	 * Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_RECV,
	/**
	 * Opens a file, like openat2(2), into a descriptor or a registered slot. Prepared by
	 * `io_uring_prep_openat2`, `io_uring_prep_openat2_direct`. Since Linux 5.6. Source:
	 * io_uring_enter(2).
	 */
	IORING_OP_OPENAT2,
	/**
	 * Changes the interest list of an epoll instance, like epoll_ctl(2). Prepared by
	 * `io_uring_prep_epoll_ctl`. Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_EPOLL_CTL,
	/**
	 * Moves data between a pipe and a file, like splice(2). Prepared by `io_uring_prep_splice`. Since
	 * Linux 5.7. Source: io_uring_enter(2).
	 */
	IORING_OP_SPLICE,
	/**
	 * Adds buffers of equal length to a group for `IOSQE_BUFFER_SELECT`; a buffer ring
	 * (`io_uring_setup_buf_ring`) is the faster way. Prepared by `io_uring_prep_provide_buffers`. Since
	 * Linux 5.7. Source: io_uring_enter(2).
	 */
	IORING_OP_PROVIDE_BUFFERS,
	/**
	 * Takes buffers out of a group again; `res` is how many. Prepared by `io_uring_prep_remove_buffers`.
	 * Since Linux 5.7. Source: io_uring_enter(2).
	 */
	IORING_OP_REMOVE_BUFFERS,
	/**
	 * Copies data from one pipe to another without consuming it, like tee(2). Prepared by
	 * `io_uring_prep_tee`. Since Linux 5.8. Source: io_uring_enter(2).
	 */
	IORING_OP_TEE,
	/**
	 * Shuts a socket down, like shutdown(2). Prepared by `io_uring_prep_shutdown`. Since Linux 5.11.
	 * Source: io_uring_enter(2).
	 */
	IORING_OP_SHUTDOWN,
	/**
	 * Renames a file, like renameat2(2). Prepared by `io_uring_prep_renameat`, `io_uring_prep_rename`.
	 * Since Linux 5.11. Source: io_uring_enter(2).
	 */
	IORING_OP_RENAMEAT,
	/**
	 * Removes a file or a directory, like unlinkat(2). Prepared by `io_uring_prep_unlinkat`,
	 * `io_uring_prep_unlink`. Since Linux 5.11. Source: io_uring_enter(2).
	 */
	IORING_OP_UNLINKAT,
	/**
	 * Makes a directory, like mkdirat(2). Prepared by `io_uring_prep_mkdirat`, `io_uring_prep_mkdir`.
	 * Since Linux 5.15. Source: io_uring_enter(2).
	 */
	IORING_OP_MKDIRAT,
	/**
	 * Makes a symbolic link, like symlinkat(2). Prepared by `io_uring_prep_symlinkat`,
	 * `io_uring_prep_symlink`. Since Linux 5.15. Source: io_uring_enter(2).
	 */
	IORING_OP_SYMLINKAT,
	/**
	 * Makes a hard link, like linkat(2). Prepared by `io_uring_prep_linkat`, `io_uring_prep_link`. Since
	 * Linux 5.15. Source: io_uring_enter(2).
	 */
	IORING_OP_LINKAT,
	/**
	 * Posts a completion on another ring, or passes it a registered file: an `IORING_MSG_*` command in
	 * `addr`. Prepared by `io_uring_prep_msg_ring`, `io_uring_prep_msg_ring_cqe_flags`,
	 * `io_uring_prep_msg_ring_fd`, `io_uring_prep_msg_ring_fd_alloc`. Since Linux 5.18. Source:
	 * io_uring_enter(2).
	 */
	IORING_OP_MSG_RING,
	/**
	 * Sets an extended attribute of an open file, like fsetxattr(2). Prepared by
	 * `io_uring_prep_fsetxattr`. Since Linux 5.19. Source: io_uring_enter(2).
	 */
	IORING_OP_FSETXATTR,
	/**
	 * Sets an extended attribute of the file at a path, like setxattr(2). Prepared by
	 * `io_uring_prep_setxattr`. Since Linux 5.19. Source: io_uring_enter(2).
	 */
	IORING_OP_SETXATTR,
	/**
	 * Reads an extended attribute of an open file, like fgetxattr(2). Prepared by
	 * `io_uring_prep_fgetxattr`. Since Linux 5.19. Source: io_uring_enter(2).
	 */
	IORING_OP_FGETXATTR,
	/**
	 * Reads an extended attribute of the file at a path, like getxattr(2). Prepared by
	 * `io_uring_prep_getxattr`. Since Linux 5.19. Source: io_uring_enter(2).
	 */
	IORING_OP_GETXATTR,
	/**
	 * Makes a socket, like socket(2), as a descriptor or in a registered slot. Prepared by
	 * `io_uring_prep_socket`, `io_uring_prep_socket_direct`, `io_uring_prep_socket_direct_alloc`. Since
	 * Linux 5.19. Source: io_uring_enter(2).
	 */
	IORING_OP_SOCKET,
	/**
	 * Hands a command to the driver or protocol behind the file. Prepared by `io_uring_prep_uring_cmd`,
	 * `io_uring_prep_cmd_sock`, `io_uring_prep_cmd_getsockname`, `io_uring_prep_cmd_discard`. Since Linux
	 * 5.19. Source: io_uring_enter(2).
	 */
	IORING_OP_URING_CMD,
	/**
	 * Sends data without copying it: one CQE tells the result and, if it has `IORING_CQE_F_MORE`, a
	 * second one (`IORING_CQE_F_NOTIF`) that the buffer is free. Prepared by `io_uring_prep_send_zc`,
	 * `io_uring_prep_send_zc_fixed`. Since Linux 6.0. Source: io_uring_enter(2).
	 */
	IORING_OP_SEND_ZC,
	/**
	 * Sends a message without copying its data; completes like `IORING_OP_SEND_ZC`. Prepared by
	 * `io_uring_prep_sendmsg_zc`, `io_uring_prep_sendmsg_zc_fixed`. Since Linux 6.1. Source:
	 * io_uring_enter(2).
	 */
	IORING_OP_SENDMSG_ZC,
	/**
	 * Reads again and again, as data comes, into provided buffers; for files that can be polled. Prepared
	 * by `io_uring_prep_read_multishot`. Since Linux 6.7. Source: io_uring_enter(2).
	 */
	IORING_OP_READ_MULTISHOT,
	/**
	 * Waits for a child process to change state, like waitid(2). Prepared by `io_uring_prep_waitid`.
	 * Since Linux 6.7. Source: io_uring_prep_waitid(3).
	 */
	IORING_OP_WAITID,
	/**
	 * Waits on a futex while it holds a value. Prepared by `io_uring_prep_futex_wait`. Since Linux 6.7.
	 * Source: io_uring_enter(2).
	 */
	IORING_OP_FUTEX_WAIT,
	/**
	 * Wakes waiters of a futex; `res` is how many. Prepared by `io_uring_prep_futex_wake`. Since Linux
	 * 6.7. Source: io_uring_enter(2).
	 */
	IORING_OP_FUTEX_WAKE,
	/**
	 * Waits on several futexes; `res` is the index of the one that woke. Prepared by
	 * `io_uring_prep_futex_waitv`. Since Linux 6.7. Source: io_uring_enter(2).
	 */
	IORING_OP_FUTEX_WAITV,
	/**
	 * Makes an ordinary descriptor of a registered file; `res` is the descriptor. Prepared by
	 * `io_uring_prep_fixed_fd_install`. Since Linux 6.8. Source: io_uring_enter(2).
	 */
	IORING_OP_FIXED_FD_INSTALL,
	/**
	 * Sets the length of a file, like ftruncate(2). Prepared by `io_uring_prep_ftruncate`. Since Linux
	 * 6.9. Source: io_uring_enter(2).
	 */
	IORING_OP_FTRUNCATE,
	/**
	 * Binds a socket to an address, like bind(2). Prepared by `io_uring_prep_bind`. Since Linux 6.11.
	 * Source: io_uring_enter(2).
	 */
	IORING_OP_BIND,
	/**
	 * Makes a socket listen, like listen(2). Prepared by `io_uring_prep_listen`. Since Linux 6.11.
	 * Source: io_uring_enter(2).
	 */
	IORING_OP_LISTEN,
	/**
	 * Receives into a registered area without copying; each CQE is followed by a `struct
	 * io_uring_zcrx_cqe`. No helper of its own: `io_uring_prep_rw`, then `zcrx_ifq_idx` and
	 * `IORING_RECV_MULTISHOT` by hand. Since Linux 6.15. Source: io_uring_enter(2).
	 */
	IORING_OP_RECV_ZC,
	/**
	 * Takes events off an epoll instance, like epoll_wait(2), without waiting in the system call.
	 * Prepared by `io_uring_prep_epoll_wait`. Since Linux 6.15. Source: io_uring_enter(2).
	 */
	IORING_OP_EPOLL_WAIT,
	/**
	 * Reads into several parts of a registered buffer. Prepared by `io_uring_prep_readv_fixed`. Since
	 * Linux 6.15. Source: io_uring_enter(2).
	 */
	IORING_OP_READV_FIXED,
	/**
	 * Writes from several parts of a registered buffer. Prepared by `io_uring_prep_writev_fixed`. Since
	 * Linux 6.15. Source: io_uring_enter(2).
	 */
	IORING_OP_WRITEV_FIXED,
	/**
	 * Makes a pipe, like pipe2(2), as descriptors or in registered slots. Prepared by
	 * `io_uring_prep_pipe`, `io_uring_prep_pipe_direct`. Since Linux 6.16. Source: io_uring_enter(2).
	 */
	IORING_OP_PIPE,
	/**
	 * Like `IORING_OP_NOP`, in an SQE of 128 bytes. Prepared by `io_uring_prep_nop128`. Since Linux 6.19.
	 * Source: io_uring_enter(2).
	 */
	IORING_OP_NOP128,
	/**
	 * Like `IORING_OP_URING_CMD`, in an SQE of 128 bytes. Prepared by `io_uring_prep_uring_cmd128`. Since
	 * Linux 6.19. Source: io_uring_enter(2).
	 */
	IORING_OP_URING_CMD128,
	/** Number of operations that these headers know; not an operation itself. */
	IORING_OP_LAST,
};

/* No-operation: io_uring_sqe.nop_flags */

/**
 * `res` of the CQE is taken from `len` instead of being 0: any result can be tried out. Since Linux 6.10.
 * Source: kernel header linux/io_uring.h.
 */
#define IORING_NOP_INJECT_RESULT (1U << 0)

/**
 * Posts a CQE of 32 bytes, with `off` and `addr` in `big_cqe`. `-EINVAL` in the CQE unless the ring has
 * `IORING_SETUP_CQE32` or `IORING_SETUP_CQE_MIXED`. Since Linux 6.18. Source: kernel header linux/io_uring.h.
 */
#define IORING_NOP_CQE32 (1U << 5)

/* Files: fsync_flags, splice_flags, install_fd_flags, attr_type_mask */

/**
 * In `fsync_flags`: flush only what is needed to read the data back, as fdatasync(2) does. Since Linux 5.1.
 * Source: kernel header linux/io_uring.h.
 */
#define IORING_FSYNC_DATASYNC (1U << 0)

/**
 * In `splice_flags`: `splice_fd_in` is the index of a registered file. For `io_uring_prep_splice`,
 * `io_uring_prep_tee`. Since Linux 5.7. Source: kernel header linux/io_uring.h.
 */
#define SPLICE_F_FD_IN_FIXED (1U << 31)

/**
 * In `install_fd_flags`: the new descriptor stays open across execve(2); without it it is closed. Since Linux
 * 6.8. Source: io_uring_enter(2).
 */
#define IORING_FIXED_FD_NO_CLOEXEC (1U << 0)

/**
 * In `attr_type_mask`: `attr_ptr` is the address of a `struct io_uring_attr_pi`. Needs `IORING_FEAT_RW_ATTR`.
 * Since Linux 6.14. Source: kernel header linux/io_uring.h.
 */
#define IORING_RW_ATTR_FLAG_PI (1U << 0)

/**
 * Protection information that goes with a direct read or write, for block devices that check it.
 *
 * Set by the caller, found through `attr_ptr` of the SQE. Since Linux 6.14. Source: kernel header
 * linux/io_uring.h.
 */
struct io_uring_attr_pi {
	/** What the device shall check: `IO_INTEGRITY_CHK_*` bits of linux/fs.h. */
	__u16 flags;
	/** Application tag to compare with, with `IO_INTEGRITY_CHK_APPTAG`. */
	__u16 app_tag;
	/** Bytes at `addr`. */
	__u32 len;
	/** Address of the buffer with the protection information: read for a write, written for a read. */
	__u64 addr;
	/** Value that the reference tag starts from. */
	__u64 seed;
	/** Reserved, must be 0. */
	__u64 rsvd;
};

/* Commands to drivers: io_uring_sqe.uring_cmd_flags */

/**
 * The command uses the registered buffer in `buf_index`. Since Linux 6.1. Source: kernel header
 * linux/io_uring.h.
 */
#define IORING_URING_CMD_FIXED (1U << 0)

/**
 * All bits that are valid in `uring_cmd_flags`; other bits give `-EINVAL` in the CQE. Source: kernel header
 * linux/io_uring.h.
 */
#define IORING_URING_CMD_MASK IORING_URING_CMD_FIXED

/* Timeouts: io_uring_sqe.timeout_flags */

/**
 * The time is a point on the clock, not a span from now. Since Linux 5.5. Source: kernel header
 * linux/io_uring.h.
 */
#define IORING_TIMEOUT_ABS (1U << 0)

/**
 * With `IORING_OP_TIMEOUT_REMOVE`: change the time of the pending timeout instead of removing it. Set by
 * `io_uring_prep_timeout_update`. Since Linux 5.11. Source: io_uring_enter(2).
 */
#define IORING_TIMEOUT_UPDATE (1U << 1)

/**
 * The clock is `CLOCK_BOOTTIME`, which also counts while the machine is suspended; without a clock flag it is
 * `CLOCK_MONOTONIC`. `-EINVAL` together with `IORING_TIMEOUT_REALTIME`. Since Linux 5.15. Source:
 * io_uring_enter(2).
 */
#define IORING_TIMEOUT_BOOTTIME (1U << 2)

/**
 * The clock is `CLOCK_REALTIME`, the time of day. `-EINVAL` together with `IORING_TIMEOUT_BOOTTIME`. Since
 * Linux 5.15. Source: io_uring_enter(2).
 */
#define IORING_TIMEOUT_REALTIME (1U << 3)

/**
 * With `IORING_OP_TIMEOUT_REMOVE`: change the time of a pending `IORING_OP_LINK_TIMEOUT`. Since Linux 5.15.
 * Source: kernel header linux/io_uring.h.
 */
#define IORING_LINK_TIMEOUT_UPDATE (1U << 4)

/**
 * Expiry (`-ETIME`) counts as success: it does not break a chain, and `IOSQE_CQE_SKIP_SUCCESS` hides it.
 * Since Linux 5.16. Source: io_uring_enter(2).
 */
#define IORING_TIMEOUT_ETIME_SUCCESS (1U << 5)

/**
 * The timeout starts again after each expiry. `off` is how often it fires, 0 is until removed; CQEs carry
 * `IORING_CQE_F_MORE` while it goes on. `-EINVAL` together with `IORING_TIMEOUT_ABS`. Since Linux 6.4.
 * Source: io_uring_enter(2).
 */
#define IORING_TIMEOUT_MULTISHOT (1U << 6)

/**
 * The SQE holds the time itself where it otherwise holds the address of a `struct __kernel_timespec`. The
 * manual page says in which unit. Since Linux 7.1. Source: io_uring_enter(2).
 */
#define IORING_TIMEOUT_IMMEDIATE_ARG (1U << 7)

/** All bits that choose a clock; at most one of them may be set. Source: kernel header linux/io_uring.h. */
#define IORING_TIMEOUT_CLOCK_MASK (IORING_TIMEOUT_BOOTTIME | IORING_TIMEOUT_REALTIME)
/** All bits that turn a removal into a change. Source: kernel header linux/io_uring.h. */
#define IORING_TIMEOUT_UPDATE_MASK (IORING_TIMEOUT_UPDATE | IORING_LINK_TIMEOUT_UPDATE)

/* Polling: io_uring_sqe.len of IORING_OP_POLL_ADD and IORING_OP_POLL_REMOVE */

/**
 * The request stays and posts a CQE for every event, with `IORING_CQE_F_MORE` while it goes on. Set by
 * `io_uring_prep_poll_multishot`. Since Linux 5.13. Source: io_uring_enter(2).
 */
#define IORING_POLL_ADD_MULTI (1U << 0)

/**
 * Give the pending poll request the events of this SQE. For `io_uring_prep_poll_update`. Since Linux 5.13.
 * Source: io_uring_enter(2).
 */
#define IORING_POLL_UPDATE_EVENTS (1U << 1)

/**
 * Give the pending poll request the `user_data` in `off`. For `io_uring_prep_poll_update`. Since Linux 5.13.
 * Source: io_uring_enter(2).
 */
#define IORING_POLL_UPDATE_USER_DATA (1U << 2)

/**
 * Level-triggered: reports as long as the file is ready. Otherwise only a change is reported. Since Linux
 * 6.0. Source: kernel header linux/io_uring.h.
 */
#define IORING_POLL_ADD_LEVEL (1U << 3)

/* Cancelling: io_uring_sqe.cancel_flags and io_uring_sync_cancel_reg.flags */

/**
 * Cancel every request that matches, not only the first; the result is their number. Since Linux 5.19.
 * Source: io_uring_prep_cancel(3).
 */
#define IORING_ASYNC_CANCEL_ALL (1U << 0)

/**
 * Match requests on the file `fd` instead of those with the `user_data` in `addr`. Set by
 * `io_uring_prep_cancel_fd`. Since Linux 5.19. Source: io_uring_prep_cancel(3).
 */
#define IORING_ASYNC_CANCEL_FD (1U << 1)

/**
 * Match every request of the ring. `-EINVAL` together with a flag that narrows the match. Since Linux 5.19.
 * Source: io_uring_prep_cancel(3).
 */
#define IORING_ASYNC_CANCEL_ANY (1U << 2)

/**
 * With `IORING_ASYNC_CANCEL_FD`: `fd` is the index of a registered file. Since Linux 6.0. Source:
 * io_uring_prep_cancel(3).
 */
#define IORING_ASYNC_CANCEL_FD_FIXED (1U << 3)

/**
 * Match by `user_data` besides: the default alone, needed where another condition is given too. Since Linux
 * 6.6. Source: io_uring_prep_cancel(3).
 */
#define IORING_ASYNC_CANCEL_USERDATA (1U << 4)

/**
 * Match requests with the opcode in `len`, or in `opcode` of `struct io_uring_sync_cancel_reg`. Since Linux
 * 6.6. Source: io_uring_prep_cancel(3).
 */
#define IORING_ASYNC_CANCEL_OP (1U << 5)

/* Sending and receiving: io_uring_sqe.ioprio */

/**
 * Wait for the socket to be ready before the first attempt: saves an attempt that is known to be in vain.
 * Since Linux 5.19. Source: io_uring_prep_recv(3).
 */
#define IORING_RECVSEND_POLL_FIRST (1U << 0)

/**
 * The receive stays and posts a CQE for all data that comes, with `IORING_CQE_F_MORE` while it goes on. Needs
 * `IOSQE_BUFFER_SELECT`. Set by `io_uring_prep_recv_multishot`, `io_uring_prep_recvmsg_multishot`. Since
 * Linux 6.0. Source: io_uring_prep_recv(3).
 */
#define IORING_RECV_MULTISHOT (1U << 1)

/**
 * Use the registered buffer in `buf_index`. Set by `io_uring_prep_send_zc_fixed`,
 * `io_uring_prep_sendmsg_zc_fixed`. Since Linux 6.0. Source: io_uring_enter(2).
 */
#define IORING_RECVSEND_FIXED_BUF (1U << 2)

/**
 * The notification of a zero-copy send tells in `res` whether the data was copied after all:
 * `IORING_NOTIF_USAGE_ZC_COPIED`. For `io_uring_prep_send_zc` and its variants. Since Linux 6.2. Source:
 * kernel header linux/io_uring.h.
 */
#define IORING_SEND_ZC_REPORT_USAGE (1U << 3)

/**
 * Use as many buffers of the group as there are or are needed, one behind the other; the CQE names the first.
 * Needs `IOSQE_BUFFER_SELECT` and `IORING_FEAT_RECVSEND_BUNDLE`. Set by `io_uring_prep_send_bundle`. Since
 * Linux 6.10. Source: io_uring_prep_recv(3).
 */
#define IORING_RECVSEND_BUNDLE (1U << 4)

/**
 * `addr` is an array of `len` iovecs. For `IORING_OP_SEND` and `IORING_OP_SEND_ZC`. Since Linux 6.17. Source:
 * kernel header linux/io_uring.h.
 */
#define IORING_SEND_VECTORIZED (1U << 5)

/**
 * In `res` of a notification CQE: the data was copied although a zero-copy send was asked for. Only with
 * `IORING_SEND_ZC_REPORT_USAGE`. Since Linux 6.2. Source: kernel header linux/io_uring.h.
 */
#define IORING_NOTIF_USAGE_ZC_COPIED (1U << 31)

/* Accepting: io_uring_sqe.ioprio */

/**
 * The request stays and posts a CQE for every connection, with `IORING_CQE_F_MORE` while it goes on. Set by
 * `io_uring_prep_multishot_accept`, `io_uring_prep_multishot_accept_direct`. Since Linux 5.19. Source:
 * io_uring_prep_accept(3).
 */
#define IORING_ACCEPT_MULTISHOT (1U << 0)

/**
 * Do not wait for a connection: `-EAGAIN` in the CQE if none is there. Since Linux 6.10. Source: kernel
 * header linux/io_uring.h.
 */
#define IORING_ACCEPT_DONTWAIT (1U << 1)

/**
 * Wait for a connection before the first attempt: saves an attempt that is known to be in vain. Since Linux
 * 6.10. Source: kernel header linux/io_uring.h.
 */
#define IORING_ACCEPT_POLL_FIRST (1U << 2)

/* Messages between rings: the command in io_uring_sqe.addr, the flags in io_uring_sqe.msg_ring_flags */

/** Commands of `IORING_OP_MSG_RING`, in `addr`. The prep helpers set them. Source: io_uring_enter(2). */
enum io_uring_msg_ring_flags {
	/**
	 * Post a CQE on the target ring: its `user_data` is `off`, its `res` is `len`. Set by
	 * `io_uring_prep_msg_ring`. Since Linux 5.18. Source: kernel header linux/io_uring.h.
	 */
	IORING_MSG_DATA,
	/**
	 * Pass a registered file to the target's table: from index `addr3` to slot `file_index`. Set by
	 * `io_uring_prep_msg_ring_fd`, `io_uring_prep_msg_ring_fd_alloc`. Since Linux 6.0. Source: kernel
	 * header linux/io_uring.h.
	 */
	IORING_MSG_SEND_FD,
};

/**
 * With `IORING_MSG_SEND_FD`: post no CQE on the target ring. `-EINVAL` with `IORING_MSG_DATA`. Since Linux
 * 6.0. Source: kernel header linux/io_uring.h.
 */
#define IORING_MSG_RING_CQE_SKIP (1U << 0)

/**
 * The target's CQE gets the flags in `file_index`. Set by `io_uring_prep_msg_ring_cqe_flags`. Since Linux
 * 6.3. Source: kernel header linux/io_uring.h.
 */
#define IORING_MSG_RING_FLAGS_PASS (1U << 1)

/* Completion queue entries */

/**
 * A completion queue entry (CQE): the result of a request. 16 bytes, or 32 with `IORING_SETUP_CQE32` or
 * `IORING_CQE_F_32`.
 *
 * Written by the kernel, read by the caller until `io_uring_cqe_seen` or `io_uring_cq_advance` gives the slot
 * back. Source: io_uring_enter(2).
 */
struct io_uring_cqe {
	/** `user_data` of the SQE, unchanged. `io_uring_cqe_get_data`, `io_uring_cqe_get_data64` read it. */
	__u64 user_data;
	/** Result: what the operation returns, or `-errno`. */
	__s32 res;
	/** `IORING_CQE_F_*` bits; with `IORING_CQE_F_BUFFER` the upper 16 bits are a buffer id. */
	__u32 flags;
	/**
	 * The second 16 bytes of a CQE of 32 bytes: two results whose meaning depends on the operation. No
	 * room in the struct itself: valid only on a ring and a CQE that have them.
	 */
	__u64 big_cqe[IO_URING_FLEX];
};

/**
 * The buffer id in the upper 16 bits of `flags` is valid: the kernel took that buffer from the group. Since
 * Linux 5.7. Source: io_uring_enter(2).
 */
#define IORING_CQE_F_BUFFER (1U << 0)

/**
 * The request goes on: more CQEs with the same `user_data` will come. Its absence ends a multishot request.
 * Since Linux 5.13. Source: io_uring_enter(2).
 */
#define IORING_CQE_F_MORE (1U << 1)

/** After a receive: the socket still holds data. Since Linux 5.19. Source: io_uring_prep_recv(3). */
#define IORING_CQE_F_SOCK_NONEMPTY (1U << 2)

/**
 * The second CQE of a zero-copy send: the kernel no longer uses the buffer. See `IORING_OP_SEND_ZC`. Since
 * Linux 6.0. Source: io_uring_enter(2).
 */
#define IORING_CQE_F_NOTIF (1U << 3)

/**
 * The buffer was used in part and will be used further: the next completion goes on in the same buffer. Only
 * with `IOU_PBUF_RING_INC`. Since Linux 6.12. Source: io_uring_register_buf_ring(3).
 */
#define IORING_CQE_F_BUF_MORE (1U << 4)

/**
 * A filler before the end of the ring, with nothing in it: skip it. Only with `IORING_SETUP_CQE_MIXED`. Since
 * Linux 6.18. Source: io_uring_setup(2).
 */
#define IORING_CQE_F_SKIP (1U << 5)

/**
 * This CQE has 32 bytes and takes two slots. Only with `IORING_SETUP_CQE_MIXED`. Since Linux 6.18. Source:
 * io_uring_setup(2).
 */
#define IORING_CQE_F_32 (1U << 15)

/**
 * Number of bits by which the buffer id is shifted in `flags` of a CQE. Since Linux 5.7. Source:
 * io_uring_enter(2).
 */
#define IORING_CQE_BUFFER_SHIFT 16

/* Entering the kernel: io_uring_enter(2) */

/**
 * Wait until `min_complete` completions are there, and run work that waits for the task.
 *
 * With `IORING_SETUP_IOPOLL` this is where the device is polled; with `IORING_SETUP_DEFER_TASKRUN` nothing
 * completes without it.
 *
 * Since Linux 5.1. Source: kernel header linux/io_uring.h.
 */
#define IORING_ENTER_GETEVENTS (1U << 0)

/**
 * Wake the polling thread of `IORING_SETUP_SQPOLL`, to be set when `IORING_SQ_NEED_WAKEUP` is. Since Linux
 * 5.1. Source: kernel header linux/io_uring.h.
 */
#define IORING_ENTER_SQ_WAKEUP (1U << 1)

/**
 * Wait until the submission ring has room, where a polling thread (`IORING_SETUP_SQPOLL`) empties it. Used by
 * `io_uring_sqring_wait`. Since Linux 5.10. Source: kernel header linux/io_uring.h.
 */
#define IORING_ENTER_SQ_WAIT (1U << 2)

/**
 * The last two arguments are a `struct io_uring_getevents_arg` and its size, instead of a signal mask and its
 * size.
 *
 * Brings timeouts to the wait. Needs `IORING_FEAT_EXT_ARG`; `-EINVAL` if the size is not that of the struct.
 *
 * Since Linux 5.11. Source: io_uring_enter(2).
 */
#define IORING_ENTER_EXT_ARG (1U << 3)

/**
 * The descriptor argument is the index of a registered ring, from `io_uring_register_ring_fd`.
 *
 * Saves the reference counting of the ring's file. `-EINVAL` if the index is out of range, `-EBADF` if it is
 * empty.
 *
 * Since Linux 5.18. Source: kernel header linux/io_uring.h.
 */
#define IORING_ENTER_REGISTERED_RING (1U << 4)

/**
 * The timeout of the wait is a point on the ring's clock, not a span from now. The clock is the one from
 * `io_uring_register_clock`, `CLOCK_MONOTONIC` by default. Since Linux 6.12. Source: io_uring_enter(2).
 */
#define IORING_ENTER_ABS_TIMER (1U << 5)

/**
 * With `IORING_ENTER_EXT_ARG`: the argument is an offset into the registered wait region, where a `struct
 * io_uring_reg_wait` lies, so that nothing is copied.
 *
 * Needs a region with `IORING_MEM_REGION_REG_WAIT_ARG` (`io_uring_register_region`), else `-EFAULT`;
 * `-EINVAL` if the size is not that of the struct. Used by `io_uring_submit_and_wait_reg`.
 *
 * Since Linux 6.13. Source: io_uring_enter(2).
 */
#define IORING_ENTER_EXT_ARG_REG (1U << 6)

/**
 * Do not account the wait as I/O wait, which otherwise shows in statistics and raises the CPU's frequency.
 * Needs `IORING_FEAT_NO_IOWAIT`; `io_uring_set_iowait` makes liburing set it. Since Linux 6.15. Source:
 * io_uring_enter(2).
 */
#define IORING_ENTER_NO_IOWAIT (1U << 7)

/**
 * How to wait: the argument of io_uring_enter(2) with `IORING_ENTER_EXT_ARG`. Set by the caller; liburing
 * fills it. Since Linux 5.11. Source: io_uring_enter(2).
 */
struct io_uring_getevents_arg {
	/** Address of the signal mask for the time of the wait; 0 leaves the mask alone. */
	__u64 sigmask;
	/**
	 * Bytes at `sigmask`: the kernel's size of a signal set, 8 on most machines (number of signals / 8).
	 */
	__u32 sigmask_sz;
	/**
	 * Microseconds to wait for the full number of events; after them one event is enough. 0 turns it off.
	 * Since Linux 6.12, needs `IORING_FEAT_MIN_TIMEOUT`.
	 */
	__u32 min_wait_usec;
	/**
	 * Address of a `struct __kernel_timespec`: the timeout, a span unless `IORING_ENTER_ABS_TIMER`; 0
	 * waits for ever.
	 */
	__u64 ts;
};

/** In `flags` of `struct io_uring_reg_wait`. */
enum {
	/**
	 * The timeout in `ts` counts; without it the wait has none. Since Linux 6.13. Source:
	 * io_uring_register(2).
	 */
	IORING_REG_WAIT_TS = (1U << 0),
};

/**
 * How to wait, kept in a registered region: used with `IORING_ENTER_EXT_ARG_REG`. Set by the caller. Since
 * Linux 6.13. Source: io_uring_register(2).
 */
struct io_uring_reg_wait {
	/** The timeout, with `IORING_REG_WAIT_TS`: a span unless `IORING_ENTER_ABS_TIMER`. */
	struct __kernel_timespec ts;
	/**
	 * Microseconds to wait for the full number of events; after them one event is enough. 0 turns it off.
	 */
	__u32 min_wait_usec;
	/** `IORING_REG_WAIT_TS` or 0. */
	__u32 flags;
	/** Address of the signal mask for the time of the wait; 0 leaves the mask alone. */
	__u64 sigmask;
	/** Bytes at `sigmask`. */
	__u32 sigmask_sz;
	/** Reserved, must be 0. */
	__u32 pad[3];
	/** Reserved, must be 0. */
	__u64 pad2[2];
};

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

/* Registered files and buffers */

/**
 * Registers files or buffers, with tags: argument of `IORING_REGISTER_FILES2` and `IORING_REGISTER_BUFFERS2`.
 *
 * Set by the caller; liburing fills it. Since Linux 5.13. Source: io_uring_register(2).
 */
struct io_uring_rsrc_register {
	/** Number of entries at `data` and at `tags`. */
	__u32 nr;
	/** `IORING_RSRC_REGISTER_SPARSE` or 0. */
	__u32 flags;
	/** Reserved, must be 0. */
	__u64 resv2;
	/**
	 * Address of an array of `__s32` descriptors, or of `struct iovec`; 0 with
	 * `IORING_RSRC_REGISTER_SPARSE`.
	 */
	__aligned_u64 data;
	/**
	 * Address of an array of `__u64` tags, or 0. When a resource with a tag other than 0 is unregistered
	 * and no longer in use, a CQE with the tag as `user_data` is posted.
	 */
	__aligned_u64 tags;
};

/**
 * In `flags` of `struct io_uring_rsrc_register`: a table of empty slots, to be filled later. Set by
 * `io_uring_register_files_sparse`, `io_uring_register_buffers_sparse`. Since Linux 5.19. Source:
 * io_uring_register(2).
 */
#define IORING_RSRC_REGISTER_SPARSE (1U << 0)

/**
 * Replaces registered files: argument of `IORING_REGISTER_FILES_UPDATE`. Set by the caller; liburing fills
 * it. Since Linux 5.5. Source: io_uring_register(2).
 */
struct io_uring_files_update {
	/** Slot of the first file to replace. */
	__u32 offset;
	/** Reserved, must be 0. */
	__u32 resv;
	/**
	 * Address of an array of `__s32` descriptors: -1 empties a slot, `IORING_REGISTER_FILES_SKIP` leaves
	 * it as it is.
	 */
	__aligned_u64 fds;
};

/**
 * Registers or forgets a ring descriptor: argument of `IORING_REGISTER_RING_FDS`,
 * `IORING_UNREGISTER_RING_FDS`.
 *
 * Set by the caller; liburing fills it. Since Linux 5.18. Source: io_uring_register(2).
 */
struct io_uring_rsrc_update {
	/**
	 * Index among the task's registered rings, 0 to 15; -1 (all bits set) lets the kernel choose, which
	 * then writes the index here.
	 */
	__u32 offset;
	/** Reserved, must be 0. */
	__u32 resv;
	/** Descriptor of the ring; 0 to unregister. */
	__aligned_u64 data;
};

/**
 * Replaces registered files or buffers, with tags: argument of `IORING_REGISTER_FILES_UPDATE2` and
 * `IORING_REGISTER_BUFFERS_UPDATE`.
 *
 * Set by the caller; liburing fills it. Since Linux 5.13. Source: io_uring_register(2).
 */
struct io_uring_rsrc_update2 {
	/** Slot of the first resource to replace. */
	__u32 offset;
	/** Reserved, must be 0. */
	__u32 resv;
	/** Address of an array of `__s32` descriptors, or of `struct iovec`. */
	__aligned_u64 data;
	/** Address of an array of `__u64` tags, or 0. */
	__aligned_u64 tags;
	/** Number of entries at `data` and at `tags`. */
	__u32 nr;
	/** Reserved, must be 0. */
	__u32 resv2;
};

/**
 * In an array of descriptors for an update: leave this slot as it is. Since Linux 5.12. Source:
 * io_uring_register(2).
 */
#define IORING_REGISTER_FILES_SKIP (-2)

/**
 * Where `IORING_FILE_INDEX_ALLOC` may take slots: argument of `IORING_REGISTER_FILE_ALLOC_RANGE`.
 *
 * Set by the caller; `io_uring_register_file_alloc_range` fills it. Since Linux 6.0. Source:
 * io_uring_register(2).
 */
struct io_uring_file_index_range {
	/** First slot. */
	__u32 off;
	/** Number of slots. */
	__u32 len;
	/** Reserved, must be 0. */
	__u64 resv;
};

/** In `flags` of `struct io_uring_clone_buffers`. */
enum {
	/**
	 * `src_fd` is the index of a registered ring. Since Linux 6.12. Source: io_uring_clone_buffers(3).
	 */
	IORING_REGISTER_SRC_REGISTERED = (1U << 0),
	/**
	 * Buffers that the slots hold already are replaced; without it they give `-EBUSY`. Since Linux 6.13.
	 * Source: io_uring_register(2).
	 */
	IORING_REGISTER_DST_REPLACE = (1U << 1),
};

/**
 * Copies registered buffers from one ring to another: argument of `IORING_REGISTER_CLONE_BUFFERS`.
 *
 * Set by the caller; `io_uring_clone_buffers` and its relatives fill it. Since Linux 6.12. Source:
 * io_uring_clone_buffers(3).
 */
struct io_uring_clone_buffers {
	/** Descriptor of the ring to copy from, or its index with `IORING_REGISTER_SRC_REGISTERED`. */
	__u32 src_fd;
	/** `IORING_REGISTER_SRC_REGISTERED`, `IORING_REGISTER_DST_REPLACE`. */
	__u32 flags;
	/** First slot to copy from. Since Linux 6.13. */
	__u32 src_off;
	/** First slot to copy to. Since Linux 6.13. */
	__u32 dst_off;
	/** Number of buffers; 0 with both offsets 0 is all of them. Since Linux 6.13. */
	__u32 nr;
	/** Reserved, must be 0. */
	__u32 pad[3];
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
 * Set by the caller. After Linux 6.17. Source: kernel header linux/io_uring.h.
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

/* Rings of provided buffers */

/**
 * One buffer of a buffer ring. `io_uring_buf_ring_add` fills it; the kernel reads it. Since Linux 5.19.
 * Source: io_uring_register_buf_ring(3).
 */
struct io_uring_buf {
	/** Address of the buffer. With `IOU_PBUF_RING_INC` the kernel moves it on as it uses the buffer. */
	__u64 addr;
	/** Bytes of the buffer. With `IOU_PBUF_RING_INC` the kernel reduces it as it uses the buffer. */
	__u32 len;
	/** Buffer id: any 16 bits; they come back in the CQE's flags. */
	__u16 bid;
	/** Reserved. In the first entry this is where the ring's `tail` lies. */
	__u16 resv;
};

/**
 * A ring of provided buffers, shared with the kernel. `io_uring_setup_buf_ring` makes one.
 *
 * An array of entries whose first one also holds the tail, in bytes that no buffer uses: hence the union. The
 * caller adds buffers and advances the tail; the kernel takes them. Since Linux 5.19. Source:
 * io_uring_register_buf_ring(3).
 */
struct io_uring_buf_ring {
	/** The tail and the entries, in the same memory. */
	union {
		/** The tail within the first entry. */
		struct {
			/** Covers `addr` of the first entry. */
			__u64 resv1;
			/** Covers `len` of the first entry. */
			__u32 resv2;
			/** Covers `bid` of the first entry. */
			__u16 resv3;
			/**
			 * Index behind the last buffer that was added. The caller advances it, with release
			 * semantics: `io_uring_buf_ring_advance`.
			 */
			__u16 tail;
		};
		/** The entries: as many as `ring_entries` of the registration said. */
		struct io_uring_buf bufs[IO_URING_FLEX];
	};
};

/** In `flags` of `struct io_uring_buf_reg`. */
enum io_uring_register_pbuf_ring_flags {
	/**
	 * The kernel allocates the ring; the caller maps it at `IORING_OFF_PBUF_RING`. `ring_addr` must be 0.
	 * Since Linux 6.4. Source: kernel header linux/io_uring.h.
	 */
	IOU_PBUF_RING_MMAP = 1,
	/**
	 * A completion uses up only as much of a buffer as it needs; the next one goes on behind it. The CQE
	 * carries `IORING_CQE_F_BUF_MORE` until the buffer is used up. Since Linux 6.12. Source:
	 * io_uring_register_buf_ring(3).
	 */
	IOU_PBUF_RING_INC = 2,
};

/**
 * Registers or forgets a buffer ring: argument of `IORING_REGISTER_PBUF_RING`, `IORING_UNREGISTER_PBUF_RING`.
 *
 * Set by the caller; to unregister only `bgid` counts. Since Linux 5.19. Source:
 * io_uring_register_buf_ring(3).
 */
struct io_uring_buf_reg {
	/**
	 * Address of the ring's memory, page-aligned: `ring_entries` times 16 bytes. 0 with
	 * `IOU_PBUF_RING_MMAP`.
	 */
	__u64 ring_addr;
	/** Number of entries: a power of two, at most 32,768. */
	__u32 ring_entries;
	/** Id of the buffer group, for `buf_group` of the SQE. */
	__u16 bgid;
	/** `IOU_PBUF_RING_*` flags. */
	__u16 flags;
	/**
	 * With `IOU_PBUF_RING_INC`: a buffer with fewer bytes left than this is used up; 0 uses it to the
	 * last byte. Must be 0 where the kernel does not know it. After Linux 6.17.
	 */
	__u32 min_left;
	/** Reserved, must be 0. */
	__u32 resv[5];
};

/**
 * How far the kernel has got in a buffer ring: argument of `IORING_REGISTER_PBUF_STATUS`. Since Linux 6.8.
 * Source: io_uring_register(2).
 */
struct io_uring_buf_status {
	/** Id of the buffer group. Set by the caller. */
	__u32 buf_group;
	/** Index of the next buffer that the kernel will take. Written by the kernel. */
	__u32 head;
	/** Reserved, must be 0. */
	__u32 resv[8];
};

/**
 * Header that a multishot receive of messages puts in front of each one, in the provided buffer.
 *
 * Written by the kernel. Name, control data and payload follow, the first two with the room that the `struct
 * msghdr` of the request set aside. `io_uring_recvmsg_validate` and its relatives take it apart. Since Linux
 * 6.0. Source: io_uring_prep_recvmsg(3).
 */
struct io_uring_recvmsg_out {
	/** Bytes of the sender's address; more than the room if it was cut. */
	__u32 namelen;
	/** Bytes of control data. */
	__u32 controllen;
	/** Bytes of payload; more than the buffer held if it was cut and `MSG_TRUNC` was asked for. */
	__u32 payloadlen;
	/** `MSG_*` flags, as in `msg_flags` of recvmsg(2). */
	__u32 flags;
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

/**
 * Busy polling of network devices: argument of `IORING_REGISTER_NAPI`, `IORING_UNREGISTER_NAPI`.
 *
 * Set by the caller; the kernel writes the former setting back. Since Linux 6.9. Source:
 * io_uring_register(2).
 */
struct io_uring_napi {
	/** Microseconds that a wait polls the devices for before it sleeps. */
	__u32 busy_poll_to;
	/** 1: polling goes before interrupts, which stay off while it goes on; 0: it does not. */
	__u8 prefer_busy_poll;
	/** Reserved, must be 0. */
	__u8 pad[3];
	/** Reserved, must be 0. */
	__u64 resv;
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

/* Zero-copy receive */

/**
 * Number of bits of an offset that are a position in an area; the bits above them are the area's token. Since
 * Linux 6.15. Source: kernel header linux/io_uring.h.
 */
#define IORING_ZCRX_AREA_SHIFT 48

/**
 * The bits of `off` in `struct io_uring_zcrx_cqe` and `struct io_uring_zcrx_rqe` that are the area's token.
 * Since Linux 6.15. Source: kernel header linux/io_uring.h.
 */
#define IORING_ZCRX_AREA_MASK (~((1ULL << IORING_ZCRX_AREA_SHIFT) - 1))

/**
 * Entry of the refill ring: gives a piece of the area back to the kernel. Written by the caller. Since Linux
 * 6.15. Source: kernel header linux/io_uring.h.
 */
struct io_uring_zcrx_rqe {
	/** Offset in the area, with `rq_area_token` in the bits of `IORING_ZCRX_AREA_MASK`. */
	__u64 off;
	/** Bytes. */
	__u32 len;
	/** Padding, must be 0. */
	__u32 __pad;
};

/**
 * Second half of the CQE of `IORING_OP_RECV_ZC`: where the data is. Written by the kernel. Since Linux 6.15.
 * Source: kernel header linux/io_uring.h.
 */
struct io_uring_zcrx_cqe {
	/**
	 * Offset of the data in the area, with the area's token in the bits of `IORING_ZCRX_AREA_MASK`; `res`
	 * is its length.
	 */
	__u64 off;
	/** Padding, 0. */
	__u64 __pad;
};

/**
 * Offsets at which the fields of a refill ring lie, bytes from the start of its region. Written by the
 * kernel. Since Linux 6.15. Source: kernel header linux/io_uring.h.
 */
struct io_uring_zcrx_offsets {
	/** Offset of the head (`__u32`), which the kernel advances. */
	__u32 head;
	/** Offset of the tail (`__u32`), which the caller advances, with release semantics. */
	__u32 tail;
	/** Offset of the array of `struct io_uring_zcrx_rqe`. */
	__u32 rqes;
	/** Reserved, 0. */
	__u32 __resv2;
	/** Reserved, 0. */
	__u64 __resv[2];
};

/** In `flags` of `struct io_uring_zcrx_area_reg`. Source: kernel header linux/io_uring.h. */
enum io_uring_zcrx_area_flags {
	/**
	 * The area is the DMA buffer in `dmabuf_fd` instead of the caller's memory. Since Linux 6.16. Source:
	 * kernel header linux/io_uring.h.
	 */
	IORING_ZCRX_AREA_DMABUF = 1,
};

/**
 * The memory that a zero-copy receive queue delivers into. Part of a registration. Since Linux 6.15. Source:
 * kernel header linux/io_uring.h.
 */
struct io_uring_zcrx_area_reg {
	/**
	 * Address of the area, page-aligned; with `IORING_ZCRX_AREA_DMABUF` the offset in the DMA buffer. Set
	 * by the caller.
	 */
	__u64 addr;
	/** Bytes of the area, a multiple of the page size. Set by the caller. */
	__u64 len;
	/** Written by the kernel: token for `off` of refill entries. Set 0. */
	__u64 rq_area_token;
	/** `IORING_ZCRX_AREA_DMABUF` or 0. Set by the caller. */
	__u32 flags;
	/** Descriptor of the DMA buffer, with `IORING_ZCRX_AREA_DMABUF`. Set by the caller. */
	__u32 dmabuf_fd;
	/** Reserved, must be 0. */
	__u64 __resv2[2];
};

/** In `flags` of `struct io_uring_zcrx_ifq_reg`. Source: kernel header linux/io_uring.h. */
enum zcrx_reg_flags {
	/**
	 * Import a queue that `ZCRX_CTRL_EXPORT` made a descriptor of, instead of setting one up. Since Linux
	 * 6.19. Source: kernel header linux/io_uring.h.
	 */
	ZCRX_REG_IMPORT = 1,
	/**
	 * Set the queue up without a network device; data is copied into the area. After Linux 6.17. Source:
	 * kernel header linux/io_uring.h.
	 */
	ZCRX_REG_NODEV = 2,
};

/**
 * Abilities of the kernel's zero-copy receive: `features` of `struct io_uring_query_zcrx`. Source: kernel
 * header linux/io_uring.h.
 */
enum zcrx_features {
	/**
	 * `rx_buf_len` of `struct io_uring_zcrx_ifq_reg` is supported. After Linux 6.17. Source: kernel
	 * header linux/io_uring.h.
	 */
	ZCRX_FEATURE_RX_PAGE_SIZE = (1 << 0),
};

/**
 * Registers a network receive queue for zero-copy receive: argument of `IORING_REGISTER_ZCRX_IFQ`.
 *
 * Needs `CAP_NET_ADMIN` and a ring with `IORING_SETUP_DEFER_TASKRUN` and 32-byte CQEs, else `-EPERM` or
 * `-EINVAL`. Used by `io_uring_register_ifq`. Since Linux 6.15. Source: kernel header linux/io_uring.h.
 */
struct io_uring_zcrx_ifq_reg {
	/** Index of the network interface, as from if_nametoindex(3). Set by the caller. */
	__u32 if_idx;
	/** Number of the interface's receive queue. Set by the caller. */
	__u32 if_rxq;
	/**
	 * Wanted entries of the refill ring. Set by the caller; the kernel writes the number that there is.
	 */
	__u32 rq_entries;
	/** `enum zcrx_reg_flags` bits. Set by the caller. */
	__u32 flags;
	/**
	 * Address of a `struct io_uring_zcrx_area_reg`, which the kernel also writes back. Set by the caller.
	 */
	__u64 area_ptr;
	/** Address of a `struct io_uring_region_desc`: the memory of the refill ring. Set by the caller. */
	__u64 region_ptr;
	/** Where the fields of the refill ring are. Written by the kernel. */
	struct io_uring_zcrx_offsets offsets;
	/** Written by the kernel: id of the queue, for `zcrx_ifq_idx` of the SQE. */
	__u32 zcrx_id;
	/**
	 * Wanted bytes of one receive buffer, a power of two; 0 is the page size. Needs
	 * `ZCRX_FEATURE_RX_PAGE_SIZE`. After Linux 6.17.
	 */
	__u32 rx_buf_len;
	/** Reserved, must be 0. */
	__u64 __resv[3];
};

/** What a `struct zcrx_ctrl` asks for: values of its `op`. Source: kernel header linux/io_uring.h. */
enum zcrx_ctrl_op {
	/**
	 * Take all entries off the refill ring at once. Since Linux 6.19. Source: kernel header
	 * linux/io_uring.h.
	 */
	ZCRX_CTRL_FLUSH_RQ,
	/**
	 * Make a descriptor of the queue, which another ring can import with `ZCRX_REG_IMPORT`. Since Linux
	 * 6.19. Source: kernel header linux/io_uring.h.
	 */
	ZCRX_CTRL_EXPORT,
	/** Number of operations that these headers know; not an operation itself. */
	__ZCRX_CTRL_LAST,
};

/**
 * Argument of `ZCRX_CTRL_FLUSH_RQ`: nothing yet. Since Linux 6.19. Source: kernel header linux/io_uring.h.
 */
struct zcrx_ctrl_flush_rq {
	/** Reserved, must be 0. */
	__u64 __resv[6];
};

/** Result of `ZCRX_CTRL_EXPORT`. Since Linux 6.19. Source: kernel header linux/io_uring.h. */
struct zcrx_ctrl_export {
	/** Written by the kernel: the new descriptor. */
	__u32 zcrx_fd;
	/** Reserved, must be 0. */
	__u32 __resv1[11];
};

/**
 * Controls a zero-copy receive queue: argument of `IORING_REGISTER_ZCRX_CTRL`.
 *
 * Used by `io_uring_register_zcrx_ctrl`. Since Linux 6.19. Source: kernel header linux/io_uring.h.
 */
struct zcrx_ctrl {
	/** Id of the queue, from its registration. Set by the caller. */
	__u32 zcrx_id;
	/** `enum zcrx_ctrl_op`: what to do. Set by the caller. */
	__u32 op;
	/** Reserved, must be 0. */
	__u64 __resv[2];
	/** The argument of the operation. */
	union {
		/** For `ZCRX_CTRL_EXPORT`. */
		struct zcrx_ctrl_export zc_export;
		/** For `ZCRX_CTRL_FLUSH_RQ`. */
		struct zcrx_ctrl_flush_rq zc_flush;
	};
};

/* Commands to sockets: io_uring_sqe.cmd_op of IORING_OP_URING_CMD */

/**
 * What a command to a socket does: `cmd_op` of `io_uring_prep_cmd_sock`. Source: io_uring_prep_cmd_sock(3).
 */
enum io_uring_socket_op {
	/**
	 * Tells how many bytes can be read, like the `SIOCINQ` ioctl. Since Linux 6.7. Source:
	 * io_uring_prep_cmd_sock(3).
	 */
	SOCKET_URING_OP_SIOCINQ = 0,
	/**
	 * Tells how many bytes are not sent yet, like the `SIOCOUTQ` ioctl. After Linux 6.5. Source: kernel
	 * header linux/io_uring.h.
	 */
	SOCKET_URING_OP_SIOCOUTQ,
	/**
	 * Reads a socket option, like getsockopt(2), level `SOL_SOCKET` only; `res` is the length of the
	 * value. Since Linux 6.7. Source: kernel header linux/io_uring.h.
	 */
	SOCKET_URING_OP_GETSOCKOPT,
	/** Sets a socket option, like setsockopt(2). Since Linux 6.7. Source: io_uring_prep_cmd_sock(3). */
	SOCKET_URING_OP_SETSOCKOPT,
	/**
	 * Delivers time stamps of sent packets, one CQE of 32 bytes each, with a `struct io_timespec` in its
	 * second half. Since Linux 6.17. Source: io_uring_prep_cmd_sock(3).
	 */
	SOCKET_URING_OP_TX_TIMESTAMP,
	/**
	 * Tells the address of the socket, like getsockname(2), or of its peer, like getpeername(2). Prepared
	 * by `io_uring_prep_cmd_getsockname`. Since Linux 6.19. Source: io_uring_prep_cmd_sock(3).
	 */
	SOCKET_URING_OP_GETSOCKNAME,
};

/**
 * Number of the bit in a time stamp CQE's `flags` that says that the hardware took the time. Since Linux
 * 6.17. Source: io_uring_prep_cmd_sock(3).
 */
#define IORING_TIMESTAMP_HW_SHIFT 16

/**
 * Number of bits by which the kind of a time stamp (`SCM_TSTAMP_*`) is shifted in its CQE's `flags`. Since
 * Linux 6.17. Source: io_uring_prep_cmd_sock(3).
 */
#define IORING_TIMESTAMP_TYPE_SHIFT (IORING_TIMESTAMP_HW_SHIFT + 1)

/**
 * In `flags` of a time stamp CQE: the hardware took the time, not the software. Since Linux 6.17. Source:
 * io_uring_prep_cmd_sock(3).
 */
#define IORING_CQE_F_TSTAMP_HW (1U << IORING_TIMESTAMP_HW_SHIFT)

/**
 * A time stamp in the second half of a CQE. Written by the kernel. Since Linux 6.17. Source:
 * io_uring_prep_cmd_sock(3).
 */
struct io_timespec {
	/** Seconds. */
	__u64 tv_sec;
	/** Nanoseconds, 0 to 999,999,999. */
	__u64 tv_nsec;
};

#include "io_uring/query.h"
#include "io_uring/bpf_filter.h"

#endif
