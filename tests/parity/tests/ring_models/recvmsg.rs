// SPDX-License-Identifier: MIT OR Apache-2.0
// Messages of a multishot recvmsg in hostile and truncated buffers. Each buffer ends where a page begins that cannot be
// read: a helper that reads past the end kills the test, and the seed was printed before.

use std::mem::{offset_of, size_of};
use std::ptr::null_mut;

use iouring_sys::io_uring_recvmsg_out;
use iouring_sys_parity::props;
use libc::{c_void, cmsghdr, msghdr};
use proptest::prelude::*;

use crate::report::report;
use crate::{Face, Met, FACES};

const HEADER: usize = size_of::<io_uring_recvmsg_out>();
const CMSG: usize = size_of::<cmsghdr>();
const WORD: usize = size_of::<usize>();
/// Room for the buffers of all cases.
const PAGES: usize = 64 << 10;

/// Memory with a page behind it that cannot be read.
struct Guarded(*mut u8);

impl Guarded {
    fn new() -> Guarded {
        // The largest page size of any target.
        let guard = 64 << 10;
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        let access = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: a new mapping, and a part of it.
        unsafe {
            let start = libc::mmap(null_mut(), PAGES + guard, access, flags, -1, 0);
            assert_ne!(start, libc::MAP_FAILED, "mmap");
            let start = start.cast::<u8>();
            assert_eq!(libc::mprotect(start.add(PAGES).cast(), guard, libc::PROT_NONE), 0, "mprotect");
            Guarded(start)
        }
    }

    /// Puts `bytes` where they end at the guard, or up to 3 bytes before it: buffers are aligned to 4 bytes.
    fn put(&self, bytes: &[u8]) -> *mut u8 {
        let start = (PAGES - bytes.len()) & !3;
        // SAFETY: the bytes lie inside the pages.
        unsafe {
            let at = self.0.add(start);
            at.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
            at
        }
    }
}

/// A control message as it claims to be.
#[derive(Debug, Clone)]
struct Control {
    len: usize,
    /// How many bytes of it are there, its header included.
    bytes: usize,
}

#[derive(Debug, Clone)]
struct Message {
    /// What the request said: room for the name and for the control data.
    namelen: u32,
    controllen: usize,
    buffer: Vec<u8>,
    /// `res` of the completion, if it is not the length of the buffer.
    negative: Option<i32>,
}

/// Lengths that are right, or nearly, or wild.
fn length(right: usize, kind: u32, wild: u64) -> usize {
    match kind {
        0 => wild as usize,
        1 => right.wrapping_add(wild as usize % 32).wrapping_sub(16),
        2 => usize::MAX - wild as usize % 64,
        _ => right,
    }
}

fn control() -> impl Strategy<Value = Control> {
    (0..40_usize, 0..10_u32, props::number()).prop_map(|(data, kind, wild)| Control {
        len: length(CMSG + data, kind, wild),
        bytes: (CMSG + data).next_multiple_of(WORD),
    })
}

/// The control data: messages one behind the other.
fn control_data(messages: &[Control], noise: u64) -> Vec<u8> {
    let mut data = Vec::new();
    for message in messages {
        let start = data.len();
        data.extend((0..message.bytes).map(|at| (noise >> (at % 8 * 8)) as u8));
        // `cmsg_len` has 32 bits in some C libraries.
        // SAFETY: all bits of a control message's header may be zero.
        let mut header: cmsghdr = unsafe { std::mem::zeroed() };
        header.cmsg_len = message.len as _;
        // SAFETY: the data is at least as long as a header.
        unsafe { data.as_mut_ptr().add(start).cast::<cmsghdr>().write_unaligned(header) };
    }
    data
}

fn message() -> impl Strategy<Value = Message> {
    let number = props::number;
    let kinds = (0..16_u32, 0..16_u32, 0..16_u32, 0..16_u32);
    let wild = (number(), number(), number(), number());
    let shape = (0..=40_usize, prop::collection::vec(control(), 0..=4), 0..=24_usize, 0..=12_usize);
    (kinds, wild, shape, any::<u64>(), 0..=160_usize).prop_map(|(kinds, wild, shape, noise, cut)| {
        let (name, controls, payload, slack) = shape;
        let data = control_data(&controls, noise);
        let room = data.len() + if slack < 4 { slack } else { 0 };
        let header = io_uring_recvmsg_out {
            namelen: length(name, kinds.0, wild.0) as u32,
            controllen: length(data.len(), kinds.1, wild.1) as u32,
            payloadlen: length(payload, kinds.0, wild.1) as u32,
            flags: wild.0 as u32,
        };
        let words = [header.namelen, header.controllen, header.payloadlen, header.flags];
        let mut buffer: Vec<u8> = words.into_iter().flat_map(u32::to_ne_bytes).collect();
        buffer.resize(HEADER + name, noise as u8);
        buffer.extend(data);
        buffer.resize(HEADER + name + room + payload, !noise as u8);
        // A quarter is cut short, at the end or anywhere.
        if kinds.2 < 4 {
            buffer.truncate(buffer.len().saturating_sub(cut));
        }
        Message {
            namelen: length(name, kinds.2, wild.2) as u32,
            controllen: length(room, kinds.3, wild.3),
            buffer,
            negative: (kinds.3 == 15).then_some((wild.0 | 1 << 31) as i32),
        }
    })
}

/// What the helpers are to find, as offsets into the buffer: a model that only sees a slice.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    name: usize,
    /// All control messages, each found from the one before.
    controls: Vec<usize>,
    payload: usize,
    payload_length: u32,
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_ne_bytes(bytes[at..at + 4].try_into().expect("4 bytes"))
}

/// The length in the first control message of `data`, if there is one that has all of its header.
#[allow(clippy::unnecessary_cast)] // It has 32 bits in some C libraries.
fn claimed(data: &[u8]) -> Option<usize> {
    let header = data.get(..CMSG)?.as_ptr().cast::<cmsghdr>();
    // SAFETY: the slice is as long as the header.
    Some(unsafe { header.read_unaligned() }.cmsg_len as usize)
}

impl Message {
    fn res(&self) -> i32 {
        self.negative.unwrap_or(self.buffer.len() as i32)
    }

    fn model(&self) -> Option<Found> {
        if self.negative.is_some() || self.buffer.len() < HEADER {
            return None;
        }
        let payload = HEADER as u128 + u128::from(self.namelen) + self.controllen as u128;
        if payload > self.buffer.len() as u128 {
            return None;
        }
        let first = HEADER + self.namelen as usize;
        let there = u32_at(&self.buffer, offset_of!(io_uring_recvmsg_out, controllen)) as usize;
        let data = &self.buffer[first..][..there.min(self.controllen)];
        Some(Found {
            name: HEADER,
            controls: controls(data).into_iter().map(|at| first + at).collect(),
            payload: payload as usize,
            payload_length: (self.buffer.len() - payload as usize) as u32,
        })
    }
}

/// Where the control messages are: the first without conditions but its header's room, the others if both their
/// own length and that of the one before end inside the data.
fn controls(data: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(len) = claimed(&data[at..]) {
        if at > 0 && len > data.len() - at {
            break;
        }
        found.push(at);
        let next = len.checked_next_multiple_of(WORD).and_then(|len| at.checked_add(len));
        match next {
            Some(next) if len >= CMSG && next <= data.len() => at = next,
            _ => break,
        }
    }
    found
}

/// A message header with that much room for the name and for the control data.
fn header(namelen: u32, controllen: usize) -> msghdr {
    // SAFETY: all bits of a message header may be zero.
    let mut msgh: msghdr = unsafe { std::mem::zeroed() };
    msgh.msg_namelen = namelen;
    msgh.msg_controllen = controllen as _;
    msgh
}

/// What a face finds.
fn find(face: &Face, buffer: *mut u8, message: &Message) -> Option<Found> {
    let msgh = &mut header(message.namelen, message.controllen) as *mut msghdr;
    let out = (face.io_uring_recvmsg_validate)(buffer.cast(), message.res(), msgh);
    if out.is_null() {
        return None;
    }
    assert_eq!(out.cast(), buffer, "the header is at the start of the buffer");
    let offset = |at: *mut c_void| at as usize - buffer as usize;
    let mut controls = Vec::new();
    let mut next = (face.io_uring_recvmsg_cmsg_firsthdr)(out, msgh);
    while !next.is_null() {
        controls.push(offset(next.cast()));
        next = (face.io_uring_recvmsg_cmsg_nexthdr)(out, msgh, next);
    }
    Some(Found {
        name: offset((face.io_uring_recvmsg_name)(out)),
        controls,
        payload: offset((face.io_uring_recvmsg_payload)(out, msgh)),
        payload_length: (face.io_uring_recvmsg_payload_length)(out, message.res(), msgh),
    })
}

#[test]
fn recvmsg_buffers() {
    let run = props::Run::new(20_000);
    report!("recvmsg buffers before a page that cannot be read begin: {run}");
    let met = Met::default();
    let memory = Guarded::new();
    run.check(&message(), |message| {
        let expected = message.model();
        let buffer = memory.put(&message.buffer);
        for face in &FACES {
            let found = find(face, buffer, &message);
            prop_assert_eq!(&found, &expected, "{}: left is what it found", face.language);
        }
        met.count(match &expected {
            None => "invalid",
            Some(found) if found.controls.is_empty() => "no control message",
            Some(found) if found.controls.len() == 1 => "one control message",
            Some(_) => "more control messages",
        });
        Ok(())
    });
    let all = ["invalid", "no control message", "one control message", "more control messages"];
    met.report("recvmsg buffers", &run, &all);
}

#[test]
fn the_length_of_a_payload_is_never_negative() {
    let mut out = io_uring_recvmsg_out { namelen: 16, controllen: 24, payloadlen: 1 << 20, flags: 0 };
    let before = (HEADER + 28 + 32) as i32;
    let lengths = [
        (before + 100, 100),
        (before + 1, 1),
        (before, 0),
        (before - 1, 0),
        (HEADER as i32, 0),
        (0, 0),
        (-1, 0),
        (i32::MIN, 0),
        (i32::MAX, (i32::MAX - before) as u32),
    ];
    for face in &FACES {
        let mut length = |res, namelen, controllen| {
            let mut msgh = header(namelen, controllen);
            (face.io_uring_recvmsg_payload_length)(&mut out, res, &mut msgh)
        };
        for (res, expected) in lengths {
            assert_eq!(length(res, 28, 32), expected, "{}: res {res}", face.language);
        }
        // Room that no buffer has, in sums that wrap around at 32 bits and at 64.
        for (namelen, controllen) in
            [(u32::MAX, 0), (0, usize::MAX), (u32::MAX, usize::MAX - 8), (0, 1 << 31)]
        {
            assert_eq!(length(100, namelen, controllen), 0, "{}: {namelen}, {controllen}", face.language);
        }
    }
}
