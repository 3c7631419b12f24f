"""A Docker Engine of the scenario's own, in a network namespace of its own, that may be killed.

In the host's namespace it would take the first engine's bridge away.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

from scenario import Failed, call, eventually, skip


class SecondEngine:
    def __init__(self):
        if os.geteuid() != 0:
            skip("a second engine needs root: sudo Tests/run scenario-engine-killed")
        for program in ("dockerd", "ip", "nsenter"):
            if shutil.which(program) is None:
                skip(f"{program} is missing: sudo apt-get install docker.io iproute2 util-linux")
        # A short path: that of a socket may have about a hundred bytes.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="infra-engine-", dir="/tmp"))
        self.namespace = self.folder.name
        self.socket = self.folder / "docker.sock"
        self.host = f"unix://{self.socket}"
        self.process = None
        self.panics = 0

    def __enter__(self):
        try:
            call("ip", "netns", "add", self.namespace)
            call("ip", "netns", "exec", self.namespace, "ip", "link", "set", "lo", "up")
            self.start()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *_):
        self.end()

    def start(self):
        """Starts the engine, after a hard end too, and waits until it answers."""
        for attempt in range(3):
            self._forget_the_dead()
            self._launch()
            if eventually(60, lambda: self._answers() or self.process.poll() is not None):
                if self.process.poll() is None:
                    return
            # Engine 20.10 may panic in its network library when it comes back from a hard end: once,
            # or each time, until the store of its networks is taken away, and they are lost.
            self.panics += 1
            self.kill()
            if attempt == 1:
                (self.folder / "data/network/files/local-kv.db").unlink(missing_ok=True)
        raise Failed("the second engine does not start:\n"
                     + (self.folder / "log").read_text()[-6000:])

    def _forget_the_dead(self):
        for name in ("docker.pid", "docker.sock"):
            (self.folder / name).unlink(missing_ok=True)
        containerd = self.folder / "exec/containerd/containerd.pid"
        if containerd.exists() and not self._lives(containerd.read_text().strip()):
            containerd.unlink()
            (containerd.parent / "containerd.sock").unlink(missing_ok=True)

    def _launch(self):
        with open(self.folder / "log", "ab") as log:
            # Not by `ip netns exec`, which hides the control groups.
            self.process = subprocess.Popen(
                ["nsenter", f"--net=/run/netns/{self.namespace}", "dockerd",
                 "--data-root", str(self.folder / "data"), "--exec-root", str(self.folder / "exec"),
                 "--pidfile", str(self.folder / "docker.pid"), "-H", self.host],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    @staticmethod
    def _lives(process):
        """Whether a process is there; one that nobody has waited for has no command line left."""
        try:
            return pathlib.Path(f"/proc/{process}/cmdline").read_bytes() != b""
        except OSError:
            return False

    def _answers(self):
        done = subprocess.run(["docker", "-H", self.host, "version"], capture_output=True)
        return done.returncode == 0

    def kill(self):
        """Ends the engine hard; its containers live on."""
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)

    def load(self, image):
        """Copies an image from the first engine."""
        with subprocess.Popen(["docker", "save", image], stdout=subprocess.PIPE) as saved:
            subprocess.run(["docker", "-H", self.host, "load"], stdin=saved.stdout, check=True,
                           capture_output=True, timeout=120)

    def end(self):
        """Takes everything away: processes, mounts, the namespace, the folder."""
        for _ in range(50):
            left = self.processes()
            for process in left:
                try:
                    os.kill(process, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            if not left:
                break
            time.sleep(0.1)
        if self.process is not None:
            self.process.wait(timeout=30)
        mounts = pathlib.Path("/proc/mounts").read_text().splitlines()
        for line in reversed(mounts):
            place = line.split()[1]
            if place.startswith(f"{self.folder}/"):
                subprocess.run(["umount", "-l", place], capture_output=True)
        call("ip", "netns", "delete", self.namespace, check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def processes(self):
        """The engine's processes and those that it started, dead ones aside.

        The engine, its containerd and the shims name the folder; the containers' processes are
        those shims' children, and their children.
        """
        parents, found = {}, set()
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit() or int(entry.name) == os.getpid():
                continue
            try:
                words = (entry / "cmdline").read_bytes()
                # The name in parentheses may hold anything: what follows it is numbers (proc(5)).
                status, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if status == "Z":
                continue
            parents[int(entry.name)] = int(parent)
            if str(self.folder).encode() in words:
                found.add(int(entry.name))
        grown = True
        while grown:
            more = {child for child, parent in parents.items() if parent in found} - found
            grown = bool(more)
            found |= more
        return sorted(found)
