/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The functions of the liburing library, a header for each source of it. Duties and errors that many of them share are
 * said once: links to crate#… lead to the front page of the Rust crate's documentation, src/docs/crate.md there.
 */
#ifndef LIBURING_LIBRARY_H
#define LIBURING_LIBRARY_H

#include "library/setup.h"
#include "library/queue.h"
#include "library/syscall.h"
#include "library/version.h"
#include "library/register.h"
#include "library/resize.h"
#include "library/register_rsrc.h"
#include "library/ring_fd.h"
#include "library/buf_ring.h"
#include "library/register_net.h"

#endif
