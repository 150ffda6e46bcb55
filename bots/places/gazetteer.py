"""The names of a city's places, compiled once from the configuration, and where they stand in a text.

A name is found as whole words only, the longest first, so that a landmark beats the district inside it
(„Limmerstraße“, „Lister Bad“). What a find is worth is judged elsewhere (`evidence`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import compress

from familienkonferenz.bots.german.kept import Kept
from familienkonferenz.bots.german.words import Words, fold
from familienkonferenz.bots.places.name_forms import continued, cut_short, expected, may_hang, meant, slips
from familienkonferenz.bots.places.name_sounds import Sounds, is_long
from familienkonferenz.bots.places.names import Name, folded, genitives, spellings
from familienkonferenz.config import Conference
from familienkonferenz.config.rules import Rules

_STREET_ENDS = re.compile(r"^(er|s?(strasse|weg|platz|allee|damm|ring|ufer|tor|turm|bruecke|park|markt)s?)")


@dataclass(frozen=True, slots=True)
class Find:
    """A name in a text, from token `first` to token `last` inclusive."""

    name: Name
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Alone:
    """What a word may be by itself: the first of a name, or a name held inside it, heard in it or meant by a slip.

    anywhere: what is heard needs nothing around it that makes one expect a place; before: the words one of which must
    follow, because it only begins longer names („Am“); None: none must.
    """

    first: bool
    inside: Name | None
    heard: Name | None
    anywhere: bool
    meant: Name | None
    before: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names, made by `Gazetteer.of` and used by `finds`.

    firsts: all first words; singles: the names of one word; phrases: the others; lengths: of how many words
    those are that begin with two words, the longest first; seconds: the second words by the first. towns,
    namesakes: other towns, and the Stadtteile whose name other places bear (see `Rules`).
    """

    threshold: float
    order: tuple[str, ...]
    borough_of: dict[str, str]
    by_page: dict[str, str]
    compounds: dict[str, Name]
    compound_lengths: dict[str, tuple[int, ...]]
    misspelt: dict[str, Name]
    slips: dict[str, str]
    sounds: Sounds
    known: frozenset[str]
    citywide: frozenset[str]
    towns: frozenset[str] = field(repr=False)
    namesakes: frozenset[str]
    postcodes: dict[str, tuple[str, ...]]
    firsts: frozenset[str] = field(repr=False)
    singles: dict[str, Name] = field(repr=False)
    phrases: dict[tuple[str, ...], Name] = field(repr=False)
    lengths: dict[tuple[str, str], tuple[int, ...]] = field(repr=False)
    seconds: dict[str, frozenset[str]] = field(repr=False)
    _words: Kept[_Alone | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_words", Kept(self._alone))

    @classmethod
    def of(cls, conference: Conference, rules: Rules) -> Gazetteer:
        """Compile the names of a conference; `rules` say which of them are ordinary words."""
        known = spellings(conference, rules)
        singles: dict[str, Name] = {}
        phrases: dict[tuple[str, ...], Name] = {}
        lengths: dict[tuple[str, str], set[int]] = {}
        for key, name in known.items():
            for last in genitives(key[-1], name):
                if len(key) == 1:
                    singles.setdefault(last, name)
                else:
                    spoken = (*key[:-1], last)
                    phrases.setdefault(spoken, name)
                    lengths.setdefault((spoken[0], spoken[1]), set()).add(len(spoken))
        singles |= {key[0]: name for key, name in known.items() if len(key) == 1}
        postcodes: dict[str, list[str]] = {}
        for district in conference.districts:
            for postcode in district.postcodes:
                postcodes.setdefault(postcode, []).append(district.name)
        compounds = {
            fold(district.name): Name(district.name, "compound", (district.name,), sure=0.62)
            for district in conference.districts
            if district.ambiguity != "high" and len(district.name) >= 6 and district.name.isalpha()
        }
        heads: dict[str, list[int]] = {}
        for whole in compounds:
            heads.setdefault(whole[:6], []).append(len(whole))
        seconds: dict[str, set[str]] = {}
        for first, second in lengths:
            seconds.setdefault(first, set()).add(second)
        misspelt = _misspelt(known)
        no_slips = frozenset(map(fold, rules.no_slips))
        return cls(
            threshold=rules.threshold / 100,
            order=tuple(district.name for district in conference.districts),
            borough_of={district.name: district.borough for district in conference.districts},
            by_page={district.page: district.name for district in conference.districts},
            compounds=compounds,
            compound_lengths={head: tuple(sorted(found)) for head, found in heads.items()},
            misspelt=misspelt,
            slips=slips(misspelt, no_slips),
            sounds=Sounds.of((key for key, name in known.items() if name.kind in _SPOKEN), no_slips),
            known=no_slips,
            citywide=frozenset(folded(spelling) for spelling in rules.citywide),
            towns=rules.towns.difference(rules.ordinary),
            namesakes=frozenset(rules.namesakes),
            postcodes={code: tuple(districts) for code, districts in postcodes.items()},
            firsts=frozenset((*singles, *(first for first, _ in lengths))),
            singles=singles,
            phrases=phrases,
            lengths={pair: tuple(sorted(found, reverse=True)) for pair, found in lengths.items()},
            seconds={first: frozenset(found) for first, found in seconds.items()},
        )

    def finds(self, text: Words) -> Iterator[Find]:
        """Every name of the text, from left to right, the longest at each word, none inside another."""
        folds, after = text.folds, 0
        for at in self._beginnings(text):
            if at < after:
                continue
            found = self._whole(text, at) if folds[at] in self.firsts else None
            one = found is None or found.first == found.last
            if one and at + 1 < len(folds) and folds[at + 1] in self.sounds.near:
                found = self._paired(text, at) or found
            if found:
                yield found
                after = found.last + 1
                if found.last > found.first:
                    for further in self._continued(text, found):
                        yield further
                        after = further.last + 1
            else:
                name = self._part(text, at)
                if name:
                    yield Find(name, at, at)

    def _beginnings(self, text: Words) -> list[int]:
        """The tokens that may begin a name, by the words alone, the word behind them, or a hyphen that hangs there."""
        folds, near, last = text.folds, self.sounds.near, len(text.folds) - 1
        each = tuple(map(self._words.__getitem__, folds))
        found = [
            at
            for at, alone in compress(enumerate(each), each)
            if alone and (alone.before is None or (at < last and folds[at + 1] in alone.before))
        ]
        if not near.isdisjoint(folds):
            found += [at - 1 for at, word in enumerate(folds) if at and word in near]
        if may_hang(text):
            found = list(range(len(folds)))
        return sorted(set(found))

    def _alone(self, word: str) -> _Alone | None:
        """What a folded word may be by itself; None: nothing, as most words are."""
        key = self.sounds.heard(word, self.known)
        heard = self._named(key) if key else None
        slip = meant(word, self.slips, self.known)
        inside = self._compound(word) if len(word) > _COMPOUND else None
        first, more = word in self.firsts, bool(inside or heard or slip)
        if not first and not more:
            return None
        begins = not more and word not in self.singles and (word, _STREET) not in self.phrases
        return _Alone(
            first,
            inside,
            _written_as_heard(heard) if heard else None,
            key is not None and is_long(key),
            self.misspelt[slip] if slip else None,
            self.seconds[word] if begins else None,
        )

    def _whole(self, text: Words, at: int) -> Find | None:
        """The longest name that begins at this word."""
        tokens = text.tokens
        first = tokens[at].fold
        if at + 1 < len(tokens):
            for length in self.lengths.get((first, tokens[at + 1].fold), ()):
                key = tuple([token.fold for token in tokens[at : at + length]])
                name = self.phrases.get(key) if len(key) == length else None
                if name and _joined(text, at, at + length - 1):
                    return Find(name, at, at + length - 1)
            street = self.phrases.get((first, _STREET))
            if street and _shares_street(text, at):
                return Find(street, at, at)
        single = self.singles.get(first)
        return Find(single, at, at) if single else None

    def _named(self, key: tuple[str, ...]) -> Name | None:
        """The Stadtteil or group of exactly this key."""
        name = self.singles.get(key[0]) if len(key) == 1 else self.phrases.get(key)
        return name if name and name.kind in _AREAS else None

    def _continued(self, text: Words, found: Find) -> Iterator[Find]:
        """„-Süd“ after „Linden-Nord und“."""
        if found.name.kind not in _AREAS:
            return
        key = tuple(token.fold for token in text.tokens[found.first : found.last + 1])
        for short in continued(text, key, found.last):
            name = self._named(short.key)
            if name is None or (short.plain and text.tokens[short.at].fold in self.singles):
                return
            yield Find(name, short.at, short.at)

    def _paired(self, text: Words, at: int) -> Find | None:
        """A Stadtteil of two words, written with a slip."""
        key = self.sounds.paired(text, at)
        name = self._named(key) if key else None
        return Find(_written_as_heard(name), at, at + 1) if name else None

    def _part(self, text: Words, at: int) -> Name | None:
        """The Stadtteil of a word that holds, shortens or misspells its name."""
        token = text.tokens[at]
        alone = self._words[token.fold]
        if alone and alone.inside:
            return alone.inside
        if not token.upper and not text.lowered:
            return None
        for key in cut_short(text, at):
            name = self._named(key)
            if name:
                return name
        if alone and alone.heard and (alone.anywhere or expected(text, at)):
            return alone.heard
        return alone.meant if alone and alone.meant and expected(text, at) else None

    def in_order(self, districts: Iterable[str]) -> tuple[str, ...]:
        """The districts in the order of the configuration, each once."""
        chosen = set(districts)
        return tuple(name for name in self.order if name in chosen)

    def boroughs_of(self, districts: Iterable[str]) -> tuple[str, ...]:
        """The numbers of their Stadtbezirke, in the order of the districts given, each once."""
        return tuple(dict.fromkeys(self.borough_of[district] for district in districts))

    def _compound(self, word: str) -> Name | None:
        """The Stadtteil whose name begins a compound („Nordstadtfest“), but no street or inhabitant."""
        for length in self.compound_lengths.get(word[:6], ()):
            if length >= len(word) - 3:
                continue
            name = self.compounds.get(word[:length])
            if name and not _STREET_ENDS.match(word[length:]):
                return name
        return None


def _shares_street(text: Words, at: int) -> bool:
    """Whether the word is the first street in „Isernhagener & Vahrenwalder Str.“, with one word for both."""
    tokens = text.tokens
    ahead = at + 2 if at + 1 < len(tokens) and tokens[at + 1].fold in {"und", "ecke"} else at + 1
    if ahead + 1 >= len(tokens) or tokens[ahead + 1].fold != _STREET or not tokens[ahead].fold.endswith("er"):
        return False
    return ahead > at + 1 or text.gap(at, ahead).strip() in {"&", "/", ",", "+"}


def _joined(text: Words, first: int, last: int) -> bool:
    """Whether the words follow each other, parted by a blank or a hyphen only."""
    return all(_JOIN.fullmatch(text.gap(at, at + 1)) for at in range(first, last))


def _written_as_heard(name: Name) -> Name:
    return replace(name, kind="slip", sure=_HEARD, ordinary=False, bare=False)


def _misspelt(known: dict[tuple[str, ...], Name]) -> dict[str, Name]:
    """The names in which a slip is forgiven: one word, a Stadtteil or a group of some, no ordinary word."""
    return {
        key[0]: Name(name.written, "slip", name.districts, sure=0.68)
        for key, name in known.items()
        if len(key) == 1 and name.kind in _AREAS and not name.ordinary
    }


_AREAS = frozenset(("district", "group", "alias"))
_SPOKEN = frozenset(("district", "group"))  # „die Liste“ is no slip of „die List“
_HEARD = 0.68  # what a name is worth that is written as it sounds
_COMPOUND = 9  # letters that a word has at most which holds no Stadtteil and something else
_STREET = "strasse"
_JOIN = re.compile(r"[\s\u00a0]{1,3}|\s?[-–‐‑/]\s?|\.[\s-]?|:")
