// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every golden vector of `tests/data/sqe_parity.tsv` on both faces of the crate: the C symbols and the Rust
//! inline functions leave the same bytes in the submission queue entry as the table says.

#[path = "../../common/report.rs"]
mod report;

use iouring_sys::io_uring_sqe;
use iouring_sys_parity::draws::Draws;
use iouring_sys_parity::tables;
use report::report;
use std::collections::BTreeSet;
use std::mem::offset_of;
use tables::Row;

const FILLER: u8 = 0xaa;

/// How many bytes each field of an entry has, in order.
const FIELDS: [usize; 14] = [1, 1, 2, 4, 8, 8, 4, 4, 8, 2, 2, 4, 8, 8];

/// Helpers, or parts of their names, whose fields at an offset are narrower. Polls have their mask in halves of 16 bits, the
/// lower one first whatever the processor: so the kernel expects it.
const NARROWER: [(&str, usize, usize); 5] = [
    ("uring_cmd", offset_of!(io_uring_sqe, __bindgen_anon_1), 4),
    ("_prep_cmd_", offset_of!(io_uring_sqe, __bindgen_anon_1), 4),
    ("_prep_cmd_sock", offset_of!(io_uring_sqe, __bindgen_anon_2), 4),
    ("_prep_poll_", offset_of!(io_uring_sqe, __bindgen_anon_3), 2),
    ("_send", offset_of!(io_uring_sqe, __bindgen_anon_5), 2),
];

/// The memory that an entry of a little-endian machine is here.
fn on_this_machine(function: &str, mut entry: Vec<u8>) -> Vec<u8> {
    let mut at = 0;
    for width in FIELDS {
        let narrower = NARROWER.iter().find(|(name, field, _)| *field == at && function.contains(name));
        for field in entry[at..at + width].chunks_mut(narrower.map_or(width, |narrower| narrower.2)) {
            if cfg!(target_endian = "big") {
                field.reverse();
            }
        }
        at += width;
    }
    entry
}

/// Helpers whose command is a number that moves no data, as `ioctl` has them. Not every processor has the same bits for
/// that; the libc crate's number of another one tells which they are.
const WITHOUT_DATA: [&str; 2] = ["io_uring_prep_cmd_discard", "io_uring_prep_cmd_zone_reset_all"];
const NO_DATA: u32 = libc::NS_GET_USERNS as u32 & !0xffff;

/// Memory for the entry: always 128 bytes, so that a write past a 64-byte entry shows.
#[repr(C, align(64))]
struct Memory([u8; 128]);

/// One call of a helper: where its entry is, and the arguments that it has yet to take.
struct Call {
    memory: Memory,
    arguments: std::vec::IntoIter<u64>,
    /// Whether every argument so far fits its parameter on this target.
    fits: bool,
}

impl Call {
    fn new(arguments: Vec<u64>) -> Call {
        Call { memory: Memory([FILLER; 128]), arguments: arguments.into_iter(), fits: true }
    }

    /// The parameter kind `sqe`.
    fn sqe(&mut self) -> *mut io_uring_sqe {
        self.memory.0.as_mut_ptr().cast()
    }

    /// The parameter kind `arg`: the row's next number, cut to the parameter's type.
    fn arg<T: Argument>(&mut self) -> T {
        let bits = self.arguments.next().expect("the row has an argument for every parameter");
        let width = 8 * size_of::<T>();
        self.fits &= width == 64 || bits >> width == 0;
        T::cut(bits)
    }
}

trait Argument {
    fn cut(bits: u64) -> Self;
}

macro_rules! integers {
    ($($ty:ty)*) => {
        $(impl Argument for $ty {
            fn cut(bits: u64) -> Self {
                bits as Self
            }
        })*
    };
}
integers!(u16 i32 u32 i64 u64 usize);

impl<T> Argument for *const T {
    fn cut(bits: u64) -> Self {
        bits as usize as Self
    }
}

impl<T> Argument for *mut T {
    fn cut(bits: u64) -> Self {
        bits as usize as Self
    }
}

/// Makes the dispatchers of both faces from one list of helpers with the kinds of their parameters.
macro_rules! helpers {
    ($($name:ident($($kind:ident)*);)*) => {
        const HELPERS: &[&str] = &[$(stringify!($name)),*];

        fn c_symbol(name: &str, call: &mut Call) {
            match name {
                // SAFETY: the entry is 128 bytes of the caller's, and no helper reads through another
                // pointer.
                $(stringify!($name) => unsafe { iouring_sys::ffi::$name($(call.$kind()),*) },)*
                _ => panic!("{name} is missing in the list of helpers"),
            }
        }

        fn rust_inline(name: &str, call: &mut Call) {
            match name {
                // SAFETY: as above.
                $(stringify!($name) => unsafe { iouring_sys::$name($(call.$kind()),*) },)*
                _ => panic!("{name} is missing in the list of helpers"),
            }
        }
    };
}

include!("../lists/sqe_helpers.rs");

/// The one helper of the vectors that is private to the header in C, so that no face has it. Its rows go
/// through a public helper that hands its parameter on, and that writes other fields besides.
const PRIVATE: &str = "__io_uring_set_target_fixed_file";

/// Calls the public helper that contains the private one, and puts back what the private one does not write.
fn call_private(dispatch: fn(&str, &mut Call), call: &mut Call) {
    dispatch("io_uring_prep_close_direct", call);
    let slot = offset_of!(io_uring_sqe, __bindgen_anon_5.file_index);
    for (at, byte) in call.memory.0.iter_mut().enumerate() {
        if !(slot..slot + size_of::<u32>()).contains(&at) {
            *byte = FILLER;
        }
    }
}

fn arguments(row: &Row) -> Vec<u64> {
    let cells = row["args"].split(',').filter(|cell| !cell.is_empty());
    cells.map(|cell| tables::number(cell).try_into().expect("arguments have 64 bits")).collect()
}

fn entry(row: &Row) -> Vec<u8> {
    let digits = row["sqe"].as_bytes().chunks(2);
    let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("hexadecimal");
    digits.map(byte).collect()
}

/// Calls the helpers of all rows through one face and compares the memory.
fn check(face: &str, dispatch: fn(&str, &mut Call)) {
    let rows = tables::rows(tables::SQE_PARITY);
    let (mut passed, mut unfit, mut failures) = (0, 0, Vec::new());
    for row in &rows {
        let name = format!("{} case {}", &row["function"], &row["case"]);
        let mut call = Call::new(arguments(row));
        match &row["function"] {
            PRIVATE => call_private(dispatch, &mut call),
            function => dispatch(function, &mut call),
        }
        let mut expected = on_this_machine(&row["function"], entry(row));
        if WITHOUT_DATA.contains(&&row["function"]) {
            let command = u32::from_ne_bytes(expected[8..12].try_into().expect("four bytes")) | NO_DATA;
            expected[8..12].copy_from_slice(&command.to_ne_bytes());
        }
        expected.resize(128, FILLER);
        if call.arguments.len() > 0 {
            failures.push(format!("{name}: the row has more arguments than the function has parameters"));
        } else if !call.fits {
            unfit += 1;
        } else if call.memory.0[..] != expected[..] {
            let at = expected.iter().zip(&call.memory.0).position(|(a, b)| a != b);
            failures.push(format!("{name}: first difference at byte {at:?}"));
        } else {
            passed += 1;
        }
    }
    report!("{passed}/{} vectors ({face})", rows.len());
    if unfit > 0 {
        report!("{unfit} vectors skipped ({face}): a pointer or a size does not fit 32 bits");
    }
    assert!(failures.is_empty(), "{face}: {failures:#?}");
    assert!(unfit == 0 || cfg!(target_pointer_width = "32"), "{unfit} rows have arguments that do not fit");
    assert_eq!(passed + unfit, rows.len());
}

#[test]
fn c_symbols_fill_entries_as_the_vectors_say() {
    check("C symbols", c_symbol);
}

#[test]
fn rust_inline_functions_fill_entries_as_the_vectors_say() {
    check("Rust inline functions", rust_inline);
}

#[test]
fn every_helper_has_its_eleven_cases_and_no_other() {
    let rows = tables::rows(tables::SQE_PARITY);
    let listed = HELPERS.iter().copied().chain([PRIVATE]);
    let known = BTreeSet::from(["upstream", "own"]);
    tables::assert_same_names("helpers", rows.iter().map(|row| &row["function"]), listed.clone());
    for name in listed {
        let of_helper = rows.iter().filter(|row| &row["function"] == name);
        let sources: BTreeSet<&str> = of_helper.clone().map(|row| &row["source"]).collect();
        assert!(sources.len() == 1 && sources.is_subset(&known), "sources of {name}: {sources:?}");
        let cases: Vec<&str> = of_helper.map(|row| &row["case"]).collect();
        assert_eq!(cases, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"], "cases of {name}");
    }
}

#[test]
fn arguments_are_the_ones_that_the_generator_draws() {
    let rows = tables::rows(tables::SQE_PARITY);
    let functions = tables::rows(tables::FUNCTIONS);
    for name in HELPERS.iter().copied().chain([PRIVATE]) {
        let function = functions.iter().find(|row| &row["name"] == name).expect("a helper of functions.tsv");
        let params = tables::params(function);
        let mut draws = Draws::of(name);
        for row in rows.iter().filter(|row| &row["function"] == name) {
            let without_entry = params.iter().filter(|(c_type, _)| c_type != "struct io_uring_sqe *");
            let drawn: Vec<u64> = without_entry.map(|(ty, _)| draws.argument(&row["case"], ty)).collect();
            assert_eq!(arguments(row), drawn, "{name} case {}", &row["case"]);
        }
    }
}
