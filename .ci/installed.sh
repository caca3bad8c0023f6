#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Installs what tests/installed needs, and runs it: the installed liburing in place of the vendored one, and the bindings of
# Debian's libclang and of a newer one.
. "$(dirname "$0")/common.sh"

need gcc gcc
need pkg-config pkg-config
unless "pkg-config --exists liburing" liburing-dev
find_libclang() { find /usr/lib/llvm-*/lib -name 'libclang.so*' -printf '%h\n' 2>/dev/null | sort -V | tail -n 1; }
unless '[ -n "$(find_libclang)" ]' libclang-dev
from_pypi libclang "$libclang"

echo "      installed: liburing $(pkg-config --modversion liburing)"
LIBCLANGS=$(find_libclang):$cache/libclang-$libclang/clang/native
export LIBCLANGS
cargo test --locked --manifest-path tests/installed/Cargo.toml --target-dir "$work/target" --no-fail-fast -- \
	--test-threads=1 --show-output
