/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Registered files and buffers.
 */
#ifndef LIBURING_IO_URING_RSRC_H
#define LIBURING_IO_URING_RSRC_H

/* Registered files and buffers */

/**
 * Registers files or buffers, with tags: argument of `IORING_REGISTER_FILES2` and `IORING_REGISTER_BUFFERS2`.
 *
 * Set by the caller; liburing fills it. Since Linux 5.13. Source: io_uring_register(2).
 */
struct io_uring_rsrc_register {
	/** Number of entries at `data` and at `tags`. */
	__u32 nr;
	/** `IORING_RSRC_REGISTER_SPARSE` or 0. */
	__u32 flags;
	/** Reserved, must be 0. */
	__u64 resv2;
	/**
	 * Address of an array of `__s32` descriptors, or of `struct iovec`; 0 with
	 * `IORING_RSRC_REGISTER_SPARSE`.
	 */
	__aligned_u64 data;
	/**
	 * Address of an array of `__u64` tags, or 0. When a resource with a tag other than 0 is unregistered
	 * and no longer in use, a CQE with the tag as `user_data` is posted.
	 */
	__aligned_u64 tags;
};

/**
 * In `flags` of `struct io_uring_rsrc_register`: a table of empty slots, to be filled later. Set by
 * `io_uring_register_files_sparse`, `io_uring_register_buffers_sparse`. Since Linux 5.19. Source:
 * io_uring_register(2).
 */
#define IORING_RSRC_REGISTER_SPARSE (1U << 0)

/**
 * Replaces registered files: argument of `IORING_REGISTER_FILES_UPDATE`. Set by the caller; liburing fills
 * it. Since Linux 5.5. Source: io_uring_register(2).
 */
struct io_uring_files_update {
	/** Slot of the first file to replace. */
	__u32 offset;
	/** Reserved, must be 0. */
	__u32 resv;
	/**
	 * Address of an array of `__s32` descriptors: -1 empties a slot, `IORING_REGISTER_FILES_SKIP` leaves
	 * it as it is.
	 */
	__aligned_u64 fds;
};

/**
 * Registers or forgets a ring descriptor: argument of `IORING_REGISTER_RING_FDS`,
 * `IORING_UNREGISTER_RING_FDS`.
 *
 * Set by the caller; liburing fills it. Since Linux 5.18. Source: io_uring_register(2).
 */
struct io_uring_rsrc_update {
	/**
	 * Index among the task's registered rings, 0 to 15; -1 (all bits set) lets the kernel choose, which
	 * then writes the index here.
	 */
	__u32 offset;
	/** Reserved, must be 0. */
	__u32 resv;
	/** Descriptor of the ring; 0 to unregister. */
	__aligned_u64 data;
};

/**
 * Replaces registered files or buffers, with tags: argument of `IORING_REGISTER_FILES_UPDATE2` and
 * `IORING_REGISTER_BUFFERS_UPDATE`.
 *
 * Set by the caller; liburing fills it. Since Linux 5.13. Source: io_uring_register(2).
 */
struct io_uring_rsrc_update2 {
	/** Slot of the first resource to replace. */
	__u32 offset;
	/** Reserved, must be 0. */
	__u32 resv;
	/** Address of an array of `__s32` descriptors, or of `struct iovec`. */
	__aligned_u64 data;
	/** Address of an array of `__u64` tags, or 0. */
	__aligned_u64 tags;
	/** Number of entries at `data` and at `tags`. */
	__u32 nr;
	/** Reserved, must be 0. */
	__u32 resv2;
};

/**
 * In an array of descriptors for an update: leave this slot as it is. Since Linux 5.12. Source:
 * io_uring_register(2).
 */
#define IORING_REGISTER_FILES_SKIP (-2)

/**
 * Where `IORING_FILE_INDEX_ALLOC` may take slots: argument of `IORING_REGISTER_FILE_ALLOC_RANGE`.
 *
 * Set by the caller; `io_uring_register_file_alloc_range` fills it. Since Linux 6.0. Source:
 * io_uring_register(2).
 */
struct io_uring_file_index_range {
	/** First slot. */
	__u32 off;
	/** Number of slots. */
	__u32 len;
	/** Reserved, must be 0. */
	__u64 resv;
};

/** In `flags` of `struct io_uring_clone_buffers`. */
enum {
	/**
	 * `src_fd` is the index of a registered ring. Since Linux 6.12. Source: io_uring_clone_buffers(3).
	 */
	IORING_REGISTER_SRC_REGISTERED = (1U << 0),
	/**
	 * Buffers that the slots hold already are replaced; without it they give `-EBUSY`. Since Linux 6.13.
	 * Source: io_uring_register(2).
	 */
	IORING_REGISTER_DST_REPLACE = (1U << 1),
};

/**
 * Copies registered buffers from one ring to another: argument of `IORING_REGISTER_CLONE_BUFFERS`.
 *
 * Set by the caller; `io_uring_clone_buffers` and its relatives fill it. Since Linux 6.12. Source:
 * io_uring_clone_buffers(3).
 */
struct io_uring_clone_buffers {
	/** Descriptor of the ring to copy from, or its index with `IORING_REGISTER_SRC_REGISTERED`. */
	__u32 src_fd;
	/** `IORING_REGISTER_SRC_REGISTERED`, `IORING_REGISTER_DST_REPLACE`. */
	__u32 flags;
	/** First slot to copy from. Since Linux 6.13. */
	__u32 src_off;
	/** First slot to copy to. Since Linux 6.13. */
	__u32 dst_off;
	/** Number of buffers; 0 with both offsets 0 is all of them. Since Linux 6.13. */
	__u32 nr;
	/** Reserved, must be 0. */
	__u32 pad[3];
};

#endif
