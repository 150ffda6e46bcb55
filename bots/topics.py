"""Which topic a text belongs to, by the words it mentions, if nobody said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from familienkonferenz.bots.german import Words
from familienkonferenz.bots.leanings import Leaning, quoted
from familienkonferenz.bots.mentions import Mention

_AGAIN = 0.3  # of a topic's further words: three faint ones do not outweigh what is asked for


def topics(
    text: Words, mentions: Iterable[Mention], points: Mapping[str, Mapping[str, float]], order: Sequence[str]
) -> tuple[Leaning, ...]:
    """The topics a text leans to, the strongest first; points: of each label, by topic; order breaks ties."""
    told: dict[str, dict[str, tuple[float, Mention]]] = {}
    for mention in mentions:
        for label in mention.labels:
            for topic, worth in points.get(label, {}).items():
                words = told.setdefault(topic, {})
                at = str(mention.first)
                score = worth * mention.weight
                if at not in words or words[at][0] < score:
                    words[at] = (score, mention)
    leanings = []
    for topic, words in told.items():
        ranked = sorted(words.values(), key=lambda one: -one[0])
        seen: set[str] = set()
        score = 0.0
        for number, (worth, mention) in enumerate(ranked):
            if mention.spoken in seen:
                continue
            seen.add(mention.spoken)
            score += worth * (1 if not number else _AGAIN)
        spans = [(mention.first, mention.last) for _, mention in ranked]
        leanings.append(Leaning(topic, round(score, 2), quoted(text, spans)))
    return tuple(sorted(leanings, key=lambda leaning: (-leaning.score, order.index(leaning.label))))
