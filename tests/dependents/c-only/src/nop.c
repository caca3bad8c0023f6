/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A request that does nothing, on a ring of its own.
 */
#include <liburing.h>

/* What the request completed with, or -errno. */
int only_c_nop(void)
{
	struct io_uring_cqe *cqe;
	struct io_uring ring;
	int res = io_uring_queue_init(4, &ring, 0);

	if (res < 0)
		return res;
	io_uring_prep_nop(io_uring_get_sqe(&ring));
	io_uring_submit(&ring);
	res = io_uring_wait_cqe(&ring, &cqe);
	if (!res)
		res = cqe->res;
	io_uring_queue_exit(&ring);
	return res;
}
