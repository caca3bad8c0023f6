/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Submitting requests and waiting for completions.
 */
#ifndef LIBURING_LIBRARY_QUEUE_H
#define LIBURING_LIBRARY_QUEUE_H

/**
 * Collects pointers to completions that are there already, without waiting.
 *
 * If there are none, this enters the kernel where that may bring some: after an overflow, with task work
 * pending, with `IORING_SETUP_IOPOLL`. The completions stay in the ring: pass their number to
 * `io_uring_cq_advance`, on rings with `IORING_SETUP_CQE_MIXED` the sum of `io_uring_cqe_nr` over them.
 *
 * Entries that a program is not to see (`IORING_CQE_F_SKIP`; the library's own timeouts on old kernels) are
 * never handed out. One that lies between others ends the batch, so that the batch is contiguous: call until
 * this returns 0.
 *
 * Differs [from liburing](crate::differences#submitting-and-waiting).
 *
 * # Parameters
 * - `ring`: the ring.
 * - `cqes`: where the pointers go, oldest first.
 * - `count`: pointers that `cqes` has room for.
 *
 * # Returns
 * How many pointers were written: 0 to `count`.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `cqes` is writable for `count` pointers. They are valid until the ring is advanced over their entry.
 *
 * Since Linux 5.1. Source: kernel header linux/io_uring.h.
 */
unsigned io_uring_peek_batch_cqe(struct io_uring *ring, struct io_uring_cqe **cqes, unsigned count) LIBURING_NOEXCEPT;

/**
 * Waits for a number of completions, with a time limit and a signal mask.
 *
 * Nothing is submitted, with one exception: a kernel before 5.11 has no time limits for waiting, so that
 * there `ts` makes the library queue a timeout request of its own (`LIBURING_UDATA_TIMEOUT`) and submit all
 * that is queued. If that fails, the timeout is taken out of the queue again, unless the ring has
 * `IORING_SETUP_SQPOLL`: its thread may be reading it.
 *
 * The wait ends with fewer completions when the kernel ends it: after a signal, or where nothing is left to
 * poll (`IORING_SETUP_IOPOLL`).
 *
 * Differs [from liburing](crate::differences#submitting-and-waiting).
 *
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: receives the oldest completion, which stays in the ring; null if there is none.
 * - `wait_nr`: completions to wait for, those that are there included; more than the completion queue holds
 *   counts as what it holds, one less with `IORING_SETUP_CQE_MIXED`. 0 does not wait.
 * - `ts`: longest time to wait, counted from now; null waits without limit.
 * - `sigmask`: signals that are blocked during the wait, in place of the thread's mask; null leaves the mask
 *   alone.
 *
 * # Returns
 * 0 if there is a completion: `wait_nr` of them, or fewer when the wait ended early. Or `-errno`.
 *
 * # Errors
 * - `-ETIME`: the time is over and there is no completion.
 * - `-EINTR`: a signal arrived and there is no completion.
 * - `-EAGAIN`: `wait_nr` is 0 and there is no completion; or, before Linux 5.11, there is no room for the
 *   timeout.
 * - Others of io_uring_enter(2).
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `cqe_ptr` is writable; `ts` and `sigmask` are null or valid. What `cqe_ptr` receives is valid until the
 *   ring is advanced over it.
 * - Where the kernel lacks `IORING_FEAT_EXT_ARG`, the library's timeout [reads `ts` when it is taken](crate#safety):
 *   with `IORING_SETUP_SQPOLL` maybe after this returned, whatever it returned.
 *
 * Since Linux 5.1. Source: io_uring_wait_cqes(3).
 */
int io_uring_wait_cqes(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr,
		       struct __kernel_timespec *ts, sigset_t *sigmask) LIBURING_NOEXCEPT;

/**
 * Waits for a number of completions, and after a shorter time is content with one.
 *
 * Until `min_ts_usec` have passed, only `wait_nr` completions end the wait; from then on, any completion
 * does. Nothing is submitted, but for the exception of `io_uring_wait_cqes`.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: as for `io_uring_wait_cqes`.
 * - `wait_nr`: as for `io_uring_wait_cqes`.
 * - `ts`: longest time to wait in all, counted from now; null waits without limit.
 * - `min_ts_usec`: microseconds to wait for all `wait_nr`; 0 makes this `io_uring_wait_cqes`.
 * - `sigmask`: as for `io_uring_wait_cqes`.
 *
 * # Returns
 * 0 if there is a completion, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: `min_ts_usec` is not 0 and the kernel lacks `IORING_FEAT_MIN_TIMEOUT`.
 * - Those of `io_uring_wait_cqes`.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `cqe_ptr` is writable; `sigmask` is null or valid; `ts` as for `io_uring_wait_cqes`. What `cqe_ptr` receives
 *   is valid until the ring is advanced over it.
 *
 * Since Linux 6.12. Source: io_uring_wait_cqes_min_timeout(3).
 */
int io_uring_wait_cqes_min_timeout(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr,
				   struct __kernel_timespec *ts, unsigned int min_ts_usec,
				   sigset_t *sigmask) LIBURING_NOEXCEPT;

/**
 * Waits for one completion, with a time limit.
 *
 * The same as `io_uring_wait_cqes` for one completion and without a signal mask, its exception for kernels
 * before 5.11 included.
 *
 * Differs [from liburing](crate::differences#submitting-and-waiting).
 *
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: as for `io_uring_wait_cqes`.
 * - `ts`: longest time to wait, counted from now; null waits without limit.
 *
 * # Returns
 * 0, or `-errno`. It tells how the wait ended, not how the request did.
 *
 * # Errors
 * - `-ETIME`: the time is over and there is no completion.
 * - `-EINTR`: a signal arrived and there is no completion.
 * - Others of io_uring_enter(2).
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `cqe_ptr` is writable; `ts` as for `io_uring_wait_cqes`. What `cqe_ptr` receives is valid until the ring is
 *   advanced over it.
 *
 * Since Linux 5.1. Source: io_uring_wait_cqe_timeout(3).
 */
int io_uring_wait_cqe_timeout(struct io_uring *ring, struct io_uring_cqe **cqe_ptr,
			      struct __kernel_timespec *ts) LIBURING_NOEXCEPT;

/**
 * Submits the entries that were filled since the last submission.
 *
 * With `IORING_SETUP_SQPOLL` this makes them visible to the kernel's thread, and enters the kernel only to
 * wake it. Otherwise it is one system call, or none where nothing is to be submitted.
 *
 * A request that is refused at once ends the batch, unless `IORING_SETUP_SUBMIT_ALL` is set: it counts as
 * submitted, its CQE says why, and the rest stays queued for the next call.
 *
 * Differs [from liburing](crate::differences#submitting-and-waiting).
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * How many entries were submitted, which may be fewer than were queued, or `-errno`. On a ring with
 * `IORING_SETUP_SQPOLL`, how many the thread has yet to take: more or fewer than were queued since the last call.
 *
 * # Errors
 * - `-EAGAIN`: no memory for the requests: take some completions off, and try again.
 * - `-EBUSY`: completions have overflowed and the completion queue has no room for them.
 * - `-EBADR`: a completion was lost for lack of memory.
 * - `-EBADFD`: the ring is not enabled yet.
 * - `-EEXIST`: `IORING_SETUP_SINGLE_ISSUER`, and another thread submits.
 * - Others of io_uring_enter(2).
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - All entries from `io_uring_get_sqe` are filled. What they point to stays valid as long as the kernel
 *   uses it: buffers until the completion; other structures until this returns, with `IORING_SETUP_SQPOLL`
 *   until the thread has taken the entry, on kernels without `IORING_FEAT_SUBMIT_STABLE` until the
 *   completion.
 *
 * Since Linux 5.1. Source: io_uring_submit(3).
 */
int io_uring_submit(struct io_uring *ring) LIBURING_NOEXCEPT;

/**
 * Submits, and waits for completions, in one system call.
 *
 * Waiting starts once all is submitted: where a request ends the batch (see `io_uring_submit`), this returns
 * at once.
 *
 * Differs [from liburing](crate::differences#submitting-and-waiting).
 *
 * # Parameters
 * - `ring`: the ring.
 * - `wait_nr`: completions to wait for, those that are there included; 0 makes this `io_uring_submit`. With
 *   `IORING_SETUP_CQE_MIXED`, as many as the completion queue holds counts as one less.
 *
 * # Returns
 * How many entries were submitted, or `-errno`. If a signal ends the wait after something was submitted, it
 * is the number too: look at the completion queue.
 *
 * # Errors
 * - `-EINTR`: a signal arrived, nothing was submitted, and there is no completion.
 * - Those of `io_uring_submit`.
 *
 * # Safety
 * - As for `io_uring_submit`.
 *
 * Since Linux 5.1. Source: io_uring_submit_and_wait(3).
 */
int io_uring_submit_and_wait(struct io_uring *ring, unsigned wait_nr) LIBURING_NOEXCEPT;

/**
 * Submits, and waits for completions with a time limit and a signal mask.
 *
 * On a kernel before 5.11 the library submits a timeout request of its own with the others
 * (`LIBURING_UDATA_TIMEOUT`); it does not count in the result.
 *
 * Differs [from liburing](crate::differences#submitting-and-waiting).
 *
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: as for `io_uring_wait_cqes`.
 * - `wait_nr`: as for `io_uring_wait_cqes`.
 * - `ts`: longest time to wait, counted from the system call; null waits without limit.
 * - `sigmask`: as for `io_uring_wait_cqes`.
 *
 * # Returns
 * How many entries were submitted, or `-errno` if none was. Where something was submitted, the number is all
 * that is returned, also when the time is over or a signal arrived: `*cqe_ptr` is null if there is no
 * completion. 0 if nothing was queued and there is a completion.
 *
 * # Errors
 * - `-ETIME`: nothing was submitted, the time is over, and there is no completion.
 * - `-EINTR`: nothing was submitted, a signal arrived, and there is no completion.
 * - `-EAGAIN`: nothing was submitted, `wait_nr` is 0, and there is no completion; or the kernel does not take
 *   the entries, which stay in the queue; or those of `io_uring_submit`.
 *
 * # Safety
 * - As for `io_uring_submit`; nobody else takes completions off the ring meanwhile.
 * - `cqe_ptr` is writable; `sigmask` is null or valid; `ts` as for `io_uring_wait_cqes`. What `cqe_ptr` receives
 *   is valid until the ring is advanced over it.
 *
 * Since Linux 5.1. Source: io_uring_submit_and_wait_timeout(3).
 */
int io_uring_submit_and_wait_timeout(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr,
				     struct __kernel_timespec *ts, sigset_t *sigmask) LIBURING_NOEXCEPT;

/**
 * Submits, waits for a number of completions, and after a shorter time is content with one.
 *
 * Until `min_wait` has passed, only `wait_nr` completions end the wait; from then on, any completion does.
 *
 * Differs [from liburing](crate::differences#submitting-and-waiting).
 *
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: as for `io_uring_wait_cqes`.
 * - `wait_nr`: as for `io_uring_wait_cqes`.
 * - `ts`: longest time to wait in all, counted from the system call; null waits without limit.
 * - `min_wait`: microseconds to wait for all `wait_nr`; 0 makes this `io_uring_submit_and_wait_timeout`.
 * - `sigmask`: as for `io_uring_wait_cqes`.
 *
 * # Returns
 * As `io_uring_submit_and_wait_timeout`.
 *
 * # Errors
 * - `-EINVAL`: `min_wait` is not 0 and the kernel lacks `IORING_FEAT_MIN_TIMEOUT`; nothing was submitted.
 * - Those of `io_uring_submit_and_wait_timeout`.
 *
 * # Safety
 * - As for `io_uring_submit_and_wait_timeout`.
 *
 * Since Linux 6.12. Source: io_uring_submit_and_wait_min_timeout(3).
 */
int io_uring_submit_and_wait_min_timeout(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr,
					 struct __kernel_timespec *ts, unsigned min_wait,
					 sigset_t *sigmask) LIBURING_NOEXCEPT;

/**
 * Submits, and waits as a registered `struct io_uring_reg_wait` says.
 *
 * The kernel reads time limits and signal mask from memory that `io_uring_register_wait_reg` registered,
 * which saves it from copying them at every call.
 *
 * Differs [from liburing](crate::differences#submitting-and-waiting).
 *
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: as for `io_uring_wait_cqes`.
 * - `wait_nr`: as for `io_uring_wait_cqes`.
 * - `reg_index`: index of the entry in the registered memory.
 *
 * # Returns
 * As `io_uring_submit_and_wait_timeout`.
 *
 * # Errors
 * - `-EINVAL`: the kernel lacks `IORING_FEAT_EXT_ARG` or registered waits.
 * - `-EFAULT`: nothing is registered, or `reg_index` lies outside.
 * - Those of `io_uring_submit_and_wait_timeout`.
 *
 * # Safety
 * - As for `io_uring_submit`; nobody else takes completions off the ring meanwhile.
 * - `cqe_ptr` is writable. What it receives is valid until the ring is advanced over it.
 * - The signal mask that the entry points to, if any, is valid.
 *
 * Since Linux 6.13. Source: io_uring_enter(2).
 */
int io_uring_submit_and_wait_reg(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned wait_nr,
				 int reg_index) LIBURING_NOEXCEPT;

/**
 * Waits until the submission queue of an `IORING_SETUP_SQPOLL` ring has room.
 *
 * `io_uring_sqring_wait` is the same, and spares the system call where there is room already.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 0 once there is room or a signal arrived, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: a kernel before 5.10.
 * - `-EOWNERDEAD`: the kernel's thread is gone.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 *
 * Since Linux 5.10. Source: io_uring_sqring_wait(3).
 */
int __io_uring_sqring_wait(struct io_uring *ring) LIBURING_NOEXCEPT;

/**
 * Enters the kernel to run pending task work and to bring overflowed completions into the completion queue.
 *
 * A ring with `IORING_SETUP_DEFER_TASKRUN` sees no completion unless somebody does this, or waits.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: completions have overflowed and the completion queue has no room for all of them.
 * - `-EEXIST`: `IORING_SETUP_DEFER_TASKRUN`, and another thread calls.
 * - `-EBADFD`: the ring is not enabled yet.
 * - Others of io_uring_enter(2).
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 *
 * Since Linux 5.1. Source: io_uring_get_events(3).
 */
int io_uring_get_events(struct io_uring *ring) LIBURING_NOEXCEPT;

/**
 * Submits, runs pending task work and brings overflowed completions into the completion queue, in one system
 * call.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * How many entries were submitted, or `-errno`.
 *
 * # Errors
 * - Those of `io_uring_submit`.
 *
 * # Safety
 * - As for `io_uring_submit`.
 *
 * Since Linux 5.1. Source: io_uring_submit_and_get_events(3).
 */
int io_uring_submit_and_get_events(struct io_uring *ring) LIBURING_NOEXCEPT;

/**
 * Submits and waits; the part of the wait helpers that is not inline.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: as for `io_uring_wait_cqes`.
 * - `submit`: entries to submit that were made visible to the kernel before; 0 just waits.
 * - `wait_nr`: as for `io_uring_wait_cqes`, but 0 enters the kernel once, where that may bring completions.
 * - `sigmask`: as for `io_uring_wait_cqes`.
 *
 * # Returns
 * How many entries were submitted, 0 if none was to be and there is a completion, or `-errno` if none was.
 *
 * # Errors
 * - `-EAGAIN`: `wait_nr` is 0 and there is no completion; or the kernel does not take the entries, which stay in
 *   the queue.
 * - `-EINTR`: a signal arrived and there is no completion.
 * - Others of io_uring_enter(2).
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `cqe_ptr` is writable; `sigmask` is null or valid. What `cqe_ptr` receives is valid until the ring is
 *   advanced over it.
 *
 * Since Linux 5.1. Source: io_uring_enter(2).
 */
int __io_uring_get_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned submit, unsigned wait_nr,
		       sigset_t *sigmask) LIBURING_NOEXCEPT;

#endif
