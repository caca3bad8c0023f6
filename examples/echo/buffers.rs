// SPDX-License-Identifier: MIT OR Apache-2.0
//! Buffers from which the kernel chooses one for each receive.

use crate::common::{check, Ring};
use iouring_sys as sys;
use std::io;

/// The number by which requests name these buffers.
pub const GROUP: i32 = 7;
/// How many there are, a power of two, and how long each is.
const COUNT: u16 = 16;
const SIZE: usize = 4096;
/// Never freed: where a ring ends with receives under way, the kernel may still write for a while.
static mut MEMORY: [[u8; SIZE]; COUNT as usize] = [[0; SIZE]; COUNT as usize];

pub struct Buffers {
    ring: *mut sys::io_uring_buf_ring,
    /// How many are not the kernel's at the moment.
    taken: u16,
}

impl Buffers {
    /// Gives them to the kernel, if it has receives that go on. Only one ring has them.
    pub fn new(ring: &mut Ring) -> io::Result<Buffers> {
        // Of what came with that release, this can be asked for.
        ring.needs(sys::IORING_OP_SEND_ZC, "receives that go on", "6.0")?;
        let mut error = 0;
        // SAFETY: the ring is set up; its end gives the buffers up.
        let buffers =
            unsafe { sys::io_uring_setup_buf_ring(ring.as_ptr(), COUNT.into(), GROUP, 0, &mut error) };
        check(error)?;
        let mut buffers = Buffers { ring: buffers, taken: COUNT };
        (0..COUNT).for_each(|buffer| buffers.give_back(buffer));
        Ok(buffers)
    }

    /// The buffer into which a receive went.
    pub fn take(&mut self, cqe: &sys::io_uring_cqe) -> u16 {
        self.taken += 1;
        (cqe.flags >> sys::IORING_CQE_BUFFER_SHIFT) as u16
    }

    /// Lets the kernel choose one again.
    pub fn give_back(&mut self, buffer: u16) {
        let mask = sys::io_uring_buf_ring_mask(COUNT.into());
        // SAFETY: there is room for all buffers, and nobody else uses this one now.
        unsafe {
            sys::io_uring_buf_ring_add(self.ring, self.memory(buffer), SIZE as u32, buffer, mask, 0);
            sys::io_uring_buf_ring_advance(self.ring, 1);
        }
        self.taken -= 1;
    }

    /// Whether the kernel has one to choose.
    pub fn are_left(&self) -> bool {
        self.taken < COUNT
    }

    /// Where it is.
    pub fn memory(&self, buffer: u16) -> *mut libc::c_void {
        let first: *mut [u8; SIZE] = (&raw mut MEMORY).cast();
        first.wrapping_add(buffer.into()).cast()
    }
}
