/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helper for requests that wait for child processes.
 */
#ifndef LIBURING_PREP_WAITID_H
#define LIBURING_PREP_WAITID_H

#ifndef LIBURING_WITHOUT_SIGINFO_T
/** Prepares a request that waits for a child process to change its state. Since Linux 6.7. */
IOURINGINLINE void io_uring_prep_waitid(struct io_uring_sqe *sqe, idtype_t idtype, id_t id, siginfo_t *infop,
		int options, unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_WAITID, sqe, (int)id, NULL, (unsigned)idtype, uring_ptr_to_u64(infop));
	sqe->waitid_flags = flags;
	sqe->file_index = (__u32)options;
}
#endif

#endif
