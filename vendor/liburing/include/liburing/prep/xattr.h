/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for requests about extended attributes.
 */
#ifndef LIBURING_PREP_XATTR_H
#define LIBURING_PREP_XATTR_H

/** Prepares a request that reads an extended attribute of a file by name, as getxattr(2) does. Since Linux
 *  5.19. */
IOURINGINLINE void io_uring_prep_getxattr(struct io_uring_sqe *sqe, const char *name, char *value, const char *path,
		unsigned int len) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_GETXATTR, sqe, 0, name, len, uring_ptr_to_u64(value));
	sqe->addr3 = uring_ptr_to_u64(path);
	sqe->xattr_flags = 0;
}

/** Prepares a request that sets an extended attribute of a file by name, as setxattr(2) does. Since Linux
 *  5.19. */
IOURINGINLINE void io_uring_prep_setxattr(struct io_uring_sqe *sqe, const char *name, const char *value,
		const char *path, int flags, unsigned int len) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_SETXATTR, sqe, 0, name, len, uring_ptr_to_u64(value));
	sqe->addr3 = uring_ptr_to_u64(path);
	sqe->xattr_flags = (__u32)flags;
}

/** Prepares a request that reads an extended attribute of an open file, as fgetxattr(2) does. Since Linux
 *  5.19. */
IOURINGINLINE void io_uring_prep_fgetxattr(struct io_uring_sqe *sqe, int fd, const char *name, char *value,
		unsigned int len) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FGETXATTR, sqe, fd, name, len, uring_ptr_to_u64(value));
	sqe->xattr_flags = 0;
}

/** Prepares a request that sets an extended attribute of an open file, as fsetxattr(2) does. Since Linux 5.19. */
IOURINGINLINE void io_uring_prep_fsetxattr(struct io_uring_sqe *sqe, int fd, const char *name, const char *value,
		int flags, unsigned int len) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FSETXATTR, sqe, fd, name, len, uring_ptr_to_u64(value));
	sqe->xattr_flags = (__u32)flags;
}

#endif
