// SPDX-License-Identifier: MIT OR Apache-2.0
//! What was measured, as a table in Markdown, and what is held against it.

use crate::cases::CASES;
use crate::contenders::{Contender, Sample, YARDSTICK};
use crate::Samples;
use std::fmt::Write;

/// How much more than C the same in Rust may take: to be reached, and held. With two to eight completions Rust has a few
/// instructions more, and the quartiles of a column lie up to 0.03 on either side.
const WITHIN: f64 = 1.01;
const HELD: f64 = 1.05;

/// A contender's time as a multiple of the yardstick's: the median of the rounds, and the quartiles around it.
pub struct Ratio {
    pub low: f64,
    pub median: f64,
    pub high: f64,
}

/// Of a case, if the contender did it. Times of one round are compared with each other.
pub fn ratio(samples: &Samples, contender: usize, case: usize) -> Option<Ratio> {
    // The yardstick is the first of the contenders.
    let pairs = samples[contender][case].iter().zip(&samples[0][case]);
    let mut ratios: Vec<f64> =
        pairs.map(|(one, yardstick)| one.nanoseconds / yardstick.nanoseconds).collect();
    ratios.sort_by(f64::total_cmp);
    let at = |part: f64| ratios[((ratios.len() - 1) as f64 * part).round() as usize];
    (!ratios.is_empty()).then(|| Ratio { low: at(0.25), median: at(0.5), high: at(0.75) })
}

fn median(samples: &[Sample]) -> f64 {
    let mut times: Vec<f64> = samples.iter().map(|sample| sample.nanoseconds).collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The table, one row for each contender, and what it was measured with.
pub fn markdown(contenders: &[Contender], samples: &Samples, about: &[String]) -> String {
    let mut text = format!("| time / {YARDSTICK} |");
    CASES.iter().for_each(|case| write!(text, " {} |", case.title).expect("a string takes all"));
    text += &format!("\n|---|{}\n", "--:|".repeat(CASES.len()));
    for (index, contender) in contenders.iter().enumerate() {
        if samples[index].iter().all(Vec::is_empty) {
            continue;
        }
        text += &format!("| {} |", contender.title);
        for (case, taken) in samples[index].iter().enumerate() {
            text += &match ratio(samples, index, case) {
                None => " - |".into(),
                Some(_) if index == 0 => format!(" {:.0} ns |", median(taken)),
                Some(Ratio { low, median, high }) => format!(" {median:.2} ±{:.2} |", (high - low) / 2.0),
            };
        }
        text += "\n";
    }
    format!("{text}\n{}.", about.join(", "))
}

/// Prints what was to be reached, and returns how many of ours allocated something or were not measured, since what is said of
/// all of ours has to be known of all; and how many times of Rust are more than what is held.
pub fn judge(contenders: &[Contender], samples: &Samples) -> usize {
    println!("\nTo reach");
    let mut failing = 0;
    for (index, contender) in contenders.iter().enumerate() {
        let allocations: u64 = samples[index].iter().flatten().map(|sample| sample.allocations).sum();
        let measured = samples[index].iter().any(|taken| !taken.is_empty());
        let verdict = match (measured, allocations) {
            (false, _) => "not measured".into(),
            (true, 0) => "none".into(),
            (true, _) => format!("SOME ({allocations})"),
        };
        println!("  allocations of {}: {verdict}", contender.title);
        failing += usize::from(contender.is_ours() && (!measured || allocations > 0));
        if !contender.title.starts_with("Rust") {
            continue;
        }
        for (case, ratio) in
            CASES.iter().enumerate().filter_map(|(case, _)| Some((case, ratio(samples, index, case)?)))
        {
            let verdict = match ratio.median {
                median if median <= WITHIN => "reached",
                median if median <= HELD => "held",
                _ => "MISSED",
            };
            failing += usize::from(verdict == "MISSED");
            println!(
                "  {verdict:<8}{}, {}: {:.3} ({:.3} to {:.3}), at most {WITHIN}, held at {HELD}",
                contender.title, CASES[case].title, ratio.median, ratio.low, ratio.high
            );
        }
    }
    failing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contenders::Kind;

    /// How many fail of the yardstick, whose samples take 1 ns, and one more contender of that kind, with these samples in
    /// each case.
    fn failing(kind: Kind, title: &str, samples: &[(f64, u64)]) -> usize {
        let contender =
            |kind| Contender { title: title.into(), kind, program: Err("-".into()), arguments: vec![] };
        let taken = |samples: &[(f64, u64)]| {
            let sample = |&(nanoseconds, allocations)| Sample { nanoseconds, allocations };
            CASES.iter().map(|_| samples.iter().map(sample).collect()).collect()
        };
        let yardstick = vec![(1.0, 0); samples.len().max(1)];
        judge(&[contender(Kind::Ours), contender(kind)], &vec![taken(&yardstick), taken(samples)])
    }

    #[test]
    fn ours_fail_if_they_allocate_or_are_not_measured() {
        for kind in [Kind::Ours, Kind::OurNopsOnly] {
            assert_eq!(failing(kind, "Rust", &[(1.0, 0), (1.0, 0)]), 0);
            assert_eq!(failing(kind, "Rust", &[(1.0, 0), (1.0, 1)]), 1);
            assert_eq!(failing(kind, "Rust", &[]), 1);
        }
        for kind in [Kind::Liburing, Kind::NopsOnly, Kind::NoRing] {
            assert_eq!(failing(kind, "liburing", &[(1.0, 1)]), 0);
            assert_eq!(failing(kind, "liburing", &[]), 0);
        }
    }

    #[test]
    fn rust_fails_if_it_takes_more_than_is_held() {
        assert_eq!(failing(Kind::Ours, "Rust", &[(1.2, 0), (1.04, 0), (1.04, 0)]), 0);
        assert_eq!(failing(Kind::Ours, "Rust", &[(1.2, 0), (1.2, 0), (1.04, 0)]), CASES.len());
        assert_eq!(failing(Kind::Liburing, "liburing", &[(1.2, 0)]), 0);
    }
}
