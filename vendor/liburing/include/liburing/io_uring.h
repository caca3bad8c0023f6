/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The kernel interface of io_uring: what user space and the kernel exchange, byte for byte.
 *
 * A header for each subject; a constant stands beside the struct whose field takes it.
 *
 * Who writes: "set by the caller" means user space, before the system call; "written by the kernel" means
 * that what the caller put there is overwritten. Reserved fields must be 0, or the kernel answers -EINVAL: start
 * every struct from zero.
 *
 * The comments are Markdown: they become the documentation of the Rust bindings.
 */
#ifndef LINUX_IO_URING_H
#define LINUX_IO_URING_H

#include "compat.h"

/*
 * Length of the arrays that stand at the end of a struct without room of their own: what follows the struct
 * in memory belongs to them. None here, as the size of the struct must not count them. The generator of the Rust
 * bindings sets another, because it has no zero-length array that is Copy, and cuts it back to 0 afterwards.
 */
#ifndef IO_URING_FLEX
#define IO_URING_FLEX 0
#endif

#include "io_uring/setup.h"
#include "io_uring/memory.h"
#include "io_uring/sqe.h"
#include "io_uring/op.h"
#include "io_uring/op_flags.h"
#include "io_uring/cqe.h"
#include "io_uring/enter.h"
#include "io_uring/register.h"
#include "io_uring/rsrc.h"
#include "io_uring/buf_ring.h"
#include "io_uring/zcrx.h"
#include "io_uring/socket.h"
#include "io_uring/query.h"
#include "io_uring/bpf_filter.h"

#endif
