// SPDX-License-Identifier: MIT OR Apache-2.0
//! No sentence of the documentation stands in many places, and no reason why a block is sound does.
//!
//! What each test finds is printed, the most frequent first:
//! `cargo test -p iouring-sys-parity --test sentences -- --nocapture`.

#[path = "../../common/report.rs"]
mod report;

use iouring_sys_parity::sources;
use report::report;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How often a sentence may stand in `src` and `vendor` together.
const LIMIT: usize = 5;
/// What has fewer words is no sentence that says something.
const WORDS: usize = 6;

/// The files of the documentation; the bindings repeat what the headers say.
fn files() -> Vec<PathBuf> {
    let folders = ["src", "vendor"].map(|folder| sources::files_below(&sources::in_package(folder)));
    let mut files = folders.concat();
    files.retain(|path| *path != sources::in_package("src/bindings.rs"));
    files
}

/// The blocks of a file's documentation: paragraphs, list items, headings and cells of tables, without code.
fn documentation(path: &Path) -> Vec<String> {
    let text = sources::read(path);
    let lines: Vec<&str> = match path.extension().and_then(|extension| extension.to_str()) {
        Some("md") => text.lines().collect(),
        Some("rs") => text.lines().map(|line| after(line, &["///", "//!"])).collect(),
        Some("h" | "c") => c_documentation(&text),
        _ => Vec::new(),
    };
    blocks(&lines)
}

/// What follows one of the marks; nothing on a line without one.
fn after<'a>(line: &'a str, marks: &[&str]) -> &'a str {
    marks.iter().find_map(|mark| line.trim_start().strip_prefix(mark)).unwrap_or_default().trim()
}

/// The lines of the comments that start with two stars, with nothing in place of the others.
fn c_documentation(text: &str) -> Vec<&str> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in text.lines().map(str::trim) {
        let start = line.strip_prefix("/**");
        inside |= start.is_some();
        let content = start.unwrap_or_else(|| line.strip_prefix('*').unwrap_or(line));
        lines.push(if inside { content.trim_end_matches("*/").trim() } else { "" });
        inside &= !line.ends_with("*/");
    }
    lines
}

/// Joins lines that belong together.
fn blocks(lines: &[&str]) -> Vec<String> {
    let mut blocks = vec![String::new()];
    let mut in_code = false;
    for line in lines {
        let is_fence = line.starts_with("```");
        let starts =
            is_fence || line.is_empty() || ["- ", "# ", "|"].iter().any(|start| line.starts_with(start));
        if starts || blocks.last().is_some_and(|block| block.starts_with('#')) {
            blocks.push(String::new());
        }
        in_code ^= is_fence;
        if !in_code && !is_fence {
            let last = blocks.last_mut().expect("there is one at least");
            *last += " ";
            *last += line.trim_start_matches("- ");
            *last = last.trim().to_string();
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// The sentences of the blocks that are to differ. What stands before or after a colon or a semicolon is one.
fn sentences(blocks: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        // A heading with its one link to the part that all share.
        let under_heading = at > 0 && blocks[at - 1].starts_with('#');
        if under_heading && block.contains("](crate#") && !block.trim_end_matches('.').contains(". ") {
            continue;
        }
        let text = block.replace("[`", "`").replace("`]", "`").replace('|', ". ");
        let mut sentence = String::new();
        for word in text.split_whitespace() {
            sentence += if sentence.is_empty() { "" } else { " " };
            sentence += word;
            if word.ends_with(['.', ':', ';', '!', '?']) {
                found.push(std::mem::take(&mut sentence));
            }
        }
        found.push(sentence);
    }
    let says_since = |sentence: &String| {
        ["Since ", "Source:", "C symbol:", "SPDX-"].iter().any(|start| sentence.starts_with(start))
    };
    found.retain(|sentence| sentence.split_whitespace().count() >= WORDS && !says_since(sentence));
    found
}

/// What stands more often than it may, the most frequent first.
fn too_often(sentences: Vec<String>) -> Vec<(usize, String)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for sentence in sentences {
        *counts.entry(sentence.trim_end_matches(['.', ':', ';']).to_string()).or_default() += 1;
    }
    let often = counts.into_iter().filter(|(_, count)| *count > LIMIT);
    let mut often: Vec<(usize, String)> = often.map(|(sentence, count)| (count, sentence)).collect();
    often.sort_by(|a, b| b.cmp(a));
    often
}

/// Prints and fails if anything stands too often.
fn check(what: &str, sentences: Vec<String>) {
    let all = sentences.len();
    let often = too_often(sentences);
    report!("{} of {all} {what} stand more than {LIMIT} times", often.len());
    let lines: String = often.iter().map(|(count, sentence)| format!("{count:5}  {sentence}\n")).collect();
    assert!(often.is_empty(), "more than {LIMIT} times:\n{lines}");
}

#[test]
fn no_sentence_of_the_documentation_stands_in_many_places() {
    check(
        "sentences of documentation",
        files().iter().flat_map(|path| sentences(&documentation(path))).collect(),
    );
}

#[test]
fn no_reason_of_soundness_stands_in_many_places() {
    let mut found = Vec::new();
    for path in files().iter().filter(|path| path.extension() == Some("rs".as_ref())) {
        let text = sources::read(path);
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for at in (0..lines.len()).filter(|at| lines[*at].starts_with("// SAFETY:")) {
            let comment = lines[at..].iter().map_while(|line| line.strip_prefix("//"));
            let reason = comment.collect::<String>().replace("SAFETY:", "");
            found.push(reason.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    assert!(!found.is_empty(), "no reason seen");
    check("reasons why a block is sound", found);
}

#[test]
fn sentences_are_seen_as_a_reader_sees_them() {
    let text = [
        "Does one thing to a [`ring`], and",
        "says so. Another sentence of exactly six words:",
        "- `-EIO`: the disk is broken, the very one.",
        "",
        "```",
        "let code = is_no_sentence(a, b, c, d, e, f);",
        "```",
        "# Safety",
        "What every [entry](crate#safety) asks of its caller.",
        "",
        "Since Linux 5.1, or a little later than that.",
    ];
    let expected = [
        "Does one thing to a `ring`, and says so.",
        "Another sentence of exactly six words:",
        "the disk is broken, the very one.",
    ];
    assert_eq!(sentences(&blocks(&text)), expected);
    let at_limit = vec![expected[0].to_string(); LIMIT];
    assert!(too_often(at_limit.clone()).is_empty());
    let more: Vec<String> = at_limit.into_iter().chain([expected[0].to_string()]).collect();
    assert_eq!(too_often(more), [(LIMIT + 1, expected[0].trim_end_matches('.').to_string())]);
}
