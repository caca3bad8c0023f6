/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for requests that cancel other requests.
 */
#ifndef LIBURING_PREP_CANCEL_H
#define LIBURING_PREP_CANCEL_H

/** Prepares a request that cancels requests of the same ring, found by their `user_data` or otherwise. Since
 *  Linux 5.5 (flags: 5.19 and later). */
IOURINGINLINE void io_uring_prep_cancel64(struct io_uring_sqe *sqe, __u64 user_data,
		int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_ASYNC_CANCEL, sqe, -1, NULL, 0, 0);
	sqe->addr = user_data;
	sqe->cancel_flags = (__u32)flags;
}

/** Prepares a request that cancels requests of the same ring, found by a pointer in their `user_data`. Since
 *  Linux 5.5 (flags: 5.19 and later). */
IOURINGINLINE void io_uring_prep_cancel(struct io_uring_sqe *sqe, const void *user_data,
		int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_cancel64(sqe, uring_ptr_to_u64(user_data), flags);
}

/** Prepares a request that cancels requests of the same ring that use a file. Since Linux 5.19. */
IOURINGINLINE void io_uring_prep_cancel_fd(struct io_uring_sqe *sqe, int fd,
		unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_ASYNC_CANCEL, sqe, fd, NULL, 0, 0);
	sqe->cancel_flags = flags | IORING_ASYNC_CANCEL_FD;
}

#endif
