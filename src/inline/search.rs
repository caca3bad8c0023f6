// SPDX-License-Identifier: MIT OR Apache-2.0
// Words by which rustdoc's search finds the helpers: their own, and their names without what all begin with.
// Rustdoc 1.95 passes by those of a function that is re-exported. From the functions beside,
// renewed by `RENEW=1 cargo test -p iouring-sys-renew --test renew`.

#[doc(alias("IORING_OP_ACCEPT", "accept", "accept4"))]
pub use self::prep::io_uring_prep_accept;
#[doc(alias("IORING_OP_ACCEPT", "direct_accept", "accept", "accept direct", "direct accept", "accept_direct"))]
pub use self::prep::io_uring_prep_accept_direct;
#[doc(alias("IORING_OP_ACCEPT", "accept_multishot", "accept", "IORING_ACCEPT_MULTISHOT", "multishot accept", "accept multishot", "multishot_accept"))]
pub use self::prep::io_uring_prep_multishot_accept;
#[doc(alias("IORING_OP_ACCEPT", "accept_multishot_direct", "direct_multishot_accept", "accept", "multishot accept direct", "accept multishot direct", "direct multishot accept", "multishot_accept_direct"))]
pub use self::prep::io_uring_prep_multishot_accept_direct;
#[doc(alias("IORING_OP_FADVISE", "fadvise", "posix_fadvise", "advise_file"))]
pub use self::prep::io_uring_prep_fadvise;
#[doc(alias("IORING_OP_MADVISE", "madvise", "advise_memory"))]
pub use self::prep::io_uring_prep_madvise;
#[doc(alias("IORING_OP_FADVISE", "fadvise64", "posix_fadvise"))]
pub use self::prep::io_uring_prep_fadvise64;
#[doc(alias("IORING_OP_MADVISE", "madvise64", "madvise"))]
pub use self::prep::io_uring_prep_madvise64;
#[doc(alias("IORING_OP_URING_CMD", "BLOCK_URING_CMD_DISCARD", "discard_cmd", "discard", "BLKDISCARD", "cmd discard", "discard cmd", "cmd_discard"))]
pub use self::prep::io_uring_prep_cmd_discard;
#[doc(alias("IORING_OP_URING_CMD", "BLOCK_URING_CMD_ZONE_RESET_ALL", "zone_reset_all", "reset_all_zones", "BLKRESETZONE", "cmd zone reset all", "cmd_zone_reset_all"))]
pub use self::prep::io_uring_prep_cmd_zone_reset_all;
#[doc(alias("IORING_OP_ASYNC_CANCEL", "async_cancel", "cancel", "cancel_user_data", "cancel64"))]
pub use self::prep::io_uring_prep_cancel64;
#[doc(alias("IORING_OP_ASYNC_CANCEL", "async_cancel", "cancel_pointer", "cancel"))]
pub use self::prep::io_uring_prep_cancel;
#[doc(alias("IORING_OP_ASYNC_CANCEL", "async_cancel", "fd_cancel", "cancel_file", "cancel fd", "fd cancel", "cancel_fd"))]
pub use self::prep::io_uring_prep_cancel_fd;
#[doc(alias("uring_cmd", "uring cmd"))]
pub use self::prep::__io_uring_prep_uring_cmd;
#[doc(alias("IORING_OP_URING_CMD", "cmd_uring", "ioctl", "uring cmd", "cmd uring", "uring_cmd"))]
pub use self::prep::io_uring_prep_uring_cmd;
#[doc(alias("IORING_OP_URING_CMD128", "cmd128_uring", "uring cmd128", "cmd128 uring", "uring_cmd128"))]
pub use self::prep::io_uring_prep_uring_cmd128;
#[doc(alias("IORING_OP_URING_CMD", "SOCKET_URING_OP_GETSOCKOPT", "SOCKET_URING_OP_SETSOCKOPT", "sock_cmd", "getsockopt", "setsockopt", "cmd sock", "sock cmd", "cmd_sock"))]
pub use self::prep::io_uring_prep_cmd_sock;
#[doc(alias("IORING_OP_URING_CMD", "SOCKET_URING_OP_GETSOCKNAME", "getsockname_cmd", "getsockname", "getpeername", "cmd getsockname", "getsockname cmd", "cmd_getsockname"))]
pub use self::prep::io_uring_prep_cmd_getsockname;
#[doc(alias("IORING_OP_FSYNC", "fsync", "fdatasync", "sync_file"))]
pub use self::prep::io_uring_prep_fsync;
#[doc(alias("IORING_OP_FALLOCATE", "fallocate", "allocate_file"))]
pub use self::prep::io_uring_prep_fallocate;
#[doc(alias("IORING_OP_SYNC_FILE_RANGE", "sync_file_range", "range_sync", "sync file range"))]
pub use self::prep::io_uring_prep_sync_file_range;
#[doc(alias("IORING_OP_FTRUNCATE", "ftruncate", "truncate"))]
pub use self::prep::io_uring_prep_ftruncate;
#[doc(alias("IORING_OP_FUTEX_WAKE", "wake_futex", "futex", "futex wake", "wake futex", "futex_wake"))]
pub use self::prep::io_uring_prep_futex_wake;
#[doc(alias("IORING_OP_FUTEX_WAIT", "wait_futex", "futex", "futex wait", "wait futex", "futex_wait"))]
pub use self::prep::io_uring_prep_futex_wait;
#[doc(alias("IORING_OP_FUTEX_WAITV", "waitv_futex", "futex_waitv", "futex waitv", "waitv futex"))]
pub use self::prep::io_uring_prep_futex_waitv;
#[doc(alias("IORING_OP_MSG_RING", "cqe_flags_msg_ring", "message", "IORING_MSG_DATA", "msg ring cqe flags", "cqe flags msg ring", "msg_ring_cqe_flags"))]
pub use self::prep::io_uring_prep_msg_ring_cqe_flags;
#[doc(alias("IORING_OP_MSG_RING", "ring_msg", "message", "wake_ring", "IORING_MSG_DATA", "msg ring", "ring msg", "msg_ring"))]
pub use self::prep::io_uring_prep_msg_ring;
#[doc(alias("IORING_OP_MSG_RING", "fd_msg_ring", "send_fd", "pass_fd", "IORING_MSG_SEND_FD", "SCM_RIGHTS", "msg ring fd", "fd msg ring", "msg_ring_fd"))]
pub use self::prep::io_uring_prep_msg_ring_fd;
#[doc(alias("IORING_OP_MSG_RING", "fd_alloc_msg_ring", "send_fd", "pass_fd", "IORING_MSG_SEND_FD", "msg ring fd alloc", "fd alloc msg ring", "msg_ring_fd_alloc"))]
pub use self::prep::io_uring_prep_msg_ring_fd_alloc;
#[doc(alias("IORING_OP_NOP", "no_operation", "wake_up", "nop"))]
pub use self::prep::io_uring_prep_nop;
#[doc(alias("IORING_OP_NOP128", "nop_sqe128", "nop128"))]
pub use self::prep::io_uring_prep_nop128;
#[doc(alias("IORING_OP_OPENAT", "openat", "open_at"))]
pub use self::prep::io_uring_prep_openat;
#[doc(alias("IORING_OP_OPENAT", "direct_openat", "openat", "fixed_file_open", "openat direct", "direct openat", "openat_direct"))]
pub use self::prep::io_uring_prep_openat_direct;
#[doc(alias("IORING_OP_OPENAT", "open"))]
pub use self::prep::io_uring_prep_open;
#[doc(alias("IORING_OP_OPENAT", "direct_open", "open", "open direct", "direct open", "open_direct"))]
pub use self::prep::io_uring_prep_open_direct;
#[doc(alias("IORING_OP_CLOSE", "close"))]
pub use self::prep::io_uring_prep_close;
#[doc(alias("IORING_OP_CLOSE", "direct_close", "close", "close direct", "direct close", "close_direct"))]
pub use self::prep::io_uring_prep_close_direct;
#[doc(alias("IORING_OP_OPENAT2", "openat2"))]
pub use self::prep::io_uring_prep_openat2;
#[doc(alias("IORING_OP_OPENAT2", "direct_openat2", "openat2", "openat2 direct", "direct openat2", "openat2_direct"))]
pub use self::prep::io_uring_prep_openat2_direct;
#[doc(alias("IORING_OP_STATX", "statx", "stat", "fstat"))]
pub use self::prep::io_uring_prep_statx;
#[doc(alias("IORING_OP_UNLINKAT", "unlinkat", "rmdir", "remove"))]
pub use self::prep::io_uring_prep_unlinkat;
#[doc(alias("IORING_OP_UNLINKAT", "unlink", "rmdir", "remove"))]
pub use self::prep::io_uring_prep_unlink;
#[doc(alias("IORING_OP_RENAMEAT", "renameat", "renameat2", "move_file"))]
pub use self::prep::io_uring_prep_renameat;
#[doc(alias("IORING_OP_RENAMEAT", "rename", "move_file"))]
pub use self::prep::io_uring_prep_rename;
#[doc(alias("IORING_OP_MKDIRAT", "mkdirat", "make_directory"))]
pub use self::prep::io_uring_prep_mkdirat;
#[doc(alias("IORING_OP_MKDIRAT", "mkdir", "make_directory"))]
pub use self::prep::io_uring_prep_mkdir;
#[doc(alias("IORING_OP_SYMLINKAT", "symlinkat", "symbolic_link"))]
pub use self::prep::io_uring_prep_symlinkat;
#[doc(alias("IORING_OP_SYMLINKAT", "symlink", "symbolic_link"))]
pub use self::prep::io_uring_prep_symlink;
#[doc(alias("IORING_OP_LINKAT", "linkat", "hard_link"))]
pub use self::prep::io_uring_prep_linkat;
#[doc(alias("IORING_OP_LINKAT", "link", "hard_link"))]
pub use self::prep::io_uring_prep_link;
#[doc(alias("IORING_OP_SPLICE", "splice", "sendfile", "copy_file_range"))]
pub use self::prep::io_uring_prep_splice;
#[doc(alias("IORING_OP_TEE", "tee"))]
pub use self::prep::io_uring_prep_tee;
#[doc(alias("IORING_OP_PIPE", "pipe", "pipe2"))]
pub use self::prep::io_uring_prep_pipe;
#[doc(alias("IORING_OP_PIPE", "direct_pipe", "pipe2", "pipe direct", "direct pipe", "pipe_direct"))]
pub use self::prep::io_uring_prep_pipe_direct;
#[doc(alias("IORING_OP_POLL_ADD", "add_poll", "poll", "POLLIN", "poll add", "add poll", "poll_add"))]
pub use self::prep::io_uring_prep_poll_add;
#[doc(alias("IORING_OP_POLL_ADD", "multishot_poll", "poll", "IORING_POLL_ADD_MULTI", "poll multishot", "multishot poll", "poll_multishot"))]
pub use self::prep::io_uring_prep_poll_multishot;
#[doc(alias("IORING_OP_POLL_REMOVE", "remove_poll", "cancel_poll", "poll remove", "remove poll", "poll_remove"))]
pub use self::prep::io_uring_prep_poll_remove;
#[doc(alias("IORING_OP_POLL_REMOVE", "update_poll", "IORING_POLL_UPDATE_EVENTS", "IORING_POLL_UPDATE_USER_DATA", "poll update", "update poll", "poll_update"))]
pub use self::prep::io_uring_prep_poll_update;
#[doc(alias("IORING_OP_EPOLL_WAIT", "wait_epoll", "epoll_wait", "epoll wait", "wait epoll"))]
pub use self::prep::io_uring_prep_epoll_wait;
#[doc(alias("IORING_OP_EPOLL_CTL", "ctl_epoll", "epoll_ctl", "epoll ctl", "ctl epoll"))]
pub use self::prep::io_uring_prep_epoll_ctl;
#[doc(alias("IORING_OP_RECVMSG", "recvmsg", "receive_message"))]
pub use self::prep::io_uring_prep_recvmsg;
#[doc(alias("IORING_OP_RECVMSG", "multishot_recvmsg", "recvmsg", "IORING_RECV_MULTISHOT", "recvmsg multishot", "multishot recvmsg", "recvmsg_multishot"))]
pub use self::prep::io_uring_prep_recvmsg_multishot;
#[doc(alias("IORING_OP_RECV", "recv", "receive", "read_socket"))]
pub use self::prep::io_uring_prep_recv;
#[doc(alias("IORING_OP_RECV", "multishot_recv", "recv", "IORING_RECV_MULTISHOT", "recv multishot", "multishot recv", "recv_multishot"))]
pub use self::prep::io_uring_prep_recv_multishot;
#[doc(alias("IORING_OP_FILES_UPDATE", "update_files", "register_files", "IORING_REGISTER_FILES_UPDATE", "files update", "update files", "files_update"))]
pub use self::prep::io_uring_prep_files_update;
#[doc(alias("IORING_OP_PROVIDE_BUFFERS", "buffers_provide", "buffer_select", "IOSQE_BUFFER_SELECT", "provide buffers", "buffers provide", "provide_buffers"))]
pub use self::prep::io_uring_prep_provide_buffers;
#[doc(alias("IORING_OP_REMOVE_BUFFERS", "buffers_remove", "remove buffers", "buffers remove", "remove_buffers"))]
pub use self::prep::io_uring_prep_remove_buffers;
#[doc(alias("IORING_OP_FIXED_FD_INSTALL", "install_fixed_fd", "slot_to_fd", "fixed fd install", "install fixed fd", "fixed_fd_install"))]
pub use self::prep::io_uring_prep_fixed_fd_install;
#[doc(alias("prepare", "fill_sqe", "rw"))]
pub use self::prep::io_uring_prep_rw;
#[doc(alias("IORING_OP_READ_FIXED", "fixed_read", "read", "pread", "registered_buffer", "read fixed", "fixed read", "read_fixed"))]
pub use self::prep::io_uring_prep_read_fixed;
#[doc(alias("IORING_OP_WRITE_FIXED", "fixed_write", "write", "pwrite", "registered_buffer", "write fixed", "fixed write", "write_fixed"))]
pub use self::prep::io_uring_prep_write_fixed;
#[doc(alias("IORING_OP_READ", "read", "pread"))]
pub use self::prep::io_uring_prep_read;
#[doc(alias("IORING_OP_READ_MULTISHOT", "multishot_read", "read", "read multishot", "multishot read", "read_multishot"))]
pub use self::prep::io_uring_prep_read_multishot;
#[doc(alias("IORING_OP_WRITE", "write", "pwrite"))]
pub use self::prep::io_uring_prep_write;
#[doc(alias("IORING_OP_SENDMSG", "sendmsg", "send_message"))]
pub use self::prep::io_uring_prep_sendmsg;
#[doc(alias("IORING_OP_SEND", "send", "write_socket"))]
pub use self::prep::io_uring_prep_send;
#[doc(alias("IORING_OP_SEND", "bundle_send", "send", "IORING_RECVSEND_BUNDLE", "send bundle", "bundle send", "send_bundle"))]
pub use self::prep::io_uring_prep_send_bundle;
#[doc(alias("set_addr_send", "sendto", "send set addr", "set addr send", "send_set_addr"))]
pub use self::prep::io_uring_prep_send_set_addr;
#[doc(alias("IORING_OP_SEND", "sendto", "send_to"))]
pub use self::prep::io_uring_prep_sendto;
#[doc(alias("IORING_OP_SEND_ZC", "zc_send", "zero_copy_send", "MSG_ZEROCOPY", "send zc", "zc send", "send_zc"))]
pub use self::prep::io_uring_prep_send_zc;
#[doc(alias("IORING_OP_SEND_ZC", "fixed_send_zc", "zero_copy_send", "registered_buffer", "send zc fixed", "fixed send zc", "send_zc_fixed"))]
pub use self::prep::io_uring_prep_send_zc_fixed;
#[doc(alias("IORING_OP_SENDMSG_ZC", "zc_sendmsg", "zero_copy_sendmsg", "MSG_ZEROCOPY", "sendmsg zc", "zc sendmsg", "sendmsg_zc"))]
pub use self::prep::io_uring_prep_sendmsg_zc;
#[doc(alias("IORING_OP_SENDMSG_ZC", "fixed_sendmsg_zc", "zero_copy_sendmsg", "registered_buffer", "sendmsg zc fixed", "fixed sendmsg zc", "sendmsg_zc_fixed"))]
pub use self::prep::io_uring_prep_sendmsg_zc_fixed;
#[doc(alias("IORING_OP_CONNECT", "connect"))]
pub use self::prep::io_uring_prep_connect;
#[doc(alias("IORING_OP_BIND", "bind"))]
pub use self::prep::io_uring_prep_bind;
#[doc(alias("IORING_OP_LISTEN", "listen"))]
pub use self::prep::io_uring_prep_listen;
#[doc(alias("IORING_OP_SHUTDOWN", "shutdown"))]
pub use self::prep::io_uring_prep_shutdown;
#[doc(alias("IORING_OP_SOCKET", "socket"))]
pub use self::prep::io_uring_prep_socket;
#[doc(alias("IORING_OP_SOCKET", "direct_socket", "socket", "socket direct", "direct socket", "socket_direct"))]
pub use self::prep::io_uring_prep_socket_direct;
#[doc(alias("IORING_OP_SOCKET", "alloc_direct_socket", "socket", "socket direct alloc", "alloc direct socket", "socket_direct_alloc"))]
pub use self::prep::io_uring_prep_socket_direct_alloc;
#[doc(alias("IORING_OP_TIMEOUT", "timer", "timerfd", "sleep", "IORING_TIMEOUT_MULTISHOT", "timeout"))]
pub use self::prep::io_uring_prep_timeout;
#[doc(alias("IORING_OP_TIMEOUT_REMOVE", "remove_timeout", "cancel_timer", "timeout remove", "remove timeout", "timeout_remove"))]
pub use self::prep::io_uring_prep_timeout_remove;
#[doc(alias("IORING_OP_TIMEOUT_REMOVE", "update_timeout", "IORING_TIMEOUT_UPDATE", "IORING_LINK_TIMEOUT_UPDATE", "timeout update", "update timeout", "timeout_update"))]
pub use self::prep::io_uring_prep_timeout_update;
#[doc(alias("IORING_OP_LINK_TIMEOUT", "timeout_link", "time_limit", "IOSQE_IO_LINK", "link timeout", "timeout link", "link_timeout"))]
pub use self::prep::io_uring_prep_link_timeout;
#[doc(alias("IORING_OP_READV", "readv", "preadv", "scatter"))]
pub use self::prep::io_uring_prep_readv;
#[doc(alias("IORING_OP_READV", "readv2", "preadv2"))]
pub use self::prep::io_uring_prep_readv2;
#[doc(alias("IORING_OP_READV_FIXED", "fixed_readv", "readv", "registered_buffer", "readv fixed", "fixed readv", "readv_fixed"))]
pub use self::prep::io_uring_prep_readv_fixed;
#[doc(alias("IORING_OP_WRITEV", "writev", "pwritev", "gather"))]
pub use self::prep::io_uring_prep_writev;
#[doc(alias("IORING_OP_WRITEV", "writev2", "pwritev2"))]
pub use self::prep::io_uring_prep_writev2;
#[doc(alias("IORING_OP_WRITEV_FIXED", "fixed_writev", "writev", "registered_buffer", "writev fixed", "fixed writev", "writev_fixed"))]
pub use self::prep::io_uring_prep_writev_fixed;
#[doc(alias("IORING_OP_WAITID", "waitid", "waitpid", "wait4"))]
pub use self::prep::io_uring_prep_waitid;
#[doc(alias("IORING_OP_GETXATTR", "getxattr", "extended_attribute"))]
pub use self::prep::io_uring_prep_getxattr;
#[doc(alias("IORING_OP_SETXATTR", "setxattr", "extended_attribute"))]
pub use self::prep::io_uring_prep_setxattr;
#[doc(alias("IORING_OP_FGETXATTR", "fgetxattr", "extended_attribute"))]
pub use self::prep::io_uring_prep_fgetxattr;
#[doc(alias("IORING_OP_FSETXATTR", "fsetxattr", "extended_attribute"))]
pub use self::prep::io_uring_prep_fsetxattr;
