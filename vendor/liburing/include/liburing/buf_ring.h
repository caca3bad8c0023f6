/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Buffer rings: putting buffers in, publishing them to the kernel, counting what is left.
 */
#ifndef LIBURING_BUF_RING_H
#define LIBURING_BUF_RING_H

/** Computes the mask that turns a position into an index of a buffer ring. Since Linux 5.19. */
IOURINGINLINE int io_uring_buf_ring_mask(__u32 ring_entries) LIBURING_NOEXCEPT
{
	return (int)(ring_entries - 1);
}

/** Makes a buffer ring empty, before its first use. Since Linux 5.19. */
IOURINGINLINE void io_uring_buf_ring_init(struct io_uring_buf_ring *br) LIBURING_NOEXCEPT
{
	br->tail = 0;
}

/** Puts a buffer into a buffer ring; the kernel sees it after `io_uring_buf_ring_advance`. Since Linux 5.19. */
IOURINGINLINE void io_uring_buf_ring_add(struct io_uring_buf_ring *br, void *addr, unsigned int len, unsigned short bid,
					 int mask, int buf_offset) LIBURING_NOEXCEPT
{
	unsigned at = ((unsigned)br->tail + (unsigned)buf_offset) & (unsigned)mask;
	struct io_uring_buf *buf = &br->bufs[at];

	/* `resv` is not written: in the first entry it is the ring's tail. */
	buf->addr = (unsigned long)addr;
	buf->len = len;
	buf->bid = bid;
}

/** Publishes buffers that were added to a buffer ring: the kernel may use them from now on. Since Linux 5.19. */
IOURINGINLINE void io_uring_buf_ring_advance(struct io_uring_buf_ring *br, int count) LIBURING_NOEXCEPT
{
	__u16 tail = (__u16)(br->tail + (unsigned)count);

	/* Release: the entries written before are visible to the kernel, which acquires the tail. */
	io_uring_smp_store_release(&br->tail, tail);
}

/** Publishes buffers and gives completions back to the kernel, with a number for each. Since Linux 5.19. */
IOURINGINLINE void __io_uring_buf_ring_cq_advance(struct io_uring *ring, struct io_uring_buf_ring *br, int cq_count,
						  int buf_count) LIBURING_NOEXCEPT
{
	io_uring_buf_ring_advance(br, buf_count);
	io_uring_cq_advance(ring, (unsigned)cq_count);
}

/** Publishes as many buffers as completions are given back: for loops that return each buffer once its
 *  completion is handled. Since Linux 5.19. */
IOURINGINLINE void io_uring_buf_ring_cq_advance(struct io_uring *ring, struct io_uring_buf_ring *br,
						int count) LIBURING_NOEXCEPT
{
	__io_uring_buf_ring_cq_advance(ring, br, count, count);
}

/** Counts the buffers that the kernel has not taken from a buffer ring yet. Since Linux 6.8. */
IOURINGINLINE int io_uring_buf_ring_available(struct io_uring *ring, struct io_uring_buf_ring *br,
					      unsigned short bgid) LIBURING_NOEXCEPT
{
	uint16_t head;
	int ret = io_uring_buf_ring_head(ring, bgid, &head);

	return ret ? ret : (uint16_t)(br->tail - head);
}

#endif
