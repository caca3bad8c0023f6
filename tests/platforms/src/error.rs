// SPDX-License-Identifier: MIT OR Apache-2.0
//! Errors say what was looked for, where, what was found, and what helps.

use std::fmt::Display;
use std::path::Path;
use std::process::{Command, Output};

pub type Result<T> = std::result::Result<T, String>;

/// An error in its four parts.
pub fn error(wanted: impl Display, place: impl Display, found: impl Display, help: &str) -> String {
    format!("looked for {wanted}\n  where: {place}\n  found: {found}\n  what helps: {help}")
}

/// What `map_err` takes for an error of the system about a path.
pub fn at(path: &Path) -> impl Fn(std::io::Error) -> String + '_ {
    move |why| error("a file or folder to use", path.display(), why, "room and permission to write there")
}

/// Runs a command that must succeed, and returns what it printed.
pub fn output_of(command: &mut Command, help: &str) -> Result<String> {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    let wanted = format!("success of {}", words.join(" "));
    let place = std::env::var("PATH").unwrap_or_default();
    let Output { status, stdout, stderr } =
        command.output().map_err(|why| error(&wanted, format!("PATH={place}"), why, help))?;
    match status.success() {
        true => Ok(String::from_utf8_lossy(&stdout).into_owned()),
        false => {
            let said = String::from_utf8_lossy(&stderr);
            Err(error(wanted, format!("PATH={place}"), format!("{status}\n{}", last_lines(&said, 40)), help))
        }
    }
}

/// The end of a long text.
pub fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}
