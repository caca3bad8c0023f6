/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for requests that receive on sockets.
 */
#ifndef LIBURING_PREP_RECV_H
#define LIBURING_PREP_RECV_H

/** Prepares a receive on a socket with `recvmsg`: several buffers, the sender's address, control messages.
 *  Since Linux 5.3. */
IOURINGINLINE void io_uring_prep_recvmsg(struct io_uring_sqe *sqe, int fd, struct msghdr *msg,
		unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_RECVMSG, sqe, fd, msg, 1, 0);
	sqe->msg_flags = flags;
}

/** Prepares a request that receives with `recvmsg` again and again, each time into a provided buffer. Since
 *  Linux 6.0. */
IOURINGINLINE void io_uring_prep_recvmsg_multishot(struct io_uring_sqe *sqe, int fd, struct msghdr *msg,
		unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_recvmsg(sqe, fd, msg, flags);
	sqe->ioprio |= IORING_RECV_MULTISHOT;
}

/** Prepares a receive on a socket. Since Linux 5.6. */
IOURINGINLINE void io_uring_prep_recv(struct io_uring_sqe *sqe, int sockfd, void *buf, size_t len,
		int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_RECV, sqe, sockfd, buf, (__u32)len, 0);
	sqe->msg_flags = (__u32)flags;
}

/** Prepares a request that receives again and again, each time into a provided buffer. Since Linux 6.0. */
IOURINGINLINE void io_uring_prep_recv_multishot(struct io_uring_sqe *sqe, int sockfd, void *buf, size_t len,
		int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_recv(sqe, sockfd, buf, len, flags);
	sqe->ioprio |= IORING_RECV_MULTISHOT;
}

#endif
