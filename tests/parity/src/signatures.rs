// SPDX-License-Identifier: MIT OR Apache-2.0
//! The types that the public signatures and fields name.

use super::{sources, tables};
use std::collections::BTreeSet;

/// The names of all types, without the paths to them.
pub fn named_types() -> BTreeSet<String> {
    let mut types = Vec::new();
    let inline = sources::inline_functions();
    let public = inline.iter().filter(|function| matches!(function.vis, syn::Visibility::Public(_)));
    // The Rust forms of C's macros take any word or any closure.
    let macros = tables::rows(tables::MACROS);
    let is_macro = |name: &syn::Ident| macros.iter().any(|row| name == &row["name"]);
    public
        .filter(|function| !is_macro(&function.sig.ident))
        .for_each(|function| types.extend(types_of(&function.sig)));
    for module in ["library", "helpers"] {
        for function in sources::foreign_functions(module) {
            types.extend(types_of(&function.sig));
        }
    }
    let fields = |item| match item {
        syn::Item::Struct(item) => item.fields.into_iter().collect(),
        syn::Item::Union(item) => item.fields.named.into_iter().collect(),
        _ => Vec::new(),
    };
    let items = sources::parse(&sources::in_package("src/bindings.rs")).items;
    types.extend(items.into_iter().flat_map(fields).map(|field| field.ty));
    types.iter().map(innermost).collect()
}

/// The types of a function's parameters and of its result.
pub fn types_of(signature: &syn::Signature) -> Vec<syn::Type> {
    let param = |param: &syn::FnArg| match param {
        syn::FnArg::Typed(param) => (*param.ty).clone(),
        syn::FnArg::Receiver(_) => panic!("{}: a method", signature.ident),
    };
    let mut types: Vec<syn::Type> = signature.inputs.iter().map(param).collect();
    if let syn::ReturnType::Type(_, ty) = &signature.output {
        types.push((**ty).clone());
    }
    types
}

/// The name of what a type points to, or is an array of, in the end.
fn innermost(ty: &syn::Type) -> String {
    match ty {
        syn::Type::Ptr(pointer) => innermost(&pointer.elem),
        syn::Type::Array(array) => innermost(&array.elem),
        syn::Type::Path(path) => path.path.segments.last().expect("a name").ident.to_string(),
        _ => panic!("a type that C does not have"),
    }
}
