"""How much a text leans to a label (a kind, a topic, an aim), with the words that say so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leaning:
    """A label, how much a text leans to it (1 is one plain keyword), and the words it rests on."""

    label: str
    score: float
    words: str
