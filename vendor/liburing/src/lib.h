/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What the library's sources share: system calls that return -errno, the ring's internal flags.
 */
#ifndef LIBURING_LIB_H
#define LIBURING_LIB_H

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

/*
 * Bits of `ring->int_flags`. Programs that share a ring with another copy of the library see them too:
 * their values are part of the ABI.
 */
enum {
	/* `enter_ring_fd` is the index of a registered ring, not a file descriptor. */
	INT_FLAG_REG_RING = 1,
	/* Register calls may name the ring by `enter_ring_fd` as well (IORING_FEAT_REG_REG_RING). */
	INT_FLAG_REG_REG_RING = 2,
	/* The memory of the rings is the application's: it is not the library's to unmap. */
	INT_FLAG_APP_MEM = 4,
	/* Completions turn up only while somebody is in io_uring_enter (IORING_SETUP_IOPOLL). */
	INT_FLAG_CQ_ENTER = 8,
	/* Waiting must not count as waiting for I/O: each enter gets IORING_ENTER_NO_IOWAIT. */
	INT_FLAG_NO_IOWAIT = 16,
};

/* Functions of one source that another one calls; no part of the API. */
#define LIBURING_INTERNAL_FN __attribute__((visibility("hidden")))

/*
 * Register call for a ring, by its registered index where INT_FLAG_REG_REG_RING allows that.
 * Returns what the call returns, or -errno. In register.c.
 */
LIBURING_INTERNAL_FN int liburing_register(struct io_uring *ring, unsigned int opcode, const void *arg,
					   unsigned int nr_args);

/*
 * Maps the rings and SQEs of `fd` and fills all of `sq` and `cq`, the identity mapping of the SQ array included, but
 * for sqe_head and sqe_tail. Returns 0, or -errno with nothing left mapped. In setup.c.
 */
LIBURING_INTERNAL_FN int liburing_map_rings(int fd, const struct io_uring_params *p, struct io_uring_sq *sq,
					    struct io_uring_cq *cq);

/* Unmaps what liburing_map_rings mapped. In setup.c. */
LIBURING_INTERNAL_FN void liburing_unmap_rings(struct io_uring_sq *sq, struct io_uring_cq *cq);

/* Size of the kernel's signal set in bytes, which io_uring_enter compares with its own. */
#define LIBURING_SIGSET_SIZE ((size_t)_NSIG / 8)

/* Pointers that carry an error, as mmap's result does: the last 4095 addresses are -errno. */
static inline bool IS_ERR(const void *ptr)
{
	return (uintptr_t)ptr >= (uintptr_t)-4095;
}

static inline int PTR_ERR(const void *ptr)
{
	return (int)(intptr_t)ptr;
}

static inline size_t liburing_page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

static inline int __sys_io_uring_setup(unsigned int entries, struct io_uring_params *p)
{
	return (int)__sys_call(__NR_io_uring_setup, (long)entries, (long)p, 0, 0, 0, 0);
}

static inline int __sys_io_uring_enter2(unsigned int fd, unsigned int to_submit, unsigned int min_complete,
					unsigned int flags, const void *arg, size_t sz)
{
	return (int)__sys_call(__NR_io_uring_enter, (long)fd, (long)to_submit, (long)min_complete, (long)flags,
			       (long)arg, (long)sz);
}

static inline int __sys_io_uring_enter(unsigned int fd, unsigned int to_submit, unsigned int min_complete,
				       unsigned int flags, const sigset_t *sig)
{
	return __sys_io_uring_enter2(fd, to_submit, min_complete, flags, sig, LIBURING_SIGSET_SIZE);
}

static inline int __sys_io_uring_register(unsigned int fd, unsigned int opcode, const void *arg,
					  unsigned int nr_args)
{
	return (int)__sys_call(__NR_io_uring_register, (long)fd, (long)opcode, (long)arg, (long)nr_args, 0, 0);
}

/*
 * Maps readable and writable memory; `flags` as for mmap(2). Returns the address, or a pointer for which
 * IS_ERR holds. `offset` is 64 bits wide on every target: IORING_OFF_PBUF_RING does not fit a 32-bit off_t.
 */
static inline void *__sys_mmap(size_t len, int flags, int fd, __u64 offset)
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

static inline int __sys_munmap(void *addr, size_t len)
{
	return (int)__sys_call(__NR_munmap, (long)addr, (long)len, 0, 0, 0, 0);
}

static inline int __sys_madvise(void *addr, size_t len, int advice)
{
	return (int)__sys_call(__NR_madvise, (long)addr, (long)len, advice, 0, 0, 0);
}

static inline int __sys_close(int fd)
{
	return (int)__sys_call(__NR_close, fd, 0, 0, 0, 0, 0);
}

#endif
