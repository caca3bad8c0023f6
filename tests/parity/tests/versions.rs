// SPDX-License-Identifier: MIT OR Apache-2.0
//! The version of Linux that the documentation of an operation or a flag states is the one in `tests/data/opcodes.tsv`,
//! and the running kernel has what that table says it has.

#[path = "../../common/mod.rs"]
mod common;

use common::has_or_skip;
use common::kernel::{refused, registers};
use common::report::report;
use iouring_sys::{
    io_uring_query_hdr, io_uring_query_opcode, io_uring_register_query, IORING_REGISTER_QUERY,
    IO_URING_QUERY_OPCODES,
};
use iouring_sys_parity::documentation::documentation;
use iouring_sys_parity::sources;
use iouring_sys_parity::tables::{self, number, Row};
use std::collections::BTreeMap;

/// The documentation of the constants, each as one line.
fn documentation_of_constants() -> BTreeMap<String, String> {
    let files = ["src/bindings.rs", "src/target_constants.rs"].map(sources::in_package);
    let documented = |item| match item {
        syn::Item::Const(item) => {
            let text = documentation(&item.attrs);
            Some((item.ident.to_string(), text.split_whitespace().collect::<Vec<_>>().join(" ")))
        }
        _ => None,
    };
    files.iter().flat_map(|path| sources::parse(path).items).filter_map(documented).collect()
}

/// What a documentation ends with: the version of another thing that it mentions comes before its own.
fn stated(text: &str) -> Option<String> {
    let versions = [("Since Linux ", ""), ("Not in Linux ", ">")];
    let last = versions.iter().filter_map(|&(words, mark)| Some((text.rfind(words)?, words, mark))).max()?;
    let (at, words, mark) = last;
    let version = text[at + words.len()..].split([' ', ',', ':', ';']).next().expect("the first of them");
    Some(format!("{mark}{}", version.trim_end_matches('.')))
}

#[test]
fn documentation_states_the_versions_of_the_table() {
    let texts = documentation_of_constants();
    let rows = tables::rows(tables::OPCODES);
    let mut wrong = Vec::new();
    for row in &rows {
        let text = texts.get(&row["name"]).unwrap_or_else(|| panic!("{}: no such constant", &row["name"]));
        let stated = stated(text).unwrap_or_default();
        if stated != row["since_kernel"].trim_start_matches('~') {
            wrong.push(format!("{}: {stated:?}, not {:?}", &row["name"], &row["since_kernel"]));
        }
        let without_version = row["since_kernel"].is_empty();
        if without_version && row["note"].is_empty() || !without_version && row["evidence"].is_empty() {
            wrong.push(format!("{}: neither evidence nor a note", &row["name"]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    report!("{} versions stated as in the table", rows.len());
}

/// The page on older kernels says until which version each feature is missing.
#[test]
fn the_page_of_kernels_states_the_versions_of_the_table() {
    let (rows, mut seen) = (tables::rows(tables::OPCODES), 0);
    let page = sources::read(&sources::in_package("src/docs/platforms.md"));
    let (by_hand, _) = page.split_once("# What each kernel brought").expect("the renewed part");
    for line in by_hand.lines() {
        let cells: Vec<_> = line.split(" | ").collect();
        let name = cells.get(1).and_then(|cell| cell.strip_prefix("[`")?.strip_suffix("`]"));
        if let (Some(name), 4) = (name, cells.len()) {
            let row = rows.iter().find(|row| &row["name"] == name).expect("a row of the table");
            assert_eq!(cells[0], format!("| {}", row["since_kernel"].trim_start_matches('~')), "{name}");
            seen += 1;
        }
    }
    assert!(seen > 5, "only {seen} versions seen");
}

/// What the kernel says that it knows, by group of the table: whether it knows a value.
fn known_to_the_kernel() -> Option<impl Fn(&Row) -> Option<bool>> {
    let mut answer = io_uring_query_opcode::default();
    let mut hdr = io_uring_query_hdr {
        query_data: &mut answer as *mut io_uring_query_opcode as u64,
        query_op: IO_URING_QUERY_OPCODES,
        size: size_of::<io_uring_query_opcode>() as u32,
        ..Default::default()
    };
    // SAFETY: the question points to an answer of that size, which is read afterwards only.
    let result = unsafe { io_uring_register_query(&mut hdr) };
    (result == 0 && hdr.result == 0).then_some(move |row: &Row| {
        let value = number(&row["value"]);
        match &row["group"] {
            "op" => Some(value < answer.nr_request_opcodes.into()),
            // The flag in an operation's number is none.
            "register_op" if value < 1 << 31 => Some(value < answer.nr_register_opcodes.into()),
            "setup_flag" => Some(value & i128::from(answer.ring_setup_flags) != 0),
            "feature" => Some(value & i128::from(answer.feature_flags) != 0),
            "enter_flag" => Some(value & i128::from(answer.enter_flags) != 0),
            "sqe_flag" => Some(value & i128::from(answer.sqe_flags) != 0),
            _ => None,
        }
    })
}

#[test]
fn the_kernel_has_what_the_table_says_it_has() {
    if let Some(why) = refused() {
        return common::skip_this(why);
    }
    if !has_or_skip(registers(IORING_REGISTER_QUERY), "the kernel answers no questions") {
        return;
    }
    let known = known_to_the_kernel().expect("the kernel answers questions");
    let [major, minor, _] = common::process::kernel();
    let mut compared = 0;
    for row in tables::rows(tables::OPCODES) {
        let Some((since, is_known)) =
            row["since_kernel"].trim_start_matches('~').split_once('.').zip(known(&row))
        else {
            continue;
        };
        let number = |digits: &str| digits.parse::<u32>().expect("a number");
        let should_be = [number(since.0), number(since.1)] <= [major, minor];
        // Distributions' kernels may have later things.
        assert!(is_known || !should_be, "{} is missing from {major}.{minor}", &row["name"]);
        assert!(!is_known || should_be || [major, minor] != [6, 18], "{} is in 6.18", &row["name"]);
        compared += 1;
    }
    report!("{compared} operations and flags asked for");
    assert!(compared > 150, "{compared}");
}
