/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Registered resources: fixed buffers, shared or not, and fixed files.
 */
#include "internal.h"

#include <sys/resource.h>

int __io_uring_clone_buffers_offset(struct io_uring *dst, struct io_uring *src, unsigned int dst_off,
				    unsigned int src_off, unsigned int nr, unsigned int flags)
{
	struct io_uring_clone_buffers buf = {
		.src_fd = (__u32)src->enter_ring_fd,
		.flags = flags,
		.src_off = src_off,
		.dst_off = dst_off,
		.nr = nr,
	};

	/* A ring that is not registered has no index by which the flag could name it. */
	if (!(src->int_flags & RING_ENTERS_BY_INDEX))
		buf.flags &= ~(__u32)IORING_REGISTER_SRC_REGISTERED;
	if (!(buf.flags & IORING_REGISTER_SRC_REGISTERED))
		buf.src_fd = (__u32)src->ring_fd;
	return liburing_register(dst, IORING_REGISTER_CLONE_BUFFERS, &buf, 1);
}

int io_uring_clone_buffers_offset(struct io_uring *dst, struct io_uring *src, unsigned int dst_off,
				  unsigned int src_off, unsigned int nr, unsigned int flags)
{
	if (src->int_flags & RING_REGISTERS_BY_INDEX)
		flags |= (unsigned int)IORING_REGISTER_SRC_REGISTERED;
	return __io_uring_clone_buffers_offset(dst, src, dst_off, src_off, nr, flags);
}

int __io_uring_clone_buffers(struct io_uring *dst, struct io_uring *src, unsigned int flags)
{
	/* All three numbers zero: the whole table. */
	return __io_uring_clone_buffers_offset(dst, src, 0, 0, 0, flags);
}

int io_uring_clone_buffers(struct io_uring *dst, struct io_uring *src)
{
	return io_uring_clone_buffers_offset(dst, src, 0, 0, 0, 0);
}

int io_uring_register_buffers(struct io_uring *ring, const struct iovec *iovecs, unsigned int nr_iovecs)
{
	return liburing_register(ring, IORING_REGISTER_BUFFERS, iovecs, nr_iovecs);
}

int io_uring_register_buffers_tags(struct io_uring *ring, const struct iovec *iovecs, const __u64 *tags,
				   unsigned int nr)
{
	struct io_uring_rsrc_register reg = {
		.nr = nr,
		.data = (uintptr_t)iovecs,
		.tags = (uintptr_t)tags,
	};

	return liburing_register(ring, IORING_REGISTER_BUFFERS2, &reg, sizeof(reg));
}

int io_uring_register_buffers_sparse(struct io_uring *ring, unsigned int nr)
{
	struct io_uring_rsrc_register reg = { .nr = nr, .flags = IORING_RSRC_REGISTER_SPARSE };

	return liburing_register(ring, IORING_REGISTER_BUFFERS2, &reg, sizeof(reg));
}

/* Replaces entries of a table, of buffers or of files as `opcode` says. */
static int update_tagged(struct io_uring *ring, unsigned int opcode, unsigned int off, const void *data,
			 const __u64 *tags, unsigned int nr)
{
	struct io_uring_rsrc_update2 up = {
		.offset = off,
		.data = (uintptr_t)data,
		.tags = (uintptr_t)tags,
		.nr = nr,
	};

	return liburing_register(ring, opcode, &up, sizeof(up));
}

int io_uring_register_buffers_update_tag(struct io_uring *ring, unsigned int off, const struct iovec *iovecs,
					 const __u64 *tags, unsigned int nr)
{
	return update_tagged(ring, IORING_REGISTER_BUFFERS_UPDATE, off, iovecs, tags, nr);
}

int io_uring_unregister_buffers(struct io_uring *ring)
{
	return liburing_register(ring, IORING_UNREGISTER_BUFFERS, NULL, 0);
}

/*
 * A register call for a table of `nr_files` files. Where the soft limit of open files is what it failed for, raises
 * that by `nr_files`, at most to the hard limit, and tries once more.
 */
static int register_files(struct io_uring *ring, unsigned int opcode, const void *arg, unsigned int nr_args,
			  unsigned int nr_files)
{
	/* Soft limit, hard limit: the kernel's struct rlimit64, which not every C library declares. */
	__u64 limit[2];
	int ret;

	ret = liburing_register(ring, opcode, arg, nr_args);
	if (ret != -EMFILE)
		return ret;
	if (__sys_call(__NR_prlimit64, 0, RLIMIT_NOFILE, 0, (long)limit, 0, 0))
		return ret;
	if (limit[0] >= nr_files || limit[1] < nr_files)
		return ret;
	limit[0] = limit[0] + nr_files < limit[1] ? limit[0] + nr_files : limit[1];
	if (__sys_call(__NR_prlimit64, 0, RLIMIT_NOFILE, (long)limit, 0, 0, 0))
		return ret;
	return liburing_register(ring, opcode, arg, nr_args);
}

int io_uring_register_files(struct io_uring *ring, const int *files, unsigned int nr_files)
{
	return register_files(ring, IORING_REGISTER_FILES, files, nr_files, nr_files);
}

int io_uring_register_files_tags(struct io_uring *ring, const int *files, const __u64 *tags, unsigned int nr)
{
	struct io_uring_rsrc_register reg = {
		.nr = nr,
		.data = (uintptr_t)files,
		.tags = (uintptr_t)tags,
	};

	return register_files(ring, IORING_REGISTER_FILES2, &reg, sizeof(reg), nr);
}

int io_uring_register_files_sparse(struct io_uring *ring, unsigned int nr)
{
	struct io_uring_rsrc_register reg = { .nr = nr, .flags = IORING_RSRC_REGISTER_SPARSE };

	return register_files(ring, IORING_REGISTER_FILES2, &reg, sizeof(reg), nr);
}

int io_uring_register_files_update_tag(struct io_uring *ring, unsigned int off, const int *files,
				       const __u64 *tags, unsigned int nr_files)
{
	return update_tagged(ring, IORING_REGISTER_FILES_UPDATE2, off, files, tags, nr_files);
}

int io_uring_unregister_files(struct io_uring *ring)
{
	return liburing_register(ring, IORING_UNREGISTER_FILES, NULL, 0);
}

int io_uring_register_files_update(struct io_uring *ring, unsigned int off, const int *files, unsigned int nr_files)
{
	struct io_uring_files_update up = { .offset = off, .fds = (uintptr_t)files };

	return liburing_register(ring, IORING_REGISTER_FILES_UPDATE, &up, nr_files);
}

int io_uring_register_file_alloc_range(struct io_uring *ring, unsigned int off, unsigned int len)
{
	struct io_uring_file_index_range range = { .off = off, .len = len };

	return liburing_register(ring, IORING_REGISTER_FILE_ALLOC_RANGE, &range, 0);
}
