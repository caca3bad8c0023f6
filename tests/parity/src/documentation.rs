// SPDX-License-Identifier: MIT OR Apache-2.0
//! What an item's documentation says.

/// The text of an item's `///` lines.
pub fn documentation(attributes: &[syn::Attribute]) -> String {
    let mut text = String::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("doc")) {
        if let syn::Meta::NameValue(syn::MetaNameValue { value: syn::Expr::Lit(value), .. }) = &attribute.meta
        {
            if let syn::Lit::Str(line) = &value.lit {
                text += line.value().trim_end();
                text += "\n";
            }
        }
    }
    text
}
