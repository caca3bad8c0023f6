/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for messages to other rings: completions and registered files.
 */
#ifndef LIBURING_PREP_MSG_RING_H
#define LIBURING_PREP_MSG_RING_H

/** Prepares a request that posts a completion on another ring, with flags of the sender's choice. Since Linux
 *  6.3. */
IOURINGINLINE void io_uring_prep_msg_ring_cqe_flags(struct io_uring_sqe *sqe, int fd, unsigned int len,
		__u64 data, unsigned int flags, unsigned int cqe_flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_MSG_RING, sqe, fd, NULL, len, data);
	sqe->msg_ring_flags = flags | IORING_MSG_RING_FLAGS_PASS;
	sqe->file_index = cqe_flags;
}

/** Prepares a request that posts a completion on another ring. Since Linux 5.18. */
IOURINGINLINE void io_uring_prep_msg_ring(struct io_uring_sqe *sqe, int fd, unsigned int len, __u64 data,
		unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_MSG_RING, sqe, fd, NULL, len, data);
	sqe->msg_ring_flags = flags;
}

/** Prepares a request that hands a registered file to another ring, into a slot of the sender's choice. Since
 *  Linux 6.0. */
IOURINGINLINE void io_uring_prep_msg_ring_fd(struct io_uring_sqe *sqe, int fd, int source_fd, int target_fd,
		__u64 data, unsigned int flags) LIBURING_NOEXCEPT
{
	unsigned slot = (unsigned)target_fd;

	io_uring_prep_rw(IORING_OP_MSG_RING, sqe, fd, NULL, 0, data);
	sqe->addr = IORING_MSG_SEND_FD;
	sqe->addr3 = (__u64)source_fd;
	__io_uring_set_target_fixed_file(sqe, slot == IORING_FILE_INDEX_ALLOC ? slot - 1 : slot);
	sqe->msg_ring_flags = flags;
}

/** Prepares a request that hands a registered file to another ring, into a slot that the kernel chooses. Since
 *  Linux 6.0. */
IOURINGINLINE void io_uring_prep_msg_ring_fd_alloc(struct io_uring_sqe *sqe, int fd, int source_fd,
		__u64 data, unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_msg_ring_fd(sqe, fd, source_fd, (int)IORING_FILE_INDEX_ALLOC, data, flags);
}

#endif
