/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Submitting requests and waiting for completions.
 */
#include "lib.h"

/* What a call that submits and waits is to do, and how far it got. */
struct wait {
	/* Last two arguments of the system call: signal mask, extended argument, or offset of a registered wait. */
	const void *arg;
	size_t arg_sz;
	/* IORING_ENTER_* flags that say which of these it is. */
	unsigned flags;
	/* Completions to wait for; 0 just looks. */
	unsigned wait_nr;
	/* Entries that are still to be submitted, and those that were. */
	unsigned submit;
	unsigned submitted;
	/* The wait may end before there are `wait_nr` completions, and is over then. */
	bool bounded;
	/* It is an SQE of our own, the last one to be submitted, that ends it: the kernel is older than 5.11. */
	bool own_timeout;
};

/* int_flags to IORING_ENTER_* flags, without branches. */
static inline unsigned enter_flags(const struct io_uring *ring)
{
	_Static_assert(INT_FLAG_REG_RING << 4 == IORING_ENTER_REGISTERED_RING, "bit moved");
	_Static_assert(INT_FLAG_NO_IOWAIT << 3 == IORING_ENTER_NO_IOWAIT, "bit moved");
	unsigned int_flags = ring->int_flags;

	return ((int_flags & INT_FLAG_REG_RING) << 4) | ((int_flags & INT_FLAG_NO_IOWAIT) << 3);
}

/*
 * Makes the entries that were filled visible to the kernel. Returns how many it has not consumed yet, those of
 * earlier calls that it did not get to included.
 */
static inline unsigned flush_sq(struct io_uring *ring)
{
	struct io_uring_sq *sq = &ring->sq;
	unsigned tail = sq->sqe_tail;

	/* The kernel starts at entry 0 and goes by the number that is submitted: there is no tail to publish. */
	if (uring_unlikely(ring->flags & IORING_SETUP_SQ_REWIND))
		return tail;

	if (sq->sqe_head != tail) {
		sq->sqe_head = tail;
		/* Release: pairs with the acquire of the tail by the SQPOLL thread, which then reads the SQEs. */
		io_uring_smp_store_release(sq->ktail, tail);
	}
	/* Relaxed: an SQPOLL thread may advance the head meanwhile; then the number is larger than need be. */
	return tail - IO_URING_READ_ONCE(*sq->khead);
}

/*
 * IORING_SETUP_SQ_REWIND: the kernel consumed `done` entries from the front. What is left, after a request that
 * stopped the batch, moves there to be the start of the next one.
 */
static void rewind_sq(struct io_uring *ring, unsigned done)
{
	struct io_uring_sq *sq = &ring->sq;
	unsigned shift = io_uring_sqe_shift(ring);
	unsigned left = sq->sqe_tail - done;

	if (left)
		memmove(sq->sqes, sq->sqes + ((size_t)done << shift), ((size_t)left << shift) * sizeof(*sq->sqes));
	sq->sqe_tail = left;
}

static inline int enter(struct io_uring *ring, unsigned submit, unsigned wait_nr, unsigned flags, const void *arg,
			size_t arg_sz)
{
	int ret = __sys_io_uring_enter2((unsigned)ring->enter_ring_fd, submit, wait_nr, flags, arg, arg_sz);

	if (uring_unlikely(ring->flags & IORING_SETUP_SQ_REWIND) && ret > 0)
		rewind_sq(ring, (unsigned)ret);
	return ret;
}

/* Whether submitting takes a system call. Adds the flag that it needs. */
static inline bool sq_needs_enter(const struct io_uring *ring, unsigned submit, unsigned *flags)
{
	if (!submit)
		return false;
	if (!(ring->flags & IORING_SETUP_SQPOLL))
		return true;

	/*
	 * The tail's store must come before the flags' load. The thread does the reverse before it goes to sleep: sets
	 * the flag, fence, looks at the tail. So one of the two sees the other.
	 */
	io_uring_smp_mb();
	if (uring_unlikely(IO_URING_READ_ONCE(*ring->sq.kflags) & IORING_SQ_NEED_WAKEUP)) {
		*flags |= IORING_ENTER_SQ_WAKEUP;
		return true;
	}
	return false;
}

/* Whether there may be completions that only io_uring_enter brings into the CQ ring. */
static inline bool cq_needs_enter(const struct io_uring *ring)
{
	return (ring->int_flags & INT_FLAG_CQ_ENTER) ||
	       (IO_URING_READ_ONCE(*ring->sq.kflags) & (IORING_SQ_CQ_OVERFLOW | IORING_SQ_TASKRUN));
}

static inline int submit(struct io_uring *ring, unsigned wait_nr, bool get_events)
{
	unsigned flags = enter_flags(ring);
	unsigned nr = flush_sq(ring);

	get_events = get_events || wait_nr || cq_needs_enter(ring);
	if (!sq_needs_enter(ring, nr, &flags) && !get_events)
		return (int)nr;
	if (get_events)
		flags |= IORING_ENTER_GETEVENTS;
	return enter(ring, nr, wait_nr, flags, NULL, LIBURING_SIGSET_SIZE);
}

int io_uring_submit(struct io_uring *ring)
{
	return submit(ring, 0, false);
}

int io_uring_submit_and_wait(struct io_uring *ring, unsigned wait_nr)
{
	return submit(ring, wait_nr, false);
}

int io_uring_submit_and_get_events(struct io_uring *ring)
{
	return submit(ring, 0, true);
}

int io_uring_get_events(struct io_uring *ring)
{
	return enter(ring, 0, 0, IORING_ENTER_GETEVENTS | enter_flags(ring), NULL, LIBURING_SIGSET_SIZE);
}

int __io_uring_sqring_wait(struct io_uring *ring)
{
	return enter(ring, 0, 0, IORING_ENTER_SQ_WAIT | enter_flags(ring), NULL, LIBURING_SIGSET_SIZE);
}

/*
 * Submits and waits. `*cqe_ptr` is the oldest completion afterwards, or NULL. Returns 0, or why the wait
 * ended: -errno, which says nothing about `w->submitted`.
 */
static int submit_and_wait(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, struct wait *w)
{
	bool entered = false;

	/* More never are in the CQ ring at a time. */
	if (w->wait_nr > ring->cq.ring_entries)
		w->wait_nr = ring->cq.ring_entries;

	for (;;) {
		unsigned flags = enter_flags(ring) | w->flags;
		bool waiting, flush, submitting;
		unsigned available;
		int ret;

		ret = __io_uring_peek_cqe(ring, cqe_ptr, &available);
		if (ret) {
			if (w->own_timeout)
				return ret;
			/* The timeout of an earlier call, which had its completion before. */
			continue;
		}

		waiting = available < w->wait_nr;
		flush = !entered && cq_needs_enter(ring);
		submitting = sq_needs_enter(ring, w->submit, &flags);
		if (!submitting && !waiting && !(flush && !*cqe_ptr))
			break;
		/* The kernel waits only once all is submitted: so this wait took place, and ended early. */
		if (w->bounded && entered && !w->submit)
			return *cqe_ptr ? 0 : -ETIME;

		if (waiting || flush)
			flags |= IORING_ENTER_GETEVENTS;
		ret = enter(ring, w->submit, w->wait_nr, flags, w->arg, w->arg_sz);
		if (ret < 0)
			return ret;
		entered = true;
		w->submitted += (unsigned)ret;
		/* 0: the kernel dropped entries instead, because of a bad index in the SQ array. */
		w->submit = ret ? w->submit - (unsigned)ret : 0;
	}

	/* A kernel thread that is awake needs no call to submit them. */
	w->submitted += w->submit;
	w->submit = 0;
	return *cqe_ptr || w->submitted ? 0 : -EAGAIN;
}

/* Queues a timeout that fires after `ts`, or after `wait_nr` completions. */
static int queue_timeout(struct io_uring *ring, struct wait *w, struct __kernel_timespec *ts)
{
	struct io_uring_sqe *sqe = io_uring_get_sqe(ring);

	if (!sqe) {
		int ret = io_uring_submit(ring);

		if (ret < 0)
			return ret;
		w->submitted += (unsigned)ret;
		sqe = io_uring_get_sqe(ring);
		if (!sqe)
			return -EAGAIN;
	}
	io_uring_prep_timeout(sqe, ts, w->wait_nr, 0);
	sqe->user_data = LIBURING_UDATA_TIMEOUT;
	w->own_timeout = true;
	return 0;
}

/*
 * Sets up how `w` waits. `ext` is the extended argument, if one is needed, and lives as long as `w`. Returns 0, or
 * -errno.
 */
static int prepare_wait(struct io_uring *ring, struct wait *w, struct io_uring_getevents_arg *ext,
			struct __kernel_timespec *ts, unsigned min_wait_usec, sigset_t *sigmask)
{
	if (min_wait_usec && !(ring->features & IORING_FEAT_MIN_TIMEOUT))
		return -EINVAL;
	w->bounded = ts || min_wait_usec;

	if (w->bounded && (ring->features & IORING_FEAT_EXT_ARG)) {
		ext->sigmask = (__u64)(uintptr_t)sigmask;
		ext->sigmask_sz = LIBURING_SIGSET_SIZE;
		ext->min_wait_usec = min_wait_usec;
		ext->ts = (__u64)(uintptr_t)ts;
		w->arg = ext;
		w->arg_sz = sizeof(*ext);
		w->flags = IORING_ENTER_EXT_ARG;
		return 0;
	}

	w->arg = sigmask;
	w->arg_sz = LIBURING_SIGSET_SIZE;
	return ts ? queue_timeout(ring, w, ts) : 0;
}

int __io_uring_get_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned submit, unsigned wait_nr,
		       sigset_t *sigmask)
{
	struct wait w = { .submit = submit, .wait_nr = wait_nr, .arg = sigmask, .arg_sz = LIBURING_SIGSET_SIZE };
	int ret = submit_and_wait(ring, cqe_ptr, &w);

	return w.submitted ? (int)w.submitted : ret;
}

int io_uring_submit_and_wait_reg(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr, int reg_index)
{
	struct wait w = {
		.wait_nr = wait_nr,
		.flags = IORING_ENTER_EXT_ARG | IORING_ENTER_EXT_ARG_REG,
		.arg = (const void *)((intptr_t)reg_index * (intptr_t)sizeof(struct io_uring_reg_wait)),
		.arg_sz = sizeof(struct io_uring_reg_wait),
		.bounded = true,
	};
	int ret;

	*cqe_ptr = NULL;
	if (!(ring->features & IORING_FEAT_EXT_ARG))
		return -EINVAL;
	w.submit = flush_sq(ring);
	ret = submit_and_wait(ring, cqe_ptr, &w);
	return w.submitted ? (int)w.submitted : ret;
}

int io_uring_submit_and_wait_min_timeout(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr,
					 struct __kernel_timespec *ts, unsigned min_wait, sigset_t *sigmask)
{
	struct io_uring_getevents_arg ext;
	struct wait w = { .wait_nr = wait_nr };
	int ret;

	*cqe_ptr = NULL;
	ret = prepare_wait(ring, &w, &ext, ts, min_wait, sigmask);
	if (ret)
		return ret;
	w.submit = flush_sq(ring);
	ret = submit_and_wait(ring, cqe_ptr, &w);
	/* Our timeout is no request of the caller's. It is submitted if all is. */
	if (w.own_timeout && !w.submit && w.submitted)
		w.submitted--;
	return w.submitted ? (int)w.submitted : ret;
}

int io_uring_submit_and_wait_timeout(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr,
				     struct __kernel_timespec *ts, sigset_t *sigmask)
{
	return io_uring_submit_and_wait_min_timeout(ring, cqe_ptr, wait_nr, ts, 0, sigmask);
}

int io_uring_wait_cqes_min_timeout(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr,
				   struct __kernel_timespec *ts, unsigned int min_ts_usec, sigset_t *sigmask)
{
	struct io_uring_getevents_arg ext;
	struct wait w = { .wait_nr = wait_nr };
	int ret;

	*cqe_ptr = NULL;
	ret = prepare_wait(ring, &w, &ext, ts, min_ts_usec, sigmask);
	if (ret)
		return ret;
	if (w.own_timeout)
		w.submit = flush_sq(ring);
	return submit_and_wait(ring, cqe_ptr, &w);
}

int io_uring_wait_cqes(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr,
		       struct __kernel_timespec *ts, sigset_t *sigmask)
{
	return io_uring_wait_cqes_min_timeout(ring, cqe_ptr, wait_nr, ts, 0, sigmask);
}

int io_uring_wait_cqe_timeout(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, struct __kernel_timespec *ts)
{
	return io_uring_wait_cqes_min_timeout(ring, cqe_ptr, 1, ts, 0, NULL);
}

unsigned io_uring_peek_batch_cqe(struct io_uring *ring, struct io_uring_cqe **cqes, unsigned count)
{
	const bool mixed = (ring->flags & IORING_SETUP_CQE_MIXED) != 0;
	const unsigned shift = io_uring_cqe_shift(ring);
	struct io_uring_cqe *cqe;
	unsigned head, tail, n = 0;

	/* Takes what the caller is not to see off the front, and enters the kernel if nothing is left then. */
	if (!count || io_uring_peek_cqe(ring, &cqe))
		return 0;

	head = *ring->cq.khead;
	tail = head + io_uring_cq_ready(ring);
	while (n < count && head != tail) {
		cqe = &ring->cq.cqes[(head & ring->cq.ring_mask) << shift];
		/* The caller advances over a contiguous run. What is hidden ends it: the next call takes it off. */
		if (uring_unlikely(cqe->flags & IORING_CQE_F_SKIP))
			break;
		if (uring_unlikely(!(ring->features & IORING_FEAT_EXT_ARG)) && cqe->user_data == LIBURING_UDATA_TIMEOUT)
			break;
		cqes[n++] = cqe;
		head += mixed ? io_uring_cqe_nr(cqe) : 1;
	}
	return n;
}
