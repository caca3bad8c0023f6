/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What these headers need of the system: its headers, and stand-ins for what older ones lack.
 *
 * There is no configure step: __has_include and the macros that the system's headers define say what is there.
 * It works with glibc and musl, with any kernel headers since Linux 4.x, on 32-bit and 64-bit targets.
 *
 * A program gets from here the headers that users of <liburing.h> have come to expect of it. <sys/mman.h>,
 * <sys/epoll.h>, <linux/fs.h> and <sys/mount.h> are not among them: no declaration needs the first two
 * (struct epoll_event is declared here), and the other two clash with each other on many systems.
 */
#ifndef LIBURING_COMPAT_H
#define LIBURING_COMPAT_H

/*
 * cpu_set_t, loff_t, idtype_t and struct statx are extensions that the C library shows only on demand. The demand
 * comes too late where the program included another header without it first: then the part "Extensions that stayed
 * hidden" below declares the types, so that these headers still compile. What is not declared then are the
 * extension functions and macros (CPU_SET, statx ...): a program that uses them defines _GNU_SOURCE itself.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>

#include <linux/ioctl.h>
#include <linux/types.h>

/* Types that are used through pointers only. */
struct epoll_event;
struct statx;

/* Extensions that stayed hidden */

#ifdef __GLIBC__

#ifndef __loff_t_defined
typedef __loff_t loff_t;
#define __loff_t_defined
#endif

#ifndef __id_t_defined
typedef __id_t id_t;
#define __id_t_defined
#endif

#if __has_include(<bits/types/idtype_t.h>)
#include <bits/types/idtype_t.h>
#include <bits/types/siginfo_t.h>
#include <bits/types/sigset_t.h>
#endif

#elif !defined(__BIONIC__)

/* musl: an incomplete type and a macro do, as nothing here looks into the one and the other is off_t there. */
#ifndef CPU_SETSIZE
typedef struct cpu_set_t cpu_set_t;
#endif

#ifndef loff_t
#define loff_t off_t
#endif

/* siginfo_t has no stand-in. It hides only where <signal.h> came first in a strict mode such as -std=c11. */
#ifndef SIG_BLOCK
#error "liburing: <signal.h> was included without POSIX types before; define _GNU_SOURCE before the first #include"
#endif

#endif

#ifndef AT_FDCWD
#define AT_FDCWD (-100)
#endif

/* Types of the kernel */

/*
 * <linux/fs.h> has it, but must not be included (see above). C11 and C++ let a typedef be repeated, so that a
 * program may include <linux/fs.h> besides.
 */
typedef int __kernel_rwf_t;

/* Tells <linux/io_uring.h> that the time types are here, should a program include it after these headers. */
#ifndef UAPI_LINUX_IO_URING_H_SKIP_LINUX_TIME_TYPES_H
#define UAPI_LINUX_IO_URING_H_SKIP_LINUX_TIME_TYPES_H 1
#endif

/* Since the headers of Linux 5.1. */
#if __has_include(<linux/time_types.h>)
#include <linux/time_types.h>
#else
struct __kernel_timespec {
	long long tv_sec;
	long long tv_nsec;
};
#endif

/* Since the headers of Linux 5.6. */
#if __has_include(<linux/openat2.h>)
#include <linux/openat2.h>
#elif !defined(RESOLVE_BENEATH)
struct open_how {
	__u64 flags;
	__u64 mode;
	__u64 resolve;
};
#endif

/* Since the headers of Linux 5.16, together with FUTEX_WAITV_MAX. */
#if __has_include(<linux/futex.h>)
#include <linux/futex.h>
#endif
#ifndef FUTEX_WAITV_MAX
struct futex_waitv {
	__u64 val;
	__u64 uaddr;
	__u32 flags;
	__u32 __reserved;
};
#endif

/* Commands to block devices: cmd_op of IORING_OP_URING_CMD */

#if __has_include(<linux/blkdev.h>)
#include <linux/blkdev.h>
#endif

#ifndef BLOCK_URING_CMD_DISCARD
/** Discards a range of a block device. Prepared by `io_uring_prep_cmd_discard`. Since Linux 6.12. */
#define BLOCK_URING_CMD_DISCARD _IO(0x12, 0)
#endif

#ifndef BLOCK_URING_CMD_ZONE_RESET_ALL
/** Resets all zones of a zoned block device. Prepared by `io_uring_prep_cmd_zone_reset_all`. */
#define BLOCK_URING_CMD_ZONE_RESET_ALL _IO(0x12, 1)
#endif

#endif
