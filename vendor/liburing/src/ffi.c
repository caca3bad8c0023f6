/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The inline helpers of liburing.h as symbols of the library, for languages that cannot include a C header.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

/*
 * glibc for 32-bit processors lets each program choose how wide off_t and time_t are. The declarations that go with
 * these symbols have chosen: what the compiler's flags or its defaults say does not count.
 */
#ifdef LIBURING_OFF_T_BITS
#undef _FILE_OFFSET_BITS
#undef _TIME_BITS
#define _FILE_OFFSET_BITS LIBURING_OFF_T_BITS
#define _TIME_BITS LIBURING_TIME_T_BITS
#endif

#define IOURINGINLINE

#include "liburing.h"

#ifdef LIBURING_OFF_T_BITS
_Static_assert(sizeof(off_t) * 8 == LIBURING_OFF_T_BITS, "off_t is as wide as declared");
_Static_assert(sizeof(time_t) * 8 == LIBURING_TIME_T_BITS, "time_t is as wide as declared");
#endif
