"""API keys, from a file with one key a line."""

import hashlib
import hmac
import os
from pathlib import Path


class APIKeys:
    """The accepted keys. The file is read again when it changed, so a key is rotated in place."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._stamp: tuple[int, int, int] | None = None
        self._digests: list[bytes] = []
        self._reload()

    def accepts(self, authorization: str | None) -> bool:
        """Whether an Authorization header carries an accepted key."""
        scheme, _, key = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not key.strip():
            return False
        self._reload()
        digest = _digest(key.strip())
        # All are compared, each in constant time: the time taken tells nothing about a key.
        return any([hmac.compare_digest(digest, known) for known in self._digests])

    def _reload(self) -> None:
        found = os.stat(self._path)
        stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
        if stamp == self._stamp:
            return
        lines = self._path.read_text("utf-8").splitlines()
        keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        self._digests = [_digest(key) for key in keys]
        self._stamp = stamp


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()
