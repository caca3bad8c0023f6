// SPDX-License-Identifier: MIT OR Apache-2.0
// What a reader wants to know of a field `__bindgen_anon_N`: which members of C it stands for.

use std::collections::BTreeMap;
use syn::{Fields, FieldsNamed, Item, Type};

/// How the names of the types start that have none in C, behind the name of the type around them.
const UNNAMED: &str = "__bindgen_ty_";

/// A field, and its type if that has no name.
type Field = (String, Option<String>);

/// The fields of every type, and whether they share their memory.
pub struct Members(BTreeMap<String, (bool, Vec<Member>)>);

/// The name of a field, and its type where that has no name in C.
type Member = (String, Option<String>);

impl Members {
    pub fn of(bindings: &syn::File) -> Members {
        let of_type = |item: &Item| match item {
            Item::Struct(item) => match &item.fields {
                Fields::Named(fields) => Some((item.ident.to_string(), (false, names(fields)))),
                _ => None,
            },
            Item::Union(item) => Some((item.ident.to_string(), (true, names(&item.fields)))),
            _ => None,
        };
        Members(bindings.items.iter().filter_map(of_type).collect())
    }

    /// The documentation of a field of an unnamed type.
    pub fn told(&self, ty: &str) -> String {
        let (is_union, _) = self.0[ty];
        let how = if is_union { "in the same memory" } else { "one after the other" };
        let all = self.listed(ty).join(", ");
        format!(" {all}: the members of a [type without a name in C](crate::{ty}), {how}.")
    }

    /// The members of a type with links, those of an unnamed type in it in its place.
    fn listed(&self, ty: &str) -> Vec<String> {
        let (_, fields) = &self.0[ty];
        let member = |(name, unnamed): &Field| match unnamed {
            Some(inner) => self.listed(inner),
            None => vec![format!("[`{name}`](crate::{ty}::{name})")],
        };
        fields.iter().flat_map(member).collect()
    }
}

/// The unnamed type of a field whose name bindgen had to make up.
pub fn unnamed_type(field: &syn::Field) -> Option<String> {
    let made_up = field.ident.as_ref().is_some_and(|name| name.to_string().starts_with("__bindgen_anon_"));
    match &field.ty {
        Type::Path(ty) if made_up => {
            let name = ty.path.segments.last()?.ident.to_string();
            name.contains(UNNAMED).then_some(name)
        }
        _ => None,
    }
}

fn names(fields: &FieldsNamed) -> Vec<Field> {
    let named = |field: &syn::Field| (field.ident.as_ref().expect("a name").to_string(), unnamed_type(field));
    // Padding is nobody's business.
    let is_padding = |name: &String| name.starts_with("__pad");
    fields.named.iter().map(named).filter(|(name, _)| !is_padding(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_inner_types_stand_among_the_others() {
        let bindings: syn::File = syn::parse_quote! {
            pub struct t { pub __bindgen_anon_1: t__bindgen_ty_1 }
            pub union t__bindgen_ty_1 { pub off: u64, pub __bindgen_anon_1: t__bindgen_ty_1__bindgen_ty_1 }
            pub struct t__bindgen_ty_1__bindgen_ty_1 { pub cmd_op: u32, pub __pad1: u32 }
        };
        let expected = " [`off`](crate::t__bindgen_ty_1::off), [`cmd_op`](crate::t__bindgen_ty_1__bindgen_ty_1::cmd_op): \
                        the members of a [type without a name in C](crate::t__bindgen_ty_1), in the same memory.";
        assert_eq!(Members::of(&bindings).told("t__bindgen_ty_1"), expected);
    }
}
