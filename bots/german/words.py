"""German words in running text: tokens with their places, folding, stems, sentences.

No lexicon and no model: what the judgement needs is that „Spielplätze“, „Spielplatzes“ and „Spielplaetze“
meet, that „Str.“ is a street, and that every word knows where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from familienkonferenz.bots.german.kept import LONGEST, Kept

# A word may hold combining accents and soft hyphens; `fold` takes both out. Begins with its first sign, and takes
# the letters that most words are made of in one go, and the sign that most words end with for their end.
_WORD = re.compile(
    "([^\\W_](?:(?<=\\d)\\d*|[a-zäöüß]*+(?=[ ,.\\n])|"
    "[a-zäöüß]*[^\\W\\d_\u0300-\u036f\u00ad]*(?:[\u0300-\u036f\u00ad]+[^\\W\\d_]*)*))"
)
# Begins with its first sign, so that the search runs from sign to sign and not from letter to letter.
_SENTENCE_END = re.compile(
    r"[.!?…:\n](?:(?<=[^\W\d_]{3}[.!?…:])[.!?…:]*(?=\s+[„“\"'(]?[A-ZÄÖÜ])|(?<=[!?…])[!?…]*|(?<=\n)\n*)"
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ENDINGS = ("ern", "em", "er", "en", "es", "e", "s", "n")
_LONG_E = ("ee", "een", "ees")  # Schnee, Ideen, Allees: this e is no ending
_ENOUGH = 15  # tokens of a text from which on capitals at the beginning of sentences prove nothing
_FEW_NOUNS = 0.06  # share of capitalised words; running German has 15 to 30 in 100
_QUOTED = 4  # words that are quoted at most


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number as it is written, whatever text it stands in.

    fold and stem are for comparing names and meanings; upper: it begins with a capital, as nouns and names do.
    """

    text: str
    fold: str
    stem: str
    upper: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into tokens, and of each in their order: where it begins and ends (code points, end exclusive), the
    number of its sentence from 0, its `folds` and `stems`.

    `gaps` is what stands before each token, and last what stands behind all. `lowered` tells a text whose writer
    hardly uses capitals, so that small letters prove nothing. `vocabulary` are all its stems.
    """

    text: str
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: tuple[str, ...]
    sentence: tuple[int, ...]
    lowered: bool
    folds: tuple[str, ...]
    stems: tuple[str, ...]
    vocabulary: frozenset[str]

    def gap(self, left: int, right: int) -> str:
        """What stands between two tokens."""
        return self.text[self.ends[left] : self.starts[right]]

    def before(self, at: int, most: int) -> tuple[str, ...]:
        """The folded words of the same sentence that stand before a token, so many at most."""
        first, here = max(0, at - most), self.sentence[at]
        while self.sentence[first] != here:
            first += 1
        return self.folds[first:at]

    def around(self, first: int, last: int, most: int) -> tuple[str, ...]:
        """The folded words of the first token's sentence from so many before it to so many behind the last."""
        here = self.sentence[first]
        opens, beyond = bisect_left(self.sentence, here), bisect_left(self.sentence, here + 1)
        return self.folds[max(opens, first - most) : min(beyond, last + most + 1)]

    def within(self, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        """The tokens that begin inside one of these spans (code points, end exclusive)."""
        starts = self.starts
        return frozenset(
            at for start, end in spans for at in range(bisect_left(starts, start), bisect_left(starts, end))
        )

    def spoken(self, first: int, last: int) -> str:
        """The text from one token to another, both included."""
        return self.text[self.starts[first] : self.ends[last]]


def fold(word: str) -> str:
    """A word for comparing names: small, ä as ae, ß as ss, Str. as Strasse.

    >>> fold("Limmerstr"), fold("Süd")
    ('limmerstrasse', 'sued')
    """
    if word.isascii():
        small = word.lower()
    else:
        small = unicodedata.normalize("NFC", word).replace("\u00ad", "").lower().translate(_UMLAUTS)
    if small.endswith("strass"):
        return f"{small}e"
    return f"{small[:-3]}strasse" if small.endswith("str") else small


def stem(word: str) -> str:
    """A word for comparing meanings: without umlaut and ending; the same for all forms of most nouns.

    >>> stem("Spielplätze"), stem("Spielplatzes"), stem("Busse")
    ('spielplatz', 'spielplatz', 'bus')
    """
    return _stem(word if len(word) <= LONGEST else word[:LONGEST])


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return _without_ending(fold(word))


def _without_ending(folded: str) -> str:
    small = folded.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    if small.endswith(_LONG_E):
        return small.rstrip("ns")
    if small.endswith(_ENDINGS):
        for ending in _ENDINGS:
            if small.endswith(ending) and len(small) - len(ending) >= 3:
                small = small[: -len(ending)]
                break
    return small[:-1] if len(small) > 3 and small.endswith("ss") else small


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text alone, as names and keywords are compared, of which nobody asks how they stand."""
    return tuple([known[0] for known in map(_KNOWN.__getitem__, _WORD.findall(text))])


def words(text: str) -> Words:
    """Cut a text into its words. Positions count in `text` as it came, composed or not."""
    return _cut(text)


@lru_cache(maxsize=1)
def _cut(text: str) -> Words:
    """The words of a text; those of the last one are kept, for it is often read several times in a row."""
    parts = _WORD.split(text)  # what is no word and what is one, by turns
    known = tuple(map(_KNOWN.__getitem__, parts[1::2]))
    tokens, folds, stems, uppers, nouns = zip(*known, strict=True) if known else ((),) * 5
    edges = tuple(accumulate(map(len, parts)))
    starts, ends, gaps = edges[:-1:2], edges[1::2], tuple(parts[::2])
    firsts = [bisect_left(starts, found.end()) for found in _SENTENCE_END.finditer(text)]
    sentence: list[int] = []
    opening = 0
    for number, (first, after) in enumerate(pairwise((0, *firsts, len(tokens)))):
        sentence += [number] * (after - first)
        opening += after > first and uppers[first]
    inside = sum(nouns) - opening if len(tokens) >= _ENOUGH else sum(nouns)
    lowered = inside < _FEW_NOUNS * len(tokens) or not any(nouns)
    return Words(text, tokens, starts, ends, gaps, tuple(sentence), lowered, folds, stems, frozenset(stems))


def _known(word: str) -> tuple[Token, str, str, bool, bool]:
    """A word as a token, folded, its stem, whether it begins with a capital, and whether it looks like a noun."""
    compared, upper = word[:LONGEST], word[0].isupper()
    folded = fold(compared)
    token = Token(word, folded, _without_ending(folded), upper)
    return token, folded, token.stem, upper, upper and not (compared.isupper() and len(word) > 1)


_KNOWN = Kept(_known)


def quoted(spoken: Iterable[str]) -> str:
    """Words of a text as people quote them: „Rutsche“, „Spielplatz“; each once, the first few, none within another.

    >>> quoted(["Rutsche", "große Rutsche", "Spielplatz", "große  Rutsche"])
    '„große Rutsche“, „Spielplatz“'
    """
    each: list[str] = []
    for words in dict.fromkeys(spoken):
        said = _SAID[words]
        if not any(said[1:-1] in other for other in each):
            each = [other for other in each if other[1:-1] not in said]
            each.append(said)
            if len(each) == _QUOTED:
                break
    return ", ".join(each)


_SAID = Kept(lambda words: f"„{' '.join(words.split())}“")


def word_set(listed: str) -> frozenset[str]:
    """The words of a list as they are compared, e.g. `word_set("für aus")`."""
    return frozenset(fold(word) for word in listed.split())


def endings(listed: str) -> tuple[str, ...]:
    """The same for what words end with: `word.endswith(endings("strasse weg"))`."""
    return tuple(fold(word) for word in listed.split())
