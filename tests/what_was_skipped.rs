// SPDX-License-Identifier: MIT OR Apache-2.0
//! How many tests were skipped in this run and why, which cargo has this file tell after the others; and which skips may be.

mod common;

use common::report::report;
use common::skips::{counted, is_expected, summary};

/// The last of the test programs, in the order of their names, counts what the others and itself have skipped. In the
/// repository others come after those of the package, and the last of them does so.
#[test]
fn the_skips_of_this_run_are_counted() {
    let members = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parity");
    if let (false, Some(line)) = (members.exists(), summary()) {
        report!("{line}");
    }
}

const LIST: &str = "1-10 /debug\ta::one\tno answer
1-10 /other/debug\ta::one\tno room
1-10 /debug\ta::two\tno room
1-10 /debug\tb::three\tno answer
1-1 /debug\ta::one\tno room
1-10 /debug/deps\ta::one\tno room";

#[test]
fn skips_of_other_runs_and_processors_are_not_of_this_one() {
    assert_eq!(counted(LIST, "1-10 /debug"), Some((3, 2, "no answer")));
    assert_eq!(counted(LIST, "1-10 /other/debug"), Some((1, 1, "no room")));
    assert_eq!(counted(LIST, "1-11 /debug"), None);
}

const TABLE: &str = "test\tfrom\tto\tcondition\treason
a::old\t\t6.12\t\tno answer
a::new\t6.13\t\t\tno answer
a::between\t6.1\t6.4\t\tno answer
a::machine\t\t\tsmall\tno answer
*\t\t\tlarge\tno room";

#[test]
fn only_the_skips_of_the_table_are_expected() {
    let expected =
        |name, kernel, why| is_expected(TABLE, name, why, kernel, |condition| condition == "small");
    for (name, kernel, expects) in [
        ("a::old", [6, 12, 99], true),
        ("a::old", [5, 4, 0], true),
        ("a::old", [6, 13, 0], false),
        ("a::new", [6, 13, 0], true),
        ("a::new", [10, 0, 0], true),
        ("a::new", [6, 12, 99], false),
        ("a::between", [6, 1, 0], true),
        ("a::between", [6, 4, 1], true),
        ("a::between", [6, 5, 0], false),
        ("a::between", [5, 19, 0], false),
        ("a::machine", [6, 18, 0], true),
        ("b::old", [6, 12, 0], false),
    ] {
        assert_eq!(expected(name, kernel, "no answer, for once"), expects, "{name} on {kernel:?}");
        assert!(!expected(name, kernel, "another reason"), "{name} on {kernel:?}");
    }
    assert!(!expected("a::any", [6, 18, 0], "no room"), "the condition does not hold");
    assert!(is_expected(TABLE, "a::any", "no room", [6, 18, 0], |condition| condition == "large"));
}
