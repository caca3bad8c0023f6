/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Entering the kernel: io_uring_enter(2).
 */
#ifndef LIBURING_IO_URING_ENTER_H
#define LIBURING_IO_URING_ENTER_H

/* Entering the kernel: io_uring_enter(2) */

/**
 * Wait until `min_complete` completions are there, and run work that waits for the task.
 *
 * With `IORING_SETUP_IOPOLL` this is where the device is polled; with `IORING_SETUP_DEFER_TASKRUN` nothing
 * completes without it.
 *
 * Since Linux 5.1. Source: kernel header linux/io_uring.h.
 */
#define IORING_ENTER_GETEVENTS (1U << 0)

/**
 * Wake the polling thread of `IORING_SETUP_SQPOLL`, to be set when `IORING_SQ_NEED_WAKEUP` is. Since Linux
 * 5.1. Source: kernel header linux/io_uring.h.
 */
#define IORING_ENTER_SQ_WAKEUP (1U << 1)

/**
 * Wait until the submission ring has room, where a polling thread (`IORING_SETUP_SQPOLL`) empties it. Used by
 * `io_uring_sqring_wait`. Since Linux 5.10. Source: kernel header linux/io_uring.h.
 */
#define IORING_ENTER_SQ_WAIT (1U << 2)

/**
 * The last two arguments are a `struct io_uring_getevents_arg` and its size, instead of a signal mask and its
 * size.
 *
 * Brings timeouts to the wait. Needs `IORING_FEAT_EXT_ARG`; `-EINVAL` if the size is not that of the struct.
 *
 * Since Linux 5.11. Source: io_uring_enter(2).
 */
#define IORING_ENTER_EXT_ARG (1U << 3)

/**
 * The descriptor argument is the index of a registered ring, from `io_uring_register_ring_fd`.
 *
 * Saves the reference counting of the ring's file. `-EINVAL` if the index is out of range, `-EBADF` if it is
 * empty.
 *
 * Since Linux 5.18. Source: kernel header linux/io_uring.h.
 */
#define IORING_ENTER_REGISTERED_RING (1U << 4)

/**
 * The timeout of the wait is a point on the ring's clock, not a span from now. The clock is the one from
 * `io_uring_register_clock`, `CLOCK_MONOTONIC` by default. Since Linux 6.12. Source: io_uring_enter(2).
 */
#define IORING_ENTER_ABS_TIMER (1U << 5)

/**
 * With `IORING_ENTER_EXT_ARG`: the argument is an offset into the registered wait region, where a `struct
 * io_uring_reg_wait` lies, so that nothing is copied.
 *
 * Needs a region with `IORING_MEM_REGION_REG_WAIT_ARG` (`io_uring_register_region`), else `-EFAULT`;
 * `-EINVAL` if the size is not that of the struct. Used by `io_uring_submit_and_wait_reg`.
 *
 * Since Linux 6.13. Source: io_uring_enter(2).
 */
#define IORING_ENTER_EXT_ARG_REG (1U << 6)

/**
 * Do not account the wait as I/O wait, which otherwise shows in statistics and raises the CPU's frequency.
 * Needs `IORING_FEAT_NO_IOWAIT`; `io_uring_set_iowait` makes liburing set it. Since Linux 6.15. Source:
 * io_uring_enter(2).
 */
#define IORING_ENTER_NO_IOWAIT (1U << 7)

/**
 * How to wait: the argument of io_uring_enter(2) with `IORING_ENTER_EXT_ARG`. Set by the caller; liburing
 * fills it. Since Linux 5.11. Source: io_uring_enter(2).
 */
struct io_uring_getevents_arg {
	/** Address of the signal mask for the time of the wait; 0 leaves the mask alone. */
	__u64 sigmask;
	/**
	 * Bytes at `sigmask`: the kernel's size of a signal set, 8 on most machines (number of signals / 8).
	 */
	__u32 sigmask_sz;
	/**
	 * Microseconds to wait for the full number of events; after them one event is enough. 0 turns it off.
	 * Since Linux 6.12, needs `IORING_FEAT_MIN_TIMEOUT`.
	 */
	__u32 min_wait_usec;
	/**
	 * Address of a `struct __kernel_timespec`: the timeout, a span unless `IORING_ENTER_ABS_TIMER`; 0
	 * waits for ever.
	 */
	__u64 ts;
};

/** In `flags` of `struct io_uring_reg_wait`. */
enum {
	/**
	 * The timeout in `ts` counts; without it the wait has none. Since Linux 6.13. Source:
	 * io_uring_register(2).
	 */
	IORING_REG_WAIT_TS = (1U << 0),
};

/**
 * How to wait, kept in a registered region: used with `IORING_ENTER_EXT_ARG_REG`. Set by the caller. Since
 * Linux 6.13. Source: io_uring_register(2).
 */
struct io_uring_reg_wait {
	/** The timeout, with `IORING_REG_WAIT_TS`: a span unless `IORING_ENTER_ABS_TIMER`. */
	struct __kernel_timespec ts;
	/**
	 * Microseconds to wait for the full number of events; after them one event is enough. 0 turns it off.
	 */
	__u32 min_wait_usec;
	/** `IORING_REG_WAIT_TS` or 0. */
	__u32 flags;
	/** Address of the signal mask for the time of the wait; 0 leaves the mask alone. */
	__u64 sigmask;
	/** Bytes at `sigmask`. */
	__u32 sigmask_sz;
	/** Reserved, must be 0. */
	__u32 pad[3];
	/** Reserved, must be 0. */
	__u64 pad2[2];
};

#endif
