/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Setting up and ending rings, what the kernel supports, and how much memory a ring takes.
 */
#ifndef LIBURING_LIBRARY_SETUP_H
#define LIBURING_LIBRARY_SETUP_H

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
 * - [The duties of every call on a ring](crate#safety).
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
 * - None: any thread, any time.
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

/**
 * Sets up a ring in memory of the caller's, or in memory of the library's that is as large as need be.
 *
 * `IORING_SETUP_NO_MMAP` is implied. The SQEs come first in the memory, the two rings start at the next
 * page. The memory stays the caller's: `io_uring_queue_exit` does not free it. Several rings fit one behind
 * the other, as each takes whole pages. Kernels before 6.10 want the SQEs, and also the rings, within one
 * page: take a huge page for more entries than that, and let none of both straddle two of them.
 *
 * Without memory of the caller's the library maps some, from huge pages if it takes more than one page a queue
 * and if there are any, and `io_uring_queue_exit` frees it.
 *
 * As with `io_uring_queue_init_params`, the library adds `IORING_SETUP_NO_SQARRAY` where the kernel has it (6.6),
 * and then needs no room for the array.
 *
 * Differs [from liburing](crate::differences#setting-up-and-ending).
 *
 * # Parameters
 * - `entries`: SQEs, 1 to 32768; rounded up to a power of two.
 * - `ring`: the ring to initialise; its old contents do not matter.
 * - `p`: options on entry; on success what the kernel chose. It does not change on failure.
 * - `buf`: memory for the ring, aligned to pages. The kernel writes to it until the ring is gone. Null for
 *   memory of the library's.
 * - `buf_size`: bytes at `buf`; `io_uring_memory_size_params` says how many are enough. Without `buf` it does
 *   not matter.
 *
 * # Returns
 * How many bytes the ring takes, a multiple of the page size: 102,400 for 1,000 entries and 106,496 with an SQ
 * array, where pages have 4 KiB. Or `-errno`, and then the ring is one that `io_uring_queue_exit` does nothing
 * with.
 *
 * # Errors
 * - `-ENOMEM`: `buf_size` is too small, the kernel is short of memory, or the limit on locked memory is
 *   reached, against which memory of the caller's counts too.
 * - `-EINVAL`: entries or flags out of range, `buf` not aligned, or a kernel that lacks one of the flags.
 * - `-EFAULT`: `buf` is not writable memory.
 * - Others of `io_uring_queue_init_params`.
 *
 * # Safety
 * - `ring` and `p` are writable; reserved fields of `p` are 0.
 * - `buf` is null, or valid for `buf_size` bytes and used for nothing else until after `io_uring_queue_exit`.
 * - Nor is it after that: the kernel takes the ring apart some time later, writes to the memory meanwhile (a
 *   next ring there finds its counters changed), and does not tell when it is done. Unmap the memory, or map
 *   new memory over it, which is safe at once, since the kernel holds on to its pages; do not free it to an
 *   allocator.
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
 * Before Linux 5.12, and again since 6.14, the memory of rings counts as locked: `RLIMIT_MEMLOCK` limits what
 * all processes of a user have of it together, but for those with `CAP_IPC_LOCK` (which root of a user namespace
 * does not have). Since 6.14 a ring is charged what `io_uring_memory_size` says for it without an SQ array, a
 * ring of provided buffers its pages. So 8 rings with 8 entries fit in 64 KiB, 21 with 4,096 entries in 8 MiB:
 * usual limits both. After `io_uring_queue_exit` the kernel takes tens of milliseconds to give the memory
 * back; who sets up and ends rings in a loop meets the limit with few of them. On `-ENOMEM`: set up fewer or
 * smaller rings and keep them, wait for a moment after ending some, or raise the limit (`ulimit -l`, `memlock`
 * in limits.conf(5), `LimitMEMLOCK=` of a systemd unit).
 *
 * The parameters that a successful call leaves can be used for the next ring.
 *
 * Differs [from liburing](crate::differences#setting-up-and-ending).
 *
 * # Parameters
 * - `entries`: SQEs, 1 to 32768; rounded up to a power of two. The completion queue
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
 * - `-ENOMEM`: no memory, or more than `RLIMIT_MEMLOCK` allows (before Linux 5.12, and since 6.14).
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
 * Differs [from liburing](crate::differences#setting-up-and-ending).
 *
 * # Parameters
 * - `entries`: SQEs, 1 to 32768; rounded up to a power of two. The completion queue
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
 * Differs [from liburing](crate::differences#setting-up-and-ending).
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
 * - `-ENOMEM`: no memory or address space.
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
 * Differs [from liburing](crate::differences#setting-up-and-ending).
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

/**
 * Tells how much of `RLIMIT_MEMLOCK` a ring would take on a kernel before 5.12, with flags as the only option.
 *
 * What `io_uring_mlock_size_params` says of later kernels is true here, too.
 *
 * Differs [from liburing](crate::differences#setting-up-and-ending).
 *
 * # Parameters
 * - `entries`: SQEs, 1 to 32768.
 * - `flags`: `IORING_SETUP_*` bits that the ring would be set up with.
 *
 * # Returns
 * Bytes, whole pages; 0 on Linux 5.12 and later; or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: `entries` is 0, or out of range without `IORING_SETUP_CLAMP`.
 *
 * # Safety
 * - None: any thread, any time.
 *
 * Since Linux 5.1. Source: io_uring_mlock_size(3).
 */
ssize_t io_uring_mlock_size(unsigned entries, unsigned flags) LIBURING_NOEXCEPT;

/**
 * Tells how much of `RLIMIT_MEMLOCK` a ring would take on a kernel before 5.12.
 *
 * It does not count what Linux 6.14 and later charge for a ring: that is `io_uring_memory_size_params`, without
 * an SQ array; see `io_uring_queue_init_params`. Where not even a ring with one entry can be set up, maybe
 * because that limit is reached, the kernel is taken for an old one.
 *
 * Differs [from liburing](crate::differences#setting-up-and-ending).
 *
 * # Parameters
 * - `entries`: SQEs, 1 to 32768.
 * - `p`: options that the ring would be set up with; only `flags` and `cq_entries` are read.
 *
 * # Returns
 * Bytes, whole pages; 0 on Linux 5.12 and later; or `-errno`.
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
 * The SQ array counts, as it does in `io_uring_memory_size_params`.
 *
 * Differs [from liburing](crate::differences#setting-up-and-ending).
 *
 * # Parameters
 * - `entries`: SQEs, 1 to 32768.
 * - `flags`: `IORING_SETUP_*` bits that the ring would be set up with.
 *
 * # Returns
 * Bytes, whole pages: enough for `io_uring_queue_init_mem` with the same options. Or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: `entries` is 0, or out of range without `IORING_SETUP_CLAMP`.
 *
 * # Safety
 * - None: any thread, any time.
 *
 * Source: io_uring_setup(2).
 */
ssize_t io_uring_memory_size(unsigned entries, unsigned flags) LIBURING_NOEXCEPT;

/**
 * Tells how much memory a ring takes.
 *
 * The SQ array counts unless `IORING_SETUP_NO_SQARRAY` is in the flags, whether the kernel needs it or not: so
 * it is exactly what a ring takes with that flag since Linux 6.6, and without it before.
 *
 * Differs [from liburing](crate::differences#setting-up-and-ending).
 *
 * # Parameters
 * - `entries`: SQEs, 1 to 32768.
 * - `p`: options that the ring would be set up with; only `flags` and `cq_entries` are read.
 *
 * # Returns
 * Bytes, whole pages: enough for `io_uring_queue_init_mem` with the same options. Or `-errno`.
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

#endif
