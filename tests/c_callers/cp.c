/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Copies a file: pairs of a read and a write that are linked, several pairs at a time.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <liburing.h>

#define PAIRS 8
#define BLOCK (32 * 1024)

struct pair {
	char data[BLOCK];
	int busy;
};

struct copy {
	struct io_uring ring;
	struct pair pairs[PAIRS];
	int in, out;
	long long size, at;
	unsigned in_flight;
};

static void die(const char *what, int error)
{
	fprintf(stderr, "%s: %s\n", what, strerror(-error));
	exit(1);
}

/* The write runs only if the read got all that it asked for. */
static void queue_pair(struct copy *c, struct pair *pair)
{
	unsigned len = c->size - c->at < BLOCK ? (unsigned)(c->size - c->at) : BLOCK;
	struct io_uring_sqe *sqe = io_uring_get_sqe(&c->ring);

	if (!sqe)
		die("io_uring_get_sqe", -EBUSY);
	io_uring_prep_read(sqe, c->in, pair->data, len, (__u64)c->at);
	io_uring_sqe_set_flags(sqe, IOSQE_IO_LINK);
	io_uring_sqe_set_data(sqe, NULL);

	sqe = io_uring_get_sqe(&c->ring);
	if (!sqe)
		die("io_uring_get_sqe", -EBUSY);
	io_uring_prep_write(sqe, c->out, pair->data, len, (__u64)c->at);
	io_uring_sqe_set_data(sqe, pair);
	pair->busy = 1;
	c->at += len;
	c->in_flight += 2;
}

static void reap(struct copy *c)
{
	struct io_uring_cqe *cqe;
	unsigned head, seen = 0;

	io_uring_for_each_cqe(&c->ring, head, cqe) {
		struct pair *pair = io_uring_cqe_get_data(cqe);

		if (cqe->res < 0)
			die(pair ? "write" : "read", cqe->res);
		if (pair)
			pair->busy = 0;
		seen++;
	}
	io_uring_cq_advance(&c->ring, seen);
	c->in_flight -= seen;
}

int main(int argc, char *argv[])
{
	struct copy *c = calloc(1, sizeof(*c));
	struct stat st;
	int i, ret;

	if (argc != 3 || !c)
		return 2;
	c->in = open(argv[1], O_RDONLY);
	c->out = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (c->in < 0 || c->out < 0 || fstat(c->in, &st))
		die("open", -errno);
	c->size = st.st_size;
	ret = io_uring_queue_init(2 * PAIRS, &c->ring, 0);
	if (ret < 0)
		die("io_uring_queue_init", ret);
	while (c->at < c->size || c->in_flight) {
		for (i = 0; i < PAIRS && c->at < c->size; i++)
			if (!c->pairs[i].busy)
				queue_pair(c, &c->pairs[i]);
		ret = io_uring_submit_and_wait(&c->ring, 1);
		if (ret < 0)
			die("io_uring_submit_and_wait", ret);
		reap(c);
	}
	io_uring_queue_exit(&c->ring);
	close(c->in);
	close(c->out);
	free(c);
	return 0;
}
