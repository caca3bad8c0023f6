/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for timers and for time limits of linked requests.
 */
#ifndef LIBURING_PREP_TIMEOUT_H
#define LIBURING_PREP_TIMEOUT_H

/** Prepares a timer on the ring, which may also end after a number of completions. Since Linux 5.4. */
IOURINGINLINE void io_uring_prep_timeout(struct io_uring_sqe *sqe, const struct __kernel_timespec *ts,
		unsigned count, unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_TIMEOUT, sqe, -1, ts, 1, count);
	sqe->timeout_flags = flags;
}

/** Prepares a request that removes a timer. Since Linux 5.5. */
IOURINGINLINE void io_uring_prep_timeout_remove(struct io_uring_sqe *sqe, __u64 user_data,
		unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_TIMEOUT_REMOVE, sqe, -1, NULL, 0, 0);
	sqe->addr = user_data;
	sqe->timeout_flags = flags;
}

/** Prepares a request that sets a running timer to another time. Since Linux 5.11. */
IOURINGINLINE void io_uring_prep_timeout_update(struct io_uring_sqe *sqe, const struct __kernel_timespec *ts,
		__u64 user_data, unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_TIMEOUT_REMOVE, sqe, -1, NULL, 0, uring_ptr_to_u64(ts));
	sqe->addr = user_data;
	sqe->timeout_flags = flags | IORING_TIMEOUT_UPDATE;
}

/** Prepares a time limit for the request before it in the chain. Since Linux 5.5. */
IOURINGINLINE void io_uring_prep_link_timeout(struct io_uring_sqe *sqe, const struct __kernel_timespec *ts,
		unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_LINK_TIMEOUT, sqe, -1, ts, 1, 0);
	sqe->timeout_flags = flags;
}

#endif
