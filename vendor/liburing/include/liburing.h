/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The liburing 2.15 API: setting up rings, submitting requests, reaping completions.
 *
 * A header for each subject, in reading order: the ring's types; the library's functions; the inline helpers for
 * entries and queues, buffer rings and received messages; the inline helpers that fill an SQE, by subject. Programs
 * include this one, or <liburing/io_uring.h> for the kernel's interface alone.
 *
 * The comments of types, constants and library functions are Markdown: they become the documentation of the Rust
 * bindings. What an inline helper does is described in full beside the Rust function of the same name, in src/inline.
 */
#ifndef LIB_URING_H
#define LIB_URING_H

#include "liburing/compat.h"
#include "liburing/barrier.h"
#include "liburing/io_uring.h"
#include "liburing/io_uring_version.h"

/* Both headers have the kernel's include guard, so that the second one is empty: an older first one is not enough. */
#ifndef IORING_SETUP_SQ_REWIND
#error "<linux/io_uring.h> of an older kernel was included before <liburing.h>: include <liburing.h> first"
#endif

#include "liburing/inline.h"

/*
 * IOURINGINLINE marks the inline helpers that are also symbols of the library: src/ffi.c defines it as nothing
 * before it includes this file, and every helper becomes an ordinary function. _LOCAL_INLINE marks what is
 * inline always.
 */
#ifndef IOURINGINLINE
#define IOURINGINLINE LIBURING_INLINE
#endif
#define _LOCAL_INLINE LIBURING_INLINE

#ifdef __cplusplus
extern "C" {
#endif

#include "liburing/ring.h"
#include "liburing/library.h"
#include "liburing/probe.h"
#include "liburing/sqe.h"
#include "liburing/sq.h"
#include "liburing/cqe.h"
#include "liburing/cq.h"
#include "liburing/buf_ring.h"
#include "liburing/recvmsg.h"
#include "liburing/prep.h"
#include "liburing/version.h"

#ifdef __cplusplus
}
#endif

#undef IOURINGINLINE
#undef _LOCAL_INLINE
#undef LIBURING_NR_BASE

#endif
