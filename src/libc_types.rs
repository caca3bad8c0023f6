// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the types of the libc crate are, for the documentation alone: that crate does not say.

// Rustdoc takes what is said here for what comes with these, not with the crate root's own.
pub use crate::bindings::*;

macro_rules! of_libc {
    ($($(#[$attribute:meta])* $name:ident;)*) => {$(
        $(#[$attribute])*
        ///
        /// The libc crate's: [whose types these are](crate::guide::conventions#types).
        pub use libc::$name;
    )*};
}

of_libc! {
    /// A control message of a received or sent message, and its header: recvmsg(2).
    cmsghdr;
    /// A set of processors, for the workers of a ring.
    cpu_set_t;
    /// What an epoll instance watches a file for, and reports: epoll_ctl(2).
    epoll_event;
    /// The number of a process, a group or a process descriptor: waitid(2).
    id_t;
    /// What such a number names: waitid(2).
    idtype_t;
    /// A piece of memory, by address and length: readv(2).
    iovec;
    /// An offset in a file that has 64 bits everywhere.
    loff_t;
    /// The permissions of a file that is created.
    mode_t;
    /// A message to send or to receive: pieces of memory, an address, control messages; sendmsg(2).
    msghdr;
    /// An offset in a file, as wide as the C library has it.
    off_t;
    /// How a file is opened, by openat2(2).
    open_how;
    /// What became of a process that was waited for: waitid(2).
    siginfo_t;
    /// A set of signals, for the mask while a thread waits.
    sigset_t;
    /// The address of a socket, of any family.
    sockaddr;
    /// The length of the address of a socket.
    socklen_t;
    /// What a file is: size, permissions, times; statx(2).
    #[cfg(target_env = "gnu")]
    statx;
    /// A time of a file, to the nanosecond: statx(2).
    #[cfg(target_env = "gnu")]
    statx_timestamp;
}
