"""The readable rules of the bots' judgement, `rules.toml` in the folder of a city.

What a word means in a city (that „Burg“ is a Stadtteil there and a castle everywhere, that litter on a
playground is not the dustmen's) is no code: it is one table that a city office can read and change.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from familienkonferenz.config.errors import ConfigError, Problem, did_you_mean
from familienkonferenz.config.meanings import (
    Service,
    Sign,
    Theme,
    among,
    read_service,
    read_sign,
    read_theme,
)
from familienkonferenz.config.schema import Conference
from familienkonferenz.config.tables import Table
from familienkonferenz.config.towns import load_towns

FILE = "rules.toml"
PACKAGED = Path(__file__).parent / "hannover"


@dataclass(frozen=True, slots=True)
class Way:
    """A rule of routing: texts with a word of every group in `when`, and of none in `unless`, go to `body`.

    points: added to the body (one plain keyword counts 10). instead_of: ids whose own keywords then count
    little. also: ids that take part beside the body and are named after it. plain: the matter is plainly
    outside the administration and begins there, whatever the place.
    """

    name: str
    when: tuple[str, ...]
    unless: tuple[str, ...]
    body: str
    points: int
    instead_of: tuple[str, ...]
    plain: bool
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a city; see the comments in `rules.toml` for how a word is written.

    ordinary: names of places that are ordinary words too, or mean something else more often. faint_names:
    landmarks that say little of a place. elsewhere: towns and regions that are not the city.
    towns: those of the whole country, as written (`towns.txt`). namesakes: Stadtteile whose name other places bear,
    too. home: names and
    turns that only this city uses, so that a text with one is about it. no_slips: words that are no misspelt
    Stadtteil. senses: words that tell the ordinary word from the place, by the place. citywide: how people
    write „the whole city“. threshold: percent of confidence from which a tag is set. signs: turns of phrase
    that tell a kind; themes: words that tell a topic; services: what serves an aim (see `meanings`).
    words: named groups of words for `ways`, `themes` and `services`. faint_words: keywords that say little of a
    body. institutions: houses that are often a mere point of reference („vor dem Kindergarten“). asking: words of
    a sentence that asks for something. undertakings: what is built, set up or decided; a text that names one is a
    matter, though nobody asks. triage_below: points below which nobody is proposed.
    """

    ordinary: tuple[str, ...]
    faint_names: tuple[str, ...]
    elsewhere: tuple[str, ...]
    towns: frozenset[str]
    namesakes: tuple[str, ...]
    home: tuple[str, ...]
    no_slips: tuple[str, ...]
    senses: Mapping[str, tuple[str, ...]]
    citywide: tuple[str, ...]
    threshold: int
    signs: tuple[Sign, ...]
    themes: tuple[Theme, ...]
    services: tuple[Service, ...]
    words: Mapping[str, tuple[str, ...]]
    ways: tuple[Way, ...]
    faint_words: tuple[str, ...]
    institutions: tuple[str, ...]
    asking: tuple[str, ...]
    undertakings: tuple[str, ...]
    triage_below: int


def load_rules(conference: Conference, folder: Path | None = None) -> Rules:
    """The rules of the folder (None: the packaged Hannover), checked against the conference.

    Raises ConfigError with everything that was found.
    """
    path = (folder or PACKAGED) / FILE
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        what = f"die Datei kann nicht gelesen werden ({error.strerror})"
        raise ConfigError([Problem(FILE, "", what, "Legen Sie sie an.")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        what = f"kein gültiges TOML ({error})"
        raise ConfigError([Problem(FILE, "", what, "Berichtigen Sie die genannte Stelle.")]) from None
    return read_rules(values, conference)


def read_rules(values: dict[str, object], conference: Conference) -> Rules:
    """The rules of a file as parsed. Raises ConfigError with everything that was found."""
    problems: list[Problem] = []
    top = Table(FILE, "", {name: v for name, v in values.items() if name in _LISTS}, problems)
    places = _table("places", values, problems)
    routing = _table("routing", values, problems)
    signs = top.rows("kind", partial(read_sign, kinds=conference.kinds))
    words = dict(top.rows("word", _named, needed=False))
    topics = tuple(topic.id for topic in conference.topics)
    aims = tuple(aim.id for aim in conference.aims)
    named = tuple(sign.name for sign in signs)
    themes = top.rows("topic", read_theme(tuple(words), topics), needed=False)
    services = top.rows("aim", read_service(tuple(words), named, topics, aims), needed=False)
    ways = top.rows(
        "way", partial(_way, groups=tuple(words), ids=[body.id for body in conference.bodies]), needed=False
    )
    ordinary = places.texts("ordinary")
    rules = Rules(
        ordinary=ordinary,
        faint_names=places.texts("faint", ()),
        elsewhere=places.texts("elsewhere"),
        towns=load_towns(),
        namesakes=places.texts("namesakes", ()),
        home=places.texts("home", ()),
        no_slips=places.texts("no_slips", ()),
        senses=dict(top.rows("sense", partial(_named, known=ordinary), needed=False)),
        citywide=places.texts("citywide"),
        threshold=places.whole("threshold"),
        signs=signs,
        themes=themes,
        services=services,
        words=words,
        ways=ways,
        faint_words=routing.texts("faint", ()),
        institutions=routing.texts("institutions", ()),
        asking=routing.texts("asking", ()),
        undertakings=routing.texts("undertakings", ()),
        triage_below=routing.whole("triage_below"),
    )
    for name in values:
        if name not in _SECTIONS:
            remedy = did_you_mean(name, _SECTIONS) or f"Möglich sind {', '.join(_SECTIONS)}."
            problems.append(Problem(FILE, name, "diesen Schlüssel gibt es nicht", remedy))
    for table in (top, places, routing):
        table.close()
    if problems:
        raise ConfigError(problems)
    return rules


_LISTS = ("sense", "kind", "topic", "aim", "word", "way")
_SECTIONS = ("places", "routing", *_LISTS)


def _table(name: str, values: Mapping[str, object], problems: list[Problem]) -> Table:
    value = values.get(name, {})
    if not isinstance(value, dict):
        problems.append(Problem(FILE, name, "muss eine Tabelle sein", f"Schreiben Sie [{name}] darüber."))
        value = {}
    return Table(FILE, name, value, problems)


def _named(row: Table, known: tuple[str, ...] = ()) -> tuple[str, tuple[str, ...]]:
    """A name and its words; known: the names there are, () for any."""
    name = row.line("name")
    if known and name:
        among(row, "name", (name,), known)
    return name, row.texts("words")


def _way(row: Table, groups: tuple[str, ...], ids: Iterable[str]) -> Way:
    known = tuple(ids)
    way = Way(
        name=row.line("name"),
        when=row.texts("when"),
        unless=row.texts("unless", ()),
        body=row.id("body"),
        points=row.whole("points"),
        instead_of=row.texts("instead_of", ()),
        plain=row.flag("plain", False),
        also=row.texts("also", ()),
    )
    among(row, "when", way.when, groups)
    among(row, "unless", way.unless, groups)
    among(row, "body", (way.body,), known)
    among(row, "instead_of", way.instead_of, known)
    among(row, "also", way.also, known)
    return way
