/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for requests about pipes: making them, and moving data through them.
 */
#ifndef LIBURING_PREP_PIPE_H
#define LIBURING_PREP_PIPE_H

/** Prepares a request that moves data between two files, one of them a pipe, without copying it through the
 *  process. Since Linux 5.7. */
IOURINGINLINE void io_uring_prep_splice(struct io_uring_sqe *sqe, int fd_in, int64_t off_in, int fd_out,
		int64_t off_out, unsigned int nbytes, unsigned int splice_flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_SPLICE, sqe, fd_out, NULL, nbytes, (__u64)off_out);
	sqe->splice_off_in = (__u64)off_in;
	sqe->splice_flags = splice_flags;
	sqe->splice_fd_in = fd_in;
}

/** Prepares a request that duplicates what is in one pipe into another and leaves it in the first. Since Linux
 *  5.8. */
IOURINGINLINE void io_uring_prep_tee(struct io_uring_sqe *sqe, int fd_in, int fd_out, unsigned int nbytes,
		unsigned int splice_flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_TEE, sqe, fd_out, NULL, nbytes, 0);
	sqe->splice_off_in = 0;
	sqe->splice_flags = splice_flags;
	sqe->splice_fd_in = fd_in;
}

/** Prepares a request that makes a pipe, as pipe2(2) does. Since Linux 6.16. */
IOURINGINLINE void io_uring_prep_pipe(struct io_uring_sqe *sqe, int *fds, int pipe_flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_PIPE, sqe, 0, fds, 0, 0);
	sqe->pipe_flags = (__u32)pipe_flags;
}

/** Prepares a request that makes a pipe straight in two slots of the ring's file table. Since Linux 6.16. */
IOURINGINLINE void io_uring_prep_pipe_direct(struct io_uring_sqe *sqe, int *fds, int pipe_flags,
		unsigned int file_index) LIBURING_NOEXCEPT
{
	io_uring_prep_pipe(sqe, fds, pipe_flags);
	__io_uring_set_target_fixed_file(sqe, file_index == IORING_FILE_INDEX_ALLOC ? file_index - 1 : file_index);
}

#endif
