#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Other processors and other C libraries: zig compiles the vendored C for each, Debian's Rust checks and links the crate
# for those that it has a standard library for, and what this machine can run is run. The suite runs on other processors
# by tests/platforms.
. "$(dirname "$0")/common.sh"

unset RUSTC
zig=$cache/ziglang-$ziglang/ziglang/zig
rust=$cache/rust-web
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
	from_pypi ziglang "$ziglang"
	local architecture package packages=("rustc-web ^lib(std-rust-web-[0-9]|llvm)" rust-web-src)
	for architecture in $(table | awk '$3 != "-" {print $3}'); do packages+=("libstd-rust-web-dev:$architecture"); done
	unpacked rust-web "${packages[@]}"
	unpacked i386 libc6:i386 libgcc-s1:i386
	local gcc=()
	for architecture in aarch64,arm64 riscv64,riscv64 powerpc64le,ppc64el; do
		for package in "gcc-$cross_gcc" "cpp-$cross_gcc" binutils; do gcc+=("$package-${architecture%,*}-linux-gnu"); done
		architecture=${architecture#*,}-cross
		gcc+=("libgcc-$cross_gcc-dev-$architecture" "libc6-dev-$architecture" "linux-libc-dev-$architecture")
	done
	unpacked "cross-gcc-$cross_gcc" "${gcc[@]}"
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
		for result in "$work"/c-*.failed; do tail -n 20 "${result%failed}log"; done
		return 1
	}
} >&3

# cargo_for RUST_NAME ARGUMENT...: today's cargo with Debian's rustc, and zig for C and for linking.
cargo_for() {
	local name=$1 variable
	shift
	variable=${name//-/_}
	env "CC_$variable=${c_compiler:-$work/bin/cc-$name}" "AR_$variable=$work/bin/ar" \
		"CARGO_TARGET_${variable^^}_LINKER=$work/bin/cc-$name" \
		LD_LIBRARY_PATH="$rust/usr/lib/x86_64-linux-gnu:$rust/usr/lib" RUSTC="$rust/usr/bin/rustc" \
		cargo "$@" --target "$name" --target-dir "$work/target"
}

checked() { cargo_for "$1" check -p iouring-sys --locked --lib --no-default-features; }

# With the loader and the C library of the unpacked packages: nothing of this architecture is installed.
i686_cargo() {
	local libraries=$cache/i386 name=i686-unknown-linux-gnu
	wrap x86-linux-$foreign_glibc $name "$libraries/lib/i386-linux-gnu/libgcc_s.so.1"
	CARGO_TARGET_I686_UNKNOWN_LINUX_GNU_RUSTFLAGS="-Clink-arg=-Wl,--dynamic-linker=$libraries/lib/ld-linux.so.2 \
-Clink-arg=-Wl,-rpath,$libraries/lib/i386-linux-gnu" cargo_for $name "$@" --locked --no-default-features
}

# The widths of off_t that the C compiler and the libc crate are told, each alone and together. Nobody reads a variable with
# NEITHER in its name: libc has its own widths then.
i686_off_t() {
	local c told
	for c in "" -D_FILE_OFFSET_BITS=64; do
		for told in NEITHER FILE_OFFSET TIME; do
			echo "CFLAGS=$c and RUST_LIBC_UNSTABLE_GNU_${told}_BITS"
			(
				export CFLAGS_i686_unknown_linux_gnu=$c "RUST_LIBC_UNSTABLE_GNU_${told}_BITS=64"
				i686_cargo test -p iouring-sys --test off_t
			)
		done
	done
}

# Programs in C with the warnings of those who mind them, for both widths of off_t.
i686_programs() {
	local bits source
	for bits in 32 64; do
		for source in tests/c_callers/*.c; do
			"$zig" cc -target x86-linux-$foreign_glibc -std=gnu11 -D_FILE_OFFSET_BITS=$bits -Wall -Wextra -Wconversion -Werror \
				-I vendor/liburing/include -c "$source" -o "$work/program.o" || return 1
		done
	done
}

# Tests that read what the compilers for other processors make: gcc, with its assembler beside it, and Debian's Rust. They
# skip what is not there, so that it is asked for first.
with_compilers() {
	local compilers=$cache/cross-gcc-$cross_gcc/usr name tool
	for name in aarch64 riscv64 powerpc64le; do
		for tool in "gcc-$cross_gcc" objdump; do
			LD_LIBRARY_PATH=$compilers/lib/x86_64-linux-gnu "$compilers/bin/$name-linux-gnu-$tool" --version || return 1
		done
	done
	printf '#!/bin/sh\nLD_LIBRARY_PATH="%s" exec "%s" "$@"\n' "$rust/usr/lib/x86_64-linux-gnu:$rust/usr/lib" \
		"$rust/usr/bin/rustc" >"$work/bin/rustc"
	chmod +x "$work/bin/rustc"
	PATH=$PATH:$compilers/bin LD_LIBRARY_PATH=$compilers/lib/x86_64-linux-gnu IOURING_SYS_FOREIGN_RUSTC=$work/bin/rustc \
		cargo test --locked --no-default-features --test "$1"
}

# A static program for musl. The C of the crate sees musl's headers alone, not even the kernel's. Rust's standard library is
# made from its source, since Debian's Rust has none for musl: what is shown is that the crate and a program of it need no
# more than musl-tools and a std, not how a std of somebody else's is linked.
musl_program() {
	local c_compiler=musl-gcc name=x86_64-unknown-linux-musl
	local program=$work/target/$name/release/dependent-oldest-rust
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
step "i686: off_t is as wide in C as in Rust" i686_off_t
step "i686: programs in C compile without a warning" i686_programs
step "system calls in C keep no vectors in registers" with_compilers c_system_calls
step "hot paths have the memory orderings of their processors" with_compilers disassembly
# Takes the standard library's time to compile; tests/platforms has musl too.
if [ "${CI_ALL:-0}" = 1 ]; then
	need musl-gcc musl-tools
	step "x86_64 musl: a static program runs a request and sends a message" musl_program
fi
finish
