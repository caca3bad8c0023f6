// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is measured of messages beside round trips: tables in which each cell had a turn in each round.

use crate::contenders::{Kind, Way};
use crate::machine::{Machine, Placement, PLACEMENTS};
use crate::many_rings::{hop, memory};
use crate::one_way::Flow;
use crate::options::Effort;
use crate::stats::Spread;
use std::time::Instant;

/// A table: a title for each row and each column, and in each cell a number of each round or why there is none.
pub struct Table {
    pub title: &'static str,
    pub unit: &'static str,
    pub columns: Vec<String>,
    pub rows: Vec<(String, Vec<Result<Spread, String>>)>,
}

/// What a cell measures on two processors, once.
type Turn = Box<dyn Fn([usize; 2]) -> f64>;

const KINDS: [Kind; 2] = [Kind::Plain, Kind::Deferred];
const BATCHES: [u32; 3] = [1, 8, 64];
const COMPLETIONS: [u32; 4] = [64, 512, 4096, 32_768];
const RINGS: [usize; 5] = [1, 2, 4, 16, 64];

pub fn measure(machine: &Machine, effort: &Effort) -> Vec<Table> {
    let tables = [senders(machine, effort), queues(machine, effort), rings(machine, effort)];
    tables.into_iter().chain([memories()]).collect()
}

/// A row for each placement and kind, and each of these titles.
fn rows<T: Copy>(titles: &[T]) -> Vec<(Placement, Kind, T)> {
    let kinds = PLACEMENTS.into_iter().flat_map(|placement| KINDS.map(|kind| (placement, kind)));
    kinds.flat_map(|(placement, kind)| titles.iter().map(move |title| (placement, kind, *title))).collect()
}

fn senders(machine: &Machine, effort: &Effort) -> Table {
    let messages = effort.messages;
    let row = |(placement, kind, senders): (Placement, Kind, u32)| {
        let title = format!("{}, {}, senders: {senders}", placement.name(), kind.name());
        let turn = |batch| -> Turn {
            let flow = Flow { kind, senders, batch, completions: 4096 };
            Box::new(move |cpus| flow.run(cpus, messages))
        };
        (title, placement, kind, BATCHES.map(turn).into())
    };
    Measured {
        title: "Messages one way, the queue of the receiver with 4,096 completions",
        unit: "million in a second",
        columns: BATCHES.map(|batch| format!("{batch} a submit")).into(),
        rows: rows(&[1, 2, 3, 4]).into_iter().map(row).collect(),
    }
    .run(machine, effort)
}

fn queues(machine: &Machine, effort: &Effort) -> Table {
    let messages = effort.messages;
    let row = |(placement, kind, ()): (Placement, Kind, ())| {
        let turn = |completions| -> Turn {
            let flow = Flow { kind, senders: 1, batch: 64, completions };
            Box::new(move |cpus| flow.run(cpus, messages))
        };
        (format!("{}, {}", placement.name(), kind.name()), placement, kind, COMPLETIONS.map(turn).into())
    };
    Measured {
        title: "Messages one way, one sender, 64 a submit, by the size of the receiver's completion queue",
        unit: "million in a second",
        columns: COMPLETIONS.map(|completions| completions.to_string()).into(),
        rows: rows(&[()]).into_iter().map(row).collect(),
    }
    .run(machine, effort)
}

fn rings(machine: &Machine, effort: &Effort) -> Table {
    let hops = effort.hops;
    let row = |(placement, kind, ()): (Placement, Kind, ())| {
        let turn = |rings| -> Turn { Box::new(move |cpus| hop(kind, rings, cpus, hops)) };
        (format!("{}, {}", placement.name(), kind.name()), placement, kind, RINGS.map(turn).into())
    };
    Measured {
        title: "A message round so many rings, each with a thread, on the processors in turn",
        unit: "µs a hop",
        columns: RINGS.map(|rings| rings.to_string()).into(),
        rows: rows(&[()]).into_iter().map(row).collect(),
    }
    .run(machine, effort)
}

/// Nothing is timed here, so that once is enough.
fn memories() -> Table {
    let cell = |completions| {
        // Few of the large ones: an ordinary user may lock 8 MiB.
        let bytes = memory(completions, 8).map_err(|error| error.to_string())?;
        let kib = bytes as f64 / 1024.0;
        Ok(Spread { median: kib, least: kib, greatest: kib })
    };
    Table {
        title:
            "Memory that a ring with 8 entries shares with the process, by the size of its completion queue",
        unit: "KiB",
        columns: COMPLETIONS.map(|completions| completions.to_string()).into(),
        rows: vec![("each ring".into(), COMPLETIONS.map(cell).into())],
    }
}

/// A table to measure: the turns of each row, and where they run.
struct Measured {
    title: &'static str,
    unit: &'static str,
    columns: Vec<String>,
    rows: Vec<(String, Placement, Kind, Vec<Turn>)>,
}

impl Measured {
    fn run(self, machine: &Machine, effort: &Effort) -> Table {
        let cpus = |placement, kind| match Way::Message(kind).missing(false) {
            Some(reason) => Err(reason),
            None => machine.cpus(placement),
        };
        let places: Vec<_> =
            self.rows.iter().map(|(_, placement, kind, _)| cpus(*placement, *kind)).collect();
        let mut numbers: Vec<Vec<Vec<f64>>> =
            self.rows.iter().map(|(.., turns)| vec![Vec::new(); turns.len()]).collect();
        for round in 1..=effort.rounds {
            let start = Instant::now();
            for ((row, place), numbers) in self.rows.iter().zip(&places).zip(&mut numbers) {
                let Ok(cpus) = place else { continue };
                row.3.iter().zip(numbers).for_each(|(turn, numbers)| numbers.push(turn(*cpus)));
            }
            let time = start.elapsed().as_secs_f64();
            eprintln!("round {round} of {}: {}, {time:.1} s", effort.rounds, self.title);
        }
        let cell = |place: &Result<_, String>, numbers| place.clone().map(|_| Spread::of(numbers));
        let rows = self.rows.into_iter().zip(places).zip(numbers).map(|(((title, ..), place), numbers)| {
            (title, numbers.into_iter().map(|numbers| cell(&place, numbers)).collect())
        });
        Table { title: self.title, unit: self.unit, columns: self.columns, rows: rows.collect() }
    }
}
