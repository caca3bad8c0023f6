#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# C under gcc's address, leak and undefined-behaviour sanitizers and Rust under rustc's address and leak sanitizers, in the
# same programs: every test of the workspace (the C and C++ programs of tests/c_callers with them), the documentation's
# examples and the examples. Rust's own undefined behaviour is what debug builds look for. Then programs under valgrind.
. "$(dirname "$0")/common.sh"

need gcc gcc
need g++ g++
need pkg-config pkg-config
need valgrind valgrind
# tests/upstream*.rs compare with it.
unless "pkg-config --exists liburing" liburing-dev

host=$(rustc -vV | sed -n 's/^host: //p')
export CARGO_TARGET_DIR=$work/target

# rustc's run-time library serves the C, too: gcc calls the same functions. With --target, RUSTFLAGS are not for build
# scripts. A stable rustc has the sanitizer and its library; only the flag that asks for it is unstable.
instrument_rust="-Zsanitizer=address -Cforce-frame-pointers=yes"
instrument_c="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -g"
export ASAN_OPTIONS=detect_stack_use_after_return=1:detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1

sanitized() {
	local command=$1
	shift
	CC=gcc CFLAGS=$instrument_c RUSTC_BOOTSTRAP=1 RUSTFLAGS=$instrument_rust RUSTDOCFLAGS=$instrument_rust \
		cargo "$command" --no-default-features --target "$host" "$@"
}

# The C that the tests get is what they say: both sanitizers' calls are in the archive.
archive_is_sanitized() {
	local archive
	archive=$(find "$CARGO_TARGET_DIR/$host" -path '*/root/lib/liburing.a' | head -n 1)
	nm "$archive" >"$work/symbols"
	grep -q __asan_report "$work/symbols" && grep -q __ubsan_handle "$work/symbols"
}

# And a program that is built like that ends with an error of C, of Rust, or of what C calls: each is tried once.
errors_are_found() {
	local error
	cat >"$work/bad.c" <<-'END'
		int more(int number) { return number + 1; }
		int ninth(const char *text) { return text[8]; }
	END
	cat >"$work/bad.rs" <<-'END'
		extern "C" { fn more(number: i32) -> i32; fn ninth(text: *const u8) -> i32; fn strlen(text: *const u8) -> usize; }
		fn main() {
		    let text = vec![1_u8; 8];
		    println!("{}", unsafe { match std::env::args().nth(1).as_deref() {
		        Some("signed integer overflow") => more(i32::MAX) as usize,
		        Some("heap-buffer-overflow on") => ninth(text.as_ptr()) as usize,
		        Some("heap-buffer-overflow") => *std::hint::black_box(text.as_ptr()).add(8) as usize,
		        Some("overflow") => strlen(text.as_ptr()),
		        Some("detected memory leaks") => Box::leak(vec![1_u8; 8].into_boxed_slice())[0] as usize,
		        _ => 0,
		    } });
		}
	END
	# shellcheck disable=SC2086 # several flags
	gcc $instrument_c -c -o "$work/bad.o" "$work/bad.c"
	# shellcheck disable=SC2086
	RUSTC_BOOTSTRAP=1 rustc $instrument_rust -Clink-arg="$work/bad.o" -o "$work/bad" "$work/bad.rs"
	"$work/bad" nothing
	for error in "signed integer overflow" "heap-buffer-overflow on" heap-buffer-overflow overflow "detected memory leaks"; do
		! "$work/bad" "$error" 2>"$work/found" || return 1
		grep "$error" "$work/found"
	done
}

memcheck() {
	timeout -s KILL 60 valgrind --quiet --error-exitcode=1 --leak-check=full --errors-for-leak-kinds=definite,indirect \
		"$@"
}

# Programs with one thread only: valgrind 3.19 does not know that io_uring_enter may block, and lets no other thread
# run meanwhile. So examples/msg_ring, whose threads wait for each other, runs with the sanitizers alone.
valgrind_callers() {
	local archive name
	archive=$(find "$CARGO_TARGET_DIR/debug" -path '*/root/lib/liburing.a' | head -n 1)
	for name in cat cp macros; do
		gcc -std=gnu11 -g -Ivendor/liburing/include -o "$work/$name" "tests/c_callers/$name.c" "$archive"
	done
	memcheck "$work/macros"
	memcheck "$work/cat" Cargo.lock README.md >"$work/both"
	cat Cargo.lock README.md | cmp - "$work/both"
	memcheck "$work/cp" Cargo.lock "$work/copy"
	cmp Cargo.lock "$work/copy"
}

step "sanitizers find an error" errors_are_found
step "sanitized build" sanitized test --workspace --no-run
step "the C library is sanitized" archive_is_sanitized
step "sanitized tests" sanitized test --workspace --no-fail-fast
step "sanitized example msg_ring" sanitized run --example msg_ring
step "sanitized example raw_syscall" sanitized run --example raw_syscall
step "build for valgrind" cargo build --no-default-features --example raw_syscall
step "valgrind, example raw_syscall" memcheck "$CARGO_TARGET_DIR/debug/examples/raw_syscall"
step "valgrind, C programs" valgrind_callers
finish
