"""Needs: what is wanted, and in which Stadtteil, by how many, and where people disagree.

A need is a keyphrase of the configuration ("Hort", "Radweg") × a Stadtteil. Every thread counts under one
phrase, of those in its text the one that most contributions share, so that needs gather instead of scattering.
Words that name a place are no phrase: nobody at the Küchengarten asks for a Garten. Every figure keeps the list
it was counted from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from familienkonferenz.bots.coding import Coded
from familienkonferenz.bots.evaluation.threads import Dispute, Thread
from familienkonferenz.bots.german.words import Token, stem, word_set, words

_COMPOUND = 4  # a keyword of at least so many letters also counts as first or last part of a compound
# A keyword in more contributions and in a larger share of them tells nothing, if there is another ("Straße").
_TELLING_IN, _TELLING_SHARE = 3, 0.3

_BESIDE = word_set("vor neben hinter gegenüber bis nahe")
_ARTICLES = word_set("der dem den die einer einem unserer unserem meiner meinem ihrer jeder")
_TO = word_set("zur zum")

OTHER = "Weiteres"
"""The phrase of what names no keyword: it is counted, and comes last."""


@dataclass(frozen=True, slots=True)
class Need:
    """One need in one place. `district` is "" where none was named: the whole city.

    `contributions` and `replies` are ids, `supporters` distinct authors, `disputes` replies that disagree.
    """

    phrase: str
    district: str
    contributions: tuple[str, ...]
    replies: tuple[str, ...]
    supporters: tuple[str, ...]
    disputes: tuple[Dispute, ...]


def needs(threads: Iterable[Thread], phrase_of: Mapping[str, str]) -> tuple[Need, ...]:
    """The needs of these threads, ranked: most supporters first, then most contributions, then by name; `OTHER` last.

    `phrase_of` gives the phrase of a leading contribution's id. A thread of several Stadtteile counts in each.
    """
    grouped: dict[tuple[str, str], list[Thread]] = {}
    for thread in threads:
        for district in thread.lead.districts or ("",):
            grouped.setdefault((phrase_of[thread.lead.contribution.id], district), []).append(thread)
    found = [_need(phrase, district, members) for (phrase, district), members in grouped.items()]
    return tuple(
        sorted(
            found,
            key=lambda n: (
                n.phrase == OTHER,
                -len(n.supporters),
                -len(n.contributions),
                n.phrase.casefold(),
                n.district,
            ),
        )
    )


@dataclass(frozen=True, slots=True)
class Gathered:
    """One need over all places, or one place with all its needs: `name` is the phrase or the district ("": the city).

    `parts` are its needs in order of rank; every author counts once in `supporters`, in however many parts.
    """

    name: str
    parts: tuple[Need, ...]
    supporters: tuple[str, ...]
    contributions: tuple[str, ...]
    disputes: tuple[Dispute, ...]


def gathered(ranked: Iterable[Need], by: Callable[[Need], str]) -> tuple[Gathered, ...]:
    """The needs gathered by phrase or by district, ranked as needs are: most supporters first, `OTHER` last."""
    grouped: dict[str, list[Need]] = {}
    for need in ranked:
        grouped.setdefault(by(need), []).append(need)
    found = [
        Gathered(
            name,
            tuple(parts),
            tuple(sorted({person for need in parts for person in need.supporters})),
            tuple(dict.fromkeys(id for need in parts for id in need.contributions)),
            tuple(dict.fromkeys(dispute for need in parts for dispute in need.disputes)),
        )
        for name, parts in grouped.items()
    ]
    return tuple(
        sorted(
            found,
            key=lambda g: (g.name == OTHER, -len(g.supporters), -len(g.contributions), g.name.casefold()),
        )
    )


class Phrases:
    """Finds the phrase of each contribution; reads every text once, however many views ask."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[tuple[str, bool], ...]] = {}
        self._indexes: dict[tuple[str, ...], _Index] = {}

    def choose(
        self,
        coded: Sequence[Coded],
        tiers: Callable[[Coded], Iterable[tuple[str, ...]]],
    ) -> dict[str, str]:
        """One phrase for each contribution's id: the keyword in it that most others share too; `OTHER` where none is.

        Keywords of the title, where there are any, are asked first: it says what the text is about.
        `tiers` gives the keywords that fit a contribution, the fittest list first; the first list with a hit counts.
        """
        found = {one.contribution.id: self._hits(one, tiers(one)) for one in coded}
        shared = Counter(keyword for hits in found.values() for keyword in hits)
        limit = max(_TELLING_IN, _TELLING_SHARE * len(found))
        chosen: dict[str, str] = {}
        for one in coded:
            hits = found[one.contribution.id]
            headed = [keyword for keyword in hits if keyword in self._headed(one, hits)]
            telling = [keyword for keyword in headed or hits if shared[keyword] <= limit] or headed or hits
            best = max(telling, key=lambda k: (shared[k], len(k), k)) if telling else OTHER
            chosen[one.contribution.id] = best
        return chosen

    def _headed(self, one: Coded, hits: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the keywords that stand in the title."""
        title = one.contribution.title
        if (
            not title or not hits or one.contribution.source == "themenwiki"
        ):  # there it is the section's heading
            return ()
        said = words(title)
        return _Index(hits).find([(token.stem, said.lowered or token.upper) for token in said.tokens])

    def _index(self, keywords: tuple[str, ...]) -> _Index:
        if keywords not in self._indexes:
            self._indexes[keywords] = _Index(keywords)
        return self._indexes[keywords]

    def _hits(self, one: Coded, tiers: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        id = one.contribution.id
        if id not in self._read:
            self._read[id] = _stems(one)
        for keywords in tiers:
            if hits := self._index(keywords).find(self._read[id]):
                return hits
        return ()


def _stems(one: Coded) -> tuple[tuple[str, bool], ...]:
    """The stems of title and text, without the words that say where; each with: may it be a noun?

    Those are names of places, and what stands there: whoever asks for light "vor der Schule" asks for no school.
    """
    contribution = one.contribution
    title = f"{contribution.title}\n" if contribution.title else ""  # tags count in title and text together
    cut = words(title + contribution.text)
    places = [(tag.start, tag.end) for tag in one.tags if tag.end]
    return tuple(
        (stem(token.text), cut.lowered or token.text[0].isupper())
        for i, token in enumerate(cut.tokens)
        if not any(start <= cut.starts[i] < end for start, end in places) and not _beside(cut.tokens, i)
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
        self._single: dict[str, str] = {}
        self._several: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._seen: dict[str, tuple[str, ...]] = {}
        for keyword in keywords:
            stems = tuple(stem(token.text) for token in words(keyword).tokens)
            if len(stems) == 1:
                self._single.setdefault(stems[0], keyword)
            elif stems:
                self._several.setdefault(stems[0], []).append((stems, keyword))

    def find(self, stems: Sequence[tuple[str, bool]]) -> tuple[str, ...]:
        """The keywords among these words, each once, in order of appearance."""
        hits: dict[str, None] = {}
        for i, (word, noun) in enumerate(stems):
            for sequence, keyword in self._several.get(word, ()):
                if tuple(s for s, _ in stems[i : i + len(sequence)]) == sequence:
                    hits[keyword] = None
            for keyword in self._of(word):
                if noun or not keyword[:1].isupper():
                    hits[keyword] = None
        return tuple(hits)

    def _of(self, word: str) -> tuple[str, ...]:
        if word not in self._seen:
            self._seen[word] = tuple(
                keyword
                for key, keyword in self._single.items()
                if word == key or (len(key) >= _COMPOUND and (word.startswith(key) or word.endswith(key)))
            )
        return self._seen[word]


def _need(phrase: str, district: str, threads: Sequence[Thread]) -> Need:
    def once(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ids))

    return Need(
        phrase,
        district,
        once(id for thread in threads for id in thread.contributions),
        once(id for thread in threads for id in thread.replies),
        tuple(sorted({name for thread in threads for name in thread.supporters})),
        tuple(dict.fromkeys(dispute for thread in threads for dispute in thread.disputes)),
    )
