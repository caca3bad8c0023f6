#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# tests/memory_only.rs in Miri, the interpreter that knows what may be done with a pointer: with strict provenance; then,
# for what carries a pointer as a number, without; and for a processor with the other order of bytes.
. "$(dirname "$0")/common.sh"

export CARGO_TARGET_DIR=$work/target

# It comes with Rust's nightly releases only.
miri_is_there() {
	cargo "+$nightly" miri --version && return
	rustup toolchain install "$nightly" --profile minimal --component miri,rust-src
}

# Interpreting asks for no C of another processor: as for docs.rs, whose build compiles none.
interpreted() {
	DOCS_RS=1 cargo "+$nightly" miri test --no-default-features --test memory_only "$@"
}
strictly() { MIRIFLAGS=-Zmiri-strict-provenance interpreted "$@" -- --skip a_pointer; }

# The file finds a function that leaves its memory: here a peek that forgets the mask.
errors_are_found() {
	rm -rf "$work/faulty"
	mkdir -p "$work/faulty/tests"
	cp -r build.rs Cargo.toml Cargo.lock src vendor wrapper.h "$work/faulty"
	sed -i '/^\[workspace\]/,$d' "$work/faulty/Cargo.toml"
	cp tests/memory_only.rs "$work/faulty/tests"
	cd "$work/faulty"
	# Cargo would take the one package for the other.
	export CARGO_TARGET_DIR=$work/target-faulty
	sed -i 's/(head & (\*ring).cq.ring_mask)/(head)/' src/inline/cq.rs
	if cmp src/inline/cq.rs "$root/src/inline/cq.rs" || strictly >"$work/found" 2>&1; then
		return 1
	fi
	grep "Undefined Behavior" "$work/found"
}

step "Miri is there" miri_is_there
step "memory, strict provenance" strictly
step "memory, pointers as numbers" interpreted -- a_pointer
step "memory, big-endian" strictly --target s390x-unknown-linux-gnu
step "an error is found" errors_are_found
finish
