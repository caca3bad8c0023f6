// SPDX-License-Identifier: MIT OR Apache-2.0
// Renders each public item as one line: what a caller can depend on, without documentation and bodies.

use super::{sources, surface};
use quote::ToTokens;
use std::collections::BTreeMap;

/// The lines in order of name, items before the traits that types implement.
pub fn lines() -> Vec<String> {
    let items = Items::read();
    let names = surface::public_items();
    let of_name =
        |name: &String| items.of_name(name).iter().map(|line| format!("{name}: {line}")).collect::<Vec<_>>();
    let mut lines: Vec<String> = names.iter().flat_map(of_name).collect();
    let public = |implementation: &&syn::ItemImpl| match &*implementation.self_ty {
        syn::Type::Path(ty) => ty.path.get_ident().map_or(false, |name| names.contains(&name.to_string())),
        _ => false,
    };
    let mut implementations: Vec<String> =
        items.implementations.iter().filter(public).map(implementation).collect();
    implementations.sort();
    lines.extend(implementations);
    lines
}

/// The lines of everything that could be public, under the name by which a caller reaches it.
struct Items {
    lines: BTreeMap<String, Vec<String>>,
    implementations: Vec<syn::ItemImpl>,
}

impl Items {
    fn read() -> Items {
        let mut items = Items { lines: BTreeMap::new(), implementations: Vec::new() };
        for path in sources::files_below(&sources::in_package("src/inline")) {
            items.add("", sources::parse(&path).items);
        }
        items.add("", sources::parse(&sources::in_package("src/target_constants.rs")).items);
        items.add("", sources::parse(&sources::in_package("src/bindings.rs")).items);
        items.add("syscall::", sources::parse(&sources::in_package("src/syscall.rs")).items);
        items.add("", sources::parse(&sources::in_package("src/lib.rs")).items);
        for function in sources::foreign_functions("library") {
            items.add_line(function.sig.ident.to_string(), foreign(&function));
            items.add_line(format!("ffi::{}", function.sig.ident), foreign(&function));
        }
        for function in sources::foreign_functions("helpers") {
            items.add_line(format!("ffi::{}", function.sig.ident), foreign(&function));
        }
        items
    }

    fn add(&mut self, module: &str, list: Vec<syn::Item>) {
        for item in list {
            match item {
                syn::Item::Impl(item) if item.trait_.is_some() => self.implementations.push(item),
                item => {
                    if let Some((name, line)) = named_line(item) {
                        self.add_line(format!("{module}{name}"), line);
                    }
                }
            }
        }
    }

    fn add_line(&mut self, name: String, line: String) {
        self.lines.entry(name).or_default().push(line);
    }

    /// More than one where a type and a function share a name, as in C.
    fn of_name(&self, name: &str) -> &[String] {
        self.lines.get(name).unwrap_or_else(|| panic!("{name} is public, but this lister does not find it"))
    }
}

/// The name of an item and what a caller sees of it; nothing for what is private.
fn named_line(item: syn::Item) -> Option<(syn::Ident, String)> {
    let is_public = |vis: &syn::Visibility| matches!(vis, syn::Visibility::Public(_));
    let (vis, name, line) = match item {
        syn::Item::Fn(item) => (item.vis, item.sig.ident.clone(), tidy(&item.sig)),
        syn::Item::Const(mut item) => {
            item.attrs.clear();
            (item.vis.clone(), item.ident.clone(), tidy(&item))
        }
        syn::Item::Type(mut item) => {
            item.attrs.clear();
            (item.vis.clone(), item.ident.clone(), tidy(&item))
        }
        syn::Item::Struct(mut item) => {
            undocumented(&mut item.attrs);
            item.fields.iter_mut().for_each(|field| undocumented(&mut field.attrs));
            (item.vis.clone(), item.ident.clone(), tidy(&item))
        }
        syn::Item::Union(mut item) => {
            undocumented(&mut item.attrs);
            item.fields.named.iter_mut().for_each(|field| undocumented(&mut field.attrs));
            (item.vis.clone(), item.ident.clone(), tidy(&item))
        }
        syn::Item::Trait(mut item) => {
            item.attrs.clear();
            for inside in &mut item.items {
                if let syn::TraitItem::Fn(function) = inside {
                    function.attrs.clear();
                    function.default = None;
                }
            }
            (item.vis.clone(), item.ident.clone(), tidy(&item))
        }
        syn::Item::Mod(item) => (item.vis, item.ident, "mod".to_string()),
        _ => return None,
    };
    is_public(&vis).then_some((name, line))
}

fn foreign(function: &syn::ForeignItemFn) -> String {
    format!("unsafe extern \"C\" {}", tidy(&function.sig))
}

fn implementation(item: &syn::ItemImpl) -> String {
    let (_, of, _) = item.trait_.as_ref().expect("a trait");
    format!("impl {} for {}", tidy(of), tidy(&item.self_ty))
}

/// Leaves the attributes that callers can tell: layout and derived traits.
fn undocumented(attributes: &mut Vec<syn::Attribute>) {
    attributes.retain(|attribute| !attribute.path().is_ident("doc"));
}

/// Tokens as a line, with the spaces that a reader expects.
fn tidy(tokens: &impl ToTokens) -> String {
    let mut line = tokens.to_token_stream().to_string();
    for (spaced, close) in [
        (" ::", "::"),
        (":: ", "::"),
        (" :", ":"),
        (" ,", ","),
        (" ;", ";"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        ("* mut", "*mut"),
        ("* const", "*const"),
        ("# [", "#["),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
    ] {
        line = line.replace(spaced, close);
    }
    line
}
