/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for requests about the ring's file table and provided buffers.
 */
#ifndef LIBURING_PREP_RESOURCES_H
#define LIBURING_PREP_RESOURCES_H

/** Prepares a request that puts files into consecutive slots of the ring's file table, or empties slots. Since
 *  Linux 5.6. */
IOURINGINLINE void io_uring_prep_files_update(struct io_uring_sqe *sqe, int *fds, unsigned nr_fds,
		int offset) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FILES_UPDATE, sqe, -1, fds, nr_fds, (__u64)offset);
}

/** Prepares a request that gives the kernel buffers, of which requests with `IOSQE_BUFFER_SELECT` take one
 *  when they have data. Since Linux 5.7. */
IOURINGINLINE void io_uring_prep_provide_buffers(struct io_uring_sqe *sqe, void *addr, int len, int nr, int bgid,
		int bid) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_PROVIDE_BUFFERS, sqe, nr, addr, (unsigned int)len, (__u64)bid);
	sqe->buf_group = (__u16)bgid;
}

/** Prepares a request that takes buffers back that were provided with `io_uring_prep_provide_buffers`. Since
 *  Linux 5.7. */
IOURINGINLINE void io_uring_prep_remove_buffers(struct io_uring_sqe *sqe, int nr, int bgid) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_REMOVE_BUFFERS, sqe, nr, NULL, 0, 0);
	sqe->buf_group = (__u16)bgid;
}

/** Prepares a request that makes an ordinary file descriptor for a file of the ring's file table. Since Linux
 *  6.8. */
IOURINGINLINE void io_uring_prep_fixed_fd_install(struct io_uring_sqe *sqe, int fd,
		unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FIXED_FD_INSTALL, sqe, fd, NULL, 0, 0);
	sqe->flags = IOSQE_FIXED_FILE;
	sqe->install_fd_flags = flags;
}

#endif
