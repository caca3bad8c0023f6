/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The version of the library that was linked.
 */
#ifndef LIBURING_LIBRARY_VERSION_H
#define LIBURING_LIBRARY_VERSION_H

/**
 * Major number of the liburing API version that the library follows.
 *
 * `IO_URING_VERSION_MAJOR` is that of the headers.
 *
 * # Returns
 * 2 of 2.15.
 *
 * # Safety
 * - None: any thread, any time.
 *
 * Source: io_uring_check_version(3).
 */
int io_uring_major_version(void) LIBURING_NOEXCEPT;

/**
 * Minor number of the liburing API version that the library follows.
 *
 * `IO_URING_VERSION_MINOR` is that of the headers.
 *
 * # Returns
 * 15 of 2.15.
 *
 * # Safety
 * - None: any thread, any time.
 *
 * Source: io_uring_check_version(3).
 */
int io_uring_minor_version(void) LIBURING_NOEXCEPT;

/**
 * Tells whether a version is newer than the library, which then is too old for who asks.
 *
 * # Parameters
 * - `major`: major number of the version that is needed.
 * - `minor`: minor number of it.
 *
 * # Returns
 * True if the library is older than that; false if it is that version or a newer one.
 *
 * # Safety
 * - None: any thread, any time.
 *
 * Source: io_uring_check_version(3).
 */
bool io_uring_check_version(int major, int minor) LIBURING_NOEXCEPT;

#endif
