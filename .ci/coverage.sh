#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Which lines of vendor/liburing and src the tests of the workspace run: each one that they do not, with the reason from
# coverage.tsv, then how many of each file. Fails below the floor, and where a line has no reason or a reason no line.
. "$(dirname "$0")/common.sh"

floor=97

need gcc gcc
need g++ g++
need pkg-config pkg-config
need python3 python3
need clang clang
# tests/upstream*.rs compare with it, tests/renew loads libclang.
unless "pkg-config --exists liburing" liburing-dev
unless "compgen -G '/usr/lib/llvm-*/lib/libclang*.so*'" libclang-dev

# Their reader has to know the format of the profiles that rustc's own LLVM writes: no older release does.
release=$(rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
unpacked "llvm-$release" "llvm-$release" "libllvm$release" >"$work/apt.log" 2>&1 || {
	tail "$work/apt.log"
	exit 1
}
llvm_tool() {
	local usr=$cache/llvm-$release/usr tool=$1
	shift
	LD_LIBRARY_PATH=$usr/lib/x86_64-linux-gnu:$usr/lib/llvm-$release/lib "$usr/lib/llvm-$release/bin/llvm-$tool" "$@"
}

export CARGO_TARGET_DIR=$work/target
profiles=$work/profiles

# The members of the workspace alone are measured, and with them what cargo builds for them to run while it builds.
wrapper=$work/wrapper
cat >"$wrapper" <<'END'
#!/bin/sh
exec "$@" -Cinstrument-coverage -Clink-arg=-lgcov
END
chmod +x "$wrapper"

measured() {
	CC=gcc CXX=g++ CFLAGS=--coverage RUSTC_WORKSPACE_WRAPPER=$wrapper LLVM_PROFILE_FILE=$profiles/%p-%4m.profraw \
		cargo test --workspace --tests --no-default-features --features iouring-sys-renew/bindgen "$@"
}

# Counts of runs that came before are not of this one.
forget() {
	rm -rf "$profiles"
	find "$CARGO_TARGET_DIR" -name '*.gcda' -delete
}

# The programs that ran, from what cargo says it built.
rust_lines() {
	local programs
	measured --no-run --message-format json 2>/dev/null |
		python3 -c 'import json, sys
for line in sys.stdin:
    program = json.loads(line).get("executable")
    if program: print("--object=" + program)' >"$work/programs"
	mapfile -t programs <"$work/programs"
	find "$profiles" -name '*.profraw' >"$work/profraw"
	llvm_tool profdata merge --sparse --failure-mode=all --input-files="$work/profraw" -o "$work/rust.profdata"
	llvm_tool cov export --format=lcov --instr-profile="$work/rust.profdata" "${programs[@]}" >"$work/rust.lcov"
}

# One line of JSON for each object that something ran of. Other compilers' files are of no interest to gcov.
c_lines() {
	find "$CARGO_TARGET_DIR" -name '*.gcda' -print0 >"$work/gcda"
	xargs -0 -n 1 gcov --json-format --stdout <"$work/gcda" >"$work/c.json" 2>"$work/gcov.log" || true
	[ -s "$work/c.json" ]
}

step "measured build" measured --no-run
forget
# But for the C and C++ programs: clang's way to count is another one, and the inline functions that they call count here.
step "measured tests" measured --no-fail-fast -- --skip cat_prints --skip cp_copies --skip echo_server \
	--skip macros_work --skip macros_and_templates
step "lines of Rust" rust_lines
step "lines of C" c_lines
report() { python3 .ci/coverage.py "$floor" "$work/rust.lcov" "$work/c.json" .ci/coverage.tsv; }
step "at least $floor % of the lines" report
cat "$work/step.log"
finish
