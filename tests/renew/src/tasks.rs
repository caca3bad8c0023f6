// SPDX-License-Identifier: MIT OR Apache-2.0
// The table on the crate's first page by what one wants to do: functions, since when, the operation behind them.

use super::looks::comment;
use super::tables::{self, Row};
use super::{read, sources, Renewal, RENEWED};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The tasks. A function belongs to the first one with a word that its name has.
const TASKS: [(&str, &[&str]); 15] = [
    ("Messages", &["msg_ring", "sync_msg"]),
    ("Buffers", &["buf_ring", "provide_buffers", "remove_buffers", "_buffers", "buf_group"]),
    (
        "Registration",
        &[
            "files_update",
            "fixed_fd_install",
            "register_file",
            "personality",
            "restrictions",
            "region",
            "ring_fd",
            "bpf_filter",
        ],
    ),
    ("Polling", &["poll"]),
    ("Timers", &["prep_timeout", "link_timeout", "clock"]),
    ("Cancelling", &["cancel"]),
    (
        "Sockets",
        &[
            "accept",
            "recv",
            "send",
            "connect",
            "bind",
            "listen",
            "shutdown",
            "socket",
            "cmd_sock",
            "getsockname",
            "napi",
            "ifq",
            "zcrx",
        ],
    ),
    ("Other threads and processes", &["futex", "waitid", "eventfd", "iowq"]),
    (
        "Inspection",
        &[
            "probe",
            "opcode_supported",
            "version",
            "CHECK_VERSION",
            "query",
            "ready",
            "space_left",
            "has_overflow",
            "load_sq_head",
        ],
    ),
    ("Set-up", &["queue_", "dontfork", "enable_rings", "resize", "mlock_size", "memory_size"]),
    ("Waiting", &["wait", "peek", "get_events", "submit"]),
    ("Entries", &["get_sqe", "_sqe_", "_cqe", "cq_advance", "nop", "prep_rw", "initialize", "uring_cmd"]),
    ("System calls", &["uring_setup", "uring_enter", "uring_register"]),
    ("Memory order", &["_ONCE", "_smp_"]),
    ("Files", &["prep_"]),
];
/// The order in which a reader finds them.
const ORDER: [&str; 15] = [
    "Set-up",
    "Entries",
    "Waiting",
    "Files",
    "Buffers",
    "Sockets",
    "Polling",
    "Timers",
    "Cancelling",
    "Messages",
    "Other threads and processes",
    "Registration",
    "Inspection",
    "System calls",
    "Memory order",
];
/// Operations of registrations, and functions that have another name than they.
const OPERATIONS: [(&str, &[&str]); 15] = [
    ("IORING_REGISTER_BUFFERS2", &["register_buffers_sparse", "register_buffers_tags"]),
    ("IORING_REGISTER_BUFFERS_UPDATE", &["register_buffers_update_tag"]),
    ("IORING_REGISTER_FILES2", &["register_files_sparse", "register_files_tags"]),
    ("IORING_REGISTER_FILES_UPDATE2", &["register_files_update_tag"]),
    ("IORING_REGISTER_RING_FDS", &["register_ring_fd"]),
    ("IORING_UNREGISTER_RING_FDS", &["unregister_ring_fd"]),
    ("IORING_REGISTER_PBUF_RING", &["register_buf_ring", "setup_buf_ring"]),
    ("IORING_UNREGISTER_PBUF_RING", &["unregister_buf_ring", "free_buf_ring"]),
    ("IORING_REGISTER_PBUF_STATUS", &["buf_ring_head", "buf_ring_available"]),
    ("IORING_REGISTER_PROBE", &["get_probe", "get_probe_ring"]),
    ("IORING_REGISTER_CLONE_BUFFERS", &["clone_buffers_offset"]),
    ("IORING_REGISTER_SEND_MSG_RING", &["register_sync_msg"]),
    ("IORING_REGISTER_MEM_REGION", &["register_region", "register_wait_reg"]),
    ("IORING_REGISTER_BPF_FILTER", &["register_bpf_filter_task"]),
    ("IORING_REGISTER_ZCRX_IFQ", &["register_ifq"]),
];
const PAGE: &str = "src/docs/tasks.md";
const MARK: &str = "# By task";

pub fn renew(renewal: &mut Renewal) {
    let (functions, constants) = (read("tests/data/functions.tsv"), read("tests/data/constants.tsv"));
    let constants: Vec<Row> = tables::rows(&constants);
    let is_constant = |name: &str| constants.iter().any(|row| &row["name"] == name);
    let documented = attributes();
    let mut text = format!(
        "\n<!-- From here on {RENEWED}. -->\n\n\
         Names are without what all begin with: `io_uring_` and `IORING_`.\n"
    );
    let mut rows: BTreeMap<&str, Vec<(String, Vec<String>)>> = BTreeMap::new();
    for name in names(&tables::rows(&functions)) {
        let attributes = &documented[&name];
        let behind = format!("| {} | {} |", since(attributes), operation(&name, attributes, &is_constant));
        let of_task = rows.entry(task(&name)).or_default();
        match of_task.iter_mut().find(|(other, _)| *other == behind) {
            Some((_, names)) => names.push(name),
            None => of_task.push((behind, vec![name])),
        }
    }
    for title in ORDER {
        writeln!(text, "\n## {title}\n\n| functions | Linux | operation |\n|---|---|---|")
            .expect("a string takes it");
        for (behind, names) in &rows[title] {
            // A function has the name of a type too, here and there.
            let link = |name: &String| format!("[`{}`](crate::{name}())", short(name));
            let links: Vec<String> = names.iter().map(link).collect();
            writeln!(text, "| {} {behind}", links.join(", ")).expect("a string takes it");
        }
    }
    renewal.put_below(PAGE, MARK, &text);
}

/// The functions that have a place: those of the table, and what is a macro in C.
fn names(functions: &[Row]) -> Vec<String> {
    let inline = sources::inline_functions().into_iter();
    let public = inline.filter(|function| matches!(function.vis, syn::Visibility::Public(_)));
    let macros = public.map(|function| function.sig.ident.to_string());
    let macros = macros.filter(|name| !functions.iter().any(|row| &row["name"] == name));
    let named = functions.iter().filter(|row| &row["kind"] != "local");
    let named = named.map(|row| row["name"].to_string()).filter(|name| !name.starts_with('_'));
    named.chain(macros).collect()
}

/// A name without what all begin with: three columns are wide enough for a telephone.
fn short(name: &str) -> &str {
    name.trim_start_matches("io_uring_").trim_start_matches("IORING_")
}

fn task(name: &str) -> &'static str {
    let fits = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let found = TASKS.iter().find(|(_, words)| fits(words));
    found.unwrap_or_else(|| panic!("{name} belongs to no task: give it a word in tests/renew/src/tasks.rs")).0
}

/// The attributes of every function, by name.
fn attributes() -> BTreeMap<String, Vec<syn::Attribute>> {
    let inline = sources::inline_functions().into_iter().map(|f| (f.sig.ident.to_string(), f.attrs));
    let library = sources::foreign_functions("library").into_iter();
    library.map(|f| (f.sig.ident.to_string(), f.attrs)).chain(inline).collect()
}

/// The operation of a request, which is among its helper's aliases; or of a registration, which has its function's name
/// or stands in the list.
fn operation(name: &str, attributes: &[syn::Attribute], is_constant: &dyn Fn(&str) -> bool) -> String {
    let aliases = attributes.iter().filter(|attribute| attribute.path().is_ident("doc"));
    let aliases: String = aliases.map(|attribute| quote::quote!(#attribute).to_string()).collect();
    let of_request = aliases.split('"').find(|alias| alias.starts_with("IORING_OP_") && is_constant(alias));
    let listed = OPERATIONS.iter().find(|(_, functions)| functions.contains(&short(name)));
    let upper = short(name).to_uppercase();
    let named_alike = [format!("IORING_{upper}"), format!("IORING_REGISTER_{upper}")];
    let of_registration = listed.map(|(constant, _)| *constant).into_iter();
    let mut of_registration = of_registration.chain(named_alike.iter().map(String::as_str));
    match of_request.or(of_registration.find(|constant| is_constant(constant))) {
        Some(constant) => format!("[`{}`](crate::{constant})", short(constant)),
        None => {
            // The system call itself takes any.
            let registers = name.contains("register_");
            assert!(!registers, "{name} has no operation: give it one in tests/renew/src/tasks.rs");
            String::new()
        }
    }
}

/// The version of Linux at the end of the documentation; of a command, the one that it came with.
fn since(attributes: &[syn::Attribute]) -> String {
    let lines: Vec<String> = attributes.iter().filter_map(comment).collect();
    let text = lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let command = text.contains("IORING_OP_URING_CMD").then(|| text.split_once("since Linux ")).flatten();
    let found = text.rsplit_once("Since Linux ").or(command);
    let version = found.map(|(_, after)| after.split([' ', ',', ';', ':', ')']).next().unwrap_or_default());
    version.unwrap_or_default().trim_end_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_task_has_a_place_in_the_order() {
        let (mut tasks, mut order) = (TASKS.map(|(title, _)| title), ORDER);
        tasks.sort_unstable();
        order.sort_unstable();
        assert_eq!(tasks, order);
    }

    #[test]
    fn what_is_behind_a_function_is_read_from_its_comment() {
        let function: syn::ItemFn = syn::parse_quote! {
            /// Prepares something. [`IORING_OP_OTHER`] differs.
            ///
            /// Since Linux 5.19, or so.
            #[doc(alias("IORING_OP_THIS", "this"))]
            fn io_uring_prep_this() {}
        };
        let is_constant = |name: &str| ["IORING_OP_THIS", "IORING_REGISTER_THAT"].contains(&name);
        assert_eq!(since(&function.attrs), "5.19");
        let link = operation("io_uring_prep_this", &function.attrs, &is_constant);
        assert_eq!(link, "[`OP_THIS`](crate::IORING_OP_THIS)");
        let link = operation("io_uring_register_that", &[], &is_constant);
        assert_eq!(link, "[`REGISTER_THAT`](crate::IORING_REGISTER_THAT)");
        let link = operation("io_uring_get_probe", &[], &|name| name == "IORING_REGISTER_PROBE");
        assert_eq!(link, "[`REGISTER_PROBE`](crate::IORING_REGISTER_PROBE)");
        assert_eq!(operation("io_uring_register", &[], &is_constant), "");
        assert_eq!(task("io_uring_prep_read"), "Files");
        assert_eq!(task("io_uring_prep_recv"), "Sockets");
    }

    #[test]
    #[should_panic(expected = "io_uring_register_more has no operation")]
    fn a_registration_without_an_operation_is_a_fault() {
        operation("io_uring_register_more", &[], &|_| false);
    }
}
