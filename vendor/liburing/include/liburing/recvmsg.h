/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Messages in the buffers that a multishot recvmsg filled: header, name, control data, payload.
 */
#ifndef LIBURING_RECVMSG_H
#define LIBURING_RECVMSG_H

/*
 * Bytes of a buffer behind its header and the room for the name and the control data; negative where they do not
 * fit. Subtracting never wraps, as a sum of lengths that the caller chose might.
 */
_LOCAL_INLINE int __io_uring_recvmsg_rest(int buf_len, const struct msghdr *msgh) LIBURING_NOEXCEPT
{
	size_t rest = (size_t)buf_len;

	if (buf_len < 0 || rest < sizeof(struct io_uring_recvmsg_out))
		return -1;
	rest -= sizeof(struct io_uring_recvmsg_out);
	if (rest < msgh->msg_namelen || rest - msgh->msg_namelen < msgh->msg_controllen)
		return -1;
	return (int)(rest - msgh->msg_namelen - msgh->msg_controllen);
}

/** Checks that a buffer which a multishot recvmsg filled is long enough for its header, the name and the
 *  control data. Since Linux 6.0 (`IORING_RECV_MULTISHOT`). */
IOURINGINLINE struct io_uring_recvmsg_out *io_uring_recvmsg_validate(void *buf, int buf_len,
								     struct msghdr *msgh) LIBURING_NOEXCEPT
{
	return __io_uring_recvmsg_rest(buf_len, msgh) < 0 ? NULL : (struct io_uring_recvmsg_out *)buf;
}

/** Finds the name (the sender's address) in a received message: `namelen` bytes are filled, or as many as the
 *  request had room for. Since Linux 6.0 (`IORING_RECV_MULTISHOT`). */
IOURINGINLINE void *io_uring_recvmsg_name(struct io_uring_recvmsg_out *o) LIBURING_NOEXCEPT
{
	return (void *)(o + 1);
}

/* Length of the control data that is really in the buffer, whatever the header claims. */
_LOCAL_INLINE size_t __io_uring_recvmsg_controllen(const struct io_uring_recvmsg_out *o,
						   const struct msghdr *msgh) LIBURING_NOEXCEPT
{
	return o->controllen < msgh->msg_controllen ? o->controllen : msgh->msg_controllen;
}

/** Finds the first control message in a received message. Since Linux 6.0 (`IORING_RECV_MULTISHOT`). */
IOURINGINLINE struct cmsghdr *io_uring_recvmsg_cmsg_firsthdr(struct io_uring_recvmsg_out *o,
							     struct msghdr *msgh) LIBURING_NOEXCEPT
{
	if (__io_uring_recvmsg_controllen(o, msgh) < sizeof(struct cmsghdr))
		return NULL;
	return (struct cmsghdr *)((unsigned char *)io_uring_recvmsg_name(o) + msgh->msg_namelen);
}

/* Reads the length of a control message, which lies at any address: the name before it may have any length. */
_LOCAL_INLINE size_t __io_uring_cmsg_len(const void *cmsg) LIBURING_NOEXCEPT
{
	struct cmsghdr header;

	memcpy(&header, cmsg, sizeof(header));
	return header.cmsg_len;
}

/** Finds the control message behind another one in a received message. Since Linux 6.0
 *  (`IORING_RECV_MULTISHOT`). */
IOURINGINLINE struct cmsghdr *io_uring_recvmsg_cmsg_nexthdr(struct io_uring_recvmsg_out *o, struct msghdr *msgh,
							    struct cmsghdr *cmsg) LIBURING_NOEXCEPT
{
	unsigned char *first = (unsigned char *)io_uring_recvmsg_name(o) + msgh->msg_namelen;
	size_t left = __io_uring_recvmsg_controllen(o, msgh) - (size_t)((unsigned char *)cmsg - first);
	size_t len = __io_uring_cmsg_len(cmsg);

	/* Lengths are compared before they are rounded up or added: a wild one must not wrap. */
	if (len < sizeof(struct cmsghdr) || len > left || CMSG_ALIGN(len) > left)
		return NULL;
	left -= CMSG_ALIGN(len);
	cmsg = (struct cmsghdr *)((unsigned char *)cmsg + CMSG_ALIGN(len));
	if (left < sizeof(struct cmsghdr) || __io_uring_cmsg_len(cmsg) > left)
		return NULL;
	return cmsg;
}

/** Finds the payload in a received message: behind the room for the name and the control data. Since Linux 6.0
 *  (`IORING_RECV_MULTISHOT`). */
IOURINGINLINE void *io_uring_recvmsg_payload(struct io_uring_recvmsg_out *o, struct msghdr *msgh) LIBURING_NOEXCEPT
{
	return (void *)((unsigned char *)io_uring_recvmsg_name(o) + msgh->msg_namelen + msgh->msg_controllen);
}

/** Computes how many bytes of payload a received message has in its buffer. Since Linux 6.0
 *  (`IORING_RECV_MULTISHOT`). */
IOURINGINLINE unsigned int io_uring_recvmsg_payload_length(struct io_uring_recvmsg_out *o, int buf_len,
							   struct msghdr *msgh) LIBURING_NOEXCEPT
{
	int rest = __io_uring_recvmsg_rest(buf_len, msgh);

	(void)o;
	return rest < 0 ? 0 : (unsigned int)rest;
}

#endif
