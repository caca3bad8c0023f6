// SPDX-License-Identifier: MIT OR Apache-2.0
// The table of what each version of Linux brought, on the page of the module `platforms`, from the table of operations.

use super::tables::{self, Row};
use super::{read, Renewal, RENEWED};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const PAGE: &str = "src/docs/platforms.md";
const MARK: &str = "# What each kernel brought";
/// The columns, and the groups of the table that each has.
const COLUMNS: [(&str, &[&str]); 3] = [
    ("operations", &["op"]),
    ("registrations", &["register_op"]),
    ("set-up flags and features", &["setup_flag", "feature"]),
];

pub fn renew(renewal: &mut Renewal) {
    let table = read("tests/data/opcodes.tsv");
    let mut versions: BTreeMap<(u32, u32), [Vec<String>; 3]> = BTreeMap::new();
    for row in tables::rows(&table) {
        let column = COLUMNS.iter().position(|(_, groups)| groups.contains(&&row["group"]));
        if let (Some(column), Some(version)) = (column, since(&row)) {
            let name = &row["name"];
            versions.entry(version).or_default()[column].push(format!("[`{name}`]"));
        }
    }
    let titles = COLUMNS.map(|(title, _)| title).join(" | ");
    let mut text = format!("\n<!-- From here on {RENEWED}. -->\n\n");
    text += "A kernel lacks what stands below its own row. Each name's page has the source. Flags of requests have their \
             version there; functions have it [by task](crate#by-task).\n\n";
    writeln!(text, "| Linux | {titles} |\n|---|---|---|---|").expect("a string takes it");
    for ((major, minor), columns) in versions {
        let cells = columns.map(|links| links.join(", ")).join(" | ");
        writeln!(text, "| {major}.{minor} | {cells} |").expect("a string takes it");
    }
    renewal.put_below(PAGE, MARK, &text);
}

/// The version, if one is established, and is out.
fn since(row: &Row) -> Option<(u32, u32)> {
    let (major, minor) = row["since_kernel"].trim_start_matches('~').split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
