/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Calls helpers that the header defines inline as what liburing-ffi.pc promises: symbols of the library. A language
 * that cannot include the header calls them like that.
 */
#include <liburing.h>

struct io_uring_sqe *get_sqe(struct io_uring *ring) __asm__("io_uring_get_sqe");
void prep_nop(struct io_uring_sqe *sqe) __asm__("io_uring_prep_nop");
int wait_cqe(struct io_uring *ring, struct io_uring_cqe **cqe) __asm__("io_uring_wait_cqe");

int main(void)
{
	struct io_uring_cqe *cqe;
	struct io_uring ring;

	if (io_uring_queue_init(4, &ring, 0) < 0)
		return 1;
	prep_nop(get_sqe(&ring));
	if (io_uring_submit(&ring) != 1 || wait_cqe(&ring, &cqe) || cqe->res)
		return 2;
	io_uring_queue_exit(&ring);
	return 0;
}
