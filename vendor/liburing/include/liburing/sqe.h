/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Fields of an SQE that belong to no operation: `user_data`, flags, buffer group.
 */
#ifndef LIBURING_SQE_H
#define LIBURING_SQE_H

/** Stores a pointer in a request; its completion carries it as `user_data`. Since Linux 5.1. */
IOURINGINLINE void io_uring_sqe_set_data(struct io_uring_sqe *sqe, void *data) LIBURING_NOEXCEPT
{
	sqe->user_data = (unsigned long)data;
}

/** Stores a number in a request; its completion carries it as `user_data`. Since Linux 5.1. */
IOURINGINLINE void io_uring_sqe_set_data64(struct io_uring_sqe *sqe, __u64 data) LIBURING_NOEXCEPT
{
	sqe->user_data = data;
}

/** Replaces the flags of a request: those set before are gone. Since Linux 5.1; each flag says its own kernel. */
IOURINGINLINE void io_uring_sqe_set_flags(struct io_uring_sqe *sqe, unsigned flags) LIBURING_NOEXCEPT
{
	sqe->flags = (__u8)flags;
}

/** Names the group of buffers that a request with `IOSQE_BUFFER_SELECT` takes its buffer from. Since Linux 5.7
 *  (`IOSQE_BUFFER_SELECT`). */
IOURINGINLINE void io_uring_sqe_set_buf_group(struct io_uring_sqe *sqe, int bgid) LIBURING_NOEXCEPT
{
	sqe->buf_group = (__u16)bgid;
}

/** Clears the fields of an entry that the prep helpers leave alone: `flags`, `ioprio`, the operation's flags,
 *  `buf_index`, `personality`, `file_index`, and the last 16 of the first 64 bytes. Since Linux 5.1. */
IOURINGINLINE void io_uring_initialize_sqe(struct io_uring_sqe *sqe) LIBURING_NOEXCEPT
{
	sqe->flags = 0;
	sqe->ioprio = 0;
	sqe->rw_flags = 0;
	sqe->buf_index = 0;
	sqe->personality = 0;
	sqe->file_index = 0;
	sqe->addr3 = 0;
	sqe->__pad2[0] = 0;
}

#endif
