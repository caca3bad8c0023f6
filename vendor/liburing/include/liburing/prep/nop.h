/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for requests that do nothing.
 */
#ifndef LIBURING_PREP_NOP_H
#define LIBURING_PREP_NOP_H

/** Prepares a request that does nothing but complete. Since Linux 5.1. */
IOURINGINLINE void io_uring_prep_nop(struct io_uring_sqe *sqe) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_NOP, sqe, -1, NULL, 0, 0);
}

/** Prepares a request that does nothing but complete, in an entry of 128 bytes. Since Linux 6.19. */
IOURINGINLINE void io_uring_prep_nop128(struct io_uring_sqe *sqe) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_NOP128, sqe, -1, NULL, 0, 0);
}

#endif
