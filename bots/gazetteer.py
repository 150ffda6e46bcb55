"""The names of a city's places, compiled once from the configuration, and where they stand in a text.

A name is found as whole words only, the longest first, so that a landmark beats the district inside it
(„Limmerstraße“, „Lister Bad“). What a find is worth is judged elsewhere (`place_evidence`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from familienkonferenz.bots.german import Words, fold, words
from familienkonferenz.config import Conference
from familienkonferenz.config.rules import Rules

Kind = Literal[
    "district", "alias", "compound", "demonym", "group", "borough", "landmark", "elsewhere", "city"
]

# Of several meanings of one name the first of these wins; a name of several Stadtteile becomes a group.
_PRECEDENCE: tuple[Kind, ...] = (
    "district",
    "group",
    "borough",
    "alias",
    "landmark",
    "demonym",
    "city",
    "elsewhere",
)
_BOROUGH_WORDS = (
    "Stadtbezirk", "Stadtbezirks", "Stadtbezirke", "Bezirk", "Bezirks", "Stadtbezirksrat", "Stadtbezirksrats",
    "Stadtbezirksrates", "Bezirksrat", "Bezirksrats", "Bezirksrates", "Stadtbezirksmanagement",
)  # fmt: skip
_STREET_ENDS = re.compile(r"^(er|s?(strasse|weg|platz|allee|damm|ring|ufer|tor|turm|bruecke|park|markt)s?)")
_ADJECTIVE = re.compile(r"^[A-ZÄÖÜ]\w{2,}(er|e|es)$")
_ARTICLES = {"die": ("die", "der"), "der": ("der", "die"), "das": ("das", "dem", "des")}


@dataclass(frozen=True, slots=True)
class Name:
    """One name and what it means.

    districts: the Stadtteile it speaks of, most likely first. ordinary: an ordinary word, too, that needs a
    place around it. faint: a landmark that says little. common: a landmark's name that many towns have.
    unique: so particular that no other town has it. bare: a Stadtteil named without an article („in Ahlem“). wide: it touches many Stadtteile. sure: what the
    bare name is worth, 0 to 1.
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


@dataclass(frozen=True, slots=True)
class Find:
    """A name in a text, from token `first` to token `last` inclusive."""

    name: Name
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names by their first word, each list the longest first; made by `Gazetteer.of`, used by `finds`."""

    threshold: float
    order: tuple[str, ...]
    borough_of: dict[str, str]
    by_page: dict[str, str]
    compounds: dict[str, Name]
    citywide: frozenset[str]
    postcodes: dict[str, tuple[str, ...]]
    names: dict[str, tuple[tuple[tuple[str, ...], Name], ...]] = field(repr=False)

    @classmethod
    def of(cls, conference: Conference, rules: Rules) -> Gazetteer:
        """Compile the names of a conference; `rules` say which of them are ordinary words."""
        known: dict[tuple[str, ...], Name] = {}
        for name, spelling in _names(conference, rules):
            key = tuple(token.fold for token in words(spelling).tokens)
            if key:
                known[key] = _merge(known[key], name) if key in known else name
        by_first: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
        for key, name in known.items():
            for last in _genitives(key[-1], name):
                by_first.setdefault(key[0] if len(key) > 1 else last, []).append(((*key[:-1], last), name))
        postcodes: dict[str, list[str]] = {}
        for district in conference.districts:
            for postcode in district.postcodes:
                postcodes.setdefault(postcode, []).append(district.name)
        return cls(
            threshold=rules.threshold / 100,
            order=tuple(district.name for district in conference.districts),
            borough_of={district.name: district.borough for district in conference.districts},
            by_page={district.page: district.name for district in conference.districts},
            compounds={
                fold(district.name): Name(district.name, "compound", (district.name,), sure=0.62)
                for district in conference.districts
                if district.ambiguity != "high" and len(district.name) >= 6 and district.name.isalpha()
            },
            citywide=frozenset(_key(spelling) for spelling in rules.citywide),
            postcodes={code: tuple(districts) for code, districts in postcodes.items()},
            names={first: tuple(sorted(n, key=lambda e: -len(e[0]))) for first, n in by_first.items()},
        )

    def finds(self, text: Words) -> Iterator[Find]:
        """Every name of the text, from left to right, the longest at each word, none inside another."""
        at, tokens = 0, text.tokens
        while at < len(tokens):
            for key, name in self.names.get(tokens[at].fold, ()):
                last = at + len(key) - 1
                if last == at or (last < len(tokens) and self._stands(text, key, at)):
                    yield Find(self._street_of_two(text, at) or name if last == at else name, at, last)
                    at = last
                    break
            else:
                inside = self._compound(tokens[at].fold) if len(tokens[at].fold) > 9 else None
                if inside:
                    yield Find(inside, at, at)
            at += 1

    def in_order(self, districts: Iterable[str]) -> tuple[str, ...]:
        """The districts in the order of the configuration, each once."""
        chosen = set(districts)
        return tuple(name for name in self.order if name in chosen)

    def boroughs_of(self, districts: Iterable[str]) -> tuple[str, ...]:
        """The numbers of their Stadtbezirke, in the order of the districts given, each once."""
        return tuple(dict.fromkeys(self.borough_of[district] for district in districts))

    def _compound(self, word: str) -> Name | None:
        """The Stadtteil whose name begins a compound („Nordstadtfest“), but no street or inhabitant."""
        for length in range(6, len(word) - 3):
            name = self.compounds.get(word[:length])
            if name and not _STREET_ENDS.match(word[length:]):
                return name
        return None

    def _street_of_two(self, text: Words, at: int) -> Name | None:
        """The street in „Isernhagener & Vahrenwalder Str.“, where the word for street stands only once."""
        tokens = text.tokens
        if not tokens[at].fold.endswith("er"):
            return None
        ahead = at + 2 if at + 1 < len(tokens) and tokens[at + 1].fold in {"und", "ecke"} else at + 1
        if (
            ahead + 1 >= len(tokens)
            or tokens[ahead + 1].fold != "strasse"
            or not tokens[ahead].fold.endswith("er")
        ):
            return None
        if ahead == at + 1 and text.gap(at, ahead).strip() not in {"&", "/", ",", "+"}:
            return None
        street = (tokens[at].fold, "strasse")
        return next((name for key, name in self.names[tokens[at].fold] if key == street), None)

    @staticmethod
    def _stands(text: Words, key: tuple[str, ...], at: int) -> bool:
        """Whether the words of the key follow each other from here, parted by a blank or a hyphen only."""
        if text.tokens[at + 1].fold != key[1]:
            return False
        for offset in range(1, len(key)):
            if text.tokens[at + offset].fold != key[offset] or not _JOIN.fullmatch(
                text.gap(at + offset - 1, at + offset)
            ):
                return False
        return True


_JOIN = re.compile(r"[\s\u00a0]{1,3}|\s?[-–‐‑/]\s?|\.\s?|:")


def _key(spelling: str) -> str:
    return " ".join(token.fold for token in words(spelling).tokens)


def _names(conference: Conference, rules: Rules) -> Iterator[tuple[Name, str]]:
    """Every name of the configuration with each of its spellings."""
    ordinary = {fold(name) for name in rules.ordinary}
    faint = {_key(name) for name in rules.faint_names}
    for form in ("", "er", "aner", "sche", "scher", "schen"):
        yield Name(conference.city, "city", ()), f"{conference.city}{form}"
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
        several = len(words(district.name).tokens) > 1
        name = Name(
            district.name, "district", (district.name,), odd, False, low or several, bare, False, sure
        )
        yield name, district.name
        for alias in district.aliases:
            plain = len(words(alias).tokens) == 1
            loose = plain and fold(alias) in ordinary
            unique = _city_part(alias, conference.city) or (not plain and not odd)
            yield Name(alias, "alias", (district.name,), loose, False, unique, False, False, 0.88), alias
        for demonym in district.demonyms:
            if not demonym.endswith("-"):
                yield Name(demonym, "demonym", (district.name,), odd, False, low, False, False, 0.75), demonym
    for group in conference.groups:
        odd = fold(group.name) in ordinary
        several = len(group.districts) > 1
        sure = 0.72 if several else 0.85
        yield Name(group.name, "group", group.districts, odd, bare=several, sure=sure), group.name
    for borough in conference.boroughs:
        whole = Name(borough.name, "borough", borough.districts, unique=True, sure=0.7)
        if len(words(borough.name).tokens) > 1:
            yield whole, borough.name
        for word in _BOROUGH_WORDS:
            yield whole, f"{word} {borough.name}"
    for landmark in conference.landmarks:
        wide = landmark.many_districts or landmark.kind == "long street" or len(landmark.districts) > 3
        sure = {"high": 0.85, "medium": 0.78, "low": 0.55}[landmark.confidence]
        sure = min(sure, 0.5) if landmark.common else sure
        for spelling in (landmark.name, *landmark.aliases):
            dim = _key(spelling) in faint
            name = Name(
                spelling,
                "landmark",
                landmark.districts,
                False,
                dim,
                False,
                False,
                wide,
                sure,
                landmark.common,
            )
            for variant in _variants(spelling):
                yield name, variant


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
    return strong


def _variants(spelling: str) -> Iterator[str]:
    """The spelling and its inflected forms: „Am Schwarzen Bären“, „der Große Garten“, „auf der Limmer“."""
    yield spelling
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


def _genitives(word: str, name: Name) -> tuple[str, ...]:
    """The last word of a name with the endings of its genitive."""
    if word.endswith(("s", "x", "z")):
        return (word, f"{word}es") if name.kind == "landmark" else (word,)
    if name.kind == "demonym":
        return (word, f"{word}n", f"{word}s", f"{word}in", f"{word}innen") if word.endswith("er") else (word,)
    return (word, f"{word}s", f"{word}es") if name.kind == "landmark" else (word, f"{word}s")
