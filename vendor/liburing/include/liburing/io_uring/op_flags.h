/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Flags and commands of the single operations.
 */
#ifndef LIBURING_IO_URING_OP_FLAGS_H
#define LIBURING_IO_URING_OP_FLAGS_H

/* No-operation: io_uring_sqe.nop_flags */

/**
 * `res` of the CQE is taken from `len` instead of being 0: any result can be tried out. Since Linux 6.10.
 * Source: kernel header linux/io_uring.h.
 */
#define IORING_NOP_INJECT_RESULT (1U << 0)

/**
 * Looks the file in `fd` up, as other operations do: `-EBADF` in the CQE if there is none. Since Linux 6.13.
 * Source: kernel header linux/io_uring.h.
 */
#define IORING_NOP_FILE (1U << 1)

/**
 * With `IORING_NOP_FILE`: `fd` is a slot of the registered files, as with `IOSQE_FIXED_FILE`. Nothing is
 * looked up without `IORING_NOP_FILE`. Since Linux 6.13. Source: kernel header linux/io_uring.h.
 */
#define IORING_NOP_FIXED_FILE (1U << 2)

/**
 * Looks the registered buffer in `buf_index` up: `-EFAULT` in the CQE if there is none. Since Linux 6.13.
 * Source: kernel header linux/io_uring.h.
 */
#define IORING_NOP_FIXED_BUFFER (1U << 3)

/**
 * Completes from task work, as what waited does, instead of while it is submitted. Since Linux 6.17. Source:
 * kernel header linux/io_uring.h.
 */
#define IORING_NOP_TW (1U << 4)

/**
 * Posts a CQE of 32 bytes, with `off` and `addr` in `big_cqe`. `-EINVAL` in the CQE unless the ring has
 * `IORING_SETUP_CQE32` or `IORING_SETUP_CQE_MIXED`. Since Linux 6.18. Source: kernel header linux/io_uring.h.
 */
#define IORING_NOP_CQE32 (1U << 5)

/* Files: fsync_flags, splice_flags, install_fd_flags, attr_type_mask */

/**
 * In `fsync_flags`: flush only what is needed to read the data back, as fdatasync(2) does. Since Linux 5.1.
 * Source: kernel header linux/io_uring.h.
 */
#define IORING_FSYNC_DATASYNC (1U << 0)

/**
 * In `splice_flags`: `splice_fd_in` is the index of a registered file. For `io_uring_prep_splice`,
 * `io_uring_prep_tee`. Since Linux 5.7. Source: kernel header linux/io_uring.h.
 */
#define SPLICE_F_FD_IN_FIXED (1U << 31)

/**
 * In `install_fd_flags`: the new descriptor stays open across execve(2); without it it is closed. Since Linux
 * 6.8. Source: io_uring_enter(2).
 */
#define IORING_FIXED_FD_NO_CLOEXEC (1U << 0)

/**
 * In `attr_type_mask`: `attr_ptr` is the address of a `struct io_uring_attr_pi`. Needs `IORING_FEAT_RW_ATTR`.
 * Since Linux 6.14. Source: kernel header linux/io_uring.h.
 */
#define IORING_RW_ATTR_FLAG_PI (1U << 0)

/**
 * Protection information that goes with a direct read or write, for block devices that check it.
 *
 * Set by the caller, found through `attr_ptr` of the SQE. Since Linux 6.14. Source: kernel header
 * linux/io_uring.h.
 */
struct io_uring_attr_pi {
	/** What the device shall check: `IO_INTEGRITY_CHK_*` bits of linux/fs.h. */
	__u16 flags;
	/** Application tag to compare with, with `IO_INTEGRITY_CHK_APPTAG`. */
	__u16 app_tag;
	/** Bytes at `addr`. */
	__u32 len;
	/** Address of the buffer with the protection information: read for a write, written for a read. */
	__u64 addr;
	/** Value that the reference tag starts from. */
	__u64 seed;
	/** Reserved, must be 0. */
	__u64 rsvd;
};

/* Commands to drivers: io_uring_sqe.uring_cmd_flags */

/**
 * The command uses the registered buffer in `buf_index`. Since Linux 6.1. Source: kernel header
 * linux/io_uring.h.
 */
#define IORING_URING_CMD_FIXED (1U << 0)

/**
 * All bits that are valid in `uring_cmd_flags`; other bits give `-EINVAL` in the CQE. Source: kernel header
 * linux/io_uring.h.
 */
#define IORING_URING_CMD_MASK IORING_URING_CMD_FIXED

/* Timeouts: io_uring_sqe.timeout_flags */

/**
 * The time is a point on the clock, not a span from now. Since Linux 5.5. Source: kernel header
 * linux/io_uring.h.
 */
#define IORING_TIMEOUT_ABS (1U << 0)

/**
 * With `IORING_OP_TIMEOUT_REMOVE`: change the time of the pending timeout instead of removing it. Set by
 * `io_uring_prep_timeout_update`. Since Linux 5.11. Source: io_uring_enter(2).
 */
#define IORING_TIMEOUT_UPDATE (1U << 1)

/**
 * The clock is `CLOCK_BOOTTIME`, which also counts while the machine is suspended; without a clock flag it is
 * `CLOCK_MONOTONIC`. `-EINVAL` together with `IORING_TIMEOUT_REALTIME`. Since Linux 5.15. Source:
 * io_uring_enter(2).
 */
#define IORING_TIMEOUT_BOOTTIME (1U << 2)

/**
 * The clock is `CLOCK_REALTIME`, the time of day. `-EINVAL` together with `IORING_TIMEOUT_BOOTTIME`. Since
 * Linux 5.15. Source: io_uring_enter(2).
 */
#define IORING_TIMEOUT_REALTIME (1U << 3)

/**
 * With `IORING_OP_TIMEOUT_REMOVE`: change the time of a pending `IORING_OP_LINK_TIMEOUT`. Since Linux 5.15.
 * Source: kernel header linux/io_uring.h.
 */
#define IORING_LINK_TIMEOUT_UPDATE (1U << 4)

/**
 * Expiry (`-ETIME`) counts as success: it does not break a chain, and `IOSQE_CQE_SKIP_SUCCESS` hides it.
 * Since Linux 5.16. Source: io_uring_enter(2).
 */
#define IORING_TIMEOUT_ETIME_SUCCESS (1U << 5)

/**
 * The timeout starts again after each expiry. `off` is how often it fires, 0 is until removed; CQEs carry
 * `IORING_CQE_F_MORE` while it goes on. `-EINVAL` together with `IORING_TIMEOUT_ABS`. Since Linux 6.4.
 * Source: io_uring_enter(2).
 */
#define IORING_TIMEOUT_MULTISHOT (1U << 6)

/**
 * The SQE holds the time itself where it otherwise holds the address of a `struct __kernel_timespec`. The
 * manual page says in which unit. Since Linux 7.1. Source: io_uring_enter(2).
 */
#define IORING_TIMEOUT_IMMEDIATE_ARG (1U << 7)

/** All bits that choose a clock; at most one of them may be set. Source: kernel header linux/io_uring.h. */
#define IORING_TIMEOUT_CLOCK_MASK (IORING_TIMEOUT_BOOTTIME | IORING_TIMEOUT_REALTIME)
/** All bits that turn a removal into a change. Source: kernel header linux/io_uring.h. */
#define IORING_TIMEOUT_UPDATE_MASK (IORING_TIMEOUT_UPDATE | IORING_LINK_TIMEOUT_UPDATE)

/* Polling: io_uring_sqe.len of IORING_OP_POLL_ADD and IORING_OP_POLL_REMOVE */

/**
 * The request stays and posts a CQE for every event, with `IORING_CQE_F_MORE` while it goes on. Set by
 * `io_uring_prep_poll_multishot`. Since Linux 5.13. Source: io_uring_enter(2).
 */
#define IORING_POLL_ADD_MULTI (1U << 0)

/**
 * Give the pending poll request the events of this SQE. For `io_uring_prep_poll_update`. Since Linux 5.13.
 * Source: io_uring_enter(2).
 */
#define IORING_POLL_UPDATE_EVENTS (1U << 1)

/**
 * Give the pending poll request the `user_data` in `off`. For `io_uring_prep_poll_update`. Since Linux 5.13.
 * Source: io_uring_enter(2).
 */
#define IORING_POLL_UPDATE_USER_DATA (1U << 2)

/**
 * Level-triggered: reports as long as the file is ready, where otherwise only a change is reported. Linux
 * 6.18 refuses polls that have it (`-EINVAL`). Since Linux 6.0. Source: kernel header linux/io_uring.h.
 */
#define IORING_POLL_ADD_LEVEL (1U << 3)

/* Cancelling: io_uring_sqe.cancel_flags and io_uring_sync_cancel_reg.flags */

/**
 * Cancel every request that matches, not only the first; the result is their number. Since Linux 5.19.
 * Source: io_uring_prep_cancel(3).
 */
#define IORING_ASYNC_CANCEL_ALL (1U << 0)

/**
 * Match requests on the file `fd` instead of those with the `user_data` in `addr`. Set by
 * `io_uring_prep_cancel_fd`. Since Linux 5.19. Source: io_uring_prep_cancel(3).
 */
#define IORING_ASYNC_CANCEL_FD (1U << 1)

/**
 * Match every request of the ring. `-EINVAL` together with a flag that narrows the match. Since Linux 5.19.
 * Source: io_uring_prep_cancel(3).
 */
#define IORING_ASYNC_CANCEL_ANY (1U << 2)

/**
 * With `IORING_ASYNC_CANCEL_FD`: `fd` is the index of a registered file. Since Linux 6.0. Source:
 * io_uring_prep_cancel(3).
 */
#define IORING_ASYNC_CANCEL_FD_FIXED (1U << 3)

/**
 * Match by `user_data` besides: the default alone, needed where another condition is given too. Since Linux
 * 6.6. Source: io_uring_prep_cancel(3).
 */
#define IORING_ASYNC_CANCEL_USERDATA (1U << 4)

/**
 * Match requests with the opcode in `len`, or in `opcode` of `struct io_uring_sync_cancel_reg`. Since Linux
 * 6.6. Source: io_uring_prep_cancel(3).
 */
#define IORING_ASYNC_CANCEL_OP (1U << 5)

/* Sending and receiving: io_uring_sqe.ioprio */

/**
 * Wait for the socket to be ready before the first attempt: saves an attempt that is known to be in vain.
 * Since Linux 5.19. Source: io_uring_prep_recv(3).
 */
#define IORING_RECVSEND_POLL_FIRST (1U << 0)

/**
 * The receive stays and posts a CQE for all data that comes, with `IORING_CQE_F_MORE` while it goes on. Needs
 * `IOSQE_BUFFER_SELECT`. Set by `io_uring_prep_recv_multishot`, `io_uring_prep_recvmsg_multishot`. Since
 * Linux 6.0. Source: io_uring_prep_recv(3).
 */
#define IORING_RECV_MULTISHOT (1U << 1)

/**
 * Use the registered buffer in `buf_index`. Set by `io_uring_prep_send_zc_fixed`,
 * `io_uring_prep_sendmsg_zc_fixed`. Since Linux 6.0. Source: io_uring_enter(2).
 */
#define IORING_RECVSEND_FIXED_BUF (1U << 2)

/**
 * The notification of a zero-copy send tells in `res` whether the data was copied after all:
 * `IORING_NOTIF_USAGE_ZC_COPIED`. For `io_uring_prep_send_zc` and its variants. Since Linux 6.2. Source:
 * kernel header linux/io_uring.h.
 */
#define IORING_SEND_ZC_REPORT_USAGE (1U << 3)

/**
 * Use as many buffers of the group as there are or are needed, one behind the other; the CQE names the first.
 * Needs `IOSQE_BUFFER_SELECT` and `IORING_FEAT_RECVSEND_BUNDLE`. Set by `io_uring_prep_send_bundle`. Since
 * Linux 6.10. Source: io_uring_prep_recv(3).
 */
#define IORING_RECVSEND_BUNDLE (1U << 4)

/**
 * `addr` is an array of `len` iovecs. For `IORING_OP_SEND` and `IORING_OP_SEND_ZC`. Since Linux 6.17. Source:
 * kernel header linux/io_uring.h.
 */
#define IORING_SEND_VECTORIZED (1U << 5)

/**
 * In `res` of a notification CQE: the data was copied although a zero-copy send was asked for. Only with
 * `IORING_SEND_ZC_REPORT_USAGE`. Since Linux 6.2. Source: kernel header linux/io_uring.h.
 */
#define IORING_NOTIF_USAGE_ZC_COPIED (1U << 31)

/* Accepting: io_uring_sqe.ioprio */

/**
 * The request stays and posts a CQE for every connection, with `IORING_CQE_F_MORE` while it goes on. Set by
 * `io_uring_prep_multishot_accept`, `io_uring_prep_multishot_accept_direct`. Since Linux 5.19. Source:
 * io_uring_prep_accept(3).
 */
#define IORING_ACCEPT_MULTISHOT (1U << 0)

/**
 * Do not wait for a connection: `-EAGAIN` in the CQE if none is there. Since Linux 6.10. Source: kernel
 * header linux/io_uring.h.
 */
#define IORING_ACCEPT_DONTWAIT (1U << 1)

/**
 * Wait for a connection before the first attempt: saves an attempt that is known to be in vain. Since Linux
 * 6.10. Source: kernel header linux/io_uring.h.
 */
#define IORING_ACCEPT_POLL_FIRST (1U << 2)

/* Messages between rings: the command in io_uring_sqe.addr, the flags in io_uring_sqe.msg_ring_flags */

/** Commands of `IORING_OP_MSG_RING`, in `addr`. The prep helpers set them. Source: io_uring_enter(2). */
enum io_uring_msg_ring_flags {
	/**
	 * Post a CQE on the target ring: its `user_data` is `off`, its `res` is `len`. Set by
	 * `io_uring_prep_msg_ring`. Since Linux 5.18. Source: kernel header linux/io_uring.h.
	 */
	IORING_MSG_DATA,
	/**
	 * Pass a registered file to the target's table: from index `addr3` to slot `file_index`. Set by
	 * `io_uring_prep_msg_ring_fd`, `io_uring_prep_msg_ring_fd_alloc`. Since Linux 6.0. Source: kernel
	 * header linux/io_uring.h.
	 */
	IORING_MSG_SEND_FD,
};

/**
 * With `IORING_MSG_SEND_FD`: post no CQE on the target ring. `-EINVAL` with `IORING_MSG_DATA`. Since Linux
 * 6.0. Source: kernel header linux/io_uring.h.
 */
#define IORING_MSG_RING_CQE_SKIP (1U << 0)

/**
 * The target's CQE gets the flags in `file_index`. Set by `io_uring_prep_msg_ring_cqe_flags`. Since Linux
 * 6.3. Source: kernel header linux/io_uring.h.
 */
#define IORING_MSG_RING_FLAGS_PASS (1U << 1)

#endif
