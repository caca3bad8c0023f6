// SPDX-License-Identifier: MIT OR Apache-2.0
//! A thread that serves the sockets that are sent to it.

use crate::common::{check, Ring};
use iouring_sys as sys;
use std::io;
use std::sync::mpsc::{channel, Sender};
use std::thread::{self, JoinHandle};

/// The messages to a worker: a socket has arrived, in the slot `res`; it is to end once all are served.
pub const SOCKET: u64 = 1;
pub const STOP: u64 = 2;
/// Its own requests.
const SENT: u64 = 3;
const CLOSED: u64 = 4;

/// How many sockets a ring's table has room for.
const SOCKETS: u32 = 8;

/// A ring with a table of files, all of whose slots are free.
pub fn ring_with_table() -> io::Result<Ring> {
    // Completions of such a ring come when its one thread waits for them.
    let flags = sys::IORING_SETUP_SINGLE_ISSUER | sys::IORING_SETUP_DEFER_TASKRUN;
    // For each socket two entries, which belong together and are to be submitted together.
    let mut ring = Ring::new(2 * SOCKETS, flags)?;
    // SAFETY: the ring is set up, and has no table.
    check(unsafe { sys::io_uring_register_files_sparse(ring.as_ptr(), SOCKETS) })?;
    Ok(ring)
}

pub struct Worker {
    /// The descriptor of its ring, for messages.
    pub ring: i32,
    thread: JoinHandle<io::Result<()>>,
}

impl Worker {
    /// Starts a thread, which sets a ring up itself: nobody else could submit to it.
    pub fn start(greeting: &'static str) -> io::Result<Worker> {
        let (tell, hear) = channel();
        let thread = thread::spawn(move || work(greeting, tell));
        match hear.recv() {
            Ok(ring) => Ok(Worker { ring, thread }),
            // It ended without a word.
            Err(_) => Err(thread.join().expect("a worker does not panic").expect_err("there is no ring")),
        }
    }

    /// Waits for its end.
    pub fn join(self) -> io::Result<()> {
        self.thread.join().expect("a worker does not panic")
    }
}

/// Greets who is at the other end of each socket that arrives.
fn work(greeting: &'static str, tell: Sender<i32>) -> io::Result<()> {
    let mut ring = ring_with_table()?;
    tell.send(ring.fd()).expect("the other thread waits for it");
    let (mut open, mut stopped) = (0, false);
    while open > 0 || !stopped {
        let cqe = ring.completion()?;
        match cqe.user_data {
            STOP => stopped = true,
            CLOSED => open -= 1,
            SOCKET => {
                let slot = check(cqe.res)?;
                open += 1;
                // SAFETY: the entry is free to fill; a greeting lasts for ever.
                ring.request(SENT, |sqe| unsafe {
                    sys::io_uring_prep_send(sqe, slot as i32, greeting.as_ptr().cast(), greeting.len(), 0);
                    sys::io_uring_sqe_set_flags(sqe, sys::IOSQE_FIXED_FILE | sys::IOSQE_IO_HARDLINK);
                })?;
                // SAFETY: as above; the link has the socket closed afterwards, whether it was sent or not.
                ring.request(CLOSED, |sqe| unsafe { sys::io_uring_prep_close_direct(sqe, slot) })?;
            }
            _ => {} // Sent, or the client is gone.
        }
    }
    Ok(())
}
