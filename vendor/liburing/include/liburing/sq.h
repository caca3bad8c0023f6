/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The submission queue: taking entries and counting them.
 */
#ifndef LIBURING_SQ_H
#define LIBURING_SQ_H

/** Reads how far the kernel has consumed the submission queue. Since Linux 5.1. */
IOURINGINLINE unsigned io_uring_load_sq_head(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	/*
	 * With SQPOLL a kernel thread moves the head at any time. Acquire: pairs with its release after it
	 * copied the entries, so that we do not write into one that it still reads. Without, the head moves
	 * only inside our own io_uring_enter.
	 */
	if (ring->flags & IORING_SETUP_SQPOLL)
		return io_uring_smp_load_acquire(ring->sq.khead);
	return *ring->sq.khead;
}

/** Counts the requests that were taken with `io_uring_get_sqe` and that the kernel has not consumed yet. Since
 *  Linux 5.1. */
IOURINGINLINE unsigned io_uring_sq_ready(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	return ring->sq.sqe_tail - io_uring_load_sq_head(ring);
}

/** Counts the entries of the submission queue that are free: how often `io_uring_get_sqe` will succeed. Since
 *  Linux 5.1. */
IOURINGINLINE unsigned io_uring_sq_space_left(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	unsigned ready = io_uring_sq_ready(ring);

	return ready < ring->sq.ring_entries ? ring->sq.ring_entries - ready : 0;
}

/** Tells by how many bits an SQE index is shifted in a ring that was set up with the given flags. Since Linux
 *  5.19 (`IORING_SETUP_SQE128`). */
IOURINGINLINE unsigned io_uring_sqe_shift_from_flags(unsigned flags) LIBURING_NOEXCEPT
{
	return (flags & IORING_SETUP_SQE128) != 0;
}

/** Tells by how many bits an SQE index is shifted in a ring. Since Linux 5.19 (`IORING_SETUP_SQE128`). */
IOURINGINLINE unsigned io_uring_sqe_shift(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	return io_uring_sqe_shift_from_flags(ring->flags);
}

/** Waits until the kernel thread of a ring with `IORING_SETUP_SQPOLL` has made room in a full submission
 *  queue. Since Linux 5.10 (`IORING_ENTER_SQ_WAIT`). */
IOURINGINLINE int io_uring_sqring_wait(struct io_uring *ring) LIBURING_NOEXCEPT
{
	if (!(ring->flags & IORING_SETUP_SQPOLL) || io_uring_sq_space_left(ring))
		return 0;
	return __io_uring_sqring_wait(ring);
}

/** Does what `io_uring_get_sqe` does: the same function under the name that is inline in every build. Since
 *  Linux 5.1. */
IOURINGINLINE struct io_uring_sqe *_io_uring_get_sqe(struct io_uring *ring) LIBURING_NOEXCEPT
{
	struct io_uring_sq *sq = &ring->sq;
	struct io_uring_sqe *sqe;
	unsigned tail = sq->sqe_tail;

	/*
	 * One test of the flags sends the common ring, whose head is ours alone to read and whose index needs
	 * no shift, its own way.
	 */
	if (uring_unlikely(ring->flags & (IORING_SETUP_SQPOLL | IORING_SETUP_SQE128))) {
		if (tail - io_uring_load_sq_head(ring) >= sq->ring_entries)
			return NULL;
		sqe = &sq->sqes[(tail & sq->ring_mask) << io_uring_sqe_shift(ring)];
	} else {
		if (uring_unlikely(tail - *sq->khead >= sq->ring_entries))
			return NULL;
		sqe = &sq->sqes[tail & sq->ring_mask];
	}
	sq->sqe_tail = tail + 1;
	io_uring_initialize_sqe(sqe);
	return sqe;
}

/** Takes the next free entry of the submission queue. Since Linux 5.1. */
IOURINGINLINE struct io_uring_sqe *io_uring_get_sqe(struct io_uring *ring) LIBURING_NOEXCEPT
{
	return _io_uring_get_sqe(ring);
}

/** Takes a 128-byte entry of the submission queue: any entry of a ring with `IORING_SETUP_SQE128`; in a ring
 *  with `IORING_SETUP_SQE_MIXED` two neighbouring entries. Since Linux 5.19 (`IORING_SETUP_SQE128`). */
IOURINGINLINE struct io_uring_sqe *io_uring_get_sqe128(struct io_uring *ring) LIBURING_NOEXCEPT
{
	struct io_uring_sq *sq = &ring->sq;
	unsigned at_end = (sq->sqe_tail & sq->ring_mask) == sq->ring_mask;
	struct io_uring_sqe *sqe;

	if (ring->flags & IORING_SETUP_SQE128)
		return io_uring_get_sqe(ring);
	if (!(ring->flags & IORING_SETUP_SQE_MIXED) || io_uring_sq_space_left(ring) < 2 + at_end)
		return NULL;
	if (at_end) {
		sqe = _io_uring_get_sqe(ring);
		sqe->opcode = IORING_OP_NOP;
		sqe->flags = IOSQE_CQE_SKIP_SUCCESS;
		sqe->fd = -1;
		sqe->off = 0;
		sqe->addr = 0;
		sqe->len = 0;
		sqe->user_data = 0;
	}
	sqe = _io_uring_get_sqe(ring);
	sq->sqe_tail++;
	return sqe;
}

#endif
