#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Makes the package as `cargo publish` would, and builds and tests it elsewhere, without a network.
. "$(dirname "$0")/common.sh"

# What a package of this kind may weigh, in bytes, compressed. On 2026-11-27 it was 508,000: tests of behaviour 199,000, the C
# library 89,000, bindings 64,000, the Rust helpers 63,000, the long pages 42,000, examples 20,000, all else 31,000.
limit=520000
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
archive=$work/target/package/iouring-sys-$version.crate
unpacked=$work/unpacked/iouring-sys-$version

package() { cargo package -p iouring-sys --no-verify --allow-dirty --target-dir "$work/target"; }

is_small() {
	local bytes
	bytes=$(stat -c %s "$archive")
	echo "$bytes bytes"
	[ "$bytes" -lt $limit ]
}

# What cargo build and cargo test of the unpacked package read, and what has no place in it.
holds_the_right_files() {
	local name
	tar -tzf "$archive" | sed "s|^iouring-sys-$version/||" >"$work/files"
	for name in Cargo.toml Cargo.lock build.rs wrapper.h README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE \
		src/lib.rs src/bindings.rs src/docs/crate.md vendor/liburing/include/liburing.h vendor/liburing/src/ffi.c \
		examples/msg_ring/main.rs tests/msg_ring.rs tests/common/mod.rs; do
		grep -qxF "$name" "$work/files" || {
			echo "not in the package: $name"
			return 1
		}
	done
	# These two cargo adds itself.
	grep -vxF -e .cargo_vcs_info.json -e Cargo.toml.orig "$work/files" >"$work/ours"
	if grep -E '^(\.|target/)|\.(orig|rej|swp|a|o|so)$' "$work/ours"; then return 1; fi
	# One table is part of the tests of behaviour.
	if grep -vx tests/data/skips.tsv "$work/files" | grep -E '^(benches|tests/(data|dependents|ctest|pages)|\.ci)/'; then return 1; fi
}

# The tests of behaviour are those of that group in tests/README.md.
holds_the_tests_of_behaviour() {
	sed -n '/^## Behaviour on the kernel/,/^## Parity/s|^- `\([^`]*\)`.*|tests/\1|p' tests/README.md >"$work/behaviour"
	[ -s "$work/behaviour" ]
	if grep -vxFf "$work/files" "$work/behaviour"; then
		echo "not in the package, see \"include\" in Cargo.toml"
		return 1
	fi
}

# What the README names is in the package, or the README says that it is in the repository only.
holds_what_the_readme_names() {
	local name only
	only=$(sed -n '/In the repository only:/,/^$/p' README.md | sed 's/.*In the repository only://' | grep -o '`[^`]*`' | tr -d '`')
	grep -o '`[^` ]*`' README.md | tr -d '`' | sort -u | while read -r name; do
		[ -e "$name" ] || continue
		grep -q -e "^${name//./\\.}\(\$\|/\)" "$work/files" && continue
		grep -qxF -e "$name" -e "${name%/*}" -e "${name%%/*}" <<<"$only" && continue
		echo "$name is not in the package, and the README does not say so"
		return 1
	done
}

unpack() {
	rm -rf "$work/unpacked"
	mkdir -p "$work/unpacked"
	tar -xzf "$archive" -C "$work/unpacked"
}

# Runs cargo in the unpacked package; what it needs of the registry was fetched before.
there() { (cd "$unpacked" && timeout 600 cargo "$@" --locked --offline --target-dir "$work/elsewhere"); }

test_there() {
	local status=0
	rm -f "$work/elsewhere/tmp/skipped.txt"
	there test --no-fail-fast >"$work/test.txt" 2>&1 || status=$?
	grep -E '^test .*FAILED|^error|panicked' "$work/test.txt" || true
	[ $status = 0 ] || return $status
}

step "packages" package
echo "      $(stat -c %s "$archive") bytes compressed, limit $limit; $(tar -tzf "$archive" | wc -l) files"
step "is smaller than $limit bytes" is_small
step "holds the sources and the tests of behaviour, and nothing else" holds_the_right_files
step "holds every test of behaviour" holds_the_tests_of_behaviour
step "holds what the README names, or the README says where that is" holds_what_the_readme_names
step "unpacks" unpack
cargo fetch --locked -q
step "builds elsewhere, offline" there build
step "builds elsewhere without the feature bindgen" there build --no-default-features
step "is tested elsewhere, offline" test_there
finish "$(awk '/^test result/ {p += $4; i += $8} END {print p+0 " tests passed in the package, " i+0 " ignored"}' \
	"$work/test.txt")"
