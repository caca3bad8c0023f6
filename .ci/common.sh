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
. "$root/.ci/versions.sh"
passed=0
failed=0
export CARGO_TERM_COLOR=never CARGO_INCREMENTAL=0 CARGO_NET_RETRY=10
# Lines are enough for backtraces, and a fifth less to compile; as a number, since the oldest cargo knows no names.
export CARGO_PROFILE_DEV_DEBUG=1
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

# A job that runs beside this one shares the cache and the machine: packages are fetched and installed under locks.

# persistently COMMAND...: tries what needs a network again and again, since one fails for minutes now and then.
persistently() { "$@" || { sleep 30 && "$@"; } || { sleep 120 && "$@"; } || { sleep 240 && "$@"; }; }

# need COMMAND PACKAGE: installs a Debian package if the command is missing.
need() { unless "command -v $1" "$2"; }

# unless TEST PACKAGE: installs a Debian package if the test fails.
unless() (
	flock 7
	eval "$1" >/dev/null && exit
	persistently installed "$2" >"$work/apt.log" 2>&1 || {
		tail -n 20 "$work/apt.log"
		exit 1
	}
) 7>"$cache/need.lock"

# installed PACKAGE: with what the machine knows of Debian, and if that fails, with new indexes.
installed() {
	local install=(apt-get install -o DPkg::Lock::Timeout=300 --no-remove -y --no-install-recommends "$1")
	"${install[@]}" || { apt-get update || true; "${install[@]}"; }
}

# from_pypi NAME VERSION: installs a Python package into a folder of the cache that has its name and version.
from_pypi() (
	flock 8
	[ -d "$cache/$1-$2" ] && exit
	need pip python3-pip || exit 1
	rm -rf "$cache/$1-$2.new"
	persistently pip install -q --disable-pip-version-check --root-user-action=ignore \
		--target "$cache/$1-$2.new" "$1==$2" || exit 1
	mv "$cache/$1-$2.new" "$cache/$1-$2"
) 8>"$cache/pypi.lock"

# unpacked FOLDER PACKAGE...: downloads Debian packages (name, name:arch, or "name regex" for one and those below it whose
# names fit) and unpacks them into a folder of the cache, once. Foreign architectures are known to a private apt state only.
unpacked() (
	flock 9
	into=$cache/$1
	shift
	[ -e "$into/.complete" ] && exit
	debs=$into.debs
	rm -rf "$into" "$debs"
	mkdir -p "$into" "$debs"
	# `set -e` is off where a caller asks whether this succeeds.
	persistently downloaded "$debs" "$@" || exit 1
	find "$debs" -name "*.deb" -print0 | xargs -0 -P 2 -I "{}" dpkg -x "{}" "$into" || exit 1
	rm -rf "$debs"
	touch "$into/.complete"
) 9>"$cache/unpacked.lock"

# downloaded FOLDER PACKAGE...: the newest that there are. If that fails, the indexes may be older than the archive, and
# another try asks for them.
downloaded() (
	private_apt
	export APT_CONFIG=$cache/apt/apt.conf
	cd "$1"
	rm -f -- *.deb
	packages=()
	while read -r name below; do
		packages+=("$name")
		[ -z "$below" ] || mapfile -t -O ${#packages[@]} packages < <(
			apt-cache depends --important --recurse "$name" | grep -E "$below" | sort -u
		)
	done < <(printf '%s\n' "${@:2}")
	if ! { apt-get download "${packages[@]}" && one_version; }; then
		rm -f "$cache/apt/.complete"
		exit 1
	fi
)

# Packages of one source belong together: an index that is being renewed has newer ones for some architectures.
one_version() {
	local versions
	versions=$(find . -name "*.deb" -exec dpkg-deb --show --showformat '${source:Package} ${source:Version}\n' "{}" \; | sort -u)
	[ -z "$(cut -d ' ' -f 1 <<<"$versions" | uniq -d)" ] || { echo "$versions" && return 1; }
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
