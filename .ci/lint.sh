#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The scripts and the workflow, as their linters see them, and what else is counted.
. "$(dirname "$0")/common.sh"

# What is run is executable, and what is only read by others is not.
modes() {
	local file
	for file in .ci/*.sh .ci/run; do
		case $file in
		*/common.sh | */versions.sh) [ ! -x "$file" ] || { echo "$file is executable" && return 1; } ;;
		*) [ -x "$file" ] || { echo "$file is not executable" && return 1; } ;;
		esac
	done
}

# Each job runs a part of the gate that there is, and CONTRIBUTING.md names them all.
jobs() {
	local all
	all=$(sed -n 's/^job_\([a-z]*\)() {.*/\1/p' .ci/run)
	diff <(sort <<<"$all") <(sed -n 's/^ *- job: //p' .github/workflows/ci.yml | sort) &&
		diff <(echo "$all") <(sed -n 's/^| `\.ci\/run lint` | one job: //p' CONTRIBUTING.md | grep -o '[a-z]*')
}

# The workflow cannot read which Debian it is.
same_debian() { grep "^ *image: rust:[0-9.]*-$debian\$" .github/workflows/ci.yml; }

# A build script is read by those whose build it stops, and a header by all.
sizes() {
	local lines
	lines=$(cat build.rs src/build/*.rs | wc -l)
	[ "$lines" -lt 500 ] || { echo "build.rs and src/build have $lines lines" && return 1; }
	find vendor -name '*.h' -exec wc -l {} + |
		awk '$2 != "total" && $1 > 600 { print; long = 1 } END { exit long }'
}

python() { PYTHONPATH=$cache/$1 python3 -m "${@:2}"; }

need shellcheck shellcheck
need python3 python3
step "package of PyPI: zizmor" from_pypi zizmor "$zizmor"
step "package of PyPI: check-jsonschema" from_pypi check-jsonschema "$check_jsonschema"
step "scripts: shellcheck" shellcheck .ci/*.sh .ci/run
step "scripts: executable or not" modes
step "sources: how long they are" sizes
step "workflow: its schema" python "check-jsonschema-$check_jsonschema" check_jsonschema \
	--builtin-schema vendor.github-workflows .github/workflows/*.yml
step "workflow: zizmor" "$cache/zizmor-$zizmor/bin/zizmor" --offline --no-progress --config .github/zizmor.yml .github/workflows
step "workflow: its image is of the Debian of versions.sh" same_debian
step "workflow: its jobs are those of .ci/run" jobs
finish
