/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * How much memory a ring takes, and how much of it counts as locked.
 */
#include "internal.h"

/* The kernel's limits on ring sizes: IORING_MAX_ENTRIES and IORING_MAX_CQ_ENTRIES. */
#define MAX_SQ_ENTRIES 32768U
#define MAX_CQ_ENTRIES (2 * MAX_SQ_ENTRIES)

/*
 * Room for the heads, tails and flags in front of the CQEs. It is the kernel's private layout: 64 bytes on most
 * processors today, five cache lines on old kernels. Entries come in powers of two, so that after rounding to
 * pages the largest gives the same sizes as the smallest.
 */
#define RING_HEADER_SIZE 320U

static unsigned roundup_pow2(unsigned n)
{
	return n <= 1 ? 1 : 1U << (32 - __builtin_clz(n - 1));
}

/* Checks and clamps a number of entries the way the kernel does. Returns 0, or -EINVAL. */
static int clamp_entries(unsigned *entries, unsigned max, unsigned flags)
{
	if (!*entries)
		return -EINVAL;
	if (*entries > max) {
		if (!(flags & IORING_SETUP_CLAMP))
			return -EINVAL;
		*entries = max;
	}
	*entries = roundup_pow2(*entries);
	return 0;
}

int liburing_ring_sizes(unsigned entries, const struct io_uring_params *p, struct ring_sizes *sizes)
{
	const size_t page_size = liburing_page_size();
	unsigned cq_entries;
	size_t rings;
	int ret;

	ret = clamp_entries(&entries, MAX_SQ_ENTRIES, p->flags);
	if (ret)
		return ret;

	cq_entries = 2 * entries;
	if (p->flags & IORING_SETUP_CQSIZE) {
		cq_entries = p->cq_entries;
		ret = clamp_entries(&cq_entries, MAX_CQ_ENTRIES, p->flags);
		if (ret)
			return ret;
		if (cq_entries < entries)
			return -EINVAL;
	}

	rings = RING_HEADER_SIZE + cq_entries * liburing_cqe_size(p->flags);
	if (!(p->flags & IORING_SETUP_NO_SQARRAY))
		rings += entries * sizeof(unsigned);
	sizes->sqes = liburing_align_up(entries * liburing_sqe_size(p->flags), page_size);
	sizes->rings = liburing_align_up(rings, page_size);
	return 0;
}

/* What a kernel before 5.12 charges for an allocation of whole pages: a power of two of them. */
static size_t locked_bytes(size_t size)
{
	const size_t page_size = liburing_page_size();

	return page_size * roundup_pow2((unsigned)(size / page_size));
}

ssize_t io_uring_mlock_size_params(unsigned entries, struct io_uring_params *p)
{
	struct io_uring_params probe;
	struct ring_sizes sizes;
	int ret;

	ret = liburing_ring_sizes(entries, p, &sizes);
	if (ret)
		return ret;

	/*
	 * The features of any ring tell whether the kernel charges a cgroup instead. An old kernel may refuse even the
	 * smallest ring, for lack of the very memory that is asked about: features stays 0 then.
	 */
	memset(&probe, 0, sizeof(probe));
	ret = sys_io_uring_setup(1, &probe);
	if (ret >= 0)
		sys_close(ret);
	if (probe.features & IORING_FEAT_NATIVE_WORKERS)
		return 0;
	return (ssize_t)(locked_bytes(sizes.sqes) + locked_bytes(sizes.rings));
}

ssize_t io_uring_mlock_size(unsigned entries, unsigned flags)
{
	struct io_uring_params p;

	memset(&p, 0, sizeof(p));
	p.flags = flags;
	return io_uring_mlock_size_params(entries, &p);
}

ssize_t io_uring_memory_size_params(unsigned entries, struct io_uring_params *p)
{
	struct ring_sizes sizes;
	int ret;

	ret = liburing_ring_sizes(entries, p, &sizes);
	if (ret)
		return ret;
	return (ssize_t)(sizes.sqes + sizes.rings);
}

ssize_t io_uring_memory_size(unsigned entries, unsigned flags)
{
	struct io_uring_params p;

	memset(&p, 0, sizeof(p));
	p.flags = flags;
	return io_uring_memory_size_params(entries, &p);
}
