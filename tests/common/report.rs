// SPDX-License-Identifier: MIT OR Apache-2.0
// A line of a test's result that is seen even when the test passes.

/// Prints a line past libtest's capture, which takes what `println!` prints but not what is written to the
/// stream.
macro_rules! report {
    ($($argument:tt)*) => {{
        let line = format!($($argument)*) + "\n";
        std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes()).expect("standard error is open");
    }};
}
pub(crate) use report;
