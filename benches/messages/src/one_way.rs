// SPDX-License-Identifier: MIT OR Apache-2.0
//! Messages that go one way: senders that submit so many at once, to a ring with a queue of some size.

use crate::contenders::Kind;
use crate::machine::pin;
use crate::ring::Ring;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Barrier, OnceLock};
use std::time::Instant;
use std::{io, process, thread};

#[derive(Clone, Copy)]
pub struct Flow {
    pub kind: Kind,
    pub senders: u32,
    /// How many messages are submitted at once.
    pub batch: u32,
    /// The size of the receiver's completion queue.
    pub completions: u32,
}

/// What the threads of a turn share.
struct Shared {
    flow: Flow,
    target: AtomicI32,
    ready: Barrier,
    /// When the first sender began, which may be long before the receiver runs again.
    start: OnceLock<Instant>,
    /// How many each sender sends.
    count: u32,
}

impl Flow {
    /// Has senders on the second processor send about so many messages to a receiver on the first. Returns
    /// millions of messages in a second.
    pub fn run(self, cpus: [usize; 2], messages: u32) -> f64 {
        let shared = Shared {
            flow: self,
            target: AtomicI32::new(-1),
            ready: Barrier::new(self.senders as usize + 1),
            start: OnceLock::new(),
            count: messages / self.senders,
        };
        thread::scope(|scope| {
            for sender in 0..self.senders {
                let shared = &shared;
                scope.spawn(move || or_exit(pin(cpus[1]).and_then(|()| shared.send(sender))));
            }
            let receiver = scope.spawn(|| or_exit(pin(cpus[0]).and_then(|()| shared.receive())));
            receiver.join().expect("the receiver does not panic")
        })
    }
}

/// Ends the program if a thread fails: the others would wait for ever.
pub fn or_exit<T>(result: io::Result<T>) -> T {
    result.unwrap_or_else(|error| {
        eprintln!("messages: {error}");
        process::exit(1)
    })
}

impl Shared {
    fn send(&self, sender: u32) -> io::Result<()> {
        let mut ring = Ring::new(self.flow.batch, 0, self.flow.kind.flags())?;
        self.ready.wait();
        self.start.get_or_init(Instant::now);
        let target = self.target.load(Ordering::Acquire);
        let mut sent = 0;
        while sent < self.count {
            let batch = self.flow.batch.min(self.count - sent);
            sent += ring.queue_messages(target, sender.into(), sent, batch);
            ring.submit()?;
            if let Some(failed) = ring.peek()? {
                return Err(io::Error::from_raw_os_error(-failed.res));
            }
        }
        Ok(())
    }

    /// Receives all, each sender's in its order.
    fn receive(&self) -> io::Result<f64> {
        let Flow { kind, senders, completions, .. } = self.flow;
        let mut ring = Ring::new(8, completions, kind.flags())?;
        self.target.store(ring.fd(), Ordering::Release);
        let mut next = vec![0; senders as usize];
        let mut wrong = None;
        self.ready.wait();
        while next.iter().any(|next| *next < self.count) {
            ring.submit_and_wait()?;
            ring.reap(|sender, number| match next.get_mut(sender as usize) {
                Some(next) if *next == number as u32 => *next += 1,
                expected => {
                    wrong.get_or_insert(format!("{number} of sender {sender} came, not {expected:?}"));
                }
            });
            if let Some(wrong) = wrong {
                return Err(io::Error::other(wrong));
            }
        }
        Ok(f64::from(self.count * senders)
            / self.start.get_or_init(Instant::now).elapsed().as_secs_f64()
            / 1e6)
    }
}
