"""What a text wants: its kind, its topic and the planning aims it serves, read together.

The signs of its sentences tell the kind; they also tell which of its words matter for topic and aims.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from familienkonferenz.bots.concerns.aims import Aims
from familienkonferenz.bots.concerns.kinds import kind
from familienkonferenz.bots.concerns.leanings import Leaning
from familienkonferenz.bots.concerns.mentions import Mentions
from familienkonferenz.bots.concerns.signs import Found, Signs
from familienkonferenz.bots.concerns.topics import topic as topic_of
from familienkonferenz.bots.german.keywords import GROUP, Hit, Lexicon
from familienkonferenz.bots.german.words import Words
from familienkonferenz.config import Aim, Conference
from familienkonferenz.config.meanings import Service
from familienkonferenz.config.rules import Rules

_SURELY = 0.5  # points divided by ten
_WANTING = 8  # points of a sign that makes a sentence one that wants something
_TOPIC, _THEME, _AIM = "Thema: ", "Wörter: ", "Ziel: "


def concern_words(conference: Conference, rules: Rules) -> dict[str, Iterable[str]]:
    """Labels and words for a lexicon: those of topics, themes and aims, and the groups of words that they name."""
    entries: dict[str, Iterable[str]] = {_TOPIC + topic.id: topic.keywords for topic in conference.topics}
    entries |= {f"{_THEME}{number}": theme.words for number, theme in enumerate(rules.themes)}
    entries |= {f"{_AIM}{number}": one.words for number, one in enumerate(_services(conference, rules))}
    used = {name for theme in rules.themes for name in theme.groups}
    used |= {name for one in rules.services for name in (*one.groups, *one.near, *one.unless)}
    return entries | {GROUP + name: words for name, words in rules.words.items() if name in used}


@dataclass(frozen=True, slots=True)
class Concern:
    """What a text wants; None and () where it says nothing of it."""

    kind: Leaning | None
    topic: Leaning | None
    aims: tuple[Leaning, ...]
    informs: bool = False
    """Whether it only tells, thanks or lays down: it leans to no kind, and says so in its words."""

    @property
    def wants(self) -> bool:
        """Whether it surely wants something: „wir“ or „nur“ alone leans to a kind, but is said by everybody."""
        return self.kind is not None and self.kind.score >= _SURELY


@dataclass(frozen=True, slots=True)
class Concerns:
    """All rules of kinds, topics and aims, compiled by `Concerns.of`."""

    signs: Signs
    mentions: Mentions
    points: dict[tuple[str, ...], dict[str, float]]
    """What the labels of a word tell of topics."""
    aims: Aims
    kinds: tuple[str, ...]
    topics: tuple[str, ...]

    @classmethod
    def of(cls, conference: Conference, rules: Rules, lexicon: Lexicon) -> Concerns:
        """Compile the rules of a city for a lexicon that has the `concern_words`."""
        points = {_TOPIC + topic.id: {topic.id: 1.0} for topic in conference.topics}
        for number, theme in enumerate(rules.themes):
            for label in (f"{_THEME}{number}", *theme.groups):
                points.setdefault(label, {})[theme.topic] = theme.points / 10
        services = [
            (service, (*service.groups, f"{_AIM}{number}") if service.words else service.groups)
            for number, service in enumerate(_services(conference, rules))
        ]
        mentions = Mentions.of(lexicon, concern_words(conference, rules).keys(), rules.institutions)
        labelled = frozenset(mentions.own.values())
        return cls(
            Signs.of(rules.signs),
            mentions,
            {labels: _most(points[label] for label in labels if label in points) for labels in labelled},
            Aims.of(services, tuple(aim.id for aim in conference.aims), labelled),
            conference.kinds,
            tuple(topic.id for topic in conference.topics),
        )

    def read(
        self,
        text: Words,
        hits: Iterable[Hit],
        topic: str = "",
        title: int = 0,
        masked: Collection[int] = (),
    ) -> Concern:
        """What a text wants; hits: the words of the lexicon in it; topic: the id a person chose, "" when nobody did;
        title: how many code points of the text it takes; masked: the tokens inside names of places."""
        signs = self.signs.find(text)
        mentions = self.mentions.find(text, hits, signs, title, masked)
        said = topic_of(mentions, self.points, self.topics)
        about = topic or (said.label if said else "")
        leaning = kind(text, signs, self.kinds)
        informs = leaning is None and _informs(signs)
        return Concern(leaning, said, self.aims.read(text, mentions, signs, about), informs)


def _most(each: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The points of several labels, by topic the most."""
    most: dict[str, float] = {}
    for points in each:
        for topic, worth in points.items():
            most[topic] = max(most.get(topic, 0.0), worth)
    return most


def _informs(signs: Sequence[Found]) -> bool:
    """Whether what only tells stands in every sentence that would want something by its words."""
    telling = {found.sentence for found in signs if not found.sign.kind}
    wanting = {found.sentence for found in signs if found.sign.kind and found.sign.points >= _WANTING}
    return bool(telling) and wanting <= telling


def _services(conference: Conference, rules: Rules) -> Sequence[Service]:
    """The rules of the aims; in a city that has written none an aim's keywords."""
    return rules.services or tuple(map(_plain, conference.aims))


def _plain(aim: Aim) -> Service:
    return Service(aim.id, aim.name, (), aim.keywords, (), (), ())
