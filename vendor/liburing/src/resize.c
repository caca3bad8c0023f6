/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Changing the sizes of a ring in use.
 */
#include "lib.h"

int io_uring_resize_rings(struct io_uring *ring, struct io_uring_params *p)
{
	struct io_uring_sq *sq = &ring->sq;
	struct io_uring_params mapped;
	struct io_uring next;
	int ret;

	/* Once the kernel has swapped the rings there is no way back: what would fail then is refused first. */
	if (ring->flags & IORING_SETUP_NO_MMAP)
		return -EINVAL;
	if (ring->ring_fd == -1)
		return -EBADF;

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

	ret = liburing_register(ring, IORING_REGISTER_RESIZE_RINGS, p, 1);
	if (ret)
		return ret;

	/* The kernel reports sizes and offsets; what a ring is set up with once does not change. */
	mapped = *p;
	mapped.flags = ring->flags;
	mapped.features = ring->features;
	/* Heads and tails count on: the kernel copies them with the entries. */
	next = *ring;
	ret = liburing_map_rings(ring->ring_fd, &mapped, &next.sq, &next.cq);
	if (ret)
		return ret;

	liburing_unmap_rings(&ring->sq, &ring->cq);
	*ring = next;
	return 0;
}
