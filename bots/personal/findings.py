"""What a search for personal data finds: its kind, where it stands, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["Telefon", "E-Mail", "IBAN", "Kennzeichen", "Anschrift", "Name"]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data at `start` to `end` (code points, end exclusive) of a text: its kind, and by which rule."""

    kind: Kind
    start: int
    end: int
    rule: str
