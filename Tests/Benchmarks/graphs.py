"""The planner's part: the same graph planned and applied by infra and by Terraform."""

import json
import os
import re
import shutil
from pathlib import Path

from measure import run, summary
from terraform_state import synthesise

OPERATIONS = ["create-plan", "plan-json", "apply", "noop-plan", "change-plan", "state-list"]


class Infra:
    """Ours, on a project of its own."""

    def __init__(self, program, folder, graph, size):
        self.program, self.graph, self.size = program, graph, size
        self.project = folder / "infra"
        (self.project / "Infra").mkdir(parents=True)
        (self.project / "Package.swift").touch()
        self.output = folder / "infra.out"

    def infra(self, *words, changed=0, limit=600):
        sets = ["--set", f"size={self.size}", "--set", f"changed={changed}"]
        sets = [] if words[0] == "state" else sets
        return run(
            [self.program, *words, self.graph, *sets], self.project, self.output, limit=limit,
            environment={"NO_COLOR": "1"})

    def said(self):
        return self.output.read_text(errors="replace")

    def do(self, operation, limit):
        changed = max(1, self.size // 100)
        if operation in ("create-plan", "plan-json", "apply"):
            shutil.rmtree(self.project / "state", ignore_errors=True)
        if operation == "create-plan":
            return self.checked(self.infra("plan"), f"Plan: {self.size} to create")
        if operation == "plan-json":
            sample = self.infra("plan", "--json")
            check_json(self.output, self.size)
            return sample
        if operation == "apply":
            return self.checked(self.infra("apply", "--yes"), f"{self.size} created")
        if operation == "noop-plan":
            return self.checked(self.infra("plan"), "No changes.")
        if operation == "change-plan":
            sample = self.infra("plan", changed=changed)
            return self.checked(sample, f"0 to create, {changed} to update")
        sample = self.infra("state", "list")
        check_count(self.output, self.size)
        return sample

    def make_state(self):
        """Where the apply is not measured, it is done all the same."""
        if not (self.project / "state").exists():
            self.do("apply", 600)

    def checked(self, sample, text):
        if text not in self.said():
            raise SystemExit(f"infra did not say \"{text}\":\n{self.said()[-1000:]}")
        return sample

    def export(self, folder, changed):
        self.infra("export", "terraform", "--out", str(folder), changed=changed)


class Terraform:
    """Terraform, on what infra exports."""

    def __init__(self, folder, ours):
        self.size, self.folder = ours.size, folder / "terraform"
        self.output = folder / "terraform.out"
        self.changed = max(1, ours.size // 100)
        ours.export(self.folder, 0)
        (self.folder / "main.tf.json").rename(folder / "usual.json")
        ours.export(self.folder, self.changed)
        (self.folder / "main.tf.json").rename(folder / "changed.json")
        configuration = folder / "terraform.rc"
        configuration.touch()
        self.environment = {
            "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1",
            "TF_CLI_CONFIG_FILE": str(configuration)}
        self.configure("usual")
        self.terraform("init", limit=600)
        self.is_synthesised = False

    def configure(self, name):
        shutil.copy(self.folder.parent / f"{name}.json", self.folder / "main.tf.json")

    def terraform(self, *words, limit):
        return run(
            ["terraform", *words], self.folder, self.output, self.environment, limit=limit)

    @property
    def state(self):
        return self.folder / "terraform.tfstate"

    def do(self, operation, limit):
        plan = ["plan", "-input=false", "-no-color", "-out=made.plan"]
        if operation in ("create-plan", "plan-json", "apply"):
            self.state.unlink(missing_ok=True)
        if operation == "create-plan":
            sample = self.terraform(*plan, limit=limit)
            return self.checked(sample, f"Plan: {self.size} to add, 0 to change")
        if operation == "plan-json":
            return self.shown_plan(plan, limit)
        if operation == "apply":
            sample = self.terraform(
                "apply", "-input=false", "-no-color", "-auto-approve", limit=limit)
            return self.checked(sample, f"{self.size} added")
        self.make_state()
        if operation == "noop-plan":
            return self.checked(self.terraform(*plan, limit=limit), "No changes.")
        if operation == "change-plan":
            self.configure("changed")
            sample = self.terraform(*plan, limit=limit)
            self.configure("usual")
            return self.checked(sample, f"0 to add, {self.changed} to change")
        sample = self.terraform("state", "list", limit=limit)
        if not sample["cut"]:
            check_count(self.output, self.size)
        return sample

    def shown_plan(self, plan, limit):
        """The JSON of a saved plan: without the planning, which ours has in it."""
        if not (self.folder / "made.plan").exists():
            self.terraform(*plan, limit=600)
        sample = self.terraform("show", "-json", "made.plan", limit=limit)
        if not sample["cut"]:
            check_json(self.output, self.size)
        return sample

    def make_state(self):
        """Where an apply would take too long, the state that it would leave is written here."""
        if self.state.exists() and self.is_whole():
            return
        synthesise(json.loads((self.folder / "main.tf.json").read_text()), self.state)
        self.is_synthesised = True

    def is_whole(self):
        if self.is_synthesised:
            return True
        text = self.state.read_text()
        return text.count('"type": "terraform_data"') == self.size

    def checked(self, sample, text):
        if not sample["cut"] and text not in self.output.read_text(errors="replace"):
            raise SystemExit(f"terraform did not say \"{text}\", see {self.output}")
        return sample


def check_json(path, size):
    changes = json.loads(path.read_text())["resource_changes"]
    if len(changes) != size:
        raise SystemExit(f"{path} has {len(changes)} changes, not {size}")


def check_count(path, size):
    count = len(re.findall(r"^\S*terraform_data\.", path.read_text(), re.MULTILINE))
    if count != size:
        raise SystemExit(f"{path} lists {count} resources, not {size}")


def measure_graph(program, work, graph, size, options, tell, against):
    """Every operation at one size, ours and Terraform's in turn."""
    folder = Path(work) / f"{graph}-{size}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    ours = Infra(program, folder, graph, size)
    theirs = Terraform(folder, ours) if options.terraform and against else None
    rows = []
    for operation in (known for known in OPERATIONS if known in options.operations):
        samples = {"infra": [], "terraform": []}
        if operation in ("noop-plan", "change-plan", "state-list"):
            ours.make_state()
        for _ in range(options.runs):
            samples["infra"].append(ours.do(operation, 600))
            if theirs and wants_more(samples["terraform"], options):
                samples["terraform"].append(theirs.do(operation, options.limit))
        row = {"graph": graph, "size": size, "operation": operation}
        # On a machine that others use too, the user CPU tells more than the wall time.
        row["load"] = round(os.getloadavg()[0], 1)
        row["infra"] = summary(samples["infra"])
        if theirs:
            row["terraform"] = summary(samples["terraform"])
            if theirs.is_synthesised:
                row["terraform"]["state"] = "synthesised"
        rows.append(row)
        tell(row)
    shutil.rmtree(folder)
    return rows


def wants_more(samples, options):
    """One that was cut off is not repeated; others until all their runs take the budget."""
    if any(sample["cut"] for sample in samples):
        return False
    return not samples or sum(sample["wall"] for sample in samples) < options.budget


def processor():
    """The processor's name and how many there are."""
    names = re.findall(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return f"{os.cpu_count()} x {names[0] if names else 'unknown'}"
