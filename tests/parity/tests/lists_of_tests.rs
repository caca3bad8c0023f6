// SPDX-License-Identifier: MIT OR Apache-2.0
//! Lists of functions that tests have to themselves are whole, as `tests/data/functions.tsv` has the functions: forms of
//! submitting and of waiting, and registrations.

use std::collections::BTreeSet;

use iouring_sys_parity::{sources, tables};
use tables::{assert_same_names, params, rows, Row};

/// What stands between a macro's opening parenthesis and the comma behind it, wherever the file calls it.
fn first_arguments(file: &str, call: &str) -> BTreeSet<String> {
    let source = sources::read(&sources::in_package(file));
    let arguments = source.split(call).skip(1).filter_map(|rest| rest.split_once(','));
    // What is not a path is how the macro itself is written.
    let paths = arguments.map(|(argument, _)| argument).filter(|argument| !argument.contains('$'));
    paths.map(String::from).collect()
}

fn functions(is_one: impl Fn(&Row) -> bool) -> Vec<Row<'static>> {
    rows(tables::FUNCTIONS).into_iter().filter(is_one).collect()
}

#[test]
fn every_form_of_submitting_and_waiting_is_in_the_table() {
    const WORDS: [&str; 6] = ["submit", "wait", "peek", "get_cqe", "events", "enter"];
    const NO_FORMS: [(&str, &str); 3] = [
        ("__io_uring_peek_cqe", "looks at memory alone, and is part of the others"),
        ("io_uring_register_wait_reg", "registers waits"),
        ("io_uring_set_iowait", "changes how the ring waits"),
    ];
    let speak = functions(|row| {
        let name = &row["name"];
        WORDS.iter().any(|word| name.contains(word)) && !name.starts_with("io_uring_prep_")
    });
    let mut expected = BTreeSet::new();
    let mut left_out = BTreeSet::new();
    for row in &speak {
        let name = &row["name"];
        if NO_FORMS.iter().any(|(other, _)| *other == name) {
            left_out.insert(name);
            continue;
        }
        expected.insert(format!("iouring_sys::{name}"));
        match &row["kind"] {
            // A function written in Rust, and the one that the C compiler makes.
            "inline" => expected.insert(format!("ffi::{name}")),
            _ if name.starts_with("io_uring_enter") => expected.insert(format!("syscall::{name}")),
            _ => false,
        };
    }
    assert_same_names("functions that are no forms", left_out, NO_FORMS.map(|(name, _)| name));
    let listed = first_arguments("tests/common/forms.rs", "form!(");
    assert_same_names("forms", expected.iter().map(String::as_str), listed.iter().map(String::as_str));
}

#[test]
fn every_registration_is_called_with_what_leads_nowhere() {
    const WORDS: [&str; 4] = ["register", "clone_buffers", "resize_rings", "buf_ring"];
    // They have tests of their own in the same file.
    const APART: [&str; 5] = [
        "io_uring_buf_ring_head",
        "io_uring_free_buf_ring",
        "io_uring_register",
        "io_uring_resize_rings",
        "io_uring_setup_buf_ring",
    ];
    const FILE: &str = "tests/hostile_register.rs";
    let registrations = functions(|row| {
        let takes = |(of, _): &(String, String)| of != "struct io_uring *";
        &row["kind"] == "extern"
            && WORDS.iter().any(|word| row["name"].contains(word))
            && params(row).iter().any(takes)
    });
    let source = sources::read(&sources::in_package(FILE));
    let words: BTreeSet<&str> = source.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    for name in APART {
        assert!(words.contains(name), "{FILE} does not call {name}");
    }
    let listed = first_arguments(FILE, "call!(");
    let all = listed.iter().map(String::as_str).chain(APART);
    assert_same_names("registrations", registrations.iter().map(|row| &row["name"]), all);
}
