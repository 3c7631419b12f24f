#!/usr/bin/env python3
"""Runs one command and tells what it took: wall time, user CPU, peak memory, bytes written.

The peak that the kernel keeps for a child begins with the memory of whoever started it. So this
file starts itself as a small process (-S -I: no packages), and that one starts the command.
"""

import json
import os
import signal
import sys
import time


def launch(limit, output, folder, arguments):
    """In the small process: starts the command, waits for it, prints a JSON object."""
    os.chdir(folder)
    with open(output, "wb") as said:
        begun = time.perf_counter()
        child = os.posix_spawnp(
            arguments[0], arguments, os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, said.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, said.fileno(), 2),
            ],
            setpgroup=0)
    cut = []

    def stop(*_):
        cut.append(True)
        os.killpg(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - begun
    signal.setitimer(signal.ITIMER_REAL, 0)
    print(json.dumps({
        "wall": wall, "user": usage.ru_utime, "system": usage.ru_stime, "memory": usage.ru_maxrss * 1024,
        "written": usage.ru_oublock * 512, "code": os.waitstatus_to_exitcode(status),
        "cut": bool(cut)}))


def run(arguments, folder, output, environment=None, limit=600, codes=(0,)):
    """What one run took; ends the benchmark if the command fails, unless it was cut off."""
    import subprocess

    small = [sys.executable, "-S", "-I", os.path.abspath(__file__)]
    done = subprocess.run(
        [*small, str(limit), str(output), str(folder), *map(str, arguments)],
        env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE, check=True)
    sample = json.loads(done.stdout)
    if not sample["cut"] and sample["code"] not in codes:
        with open(output, errors="replace") as said:
            tail = said.read()[-2000:]
        sys.exit(f"{' '.join(map(str, arguments))} ended with {sample['code']}:\n{tail}")
    return sample


def median(values):
    """The middle one; of an even number the mean of the middle two."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def summary(samples):
    """The medians of several runs; of one that was cut off, that it was."""
    if any(sample["cut"] for sample in samples):
        cut = next(sample for sample in samples if sample["cut"])
        return {"cut": round(cut["wall"]), "runs": 1}
    return {
        "runs": len(samples),
        "wall": round(median([sample["wall"] for sample in samples]), 4),
        "user": round(median([sample["user"] for sample in samples]), 4),
        "memory": round(median([sample["memory"] for sample in samples])),
        "written": round(median([sample["written"] for sample in samples])),
        "walls": [round(sample["wall"], 4) for sample in samples],
    }


if __name__ == "__main__":
    launch(float(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:])
