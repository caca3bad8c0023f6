/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What the library's sources share and no program sees: a ring's private flags, functions of one source that
 * another one calls.
 */
#ifndef LIBURING_INTERNAL_H
#define LIBURING_INTERNAL_H

#include "system_calls.h"

/*
 * Bits of `ring->int_flags`. Two copies of the library in one process, this one and another, may be handed the
 * same ring: the values are part of the ABI, and only the names are ours.
 */
enum {
	/* Register calls name the ring by `enter_ring_fd`, an index, for which it may have no descriptor at all. */
	RING_REGISTERS_BY_INDEX = 1,
	/* The rings and SQEs are in memory of the application's: it is not the library's to unmap. */
	RING_IN_CALLERS_MEMORY = 2,
	/* Completions turn up only while somebody is in io_uring_enter: who peeks must enter. */
	RING_PEEKS_BY_ENTERING = 4,
	/* `enter_ring_fd` is the index of a registered ring, not a file descriptor. */
	RING_ENTERS_BY_INDEX = 16,
	/* Its waits are not to count as waits for I/O. */
	RING_WAITS_WITHOUT_IOWAIT = 128,
};

static inline size_t liburing_align_up(size_t size, size_t to)
{
	return (size + to - 1) & ~(to - 1);
}

static inline size_t liburing_sqe_size(unsigned int flags)
{
	return sizeof(struct io_uring_sqe) << ((flags & IORING_SETUP_SQE128) != 0);
}

static inline size_t liburing_cqe_size(unsigned int flags)
{
	return sizeof(struct io_uring_cqe) << ((flags & IORING_SETUP_CQE32) != 0);
}

/* What a ring's memory consists of: bytes, in whole pages. */
struct ring_sizes {
	size_t sqes;
	size_t rings;
};

/* Functions of one source that another one calls; no part of the API. */
#define LIBURING_INTERNAL_FN __attribute__((visibility("hidden")))

/*
 * Register call for a ring, by its registered index where RING_REGISTERS_BY_INDEX allows that.
 * Returns what the call returns, or -errno. In register.c.
 */
LIBURING_INTERNAL_FN int liburing_register(struct io_uring *ring, unsigned int opcode, const void *arg,
					   unsigned int nr_args);

/*
 * How large the memory of a ring is. The SQ array counts unless IORING_SETUP_NO_SQARRAY is set. Returns 0, or -EINVAL
 * where the kernel would refuse the numbers of entries. In sizes.c.
 */
LIBURING_INTERNAL_FN int liburing_ring_sizes(unsigned int entries, const struct io_uring_params *p,
					     struct ring_sizes *sizes);

/*
 * Maps the rings and SQEs of `fd` and fills all of `sq` and `cq`, the identity mapping of the SQ array included, but
 * for sqe_head and sqe_tail. Returns 0, or -errno with nothing left mapped. In setup.c.
 */
LIBURING_INTERNAL_FN int liburing_map_rings(int fd, const struct io_uring_params *p, struct io_uring_sq *sq,
					    struct io_uring_cq *cq);

/* Unmaps what liburing_map_rings mapped. In setup.c. */
LIBURING_INTERNAL_FN void liburing_unmap_rings(struct io_uring_sq *sq, struct io_uring_cq *cq);

#endif
