"""The stash: files that are on their way, whole or in chunks, until their name and their page are settled.

Each is a file in the instance's folder, named by a key that nobody can guess and that says whose it is. What nobody
comes back for is gone after six hours.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

from .errors import FileRefused

FOLDER = "stash"
MOST = 40
"""How many files an account can have here at a time; the oldest goes for one more."""

_HOURS = 6
_KEY = re.compile(r"[0-9a-f]{32}\.([0-9]{1,18})\.(part|file)")
_FORM = re.compile(r"[\w.-]+\.\w*")


class Stash:
    """The stash of one account, by its integer id."""

    def __init__(self, home: Path, user_id: int) -> None:
        self._folder = home / FOLDER
        self._user_id = user_id

    def keep(self, content: bytes) -> str:
        """Keep a whole file; its key."""
        return self._make(content, "file")

    def begin(self, chunk: bytes) -> str:
        """Keep the first chunk of a file; its key."""
        return self._make(chunk, "part")

    def add(self, key: str, offset: int, chunk: bytes) -> None:
        """Put a chunk to what is there. Raises `FileRefused`, with the offset where it should begin."""
        path = self._path(key)
        if path.suffix != ".part":
            raise FileRefused("stashfailed", "Diese Datei ist schon vollständig.")
        with path.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            there = file.seek(0, os.SEEK_END)
            if there != offset:
                raise FileRefused("stashfailed", f"Das Stück muss bei {there} beginnen.", offset=there)
            file.write(chunk)

    def read(self, key: str) -> bytes:
        """What lies there. Raises `FileRefused`."""
        return self._path(key).read_bytes()

    def is_whole(self, key: str) -> bool:
        """Whether nothing of it is missing. Raises `FileRefused`."""
        return self._path(key).suffix == ".file"

    def size(self, key: str) -> int:
        """How many bytes lie there. Raises `FileRefused`."""
        return self._path(key).stat().st_size

    def remove(self, key: str) -> None:
        """Forget it."""
        self._path(key).unlink(missing_ok=True)

    def _make(self, content: bytes, ending: str) -> str:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._sweep()
        key = f"{secrets.token_hex(16)}.{self._user_id}.{ending}"
        (self._folder / key).write_bytes(content)
        return key

    def _path(self, key: str) -> Path:
        found = _KEY.fullmatch(key)
        if found is None:
            if not _FORM.fullmatch(key):
                raise FileRefused("invalid-file-key", "Das ist kein Schlüssel einer Datei.")
            raise _nowhere(key)
        if int(found[1]) != self._user_id:
            raise FileRefused("stashwrongowner", "Diese Datei hat jemand anderes hochgeladen.")
        path = self._folder / key
        if not path.is_file():
            raise _nowhere(key)
        return path

    def _sweep(self) -> None:
        """Remove what is too old, and of this account's what is too much, the oldest first."""
        oldest, own = time.time() - _HOURS * 3600, list[tuple[float, Path]]()
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError):  # somebody else has swept it
                when = path.stat().st_mtime
                if when < oldest:
                    path.unlink()
                elif path.name.split(".")[1] == str(self._user_id):
                    own.append((when, path))
        for _, path in sorted(own)[: max(0, len(own) - MOST + 1)]:
            path.unlink(missing_ok=True)


def _nowhere(key: str) -> FileRefused:
    return FileRefused("uploadstash-file-not-found", f"Unter „{key[:60]}“ liegt keine Datei.")
