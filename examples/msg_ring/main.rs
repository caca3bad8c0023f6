// SPDX-License-Identifier: MIT OR Apache-2.0
//! Messages between rings: what `IORING_OP_MSG_RING` does, and how long it takes to wake a thread on this machine.
//!
//! `cargo run --release --example msg_ring`

#[path = "../common/mod.rs"]
mod common;
mod pingpong;
mod player;
mod system;

use common::{check, explain, Ring};
use iouring_sys as sys;
use std::os::{fd::AsRawFd, fd::RawFd, unix::net::UnixStream};
use std::{io, process::ExitCode};

/// `user_data` of a ring's own requests, to tell their completions from messages.
const REQUEST: u64 = 1;

fn main() -> ExitCode {
    common::exit(run())
}

fn run() -> io::Result<()> {
    let (a, b) = (&mut Ring::new(8, 0)?, &mut Ring::new(8, 0)?);
    a.needs(sys::IORING_OP_MSG_RING, "IORING_OP_MSG_RING", "5.18")?;
    println!("Linux {}. Ring A is fd {}, ring B is fd {}.\n", explain::kernel(), a.fd(), b.fd());

    println!("A message from A to B, len 42, data 0xcafe:");
    report("A is told", send(a, b.fd(), 42, 0xcafe)?);
    report("B receives", b.completion()?);

    println!("A message from A to itself, len 7, data 0x5e1f:");
    let own = a.fd();
    report("A receives", send(a, own, 7, 0x5e1f)?);
    report("A is told", a.completion()?);

    pass_file(a, b)?;

    let (socket, _peer) = UnixStream::pair()?;
    println!("A message from A to a socket, which is no ring:");
    report("A is told", send(a, socket.as_raw_fd(), 1, 0)?);
    pingpong::compare()
}

/// Sends a message and returns the sender's next completion.
fn send(sender: &mut Ring, target: RawFd, len: u32, data: u64) -> io::Result<sys::io_uring_cqe> {
    sender.request(REQUEST, |sqe| {
        // SAFETY: `request` hands out a free entry.
        unsafe { sys::io_uring_prep_msg_ring(sqe, target, len, data, 0) }
    })?;
    sender.completion()
}

/// Gives a ring a table of files.
fn register(ring: &mut Ring, files: &[RawFd]) -> io::Result<()> {
    // SAFETY: the ring is set up. The kernel reads the descriptors during the call.
    check(unsafe { sys::io_uring_register_files(ring.as_ptr(), files.as_ptr(), files.len() as u32) })?;
    Ok(())
}

/// Moves a file from the table of registered files of A into that of B, and reads from it there.
fn pass_file(a: &mut Ring, b: &mut Ring) -> io::Result<()> {
    println!("A file from slot 0 of A's table to a free slot of B's, where slot 0 is taken, data 0xf11e:");
    let (readable, mut writable) = UnixStream::pair()?;
    io::Write::write_all(&mut writable, b"hello")?;
    let fd = readable.as_raw_fd();
    register(a, &[fd])?;
    register(b, &[fd, -1, -1])?; // -1 is a free slot
    drop(readable); // the tables keep it open

    let target = b.fd();
    a.request(REQUEST, |sqe| {
        // SAFETY: `request` hands out a free entry.
        unsafe { sys::io_uring_prep_msg_ring_fd_alloc(sqe, target, 0, 0xf11e, 0) }
    })?;
    let told = a.completion()?;
    report("A is told", told);
    if told.res < 0 {
        println!("  (files can be passed since Linux 6.0)");
        return Ok(());
    }
    let received = b.completion()?;
    report("B receives", received);

    let slot = received.res;
    let mut text = [0u8; 16];
    b.request(REQUEST, |sqe| {
        // SAFETY: `request` hands out a free entry; `text` lives until the completion has been waited for.
        unsafe {
            sys::io_uring_prep_read(sqe, slot, text.as_mut_ptr().cast(), text.len() as u32, 0);
            sys::io_uring_sqe_set_flags(sqe, sys::IOSQE_FIXED_FILE);
        }
    })?;
    let read = check(b.completion()?.res)? as usize;
    println!("  B reads from slot {slot}: {:?}", String::from_utf8_lossy(&text[..read]));
    Ok(())
}

/// Prints a completion as a person would read it.
fn report(who: &str, completion: sys::io_uring_cqe) {
    let sys::io_uring_cqe { user_data, res, flags, .. } = completion;
    let meaning = match user_data {
        REQUEST if res < 0 => format!("its request was refused: {}", explain::name(-res)),
        REQUEST => "its request is done".into(),
        _ => "a message".into(),
    };
    println!("  {who}: user_data {user_data:#x}, res {res}, flags {flags:#x}: {meaning}");
}
