/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The C side: sets rings up, fills entries and takes completions that Rust handles too.
 */
#include <liburing.h>

size_t rings_size(void)
{
	return sizeof(struct io_uring);
}

int rings_setup(struct io_uring *ring, unsigned int entries)
{
	return io_uring_queue_init(entries, ring, 0);
}

void rings_prep_message(struct io_uring_sqe *sqe, const struct io_uring *target, unsigned int len, __u64 data)
{
	io_uring_prep_msg_ring(sqe, target->ring_fd, len, data, 0);
}

/* Takes the next completion: its res, or -errno without one. */
int rings_take(struct io_uring *ring, __u64 *data)
{
	struct io_uring_cqe *cqe;
	int res = io_uring_wait_cqe(ring, &cqe);

	if (res < 0)
		return res;
	res = cqe->res;
	*data = cqe->user_data;
	io_uring_cqe_seen(ring, cqe);
	return res;
}

/* A request that does nothing, from the entry to the completion. */
int rings_nop(struct io_uring *ring, __u64 data)
{
	struct io_uring_sqe *sqe = io_uring_get_sqe(ring);

	io_uring_prep_nop(sqe);
	io_uring_sqe_set_data64(sqe, data);
	return io_uring_submit(ring);
}
