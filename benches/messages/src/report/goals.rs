// SPDX-License-Identifier: MIT OR Apache-2.0
//! The goals, and the profile of those that are missed.

use super::markdown::{ratio, row, short};
use super::Results;
use crate::contenders::{Kind, Way, WAYS};
use crate::round_trips::{Mode, BLOCK_ONE, BLOCK_TWO, BUSY_TWO, YARDSTICK};
use crate::stats::Summary;

/// A message by request, at most this part of the yardstick.
const OF_YARDSTICK: f64 = 0.80;

/// Busy polling for messages, at most this part of blocking.
const OF_BLOCKING: f64 = 0.03;

/// What explains a goal that is missed.
const POLLED: &str =
    "Busy polling leaves the two system calls that send. The faster the machine wakes a thread, the \
    larger their part.\n\n";

/// Tells which goals are reached. Returns the text and how many are missed; what cannot be measured is missed.
pub fn judge(results: &Results) -> (String, usize) {
    let mut text = String::from("\nGoals:\n\n");
    let reached =
        [beside_yardstick(results, BLOCK_ONE, &mut text), beside_yardstick(results, BLOCK_TWO, &mut text)];
    let reached = reached.into_iter().chain([busy_beside_blocking(results, &mut text)]);
    let missed = reached.filter(|reached| !reached).count();
    (text, missed)
}

fn beside_yardstick(results: &Results, mode: Mode, text: &mut String) -> bool {
    let best = best_message(results, mode);
    let part = best.and_then(|(_, summary)| summary.ratio).map(|ratio| ratio.median);
    let goal = format!("{}: a message / {}, at most {OF_YARDSTICK:.2}", mode.name(), YARDSTICK.name());
    let reached = line(text, &goal, part, OF_YARDSTICK);
    // Not every kind of ring has each way.
    let measured = |way| results.trips.cell(way, mode).as_ref().ok();
    *text +=
        &of_own_kind(|way| WAYS.contains(&way).then(|| measured(way))?.map(|summary| summary.p50.median));
    if let (false, Some((best, _)), Some((fastest, summary))) =
        (reached, best, fastest(results, mode, |_| true))
    {
        let mut ways = vec![YARDSTICK, best, fastest];
        ways.dedup();
        *text += &profile(results, &ways.into_iter().map(|way| (way, mode)).collect::<Vec<_>>());
        let none = if part_of(summary) > OF_YARDSTICK { ", so that no way reaches the goal" } else { "" };
        *text += &format!("The last row is the fastest of all ways, at {:.2}{none}.", part_of(summary));
        *text += &interrupts(results, mode).unwrap_or_default();
        *text += "\n\n";
    }
    reached
}

/// The best message beside the eventfds of its own kind of ring, by their medians: the goal is of the best of all kinds
/// beside the eventfd in a plain ring, which is the slowest.
fn of_own_kind(p50: impl Fn(Way) -> Option<f64>) -> String {
    let mut text = String::new();
    for kind in [Kind::Plain, Kind::Coop, Kind::Deferred] {
        let messages = [Way::Message(kind), Way::MessageAndWait(kind)];
        let Some(best) = messages.into_iter().filter_map(&p50).min_by(f64::total_cmp) else { continue };
        let beside = [(Way::EventfdRead(kind), "read"), (Way::EventfdPolled(kind), "poll")]
            .into_iter()
            .filter_map(|(way, name)| Some(format!("{:.2} of the {name}", best / p50(way)?)));
        let beside = beside.collect::<Vec<_>>().join(", ");
        if !beside.is_empty() {
            text += &format!("  - of its own kind, {}: {beside}\n", kind.name());
        }
    }
    text
}

/// What of the yardstick's time the interrupts of a round trip are, if it needs some: a read that waits in a polled
/// ring ends by one, unless the ring is of a kind whose thread fetches what has ended.
fn interrupts(results: &Results, mode: Mode) -> Option<String> {
    let median = |way, mode| Some(results.trips.cell(way, mode).as_ref().ok()?.p50.median);
    let with = median(Way::EventfdRead(Kind::Plain), BUSY_TWO)?;
    let without = median(Way::EventfdRead(Kind::Deferred), BUSY_TWO)?;
    let all = median(YARDSTICK, mode)?;
    let (took, share) = (with - without, (with - without) / all * 100.0);
    let [with, without, took, all] = [with, without, took, all].map(short);
    (mode == BLOCK_TWO).then(|| {
        format!(
            " All have to interrupt the other processor, once in either direction. Such interrupts are {took} of the \
             first row's {all} µs, {share:.0} %: with them, and no thread asleep, a round trip takes {with} µs (eventfd \
             read in a plain ring that is polled), without {without} µs (in one with `DEFER_TASKRUN`)."
        )
    })
}

fn busy_beside_blocking(results: &Results, text: &mut String) -> bool {
    let both = best_message(results, BUSY_TWO).zip(best_message(results, BLOCK_TWO));
    let part = both.map(|((_, polled), (_, blocking))| polled.p50.median / blocking.p50.median);
    let goal = format!("two processors: messages busy polled / blocking, at most {OF_BLOCKING:.2}");
    let reached = line(text, &goal, part, OF_BLOCKING);
    if let (false, Some(((polled, _), (blocking, _)))) = (reached, both) {
        *text += &profile(results, &[(blocking, BLOCK_TWO), (polled, BUSY_TWO)]);
        *text += POLLED;
    }
    reached
}

/// The fastest of the messages by request.
fn best_message(results: &Results, mode: Mode) -> Option<(Way, &Summary)> {
    fastest(results, mode, |way| matches!(way, Way::Message(_) | Way::MessageAndWait(_)))
}

/// The fastest beside the yardstick in the same rounds.
fn fastest(results: &Results, mode: Mode, of: impl Fn(Way) -> bool) -> Option<(Way, &Summary)> {
    let ways = WAYS.into_iter().filter(|way| of(*way));
    let measured = ways.filter_map(|way| Some((way, results.trips.cell(way, mode).as_ref().ok()?)));
    measured.min_by(|(_, one), (_, other)| part_of(one).total_cmp(&part_of(other)))
}

/// As a part of the yardstick, if that was measured.
fn part_of(summary: &Summary) -> f64 {
    summary.ratio.unwrap_or(summary.p50).median
}

/// Adds a line, and says whether the goal is reached.
fn line(text: &mut String, goal: &str, part: Option<f64>, limit: f64) -> bool {
    let reached = part.is_some_and(|part| part <= limit);
    let part = part.map_or("not measured".into(), |part| format!("{part:.3}"));
    *text += &format!("- {goal}: {part}, {}\n", if reached { "reached" } else { "MISSED" });
    reached
}

/// Where the time of these goes: to a processor, or between a wake-up and its effect.
fn profile(results: &Results, ways: &[(Way, Mode)]) -> String {
    let head = ["", "p50, µs", "ratio", "processor time of both", "switches", "system calls, blocking"];
    let mut text = String::from("\n") + &row(&head.map(String::from)) + "|---|--:|--:|--:|--:|--:|\n";
    for (way, mode) in ways {
        let Ok(summary) = results.trips.cell(*way, *mode) else { continue };
        let calls = WAYS.iter().zip(&results.calls).find(|(known, _)| *known == way);
        let calls = calls.and_then(|(_, calls)| calls.as_ref().ok());
        text += &row(&[
            format!("{}, {}", way.name(), mode.name()),
            short(summary.p50.median),
            ratio(summary),
            short(summary.processor),
            format!("{:.2}", summary.switches),
            calls.map_or("-".into(), |calls| format!("{calls:.1}")),
        ]);
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_beside_the_eventfds_of_its_own_kind() {
        let p50 = |way| match way {
            Way::EventfdRead(Kind::Plain) => Some(8.0),
            Way::EventfdPolled(Kind::Plain) => Some(5.0),
            Way::EventfdRead(Kind::Deferred) => Some(10.0),
            Way::Message(Kind::Plain) => Some(4.0),
            Way::MessageAndWait(Kind::Plain) => Some(2.0),
            Way::Message(Kind::Coop) => Some(1.0),
            Way::Message(Kind::Deferred) => Some(9.0),
            _ => None,
        };
        let expected = "  - of its own kind, plain: 0.25 of the read, 0.40 of the poll\n  \
            - of its own kind, `DEFER_TASKRUN`: 0.90 of the read\n";
        assert_eq!(of_own_kind(p50), expected);
    }
}
