/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The inline helpers that fill submission queue entries, a header for each subject, and what they share.
 */
#ifndef LIBURING_PREP_H
#define LIBURING_PREP_H

/* The address as the 64 bits that an entry holds; on 32-bit machines the upper half is zero. */
_LOCAL_INLINE __u64 uring_ptr_to_u64(const void *ptr) LIBURING_NOEXCEPT
{
	return (__u64)(uintptr_t)ptr;
}

/*
 * Names the slot of the file table that the request fills or empties. The entry holds the slot's number plus one,
 * as 0 means "no slot". The sum wraps on purpose: IORING_FILE_INDEX_ALLOC - 1 becomes IORING_FILE_INDEX_ALLOC, which
 * the entry holds as it is. So helpers that take IORING_FILE_INDEX_ALLOC from their caller subtract one from it.
 */
_LOCAL_INLINE void __io_uring_set_target_fixed_file(struct io_uring_sqe *sqe, unsigned int file_index) LIBURING_NOEXCEPT
{
	sqe->file_index = file_index + 1;
}

#include "prep/rw.h"
#include "prep/pipe.h"
#include "prep/vectored.h"
#include "prep/file.h"
#include "prep/resources.h"
#include "prep/open.h"
#include "prep/path.h"
#include "prep/advise.h"
#include "prep/xattr.h"
#include "prep/block.h"
#include "prep/recv.h"
#include "prep/send.h"
#include "prep/poll.h"
#include "prep/nop.h"
#include "prep/timeout.h"
#include "prep/socket.h"
#include "prep/accept.h"
#include "prep/cancel.h"
#include "prep/msg_ring.h"
#include "prep/cmd.h"
#include "prep/waitid.h"
#include "prep/futex.h"

#endif
