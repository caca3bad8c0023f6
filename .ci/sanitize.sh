#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The C library under gcc's address, leak and undefined-behaviour sanitizers, with every test of the crate (the Rust
# tests, and the C and C++ programs of tests/c_callers) and the examples. Then programs under valgrind.
. "$(dirname "$0")/common.sh"

need gcc gcc
need g++ g++
need pkg-config pkg-config
need valgrind valgrind
# tests/upstream*.rs compare with it.
pkg-config --exists liburing || apt-get install --no-remove -y liburing-dev >"$work/apt.log" 2>&1

host=$(rustc -vV | sed -n 's/^host: //p')
export CARGO_TARGET_DIR=$work/target

# Rust links with -nodefaultlibs, for which gcc leaves the sanitizers' libraries out, and puts arguments of ours last.
# But they have to come first, so that their malloc is the one that is used: hence a linker that says so. With --target
# RUSTFLAGS are not for build scripts, which are linked as ever.
linker=$work/linker
cat >"$linker" <<'END'
#!/bin/sh
exec gcc -Wl,--push-state,--no-as-needed -lasan -lubsan -Wl,--pop-state "$@"
END
chmod +x "$linker"

sanitized() {
	local command=$1
	shift
	CC=gcc CFLAGS="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -g" \
		RUSTFLAGS="-Clinker=$linker" RUSTDOCFLAGS="-Clinker=$linker" \
		ASAN_OPTIONS=detect_stack_use_after_return=1:detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 \
		cargo "$command" --no-default-features --target "$host" "$@"
}

# The C that the tests get is what they say: both sanitizers' calls are in the archive.
archive_is_sanitized() {
	local archive
	archive=$(find "$CARGO_TARGET_DIR/$host" -path '*/root/lib/liburing.a' | head -n 1)
	nm "$archive" >"$work/symbols"
	grep -q __asan_report "$work/symbols" && grep -q __ubsan_handle "$work/symbols"
}

# And an error in C ends a Rust program that is linked like that: strlen of memory without an end, on the heap.
errors_are_found() {
	cat >"$work/bad.rs" <<-'END'
		extern "C" { fn strlen(text: *const u8) -> usize; }
		fn main() { let text = vec![1_u8; 8]; println!("{}", unsafe { strlen(text.as_ptr()) }); }
	END
	rustc -Clinker="$linker" -o "$work/bad" "$work/bad.rs"
	! "$work/bad" 2>"$work/found" && grep heap-buffer-overflow "$work/found"
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
step "sanitized build" sanitized test --no-run
step "the C library is sanitized" archive_is_sanitized
step "sanitized tests" sanitized test --no-fail-fast
step "sanitized example msg_ring" sanitized run --example msg_ring
step "sanitized example raw_syscall" sanitized run --example raw_syscall
step "build for valgrind" cargo build --no-default-features --example raw_syscall
step "valgrind, example raw_syscall" memcheck "$CARGO_TARGET_DIR/debug/examples/raw_syscall"
step "valgrind, C programs" valgrind_callers
finish
