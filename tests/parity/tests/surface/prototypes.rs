// SPDX-License-Identifier: MIT OR Apache-2.0
// The prototypes of the functions as the crate's sources spell them, and as the table's C types ask.

use super::{sources, tables};
use std::collections::BTreeMap;

/// The parameters of a function, each as type and name, and the type that it returns, empty for none.
#[derive(Debug, PartialEq)]
pub struct Prototype {
    params: Vec<(String, String)>,
    returns: String,
}

/// The prototype that a row of `functions.tsv` asks for.
pub fn of_row(row: &tables::Row) -> Prototype {
    // bindgen's name of a parameter that is a Rust keyword in C.
    let name = |name: String| if name == "type" { "type_".to_string() } else { name };
    let params = tables::params(row).into_iter().map(|(c_type, param)| (rust_type(&c_type), name(param)));
    let returns = if &row["return"] == "void" { String::new() } else { rust_type(&row["return"]) };
    Prototype { params: params.collect(), returns }
}

/// The C symbols of one module of the bindings.
pub fn of_bindings(module: &str) -> BTreeMap<String, Prototype> {
    sources::foreign_functions(module).iter().map(|function| of_signature(&function.sig)).collect()
}

/// The public functions below `src/inline`, without the Rust forms of C macros, which have no prototype in C.
pub fn of_inline_functions() -> BTreeMap<String, Prototype> {
    let macros = tables::rows(tables::MACROS);
    let is_macro = |name: &syn::Ident| macros.iter().any(|row| name == &row["name"]);
    let functions = sources::inline_functions();
    let public = functions.iter().filter(|function| matches!(function.vis, syn::Visibility::Public(_)));
    let of_c = public.filter(|function| !is_macro(&function.sig.ident));
    of_c.map(|function| of_signature(&function.sig)).collect()
}

fn of_signature(signature: &syn::Signature) -> (String, Prototype) {
    let param = |param: &syn::FnArg| match param {
        syn::FnArg::Typed(param) => match &*param.pat {
            syn::Pat::Ident(name) => (written_type(&param.ty), name.ident.to_string()),
            _ => panic!("{}: a parameter that is no name", signature.ident),
        },
        syn::FnArg::Receiver(_) => panic!("{}: a method", signature.ident),
    };
    let returns = match &signature.output {
        syn::ReturnType::Default => String::new(),
        syn::ReturnType::Type(_, ty) => written_type(ty),
    };
    (signature.ident.to_string(), Prototype { params: signature.inputs.iter().map(param).collect(), returns })
}

/// A Rust type without the path to its last name.
fn written_type(ty: &syn::Type) -> String {
    match ty {
        syn::Type::Ptr(pointer) => {
            let kind = if pointer.mutability.is_some() { "*mut" } else { "*const" };
            format!("{kind} {}", written_type(&pointer.elem))
        }
        syn::Type::Path(path) => path.path.segments.last().expect("a name").ident.to_string(),
        _ => panic!("a type that no function of C has"),
    }
}

/// The Rust type for a C type of the table.
fn rust_type(c_type: &str) -> String {
    if let Some(pointee) = c_type.strip_suffix('*') {
        return match pointee.strip_prefix("const ") {
            Some(pointee) => format!("*const {}", rust_type(pointee.trim_end())),
            None => format!("*mut {}", rust_type(pointee.trim_end())),
        };
    }
    let name = match c_type.strip_prefix("struct ").unwrap_or(c_type) {
        "void" => "c_void",
        "char" => "c_char",
        "unsigned short" => "c_ushort",
        "int" => "c_int",
        "unsigned" | "unsigned int" => "c_uint",
        "__u16" | "uint16_t" => "u16",
        "__u32" | "uint32_t" => "u32",
        "__u64" | "uint64_t" => "u64",
        "int64_t" => "i64",
        "size_t" => "usize",
        "ssize_t" => "isize",
        same => same,
    };
    name.to_string()
}
