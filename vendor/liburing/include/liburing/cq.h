/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The completion queue: counting, waiting for completions, giving them back.
 */
#ifndef LIBURING_CQ_H
#define LIBURING_CQ_H

/** Gives completions back to the kernel, which may then overwrite them. Since Linux 5.1. */
IOURINGINLINE void io_uring_cq_advance(struct io_uring *ring, unsigned nr) LIBURING_NOEXCEPT
{
	/* Release: our reads of the CQEs come before the kernel, which acquires the head, may reuse them. */
	if (nr)
		io_uring_smp_store_release(ring->cq.khead, *ring->cq.khead + nr);
}

/*
 * How many entries a CQE takes. Its flags count only in a mixed queue: anywhere else they may be what another
 * program put into a message.
 */
_LOCAL_INLINE unsigned liburing_cqe_entries(const struct io_uring *ring,
					    const struct io_uring_cqe *cqe) LIBURING_NOEXCEPT
{
	return (ring->flags & IORING_SETUP_CQE_MIXED) && (cqe->flags & IORING_CQE_F_32) ? 2 : 1;
}

/** Gives one completion back to the kernel. Since Linux 5.1. */
IOURINGINLINE void io_uring_cqe_seen(struct io_uring *ring, struct io_uring_cqe *cqe) LIBURING_NOEXCEPT
{
	if (!cqe)
		return;
	/* The test that peeking begins with: a compiler that has seen it there leaves it out here. */
	if (liburing_cqes_are_small(ring))
		io_uring_cq_advance(ring, 1);
	else
		io_uring_cq_advance(ring, liburing_cqe_entries(ring, cqe));
}

/** Counts the entries of the completion queue that are ready. Since Linux 5.1. */
IOURINGINLINE unsigned io_uring_cq_ready(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	/* Acquire: pairs with the kernel's release of the tail after it filled the CQEs. */
	return io_uring_smp_load_acquire(ring->cq.ktail) - *ring->cq.khead;
}

/** Tells whether completions wait inside the kernel because the completion queue was full. Since Linux 5.8
 *  (`IORING_SQ_CQ_OVERFLOW`). */
IOURINGINLINE bool io_uring_cq_has_overflow(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	return (IO_URING_READ_ONCE(*ring->sq.kflags) & IORING_SQ_CQ_OVERFLOW) != 0;
}

/** Tells whether a registered eventfd is signalled for completions. Since Linux 5.8. */
IOURINGINLINE bool io_uring_cq_eventfd_enabled(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	const unsigned *kflags = ring->cq.kflags;

	return !kflags || !(IO_URING_READ_ONCE(*kflags) & IORING_CQ_EVENTFD_DISABLED);
}

/** Switches the signalling of a registered eventfd on or off. Since Linux 5.8. */
IOURINGINLINE int io_uring_cq_eventfd_toggle(struct io_uring *ring, bool enabled) LIBURING_NOEXCEPT
{
	const unsigned quiet = IORING_CQ_EVENTFD_DISABLED;
	unsigned *kflags = ring->cq.kflags;
	unsigned others;

	/* A kernel that cannot be told to be quiet signals always. */
	if (!kflags)
		return enabled ? 0 : -EOPNOTSUPP;
	others = IO_URING_READ_ONCE(*kflags) & ~quiet;
	/* Relaxed: the kernel samples the flags when it posts; no other memory depends on them. */
	IO_URING_WRITE_ONCE(*kflags, enabled ? others : others | quiet);
	return 0;
}

/** Waits for a number of completions and hands out the oldest. Since Linux 5.1. */
IOURINGINLINE int io_uring_wait_cqe_nr(struct io_uring *ring, struct io_uring_cqe **cqe_ptr,
				       unsigned wait_nr) LIBURING_NOEXCEPT
{
	return __io_uring_get_cqe(ring, cqe_ptr, 0, wait_nr, NULL);
}

/* Whether there may be completions that only io_uring_enter brings into the queue. */
_LOCAL_INLINE bool liburing_cq_needs_enter(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	/* Bit of int_flags, RING_PEEKS_BY_ENTERING in the library: who polls for I/O is in io_uring_enter. */
	const unsigned polled = 4;
	const unsigned held_back = IORING_SQ_CQ_OVERFLOW | IORING_SQ_TASKRUN;

	/* Two tests are fewer instructions than one of both joined. */
	return (ring->int_flags & polled) || (IO_URING_READ_ONCE(*ring->sq.kflags) & held_back);
}

/* Whether the queue may hold completions that the caller is not to see. */
_LOCAL_INLINE bool liburing_cq_hides(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	return (ring->flags & IORING_SETUP_CQE_MIXED) || !(ring->features & IORING_FEAT_EXT_ARG);
}

/* Whether a CQE only fills the end of a mixed queue. */
_LOCAL_INLINE bool liburing_is_filler(const struct io_uring *ring,
				      const struct io_uring_cqe *cqe) LIBURING_NOEXCEPT
{
	return (ring->flags & IORING_SETUP_CQE_MIXED) && (cqe->flags & IORING_CQE_F_SKIP);
}

/* Whether a CQE is the end of a timeout that the library submitted itself. */
_LOCAL_INLINE bool liburing_is_own_timeout(const struct io_uring *ring,
					   const struct io_uring_cqe *cqe) LIBURING_NOEXCEPT
{
	return !(ring->features & IORING_FEAT_EXT_ARG) && cqe->user_data == LIBURING_UDATA_TIMEOUT;
}

/*
 * Takes a completion off the queue if the caller never asked for it. A timeout's failure (-ETIME: time is up)
 * is what the caller's wait returns.
 */
_LOCAL_INLINE bool io_uring_skip_cqe(struct io_uring *ring, struct io_uring_cqe *cqe,
				     int *err) LIBURING_NOEXCEPT
{
	if (!liburing_is_filler(ring, cqe)) {
		if (!liburing_is_own_timeout(ring, cqe))
			return false;
		if (cqe->res < 0)
			*err = cqe->res;
	}
	io_uring_cq_advance(ring, liburing_cqe_entries(ring, cqe));
	return true;
}

/** Hands out the oldest completion that is ready, without entering the kernel. Since Linux 5.1. */
IOURINGINLINE int __io_uring_peek_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr,
				      unsigned *nr_available) LIBURING_NOEXCEPT
{
	const bool hides = liburing_cq_hides(ring);
	struct io_uring_cqe *cqe;
	unsigned available;
	int err = 0;

	do {
		unsigned head = *ring->cq.khead;

		cqe = NULL;
		/* Acquire: pairs with the kernel's release of the tail after it filled the CQEs. */
		available = io_uring_smp_load_acquire(ring->cq.ktail) - head;
		if (!available || err)
			break;
		cqe = &ring->cq.cqes[(head & ring->cq.ring_mask) << io_uring_cqe_shift(ring)];
	} while (uring_unlikely(hides) && io_uring_skip_cqe(ring, cqe, &err));

	*cqe_ptr = cqe;
	if (nr_available)
		*nr_available = available;
	return err;
}

/*
 * Hands out the oldest completion, of whatever kind the queue is; where there is none, waits for `wait_nr`.
 * Kept out of the common case.
 */
_LOCAL_INLINE __attribute__((cold)) int liburing_next_cqe_uncommon(struct io_uring *ring,
		struct io_uring_cqe **cqe_ptr, unsigned wait_nr) LIBURING_NOEXCEPT
{
	if (!__io_uring_peek_cqe(ring, cqe_ptr, NULL) && *cqe_ptr)
		return 0;
	return io_uring_wait_cqe_nr(ring, cqe_ptr, wait_nr);
}

/* Hands out the oldest completion; where there is none, waits for `wait_nr`, 0 or 1. */
_LOCAL_INLINE __attribute__((always_inline)) int liburing_next_cqe(struct io_uring *ring,
		struct io_uring_cqe **cqe_ptr, unsigned wait_nr) LIBURING_NOEXCEPT
{
	/*
	 * Acquire: as in __io_uring_peek_cqe. The head comes second, so that the compiler need not read it
	 * again later.
	 */
	unsigned tail = io_uring_smp_load_acquire(ring->cq.ktail);
	unsigned head = *ring->cq.khead;

	if (tail == head) {
		if (wait_nr || liburing_cq_needs_enter(ring))
			return io_uring_wait_cqe_nr(ring, cqe_ptr, wait_nr);
		*cqe_ptr = NULL;
		return -EAGAIN;
	}
	if (liburing_cqes_are_small(ring) && uring_likely(ring->features & IORING_FEAT_EXT_ARG)) {
		*cqe_ptr = &ring->cq.cqes[head & ring->cq.ring_mask];
		return 0;
	}
	return liburing_next_cqe_uncommon(ring, cqe_ptr, wait_nr);
}

/** Hands out the oldest completion if one is ready; does not wait. Since Linux 5.1. */
IOURINGINLINE int io_uring_peek_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr) LIBURING_NOEXCEPT
{
	return liburing_next_cqe(ring, cqe_ptr, 0);
}

/** Hands out the oldest completion, and waits for it if none is ready. Since Linux 5.1. */
IOURINGINLINE int io_uring_wait_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr) LIBURING_NOEXCEPT
{
	return liburing_next_cqe(ring, cqe_ptr, 1);
}

#endif
