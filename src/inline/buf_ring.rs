// SPDX-License-Identifier: MIT OR Apache-2.0
//! Buffer rings: putting buffers in, publishing them to the kernel, counting what is left.

use core::ptr::addr_of_mut;

use libc::{c_int, c_uint, c_ushort, c_void};

use crate::*;

/// The place of a buffer ring's tail.
///
/// # Safety
/// - `br` points to the memory of a buffer ring.
#[inline]
unsafe fn tail_of(br: *mut io_uring_buf_ring) -> *mut u16 {
    // SAFETY: the caller vouches for `br`; only the address is computed.
    unsafe { addr_of_mut!((*br).__bindgen_anon_1.__bindgen_anon_1.tail) }
}

/// Computes the mask that turns a position into an index of a buffer ring.
///
/// # Parameters
/// - `ring_entries`: entries of the buffer ring, a power of 2, 1 to 32768.
///
/// # Returns
/// The mask, for [`io_uring_buf_ring_add`].
///
/// Since Linux 5.19. Source:
/// [io_uring_buf_ring_mask(3)](https://man7.org/linux/man-pages/man3/io_uring_buf_ring_mask.3.html).
///
/// C symbol: [`ffi::io_uring_buf_ring_mask`](crate::ffi#io_uring_buf_ring_mask).
#[inline]
pub const fn io_uring_buf_ring_mask(ring_entries: u32) -> c_int {
    ring_entries.wrapping_sub(1) as c_int
}

/// Makes a buffer ring empty, before its first use. [`io_uring_setup_buf_ring`] does it by itself.
///
/// # Parameters
/// - `br`: the buffer ring.
///
/// # Safety
/// - `br` points to the memory of a buffer ring that the kernel takes no buffers from meanwhile.
///
/// Since Linux 5.19. Source:
/// [io_uring_buf_ring_init(3)](https://man7.org/linux/man-pages/man3/io_uring_buf_ring_init.3.html).
///
/// C symbol: [`ffi::io_uring_buf_ring_init`](crate::ffi#io_uring_buf_ring_init).
#[inline]
pub unsafe fn io_uring_buf_ring_init(br: *mut io_uring_buf_ring) {
    // SAFETY: the caller vouches for `br`, which the kernel does not use yet.
    unsafe { tail_of(br).write(0) }
}

/// Puts a buffer into a buffer ring; the kernel sees it after [`io_uring_buf_ring_advance`].
///
/// # Parameters
/// - `br`: the buffer ring.
/// - `addr`: the buffer.
/// - `len`: its size in bytes.
/// - `bid`: its id, 0 to 65535: completions name it in the upper 16 bits of their `flags`.
/// - `mask`: from [`io_uring_buf_ring_mask`].
/// - `buf_offset`: how many buffers were added since the last advance: 0 for the first, 1 for the second …
///
/// # Safety
/// - `br` points to a buffer ring with `mask` + 1 entries that has room for the buffer.
/// - The buffer stays valid, and nobody else touches it, until a completion names it or the buffer ring is
///   unregistered.
///
/// Since Linux 5.19. Source:
/// [io_uring_buf_ring_add(3)](https://man7.org/linux/man-pages/man3/io_uring_buf_ring_add.3.html).
///
/// # Examples
/// ```
/// use iouring_sys::*;
/// # use std::{mem::MaybeUninit, ptr::null_mut};
/// # let mut ring = MaybeUninit::<io_uring>::zeroed();
/// # let ring = ring.as_mut_ptr();
/// # // SAFETY: the ring is set up before it is used and ended after; one thread uses it.
/// # unsafe {
/// # if io_uring_queue_init(8, ring, 0) < 0 {
/// #     eprintln!("no io_uring here");
/// #     return;
/// # }
/// let (mut buffers, mut error) = ([[0_u8; 64]; 4], 0);
/// let group = io_uring_setup_buf_ring(ring, 4, 0, 0, &mut error);
/// if group.is_null() {
///     eprintln!("no buffer rings before Linux 5.19: {error}");
///     return;
/// }
/// let mask = io_uring_buf_ring_mask(4);
/// for (i, buffer) in buffers.iter_mut().enumerate() {
///     io_uring_buf_ring_add(group, buffer.as_mut_ptr().cast(), 64, i as u16, mask, i as i32);
/// }
/// io_uring_buf_ring_advance(group, 4);
/// assert_eq!(io_uring_free_buf_ring(ring, group, 4, 0), 0);
/// # io_uring_queue_exit(ring);
/// # }
/// ```
///
/// C symbol: [`ffi::io_uring_buf_ring_add`](crate::ffi#io_uring_buf_ring_add).
#[inline]
pub unsafe fn io_uring_buf_ring_add(
    br: *mut io_uring_buf_ring,
    addr: *mut c_void,
    len: c_uint,
    bid: c_ushort,
    mask: c_int,
    buf_offset: c_int,
) {
    // SAFETY: the caller vouches for `br` and its size; the masked position lies inside it. `resv` is not
    // written: in the first entry it is the ring's tail.
    unsafe {
        let at = c_uint::from(tail_of(br).read()).wrapping_add(buf_offset as c_uint) & mask as c_uint;
        let bufs = addr_of_mut!((*br).__bindgen_anon_1.bufs).cast::<io_uring_buf>();
        let buf = bufs.add(at as usize);
        addr_of_mut!((*buf).addr).write(addr as usize as u64);
        addr_of_mut!((*buf).len).write(len);
        addr_of_mut!((*buf).bid).write(bid);
    }
}

/// Publishes buffers that were added to a buffer ring: the kernel may use them from now on.
///
/// # Parameters
/// - `br`: the buffer ring.
/// - `count`: how many buffers were added since the last advance; the low 16 bits count.
///
/// # Safety
/// - `br` points to a buffer ring, and `count` buffers were added to it; no other thread adds buffers
///   meanwhile.
///
/// Since Linux 5.19. Source:
/// [io_uring_buf_ring_advance(3)](https://man7.org/linux/man-pages/man3/io_uring_buf_ring_advance.3.html).
///
/// C symbol: [`ffi::io_uring_buf_ring_advance`](crate::ffi#io_uring_buf_ring_advance).
#[inline]
pub unsafe fn io_uring_buf_ring_advance(br: *mut io_uring_buf_ring, count: c_int) {
    // SAFETY: the caller vouches for `br`; only its thread moves the tail.
    unsafe {
        let tail = tail_of(br);
        // Release: the entries written before are visible to the kernel, which acquires the tail.
        io_uring_smp_store_release(tail, tail.read().wrapping_add(count as u16));
    }
}

/// Publishes buffers and gives completions back to the kernel, with a number for each.
///
/// # Parameters
/// - `ring`: the ring.
/// - `br`: the buffer ring.
/// - `cq_count`: entries of the completion queue to give back, as for [`io_uring_cq_advance`].
/// - `buf_count`: buffers to publish, as for [`io_uring_buf_ring_advance`].
///
/// # Safety
/// - The duties of [`io_uring_cq_advance`] and [`io_uring_buf_ring_advance`].
///
/// Since Linux 5.19. Source:
/// [io_uring_buf_ring_cq_advance(3)](https://man7.org/linux/man-pages/man3/io_uring_buf_ring_cq_advance.3.html).
///
/// C symbol: [`ffi::__io_uring_buf_ring_cq_advance`](crate::ffi#__io_uring_buf_ring_cq_advance).
#[inline]
pub unsafe fn __io_uring_buf_ring_cq_advance(
    ring: *mut io_uring,
    br: *mut io_uring_buf_ring,
    cq_count: c_int,
    buf_count: c_int,
) {
    // SAFETY: the two rings share no memory, and each is advanced under the duties of its own function.
    unsafe {
        io_uring_buf_ring_advance(br, buf_count);
        io_uring_cq_advance(ring, cq_count as c_uint);
    }
}

/// Publishes as many buffers as completions are given back: for loops that return each buffer once its
/// completion is handled.
///
/// # Parameters
/// - `ring`: the ring.
/// - `br`: the buffer ring.
/// - `count`: buffers to publish, and entries of the completion queue to give back.
///
/// # Safety
/// - The duties of [`io_uring_cq_advance`] and [`io_uring_buf_ring_advance`].
///
/// Since Linux 5.19. Source:
/// [io_uring_buf_ring_cq_advance(3)](https://man7.org/linux/man-pages/man3/io_uring_buf_ring_cq_advance.3.html).
///
/// C symbol: [`ffi::io_uring_buf_ring_cq_advance`](crate::ffi#io_uring_buf_ring_cq_advance).
#[inline]
pub unsafe fn io_uring_buf_ring_cq_advance(ring: *mut io_uring, br: *mut io_uring_buf_ring, count: c_int) {
    // SAFETY: one number for both: as many buffers were added as completions were read, says the caller.
    unsafe { __io_uring_buf_ring_cq_advance(ring, br, count, count) }
}

/// Counts the buffers that the kernel has not taken from a buffer ring yet. It asks the kernel with a system
/// call.
///
/// # Parameters
/// - `ring`: the ring.
/// - `br`: the buffer ring.
/// - `bgid`: the id of its group.
///
/// # Returns
/// The number of buffers, 0 to 65535, or `-errno`.
///
/// # Errors
/// - `-ENOENT`: there is no such group.
/// - `-EINVAL`: the group is not a buffer ring; or a kernel before 6.8.
///
/// # Safety
/// - [The duties of every call on a ring](crate#safety).
/// - `br` to the buffer ring that was registered with it as `bgid`
///
/// Since Linux 6.8. Source:
/// [io_uring_buf_ring_available(3)](https://man7.org/linux/man-pages/man3/io_uring_buf_ring_available.3.html).
///
/// C symbol: [`ffi::io_uring_buf_ring_available`](crate::ffi#io_uring_buf_ring_available).
#[inline]
pub unsafe fn io_uring_buf_ring_available(
    ring: *mut io_uring,
    br: *mut io_uring_buf_ring,
    bgid: c_ushort,
) -> c_int {
    let mut head = 0;
    // SAFETY: `head` outlives the call that writes it, and the tail is read where the buffer ring is mapped.
    unsafe {
        let ret = io_uring_buf_ring_head(ring, c_int::from(bgid), &mut head);
        if ret != 0 {
            return ret;
        }
        c_int::from(tail_of(br).read().wrapping_sub(head))
    }
}
