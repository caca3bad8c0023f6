// SPDX-License-Identifier: MIT OR Apache-2.0
// The lists that tests include, from the tables: what a macro does with every function, constant, type or field.

use super::tables::{self, number, type_name, KernelField, Row};
use super::{read, sources, Renewal, RENEWED};
use quote::ToTokens;
use std::collections::BTreeSet;
use std::fmt::Write as _;

const BINDINGS: &str = "src/bindings.rs";
pub const ENTRY: &str = "struct io_uring_sqe *";

pub fn renew(renewal: &mut Renewal) {
    let (functions, constants) = (read("tests/data/functions.tsv"), read("tests/data/constants.tsv"));
    let (functions, constants) = (tables::rows(&functions), tables::rows(&constants));
    let structs = read("tests/data/structs.tsv");
    let structs = tables::rows(&structs);
    let kernel_only = read("tests/data/kernel_only.tsv");
    let kernel_only = tables::rows(&kernel_only);
    let mut put = |name: &str, from: &str, text: String| {
        let from = if from.ends_with(".tsv") { format!("tests/data/{from}") } else { from.to_string() };
        let head = format!("// SPDX-License-Identifier: MIT OR Apache-2.0\n// From {from}, {RENEWED}.\n\n");
        renewal.put(&format!("tests/parity/lists/{name}.rs"), &(head + &text));
    };
    put("functions", "functions.tsv", all_functions(&functions));
    put("sqe_helpers", "functions.tsv", sqe_helpers(&functions));
    put("ring_calls", "functions.tsv", ring_calls(&functions));
    put("constants", "constants.tsv", names("constants", constants.iter().map(|row| &row["name"])));
    put("types", "structs.tsv", names("types", structs.iter().filter(|row| is_total(row)).map(type_name)));
    put("fields", "structs.tsv", fields(&structs, &kernel_only));
    put("kernel_only", "kernel_only.tsv", of_kernel_only(&structs, &kernel_only));
    put("generated", BINDINGS, names("generated", generated_types().iter().map(String::as_str)));
}

/// The types that bindgen makes of the headers for every target, those that C leaves without a name, too.
fn generated_types() -> Vec<String> {
    let is_everywhere =
        |attributes: &[syn::Attribute]| !attributes.iter().any(|it| it.path().is_ident("cfg"));
    let name = |item| match item {
        syn::Item::Struct(item) if is_everywhere(&item.attrs) => Some(item.ident.to_string()),
        syn::Item::Union(item) if is_everywhere(&item.attrs) => Some(item.ident.to_string()),
        _ => None,
    };
    sources::parse(&sources::in_package(BINDINGS)).items.into_iter().filter_map(name).collect()
}

fn is_total(row: &Row) -> bool {
    &row["field"] == "(total)"
}

fn names<'a>(name: &str, of: impl Iterator<Item = &'a str>) -> String {
    let lines: String = of.map(|name| format!("    {name},\n")).collect();
    format!("{name}! {{\n{lines}}}\n")
}

// ---- Functions ----

/// Every function with a `_` for each parameter: what each liburing has that the crate links, and what is newer than the
/// oldest of them.
fn all_functions(functions: &[Row]) -> String {
    let newer = newer_library_functions(functions);
    let calling_newer = inline_functions_that_call(&newer);
    let list = |name: &str, kind: &str, chosen: &dyn Fn(&str) -> bool| {
        let rows = functions.iter().filter(|row| &row["kind"] == kind && chosen(&row["name"]));
        let line = |row: &Row| {
            format!("    {}({});\n", &row["name"], vec!["_"; tables::params(row).len()].join(" "))
        };
        format!("{name}! {{\n{}}}\n", rows.map(line).collect::<String>())
    };
    [
        "// In the library since liburing 2.3 or before.\n".to_string(),
        list("library", "extern", &|name| !newer.contains(name)),
        "\n// In the header, and calling nothing newer.\n".to_string(),
        list("inline", "inline", &|name| !calling_newer.contains(name)),
        "\n// In the library after liburing 2.3, by name or by its node in the shared library's version script.\n"
            .to_string(),
        list("library_after_2_3", "extern", &|name| newer.contains(name)),
        "\n// In the header, but calling one of those.\n".to_string(),
        list("inline_after_2_3", "inline", &|name| calling_newer.contains(name)),
    ]
    .concat()
}

fn newer_library_functions<'a>(functions: &'a [Row]) -> BTreeSet<&'a str> {
    let version = |cell: &str| {
        let (major, minor) = cell.split_once('.').unwrap_or_else(|| panic!("{cell:?} is no major.minor"));
        let number =
            |digits: &str| digits.parse::<u32>().unwrap_or_else(|_| panic!("{cell:?} is no version"));
        (number(major), number(minor))
    };
    // A function of this project's own has no node.
    let node = |row: &Row| if row["map_node"].is_empty() { (0, 0) } else { version(&row["map_node"]) };
    let is_newer = |row: &&Row| &row["kind"] == "extern" && version(&row["since"]).max(node(row)) > (2, 3);
    functions.iter().filter(is_newer).map(|row| &row["name"]).collect()
}

fn inline_functions_that_call(newer: &BTreeSet<&str>) -> BTreeSet<String> {
    let calls = |function: &syn::ItemFn| {
        let body = function.block.to_token_stream().to_string();
        let mut words = body.split(|c: char| !c.is_alphanumeric() && c != '_');
        words.any(|word| newer.contains(word))
    };
    let functions = sources::inline_functions();
    functions
        .iter()
        .filter(|function| calls(function))
        .map(|function| function.sig.ident.to_string())
        .collect()
}

/// The functions that fill an entry, without those that are private to the header.
pub fn that_fill_an_entry<'a, 'b>(functions: &'b [Row<'a>]) -> impl Iterator<Item = &'b Row<'a>> {
    let fills = |row: &&Row| {
        &row["kind"] == "inline" && tables::params(row).iter().any(|(c_type, _)| c_type == ENTRY)
    };
    functions.iter().filter(fills)
}

fn sqe_helpers(functions: &[Row]) -> String {
    let mut text = "// The helpers that fill a submission queue entry, with the kinds of their parameters: `sqe` is the \
                    entry, `arg` a number.\nhelpers! {\n"
        .to_string();
    for row in that_fill_an_entry(functions) {
        let params = tables::params(row);
        let kinds: Vec<&str> =
            params.iter().map(|(c_type, _)| if c_type == ENTRY { "sqe" } else { "arg" }).collect();
        writeln!(text, "    {}({});", &row["name"], kinds.join(" ")).expect("a string takes it");
    }
    text + "}\n"
}

/// A call of each helper that works on a ring or a part of it, with arguments made of the numbers `a` and `b`. Helpers for
/// received messages need none.
fn ring_calls(functions: &[Row]) -> String {
    let mut text =
        "// A call of each ring helper with arguments made of two numbers.\ncalls! { (m, a, b)\n".to_string();
    let of_ring = functions.iter().filter(|row| {
        let is_of_entry = tables::params(row).iter().any(|(c_type, _)| c_type == ENTRY);
        &row["kind"] == "inline" && !is_of_entry && !row["name"].starts_with("io_uring_recvmsg_")
    });
    for row in of_ring {
        let params = tables::params(row);
        let has_ring = params.iter().any(|(c_type, _)| c_type == "struct io_uring *");
        let mut numbers = ["a", "b"].into_iter().cycle();
        let arguments: Vec<String> =
            params.iter().map(|(c_type, name)| ring_argument(c_type, name, has_ring, &mut numbers)).collect();
        writeln!(text, "    {}({});", &row["name"], arguments.join(", ")).expect("a string takes it");
    }
    text + "}\n"
}

/// What a ring helper gets for a parameter, in terms of the ring in plain memory `m`.
fn ring_argument(
    c_type: &str,
    name: &str,
    has_ring: bool,
    numbers: &mut impl Iterator<Item = &'static str>,
) -> String {
    let mut next = || numbers.next().expect("they go round");
    let number = match c_type {
        "unsigned" | "unsigned int" | "__u32" => "u32",
        "int" => "i32",
        "unsigned short" | "__u16" => "u16",
        "__u64" => "u64",
        "struct io_uring *" | "const struct io_uring *" => return "m.ptr()".into(),
        "const struct io_uring_probe *" => return "m.probe()".into(),
        "struct io_uring_buf_ring *" => return "m.buf_ring()".into(),
        "struct io_uring_cqe_iter *" => return "addr_of_mut!((*m.memory()).iter)".into(),
        "struct io_uring_cqe **" => return "addr_of_mut!((*m.memory()).cqe)".into(),
        "struct io_uring_cqe *" => return "m.oldest()".into(),
        "const struct io_uring_cqe *" => return format!("m.cqe({} as u32 % 128)", next()),
        "unsigned *" => return format!("m.count_or_null({} % 2 == 0)", next()),
        "bool" => return format!("{} % 2 == 0", next()),
        "void *" => return format!("{} as usize as _", next()),
        other => panic!("no argument for a parameter of the type {other:?}: add one here"),
    };
    match name {
        "mask" => "m.buf_mask()".into(),
        // Completions may only be given back in whole.
        "nr" | "count" | "cq_count" if has_ring => match number {
            "u32" => format!("m.entries_of({} as u32 % 8)", next()),
            _ => format!("m.entries_of({} as u32 % 8) as {number}", next()),
        },
        _ => format!("{} as {number}", next()),
    }
}

// ---- Fields ----

/// Every field of every type: its row (field, and `via` where an unnamed member holds it), then its place in Rust.
fn fields(structs: &[Row], kernel_only: &[Row]) -> String {
    let mut text =
        "// A field's cells `field` and `via`, then its place in the Rust type.\nfields! {\n".to_string();
    for total in structs.iter().filter(|row| is_total(row)) {
        let name = type_name(total);
        let rows: Vec<&Row> = structs.iter().filter(|row| type_name(row) == name && !is_total(row)).collect();
        writeln!(text, "    {name} {{").expect("a string takes it");
        let shared = shared_fields(&rows, kernel_only, name);
        for row in &rows {
            let (field, via) = (&row["field"], &row["via"]);
            let place = match shared.iter().position(|shared| &shared["field"] == field) {
                Some(at) => shared_place(at, field),
                None => place(&rows, field, via),
            };
            writeln!(text, "        {field:?} {via:?} => {place};").expect("a string takes it");
        }
        text += "    }\n";
    }
    text + "}\n"
}

/// liburing's fields of a type that lie where only the kernel's header has other fields. Each is in an unnamed union with
/// those, which are the type's only unnamed members.
fn shared_fields<'r, 'a>(rows: &[&'r Row<'a>], kernel_only: &[Row], name: &str) -> Vec<&'r Row<'a>> {
    let kernel_fields = tables::kernel_fields(kernel_only);
    let members = kernel_fields.iter().filter(|field| field.ty == name).map(|field| member_at(rows, field));
    let mut shared: Vec<&Row> = members.filter(|member| unnamed(member).is_none()).collect();
    shared.sort_by_key(|row| number(&row["offset"]));
    let has_unnamed = rows.iter().any(|row| unnamed(row).is_some());
    assert!(shared.is_empty() || !has_unnamed, "{name}: a rule for more unnamed members is needed here");
    shared
}

/// The member of liburing's type that a field of the kernel's lies over: a field, or an unnamed union.
fn member_at<'r, 'a>(rows: &[&'r Row<'a>], field: &KernelField) -> &'r Row<'a> {
    let offset = number(&field.row["value_or_offset"]);
    let holds = |row: &&&Row| {
        let start = number(&row["offset"]);
        row["via"].is_empty()
            && !row["field"].contains('.')
            && (start..start + number(&row["size"])).contains(&offset)
    };
    rows.iter()
        .find(holds)
        .unwrap_or_else(|| panic!("{}: nothing of liburing's is there", &field.row["name"]))
}

/// The name that a row gives an unnamed member, if it is one.
fn unnamed<'r>(row: &'r Row) -> Option<&'r str> {
    row["field"].strip_prefix('(').and_then(|field| field.strip_suffix(')'))
}

fn shared_place(at: usize, field: &str) -> String {
    format!("__bindgen_anon_{}.{}", at + 1, rust_name(field))
}

/// The constants and the fields that only the kernel's header has.
fn of_kernel_only(structs: &[Row], kernel_only: &[Row]) -> String {
    let constants = kernel_only.iter().filter(|row| &row["kind"] == "constant");
    let constants = names("kernel_constants", constants.map(|row| &row["name"]));
    let mut fields = String::new();
    for field in tables::kernel_fields(kernel_only) {
        let rows: Vec<&Row> =
            structs.iter().filter(|row| type_name(row) == field.ty && !is_total(row)).collect();
        let member = member_at(&rows, &field);
        let place = match unnamed(member) {
            Some(chain) => format!("{}.{}", unnamed_place(&rows, chain), rust_name(field.name)),
            None => {
                let shared = shared_fields(&rows, kernel_only, field.ty);
                let at = shared.iter().position(|row| row["field"] == member["field"]);
                shared_place(at.expect("it is one of them"), field.name)
            }
        };
        writeln!(fields, "    {}.{} => {place};", field.ty, field.name).expect("a string takes it");
    }
    format!("{constants}\n// A type and a field of it, then the field's place in the Rust type.\nkernel_fields! {{\n{fields}}}\n")
}

/// The place of a field: bindgen names unnamed members `__bindgen_anon_N`, in the order of the C type.
fn place(rows: &[&Row], field: &str, via: &str) -> String {
    if let Some(chain) = field.strip_prefix('(').and_then(|field| field.strip_suffix(')')) {
        return unnamed_place(rows, chain);
    }
    if let Some((outer, inner)) = field.split_once('.') {
        let outer_row = rows.iter().find(|row| &row["field"] == outer);
        let outer_row = outer_row.unwrap_or_else(|| panic!("{field}: {outer} has no row before it"));
        return format!("{}.{}", place(rows, outer, &outer_row["via"]), rust_name(inner));
    }
    match via {
        "" => rust_name(field).to_string(),
        _ => format!("{}.{}", unnamed_place(rows, via), rust_name(field)),
    }
}

/// The place of a chain of unnamed members, such as `union1.struct2`.
fn unnamed_place(rows: &[&Row], chain: &str) -> String {
    let around = chain.rsplit_once('.').map_or("", |(around, _)| around);
    let siblings = rows.iter().filter(|row| row["field"].starts_with('(') && &row["via"] == around);
    let number = 1 + siblings
        .map(|row| &row["field"])
        .position(|field| field.trim_matches(['(', ')']) == chain)
        .unwrap_or_else(|| panic!("the unnamed member {chain} has no row"));
    let own = format!("__bindgen_anon_{number}");
    match around {
        "" => own,
        _ => format!("{}.{own}", unnamed_place(rows, around)),
    }
}

/// bindgen's name of a field that is a Rust keyword in C.
fn rust_name(field: &str) -> &str {
    if field == "type" {
        "type_"
    } else {
        field
    }
}
