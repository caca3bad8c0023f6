/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Registering the ring's own descriptor, which spares each system call the reference to the file.
 */
#include "internal.h"

int io_uring_register_ring_fd(struct io_uring *ring)
{
	/* An offset of all bits set asks for any free slot; the kernel writes the slot that it chose. */
	struct io_uring_rsrc_update up = { .offset = (__u32)-1, .data = (__u64)ring->ring_fd };
	int ret;

	if (ring->int_flags & RING_ENTERS_BY_INDEX)
		return -EEXIST;

	ret = liburing_register(ring, IORING_REGISTER_RING_FDS, &up, 1);
	if (ret != 1)
		return ret;

	ring->enter_ring_fd = (int)up.offset;
	ring->int_flags = (__u8)(ring->int_flags | RING_ENTERS_BY_INDEX);
	if (ring->features & IORING_FEAT_REG_REG_RING)
		ring->int_flags = (__u8)(ring->int_flags | RING_REGISTERS_BY_INDEX);
	return ret;
}

int io_uring_unregister_ring_fd(struct io_uring *ring)
{
	struct io_uring_rsrc_update up = { .offset = (__u32)ring->enter_ring_fd };
	int ret;

	if (!(ring->int_flags & RING_ENTERS_BY_INDEX))
		return -EINVAL;

	ret = liburing_register(ring, IORING_UNREGISTER_RING_FDS, &up, 1);
	if (ret != 1)
		return ret;

	ring->enter_ring_fd = ring->ring_fd;
	ring->int_flags = (__u8)(ring->int_flags & ~(RING_ENTERS_BY_INDEX | RING_REGISTERS_BY_INDEX));
	return ret;
}

int io_uring_close_ring_fd(struct io_uring *ring)
{
	if (!(ring->features & IORING_FEAT_REG_REG_RING))
		return -EOPNOTSUPP;
	if (!(ring->int_flags & RING_REGISTERS_BY_INDEX))
		return -EINVAL;
	if (ring->ring_fd == -1)
		return -EBADF;

	sys_close(ring->ring_fd);
	ring->ring_fd = -1;
	return 1;
}
