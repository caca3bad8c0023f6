/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for requests that take connections off listening sockets.
 */
#ifndef LIBURING_PREP_ACCEPT_H
#define LIBURING_PREP_ACCEPT_H

/** Prepares a request that takes one connection off a listening socket. Since Linux 5.5. */
IOURINGINLINE void io_uring_prep_accept(struct io_uring_sqe *sqe, int fd, struct sockaddr *addr,
		socklen_t *addrlen, int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_ACCEPT, sqe, fd, addr, 0, uring_ptr_to_u64(addrlen));
	sqe->accept_flags = (__u32)flags;
}

/** Prepares a request that takes one connection off a listening socket and puts it into the registered files.
 *  Since Linux 5.15 (`IORING_FILE_INDEX_ALLOC`: 5.19). */
IOURINGINLINE void io_uring_prep_accept_direct(struct io_uring_sqe *sqe, int fd, struct sockaddr *addr,
		socklen_t *addrlen, int flags, unsigned int file_index) LIBURING_NOEXCEPT
{
	io_uring_prep_accept(sqe, fd, addr, addrlen, flags);
	__io_uring_set_target_fixed_file(sqe, file_index == IORING_FILE_INDEX_ALLOC ? file_index - 1 : file_index);
}

/** Prepares a request that takes every connection off a listening socket, with a completion for each. Since
 *  Linux 5.19. */
IOURINGINLINE void io_uring_prep_multishot_accept(struct io_uring_sqe *sqe, int fd, struct sockaddr *addr,
		socklen_t *addrlen, int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_accept(sqe, fd, addr, addrlen, flags);
	sqe->ioprio |= IORING_ACCEPT_MULTISHOT;
}

/** Prepares a request that puts every connection of a listening socket into the registered files. Since Linux
 *  5.19. */
IOURINGINLINE void io_uring_prep_multishot_accept_direct(struct io_uring_sqe *sqe, int fd,
		struct sockaddr *addr, socklen_t *addrlen, int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_multishot_accept(sqe, fd, addr, addrlen, flags);
	__io_uring_set_target_fixed_file(sqe, IORING_FILE_INDEX_ALLOC - 1);
}

#endif
