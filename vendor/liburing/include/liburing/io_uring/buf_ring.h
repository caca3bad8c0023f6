/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Rings of provided buffers, and the header of a multishot recvmsg.
 */
#ifndef LIBURING_IO_URING_BUF_RING_H
#define LIBURING_IO_URING_BUF_RING_H

/* Rings of provided buffers */

/**
 * One buffer of a buffer ring. `io_uring_buf_ring_add` fills it; the kernel reads it. Since Linux 5.19.
 * Source: io_uring_register_buf_ring(3).
 */
struct io_uring_buf {
	/** Address of the buffer. With `IOU_PBUF_RING_INC` the kernel moves it on as it uses the buffer. */
	__u64 addr;
	/** Bytes of the buffer. With `IOU_PBUF_RING_INC` the kernel reduces it as it uses the buffer. */
	__u32 len;
	/** Buffer id: any 16 bits; they come back in the CQE's flags. */
	__u16 bid;
	/** Reserved. In the first entry this is where the ring's `tail` lies. */
	__u16 resv;
};

/**
 * A ring of provided buffers, shared with the kernel. `io_uring_setup_buf_ring` makes one.
 *
 * An array of entries whose first one also holds the tail, in bytes that no buffer uses: hence the union. The
 * caller adds buffers and advances the tail; the kernel takes them. Since Linux 5.19. Source:
 * io_uring_register_buf_ring(3).
 */
struct io_uring_buf_ring {
	/** The tail and the entries, in the same memory. */
	union {
		/** The tail within the first entry. */
		struct {
			/** Covers `addr` of the first entry. */
			__u64 resv1;
			/** Covers `len` of the first entry. */
			__u32 resv2;
			/** Covers `bid` of the first entry. */
			__u16 resv3;
			/**
			 * Index behind the last buffer that was added. The caller advances it, with release
			 * semantics: `io_uring_buf_ring_advance`.
			 */
			__u16 tail;
		};
		/** The entries: as many as `ring_entries` of the registration said. */
		struct io_uring_buf bufs[IO_URING_FLEX];
	};
};

/** In `flags` of `struct io_uring_buf_reg`. */
enum io_uring_register_pbuf_ring_flags {
	/**
	 * The kernel allocates the ring; the caller maps it at `IORING_OFF_PBUF_RING`. `ring_addr` must be 0.
	 * Since Linux 6.4. Source: kernel header linux/io_uring.h.
	 */
	IOU_PBUF_RING_MMAP = 1,
	/**
	 * A completion uses up only as much of a buffer as it needs; the next one goes on behind it. The CQE
	 * carries `IORING_CQE_F_BUF_MORE` until the buffer is used up. Since Linux 6.12. Source:
	 * io_uring_register_buf_ring(3).
	 */
	IOU_PBUF_RING_INC = 2,
};

/**
 * Registers or forgets a buffer ring: argument of `IORING_REGISTER_PBUF_RING`, `IORING_UNREGISTER_PBUF_RING`.
 *
 * Set by the caller; to unregister only `bgid` counts. Since Linux 5.19. Source:
 * io_uring_register_buf_ring(3).
 */
struct io_uring_buf_reg {
	/**
	 * Address of the ring's memory, page-aligned: `ring_entries` times 16 bytes. 0 with
	 * `IOU_PBUF_RING_MMAP`.
	 */
	__u64 ring_addr;
	/** Number of entries: a power of two, at most 32,768. */
	__u32 ring_entries;
	/** Id of the buffer group, for `buf_group` of the SQE. */
	__u16 bgid;
	/** `IOU_PBUF_RING_*` flags. */
	__u16 flags;
	/**
	 * With `IOU_PBUF_RING_INC`: a buffer with fewer bytes left than this is used up; 0 uses it to the
	 * last byte. Must be 0 without that flag, and where the kernel does not know it. Since a stable
	 * release of Linux 6.18: 6.18.44 has it.
	 */
	__u32 min_left;
	/** Reserved, must be 0. */
	__u32 resv[5];
};

/**
 * How far the kernel has got in a buffer ring: argument of `IORING_REGISTER_PBUF_STATUS`. Since Linux 6.8.
 * Source: io_uring_register(2).
 */
struct io_uring_buf_status {
	/** Id of the buffer group. Set by the caller. */
	__u32 buf_group;
	/** Index of the next buffer that the kernel will take. Written by the kernel. */
	__u32 head;
	/** Reserved, must be 0. */
	__u32 resv[8];
};

/**
 * Header that a multishot receive of messages puts in front of each one, in the provided buffer.
 *
 * Written by the kernel. Name, control data and payload follow, the first two with the room that the `struct
 * msghdr` of the request set aside. `io_uring_recvmsg_validate` and its relatives take it apart. Since Linux
 * 6.0. Source: io_uring_prep_recvmsg(3).
 */
struct io_uring_recvmsg_out {
	/** Bytes of the sender's address; more than the room if it was cut. */
	__u32 namelen;
	/** Bytes of control data. */
	__u32 controllen;
	/** Bytes of payload; more than the buffer held if it was cut and `MSG_TRUNC` was asked for. */
	__u32 payloadlen;
	/** `MSG_*` flags, as in `msg_flags` of recvmsg(2). */
	__u32 flags;
};

#endif
