/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What these headers need of the system: its headers, and stand-ins for what older ones lack.
 *
 * There is no configure step: __has_include and the macros that the system's headers define say what is there.
 * It works with glibc and musl, with any kernel headers since Linux 4.x or none, on 32-bit and 64-bit targets.
 *
 * Which extensions the C library shows is the program's choice: no feature macro is defined here. A program that
 * uses CPU_SET, statx and their like defines _GNU_SOURCE itself, before its first #include.
 */
#ifndef LIBURING_COMPAT_H
#define LIBURING_COMPAT_H

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>

/* Nothing here needs the atomic types or most of the kernel's headers: programs expect them of <liburing.h>. */

#ifdef __cplusplus
#include <atomic>
#elif __has_include(<stdatomic.h>) && !defined(__STDC_NO_ATOMICS__)
#include <stdatomic.h>
#endif

/*
 * Before glibc 2.37, <sys/mount.h> and <linux/mount.h> compile together in one order at most. The latter is in
 * <linux/fs.h> only for the sake of old programs, and is left out. The <linux/fs.h> of kernels before 5.0 has its
 * contents instead: that compiles after <sys/mount.h>.
 */
#if defined(__GLIBC__) && __GLIBC__ == 2 && __GLIBC_MINOR__ < 37 && !defined(_LINUX_MOUNT_H)
#if __has_include(<linux/mount.h>)
#define LIBURING_LEAVES_OUT_MOUNT_H
#define _LINUX_MOUNT_H
#elif !defined(MS_RDONLY)
#include <sys/mount.h>
#endif
#endif

#if __has_include(<linux/fs.h>)
#include <linux/fs.h>
#endif

#ifdef LIBURING_LEAVES_OUT_MOUNT_H
#undef LIBURING_LEAVES_OUT_MOUNT_H
#undef _LINUX_MOUNT_H
#endif

#if __has_include(<linux/filter.h>)
#include <linux/filter.h>
#endif
#if __has_include(<linux/limits.h>)
#include <linux/limits.h>
#endif
#if __has_include(<linux/swab.h>)
#include <linux/swab.h>
#endif

/* Types that are used through pointers only. */
struct epoll_event;
struct statx;

/* Types that the C library hides from a program which has not asked for extensions */

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

#else

/* Elsewhere nothing can stand in for them, and the functions that take them are left out. */
#ifndef CPU_SETSIZE
#define LIBURING_WITHOUT_CPU_SET_T
#endif
#if !defined(loff_t) && !defined(__BIONIC__)
#define LIBURING_WITHOUT_LOFF_T
#endif
#ifndef SIG_BLOCK
#define LIBURING_WITHOUT_SIGINFO_T
#endif

#endif

#ifndef AT_FDCWD
#define AT_FDCWD (-100)
#endif

/* Types of the kernel */

#if __has_include(<linux/types.h>)
#include <linux/ioctl.h>
#include <linux/types.h>
#else
#include <sys/ioctl.h>
typedef uint8_t __u8;
typedef uint16_t __u16;
typedef uint32_t __u32;
typedef int32_t __s32;
/* `long long` on every target, as most have it in the kernel's own header. */
__extension__ typedef unsigned long long __u64;
__extension__ typedef long long __s64;
#define __aligned_u64 __u64 __attribute__((aligned(8)))
#endif

/* Of <linux/fs.h>, with RWF_SUPPORTED, since the headers of Linux 4.14. */
#ifndef RWF_SUPPORTED
typedef int __kernel_rwf_t;
#endif

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
