/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The macros of the headers, as C and as C++ programs use them: the part of macros.c and templates.cpp that both have.
 */
#include <liburing.h>

#include <stdio.h>

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

/* Both versions, the branch hints, and an iteration over 3 of 4 completions that goes on later. */
static inline int check_macros(void)
{
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
	if (uring_unlikely(bad) || !uring_likely(!bad))
		fprintf(stderr, "macros: %d failures\n", bad);
	io_uring_queue_exit(&ring);
	return bad;
}
