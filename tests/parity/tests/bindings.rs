// SPDX-License-Identifier: MIT OR Apache-2.0
//! The bindings that this build generated and the committed ones: the same items, types, values and documentation. Links in
//! comments, examples, how the lines are laid out, and in which order the items come, are the committed ones' affair.

#[path = "../../common/report.rs"]
mod report;

use iouring_sys_parity::{sources, tables};
use quote::ToTokens;
use report::report;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use syn::visit_mut::{self, VisitMut};
use syn::{parse_quote, Attribute, Expr, ExprLit, Field, ForeignItem, Item, Lit, Meta};

#[test]
fn generated_and_committed_bindings_have_the_same_items() {
    // Set by the build script of this package.
    let path = env!("GENERATED_BINDINGS");
    if path.is_empty() {
        return report!("skipped: this build generated no bindings (feature `bindgen` off, or no libclang)");
    }
    let generated = items_of(sources::parse(Path::new(path)));
    let committed = items_of(sources::parse(&sources::in_package("src/bindings.rs")));
    let names: BTreeSet<&String> = generated.keys().chain(committed.keys()).collect();
    let differs = names.iter().filter(|name| generated.get(**name) != committed.get(**name));
    let different: Vec<String> = differs
        .map(|name| {
            let side = |items: &BTreeMap<String, String>| items.get(*name).cloned().unwrap_or("none".into());
            let (generated, committed) = (side(&generated), side(&committed));
            let same = generated.chars().zip(committed.chars()).take_while(|(a, b)| a == b).count();
            let shown = |text: &str| text.chars().skip(same.saturating_sub(30)).take(100).collect::<String>();
            format!("{name}\n  generated: {}\n  committed: {}", shown(&generated), shown(&committed))
        })
        .collect();
    assert!(
        different.is_empty(),
        "{} of {} items differ:\n{}",
        different.len(),
        names.len(),
        different.join("\n")
    );
    // Types and what is implemented for them come on top.
    assert!(names.len() > tables::constants_and_functions(), "only {} items seen", names.len());
    report!("{} items of the generated bindings are as committed", names.len());
}

/// Each item under a name of its own, as tokens.
fn items_of(mut file: syn::File) -> BTreeMap<String, String> {
    PlainComments.visit_file_mut(&mut file);
    let mut items = BTreeMap::new();
    add_items("", file.items, &mut items);
    items
}

/// Tokens as text, without commas behind the last of a list: who lays out lines adds and removes them.
fn tokens_of(item: &impl ToTokens) -> String {
    let text = item.to_token_stream().to_string();
    [(" ,", ","), (" )", ")"), (",)", ")"), (", }", " }")]
        .iter()
        .fold(text, |text, (old, new)| text.replace(old, new))
}

fn add_items(module: &str, list: Vec<Item>, items: &mut BTreeMap<String, String>) {
    for item in list {
        let tokens = tokens_of(&item);
        let name = match item {
            Item::Mod(inside) => {
                let name = format!("{module}{}::", inside.ident);
                items.insert(
                    name.clone(),
                    inside.attrs.iter().map(|attr| attr.to_token_stream().to_string()).collect(),
                );
                add_items(&name, inside.content.expect("a module with its contents").1, items);
                continue;
            }
            Item::ForeignMod(block) => {
                for function in block.items {
                    let ForeignItem::Fn(function) = function else { panic!("no function: {tokens}") };
                    let name = format!("{module}fn {}", function.sig.ident);
                    let tokens = tokens_of(&function);
                    assert!(items.insert(name, tokens).is_none(), "twice: {}", function.sig.ident);
                }
                continue;
            }
            Item::Const(item) => format!("const {}", item.ident),
            Item::Struct(item) => format!("struct {}", item.ident),
            Item::Union(item) => format!("union {}", item.ident),
            Item::Type(item) => format!("type {}", item.ident),
            Item::Impl(item) => {
                let (_, of, _) = item.trait_.expect("bindgen implements traits only");
                format!("impl {} for {}", of.to_token_stream(), item.self_ty.to_token_stream())
            }
            Item::Use(_) => tokens.clone(),
            _ => panic!("an item of a kind that the bindings had none of: {tokens}"),
        };
        assert!(items.insert(format!("{module}{name}"), tokens).is_none(), "twice: {module}{name}");
    }
}

/// Joins the attributes of a comment to one, without links and with a blank for each break.
struct PlainComments;

impl VisitMut for PlainComments {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        let text: Vec<String> = attributes.iter().filter_map(comment).collect();
        attributes.retain(|attribute| comment(attribute).is_none());
        if !text.is_empty() {
            let text = without_links(&text.join("\n"));
            attributes.insert(0, parse_quote!(#[doc = #text]));
        }
    }

    /// The committed ones say of members of unnamed types what those hold, which bindgen cannot tell.
    fn visit_field_mut(&mut self, field: &mut Field) {
        if field.ty.to_token_stream().to_string().contains("__bindgen_ty_") {
            assert!(
                field.attrs.iter().any(|attribute| comment(attribute).is_some()),
                "a field without a comment"
            );
            field.attrs.clear();
        }
        visit_mut::visit_field_mut(self, field);
    }
}

/// `[text](target)` and `[text]` as `text`, and not what only the committed ones have at their end: where a guide is, which
/// helpers write a member, and examples. A target may end with a pair of parentheses.
fn without_links(text: &str) -> String {
    let text = text.replace("())", ")");
    let mut parts = text.split("](");
    let mut plain = parts.next().unwrap_or_default().to_string();
    for part in parts {
        plain += part.split_once(')').map_or(part, |(_, behind)| behind);
    }
    let plain = plain.replace(['[', ']'], "").split_whitespace().collect::<Vec<_>>().join(" ");
    let ends =
        [" Guide: ", " Guides: ", " # Written by ", " # Examples "].iter().filter_map(|end| plain.find(end));
    plain[..ends.min().unwrap_or(plain.len())].to_string()
}

/// The text of an attribute that is a comment.
fn comment(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            other => panic!("a comment that is no text: {}", other.to_token_stream()),
        },
        _ => None,
    }
}
