"""What the figures were measured on."""

import datetime
import json
import os
import platform
import shutil
import subprocess
from pathlib import Path

import graphs

ROOT = Path(__file__).resolve().parents[2]


def machine():
    def said(*words):
        return subprocess.run(words, capture_output=True, text=True).stdout.splitlines()

    terraform = said("terraform", "version", "-json") if shutil.which("terraform") else []
    return {
        "date": datetime.date.today().isoformat(), "processor": graphs.processor(),
        "memory": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": f"{platform.system()} {platform.release()}",
        "swift": next(iter(said("swift", "--version")), ""),
        "terraform": json.loads("".join(terraform) or "{}").get("terraform_version"),
        "commit": next(iter(said("git", "-C", str(ROOT), "rev-parse", "HEAD")), ""),
        "load": f"{os.getloadavg()[1]:.1f} at the start",
    }
