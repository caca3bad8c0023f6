// SPDX-License-Identifier: MIT OR Apache-2.0
//! The helpers that fill submission queue entries, a module a subject, and what they share.

mod accept;
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

pub use self::{
    accept::*, advise::*, block::*, cancel::*, cmd::*, file::*, futex::*, msg_ring::*, nop::*, open::*,
    path::*, pipe::*, poll::*, recv::*, resources::*, rw::*, send::*, socket::*, timeout::*, vectored::*,
    waitid::*, xattr::*,
};

use core::ptr::addr_of_mut;

use libc::{c_uint, c_void};

use crate::{io_uring_sqe, IORING_FILE_INDEX_ALLOC};

/// The address as the 64 bits that an entry holds, on 32-bit machines with the upper half zero.
#[inline]
pub(crate) fn uring_ptr_to_u64(ptr: *const c_void) -> u64 {
    ptr as usize as u64
}

/// Names the slot of the file table that the request fills or empties.
///
/// The entry holds the slot's number plus one, as 0 means "no slot". The sum wraps on purpose:
/// `IORING_FILE_INDEX_ALLOC - 1` stands for [`IORING_FILE_INDEX_ALLOC`] in the entry.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
#[inline]
pub(crate) unsafe fn __io_uring_set_target_fixed_file(sqe: *mut io_uring_sqe, file_index: c_uint) {
    // SAFETY: the caller owns the entry, and nothing else reads or writes `file_index` meanwhile.
    unsafe { addr_of_mut!((*sqe).__bindgen_anon_5.file_index).write(file_index.wrapping_add(1)) }
}

/// Names the slot to fill, or none in particular: the entry holds [`IORING_FILE_INDEX_ALLOC`] as it is, not
/// plus one.
///
/// # Safety
/// - [The duties of every prep helper](crate#safety).
#[inline]
pub(crate) unsafe fn set_slot_or_alloc(sqe: *mut io_uring_sqe, file_index: c_uint) {
    let slot = if file_index == IORING_FILE_INDEX_ALLOC { file_index - 1 } else { file_index };
    // SAFETY: the entry is the caller's, who vouches for it here as there.
    unsafe { __io_uring_set_target_fixed_file(sqe, slot) }
}
