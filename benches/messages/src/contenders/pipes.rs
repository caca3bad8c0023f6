// SPDX-License-Identifier: MIT OR Apache-2.0
//! Pipes, and the channels of the standard library.

use super::eventfd::if_any;
use super::{crossed, starts, End, Start};
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::FromRawFd;
use std::sync::mpsc::{Receiver, Sender, TryRecvError};

struct Pipes {
    from: File,
    to: File,
}

pub fn ends(busy: bool) -> io::Result<[Start; 2]> {
    let flags = if busy { libc::O_NONBLOCK } else { 0 };
    let ((at_left, to_left), (at_right, to_right)) = (pipe(flags)?, pipe(flags)?);
    let ends = [Pipes { from: at_left, to: to_right }, Pipes { from: at_right, to: to_left }];
    Ok(starts(ends, Ok))
}

fn pipe(flags: i32) -> io::Result<(File, File)> {
    let mut fds = [-1; 2];
    // SAFETY: there is room for two descriptors.
    if unsafe { libc::pipe2(fds.as_mut_ptr(), libc::O_CLOEXEC | flags) } < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: new descriptors that nobody else owns.
    let [from, to] = fds.map(|fd| unsafe { File::from_raw_fd(fd) });
    Ok((from, to))
}

impl End for Pipes {
    fn send(&mut self, number: u32) -> io::Result<()> {
        self.to.write_all(&number.to_ne_bytes())
    }

    fn receive(&mut self) -> io::Result<u32> {
        let mut number = [0; 4];
        self.from.read_exact(&mut number)?;
        Ok(u32::from_ne_bytes(number))
    }

    fn poll(&mut self) -> io::Result<Option<u32>> {
        if_any(self.receive())
    }
}

type Channel = (Sender<u32>, Receiver<u32>);

pub fn channel_ends() -> [Start; 2] {
    starts(crossed(), Ok::<Channel, _>)
}

impl End for Channel {
    fn send(&mut self, number: u32) -> io::Result<()> {
        self.0.send(number).map_err(io::Error::other)
    }

    /// An empty channel parks the thread.
    fn receive(&mut self) -> io::Result<u32> {
        self.1.recv().map_err(io::Error::other)
    }

    fn poll(&mut self) -> io::Result<Option<u32>> {
        match self.1.try_recv() {
            Err(TryRecvError::Empty) => Ok(None),
            result => result.map(Some).map_err(io::Error::other),
        }
    }
}
