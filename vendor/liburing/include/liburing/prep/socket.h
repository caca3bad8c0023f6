/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for requests that make sockets, connect them and shut them down.
 */
#ifndef LIBURING_PREP_SOCKET_H
#define LIBURING_PREP_SOCKET_H

/** Prepares a request that connects a socket. Since Linux 5.5. */
IOURINGINLINE void io_uring_prep_connect(struct io_uring_sqe *sqe, int fd, const struct sockaddr *addr,
		socklen_t addrlen) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_CONNECT, sqe, fd, addr, 0, addrlen);
}

/** Prepares a request that gives a socket its local address. Since Linux 6.11. */
IOURINGINLINE void io_uring_prep_bind(struct io_uring_sqe *sqe, int fd, const struct sockaddr *addr,
		socklen_t addrlen) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_BIND, sqe, fd, addr, 0, addrlen);
}

/** Prepares a request that makes a socket accept connections. Since Linux 6.11. */
IOURINGINLINE void io_uring_prep_listen(struct io_uring_sqe *sqe, int fd, int backlog) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_LISTEN, sqe, fd, NULL, (unsigned)backlog, 0);
}

/** Prepares a request that shuts down one or both directions of a connection. Since Linux 5.11. */
IOURINGINLINE void io_uring_prep_shutdown(struct io_uring_sqe *sqe, int fd, int how) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_SHUTDOWN, sqe, fd, NULL, (__u32)how, 0);
}

/** Prepares a request that creates a socket. Since Linux 5.19. */
IOURINGINLINE void io_uring_prep_socket(struct io_uring_sqe *sqe, int domain, int type, int protocol,
		unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_SOCKET, sqe, domain, NULL, (__u32)protocol, (__u64)type);
	sqe->rw_flags = (int)flags;
}

/** Prepares a request that creates a socket in the registered files. Since Linux 5.19. */
IOURINGINLINE void io_uring_prep_socket_direct(struct io_uring_sqe *sqe, int domain, int type, int protocol,
		unsigned file_index, unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_socket(sqe, domain, type, protocol, flags);
	__io_uring_set_target_fixed_file(sqe, file_index == IORING_FILE_INDEX_ALLOC ? file_index - 1 : file_index);
}

/** Prepares a request that creates a socket in the registered files, in a slot that the kernel chooses. Since
 *  Linux 5.19. */
IOURINGINLINE void io_uring_prep_socket_direct_alloc(struct io_uring_sqe *sqe, int domain, int type,
		int protocol, unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_socket(sqe, domain, type, protocol, flags);
	__io_uring_set_target_fixed_file(sqe, IORING_FILE_INDEX_ALLOC - 1);
}

#endif
