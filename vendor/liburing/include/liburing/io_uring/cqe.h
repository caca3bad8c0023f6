/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Completion queue entries.
 */
#ifndef LIBURING_IO_URING_CQE_H
#define LIBURING_IO_URING_CQE_H

/* Completion queue entries */

/**
 * A completion queue entry (CQE): the result of a request. 16 bytes, or 32 with `IORING_SETUP_CQE32` or
 * `IORING_CQE_F_32`.
 *
 * Written by the kernel, read by the caller until `io_uring_cqe_seen` or `io_uring_cq_advance` gives the slot
 * back. Source: io_uring_enter(2).
 */
struct io_uring_cqe {
	/** `user_data` of the SQE, unchanged. `io_uring_cqe_get_data`, `io_uring_cqe_get_data64` read it. */
	__u64 user_data;
	/** Result: what the operation returns, or `-errno`. */
	__s32 res;
	/** `IORING_CQE_F_*` bits; with `IORING_CQE_F_BUFFER` the upper 16 bits are a buffer id. */
	__u32 flags;
	/**
	 * The second 16 bytes of a CQE of 32 bytes: two results whose meaning depends on the operation. No
	 * room in the struct itself: valid only on a ring and a CQE that have them.
	 */
	__u64 big_cqe[IO_URING_FLEX];
};

/**
 * The buffer id in the upper 16 bits of `flags` is valid: the kernel took that buffer from the group. Since
 * Linux 5.7. Source: io_uring_enter(2).
 */
#define IORING_CQE_F_BUFFER (1U << 0)

/**
 * The request goes on: more CQEs with the same `user_data` will come. Its absence ends a multishot request.
 * Since Linux 5.13. Source: io_uring_enter(2).
 */
#define IORING_CQE_F_MORE (1U << 1)

/** After a receive: the socket still holds data. Since Linux 5.19. Source: io_uring_prep_recv(3). */
#define IORING_CQE_F_SOCK_NONEMPTY (1U << 2)

/**
 * The second CQE of a zero-copy send: the kernel no longer uses the buffer. See `IORING_OP_SEND_ZC`. Since
 * Linux 6.0. Source: io_uring_enter(2).
 */
#define IORING_CQE_F_NOTIF (1U << 3)

/**
 * The buffer was used in part and will be used further: the next completion goes on in the same buffer. Only
 * with `IOU_PBUF_RING_INC`. Since Linux 6.12. Source: io_uring_register_buf_ring(3).
 */
#define IORING_CQE_F_BUF_MORE (1U << 4)

/**
 * A filler before the end of the ring, with nothing in it: skip it. Only with `IORING_SETUP_CQE_MIXED`. Since
 * Linux 6.18. Source: io_uring_setup(2).
 */
#define IORING_CQE_F_SKIP (1U << 5)

/**
 * This CQE has 32 bytes and takes two slots. Only with `IORING_SETUP_CQE_MIXED`. Since Linux 6.18. Source:
 * io_uring_setup(2).
 */
#define IORING_CQE_F_32 (1U << 15)

/**
 * Number of bits by which the buffer id is shifted in `flags` of a CQE. Since Linux 5.7. Source:
 * io_uring_enter(2).
 */
#define IORING_CQE_BUFFER_SHIFT 16

#endif
