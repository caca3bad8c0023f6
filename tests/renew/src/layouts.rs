// SPDX-License-Identifier: MIT OR Apache-2.0
// The assertions of layout in both languages, from the table of types.

use super::tables::{self, number, KernelField, Row};
use super::{read, Renewal, RENEWED};
use std::fmt::Write as _;

pub fn renew(renewal: &mut Renewal) {
    let table = read("tests/data/structs.tsv");
    let rows = tables::rows(&table);
    let types = types(&rows);
    // Those that the crate defines; the libc crate's grow with it.
    let bindings = read("src/bindings.rs");
    let ours = |ty: &&Type| bindings.contains(&format!("pub struct {} {{", ty.name()));
    let in_crate: Vec<&Type> = types.iter().filter(ours).collect();
    let kernel_only = read("tests/data/kernel_only.tsv");
    let kernel_only = tables::rows(&kernel_only);
    let from = format!("From here on from tests/data/structs.tsv, {RENEWED}.");
    renewal.put_below("src/layout.rs", &format!("// {from}"), &in_rust(&in_crate));
    renewal.put_below(
        "vendor/liburing/src/layout_asserts.c",
        &format!("/* {from} */"),
        &in_c(&types, &kernel_only),
    );
}

/// A type: the row with its size and alignment, and the rows of its fields.
struct Type<'a> {
    total: &'a Row<'a>,
    fields: Vec<&'a Row<'a>>,
}

fn types<'a>(rows: &'a [Row<'a>]) -> Vec<Type<'a>> {
    let mut types: Vec<Type> = Vec::new();
    for row in rows {
        match (&row["field"], types.last_mut()) {
            ("(total)", _) => types.push(Type { total: row, fields: Vec::new() }),
            (_, Some(of)) if of.total["struct"] == row["struct"] => of.fields.push(row),
            _ => panic!("{}: no row of the type before that of {}", &row["struct"], &row["field"]),
        }
    }
    types
}

impl Type<'_> {
    /// Whether the width of a pointer decides on its size.
    fn has_pointers(&self) -> bool {
        self.total["size"] != self.total["size_i386"]
    }

    /// Its alignment where pointers have 64 bits, and on 32-bit x86.
    fn alignments(&self) -> (i128, i128) {
        (number(&self.total["align"]), number(&self.total["align_i386"]))
    }

    fn name(&self) -> &str {
        tables::type_name(self.total)
    }

    /// Its line in a group of types for Rust, with the size of that column.
    fn line(&self, size: &str) -> String {
        format!("    {} {},\n", self.name(), &self.total[size])
    }
}

fn in_rust(types: &[&Type]) -> String {
    let group = |align: &str, size: &str, chosen: &dyn Fn(&Type) -> bool| {
        let lines: String = types.iter().filter(|ty| chosen(ty)).map(|ty| ty.line(size)).collect();
        format!("layout! {{\n    align {align};\n{lines}}}\n")
    };
    for ty in types.iter().filter(|ty| ty.has_pointers()) {
        let has_u64 = ty.fields.iter().any(|row| row["c_type"].contains("64"));
        assert!(
            !has_u64,
            "{}: pointers and 64-bit integers in one type need a rule here",
            &ty.total["struct"]
        );
    }
    let fixed =
        |alignments: (i128, i128)| move |ty: &Type| !ty.has_pointers() && ty.alignments() == alignments;
    let known = |ty: &&Type| ty.has_pointers() || [(8, 4), (8, 8), (4, 4)].contains(&ty.alignments());
    assert!(types.iter().all(known), "an alignment that needs a rule here");
    [
        "\n// The largest member has 64 bits: aligned as Rust and C align such integers on the target.\n"
            .to_string(),
        group("align_of::<u64>()", "size", &fixed((8, 4))),
        "\n// The kernel declares their 64-bit members `__aligned_u64`: 8-aligned on every target.\n"
            .to_string(),
        group("8", "size", &fixed((8, 8))),
        "\n// No member has more than 32 bits.\n".to_string(),
        group("4", "size", &fixed((4, 4))),
        "\n// Pointers and sizes, but no 64-bit integers: the width of a pointer decides alone.\n\
         #[cfg(target_pointer_width = \"64\")]\n"
            .to_string(),
        group("8", "size", &|ty| ty.has_pointers()),
        "#[cfg(target_pointer_width = \"32\")]\n".to_string(),
        group("4", "size_i386", &|ty| ty.has_pointers()),
    ]
    .concat()
}

fn in_c(types: &[Type], kernel_only: &[Row]) -> String {
    let group = |columns: [&str; 2], chosen: &dyn Fn(&&Type) -> bool| {
        types.iter().filter(chosen).map(|ty| assertions(ty, columns)).collect::<String>()
    };
    let [wide, i386] = [["offset", "size"], ["offset_i386", "size_i386"]];
    [
        "\n/* Shared with the kernel */\n".to_string(),
        group(wide, &|ty| !ty.has_pointers()),
        "\n/* Shared between the library and the inline helpers */\n\n#if __SIZEOF_POINTER__ == 8\n"
            .to_string(),
        group(wide, &|ty| ty.has_pointers()),
        "\n#elif defined(__i386__)\n".to_string(),
        group(i386, &|ty| ty.has_pointers()),
        "\n#endif\n\n/* The fields that only the kernel's header has, from tests/data/kernel_only.tsv */\n\n"
            .to_string(),
        tables::kernel_fields(kernel_only).iter().map(kernel_assertion).collect(),
    ]
    .concat()
}

/// Place and size of a field that lies over another.
fn kernel_assertion(field: &KernelField) -> String {
    let KernelField { ty, name, row } = field;
    format!("LIBURING_FIELD(struct {ty}, {name}, {}, {});\n", &row["value_or_offset"], &row["size"])
}

/// The size of a type, and place and size of each field that has a name.
fn assertions(ty: &Type, [offset, size]: [&str; 2]) -> String {
    let name = &ty.total["struct"];
    let mut text = format!("\nLIBURING_SIZE({name}, {});\n", &ty.total[size]);
    for row in ty.fields.iter().filter(|row| !row["field"].starts_with('(')) {
        writeln!(text, "LIBURING_FIELD({name}, {}, {}, {});", &row["field"], &row[offset], &row[size])
            .expect("a string takes it");
    }
    text
}
