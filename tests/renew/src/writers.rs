// SPDX-License-Identifier: MIT OR Apache-2.0
// Which helper writes which member of an entry, from what the inline functions do.

use super::sources;
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};

/// What nearly every helper calls: its members are written by all.
const COMMON: &str = "io_uring_prep_rw";
/// How the names of an entry's unnamed unions start.
const UNION: &str = "io_uring_sqe__bindgen_ty_";

/// For each member of an unnamed union, as `3.rw_flags`, the functions that write it.
pub struct Writers(BTreeMap<String, BTreeSet<String>>);

impl Writers {
    pub fn read() -> Writers {
        let functions = sources::inline_functions();
        let bodies = functions.iter().map(|function| {
            let body = function.block.to_token_stream().to_string();
            (function.sig.ident.to_string(), body.split_whitespace().collect::<String>())
        });
        let mut writers = Writers::of(&bodies.collect());
        // Those that only the crate knows have no page.
        let public = functions.iter().filter(|function| matches!(function.vis, syn::Visibility::Public(_)));
        let public: BTreeSet<String> = public.map(|function| function.sig.ident.to_string()).collect();
        writers.0.values_mut().for_each(|names| names.retain(|name| public.contains(name)));
        writers
    }

    /// Of the functions' bodies, without blanks.
    fn of(bodies: &BTreeMap<String, String>) -> Writers {
        let mut writers = Writers(BTreeMap::new());
        for name in bodies.keys() {
            writers.add(name, bodies);
        }
        writers
    }

    /// Adds what a function writes itself and through the functions that it calls.
    fn add(&mut self, writer: &str, bodies: &BTreeMap<String, String>) {
        let mut seen = BTreeSet::from([COMMON]);
        let mut left = vec![writer];
        while let Some((name, body)) = left.pop().and_then(|name| bodies.get_key_value(name)) {
            for place in body.split("addr_of_mut!((*sqe).__bindgen_anon_").skip(1) {
                let Some((place, _)) = place.split_once(").write(") else { continue };
                let (union, _) = place.split_once('.').expect("a member of a union");
                let member = place.rsplit('.').next().expect("a name");
                self.0.entry(format!("{union}.{member}")).or_default().insert(writer.to_string());
            }
            seen.insert(name);
            let words = body.split(|c: char| !c.is_alphanumeric() && c != '_');
            left.extend(words.filter(|word| bodies.contains_key(*word) && !seen.contains(word)));
        }
    }

    /// The lines for the page of a type, if it is an unnamed union of an entry and its members have writers.
    pub fn told(&self, ty: &str) -> Vec<String> {
        let Some(number) = ty.strip_prefix(UNION).filter(|number| !number.contains('_')) else {
            return vec![];
        };
        let mut lines = vec![" # Written by".to_string()];
        for (place, writers) in &self.0 {
            let Some(member) = place.strip_prefix(number).and_then(|rest| rest.strip_prefix('.')) else {
                continue;
            };
            let link = |name: &String| match name == COMMON {
                true => format!("every helper that prepares a request, by [`{name}`](crate::{name})"),
                false => format!("[`{name}`](crate::{name})"),
            };
            let (common, others): (Vec<_>, Vec<_>) = writers.iter().partition(|name| *name == COMMON);
            let listed = |names: Vec<&String>| names.into_iter().map(link).collect::<Vec<_>>().join(", ");
            let parts = [listed(common), listed(others)].into_iter().filter(|part| !part.is_empty());
            lines.push(format!(" - `{member}`: {}.", parts.collect::<Vec<_>>().join("; then again ")));
        }
        if lines.len() == 1 {
            return vec![];
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_calls_a_writer_writes_too() {
        let bodies = [
            ("a", "addr_of_mut!((*sqe).__bindgen_anon_3.rw_flags).write(flags);"),
            ("b", "a(sqe,1);io_uring_prep_rw(sqe);"),
            (COMMON, "addr_of_mut!((*sqe).__bindgen_anon_1.off).write(offset);"),
        ];
        let writers = Writers::of(&bodies.map(|(name, body)| (name.to_string(), body.to_string())).into());
        let expected = [" # Written by", " - `rw_flags`: [`a`](crate::a), [`b`](crate::b)."];
        assert_eq!(writers.told("io_uring_sqe__bindgen_ty_3"), expected);
        let common = " - `off`: every helper that prepares a request, by [`io_uring_prep_rw`](crate::io_uring_prep_rw).";
        assert_eq!(writers.told("io_uring_sqe__bindgen_ty_1")[1], common);
        assert!(writers.told("io_uring_sqe__bindgen_ty_2").is_empty());
    }
}
