// SPDX-License-Identifier: MIT OR Apache-2.0
//! The index of rustdoc's search: which words lead to which items. Its form is rustdoc's own (1.95), and another one
//! is an error here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The aliases in a documentation that was built in `target`: each word, and the items' names that it leads to.
pub fn aliases(target: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let folder = target.join("doc/search.index");
    let (names, targets) = (column(&folder.join("name")), column(&folder.join("alias")));
    let empty = ranges(&empty_rows(&read(&folder.join("root.js")), "alias"));
    let is_empty = |row: &usize| empty.iter().any(|(first, last)| (first..=last).contains(&row));
    let words: Vec<usize> = (0..names.len()).filter(|row| !is_empty(row)).collect();
    assert_eq!(words.len(), targets.len(), "rows with an alias, and what they lead to");
    let mut aliases = BTreeMap::<_, BTreeSet<_>>::new();
    for (word, target) in words.into_iter().zip(targets) {
        let target: usize = target.parse().expect("the number of a row");
        aliases.entry(names[word].clone()).or_default().insert(names[target].clone());
    }
    aliases
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The rows of a column, those without a value left out.
fn column(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let files: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    assert_eq!(files.len(), 1, "{}: a column in one file", folder.display());
    let text = read(&files[0]);
    let packed = text.strip_prefix("rd_(\"").and_then(|text| text.trim_end().strip_suffix("\")"));
    unpacked(packed.unwrap_or_else(|| panic!("{}: another form", files[0].display())))
}

/// Values, each behind its length: digits to the base of 16, the last one among `` `a-o ``, those before among `@A-O`.
/// One of `0-9:;<=>?` is the last value once more, the one before it, and so on.
fn unpacked(mut packed: &str) -> Vec<String> {
    assert!(packed.is_ascii() && !packed.contains('\\'), "names in ASCII");
    let (mut values, mut fresh) = (Vec::new(), Vec::new());
    while let Some(first) = packed.bytes().next() {
        if (b'0'..b'@').contains(&first) {
            let back: &String = &fresh[fresh.len() - 1 - usize::from(first - b'0')];
            values.push(back.clone());
            packed = &packed[1..];
            continue;
        }
        let digits = 1 + packed.bytes().take_while(|&digit| digit < b'`').count();
        let length = packed[..digits].bytes().fold(0, |length, digit| length << 4 | usize::from(digit & 15));
        let value = packed[digits..digits + length].to_string();
        fresh.push(value.clone());
        values.push(value);
        packed = &packed[digits + length..];
    }
    values
}

/// The set of a column's rows without a value, as the index's root has it.
fn empty_rows(root: &str, column: &str) -> Vec<u8> {
    let (_, column) = root.split_once(&format!("\"{column}\":{{")).expect("the root has the column");
    let (_, set) = column.split_once("\"E\":\"").expect("the column has a set of empty rows");
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => panic!("{byte} is no digit to the base of 64"),
    };
    let digits = set.bytes().take_while(|&byte| byte != b'"' && byte != b'=').map(digit);
    let bits: Vec<u8> = digits.flat_map(|digit| (0..6).rev().map(move |bit| digit >> bit & 1)).collect();
    bits.chunks_exact(8).map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | bit)).collect()
}

/// The ranges of a Roaring bitmap that is one container of runs.
fn ranges(bitmap: &[u8]) -> Vec<(usize, usize)> {
    let numbers = |bytes: &[u8]| -> Vec<usize> {
        bytes.chunks_exact(2).map(|pair| usize::from(u16::from_le_bytes([pair[0], pair[1]]))).collect()
    };
    // The kind, how many containers but one, and that this one has runs; then its key, its size and the number of runs.
    let head = (numbers(&bitmap[..4]), bitmap[4]);
    assert_eq!(head, (vec![0x303b, 0], 1), "one container of runs");
    let runs = numbers(&bitmap[11..]);
    assert_eq!(runs.len(), 2 * numbers(&bitmap[9..11])[0], "a start and a length for each run");
    runs.chunks_exact(2).map(|run| (run[0], run[0] + run[1])).collect()
}

#[test]
fn the_index_is_unpacked() {
    assert_eq!(unpacked("bab00caaa1A`0123456789abcdef"), ["ab", "ab", "ab", "aaa", "ab", "0123456789abcdef"]);
    let root = r#"{"name":{"E":"OjAA"},"alias":{"N":"b","E":"OzAAAAEAAAMAAgAAAAEABwABAA=="}}"#;
    assert_eq!(ranges(&empty_rows(root, "alias")), [(0, 1), (7, 8)]);
}
