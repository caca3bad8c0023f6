// SPDX-License-Identifier: MIT OR Apache-2.0
//! Adds up the files below a folder: the names of a folder are read as usual, and what they are is asked of the kernel for
//! up to 64 of them at once.
//!
//! `cargo run --release --example statx_tree [FOLDER]`: without a name, a tree that it makes itself.

mod common;

use common::{check, Ring};
use iouring_sys as sys;
use std::ffi::{CString, OsString};
use std::fs::{self, ReadDir};
use std::mem::{self, MaybeUninit};
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::{env, io, process, process::ExitCode};

/// How many answers are waited for at a time.
const DEPTH: usize = 64;
/// What is asked of each: `STATX_TYPE` and `STATX_SIZE`, which the libc crate has with glibc only.
const WANTED: u32 = 0x1 | 0x200;
/// Never freed: where a ring ends with requests under way, the kernel may still write for a while.
static mut ANSWERS: MaybeUninit<[sys::statx; DEPTH]> = MaybeUninit::zeroed();

#[derive(Default)]
struct Sum {
    files: u64,
    folders: u64,
    bytes: u64,
}

fn main() -> ExitCode {
    let sum = match env::args_os().nth(1) {
        Some(folder) => add_up(folder.into()),
        None => demonstrate(),
    };
    common::exit(
        sum.map(|sum| println!("{} files in {} folders, {} bytes", sum.files, sum.folders, sum.bytes)),
    )
}

/// Makes ten folders with twenty files each, and adds them up.
fn demonstrate() -> io::Result<Sum> {
    let tree = env::temp_dir().join(format!("iouring-sys-statx-{}", process::id()));
    let make = |number: usize| {
        let folder = tree.join(format!("{number}"));
        fs::create_dir_all(&folder)?;
        (0..20).try_for_each(|file| fs::write(folder.join(format!("{file}")), vec![0; 100 * number + file]))
    };
    let sum = (0..10).try_for_each(make).and_then(|()| add_up(tree.clone()));
    fs::remove_dir_all(&tree)?;
    sum
}

fn add_up(top: PathBuf) -> io::Result<Sum> {
    let mut ring = Ring::new(DEPTH as u32, 0)?;
    ring.needs(sys::IORING_OP_STATX, "IORING_OP_STATX", "5.6")?;
    let (mut sum, mut folders, mut names) = (Sum::default(), vec![top], None);
    // Whom each answer is about, and where there is room for one.
    let mut asked = vec![CString::default(); DEPTH];
    let mut free: Vec<usize> = (0..DEPTH).collect();
    loop {
        while let Some(&at) = free.last() {
            let Some(path) = next(&mut names, &mut folders)? else { break };
            asked[at] = CString::new(path.into_os_string().into_vec())?;
            let (path, answer) = (asked[at].as_ptr(), answer(at));
            let flags = libc::AT_SYMLINK_NOFOLLOW;
            // SAFETY: the entry is free to fill; path and answer stay where they are until it has completed.
            ring.request(at as u64, |sqe| unsafe {
                sys::io_uring_prep_statx(sqe, libc::AT_FDCWD, path, flags, WANTED, answer);
            })?;
            free.pop();
        }
        if free.len() == DEPTH {
            return Ok(sum);
        }
        let cqe = ring.completion()?;
        let at = cqe.user_data as usize;
        free.push(at);
        let path = PathBuf::from(OsString::from_vec(mem::take(&mut asked[at]).into_bytes()));
        check(cqe.res).map_err(|error| about(&path, error))?;
        // SAFETY: it was filled, and nobody else uses it now.
        let (mode, bytes) = unsafe { ((*answer(at)).stx_mode, (*answer(at)).stx_size) };
        if u32::from(mode) & libc::S_IFMT == libc::S_IFDIR {
            sum.folders += 1;
            folders.push(path);
        } else {
            (sum.files, sum.bytes) = (sum.files + 1, sum.bytes + bytes);
        }
    }
}

/// The next name in the folder that is being read, or in the next one.
fn next(names: &mut Option<ReadDir>, folders: &mut Vec<PathBuf>) -> io::Result<Option<PathBuf>> {
    loop {
        if let Some(entry) = names.as_mut().and_then(Iterator::next) {
            return Ok(Some(entry?.path()));
        }
        let Some(folder) = folders.pop() else { return Ok(None) };
        *names = Some(fs::read_dir(&folder).map_err(|error| about(&folder, error))?);
    }
}

fn about(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

fn answer(at: usize) -> *mut sys::statx {
    let first: *mut sys::statx = (&raw mut ANSWERS).cast();
    first.wrapping_add(at)
}
