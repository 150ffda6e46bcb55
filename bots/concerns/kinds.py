"""What a contribution is (Wunsch, Idee, Kritik, Anregung) by what its sentences do, if nobody said.

Of each kind the sign that tells most counts whole and the next one half: who complains at length and asks once has
asked. Thanks, consent and news speak for no kind, and win only against little else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from familienkonferenz.bots.concerns.leanings import Leaning
from familienkonferenz.bots.concerns.signs import Found
from familienkonferenz.bots.german.words import Words

_SECOND = 0.5


def kind(text: Words, signs: Iterable[Found], kinds: Sequence[str]) -> Leaning | None:
    """The kind a text leans to most, None when none; kinds: those of the conference, which break ties."""
    strongest: dict[str, dict[str, Found]] = {}
    for found in signs:
        strongest.setdefault(found.sign.kind, {}).setdefault(found.sign.name, found)
    scores: dict[str, float] = {}
    spans: dict[str, list[tuple[int, int]]] = {}
    for name, by_sign in strongest.items():
        first, *rest = sorted(by_sign.values(), key=lambda found: -found.sign.points)
        scores[name] = first.sign.points + (_SECOND * rest[0].sign.points if rest else 0)
        spans[name] = [(found.first, found.last) for found in (first, *rest[:1])]
    neither = scores.pop("", 0.0)
    if not scores or neither > sum(scores.values()):
        return None
    best = min(scores, key=lambda name: (-scores[name], kinds.index(name)))
    return Leaning(best, round(scores[best] / 10, 2), tuple(text.spoken(*span) for span in spans[best]))
