/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Counts what a program allocates, whoever asks in it, C or Rust: these functions stand in front of glibc's, which have
 * a second name each.
 */
#include <errno.h>
#include <stdlib.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

unsigned long allocations(void);

static unsigned long counted;

unsigned long allocations(void)
{
	return __atomic_load_n(&counted, __ATOMIC_RELAXED);
}

static void count(void)
{
	__atomic_fetch_add(&counted, 1, __ATOMIC_RELAXED);
}

void *malloc(size_t size)
{
	count();
	return __libc_malloc(size);
}

void *calloc(size_t number, size_t size)
{
	count();
	return __libc_calloc(number, size);
}

void *realloc(void *old, size_t size)
{
	count();
	return __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	count();
	return __libc_memalign(alignment, size);
}

void *memalign(size_t alignment, size_t size)
{
	count();
	return __libc_memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size)
{
	count();
	*result = __libc_memalign(alignment, size);
	return *result ? 0 : ENOMEM;
}
