/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for requests that read and write several buffers at once.
 */
#ifndef LIBURING_PREP_VECTORED_H
#define LIBURING_PREP_VECTORED_H

/** Prepares a request that reads from a file into several buffers, as preadv(2) does. Since Linux 5.1. */
IOURINGINLINE void io_uring_prep_readv(struct io_uring_sqe *sqe, int fd, const struct iovec *iovecs, unsigned nr_vecs,
		__u64 offset) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_READV, sqe, fd, iovecs, nr_vecs, offset);
}

/** Prepares a request that reads from a file into several buffers, with flags, as preadv2(2) does. Since Linux
 *  5.1. */
IOURINGINLINE void io_uring_prep_readv2(struct io_uring_sqe *sqe, int fd, const struct iovec *iovecs,
		unsigned nr_vecs, __u64 offset, int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_readv(sqe, fd, iovecs, nr_vecs, offset);
	sqe->rw_flags = flags;
}

/** Prepares a request that reads from a file into several pieces of one registered buffer. Since Linux 6.15. */
IOURINGINLINE void io_uring_prep_readv_fixed(struct io_uring_sqe *sqe, int fd, const struct iovec *iovecs,
		unsigned nr_vecs, __u64 offset, int flags, int buf_index) LIBURING_NOEXCEPT
{
	io_uring_prep_readv2(sqe, fd, iovecs, nr_vecs, offset, flags);
	sqe->opcode = IORING_OP_READV_FIXED;
	sqe->buf_index = (__u16)buf_index;
}

/** Prepares a request that writes several buffers to a file, as pwritev(2) does. Since Linux 5.1. */
IOURINGINLINE void io_uring_prep_writev(struct io_uring_sqe *sqe, int fd, const struct iovec *iovecs,
		unsigned nr_vecs, __u64 offset) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_WRITEV, sqe, fd, iovecs, nr_vecs, offset);
}

/** Prepares a request that writes several buffers to a file, with flags, as pwritev2(2) does. Since Linux 5.1. */
IOURINGINLINE void io_uring_prep_writev2(struct io_uring_sqe *sqe, int fd, const struct iovec *iovecs,
		unsigned nr_vecs, __u64 offset, int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_writev(sqe, fd, iovecs, nr_vecs, offset);
	sqe->rw_flags = flags;
}

/** Prepares a request that writes several pieces of one registered buffer to a file. Since Linux 6.15. */
IOURINGINLINE void io_uring_prep_writev_fixed(struct io_uring_sqe *sqe, int fd, const struct iovec *iovecs,
		unsigned nr_vecs, __u64 offset, int flags, int buf_index) LIBURING_NOEXCEPT
{
	io_uring_prep_writev2(sqe, fd, iovecs, nr_vecs, offset, flags);
	sqe->opcode = IORING_OP_WRITEV_FIXED;
	sqe->buf_index = (__u16)buf_index;
}

#endif
