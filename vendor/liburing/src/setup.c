/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Creating and destroying rings: their memory, the system call.
 */
#include "internal.h"

/* Size of the huge pages that ring memory of more than one page is taken from. */
#define HUGE_PAGE_SIZE ((size_t)1 << 21)

/* mmap's flag for pages of that size, whatever the default of the machine is. */
#ifndef MAP_HUGE_2MB
#define MAP_HUGE_2MB (21 << 26)
#endif

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
		sys_munmap(sq->sqes, sq->sqes_sz);
	if (cq->ring_sz && cq->ring_ptr != sq->ring_ptr)
		sys_munmap(cq->ring_ptr, cq->ring_sz);
	if (sq->ring_sz)
		sys_munmap(sq->ring_ptr, sq->ring_sz);
	sq->sqes_sz = 0;
	sq->ring_sz = 0;
	cq->ring_sz = 0;
}

/* Maps `size` bytes of a ring at `offset`. `*size` is 0 afterwards where that failed. */
static int map_part(int fd, __u64 offset, size_t *size, void **out)
{
	void *ptr = sys_mmap(*size, MAP_SHARED | MAP_POPULATE, fd, offset);

	if (is_error(ptr)) {
		*size = 0;
		return error_of(ptr);
	}
	*out = ptr;
	return 0;
}

int liburing_map_rings(int fd, const struct io_uring_params *p, struct io_uring_sq *sq, struct io_uring_cq *cq)
{
	size_t sqes_sz = p->sq_entries * liburing_sqe_size(p->flags);
	size_t sq_sz = p->sq_off.array + p->sq_entries * sizeof(unsigned);
	size_t cq_sz = p->cq_off.cqes + p->cq_entries * liburing_cqe_size(p->flags);
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
		ring->int_flags |= RING_ENTERS_BY_INDEX | RING_REGISTERS_BY_INDEX;
	else
		ring->ring_fd = fd;
	/* Where a kernel thread submits, it polls too. */
	if ((p->flags & (IORING_SETUP_IOPOLL | IORING_SETUP_SQPOLL)) == IORING_SETUP_IOPOLL)
		ring->int_flags |= RING_PEEKS_BY_ENTERING;
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
 * The system call, with IORING_SETUP_NO_SQARRAY where the kernel has it (since 6.6): then there is no array to fill
 * and to read. `p` changes only where the call succeeds.
 */
static int setup_call(unsigned entries, struct io_uring_params *p)
{
	struct io_uring_params attempt = *p;
	int ret;

	attempt.flags |= IORING_SETUP_NO_SQARRAY;
	ret = sys_io_uring_setup(entries, &attempt);
	if (ret == -EINVAL && !(p->flags & IORING_SETUP_NO_SQARRAY)) {
		attempt = *p;
		ret = sys_io_uring_setup(entries, &attempt);
	}
	if (ret >= 0)
		*p = attempt;
	return ret;
}

/* Whether the kernel lacks IORING_SETUP_NO_SQARRAY, asked with the smallest ring there is. */
static bool kernel_needs_sq_array(void)
{
	struct io_uring_params p = { .flags = IORING_SETUP_NO_SQARRAY };
	int ret = sys_io_uring_setup(1, &p);

	if (ret >= 0)
		sys_close(ret);
	return ret == -EINVAL;
}

/* Memory for a ring: the SQEs at its start, the rings `rings_at` bytes further on. */
struct ring_memory {
	char *start;
	size_t rings_at;
	size_t size;
};

/*
 * Maps memory of the library's own. Until 6.10 the kernel takes more than one page, of SQEs and of rings, only where
 * they are contiguous, which is what huge pages are for; later any pages do. Returns 0, or -errno.
 */
static int map_memory(const struct ring_sizes *sizes, struct ring_memory *memory)
{
	const int flags = MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE;
	const size_t page_size = liburing_page_size();
	void *start = MAP_FAILED;

	memory->rings_at = sizes->sqes;
	memory->size = sizes->sqes + sizes->rings;
	if (sizes->sqes > page_size || sizes->rings > page_size) {
		size_t rings_at = sizes->sqes;
		size_t size;

		/* Two huge pages side by side are not contiguous: the rings begin another one if need be. */
		if (rings_at % HUGE_PAGE_SIZE + sizes->rings > HUGE_PAGE_SIZE)
			rings_at = liburing_align_up(rings_at, HUGE_PAGE_SIZE);
		size = liburing_align_up(rings_at + sizes->rings, HUGE_PAGE_SIZE);
		start = sys_mmap(size, flags | MAP_HUGETLB | MAP_HUGE_2MB, -1, 0);
		if (!is_error(start)) {
			memory->rings_at = rings_at;
			memory->size = size;
		}
	}
	if (is_error(start))
		start = sys_mmap(memory->size, flags, -1, 0);
	if (is_error(start))
		return error_of(start);
	memory->start = start;
	return 0;
}

/*
 * Sets up a ring in memory: that of the caller's, or the library's own where `buf` is NULL. `p` has all the flags, and
 * changes in any case. Returns how many bytes the ring needs, or -errno.
 */
static int init_in_memory(unsigned entries, struct io_uring *ring, struct io_uring_params *p, void *buf,
			  size_t buf_size)
{
	struct ring_memory memory = { .start = buf };
	struct ring_sizes sizes;
	int ret;

	ret = liburing_ring_sizes(entries, p, &sizes);
	if (ret)
		return ret;
	memory.rings_at = sizes.sqes;
	if (!buf)
		ret = map_memory(&sizes, &memory);
	else if (sizes.sqes + sizes.rings > buf_size)
		ret = -ENOMEM;
	if (ret)
		return ret;

	/* Sums of numbers: `buf` may be any address that the caller thinks of, which the kernel is to judge. */
	p->sq_off.user_addr = (__u64)(uintptr_t)memory.start;
	p->cq_off.user_addr = (__u64)((uintptr_t)memory.start + memory.rings_at);
	ret = sys_io_uring_setup(entries, p);
	if (ret < 0) {
		if (!buf)
			sys_munmap(memory.start, memory.size);
		return ret;
	}

	ring->sq.sqes = (struct io_uring_sqe *)(void *)memory.start;
	ring->sq.ring_ptr = memory.start + memory.rings_at;
	ring->cq.ring_ptr = ring->sq.ring_ptr;
	set_pointers(p, &ring->sq, &ring->cq);
	set_identity(ring, p, ret);
	if (buf) {
		ring->int_flags |= RING_IN_CALLERS_MEMORY;
		ring->sq.sqes_sz = (unsigned)sizes.sqes;
		ring->sq.ring_sz = sizes.rings;
		ring->cq.ring_sz = sizes.rings;
	} else {
		/* One mapping for all: to be unmapped as a whole, with the SQEs. */
		ring->sq.sqes_sz = (unsigned)memory.size;
	}
	return (int)(sizes.sqes + sizes.rings);
}

int io_uring_queue_init_mem(unsigned entries, struct io_uring *ring, struct io_uring_params *p, void *buf,
			    size_t buf_size)
{
	struct io_uring_params attempt = *p;
	int ret;

	clear_ring(ring);
	attempt.flags |= IORING_SETUP_NO_MMAP | IORING_SETUP_NO_SQARRAY;
	ret = init_in_memory(entries, ring, &attempt, buf, buf_size);
	/* With an SQ array it is another size: not to be tried on a guess. */
	if (ret == -EINVAL && !(p->flags & IORING_SETUP_NO_SQARRAY) && kernel_needs_sq_array()) {
		attempt = *p;
		attempt.flags |= IORING_SETUP_NO_MMAP;
		ret = init_in_memory(entries, ring, &attempt, buf, buf_size);
	}
	if (ret >= 0)
		*p = attempt;
	return ret;
}

int io_uring_queue_init_params(unsigned entries, struct io_uring *ring, struct io_uring_params *p)
{
	struct io_uring_params attempt = *p;
	int fd, ret;

	if (p->flags & IORING_SETUP_NO_MMAP) {
		ret = io_uring_queue_init_mem(entries, ring, p, NULL, 0);
		return ret < 0 ? ret : 0;
	}

	clear_ring(ring);
	fd = setup_call(entries, &attempt);
	if (fd < 0)
		return fd;
	ret = io_uring_queue_mmap(fd, &attempt, ring);
	if (ret)
		sys_close(fd);
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

	ret = sys_madvise(sq->sqes, sq->sqes_sz, MADV_DONTFORK);
	/* Size 0: the rings are part of the SQEs' mapping. */
	if (!ret && sq->ring_sz)
		ret = sys_madvise(sq->ring_ptr, sq->ring_sz, MADV_DONTFORK);
	if (!ret && cq->ring_ptr != sq->ring_ptr)
		ret = sys_madvise(cq->ring_ptr, cq->ring_sz, MADV_DONTFORK);
	return ret;
}

void io_uring_queue_exit(struct io_uring *ring)
{
	/* The index holds a reference to the ring: closing the file alone would leave the ring alive. */
	if (ring->int_flags & RING_ENTERS_BY_INDEX)
		io_uring_unregister_ring_fd(ring);
	if (!(ring->int_flags & RING_IN_CALLERS_MEMORY))
		liburing_unmap_rings(&ring->sq, &ring->cq);
	if (ring->ring_fd != -1)
		sys_close(ring->ring_fd);
	clear_ring(ring);
}
