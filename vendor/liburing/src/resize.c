/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Changing the sizes of a ring in use.
 */
#include "internal.h"

/*
 * Where the kernel puts the SQ array, which it does not report with new sizes: behind the CQEs, at the start of a
 * cache line, as they are themselves. For large CQEs it reserves twice as much of everything in front of it.
 */
static unsigned sq_array_offset(unsigned cqes_offset, unsigned cq_entries, unsigned flags)
{
	const unsigned cache_line = cqes_offset & -cqes_offset;
	const unsigned end = (cqes_offset + cq_entries * (unsigned)sizeof(struct io_uring_cqe))
			     << io_uring_cqe_shift_from_flags(flags);

	return (end + cache_line - 1) & -cache_line;
}

/* Whether the SQ array of the ring as it is lies where sq_array_offset says. */
static bool sq_array_is_foreseeable(const struct io_uring *ring)
{
	const char *memory = ring->sq.ring_ptr;
	const unsigned cqes_offset = (unsigned)((const char *)ring->cq.cqes - (const char *)ring->cq.ring_ptr);

	return (const char *)ring->sq.array == memory + sq_array_offset(cqes_offset, ring->cq.ring_entries, ring->flags);
}

int io_uring_resize_rings(struct io_uring *ring, struct io_uring_params *p)
{
	struct io_uring_sq *sq = &ring->sq;
	const bool has_array = !(ring->flags & IORING_SETUP_NO_SQARRAY);
	struct io_uring_params chosen;
	struct io_uring next;
	int ret;

	if (!p)
		return -EINVAL;
	chosen = *p;
	/* What the ring was set up with comes back in the flags, and would be refused the next time. */
	p->flags = 0;

	/* Once the kernel has swapped the rings there is no way back: what would fail then is refused first. */
	if (ring->flags & IORING_SETUP_NO_MMAP)
		return -EINVAL;
	if (ring->ring_fd == -1)
		return -EBADF;
	if (has_array && !sq_array_is_foreseeable(ring))
		return -EOPNOTSUPP;

	if (ring->flags & IORING_SETUP_SQ_REWIND) {
		/* There is no tail by which the kernel could tell which SQEs to move. */
		if (sq->sqe_tail)
			return -EBUSY;
	} else {
		/*
		 * The kernel moves the SQEs below the tail that it sees: those that were not submitted yet too, once
		 * they are published. That is no submission, and does no harm if the resize fails.
		 * Release: pairs with the kernel's read of the tail before it copies the SQEs.
		 */
		sq->sqe_head = sq->sqe_tail;
		io_uring_smp_store_release(sq->ktail, sq->sqe_tail);
	}

	ret = liburing_register(ring, IORING_REGISTER_RESIZE_RINGS, &chosen, 1);
	if (ret)
		return ret;

	/* The kernel reports the sizes and the other offsets; what a ring is set up with once does not change. */
	chosen.sq_off.array = 0;
	if (has_array)
		chosen.sq_off.array = sq_array_offset(chosen.cq_off.cqes, chosen.cq_entries, ring->flags);
	chosen.features = ring->features;
	*p = chosen;
	p->flags = 0;
	chosen.flags = ring->flags;

	/* Heads and tails count on: the kernel copies them with the entries. */
	next = *ring;
	ret = liburing_map_rings(ring->ring_fd, &chosen, &next.sq, &next.cq);
	if (ret)
		return ret;

	liburing_unmap_rings(&ring->sq, &ring->cq);
	*ring = next;
	return 0;
}
