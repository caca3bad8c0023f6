#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The tests of behaviour as an ordinary user runs them: without privileges, with little memory that may be locked, with few
# descriptors, and where io_uring is refused. They are built once, and their programs run under each condition.
. "$(dirname "$0")/common.sh"

user=(setpriv --reuid=1234 --regid=1234 --clear-groups)
usual=8388608

# What is built here the user reads and runs. Where the folders above the sources let nobody in, or the sources are nobody
# else's to read, that is done with a copy of them.
umask 022
if ! "${user[@]}" test -r "$root/Cargo.toml" -a -r "$root/tests/data/skips.tsv"; then
	copy=$(mktemp -d)
	trap 'rm -rf "$copy"' EXIT
	echo "      user 1234 cannot read $root: a copy in $copy serves"
	tar -c --exclude=./.git --exclude=target . | tar -x -C "$copy"
	chmod -R a+rX "$copy"
	root=$copy
	work=$copy/target
	mkdir "$work"
	cd "$root"
fi
export CARGO_TARGET_DIR=$work/target

# Of the crate's own tests all but those that look at what compilers make and run nothing of it; two of these run cargo,
# for which the user has no home. Of the tests of parity those that set up rings.
only_compile='rebuild|c_headers|c_system_calls|disassembly|orderings'
set_up_rings='ring_faces|versions|what_was_skipped'
build() {
	need gcc gcc
	need pkg-config pkg-config
	unless "pkg-config --exists liburing" liburing-dev
	gcc -Wall -Wextra -Werror -O1 -o "$work/refuse" .ci/refuse.c
	cargo test --no-default-features --no-run --message-format=json -p iouring-sys -p iouring-sys-parity \
		>"$work/built.json"
	sed -n 's|.*"manifest_path":"\([^"]*\)".*"executable":"\([^"]*/deps/[^"]*\)".*|\1 \2|p' "$work/built.json" |
		grep -E -e "^$root/Cargo.toml " -e "/parity/.*/deps/($set_up_rings)-" |
		grep -vE "^$root/Cargo.toml .*/deps/($only_compile|iouring_sys)-" | cut -d ' ' -f 2 >"$work/programs"
	[ "$(wc -l <"$work/programs")" -gt 40 ]
	# What the user's tests write.
	mkdir -p "$CARGO_TARGET_DIR/tmp"
	chmod 1777 "$CARGO_TARGET_DIR/tmp"
	"${user[@]}" test -x "$(head -n 1 "$work/programs")"
}

# run NAME COMMAND...: runs each program with the command in front.
run() {
	local name=$1 status=0 program
	shift
	# What the user before has written is not this one's to write to.
	find "$CARGO_TARGET_DIR/tmp" -mindepth 1 -delete
	export IOURING_SYS_RUN=$name
	while read -r program; do
		# Far more than any takes; those that wait end themselves before.
		timeout 700 "$@" "$program" >"$work/program.log" 2>&1 || {
			status=1
			echo "$program:"
			grep -aE -A 3 '^test .*FAILED|panicked at' "$work/program.log" | head -n 40
		}
	done <"$work/programs"
	return $status
}

# Only what the table of skips has for such limits is skipped.
limited() {
	local memory=$1 files=$2
	IOURING_SYS_REQUIRE=1 run "memlock-$memory-nofile-$files" \
		prlimit --memlock="$memory:$memory" --nofile="$files:$files" "${user[@]}"
}

# refused ERRNO: what needs io_uring is skipped for that reason, and what does not need it passes.
refused() {
	unset IOURING_SYS_REQUIRE
	run "refused-$1" "$work/refuse" "$1" "${user[@]}" || return 1
	[ "$(grep -c 'io_uring is ' "$CARGO_TARGET_DIR/tmp/skipped.txt")" -gt 100 ] || {
		echo "hardly anything was skipped: was io_uring refused?"
		return 1
	}
}

step "builds" build
step "no privileges, 8 MiB of locked memory" limited $usual 1024
step "no privileges, 64 KiB of locked memory" limited 65536 1024
step "no privileges, 16 descriptors" limited $usual 16
step "io_uring is refused: EPERM" refused 1
step "io_uring is missing: ENOSYS" refused 38
step "io_uring is refused: EINVAL" refused 22
finish
