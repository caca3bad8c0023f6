// SPDX-License-Identifier: MIT OR Apache-2.0
//! Faults in the Rust: each function that has some gets a copy for each, which it calls where the environment
//! asks for it.

use crate::table::{function, Fault};
use crate::Result;
use std::fs;
use std::path::Path;

/// Names the number of the fault that is to be there.
pub const CHOICE: &str = "IOURING_SYS_FAULT";

/// What the crate is given to read that with.
const READER: &str = r#"
#[doc(hidden)]
#[allow(unknown_lints, missing_docs, clippy::all)]
pub fn chosen_fault(number: i32) -> bool {
    use core::sync::atomic::{AtomicI32, Ordering};
    static CHOSEN: AtomicI32 = AtomicI32::new(-1);
    let mut chosen = CHOSEN.load(Ordering::Relaxed);
    if chosen < 0 {
        // SAFETY: the name ends with a zero, and so does what getenv finds.
        chosen = unsafe {
            let text = libc::getenv("IOURING_SYS_FAULT\0".as_ptr().cast());
            if text.is_null() { 0 } else { libc::atoi(text) }
        };
        CHOSEN.store(chosen, Ordering::Relaxed);
    }
    chosen == number
}
"#;

/// Puts all faults in the Rust into a copy of the package.
pub fn put_in(tree: &Path, faults: &[Fault]) -> Result<()> {
    edit(tree, "src/lib.rs", |text| Ok(text + READER))?;
    // Last things first: so line numbers stay.
    for fault in faults.iter().filter(|fault| !fault.in_c()) {
        edit(tree, &fault.file, |text| switched(&text, fault))?;
    }
    Ok(())
}

fn edit(tree: &Path, file: &str, change: impl FnOnce(String) -> Result<String>) -> Result<()> {
    let path = tree.join(file);
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    fs::write(&path, change(text)?).map_err(|error| format!("{}: {error}", path.display()))
}

/// The source with a copy of the fault's function that has the fault, and a call of it.
fn switched(source: &str, fault: &Fault) -> Result<String> {
    let (name, number) = (&fault.function, fault.number);
    let lines: Vec<&str> = source.lines().collect();
    let range = function(&lines, name).ok_or_else(|| format!("stale row, no function: {fault}"))?;
    let faulty_source = fault.applied(source)?;
    let faulty: Vec<&str> = faulty_source.lines().collect();
    let copy = faulty[range.clone()].join("\n").replacen(
        &format!("fn {name}"),
        &format!("fn fault_{number}_{name}"),
        1,
    );
    let copy = copy.strip_prefix("pub ").unwrap_or(&copy);

    let opening = lines[range.clone()].iter().position(|line| line.ends_with('{'));
    let opening = range.start + opening.ok_or_else(|| format!("no body: {fault}"))?;
    let signature = lines[range.start..=opening].join(" ");
    let call = format!("fault_{number}_{name}({})", arguments(&signature).join(", "));
    let dispatch = format!(
        "    #[allow(unused_unsafe)]\n    if crate::chosen_fault({number}) {{ return unsafe {{ {call} }}; }}"
    );

    let mut result: Vec<&str> = lines[..=opening].to_vec();
    result.push(&dispatch);
    result.extend(&lines[opening + 1..range.end]);
    result.extend(["", "#[allow(unused, clippy::all)]", copy]);
    result.extend(&lines[range.end..]);
    Ok(result.join("\n") + "\n")
}

/// The names of a function's parameters.
fn arguments(signature: &str) -> Vec<&str> {
    let open = signature.find('(').map_or(0, |at| at + 1);
    let (mut depth, mut start, mut found) = (0, open, Vec::new());
    for (at, c) in signature.char_indices().skip_while(|(at, _)| *at < open) {
        match c {
            '(' | '<' | '[' => depth += 1,
            ')' if depth == 0 => {
                found.push(&signature[start..at]);
                break;
            }
            '>' if signature[..at].ends_with('-') => (),
            ')' | '>' | ']' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&signature[start..at]);
                start = at + 1;
            }
            _ => (),
        }
    }
    let name = |parameter: &'_ str| parameter.split(':').next().map_or("", |name| name.trim()).len();
    let names =
        found.into_iter().map(|parameter| (parameter, name(parameter))).filter(|(_, length)| *length > 0);
    names.map(|(parameter, length)| parameter.trim()[..length].trim_start_matches("mut ")).collect()
}
