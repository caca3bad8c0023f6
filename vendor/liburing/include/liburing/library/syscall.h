/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The three io_uring system calls.
 */
#ifndef LIBURING_LIBRARY_SYSCALL_H
#define LIBURING_LIBRARY_SYSCALL_H

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
 * - `entries`: SQEs, 1 to 32768; rounded up to a power of two.
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
 * - `p` is writable. With `IORING_SETUP_NO_MMAP` the memory that it names is the ring's own; see
 *   `io_uring_queue_init_mem` for when it is nobody's.
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

#endif
