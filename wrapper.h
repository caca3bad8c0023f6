/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What bindgen reads. The bindings must come out the same on every machine and for every target, so nothing
 * of the machine is read: the types that <liburing/compat.h> takes from the system's headers are declared
 * here instead, under the names that the libc crate knows, and src/build/bindings.rs maps each to the libc crate's type
 * or leaves it to bindgen. The real headers are checked against the result by tests/ctest.
 */
#define LIBURING_COMPAT_H

/* Integers: bindgen turns uintN_t into uN, so that the kernel's names leave no alias behind. */
typedef unsigned char uint8_t;
typedef unsigned short uint16_t;
typedef unsigned int uint32_t;
typedef unsigned long uint64_t;
typedef int int32_t;
typedef long int64_t;
typedef unsigned long uintptr_t;
#define __u8 uint8_t
#define __u16 uint16_t
#define __u32 uint32_t
#define __u64 uint64_t
#define __aligned_u64 uint64_t
#define __s32 int32_t
#define __s64 int64_t
#define __kernel_rwf_t int
#define bool _Bool
#define true 1
#define false 0
#define NULL ((void *)0)
#define offsetof(type, member) __builtin_offsetof(type, member)

/* The libc crate's types: blocked in src/build/bindings.rs, named there once more. */
typedef __SIZE_TYPE__ size_t;
typedef long ssize_t;
typedef long off_t;
typedef long loff_t;
typedef unsigned int mode_t;
typedef unsigned int socklen_t;
typedef unsigned int id_t;
typedef unsigned int idtype_t;
typedef struct { int opaque; } sigset_t;
typedef struct { int opaque; } cpu_set_t;
typedef struct { int opaque; } siginfo_t;
struct iovec { void *iov_base; size_t iov_len; };
struct sockaddr { int opaque; };
struct epoll_event { int opaque; };
struct open_how { int opaque; };
struct msghdr {
	void *msg_name;
	socklen_t msg_namelen;
	struct iovec *msg_iov;
	size_t msg_iovlen;
	void *msg_control;
	size_t msg_controllen;
	int msg_flags;
};
struct cmsghdr { size_t cmsg_len; int cmsg_level; int cmsg_type; };
#define CMSG_ALIGN(len) (((len) + sizeof(size_t) - 1) & ~(sizeof(size_t) - 1))
#define CMSG_DATA(cmsg) ((unsigned char *)((struct cmsghdr *)(cmsg) + 1))
void *memcpy(void *to, const void *from, size_t n);
void *memset(void *s, int c, size_t n);

/*
 * Kernel types that the libc crate lacks, the last two not with glibc. They are ours in Rust then, in the kernel's layout.
 */

/** A time span or a point in time, with 64-bit seconds on every target. Source: kernel header linux/time_types.h. */
struct __kernel_timespec {
	/** Seconds. */
	int64_t tv_sec;
	/** Nanoseconds, 0 to 999,999,999. */
	long long tv_nsec;
};

/** One futex of a vector to wait on. Since Linux 5.16; source: kernel header linux/futex.h. */
struct futex_waitv {
	/** Value that the futex is expected to hold; the wait starts only while it does. */
	uint64_t val;
	/** Address of the futex. */
	uint64_t uaddr;
	/** `FUTEX2_*` flags: the size of the futex, whether it is private, NUMA. */
	uint32_t flags;
	/** Must be 0. */
	uint32_t __reserved;
};

/** A time stamp of `statx`. Source: statx(2). */
struct statx_timestamp {
	/** Seconds since the epoch. */
	int64_t tv_sec;
	/** Nanoseconds, 0 to 999,999,999. */
	uint32_t tv_nsec;
	/** Reserved. */
	int32_t __reserved;
};

/** What `statx` tells of a file. Since Linux 4.11; source: statx(2). */
struct statx {
	/** `STATX_*` bits: which fields the kernel filled. */
	uint32_t stx_mask;
	/** Preferred block size for I/O, bytes. */
	uint32_t stx_blksize;
	/** `STATX_ATTR_*` bits that the file has. */
	uint64_t stx_attributes;
	/** Number of hard links. */
	uint32_t stx_nlink;
	/** User id of the owner. */
	uint32_t stx_uid;
	/** Group id of the owner. */
	uint32_t stx_gid;
	/** Type and permission bits. */
	uint16_t stx_mode;
	/** Padding. */
	uint16_t __spare0[1];
	/** Inode number. */
	uint64_t stx_ino;
	/** Size in bytes. */
	uint64_t stx_size;
	/** Number of 512-byte blocks allocated. */
	uint64_t stx_blocks;
	/** Which bits of `stx_attributes` the file system supports. */
	uint64_t stx_attributes_mask;
	/** Last access. */
	struct statx_timestamp stx_atime;
	/** Creation. */
	struct statx_timestamp stx_btime;
	/** Last change of the inode. */
	struct statx_timestamp stx_ctime;
	/** Last change of the contents. */
	struct statx_timestamp stx_mtime;
	/** Major number of the device that the file is, where it is one. */
	uint32_t stx_rdev_major;
	/** Minor number of the device that the file is, where it is one. */
	uint32_t stx_rdev_minor;
	/** Major number of the device that holds the file. */
	uint32_t stx_dev_major;
	/** Minor number of the device that holds the file. */
	uint32_t stx_dev_minor;
	/** Mount id. Since Linux 5.8. */
	uint64_t stx_mnt_id;
	/** Alignment that direct I/O needs of memory, bytes. Since Linux 6.1. */
	uint32_t stx_dio_mem_align;
	/** Alignment that direct I/O needs of file offsets, bytes. Since Linux 6.1. */
	uint32_t stx_dio_offset_align;
	/** Room that later kernels fill. */
	uint64_t __spare3[12];
};

/* Constants of the system that the inline helpers name. */
#define AT_FDCWD (-100)
#define EAGAIN 11
#define EOPNOTSUPP 95
#define BLOCK_URING_CMD_DISCARD 0x1200U
#define BLOCK_URING_CMD_ZONE_RESET_ALL 0x1201U

/*
 * bindgen has no zero-length array that is Copy. The headers' flexible members get 31 elements here (no other array has as many),
 * which src/build/bindings.rs turns back into none.
 */
#define IO_URING_FLEX 31

#include "liburing.h"
