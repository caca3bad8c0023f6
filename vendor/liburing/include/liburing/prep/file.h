/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for requests about an open file's durability, space and size.
 */
#ifndef LIBURING_PREP_FILE_H
#define LIBURING_PREP_FILE_H

/** Prepares a request that makes a file's data durable on its device, as fsync(2) does. Since Linux 5.1. */
IOURINGINLINE void io_uring_prep_fsync(struct io_uring_sqe *sqe, int fd, unsigned fsync_flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FSYNC, sqe, fd, NULL, 0, 0);
	sqe->fsync_flags = fsync_flags;
}

/** Prepares a request that reserves, frees or shifts the space of part of a file, as fallocate(2) does. Since
 *  Linux 5.6. */
IOURINGINLINE void io_uring_prep_fallocate(struct io_uring_sqe *sqe, int fd, int mode, __u64 offset,
		__u64 len) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FALLOCATE, sqe, fd, NULL, (unsigned int)mode, offset);
	sqe->addr = len;
}

/** Prepares a request that starts or awaits the write-out of part of a file, as sync_file_range(2) does. Since
 *  Linux 5.2. */
IOURINGINLINE void io_uring_prep_sync_file_range(struct io_uring_sqe *sqe, int fd, unsigned len, __u64 offset,
		int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_SYNC_FILE_RANGE, sqe, fd, NULL, len, offset);
	sqe->sync_range_flags = (__u32)flags;
}

#ifndef LIBURING_WITHOUT_LOFF_T
/** Prepares a request that sets the size of an open file, as ftruncate(2) does. Since Linux 6.9. */
IOURINGINLINE void io_uring_prep_ftruncate(struct io_uring_sqe *sqe, int fd, loff_t len) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FTRUNCATE, sqe, fd, NULL, 0, (__u64)len);
}
#endif

#endif
