// SPDX-License-Identifier: MIT OR Apache-2.0
//! Random reads of a cached file by a ring, in Rust: the same as in timing.c.

use iouring_sys as sys;
use iouring_sys_driver::{expect, measure, Result};
use libc::c_void;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::os::fd::AsRawFd;
use std::path::Path;

/// Reads that are in flight, and what each reads.
const DEPTH: u32 = 32;
const BLOCK: usize = 4096;
const SECTOR: usize = 512;
/// What the file has, together 256 MiB.
const BLOCKS: u64 = 65536;

#[repr(align(4096))]
struct Buffers([[u8; BLOCK]; DEPTH as usize]);

struct Reader {
    ring: Box<sys::io_uring>,
    file: File,
    blocks: u32,
    random: u64,
    /// The ring writes them: nothing refers to a buffer while its read is in flight.
    buffers: *mut [u8; BLOCK],
    /// The block that each buffer is filled with.
    block_of: [u32; DEPTH as usize],
}

/// Writes the file: each sector begins with its number.
pub fn make_file(path: &Path) -> std::io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    for sector in 0..BLOCKS * (BLOCK / SECTOR) as u64 {
        file.write_all(&sector.to_ne_bytes())?;
        file.write_all(&[0; SECTOR - 8])?;
    }
    // Nothing of it is written back while it is read.
    file.into_inner()?.sync_all()
}

/// Reads blocks at random, `fixed` with a registered file and registered buffers.
pub fn run(path: &str, operations: u32, fixed: bool) -> Result<()> {
    let mut reader = Reader::new(path)?;
    if fixed {
        reader.register();
    }
    reader.read(operations / 8, fixed);
    measure(|| reader.read(operations, fixed))
}

impl Reader {
    fn new(path: &str) -> Result<Reader> {
        let file = File::open(path).map_err(|error| format!("{path}: {error}"))?;
        let size = file.metadata().map_err(|error| format!("{path}: {error}"))?.len();
        let mut ring = Box::<sys::io_uring>::default();
        // SAFETY: the memory is a ring's, and does not move.
        let ret = unsafe { sys::io_uring_queue_init(DEPTH, &mut *ring, 0) };
        expect("io_uring_queue_init", ret.into(), 0);
        let buffers = Box::leak(Box::new(Buffers([[0; BLOCK]; DEPTH as usize])));
        let (blocks, block_of) = ((size / BLOCK as u64) as u32, [0; DEPTH as usize]);
        Ok(Reader { ring, file, blocks, random: 0, buffers: buffers.0.as_mut_ptr(), block_of })
    }

    fn register(&mut self) {
        let iov = libc::iovec { iov_base: self.buffers.cast(), iov_len: BLOCK * DEPTH as usize };
        // SAFETY: the ring is set up; the buffers live as long as the program.
        unsafe {
            let ret = sys::io_uring_register_files(&mut *self.ring, &self.file.as_raw_fd(), 1);
            expect("io_uring_register_files", ret.into(), 0);
            let ret = sys::io_uring_register_buffers(&mut *self.ring, &iov, 1);
            expect("io_uring_register_buffers", ret.into(), 0);
        }
    }

    /// The next block: a linear congruential generator's upper bits.
    fn next_block(&mut self) -> u32 {
        self.random = self.random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.random >> 33) % u64::from(self.blocks)) as u32
    }

    fn buffer(&self, slot: u32) -> *mut c_void {
        // SAFETY: slots are numbers below the depth.
        unsafe { self.buffers.add(slot as usize).cast() }
    }

    /// # Safety
    /// No read into the slot's buffer is in flight.
    unsafe fn prepare(&mut self, slot: u32, fixed: bool) {
        let (block, buffer) = (self.next_block(), self.buffer(slot));
        let offset = u64::from(block) * BLOCK as u64;
        self.block_of[slot as usize] = block;
        // SAFETY: the buffer and the file live until the read is done.
        unsafe {
            let sqe = sys::io_uring_get_sqe(&mut *self.ring);
            expect("a full queue", sqe.is_null().into(), 0);
            if fixed {
                sys::io_uring_prep_read_fixed(sqe, 0, buffer, BLOCK as u32, offset, 0);
                sys::io_uring_sqe_set_flags(sqe, sys::IOSQE_FIXED_FILE);
            } else {
                sys::io_uring_prep_read(sqe, self.file.as_raw_fd(), buffer, BLOCK as u32, offset);
            }
            sys::io_uring_sqe_set_data64(sqe, slot.into());
        }
    }

    /// Whether a buffer has the block that it was read for: all bits that differ.
    ///
    /// # Safety
    /// No read into the slot's buffer is in flight.
    unsafe fn difference(&self, slot: u32) -> u64 {
        let first = u64::from(self.block_of[slot as usize]) * (BLOCK / SECTOR) as u64;
        let mut difference = 0;
        for sector in 0..BLOCK / SECTOR {
            // SAFETY: inside of the buffer, which is aligned.
            let number = unsafe { self.buffer(slot).byte_add(sector * SECTOR).cast::<u64>().read() };
            difference |= number ^ (first + sector as u64);
        }
        difference
    }

    /// Keeps the queue at its depth until as many are prepared, and waits for the rest.
    fn read(&mut self, operations: u32, fixed: bool) {
        let (mut prepared, mut done) = (DEPTH, 0);
        for slot in 0..DEPTH {
            // SAFETY: nothing is in flight.
            unsafe { self.prepare(slot, fixed) };
        }
        while done < operations {
            let ring: *mut sys::io_uring = &mut *self.ring;
            // SAFETY: the ring is set up and one thread uses it. A read that has completed is not in flight.
            unsafe {
                let ret = sys::io_uring_submit_and_wait(ring, 1);
                expect("io_uring_submit_and_wait", ret.min(0).into(), 0);
                let seen = sys::io_uring_for_each_cqe(ring, |cqe| {
                    let slot = sys::io_uring_cqe_get_data64(cqe) as u32;
                    expect("a read", (*cqe).res.into(), BLOCK as i64);
                    expect("the numbers of a block, read and written, xor", self.difference(slot) as i64, 0);
                    if prepared < operations {
                        self.prepare(slot, fixed);
                        prepared += 1;
                    }
                });
                sys::io_uring_cq_advance(ring, seen);
                done += seen;
            }
        }
    }
}
