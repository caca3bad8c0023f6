/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The macros of the headers, as C and as C++ programs use them: the part of macros.c and templates.cpp that both have.
 */
#include <liburing.h>

#include <stdio.h>
#include <string.h>

#ifndef LIBURING_HAVE_DATA64
#error "LIBURING_HAVE_DATA64 says that io_uring_sqe_set_data64 is there"
#endif

/* True for versions that are newer than the headers. */
#if IO_URING_CHECK_VERSION(IO_URING_VERSION_MAJOR, IO_URING_VERSION_MINOR)
#error "the headers are as new as they are"
#endif
#if IO_URING_CHECK_VERSION(2, 3) || IO_URING_CHECK_VERSION(1, 99)
#error "the headers are older than 2.3"
#endif
#if !IO_URING_CHECK_VERSION(IO_URING_VERSION_MAJOR, IO_URING_VERSION_MINOR + 1) || !IO_URING_CHECK_VERSION(3, 0)
#error "the headers are newer than they are"
#endif

#if defined(IOURINGINLINE) || defined(_LOCAL_INLINE)
#error "the header's own specifiers are undefined at its end"
#endif

static inline int failed(const char *what, long long is, long long expected)
{
	if (is == expected)
		return 0;
	fprintf(stderr, "%s: %lld, not %lld\n", what, is, expected);
	return 1;
}

/* A queue of 8 entries in plain memory. */
static inline void set_up_queue(struct io_uring *ring, unsigned flags, struct io_uring_cqe *entries, unsigned *khead,
				unsigned *ktail)
{
	memset(ring, 0, sizeof(*ring));
	ring->flags = flags;
	ring->cq.cqes = entries;
	ring->cq.khead = khead;
	ring->cq.ktail = ktail;
	ring->cq.ring_mask = 7;
	ring->cq.ring_entries = 8;
}

/* Such a queue, six of its entries ready: indexes wrap, a run ends at the end of the queue, and
 * there are large CQEs in a mixed ring. The loop must visit what the iterator does, and know each index. */
static inline int check_visits(unsigned flags)
{
	static struct io_uring_cqe entries[2 * 8], *visited[8];
	unsigned khead = 0u - 3, ktail = 3, head = 77, at, n = 0;
	struct io_uring_cqe *cqe, *expected;
	struct io_uring_cqe_iter iter;
	struct io_uring ring;
	int bad = 0;

	memset(entries, 0, sizeof(entries));
	set_up_queue(&ring, flags, entries, &khead, &ktail);
	/* A message may have this bit in any ring; it says a size in a mixed one alone. */
	entries[0].flags = IORING_CQE_F_32;
	io_uring_for_each_cqe(&ring, head, cqe) {
		if (n == 8)
			break;
		at = (head & 7) << io_uring_cqe_shift(&ring);
		bad += failed("visited, by index", cqe - entries, at);
		visited[n++] = cqe;
	}
	bad += failed("the last head", head, ktail);
	bad += failed("visits", n, flags & IORING_SETUP_CQE_MIXED ? 5 : 6);
	iter = io_uring_cqe_iter_init(&ring);
	for (at = 0; at < n && io_uring_cqe_iter_next(&iter, &expected); at++)
		bad += failed("visited, by the iterator", visited[at] - entries, expected - entries);
	bad += failed("as many as the iterator", at, n);
	ktail = khead;
	io_uring_for_each_cqe(&ring, head, cqe)
		bad += failed("visits of an empty queue", 1, 0);
	return bad + failed("head of an empty queue", head, khead);
}

/* The same queue with a tail that no kernel writes, farther from the head than there are entries: the loop must not leave
 * the array, nor go on for ever where CQEs are small. */
static inline int check_tail(unsigned flags, unsigned ready)
{
	static struct io_uring_cqe entries[2 * 8];
	const unsigned limit = 64;
	unsigned khead = 0u - 3, ktail = khead + ready, head, n = 0;
	struct io_uring_cqe *cqe;
	struct io_uring ring;
	int bad = 0;

	set_up_queue(&ring, flags, entries, &khead, &ktail);
	io_uring_for_each_cqe(&ring, head, cqe) {
		if (n++ == limit)
			break;
		bad += failed("outside", (unsigned)(cqe - entries) >= 8u << io_uring_cqe_shift(&ring), 0);
	}
	(void)head;
	return bad + failed("more than is there", !flags && n > 2 * 8, 0) + failed("none", !n, 0);
}

/* Both versions, the branch hints, and an iteration over 3 of 4 completions that goes on later. */
static inline int check_macros(void)
{
	static const unsigned too_many[] = { 9, 11, 12, 16, 19, 20, 100, 1u << 31, 0u - 1 };
	struct io_uring ring;
	struct io_uring_cqe *cqe;
	unsigned i, head, seen = 0, sum = 0;
	int bad = failed("init", io_uring_queue_init(4, &ring, 0), 0);

	bad += failed("major", io_uring_major_version(), IO_URING_VERSION_MAJOR);
	bad += failed("minor", io_uring_minor_version(), IO_URING_VERSION_MINOR);
	bad += failed("newer", io_uring_check_version(IO_URING_VERSION_MAJOR, IO_URING_VERSION_MINOR + 1), 1);
	for (i = 0; i < 4; i++) {
		struct io_uring_sqe *sqe = io_uring_get_sqe(&ring);

		io_uring_prep_nop(sqe);
		io_uring_sqe_set_data64(sqe, ((__u64)1 << 40) + i);
	}
	bad += failed("submit", io_uring_submit_and_wait(&ring, 4), 4);
	io_uring_for_each_cqe(&ring, head, cqe) {
		if (seen == 3)
			break;
		bad += failed("head", head, seen);
		bad += failed("data", (long long)io_uring_cqe_get_data64(cqe), (1LL << 40) + seen);
		seen++;
	}
	io_uring_cq_advance(&ring, seen);
	io_uring_for_each_cqe(&ring, head, cqe)
		sum += 1 + (unsigned)io_uring_cqe_get_data64(cqe);
	bad += failed("the last", sum, 4);
	io_uring_cq_advance(&ring, 1);
	bad += failed("left", io_uring_cq_ready(&ring), 0);
	bad += check_visits(0) + check_visits(IORING_SETUP_CQE32) + check_visits(IORING_SETUP_CQE_MIXED);
	for (i = 0; i < sizeof(too_many) / sizeof(*too_many); i++) {
		bad += check_tail(0, too_many[i]) + check_tail(IORING_SETUP_CQE32, too_many[i]);
		bad += check_tail(IORING_SETUP_CQE_MIXED, too_many[i]);
	}
	if (uring_unlikely(bad) || !uring_likely(!bad))
		fprintf(stderr, "macros: %d failures\n", bad);
	io_uring_queue_exit(&ring);
	return bad;
}
