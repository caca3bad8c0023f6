// SPDX-License-Identifier: MIT OR Apache-2.0
// Makes links of what the headers' comments name: items of the crate in backticks, and manual pages. The headers themselves
// stay as a reader of C wants them.

use super::{sources, surface};
use std::collections::BTreeSet;

/// The names that have a page of their own, each at the crate's root.
pub struct Names {
    functions: BTreeSet<String>,
    others: BTreeSet<String>,
}

impl Names {
    /// Those of the bindings, of the inline functions, of the constants that differ by processor and of the libc crate's types.
    pub fn of_crate(bindings: &syn::File) -> Names {
        let library = sources::foreign_functions_in(bindings, "library").map(|f| f.sig.ident.to_string());
        let inline = sources::inline_functions();
        let public = inline.iter().filter(|function| matches!(function.vis, syn::Visibility::Public(_)));
        let inline = public.map(|function| function.sig.ident.to_string());
        let constants = sources::parse(&sources::in_package("src/target_constants.rs"));
        Names {
            functions: library.chain(inline).collect(),
            others: bindings
                .items
                .iter()
                .chain(&constants.items)
                .filter_map(name_of)
                .chain(surface::reexports())
                .collect(),
        }
    }

    /// The comment with links, in all but its code and the name of the item that it belongs to.
    pub fn linked(&self, comment: &str, own: &str) -> String {
        // Every second part is an example.
        let parts = comment.split("```").enumerate();
        let linked = parts.map(|(at, part)| match at % 2 {
            0 => self.linked_text(part, own),
            _ => part.to_string(),
        });
        linked.collect::<Vec<_>>().join("```")
    }

    fn linked_text(&self, prose: &str, own: &str) -> String {
        let mut text = String::new();
        // Every second part stands between backticks.
        for (at, part) in prose.split('`').enumerate() {
            if at % 2 == 0 {
                text += &with_manual_pages(part);
                continue;
            }
            let part = &part.replace("struct\n ", "struct ");
            let name = part.trim_start_matches("struct ").trim_end_matches("()");
            let is_link = text.ends_with('[');
            text += &match self.target(part, name) {
                Some(target) if name != own && !is_link => format!("[`{part}`]({target})"),
                _ => format!("`{part}`"),
            };
        }
        text
    }

    /// Where a name leads, if it is the crate's. A few functions have the name of a type.
    fn target(&self, written: &str, name: &str) -> Option<String> {
        match (self.functions.contains(name), self.others.contains(name)) {
            (true, true) if written.starts_with("struct ") => Some(format!("struct@crate::{name}")),
            (true, true) => Some(format!("crate::{name}()")),
            (true, false) | (false, true) => Some(format!("crate::{name}")),
            (false, false) => None,
        }
    }
}

fn name_of(item: &syn::Item) -> Option<String> {
    match item {
        syn::Item::Const(item) => Some(item.ident.to_string()),
        syn::Item::Struct(item) => Some(item.ident.to_string()),
        syn::Item::Union(item) => Some(item.ident.to_string()),
        syn::Item::Type(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

/// Text without backticks, in which `name(2)` and the like are links to the manual on the web.
fn with_manual_pages(text: &str) -> String {
    let mut linked = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('(') {
        let (before, after) = rest.split_at(at);
        let name =
            before.rsplit(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').next().unwrap_or_default();
        let section = after[1..].chars().next().filter(|section| section.is_ascii_digit());
        linked += &before[..before.len() - name.len()];
        match section {
            Some(section) if !name.is_empty() && after[2..].starts_with(')') => {
                let page = format!("man{section}/{name}.{section}.html");
                linked += &format!("[{name}({section})](https://man7.org/linux/man-pages/{page})");
                rest = &after[3..];
            }
            _ => {
                linked += name;
                linked.push('(');
                rest = &after[1..];
            }
        }
    }
    linked + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_manual_pages_become_links() {
        let set = |names: &[&str]| names.iter().map(|name| name.to_string()).collect();
        let names = Names { functions: set(&["both", "own"]), others: set(&["io_uring_sqe", "both"]) };
        let comment =
            "A `struct io_uring_sqe` of `own`, `other`; [`io_uring_sqe`](x). Source: futex(2), f(x).\n\
                       `both`, `struct both`.\n```\n`io_uring_sqe`\n```";
        let expected = "A [`struct io_uring_sqe`](crate::io_uring_sqe) of `own`, `other`; [`io_uring_sqe`](x). \
                        Source: [futex(2)](https://man7.org/linux/man-pages/man2/futex.2.html), f(x).\n\
                        [`both`](crate::both()), [`struct both`](struct@crate::both).\n```\n`io_uring_sqe`\n```";
        assert_eq!(names.linked(comment, "own"), expected);
    }
}
