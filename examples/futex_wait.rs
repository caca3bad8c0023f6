// SPDX-License-Identifier: MIT OR Apache-2.0
//! Waits for two words of memory that other threads change, in the same place where a program waits for all else: a
//! request for each, and whichever completes first.
//!
//! `cargo run --release --example futex_wait`

mod common;

use common::{check, Ring};
use iouring_sys as sys;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{io, thread};

/// What is counted, and how far. Statics: a request may look at its word until it has completed.
static WORDS: [AtomicU32; 2] = [AtomicU32::new(0), AtomicU32::new(0)];
const LAST: u32 = 1000;

/// FUTEX2_SIZE_U32 and FUTEX2_PRIVATE of the kernel's header: words of 32 bits, in the memory of this process alone.
const KIND: u32 = 2 | 128;
/// Every waiter, whatever it waits for.
const ALL: u64 = libc::FUTEX_BITSET_MATCH_ANY as u32 as u64;

fn main() -> ExitCode {
    common::exit(run())
}

fn run() -> io::Result<()> {
    let mut ring = Ring::new(8, 0)?;
    ring.needs(sys::IORING_OP_FUTEX_WAIT, "waits for words of memory", "6.7")?;
    let threads = WORDS.each_ref().map(|word| thread::spawn(move || count(word)));
    let mut seen = [0; 2];
    for index in 0..WORDS.len() {
        wait_for_change(&mut ring, index, 0)?;
    }
    while seen != [LAST; 2] {
        let cqe = ring.completion()?;
        // Woken, or the word was another one already; a wait can also end for no reason.
        if cqe.res != -libc::EAGAIN {
            check(cqe.res)?;
        }
        let index = cqe.user_data as usize;
        let value = WORDS[index].load(Ordering::Acquire);
        assert!(value >= seen[index], "words only grow");
        seen[index] = value;
        if value < LAST {
            wait_for_change(&mut ring, index, value)?;
        }
    }
    for thread in threads {
        thread.join().expect("a thread that counts does not panic")?;
    }
    println!("both words were seen to reach {LAST}");
    Ok(())
}

/// Requests a completion once a word is not `value` any more.
fn wait_for_change(ring: &mut Ring, index: usize, value: u32) -> io::Result<()> {
    let word = WORDS[index].as_ptr();
    // SAFETY: the entry is free to fill; the word is never freed, and all change it atomically.
    ring.request(index as u64, |sqe| unsafe {
        sys::io_uring_prep_futex_wait(sqe, word, value.into(), ALL, KIND, 0);
    })
}

/// What other threads do: change the word, then wake who waits for it. This one has a ring for that, too.
fn count(word: &AtomicU32) -> io::Result<()> {
    let mut ring = Ring::new(1, 0)?;
    for value in 1..=LAST {
        word.store(value, Ordering::Release);
        // SAFETY: the entry is free to fill, and the word is never freed.
        ring.request(0, |sqe| unsafe { sys::io_uring_prep_futex_wake(sqe, word.as_ptr(), 1, ALL, KIND, 0) })?;
        check(ring.completion()?.res)?;
    }
    Ok(())
}
