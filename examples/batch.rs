// SPDX-License-Identifier: MIT OR Apache-2.0
//! Reads a regular file in blocks, up to 32 at a time: whole batches of requests and of completions.
//!
//! A buffer that a completion gave free is used by the next batch; one system call submits it and waits.
//!
//! `cargo run --release --example batch [FILE]`

mod common;

use common::{check, Ring};
use iouring_sys as sys;
use std::fs::File;
use std::os::fd::AsRawFd;
use std::{env, io, process::ExitCode};

const BLOCK: usize = 4096;
/// Blocks that are read at a time.
const DEPTH: usize = 32;
/// Never freed: where a ring ends with reads under way, the kernel may still write for a while.
static mut BUFFERS: [[u8; BLOCK]; DEPTH] = [[0; BLOCK]; DEPTH];

fn main() -> ExitCode {
    let path = env::args_os().nth(1).map_or_else(env::current_exe, |path| Ok(path.into()));
    common::exit(path.and_then(File::open).and_then(|file| read_all(&file)).map(|read| {
        println!("{} bytes in {} requests and {} system calls", read.bytes, read.requests, read.calls);
    }))
}

#[derive(Default)]
struct Read {
    bytes: u64,
    requests: u64,
    calls: u64,
}

fn read_all(file: &File) -> io::Result<Read> {
    let mut ring = Ring::new(DEPTH as u32, 0)?;
    ring.needs(sys::IORING_OP_READ, "IORING_OP_READ", "5.6")?;
    let buffers: *mut [u8; BLOCK] = (&raw mut BUFFERS).cast();

    let blocks = (file.metadata()?.len() + BLOCK as u64 - 1) / BLOCK as u64;
    let mut next = 0..blocks;
    let mut free: Vec<usize> = (0..DEPTH).collect();
    let mut read = Read::default();
    while !next.is_empty() || free.len() < DEPTH {
        // A buffer for each request, which it keeps until it completes.
        let wanted = free.len().min((next.end - next.start) as usize);
        // SAFETY: the ring is set up; the buffers stay where they are, and one belongs to one request at a time.
        let taken = unsafe {
            sys::batch::fill(ring.as_ptr(), wanted as u32, |sqe| {
                if let (Some(at), Some(block)) = (free.pop(), next.next()) {
                    let buffer = buffers.wrapping_add(at).cast();
                    sys::io_uring_prep_read(
                        sqe,
                        file.as_raw_fd(),
                        buffer,
                        BLOCK as u32,
                        block * BLOCK as u64,
                    );
                    sys::io_uring_sqe_set_data64(sqe, at as u64);
                }
            })
        };
        // SAFETY: the ring is set up; its entries name an open file, and buffers that are never freed.
        check(unsafe { sys::io_uring_submit_and_wait(ring.as_ptr(), 1) })?;
        let mut result = Ok(());
        // SAFETY: the ring is set up, and no pointer to a completion is kept.
        unsafe {
            sys::batch::reap(ring.as_ptr(), |cqe| {
                free.push((*cqe).user_data as usize);
                match check((*cqe).res) {
                    Ok(bytes) => read.bytes += u64::from(bytes),
                    Err(error) => result = Err(error),
                }
            });
        }
        result?;
        read.requests += u64::from(taken);
        read.calls += 1;
    }
    Ok(read)
}
