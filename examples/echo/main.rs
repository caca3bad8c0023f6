// SPDX-License-Identifier: MIT OR Apache-2.0
//! A server that sends back what it receives, on one thread; `server.rs` is the part that a program would take.
//!
//! `cargo run --release --example echo [ADDRESS:PORT]`: serves there for ever, or else three clients of its own.

mod buffers;
#[path = "../common/mod.rs"]
mod common;
mod server;

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::ExitCode;
use std::{env, thread};

const CLIENTS: usize = 3;
/// What each client sends: so many pieces of so many bytes.
const PIECES: usize = 25;
const PIECE: usize = 10_000;

fn main() -> ExitCode {
    common::exit(match env::args().nth(1) {
        Some(address) => TcpListener::bind(address).and_then(|listener| {
            println!("serving {}", listener.local_addr()?);
            server::Server::new()?.serve(listener, usize::MAX)
        }),
        None => demonstrate(),
    })
}

fn demonstrate() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let server = server::Server::new()?;
    // Before they are accepted: they wait in the listener's queue. The server would wait for one that fails here.
    let address = listener.local_addr()?;
    let clients = (0..CLIENTS).map(|_| TcpStream::connect(address)).collect::<io::Result<Vec<_>>>()?;
    let bytes = thread::scope(|scope| {
        let client = |(number, stream)| scope.spawn(move || send_and_compare(number, stream));
        let clients: Vec<_> = clients.into_iter().enumerate().map(client).collect();
        // What it owns ends with it: clients that it has not served fail, and do not wait.
        server.serve(listener, CLIENTS)?;
        clients
            .into_iter()
            .map(|client| client.join().expect("a client does not panic"))
            .sum::<io::Result<usize>>()
    })?;
    println!("{CLIENTS} clients were sent back all that they had sent: {bytes} bytes");
    Ok(())
}

/// Returns how many bytes came back as they were sent.
fn send_and_compare(client: usize, mut stream: TcpStream) -> io::Result<usize> {
    for piece in 0..PIECES {
        let sent: Vec<u8> = (0..PIECE).map(|at| (at * 7 + piece * 3 + client) as u8).collect();
        let mut received = vec![0; PIECE];
        stream.write_all(&sent)?;
        stream.read_exact(&mut received)?;
        if received != sent {
            return Err(io::Error::other("what came back is not what was sent"));
        }
    }
    Ok(PIECES * PIECE)
}
