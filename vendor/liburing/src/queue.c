/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Submitting requests and waiting for completions.
 */
#include "internal.h"

/*
 * Answers of the kernel in a row that changed nothing before a call gives up: with entries to submit, which
 * no healthy kernel keeps; and in a mere wait, which timeouts end whose completion is skipped, so that there
 * may be many.
 */
#define MAX_FRUITLESS_SUBMITS 8
#define MAX_FRUITLESS_WAITS 4096

/* For what only some rings need: kept out of the code that all of them run. */
#define APART __attribute__((noinline))

/* What a call that submits and waits is to do, and how far it got. */
struct wait {
	/* Last arguments of the system call: signal mask, extended argument, or offset of a registered wait. */
	const void *arg;
	size_t arg_sz;
	/* IORING_ENTER_* flags that say which of these it is. */
	unsigned flags;
	/* Completions to wait for; 0 just looks. */
	unsigned wait_nr;
	/* Entries that are still to be submitted, and those that were. */
	unsigned submit;
	unsigned submitted;
	/* Answers of the kernel in a row that changed nothing. */
	unsigned fruitless;
	/* The system call has a time limit: the wait may be over without a completion. */
	bool bounded;
	/* An SQE of our own, the last one to be submitted, has it: the kernel is older than 5.11. */
	bool own_timeout;
	/* There was a system call. */
	bool entered;
	/* The last one waited, and the kernel ended that. */
	bool ended;
};

/* The IORING_ENTER_* flags that every call for this ring has. */
static inline unsigned enter_flags(const struct io_uring *ring)
{
	/* The ABI gives them the same values in int_flags. */
	_Static_assert(RING_ENTERS_BY_INDEX == IORING_ENTER_REGISTERED_RING, "needs a translation");
	_Static_assert(RING_WAITS_WITHOUT_IOWAIT == IORING_ENTER_NO_IOWAIT, "needs a translation");

	return ring->int_flags & (unsigned)(RING_ENTERS_BY_INDEX | RING_WAITS_WITHOUT_IOWAIT);
}

static inline int enter(struct io_uring *ring, unsigned submit, unsigned wait_nr, unsigned flags,
			const void *arg, size_t arg_sz)
{
	flags |= enter_flags(ring);
	return sys_io_uring_enter2((unsigned)ring->enter_ring_fd, submit, wait_nr, flags, arg, arg_sz);
}

/*
 * IORING_SETUP_SQ_REWIND: the kernel consumed `done` entries from the front. What is left, after a request
 * that stopped the batch, moves there to be the start of the next one.
 */
static APART void rewind_sq(struct io_uring *ring, unsigned done)
{
	struct io_uring_sq *sq = &ring->sq;
	unsigned shift = io_uring_sqe_shift(ring);
	unsigned left = sq->sqe_tail - done;
	size_t bytes = ((size_t)left << shift) * sizeof(*sq->sqes);

	if (left)
		memmove(sq->sqes, sq->sqes + ((size_t)done << shift), bytes);
	sq->sqe_tail = left;
}

static int enter_and_rewind(struct io_uring *ring, unsigned submit, unsigned wait_nr, unsigned flags,
			    const void *arg, size_t arg_sz)
{
	int ret = enter(ring, submit, wait_nr, flags, arg, arg_sz);

	if (ret > 0 && (ring->flags & IORING_SETUP_SQ_REWIND))
		rewind_sq(ring, (unsigned)ret);
	return ret;
}

/*
 * Makes the entries that were filled visible to the kernel. Returns how many it has not consumed yet, those
 * of earlier calls that it did not get to included.
 */
static inline unsigned publish_sqes(struct io_uring *ring)
{
	struct io_uring_sq *sq = &ring->sq;
	unsigned tail = sq->sqe_tail;

	if (uring_unlikely(ring->flags & (IORING_SETUP_SQPOLL | IORING_SETUP_SQ_REWIND))) {
		/* The kernel starts at entry 0 and goes by the number that is submitted: there is no tail. */
		if (ring->flags & IORING_SETUP_SQ_REWIND)
			return tail;
		/* Release: pairs with the acquire by the kernel's thread, which then reads the SQEs. */
		io_uring_smp_store_release(sq->ktail, tail);
	} else {
		/* The kernel reads it, and the SQEs, on this very processor: in our own system call. */
		IO_URING_WRITE_ONCE(*sq->ktail, tail);
	}
	sq->sqe_head = tail;
	/* Relaxed: the thread may advance the head meanwhile; then the number is larger than need be. */
	return tail - IO_URING_READ_ONCE(*sq->khead);
}

/*
 * For entries that were published to the thread that submits for the ring: IORING_ENTER_SQ_WAKEUP if it
 * sleeps, or is about to. Else 0: it sees them by itself.
 */
static unsigned wake_thread(const struct io_uring *ring)
{
	/*
	 * The tail's store must come before the flags' load. The thread does the reverse before it goes to
	 * sleep: sets the flag, fence, looks at the tail. So one of the two sees the other.
	 */
	io_uring_smp_mb();
	return IO_URING_READ_ONCE(*ring->sq.kflags) & IORING_SQ_NEED_WAKEUP ? IORING_ENTER_SQ_WAKEUP : 0;
}

/*
 * How many completions a call can wait for: as many as the queue holds. A mixed one may never hold so many,
 * since an entry of 32 bytes does not fit where one place is left, and a kernel that waits for that place
 * (6.18) cannot be stopped.
 */
static inline unsigned waitable(const struct io_uring *ring, unsigned wait_nr)
{
	unsigned most = ring->cq.ring_entries;

	if (uring_unlikely(ring->flags & IORING_SETUP_CQE_MIXED))
		most--;
	return wait_nr < most ? wait_nr : most;
}

/* The rest of `submit` for rings that are not the common kind. */
static APART int submit_uncommon(struct io_uring *ring, unsigned nr, unsigned wait_nr, unsigned flags)
{
	if ((ring->flags & IORING_SETUP_SQPOLL) && nr) {
		flags |= wake_thread(ring);
		if (!flags)
			return (int)nr;
	}
	if (!nr && !flags)
		return 0;
	return enter_and_rewind(ring, nr, waitable(ring, wait_nr), flags, NULL, LIBURING_SIGSET_SIZE);
}

static inline int submit(struct io_uring *ring, unsigned wait_nr, unsigned flags)
{
	const unsigned uncommon = IORING_SETUP_SQPOLL | IORING_SETUP_SQ_REWIND | IORING_SETUP_CQE_MIXED;
	unsigned nr = publish_sqes(ring);

	if (wait_nr || liburing_cq_needs_enter(ring))
		flags |= IORING_ENTER_GETEVENTS;
	if (uring_unlikely(ring->flags & uncommon))
		return submit_uncommon(ring, nr, wait_nr, flags);
	if (!nr && !flags)
		return 0;
	return enter(ring, nr, wait_nr, flags, NULL, LIBURING_SIGSET_SIZE);
}

int io_uring_submit(struct io_uring *ring)
{
	return submit(ring, 0, 0);
}

int io_uring_submit_and_wait(struct io_uring *ring, unsigned wait_nr)
{
	return submit(ring, wait_nr, 0);
}

int io_uring_submit_and_get_events(struct io_uring *ring)
{
	return submit(ring, 0, IORING_ENTER_GETEVENTS);
}

int io_uring_get_events(struct io_uring *ring)
{
	return enter(ring, 0, 0, IORING_ENTER_GETEVENTS, NULL, LIBURING_SIGSET_SIZE);
}

int __io_uring_sqring_wait(struct io_uring *ring)
{
	return enter(ring, 0, 0, IORING_ENTER_SQ_WAIT, NULL, LIBURING_SIGSET_SIZE);
}

/* Counts what the kernel answered to a call that was to submit, and to wait if `waiting`. */
static void count_answer(const struct io_uring *ring, struct wait *w, bool waiting, unsigned ret)
{
	unsigned left = w->submit - ret;

	w->entered = true;
	/* The kernel waits only once all is submitted. */
	w->ended = waiting && !left;
	if (left && !(ring->flags & (IORING_SETUP_SQPOLL | IORING_SETUP_SQ_REWIND))) {
		/* What it kept is submitted again; what it dropped, for a bad index in the array, is not. */
		unsigned kept = *ring->sq.ktail - IO_URING_READ_ONCE(*ring->sq.khead);

		if (kept < left)
			left = kept;
	}
	/* Polled I/O takes any number of calls until a completion turns up. */
	if (left < w->submit || (w->ended && (ring->int_flags & RING_PEEKS_BY_ENTERING)))
		w->fruitless = 0;
	else
		w->fruitless++;
	w->submitted += ret;
	w->submit = left;
}

/*
 * Looks for the oldest completion and counts those that are ready. What the caller is not to see is taken
 * off; if nothing else is there, then it was that which ended the kernel's wait. Returns 0, or the failure of
 * a timeout of ours.
 */
static int look(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned *available, struct wait *w)
{
	unsigned head = *ring->cq.khead;
	int err = __io_uring_peek_cqe(ring, cqe_ptr, available);

	if (uring_unlikely(head != *ring->cq.khead)) {
		w->fruitless = 0;
		if (!*cqe_ptr)
			w->ended = false;
	}
	return err;
}

/*
 * Submits and waits, in as many system calls as it takes. `*cqe_ptr` is the oldest completion afterwards, or
 * NULL. Returns 0, or why the wait ended: -errno, which says nothing about `w->submitted`.
 */
static int go_on(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, struct wait *w)
{
	for (;;) {
		unsigned flags = w->flags, available;
		bool waiting, get_events, submitting;
		int ret = look(ring, cqe_ptr, &available, w);

		if (ret) {
			/* Before ours is submitted, it is one of an earlier call, which is over. */
			if (w->own_timeout && !w->submit)
				return ret;
			continue;
		}

		waiting = available < w->wait_nr;
		/*
		 * Fewer than were asked for, and the kernel says that this is it: a signal, the time, nothing
		 * to poll.
		 */
		if (waiting && w->ended && (*cqe_ptr || w->bounded))
			return *cqe_ptr ? 0 : -ETIME;
		if (w->fruitless >= (w->submit ? MAX_FRUITLESS_SUBMITS : MAX_FRUITLESS_WAITS))
			return *cqe_ptr ? 0 : -EAGAIN;

		get_events = waiting || (!w->entered && liburing_cq_needs_enter(ring));
		submitting = w->submit != 0;
		if (submitting && (ring->flags & IORING_SETUP_SQPOLL)) {
			flags |= wake_thread(ring);
			submitting = flags & IORING_ENTER_SQ_WAKEUP;
		}
		if (!submitting && !waiting && !(get_events && !*cqe_ptr))
			break;

		if (get_events)
			flags |= IORING_ENTER_GETEVENTS;
		ret = enter_and_rewind(ring, w->submit, w->wait_nr, flags, w->arg, w->arg_sz);
		if (ret < 0)
			return ret;
		count_answer(ring, w, waiting, (unsigned)ret);
	}

	/* A kernel thread that is awake needs no call to submit them. */
	w->submitted += w->submit;
	w->submit = 0;
	return *cqe_ptr ? 0 : -EAGAIN;
}

/*
 * The same for a wait that has begun. Returns how many entries were submitted; if none was, what the wait
 * returned.
 */
static APART int go_on_and_count(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, struct wait w)
{
	int ret = go_on(ring, cqe_ptr, &w);

	return w.submitted ? (int)w.submitted : ret;
}

/*
 * Submits and waits. Here is the common course on a ring of the common kind: at most one system call, and a
 * completion afterwards. Returns what go_on_and_count does.
 */
static inline int submit_and_wait(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, struct wait w)
{
	const unsigned uncommon = IORING_SETUP_SQPOLL | IORING_SETUP_SQ_REWIND | IORING_SETUP_CQE32 |
				  IORING_SETUP_CQE_MIXED;
	unsigned head = *ring->cq.khead, available = io_uring_cq_ready(ring);
	bool waiting = available < w.wait_nr;
	int ret = 0;

	if (uring_unlikely((ring->flags & uncommon) || !(ring->features & IORING_FEAT_EXT_ARG)))
		return go_on_and_count(ring, cqe_ptr, w);

	if (w.submit || waiting) {
		unsigned flags = w.flags;

		if (waiting || liburing_cq_needs_enter(ring))
			flags |= IORING_ENTER_GETEVENTS;
		ret = enter(ring, w.submit, w.wait_nr, flags, w.arg, w.arg_sz);
		if (uring_unlikely(ret < 0)) {
			*cqe_ptr = available ? &ring->cq.cqes[head & ring->cq.ring_mask] : NULL;
			return ret;
		}
		available = io_uring_cq_ready(ring);
	}
	if (uring_likely((unsigned)ret == w.submit && available)) {
		*cqe_ptr = &ring->cq.cqes[head & ring->cq.ring_mask];
		return ret;
	}
	if (w.submit || waiting)
		count_answer(ring, &w, waiting, (unsigned)ret);
	return go_on_and_count(ring, cqe_ptr, w);
}

/*
 * Queues a timeout that fires after `ts`, or after `wait_nr` completions. There is none where so many are
 * ready: ends of earlier ones, which may be among them, do not count.
 */
static int queue_timeout(struct io_uring *ring, struct wait *w, const struct __kernel_timespec *ts)
{
	struct io_uring_cqe *cqe;
	struct io_uring_sqe *sqe;
	unsigned available;
	int ret;

	while (__io_uring_peek_cqe(ring, &cqe, &available))
		;
	if (available >= w->wait_nr)
		return 0;

	sqe = io_uring_get_sqe(ring);
	if (!sqe) {
		ret = io_uring_submit(ring);
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

/* Takes our timeout out of the queue if the kernel has not consumed it, and out of the count if it has. */
static void settle_timeout(struct io_uring *ring, struct wait *w)
{
	if (!w->own_timeout)
		return;
	if (!w->submit) {
		if (w->submitted)
			w->submitted--;
		return;
	}
	/* A thread of the kernel's may be reading it this moment, so that it stays. */
	if (ring->flags & IORING_SETUP_SQPOLL)
		return;
	ring->sq.sqe_tail--;
	publish_sqes(ring);
}

/*
 * A wait with a time limit on a kernel before 5.11, which knows no such thing: a timeout request ends it.
 * `submits`: the caller is one that submits what is queued, and is told how much that was.
 */
static APART int wait_by_request(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, struct wait *w,
				const struct __kernel_timespec *ts, bool submits)
{
	int ret;

	*cqe_ptr = NULL;
	/* No kernel has the minimum alone without the rest. */
	ret = ts ? queue_timeout(ring, w, ts) : -EINVAL;
	if (!ret) {
		if (submits || w->own_timeout)
			w->submit = publish_sqes(ring);
		ret = go_on(ring, cqe_ptr, w);
		settle_timeout(ring, w);
	}
	return submits && w->submitted ? (int)w->submitted : ret;
}

/* The waits that may have a time limit, a minimum, and a mask. `submits`: as for wait_by_request. */
static inline int wait_in_time(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr,
			       const struct __kernel_timespec *ts, unsigned min_wait_usec, sigset_t *sigmask,
			       bool submits)
{
	struct wait w = {
		.wait_nr = waitable(ring, wait_nr),
		.arg = sigmask,
		.arg_sz = LIBURING_SIGSET_SIZE,
	};
	struct io_uring_getevents_arg ext;

	if (ts || min_wait_usec) {
		if (min_wait_usec && !(ring->features & IORING_FEAT_MIN_TIMEOUT)) {
			*cqe_ptr = NULL;
			return -EINVAL;
		}
		if (uring_unlikely(!(ring->features & IORING_FEAT_EXT_ARG)))
			return wait_by_request(ring, cqe_ptr, &w, ts, submits);
		ext.sigmask = (__u64)(uintptr_t)sigmask;
		ext.sigmask_sz = LIBURING_SIGSET_SIZE;
		ext.min_wait_usec = min_wait_usec;
		ext.ts = (__u64)(uintptr_t)ts;
		w.arg = &ext;
		w.arg_sz = sizeof(ext);
		w.flags = IORING_ENTER_EXT_ARG;
		w.bounded = true;
	}
	if (submits)
		w.submit = publish_sqes(ring);
	return submit_and_wait(ring, cqe_ptr, w);
}

int __io_uring_get_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned submit,
		       unsigned wait_nr, sigset_t *sigmask)
{
	const struct wait w = {
		.submit = submit,
		.wait_nr = waitable(ring, wait_nr),
		.arg = sigmask,
		.arg_sz = LIBURING_SIGSET_SIZE,
	};

	return submit_and_wait(ring, cqe_ptr, w);
}

int io_uring_submit_and_wait_reg(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr,
				 int reg_index)
{
	struct wait w = {
		.wait_nr = waitable(ring, wait_nr),
		.flags = IORING_ENTER_EXT_ARG | IORING_ENTER_EXT_ARG_REG,
		.arg = (const void *)((intptr_t)reg_index * (intptr_t)sizeof(struct io_uring_reg_wait)),
		.arg_sz = sizeof(struct io_uring_reg_wait),
		.bounded = true,
	};

	if (!(ring->features & IORING_FEAT_EXT_ARG)) {
		*cqe_ptr = NULL;
		return -EINVAL;
	}
	w.submit = publish_sqes(ring);
	return submit_and_wait(ring, cqe_ptr, w);
}

int io_uring_submit_and_wait_min_timeout(struct io_uring *ring, struct io_uring_cqe **cqe_ptr,
					 unsigned wait_nr, struct __kernel_timespec *ts, unsigned min_wait,
					 sigset_t *sigmask)
{
	return wait_in_time(ring, cqe_ptr, wait_nr, ts, min_wait, sigmask, true);
}

int io_uring_submit_and_wait_timeout(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr,
				     struct __kernel_timespec *ts, sigset_t *sigmask)
{
	return wait_in_time(ring, cqe_ptr, wait_nr, ts, 0, sigmask, true);
}

int io_uring_wait_cqes_min_timeout(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr,
				   struct __kernel_timespec *ts, unsigned int min_ts_usec, sigset_t *sigmask)
{
	return wait_in_time(ring, cqe_ptr, wait_nr, ts, min_ts_usec, sigmask, false);
}

int io_uring_wait_cqes(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr,
		       struct __kernel_timespec *ts, sigset_t *sigmask)
{
	return wait_in_time(ring, cqe_ptr, wait_nr, ts, 0, sigmask, false);
}

int io_uring_wait_cqe_timeout(struct io_uring *ring, struct io_uring_cqe **cqe_ptr,
			      struct __kernel_timespec *ts)
{
	return wait_in_time(ring, cqe_ptr, 1, ts, 0, NULL, false);
}

/*
 * The rest of io_uring_peek_batch_cqe: for queues whose entries differ in size, or that hide some of them;
 * and where the kernel must be entered.
 */
static APART unsigned peek_batch_uncommon(struct io_uring *ring, struct io_uring_cqe **cqes, unsigned count)
{
	const unsigned shift = io_uring_cqe_shift(ring);
	struct io_uring_cqe *cqe;
	unsigned head, tail, n = 0;

	/*
	 * Takes what the caller is not to see off the front, and enters the kernel if nothing is left then.
	 */
	if (!count || io_uring_peek_cqe(ring, &cqe))
		return 0;

	head = *ring->cq.khead;
	tail = head + io_uring_cq_ready(ring);
	while (n < count && head != tail) {
		cqe = &ring->cq.cqes[(head & ring->cq.ring_mask) << shift];
		/*
		 * The caller advances over a contiguous run. What is hidden ends it: the next call takes it
		 * off.
		 */
		if (liburing_is_filler(ring, cqe) || liburing_is_own_timeout(ring, cqe))
			break;
		cqes[n++] = cqe;
		head += liburing_cqe_entries(ring, cqe);
	}
	return n;
}

/* Writes pointers to the `n` CQEs that begin with `cqe`; at least one. */
static inline void point_at(struct io_uring_cqe **cqes, struct io_uring_cqe *cqe, unsigned n)
{
	struct io_uring_cqe **end = cqes + n;

	do {
		*cqes = cqe;
		cqe++;
		cqes++;
	} while (cqes != end);
}

unsigned io_uring_peek_batch_cqe(struct io_uring *ring, struct io_uring_cqe **cqes, unsigned count)
{
	/* Acquire: pairs with the kernel's release of the tail after it filled the CQEs. */
	unsigned tail = io_uring_smp_load_acquire(ring->cq.ktail);
	unsigned head = *ring->cq.khead;
	unsigned n = tail - head, run;

	if (!n && !liburing_cq_needs_enter(ring))
		return 0;
	if (n > count)
		n = count;
	if (uring_unlikely(!n || !liburing_cqes_are_small(ring) || !(ring->features & IORING_FEAT_EXT_ARG)))
		return peek_batch_uncommon(ring, cqes, count);

	/* They lie in two runs at most: up to the end of the queue, and from its start. */
	head &= ring->cq.ring_mask;
	run = ring->cq.ring_entries - head;
	if (uring_likely(n <= run)) {
		point_at(cqes, ring->cq.cqes + head, n);
	} else {
		point_at(cqes, ring->cq.cqes + head, run);
		point_at(cqes + run, ring->cq.cqes, n - run);
	}
	return n;
}
