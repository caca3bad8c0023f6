/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Provided-buffer rings: registering them, and the memory of those that the library sets up.
 */
#include "internal.h"

/* Offsets at IORING_OFF_PBUF_RING have room for this group at most: above are the bits that choose the memory. */
#define PBUF_MMAP_MAX_BGID ((unsigned int)((~IORING_OFF_MMAP_MASK & 0xffffffffULL) >> IORING_OFF_PBUF_SHIFT))

/* The kernel's limit on the entries of such a ring. */
#define PBUF_MAX_ENTRIES 32768U

int io_uring_register_buf_ring(struct io_uring *ring, struct io_uring_buf_reg *reg, unsigned int flags)
{
	__u16 given;
	int ret;

	/* The kernel has 16 bits for them: no flag may be lost on the way. */
	if (flags > UINT16_MAX)
		return -EINVAL;
	/* With nothing to add it is for the kernel to look at the pointer, and to refuse a bad one. */
	if (!flags || !reg)
		return liburing_register(ring, IORING_REGISTER_PBUF_RING, reg, 1);
	given = reg->flags;
	/* For this call only: who uses the structure again, with other flags, means those. */
	reg->flags = (__u16)(given | flags);
	ret = liburing_register(ring, IORING_REGISTER_PBUF_RING, reg, 1);
	reg->flags = given;
	return ret;
}

int io_uring_unregister_buf_ring(struct io_uring *ring, int bgid)
{
	struct io_uring_buf_reg reg = { .bgid = (__u16)bgid };

	return liburing_register(ring, IORING_UNREGISTER_PBUF_RING, &reg, 1);
}

int io_uring_buf_ring_head(struct io_uring *ring, int buf_group, uint16_t *head)
{
	struct io_uring_buf_status status = { .buf_group = (__u32)buf_group };
	int ret;

	if (!head)
		return -EINVAL;
	ret = liburing_register(ring, IORING_REGISTER_PBUF_STATUS, &status, 1);
	if (!ret)
		*head = (uint16_t)status.head;
	return ret;
}

struct io_uring_buf_ring *io_uring_setup_buf_ring(struct io_uring *ring, unsigned int nentries, int bgid,
						  unsigned int flags, int *err)
{
	const size_t size = nentries * sizeof(struct io_uring_buf);
	const bool in_kernel = flags & IOU_PBUF_RING_MMAP;
	struct io_uring_buf_reg reg = { .ring_entries = nentries, .bgid = (__u16)bgid };
	void *mem = NULL;

	*err = -EINVAL;
	/* The kernel would refuse more entries too, but only after memory for them was mapped. */
	if (nentries > PBUF_MAX_ENTRIES || (in_kernel && reg.bgid > PBUF_MMAP_MAX_BGID))
		return NULL;

	if (!in_kernel) {
		mem = sys_mmap(size, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (is_error(mem)) {
			*err = error_of(mem);
			return NULL;
		}
		reg.ring_addr = (uintptr_t)mem;
	}

	*err = io_uring_register_buf_ring(ring, &reg, flags);
	if (*err) {
		if (!in_kernel)
			sys_munmap(mem, size);
		return NULL;
	}

	/* Either memory starts as zeros, the ring's tail with it: there is nothing to initialise. */
	if (in_kernel) {
		mem = sys_mmap(size, MAP_SHARED | MAP_POPULATE, ring->ring_fd,
				 IORING_OFF_PBUF_RING | ((__u64)reg.bgid << IORING_OFF_PBUF_SHIFT));
		if (is_error(mem)) {
			*err = error_of(mem);
			io_uring_unregister_buf_ring(ring, reg.bgid);
			return NULL;
		}
	}
	return mem;
}

int io_uring_free_buf_ring(struct io_uring *ring, struct io_uring_buf_ring *br, unsigned int nentries, int bgid)
{
	int ret = io_uring_unregister_buf_ring(ring, bgid);

	/* While the group is registered the kernel may still pick buffers from this memory: it stays mapped. */
	if (ret)
		return ret;
	sys_munmap(br, nentries * sizeof(*br->bufs));
	return 0;
}
