/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Asking what the running kernel supports.
 */
#ifndef LIBURING_PROBE_H
#define LIBURING_PROBE_H

/** Tells whether the running kernel supports an operation. Since Linux 5.6 (probing). */
IOURINGINLINE int io_uring_opcode_supported(const struct io_uring_probe *p, int op) LIBURING_NOEXCEPT
{
	/* A probe may have had less room than the kernel has operations. */
	if (op < 0 || op > p->last_op || op >= p->ops_len)
		return 0;
	return (p->ops[op].flags & IO_URING_OP_SUPPORTED) != 0;
}

#endif
