"""Which topic a text belongs to, by the words it mentions, if nobody said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from familienkonferenz.bots.concerns.leanings import Leaning
from familienkonferenz.bots.concerns.mentions import Mention

_AGAIN = 0.3  # of a topic's further words: three faint ones do not outweigh what is asked for


def topic(
    mentions: Iterable[Mention], points: Mapping[tuple[str, ...], Mapping[str, float]], order: Sequence[str]
) -> Leaning | None:
    """The topic a text leans to most, None when no word tells; points: of a word's labels, by topic; order breaks
    ties."""
    told: dict[str, dict[str, float]] = {}
    for labels, weight, _, _, _, spoken in mentions:
        for name, worth in points[labels].items():
            words = told.setdefault(name, {})
            if (telling := worth * weight) >= words.get(spoken, 0.0):
                words[spoken] = telling
    if not told:
        return None
    scores = {name: _sum(words.values()) for name, words in told.items()}
    best = min(scores, key=lambda name: (-scores[name], order.index(name)))
    return Leaning(best, round(scores[best], 2), tuple(told[best]))


def _sum(worths: Iterable[float]) -> float:
    """The strongest whole, the others a little."""
    each = tuple(worths)
    strongest = max(each)
    return strongest + _AGAIN * (sum(each) - strongest)
