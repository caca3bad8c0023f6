/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * System calls wherever there is no assembly for the processor: through the C library's syscall(2).
 */
#ifndef LIBURING_ARCH_GENERIC_SYSCALL_H
#define LIBURING_ARCH_GENERIC_SYSCALL_H

#include <errno.h>
#include <unistd.h>

/* Returns a value, or -errno. The caller's errno is put back: this library never changes it. */
static inline long __sys_call(long nr, long a, long b, long c, long d, long e, long f)
{
	int saved = errno;
	long ret = syscall(nr, a, b, c, d, e, f);

	if (ret == -1) {
		ret = -errno;
		errno = saved;
	}
	return ret;
}

#endif
