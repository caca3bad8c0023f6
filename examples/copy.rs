// SPDX-License-Identifier: MIT OR Apache-2.0
//! Copies a file through registered buffers: for each piece a read and a write that are linked, so that the kernel starts
//! the write when the read is done, and one system call does for eight pieces.
//!
//! `cargo run --release --example copy [FROM TO]`: without names, a file that it makes itself, and compares.

mod common;

use common::{check, Ring};
use iouring_sys as sys;
use std::collections::VecDeque;
use std::fs::{self, File};
use std::os::fd::AsRawFd;
use std::path::Path;
use std::{env, io, process, process::ExitCode};

/// Pieces that are copied at a time, each in a buffer of its own, and the bytes of one.
const DEPTH: usize = 8;
const SIZE: usize = 16 << 10;
/// Never freed: where a ring ends with reads under way, the kernel may still write for a while. In pages of their own,
/// however large: older kernels register no memory that shares a page with data from the program's file.
#[repr(C, align(65536))]
struct Buffers([[u8; SIZE]; DEPTH]);
static mut BUFFERS: Buffers = Buffers([[0; SIZE]; DEPTH]);

fn main() -> ExitCode {
    let names: Vec<_> = env::args_os().skip(1).collect();
    common::exit(match &names[..] {
        [from, to] => copy(from.as_ref(), to.as_ref()).map(|pieces| println!("copied in {pieces} pieces")),
        [] => demonstrate(),
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "two names are expected, or none")),
    })
}

/// Copies a file that is not whole pieces long.
fn demonstrate() -> io::Result<()> {
    let folder = env::temp_dir().join(format!("iouring-sys-copy-{}", process::id()));
    let (from, to) = (folder.join("from"), folder.join("to"));
    let content: Vec<u8> = (0..1_000_000_u32).map(|at| (at % 251) as u8).collect();
    fs::create_dir(&folder)?;
    let copied = fs::write(&from, &content).and_then(|()| copy(&from, &to)).and_then(|pieces| {
        let equal = fs::read(&to)? == content;
        equal.then_some(pieces).ok_or_else(|| io::Error::other("the copy is not what was copied"))
    });
    fs::remove_dir_all(&folder)?;
    println!("{} bytes were copied in {} pieces, and are the same", content.len(), copied?);
    Ok(())
}

/// Where a piece is in the file, and how many bytes it has.
type Piece = (u64, usize);

/// Copies, and returns how many pieces were written.
fn copy(from: &Path, to: &Path) -> io::Result<usize> {
    let (from, to) = (File::open(from)?, File::create(to)?);
    let len = from.metadata()?.len();
    let mut left: VecDeque<Piece> =
        (0..len).step_by(SIZE).map(|at| (at, SIZE.min((len - at) as usize))).collect();
    let mut ring = Ring::new(2 * DEPTH as u32, 0)?; // A piece takes two entries, which are submitted together.
    let iovecs: Vec<_> = (0..DEPTH).map(|at| libc::iovec { iov_base: buffer(at), iov_len: SIZE }).collect();
    // SAFETY: the ring is set up; the buffers stay where they are.
    check(unsafe { sys::io_uring_register_buffers(ring.as_ptr(), iovecs.as_ptr(), DEPTH as u32) })?;

    // The piece in each buffer, and the buffers without one.
    let mut pieces = [(0, 0); DEPTH];
    let mut free: Vec<usize> = (0..DEPTH).collect();
    let mut written = 0;
    while !left.is_empty() || free.len() < DEPTH {
        for _ in 0..left.len().min(free.len()) {
            let (piece, at) = left.pop_front().zip(free.pop()).expect("there are so many of both");
            pieces[at] = piece;
            start(&mut ring, &from, &to, piece, at)?;
        }
        let cqe = ring.completion()?;
        let at = cqe.user_data as usize / 2;
        let (offset, len) = pieces[at];
        let (is_read, done) = (cqe.user_data % 2 == 0, cqe.res.max(0) as usize);
        if cqe.res == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file got shorter meanwhile"));
        }
        // After a short read the write is called off, and what was read is a piece of its own.
        let called_off = cqe.res == -libc::ECANCELED;
        if !called_off && check(cqe.res)? < len as u32 {
            left.extend(is_read.then_some((offset, done)));
            left.push_back((offset + done as u64, len - done));
        }
        if !is_read {
            written += usize::from(!called_off);
            free.push(at);
        }
    }
    Ok(written)
}

/// Requests that a piece is read into a buffer and written from there.
fn start(ring: &mut Ring, from: &File, to: &File, (offset, len): Piece, at: usize) -> io::Result<()> {
    let (data, buffer, at) = (2 * at as u64, buffer(at), at as i32);
    let (from, to, len) = (from.as_raw_fd(), to.as_raw_fd(), len as u32);
    // SAFETY: the entry is free to fill; nobody but these two requests uses the buffer, which was registered.
    ring.request(data, |sqe| unsafe {
        sys::io_uring_prep_read_fixed(sqe, from, buffer, len, offset, at);
        sys::io_uring_sqe_set_flags(sqe, sys::IOSQE_IO_LINK);
    })?;
    // SAFETY: as above, and the link has it written when it was read.
    ring.request(data + 1, |sqe| unsafe { sys::io_uring_prep_write_fixed(sqe, to, buffer, len, offset, at) })
}

fn buffer(at: usize) -> *mut libc::c_void {
    let first: *mut [u8; SIZE] = (&raw mut BUFFERS).cast();
    first.wrapping_add(at).cast()
}
