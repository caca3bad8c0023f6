/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The memory of a ring: offsets for mmap(2), and the flags that live in the rings.
 */
#ifndef LIBURING_IO_URING_MEMORY_H
#define LIBURING_IO_URING_MEMORY_H

/* The memory of a ring: offsets for mmap(2) on the ring's descriptor, and the flags that live in the rings */

/** Offset at which mmap(2) finds the submission ring. Since Linux 5.1. Source: io_uring_setup(2). */
#define IORING_OFF_SQ_RING 0ULL

/**
 * Offset at which mmap(2) finds the completion ring, where it is not in one mapping with the submission ring
 * (`IORING_FEAT_SINGLE_MMAP`). Since Linux 5.1. Source: io_uring_setup(2).
 */
#define IORING_OFF_CQ_RING 0x8000000ULL

/** Offset at which mmap(2) finds the array of SQEs. Since Linux 5.1. Source: io_uring_setup(2). */
#define IORING_OFF_SQES 0x10000000ULL

/**
 * Offset at which mmap(2) finds a buffer ring that the kernel allocated (`IOU_PBUF_RING_MMAP`); the group id
 * shifted left by `IORING_OFF_PBUF_SHIFT` is added. Since Linux 6.4. Source: kernel header linux/io_uring.h.
 */
#define IORING_OFF_PBUF_RING 0x80000000ULL

/**
 * Number of bits by which a buffer group id is shifted in the mmap(2) offset of its ring. Since Linux 6.4.
 * Source: kernel header linux/io_uring.h.
 */
#define IORING_OFF_PBUF_SHIFT 16

/**
 * Bits of an mmap(2) offset that tell which of the areas is meant. Since Linux 6.4. Source: kernel header
 * linux/io_uring.h.
 */
#define IORING_OFF_MMAP_MASK 0xf8000000ULL

/**
 * In the submission ring's flags, set by the kernel: the polling thread of `IORING_SETUP_SQPOLL` sleeps. Wake
 * it with `IORING_ENTER_SQ_WAKEUP`. A full fence between publishing the tail and reading the flag is needed.
 * Since Linux 5.1. Source: kernel header linux/io_uring.h.
 */
#define IORING_SQ_NEED_WAKEUP (1U << 0)

/**
 * In the submission ring's flags, set by the kernel: completions wait inside the kernel because the ring is
 * full. Reap, then enter the kernel with `IORING_ENTER_GETEVENTS` to get them. `io_uring_cq_has_overflow`
 * reads it. Since Linux 5.8. Source: kernel header linux/io_uring.h.
 */
#define IORING_SQ_CQ_OVERFLOW (1U << 1)

/**
 * In the submission ring's flags, set by the kernel with `IORING_SETUP_TASKRUN_FLAG`: completion work waits
 * for the task to enter the kernel. Since Linux 5.19. Source: io_uring_setup(2).
 */
#define IORING_SQ_TASKRUN (1U << 2)

/**
 * In the completion ring's flags, set by the caller: the registered eventfd is not signalled while it is set.
 * `io_uring_cq_eventfd_toggle` sets and clears it. Since Linux 5.8. Source: io_uring_register(2).
 */
#define IORING_CQ_EVENTFD_DISABLED (1U << 0)

#endif
