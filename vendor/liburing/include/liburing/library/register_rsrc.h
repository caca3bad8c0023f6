/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Registered buffers and registered files.
 */
#ifndef LIBURING_LIBRARY_REGISTER_RSRC_H
#define LIBURING_LIBRARY_REGISTER_RSRC_H

/**
 * Shares a range of the registered buffers of one ring with another ring.
 *
 * The buffers are not pinned and counted a second time: both rings share them, and each lives until its last
 * user lets go.
 *
 * The source is named by its registered index if it has one (`io_uring_register_ring_fd`). Where another
 * thread registered it, use `__io_uring_clone_buffers_offset`.
 *
 * # Parameters
 * - `dst`: the ring that gets the buffers.
 * - `src`: the ring that has them, of the same user and memory accounting.
 * - `dst_off`: first index in the table of `dst`.
 * - `src_off`: first index in the table of `src`.
 * - `nr`: number of entries; 0 with both offsets 0 copies the whole table.
 * - `flags`: `IORING_REGISTER_DST_REPLACE` or 0; `IORING_REGISTER_SRC_REGISTERED` is added where `src` is
 *   registered.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: `dst` has buffers, and `IORING_REGISTER_DST_REPLACE` is not set.
 * - `-ENXIO`: `src` has no buffers.
 * - `-EINVAL`: `nr` exceeds the table of `src`, a flag is unknown, the two rings are accounted to different
 *   users or processes, or the kernel is older than 6.12 (with offsets: 6.13).
 * - `-EOVERFLOW`: the range ends beyond the table of `src`, or an offset plus `nr` exceeds 32 bits.
 * - `-EBADF`: `src` is no open descriptor or registered ring of the calling thread.
 * - `-EOPNOTSUPP`: the descriptor of `src` is no ring.
 * - `-ENOMEM`: no memory for the table.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 *
 * # Safety
 * - `dst` and `src` point to rings that are set up, and no other thread changes the structures during the
 *   call.
 *
 * Since Linux 6.13. Source: io_uring_clone_buffers(3), io_uring_register(2).
 */
int io_uring_clone_buffers_offset(struct io_uring *dst, struct io_uring *src, unsigned int dst_off,
		unsigned int src_off, unsigned int nr, unsigned int flags) LIBURING_NOEXCEPT;

/**
 * Shares a range of registered buffers, adding no flags to those given.
 *
 * The buffers are not pinned and counted a second time: both rings share them, and each lives until its last
 * user lets go.
 *
 * For a source that another thread registered: the flag that `io_uring_clone_buffers_offset` adds would name
 * a ring of the calling thread.
 *
 * Differs [from liburing](crate::differences#registering).
 *
 * # Parameters
 * - `dst`: the ring that gets the buffers.
 * - `src`: the ring that has them, of the same user and memory accounting.
 * - `dst_off`: first index in the table of `dst`.
 * - `src_off`: first index in the table of `src`.
 * - `nr`: number of entries; 0 with both offsets 0 copies the whole table.
 * - `flags`: any of `IORING_REGISTER_DST_REPLACE` and `IORING_REGISTER_SRC_REGISTERED`. The latter names
 *   `src` by its registered index, which only the thread that registered it can do; without it, or where `src`
 *   is not registered, the descriptor is used.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: `dst` has buffers, and `IORING_REGISTER_DST_REPLACE` is not set.
 * - `-ENXIO`: `src` has no buffers.
 * - `-EINVAL`: `nr` exceeds the table of `src`, a flag is unknown, the two rings are accounted to different
 *   users or processes, or the kernel is older than 6.12 (with offsets: 6.13).
 * - `-EOVERFLOW`: the range ends beyond the table of `src`, or an offset plus `nr` exceeds 32 bits.
 * - `-EBADF`: `src` is no open descriptor or registered ring of the calling thread.
 * - `-EOPNOTSUPP`: the descriptor of `src` is no ring.
 * - `-ENOMEM`: no memory for the table.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 *
 * # Safety
 * - `dst` and `src` point to rings that are set up, and no other thread changes the structures during the
 *   call.
 *
 * Since Linux 6.13. Source: io_uring_clone_buffers(3), io_uring_register(2).
 */
int __io_uring_clone_buffers_offset(struct io_uring *dst, struct io_uring *src, unsigned int dst_off,
		unsigned int src_off, unsigned int nr, unsigned int flags) LIBURING_NOEXCEPT;

/* C++: a function with the name of a struct hides its constructor, of which g++ warns with -Wshadow. */
#if defined(__cplusplus) && defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif

/**
 * Shares all registered buffers of one ring with a ring that has none.
 *
 * The buffers are not pinned and counted a second time: both rings share them, and each lives until its last
 * user lets go.
 *
 * The source is named by its registered index if it has one (`io_uring_register_ring_fd`). Where another
 * thread registered it, use `__io_uring_clone_buffers`.
 *
 * # Parameters
 * - `dst`: the ring that gets the buffers.
 * - `src`: the ring that has them, of the same user and memory accounting.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EINVAL`: the two rings are accounted to different users or processes, or the kernel is older than 6.12.
 * - `-EBUSY`: `dst` has buffers.
 * - `-ENXIO`: `src` has no buffers.
 * - `-EBADF`: `src` is no open descriptor or registered ring of the calling thread.
 * - `-EOPNOTSUPP`: the descriptor of `src` is no ring.
 * - `-ENOMEM`: no memory for the table.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 *
 * # Safety
 * - `dst` and `src` point to rings that are set up, and no other thread changes the structures during the
 *   call.
 *
 * Since Linux 6.12. Source: io_uring_clone_buffers(3), io_uring_register(2).
 */
int io_uring_clone_buffers(struct io_uring *dst, struct io_uring *src) LIBURING_NOEXCEPT;

#if defined(__cplusplus) && defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

/**
 * Shares all registered buffers of one ring with another, adding no flags to those given.
 *
 * The buffers are not pinned and counted a second time: both rings share them, and each lives until its last
 * user lets go.
 *
 * Differs [from liburing](crate::differences#registering).
 *
 * # Parameters
 * - `dst`: the ring that gets the buffers.
 * - `src`: the ring that has them, of the same user and memory accounting.
 * - `flags`: any of `IORING_REGISTER_DST_REPLACE` and `IORING_REGISTER_SRC_REGISTERED`. The latter names
 *   `src` by its registered index, which only the thread that registered it can do; without it, or where `src`
 *   is not registered, the descriptor is used.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - `-EBUSY`: `dst` has buffers, and `IORING_REGISTER_DST_REPLACE` is not set.
 * - `-ENXIO`: `src` has no buffers.
 * - `-EINVAL`: a flag is unknown, the two rings are accounted to different users or processes, or the kernel
 *   is older than 6.12.
 * - `-EBADF`: `src` is no open descriptor or registered ring of the calling thread.
 * - `-EOPNOTSUPP`: the descriptor of `src` is no ring.
 * - `-ENOMEM`: no memory for the table.
 * - `-EACCES`: the restrictions of the ring do not allow this operation.
 *
 * # Safety
 * - `dst` and `src` point to rings that are set up, and no other thread changes the structures during the
 *   call.
 *
 * Since Linux 6.12; `IORING_REGISTER_DST_REPLACE` since 6.13. Source: io_uring_clone_buffers(3),
 * io_uring_register(2).
 */
int __io_uring_clone_buffers(struct io_uring *dst, struct io_uring *src,
		unsigned int flags) LIBURING_NOEXCEPT;

/**
 * Registers buffers for the fixed-buffer requests, which name them by index.
 *
 * The memory is pinned and counted against `RLIMIT_MEMLOCK`, of a huge page all of it. The table goes with
 * the ring at the latest.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `iovecs`: the buffers, each at most 1 GiB; address and length 0 leave an entry empty.
 * - `nr_iovecs`: number of entries, 1 to 16384.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EBUSY`: the ring has buffers already.
 * - `-EINVAL`: `nr_iovecs` is 0 or too large.
 * - `-EFAULT`: a buffer lies outside the address space, is larger than 1 GiB, or has only one of address and
 *   length.
 * - `-ENOMEM`: no memory, or `RLIMIT_MEMLOCK` does not allow to pin so much.
 * - `-EOPNOTSUPP`: a buffer is backed by a file of a kind that cannot be pinned.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `iovecs` points to `nr_iovecs` entries.
 * - The buffers stay mapped as long as they are registered or a request uses them; requests write to them
 *   while the program may look at them.
 *
 * Since Linux 5.1; empty entries since 5.13. Source: io_uring_register_buffers(3), io_uring_register(2).
 */
int io_uring_register_buffers(struct io_uring *ring, const struct iovec *iovecs,
		unsigned nr_iovecs) LIBURING_NOEXCEPT;

/**
 * Registers buffers with tags that are posted as completions once a buffer is free again.
 *
 * As `io_uring_register_buffers` otherwise.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `iovecs`: the buffers, each at most 1 GiB; address and length 0 leave an entry empty.
 * - `tags`: one value for each entry, or null for none. When an entry with a tag other than 0 is gone and no
 *   request uses it any more, a CQE with the tag as `user_data`, and all else 0, is posted. An empty entry
 *   has no tag. Linux 6.1 and 6.12 post none when the whole table is unregistered.
 * - `nr`: number of entries, 1 to 16384.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EBUSY`: the ring has buffers already.
 * - `-EINVAL`: `nr` is 0 or too large, an empty entry has a tag, or the kernel is older than 5.13.
 * - `-EFAULT`: a buffer lies outside the address space, is larger than 1 GiB, or has only one of address and
 *   length.
 * - `-ENOMEM`: no memory, or `RLIMIT_MEMLOCK` does not allow to pin so much.
 * - `-EOPNOTSUPP`: a buffer is backed by a file of a kind that cannot be pinned.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `iovecs` points to `nr` entries; `tags` is null or points to `nr` values.
 * - The buffers stay mapped as long as they are registered or a request uses them; requests write to them
 *   while the program may look at them.
 *
 * Since Linux 5.13. Source: io_uring_register(2).
 */
int io_uring_register_buffers_tags(struct io_uring *ring, const struct iovec *iovecs, const __u64 *tags,
		unsigned nr) LIBURING_NOEXCEPT;

/**
 * Registers a table of empty buffer entries.
 *
 * `io_uring_register_buffers_update_tag` fills them.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `nr`: number of entries, 1 to 16384.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EBUSY`: the ring has buffers already.
 * - `-EINVAL`: `nr` is 0 or too large, or the kernel is older than 5.19.
 * - `-ENOMEM`: no memory for the table.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 *
 * Since Linux 5.19. Source: io_uring_register_buffers(3), io_uring_register(2).
 */
int io_uring_register_buffers_sparse(struct io_uring *ring, unsigned nr) LIBURING_NOEXCEPT;

/**
 * Replaces entries of the table of registered buffers.
 *
 * Requests that use the old buffers keep them until they complete.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `off`: index of the first entry.
 * - `iovecs`: the buffers, each at most 1 GiB; address and length 0 leave an entry empty.
 * - `tags`: one value for each entry, or null for none. When an entry with a tag other than 0 is gone and no
 *   request uses it any more, a CQE with the tag as `user_data`, and all else 0, is posted. An empty entry
 *   has no tag.
 * - `nr`: entries, 1 or more.
 *
 * # Returns
 * The number of entries that were replaced, or `-errno`. A number below the one asked for says that the next
 * entry failed.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-ENXIO`: the ring has no table of buffers.
 * - `-EINVAL`: the range is empty or ends beyond the table, an empty entry has a tag, or the kernel is older
 *   than 5.13.
 * - `-EOVERFLOW`: `off` plus `nr` exceeds 32 bits.
 * - `-EFAULT`: a buffer lies outside the address space, is larger than 1 GiB, or has only one of address and
 *   length.
 * - `-ENOMEM`: no memory, or `RLIMIT_MEMLOCK` does not allow to pin so much.
 * - `-EOPNOTSUPP`: a buffer is backed by a file of a kind that cannot be pinned.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `iovecs` points to `nr` entries; `tags` is null or points to `nr` values.
 * - The buffers stay mapped as long as they are registered or a request uses them; requests write to them
 *   while the program may look at them.
 *
 * Since Linux 5.13. Source: io_uring_register(2).
 */
int io_uring_register_buffers_update_tag(struct io_uring *ring, unsigned off, const struct iovec *iovecs,
		const __u64 *tags, unsigned nr) LIBURING_NOEXCEPT;

/**
 * Removes the table of registered buffers.
 *
 * Requests that use a buffer keep it until they complete. Before Linux 5.13 the call waits for them.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-ENXIO`: the ring has no buffers.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 *
 * Since Linux 5.1. Source: io_uring_unregister_buffers(3), io_uring_register(2).
 */
int io_uring_unregister_buffers(struct io_uring *ring) LIBURING_NOEXCEPT;

/**
 * Registers open files for requests that name them by index (`IOSQE_FIXED_FILE`).
 *
 * That spares each request the reference to the file, which costs most in processes with threads.
 *
 * Where the table would exceed the soft limit of open files (`RLIMIT_NOFILE`) but not the hard one, the
 * library raises the soft limit of the process by the size of the table, at most to the hard limit, and tries
 * again. The limit stays raised.
 *
 * Differs [from liburing](crate::differences#registering).
 *
 * # Parameters
 * - `ring`: the ring.
 * - `files`: open descriptors; -1 leaves an entry empty. They may be closed afterwards: the table holds the
 *   files.
 * - `nr_files`: entries, 1 or more.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EBUSY`: the ring has a table of files already.
 * - `-EINVAL`: `nr_files` is 0.
 * - `-EMFILE`: more entries than the hard limit of open files, or than the kernel allows in a table (1048576
 *   today).
 * - `-EBADF`: a descriptor is not open, or is a ring.
 * - `-EFAULT`: an array is not readable.
 * - `-ENOMEM`: no memory for the table.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `files` points to `nr_files` descriptors.
 *
 * Since Linux 5.1; empty entries since 5.5. Source: io_uring_register_files(3), io_uring_register(2).
 */
int io_uring_register_files(struct io_uring *ring, const int *files, unsigned nr_files) LIBURING_NOEXCEPT;

/**
 * Registers open files with tags that are posted as completions once a file is released.
 *
 * Where the table would exceed the soft limit of open files (`RLIMIT_NOFILE`) but not the hard one, the
 * library raises the soft limit of the process by the size of the table, at most to the hard limit, and tries
 * again. The limit stays raised.
 *
 * Differs [from liburing](crate::differences#registering).
 *
 * # Parameters
 * - `ring`: the ring.
 * - `files`: open descriptors; -1 leaves an entry empty. They may be closed afterwards: the table holds the
 *   files.
 * - `tags`: one value for each entry, or null for none. When an entry with a tag other than 0 is gone and no
 *   request uses it any more, a CQE with the tag as `user_data`, and all else 0, is posted. An empty entry
 *   has no tag. Linux 6.1 and 6.12 post none when the whole table is unregistered.
 * - `nr`: entries, 1 or more.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EBUSY`: the ring has a table of files already.
 * - `-EINVAL`: `nr` is 0, an empty entry has a tag, or the kernel is older than 5.13.
 * - `-EMFILE`: more entries than the hard limit of open files, or than the kernel allows in a table (1048576
 *   today).
 * - `-EBADF`: a descriptor is not open, or is a ring.
 * - `-EFAULT`: an array is not readable.
 * - `-ENOMEM`: no memory for the table.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `files` points to `nr` descriptors; `tags` is null or points to `nr` values.
 *
 * Since Linux 5.13. Source: io_uring_register(2).
 */
int io_uring_register_files_tags(struct io_uring *ring, const int *files, const __u64 *tags,
		unsigned nr) LIBURING_NOEXCEPT;

/**
 * Registers a table of empty file entries, for direct descriptors.
 *
 * Updates fill the entries, and requests that open files into them do.
 *
 * Where the table would exceed the soft limit of open files (`RLIMIT_NOFILE`) but not the hard one, the
 * library raises the soft limit of the process by the size of the table, at most to the hard limit, and tries
 * again. The limit stays raised.
 *
 * Differs [from liburing](crate::differences#registering).
 *
 * # Parameters
 * - `ring`: the ring.
 * - `nr`: entries, 1 or more.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EBUSY`: the ring has a table of files already.
 * - `-EINVAL`: `nr` is 0, or the kernel is older than 5.19.
 * - `-EMFILE`: more entries than the hard limit of open files, or than the kernel allows in a table (1048576
 *   today).
 * - `-ENOMEM`: no memory for the table.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 *
 * Since Linux 5.19. Source: io_uring_register_files_sparse(3), io_uring_register(2).
 */
int io_uring_register_files_sparse(struct io_uring *ring, unsigned nr) LIBURING_NOEXCEPT;

/**
 * Replaces entries of the table of registered files, with tags.
 *
 * Requests that use the old files keep them until they complete.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `off`: index of the first entry.
 * - `files`: open descriptors; -1 empties an entry, `IORING_REGISTER_FILES_SKIP` leaves one as it is.
 * - `tags`: one value for each entry, or null for none. When an entry with a tag other than 0 is gone and no
 *   request uses it any more, a CQE with the tag as `user_data`, and all else 0, is posted. An empty entry
 *   has no tag.
 * - `nr_files`: entries, 1 or more.
 *
 * # Returns
 * The number of entries that were replaced, or `-errno`. A number below the one asked for says that the next
 * entry failed.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-ENXIO`: the ring has no table of files.
 * - `-EINVAL`: the range is empty or ends beyond the table, an empty or skipped entry has a tag, or the
 *   kernel is older than 5.13.
 * - `-EOVERFLOW`: `off` plus `nr_files` exceeds 32 bits.
 * - `-EBADF`: a descriptor is not open, or is a ring.
 * - `-EFAULT`: an array is not readable.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `files` points to `nr_files` descriptors; `tags` is null or points to `nr_files` values.
 *
 * Since Linux 5.13. Source: io_uring_register(2).
 */
int io_uring_register_files_update_tag(struct io_uring *ring, unsigned off, const int *files,
		const __u64 *tags, unsigned nr_files) LIBURING_NOEXCEPT;

/**
 * Removes the table of registered files.
 *
 * Requests that use a file keep it until they complete. Before Linux 5.13 the call waits for them.
 *
 * # Parameters
 * - `ring`: the ring.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-ENXIO`: the ring has no table of files.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 *
 * Since Linux 5.1. Source: io_uring_unregister_files(3), io_uring_register(2).
 */
int io_uring_unregister_files(struct io_uring *ring) LIBURING_NOEXCEPT;

/**
 * Replaces entries of the table of registered files.
 *
 * Requests that use the old files keep them until they complete.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `off`: index of the first entry.
 * - `files`: open descriptors; -1 empties an entry, `IORING_REGISTER_FILES_SKIP` leaves one as it is.
 * - `nr_files`: entries, 1 or more.
 *
 * # Returns
 * The number of entries that were replaced, or `-errno`. A number below the one asked for says that the next
 * entry failed.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-ENXIO`: the ring has no table of files.
 * - `-EINVAL`: the range is empty or ends beyond the table, or the kernel is older than 5.5.
 * - `-EOVERFLOW`: `off` plus `nr_files` exceeds 32 bits.
 * - `-EBADF`: a descriptor is not open, or is a ring.
 * - `-EFAULT`: an array is not readable.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 * - `files` points to `nr_files` descriptors.
 *
 * Since Linux 5.5; `IORING_REGISTER_FILES_SKIP` since 5.12. Source: io_uring_register(2).
 */
int io_uring_register_files_update(struct io_uring *ring, unsigned off, const int *files,
		unsigned nr_files) LIBURING_NOEXCEPT;

/**
 * Sets the part of the table of registered files in which the kernel chooses free entries.
 *
 * It does so for requests with `IORING_FILE_INDEX_ALLOC`. The rest of the table is left to indexes that the
 * program chooses. Without the call it is the whole table.
 *
 * # Parameters
 * - `ring`: the ring.
 * - `off`: index of the first entry.
 * - `len`: number of entries; 0 lets no request have an entry chosen.
 *
 * # Returns
 * 0, or `-errno`.
 *
 * # Errors
 * - [Those of every registration](crate#errors-that-every-registration-can-get).
 * - `-EINVAL`: the range ends beyond the table, as any range does without one, or the kernel is older than
 *   6.0.
 * - `-EOVERFLOW`: `off` plus `len` exceeds 32 bits.
 *
 * # Safety
 * - [The duties of every call on a ring](crate#safety).
 *
 * Since Linux 6.0. Source: io_uring_register_file_alloc_range(3), io_uring_register(2).
 */
int io_uring_register_file_alloc_range(struct io_uring *ring, unsigned off, unsigned len) LIBURING_NOEXCEPT;

#endif
