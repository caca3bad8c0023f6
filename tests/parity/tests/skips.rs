// SPDX-License-Identifier: MIT OR Apache-2.0
//! The table of the skips that are expected, `tests/data/skips.tsv`: its rows are whole, name tests that there are, and
//! hold neither everywhere nor always.

use iouring_sys_parity::sources;

/// The sources of a test program, in one piece.
fn program(name: &str) -> String {
    let file = sources::in_package(&format!("tests/{name}.rs"));
    if file.exists() {
        return sources::read(&file);
    }
    sources::files_below(&sources::in_package(&format!("tests/{name}")))
        .iter()
        .map(|file| sources::read(file))
        .collect()
}

#[test]
fn the_table_names_tests_that_there_are() {
    let table = sources::read(&sources::in_package("tests/data/skips.tsv"));
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("test\tfrom\tto\tcondition\treason"));
    for line in lines {
        let row: Vec<_> = line.split('\t').collect();
        let [test, from, to, condition, reason] = row[..] else { panic!("no row of five: {line}") };
        assert!(!reason.is_empty(), "no reason: {line}");
        let limited = !from.is_empty() || !to.is_empty() || !condition.is_empty();
        assert!(limited, "expected everywhere and always: {line}");
        if test != "*" {
            let (file, name) = test.split_once("::").unwrap_or_else(|| panic!("no program: {line}"));
            let name = name.rsplit("::").next().expect("a name");
            let source = program(file);
            // Some are made by a macro, which gets their names.
            let there = [format!("fn {name}("), format!("{name}:")].iter().any(|text| source.contains(text));
            assert!(there, "no such test: {line}");
        }
    }
}
