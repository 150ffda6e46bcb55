"""Which of the city's planning aims a text serves, with the words that say so.

The aims are not exclusive: a missing Hort in a new quarter serves the planning of offers and of sites. A word alone
seldom serves one: the rules ask what is said of it, and what the text is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from familienkonferenz.bots.german import Words
from familienkonferenz.bots.leanings import Leaning, quoted
from familienkonferenz.bots.mentions import Mention
from familienkonferenz.bots.signs import Found
from familienkonferenz.config.meanings import Service

_LEAST = 0.5
_NEAR = 1  # sentences before and after that still belong together


@dataclass(frozen=True, slots=True)
class Aims:
    """The rules of the aims, and the label under which the own words of each are found."""

    services: tuple[tuple[Service, frozenset[str]], ...]
    order: tuple[str, ...]

    def read(
        self, text: Words, mentions: Sequence[Mention], signs: Sequence[Found], topic: str
    ) -> tuple[Leaning, ...]:
        """The aims a text of this topic serves, in the order of how much; often none."""
        by_label: dict[str, list[Mention]] = {}
        spoken: dict[str, set[int]] = {}
        for mention in mentions:
            for label in mention.labels:
                by_label.setdefault(label, []).append(mention)
                spoken.setdefault(label, set()).add(mention.sentence)
        for found in signs:
            spoken.setdefault(found.sign.name, set()).add(found.sentence)
        served: dict[str, dict[tuple[int, int], float]] = {}
        for service, labels in self.services:
            if service.topics and topic not in service.topics:
                continue
            for mention in (one for label in labels for one in by_label.get(label, ())):
                if (
                    mention.weight >= _LEAST
                    and (service.place or not mention.placing)
                    and _holds(service, mention, spoken)
                ):
                    spans = served.setdefault(service.aim, {})
                    at = (mention.first, mention.last)
                    spans[at] = max(mention.weight, spans.get(at, 0.0))
            if service.near and not labels:
                for found in (one for one in signs if one.sign.name in service.near):
                    served.setdefault(service.aim, {})[found.first, found.last] = 1.0
        leanings = [
            Leaning(aim, round(max(spans.values()) + 0.2 * (len(spans) - 1), 2), quoted(text, sorted(spans)))
            for aim, spans in served.items()
        ]
        return tuple(sorted(leanings, key=lambda one: (-one.score, self.order.index(one.label))))


def _holds(service: Service, mention: Mention, spoken: Mapping[str, set[int]]) -> bool:
    here = range(mention.sentence - _NEAR, mention.sentence + _NEAR + 1)
    if service.near and not any(not spoken[name].isdisjoint(here) for name in service.near if name in spoken):
        return False
    return not any(not spoken[name].isdisjoint(here) for name in service.unless if name in spoken)
