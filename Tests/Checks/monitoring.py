"""Checks that alerts, their tests, runbooks and dashboards belong together.

    monitoring.py ROOT

- Each alert has a severity, a summary, a description and a runbook that has its section.
- Each alert is tested once so that it fires, and once so that it does not.
- Each runbook section of an alert belongs to an alert that exists.
- Each dashboard expression is PromQL; panels and dashboards have ids of their own; every
  `job` and every measure of our own that is asked for exists.
"""

import json
import re
import sys
from pathlib import Path

import promql_parser
import yaml

JOBS = {"gateway", "ai-engine", "redis", "load-balancer", "node", "prometheus", "alertmanager"}
OWN_MEASURE = re.compile(r"studyai_[a-z_]+")
SUFFIX = re.compile(r"_(bucket|sum|count|total)$")


def measures(root: Path) -> set[str]:
    """The names of the measures that the services declare."""
    names: set[str] = set()
    for path in (root / "Modules").glob("*/service/**/*.py"):
        if "tests" not in path.parts:
            names |= set(re.findall(r'"(studyai_[a-z_]+)"', path.read_text("utf-8")))
    return {SUFFIX.sub("", name) for name in names}


def expression_problems(expression: str, known: set[str]) -> list[str]:
    filled = expression.replace("$__rate_interval", "1m")
    try:
        promql_parser.parse(filled)
    except ValueError as error:
        return [f"not PromQL: {error}: {expression}"]
    found = [
        f"no service declares {name}"
        for name in OWN_MEASURE.findall(filled)
        if SUFFIX.sub("", name) not in known
    ]
    for job in re.findall(r'\bjob="([^"]*)"', filled):
        if job not in JOBS:
            found.append(f"there is no job {job}")
    return found


def alert_problems(module: Path, known: set[str]) -> list[str]:
    found: list[str] = []
    rules = [
        rule
        for group in yaml.safe_load((module / "alerts.yml").read_text("utf-8"))["groups"]
        for rule in group["rules"]
    ]
    tests = yaml.safe_load((module / "alerts.test.yml").read_text("utf-8"))["tests"]
    cases = [case for test in tests for case in test["alert_rule_test"]]
    runbook = (module / "runbook.md").read_text("utf-8")
    sections = set(re.findall(r"^## ([A-Z][A-Za-z]+)$", runbook, re.MULTILINE))
    names = {rule["alert"] for rule in rules}
    for rule in rules:
        name, annotations = rule["alert"], rule.get("annotations", {})
        if rule.get("labels", {}).get("severity") not in ("critical", "warning"):
            found.append(f"{name} has no severity")
        found += [f"{name} has no {key}" for key in ("summary", "description") if not
                  annotations.get(key)]
        if annotations.get("runbook") != f"Modules/{module.name}/runbook.md#{name.lower()}":
            found.append(f"{name} has no link to its runbook")
        if name not in sections:
            found.append(f"runbook.md has no section ## {name}")
        outcomes = [bool(case["exp_alerts"]) for case in cases if case["alertname"] == name]
        if True not in outcomes:
            found.append(f"no test makes {name} fire")
        if False not in outcomes:
            found.append(f"no test keeps {name} from firing")
        found += [f"{name}: {one}" for one in expression_problems(rule["expr"], known)]
    strangers = {case["alertname"] for case in cases} - names
    found += [f"a test names {name}, which is no alert" for name in strangers]
    found += [f"runbook.md has a section {name}, which is no alert" for name in sections - names]
    return found


def dashboard_problems(path: Path, known: set[str], uids: set[str]) -> list[str]:
    found: list[str] = []
    dashboard = json.loads(path.read_text("utf-8"))
    if dashboard["uid"] in uids:
        found.append(f"uid {dashboard['uid']} is taken")
    uids.add(dashboard["uid"])
    ids = [panel["id"] for panel in dashboard["panels"]]
    if len(set(ids)) != len(ids):
        found.append("two panels share an id")
    places: set[tuple[int, int]] = set()
    for panel in dashboard["panels"]:
        place = panel["gridPos"]
        cells = {
            (place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"])
        }
        if cells & places or place["x"] + place["w"] > 24:
            found.append(f"panel {panel['title']} lies on another or outside")
        places |= cells
        if not panel["targets"]:
            found.append(f"panel {panel['title']} asks for nothing")
        for target in panel["targets"]:
            found += [
                f"panel {panel['title']}: {one}"
                for one in expression_problems(target["expr"], known)
            ]
    return found


def main() -> int:
    root = Path(sys.argv[1])
    known, uids, failures = measures(root), set(), []
    modules = sorted(path.parent for path in (root / "Modules").glob("*/alerts.yml"))
    if len(modules) < 5:
        failures.append(f"only {len(modules)} modules have alerts.yml")
    for module in modules:
        failures += [f"{module.name}: {one}" for one in alert_problems(module, known)]
        path = module / "dashboard.json"
        failures += [f"{module.name}: {one}" for one in dashboard_problems(path, known, uids)]
    print("\n".join(failures), end="\n" if failures else "")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
