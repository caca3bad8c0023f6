// SPDX-License-Identifier: MIT OR Apache-2.0
//! The server: one request accepts all connections, and one for each connection receives for as long as it lasts.

use crate::buffers::{Buffers, GROUP};
use crate::common::{check, Ring};
use iouring_sys as sys;
use std::collections::{HashMap, VecDeque};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::fd::{AsRawFd, FromRawFd};
use std::{io, mem, ptr::null_mut};

/// What a request does, in the upper half of its `user_data`; the lower half is its descriptor.
const ACCEPT: u64 = 1;
const RECEIVE: u64 = 2;
const SEND: u64 = 3;

struct Connection {
    stream: TcpStream,
    /// Buffers that are to be sent back, and how much is in each. One send at a time keeps their order.
    queue: VecDeque<(u16, usize)>,
    ended: bool,
}

pub struct Server {
    connections: HashMap<i32, Connection>,
    /// What has to be requested again once there is a buffer to receive into.
    again: Vec<(u64, i32)>,
    buffers: Buffers,
    ring: Ring,
}

impl Server {
    pub fn new() -> io::Result<Server> {
        let mut ring = Ring::new(64, 0)?;
        let buffers = Buffers::new(&mut ring)?;
        Ok(Server { connections: HashMap::new(), again: Vec::new(), buffers, ring })
    }

    /// Serves until so many connections have ended.
    pub fn serve(mut self, listener: TcpListener, mut connections: usize) -> io::Result<()> {
        self.request(ACCEPT, listener.as_raw_fd())?;
        while connections > 0 {
            let cqe = self.ring.completion()?;
            let (kind, fd) = (cqe.user_data >> 32, cqe.user_data as i32);
            match kind {
                ACCEPT => self.accepted(check(cqe.res)? as i32)?,
                RECEIVE => self.received(fd, &cqe)?,
                _ => self.sent(fd, cqe.res)?,
            }
            let ends = cqe.flags & sys::IORING_CQE_F_MORE == 0;
            if kind != SEND && ends && (cqe.res > 0 || cqe.res == -libc::ENOBUFS) {
                self.again.push((kind, fd));
            }
            let again = if self.buffers.are_left() { mem::take(&mut self.again) } else { Vec::new() };
            for (kind, fd) in again {
                self.request(kind, fd)?;
            }
            if self.connections.get(&fd).is_some_and(|it| it.ended && it.queue.is_empty()) {
                self.connections.remove(&fd);
                connections -= 1;
            }
        }
        Ok(())
    }

    fn accepted(&mut self, fd: i32) -> io::Result<()> {
        // SAFETY: a new descriptor that nobody else owns.
        let stream = unsafe { TcpStream::from_raw_fd(fd) };
        let _ = stream.set_nodelay(true); // Where it fails, the receive will.
        self.connections.insert(fd, Connection { stream, queue: VecDeque::new(), ended: false });
        self.request(RECEIVE, fd)
    }

    fn received(&mut self, fd: i32, cqe: &sys::io_uring_cqe) -> io::Result<()> {
        let connection = self.connections.get_mut(&fd).expect("it has not ended");
        if cqe.res > 0 {
            connection.queue.push_back((self.buffers.take(cqe), cqe.res as usize));
            if connection.queue.len() == 1 {
                self.request(SEND, fd)?;
            }
        } else if cqe.res != -libc::ENOBUFS {
            connection.ended = true; // by the client, or by an error
        }
        Ok(())
    }

    fn sent(&mut self, fd: i32, result: i32) -> io::Result<()> {
        let connection = self.connections.get_mut(&fd).expect("it has not ended");
        let (buffer, len) = connection.queue.pop_front().expect("what was sent");
        if result as usize != len {
            let _ = connection.stream.shutdown(Shutdown::Both); // The client is gone. This ends the receive, too.
        }
        self.buffers.give_back(buffer);
        if connection.queue.is_empty() {
            return Ok(());
        }
        self.request(SEND, fd)
    }

    fn request(&mut self, kind: u64, fd: i32) -> io::Result<()> {
        let data = kind << 32 | fd as u64;
        // SAFETY: the entry is free to fill. What is sent is a buffer that is given back afterwards.
        self.ring.request(data, |sqe| unsafe {
            match kind {
                ACCEPT => sys::io_uring_prep_multishot_accept(sqe, fd, null_mut(), null_mut(), 0),
                RECEIVE => {
                    sys::io_uring_prep_recv_multishot(sqe, fd, null_mut(), 0, 0);
                    sys::io_uring_sqe_set_flags(sqe, sys::IOSQE_BUFFER_SELECT);
                    sys::io_uring_sqe_set_buf_group(sqe, GROUP);
                }
                _ => {
                    let (buffer, len) = self.connections[&fd].queue[0];
                    sys::io_uring_prep_send(sqe, fd, self.buffers.memory(buffer), len, libc::MSG_WAITALL);
                }
            }
        })
    }
}
