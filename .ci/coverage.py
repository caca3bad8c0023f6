# SPDX-License-Identifier: MIT OR Apache-2.0
# coverage.sh's sums: FLOOR LCOV GCOV_JSON REASONS.
"""Prints the lines of vendor/liburing and src that nothing ran, with the reasons, and the sums of each file."""
import json
import os
import re
import sys

FOLDERS = ("vendor/liburing/", "src/")
# What gcov takes for a line that could run: a variable without a value, or a parameter that nobody uses.
NOTHING = re.compile(r"(?!return\b|goto\b)[\w ]+ \**\w+(\[\d+\])?;|\(void\)\w+;")
ROOT = os.getcwd() + "/"


def ours(path):
    """The path from the root, or None if the file is another's."""
    path = os.path.normpath(os.path.join(ROOT, path))
    path = path[len(ROOT):] if path.startswith(ROOT) else ""
    return path if path.startswith(FOLDERS) else None


def read_lcov(path, lines):
    """Adds the counts that llvm-cov wrote."""
    name = None
    for row in open(path, encoding="utf-8"):
        key, _, value = row.strip().partition(":")
        if key == "SF":
            name = ours(value)
        elif key == "DA" and name:
            number, count = value.split(",")[:2]
            add(lines, name, int(number), int(count))


def read_gcov(path, lines):
    """Adds the counts that gcov wrote: a header's functions are in many objects."""
    for row in open(path, encoding="utf-8"):
        if not row.startswith("{"):
            continue
        unit = json.loads(row)
        for file in unit["files"]:
            # As the compiler was told it; the library's sources are named from the package's root.
            name = ours(os.path.join(unit["current_working_directory"], file["file"]))
            for line in file["lines"] if name else ():
                add(lines, name, line["line_number"], line["count"])


def add(lines, name, number, count):
    """Several programs have the same line: it was run if one of them ran it."""
    counts = lines.setdefault(name, {})
    counts[number] = counts.get(number, 0) + count


def read_reasons(path):
    """Rows of: file, text of the line (an asterisk: of any), why nothing runs it."""
    rows = [row.rstrip("\n").split("\t") for row in open(path, encoding="utf-8") if row[:1] not in "#\n"]
    return {(file, text): why for file, text, why in rows[1:]}


def sources():
    """Files that could have lines."""
    for folder in FOLDERS:
        for place, _, names in os.walk(folder):
            yield from (os.path.join(place, name) for name in names if name.endswith((".c", ".h", ".rs")))


def main(floor, lcov, gcov, reasons):
    """Prints; returns whether the floor is kept and every line that was not run has its reason."""
    lines = {}
    read_lcov(lcov, lines)
    read_gcov(gcov, lines)
    reasons = read_reasons(reasons)
    used, unknown = set(), 0
    for name in sorted(lines):
        text = open(name, encoding="utf-8").read().split("\n")
        for number in [n for n in lines[name] if NOTHING.fullmatch(text[n - 1].strip()) and name.endswith((".c", ".h"))]:
            del lines[name][number]
        for number in sorted(n for n, count in lines[name].items() if not count):
            keys = [key for key in ((name, text[number - 1].strip()), (name, "*")) if key in reasons]
            used.update(keys[:1])
            unknown += not keys
            print(f"{name}:{number}: {text[number - 1].strip()}    ({reasons[keys[0]] if keys else 'NO REASON'})")
    print("no line that runs, or not for this processor:", *sorted(set(sources()) - set(lines)))
    total = [0, 0]
    for name in sorted(lines):
        ran, of = sum(1 for count in lines[name].values() if count), len(lines[name])
        total = [total[0] + ran, total[1] + of]
        print(f"{100 * ran / of:6.1f} % of {of:5} lines: {name}")
    for file, what in sorted(set(reasons) - used):
        print(f"a reason for a line that is run or is no more: {file}: {what}")
    share = 100 * total[0] / max(total[1], 1)
    print(f"{share:6.2f} % of {total[1]} lines; at least {floor} % are asked for; {unknown} are without a reason")
    for folder in FOLDERS:
        assert any(name.startswith(folder) for name in lines), f"nothing of {folder}"
    return share >= float(floor) and not unknown and not set(reasons) - used


sys.exit(not main(*sys.argv[1:]))
