/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The sources of the library as one unit, as the crate's build script compiles them: reading the headers costs more
 * than the code does. Two are units of their own: ffi.c turns the headers' inline functions into symbols, and a
 * program may have functions of its own with the names that syscall.c defines.
 */
#include "src/buf_ring.c"
#include "src/layout_asserts.c"
#include "src/probe.c"
#include "src/queue.c"
#include "src/register.c"
#include "src/register_rsrc.c"
#include "src/resize.c"
#include "src/ring_fd.c"
#include "src/setup.c"
#include "src/sizes.c"
#include "src/version.c"
