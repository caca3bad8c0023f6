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

# What the README says of crates that do not name this one: the copy is the same without the line.
c_only_without_the_line() {
	local said=$work/c-only.txt copy=$work/c-only
	rm -rf "$copy"
	mkdir -p "$copy"
	cp -r $here/Cargo.toml $here/Cargo.lock $here/c-only "$copy"
	sed -i "s|\"../..\"|\"$root\"|; s|^members = .*|members = [\"c-only\"]|; /^exclude/d" "$copy/Cargo.toml"
	sed -i '/^use iouring_sys as _;/d' "$copy/c-only/src/lib.rs"
	if cargo test --manifest-path "$copy/Cargo.toml" --target-dir "$work/target" >"$said" 2>&1; then
		echo "links without a line that names the crate"
		return 1
	fi
	grep 'undefined.*io_uring_queue_init' "$said"
}

# What the README says of CFLAGS=-flto: gcc then writes only what its own linker reads.
with_flto() { CC=gcc CFLAGS=$1 cargo test --locked --manifest-path $here/Cargo.toml --target-dir "$work/lto" -p dependent-c-only; }
flto_alone_does_not_link() {
	if with_flto -flto >"$work/lto.txt" 2>&1; then
		echo "links, so the README asks for too much"
		return 1
	fi
	grep undefined "$work/lto.txt"
}

need cmake cmake
need make make
need pkg-config pkg-config
step "rust-only: the crate root and the C symbols" test_of rust-only
step "c-code: DEP_URING_INCLUDE, rings and entries shared with C" test_of c-code
step "c-only: C calls liburing, Rust only names the crate" test_of c-only
step "c-only without the line that names the crate: not linked" c_only_without_the_line
step "CFLAGS=-flto -ffat-lto-objects" with_flto "-flto -ffat-lto-objects"
step "CFLAGS=-flto alone: not linked" flto_alone_does_not_link
step "cmake-pkgconfig: DEP_URING_ROOT as a prefix" test_of cmake-pkgconfig
step "cdylib: exports nothing of liburing, and a C program runs it" cdylib
step "staticlib: a C program links and runs it" staticlib
step "two-versions: refused by cargo, since both link uring" two_versions
finish
