/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Inline helpers for requests about files by name: attributes, removing, renaming, directories, links.
 */
#ifndef LIBURING_PREP_PATH_H
#define LIBURING_PREP_PATH_H

/** Prepares a request that asks for a file's size, times, owner and other attributes, as statx(2) does. Since
 *  Linux 5.6. */
IOURINGINLINE void io_uring_prep_statx(struct io_uring_sqe *sqe, int dfd, const char *path, int flags, unsigned mask,
		struct statx *statxbuf) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_STATX, sqe, dfd, path, mask, uring_ptr_to_u64(statxbuf));
	sqe->statx_flags = (__u32)flags;
}

/** Prepares a request that removes a file's name or an empty directory, relative to a directory, as
 *  unlinkat(2) does. Since Linux 5.11. */
IOURINGINLINE void io_uring_prep_unlinkat(struct io_uring_sqe *sqe, int dfd, const char *path,
		int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_UNLINKAT, sqe, dfd, path, 0, 0);
	sqe->unlink_flags = (__u32)flags;
}

/** Prepares a request that removes a file's name or an empty directory, as `io_uring_prep_unlinkat` from the
 *  current directory. Since Linux 5.11. */
IOURINGINLINE void io_uring_prep_unlink(struct io_uring_sqe *sqe, const char *path, int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_unlinkat(sqe, AT_FDCWD, path, flags);
}

/** Prepares a request that renames a file or moves it to another directory, as renameat2(2) does. Since Linux
 *  5.11. */
IOURINGINLINE void io_uring_prep_renameat(struct io_uring_sqe *sqe, int olddfd, const char *oldpath, int newdfd,
		const char *newpath, unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_RENAMEAT, sqe, olddfd, oldpath, (unsigned int)newdfd, uring_ptr_to_u64(newpath));
	sqe->rename_flags = flags;
}

/** Prepares a request that renames a file or moves it to another directory, as `io_uring_prep_renameat` from
 *  the current directory without flags. Since Linux 5.11. */
IOURINGINLINE void io_uring_prep_rename(struct io_uring_sqe *sqe, const char *oldpath,
		const char *newpath) LIBURING_NOEXCEPT
{
	io_uring_prep_renameat(sqe, AT_FDCWD, oldpath, AT_FDCWD, newpath, 0);
}

/** Prepares a request that makes a directory, relative to another, as mkdirat(2) does. Since Linux 5.15. */
IOURINGINLINE void io_uring_prep_mkdirat(struct io_uring_sqe *sqe, int dfd, const char *path,
		mode_t mode) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_MKDIRAT, sqe, dfd, path, mode, 0);
}

/** Prepares a request that makes a directory, as `io_uring_prep_mkdirat` from the current directory. Since
 *  Linux 5.15. */
IOURINGINLINE void io_uring_prep_mkdir(struct io_uring_sqe *sqe, const char *path, mode_t mode) LIBURING_NOEXCEPT
{
	io_uring_prep_mkdirat(sqe, AT_FDCWD, path, mode);
}

/** Prepares a request that makes a symbolic link, relative to a directory, as symlinkat(2) does. Since Linux
 *  5.15. */
IOURINGINLINE void io_uring_prep_symlinkat(struct io_uring_sqe *sqe, const char *target, int newdirfd,
		const char *linkpath) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_SYMLINKAT, sqe, newdirfd, target, 0, uring_ptr_to_u64(linkpath));
}

/** Prepares a request that makes a symbolic link, as `io_uring_prep_symlinkat` from the current directory.
 *  Since Linux 5.15. */
IOURINGINLINE void io_uring_prep_symlink(struct io_uring_sqe *sqe, const char *target,
		const char *linkpath) LIBURING_NOEXCEPT
{
	io_uring_prep_symlinkat(sqe, target, AT_FDCWD, linkpath);
}

/** Prepares a request that gives a file another name, relative to directories, as linkat(2) does. Since Linux
 *  5.15. */
IOURINGINLINE void io_uring_prep_linkat(struct io_uring_sqe *sqe, int olddfd, const char *oldpath, int newdfd,
		const char *newpath, int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_LINKAT, sqe, olddfd, oldpath, (unsigned int)newdfd, uring_ptr_to_u64(newpath));
	sqe->hardlink_flags = (__u32)flags;
}

/** Prepares a request that gives a file another name, as `io_uring_prep_linkat` from the current directory.
 *  Since Linux 5.15. */
IOURINGINLINE void io_uring_prep_link(struct io_uring_sqe *sqe, const char *oldpath, const char *newpath,
		int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_linkat(sqe, AT_FDCWD, oldpath, AT_FDCWD, newpath, flags);
}

#endif
