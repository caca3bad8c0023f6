// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is asked for on the command line.

use std::path::PathBuf;
use std::time::Duration;

/// How much is measured.
pub struct Effort {
    pub rounds: usize,
    /// The time of each way in each round.
    pub turn: Duration,
    /// Messages of a turn that go one way.
    pub messages: u32,
    /// Hops of a turn from ring to ring.
    pub hops: u32,
}

/// Many short rounds: ratios are of turns that are near each other, so that what else the machine does evens out.
const LONG: Effort = Effort { rounds: 31, turn: Duration::from_millis(40), messages: 8_000, hops: 600 };
const QUICK: Effort = Effort { rounds: 3, turn: Duration::from_millis(20), messages: 4_000, hops: 300 };

pub struct Options {
    pub effort: Effort,
    /// The program fails when a goal is missed.
    pub check: bool,
    /// Where tables and chart are written.
    pub folder: PathBuf,
}

pub const USAGE: &str = "usage: iouring-sys-messages [--quick] [--check] [--out FOLDER]";

impl Options {
    pub fn of(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/messages").into();
        let mut options = Options { effort: LONG, check: false, folder };
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--quick" => options.effort = QUICK,
                "--check" => options.check = true,
                "--out" => options.folder = arguments.next().ok_or(USAGE)?.into(),
                _ => return Err(USAGE.into()),
            }
        }
        Ok(options)
    }
}
