/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * How functions whose bodies are in these headers are declared, in C and in C++.
 */
#ifndef LIBURING_INLINE_H
#define LIBURING_INLINE_H

/*
 * No object exports them. C++20 has modules, whose own inline functions may not call what is `static`: there
 * they are hidden instead.
 */
#if defined(__cplusplus) && __cplusplus >= 202002L
#define LIBURING_INLINE inline __attribute__((visibility("hidden")))
#else
#define LIBURING_INLINE static inline
#endif

#ifdef __cplusplus
#define LIBURING_NOEXCEPT noexcept
#else
#define LIBURING_NOEXCEPT
#endif

#ifndef uring_unlikely
#define uring_unlikely(cond) __builtin_expect(!!(cond), 0)
#endif

#ifndef uring_likely
#define uring_likely(cond) __builtin_expect(!!(cond), 1)
#endif

#endif
