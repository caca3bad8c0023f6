#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The installed liburing in place of the vendored one (LIBURING_NO_VENDOR=1): how it is found, every combination with
# bindgen and libclang, the bindings of two libclangs, and the whole test suite on Debian's liburing 2.3.
. "$(dirname "$0")/common.sh"

triple=x86_64-unknown-linux-gnu
target=$work/target
libdir=/usr/lib/x86_64-linux-gnu
private=$work/private

build() { cargo build --locked --target-dir "$target" --lib "$@"; }

# What the build script printed in the last build below a target folder.
printed() {
	local output
	output=$(find "$1" -path '*/build/iouring-sys-*/output' -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2)
	cat "$output"
}

# says FILE TEXT...: prints the file, which must have each text.
says() {
	local file=$1 text
	shift
	cat "$file"
	for text in "$@"; do
		grep -qF -- "$text" "$file" || {
			echo "not said: $text"
			return 1
		}
	done
}

without_liburing() {
	mkdir -p "$work/empty"
	if PKG_CONFIG_LIBDIR=$work/empty LIBURING_NO_VENDOR=1 build --no-default-features 2>"$work/said"; then return 1; fi
	says "$work/said" "looked for: liburing 2.3 or newer" "where:      pkg-config's search path" "found:      " \
		"to fix it:  install it"
}

wrong_switch() {
	if LIBURING_NO_VENDOR=yes build --no-default-features 2>"$work/said"; then return 1; fi
	says "$work/said" 'found:      "yes"' "LIBURING_NO_VENDOR=1 for yes"
}

# A prefix of its own with a copy of Debian's libraries, and a file for pkg-config that says another version.
make_private() {
	rm -rf "$private"
	mkdir -p "$private/lib/pkgconfig"
	cp "$libdir/liburing.a" "$private/lib/"
	cp -L "$libdir/liburing.so" "$private/lib/liburing.so.2"
	ln -s liburing.so.2 "$private/lib/liburing.so"
	cat >"$private/lib/pkgconfig/liburing.pc" <<-EOF
		Name: liburing
		Description: io_uring library
		Version: 2.3.99
		Libs: -L$private/lib -luring
		Cflags:
	EOF
}

private_is_used() {
	PKG_CONFIG_PATH=$private/lib/pkgconfig LIBURING_NO_VENDOR=1 build --no-default-features
	printed "$target" >"$work/said"
	says "$work/said" "rustc-link-search=native=$private/lib" "cargo:version=2.3.99" "rustc-link-lib=uring"
}

# A target that is not the host. Nothing but the build script is built: there is no standard library for it.
cross() {
	CC_x86_64_unknown_linux_musl=gcc cargo check --keep-going --locked --lib --no-default-features \
		--target-dir "$work/cross" --target x86_64-unknown-linux-musl
}

cross_says_what_to_set() {
	if LIBURING_NO_VENDOR=1 cross 2>"$work/said"; then return 1; fi
	says "$work/said" PKG_CONFIG_ALLOW_CROSS=1 PKG_CONFIG_SYSROOT_DIR_x86_64_unknown_linux_musl \
		PKG_CONFIG_PATH_x86_64_unknown_linux_musl
}

cross_variables_count() {
	PKG_CONFIG_ALLOW_CROSS=1 PKG_CONFIG_PATH_x86_64_unknown_linux_musl=$private/lib/pkgconfig LIBURING_NO_VENDOR=1 \
		cross 2>"$work/said" || true
	printed "$work/cross" >"$work/said"
	says "$work/said" "rustc-link-search=native=$private/lib" "cargo:version=2.3.99"
}

# pkg-config's crate links statically what is not under /usr.
static() {
	env "$1" PKG_CONFIG_PATH="$private/lib/pkgconfig" LIBURING_NO_VENDOR=1 cargo build --locked --no-default-features \
		--target-dir "$target" --example msg_ring
	printed "$target" | grep -F "rustc-link-lib=static=uring"
	if ldd "$target/debug/examples/msg_ring" | grep uring; then return 1; fi
	"$target/debug/examples/msg_ring"
}

# combination LIBCLANG BINDGEN LIBRARY: a build, what it must have chosen, and a run.
combination() {
	local libclang=$1 bindgen=$2 library=$3 out warnings=0 vars=() features=()
	[ "$libclang" = present ] || vars+=(LIBCLANG_PATH=/nonexistent)
	[ "$library" = vendored ] || vars+=(LIBURING_NO_VENDOR=1)
	[ "$bindgen" = on ] || features=(--no-default-features)
	env "${vars[@]}" cargo build --locked --target-dir "$target" --example msg_ring "${features[@]}" 2>"$work/said"
	cat "$work/said"
	printed "$target" >"$work/chosen"
	out=$(sed -n 's|^cargo:root=\(.*\)/root$|\1|p' "$work/chosen")

	[ "$libclang $bindgen" != "absent on" ] || warnings=1
	[ "$(grep -c 'the committed bindings are used' "$work/said")" = $warnings ]
	if [ "$libclang $bindgen" = "present on" ]; then
		grep -x 'cargo:rustc-cfg=iouring_sys_generated' "$work/chosen"
		cmp "$out/bindings.rs" src/bindings.rs
	elif grep iouring_sys_generated "$work/chosen" | grep -v check-cfg; then
		return 1
	fi
	ldd "$target/debug/examples/msg_ring" >"$work/ldd"
	if [ "$library" = system ]; then grep liburing.so.2 "$work/ldd"; else ! grep liburing "$work/ldd" || return 1; fi
	"$target/debug/examples/msg_ring"
}

# bindings_of FOLDER: generates with the libclang there, and compares with the committed bindings.
bindings_of() {
	local out
	LIBCLANG_PATH=$1 build
	printed "$target" >"$work/chosen"
	grep -x 'cargo:rustc-cfg=iouring_sys_generated' "$work/chosen"
	out=$(sed -n 's|^cargo:root=\(.*\)/root$|\1|p' "$work/chosen")
	cmp "$out/bindings.rs" src/bindings.rs
}

# ---- The test suite ----

# Stands for each function that the installed library lacks: without it no test program would link. It ends the test and
# says which function is missing, so that the test counts as skipped.
make_stubs() {
	local name since
	nm -D --defined-only "$libdir/liburing.so" | awk '{print $3}' | sed 's/@.*//' | sort -u >"$work/has"
	{
		echo '#include <unistd.h>'
		echo '#include <string.h>'
		echo '#define MISSING(name, since) \'
		echo '	__attribute__((noreturn)) void name(void); \'
		echo '	void name(void) { \'
		echo '		static const char text[] = "needs " #name " of liburing " since "\n"; \'
		echo '		_exit(write(2, text, strlen(text)) < 0 ? 78 : 77); }'
		awk -F'\t' '$2 == "extern" {print $1, $7}' tests/data/functions.tsv | while read -r name since; do
			grep -qxF "$name" "$work/has" || echo "MISSING($name, \"$since\")"
		done
	} >"$work/stubs.c"
	gcc -Wall -Werror -O1 -c -o "$work/stubs.o" "$work/stubs.c"
	rm -f "$work/libstubs.a"
	ar rcs "$work/libstubs.a" "$work/stubs.o"
	missing=$(grep -c '^MISSING' "$work/stubs.c")
}

system_tests() {
	LIBURING_NO_VENDOR=1 RUSTFLAGS="-Clink-arg=$work/libstubs.a" cargo test --locked --no-default-features \
		--target $triple --target-dir "$target" --no-fail-fast "$@"
}

build_tests() {
	system_tests --lib --tests --no-run 2>&1 | tee "$work/built"
	sed -n 's|^ *Executable \(unittests \)\?\([^ ]*\) (\(.*\))$|\2 \3|p' "$work/built" >"$work/programs"
	[ -s "$work/programs" ]
}

# Runs one test in a process of its own and prints `passed`, `skipped` or `failed`, its name, and the reason.
run_one() {
	local source=$1 program=$2 name=$3 log status=0 reason
	log=$work/logs/${source//\//-}.${name//:/-}
	timeout 300 "$program" --exact --test-threads=1 --nocapture "$name" >"$log" 2>&1 </dev/null || status=$?
	if reason=$(grep -aom 1 'needs [a-z_0-9]* of liburing [0-9.]*' "$log"); then
		echo "skipped $source $name $reason"
	elif [ $status = 0 ] && grep -aq 'test result: ok. 1 passed' "$log"; then
		echo "passed $source $name"
	elif [ $status = 0 ] && grep -aq '1 ignored' "$log"; then
		echo "ignored $source $name"
	else
		echo "failed $source $name exit $status"
	fi
}
export -f run_one
export work

run_tests() {
	local source program
	rm -rf "$work/logs"
	mkdir -p "$work/logs"
	while read -r source program; do
		"$program" --list --format terse | sed -n "s|^\(.*\): test$|$source $program \1|p"
	done <"$work/programs" >"$work/tests"
	xargs -a "$work/tests" -L 1 -P 2 bash -c 'run_one "$@"' _ | sort >"$work/results"
	[ "$(wc -l <"$work/results")" = "$(wc -l <"$work/tests")" ]
}

# Those that fail must be the ones that .ci/system-differences.txt lists, with what 2.3 does otherwise.
judge() {
	sed -n 's/^failed \([^ ]* [^ ]*\) .*/\1/p' "$work/results" >"$work/failed"
	awk '!/^#/ && NF {print $1, $2}' .ci/system-differences.txt | sort >"$work/expected"
	sort "$work/failed" | comm -23 - "$work/expected" >"$work/unexpected"
	sort "$work/failed" | comm -13 - "$work/expected" >"$work/stale"
	while read -r source name; do
		echo "unexpected: $source $name"
		tail -n 12 "$work/logs/${source//\//-}.${name//:/-}"
	done <"$work/unexpected"
	sed 's/^/listed, but does not fail: /' "$work/stale"
	[ ! -s "$work/unexpected" ] && [ ! -s "$work/stale" ]
}

need pkg-config pkg-config
step "without liburing: the error has its four parts" without_liburing
step "LIBURING_NO_VENDOR=yes: the error quotes the value" wrong_switch
pkg-config --exists liburing || need no-such-command liburing-dev
need_libclang() { [ -e /usr/lib/llvm-14/lib/libclang.so.1 ] || need no-such-command libclang1-14; }
need_libclang
echo "      installed: liburing $(pkg-config --modversion liburing)"
make_private
step "PKG_CONFIG_PATH: a private prefix" private_is_used
step "another target: the error names the variables" cross_says_what_to_set
step "another target: PKG_CONFIG_ALLOW_CROSS and PKG_CONFIG_PATH_<target>" cross_variables_count
step "LIBURING_STATIC=1 links the archive" static LIBURING_STATIC=1
step "PKG_CONFIG_ALL_STATIC=1 links the archive" static PKG_CONFIG_ALL_STATIC=1
for libclang in present absent; do
	for bindgen in on off; do
		for library in vendored system; do
			step "libclang $libclang, bindgen $bindgen, $library: builds and runs" \
				combination $libclang $bindgen $library
		done
	done
done
[ -d "$cache/libclang" ] || from_pypi libclang libclang==18.1.1
step "libclang 14 of Debian: the committed bindings" bindings_of /usr/lib/llvm-14/lib
step "libclang 18.1.1 of PyPI: the committed bindings" bindings_of "$cache/libclang/clang/native"

make_stubs
echo "      the installed library lacks $missing of $(grep -c "	extern	" tests/data/functions.tsv) functions"
step "the tests build" build_tests
step "the tests run, each in a process of its own" run_tests
step "only the listed tests fail" judge
count() { grep -c "^$1 " "$work/results" || true; }
sed -n 's/^skipped /      skipped /p' "$work/results"
sed -n 's/^[^#]/      differs &/p' .ci/system-differences.txt
finish "tests on the installed library: $(count passed) passed, $(count skipped) skipped for want of newer functions, \
$(count failed) of older behaviour, $(count ignored) ignored"
