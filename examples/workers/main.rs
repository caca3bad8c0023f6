// SPDX-License-Identifier: MIT OR Apache-2.0
//! One thread accepts connections, three others serve them: each has a ring of its own, and gets its sockets in messages,
//! as files of its table. No accepted socket ever has a descriptor.
//!
//! `cargo run --release --example workers`

#[path = "../common/mod.rs"]
mod common;
mod worker;

use common::{check, Ring};
use iouring_sys as sys;
use std::io;
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::process::ExitCode;
use std::ptr::null_mut;
use worker::{ring_with_table, Worker, SOCKET, STOP};

static GREETINGS: [&str; 3] = ["hello from worker 0", "hello from worker 1", "hello from worker 2"];
const CLIENTS: usize = 6;

/// What a completion is about.
const ACCEPTED: u64 = 1;
const PASSED: u64 = 2;
const CLOSED: u64 = 3;
const STOPPED: u64 = 4;

fn main() -> ExitCode {
    common::exit(run())
}

fn run() -> io::Result<()> {
    // Of what came with that release, this can be asked for.
    Ring::new(1, 0)?.needs(sys::IORING_OP_SENDMSG_ZC, "rings with DEFER_TASKRUN", "6.1")?;
    let mut ring = ring_with_table()?;
    let workers = GREETINGS.iter().map(|text| Worker::start(text)).collect::<io::Result<Vec<_>>>()?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    // Before they are accepted: they wait in the listener's queue.
    let address = listener.local_addr()?;
    let clients = (0..CLIENTS).map(|_| TcpStream::connect(address)).collect::<io::Result<Vec<_>>>()?;

    hand_out(&mut ring, &listener, workers)?;
    let texts = clients.into_iter().map(io::read_to_string).collect::<io::Result<Vec<_>>>()?;
    for greeting in GREETINGS {
        let told = texts.iter().filter(|text| *text == greeting).count();
        println!("{told} clients were told \"{greeting}\"");
    }
    Ok(())
}

/// Passes sockets to the workers in turn, then tells each to stop.
fn hand_out(ring: &mut Ring, listener: &TcpListener, workers: Vec<Worker>) -> io::Result<()> {
    let listener = listener.as_raw_fd();
    // SAFETY: the entry is free to fill; nobody asks for addresses.
    ring.request(ACCEPTED, |sqe| unsafe {
        sys::io_uring_prep_multishot_accept_direct(sqe, listener, null_mut(), null_mut(), 0);
    })?;
    let (mut accepted, mut passed) = (0, 0);
    while passed < CLIENTS {
        let cqe = ring.completion()?;
        let slot = check(cqe.res)?;
        if cqe.user_data == CLOSED {
            passed += 1;
        } else if cqe.user_data == ACCEPTED {
            let target = workers[accepted % workers.len()].ring;
            accepted += 1;
            // SAFETY: the entry is free to fill; `SOCKET` means something to workers.
            ring.request(PASSED, |sqe| unsafe {
                sys::io_uring_prep_msg_ring_fd_alloc(sqe, target, slot as i32, SOCKET, 0);
                sys::io_uring_sqe_set_flags(sqe, sys::IOSQE_IO_LINK);
            })?;
            // SAFETY: as above; the link has the slot closed once its socket was passed.
            ring.request(CLOSED, |sqe| unsafe { sys::io_uring_prep_close_direct(sqe, slot) })?;
        }
    }
    for worker in workers {
        // SAFETY: the entry is free to fill; `STOP` means something to workers.
        ring.request(STOPPED, |sqe| unsafe { sys::io_uring_prep_msg_ring(sqe, worker.ring, 0, STOP, 0) })?;
        check(ring.completion()?.res)?;
        worker.join()?;
    }
    Ok(())
}
