/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Registering the ring's own descriptor.
 */
#ifndef LIBURING_LIBRARY_RING_FD_H
#define LIBURING_LIBRARY_RING_FD_H

/**
 * Registers the ring's descriptor with the calling thread, which makes each `io_uring_enter` cheaper.
 *
 * The index is kept in `enter_ring_fd` and used from here on, in register calls as well where the kernel can
 * (`IORING_FEAT_REG_REG_RING`). It means something to this thread only: do not register a ring that several
 * threads use. A thread has 16 slots. `io_uring_queue_exit` frees the slot.
 *
 * Differs [from liburing](crate::differences#registering).
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 1, the number of descriptors registered, or `-errno`.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EEXIST`: the ring is registered already.
 * - `-EBUSY`: all slots of the thread are taken.
 * - `-EBADF`: the descriptor of the ring is closed.
 * - `-EINVAL`: the kernel is older than 5.18.
 * - `-ENOMEM`: no memory.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * Differs [from liburing](crate::differences#registering).
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 1, the number of descriptors unregistered, or `-errno`.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EINVAL`: the ring is not registered, or the calling thread never used io_uring.
 * - `-EBADF`: the calling thread has no such slot in use.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * - [The duties of every call on a ring](crate#safety).
 * - Nothing else uses the descriptor: its number may be given to another file at once.
 *
 * Since Linux 6.3. Source: io_uring_setup(2).
 */
int io_uring_close_ring_fd(struct io_uring *ring) LIBURING_NOEXCEPT;

#endif
