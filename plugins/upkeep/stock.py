"""An existing Moin 2 wiki, as it lies on the disk: its backends, read through Moin's own stores and never written.

Knows the three places that Moin's sample configuration names (a file a revision, SQLite by two files or two tables)
and the format that conferences had before the database, which was the first of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moin.storage import backend_from_uri

from familienkonferenz.config.language import say

from .fresh import UpkeepError

Meta = dict[str, Any]

BESIDE = ("secret.key", "bot.password")
"""What a conference of the format before keeps beside its data."""

_TWO_FILES = re.compile(r"(.*_)([\w-]+)_meta\.db")
_TWO_TABLES = re.compile(r"(.*_)([\w-]+)\.db")


@dataclass(frozen=True, slots=True)
class Source:
    """The wiki's folder, and its backends by name."""

    folder: Path
    backends: dict[str, Any]

    @classmethod
    def open(cls, folder: Path, store: str | None = None) -> Source:
        """The wiki in a folder: the instance's, the one above it, or that of the data. Raises `UpkeepError`.

        `store` is Moin's address of the store with `%(backend)s` and `%(kind)s`, where it lies otherwise.
        """
        if not folder.is_dir():
            raise UpkeepError(
                say(f"{folder}: there is no such folder", f"{folder}: den Ordner gibt es nicht")
            )
        found = _named(folder, store) if store else _found(folder)
        if "default" not in found:
            raise UpkeepError(
                say(
                    f"{folder}: no Moin 2 wiki is in this folder; name its store with --store",
                    f"{folder}: in diesem Ordner liegt kein Moin-2-Wiki; den Speicherort mit --store angeben",
                )
            )
        backends = {name: backend_from_uri(uri) for name, uri in sorted(found.items())}
        for backend in backends.values():
            backend.open()
        return cls(folder, backends)

    def metas(self, backend: str) -> Iterator[tuple[str, Meta | None]]:
        """UUID and metadata of every revision; None where they cannot be read."""
        for uuid in sorted(self.backends[backend]):
            try:
                meta = self.backends[backend]._get_meta(uuid)
            except (ValueError, KeyError, OSError):
                meta = None
            yield uuid, meta if isinstance(meta, dict) else None

    def retrieve(self, backend: str, uuid: str) -> tuple[Meta, bytes]:
        """Metadata and content of a revision. Raises `KeyError`, `ValueError` or `OSError`."""
        meta, data = self.backends[backend].retrieve(uuid)
        with data:
            return meta, data.read()


def _named(folder: Path, store: str) -> dict[str, str]:
    """The backends of Moin's sample configuration at an address."""
    names = ("default", "userprofiles", "users")
    return {name: store % {"backend": name, "kind": "%(kind)s"} for name in names}


def _found(folder: Path) -> dict[str, str]:
    """Backend → address of its store."""
    for data in (folder, folder / "data", folder / "wiki" / "data"):
        if not data.is_dir():
            continue
        files = {one.name: f"stores:fs:{one}/%(kind)s" for one in data.iterdir() if (one / "meta").is_dir()}
        if files:
            return files
        names = [one.name for one in data.glob("*.db")]
        two = {match[2]: f"stores:sqlite:{data}/{match[1]}{match[2]}_%(kind)s.db" for name in names
               if (match := _TWO_FILES.fullmatch(name))}  # fmt: skip
        if two:
            return two
        one = {match[2]: f"stores:sqlite:{data}/{name}::%(kind)s" for name in names
               if (match := _TWO_TABLES.fullmatch(name))}  # fmt: skip
        if one:
            return one
    return {}
