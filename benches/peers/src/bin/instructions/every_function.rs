// SPDX-License-Identifier: MIT OR Apache-2.0
//! System calls of every function of the library, in the forms of every_function.c: none more than with liburing.

use crate::calls::{self, Counts};
use iouring_sys_peers::libraries::{self, Program, UPSTREAM};
use std::collections::{BTreeMap, BTreeSet};

const PROGRAM: Program = Program { name: "every_function", sources: &["src/every_function.c"] };

/// Every function, with its kind in the second column.
const TABLE: &str = include_str!("../../../../../tests/data/functions.tsv");

/// Forms in which ours succeeds where liburing fails, which no number of calls can be compared with, and why.
const BEYOND: &[(&str, &str)] = &[
    ("io_uring_queue_init_params: NO_MMAP, more than a page", "liburing gives up where no huge page is free"),
    ("io_uring_register_wait_reg: one wait", "liburing refuses: no kernel has a call for it alone"),
];

/// What a function did: its calls, and what it returned.
struct Done {
    calls: Counts,
    result: i64,
}

/// By "FUNCTION: FORM".
type Forms = BTreeMap<String, Done>;

/// Counts the calls with both, prints what is missed, and returns how much that is. What cannot be counted is.
pub fn compare() -> usize {
    let both = libraries::upstream_and_ours(&PROGRAM);
    let [upstream, ours] = both.map(|library| {
        let forms = calls::trace(&library, &[]).and_then(|log| forms(&log));
        forms.map_err(|error| format!("{}: {error}", library.title))
    });
    let missed = match (&upstream, &ours) {
        (Ok(upstream), Ok(ours)) => {
            let missed = judge(upstream, ours, &functions(), BEYOND);
            describe(upstream, ours, missed.is_empty());
            missed
        }
        _ => [upstream, ours].into_iter().filter_map(Result::err).collect(),
    };
    missed.iter().for_each(|what| println!("  MISSED  {what}"));
    missed.len()
}

/// The functions of the library.
fn functions() -> BTreeSet<&'static str> {
    let rows = TABLE.lines().map(|row| row.split('\t').collect::<Vec<_>>());
    rows.filter(|row| row[1] == "extern").map(|row| row[0]).collect()
}

/// Reads what the program did: its marks are writes to -1 and to -2.
fn forms(log: &str) -> Result<Forms, String> {
    let mark = |line: &str, descriptor| {
        let text = line.strip_prefix(&format!("write({descriptor}, \""))?.split('"').next()?;
        Some(text.to_string())
    };
    let (mut forms, mut lines) = (Forms::new(), log.lines());
    while let Some(form) = lines.by_ref().find_map(|line| mark(line, -1)) {
        let mut result = None;
        let calls = calls::count(lines.by_ref().take_while(|line| {
            result = mark(line, -2);
            result.is_none()
        }));
        let result = result.and_then(|text| text.parse().ok()).ok_or(format!("{form}: no result"))?;
        if forms.insert(form.clone(), Done { calls, result }).is_some() {
            return Err(format!("{form}: twice"));
        }
    }
    Ok(forms)
}

fn function(form: &str) -> &str {
    form.split(':').next().unwrap_or(form)
}

fn describe(upstream: &Forms, ours: &Forms, none_missed: bool) {
    let names: BTreeSet<&str> = ours.keys().map(|form| function(form)).collect();
    let total = |forms: &Forms| forms.values().flat_map(|done| done.calls.values()).sum::<u32>();
    let refused = ours.values().filter(|done| done.result < 0).count();
    println!(
        "\nSystem calls of {} functions in {} forms, {refused} of which are errors: {} with ours, {} with {UPSTREAM}{}",
        names.len(),
        ours.len(),
        total(ours),
        total(upstream),
        if none_missed { "; none more in any form" } else { "" }
    );
}

/// What is missed: a function that was not called, a form that only one of them has or in which only one succeeds, unless it
/// is among those `beyond` liburing, and a call too many.
fn judge(upstream: &Forms, ours: &Forms, functions: &BTreeSet<&str>, beyond: &[(&str, &str)]) -> Vec<String> {
    let called: BTreeSet<&str> = ours.keys().map(|form| function(form)).collect();
    let mut missed: Vec<String> =
        functions.difference(&called).map(|name| format!("{name} is not called")).collect();
    missed.extend(only_in(upstream, ours).map(|form| format!("{form}: not with ours")));
    missed.extend(only_in(ours, upstream).map(|form| format!("{form}: not with {UPSTREAM}")));
    for (form, done) in ours {
        let Some(before) = upstream.get(form) else { continue };
        let known = beyond.iter().find(|(known, _)| known == form);
        match (done.result < 0, before.result < 0, known) {
            (false, true, Some((_, why))) => {
                println!("  not compared  {form}: {why}");
                continue;
            }
            (one, other, _) if one != other => {
                missed.push(format!("{form}: {}, with {UPSTREAM} {}", done.result, before.result));
            }
            _ => {}
        }
        for (call, ours, other) in calls::more(&done.calls, &before.calls) {
            missed.push(format!("{form}: {ours} times {call}, {UPSTREAM} {other} times"));
        }
    }
    missed
}

fn only_in<'a>(one: &'a Forms, other: &'a Forms) -> impl Iterator<Item = &'a String> {
    one.keys().filter(|form| !other.contains_key(*form))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "brk(NULL) = 1\n\
        write(-1, \"f: plain\", 8) = -1 EBADF (Bad file descriptor)\n\
        io_uring_enter(3, 1, 0, 0, NULL, 8) = 1\n\
        write(-2, \"1\", 1) = -1 EBADF (Bad file descriptor)\n\
        close(3) = 0\n\
        write(-1, \"g: plain\", 8) = -1 EBADF (Bad file descriptor)\n\
        write(-2, \"-22\", 3) = -1 EBADF (Bad file descriptor)\n";

    /// What is missed if ours did what the second log says.
    fn missed(upstream: &str, ours: &str, beyond: &[(&str, &str)]) -> Vec<String> {
        let [upstream, ours] = [upstream, ours].map(|log| forms(log).expect("a log"));
        judge(&upstream, &ours, &["f", "g"].into(), beyond)
    }

    #[test]
    fn a_call_more_is_missed() {
        let more = LOG.replace("io_uring_enter", "mmap(NULL) = 1\nio_uring_enter");
        assert_eq!(missed(LOG, LOG, &[]).len(), 0);
        assert_eq!(missed(&more, LOG, &[]).len(), 0);
        assert_eq!(missed(LOG, &more, &[]).len(), 1);
        assert_eq!(missed(LOG, &more, &[("f: plain", "both succeed")]).len(), 1);
    }

    #[test]
    fn what_does_not_the_same_is_missed() {
        let fails = LOG.replace("-2, \"1\"", "-2, \"-5\"");
        assert_eq!(missed(LOG, &fails, &[]).len(), 1);
        assert_eq!(missed(LOG, &fails, &[("f: plain", "it is ours that fails")]).len(), 1);
        assert_eq!(missed(&fails, LOG, &[]).len(), 1);
        assert_eq!(missed(&fails, LOG, &[("f: plain", "liburing cannot")]).len(), 0);
        assert_eq!(missed(&LOG.replace("f: plain", "f: other"), LOG, &[]).len(), 2, "another form");
        let without = LOG.replace("f: plain", "g: other");
        assert_eq!(missed(&without, &without, &[]), ["f is not called"]);
    }

    #[test]
    fn a_log_without_a_result_or_with_a_form_twice_is_an_error() {
        assert!(forms(&LOG.replace("g: plain", "f: plain")).is_err());
        assert!(forms(&LOG.replace("-2, \"-22\"", "3, \"-22\"")).is_err());
    }
}
