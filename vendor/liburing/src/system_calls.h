/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The system calls that the library makes, as functions that return -errno and leave errno alone.
 */
#ifndef LIBURING_SYSTEM_CALLS_H
#define LIBURING_SYSTEM_CALLS_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "liburing.h"

#if defined(__x86_64__) && defined(__LP64__)
#include "arch/x86/syscall.h"
#elif defined(__aarch64__) && defined(__LP64__)
#include "arch/aarch64/syscall.h"
#elif defined(__riscv) && __riscv_xlen == 64
#include "arch/riscv64/syscall.h"
#else
#include "arch/generic/syscall.h"
#endif

/* Size of the kernel's signal set in bytes, which io_uring_enter compares with its own. */
#define LIBURING_SIGSET_SIZE ((size_t)_NSIG / 8)

/* Pointers that carry an error, as mmap's result does: the last 4095 addresses are -errno. */
static inline bool is_error(const void *ptr)
{
	return (uintptr_t)ptr >= (uintptr_t)-4095;
}

static inline int error_of(const void *ptr)
{
	return (int)(intptr_t)ptr;
}

static inline size_t liburing_page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

static inline int sys_io_uring_setup(unsigned int entries, struct io_uring_params *p)
{
	return (int)__sys_call(__NR_io_uring_setup, (long)entries, (long)p, 0, 0, 0, 0);
}

static inline int sys_io_uring_enter2(unsigned int fd, unsigned int to_submit, unsigned int min_complete,
					unsigned int flags, const void *arg, size_t sz)
{
	return (int)__sys_call(__NR_io_uring_enter, (long)fd, (long)to_submit, (long)min_complete, (long)flags,
			       (long)arg, (long)sz);
}

static inline int sys_io_uring_enter(unsigned int fd, unsigned int to_submit, unsigned int min_complete,
				       unsigned int flags, const sigset_t *sig)
{
	return sys_io_uring_enter2(fd, to_submit, min_complete, flags, sig, LIBURING_SIGSET_SIZE);
}

static inline int sys_io_uring_register(unsigned int fd, unsigned int opcode, const void *arg,
					  unsigned int nr_args)
{
	return (int)__sys_call(__NR_io_uring_register, (long)fd, (long)opcode, (long)arg, (long)nr_args, 0, 0);
}

/*
 * Maps readable and writable memory; `flags` as for mmap(2). Returns the address, or a pointer for which
 * is_error holds. `offset` is 64 bits wide on every target: IORING_OFF_PBUF_RING does not fit a 32-bit off_t.
 */
static inline void *sys_mmap(size_t len, int flags, int fd, __u64 offset)
{
	const long prot = PROT_READ | PROT_WRITE;

#if defined(__NR_mmap2)
	/* 32-bit processors: the offset counts units of 4096 bytes. */
	return (void *)__sys_call(__NR_mmap2, 0, (long)len, prot, flags, fd, (long)(offset >> 12));
#elif defined(__s390x__)
	/* This processor's mmap takes its arguments as a block in memory. */
	const long args[6] = { 0, (long)len, prot, flags, fd, (long)offset };

	return (void *)__sys_call(__NR_mmap, (long)args, 0, 0, 0, 0, 0);
#else
	return (void *)__sys_call(__NR_mmap, 0, (long)len, prot, flags, fd, (long)offset);
#endif
}

static inline int sys_munmap(void *addr, size_t len)
{
	return (int)__sys_call(__NR_munmap, (long)addr, (long)len, 0, 0, 0, 0);
}

static inline int sys_madvise(void *addr, size_t len, int advice)
{
	return (int)__sys_call(__NR_madvise, (long)addr, (long)len, advice, 0, 0, 0);
}

static inline int sys_close(int fd)
{
	return (int)__sys_call(__NR_close, fd, 0, 0, 0, 0, 0);
}

#endif
