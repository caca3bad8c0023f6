// SPDX-License-Identifier: MIT OR Apache-2.0
// One test at a time, where memory that may be locked is limited: rings count as such, those of all processes of a user
// together, so that tests side by side would take it from each other.

use std::cell::RefCell;
use std::sync::{Condvar, Mutex};

/// The test whose turn it is.
static TURN: Mutex<Option<String>> = Mutex::new(None);
static OVER: Condvar = Condvar::new();

/// Ends the turn, when the thread ends that took it.
struct Turn;

impl Drop for Turn {
    fn drop(&mut self) {
        *TURN.lock().expect("nobody panics with it") = None;
        OVER.notify_one();
    }
}

/// Waits for the turn of this test. Threads that tests start pass: they have no name, or that of their test.
pub fn take() {
    thread_local!(static TAKEN: RefCell<Option<Turn>> = const { RefCell::new(None) });
    let current = std::thread::current();
    let Some(test) = current.name() else { return };
    let mut turn = TURN.lock().expect("nobody panics with it");
    while turn.as_deref().is_some_and(|other| other != test) {
        turn = OVER.wait(turn).expect("nobody panics with it");
    }
    if turn.is_none() {
        *turn = Some(test.into());
        TAKEN.set(Some(Turn));
    }
}
