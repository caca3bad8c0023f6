/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Prints the version of the header and of the library, after one request that does nothing.
 */
#include <liburing.h>
#include <stdio.h>

int main(void)
{
	struct io_uring_cqe *cqe;
	struct io_uring ring;
	int res = io_uring_queue_init(4, &ring, 0);

	if (res < 0)
		return 1;
	io_uring_prep_nop(io_uring_get_sqe(&ring));
	res = io_uring_submit_and_wait(&ring, 1);
	if (res != 1 || io_uring_peek_cqe(&ring, &cqe) || cqe->res)
		return 2;
	io_uring_queue_exit(&ring);
	printf("%d.%d %d.%d\n", IO_URING_VERSION_MAJOR, IO_URING_VERSION_MINOR, io_uring_major_version(),
	       io_uring_minor_version());
	return 0;
}
