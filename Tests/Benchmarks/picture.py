#!/usr/bin/env python3
"""Draws results.json as results.svg: time by number of resources, both axes logarithmic.

  Tests/Benchmarks/picture.py            writes it
  Tests/Benchmarks/picture.py --check    ends with 1 if the file is another than it would write
"""

import json
import math
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PANELS = [("noop-plan", "plan, nothing to do"), ("create-plan", "plan from nothing"),
          ("apply", "apply from nothing")]
WIDTH, HEIGHT, LEFT, TOP, GAP = 250, 240, 56, 56, 34
SIZES = (100, 100_000)
TIMES = (0.01, 1000)

# Each colour stands out from white and from black; texts follow the reader's scheme.
STYLE = """
    text { font: 12px system-ui, sans-serif; fill: #24292f }
    .title { font-weight: 600 } .small { font-size: 11px }
    .grid { stroke: #8b949e; stroke-opacity: .3 }
    .infra { stroke: #2f81f7; fill: none; stroke-width: 2 } .infra-dot { fill: #2f81f7 }
    .terraform { stroke: #db6d28; fill: none; stroke-width: 2; } .terraform-dot { fill: #db6d28 }
    .cut { stroke-dasharray: 3 3 }
    @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }
"""


def along(value, limits, length):
    low, high = (math.log10(limit) for limit in limits)
    return (math.log10(value) - low) / (high - low) * length


def panel(index, operation, title, rows):
    left = LEFT + index * (WIDTH + GAP)
    def x(size):
        return left + along(size, SIZES, WIDTH)

    def y(time):
        return TOP + HEIGHT - along(time, TIMES, HEIGHT)

    parts = [f'<text class="title" x="{left}" y="{TOP - 12}">{title}</text>']
    for power in range(-2, 4):
        height = y(10.0 ** power)
        parts.append(
            f'<line class="grid" x1="{left}" x2="{left + WIDTH}" y1="{height:.1f}" '
            f'y2="{height:.1f}"/>')
        if index == 0:
            label = {-2: "10 ms", -1: "100 ms", 0: "1 s"}.get(power, f"{10 ** max(power, 0)} s")
            parts.append(
                f'<text class="small" text-anchor="end" x="{left - 6}" y="{height + 4:.1f}">'
                f"{label}</text>")
    for size in (100, 1000, 10_000, 100_000):
        parts.append(
            f'<text class="small" text-anchor="middle" x="{x(size):.1f}" '
            f'y="{TOP + HEIGHT + 18}">{size:,}</text>')
    for tool in ("terraform", "infra"):
        points = [
            (x(row["size"]), y(row[tool].get("wall", row[tool].get("cut"))), "cut" in row[tool])
            for row in rows if row["operation"] == operation and tool in row]
        parts += line(tool, points)
    return parts


def line(tool, points):
    """The points joined; one that was cut off is a triangle that points to where the time is."""
    parts = []
    for (x1, y1, _), (x2, y2, is_cut) in zip(points, points[1:]):
        kind = f"{tool} cut" if is_cut else tool
        parts.append(
            f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>')
    for x, y, is_cut in points:
        if is_cut:
            parts.append(
                f'<path class="{tool}-dot" d="M{x - 5:.1f} {y + 3:.1f}h10l-5 -9z"/>')
        else:
            parts.append(f'<circle class="{tool}-dot" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>')
    return parts


def picture(found):
    width = LEFT + len(PANELS) * (WIDTH + GAP)
    height = TOP + HEIGHT + 52
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        "<title>Time by number of resources, infra and Terraform</title>",
        f"<style>{STYLE}</style>",
        f'<circle class="infra-dot" cx="{LEFT + 4}" cy="14" r="4"/>',
        f'<text x="{LEFT + 14}" y="18">infra</text>',
        f'<circle class="terraform-dot" cx="{LEFT + 74}" cy="14" r="4"/>',
        f'<text x="{LEFT + 84}" y="18">Terraform {found["machine"]["terraform"]} '
        "(a triangle: cut off there)</text>",
    ]
    for index, (operation, title) in enumerate(PANELS):
        parts += panel(index, operation, title, found["graphs"])
    parts.append(
        f'<text class="small" text-anchor="middle" x="{width / 2:.0f}" y="{height - 10}">'
        f'resources; {found["machine"]["processor"]}, {found["machine"]["date"]}</text>')
    return "\n".join([*parts, "</svg>", ""])


def main():
    text = picture(json.loads((HERE / "results.json").read_text()))
    path = HERE / "results.svg"
    if "--check" in sys.argv:
        if path.read_text() != text:
            sys.exit("Tests/Benchmarks/results.svg is not of results.json: run picture.py")
    else:
        path.write_text(text)


if __name__ == "__main__":
    main()
