/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The inline helpers of liburing.h as symbols of the library, for languages that cannot include a C header.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#define IOURINGINLINE

#include "liburing.h"
