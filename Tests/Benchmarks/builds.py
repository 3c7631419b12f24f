"""The command's start, and what a change of an environment costs its author."""

import re
import shutil
import subprocess
from pathlib import Path

from measure import run, summary


def measure_start(root, program, floor, work, options, tell):
    """Starts of the command beside a program that only loads what every command loads."""
    folder = Path(work) / "start"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "Infra", folder / "Infra")
    shutil.copytree(root / "Modules", folder / "Modules")
    shutil.copy(root / "Package.swift", folder)
    commands = {
        "empty program": [floor], "infra version": [program, "version"],
        "infra plan dev": [program, "plan", "dev"],
    }
    samples = {name: [] for name in commands}
    for _ in range(4 * options.runs):
        for name, words in commands.items():
            samples[name].append(run(words, folder, folder / "out", {"NO_COLOR": "1"}))
    row = {name: summary(taken) for name, taken in samples.items()}
    tell(row)
    shutil.rmtree(folder)
    return row


def measure_rebuild(root, work, options, tell):
    """A debug build after one line of an environment changed, in a copy of the sources that keeps
    its build between runs of the benchmark."""
    copy = Path(work) / "rebuild"
    copy.mkdir(parents=True, exist_ok=True)
    names = subprocess.run(
        ["git", "ls-files", "-z", "Sources", "Infra", "Modules", "Tests", "Package.swift"],
        cwd=root, stdout=subprocess.PIPE, check=True).stdout.decode().split("\0")
    for name in filter(None, names):
        source, target = root / name, copy / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists() or target.read_bytes() != source.read_bytes():
                shutil.copy(source, target)
    build = ["swift", "build", "--product", "infra"]
    run(build, copy, copy / "out", limit=1200)
    changed = copy / "Infra" / "Dev.swift"
    usual = changed.read_text()
    samples = []
    for number in range(options.runs):
        changed.write_text(one_line_otherwise(usual, number))
        samples.append(run(build, copy, copy / "out", limit=600))
    changed.write_text(usual)
    row = summary(samples)
    tell(row)
    return row


def one_line_otherwise(source, number):
    """The source with one number in it changed: real work for the compiler, no new line."""
    lines = source.splitlines(keepends=True)
    for index, line in enumerate(lines):
        if re.search(r"default: \d+", line):
            lines[index] = re.sub(r"default: \d+", f"default: {100 + number}", line, count=1)
            return "".join(lines)
    raise SystemExit("Infra/Dev.swift has no line with a default that could be changed")


def measure_typecheck(root, work, options, tell):
    """300 containers in one environment, in bodies of 20, each referring to one before."""
    folder = Path(work) / "typecheck"
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "Many.swift"
    source.write_text(many(300))
    modules = root / ".build" / "release" / "Modules"
    words = ["swiftc", "-typecheck", "-swift-version", "6", "-I", modules]
    for name in ("CCurl", "CCrypto"):
        words += ["-I", root / "Sources" / name]
    samples = [run([*words, source], folder, folder / "out") for _ in range(options.runs)]
    row = summary(samples)
    tell(row)
    return row


def many(count):
    """An environment of so many containers, as its author would write it."""
    lines = ["import Docker", "import InfraDSL", "import InfraPlatforms", ""]
    parts = [range(start, min(start + 20, count)) for start in range(0, count, 20)]
    for part in parts:
        lines.append(f"struct Part{part.start}: Module {{")
        lines.append("  var declaration: DeclarationInfo")
        lines.append("  let network: DockerNetwork")
        lines.append("  var body: [Declaration] {")
        for number in part:
            lines += [
                f'    let c{number} = DockerContainer(',
                f'      "c{number}", name: "many-{number}", image: "debian:bookworm-slim",',
                f'      command: ["sleep", "{number}"],',
                f'      environment: ["NUMBER": "{number}", "NETWORK": "\\(network.id)"],',
                "      networks: [NetworkAttachment(network)])",
                f"    c{number}",
            ]
        lines += ["  }", "}", ""]
    lines += ["struct Many: Environment {", '  let name = "many"', '  let project = "many"']
    lines += ["  var platform: any Platform { DockerHost() }", "  var body: [Declaration] {"]
    lines += ['    let network = DockerNetwork("front", name: "many-front")', "    network"]
    for part in parts:
        lines.append(
            f'    Part{part.start}(declaration: DeclarationInfo(kind: "Part", '
            f'key: "part-{part.start}", file: #filePath, line: #line), network: network)')
    return "\n".join([*lines, "  }", "}", ""])
