/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Commands to sockets: io_uring_sqe.cmd_op of IORING_OP_URING_CMD.
 */
#ifndef LIBURING_IO_URING_SOCKET_H
#define LIBURING_IO_URING_SOCKET_H

/* Commands to sockets: io_uring_sqe.cmd_op of IORING_OP_URING_CMD */

/**
 * What a command to a socket does: `cmd_op` of `io_uring_prep_cmd_sock`. Source: io_uring_prep_cmd_sock(3).
 */
enum io_uring_socket_op {
	/**
	 * Tells how many bytes can be read, like the `SIOCINQ` ioctl. Since Linux 6.7. Source:
	 * io_uring_prep_cmd_sock(3); the kernel header of 6.5 has neither this command nor the next.
	 */
	SOCKET_URING_OP_SIOCINQ = 0,
	/**
	 * Tells how many bytes are not sent yet, like the `SIOCOUTQ` ioctl. Since Linux 6.7. Source:
	 * io_uring_prep_cmd_sock(3).
	 */
	SOCKET_URING_OP_SIOCOUTQ,
	/**
	 * Reads a socket option, like getsockopt(2), level `SOL_SOCKET` only; `res` is the length of the
	 * value. Since Linux 6.7. Source: kernel header linux/io_uring.h.
	 */
	SOCKET_URING_OP_GETSOCKOPT,
	/** Sets a socket option, like setsockopt(2). Since Linux 6.7. Source: io_uring_prep_cmd_sock(3). */
	SOCKET_URING_OP_SETSOCKOPT,
	/**
	 * Delivers time stamps of sent packets, one CQE of 32 bytes each, with a `struct io_timespec` in its
	 * second half. Since Linux 6.17. Source: io_uring_prep_cmd_sock(3).
	 */
	SOCKET_URING_OP_TX_TIMESTAMP,
	/**
	 * Tells the address of the socket, like getsockname(2), or of its peer, like getpeername(2). Prepared
	 * by `io_uring_prep_cmd_getsockname`. Since Linux 6.19. Source: io_uring_prep_cmd_sock(3).
	 */
	SOCKET_URING_OP_GETSOCKNAME,
};

/**
 * Number of the bit in a time stamp CQE's `flags` that says that the hardware took the time. Since Linux
 * 6.17. Source: io_uring_prep_cmd_sock(3).
 */
#define IORING_TIMESTAMP_HW_SHIFT 16

/**
 * Number of bits by which the kind of a time stamp (`SCM_TSTAMP_*`) is shifted in its CQE's `flags`. Since
 * Linux 6.17. Source: io_uring_prep_cmd_sock(3).
 */
#define IORING_TIMESTAMP_TYPE_SHIFT (IORING_TIMESTAMP_HW_SHIFT + 1)

/**
 * In `flags` of a time stamp CQE: the hardware took the time, not the software. Since Linux 6.17. Source:
 * io_uring_prep_cmd_sock(3).
 */
#define IORING_CQE_F_TSTAMP_HW (1U << IORING_TIMESTAMP_HW_SHIFT)

/**
 * A time stamp in the second half of a CQE. Written by the kernel. Since Linux 6.17. Source:
 * io_uring_prep_cmd_sock(3).
 */
struct io_timespec {
	/** Seconds. */
	__u64 tv_sec;
	/** Nanoseconds, 0 to 999,999,999. */
	__u64 tv_nsec;
};

#endif
