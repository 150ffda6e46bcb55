"""What a need is called: the keyword of the city that names it, or else the writer's own word for the thing.

Every matter has one phrase in every place it speaks of, of those in its text the one that most contributions share,
so that needs gather instead of scattering; what stands in the title, or in a sentence that says what is lacking, comes
first. Words that name a place are no phrase: nobody at the Küchengarten asks for a Garten. Nor does a word from the
name of the topic tell anything within it, where there is another. A list of places ("Weißekreuzplatz: Toilette") has
a phrase for each line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.evaluation.quotations import NEED
from familienkonferenz.bots.evaluation.wishes import headline, wish
from familienkonferenz.bots.german.words import Token, stem, word_set, words
from familienkonferenz.config import Conference

_COMPOUND = 4  # a keyword of at least so many letters also counts as first or last part of a compound
# A keyword in more contributions and in a larger share of them tells nothing, if there is another ("Straße").
_TELLING_IN, _TELLING_SHARE = 3, 0.3

_BESIDE = word_set("vor neben hinter gegenüber bis nahe")
_ARTICLES = word_set("der dem den die einer einem unserer unserem meiner meinem ihrer jeder")
_TO = word_set("zur zum")
_HEAD = 30  # signs before the colon of a line that lists what is lacking at a place, beside its name

OTHER = "Weiteres"
"""The phrase of what nobody could name: it is counted, and comes last."""

Place = tuple[str, str]
"""The id of a contribution and one of its Stadtteile, "" where it has none."""
_Heard = tuple[str, bool, bool]
"""A stem, whether it may be a noun, and whether its sentence says that something is lacking."""


class Phrases:
    """Finds the phrases of each contribution; reads every text once, however many views ask."""

    def __init__(self, conference: Conference) -> None:
        every = [keyword for topic in conference.topics for keyword in topic.keywords]
        every += [keyword for aim in conference.aims for keyword in aim.keywords]
        self._keywords = _Index(dict.fromkeys(every))
        self._named = {topic.id: words(topic.name).vocabulary for topic in conference.topics}
        self._read: dict[str, _Reading] = {}
        self._own: dict[str, str] = {}

    def choose(
        self, coded: Sequence[Coded], tiers: Callable[[Coded], Iterable[Collection[str]]]
    ) -> dict[Place, str]:
        """One phrase for each contribution in each of its places; `OTHER` where nothing has a name.

        `tiers` gives the keywords that fit a contribution, the fittest list first; the first list with a hit counts.
        """
        readings = [self._reading(one) for one in coded]
        found = [_first(tiers(one), reading.hits) for one, reading in zip(coded, readings, strict=True)]
        shared = Counter(keyword for hits in found for keyword in hits)
        limit = max(_TELLING_IN, _TELLING_SHARE * len(found))
        whole: dict[str, str] = {}
        chosen: dict[Place, str] = {}
        for one, reading, hits in zip(coded, readings, found, strict=True):
            id = one.contribution.id
            whole[id] = self._best(one, reading, hits, shared, limit) or _unforeseen(
                one, reading, hits, whole
            )
            for district in one.districts or ("",):
                line = reading.lines.get(district)
                chosen[id, district] = (line and _in_line(line, tiers(one), shared)) or whole[id]
        return chosen

    def _best(
        self, one: Coded, reading: _Reading, hits: Collection[str], shared: Mapping[str, int], limit: float
    ) -> str:
        """Of the keywords in a text the one to call it by; "" where none tells anything."""
        own = self._named.get(one.topic, frozenset())
        fit = [keyword for keyword in hits if stem(keyword) not in own]
        headed = [keyword for keyword in fit if keyword in reading.headed]
        wanted = headed or [keyword for keyword in fit if reading.hits[keyword]]
        if reading.lacked and not headed and (reading.lacked in fit or (fit and not wanted)):
            return reading.lacked
        telling = [keyword for keyword in wanted or fit if shared[keyword] <= limit] or wanted or fit
        return max(telling, key=lambda k: (shared[k], len(k), k), default="")

    def _reading(self, one: Coded) -> _Reading:
        id = one.contribution.id
        if id not in self._read:
            self._read[id] = self._understood(one)
        return self._read[id]

    def _understood(self, one: Coded) -> _Reading:
        contribution = one.contribution
        # In a topic wiki it is the heading of the section, and nobody's word.
        title = (
            f"{contribution.title}\n" if contribution.title and contribution.source != "themenwiki" else ""
        )
        places = [(tag.start + len(title), tag.end + len(title)) for tag in one.tags if tag.end]
        hits = self._keywords.find(_heard(title + contribution.text, places))
        headed = self._keywords.find(_heard(title, ())) if title and hits else ()
        lines = {district: self._listed(one, line) for district, line in _lines(one).items()}
        return _Reading(one, hits, headed, lines, self._spelt)

    def _listed(self, one: Coded, line: str) -> _Line:
        return _Line(self._keywords.find(_heard(line, ())), self._spelt(wish(one, line)))

    def _spelt(self, word: str) -> str:
        """One spelling for all forms of a word: the keyword's, or that of who wrote it first."""
        if not word:
            return ""
        return self._keywords.single(stem(word)) or self._own.setdefault(stem(word), word)


class _Line(NamedTuple):
    """What a list says of one place: the keywords in it, and the writer's own word."""

    hits: Mapping[str, bool]
    word: str


class _Reading:
    """A text as it is understood once: all keywords in it, in order, each with whether a sentence of need names it.

    `headed` are those in the title, `lines` what a list says of each Stadtteil. The writer's own words are looked for
    when they are needed: from the title, of what is wanted, and of what is not there.
    """

    def __init__(
        self,
        one: Coded,
        hits: Mapping[str, bool],
        headed: Collection[str],
        lines: Mapping[str, _Line],
        spelt: Callable[[str], str],
    ) -> None:
        self.hits, self.headed, self.lines = hits, headed, lines
        self._one, self._spelt = one, spelt

    @cached_property
    def headline(self) -> str:
        return "" if self._one.contribution.reply_to else self._spelt(headline(self._one))

    @cached_property
    def wished(self) -> str:
        return self._spelt(wish(self._one))

    @cached_property
    def lacked(self) -> str:
        return self._spelt(wish(self._one, lacking=True))


def _first(tiers: Iterable[Collection[str]], hits: Mapping[str, bool]) -> list[str]:
    """The hits of the first list of keywords that has any, in order of appearance."""
    for keywords in tiers:
        if found := [keyword for keyword in hits if keyword in keywords]:
            return found
    return []


def _unforeseen(one: Coded, reading: _Reading, hits: Collection[str], whole: Mapping[str, str]) -> str:
    """What to call a text without a telling keyword of its topic: by its own word, or what it answers."""
    answered = whole.get(one.contribution.reply_to, "")
    if answered and answered != OTHER:
        return reading.wished or answered
    foreign = sorted((keyword for keyword in reading.hits if keyword not in hits), key=len, reverse=True)
    headed = [keyword for keyword in foreign if keyword in reading.headed]
    if word := reading.headline or next(iter(headed), "") or reading.wished:
        return word
    return next(iter((*(keyword for keyword in foreign if reading.hits[keyword] or hits), *hits)), OTHER)


def _in_line(line: _Line, tiers: Iterable[Collection[str]], shared: Mapping[str, int]) -> str:
    """What one line of a list of places lacks there."""
    named = _first(tiers, line.hits) or line.hits
    return max(named, key=lambda k: (shared[k], len(k), k), default="") or line.word


def _lines(one: Coded) -> dict[str, str]:
    """Of a list of places what it says of each Stadtteil: "Weißekreuzplatz: Toilette"; empty where it is no list."""
    if len(one.districts) < 2:
        return {}
    text, found = one.contribution.text, {}
    for tag in one.tags:
        if tag.end and tag.district in one.districts:
            start, end = text.rfind("\n", 0, tag.start) + 1, text.find("\n", tag.end)
            line = text[start : end if end >= 0 else len(text)]
            if lacks := re.match(rf"[^:\n]{{0,{_HEAD}}}:\s*(\S.*)", line[max(0, tag.end - start) :]):
                found[tag.district] = lacks[1]
    return found


def _heard(text: str, places: Sequence[tuple[int, int]]) -> tuple[_Heard, ...]:
    """The stems of a text, without the words that say where.

    Those are names of places, and what stands there: whoever asks for light "vor der Schule" asks for no school.
    """
    cut = words(text)
    named = cut.within(places)
    needy: dict[int, bool] = {}
    for i, number in enumerate(cut.sentence):
        if number not in needy:
            last = i
            while last + 1 < len(cut.sentence) and cut.sentence[last + 1] == number:
                last += 1
            needy[number] = bool(NEED.search(cut.spoken(i, last)))
    return tuple(
        (token.stem, cut.lowered or token.upper, needy[cut.sentence[i]])
        for i, token in enumerate(cut.tokens)
        if i not in named and not _beside(cut.tokens, i)
    )


def _beside(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word only says beside what something is: "vor der Schule", "zur Kita"."""
    before = tokens[i - 1].fold if i else ""
    if before in _TO:
        return True
    return before in _ARTICLES and i > 1 and tokens[i - 2].fold in _BESIDE


class _Index:
    """Keywords by their stems; remembers what each word matched.

    A keyword with a capital is a noun and matches words with a capital only, unless the writer uses none.
    """

    def __init__(self, keywords: Iterable[str]) -> None:
        self._single: dict[str, list[str]] = {}
        self._several: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._seen: dict[str, tuple[str, ...]] = {}
        for keyword in keywords:
            stems = words(keyword).stems
            if len(stems) == 1:
                self._single.setdefault(stems[0], []).append(keyword)
            elif stems:
                self._several.setdefault(stems[0], []).append((stems, keyword))

    def single(self, word: str) -> str:
        """The keyword whose stem this is, "" where none is."""
        return next(iter(self._single.get(word, ())), "")

    def find(self, heard: Sequence[_Heard]) -> dict[str, bool]:
        """The keywords among these words, in order of appearance, and whether a sentence of need names them."""
        hits: dict[str, bool] = {}
        for i, (word, noun, needed) in enumerate(heard):
            for sequence, keyword in self._several.get(word, ()):
                if tuple(s for s, _, _ in heard[i : i + len(sequence)]) == sequence:
                    hits[keyword] = needed or hits.get(keyword, False)
            for keyword in self._of(word):
                if noun or not keyword[:1].isupper():
                    hits[keyword] = needed or hits.get(keyword, False)
        return hits

    def _of(self, word: str) -> tuple[str, ...]:
        if word not in self._seen:
            self._seen[word] = tuple(self._matching(word))
        return self._seen[word]

    def _matching(self, word: str) -> Iterator[str]:
        for key, keywords in self._single.items():
            if word == key or (len(key) >= _COMPOUND and (word.startswith(key) or word.endswith(key))):
                yield from keywords
