"""How much a text leans to a label (a kind, a topic, an aim), with the words that say so."""

from __future__ import annotations

from dataclasses import dataclass

from familienkonferenz.bots.german.words import quoted


@dataclass(frozen=True, slots=True)
class Leaning:
    """A label, how much a text leans to it (1 is one plain keyword), and what was spoken that it rests on."""

    label: str
    score: float
    spoken: tuple[str, ...]

    @property
    def words(self) -> str:
        """What it rests on, as people quote it; which is seldom shown."""
        return quoted(self.spoken)
