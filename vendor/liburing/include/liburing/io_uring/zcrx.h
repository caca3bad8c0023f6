/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Zero-copy receive.
 */
#ifndef LIBURING_IO_URING_ZCRX_H
#define LIBURING_IO_URING_ZCRX_H

/* Zero-copy receive */

/**
 * Number of bits of an offset that are a position in an area; the bits above them are the area's token. Since
 * Linux 6.15. Source: kernel header linux/io_uring.h.
 */
#define IORING_ZCRX_AREA_SHIFT 48

/**
 * The bits of `off` in `struct io_uring_zcrx_cqe` and `struct io_uring_zcrx_rqe` that are the area's token.
 * Since Linux 6.15. Source: kernel header linux/io_uring.h.
 */
#define IORING_ZCRX_AREA_MASK (~((1ULL << IORING_ZCRX_AREA_SHIFT) - 1))

/**
 * Entry of the refill ring: gives a piece of the area back to the kernel. Written by the caller. Since Linux
 * 6.15. Source: kernel header linux/io_uring.h.
 */
struct io_uring_zcrx_rqe {
	/** Offset in the area, with `rq_area_token` in the bits of `IORING_ZCRX_AREA_MASK`. */
	__u64 off;
	/** Bytes. */
	__u32 len;
	/** Padding, must be 0. */
	__u32 __pad;
};

/**
 * Second half of the CQE of `IORING_OP_RECV_ZC`: where the data is. Written by the kernel. Since Linux 6.15.
 * Source: kernel header linux/io_uring.h.
 */
struct io_uring_zcrx_cqe {
	/**
	 * Offset of the data in the area, with the area's token in the bits of `IORING_ZCRX_AREA_MASK`; `res`
	 * is its length.
	 */
	__u64 off;
	/** Padding, 0. */
	__u64 __pad;
};

/**
 * Offsets at which the fields of a refill ring lie, bytes from the start of its region. Written by the
 * kernel. Since Linux 6.15. Source: kernel header linux/io_uring.h.
 */
struct io_uring_zcrx_offsets {
	/** Offset of the head (`__u32`), which the kernel advances. */
	__u32 head;
	/** Offset of the tail (`__u32`), which the caller advances, with release semantics. */
	__u32 tail;
	/** Offset of the array of `struct io_uring_zcrx_rqe`. */
	__u32 rqes;
	/** Reserved, 0. */
	__u32 __resv2;
	/** Reserved, 0. */
	__u64 __resv[2];
};

/** In `flags` of `struct io_uring_zcrx_area_reg`. Source: kernel header linux/io_uring.h. */
enum io_uring_zcrx_area_flags {
	/**
	 * The area is the DMA buffer in `dmabuf_fd` instead of the caller's memory. Since Linux 6.16. Source:
	 * kernel header linux/io_uring.h.
	 */
	IORING_ZCRX_AREA_DMABUF = 1,
};

/**
 * The memory that a zero-copy receive queue delivers into. Part of a registration. Since Linux 6.15. Source:
 * kernel header linux/io_uring.h.
 */
struct io_uring_zcrx_area_reg {
	/**
	 * Address of the area, page-aligned; with `IORING_ZCRX_AREA_DMABUF` the offset in the DMA buffer. Set
	 * by the caller.
	 */
	__u64 addr;
	/** Bytes of the area, a multiple of the page size. Set by the caller. */
	__u64 len;
	/** Written by the kernel: token for `off` of refill entries. Set 0. */
	__u64 rq_area_token;
	/** `IORING_ZCRX_AREA_DMABUF` or 0. Set by the caller. */
	__u32 flags;
	/** Descriptor of the DMA buffer, with `IORING_ZCRX_AREA_DMABUF`. Set by the caller. */
	__u32 dmabuf_fd;
	/** Reserved, must be 0. */
	__u64 __resv2[2];
};

/** In `flags` of `struct io_uring_zcrx_ifq_reg`. Source: kernel header linux/io_uring.h. */
enum zcrx_reg_flags {
	/**
	 * Import a queue that `ZCRX_CTRL_EXPORT` made a descriptor of, instead of setting one up. Since Linux
	 * 6.19. Source: kernel header linux/io_uring.h.
	 */
	ZCRX_REG_IMPORT = 1,
	/**
	 * Set the queue up without a network device; data is copied into the area. Not in Linux 6.18. Source:
	 * kernel header linux/io_uring.h.
	 */
	ZCRX_REG_NODEV = 2,
};

/**
 * Abilities of the kernel's zero-copy receive: `features` of `struct io_uring_query_zcrx`. Source: kernel
 * header linux/io_uring.h.
 */
enum zcrx_features {
	/**
	 * `rx_buf_len` of `struct io_uring_zcrx_ifq_reg` is supported. Not in Linux 6.18. Source: kernel
	 * header linux/io_uring.h.
	 */
	ZCRX_FEATURE_RX_PAGE_SIZE = (1 << 0),
};

/**
 * Registers a network receive queue for zero-copy receive: argument of `IORING_REGISTER_ZCRX_IFQ`.
 *
 * Needs `CAP_NET_ADMIN` and a ring with `IORING_SETUP_DEFER_TASKRUN` and 32-byte CQEs, else `-EPERM` or
 * `-EINVAL`. Used by `io_uring_register_ifq`. Since Linux 6.15. Source: kernel header linux/io_uring.h.
 */
struct io_uring_zcrx_ifq_reg {
	/** Index of the network interface, as from if_nametoindex(3). Set by the caller. */
	__u32 if_idx;
	/** Number of the interface's receive queue. Set by the caller. */
	__u32 if_rxq;
	/**
	 * Wanted entries of the refill ring. Set by the caller; the kernel writes the number that there is.
	 */
	__u32 rq_entries;
	/** `enum zcrx_reg_flags` bits. Set by the caller. */
	__u32 flags;
	/**
	 * Address of a `struct io_uring_zcrx_area_reg`, which the kernel also writes back. Set by the caller.
	 */
	__u64 area_ptr;
	/** Address of a `struct io_uring_region_desc`: the memory of the refill ring. Set by the caller. */
	__u64 region_ptr;
	/** Where the fields of the refill ring are. Written by the kernel. */
	struct io_uring_zcrx_offsets offsets;
	/** Written by the kernel: id of the queue, for `zcrx_ifq_idx` of the SQE. */
	__u32 zcrx_id;
	/**
	 * Wanted bytes of one receive buffer, a power of two; 0 is the page size. Needs
	 * `ZCRX_FEATURE_RX_PAGE_SIZE`. Not in Linux 6.18, which wants 0 here.
	 */
	__u32 rx_buf_len;
	/** Reserved, must be 0. */
	__u64 __resv[3];
};

/** What a `struct zcrx_ctrl` asks for: values of its `op`. Source: kernel header linux/io_uring.h. */
enum zcrx_ctrl_op {
	/**
	 * Take all entries off the refill ring at once. Since Linux 6.19. Source: kernel header
	 * linux/io_uring.h.
	 */
	ZCRX_CTRL_FLUSH_RQ,
	/**
	 * Make a descriptor of the queue, which another ring can import with `ZCRX_REG_IMPORT`. Since Linux
	 * 6.19. Source: kernel header linux/io_uring.h.
	 */
	ZCRX_CTRL_EXPORT,
	/** Number of operations that these headers know; not an operation itself. */
	__ZCRX_CTRL_LAST,
};

/**
 * Argument of `ZCRX_CTRL_FLUSH_RQ`: nothing yet. Since Linux 6.19. Source: kernel header linux/io_uring.h.
 */
struct zcrx_ctrl_flush_rq {
	/** Reserved, must be 0. */
	__u64 __resv[6];
};

/** Result of `ZCRX_CTRL_EXPORT`. Since Linux 6.19. Source: kernel header linux/io_uring.h. */
struct zcrx_ctrl_export {
	/** Written by the kernel: the new descriptor. */
	__u32 zcrx_fd;
	/** Reserved, must be 0. */
	__u32 __resv1[11];
};

/**
 * Controls a zero-copy receive queue: argument of `IORING_REGISTER_ZCRX_CTRL`.
 *
 * Used by `io_uring_register_zcrx_ctrl`. Since Linux 6.19. Source: kernel header linux/io_uring.h.
 */
struct zcrx_ctrl {
	/** Id of the queue, from its registration. Set by the caller. */
	__u32 zcrx_id;
	/** `enum zcrx_ctrl_op`: what to do. Set by the caller. */
	__u32 op;
	/** Reserved, must be 0. */
	__u64 __resv[2];
	/** The argument of the operation. */
	union {
		/** For `ZCRX_CTRL_EXPORT`. */
		struct zcrx_ctrl_export zc_export;
		/** For `ZCRX_CTRL_FLUSH_RQ`. */
		struct zcrx_ctrl_flush_rq zc_flush;
	};
};

#endif
