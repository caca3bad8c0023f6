// SPDX-License-Identifier: MIT OR Apache-2.0
// The table of the C symbols on the page of the module `ffi`, from the bindings.

use super::{sources, Renewal, RENEWED};
use quote::ToTokens;
use std::fmt::Write as _;

const PAGE: &str = "src/docs/ffi.md";
const MARK: &str = "# The symbols";

pub fn renew(renewal: &mut Renewal) {
    let mut text = format!("\n<!-- From here on from src/bindings.rs, {RENEWED}. -->\n");
    for (module, what) in [
        ("library", "Functions of the liburing library, which the crate root re-exports:"),
        (
            "helpers",
            "Functions that C declares `static inline`. The crate root has each of them again, in Rust:",
        ),
    ] {
        let mut functions = sources::foreign_functions(module);
        functions.sort_by_key(|function| function.sig.ident.to_string());
        writeln!(text, "\n{what}\n\n| symbol | signature |\n|---|---|").expect("a string takes it");
        text.extend(functions.iter().map(row));
    }
    renewal.put_below(PAGE, MARK, &text);
}

/// A line of the table: the anchor that "C symbol" leads to, the function of the root, the signature.
fn row(function: &syn::ForeignItemFn) -> String {
    let name = &function.sig.ident;
    format!("| <a id=\"{name}\"></a>[`{name}`](crate::{name}()) | `{}` |\n", signature(&function.sig))
}

fn signature(of: &syn::Signature) -> String {
    let mut inputs: Vec<String> = of.inputs.iter().map(|input| written(&input.to_token_stream())).collect();
    inputs.extend(of.variadic.iter().map(|_| "...".to_string()));
    let output = match &of.output {
        syn::ReturnType::Default => String::new(),
        syn::ReturnType::Type(_, ty) => format!(" -> {}", written(&ty.to_token_stream())),
    };
    format!("fn({}){output}", inputs.join(", "))
}

/// Tokens as one writes them; the types of the libc crate are at the root too.
fn written(tokens: &impl std::fmt::Display) -> String {
    let text = tokens.to_string();
    [
        ("libc :: ", ""),
        (" :: ", "::"),
        (":: core", "core"),
        (" : ", ": "),
        (" < ", "<"),
        (" >", ">"),
        ("* ", "*"),
    ]
    .iter()
    .fold(text, |text, (old, new)| text.replace(old, new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_anchor_the_link_and_the_signature() {
        let function = syn::parse_quote!(
            pub fn f(a: *mut io_uring, b: *const libc::c_char) -> libc::c_int;
        );
        let expected =
            "| <a id=\"f\"></a>[`f`](crate::f()) | `fn(a: *mut io_uring, b: *const c_char) -> c_int` |\n";
        assert_eq!(row(&function), expected);
    }
}
