"""What the measurements mean: ratios, growth, and the table that people read."""

import math

NAMES = {
    "create-plan": "plan from nothing", "plan-json": "JSON of the plan", "apply": "apply",
    "noop-plan": "plan, nothing to do", "change-plan": "plan, 1 % changed",
    "state-list": "state list",
}


def growth(rows):
    """How each operation of infra grows from the second size to the largest: the exponent of the
    resources' number in the wall time, the user CPU and the bytes written."""
    grown = {}
    for operation in NAMES:
        found = {row["size"]: row["infra"] for row in rows if row["operation"] == operation}
        sizes = sorted(size for size in found if size >= 1000)
        if len(sizes) < 2:
            continue
        small, large = sizes[0], sizes[-1]
        grown[operation] = {"from": small, "to": large}
        for what in ("wall", "user", "written"):
            before, after = found[small][what], found[large][what]
            if before > 0 and after > 0:
                exponent = math.log(after / before) / math.log(large / small)
                grown[operation][what] = round(exponent, 3)
    return grown


def seconds(value):
    """A time with as many digits as mean something."""
    if value < 1:
        return f"{value * 1000:.0f} ms"
    return f"{value:.1f} s" if value < 100 else f"{value:.0f} s"


def megabytes(value):
    return f"{value / 1e6:.0f} MB"


def cell(sample):
    if sample is None:
        return "-"
    if "cut" in sample:
        return f"cut off at {sample['cut']} s"
    runs = "" if sample["runs"] >= 5 else f" (runs: {sample['runs']})"
    return f"{seconds(sample['wall'])}, {megabytes(sample['memory'])}{runs}"


def ratio(row):
    """How many times faster, and with how many times less memory; nothing where a run was cut
    off: what a busy machine did not end in time is no measure."""
    ours, theirs = row["infra"], row.get("terraform")
    if theirs is None or "cut" in theirs:
        return "-"
    return (
        f"{theirs['wall'] / ours['wall']:.0f}x, "
        f"{theirs['memory'] / ours['memory']:.1f}x less memory")


def graph_table(rows):
    lines = ["| resources | operation | infra | Terraform | |", "|---|---|---|---|---|"]
    for row in rows:
        theirs = row.get("terraform")
        note = " *" if theirs and theirs.get("state") == "synthesised" else ""
        lines.append(
            f"| {row['size']:,} | {NAMES[row['operation']]} | {cell(row['infra'])} "
            f"| {cell(theirs)}{note} | {ratio(row)} |")
    return lines


def other_lines(found):
    lines = []
    for name, sample in found.get("start", {}).items():
        lines.append(f"start, {name}: {seconds(sample['wall'])}, {megabytes(sample['memory'])}")
    if "rebuild" in found:
        lines.append(f"debug build after one line changed: {seconds(found['rebuild']['wall'])}")
    if "typecheck" in found:
        lines.append(f"type-check of 300 containers: {seconds(found['typecheck']['wall'])}")
    for row in found.get("containers", []):
        shown = ", ".join(
            f"{name} {seconds(row[key]['wall'])}"
            for key, name in (
                ("floor", "bare requests"), ("infra", "infra"), ("compose", "Compose"),
                ("noop", "infra with nothing to do")) if key in row)
        lines.append(
            f"{row['count']} containers: {shown} "
            f"({row['requests_per_container']} requests a container)")
    return lines


def table(found):
    """Everything, as Markdown."""
    lines = []
    for part, title in (("graphs", "20 layers"), ("groups", "100 independent groups")):
        if found.get(part):
            lines += [f"### {title}", "", *graph_table(found[part]), ""]
    for operation, grown in found.get("growth", {}).items():
        parts = ", ".join(
            f"{what} n^{grown[what]}" for what in ("wall", "user", "written") if what in grown)
        lines.append(
            f"growth of {NAMES[operation]}, {grown['from']:,} to {grown['to']:,}: {parts}")
    lines += other_lines(found)
    lines.append("")
    lines.append("* the state was written without Terraform's apply, see terraform_state.py")
    return "\n".join(lines)
