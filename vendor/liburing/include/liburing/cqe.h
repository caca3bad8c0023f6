/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What a CQE carries, and iteration over the CQEs that are ready.
 */
#ifndef LIBURING_CQE_H
#define LIBURING_CQE_H

/** Tells by how many bits a CQE index is shifted in a ring that was set up with the given flags. Since Linux
 *  5.19 (`IORING_SETUP_CQE32`). */
IOURINGINLINE unsigned io_uring_cqe_shift_from_flags(unsigned flags) LIBURING_NOEXCEPT
{
	return (flags & IORING_SETUP_CQE32) != 0;
}

/** Tells by how many bits a CQE index is shifted in a ring. Since Linux 5.19 (`IORING_SETUP_CQE32`). */
IOURINGINLINE unsigned io_uring_cqe_shift(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	return io_uring_cqe_shift_from_flags(ring->flags);
}

/** Tells how many entries of the completion queue a CQE of a ring with `IORING_SETUP_CQE_MIXED` takes. Since
 *  Linux 6.18 (`IORING_CQE_F_32`). */
IOURINGINLINE unsigned io_uring_cqe_nr(const struct io_uring_cqe *cqe) LIBURING_NOEXCEPT
{
	return (cqe->flags & IORING_CQE_F_32) ? 2 : 1;
}

/** Begins an iteration over the completions that are ready now. Since Linux 5.1. */
IOURINGINLINE struct io_uring_cqe_iter io_uring_cqe_iter_init(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	struct io_uring_cqe_iter iter;

	iter.cqes = ring->cq.cqes;
	iter.mask = ring->cq.ring_mask;
	/* The other bits note a mixed ring for io_uring_cqe_iter_next, which does not see the ring. */
	iter.shift = io_uring_cqe_shift(ring) | (ring->flags & IORING_SETUP_CQE_MIXED);
	iter.head = *ring->cq.khead;
	/* Acquire: pairs with the kernel's release of the tail after it filled the CQEs. */
	iter.tail = io_uring_smp_load_acquire(ring->cq.ktail);
	return iter;
}

/** Takes the next completion of an iteration. Since Linux 5.1. */
IOURINGINLINE bool io_uring_cqe_iter_next(struct io_uring_cqe_iter *iter, struct io_uring_cqe **cqe) LIBURING_NOEXCEPT
{
	struct io_uring_cqe *next;
	unsigned at;

	if (iter->head == iter->tail)
		return false;
	at = iter->head & iter->mask;
	next = &iter->cqes[at];
	/* In most rings one test for each completion, and no shift by a variable. */
	if (uring_likely(!iter->shift)) {
		iter->head++;
		*cqe = next;
		return true;
	}
	if (iter->shift & IORING_SETUP_CQE_MIXED) {
		iter->head += io_uring_cqe_nr(next);
	} else {
		next += at;
		iter->head++;
	}
	*cqe = next;
	return true;
}

/* Whether every CQE has 16 bytes: the common kind of queue. */
_LOCAL_INLINE bool liburing_cqes_are_small(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	return uring_likely(!(ring->flags & (IORING_SETUP_CQE32 | IORING_SETUP_CQE_MIXED)));
}

/* CQEs that lie side by side: a pointer that counts up is cheaper than indexes. */
struct liburing_cqe_run {
	const struct io_uring *ring;
	struct io_uring_cqe *next, *end;
	/* Indexes of the CQE that was taken last, of the one behind the run, and of the one behind all. */
	unsigned head, after, tail;
};

/* Begins with the run up to the end of the queue. Where CQEs are large or each has its own size, it is empty. */
_LOCAL_INLINE struct liburing_cqe_run liburing_cqe_run_init(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	const struct io_uring_cqe_iter all = io_uring_cqe_iter_init(ring);
	struct liburing_cqe_run run;

	run.ring = ring;
	run.next = run.end = all.cqes;
	run.head = all.head - 1;
	run.after = all.head;
	run.tail = all.tail;
	if (liburing_cqes_are_small(ring)) {
		unsigned nr = all.tail - all.head, at = all.head & all.mask;

		if (nr > all.mask - at + 1)
			nr = all.mask - at + 1;
		run.next += at;
		run.end = run.next + nr;
		run.after += nr;
	}
	return run;
}

/* Begins the next run: the rest, from the start of the queue; one CQE where they are not small. */
_LOCAL_INLINE bool liburing_cqe_run_begin(struct liburing_cqe_run *run) LIBURING_NOEXCEPT
{
	/* Volatile: what is read here is rarely needed, and kept from before it would take registers from the loop. */
	const volatile struct io_uring *ring = run->ring;
	unsigned flags, at;

	run->head = run->after;
	if (uring_likely(run->after == run->tail))
		return false;
	flags = ring->flags;
	if (uring_likely(!(flags & (IORING_SETUP_CQE32 | IORING_SETUP_CQE_MIXED)))) {
		/* The run before went up to the end. The mask keeps this one inside, whatever the tail is. */
		run->next = ring->cq.cqes;
		run->end = run->next + 1 + ((run->tail - 1 - run->after) & ring->cq.ring_mask);
		run->after = run->tail;
		return true;
	}
	at = run->after & ring->cq.ring_mask;
	run->next = ring->cq.cqes + at;
	if (flags & IORING_SETUP_CQE32) {
		run->next += at;
		run->after++;
	} else {
		run->after += io_uring_cqe_nr(run->next);
	}
	run->end = run->next + 1;
	return true;
}

_LOCAL_INLINE bool liburing_cqe_run_next(struct liburing_cqe_run *run, struct io_uring_cqe **cqe) LIBURING_NOEXCEPT
{
	if (run->next != run->end)
		run->head++;
	else if (!liburing_cqe_run_begin(run))
		return false;
	*cqe = run->next++;
	return true;
}

/*
 * Visits each completion that is ready. `__head__` is an unsigned variable of the caller's that receives the index
 * of the CQE at hand, in the end the tail; the queue is not advanced: see io_uring_cqe_iter_next. Inside the loop the
 * ring must not be resized (io_uring_resize_rings), which unmaps the CQEs and changes their places.
 */
#define io_uring_for_each_cqe(ring, __head__, cqe) \
	for (struct liburing_cqe_run __RUN__ = liburing_cqe_run_init(ring); \
	     liburing_cqe_run_next(&__RUN__, &(cqe)) ? ((__head__) = __RUN__.head, true) \
						     : ((__head__) = __RUN__.head, false); (void)(__head__))

/** Reads a completion's `user_data` as the pointer that `io_uring_sqe_set_data` stored. Since Linux 5.1. */
IOURINGINLINE void *io_uring_cqe_get_data(const struct io_uring_cqe *cqe) LIBURING_NOEXCEPT
{
	return (void *)(unsigned long)cqe->user_data;
}

/** Reads a completion's `user_data` as the number that `io_uring_sqe_set_data64` stored. Since Linux 5.1. */
IOURINGINLINE __u64 io_uring_cqe_get_data64(const struct io_uring_cqe *cqe) LIBURING_NOEXCEPT
{
	return cqe->user_data;
}

#endif
