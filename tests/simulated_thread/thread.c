/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A polling thread played in C, for ThreadSanitizer: it takes entries and buffers, and posts completions, in
 * a ring in plain memory, with the orderings of the kernel's and no other ones. An ordering that the library
 * lacks is a data race then.
 */

/* The system calls are the ones below. */
#define LIBURING_ARCH_X86_SYSCALL_H
#define LIBURING_ARCH_AARCH64_SYSCALL_H
#define LIBURING_ARCH_RISCV64_SYSCALL_H
#define LIBURING_ARCH_GENERIC_SYSCALL_H
static inline long __sys_call(long nr, long fd, long submit, long wait_nr, long flags, long arg, long size);

#include "internal.h"

#include "queue.c"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>

#define REQUESTS 20000U
#define SQ_ENTRIES 8U
/* Fewer than can be on their way: else what orders entries and buffers would order these, too. */
#define CQ_ENTRIES 4U
#define BUFFERS 8U

/* What the ring and its kernel share. */
static unsigned sq_head, sq_tail, sq_flags, cq_head, cq_tail;
static struct io_uring_sqe sqes[SQ_ENTRIES];
static struct io_uring_cqe cqes[CQ_ENTRIES];
static struct io_uring_buf bufs[BUFFERS];

/* Calls that woke the thread: relaxed, so that only the library's orderings order anything. */
static unsigned wakeups;

static unsigned relaxed(unsigned *p)
{
	return __atomic_load_n(p, __ATOMIC_RELAXED);
}

static inline long __sys_call(long nr, long fd, long submit, long wait_nr, long flags, long arg, long size)
{
	(void)nr, (void)fd, (void)arg, (void)size;
	if (flags & IORING_ENTER_SQ_WAKEUP)
		__atomic_fetch_add(&wakeups, 1, __ATOMIC_RELAXED);
	if (flags & IORING_ENTER_SQ_WAIT)
		while (relaxed(&sq_tail) - relaxed(&sq_head) == SQ_ENTRIES)
			sched_yield();
	if (flags & IORING_ENTER_GETEVENTS)
		while ((long)(relaxed(&cq_tail) - relaxed(&cq_head)) < wait_nr)
			sched_yield();
	return submit;
}

/* Sleeps until there are entries behind `head`, as the kernel's thread does. */
static void sleep_at(unsigned head)
{
	unsigned before = relaxed(&wakeups);

	__atomic_fetch_or(&sq_flags, IORING_SQ_NEED_WAKEUP, __ATOMIC_RELAXED);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	while (relaxed(&sq_tail) == head && relaxed(&wakeups) == before)
		sched_yield();
	__atomic_fetch_and(&sq_flags, ~IORING_SQ_NEED_WAKEUP, __ATOMIC_RELAXED);
}

/* Adds up what an entry and the next buffer have in them, and completes the request. */
static void complete(const struct io_uring_sqe *sqe, unsigned number)
{
	const struct io_uring_buf_ring *ring = (const void *)bufs;
	struct io_uring_cqe *cqe = &cqes[number % CQ_ENTRIES];
	const struct io_uring_buf *buf = &bufs[number % BUFFERS];

	while ((__u16)(__atomic_load_n(&ring->tail, __ATOMIC_ACQUIRE) - number) == 0)
		sched_yield();
	while (number - __atomic_load_n(&cq_head, __ATOMIC_ACQUIRE) == CQ_ENTRIES)
		sched_yield();
	cqe->user_data = sqe->user_data;
	cqe->res = (int)(sqe->opcode + buf->len);
	cqe->flags = (__u32)buf->bid << IORING_CQE_BUFFER_SHIFT;
	__atomic_store_n(&cq_tail, number + 1, __ATOMIC_RELEASE);
}

static void *thread(void *unused)
{
	unsigned head = 0;

	while (head < REQUESTS) {
		unsigned tail = __atomic_load_n(&sq_tail, __ATOMIC_ACQUIRE);

		if (head == tail)
			sleep_at(head);
		while (head != tail) {
			struct io_uring_sqe sqe = sqes[head % SQ_ENTRIES];

			head++;
			__atomic_store_n(&sq_head, head, __ATOMIC_RELEASE);
			complete(&sqe, head - 1);
		}
	}
	return unused;
}

static struct io_uring ring = {
	.sq = { .khead = &sq_head, .ktail = &sq_tail, .kflags = &sq_flags, .sqes = sqes,
		.ring_mask = SQ_ENTRIES - 1, .ring_entries = SQ_ENTRIES },
	.cq = { .khead = &cq_head, .ktail = &cq_tail, .cqes = cqes,
		.ring_mask = CQ_ENTRIES - 1, .ring_entries = CQ_ENTRIES },
	.flags = IORING_SETUP_SQPOLL,
	.features = IORING_FEAT_EXT_ARG,
};

/* Whether a completion is that of request `number`. */
static int is(const struct io_uring_cqe *cqe, unsigned number)
{
	return cqe->user_data == number && cqe->res == (int)(IORING_OP_NOP + 100 + number) &&
	       cqe->flags >> IORING_CQE_BUFFER_SHIFT == (__u16)number;
}

/* Looks at what is there, in one of the ways; waits for something if it must. Returns how many were right. */
static unsigned collect(unsigned number, unsigned way, int must)
{
	struct io_uring_cqe *some[CQ_ENTRIES], *cqe;
	unsigned count = 0, n;

	if (must && io_uring_wait_cqe(&ring, &cqe))
		return 0;
	if (way % 3 == 0) {
		while (!io_uring_peek_cqe(&ring, &cqe) && is(cqe, number + count)) {
			count++;
			io_uring_cqe_seen(&ring, cqe);
		}
	} else if (way % 3 == 1) {
		n = io_uring_peek_batch_cqe(&ring, some, CQ_ENTRIES);
		while (count < n && is(some[count], number + count))
			count++;
		io_uring_cq_advance(&ring, count);
	} else {
		unsigned head;

		io_uring_for_each_cqe(&ring, head, cqe)
			count += is(cqe, number + count);
		io_uring_cq_advance(&ring, count);
	}
	return count;
}

int main(void)
{
	struct io_uring_buf_ring *br = (void *)bufs;
	unsigned taken = 0, buffers = 0, done = 0, way = 0;
	pthread_t kernel;

	pthread_create(&kernel, NULL, thread, NULL);
	while (done < REQUESTS) {
		unsigned added = 0;

		while (taken < REQUESTS) {
			struct io_uring_sqe *sqe = io_uring_get_sqe(&ring);

			if (!sqe)
				break;
			io_uring_prep_nop(sqe);
			sqe->user_data = taken++;
		}
		if (io_uring_submit(&ring) < 0)
			return 1;
		/*
		 * A buffer is free again once its completion was seen. They come after the entries, whose order would
		 * be theirs, too.
		 */
		while (buffers - done < BUFFERS && buffers < REQUESTS) {
			io_uring_buf_ring_add(br, br, 100 + buffers, (unsigned short)buffers,
					      io_uring_buf_ring_mask(BUFFERS), (int)added);
			added++;
			buffers++;
		}
		io_uring_buf_ring_advance(br, (int)added);
		way++;
		done += collect(done, way, way % 4 == 0);
		/* The last completions of all that was submitted: nothing that comes after orders them. */
		while (way % 4 == 1 && done < taken && done < buffers) {
			sched_yield();
			done += collect(done, way / 4, 0);
		}
	}
	pthread_join(kernel, NULL);
	printf("%u requests\n", done);
	return 0;
}
