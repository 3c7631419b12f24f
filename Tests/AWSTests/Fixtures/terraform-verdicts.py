#!/usr/bin/env python3
"""Writes terraform-verdicts.txt: what Terraform's provider does with a change of each argument.

    INFRA_AWS_CHANGES=/tmp/changes.json swift test --filter ChangedSamplesTests/written
    python3 terraform-verdicts.py /tmp/changes.json FOLDER > terraform-verdicts.txt

FOLDER has a configuration that requires hashicorp/aws 5.100.0 and that `terraform init` was run
in. For each change and each argument that it changes there is one object: its state is made of
the values before, its configuration of the same with that argument changed, or left out where the
change says that it is asked about (`ARGUMENT:left-out`). Terraform plans them without asking AWS
anything. What it refuses to plan is recorded as `refused`, with its reason on the standard error.
"""
import json
import os
import subprocess
import sys

changes = json.load(open(sys.argv[1]))
folder = sys.argv[2]
full = json.loads(subprocess.run(
    ["terraform", "providers", "schema", "-json"], cwd=folder, check=True,
    capture_output=True).stdout)
[provider] = [value for key, value in full["provider_schemas"].items()
              if key.endswith("/hashicorp/aws")]
schemas = provider["resource_schemas"]
ARN = "arn:aws:x:us-east-1:123456789012:x/x"


def complete(value, block, depth=0):
    """The values of a block as a state has them: every attribute, every block a list. What is not
    given is empty where the provider writes it so."""
    result = {}
    for name, known in block.get("attributes", {}).items():
        empty = None
        if isinstance(known["type"], list) and known.get("computed"):
            empty = {} if known["type"][0] == "map" else []
        elif depth > 0:
            empty = {"string": "", "number": 0, "bool": False}.get(str(known["type"]))
        result[name] = value.get(name, empty)
    for name, nested in block.get("block_types", {}).items():
        if nested["nesting_mode"] == "single":
            result[name] = None
            continue
        given = value.get(name) or []
        given = given if isinstance(given, list) else [given]
        result[name] = [complete(item, nested["block"], depth + 1) for item in given]
    return result


def state_of(kind, values):
    block = schemas[kind]["block"]
    attributes = complete(values, block)
    for name in ("id", "arn"):
        known = block["attributes"].get(name, {})
        if known.get("computed") and not attributes.get(name):
            attributes[name] = "x" if name == "id" else ARN
    if "tags_all" in attributes:
        attributes["tags_all"] = values.get("tags") or {}
    return {"mode": "managed", "type": kind, "name": "", "instances": [
        {"schema_version": schemas[kind]["version"], "attributes": attributes}],
        "provider": 'provider["' + ".".join(("registry", "terraform", "io")) + '/hashicorp/aws"]'}


cases = {}
for index, change in enumerate(changes):
    before, after = change["before"], change["after"]
    for name in sorted(set(before) | set(after)):
        if before.get(name) == after.get(name):
            continue
        values = dict(before)
        if name in after:
            values[name] = after[name]
        else:
            values.pop(name)
        cases[f"c{index}_{name}"] = (index, change["type"], name, before, values)
    for name in change["left_out"]:
        values = {key: value for key, value in before.items() if key != name}
        cases[f"c{index}_{name}-left-out"] = (
            index, change["type"], f"{name}:left-out", before, values)

SETTINGS = {"region": "us-east-1", "access_key": "x", "secret_key": "x",
            "skip_credentials_validation": True, "skip_requesting_account_id": True,
            "skip_metadata_api_check": True, "skip_region_validation": True}


def plan(names):
    resources, objects = {}, []
    for label in names:
        _, kind, _, before, values = cases[label]
        resources.setdefault(kind, {})[label] = values
        objects.append({**state_of(kind, before), "name": label})
    with open(os.path.join(folder, "changes.tf.json"), "w") as file:
        json.dump({"provider": {"aws": SETTINGS}, "resource": resources}, file)
    with open(os.path.join(folder, "terraform.tfstate"), "w") as file:
        json.dump({"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x",
                   "outputs": {}, "resources": objects}, file)
    run = subprocess.run(["terraform", "plan", "-refresh=false", "-json", "-out=plan.bin"],
                         cwd=folder, capture_output=True, text=True)
    refused = {}
    for line in run.stdout.splitlines():
        message = json.loads(line)
        found = message.get("diagnostic")
        if found and found["severity"] == "error":
            label = found.get("address", "").split(".")[-1]
            refused[label] = found["summary"] + " " + found.get("detail", "")
    if run.returncode == 0:
        shown = subprocess.run(["terraform", "show", "-json", "plan.bin"], cwd=folder, check=True,
                               capture_output=True).stdout
        return refused, json.loads(shown)["resource_changes"]
    if not refused or "" in refused:
        sys.exit(f"terraform plan: {refused or run.stdout[-2000:] + run.stderr[-2000:]}")
    return refused, None


def verdicts_of(names):
    """What Terraform does with each; it plans again without what it refuses until it plans all."""
    verdicts, planned = {}, []
    while set(names) - set(verdicts) and not planned:
        refused, planned = plan([label for label in names if label not in verdicts])
        for label, reason in refused.items():
            verdicts[label] = "refused"
            print(label, reason, file=sys.stderr)
    for change in planned or []:
        actions = change["change"]["actions"]
        verdicts[change["name"]] = "replace" if "delete" in actions else actions[0]
    return verdicts


def recorded_refusals():
    """The cases that were refused before: asked about apart, they cost no plan of all others."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "terraform-verdicts.txt")
    with open(path) as file:
        names = {line.rsplit(" ", 1)[0] for line in file if line.endswith(" refused\n")}
    return {label for label, case in cases.items()
            if " ".join(map(str, case[:3])) in names}


apart = recorded_refusals()
verdicts = verdicts_of(sorted(set(cases) - apart))
verdicts |= verdicts_of(sorted(apart))
print("# What Terraform's provider does with each change of ChangedSamples: by index, type and")
print("# argument. Written by terraform-verdicts.py.")
for label in sorted(cases, key=lambda label: (cases[label][0], cases[label][2])):
    index, kind, name, _, _ = cases[label]
    print(index, kind, name, verdicts[label])
