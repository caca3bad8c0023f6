// SPDX-License-Identifier: MIT OR Apache-2.0
//! An echo server by a ring, in Rust, with multishot receives and a buffer ring: the same as in timing.c. And the client,
//! which checks every byte.

use iouring_sys as sys;
use iouring_sys_driver::{expect, measure, Result};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::ptr::null_mut;

const ENTRIES: u32 = 256;
const BUFFERS: u32 = 256;
const SIZE: usize = 4096;
/// A completion's user data is a connection, or this, a connection and above that a buffer.
const SEND: u64 = 1 << 16;
const BUFFER_SHIFT: u32 = 32;
/// What a client sends at a time.
const MESSAGE: usize = 256;

/// Whole pages.
#[repr(align(4096))]
struct Buffers([[u8; SIZE]; BUFFERS as usize]);

#[repr(align(4096))]
struct BufferRing([sys::io_uring_buf; BUFFERS as usize]);

struct Echo {
    ring: Box<sys::io_uring>,
    buf_ring: *mut sys::io_uring_buf_ring,
    buffers: *mut [u8; SIZE],
    connections: Vec<Option<TcpStream>>,
    open: u32,
}

/// Says at which port it listens, and echoes until all clients are gone.
pub fn serve(number: u32) -> Result<()> {
    let mut echo = Echo::new();
    let told = |error: std::io::Error| error.to_string();
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(told)?;
    println!("{}", listener.local_addr().map_err(told)?.port());
    for _ in 0..number {
        echo.connections.push(Some(listener.accept().map_err(told)?.0));
    }
    echo.open = number;
    measure(|| echo.run())
}

impl Echo {
    fn new() -> Echo {
        let mut ring = Box::<sys::io_uring>::default();
        let flags = sys::IORING_SETUP_SINGLE_ISSUER | sys::IORING_SETUP_DEFER_TASKRUN;
        // No page is new to the kernel when it is first received into. All live as long as the program.
        let buffers = Box::leak(Box::new(Buffers([[1; SIZE]; BUFFERS as usize]))).0.as_mut_ptr();
        let buf_ring = BufferRing([sys::io_uring_buf::default(); BUFFERS as usize]);
        let buf_ring = Box::leak(Box::new(buf_ring)).0.as_mut_ptr();
        let mut reg = sys::io_uring_buf_reg::default();
        (reg.ring_addr, reg.ring_entries) = (buf_ring as u64, BUFFERS);
        let buf_ring = buf_ring.cast();
        // SAFETY: the memory is a ring's, and does not move.
        unsafe {
            let ret = sys::io_uring_queue_init(ENTRIES, &mut *ring, flags);
            expect("io_uring_queue_init", ret.into(), 0);
            let ret = sys::io_uring_register_buf_ring(&mut *ring, &mut reg, 0);
            expect("io_uring_register_buf_ring", ret.into(), 0);
            let mut echo = Echo { ring, buf_ring, buffers, connections: Vec::new(), open: 0 };
            (0..BUFFERS as u16).for_each(|bid| echo.give_buffer(bid));
            echo
        }
    }

    fn run(&mut self) {
        for connection in 0..self.connections.len() {
            self.receive(connection);
        }
        while self.open > 0 {
            let ring: *mut sys::io_uring = &mut *self.ring;
            // SAFETY: the ring is set up, and one thread uses it.
            unsafe {
                let ret = sys::io_uring_submit_and_wait(ring, 1);
                expect("io_uring_submit_and_wait", ret.min(0).into(), 0);
                let seen = sys::io_uring_for_each_cqe(ring, |cqe| {
                    self.completed(sys::io_uring_cqe_get_data64(cqe), (*cqe).res, (*cqe).flags);
                });
                sys::io_uring_cq_advance(ring, seen);
            }
        }
    }

    fn completed(&mut self, data: u64, res: i32, flags: u32) {
        let connection = (data & (SEND - 1)) as usize;
        expect("a connection", res.min(0).into(), 0);
        if data & SEND != 0 {
            // SAFETY: the send that used the buffer is done.
            unsafe { self.give_buffer((data >> BUFFER_SHIFT) as u16) };
        } else if res == 0 {
            self.connections[connection] = None;
            self.open -= 1;
        } else {
            self.send_back(connection, flags >> sys::IORING_CQE_BUFFER_SHIFT, res as usize);
            if flags & sys::IORING_CQE_F_MORE == 0 {
                self.receive(connection);
            }
        }
    }

    /// # Safety
    /// Nobody uses the buffer.
    unsafe fn give_buffer(&mut self, bid: u16) {
        // SAFETY: the buffer ring is set up and has room for all buffers.
        unsafe {
            let buffer = self.buffers.add(bid.into()).cast();
            let mask = sys::io_uring_buf_ring_mask(BUFFERS);
            sys::io_uring_buf_ring_add(self.buf_ring, buffer, SIZE as u32, bid, mask, 0);
            sys::io_uring_buf_ring_advance(self.buf_ring, 1);
        }
    }

    fn entry(&mut self) -> *mut sys::io_uring_sqe {
        // SAFETY: the ring is set up, and one thread uses it.
        let sqe = unsafe { sys::io_uring_get_sqe(&mut *self.ring) };
        expect("a full queue", sqe.is_null().into(), 0);
        sqe
    }

    fn fd(&self, connection: usize) -> i32 {
        self.connections[connection].as_ref().map_or(-1, AsRawFd::as_raw_fd)
    }

    fn receive(&mut self, connection: usize) {
        let (sqe, fd) = (self.entry(), self.fd(connection));
        // SAFETY: the buffer ring lives as long as the program.
        unsafe {
            sys::io_uring_prep_recv_multishot(sqe, fd, null_mut(), 0, 0);
            sys::io_uring_sqe_set_flags(sqe, sys::IOSQE_BUFFER_SELECT);
            (*sqe).__bindgen_anon_4.buf_group = 0;
            sys::io_uring_sqe_set_data64(sqe, connection as u64);
        }
    }

    fn send_back(&mut self, connection: usize, bid: u32, len: usize) {
        let (sqe, fd) = (self.entry(), self.fd(connection));
        // SAFETY: the buffer is this program's until it gives it back, after the send.
        unsafe {
            let buffer = self.buffers.add(bid as usize).cast();
            sys::io_uring_prep_send(sqe, fd, buffer, len, libc::MSG_WAITALL);
            let data = u64::from(bid) << BUFFER_SHIFT | SEND | connection as u64;
            sys::io_uring_sqe_set_data64(sqe, data);
        }
    }
}

/// Sends a message on each connection, then reads each echo and compares it, as often.
pub fn call(port: u16, connections: u32, rounds: u32) -> std::io::Result<()> {
    let connect = |_| TcpStream::connect(("127.0.0.1", port));
    let mut streams = (0..connections).map(connect).collect::<std::io::Result<Vec<_>>>()?;
    for stream in &streams {
        stream.set_nodelay(true)?;
    }
    let mut echo = [0; MESSAGE];
    for round in 0..rounds {
        let message = |connection: usize| [(connection as u32 * 31 + round) as u8; MESSAGE];
        for (connection, stream) in streams.iter_mut().enumerate() {
            stream.write_all(&message(connection))?;
        }
        for (connection, stream) in streams.iter_mut().enumerate() {
            stream.read_exact(&mut echo)?;
            if echo != message(connection) {
                return Err(std::io::Error::other("an echo differs from what was sent"));
            }
        }
    }
    Ok(())
}
