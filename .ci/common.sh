# SPDX-License-Identifier: MIT OR Apache-2.0
# What the scripts beside it share: where they work, steps that are counted, Debian's packages without installing.
# shellcheck shell=bash

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
script=$(basename "$0" .sh)
work=$root/target/ci/$script
cache=$root/target/ci/cache
mkdir -p "$work" "$cache"
passed=0
failed=0
export CARGO_TERM_COLOR=never CARGO_INCREMENTAL=0
unset LIBURING_NO_VENDOR DOCS_RS LIBCLANG_PATH CARGO_TARGET_DIR RUSTFLAGS RUST_BACKTRACE

# step WHAT COMMAND...: runs the command, says whether it succeeded, shows what it printed if not.
step() {
	local what=$1 log=$work/step.log status=0 start=$SECONDS
	shift
	# Not as a condition, which would switch off `set -e` inside.
	set +e
	(
		set -e
		"$@"
	) >"$log" 2>&1
	status=$?
	set -e
	if [ $status = 0 ]; then
		passed=$((passed + 1))
		echo "ok    $what ($((SECONDS - start)) s)"
	else
		failed=$((failed + 1))
		echo "FAIL  $what (exit $status)"
		tail -n 60 "$log" | sed 's/^/      | /'
	fi
}

# The last line, with the counts; extra counts as arguments.
finish() {
	echo "$script: $passed passed, $failed failed${*:+, $*}, $SECONDS s"
	[ "$failed" = 0 ]
}

# need COMMAND PACKAGE: installs a Debian package if the command is missing.
need() {
	command -v "$1" >/dev/null && return
	apt-get install --no-remove -y --no-install-recommends "$2" >"$work/apt.log" 2>&1 || {
		apt-get update >>"$work/apt.log" 2>&1 || true
		apt-get install --no-remove -y --no-install-recommends "$2" >>"$work/apt.log" 2>&1 || {
			tail -n 20 "$work/apt.log"
			return 1
		}
	}
}

# from_pypi FOLDER PACKAGE: installs a Python package into a folder of the cache.
from_pypi() {
	command -v pip >/dev/null || need pip python3-pip
	pip install -q --disable-pip-version-check --root-user-action=ignore --target "$cache/$1" "$2"
}

# unpacked FOLDER PACKAGE...: downloads Debian packages (name, name:arch, name=version) and unpacks them into
# a folder of the cache, once. Foreign architectures are known to a private apt state only.
unpacked() {
	local into=$cache/$1 debs
	shift
	[ -e "$into/.complete" ] && return
	private_apt
	debs=$into.debs
	rm -rf "$into" "$debs"
	mkdir -p "$into" "$debs"
	(cd "$debs" && APT_CONFIG=$cache/apt/apt.conf apt-get download "$@")
	find "$debs" -name "*.deb" -print0 | xargs -0 -P 2 -I "{}" dpkg -x "{}" "$into"
	rm -rf "$debs"
	touch "$into/.complete"
}

# The machine's own sources, with more architectures, in a state of its own.
private_apt() {
	local apt=$cache/apt
	[ -e "$apt/.complete" ] && return
	mkdir -p "$apt"/{lists/partial,archives/partial}
	cat >"$apt/apt.conf" <<-EOF
		APT::Architectures { "amd64"; "arm64"; "i386"; "armhf"; "s390x"; "ppc64el"; };
		APT::Sandbox::User "root";
		Acquire::Languages "none";
		Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
		Dir::State::Lists "$apt/lists/";
		Dir::Cache "$apt/";
	EOF
	# Not an error by itself: an index that is being renewed makes it fail, and the others serve. A package that is not
	# found will be one.
	APT_CONFIG=$apt/apt.conf apt-get update -q || true
	touch "$apt/.complete"
}
