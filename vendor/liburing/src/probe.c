/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Asking the kernel which operations it has.
 */
#include "internal.h"

#include <stdlib.h>

/* Operations that a probe has room for: every value of an opcode. */
#define PROBE_OPS 256U

struct io_uring_probe *io_uring_get_probe_ring(struct io_uring *ring)
{
	struct io_uring_probe *probe;
	int saved = errno;

	probe = calloc(1, sizeof(*probe) + PROBE_OPS * sizeof(struct io_uring_probe_op));
	errno = saved;
	if (probe && io_uring_register_probe(ring, probe, PROBE_OPS) < 0) {
		io_uring_free_probe(probe);
		return NULL;
	}
	return probe;
}

struct io_uring_probe *io_uring_get_probe(void)
{
	struct io_uring_probe *probe;
	struct io_uring ring;

	if (io_uring_queue_init(2, &ring, 0) < 0)
		return NULL;
	probe = io_uring_get_probe_ring(&ring);
	io_uring_queue_exit(&ring);
	return probe;
}

void io_uring_free_probe(struct io_uring_probe *probe)
{
	int saved = errno;

	free(probe);
	errno = saved;
}
