/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What set-up does on machines that this one is not: the library's sources with two constants changed. With
 * OLD_KERNEL the flag that goes without an SQ array is one that no kernel knows, as in Linux 6.5. With HUGE_PAGES
 * ordinary pages pass for huge ones.
 */
#include "internal.h"

#ifdef OLD_KERNEL
#undef IORING_SETUP_NO_SQARRAY
#define IORING_SETUP_NO_SQARRAY (1U << 31)
#endif
#ifdef HUGE_PAGES
#undef MAP_HUGETLB
#define MAP_HUGETLB 0
#undef MAP_HUGE_2MB
#define MAP_HUGE_2MB 0
#endif

#include "setup.c"
#include "sizes.c"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define HUGE ((size_t)1 << 21)

static int failed;
static size_t page;

#define CHECK(is, expected)                                                                                      \
	do {                                                                                                     \
		long long is_ = (long long)(is), expected_ = (long long)(expected);                              \
		if (is_ != expected_) {                                                                          \
			printf("line %d: %s is %lld, not %lld\n", __LINE__, #is, is_, expected_);                \
			failed = 1;                                                                              \
		}                                                                                                \
	} while (0)

/* Shared mappings of the process. */
static int mappings(void)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[512], access[8];
	int count = 0;

	while (fgets(line, sizeof(line), maps))
		count += sscanf(line, "%*s %7s", access) == 1 && access[3] == 's';
	fclose(maps);
	return count;
}

/* Requests that do nothing, more than the ring has entries. */
static void use_ring(struct io_uring *ring)
{
	unsigned i, n = 2 * ring->cq.ring_entries + 3;

	for (i = 0; i < n; i++) {
		struct io_uring_sqe *sqe = io_uring_get_sqe(ring);
		struct io_uring_cqe *cqe;

		io_uring_prep_nop(sqe);
		sqe->user_data = i;
		if (io_uring_submit(ring) != 1 || io_uring_peek_cqe(ring, &cqe) || cqe->user_data != i) {
			CHECK(i, -1);
			return;
		}
		io_uring_cqe_seen(ring, cqe);
	}
}

#ifdef OLD_KERNEL
static size_t in_pages(size_t size)
{
	return (size + page - 1) / page * page;
}

/* The SQ array takes room, and a buffer that is as large as a ring without one is too small. */
static void run(void)
{
	/* 1024 SQEs, and 2048 CQEs behind what is less than a page; with as many indices where the array is. */
	const size_t sqes = in_pages(64 * 1024), rings = 64 + 16 * 2048;
	const size_t without = sqes + in_pages(rings), size = sqes + in_pages(rings + 4 * 1024);
	char *buf = sys_mmap(size, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct io_uring_params p = { .flags = IORING_SETUP_CLAMP };
	struct io_uring ring;

	/* Large pages may have the room anyway. */
	if (without < size)
		CHECK(io_uring_queue_init_mem(1000, &ring, &p, buf, without), -ENOMEM);
	CHECK(io_uring_queue_init_mem(1000, &ring, &p, buf, size - 1), -ENOMEM);
	CHECK(p.flags, IORING_SETUP_CLAMP);
	CHECK(ring.ring_fd, -1);
	CHECK(io_uring_queue_init_mem(1000, &ring, &p, buf, size), size);
	CHECK(p.flags, IORING_SETUP_CLAMP | IORING_SETUP_NO_MMAP);
	CHECK(ring.sq.array != NULL, true);
	CHECK((char *)(ring.sq.array + 1024) <= buf + size, true);
	use_ring(&ring);
	io_uring_queue_exit(&ring);

	CHECK(io_uring_queue_init_mem(1000, &ring, &p, NULL, 0), size);
	use_ring(&ring);
	io_uring_queue_exit(&ring);

	p.flags = 0;
	CHECK(io_uring_queue_init_params(1000, &ring, &p), 0);
	CHECK(ring.sq.array != NULL, true);
	use_ring(&ring);
	io_uring_queue_exit(&ring);
	sys_munmap(buf, size);
}
#endif

#ifdef HUGE_PAGES
/* Whether both parts of a ring begin and end in one page, as far as they fit into one. */
static void run_one(unsigned entries, unsigned flags)
{
	struct io_uring_params p = { .flags = flags | IORING_SETUP_NO_MMAP | IORING_SETUP_NO_SQARRAY };
	struct ring_sizes sizes;
	struct io_uring ring;
	size_t rings_at;

	CHECK(liburing_ring_sizes(entries, &p, &sizes), 0);
	CHECK(io_uring_queue_init_params(entries, &ring, &p), 0);
	if (failed)
		return;
	rings_at = (size_t)((char *)ring.sq.ring_ptr - (char *)ring.sq.sqes);
	CHECK(rings_at >= sizes.sqes, true);
	CHECK(rings_at + sizes.rings <= ring.sq.sqes_sz, true);
	CHECK(ring.sq.sqes_sz % HUGE, 0);
	if (sizes.rings <= HUGE)
		CHECK(rings_at / HUGE, (rings_at + sizes.rings - 1) / HUGE);
	/* What is left of the last page of the SQEs is used if the rings fit there. */
	if (sizes.sqes % HUGE + sizes.rings <= HUGE)
		CHECK(rings_at, sizes.sqes);
	use_ring(&ring);
	io_uring_queue_exit(&ring);
}

static void run(void)
{
	static const unsigned flags[] = { 0, IORING_SETUP_CQE32, IORING_SETUP_SQE128,
					  IORING_SETUP_SQE128 | IORING_SETUP_CQE32 };
	unsigned entries, i;

	/* From where one ordinary page is not enough. */
	for (i = 0; i < 4; i++)
		for (entries = (unsigned)page / 32; entries <= 32768; entries *= 2)
			run_one(entries, flags[i]);
}
#endif

int main(void)
{
	int before = mappings();

	page = (size_t)sysconf(_SC_PAGESIZE);
	run();
	CHECK(mappings(), before);
	return failed;
}
