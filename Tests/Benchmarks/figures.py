#!/usr/bin/env python3
"""Writes the figures of README.md from results.json, between its two marks.

  Tests/Benchmarks/figures.py            writes them
  Tests/Benchmarks/figures.py --check    ends with 1 if README.md has others
"""

import json
import sys
from pathlib import Path

from results import NAMES, cell, growth, ratio, seconds

HERE = Path(__file__).resolve().parent
README = HERE.parents[1] / "README.md"
BEGIN = "<!-- figures of Tests/Benchmarks/results.json: Tests/Benchmarks/figures.py writes them -->"
END = "<!-- end of the figures -->"
SHOWN = [
    (1000, "create-plan"), (1000, "noop-plan"), (1000, "apply"), (5000, "create-plan"),
    (5000, "noop-plan"), (10_000, "create-plan"), (10_000, "noop-plan"),
    (100_000, "create-plan"), (100_000, "noop-plan"), (100_000, "apply"),
]


def text(found):
    rows = {(row["size"], row["operation"]): row for row in found["graphs"]}
    lines = [BEGIN, "", "| resources | | infra | Terraform | |", "| --- | --- | --- | --- | --- |"]
    for key in SHOWN:
        if key in rows:
            row = rows[key]
            lines.append(
                f"| {row['size']:,} | {NAMES[row['operation']]} | {cell(row['infra'])} "
                f"| {cell(row.get('terraform'))} | {ratio(row)} |")
    lines += ["", *sentences(found), "", END]
    return "\n".join(lines)


def sentences(found):
    grown = growth(found["graphs"])
    lines = [
        f"Medians on {found['machine']['processor']} against Terraform "
        f"{found['machine']['terraform']}, {found['machine']['date']};",
        "`Tests/Benchmarks/run --json Tests/Benchmarks/results.json` measures anew.",
    ]
    if "load" in found["machine"]:
        lines.append(f"The machine was not quiet: its load was {found['machine']['load']}.")
    parts = [
        f"{NAMES[operation]} n^{grown[operation]['user']:.2f}"
        for operation in ("create-plan", "noop-plan", "apply") if operation in grown]
    if parts:
        first = next(iter(grown.values()))
        lines.append(
            f"Growth of the user CPU from {first['from']:,} to {first['to']:,} resources: "
            f"{', '.join(parts)}.")
    start = found.get("start", {})
    if start:
        lines.append(
            "A cold start: " + ", ".join(
                f"`{name}` {seconds(sample['wall'])}" if name.startswith("infra")
                else f"an {name} {seconds(sample['wall'])}" for name, sample in start.items())
            + ".")
    for row in found.get("containers", []):
        shown = f"{row['count']} containers: {seconds(row['infra']['wall'])}"
        shown += f", the bare requests {seconds(row['floor']['wall'])}"
        if "compose" in row:
            shown += f", Compose {seconds(row['compose']['wall'])}"
        lines.append(shown + ".")
    if "rebuild" in found:
        lines.append(
            f"A debug build after one line of an environment: "
            f"{seconds(found['rebuild']['wall'])}.")
    return lines


def main():
    readme = README.read_text()
    begin, end = readme.find(BEGIN), readme.find(END)
    if begin < 0 or end < begin:
        sys.exit("README.md has no marks for the figures")
    written = readme[:begin] + text(json.loads((HERE / "results.json").read_text()))
    written += readme[end + len(END):]
    if "--check" not in sys.argv:
        README.write_text(written)
    elif written != readme:
        sys.exit("README.md has other figures than results.json: run Tests/Benchmarks/figures.py")


if __name__ == "__main__":
    main()
