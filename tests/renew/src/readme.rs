// SPDX-License-Identifier: MIT OR Apache-2.0
// The list of tests for readers: each file is listed once, with the first sentence of its own comment.

use super::{read, sources, Renewal};

const README: &str = "tests/README.md";
/// Where test files are, below `tests`.
const FOLDERS: [&str; 4] = ["", "ops/", "parity/tests/", "renew/tests/"];

pub fn renew(renewal: &mut Renewal) {
    let before = read(README);
    let tests = test_files();
    let text: String = before.lines().map(|line| renewed(line, &tests)).collect();
    let is_listed_once =
        |test: &&String| before.lines().filter(|line| file_of(line) == Some(test)).count() == 1;
    let other: Vec<&String> = tests.iter().filter(|test| !is_listed_once(test)).collect();
    assert!(
        other.is_empty(),
        "{README}: each needs a line \"- `file`\" in the group that it belongs to: {other:?}"
    );
    renewal.put(README, &text);
}

/// The files that cargo builds a test of, by their path below `tests`.
fn test_files() -> Vec<String> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        let entries =
            std::fs::read_dir(sources::in_package("tests").join(folder)).expect("a folder with tests");
        let names = entries.map(|entry| entry.expect("a readable folder").file_name().into_string());
        let names = names.map(|name| name.expect("names of tests are UTF-8"));
        files.extend(names.filter(|name| name.ends_with(".rs")).map(|name| format!("{folder}{name}")));
    }
    files.sort();
    files
}

/// The file that a line of the list is about.
fn file_of(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix("- `")?.split_once('`')?;
    name.ends_with(".rs").then_some(name)
}

fn renewed(line: &str, tests: &[String]) -> String {
    match file_of(line) {
        Some(file) => {
            assert!(tests.iter().any(|test| test == file), "{README}: there is no test `{file}`");
            format!("- `{file}`: {}\n", first_sentence(&read(&format!("tests/{file}"))))
        }
        None => format!("{line}\n"),
    }
}

/// The first sentence of the comment behind the line with the licence.
fn first_sentence(source: &str) -> String {
    let mut words = Vec::new();
    for line in source.lines().skip(1) {
        let Some(comment) = line.strip_prefix("//!").or_else(|| line.strip_prefix("//")) else { break };
        for word in comment.split_whitespace() {
            words.push(word);
            if word.ends_with('.') {
                return words.join(" ");
            }
        }
    }
    panic!("no sentence at the start of {:?}", source.lines().take(3).collect::<Vec<_>>());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_may_have_several_lines() {
        let source = "// licence\n//! What `a.rs` does, and\n//! why. More.\nmod a;\n";
        assert_eq!(first_sentence(source), "What `a.rs` does, and why.");
    }

    #[test]
    fn lines_of_other_things_stay() {
        assert_eq!(renewed("- `ctest`: another package.", &[]), "- `ctest`: another package.\n");
        assert_eq!(file_of("- `data/x.rs`: old"), Some("data/x.rs"));
    }
}
