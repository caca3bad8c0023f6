/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A program with functions of its own that are named as the library's system calls, as programs have that were written
 * from the manual pages: they are used, and the library, which has its own way into the kernel, works beside them.
 */
#include <liburing.h>

int io_uring_setup(unsigned int entries, struct io_uring_params *p)
{
	(void)p;
	return (int)entries;
}

int io_uring_enter(unsigned int fd, unsigned int to_submit, unsigned int min_complete, unsigned int flags,
		   sigset_t *sig)
{
	(void)sig;
	return (int)(fd + to_submit + min_complete + flags);
}

int main(void)
{
	struct io_uring ring;
	struct io_uring_cqe *cqe;

	if (io_uring_setup(42, NULL) != 42 || io_uring_enter(1, 2, 3, 4, NULL) != 10)
		return 1;
	if (io_uring_queue_init(4, &ring, 0))
		return 2;
	io_uring_prep_nop(io_uring_get_sqe(&ring));
	if (io_uring_submit(&ring) != 1 || io_uring_wait_cqe(&ring, &cqe) || cqe->res)
		return 3;
	io_uring_queue_exit(&ring);
	return 0;
}
