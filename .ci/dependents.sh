#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Builds and runs the crates of tests/dependents: one for each way to depend on iouring-sys.
. "$(dirname "$0")/common.sh"

here=tests/dependents
out=$work/target/debug

test_of() { cargo test --locked --manifest-path $here/Cargo.toml --target-dir "$work/target" -p "dependent-$1"; }

# What a C program needs beside a Rust static library.
system_libraries="-lgcc_s -lutil -lrt -lpthread -lm -ldl -lc"

cdylib() {
	cargo build --locked --manifest-path $here/Cargo.toml --target-dir "$work/target" -p dependent-cdylib
	nm -D --defined-only "$out/libdependent_cdylib.so" >"$work/exported"
	cat "$work/exported"
	grep -q ' T dependent_message$' "$work/exported"
	# Any name of liburing's own, functions and data alike.
	if grep -E ' (__)?(io_uring|liburing)' "$work/exported"; then return 1; fi
	# It holds liburing, so that the check above says something.
	nm "$out/libdependent_cdylib.so" | grep -q ' t io_uring_queue_init$'
	cc -o "$work/with-cdylib" $here/main.c -L"$out" -ldependent_cdylib -Wl,-rpath,"$out"
	"$work/with-cdylib"
}

staticlib() {
	cargo build --locked --manifest-path $here/Cargo.toml --target-dir "$work/target" -p dependent-staticlib
	# shellcheck disable=SC2086 # several words
	cc -o "$work/with-staticlib" $here/main.c "$out/libdependent_staticlib.a" $system_libraries
	"$work/with-staticlib"
}

# Cargo's own refusal is what `links` is for.
two_versions() {
	local said=$work/two-versions.txt copy=$work/two-versions
	# Elsewhere, since cargo would write a lock file: a copy whose path to the crate is absolute.
	rm -rf "$copy"
	cp -r $here/two-versions "$copy"
	sed -i "s|\"../../..\"|\"$root\"|" "$copy/Cargo.toml"
	if cargo generate-lockfile --manifest-path "$copy/Cargo.toml" >"$said" 2>&1; then
		echo "cargo accepts two libraries of one name"
		return 1
	fi
	cat "$said"
	grep -q 'links to the native library `uring`' "$said"
}

need cmake cmake
need make make
need pkg-config pkg-config
step "rust-only: the crate root and the C symbols" test_of rust-only
step "c-code: DEP_URING_INCLUDE, rings and entries shared with C" test_of c-code
step "cmake-pkgconfig: DEP_URING_ROOT as a prefix" test_of cmake-pkgconfig
step "cdylib: exports nothing of liburing, and a C program runs it" cdylib
step "staticlib: a C program links and runs it" staticlib
step "two-versions: refused by cargo, since both link uring" two_versions
finish
