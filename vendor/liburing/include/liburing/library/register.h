/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Everything else that is registered with a ring: notifications, credentials, restrictions, workers,
 * waits, filters.
 */
#ifndef LIBURING_LIBRARY_REGISTER_H
#define LIBURING_LIBRARY_REGISTER_H

/**
 * Registers the caller's array of wait arguments, for `io_uring_submit_and_wait_reg`.
 *
 * The array becomes a memory region of the ring, in whole pages (`IORING_REGISTER_MEM_REGION` with
 * `IORING_MEM_REGION_REG_WAIT_ARG`). `io_uring_register_region` does the same with memory that the kernel
 * allocates.
 *
 * Differs [from liburing](crate::differences#registering).
 *
 * # Parameters
 * - `ring`: the ring. It has to be disabled still (`IORING_SETUP_R_DISABLED`).
 * - `reg`: the array, at the start of a page.
 * - `nr`: entries, 1 or more.
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
 * - [The duties of every call on a ring](crate#safety).
 * - `reg` points to `nr` entries in memory that stays mapped, up to the end of the last page, as long as the
 *   ring lives.
 *
 * Since Linux 6.13. Source: io_uring_register(2).
 */
int io_uring_register_wait_reg(struct io_uring *ring, struct io_uring_reg_wait *reg,
		int nr) LIBURING_NOEXCEPT;

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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EBUSY`: the ring has an eventfd already, of either kind.
 * - `-EBADF`: `fd` is not open.
 * - `-EINVAL`: `fd` is no eventfd, or the kernel is older than 5.2.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EBUSY`: the ring has an eventfd already, of either kind.
 * - `-EBADF`: `fd` is not open.
 * - `-EINVAL`: `fd` is no eventfd, or the kernel is older than 5.6.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-ENXIO`: the ring has no eventfd.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EINVAL`: the memory is not all zero, `p` is null, `nr` is above 256, or the kernel is older than 5.6.
 * - `-EFAULT`: the memory is not readable or writable.
 * - `-ENOMEM`: no memory.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EBUSY`: all numbers are taken.
 * - `-ENOMEM`: no memory.
 * - `-EINVAL`: the kernel is older than 5.6.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EINVAL`: `id` is not registered, or the kernel is older than 5.6.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * - [The duties of every call on a ring](crate#safety).
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
 * - [The duties of every call on a ring](crate#safety).
 *
 * Since Linux 5.10. Source: io_uring_register(2).
 */
int io_uring_enable_rings(struct io_uring *ring) LIBURING_NOEXCEPT;

#ifndef LIBURING_WITHOUT_CPU_SET_T
/**
 * Sets the CPUs that the ring's worker threads may run on.
 *
 * Without it workers run wherever the thread that created them may. Running workers move at their next
 * scheduling point.
 *
 * Differs [from liburing](crate::differences#registering).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EINVAL`: `cpusz` is 0 or too large, `mask` is null, the mask is not valid, or the kernel is older than
 *   5.14.
 * - `-EFAULT`: `mask` is not readable.
 * - `-ENOMEM`: no memory.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `mask` points to `cpusz` bytes.
 *
 * Since Linux 5.14. Source: io_uring_register_iowq_aff(3), io_uring_register(2).
 */
int io_uring_register_iowq_aff(struct io_uring *ring, size_t cpusz, const cpu_set_t *mask) LIBURING_NOEXCEPT;
#endif

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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EINVAL`: the kernel is older than 5.14.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EINVAL`: `values` is null, a value exceeds `INT_MAX`, or the kernel is older than 5.15.
 * - `-EFAULT`: `values` is not readable or writable.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `values` points to two values that may be written.
 *
 * Since Linux 5.15. Source: io_uring_register_iowq_max_workers(3), io_uring_register(2).
 */
int io_uring_register_iowq_max_workers(struct io_uring *ring, unsigned int *values) LIBURING_NOEXCEPT;

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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-ENOENT`: no request matches.
 * - `-ETIME`: the time is over and matching requests are still running.
 * - `-EINVAL`: a flag is unknown, padding is not zero, `reg` is null, or the kernel is older than 6.0.
 * - `-EBADF`: `fd` is not open, or not an index of a registered file (`IORING_ASYNC_CANCEL_FD_FIXED`).
 * - `-EINTR`: a signal came.
 * - `-EFAULT`: `reg` is not readable.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EINVAL`: another clock, a reserved field is not zero, `arg` is null, or the kernel is older than 6.12.
 * - `-EFAULT`: `arg` is not readable.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EINVAL`: a field or the program is not valid, or the kernel is older than 7.0.
 * - `-EFAULT`: `bpf` or the program is not readable.
 * - `-ENOMEM`: no memory.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
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
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EBUSY`: the ring has a region already.
 * - `-EINVAL`: a field is not valid, the ring is enabled where it must not be, or the kernel is older than
 *   6.13.
 * - `-EFAULT`: `reg`, the descriptor or the memory is not there.
 * - `-ENOMEM`: no memory, or `RLIMIT_MEMLOCK` does not allow to pin it.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `reg`, and the descriptor at `region_uptr`, may be written; memory at `user_addr` stays mapped as long as
 *   the ring lives.
 *
 * Since Linux 6.13. Source: io_uring_register(2).
 */
int io_uring_register_region(struct io_uring *ring, struct io_uring_mem_region_reg *reg) LIBURING_NOEXCEPT;

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
 * - [The duties of every call on a ring](crate#safety).
 *
 * Since Linux 6.15. Source: io_uring_set_iowait(3).
 */
int io_uring_set_iowait(struct io_uring *ring, bool enable_iowait) LIBURING_NOEXCEPT;

#endif
