#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The targets of tests/fuzz, for a number of inputs each, from the committed corpus; C and Rust under the address
# sanitizer. A million inputs with CI_ALL=1.
. "$(dirname "$0")/common.sh"

need clang clang
# Of LLVM 14: the C++ of libFuzzer itself is compiled with the machine's own compiler.
need g++ g++
runs=20000
[ "${CI_ALL:-0}" != 1 ] || runs=1000000
# Each is a ring that is set up and ended.
slow_runs=$((runs / 10))

host=$(rustc -vV | sed -n 's/^host: //p')
export CARGO_TARGET_DIR=$work/target
# What cargo-fuzz would say. The C is counted by clang as the Rust is by rustc.
built() {
	CC=clang CFLAGS="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -g" CXXFLAGS="" \
		RUSTC_BOOTSTRAP=1 RUSTFLAGS="--cfg fuzzing -Zsanitizer=address -Cpasses=sancov-module -Ccodegen-units=1 \
		-Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
		-Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares" \
		cargo build --locked --release --manifest-path tests/fuzz/Cargo.toml --target "$host"
}

# New inputs go to a folder of their own: what is worth keeping is committed by hand.
fuzzed() {
	mkdir -p "$work/corpus/$1"
	"$CARGO_TARGET_DIR/$host/release/$1" -runs="$2" -max_len=4096 -timeout=10 -artifact_prefix="$work/$1-" \
		"$work/corpus/$1" "tests/fuzz/corpus/$1"
}

step "build" built
for target in recvmsg buf_ring cq probe; do
	step "fuzz $target" fuzzed "$target" "$runs"
done
step "fuzz queue_init_mem" fuzzed queue_init_mem "$slow_runs"
finish
