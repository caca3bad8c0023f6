// SPDX-License-Identifier: MIT OR Apache-2.0
// The inline helpers that fill submission queue entries, a module per subject, and what they share.

mod advise;
mod block;
mod cancel;
mod cmd;
mod file;
mod futex;
mod msg_ring;
mod nop;
mod open;
mod path;
mod pipe;
mod poll;
mod recv;
mod resources;
mod rw;
mod send;
mod socket;
mod timeout;
mod vectored;
mod waitid;
mod xattr;

pub use self::advise::*;
pub use self::block::*;
pub use self::cancel::*;
pub use self::cmd::*;
pub use self::file::*;
pub use self::futex::*;
pub use self::msg_ring::*;
pub use self::nop::*;
pub use self::open::*;
pub use self::path::*;
pub use self::pipe::*;
pub use self::poll::*;
pub use self::recv::*;
pub use self::resources::*;
pub use self::rw::*;
pub use self::send::*;
pub use self::socket::*;
pub use self::timeout::*;
pub use self::vectored::*;
pub use self::waitid::*;
pub use self::xattr::*;

use crate::io_uring_sqe;
use core::ptr::addr_of_mut;

/// The address as the 64 bits that an entry holds, on 32-bit machines with the upper half zero.
#[inline]
pub(crate) fn uring_ptr_to_u64(ptr: *const libc::c_void) -> u64 {
    ptr as usize as u64
}

/// Names the slot of the file table that the request fills or empties.
///
/// The entry holds the slot's number plus one, as 0 means "no slot". The sum wraps on purpose:
/// `IORING_FILE_INDEX_ALLOC - 1` stands for `IORING_FILE_INDEX_ALLOC` in the entry.
///
/// # Safety
/// - `sqe` points to an entry that the caller may write.
#[inline]
pub(crate) unsafe fn __io_uring_set_target_fixed_file(sqe: *mut io_uring_sqe, file_index: libc::c_uint) {
    // SAFETY: the caller owns the entry, and nothing else reads or writes it meanwhile.
    unsafe { addr_of_mut!((*sqe).__bindgen_anon_5.file_index).write(file_index.wrapping_add(1)) }
}
