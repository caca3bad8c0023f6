/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The version check of the headers, for the preprocessor.
 */
#ifndef LIBURING_CHECK_VERSION_H
#define LIBURING_CHECK_VERSION_H

/*
 * True where the version asked for is newer than these headers: usable in #if.
 */
#define IO_URING_CHECK_VERSION(major, minor) \
	((major) > IO_URING_VERSION_MAJOR || \
	 ((major) == IO_URING_VERSION_MAJOR && (minor) > IO_URING_VERSION_MINOR))

#endif
