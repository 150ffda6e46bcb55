"""Differences from MediaWiki that are meant, from `differences.toml`: each with its reason, at most twenty-five.

`case` and `path` are patterns as of file names; `theirs` and `ours`, where given, are parts of what each says.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from .shape import Difference

FILE = Path(__file__).with_name("differences.toml")
MOST = 25


@dataclass(frozen=True)
class Known:
    """One difference that is meant."""

    reason: str
    case: tuple[str, ...] = ("*",)
    path: tuple[str, ...] = ("*",)
    theirs: str = ""
    ours: str = ""

    def covers(self, case: str, found: Difference) -> bool:
        """Whether this is the one."""
        return (
            any(fnmatchcase(case, pattern) for pattern in self.case)
            and any(fnmatchcase(found.path.replace("[]", ""), pattern) for pattern in self.path)
            and self.theirs in repr(found.theirs)
            and self.ours in repr(found.ours)
        )


def load() -> tuple[Known, ...]:
    """The file's entries."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8")).get("difference", [])
    return tuple(
        Known(
            entry["reason"], _several(entry.get("case", "*")), _several(entry.get("path", "*")),
            entry.get("theirs", ""), entry.get("ours", ""),
        )
        for entry in entries
    )  # fmt: skip


def _several(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
