"""What the places of a city are called: every spelling of the configuration, and what it means.

Districts, their inhabitants, boroughs, groups and landmarks, with the inflections German gives them; other towns
too, so that their Nordstadt is not taken for ours.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from familienkonferenz.bots.german.words import fold, stem, tokens
from familienkonferenz.config import Conference
from familienkonferenz.config.rules import Rules

Kind = Literal[
    "district", "alias", "compound", "slip", "demonym", "group", "borough", "landmark", "elsewhere", "city"
]

# Of several meanings of one name the first of these wins; a name of several Stadtteile becomes a group.
_PRECEDENCE: tuple[Kind, ...] = (
    "district", "group", "borough", "alias", "landmark", "demonym", "city", "elsewhere",
)  # fmt: skip
_BOROUGH_WORDS = (
    "Stadtbezirk", "Stadtbezirks", "Stadtbezirke", "Bezirk", "Bezirks", "Stadtbezirksrat", "Stadtbezirksrats",
    "Stadtbezirksrates", "Bezirksrat", "Bezirksrats", "Bezirksrates", "Stadtbezirksmanagement",
    "Integrationsbeirat", "Integrationsbeirats", "Bezirksbürgermeister", "Bezirksbürgermeisterin",
    "Stadtbezirksforum",
)  # fmt: skip
_ADJECTIVE = re.compile(r"^[A-ZÄÖÜ]\w{2,}(er|e|es)$")
_MISSPELT_STREETS = (("allee", "alee"), ("Allee", "Alee"), ("straße", "strase"), ("Straße", "Strase"))
_ARTICLES = {"die": ("die", "der"), "der": ("der", "die"), "das": ("das", "dem", "des")}


@dataclass(frozen=True, slots=True)
class Name:
    """One name and what it means.

    districts: the Stadtteile it speaks of, most likely first. ordinary: an ordinary word, too, that
    needs a place around it. faint: a landmark that says little. common: a landmark's name that many
    towns have. unique: so particular that no other town has it. landmark: a house there has the same
    name („Zoo“). bare: a Stadtteil named without an article („in Ahlem“). wide: it touches many
    Stadtteile. sure: what the bare name is worth, 0 to 1. worded: an ordinary word with its article
    („die List“). senses: stems of words that tell the ordinary word from the place.
    """

    written: str
    kind: Kind
    districts: tuple[str, ...]
    ordinary: bool = False
    faint: bool = False
    unique: bool = False
    bare: bool = False
    wide: bool = False
    sure: float = 0.85
    common: bool = False
    landmark: bool = False
    worded: bool = False
    senses: tuple[str, ...] = ()


def spellings(conference: Conference, rules: Rules) -> dict[tuple[str, ...], Name]:
    """Every name by its folded words, genitives left out; `rules` say which of them are ordinary words."""
    known: dict[tuple[str, ...], Name] = {}
    for name, spelling in _names(conference, rules):
        key = tuple(token.fold for token in tokens(spelling))
        if key:
            known[key] = _merge(known[key], name) if key in known else name
    return known


def folded(spelling: str) -> str:
    """The words of a spelling as they are compared, in one line."""
    return " ".join(token.fold for token in tokens(spelling))


def _names(conference: Conference, rules: Rules) -> Iterator[tuple[Name, str]]:
    """Every name of the configuration with each of its spellings."""
    ordinary = {fold(name) for name in rules.ordinary}
    senses = {name: tuple(stem(word) for word in said) for name, said in rules.senses.items()}
    faint = {folded(name) for name in rules.faint_names}
    for form in ("", "er", "aner", "sche", "scher", "schen"):
        yield Name(conference.city, "city", ()), f"{conference.city}{form}"
    for own in rules.home:
        yield Name(conference.city, "city", ()), own
    for town in (*conference.neighbours, *rules.elsewhere):
        outside = Name(town, "elsewhere", (), faint=town in conference.neighbours)
        yield outside, town
        if " " not in town:
            yield outside, f"{town.removesuffix('en') if town.endswith('en') else town}er"
            yield outside, f"{town}er"
    for district in conference.districts:
        odd = fold(district.name) in ordinary
        low = district.ambiguity == "low"
        bare = not district.article
        sure = {"low": 0.95, "medium": 0.85, "high": 0.8}[district.ambiguity]
        several = len(tokens(district.name)) > 1
        name = Name(
            district.name, "district", (district.name,), odd, False, low or several, bare, False, sure,
            senses=senses.get(district.name, ()),
        )  # fmt: skip
        yield name, district.name
        for alias in district.aliases:
            plain = len(tokens(alias)) == 1
            loose = plain and fold(alias) in ordinary
            unique = _city_part(alias, conference.city) or (not plain and not odd)
            worded = odd and not plain and not _city_part(alias, conference.city)
            yield (
                Name(alias, "alias", (district.name,), loose, False, unique, sure=0.88, worded=worded),
                alias,
            )
        for demonym in district.demonyms:
            if not demonym.endswith("-"):
                loose = odd and fold(demonym) in {f"{fold(district.name)}{end}" for end in ("r", "er")}
                yield (
                    Name(demonym, "demonym", (district.name,), loose, False, low, False, False, 0.75),
                    demonym,
                )
    for group in conference.groups:
        odd = fold(group.name) in ordinary
        several = len(group.districts) > 1
        sure = 0.72 if several else 0.85
        said = senses.get(group.name, ())
        yield (
            Name(group.name, "group", group.districts, odd, bare=several, sure=sure, senses=said),
            group.name,
        )
    for borough in conference.boroughs:
        whole = Name(borough.name, "borough", borough.districts, unique=True, sure=0.7)
        if len(tokens(borough.name)) > 1:
            yield whole, borough.name
        for word in _BOROUGH_WORDS:
            yield whole, f"{word} {borough.name}"
            if word.startswith("Stadtbezirk"):
                for number in {borough.number, borough.number.lstrip("0")}:
                    yield whole, f"{word} {number}"
    yield from _landmark_names(conference, rules, faint)


def _landmark_names(
    conference: Conference, rules: Rules, faint: Container[str]
) -> Iterator[tuple[Name, str]]:
    """The landmarks, and the houses that take matters up; one called after what only this city has is here."""
    others = {*rules.ordinary, *rules.namesakes}
    own = (conference.city, *(d.name for d in conference.districts if d.name not in others))
    for landmark in conference.landmarks:
        wide = landmark.many_districts or landmark.kind == "long street" or len(landmark.districts) > 3
        sure = {"high": 0.85, "medium": 0.78, "low": 0.55}[landmark.confidence]
        sure = min(sure, 0.5) if landmark.common else sure
        for spelling in (landmark.name, *landmark.aliases):
            name = Name(
                spelling,
                "landmark",
                landmark.districts,
                faint=folded(spelling) in faint,
                unique=any(place in spelling for place in own),
                wide=wide,
                sure=sure,
                common=landmark.common,
            )
            for variant in _variants(spelling):
                yield name, variant
    for body in conference.bodies:
        if body.level == "facility" and body.district:
            for spelling in body.keywords:
                yield Name(spelling, "landmark", (body.district,), sure=0.78), spelling


def _city_part(alias: str, city: str) -> bool:
    return alias.startswith((f"{city}-", f"{city} "))


def _merge(old: Name, new: Name) -> Name:
    """One meaning for a name that occurs twice: the stronger kind; several Stadtteile make a group."""
    districts = tuple(dict.fromkeys((*old.districts, *new.districts)))
    strong, weak = sorted((old, new), key=lambda name: _PRECEDENCE.index(name.kind))
    if (
        strong.kind == weak.kind
        and strong.kind in {"alias", "demonym"}
        and len(districts) > len(strong.districts)
    ):
        return Name(strong.written, strong.kind, districts, strong.ordinary, False, False, True, False, 0.7)
    if strong.kind == "district" and weak.kind == "landmark":
        return replace(strong, landmark=True)
    return strong


def _variants(spelling: str) -> Iterator[str]:
    """The spelling and its inflected forms: „Am Schwarzen Bären“, „der Große Garten“, „auf der Limmer“.

    Streets also as they are misspelt: „Heisterbergalee“, „Sallstrase“.
    """
    yield spelling
    for right, wrong in _MISSPELT_STREETS:
        if spelling.endswith(right):
            yield spelling.removesuffix(right) + wrong
    first, _, rest = spelling.partition(" ")
    if not rest:
        return
    for article in _ARTICLES.get(first, ()):
        yield f"{article} {rest}"
    found = _ADJECTIVE.match(first)
    if found and not _is_invariant(first, rest):
        trunk = first.removesuffix(found[1])
        for ending in ("e", "en", "em", "er", "es"):
            yield f"{trunk}{ending} {rest}"


def _is_invariant(first: str, rest: str) -> bool:
    """Whether „Lister“ in „Lister Platz“ is the name of a place, which German does not inflect."""
    return first.endswith("er") and bool(
        re.match(r"(Str|Pl|Markt|Damm|Meile|Turm|Bad|Allee|Chaussee|Park)", rest)
    )


def genitives(word: str, name: Name) -> tuple[str, ...]:
    """The last word of a name with the endings of its genitive."""
    if word.endswith(("s", "x", "z")):
        return (word, f"{word}es") if name.kind == "landmark" else (word,)
    if name.kind == "demonym":
        return (word, f"{word}n", f"{word}s", f"{word}in", f"{word}innen") if word.endswith("er") else (word,)
    return (word, f"{word}s", f"{word}es") if name.kind == "landmark" else (word, f"{word}s")
