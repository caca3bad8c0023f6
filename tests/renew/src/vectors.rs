// SPDX-License-Identifier: MIT OR Apache-2.0
// Golden vectors for helpers that have none of liburing's: what the C headers do, by a program that calls the helpers.

use super::draws::Draws;
use super::lists::{that_fill_an_entry, ENTRY};
use super::tables::{self, Row};
use super::{read, sources, Renewal};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

const TABLE: &str = "tests/data/sqe_parity.tsv";
const CASES: usize = 11;

pub fn renew(renewal: &mut Renewal, scratch: &Path) {
    let (vectors, functions) = (read(TABLE), read("tests/data/functions.tsv"));
    let functions = tables::rows(&functions);
    let helpers: BTreeSet<&str> = that_fill_an_entry(&functions).map(|row| &row["name"]).collect();
    let rows = tables::rows(&vectors);
    // liburing's rows stay as they are; ours go with their helper.
    let stays = |row: &&Row| &row["source"] == "upstream" || helpers.contains(&row["function"]);
    let kept: Vec<&Row> = rows.iter().filter(stays).collect();
    let have: BTreeSet<&str> = kept.iter().map(|row| &row["function"]).collect();
    let missing: Vec<&Row> =
        that_fill_an_entry(&functions).filter(|row| !have.contains(&row["name"])).collect();

    let header = vectors.lines().next().expect("a table has a header line");
    let mut text: String = kept.iter().map(|row| format!("{}\n", row.line())).collect();
    if !missing.is_empty() {
        text += &own_rows(&missing, scratch);
    }
    renewal.put(TABLE, &format!("{header}\n{text}"));
}

/// One call of a helper.
struct Call<'a> {
    helper: &'a str,
    case: usize,
    since: &'a str,
    /// The arguments as the table has them, and as C has them.
    numbers: Vec<String>,
    arguments: Vec<String>,
}

fn calls<'a>(row: &'a Row) -> Vec<Call<'a>> {
    let params = tables::params(row);
    let mut draws = Draws::of(&row["name"]);
    let call = |case: usize| {
        let mut call =
            Call { helper: &row["name"], case, since: &row["since"], numbers: vec![], arguments: vec![] };
        for (c_type, _) in &params {
            if c_type == ENTRY {
                call.arguments.push("sqe".into());
            } else {
                let number = draws.argument(&case.to_string(), c_type);
                call.numbers.push(format!("{number:#x}"));
                call.arguments.push(format!("({c_type}){number:#x}ULL"));
            }
        }
        call
    };
    (0..CASES).map(call).collect()
}

/// The rows of helpers that have none.
fn own_rows(helpers: &[&Row], scratch: &Path) -> String {
    let calls: Vec<Call> = helpers.iter().flat_map(|row| calls(row)).collect();
    let entries = run(&program(&calls), scratch);
    assert_eq!(entries.lines().count(), calls.len(), "the program prints a line for each call");
    let row = |(call, entry): (&Call, &str)| {
        format!("{}\t{}\t{}\t{entry}\t{}\town\n", call.helper, call.case, call.numbers.join(","), call.since)
    };
    calls.iter().zip(entries.lines()).map(row).collect()
}

/// A C program that prints the entry after each call.
fn program(calls: &[Call]) -> String {
    let mut text = "#include <stdio.h>\n#include <string.h>\n#include <liburing.h>\n\
                    static _Alignas(64) unsigned char entry[128];\n\
                    static void show(int size) {\n\
                    \tfor (int at = 0; at < size; at++) printf(\"%02x\", entry[at]);\n\
                    \tputchar('\\n');\n}\n\
                    int main(void) {\n\tstruct io_uring_sqe *sqe = (void *)entry;\n"
        .to_string();
    for Call { helper, arguments, .. } in calls {
        // The helpers of 128-byte entries say so in their name.
        let size = if helper.ends_with("128") { 128 } else { 64 };
        writeln!(
            text,
            "\tmemset(entry, 0xaa, sizeof(entry)); {helper}({}); show({size});",
            arguments.join(", ")
        )
        .expect("a string takes it");
    }
    text + "\treturn 0;\n}\n"
}

fn run(program: &str, scratch: &Path) -> String {
    if cfg!(any(target_endian = "big", target_pointer_width = "32")) {
        panic!("vectors are memory of a little-endian machine with 64-bit pointers, and this is none");
    }
    let (source, binary) = (scratch.join("vectors.c"), scratch.join("vectors"));
    fs::write(&source, program).expect("the target folder can be written");
    let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
    let output = |command: &mut Command| {
        let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command:?}: {}\n{said}", output.status);
        String::from_utf8(output.stdout).expect("ASCII")
    };
    let headers = sources::in_package("vendor/liburing/include");
    output(
        Command::new(compiler)
            .args(["-std=gnu11", "-D_GNU_SOURCE", "-Wall", "-Werror", "-I"])
            .arg(headers)
            .arg("-o")
            .args([&binary, &source]),
    );
    output(&mut Command::new(&binary))
}
