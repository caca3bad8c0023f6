// SPDX-License-Identifier: MIT OR Apache-2.0
// The committed bindings, from the headers.

#[cfg(feature = "bindgen")]
use super::generator;
use super::{looks, Renewal};
use std::path::Path;

const COMMITTED: &str = "src/bindings.rs";

pub fn renew(renewal: &mut Renewal, scratch: &Path) -> Result<(), String> {
    match generated(scratch)? {
        Some(text) => {
            let text =
                looks::for_readers(&text).map_err(|error| format!("the bindings are no Rust: {error}"))?;
            renewal.put(COMMITTED, &text);
        }
        None if renewal.write => {
            return Err("nothing was renewed, since the bindings come first and no libclang could be loaded.\n\
                        Install it (`apt install libclang-dev`, `dnf install clang-devel`), name its folder in \
                        LIBCLANG_PATH if it is not found, and leave the feature `bindgen` on."
                .into());
        }
        None => renewal.skipped.push(format!("{COMMITTED}: no libclang could be loaded")),
    }
    Ok(())
}

/// What the build script generates, unless there is no libclang.
#[cfg(feature = "bindgen")]
fn generated(scratch: &Path) -> Result<Option<String>, String> {
    // Relative to the package, as in a build script.
    let headers = "vendor/liburing/include";
    let text = || generator::generate(headers, &super::sources::files_below(Path::new(headers)), scratch);
    generator::load_libclang().map(|_| text()).transpose()
}

#[cfg(not(feature = "bindgen"))]
fn generated(_scratch: &Path) -> Result<Option<String>, String> {
    Ok(None)
}
