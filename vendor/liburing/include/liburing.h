/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The liburing 2.15 API: setting up rings, submitting requests, reaping completions.
 *
 * Contents, in this order: the ring's types; the library's functions (setup, submission and waiting,
 * registration); the inline helpers (submission queue, completion queue, buffer rings, received messages);
 * the inline helpers that fill an SQE, by subject.
 *
 * The comments are Markdown: they become the documentation of the Rust bindings.
 */
#ifndef LIB_URING_H
#define LIB_URING_H

#include "liburing/compat.h"
#include "liburing/barrier.h"
#include "liburing/io_uring.h"
#include "liburing/io_uring_version.h"

/* Both headers have the kernel's include guard, so that the second one is empty: an older first one is not enough. */
#ifndef IORING_SETUP_SQ_REWIND
#error "<linux/io_uring.h> of an older kernel was included before <liburing.h>: include <liburing.h> first"
#endif

/*
 * IOURINGINLINE marks the inline helpers that are also symbols of the library: src/ffi.c defines it as nothing
 * before it includes this file, and every helper becomes an ordinary function. _LOCAL_INLINE marks what is
 * inline always.
 */
#ifndef IOURINGINLINE
#ifdef __cplusplus
#define IOURINGINLINE inline
#else
#define IOURINGINLINE static inline
#endif
#endif

#ifdef __cplusplus
#define _LOCAL_INLINE inline
#define LIBURING_NOEXCEPT noexcept
#else
#define _LOCAL_INLINE static inline
#define LIBURING_NOEXCEPT
#endif

#ifndef uring_unlikely
#define uring_unlikely(cond) __builtin_expect(!!(cond), 0)
#endif

#ifndef uring_likely
#define uring_likely(cond) __builtin_expect(!!(cond), 1)
#endif

#if defined(__alpha__)
#define LIBURING_NR_BASE 110
#elif defined(__mips__)
#define LIBURING_NR_BASE __NR_Linux
#else
#define LIBURING_NR_BASE 0
#endif

#ifndef __NR_io_uring_setup
/** Number of the `io_uring_setup` system call. Since Linux 5.1. */
#define __NR_io_uring_setup (LIBURING_NR_BASE + 425)
#endif

#ifndef __NR_io_uring_enter
/** Number of the `io_uring_enter` system call. Since Linux 5.1. */
#define __NR_io_uring_enter (LIBURING_NR_BASE + 426)
#endif

#ifndef __NR_io_uring_register
/** Number of the `io_uring_register` system call. Since Linux 5.1. */
#define __NR_io_uring_register (LIBURING_NR_BASE + 427)
#endif

/* Tells programs that the 64-bit user_data helpers are there. */
#define LIBURING_HAVE_DATA64

/**
 * `user_data` of the timeout requests that the library itself submits, where a kernel before 5.11 needs one for
 * a wait with a timeout. Completions that carry it are taken off the ring by the peek and wait functions and never
 * handed out: do not use the value for requests of your own.
 */
#define LIBURING_UDATA_TIMEOUT ((__u64)-1)

#ifdef __cplusplus
extern "C" {
#endif

/* The ring, as the library keeps it: one struct for each queue, with pointers into the memory shared with the kernel. */

/**
 * Submission queue of a ring: where its parts lie in the shared memory, and the entries taken but not submitted yet.
 * The setup functions fill it; callers have no need to touch it.
 */
struct io_uring_sq {
	/** Head index, in shared memory: the kernel moves it on as it consumes entries. */
	unsigned *khead;
	/** Tail index, in shared memory: the library moves it on as it submits entries. */
	unsigned *ktail;
	/** Mask in shared memory; the kernel wrote it once at setup. Use `ring_mask`. */
	unsigned *kring_mask;
	/** Number of entries in shared memory; the kernel wrote it once at setup. Use `ring_entries`. */
	unsigned *kring_entries;
	/** `IORING_SQ_*` flags, in shared memory: the kernel's messages to the submitter. */
	unsigned *kflags;
	/** Number of entries that the kernel dropped because their index was invalid, in shared memory. */
	unsigned *kdropped;
	/** Array from queue position to entry index, filled once at setup; null with `IORING_SETUP_NO_SQARRAY`. */
	unsigned *array;
	/** The entries, in shared memory: 64 bytes each, 128 with `IORING_SETUP_SQE128`. */
	struct io_uring_sqe *sqes;
	/** Index of the first entry that was taken but not submitted. */
	unsigned sqe_head;
	/** Index behind the last entry that was taken. */
	unsigned sqe_tail;
	/** Size of the mapping at `ring_ptr`, bytes. */
	size_t ring_sz;
	/** The mapping that holds head, tail, flags and array. */
	void *ring_ptr;
	/** Number of entries minus 1: turns an index that runs on into a position. */
	unsigned ring_mask;
	/** Number of entries, a power of 2. */
	unsigned ring_entries;
	/** Size of the mapping at `sqes`, bytes. */
	unsigned sqes_sz;
	/** Padding. */
	unsigned pad;
};

/**
 * Completion queue of a ring: where its parts lie in the shared memory. The setup functions fill it; callers have no
 * need to touch it.
 */
struct io_uring_cq {
	/** Head index, in shared memory: the caller moves it on as it handles completions. */
	unsigned *khead;
	/** Tail index, in shared memory: the kernel moves it on as it posts completions. */
	unsigned *ktail;
	/** Mask in shared memory; the kernel wrote it once at setup. Use `ring_mask`. */
	unsigned *kring_mask;
	/** Number of entries in shared memory; the kernel wrote it once at setup. Use `ring_entries`. */
	unsigned *kring_entries;
	/** `IORING_CQ_*` flags, in shared memory: the caller's messages to the kernel; null on kernels before 5.8. */
	unsigned *kflags;
	/** Number of completions that were lost, in shared memory; stays 0 with `IORING_FEAT_NODROP`. */
	unsigned *koverflow;
	/** The entries, in shared memory: 16 bytes each, 32 with `IORING_SETUP_CQE32`. */
	struct io_uring_cqe *cqes;
	/** Size of the mapping at `ring_ptr`, bytes. */
	size_t ring_sz;
	/** The mapping that holds head, tail, flags and entries; the submission queue's own with `IORING_FEAT_SINGLE_MMAP`. */
	void *ring_ptr;
	/** Number of entries minus 1: turns an index that runs on into a position. */
	unsigned ring_mask;
	/** Number of entries, a power of 2. */
	unsigned ring_entries;
	/** Padding. */
	unsigned pad[2];
};

/**
 * A ring: a pair of queues shared with the kernel, and the descriptor that stands for them.
 *
 * `io_uring_queue_init` and its kin fill it, `io_uring_queue_exit` ends it. It may be moved between those; one thread at a
 * time may submit, and one at a time may consume completions.
 */
struct io_uring {
	/** The submission queue. */
	struct io_uring_sq sq;
	/** The completion queue. */
	struct io_uring_cq cq;
	/** `IORING_SETUP_*` flags that the ring was set up with. */
	unsigned flags;
	/** The ring's file descriptor; -1 if it has none, only a registered index. */
	int ring_fd;
	/** `IORING_FEAT_*` flags of the kernel. */
	unsigned features;
	/** What is passed to io_uring_enter(2): `ring_fd`, or an index from `io_uring_register_ring_fd`. */
	int enter_ring_fd;
	/** Notes of the library to itself. */
	__u8 int_flags;
	/** Padding. */
	__u8 pad[3];
	/** Padding. */
	unsigned pad2;
};

/**
 * Refill ring of a zero-copy receive queue: the caller returns buffers to the kernel through it. Filled by the caller from
 * what `io_uring_register_ifq` reported. Since Linux 6.15.
 */
struct io_uring_zcrx_rq {
	/** Head index, in shared memory: the kernel moves it on as it takes buffers. */
	__u32 *khead;
	/** Tail index, in shared memory: the caller moves it on as it returns buffers. */
	__u32 *ktail;
	/** The caller's own copy of the tail, running ahead until it is stored at `ktail`. */
	__u32 rq_tail;
	/** Number of entries, a power of 2. */
	unsigned ring_entries;
	/** The entries, in shared memory. */
	struct io_uring_zcrx_rqe *rqes;
	/** The mapping that holds all of it. */
	void *ring_ptr;
};

/**
 * An iteration over the completions that were ready when it began: see `io_uring_cqe_iter_init`.
 */
struct io_uring_cqe_iter {
	/** Entries of the completion queue. */
	struct io_uring_cqe *cqes;
	/** Mask of the queue. */
	unsigned mask;
	/** 1 where each CQE has 32 bytes, else 0. */
	unsigned shift;
	/** Index of the next CQE. */
	unsigned head;
	/** Index behind the last CQE. */
	unsigned tail;
};

/* The library's functions: setting up, submitting, waiting. */

/* What the kernel supports */

/**
 * Asks the kernel which operations it supports, through a ring that exists.
 *
 * The memory comes from the C library's `calloc`; give it back with `io_uring_free_probe`.
 *
 * # Parameters
 * - `ring`: any ring, enabled or not.
 *
 * # Returns
 * A probe with room for 256 operations, to be read with `io_uring_opcode_supported`; null where memory is
 * short or the kernel refuses (before 5.6, or because of the ring's restrictions).
 *
 * # Safety
 * - `ring` points to a ring that is set up.
 *
 * Since Linux 5.6. Source: io_uring_get_probe(3), io_uring_register(2).
 */
struct io_uring_probe *io_uring_get_probe_ring(struct io_uring *ring) LIBURING_NOEXCEPT;

/**
 * Asks the kernel which operations it supports, through a ring of its own that is gone afterwards.
 *
 * The memory comes from the C library's `calloc`; give it back with `io_uring_free_probe`.
 *
 * # Returns
 * A probe with room for 256 operations, to be read with `io_uring_opcode_supported`; null where no ring can
 * be set up, memory is short, or the kernel has no probes (before 5.6).
 *
 * # Safety
 * - None: may be called at any time, from any thread.
 *
 * Since Linux 5.6. Source: io_uring_get_probe(3).
 */
struct io_uring_probe *io_uring_get_probe(void) LIBURING_NOEXCEPT;

/**
 * Frees a probe.
 *
 * # Parameters
 * - `probe`: from `io_uring_get_probe` or `io_uring_get_probe_ring`; null is fine, nothing happens then.
 *
 * # Safety
 * - `probe` was not freed before, and is not used afterwards.
 *
 * Source: io_uring_free_probe(3).
 */
void io_uring_free_probe(struct io_uring_probe *probe) LIBURING_NOEXCEPT;

/* Setup and teardown */

/**
 * Sets up a ring in memory of the caller's.
 *
 * `IORING_SETUP_NO_MMAP` is implied. The SQEs come first in the memory, the two rings start at the next
 * page. The memory stays the caller's: `io_uring_queue_exit` does not free it. Several rings fit one behind
 * the other, as each takes whole pages. Kernels before 6.10 want the SQEs, and also the rings, within one
 * page: take a huge page for more entries than that.
 *
 * As with `io_uring_queue_init_params`, the library adds `IORING_SETUP_NO_SQARRAY` where the kernel has it.
 *
 * # Parameters
 * - `entries`: SQEs in the submission queue, 1 to 32768; rounded up to a power of two.
 * - `ring`: the ring to initialise; its old contents do not matter.
 * - `p`: options on entry; on success what the kernel chose. It does not change on failure.
 * - `buf`: memory for the ring, aligned to pages. The kernel writes to it until the ring is gone.
 * - `buf_size`: bytes at `buf`; `io_uring_memory_size_params` says how many are needed.
 *
 * # Returns
 * How many bytes of `buf` the ring takes, a multiple of the page size; or `-errno`, and then the ring is one
 * that `io_uring_queue_exit` does nothing with.
 *
 * # Errors
 * - `-ENOMEM`: `buf_size` is too small, or the kernel is short of memory.
 * - `-EINVAL`: entries or flags out of range, `buf` not aligned, or a kernel that lacks one of the flags.
 * - `-EFAULT`: `buf` is not writable memory.
 * - Others of `io_uring_queue_init_params`.
 *
 * # Safety
 * - `ring` and `p` are writable; reserved fields of `p` are 0.
 * - `buf` is valid for `buf_size` bytes and used for nothing else until after `io_uring_queue_exit`. The
 *   kernel may still write to it for a moment after that, while requests are being cancelled.
 *
 * Since Linux 6.5. Source: io_uring_queue_init_mem(3), io_uring_setup(2).
 */
int io_uring_queue_init_mem(unsigned entries, struct io_uring *ring, struct io_uring_params *p, void *buf,
			    size_t buf_size) LIBURING_NOEXCEPT;

/**
 * Sets up a ring with all options.
 *
 * Three things differ from a plain `io_uring_setup`. The library adds `IORING_SETUP_NO_SQARRAY` where the
 * kernel has it (6.6): `p->flags` shows it afterwards. With `IORING_SETUP_NO_MMAP` the library provides the
 * memory, from huge pages of 2 MiB if it takes more than one page a queue and if there are any, and frees it
 * at exit. With `IORING_SETUP_REGISTERED_FD_ONLY`, which needs `IORING_SETUP_NO_MMAP`, there is no file
 * descriptor: `ring_fd` is -1 and `enter_ring_fd` is the index of the ring among those that the calling
 * thread has registered.
 *
 * # Parameters
 * - `entries`: SQEs in the submission queue, 1 to 32768; rounded up to a power of two. The completion queue
 *   has twice as many entries unless `IORING_SETUP_CQSIZE` says otherwise.
 * - `ring`: the ring to initialise; its old contents do not matter.
 * - `p`: options on entry: `flags` and the fields that these bring into play. On success what the kernel
 *   chose: sizes, features, offsets, flags. It does not change on failure.
 *
 * # Returns
 * 0, or `-errno`; then nothing is left open or mapped, and the ring is one that `io_uring_queue_exit` does
 * nothing with.
 *
 * # Errors
 * - `-EINVAL`: entries out of range without `IORING_SETUP_CLAMP`, unknown or contradictory flags, reserved
 *   fields that are not 0.
 * - `-EMFILE`, `-ENFILE`: no file descriptor is left, of the process or of the system.
 * - `-ENOMEM`: no memory, or before Linux 5.12 more than `RLIMIT_MEMLOCK` allows.
 * - `-EPERM`: the administrator forbids io_uring, or a flag needs a privilege.
 * - `-ENOSYS`: the kernel has no io_uring.
 *
 * # Safety
 * - `ring` and `p` are writable.
 * - No ring that is set up is in `ring`: it would leak.
 *
 * Since Linux 5.1. Source: io_uring_queue_init_params(3), io_uring_setup(2).
 */
int io_uring_queue_init_params(unsigned entries, struct io_uring *ring, struct io_uring_params *p) LIBURING_NOEXCEPT;

/**
 * Sets up a ring, with flags as the only option.
 *
 * # Parameters
 * - `entries`: SQEs in the submission queue, 1 to 32768; rounded up to a power of two. The completion queue
 *   has twice as many entries.
 * - `ring`: the ring to initialise; its old contents do not matter.
 * - `flags`: `IORING_SETUP_*` bits.
 *
 * # Returns
 * 0, or `-errno`; then nothing is left open or mapped, and the ring is one that `io_uring_queue_exit` does
 * nothing with.
 *
 * # Errors
 * - Those of `io_uring_queue_init_params`.
 *
 * # Safety
 * - `ring` is writable, and no ring that is set up is in it: it would leak.
 *
 * Since Linux 5.1. Source: io_uring_queue_init(3).
 */
int io_uring_queue_init(unsigned entries, struct io_uring *ring, unsigned flags) LIBURING_NOEXCEPT;

/**
 * Maps a ring that `io_uring_setup` made, and fills `ring` with what the other functions need.
 *
 * # Parameters
 * - `fd`: file descriptor of the ring. It becomes the ring's: `io_uring_queue_exit` closes it.
 * - `p`: the parameters as `io_uring_setup` left them.
 * - `ring`: the ring to initialise; its old contents do not matter.
 *
 * # Returns
 * 0, or `-errno`; then nothing is left mapped, `fd` is still open and the caller's, and the ring is one that
 * `io_uring_queue_exit` does nothing with.
 *
 * # Errors
 * - `-ENOMEM`: no memory or address space, or before Linux 5.12 more than `RLIMIT_MEMLOCK` allows.
 * - `-EINVAL`: the ring was made with `IORING_SETUP_NO_MMAP`.
 * - Others of mmap(2).
 *
 * # Safety
 * - `p` belongs to `fd`: other offsets make the functions read and write anywhere.
 * - `ring` is writable, and no ring that is set up is in it: it would leak.
 * - The ring's entries in the submission queue are none of the caller's own: where there is an SQ array, it
 *   is overwritten.
 *
 * Since Linux 5.1. Source: io_uring_setup(2).
 */
int io_uring_queue_mmap(int fd, struct io_uring_params *p, struct io_uring *ring) LIBURING_NOEXCEPT;

/**
 * Keeps the ring's memory out of child processes: a `fork` does not map it there.
 *
 * Memory of the caller's, from `io_uring_queue_init_mem`, is kept out as well: the pages that the ring
 * takes.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 0, or `-errno`; after an error some of the memory may be marked already.
 *
 * # Errors
 * - `-EINVAL`: nothing is mapped, or the memory is part of a huge page.
 * - Others of madvise(2).
 *
 * # Safety
 * - `ring` points to a ring that is set up, or one that failed to be.
 * - A child must not touch the ring afterwards.
 *
 * Since Linux 5.1. Source: madvise(2).
 */
int io_uring_ring_dontfork(struct io_uring *ring) LIBURING_NOEXCEPT;

/**
 * Tears a ring down: takes it out of the thread's registered rings, unmaps its memory, closes its file
 * descriptor.
 *
 * What was not set up, or is gone already, is left alone: a ring whose setup failed, memory from
 * `io_uring_queue_init_mem`, a descriptor that `io_uring_close_ring_fd` closed. The ring is reset, so that a
 * second call does nothing. Requests under way are cancelled by the kernel soon after, not before this
 * returns.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Safety
 * - `ring` points to a ring that is set up, or one that failed to be, or one that is torn down.
 * - Nobody uses the ring, its SQEs or its CQEs any more, and buffers of requests under way stay valid.
 * - A ring that is registered (`io_uring_register_ring_fd`, `IORING_SETUP_REGISTERED_FD_ONLY`) is torn down
 *   by the thread that registered it: the index means another ring, or none, in any other thread.
 *
 * Since Linux 5.1. Source: io_uring_queue_exit(3).
 */
void io_uring_queue_exit(struct io_uring *ring) LIBURING_NOEXCEPT;

/* Completions */

/**
 * Collects pointers to completions that are there already, without waiting.
 *
 * If there are none, this enters the kernel where that may bring some: after an overflow, with task work
 * pending, with `IORING_SETUP_IOPOLL`. The completions stay in the ring: pass the sum of `io_uring_cqe_nr`
 * over them to `io_uring_cq_advance` (that is their number, but on rings with `IORING_SETUP_CQE_MIXED`).
 *
 * Entries that a program is not to see (`IORING_CQE_F_SKIP`; the library's own timeouts on old kernels) are
 * never handed out. One that lies between others ends the batch, so that the batch is contiguous: call until
 * this returns 0.
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
 * - `ring` points to a ring that is set up; nobody else takes completions off it meanwhile.
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
 * that is queued.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: receives the oldest completion, which stays in the ring; null if there is none.
 * - `wait_nr`: completions to wait for, those that are there included; more than the completion queue holds
 *   counts as what it holds. 0 does not wait.
 * - `ts`: longest time to wait, counted from now; null waits without limit.
 * - `sigmask`: signals that are blocked during the wait, in place of the thread's mask; null leaves the mask
 *   alone.
 *
 * # Returns
 * 0 if there is a completion: `wait_nr` of them, or fewer when the time was over. Or `-errno`.
 *
 * # Errors
 * - `-ETIME`: the time is over and there is no completion.
 * - `-EINTR`: a signal arrived.
 * - `-EAGAIN`: `wait_nr` is 0 and there is no completion; or, before Linux 5.11, there is no room for the
 *   timeout.
 * - Others of io_uring_enter(2).
 *
 * # Safety
 * - `ring` points to a ring that is set up; nobody else takes completions off it meanwhile.
 * - `cqe_ptr` is writable; `ts` and `sigmask` are null or valid. What `cqe_ptr` receives is valid until the
 *   ring is advanced over it.
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
 * - `cqe_ptr`: receives the oldest completion, which stays in the ring; null if there is none.
 * - `wait_nr`: completions to wait for, those that are there included; 0 does not wait.
 * - `ts`: longest time to wait in all, counted from now; null waits without limit.
 * - `min_ts_usec`: microseconds to wait for all `wait_nr`; 0 makes this `io_uring_wait_cqes`.
 * - `sigmask`: signals that are blocked during the wait, in place of the thread's mask; null leaves the mask
 *   alone.
 *
 * # Returns
 * 0 if there is a completion, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: `min_ts_usec` is not 0 and the kernel lacks `IORING_FEAT_MIN_TIMEOUT`.
 * - Those of `io_uring_wait_cqes`.
 *
 * # Safety
 * - `ring` points to a ring that is set up; nobody else takes completions off it meanwhile.
 * - `cqe_ptr` is writable; `ts` and `sigmask` are null or valid. What `cqe_ptr` receives is valid until the
 *   ring is advanced over it.
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
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: receives the oldest completion, which stays in the ring; null if there is none.
 * - `ts`: longest time to wait, counted from now; null waits without limit.
 *
 * # Returns
 * 0, or `-errno`. It tells how the wait ended, not how the request did.
 *
 * # Errors
 * - `-ETIME`: the time is over and there is no completion.
 * - `-EINTR`: a signal arrived.
 * - Others of io_uring_enter(2).
 *
 * # Safety
 * - `ring` points to a ring that is set up; nobody else takes completions off it meanwhile.
 * - `cqe_ptr` is writable; `ts` is null or valid. What `cqe_ptr` receives is valid until the ring is
 *   advanced over it.
 *
 * Since Linux 5.1. Source: io_uring_wait_cqe_timeout(3).
 */
int io_uring_wait_cqe_timeout(struct io_uring *ring, struct io_uring_cqe **cqe_ptr,
			      struct __kernel_timespec *ts) LIBURING_NOEXCEPT;

/* Submission */

/**
 * Submits the entries that were filled since the last submission.
 *
 * With `IORING_SETUP_SQPOLL` this makes them visible to the kernel's thread, and enters the kernel only to
 * wake it. Otherwise it is one system call, or none where nothing is to be submitted.
 *
 * A request that is refused at once ends the batch, unless `IORING_SETUP_SUBMIT_ALL` is set: it counts as
 * submitted, its CQE says why, and the rest stays queued for the next call.
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
 * - `ring` points to a ring that is set up; nobody else submits to it meanwhile.
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
 * # Parameters
 * - `ring`: the ring.
 * - `wait_nr`: completions to wait for, those that are there included; 0 makes this `io_uring_submit`.
 *
 * # Returns
 * How many entries were submitted, or `-errno`. If a signal ends the wait after something was submitted, it
 * is the number too: look at the completion queue.
 *
 * # Errors
 * - `-EINTR`: a signal arrived, and nothing was submitted.
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
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: receives the oldest completion, which stays in the ring; null if there is none.
 * - `wait_nr`: completions to wait for, those that are there included; more than the completion queue holds
 *   counts as what it holds. 0 does not wait.
 * - `ts`: longest time to wait, counted from the system call; null waits without limit.
 * - `sigmask`: signals that are blocked during the wait, in place of the thread's mask; null leaves the mask
 *   alone.
 *
 * # Returns
 * How many entries were submitted, or `-errno` if none was. Where something was submitted, the number is all
 * that is returned, also when the time is over or a signal arrived: `*cqe_ptr` is null if there is no
 * completion. 0 if nothing was queued and there is a completion.
 *
 * # Errors
 * - `-ETIME`: nothing was submitted, the time is over, and there is no completion.
 * - `-EINTR`: nothing was submitted, and a signal arrived.
 * - `-EAGAIN`: nothing was submitted, `wait_nr` is 0, and there is no completion; or those of
 *   `io_uring_submit`.
 *
 * # Safety
 * - As for `io_uring_submit`; nobody else takes completions off the ring meanwhile.
 * - `cqe_ptr` is writable; `ts` and `sigmask` are null or valid. What `cqe_ptr` receives is valid until the
 *   ring is advanced over it.
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
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: receives the oldest completion, which stays in the ring; null if there is none.
 * - `wait_nr`: completions to wait for, those that are there included; 0 does not wait.
 * - `ts`: longest time to wait in all, counted from the system call; null waits without limit.
 * - `min_wait`: microseconds to wait for all `wait_nr`; 0 makes this `io_uring_submit_and_wait_timeout`.
 * - `sigmask`: signals that are blocked during the wait, in place of the thread's mask; null leaves the mask
 *   alone.
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
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: receives the oldest completion, which stays in the ring; null if there is none.
 * - `wait_nr`: completions to wait for, those that are there included; 0 does not wait.
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
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: a kernel before 5.10.
 * - `-EOWNERDEAD`: the kernel's thread is gone.
 *
 * # Safety
 * - `ring` points to a ring that is set up.
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
 * - `ring` points to a ring that is set up.
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

/* System calls */

/**
 * The `io_uring_enter` system call with a signal mask: submits, waits, or both.
 *
 * # Parameters
 * - `fd`: file descriptor of the ring; with `IORING_ENTER_REGISTERED_RING` its index.
 * - `to_submit`: entries of the submission queue to submit.
 * - `min_complete`: completions to wait for; counts only with `IORING_ENTER_GETEVENTS`.
 * - `flags`: `IORING_ENTER_*` bits, but for those that change what the last argument is.
 * - `sig`: signals that are blocked during the wait, in place of the thread's mask; null leaves the mask
 *   alone.
 *
 * # Returns
 * How many entries were submitted, or `-errno`. `errno` itself does not change.
 *
 * # Errors
 * - `-EBADF`, `-EOPNOTSUPP`: `fd` is not open, or no ring.
 * - `-EINVAL`: unknown flags, or no such index.
 * - `-EINTR`: a signal ended the wait.
 * - Others of io_uring_enter(2).
 *
 * # Safety
 * - The entries that are submitted are filled, and what they point to stays valid as long as the kernel uses
 *   it.
 * - `sig` is null or valid.
 *
 * Since Linux 5.1. Source: io_uring_enter(2).
 */
int io_uring_enter(unsigned int fd, unsigned int to_submit, unsigned int min_complete, unsigned int flags,
		   sigset_t *sig) LIBURING_NOEXCEPT;

/**
 * The `io_uring_enter` system call with all six arguments.
 *
 * # Parameters
 * - `fd`: file descriptor of the ring; with `IORING_ENTER_REGISTERED_RING` its index.
 * - `to_submit`: entries of the submission queue to submit.
 * - `min_complete`: completions to wait for; counts only with `IORING_ENTER_GETEVENTS`.
 * - `flags`: `IORING_ENTER_*` bits.
 * - `arg`: a `sigset_t`; with `IORING_ENTER_EXT_ARG` a `struct io_uring_getevents_arg`; with
 *   `IORING_ENTER_EXT_ARG_REG` too, the offset in bytes of a `struct io_uring_reg_wait` in registered
 *   memory.
 * - `sz`: size in bytes of what `arg` is; for a signal mask that of the kernel's, 8 on most processors.
 *
 * # Returns
 * How many entries were submitted, or `-errno`. `errno` itself does not change.
 *
 * # Errors
 * - `-EBADF`, `-EOPNOTSUPP`: `fd` is not open, or no ring.
 * - `-EINVAL`: unknown flags, no such index, or a wrong `sz`.
 * - `-EINTR`: a signal ended the wait.
 * - `-ETIME`: the time limit in `arg` is over and there is no completion.
 * - Others of io_uring_enter(2).
 *
 * # Safety
 * - The entries that are submitted are filled, and what they point to stays valid as long as the kernel uses
 *   it.
 * - `arg` is null or what `flags` say.
 *
 * Since Linux 5.1; `IORING_ENTER_EXT_ARG` since 5.11. Source: io_uring_enter2(2).
 */
int io_uring_enter2(unsigned int fd, unsigned int to_submit, unsigned int min_complete, unsigned int flags, void *arg,
		    size_t sz) LIBURING_NOEXCEPT;

/**
 * The `io_uring_setup` system call: makes a ring, and maps nothing.
 *
 * # Parameters
 * - `entries`: SQEs in the submission queue, 1 to 32768; rounded up to a power of two.
 * - `p`: options on entry; on success what the kernel chose.
 *
 * # Returns
 * File descriptor of the ring, close-on-exec; with `IORING_SETUP_REGISTERED_FD_ONLY` its index; or `-errno`.
 * `errno` itself does not change.
 *
 * # Errors
 * - Those of `io_uring_queue_init_params`, and `-EFAULT` where `p` is not writable.
 *
 * # Safety
 * - `p` is writable. With `IORING_SETUP_NO_MMAP` the kernel writes to the addresses in it until the ring is
 *   gone.
 *
 * Since Linux 5.1. Source: io_uring_setup(2).
 */
int io_uring_setup(unsigned int entries, struct io_uring_params *p) LIBURING_NOEXCEPT;

/**
 * The `io_uring_register` system call: registers resources with a ring, and the other way round.
 *
 * # Parameters
 * - `fd`: file descriptor of the ring; with `IORING_REGISTER_USE_REGISTERED_RING` in `opcode` its index; all
 *   ones for the few operations that need no ring.
 * - `opcode`: one of `IORING_REGISTER_*` and `IORING_UNREGISTER_*`.
 * - `arg`: what the operation takes.
 * - `nr_args`: how many there are of them at `arg`, or what the operation says.
 *
 * # Returns
 * 0 or what the operation says, or `-errno`. `errno` itself does not change.
 *
 * # Errors
 * - `-EBADF`, `-EOPNOTSUPP`: `fd` is not open, or no ring.
 * - `-EINVAL`: unknown operation, or arguments that it does not take.
 * - `-EACCES`: the ring's restrictions forbid the operation.
 * - Others of io_uring_register(2).
 *
 * # Safety
 * - `arg` is what the operation takes; memory that it registers stays valid as long as it is registered.
 *
 * Since Linux 5.1. Source: io_uring_register(2).
 */
int io_uring_register(unsigned int fd, unsigned int opcode, const void *arg, unsigned int nr_args) LIBURING_NOEXCEPT;

/**
 * Submits and waits; the part of the wait helpers that is not inline.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: receives the oldest completion, which stays in the ring; null if there is none.
 * - `submit`: entries to submit that were made visible to the kernel before; 0 just waits.
 * - `wait_nr`: completions to wait for, those that are there included; more than the completion queue holds
 *   counts as what it holds. 0 does not wait, but enters the kernel once where that may bring completions.
 * - `sigmask`: signals that are blocked during the wait, in place of the thread's mask; null leaves the mask
 *   alone.
 *
 * # Returns
 * How many entries were submitted, 0 if none was to be and there is a completion, or `-errno` if none was.
 *
 * # Errors
 * - `-EAGAIN`: `wait_nr` is 0 and there is no completion.
 * - `-EINTR`: a signal arrived.
 * - Others of io_uring_enter(2).
 *
 * # Safety
 * - `ring` points to a ring that is set up; nobody else submits to it or takes completions off it meanwhile.
 * - `cqe_ptr` is writable; `sigmask` is null or valid. What `cqe_ptr` receives is valid until the ring is
 *   advanced over it.
 *
 * Since Linux 5.1. Source: io_uring_enter(2).
 */
int __io_uring_get_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned submit, unsigned wait_nr,
		       sigset_t *sigmask) LIBURING_NOEXCEPT;

/* Sizes */

/**
 * Tells how much of `RLIMIT_MEMLOCK` a ring would take, with flags as the only option.
 *
 * # Parameters
 * - `entries`: SQEs in the submission queue, 1 to 32768.
 * - `flags`: `IORING_SETUP_*` bits that the ring would be set up with.
 *
 * # Returns
 * Bytes, whole pages; 0 on kernels that charge ring memory to a cgroup (5.12 and later); or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: `entries` is 0, or out of range without `IORING_SETUP_CLAMP`.
 *
 * # Safety
 * - None: may be called at any time, from any thread.
 *
 * Since Linux 5.1. Source: io_uring_mlock_size(3).
 */
ssize_t io_uring_mlock_size(unsigned entries, unsigned flags) LIBURING_NOEXCEPT;

/**
 * Tells how much of `RLIMIT_MEMLOCK` a ring would take.
 *
 * # Parameters
 * - `entries`: SQEs in the submission queue, 1 to 32768.
 * - `p`: options that the ring would be set up with; only `flags` and `cq_entries` are read.
 *
 * # Returns
 * Bytes, whole pages; 0 on kernels that charge ring memory to a cgroup (5.12 and later); or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: `entries` is 0, or out of range without `IORING_SETUP_CLAMP`; with `IORING_SETUP_CQSIZE`, the
 *   same goes for `cq_entries`, which must not be smaller than `entries` either.
 *
 * # Safety
 * - `p` is readable.
 *
 * Since Linux 5.1. Source: io_uring_mlock_size(3).
 */
ssize_t io_uring_mlock_size_params(unsigned entries, struct io_uring_params *p) LIBURING_NOEXCEPT;

/**
 * Tells how much memory a ring takes, with flags as the only option.
 *
 * # Parameters
 * - `entries`: SQEs in the submission queue, 1 to 32768.
 * - `flags`: `IORING_SETUP_*` bits that the ring would be set up with.
 *
 * # Returns
 * Bytes, whole pages: what `io_uring_queue_init_mem` needs and returns for the same options. Or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: `entries` is 0, or out of range without `IORING_SETUP_CLAMP`.
 *
 * # Safety
 * - None: may be called at any time, from any thread.
 *
 * Source: io_uring_setup(2).
 */
ssize_t io_uring_memory_size(unsigned entries, unsigned flags) LIBURING_NOEXCEPT;

/**
 * Tells how much memory a ring takes.
 *
 * The SQ array counts unless `IORING_SETUP_NO_SQARRAY` is in the flags, whether the kernel needs it or not.
 *
 * # Parameters
 * - `entries`: SQEs in the submission queue, 1 to 32768.
 * - `p`: options that the ring would be set up with; only `flags` and `cq_entries` are read.
 *
 * # Returns
 * Bytes, whole pages: what `io_uring_queue_init_mem` needs and returns for the same options. Or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: `entries` is 0, or out of range without `IORING_SETUP_CLAMP`; with `IORING_SETUP_CQSIZE`, the
 *   same goes for `cq_entries`, which must not be smaller than `entries` either.
 *
 * # Safety
 * - `p` is readable.
 *
 * Source: io_uring_setup(2).
 */
ssize_t io_uring_memory_size_params(unsigned entries, struct io_uring_params *p) LIBURING_NOEXCEPT;

/* Version */

/**
 * Major number of the liburing API version that the library follows.
 *
 * `IO_URING_VERSION_MAJOR` is that of the headers.
 *
 * # Returns
 * 2 of 2.15.
 *
 * # Safety
 * - None: may be called at any time, from any thread.
 *
 * Source: io_uring_check_version(3).
 */
int io_uring_major_version(void) LIBURING_NOEXCEPT;

/**
 * Minor number of the liburing API version that the library follows.
 *
 * `IO_URING_VERSION_MINOR` is that of the headers.
 *
 * # Returns
 * 15 of 2.15.
 *
 * # Safety
 * - None: may be called at any time, from any thread.
 *
 * Source: io_uring_check_version(3).
 */
int io_uring_minor_version(void) LIBURING_NOEXCEPT;

/**
 * Tells whether a version is newer than the library, which then is too old for who asks.
 *
 * # Parameters
 * - `major`: major number of the version that is needed.
 * - `minor`: minor number of it.
 *
 * # Returns
 * True if the library is older than that; false if it is that version or a newer one.
 *
 * # Safety
 * - None: may be called at any time, from any thread.
 *
 * Source: io_uring_check_version(3).
 */
bool io_uring_check_version(int major, int minor) LIBURING_NOEXCEPT;

/* The library's functions: what is registered with a ring. */

/* memory for waits, size of the rings */

/**
 * Registers the caller's array of wait arguments, for `io_uring_submit_and_wait_reg`.
 *
 * The array becomes a memory region of the ring, in whole pages (`IORING_REGISTER_MEM_REGION` with
 * `IORING_MEM_REGION_REG_WAIT_ARG`). `io_uring_register_region` does the same with memory that the kernel
 * allocates.
 *
 * # Parameters
 * - `ring`: the ring. It has to be disabled still (`IORING_SETUP_R_DISABLED`).
 * - `reg`: the array, at the start of a page.
 * - `nr`: number of entries, 1 or more.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: the ring is enabled, `reg` is not at the start of a page, `nr` is below 1, or the kernel is
 *   older than 6.13.
 * - `-EBUSY`: the ring has a memory region already.
 * - `-EFAULT`: the memory is not there.
 * - `-ENOMEM`: `RLIMIT_MEMLOCK` does not allow to pin the pages.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `reg` points to `nr` entries in memory that stays mapped, up to the end of the last page, as long as the
 *   ring lives.
 *
 * Since Linux 6.13. Source: io_uring_register(2).
 */
int io_uring_register_wait_reg(struct io_uring *ring, struct io_uring_reg_wait *reg,
		int nr) LIBURING_NOEXCEPT;

/**
 * Changes the sizes of the submission and completion queues of a ring that is in use.
 *
 * Entries that wait on either side move to the new memory: completions that nobody took yet, and requests
 * that were prepared but not submitted. A call that the kernel refuses leaves the ring as it was.
 *
 * # Parameters
 * - `ring`: the ring. Set up with `IORING_SETUP_DEFER_TASKRUN`, in memory of the kernel.
 * - `p`: `sq_entries` is the new size, a number of entries; with `IORING_SETUP_CQSIZE` in `flags`,
 *   `cq_entries` is that of the completion queue, otherwise twice the first. `IORING_SETUP_CLAMP` cuts sizes
 *   down to the maximum. All other fields are zero. The kernel writes the sizes and offsets that it chose.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: the ring lacks `IORING_SETUP_DEFER_TASKRUN`, its memory is the application's, a flag or size
 *   is not valid, or the kernel is older than 6.13.
 * - `-EOVERFLOW`: the entries that wait do not fit the new sizes.
 * - `-ENOMEM`: no memory. If only mapping it failed, the kernel uses the new rings already and this ring is
 *   good for nothing but `io_uring_queue_exit`.
 * - `-EBADF`: the descriptor of the ring is closed (`io_uring_close_ring_fd`): the new memory could not be
 *   mapped.
 * - `-EBUSY`: requests wait for submission in a ring with `IORING_SETUP_SQ_REWIND`: submit them first.
 * - `-EFAULT`: `p` is not writable.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `p` points to a structure that may be written.
 * - SQEs and CQEs that the caller got before the call are not touched after it: their memory is gone.
 *
 * Since Linux 6.13. Source: io_uring_register(2).
 */
int io_uring_resize_rings(struct io_uring *ring, struct io_uring_params *p) LIBURING_NOEXCEPT;

/* registered buffers */

/**
 * Shares a range of the registered buffers of one ring with another ring.
 *
 * The buffers are not pinned and counted a second time: both rings share them, and each lives until its last
 * user lets go.
 *
 * The source is named by its registered index if it has one (`io_uring_register_ring_fd`). Where another
 * thread registered it, use `__io_uring_clone_buffers_offset`.
 *
 * # Parameters
 * - `dst`: the ring that gets the buffers.
 * - `src`: the ring that has them, of the same user and memory accounting.
 * - `dst_off`: first index in the table of `dst`.
 * - `src_off`: first index in the table of `src`.
 * - `nr`: number of entries; 0 with both offsets 0 copies the whole table.
 * - `flags`: `IORING_REGISTER_DST_REPLACE` or 0; `IORING_REGISTER_SRC_REGISTERED` is added where `src` is
 *   registered.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: `dst` has buffers, and `IORING_REGISTER_DST_REPLACE` is not set.
 * - `-ENXIO`: `src` has no buffers.
 * - `-EINVAL`: `nr` exceeds the table of `src`, a flag is unknown, the two rings are accounted to different
 *   users or processes, or the kernel is older than 6.12 (with offsets: 6.13).
 * - `-EOVERFLOW`: the range ends beyond the table of `src`, or an offset plus `nr` exceeds 32 bits.
 * - `-EBADF`: `src` is no open descriptor or registered ring of the calling thread.
 * - `-EOPNOTSUPP`: the descriptor of `src` is no ring.
 * - `-ENOMEM`: no memory for the table.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 *
 * # Safety
 * - `dst` and `src` point to rings that are set up, and no other thread changes the structures during the
 *   call.
 *
 * Since Linux 6.13. Source: io_uring_clone_buffers(3), io_uring_register(2).
 */
int io_uring_clone_buffers_offset(struct io_uring *dst, struct io_uring *src, unsigned int dst_off,
		unsigned int src_off, unsigned int nr, unsigned int flags) LIBURING_NOEXCEPT;

/**
 * Shares a range of registered buffers, with the flags exactly as given.
 *
 * The buffers are not pinned and counted a second time: both rings share them, and each lives until its last
 * user lets go.
 *
 * For a source that another thread registered: the flag that `io_uring_clone_buffers_offset` adds would name
 * a ring of the calling thread.
 *
 * # Parameters
 * - `dst`: the ring that gets the buffers.
 * - `src`: the ring that has them, of the same user and memory accounting.
 * - `dst_off`: first index in the table of `dst`.
 * - `src_off`: first index in the table of `src`.
 * - `nr`: number of entries; 0 with both offsets 0 copies the whole table.
 * - `flags`: any of `IORING_REGISTER_DST_REPLACE` and `IORING_REGISTER_SRC_REGISTERED`. The latter names
 *   `src` by its registered index, which only the thread that registered it can do; without it the descriptor
 *   is used.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: `dst` has buffers, and `IORING_REGISTER_DST_REPLACE` is not set.
 * - `-ENXIO`: `src` has no buffers.
 * - `-EINVAL`: `nr` exceeds the table of `src`, a flag is unknown, the two rings are accounted to different
 *   users or processes, or the kernel is older than 6.12 (with offsets: 6.13).
 * - `-EOVERFLOW`: the range ends beyond the table of `src`, or an offset plus `nr` exceeds 32 bits.
 * - `-EBADF`: `src` is no open descriptor or registered ring of the calling thread.
 * - `-EOPNOTSUPP`: the descriptor of `src` is no ring.
 * - `-ENOMEM`: no memory for the table.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 *
 * # Safety
 * - `dst` and `src` point to rings that are set up, and no other thread changes the structures during the
 *   call.
 *
 * Since Linux 6.13. Source: io_uring_clone_buffers(3), io_uring_register(2).
 */
int __io_uring_clone_buffers_offset(struct io_uring *dst, struct io_uring *src, unsigned int dst_off,
		unsigned int src_off, unsigned int nr, unsigned int flags) LIBURING_NOEXCEPT;

/* C++: a function with the name of a struct hides its constructor, of which g++ warns with -Wshadow. */
#if defined(__cplusplus) && defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif

/**
 * Shares all registered buffers of one ring with a ring that has none.
 *
 * The buffers are not pinned and counted a second time: both rings share them, and each lives until its last
 * user lets go.
 *
 * The source is named by its registered index if it has one (`io_uring_register_ring_fd`). Where another
 * thread registered it, use `__io_uring_clone_buffers`.
 *
 * # Parameters
 * - `dst`: the ring that gets the buffers.
 * - `src`: the ring that has them, of the same user and memory accounting.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: the two rings are accounted to different users or processes, or the kernel is older than 6.12.
 * - `-EBUSY`: `dst` has buffers.
 * - `-ENXIO`: `src` has no buffers.
 * - `-EBADF`: `src` is no open descriptor or registered ring of the calling thread.
 * - `-EOPNOTSUPP`: the descriptor of `src` is no ring.
 * - `-ENOMEM`: no memory for the table.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 *
 * # Safety
 * - `dst` and `src` point to rings that are set up, and no other thread changes the structures during the
 *   call.
 *
 * Since Linux 6.12. Source: io_uring_clone_buffers(3), io_uring_register(2).
 */
int io_uring_clone_buffers(struct io_uring *dst, struct io_uring *src) LIBURING_NOEXCEPT;

#if defined(__cplusplus) && defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

/**
 * Shares all registered buffers of one ring with another, with the flags exactly as given.
 *
 * The buffers are not pinned and counted a second time: both rings share them, and each lives until its last
 * user lets go.
 *
 * # Parameters
 * - `dst`: the ring that gets the buffers.
 * - `src`: the ring that has them, of the same user and memory accounting.
 * - `flags`: any of `IORING_REGISTER_DST_REPLACE` and `IORING_REGISTER_SRC_REGISTERED`. The latter names
 *   `src` by its registered index, which only the thread that registered it can do; without it the descriptor
 *   is used.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: `dst` has buffers, and `IORING_REGISTER_DST_REPLACE` is not set.
 * - `-ENXIO`: `src` has no buffers.
 * - `-EINVAL`: a flag is unknown, the two rings are accounted to different users or processes, or the kernel
 *   is older than 6.12.
 * - `-EBADF`: `src` is no open descriptor or registered ring of the calling thread.
 * - `-EOPNOTSUPP`: the descriptor of `src` is no ring.
 * - `-ENOMEM`: no memory for the table.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 *
 * # Safety
 * - `dst` and `src` point to rings that are set up, and no other thread changes the structures during the
 *   call.
 *
 * Since Linux 6.12; `IORING_REGISTER_DST_REPLACE` since 6.13. Source: io_uring_clone_buffers(3),
 * io_uring_register(2).
 */
int __io_uring_clone_buffers(struct io_uring *dst, struct io_uring *src,
		unsigned int flags) LIBURING_NOEXCEPT;

/**
 * Registers buffers for the fixed-buffer requests, which name them by index.
 *
 * The memory is pinned and counted against `RLIMIT_MEMLOCK`, of a huge page all of it. The table goes with
 * the ring at the latest.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `iovecs`: the buffers, each at most 1 GiB; address and length 0 leave an entry empty.
 * - `nr_iovecs`: number of entries, 1 to 16384.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: the ring has buffers already.
 * - `-EINVAL`: `nr_iovecs` is 0 or too large.
 * - `-EFAULT`: a buffer lies outside the address space, is larger than 1 GiB, or has only one of address and
 *   length.
 * - `-ENOMEM`: no memory, or `RLIMIT_MEMLOCK` does not allow to pin so much.
 * - `-EOPNOTSUPP`: a buffer is backed by a file of a kind that cannot be pinned.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `iovecs` points to `nr_iovecs` entries.
 * - The buffers stay mapped as long as they are registered or a request uses them; requests write to them
 *   while the program may look at them.
 *
 * Since Linux 5.1; empty entries since 5.13. Source: io_uring_register_buffers(3), io_uring_register(2).
 */
int io_uring_register_buffers(struct io_uring *ring, const struct iovec *iovecs,
		unsigned nr_iovecs) LIBURING_NOEXCEPT;

/**
 * Registers buffers with tags that are posted as completions once a buffer is free again.
 *
 * As `io_uring_register_buffers` otherwise.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `iovecs`: the buffers, each at most 1 GiB; address and length 0 leave an entry empty.
 * - `tags`: one value for each entry, or null for none. When an entry with a tag other than 0 is gone and no
 *   request uses it any more, a CQE with the tag as `user_data`, and all else 0, is posted. An empty entry
 *   has no tag. Linux 6.1 and 6.12 post none when the whole table is unregistered.
 * - `nr`: number of entries, 1 to 16384.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: the ring has buffers already.
 * - `-EINVAL`: `nr` is 0 or too large, an empty entry has a tag, or the kernel is older than 5.13.
 * - `-EFAULT`: a buffer lies outside the address space, is larger than 1 GiB, or has only one of address and
 *   length.
 * - `-ENOMEM`: no memory, or `RLIMIT_MEMLOCK` does not allow to pin so much.
 * - `-EOPNOTSUPP`: a buffer is backed by a file of a kind that cannot be pinned.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `iovecs` points to `nr` entries; `tags` is null or points to `nr` values.
 * - The buffers stay mapped as long as they are registered or a request uses them; requests write to them
 *   while the program may look at them.
 *
 * Since Linux 5.13. Source: io_uring_register(2).
 */
int io_uring_register_buffers_tags(struct io_uring *ring, const struct iovec *iovecs, const __u64 *tags,
		unsigned nr) LIBURING_NOEXCEPT;

/**
 * Registers a table of empty buffer entries.
 *
 * `io_uring_register_buffers_update_tag` fills them.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `nr`: number of entries, 1 to 16384.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: the ring has buffers already.
 * - `-EINVAL`: `nr` is 0 or too large, or the kernel is older than 5.19.
 * - `-ENOMEM`: no memory for the table.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 *
 * Since Linux 5.19. Source: io_uring_register_buffers(3), io_uring_register(2).
 */
int io_uring_register_buffers_sparse(struct io_uring *ring, unsigned nr) LIBURING_NOEXCEPT;

/**
 * Replaces entries of the table of registered buffers.
 *
 * Requests that use the old buffers keep them until they complete.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `off`: index of the first entry.
 * - `iovecs`: the buffers, each at most 1 GiB; address and length 0 leave an entry empty.
 * - `tags`: one value for each entry, or null for none. When an entry with a tag other than 0 is gone and no
 *   request uses it any more, a CQE with the tag as `user_data`, and all else 0, is posted. An empty entry
 *   has no tag.
 * - `nr`: number of entries, 1 or more.
 *
 * # Returns
 * The number of entries that were replaced, or `-errno`. A number below the one asked for says that the next
 * entry failed.
 *
 * # Errors
 * - `-ENXIO`: the ring has no table of buffers.
 * - `-EINVAL`: the range is empty or ends beyond the table, an empty entry has a tag, or the kernel is older
 *   than 5.13.
 * - `-EOVERFLOW`: `off` plus `nr` exceeds 32 bits.
 * - `-EFAULT`: a buffer lies outside the address space, is larger than 1 GiB, or has only one of address and
 *   length.
 * - `-ENOMEM`: no memory, or `RLIMIT_MEMLOCK` does not allow to pin so much.
 * - `-EOPNOTSUPP`: a buffer is backed by a file of a kind that cannot be pinned.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `iovecs` points to `nr` entries; `tags` is null or points to `nr` values.
 * - The buffers stay mapped as long as they are registered or a request uses them; requests write to them
 *   while the program may look at them.
 *
 * Since Linux 5.13. Source: io_uring_register(2).
 */
int io_uring_register_buffers_update_tag(struct io_uring *ring, unsigned off, const struct iovec *iovecs,
		const __u64 *tags, unsigned nr) LIBURING_NOEXCEPT;

/**
 * Removes the table of registered buffers.
 *
 * Requests that use a buffer keep it until they complete. Before Linux 5.13 the call waits for them.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-ENXIO`: the ring has no buffers.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 *
 * Since Linux 5.1. Source: io_uring_unregister_buffers(3), io_uring_register(2).
 */
int io_uring_unregister_buffers(struct io_uring *ring) LIBURING_NOEXCEPT;

/* registered files */

/**
 * Registers open files for requests that name them by index (`IOSQE_FIXED_FILE`).
 *
 * That spares each request the reference to the file, which costs most in processes with threads.
 *
 * Where the table would exceed the soft limit of open files (`RLIMIT_NOFILE`) but not the hard one, the
 * library raises the soft limit of the process by the size of the table, at most to the hard limit, and tries
 * again. The limit stays raised.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `files`: open descriptors; -1 leaves an entry empty. They may be closed afterwards: the table holds the
 *   files.
 * - `nr_files`: number of entries, 1 or more.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: the ring has a table of files already.
 * - `-EINVAL`: `nr_files` is 0.
 * - `-EMFILE`: more entries than the hard limit of open files, or than the kernel allows in a table (1048576
 *   today).
 * - `-EBADF`: a descriptor is not open, or is a ring.
 * - `-EFAULT`: an array is not readable.
 * - `-ENOMEM`: no memory for the table.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `files` points to `nr_files` descriptors.
 *
 * Since Linux 5.1; empty entries since 5.5. Source: io_uring_register_files(3), io_uring_register(2).
 */
int io_uring_register_files(struct io_uring *ring, const int *files, unsigned nr_files) LIBURING_NOEXCEPT;

/**
 * Registers open files with tags that are posted as completions once a file is released.
 *
 * Where the table would exceed the soft limit of open files (`RLIMIT_NOFILE`) but not the hard one, the
 * library raises the soft limit of the process by the size of the table, at most to the hard limit, and tries
 * again. The limit stays raised.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `files`: open descriptors; -1 leaves an entry empty. They may be closed afterwards: the table holds the
 *   files.
 * - `tags`: one value for each entry, or null for none. When an entry with a tag other than 0 is gone and no
 *   request uses it any more, a CQE with the tag as `user_data`, and all else 0, is posted. An empty entry
 *   has no tag. Linux 6.1 and 6.12 post none when the whole table is unregistered.
 * - `nr`: number of entries, 1 or more.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: the ring has a table of files already.
 * - `-EINVAL`: `nr` is 0, an empty entry has a tag, or the kernel is older than 5.13.
 * - `-EMFILE`: more entries than the hard limit of open files, or than the kernel allows in a table (1048576
 *   today).
 * - `-EBADF`: a descriptor is not open, or is a ring.
 * - `-EFAULT`: an array is not readable.
 * - `-ENOMEM`: no memory for the table.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `files` points to `nr` descriptors; `tags` is null or points to `nr` values.
 *
 * Since Linux 5.13. Source: io_uring_register(2).
 */
int io_uring_register_files_tags(struct io_uring *ring, const int *files, const __u64 *tags,
		unsigned nr) LIBURING_NOEXCEPT;

/**
 * Registers a table of empty file entries, for direct descriptors.
 *
 * Updates fill the entries, and requests that open files into them do.
 *
 * Where the table would exceed the soft limit of open files (`RLIMIT_NOFILE`) but not the hard one, the
 * library raises the soft limit of the process by the size of the table, at most to the hard limit, and tries
 * again. The limit stays raised.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `nr`: number of entries, 1 or more.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: the ring has a table of files already.
 * - `-EINVAL`: `nr` is 0, or the kernel is older than 5.19.
 * - `-EMFILE`: more entries than the hard limit of open files, or than the kernel allows in a table (1048576
 *   today).
 * - `-ENOMEM`: no memory for the table.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 *
 * Since Linux 5.19. Source: io_uring_register_files_sparse(3), io_uring_register(2).
 */
int io_uring_register_files_sparse(struct io_uring *ring, unsigned nr) LIBURING_NOEXCEPT;

/**
 * Replaces entries of the table of registered files, with tags.
 *
 * Requests that use the old files keep them until they complete.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `off`: index of the first entry.
 * - `files`: open descriptors; -1 empties an entry, `IORING_REGISTER_FILES_SKIP` leaves one as it is.
 * - `tags`: one value for each entry, or null for none. When an entry with a tag other than 0 is gone and no
 *   request uses it any more, a CQE with the tag as `user_data`, and all else 0, is posted. An empty entry
 *   has no tag.
 * - `nr_files`: number of entries, 1 or more.
 *
 * # Returns
 * The number of entries that were replaced, or `-errno`. A number below the one asked for says that the next
 * entry failed.
 *
 * # Errors
 * - `-ENXIO`: the ring has no table of files.
 * - `-EINVAL`: the range is empty or ends beyond the table, an empty or skipped entry has a tag, or the
 *   kernel is older than 5.13.
 * - `-EOVERFLOW`: `off` plus `nr_files` exceeds 32 bits.
 * - `-EBADF`: a descriptor is not open, or is a ring.
 * - `-EFAULT`: an array is not readable.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `files` points to `nr_files` descriptors; `tags` is null or points to `nr_files` values.
 *
 * Since Linux 5.13. Source: io_uring_register(2).
 */
int io_uring_register_files_update_tag(struct io_uring *ring, unsigned off, const int *files,
		const __u64 *tags, unsigned nr_files) LIBURING_NOEXCEPT;

/**
 * Removes the table of registered files.
 *
 * Requests that use a file keep it until they complete. Before Linux 5.13 the call waits for them.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-ENXIO`: the ring has no table of files.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 *
 * Since Linux 5.1. Source: io_uring_unregister_files(3), io_uring_register(2).
 */
int io_uring_unregister_files(struct io_uring *ring) LIBURING_NOEXCEPT;

/**
 * Replaces entries of the table of registered files.
 *
 * Requests that use the old files keep them until they complete.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `off`: index of the first entry.
 * - `files`: open descriptors; -1 empties an entry, `IORING_REGISTER_FILES_SKIP` leaves one as it is.
 * - `nr_files`: number of entries, 1 or more.
 *
 * # Returns
 * The number of entries that were replaced, or `-errno`. A number below the one asked for says that the next
 * entry failed.
 *
 * # Errors
 * - `-ENXIO`: the ring has no table of files.
 * - `-EINVAL`: the range is empty or ends beyond the table, or the kernel is older than 5.5.
 * - `-EOVERFLOW`: `off` plus `nr_files` exceeds 32 bits.
 * - `-EBADF`: a descriptor is not open, or is a ring.
 * - `-EFAULT`: an array is not readable.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `files` points to `nr_files` descriptors.
 *
 * Since Linux 5.5; `IORING_REGISTER_FILES_SKIP` since 5.12. Source: io_uring_register(2).
 */
int io_uring_register_files_update(struct io_uring *ring, unsigned off, const int *files,
		unsigned nr_files) LIBURING_NOEXCEPT;

/* notifications, supported operations, credentials, restrictions */

/**
 * Has an eventfd signalled whenever completions are posted.
 *
 * An event says no more than that the completion queue is worth a look: several completions may cause one
 * event, and now and then an event comes without any. `io_uring_cq_eventfd_toggle` switches events off and
 * on.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `fd`: an eventfd; a ring has one at most.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: the ring has an eventfd already, of either kind.
 * - `-EBADF`: `fd` is not open.
 * - `-EINVAL`: `fd` is no eventfd, or the kernel is older than 5.2.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 *
 * Since Linux 5.2. Source: io_uring_register_eventfd(3), io_uring_register(2).
 */
int io_uring_register_eventfd(struct io_uring *ring, int fd) LIBURING_NOEXCEPT;

/**
 * Has an eventfd signalled for requests that did not complete while they were submitted.
 *
 * An event says no more than that the completion queue is worth a look: several completions may cause one
 * event, and now and then an event comes without any. `io_uring_cq_eventfd_toggle` switches events off and
 * on.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `fd`: an eventfd; a ring has one at most.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: the ring has an eventfd already, of either kind.
 * - `-EBADF`: `fd` is not open.
 * - `-EINVAL`: `fd` is no eventfd, or the kernel is older than 5.6.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 *
 * Since Linux 5.6. Source: io_uring_register_eventfd_async(3), io_uring_register(2).
 */
int io_uring_register_eventfd_async(struct io_uring *ring, int fd) LIBURING_NOEXCEPT;

/**
 * Ends the signalling of the ring's eventfd, of either kind.
 *
 * The eventfd itself stays open.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-ENXIO`: the ring has no eventfd.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 *
 * Since Linux 5.2. Source: io_uring_unregister_eventfd(3), io_uring_register(2).
 */
int io_uring_unregister_eventfd(struct io_uring *ring) LIBURING_NOEXCEPT;

/**
 * Asks which requests the running kernel supports.
 *
 * The kernel fills one entry for each operation that it knows, `nr` at most. Those with
 * `IO_URING_OP_SUPPORTED` in `flags` can be used. `io_uring_get_probe_ring` allocates the memory as well.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `p`: a `struct io_uring_probe` with `nr` entries behind it, all zero.
 * - `nr`: number of entries, 0 to 256.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: the memory is not all zero, `p` is null, `nr` is above 256, or the kernel is older than 5.6.
 * - `-EFAULT`: the memory is not readable or writable.
 * - `-ENOMEM`: no memory.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `p` points to writable memory for the structure and `nr` entries of `struct io_uring_probe_op`.
 *
 * Since Linux 5.6. Source: io_uring_register(2).
 */
int io_uring_register_probe(struct io_uring *ring, struct io_uring_probe *p, unsigned nr) LIBURING_NOEXCEPT;

/**
 * Registers the credentials of the calling thread with the ring.
 *
 * A request with the number in `personality` is executed with these credentials, whoever submits it.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * The number for `personality`, 1 to 65535, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: all numbers are taken.
 * - `-ENOMEM`: no memory.
 * - `-EINVAL`: the kernel is older than 5.6.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 *
 * Since Linux 5.6. Source: io_uring_register(2).
 */
int io_uring_register_personality(struct io_uring *ring) LIBURING_NOEXCEPT;

/**
 * Removes credentials from the ring.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `id`: the number from `io_uring_register_personality`.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: `id` is not registered, or the kernel is older than 5.6.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 *
 * Since Linux 5.6. Source: io_uring_register(2).
 */
int io_uring_unregister_personality(struct io_uring *ring, int id) LIBURING_NOEXCEPT;

/**
 * Sets what may be done with the ring once it is enabled.
 *
 * The entries are a list of what is allowed; all else is refused with `-EACCES`. All come in one call, and
 * nothing lifts them. They hold from `io_uring_enable_rings` on. An empty list counts: it allows nothing.
 *
 * # Parameters
 * - `ring`: the ring. It has to be disabled still (`IORING_SETUP_R_DISABLED`).
 * - `res`: the entries; reserved fields are zero.
 * - `nr_res`: number of entries.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBADFD`: the ring is enabled.
 * - `-EBUSY`: the ring has restrictions already.
 * - `-EINVAL`: `res` is null, there are too many entries, an `opcode` is unknown, or the kernel is older than
 *   5.10.
 * - `-EFAULT`: `res` is not readable.
 * - `-ENOMEM`: no memory.
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `res` points to `nr_res` entries.
 *
 * Since Linux 5.10. Source: io_uring_register(2).
 */
int io_uring_register_restrictions(struct io_uring *ring, struct io_uring_restriction *res,
		unsigned int nr_res) LIBURING_NOEXCEPT;

/**
 * Enables a ring that was set up with `IORING_SETUP_R_DISABLED`.
 *
 * From here on requests can be submitted, and the registered restrictions hold. With
 * `IORING_SETUP_SINGLE_ISSUER` the calling thread becomes the one that may submit.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBADFD`: the ring is not disabled.
 * - `-EACCES`: the ring is enabled already, and its restrictions do not allow this operation.
 * - `-EINVAL`: the kernel is older than 5.10.
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 *
 * Since Linux 5.10. Source: io_uring_register(2).
 */
int io_uring_enable_rings(struct io_uring *ring) LIBURING_NOEXCEPT;

/* worker threads */

/**
 * Sets the CPUs that the ring's worker threads may run on.
 *
 * Without it workers run wherever the thread that created them may. Running workers move at their next
 * scheduling point.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `cpusz`: size of the mask in bytes, at most `INT_MAX`. The kernel ignores what exceeds its own mask.
 * - `mask`: the CPUs.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: `cpusz` is 0 or too large, `mask` is null, the mask is not valid, or the kernel is older than
 *   5.14.
 * - `-EFAULT`: `mask` is not readable.
 * - `-ENOMEM`: no memory.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `mask` points to `cpusz` bytes.
 *
 * Since Linux 5.14. Source: io_uring_register_iowq_aff(3), io_uring_register(2).
 */
int io_uring_register_iowq_aff(struct io_uring *ring, size_t cpusz, const cpu_set_t *mask) LIBURING_NOEXCEPT;

/**
 * Lets the ring's worker threads run on all CPUs of the process again.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: the kernel is older than 5.14.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 *
 * Since Linux 5.14. Source: io_uring_unregister_iowq_aff(3), io_uring_register(2).
 */
int io_uring_unregister_iowq_aff(struct io_uring *ring) LIBURING_NOEXCEPT;

/**
 * Sets how many worker threads there may be at most, for each NUMA node.
 *
 * Bounded workers do what ends in limited time, as reading a regular file does. Unbounded ones do what may
 * take forever, as waiting for a socket. The default is the smaller of the size of the submission queue and
 * four times the CPUs for the first, `RLIMIT_NPROC` for the second.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `values`: `values[0]` is the maximum of bounded workers, `values[1]` of unbounded ones (`IO_WQ_BOUND`,
 *   `IO_WQ_UNBOUND`); 0 leaves one as it is. The old values are written to the array.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: `values` is null, a value exceeds `INT_MAX`, or the kernel is older than 5.15.
 * - `-EFAULT`: `values` is not readable or writable.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `values` points to two values that may be written.
 *
 * Since Linux 5.15. Source: io_uring_register_iowq_max_workers(3), io_uring_register(2).
 */
int io_uring_register_iowq_max_workers(struct io_uring *ring, unsigned int *values) LIBURING_NOEXCEPT;

/* the ring's own descriptor */

/**
 * Registers the ring's descriptor with the calling thread, which makes each `io_uring_enter` cheaper.
 *
 * The index is kept in `enter_ring_fd` and used from here on, in register calls as well where the kernel can
 * (`IORING_FEAT_REG_REG_RING`). It means something to this thread only: do not register a ring that several
 * threads use. A thread has 16 slots. `io_uring_queue_exit` frees the slot.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 1, the number of descriptors registered, or `-errno`.
 *
 * # Errors
 * - `-EEXIST`: the ring is registered already.
 * - `-EBUSY`: all slots of the thread are taken.
 * - `-EBADF`: the descriptor of the ring is closed.
 * - `-EINVAL`: the kernel is older than 5.18.
 * - `-ENOMEM`: no memory.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - Only the calling thread uses the ring as long as it is registered.
 *
 * Since Linux 5.18. Source: io_uring_register_ring_fd(3), io_uring_register(2).
 */
int io_uring_register_ring_fd(struct io_uring *ring) LIBURING_NOEXCEPT;

/**
 * Frees the slot of a registered ring.
 *
 * The ring goes back to its descriptor. If that was closed (`io_uring_close_ring_fd`), the kernel tears the
 * ring down.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 1, the number of descriptors unregistered, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: the ring is not registered.
 * - `-EBADF`: the calling thread has no such slot in use.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - The calling thread is the one that registered the ring: the index would name another ring in another
 *   thread.
 *
 * Since Linux 5.18. Source: io_uring_unregister_ring_fd(3), io_uring_register(2).
 */
int io_uring_unregister_ring_fd(struct io_uring *ring) LIBURING_NOEXCEPT;

/**
 * Closes the ring's descriptor; the ring lives on as a registered ring.
 *
 * `ring_fd` becomes -1, and the slot in the table of open files is free. What needs the descriptor does not
 * work any more: polling the ring, sending it messages, mapping memory of it.
 *
 * # Parameters
 * - `ring`: the ring. Registered with `io_uring_register_ring_fd`.
 *
 * # Returns
 * 1, the number of descriptors closed, or `-errno`.
 *
 * # Errors
 * - `-EOPNOTSUPP`: register calls need the descriptor on this kernel (no `IORING_FEAT_REG_REG_RING`).
 * - `-EINVAL`: the ring is not registered.
 * - `-EBADF`: the descriptor is closed already, or there never was one (`IORING_SETUP_REGISTERED_FD_ONLY`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - Nothing else uses the descriptor: its number may be given to another file at once.
 *
 * Since Linux 6.3. Source: io_uring_setup(2).
 */
int io_uring_close_ring_fd(struct io_uring *ring) LIBURING_NOEXCEPT;

/* provided-buffer rings */

/**
 * Registers a ring of buffers from which requests with `IOSQE_BUFFER_SELECT` pick one when data is there.
 *
 * The caller brings the memory, `ring_entries` times the size of `struct io_uring_buf`, and initialises it
 * with `io_uring_buf_ring_init`; with `IOU_PBUF_RING_MMAP` the kernel allocates it, for the caller to map at
 * `IORING_OFF_PBUF_RING`. `io_uring_setup_buf_ring` does all that.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `reg`: `ring_addr`, at the start of a page; `ring_entries`, a power of two up to 32768; `bgid`, the group
 *   for `buf_group` of requests. Reserved fields are zero.
 * - `flags`: any of `IOU_PBUF_RING_MMAP` and `IOU_PBUF_RING_INC`; or-ed into the `flags` of `reg`.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EEXIST`: the group exists already.
 * - `-EINVAL`: the number of entries is no power of two from 1 to 32768, the address is not at the start of a
 *   page, a flag is unknown or a reserved field not zero, or the kernel is older than 5.19.
 * - `-EFAULT`: the memory is not there.
 * - `-ENOMEM`: no memory.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `reg` points to a structure that may be written.
 * - The memory of the ring and of the buffers in it stays mapped until the group is unregistered and no
 *   request uses them.
 *
 * Since Linux 5.19; `IOU_PBUF_RING_MMAP` since 6.4, `IOU_PBUF_RING_INC` since 6.12. Source:
 * io_uring_register_buf_ring(3), io_uring_register(2).
 */
int io_uring_register_buf_ring(struct io_uring *ring, struct io_uring_buf_reg *reg,
		unsigned int flags) LIBURING_NOEXCEPT;

/**
 * Removes a ring of provided buffers.
 *
 * Requests that picked a buffer keep it.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `bgid`: the group; 16 bits are used.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-ENOENT`: there is no such group.
 * - `-EINVAL`: the group is not a ring of buffers, or the kernel is older than 5.19.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 *
 * Since Linux 5.19. Source: io_uring_unregister_buf_ring(3), io_uring_register(2).
 */
int io_uring_unregister_buf_ring(struct io_uring *ring, int bgid) LIBURING_NOEXCEPT;

/**
 * Reads how far the kernel has come in a ring of provided buffers.
 *
 * The ring's tail minus this, in 16 bits, is the number of buffers left: `io_uring_buf_ring_available`
 * computes it.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `buf_group`: the group, 0 to 65535.
 * - `head`: gets the index of the buffer that the kernel picks next, counted up without a mask. Untouched on
 *   errors.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-ENOENT`: there is no such group.
 * - `-EINVAL`: the group is not a ring of buffers, or the kernel is older than 6.8.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `head` points to a value that may be written.
 *
 * Since Linux 6.8. Source: io_uring_register(2).
 */
int io_uring_buf_ring_head(struct io_uring *ring, int buf_group, uint16_t *head) LIBURING_NOEXCEPT;

/* requests without a submission */

/**
 * Cancels requests and waits until they are gone.
 *
 * As a request from `io_uring_prep_cancel` does, but without an SQE and a CQE of its own. The canceled
 * requests complete with CQEs as ever.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `reg`: `addr`, the `user_data` to look for, or `fd`, or `opcode`, as the `IORING_ASYNC_CANCEL_*` bits in
 *   `flags` say. `timeout` limits the wait, relative; -1 in both its fields waits without limit. Padding is
 *   zero.
 *
 * # Returns
 * 0 or the number of requests canceled, or `-errno`.
 *
 * # Errors
 * - `-ENOENT`: no request matches.
 * - `-ETIME`: the time is over and matching requests are still running.
 * - `-EINVAL`: a flag is unknown, padding is not zero, `reg` is null, or the kernel is older than 6.0.
 * - `-EBADF`: `fd` is not open, or not an index of a registered file (`IORING_ASYNC_CANCEL_FD_FIXED`).
 * - `-EINTR`: a signal came.
 * - `-EFAULT`: `reg` is not readable.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `reg` points to a filled structure.
 *
 * Since Linux 6.0; `opcode` since 6.6. Source: io_uring_register_sync_cancel(3), io_uring_register(2).
 */
int io_uring_register_sync_cancel(struct io_uring *ring,
		struct io_uring_sync_cancel_reg *reg) LIBURING_NOEXCEPT;

/**
 * Posts a completion on another ring at once, without having a ring.
 *
 * Takes an SQE in ordinary memory, set up by `io_uring_prep_msg_ring` and the other helpers for data
 * messages. What becomes of it is returned, not posted: the sender has no ring to post it on. Files cannot be
 * sent this way.
 *
 * # Parameters
 * - `sqe`: the message; its `fd` is the descriptor of the target ring. `flags` and `personality` are 0,
 *   `user_data` does not matter.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBADFD`: the target is no ring, or a ring that is not enabled yet.
 * - `-EBADF`: the `fd` in `sqe` is not open.
 * - `-EINVAL`: `sqe` is null, is no `IORING_OP_MSG_RING`, sends a file, has `flags` or a `personality`, or
 *   the kernel is older than 6.13.
 * - `-EOVERFLOW`: the target's completion queue is full and the kernel has no memory to keep the message.
 * - `-EFAULT`: `sqe` is not readable.
 *
 * # Safety
 * - `sqe` points to a 64-byte SQE. It need not lie in a ring.
 *
 * Since Linux 6.13. Source: io_uring_register(2).
 */
int io_uring_register_sync_msg(struct io_uring_sqe *sqe) LIBURING_NOEXCEPT;

/**
 * Sets the part of the table of registered files in which the kernel chooses free entries.
 *
 * It does so for requests with `IORING_FILE_INDEX_ALLOC`. The rest of the table is left to indexes that the
 * program chooses. Without the call it is the whole table.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `off`: index of the first entry.
 * - `len`: number of entries; 0 lets no request have an entry chosen.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: the range ends beyond the table, as any range does without one, or the kernel is older than
 *   6.0.
 * - `-EOVERFLOW`: `off` plus `len` exceeds 32 bits.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 *
 * Since Linux 6.0. Source: io_uring_register_file_alloc_range(3), io_uring_register(2).
 */
int io_uring_register_file_alloc_range(struct io_uring *ring, unsigned off, unsigned len) LIBURING_NOEXCEPT;

/* networking */

/**
 * Has the ring poll network devices for packets while it waits.
 *
 * The devices are those of the sockets that requests used before.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `napi`: `busy_poll_to`, how long to poll at most, in microseconds (the kernel cuts it to 10000);
 *   `prefer_busy_poll`, 1 if the device should leave its interrupts off meanwhile. Padding is zero. The old
 *   settings are written to it.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: the ring polls for I/O (`IORING_SETUP_IOPOLL`), padding is not zero, `napi` is null, or the
 *   kernel is older than 6.9 or built without busy polling.
 * - `-EFAULT`: `napi` is not readable or writable.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `napi` points to a structure that may be written.
 *
 * Since Linux 6.9. Source: io_uring_register(2).
 */
int io_uring_register_napi(struct io_uring *ring, struct io_uring_napi *napi) LIBURING_NOEXCEPT;

/**
 * Ends the polling of network devices.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `napi`: gets the old settings; null if they do not matter.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: the ring polls for I/O (`IORING_SETUP_IOPOLL`), or the kernel is older than 6.9 or built
 *   without busy polling.
 * - `-EFAULT`: `napi` is not writable.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `napi` is null or points to a structure that may be written.
 *
 * Since Linux 6.9. Source: io_uring_register(2).
 */
int io_uring_unregister_napi(struct io_uring *ring, struct io_uring_napi *napi) LIBURING_NOEXCEPT;

/**
 * Registers a receive queue of a network interface for receiving without copies.
 *
 * The queue's packets land in memory of the program, and `IORING_OP_RECV_ZC` requests say where.
 *
 * # Parameters
 * - `ring`: the ring. Set up with `IORING_SETUP_DEFER_TASKRUN`, and `IORING_SETUP_CQE32` or
 *   `IORING_SETUP_CQE_MIXED`.
 * - `reg`: the interface (`if_idx`), its queue (`if_rxq`), the number of entries of the refill ring
 *   (`rq_entries`), and the addresses of the area (`area_ptr`) and of the region (`region_ptr`). The kernel
 *   writes offsets and `zcrx_id`.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EPERM`: the caller lacks `CAP_NET_ADMIN`.
 * - `-EINVAL`: the ring lacks one of the flags, a field is not valid, or the kernel is older than 6.15 or
 *   built without the feature.
 * - `-ENODEV`: there is no such interface.
 * - `-EOPNOTSUPP`: the driver of the interface cannot do it.
 * - `-EFAULT`: `reg`, or what it points to, is not readable or writable.
 * - `-ENOMEM`: no memory.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `reg` points to a structure that may be written, and the addresses in it to an area and a region that
 *   stay mapped as long as the ring lives.
 *
 * Since Linux 6.15. Source: io_uring_register(2).
 */
int io_uring_register_ifq(struct io_uring *ring, struct io_uring_zcrx_ifq_reg *reg) LIBURING_NOEXCEPT;

/**
 * Controls a queue that `io_uring_register_ifq` registered.
 *
 * `ZCRX_CTRL_FLUSH_RQ` has the kernel take back all buffers of the refill ring, `ZCRX_CTRL_EXPORT` makes a
 * descriptor by which another ring can use the queue (`ZCRX_REG_IMPORT`).
 *
 * # Parameters
 * - `ring`: the ring.
 * - `ctrl`: `zcrx_id` of the queue and `op`, one of the `ZCRX_CTRL_*` values; reserved fields are zero. An
 *   export's descriptor is written to `zc_export`.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-ENXIO`: there is no such queue.
 * - `-EINVAL`: a reserved field is not zero, or the kernel is older than 6.19 or built without the feature.
 * - `-EOPNOTSUPP`: `op` is unknown.
 * - `-EFAULT`: `ctrl` is not readable or writable.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `ctrl` points to a structure that may be written.
 *
 * Since Linux 6.19. Source: kernel header linux/io_uring.h.
 */
int io_uring_register_zcrx_ctrl(struct io_uring *ring, struct zcrx_ctrl *ctrl) LIBURING_NOEXCEPT;

/* clock, filters, queries, memory regions */

/**
 * Chooses the clock that measures the timeouts of waits on this ring.
 *
 * It does not concern timeout requests, which name their clock themselves.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `arg`: `clockid` is `CLOCK_MONOTONIC`, the default, or `CLOCK_BOOTTIME`. Reserved fields are zero.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: another clock, a reserved field is not zero, `arg` is null, or the kernel is older than 6.12.
 * - `-EFAULT`: `arg` is not readable.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `arg` points to a filled structure.
 *
 * Since Linux 6.12. Source: io_uring_register(2).
 */
int io_uring_register_clock(struct io_uring *ring, struct io_uring_clock_register *arg) LIBURING_NOEXCEPT;

/**
 * Adds a BPF program that decides which requests of one kind the ring accepts.
 *
 * The program sees a `struct io_uring_bpf_ctx`; a request for which it returns 0 fails with `-EACCES`.
 * Filters stay as long as the ring.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `bpf`: `cmd_type` is `IO_URING_BPF_CMD_FILTER`; `filter` names the request's `opcode`, the program
 *   (`filter_ptr`, an array of classic BPF instructions; `filter_len`, their number) and `flags`, any of the
 *   `IO_URING_BPF_FILTER_*` bits. Reserved fields are zero.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: a field or the program is not valid, or the kernel is older than 7.0.
 * - `-EFAULT`: `bpf` or the program is not readable.
 * - `-ENOMEM`: no memory.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `bpf` points to a filled structure, and `filter_ptr` in it to `filter_len` instructions.
 *
 * Since Linux 7.0. Source: kernel header linux/io_uring.h.
 */
int io_uring_register_bpf_filter(struct io_uring *ring, struct io_uring_bpf *bpf) LIBURING_NOEXCEPT;

/**
 * Adds a BPF program that decides which requests of one kind rings of the calling task accept.
 *
 * It holds for rings that the task sets up later, and for its children.
 *
 * # Parameters
 * - `bpf`: `cmd_type` is `IO_URING_BPF_CMD_FILTER`; `filter` names the request's `opcode`, the program
 *   (`filter_ptr`, an array of classic BPF instructions; `filter_len`, their number) and `flags`, any of the
 *   `IO_URING_BPF_FILTER_*` bits. Reserved fields are zero.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EACCES`: the task has neither `no_new_privs` set nor `CAP_SYS_ADMIN`.
 * - `-EINVAL`: a field or the program is not valid, or the kernel is older than 7.0.
 * - `-EFAULT`: `bpf` or the program is not readable.
 * - `-ENOMEM`: no memory.
 *
 * # Safety
 * - `bpf` points to a filled structure, and `filter_ptr` in it to `filter_len` instructions.
 *
 * Since Linux 7.0. Source: kernel header linux/io_uring.h.
 */
int io_uring_register_bpf_filter_task(struct io_uring_bpf *bpf) LIBURING_NOEXCEPT;

/**
 * Asks what the running kernel's io_uring can do, without a ring.
 *
 * The headers form a list, and the kernel answers all of it. Whether a question was understood says `result`
 * of its header: 0, `-EOPNOTSUPP` for an unknown `query_op`, or `-EINVAL`. So a call that returns 0 has not
 * answered everything yet.
 *
 * # Parameters
 * - `query`: the first header, or null. Each has `query_op`, one of the `IO_URING_QUERY_*` values;
 *   `query_data`, the address of the answer; `size`, its room in bytes; `next_entry`, the address of the next
 *   header or 0; all else 0. The kernel fills the answer, with zeros for what it does not know, and sets
 *   `size` to what it wrote itself.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: the kernel is older than 6.18.
 * - `-EFAULT`: a header is not readable or writable.
 * - `-ERANGE`: the list is too long, or a circle.
 * - `-EINTR`: a signal came.
 *
 * # Safety
 * - `query` is null or the first of a list of headers that may be written, each with `size` bytes at
 *   `query_data` that may be written.
 *
 * Since Linux 6.18. Source: kernel header linux/io_uring.h.
 */
int io_uring_register_query(struct io_uring_query_hdr *query) LIBURING_NOEXCEPT;

/**
 * Registers memory that program and kernel share, for arguments of waits.
 *
 * A ring has one region. With `IORING_MEM_REGION_TYPE_USER` in the descriptor's `flags` it is the program's
 * memory at `user_addr`; otherwise the kernel allocates it and writes `mmap_offset`, at which the ring's
 * descriptor can be mapped.
 *
 * # Parameters
 * - `ring`: the ring. With `IORING_MEM_REGION_REG_WAIT_ARG` it has to be disabled still
 *   (`IORING_SETUP_R_DISABLED`).
 * - `reg`: `region_uptr`, the address of a `struct io_uring_region_desc`; `flags`,
 *   `IORING_MEM_REGION_REG_WAIT_ARG` or 0. In the descriptor, `size` is a multiple of the page size. Reserved
 *   fields are zero.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: the ring has a region already.
 * - `-EINVAL`: a field is not valid, the ring is enabled where it must not be, or the kernel is older than
 *   6.13.
 * - `-EFAULT`: `reg`, the descriptor or the memory is not there.
 * - `-ENOMEM`: no memory, or `RLIMIT_MEMLOCK` does not allow to pin it.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `reg`, and the descriptor at `region_uptr`, may be written; memory at `user_addr` stays mapped as long as
 *   the ring lives.
 *
 * Since Linux 6.13. Source: io_uring_register(2).
 */
int io_uring_register_region(struct io_uring *ring, struct io_uring_mem_region_reg *reg) LIBURING_NOEXCEPT;

/* provided-buffer rings with memory of the library */

/**
 * Allocates a ring of provided buffers and registers it, with no buffers in it.
 *
 * `io_uring_free_buf_ring` undoes it.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `nentries`: number of entries, a power of two from 1 to 32768.
 * - `bgid`: the group for `buf_group` of requests, 0 to 65535, with `IOU_PBUF_RING_MMAP` 0 to 2047.
 * - `flags`: any of `IOU_PBUF_RING_MMAP`, for memory that the kernel allocates, and `IOU_PBUF_RING_INC`.
 * - `err`: gets 0, or `-errno`.
 *
 * # Returns
 * The ring, at the start of a page, or null: then `*err` says why, and nothing is left behind.
 *
 * # Errors
 * - `-EEXIST`: the group exists already.
 * - `-EINVAL`: `nentries` or `bgid` is not valid, a flag is unknown, or the kernel is older than 5.19.
 * - `-ENOMEM`: no memory.
 * - `-EBADF`: `IOU_PBUF_RING_MMAP` with a ring whose descriptor is closed (`io_uring_close_ring_fd`).
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `err` points to a value that may be written.
 *
 * Since Linux 5.19; `IOU_PBUF_RING_MMAP` since 6.4, `IOU_PBUF_RING_INC` since 6.12. Source:
 * io_uring_register_buf_ring(3).
 */
struct io_uring_buf_ring *io_uring_setup_buf_ring(struct io_uring *ring, unsigned int nentries, int bgid,
		unsigned int flags, int *err) LIBURING_NOEXCEPT;

/**
 * Unregisters a ring from `io_uring_setup_buf_ring` and frees its memory.
 *
 * If it cannot be unregistered, the memory stays: the kernel may still use it. The buffers that were in the
 * ring are the caller's.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `br`: what `io_uring_setup_buf_ring` returned.
 * - `nentries`, `bgid`: as given to it.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-ENOENT`: there is no such group.
 * - `-EINVAL`: the group is not a ring of buffers, or the kernel is older than 5.19.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 * - `-EEXIST`: the ring belongs to another thread (`IORING_SETUP_SINGLE_ISSUER`).
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 * - `br`, `nentries` and `bgid` belong together, and `br` is not used afterwards.
 *
 * Since Linux 5.19. Source: io_uring_unregister_buf_ring(3), io_uring_register(2).
 */
int io_uring_free_buf_ring(struct io_uring *ring, struct io_uring_buf_ring *br, unsigned int nentries,
		int bgid) LIBURING_NOEXCEPT;

/* accounting of waits */

/**
 * Chooses whether waiting for completions counts as waiting for I/O.
 *
 * It does so at first. Time in that state shows up as `iowait`, and the CPU may be kept at a higher frequency
 * for it. There is no system call: the library sets `IORING_ENTER_NO_IOWAIT` in its waits, or not.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `enable_iowait`: true if it shall count.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EOPNOTSUPP`: the kernel lacks `IORING_FEAT_NO_IOWAIT`; nothing changes.
 *
 * # Safety
 * - `ring` points to a ring that is set up, and no other thread changes the structure during the call.
 *
 * Since Linux 6.15. Source: io_uring_set_iowait(3).
 */
int io_uring_set_iowait(struct io_uring *ring, bool enable_iowait) LIBURING_NOEXCEPT;

/* The inline helpers of the queues. */

/* Probing */

/**
 * Tells whether the running kernel supports an operation.
 *
 * # Parameters
 * - `p`: what `io_uring_get_probe` or `io_uring_get_probe_ring` returned.
 * - `op`: the operation, one of `IORING_OP_*`; a number that the kernel doesn't know, a negative one too, is unsupported.
 *
 * # Returns
 * 1 if the operation is supported, 0 if not.
 *
 * # Safety
 * - `p` points to a probe with at least `ops_len` operations behind it.
 *
 * Since Linux 5.6 (probing). Source: io_uring_opcode_supported(3).
 */
IOURINGINLINE int io_uring_opcode_supported(const struct io_uring_probe *p, int op) LIBURING_NOEXCEPT
{
	if (op < 0 || op > p->last_op)
		return 0;
	return (p->ops[op].flags & IO_URING_OP_SUPPORTED) != 0;
}

/* Completion queue: the size of a CQE, and iteration */

/**
 * Tells by how many bits a CQE index is shifted in a ring that was set up with the given flags.
 *
 * # Parameters
 * - `flags`: `IORING_SETUP_*` bits; only `IORING_SETUP_CQE32` counts. In a ring with `IORING_SETUP_CQE_MIXED` each
 *   CQE says by itself how large it is: see `io_uring_cqe_nr`.
 *
 * # Returns
 * 1 for CQEs of 32 bytes, 0 for CQEs of 16 bytes.
 *
 * # Safety
 * - No duties: it only computes.
 *
 * Since Linux 5.19 (`IORING_SETUP_CQE32`). Source: io_uring_setup(2).
 */
IOURINGINLINE unsigned io_uring_cqe_shift_from_flags(unsigned flags) LIBURING_NOEXCEPT
{
	return (flags & IORING_SETUP_CQE32) != 0;
}

/**
 * Tells by how many bits a CQE index is shifted in a ring.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 1 for CQEs of 32 bytes, 0 for CQEs of 16 bytes.
 *
 * # Safety
 * - `ring` points to a ring that was set up.
 *
 * Since Linux 5.19 (`IORING_SETUP_CQE32`). Source: io_uring_setup(2).
 */
IOURINGINLINE unsigned io_uring_cqe_shift(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	return io_uring_cqe_shift_from_flags(ring->flags);
}

/**
 * Tells how many entries of the completion queue a CQE takes: what to advance the queue by once it is handled.
 *
 * # Parameters
 * - `cqe`: a CQE that the ring handed out.
 *
 * # Returns
 * 2 for a 32-byte CQE in a ring with `IORING_SETUP_CQE_MIXED`, else 1.
 *
 * # Safety
 * - `cqe` points to a CQE that was not yet given back to the kernel.
 *
 * Since Linux 6.18 (`IORING_CQE_F_32`). Source: io_uring_setup(2).
 */
IOURINGINLINE unsigned io_uring_cqe_nr(const struct io_uring_cqe *cqe) LIBURING_NOEXCEPT
{
	return (cqe->flags & IORING_CQE_F_32) ? 2 : 1;
}

/**
 * Begins an iteration over the completions that are ready now.
 *
 * The kernel's tail is read once, here: completions that arrive later are not part of the iteration.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * The iterator, for `io_uring_cqe_iter_next`.
 *
 * # Safety
 * - `ring` points to a ring that was set up, and no other thread consumes its completions meanwhile.
 *
 * Since Linux 5.1. Source: io_uring_for_each_cqe(3).
 */
IOURINGINLINE struct io_uring_cqe_iter io_uring_cqe_iter_init(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	struct io_uring_cqe_iter iter;

	iter.cqes = ring->cq.cqes;
	iter.mask = ring->cq.ring_mask;
	iter.shift = io_uring_cqe_shift(ring);
	iter.head = *ring->cq.khead;
	/* Acquire: pairs with the kernel's release of the tail after it filled the CQEs. */
	iter.tail = io_uring_smp_load_acquire(ring->cq.ktail);
	return iter;
}

/**
 * Takes the next completion of an iteration.
 *
 * Nothing is given back to the kernel: add up `io_uring_cqe_nr` of what was visited, and call `io_uring_cq_advance`
 * with the sum afterwards. In a ring with `IORING_SETUP_CQE_MIXED`, entries that only fill the end of the queue
 * (`IORING_CQE_F_SKIP`) are visited too, so that the sum is right.
 *
 * # Parameters
 * - `iter`: the iterator; it moves on.
 * - `cqe`: receives the completion.
 *
 * # Returns
 * True with a completion in `cqe`; false at the end, `cqe` is left alone then.
 *
 * # Safety
 * - `iter` comes from `io_uring_cqe_iter_init`, its ring is still set up, and the completions that it
 *   covers were not given back to the kernel.
 * - `cqe` can be written.
 *
 * Since Linux 5.1. Source: io_uring_for_each_cqe(3).
 */
IOURINGINLINE bool io_uring_cqe_iter_next(struct io_uring_cqe_iter *iter, struct io_uring_cqe **cqe) LIBURING_NOEXCEPT
{
	if (iter->head == iter->tail)
		return false;
	*cqe = &iter->cqes[(iter->head & iter->mask) << iter->shift];
	iter->head += io_uring_cqe_nr(*cqe);
	return true;
}

/*
 * Visits each completion that is ready. `__head__` is an unsigned variable of the caller's that receives the index
 * of the CQE at hand; the queue is not advanced: see io_uring_cqe_iter_next.
 */
#define io_uring_for_each_cqe(ring, __head__, cqe) \
	for (struct io_uring_cqe_iter __ITER__ = io_uring_cqe_iter_init(ring); \
	     (__head__) = __ITER__.head, io_uring_cqe_iter_next(&__ITER__, &(cqe)); (void)(__head__))

/**
 * Gives completions back to the kernel, which may then overwrite them.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `nr`: entries of the completion queue, 0 to what is ready; a 32-byte CQE in a ring with
 *   `IORING_SETUP_CQE_MIXED` counts 2, see `io_uring_cqe_nr`.
 *
 * # Safety
 * - `ring` points to a ring that was set up, and no other thread consumes its completions meanwhile.
 * - At least `nr` entries are ready, and none of them is read afterwards.
 *
 * Since Linux 5.1. Source: io_uring_cq_advance(3).
 */
IOURINGINLINE void io_uring_cq_advance(struct io_uring *ring, unsigned nr) LIBURING_NOEXCEPT
{
	/* Release: our reads of the CQEs come before the kernel, which acquires the head, may reuse them. */
	if (nr)
		io_uring_smp_store_release(ring->cq.khead, *ring->cq.khead + nr);
}

/**
 * Gives one completion back to the kernel. To be called for each CQE that `io_uring_wait_cqe`, `io_uring_peek_cqe` or
 * their kin handed out, once it was read; for many at once use `io_uring_cq_advance`.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `cqe`: the oldest completion that was not given back yet; null does nothing.
 *
 * # Safety
 * - `ring` points to a ring that was set up, and no other thread consumes its completions meanwhile.
 * - `cqe` is null or the ring's CQE at its head; it is not read afterwards.
 *
 * Since Linux 5.1. Source: io_uring_cqe_seen(3).
 */
IOURINGINLINE void io_uring_cqe_seen(struct io_uring *ring, struct io_uring_cqe *cqe) LIBURING_NOEXCEPT
{
	if (cqe)
		io_uring_cq_advance(ring, io_uring_cqe_nr(cqe));
}

/* SQE and CQE: what the caller stores in the one and finds in the other */

/**
 * Stores a pointer in a request; its completion carries it as `user_data`.
 *
 * Neither `io_uring_get_sqe` nor the prep helpers set `user_data`: without this call, or `io_uring_sqe_set_data64`, it
 * is what the entry's last user left there.
 *
 * # Parameters
 * - `sqe`: the entry of the request.
 * - `data`: any pointer; it is never followed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.1. Source: io_uring_sqe_set_data(3).
 */
IOURINGINLINE void io_uring_sqe_set_data(struct io_uring_sqe *sqe, void *data) LIBURING_NOEXCEPT
{
	sqe->user_data = (unsigned long)data;
}

/**
 * Reads a completion's `user_data` as the pointer that `io_uring_sqe_set_data` stored.
 *
 * # Parameters
 * - `cqe`: the completion.
 *
 * # Returns
 * The pointer, cut to the size of one.
 *
 * # Safety
 * - `cqe` points to a CQE that was not yet given back to the kernel.
 *
 * Since Linux 5.1. Source: io_uring_cqe_get_data(3).
 */
IOURINGINLINE void *io_uring_cqe_get_data(const struct io_uring_cqe *cqe) LIBURING_NOEXCEPT
{
	return (void *)(unsigned long)cqe->user_data;
}

/**
 * Stores a number in a request; its completion carries it as `user_data`.
 *
 * # Parameters
 * - `sqe`: the entry of the request.
 * - `data`: any value; keep off `LIBURING_UDATA_TIMEOUT` (all bits set), which the library's own requests carry on
 *   kernels before 5.11.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.1. Source: io_uring_sqe_set_data(3).
 */
IOURINGINLINE void io_uring_sqe_set_data64(struct io_uring_sqe *sqe, __u64 data) LIBURING_NOEXCEPT
{
	sqe->user_data = data;
}

/**
 * Reads a completion's `user_data` as the number that `io_uring_sqe_set_data64` stored.
 *
 * # Parameters
 * - `cqe`: the completion.
 *
 * # Returns
 * All 64 bits.
 *
 * # Safety
 * - `cqe` points to a CQE that was not yet given back to the kernel.
 *
 * Since Linux 5.1. Source: io_uring_cqe_get_data(3).
 */
IOURINGINLINE __u64 io_uring_cqe_get_data64(const struct io_uring_cqe *cqe) LIBURING_NOEXCEPT
{
	return cqe->user_data;
}

/**
 * Replaces the flags of a request: those set before are gone.
 *
 * # Parameters
 * - `sqe`: the entry of the request.
 * - `flags`: `IOSQE_*` bits; the low 8 bits are kept.
 *
 * # Errors in the CQE
 * - `-EINVAL`: a bit that the kernel or the operation doesn't know.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.1; each flag says its own kernel. Source: io_uring_sqe_set_flags(3).
 */
IOURINGINLINE void io_uring_sqe_set_flags(struct io_uring_sqe *sqe, unsigned flags) LIBURING_NOEXCEPT
{
	sqe->flags = (__u8)flags;
}

/**
 * Names the group of buffers that a request with `IOSQE_BUFFER_SELECT` takes its buffer from.
 *
 * # Parameters
 * - `sqe`: the entry of the request.
 * - `bgid`: the group, 0 to 65535; the low 16 bits are kept.
 *
 * # Errors in the CQE
 * - `-ENOBUFS`: the group has no buffer left, or there is no such group.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.7 (`IOSQE_BUFFER_SELECT`). Source: io_uring_enter(2).
 */
IOURINGINLINE void io_uring_sqe_set_buf_group(struct io_uring_sqe *sqe, int bgid) LIBURING_NOEXCEPT
{
	sqe->buf_group = (__u16)bgid;
}

/**
 * Clears the fields of an entry that the prep helpers leave alone: `flags`, `ioprio`, the operation's flags,
 * `buf_index`, `personality`, `file_index`, and the last 16 of the first 64 bytes. `io_uring_get_sqe` does it for each entry.
 *
 * # Parameters
 * - `sqe`: the entry.
 *
 * # Safety
 * - `sqe` points to an entry that the kernel does not own.
 *
 * Since Linux 5.1. Source: kernel header linux/io_uring.h.
 */
IOURINGINLINE void io_uring_initialize_sqe(struct io_uring_sqe *sqe) LIBURING_NOEXCEPT
{
	sqe->flags = 0;
	sqe->ioprio = 0;
	sqe->rw_flags = 0;
	sqe->buf_index = 0;
	sqe->personality = 0;
	sqe->file_index = 0;
	sqe->addr3 = 0;
	sqe->__pad2[0] = 0;
}

/* Submission queue */

/**
 * Reads how far the kernel has consumed the submission queue.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * The head index; it runs on beyond the size of the queue and wraps at 2^32.
 *
 * # Safety
 * - `ring` points to a ring that was set up.
 *
 * Since Linux 5.1. Source: io_uring(7).
 */
IOURINGINLINE unsigned io_uring_load_sq_head(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	/*
	 * With SQPOLL a kernel thread moves the head at any time. Acquire: pairs with its release after it
	 * copied the entries, so that we don't write into one that it still reads. Without, the head moves only
	 * inside our own io_uring_enter.
	 */
	if (ring->flags & IORING_SETUP_SQPOLL)
		return io_uring_smp_load_acquire(ring->sq.khead);
	return *ring->sq.khead;
}

/**
 * Counts the requests that were taken with `io_uring_get_sqe` and that the kernel has not consumed yet.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 0 up to the number of entries of the submission queue: requests not submitted yet; with `IORING_SETUP_SQPOLL` also
 * those that the kernel thread has not taken yet.
 *
 * # Safety
 * - `ring` points to a ring that was set up.
 *
 * Since Linux 5.1. Source: io_uring_sq_ready(3).
 */
IOURINGINLINE unsigned io_uring_sq_ready(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	return ring->sq.sqe_tail - io_uring_load_sq_head(ring);
}

/**
 * Counts the entries of the submission queue that are free: how often `io_uring_get_sqe` will succeed.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 0 (the queue is full) up to the number of entries of the submission queue.
 *
 * # Safety
 * - `ring` points to a ring that was set up.
 *
 * Since Linux 5.1. Source: io_uring_sq_space_left(3).
 */
IOURINGINLINE unsigned io_uring_sq_space_left(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	return ring->sq.ring_entries - io_uring_sq_ready(ring);
}

/**
 * Tells by how many bits an SQE index is shifted in a ring that was set up with the given flags.
 *
 * # Parameters
 * - `flags`: `IORING_SETUP_*` bits; only `IORING_SETUP_SQE128` counts. In a ring with `IORING_SETUP_SQE_MIXED` a
 *   128-byte SQE takes two entries: see `io_uring_get_sqe128`.
 *
 * # Returns
 * 1 for SQEs of 128 bytes, 0 for SQEs of 64 bytes.
 *
 * # Safety
 * - No duties: it only computes.
 *
 * Since Linux 5.19 (`IORING_SETUP_SQE128`). Source: io_uring_setup(2).
 */
IOURINGINLINE unsigned io_uring_sqe_shift_from_flags(unsigned flags) LIBURING_NOEXCEPT
{
	return (flags & IORING_SETUP_SQE128) != 0;
}

/**
 * Tells by how many bits an SQE index is shifted in a ring.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 1 for SQEs of 128 bytes, 0 for SQEs of 64 bytes.
 *
 * # Safety
 * - `ring` points to a ring that was set up.
 *
 * Since Linux 5.19 (`IORING_SETUP_SQE128`). Source: io_uring_setup(2).
 */
IOURINGINLINE unsigned io_uring_sqe_shift(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	return io_uring_sqe_shift_from_flags(ring->flags);
}

/**
 * Waits until the kernel thread of a ring with `IORING_SETUP_SQPOLL` has made room in a full submission queue.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 0 at once if there is room or the ring has no kernel thread; else what the wait returned: 0 or more once there is
 * room, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: the kernel doesn't know this wait.
 * - `-EOWNERDEAD`: the kernel thread is gone.
 * - `-EINTR`: a signal arrived.
 *
 * # Safety
 * - `ring` points to a ring that was set up.
 *
 * Since Linux 5.10 (`IORING_ENTER_SQ_WAIT`). Source: io_uring_sqring_wait(3).
 */
IOURINGINLINE int io_uring_sqring_wait(struct io_uring *ring) LIBURING_NOEXCEPT
{
	if (!(ring->flags & IORING_SETUP_SQPOLL) || io_uring_sq_space_left(ring))
		return 0;
	return __io_uring_sqring_wait(ring);
}

/* Completion queue: counting, waiting */

/**
 * Counts the entries of the completion queue that are ready. The kernel is not entered; completions that did not fit into
 * the queue don't count.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 0 up to the number of entries of the completion queue; a 32-byte CQE in a ring with `IORING_SETUP_CQE_MIXED` counts 2.
 *
 * # Safety
 * - `ring` points to a ring that was set up.
 *
 * Since Linux 5.1. Source: io_uring_cq_ready(3).
 */
IOURINGINLINE unsigned io_uring_cq_ready(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	/* Acquire: pairs with the kernel's release of the tail after it filled the CQEs. */
	return io_uring_smp_load_acquire(ring->cq.ktail) - *ring->cq.khead;
}

/**
 * Tells whether completions wait inside the kernel because the completion queue was full. None of them is lost:
 * `io_uring_get_events`, or any wait, moves them to the queue once there is room.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * True if there are such completions.
 *
 * # Safety
 * - `ring` points to a ring that was set up.
 *
 * Since Linux 5.8 (`IORING_SQ_CQ_OVERFLOW`). Source: io_uring_cq_has_overflow(3).
 */
IOURINGINLINE bool io_uring_cq_has_overflow(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	return (IO_URING_READ_ONCE(*ring->sq.kflags) & IORING_SQ_CQ_OVERFLOW) != 0;
}

/**
 * Tells whether a registered eventfd is signalled for completions.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * True unless `io_uring_cq_eventfd_toggle` switched it off. Kernels that cannot switch it off always signal.
 *
 * # Safety
 * - `ring` points to a ring that was set up.
 *
 * Since Linux 5.8. Source: io_uring_cq_eventfd_enabled(3).
 */
IOURINGINLINE bool io_uring_cq_eventfd_enabled(const struct io_uring *ring) LIBURING_NOEXCEPT
{
	if (!ring->cq.kflags)
		return true;
	return !(IO_URING_READ_ONCE(*ring->cq.kflags) & IORING_CQ_EVENTFD_DISABLED);
}

/**
 * Switches the signalling of a registered eventfd on or off.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `enabled`: true to have it signalled for each completion, false to keep it quiet.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EOPNOTSUPP`: a kernel before 5.8, which always signals.
 *
 * # Safety
 * - `ring` points to a ring that was set up; no other thread switches it at the same time.
 *
 * Since Linux 5.8. Source: io_uring_cq_eventfd_toggle(3).
 */
IOURINGINLINE int io_uring_cq_eventfd_toggle(struct io_uring *ring, bool enabled) LIBURING_NOEXCEPT
{
	unsigned flags;

	if (enabled == io_uring_cq_eventfd_enabled(ring))
		return 0;
	if (!ring->cq.kflags)
		return -EOPNOTSUPP;
	flags = *ring->cq.kflags;
	if (enabled)
		flags &= ~IORING_CQ_EVENTFD_DISABLED;
	else
		flags |= IORING_CQ_EVENTFD_DISABLED;
	/* Relaxed: the kernel samples the flags when it posts; no other memory depends on them. */
	IO_URING_WRITE_ONCE(*ring->cq.kflags, flags);
	return 0;
}

/**
 * Waits for a number of completions and hands out the oldest. Nothing is submitted.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: receives the oldest completion, null on failure.
 * - `wait_nr`: how many completions must be ready, 0 up to the number of entries of the completion queue; 0 doesn't wait.
 *
 * # Returns
 * 0 with a completion in `cqe_ptr`, or `-errno`.
 *
 * # Errors
 * - `-EAGAIN`: `wait_nr` is 0 and none is ready.
 * - `-EINTR`: a signal arrived.
 * - the others of io_uring_enter(2).
 *
 * # Safety
 * - `ring` points to a ring that was set up, and no other thread consumes its completions meanwhile.
 * - `cqe_ptr` can be written.
 *
 * Since Linux 5.1. Source: io_uring_wait_cqe_nr(3).
 */
IOURINGINLINE int io_uring_wait_cqe_nr(struct io_uring *ring, struct io_uring_cqe **cqe_ptr,
				       unsigned wait_nr) LIBURING_NOEXCEPT
{
	return __io_uring_get_cqe(ring, cqe_ptr, 0, wait_nr, NULL);
}

/*
 * Takes a completion off the queue that the caller never asked for: filler of a mixed queue, or the end of a timeout
 * that the library submitted itself, whose failure (-ETIME: time is up) is what the caller's wait returns.
 */
_LOCAL_INLINE bool io_uring_skip_cqe(struct io_uring *ring, struct io_uring_cqe *cqe, int *err) LIBURING_NOEXCEPT
{
	if (!(cqe->flags & IORING_CQE_F_SKIP)) {
		if (uring_likely(ring->features & IORING_FEAT_EXT_ARG) || cqe->user_data != LIBURING_UDATA_TIMEOUT)
			return false;
		if (cqe->res < 0)
			*err = cqe->res;
	}
	io_uring_cq_advance(ring, io_uring_cqe_nr(cqe));
	return true;
}

/**
 * Hands out the oldest completion that is ready, without entering the kernel. Completions that are not the
 * caller's (those of the library's own timeouts, fillers of a mixed queue) are taken off the queue on the way.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: receives the completion, or null if none is ready.
 * - `nr_available`: receives the number of entries that are ready, the one handed out included; may be null.
 *
 * # Returns
 * 0, also if none is ready, or `-errno`.
 *
 * # Errors
 * - `-ETIME`: a timeout of the library's own ended (kernels before 5.11); `cqe_ptr` is null then.
 *
 * # Safety
 * - `ring` points to a ring that was set up, and no other thread consumes its completions meanwhile.
 * - `cqe_ptr` can be written, `nr_available` too unless it is null.
 *
 * Since Linux 5.1. Source: io_uring_peek_cqe(3).
 */
IOURINGINLINE int __io_uring_peek_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr,
				      unsigned *nr_available) LIBURING_NOEXCEPT
{
	struct io_uring_cqe *cqe = NULL;
	unsigned available;
	int err = 0;

	for (;;) {
		unsigned head = *ring->cq.khead;

		/* Acquire: pairs with the kernel's release of the tail after it filled the CQEs. */
		available = io_uring_smp_load_acquire(ring->cq.ktail) - head;
		if (!available)
			break;
		cqe = &ring->cq.cqes[(head & ring->cq.ring_mask) << io_uring_cqe_shift(ring)];
		if (uring_likely(!io_uring_skip_cqe(ring, cqe, &err)))
			break;
		cqe = NULL;
		if (err) {
			available--;
			break;
		}
	}
	*cqe_ptr = cqe;
	if (nr_available)
		*nr_available = available;
	return err;
}

/**
 * Hands out the oldest completion if one is ready; doesn't wait. The kernel is entered only where it holds
 * completions back: after an overflow, or with task work or polled I/O to be run.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: receives the completion, null on failure.
 *
 * # Returns
 * 0 with a completion in `cqe_ptr`, or `-errno`.
 *
 * # Errors
 * - `-EAGAIN`: none is ready.
 * - the others of io_uring_enter(2).
 *
 * # Safety
 * - `ring` points to a ring that was set up, and no other thread consumes its completions meanwhile.
 * - `cqe_ptr` can be written.
 *
 * Since Linux 5.1. Source: io_uring_peek_cqe(3).
 */
IOURINGINLINE int io_uring_peek_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr) LIBURING_NOEXCEPT
{
	if (!__io_uring_peek_cqe(ring, cqe_ptr, NULL) && *cqe_ptr)
		return 0;
	return io_uring_wait_cqe_nr(ring, cqe_ptr, 0);
}

/**
 * Hands out the oldest completion, and waits for it if none is ready.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `cqe_ptr`: receives the completion, null on failure.
 *
 * # Returns
 * 0 with a completion in `cqe_ptr`, or `-errno`; it speaks of the wait, the request's own result is in the CQE.
 *
 * # Errors
 * - `-EINTR`: a signal arrived.
 * - the others of io_uring_enter(2).
 *
 * # Safety
 * - `ring` points to a ring that was set up, and no other thread consumes its completions meanwhile.
 * - `cqe_ptr` can be written.
 *
 * Since Linux 5.1. Source: io_uring_wait_cqe(3).
 */
IOURINGINLINE int io_uring_wait_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr) LIBURING_NOEXCEPT
{
	if (!__io_uring_peek_cqe(ring, cqe_ptr, NULL) && *cqe_ptr)
		return 0;
	return io_uring_wait_cqe_nr(ring, cqe_ptr, 1);
}

/* Submission queue: taking an entry */

/**
 * Does what `io_uring_get_sqe` does: the same function under the name that is inline in every build.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * The entry, or null if the submission queue is full.
 *
 * # Safety
 * - `ring` points to a ring that was set up, and no other thread takes its entries meanwhile.
 *
 * Since Linux 5.1. Source: io_uring_get_sqe(3).
 */
IOURINGINLINE struct io_uring_sqe *_io_uring_get_sqe(struct io_uring *ring) LIBURING_NOEXCEPT
{
	struct io_uring_sq *sq = &ring->sq;
	struct io_uring_sqe *sqe;

	if (uring_unlikely(!io_uring_sq_space_left(ring)))
		return NULL;
	sqe = &sq->sqes[(sq->sqe_tail & sq->ring_mask) << io_uring_sqe_shift(ring)];
	sq->sqe_tail++;
	io_uring_initialize_sqe(sqe);
	return sqe;
}

/**
 * Takes the next free entry of the submission queue. Fill it with a prep helper, give it its `user_data`, and submit it with
 * `io_uring_submit`.
 *
 * The fields that no prep helper owns are cleared (see `io_uring_initialize_sqe`), `user_data` is not. An entry that was
 * taken is part of the next submit, filled or not.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * The entry, or null if the submission queue is full: submit first then (with `IORING_SETUP_SQPOLL`,
 * `io_uring_sqring_wait`).
 *
 * # Safety
 * - `ring` points to a ring that was set up, and no other thread takes its entries meanwhile.
 * - The entry is not written any more once it was submitted.
 *
 * Since Linux 5.1. Source: io_uring_get_sqe(3).
 */
IOURINGINLINE struct io_uring_sqe *io_uring_get_sqe(struct io_uring *ring) LIBURING_NOEXCEPT
{
	return _io_uring_get_sqe(ring);
}

/**
 * Takes a 128-byte entry of the submission queue: any entry of a ring with `IORING_SETUP_SQE128`; in a ring with
 * `IORING_SETUP_SQE_MIXED` two neighbouring entries.
 *
 * Two neighbours cannot straddle the end of the queue. Where only its last entry comes next, that entry becomes a NOP
 * that posts no completion, so that up to three entries are taken.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * The entry; or null if the submission queue has no room for it, or the ring has no 128-byte entries.
 *
 * # Safety
 * - `ring` points to a ring that was set up, and no other thread takes its entries meanwhile.
 * - The entry is not written any more once it was submitted.
 *
 * Since Linux 5.19 (`IORING_SETUP_SQE128`), 6.19 (`IORING_SETUP_SQE_MIXED`). Source: io_uring_setup(2).
 */
IOURINGINLINE struct io_uring_sqe *io_uring_get_sqe128(struct io_uring *ring) LIBURING_NOEXCEPT
{
	struct io_uring_sq *sq = &ring->sq;
	unsigned at_end = (sq->sqe_tail & sq->ring_mask) == sq->ring_mask;
	struct io_uring_sqe *sqe;

	if (ring->flags & IORING_SETUP_SQE128)
		return io_uring_get_sqe(ring);
	if (!(ring->flags & IORING_SETUP_SQE_MIXED) || io_uring_sq_space_left(ring) < 2 + at_end)
		return NULL;
	if (at_end) {
		sqe = _io_uring_get_sqe(ring);
		sqe->opcode = IORING_OP_NOP;
		sqe->flags = IOSQE_CQE_SKIP_SUCCESS;
		sqe->fd = -1;
		sqe->off = 0;
		sqe->addr = 0;
		sqe->len = 0;
		sqe->user_data = 0;
	}
	sqe = _io_uring_get_sqe(ring);
	sq->sqe_tail++;
	return sqe;
}

/* Buffer rings */

/**
 * Computes the mask that turns a position into an index of a buffer ring.
 *
 * # Parameters
 * - `ring_entries`: entries of the buffer ring, a power of 2, 1 to 32768.
 *
 * # Returns
 * The mask, for `io_uring_buf_ring_add`.
 *
 * # Safety
 * - No duties: it only computes.
 *
 * Since Linux 5.19. Source: io_uring_buf_ring_mask(3).
 */
IOURINGINLINE int io_uring_buf_ring_mask(__u32 ring_entries) LIBURING_NOEXCEPT
{
	return (int)(ring_entries - 1);
}

/**
 * Makes a buffer ring empty, before its first use. `io_uring_setup_buf_ring` does it by itself.
 *
 * # Parameters
 * - `br`: the buffer ring.
 *
 * # Safety
 * - `br` points to the memory of a buffer ring that the kernel takes no buffers from meanwhile.
 *
 * Since Linux 5.19. Source: io_uring_buf_ring_init(3).
 */
IOURINGINLINE void io_uring_buf_ring_init(struct io_uring_buf_ring *br) LIBURING_NOEXCEPT
{
	br->tail = 0;
}

/**
 * Puts a buffer into a buffer ring; the kernel sees it after `io_uring_buf_ring_advance`.
 *
 * # Parameters
 * - `br`: the buffer ring.
 * - `addr`: the buffer.
 * - `len`: its size in bytes.
 * - `bid`: its id, 0 to 65535: completions name it in the upper 16 bits of their `flags`.
 * - `mask`: from `io_uring_buf_ring_mask`.
 * - `buf_offset`: how many buffers were added since the last advance: 0 for the first, 1 for the second …
 *
 * # Safety
 * - `br` points to a buffer ring with `mask` + 1 entries that has room for the buffer.
 * - The buffer stays valid, and nobody else touches it, until a completion names it or the buffer ring is unregistered.
 *
 * Since Linux 5.19. Source: io_uring_buf_ring_add(3).
 */
IOURINGINLINE void io_uring_buf_ring_add(struct io_uring_buf_ring *br, void *addr, unsigned int len, unsigned short bid,
					 int mask, int buf_offset) LIBURING_NOEXCEPT
{
	unsigned at = ((unsigned)br->tail + (unsigned)buf_offset) & (unsigned)mask;
	struct io_uring_buf *buf = &br->bufs[at];

	/* `resv` is not written: in the first entry it is the ring's tail. */
	buf->addr = (unsigned long)addr;
	buf->len = len;
	buf->bid = bid;
}

/**
 * Publishes buffers that were added to a buffer ring: the kernel may use them from now on.
 *
 * # Parameters
 * - `br`: the buffer ring.
 * - `count`: how many buffers were added since the last advance; the low 16 bits count.
 *
 * # Safety
 * - `br` points to a buffer ring, and `count` buffers were added to it; no other thread adds buffers meanwhile.
 *
 * Since Linux 5.19. Source: io_uring_buf_ring_advance(3).
 */
IOURINGINLINE void io_uring_buf_ring_advance(struct io_uring_buf_ring *br, int count) LIBURING_NOEXCEPT
{
	__u16 tail = (__u16)(br->tail + (unsigned)count);

	/* Release: the entries written before are visible to the kernel, which acquires the tail. */
	io_uring_smp_store_release(&br->tail, tail);
}

/**
 * Publishes buffers and gives completions back to the kernel, with a number for each.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `br`: the buffer ring.
 * - `cq_count`: entries of the completion queue to give back, as for `io_uring_cq_advance`.
 * - `buf_count`: buffers to publish, as for `io_uring_buf_ring_advance`.
 *
 * # Safety
 * - The duties of `io_uring_cq_advance` and `io_uring_buf_ring_advance`.
 *
 * Since Linux 5.19. Source: io_uring_buf_ring_cq_advance(3).
 */
IOURINGINLINE void __io_uring_buf_ring_cq_advance(struct io_uring *ring, struct io_uring_buf_ring *br, int cq_count,
						  int buf_count) LIBURING_NOEXCEPT
{
	io_uring_buf_ring_advance(br, buf_count);
	io_uring_cq_advance(ring, (unsigned)cq_count);
}

/**
 * Publishes as many buffers as completions are given back: for loops that return each buffer once its completion is
 * handled.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `br`: the buffer ring.
 * - `count`: buffers to publish, and entries of the completion queue to give back.
 *
 * # Safety
 * - The duties of `io_uring_cq_advance` and `io_uring_buf_ring_advance`.
 *
 * Since Linux 5.19. Source: io_uring_buf_ring_cq_advance(3).
 */
IOURINGINLINE void io_uring_buf_ring_cq_advance(struct io_uring *ring, struct io_uring_buf_ring *br,
						int count) LIBURING_NOEXCEPT
{
	__io_uring_buf_ring_cq_advance(ring, br, count, count);
}

/**
 * Counts the buffers that the kernel has not taken from a buffer ring yet. It asks the kernel with a system call.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `br`: the buffer ring.
 * - `bgid`: the id of its group.
 *
 * # Returns
 * The number of buffers, 0 to 65535, or `-errno`.
 *
 * # Errors
 * - `-ENOENT`: there is no such group.
 * - `-EINVAL`: the group is not a buffer ring; or a kernel before 6.8.
 *
 * # Safety
 * - `ring` points to a ring that was set up, `br` to the buffer ring that was registered with it as `bgid`.
 *
 * Since Linux 6.8. Source: io_uring_buf_ring_available(3).
 */
IOURINGINLINE int io_uring_buf_ring_available(struct io_uring *ring, struct io_uring_buf_ring *br,
					      unsigned short bgid) LIBURING_NOEXCEPT
{
	uint16_t head;
	int ret = io_uring_buf_ring_head(ring, bgid, &head);

	return ret ? ret : (uint16_t)(br->tail - head);
}

/* Messages in the buffers of a multishot recvmsg: header, name, control data, payload */

/**
 * Checks that a buffer which a multishot recvmsg filled is long enough for its header, the name and the control data.
 *
 * # Parameters
 * - `buf`: the buffer that the completion names.
 * - `buf_len`: the completion's `res`, bytes; a negative one is an error and never valid.
 * - `msgh`: the message header that the request was prepared with: `msg_namelen` and `msg_controllen` say how much room
 *   the name and the control data take.
 *
 * # Returns
 * The header at the start of the buffer, or null if the buffer is too short.
 *
 * # Safety
 * - `msgh` points to a message header. `buf` holds `buf_len` bytes and is aligned to 4 bytes.
 *
 * Since Linux 6.0 (`IORING_RECV_MULTISHOT`). Source: io_uring_recvmsg_out(3).
 */
IOURINGINLINE struct io_uring_recvmsg_out *io_uring_recvmsg_validate(void *buf, int buf_len,
								     struct msghdr *msgh) LIBURING_NOEXCEPT
{
	size_t room = (size_t)buf_len;

	/* Subtracting never wraps, as a sum of lengths that the caller chose might. */
	if (buf_len < 0 || room < sizeof(struct io_uring_recvmsg_out))
		return NULL;
	room -= sizeof(struct io_uring_recvmsg_out);
	if (room < msgh->msg_namelen || room - msgh->msg_namelen < msgh->msg_controllen)
		return NULL;
	return (struct io_uring_recvmsg_out *)buf;
}

/**
 * Finds the name (the sender's address) in a received message: `namelen` bytes are filled, or as many as the request had room for.
 *
 * # Parameters
 * - `o`: the header, from `io_uring_recvmsg_validate`.
 *
 * # Returns
 * Where the name is: right behind the header.
 *
 * # Safety
 * - `o` came from `io_uring_recvmsg_validate`, not null.
 *
 * Since Linux 6.0 (`IORING_RECV_MULTISHOT`). Source: io_uring_recvmsg_out(3).
 */
IOURINGINLINE void *io_uring_recvmsg_name(struct io_uring_recvmsg_out *o) LIBURING_NOEXCEPT
{
	return (void *)(o + 1);
}

/* Length of the control data that is really in the buffer, whatever the header claims. */
_LOCAL_INLINE size_t __io_uring_recvmsg_controllen(const struct io_uring_recvmsg_out *o,
						   const struct msghdr *msgh) LIBURING_NOEXCEPT
{
	return o->controllen < msgh->msg_controllen ? o->controllen : msgh->msg_controllen;
}

/**
 * Finds the first control message in a received message.
 *
 * # Parameters
 * - `o`: the header, from `io_uring_recvmsg_validate`.
 * - `msgh`: the message header that the request was prepared with.
 *
 * # Returns
 * The control message, or null if there is none.
 *
 * # Safety
 * - `o` came from `io_uring_recvmsg_validate` with the same `msgh`, not null.
 *
 * Since Linux 6.0 (`IORING_RECV_MULTISHOT`). Source: io_uring_recvmsg_out(3).
 */
IOURINGINLINE struct cmsghdr *io_uring_recvmsg_cmsg_firsthdr(struct io_uring_recvmsg_out *o,
							     struct msghdr *msgh) LIBURING_NOEXCEPT
{
	if (__io_uring_recvmsg_controllen(o, msgh) < sizeof(struct cmsghdr))
		return NULL;
	return (struct cmsghdr *)((unsigned char *)io_uring_recvmsg_name(o) + msgh->msg_namelen);
}

/* Reads the length of a control message, which lies at any address: the name before it may have any length. */
_LOCAL_INLINE size_t __io_uring_cmsg_len(const void *cmsg) LIBURING_NOEXCEPT
{
	struct cmsghdr header;

	memcpy(&header, cmsg, sizeof(header));
	return header.cmsg_len;
}

/**
 * Finds the control message behind another one in a received message.
 *
 * # Parameters
 * - `o`: the header, from `io_uring_recvmsg_validate`.
 * - `msgh`: the message header that the request was prepared with.
 * - `cmsg`: a control message of this message.
 *
 * # Returns
 * The next control message; null if there is none, or if its length or that of `cmsg` cannot be right.
 *
 * # Safety
 * - `o` came from `io_uring_recvmsg_validate` with the same `msgh`, not null.
 * - `cmsg` came from `io_uring_recvmsg_cmsg_firsthdr` or this function, not null.
 *
 * Since Linux 6.0 (`IORING_RECV_MULTISHOT`). Source: io_uring_recvmsg_out(3).
 */
IOURINGINLINE struct cmsghdr *io_uring_recvmsg_cmsg_nexthdr(struct io_uring_recvmsg_out *o, struct msghdr *msgh,
							    struct cmsghdr *cmsg) LIBURING_NOEXCEPT
{
	unsigned char *first = (unsigned char *)io_uring_recvmsg_name(o) + msgh->msg_namelen;
	size_t left = __io_uring_recvmsg_controllen(o, msgh) - (size_t)((unsigned char *)cmsg - first);
	size_t len = __io_uring_cmsg_len(cmsg);

	/* Lengths are compared before they are rounded up or added: a wild one must not wrap. */
	if (len < sizeof(struct cmsghdr) || len > left || CMSG_ALIGN(len) > left)
		return NULL;
	left -= CMSG_ALIGN(len);
	cmsg = (struct cmsghdr *)((unsigned char *)cmsg + CMSG_ALIGN(len));
	if (left < sizeof(struct cmsghdr) || __io_uring_cmsg_len(cmsg) > left)
		return NULL;
	return cmsg;
}

/**
 * Finds the payload in a received message: behind the room for the name and the control data.
 *
 * # Parameters
 * - `o`: the header, from `io_uring_recvmsg_validate`.
 * - `msgh`: the message header that the request was prepared with.
 *
 * # Returns
 * Where the payload begins; `io_uring_recvmsg_payload_length` tells how much of it there is.
 *
 * # Safety
 * - `o` came from `io_uring_recvmsg_validate` with the same `msgh`, not null.
 *
 * Since Linux 6.0 (`IORING_RECV_MULTISHOT`). Source: io_uring_recvmsg_out(3).
 */
IOURINGINLINE void *io_uring_recvmsg_payload(struct io_uring_recvmsg_out *o, struct msghdr *msgh) LIBURING_NOEXCEPT
{
	return (void *)((unsigned char *)io_uring_recvmsg_name(o) + msgh->msg_namelen + msgh->msg_controllen);
}

/**
 * Computes how many bytes of payload a received message has in its buffer. The header's `payloadlen` is the
 * length before truncation.
 *
 * # Parameters
 * - `o`: the header, from `io_uring_recvmsg_validate`.
 * - `buf_len`: the completion's `res`, bytes.
 * - `msgh`: the message header that the request was prepared with.
 *
 * # Returns
 * The length in bytes.
 *
 * # Safety
 * - `o` came from `io_uring_recvmsg_validate` with the same `buf_len` and `msgh`, not null.
 *
 * Since Linux 6.0 (`IORING_RECV_MULTISHOT`). Source: io_uring_recvmsg_out(3).
 */
IOURINGINLINE unsigned int io_uring_recvmsg_payload_length(struct io_uring_recvmsg_out *o, int buf_len,
							   struct msghdr *msgh) LIBURING_NOEXCEPT
{
	unsigned char *payload = (unsigned char *)io_uring_recvmsg_payload(o, msgh);

	return (unsigned int)buf_len - (unsigned int)(payload - (unsigned char *)o);
}

/* The inline helpers that fill an SQE. */

/* what the helpers share */

/* The address as the 64 bits that an entry holds; on 32-bit machines the upper half is zero. */
_LOCAL_INLINE __u64 uring_ptr_to_u64(const void *ptr) LIBURING_NOEXCEPT
{
	return (__u64)(uintptr_t)ptr;
}

/*
 * Names the slot of the file table that the request fills or empties. The entry holds the slot's number plus one,
 * as 0 means "no slot". The sum wraps on purpose: IORING_FILE_INDEX_ALLOC - 1 becomes IORING_FILE_INDEX_ALLOC.
 */
_LOCAL_INLINE void __io_uring_set_target_fixed_file(struct io_uring_sqe *sqe, unsigned int file_index) LIBURING_NOEXCEPT
{
	sqe->file_index = file_index + 1;
}

/* files: data in and out */

/**
 * Fills the fields that most requests share: operation, file, address, length and offset.
 *
 * The other helpers for requests are built on it; it serves for operations that have no helper of their
 * own. Fields that the helper does not name keep what they held, zero in an entry fresh from
 * `io_uring_get_sqe`.
 *
 * # Parameters
 * - `op`: the operation, one of `IORING_OP_*`; the low 8 bits are kept.
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: what the operation takes as `fd`, mostly a file descriptor, or with `IOSQE_FIXED_FILE` in the
 *   entry a slot of the ring's file table.
 * - `addr`: what the operation takes as `addr`, mostly a pointer to a buffer or path; null where it takes
 *   none.
 * - `len`: what the operation takes as `len`, mostly a size in bytes or a count.
 * - `offset`: what the operation takes as `off`, mostly a position in a file in bytes, or a second address.
 *
 * # Errors in the CQE
 * - `-EINVAL`: the kernel does not know `op`, or the operation refuses a field's value.
 * - `-EACCES`: the ring's restrictions forbid the operation.
 * - `-EBADF`: `fd` is not open, or an empty slot.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - What `addr` and `offset` point to stays valid for as long as the operation that `op` names asks for.
 *
 * Since Linux 5.1. Source: io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_rw(int op, struct io_uring_sqe *sqe, int fd, const void *addr, unsigned len,
		__u64 offset) LIBURING_NOEXCEPT
{
	sqe->opcode = (__u8)op;
	sqe->fd = fd;
	sqe->off = offset;
	sqe->addr = uring_ptr_to_u64(addr);
	sqe->len = len;
}

/**
 * Prepares a request that moves data between two files, one of them a pipe, without copying it through the
 * process.
 *
 * The CQE's `res` is the number of bytes moved; 0 when there is nothing more to take, or `nbytes` was 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd_in`: the file to take from. With `SPLICE_F_FD_IN_FIXED` in `splice_flags` a slot of the ring's file
 *   table.
 * - `off_in`: where to take from, bytes from the start of the file, at least 0; -1 uses and moves the file
 *   position. Must be -1 for a pipe.
 * - `fd_out`: the file to put to. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file table.
 * - `off_out`: where to put to, bytes from the start of the file, at least 0; -1 uses and moves the file
 *   position. Must be -1 for a pipe.
 * - `nbytes`: bytes to move at most; any value.
 * - `splice_flags`: 0, or `SPLICE_F_MOVE`, `SPLICE_F_NONBLOCK`, `SPLICE_F_MORE`, `SPLICE_F_FD_IN_FIXED`.
 *
 * # Errors in the CQE
 * - `-EBADF`: a file is not open, open the wrong way round, or an empty slot.
 * - `-EINVAL`: neither file is a pipe, both are the same pipe, `fd_out` is open with `O_APPEND`, a file
 *   system cannot splice, or `splice_flags` has an unknown bit.
 * - `-ESPIPE`: an offset other than -1 for a pipe.
 * - `-EAGAIN`: `SPLICE_F_NONBLOCK` is set and the request would wait.
 * - `-EPIPE`: nobody reads the pipe any more.
 * - `-ENOMEM`: the kernel is out of memory.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.7. Source: io_uring_prep_splice(3), splice(2).
 */
IOURINGINLINE void io_uring_prep_splice(struct io_uring_sqe *sqe, int fd_in, int64_t off_in, int fd_out,
		int64_t off_out, unsigned int nbytes, unsigned int splice_flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_SPLICE, sqe, fd_out, NULL, nbytes, (__u64)off_out);
	sqe->splice_off_in = (__u64)off_in;
	sqe->splice_flags = splice_flags;
	sqe->splice_fd_in = fd_in;
}

/**
 * Prepares a request that duplicates what is in one pipe into another and leaves it in the first.
 *
 * The CQE's `res` is the number of bytes duplicated; 0 when every writer of `fd_in` is gone and it is
 * empty.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd_in`: the pipe to copy from. With `SPLICE_F_FD_IN_FIXED` in `splice_flags` a slot of the ring's file
 *   table.
 * - `fd_out`: the pipe to copy to, another one. `IOSQE_FIXED_FILE` in the entry makes it a slot of the
 *   ring's file table.
 * - `nbytes`: bytes to duplicate at most; any value.
 * - `splice_flags`: 0, or `SPLICE_F_NONBLOCK`, `SPLICE_F_FD_IN_FIXED` and the other `SPLICE_F_*`, which
 *   have no effect here.
 *
 * # Errors in the CQE
 * - `-EBADF`: a pipe is not open, open the wrong way round, or an empty slot.
 * - `-EINVAL`: one of them is no pipe, both are the same pipe, or `splice_flags` has an unknown bit.
 * - `-EAGAIN`: `SPLICE_F_NONBLOCK` is set and the request would wait.
 * - `-EPIPE`: nobody reads `fd_out` any more.
 * - `-ENOMEM`: the kernel is out of memory.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.8. Source: io_uring_prep_tee(3), tee(2).
 */
IOURINGINLINE void io_uring_prep_tee(struct io_uring_sqe *sqe, int fd_in, int fd_out, unsigned int nbytes,
		unsigned int splice_flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_TEE, sqe, fd_out, NULL, nbytes, 0);
	sqe->splice_off_in = 0;
	sqe->splice_flags = splice_flags;
	sqe->splice_fd_in = fd_in;
}

/**
 * Prepares a request that reads from a file into several buffers, as preadv(2) does.
 *
 * The CQE's `res` is the number of bytes read, which may be fewer than asked for; 0 is the end of the file.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file to read, open for reading. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's
 *   file table.
 * - `iovecs`: the buffers, filled in order. With `IOSQE_BUFFER_SELECT` in the entry exactly one element,
 *   whose length bounds the read.
 * - `nr_vecs`: number of elements in `iovecs`, 0 to 1024.
 * - `offset`: where to read, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
 *   moves the file position. Only 0 or -1 for files that cannot seek.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, not open for reading, or an empty slot.
 * - `-EFAULT`: `iovecs` or a buffer is not all writable memory of the process.
 * - `-EINVAL`: the file cannot be read, `offset` is negative and not -1, or `O_DIRECT` asks for another
 *   alignment, or `nr_vecs` is over 1024.
 * - `-EISDIR`: `fd` is a directory.
 * - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
 *   ignores it).
 * - `-EAGAIN`: the read would block, and `O_NONBLOCK` forbids to wait.
 * - `-EIO`: the device failed.
 * - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
 * - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
 *   `O_DIRECT`.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The array `iovecs` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
 *   after `io_uring_submit` returned); before Linux 5.5 until the request completes.
 * - The buffers that it names stay valid for writes, and nothing else reads or writes them, until the
 *   request completes.
 *
 * Since Linux 5.1. Source: io_uring_prep_readv(3), preadv2(2).
 */
IOURINGINLINE void io_uring_prep_readv(struct io_uring_sqe *sqe, int fd, const struct iovec *iovecs, unsigned nr_vecs,
		__u64 offset) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_READV, sqe, fd, iovecs, nr_vecs, offset);
}

/**
 * Prepares a request that reads from a file into several buffers, with flags, as preadv2(2) does.
 *
 * The CQE's `res` is the number of bytes read, which may be fewer than asked for; 0 is the end of the file.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file to read, open for reading. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's
 *   file table.
 * - `iovecs`: the buffers, filled in order. With `IOSQE_BUFFER_SELECT` in the entry exactly one element,
 *   whose length bounds the read.
 * - `nr_vecs`: number of elements in `iovecs`, 0 to 1024.
 * - `offset`: where to read, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
 *   moves the file position. Only 0 or -1 for files that cannot seek.
 * - `flags`: 0, or `RWF_*` bits as for preadv2(2): `RWF_HIPRI`, `RWF_NOWAIT`, `RWF_DSYNC`, `RWF_SYNC`,
 *   `RWF_APPEND` and what newer kernels add.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, not open for reading, or an empty slot.
 * - `-EFAULT`: `iovecs` or a buffer is not all writable memory of the process.
 * - `-EINVAL`: the file cannot be read, `offset` is negative and not -1, or `O_DIRECT` asks for another
 *   alignment, or `nr_vecs` is over 1024.
 * - `-EISDIR`: `fd` is a directory.
 * - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
 *   ignores it).
 * - `-EAGAIN`: the read would block, and `O_NONBLOCK` or `RWF_NOWAIT` forbids to wait.
 * - `-EIO`: the device failed.
 * - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
 * - `-EOPNOTSUPP`: a bit of `flags` is unknown, or the file does not support it.
 * - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
 *   `O_DIRECT`.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The array `iovecs` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
 *   after `io_uring_submit` returned); before Linux 5.5 until the request completes.
 * - The buffers that it names stay valid for writes, and nothing else reads or writes them, until the
 *   request completes.
 *
 * Since Linux 5.1. Source: io_uring_prep_readv2(3), preadv2(2).
 */
IOURINGINLINE void io_uring_prep_readv2(struct io_uring_sqe *sqe, int fd, const struct iovec *iovecs,
		unsigned nr_vecs, __u64 offset, int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_readv(sqe, fd, iovecs, nr_vecs, offset);
	sqe->rw_flags = flags;
}

/**
 * Prepares a request that reads from a file into a registered buffer.
 *
 * It saves the kernel from looking up and pinning the memory's pages for each request. The CQE's `res` is
 * the number of bytes read, which may be fewer than asked for; 0 is the end of the file.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file to read, open for reading. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's
 *   file table.
 * - `buf`: where the data go: an address within the registered buffer, not necessarily its start.
 * - `nbytes`: bytes to read at most; `buf` to `buf + nbytes` lies within the registered buffer.
 * - `offset`: where to read, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
 *   moves the file position. Only 0 or -1 for files that cannot seek.
 * - `buf_index`: index into the buffers registered with `io_uring_register_buffers`, 0 to 65535; the upper
 *   16 bits are dropped.
 *
 * # Errors in the CQE
 * - `-EFAULT`: the ring has no buffer of that index, or `buf` to `buf + nbytes` is not within it.
 * - `-EBADF`: `fd` is not open, not open for reading, or an empty slot.
 * - `-EINVAL`: the file cannot be read, `offset` is negative and not -1, or `O_DIRECT` asks for another
 *   alignment.
 * - `-EISDIR`: `fd` is a directory.
 * - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
 *   ignores it).
 * - `-EAGAIN`: the read would block, and `O_NONBLOCK` forbids to wait.
 * - `-EIO`: the device failed.
 * - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
 * - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
 *   `O_DIRECT`.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The buffer stays registered until the request completes; the kernel then uses its pages, so that they
 *   must not be put to other use before.
 *
 * Since Linux 5.1. Source: io_uring_prep_read_fixed(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_read_fixed(struct io_uring_sqe *sqe, int fd, void *buf, unsigned nbytes,
		__u64 offset, int buf_index) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_READ_FIXED, sqe, fd, buf, nbytes, offset);
	sqe->buf_index = (__u16)buf_index;
}

/**
 * Prepares a request that reads from a file into several pieces of one registered buffer.
 *
 * The CQE's `res` is the number of bytes read, which may be fewer than asked for; 0 is the end of the file.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file to read, open for reading. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's
 *   file table.
 * - `iovecs`: the pieces of the registered buffer, filled in order. Each lies within it, and none is empty.
 * - `nr_vecs`: number of elements in `iovecs`, 0 to 1024.
 * - `offset`: where to read, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
 *   moves the file position. Only 0 or -1 for files that cannot seek.
 * - `flags`: 0, or `RWF_*` bits as for preadv2(2): `RWF_HIPRI`, `RWF_NOWAIT`, `RWF_DSYNC`, `RWF_SYNC`,
 *   `RWF_APPEND` and what newer kernels add.
 * - `buf_index`: index into the buffers registered with `io_uring_register_buffers`, 0 to 65535; the upper
 *   16 bits are dropped.
 *
 * # Errors in the CQE
 * - `-EFAULT`: the ring has no buffer of that index, or a piece is not within it.
 * - `-EFAULT`: `iovecs` is not readable memory, or a piece is empty.
 * - `-EBADF`: `fd` is not open, not open for reading, or an empty slot.
 * - `-EINVAL`: the file cannot be read, `offset` is negative and not -1, or `O_DIRECT` asks for another
 *   alignment, or `nr_vecs` is over 1024.
 * - `-EISDIR`: `fd` is a directory.
 * - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
 *   ignores it).
 * - `-EAGAIN`: the read would block, and `O_NONBLOCK` or `RWF_NOWAIT` forbids to wait.
 * - `-EIO`: the device failed.
 * - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
 * - `-EOPNOTSUPP`: a bit of `flags` is unknown, or the file does not support it.
 * - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
 *   `O_DIRECT`.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The array `iovecs` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
 *   after `io_uring_submit` returned).
 * - The buffer stays registered until the request completes; the kernel then uses its pages, so that they
 *   must not be put to other use before.
 *
 * Since Linux 6.15. Source: io_uring_prep_readv(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_readv_fixed(struct io_uring_sqe *sqe, int fd, const struct iovec *iovecs,
		unsigned nr_vecs, __u64 offset, int flags, int buf_index) LIBURING_NOEXCEPT
{
	io_uring_prep_readv2(sqe, fd, iovecs, nr_vecs, offset, flags);
	sqe->opcode = IORING_OP_READV_FIXED;
	sqe->buf_index = (__u16)buf_index;
}

/**
 * Prepares a request that writes several buffers to a file, as pwritev(2) does.
 *
 * The CQE's `res` is the number of bytes written, which may be fewer than asked for.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file to write, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the
 *   ring's file table.
 * - `iovecs`: the buffers, written in order.
 * - `nr_vecs`: number of elements in `iovecs`, 0 to 1024.
 * - `offset`: where to write, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
 *   moves the file position. Only 0 or -1 for files that cannot seek. Files opened with `O_APPEND` are
 *   always written at their end.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, not open for writing, or an empty slot.
 * - `-EFAULT`: `iovecs` or a buffer is not all readable memory of the process.
 * - `-EINVAL`: the file cannot be written, `offset` is negative and not -1, or `O_DIRECT` asks for another
 *   alignment, or `nr_vecs` is over 1024.
 * - `-EFBIG`: the file would grow beyond what the file system or the process's limit allows.
 * - `-ENOSPC`, `-EDQUOT`: no space is left, or the quota of the user is used up.
 * - `-EPIPE`: nobody reads the pipe or socket any more; the thread that submits may get `SIGPIPE` too.
 * - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
 *   ignores it).
 * - `-EAGAIN`: the write would block, and `O_NONBLOCK` forbids to wait.
 * - `-EIO`: the device failed.
 * - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
 * - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
 *   `O_DIRECT`.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The array `iovecs` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
 *   after `io_uring_submit` returned); before Linux 5.5 until the request completes.
 * - The buffers that it names stay valid for reads, and nobody changes them, until the request completes.
 *
 * Since Linux 5.1. Source: io_uring_prep_writev(3), pwritev2(2).
 */
IOURINGINLINE void io_uring_prep_writev(struct io_uring_sqe *sqe, int fd, const struct iovec *iovecs,
		unsigned nr_vecs, __u64 offset) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_WRITEV, sqe, fd, iovecs, nr_vecs, offset);
}

/**
 * Prepares a request that writes several buffers to a file, with flags, as pwritev2(2) does.
 *
 * The CQE's `res` is the number of bytes written, which may be fewer than asked for.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file to write, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the
 *   ring's file table.
 * - `iovecs`: the buffers, written in order.
 * - `nr_vecs`: number of elements in `iovecs`, 0 to 1024.
 * - `offset`: where to write, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
 *   moves the file position. Only 0 or -1 for files that cannot seek. Files opened with `O_APPEND` are
 *   always written at their end.
 * - `flags`: 0, or `RWF_*` bits as for preadv2(2): `RWF_HIPRI`, `RWF_NOWAIT`, `RWF_DSYNC`, `RWF_SYNC`,
 *   `RWF_APPEND` and what newer kernels add.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, not open for writing, or an empty slot.
 * - `-EFAULT`: `iovecs` or a buffer is not all readable memory of the process.
 * - `-EINVAL`: the file cannot be written, `offset` is negative and not -1, or `O_DIRECT` asks for another
 *   alignment, or `nr_vecs` is over 1024.
 * - `-EFBIG`: the file would grow beyond what the file system or the process's limit allows.
 * - `-ENOSPC`, `-EDQUOT`: no space is left, or the quota of the user is used up.
 * - `-EPIPE`: nobody reads the pipe or socket any more; the thread that submits may get `SIGPIPE` too.
 * - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
 *   ignores it).
 * - `-EAGAIN`: the write would block, and `O_NONBLOCK` or `RWF_NOWAIT` forbids to wait.
 * - `-EIO`: the device failed.
 * - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
 * - `-EOPNOTSUPP`: a bit of `flags` is unknown, or the file does not support it.
 * - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
 *   `O_DIRECT`.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The array `iovecs` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
 *   after `io_uring_submit` returned); before Linux 5.5 until the request completes.
 * - The buffers that it names stay valid for reads, and nobody changes them, until the request completes.
 *
 * Since Linux 5.1. Source: io_uring_prep_writev2(3), pwritev2(2).
 */
IOURINGINLINE void io_uring_prep_writev2(struct io_uring_sqe *sqe, int fd, const struct iovec *iovecs,
		unsigned nr_vecs, __u64 offset, int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_writev(sqe, fd, iovecs, nr_vecs, offset);
	sqe->rw_flags = flags;
}

/**
 * Prepares a request that writes from a registered buffer to a file.
 *
 * It saves the kernel from looking up and pinning the memory's pages for each request. The CQE's `res` is
 * the number of bytes written, which may be fewer than asked for.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file to write, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the
 *   ring's file table.
 * - `buf`: the data: an address within the registered buffer, not necessarily its start.
 * - `nbytes`: bytes to write at most; `buf` to `buf + nbytes` lies within the registered buffer.
 * - `offset`: where to write, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
 *   moves the file position. Only 0 or -1 for files that cannot seek. Files opened with `O_APPEND` are
 *   always written at their end.
 * - `buf_index`: index into the buffers registered with `io_uring_register_buffers`, 0 to 65535; the upper
 *   16 bits are dropped.
 *
 * # Errors in the CQE
 * - `-EFAULT`: the ring has no buffer of that index, or `buf` to `buf + nbytes` is not within it.
 * - `-EBADF`: `fd` is not open, not open for writing, or an empty slot.
 * - `-EINVAL`: the file cannot be written, `offset` is negative and not -1, or `O_DIRECT` asks for another
 *   alignment.
 * - `-EFBIG`: the file would grow beyond what the file system or the process's limit allows.
 * - `-ENOSPC`, `-EDQUOT`: no space is left, or the quota of the user is used up.
 * - `-EPIPE`: nobody reads the pipe or socket any more; the thread that submits may get `SIGPIPE` too.
 * - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
 *   ignores it).
 * - `-EAGAIN`: the write would block, and `O_NONBLOCK` forbids to wait.
 * - `-EIO`: the device failed.
 * - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
 * - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
 *   `O_DIRECT`.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The buffer stays registered until the request completes; the kernel then uses its pages, so that they
 *   must not be put to other use before.
 *
 * Since Linux 5.1. Source: io_uring_prep_write_fixed(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_write_fixed(struct io_uring_sqe *sqe, int fd, const void *buf, unsigned nbytes,
		__u64 offset, int buf_index) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_WRITE_FIXED, sqe, fd, buf, nbytes, offset);
	sqe->buf_index = (__u16)buf_index;
}

/**
 * Prepares a request that writes several pieces of one registered buffer to a file.
 *
 * The CQE's `res` is the number of bytes written, which may be fewer than asked for.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file to write, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the
 *   ring's file table.
 * - `iovecs`: the pieces of the registered buffer, written in order. Each lies within it, and none is
 *   empty.
 * - `nr_vecs`: number of elements in `iovecs`, 0 to 1024.
 * - `offset`: where to write, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
 *   moves the file position. Only 0 or -1 for files that cannot seek. Files opened with `O_APPEND` are
 *   always written at their end.
 * - `flags`: 0, or `RWF_*` bits as for preadv2(2): `RWF_HIPRI`, `RWF_NOWAIT`, `RWF_DSYNC`, `RWF_SYNC`,
 *   `RWF_APPEND` and what newer kernels add.
 * - `buf_index`: index into the buffers registered with `io_uring_register_buffers`, 0 to 65535; the upper
 *   16 bits are dropped.
 *
 * # Errors in the CQE
 * - `-EFAULT`: the ring has no buffer of that index, or a piece is not within it.
 * - `-EFAULT`: `iovecs` is not readable memory, or a piece is empty.
 * - `-EBADF`: `fd` is not open, not open for writing, or an empty slot.
 * - `-EINVAL`: the file cannot be written, `offset` is negative and not -1, or `O_DIRECT` asks for another
 *   alignment, or `nr_vecs` is over 1024.
 * - `-EFBIG`: the file would grow beyond what the file system or the process's limit allows.
 * - `-ENOSPC`, `-EDQUOT`: no space is left, or the quota of the user is used up.
 * - `-EPIPE`: nobody reads the pipe or socket any more; the thread that submits may get `SIGPIPE` too.
 * - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
 *   ignores it).
 * - `-EAGAIN`: the write would block, and `O_NONBLOCK` or `RWF_NOWAIT` forbids to wait.
 * - `-EIO`: the device failed.
 * - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
 * - `-EOPNOTSUPP`: a bit of `flags` is unknown, or the file does not support it.
 * - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
 *   `O_DIRECT`.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The array `iovecs` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
 *   after `io_uring_submit` returned).
 * - The buffer stays registered until the request completes; the kernel then uses its pages, so that they
 *   must not be put to other use before.
 *
 * Since Linux 6.15. Source: io_uring_prep_writev(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_writev_fixed(struct io_uring_sqe *sqe, int fd, const struct iovec *iovecs,
		unsigned nr_vecs, __u64 offset, int flags, int buf_index) LIBURING_NOEXCEPT
{
	io_uring_prep_writev2(sqe, fd, iovecs, nr_vecs, offset, flags);
	sqe->opcode = IORING_OP_WRITEV_FIXED;
	sqe->buf_index = (__u16)buf_index;
}

/* files: durability */

/**
 * Prepares a request that makes a file's data durable on its device, as fsync(2) does.
 *
 * Requests run in no order: it covers a write only if that has completed, or is linked before it
 * (`IOSQE_IO_LINK`). For part of a file set `off` and `len` of the entry, in bytes, afterwards. The CQE's
 * `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file table.
 * - `fsync_flags`: 0, or `IORING_FSYNC_DATASYNC` to leave out metadata that reading the data does not need,
 *   as fdatasync(2) does.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or an empty slot.
 * - `-EINVAL`: the file cannot be made durable (a pipe, a socket), or `fsync_flags` has an unknown bit.
 * - `-EIO`: a write to the device failed, now or since the last sync.
 * - `-ENOSPC`, `-EDQUOT`: space ran out while data were written out.
 * - `-EROFS`: the file system is read-only.
 * - `-ECANCELED`: the request that it was linked to failed.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.1. Source: io_uring_prep_fsync(3), fsync(2).
 */
IOURINGINLINE void io_uring_prep_fsync(struct io_uring_sqe *sqe, int fd, unsigned fsync_flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FSYNC, sqe, fd, NULL, 0, 0);
	sqe->fsync_flags = fsync_flags;
}

/* the ring's file table */

/**
 * Prepares a request that puts files into consecutive slots of the ring's file table, or empties slots.
 *
 * The CQE's `res` is the number of slots done. When one fails after some were done, `res` is the number
 * done so far and the error is lost.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fds`: one value per slot: a file descriptor to put in, -1 to empty the slot,
 *   `IORING_REGISTER_FILES_SKIP` to leave it alone.
 * - `nr_fds`: number of elements of `fds`, at least 1.
 * - `offset`: the first slot, 0 to the table's size - 1. `IORING_FILE_INDEX_ALLOC` (-1): the kernel puts
 *   each file into a free slot and writes the slot's number over the descriptor in `fds` (since Linux 6.0).
 *
 * # Errors in the CQE
 * - `-ENXIO`: the ring has no file table.
 * - `-EINVAL`: the slots are not all in the table, or `nr_fds` is 0.
 * - `-EFAULT`: `fds` is not all readable memory, or, where slots are chosen, not writable.
 * - `-EBADF`: an element is not an open file, or is a ring.
 * - `-EOVERFLOW`: `offset + nr_fds` does not fit into 32 bits.
 * - `-ENFILE`: no slot is free, where the kernel chooses.
 * - `-ENOMEM`: the kernel is out of memory.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `fds` stays valid, for writes too where the kernel chooses slots, until the request completes: a
 *   linked, drained or `IOSQE_ASYNC` request reads it only when it runs.
 *
 * Since Linux 5.6. Source: io_uring_prep_files_update(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_files_update(struct io_uring_sqe *sqe, int *fds, unsigned nr_fds,
		int offset) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FILES_UPDATE, sqe, -1, fds, nr_fds, (__u64)offset);
}

/* files: space */

/**
 * Prepares a request that reserves, frees or shifts the space of part of a file, as fallocate(2) does.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file
 *   table.
 * - `mode`: 0 to reserve space, or `FALLOC_FL_*` bits: `FALLOC_FL_KEEP_SIZE`, `FALLOC_FL_PUNCH_HOLE`,
 *   `FALLOC_FL_ZERO_RANGE` …
 * - `offset`: first byte, 0 to 2^63 - 1.
 * - `len`: bytes, 1 to 2^63 - 1.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, not open for writing, or an empty slot.
 * - `-EINVAL`: `len` is 0 or a value is negative as a signed number, or the bits of `mode` do not go
 *   together.
 * - `-EOPNOTSUPP`: `mode` has an unknown bit, or asks for what the file system cannot do.
 * - `-EFBIG`: the range ends beyond the largest file size.
 * - `-ENOSPC`, `-EDQUOT`: no space is left, or the quota of the user is used up.
 * - `-ENODEV`: `fd` is neither a regular file nor a block device.
 * - `-ESPIPE`: `fd` is a pipe.
 * - `-EPERM`: the file is immutable, append-only or sealed.
 * - `-ETXTBSY`: the file is swap space.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.6. Source: io_uring_prep_fallocate(3), fallocate(2).
 */
IOURINGINLINE void io_uring_prep_fallocate(struct io_uring_sqe *sqe, int fd, int mode, __u64 offset,
		__u64 len) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FALLOCATE, sqe, fd, NULL, (unsigned int)mode, offset);
	sqe->addr = len;
}

/* files: open and close */

/**
 * Prepares a request that opens a file relative to a directory, as openat(2) does.
 *
 * The CQE's `res` is the new file descriptor.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `dfd`: directory that a relative `path` starts from, or `AT_FDCWD` for the current one; never a slot of
 *   the file table.
 * - `path`: the file's name, NUL-terminated, shorter than 4096 bytes.
 * - `flags`: an access mode (`O_RDONLY`, `O_WRONLY`, `O_RDWR`) and `O_*` bits as for open(2).
 * - `mode`: permission bits of a file that is created, 0 to 07777, less the umask; without effect unless
 *   `O_CREAT` or `O_TMPFILE` is set.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of `path` does not exist, or it is empty.
 * - `-ENOTDIR`: a component of `path` that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched, or the file not opened this way.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: `path` or a component is too long.
 * - `-EBADF`: `dfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-EEXIST`: `O_CREAT` and `O_EXCL` are set, and the file exists.
 * - `-EISDIR`: a directory is opened for writing.
 * - `-EINVAL`: `flags` has values that do not go together.
 * - `-EROFS`, `-ETXTBSY`: the file may not be written.
 * - `-ENOSPC`, `-EDQUOT`: no space for a new file.
 * - `-EMFILE`, `-ENFILE`: the process or the system has as many files open as its limit allows.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
 *   `io_uring_submit` returned).
 *
 * Since Linux 5.6. Source: io_uring_prep_openat(3), openat(2).
 */
IOURINGINLINE void io_uring_prep_openat(struct io_uring_sqe *sqe, int dfd, const char *path, int flags,
		mode_t mode) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_OPENAT, sqe, dfd, path, mode, 0);
	sqe->open_flags = (__u32)flags;
}

/**
 * Prepares a request that opens a file relative to a directory, straight into a slot of the ring's file
 * table.
 *
 * The file gets no file descriptor: later requests name the slot as `fd`, with `IOSQE_FIXED_FILE`. The
 * CQE's `res` is 0, or the slot's number where the kernel chose it.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `dfd`: directory that a relative `path` starts from, or `AT_FDCWD` for the current one; never a slot of
 *   the file table.
 * - `path`: the file's name, NUL-terminated, shorter than 4096 bytes.
 * - `flags`: an access mode (`O_RDONLY`, `O_WRONLY`, `O_RDWR`) and `O_*` bits as for open(2), without
 *   `O_CLOEXEC`.
 * - `mode`: permission bits of a file that is created, 0 to 07777, less the umask; without effect unless
 *   `O_CREAT` or `O_TMPFILE` is set.
 * - `file_index`: slot of the ring's file table to fill, 0 to its size - 1; what the slot held is closed.
 *   `IORING_FILE_INDEX_ALLOC` lets the kernel choose a free one (since Linux 5.19).
 *   `IORING_FILE_INDEX_ALLOC - 1` means the same, as the entry holds the number plus one.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of `path` does not exist, or it is empty.
 * - `-ENOTDIR`: a component of `path` that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched, or the file not opened this way.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: `path` or a component is too long.
 * - `-EBADF`: `dfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-EEXIST`: `O_CREAT` and `O_EXCL` are set, and the file exists.
 * - `-EISDIR`: a directory is opened for writing.
 * - `-EINVAL`: `flags` has values that do not go together, or `O_CLOEXEC`, which a slot does not have.
 * - `-EROFS`, `-ETXTBSY`: the file may not be written.
 * - `-ENOSPC`, `-EDQUOT`: no space for a new file.
 * - `-ENXIO`: the ring has no file table.
 * - `-EINVAL`: `file_index` is not in the table.
 * - `-ENFILE`: no slot is free, where the kernel chooses, or there is no table; or the system has as many
 *   files open as its limit allows.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
 *   `io_uring_submit` returned).
 *
 * Since Linux 5.15. Source: io_uring_prep_openat_direct(3), openat(2).
 */
IOURINGINLINE void io_uring_prep_openat_direct(struct io_uring_sqe *sqe, int dfd, const char *path, int flags,
		mode_t mode, unsigned file_index) LIBURING_NOEXCEPT
{
	io_uring_prep_openat(sqe, dfd, path, flags, mode);
	/* The entry holds the slot plus one, but IORING_FILE_INDEX_ALLOC as it is. */
	__io_uring_set_target_fixed_file(sqe, file_index == IORING_FILE_INDEX_ALLOC ? file_index - 1 : file_index);
}

/**
 * Prepares a request that opens a file, as open(2) does.
 *
 * The CQE's `res` is the new file descriptor.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `path`: the file's name, NUL-terminated, shorter than 4096 bytes. A relative one starts from the
 *   current directory.
 * - `flags`: an access mode (`O_RDONLY`, `O_WRONLY`, `O_RDWR`) and `O_*` bits as for open(2).
 * - `mode`: permission bits of a file that is created, 0 to 07777, less the umask; without effect unless
 *   `O_CREAT` or `O_TMPFILE` is set.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of `path` does not exist, or it is empty.
 * - `-ENOTDIR`: a component of `path` that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched, or the file not opened this way.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: `path` or a component is too long.
 * - `-EBADF`: `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-EEXIST`: `O_CREAT` and `O_EXCL` are set, and the file exists.
 * - `-EISDIR`: a directory is opened for writing.
 * - `-EINVAL`: `flags` has values that do not go together.
 * - `-EROFS`, `-ETXTBSY`: the file may not be written.
 * - `-ENOSPC`, `-EDQUOT`: no space for a new file.
 * - `-EMFILE`, `-ENFILE`: the process or the system has as many files open as its limit allows.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
 *   `io_uring_submit` returned).
 *
 * Since Linux 5.6. Source: io_uring_prep_openat(3), open(2).
 */
IOURINGINLINE void io_uring_prep_open(struct io_uring_sqe *sqe, const char *path, int flags,
		mode_t mode) LIBURING_NOEXCEPT
{
	io_uring_prep_openat(sqe, AT_FDCWD, path, flags, mode);
}

/**
 * Prepares a request that opens a file, straight into a slot of the ring's file table.
 *
 * The file gets no file descriptor: later requests name the slot as `fd`, with `IOSQE_FIXED_FILE`. The
 * CQE's `res` is 0, or the slot's number where the kernel chose it.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `path`: the file's name, NUL-terminated, shorter than 4096 bytes. A relative one starts from the
 *   current directory.
 * - `flags`: an access mode (`O_RDONLY`, `O_WRONLY`, `O_RDWR`) and `O_*` bits as for open(2), without
 *   `O_CLOEXEC`.
 * - `mode`: permission bits of a file that is created, 0 to 07777, less the umask; without effect unless
 *   `O_CREAT` or `O_TMPFILE` is set.
 * - `file_index`: slot of the ring's file table to fill, 0 to its size - 1; what the slot held is closed.
 *   `IORING_FILE_INDEX_ALLOC` lets the kernel choose a free one (since Linux 5.19).
 *   `IORING_FILE_INDEX_ALLOC - 1` means the same, as the entry holds the number plus one.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of `path` does not exist, or it is empty.
 * - `-ENOTDIR`: a component of `path` that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched, or the file not opened this way.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: `path` or a component is too long.
 * - `-EBADF`: `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-EEXIST`: `O_CREAT` and `O_EXCL` are set, and the file exists.
 * - `-EISDIR`: a directory is opened for writing.
 * - `-EINVAL`: `flags` has values that do not go together, or `O_CLOEXEC`, which a slot does not have.
 * - `-EROFS`, `-ETXTBSY`: the file may not be written.
 * - `-ENOSPC`, `-EDQUOT`: no space for a new file.
 * - `-ENXIO`: the ring has no file table.
 * - `-EINVAL`: `file_index` is not in the table.
 * - `-ENFILE`: no slot is free, where the kernel chooses, or there is no table; or the system has as many
 *   files open as its limit allows.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
 *   `io_uring_submit` returned).
 *
 * Since Linux 5.15. Source: io_uring_prep_openat_direct(3), open(2).
 */
IOURINGINLINE void io_uring_prep_open_direct(struct io_uring_sqe *sqe, const char *path, int flags, mode_t mode,
		unsigned file_index) LIBURING_NOEXCEPT
{
	io_uring_prep_openat_direct(sqe, AT_FDCWD, path, flags, mode, file_index);
}

/**
 * Prepares a request that closes a file descriptor, as close(2) does.
 *
 * Requests that already use the file go on with it. The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file descriptor; never a slot of the file table, for which there is
 *   `io_uring_prep_close_direct`.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open or is a ring, or `IOSQE_FIXED_FILE` is set.
 * - `-EINTR`, `-EIO`, `-ENOSPC`, `-EDQUOT`: data could not be written out. The descriptor is closed all the
 *   same: do not close it again.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - Nothing uses `fd` as the owner of the file any more: once closed, the number may stand for another
 *   file.
 *
 * Since Linux 5.6. Source: io_uring_prep_close(3), close(2).
 */
IOURINGINLINE void io_uring_prep_close(struct io_uring_sqe *sqe, int fd) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_CLOSE, sqe, fd, NULL, 0, 0);
}

/**
 * Prepares a request that empties a slot of the ring's file table and so closes its file.
 *
 * Requests that already use the file go on with it. The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `file_index`: the slot, 0 to the table's size - 1. Never 4294967295 (`IORING_FILE_INDEX_ALLOC`): the
 *   entry holds the number plus one, which would be 0, "no slot", and the request would close file
 *   descriptor 0.
 *
 * # Errors in the CQE
 * - `-ENXIO`: the ring has no file table.
 * - `-EINVAL`: `file_index` is not in the table.
 * - `-EBADF`: the slot is empty, or `IOSQE_FIXED_FILE` is set.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `file_index` is not 4294967295, unless file descriptor 0 is the caller's to close.
 *
 * Since Linux 5.15. Source: io_uring_prep_close_direct(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_close_direct(struct io_uring_sqe *sqe, unsigned file_index) LIBURING_NOEXCEPT
{
	io_uring_prep_close(sqe, 0);
	__io_uring_set_target_fixed_file(sqe, file_index);
}

/* files: data in and out, one buffer */

/**
 * Prepares a request that reads from a file into a buffer, as pread(2) does.
 *
 * The CQE's `res` is the number of bytes read, which may be fewer than asked for; 0 is the end of the file.
 * Per-request flags (`RWF_*`) go into the entry's `rw_flags` afterwards.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file to read, open for reading. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's
 *   file table.
 * - `buf`: where the data go. Null with `IOSQE_BUFFER_SELECT` in the entry: the kernel takes a buffer from
 *   the group in `buf_group`.
 * - `nbytes`: bytes to transfer at most; any value, but the kernel moves no more than 0x7ffff000 in one
 *   request.
 * - `offset`: where to read, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
 *   moves the file position. Only 0 or -1 for files that cannot seek.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, not open for reading, or an empty slot.
 * - `-EFAULT`: `buf` is not all writable memory of the process.
 * - `-EINVAL`: the file cannot be read, `offset` is negative and not -1, or `O_DIRECT` asks for another
 *   alignment.
 * - `-EISDIR`: `fd` is a directory.
 * - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
 *   ignores it).
 * - `-EAGAIN`: the read would block, and `O_NONBLOCK` forbids to wait.
 * - `-EIO`: the device failed.
 * - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
 * - `-ENOBUFS`: `IOSQE_BUFFER_SELECT` is set, and the group has no buffer left.
 * - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
 *   `O_DIRECT`.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `buf` stays valid for writes of `nbytes` bytes, and nothing else reads or writes it, until the request
 *   completes.
 *
 * Since Linux 5.6. Source: io_uring_prep_read(3), pread(2).
 */
IOURINGINLINE void io_uring_prep_read(struct io_uring_sqe *sqe, int fd, void *buf, unsigned nbytes,
		__u64 offset) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_READ, sqe, fd, buf, nbytes, offset);
}

/**
 * Prepares a request that reads again and again, each time into a buffer that the kernel takes from a
 * group, until it is cancelled or fails.
 *
 * The helper sets the entry's flags to `IOSQE_BUFFER_SELECT`: add others afterwards. Each CQE's `res` is a
 * number of bytes read, and the upper 16 bits of its `flags` name the buffer. A CQE without
 * `IORING_CQE_F_MORE` is the last one: an error, or 0 at the end of the file.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file to read, which must be pollable: a pipe, a socket, a terminal, not a regular file.
 *   `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file table.
 * - `nbytes`: must be 0: the buffers' own size bounds each read.
 * - `offset`: 0 or -1 (all bits set) for files that cannot seek, otherwise as for `io_uring_prep_read`.
 * - `buf_group`: the group of buffers, 0 to 65535; the upper 16 bits are dropped.
 *
 * # Errors in the CQE
 * - `-EBADFD`: the file cannot be polled.
 * - `-EBADF`: `fd` is not open, not open for reading, or an empty slot.
 * - `-EINVAL`: `nbytes` is not 0, or the file cannot be read.
 * - `-ENOBUFS`: the group does not exist or has no buffer left. Provide some and submit the request again.
 * - `-ECANCELED`: the request was cancelled.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The buffers of the group stay valid for writes until they are taken out of it, or the ring is gone.
 *
 * Since Linux 6.7. Source: io_uring_prep_read_multishot(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_read_multishot(struct io_uring_sqe *sqe, int fd, unsigned nbytes, __u64 offset,
		int buf_group) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_READ_MULTISHOT, sqe, fd, NULL, nbytes, offset);
	sqe->buf_group = (__u16)buf_group;
	sqe->flags = IOSQE_BUFFER_SELECT;
}

/**
 * Prepares a request that writes a buffer to a file, as pwrite(2) does.
 *
 * The CQE's `res` is the number of bytes written, which may be fewer than asked for. Per-request flags
 * (`RWF_*`) go into the entry's `rw_flags` afterwards.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file to write, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the
 *   ring's file table.
 * - `buf`: the data.
 * - `nbytes`: bytes to transfer at most; any value, but the kernel moves no more than 0x7ffff000 in one
 *   request.
 * - `offset`: where to write, bytes from the start of the file, up to 2^63 - 1; -1 (all bits set) uses and
 *   moves the file position. Only 0 or -1 for files that cannot seek. Files opened with `O_APPEND` are
 *   always written at their end.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, not open for writing, or an empty slot.
 * - `-EFAULT`: `buf` is not all readable memory of the process.
 * - `-EINVAL`: the file cannot be written, `offset` is negative and not -1, or `O_DIRECT` asks for another
 *   alignment.
 * - `-EFBIG`: the file would grow beyond what the file system or the process's limit allows.
 * - `-ENOSPC`, `-EDQUOT`: no space is left, or the quota of the user is used up.
 * - `-EPIPE`: nobody reads the pipe or socket any more; the thread that submits may get `SIGPIPE` too.
 * - `-ESPIPE`: `offset` is neither 0 nor -1, and `fd` is a socket or another file that cannot seek (a pipe
 *   ignores it).
 * - `-EAGAIN`: the write would block, and `O_NONBLOCK` forbids to wait.
 * - `-EIO`: the device failed.
 * - `-ECANCELED`: the request was cancelled, or the request that it was linked to failed.
 * - `-EOPNOTSUPP`: the ring is set up with `IORING_SETUP_IOPOLL`, and the file cannot be polled or lacks
 *   `O_DIRECT`.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `buf` stays valid for reads of `nbytes` bytes, and nobody changes it, until the request completes.
 *
 * Since Linux 5.6. Source: io_uring_prep_write(3), pwrite(2).
 */
IOURINGINLINE void io_uring_prep_write(struct io_uring_sqe *sqe, int fd, const void *buf, unsigned nbytes,
		__u64 offset) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_WRITE, sqe, fd, buf, nbytes, offset);
}

/* files: attributes */

/**
 * Prepares a request that asks for a file's size, times, owner and other attributes, as statx(2) does.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `dfd`: directory that a relative `path` starts from, or `AT_FDCWD` for the current one; never a slot of
 *   the file table.
 * - `path`: the file's name, NUL-terminated, shorter than 4096 bytes. An empty one with `AT_EMPTY_PATH`
 *   asks about `dfd` itself.
 * - `flags`: 0, or `AT_EMPTY_PATH`, `AT_NO_AUTOMOUNT`, `AT_SYMLINK_NOFOLLOW`, `AT_STATX_SYNC_TYPE` bits.
 * - `mask`: `STATX_*` bits: what is asked for; `STATX_BASIC_STATS` for what stat(2) tells.
 * - `statxbuf`: where the answer goes; its `stx_mask` says what it contains.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of `path` does not exist, or it is empty.
 * - `-ENOTDIR`: a component of `path` that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: `path` or a component is too long.
 * - `-EBADF`: `dfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-EFAULT`: `statxbuf` is not writable memory.
 * - `-EINVAL`: `flags` has an unknown bit, or `mask` the reserved one.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
 *   `io_uring_submit` returned); before Linux 5.18 until the request completes.
 * - `statxbuf` stays valid for writes, and nothing else reads or writes it, until the request completes.
 *
 * Since Linux 5.6. Source: io_uring_prep_statx(3), statx(2).
 */
IOURINGINLINE void io_uring_prep_statx(struct io_uring_sqe *sqe, int dfd, const char *path, int flags, unsigned mask,
		struct statx *statxbuf) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_STATX, sqe, dfd, path, mask, uring_ptr_to_u64(statxbuf));
	sqe->statx_flags = (__u32)flags;
}

/* advice about files and memory */

/**
 * Prepares a request that tells the kernel how part of a file is going to be used, as posix_fadvise(2)
 * does.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file table.
 * - `offset`: first byte, 0 to 2^63 - 1.
 * - `len`: bytes, below 2^32; 0 for all up to the end.
 * - `advice`: what is going to happen: `POSIX_FADV_NORMAL`, `POSIX_FADV_SEQUENTIAL`, `POSIX_FADV_RANDOM`,
 *   `POSIX_FADV_NOREUSE`, `POSIX_FADV_WILLNEED` or `POSIX_FADV_DONTNEED`.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or an empty slot.
 * - `-EINVAL`: `advice` is unknown.
 * - `-ESPIPE`: `fd` is a pipe.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.6. Source: io_uring_prep_fadvise(3), posix_fadvise(2).
 */
IOURINGINLINE void io_uring_prep_fadvise(struct io_uring_sqe *sqe, int fd, __u64 offset, __u32 len,
		int advice) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FADVISE, sqe, fd, NULL, len, offset);
	sqe->fadvise_advice = (__u32)advice;
}

/**
 * Prepares a request that tells the kernel how a range of memory is going to be used, as madvise(2) does.
 *
 * It acts on the process that submits. The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `addr`: start of the range, at the start of a page.
 * - `length`: bytes, below 2^32.
 * - `advice`: the advice: `MADV_NORMAL`, `MADV_WILLNEED`, `MADV_DONTNEED` and the others of madvise(2).
 *
 * # Errors in the CQE
 * - `-EINVAL`: `addr` is not at the start of a page, or `advice` is unknown or does not suit the memory.
 * - `-ENOMEM`: part of the range is not mapped.
 * - `-EBADF`: `advice` needs memory mapped from a file.
 * - `-EIO`, `-EAGAIN`: the kernel could not read the pages in, or lacks something for the moment.
 * - `-EPERM`: `advice` needs a privilege.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The range is the caller's to give advice about: some kinds (`MADV_DONTNEED`, `MADV_FREE`,
 *   `MADV_REMOVE`) drop its contents, which nothing may rely on from submission on.
 *
 * Since Linux 5.6. Source: io_uring_prep_madvise(3), madvise(2).
 */
IOURINGINLINE void io_uring_prep_madvise(struct io_uring_sqe *sqe, void *addr, __u32 length,
		int advice) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_MADVISE, sqe, -1, addr, length, 0);
	sqe->fadvise_advice = (__u32)advice;
}

/**
 * Prepares a request as `io_uring_prep_fadvise` does, for a range of any length.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file table.
 * - `offset`: first byte, 0 to 2^63 - 1.
 * - `len`: bytes, at least 0; 0 for all up to the end.
 * - `advice`: what is going to happen: `POSIX_FADV_NORMAL`, `POSIX_FADV_SEQUENTIAL`, `POSIX_FADV_RANDOM`,
 *   `POSIX_FADV_NOREUSE`, `POSIX_FADV_WILLNEED` or `POSIX_FADV_DONTNEED`.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or an empty slot.
 * - `-EINVAL`: `advice` is unknown, or the kernel is older than 6.11 and `len` not 0.
 * - `-ESPIPE`: `fd` is a pipe.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 6.11. Source: io_uring_prep_fadvise64(3), posix_fadvise(2).
 */
IOURINGINLINE void io_uring_prep_fadvise64(struct io_uring_sqe *sqe, int fd, __u64 offset, off_t len,
		int advice) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FADVISE, sqe, fd, NULL, 0, offset);
	sqe->addr = (__u64)len;
	sqe->fadvise_advice = (__u32)advice;
}

/**
 * Prepares a request as `io_uring_prep_madvise` does, for a range of any length.
 *
 * It acts on the process that submits. The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `addr`: start of the range, at the start of a page.
 * - `length`: bytes, at least 0.
 * - `advice`: the advice: `MADV_NORMAL`, `MADV_WILLNEED`, `MADV_DONTNEED` and the others of madvise(2).
 *
 * # Errors in the CQE
 * - `-EINVAL`: `addr` is not at the start of a page, or `advice` is unknown or does not suit the memory, or
 *   the kernel is older than 6.11 and `length` not 0.
 * - `-ENOMEM`: part of the range is not mapped.
 * - `-EBADF`: `advice` needs memory mapped from a file.
 * - `-EIO`, `-EAGAIN`: the kernel could not read the pages in, or lacks something for the moment.
 * - `-EPERM`: `advice` needs a privilege.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The range is the caller's to give advice about: some kinds (`MADV_DONTNEED`, `MADV_FREE`,
 *   `MADV_REMOVE`) drop its contents, which nothing may rely on from submission on.
 *
 * Since Linux 6.11. Source: io_uring_prep_madvise64(3), madvise(2).
 */
IOURINGINLINE void io_uring_prep_madvise64(struct io_uring_sqe *sqe, void *addr, off_t length,
		int advice) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_MADVISE, sqe, -1, addr, 0, (__u64)length);
	sqe->fadvise_advice = (__u32)advice;
}

/* files: open with a limited path */

/**
 * Prepares a request that opens a file relative to a directory, with control over how its path is resolved,
 * as openat2(2) does.
 *
 * The CQE's `res` is the new file descriptor.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `dfd`: directory that a relative `path` starts from, or `AT_FDCWD` for the current one; never a slot of
 *   the file table.
 * - `path`: the file's name, NUL-terminated, shorter than 4096 bytes.
 * - `how`: flags, mode and the way that the path may be resolved; unused bits are zero.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of `path` does not exist, or it is empty.
 * - `-ENOTDIR`: a component of `path` that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched, or the file not opened this way.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: `path` or a component is too long.
 * - `-EBADF`: `dfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-EEXIST`: `O_CREAT` and `O_EXCL` are set, and the file exists.
 * - `-EISDIR`: a directory is opened for writing.
 * - `-EINVAL`: `how` has values that do not go together.
 * - `-EROFS`, `-ETXTBSY`: the file may not be written.
 * - `-ENOSPC`, `-EDQUOT`: no space for a new file.
 * - `-EMFILE`, `-ENFILE`: the process or the system has as many files open as its limit allows.
 * - `-EAGAIN`: the kernel could not make sure that the path stays within the `RESOLVE_*` limits; submit it
 *   again.
 * - `-EXDEV`: the path leaves what `RESOLVE_*` allows.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `path` and `how` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
 *   after `io_uring_submit` returned).
 *
 * Since Linux 5.6. Source: io_uring_prep_openat2(3), openat2(2).
 */
IOURINGINLINE void io_uring_prep_openat2(struct io_uring_sqe *sqe, int dfd, const char *path,
		const struct open_how *how) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_OPENAT2, sqe, dfd, path, sizeof(*how), uring_ptr_to_u64(how));
}

/**
 * Prepares a request that opens a file as `io_uring_prep_openat2` does, straight into a slot of the ring's
 * file table.
 *
 * The file gets no file descriptor: later requests name the slot as `fd`, with `IOSQE_FIXED_FILE`. The
 * CQE's `res` is 0, or the slot's number where the kernel chose it.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `dfd`: directory that a relative `path` starts from, or `AT_FDCWD` for the current one; never a slot of
 *   the file table.
 * - `path`: the file's name, NUL-terminated, shorter than 4096 bytes.
 * - `how`: flags, mode and the way that the path may be resolved; unused bits are zero; without
 *   `O_CLOEXEC`.
 * - `file_index`: slot of the ring's file table to fill, 0 to its size - 1; what the slot held is closed.
 *   `IORING_FILE_INDEX_ALLOC` lets the kernel choose a free one (since Linux 5.19).
 *   `IORING_FILE_INDEX_ALLOC - 1` means the same, as the entry holds the number plus one.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of `path` does not exist, or it is empty.
 * - `-ENOTDIR`: a component of `path` that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched, or the file not opened this way.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: `path` or a component is too long.
 * - `-EBADF`: `dfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-EEXIST`: `O_CREAT` and `O_EXCL` are set, and the file exists.
 * - `-EISDIR`: a directory is opened for writing.
 * - `-EINVAL`: `how` has values that do not go together, or `O_CLOEXEC`, which a slot does not have.
 * - `-EROFS`, `-ETXTBSY`: the file may not be written.
 * - `-ENOSPC`, `-EDQUOT`: no space for a new file.
 * - `-ENXIO`: the ring has no file table.
 * - `-EINVAL`: `file_index` is not in the table.
 * - `-ENFILE`: no slot is free, where the kernel chooses, or there is no table; or the system has as many
 *   files open as its limit allows.
 * - `-EAGAIN`: the kernel could not make sure that the path stays within the `RESOLVE_*` limits; submit it
 *   again.
 * - `-EXDEV`: the path leaves what `RESOLVE_*` allows.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `path` and `how` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
 *   after `io_uring_submit` returned).
 *
 * Since Linux 5.15. Source: io_uring_prep_openat2_direct(3), openat2(2).
 */
IOURINGINLINE void io_uring_prep_openat2_direct(struct io_uring_sqe *sqe, int dfd, const char *path,
		const struct open_how *how, unsigned file_index) LIBURING_NOEXCEPT
{
	io_uring_prep_openat2(sqe, dfd, path, how);
	/* The entry holds the slot plus one, but IORING_FILE_INDEX_ALLOC as it is. */
	__io_uring_set_target_fixed_file(sqe, file_index == IORING_FILE_INDEX_ALLOC ? file_index - 1 : file_index);
}

/* buffers for the kernel to choose from */

/**
 * Prepares a request that gives the kernel buffers, of which requests with `IOSQE_BUFFER_SELECT` take one
 * when they have data.
 *
 * A buffer that has been used must be provided anew. Buffer rings (`io_uring_setup_buf_ring`) do the same
 * at less cost. The CQE's `res` is 0 or more on success.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `addr`: the first buffer; the others follow it without gaps.
 * - `len`: size of each buffer in bytes, at least 1.
 * - `nr`: number of buffers, 1 to 65536.
 * - `bgid`: the group they join, 0 to 65535; the upper 16 bits are dropped. It is made if it does not
 *   exist.
 * - `bid`: number of the first buffer, 0 to 65535, with `bid + nr` at most 65536; the others count up from
 *   it.
 *
 * # Errors in the CQE
 * - `-E2BIG`: `nr` is 0, negative or over 65536, or `bid` is out of range.
 * - `-EINVAL`: `bid + nr` is over 65536, `len` is 0, or the group is a buffer ring.
 * - `-EFAULT`: the buffers are not all in the process's address range.
 * - `-EOVERFLOW`: `len * nr`, or the address where they end, does not fit.
 * - `-ENOMEM`: the kernel is out of memory.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The buffers stay valid for writes, and nothing else uses them, until the kernel hands them out in a
 *   CQE, they are removed with `io_uring_prep_remove_buffers`, or the ring is gone.
 *
 * Since Linux 5.7. Source: io_uring_prep_provide_buffers(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_provide_buffers(struct io_uring_sqe *sqe, void *addr, int len, int nr, int bgid,
		int bid) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_PROVIDE_BUFFERS, sqe, nr, addr, (unsigned int)len, (__u64)bid);
	sqe->buf_group = (__u16)bgid;
}

/**
 * Prepares a request that takes buffers back that were provided with `io_uring_prep_provide_buffers`.
 *
 * The CQE's `res` is the number of buffers taken back, which may be fewer than `nr`.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `nr`: number of buffers to take back at most, 1 to 65536.
 * - `bgid`: their group, 0 to 65535; the upper 16 bits are dropped.
 *
 * # Errors in the CQE
 * - `-EINVAL`: `nr` is 0, negative or over 65536, or the group is a buffer ring.
 * - `-ENOENT`: no such group.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.7. Source: io_uring_prep_remove_buffers(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_remove_buffers(struct io_uring_sqe *sqe, int nr, int bgid) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_REMOVE_BUFFERS, sqe, nr, NULL, 0, 0);
	sqe->buf_group = (__u16)bgid;
}

/* names of files */

/**
 * Prepares a request that removes a file's name or an empty directory, relative to a directory, as
 * unlinkat(2) does.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `dfd`: directory that a relative `path` starts from, or `AT_FDCWD` for the current one; never a slot of
 *   the file table.
 * - `path`: the file's name, NUL-terminated, shorter than 4096 bytes.
 * - `flags`: 0 to remove a file, `AT_REMOVEDIR` to remove an empty directory.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of `path` does not exist, or it is empty.
 * - `-ENOTDIR`: a component of `path` that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched or written.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: `path` or a component is too long.
 * - `-EBADF`: `dfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-EISDIR`: a directory, without `AT_REMOVEDIR`.
 * - `-ENOTEMPTY`, `-EBUSY`: the directory is not empty or in use.
 * - `-EPERM`: the file is immutable, or its directory's sticky bit forbids it.
 * - `-EINVAL`: `flags` has an unknown bit.
 * - `-EROFS`: the file system is read-only.
 * - `-EIO`: the device failed.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
 *   `io_uring_submit` returned).
 *
 * Since Linux 5.11. Source: io_uring_prep_unlinkat(3), unlinkat(2).
 */
IOURINGINLINE void io_uring_prep_unlinkat(struct io_uring_sqe *sqe, int dfd, const char *path,
		int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_UNLINKAT, sqe, dfd, path, 0, 0);
	sqe->unlink_flags = (__u32)flags;
}

/**
 * Prepares a request that removes a file's name or an empty directory, as `io_uring_prep_unlinkat` from the
 * current directory.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `path`: the file's name, NUL-terminated, shorter than 4096 bytes.
 * - `flags`: 0 to remove a file, `AT_REMOVEDIR` to remove an empty directory.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of `path` does not exist, or it is empty.
 * - `-ENOTDIR`: a component of `path` that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched or written.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: `path` or a component is too long.
 * - `-EBADF`: `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-EISDIR`: a directory, without `AT_REMOVEDIR`.
 * - `-ENOTEMPTY`, `-EBUSY`: the directory is not empty or in use.
 * - `-EPERM`: the file is immutable, or its directory's sticky bit forbids it.
 * - `-EINVAL`: `flags` has an unknown bit.
 * - `-EROFS`: the file system is read-only.
 * - `-EIO`: the device failed.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
 *   `io_uring_submit` returned).
 *
 * Since Linux 5.11. Source: io_uring_prep_unlink(3), unlink(2).
 */
IOURINGINLINE void io_uring_prep_unlink(struct io_uring_sqe *sqe, const char *path, int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_unlinkat(sqe, AT_FDCWD, path, flags);
}

/**
 * Prepares a request that renames a file or moves it to another directory, as renameat2(2) does.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `olddfd`: directory that a relative `oldpath` starts from, or `AT_FDCWD` for the current one; never a
 *   slot of the file table.
 * - `oldpath`: the present name, NUL-terminated, shorter than 4096 bytes.
 * - `newdfd`: the same for `newpath`.
 * - `newpath`: the new name, NUL-terminated, shorter than 4096 bytes. What it named before is replaced.
 * - `flags`: 0, `RENAME_NOREPLACE`, `RENAME_EXCHANGE` or `RENAME_WHITEOUT`.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of a path does not exist, or it is empty.
 * - `-ENOTDIR`: a component of a path that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched or written.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: a path or a component is too long.
 * - `-EBADF`: `olddfd` or `newdfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-EEXIST`, `-ENOTEMPTY`: `newpath` is a directory that is not empty, or exists although
 *   `RENAME_NOREPLACE` is set.
 * - `-EISDIR`: `newpath` is a directory and `oldpath` none.
 * - `-EXDEV`: the two are on different file systems.
 * - `-EINVAL`: `flags` has an unknown bit or a combination that the file system cannot do, or a directory
 *   would move into itself.
 * - `-EBUSY`, `-EPERM`: a file is in use, immutable, or its directory's sticky bit forbids it.
 * - `-ENOSPC`, `-EDQUOT`: no space for the new name.
 * - `-EROFS`: the file system is read-only.
 * - `-EIO`: the device failed.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `oldpath` and `newpath` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL`
 *   maybe after `io_uring_submit` returned).
 *
 * Since Linux 5.11. Source: io_uring_prep_renameat(3), renameat2(2).
 */
IOURINGINLINE void io_uring_prep_renameat(struct io_uring_sqe *sqe, int olddfd, const char *oldpath, int newdfd,
		const char *newpath, unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_RENAMEAT, sqe, olddfd, oldpath, (unsigned int)newdfd, uring_ptr_to_u64(newpath));
	sqe->rename_flags = flags;
}

/**
 * Prepares a request that renames a file or moves it to another directory, as `io_uring_prep_renameat` from
 * the current directory without flags.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `oldpath`: the present name, NUL-terminated, shorter than 4096 bytes.
 * - `newpath`: the new name, NUL-terminated, shorter than 4096 bytes. What it named before is replaced.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of a path does not exist, or it is empty.
 * - `-ENOTDIR`: a component of a path that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched or written.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: a path or a component is too long.
 * - `-EBADF`: `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-EEXIST`, `-ENOTEMPTY`: `newpath` is a directory that is not empty.
 * - `-EISDIR`: `newpath` is a directory and `oldpath` none.
 * - `-EXDEV`: the two are on different file systems.
 * - `-EINVAL`: a directory would move into itself.
 * - `-EBUSY`, `-EPERM`: a file is in use, immutable, or its directory's sticky bit forbids it.
 * - `-ENOSPC`, `-EDQUOT`: no space for the new name.
 * - `-EROFS`: the file system is read-only.
 * - `-EIO`: the device failed.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `oldpath` and `newpath` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL`
 *   maybe after `io_uring_submit` returned).
 *
 * Since Linux 5.11. Source: io_uring_prep_rename(3), rename(2).
 */
IOURINGINLINE void io_uring_prep_rename(struct io_uring_sqe *sqe, const char *oldpath,
		const char *newpath) LIBURING_NOEXCEPT
{
	io_uring_prep_renameat(sqe, AT_FDCWD, oldpath, AT_FDCWD, newpath, 0);
}

/* files: write-out of a range */

/**
 * Prepares a request that starts or awaits the write-out of part of a file, as sync_file_range(2) does.
 *
 * It writes no metadata and flushes no device cache, so it does not make data durable: that is
 * `io_uring_prep_fsync`. The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file table.
 * - `len`: bytes to write out; 0 for all up to the end.
 * - `offset`: first byte, 0 to 2^63 - 1.
 * - `flags`: `SYNC_FILE_RANGE_WAIT_BEFORE`, `SYNC_FILE_RANGE_WRITE`, `SYNC_FILE_RANGE_WAIT_AFTER`, any of
 *   them.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or an empty slot.
 * - `-EINVAL`: `flags` has an unknown bit, or the range ends beyond 2^63 - 1.
 * - `-ESPIPE`: `fd` is not a regular file, block device, directory or symbolic link.
 * - `-EIO`: the device failed.
 * - `-ENOSPC`: space ran out while data were written out.
 * - `-ENOMEM`: the kernel is out of memory.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.2. Source: io_uring_prep_sync_file_range(3), sync_file_range(2).
 */
IOURINGINLINE void io_uring_prep_sync_file_range(struct io_uring_sqe *sqe, int fd, unsigned len, __u64 offset,
		int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_SYNC_FILE_RANGE, sqe, fd, NULL, len, offset);
	sqe->sync_range_flags = (__u32)flags;
}

/* directories and links */

/**
 * Prepares a request that makes a directory, relative to another, as mkdirat(2) does.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `dfd`: directory that a relative `path` starts from, or `AT_FDCWD` for the current one; never a slot of
 *   the file table.
 * - `path`: the directory's name, NUL-terminated, shorter than 4096 bytes.
 * - `mode`: permission bits of the new directory, 0 to 01777, less the umask.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of `path` does not exist, or it is empty.
 * - `-ENOTDIR`: a component of `path` that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched or written.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: `path` or a component is too long.
 * - `-EBADF`: `dfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-EEXIST`: `path` exists already.
 * - `-ENOSPC`, `-EDQUOT`, `-EMLINK`: no space for the new name, or too many links.
 * - `-EROFS`: the file system is read-only.
 * - `-EIO`: the device failed.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
 *   `io_uring_submit` returned).
 *
 * Since Linux 5.15. Source: io_uring_prep_mkdirat(3), mkdirat(2).
 */
IOURINGINLINE void io_uring_prep_mkdirat(struct io_uring_sqe *sqe, int dfd, const char *path,
		mode_t mode) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_MKDIRAT, sqe, dfd, path, mode, 0);
}

/**
 * Prepares a request that makes a directory, as `io_uring_prep_mkdirat` from the current directory.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `path`: the directory's name, NUL-terminated, shorter than 4096 bytes.
 * - `mode`: permission bits of the new directory, 0 to 01777, less the umask.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of `path` does not exist, or it is empty.
 * - `-ENOTDIR`: a component of `path` that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched or written.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: `path` or a component is too long.
 * - `-EBADF`: `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-EEXIST`: `path` exists already.
 * - `-ENOSPC`, `-EDQUOT`, `-EMLINK`: no space for the new name, or too many links.
 * - `-EROFS`: the file system is read-only.
 * - `-EIO`: the device failed.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `path` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
 *   `io_uring_submit` returned).
 *
 * Since Linux 5.15. Source: io_uring_prep_mkdir(3), mkdir(2).
 */
IOURINGINLINE void io_uring_prep_mkdir(struct io_uring_sqe *sqe, const char *path, mode_t mode) LIBURING_NOEXCEPT
{
	io_uring_prep_mkdirat(sqe, AT_FDCWD, path, mode);
}

/**
 * Prepares a request that makes a symbolic link, relative to a directory, as symlinkat(2) does.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `target`: what the link says, NUL-terminated, not empty, shorter than 4096 bytes; it need not exist.
 * - `newdirfd`: directory that a relative `linkpath` starts from, or `AT_FDCWD` for the current one; never
 *   a slot of the file table.
 * - `linkpath`: the link's name, NUL-terminated, shorter than 4096 bytes.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of `linkpath` does not exist, or it is empty.
 * - `-ENOTDIR`: a component of `linkpath` that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched or written.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: `linkpath` or a component is too long.
 * - `-EBADF`: `newdirfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-ENOENT`: `target` is empty.
 * - `-EEXIST`: `linkpath` exists already.
 * - `-ENOSPC`, `-EDQUOT`, `-EMLINK`: no space for the new name, or too many links.
 * - `-EPERM`: the file system has no symbolic links.
 * - `-EROFS`: the file system is read-only.
 * - `-EIO`: the device failed.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `target` and `linkpath` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL`
 *   maybe after `io_uring_submit` returned).
 *
 * Since Linux 5.15. Source: io_uring_prep_symlinkat(3), symlinkat(2).
 */
IOURINGINLINE void io_uring_prep_symlinkat(struct io_uring_sqe *sqe, const char *target, int newdirfd,
		const char *linkpath) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_SYMLINKAT, sqe, newdirfd, target, 0, uring_ptr_to_u64(linkpath));
}

/**
 * Prepares a request that makes a symbolic link, as `io_uring_prep_symlinkat` from the current directory.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `target`: what the link says, NUL-terminated, not empty, shorter than 4096 bytes; it need not exist.
 * - `linkpath`: the link's name, NUL-terminated, shorter than 4096 bytes.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of `linkpath` does not exist, or it is empty.
 * - `-ENOTDIR`: a component of `linkpath` that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched or written.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: `linkpath` or a component is too long.
 * - `-EBADF`: `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-ENOENT`: `target` is empty.
 * - `-EEXIST`: `linkpath` exists already.
 * - `-ENOSPC`, `-EDQUOT`, `-EMLINK`: no space for the new name, or too many links.
 * - `-EPERM`: the file system has no symbolic links.
 * - `-EROFS`: the file system is read-only.
 * - `-EIO`: the device failed.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `target` and `linkpath` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL`
 *   maybe after `io_uring_submit` returned).
 *
 * Since Linux 5.15. Source: io_uring_prep_symlink(3), symlink(2).
 */
IOURINGINLINE void io_uring_prep_symlink(struct io_uring_sqe *sqe, const char *target,
		const char *linkpath) LIBURING_NOEXCEPT
{
	io_uring_prep_symlinkat(sqe, target, AT_FDCWD, linkpath);
}

/**
 * Prepares a request that gives a file another name, relative to directories, as linkat(2) does.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `olddfd`: directory that a relative `oldpath` starts from, or `AT_FDCWD` for the current one; never a
 *   slot of the file table.
 * - `oldpath`: the present name, NUL-terminated, shorter than 4096 bytes.
 * - `newdfd`: the same for `newpath`.
 * - `newpath`: the new name, NUL-terminated, shorter than 4096 bytes.
 * - `flags`: 0, or `AT_SYMLINK_FOLLOW` to link what a symbolic link `oldpath` points to, `AT_EMPTY_PATH` to
 *   link `olddfd` itself, with an empty `oldpath`.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of a path does not exist, or it is empty.
 * - `-ENOTDIR`: a component of a path that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched or written.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: a path or a component is too long.
 * - `-EBADF`: `olddfd` or `newdfd` is not open and the path relative, or `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-EEXIST`: `newpath` exists already.
 * - `-ENOSPC`, `-EDQUOT`, `-EMLINK`: no space for the new name, or too many links.
 * - `-EXDEV`: the two are on different file systems.
 * - `-EPERM`: `oldpath` is a directory, immutable, or may not be linked by this user.
 * - `-EINVAL`: `flags` has an unknown bit.
 * - `-EROFS`: the file system is read-only.
 * - `-EIO`: the device failed.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `oldpath` and `newpath` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL`
 *   maybe after `io_uring_submit` returned).
 *
 * Since Linux 5.15. Source: io_uring_prep_linkat(3), linkat(2).
 */
IOURINGINLINE void io_uring_prep_linkat(struct io_uring_sqe *sqe, int olddfd, const char *oldpath, int newdfd,
		const char *newpath, int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_LINKAT, sqe, olddfd, oldpath, (unsigned int)newdfd, uring_ptr_to_u64(newpath));
	sqe->hardlink_flags = (__u32)flags;
}

/**
 * Prepares a request that gives a file another name, as `io_uring_prep_linkat` from the current directory.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `oldpath`: the present name, NUL-terminated, shorter than 4096 bytes.
 * - `newpath`: the new name, NUL-terminated, shorter than 4096 bytes.
 * - `flags`: 0, or `AT_SYMLINK_FOLLOW` to link what a symbolic link `oldpath` points to.
 *
 * # Errors in the CQE
 * - `-ENOENT`: a component of a path does not exist, or it is empty.
 * - `-ENOTDIR`: a component of a path that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched or written.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: a path or a component is too long.
 * - `-EBADF`: `IOSQE_FIXED_FILE` is set.
 * - `-EFAULT`: a pointer does not point to readable memory.
 * - `-EEXIST`: `newpath` exists already.
 * - `-ENOSPC`, `-EDQUOT`, `-EMLINK`: no space for the new name, or too many links.
 * - `-EXDEV`: the two are on different file systems.
 * - `-EPERM`: `oldpath` is a directory, immutable, or may not be linked by this user.
 * - `-EINVAL`: `flags` has an unknown bit.
 * - `-EROFS`: the file system is read-only.
 * - `-EIO`: the device failed.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `oldpath` and `newpath` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL`
 *   maybe after `io_uring_submit` returned).
 *
 * Since Linux 5.15. Source: io_uring_prep_link(3), link(2).
 */
IOURINGINLINE void io_uring_prep_link(struct io_uring_sqe *sqe, const char *oldpath, const char *newpath,
		int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_linkat(sqe, AT_FDCWD, oldpath, AT_FDCWD, newpath, flags);
}

/* extended attributes */

/**
 * Prepares a request that reads an extended attribute of a file by name, as getxattr(2) does.
 *
 * The CQE's `res` is the size of the value in bytes.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `name`: the attribute's full name, such as `user.comment`, NUL-terminated, at most 255 bytes.
 * - `value`: where the value goes; may be null when `len` is 0.
 * - `path`: the file's name, NUL-terminated, shorter than 4096 bytes. Symbolic links are followed; a
 *   relative name starts from the current directory.
 * - `len`: size of `value` in bytes; 0 to ask for the value's size alone. Over 65536 counts as 65536.
 *
 * # Errors in the CQE
 * - `-ENODATA`: the file has no such attribute.
 * - `-EOPNOTSUPP`: the file system has no such attributes, or the name has no known prefix.
 * - `-ERANGE`: the name is empty or over 255 bytes, or the value is longer than `len`.
 * - `-EFAULT`: a pointer does not point to memory of the process.
 * - `-ENOENT`: a component of `path` does not exist, or it is empty.
 * - `-ENOTDIR`: a component of `path` that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: `path` or a component is too long.
 * - `-EBADF`: `IOSQE_FIXED_FILE` is set.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `name` and `path` stay valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe
 *   after `io_uring_submit` returned).
 * - `value` stays valid for writes of `len` bytes, and nothing else reads or writes it, until the request
 *   completes.
 *
 * Since Linux 5.19. Source: io_uring_prep_getxattr(3), getxattr(2).
 */
IOURINGINLINE void io_uring_prep_getxattr(struct io_uring_sqe *sqe, const char *name, char *value, const char *path,
		unsigned int len) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_GETXATTR, sqe, 0, name, len, uring_ptr_to_u64(value));
	sqe->addr3 = uring_ptr_to_u64(path);
	sqe->xattr_flags = 0;
}

/**
 * Prepares a request that sets an extended attribute of a file by name, as setxattr(2) does.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `name`: the attribute's full name, such as `user.comment`, NUL-terminated, at most 255 bytes.
 * - `value`: the value; may be null when `len` is 0.
 * - `path`: the file's name, NUL-terminated, shorter than 4096 bytes. Symbolic links are followed; a
 *   relative name starts from the current directory.
 * - `flags`: 0 to create or replace, `XATTR_CREATE` to create only, `XATTR_REPLACE` to replace only.
 * - `len`: size of the value in bytes, 0 to 65536.
 *
 * # Errors in the CQE
 * - `-ENODATA`: the file has no such attribute and `flags` is `XATTR_REPLACE`.
 * - `-EOPNOTSUPP`: the file system has no such attributes, or the name has no known prefix.
 * - `-ERANGE`: the name is empty or over 255 bytes.
 * - `-EFAULT`: a pointer does not point to memory of the process.
 * - `-EEXIST`: it has one, and `flags` is `XATTR_CREATE`.
 * - `-EINVAL`: `flags` has an unknown bit.
 * - `-E2BIG`: `len` is over 65536.
 * - `-EPERM`: the file is immutable, or the kind of attribute is not for this file or user.
 * - `-EROFS`: the file system is read-only.
 * - `-ENOSPC`, `-EDQUOT`: no space is left, or the quota of the user is used up.
 * - `-ENOENT`: a component of `path` does not exist, or it is empty.
 * - `-ENOTDIR`: a component of `path` that must be a directory is none.
 * - `-EACCES`: a directory on the way may not be searched.
 * - `-ELOOP`: too many symbolic links.
 * - `-ENAMETOOLONG`: `path` or a component is too long.
 * - `-EBADF`: `IOSQE_FIXED_FILE` is set.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `name`, `value` (`len` bytes) and `path` stay valid until the kernel has taken the entry (with
 *   `IORING_SETUP_SQPOLL` maybe after `io_uring_submit` returned).
 *
 * Since Linux 5.19. Source: io_uring_prep_setxattr(3), setxattr(2).
 */
IOURINGINLINE void io_uring_prep_setxattr(struct io_uring_sqe *sqe, const char *name, const char *value,
		const char *path, int flags, unsigned int len) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_SETXATTR, sqe, 0, name, len, uring_ptr_to_u64(value));
	sqe->addr3 = uring_ptr_to_u64(path);
	sqe->xattr_flags = (__u32)flags;
}

/**
 * Prepares a request that reads an extended attribute of an open file, as fgetxattr(2) does.
 *
 * The CQE's `res` is the size of the value in bytes.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file table.
 * - `name`: the attribute's full name, such as `user.comment`, NUL-terminated, at most 255 bytes.
 * - `value`: where the value goes; may be null when `len` is 0.
 * - `len`: size of `value` in bytes; 0 to ask for the value's size alone. Over 65536 counts as 65536.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or an empty slot.
 * - `-ENODATA`: the file has no such attribute.
 * - `-EOPNOTSUPP`: the file system has no such attributes, or the name has no known prefix.
 * - `-ERANGE`: the name is empty or over 255 bytes, or the value is longer than `len`.
 * - `-EFAULT`: a pointer does not point to memory of the process.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `name` stays valid until the kernel has taken the entry (with `IORING_SETUP_SQPOLL` maybe after
 *   `io_uring_submit` returned).
 * - `value` stays valid for writes of `len` bytes, and nothing else reads or writes it, until the request
 *   completes.
 *
 * Since Linux 5.19. Source: io_uring_prep_fgetxattr(3), fgetxattr(2).
 */
IOURINGINLINE void io_uring_prep_fgetxattr(struct io_uring_sqe *sqe, int fd, const char *name, char *value,
		unsigned int len) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FGETXATTR, sqe, fd, name, len, uring_ptr_to_u64(value));
	sqe->xattr_flags = 0;
}

/**
 * Prepares a request that sets an extended attribute of an open file, as fsetxattr(2) does.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's file table.
 * - `name`: the attribute's full name, such as `user.comment`, NUL-terminated, at most 255 bytes.
 * - `value`: the value; may be null when `len` is 0.
 * - `flags`: 0 to create or replace, `XATTR_CREATE` to create only, `XATTR_REPLACE` to replace only.
 * - `len`: size of the value in bytes, 0 to 65536.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or an empty slot.
 * - `-ENODATA`: the file has no such attribute and `flags` is `XATTR_REPLACE`.
 * - `-EOPNOTSUPP`: the file system has no such attributes, or the name has no known prefix.
 * - `-ERANGE`: the name is empty or over 255 bytes.
 * - `-EFAULT`: a pointer does not point to memory of the process.
 * - `-EEXIST`: it has one, and `flags` is `XATTR_CREATE`.
 * - `-EINVAL`: `flags` has an unknown bit.
 * - `-E2BIG`: `len` is over 65536.
 * - `-EPERM`: the file is immutable, or the kind of attribute is not for this file or user.
 * - `-EROFS`: the file system is read-only.
 * - `-ENOSPC`, `-EDQUOT`: no space is left, or the quota of the user is used up.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `name` and `value` (`len` bytes) stay valid until the kernel has taken the entry (with
 *   `IORING_SETUP_SQPOLL` maybe after `io_uring_submit` returned).
 *
 * Since Linux 5.19. Source: io_uring_prep_fsetxattr(3), fsetxattr(2).
 */
IOURINGINLINE void io_uring_prep_fsetxattr(struct io_uring_sqe *sqe, int fd, const char *name, const char *value,
		int flags, unsigned int len) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FSETXATTR, sqe, fd, name, len, uring_ptr_to_u64(value));
	sqe->xattr_flags = (__u32)flags;
}

/* file table to file descriptor */

/**
 * Prepares a request that makes an ordinary file descriptor for a file of the ring's file table.
 *
 * The slot stays as it is. The helper sets the entry's flags to `IOSQE_FIXED_FILE`: add others afterwards.
 * The CQE's `res` is the new descriptor.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: slot of the file table, 0 to its size - 1.
 * - `flags`: 0 for a descriptor with `O_CLOEXEC`, `IORING_FIXED_FD_NO_CLOEXEC` for one without.
 *
 * # Errors in the CQE
 * - `-EBADF`: the slot is empty or not in the table, or the entry's flags lack `IOSQE_FIXED_FILE`.
 * - `-EINVAL`: `flags` has an unknown bit, or another field of the entry is not zero.
 * - `-EPERM`: the entry names a personality.
 * - `-EMFILE`: the process has as many descriptors as its limit allows.
 * - `-ENOMEM`: the kernel is out of memory.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 6.8. Source: io_uring_prep_fixed_fd_install(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_fixed_fd_install(struct io_uring_sqe *sqe, int fd,
		unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FIXED_FD_INSTALL, sqe, fd, NULL, 0, 0);
	sqe->flags = IOSQE_FIXED_FILE;
	sqe->install_fd_flags = flags;
}

/* files: size */

/**
 * Prepares a request that sets the size of an open file, as ftruncate(2) does.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file, a regular one, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the
 *   ring's file table.
 * - `len`: the new size in bytes, at least 0. What lies beyond is dropped; what is added reads as zeros.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or an empty slot.
 * - `-EINVAL`: `len` is negative, `fd` is no regular file or not open for writing, or another field of the
 *   entry is not zero.
 * - `-EFBIG`: `len` is over the largest file size or the process's limit.
 * - `-EPERM`: the file is append-only or sealed.
 * - `-EIO`: the device failed.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 6.9. Source: io_uring_prep_ftruncate(3), ftruncate(2).
 */
IOURINGINLINE void io_uring_prep_ftruncate(struct io_uring_sqe *sqe, int fd, loff_t len) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FTRUNCATE, sqe, fd, NULL, 0, (__u64)len);
}

/* block devices */

/**
 * Prepares a request that tells a block device that a range holds nothing of use any more, as the
 * `BLKDISCARD` ioctl does.
 *
 * It races with reads and writes of the range that are under way. The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the block device, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's
 *   file table.
 * - `offset`: first byte, a multiple of the device's logical block size.
 * - `nbytes`: bytes, at least 1, a multiple of the same.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, not open for writing, or an empty slot.
 * - `-EOPNOTSUPP`: `fd` is no file that takes commands, or the device cannot discard.
 * - `-EINVAL`: the range is empty, not aligned or not within the device, or another field of the entry is
 *   not zero; a kernel before 6.12.
 * - `-EPERM`: the device is read-only.
 * - `-EIO`: the device failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The range holds nothing that anybody needs: reading it afterwards may give anything.
 *
 * Since Linux 6.12. Source: io_uring_prep_cmd_discard(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_cmd_discard(struct io_uring_sqe *sqe, int fd, uint64_t offset,
		uint64_t nbytes) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_URING_CMD, sqe, fd, NULL, 0, 0);
	sqe->cmd_op = BLOCK_URING_CMD_DISCARD;
	sqe->addr = offset;
	sqe->addr3 = nbytes;
}

/**
 * Prepares a request that resets the write pointers of all zones of a zoned block device, so that each zone
 * is empty.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the block device, open for writing. `IOSQE_FIXED_FILE` in the entry makes it a slot of the ring's
 *   file table.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, not open for writing, or an empty slot.
 * - `-EOPNOTSUPP`: `fd` is no file that takes commands.
 * - `-EINVAL`: the kernel does not know the command.
 * - `-EIO`: the device failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The device holds nothing that anybody needs: all of it is lost.
 *
 * Source: kernel header linux/blkdev.h.
 */
IOURINGINLINE void io_uring_prep_cmd_zone_reset_all(struct io_uring_sqe *sqe, int fd) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_URING_CMD, sqe, fd, NULL, 0, 0);
	sqe->cmd_op = BLOCK_URING_CMD_ZONE_RESET_ALL;
}

/* pipes */

/**
 * Prepares a request that makes a pipe, as pipe2(2) does.
 *
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fds`: where the two descriptors go: the reading end first, then the writing end.
 * - `pipe_flags`: 0, or `O_CLOEXEC`, `O_DIRECT`, `O_NONBLOCK`, `O_NOTIFICATION_PIPE` as for pipe2(2).
 *
 * # Errors in the CQE
 * - `-EFAULT`: `fds` is not writable memory.
 * - `-EINVAL`: `pipe_flags` has an unknown bit.
 * - `-EMFILE`, `-ENFILE`: the process or the system has as many files open as its limit allows.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `fds` stays valid for writes of two elements, and nothing else reads or writes it, until the request
 *   completes.
 *
 * Since Linux 6.16. Source: io_uring_prep_pipe(3), pipe2(2).
 */
IOURINGINLINE void io_uring_prep_pipe(struct io_uring_sqe *sqe, int *fds, int pipe_flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_PIPE, sqe, 0, fds, 0, 0);
	sqe->pipe_flags = (__u32)pipe_flags;
}

/**
 * Prepares a request that makes a pipe straight in two slots of the ring's file table.
 *
 * The pipe's ends get no file descriptors: later requests name the slots as `fd`, with `IOSQE_FIXED_FILE`.
 * The CQE's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fds`: where the numbers of the two slots go: the reading end first, then the writing end.
 * - `pipe_flags`: 0, or `O_CLOEXEC`, `O_DIRECT`, `O_NONBLOCK`, `O_NOTIFICATION_PIPE` as for pipe2(2);
 *   without `O_CLOEXEC`, which a slot does not have.
 * - `file_index`: slot for the reading end, with the next one for the writing end; what they held is
 *   closed, even where the request fails in the end. `IORING_FILE_INDEX_ALLOC` (or that - 1, as the entry
 *   holds the number plus one) lets the kernel choose two free ones.
 *
 * # Errors in the CQE
 * - `-EFAULT`: `fds` is not writable memory.
 * - `-ENXIO`: the ring has no file table.
 * - `-EINVAL`: a slot is not in the table, or `pipe_flags` has an unknown bit.
 * - `-ENFILE`: no two slots are free, where the kernel chooses, or there is no table; or the system has as
 *   many files open as its limit allows.
 * - `-EINVAL`: the ring is set up with `IORING_SETUP_IOPOLL`, which excludes this operation.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `fds` stays valid for writes of two elements, and nothing else reads or writes it, until the request
 *   completes.
 *
 * Since Linux 6.16. Source: io_uring_prep_pipe_direct(3), pipe2(2).
 */
IOURINGINLINE void io_uring_prep_pipe_direct(struct io_uring_sqe *sqe, int *fds, int pipe_flags,
		unsigned int file_index) LIBURING_NOEXCEPT
{
	io_uring_prep_pipe(sqe, fds, pipe_flags);
	/* The entry holds the slot plus one, but IORING_FILE_INDEX_ALLOC as it is. */
	__io_uring_set_target_fixed_file(sqe, file_index == IORING_FILE_INDEX_ALLOC ? file_index - 1 : file_index);
}

/* sockets: messages with several buffers */

/**
 * Prepares a receive on a socket with `recvmsg`: several buffers, the sender's address, control messages.
 *
 * The completion's `res` is the number of bytes received, 0 at the end of a stream.
 * `IORING_CQE_F_SOCK_NONEMPTY` in its flags says that the socket held more. Without data the request waits;
 * `MSG_DONTWAIT` makes it fail instead. `ioprio` of the entry may be set to `IORING_RECVSEND_POLL_FIRST`
 * afterwards.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `msg`: what to receive into. With `IOSQE_BUFFER_SELECT` at most one `iovec`, whose length is the limit,
 *   and the data lands in a provided buffer.
 * - `flags`: `MSG_*` flags of recvmsg(2).
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `fd` is no socket.
 * - `-EINVAL`: an unknown bit in `ioprio`, more than one `iovec` with `IOSQE_BUFFER_SELECT`, or a ring with
 *   `IORING_SETUP_IOPOLL`.
 * - `-EFAULT`: `msg` or memory that it names cannot be accessed.
 * - `-EMSGSIZE`: `msg_iovlen` is above 1024.
 * - `-EAGAIN`: `MSG_DONTWAIT` was given and there is no data.
 * - `-ENOBUFS`: `IOSQE_BUFFER_SELECT` was set and the buffer group is missing or empty.
 * - `-ENOTCONN`, `-ECONNRESET`, `-ECONNREFUSED`: as from recvmsg(2).
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `msg`, its buffers, its `msg_name` and its `msg_control` stay valid and are used by nobody else until
 *   the request completes: the kernel writes the lengths and flags back into `msg`.
 * - The array of `iovec` stays valid until the kernel has taken the entry: when the submitting call returns,
 *   or with `IORING_SETUP_SQPOLL` when its thread has done so. Before Linux 5.5
 *   (`IORING_FEAT_SUBMIT_STABLE`) until the request completes.
 *
 * Since Linux 5.3. Source: io_uring_prep_recvmsg(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_recvmsg(struct io_uring_sqe *sqe, int fd, struct msghdr *msg,
		unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_RECVMSG, sqe, fd, msg, 1, 0);
	sqe->msg_flags = flags;
}

/**
 * Prepares a request that receives with `recvmsg` again and again, each time into a provided buffer.
 *
 * Every completion takes one buffer of the group: its number is in the upper half of the CQE's flags, and it
 * holds a `struct io_uring_recvmsg_out`, the address, the control messages and the payload, in the sizes
 * that `msg_namelen` and `msg_controllen` ask for; `io_uring_recvmsg_validate` and its companions read it.
 * The request goes on for as long as completions carry `IORING_CQE_F_MORE`; one without it is the last.
 *
 * The caller sets `IOSQE_BUFFER_SELECT` and the group (`io_uring_sqe_set_buf_group`) after this call.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `msg`: only `msg_namelen`, `msg_controllen` and `msg_iovlen` (0 or 1) count: the pointers for name and
 *   control are not used.
 * - `flags`: `MSG_*` flags of recvmsg(2), without `MSG_WAITALL`.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `fd` is no socket.
 * - `-EINVAL`: `IOSQE_BUFFER_SELECT` is missing, `MSG_WAITALL` is set, `msg_iovlen` is above 1, the kernel
 *   is older than 6.0, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-EFAULT`: `msg` cannot be read, or a buffer is too small for the header, the name and the control
 *   messages.
 * - `-ENOBUFS`: the buffer group is missing, or it ran empty; add buffers and start anew.
 * - `-ENOTCONN`, `-ECONNRESET`, `-ECONNREFUSED`: as from recvmsg(2).
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `msg` stays valid until the kernel has taken the entry: when the submitting call returns, or with
 *   `IORING_SETUP_SQPOLL` when its thread has done so. A copy is needed for reading the received messages.
 * - The buffers of the group belong to the kernel until a completion hands them out.
 *
 * Since Linux 6.0. Source: io_uring_prep_recvmsg_multishot(3), io_uring_recvmsg_out(3).
 */
IOURINGINLINE void io_uring_prep_recvmsg_multishot(struct io_uring_sqe *sqe, int fd, struct msghdr *msg,
		unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_recvmsg(sqe, fd, msg, flags);
	sqe->ioprio |= IORING_RECV_MULTISHOT;
}

/**
 * Prepares a send on a socket with `sendmsg`: several buffers, an address, control messages.
 *
 * The completion's `res` is the number of bytes sent, which may be fewer than asked for unless `MSG_WAITALL`
 * is given. The request never raises `SIGPIPE`: the kernel adds `MSG_NOSIGNAL`. `ioprio` of the entry may be
 * set to `IORING_RECVSEND_POLL_FIRST` afterwards.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `msg`: what to send, and where to.
 * - `flags`: `MSG_*` flags of sendmsg(2).
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `fd` is no socket.
 * - `-EINVAL`: an unknown bit in `ioprio`, `addr2` or `file_index` is not zero, or a ring with
 *   `IORING_SETUP_IOPOLL`.
 * - `-EFAULT`: `msg` or memory that it names cannot be read.
 * - `-EMSGSIZE`: the message is too long for the socket, or `msg_iovlen` is above 1024.
 * - `-EAGAIN`: `MSG_DONTWAIT` was given and the socket's buffer is full.
 * - `-EPIPE`, `-ECONNRESET`: the connection is shut down or was reset.
 * - `-EDESTADDRREQ`, `-ENOTCONN`: the socket has no peer and `msg` names none.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `msg`, its array of `iovec` and its `msg_name` stay valid until the kernel has taken the entry: when the
 *   submitting call returns, or with `IORING_SETUP_SQPOLL` when its thread has done so. Before Linux 5.5
 *   (`IORING_FEAT_SUBMIT_STABLE`) until the request completes.
 * - The data and `msg_control` stay valid and unchanged until the request completes.
 *
 * Since Linux 5.3. Source: io_uring_prep_sendmsg(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_sendmsg(struct io_uring_sqe *sqe, int fd, const struct msghdr *msg,
		unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_SENDMSG, sqe, fd, msg, 1, 0);
	sqe->msg_flags = flags;
}

/* polling */

/*
 * Gives a poll mask the form in which the kernel reads it: on big-endian machines its 16-bit halves change
 * places.
 *
 * # Parameters
 * - `poll_mask`: `POLL*` or `EPOLL*` bits in the machine's order.
 *
 * # Returns
 * The value for the entry's `poll32_events`.
 *
 * Since Linux 5.9 (32-bit masks). Source: io_uring_enter(2).
 */
_LOCAL_INLINE unsigned __io_uring_prep_poll_mask(unsigned poll_mask) LIBURING_NOEXCEPT
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	poll_mask = (poll_mask << 16) | (poll_mask >> 16);
#endif
	return poll_mask;
}

/**
 * Prepares a request that waits until a file is ready, once.
 *
 * The completion's `res` is the mask of the events that happened; it may hold `POLLERR` and `POLLHUP`, which
 * are always waited for. A file that cannot be polled, such as one on a disk, is ready at once.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `poll_mask`: `POLL*` bits of poll(2) or `EPOLL*` bits of epoll_ctl(2); 16 bits before Linux 5.9
 *   (`IORING_FEAT_POLL_32BITS`).
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-EINVAL`: `off`, `addr` or `buf_index` of the entry is not zero, `len` holds a flag other than
 *   `IORING_POLL_ADD_MULTI`, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-ENOMEM`: no memory for waiting on the file.
 * - `-ECANCELED`: the request was removed or cancelled, or an earlier request of its chain failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.1. Source: io_uring_prep_poll_add(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_poll_add(struct io_uring_sqe *sqe, int fd,
		unsigned poll_mask) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_POLL_ADD, sqe, fd, NULL, 0, 0);
	sqe->poll32_events = __io_uring_prep_poll_mask(poll_mask);
}

/**
 * Prepares a request that reports a file's readiness again and again.
 *
 * Each time that an event of the mask happens a completion is posted, with the events in `res` and
 * `IORING_CQE_F_MORE` in its flags. A completion without that flag is the last: the request ended, and has
 * to be prepared anew. Reporting is edge-triggered: an event is reported when it happens, not for as long as
 * it lasts.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `poll_mask`: `POLL*` bits of poll(2) or `EPOLL*` bits of epoll_ctl(2).
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-EINVAL`: `IOSQE_CQE_SKIP_SUCCESS` is set, the kernel is older than 5.13, or a ring with
 *   `IORING_SETUP_IOPOLL`.
 * - `-ENOMEM`: no memory for waiting on the file.
 * - `-ECANCELED`: the request was removed or cancelled, or an earlier request of its chain failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.13. Source: io_uring_prep_poll_multishot(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_poll_multishot(struct io_uring_sqe *sqe, int fd,
		unsigned poll_mask) LIBURING_NOEXCEPT
{
	io_uring_prep_poll_add(sqe, fd, poll_mask);
	sqe->len = IORING_POLL_ADD_MULTI;
}

/**
 * Prepares a request that removes a poll request.
 *
 * The completion's `res` is 0 when the poll request was found; that one completes with `-ECANCELED`.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `user_data`: `user_data` of the poll request.
 *
 * # Errors in the CQE
 * - `-ENOENT`: no poll request with this `user_data` is waiting.
 * - `-EALREADY`: the poll request is just completing.
 * - `-EINVAL`: `buf_index` or `file_index` of the entry is not zero, or a ring with `IORING_SETUP_IOPOLL`.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.1. Source: io_uring_prep_poll_remove(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_poll_remove(struct io_uring_sqe *sqe, __u64 user_data) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_POLL_REMOVE, sqe, -1, NULL, 0, 0);
	sqe->addr = user_data;
}

/**
 * Prepares a request that changes the mask or the `user_data` of a waiting poll request.
 *
 * The completion's `res` is 0 when the poll request was found and changed. If the poll request cannot wait
 * with the new mask it is ended, and its own completion tells why.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `old_user_data`: `user_data` of the poll request.
 * - `new_user_data`: its `user_data` from now on; 0 without `IORING_POLL_UPDATE_USER_DATA`.
 * - `poll_mask`: its mask from now on; 0 without `IORING_POLL_UPDATE_EVENTS`.
 * - `flags`: `IORING_POLL_UPDATE_EVENTS`, `IORING_POLL_UPDATE_USER_DATA` or both; `IORING_POLL_ADD_MULTI`
 *   together with the first makes the poll request a multishot one.
 *
 * # Errors in the CQE
 * - `-ENOENT`: no poll request with this `user_data` is waiting.
 * - `-EALREADY`: the poll request is just completing.
 * - `-EINVAL`: an unknown flag, `IORING_POLL_ADD_MULTI` alone, a new mask or new `user_data` without its
 *   flag, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-ECANCELED`: waiting with the new mask failed, and the poll request ended.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.13. Source: io_uring_prep_poll_update(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_poll_update(struct io_uring_sqe *sqe, __u64 old_user_data,
		__u64 new_user_data, unsigned poll_mask, unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_POLL_REMOVE, sqe, -1, NULL, flags, new_user_data);
	sqe->addr = old_user_data;
	sqe->poll32_events = __io_uring_prep_poll_mask(poll_mask);
}

/* no operation */

/**
 * Prepares a request that does nothing but complete.
 *
 * The completion's `res` is 0. With `IORING_NOP_INJECT_RESULT` in the entry's `nop_flags` (since Linux 6.10)
 * it is the entry's `len`. Useful for waking up a waiter of the same ring, as the end of a chain and for
 * measuring.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 *
 * # Errors in the CQE
 * - `-EINVAL`: an unknown bit in `nop_flags` (checked since Linux 6.10), `IORING_NOP_CQE32` on a ring
 *   without 32-byte CQEs, or a value in `ioprio`.
 * - `-ECANCELED`: an earlier request of its chain failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.1. Source: io_uring_prep_nop(3).
 */
IOURINGINLINE void io_uring_prep_nop(struct io_uring_sqe *sqe) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_NOP, sqe, -1, NULL, 0, 0);
}

/**
 * Prepares a request that does nothing but complete, in an entry of 128 bytes.
 *
 * Only the first 64 bytes are written. The completion's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe128`.
 *
 * # Errors in the CQE
 * - `-EINVAL`: the kernel is older than 6.19, or the ring has neither `IORING_SETUP_SQE_MIXED` nor
 *   `IORING_SETUP_SQE128`.
 * - `-ECANCELED`: an earlier request of its chain failed.
 *
 * # Safety
 * - `sqe` points to an entry of 128 bytes of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 6.19. Source: io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_nop128(struct io_uring_sqe *sqe) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_NOP128, sqe, -1, NULL, 0, 0);
}

/* timers */

/**
 * Prepares a timer on the ring, which may also end after a number of completions.
 *
 * The completion's `res` is `-ETIME` when the time is up, or 0 when `count` completions came first. A wait
 * for completions ends with it like with any other. `-ETIME` breaks a chain of linked requests unless
 * `IORING_TIMEOUT_ETIME_SUCCESS` is set; `res` is the same either way.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `ts`: seconds and nanoseconds, neither negative: the time from now, or with `IORING_TIMEOUT_ABS` the
 *   moment.
 * - `count`: number of completions after which the timer ends early; 0 for a pure timer. With
 *   `IORING_TIMEOUT_MULTISHOT` the number of times to fire, 0 for without end; all but the last carry
 *   `IORING_CQE_F_MORE`.
 * - `flags`: `IORING_TIMEOUT_ABS`; one of `IORING_TIMEOUT_BOOTTIME` and `IORING_TIMEOUT_REALTIME`, the clock
 *   being `CLOCK_MONOTONIC` without them; `IORING_TIMEOUT_ETIME_SUCCESS`; `IORING_TIMEOUT_MULTISHOT`, not
 *   with `IORING_TIMEOUT_ABS`.
 *
 * # Errors in the CQE
 * - `-ETIME`: the time is up: the usual result.
 * - `-EINVAL`: a negative time, an unknown flag, both clocks, `IORING_TIMEOUT_MULTISHOT` with
 *   `IORING_TIMEOUT_ABS`, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-EFAULT`: `ts` cannot be read.
 * - `-ENOMEM`: no memory for the timer.
 * - `-ECANCELED`: the timer was removed or cancelled, or an earlier request of its chain failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `ts` stays valid until the kernel has taken the entry: when the submitting call returns, or with
 *   `IORING_SETUP_SQPOLL` when its thread has done so. Before Linux 5.5 (`IORING_FEAT_SUBMIT_STABLE`) until
 *   the request completes.
 *
 * Since Linux 5.4. Source: io_uring_prep_timeout(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_timeout(struct io_uring_sqe *sqe, const struct __kernel_timespec *ts,
		unsigned count, unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_TIMEOUT, sqe, -1, ts, 1, count);
	sqe->timeout_flags = flags;
}

/**
 * Prepares a request that removes a timer.
 *
 * The completion's `res` is 0 when the timer was found; that one completes with `-ECANCELED`.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `user_data`: `user_data` of the timer's request.
 * - `flags`: 0.
 *
 * # Errors in the CQE
 * - `-ENOENT`: no timer with this `user_data` is running.
 * - `-EALREADY`: the timer is just firing (`-EBUSY` on early kernels).
 * - `-EINVAL`: `flags` is not 0, `IOSQE_FIXED_FILE` is set, or a ring with `IORING_SETUP_IOPOLL`.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.5. Source: io_uring_prep_timeout_remove(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_timeout_remove(struct io_uring_sqe *sqe, __u64 user_data,
		unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_TIMEOUT_REMOVE, sqe, -1, NULL, 0, 0);
	sqe->addr = user_data;
	sqe->timeout_flags = flags;
}

/**
 * Prepares a request that sets a running timer to another time.
 *
 * The completion's `res` is 0 when the timer was found and set. The helper adds `IORING_TIMEOUT_UPDATE` to
 * the flags.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `ts`: the new time, seconds and nanoseconds, neither negative.
 * - `user_data`: `user_data` of the timer's request.
 * - `flags`: 0 or `IORING_TIMEOUT_ABS`; `IORING_LINK_TIMEOUT_UPDATE` when the timer is that of a link
 *   timeout. The timer keeps its clock.
 *
 * # Errors in the CQE
 * - `-ENOENT`: no timer with this `user_data` is running.
 * - `-EALREADY`: the timer is just firing.
 * - `-EINVAL`: a negative time, another flag, a clock among them, the kernel is older than 5.11, or a ring
 *   with `IORING_SETUP_IOPOLL`.
 * - `-EFAULT`: `ts` cannot be read.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `ts` stays valid until the kernel has taken the entry: when the submitting call returns, or with
 *   `IORING_SETUP_SQPOLL` when its thread has done so.
 *
 * Since Linux 5.11. Source: io_uring_prep_timeout_update(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_timeout_update(struct io_uring_sqe *sqe, const struct __kernel_timespec *ts,
		__u64 user_data, unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_TIMEOUT_REMOVE, sqe, -1, NULL, 0, uring_ptr_to_u64(ts));
	sqe->addr = user_data;
	sqe->timeout_flags = flags | IORING_TIMEOUT_UPDATE;
}

/* sockets: incoming connections */

/**
 * Prepares a request that takes one connection off a listening socket.
 *
 * The completion's `res` is the new file descriptor. Without a connection the request waits; `ioprio` of the
 * entry may be set afterwards to `IORING_ACCEPT_DONTWAIT`, so that it fails instead, or to
 * `IORING_ACCEPT_POLL_FIRST`.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the listening socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `addr`: where the peer's address goes; null if it is not wanted.
 * - `addrlen`: in: bytes of room at `addr`, out: bytes of the address; null if `addr` is.
 * - `flags`: `SOCK_CLOEXEC` and `SOCK_NONBLOCK`, for the new descriptor.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `fd` is no socket.
 * - `-EINVAL`: the socket does not listen, an unknown flag, `len` or `buf_index` of the entry is not zero,
 *   or a ring with `IORING_SETUP_IOPOLL`.
 * - `-EAGAIN`: `IORING_ACCEPT_DONTWAIT` was given and no connection is there.
 * - `-EMFILE`, `-ENFILE`: no more file descriptors for the process or the system.
 * - `-ECONNABORTED`: the peer gave up before.
 * - `-EFAULT`: `addr` or `addrlen` cannot be written.
 * - `-EOPNOTSUPP`: not a socket of a type that listens.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `addr` and `addrlen` stay valid and are used by nobody else until the request completes.
 *
 * Since Linux 5.5. Source: io_uring_prep_accept(3), accept4(2).
 */
IOURINGINLINE void io_uring_prep_accept(struct io_uring_sqe *sqe, int fd, struct sockaddr *addr,
		socklen_t *addrlen, int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_ACCEPT, sqe, fd, addr, 0, uring_ptr_to_u64(addrlen));
	sqe->accept_flags = (__u32)flags;
}

/**
 * Prepares a request that takes one connection off a listening socket and puts it into the registered files.
 *
 * No file descriptor is made; later requests name the slot with `IOSQE_FIXED_FILE`. The completion's `res`
 * is 0, or with `IORING_FILE_INDEX_ALLOC` the slot that was chosen. A file that was in the slot is closed.
 * Kernels before 5.15 do not look at the slot and return an ordinary descriptor.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the listening socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `addr`: where the peer's address goes; null if it is not wanted.
 * - `addrlen`: in: bytes of room at `addr`, out: bytes of the address; null if `addr` is.
 * - `flags`: 0 or `SOCK_NONBLOCK`; `SOCK_CLOEXEC` means nothing here and is refused.
 * - `file_index`: slot in the registered files, from 0, or `IORING_FILE_INDEX_ALLOC` for one that the kernel
 *   chooses.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `fd` is no socket.
 * - `-EINVAL`: the socket does not listen, an unknown flag or `SOCK_CLOEXEC`, the slot is beyond the table,
 *   or a ring with `IORING_SETUP_IOPOLL`.
 * - `-ENXIO`: the ring has no registered files.
 * - `-ENFILE`: with `IORING_FILE_INDEX_ALLOC`: no slot is free, or there is no table.
 * - `-ECONNABORTED`: the peer gave up before.
 * - `-EFAULT`: `addr` or `addrlen` cannot be written.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `addr` and `addrlen` stay valid and are used by nobody else until the request completes.
 *
 * Since Linux 5.15 (`IORING_FILE_INDEX_ALLOC`: 5.19). Source: io_uring_prep_accept_direct(3).
 */
IOURINGINLINE void io_uring_prep_accept_direct(struct io_uring_sqe *sqe, int fd, struct sockaddr *addr,
		socklen_t *addrlen, int flags, unsigned int file_index) LIBURING_NOEXCEPT
{
	io_uring_prep_accept(sqe, fd, addr, addrlen, flags);
	/* The entry holds the slot plus one, but IORING_FILE_INDEX_ALLOC as it is. */
	__io_uring_set_target_fixed_file(sqe, file_index == IORING_FILE_INDEX_ALLOC ? file_index - 1 : file_index);
}

/**
 * Prepares a request that takes every connection off a listening socket, with a completion for each.
 *
 * Each completion's `res` is a new file descriptor. `IORING_CQE_F_MORE` in its flags says that the request
 * goes on; a completion without it is the last.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the listening socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `addr`: where the peer's address goes: one place for all connections, overwritten by each; usually null.
 * - `addrlen`: in: bytes of room at `addr`, out: bytes of the address; null if `addr` is.
 * - `flags`: `SOCK_CLOEXEC` and `SOCK_NONBLOCK`, for the new descriptors.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `fd` is no socket.
 * - `-EINVAL`: the socket does not listen, an unknown flag, the kernel is older than 5.19, or a ring with
 *   `IORING_SETUP_IOPOLL`.
 * - `-EMFILE`, `-ENFILE`: no more file descriptors for the process or the system.
 * - `-ECONNABORTED`: the peer gave up before.
 * - `-EFAULT`: `addr` or `addrlen` cannot be written.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `addr` and `addrlen` stay valid until the last completion; when another connection may come in, what is
 *   there may change at any time.
 *
 * Since Linux 5.19. Source: io_uring_prep_multishot_accept(3).
 */
IOURINGINLINE void io_uring_prep_multishot_accept(struct io_uring_sqe *sqe, int fd, struct sockaddr *addr,
		socklen_t *addrlen, int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_accept(sqe, fd, addr, addrlen, flags);
	sqe->ioprio |= IORING_ACCEPT_MULTISHOT;
}

/**
 * Prepares a request that puts every connection of a listening socket into the registered files.
 *
 * Each completion's `res` is the slot that the kernel chose for the connection. `IORING_CQE_F_MORE` in its
 * flags says that the request goes on; a completion without it is the last.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the listening socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `addr`: where the peer's address goes: one place for all connections, overwritten by each; usually null.
 * - `addrlen`: in: bytes of room at `addr`, out: bytes of the address; null if `addr` is.
 * - `flags`: 0 or `SOCK_NONBLOCK`; `SOCK_CLOEXEC` means nothing here and is refused.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `fd` is no socket.
 * - `-EINVAL`: the socket does not listen, an unknown flag or `SOCK_CLOEXEC`, the kernel is older than 5.19,
 *   or a ring with `IORING_SETUP_IOPOLL`.
 * - `-ENFILE`: no slot is free, or the ring has no registered files.
 * - `-ECONNABORTED`: the peer gave up before.
 * - `-EFAULT`: `addr` or `addrlen` cannot be written.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `addr` and `addrlen` stay valid until the last completion; when another connection may come in, what is
 *   there may change at any time.
 *
 * Since Linux 5.19. Source: io_uring_prep_multishot_accept_direct(3).
 */
IOURINGINLINE void io_uring_prep_multishot_accept_direct(struct io_uring_sqe *sqe, int fd,
		struct sockaddr *addr, socklen_t *addrlen, int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_multishot_accept(sqe, fd, addr, addrlen, flags);
	__io_uring_set_target_fixed_file(sqe, IORING_FILE_INDEX_ALLOC - 1);
}

/* cancellation */

/**
 * Prepares a request that cancels requests of the same ring, found by their `user_data` or otherwise.
 *
 * The completion's `res` is 0 when the request was found and cancelled; with `IORING_ASYNC_CANCEL_ALL` or
 * `IORING_ASYNC_CANCEL_ANY` it is the number of requests, which may be 0. What was cancelled has its own
 * completion, with `-ECANCELED` or `-EINTR`.
 *
 * For matching by file or by operation set the entry afterwards: `fd` with `IORING_ASYNC_CANCEL_FD` (or call
 * `io_uring_prep_cancel_fd`), `len` to the `IORING_OP_*` number with `IORING_ASYNC_CANCEL_OP`.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `user_data`: `user_data` of the requests to cancel.
 * - `flags`: `IORING_ASYNC_CANCEL_*` bits, 0 for the first request with this `user_data`.
 *   `IORING_ASYNC_CANCEL_ANY` matches all requests and excludes matching by file or operation.
 *
 * # Errors in the CQE
 * - `-ENOENT`: nothing matched, perhaps as it completed before.
 * - `-EALREADY`: a match is too far advanced; it may complete normally or as interrupted.
 * - `-EBADF`: with `IORING_ASYNC_CANCEL_FD`: the file descriptor or slot is not in use.
 * - `-EINVAL`: an unknown flag, flags that exclude each other, `off` or `file_index` of the entry is not
 *   zero, or a ring with `IORING_SETUP_IOPOLL`.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - Memory of the cancelled request stays valid until that request's own completion arrived.
 *
 * Since Linux 5.5 (flags: 5.19 and later). Source: io_uring_prep_cancel64(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_cancel64(struct io_uring_sqe *sqe, __u64 user_data,
		int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_ASYNC_CANCEL, sqe, -1, NULL, 0, 0);
	sqe->addr = user_data;
	sqe->cancel_flags = (__u32)flags;
}

/**
 * Prepares a request that cancels requests of the same ring, found by a pointer in their `user_data`.
 *
 * As `io_uring_prep_cancel64`, for programs that put pointers into `user_data` (`io_uring_sqe_set_data`).
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `user_data`: `user_data` of the requests to cancel; never followed.
 * - `flags`: `IORING_ASYNC_CANCEL_*` bits, 0 for the first request with this `user_data`.
 *
 * # Errors in the CQE
 * - `-ENOENT`: nothing matched, perhaps as it completed before.
 * - `-EALREADY`: a match is too far advanced; it may complete normally or as interrupted.
 * - `-EBADF`: with `IORING_ASYNC_CANCEL_FD`: the file descriptor or slot is not in use.
 * - `-EINVAL`: an unknown flag, flags that exclude each other, `off` or `file_index` of the entry is not
 *   zero, or a ring with `IORING_SETUP_IOPOLL`.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - Memory of the cancelled request stays valid until that request's own completion arrived.
 *
 * Since Linux 5.5 (flags: 5.19 and later). Source: io_uring_prep_cancel(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_cancel(struct io_uring_sqe *sqe, const void *user_data,
		int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_cancel64(sqe, uring_ptr_to_u64(user_data), flags);
}

/**
 * Prepares a request that cancels requests of the same ring that use a file.
 *
 * The completion's `res` is 0 when one request was found and cancelled; with `IORING_ASYNC_CANCEL_ALL` it is
 * the number of requests, which may be 0. What was cancelled has its own completion. The helper adds
 * `IORING_ASYNC_CANCEL_FD` to the flags.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the file descriptor; with `IORING_ASYNC_CANCEL_FD_FIXED` an index in the registered files.
 * - `flags`: further `IORING_ASYNC_CANCEL_*` bits, without `IORING_ASYNC_CANCEL_ANY`; 0 for the first
 *   request that uses the file.
 *
 * # Errors in the CQE
 * - `-ENOENT`: nothing matched, perhaps as it completed before.
 * - `-EALREADY`: a match is too far advanced; it may complete normally or as interrupted.
 * - `-EBADF`: the file descriptor or slot is not in use.
 * - `-EINVAL`: an unknown flag, `IORING_ASYNC_CANCEL_ANY`, the kernel is older than 5.19, or a ring with
 *   `IORING_SETUP_IOPOLL`.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - Memory of the cancelled request stays valid until that request's own completion arrived.
 *
 * Since Linux 5.19. Source: io_uring_prep_cancel_fd(3).
 */
IOURINGINLINE void io_uring_prep_cancel_fd(struct io_uring_sqe *sqe, int fd,
		unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_ASYNC_CANCEL, sqe, fd, NULL, 0, 0);
	sqe->cancel_flags = flags | IORING_ASYNC_CANCEL_FD;
}

/* a time limit for a linked request */

/**
 * Prepares a time limit for the request before it in the chain.
 *
 * The entry before must carry `IOSQE_IO_LINK` or `IOSQE_IO_HARDLINK`. If the time is up first, that request
 * is cancelled (its `res` is then `-ECANCELED`, or `-EINTR` if it was interrupted), and the limit completes
 * with `-ETIME`. If that request completes first, the limit completes with `-ECANCELED`.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `ts`: seconds and nanoseconds, neither negative: the time from now, or with `IORING_TIMEOUT_ABS` the
 *   moment.
 * - `flags`: `IORING_TIMEOUT_ABS`; one of `IORING_TIMEOUT_BOOTTIME` and `IORING_TIMEOUT_REALTIME`, the clock
 *   being `CLOCK_MONOTONIC` without them; `IORING_TIMEOUT_ETIME_SUCCESS`.
 *
 * # Errors in the CQE
 * - `-ETIME`: the time was up and the request was cancelled.
 * - `-ECANCELED`: the request completed in time, or an earlier request of the chain failed.
 * - `-ENOENT`, `-EALREADY`: the time was up, but the request could not be cancelled any more.
 * - `-EINVAL`: no request before it in the chain, or that is a link timeout itself; a negative time, an
 *   unknown flag, both clocks, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-EFAULT`: `ts` cannot be read.
 * - `-ENOMEM`: no memory for the timer.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `ts` stays valid until the kernel has taken the entry: when the submitting call returns, or with
 *   `IORING_SETUP_SQPOLL` when its thread has done so.
 *
 * Since Linux 5.5. Source: io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_link_timeout(struct io_uring_sqe *sqe, const struct __kernel_timespec *ts,
		unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_LINK_TIMEOUT, sqe, -1, ts, 1, 0);
	sqe->timeout_flags = flags;
}

/* sockets: addresses and outgoing connections */

/**
 * Prepares a request that connects a socket.
 *
 * The completion's `res` is 0 once the connection stands.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `addr`: the peer's address.
 * - `addrlen`: bytes at `addr`, 0 to 128.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `fd` is no socket.
 * - `-EINVAL`: `addrlen` is out of range or too small for the family, `rw_flags`, `buf_index` or
 *   `file_index` of the entry is not zero, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-EFAULT`: `addr` cannot be read.
 * - `-ECONNREFUSED`: nobody listens there.
 * - `-ENETUNREACH`, `-EHOSTUNREACH`, `-ETIMEDOUT`: the peer cannot be reached.
 * - `-EISCONN`: the socket is connected already.
 * - `-EAFNOSUPPORT`: the address is of another family than the socket.
 * - `-EADDRNOTAVAIL`: no local port is free.
 * - `-ENOENT`, `-EACCES`: as from connect(2) for Unix sockets.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `addr` points to `addrlen` bytes that stay valid until the kernel has taken the entry: when the
 *   submitting call returns, or with `IORING_SETUP_SQPOLL` when its thread has done so.
 *
 * Since Linux 5.5. Source: io_uring_prep_connect(3), connect(2).
 */
IOURINGINLINE void io_uring_prep_connect(struct io_uring_sqe *sqe, int fd, const struct sockaddr *addr,
		socklen_t addrlen) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_CONNECT, sqe, fd, addr, 0, addrlen);
}

/**
 * Prepares a request that gives a socket its local address.
 *
 * The completion's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `addr`: the address.
 * - `addrlen`: bytes at `addr`, 0 to 128.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `fd` is no socket.
 * - `-EINVAL`: the socket has an address already, `addrlen` is out of range or too small for the family, the
 *   kernel is older than 6.11, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-EFAULT`: `addr` cannot be read.
 * - `-EADDRINUSE`: the address is taken.
 * - `-EADDRNOTAVAIL`: the address is not one of this machine.
 * - `-EAFNOSUPPORT`: the address is of another family than the socket.
 * - `-EACCES`: a privileged port, or a directory that must not be written.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `addr` points to `addrlen` bytes that stay valid until the kernel has taken the entry: when the
 *   submitting call returns, or with `IORING_SETUP_SQPOLL` when its thread has done so.
 *
 * Since Linux 6.11. Source: io_uring_enter(2), bind(2).
 */
IOURINGINLINE void io_uring_prep_bind(struct io_uring_sqe *sqe, int fd, const struct sockaddr *addr,
		socklen_t addrlen) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_BIND, sqe, fd, addr, 0, addrlen);
}

/**
 * Prepares a request that makes a socket accept connections.
 *
 * The completion's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `backlog`: number of connections that may wait to be accepted. The kernel cuts it to
 *   `/proc/sys/net/core/somaxconn`; a negative number counts as the largest.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `fd` is no socket.
 * - `-EINVAL`: the socket is in a state that cannot listen, a connected one for example, the kernel is older
 *   than 6.11, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-EOPNOTSUPP`: the type of socket does not listen.
 * - `-EADDRINUSE`: another socket listens on the port.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 6.11. Source: io_uring_enter(2), listen(2).
 */
IOURINGINLINE void io_uring_prep_listen(struct io_uring_sqe *sqe, int fd, int backlog) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_LISTEN, sqe, fd, NULL, (unsigned)backlog, 0);
}

/* epoll */

/**
 * Prepares a request that waits for events of an epoll instance, once.
 *
 * The completion's `res` is the number of events, 1 to `maxevents`. There is no time limit; link a timeout
 * to have one (`io_uring_prep_link_timeout`).
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the epoll instance; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `events`: room for the events.
 * - `maxevents`: number of events that fit, at least 1.
 * - `flags`: 0.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-EINVAL`: `fd` is no epoll instance, `maxevents` is not positive or absurdly large, `flags` is not 0,
 *   the kernel is older than 6.15, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-EFAULT`: `events` cannot be written.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `events` has room for `maxevents` events and is used by nobody else until the request completes.
 *
 * Since Linux 6.15. Source: io_uring_enter(2), epoll_wait(2).
 */
IOURINGINLINE void io_uring_prep_epoll_wait(struct io_uring_sqe *sqe, int fd, struct epoll_event *events,
		int maxevents, unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_EPOLL_WAIT, sqe, fd, events, (unsigned)maxevents, 0);
	sqe->rw_flags = (int)flags;
}

/* sockets: sending */

/**
 * Prepares a send on a socket.
 *
 * The completion's `res` is the number of bytes sent, which may be fewer than asked for unless `MSG_WAITALL`
 * is given. The request never raises `SIGPIPE`: the kernel adds `MSG_NOSIGNAL`. `ioprio` of the entry may be
 * set to `IORING_RECVSEND_POLL_FIRST` afterwards; `io_uring_prep_send_set_addr` gives it an address.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `sockfd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `buf`: the data. With `IOSQE_BUFFER_SELECT` it is taken from a provided buffer instead (since Linux
 *   6.10).
 * - `len`: bytes at `buf`. Only the lower 32 bits count, and the kernel cuts it to just under 2 GiB.
 * - `flags`: `MSG_*` flags of send(2).
 *
 * # Errors in the CQE
 * - `-EBADF`: `sockfd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `sockfd` is no socket.
 * - `-EINVAL`: an unknown bit in `ioprio`, the upper half of the entry's `file_index` is not zero, or a ring
 *   with `IORING_SETUP_IOPOLL`.
 * - `-EFAULT`: `buf` cannot be read.
 * - `-EMSGSIZE`: the message is too long for the socket.
 * - `-EAGAIN`: `MSG_DONTWAIT` was given and the socket's buffer is full.
 * - `-EPIPE`, `-ECONNRESET`: the connection is shut down or was reset.
 * - `-EDESTADDRREQ`, `-ENOTCONN`: the socket has no peer.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `buf` points to `len` bytes that stay valid and unchanged until the request completes.
 *
 * Since Linux 5.6. Source: io_uring_prep_send(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_send(struct io_uring_sqe *sqe, int sockfd, const void *buf, size_t len,
		int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_SEND, sqe, sockfd, buf, (__u32)len, 0);
	sqe->msg_flags = (__u32)flags;
}

/**
 * Prepares a send that takes as many provided buffers as are ready in one go.
 *
 * The completion's `res` is the number of bytes sent; the upper half of its flags holds the number of the
 * first buffer, the following ones come after it in the order of the buffer ring. `IORING_CQE_F_MORE` says
 * that the request goes on and another completion follows.
 *
 * The caller sets `IOSQE_BUFFER_SELECT` and the group (`io_uring_sqe_set_buf_group`) after this call; the
 * group must be a buffer ring.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `sockfd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `len`: limit in bytes, 0 for none. Only the lower 32 bits count.
 * - `flags`: `MSG_*` flags of send(2); the kernel adds `MSG_WAITALL`.
 *
 * # Errors in the CQE
 * - `-EBADF`: `sockfd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `sockfd` is no socket.
 * - `-EINVAL`: the kernel is older than 6.10 (`IORING_FEAT_RECVSEND_BUNDLE`), the upper half of the entry's
 *   `file_index` is not zero, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-ENOENT`: there is no such buffer group.
 * - `-ENOBUFS`: the buffer group is empty.
 * - `-EFAULT`: a buffer cannot be read, or `IOSQE_BUFFER_SELECT` is missing.
 * - `-EPIPE`, `-ECONNRESET`: the connection is shut down or was reset.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The buffers of the group stay valid and unchanged until a completion hands them back.
 *
 * Since Linux 6.10. Source: io_uring_prep_send(3), io_uring_prep_recv(3).
 */
IOURINGINLINE void io_uring_prep_send_bundle(struct io_uring_sqe *sqe, int sockfd, size_t len,
		int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_send(sqe, sockfd, NULL, len, flags);
	sqe->ioprio |= IORING_RECVSEND_BUNDLE;
}

/**
 * Adds the receiver's address to an entry that is already prepared for a send.
 *
 * For entries of `io_uring_prep_send`, `io_uring_prep_send_zc` and `io_uring_prep_send_zc_fixed`; call it
 * after them. `sendmsg` has its address in the `struct msghdr`.
 *
 * # Parameters
 * - `sqe`: the submission queue entry, prepared for the send.
 * - `dest_addr`: the address; null for none.
 * - `addr_len`: bytes at `dest_addr`, 0 to 128.
 *
 * # Errors in the CQE
 * - `-EINVAL`: `addr_len` is above 128 or too small for the family.
 * - `-EFAULT`: `dest_addr` cannot be read.
 * - `-EISCONN`: the socket is a connected one that takes no address.
 * - `-EAFNOSUPPORT`: the address is of another family than the socket.
 *
 * # Safety
 * - `sqe` is an entry that was prepared for a send and is not submitted yet.
 * - `dest_addr` points to `addr_len` bytes that stay valid until the kernel has taken the entry: when the
 *   submitting call returns, or with `IORING_SETUP_SQPOLL` when its thread has done so.
 *
 * Since Linux 6.0 (`io_uring_prep_send_zc`), 6.1 (`io_uring_prep_send`). Source: io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_send_set_addr(struct io_uring_sqe *sqe, const struct sockaddr *dest_addr,
		__u16 addr_len) LIBURING_NOEXCEPT
{
	sqe->addr2 = uring_ptr_to_u64(dest_addr);
	sqe->addr_len = addr_len;
}

/**
 * Prepares a send on a socket to an address.
 *
 * The completion's `res` is the number of bytes sent. As `io_uring_prep_send` with
 * `io_uring_prep_send_set_addr`.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `sockfd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `buf`: the data.
 * - `len`: bytes at `buf`. Only the lower 32 bits count, and the kernel cuts it to just under 2 GiB.
 * - `flags`: `MSG_*` flags of sendto(2).
 * - `addr`: the receiver's address; null for none.
 * - `addrlen`: bytes at `addr`, 0 to 128. Only the lower 16 bits count.
 *
 * # Errors in the CQE
 * - `-EBADF`: `sockfd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `sockfd` is no socket.
 * - `-EINVAL`: an unknown bit in `ioprio`, `addrlen` is above 128 or too small for the family, or a ring
 *   with `IORING_SETUP_IOPOLL`.
 * - `-EFAULT`: `buf` or `addr` cannot be read.
 * - `-EMSGSIZE`: the message is too long for the socket.
 * - `-EAGAIN`: `MSG_DONTWAIT` was given and the socket's buffer is full.
 * - `-EISCONN`: the socket is a connected one that takes no address.
 * - `-EAFNOSUPPORT`: the address is of another family than the socket.
 * - `-ENETUNREACH`, `-EHOSTUNREACH`: the receiver cannot be reached.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `buf` points to `len` bytes that stay valid and unchanged until the request completes.
 * - `addr` points to `addrlen` bytes that stay valid until the kernel has taken the entry: when the
 *   submitting call returns, or with `IORING_SETUP_SQPOLL` when its thread has done so.
 *
 * Since Linux 6.1. Source: io_uring_prep_send(3), sendto(2).
 */
IOURINGINLINE void io_uring_prep_sendto(struct io_uring_sqe *sqe, int sockfd, const void *buf, size_t len,
		int flags, const struct sockaddr *addr, socklen_t addrlen) LIBURING_NOEXCEPT
{
	io_uring_prep_send(sqe, sockfd, buf, len, flags);
	io_uring_prep_send_set_addr(sqe, addr, (__u16)addrlen);
}

/**
 * Prepares a send on a socket that avoids copying the data.
 *
 * Usually two completions arrive: the first has the number of bytes sent in `res` and `IORING_CQE_F_MORE` in
 * its flags; the second, with `IORING_CQE_F_NOTIF`, says that the kernel no longer needs the data. Errors
 * may have both too: look at `IORING_CQE_F_MORE`, not at `res`, to know whether the second comes. The kernel
 * may copy all the same.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `sockfd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `buf`: the data.
 * - `len`: bytes at `buf`. Only the lower 32 bits count, and the kernel cuts it to just under 2 GiB.
 * - `flags`: `MSG_*` flags of send(2).
 * - `zc_flags`: `IORING_RECVSEND_POLL_FIRST`, and `IORING_SEND_ZC_REPORT_USAGE` for having
 *   `IORING_NOTIF_USAGE_ZC_COPIED` in the second completion's `res` when the data was copied. Only the lower
 *   16 bits count.
 *
 * # Errors in the CQE
 * - `-EBADF`: `sockfd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `sockfd` is no socket.
 * - `-EINVAL`: an unknown bit in `zc_flags`, `IOSQE_CQE_SKIP_SUCCESS` is set, `addr3` of the entry is not
 *   zero, the kernel is older than 6.0, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-EOPNOTSUPP`: the socket's protocol has no sends without copying: Unix sockets, for example.
 * - `-EFAULT`: `buf` cannot be read.
 * - `-ENOMEM`: no memory for the request.
 * - `-EMSGSIZE`: the message is too long for the socket.
 * - `-EAGAIN`: `MSG_DONTWAIT` was given and the socket's buffer is full.
 * - `-EPIPE`, `-ECONNRESET`: the connection is shut down or was reset.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `buf` points to `len` bytes that stay valid and unchanged until the completion with
 *   `IORING_CQE_F_NOTIF`, or until the first one if that lacks `IORING_CQE_F_MORE`.
 *
 * Since Linux 6.0. Source: io_uring_prep_send_zc(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_send_zc(struct io_uring_sqe *sqe, int sockfd, const void *buf, size_t len,
		int flags, unsigned zc_flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_SEND_ZC, sqe, sockfd, buf, (__u32)len, 0);
	sqe->msg_flags = (__u32)flags;
	sqe->ioprio = (__u16)zc_flags;
}

/**
 * Prepares a send from a registered buffer that avoids copying the data.
 *
 * Completes like `io_uring_prep_send_zc`; the helper adds `IORING_RECVSEND_FIXED_BUF` to the flags.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `sockfd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `buf`: the data, inside of the registered buffer.
 * - `len`: bytes at `buf`. Only the lower 32 bits count, and the kernel cuts it to just under 2 GiB.
 * - `flags`: `MSG_*` flags of send(2).
 * - `zc_flags`: `IORING_RECVSEND_POLL_FIRST` and `IORING_SEND_ZC_REPORT_USAGE`. Only the lower 16 bits
 *   count.
 * - `buf_index`: number of the registered buffer, 0 to 65535.
 *
 * # Errors in the CQE
 * - `-EBADF`: `sockfd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `sockfd` is no socket.
 * - `-EFAULT`: there is no such registered buffer, or `buf` and `len` are not inside of it.
 * - `-EINVAL`: an unknown bit in `zc_flags`, `IOSQE_CQE_SKIP_SUCCESS` is set, `addr3` of the entry is not
 *   zero, the kernel is older than 6.0, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-EOPNOTSUPP`: the socket's protocol has no sends without copying: Unix sockets, for example.
 * - `-ENOMEM`: no memory for the request.
 * - `-EPIPE`, `-ECONNRESET`: the connection is shut down or was reset.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The data stays unchanged until the completion with `IORING_CQE_F_NOTIF`, or until the first one if that
 *   lacks `IORING_CQE_F_MORE`.
 *
 * Since Linux 6.0. Source: io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_send_zc_fixed(struct io_uring_sqe *sqe, int sockfd, const void *buf,
		size_t len, int flags, unsigned zc_flags, unsigned buf_index) LIBURING_NOEXCEPT
{
	io_uring_prep_send_zc(sqe, sockfd, buf, len, flags, zc_flags);
	sqe->ioprio |= IORING_RECVSEND_FIXED_BUF;
	sqe->buf_index = (__u16)buf_index;
}

/**
 * Prepares a send with `sendmsg` that avoids copying the data.
 *
 * Completes like `io_uring_prep_send_zc`, usually twice. `ioprio` of the entry may be set to the flags of
 * that helper's `zc_flags` afterwards.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `msg`: what to send, and where to.
 * - `flags`: `MSG_*` flags of sendmsg(2).
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `fd` is no socket.
 * - `-EINVAL`: an unknown bit in `ioprio`, `IOSQE_CQE_SKIP_SUCCESS` is set, `addr2`, `file_index` or `addr3`
 *   of the entry is not zero, the kernel is older than 6.1, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-EOPNOTSUPP`: the socket's protocol has no sends without copying: Unix sockets, for example.
 * - `-EFAULT`: `msg` or memory that it names cannot be read.
 * - `-EMSGSIZE`: the message is too long for the socket, or `msg_iovlen` is above 1024.
 * - `-ENOMEM`: no memory for the request.
 * - `-EPIPE`, `-ECONNRESET`: the connection is shut down or was reset.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `msg`, its array of `iovec` and its `msg_name` stay valid until the kernel has taken the entry: when the
 *   submitting call returns, or with `IORING_SETUP_SQPOLL` when its thread has done so.
 * - `msg_control` stays valid and unchanged until the first completion.
 * - The data stays valid and unchanged until the completion with `IORING_CQE_F_NOTIF`, or until the first
 *   one if that lacks `IORING_CQE_F_MORE`.
 *
 * Since Linux 6.1. Source: io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_sendmsg_zc(struct io_uring_sqe *sqe, int fd, const struct msghdr *msg,
		unsigned flags) LIBURING_NOEXCEPT
{
	io_uring_prep_sendmsg(sqe, fd, msg, flags);
	sqe->opcode = IORING_OP_SENDMSG_ZC;
}

/**
 * Prepares a send with `sendmsg` from a registered buffer that avoids copying the data.
 *
 * Completes like `io_uring_prep_send_zc`, usually twice; the helper adds `IORING_RECVSEND_FIXED_BUF` to
 * `ioprio`.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `msg`: what to send, and where to; its `iovec`s all lie inside of the registered buffer.
 * - `flags`: `MSG_*` flags of sendmsg(2).
 * - `buf_index`: number of the registered buffer, 0 to 65535.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `fd` is no socket.
 * - `-EFAULT`: there is no such registered buffer, an `iovec` is not inside of it, or `msg` cannot be read.
 * - `-EINVAL`: `IOSQE_CQE_SKIP_SUCCESS` is set, `addr2`, `file_index` or `addr3` of the entry is not zero,
 *   the kernel is older than 6.15, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-EOPNOTSUPP`: the socket's protocol has no sends without copying: Unix sockets, for example.
 * - `-ENOMEM`: no memory for the request.
 * - `-EPIPE`, `-ECONNRESET`: the connection is shut down or was reset.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `msg`, its array of `iovec` and its `msg_name` stay valid until the kernel has taken the entry: when the
 *   submitting call returns, or with `IORING_SETUP_SQPOLL` when its thread has done so.
 * - `msg_control` stays valid and unchanged until the first completion.
 * - The data stays unchanged until the completion with `IORING_CQE_F_NOTIF`, or until the first one if that
 *   lacks `IORING_CQE_F_MORE`.
 *
 * Since Linux 6.15. Source: kernel header linux/io_uring.h.
 */
IOURINGINLINE void io_uring_prep_sendmsg_zc_fixed(struct io_uring_sqe *sqe, int fd, const struct msghdr *msg,
		unsigned flags, unsigned buf_index) LIBURING_NOEXCEPT
{
	io_uring_prep_sendmsg_zc(sqe, fd, msg, flags);
	sqe->ioprio |= IORING_RECVSEND_FIXED_BUF;
	sqe->buf_index = (__u16)buf_index;
}

/* sockets: receiving */

/**
 * Prepares a receive on a socket.
 *
 * The completion's `res` is the number of bytes received, 0 at the end of a stream.
 * `IORING_CQE_F_SOCK_NONEMPTY` in its flags says that the socket held more. Without data the request waits;
 * `MSG_DONTWAIT` makes it fail instead. `ioprio` of the entry may be set to `IORING_RECVSEND_POLL_FIRST`
 * afterwards.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `sockfd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `buf`: where the data goes. With `IOSQE_BUFFER_SELECT` it goes to a provided buffer instead, and `buf`
 *   is null.
 * - `len`: bytes at `buf`. Only the lower 32 bits count, and the kernel cuts it to just under 2 GiB.
 * - `flags`: `MSG_*` flags of recv(2).
 *
 * # Errors in the CQE
 * - `-EBADF`: `sockfd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `sockfd` is no socket.
 * - `-EINVAL`: an unknown bit in `ioprio`, `addr2` or `file_index` of the entry is not zero, or a ring with
 *   `IORING_SETUP_IOPOLL`.
 * - `-EFAULT`: `buf` cannot be written.
 * - `-EAGAIN`: `MSG_DONTWAIT` was given and there is no data.
 * - `-ENOBUFS`: `IOSQE_BUFFER_SELECT` was set and the buffer group is missing or empty.
 * - `-ENOTCONN`, `-ECONNRESET`, `-ECONNREFUSED`: as from recv(2).
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `buf` points to `len` bytes that stay valid and are used by nobody else until the request completes.
 *
 * Since Linux 5.6. Source: io_uring_prep_recv(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_recv(struct io_uring_sqe *sqe, int sockfd, void *buf, size_t len,
		int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_RECV, sqe, sockfd, buf, (__u32)len, 0);
	sqe->msg_flags = (__u32)flags;
}

/**
 * Prepares a request that receives again and again, each time into a provided buffer.
 *
 * Every completion takes one buffer of the group: its number is in the upper half of the CQE's flags, `res`
 * is the number of bytes in it. The request goes on for as long as completions carry `IORING_CQE_F_MORE`;
 * one without it is the last.
 *
 * The caller sets `IOSQE_BUFFER_SELECT` and the group (`io_uring_sqe_set_buf_group`) after this call.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `sockfd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `buf`: null.
 * - `len`: 0. Current kernels take another value as the limit of one receive, older ones refuse it.
 * - `flags`: `MSG_*` flags of recv(2), without `MSG_WAITALL`.
 *
 * # Errors in the CQE
 * - `-EBADF`: `sockfd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `sockfd` is no socket.
 * - `-EINVAL`: `IOSQE_BUFFER_SELECT` is missing, `MSG_WAITALL` is set, the kernel is older than 6.0, or a
 *   ring with `IORING_SETUP_IOPOLL`.
 * - `-ENOBUFS`: the buffer group is missing, or it ran empty; add buffers and start anew.
 * - `-ENOTCONN`, `-ECONNRESET`, `-ECONNREFUSED`: as from recv(2).
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - The buffers of the group belong to the kernel until a completion hands them out.
 *
 * Since Linux 6.0. Source: io_uring_prep_recv_multishot(3).
 */
IOURINGINLINE void io_uring_prep_recv_multishot(struct io_uring_sqe *sqe, int sockfd, void *buf, size_t len,
		int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_recv(sqe, sockfd, buf, len, flags);
	sqe->ioprio |= IORING_RECV_MULTISHOT;
}

/* epoll: the list of files */

/**
 * Prepares a request that adds, changes or removes a file of an epoll instance.
 *
 * The completion's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `epfd`: the epoll instance, always an ordinary file descriptor.
 * - `fd`: the file, always an ordinary file descriptor.
 * - `op`: `EPOLL_CTL_ADD`, `EPOLL_CTL_MOD` or `EPOLL_CTL_DEL`.
 * - `ev`: the events to wait for and the data to report; null for `EPOLL_CTL_DEL`.
 *
 * # Errors in the CQE
 * - `-EBADF`: `epfd` or `fd` is not open.
 * - `-EINVAL`: `epfd` is no epoll instance or the same as `fd`, an unknown `op`, or a ring with
 *   `IORING_SETUP_IOPOLL`.
 * - `-EEXIST`: `EPOLL_CTL_ADD` of a file that is there already.
 * - `-ENOENT`: `EPOLL_CTL_MOD` or `EPOLL_CTL_DEL` of a file that is not there.
 * - `-EPERM`: the file cannot be waited for: one on a disk, for example.
 * - `-EFAULT`: `ev` cannot be read.
 * - `-ELOOP`: epoll instances would wait for each other.
 * - `-ENOSPC`, `-ENOMEM`: the limit of watches is reached, or no memory.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `ev` stays valid until the kernel has taken the entry: when the submitting call returns, or with
 *   `IORING_SETUP_SQPOLL` when its thread has done so.
 *
 * Since Linux 5.6. Source: io_uring_enter(2), epoll_ctl(2).
 */
IOURINGINLINE void io_uring_prep_epoll_ctl(struct io_uring_sqe *sqe, int epfd, int fd, int op,
		const struct epoll_event *ev) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_EPOLL_CTL, sqe, epfd, ev, (__u32)op, (__u32)fd);
}

/* sockets: closing */

/**
 * Prepares a request that shuts down one or both directions of a connection.
 *
 * The completion's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `how`: `SHUT_RD`, `SHUT_WR` or `SHUT_RDWR`.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-ENOTSOCK`: `fd` is no socket.
 * - `-EINVAL`: another value of `how`, `off`, `addr`, `rw_flags`, `buf_index` or `file_index` of the entry
 *   is not zero, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-ENOTCONN`: the socket is not connected.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.11. Source: io_uring_prep_shutdown(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_shutdown(struct io_uring_sqe *sqe, int fd, int how) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_SHUTDOWN, sqe, fd, NULL, (__u32)how, 0);
}

/* messages to other rings */

/**
 * Prepares a request that posts a completion on another ring, with flags of the sender's choice.
 *
 * The target ring gets a CQE with `user_data` = `data`, `res` = `len` and `flags` = `cqe_flags`. All else is
 * as with `io_uring_prep_msg_ring`; this helper adds `IORING_MSG_RING_FLAGS_PASS` to `flags`, which kernels
 * before 6.3 refuse.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: file descriptor of the target ring, never a registered file.
 * - `len`: 32 bits that arrive as `res` of the target's CQE; any value.
 * - `data`: 64 bits that arrive as `user_data` of the target's CQE; any value but `LIBURING_UDATA_TIMEOUT`,
 *   which the target's library may take for a time limit of its own.
 * - `flags`: 0; `IORING_MSG_RING_CQE_SKIP` is for file descriptors only.
 * - `cqe_flags`: 32 bits that arrive as `flags` of the target's CQE. The target takes `IORING_CQE_F_*` bits
 *   for what the kernel means by them: leave those out, the upper 16 bits are free if the target looks for
 *   no buffer number there.
 *
 * # Errors in the CQE
 * - `-EBADFD`: `fd` is no ring, or a ring that is still disabled (`IORING_SETUP_R_DISABLED`).
 * - `-EBADF`: `fd` is not open, or `IOSQE_FIXED_FILE` is set and the slot is empty.
 * - `-EINVAL`: the kernel is older than 6.3, an unknown flag or `IORING_MSG_RING_CQE_SKIP` in `flags`;
 *   `ioprio`, `buf_index`, `personality` or `addr3` of the entry is not zero.
 * - `-EOPNOTSUPP`: `IOSQE_BUFFER_SELECT` is set.
 * - `-EOVERFLOW`: the target's CQ is full and there is no memory to keep the message: it is lost.
 * - `-ENOMEM`: no memory for a message to a ring with `IORING_SETUP_DEFER_TASKRUN`: it is lost.
 * - `-ECANCELED`: an earlier request of its chain failed; nothing was sent.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `cqe_flags` does not hold `IORING_CQE_F_32`, unless all CQEs of the target have 32 bytes: Linux 6.18
 *   then overwrites the CQE beside it.
 * - `data` and `cqe_flags` are something that the target's code can take: it does not see that a CQE is a
 *   message.
 *
 * Since Linux 6.3. Source: kernel header linux/io_uring.h, experiments on Linux 6.18.
 */
IOURINGINLINE void io_uring_prep_msg_ring_cqe_flags(struct io_uring_sqe *sqe, int fd, unsigned int len,
		__u64 data, unsigned int flags, unsigned int cqe_flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_MSG_RING, sqe, fd, NULL, len, data);
	sqe->msg_ring_flags = flags | IORING_MSG_RING_FLAGS_PASS;
	sqe->file_index = cqe_flags;
}

/**
 * Prepares a request that posts a completion on another ring.
 *
 * The target ring gets a CQE with `user_data` = `data`, `res` = `len` and `flags` = 0: 96 bits of the
 * sender's choice, for waking up whoever waits for the target's completions or for passing work on. The
 * target may be any ring that the process has a file descriptor of, the sender's own too.
 *
 * The sender's own completion has `res` 0 once the message is posted, or queued where this is said below.
 * `IOSQE_CQE_SKIP_SUCCESS` spares the sender that completion; errors are still reported.
 *
 * - Full target: a message that finds the target's CQ full is kept by the kernel, and the sender gets 0 all
 *   the same. `IORING_SQ_CQ_OVERFLOW` is set in the target's SQ flags, and the messages follow in order when
 *   the target has made room and enters the kernel for events. A message is lost only when the sender gets
 *   an error.
 * - Target with `IORING_SETUP_DEFER_TASKRUN`: 0 means queued. The CQE appears when the target's task enters
 *   the kernel for events, as the wait functions and `io_uring_get_events` do; merely looking at the CQ
 *   shows nothing. With `IORING_SETUP_TASKRUN_FLAG` the target sees `IORING_SQ_TASKRUN` in its SQ flags
 *   meanwhile.
 * - Target with `IORING_SETUP_SINGLE_ISSUER`: any task may send to it; the limit is on who submits to that
 *   ring.
 * - Registered files: they cannot hold a ring, so a request with `IOSQE_FIXED_FILE` always fails, and an
 *   index from `io_uring_register_ring_fd` is not taken for `fd`.
 *
 * The helper adds no flag of its own. A thread without a ring sends with `io_uring_register_sync_msg` (since
 * Linux 6.13).
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: file descriptor of the target ring; it may be closed once the request is submitted, or, if the
 *   request follows another one in a chain, once it has completed.
 * - `len`: 32 bits that arrive as `res` of the target's CQE; any value.
 * - `data`: 64 bits that arrive as `user_data` of the target's CQE; any value but `LIBURING_UDATA_TIMEOUT`,
 *   which the target's library may take for a time limit of its own.
 * - `flags`: 0. `IORING_MSG_RING_FLAGS_PASS` (since Linux 6.3) has the entry's `file_index` arrive as flags
 *   of the CQE: use `io_uring_prep_msg_ring_cqe_flags` for that. `IORING_MSG_RING_CQE_SKIP` is for file
 *   descriptors only.
 *
 * # Errors in the CQE
 * - `-EBADFD`: `fd` is no ring, or a ring that is still disabled (`IORING_SETUP_R_DISABLED`; checked since
 *   Linux 6.1).
 * - `-EBADF`: `fd` is not open, or `IOSQE_FIXED_FILE` is set and the slot is empty.
 * - `-EINVAL`: the kernel is older than 5.18; an unknown flag or `IORING_MSG_RING_CQE_SKIP` in `flags`;
 *   `ioprio`, `buf_index`, `personality`, `addr3` or, without `IORING_MSG_RING_FLAGS_PASS`, `file_index` of
 *   the entry is not zero.
 * - `-EOPNOTSUPP`: `IOSQE_BUFFER_SELECT` is set.
 * - `-EOVERFLOW`: the target's CQ is full and there is no memory to keep the message: it is lost.
 * - `-ENOMEM`: no memory for a message to a ring with `IORING_SETUP_DEFER_TASKRUN`: it is lost.
 * - `-ECANCELED`: an earlier request of its chain failed; nothing was sent.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `data` is something that the target's code can take: it does not see that a CQE is a message. Whoever
 *   sends a pointer answers for its memory until the target has used it; between processes a pointer means
 *   nothing.
 *
 * Since Linux 5.18. Source: io_uring_prep_msg_ring(3), io_uring_enter(2), experiments on Linux 6.18.
 */
IOURINGINLINE void io_uring_prep_msg_ring(struct io_uring_sqe *sqe, int fd, unsigned int len, __u64 data,
		unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_MSG_RING, sqe, fd, NULL, len, data);
	sqe->msg_ring_flags = flags;
}

/**
 * Prepares a request that hands a registered file to another ring, into a slot of the sender's choice.
 *
 * The file is taken from the registered files of the sender's ring and stays there; the target's slot holds
 * the same open file afterwards, and a file that was in it is closed. The target gets a CQE with `user_data`
 * = `data`, `res` = 0 and `flags` = 0, unless `IORING_MSG_RING_CQE_SKIP` is given. The sender's own
 * completion has `res` 0. What is said about full targets and about `IORING_SETUP_SINGLE_ISSUER` at
 * `io_uring_prep_msg_ring` holds here too. A target with `IORING_SETUP_DEFER_TASKRUN` has its own task put
 * the file into the slot, and the sender completes after that.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: file descriptor of the target ring, another one than the sender's.
 * - `source_fd`: slot of the file in the sender's registered files.
 * - `target_fd`: slot in the target's registered files, from 0. `IORING_FILE_INDEX_ALLOC`, as an `int` -1,
 *   lets the kernel choose: see `io_uring_prep_msg_ring_fd_alloc`.
 * - `data`: 64 bits that arrive as `user_data` of the target's CQE; any value but `LIBURING_UDATA_TIMEOUT`,
 *   which the target's library may take for a time limit of its own.
 * - `flags`: 0, or `IORING_MSG_RING_CQE_SKIP` for passing the file without a CQE.
 *   `IORING_MSG_RING_FLAGS_PASS` has no effect.
 *
 * # Errors in the CQE
 * - `-EBADFD`: `fd` is no ring, or a ring that is still disabled (`IORING_SETUP_R_DISABLED`; Linux 6.1 does
 *   not check that for files).
 * - `-EBADF`: `fd` is not open, or slot `source_fd` is empty or beyond the sender's table.
 * - `-EINVAL`: the target is the sender's own ring, slot `target_fd` is beyond the target's table, an
 *   unknown flag, the kernel is older than 6.0; `ioprio`, `len`, `buf_index` or `personality` of the entry
 *   is not zero (Linux 6.1 does not check `len`).
 * - `-ENXIO`: the target has no registered files.
 * - `-EOVERFLOW`: the slot holds the file, but the target's CQ is full and there is no memory to keep the
 *   CQE: send the news with another message.
 * - `-EOWNERDEAD`: the target has `IORING_SETUP_DEFER_TASKRUN` and its task has ended (Linux 6.1 passes the
 *   file all the same).
 * - `-EOPNOTSUPP`: `IOSQE_BUFFER_SELECT` is set.
 * - `-ECANCELED`: an earlier request of its chain failed; nothing was sent.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - No request of the target counts on the file that slot `target_fd` held before.
 * - `data` is something that the target's code can take: it does not see that a CQE is a message.
 *
 * Since Linux 6.0. Source: kernel header linux/io_uring.h, experiments on Linux 6.18.
 */
IOURINGINLINE void io_uring_prep_msg_ring_fd(struct io_uring_sqe *sqe, int fd, int source_fd, int target_fd,
		__u64 data, unsigned int flags) LIBURING_NOEXCEPT
{
	unsigned slot = (unsigned)target_fd;

	io_uring_prep_rw(IORING_OP_MSG_RING, sqe, fd, NULL, 0, data);
	sqe->addr = IORING_MSG_SEND_FD;
	sqe->addr3 = (__u64)source_fd;
	/* The entry holds the slot plus one, but IORING_FILE_INDEX_ALLOC as it is. */
	__io_uring_set_target_fixed_file(sqe, slot == IORING_FILE_INDEX_ALLOC ? slot - 1 : slot);
	sqe->msg_ring_flags = flags;
}

/**
 * Prepares a request that hands a registered file to another ring, into a slot that the kernel chooses.
 *
 * The slot is the `res` of the target's CQE and also that of the sender's own completion, so with
 * `IORING_MSG_RING_CQE_SKIP` only the sender learns it. All else is as with `io_uring_prep_msg_ring_fd`.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: file descriptor of the target ring, another one than the sender's.
 * - `source_fd`: slot of the file in the sender's registered files.
 * - `data`: 64 bits that arrive as `user_data` of the target's CQE; any value but `LIBURING_UDATA_TIMEOUT`,
 *   which the target's library may take for a time limit of its own.
 * - `flags`: 0, or `IORING_MSG_RING_CQE_SKIP` for passing the file without a CQE.
 *   `IORING_MSG_RING_FLAGS_PASS` has no effect.
 *
 * # Errors in the CQE
 * - `-ENFILE`: no slot of the target is free, or the target has no registered files.
 * - `-EBADFD`: `fd` is no ring, or a ring that is still disabled (`IORING_SETUP_R_DISABLED`; Linux 6.1 does
 *   not check that for files).
 * - `-EBADF`: `fd` is not open, or slot `source_fd` is empty or beyond the sender's table.
 * - `-EINVAL`: the target is the sender's own ring, an unknown flag, the kernel is older than 6.0; `ioprio`,
 *   `len`, `buf_index` or `personality` of the entry is not zero (Linux 6.1 does not check `len`).
 * - `-EOVERFLOW`: a slot holds the file, but the target's CQ is full and there is no memory to keep the CQE:
 *   send the news with another message.
 * - `-EOWNERDEAD`: the target has `IORING_SETUP_DEFER_TASKRUN` and its task has ended (Linux 6.1 passes the
 *   file all the same).
 * - `-EOPNOTSUPP`: `IOSQE_BUFFER_SELECT` is set.
 * - `-ECANCELED`: an earlier request of its chain failed; nothing was sent.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `data` is something that the target's code can take: it does not see that a CQE is a message.
 *
 * Since Linux 6.0. Source: kernel header linux/io_uring.h, experiments on Linux 6.18.
 */
IOURINGINLINE void io_uring_prep_msg_ring_fd_alloc(struct io_uring_sqe *sqe, int fd, int source_fd,
		__u64 data, unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_msg_ring_fd(sqe, fd, source_fd, (int)IORING_FILE_INDEX_ALLOC, data, flags);
}

/* sockets: creation */

/**
 * Prepares a request that creates a socket.
 *
 * The completion's `res` is the new file descriptor.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `domain`: `AF_*` family of socket(2).
 * - `type`: `SOCK_*` type, with `SOCK_CLOEXEC` and `SOCK_NONBLOCK` where wanted.
 * - `protocol`: protocol of the family, 0 for the usual one.
 * - `flags`: 0.
 *
 * # Errors in the CQE
 * - `-EINVAL`: `flags` is not 0, an unknown type, the kernel is older than 5.19, or a ring with
 *   `IORING_SETUP_IOPOLL`.
 * - `-EAFNOSUPPORT`: an unknown family.
 * - `-EPROTONOSUPPORT`, `-ESOCKTNOSUPPORT`: the family has no such protocol or type.
 * - `-EMFILE`, `-ENFILE`: no more file descriptors for the process or the system.
 * - `-EACCES`, `-EPERM`: sockets of this kind need a privilege.
 * - `-ENOBUFS`, `-ENOMEM`: no memory.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.19. Source: io_uring_prep_socket(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_socket(struct io_uring_sqe *sqe, int domain, int type, int protocol,
		unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_SOCKET, sqe, domain, NULL, (__u32)protocol, (__u64)type);
	sqe->rw_flags = (int)flags;
}

/**
 * Prepares a request that creates a socket in the registered files.
 *
 * No file descriptor is made; later requests name the slot with `IOSQE_FIXED_FILE`. The completion's `res`
 * is 0, or with `IORING_FILE_INDEX_ALLOC` the slot that was chosen. A file that was in the slot is closed.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `domain`: `AF_*` family of socket(2).
 * - `type`: `SOCK_*` type, with `SOCK_NONBLOCK` where wanted; `SOCK_CLOEXEC` means nothing here and is
 *   refused.
 * - `protocol`: protocol of the family, 0 for the usual one.
 * - `file_index`: slot in the registered files, from 0, or `IORING_FILE_INDEX_ALLOC` for one that the kernel
 *   chooses.
 * - `flags`: 0.
 *
 * # Errors in the CQE
 * - `-EINVAL`: `flags` is not 0, an unknown type or `SOCK_CLOEXEC`, the slot is beyond the table, the kernel
 *   is older than 5.19, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-ENXIO`: the ring has no registered files.
 * - `-ENFILE`: with `IORING_FILE_INDEX_ALLOC`: no slot is free, or there is no table.
 * - `-EAFNOSUPPORT`: an unknown family.
 * - `-EPROTONOSUPPORT`, `-ESOCKTNOSUPPORT`: the family has no such protocol or type.
 * - `-EACCES`, `-EPERM`: sockets of this kind need a privilege.
 * - `-ENOBUFS`, `-ENOMEM`: no memory.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.19. Source: io_uring_prep_socket_direct(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_socket_direct(struct io_uring_sqe *sqe, int domain, int type, int protocol,
		unsigned file_index, unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_socket(sqe, domain, type, protocol, flags);
	/* The entry holds the slot plus one, but IORING_FILE_INDEX_ALLOC as it is. */
	__io_uring_set_target_fixed_file(sqe, file_index == IORING_FILE_INDEX_ALLOC ? file_index - 1 : file_index);
}

/**
 * Prepares a request that creates a socket in the registered files, in a slot that the kernel chooses.
 *
 * The completion's `res` is the slot. As `io_uring_prep_socket_direct` with `IORING_FILE_INDEX_ALLOC`.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `domain`: `AF_*` family of socket(2).
 * - `type`: `SOCK_*` type, with `SOCK_NONBLOCK` where wanted; `SOCK_CLOEXEC` means nothing here and is
 *   refused.
 * - `protocol`: protocol of the family, 0 for the usual one.
 * - `flags`: 0.
 *
 * # Errors in the CQE
 * - `-ENFILE`: no slot is free, or the ring has no registered files.
 * - `-EINVAL`: `flags` is not 0, an unknown type or `SOCK_CLOEXEC`, the kernel is older than 5.19, or a ring
 *   with `IORING_SETUP_IOPOLL`.
 * - `-EAFNOSUPPORT`: an unknown family.
 * - `-EPROTONOSUPPORT`, `-ESOCKTNOSUPPORT`: the family has no such protocol or type.
 * - `-EACCES`, `-EPERM`: sockets of this kind need a privilege.
 * - `-ENOBUFS`, `-ENOMEM`: no memory.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 *
 * Since Linux 5.19. Source: io_uring_prep_socket_direct_alloc(3), io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_socket_direct_alloc(struct io_uring_sqe *sqe, int domain, int type,
		int protocol, unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_socket(sqe, domain, type, protocol, flags);
	__io_uring_set_target_fixed_file(sqe, IORING_FILE_INDEX_ALLOC - 1);
}

/* commands to drivers, file systems and sockets */

/**
 * Prepares a command to the driver or file system behind a file, with the operation as a parameter.
 *
 * `io_uring_prep_uring_cmd` and `io_uring_prep_uring_cmd128` are the two uses. The command's own data goes
 * into the entry's `cmd` afterwards, and `uring_cmd_flags` stays as it is.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, of the size that `op` needs.
 * - `op`: `IORING_OP_URING_CMD` or `IORING_OP_URING_CMD128`.
 * - `cmd_op`: number of the command; the file's owner defines it.
 * - `fd`: the file; with `IOSQE_FIXED_FILE` its slot in the registered files.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-EOPNOTSUPP`: the file knows no commands, or not this one.
 * - `-EINVAL`: an unknown bit in `uring_cmd_flags`, or as the command defines it.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - Whatever memory the command names stays valid for as long as the command's definition says.
 *
 * Since Linux 5.19. Source: io_uring_enter(2).
 */
IOURINGINLINE void __io_uring_prep_uring_cmd(struct io_uring_sqe *sqe, int op, __u32 cmd_op,
		int fd) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(op, sqe, fd, NULL, 0, 0);
	sqe->cmd_op = cmd_op;
	sqe->__pad1 = 0;
}

/**
 * Prepares a command to the driver or file system behind a file.
 *
 * The command's own data goes into the entry's `cmd` afterwards: 16 bytes, or 80 on a ring with
 * `IORING_SETUP_SQE128`. What the completion holds is the command's business.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `cmd_op`: number of the command; the file's owner defines it.
 * - `fd`: the file; with `IOSQE_FIXED_FILE` its slot in the registered files.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-EOPNOTSUPP`: the file knows no commands, or not this one.
 * - `-EINVAL`: an unknown bit in `uring_cmd_flags`, the kernel is older than 5.19, or as the command defines
 *   it.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - Whatever memory the command names stays valid for as long as the command's definition says.
 *
 * Since Linux 5.19. Source: io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_uring_cmd(struct io_uring_sqe *sqe, int cmd_op, int fd) LIBURING_NOEXCEPT
{
	__io_uring_prep_uring_cmd(sqe, IORING_OP_URING_CMD, (__u32)cmd_op, fd);
}

/**
 * Prepares a command to the driver or file system behind a file, in an entry of 128 bytes.
 *
 * The command's own data, up to 80 bytes, goes into the entry's `cmd` afterwards. Of the entry only the
 * first 64 bytes are written. What the completion holds is the command's business.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe128`.
 * - `cmd_op`: number of the command; the file's owner defines it.
 * - `fd`: the file; with `IOSQE_FIXED_FILE` its slot in the registered files.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-EOPNOTSUPP`: the file knows no commands, or not this one.
 * - `-EINVAL`: the kernel is older than 6.19, the ring has neither `IORING_SETUP_SQE_MIXED` nor
 *   `IORING_SETUP_SQE128`, an unknown bit in `uring_cmd_flags`, or as the command defines it.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of 128 bytes of the caller's ring that the kernel does not own yet.
 * - Whatever memory the command names stays valid for as long as the command's definition says.
 *
 * Since Linux 6.19. Source: io_uring_enter(2).
 */
IOURINGINLINE void io_uring_prep_uring_cmd128(struct io_uring_sqe *sqe, int cmd_op, int fd) LIBURING_NOEXCEPT
{
	__io_uring_prep_uring_cmd(sqe, IORING_OP_URING_CMD128, (__u32)cmd_op, fd);
}

/**
 * Prepares a command to a socket: reading and setting options, and the sizes of its queues.
 *
 * By `cmd_op` the completion's `res` is: `SOCKET_URING_OP_SIOCINQ` the bytes that can be read,
 * `SOCKET_URING_OP_SIOCOUTQ` the bytes that are not sent yet, `SOCKET_URING_OP_GETSOCKOPT` the length of the
 * value, `SOCKET_URING_OP_SETSOCKOPT` 0. `SOCKET_URING_OP_TX_TIMESTAMP` posts a completion of 32 bytes for
 * every transmit timestamp.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `cmd_op`: one of `SOCKET_URING_OP_*`.
 * - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `level`: level of the option; `SOL_SOCKET` is the only one that `SOCKET_URING_OP_GETSOCKOPT` reads. 0
 *   where the command has no option.
 * - `optname`: number of the option; 0 where the command has none.
 * - `optval`: the option's value, or room for it; null where the command has none.
 * - `optlen`: bytes at `optval`; 0 where the command has no option.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-EOPNOTSUPP`: `fd` is no socket, its protocol or the kernel does not know the command, `level` cannot
 *   be read, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-ENOPROTOOPT`: an unknown option.
 * - `-EINVAL`: a value or length that the option does not take, the kernel is older than 5.19, or
 *   `SOCKET_URING_OP_TX_TIMESTAMP` without 32-byte CQEs.
 * - `-EFAULT`: `optval` cannot be accessed.
 * - `-EPERM`, `-EACCES`: the option needs a privilege.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `optval` points to `optlen` bytes that stay valid until the request completes, and are used by nobody
 *   else if the option is read.
 *
 * Since Linux 6.7 (`SOCKET_URING_OP_TX_TIMESTAMP`: 6.17). Source: io_uring_prep_cmd_sock(3).
 */
IOURINGINLINE void io_uring_prep_cmd_sock(struct io_uring_sqe *sqe, int cmd_op, int fd, int level,
		int optname, void *optval, int optlen) LIBURING_NOEXCEPT
{
	io_uring_prep_uring_cmd(sqe, cmd_op, fd);
	sqe->level = (__u32)level;
	sqe->optname = (__u32)optname;
	sqe->optlen = (__u32)optlen;
	sqe->optval = uring_ptr_to_u64(optval);
}

/**
 * Prepares a request that reads the local or the peer's address of a socket.
 *
 * The completion's `res` is 0.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `fd`: the socket; with `IOSQE_FIXED_FILE` its slot in the registered files.
 * - `sockaddr`: where the address goes.
 * - `sockaddr_len`: in: bytes of room at `sockaddr`, out: bytes of the address, more than the room if it was
 *   cut.
 * - `peer`: 0 for the local address, 1 for the peer's.
 *
 * # Errors in the CQE
 * - `-EBADF`: `fd` is not open, or with `IOSQE_FIXED_FILE` its slot is empty.
 * - `-EOPNOTSUPP`: `fd` is no socket, the kernel is older than 6.19, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-EINVAL`: another value of `peer`, or a negative room.
 * - `-ENOTCONN`: `peer` is 1 and the socket is not connected.
 * - `-EFAULT`: `sockaddr` or `sockaddr_len` cannot be accessed.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `sockaddr_len` and the room at `sockaddr` stay valid and are used by nobody else until the request
 *   completes.
 *
 * Since Linux 6.19. Source: io_uring_prep_cmd_sock(3).
 */
IOURINGINLINE void io_uring_prep_cmd_getsockname(struct io_uring_sqe *sqe, int fd, struct sockaddr *sockaddr,
		socklen_t *sockaddr_len, int peer) LIBURING_NOEXCEPT
{
	io_uring_prep_uring_cmd(sqe, SOCKET_URING_OP_GETSOCKNAME, fd);
	sqe->addr = uring_ptr_to_u64(sockaddr);
	sqe->addr3 = uring_ptr_to_u64(sockaddr_len);
	sqe->optlen = (__u32)peer;
}

/* child processes */

/**
 * Prepares a request that waits for a child process to change its state.
 *
 * The completion's `res` is 0, and `infop` tells what happened. With `WNOHANG` the request never waits:
 * `si_pid` stays 0 if nothing has happened.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `idtype`: `P_PID`, `P_PGID`, `P_PIDFD` or `P_ALL`: what `id` is.
 * - `id`: process, process group or pidfd.
 * - `infop`: where the news goes; null if it is not wanted.
 * - `options`: at least one of `WEXITED`, `WSTOPPED` and `WCONTINUED`, besides `WNOHANG` and `WNOWAIT`.
 * - `flags`: 0.
 *
 * # Errors in the CQE
 * - `-ECHILD`: there is no such child.
 * - `-EINVAL`: an unknown `idtype` or option, none of the three options, `flags` is not 0, the kernel is
 *   older than 6.7, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-EBADF`: with `P_PIDFD`: `id` is no pidfd.
 * - `-EFAULT`: `infop` cannot be written.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `infop` stays valid and is used by nobody else until the request completes.
 *
 * Since Linux 6.7. Source: io_uring_prep_waitid(3), waitid(2).
 */
IOURINGINLINE void io_uring_prep_waitid(struct io_uring_sqe *sqe, idtype_t idtype, id_t id, siginfo_t *infop,
		int options, unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_WAITID, sqe, (int)id, NULL, (unsigned)idtype, uring_ptr_to_u64(infop));
	sqe->waitid_flags = flags;
	sqe->file_index = (__u32)options;
}

/* futexes */

/**
 * Prepares a request that wakes up waiters on a futex.
 *
 * The completion's `res` is the number of waiters that were woken.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `futex`: address of the futex, a multiple of 4.
 * - `val`: largest number of waiters to wake; 0 wakes none.
 * - `mask`: wakes those whose mask has a bit in common, `FUTEX_BITSET_MATCH_ANY` for all. 32 bits, not 0.
 * - `futex_flags`: `FUTEX2_SIZE_U32`, with `FUTEX2_PRIVATE` if only threads of this process use the futex.
 * - `flags`: 0.
 *
 * # Errors in the CQE
 * - `-EINVAL`: `futex` is not a multiple of 4, `mask` is 0 or wider than 32 bits, a size other than 32 bits,
 *   `flags` is not 0, the kernel is older than 6.7, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-EFAULT`: `futex` cannot be accessed.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `futex` stays mapped until the request completes; the kernel reads nothing there.
 *
 * Since Linux 6.7. Source: io_uring_enter(2), futex(2).
 */
IOURINGINLINE void io_uring_prep_futex_wake(struct io_uring_sqe *sqe, const uint32_t *futex, uint64_t val,
		uint64_t mask, uint32_t futex_flags, unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FUTEX_WAKE, sqe, (int)futex_flags, futex, 0, val);
	sqe->futex_flags = flags;
	sqe->addr3 = mask;
}

/**
 * Prepares a request that waits on a futex.
 *
 * The wait starts only if the futex holds `val`. The completion's `res` is 0 when it was woken up, by
 * `io_uring_prep_futex_wake` or by futex(2).
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `futex`: address of the futex, a multiple of 4.
 * - `val`: value that the futex is expected to hold, 32 bits.
 * - `mask`: is woken by wakers whose mask has a bit in common, `FUTEX_BITSET_MATCH_ANY` for all. 32 bits,
 *   not 0.
 * - `futex_flags`: `FUTEX2_SIZE_U32`, with `FUTEX2_PRIVATE` if only threads of this process use the futex.
 * - `flags`: 0.
 *
 * # Errors in the CQE
 * - `-EAGAIN`: the futex held another value.
 * - `-EINVAL`: `futex` is not a multiple of 4, `val` or `mask` is wider than 32 bits, `mask` is 0, a size
 *   other than 32 bits, `flags` is not 0, the kernel is older than 6.7, or a ring with
 *   `IORING_SETUP_IOPOLL`.
 * - `-EFAULT`: `futex` cannot be read.
 * - `-ENOMEM`: no memory for the wait.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `futex` stays mapped until the request completes; other threads change it by atomic accesses only.
 *
 * Since Linux 6.7. Source: io_uring_enter(2), futex(2).
 */
IOURINGINLINE void io_uring_prep_futex_wait(struct io_uring_sqe *sqe, const uint32_t *futex, uint64_t val,
		uint64_t mask, uint32_t futex_flags, unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FUTEX_WAIT, sqe, (int)futex_flags, futex, 0, val);
	sqe->futex_flags = flags;
	sqe->addr3 = mask;
}

/**
 * Prepares a request that waits on several futexes until one of them is woken up.
 *
 * The wait starts only if each futex holds its value. The completion's `res` is the position in the array of
 * a futex that was woken up.
 *
 * # Parameters
 * - `sqe`: the submission queue entry to fill, from `io_uring_get_sqe`.
 * - `futex`: array of the futexes: address, value and flags of each.
 * - `nr_futex`: number of futexes in the array, 1 to 128.
 * - `flags`: 0.
 *
 * # Errors in the CQE
 * - `-EAGAIN`: a futex held another value.
 * - `-EINVAL`: `nr_futex` is out of range, a futex is described wrongly, `flags` is not 0, the kernel is
 *   older than 6.7, or a ring with `IORING_SETUP_IOPOLL`.
 * - `-EFAULT`: the array or a futex cannot be read.
 * - `-ENOMEM`: no memory for the wait.
 * - `-ECANCELED`, `-EINTR`: the request was cancelled; `-ECANCELED` too if an earlier request of its chain
 *   failed.
 *
 * # Safety
 * - `sqe` points to an entry of the caller's ring that the kernel does not own yet.
 * - `futex` points to `nr_futex` elements that stay valid until the kernel has taken the entry: when the
 *   submitting call returns, or with `IORING_SETUP_SQPOLL` when its thread has done so.
 * - The futexes stay mapped until the request completes; other threads change them by atomic accesses only.
 *
 * Since Linux 6.7. Source: io_uring_enter(2), futex(2).
 */
IOURINGINLINE void io_uring_prep_futex_waitv(struct io_uring_sqe *sqe, const struct futex_waitv *futex,
		uint32_t nr_futex, unsigned int flags) LIBURING_NOEXCEPT
{
	io_uring_prep_rw(IORING_OP_FUTEX_WAITV, sqe, 0, futex, nr_futex, 0);
	sqe->futex_flags = flags;
}

/*
 * True where the version asked for is newer than these headers: usable in #if.
 */
#define IO_URING_CHECK_VERSION(major, minor) \
	((major) > IO_URING_VERSION_MAJOR || \
	 ((major) == IO_URING_VERSION_MAJOR && (minor) > IO_URING_VERSION_MINOR))

#ifdef __cplusplus
}
#endif

#undef IOURINGINLINE
#undef _LOCAL_INLINE
#undef LIBURING_NR_BASE

#endif
