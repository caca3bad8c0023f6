/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Creating and destroying rings: their memory, the system call, the probes, the sizes.
 */
#include "lib.h"
#include "abi.h"

#include <stdlib.h>

/* The kernel's limits on ring sizes: IORING_MAX_ENTRIES and IORING_MAX_CQ_ENTRIES. */
#define MAX_SQ_ENTRIES 32768U
#define MAX_CQ_ENTRIES (2 * MAX_SQ_ENTRIES)

/*
 * Room for the heads, tails and flags in front of the CQEs. It is the kernel's private layout: 64 bytes on most
 * processors today, five cache lines on old kernels. Entries come in powers of two, so that after rounding to
 * pages the largest gives the same sizes as the smallest.
 */
#define RING_HEADER_SIZE 320U

/* Size of the huge pages that ring memory of more than one page is taken from. */
#define HUGE_PAGE_SIZE ((size_t)1 << 21)

/* mmap's flag for pages of that size, whatever the default of the machine is. */
#ifndef MAP_HUGE_2MB
#define MAP_HUGE_2MB (21 << 26)
#endif

/* Operations that a probe has room for: every value of an opcode. */
#define PROBE_OPS 256U

/* What a ring's memory consists of, bytes, not rounded. */
struct ring_sizes {
	size_t sqes;
	size_t rings;
};

static size_t align_up(size_t size, size_t to)
{
	return (size + to - 1) & ~(to - 1);
}

static size_t sqe_size(unsigned flags)
{
	return sizeof(struct io_uring_sqe) << ((flags & IORING_SETUP_SQE128) != 0);
}

static size_t cqe_size(unsigned flags)
{
	return sizeof(struct io_uring_cqe) << ((flags & IORING_SETUP_CQE32) != 0);
}

static unsigned roundup_pow2(unsigned n)
{
	return n <= 1 ? 1 : 1U << (32 - __builtin_clz(n - 1));
}

/* Checks and clamps a number of entries the way the kernel does. Returns 0, or -EINVAL. */
static int clamp_entries(unsigned *entries, unsigned max, unsigned flags)
{
	if (!*entries)
		return -EINVAL;
	if (*entries > max) {
		if (!(flags & IORING_SETUP_CLAMP))
			return -EINVAL;
		*entries = max;
	}
	*entries = roundup_pow2(*entries);
	return 0;
}

/* How large the memory of a ring is. The SQ array counts unless IORING_SETUP_NO_SQARRAY is set. */
static int ring_sizes(unsigned entries, const struct io_uring_params *p, struct ring_sizes *sizes)
{
	unsigned cq_entries;
	int ret;

	ret = clamp_entries(&entries, MAX_SQ_ENTRIES, p->flags);
	if (ret)
		return ret;

	cq_entries = 2 * entries;
	if (p->flags & IORING_SETUP_CQSIZE) {
		cq_entries = p->cq_entries;
		ret = clamp_entries(&cq_entries, MAX_CQ_ENTRIES, p->flags);
		if (ret)
			return ret;
		if (cq_entries < entries)
			return -EINVAL;
	}

	sizes->sqes = entries * sqe_size(p->flags);
	sizes->rings = RING_HEADER_SIZE + cq_entries * cqe_size(p->flags);
	if (!(p->flags & IORING_SETUP_NO_SQARRAY))
		sizes->rings += entries * sizeof(unsigned);
	return 0;
}

/* Points `sq` and `cq` at the fields in mapped memory, and reads what never changes. */
static void set_pointers(const struct io_uring_params *p, struct io_uring_sq *sq, struct io_uring_cq *cq)
{
	char *sq_ring = sq->ring_ptr;
	char *cq_ring = cq->ring_ptr;
	unsigned i;

	sq->khead = (unsigned *)(void *)(sq_ring + p->sq_off.head);
	sq->ktail = (unsigned *)(void *)(sq_ring + p->sq_off.tail);
	sq->kring_mask = (unsigned *)(void *)(sq_ring + p->sq_off.ring_mask);
	sq->kring_entries = (unsigned *)(void *)(sq_ring + p->sq_off.ring_entries);
	sq->kflags = (unsigned *)(void *)(sq_ring + p->sq_off.flags);
	sq->kdropped = (unsigned *)(void *)(sq_ring + p->sq_off.dropped);
	sq->array = NULL;
	sq->ring_mask = *sq->kring_mask;
	sq->ring_entries = *sq->kring_entries;

	cq->khead = (unsigned *)(void *)(cq_ring + p->cq_off.head);
	cq->ktail = (unsigned *)(void *)(cq_ring + p->cq_off.tail);
	cq->kring_mask = (unsigned *)(void *)(cq_ring + p->cq_off.ring_mask);
	cq->kring_entries = (unsigned *)(void *)(cq_ring + p->cq_off.ring_entries);
	cq->koverflow = (unsigned *)(void *)(cq_ring + p->cq_off.overflow);
	cq->cqes = (struct io_uring_cqe *)(void *)(cq_ring + p->cq_off.cqes);
	/* Kernels before 5.8 have no flags in the CQ ring. */
	cq->kflags = p->cq_off.flags ? (unsigned *)(void *)(cq_ring + p->cq_off.flags) : NULL;
	cq->ring_mask = *cq->kring_mask;
	cq->ring_entries = *cq->kring_entries;

	if (p->flags & IORING_SETUP_NO_SQARRAY)
		return;

	/* SQE i is always at index i of the array, so that a submission need not write it. */
	sq->array = (unsigned *)(void *)(sq_ring + p->sq_off.array);
	for (i = 0; i < sq->ring_entries; i++)
		sq->array[i] = i;
}

void liburing_unmap_rings(struct io_uring_sq *sq, struct io_uring_cq *cq)
{
	if (sq->sqes_sz)
		__sys_munmap(sq->sqes, sq->sqes_sz);
	if (cq->ring_sz && cq->ring_ptr != sq->ring_ptr)
		__sys_munmap(cq->ring_ptr, cq->ring_sz);
	if (sq->ring_sz)
		__sys_munmap(sq->ring_ptr, sq->ring_sz);
	sq->sqes_sz = 0;
	sq->ring_sz = 0;
	cq->ring_sz = 0;
}

/* Maps `size` bytes of a ring at `offset`. `*size` is 0 afterwards where that failed. */
static int map_part(int fd, __u64 offset, size_t *size, void **out)
{
	void *ptr = __sys_mmap(*size, MAP_SHARED | MAP_POPULATE, fd, offset);

	if (IS_ERR(ptr)) {
		*size = 0;
		return PTR_ERR(ptr);
	}
	*out = ptr;
	return 0;
}

int liburing_map_rings(int fd, const struct io_uring_params *p, struct io_uring_sq *sq, struct io_uring_cq *cq)
{
	size_t sqes_sz = p->sq_entries * sqe_size(p->flags);
	size_t sq_sz = p->sq_off.array + p->sq_entries * sizeof(unsigned);
	size_t cq_sz = p->cq_off.cqes + p->cq_entries * cqe_size(p->flags);
	void *sqes = NULL;
	int ret;

	sq->sqes_sz = 0;
	cq->ring_sz = 0;
	sq->ring_sz = sq_sz;
	if (p->features & IORING_FEAT_SINGLE_MMAP)
		sq->ring_sz = sq_sz > cq_sz ? sq_sz : cq_sz;
	ret = map_part(fd, IORING_OFF_SQ_RING, &sq->ring_sz, &sq->ring_ptr);
	if (ret)
		return ret;

	if (p->features & IORING_FEAT_SINGLE_MMAP) {
		cq->ring_ptr = sq->ring_ptr;
		cq->ring_sz = sq->ring_sz;
	} else {
		cq->ring_sz = cq_sz;
		ret = map_part(fd, IORING_OFF_CQ_RING, &cq->ring_sz, &cq->ring_ptr);
	}
	if (!ret)
		ret = map_part(fd, IORING_OFF_SQES, &sqes_sz, &sqes);
	if (ret) {
		liburing_unmap_rings(sq, cq);
		return ret;
	}

	sq->sqes = sqes;
	sq->sqes_sz = (unsigned)sqes_sz;
	set_pointers(p, sq, cq);
	return 0;
}

/* Makes `ring` one that io_uring_queue_exit has nothing to do for. */
static void clear_ring(struct io_uring *ring)
{
	memset(ring, 0, sizeof(*ring));
	ring->ring_fd = -1;
	ring->enter_ring_fd = -1;
}

/* Fills the fields that do not concern memory. `fd` is an index where only the registered ring exists. */
static void set_identity(struct io_uring *ring, const struct io_uring_params *p, int fd)
{
	ring->flags = p->flags;
	ring->features = p->features;
	ring->enter_ring_fd = fd;
	if (p->flags & IORING_SETUP_REGISTERED_FD_ONLY)
		ring->int_flags |= INT_FLAG_REG_RING | INT_FLAG_REG_REG_RING;
	else
		ring->ring_fd = fd;
	/* Where a kernel thread submits, it polls too. */
	if ((p->flags & (IORING_SETUP_IOPOLL | IORING_SETUP_SQPOLL)) == IORING_SETUP_IOPOLL)
		ring->int_flags |= INT_FLAG_CQ_ENTER;
}

int io_uring_queue_mmap(int fd, struct io_uring_params *p, struct io_uring *ring)
{
	int ret;

	clear_ring(ring);
	ret = liburing_map_rings(fd, p, &ring->sq, &ring->cq);
	if (ret)
		clear_ring(ring);
	else
		set_identity(ring, p, fd);
	return ret;
}

/*
 * The system call. Sets IORING_SETUP_NO_SQARRAY where the caller did not and the kernel has it (since 6.6):
 * then there is no array to fill and to read.
 */
static int setup_call(unsigned entries, struct io_uring_params *p)
{
	struct io_uring_params attempt = *p;
	int ret;

	attempt.flags |= IORING_SETUP_NO_SQARRAY;
	ret = __sys_io_uring_setup(entries, &attempt);
	if (ret == -EINVAL && !(p->flags & IORING_SETUP_NO_SQARRAY)) {
		attempt = *p;
		ret = __sys_io_uring_setup(entries, &attempt);
	}
	if (ret >= 0)
		*p = attempt;
	return ret;
}

/*
 * Sets up a ring whose SQEs are at `buf` and whose rings are `rings_at` bytes further on. `p` changes only where
 * that works. Returns 0, or -errno.
 */
static int init_in_memory(unsigned entries, struct io_uring *ring, struct io_uring_params *p, char *buf,
			  size_t rings_at)
{
	struct io_uring_params attempt = *p;
	int fd;

	attempt.flags |= IORING_SETUP_NO_MMAP;
	attempt.sq_off.user_addr = (__u64)(uintptr_t)buf;
	/* A sum of numbers: `buf` may be any address that the caller thinks of, which the kernel is to judge. */
	attempt.cq_off.user_addr = (__u64)((uintptr_t)buf + rings_at);
	fd = setup_call(entries, &attempt);
	if (fd < 0)
		return fd;

	*p = attempt;
	ring->sq.sqes = (struct io_uring_sqe *)(void *)buf;
	ring->sq.ring_ptr = buf + rings_at;
	ring->cq.ring_ptr = ring->sq.ring_ptr;
	set_pointers(p, &ring->sq, &ring->cq);
	set_identity(ring, p, fd);
	return 0;
}

/*
 * IORING_SETUP_NO_MMAP without memory of the caller's: the library maps some, and owns it. Until 6.10 the kernel takes
 * more than one page only where they are contiguous, which is what huge pages are for; later any pages do.
 */
static int init_in_own_memory(unsigned entries, struct io_uring *ring, struct io_uring_params *p)
{
	const int flags = MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE;
	const size_t page_size = liburing_page_size();
	struct ring_sizes sizes;
	size_t rings_at, total;
	void *buf = MAP_FAILED;
	int ret;

	ret = ring_sizes(entries, p, &sizes);
	if (ret)
		return ret;
	rings_at = align_up(sizes.sqes, page_size);
	total = rings_at + align_up(sizes.rings, page_size);
	if (total > 2 * page_size) {
		size_t huge = align_up(total, HUGE_PAGE_SIZE);

		buf = __sys_mmap(huge, flags | MAP_HUGETLB | MAP_HUGE_2MB, -1, 0);
		if (!IS_ERR(buf))
			total = huge;
	}
	if (IS_ERR(buf))
		buf = __sys_mmap(total, flags, -1, 0);
	if (IS_ERR(buf))
		return PTR_ERR(buf);

	ret = init_in_memory(entries, ring, p, buf, rings_at);
	if (ret) {
		__sys_munmap(buf, total);
		return ret;
	}
	/* One mapping for all: to be unmapped as a whole, with the SQEs. */
	ring->sq.sqes_sz = (unsigned)total;
	return 0;
}

int io_uring_queue_init_mem(unsigned entries, struct io_uring *ring, struct io_uring_params *p, void *buf,
			    size_t buf_size)
{
	const size_t page_size = liburing_page_size();
	struct ring_sizes sizes;
	size_t rings_at, rings_sz;
	int ret;

	clear_ring(ring);
	ret = ring_sizes(entries, p, &sizes);
	if (ret)
		return ret;
	rings_at = align_up(sizes.sqes, page_size);
	rings_sz = align_up(sizes.rings, page_size);
	if (rings_at + rings_sz > buf_size)
		return -ENOMEM;

	ret = init_in_memory(entries, ring, p, buf, rings_at);
	if (ret)
		return ret;
	ring->int_flags |= INT_FLAG_APP_MEM;
	ring->sq.sqes_sz = (unsigned)rings_at;
	ring->sq.ring_sz = rings_sz;
	ring->cq.ring_sz = rings_sz;
	return (int)(rings_at + rings_sz);
}

int io_uring_queue_init_params(unsigned entries, struct io_uring *ring, struct io_uring_params *p)
{
	struct io_uring_params attempt = *p;
	int fd, ret;

	clear_ring(ring);
	if (p->flags & IORING_SETUP_NO_MMAP)
		return init_in_own_memory(entries, ring, p);

	fd = setup_call(entries, &attempt);
	if (fd < 0)
		return fd;
	ret = io_uring_queue_mmap(fd, &attempt, ring);
	if (ret)
		__sys_close(fd);
	else
		*p = attempt;
	return ret;
}

int io_uring_queue_init(unsigned entries, struct io_uring *ring, unsigned flags)
{
	struct io_uring_params p;

	memset(&p, 0, sizeof(p));
	p.flags = flags;
	return io_uring_queue_init_params(entries, ring, &p);
}

int io_uring_ring_dontfork(struct io_uring *ring)
{
	struct io_uring_sq *sq = &ring->sq;
	struct io_uring_cq *cq = &ring->cq;
	int ret;

	if (!sq->sqes || !sq->ring_ptr || !cq->ring_ptr)
		return -EINVAL;

	ret = __sys_madvise(sq->sqes, sq->sqes_sz, MADV_DONTFORK);
	/* Size 0: the rings are part of the SQEs' mapping. */
	if (!ret && sq->ring_sz)
		ret = __sys_madvise(sq->ring_ptr, sq->ring_sz, MADV_DONTFORK);
	if (!ret && cq->ring_ptr != sq->ring_ptr)
		ret = __sys_madvise(cq->ring_ptr, cq->ring_sz, MADV_DONTFORK);
	return ret;
}

void io_uring_queue_exit(struct io_uring *ring)
{
	/* The index holds a reference to the ring: closing the file alone would leave the ring alive. */
	if (ring->int_flags & INT_FLAG_REG_RING)
		io_uring_unregister_ring_fd(ring);
	if (!(ring->int_flags & INT_FLAG_APP_MEM))
		liburing_unmap_rings(&ring->sq, &ring->cq);
	if (ring->ring_fd != -1)
		__sys_close(ring->ring_fd);
	clear_ring(ring);
}

struct io_uring_probe *io_uring_get_probe_ring(struct io_uring *ring)
{
	struct io_uring_probe *probe;
	int saved = errno;

	probe = calloc(1, sizeof(*probe) + PROBE_OPS * sizeof(struct io_uring_probe_op));
	errno = saved;
	if (probe && io_uring_register_probe(ring, probe, PROBE_OPS) < 0) {
		io_uring_free_probe(probe);
		return NULL;
	}
	return probe;
}

struct io_uring_probe *io_uring_get_probe(void)
{
	struct io_uring_probe *probe;
	struct io_uring ring;

	if (io_uring_queue_init(2, &ring, 0) < 0)
		return NULL;
	probe = io_uring_get_probe_ring(&ring);
	io_uring_queue_exit(&ring);
	return probe;
}

void io_uring_free_probe(struct io_uring_probe *probe)
{
	int saved = errno;

	free(probe);
	errno = saved;
}

/* What a kernel before 5.12 charges for an allocation: a power of two of pages. */
static size_t locked_bytes(size_t size)
{
	const size_t page_size = liburing_page_size();

	return page_size * roundup_pow2((unsigned)((size + page_size - 1) / page_size));
}

ssize_t io_uring_mlock_size_params(unsigned entries, struct io_uring_params *p)
{
	struct io_uring_params probe;
	struct ring_sizes sizes;
	int ret;

	ret = ring_sizes(entries, p, &sizes);
	if (ret)
		return ret;

	/*
	 * The features of any ring tell whether the kernel charges a cgroup instead. An old kernel may refuse even the
	 * smallest ring, for lack of the very memory that is asked about: features stays 0 then.
	 */
	memset(&probe, 0, sizeof(probe));
	ret = __sys_io_uring_setup(1, &probe);
	if (ret >= 0)
		__sys_close(ret);
	if (probe.features & IORING_FEAT_NATIVE_WORKERS)
		return 0;
	return (ssize_t)(locked_bytes(sizes.sqes) + locked_bytes(sizes.rings));
}

ssize_t io_uring_mlock_size(unsigned entries, unsigned flags)
{
	struct io_uring_params p;

	memset(&p, 0, sizeof(p));
	p.flags = flags;
	return io_uring_mlock_size_params(entries, &p);
}

ssize_t io_uring_memory_size_params(unsigned entries, struct io_uring_params *p)
{
	const size_t page_size = liburing_page_size();
	struct ring_sizes sizes;
	int ret;

	ret = ring_sizes(entries, p, &sizes);
	if (ret)
		return ret;
	return (ssize_t)(align_up(sizes.sqes, page_size) + align_up(sizes.rings, page_size));
}

ssize_t io_uring_memory_size(unsigned entries, unsigned flags)
{
	struct io_uring_params p;

	memset(&p, 0, sizeof(p));
	p.flags = flags;
	return io_uring_memory_size_params(entries, &p);
}
