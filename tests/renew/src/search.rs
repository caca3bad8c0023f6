// SPDX-License-Identifier: MIT OR Apache-2.0
// The words by which rustdoc's search finds a helper, once more at its re-export, where older releases look for them.

use super::{sources, Renewal, RENEWED};
use std::fmt::Write as _;

const FILE: &str = "src/inline/search.rs";

pub fn renew(renewal: &mut Renewal) {
    let mut text = format!(
        "// SPDX-License-Identifier: MIT OR Apache-2.0\n\
         // Words by which rustdoc's search finds the helpers: their own, and their names without what all begin with.\n\
         // Rustdoc 1.95 passes by those of a function that is re-exported. From the functions beside,\n\
         // {RENEWED}.\n\n"
    );
    for function in sources::inline_functions() {
        let words = words(&function);
        if !words.is_empty() {
            let name = &function.sig.ident;
            writeln!(text, "#[doc(alias({}))]\npub use self::prep::{name};", words.join(", "))
                .expect("a string takes it");
        }
    }
    renewal.put(FILE, &text);
}

/// The literals with a function's words; none where it has no words of its own.
fn words(function: &syn::ItemFn) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for attribute in function.attrs.iter().filter(|attribute| attribute.path().is_ident("doc")) {
        let text = quote::quote!(#attribute).to_string();
        if text.starts_with("# [doc (alias") {
            words.extend(text.split('"').skip(1).step_by(2).map(str::to_string));
        }
    }
    if let (false, Some((_, bare))) = (words.is_empty(), function.sig.ident.to_string().split_once("prep_")) {
        words.extend([bare.to_string(), bare.replace('_', " ")]);
    }
    let mut seen = std::collections::BTreeSet::new();
    words.retain(|word| seen.insert(word.clone()));
    words.iter().map(|word| format!("{word:?}")).collect()
}

#[test]
fn a_helper_is_found_by_its_words_and_its_bare_name() {
    let function: syn::ItemFn = syn::parse_quote! {
        /// Receives "again". No alias.
        #[doc(alias("IORING_OP_RECV", "multishot_recv"))]
        #[doc(alias = "recv multishot")]
        fn io_uring_prep_recv_multishot() {}
    };
    let expected = ["IORING_OP_RECV", "multishot_recv", "recv multishot", "recv_multishot"];
    assert_eq!(words(&function), expected.map(|word| format!("{word:?}")));
    assert!(words(&syn::parse_quote! { fn io_uring_cq_ready() {} }).is_empty());
}
