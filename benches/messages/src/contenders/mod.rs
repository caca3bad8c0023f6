// SPDX-License-Identifier: MIT OR Apache-2.0
//! The ways to wake another thread, each as a pair of ends that hand numbers to each other.

mod eventfd;
mod futex;
mod message;
mod pipes;
mod requests;

use crate::kernel::Need;
use iouring_sys as sys;
use std::io;
use std::sync::mpsc::{channel, Receiver, Sender};

/// One side of a connection between two threads.
pub trait End {
    /// Hands a number over, without waiting for an answer.
    fn send(&mut self, number: u32) -> io::Result<()>;

    /// Waits for a number.
    fn receive(&mut self) -> io::Result<u32>;

    /// Looks whether a number is there.
    fn poll(&mut self) -> io::Result<Option<u32>>;

    /// Sends, and waits.
    fn exchange(&mut self, number: u32) -> io::Result<u32> {
        self.send(number)?;
        self.receive()
    }
}

/// Makes an end, in the thread that uses it: a ring with `SINGLE_ISSUER` belongs to who sets it up.
pub type Start = Box<dyn FnOnce() -> io::Result<Box<dyn End>> + Send>;

/// Kinds of rings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Plain,
    Coop,
    Deferred,
}

impl Kind {
    pub fn flags(self) -> u32 {
        match self {
            Kind::Plain => 0,
            // Whoever polls sees in the ring that there is work to fetch.
            Kind::Coop => sys::IORING_SETUP_COOP_TASKRUN | sys::IORING_SETUP_TASKRUN_FLAG,
            Kind::Deferred => {
                sys::IORING_SETUP_SINGLE_ISSUER
                    | sys::IORING_SETUP_DEFER_TASKRUN
                    | sys::IORING_SETUP_TASKRUN_FLAG
            }
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Kind::Plain => "plain",
            Kind::Coop => "`COOP_TASKRUN`",
            Kind::Deferred => "`DEFER_TASKRUN`",
        }
    }

    pub fn need(self) -> Need {
        Need::Setup(self.flags(), ["5.1", "5.19", "6.1"][self as usize])
    }
}

/// A way to wake another thread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    Eventfd,
    /// An eventfd that a request of the ring reads, written by `write`.
    EventfdRead(Kind),
    /// An eventfd of which a multishot request tells that it can be read.
    EventfdPolled(Kind),
    /// A message that is submitted alone.
    Message(Kind),
    /// A message that is submitted by the call that waits for the next.
    MessageAndWait(Kind),
    SyncMessage(Kind),
    Futex,
    FutexInRing(Kind),
    Pipe,
    Channel,
}

use Kind::{Coop, Deferred, Plain};
use Way::*;

/// All of them, in the order of the tables.
pub const WAYS: [Way; 18] = [
    Eventfd,
    EventfdRead(Plain),
    EventfdRead(Deferred),
    EventfdPolled(Plain),
    EventfdPolled(Deferred),
    Message(Plain),
    MessageAndWait(Plain),
    Message(Coop),
    MessageAndWait(Coop),
    Message(Deferred),
    MessageAndWait(Deferred),
    SyncMessage(Plain),
    SyncMessage(Deferred),
    Futex,
    FutexInRing(Plain),
    FutexInRing(Deferred),
    Pipe,
    Channel,
];

impl Way {
    pub fn name(self) -> String {
        match self {
            Eventfd => "eventfd, `read`".into(),
            EventfdRead(kind) => format!("eventfd read in the ring, {}", kind.name()),
            EventfdPolled(kind) => format!("eventfd polled by multishot, {}", kind.name()),
            Message(kind) => format!("message, {}", kind.name()),
            MessageAndWait(kind) => format!("message with the next wait, {}", kind.name()),
            SyncMessage(kind) => format!("`register_sync_msg`, {}", kind.name()),
            Futex => "futex".into(),
            FutexInRing(kind) => format!("futex waited for in the ring, {}", kind.name()),
            Pipe => "pipe".into(),
            Channel => "`std::sync::mpsc`".into(),
        }
    }

    fn needs(self) -> Vec<Need> {
        let operation = |op, since| Need::Operation(op, since);
        match self {
            Eventfd | Futex | Pipe | Channel => vec![],
            EventfdRead(kind) => vec![kind.need(), operation(sys::IORING_OP_READ, "5.6")],
            EventfdPolled(kind) => vec![kind.need(), operation(sys::IORING_OP_POLL_ADD, "5.1")],
            Message(kind) | MessageAndWait(kind) => {
                vec![kind.need(), operation(sys::IORING_OP_MSG_RING, "5.18")]
            }
            SyncMessage(kind) => vec![kind.need(), Need::SyncMessage],
            FutexInRing(kind) => vec![kind.need(), operation(sys::IORING_OP_FUTEX_WAIT, "6.7")],
        }
    }

    /// Why it cannot be measured here, if it cannot.
    pub fn missing(self, busy: bool) -> Option<String> {
        let waits = matches!(self, MessageAndWait(_));
        let lacking = self.needs().into_iter().find_map(Need::missing);
        lacking.or((busy && waits).then(|| "who polls does not wait".into()))
    }

    /// Both ends. Those that are polled do not block.
    pub fn ends(self, busy: bool) -> io::Result<[Start; 2]> {
        match self {
            Eventfd => eventfd::ends(busy),
            EventfdRead(kind) => requests::eventfds(kind),
            EventfdPolled(kind) => eventfd::polled_ends(kind),
            Message(kind) => Ok(message::ends(kind, message::Form::Alone)),
            MessageAndWait(kind) => Ok(message::ends(kind, message::Form::WithWait)),
            SyncMessage(kind) => Ok(message::ends(kind, message::Form::WithoutRing)),
            Futex => Ok(futex::ends()),
            FutexInRing(kind) => Ok(requests::futexes(kind)),
            Pipe => pipes::ends(busy),
            Channel => Ok(pipes::channel_ends()),
        }
    }
}

/// Two starts of the same kind, each with a half of a pair.
fn starts<H: Send + 'static, E: End + 'static>(
    [left, right]: [H; 2],
    make: impl Fn(H) -> io::Result<E> + Copy + Send + 'static,
) -> [Start; 2] {
    let start = |half| -> Start { Box::new(move || Ok(Box::new(make(half)?))) };
    [start(left), start(right)]
}

/// Two halves of a pair of channels, each of which tells the other something.
fn crossed<T>() -> [(Sender<T>, Receiver<T>); 2] {
    let ((to_right, at_right), (to_left, at_left)) = (channel(), channel());
    [(to_right, at_left), (to_left, at_right)]
}
