// SPDX-License-Identifier: MIT OR Apache-2.0
//! The harness of the tests of operations: one request at a time, on both faces, with a record of what was carried out.
//!
//! A test is `on_both_faces(&[IORING_OP_X], 0, |ops| …)`. In it, `run!(ops, io_uring_prep_x(…))` fills an entry with the
//! helper of the face at hand, submits it, and is the result of its completion; `fill!(…)` only fills it and is the
//! entry, for flags, links, and requests that complete more than once: `ops.submit()`, `ops.wait()`.

use std::ffi::CString;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};
use std::ptr::{addr_of, addr_of_mut, null_mut};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use iouring_sys::*;

use crate::common::skips::RECORD;
use crate::common::{kernel, ring, skip_this, Ring};

/// Who fills entries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Face {
    Rust,
    C,
}

/// A ring, and what was asked of it.
pub struct Ops {
    pub ring: Ring,
    pub face: Face,
    /// The helper and the operation of each request. Its number here plus one is its `user_data`.
    requests: Vec<(&'static str, u8)>,
    skipped: Option<Skip>,
}

/// A test that could not be done, or a part of one.
struct Skip {
    /// The helpers that this leaves undone, or an operation without any.
    undone: Vec<String>,
    why: String,
}

impl Skip {
    fn count(&self) {
        for what in &self.undone {
            record(&format!("skip\t{what}\t{}", self.why));
        }
        skip_this(&self.why);
    }
}

/// The name of an operation.
fn name(op: u32) -> &'static str {
    const BINDINGS: &str = include_str!("../../src/bindings.rs");
    let value = format!(": io_uring_op = {op};");
    let mut lines = BINDINGS.lines();
    lines.find_map(|line| line.strip_prefix("pub const ")?.strip_suffix(&value)).expect("an operation")
}

/// Why nothing is done that needs an operation which the kernel does not know.
pub fn lacks(op: u32) -> String {
    format!("the kernel has no operation {}", name(op))
}

impl Ops {
    /// A ring for requests of one face.
    pub fn new(ring: Ring, face: Face) -> Ops {
        Ops { ring, face, requests: Vec::new(), skipped: None }
    }

    /// Takes note of an entry that a helper has filled; the macros call it.
    pub fn filled(&mut self, helper: &'static str, sqe: *mut io_uring_sqe) -> *mut io_uring_sqe {
        // SAFETY: the entry is the ring's, and not yet submitted.
        unsafe {
            self.requests.push((helper, addr_of!((*sqe).opcode).read()));
            addr_of_mut!((*sqe).user_data).write(self.requests.len() as u64);
        }
        sqe
    }

    /// What the completions of the request that was filled last have as `user_data`: 1 for the ring's first.
    pub fn last(&self) -> u64 {
        self.requests.len() as u64
    }

    /// Sets the `IOSQE_*` flags of an entry.
    pub fn set_flags(&self, sqe: *mut io_uring_sqe, flags: u32) {
        // SAFETY: the entry is the ring's, and not yet submitted.
        unsafe {
            match self.face {
                Face::Rust => io_uring_sqe_set_flags(sqe, flags),
                Face::C => ffi::io_uring_sqe_set_flags(sqe, flags),
            }
        }
    }

    /// Submits what was filled.
    pub fn submit(&mut self) {
        let ring = self.ring.ptr();
        // SAFETY: the ring is set up, and the tests keep what their requests name.
        unsafe {
            let (ready, polled) = (io_uring_sq_ready(ring), (*ring).flags & IORING_SETUP_SQPOLL != 0);
            let submitted = io_uring_submit(ring);
            // A polling thread may have taken some of them by then.
            assert!(
                submitted == ready as i32 || polled && submitted >= 0,
                "{submitted} of {ready} submitted"
            );
        }
    }

    /// Waits for a completion, longer than any should take, and takes it.
    pub fn wait(&mut self) -> io_uring_cqe {
        let (start, limit) = (Instant::now(), Duration::from_secs(20));
        let mut cqe = null_mut();
        // SAFETY: the ring is set up; the completion is copied before it is given back.
        let cqe = unsafe {
            loop {
                let mut second = __kernel_timespec { tv_sec: 1, tv_nsec: 0 };
                match io_uring_wait_cqe_timeout(self.ring.ptr(), &mut cqe, &mut second) {
                    0 => break,
                    // Rings that poll for completions say so too early: the kernel lets others run in between.
                    error => assert_eq!(error, -libc::ETIME, "{:?}", self.requests),
                }
                assert!(start.elapsed() < limit, "no completion in {limit:?} of {:?}", self.requests);
            }
            let copy = *cqe;
            io_uring_cqe_seen(self.ring.ptr(), cqe);
            copy
        };
        if let Some((helper, op)) =
            (cqe.user_data as usize).checked_sub(1).and_then(|at| self.requests.get(at))
        {
            record(&format!("run\t{helper}\t{:?}\t{op}\t{}\t{}", self.face, cqe.res, test_name()));
        }
        cqe
    }

    /// Submits, and is the result of the request that was filled last, which no other completion comes before.
    pub fn result(&mut self) -> i32 {
        self.submit();
        let cqe = self.wait();
        assert_eq!(cqe.user_data, self.last(), "the completion of another request");
        cqe.res
    }

    /// The next completions, in the order of their requests: `user_data` and result.
    pub fn sorted<const N: usize>(&mut self) -> [(u64, i32); N] {
        let mut all = [(); N].map(|()| self.wait()).map(|cqe| (cqe.user_data, cqe.res));
        all.sort_unstable();
        all
    }

    /// Skips what is left of the test, on both faces, and counts it once. Other tests do all that its helpers do.
    pub fn skip(&mut self, why: &str) {
        self.skip_helpers(&[], why);
    }

    /// The same, where that leaves helpers undone, or an operation for which there is none.
    pub fn skip_helpers(&mut self, undone: &[&str], why: &str) {
        let undone = undone.iter().map(|name| name.to_string()).collect();
        self.skipped = Some(Skip { undone, why: why.to_string() });
    }

    /// Fails if there is a completion that nobody has waited for.
    pub fn nothing_ready(&mut self) {
        assert_eq!(self.ring.peek().map(|cqe| (cqe.user_data, cqe.res)), None);
    }
}

/// Fills the next entry by a helper of the face at hand, and is the entry. The entry is the first argument, or comes
/// after those in front of a semicolon.
macro_rules! fill {
    ($ops:expr, $helper:ident($($first:expr),*; $($argument:expr),*)) => {{
        let sqe = $ops.ring.sqe();
        // SAFETY: the entry is ours until it is submitted, and the tests keep what the arguments point to until the
        // request has completed.
        #[allow(unused_unsafe)] // The arguments may have blocks of their own.
        unsafe {
            match $ops.face {
                $crate::harness::Face::Rust => ::iouring_sys::$helper($($first,)* sqe, $($argument),*),
                $crate::harness::Face::C => ::iouring_sys::ffi::$helper($($first,)* sqe, $($argument),*),
            }
        }
        $ops.filled(stringify!($helper), sqe)
    }};
    ($ops:expr, $helper:ident($($argument:expr),* $(,)?)) => { fill!($ops, $helper(; $($argument),*)) };
}

/// Has a request done that a helper of the face at hand fills, and is its result.
macro_rules! run {
    ($ops:expr, $helper:ident($($arguments:tt)*)) => {{
        fill!($ops, $helper($($arguments)*));
        $ops.result()
    }};
}

/// Does the test once with each face, in a ring with those setup flags. Where the kernel lacks one of the operations,
/// which only the kernel is asked, the test is skipped.
pub fn on_both_faces(needs: &[u32], flags: u32, mut test: impl FnMut(&mut Ops)) {
    let mut skipped = None;
    for face in [Face::Rust, Face::C] {
        let Some(ring) = ring(16, flags) else { return };
        if let Some(missing) = needs.iter().find(|&&op| !kernel::supports(op)) {
            record(&format!("lacks\t{missing}\t{}", lacks(*missing)));
            return skip_this(&lacks(*missing));
        }
        let mut ops = Ops::new(ring, face);
        test(&mut ops);
        skipped = skipped.or(ops.skipped.take());
    }
    if let Some(skip) = skipped {
        skip.count();
    }
}

fn test_name() -> String {
    std::thread::current().name().unwrap_or("?").to_string()
}

/// Adds a line to the record, if one is kept.
fn record(line: &str) {
    let Some(path) = std::env::var_os(RECORD) else { return };
    let mut file =
        OpenOptions::new().append(true).create(true).open(path).expect("the record can be written");
    // In one piece: other tests write too.
    file.write_all(format!("{line}\n").as_bytes()).expect("the record can be written");
}

/// File systems, by their numbers in statfs(2), which libc does not have everywhere.
pub const EXT4: u64 = 0xEF53;
pub const XFS: u64 = 0x5846_5342;
pub const TMPFS: u64 = 0x0102_1994;
pub const RAMFS: u64 = 0x8584_58F6;

/// A directory that ends with its owner.
pub struct Dir {
    path: PathBuf,
    open: File,
}

impl Dir {
    pub fn new() -> Dir {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("ops-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir(&path).expect("a new directory");
        let open = File::open(&path).expect("the directory opens");
        Dir { path, open }
    }

    /// Whether it is on one of these file systems.
    pub fn is_on(&self, systems: &[u64]) -> bool {
        // SAFETY: numbers, which are all there before they are read.
        let kind = unsafe {
            let mut about: libc::statfs = std::mem::zeroed();
            assert_eq!(libc::fstatfs(self.fd(), &mut about), 0);
            about.f_type
        };
        // 32 bits, with a sign on some machines.
        systems.contains(&u64::from(kind as u32))
    }

    pub fn fd(&self) -> i32 {
        self.open.as_raw_fd()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The path of a name from the current directory, for C. A request that starts elsewhere does not find it.
    pub fn c_path(&self, name: &str) -> CString {
        let here = std::env::current_dir().expect("a current directory");
        let mut path: PathBuf = here.components().skip(1).map(|_| "..").collect();
        path.extend(self.path(name).components().skip(1));
        CString::new(path.into_os_string().into_encoded_bytes()).expect("a path has no zeros")
    }

    /// A file with these contents, open for reading and writing.
    pub fn file(&self, name: &str, contents: &[u8]) -> File {
        std::fs::write(self.path(name), contents).expect("a new file");
        OpenOptions::new().read(true).write(true).open(self.path(name)).expect("the file opens")
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let removed = std::fs::remove_dir_all(&self.path);
        assert!(removed.is_ok() || std::thread::panicking(), "{removed:?}");
    }
}
