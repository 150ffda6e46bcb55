"""Which of the city's planning aims a text serves, with the words that say so.

The aims are not exclusive: a missing Hort in a new quarter serves the planning of offers and of sites. A word alone
seldom serves one: the rules ask what is said of it, and what the text is about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from familienkonferenz.bots.concerns.leanings import Leaning
from familienkonferenz.bots.concerns.mentions import Mention, placing
from familienkonferenz.bots.concerns.signs import Found
from familienkonferenz.bots.german.words import Words
from familienkonferenz.config.meanings import Service

_LEAST = 0.5
_AGAIN = 0.2
_NEAR = 1  # sentences before and after that still belong together


@dataclass(frozen=True, slots=True)
class Aims:
    """The rules of the aims by the label of the words they are about, made by `Aims.of`."""

    services: dict[tuple[str, ...], tuple[Service, ...]]
    """By the labels of a word, as far as any rule is about it."""
    asked: dict[tuple[str, ...], tuple[str, ...]]
    """The labels of a word that some rule wants or shuns near it, by all its labels."""
    offers: tuple[Service, ...]
    """Rules about no word: a sign alone serves the aim („ich würde mitmachen“)."""
    order: tuple[str, ...]

    @classmethod
    def of(
        cls,
        services: Iterable[tuple[Service, Iterable[str]]],
        order: tuple[str, ...],
        labelled: Collection[tuple[str, ...]],
    ) -> Aims:
        """Compile rules, each with the labels of its words; labelled: the labels that words have together."""
        by_label: dict[str, list[Service]] = {}
        offers = []
        near: set[str] = set()
        for service, labels in services:
            names = tuple(labels)
            near.update(service.near, service.unless)
            for label in names:
                by_label.setdefault(label, []).append(service)
            if not names:
                offers.append(service)
        about = {each: tuple(one for label in each for one in by_label.get(label, ())) for each in labelled}
        return cls(
            {each: found for each, found in about.items() if found},
            {each: tuple(label for label in each if label in near) for each in labelled},
            tuple(offers),
            order,
        )

    def read(
        self, text: Words, mentions: Sequence[Mention], signs: Sequence[Found], topic: str
    ) -> tuple[Leaning, ...]:
        """The aims a text of this topic serves, the strongest first; often none."""
        served: dict[str, dict[tuple[int, int], float]] = {}
        about = [
            (service, mention)
            for mention in mentions
            if mention.labels in self.services and mention.weight >= _LEAST
            for service in self.services[mention.labels]
            if not service.topics or topic in service.topics
        ]
        spoken = self._spoken(mentions, signs) if about else {}
        for service, mention in about:
            if _holds(service, mention, spoken) and (service.place or not placing(mention, text)):
                served.setdefault(service.aim, {})[mention.first, mention.last] = mention.weight
        for service in self.offers:
            if not service.topics or topic in service.topics:
                for found in signs:
                    if found.sign.name in service.near:
                        served.setdefault(service.aim, {})[found.first, found.last] = 1.0
        if not served:
            return ()
        leanings = [
            Leaning(
                aim,
                round(max(spans.values()) + _AGAIN * (len(spans) - 1), 2),
                tuple(text.spoken(*span) for span in sorted(spans)),
            )
            for aim, spans in served.items()
        ]
        return tuple(sorted(leanings, key=lambda one: (-one.score, self.order.index(one.label))))

    def _spoken(self, mentions: Iterable[Mention], signs: Iterable[Found]) -> dict[str, set[int]]:
        """In which sentences there are signs, by their names, and words that rules ask for, by their labels."""
        spoken: dict[str, set[int]] = {}
        for found in signs:
            spoken.setdefault(found.sign.name, set()).add(found.sentence)
        for mention in mentions:
            for label in self.asked[mention.labels]:
                spoken.setdefault(label, set()).add(mention.sentence)
        return spoken


def _holds(service: Service, mention: Mention, spoken: Mapping[str, set[int]]) -> bool:
    """Whether what must be near is, and what must not is not."""
    here = range(mention.sentence - _NEAR, mention.sentence + _NEAR + 1)

    def near(names: Iterable[str]) -> bool:
        return any(name in spoken and not spoken[name].isdisjoint(here) for name in names)

    return (not service.near or near(service.near)) and not near(service.unless)
