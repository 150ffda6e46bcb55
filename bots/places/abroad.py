"""Whether a text speaks of another town, so that a name that both have is the other's.

„Der Friedhof von Elmshorn liegt in Hainholz“ names a town that is not this one; „Die A 1 ist gesperrt“ names none. What
a find is worth in such a text is said in `evidence`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from familienkonferenz.bots.german.first_names import FIRST_NAMES
from familienkonferenz.bots.german.words import Words, endings, word_set
from familienkonferenz.bots.places.around import LIKE, WAYS, is_hyphen, is_of_town
from familienkonferenz.bots.places.bearers import is_titled
from familienkonferenz.bots.places.gazetteer import Find, Gazetteer

# Who governs elsewhere only: a city has a Rat and Stadtbezirksräte, and its Region no Landkreis.
_COUNTRY = word_set(
    "Samtgemeinde Samtgemeinden Samtgemeindebürgermeister Samtgemeinderat Landrat Landrätin Ortsrat Ortsrates Ortsrats "
    "Gemeinderat Gemeinderates Gemeinderats Kreistag Kreistages Kreistags Kreisstadt Ortsvorsteher Ortsvorsteherin "
    "Ortsbürgermeister Ortsbürgermeisterin Gemeindebürgermeister Kurverwaltung Kurtaxe Bezirksregierung Ortsgemeinde "
    "Verbandsgemeinde Landkreis Landkreises Landkreise Kanton Kantons Weiler Marktgemeinde Gemeindeteil Gemeindeteile "
    "Katastralgemeinde Woiwodschaft Ortschaft Ortschaften Nationalpark Nationalparks Verwaltungsgemeinschaft Oberamt "
    "Fürstentum Grafschaft Bezirksvertretung Bezirksvertretungen Bezirksamt Bezirksamtes Bezirksämter Senatsverwaltung "
    "Senator Senatorin Bezirksverordnete Bezirksverordneten Bezirksverordnetenversammlung Bürgerschaft Stadtverordnete "
    "Stadtverordneten Stadtverordnetenversammlung Ortsbeirat Ortsbeirats Ortsbeirates Ortschaftsrat Ortschaftsrats "
    "Landratsamt Landratsamts Kreisverwaltung Magistrat Magistrats Gemeindevertretung Gemeindeverwaltung "
    "Marktgemeinderat Bezirkshauptmannschaft Kreisausschuss Amtsbezirk Gemarkung"
)
# The lines of the city's Stadtbahn have numbers only; „U3“ alone is an examination of children.
_METRO = re.compile(r"\b(Linien?|U-Bahn|U-Bahnen|U-Bahnlinien?) (der )?U ?\d{1,2}\b")
# What stands before the name of a town, and seldom before a surname.
_BEFORE = word_set(
    "in nach aus bei von zwischen um ab Richtung Stadt Gemeinde Ort Ortsteil Dorf Kreis Landkreis Bezirk mit für über "
    "bis gegen ganz nahe Bahnhof Autobahnkreuz Raum"
)
_STREETS = (*WAYS, *endings("platz markt hof"))
_FOLK_OF = word_set("wir uns als")
# Somebody speaks for themselves or asks for something, and so of here.
_VOICE = word_set(
    "wir ich uns unser unsere unserer unserem unseren mein meine meiner meinem meinen mir mich bitte fehlt fehlen "
    "sollte sollten braucht brauchen bräuchte bräuchten müsste müssten könnte könnten wünschenswert Antrag Anfrage "
    "beantragt Verwaltung"
)
# Names that any town may have; where the text speaks of another town, they are that town's.
IN_EVERY_TOWN = re.compile(r"(stadt|[Mm]itte)$")


class Abroad(IntEnum):
    """How far a text speaks of another town: not, in the same sentence, or so that the name must be the other's."""

    NO = 0
    NAMED = 1
    SURELY = 2


class Far(NamedTuple):
    """Where a text names other towns: the sentences that name one and those that name the city; whether the whole text
    is of another town (every name that other towns have), or of the country; whether somebody speaks for themselves,
    who may have come from there."""

    away: frozenset[int]
    home: frozenset[int]
    abroad: bool
    country: bool
    voiced: bool


def far_of(finds: Sequence[Find], text: Words, gazetteer: Gazetteer) -> Far:
    """What the whole text says of other towns."""
    home = frozenset(text.sentence[find.first] for find in finds if find.name.kind == "city")
    strange = [find for find in finds if _is_town(find)]
    named = [*(find.first for find in strange), *_towns(finds, text, gazetteer.towns)]
    # „anders als in Bad Nenndorf“ names a town only to compare
    away = {text.sentence[at] for at in named if LIKE.isdisjoint(text.before(at, 3))}
    at_home = bool(home) or any(find.name.unique for find in finds)
    folk = any(_speaks_as_folk(find, text) for find in strange)
    country = not home and (folk or not _COUNTRY.isdisjoint(text.folds) or bool(_METRO.search(text.text)))
    return Far(frozenset(away), home, bool(away) and not at_home, country, not _VOICE.isdisjoint(text.folds))


def abroad(at: int, finds: Sequence[Find], text: Words, far: Far, namesakes: frozenset[str]) -> Abroad:
    """How far the find with this index lies in another town; `namesakes`: Stadtteile whose name other places bear."""
    find = finds[at]
    sentence = text.sentence[find.first]
    before = finds[at - 1] if at else None
    if far.country or (before and _is_town(before) and is_of_town(find, before, text)):
        return Abroad.SURELY
    named = sentence in far.away and sentence not in far.home
    if (named or far.abroad) and not far.voiced and not namesakes.isdisjoint(find.name.districts):
        return Abroad.SURELY
    common = bool(IN_EVERY_TOWN.search(find.name.written))
    return Abroad.NAMED if named or (far.abroad and common) else Abroad.NO


def _is_town(find: Find) -> bool:
    """Whether it is another town or region, and none next to the city."""
    return find.name.kind == "elsewhere" and not find.name.faint


def _towns(finds: Sequence[Find], text: Words, towns: frozenset[str]) -> Iterator[int]:
    """The tokens that name a town of the country: „in Elmshorn“, „Elmshorn-Süd“, „die Elmshorner Wehr“."""
    tokens = text.tokens
    inside = {at for find in finds for at in range(find.first, find.last + 1)}
    for at, token in enumerate(tokens):
        if not token.upper or at in inside:
            continue
        if token.text in towns:
            if _is_place(text, at):
                yield at
        elif token.text.endswith("er") and _is_adjective(text, at, towns):
            yield at


def _is_place(text: Words, at: int) -> bool:
    """Whether a word that is a town's name means the town here."""
    if at == 0 or text.sentence[at - 1] != text.sentence[at]:
        return False
    before, gap = text.folds[at - 1], text.gap(at - 1, at)
    if _names_somebody(before):
        return False
    opened = gap.endswith(("(", "#", "/")) or is_hyphen(gap)
    behind = at + 1 < len(text.tokens) and is_hyphen(text.gap(at, at + 1)) and text.tokens[at + 1].upper
    return opened or behind or (gap.strip() in {"", ","} and before in _BEFORE)


def _is_adjective(text: Words, at: int, towns: frozenset[str]) -> bool:
    """„die Lorcher Feuerwehr“, but no street that leads there."""
    word = text.tokens[at].text
    if word[:-2] not in towns and f"{word[:-2]}en" not in towns and word[:-1] not in towns:
        return False
    following = at + 1
    if following >= len(text.tokens) or text.gap(at, following) != " " or not text.tokens[following].upper:
        return False
    return not (at and _names_somebody(text.folds[at - 1])) and not text.folds[following].endswith(_STREETS)


def _names_somebody(before: str) -> bool:
    """Whether a surname follows this word: „Frau Lorch“, „Klaus Lorch“."""
    return is_titled(before) or before in FIRST_NAMES


def _speaks_as_folk(find: Find, text: Words) -> bool:
    """„für uns Potsdamer“: who writes lives there."""
    return (
        find.first > 0
        and text.folds[find.last].endswith("er")
        and text.folds[find.first - 1] in _FOLK_OF
        and not (find.last + 1 < len(text.tokens) and text.tokens[find.last + 1].upper)
    )
