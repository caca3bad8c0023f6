#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What the kernel's own header has that this crate lacks: constants, types and fields of the newest linux-raw-sys, which is
# generated from that header. Ends with 1 if there is something, for whoever looks; the gate only shows it.
. "$(dirname "$0")/common.sh"

need python3 python3
mkdir -p "$work/src"
: >"$work/src/lib.rs"
cat >"$work/Cargo.toml" <<-EOF
	[package]
	name = "kernel-names"
	version = "0.0.0"
	edition = "2021"
	[dependencies]
	linux-raw-sys = "*"
	[workspace]
EOF
rm -f "$work/Cargo.lock"
cargo metadata -q --format-version 1 --manifest-path "$work/Cargo.toml" >"$work/metadata.json"

python3 - "$work/metadata.json" src/bindings.rs <<'EOF'
import json, os, re, sys

# Room that is not used, and counts that every release moves on.
SKIPPED = re.compile(r"_*(pad|resv|rsvd|empty|reserved|spare)\w*$|\w+_(LAST|MAX)$")


def items(text):
    """Constants and enumerators with their values, types and their fields with nothing."""
    found, around = {}, None
    # A field may stand on the line of its type, and one type on many lines.
    for line in re.split(r"\n|(?<=[{,]) ", text):
        line = line.strip()
        if match := re.match(r"pub (struct|union|enum) (\w+)", line):
            around = match[2]
            found[around] = None
        elif line.startswith("}"):
            around = None
        elif match := re.match(r"pub const (\w+): [\w:]+ = (.*);", line):
            found[match[1]] = match[2]
        elif match := re.match(r"pub type (\w+)", line):
            found[match[1]] = None
        elif around and (match := re.match(r"pub (\w+): ", line)):
            found[f"{around}.{match[1]}"] = None
        elif around and (match := re.match(r"(\w+) = (\d+),", line)):
            found[match[1]] = match[2]
    return found


def named(found):
    """Without what the generator names: it numbers unnamed members and types."""
    own = {name: name.split(".")[-1] for name in found}
    return {name: found[name] for name in found
            if "bindgen" not in own[name].lower() and not SKIPPED.match(own[name])}


def number(value):
    """In 32 bits, as some constants have another sign."""
    return int(value) & 0xffffffff if re.fullmatch(r"-?\d+", value or "") else None


def fields_by_name(found):
    """The names of fields, of which an unnamed member may hold one elsewhere."""
    return {(re.sub("__bindgen.*", "", name.split(".")[0]), name.split(".")[1]) for name in found if "." in name}


packages = json.load(open(sys.argv[1]))["packages"]
package = next(package for package in packages if package["name"] == "linux-raw-sys")
folder = os.path.join(os.path.dirname(package["manifest_path"]), "src/x86_64")
general = open(os.path.join(folder, "general.rs")).read()
major, minor = (re.search(rf"LINUX_VERSION_{part}: u32 = (\d+)", general)[1] for part in ("MAJOR", "PATCHLEVEL"))
# What other headers have, too, is not io_uring's.
theirs = {name: value for name, value in items(open(os.path.join(folder, "io_uring.rs")).read()).items()
          if name not in items(general)}
ours = items(open(sys.argv[2]).read())
our_fields = fields_by_name(ours)
print(f"linux-raw-sys {package['version']}, from the header of Linux {major}.{minor}: "
      f"{len(theirs)} names, {len(ours)} here")
if len(theirs) < 300 or len(ours) < 600:
    sys.exit("so few were found that the comparison says nothing")
new = []
for name, value in named(theirs).items():
    if "." in name:
        if not fields_by_name({name: None}) <= our_fields:
            new.append(f"field {name}")
    elif name not in ours:
        new.append(f"{name}" + (f" = {value}" if value else ""))
    elif number(value) is not None and number(value) != number(ours[name]):
        new.append(f"{name} = {value}, here {ours[name]}")
for line in new:
    print(f"      new there: {line}")
print(f"      {len(new)} new")
sys.exit(1 if new else 0)
EOF
