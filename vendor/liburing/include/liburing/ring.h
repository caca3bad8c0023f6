/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The ring, as the library keeps it: one struct for each queue, with pointers into the memory shared with
 * the kernel.
 */
#ifndef LIBURING_RING_H
#define LIBURING_RING_H

/* Tells programs that the 64-bit user_data helpers are there. */
#define LIBURING_HAVE_DATA64

/**
 * `user_data` of the timeout requests that the library itself submits, where a kernel before 5.11 needs one for
 * a wait with a timeout. Completions that carry it are taken off the ring by the peek and wait functions and never
 * handed out: do not use the value for requests of your own.
 */
#define LIBURING_UDATA_TIMEOUT ((__u64)-1)

/**
 * Submission queue of a ring: where its parts lie in the shared memory, and the entries taken but not submitted yet.
 * The setup functions fill it; callers have no need to touch it.
 */
struct io_uring_sq {
	/** Head index, in shared memory: the kernel moves it on as it consumes entries. */
	unsigned *khead;
	/** Tail index, in shared memory: the library moves it on as it submits entries. */
	unsigned *ktail;
	/** Mask in shared memory; the kernel wrote it once at setup. Use `ring_mask`. */
	unsigned *kring_mask;
	/** Number of entries in shared memory; the kernel wrote it once at setup. Use `ring_entries`. */
	unsigned *kring_entries;
	/** `IORING_SQ_*` flags, in shared memory: the kernel's messages to the submitter. */
	unsigned *kflags;
	/** Number of entries that the kernel dropped because their index was invalid, in shared memory. */
	unsigned *kdropped;
	/** Array from queue position to entry index, filled once at setup; null with `IORING_SETUP_NO_SQARRAY`. */
	unsigned *array;
	/** The entries, in shared memory: 64 bytes each, 128 with `IORING_SETUP_SQE128`. */
	struct io_uring_sqe *sqes;
	/** Index of the first entry that was taken but not submitted. */
	unsigned sqe_head;
	/** Index behind the last entry that was taken. */
	unsigned sqe_tail;
	/** Size of the mapping at `ring_ptr`, bytes. */
	size_t ring_sz;
	/** The mapping that holds head, tail, flags and array. */
	void *ring_ptr;
	/** Number of entries minus 1: turns an index that runs on into a position. */
	unsigned ring_mask;
	/** Number of entries, a power of 2. */
	unsigned ring_entries;
	/** Size of the mapping at `sqes`, bytes. */
	unsigned sqes_sz;
	/** Padding. */
	unsigned pad;
};

/**
 * Completion queue of a ring: where its parts lie in the shared memory. The setup functions fill it; callers have no
 * need to touch it.
 */
struct io_uring_cq {
	/** Head index, in shared memory: the caller moves it on as it handles completions. */
	unsigned *khead;
	/** Tail index, in shared memory: the kernel moves it on as it posts completions. */
	unsigned *ktail;
	/** Mask in shared memory; the kernel wrote it once at setup. Use `ring_mask`. */
	unsigned *kring_mask;
	/** Number of entries in shared memory; the kernel wrote it once at setup. Use `ring_entries`. */
	unsigned *kring_entries;
	/** `IORING_CQ_*` flags, in shared memory: the caller's messages to the kernel; null on kernels before 5.8. */
	unsigned *kflags;
	/** Number of completions that were lost, in shared memory; stays 0 with `IORING_FEAT_NODROP`. */
	unsigned *koverflow;
	/** The entries, in shared memory: 16 bytes each, 32 with `IORING_SETUP_CQE32`. */
	struct io_uring_cqe *cqes;
	/** Size of the mapping at `ring_ptr`, bytes. */
	size_t ring_sz;
	/** The mapping that holds head, tail, flags and entries; the submission queue's own with `IORING_FEAT_SINGLE_MMAP`. */
	void *ring_ptr;
	/** Number of entries minus 1: turns an index that runs on into a position. */
	unsigned ring_mask;
	/** Number of entries, a power of 2. */
	unsigned ring_entries;
	/** Padding. */
	unsigned pad[2];
};

/**
 * A ring: a pair of queues shared with the kernel, and the descriptor that stands for them.
 *
 * `io_uring_queue_init` and its kin fill it, `io_uring_queue_exit` ends it. It may be moved between those; one thread at a
 * time may submit, and one at a time may consume completions.
 *
 * In Rust it is `Copy` only because C copies every struct: a copy is the same ring, and of all copies only one may be used
 * from then on, since each has its own idea of how far the queues are filled.
 */
struct io_uring {
	/** The submission queue. */
	struct io_uring_sq sq;
	/** The completion queue. */
	struct io_uring_cq cq;
	/** `IORING_SETUP_*` flags that the ring was set up with. */
	unsigned flags;
	/** The ring's file descriptor; -1 if it has none, only a registered index. */
	int ring_fd;
	/** `IORING_FEAT_*` flags of the kernel. */
	unsigned features;
	/** What is passed to io_uring_enter(2): `ring_fd`, or an index from `io_uring_register_ring_fd`. */
	int enter_ring_fd;
	/** Notes of the library to itself. */
	__u8 int_flags;
	/** Padding. */
	__u8 pad[3];
	/** Padding. */
	unsigned pad2;
};

/**
 * Refill ring of a zero-copy receive queue: the caller returns buffers to the kernel through it. Filled by the caller from
 * what `io_uring_register_ifq` reported. Since Linux 6.15.
 */
struct io_uring_zcrx_rq {
	/** Head index, in shared memory: the kernel moves it on as it takes buffers. */
	__u32 *khead;
	/** Tail index, in shared memory: the caller moves it on as it returns buffers. */
	__u32 *ktail;
	/** The caller's own copy of the tail, running ahead until it is stored at `ktail`. */
	__u32 rq_tail;
	/** Number of entries, a power of 2. */
	unsigned ring_entries;
	/** The entries, in shared memory. */
	struct io_uring_zcrx_rqe *rqes;
	/** The mapping that holds all of it. */
	void *ring_ptr;
};

/**
 * An iteration over the completions that were ready when it began: see `io_uring_cqe_iter_init`.
 */
struct io_uring_cqe_iter {
	/** Entries of the completion queue. */
	struct io_uring_cqe *cqes;
	/** Mask of the queue. */
	unsigned mask;
	/** The low five bits: 1 where each CQE has 32 bytes, else 0. The others: the bit `IORING_SETUP_CQE_MIXED` in a ring
	 *  with that flag. Only there do `IORING_CQE_F_32` and `IORING_CQE_F_SKIP` of a CQE count. */
	unsigned shift;
	/** Index of the next CQE. */
	unsigned head;
	/** Index behind the last CQE. */
	unsigned tail;
};

#endif
