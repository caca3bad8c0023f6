// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is measured: the cases, the faces, and the rings that they run on.

use crate::{c_loops, io_uring_crate, rust_loops};
use iouring_sys as sys;
use libc::{c_int, c_uint, c_void};
use std::process::ExitCode;
use std::ptr::{addr_of_mut, null_mut};

/// A measured loop, on a ring of its face or on a buffer ring. `n` is how many operations it does or, where
/// it fills the queue, the length that its requests name.
pub type Loop = unsafe extern "C" fn(p: *mut c_void, fd: c_int, buf: *mut c_void, n: c_uint) -> u64;

/// Exit code of a run on a kernel without io_uring, or where it is forbidden.
pub const NO_IO_URING: u8 = 77;

/// Entries of the queues that are filled: so many that the call that finds the queue full counts for nothing.
const ENTRIES: u32 = 4096;
/// How often they are filled: index and mask wrap.
const FILLS: u32 = 8;
/// NOPs of a round trip case, in batches of 32.
const ROUNDS: u32 = 8192;
/// What requests carry as user data and as address. It is never followed.
const DATA: usize = 0x5aa5_f000;

pub struct Case {
    pub name: &'static str,
    run: fn(case: &Case, face: &str, run: Loop) -> Result<(), Failure>,
    /// What the filled entries must hold.
    opcode: c_uint,
}

impl Case {
    /// Operations of all calls of the loop.
    pub fn operations(&self) -> u32 {
        match self.name {
            "nop_round" => ROUNDS,
            _ => ENTRIES * FILLS,
        }
    }
}

pub struct Face {
    /// Prefix of the symbols of its loops.
    pub name: &'static str,
    pub title: &'static str,
}

const fn fill(name: &'static str, opcode: c_uint) -> Case {
    Case { name, run: fill_queue, opcode }
}

pub const CASES: &[Case] = &[
    fill("nop_fill", sys::IORING_OP_NOP),
    fill("msg_ring_fill", sys::IORING_OP_MSG_RING),
    fill("read_fill", sys::IORING_OP_READ),
    fill("write_fill", sys::IORING_OP_WRITE),
    fill("recv_fill", sys::IORING_OP_RECV),
    fill("send_zc_fill", sys::IORING_OP_SEND_ZC),
    Case { name: "nop_round", run: go_round, opcode: 0 },
    Case { name: "peek_seen", run: drain_queue, opcode: 0 },
    Case { name: "buf_ring_add", run: add_buffers, opcode: 0 },
];

pub const FACES: &[Face] = &[
    Face { name: "inline", title: "Rust inline" },
    Face { name: "batch", title: "Rust batch" },
    Face { name: "symbols", title: "C symbols (ffi)" },
    Face { name: "gcc", title: "C, gcc -O2" },
    #[cfg(have_clang)]
    Face { name: "clang", title: "C, clang -O2" },
    Face { name: "crate", title: "io-uring crate" },
];

/// The loop of a case and face, if there is one.
pub fn find_loop(case: &str, face: &str) -> Option<Loop> {
    macro_rules! table {
        ($module:path: $($name:ident)*) => {{
            use $module as module;
            [$((stringify!($name), module::$name as Loop)),*].into_iter().find(|(name, _)| *name == case)
        }};
    }
    let found = match face {
        "inline" => {
            table!(rust_loops::inline: nop_fill msg_ring_fill read_fill write_fill recv_fill send_zc_fill
            nop_round peek_seen buf_ring_add)
        }
        "batch" => {
            table!(rust_loops::whole_batches: nop_fill msg_ring_fill read_fill write_fill recv_fill send_zc_fill
            nop_round)
        }
        "symbols" => {
            table!(rust_loops::symbols: nop_fill msg_ring_fill read_fill write_fill recv_fill send_zc_fill
            nop_round peek_seen buf_ring_add)
        }
        "gcc" => table!(c_loops::gcc: nop_fill msg_ring_fill read_fill write_fill recv_fill send_zc_fill
            nop_round peek_seen buf_ring_add),
        #[cfg(have_clang)]
        "clang" => {
            table!(c_loops::clang: nop_fill msg_ring_fill read_fill write_fill recv_fill send_zc_fill
            nop_round peek_seen buf_ring_add)
        }
        // It has no helpers for buffer rings.
        "crate" => table!(io_uring_crate: nop_fill msg_ring_fill read_fill write_fill recv_fill
            send_zc_fill nop_round peek_seen),
        _ => None,
    };
    found.map(|(_, found)| found)
}

enum Failure {
    NoIoUring,
    Wrong(String),
}

/// Runs a case, here, and checks what its loop did.
pub fn run(case: &str, face: &str) -> ExitCode {
    let known = CASES.iter().find(|known| known.name == case);
    let Some((case, found)) = known.zip(find_loop(case, face)) else {
        eprintln!("there is no case {case} of {face}");
        return ExitCode::from(2);
    };
    match (case.run)(case, face, found) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::NoIoUring) => ExitCode::from(NO_IO_URING),
        Err(Failure::Wrong(what)) => {
            eprintln!("{} of {face}: {what}", case.name);
            ExitCode::FAILURE
        }
    }
}

fn expect<T: PartialEq + std::fmt::Debug>(what: &str, found: T, expected: T) -> Result<(), Failure> {
    if found == expected {
        return Ok(());
    }
    Err(Failure::Wrong(format!("{what} is {found:?} instead of {expected:?}")))
}

fn opened<T>(result: std::io::Result<T>) -> Result<T, Failure> {
    result.map_err(|error| match error.raw_os_error() {
        Some(libc::ENOSYS | libc::EPERM) => Failure::NoIoUring,
        _ => Failure::Wrong(error.to_string()),
    })
}

/// A ring of the `io-uring` crate, which makes none without the kernel.
fn crate_ring(entries: u32) -> Result<io_uring::IoUring, Failure> {
    opened(io_uring::IoUring::new(entries))
}

// ---- Rings without a kernel -----------------------------------------------------------------------------

/// A ring in plain memory, as the library would have set it up.
struct FakeRing {
    ring: Box<sys::io_uring>,
    sqes: Vec<sys::io_uring_sqe>,
    cqes: Vec<sys::io_uring_cqe>,
    /// Heads and tails: sq, then cq.
    _words: Box<[u32; 5]>,
}

impl FakeRing {
    fn new() -> FakeRing {
        let mut ring = Box::<sys::io_uring>::default();
        let mut sqes = vec![sys::io_uring_sqe::default(); ENTRIES as usize];
        let mut cqes: Vec<sys::io_uring_cqe> = Vec::new();
        cqes.resize_with(ENTRIES as usize, Default::default);
        // Starting near the end of the numbers, they wrap too.
        let mut words = Box::new([u32::MAX - 7, u32::MAX - 7, u32::MAX - 7, u32::MAX - 7, 0]);
        let word = words.as_mut_ptr();
        // SAFETY: inside of the array, which lives as long as the ring.
        let at = |index| unsafe { word.add(index) };
        (ring.sq.khead, ring.sq.ktail, ring.sq.kflags) = (at(0), at(1), at(4));
        (ring.sq.ring_mask, ring.sq.ring_entries, ring.sq.sqes) = (ENTRIES - 1, ENTRIES, sqes.as_mut_ptr());
        (ring.sq.sqe_head, ring.sq.sqe_tail) = (words[0], words[0]);
        (ring.cq.khead, ring.cq.ktail, ring.cq.kflags) = (at(2), at(3), null_mut());
        (ring.cq.ring_mask, ring.cq.ring_entries, ring.cq.cqes) = (ENTRIES - 1, ENTRIES, cqes.as_mut_ptr());
        (ring.ring_fd, ring.enter_ring_fd) = (-1, -1);
        ring.features = sys::IORING_FEAT_EXT_ARG;
        FakeRing { ring, sqes, cqes, _words: words }
    }
}

fn fill_queue(case: &Case, face: &str, run: Loop) -> Result<(), Failure> {
    if face == "crate" {
        return fill_crate_queue(run);
    }
    let mut fake = FakeRing::new();
    let ring: *mut sys::io_uring = &mut *fake.ring;
    for _ in 0..FILLS {
        // SAFETY: the loop uses the ring's memory alone, which is all there.
        unsafe {
            run(ring.cast(), -1, DATA as *mut c_void, 64);
            let tail = (*ring).sq.sqe_tail;
            let taken = tail.wrapping_sub((*ring).sq.khead.read());
            expect("the number of entries taken", taken, ENTRIES)?;
            // The kernel's part: it consumes them all.
            (*ring).sq.khead.write(tail);
        }
        for sqe in &mut fake.sqes {
            let found = (c_uint::from(sqe.opcode), sqe.user_data);
            expect("an entry's opcode and user data", found, (case.opcode, DATA as u64))?;
            *sqe = Default::default();
        }
    }
    Ok(())
}

fn fill_crate_queue(run: Loop) -> Result<(), Failure> {
    let mut ring = crate_ring(ENTRIES)?;
    for _ in 0..FILLS {
        // SAFETY: the requests name no open file, so that their addresses are not followed.
        unsafe { run(addr_of_mut!(ring).cast(), -1, DATA as *mut c_void, 64) };
        expect("the number of entries taken", ring.submission().len(), ENTRIES as usize)?;
        let mut completed = 0;
        while !ring.submission().is_empty() {
            opened(ring.submit())?;
            completed += ring.completion().filter(|cqe| cqe.user_data() == DATA as u64).count();
        }
        expect("all entries completed", completed >= ENTRIES as usize, true)?;
    }
    Ok(())
}

fn drain_queue(_: &Case, face: &str, run: Loop) -> Result<(), Failure> {
    let sum = (DATA as u64).wrapping_mul(ENTRIES.into());
    if face == "crate" {
        let mut ring = crate_ring(ENTRIES)?;
        for _ in 0..FILLS {
            // SAFETY: NOPs refer to nothing; one thread uses the ring.
            unsafe {
                io_uring_crate::nop_fill(addr_of_mut!(ring).cast(), -1, DATA as *mut c_void, 0);
                opened(ring.submit())?;
                expect("the sum of user data", run(addr_of_mut!(ring).cast(), -1, null_mut(), ENTRIES), sum)?;
            }
        }
        return Ok(());
    }
    let mut fake = FakeRing::new();
    fake.cqes.iter_mut().for_each(|cqe| cqe.user_data = DATA as u64);
    let ring: *mut sys::io_uring = &mut *fake.ring;
    for _ in 0..FILLS {
        // SAFETY: as for filling. The kernel's part: it posts as many completions as there is room for.
        unsafe {
            (*ring).cq.ktail.write((*ring).cq.khead.read().wrapping_add(ENTRIES));
            expect("the sum of user data", run(ring.cast(), -1, null_mut(), ENTRIES), sum)?;
        }
    }
    Ok(())
}

fn add_buffers(_: &Case, _: &str, run: Loop) -> Result<(), Failure> {
    let mut buffers = vec![sys::io_uring_buf::default(); ENTRIES as usize];
    for fills in 1..=FILLS {
        // SAFETY: the entries are a buffer ring, whose tail lies in the first.
        unsafe { run(buffers.as_mut_ptr().cast(), -1, DATA as *mut c_void, ENTRIES) };
        expect("the tail of the buffer ring", u32::from(buffers[0].resv), fills * ENTRIES)?;
        for (bid, buffer) in buffers.iter_mut().enumerate() {
            let found = (buffer.addr, buffer.len, usize::from(buffer.bid));
            expect("an entry of the buffer ring", found, (DATA as u64, 64, bid))?;
            buffer.addr = 0;
        }
    }
    Ok(())
}

// ---- A ring with a kernel -------------------------------------------------------------------------------

fn go_round(_: &Case, face: &str, run: Loop) -> Result<(), Failure> {
    let sum = (DATA as u64).wrapping_mul(ROUNDS.into());
    if face == "crate" {
        let mut ring = crate_ring(64)?;
        // SAFETY: one thread uses the ring; NOPs refer to nothing.
        let found = unsafe { run(addr_of_mut!(ring).cast(), -1, DATA as *mut c_void, ROUNDS) };
        return expect("the sum of user data", found, sum);
    }
    let mut ring = Box::<sys::io_uring>::default();
    // SAFETY: the ring is set up before it is used, and ended after; one thread uses it.
    unsafe {
        let result = sys::io_uring_queue_init(64, &mut *ring, 0);
        opened(if result < 0 { Err(std::io::Error::from_raw_os_error(-result)) } else { Ok(()) })?;
        let found = run((&mut *ring as *mut sys::io_uring).cast(), -1, DATA as *mut c_void, ROUNDS);
        sys::io_uring_queue_exit(&mut *ring);
        expect("the sum of user data", found, sum)
    }
}
