/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The paths of an event loop in C, as a program for any liburing: `event_loop NAME` runs one, on a ring of the
 * kernel's. The same as in event_loop.rs.
 */
#include <errno.h>
#include <liburing.h>
#include <stdio.h>
#include <string.h>

/* As in event_loop.rs. */
#define CALLS 4096u
#define BATCH 256u
#define DATA 0x5aa5u
#define NO_IO_URING 77
#define NO_SUCH_FUNCTION 78

/* Macro and iterator are both younger than some libraries that are installed. */
#ifdef IO_URING_CHECK_VERSION
#if !IO_URING_CHECK_VERSION(2, 10)
#define HAVE_ITERATOR
#endif
#endif

/* A path calls as often as it is told, or reaps as many, and returns a sum that says whether it did. */
#define PATH(name) \
	__attribute__((noinline)) unsigned path_##name(struct io_uring *ring, unsigned n); \
	unsigned path_##name(struct io_uring *ring, unsigned n)

PATH(peek_empty)
{
	struct io_uring_cqe *cqe;
	unsigned sum = 0;

	for (unsigned i = 0; i < n; i++)
		sum += (unsigned)io_uring_peek_cqe(ring, &cqe);
	return sum;
}

PATH(peek_batch)
{
	struct io_uring_cqe *cqes[BATCH];
	unsigned found = 0;

	for (unsigned i = 0; i < n; i++)
		found += io_uring_peek_batch_cqe(ring, cqes, BATCH);
	return found;
}

PATH(peek_seen)
{
	struct io_uring_cqe *cqe;
	unsigned sum = 0;

	for (unsigned i = 0; i < n; i++) {
		if (io_uring_peek_cqe(ring, &cqe))
			return 0;
		sum += (unsigned)io_uring_cqe_get_data64(cqe);
		io_uring_cqe_seen(ring, cqe);
	}
	return sum;
}

PATH(wait_seen)
{
	struct io_uring_cqe *cqe;
	unsigned sum = 0;

	for (unsigned i = 0; i < n; i++) {
		if (io_uring_wait_cqe(ring, &cqe))
			return 0;
		sum += (unsigned)io_uring_cqe_get_data64(cqe);
		io_uring_cqe_seen(ring, cqe);
	}
	return sum;
}

PATH(get_events)
{
	unsigned done = 0;

	for (unsigned i = 0; i < n; i++)
		done += (unsigned)io_uring_get_events(ring);
	return done;
}

PATH(submit_nothing)
{
	unsigned done = 0;

	for (unsigned i = 0; i < n; i++)
		done += (unsigned)io_uring_submit(ring);
	return done;
}

static inline void prepare(struct io_uring *ring)
{
	struct io_uring_sqe *sqe = io_uring_get_sqe(ring);

	if (sqe)
		io_uring_prep_nop(sqe);
}

PATH(nop_submit)
{
	unsigned done = 0;

	for (unsigned i = 0; i < n; i++) {
		prepare(ring);
		done += (unsigned)io_uring_submit(ring);
		io_uring_cq_advance(ring, 1);
	}
	return done;
}

PATH(nop_submit_wait)
{
	unsigned done = 0;

	for (unsigned i = 0; i < n; i++) {
		prepare(ring);
		done += (unsigned)io_uring_submit_and_wait(ring, 1);
		io_uring_cq_advance(ring, 1);
	}
	return done;
}

PATH(nop_visit)
{
	unsigned done = 0;

	for (unsigned i = 0; i < n; i++) {
		struct io_uring_cqe *cqe;
		unsigned head, seen = 0;

		prepare(ring);
		io_uring_submit_and_wait(ring, 1);
		io_uring_for_each_cqe(ring, head, cqe) {
			done += 1u + (unsigned)cqe->res;
			seen++;
		}
		io_uring_cq_advance(ring, seen);
	}
	return done;
}

PATH(nop_submit_timeout)
{
	struct __kernel_timespec ts = { .tv_sec = 10 };
	struct io_uring_cqe *cqe;
	unsigned done = 0;

	for (unsigned i = 0; i < n; i++) {
		prepare(ring);
		done += (unsigned)io_uring_submit_and_wait_timeout(ring, &cqe, 1, &ts, NULL);
		io_uring_cq_advance(ring, 1);
	}
	return done;
}

PATH(nop_wait_timeout)
{
	struct __kernel_timespec ts = { .tv_sec = 10 };
	struct io_uring_cqe *cqe;
	unsigned done = 0;

	for (unsigned i = 0; i < n; i++) {
		prepare(ring);
		if (io_uring_submit(ring) != 1 || io_uring_wait_cqe_timeout(ring, &cqe, &ts))
			return 0;
		io_uring_cqe_seen(ring, cqe);
		done++;
	}
	return done;
}

PATH(iterate)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < n / BATCH; i++) {
		struct io_uring_cqe *cqe;
		unsigned head;

		io_uring_for_each_cqe(ring, head, cqe)
			sum += (unsigned)io_uring_cqe_get_data64(cqe);
	}
	return sum;
}

#ifdef HAVE_ITERATOR
PATH(iterator)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < n / BATCH; i++) {
		struct io_uring_cqe_iter iter = io_uring_cqe_iter_init(ring);
		struct io_uring_cqe *cqe;

		while (io_uring_cqe_iter_next(&iter, &cqe))
			sum += (unsigned)io_uring_cqe_get_data64(cqe);
	}
	return sum;
}
#else
#define path_iterator NULL
#endif

static const struct path {
	const char *name;
	unsigned (*run)(struct io_uring *ring, unsigned n);
	/* How many completions it finds, and the sum of what its calls return. */
	unsigned ready;
	unsigned sum;
} paths[] = {
	{ "peek_empty", path_peek_empty, 0, -(unsigned)EAGAIN * CALLS },
	{ "batch_empty", path_peek_batch, 0, 0 },
	{ "batch_one", path_peek_batch, 1, CALLS },
	{ "batch_256", path_peek_batch, BATCH, BATCH * CALLS },
	{ "peek_seen", path_peek_seen, CALLS, DATA * CALLS },
	{ "wait_seen", path_wait_seen, CALLS, DATA * CALLS },
	{ "get_events", path_get_events, 0, 0 },
	{ "submit_nothing", path_submit_nothing, 0, 0 },
	{ "nop_submit", path_nop_submit, 0, CALLS },
	{ "nop_submit_wait", path_nop_submit_wait, 0, CALLS },
	{ "nop_visit", path_nop_visit, 0, CALLS },
	{ "nop_submit_timeout", path_nop_submit_timeout, 0, CALLS },
	{ "nop_wait_timeout", path_nop_wait_timeout, 0, CALLS },
	{ "iterate", path_iterate, BATCH, DATA * CALLS },
	{ "iterator", path_iterator, BATCH, DATA * CALLS },
};

/* Makes as many completions ready. */
static int complete(struct io_uring *ring, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		struct io_uring_sqe *sqe = io_uring_get_sqe(ring);

		if (!sqe)
			return 0;
		io_uring_prep_nop(sqe);
		io_uring_sqe_set_data64(sqe, DATA);
	}
	return !n || io_uring_submit(ring) == (int)n;
}

static int run(const struct path *path)
{
	struct io_uring ring;
	unsigned found;
	int ret;

	if (!path->run)
		return NO_SUCH_FUNCTION;
	ret = io_uring_queue_init(CALLS, &ring, 0);
	if (ret == -ENOSYS || ret == -EPERM)
		return NO_IO_URING;
	if (ret || !complete(&ring, path->ready))
		return 1;
	found = path->run(&ring, CALLS);
	io_uring_queue_exit(&ring);
	if (found == path->sum)
		return 0;
	fprintf(stderr, "%s returned %u\n", path->name, found);
	return 1;
}

int main(int argc, char **argv)
{
	for (unsigned i = 0; argc == 2 && i < sizeof(paths) / sizeof(*paths); i++) {
		if (!strcmp(argv[1], paths[i].name))
			return run(&paths[i]);
	}
	return 2;
}
