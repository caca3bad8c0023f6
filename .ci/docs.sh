#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The documentation builds without a warning: with and without the default features, and as docs.rs does it. Of its
# pages, every link leads somewhere, and every name of an item is a link.
. "$(dirname "$0")/common.sh"

export RUSTDOCFLAGS="-D warnings"

doc() { cargo doc -p iouring-sys --no-deps --locked "$@"; }

# No C compiler, no libclang and no network.
as_docs_rs() { DOCS_RS=1 CC=/nonexistent LIBCLANG_PATH=/nonexistent doc --offline "$@"; }

with_the_settings_of_docs_rs() {
	rm -rf "$work/docs.rs"
	as_docs_rs --target-dir "$work/docs.rs" --no-default-features
	[ -s "$work/docs.rs/doc/iouring_sys/fn.io_uring_prep_msg_ring.html" ]
	if find "$work/docs.rs" -name '*.a' | grep .; then
		echo "C was compiled"
		return 1
	fi
}

cargo fetch --locked -q
step "default features" doc --target-dir "$work/target"
step "without the feature bindgen" doc --target-dir "$work/target" --no-default-features
step "as docs.rs, with the settings in Cargo.toml" with_the_settings_of_docs_rs
step "as docs.rs, default features" as_docs_rs --target-dir "$work/target"
step "the pages' links" cargo test --manifest-path tests/pages/Cargo.toml --locked
finish
