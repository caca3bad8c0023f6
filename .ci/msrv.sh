#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The oldest Rust that Cargo.toml names builds the crate and a program: Debian's own rustc and its cargo.
. "$(dirname "$0")/common.sh"

unpacked "rust-$oldest_rust" "${oldest_rust_packages[@]}" >"$work/apt.log" 2>&1 || {
	tail "$work/apt.log"
	exit 1
}
usr=$cache/rust-$oldest_rust/usr

# That cargo reads the registry's index over HTTP only as a trial, hence the two variables; it gets a home of its own.
old_cargo() {
	LD_LIBRARY_PATH=$usr/lib/x86_64-linux-gnu:$usr/lib RUSTC=$usr/bin/rustc RUSTC_WRAPPER="" RUSTUP_TOOLCHAIN="" \
		CARGO_HOME=$work/home CARGO_UNSTABLE_SPARSE_REGISTRY=true RUSTC_BOOTSTRAP=1 \
		"$usr/bin/cargo" "$@"
}

need python3 python3
named_in_the_manifest() {
	local named used
	named=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
	used=$(LD_LIBRARY_PATH=$usr/lib/x86_64-linux-gnu "$usr/bin/rustc" --version | cut -d ' ' -f 2)
	echo "named $named, used $used"
	[ "$used" = "$named.0" ]
}

# As a dependency, which is what counts: this cargo cannot even resolve the newest releases of the dev-dependencies.
program() {
	local command=$1
	shift
	old_cargo "$command" --locked --manifest-path tests/dependents/oldest-rust/Cargo.toml --target-dir "$work/target" "$@"
}

# The release of the libc crate that Cargo.toml names has everything that the crate takes from it.
oldest_libc() {
	local oldest
	oldest=$(sed -n 's/^libc = { version = "\([^"]*\)".*/\1/p' Cargo.toml)
	mkdir -p "$work/libc/src"
	cat >"$work/libc/Cargo.toml" <<-EOF
		[package]
		name = "oldest-libc"
		version = "0.0.0"
		edition = "2021"
		[dependencies]
		iouring-sys = { path = "$root", default-features = false }
		libc = { version = "=$oldest", default-features = false }
		[workspace]
	EOF
	echo 'pub use iouring_sys::{open_how, statx};' >"$work/libc/src/lib.rs"
	cargo check --manifest-path "$work/libc/Cargo.toml" --target-dir "$work/target-libc"
}

# The newest `rust-version` among the packages of a build, from Cargo.lock.
minimum() {
	cargo tree -p iouring-sys --locked -q -e normal,build --prefix none -f '{p}' "$@" | sed 's/ (.*//' | sort -u >"$work/tree"
	cargo metadata --locked --format-version 1 >"$work/metadata.json"
	python3 - "$work/tree" "$work/metadata.json" <<-'EOF'
		import json, sys
		wanted = set(open(sys.argv[1]).read().splitlines())
		packages = [p for p in json.load(open(sys.argv[2]))["packages"] if f"{p['name']} v{p['version']}" in wanted]
		assert len(packages) == len(wanted), "a package without metadata"
		key = lambda p: [int(n) for n in (p["rust_version"] or "0").split(".")]
		newest = max(packages, key=key)
		print("Rust", newest["rust_version"], "for", len(packages), "packages, asked for by",
		      newest["name"], newest["version"])
	EOF
}

step "rustc and Cargo.toml name the same version" named_in_the_manifest
step "the crate builds without the feature bindgen" program build -p iouring-sys
step "a program runs a request and sends a message" program run
step "the oldest libc crate that Cargo.toml allows has every type" oldest_libc
echo "      without bindgen: $(minimum --no-default-features)"
echo "      with bindgen:    $(minimum)"
finish
