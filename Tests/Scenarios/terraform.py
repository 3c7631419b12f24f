"""A real Terraform with its provider of AWS, which lies in a mirror on this machine."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import time

from scenario import Failed, skip

PROVIDER = "*/hashicorp/aws"
# What of AWS moto is not; a refusal is not asked about for minutes.
MOTO = {
    "skip_credentials_validation": True, "skip_metadata_api_check": True,
    "skip_region_validation": True, "s3_use_path_style": True, "max_retries": 2,
}


def need():
    """A folder that providers lie in as `HOST/NAMESPACE/TYPE/…`; says what is missing."""
    if shutil.which("terraform") is None:
        skip("terraform is not on the PATH: https://developer.hashicorp.com/terraform/install")
    places = [os.environ.get("TERRAFORM_PLUGIN_MIRROR", "")]
    file = pathlib.Path(os.environ.get("TF_CLI_CONFIG_FILE", "/none"))
    if file.exists():
        places += re.findall(r'path\s*=\s*"([^"]+)"', file.read_text())
    places += [f"{os.environ.get('HOME', '')}/.terraform.d/plugins",
               "/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins"]
    for place in places:
        if place and any(pathlib.Path(place).glob(PROVIDER)):
            return place
    return skip("no mirror with hashicorp/aws 5.100: name its folder in TERRAFORM_PLUGIN_MIRROR")


class Terraform:
    """One folder with a configuration, initialised; `variables` lead to AWS."""

    def __init__(self, folder, variables):
        self.folder, self.seconds = folder, 0
        settings = folder / "settings.rc"
        mirror = f'filesystem_mirror {{ path = "{need()}" }}'
        settings.write_text(f"provider_installation {{ {mirror} }}")
        self.variables = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("TF_", "AWS_"))},
            **variables, "TF_CLI_CONFIG_FILE": str(settings), "CHECKPOINT_DISABLE": "1",
            "TF_IN_AUTOMATION": "1",
        }
        self("init", "-input=false")

    def __call__(self, *words, timeout=1500):
        """Runs one command, keeps how long it took, and answers what it said."""
        begun = time.monotonic()
        done = subprocess.run(
            ["terraform", *words, "-no-color"], cwd=self.folder, capture_output=True, text=True,
            timeout=timeout, env=self.variables, stdin=subprocess.DEVNULL)
        self.seconds = time.monotonic() - begun
        if done.returncode != 0:
            raise Failed(f"terraform {' '.join(words)}: {done.stdout[-3000:]}{done.stderr[-6000:]}")
        return done.stdout

    def plan(self):
        """The line that sums a plan up, and the arguments that it changes, by address."""
        text = self("plan", "-input=false", "-out=plan.bin")
        line = re.search(r"^(Plan: .*|No changes\..*)$", text, re.MULTILINE)
        plan = json.loads(self("show", "-json", "plan.bin"))
        changed = {}
        for resource in plan.get("resource_changes", []):
            change = resource["change"]
            if change["actions"] in (["no-op"], ["read"]):
                continue
            before, after = change["before"] or {}, change["after"] or {}
            unknown = change["after_unknown"] or {}
            names = {
                name for name in {**before, **after, **unknown}
                if before.get(name) != after.get(name) or unknown.get(name)}
            changed[resource["address"]] = names if change["actions"] == ["update"] else {"all"}
        return (line.group(0) if line else text[-2000:]), changed


def inputs(s, secrets):
    """The values of an export's variables: the secrets that infra has drawn, and those given."""
    values = {f"TF_VAR_{name.lower()}": text for name, text in secrets.items()}
    for path in (s.folder / "secrets").rglob("*"):
        if path.is_file():
            values[f"TF_VAR_generated_{path.name}"] = path.read_text()
    return values


def lead_to_moto(folder):
    """Adds to each provider block of an export what a moto needs."""
    blocks = json.loads((folder / "main.tf.json").read_text())["provider"]["aws"]
    blocks = blocks if isinstance(blocks, list) else [blocks]
    override = [MOTO | {k: b[k] for k in ("alias",) if k in b} for b in blocks]
    (folder / "moto_override.tf.json").write_text(json.dumps({"provider": {"aws": override}}))


def taken_back(s, name, variables):
    """What Terraform plans for the export with import blocks of an environment on moto."""
    folder = s.folder / f"{name} as terraform"
    s.infra("export", "terraform", name, "--import", "--out", str(folder))
    lead_to_moto(folder)
    # moto refuses some signatures that are right.
    s.aws.check_signatures(False)
    try:
        return Terraform(folder, variables).plan()
    finally:
        s.aws.check_signatures(True)
