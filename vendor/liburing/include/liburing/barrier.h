/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * How ring memory is shared with the kernel: the memory orderings of the ring protocol.
 *
 * One side publishes an index with a release store, the other side reads it with an acquire load; whatever
 * was written before the store is then visible after the load. Fields that are only sampled (flags, sizes)
 * are read relaxed. The compiler's __atomic built-ins are the same in C and in C++, in gcc and in clang.
 */
#ifndef LIBURING_BARRIER_H
#define LIBURING_BARRIER_H

#ifdef __cplusplus

#include "inline.h"

template <typename T> LIBURING_INLINE void IO_URING_WRITE_ONCE(T &var, T val) noexcept
{
	__atomic_store_n(&var, val, __ATOMIC_RELAXED);
}

template <typename T> LIBURING_INLINE T IO_URING_READ_ONCE(const T &var) noexcept
{
	return __atomic_load_n(&var, __ATOMIC_RELAXED);
}

template <typename T> LIBURING_INLINE void io_uring_smp_store_release(T *p, T v) noexcept
{
	__atomic_store_n(p, v, __ATOMIC_RELEASE);
}

template <typename T> LIBURING_INLINE T io_uring_smp_load_acquire(const T *p) noexcept
{
	return __atomic_load_n(p, __ATOMIC_ACQUIRE);
}

LIBURING_INLINE void io_uring_smp_mb() noexcept
{
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

#else

/* Stores `val` into `var` in one piece, in no particular order. */
#define IO_URING_WRITE_ONCE(var, val) __atomic_store_n(&(var), (val), __ATOMIC_RELAXED)

/* Loads `var` in one piece, in no particular order. */
#define IO_URING_READ_ONCE(var) __atomic_load_n(&(var), __ATOMIC_RELAXED)

/* Stores `v` at `p`; all that was written before is visible to whoever loads it with acquire. */
#define io_uring_smp_store_release(p, v) __atomic_store_n((p), (v), __ATOMIC_RELEASE)

/* Loads from `p`; all that the storing side wrote before its release store is visible afterwards. */
#define io_uring_smp_load_acquire(p) __atomic_load_n((p), __ATOMIC_ACQUIRE)

/* Full fence: no load or store moves across it. */
#define io_uring_smp_mb() __atomic_thread_fence(__ATOMIC_SEQ_CST)

#endif

#endif
