/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Provided-buffer rings: registering them, and those whose memory is the library's.
 */
#ifndef LIBURING_LIBRARY_BUF_RING_H
#define LIBURING_LIBRARY_BUF_RING_H

/**
 * Registers a ring of buffers from which requests with `IOSQE_BUFFER_SELECT` pick one when data is there.
 *
 * The caller brings the memory, `ring_entries` times the size of `struct io_uring_buf`, and initialises it
 * with `io_uring_buf_ring_init`; with `IOU_PBUF_RING_MMAP` the kernel allocates it, for the caller to map at
 * `IORING_OFF_PBUF_RING`. `io_uring_setup_buf_ring` does all that.
 *
 * Differs [from liburing](crate::differences#registering).
 *
 * # Parameters
 * - `ring`: the ring.
 * - `reg`: `ring_addr`, at the start of a page; `ring_entries`, a power of two up to 32768; `bgid`, the group
 *   for `buf_group` of requests. Reserved fields are zero.
 * - `flags`: any of `IOU_PBUF_RING_MMAP` and `IOU_PBUF_RING_INC`, besides those in `reg`, which stays as it was.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EEXIST`: the group exists already.
 * - `-EINVAL`: the number of entries is no power of two from 1 to 32768, the address is not at the start of a
 *   page, a flag is unknown or a reserved field not zero, or the kernel is older than 5.19.
 * - `-EFAULT`: the memory is not there.
 * - `-ENOMEM`: no memory; or, since Linux 6.14, more locked memory than `RLIMIT_MEMLOCK` allows, as the ring counts
 *   for such (see `io_uring_queue_init_params`).
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-ENOENT`: there is no such group.
 * - `-EINVAL`: the group is not a ring of buffers, or the kernel is older than 5.19.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-ENOENT`: there is no such group.
 * - `-EINVAL`: the group is not a ring of buffers, or the kernel is older than 6.8.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `head` points to a value that may be written.
 *
 * Since Linux 6.8. Source: io_uring_register(2).
 */
int io_uring_buf_ring_head(struct io_uring *ring, int buf_group, uint16_t *head) LIBURING_NOEXCEPT;

/**
 * Allocates a ring of provided buffers and registers it, with no buffers in it.
 *
 * `io_uring_free_buf_ring` undoes it.
 *
 * Differs [from liburing](crate::differences#registering).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EEXIST`: the group exists already.
 * - `-EINVAL`: `nentries` or `bgid` is not valid, a flag is unknown, or the kernel is older than 5.19.
 * - `-ENOMEM`: no memory, locked memory included, as for `io_uring_register_buf_ring`.
 * - `-EBADF`: `IOU_PBUF_RING_MMAP` with a ring whose descriptor is closed (`io_uring_close_ring_fd`).
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * Differs [from liburing](crate::differences#registering).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-ENOENT`: there is no such group.
 * - `-EINVAL`: the group is not a ring of buffers, or the kernel is older than 5.19.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `br`, `nentries` and `bgid` belong together, and `br` is not used afterwards.
 *
 * Since Linux 5.19. Source: io_uring_unregister_buf_ring(3), io_uring_register(2).
 */
int io_uring_free_buf_ring(struct io_uring *ring, struct io_uring_buf_ring *br, unsigned int nentries,
		int bgid) LIBURING_NOEXCEPT;

#endif
