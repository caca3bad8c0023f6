/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for commands to block devices.
 */
#ifndef LIBURING_PREP_BLOCK_H
#define LIBURING_PREP_BLOCK_H

/** Prepares a request that tells a block device that a range holds nothing of use any more, as the
 *  `BLKDISCARD` ioctl does. Since Linux 6.12. */
IOURINGINLINE void io_uring_prep_cmd_discard(struct io_uring_sqe *sqe, int fd, uint64_t offset,
		uint64_t nbytes) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_URING_CMD, sqe, fd, NULL, 0, 0);
	sqe->cmd_op = BLOCK_URING_CMD_DISCARD;
	sqe->addr = offset;
	sqe->addr3 = nbytes;
}

/** Prepares a request that resets the write pointers of all zones of a zoned block device, so that each zone
 *  is empty. */
IOURINGINLINE void io_uring_prep_cmd_zone_reset_all(struct io_uring_sqe *sqe, int fd) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_URING_CMD, sqe, fd, NULL, 0, 0);
	sqe->cmd_op = BLOCK_URING_CMD_ZONE_RESET_ALL;
}

#endif
