// SPDX-License-Identifier: MIT OR Apache-2.0
//! What Rust adds to the types of C: which functions are safe, and which types are the libc crate's.

use iouring_sys_parity::{signatures, sources, surface};
use std::collections::BTreeSet;

/// A function that takes a pointer does something with it; one that takes none only computes, and is safe.
#[test]
fn inline_functions_are_safe_where_they_take_no_pointer() {
    let functions = sources::inline_functions();
    let public = functions.iter().filter(|function| matches!(function.vis, syn::Visibility::Public(_)));
    let mut safe = BTreeSet::new();
    for function in public {
        let takes_pointer =
            signatures::types_of(&function.sig).iter().any(|ty| matches!(ty, syn::Type::Ptr(_)));
        let is_safe = function.sig.unsafety.is_none();
        assert_eq!(is_safe, !takes_pointer, "{}", function.sig.ident);
        if is_safe {
            safe.insert(function.sig.ident.to_string());
        }
    }
    for name in ["io_uring_buf_ring_mask", "io_uring_cqe_shift_from_flags", "io_uring_sqe_shift_from_flags"] {
        assert!(safe.contains(name), "{name}: {safe:?}");
    }
}

/// A caller needs no libc crate of its own, whose release would have to fit.
#[test]
fn the_root_re_exports_the_libc_types_of_signatures_and_no_others() {
    let named = signatures::named_types();
    let reexported = surface::reexports();
    let public = surface::public_items();
    // What is neither Rust's, nor of this crate, is the libc crate's.
    let of_rust = ["bool", "i32", "i64", "i8", "isize", "u16", "u32", "u64", "u8", "usize"];
    let missing: Vec<&String> =
        named.iter().filter(|name| !of_rust.contains(&name.as_str()) && !public.contains(*name)).collect();
    assert!(missing.is_empty(), "in a signature, but not at the root: {missing:?}");
    let unused: Vec<&String> = reexported.difference(&named).collect();
    assert!(unused.is_empty(), "re-exported, but in no signature: {unused:?}");
    for name in ["c_int", "iovec", "msghdr", "open_how", "sockaddr", "statx"] {
        assert!(reexported.contains(name), "{name}: {reexported:?}");
    }
}

/// `statx` as C has it, or `&mut libc::statx` is refused: the libc crate's with glibc, ours where it has none.
#[test]
fn statx_is_ours_only_without_glibc() {
    let items = sources::parse(&sources::in_package("src/bindings.rs")).items;
    let mut conditions = Vec::new();
    for item in items {
        let (name, attributes) = match item {
            syn::Item::Struct(item) => (item.ident.to_string(), item.attrs),
            syn::Item::Use(item) => (surface::last_names(&item.tree).join(" "), item.attrs),
            _ => continue,
        };
        let condition = attributes.iter().find(|attribute| attribute.path().is_ident("cfg"));
        if let Some(syn::Meta::List(list)) = condition.map(|attribute| &attribute.meta) {
            conditions.push((name, list.tokens.to_string().replace(' ', "")));
        }
    }
    conditions.sort();
    let (gnu, other) = ("target_env=\"gnu\"", "not(target_env=\"gnu\")");
    let expected = [("statx", other), ("statx statx_timestamp", gnu), ("statx_timestamp", other)]
        .map(|(name, condition)| (name.to_string(), condition.to_string()));
    assert_eq!(conditions, expected);
}
