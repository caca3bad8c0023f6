/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Resizing a ring that is in use.
 */
#ifndef LIBURING_LIBRARY_RESIZE_H
#define LIBURING_LIBRARY_RESIZE_H

/**
 * Changes the sizes of the submission and completion queues of a ring that is in use.
 *
 * Entries that wait on either side move to the new memory: completions that nobody took yet, and requests
 * that were prepared but not submitted. A call that the kernel refuses leaves the ring as it was.
 *
 * Differs [from liburing](crate::differences#registering).
 *
 * # Parameters
 * - `ring`: the ring. Set up with `IORING_SETUP_DEFER_TASKRUN`, in memory of the kernel.
 * - `p`: `sq_entries` is the new size, a number of entries; with `IORING_SETUP_CQSIZE` in `flags`,
 *   `cq_entries` is that of the completion queue, otherwise twice the first. `IORING_SETUP_CLAMP` cuts sizes
 *   down to the maximum. The other fields do not matter. On success the sizes and offsets that the kernel
 *   chose; after an error what it was. `flags` is 0 afterwards in either case, so that the same parameters can
 *   be used again, with another size for example.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EINVAL`: the ring lacks `IORING_SETUP_DEFER_TASKRUN`, its memory is the application's, a flag or size
 *   is not valid, or the kernel is older than 6.13.
 * - `-EOVERFLOW`: the entries that wait do not fit the new sizes.
 * - `-ENOMEM`: no memory; or, since Linux 6.14, more than `RLIMIT_MEMLOCK` allows, for which the old and the new
 *   queues count side by side. If only mapping the new ones failed, the kernel uses them already and this ring
 *   is good for nothing but `io_uring_queue_exit`.
 * - `-EBADF`: the descriptor of the ring is closed (`io_uring_close_ring_fd`): the new memory could not be
 *   mapped.
 * - `-EBUSY`: requests wait for submission in a ring with `IORING_SETUP_SQ_REWIND`: submit them first.
 * - `-EOPNOTSUPP`: the ring has an SQ array (`io_uring_queue_init` and its relatives ask for none) where
 *   the library could not find it again with other sizes. No kernel is known for which that is so.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `p` points to a structure that may be written.
 * - SQEs and CQEs that the caller got before the call are not touched after it: their memory is gone.
 *
 * Since Linux 6.13. Source: io_uring_register(2).
 */
int io_uring_resize_rings(struct io_uring *ring, struct io_uring_params *p) LIBURING_NOEXCEPT;

#endif
