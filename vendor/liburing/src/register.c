/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * io_uring_register calls that pass their arguments on: notifications, credentials, restrictions, workers,
 * cancelation, networking, queries, waiting. Buffers and files are in register_rsrc.c, buffer rings in buf_ring.c.
 */
#include "internal.h"

#include <limits.h>

int liburing_register(struct io_uring *ring, unsigned int opcode, const void *arg, unsigned int nr_args)
{
	int fd = ring->ring_fd;

	/* A registered index is cheaper than a descriptor, and the only name of a ring whose descriptor is closed. */
	if (ring->int_flags & RING_REGISTERS_BY_INDEX) {
		opcode |= (unsigned int)IORING_REGISTER_USE_REGISTERED_RING;
		fd = ring->enter_ring_fd;
	}
	return sys_io_uring_register((unsigned int)fd, opcode, arg, nr_args);
}

int io_uring_register_wait_reg(struct io_uring *ring, struct io_uring_reg_wait *reg, int nr)
{
	size_t page = liburing_page_size();
	struct io_uring_region_desc desc = { .user_addr = (uintptr_t)reg, .flags = IORING_MEM_REGION_TYPE_USER };
	struct io_uring_mem_region_reg region = {
		.region_uptr = (uintptr_t)&desc,
		.flags = IORING_MEM_REGION_REG_WAIT_ARG,
	};

	if (nr <= 0)
		return -EINVAL;
	/* Regions consist of whole pages; the page that holds the last entry is the caller's up to its end. */
	desc.size = ((__u64)(unsigned int)nr * sizeof(*reg) + page - 1) & ~((__u64)page - 1);
	return io_uring_register_region(ring, &region);
}

int io_uring_register_region(struct io_uring *ring, struct io_uring_mem_region_reg *reg)
{
	return liburing_register(ring, IORING_REGISTER_MEM_REGION, reg, 1);
}

int io_uring_register_eventfd(struct io_uring *ring, int fd)
{
	return liburing_register(ring, IORING_REGISTER_EVENTFD, &fd, 1);
}

int io_uring_register_eventfd_async(struct io_uring *ring, int fd)
{
	return liburing_register(ring, IORING_REGISTER_EVENTFD_ASYNC, &fd, 1);
}

int io_uring_unregister_eventfd(struct io_uring *ring)
{
	return liburing_register(ring, IORING_UNREGISTER_EVENTFD, NULL, 0);
}

int io_uring_register_probe(struct io_uring *ring, struct io_uring_probe *p, unsigned int nr)
{
	return liburing_register(ring, IORING_REGISTER_PROBE, p, nr);
}

int io_uring_register_personality(struct io_uring *ring)
{
	return liburing_register(ring, IORING_REGISTER_PERSONALITY, NULL, 0);
}

int io_uring_unregister_personality(struct io_uring *ring, int id)
{
	return liburing_register(ring, IORING_UNREGISTER_PERSONALITY, NULL, (unsigned int)id);
}

int io_uring_register_restrictions(struct io_uring *ring, struct io_uring_restriction *res, unsigned int nr_res)
{
	return liburing_register(ring, IORING_REGISTER_RESTRICTIONS, res, nr_res);
}

int io_uring_enable_rings(struct io_uring *ring)
{
	return liburing_register(ring, IORING_REGISTER_ENABLE_RINGS, NULL, 0);
}

int io_uring_register_iowq_aff(struct io_uring *ring, size_t cpusz, const cpu_set_t *mask)
{
	/* The kernel takes the size as 32 bits: a larger one must not arrive as its remainder. */
	if (cpusz > INT_MAX)
		return -EINVAL;
	return liburing_register(ring, IORING_REGISTER_IOWQ_AFF, mask, (unsigned int)cpusz);
}

int io_uring_unregister_iowq_aff(struct io_uring *ring)
{
	return liburing_register(ring, IORING_UNREGISTER_IOWQ_AFF, NULL, 0);
}

int io_uring_register_iowq_max_workers(struct io_uring *ring, unsigned int *values)
{
	return liburing_register(ring, IORING_REGISTER_IOWQ_MAX_WORKERS, values, 2);
}

int io_uring_register_sync_cancel(struct io_uring *ring, struct io_uring_sync_cancel_reg *reg)
{
	return liburing_register(ring, IORING_REGISTER_SYNC_CANCEL, reg, 1);
}

int io_uring_register_sync_msg(struct io_uring_sqe *sqe)
{
	return sys_io_uring_register((unsigned int)-1, IORING_REGISTER_SEND_MSG_RING, sqe, 1);
}

int io_uring_register_napi(struct io_uring *ring, struct io_uring_napi *napi)
{
	return liburing_register(ring, IORING_REGISTER_NAPI, napi, 1);
}

int io_uring_unregister_napi(struct io_uring *ring, struct io_uring_napi *napi)
{
	return liburing_register(ring, IORING_UNREGISTER_NAPI, napi, 1);
}

int io_uring_register_ifq(struct io_uring *ring, struct io_uring_zcrx_ifq_reg *reg)
{
	return liburing_register(ring, IORING_REGISTER_ZCRX_IFQ, reg, 1);
}

int io_uring_register_zcrx_ctrl(struct io_uring *ring, struct zcrx_ctrl *ctrl)
{
	return liburing_register(ring, IORING_REGISTER_ZCRX_CTRL, ctrl, 0);
}

int io_uring_register_clock(struct io_uring *ring, struct io_uring_clock_register *arg)
{
	return liburing_register(ring, IORING_REGISTER_CLOCK, arg, 0);
}

int io_uring_register_bpf_filter(struct io_uring *ring, struct io_uring_bpf *bpf)
{
	return liburing_register(ring, IORING_REGISTER_BPF_FILTER, bpf, 1);
}

int io_uring_register_bpf_filter_task(struct io_uring_bpf *bpf)
{
	return sys_io_uring_register((unsigned int)-1, IORING_REGISTER_BPF_FILTER, bpf, 1);
}

int io_uring_register_query(struct io_uring_query_hdr *query)
{
	return sys_io_uring_register((unsigned int)-1, IORING_REGISTER_QUERY, query, 0);
}

int io_uring_set_iowait(struct io_uring *ring, bool enable_iowait)
{
	if (!(ring->features & IORING_FEAT_NO_IOWAIT))
		return -EOPNOTSUPP;
	if (enable_iowait)
		ring->int_flags = (__u8)(ring->int_flags & ~RING_WAITS_WITHOUT_IOWAIT);
	else
		ring->int_flags = (__u8)(ring->int_flags | RING_WAITS_WITHOUT_IOWAIT);
	return 0;
}
