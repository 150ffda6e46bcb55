"""What a check has found: where, what, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from familienkonferenz.config.language import say


class Kind(Enum):
    """What sort of thing was found; it decides what `repair` does."""

    FILE = "file"
    """SQLite itself says that the file is damaged: restore a backup."""
    DAMAGED = "damaged"
    """A stored row that is not what was stored: it is put aside."""
    FOREIGN = "foreign"
    """A revision that never passed the gate: it is put aside."""
    DERIVED = "derived"
    """Index or catalogue say something else than the data: they are derived anew."""
    SEQUENCE = "sequence"
    """A sequence is behind a number that was given: it is raised."""
    ORPHAN = "orphan"
    """A content that belongs to no revision: it is deleted."""
    UNUSED = "unused"
    """A file's content that belongs to no revision: it is deleted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. `number`: the row in `stored`, or in `data` or `blob` of what belongs to nothing."""

    kind: Kind
    where: str
    english: str
    german: str
    number: int = 0

    def __str__(self) -> str:
        return f"{self.where}: {say(self.english, self.german)}"


@dataclass(slots=True)
class Report:
    """What was checked, and what was found."""

    revisions: int = 0
    accounts: int = 0
    quarantined: int = 0
    findings: list[Finding] = field(default_factory=list)

    def of(self, *kinds: Kind) -> list[Finding]:
        """The findings of these kinds."""
        return [finding for finding in self.findings if finding.kind in kinds]

    @property
    def is_trustworthy(self) -> bool:
        """Whether the truth is whole; what is derived can be made anew."""
        return not self.of(Kind.FILE, Kind.DAMAGED)
