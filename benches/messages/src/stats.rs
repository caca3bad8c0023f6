// SPDX-License-Identifier: MIT OR Apache-2.0
//! Medians, percentiles and spreads.

use crate::game::Turn;

/// The median of the rounds, and the least and the greatest of them.
#[derive(Clone, Copy)]
pub struct Spread {
    pub median: f64,
    pub least: f64,
    pub greatest: f64,
}

impl Spread {
    /// Of one number for each round, of which there is at least one.
    pub fn of(mut rounds: Vec<f64>) -> Spread {
        rounds.sort_by(f64::total_cmp);
        Spread { median: rounds[rounds.len() / 2], least: rounds[0], greatest: rounds[rounds.len() - 1] }
    }
}

/// What all turns of a way show, in microseconds.
pub struct Summary {
    /// The medians of the rounds.
    pub p50: Spread,
    /// Of all round trips together.
    pub p99: f64,
    pub p999: f64,
    /// The medians as multiples of those of another way in the same round.
    pub ratio: Option<Spread>,
    pub trips: usize,
    /// Of both threads together, for each round trip.
    pub processor: f64,
    pub switches: f64,
}

impl Summary {
    /// Of a turn in each round, beside the turns of the way that it is compared with.
    pub fn of(turns: &[Turn], compared: Option<&[Turn]>) -> Summary {
        let medians = |turns: &[Turn]| turns.iter().map(median).collect::<Vec<f64>>();
        let all = sorted(turns.iter().flat_map(|turn| &turn.trips).copied().collect());
        let each = |total: f64| total / all.len().max(1) as f64;
        let ratios =
            |others: &[Turn]| medians(turns).iter().zip(medians(others)).map(|(a, b)| a / b).collect();
        Summary {
            p50: Spread::of(medians(turns)),
            p99: percentile(&all, 0.99),
            p999: percentile(&all, 0.999),
            ratio: compared.map(|others| Spread::of(ratios(others))),
            trips: all.len(),
            processor: each(turns.iter().map(|turn| turn.usage.processor.as_secs_f64() * 1e6).sum()),
            switches: each(turns.iter().map(|turn| turn.usage.switches as f64).sum()),
        }
    }
}

fn median(turn: &Turn) -> f64 {
    percentile(&sorted(turn.trips.clone()), 0.5)
}

fn sorted(mut trips: Vec<u32>) -> Vec<u32> {
    trips.sort_unstable();
    trips
}

/// In microseconds, of nanoseconds.
fn percentile(sorted: &[u32], part: f64) -> f64 {
    let last = sorted.len().saturating_sub(1) as f64;
    sorted.get((last * part).round() as usize).map_or(f64::NAN, |trip| f64::from(*trip) / 1e3)
}
