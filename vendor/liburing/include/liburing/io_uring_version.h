/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Which release of the liburing API these headers follow.
 */
#ifndef LIBURING_VERSION_H
#define LIBURING_VERSION_H

/** Major number of the liburing API version that these headers follow: 2 of 2.15. */
#define IO_URING_VERSION_MAJOR 2

/** Minor number of the liburing API version that these headers follow: 15 of 2.15. */
#define IO_URING_VERSION_MINOR 15

#endif
