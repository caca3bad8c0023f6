// SPDX-License-Identifier: MIT OR Apache-2.0
// The numbers in texts for readers, from the tables.

use super::tables::{self, Row};
use super::{read, Renewal};

pub fn renew(renewal: &mut Renewal) {
    let count = |table: &str, counted: fn(&Row) -> bool| {
        let text = read(&format!("tests/data/{table}.tsv"));
        tables::rows(&text).iter().filter(|row| counted(row)).count()
    };
    let functions = (count("functions", |row| &row["kind"] != "local"), "functions");
    let constants = (count("constants", |_| true), "constants");
    let types = (count("structs", |row| &row["field"] == "(total)"), "types");
    let vectors = count("sqe_parity", |_| true);
    for (path, counts) in [
        ("README.md", vec![functions, constants, types, (vectors, "golden SQEs")]),
        ("vendor/liburing/README.md", vec![(vectors, "recorded SQEs")]),
        ("CHANGELOG.md", vec![functions, constants, types]),
    ] {
        let text = read(path);
        let part = if path == "CHANGELOG.md" { unreleased(&text) } else { 0..text.len() };
        let mut renewed = text[part.clone()].to_string();
        for (count, what) in counts.into_iter().filter(|_| !part.is_empty()) {
            renewed = with_count(&renewed, count, what)
                .unwrap_or_else(|| panic!("{path}: not exactly one number stands before {what:?}"));
        }
        renewal.put(path, &format!("{}{renewed}{}", &text[..part.start], &text[part.end..]));
    }
}

/// Where the part of the changelog is that no release has; empty if there is none.
fn unreleased(text: &str) -> std::ops::Range<usize> {
    let headings: Vec<usize> = text.match_indices("\n## ").map(|(at, _)| at + 1).collect();
    let is_unreleased =
        |start: &usize| text[*start..].lines().next().is_some_and(|line| line.ends_with("unreleased"));
    match headings.iter().position(is_unreleased) {
        Some(at) => headings[at]..headings.get(at + 1).copied().unwrap_or(text.len()),
        None => 0..0,
    }
}

/// The text with another number before ` what`; none if there is not exactly one.
fn with_count(text: &str, count: usize, what: &str) -> Option<String> {
    let phrase = format!(" {what}");
    let number_before = |(end, _): (usize, &str)| {
        let start = text[..end].trim_end_matches(|c: char| c.is_ascii_digit() || c == ',').len();
        (start < end).then_some(start..end)
    };
    let mut found = text.match_indices(&phrase).filter_map(number_before);
    let (place, more) = (found.next()?, found.next());
    match more {
        Some(_) => None,
        None => Some(format!("{}{}{}", &text[..place.start], with_commas(count), &text[place.end..])),
    }
}

/// A number with a comma after every three digits from the right.
fn with_commas(count: usize) -> String {
    match count / 1000 {
        0 => count.to_string(),
        thousands => format!("{},{:03}", with_commas(thousands), count % 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_number_before_a_word_is_replaced() {
        let text = "All 1,221 golden SQEs, and functions: 232 functions, each once.";
        let expected = "All 1,222 golden SQEs, and functions: 232 functions, each once.";
        assert_eq!(with_count(text, 1222, "golden SQEs").as_deref(), Some(expected));
        assert_eq!(with_count(text, 232, "functions").as_deref(), Some(text));
        assert_eq!(with_count(text, 1, "constants"), None);
        assert_eq!(with_count("2 types, 3 types", 1, "types"), None);
    }

    #[test]
    fn only_the_unreleased_part_is_meant() {
        let text = "# Changelog\n\n## 0.2.0 — unreleased\n\n- 3 types\n\n## 0.1.0\n\n- 2 types\n";
        assert_eq!(&text[unreleased(text)], "## 0.2.0 — unreleased\n\n- 3 types\n\n");
        assert!(unreleased("# Changelog\n\n## 0.1.0\n\n- 2 types\n").is_empty());
    }
}
