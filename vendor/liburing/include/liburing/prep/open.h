/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for requests that open and close files.
 */
#ifndef LIBURING_PREP_OPEN_H
#define LIBURING_PREP_OPEN_H

/** Prepares a request that opens a file relative to a directory, as openat(2) does. Since Linux 5.6. */
IOURINGINLINE void io_uring_prep_openat(struct io_uring_sqe *sqe, int dfd, const char *path, int flags,
		mode_t mode) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_OPENAT, sqe, dfd, path, mode, 0);
	sqe->open_flags = (__u32)flags;
}

/** Prepares a request that opens a file relative to a directory, straight into a slot of the ring's file
 *  table. Since Linux 5.15. */
IOURINGINLINE void io_uring_prep_openat_direct(struct io_uring_sqe *sqe, int dfd, const char *path, int flags,
		mode_t mode, unsigned file_index) LIBURING_NOEXCEPT
{
	io_uring_prep_openat(sqe, dfd, path, flags, mode);
	__io_uring_set_target_fixed_file(sqe, file_index == IORING_FILE_INDEX_ALLOC ? file_index - 1 : file_index);
}

/** Prepares a request that opens a file, as open(2) does. Since Linux 5.6. */
IOURINGINLINE void io_uring_prep_open(struct io_uring_sqe *sqe, const char *path, int flags,
		mode_t mode) LIBURING_NOEXCEPT
{
	io_uring_prep_openat(sqe, AT_FDCWD, path, flags, mode);
}

/** Prepares a request that opens a file, straight into a slot of the ring's file table. Since Linux 5.15. */
IOURINGINLINE void io_uring_prep_open_direct(struct io_uring_sqe *sqe, const char *path, int flags, mode_t mode,
		unsigned file_index) LIBURING_NOEXCEPT
{
	io_uring_prep_openat_direct(sqe, AT_FDCWD, path, flags, mode, file_index);
}

/** Prepares a request that closes a file descriptor, as close(2) does. Since Linux 5.6. */
IOURINGINLINE void io_uring_prep_close(struct io_uring_sqe *sqe, int fd) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_CLOSE, sqe, fd, NULL, 0, 0);
}

/** Prepares a request that empties a slot of the ring's file table and so closes its file. Since Linux 5.15. */
IOURINGINLINE void io_uring_prep_close_direct(struct io_uring_sqe *sqe, unsigned file_index) LIBURING_NOEXCEPT
{
	io_uring_prep_close(sqe, 0);
	__io_uring_set_target_fixed_file(sqe, file_index);
}

/** Prepares a request that opens a file relative to a directory, with control over how its path is resolved,
 *  as openat2(2) does. Since Linux 5.6. */
IOURINGINLINE void io_uring_prep_openat2(struct io_uring_sqe *sqe, int dfd, const char *path,
		const struct open_how *how) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_OPENAT2, sqe, dfd, path, sizeof(*how), uring_ptr_to_u64(how));
}

/** Prepares a request that opens a file as `io_uring_prep_openat2` does, straight into a slot of the ring's
 *  file table. Since Linux 5.15. */
IOURINGINLINE void io_uring_prep_openat2_direct(struct io_uring_sqe *sqe, int dfd, const char *path,
		const struct open_how *how, unsigned file_index) LIBURING_NOEXCEPT
{
	io_uring_prep_openat2(sqe, dfd, path, how);
	__io_uring_set_target_fixed_file(sqe, file_index == IORING_FILE_INDEX_ALLOC ? file_index - 1 : file_index);
}

#endif
