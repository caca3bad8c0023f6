/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The measured loops in C, with liburing's inline helpers: the same as in rust_loops.rs.
 */
#include <liburing.h>
#include <stdint.h>

#define JOIN_NOW(face, name) face##_##name
#define JOIN(face, name) JOIN_NOW(face, name)
#define LOOP(name) \
	uint64_t JOIN(FACE, name)(void *p, int fd, void *buf, unsigned n); \
	uint64_t JOIN(FACE, name)(void *p, int fd, void *buf, unsigned n)

/* Fills the queue until there is no entry left. */
#define FILL(name, prep) \
	LOOP(name) \
	{ \
		struct io_uring *ring = p; \
		struct io_uring_sqe *sqe; \
		(void)fd; \
		(void)n; \
		while ((sqe = io_uring_get_sqe(ring))) { \
			prep; \
			io_uring_sqe_set_data64(sqe, (uintptr_t)buf); \
		} \
		return 0; \
	}

FILL(nop_fill, io_uring_prep_nop(sqe))
FILL(msg_ring_fill, io_uring_prep_msg_ring(sqe, fd, n, (uintptr_t)buf, 0))
FILL(read_fill, io_uring_prep_read(sqe, fd, buf, n, 0))
FILL(write_fill, io_uring_prep_write(sqe, fd, buf, n, 0))
FILL(recv_fill, io_uring_prep_recv(sqe, fd, buf, n, 0))
FILL(send_zc_fill, io_uring_prep_send_zc(sqe, fd, buf, n, 0, 0))

/* `n` NOPs, submitted and reaped 32 at a time. Returns the sum of their user data. */
LOOP(nop_round)
{
	struct io_uring *ring = p;
	uint64_t sum = 0;
	(void)fd;

	for (unsigned batch = 0; batch < n / 32; batch++) {
		struct io_uring_cqe *cqe;
		unsigned head, seen = 0;

		for (unsigned i = 0; i < 32; i++) {
			struct io_uring_sqe *sqe = io_uring_get_sqe(ring);

			if (!sqe)
				return 0;
			io_uring_prep_nop(sqe);
			io_uring_sqe_set_data64(sqe, (uintptr_t)buf);
		}
		if (io_uring_submit_and_wait(ring, 32) != 32)
			return 0;
		io_uring_for_each_cqe(ring, head, cqe) {
			sum += io_uring_cqe_get_data64(cqe);
			seen++;
		}
		io_uring_cq_advance(ring, seen);
	}
	return sum;
}

/* Peeks at `n` completions that are there, and gives back each. Returns the sum of their user data. */
LOOP(peek_seen)
{
	struct io_uring *ring = p;
	uint64_t sum = 0;
	(void)fd;
	(void)buf;

	for (unsigned i = 0; i < n; i++) {
		struct io_uring_cqe *cqe;

		if (io_uring_peek_cqe(ring, &cqe))
			return 0;
		sum += io_uring_cqe_get_data64(cqe);
		io_uring_cqe_seen(ring, cqe);
	}
	return sum;
}

/* Adds `n` buffers to a buffer ring of as many entries, and publishes each. */
LOOP(buf_ring_add)
{
	struct io_uring_buf_ring *br = p;
	int mask = io_uring_buf_ring_mask(n);
	(void)fd;

	for (unsigned i = 0; i < n; i++) {
		io_uring_buf_ring_add(br, buf, 64, (unsigned short)i, mask, 0);
		io_uring_buf_ring_advance(br, 1);
	}
	return 0;
}
