/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for commands to drivers, file systems and sockets.
 */
#ifndef LIBURING_PREP_CMD_H
#define LIBURING_PREP_CMD_H

/** Prepares a command to the driver or file system behind a file, with the operation as a parameter. Since
 *  Linux 5.19. */
IOURINGINLINE void __io_uring_prep_uring_cmd(struct io_uring_sqe *sqe, int op, __u32 cmd_op,
		int fd) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(op, sqe, fd, NULL, 0, 0);
	sqe->cmd_op = cmd_op;
	sqe->__pad1 = 0;
}

/** Prepares a command to the driver or file system behind a file. Since Linux 5.19. */
IOURINGINLINE void io_uring_prep_uring_cmd(struct io_uring_sqe *sqe, int cmd_op, int fd) LIBURING_NOEXCEPT
{
	__io_uring_prep_uring_cmd(sqe, IORING_OP_URING_CMD, (__u32)cmd_op, fd);
}

/** Prepares a command to the driver or file system behind a file, in an entry of 128 bytes. Since Linux 6.19. */
IOURINGINLINE void io_uring_prep_uring_cmd128(struct io_uring_sqe *sqe, int cmd_op, int fd) LIBURING_NOEXCEPT
{
	__io_uring_prep_uring_cmd(sqe, IORING_OP_URING_CMD128, (__u32)cmd_op, fd);
}

/** Prepares a command to a socket: reading and setting options, and the sizes of its queues. Since Linux 6.7
 *  (`SOCKET_URING_OP_TX_TIMESTAMP`: 6.17). */
IOURINGINLINE void io_uring_prep_cmd_sock(struct io_uring_sqe *sqe, int cmd_op, int fd, int level,
		int optname, void *optval, int optlen) LIBURING_NOEXCEPT
{
	io_uring_prep_uring_cmd(sqe, cmd_op, fd);
	sqe->level = (__u32)level;
	sqe->optname = (__u32)optname;
	sqe->optlen = (__u32)optlen;
	sqe->optval = uring_ptr_to_u64(optval);
}

/** Prepares a request that reads the local or the peer's address of a socket. Since Linux 6.19. */
IOURINGINLINE void io_uring_prep_cmd_getsockname(struct io_uring_sqe *sqe, int fd, struct sockaddr *sockaddr,
		socklen_t *sockaddr_len, int peer) LIBURING_NOEXCEPT
{
	io_uring_prep_uring_cmd(sqe, SOCKET_URING_OP_GETSOCKNAME, fd);
	sqe->addr = uring_ptr_to_u64(sockaddr);
	sqe->addr3 = uring_ptr_to_u64(sockaddr_len);
	sqe->optlen = (__u32)peer;
}

#endif
