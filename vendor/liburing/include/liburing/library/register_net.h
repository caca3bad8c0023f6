/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Registering for networking: busy polling and zero-copy receive.
 */
#ifndef LIBURING_LIBRARY_REGISTER_NET_H
#define LIBURING_LIBRARY_REGISTER_NET_H

/**
 * Has the ring poll network devices for packets while it waits.
 *
 * The devices are those of the sockets that requests used before, unless `napi` says otherwise.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `napi`: `busy_poll_to`, how long to poll at most, in microseconds (the kernel cuts it to 10000);
 *   `prefer_busy_poll`, 1 if the device should leave its interrupts off meanwhile. Since Linux 6.13 also
 *   `opcode` (`IO_URING_NAPI_*`) and its `op_param`: whether the devices are followed or named, and which. All
 *   else is zero. The old settings are written to it.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EINVAL`: the ring polls for I/O (`IORING_SETUP_IOPOLL`), `napi` is null or holds what the kernel does
 *   not know, or a device is named while they are followed; or the kernel is older than 6.9 or built without
 *   busy polling.
 * - `-EEXIST`, `-ENOENT`: a device to add is polled already, or one to remove is not.
 * - `-EFAULT`: `napi` is not readable or writable.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EINVAL`: the ring polls for I/O (`IORING_SETUP_IOPOLL`), or the kernel is older than 6.9 or built
 *   without busy polling.
 * - `-EFAULT`: `napi` is not writable.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EPERM`: the caller lacks `CAP_NET_ADMIN`.
 * - `-EINVAL`: the ring lacks one of the flags, a field is not valid, or the kernel is older than 6.15 or
 *   built without the feature.
 * - `-ENODEV`: there is no such interface.
 * - `-EOPNOTSUPP`: the driver of the interface cannot do it.
 * - `-EFAULT`: `reg`, or what it points to, is not readable or writable.
 * - `-ENOMEM`: no memory.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-ENXIO`: there is no such queue.
 * - `-EINVAL`: a reserved field is not zero, or the kernel is older than 6.19 or built without the feature.
 * - `-EOPNOTSUPP`: `op` is unknown.
 * - `-EFAULT`: `ctrl` is not readable or writable.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `ctrl` points to a structure that may be written.
 *
 * Since Linux 6.19. Source: kernel header linux/io_uring.h.
 */
int io_uring_register_zcrx_ctrl(struct io_uring *ring, struct zcrx_ctrl *ctrl) LIBURING_NOEXCEPT;

#endif
