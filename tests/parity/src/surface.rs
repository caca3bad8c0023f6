// SPDX-License-Identifier: MIT OR Apache-2.0
// The public items that can be reached from the crate's root, found by reading the sources as the compiler
// would.

use super::sources;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Names of the items, those of a public module after the module's name: `ffi::io_uring_submit`.
pub fn public_items() -> BTreeSet<String> {
    let mut items = Module::root().public_items();
    items.extend(exported_macros());
    items
}

/// The names that the root has from the libc crate.
pub fn reexports() -> BTreeSet<String> {
    let of_libc = |item| match item {
        syn::Item::Use(syn::ItemUse {
            tree: syn::UseTree::Path(path),
            vis: syn::Visibility::Public(_),
            ..
        }) if path.ident == "libc" => last_names(&path.tree),
        _ => Vec::new(),
    };
    let files = ["src/lib.rs", "src/bindings.rs"].map(sources::in_package);
    files.iter().flat_map(|path| sources::parse(path).items).flat_map(of_libc).collect()
}

/// The names at the ends of a `use`.
pub fn last_names(tree: &syn::UseTree) -> Vec<String> {
    match tree {
        syn::UseTree::Path(path) => last_names(&path.tree),
        syn::UseTree::Name(name) => vec![name.ident.to_string()],
        syn::UseTree::Group(group) => group.items.iter().flat_map(last_names).collect(),
        syn::UseTree::Rename(_) | syn::UseTree::Glob(_) => Vec::new(),
    }
}

/// Exported macros are at the root, wherever they are written.
fn exported_macros() -> Vec<String> {
    let files = sources::files_below(&sources::in_package("src"));
    let files = files.iter().filter(|path| path.extension() == Some("rs".as_ref()));
    let exported = |item| match item {
        syn::Item::Macro(item)
            if item.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export")) =>
        {
            item.ident.map(|name| name.to_string())
        }
        _ => None,
    };
    files.flat_map(|path| sources::parse(path).items).filter_map(exported).collect()
}

/// A module's items, and the directory that its own modules are in.
struct Module {
    items: Vec<syn::Item>,
    directory: PathBuf,
}

impl Module {
    fn public_items(&self) -> BTreeSet<String> {
        self.items.iter().flat_map(|item| self.names(item)).collect()
    }

    /// What one item makes public.
    fn names(&self, item: &syn::Item) -> BTreeSet<String> {
        let named = |vis: &syn::Visibility, name: &syn::Ident| match vis {
            syn::Visibility::Public(_) => BTreeSet::from([name.to_string()]),
            _ => BTreeSet::new(),
        };
        match item {
            syn::Item::Const(item) => named(&item.vis, &item.ident),
            syn::Item::Enum(item) => named(&item.vis, &item.ident),
            syn::Item::ExternCrate(item) => named(&item.vis, &item.ident),
            syn::Item::Fn(item) => named(&item.vis, &item.sig.ident),
            syn::Item::Static(item) => named(&item.vis, &item.ident),
            syn::Item::Struct(item) => named(&item.vis, &item.ident),
            syn::Item::Trait(item) => named(&item.vis, &item.ident),
            syn::Item::Type(item) => named(&item.vis, &item.ident),
            syn::Item::Union(item) => named(&item.vis, &item.ident),
            syn::Item::ForeignMod(block) => {
                let function = |item: &syn::ForeignItem| match item {
                    syn::ForeignItem::Fn(item) => named(&item.vis, &item.sig.ident),
                    syn::ForeignItem::Static(item) => named(&item.vis, &item.ident),
                    _ => panic!("an extern block with neither functions nor statics"),
                };
                block.items.iter().flat_map(function).collect()
            }
            syn::Item::Mod(item) if matches!(item.vis, syn::Visibility::Public(_)) => {
                let name = item.ident.to_string();
                let inside =
                    self.module(&name).public_items().into_iter().map(|item| format!("{name}::{item}"));
                inside.chain([name.clone()]).collect()
            }
            syn::Item::Use(item) if matches!(item.vis, syn::Visibility::Public(_)) => {
                self.imported(&item.tree)
            }
            _ => BTreeSet::new(),
        }
    }

    /// What a `pub use` of this module makes public.
    fn imported(&self, tree: &syn::UseTree) -> BTreeSet<String> {
        match tree {
            syn::UseTree::Path(path) => match path.ident.to_string().as_str() {
                // Of another crate only single names are taken, and those are there under any module.
                "self" | "libc" => self.imported(&path.tree),
                "crate" => Module::root().imported(&path.tree),
                name => self.module(name).imported(&path.tree),
            },
            syn::UseTree::Name(name) => BTreeSet::from([name.ident.to_string()]),
            syn::UseTree::Rename(rename) => BTreeSet::from([rename.rename.to_string()]),
            syn::UseTree::Glob(_) => self.public_items(),
            syn::UseTree::Group(group) => group.items.iter().flat_map(|tree| self.imported(tree)).collect(),
        }
    }

    fn root() -> Module {
        let root = sources::in_package("src/lib.rs");
        Module { items: sources::parse(&root).items, directory: sources::in_package("src") }
    }

    /// A module of this module. One that includes a file of two, as the bindings do, has what the committed one has.
    fn module(&self, name: &str) -> Module {
        let item = self.items.iter().find_map(|item| match item {
            syn::Item::Mod(item) if item.ident == name => Some(item),
            _ => None,
        });
        let item = item.unwrap_or_else(|| panic!("no module {name} in {}", self.directory.display()));
        let items = match &item.content {
            None => sources::parse(&self.file(name)).items,
            Some((_, items)) => items.iter().flat_map(|item| self.with_included(item)).collect(),
        };
        Module { items, directory: self.directory.join(name) }
    }

    /// The item; the items of a file if it includes one whose name stands there; none if it includes one of the build's.
    fn with_included(&self, item: &syn::Item) -> Vec<syn::Item> {
        match item {
            syn::Item::Macro(item) if item.mac.path.is_ident("include") => {
                let name = item.mac.parse_body::<syn::LitStr>();
                name.map_or(Vec::new(), |name| sources::parse(&self.directory.join(name.value())).items)
            }
            item => vec![item.clone()],
        }
    }

    /// The file of a module of this module.
    fn file(&self, name: &str) -> PathBuf {
        let beside = self.directory.join(format!("{name}.rs"));
        let inside = self.directory.join(name).join("mod.rs");
        if inside.exists() {
            inside
        } else {
            beside
        }
    }
}
