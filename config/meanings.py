"""How a city reads what a text wants: the rules of kind, topic and planning aims in `rules.toml`.

A kind is told by turns of phrase (signs), a topic by the words of named groups, an aim by a thing and what is said
of it: that a meeting place is named is no question of sites, that one is lacking is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from familienkonferenz.config.errors import did_you_mean
from familienkonferenz.config.tables import Table

NO_KIND = "-"
"""The name of signs that speak for no kind at all: thanks, consent, news."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Turns of phrase (`words`) that speak for a kind with so many points; `name` says what a person does.

    kind: a kind of the conference, "" for none of them.
    """

    kind: str
    name: str
    words: tuple[str, ...]
    points: int


@dataclass(frozen=True, slots=True)
class Theme:
    """Words of a topic: those of `groups` and its own, each with so many points (a keyword of the topic has 10)."""

    topic: str
    groups: tuple[str, ...]
    words: tuple[str, ...]
    points: int


@dataclass(frozen=True, slots=True)
class Service:
    """What serves an aim: a word of `groups` or its own, and near it one of `near` (groups or signs), if any is named.

    unless: groups or signs that must not be near; topics: ids of the topics it holds for, () for all.
    place: whether the word also counts where it only names a place („auf dem Spielplatz“).
    """

    aim: str
    name: str
    groups: tuple[str, ...]
    words: tuple[str, ...]
    near: tuple[str, ...]
    unless: tuple[str, ...]
    topics: tuple[str, ...]
    place: bool = True


def read_sign(row: Table, kinds: Sequence[str]) -> Sign:
    """A sign as written; kinds: those of the conference."""
    kind = row.line("name")
    if kind:
        among(row, "name", (kind,), (*kinds, NO_KIND))
    return Sign(
        "" if kind == NO_KIND else kind, row.line("sign", kind), row.texts("words"), row.whole("points", 10)
    )


def read_theme(groups: Sequence[str], topics: Sequence[str]) -> Callable[[Table], Theme]:
    """Reads a theme; groups, topics: the names there are."""

    def read(row: Table) -> Theme:
        theme = Theme(row.id("id"), row.texts("groups", ()), row.texts("words", ()), row.whole("points", 10))
        among(row, "id", (theme.topic,), topics)
        among(row, "groups", theme.groups, groups)
        return theme

    return read


def read_service(
    groups: Sequence[str], signs: Sequence[str], topics: Sequence[str], aims: Sequence[str]
) -> Callable[[Table], Service]:
    """Reads a service; groups, signs, topics, aims: the names there are."""

    def read(row: Table) -> Service:
        service = Service(
            row.id("id"),
            row.line("name"),
            row.texts("groups", ()),
            row.texts("words", ()),
            row.texts("near", ()),
            row.texts("unless", ()),
            row.texts("topics", ()),
            row.flag("place", True),
        )
        among(row, "id", (service.aim,), aims)
        among(row, "groups", service.groups, groups)
        among(row, "near", service.near, (*groups, *signs))
        among(row, "unless", service.unless, (*groups, *signs))
        among(row, "topics", service.topics, topics)
        return service

    return read


def among(row: Table, name: str, values: Iterable[str], known: Iterable[str]) -> None:
    """Notes every value that is none of the known ones, with the nearest."""
    there = tuple(known)
    for value in values:
        if value and value not in there:
            row.wrong(name, f"„{value}“ gibt es nicht", did_you_mean(value, there) or "Tragen Sie es ein.")
