/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * System calls as real function calls, for processors whose kernel does not keep all vector registers.
 */
#ifndef LIBURING_ARCH_CALL_H
#define LIBURING_ARCH_CALL_H

/*
 * That the vectors are lost cannot be said in the assembly itself, to a compiler that may not know such registers:
 * a call says it. noinline is not enough for gcc, which looks into the function, finds no vector register there and
 * leaves its own in them across the call.
 */
#if __has_attribute(noipa)
#define LIBURING_REAL_CALL __attribute__((noipa, unused))
#else
#define LIBURING_REAL_CALL __attribute__((noinline, unused))
#endif

#endif
