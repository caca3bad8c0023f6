/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for requests that wait until files are ready, and for epoll instances.
 */
#ifndef LIBURING_PREP_POLL_H
#define LIBURING_PREP_POLL_H

/*
 * Gives a poll mask the form in which the kernel reads it: on big-endian machines its 16-bit halves change
 * places.
 *
 * # Parameters
 * - `poll_mask`: `POLL*` or `EPOLL*` bits in the machine's order.
 *
 * # Returns
 * The value for the entry's `poll32_events`.
 *
 * Since Linux 5.9 (32-bit masks). Source: io_uring_enter(2).
 */
_LOCAL_INLINE unsigned __io_uring_prep_poll_mask(unsigned poll_mask) LIBURING_NOEXCEPT
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	poll_mask = (poll_mask << 16) | (poll_mask >> 16);
#endif
	return poll_mask;
}

/** Prepares a request that waits until a file is ready, once. Since Linux 5.1. */
IOURINGINLINE void io_uring_prep_poll_add(struct io_uring_sqe *sqe, int fd,
		unsigned poll_mask) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_POLL_ADD, sqe, fd, NULL, 0, 0);
	sqe->poll32_events = __io_uring_prep_poll_mask(poll_mask);
}

/** Prepares a request that reports a file's readiness again and again. Since Linux 5.13. */
IOURINGINLINE void io_uring_prep_poll_multishot(struct io_uring_sqe *sqe, int fd,
		unsigned poll_mask) LIBURING_NOEXCEPT
{
	io_uring_prep_poll_add(sqe, fd, poll_mask);
	sqe->len = IORING_POLL_ADD_MULTI;
}

/** Prepares a request that removes a poll request. Since Linux 5.1. */
IOURINGINLINE void io_uring_prep_poll_remove(struct io_uring_sqe *sqe, __u64 user_data) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_POLL_REMOVE, sqe, -1, NULL, 0, 0);
	sqe->addr = user_data;
}

/** Prepares a request that changes the mask or the `user_data` of a waiting poll request. Since Linux 5.13. */
IOURINGINLINE void io_uring_prep_poll_update(struct io_uring_sqe *sqe, __u64 old_user_data,
		__u64 new_user_data, unsigned poll_mask, unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_POLL_REMOVE, sqe, -1, NULL, flags, new_user_data);
	sqe->addr = old_user_data;
	sqe->poll32_events = __io_uring_prep_poll_mask(poll_mask);
}

/** Prepares a request that waits for events of an epoll instance, once. Since Linux 6.15. */
IOURINGINLINE void io_uring_prep_epoll_wait(struct io_uring_sqe *sqe, int fd, struct epoll_event *events,
		int maxevents, unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_EPOLL_WAIT, sqe, fd, events, (unsigned)maxevents, 0);
	sqe->rw_flags = (int)flags;
}

/** Prepares a request that adds, changes or removes a file of an epoll instance. Since Linux 5.6. */
IOURINGINLINE void io_uring_prep_epoll_ctl(struct io_uring_sqe *sqe, int epfd, int fd, int op,
		const struct epoll_event *ev) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_EPOLL_CTL, sqe, epfd, ev, (__u32)op, (__u32)fd);
}

#endif
