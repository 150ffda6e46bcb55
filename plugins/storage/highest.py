"""The highest numbers that were ever given, in a file of their own beside the data.

Page, revision and contribution numbers are never used again. The catalogue knows the highest ones; when it is
lost, the revisions in the store tell them, but for those that were destroyed. So they are written down before
anything is destroyed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

FILE = "highest.json"


def write(home: Path, numbers: Mapping[str, int]) -> None:
    """Write the numbers down, durably, before anything is destroyed."""
    path = home / FILE
    draft = path.with_suffix(".new")
    with draft.open("w", encoding="ascii") as file:
        json.dump(dict(numbers), file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def read(home: Path) -> dict[str, int]:
    """The numbers that were written down last; empty if nothing was ever destroyed."""
    path = home / FILE
    if not path.exists():
        return {}
    numbers: dict[str, int] = json.loads(path.read_text(encoding="ascii"))
    return numbers
