"""How much a text leans to a label (a kind, a topic, an aim), with the words that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from familienkonferenz.bots.german import Words

_QUOTED = 4


@dataclass(frozen=True, slots=True)
class Leaning:
    """A label, how much a text leans to it (1 is one plain keyword), and the words it rests on."""

    label: str
    score: float
    words: str


def quoted(text: Words, spans: Iterable[tuple[int, int]]) -> str:
    """Spans of tokens as people quote them: „fehlt“, „Zebrastreifen“; each once, the first few."""
    spoken = (text.spoken(first, last) for first, last in spans)
    each = dict.fromkeys(" ".join(words.split()) for words in spoken)
    return ", ".join(f"„{words}“" for words in list(each)[:_QUOTED])
