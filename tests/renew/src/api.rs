// SPDX-License-Identifier: MIT OR Apache-2.0
// The listing of the public interface: each item as one line, what a caller can depend on, without documentation and
// bodies. A change of it is seen in review, and decides what the next version is called.

use super::{sources, surface, Renewal};
use quote::ToTokens;
use std::collections::BTreeMap;

pub fn renew(renewal: &mut Renewal) {
    renewal.put("tests/data/public-api.txt", &(lines().join("\n") + "\n"));
}

/// The lines in order of name, items before the traits that types implement.
fn lines() -> Vec<String> {
    let items = Items::read();
    let names = surface::public_items();
    let of_name =
        |name: &String| items.of_name(name).iter().map(|line| format!("{name}: {line}")).collect::<Vec<_>>();
    let mut lines: Vec<String> = names.iter().flat_map(of_name).collect();
    let public = items.implementations.iter().filter(|(of, _)| names.contains(of));
    let mut implementations: Vec<String> =
        public.map(|(of, implemented)| format!("impl {implemented} for {of}")).collect();
    implementations.sort();
    lines.extend(implementations);
    lines
}

/// The lines of everything that could be public, under the name by which a caller reaches it.
struct Items {
    lines: BTreeMap<String, Vec<String>>,
    /// Names of types, and traits that they implement.
    implementations: Vec<(String, String)>,
}

impl Items {
    fn read() -> Items {
        let mut items = Items { lines: BTreeMap::new(), implementations: Vec::new() };
        for path in sources::files_below(&sources::in_package("src/inline")) {
            items.add("", sources::parse(&path).items);
        }
        items.add("", sources::parse(&sources::in_package("src/target_constants.rs")).items);
        items.add("", sources::parse(&sources::in_package("src/bindings.rs")).items);
        items.add("batch::", sources::parse(&sources::in_package("src/batch.rs")).items);
        items.add("guide::", sources::parse(&sources::in_package("src/guide.rs")).items);
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
                syn::Item::Use(item) => self.add_reexports(&item),
                syn::Item::Impl(item) => self.add_implementation(module, item),
                item => {
                    if let Some((name, line)) = named_line(item) {
                        self.add_line(format!("{module}{name}"), line);
                    }
                }
            }
        }
    }

    /// A trait, or a type's own functions beside the type.
    fn add_implementation(&mut self, module: &str, item: syn::ItemImpl) {
        let of = format!("{module}{}", tidy(&item.self_ty));
        if let Some((_, implemented, _)) = &item.trait_ {
            return self.implementations.push((of, tidy(implemented)));
        }
        for inside in item.items {
            match inside {
                syn::ImplItem::Fn(function) if is_public(&function.vis) => {
                    self.add_line(of.clone(), tidy(&function.sig));
                }
                _ => {}
            }
        }
    }

    /// Names of the libc crate; those of this crate's own modules are added with the modules.
    fn add_reexports(&mut self, item: &syn::ItemUse) {
        if matches!(item.vis, syn::Visibility::Public(_)) && tidy(&item.tree).starts_with("libc::") {
            for name in surface::last_names(&item.tree) {
                let line = format!("pub use libc::{name}");
                self.add_line(name, line);
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

fn is_public(vis: &syn::Visibility) -> bool {
    matches!(vis, syn::Visibility::Public(_))
}

/// The name of an item and what a caller sees of it; nothing for what is private.
fn named_line(item: syn::Item) -> Option<(syn::Ident, String)> {
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
            if let syn::Fields::Named(fields) = &mut item.fields {
                let all = std::mem::take(&mut fields.named).into_pairs();
                fields.named = all.filter(|field| is_public(&field.value().vis)).collect();
            }
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
        ("& self", "&self"),
    ] {
        line = line.replace(spaced, close);
    }
    line
}
