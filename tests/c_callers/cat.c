/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Prints files: one readv request a file, into as many blocks as the file has.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <liburing.h>

#define BLOCK 4096

struct file {
	size_t size;
	unsigned blocks;
	int fd;
	struct iovec iov[];
};

static void die(const char *what, int error)
{
	fprintf(stderr, "%s: %s\n", what, strerror(-error));
	exit(1);
}

static struct file *open_file(const char *path)
{
	struct file *file;
	struct stat st;
	size_t left;
	unsigned i;
	int fd = open(path, O_RDONLY);

	if (fd < 0 || fstat(fd, &st))
		die(path, -errno);
	i = (unsigned)((st.st_size + BLOCK - 1) / BLOCK);
	file = malloc(sizeof(*file) + i * sizeof(file->iov[0]));
	if (!file)
		die(path, -ENOMEM);
	file->size = (size_t)st.st_size;
	file->blocks = i;
	file->fd = fd;
	left = file->size;
	for (i = 0; i < file->blocks; i++) {
		file->iov[i].iov_len = left < BLOCK ? left : BLOCK;
		file->iov[i].iov_base = calloc(1, BLOCK);
		if (!file->iov[i].iov_base)
			die(path, -ENOMEM);
		left -= file->iov[i].iov_len;
	}
	return file;
}

static void request(struct io_uring *ring, struct file *file)
{
	struct io_uring_sqe *sqe = io_uring_get_sqe(ring);

	if (!sqe)
		die("io_uring_get_sqe", -EBUSY);
	io_uring_prep_readv(sqe, file->fd, file->iov, file->blocks, 0);
	io_uring_sqe_set_data(sqe, file);
}

static void print_next(struct io_uring *ring)
{
	struct io_uring_cqe *cqe;
	struct file *file;
	unsigned i;
	int ret = io_uring_wait_cqe(ring, &cqe);

	if (ret < 0)
		die("io_uring_wait_cqe", ret);
	if (cqe->res < 0)
		die("readv", cqe->res);
	file = io_uring_cqe_get_data(cqe);
	if ((size_t)cqe->res != file->size)
		die("readv: short", -EIO);
	for (i = 0; i < file->blocks; i++) {
		fwrite(file->iov[i].iov_base, 1, file->iov[i].iov_len, stdout);
		free(file->iov[i].iov_base);
	}
	close(file->fd);
	free(file);
	io_uring_cqe_seen(ring, cqe);
}

int main(int argc, char *argv[])
{
	struct io_uring ring;
	int i, ret = io_uring_queue_init(4, &ring, 0);

	if (ret < 0)
		die("io_uring_queue_init", ret);
	for (i = 1; i < argc; i++) {
		request(&ring, open_file(argv[i]));
		ret = io_uring_submit(&ring);
		if (ret != 1)
			die("io_uring_submit", ret);
		print_next(&ring);
	}
	io_uring_queue_exit(&ring);
	return 0;
}
