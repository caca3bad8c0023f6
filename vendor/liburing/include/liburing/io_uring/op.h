/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The operations: io_uring_sqe.opcode.
 */
#ifndef LIBURING_IO_URING_OP_H
#define LIBURING_IO_URING_OP_H

/* Operations: io_uring_sqe.opcode */

/**
 * What a request does: values of `opcode`. `io_uring_opcode_supported` tells which of them the running kernel
 * has.
 *
 * Where a system call is named, `res` of the CQE is what that call returns, with `-errno` for an error.
 * Source: io_uring_enter(2).
 */
enum io_uring_op {
	/**
	 * Does nothing and completes with 0. Prepared by `io_uring_prep_nop`; takes `IORING_NOP_*` flags.
	 * Since Linux 5.1. Source: kernel header linux/io_uring.h.
	 */
	IORING_OP_NOP = 0,
	/**
	 * Reads into several buffers, like preadv2(2). Prepared by `io_uring_prep_readv`,
	 * `io_uring_prep_readv2`. Since Linux 5.1. Source: kernel header linux/io_uring.h.
	 */
	IORING_OP_READV,
	/**
	 * Writes from several buffers, like pwritev2(2). Prepared by `io_uring_prep_writev`,
	 * `io_uring_prep_writev2`. Since Linux 5.1. Source: kernel header linux/io_uring.h.
	 */
	IORING_OP_WRITEV,
	/**
	 * Flushes a file to storage, like fsync(2); not ordered after earlier writes unless linked or
	 * drained. Prepared by `io_uring_prep_fsync`. Since Linux 5.1. Source: kernel header
	 * linux/io_uring.h.
	 */
	IORING_OP_FSYNC,
	/**
	 * Reads into a registered buffer. Prepared by `io_uring_prep_read_fixed`. Since Linux 5.1. Source:
	 * kernel header linux/io_uring.h.
	 */
	IORING_OP_READ_FIXED,
	/**
	 * Writes from a registered buffer. Prepared by `io_uring_prep_write_fixed`. Since Linux 5.1. Source:
	 * kernel header linux/io_uring.h.
	 */
	IORING_OP_WRITE_FIXED,
	/**
	 * Waits until a file is ready, like poll(2): once or, with `IORING_POLL_ADD_MULTI`, again and again;
	 * `res` is the mask of events. Prepared by `io_uring_prep_poll_add`, `io_uring_prep_poll_multishot`.
	 * Since Linux 5.1. Source: kernel header linux/io_uring.h.
	 */
	IORING_OP_POLL_ADD,
	/**
	 * Removes or, with `IORING_POLL_UPDATE_*`, changes a pending poll request, found by its `user_data`.
	 * `-ENOENT` if there is none, `-EALREADY` if it is completing. Prepared by
	 * `io_uring_prep_poll_remove`, `io_uring_prep_poll_update`. Since Linux 5.1. Source: kernel header
	 * linux/io_uring.h.
	 */
	IORING_OP_POLL_REMOVE,
	/**
	 * Flushes a part of a file, like sync_file_range(2). Prepared by `io_uring_prep_sync_file_range`.
	 * Since Linux 5.2. Source: io_uring_enter(2).
	 */
	IORING_OP_SYNC_FILE_RANGE,
	/**
	 * Sends a message, like sendmsg(2). Prepared by `io_uring_prep_sendmsg`. Since Linux 5.3. Source:
	 * io_uring_enter(2).
	 */
	IORING_OP_SENDMSG,
	/**
	 * Receives a message, like recvmsg(2). Prepared by `io_uring_prep_recvmsg`,
	 * `io_uring_prep_recvmsg_multishot`. Since Linux 5.3. Source: io_uring_enter(2).
	 */
	IORING_OP_RECVMSG,
	/**
	 * Completes when a time has passed (`-ETIME`) or a number of other completions has been posted (0).
	 * Prepared by `io_uring_prep_timeout`. Since Linux 5.4. Source: io_uring_enter(2).
	 */
	IORING_OP_TIMEOUT,
	/**
	 * Removes or, with `IORING_TIMEOUT_UPDATE`, changes a pending timeout, found by its `user_data`.
	 * `-ENOENT` if there is none. Prepared by `io_uring_prep_timeout_remove`,
	 * `io_uring_prep_timeout_update`. Since Linux 5.5. Source: io_uring_enter(2).
	 */
	IORING_OP_TIMEOUT_REMOVE,
	/**
	 * Accepts a connection, like accept4(2): once or, with `IORING_ACCEPT_MULTISHOT`, again and again.
	 * Prepared by `io_uring_prep_accept`, `io_uring_prep_multishot_accept` and their direct variants.
	 * Since Linux 5.5. Source: io_uring_enter(2).
	 */
	IORING_OP_ACCEPT,
	/**
	 * Cancels pending requests that match. 0 or, with `IORING_ASYNC_CANCEL_ALL`, their number; `-ENOENT`
	 * if there is none, `-EALREADY` if it is running already. Prepared by `io_uring_prep_cancel`,
	 * `io_uring_prep_cancel64`, `io_uring_prep_cancel_fd`. Since Linux 5.5. Source: io_uring_enter(2).
	 */
	IORING_OP_ASYNC_CANCEL,
	/**
	 * Cancels the request before it in the chain if that takes longer than a time: `-ETIME` if it did,
	 * `-ECANCELED` if the request completed first. Prepared by `io_uring_prep_link_timeout`. Since Linux
	 * 5.5. Source: io_uring_enter(2).
	 */
	IORING_OP_LINK_TIMEOUT,
	/**
	 * Connects a socket, like connect(2). Prepared by `io_uring_prep_connect`. Since Linux 5.5. Source:
	 * io_uring_enter(2).
	 */
	IORING_OP_CONNECT,
	/**
	 * Allocates, punches or zeroes a range of a file, like fallocate(2). Prepared by
	 * `io_uring_prep_fallocate`. Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_FALLOCATE,
	/**
	 * Opens a file, like openat(2), into a descriptor or a registered slot. Prepared by
	 * `io_uring_prep_openat`, `io_uring_prep_open` and their direct variants. Since Linux 5.6. Source:
	 * io_uring_enter(2).
	 */
	IORING_OP_OPENAT,
	/**
	 * Closes a descriptor, like close(2), or empties a registered slot. Prepared by
	 * `io_uring_prep_close`, `io_uring_prep_close_direct`. Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_CLOSE,
	/**
	 * Replaces registered files, like `IORING_REGISTER_FILES_UPDATE`. Prepared by
	 * `io_uring_prep_files_update`. Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_FILES_UPDATE,
	/**
	 * Tells about a file, like statx(2). Prepared by `io_uring_prep_statx`. Since Linux 5.6. Source:
	 * io_uring_enter(2).
	 */
	IORING_OP_STATX,
	/**
	 * Reads into one buffer, like pread(2), or read(2) at offset -1. Prepared by `io_uring_prep_read`.
	 * Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_READ,
	/**
	 * Writes from one buffer, like pwrite(2), or write(2) at offset -1. Prepared by
	 * `io_uring_prep_write`. Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_WRITE,
	/**
	 * Announces how a file will be used, like posix_fadvise(2). Prepared by `io_uring_prep_fadvise`,
	 * `io_uring_prep_fadvise64`. Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_FADVISE,
	/**
	 * Announces how memory will be used, like madvise(2). Prepared by `io_uring_prep_madvise`,
	 * `io_uring_prep_madvise64`. Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_MADVISE,
	/**
	 * Sends data, like send(2) and sendto(2). Prepared by `io_uring_prep_send`, `io_uring_prep_sendto`,
	 * `io_uring_prep_send_bundle`. Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_SEND,
	/**
	 * Receives data, like recv(2). Prepared by `io_uring_prep_recv`, `io_uring_prep_recv_multishot`.
	 * Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_RECV,
	/**
	 * Opens a file, like openat2(2), into a descriptor or a registered slot. Prepared by
	 * `io_uring_prep_openat2`, `io_uring_prep_openat2_direct`. Since Linux 5.6. Source:
	 * io_uring_enter(2).
	 */
	IORING_OP_OPENAT2,
	/**
	 * Changes the interest list of an epoll instance, like epoll_ctl(2). Prepared by
	 * `io_uring_prep_epoll_ctl`. Since Linux 5.6. Source: io_uring_enter(2).
	 */
	IORING_OP_EPOLL_CTL,
	/**
	 * Moves data between a pipe and a file, like splice(2). Prepared by `io_uring_prep_splice`. Since
	 * Linux 5.7. Source: io_uring_enter(2).
	 */
	IORING_OP_SPLICE,
	/**
	 * Adds buffers of equal length to a group for `IOSQE_BUFFER_SELECT`; a buffer ring
	 * (`io_uring_setup_buf_ring`) is the faster way. Prepared by `io_uring_prep_provide_buffers`. Since
	 * Linux 5.7. Source: io_uring_enter(2).
	 */
	IORING_OP_PROVIDE_BUFFERS,
	/**
	 * Takes buffers out of a group again; `res` is how many. Prepared by `io_uring_prep_remove_buffers`.
	 * Since Linux 5.7. Source: io_uring_enter(2).
	 */
	IORING_OP_REMOVE_BUFFERS,
	/**
	 * Copies data from one pipe to another without consuming it, like tee(2). Prepared by
	 * `io_uring_prep_tee`. Since Linux 5.8. Source: io_uring_enter(2).
	 */
	IORING_OP_TEE,
	/**
	 * Shuts a socket down, like shutdown(2). Prepared by `io_uring_prep_shutdown`. Since Linux 5.11.
	 * Source: io_uring_enter(2).
	 */
	IORING_OP_SHUTDOWN,
	/**
	 * Renames a file, like renameat2(2). Prepared by `io_uring_prep_renameat`, `io_uring_prep_rename`.
	 * Since Linux 5.11. Source: io_uring_enter(2).
	 */
	IORING_OP_RENAMEAT,
	/**
	 * Removes a file or a directory, like unlinkat(2). Prepared by `io_uring_prep_unlinkat`,
	 * `io_uring_prep_unlink`. Since Linux 5.11. Source: io_uring_enter(2).
	 */
	IORING_OP_UNLINKAT,
	/**
	 * Makes a directory, like mkdirat(2). Prepared by `io_uring_prep_mkdirat`, `io_uring_prep_mkdir`.
	 * Since Linux 5.15. Source: io_uring_enter(2).
	 */
	IORING_OP_MKDIRAT,
	/**
	 * Makes a symbolic link, like symlinkat(2). Prepared by `io_uring_prep_symlinkat`,
	 * `io_uring_prep_symlink`. Since Linux 5.15. Source: io_uring_enter(2).
	 */
	IORING_OP_SYMLINKAT,
	/**
	 * Makes a hard link, like linkat(2). Prepared by `io_uring_prep_linkat`, `io_uring_prep_link`. Since
	 * Linux 5.15. Source: io_uring_enter(2).
	 */
	IORING_OP_LINKAT,
	/**
	 * Posts a completion on another ring, or passes it a registered file: an `IORING_MSG_*` command in
	 * `addr`. Prepared by `io_uring_prep_msg_ring`, `io_uring_prep_msg_ring_cqe_flags`,
	 * `io_uring_prep_msg_ring_fd`, `io_uring_prep_msg_ring_fd_alloc`. Since Linux 5.18. Source:
	 * io_uring_enter(2).
	 */
	IORING_OP_MSG_RING,
	/**
	 * Sets an extended attribute of an open file, like fsetxattr(2). Prepared by
	 * `io_uring_prep_fsetxattr`. Since Linux 5.19. Source: io_uring_enter(2).
	 */
	IORING_OP_FSETXATTR,
	/**
	 * Sets an extended attribute of the file at a path, like setxattr(2). Prepared by
	 * `io_uring_prep_setxattr`. Since Linux 5.19. Source: io_uring_enter(2).
	 */
	IORING_OP_SETXATTR,
	/**
	 * Reads an extended attribute of an open file, like fgetxattr(2). Prepared by
	 * `io_uring_prep_fgetxattr`. Since Linux 5.19. Source: io_uring_enter(2).
	 */
	IORING_OP_FGETXATTR,
	/**
	 * Reads an extended attribute of the file at a path, like getxattr(2). Prepared by
	 * `io_uring_prep_getxattr`. Since Linux 5.19. Source: io_uring_enter(2).
	 */
	IORING_OP_GETXATTR,
	/**
	 * Makes a socket, like socket(2), as a descriptor or in a registered slot. Prepared by
	 * `io_uring_prep_socket`, `io_uring_prep_socket_direct`, `io_uring_prep_socket_direct_alloc`. Since
	 * Linux 5.19. Source: io_uring_enter(2).
	 */
	IORING_OP_SOCKET,
	/**
	 * Hands a command to the driver or protocol behind the file. Prepared by `io_uring_prep_uring_cmd`,
	 * `io_uring_prep_cmd_sock`, `io_uring_prep_cmd_getsockname`, `io_uring_prep_cmd_discard`. Since Linux
	 * 5.19. Source: io_uring_enter(2).
	 */
	IORING_OP_URING_CMD,
	/**
	 * Sends data without copying it: one CQE tells the result and, if it has `IORING_CQE_F_MORE`, a
	 * second one (`IORING_CQE_F_NOTIF`) that the buffer is free. Prepared by `io_uring_prep_send_zc`,
	 * `io_uring_prep_send_zc_fixed`. Since Linux 6.0. Source: io_uring_enter(2).
	 */
	IORING_OP_SEND_ZC,
	/**
	 * Sends a message without copying its data; completes like `IORING_OP_SEND_ZC`. Prepared by
	 * `io_uring_prep_sendmsg_zc`, `io_uring_prep_sendmsg_zc_fixed`. Since Linux 6.1. Source:
	 * io_uring_enter(2).
	 */
	IORING_OP_SENDMSG_ZC,
	/**
	 * Reads again and again, as data comes, into provided buffers; for files that can be polled. Prepared
	 * by `io_uring_prep_read_multishot`. Since Linux 6.7. Source: io_uring_enter(2).
	 */
	IORING_OP_READ_MULTISHOT,
	/**
	 * Waits for a child process to change state, like waitid(2). Prepared by `io_uring_prep_waitid`.
	 * Since Linux 6.7. Source: io_uring_prep_waitid(3).
	 */
	IORING_OP_WAITID,
	/**
	 * Waits on a futex while it holds a value. Prepared by `io_uring_prep_futex_wait`. Since Linux 6.7.
	 * Source: io_uring_enter(2).
	 */
	IORING_OP_FUTEX_WAIT,
	/**
	 * Wakes waiters of a futex; `res` is how many. Prepared by `io_uring_prep_futex_wake`. Since Linux
	 * 6.7. Source: io_uring_enter(2).
	 */
	IORING_OP_FUTEX_WAKE,
	/**
	 * Waits on several futexes; `res` is the index of the one that woke. Prepared by
	 * `io_uring_prep_futex_waitv`. Since Linux 6.7. Source: io_uring_enter(2).
	 */
	IORING_OP_FUTEX_WAITV,
	/**
	 * Makes an ordinary descriptor of a registered file; `res` is the descriptor. Prepared by
	 * `io_uring_prep_fixed_fd_install`. Since Linux 6.8. Source: io_uring_enter(2).
	 */
	IORING_OP_FIXED_FD_INSTALL,
	/**
	 * Sets the length of a file, like ftruncate(2). Prepared by `io_uring_prep_ftruncate`. Since Linux
	 * 6.9. Source: io_uring_enter(2).
	 */
	IORING_OP_FTRUNCATE,
	/**
	 * Binds a socket to an address, like bind(2). Prepared by `io_uring_prep_bind`. Since Linux 6.11.
	 * Source: io_uring_enter(2).
	 */
	IORING_OP_BIND,
	/**
	 * Makes a socket listen, like listen(2). Prepared by `io_uring_prep_listen`. Since Linux 6.11.
	 * Source: io_uring_enter(2).
	 */
	IORING_OP_LISTEN,
	/**
	 * Receives into a registered area without copying; each CQE is followed by a `struct
	 * io_uring_zcrx_cqe`. No helper of its own: `io_uring_prep_rw`, then `zcrx_ifq_idx` and
	 * `IORING_RECV_MULTISHOT` by hand. Since Linux 6.15. Source: io_uring_enter(2).
	 */
	IORING_OP_RECV_ZC,
	/**
	 * Takes events off an epoll instance, like epoll_wait(2), without waiting in the system call.
	 * Prepared by `io_uring_prep_epoll_wait`. Since Linux 6.15. Source: io_uring_enter(2).
	 */
	IORING_OP_EPOLL_WAIT,
	/**
	 * Reads into several parts of a registered buffer. Prepared by `io_uring_prep_readv_fixed`. Since
	 * Linux 6.15. Source: io_uring_enter(2).
	 */
	IORING_OP_READV_FIXED,
	/**
	 * Writes from several parts of a registered buffer. Prepared by `io_uring_prep_writev_fixed`. Since
	 * Linux 6.15. Source: io_uring_enter(2).
	 */
	IORING_OP_WRITEV_FIXED,
	/**
	 * Makes a pipe, like pipe2(2), as descriptors or in registered slots. Prepared by
	 * `io_uring_prep_pipe`, `io_uring_prep_pipe_direct`. Since Linux 6.16. Source: io_uring_enter(2).
	 */
	IORING_OP_PIPE,
	/**
	 * Like `IORING_OP_NOP`, in an SQE of 128 bytes. Prepared by `io_uring_prep_nop128`. Since Linux 6.19.
	 * Source: io_uring_enter(2).
	 */
	IORING_OP_NOP128,
	/**
	 * Like `IORING_OP_URING_CMD`, in an SQE of 128 bytes. Prepared by `io_uring_prep_uring_cmd128`. Since
	 * Linux 6.19. Source: io_uring_enter(2).
	 */
	IORING_OP_URING_CMD128,
	/** Number of operations that these headers know; not an operation itself. */
	IORING_OP_LAST,
};

#endif
