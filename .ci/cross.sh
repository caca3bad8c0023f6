#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Other processors and other C libraries: zig compiles the vendored C for each, Debian's Rust checks and links the crate
# for those that it has a standard library for, and what this machine can run is run.
. "$(dirname "$0")/common.sh"

unset RUSTC
zig=$cache/zig/ziglang/zig
rust=$cache/rust-1.85
export ZIG_GLOBAL_CACHE_DIR=$cache/zig-cache ZIG_LOCAL_CACHE_DIR=$cache/zig-cache
mkdir -p "$work/bin"

# C compiler and Rust targets: zig's name, Rust's name, the architecture of Debian's standard library if it has one.
targets='
x86_64-linux-gnu           x86_64-unknown-linux-gnu          amd64
x86_64-linux-musl          x86_64-unknown-linux-musl         -
x86-linux-gnu              i686-unknown-linux-gnu            i386
x86-linux-musl             i686-unknown-linux-musl           -
aarch64-linux-gnu          aarch64-unknown-linux-gnu         arm64
aarch64-linux-musl         aarch64-unknown-linux-musl        -
arm-linux-gnueabihf        armv7-unknown-linux-gnueabihf     armhf
arm-linux-musleabihf       armv7-unknown-linux-musleabihf    -
riscv64-linux-gnu          riscv64gc-unknown-linux-gnu       -
riscv64-linux-musl         riscv64gc-unknown-linux-musl      -
powerpc64le-linux-gnu      powerpc64le-unknown-linux-gnu     ppc64el
powerpc64le-linux-musl     powerpc64le-unknown-linux-musl    -
s390x-linux-gnu            s390x-unknown-linux-gnu           s390x
s390x-linux-musl           s390x-unknown-linux-musl          -
mips64el-linux-gnuabi64    mips64el-unknown-linux-gnuabi64   -
mips64el-linux-muslabi64   mips64el-unknown-linux-muslabi64  -
loongarch64-linux-gnu      loongarch64-unknown-linux-gnu     -
loongarch64-linux-musl     loongarch64-unknown-linux-musl    -
'
table() { sed '/^$/d' <<<"$targets"; }

download() {
	[ -x "$zig" ] || from_pypi zig ziglang==0.17.1
	local version=1.85.0+dfsg3-1~deb12u3 architecture
	local packages=("rustc-web=$version" "libstd-rust-web-1.85=$version" "rust-web-src=$version" libllvm19)
	for architecture in $(table | awk '$3 != "-" {print $3}'); do
		packages+=("libstd-rust-web-dev:$architecture=$version")
	done
	unpacked rust-1.85 "${packages[@]}"
	unpacked i386 libc6:i386 libgcc-s1:i386
	unpacked arm64 libc6:arm64 libgcc-s1:arm64
	unpacked qemu qemu-user-static
}

# Compiler and archiver for a target, as cc and cargo ask for them. zig wants its own name of the target, and has a
# libunwind in place of gcc's; what is not optimized it checks for undefined behaviour.
wrap() {
	local zig_name=$1 rust_name=$2 unwind=${3:--lunwind}
	cat >"$work/bin/cc-$rust_name" <<-EOF
		#!/bin/bash
		arguments=()
		for argument in "\$@"; do
			case \$argument in
			--target=* | -m32 | -m64 | -march=*) ;;
			-lgcc_s | -lgcc_eh) arguments+=("$unwind") ;;
			-lgcc | *crt1.o | *crti.o | *crtn.o | *crtbegin*.o | *crtend*.o) ;;
			*) arguments+=("\$argument") ;;
			esac
		done
		exec "$zig" cc -target $zig_name "\${arguments[@]}"
	EOF
	printf '#!/bin/sh\nexec "%s" ar "$@"\n' "$zig" >"$work/bin/ar"
	chmod +x "$work/bin/"*
}

# c_for ZIG_NAME: all of the vendored C, with its static assertions, into one object each.
c_for() {
	local objects=$work/objects/$1
	rm -rf "$objects"
	mkdir -p "$objects"
	(cd "$objects" && "$zig" cc -target "$1" -std=gnu11 -O2 -fPIC -D_GNU_SOURCE -fvisibility=hidden -Wall -Wextra -Werror \
		-I "$root/vendor/liburing/include" -c "$root"/vendor/liburing/src/*.c) >"$work/c-$1.log" 2>&1
}
export -f c_for
export work root zig

all_c() {
	local count=0 wanted result
	wanted=$(table | wc -l)
	rm -f "$work"/c-*.failed
	table | awk '{print $1}' | xargs -n 1 -P 2 bash -c 'c_for "$1" || touch "$work/c-$1.failed"' _
	for name in $(table | awk '{print $1}'); do
		result=ok
		[ ! -e "$work/c-$name.failed" ] || result=FAIL
		[ $result = FAIL ] || count=$((count + 1))
		printf '      C  %-26s %s\n' "$name" $result
	done
	echo "      C  $count/$wanted targets"
	[ $count = "$wanted" ] || {
		tail -n 20 $(ls "$work"/c-*.failed | sed 's/failed$/log/')
		return 1
	}
} >&3

# cargo_for RUST_NAME ARGUMENT...: today's cargo with Debian's rustc, and zig for C and for linking.
cargo_for() {
	local name=$1 variable
	shift
	variable=${name//-/_}
	env "CC_$variable=$work/bin/cc-$name" "AR_$variable=$work/bin/ar" \
		"CARGO_TARGET_${variable^^}_LINKER=$work/bin/cc-$name" \
		LD_LIBRARY_PATH="$rust/usr/lib/x86_64-linux-gnu:$rust/usr/lib" RUSTC="$rust/usr/bin/rustc" \
		cargo "$@" --target "$name" --target-dir "$work/target"
}

checked() { cargo_for "$1" check --locked --lib --no-default-features; }

# A copy without the tests that another target cannot have: the property tests, since that Rust is too old for proptest,
# and those that run a C compiler.
copy=$work/copy
make_copy() {
	local file
	rm -rf "$copy"
	mkdir -p "$copy"
	git ls-files -z --cached --others --exclude-standard -- \
		Cargo.toml Cargo.lock build.rs wrapper.h README.md src vendor tests examples |
		xargs -0 cp --parents -t "$copy" --
	cd "$copy"
	sed -i '/^proptest/d' Cargo.toml
	for file in $(grep -lE 'proptest|mod props|common/c.rs' tests/*.rs); do rm "$file"; done
}

i686_tests() {
	local libraries=$cache/i386 name=i686-unknown-linux-gnu status=0
	wrap x86-linux-gnu.2.36 $name "$libraries/lib/i386-linux-gnu/libgcc_s.so.1"
	cd "$copy"
	# The loader and the C library of the unpacked packages: nothing of this architecture is installed.
	CARGO_TARGET_I686_UNKNOWN_LINUX_GNU_RUSTFLAGS="-Clink-arg=-Wl,--dynamic-linker=$libraries/lib/ld-linux.so.2 \
-Clink-arg=-Wl,-rpath,$libraries/lib/i386-linux-gnu" \
		cargo_for $name test --offline --no-default-features --lib --tests --no-fail-fast >"$work/i686.txt" 2>&1 || status=$?
	grep -E '^test .*FAILED|panicked|^error' -A 4 "$work/i686.txt" || true
	awk '/^test result/ {p += $4; f += $6} END {print "      i686: " p " tests passed, " f " failed"}' "$work/i686.txt" >&3
	return $status
}

aarch64_layout() {
	local libraries=$cache/arm64 name=aarch64-unknown-linux-gnu
	wrap aarch64-linux-gnu.2.36 $name "$libraries/lib/aarch64-linux-gnu/libgcc_s.so.1"
	cd "$copy"
	CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER="$cache/qemu/usr/bin/qemu-aarch64-static -L $libraries" \
		cargo_for $name test --offline --no-default-features --test layout --test completeness
}

# A static program for musl, whose standard library is built from source.
musl_program() {
	local name=x86_64-unknown-linux-musl program=$work/target/x86_64-unknown-linux-musl/release/dependent-oldest-rust
	RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Clink-self-contained=no -Ctarget-feature=+crt-static" \
		cargo_for $name build --release -Zbuild-std=std,panic_abort --locked \
		--manifest-path tests/dependents/oldest-rust/Cargo.toml
	file -b "$program" 2>/dev/null || true
	if readelf -l "$program" | grep INTERP; then return 1; fi
	"$program"
}

exec 3>&1
step "packages of PyPI and Debian" download
while read -r zig_name rust_name _; do wrap "$zig_name" "$rust_name"; done < <(table)
step "C compiles for every target, static assertions included" all_c
cargo fetch --locked -q
for name in $(table | awk '$3 != "-" {print $2}'); do
	step "Rust checks for $name" checked "$name"
done
step "a copy without the property tests and those that compile C" make_copy
step "i686: the tests run" i686_tests
step "aarch64: the layout tests run under qemu" aarch64_layout
step "x86_64 musl: a static program runs a request and sends a message" musl_program
finish
