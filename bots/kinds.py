"""What a contribution is (Wunsch, Idee, Kritik, Anregung) and which topic it belongs to, if nobody said."""

from __future__ import annotations

from familienkonferenz.bots.aims import Leanings
from familienkonferenz.bots.german import Words
from familienkonferenz.config import Conference
from familienkonferenz.config.rules import Rules


def compile_kinds(conference: Conference, rules: Rules) -> Leanings:
    """The cues of each kind, in the order of the conference, which breaks ties."""
    return Leanings.of({kind: rules.kinds[kind] for kind in conference.kinds if kind in rules.kinds})


def compile_topics(conference: Conference) -> Leanings:
    """The keywords of each topic."""
    return Leanings.of({topic.id: topic.keywords for topic in conference.topics if topic.keywords})


def kind(text: Words, chosen: str, compiled: Leanings) -> str:
    """The kind a person chose; else the one whose cues the text has most of; "" when it has none."""
    return chosen or _best(text, compiled)


def topic(text: Words, chosen: str, compiled: Leanings) -> str:
    """The topic id a person chose; else the one whose keywords the text has most of; "" when it has none."""
    return chosen or _best(text, compiled)


def _best(text: Words, compiled: Leanings) -> str:
    ranked = compiled.rank(text)
    return ranked[0].label if ranked else ""
